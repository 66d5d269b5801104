//! Tables as checks read them: cells by row and column, and what heads a column.

use std::collections::{BTreeMap, BTreeSet};

use super::words::Figure;
use super::{CellAt, Kind, Passage, Reading};

/// A table that the report's authors wrote.
#[derive(Debug, Default)]
pub struct Grid<'r, 'a> {
    /// The cells by row and first column.
    cells: BTreeMap<(u32, u32), (CellAt, &'r Passage<'a>)>,
    /// The rows that hold cells of the head.
    heads: BTreeSet<u32>,
    columns: u32,
    caption: Option<&'r Passage<'a>>,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or a dash.
    Nothing,
    /// A number and nothing else.
    Number(Figure),
    /// Words.
    Words,
}

/// The tables that the report's authors wrote, in order.
pub fn grids<'r, 'a>(reading: &'r Reading<'a>) -> Vec<Grid<'r, 'a>> {
    let mut grids: BTreeMap<u32, Grid> = BTreeMap::new();
    // A title stands above or below its cells.
    let mut caption: Option<&Passage> = None;
    let mut last = None;
    for passage in reading.written() {
        if passage.kind == Kind::Caption {
            let below = last.and_then(|(unit, table)| (unit == passage.place.unit).then(|| grids.get_mut(&table))?);
            match below {
                Some(grid) if grid.caption.is_none() => grid.caption = Some(passage),
                _ => caption = Some(passage),
            }
        }
        if let Kind::Cell(at) = passage.kind {
            last = Some((passage.place.unit, at.table));
            let grid = grids.entry(at.table).or_default();
            grid.caption = grid.caption.or(caption.filter(|caption| caption.place.unit == passage.place.unit));
            grid.cells.insert((at.row, at.column), (at, passage));
            grid.heads.extend(at.in_head.then_some(at.row));
            grid.columns = grid.columns.max(at.column + at.columns);
        }
    }
    grids.into_values().collect()
}

impl<'r, 'a> Grid<'r, 'a> {
    /// The cell that begins at a row and column.
    pub fn cell(&self, row: u32, column: u32) -> Option<&'r Passage<'a>> {
        self.cells.get(&(row, column)).map(|(_, passage)| *passage)
    }

    /// The rows that hold more than a heading for the rows below them, in order.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.values().filter(|(at, _)| !at.in_head && at.column > 0).map(|(at, _)| at.row).collect();
        rows.dedup();
        rows
    }

    /// The same, parted where a heading for the rows below it stands.
    pub fn blocks(&self) -> Vec<Vec<u32>> {
        let mut all: Vec<u32> = self.cells.values().filter(|(at, _)| !at.in_head).map(|(at, _)| at.row).collect();
        all.dedup();
        let rows = self.rows();
        let blocks = all.split(|row| !rows.contains(row)).filter(|block| !block.is_empty());
        blocks.map(<[u32]>::to_vec).collect()
    }

    /// Whether the last row sums up the others: every number in it, of those that rows above have too.
    pub fn last_sums_up(&self) -> bool {
        let rows = self.rows();
        let Some((last, parts)) = rows.split_last().filter(|(_, parts)| parts.len() > 1) else { return false };
        let number = |row: u32, column: u32| match self.value(row, column) {
            Value::Number(figure) => figure.whole(),
            Value::Nothing | Value::Words => None,
        };
        let fits = |column: u32| {
            let sum = parts.iter().filter_map(|row| number(*row, column)).fold(0_i64, i64::saturating_add);
            Some(number(*last, column)? == sum)
        };
        let fitting: Vec<bool> = (1..self.columns).filter_map(fits).collect();
        !fitting.is_empty() && fitting.iter().filter(|fits| **fits).count() * 2 > fitting.len()
    }

    /// Its title.
    pub fn caption(&self) -> Option<&'r Passage<'a>> {
        self.caption
    }

    /// How many columns it has.
    pub fn columns(&self) -> u32 {
        self.columns
    }

    /// The words above a column, from the top down, in lower case.
    pub fn heading(&self, column: u32) -> String {
        let last = |row: &u32| self.cells.range((*row, 0)..=(*row, column)).next_back().map(|(_, cell)| cell);
        let over = self.heads.iter().filter_map(last).filter(|(at, _)| at.in_head && column < at.column + at.columns);
        over.map(|(_, passage)| passage.words.to_lowercase()).collect::<Vec<_>>().join(" ")
    }

    /// What the cell at a row and column holds; nothing where there is none.
    pub fn value(&self, row: u32, column: u32) -> Value {
        self.cell(row, column).map_or(Value::Nothing, value)
    }
}

/// What a cell holds.
pub fn value(cell: &Passage) -> Value {
    match &cell.tokens[..] {
        [] => Value::Nothing,
        [token] if token.is('-') || token.is('\u{2013}') || token.is('\u{2014}') => Value::Nothing,
        [token] => token.figure().map_or(Value::Words, Value::Number),
        _ => Value::Words,
    }
}
