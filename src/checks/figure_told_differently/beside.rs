//! 'The area had 190 staff, 64 of them probation officers' beside a table of 180, 64, …: the one figure of a sentence that the table it
//! refers to has not, and that may be a slip for one that it has.
//!
//! What a table has is more than its cells: sums of columns and rows, differences of neighbours, and shares of sums.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::shares::labelled;
use super::super::reading::slips::{is_slip, is_swapped};
use super::super::reading::tables::{Grid, grids};
use super::super::reading::told::scale;
use super::super::reading::words::{Figure, Form, Unit};
use super::super::reading::{Mark, Passage, Reading};
use super::super::table_total_differs::grouped;
use super::super::{Found, Remark};
use crate::diag::Span;
use crate::model::chart;

/// A figure: its unit and its value in thousandths.
type Value = (u8, i64);

/// A figure of a sentence: its token, its value and how it is written.
type Told = (usize, Value, Figure);

/// A table or chart.
#[derive(Default)]
struct Shown<'r, 'a> {
    /// What it gives, with the words that head it in lower case; an empty one heads sums.
    given: Vec<(Value, String)>,
    /// All that follows from it.
    derived: BTreeSet<Value>,
    /// Where a figure stands.
    cells: BTreeMap<Value, &'r Passage<'a>>,
    chart: Option<Span>,
}

/// Tables with more rows or columns are lists of other things.
const MOST: usize = 40;

/// Says what is found in the whole report, but for numbers at which something has been said: passages and their tokens.
pub(super) fn run(reading: &Reading, said: &mut BTreeSet<(usize, usize)>, found: &mut Found) {
    let shown = all(reading);
    if shown.is_empty() {
        return;
    }
    // What was referred to before in the same criterion.
    let mut before: (Option<&str>, usize, Vec<&Shown>) = (None, 0, Vec::new());
    for passage in reading.prose() {
        let anchors = passage.marks.iter().filter_map(|(_, mark)| if let Mark::Reference(anchor) = mark { Some(*anchor) } else { None });
        let own: Vec<&Shown> = anchors.filter_map(|anchor| shown.get(anchor)).collect();
        let near = before.1 + 1 == passage.index || passage.place.criterion.is_some() && before.0 == passage.place.criterion;
        let refers = !own.is_empty();
        let here: &[&Shown] = if refers {
            &own
        } else if near {
            &before.2
        } else {
            &[]
        };
        for one in here {
            let known = fitting(reading, passage, one);
            for sentence in &passage.sentences {
                look(reading, passage, sentence.tokens.clone(), one, refers.then_some(known), said, found);
            }
        }
        if refers {
            before = (passage.place.criterion, passage.index, own);
        }
    }
}

/// How many figures of a passage a table has.
fn fitting(reading: &Reading, passage: &Passage, shown: &Shown) -> usize {
    let has = |at: &&usize| {
        let figure = passage.tokens[**at].figure();
        let value = figure.and_then(|figure| value(figure, scale(passage, **at)));
        value.is_some_and(|value| value.1 >= 10_000 && shown.derived.contains(&value)) && !labelled(passage, &reading.lexicon, **at)
    };
    passage.numbers.iter().filter(has).count()
}

