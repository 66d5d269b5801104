//! Rows of tables that give the scores, grades and bands of what heads them, and those of other areas beside them.

use super::super::reading::scored::Names;
use super::super::reading::tables::{Grid, grids};
use super::super::reading::words::Figure;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};
use super::{OTHERS, say, say_at};
use crate::diag::Spanned;
use crate::model::score::ScoreOf;
use crate::number::Number;

/// Rows of tables that a section, criterion or thread heads.
pub(super) fn tables(reading: &Reading, names: &Names, found: &mut Found) {
    for grid in grids(reading) {
        let headings: Vec<String> = (0..grid.columns()).map(|column| grid.heading(column)).collect();
        let others = headings.iter().filter(|heading| other(heading).is_some()).count() > 1;
        let scored = |text: &str| text.to_lowercase().contains("scor");
        let titled = grid.caption().is_some_and(|caption| scored(&caption.words));
        for row in grid.rows() {
            let Some(label) = grid.cell(row, 0) else { continue };
            let headed = names.row(reading.framework, &grid, row);
            let thread = || Names::thread(reading.framework, label).filter(|_| others || titled).map(|of| (of, 1));
            let Some((of, start)) = headed.or_else(thread) else { continue };
            // Without a heading a column is read by the table's title or the row's own words.
            let plain = reading.framework.inspections.is_empty() && (titled || scored(&label.words));
            for (column, heading) in (0..).zip(&headings).skip(start as usize) {
                let Some(cell) = grid.cell(row, column) else { continue };
                if heading.contains("comment") || heading.contains("band") {
                    cell_comment(reading, &of, cell, found);
                } else if let Some(other) = other(heading).filter(|_| others) {
                    cell_other(reading, &of, cell, other, found);
                } else {
                    let own = plain && heading.is_empty() || others && is_last(&grid, &headings, column);
                    cell_score(reading, &of, cell, heading, own, found);
                }
            }
        }
    }
}

/// A figure of all areas.
#[derive(Clone, Copy)]
enum Other {
    Lowest,
    Highest,
    Average,
}

/// What a column gives of all areas.
fn other(heading: &str) -> Option<Other> {
    let last = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut all = last.filter_map(|word| match word {
        "lowest" | "minimum" | "min" | "worst" | "weakest" | "bottom" | "poorest" => Some(Other::Lowest),
        "highest" | "maximum" | "max" | "best" | "strongest" | "top" => Some(Other::Highest),
        "average" | "averages" | "mean" => Some(Other::Average),
        _ => None,
    });
    all.next_back()
}

/// Whether a column is the only one that does not give a figure of all areas.
fn is_last(grid: &Grid, headings: &[String], column: u32) -> bool {
    let own = (1..grid.columns()).zip(&headings[1..]).filter(|(_, heading)| other(heading).is_none());
    own.map(|(column, _)| column).eq([column]) && grid.columns() == 5
}

/// What is wrong with a cell that gives the lowest, highest or average score.
fn cell_other(reading: &Reading, of: &ScoreOf, cell: &Passage, other: Other, found: &mut Found) {
    let Some((_, stated)) = reading.report.scores.comparators.iter().find(|(known, _)| known == of) else { return };
    let (right, word): (&Spanned<Number>, &str) = match other {
        Other::Lowest => (&stated.lowest, "lowest"),
        Other::Highest => (&stated.highest, "highest"),
        Other::Average => (&stated.average, "average"),
    };
    let [token] = &cell.tokens[..] else { return };
    let Some(figure) = token.percent().or_else(|| token.figure().filter(|figure| figure.form != super::super::reading::words::Form::Words))
    else {
        return;
    };
    if is(figure, &right.value.rounded(u32::from(figure.decimals))) {
        return;
    }
    let right_said = format!("{}%", right.value.to_decimal(0));
    found.say(
        Remark::new(format!("the {word} of all areas is {right_said} in scores.yaml, not {}", cell.words.trim()))
            .at(cell, 0..cell.words.len(), format!("it is {right_said}"))
            .at_span(right.span, "stated here")
            .help("write the right figure in both places"),
    );
}

fn is(figure: Figure, number: &Number) -> bool {
    Number::ratio(figure.numerator, figure.denominator).is_none_or(|said| said == *number)
}

/// What is wrong with a cell that gives a score.
fn cell_score(reading: &Reading, of: &ScoreOf, cell: &Passage, column: &str, own: bool, found: &mut Found) {
    let inspection = reading.framework.inspections.iter().position(|inspection| {
        let title = inspection.title.to_lowercase();
        column.contains(title.as_str()) || title.split(' ').next().is_some_and(|first| first.len() > 4 && column.contains(first))
    });
    let area = reading.report.area.value.to_lowercase();
    let scores = column.contains("score") && !OTHERS.iter().any(|other| column.contains(other)) || column.contains(&area);
    if inspection.is_none() && !scores && !own {
        return;
    }
    let scores = inspection.and_then(|index| reading.scores.earlier.get(index)).unwrap_or(reading.scores);
    if let [token] = &cell.tokens[..]
        && let Some(figure) = token.percent()
        && let Some(right) = scores.percentage(of)
    {
        let printed = if figure.decimals == 0 { right.printed.clone() } else { right.exact.rounded(u32::from(figure.decimals)) };
        if !is(figure, &printed) {
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

#[cfg(test)]
mod tests {
    use super::super::ScoreToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(table: &str) -> Vec<String> {
        let scores = "criteria:\n  1.1: 80\n  1.10: 72.5\n  2.1: Partly met\nthreads:\n  risk-of-harm: 70\ncomparators:\n  risk-of-harm: { lowest: 64, highest: 81, average: 72 }\n";
        run(&ScoreToldDifferently, &sample(Sample::File("foreword.md"), table).with("reports/surrey-2008/scores.yaml", scores))
    }

    #[test]
    fn holds_a_comparison_against_the_comparators() {
        let table = |row: &str| {
            said(&format!(
                "| | Lowest so far | Best area | Mean of areas | This area |\n| --- | --: | --: | --: | --: |\n| Risk of harm work | {row} |\n"
            ))
        };
        assert_eq!(table("64% | 81% | 72% | 70%"), Vec::<String>::new());
        assert_eq!(table("66% | 81% | 72% | 70%"), ["[66%] the lowest of all areas is 64% in scores.yaml, not 66%"]);
        assert_eq!(table("64% | 84% | 72% | 70%").len(), 1);
        assert_eq!(table("64% | 81% | 27% | 70%").len(), 1);
        assert_eq!(table("64% | 81% | 72% | 71%"), ["[71%] the score of ‘Risk of harm thread’ is 70%, not 71%"]);
    }

    #[test]
    fn reads_rows_without_headings() {
        let table = |rows: &str| said(&format!("| | |\n| --- | --: |\n{rows}\n"));
        assert_eq!(table("| Score for the Risk of Harm thread | 71% |").len(), 1);
        assert_eq!(table("| Score for the Risk of Harm thread | 70% |"), Vec::<String>::new());
        assert_eq!(table("| Risk of Harm thread, staff who had read of it | 71% |"), Vec::<String>::new());
        let table = |rows: &str| said(&format!("| | Title | Score |\n| --- | --- | --: |\n{rows}\n"));
        assert_eq!(table("| 1.1 | Preparing | 80% |\n| 2.1 | General criterion: Leading | Partly met |"), Vec::<String>::new());
        assert_eq!(table("| 1.1 | Preparing | 81% |").len(), 1);
        assert_eq!(table("| 2.1 | General criterion: LEADING | Well met |").len(), 1);
    }
}
