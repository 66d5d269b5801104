//! What scores are made of: the scoring model and its weights, the questions, the case profile, inspections side by side.

use super::raw::{RawFramework, RawInspection, RawProfileColumn, RawQuestion, RawScoring};
use super::resolve::{Resolved, name, unique};
use super::{Framework, FrameworkSection, Inspection, ProfileColumn, Question, QuestionKind, ScoredBy, Scoring, ScoringModel};
use crate::diag::{Diagnostic, Problems, Sources, Span, Spanned};
use crate::number::Number;
use crate::source::decode::{Decode, Line, Map, Place, did_you_mean, listed};
use crate::source::discover::FrameworkFolder;
use crate::source::system::System;
use crate::source::{read, yaml};

/// Each criterion's number with the weight it names, before the names lose their places.
pub(super) fn named_weights(raw: &RawFramework) -> Vec<(Spanned<String>, Option<Spanned<String>>)> {
    let text = |line: &Spanned<Line>| Spanned::new(line.value.0.clone(), line.span);
    let criteria = raw.sections.iter().flat_map(|list| &list.value).flat_map(|section| section.criteria.iter().flatten());
    let judged = criteria.flat_map(|criterion| {
        let inner = criterion.criteria.iter().flatten().map(|inner| (&inner.number, &inner.weight));
        let own = criterion.criteria.is_none().then_some((&criterion.number, &criterion.weight));
        own.into_iter().chain(inner)
    });
    judged.filter_map(|(number, weight)| Some((text(number.as_ref()?), weight.as_ref().map(text)))).collect()
}

/// The scoring model with its parameters.
pub(super) fn scoring(
    raw: Option<RawScoring>,
    sections: &[FrameworkSection],
    named: &[(Spanned<String>, Option<Spanned<String>>)],
    problems: &mut Problems,
) -> Scoring {
    // Where the model is missing or unknown, that was reported, and nothing about its parameters can be said.
    let Some((raw, model)) = raw.and_then(|raw| raw.model.as_ref().map(|model| model.value.0).map(|model| (raw, model))) else {
        return Scoring::new(ScoringModel::omi());
    };
    let of_model: &[&str] = match model {
        "omi" => &["individual", "summary"],
        "esi" => &["weights", "overall"],
        _ => &[],
    };
    for key in &raw.written {
        let parameter = ["individual", "summary", "weights", "overall"].contains(&key.value.as_str());
        if parameter && !of_model.contains(&key.value.as_str()) {
            let own = if of_model.is_empty() { "has no parameters of its own".to_owned() } else { format!("takes {}", listed(of_model)) };
            problems.push(
                Diagnostic::error("needless-key", format!("the scoring model `{model}` takes no `{}`", key.value))
                    .at(key.span, "has no meaning here")
                    .help(format!("take it out; `{model}` {own}")),
            );
        }
    }
    let smallest_base = raw.smallest_base.as_ref().map_or(Scoring::SMALLEST_BASE, |base| base.value);
    let mut weight = |written: Option<Spanned<Number>>, usual: i64| {
        written.filter(|weight| above_zero(weight, problems)).map_or_else(|| Number::whole(usual), |weight| weight.value)
    };
    let model = match model {
        "omi" => ScoringModel::Omi { individual: weight(raw.individual, 80), summary: weight(raw.summary, 20) },
        "esi" => {
            let weights = weights(raw.weights.as_ref(), problems);
            criterion_weights(raw.weights.as_ref(), sections, named, problems);
            ScoringModel::Esi { overall: overall(raw.overall.as_ref(), sections, problems), weights }
        }
        _ => ScoringModel::Omi2,
    };
    if !matches!(model, ScoringModel::Esi { .. }) {
        for weight in named.iter().filter_map(|(_, weight)| weight.as_ref()) {
            problems.push(
                Diagnostic::error("needless-key", format!("the scoring model `{}` has no weights of criteria", model.name()))
                    .at(weight.span, "has no meaning here")
                    .help("take `weight` out, or use the scoring model `esi`"),
            );
        }
    }
    Scoring { model, smallest_base }
}

fn above_zero(weight: &Spanned<Number>, problems: &mut Problems) -> bool {
    let good = weight.value.is_positive();
    if !good {
        problems.push(
            Diagnostic::error("weight-of-zero", "a weight of 0 counts for nothing").at(weight.span, "").help("write a number above 0"),
        );
    }
    good
}

