//! The scores that a report states: `scores.yaml`.

use super::report::{Against, known_criterion};
use super::{Reader, numbers};
use crate::diag::{Diagnostic, Spanned, suggest};
use crate::framework::{Framework, ScoredBy};
use crate::model::raw::RawScores;
use crate::model::score::{Stated, StatedScores};
use crate::number::Number;
use crate::source::decode::{Line, Map, did_you_mean, listed, percentage};
use crate::source::discover::ReportFolder;

/// The stated scores, in the framework's order. `None` if any is missing or wrong.
pub(super) fn load_scores(reader: &mut Reader, folder: &ReportFolder, against: Option<Against>) -> Option<StatedScores> {
    let Some(found) = &folder.scores else {
        let against = against?;
        if !against.framework.sections.is_empty() {
            reader.report(
                Diagnostic::error("missing-file", "the report has no `scores.yaml`")
                    .at(against.named, "the framework's criteria are scored")
                    .help(format!("write `{}/scores.yaml`, with the score of each criterion below `criteria:`", folder.shown)),
            );
        }
        return None;
    };
    let (_, raw) = reader.record::<RawScores>(found)?;
    let mut criteria: Vec<(String, Option<Spanned<Stated>>)> = Vec::new();
    let mut strangers = raw.criteria.as_ref().is_some_and(|map| reader.has_duplicate(map.span));
    for (number, written) in raw.criteria.iter().flat_map(|map| &map.entries) {
        strangers |= !known_criterion(reader, number.span, number, against);
        // Where the framework is not to be relied on, nobody knows what this criterion carries.
        let sound = against.filter(|against| against.sure.sections);
        let section = sound.and_then(|against| against.framework.criterion(number)).map(|(section, _)| section.scored_by);
        let stated = match (section, against) {
            (Some(ScoredBy::Percentage), Some(against)) => {
                percent(reader, written, &number.value, against.framework).map(Stated::Percentage)
            }
            (Some(ScoredBy::Grade), Some(against)) => grade(reader, written, &number.value, against),
            _ => None,
        };
        criteria.push((number.value.clone(), stated.map(|stated| Spanned::new(stated, written.span))));
    }
    let mut threads: Vec<(String, Option<Spanned<Number>>)> = Vec::new();
    let mut strange_threads = false;
    for (key, written) in raw.threads.iter().flat_map(|map| &map.entries) {
        if let Some(against) =
            against.filter(|against| against.sure.threads && !against.framework.threads.iter().any(|thread| thread.key == key.value))
        {
            strange_threads = true;
            let known: Vec<&str> = against.framework.threads.iter().map(|thread| thread.key.as_str()).collect();
            reader.report(
                Diagnostic::error("unknown-thread", format!("the framework has no thread `{}`", key.value))
                    .at(key.span, "not in the framework")
                    .help(did_you_mean(key, "threads", &known)),
            );
        }
        let number = match percentage(&written.0) {
            Ok(number) => Some(Spanned::new(number, written.span)),
            Err((name, message, help)) => {
                reader.report(Diagnostic::error(name, message).at(written.span, format!("the score of `{}`", key.value)).help(help));
                None
            }
        };
        threads.push((key.value.clone(), number));
    }
    let against = against?;
    if let Some(map) = &raw.criteria
        && against.sure.sections
    {
        let all = against.framework.criteria().map(|(_, criterion)| criterion.number.as_str());
        missing(reader, map, all.collect(), strangers, ("criterion", "criteria"));
    }
    if against.sure.threads && !against.framework.threads.is_empty() && !raw.partial {
        let all: Vec<&str> = against.framework.threads.iter().map(|thread| thread.key.as_str()).collect();
        if let Some(map) = &raw.threads {
            missing(reader, map, all, strange_threads, ("thread", "threads"));
        } else if raw.wrote("threads").is_none()
            && !reader.problems.iter().any(|p| p.name == "unknown-key" && p.labels.iter().any(|l| l.span.file == raw.span.file))
        {
            reader.report(
                Diagnostic::error("missing-key", "the key `threads` is missing")
                    .at(raw.head, "the file does not have it")
                    .help(format!("write the score of {} below `threads:`", listed(&all))),
            );
        }
    }
    let in_order = against.framework.criteria().map(|(_, criterion)| {
        let place = criteria.iter().position(|(number, _)| *number == criterion.number)?;
        Some((criterion.number.clone(), criteria.get_mut(place)?.1.take()?))
    });
    let in_order: Option<Vec<_>> = in_order.collect();
    let by_thread = against.framework.threads.iter().map(|thread| {
        let place = threads.iter().position(|(key, _)| *key == thread.key)?;
        Some((thread.key.clone(), threads.get_mut(place)?.1.take()?))
    });
    let by_thread: Option<Vec<_>> = by_thread.collect();
    Some(StatedScores { criteria: in_order?, threads: by_thread? })
}

/// Says which of `all` have no score.
fn missing(reader: &mut Reader, map: &Map<Spanned<Line>>, all: Vec<&str>, strangers: bool, nouns: (&str, &str)) {
    let written = |name: &str| map.entries.iter().map(|(key, _)| key).chain(&map.broken).any(|key| key.value == name);
    let missing: Vec<&str> = all.into_iter().filter(|name| !written(name)).collect();
    // One that is missing beside one that is not known is probably the same mistake.
    if missing.is_empty() || map.partial || (strangers && missing.len() == 1) {
        return;
    }
    let noun = if missing.len() == 1 { nouns.0 } else { nouns.1 };
    reader.report(
        Diagnostic::error(
            "missing-score",
            format!("the {noun} {} {} no score", numbers(&missing), if missing.len() == 1 { "has" } else { "have" }),
        )
        .at(map.head, "not among these")
        .help("every criterion and every thread of the framework is scored"),
    );
}

fn percent(reader: &mut Reader, written: &Spanned<Line>, criterion: &str, framework: &Framework) -> Option<Number> {
    let (name, message, help) = match percentage(&written.0) {
        Ok(number) => return Some(number),
        Err(problem) => problem,
    };
    let grades = framework.grades.iter().map(String::as_str);
    let diagnostic = if name == "not-a-number" && suggest::nearest(&written.0, grades).is_some() {
        Diagnostic::error("grade-for-percentage", format!("the criterion {criterion} is scored in per cent, not by a grade"))
            .help("its section is `scored-by: percentage`: write a number from 0 to 100")
    } else {
        Diagnostic::error(name, message).help(help)
    };
    reader.report(diagnostic.at(written.span, format!("the score of {criterion}")));
    None
}

fn grade(reader: &mut Reader, written: &Spanned<Line>, criterion: &str, against: Against) -> Option<Stated> {
    let grades: Vec<&str> = against.framework.grades.iter().map(String::as_str).collect();
    if let Some(index) = grades.iter().position(|grade| *grade == written.0) {
        return Some(Stated::Grade(index));
    }
    if !against.sure.grades {
        return None;
    }
    let number = Number::parse_decimal(written.0.trim_end_matches(['%', ' ']), 100).is_some();
    let diagnostic = if number {
        Diagnostic::error("percentage-for-grade", format!("the criterion {criterion} is graded, not scored in per cent"))
            .help(format!("its section is `scored-by: grade`; the grades are {}", listed(&grades)))
    } else {
        Diagnostic::error("unknown-grade", format!("‘{}’ is not a grade of the framework", written.0)).help(did_you_mean(
            &written.0,
            "the grades are",
            &grades,
        ))
    };
    reader.report(diagnostic.at(written.span, format!("the grade of {criterion}")));
    None
}
