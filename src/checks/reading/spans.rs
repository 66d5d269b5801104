//! What stands inside what in a passage: quotations, brackets, markup, addresses, sentences.
//!
//! Checks ask for every word whether it is quoted or marked up. So each of these is read once for a passage, and looked up by halving; a
//! text of a hundred thousand words takes ten times as long as one of ten thousand and no longer.

use std::ops::Range;
use std::sync::OnceLock;

use super::quotations::{self, Fault, Quotation};
use super::references::Mention;
use super::{Mark, Passage, sentences::Sentence};

/// What has been asked for of a passage.
#[derive(Debug, Default)]
pub(super) struct Spans {
    quotations: OnceLock<(Vec<Quotation>, Vec<Fault>)>,
    /// The tokens of round brackets: those that open, and those that close.
    brackets: OnceLock<(Vec<usize>, Vec<usize>)>,
    /// For each mark the one around it.
    parents: OnceLock<Vec<Option<usize>>>,
    addresses: OnceLock<Vec<Range<usize>>>,
    /// See [`references::mentions`](super::references::mentions).
    pub(super) mentions: OnceLock<Vec<Mention>>,
    /// For each number whether it is [`labelled`](super::shares::labelled).
    pub(super) labelled: OnceLock<Vec<bool>>,
}

impl Passage<'_> {
    /// The quotations that are not inside another.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quoted().0
    }

    /// The quotation marks without a partner.
    pub fn quotation_faults(&self) -> &[Fault] {
        &self.quoted().1
    }

    fn quoted(&self) -> &(Vec<Quotation>, Vec<Fault>) {
        self.spans.quotations.get_or_init(|| quotations::read(&self.words))
    }

    /// The quotation that a byte stands in.
    pub fn quotation_at(&self, byte: usize) -> Option<&Quotation> {
        let all = self.quotations();
        all.get(all.partition_point(|quotation| quotation.range.end <= byte)).filter(|quotation| quotation.range.contains(&byte))
    }

    /// The next token that closes a round bracket.
    pub fn closing(&self, from: usize) -> Option<usize> {
        let (_, closing) = self.brackets();
        closing.get(closing.partition_point(|at| *at < from)).copied()
    }

    /// The last token before this one that opens a round bracket.
    pub fn opening(&self, before: usize) -> Option<usize> {
        let (opening, _) = self.brackets();
        opening.get(opening.partition_point(|at| *at < before).checked_sub(1)?).copied()
    }

    fn brackets(&self) -> &(Vec<usize>, Vec<usize>) {
        self.spans.brackets.get_or_init(|| {
            let those = |mark| (0..self.tokens.len()).filter(|at| self.is_mark(*at, mark)).collect();
            (those('('), those(')'))
        })
    }

    /// Which sentence a token belongs to.
    pub fn sentence_of(&self, token: usize) -> Option<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.tokens.end <= token);
        self.sentences.get(at).filter(|sentence| sentence.tokens.contains(&token)).map(|_| at)
    }

    /// The sentence that a token belongs to.
    pub fn sentence_at(&self, token: usize) -> Option<&Sentence> {
        self.sentences.get(self.sentence_of(token)?)
    }

    /// Whether a token is the first of its sentence.
    pub fn opens_sentence(&self, token: usize) -> bool {
        self.sentence_at(token).is_some_and(|sentence| sentence.tokens.start == token)
    }

    /// Whether a range of the words touches words with a mark that `wanted` picks.
    pub fn is_marked(&self, words: &Range<usize>, wanted: impl Fn(&Mark) -> bool) -> bool {
        if self.marks.is_empty() {
            return false;
        }
        let begin = self.marks.partition_point(|(range, _)| range.start < words.start);
        let end = self.marks.partition_point(|(range, _)| range.start < words.end);
        let touches = |at: &usize| self.marks.get(*at).is_some_and(|(range, mark)| words.start < range.end && wanted(mark));
        if (begin..end).any(|at| touches(&at)) {
            return true;
        }
        // What begins before and is still open is the last one that begins before, or around it: marks do not overlap.
        let around = std::iter::successors(begin.checked_sub(1), |at| self.parents().get(*at).copied().flatten());
        words.start < words.end && around.into_iter().any(|at| touches(&at))
    }

    fn parents(&self) -> &[Option<usize>] {
        self.spans.parents.get_or_init(|| {
            let mut open: Vec<usize> = Vec::new();
            let mut parents = Vec::with_capacity(self.marks.len());
            for (at, (range, _)) in self.marks.iter().enumerate() {
                while open.last().and_then(|around| self.marks.get(*around)).is_some_and(|(around, _)| around.end <= range.start) {
                    open.pop();
                }
                parents.push(open.last().copied());
                open.push(at);
            }
            parents
        })
    }

    /// Whether a byte stands in an address of the web or of mail: a run without blanks with '://', 'www.' or '@' in it.
    pub fn in_address(&self, at: usize) -> bool {
        let all = self.spans.addresses.get_or_init(|| addresses(&self.words));
        all.get(all.partition_point(|run| run.end <= at)).is_some_and(|run| run.start <= at)
    }
}

/// The runs without blanks that are addresses.
fn addresses(words: &str) -> Vec<Range<usize>> {
    // Hardly any text has one.
    let dotted = || words.as_bytes().windows(2).any(|pair| pair[0] == b'.' && pair[1].is_ascii_lowercase());
    if !["@", "://", "www."].iter().any(|part| words.contains(part)) && !dotted() {
        return Vec::new();
    }
    let is_address = |run: &str| ["://", "www.", "@", ".gov.", ".org", ".com", ".co.uk"].iter().any(|part| run.contains(part));
    let mut end = 0;
    let mut found = Vec::new();
    for run in words.split_whitespace() {
        let start = words.get(end..).and_then(|rest| rest.find(run)).map_or(end, |at| end + at);
        end = start + run.len();
        if is_address(run) {
            found.push(start..end);
        }
    }
    found
}