fn weights(raw: Option<&Spanned<Map<Spanned<Number>>>>, problems: &mut Problems) -> Vec<(String, Number)> {
    let entries = raw.iter().flat_map(|map| &map.value.entries);
    entries.filter(|(_, weight)| above_zero(weight, problems)).map(|(name, weight)| (name.value.clone(), weight.value.clone())).collect()
}

/// Where there are weights, every criterion with a percentage names one of them.
fn criterion_weights(
    raw: Option<&Spanned<Map<Spanned<Number>>>>,
    sections: &[FrameworkSection],
    named: &[(Spanned<String>, Option<Spanned<String>>)],
    problems: &mut Problems,
) {
    let known: Vec<&str> = raw
        .iter()
        .flat_map(|map| map.value.entries.iter().map(|(name, _)| name).chain(&map.value.broken))
        .map(|name| name.value.as_str())
        .collect();
    for (number, weight) in named {
        let criterion = sections.iter().flat_map(|section| &section.criteria).find(|criterion| criterion.number == number.value);
        let graded = criterion.is_some_and(|criterion| criterion.scored_by == ScoredBy::Grade);
        match weight {
            Some(weight) if graded => problems.push(
                Diagnostic::error("needless-key", format!("the criterion {} is graded and has no weight", number.value))
                    .at(weight.span, "has no meaning here")
                    .help("take `weight` out: graded criteria stay out of the arithmetic"),
            ),
            Some(weight) if !known.contains(&weight.value.as_str()) => problems.push(
                Diagnostic::error("unknown-weight", format!("the framework has no weight `{}`", weight.value))
                    .at(weight.span, "not among `scoring.weights`")
                    .help(did_you_mean(&weight.value, "weights", &known)),
            ),
            None if !graded && !known.is_empty() => problems.push(
                Diagnostic::error("missing-key", format!("the criterion {} has no `weight`", number.value))
                    .at(number.span, "this criterion")
                    .help(format!("write one of {}", listed(&known))),
            ),
            _ => {}
        }
    }
}

fn overall(raw: Option<&Spanned<Map<Spanned<Number>>>>, sections: &[FrameworkSection], problems: &mut Problems) -> Vec<(String, Number)> {
    let mut weights = Vec::new();
    for (number, weight) in raw.iter().flat_map(|map| &map.value.entries) {
        let section = sections.iter().find(|section| section.number == number.value);
        let scored = section.is_some_and(|section| section.criteria.iter().any(|criterion| criterion.scored_by == ScoredBy::Percentage));
        if section.is_none() {
            let known: Vec<&str> = sections.iter().map(|section| section.number.as_str()).collect();
            problems.push(
                Diagnostic::error("unknown-section", format!("the framework has no section {}", number.value))
                    .at(number.span, "")
                    .help(did_you_mean(number, "sections", &known)),
            );
        } else if !scored {
            problems.push(
                Diagnostic::error("needless-key", format!("section {} is graded and has no part in the overall score", number.value))
                    .at(number.span, "has no meaning here")
                    .help("take it out"),
            );
        } else if above_zero(weight, problems) {
            weights.push((number.value.clone(), weight.value.clone()));
        }
    }
    weights
}

/// The sections that a thread draws on.
pub(super) fn thread_sections(
    raw: Option<Spanned<Vec<Spanned<Line>>>>,
    sections: &[FrameworkSection],
    problems: &mut Problems,
) -> Vec<String> {
    let written = raw.map(|list| list.value).unwrap_or_default();
    unique(written.iter(), "section", problems);
    for number in written.iter().filter(|number| !sections.iter().any(|section| section.number == number.0)) {
        let known: Vec<&str> = sections.iter().map(|section| section.number.as_str()).collect();
        problems.push(
            Diagnostic::error("unknown-section", format!("the framework has no section {}", number.0))
                .at(number.span, "")
                .help(did_you_mean(&number.0, "sections", &known)),
        );
    }
    written.into_iter().map(|number| number.value.0).collect()
}

/// The columns of a case's profile.
pub(super) fn case_profile(raw: Vec<RawProfileColumn>, problems: &mut Problems) -> Vec<ProfileColumn> {
    unique(raw.iter().filter_map(|column| column.key.as_ref()), "column", problems);
    let mut columns = Vec::new();
    for column in raw {
        let Some(key) = column.key else { continue };
        name(&key, "a column", problems);
        if key.0 == "case" {
            problems.push(
                Diagnostic::error("reserved-name", "a column of the profile cannot be called `case`")
                    .at(key.span, "")
                    .help("in cases.csv that column names the case, and is always there: choose another"),
            );
        }
        let values = column.values.map(|values| values.value).unwrap_or_default();
        unique(values.iter(), "value", problems);
        columns.push(ProfileColumn {
            key: key.value.0,
            title: column.title.map(|title| title.value.0).unwrap_or_default(),
            values: values.into_iter().map(|value| value.value.0).collect(),
        });
    }
    columns
}

