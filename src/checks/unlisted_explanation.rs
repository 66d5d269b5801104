//! 'Treatment outcome profiles (TOPs)': explained in the text, and not in the list.

use super::reading::terms::Use;
use super::reading::{Home, Kind, Origin, Reading};
use super::variant_abbreviation::listed_like;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UnlistedExplanation;

static ABOUT: About = About {
    name: "unlisted-explanation",
    line: "a short form is explained in the text, and not in the list",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "Short forms that a text explains in brackets, in a report that has a list of abbreviations or a glossary with short forms.",
    matters: "Whoever opens the report in the middle looks in the list.",
    mend: "Add it to the list; if it is used this once only, drop the short form.",
    example: Example {
        what: Sample::Finding,
        wrong: "Outcomes were recorded in treatment outcome profiles (TOPs).",
        right: "Outcomes were recorded in treatment outcome profiles.",
    },
};

impl Check for UnlistedExplanation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let terms = reading.terms();
        if !terms.listed.iter().any(|listed| listed.short) {
            return;
        }
        for (at, explained) in terms.explained.iter().enumerate() {
            let passage = &reading.passages[explained.passage];
            let known =
                listed_like(terms, &explained.form).is_some() || terms.explained[..at].iter().any(|other| other.form == explained.form);
            if known || matches!(passage.place.home, Home::Abbreviations | Home::Glossary) || passage.source().is_none() {
                continue;
            }
            // What is used before it is explained is told so, and that is enough.
            let early = |found: &&Use| {
                let home = &reading.passages[found.passage];
                let before = (found.passage, home.tokens[found.tokens.start].start) < (explained.passage, explained.bytes.start);
                before && home.place.origin != Origin::Made && matches!(home.kind, Kind::Text | Kind::Statement | Kind::Conclusion)
            };
            if terms.uses.iter().filter(|found| found.form == explained.form).any(|found| early(&found)) {
                continue;
            }
            let uses = terms.uses.iter().filter(|found| found.form == explained.form).count();
            let (more, help) = if uses > 1 {
                ("", format!("add ‘{}’ to abbreviations.yaml or glossary.yaml", explained.form))
            } else {
                (", and never used again", "drop the short form".to_owned())
            };
            let written = passage.words.get(explained.bytes.clone()).unwrap_or_default();
            found.say(
                Remark::new(format!("‘{written}’: the short form is explained here and not in the list{more}"))
                    .at(passage, explained.bytes.clone(), "")
                    .help(help),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::UnlistedExplanation;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_only_the_text_explains() {
        fires(
            &UnlistedExplanation,
            &[
                ("Outcome profiles (OPs) were used.", "Outcome profiles (OPs)"),
                ("The youth offending team (YOT) came. The YOT left.", "youth offending team (YOT)"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_is_listed_or_no_explanation() {
        silent(
            &UnlistedExplanation,
            &["Prolific and other priority offenders (PPOs) came.", "They came (NPS). The plan (a good one) was read."],
        );
    }
}
