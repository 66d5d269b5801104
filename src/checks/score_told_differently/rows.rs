//! Rows of tables that give the scores, grades and bands of what heads them.

use super::super::Found;
use super::super::reading::scored::Names;
use super::super::reading::tables::grids;
use super::super::reading::{Passage, Reading};
use super::{OTHERS, say, say_at};
use crate::model::score::ScoreOf;

/// Rows of tables that a section, criterion or thread heads.
pub(super) fn tables(reading: &Reading, names: &Names, found: &mut Found) {
    for grid in grids(reading) {
        let headings: Vec<String> = (0..grid.columns()).map(|column| grid.heading(column)).collect();
        for row in grid.rows() {
            let Some(of) = grid.cell(row, 0).and_then(|title| names.heads(reading.framework, title)) else { continue };
            for (column, heading) in (0..).zip(&headings).skip(1) {
                let Some(cell) = grid.cell(row, column) else { continue };
                if heading.contains("comment") || heading.contains("band") {
                    cell_comment(reading, &of, cell, found);
                } else {
                    cell_score(reading, &of, cell, heading, found);
                }
            }
        }
    }
}

/// What is wrong with a cell that gives a score.
fn cell_score(reading: &Reading, of: &ScoreOf, cell: &Passage, column: &str, found: &mut Found) {
    let inspection = reading.framework.inspections.iter().position(|inspection| {
        let title = inspection.title.to_lowercase();
        column.contains(title.as_str()) || title.split(' ').next().is_some_and(|first| first.len() > 4 && column.contains(first))
    });
    let area = reading.report.area.value.to_lowercase();
    let scores = column.contains("score") && !OTHERS.iter().any(|other| column.contains(other)) || column.contains(&area);
    if inspection.is_none() && !scores {
        return;
    }
    let scores = inspection.and_then(|index| reading.scores.earlier.get(index)).unwrap_or(reading.scores);
    if let [token] = &cell.tokens[..]
        && let Some(figure) = token.percent()
        && let Some(right) = scores.percentage(of)
    {
        let printed = if figure.decimals == 0 { right.printed.clone() } else { right.exact.rounded(u32::from(figure.decimals)) };
        if crate::number::Number::ratio(figure.numerator, figure.denominator).is_some_and(|said| said != printed) {
            say(reading, cell, 0, of, &format!("{}%", right.printed.to_decimal(0)), found);
        }
    }
    if let ScoreOf::Criterion(number) = of
        && let Some(said) = reading.framework.grades.iter().position(|grade| grade.eq_ignore_ascii_case(cell.words.trim()))
        && let Some(crate::scoring::Score::Grade(right)) = scores.criterion(number)
        && said != *right
    {
        let words = reading.framework.grades.get(*right).cloned().unwrap_or_default();
        say_at(reading, cell, 0..cell.words.len(), of, &words, found);
    }
}

/// What is wrong with a cell that gives a band's comment: 'MODERATE improvement required'.
fn cell_comment(reading: &Reading, of: &ScoreOf, cell: &Passage, found: &mut Found) {
    let comment = |band: &crate::framework::Band| band.comment.clone().unwrap_or_else(|| band.name.clone());
    let bands = &reading.framework.bands;
    let said = bands.iter().position(|band| {
        let words = comment(band);
        words.eq_ignore_ascii_case(cell.words.trim().trim_end_matches('.')) || band.name.eq_ignore_ascii_case(cell.words.trim())
    });
    let own = reading.scores.percentage(of).and_then(|score| score.band);
    if let (Some(said), Some(own)) = (said, own)
        && said != own
        && let Some(right) = bands.get(own)
    {
        say_at(reading, cell, 0..cell.words.len(), of, &comment(right), found);
    }
}
