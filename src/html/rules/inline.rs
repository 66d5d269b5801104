//! Running text, and the footnotes that it refers to.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::{Rules, attribute};
use crate::document::tree::{Inline, Note, Target, plain_text};
use crate::html::escape::{self, push_text};
use crate::html::templates::Slots;
use crate::locale::Arg;

/// A note with its ways back.
#[derive(Serialize)]
struct NoteSlots {
    attributes: String,
    html: String,
    back: String,
}

impl Rules<'_> {
    /// The footnotes that this page refers to, with their ways back, to be written when everything that refers to them has been.
    pub(in crate::html) fn notes(&mut self) -> String {
        let notes = self.setting.notes;
        let mut written: BTreeMap<usize, String> = BTreeMap::new();
        // A note may refer to another one.
        while let Some(index) = (0..notes.len()).find(|index| self.references[*index].is_some() && !written.contains_key(index)) {
            let html = self.blocks(&notes[index].blocks);
            written.insert(index, html);
        }
        if written.is_empty() {
            return String::new();
        }
        let items: Vec<_> = (0..)
            .zip(written)
            .map(|(place, (index, html))| {
                // Notes are numbered through the report, and a page may begin anywhere.
                let value = if index == place { String::new() } else { format!(" value=\"{}\"", index + 1) };
                let attributes = format!("{}{value}", attribute("id", Some(&notes[index].anchor)));
                NoteSlots { attributes, html, back: self.ways_back(index, &notes[index]) }
            })
            .collect();
        Slots::new().text("title", &self.say("html-notes")).items("items", &items).fill("notes.html")
    }

    fn ways_back(&self, index: usize, note: &Note) -> String {
        let mut out = String::new();
        for (place, occurrence) in (1..).zip(self.references[index].iter().flatten()) {
            let number = place.to_string();
            let label = ("label", Arg::Text(&note.label));
            let words = if place == 1 {
                self.setting.locale.say_with("html-note-back", &[label])
            } else {
                self.setting.locale.say_with("html-note-back-again", &[label, ("place", Arg::Text(&number))])
            };
            let href = escape::text(&escape::fragment(&reference_id(note, *occurrence)));
            let words = escape::text(&words);
            let _ = write!(out, " <a class=\"back\" role=\"doc-backlink\" href=\"{href}\" aria-label=\"{words}\">\u{2191}</a>");
        }
        out
    }

    /// Running text.
    pub(super) fn inlines(&mut self, content: &[Inline]) -> String {
        let mut out = String::new();
        self.push_inlines(&mut out, content, false);
        out
    }

    /// Running text; inside a link nothing else can be one.
    pub(super) fn push_inlines(&mut self, out: &mut String, content: &[Inline], in_link: bool) {
        for inline in content {
            match inline {
                Inline::Text(text) => push_text(out, text),
                Inline::Strong(inner) => {
                    out.push_str("<strong>");
                    self.push_inlines(out, inner, in_link);
                    out.push_str("</strong>");
                }
                Inline::Emphasis(inner) => {
                    out.push_str("<em>");
                    self.push_inlines(out, inner, in_link);
                    out.push_str("</em>");
                }
                Inline::Code(code) => {
                    out.push_str("<code>");
                    push_text(out, code);
                    out.push_str("</code>");
                }
                Inline::Link(link) => match self.target(&link.target).filter(|_| !in_link) {
                    Some(href) => {
                        let _ = write!(out, "<a href=\"{}\">", escape::text(&href));
                        self.push_inlines(out, &link.content, true);
                        // A link must say something.
                        if let (true, Target::Url(url)) = (plain_text(&link.content).trim().is_empty(), &link.target) {
                            push_text(out, url);
                        }
                        out.push_str("</a>");
                    }
                    None => self.push_inlines(out, &link.content, in_link),
                },
                Inline::NoteRef(reference) => self.note_reference(out, reference.note, reference.occurrence, in_link),
                Inline::Abbreviation(abbreviation) => {
                    let target = abbreviation.target.as_deref().filter(|_| !in_link);
                    if let Some(target) = target {
                        let _ = write!(out, "<a class=\"term\" href=\"{}\">", escape::text(&self.address(target)));
                    }
                    out.push_str("<abbr title=\"");
                    push_text(out, &abbreviation.long);
                    out.push_str("\">");
                    push_text(out, &abbreviation.short);
                    out.push_str("</abbr>");
                    if target.is_some() {
                        out.push_str("</a>");
                    }
                }
                Inline::Passage(passage) => {
                    let _ = write!(out, "<span{}>", attribute("lang", Some(&passage.lang.0)));
                    self.push_inlines(out, &passage.content, in_link);
                    out.push_str("</span>");
                }
                Inline::Break => out.push_str("<br>"),
            }
        }
    }

    /// Where a link leads; `None` for an address that a page must not lead to.
    fn target(&self, target: &Target) -> Option<String> {
        match target {
            Target::Anchor(anchor) => Some(self.address(anchor)),
            Target::Url(url) => escape::web_address(url),
        }
    }

    fn note_reference(&mut self, out: &mut String, index: usize, occurrence: usize, in_link: bool) {
        let Some(note) = self.setting.notes.get(index) else { return };
        let places = self.references[index].get_or_insert_default();
        out.push_str("<sup>");
        if in_link {
            push_text(out, &note.label);
        } else {
            places.insert(occurrence);
            let words = self.setting.locale.say_with("html-note", &[("label", Arg::Text(&note.label))]);
            let _ = write!(
                out,
                "<a class=\"note\" role=\"doc-noteref\" id=\"{}\" href=\"{}\" aria-label=\"{}\">{}</a>",
                escape::text(&reference_id(note, occurrence)),
                escape::text(&escape::fragment(&note.anchor)),
                escape::text(&words),
                escape::text(&note.label)
            );
        }
        out.push_str("</sup>");
    }
}

/// The place in the text that refers to a note.
fn reference_id(note: &Note, occurrence: usize) -> String {
    format!("{}_ref{}", note.anchor, occurrence + 1)
}
