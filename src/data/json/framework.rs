//! What the scores are judged by and made of: the framework as far as readers of the data need it.

use serde::Serialize;

use crate::framework::{Framework, FrameworkSection, Labels, PriorityLine, QuestionKind, ScoredBy, ScoringModel};

#[derive(Serialize)]
pub(super) struct FrameworkData<'a> {
    id: &'a str,
    title: &'a str,
    short: &'a str,
    criterion_label: &'a str,
    scoring: ScoringData<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inspections: Vec<Keyed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_followed_up: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority_line: Option<At<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    further_lines: Vec<At<'a>>,
    bands: Vec<Band<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    grades: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    grade_meanings: Vec<GradeMeaning<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    threads: Vec<Keyed<'a>>,
    sections: Vec<SectionData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questions: Vec<QuestionData<'a>>,
    labels: LabelsData<'a>,
}

#[derive(Serialize)]
struct ScoringData<'a> {
    model: &'static str,
    smallest_base: u32,
    /// The shares of individual and summary questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    individual: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    weights: Vec<Weight<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overall: Vec<SectionWeight<'a>>,
}

#[derive(Serialize)]
struct Weight<'a> {
    name: &'a str,
    weight: String,
}

#[derive(Serialize)]
struct SectionWeight<'a> {
    section: &'a str,
    weight: String,
}

#[derive(Serialize)]
struct Keyed<'a> {
    key: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct Band<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
}

#[derive(Serialize)]
struct GradeMeaning<'a> {
    grade: &'a str,
    meaning: &'a str,
}

#[derive(Serialize)]
struct SectionData<'a> {
    number: &'a str,
    title: &'a str,
    scored_by: &'static str,
    criteria: Vec<CriterionData<'a>>,
}

#[derive(Serialize)]
struct CriterionData<'a> {
    number: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement: Option<&'a str>,
    scored_by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<&'a str>,
}

#[derive(Serialize)]
struct QuestionData<'a> {
    id: &'a str,
    text: &'a str,
    criterion: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    threads: &'a [String],
}

/// A place on a scale with its words.
#[derive(Serialize)]
pub(super) struct At<'a> {
    pub(super) at: String,
    pub(super) label: &'a str,
}

/// The programme's own words; what it leaves to the language is left out.
#[derive(Serialize)]
struct LabelsData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section_score: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overall_score: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conclusion: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section_heading: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criterion_heading: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criterion: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thread: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    good_practice: Option<&'a str>,
}

pub(super) fn framework(framework: &Framework) -> FrameworkData<'_> {
    let at = |line: &'_ PriorityLine| line.at.to_string();
    let meanings = framework.grades.iter().zip(&framework.grade_meanings);
    FrameworkData {
        id: &framework.id,
        title: &framework.title,
        short: &framework.short,
        criterion_label: &framework.criterion_label,
        scoring: scoring(framework),
        inspections: framework.inspections.iter().map(|one| Keyed { key: &one.key, title: &one.title }).collect(),
        not_followed_up: framework.not_followed_up.as_deref(),
        priority_line: framework.priority_line.as_ref().map(|line| At { at: at(line), label: &line.label }),
        further_lines: framework.further_lines.iter().map(|line| At { at: at(line), label: &line.label }).collect(),
        bands: (framework.bands.iter())
            .map(|band| Band { from: band.from.as_ref().map(ToString::to_string), name: &band.name, comment: band.comment.as_deref() })
            .collect(),
        grades: &framework.grades,
        grade_meanings: meanings.filter_map(|(grade, meaning)| Some(GradeMeaning { grade, meaning: meaning.as_deref()? })).collect(),
        threads: framework.threads.iter().map(|thread| Keyed { key: &thread.key, title: &thread.title }).collect(),
        sections: framework.sections.iter().map(section).collect(),
        questions: questions(framework),
        labels: labels(&framework.labels),
    }
}

fn scoring(framework: &Framework) -> ScoringData<'_> {
    let model = &framework.scoring.model;
    let mut data = ScoringData {
        model: model.name(),
        smallest_base: framework.scoring.smallest_base,
        individual: None,
        summary: None,
        weights: Vec::new(),
        overall: Vec::new(),
    };
    match model {
        ScoringModel::Omi { individual, summary } => {
            (data.individual, data.summary) = (Some(individual.to_string()), Some(summary.to_string()));
        }
        ScoringModel::Omi2 => {}
        ScoringModel::Esi { weights, overall } => {
            data.weights = weights.iter().map(|(name, weight)| Weight { name, weight: weight.to_string() }).collect();
            data.overall = overall.iter().map(|(section, weight)| SectionWeight { section, weight: weight.to_string() }).collect();
        }
    }
    data
}

fn scored_by(scored_by: ScoredBy) -> &'static str {
    match scored_by {
        ScoredBy::Percentage => "percentage",
        ScoredBy::Grade => "grade",
    }
}

fn section(section: &FrameworkSection) -> SectionData<'_> {
    let criteria = section.criteria.iter().map(|criterion| CriterionData {
        number: &criterion.number,
        title: &criterion.title,
        statement: criterion.statement.as_ref().map(|statement| statement.trim()),
        scored_by: scored_by(criterion.scored_by),
        weight: criterion.weight.as_deref(),
    });
    SectionData { number: &section.number, title: &section.title, scored_by: scored_by(section.scored_by), criteria: criteria.collect() }
}

fn questions(framework: &Framework) -> Vec<QuestionData<'_>> {
    let question = framework.questions.iter().map(|question| QuestionData {
        id: &question.id,
        text: &question.text,
        criterion: &question.criterion,
        kind: match question.kind {
            QuestionKind::Individual => "individual",
            QuestionKind::Summary => "summary",
        },
        threads: &question.threads,
    });
    question.collect()
}

fn labels(labels: &Labels) -> LabelsData<'_> {
    LabelsData {
        score: labels.score.as_deref(),
        grade: labels.grade.as_deref(),
        section_score: labels.section_score.as_deref(),
        overall_score: labels.overall_score.as_deref(),
        comment: labels.comment.as_deref(),
        conclusion: labels.conclusion.as_deref(),
        section_heading: labels.section_heading.as_deref(),
        criterion_heading: labels.criterion_heading.as_deref(),
        statement: labels.statement.as_deref(),
        criterion: labels.criterion.as_deref(),
        thread: labels.thread.as_deref(),
        good_practice: labels.good_practice.as_deref(),
    }
}
