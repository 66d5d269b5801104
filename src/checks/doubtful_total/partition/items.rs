//! The numbers of a sentence that may be parts of one whole, each with the words that go with it.

use std::ops::Range;

use super::super::super::reading::numbered::Numbered;
use super::super::super::reading::shares::labelled;
use super::super::super::reading::words::{Form, Token};
use super::super::super::reading::{Passage, Reading};

/// A part: its number, and the words that say what it is.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The token of its number.
    pub(super) at: usize,
    pub(super) count: i64,
    /// Its words, the number among them.
    pub(super) words: Range<usize>,
    /// 'The other three'.
    pub(super) rest: bool,
}

/// Between the start of an item and its number.
const BEFORE: &[&str] = &["in", "for", "with", "at", "to", "by", "on", "from", "under"];
/// With these, numbers are no parts of one whole, or not all of it.
const OTHERWISE: &[&str] = &[
    "also",
    "among",
    "amongst",
    "another",
    "apart",
    "average",
    "besides",
    "both",
    "each",
    "either",
    "every",
    "example",
    "except",
    "included",
    "includes",
    "including",
    "instead",
    "least",
    "mainly",
    "most",
    "mostly",
    "others",
    "per",
    "plus",
    "rather",
    "respectively",
    "several",
    "some",
    "such",
    "those",
    "twice",
    "whose",
];
/// The longest words of one part.
const LONG: usize = 28;

/// The numbers of a sentence that count things. `None` where there are others, such as sums of money or shares that belong to none of them.
pub(super) fn counts(reading: &Reading, one: &Numbered) -> Option<Vec<usize>> {
    let passage = one.passage;
    let mut out = Vec::new();
    for at in one.figures.iter().copied() {
        if one.count(at).is_none() {
            attached(passage, at).then_some(())?;
        } else if one.count(at) != Some(0) && !is_name(reading, passage, at) && !is_pronoun(passage, at) {
            out.push(at);
        }
    }
    Some(out)
}

/// '(75%)' or ', or 75%,': the share of the number before it.
pub(super) fn attached(passage: &Passage, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back);
    let bracket = before(1).is_some_and(|at| passage.is_mark(at, '('));
    let or = before(1).is_some_and(|at| passage.is_word(at, &["or"])) && before(2).is_some_and(|at| passage.is_mark(at, ','));
    // 'The priority line of 70%' is no share of them.
    let line = before(1).is_some_and(|at| passage.is_word(at, &["of"]))
        && before(2).is_some_and(|at| passage.is_word(at, &["line", "target", "mark", "threshold", "benchmark", "standard"]));
    bracket || or || line
}

/// The plural right after a part's number: what it counts.
pub(super) fn noun(passage: &Passage, part: &Part) -> Option<String> {
    let at = part.at + 1;
    let word = passage.word(at);
    let plural = word.ends_with('s') && !passage.is_word(at, &["was", "is", "has", "needs", "as", "this"])
        || passage.is_word(at, &["women", "men", "people", "children"]);
    plural.then(|| word.to_lowercase())
}

/// 'Level 2', 'six months'; but not the six of 'at Level 1, six at Level 2'.
fn is_name(reading: &Reading, passage: &Passage, at: usize) -> bool {
    if !labelled(passage, &reading.lexicon, at) {
        return false;
    }
    let lexicon = &reading.lexicon;
    let number = |at: usize| passage.tokens.get(at).is_some_and(|token| token.figure().is_some());
    let direct = at > 0 && lexicon.is_label(passage.word(at - 1));
    let measured = lexicon.is_measure(passage.word(at + 1)) || passage.is_word(at + 1, &["and", "or", "to"]) && number(at + 2);
    let words = passage.tokens[at].figure().is_some_and(|figure| figure.form == Form::Words);
    direct || measured || !(words || lexicon.is_label(passage.word(at + 2)))
}

/// 'In one that was too low', 'without one'.
fn is_pronoun(passage: &Passage, at: usize) -> bool {
    let one = passage.tokens[at].count() == Some(1);
    let ends = passage.word(at + 1).is_empty() || joins(passage, at + 1);
    one && !leads(passage, at, 0) && !(ends && at > 0 && passage.is_word(at - 1, BEFORE))
}

