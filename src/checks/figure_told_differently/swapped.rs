//! '£11.79 million' in the foreword, where table and section have £11.97 million: two neighbouring digits have changed places.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::slips;
use super::super::reading::told::{Amount, Measure, Statement};
use super::super::{Found, Remark};
use super::alike::Weights;
use super::lines::Line;

/// With how many of the same figure it is compared.
const MOST: usize = 20;

/// Says what is found in the whole report of sums of money and times with three digits or more.
pub(super) fn run(lines: &[Line], statements: &[Statement], weights: &Weights, said: &mut BTreeSet<(usize, usize)>, found: &mut Found) {
    let long = |amount: Amount| digits(amount) > 2 && amount.measure != Measure::Count;
    let mut known: BTreeMap<(Measure, i64, i64), Vec<usize>> = BTreeMap::new();
    for (at, statement) in statements.iter().enumerate().filter(|(_, statement)| long(statement.amount)) {
        known.entry(key(statement.amount)).or_default().push(at);
    }
    let cells = lines.iter().flat_map(|line| line.cells.iter().map(move |cell| (line, cell))).filter(|(_, cell)| long(cell.amount));
    let mut in_tables = BTreeMap::new();
    for (line, cell) in cells {
        in_tables.entry(key(cell.amount)).or_insert_with(Vec::new).push((line, cell));
    }
    for (own, told) in &known {
        // Told twice, it is meant.
        let ([at], false) = (&told[..], in_tables.contains_key(own)) else { continue };
        let one = &statements[*at];
        if said.contains(&(one.passage.index, one.at)) {
            continue;
        }
        for (numerator, denominator) in swaps(one.amount) {
            let other = (one.amount.measure, numerator, denominator);
            let names = |words: &[&[u64]]| {
                let shared = one.near.iter().filter(|stem| words.iter().any(|words| words.binary_search(stem).is_ok()));
                weights.sum(shared) >= 40
            };
            let cell = in_tables.get(&other).and_then(|cells| cells.iter().take(MOST).find(|(line, _)| names(&[&line.label, &line.title])));
            let near = |at: &&usize| names(&[&statements[**at].near, &statements[**at].wide]);
            let text = known.get(&other).and_then(|told| told.iter().take(MOST).find(near)).map(|at| &statements[*at]);
            let token = &one.passage.tokens[one.at];
            let remark = |other: &str| {
                Remark::new(format!("‘{}’ is {other} elsewhere, with two of its digits the other way round", one.passage.as_told(one.at)))
                    .at(one.passage, token.range(), "")
                    .help("write the right figure in both places, if it is the same thing")
            };
            let remark = if let Some((_, cell)) = cell {
                cell.label(remark(&cell.shown().0), "elsewhere")
            } else if let Some(text) = text {
                let range = text.passage.tokens[text.at].range();
                remark(&text.passage.as_told(text.at)).at(text.passage, range, "elsewhere")
            } else {
                continue;
            };
            said.insert((one.passage.index, one.at));
            said.extend(text.map(|text| (text.passage.index, text.at)));
            found.say(remark);
            break;
        }
    }
}

fn key(amount: Amount) -> (Measure, i64, i64) {
    (amount.measure, amount.numerator, amount.denominator)
}

/// How many digits it has without noughts at its ends.
fn digits(amount: Amount) -> u32 {
    let (mut number, _) = plain(amount);
    while number > 9 && number % 10 == 0 {
        number /= 10;
    }
    number.max(1).ilog10() + 1
}

/// Its digits as a whole number, and what they are over.
fn plain(amount: Amount) -> (i64, i64) {
    [1, 10, 100, 1000]
        .into_iter()
        .find(|power| power % amount.denominator == 0)
        .map_or((amount.numerator, amount.denominator), |power| (amount.numerator.saturating_mul(power / amount.denominator), power))
}

/// The figure with each two neighbouring digits that differ the other way round, in lowest terms.
fn swaps(amount: Amount) -> impl Iterator<Item = (i64, i64)> {
    let (number, power) = plain(amount);
    slips::swaps(number).map(move |other| Amount::of(amount.measure, other, power)).map(|other| (other.numerator, other.denominator))
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    fn said(summary: &str, finding: &str) -> usize {
        run(&FigureToldDifferently, &sample(Sample::Finding, finding).with("reports/surrey-2008/foreword.md", format!("{summary}\n"))).len()
    }

    #[test]
    fn finds_digits_that_changed_places_in_money() {
        let finding = "The budget for 2008/2009 was £11.97 million, and staff took most of it.";
        assert_eq!(said("The area's budget had grown by 5% in a year, to £11.79 million.", finding), 1);
        assert_eq!(said("The area's budget had grown by 5% in a year, to £11.97 million.", finding), 0);
        assert_eq!(said("The lorries that came cost £11.79 million.", finding), 0);
        assert_eq!(said("The area's budget was £12 million.", finding), 0);
    }
}
