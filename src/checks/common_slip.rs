//! 'In-line with', 'could of', 'on license': slips that a spelling checker lets pass.

use std::cmp::Reverse;

use super::reading::terms::id;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct CommonSlip;

static ABOUT: About = About {
    name: "common-slip",
    line: "a word stands where another one is meant",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "A list of phrases that are wrong wherever they stand in British English: ‘could of’, ‘comprises of’, ‘best practise’, ‘on license’, ‘this criteria’.",
    matters: "Each is spelt right, so no spelling checker finds it.",
    mend: "Write what the message suggests.",
    example: Example {
        what: Sample::Finding,
        wrong: "Visits were made in-line with the plan.",
        right: "Visits were made in line with the plan.",
    },
};

impl Check for CommonSlip {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut slips: Vec<(&Passage, usize, &str, &str)> = Vec::new();
        for (wrong, right) in SLIPS {
            let words: Vec<u64> = wrong.split(' ').map(id).collect();
            let here = reading.phrases(&words).filter(|(passage, at)| passage.is_typed() && spells(passage, *at, wrong));
            slips.extend(here.map(|(passage, at)| (passage, at, *wrong, *right)));
        }
        // The longest that begins at a place.
        slips.sort_by_key(|(passage, at, wrong, _)| (passage.index, *at, Reverse(wrong.len())));
        slips.dedup_by_key(|(passage, at, ..)| (passage.index, *at));
        for (passage, at, wrong, right) in slips {
            let last = at + wrong.split(' ').count() - 1;
            let range = passage.bytes(at, last);
            let next_to_each_other = (at..last).all(|at| passage.spaced(at));
            if !next_to_each_other || passage.is_apart(&range) || passage.place.quoted || passage.quotation_at(range.start).is_some() {
                continue;
            }
            // They could of course come.
            if wrong.ends_with(" of") && passage.is_word(last + 1, &["course", "necessity", "late", "itself"]) {
                continue;
            }
            if is_other(passage, wrong, at, last) {
                continue;
            }
            let written = &passage.words[range.clone()];
            found.say(Remark::new(format!("‘{written}’ should read ‘{right}’")).at(passage, range, "").help(format!("write ‘{right}’")));
        }
    }
}

/// Whether a slip stands here, with its own apostrophe.
fn spells(passage: &Passage, at: usize, wrong: &str) -> bool {
    wrong.split(' ').zip(at..).all(|(word, at)| passage.is_word(at, &[word]))
}

/// 'We found that criteria had been met', 'they met each other then': the words belong to others.
fn is_other(passage: &Passage, wrong: &str, first: usize, last: usize) -> bool {
    let before = first.checked_sub(1).map_or("", |before| passage.word(before)).to_lowercase();
    match wrong {
        // A conjunction unless something shows that one criterion is meant.
        "that criteria" => {
            !(passage.is_word(last + 1, &["was", "is", "has"]) || ["for", "in", "of", "on", "under", "against"].contains(&before.as_str()))
        }
        "other then" => ["each", "one", "an"].contains(&before.as_str()) || passage.tokens.get(last + 1).is_none_or(|next| !next.is_word()),
        _ => false,
    }
}

/// What is wrong, and what is meant.
#[rustfmt::skip]
const SLIPS: &[(&str, &str)] = &[
    ("a criteria", "a criterion"), ("a phenomena", "a phenomenon"), ("alot", "a lot"), ("an attendance to the", "attention to the"), ("any criteria is", "any criterion is"),
    ("best practise", "best practice"), ("black and minority offenders", "black and minority ethnic offenders"), ("black and minority people", "black and minority ethnic people"), ("black and minority staff", "black and minority ethnic staff"), ("bought to the attention", "brought to the attention"), ("comprises of", "consists of"),
    ("could of", "could have"), ("criterias", "criteria"), ("each criteria", "each criterion"), ("for all intensive purposes", "for all intents and purposes"),
    ("good practise", "good practice"), ("in regards to", "with regard to"), ("in-line with", "in line with"), ("it's own", "its own"), ("it’s own", "its own"),
    ("less cases", "fewer cases"), ("less offenders", "fewer offenders"), ("less people", "fewer people"), ("less plans", "fewer plans"), ("less reports", "fewer reports"), ("less staff", "fewer staff"), ("licenced", "licensed"),
    ("of the the", "of the"), ("off of", "off"), ("on license", "on licence"), ("one criteria", "one criterion"),
    ("other then", "other than"), ("rather then", "rather than"), ("seperate", "separate"), ("seperately", "separately"), ("should of", "should have"), ("that criteria", "that criterion"),
    ("the principle aim", "the principal aim"), ("the principle reason", "the principal reason"), ("their are", "there are"), ("their is", "there is"), ("their was", "there was"), ("their were", "there were"),
    ("this criteria", "this criterion"), ("this phenomena", "this phenomenon"), ("was lead by", "was led by"), ("were lead by", "were led by"), ("with regards to", "with regard to"), ("would of", "would have"),
];

#[cfg(test)]
mod tests {
    use super::CommonSlip;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &CommonSlip,
            &[
                ("It was in-line with the plan.", "in-line with"),
                ("They could of come.", "could of"),
                ("On license he came.", "On license"),
                ("It’s own plan.", "It’s own"),
                ("Each criteria was met.", "Each criteria"),
                ("Scores for that criteria rose.", "that criteria"),
                ("No plan other then this was late.", "other then"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &CommonSlip,
            &[
                "It was in line with the plan. He could, of course, come.",
                "“They could of come”, he said. The criteria were met; best practice; on licence.",
                "We found that criteria had been met. They met each other then, and again each other then was late. It was the one or the other then.",
                "They could of course come. Due to much work. The in-line engine with it.",
            ],
        );
    }

    #[test]
    fn slips_are_sorted_by_their_first_word() {
        let first = |slip: &(&'static str, &'static str)| slip.0.split(' ').next().unwrap_or_default();
        assert!(super::SLIPS.is_sorted_by(|a, b| first(a) <= first(b)));
    }
}
