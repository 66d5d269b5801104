//! The order of a report's parts: the framework's, with what `report.yaml` adds, renames, moves or leaves out.

use super::Reader;
use super::report::Against;
use crate::diag::{Diagnostic, Span, Spanned};
use crate::framework::{Listed, Part, PartKind, language};
use crate::model::raw::RawReportPart;
use crate::source::decode::{did_you_mean, listed};
use crate::source::discover::{as_name, is_name};

/// The parts of a report in order. Where an entry is wrong, that is reported and the framework's order stands.
pub(super) fn report_parts(reader: &mut Reader, written: Option<&Spanned<Vec<RawReportPart>>>, against: Against) -> Vec<Part> {
    let mut parts = against.framework.parts.clone();
    let mut seen: Vec<(&str, Span)> = Vec::new();
    for raw in written.iter().flat_map(|list| &list.value) {
        let Some(name) = &raw.part else { continue };
        if let Some((_, first)) = seen.iter().find(|(known, _)| *known == name.0) {
            reader.report(
                Diagnostic::error("duplicate-name", format!("the part `{}` stands here twice", name.0))
                    .at(name.span, "the second")
                    .at(*first, "the first")
                    .help("join the two"),
            );
            continue;
        }
        seen.push((&name.0, name.span));
        let place = parts.iter().position(|part| part.name.value == name.0);
        if PartKind::of(&name.0) == PartKind::Cover {
            reader.report(
                Diagnostic::error("needless-key", "the cover stands first in every report")
                    .at(name.span, "nothing about it can be changed here")
                    .help("take this entry out"),
            );
            continue;
        }
        if raw.leave_out.as_ref().is_some_and(|leave_out| leave_out.value) {
            leave_out(reader, raw, place, &mut parts, against);
            continue;
        }
        let mut part = match place {
            Some(place) => parts[place].clone(),
            None => match added(reader, raw, name.span, &name.0) {
                Some(part) => part,
                None => continue,
            },
        };
        change(reader, raw, &mut part);
        let Some(after) = &raw.after else {
            match place {
                Some(place) => parts[place] = part,
                None => parts.push(part),
            }
            continue;
        };
        if !parts.iter().any(|other| other.name.value == after.0) || after.0 == name.0 {
            if against.sure.parts {
                reader.report(unknown(after.span, &after.0, &parts));
            }
            // What stands in the wrong place is not missing.
            if place.is_none() {
                parts.push(part);
            }
            continue;
        }
        if let Some(place) = place {
            parts.remove(place);
        }
        let place = parts.iter().position(|other| other.name.value == after.0).map_or(parts.len(), |place| place + 1);
        parts.insert(place, part);
    }
    parts
}

fn unknown(span: Span, name: &str, parts: &[Part]) -> Diagnostic {
    let known: Vec<&str> = parts.iter().map(|part| part.name.value.as_str()).collect();
    Diagnostic::error("unknown-part", format!("the report has no part `{name}`")).at(span, "not among its parts").help(did_you_mean(
        name,
        "its parts are",
        &known,
    ))
}

fn leave_out(reader: &mut Reader, raw: &RawReportPart, place: Option<usize>, parts: &mut Vec<Part>, against: Against) {
    let Some(name) = &raw.part else { return };
    for key in raw.written.iter().filter(|key| !["part", "leave-out"].contains(&key.value.as_str())) {
        reader.report(
            Diagnostic::error("needless-key", format!("the part `{}` is left out and takes no `{}`", name.0, key.value))
                .at(key.span, "has no meaning here")
                .help("take it out"),
        );
    }
    match place {
        Some(place) if parts[place].kind == PartKind::Sections => reader.report(
            Diagnostic::error("no-sections-part", "a report cannot do without its sections").at(name.span, "").help("take this entry out"),
        ),
        Some(place) => {
            parts.remove(place);
        }
        None if against.sure.parts => reader.report(unknown(name.span, &name.0, parts)),
        None => {}
    }
}

/// A part that the framework does not have.
fn added(reader: &mut Reader, raw: &RawReportPart, span: Span, name: &str) -> Option<Part> {
    if !is_name(name) {
        reader.report(
            Diagnostic::error("bad-name", format!("`{name}` cannot be the name of a part"))
                .at(span, "")
                .help(format!("lower-case letters, digits and single hyphens: {}", listed(&[&as_name(name)]))),
        );
    }
    let kind = PartKind::of(name);
    if raw.title.is_none() {
        if raw.wrote("title").is_none() && !raw.partial {
            reader.report(
                Diagnostic::error("missing-key", format!("the part `{name}` has no `title`"))
                    .at(span, "the framework has no part of this name, so it is a new one")
                    .help("write its heading: `title: …`; if it is one of the framework's, correct its name"),
            );
        }
        return None;
    }
    let name = Spanned::new(name.to_owned(), span);
    let title = Spanned::new(String::new(), span);
    Some(Part { name, kind, title, appendix: false, optional: false, listed: Listed::Part, lang: None })
}

fn change(reader: &mut Reader, raw: &RawReportPart, part: &mut Part) {
    let titled = matches!(part.kind, PartKind::Contents | PartKind::Prose);
    for key in ["title", "appendix", "contents", "language"]
        .into_iter()
        .filter(|key| if *key == "title" { !titled } else { part.kind != PartKind::Prose })
    {
        if let Some(span) = raw.wrote(key) {
            reader.report(
                Diagnostic::error("needless-key", format!("the part `{}` takes no `{key}`", part.name.value))
                    .at(span, "has no meaning here")
                    .help("take it out"),
            );
        }
    }
    if let Some(title) = &raw.title {
        part.title = title.clone().map(|line| line.0);
    }
    if let Some(appendix) = &raw.appendix {
        part.appendix = appendix.value;
    }
    if let Some(listed) = &raw.contents {
        part.listed = listed.value;
    }
    if let Some(written) = &raw.language {
        part.lang = language(written, reader.problems);
    }
}
