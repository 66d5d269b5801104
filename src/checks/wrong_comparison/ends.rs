//! A table typed by hand with columns for the lowest, the average and the highest, in one row of which these are out of order.

use super::super::reading::Reading;
use super::super::reading::tables::{Grid, Value, grids};
use super::super::{Found, Remark};

const LEAST: &[&str] = &["lowest", "minimum", "min", "shortest", "smallest", "least"];
const MIDDLE: &[&str] = &["average", "mean", "median"];
const MOST: &[&str] = &["highest", "maximum", "max", "longest", "largest", "most"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for grid in grids(reading) {
        let column = |words: &[&str]| {
            let mut all = (1..grid.columns())
                .filter(|column| grid.heading(*column).split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word)));
            let one = all.next()?;
            all.next().is_none().then_some(one)
        };
        let ends = [(LEAST, MIDDLE), (MIDDLE, MOST), (LEAST, MOST)];
        let pairs: Vec<(u32, u32)> =
            ends.iter().filter_map(|(one, two)| column(one).zip(column(two))).filter(|(one, two)| one != two).collect();
        // Without two ends a table is no list of ranges.
        if column(LEAST).zip(column(MOST)).is_none() {
            continue;
        }
        for row in grid.rows() {
            let wrong = pairs.iter().find(|(one, two)| above(&grid, (row, *one), (row, *two)));
            let Some((one, two)) = wrong else { continue };
            let (Some(low), Some(high)) = (grid.cell(row, *one), grid.cell(row, *two)) else { continue };
            let (below, over) = (grid.heading(*one), grid.heading(*two));
            found.say(
                Remark::new(format!("{} under ‘{below}’ is more than {} under ‘{over}’", low.words.trim(), high.words.trim()))
                    .at(low, 0..low.words.len(), "")
                    .at(high, 0..high.words.len(), "less than that")
                    .help("correct the figure that is wrong"),
            );
        }
    }
}

/// Whether the figure of the first cell is more than that of the second.
fn above(grid: &Grid, one: (u32, u32), two: (u32, u32)) -> bool {
    match (grid.value(one.0, one.1), grid.value(two.0, two.1)) {
        (Value::Number(low), Value::Number(high)) if low.unit == high.unit => {
            i128::from(low.numerator) * i128::from(high.denominator) > i128::from(high.numerator) * i128::from(low.denominator)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::WrongComparison;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn holds_the_ends_of_a_range_in_order() {
        let said = |row: &str| {
            let table = format!(
                "| Area | This area | Lowest | Average | Highest |\n| --- | --: | --: | --: | --: |\n| Harm | 70% | 61% | 72% | 85% |\n| Likelihood | {row} |\n"
            );
            run(&WrongComparison, &sample(Sample::File("foreword.md"), &table))
        };
        assert_eq!(said("66% | 58% | 70% | 81%"), Vec::<String>::new());
        assert_eq!(said("66% | 85% | 70% | 81%"), ["[85%] 85% under ‘lowest’ is more than 70% under ‘average’"]);
        assert_eq!(said("66% | 58% | 84% | 81%"), ["[84%] 84% under ‘average’ is more than 81% under ‘highest’"]);
        assert_eq!(said("66% | – | 84% | (81%)"), Vec::<String>::new());
    }
}
