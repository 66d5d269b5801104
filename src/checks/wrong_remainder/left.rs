//! '… was needed in 68 cases. In 57 of them (84%) it had been made, leaving 13'; 'called for in 23 … all but three of them, and in 18 of the 21'.

use super::super::reading::english::THEM;
use super::super::reading::quantifiers::antecedent;
use super::super::reading::sentences::Sentence;
use super::super::reading::shares::{labelled, percentage, ratios};
use super::super::reading::terms::id;
use super::super::reading::words::Token;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for (passage, at) in reading.places(&["leaving"]).filter(|(passage, _)| passage.is_prose()) {
        if let Some(remark) = leaving(reading, passage, at) {
            found.say(remark);
        }
    }
    // 'Given to 36 of them, so that 12 went without.'
    for (passage, at) in reading.phrases(&[id("so"), id("that")]).filter(|(passage, _)| passage.is_prose()) {
        let none = |at: usize| {
            passage.says(at, &["went", "without"])
                || passage.is_word(at, &["had"]) && passage.is_word(at + 1, &["none", "not"])
                || passage.is_word(at, &["did", "were", "was"]) && passage.is_word(at + 1, &["not"])
        };
        if let Some(remark) = leaving(reading, passage, at + 1).filter(|_| none(at + 3)) {
            found.say(remark);
        }
    }
    for (passage, at) in reading.places(&["but", "except"]).filter(|(passage, _)| passage.is_prose()) {
        if let Some(remark) = all_but(reading, passage, at) {
            found.say(remark);
        }
    }
}

fn before<'p>(passage: &'p Passage, index: usize) -> Option<&'p Sentence> {
    passage.sentences.get(index.checked_sub(1)?)
}

/// A part with its percentage, of the one number told before that gives it, and what it leaves.
fn leaving<'r>(reading: &Reading, passage: &'r Passage<'r>, at: usize) -> Option<Remark<'r>> {
    let index = passage.sentence_of(at)?;
    let sentence = passage.sentences.get(index)?;
    let count = |at: usize| passage.tokens.get(at)?.count().filter(|_| !labelled(passage, &reading.lexicon, at) && !passage.is_hedged(at));
    let left = (at + 1..at + 3).find(|at| passage.tokens.get(*at).is_some_and(|token| token.figure().is_some()))?;
    let said = count(left).filter(|_| left < sentence.tokens.end)?;
    if !ratios(reading, passage, sentence).is_empty() {
        return None;
    }
    let own = passage.numbers_in(sentence.tokens.start..at);
    // The last number before it is the part, with its percentage in brackets or without.
    let (share, part) = match own.iter().rev().copied().take(2).collect::<Vec<_>>()[..] {
        [share, part] if share == part + 2 && passage.is_mark(part + 1, '(') || share > part && bracketed(passage, share) => {
            (passage.tokens[share].percent(), part)
        }
        [part, ..] => (None, part),
        [] => return None,
    };
    let taken = count(part).filter(|taken| *taken > 1)?;
    let wholes = |tokens: std::ops::Range<usize>| {
        passage
            .numbers_in(tokens)
            .iter()
            .copied()
            .filter_map(|at| Some((at, count(at).filter(|whole| *whole > taken)?)))
            .collect::<Vec<_>>()
    };
    let mut known = wholes(sentence.tokens.start..part);
    if known.is_empty() {
        known = wholes(before(passage, index)?.tokens.clone());
    }
    let them = passage.is_word(part + 1, &["of"]) && passage.is_word(part + 2, THEM);
    let (whole, of) = match share {
        Some(share) => {
            let mut fits = known.iter().filter(|(_, whole)| percentage(taken, *whole, share) == Some(share.numerator));
            fits.next().copied().filter(|first| fits.all(|other| other.1 == first.1))?
        }
        None if them => match known[..] {
            [known] => known,
            _ => return None,
        },
        None => return None,
    };
    (of - taken != said).then(|| {
        Remark::new(format!("{taken} of {of} leaves {}, not {}", of - taken, passage.text(&passage.tokens[left])))
            .at(passage, passage.tokens[left].range(), "what is left")
            .at(passage, passage.tokens[part].range(), "the part")
            .at(passage, passage.tokens[whole].range(), "the whole")
            .help("correct the number that is wrong")
    })
}

