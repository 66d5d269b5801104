//! The findings: `sections/*.yaml`.

use super::report::{Against, Ids, id, known_criterion};
use super::{Reader, numbers};
use crate::diag::{Diagnostic, Span, Spanned};
use crate::framework::{FrameworkSection, ScoredBy};
use crate::model::finding::{CriterionFindings, Finding, SectionFindings};
use crate::model::raw::{CriterionNode, OneOrMore, RawFinding, RawSectionFile, RawText};
use crate::model::score::{ScoreOf, Stated, StatedScores};
use crate::source::decode::{Decode, Line, Map, Place, TextOr, did_you_mean, listed, unknown_key, wrong_type};
use crate::source::discover::ReportFolder;
use crate::source::yaml::{Kind, Node};

/// The findings of every section, in the framework's order. `None` if any is missing or broken.
pub(super) fn load_sections(
    reader: &mut Reader,
    folder: &ReportFolder,
    against: Option<Against>,
    ids: &mut Ids,
) -> Option<Vec<SectionFindings>> {
    let mut found: Vec<(String, Span, Option<SectionFindings>)> = Vec::new();
    // A file that cannot be read, or does not say its section, may be the one that is missed.
    let mut unplaced = false;
    for file in &folder.sections {
        let Some((_, raw)) = reader.record::<RawSectionFile>(file) else {
            unplaced = true;
            continue;
        };
        let Some(number) = &raw.section else {
            unplaced = true;
            load_criteria(reader, &raw, None, against, ids);
            continue;
        };
        if let Some((_, first, _)) = found.iter().find(|(other, ..)| *other == number.0) {
            reader.report(
                Diagnostic::error("duplicate-section", format!("two files hold the findings of section {}", number.0))
                    .at(number.span, "the second")
                    .at(*first, "the first")
                    .help("join them in one file, or correct the number"),
            );
        }
        let section = against.and_then(|against| against.framework.sections.iter().find(|section| section.number == number.0));
        if let Some(against) = against.filter(|against| section.is_none() && against.sure.sections) {
            let known: Vec<&str> = against.framework.sections.iter().map(|section| section.number.as_str()).collect();
            reader.report(
                Diagnostic::error("unknown-section", format!("the framework has no section {}", number.0))
                    .at(number.span, "not in the framework")
                    .help(did_you_mean(&number.0, "sections", &known)),
            );
            unplaced = true;
        }
        // A second file of the section is not asked for what the first one has.
        let complete = !found.iter().any(|(other, ..)| *other == number.0);
        let criteria = load_criteria(reader, &raw, section.filter(|_| complete), against, ids);
        let wrote_commentary = raw.wrote("commentary");
        let (introduction, commentary) =
            (raw.introduction.and_then(|raw| reader.text(raw)), raw.commentary.and_then(|raw| reader.text(raw)));
        if let (Some(section), Some(commentary)) = (section, &commentary)
            && section.commentary.is_none()
            && against.is_some_and(|against| against.sure.sections)
        {
            reader.report(
                Diagnostic::error("needless-key", format!("section {} has no commentary", section.number))
                    .at(wrote_commentary.unwrap_or(commentary.span), "would stand without a heading")
                    .help("give the section its heading in framework.yaml: `commentary: Commentary on {section}`; or take the text out"),
            );
        }
        let section = criteria.map(|criteria| SectionFindings { section: number.0.clone(), introduction, criteria, commentary });
        found.push((number.0.clone(), number.span, section));
    }
    let against = against?;
    let mut sections = Vec::new();
    let mut whole = !unplaced;
    for wanted in &against.framework.sections {
        let place = found.iter_mut().find(|(number, ..)| *number == wanted.number);
        if place.is_none() && against.sure.sections && !unplaced {
            reader.report(
                Diagnostic::error("missing-section", format!("section {} has no findings", wanted.number))
                    .at(against.named, format!("the framework has a section {}, ‘{}’", wanted.number, wanted.title))
                    .help(format!("write a file in `{}/sections` that begins with `section: {}`", folder.shown, wanted.number)),
            );
        }
        match place.and_then(|(_, _, section)| section.take()) {
            Some(section) => sections.push(section),
            None => whole = false,
        }
    }
    whole.then_some(sections)
}

