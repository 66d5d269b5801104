//! 'I respect Dave': somebody named in a quotation, or 'Mr Smith' in a finding.

use super::reading::people::is_first_name;
use super::reading::{Home, Kind, Origin, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct NamedPerson;

static ABOUT: About = About {
    name: "named-person",
    line: "somebody is named in a quotation or a finding",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "First names inside quotations, and names after Mr, Mrs, Ms, Miss and Dr, in what the report’s authors wrote. Authors of a foreword and the list of those who took part are left alone.",
    matters: "What a person said to inspectors was said in confidence, and so was the name of the worker who was praised or blamed.",
    mend: "Write what the person is: [worker], ‘my tutor’.",
    example: Example {
        what: Sample::Finding,
        wrong: "One told us, “I respect Dave, he is a role model”.",
        right: "One told us, “I respect [my tutor], he is a role model”.",
    },
};

impl Check for NamedPerson {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let own = |passage: &&Passage| {
            passage.place.origin == Origin::Report
                && passage.kind == Kind::Text
                && matches!(passage.place.home, Home::Prose | Home::Finding | Home::Recommendation)
                && passage.source().is_some()
        };
        for passage in reading.passages.iter().filter(own) {
            for at in 0..passage.tokens.len() {
                let word = passage.word(at);
                let bare = word.strip_suffix("’s").unwrap_or(word);
                if !word.starts_with(char::is_uppercase) || bare.contains(|c: char| !c.is_alphabetic()) {
                    continue;
                }
                let before = at.checked_sub(1).map_or("", |before| passage.word(before));
                let stop = usize::from(at > 1 && passage.is_mark(at - 1, '.'));
                let titled = ["Mr", "Mrs", "Ms", "Miss", "Dr"].contains(&if stop == 1 { passage.word(at - 2) } else { before })
                    && bare.len() > 2
                    && !bare.chars().all(char::is_uppercase);
                let token = passage.tokens[at];
                let opens = passage.opens_sentence(at);
                let said = || passage.place.quoted || is_speech(passage, token.start);
                let named = is_first_name(bare) && !opens && said() && !passage.word(at + 1).starts_with(char::is_uppercase);
                if titled || named {
                    found.say(
                        Remark::new(format!("‘{bare}’ names somebody"))
                            .at(passage, token.range(), "")
                            .help("write what the person is, in square brackets inside a quotation: [worker]"),
                    );
                }
            }
        }
    }
}

/// Whether somebody speaks here. Single marks also hold titles and terms, such as ‘Sarah’s Law’; speech has an ‘I’ or a ‘my’ in it.
fn is_speech(passage: &Passage, byte: usize) -> bool {
    let Some(quotation) = passage.quotation_at(byte) else { return false };
    let said = passage.words.get(quotation.range.clone()).unwrap_or_default();
    let word = |word: &str| ["I", "me", "my", "My", "we", "We", "us", "our", "Our", "you", "You"].contains(&word) || word.starts_with("I’");
    quotation.double || said.split(|c: char| !c.is_alphanumeric() && c != '’').any(word)
}

#[cfg(test)]
mod tests {
    use super::NamedPerson;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &NamedPerson,
            &[
                ("One said, “I respect Dave a lot”.", "Dave"),
                ("One said, “It was my worker Pam’s idea”.", "Pam’s"),
                ("We met Mrs Jones there.", "Jones"),
                ("One said, ‘I respect Dave a lot’.", "Dave"),
                ("One said, ‘He’s Dave’s friend and my tutor’.", "Dave’s"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &NamedPerson,
            &[
                "One said, “I respect [worker] a lot”. In Grace Road they met. The Mark of it.",
                "“Will it work?”, one said. Dave was here. The Dr said so.",
                "“It was in June at Ashford.”",
                "It followed ‘Sarah’s Law’ and the areas’ plan with Dave’s name; ‘the Dave scheme’ was good.",
            ],
        );
    }
}
