//! 'Reports | On time | Share on time': a column that is one column's share of another in all rows but one.

use super::super::reading::shares::{percentage, shown};
use super::super::reading::tables::{Grid, Value};
use super::super::reading::words::{Figure, Unit};
use super::super::{Found, Remark};

/// A row that has all three: its place, the part, the whole and the share.
type Row = (u32, i64, i64, Figure);

/// Says what is found in a table.
pub(super) fn run(grid: &Grid, found: &mut Found) {
    for share in 2..grid.columns() {
        let pairs = (1..share).flat_map(|part| (1..share).filter(move |whole| *whole != part).map(move |whole| (part, whole)));
        // The two that fit best; a column beside it rather than one further off.
        let best = pairs
            .map(|(part, whole)| ((part, whole), rows(grid, part, whole, share)))
            .filter(|(_, rows)| rows.len() > 2)
            .max_by_key(|((part, _), rows)| (rows.iter().filter(|row| fits(row)).count(), *part));
        if let Some(((part, whole), rows)) = best {
            look(grid, (part, whole, share), &rows, found);
        }
    }
}

/// How many columns a table may have for all pairs to be tried.
const MOST: u32 = 12;

fn rows(grid: &Grid, part: u32, whole: u32, share: u32) -> Vec<Row> {
    if grid.columns() > MOST {
        return Vec::new();
    }
    let count = |row: u32, column: u32| match grid.value(row, column) {
        Value::Number(figure) if figure.unit == Unit::None => figure.whole().filter(|count| *count > 0),
        _ => None,
    };
    let said = |row: u32| match grid.value(row, share) {
        Value::Number(figure) if figure.unit == Unit::Percent && figure.decimals < 3 => Some(figure),
        _ => None,
    };
    grid.rows().into_iter().filter_map(|row| Some((row, count(row, part)?, count(row, whole)?, said(row)?))).collect()
}

fn fits(row: &Row) -> bool {
    let (_, part, whole, share) = *row;
    percentage(part, whole, share) == Some(share.numerator)
}

fn look(grid: &Grid, (part, whole, share): (u32, u32, u32), rows: &[Row], found: &mut Found) {
    let fit = rows.iter().filter(|row| fits(row)).count();
    // Rows of 100% would fit anywhere.
    let telling = rows.iter().filter(|row| fits(row) && row.1 != row.2).count();
    let mut wrong = rows.iter().filter(|row| !fits(row));
    let (Some(row), None) = (wrong.next(), wrong.next()) else { return };
    let right = percentage(row.1, row.2, row.3).unwrap_or(0);
    if telling < 2 || fit < 3 && (right - row.3.numerator).abs() < 2 {
        return;
    }
    let (Some(cell), Some(one), Some(two)) = (grid.cell(row.0, share), grid.cell(row.0, part), grid.cell(row.0, whole)) else { return };
    found.say(
        Remark::new(format!("{} of {} is {}, not {}", one.words.trim(), two.words.trim(), shown(right, row.3), cell.words.trim()))
            .at(cell, 0..cell.words.len(), "in the other rows this column is the share of the one in the other")
            .at(one, 0..one.words.len(), "the part")
            .at(two, 0..two.words.len(), "the whole")
            .help("correct the number or the percentage"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::WrongTableShare;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(rows: &str) -> Vec<String> {
        let text = format!("| Type | Reports | On time | Share |\n| --- | --: | --: | --: |\n{rows}");
        run(&WrongTableShare, &sample(Sample::File("foreword.md"), &text))
    }

    #[test]
    fn holds_each_row_against_the_others() {
        let rows =
            |oral: &str, all: &str| said(&format!("| Standard | 48 | 40 | 83% |\n| Fast | 22 | 19 | 86% |\n| {oral} |\n| All | {all} |\n"));
        assert_eq!(rows("Oral | 10 | 8 | 90%", "80 | 68 | 85%"), ["[90%] 8 of 10 is 80%, not 90%"]);
        assert_eq!(rows("Oral | 10 | 9 | 90%", "80 | 68 | 88%"), ["[88%] 68 of 80 is 85%, not 88%"]);
        assert_eq!(rows("Oral | 10 | 9 | 90%", "80 | 68 | 85%"), Vec::<String>::new());
        assert_eq!(rows("Oral | 10 | 8 | 90%", "80 | 68 | 15%"), Vec::<String>::new(), "two that do not fit show that it is another share");
    }

    #[test]
    fn is_silent_where_the_share_is_of_something_else() {
        assert_eq!(said("| Standard | 48 | 40 | 60% |\n| Fast | 22 | 19 | 28% |\n| Oral | 10 | 8 | 12% |\n"), Vec::<String>::new());
        assert_eq!(said("| Standard | 48 | 48 | 100% |\n| Fast | 22 | 22 | 100% |\n| Oral | 10 | 8 | 90% |\n"), Vec::<String>::new());
    }
}
