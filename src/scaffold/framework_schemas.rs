//! Schemas of the files that depend on a framework: its criteria, groups, threads, inspections and grades, each by name.
//!
//! They complete and check what the schemas of [`super::schemas`] leave open, and are as lax in all else.

use crate::document::plain;
use crate::framework::{Criterion, Framework, ScoredBy};
use crate::model::raw::{RawBand, RawComparator, RawCriterionTexts, RawFinding, RawScore, RawScores, RawSectionFile, RawVignette};
use crate::source::decode::{Decode as _, Record, Shape, TextOr};
use crate::source::schema::schema;

/// The schemas for reports on a framework: the names of their files, and the schemas.
pub fn framework_schemas(framework: &Framework) -> Vec<(String, String)> {
    let of = |kind: &str, place: &str, about: &str, shape: &Shape| {
        let title = format!("bluebook: {place} on the framework {}", framework.id);
        (format!("{kind}.{}.schema.json", framework.id), schema(&title, about, shape))
    };
    vec![
        of("scores", "reports/*/scores.yaml", RawScores::record().about, &scores(framework)),
        of("section", "reports/*/sections/*.yaml", RawSectionFile::record().about, &section(framework)),
        of("good-practice", "reports/*/good-practice.yaml", "The examples of good practice.", &vignettes(framework)),
    ]
}

/// A mapping by number or key. YAML may take `1.10` for the number 1.1, so where such a number stands other keys are let pass.
fn named(keys: Vec<(String, String, Shape)>, other: Shape) -> Shape {
    let doubtful = keys.iter().any(|(key, ..)| key.contains('.') && key.ends_with('0'));
    Shape::Named(keys, doubtful.then(|| Box::new(other)))
}

/// A record with other shapes for some of its keys.
fn with(mut record: Record, shapes: Vec<(&str, Shape)>) -> Shape {
    for (name, shape) in shapes {
        for key in record.keys.iter_mut().filter(|key| key.name == name) {
            key.shape = shape.clone();
        }
    }
    Shape::Record(record)
}

fn titled(criterion: &Criterion, shape: Shape) -> (String, String, Shape) {
    (criterion.number.clone(), plain(&criterion.title), shape)
}

fn section(framework: &Framework) -> Shape {
    let texts = RawCriterionTexts::record().keys.into_iter().map(|key| (key.name.to_owned(), key.about.to_owned(), key.shape));
    let groups = framework.groups.iter().map(|group| {
        let about = group.heading.as_ref().map_or("Findings without a heading.", |heading| heading.many.as_str());
        (group.key.clone(), about.to_owned(), Vec::<RawFinding>::shape())
    });
    let criterion = Shape::Named(texts.chain(groups).collect(), None);
    let criteria = framework.criteria().map(|(_, found)| titled(found, criterion.clone())).collect();
    let numbers = framework.sections.iter().map(|section| section.number.clone()).collect();
    with(RawSectionFile::record(), vec![("section", Shape::Words(numbers)), ("criteria", named(criteria, criterion))])
}

fn scores(framework: &Framework) -> Shape {
    let percentage = by_inspection(framework, &score(framework, ScoredBy::Percentage));
    let grade = by_inspection(framework, &score(framework, ScoredBy::Grade));
    let of = |criterion: &Criterion| match criterion.scored_by {
        ScoredBy::Percentage => percentage.clone(),
        ScoredBy::Grade => grade.clone(),
    };
    let criteria = framework.criteria().map(|(_, criterion)| titled(criterion, of(criterion))).collect();
    let scored = framework.sections.iter().filter(|section| section.criteria.iter().any(|one| one.scored_by == ScoredBy::Percentage));
    let sections: Vec<(String, String)> = scored.map(|section| (section.number.clone(), plain(&section.title))).collect();
    let threads: Vec<(String, String)> = framework.threads.iter().map(|thread| (thread.key.clone(), plain(&thread.title))).collect();
    let overall = framework.has_overall().then(|| ("overall".to_owned(), "All sections together.".to_owned()));
    let compared = threads.iter().chain(&sections).cloned().chain(overall);
    let all = |names: Vec<(String, String)>, shape: &Shape| names.into_iter().map(|(key, about)| (key, about, shape.clone())).collect();
    let comparators = all(compared.collect(), &RawComparator::shape());
    with(
        RawScores::record(),
        vec![
            ("criteria", named(criteria, Shape::Either(vec![percentage.clone(), grade]))),
            ("sections", named(all(sections, &percentage), percentage.clone())),
            ("threads", named(all(threads, &percentage), percentage.clone())),
            ("overall", percentage),
            ("comparators", named(comparators, RawComparator::shape())),
        ],
    )
}

/// A score alone, or with more keys.
fn score(framework: &Framework, scored_by: ScoredBy) -> Shape {
    let left_out = framework.not_followed_up.iter().cloned();
    let value = match scored_by {
        ScoredBy::Grade => Shape::Words(framework.grades.iter().cloned().chain(left_out).collect()),
        ScoredBy::Percentage => Shape::Either(
            std::iter::once(Shape::Percent)
                .chain(Some(Shape::Words(left_out.collect())).filter(|_| framework.not_followed_up.is_some()))
                .collect(),
        ),
    };
    let mut keys = vec![("value", value.clone())];
    if scored_by == ScoredBy::Percentage && !framework.bands.is_empty() {
        // In any letter case, so other words are let pass.
        let names = Shape::Words(framework.bands.iter().map(|band| band.name.clone()).collect());
        let either = Shape::Either(vec![names, TextOr::<RawBand>::shape()]);
        keys.extend(["conclusion", "comment"].map(|key| (key, either.clone())));
    }
    Shape::Either(vec![value, with(RawScore::record(), keys)])
}

/// A score, or one for each inspection.
fn by_inspection(framework: &Framework, score: &Shape) -> Shape {
    if framework.inspections.is_empty() {
        return score.clone();
    }
    let each = framework.inspections.iter().map(|inspection| (inspection.key.clone(), inspection.title.clone(), score.clone()));
    Shape::Named(each.collect(), None)
}

fn vignettes(framework: &Framework) -> Shape {
    let numbers = framework.criteria().map(|(_, criterion)| criterion.number.clone()).collect();
    Shape::List(Box::new(with(RawVignette::record(), vec![("criterion", Shape::Words(numbers))])))
}
