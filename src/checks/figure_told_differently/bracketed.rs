//! 'Of the 80 reports, 70 (88%) were of the right type' in the foreword, and 'the type was right in 72 cases (90%)' in a section: a number with its
//! share, of the same whole and under the same words of meaning.

use std::collections::BTreeSet;

use super::super::Found;
use super::super::reading::told::{Measure, Statement};
use super::super::reading::words::Figure;

/// A whole is looked for up to so many; reports count less.
const MOST: i64 = 5000;

/// Says what is found in the whole report, but for numbers at which something has been said.
pub(super) fn run(statements: &[Statement], said: &mut BTreeSet<(usize, usize)>, found: &mut Found) {
    let plain = |statement: &&Statement| statement.amount.measure == Measure::Count && statement.years.is_empty() && !statement.elsewhere;
    let shared = |statement| share(statement).map(|percent| (statement, percent));
    let all: Vec<(&Statement, i64)> = statements.iter().filter(plain).filter_map(shared).collect();
    let (inside, outside): (Vec<_>, Vec<_>) = all.into_iter().partition(|(statement, _)| statement.passage.place.section.is_some());
    for (one, share) in &outside {
        let near: Vec<(&Statement, i64)> = inside.iter().copied().filter(|(two, _)| alike(one, two)).collect();
        let ([(two, other)], false) = (&near[..], said.contains(&(one.passage.index, one.at))) else { continue };
        let (first, second) = (one.amount.numerator, two.amount.numerator);
        let known = said.contains(&(two.passage.index, two.at));
        let whole = |base: i64| fits(first, base, *share) && fits(second, base, *other);
        let of_one = |base: &i64| one.base.is_none_or(|own| own == *base) && two.base.is_none_or(|own| own == *base);
        // Who tells both in one place tells of two things.
        let both = one.passage.tokens.iter().any(|token| token.count() == Some(second));
        let mut bases = first.max(second).max(10)..=MOST.min(first.max(second).saturating_mul(20));
        if !known && !both && first != second && share != other && bases.any(|base| whole(base) && of_one(&base)) {
            super::statements::say(two, one, found);
            said.insert((one.passage.index, one.at));
            said.insert((two.passage.index, two.at));
        }
    }
}

/// Whether a part of a whole is so many per cent.
fn fits(part: i64, base: i64, percent: i64) -> bool {
    (part * 200 + base) / (base * 2) == percent
}

/// The share in brackets after a number: '72 (90%)', '72 cases (90%)'.
fn share(statement: &Statement) -> Option<i64> {
    let passage = statement.passage;
    let open = statement.at + 1 + usize::from(passage.tokens.get(statement.at + 1)?.is_word());
    let percent = passage.tokens.get(open + 1)?.percent().and_then(Figure::whole)?;
    (passage.is_mark(open, '(') && passage.is_mark(open + 2, ')')).then_some(percent)
}

/// Whether all words of meaning of the one that says less stand in the other.
fn alike(one: &Statement, two: &Statement) -> bool {
    let (less, more) = if one.near.len() < two.near.len() { (&one.near, &two.near) } else { (&two.near, &one.near) };
    let inside = less.iter().all(|stem| more.binary_search(stem).is_ok());
    less.len() > 1 && inside && more.len() <= less.len() + 3 && one.denied == two.denied && one.asked == two.asked
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    #[test]
    fn holds_a_number_with_its_share_against_the_same_words() {
        let said = |summary: &str, finding: &str| {
            run(&FigureToldDifferently, &sample(Sample::Finding, finding).with("reports/surrey-2008/foreword.md", format!("{summary}\n")))
                .len()
        };
        let finding = "Letters had been prepared in 80 of the cases. The type was right in 72 cases (90%).";
        let wrong = "Courts were well served: of the 80 letters that we read, 70 (88%) were of the right type.";
        assert_eq!(said(wrong, finding), 1, "{wrong}");
        for right in [
            "Courts were well served: of the 80 letters that we read, 72 (90%) were of the right type.",
            "Of the 80 letters that we read, 70 (88%) were sent in time.",
            "Of the 80 letters that we read, 70 (88%) were not of the right type.",
            "In 2006, 70 (88%) were of the right type.",
            "Of the 56 letters to women, 50 (89%) were of the right type.",
        ] {
            assert_eq!(said(right, finding), 0, "{right}");
        }
    }
}
