//! A table's or chart's line, and the text that tells its figure: 'court reports, at 92%' beside 'Court reports on time | 90% | 94%'.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::tables::grids;
use super::super::reading::told::{Amount, Measure, Role, Statement, Stems, scale};
use super::super::reading::words::{Form, Unit};
use super::super::reading::{Kind, Passage, Reading};
use super::super::{Found, Remark};
use super::alike::{Weights, overlap};
use crate::diag::Span;
use crate::model::chart;
use crate::number::Number;

/// A line of a table or chart.
pub(super) struct Line<'r, 'a> {
    /// Which table or chart it belongs to.
    pub(super) table: usize,
    /// The words of meaning that name it.
    pub(super) label: Vec<u64>,
    /// Those of the title and of the headings of columns.
    pub(super) title: Vec<u64>,
    /// Its figures.
    pub(super) cells: Vec<Cell<'r, 'a>>,
    /// The years that title and headings name.
    years: Vec<i64>,
}

/// A figure of a table or chart.
pub(super) struct Cell<'r, 'a> {
    /// Its column, from 0.
    pub(super) column: usize,
    heading: Vec<u64>,
    /// The figure.
    pub(super) amount: Amount,
    at: At<'r, 'a>,
}

#[derive(Clone, Copy)]
enum At<'r, 'a> {
    Cell(&'r Passage<'a>),
    Chart(Span),
}

/// The lines of all tables and charts that the report's authors wrote.
pub(super) fn lines<'r, 'a>(reading: &'r Reading<'a>, stems: &mut Stems) -> Vec<Line<'r, 'a>> {
    let mut lines = in_tables(reading, stems);
    lines.extend(in_charts(reading, stems));
    lines
}

impl Cell<'_, '_> {
    /// The figure as it stands, and what it stands in.
    pub(super) fn shown(&self) -> (String, &'static str) {
        match self.at {
            At::Cell(home) => (home.words.trim().to_owned(), "a table"),
            At::Chart(_) if self.amount.denominator == 1 => (self.amount.numerator.to_string(), "a chart"),
            At::Chart(_) => ("another figure".to_owned(), "a chart"),
        }
    }

    /// Points a remark at it.
    pub(super) fn label<'n>(&self, remark: Remark<'n>, words: &str) -> Remark<'n>
    where
        Self: 'n,
    {
        match self.at {
            At::Cell(home) => remark.at(home, 0..home.words.len(), words),
            At::Chart(span) => remark.at_span(span, words),
        }
    }
}

/// How many lines with a word are looked at.
const BUCKET: usize = 40;

/// Says what is found in the whole report, but for numbers at which something has been said: passages and their tokens.
pub(super) fn run(
    reading: &Reading,
    lines: &[Line],
    statements: &[Statement],
    weights: &Weights,
    said: &mut BTreeSet<(usize, usize)>,
    found: &mut Found,
) {
    let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut wholes: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        for stem in &line.label {
            index.entry(*stem).or_default().push(at);
        }
        for cell in line.cells.iter().filter(|cell| cell.amount.measure == Measure::Count && cell.amount.denominator == 1) {
            wholes.entry(cell.amount.numerator).or_default().push(at);
        }
    }
    let sample = reading.report.sample.as_ref().map(|sample| i64::from(sample.value));
    for statement in statements {
        if said.contains(&(statement.passage.index, statement.at)) {
            continue;
        }
        let near = weights.rarest(&statement.near, 3);
        let near = near.iter().filter_map(|stem| index.get(stem)).filter(|same| same.len() <= BUCKET).flatten().copied();
        let near: BTreeSet<usize> = near.collect();
        let whole = statement.role == Role::Part && statement.base != sample;
        let named: Vec<&Line> = near.iter().map(|at| &lines[*at]).filter(|line| !whole && names(statement, line, weights)).collect();
        let told = named.first().filter(|_| !named.iter().any(|line| line.has(statement.amount) || has_group(statement, line)));
        let close = |cell: &&Cell| cell.amount.measure == statement.amount.measure && is_close(cell.amount, statement.amount);
        let other = told.and_then(|line| line.cells.iter().find(close));
        let other = other.or_else(|| in_column(statement, lines, wholes.get(&statement.base?)?, weights));
        if let Some(cell) = other {
            say(statement, cell, found);
            said.insert((statement.passage.index, statement.at));
        }
    }
}

