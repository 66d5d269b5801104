//! How a computed score came about: the model, the cases and the answers behind it.

use super::tally::Tally;
use crate::framework::Framework;

/// What is behind a computed score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The scoring model's name in content: `omi`.
    pub model: &'static str,
    /// How many cases the sample has.
    pub cases: u32,
    /// How many of them were relevant: at least one of the questions applied.
    pub relevant_cases: u32,
    /// Whether so few cases were relevant that the framework has the score marked.
    pub small_base: bool,
    /// The answers to each of the questions, in the framework's order.
    pub questions: Vec<QuestionTally>,
}

/// The answers to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionTally {
    /// The question's id.
    pub question: String,
    /// How many cases were above the line.
    pub above: u32,
    /// How many were below it.
    pub below: u32,
    /// How many the question did not apply to. With what has no answer at all, the rest of the cases.
    pub not_applicable: u32,
}

impl QuestionTally {
    /// How many cases were relevant.
    pub fn relevant(&self) -> u32 {
        self.above + self.below
    }
}

impl Provenance {
    /// From the count of a group of questions.
    pub(super) fn new(framework: &Framework, tally: &Tally, questions: &[usize], relevant_cases: u32) -> Self {
        Self {
            model: framework.scoring.model.name(),
            cases: tally.cases,
            relevant_cases,
            small_base: relevant_cases < framework.scoring.smallest_base,
            questions: questions.iter().map(|question| tally.questions[*question].clone()).collect(),
        }
    }

    /// How many answers count: those above or below the line.
    pub fn answers(&self) -> u64 {
        self.questions.iter().map(|question| u64::from(question.relevant())).sum()
    }

    /// How many of them are above the line.
    pub fn above(&self) -> u64 {
        self.questions.iter().map(|question| u64::from(question.above)).sum()
    }
}