/// The findings of each criterion, in the framework's order.
fn load_criteria(
    reader: &mut Reader,
    raw: &RawSectionFile,
    section: Option<&FrameworkSection>,
    against: Option<Against>,
    ids: &mut Ids,
) -> Option<Vec<CriterionFindings>> {
    let written: &Map<CriterionNode> = raw.criteria.as_ref()?;
    let mut criteria: Vec<(String, Option<CriterionFindings>)> = Vec::new();
    let mut strangers = reader.has_duplicate(written.span);
    for (number, node) in &written.entries {
        if known_criterion(reader, number.span, number, against) {
            // It may still be another section's.
            let home = against.and_then(|against| against.framework.criterion(number)).map(|(home, _)| home);
            if let (Some(section), Some(home)) = (section, home)
                && home.number != section.number
            {
                strangers = true;
                reader.report(
                    Diagnostic::error(
                        "criterion-in-wrong-section",
                        format!("the criterion {} belongs to section {}", number.value, home.number),
                    )
                    .at(number.span, format!("in the findings of section {}", section.number))
                    .help(format!("move it to the file that begins with `section: {}`", home.number)),
                );
            }
        } else {
            strangers = true;
        }
        let findings = load_criterion(reader, number, &node.0, against, ids);
        criteria.push((number.value.clone(), findings));
    }
    let (section, against) = (section?, against?);
    let missing: Vec<&str> = section
        .criteria
        .iter()
        .map(|criterion| criterion.number.as_str())
        .filter(|number| !criteria.iter().any(|(written, _)| written == number))
        .collect();
    // One that is missing beside one that is not known is probably the same mistake.
    let same_mistake = strangers && missing.len() == 1;
    // Where a criterion may go unexamined, its score says whether it was: see `unexamined`.
    let may_lack = against.framework.not_followed_up.is_some();
    if !missing.is_empty() && !may_lack && !written.partial && against.sure.sections && !same_mistake {
        let (noun, verb) = if missing.len() == 1 { ("criterion", "is") } else { ("criteria", "are") };
        reader.report(
            Diagnostic::error(
                "missing-criterion",
                format!("the {noun} {} of section {} {verb} missing", numbers(&missing), section.number),
            )
            .at(written.head, "not among these")
            .help("every criterion of the framework's section must be there"),
        );
    }
    let in_order = section.criteria.iter().map(|criterion| {
        let place = criteria.iter().position(|(written, _)| *written == criterion.number)?;
        criteria.get_mut(place)?.1.take()
    });
    if may_lack { Some(in_order.flatten().collect()) } else { in_order.collect() }
}

/// Reports criteria without findings that the last inspection did look at.
pub(super) fn unexamined(reader: &mut Reader, against: Against, sections: &[SectionFindings], scores: &StatedScores) {
    let framework = against.framework;
    if framework.not_followed_up.is_none() || !against.sure.sections {
        return;
    }
    let Some(last) = scores.inspections.last() else { return };
    for section in &framework.sections {
        let Some(found) = sections.iter().find(|found| found.section == section.number) else { continue };
        let missing = section.criteria.iter().map(|criterion| &criterion.number).filter(|number| {
            let score = last.get(&ScoreOf::Criterion((*number).clone())).map(|score| &score.value.value);
            score != Some(&Stated::NotFollowedUp) && !found.criteria.iter().any(|criterion| criterion.criterion == **number)
        });
        let missing: Vec<&str> = missing.map(String::as_str).collect();
        if missing.is_empty() {
            continue;
        }
        let (noun, verb) = if missing.len() == 1 { ("criterion", "is") } else { ("criteria", "are") };
        let place = found.criteria.first().map_or(against.named, |criterion| criterion.span);
        reader.report(
            Diagnostic::error(
                "missing-criterion",
                format!("the {noun} {} of section {} {verb} missing", numbers(&missing), section.number),
            )
            .at(place, "not among these")
            .help("only a criterion that was not followed up may go without findings"),
        );
    }
}

