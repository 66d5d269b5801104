//! 'However the Trust did not': an opening ‘however’ without its comma.

use super::reading::Reading;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MissingComma;

static ABOUT: About = About {
    name: "missing-comma",
    line: "an opening ‘however’ has no comma after it",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Sentences that begin with ‘However’ or ‘Unfortunately’ and go on with an article, a pronoun or a preposition. ‘However much’ and the like take none.",
    matters: "Without the comma, ‘however’ is first read as ‘in whatever way’.",
    mend: "Put in the comma.",
    example: Example { what: Sample::Finding, wrong: "However the trust did not do so.", right: "However, the trust did not do so." },
};

impl Check for MissingComma {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.running() {
            for sentence in &passage.sentences {
                let first = sentence.tokens.start;
                if passage.is_word(first, &["however", "unfortunately"]) && passage.is_word(first + 1, AFTER) && passage.spaced(first) {
                    let range = passage.bytes(first, first + 1);
                    found.say(
                        Remark::new(format!("no comma after the opening ‘{}’", passage.word(first)))
                            .at(passage, range, "")
                            .help("put in the comma"),
                    );
                }
            }
        }
    }
}

const AFTER: &[&str] = &[
    "a", "all", "an", "at", "for", "he", "her", "his", "in", "it", "its", "no", "of", "on", "our", "she", "some", "the", "their", "there",
    "these", "they", "this", "those", "we", "when", "where",
];

#[cfg(test)]
mod tests {
    use super::MissingComma;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &MissingComma,
            &[
                ("However the trust did not.", "However the"),
                ("Unfortunately in one case it was not.", "Unfortunately in"),
                ("It was so. However in nine cases it was not.", "However in"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &MissingComma,
            &["However, the trust did not. However much they tried. It did not, however the wind blew.", "However well it was done."],
        );
    }
}
