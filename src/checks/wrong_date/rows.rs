//! Rows of a table or chart that are years or levels in order, and one that is not the next: 2005, 2006, 2006, 2008.

use super::super::reading::tables::grids;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};
use crate::diag::Span;

/// A row's number, and where it stands.
struct Row<'r, 'a> {
    number: i64,
    words: String,
    at: At<'r, 'a>,
}

#[derive(Clone, Copy)]
enum At<'r, 'a> {
    Cell(&'r Passage<'a>),
    Chart(Span),
}

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for grid in grids(reading) {
        let mut rows: Vec<Row> = Vec::new();
        for row in grid.rows() {
            let Some(cell) = grid.cell(row, 0) else { continue };
            let numbered = numbered(&cell.words).map(|(words, number)| Row { number, words, at: At::Cell(cell) });
            if rows.last().is_some_and(|last| numbered.as_ref().is_none_or(|row| row.words != last.words)) {
                look(&rows, found);
                rows.clear();
            }
            rows.extend(numbered);
        }
        look(&rows, found);
        let years = |row: &Row| if let At::Cell(cell) = row.at { both(&cell.words) } else { None };
        let follows = rows.len() < 3 && rows.iter().filter_map(years).any(|(one, two)| two == one + 1);
        for row in rows.iter().filter(|row| follows && years(row).is_some_and(|(one, two)| one == two)) {
            say(row, None, found);
        }
    }
    for chart in &reading.report.charts {
        let Some(data) = &chart.data else { continue };
        let rows = data.rows.iter().map(|row| {
            let (words, number) = numbered(&row.label)?;
            Some(Row { number, words, at: At::Chart(chart.span) })
        });
        let Some(rows) = rows.collect::<Option<Vec<Row>>>() else { continue };
        look(&rows, found);
        // A headline may tell of some of the years: 'fell from 2005 to 2007'.
        if let Some(text) = &chart.subtitle {
            range(&text.value, text.span, &rows, found);
        }
    }
}

/// What a label says beside its one number, and the number: a year, or the number that ends it.
fn numbered(label: &str) -> Option<(String, i64)> {
    let label = label.trim().trim_end_matches('*');
    let parts: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<i64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let words = parts.iter().filter(|part| part.parse::<i64>().is_err()).copied().collect::<Vec<_>>().join(" ").to_lowercase();
    let year = |number: i64| (1900..2100).contains(&number);
    match numbers[..] {
        [first] if words.is_empty() => year(first).then_some((words, first)),
        // A financial year goes by its first.
        [first, second]
            if words.is_empty() && year(first) && (label.contains('/') || label.contains('-') || label.contains('\u{2013}')) =>
        {
            let next = first + 1;
            (second == next || second == next % 100 || second == first || year(second)).then_some((words, first))
        }
        [last] => (!words.is_empty() && parts.last().is_some_and(|part| part.parse() == Ok(last)) && (0..100).contains(&last))
            .then_some((words, last)),
        _ => None,
    }
}

/// Both years of '2006/2007'.
fn both(label: &str) -> Option<(i64, i64)> {
    let (one, two) = label.trim().split_once('/')?;
    Some((one.parse().ok()?, two.parse().ok()?)).filter(|(one, _)| (1900..2100).contains(one))
}

/// Rows that go up or down by the same step, but for one.
fn look(rows: &[Row], found: &mut Found) {
    const FEWEST: usize = 3;
    let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
    let twice = numbers.windows(2).position(|two| two[0] == two[1]);
    if rows.len() < FEWEST {
        if let Some(at) = twice.filter(|_| rows[0].words.is_empty()) {
            say(&rows[at + 1], None, found);
        }
        return;
    }
    let even = |numbers: &[i64]| numbers.windows(2).all(|two| two[1] - two[0] == numbers[1] - numbers[0] && two[1] != two[0]);
    // A gap may be meant: 2001, 2006, 2007; weeks 1, 2, 3 and 6.
    let rises = numbers.windows(2).all(|two| two[0] < two[1]);
    let falls = numbers.windows(2).all(|two| two[0] > two[1]);
    if rises || falls {
        return;
    }
    for (nth, row) in rows.iter().enumerate() {
        for step in [1, -1] {
            let expected = if nth > 0 { numbers[nth - 1] + step } else { numbers[1] - step };
            let mut mended = numbers.clone();
            mended[nth] = expected;
            if even(&mended) {
                say(row, Some(expected), found);
                return;
            }
        }
    }
}

