//! A table has 42 of 96 cases as 54%: a number and its share beside it, where the other rows show of what they are shares.

mod columns;
mod reachable;

use std::collections::BTreeSet;

use super::reading::english::COUNTED;
use super::reading::shares::shown;
use super::reading::slips::is_slip;
use super::reading::tables::{Grid, Value, grids};
use super::reading::words::{Figure, Unit};
use super::reading::{Kind, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongTableShare;

static ABOUT: About = About {
    name: "wrong-table-share",
    line: "a table gives a number and a percentage that do not belong together",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Columns of a table with numbers and, beside them, their percentages. What they are percentages of is a number in the title or in the column's heading, the sample, the number in the row that has 100%, or \
             what the other rows have in common; at least two other rows must fit it. A column that is the share of one column in another in all rows but one. Rows that have 100% together must make the same whole. A difference of one point is left alone where the shares add up to 100, since they are often made to. Where each row has a whole of its own (‘41 cases, 56% of them with progress’), some whole number of it must give the share, if nearly all rows do.",
    matters: "Readers take figures from tables before they take any from the text, and check one against the other.",
    mend: "Correct the number or the percentage.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "| Need in the 80 cases | Number | Share |\n| --- | --: | --: |\n| Housing | 40 | 50% |\n| Health | 20 | 25% |\n| Work | 16 | 30% |\n| Money | 8 | 10% |\n",
        right: "| Need in the 80 cases | Number | Share |\n| --- | --: | --: |\n| Housing | 40 | 50% |\n| Health | 20 | 25% |\n| Work | 16 | 20% |\n| Money | 8 | 10% |\n",
    },
};

impl Check for WrongTableShare {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for grid in grids(reading) {
            columns::run(&grid, found);
            for column in 1..grid.columns().saturating_sub(1) {
                let rows = rows(&grid, column);
                if rows.len() > 2 {
                    let known = look(reading, &grid, column, &rows, found);
                    whole_blocks(&grid, column, &rows, found);
                    if !known {
                        reachable::run(&grid, column, &rows, found);
                    }
                }
            }
        }
    }
}

/// A row's number and share.
struct Row {
    /// Its place in the table.
    at: u32,
    number: i64,
    share: Figure,
}

impl Row {
    /// How far its share is off that of a whole, in steps of the share's last digit.
    fn off(&self, whole: i64) -> i64 {
        let scale = 10_i64.pow(u32::from(self.share.decimals.min(4)));
        let right = (self.number.saturating_mul(200).saturating_mul(scale) + whole) / (2 * whole);
        (self.said() - right).abs()
    }

    fn said(&self) -> i64 {
        self.share.numerator
    }

    fn is_whole(&self) -> bool {
        self.share.numerator == self.share.denominator * 100
    }
}

/// The rows that have a number in a column and a percentage in the next.
fn rows(grid: &Grid, column: u32) -> Vec<Row> {
    let row = |row: u32| {
        let (Value::Number(number), Value::Number(share)) = (grid.value(row, column), grid.value(row, column + 1)) else { return None };
        let number = number.whole().filter(|count| number.unit == Unit::None && *count > 0)?;
        (share.unit == Unit::Percent && share.decimals < 3).then_some(Row { at: row, number, share })
    };
    grid.rows().into_iter().filter_map(row).collect()
}

/// How many numbers are tried as the whole of a column.
const MOST: usize = 64;

/// Says which rows do not fit the whole that the others have; whether there is one.
fn look(reading: &Reading, grid: &Grid, column: u32, rows: &[Row], found: &mut Found) -> bool {
    let mut wholes: Vec<i64> = rows.iter().filter(|row| row.is_whole()).map(|row| row.number).collect();
    wholes.extend(reading.report.sample.as_ref().map(|sample| i64::from(sample.value)));
    wholes.extend(in_headings(reading, grid, column));
    wholes.extend(common(rows));
    let mut seen = BTreeSet::new();
    wholes.retain(|whole| *whole > 9 && seen.len() < MOST && seen.insert(*whole));
    let fitting = |whole: i64| rows.iter().filter(|row| !row.is_whole() && row.off(whole) == 0).count();
    // The last of the best is not better than the first.
    let mut best: Option<(i64, usize)> = None;
    for whole in wholes {
        let fit = fitting(whole);
        if best.is_none_or(|(_, most)| fit > most) {
            best = Some((whole, fit));
        }
    }
    let Some((whole, fit)) = best else { return false };
    let mut wrong: Vec<&Row> = rows.iter().filter(|row| !row.is_whole() && row.off(whole) > 1).collect();
    if fit < 2 || wrong.len() * 3 > fit {
        return false;
    }
    if let Some(near) = one_point(grid, whole, rows).filter(|_| wrong.is_empty()) {
        wrong.push(near);
    }
    if wrong.is_empty() && fit > 2 {
        title(grid, whole, found);
    }
    for row in wrong {
        let (Some(cell), Some(number)) = (grid.cell(row.at, column + 1), grid.cell(row.at, column)) else { continue };
        let scale = 10_i64.pow(u32::from(row.share.decimals));
        let right = (row.number.saturating_mul(200).saturating_mul(scale) + whole) / (2 * whole);
        let right = format!("{}%", shown(right, row.share).trim_end_matches('%'));
        found.say(
            Remark::new(format!("{} of {whole} is {right}, not {}", number.words.trim(), cell.words.trim()))
                .at(cell, 0..cell.words.len(), format!("the other rows are shares of {whole}"))
                .at(number, 0..number.words.len(), "")
                .help("correct the number or the percentage"),
        );
    }
    true
}

