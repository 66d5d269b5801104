//! The case sample: who was inspected, and how each case was judged on each question.
//!
//! A sample may hold a million answers, so they stand in one flat list of small numbers; names are given once.

pub mod read;
#[cfg(test)]
mod tests;

use crate::diag::{FileId, Span};

/// The cases of a report.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CaseSample {
    /// `cases.csv`.
    pub file: FileId,
    /// The cases, in the file's order.
    pub cases: Vec<Case>,
    /// Their profile, in the framework's order of columns.
    pub profile: Vec<Profile>,
    /// How they were judged; `None` if the report keeps the profile of its cases only.
    pub answers: Option<Answers>,
}

/// A case.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name in the files.
    pub id: String,
    /// Where its row stands.
    pub span: Span,
}

/// A column of the cases' profile.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Its key: `type`.
    pub key: String,
    /// Its title in print.
    pub title: String,
    /// Its values: the framework's, in the framework's order, or else those that occur, sorted.
    pub values: Vec<String>,
    /// Each case's value, an index into `values`; `None` where it is not recorded.
    pub by_case: Vec<Option<u32>>,
}

/// All answers.
#[derive(Debug, Clone)]
pub struct Answers {
    /// `answers.csv`.
    pub file: FileId,
    /// Sorted by case, then question; none twice.
    pub rows: Vec<Answered>,
}

/// One answer. Ordered by case and question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answered {
    /// The case, an index into the sample's.
    pub case: u32,
    /// The question, an index into the framework's.
    pub question: u16,
    /// The judgement.
    pub answer: Answer,
    /// Where its row begins in the file.
    pub offset: u32,
}

/// How a case was judged on a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// The work was sufficient: above the line.
    Above,
    /// It was not: below the line.
    Below,
    /// The question does not arise in this case.
    NotApplicable,
}

impl Answer {
    /// What content may write, in any letter case.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("above", Self::Above),
        ("below", Self::Below),
        ("na", Self::NotApplicable),
        ("above the line", Self::Above),
        ("below the line", Self::Below),
        ("not applicable", Self::NotApplicable),
    ];

    /// From what content writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, answer)| *answer)
    }
}

impl CaseSample {
    /// A column of the profile by its key.
    pub fn profile(&self, key: &str) -> Option<&Profile> {
        self.profile.iter().find(|profile| profile.key == key)
    }
}

impl Profile {
    /// How many cases have each value, in the order of `values`; then how many have none recorded.
    pub fn counts(&self) -> (Vec<(&str, usize)>, usize) {
        let mut counts: Vec<(&str, usize)> = self.values.iter().map(|value| (value.as_str(), 0)).collect();
        let mut not_recorded = 0;
        for value in &self.by_case {
            match value.and_then(|value| counts.get_mut(value as usize)) {
                Some((_, count)) => *count += 1,
                None => not_recorded += 1,
            }
        }
        (counts, not_recorded)
    }
}
