//! 'A budget that had fallen to £8.66 million' in the foreword, where the report has £8.67 million everywhere else: a sum that is told once, in a
//! sentence without a year, beside one of the same words that is told more often and differs in its last digits.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::Reading;
use super::super::reading::money::{Amount, amount};
use super::super::reading::told::{Measure, Statement};
use super::super::reading::words::Unit;
use super::super::{Found, Remark};
use super::alike::Weights;

/// Two sums are near if they are no further apart than one part in so many.
const NEAR: i64 = 100;
/// What the words that both have must tell.
const TELLING: u32 = 40;

/// Says what is found in the whole report, but for numbers at which something has been said: passages and their tokens.
pub(super) fn run(reading: &Reading, statements: &[Statement], weights: &Weights, said: &mut BTreeSet<(usize, usize)>, found: &mut Found) {
    let mut often: BTreeMap<i64, usize> = BTreeMap::new();
    let money = |unit: Unit| unit == Unit::Money;
    for (passage, at) in reading.numbers().filter(|(passage, at)| passage.tokens[*at].figure().is_some_and(|figure| money(figure.unit))) {
        if let Some(sum) = amount(passage, at) {
            *often.entry(sum.value).or_default() += 1;
        }
    }
    let told = |sum: Amount| often.get(&sum.value).copied().unwrap_or_default();
    let sums: Vec<(&Statement, Amount)> = statements
        .iter()
        .filter(|statement| statement.amount.measure == Measure::Money)
        .filter_map(|statement| Some((statement, amount(statement.passage, statement.at)?)))
        .collect();
    for (one, sum) in &sums {
        let lone = told(*sum) == 1 && one.years.is_empty() && !one.elsewhere && sum.value / sum.step >= 100;
        if !lone || said.contains(&(one.passage.index, one.at)) {
            continue;
        }
        let near = |(two, other): &&(&Statement, Amount)| {
            let apart = (sum.value - other.value).abs();
            let words = one.wide.iter().filter(|stem| two.wide.binary_search(stem).is_ok() && two.near.binary_search(stem).is_ok());
            apart > 0
                && apart <= sum.value / NEAR
                && sum.step == other.step
                && told(*other) > 1
                && one.passage.place.part != two.passage.place.part
                && weights.sum(words) >= TELLING
        };
        let others: Vec<&(&Statement, Amount)> = sums.iter().filter(near).collect();
        if let Some((two, _)) = others.first().filter(|(_, first)| others.iter().all(|(_, other)| other.value == first.value)) {
            found.say(
                Remark::new(format!(
                    "‘{}’ here and ‘{}’ elsewhere seem to be the same sum",
                    one.passage.as_told(one.at),
                    two.passage.as_told(two.at)
                ))
                .at(one.passage, one.passage.tokens[one.at].range(), "")
                .at(two.passage, two.passage.tokens[two.at].range(), "elsewhere")
                .help("write the right figure in both places, or say what sets the two apart"),
            );
            said.insert((one.passage.index, one.at));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    #[test]
    fn finds_a_sum_that_is_off_in_its_last_digit() {
        let finding =
            "The budget for 2009 was £8.92 million, and that for 2010 £8.67 million.\n\nOf the budget of £8.67 million most went on staff.";
        let said = |text: &str| {
            run(&FigureToldDifferently, &sample(Sample::Finding, finding).with("reports/surrey-2008/foreword.md", format!("{text}\n")))
                .len()
        };
        assert_eq!(said("The trust had a budget that had fallen to £8.66 million."), 1);
        for right in [
            "The trust had a budget that had fallen to £8.67 million.",
            "The trust had a budget that had fallen to £8.7 million.",
            "The trust had a budget that had fallen to £8.66 million in 2011.",
            "The trust had a budget of about £8.66 million.",
            "A bridge was built for £8.66 million.",
            "The trust had a budget that had fallen to £8.66000000001 million.",
        ] {
            assert_eq!(said(right), 0, "{right}");
        }
    }
}