/// The one row that is a point off where all others are exact, and no sum of 100 excuses it.
fn one_point<'r>(grid: &Grid, whole: i64, rows: &'r [Row]) -> Option<&'r Row> {
    const FEWEST: usize = 3;
    let parts = || rows.iter().filter(|row| !row.is_whole());
    let mut odd = parts().filter(|row| row.off(whole) > 0);
    let (row, None) = (odd.next()?, odd.next()) else { return None };
    let blocks = grid.blocks();
    let block = blocks.iter().find(|block| block.contains(&row.at))?;
    let others: Vec<&Row> = parts().filter(|other| block.contains(&other.at)).collect();
    let hundred = 10_i64.checked_pow(u32::from(row.share.decimals))?.checked_mul(100)?;
    let excused = others.iter().map(|other| other.said()).sum::<i64>() == hundred;
    // A half may have been rounded down.
    let tie = row.number.saturating_mul(2 * hundred) % (2 * whole) == whole;
    let same = parts().all(|other| other.share.decimals == row.share.decimals);
    (!excused && !tie && same && parts().count() > FEWEST).then_some(row)
}

/// 'Factors in the 95 cases', where all rows are shares of 96.
fn title(grid: &Grid, whole: i64, found: &mut Found) {
    let Some(caption) = grid.caption() else { return };
    for at in caption.numbers.iter().copied().filter(|at| *at > 0 && caption.is_word(at - 1, &["the", "all", "of"])) {
        let Some(count) = caption.tokens[at].count().filter(|count| is_slip(*count, whole)) else { continue };
        if caption.is_word(at + 1, COUNTED) {
            found.say(
                Remark::new(format!("the rows are shares of {whole}, not of {count}"))
                    .at(caption, caption.tokens[at].range(), "")
                    .help("correct the number in the title, or the rows"),
            );
        }
    }
}

/// Rows under one heading whose shares make 100, and whose numbers do not make the number that has 100% elsewhere in the table.
fn whole_blocks(grid: &Grid, column: u32, rows: &[Row], found: &mut Found) {
    let mut wholes = rows.iter().filter(|row| row.is_whole());
    let (Some(whole), None) = (wholes.next(), wholes.next()) else { return };
    for block in grid.blocks() {
        let last = block.last() == Some(&whole.at);
        let parts: Vec<&Row> = rows.iter().filter(|row| block.contains(&row.at) && row.at != whole.at).collect();
        let all = parts.len() + usize::from(last) == block.len();
        if parts.len() < 2 + usize::from(last) || !all || parts.iter().any(|row| row.share.decimals > 0) {
            continue;
        }
        let (sum, shares) = parts.iter().fold((0, 0), |(sum, shares), row| (sum + row.number, shares + row.said()));
        // Each row fits the whole as far as rounding goes, so they are meant to be all of it.
        let fit = parts.iter().all(|row| row.off(whole.number) < 2) || last && parts.iter().all(|row| row.off(sum) == 0);
        if shares != 100 || sum == whole.number || !fit {
            continue;
        }
        let Some(cell) = parts.last().and_then(|row| grid.cell(row.at, column)) else { continue };
        found.say(
            Remark::new(format!("these rows have 100%, and make {sum}, not {}", whole.number))
                .at(cell, 0..cell.words.len(), format!("with the rows above, {sum}"))
                .help("correct the number that is wrong"),
        );
    }
}

