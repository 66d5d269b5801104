//! A glossary explains 'Static factors', and no text speaks of them.

use std::collections::BTreeSet;

use super::reading::references::is_linked;
use super::reading::terms::{id, ids};
use super::reading::{Home, Mark, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UnusedTerm;

static ABOUT: About = About {
    name: "unused-term",
    line: "the glossary explains a term that the report does not use",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "Every term of the glossary that is no short form. It, or its plural or singular, must stand in the report outside the glossary. A cross-reference to it counts.",
    matters: "A glossary is taken over from the last report, and grows. Readers read what they do not need.",
    mend: "Take the entry out of glossary.yaml, unless another entry cannot do without it.",
    example: Example {
        what: Sample::File("glossary.yaml"),
        wrong: "Static factors: What can never change.\n",
        right: "Good work: What is done well.\n",
    },
};

impl Check for UnusedTerm {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let referred = referred(reading);
        // The forms of one entry stand together.
        for forms in reading.terms().listed.chunk_by(|one, other| one.entry == other.entry) {
            // An entry with a short form is for `unused-abbreviation`.
            if forms.iter().any(|listed| listed.short || stands_outside(reading, &listed.form)) {
                continue;
            }
            let Some(first) = forms.first() else { continue };
            let passage = &reading.passages[first.passage];
            if referred.contains(&bare(&passage.words)) {
                continue;
            }
            found.say(
                Remark::new(format!("the glossary explains ‘{}’, which the report does not use", passage.words))
                    .at(passage, 0..passage.words.len(), "")
                    .help("take it out of glossary.yaml"),
            );
        }
    }
}

/// The terms that a cross-reference leads to, whatever its words are.
fn referred(reading: &Reading) -> BTreeSet<String> {
    let marks = reading.passages.iter().flat_map(|passage| &passage.marks);
    let anchors = marks.filter_map(|(_, mark)| if let Mark::Reference(anchor) = mark { anchor.strip_prefix("term-") } else { None });
    anchors.map(bare).collect()
}

/// Letters and digits alone, in lower case.
fn bare(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a term stands outside the lists: its words in a row, the last one in singular or plural.
pub(super) fn stands_outside(reading: &Reading, form: &str) -> bool {
    let mut words = ids(form);
    let Some(last) = form.split([' ', '\u{a0}']).next_back() else { return false };
    let outside = |(passage, at): (&Passage, usize)| {
        let listed = matches!(passage.place.home, Home::Abbreviations | Home::Glossary);
        !listed || is_linked(passage, &passage.bytes(at, at))
    };
    let bare = last.trim_end_matches('s');
    let plurals = [last.to_owned(), format!("{last}s"), bare.to_owned(), format!("{}ies", last.trim_end_matches('y')), format!("{last}’s")];
    plurals.iter().any(|last| {
        if let Some(end) = words.last_mut() {
            *end = id(last);
        }
        reading.phrases(&words).any(outside)
    })
}

#[cfg(test)]
mod tests {
    use super::UnusedTerm;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn with_glossary(text: &str, term: &str) -> Vec<String> {
        run(&UnusedTerm, &sample(Sample::Finding, text).with("reports/surrey-2008/glossary.yaml", format!("{term}: What it means.\n")))
    }

    #[test]
    fn fires_on_what_no_text_uses() {
        assert_eq!(with_glossary("A plan.", "Static factors").len(), 1);
        assert_eq!(with_glossary("Static and other factors.", "Static factors").len(), 1);
    }

    #[test]
    fn is_silent_on_what_is_used_in_any_form() {
        for (text, term) in [
            ("Each static factor counts.", "Static factors"),
            ("The static factors count.", "Static factor"),
            ("Static\nfactors count.", "Static factors"),
            ("The PPO came.", "PPO"),
            ("Safeguarding matters.", "Safeguarding"),
            ("[[term static factors|What cannot change]] counts.", "Static factors"),
            ("An intervention was made.", "Interventions; constructive interventions"),
        ] {
            assert_eq!(with_glossary(text, term), Vec::<String>::new(), "{text}");
        }
    }
}
