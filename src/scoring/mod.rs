//! From stated scores to every score of a report. Pure functions, no input or output.

use crate::number::Number;

/// All scores of a report.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Scores {
    /// By criterion, in the framework's order.
    pub criteria: Vec<CriterionScore>,
    /// By section, in the framework's order; graded sections have no score.
    pub sections: Vec<SectionScore>,
    /// By thread, in the framework's order.
    pub threads: Vec<ThreadScore>,
}

/// A criterion's score.
#[derive(Debug, Clone)]
pub struct CriterionScore {
    /// Its number.
    pub criterion: String,
    /// Its score.
    pub score: Score,
}

/// A section's score.
#[derive(Debug, Clone)]
pub struct SectionScore {
    /// Its number.
    pub section: String,
    /// Its score; `None` for a graded section.
    pub score: Option<Percentage>,
}

/// A thread's score.
#[derive(Debug, Clone)]
pub struct ThreadScore {
    /// Its key.
    pub thread: String,
    /// Its score.
    pub score: Percentage,
}

/// A score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Score {
    /// A percentage.
    Percentage(Percentage),
    /// A grade, as an index into the framework's grades.
    Grade(usize),
}

/// A percentage: exact, and as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Percentage {
    /// The exact value, 0 to 100.
    pub exact: Number,
    /// Rounded half up to a whole number: what is printed and judged.
    pub printed: Number,
    /// Index of its band, judged on the printed figure.
    pub band: Option<usize>,
    /// Whether the printed figure is below the priority line.
    pub below_line: bool,
}