impl Line<'_, '_> {
    /// Whether one of its figures is this one, or the difference or sum of two.
    fn has(&self, amount: Amount) -> bool {
        let same = |cell: &Cell| cell.amount.measure == amount.measure;
        let own: Vec<Amount> = self.cells.iter().filter(|cell| same(cell)).map(|cell| cell.amount).collect();
        let sum: i64 = own.iter().filter(|cell| cell.denominator == 1).fold(0, |sum, cell| sum.saturating_add(cell.numerator));
        let made = |one: Amount, two: Amount| {
            // Where the numbers are too large to reckon with, nothing is held against them.
            let of = |one: Amount, two: Amount| i128::from(one.numerator).checked_mul(i128::from(two.denominator));
            let is = |sum: Option<i128>| {
                let right =
                    i128::from(amount.numerator).checked_mul(i128::from(one.denominator))?.checked_mul(i128::from(two.denominator))?;
                Some(sum?.checked_mul(i128::from(amount.denominator))? == right)
            };
            let (first, second) = (of(one, two), of(two, one));
            let both = || first.zip(second);
            [both().and_then(|(a, b)| a.checked_add(b)), both().and_then(|(a, b)| a.checked_sub(b))]
                .into_iter()
                .any(|sum| is(sum).unwrap_or(true))
        };
        own.is_empty()
            || amount.denominator == 1 && amount.numerator == sum
            || own.iter().any(|cell| cell.agrees(amount))
            || own.len() < 30 && own.iter().enumerate().any(|(at, one)| own[..at].iter().any(|two| made(*one, *two) || made(*two, *one)))
    }
}

/// 'Among the 60 community orders 53': what the line gives is told as the whole, right before the number.
fn has_group(statement: &Statement, line: &Line) -> bool {
    const NEAR: usize = 6;
    let (passage, at) = (statement.passage, statement.at);
    let whole = |whole: &&usize| {
        let group = **whole > 0 && passage.is_word(**whole - 1, &["the", "these", "all", "of", "among"]);
        let count = passage.tokens[**whole].count().map(|count| Amount { measure: Measure::Count, numerator: count, denominator: 1 });
        group && count.is_some_and(|count| line.has(count))
    };
    passage.numbers_in(at.saturating_sub(NEAR)..at).iter().any(|at| whole(&at))
}

/// Whether a text's words are those that name a line.
fn names(statement: &Statement, line: &Line, weights: &Weights) -> bool {
    // 'Fourteen fewer than in the next' is of another year; changes are reckoned by themselves.
    let sentence = statement.passage.sentence_at(statement.at);
    let compares = sentence.is_some_and(|sentence| sentence.tokens.clone().any(|at| statement.passage.is_word(at, &["than"])));
    let years = statement.years.is_empty() || statement.years.iter().all(|year| line.years.contains(year));
    let shared = overlap(weights, (&statement.near, &[]), (&line.label, &line.title));
    let all = weights.sum(line.label.iter());
    let covered = weights
        .sum(line.label.iter().filter(|stem| statement.near.binary_search(stem).is_ok() || statement.wide.binary_search(stem).is_ok()));
    let own = weights.sum(statement.near.iter());
    let told =
        weights.sum(statement.near.iter().filter(|stem| line.label.binary_search(stem).is_ok() || line.title.binary_search(stem).is_ok()));
    years
        && matches!(statement.role, Role::Plain | Role::To | Role::Group | Role::Part)
        && shared.shared >= 2
        && shared.told >= 90
        && covered * 100 >= all * 75
        && told * 100 >= own * 75
        && !statement.denied
        && !statement.elsewhere
        && !compares
}

/// Whether a figure may be meant for another: the table of a whole caseload has other numbers than the sample.
fn is_close(one: Amount, two: Amount) -> bool {
    let (first, second) =
        (i128::from(one.numerator) * i128::from(two.denominator), i128::from(two.numerator) * i128::from(one.denominator));
    let unit = i128::from(one.denominator) * i128::from(two.denominator);
    let apart = (first - second).abs();
    apart <= 3 * unit || apart * 4 <= first.abs().max(second.abs())
}