fn load_criterion(
    reader: &mut Reader,
    number: &Spanned<String>,
    node: &Node,
    against: Option<Against>,
    ids: &mut Ids,
) -> Option<CriterionFindings> {
    let groups: Vec<&str> = against.iter().flat_map(|against| &against.framework.groups).map(|group| group.key.as_str()).collect();
    let sure = against.is_some_and(|against| against.sure.groups);
    let Kind::Mapping { entries, .. } = &node.kind else {
        let wanted =
            if groups.is_empty() { "a mapping with its findings".to_owned() } else { format!("a mapping with {}", listed(&groups)) };
        reader.problems.extend(wrong_type(node, Place::Key(number), &wanted));
        return None;
    };
    let known: Vec<&str> = std::iter::once("introduction").chain(groups.iter().copied()).chain(["examples", "conclusion"]).collect();
    let free: Vec<&str> = known.iter().copied().filter(|name| !entries.iter().any(|entry| entry.key.value == *name)).collect();
    let before = reader.problems.len();
    let (mut introduction, mut conclusion) = (None, None);
    let mut examples = Vec::new();
    let mut found: Vec<(String, Vec<Finding>)> = Vec::new();
    for entry in entries {
        let key = entry.key.value.as_str();
        let place = Place::Key(key);
        if key == "introduction" {
            introduction = RawText::decode(&entry.value, place, reader.problems).and_then(|raw| reader.text(raw));
            continue;
        }
        if key == "examples" {
            let written = OneOrMore::<Spanned<Line>>::decode(&entry.value, place, reader.problems);
            examples = written.map(|OneOrMore(ids)| ids.into_iter().map(|id| id.map(|line| line.0)).collect()).unwrap_or_default();
            continue;
        }
        if key == "conclusion" {
            conclusion = RawText::decode(&entry.value, place, reader.problems).and_then(|raw| reader.text(raw));
            fixed_conclusion(reader, number, entry.key.span, against);
            continue;
        }
        if !groups.contains(&key) && sure {
            reader.report(unknown_key(&entry.key, &known, &free));
        }
        // Findings below a misspelt key are read all the same: they may hold mistakes of their own.
        if groups.contains(&key) || matches!(entry.value.kind, Kind::Sequence { .. }) {
            let raw = Vec::<RawFinding>::decode(&entry.value, place, reader.problems).unwrap_or_default();
            found.push((key.to_owned(), raw.into_iter().filter_map(|raw| finding(reader, ids, raw)).collect()));
        }
    }
    let nothing = introduction.is_none() && conclusion.is_none() && found.iter().all(|(_, findings)| findings.is_empty());
    if nothing && !node.partial && reader.problems.len() == before {
        reader.report(
            Diagnostic::error("no-findings", format!("the criterion {} has no findings", number.value))
                .at(number.span, "nothing below it")
                .help(format!("write them below {}", if groups.is_empty() { "its groups".to_owned() } else { listed(&groups) })),
        );
    }
    let in_order = groups.iter().filter_map(|group| {
        let place = found.iter().position(|(key, _)| key == group)?;
        Some(found.swap_remove(place))
    });
    let groups = in_order.collect();
    Some(CriterionFindings { criterion: number.value.clone(), span: number.span, introduction, groups, examples, conclusion })
}

/// A criterion's conclusion is in free words only where none follows from its score.
fn fixed_conclusion(reader: &mut Reader, number: &Spanned<String>, key: Span, against: Option<Against>) {
    let Some(against) = against.filter(|against| against.sure.sections) else { return };
    let scored = against.framework.criterion(number).is_some_and(|(_, criterion)| criterion.scored_by == ScoredBy::Percentage);
    if scored && against.framework.bands.iter().any(|band| band.conclusion.is_some()) {
        reader.report(
            Diagnostic::error("needless-key", format!("the conclusion of {} follows from its score", number.value))
                .at(key, "has no meaning here")
                .help("take it out: the framework's bands have the conclusions"),
        );
    }
}

fn finding(reader: &mut Reader, ids: &mut Ids, raw: RawFinding) -> Option<Finding> {
    match raw {
        TextOr::Text(text) => Some(Finding { text, id: None }),
        TextOr::Record(raw) => {
            let id = raw.id.map(|written| id(reader, ids, written));
            let text = raw.text?;
            reader.keep_allows(raw.allow.as_ref(), &text);
            Some(Finding { text, id })
        }
    }
}
