//! '1.2 Preparing for sentence', where that is criterion 1.1: a number with the title of another.

mod rows;

use super::reading::references::{Targets, What, mentions_at};
use super::reading::terms::ids;
use super::reading::titles::{Quoted, quoted};
use super::reading::{Passage, Reading};
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
    checks: "Numbers of sections and criteria that are followed by a title: in lists (‘1.1 Preparing for sentence’), in two cells of a table, in brackets or quotation marks (‘criterion 1.1 (Preparing for sentence)’, ‘section 2, ‘Leadership’’) and in examples of good \
             practice (‘Criterion: 1.1’ with the title below it); and titles of examples in quotation marks with the criterion they stand under (‘‘Looking ahead’, under criterion 1.1’).",
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
        rows::run(reading, found);
        let targets = Targets::new(reading);
        for passage in reading.prose().filter(|_| reading.report.vignettes.iter().any(|vignette| vignette.label.is_some())) {
            examples(reading, &targets, passage, found);
        }
    }
}

/// '‘Looking ahead’, under criterion 2.2', where the example of that title belongs to another criterion.
fn examples(reading: &Reading, targets: &Targets, passage: &Passage, found: &mut Found) {
    for quotation in passage.quotations() {
        let Some(after) = passage.tokens.iter().position(|token| token.start >= quotation.range.end) else { continue };
        let words = passage.words.get(quotation.range.clone()).unwrap_or_default();
        let title = words.trim_matches(|c: char| !c.is_alphanumeric());
        let said = ids(title);
        let labelled =
            reading.report.vignettes.iter().filter(|vignette| vignette.label.as_ref().is_some_and(|label| ids(&label.value) == said));
        // One of them may not say where it belongs.
        let Some(own) = labelled.map(|vignette| Some(vignette.criterion.as_ref()?.value.as_str())).collect::<Option<Vec<_>>>() else {
            continue;
        };
        let Some(right) = own.first().filter(|_| !targets.of(What::Criterion).any(|target| ids(&target.title) == said)) else { continue };
        let mark = after + usize::from(passage.is_mark(after, ',') || passage.is_mark(after, '('));
        let mentions = mentions_at(passage, mark + usize::from(passage.is_word(mark, &["under", "at", "from"])));
        // '‘Looking ahead’, criterion 1.1 and …' may be a list.
        let tied = passage.is_mark(after, '(') || passage.is_word(mark, &["under", "at", "from"]);
        let wrong = |name: &str| targets.find(What::Criterion, name).is_some() && !own.contains(&name);
        let [mention] = mentions else { continue };
        if tied && mention.what == What::Criterion && !mention.elsewhere && wrong(&mention.name) {
            found.say(
                Remark::new(format!("the example ‘{title}’ belongs to criterion {right}, but the number is {}", mention.name))
                    .at(passage, passage.bytes(mention.first, mention.last), "")
                    .help("correct the number or the title"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WrongTitle;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    #[test]
    fn knows_which_criterion_an_example_belongs_to() {
        let said = |text: &str| {
            let examples = "- label: Looking ahead\n  criterion: 1.1\n  story: It went well.\n- label: Others\n  story: It went well.\n";
            run(&WrongTitle, &sample(Sample::Finding, text).with("reports/surrey-2008/good-practice.yaml", examples))
        };
        assert_eq!(
            said("The example ‘Looking ahead’, under criterion 2.1, shows it."),
            ["[criterion 2.1] the example ‘Looking ahead’ belongs to criterion 1.1, but the number is 2.1"]
        );
        assert_eq!(said("See ‘Looking ahead’ (criterion 2.1).").len(), 1);
        for right in [
            "The example ‘Looking ahead’, under criterion 1.1, shows it.",
            "See ‘Looking ahead’ (criterion 1.1) and criterion 2.1.",
            "See ‘Looking ahead’, criterion 2.1 and others.",
            "See ‘Looking back’ (criterion 2.1) and ‘Others’ (criterion 2.1).",
        ] {
            assert_eq!(said(right), Vec::<String>::new(), "{right}");
        }
    }

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
