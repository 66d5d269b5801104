//! A score without a comment among others that have one.

use super::reading::Reading;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::{Severity, Span};
use crate::model::score::{ScoreOf, StatedInspection};
use crate::scoring::Scores;

/// See the module.
#[derive(Debug)]
pub(super) struct MissingComment;

static ABOUT: About = About {
    name: "missing-comment",
    line: "a score has no comment, and others of the report have",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "The comments that scores.yaml states beside scores, where the framework’s bands have no `from`. Where one of the criteria has a comment in an inspection, all that have a percentage should; so it is with sections and \
             with threads. A report without any comment is told once.",
    matters: "What is not stated is not printed: a box and a row of the table stand there without the comment that all others have.",
    mend: "Write the comment beside the score: `{ value: 76, comment: … }`.",
    example: Example {
        what: Sample::Scores,
        wrong: "criteria:\n  1.1: { value: 80, comment: Good }\n  1.10: 72\n  2.1: Partly met\nthreads:\n  risk-of-harm: 70\n",
        right: "criteria:\n  1.1: { value: 80, comment: Good }\n  1.10: { value: 72, comment: Good }\n  2.1: Partly met\nthreads:\n  risk-of-harm: 70\n",
    },
};

impl Check for MissingComment {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        if !reading.framework.bands_are_stated() {
            return;
        }
        let mut first: Option<(usize, ScoreOf)> = None;
        let mut any = false;
        for (inspection, (stated, scores)) in reading.report.scores.inspections.iter().zip(reading.inspections()).enumerate() {
            for kind in kinds(scores) {
                let (with, without): (Vec<&ScoreOf>, Vec<&ScoreOf>) =
                    kind.iter().partition(|of| stated.get(of).is_some_and(|stated| stated.band.is_some()));
                any |= !with.is_empty();
                first = first.or_else(|| without.first().map(|of| (inspection, (*of).clone())));
                let Some(with) = with.first() else { continue };
                // Each that has leave is told for itself, so that the leave is for it alone.
                let leave =
                    |of: &&ScoreOf| stated.get(of).is_some_and(|one| one.allows.iter().any(|allow| allow.check.value == ABOUT.name));
                let (allowed, others): (Vec<&ScoreOf>, Vec<&ScoreOf>) = without.into_iter().partition(leave);
                for lacking in allowed.chunks(1).chain((!others.is_empty()).then_some(&others[..])) {
                    let names: Vec<String> = lacking.iter().map(|of| reading.called(of)).collect();
                    let title = reading.framework.inspections.get(inspection).map(|one| format!(" ({})", one.title)).unwrap_or_default();
                    let verb = if names.len() == 1 { "has" } else { "have" };
                    let mut remark =
                        Remark::new(format!("{}{title} {verb} no comment, and {} has one", in_a_row(&names), reading.called(with)));
                    let places: Vec<Span> = lacking.iter().filter_map(|of| place(stated, of)).collect();
                    // A score that is worked out stands nowhere.
                    let shown = if places.is_empty() { place(stated, with).into_iter().collect() } else { places };
                    for span in shown {
                        remark = remark.at_span(span, "");
                    }
                    let known: Vec<&str> = reading.framework.bands.iter().map(|band| band.name.as_str()).collect();
                    remark = remark.help(format!("write it beside the score, `{{ value: …, comment: … }}`: {}", known.join(", ")));
                    if let Some(first) = lacking.first() {
                        remark = remark.about(first, inspection);
                    }
                    found.say(remark);
                }
            }
        }
        if let Some((inspection, of)) = first.filter(|_| !any) {
            let place = reading.report.scores.inspections.get(inspection).and_then(|stated| place(stated, &of));
            let mut remark = Remark::new("no score has a comment, and the framework has words for them");
            if let Some(place) = place {
                remark = remark.at_span(place, "the first score");
            }
            found.say(remark.help("write what was published beside each score, `{ value: …, comment: … }`").about(&of, inspection));
        }
    }
}

/// What of an inspection has a percentage: criteria, sections, threads.
fn kinds(scores: &Scores) -> [Vec<ScoreOf>; 3] {
    let criteria = scores.criteria.iter().filter(|one| one.score.percentage().is_some());
    let sections = scores.sections.iter().filter(|one| one.score.is_some());
    [
        criteria.map(|one| ScoreOf::Criterion(one.criterion.clone())).collect(),
        sections.map(|one| ScoreOf::Section(one.section.clone())).collect(),
        scores.threads.iter().map(|one| ScoreOf::Thread(one.thread.clone())).collect(),
    ]
}

fn place(stated: &StatedInspection, of: &ScoreOf) -> Option<Span> {
    stated.get(of).map(|stated| stated.value.span)
}

/// 'criterion 1.2', 'criterion 1.2 and criterion 1.3', 'criterion 1.2 and 3 others'.
fn in_a_row(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [first, rest @ ..] => format!("{first} and {} others", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::MissingComment;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};
    use crate::model::fixture::Files;

    fn says(scores: &str) -> Vec<String> {
        run(&MissingComment, &sample(Sample::Scores, scores))
    }

    const REST: &str = "\n  2.1: Partly met\nthreads:\n  risk-of-harm: 70\n";

    #[test]
    fn is_silent_where_all_of_a_kind_have_one() {
        let both = "criteria:\n  1.1: { value: 80, comment: Good }\n  1.10: { value: 72, conclusion: Good }";
        assert_eq!(says(&format!("{both}{REST}")), [""; 0]);
        // Those that have no percentage have no comment.
        let thread = "criteria:\n  1.1: 80\n  1.10: 72\n  2.1: Partly met\nthreads:\n  risk-of-harm: { value: 70, comment: Good }\n";
        assert_eq!(says(thread), [""; 0]);
        assert_eq!(run(&MissingComment, &Files::sound()), [""; 0]);
    }

    #[test]
    fn a_report_without_any_is_told_once() {
        assert_eq!(
            says(&format!("criteria:\n  1.1: 80\n  1.10: 72{REST}")),
            ["[80] no score has a comment, and the framework has words for them"]
        );
    }
}
