//! '`LoR`' for forty pages, and then 'likelihood of reoffending (`LoR`)': a short form that is explained after it was used.

use std::collections::BTreeSet;

use super::reading::terms::{Use, is_known};
use super::reading::{Home, Kind, Origin, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct LateExplanation;

static ABOUT: About = About {
    name: "late-explanation",
    line: "a short form is used before it is explained",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "Short forms that a text explains in brackets after it has used them, unless a list that stands before has them, or that a section or finding explains after it has used them; and short forms in running text before the list of abbreviations, \
             where that stands in front of the report.",
    matters: "Readers meet the short form and do not know what it means.",
    mend: "Write it out at its first use.",
    example: Example {
        what: Sample::Finding,
        wrong: "The YOT came. The youth offending team (YOT) had a plan.",
        right: "The youth offending team (YOT) came. The YOT had a plan.",
    },
};

impl Check for LateExplanation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let terms = reading.terms();
        let running = |passage: usize| {
            let passage = &reading.passages[passage];
            passage.place.origin != Origin::Made && matches!(passage.kind, Kind::Text | Kind::Statement | Kind::Conclusion)
        };
        let list = reading.passages.iter().position(|passage| matches!(passage.place.home, Home::Abbreviations | Home::Glossary));
        let sections = reading.passages.iter().position(|passage| passage.place.section.is_some()).unwrap_or(usize::MAX);
        let mut said: Vec<&str> = Vec::new();
        for explained in &terms.explained {
            let home = reading.passages[explained.passage].place.home;
            let listed = terms.listed.iter().find(|listed| listed.form == explained.form);
            let seen = said.contains(&explained.form.as_str()) || matches!(home, Home::Abbreviations | Home::Glossary);
            if seen || listed.is_some_and(|listed| listed.passage < explained.passage) {
                continue;
            }
            said.push(&explained.form);
            let before = |passage: usize, byte: usize| (passage, byte) < (explained.passage, explained.bytes.start);
            let start = |found: &Use| reading.passages[found.passage].tokens[found.tokens.start].start;
            let first = terms
                .uses
                .iter()
                .find(|found| found.form == explained.form && running(found.passage) && before(found.passage, start(found)));
            let Some(first) = first else { continue };
            let (here, there) = (&reading.passages[explained.passage], &reading.passages[first.passage]);
            found.say(
                Remark::new(format!("‘{}’ is explained here, but used before", explained.form))
                    .at(here, explained.bytes.clone(), "")
                    .at(there, there.bytes(first.tokens.start, first.tokens.end - 1), "first used here")
                    .help("explain it where it is first used"),
            );
        }
        in_section(reading, found);
        found.keep_first();
        // A list in front of the report: what stands before it has to do without.
        let Some(list) = list.filter(|list| *list < sections) else { return };
        for used in terms.uses.iter().filter(|found| found.passage < list && running(found.passage)) {
            let told = terms.explained.iter().any(|explained| explained.form == used.form && explained.passage <= used.passage);
            let own = used.form == reading.programme.inspectorate_short;
            if told || own || is_known(&used.form) || used.listed.is_none() || said.contains(&used.form.as_str()) {
                continue;
            }
            said.push(&used.form);
            let passage = &reading.passages[used.passage];
            found.say(
                Remark::new(format!("‘{}’ is used before the list that explains it", used.form))
                    .at(passage, passage.bytes(used.tokens.start, used.tokens.end - 1), "")
                    .help("write it out here"),
            );
        }
    }
}

/// A section that explains a short form has used it before, where the explanation is right below: whoever reads the section alone is lost.
fn in_section(reading: &Reading, found: &mut Found) {
    let terms = reading.terms();
    let section = |passage: usize| reading.passages[passage].place.section;
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    for explained in &terms.explained {
        let Some(number) = section(explained.passage) else { continue };
        if !seen.insert((number, &explained.form)) {
            continue;
        }
        // What no text has explained so far is told of above.
        let earlier = terms.explained.iter().any(|other| other.form == explained.form && other.passage < explained.passage);
        let start = |found: &Use| reading.passages[found.passage].tokens[found.tokens.start].start;
        let first = terms.uses.iter().find(|used| {
            let passage = &reading.passages[used.passage];
            used.form == explained.form
                && section(used.passage) == Some(number)
                && passage.is_prose()
                && (used.passage, start(used)) < (explained.passage, explained.bytes.start)
        });
        // A list or not: one finding explains a short form at its first use.
        let unit = |passage: usize| reading.passages[passage].place.unit;
        let Some(first) = first.filter(|first| earlier || unit(first.passage) == unit(explained.passage)) else { continue };
        let (here, there) = (&reading.passages[explained.passage], &reading.passages[first.passage]);
        found.say(
            Remark::new(format!("‘{}’ is explained here, but used before in the same section", explained.form))
                .at(here, explained.bytes.clone(), "")
                .at(there, there.bytes(first.tokens.start, first.tokens.end - 1), "first used here")
                .help("explain it where the section first uses it, or only there where the report does"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::LateExplanation;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_explained_too_late() {
        fires(
            &LateExplanation,
            &[
                ("A YOT came.\n\nThe youth offending team (YOT) left.", "youth offending team (YOT)"),
                // The list explains it, but the finding does too, and too late.
                (
                    "Ten were PPOs. Of the prolific and other priority offenders (PPOs), four had plans.",
                    "prolific and other priority offenders (PPOs)",
                ),
            ],
        );
    }

    #[test]
    fn is_silent_where_the_explanation_comes_first() {
        silent(
            &LateExplanation,
            &[
                "The youth offending team (YOT) came. The YOT left.",
                "A YOT came and left.",
                "The PPO came. Prolific and other priority offenders came too.",
            ],
        );
    }
}