/// Inspections side by side.
pub(super) fn inspections(raw: Option<Spanned<Vec<RawInspection>>>, problems: &mut Problems) -> Vec<Inspection> {
    let Some(raw) = raw else { return Vec::new() };
    unique(raw.value.iter().filter_map(|inspection| inspection.key.as_ref()), "inspection", problems);
    if let [only] = raw.value.as_slice() {
        problems.push(
            Diagnostic::error("single-inspection", "one inspection stands beside no other")
                .at(only.head, "the only one")
                .help("list two or more, the first one first; or take `inspections` out"),
        );
    }
    let mut inspections = Vec::new();
    for inspection in raw.value {
        let Some(key) = inspection.key else { continue };
        name(&key, "an inspection", problems);
        inspections.push(Inspection { key: key.value.0, title: inspection.title.map(|title| title.value.0).unwrap_or_default() });
    }
    inspections
}

/// The words for what a later inspection did not look at; they cannot be a grade's.
pub(super) fn not_followed_up(raw: Option<Spanned<Line>>, grades: &[String], problems: &mut Problems) -> Option<String> {
    let written = raw?;
    if grades.contains(&written.0) {
        problems.push(
            Diagnostic::error("duplicate-name", format!("‘{}’ is a grade as well", written.0))
                .at(written.span, "")
                .help("a score must be the one or the other: choose other words"),
        );
    }
    Some(written.value.0)
}

/// Reads `questions.yaml`, if there is one, into the framework.
pub(super) fn load_questions(
    system: &dyn System,
    folder: &FrameworkFolder,
    sources: &mut Sources,
    resolved: &mut Resolved,
    problems: &mut Problems,
) {
    let Some(found) = &folder.questions else { return };
    let mut own = Vec::new();
    let file = read::text(system, &found.path, &found.shown, sources, &mut own);
    let raw = file
        .and_then(|file| yaml::parse(file, &sources.file(file).text, &mut own))
        .and_then(|root| Vec::<RawQuestion>::decode(&root, Place::File, &mut own));
    if let Some(raw) = raw {
        let questions = questions(raw, resolved, &mut own);
        resolved.framework.questions = questions;
    }
    resolved.sure.questions &= !own.iter().any(Diagnostic::is_error);
    problems.append(&mut own);
}

fn questions(raw: Vec<RawQuestion>, resolved: &Resolved, problems: &mut Problems) -> Vec<Question> {
    let Resolved { framework, sure } = resolved;
    unique(raw.iter().filter_map(|question| question.id.as_ref()), "question", problems);
    let lines = |list: Option<Spanned<Vec<Spanned<Line>>>>| list.map(|list| list.value).unwrap_or_default();
    let mut questions: Vec<Question> = Vec::new();
    for question in raw {
        let (Some(id), Some(criterion)) = (question.id, question.criterion) else { continue };
        let (threads, case_types) = (lines(question.threads), lines(question.case_types));
        let kind = question.kind.as_ref().map_or(QuestionKind::Individual, |kind| kind.value);
        if sure.sections {
            belongs_to(framework, &criterion, problems);
            feeds(framework, sure.threads, &criterion, &threads, problems);
        }
        if sure.questions {
            asks_of(framework, &case_types, problems);
        }
        if let Some(kind) = question.kind.filter(|kind| kind.value == QuestionKind::Summary)
            && !matches!(framework.scoring.model, ScoringModel::Omi { .. })
        {
            problems.push(
                Diagnostic::error(
                    "needless-key",
                    format!("the scoring model `{}` has no summary questions", framework.scoring.model.name()),
                )
                .at(kind.span, "has no meaning here")
                .help("take `kind` out: every question counts alike"),
            );
        }
        if kind == QuestionKind::Summary
            && let Some(first) = questions.iter().find(|first| first.kind == QuestionKind::Summary && first.criterion == criterion.0)
        {
            problems.push(
                Diagnostic::error("second-summary-question", format!("the criterion {} has a summary question already", criterion.0))
                    .at(id.span, "the second")
                    .at(first.id.span, "the first")
                    .help("a criterion has one question about its work as a whole: let the other be `kind: individual`"),
            );
        }
        let text = question.text.map_or_else(|| Spanned::new(String::new(), id.span), |line| line.map(|line| line.0));
        questions.push(Question {
            id: id.map(|id| id.0),
            text,
            criterion: criterion.value.0,
            kind,
            threads: threads.into_iter().map(|thread| thread.value.0).collect(),
            case_types: case_types.into_iter().map(|value| value.value.0).collect(),
        });
    }
    if matches!(framework.scoring.model, ScoringModel::Omi { .. }) && sure.sections && !problems.iter().any(Diagnostic::is_error) {
        warn_of_lone_questions(framework, &questions, problems);
    }
    questions
}

