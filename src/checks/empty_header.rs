//! A column or row of a table without a heading.

use super::reading::{CellAt, Kind, Origin, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct EmptyHeader;

static ABOUT: About = About {
    name: "empty-header",
    line: "a column or row of a table has no heading",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Heading cells of tables in texts and of tables/. The cell in the corner, above the headings of the rows, may be empty.",
    matters: "Whoever hears the table is told the heading with each cell; here there is nothing to tell.",
    mend: "Write the heading.",
    example: Example {
        what: Sample::Finding,
        wrong: "Numbers were as follows:\n\n| Year | |\n|---|---|\n| 2007 | 12 |",
        right: "Numbers were as follows:\n\n| Year | Cases |\n|---|---|\n| 2007 | 12 |",
    },
};

impl Check for EmptyHeader {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.passages.iter().filter(|passage| passage.place.origin != Origin::Made && passage.source().is_some()) {
            let Kind::Cell(at) = passage.kind else { continue };
            // A table may do without headings altogether.
            let bare = || {
                !reading.passages.iter().any(|other| matches!(other.kind, Kind::Cell(cell) if cell.table == at.table && cell.row == at.row && !other.words.is_empty()))
            };
            // A heading above it, over several rows or columns, will do.
            let above = || {
                at.in_head
                    && reading.passages.iter().any(|other| {
                        let covers = |cell: CellAt| {
                            cell.table == at.table && cell.in_head && (cell.column..cell.column + cell.columns).contains(&at.column)
                        };
                        matches!(other.kind, Kind::Cell(cell) if covers(cell)) && !other.words.trim().is_empty()
                    })
            };
            if at.heading && passage.words.trim().is_empty() && at.column > 0 && !bare() && !above() {
                let which = if at.row == 0 { format!("column {}", at.column + 1) } else { format!("row {}", at.row) };
                found.say(
                    Remark::new(format!("{which} of the table has no heading"))
                        .at(passage, 0..0, "")
                        .help("write what the figures in it are"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EmptyHeader;
    use crate::checks::testing::silent;

    #[test]
    fn is_silent_on_headings_and_on_the_corner() {
        silent(&EmptyHeader, &["| Year | Cases |\n|---|---|\n| 2007 | |", "| | Cases |\n|---|---|\n| 2007 | 12 |"]);
    }
}
