//! Men 89% and women 12%: shares that should make a hundred do not.

use super::reading::shares::percentage;
use super::reading::tables::{Grid, Value, grids, value};
use super::reading::words::Figure;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct SharesOffHundred;

static ABOUT: About = About {
    name: "shares-off-hundred",
    line: "shares that should make a hundred do not",
    severity: Severity::Warning,
    languages: Languages::MoreInEnglish,
    checks: "Rows of a table that part a whole in two by their words (male and female, white and minority ethnic), and columns or rows of percentages that come to nearly a hundred. Two must make \
             100, more of them as far as rounding allows.",
    matters: "One of them was typed wrongly, and nobody can tell which.",
    mend: "Correct the share that is wrong. If the parts leave something out, add a row for it or say so in a note.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "| Caseload | Share |\n| --- | --: |\n| Male | 89.7% |\n| Female | 11.3% |\n",
        right: "| Caseload | Share |\n| --- | --: |\n| Male | 89.7% |\n| Female | 10.3% |\n",
    },
};

/// Words that part a whole in two.
const PAIRS: [(&[&str], &[&str]); 4] = [
    (&["male", "males", "men"], &["female", "females", "women"]),
    (&["white"], &["minority", "bme", "non-white"]),
    (&["yes"], &["no"]),
    (&["met", "achieved"], &["missed"]),
];

/// How near to a hundred a column must come to be taken for parts of one whole.
const NEAR: i64 = 4;

impl Check for SharesOffHundred {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for grid in grids(reading) {
            let mut rows = grid.rows();
            let totalled = rows.last().is_some_and(|row| grid.cell(*row, 0).is_some_and(|cell| reading.lexicon.is_total(cell.word(0))));
            if totalled {
                rows.pop();
            }
            for column in 1..grid.columns() {
                column_of(&grid, &rows, column, found);
            }
        }
    }
}

/// What is wrong with the shares of a column.
fn column_of(grid: &Grid, rows: &[u32], column: u32, found: &mut Found) {
    let each: Vec<(u32, &Passage, Figure)> = rows
        .iter()
        .filter_map(|row| {
            let cell = grid.cell(*row, column)?;
            Some((*row, cell, share(cell, grid.cell(*row, 0))?))
        })
        .collect();
    let english = found.in_english();
    let mut told = false;
    for pair in each.windows(2).filter(|_| english) {
        let [(first, cell, a), (second, other, b)] = pair else { continue };
        let (Some(one), Some(two)) = (grid.cell(*first, 0), grid.cell(*second, 0)) else { continue };
        if *second == first + 1 && is_pair(one, two) && !makes_hundred(&[*a, *b]) {
            say(cell, other, &[*a, *b], found);
            told = true;
        }
    }
    let shares: Vec<Figure> = each.iter().map(|(_, _, figure)| *figure).collect();
    if let ([(_, first, _), .., (_, last, _)], false) = (&each[..], told)
        && each.len() == rows.len()
        && each.len() > 2
        && is_near(&shares)
        && !makes_hundred(&shares)
        && !are_of_one_whole(grid, &each, column)
    {
        say(first, last, &shares, found);
    }
}

/// Whether the shares are right as shares of one number that their counts, in the column before, are not parts of: a case may be of several kinds.
fn are_of_one_whole(grid: &Grid, each: &[(u32, &Passage, Figure)], column: u32) -> bool {
    let count = |row: u32| grid.cell(row, column.checked_sub(1)?).and_then(|cell| cell.tokens.first()?.count());
    let counts: Option<Vec<i64>> = each.iter().map(|(row, ..)| count(*row)).collect();
    let Some(counts) = counts.filter(|_| column > 1) else { return false };
    let Some(sum) = counts.iter().try_fold(0_i64, |sum, count| sum.checked_add(*count)).filter(|sum| *sum < 10_000) else { return false };
    let fits = |whole: i64| each.iter().zip(&counts).all(|((.., share), count)| percentage(*count, whole, *share) == Some(share.numerator));
    (1..sum).rev().take_while(|whole| whole * 2 > sum).any(fits)
}

/// The percentage of a cell: '89.7%', or '89.7' where the row's heading has the sign.
fn share(cell: &Passage, heading: Option<&Passage>) -> Option<Figure> {
    let Value::Number(figure) = value(cell) else { return None };
    let signed = heading.is_some_and(|heading| heading.words.contains('%'));
    let is_share = figure.unit == super::reading::words::Unit::Percent || signed && figure.unit == super::reading::words::Unit::None;
    is_share.then_some(figure)
}

