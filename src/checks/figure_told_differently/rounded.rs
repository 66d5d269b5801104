//! 'The budget rose from £9.2 million to £10.6 million', where a table has £9.208 million and £10.063 million: one of the sums is a table's,
//! rounded, and the other is near one and none.

use std::collections::BTreeSet;

use super::super::reading::money::{Amount, amount, amounts};
use super::super::reading::tables::grids;
use super::super::reading::words::{Token, Unit};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// A sum in a table, in pence.
type Cell<'r, 'a> = (i64, &'r Passage<'a>);

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let tables = tables(reading);
    if tables.is_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    let summed = reading.numbers().filter(|(passage, at)| passage.tokens[*at].figure().is_some_and(|figure| figure.unit == Unit::Money));
    for (passage, at) in reading.places(&["£"]).chain(summed).filter(|(passage, _)| passage.is_prose()) {
        if let Some(index) = passage.sentence_of(at).filter(|index| seen.insert((passage.index, *index))) {
            let sums = amounts(passage, &passage.sentences[index]);
            for cells in &tables {
                compare(passage, &sums, cells, found);
            }
        }
    }
}

/// The sums of money of each table that has two or more.
fn tables<'r, 'a>(reading: &'r Reading<'a>) -> Vec<Vec<Cell<'r, 'a>>> {
    let mut out = Vec::new();
    for grid in grids(reading) {
        let mut cells = Vec::new();
        for column in 1..grid.columns() {
            let heading = grid.heading(column);
            let thousands = heading.contains('£') && heading.contains("000");
            for row in grid.rows() {
                let Some(cell) = grid.cell(row, column).filter(|cell| cell.tokens.len() < 4) else { continue };
                let sum = (0..cell.tokens.len()).find_map(|at| amount(cell, at)).map(|sum| sum.value);
                let count = cell.tokens.first().filter(|_| thousands && cell.tokens.len() == 1).and_then(Token::count);
                cells.extend(sum.or_else(|| count?.checked_mul(100_000)).map(|value| (value, cell)));
            }
        }
        if cells.len() > 1 {
            out.push(cells);
        }
    }
    out
}

/// How many hundredths a sum may be off and still be meant for a table's.
const NEAR: i64 = 8;
/// In a table of more sums any may be made of two others.
const MOST: usize = 200;

fn compare(passage: &Passage, sums: &[Amount], cells: &[Cell], found: &mut Found) {
    let fits = |sum: &Amount| cells.iter().any(|(value, _)| value.abs_diff(sum.value) <= sum.slack().unsigned_abs());
    if !sums.iter().any(fits) {
        return;
    }
    for sum in sums.iter().filter(|sum| !fits(sum) && !passage.is_hedged(sum.first)) {
        // A difference of two of them, or their sum, is no sum of the table.
        let made = cells.len() > MOST
            || cells.iter().any(|(one, _)| {
                cells.iter().any(|(two, _)| {
                    [one.saturating_sub(*two).saturating_abs(), one.saturating_add(*two)]
                        .iter()
                        .any(|made| made.abs_diff(sum.value) <= sum.slack().unsigned_abs())
                })
            });
        let Some((value, cell)) = cells.iter().min_by_key(|(value, _)| value.abs_diff(sum.value)) else { continue };
        if made || value.abs_diff(sum.value) > (value / 100).saturating_mul(NEAR).unsigned_abs() {
            continue;
        }
        let bytes = passage.bytes(sum.first, sum.last);
        found.say(
            Remark::new(format!("{} stands here, and {} in a table", &passage.words[bytes.clone()], cell.words.trim()))
                .at(passage, bytes, "")
                .at(cell, 0..cell.words.len(), "in the table")
                .help("write the right figure in both places, if it is the same sum"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    fn said(text: &str) -> usize {
        let millions = "| Year | Budget |\n| --- | --- |\n| 2006/2007 | £9.208 million |\n| 2007/2008 | £10.063 million |\n";
        let thousands = "| Year | Budget (£000) |\n| --- | --- |\n| 2006/2007 | 9,208 |\n| 2007/2008 | 10,063 |\n";
        let each = [millions, thousands]
            .map(|table| run(&FigureToldDifferently, &sample(Sample::File("foreword.md"), &format!("{table}\n{text}\n"))).len());
        assert_eq!(each[0], each[1], "{text}");
        each[0]
    }

    #[test]
    fn fires_where_one_sum_is_rounded_from_a_table_and_the_other_is_near() {
        for text in [
            "The budget rose from £9.2 million in 2006/2007 to £10.6 million in 2007/2008.",
            "The budget, £9.21m at first, was £10.3m in 2007/2008.",
        ] {
            assert_eq!(said(text), 1, "{text}");
        }
    }

    #[test]
    fn is_silent_on_rounded_sums_and_others() {
        for text in [
            "The budget rose from £9.2 million in 2006/2007 to £10.1 million in 2007/2008, by £0.9 million.",
            "The budget rose from £9.2 million to £12.4 million in 2009/2010.",
            "Another area had £9.9 million.",
            "The budget rose to £10.1 million, of which about £9.5 million went on staff.",
        ] {
            assert_eq!(said(text), 0, "{text}");
        }
    }
}
