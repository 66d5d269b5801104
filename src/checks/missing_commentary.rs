//! A section without a commentary among others that have one.

use super::reading::Reading;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MissingCommentary;

static ABOUT: About = About {
    name: "missing-commentary",
    line: "a section has no commentary, and others of the report have",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "Closing texts of sections, where the framework has a heading for them in this section and another section of the report has one.",
    matters: "Readers of a published report looked for a third commentary after two.",
    mend: "Write the commentary, or say in the text why there is none.",
    example: Example {
        what: Sample::File("sections/2-leadership.yaml"),
        wrong: "section: 2\ncommentary: It was fair.\ncriteria:\n  2.1:\n    strengths: [They led.]\n  2.2:\n    strengths: [They had enough.]\n  2.3:\n    strengths: [They planned.]\n",
        right: "section: 2\ncriteria:\n  2.1:\n    strengths: [They led.]\n  2.2:\n    strengths: [They had enough.]\n  2.3:\n    strengths: [They planned.]\n",
    },
};

impl Check for MissingCommentary {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let sections = &reading.report.sections;
        let expected =
            |number: &str| reading.framework.sections.iter().any(|section| section.number == number && section.commentary.is_some());
        if !sections.iter().any(|section| section.commentary.is_some()) {
            return;
        }
        for section in sections.iter().filter(|section| section.commentary.is_none() && expected(&section.section)) {
            let Some(first) = section.criteria.first() else { continue };
            found.say(
                Remark::new(format!("section {} has no commentary, and another section has one", section.section))
                    .at_span(first.span, "")
                    .help("write `commentary:` after the criteria, or say why there is none"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MissingCommentary;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn is_silent_where_none_has_one() {
        assert_eq!(run(&MissingCommentary, &sample(Sample::Finding, "One was good.")), Vec::<String>::new());
    }
}
