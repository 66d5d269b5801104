//! Where each word, number and mark of a report stands.
//!
//! Most checks look for a few words. They ask for the places of those and look around there, so that a check costs what it looks for and
//! not the report's length.

use rayon::slice::ParallelSliceMut as _;

use super::terms::id;
use super::{Passage, Reading};

/// The tokens of a report, by what they are.
#[derive(Debug)]
pub(super) struct Places {
    /// Each token's text in lower case as a number, with its passage and its place there, sorted.
    tokens: Vec<(u64, u32, u32)>,
}

impl Places {
    pub(super) fn new(passages: &[Passage]) -> Self {
        let mut tokens: Vec<(u64, u32, u32)> = Vec::with_capacity(passages.iter().map(|passage| passage.ids.len()).sum());
        // Half as many bytes to sort; no text is as long as that.
        for (index, passage) in (0..).zip(passages) {
            tokens.extend(passage.ids.iter().zip(0..).map(|(id, at)| (*id, index, at)));
        }
        tokens.par_sort_unstable();
        Self { tokens }
    }

    /// Where a token stands, by its number.
    fn of(&self, id: u64) -> impl ExactSizeIterator<Item = (usize, usize)> + Clone {
        let from = self.tokens.partition_point(|(known, ..)| *known < id);
        let count = self.tokens[from..].partition_point(|(known, ..)| *known == id);
        self.tokens[from..from + count].iter().map(|(_, index, at)| (*index as usize, *at as usize))
    }
}

impl<'a> Reading<'a> {
    /// Where one of these words, numbers or marks stands, in any case and in reading order: passages with a token's place.
    pub fn places(&self, texts: &[&str]) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        self.places_of(texts.iter().map(|text| id(text)))
    }

    /// The same, by the numbers of the words.
    pub fn places_of(&self, ids: impl IntoIterator<Item = u64>) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        self.in_order(ids.into_iter().flat_map(|id| self.places.of(id)).collect())
    }

    /// Where something may begin that has one of these words so many tokens on.
    pub fn starts(&self, clues: &[(usize, &[&str])]) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        let places = |(offset, texts): &(usize, &[&str])| {
            let offset = *offset;
            let places = texts.iter().flat_map(|text| self.places.of(id(text)));
            places.filter_map(move |(index, at)| Some((index, at.checked_sub(offset)?))).collect::<Vec<_>>()
        };
        self.in_order(clues.iter().flat_map(places).collect())
    }

    /// Where words stand one after the other, in any case and in reading order.
    pub fn phrases(&self, ids: &[u64]) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        // The rarest of them has the fewest places to look at.
        let rarest = (0..ids.len()).min_by_key(|at| self.places.of(ids[*at]).len());
        let places = rarest.into_iter().flat_map(move |rarest| self.places.of(ids[rarest]));
        let starts = places.filter_map(move |(index, at)| Some((&self.passages[index], at.checked_sub(rarest?)?)));
        starts.filter(move |(passage, at)| passage.ids[*at..].starts_with(ids))
    }

    fn in_order(&self, mut places: Vec<(usize, usize)>) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|(index, at)| (&self.passages[index], at))
    }

    /// Where numbers stand, in reading order.
    pub fn numbers(&self) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        self.passages.iter().flat_map(|passage| passage.numbers.iter().map(move |at| (passage, *at)))
    }

    /// Where numbers or one of these words stand, in reading order.
    pub fn numbers_or(&self, texts: &[&str]) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        let numbers = self.numbers().map(|(passage, at)| (passage.index, at));
        self.in_order(texts.iter().flat_map(|text| self.places.of(id(text))).chain(numbers).collect())
    }

    /// Whether a word stands somewhere in lower case.
    pub fn stands_in_lower(&self, word: &str) -> bool {
        let word_at = |(index, at): (usize, usize)| self.passages[index].word(at);
        self.places.of(id(word)).map(word_at).any(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
    }

    /// Every word, number and mark once: how it is written in one place, and its number.
    pub fn vocabulary(&self) -> impl Iterator<Item = (&str, u64)> {
        self.places.tokens.chunk_by(|(one, ..), (two, ..)| one == two).filter_map(|same| {
            let (id, index, at) = same.first()?;
            let passage = &self.passages[*index as usize];
            Some((passage.text(&passage.tokens[*at as usize]), *id))
        })
    }
}