fn say(row: &Row, expected: Option<i64>, found: &mut Found) {
    let said = row.number;
    let message = expected.map_or_else(
        || format!("this row cannot be {said} beside the others"),
        |right| format!("a row is {said} where the others make it {right}"),
    );
    let remark = Remark::new(message).help("correct the row, or put the rows in order");
    found.say(match row.at {
        At::Cell(cell) => remark.at(cell, 0..cell.words.len(), ""),
        At::Chart(span) => remark.at_span(span, ""),
    });
}

/// '2005 to 2008' in the subtitle of a chart whose rows run from 2006.
fn range(text: &str, span: Span, rows: &[Row], found: &mut Found) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let year = |word: &str| word.parse::<i64>().ok().filter(|year| (1900..2100).contains(year));
    let ranges = words.windows(3).filter(|three| three[1] == "to");
    let mut ranges = ranges.filter_map(|three| year(three[0]).zip(year(three[2])));
    let (Some((from, to)), None) = (ranges.next(), ranges.next()) else { return };
    let one = (from == first.number) != (to == last.number);
    if first.words.is_empty() && rows.len() > 2 && one {
        found.say(
            Remark::new(format!("the rows run from {} to {}, not from {from} to {to}", first.number, last.number))
                .at_span(span, "")
                .help("correct the years or the rows"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::WrongDate;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(labels: &[&str]) -> Vec<String> {
        let rows = labels.iter().map(|label| format!("| {label} | 7 |")).collect::<Vec<_>>().join("\n");
        run(&WrongDate, &sample(Sample::File("foreword.md"), &format!("| Year | Days |\n| --- | --: |\n{rows}\n")))
    }

    #[test]
    fn tells_the_row_that_is_not_the_next() {
        assert_eq!(said(&["2005", "2006", "2006", "2008"]), ["[2006] a row is 2006 where the others make it 2007"]);
        assert_eq!(said(&["2006/2007", "2007/2008", "2007/2008"]).len(), 1);
        assert_eq!(said(&["2007/2008", "2007/2008"]), ["[2007/2008] this row cannot be 2007 beside the others"]);
        assert_eq!(said(&["2006/2007", "2008/2008"]).len(), 1);
        assert_eq!(said(&["Level 1", "Level 1", "Level 3"]), ["[Level 1] a row is 1 where the others make it 2"]);
        assert_eq!(said(&["MAPPA cases at Level 4", "MAPPA cases at Level 2", "MAPPA cases at Level 3"]).len(), 1);
    }

    #[test]
    fn is_silent_on_rows_in_order_and_on_others() {
        for right in [
            &["2005", "2006", "2007", "2008"][..],
            &["2008", "2007", "2006"],
            &["2003", "2005", "2007"],
            &["2005/06", "2006/07", "2007/08"],
            &["Level 1", "Level 2", "Level 4"],
            &["Tier 4", "Tier 3", "Tier 2", "Tier 1"],
            &["Aged 18", "Aged 21", "Aged 40", "Aged 60"],
            &["2005", "Women", "2006"],
            &["2005", "2008", "2013"],
            &["2001", "2006", "2007"],
            &["2001", "2005", "2006", "2007"],
            &["Week 1", "Week 2", "Week 3", "Week 6"],
            &["Band 3", "Band 4", "Band 6"],
        ] {
            assert_eq!(said(right), Vec::<String>::new(), "{right:?}");
        }
    }
}
