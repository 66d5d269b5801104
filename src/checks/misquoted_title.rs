//! 'Quality of outcomes', where the section is called 'Quality of initial outcomes': a title that is not quoted as it stands.

use super::reading::terms::ids;
use super::reading::titles::{Quoted, nearly, quoted};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MisquotedTitle;

static ABOUT: About = About {
    name: "misquoted-title",
    line: "a title is not quoted as it stands",
    severity: Severity::Note,
    languages: Languages::MoreInEnglish,
    checks: "Titles of sections and criteria that stand with their number, and headings or strong or emphasised words that stand among those of other sections. Capitals do not count; what comes after the title does not either. And an example that a text names in quotation marks (‘the example ‘Two agencies, two plans’’), where only one of nearly that title is in the report.",
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
        if found.in_english() && reading.report.vignettes.iter().any(|vignette| vignette.label.is_some()) {
            for passage in reading.prose().filter(|passage| passage.is_written()) {
                examples(reading, passage, found);
            }
        }
    }
}

/// 'The example ‘Two agencies, two plans’', where one is called ‘Two agencies, one plan’.
fn examples(reading: &Reading, passage: &Passage, found: &mut Found) {
    const CALLED: &[&str] = &["example", "examples", "story", "stories", "vignette", "vignettes", "practice"];
    let labels = || reading.report.vignettes.iter().filter_map(|vignette| Some(vignette.label.as_ref()?.value.as_str()));
    for quotation in passage.quotations() {
        let first = passage.tokens.partition_point(|token| token.start < quotation.range.start);
        let last = passage.tokens.partition_point(|token| token.start < quotation.range.end);
        let called = first.saturating_sub(3)..first;
        let words = passage.words.get(quotation.range.clone()).unwrap_or_default();
        let title = words.trim_matches(|c: char| !c.is_alphanumeric());
        let said = ids(title);
        if said.len() < 2 || !called.chain(last..last + 4).any(|at| passage.is_word(at, CALLED)) || labels().any(|label| ids(label) == said)
        {
            continue;
        }
        let same = |label: &str| {
            let other = ids(label);
            let shared = said.iter().filter(|word| other.contains(word)).count();
            let (more, fewer) = (said.len().max(other.len()), said.len().min(other.len()));
            shared > 1 && shared * 2 >= more && shared * 3 >= fewer * 2
        };
        let mut near = labels().filter(|label| same(label));
        let Some(label) = near.next().filter(|_| near.next().is_none()) else { continue };
        found.say(
            Remark::new(format!("no example is called ‘{title}’, but one is called ‘{label}’"))
                .at(passage, quotation.range.clone(), "")
                .help("write the title of the example as it stands"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::MisquotedTitle;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    #[test]
    fn knows_the_titles_of_examples() {
        let said = |text: &str| {
            let examples = "- label: Two agencies, one plan\n  criterion: 1.1\n  story: It went well.\n- label: Back to work\n  story: It went well.\n";
            run(&MisquotedTitle, &sample(Sample::Finding, text).with("reports/surrey-2008/good-practice.yaml", examples)).len()
        };
        for wrong in [
            "The example ‘Two agencies, two plans’ in this report tells of it.",
            "See ‘Two agencies, two plans’, an example of good practice.",
            "The story ‘Back at work’ tells of it.",
        ] {
            assert_eq!(said(wrong), 1, "{wrong}");
        }
        for right in [
            "The example ‘Two agencies, one plan’ in this report tells of it. See ‘Back to work’, an example.",
            "They had, for example, ‘two agencies and many other partners in work’.",
            "The example ‘A report that was heard’ is not in this report. Their motto was ‘Back at work’.",
        ] {
            assert_eq!(said(right), 0, "{right}");
        }
    }

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
