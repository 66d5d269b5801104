//! A finding or a sentence that begins in lower case.

use super::reading::{Home, Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct LowerCaseStart;

static ABOUT: About = About {
    name: "lower-case-start",
    line: "a finding or a sentence begins in lower case",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "The first word of each finding, where most findings of the report begin with a capital, and the word after a full stop. Short forms with a stop (‘e.g.’) end no sentence.",
    matters: "It is the trace of a sentence that lost its beginning.",
    mend: "Write a capital, or put back what is missing.",
    example: Example { what: Sample::Finding, wrong: "plans were late. Some were not.", right: "Plans were late. Some were not." },
};

impl Check for LowerCaseStart {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let firsts: Vec<&Passage> = reading
            .units()
            .filter_map(<[Passage]>::first)
            .filter(|passage| passage.place.home == Home::Finding && passage.kind == Kind::Text && passage.source().is_some())
            .collect();
        let lower = |passage: &&&Passage| passage.words.starts_with(char::is_lowercase);
        let few = firsts.iter().filter(lower).count() * 4 <= firsts.len();
        for passage in firsts.iter().filter(|_| few).filter(lower) {
            if is_plain(passage, 0) {
                say(found, passage, 0, "the finding begins in lower case");
            }
        }
        for passage in reading.running() {
            for at in 1..passage.tokens.len().saturating_sub(1) {
                let stop = passage.is_mark(at, '.') && passage.joined(at - 1) && passage.spaced(at);
                // A word alone is no sentence that lost its beginning.
                let alone = passage.is_mark(at + 2, '.');
                if stop && !alone && passage.word(at - 1).len() > 1 && is_plain(passage, at + 1) && !passage.is_abbreviating(at) {
                    say(found, passage, at + 1, "the sentence begins in lower case");
                }
            }
        }
    }
}

fn say(found: &mut Found, passage: &Passage, at: usize, message: &str) {
    let word = passage.word(at);
    found.say(
        Remark::new(format!("{message}: ‘{word}’"))
            .at(passage, passage.tokens[at].range(), "")
            .help("write a capital, or put back what is missing"),
    );
}

/// A word in lower case that is not written so on purpose, as 'eOASys' is.
fn is_plain(passage: &Passage, at: usize) -> bool {
    let word = passage.word(at);
    word.starts_with(char::is_lowercase)
        && !word.contains(char::is_uppercase)
        && passage.tokens.get(at).is_some_and(|token| !passage.is_apart(&token.range()))
}

#[cfg(test)]
mod tests {
    use super::LowerCaseStart;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(&LowerCaseStart, &[("plans were late.", "plans"), ("Plans were late. some were not.", "some")]);
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &LowerCaseStart,
            &[
                "Plans (e.g. late ones) were late, i.e. bad, approx. nine. The St. john plan.",
                "eOASys was used. See www.example.org. Plans etc. were late.",
                "He asked, “Why?” and left.",
            ],
        );
    }
}