/// 'Sixteen of the 24 had started, and nine had finished' beside a line with 24, 16 and 8.
fn in_column<'l, 'r, 'a>(
    statement: &Statement,
    lines: &'l [Line<'r, 'a>],
    with_base: &[usize],
    weights: &Weights,
) -> Option<&'l Cell<'r, 'a>> {
    if statement.role != Role::Part || statement.denied || statement.amount.measure != Measure::Count {
        return None;
    }
    let mut other = None;
    for line in with_base.iter().take(BUCKET).map(|at| &lines[*at]) {
        let around = line.title.iter().filter(|stem| statement.wide.binary_search(stem).is_ok());
        let base = |cell: &&Cell| Some(cell.amount.numerator) == statement.base && cell.amount.measure == Measure::Count;
        if weights.sum(around) < 100 || line.cells.iter().filter(base).count() != 1 {
            continue;
        }
        let headed = |cell: &&Cell| {
            !base(cell)
                && cell.amount.measure == Measure::Count
                && !cell.heading.is_empty()
                && cell.heading.iter().all(|stem| statement.near.binary_search(stem).is_ok())
                && statement.near.iter().all(|stem| line.title.binary_search(stem).is_ok() || line.label.binary_search(stem).is_ok())
        };
        for cell in line.cells.iter().filter(headed) {
            if cell.amount == statement.amount {
                return None;
            }
            other = Some(cell);
        }
    }
    other
}

fn in_tables<'r, 'a>(reading: &'r Reading<'a>, stems: &mut Stems) -> Vec<Line<'r, 'a>> {
    let titles: BTreeMap<u32, &Passage> =
        reading.passages.iter().filter(|passage| passage.kind == Kind::Caption).map(|passage| (passage.place.unit, passage)).collect();
    let mut out = Vec::new();
    for (table, grid) in grids(reading).iter().enumerate() {
        let headings: Vec<(Vec<u64>, String)> =
            (0..grid.columns()).map(|column| grid.heading(column)).map(|heading| (stems.of_text(&heading), heading)).collect();
        for row in grid.rows() {
            let Some(head) = grid.cell(row, 0) else { continue };
            let title = titles.get(&head.place.unit);
            let mut around = headings.iter().flat_map(|(stems, _)| stems.iter().copied()).collect::<Vec<_>>();
            if let Some(title) = title {
                stems.add(title, 0..title.tokens.len(), &mut around);
            }
            around.sort_unstable();
            let label = stems.of(head, 0..head.tokens.len());
            let cells = (1..grid.columns()).filter_map(|column| {
                let cell = grid.cell(row, column)?;
                let heading = headings.get(usize::try_from(column).ok()?).map(|(stems, _)| stems.clone()).unwrap_or_default();
                Some(Cell { column: usize::try_from(column).ok()?, heading, amount: in_cell(cell)?, at: At::Cell(cell) })
            });
            let words = headings.iter().map(|(_, heading)| heading.as_str()).chain(title.map(|title| title.words.as_str()));
            let years = words.chain([head.words.as_str()]).flat_map(years).collect();
            out.push(Line { table, label, title: around, cells: cells.collect(), years });
        }
    }
    out
}

fn years(text: &str) -> Vec<i64> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4).filter_map(|run| run.parse().ok()).collect()
}

/// The figure of a cell that holds nothing else but 'million'.
fn in_cell(cell: &Passage) -> Option<Amount> {
    let figure = cell.tokens.first()?.figure().filter(|figure| figure.form != Form::Fraction)?;
    let scale = scale(cell, 0);
    if cell.tokens.len() > 1 + usize::from(scale > 1) {
        return None;
    }
    let measure = match figure.unit {
        Unit::Percent => Measure::Percent,
        Unit::Money => Measure::Money,
        Unit::None => Measure::Count,
    };
    Some(Amount::new(measure, figure, scale))
}

