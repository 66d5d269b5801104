//! Scores as stated.

use super::allow::Allow;
use crate::diag::Spanned;
use crate::number::Number;

/// What `scores.yaml` states. What is computed from cases need not be there.
#[derive(Debug, Clone, Default)]
pub struct StatedScores {
    /// By inspection, in the framework's order; one if the framework does not set several side by side.
    pub inspections: Vec<StatedInspection>,
    /// What other areas reached, where it cannot be computed from their reports.
    pub comparators: Vec<(ScoreOf, StatedComparator)>,
}

/// The stated scores of one inspection.
#[derive(Debug, Clone, Default)]
pub struct StatedInspection {
    /// By criterion, in the framework's order.
    pub criteria: Vec<(String, StatedScore)>,
    /// By section, in the framework's order; percentages all.
    pub sections: Vec<(String, StatedScore)>,
    /// By thread, in the framework's order; percentages all.
    pub threads: Vec<(String, StatedScore)>,
    /// The overall score, a percentage.
    pub overall: Option<StatedScore>,
}

/// A stated score with what stands beside it.
#[derive(Debug, Clone)]
pub struct StatedScore {
    /// The score.
    pub value: Spanned<Stated>,
    /// The band that is stated for it, an index into the framework's bands.
    pub band: Option<Spanned<usize>>,
    /// What checks may not object to.
    pub allows: Vec<Allow>,
}

/// A stated score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// Per cent, 0 to 100.
    Percentage(Number),
    /// An index into the framework's grades.
    Grade(usize),
    /// The inspection did not look at it.
    NotFollowedUp,
    /// Only what is said of it is stated: the score itself is worked out.
    WorkedOut,
}

/// What a score is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScoreOf {
    /// A criterion, by number.
    Criterion(String),
    /// A section, by number.
    Section(String),
    /// A thread, by key.
    Thread(String),
    /// All sections together.
    Overall,
}

/// What other areas reached, as stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedComparator {
    /// The lowest score.
    pub lowest: Spanned<Number>,
    /// The highest score.
    pub highest: Spanned<Number>,
    /// The average.
    pub average: Spanned<Number>,
}

impl StatedScore {
    /// `value` with nothing beside it.
    pub fn plain(value: Spanned<Stated>) -> Self {
        Self { value, band: None, allows: Vec::new() }
    }

    /// Its percentage, if it is one.
    pub fn percentage(&self) -> Option<&Number> {
        match &self.value.value {
            Stated::Percentage(number) => Some(number),
            Stated::Grade(_) | Stated::NotFollowedUp | Stated::WorkedOut => None,
        }
    }

    fn find<'a>(list: &'a [(String, Self)], name: &str) -> Option<&'a Self> {
        list.iter().find(|(known, _)| known == name).map(|(_, score)| score)
    }
}

impl StatedInspection {
    /// What is stated for a score.
    pub fn get(&self, of: &ScoreOf) -> Option<&StatedScore> {
        match of {
            ScoreOf::Criterion(number) => StatedScore::find(&self.criteria, number),
            ScoreOf::Section(number) => StatedScore::find(&self.sections, number),
            ScoreOf::Thread(key) => StatedScore::find(&self.threads, key),
            ScoreOf::Overall => self.overall.as_ref(),
        }
    }

    /// All its scores, in order: criteria, sections, threads, the overall score.
    pub fn all(&self) -> impl Iterator<Item = (ScoreOf, &StatedScore)> {
        let criteria = self.criteria.iter().map(|(number, score)| (ScoreOf::Criterion(number.clone()), score));
        let sections = self.sections.iter().map(|(number, score)| (ScoreOf::Section(number.clone()), score));
        let threads = self.threads.iter().map(|(key, score)| (ScoreOf::Thread(key.clone()), score));
        criteria.chain(sections).chain(threads).chain(self.overall.iter().map(|score| (ScoreOf::Overall, score)))
    }

    /// All allows beside its scores, in order.
    pub fn allows(&self) -> impl Iterator<Item = &Allow> {
        self.all().flat_map(|(_, score)| &score.allows)
    }
}
