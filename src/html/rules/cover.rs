//! The cover with its downloads, and the contents.

use std::fmt::Write;

use serde::Serialize;

use super::{ItemSlots, Rules, attribute, attributes, base_id};
use crate::document::tree::{Block, Contents, ContentsEntry, Cover};
use crate::html::escape;
use crate::html::page::{DownloadKind, size_words};
use crate::html::templates::Slots;

/// The longest number that hangs beside its words, in characters.
const LONGEST_NUMBER: usize = 5;

impl Rules<'_> {
    pub(super) fn cover(&mut self, block: &Block, cover: &Cover) -> String {
        #[derive(Serialize)]
        struct Fact {
            label: String,
            html: String,
        }
        let facts: Vec<_> =
            cover.facts.iter().map(|fact| Fact { label: escape::text(&fact.label), html: escape::text(&fact.value) }).collect();
        Slots::new()
            .html("attributes", &attributes(block))
            .text("inspectorate", &cover.inspectorate.text)
            .text("programme", &cover.programme.text)
            .html("title", &self.heading(&cover.title, None))
            .html("picture", &cover.picture.as_ref().map(|picture| self.image(picture.image.0, &picture.alt)).unwrap_or_default())
            .text("state_mark", cover.state_mark.as_ref().map_or("", |line| &line.text))
            .items("facts", &facts)
            .html("small_print", &self.blocks(&cover.small_print))
            .text("downloads_label", &self.say("html-downloads"))
            .items("downloads", &self.report_downloads())
            .fill("block/cover.html")
    }

    /// Links to the report's other forms.
    pub(super) fn report_downloads(&self) -> Vec<ItemSlots> {
        let kinds = [
            (DownloadKind::Pdf, "html-download-pdf"),
            (DownloadKind::Ods, "html-download-ods"),
            (DownloadKind::Json, "html-download-json"),
            (DownloadKind::Scores, "html-download-scores"),
            (DownloadKind::Accepted, "html-download-accepted"),
        ];
        let downloads = self.setting.downloads.iter().filter_map(|download| {
            let (_, key) = kinds.iter().find(|(kind, _)| *kind == download.kind)?;
            let size = size_words(self.setting.locale, download.bytes);
            Some(ItemSlots {
                attributes: format!(" href=\"{}\"", escape::text(&escape::path(&download.href))),
                label: escape::text(&self.say(key)),
                html: escape::text(&format!("{}, {size}", self.say(download.kind.word_key()))),
            })
        });
        downloads.collect()
    }

    pub(super) fn contents(&mut self, block: &Block, contents: &Contents) -> String {
        let base = base_id(block);
        Slots::new()
            .text("id", &base)
            .html("attributes", &attribute("lang", block.lang.as_ref().map(|lang| lang.0.as_str())))
            .text("heading_id", &format!("{base}_heading"))
            .text("end", &format!("{base}_end"))
            .text("skip", &self.say("html-skip-contents"))
            .text("level", &self.level(&contents.heading))
            .html("heading", &self.heading_words(&contents.heading))
            .text("summary", &contents.heading.full_text())
            .html("entries", &self.entries(&contents.entries))
            .fill("block/contents.html")
    }

    /// The nested entries of the contents.
    fn entries(&mut self, list: &[ContentsEntry]) -> String {
        let mut out = String::from("<ol>\n");
        for entry in list {
            let current = if self.setting.part == Some(&entry.target) { " aria-current=\"page\"" } else { "" };
            let _ = write!(out, "<li><a href=\"{}\"{current}>", escape::text(&self.address(&entry.target)));
            push_label(&mut out, &entry.number, &entry.separator);
            self.push_inlines(&mut out, &entry.text, true);
            out.push_str("</a>");
            if !entry.children.is_empty() {
                out.push_str(&self.entries(&entry.children));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n");
        out
    }
}

/// The label of an entry. Its number hangs beside the words: of '1.1 General criterion:' the first part, of 'Appendix 4:' nothing.
fn push_label(out: &mut String, number: &str, separator: &str) {
    let label = format!("{number}{}", separator.trim_end());
    let (first, rest) = label.split_once(' ').unwrap_or((&label, ""));
    let hangs = first.chars().count() <= LONGEST_NUMBER;
    for (kind, words) in if hangs { [("number", first), ("label", rest)] } else { [("label", label.as_str()), ("", "")] } {
        if !words.is_empty() {
            let _ = write!(out, "<span class=\"{kind}\">{}</span> ", escape::text(words));
        }
    }
}
