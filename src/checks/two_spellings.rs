//! 'Wellbeing' here and 'well-being' there: one word in two spellings.

use std::collections::BTreeMap;

use super::reading::terms::id;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct TwoSpellings;

static ABOUT: About = About {
    name: "two-spellings",
    line: "a word has two spellings in one report",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Words with a hyphen that also stand as one word, words in -ise that also stand in -ize, and pairs such as adviser and advisor. Once for each pair.",
    matters: "Readers and search functions take them for two words.",
    mend: "Settle on one.",
    example: Example {
        what: Sample::Finding,
        wrong: "Their well-being was good. The wellbeing of staff was fair.",
        right: "Their well-being was good. The well-being of staff was fair.",
    },
};

/// A word in lower case, and where it first stands.
type Spelling<'r, 'a> = (String, &'r Passage<'a>, std::ops::Range<usize>);

impl Check for TwoSpellings {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut spellings: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
        // Each word is judged once, then the places of those that may be meant.
        let variable = reading.vocabulary().filter(|(word, _)| is_variable(&word.to_lowercase())).map(|(_, id)| id);
        for (passage, at) in reading.places_of(variable).filter(|(passage, _)| passage.is_typed()) {
            let (word, range) = (passage.word(at), passage.tokens[at].range());
            if !is_variable(word) || passage.is_apart(&range) {
                continue;
            }
            let (word, plain) = (word.to_lowercase(), plain(word));
            let known = spellings.entry(plain).or_default();
            let same = |other: &str| other == word || paired(other) == paired(&word) && paired(&word).is_some();
            if known.iter().all(|(other, ..)| !same(other)) {
                known.push((word, passage, range));
            }
        }
        // Of joined words, only those that also stand with a hyphen.
        let hyphened: Vec<u64> =
            spellings.iter().filter(|(_, known)| known.iter().any(|(word, ..)| word.contains('-'))).map(|(plain, _)| id(plain)).collect();
        for (passage, at) in reading.places_of(hyphened).filter(|(passage, _)| passage.is_typed()) {
            let word = passage.word(at);
            if word.len() < 5 || !word.is_ascii() || is_variable(word) {
                continue;
            }
            let word = word.to_ascii_lowercase();
            if let Some(known) = spellings.get_mut(&word)
                && known.iter().all(|(other, ..)| *other != word)
            {
                known.push((word, passage, passage.tokens[at].range()));
            }
        }
        for known in spellings.values() {
            let [(one, passage, range), (two, other, there), ..] = &known[..] else { continue };
            found.say(
                Remark::new(format!("‘{two}’ here, ‘{one}’ elsewhere"))
                    .at(other, there.clone(), "")
                    .at(passage, range.clone(), "the other spelling")
                    .help("settle on one of them"),
            );
        }
    }
}

/// Spellings that stand for one word.
const PAIRS: &[(&str, &str)] = &[
    ("advisor", "adviser"),
    ("advisors", "advisers"),
    ("benefitted", "benefited"),
    ("focussed", "focused"),
    ("focussing", "focusing"),
    ("judgment", "judgement"),
    ("judgments", "judgements"),
    ("targetted", "targeted"),
    ("targetting", "targeting"),
    ("ageing", "aging"),
    ("acknowledgment", "acknowledgement"),
    ("enrol", "enroll"),
    ("fulfil", "fulfill"),
    ("instalment", "installment"),
    ("inquiries", "enquiries"),
];
/// Two words that a hyphen tells apart.
const APART: &[&str] = &[
    "re-form",
    "re-cover",
    "re-sign",
    "re-signed",
    "re-creation",
    "re-lease",
    "re-sent",
    "re-count",
    "re-mark",
    "re-act",
    "co-op",
    "re-dress",
    "re-sort",
    "un-ion",
];

/// Whether a word may have another spelling that the check knows.
fn is_variable(word: &str) -> bool {
    let lower = || word.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    let hyphen = word.contains('-')
        && !word.contains(|c: char| c.is_ascii_digit())
        && word.split('-').count() == 2
        && word.split('-').all(|part| part.len() > 1);
    let size = word.len() > 6
        && (word.contains("is") || word.contains("iz"))
        && ["ise", "ize", "ised", "ized", "ises", "izes", "ising", "izing", "isation", "ization", "isations", "izations"]
            .iter()
            .any(|end| word.ends_with(end));
    let paired = || PAIRS.iter().any(|(one, two)| one.eq_ignore_ascii_case(word) || two.eq_ignore_ascii_case(word));
    lower() && !APART.iter().any(|apart| apart.eq_ignore_ascii_case(word)) && (hyphen || size || paired())
}

/// Which of the two spellings of a pair a word has, in the singular and the plural alike.
fn paired(word: &str) -> Option<bool> {
    PAIRS.iter().find_map(|(one, two)| (*one == word).then_some(false).or((*two == word).then_some(true)))
}

/// What all spellings of a word have in common.
fn plain(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    if let Some((_, right)) = PAIRS.iter().find(|(one, two)| *one == word || *two == word) {
        // An advisor here, advisers there.
        return right.trim_end_matches('s').to_owned();
    }
    let joined = word.replace('-', "");
    match joined.rfind("iz") {
        Some(at) if at + 8 >= joined.len() && at > 2 => format!("{}is{}", &joined[..at], &joined[at + 2..]),
        _ => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::TwoSpellings;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &TwoSpellings,
            &[
                ("Well-being and wellbeing.", "wellbeing"),
                ("An adviser and an advisor.", "advisor"),
                ("Two advisers and an advisor.", "advisor"),
                ("It was organised and organized.", "organized"),
                ("Co-ordinated plans; they coordinated.", "coordinated"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &TwoSpellings,
            &[
                "Well-being was good; their well-being was fair.",
                "A follow-up was made; they follow up. To re-form and reform. An adviser and advisers. A prize and praise.",
            ],
        );
    }
}