fn look(
    reading: &Reading,
    passage: &Passage,
    sentence: std::ops::Range<usize>,
    shown: &Shown,
    known: Option<usize>,
    said: &mut BTreeSet<(usize, usize)>,
    found: &mut Found,
) {
    const ELSEWHERE: &[&str] =
        &["previous", "previously", "earlier", "before", "last", "national", "nationally", "average", "region", "regional", "ago", "than"];
    let numbers = passage.numbers_in(sentence.clone());
    let refers = known.is_some();
    if numbers.is_empty() || sentence.clone().any(|at| passage.is_word(at, ELSEWHERE)) {
        return;
    }
    let mut told: Vec<Told> = Vec::new();
    for &at in numbers {
        let Some(figure) = passage.tokens[at].figure() else { return };
        if figure.may_be_year() && figure.unit == Unit::None || labelled(passage, &reading.lexicon, at) {
            continue;
        }
        if figure.form == Form::Fraction {
            continue;
        }
        if passage.is_hedged(at) {
            return;
        }
        let Some(value) = value(figure, scale(passage, at)) else { return };
        // Small numbers are of all sorts.
        if figure.unit != Unit::None || value.1 >= 10_000 {
            told.push((at, value, figure));
        }
    }
    let (fits, odd): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|(_, value, _)| shown.derived.contains(value));
    let &[&(at, value, figure)] = &odd[..] else { return };
    // A sum or a difference of two that are told.
    let made = |one: &Value, two: &Value| {
        one.0 == value.0
            && two.0 == value.0
            && (one.1.checked_add(two.1) == Some(value.1) || one.1.saturating_sub(two.1).saturating_abs() == value.1)
    };
    if fits.iter().any(|one| fits.iter().any(|two| made(&one.1, &two.1))) || said.contains(&(passage.index, at)) {
        return;
    }
    let scale = scale(passage, at);
    let steps = scale.saturating_mul(1000 / 10_i64.pow(u32::from(figure.decimals.min(3)))).max(1);
    // '6.0' and '0.6' have as many digits.
    let digits = |value: Value| {
        let lead = if figure.decimals > 0 { 1_000_000_000 } else { 0 };
        (value.1 % steps == 0).then_some(value.1 / steps + lead)
    };
    let slip = |other: Value, by: fn(i64, i64) -> bool| {
        let told = fits.iter().any(|fit| fit.1 == other);
        other.0 == value.0 && !told && digits(value).zip(digits(other)).is_some_and(|(one, two)| by(one, two))
    };
    let named = |label: &str| !label.is_empty() && is_named(passage, sentence.clone(), label);
    let long = value.1 / steps > 99;
    let around = known.is_some_and(|known| known > 2);
    let enough =
        |label: &str| fits.len() > 1 || fits.len() == 1 && refers && (long || named(label)) || around && (label.is_empty() || named(label));
    let alone = |label: &str| refers && (named(label) || label.is_empty() && told.len() == 1) || !refers && named(label) && fits.len() == 1;
    let by_swap = shown.given.iter().find(|(other, label)| slip(*other, is_swapped) && (enough(label) || alone(label)));
    // Sums are told more often than cells.
    let by_slip =
        |sums: bool| shown.given.iter().rev().find(|(other, label)| label.is_empty() == sums && slip(*other, is_slip) && enough(label));
    let Some((other, _)) = by_swap.or_else(|| by_slip(true)).or_else(|| by_slip(false)) else { return };
    let right = in_words(*other);
    let remark = Remark::new(format!("‘{}’ is not in the table or chart that this refers to, which has {right}", passage.as_told(at)))
        .at(passage, passage.tokens[at].range(), "")
        .help("write the right figure in both places, or say what sets the two apart");
    said.insert((passage.index, at));
    found.say(match (shown.cells.get(other), shown.chart) {
        (Some(cell), _) => remark.at(cell, 0..cell.words.len(), "in the table"),
        (None, Some(span)) => remark.at_span(span, "in the chart"),
        (None, None) => remark,
    });
}

/// A figure as it is written.
fn in_words((unit, value): Value) -> String {
    let number = crate::number::Number::ratio(value, 1000).map(|number| number.to_exact()).unwrap_or_default();
    let number = if value < 1_000_000 { number } else { grouped(&number) };
    match unit {
        1 => format!("{number}%"),
        2 => format!("£{number}"),
        _ => number,
    }
}

/// Whether a sentence names a row: by the first two words of its label that say something, or by its only one.
fn is_named(passage: &Passage, sentence: std::ops::Range<usize>, label: &str) -> bool {
    let words: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).take(2).collect();
    !words.is_empty() && words.iter().all(|word| sentence.clone().any(|at| passage.word(at).eq_ignore_ascii_case(word)))
}

