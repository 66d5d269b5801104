//! Which words two statements share, and how much these tell: the fewer sentences of the report a word stands in, the more.

use std::collections::BTreeMap;

use super::super::reading::told::Statement;

/// How much each word of meaning tells.
pub(super) struct Weights {
    of: BTreeMap<u64, u32>,
    sentences: u32,
}

impl Weights {
    pub(super) fn new(statements: &[Statement]) -> Self {
        let mut of: BTreeMap<u64, u32> = BTreeMap::new();
        let mut sentences = 0;
        for same in statements.chunk_by(|a, b| std::rc::Rc::ptr_eq(&a.wide, &b.wide)) {
            sentences += 1;
            for stem in same[0].wide.iter() {
                *of.entry(*stem).or_default() += 1;
            }
        }
        Self { of, sentences }
    }

    /// From 10 for a word of every sentence to 100 for a rare one.
    pub(super) fn weight(&self, stem: u64) -> u32 {
        let often = self.of.get(&stem).copied().unwrap_or(1);
        10 + 10 * (self.sentences.max(64) / often.max(1)).max(1).ilog2()
    }

    pub(super) fn sum<'s>(&self, stems: impl Iterator<Item = &'s u64>) -> u32 {
        stems.map(|stem| self.weight(*stem)).sum()
    }

    /// The rarest words first, so many of them.
    pub(super) fn rarest(&self, stems: &[u64], most: usize) -> Vec<u64> {
        let mut stems = stems.to_vec();
        stems.sort_by_key(|stem| std::cmp::Reverse(self.weight(*stem)));
        stems.truncate(most);
        stems
    }
}

/// What two sets of words share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Overlap {
    /// How many words of their own both have.
    pub(super) shared: usize,
    /// How much these tell.
    pub(super) told: u32,
    /// What part of the words that tell less is in the other or around it, in hundredths.
    pub(super) less: u32,
    /// What part of those that tell more.
    pub(super) more: u32,
    /// What part of the shorter is in the other itself.
    pub(super) direct: u32,
    /// How much the words tell that are in or around both.
    pub(super) around: u32,
}

/// What two statements share, each by its own words and those around them; both are sorted.
pub(super) fn overlap(weights: &Weights, one: (&[u64], &[u64]), two: (&[u64], &[u64])) -> Overlap {
    let within = |stem: &u64, other: (&[u64], &[u64])| other.0.binary_search(stem).is_ok() || other.1.binary_search(stem).is_ok();
    let shared: Vec<&u64> = one.0.iter().filter(|stem| two.0.binary_search(stem).is_ok()).collect();
    let told = weights.sum(shared.iter().copied());
    let (first, second) = (weights.sum(one.0.iter()), weights.sum(two.0.iter()));
    let covered = |own: &[u64], other| weights.sum(own.iter().filter(|stem| within(stem, other)));
    let part = |covered: u32, of: u32| (covered * 100).checked_div(of).unwrap_or(0);
    let (in_two, in_one) = (part(covered(one.0, two), first), part(covered(two.0, one), second));
    let (less, more) = if first <= second { (in_two, in_one) } else { (in_one, in_two) };
    let around = weights.sum(one.1.iter().filter(|stem| two.1.binary_search(stem).is_ok()));
    Overlap { shared: shared.len(), told, less, more, direct: part(told, first.min(second)), around }
}
