//! What other areas reached: lowest, highest and average over the programme's reports.
//!
//! What counts are the published reports on the same framework with a date on or before this one's, so that an old edition never changes
//! when a new report comes out. The report itself is among the areas inspected so far and counts, published or not: a draft shows the
//! figures that it will be published with.

use super::{Percentage, Scores};
use crate::date::Date;
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

/// A report as others are compared with it.
#[derive(Debug, Clone, Copy)]
pub struct Inspected<'a> {
    /// Its folder.
    pub slug: &'a str,
    /// Its framework's id.
    pub framework: &'a str,
    /// Whether others are compared with it.
    pub state: State,
    /// Since when they are.
    pub published: Date,
    /// Its scores.
    pub scores: &'a Scores,
}

impl<'a> Inspected<'a> {
    /// A report with its scores.
    pub fn new(report: &'a Report, scores: &'a Scores) -> Self {
        Self { slug: &report.slug, framework: &report.framework.id, state: report.state, published: report.published.value, scores }
    }
}

/// What a report on this framework takes from others, whatever it states itself.
pub fn computed(framework: &Framework, who: &Inspected, all: &[Inspected]) -> Vec<(ScoreOf, Comparator)> {
    over(framework, &StatedScores::default(), &compared(who, all))
}

/// The comparators of a report's threads, sections and overall score, in that order, as far as there are any. `all` are the programme's
/// reports with their scores, this one among them.
pub fn comparators(report: &Report, all: &[Inspected]) -> Vec<(ScoreOf, Comparator)> {
    let none = Scores::default();
    over(&report.framework, &report.scores, &compared(&Inspected::new(report, &none), all))
}

/// The scores of those that a report is compared with, itself among them.
fn compared<'a>(who: &Inspected, all: &[Inspected<'a>]) -> Vec<&'a Scores> {
    let counts = |other: &Inspected| {
        other.slug == who.slug || (other.state == State::Published && other.framework == who.framework && other.published <= who.published)
    };
    all.iter().filter(|other| counts(other)).map(|other| other.scores).collect()
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
