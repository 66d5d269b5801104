//! 'Unpaid work completed' with 612 in the table of targets and 602 in the table of quarters: two tables share rows and, but for one, a column.

use super::super::reading::Reading;
use super::super::reading::slips::is_slip;
use super::super::reading::tables::{Grid, Value, grids};
use super::super::reading::words::Figure;
use super::super::{Found, Remark};

/// Reports have fewer; every two are held against each other.
const MOST: usize = 40;

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let grids = grids(reading);
    let labels: Vec<Vec<(String, u32)>> = grids.iter().take(MOST).map(labels).collect();
    for (second, two) in labels.iter().enumerate() {
        for (first, one) in labels[..second].iter().enumerate() {
            let shared: Vec<(u32, u32)> =
                one.iter().filter_map(|(label, row)| Some((*row, two.iter().find(|(other, _)| other == label)?.1))).collect();
            if shared.len() > 1 {
                look(&grids[first], &grids[second], &shared, found);
            }
        }
    }
}

/// The rows by their labels in lower case.
fn labels(grid: &Grid) -> Vec<(String, u32)> {
    let label = |row: u32| {
        let words = grid.cell(row, 0)?.words.trim().trim_end_matches('*').to_lowercase();
        (words.len() > 3).then_some((words, row))
    };
    grid.rows().into_iter().filter_map(label).collect()
}

fn look(one: &Grid, two: &Grid, shared: &[(u32, u32)], found: &mut Found) {
    for first in 1..one.columns() {
        for second in 1..two.columns() {
            let pair = |(left, right): &(u32, u32)| match (one.value(*left, first), two.value(*right, second)) {
                (Value::Number(a), Value::Number(b)) if a.unit == b.unit => Some(((*left, *right), a, b)),
                _ => None,
            };
            let pairs: Vec<((u32, u32), Figure, Figure)> = shared.iter().filter_map(pair).collect();
            let same = |a: Figure, b: Figure| {
                i128::from(a.numerator) * i128::from(b.denominator) == i128::from(b.numerator) * i128::from(a.denominator)
            };
            let mut odd = pairs.iter().filter(|(_, a, b)| !same(*a, *b));
            let (Some(((left, right), a, b)), None) = (odd.next(), odd.next()) else { continue };
            let agree = pairs.iter().filter(|(_, a, b)| same(*a, *b) && a.numerator > 9).count();
            let slip = a.denominator == b.denominator && is_slip(a.numerator, b.numerator) && a.numerator > 9;
            let (Some(cell), Some(other)) = (one.cell(*left, first), two.cell(*right, second)) else { continue };
            if agree == 0 || agree + 1 < shared.len() || !slip {
                continue;
            }
            let label = one.cell(*left, 0).map(|cell| cell.words.trim().to_owned()).unwrap_or_default();
            found.say(
                Remark::new(format!(
                    "‘{label}’ has {} here and {} in another table with the same rows",
                    other.words.trim(),
                    cell.words.trim()
                ))
                .at(other, 0..other.words.len(), "")
                .at(cell, 0..cell.words.len(), "in the other table")
                .help("write the right figure in both tables"),
            );
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::FigureToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn holds_the_rows_of_two_tables_against_each_other() {
        let said = |unpaid: &str, skills: &str| {
            let text = format!(
                "| Measure | Target | Result |\n| --- | --: | --: |\n| Unpaid work | 640 | 612 |\n| Skills awards | 180 | 151 |\n\nBy half:\n\n\
                 | Measure | First | Second | Year |\n| --- | --: | --: | --: |\n| Unpaid work | 299 | 303 | {unpaid} |\n| Skills awards | 73 | 78 | {skills} |\n"
            );
            let said = run(&FigureToldDifferently, &sample(Sample::File("foreword.md"), &text));
            said.into_iter().filter(|said| said.contains("with the same rows")).count()
        };
        assert_eq!((said("612", "151"), said("602", "151"), said("612", "115"), said("580", "151"), said("602", "161")), (0, 1, 1, 0, 0));
    }
}
