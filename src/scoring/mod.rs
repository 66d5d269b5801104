//! From stated scores to every score of a report. Pure functions, no input or output.

pub mod omi;

use crate::framework::{Framework, ScoringModel};
use crate::model::score::StatedScores;
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

/// All scores of a report from what it states.
///
/// `stated` is complete: `model::resolve` has made sure that every criterion and thread of the framework has its score.
pub fn scores(framework: &Framework, stated: &StatedScores) -> Scores {
    match framework.scoring {
        ScoringModel::Omi => omi::scores(framework, stated),
    }
}

impl Percentage {
    /// From an exact value: rounded once, and judged on the printed figure.
    pub fn new(framework: &Framework, exact: Number) -> Self {
        let printed = exact.rounded(0);
        let band = framework.bands.iter().position(|band| printed >= band.from);
        let below_line = framework.priority_line.as_ref().is_some_and(|line| printed < line.at);
        Self { exact, printed, band, below_line }
    }
}

impl Scores {
    /// A criterion's score by its number.
    pub fn criterion(&self, number: &str) -> Option<&Score> {
        self.criteria.iter().find(|score| score.criterion == number).map(|score| &score.score)
    }

    /// A section's score by its number; `None` for a graded section too.
    pub fn section(&self, number: &str) -> Option<&Percentage> {
        self.sections.iter().find(|score| score.section == number)?.score.as_ref()
    }

    /// A thread's score by its key.
    pub fn thread(&self, key: &str) -> Option<&Percentage> {
        self.threads.iter().find(|score| score.thread == key).map(|score| &score.score)
    }
}
