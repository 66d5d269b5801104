//! 'Quality of outcomes', where the section is called 'Quality of initial outcomes': a title that is not quoted as it stands.

use super::reading::Reading;
use super::reading::titles::{Quoted, nearly, quoted};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MisquotedTitle;

static ABOUT: About = About {
    name: "misquoted-title",
    line: "a title is not quoted as it stands",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "Titles of sections and criteria that stand with their number, and headings or strong or emphasised words that stand among those of other sections. Capitals do not count; what comes after the title does not either.",
    matters: "The contents of a published report called a criterion ‘Preparing for sentencing’ whose heading was ‘Preparing for sentence’.",
    mend: "Write the title as it stands, or let a cross-reference such as [[criterion 1.1]] do it.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "OMI criterion: 1.1\n\nPreparing for court\n",
        right: "OMI criterion: 1.1\n\nPreparing\n",
    },
};

impl Check for MisquotedTitle {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let near = nearly(reading);
        let numbered = quoted(reading).into_iter().filter(|quoted| quoted.other.is_none());
        for Quoted { number, title, passage, bytes, words, .. } in numbered.chain(near) {
            found.say(
                Remark::new(format!("‘{words}’ is called ‘{title}’ elsewhere"))
                    .at(passage, bytes, "")
                    .help(format!("write the title of {number} as it stands")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MisquotedTitle;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_titles_that_differ() {
        fires(
            &MisquotedTitle,
            &[
                ("See criterion 1.1 (Preparing well).", "Preparing well"),
                ("See criterion 1.1 (‘Preparing well’).", "Preparing well"),
                ("As criterion 1.1, ‘Preparing well’, says, it was so.", "Preparing well"),
                ("- 1.10 Planning (in time)", "Planning (in time)"),
                ("It was good under criterion 2.1 (Preparing constructive interventions).", "Preparing constructive interventions"),
            ],
        );
    }

    #[test]
    fn is_silent_on_titles_as_they_stand() {
        silent(
            &MisquotedTitle,
            &[
                "See criterion 1.1 (preparing) and criterion 1.1 (80%).",
                "It was good under criterion 2.1 (Delivering constructive interventions).",
                "Criterion 2.1 (Partly met in most cases), criterion 1.1 (Some plans were late) and criterion 1.1 (Leicester only).",
                "- 1.10: Planning",
                "**Assessment:** it was good. **Leadership** too. **Outcomes** too.",
            ],
        );
    }
}