fn value(figure: Figure, scale: i64) -> Option<Value> {
    let unit = match figure.unit {
        Unit::None => 0,
        Unit::Percent => 1,
        Unit::Money => 2,
    };
    let thousand = figure.numerator.checked_mul(scale)?.checked_mul(1000)?;
    (thousand % figure.denominator == 0).then_some((unit, thousand / figure.denominator))
}

/// All tables and charts that texts can refer to, by their fragment names.
fn all<'r, 'a>(reading: &'r Reading<'a>) -> BTreeMap<String, Shown<'r, 'a>> {
    let mut out = BTreeMap::new();
    for grid in grids(reading) {
        let file = grid.rows().first().and_then(|row| grid.cell(*row, 0)?.source()).map(|span| span.file);
        let Some(table) = reading.report.tables.iter().find(|table| file == Some(table.span.file)) else { continue };
        out.insert(format!("table-{}", table.name), in_table(&grid));
    }
    for chart in &reading.report.charts {
        let Some(data) = &chart.data else { continue };
        let unit = u8::from(data.unit == chart::Unit::Percent);
        let rows = data.rows.iter().map(|row| {
            let figures = row.figures.iter().map(|figure| {
                let thousandths: i64 = figure.as_ref()?.to_decimal(3).replace('.', "").parse().ok()?;
                Some((unit, thousandths))
            });
            (row.label.to_lowercase(), figures.collect())
        });
        let mut shown = Shown { chart: Some(chart.span), ..Shown::default() };
        fill(&mut shown, &rows.collect::<Vec<_>>());
        out.insert(format!("chart-{}", chart.name), shown);
    }
    out
}

fn in_table<'r, 'a>(grid: &Grid<'r, 'a>) -> Shown<'r, 'a> {
    let mut shown = Shown::default();
    let mut rows = Vec::new();
    for row in grid.rows() {
        let label = grid.cell(row, 0).map(|cell| cell.words.to_lowercase()).unwrap_or_default();
        let mut figures = Vec::new();
        for column in 1..grid.columns() {
            let cell = grid.cell(row, column);
            let figure = cell.and_then(|cell| {
                let scale = scale(cell, 0);
                let whole = cell.tokens.len() == 1 + usize::from(scale > 1);
                value(cell.tokens.first()?.figure().filter(|_| whole)?, scale)
            });
            if let (Some(value), Some(cell)) = (figure, cell) {
                shown.cells.entry(value).or_insert(cell);
            }
            figures.push(figure);
        }
        rows.push((label, figures));
    }
    fill(&mut shown, &rows);
    shown
}

