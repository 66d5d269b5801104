//! '1.4 | Leadership and planning', where that is criterion 4.1: a row of a table with a number and a title in two cells.

use super::super::reading::Reading;
use super::super::reading::scored::titled;
use super::super::reading::tables::grids;
use super::super::{Found, Remark};

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for grid in grids(reading) {
        for row in grid.rows() {
            let (Some(number), Some(title)) = (grid.cell(row, 0), grid.cell(row, 1)) else { continue };
            let said = number.words.trim().trim_end_matches('.');
            let own = titled(reading.framework, title);
            let Some(first) = own.first().filter(|_| is_like(said, &own) && !own.contains(&said)) else { continue };
            found.say(
                Remark::new(format!("‘{}’ is criterion {first}, but the number is {said}", title.words.trim()))
                    .at(number, 0..number.words.len(), "")
                    .at(title, 0..title.words.len(), "")
                    .help("correct the number or the title"),
            );
        }
    }
}

/// Whether a text looks as the numbers of criteria do: the same letters, digits and stops.
fn is_like(said: &str, numbers: &[&str]) -> bool {
    let shape = |text: &str| {
        text.chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '0'
                } else if c.is_ascii_uppercase() {
                    'A'
                } else {
                    c
                }
            })
            .collect::<String>()
    };
    let (left, right) = (shape(said), numbers.first().map(|number| shape(number)).unwrap_or_default());
    left.replace("00", "0") == right.replace("00", "0")
}

#[cfg(test)]
mod tests {
    use super::super::WrongTitle;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn holds_the_number_against_the_title_beside_it() {
        let said = |row: &str| {
            let table = format!("| Number | Title | Note |\n| --- | --- | --- |\n| {row} | |\n");
            run(&WrongTitle, &sample(Sample::File("foreword.md"), &table))
        };
        assert_eq!(
            said("2.1 | General criterion: PREPARING"),
            ["[2.1] ‘General criterion: PREPARING’ is criterion 1.1, but the number is 2.1"]
        );
        assert_eq!(said("7.1 | Preparing").len(), 1);
        for right in ["1.1 | Preparing", "1.1 | General criterion: PREPARING", "12 | Preparing", "3.5 | Preparing meals", "2.1 | Others"] {
            assert_eq!(said(right), Vec::<String>::new(), "{right}");
        }
    }
}