fn belongs_to(framework: &Framework, criterion: &Spanned<Line>, problems: &mut Problems) {
    match framework.criterion(&criterion.0) {
        None => {
            let known: Vec<&str> = framework.criteria().map(|(_, criterion)| criterion.number.as_str()).collect();
            problems.push(
                Diagnostic::error("unknown-criterion", format!("the framework has no criterion {}", criterion.0))
                    .at(criterion.span, "")
                    .help(did_you_mean(&criterion.0, "criteria", &known)),
            );
        }
        Some((_, found)) if found.scored_by == ScoredBy::Grade => problems.push(
            Diagnostic::error("question-for-grade", format!("the criterion {} is graded: no question feeds it", criterion.0))
                .at(criterion.span, "")
                .help("take the question out, or name another criterion"),
        ),
        Some(_) => {}
    }
}

fn feeds(framework: &Framework, sure: bool, criterion: &Spanned<Line>, threads: &[Spanned<Line>], problems: &mut Problems) {
    unique(threads.iter(), "thread", problems);
    for key in threads {
        let Some(thread) = framework.threads.iter().find(|thread| thread.key == key.0) else {
            if sure {
                let known: Vec<&str> = framework.threads.iter().map(|thread| thread.key.as_str()).collect();
                problems.push(
                    Diagnostic::error("unknown-thread", format!("the framework has no thread `{}`", key.0))
                        .at(key.span, "not in the framework")
                        .help(did_you_mean(&key.0, "threads", &known)),
                );
            }
            continue;
        };
        let section = framework.criterion(&criterion.0).map(|(section, _)| section.number.as_str());
        if !thread.sections.is_empty() && section.is_some_and(|section| !thread.sections.iter().any(|number| number == section)) {
            problems.push(
                Diagnostic::error("thread-outside-section", format!("the thread `{}` draws on no question of this section", key.0))
                    .at(key.span, "")
                    .help(format!("take it out; the thread's sections are {}", thread.sections.join(", "))),
            );
        }
    }
}

fn asks_of(framework: &Framework, case_types: &[Spanned<Line>], problems: &mut Problems) {
    unique(case_types.iter(), "case type", problems);
    let Some(first) = case_types.first() else { return };
    let Some(column) = framework.case_profile.iter().find(|column| column.key == ProfileColumn::TYPE) else {
        problems.push(
            Diagnostic::error("no-case-type", "the framework's `case-profile` has no column `type`")
                .at(first.span, "a case type")
                .help("add `{ key: type, title: Case type, values: […] }` to `case-profile` in framework.yaml"),
        );
        return;
    };
    let known: Vec<&str> = column.values.iter().map(String::as_str).collect();
    for written in case_types.iter().filter(|written| !known.is_empty() && !known.contains(&written.0.as_str())) {
        problems.push(
            Diagnostic::error("unknown-value", format!("there is no case type ‘{}’", written.0))
                .at(written.span, "not among the values of `type`")
                .help(did_you_mean(&written.0, "case types", &known)),
        );
    }
}

/// A criterion whose questions are all of one kind is scored by that kind alone: rarely what is meant.
fn warn_of_lone_questions(framework: &Framework, questions: &[Question], problems: &mut Problems) {
    for (_, criterion) in framework.criteria() {
        let has = |kind| questions.iter().any(|question| question.criterion == criterion.number && question.kind == kind);
        let (individual, summary) = (has(QuestionKind::Individual), has(QuestionKind::Summary));
        let missing = match (individual, summary) {
            (true, false) => "summary question",
            (false, true) => "individual questions",
            _ => continue,
        };
        let at: Option<Span> = questions.iter().find(|question| question.criterion == criterion.number).map(|question| question.id.span);
        problems.push(
            Diagnostic::warning("lone-questions", format!("the criterion {} has no {missing}", criterion.number))
                .maybe_at(at, "its first question")
                .help("its score will be that of its other questions alone"),
        );
    }
}
