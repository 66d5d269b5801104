//! Totals that are not called so: a last column headed 'Year' that sums up the quarters, 'All MAPPA cases' below the three levels.

use super::super::Found;
use super::super::reading::Reading;
use super::super::reading::tables::{Grid, Value};
use super::super::reading::words::{Token, Unit};
use super::check;

/// Rows whose last column is not the sum of the others, where it is in at least as many other rows.
pub(super) fn last_column(grid: &Grid, found: &mut Found) {
    const FEWEST: u32 = 5;
    let columns = grid.columns();
    if columns < FEWEST {
        return;
    }
    let heading = grid.heading(columns - 1);
    let sure = heading.split(' ').any(|word| ["year", "total", "all", "overall", "sum"].contains(&word));
    let sums = grid.rows().into_iter().filter_map(|row| Some((row, sums(grid, row, columns, sure)?)));
    let sums: Vec<(u32, bool)> = sums.collect();
    let wrong: Vec<u32> = sums.iter().filter(|(_, right)| !right).map(|(row, _)| *row).collect();
    if wrong.len() * 2 > sums.len() || wrong.len() == sums.len() {
        return;
    }
    for row in wrong {
        check(grid, (row, columns - 1), (1..columns - 1).map(|column| (row, column)), found);
    }
}

/// Whether the last number of a row of whole numbers is the sum of the others; `None` if it has others, or too small ones to tell.
fn sums(grid: &Grid, row: u32, columns: u32, sure: bool) -> Option<bool> {
    const SMALL: i64 = 20;
    let number = |column: u32| match grid.value(row, column) {
        Value::Number(figure) if figure.unit != Unit::Percent => figure.whole(),
        _ => None,
    };
    let parts: Vec<i64> = (1..columns - 1).map(number).collect::<Option<_>>()?;
    let last = number(columns - 1).filter(|last| *last >= SMALL)?;
    // Years in a row, or a last column of another size, are no sum.
    let year = |value: &i64| (1900..2100).contains(value);
    let total: i64 = parts.iter().sum();
    (!parts.iter().all(year) && (total == last || sure && (total - last).abs() * 4 < last * 3 || (total - last).abs() * 3 < last))
        .then_some(total == last)
}

/// 'All MAPPA cases' below 'MAPPA cases at Level 1', 'MAPPA cases at Level 2', …
pub(super) fn all_of_kind(reading: &Reading, grid: &Grid, block: &[u32], found: &mut Found) {
    for (index, row) in block.iter().enumerate().skip(2) {
        let Some(cell) = grid.cell(*row, 0).filter(|cell| reading.lexicon.is_all(cell.word(0)) && cell.tokens.len() > 2) else { continue };
        let kind: Vec<&str> = (1..cell.tokens.len()).map(|at| cell.word(at)).collect();
        let is_part =
            |row: &&u32| grid.cell(**row, 0).is_some_and(|part| part.says(0, &kind) && part.tokens.last().and_then(Token::count).is_some());
        let mut parts: Vec<u32> = block[..index].iter().rev().take_while(is_part).copied().collect();
        parts.reverse();
        if parts.len() > 1 {
            for column in 1..grid.columns() {
                check(grid, (*row, column), parts.iter().map(|row| (*row, column)), found);
            }
        }
    }
}
