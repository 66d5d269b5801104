//! '1.2 Preparing for sentence', where that is criterion 1.1: a number with the title of another.

use super::reading::Reading;
use super::reading::titles::{Quoted, quoted};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongTitle;

static ABOUT: About = About {
    name: "wrong-title",
    line: "a section’s or criterion’s number stands with the title of another",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Numbers of sections and criteria that are followed by a title: in lists (‘1.1 Preparing for sentence’), in brackets or quotation marks (‘criterion 1.1 (Preparing for sentence)’, ‘section 2, ‘Leadership’’) and in examples of good \
             practice (‘Criterion: 1.1’ with the title below it).",
    matters: "Readers go by the number or by the title, and arrive at different places.",
    mend: "Correct the number or the title.",
    example: Example {
        what: Sample::Finding,
        wrong: "This is told under criterion 1.10 (Preparing).",
        right: "This is told under criterion 1.1 (Preparing).",
    },
};

impl Check for WrongTitle {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for Quoted { number, title, passage, bytes, words, other, .. } in quoted(reading) {
            let Some(other) = other else { continue };
            found.say(
                Remark::new(format!("‘{words}’ is {other}, but the number is {number}"))
                    .at(passage, bytes, "")
                    .help(format!("{number} is ‘{title}’: correct the number or the title")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WrongTitle;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_the_title_of_another() {
        fires(
            &WrongTitle,
            &[
                ("See criterion 1.1 (Leading).", "Leading"),
                ("OMI criterion: 1.1\n\nPlanning", "Planning"),
                ("- 1.10 Preparing", "Preparing"),
                ("As section 1, ‘Leadership’, shows, it was so.", "Leadership"),
                ("It is told under criterion 1.1 ‘Leading’.", "Leading"),
            ],
        );
    }

    #[test]
    fn is_silent_on_its_own_title_and_on_other_words() {
        silent(
            &WrongTitle,
            &[
                "See criterion 1.1 (Preparing), and criterion 2.1 (a weak one).",
                "OMI criterion: 1.1\n\nPreparing",
                "- 1.1 General criterion: Preparing\n- 1.10 cases",
                "1.1 per cent",
                "As section 1, ‘Assessment’, shows, and criterion 1.1, ‘Preparing’. Criterion 1.1 ‘Partly met’ and section 2 ‘The staff’s best’.",
            ],
        );
    }
}
