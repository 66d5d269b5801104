//! Counts with words for their share behind them: 'seven of the 23 cases, almost half, …', 'five of them (one in three)'.
//!
//! In goes a sentence; out come the counts, the words, and whether these allow the count's share. The whole is named after 'of', opens the
//! sentence, or is the one number that 'of them' can mean. The words must fill the brackets, or stand between two commas or dashes.

use super::quantifiers::{Quantifier, Told, antecedent, points, quantifier};
use super::sentences::Sentence;
use super::shares::{labelled, opening, ratios};
use super::words::Token;
use super::{Passage, Reading};

/// Of fewer, 'a third' may be the third of them.
const SMALLEST: i64 = 5;
/// How many words may say what is counted.
const WORDS: usize = 7;
/// Before words for a share.
const LEADING: &[&str] = &[
    "a",
    "about",
    "almost",
    "approximately",
    "around",
    "as",
    "just",
    "little",
    "many",
    "nearly",
    "only",
    "or",
    "over",
    "roughly",
    "some",
    "that",
    "the",
    "under",
    "well",
    "which",
    "is",
];
const VERBS: &[&str] = &["are", "did", "had", "has", "have", "is", "was", "were"];
const RELATIVE: &[&str] = &["that", "when", "where", "which", "who", "whom", "whose"];

/// A count with its whole: the first and the last token, how many, of how many.
type Counted = (usize, usize, i64, i64);

/// What a sentence tells in figures and then in words.
pub fn apposed(reading: &Reading, passage: &Passage, index: usize) -> Vec<Told> {
    let Some(sentence) = passage.sentences.get(index) else { return Vec::new() };
    let before = index.checked_sub(1).and_then(|index| passage.sentences.get(index));
    counted(reading, passage, sentence, before)
        .into_iter()
        .filter(|(first, _, part, of)| (0..=*of).contains(part) && *of >= SMALLEST && !passage.is_hedged(*first))
        .filter_map(|(first, last, part, of)| {
            let words = behind(reading, passage, last, sentence.tokens.end)?;
            Some(Told { words, first, last, share: points(part, of), fits: words.allows(part, of) })
        })
        .collect()
}

/// The counts of a sentence whose whole is known.
fn counted(reading: &Reading, passage: &Passage, sentence: &Sentence, before: Option<&Sentence>) -> Vec<Counted> {
    let mut out: Vec<Counted> = ratios(reading, passage, sentence)
        .into_iter()
        .filter(|ratio| !ratio.stroke)
        .map(|ratio| (ratio.first, ratio.whole, ratio.count, ratio.of))
        .collect();
    let count = |at: usize| passage.tokens[at].count().filter(|_| !labelled(passage, &reading.lexicon, at));
    for at in sentence.tokens.clone() {
        let restated = passage.is_mark(at + 1, ',') && reading.lexicon.is_or(passage.word(at + 2)) && count(at) > Some(1);
        let (Some(part), Some(last)) = (count(at), taken(passage, at).or(restated.then_some(at))) else { continue };
        // 'Half of the 30 cases … ten of them' are of the half.
        let own = |place: usize| {
            let lexicon = &reading.lexicon;
            let place = place.saturating_sub(usize::from(lexicon.is_determiner(passage.word(place.saturating_sub(1)))));
            !lexicon.is_of(passage.word(place.saturating_sub(1)))
        };
        if let Some((place, of)) = antecedent(reading, passage, sentence.tokens.start..at, before).filter(|(place, _)| own(*place)) {
            // 'Five of these cases' are of cases.
            let noun = passage.word(at + 3);
            if last < at + 3 || (place + 1..place + WORDS).any(|at| passage.is_word(at, &[noun])) {
                out.push((at, last, part, of));
            }
        }
    }
    // 'Of the 23 cases, seven, almost half, …'
    if let Some((whole, of)) = opening(reading, passage, sentence).filter(|_| out.is_empty())
        && let Some(at) = (whole + 1..sentence.tokens.end).find(|at| passage.tokens[*at].figure().is_some())
        && let Some(part) = count(at).filter(|part| *part > 1)
        && !reading.lexicon.is_but(passage.word(at - 1))
        && !passage.says(at + 1, &["of"])
    {
        out.push((at, at, part, of));
    }
    out
}

/// The last token of 'five of them', 'five of these cases', or of 'of which five'.
fn taken(passage: &Passage, at: usize) -> Option<usize> {
    const THEM: &[&str] = &["them", "these", "which", "whom"];
    let ends = |at: usize| passage.tokens.get(at).is_some_and(|next| !next.is_word());
    if passage.says(at + 1, &["of"]) && passage.is_word(at + 2, THEM) {
        return if ends(at + 3) { Some(at + 2) } else { ends(at + 4).then_some(at + 3) };
    }
    (at > 1 && passage.says(at - 2, &["of"]) && passage.is_word(at - 1, THEM) && ends(at + 1)).then_some(at)
}

/// The words for a share behind a count.
fn behind(reading: &Reading, passage: &Passage, last: usize, end: usize) -> Option<Quantifier> {
    let mark = (last + 1..end.min(last + 2 + WORDS)).find(|at| !passage.tokens[*at].is_word())?;
    let bracket = passage.is_mark(mark, '(');
    // 'Seven of the 23 were late, …' has come to its end.
    let verb = (last + 1..mark).find(|at| passage.is_word(*at, VERBS));
    let inside = verb.is_some_and(|verb| (last + 1..verb).any(|at| passage.is_word(at, RELATIVE)));
    let closing: &[char] = if bracket {
        &[')']
    } else if passage.is_mark(mark, ',') && verb.is_some() && !inside || passage.is_mark(mark, ':') {
        &['.']
    } else if passage.is_mark(mark, ',') {
        &[',', '.', ';']
    } else if passage.is_mark(mark, '\u{2013}') {
        &['\u{2013}', '.', ';']
    } else {
        return None;
    };
    let words = (mark + 1..end.min(mark + 6)).find_map(|at| quantifier(reading, passage, at))?;
    // 'A third of them', 'a fifth of the total'.
    let of = words.last + 1;
    let them = passage.is_word(of, &["of"]) && passage.is_word(of + 1, &["them", "these", "those", "all"]);
    let total = passage.says(of, &["of", "the"]) && passage.is_word(of + 2, &["total", "whole", "group", "sample"]);
    let after = if them { of + 2 } else { of + 3 * usize::from(total) };
    let led = (mark + 1..words.first).all(|at| passage.is_word(at, LEADING));
    let closes = |token: &Token| closing.iter().any(|mark| token.is(*mark));
    (led && words.first > mark && after < end && passage.tokens.get(after).is_some_and(closes)).then_some(words)
}
