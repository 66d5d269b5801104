//! A table's last row or column is headed 'Total' and is not the sum of the others.

mod leading;
mod related;
mod unsaid;

use super::reading::tables::{Grid, Value, grids, value};
use super::reading::words::{Figure, Unit};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct TableTotalDiffers;

static ABOUT: About = About {
    name: "table-total-differs",
    line: "a total in a table is not the sum of its rows or columns",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "The last row or column of a table, or of the rows under a heading in it, where its own heading begins with ‘Total’; a last column that is the sum of the others in the other rows; ‘All cases of a kind’ below \
             the numbered levels of that kind; a total above its parts (‘Total caseload’, ‘In the community’, ‘In custody’); and relations that the other figures show: a last row that is the sum of those above in all columns but one, a column that is the sum of columns beside it in all rows but one. Its numbers must be the sums of those above or beside them, as far as rounding allows; a total of percentages \
             must be 100.",
    matters: "It is the first thing that a reader with a calculator tries.",
    mend: "Correct the number that is wrong. If things may count in several rows, call the last row ‘All cases’ and say so in a note.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "| Kind of case | Number |\n| --- | --: |\n| Licence | 40 |\n| Order | 60 |\n| Custody | 12 |\n| Total | 110 |\n",
        right: "| Kind of case | Number |\n| --- | --: |\n| Licence | 40 |\n| Order | 60 |\n| Custody | 10 |\n| Total | 110 |\n",
    },
};

impl Check for TableTotalDiffers {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for grid in grids(reading) {
            let (rows, columns) = (grid.rows(), grid.columns());
            let is_total = |cell: Option<&Passage>| cell.is_some_and(|cell| reading.lexicon.is_total(cell.word(0)));
            if let Some((last, parts)) = rows.split_last()
                && parts.len() > 1
                && is_total(grid.cell(*last, 0))
                && !parts.iter().any(|row| is_total(grid.cell(*row, 0)))
                && subset(&grid, &rows, parts.len()).is_none()
            {
                for column in 1..columns {
                    check(&grid, (*last, column), parts.iter().map(|row| (*row, column)), found);
                }
            }
            let blocks = grid.blocks();
            for block in blocks.iter().filter(|_| blocks.len() > 1) {
                if let Some((last, parts)) = block.split_last()
                    && parts.len() > 1
                    && is_total(grid.cell(*last, 0))
                    && !parts.iter().any(|row| is_total(grid.cell(*row, 0)))
                    && rows.last() != Some(last)
                {
                    for column in 1..columns {
                        check(&grid, (*last, column), parts.iter().map(|row| (*row, column)), found);
                    }
                }
                unsaid::all_of_kind(reading, &grid, block, found);
            }
            for block in &blocks {
                leading::run(reading, &grid, block, found);
            }
            related::run(reading, &grid, found);
            for (index, row) in rows.iter().enumerate() {
                if let Some(parts) = subset(&grid, &rows, index) {
                    for column in 1..columns {
                        check(&grid, (*row, column), parts.iter().map(|row| (*row, column)), found);
                    }
                }
            }
            let heads_total = |column: u32| grid.heading(column).split(' ').next().is_some_and(|word| reading.lexicon.is_total(word));
            if columns > 3 && heads_total(columns - 1) && !(1..columns - 1).any(heads_total) {
                for row in rows {
                    check(&grid, (row, columns - 1), (1..columns - 1).map(|column| (row, column)), found);
                }
            } else {
                unsaid::last_column(&grid, found);
            }
        }
    }
}

/// 'MAPPA cases in total' among other rows: the rows of 'MAPPA cases' of each kind, if they are not all.
fn subset(grid: &Grid, rows: &[u32], index: usize) -> Option<Vec<u32>> {
    let cell = grid.cell(*rows.get(index)?, 0).filter(|cell| cell.tokens.len() > 2)?;
    let last = cell.tokens.len() - 1;
    let head = usize::from(cell.is_word(0, &["total"]));
    if head == 0 && !(cell.says(last - 1, &["in", "total"]) || cell.is_word(last, &["total"])) {
        return None;
    }
    let alike =
        |row: &&u32| grid.cell(**row, 0).is_some_and(|part| !part.word(1).is_empty() && cell.says(head, &[part.word(0), part.word(1)]));
    let parts: Vec<u32> = rows[..index].iter().filter(alike).copied().collect();
    (parts.len() > 1 && (head == 0 || parts.len() < index)).then_some(parts)
}