fn bracketed(passage: &Passage, at: usize) -> bool {
    at > 0 && passage.is_mark(at - 1, '(') && passage.is_mark(at + 1, ')') && passage.tokens[at].percent().is_some()
}

/// 'All but three of them' beside 'of the 21' right after it, where 23 were told before.
fn all_but<'r>(reading: &Reading, passage: &'r Passage<'r>, but: usize) -> Option<Remark<'r>> {
    let index = passage.sentence_of(but)?;
    let sentence = passage.sentences.get(index)?;
    let count = |at: usize| passage.tokens.get(at).and_then(Token::count).filter(|_| !labelled(passage, &reading.lexicon, at));
    let all = but > 0 && passage.is_word(but - 1, &["all"]);
    let less = but + 1;
    let missing = count(less).filter(|missing| all && *missing > 0)?;
    let ratio = ratios(reading, passage, sentence).into_iter().find(|ratio| ratio.first > less && !ratio.stroke)?;
    let them = passage.is_word(less + 1, &["of"]) && passage.is_word(less + 2, THEM);
    let bare = passage.is_mark(less + 1, ',') || passage.is_word(less + 1, &["and"]);
    let the = passage.is_word(ratio.whole - 1, &["the", "these", "those"]);
    if !the || !(them || bare) {
        return None;
    }
    let (whole, of) = antecedent(reading, passage, sentence.tokens.start..less, before(passage, index))?;
    let rest = of - missing;
    // Nearly what is left is meant for it; the whole itself may be told again.
    (ratio.of != rest && ratio.of != of && (ratio.of - rest).abs() < 4 && ratio.of < of).then(|| {
        Remark::new(format!("all but {missing} of {of} is {rest}, not {}", ratio.of))
            .at(passage, passage.bytes(but - 1, less), "")
            .at(passage, passage.tokens[ratio.whole].range(), "the same number?")
            .at(passage, passage.tokens[whole].range(), "of these")
            .help("correct the number that is wrong")
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::testing::{fires, silent};
    use crate::checks::wrong_remainder::WrongRemainder;

    #[test]
    fn fires_across_sentences() {
        fires(
            &WrongRemainder,
            &[
                ("A full analysis was needed in 68 cases. In 57 of them (84%) it had been made, leaving 13 without one.", "13"),
                ("Such needs were found in 30 cases and properly met in 23 (77%), leaving nine in which they were not.", "nine"),
                ("Help was planned for 48 offenders and given to 36 of them, so that 21 went without.", "21"),
                ("Visits were due to 40 men. They were made to 31 of these, leaving ten who saw nobody.", "ten"),
                (
                    "Breach action was called for in 23 cases. It was taken in all but three of them, and in 18 of the 21 it was prompt.",
                    "all but three",
                ),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_is_right_or_of_others() {
        silent(
            &WrongRemainder,
            &[
                "Help was planned for 48 offenders and given to 36 of them, so that 12 went without. It was given to 36 of them, so that 20 could start.",
                "A full analysis was needed in 68 cases. In 57 of them (84%) it had been made, leaving 11 without one.",
                "Of the 96 cases, 68 needed one. In 57 of them (84%) it had been made, leaving 11 without one.",
                "A plan was needed in 40 cases and a visit in 20. Both were made in 15 (75%), leaving five without.",
                "Action was called for in 23 cases. It was taken in all but two of them, and in 18 of the 21 it was prompt.",
                "Action was called for in 23 cases. It was taken in all but three of them, and in 18 of the 23 it was prompt.",
                "Action was called for in 23 cases. It was taken in all but three of them, and in 8 of the 12 licences it was prompt.",
                "In 24 cases an officer left, leaving 12 of the officers alone.",
            ],
        );
    }
}
