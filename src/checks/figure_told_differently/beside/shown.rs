//! What the tables and charts of a report give, and how a text refers to them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::reading::references::{Mention, What, mentions};
use super::super::super::reading::tables::{Grid, grids};
use super::super::super::reading::told::scale;
use super::super::super::reading::words::{Figure, Unit};
use super::super::super::reading::{Mark, Passage, Reading};
use crate::diag::Span;
use crate::document::tree::{Block, BlockKind, walk};
use crate::model::chart;

/// A figure: its unit and its value in thousandths.
pub(super) type Value = (u8, i64);

/// Tables with more rows or columns are lists of other things.
const MOST: usize = 40;

/// A table or chart.
#[derive(Default)]
pub(super) struct Shown<'r, 'a> {
    /// What it gives, with the words that head it in lower case; an empty one heads sums.
    pub(super) given: Vec<(Value, String)>,
    /// All that follows from it.
    pub(super) derived: BTreeSet<Value>,
    /// Where a figure stands.
    pub(super) cells: BTreeMap<Value, &'r Passage<'a>>,
    pub(super) chart: Option<Span>,
}

/// What a passage refers to: linked, by its number ('Table 3'), or by its place ('the table below').
pub(super) fn referred<'s, 'r, 'a>(passage: &Passage, places: &[usize], all: &'s All<'r, 'a>) -> Vec<&'s Shown<'r, 'a>> {
    let linked = passage.marks.iter().filter_map(|(_, mark)| if let Mark::Reference(anchor) = mark { Some(*anchor) } else { None });
    let mut out: Vec<&Shown> = linked.filter_map(|anchor| all.by_name.get(anchor)).collect();
    let plain = mentions(passage).iter().filter(|mention| !mention.elsewhere);
    let named = |mention: &Mention| all.by_name.get(all.numbers.get(&(mention.what, mention.name.clone()))?);
    out.extend(plain.filter_map(named));
    if out.is_empty() {
        for at in places.iter().copied() {
            let before = |words: &[&str]| at > 0 && passage.is_word(at - 1, words);
            let after = |words: &[&str]| passage.is_word(at + 1, words);
            let next = all.typed.partition_point(|(index, _)| *index < passage.index);
            // No farther than the next paragraphs.
            let near = |one: &&(usize, Shown)| one.0.abs_diff(passage.index) < 60;
            let one = if after(&["below", "opposite", "overleaf"]) || before(&["following", "next"]) {
                all.typed.get(next).filter(near)
            } else if after(&["above"]) {
                all.typed.get(next.wrapping_sub(1))
            } else {
                None
            };
            out.extend(one.map(|(_, shown)| shown));
        }
    }
    out
}

pub(super) fn value(figure: Figure, scale: i64) -> Option<Value> {
    let unit = match figure.unit {
        Unit::None => 0,
        Unit::Percent => 1,
        Unit::Money => 2,
    };
    let thousand = figure.numerator.checked_mul(scale)?.checked_mul(1000)?;
    (thousand % figure.denominator == 0).then_some((unit, thousand / figure.denominator))
}

/// All tables and charts that texts can refer to.
pub(super) struct All<'r, 'a> {
    /// Those with a file, by their fragment names.
    pub(super) by_name: BTreeMap<String, Shown<'r, 'a>>,
    /// Their fragment names, by the numbers that the document gives them.
    numbers: BTreeMap<(What, String), String>,
    /// Tables in the order of the report, by the passage of their first cell.
    pub(super) typed: Vec<(usize, Shown<'r, 'a>)>,
}

impl<'r, 'a> All<'r, 'a> {
    pub(super) fn new(reading: &'r Reading<'a>) -> Self {
        let mut out = Self { by_name: BTreeMap::new(), numbers: BTreeMap::new(), typed: Vec::new() };
        for grid in grids(reading) {
            let Some(first) = grid.rows().first().and_then(|row| grid.cell(*row, 0)) else { continue };
            let file = first.source().map(|span| span.file);
            match reading.report.tables.iter().find(|table| file == Some(table.span.file)) {
                Some(table) => {
                    out.by_name.insert(format!("table-{}", table.name), in_table(&grid));
                }
                None => out.typed.push((first.index, in_table(&grid))),
            }
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
            out.by_name.insert(format!("chart-{}", chart.name), shown);
        }
        walk(&reading.document.parts, &mut |block: &Block| {
            let number = match &block.kind {
                BlockKind::Table(table) => &table.number,
                BlockKind::Figure(figure) => &figure.number,
                _ => return,
            };
            let (Some((word, name)), Some(anchor)) = (number.rsplit_once([' ', '\u{a0}']), block.anchor.as_deref()) else { return };
            let what = match word {
                "Table" => What::Table,
                "Chart" => What::Chart,
                _ => What::Figure,
            };
            if out.by_name.contains_key(anchor) {
                out.numbers.insert((what, name.to_owned()), anchor.to_owned());
            }
        });
        out
    }
}

pub(super) fn in_table<'r, 'a>(grid: &Grid<'r, 'a>) -> Shown<'r, 'a> {
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
pub(super) fn fill(shown: &mut Shown, rows: &[(String, Vec<Option<Value>>)]) {
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
