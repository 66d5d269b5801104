//! Scores as stated.

use crate::diag::Spanned;
use crate::number::Number;

/// What `scores.yaml` states.
#[derive(Debug, Clone, Default)]
pub struct StatedScores {
    /// By criterion, in the framework's order.
    pub criteria: Vec<(String, Spanned<Stated>)>,
    /// By thread, in the framework's order.
    pub threads: Vec<(String, Spanned<Number>)>,
}

/// A stated score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// Per cent, 0 to 100.
    Percentage(Number),
    /// An index into the framework's grades.
    Grade(usize),
}
