//! The sentences of a report that hold numbers, each with the places of these.
//!
//! Checks of arithmetic ask for them: a sentence without a number costs them nothing.

use super::words::{Figure, Token};
use super::{Passage, Reading, sentences::Sentence};

/// A sentence of prose with its numbers.
#[derive(Debug, Clone, Copy)]
pub struct Numbered<'r, 'a> {
    /// Where it stands.
    pub passage: &'r Passage<'a>,
    /// Which sentence of the passage it is.
    pub index: usize,
    /// Its numbers but for years, by their tokens.
    pub figures: &'r [usize],
}

impl<'r> Numbered<'r, '_> {
    /// The sentence.
    pub fn sentence(&self) -> &'r Sentence {
        &self.passage.sentences[self.index]
    }

    /// The number at a token.
    pub fn figure(&self, at: usize) -> Option<Figure> {
        self.passage.tokens.get(at).and_then(Token::figure)
    }

    /// The count at a token.
    pub fn count(&self, at: usize) -> Option<i64> {
        self.passage.tokens.get(at).and_then(Token::count)
    }
}

/// Which passage, which sentence of it, and its numbers.
pub(super) type Sighting = (usize, usize, Vec<usize>);

/// The sentences of a report's prose that hold numbers, in order.
pub fn numbered<'r, 'a>(reading: &'r Reading<'a>) -> impl Iterator<Item = Numbered<'r, 'a>> {
    let view = |(passage, index, figures): &'r Sighting| Numbered { passage: &reading.passages[*passage], index: *index, figures };
    reading.numbered.get_or_init(|| find(reading)).iter().map(view)
}

/// The same, each with the sentence right before it in its passage if that holds numbers too.
pub fn with_the_one_before<'r, 'a>(reading: &'r Reading<'a>) -> impl Iterator<Item = (Option<Numbered<'r, 'a>>, Numbered<'r, 'a>)> {
    let mut last: Option<Numbered> = None;
    numbered(reading).map(move |one| {
        let next = |before: &Numbered| before.passage.index == one.passage.index && before.index + 1 == one.index;
        (last.replace(one).filter(next), one)
    })
}

fn find(reading: &Reading) -> Vec<Sighting> {
    let mut out: Vec<Sighting> = Vec::new();
    for (passage, at) in reading.numbers().filter(|(passage, _)| passage.is_prose()) {
        if passage.tokens[at].figure().is_some_and(Figure::may_be_year) {
            continue;
        }
        match out.last_mut() {
            Some((home, index, figures)) if *home == passage.index && passage.sentences[*index].tokens.contains(&at) => figures.push(at),
            _ => {
                if let Some(index) = passage.sentence_of(at) {
                    out.push((passage.index, index, vec![at]));
                }
            }
        }
    }
    out
}