/// What stands between two parts.
fn joins(passage: &Passage, at: usize) -> bool {
    [',', ';', ':', '\u{2013}'].iter().any(|mark| passage.is_mark(at, *mark)) || passage.is_word(at, &["and", "but", "while", "whilst"])
}

/// Whether an item begins with the number at a place; the first begins at `from`.
pub(super) fn leads(passage: &Passage, at: usize, from: usize) -> bool {
    let begins = |at: usize| at == from || passage.opens_sentence(at) || at > 0 && joins(passage, at - 1);
    let rest = |at: usize| at > 1 && passage.is_word(at - 1, &["other", "remaining"]) && passage.is_word(at - 2, &["the"]);
    let at = if rest(at) { at - 2 } else { at };
    begins(at) || at > 0 && passage.is_word(at - 1, BEFORE) && begins(at - 1)
}

/// The parts that these numbers are, from a place to the end of the sentence.
pub(super) fn parts(one: &Numbered, counts: &[usize], from: usize) -> Option<Vec<Part>> {
    let passage = one.passage;
    let end = one.sentence().tokens.end;
    let (first, last) = (*counts.first()?, *counts.last()?);
    // Where the first begins its item, all do; other numbers are in their words.
    let leading = leads(passage, first, from);
    let mut at: Vec<usize> = counts.to_vec();
    if leading {
        at.retain(|at| leads(passage, *at, from));
        let aside = |at: &&usize| **at > 0 && passage.is_word(**at - 1, &["on", "in", "at", "within", "from", "over", "with", "for"]);
        if counts.len() - at.len() > counts.iter().filter(|count| !at.contains(count)).filter(aside).count() {
            return None;
        }
    }
    let led = |at: &usize| *at > 0 && (passage.is_word(at - 1, BEFORE) || passage.is_word(at - 1, &["other", "remaining"]));
    if !leading && !at.iter().all(led) {
        return None;
    }
    let stop = (last + 1..end)
        .find(|at| {
            [';', ':', '\u{2013}'].iter().any(|mark| passage.is_mark(*at, *mark))
                || passage.is_mark(*at, ',') && passage.is_word(at + 1, &["which", "so", "or", "though", "although", "because", "leaving"])
        })
        .unwrap_or(end);
    let mut starts = vec![from];
    for pair in at.windows(2) {
        let joint = (pair[0] + 1..pair[1]).rev().find(|at| joins(passage, *at)).filter(|joint| pair[1] - joint < 8)?;
        starts.push(joint + 1);
    }
    let mut out = Vec::new();
    for (index, at) in at.iter().copied().enumerate() {
        let words = starts[index]..starts.get(index + 1).map_or(stop, |next| next - 1);
        let rest = at > 1 && passage.is_word(at - 1, &["other", "remaining"]) && passage.is_word(at - 2, &["the"]);
        let count = passage.tokens.get(at).and_then(Token::count)?;
        // 'Nine of them' is of all only at the first.
        let own = passage.is_word(at + 1, &["of", "out"])
            && (index > 0 || !passage.is_word(at + 2, &["them", "these", "which", "whom", "the", "those"]));
        let apart = passage.is_word(at + 1, &["more", "further", "other", "others", "or", "to", "times"]) || passage.is_mark(at + 1, '/');
        let less =
            at > 0 && passage.is_word(at - 1, &["but", "except", "than", "of", "further", "only", "every"]) && !joins(passage, at - 1);
        if own || apart || less || passage.is_hedged(at) || words.len() > LONG {
            return None;
        }
        out.push(Part { at, count, words, rest });
    }
    let turns = (from..stop).any(|at| {
        passage.is_word(at, OTHERWISE)
            || passage.is_word(at, &["too", "more"])
                && !passage.is_word(at + 1, &["low", "high", "late", "early", "short", "long", "lenient", "severe", "than"])
    });
    (!turns && out.len() < 8).then_some(out)
}
