//! 'Twelve out of ten cases': a part that is greater than its whole.

use super::reading::Reading;
use super::reading::shares::ratios;
use super::{About, Check, Example, Found, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct PartExceedsWhole;

static ABOUT: About = About {
    name: "part-exceeds-whole",
    line: "a part is greater than its whole",
    severity: Severity::Error,
    checks: "Numbers of which one is said to be out of the other: ‘nine out of 35’, ‘9 (26%) of the 35 cases’, ‘all but two of the 28’. The first must not be the greater.",
    matters: "Mostly the two numbers were exchanged, or a digit slipped. Either way the sentence cannot be true.",
    mend: "Find out in the case data which number is wrong, and correct it.",
    example: Example {
        what: Sample::Finding,
        wrong: "Home visits had been made in 15 out of 12 cases.",
        right: "Home visits had been made in 12 out of 15 cases.",
    },
};

impl Check for PartExceedsWhole {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.written() {
            for ratio in passage.sentences.iter().flat_map(|sentence| ratios(reading, passage, sentence)) {
                let (part, of) = (&passage.tokens[ratio.part], ratio.of);
                let Some(count) = part.count().filter(|count| *count > of) else { continue };
                // 'Some 30 of 20 …' is said by nobody; '2 of 1 May' is no part.
                found.say(
                    Remark::new(format!("{count} cannot be a part of {of}"))
                        .at(passage, passage.bytes(ratio.first, ratio.last), "the part is the greater")
                        .help("exchange the numbers, or correct the one that is wrong"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PartExceedsWhole;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_part_is_greater() {
        fires(
            &PartExceedsWhole,
            &[
                ("Visits were made in 15 out of 12 cases.", "15 out of 12"),
                ("Fifteen of the twelve cases had one.", "Fifteen of the twelve"),
                ("It stood in 35 (26%) of 9 cases.", "35 (26%) of 9"),
                ("All but 30 of the 28 were on time.", "All but 30 of the 28"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_is_not() {
        silent(
            &PartExceedsWhole,
            &[
                "Visits were made in 12 out of 15 cases and in all 12 of the 12.",
                "In Levels 2 and 3 of 1 programme, in May 2008 of 12 reports.",
                "It was 30 of a kind; of 20 cases 25 things were said.",
                "Section 4 of 3 reports.",
            ],
        );
    }
}
