//! The sentences of a report that hold numbers, each with the places of these.
//!
//! Checks of arithmetic ask for them: a sentence without a number costs them nothing.

use super::words::{Figure, Token};
use super::{Passage, Reading, sentences::Sentence};

/// A sentence of prose with its numbers.
#[derive(Debug)]
pub struct Numbered<'r, 'a> {
    /// Where it stands.
    pub passage: &'r Passage<'a>,
    /// Which sentence of the passage it is.
    pub index: usize,
    /// Its numbers but for years, by their tokens.
    pub figures: Vec<usize>,
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

/// The sentences of a report's prose that hold numbers, in order.
pub fn numbered<'r, 'a>(reading: &'r Reading<'a>) -> Vec<Numbered<'r, 'a>> {
    let mut out: Vec<Numbered> = Vec::new();
    for (passage, at) in reading.numbers().filter(|(passage, _)| passage.is_prose()) {
        if passage.tokens[at].figure().is_some_and(Figure::may_be_year) {
            continue;
        }
        match out.last_mut() {
            Some(last) if std::ptr::eq(last.passage, passage) && passage.sentences[last.index].tokens.contains(&at) => {
                last.figures.push(at);
            }
            _ => {
                if let Some(index) = passage.sentence_of(at) {
                    out.push(Numbered { passage, index, figures: vec![at] });
                }
            }
        }
    }
    out
}
