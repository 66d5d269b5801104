//! A criterion without a conclusion among others that have one.

use super::reading::Reading;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MissingConclusion;

static ABOUT: About = About {
    name: "missing-conclusion",
    line: "a criterion has no conclusion, and others of the report have",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Conclusions that a report writes in its own words. Where most criteria of a section have one, and at least two, the others should. Conclusions that follow from the score are printed by themselves.",
    matters: "Readers look for the judgement at the end of each criterion.",
    mend: "Write the conclusion.",
    example: Example {
        what: Sample::File("sections/2-leadership.yaml"),
        wrong: "section: 2\ncriteria:\n  2.1:\n    strengths: [They led.]\n    conclusion: It was better.\n  2.2:\n    strengths: [They had enough.]\n    conclusion: It was so too.\n  2.3:\n    strengths: [They planned.]\n",
        right: "section: 2\ncriteria:\n  2.1:\n    strengths: [They led.]\n    conclusion: It was better.\n  2.2:\n    strengths: [They had enough.]\n    conclusion: It was so too.\n  2.3:\n    strengths: [They planned.]\n    conclusion: It was mixed.\n",
    },
};

impl Check for MissingConclusion {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        // Where the framework's bands have conclusions, percentages have theirs without anybody writing them.
        for section in &reading.report.sections {
            let judged: Vec<_> = section.criteria.iter().filter(|criterion| !criterion.groups.is_empty()).collect();
            let with = judged.iter().filter(|criterion| criterion.conclusion.is_some()).count();
            if with < 2 || with * 2 <= judged.len() {
                continue;
            }
            for criterion in judged.iter().filter(|criterion| criterion.conclusion.is_none()) {
                found.say(
                    Remark::new(format!("criterion {} has no conclusion, and {with} of its section have one", criterion.criterion))
                        .at_span(criterion.span, "")
                        .help("write `conclusion:` below its findings"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MissingConclusion;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn is_silent_where_none_or_all_have_one() {
        assert_eq!(run(&MissingConclusion, &sample(Sample::Finding, "One was good.")), Vec::<String>::new());
    }
}
