//! 'The Race Equality Strategy' here, 'the Race Equality Scheme' there: names that differ in what the thing is called.

use std::collections::BTreeMap;

use super::reading::terms::id;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct TwoNames;

static ABOUT: About = About {
    name: "two-names",
    line: "one thing seems to have two names",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Names of two words or more with capitals that are the same but for the last word, where both last words name the same kind of thing: ‘Race Equality Strategy’ and ‘Race Equality Scheme’, \
             ‘Public Protection Team’ and ‘Public Protection Unit’; and ‘high risk cases’ beside several ‘high risk of harm cases’. Once for each name.",
    matters: "Readers look for the second thing, which there is not.",
    mend: "Settle on one name; if they are two things, say so where the second is first named.",
    example: Example {
        what: Sample::Finding,
        wrong: "The Race Equality Strategy was sound. All had read the Race Equality Scheme.",
        right: "The Race Equality Scheme was sound. All had read the Race Equality Scheme.",
    },
};

/// A name by its first token and its last.
type Place<'r, 'a> = (&'r Passage<'a>, usize, usize);

/// Words for the same kind of thing.
const KINDS: &[&[&str]] = &[
    &["strategy", "scheme", "policy"],
    &["team", "unit"],
    &["board", "panel", "committee", "forum"],
    &["officer", "adviser", "advisor", "coordinator", "co-ordinator"],
    &["agreement", "protocol"],
    &["programme", "project"],
    &["system", "database"],
    &["survey", "questionnaire"],
];

impl Check for TwoNames {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let last = KINDS.iter().flat_map(|kinds| kinds.iter().map(|word| id(word)));
        // By the kind of thing and the words before it.
        let mut names: BTreeMap<(usize, String), Vec<(String, Place)>> = BTreeMap::new();
        for (passage, at) in reading.places_of(last).filter(|(passage, _)| passage.is_typed()) {
            let (word, capital) = (passage.word(at).to_lowercase(), |at: usize| is_capital(passage, at));
            let first = (at.saturating_sub(5)..at).rev().take_while(|at| capital(*at)).last();
            let (Some(first), Some(kind)) =
                (first.filter(|first| first + 1 < at && capital(at)), KINDS.iter().position(|kinds| kinds.contains(&word.as_str())))
            else {
                continue;
            };
            // A title of several such words belongs to a heading, and a word that opens a sentence has its capital anyway.
            let opens = passage.sentences.iter().any(|sentence| sentence.tokens.start == first);
            let first = first + usize::from(opens && first + 2 < at && reading.stands_in_lower(passage.word(first)));
            let stem: Vec<String> = (first..at).map(|at| passage.word(at).to_lowercase()).collect();
            let known = names.entry((kind, stem.join(" "))).or_default();
            if known.iter().all(|(other, ..)| *other != word) {
                known.push((word, (passage, first, at)));
            }
        }
        for known in names.values() {
            let [(_, one), (_, two), ..] = known[..] else { continue };
            say(one, two, found);
        }
        high_risk(reading, found);
    }
}

fn is_capital(passage: &Passage, at: usize) -> bool {
    let word = passage.word(at);
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

fn say(first: Place, second: Place, found: &mut Found) {
    let words = |(passage, from, to): Place| passage.words[passage.bytes(from, to)].to_owned();
    found.say(
        Remark::new(format!("‘{}’ here, ‘{}’ elsewhere", words(second), words(first)))
            .at(second.0, second.0.bytes(second.1, second.2), "")
            .at(first.0, first.0.bytes(first.1, first.2), "the other name")
            .help("settle on one of them, or say that they are two things"),
    );
}

/// 'High-risk cases', where the report mostly says 'high risk of harm cases'.
fn high_risk(reading: &Reading, found: &mut Found) {
    let (mut long, mut short): (Vec<Place>, Vec<Place>) = (Vec::new(), Vec::new());
    for (passage, at) in reading.places_of(["high", "high-risk"].map(id)).filter(|(passage, _)| passage.is_typed()) {
        let joined = passage.is_word(at, &["high-risk"]);
        let next = at + 1 + usize::from(!joined && passage.is_word(at + 1, &["risk"]));
        if !joined && next == at + 1 {
            continue;
        }
        let noun = |at: usize| passage.is_word(at, &["cases", "offenders"]);
        if passage.says(next, &["of", "harm"]) && noun(next + 2) {
            long.push((passage, at, next + 2));
        } else if noun(next) {
            short.push((passage, at, next));
        }
    }
    if let ([first, ..], [second]) = (&long[..], &short[..])
        && long.len() > 3
    {
        say(*first, *second, found);
    }
}

#[cfg(test)]
mod tests {
    use super::TwoNames;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_names_that_differ_in_the_kind_of_thing() {
        fires(
            &TwoNames,
            &[
                ("The Race Equality Strategy was sound. All had read the Race Equality Scheme.", "Race Equality Scheme"),
                ("She led the Public Protection Unit. He had joined the Public Protection Team.", "Public Protection Team"),
                (
                    "In high risk of harm cases it was so. Nine high risk of harm cases were late. All high risk of harm cases mattered. Most high risk of harm cases were good. Three high-risk cases were not.",
                    "high-risk cases",
                ),
            ],
        );
    }

    #[test]
    fn is_silent_on_two_things_and_on_one() {
        silent(
            &TwoNames,
            &[
                "The Race Equality Strategy was sound. All had read the race equality scheme and the Race Equality Strategy.",
                "The Public Protection Unit had a Public Protection Manager, a Strategy Board and a Strategy Panel.",
                "Nine high risk of harm cases were late. Three high-risk cases were not.",
            ],
        );
    }
}
