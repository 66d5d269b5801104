//! What other areas reached: lowest, highest and average over the programme's reports.
//!
//! What counts are the published reports on the same framework with a date on or before this one's, so that an old edition never changes
//! when a new report comes out. The report itself is among the areas inspected so far and counts, published or not: a draft shows the
//! figures that it will be published with.

use std::borrow::Cow;
use std::collections::BTreeMap;

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

/// The scores of a programme's reports, ready to be compared with any of them.
pub struct Field<'a> {
    /// What the published reports on a framework reached up to a date.
    reached: BTreeMap<(&'a str, Date), Reached>,
    /// The reports that only they themselves are compared with.
    others: BTreeMap<&'a str, &'a Scores>,
}

/// What some reports reached in each score.
type Reached = BTreeMap<ScoreOf, Tally>;

#[derive(Debug, Clone)]
struct Tally {
    lowest: Number,
    highest: Number,
    sum: Number,
    reports: i64,
}

impl<'a> Field<'a> {
    /// Of these reports.
    pub fn new(all: &[Inspected<'a>]) -> Self {
        let mut published: Vec<_> = all.iter().filter(|report| report.state == State::Published).collect();
        published.sort_by_key(|report| (report.framework, report.published));
        let mut reached: BTreeMap<(&str, Date), Reached> = BTreeMap::new();
        for report in published {
            let at = (report.framework, report.published);
            let before = reached.range((report.framework, Date::FIRST)..=at).next_back();
            let mut now = before.map(|(_, reached)| reached.clone()).unwrap_or_default();
            add(&mut now, report.scores);
            reached.insert(at, now);
        }
        let others = all.iter().filter(|report| report.state != State::Published).map(|report| (report.slug, report.scores)).collect();
        Self { reached, others }
    }

    /// The comparators of a report's threads, sections and overall score, in that order, as far as there are any. It must be in the field.
    pub fn comparators(&self, report: &Report) -> Vec<(ScoreOf, Comparator)> {
        over(&report.framework, &report.scores, &self.reached(&report.framework.id, &report.slug, report.published.value))
    }

    /// What a report on this framework takes from others, whatever it states itself.
    pub fn computed(&self, framework: &Framework, slug: &str, published: Date) -> Vec<(ScoreOf, Comparator)> {
        over(framework, &StatedScores::default(), &self.reached(&framework.id, slug, published))
    }

    fn reached<'b>(&'b self, framework: &'b str, slug: &str, published: Date) -> Cow<'b, Reached> {
        let others = self.reached.range((framework, Date::FIRST)..=(framework, published)).next_back().map(|(_, reached)| reached);
        match (others, self.others.get(slug)) {
            (Some(others), None) => Cow::Borrowed(others),
            (others, own) => {
                let mut all = others.cloned().unwrap_or_default();
                if let Some(own) = own {
                    add(&mut all, own);
                }
                Cow::Owned(all)
            }
        }
    }
}

fn add(reached: &mut Reached, scores: &Scores) {
    let threads = scores.threads.iter().map(|thread| (ScoreOf::Thread(thread.thread.clone()), &thread.score));
    let sections = scores.sections.iter().filter_map(|section| Some((ScoreOf::Section(section.section.clone()), section.score.as_ref()?)));
    let overall = scores.overall.iter().map(|score| (ScoreOf::Overall, score));
    for (of, Percentage { exact, .. }) in threads.chain(sections).chain(overall) {
        match reached.get_mut(&of) {
            None => {
                reached.insert(of, Tally { lowest: exact.clone(), highest: exact.clone(), sum: exact.clone(), reports: 1 });
            }
            Some(tally) => {
                if *exact < tally.lowest {
                    tally.lowest = exact.clone();
                }
                if *exact > tally.highest {
                    tally.highest = exact.clone();
                }
                tally.sum = tally.sum.plus(exact);
                tally.reports += 1;
            }
        }
    }
}

/// The comparators of a report among these, itself one of them.
pub fn comparators(report: &Report, all: &[Inspected]) -> Vec<(ScoreOf, Comparator)> {
    Field::new(all).comparators(report)
}

/// The comparators of these scores; what is stated wins.
fn over(framework: &Framework, stated: &StatedScores, reached: &Reached) -> Vec<(ScoreOf, Comparator)> {
    let threads = framework.threads.iter().map(|thread| ScoreOf::Thread(thread.key.clone()));
    let with_score =
        framework.sections.iter().filter(|section| section.criteria.iter().any(|criterion| criterion.scored_by == ScoredBy::Percentage));
    let sections = with_score.map(|section| ScoreOf::Section(section.number.clone()));
    let overall = framework.has_overall().then_some(ScoreOf::Overall);
    let percentage = |exact: &Number| Percentage::new(framework, exact.clone());
    let one = |of: ScoreOf| {
        if let Some((_, stated)) = stated.comparators.iter().find(|(known, _)| *known == of) {
            let (lowest, highest, average) = (percentage(&stated.lowest), percentage(&stated.highest), percentage(&stated.average));
            return Some((of, Comparator { lowest, highest, average, reports: None }));
        }
        let Tally { lowest, highest, sum, reports } = reached.get(&of)?;
        let comparator = Comparator {
            lowest: percentage(lowest),
            highest: percentage(highest),
            average: percentage(&sum.over(&Number::whole(*reports))?),
            reports: usize::try_from(*reports).ok(),
        };
        Some((of, comparator))
    };
    threads.chain(sections).chain(overall).filter_map(one).collect()
}