/// Numbers in the table's title and in the headings of both columns.
fn in_headings(reading: &Reading, grid: &Grid, column: u32) -> Vec<i64> {
    let Some(first) = grid.rows().first().and_then(|row| grid.cell(*row, column)) else { return Vec::new() };
    let table = match first.kind {
        Kind::Cell(at) => at.table,
        _ => return Vec::new(),
    };
    let above = reading.passages.get(first.index.saturating_sub(200)..first.index).unwrap_or_default();
    let heads = above.iter().filter(|passage| matches!(passage.kind, Kind::Cell(at) if at.table == table && at.in_head));
    // The title stands right above or below the cells.
    let near = first.index.saturating_sub(16)..first.index + 200;
    let captions = reading.passages.get(near.start..near.end.min(reading.passages.len())).unwrap_or_default();
    let captions = captions.iter().filter(|passage| passage.kind == Kind::Caption && passage.place.unit == first.place.unit);
    heads
        .chain(captions)
        .flat_map(|passage| passage.tokens.iter().filter_map(super::reading::words::Token::count))
        .filter(|count| !(1900..2100).contains(count))
        .collect()
}

/// The whole that all rows but one have in common, where there are enough of them.
fn common(rows: &[Row]) -> Option<i64> {
    const FEWEST: usize = 4;
    if rows.len() < FEWEST {
        return None;
    }
    // Each row allows the wholes that give its share; the narrowest range of all but one.
    let ranges: Vec<(i64, i64)> = rows
        .iter()
        .filter(|row| row.said() > 0)
        .map(|row| {
            let scale = 10_i64.pow(u32::from(row.share.decimals));
            let (low, high) = (2 * row.said() - 1, 2 * row.said() + 1);
            (row.number * 200 * scale / high.max(1), row.number * 200 * scale / low.max(1) + 1)
        })
        .collect();
    let widest = ranges.iter().map(|(_, high)| *high).max()?.min(100_000);
    let start = ranges.iter().map(|(low, _)| *low).min()?.max(10);
    if widest - start > 2_000 {
        return None;
    }
    let fits = |whole: i64| rows.iter().filter(|row| row.off(whole) == 0).count();
    let best = (start..=widest).max_by_key(|whole| fits(*whole))?;
    (fits(best) + 1 >= rows.len()).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::WrongTableShare;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn foreword(rows: &str) -> Vec<String> {
        let text = format!("| Need | Number | Share |\n| --- | --: | --: |\n{rows}");
        run(&WrongTableShare, &sample(Sample::File("foreword.md"), &text))
    }

    #[test]
    fn fires_on_the_row_that_does_not_fit() {
        assert_eq!(
            foreword("| Housing | 40 | 36% |\n| Health | 20 | 18% |\n| Work | 30 | 37% |\n| All cases | 110 | 100% |\n"),
            Vec::<String>::new(),
            "two rows do not show enough where a third is wrong"
        );
        assert_eq!(
            foreword(
                "| Housing | 40 | 36% |\n| Health | 20 | 18% |\n| Work | 33 | 30% |\n| Money | 30 | 37% |\n| All cases | 110 | 100% |\n"
            ),
            ["[37%] 30 of 110 is 27%, not 37%"]
        );
        // A point off, where the shares do not make 100.
        assert_eq!(
            foreword("| Housing | 40 | 36% |\n| Health | 20 | 18% |\n| Work | 33 | 30% |\n| Money | 30 | 28% |\n"),
            ["[28%] 30 of 110 is 27%, not 28%"]
        );
        // Of 250, which stands nowhere.
        assert_eq!(
            foreword("| Housing | 40 | 16.0% |\n| Health | 21 | 8.4% |\n| Work | 33 | 13.2% |\n| Money | 70 | 82.0% |\n"),
            ["[82.0%] 70 of 250 is 28.0%, not 82.0%"]
        );
    }

    #[test]
    fn is_silent_where_rows_have_wholes_of_their_own() {
        for rows in [
            "| Housing | 40 | 36% |\n| Health | 20 | 18% |\n| Work | 33 | 30% |\n| Money | 17 | 16% |\n",
            "| Housing | 40 | 80% |\n| Health | 20 | 33% |\n| Work | 33 | 90% |\n| Money | 30 | 37% |\n",
            "| Housing | 40 | 36% |\n| Health | 20 | 80% |\n| Work | 33 | 90% |\n| Money | 30 | 27% |\n",
            "| 2005 | 40 | 80% |\n| 2006 | 20 | 82% |\n| 2007 | 33 | 84% |\n",
        ] {
            assert_eq!(foreword(rows), Vec::<String>::new(), "{rows}");
        }
    }
}