/// All that the rows of a table or chart give.
fn fill(shown: &mut Shown, rows: &[(String, Vec<Option<Value>>)]) {
    let columns = rows.iter().map(|(_, figures)| figures.len()).max().unwrap_or(0);
    if rows.len() > MOST || columns > MOST {
        return;
    }
    for (label, figures) in rows {
        // A row of totals is one of sums.
        let total = ["total", "all "].iter().any(|word| label.starts_with(word));
        let label = if total { "" } else { label };
        shown.given.extend(figures.iter().flatten().map(|value| (*value, label.to_owned())));
    }
    let sum = |values: &[Value]| {
        let unit = values.first()?.0;
        let same = values.iter().all(|value| value.0 == unit);
        values.iter().try_fold(0_i64, |sum, value| sum.checked_add(value.1)).filter(|_| same).map(|sum| (unit, sum))
    };
    let apart = |two: &[Value]| (two[0].0 == two[1].0).then_some((two[0].0, two[0].1.saturating_sub(two[1].1).saturating_abs()));
    let column = |column: usize| rows.iter().filter_map(|(_, figures)| *figures.get(column)?).collect::<Vec<_>>();
    let mut sums: Vec<Value> = Vec::new();
    for nth in 0..columns {
        let values = column(nth);
        let last = values.last().copied();
        // The last row may be the total.
        let total = sum(&values).filter(|total| values.len() > 1 && last.is_none_or(|last| last.1.checked_mul(2) != Some(total.1)));
        sums.extend(total);
        shown.shares(&values, total.into_iter().chain(last));
        for two in values.windows(2) {
            let change = apart(two);
            sums.extend(change.filter(|_| values.len() == 2));
            shown.derived.extend(change);
            shown.shares(change.as_slice(), two.first().copied());
        }
    }
    let below = sums.clone();
    for (label, figures) in rows {
        let values: Vec<Value> = figures.iter().flatten().copied().collect();
        let total = sum(&values).filter(|_| values.len() > 1);
        sums.extend(total);
        // A target and a result are no whole.
        shown.shares(&values, total.filter(|_| values.len() > 2));
        shown.given.extend(values.windows(2).filter_map(|two| Some((apart(two)?, label.clone()))));
    }
    let all: Vec<Value> = rows.iter().flat_map(|(_, figures)| figures.iter().flatten().copied()).collect();
    let grand = sum(&all).filter(|_| columns > 1);
    shown.shares(&below, grand);
    shown.shares(&sums, grand);
    sums.extend(grand);
    shown.given.extend(sums.into_iter().map(|sum| (sum, String::new())));
    shown.derived.extend(shown.given.iter().map(|(value, _)| *value));
}

impl Shown<'_, '_> {
    /// The shares of parts in wholes, in full points.
    fn shares(&mut self, parts: &[Value], wholes: impl IntoIterator<Item = Value>) {
        for (unit, whole) in wholes.into_iter().filter(|(unit, whole)| *unit != 1 && *whole > 0) {
            for (_, part) in parts.iter().filter(|part| part.0 == unit && part.1 <= whole) {
                let share = (i128::from(*part) * 200 + i128::from(whole)) / (2 * i128::from(whole));
                self.derived.extend(i64::try_from(share * 1000).ok().map(|share| (1, share)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::FigureToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(text: &str) -> Vec<String> {
        let table = "title: Staff in post\ncolumns: [Grade, Staff]\nrows:\n  - [Probation officers, 64]\n  - [Service officers, 58]\n  - [Managers, 14]\n  - [Administrative staff, 44]\n  - [Total, 180]\n";
        let text = format!("{text}\n\n{{table:staff}}\n");
        let files = sample(Sample::File("foreword.md"), &text).with("reports/surrey-2008/tables/staff.yaml", table);
        run(&FigureToldDifferently, &files).into_iter().filter(|said| said.contains("that this refers to")).collect()
    }

    #[test]
    fn holds_the_sentence_that_refers_to_a_table_against_it() {
        let text = |all: &str, officers: &str| {
            said(&format!(
                "The area had {all} staff, {officers} of them probation officers and 58 service officers. [[table staff]] gives the figures."
            ))
        };
        assert_eq!(text("180", "64"), Vec::<String>::new());
        assert_eq!(text("190", "64"), ["[190] ‘190’ is not in the table or chart that this refers to, which has 180"]);
        assert_eq!(text("180", "46"), ["[46] ‘46’ is not in the table or chart that this refers to, which has 64"]);
        assert_eq!(said("As [[table staff]] shows, 46 were probation officers.").len(), 1);
    }

    #[test]
    fn is_silent_on_what_follows_from_it_or_is_of_others() {
        for text in [
            "[[table staff]] shows 180 staff. Some 122 were officers, of 180 (68%).",
            "[[table staff]] shows 64 officers, 58 service officers and 14 managers; 20 more had left.",
            "[[table staff]] shows 180 staff: 64 officers, and 62 the year before.",
            "[[table staff]] shows 64 officers (36%) and 44 others (24%), and 31 of them were new.",
            "[[table staff]] shows the staff. There were 190 cases.",
        ] {
            assert_eq!(said(text), Vec::<String>::new(), "{text}");
        }
    }
}