fn is_pair(one: &Passage, two: &Passage) -> bool {
    let has = |passage: &Passage, words: &[&str]| (0..passage.tokens.len()).any(|at| passage.is_word(at, words));
    PAIRS.iter().any(|(a, b)| has(one, a) && has(two, b) && !has(one, b) || has(one, b) && has(two, a) && !has(two, b))
}

/// The sum of shares in steps of their last digit, and a hundred in the same steps.
fn sum(shares: &[Figure]) -> Option<(i64, i64)> {
    let scale = shares.iter().map(|share| share.denominator).max()?;
    let each = shares.iter().map(|share| share.numerator.checked_mul(scale.checked_div(share.denominator)?));
    Some((each.sum::<Option<i64>>()?, scale.checked_mul(100)?))
}

/// Whether shares make a hundred, each of them perhaps rounded by half a step. Two are rounded to the same side only at the half.
fn makes_hundred(shares: &[Figure]) -> bool {
    let Some((sum, hundred)) = sum(shares) else { return true };
    let slack = match i64::try_from(shares.len()) {
        Ok(2) => 1,
        Ok(n) => n / 2,
        Err(_) => return true,
    };
    // Two whole shares may be 50.5 and 49.5: both rounded up.
    let halves = shares.len() == 2
        && sum == hundred + 1
        && shares.iter().all(|share| share.denominator == 1)
        && shares.iter().all(|share| (40..=60).contains(&share.numerator));
    if shares.len() == 2 { sum == hundred || halves } else { (sum - hundred).abs() <= slack }
}

fn is_near(shares: &[Figure]) -> bool {
    sum(shares).is_some_and(|(sum, hundred)| (sum - hundred).abs() <= hundred / 100 * NEAR)
}

fn say(first: &Passage, last: &Passage, shares: &[Figure], found: &mut Found) {
    let Some((sum, hundred)) = sum(shares) else { return };
    let digits = shares.iter().map(|share| share.decimals).max().unwrap_or(0);
    let shown = crate::number::Number::ratio(sum, hundred / 100).map(|sum| sum.to_decimal(u32::from(digits))).unwrap_or_default();
    found.say(
        Remark::new(format!("these shares make {shown}%, not 100%"))
            .at(last, 0..last.words.len(), format!("together {shown}%"))
            .at(first, 0..first.words.len(), "from here")
            .help("correct the share that is wrong, or name what is left out"),
    );
}

#[cfg(test)]
mod tests {
    use super::SharesOffHundred;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(rows: &str) -> Vec<String> {
        run(&SharesOffHundred, &sample(Sample::File("foreword.md"), &format!("| A | B |\n| --- | --- |\n{rows}")))
    }

    #[test]
    fn fires_on_shares_that_do_not_make_a_hundred() {
        assert_eq!(said("| % White | 91.9% |\n| % Minority ethnic | 9.1% |\n"), ["[9.1%] these shares make 101.0%, not 100%"]);
        assert_eq!(said("| Total | 3,649 |\n| % Male | 89 |\n| % Female | 12 |\n"), ["[12] these shares make 101%, not 100%"]);
        assert_eq!(said("| Licence | 36% |\n| Order | 55% |\n| Custody | 12% |\n"), ["[12%] these shares make 103%, not 100%"]);
        assert_eq!(
            said("| Licence | 36% |\n| Order | 55% |\n| Custody | 12% |\n| Total | 100% |\n"),
            ["[12%] these shares make 103%, not 100%"]
        );
    }

    #[test]
    fn is_silent_on_shares_that_do_or_that_are_no_parts() {
        for rows in [
            "| % White | 91.9% |\n| % Minority ethnic | 8.1% |\n| % Male | 89.7% |\n| % Female | 10.3% |\n",
            "| Men | 51% |\n| Women | 50% |\n",
            "| Licence | 33% |\n| Order | 33% |\n| Custody | 33% |\n",
            "| Housing | 42% |\n| Work | 35% |\n| Money | 30% |\n",
            "| Male | 88% |\n| Male staff | 12% |\n",
            "| Male | 88 |\n| Female | 22 |\n",
        ] {
            assert_eq!(said(rows), Vec::<String>::new(), "{rows}");
        }
    }
}
