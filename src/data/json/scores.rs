//! All scores with their bands, what is behind them, and what stands although a check objects.

use serde::Serialize;

use crate::document::plain;
use crate::framework::Framework;
use crate::model::score::ScoreOf;
use crate::number::Number;
use crate::scoring::comparators::Comparator;
use crate::scoring::provenance::{Provenance, QuestionTally};
use crate::scoring::{Percentage, Score, Scores};

#[derive(Serialize)]
pub(super) struct ScoresData<'a> {
    /// Where several inspections stand side by side, whose scores these are.
    #[serde(skip_serializing_if = "Option::is_none")]
    inspection: Option<InspectionData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overall: Option<Scored<'a>>,
    sections: Vec<Scored<'a>>,
    criteria: Vec<Scored<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    threads: Vec<Scored<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<ScoresData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    allowed: Vec<AllowedData<'a>>,
}

#[derive(Serialize)]
struct InspectionData<'a> {
    key: &'a str,
    title: &'a str,
}

/// What stands although a check objects.
#[derive(Serialize)]
struct AllowedData<'a> {
    check: &'a str,
    problem: &'a str,
    reason: &'a str,
}

/// What is behind a computed score.
#[derive(Serialize)]
struct BehindData<'a> {
    model: &'a str,
    cases: u32,
    relevant_cases: u32,
    small_base: bool,
    answers: u64,
    above: u64,
    questions: Vec<QuestionData<'a>>,
}

#[derive(Serialize)]
struct QuestionData<'a> {
    question: &'a str,
    above: u32,
    below: u32,
    not_applicable: u32,
}

/// What other areas reached.
#[derive(Serialize)]
struct ComparatorData {
    lowest: i64,
    highest: i64,
    average: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<usize>,
}

#[derive(Serialize)]
struct Scored<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    /// The criterion's or section's number, or the thread's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: String,
    #[serde(flatten)]
    score: Option<ScoreData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    computed_from: Option<BehindData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparators: Option<ComparatorData>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ScoreData<'a> {
    Percentage {
        /// What is printed: a whole number, per cent.
        percentage: i64,
        /// What it was rounded from, as a decimal or a fraction.
        exact: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        band: Option<&'a str>,
        /// What that band is printed as beside the score.
        #[serde(skip_serializing_if = "Option::is_none")]
        comment: Option<&'a str>,
        below_priority_line: bool,
    },
    Grade {
        grade: &'a str,
    },
    /// No case was relevant.
    Unscored {
        not_scored: bool,
    },
    /// The inspection did not look at it.
    Unseen {
        not_followed_up: bool,
    },
}

pub(super) fn all_scores<'a>(scores: &'a Scores, framework: &'a Framework) -> ScoresData<'a> {
    let mut inspections = framework.inspections.iter().map(|inspection| InspectionData { key: &inspection.key, title: &inspection.title });
    let earlier = scores.earlier.iter().map(|scores| ScoresData { inspection: inspections.next(), ..one_inspection(scores, framework) });
    let earlier = earlier.collect();
    ScoresData { inspection: inspections.next(), earlier, ..one_inspection(scores, framework) }
}

fn one_inspection<'a>(scores: &'a Scores, framework: &'a Framework) -> ScoresData<'a> {
    let percentage = |score: &Percentage| ScoreData::Percentage {
        percentage: whole(&score.printed),
        exact: score.exact.to_string(),
        band: score.band.and_then(|band| framework.bands.get(band)).map(|band| band.name.as_str()),
        comment: score.band.and_then(|band| framework.bands.get(band)?.comment.as_deref()),
        below_priority_line: score.below_line,
    };
    let entry = |of: ScoreOf, title: String, score: Option<ScoreData<'a>>| Scored {
        section: None,
        number: None,
        key: None,
        title,
        score,
        computed_from: scores.provenance(&of).map(behind),
        comparators: scores.comparators.iter().find(|(known, _)| *known == of).map(|(_, comparator)| comparators(comparator)),
    };
    let sections = scores.sections.iter().map(|section| {
        let found = framework.sections.iter().find(|found| found.number == section.section);
        let of = ScoreOf::Section(section.section.clone());
        Scored {
            number: Some(&section.section),
            ..entry(of, found.map_or_else(String::new, |found| plain(&found.title)), section.score.as_ref().map(percentage))
        }
    });
    let criteria = scores.criteria.iter().map(|criterion| {
        let place = framework.criterion(&criterion.criterion);
        let score = match &criterion.score {
            Score::Percentage(score) => Some(percentage(score)),
            Score::Grade(index) => framework.grades.get(*index).map(|grade| ScoreData::Grade { grade }),
            Score::NotScored => Some(ScoreData::Unscored { not_scored: true }),
            Score::NotFollowedUp => Some(ScoreData::Unseen { not_followed_up: true }),
        };
        Scored {
            section: place.map(|(section, _)| section.number.as_str()),
            number: Some(&criterion.criterion),
            ..entry(
                ScoreOf::Criterion(criterion.criterion.clone()),
                place.map_or_else(String::new, |(_, criterion)| plain(&criterion.title)),
                score,
            )
        }
    });
    let threads = scores.threads.iter().map(|thread| {
        let found = framework.threads.iter().find(|found| found.key == thread.thread);
        let of = ScoreOf::Thread(thread.thread.clone());
        Scored {
            key: Some(&thread.thread),
            ..entry(of, found.map_or_else(String::new, |found| plain(&found.title)), Some(percentage(&thread.score)))
        }
    });
    let about_scores = scores.accepted.iter().filter(|accepted| accepted.subject.is_some());
    let allowed = about_scores.map(|accepted| AllowedData {
        check: accepted.problem.name,
        problem: &accepted.problem.message,
        reason: &accepted.allow.reason,
    });
    ScoresData {
        inspection: None,
        overall: scores.overall.as_ref().map(|overall| entry(ScoreOf::Overall, String::new(), Some(percentage(overall)))),
        sections: sections.collect(),
        criteria: criteria.collect(),
        threads: threads.collect(),
        earlier: Vec::new(),
        allowed: allowed.collect(),
    }
}

/// A printed percentage: a whole number.
fn whole(printed: &Number) -> i64 {
    printed.to_whole().unwrap_or_default()
}

fn question(tally: &QuestionTally) -> QuestionData<'_> {
    let QuestionTally { question, above, below, not_applicable } = tally;
    QuestionData { question, above: *above, below: *below, not_applicable: *not_applicable }
}

fn behind(provenance: &Provenance) -> BehindData<'_> {
    BehindData {
        model: provenance.model,
        cases: provenance.cases,
        relevant_cases: provenance.relevant_cases,
        small_base: provenance.small_base,
        answers: provenance.answers(),
        above: provenance.above(),
        questions: provenance.questions.iter().map(question).collect(),
    }
}

fn comparators(comparator: &Comparator) -> ComparatorData {
    let Comparator { lowest, highest, average, reports } = comparator;
    ComparatorData { lowest: whole(&lowest.printed), highest: whole(&highest.printed), average: whole(&average.printed), reports: *reports }
}
