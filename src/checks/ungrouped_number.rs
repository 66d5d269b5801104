//! '3649' in a table: thousands without their comma.

use super::reading::words::{Form, TokenKind, Unit};
use super::reading::{Kind, Origin, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UngroupedNumber;

static ABOUT: About = About {
    name: "ungrouped-number",
    line: "a number of thousands has no comma",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Cells of tables that hold nothing but a number of four digits or more, and sums of money in any text. What may be a year is left alone. Once for each report.",
    matters: "One published report had 3649 where the others of its series have 3,649.",
    mend: "Put a comma between thousands.",
    example: Example {
        what: Sample::Finding,
        wrong: "| Measure | Number |\n|---|---|\n| Caseload | 3649 |",
        right: "| Measure | Number |\n|---|---|\n| Caseload | 3,649 |",
    },
};

impl Check for UngroupedNumber {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut places = Vec::new();
        for passage in reading.typed().filter(|passage| passage.place.origin == Origin::Report) {
            let cell = matches!(passage.kind, Kind::Cell(at) if !at.heading) && passage.tokens.len() == 1;
            places.extend((0..passage.tokens.len()).filter(|at| is_ungrouped(passage, *at, cell)).map(|at| (passage, at)));
        }
        let Some((passage, at)) = places.first() else { return };
        let written = passage.text(&passage.tokens[*at]);
        let more = if places.len() > 1 { format!(", and {} more numbers have none", places.len() - 1) } else { String::new() };
        found.say(
            Remark::new(format!("‘{written}’ has no comma between its thousands{more}"))
                .at(passage, passage.tokens[*at].range(), "")
                .help("put one in after every third digit from the right"),
        );
    }
}

fn is_ungrouped(passage: &Passage, at: usize, cell: bool) -> bool {
    let TokenKind::Number(figure) = passage.tokens[at].kind else { return false };
    let digits = passage.text(&passage.tokens[at]).chars().filter(char::is_ascii_digit).count();
    let money = figure.unit == Unit::Money;
    let whole = figure.form == Form::Digits && figure.denominator == 1 && figure.numerator > 999 && digits < 10;
    whole && (money || cell && figure.unit == Unit::None && !figure.may_be_year())
}

#[cfg(test)]
mod tests {
    use super::UngroupedNumber;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_cells_and_money() {
        fires(&UngroupedNumber, &[("| Year | Cases |\n|---|---|\n| 2007 | 3649 |", "3649"), ("It cost £12500 in all.", "£12500")]);
    }

    #[test]
    fn is_silent_on_years_small_numbers_and_text() {
        silent(
            &UngroupedNumber,
            &[
                "| Year | Cases |\n|---|---|\n| 2007 | 3,649 |\n| 2008 | 99 |",
                "It cost £12,500 or £999 or £9.2 million; form 1234 of ISO 27001.",
            ],
        );
    }
}