/// The lines of charts, and the sum of each column where they are numbers of things.
fn in_charts<'r, 'a>(reading: &'r Reading<'a>, stems: &Stems) -> Vec<Line<'r, 'a>> {
    let mut out = Vec::new();
    for (table, chart) in reading.report.charts.iter().enumerate() {
        let table = usize::MAX - table;
        let Some(data) = &chart.data else { continue };
        if !matches!(data.unit, chart::Unit::Number) {
            continue;
        }
        let measure = Measure::Count;
        let words: Vec<&str> =
            [&chart.headline, &chart.subtitle, &chart.alt].into_iter().flatten().map(|text| text.value.as_str()).collect();
        let mut title: Vec<u64> = words.iter().flat_map(|text| stems.of_text(text)).collect();
        title.extend(data.columns.iter().flat_map(|column| stems.of_text(column)));
        title.sort_unstable();
        let headings: Vec<Vec<u64>> = data.columns.iter().skip(1).map(|column| stems.of_text(column)).collect();
        let at = At::Chart(chart.span);
        let years: Vec<i64> = words.iter().flat_map(|text| years(text)).collect();
        let whole = |value: i64| Amount { measure, numerator: value, denominator: 1 };
        let mut sums = vec![Some(0_i64); headings.len()];
        for row in &data.rows {
            let values: Vec<Option<i64>> = row.figures.iter().map(|figure| figure.as_ref()?.to_whole()).collect();
            for (sum, value) in sums.iter_mut().zip(&values) {
                *sum = sum.zip(*value).and_then(|(sum, value)| sum.checked_add(value));
            }
            let cells = headings.iter().zip(&row.figures).enumerate().filter_map(|(column, (heading, figure))| {
                Some(Cell { column, heading: heading.clone(), amount: decimal(measure, figure.as_ref()?)?, at })
            });
            let label = stems.of_text(&row.label);
            out.push(Line { table, label, title: title.clone(), cells: cells.collect(), years: years.clone() });
        }
        let all = sums.iter().try_fold(0_i64, |all, sum| all.checked_add((*sum)?));
        let cells = headings
            .iter()
            .zip(&sums)
            .enumerate()
            .filter_map(|(column, (heading, sum))| Some(Cell { column, heading: heading.clone(), amount: whole((*sum)?), at }));
        let mut cells: Vec<Cell> = cells.collect();
        cells.extend(all.filter(|_| sums.len() > 1).map(|all| Cell { column: sums.len(), heading: Vec::new(), amount: whole(all), at }));
        out.push(Line { table, label: Vec::new(), title, cells, years });
    }
    out
}

/// A chart's figure, with two decimals at most.
fn decimal(measure: Measure, figure: &Number) -> Option<Amount> {
    let hundredths: i64 = figure.to_decimal(2).replace('.', "").parse().ok()?;
    Some(Amount::of(measure, hundredths, 100))
}

fn say(statement: &Statement, cell: &Cell, found: &mut Found) {
    let passage = statement.passage;
    let token = &passage.tokens[statement.at];
    let (number, home) = cell.shown();
    let remark = Remark::new(format!("‘{}’ here is told of what {home} gives as {number}", passage.as_told(statement.at)))
        .at(passage, token.range(), "")
        .help("write the right figure in both places, or say what sets the two apart");
    found.say(cell.label(remark, "given here"));
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    fn said(text: &str) -> usize {
        let table = "| Kind | Cases |\n| --- | --- |\n| Accredited programmes required | 44 |\n| Curfew breaches prosecuted | 612 |\n";
        run(&FigureToldDifferently, &sample(Sample::File("foreword.md"), &format!("{table}\n{text}\n"))).len()
    }

    #[test]
    fn fires_where_a_text_gives_a_line_another_number() {
        for text in [
            "Forty-two of the offenders whose cases we saw had to go on an accredited programme.",
            "There were 622 curfew breaches prosecuted.",
            "Until then 589 curfew breaches had been prosecuted, 14 fewer than in the next.",
        ] {
            assert_eq!(said(text), 1, "{text}");
        }
    }

    #[test]
    fn is_silent_on_the_same_number_on_others_and_on_parts() {
        for text in [
            "Forty-four of the offenders whose cases we saw had to go on an accredited programme.",
            "Seven of the offenders whose cases we saw had to go on an accredited programme.",
            "Of the 44 required to go on an accredited programme, 41 went.",
            "Until then 598 curfew breaches had been prosecuted, 14 fewer than in the next.",
            "In 2003, 622 curfew breaches were prosecuted.",
            "About 600 curfew breaches were prosecuted.",
            "Among the 612 curfew breaches prosecuted 622 curfews were named.",
            "Six of the 622 people tagged breached a curfew.",
        ] {
            assert_eq!(said(text), 0, "{text}");
        }
    }
}
