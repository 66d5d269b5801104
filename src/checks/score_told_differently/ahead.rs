//! Scores that stand before what they are of ('with 72% the score for section 1 was fair', 'at 72%, section 1 was fair'), and sentences that go
//! on with the scores of the one before them.

use super::super::reading::Passage;
use super::super::reading::scored::{Mention, Mentions};
use super::super::reading::sentences::Sentence;
use super::SCORES;

/// What a percentage is the score of, if that stands right after it.
pub(super) fn named_after<'m>(passage: &Passage, mentions: &'m Mentions, sentence: &Sentence, at: usize) -> Option<&'m Mention> {
    let begins = |at: usize| mentions.list.iter().find(|mention| mention.first == at);
    let mut next = at + 1;
    next += usize::from(passage.is_mark(next, ',') || passage.is_mark(next, '('));
    next += usize::from(passage.is_word(next, &["was", "is"]));
    next += usize::from(passage.is_word(next, &["the", "its", "our", "their"]));
    // 'At 72%, section 1 was fair.'
    if let Some(mention) = begins(next).filter(|_| opens(passage, sentence, at)) {
        return Some(mention).filter(|mention| passage.is_word(mention.last + 1, FARES));
    }
    next += usize::from(passage.is_word(next, &["overall"]));
    let score = passage.is_word(next, SCORES) && passage.is_word(next + 1, &["for", "of"]);
    let name = next + 2 + usize::from(passage.is_word(next + 2, &["the", "our", "its"]));
    begins(name).filter(|_| score)
}

/// What something with a score does.
const FARES: &[&str] = &[
    "was", "is", "had", "has", "stood", "stands", "came", "comes", "led", "did", "fared", "fell", "needed", "needs", "ranks", "ranked",
    "scored",
];

/// Whether a percentage opens a sentence as a score would: 'at 72%', 'with 72%'.
pub(super) fn opens(passage: &Passage, sentence: &Sentence, at: usize) -> bool {
    at == sentence.tokens.start + 1 && passage.is_word(at - 1, &["at", "with"])
}

/// Whether 'the figure' of a sentence is a score, because the sentence before gives one: 'Section 1 scored 76%. For section 2 the figure was 70%.'
pub(super) fn goes_on(passage: &Passage, sentence: &Sentence) -> bool {
    if !sentence.tokens.clone().any(|at| passage.is_word(at, &["figure"])) {
        return false;
    }
    let before = sentence.tokens.start.checked_sub(1).and_then(|at| passage.sentence_at(at));
    before.is_some_and(|before| {
        before.tokens.clone().any(|at| passage.tokens[at].percent().is_some())
            && before.tokens.clone().any(|at| passage.is_word(at, SCORES) || passage.says(at, &["of", "the", "time"]))
    })
}