/// A number with separators of thousands, as its total is written.
pub(super) fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let separated = |(at, digit): (usize, char)| {
        let comma = at > 0 && (whole.len() - at).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    };
    whole.chars().enumerate().flat_map(separated).chain(rest.chars()).collect()
}

/// What a cell holds, and the word after its figure: '£3.61 million'.
fn with_unit<'p>(cell: &'p Passage) -> (Value, &'p str) {
    match &cell.tokens[..] {
        [figure, unit] if unit.is_word() && cell.is_word(1, &["million", "billion", "m", "bn"]) => {
            (figure.figure().map_or(Value::Words, Value::Number), cell.text(unit))
        }
        _ => (value(cell), ""),
    }
}

/// Holds a total against its parts. Silent where a cell is no plain number, or where units are mixed.
fn check(grid: &Grid, total: (u32, u32), parts: impl Iterator<Item = (u32, u32)>, found: &mut Found) {
    let Some(cell) = grid.cell(total.0, total.1) else { return };
    let (Value::Number(said), unit) = with_unit(cell) else { return };
    // '£3.61 million' adds up with others in millions.
    let part = |(row, column)| match grid.cell(row, column).map(with_unit) {
        Some((Value::Number(_), other)) if other != unit => Value::Words,
        Some((value, _)) => value,
        None => Value::Nothing,
    };
    let parts: Vec<Value> = parts.map(part).collect();
    if parts.contains(&Value::Words) {
        return;
    }
    let number = |part: &Value| if let Value::Number(figure) = part { Some(*figure) } else { None };
    let parts: Vec<Figure> = parts.iter().filter_map(number).collect();
    let decimals = parts.iter().map(|part| part.decimals).chain([said.decimals]).max().unwrap_or(0);
    let Some(scale) = 10_i64.checked_pow(u32::from(decimals)).filter(|_| decimals <= 4) else { return };
    let scaled = |figure: &Figure| figure.numerator.checked_mul(scale / figure.denominator.max(1));
    if parts.len() < 2 || parts.iter().any(|part| part.unit != said.unit || scale % part.denominator != 0) {
        return;
    }
    let (Some(sum), Some(said_scaled)) = (parts.iter().map(scaled).sum::<Option<i64>>(), scaled(&said)) else { return };
    // Rounded parts may be half a step off each, and not all of them the same way; whole counts are not rounded.
    let count = i64::try_from(parts.len()).unwrap_or(0);
    let slack = match said.unit {
        Unit::Percent => ((count - 1) / 2).max(1),
        _ if decimals > 0 => count / 2 + 1,
        _ => 0,
    };
    let all = said.unit == Unit::Percent && sum == 100 * scale && said_scaled != sum;
    if (sum - said_scaled).abs() > slack || all {
        let shown = crate::number::Number::ratio(sum, scale).map(|sum| sum.to_decimal(u32::from(decimals))).unwrap_or_default();
        let shown = if cell.words.contains(',') { grouped(&shown) } else { shown };
        found.say(
            Remark::new(format!("the total is given as {}, but its parts make {shown}", cell.words.trim()))
                .at(cell, 0..cell.words.len(), format!("the parts make {shown}"))
                .help("correct the number that is wrong"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::TableTotalDiffers;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(table: &str) -> Vec<String> {
        run(&TableTotalDiffers, &sample(Sample::File("foreword.md"), table))
    }

    #[test]
    fn fires_on_sums_that_are_wrong() {
        let budget = |south: &str| {
            said(&format!(
                "| Division | Budget |\n| --- | --: |\n| North | £3.61 million |\n| East | £2.95 million |\n| South | {south} |\n| Total | £9.68 million |\n"
            ))
        };
        assert_eq!(budget("£3.12 million"), Vec::<String>::new());
        assert_eq!(budget("£312,000"), Vec::<String>::new());
        assert_eq!(budget("£3.21 million"), ["[£9.68 million] the total is given as £9.68 million, but its parts make 9.77"]);
        assert_eq!(said("| A | B | Total |\n| --- | --- | --- |\n| One | 1 | 2 |\n"), Vec::<String>::new(), "two columns are no sum");
        assert_eq!(
            said(
                "| A | N |\n| --- | --- |\n| MAPPA cases at Level 1 | 97 |\n| MAPPA cases at Level 2 | 81 |\n| PPO cases | 90 |\n| Total MAPPA cases | 187 |\n"
            ),
            ["[187] the total is given as 187, but its parts make 178"]
        );
        assert_eq!(
            said("| A | Men | Women | Total |\n| --- | --- | --- | --- |\n| One | 1 | 2 | 4 |\n| Two | 2,000 | 3 | 2,003 |\n"),
            ["[4] the total is given as 4, but its parts make 3"]
        );
        assert_eq!(
            said("| A | Share |\n| --- | --- |\n| One | 33.3% |\n| Two | 33.3% |\n| Three | 38.3% |\n| Total | 100% |\n"),
            ["[100%] the total is given as 100%, but its parts make 104.9"]
        );
    }

    #[test]
    fn reads_totals_under_headings_and_those_that_are_not_called_so() {
        let yaml = |columns: &str, rows: &str| {
            let table = format!("title: A table\ncolumns: [{columns}]\nrows:\n{rows}");
            let files = sample(Sample::File("foreword.md"), "{table: caseload}\n");
            run(&TableTotalDiffers, &files.with("reports/surrey-2008/tables/caseload.yaml", table))
        };
        let groups = |custody: &str, all: &str| {
            yaml(
                "Measure, Number",
                &format!(
                    "  - Kind\n  - [Orders, '1,764']\n  - [Licences, 882]\n  - [Custody, {custody}]\n  - [Total caseload, '2,940']\n  - Public protection\n  \
                     - [MAPPA cases at Level 1, 124]\n  - [MAPPA cases at Level 2, 58]\n  - [All MAPPA cases, {all}]\n  - [PPO cases, 72]\n"
                ),
            )
        };
        assert_eq!(groups("294", "182"), Vec::<String>::new());
        assert_eq!(groups("249", "182"), ["[2,940] the total is given as 2,940, but its parts make 2,895"]);
        assert_eq!(groups("294", "192"), ["[192] the total is given as 192, but its parts make 182"]);
        let quarters =
            |first: &str| yaml("Measure, Spring, Summer, Autumn, Year", &format!("  - [Orders, {first}]\n  - [Awards, 35, 38, 37, 110]\n"));
        assert_eq!(quarters("148, 151, 155, 454"), Vec::<String>::new());
        assert_eq!(quarters("148, 115, 155, 454"), ["[454] the total is given as 454, but its parts make 418"]);
        assert_eq!(quarters("12, 15, 11, 900"), Vec::<String>::new());
    }

    #[test]
    fn is_silent_on_sums_that_are_right_and_on_what_is_no_sum() {
        for table in [
            "| A | B |\n| --- | --- |\n| One | 40 |\n| Two | - |\n| Three | 60 |\n| Total | 100 |\n",
            "| A | B |\n| --- | --- |\n| One | 33% |\n| Two | 33% |\n| Three | 33% |\n| Total | 100% |\n",
            "| A | B |\n| --- | --- |\n| Total caseload | 2,085 |\n| White | 91.9% |\n| Women | 10.3% |\n",
            "| A | B |\n| --- | --- |\n| One | 40 |\n| Two | 12% |\n| Total | 100 |\n",
            "| A | B |\n| --- | --- |\n| One | 40 (12%) |\n| Two | 12 |\n| Total | 100 |\n",
            "| A | B |\n| --- | --- |\n| Total | 40 |\n| Two | 12 |\n| Total | 100 |\n",
        ] {
            assert_eq!(said(table), Vec::<String>::new(), "{table}");
        }
    }
}
