//! `report.json`: the document as data.
//!
//! The types below are the format; what they are called there and in which order is part of it. Keys may be added within a
//! version. Taking one away, renaming one or changing what one means takes a new [`VERSION`].

mod blocks;
mod format;
mod framework;
mod plot;
mod scores;
#[cfg(test)]
mod tests;

use serde::Serialize;

use self::blocks::Writer;
use self::format::Block;
use self::framework::{FrameworkData, framework};
use self::scores::{ScoresData, all_scores};
use crate::document::tree::{self, Document};
use crate::model::Report;
use crate::scoring::Scores;

/// The version of the format.
const VERSION: u32 = 1;

/// `report.json`.
///
/// # Panics
/// Never: what is written has neither failing parts nor maps.
pub fn report_json(document: &Document, scores: &Scores, report: &Report) -> Vec<u8> {
    let images: Vec<&str> = report.images.iter().map(|image| image.path.as_str()).collect();
    let whole = Whole {
        format: "bluebook-report",
        version: VERSION,
        meta: meta(document, report),
        framework: framework(&report.framework),
        scores: all_scores(scores, &report.framework),
        accepted: document.accepted.iter().map(accepted).collect(),
        parts: Writer { document, images: &images }.blocks(&document.parts),
        notes: notes(document, &images),
    };
    let mut bytes = serde_json::to_vec(&whole).expect("plain structs can always be written as JSON");
    bytes.push(b'\n');
    bytes
}

#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    version: u32,
    meta: Meta<'a>,
    framework: FrameworkData<'a>,
    scores: ScoresData<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted: Vec<Accepted<'a>>,
    parts: Vec<Block<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct Meta<'a> {
    slug: &'a str,
    lang: &'a str,
    title: &'a str,
    programme: &'a str,
    inspectorate: &'a str,
    area: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    area_kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fieldwork: Option<String>,
    published: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sample_words: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    isbn: Option<&'a str>,
    /// All of them, the first one too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    isbns: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'a str>,
}

fn meta<'a>(document: &'a Document, report: &'a Report) -> Meta<'a> {
    let meta = &document.meta;
    Meta {
        slug: &meta.slug,
        lang: &meta.lang.0,
        title: &meta.title,
        programme: &meta.programme,
        inspectorate: &meta.inspectorate,
        area: &meta.area,
        area_kind: report.area_kind.as_deref(),
        fieldwork: meta.fieldwork.map(crate::date::Date::to_iso),
        published: meta.published.to_iso(),
        state: meta.state,
        sample: report.sample.as_ref().map(|sample| sample.value),
        sample_words: report.sample_words.as_deref(),
        isbn: meta.isbn.as_deref(),
        isbns: report.isbns.iter().map(|isbn| isbn.value.as_str()).collect(),
        edition: report.edition.as_deref(),
    }
}

/// What stands although a check objects.
#[derive(Serialize)]
struct Accepted<'a> {
    check: &'a str,
    problem: &'a str,
    reason: &'a str,
    editors_note: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    score: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
}

fn accepted(departure: &tree::Departure) -> Accepted<'_> {
    let tree::Departure { what, file, line, check, problem, reason, note } = departure;
    Accepted { check, problem, reason, editors_note: *note, score: what, file, line: (!file.is_empty()).then_some(*line) }
}

#[derive(Serialize)]
struct Note<'a> {
    anchor: &'a str,
    label: &'a str,
    blocks: Vec<Block<'a>>,
}

fn notes<'a>(document: &'a Document, images: &'a [&'a str]) -> Vec<Note<'a>> {
    let writer = Writer { document, images };
    document.notes.iter().map(|note| Note { anchor: &note.anchor, label: &note.label, blocks: writer.blocks(&note.blocks) }).collect()
}
