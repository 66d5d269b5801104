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
    tokens: Vec<(u64, usize, usize)>,
    /// The passages and places of numbers, in reading order.
    numbers: Vec<(usize, usize)>,
}

impl Places {
    pub(super) fn new(passages: &[Passage]) -> Self {
        let ids =
            |(index, passage): (usize, &Passage)| passage.ids.iter().enumerate().map(move |(at, id)| (*id, index, at)).collect::<Vec<_>>();
        let mut tokens: Vec<(u64, usize, usize)> = passages.iter().enumerate().flat_map(ids).collect();
        tokens.par_sort_unstable();
        let numbers = |(index, passage): (usize, &Passage)| {
            let numbers = passage.tokens.iter().enumerate().filter(|(_, token)| token.figure().is_some());
            numbers.map(|(at, _)| (index, at)).collect::<Vec<_>>()
        };
        Self { tokens, numbers: passages.iter().enumerate().flat_map(numbers).collect() }
    }

    /// Where a token stands, by its number.
    fn of(&self, id: u64) -> &[(u64, usize, usize)] {
        let from = self.tokens.partition_point(|(known, ..)| *known < id);
        let count = self.tokens[from..].partition_point(|(known, ..)| *known == id);
        &self.tokens[from..from + count]
    }
}

impl<'a> Reading<'a> {
    /// Where one of these words, numbers or marks stands, in any case and in reading order: passages with a token's place.
    pub fn places(&self, texts: &[&str]) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        self.places_of(texts.iter().map(|text| id(text)))
    }

    /// The same, by the numbers of the words.
    pub fn places_of(&self, ids: impl IntoIterator<Item = u64>) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        self.in_order(ids.into_iter().flat_map(|id| self.places.of(id)).map(|(_, index, at)| (*index, *at)).collect())
    }

    /// Where something may begin that has one of these words so many tokens on.
    pub fn starts(&self, clues: &[(usize, &[&str])]) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        let places = |(offset, texts): &(usize, &[&str])| {
            let offset = *offset;
            let places = texts.iter().flat_map(|text| self.places.of(id(text)));
            places.filter_map(move |(_, index, at)| Some((*index, at.checked_sub(offset)?))).collect::<Vec<_>>()
        };
        self.in_order(clues.iter().flat_map(places).collect())
    }

    /// Where words stand one after the other, in any case and in reading order.
    pub fn phrases(&self, ids: &[u64]) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        // The rarest of them has the fewest places to look at.
        let rarest = (0..ids.len()).min_by_key(|at| self.places.of(ids[*at]).len());
        let places = rarest.map_or(&[][..], |rarest| self.places.of(ids[rarest]));
        let starts = places.iter().filter_map(move |(_, index, at)| Some((&self.passages[*index], at.checked_sub(rarest?)?)));
        starts.filter(move |(passage, at)| passage.ids[*at..].starts_with(ids))
    }

    fn in_order(&self, mut places: Vec<(usize, usize)>) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|(index, at)| (&self.passages[index], at))
    }

    /// Where numbers stand, in reading order.
    pub fn numbers(&self) -> impl Iterator<Item = (&Passage<'a>, usize)> {
        self.places.numbers.iter().map(|(index, at)| (&self.passages[*index], *at))
    }

    /// Every word, number and mark once: how it is written in one place, and its number.
    pub fn vocabulary(&self) -> impl Iterator<Item = (&str, u64)> {
        self.places.tokens.chunk_by(|(one, ..), (two, ..)| one == two).filter_map(|same| {
            let (id, index, at) = same.first()?;
            let passage = &self.passages[*index];
            Some((passage.text(&passage.tokens[*at]), *id))
        })
    }
}
