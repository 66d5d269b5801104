//! What other areas reached: lowest, highest and average over the programme's reports.
//!
//! What counts are the published reports on the same framework with a date on or before this one's, so that an old edition never changes
//! when a new report comes out. The report itself is among the areas inspected so far and counts, published or not: a draft shows the
//! figures that it will be published with.

use super::{Percentage, Scores};
use crate::framework::{Framework, ScoredBy};
use crate::model::Report;
use crate::model::report::State;
use crate::model::score::{ScoreOf, StatedScores};
use crate::number::Number;

/// What other areas reached in one score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparator {
    /// The lowest score.
    pub lowest: Percentage,
    /// The highest score.
    pub highest: Percentage,
    /// The average: of the exact scores, rounded once.
    pub average: Percentage,
    /// How many reports it is drawn from, this one among them; `None` if it is stated.
    pub reports: Option<usize>,
}

/// The comparators of a report's threads, sections and overall score, in that order, as far as there are any. `all` are the programme's
/// reports with their scores, this one among them.
pub fn comparators(report: &Report, all: &[(&Report, &Scores)]) -> Vec<(ScoreOf, Comparator)> {
    let counts = |other: &Report| {
        other.slug == report.slug
            || (other.state == State::Published
                && other.framework.id == report.framework.id
                && other.published.value <= report.published.value)
    };
    let scores: Vec<&Scores> = all.iter().filter(|(other, _)| counts(other)).map(|(_, scores)| *scores).collect();
    over(&report.framework, &report.scores, &scores)
}

/// The comparators over these scores; what is stated wins.
pub fn over(framework: &Framework, stated: &StatedScores, scores: &[&Scores]) -> Vec<(ScoreOf, Comparator)> {
    let threads = framework.threads.iter().map(|thread| ScoreOf::Thread(thread.key.clone()));
    let with_score =
        framework.sections.iter().filter(|section| section.criteria.iter().any(|criterion| criterion.scored_by == ScoredBy::Percentage));
    let sections = with_score.map(|section| ScoreOf::Section(section.number.clone()));
    let overall = framework.has_overall().then_some(ScoreOf::Overall);
    let one = |of: ScoreOf| {
        let percentage = |exact: &Number| Percentage::new(framework, exact.clone());
        if let Some((_, stated)) = stated.comparators.iter().find(|(known, _)| *known == of) {
            let (lowest, highest, average) = (percentage(&stated.lowest), percentage(&stated.highest), percentage(&stated.average));
            return Some((of, Comparator { lowest, highest, average, reports: None }));
        }
        let exact: Vec<&Number> = scores.iter().filter_map(|scores| Some(&scores.percentage(&of)?.exact)).collect();
        let (lowest, highest) = (exact.iter().min()?, exact.iter().max()?);
        let average = Number::mean(exact.iter().copied())?;
        let comparator = Comparator {
            lowest: percentage(lowest),
            highest: percentage(highest),
            average: percentage(&average),
            reports: Some(exact.len()),
        };
        Some((of, comparator))
    };
    threads.chain(sections).chain(overall).filter_map(one).collect()
}
