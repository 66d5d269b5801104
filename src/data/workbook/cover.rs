//! The sheet of notes and the cover.

use super::text::{harmless, paragraphs};
use super::{Cell, Grid, HARMLESS, Line, LineRole, MISSING, Maker, SPANNED, Sheet, SheetKind, plain, text_column};
use crate::document::tree::BlockKind;

impl Maker<'_> {
    pub(super) fn mark(&self) -> Option<Line> {
        self.document.meta.state_mark.as_deref().map(|mark| plain(LineRole::Mark, mark))
    }

    pub(super) fn notes_sheet(&mut self, name: String, cover: &str) -> Sheet {
        let locale = self.locale;
        let all = locale.say("data-scope-all");
        let state = match &self.document.meta.state_mark {
            Some(mark) => self.say("data-state-draft", &[("mark", mark)]),
            None => locale.say("data-state-published"),
        };
        let mut rows = vec![
            [locale.say("data-state"), all.clone(), state],
            [locale.say("data-rounding"), all.clone(), locale.say("data-rounding-text")],
        ];
        if self.missing.is_empty() && self.spanned.is_empty() {
            rows.push([locale.say("data-empty"), all, locale.say("data-empty-none")]);
        }
        let symbols = [
            (MISSING.to_owned(), &self.missing, "data-empty-missing"),
            (SPANNED.to_owned(), &self.spanned, "data-empty-spanned"),
            (HARMLESS.to_string(), &self.defused, "data-apostrophe"),
        ];
        for (symbol, used, key) in symbols {
            if !used.is_empty() {
                rows.push([symbol, locale.list(used), locale.say(key)]);
            }
        }
        for (note, used) in self.document.notes.iter().zip(&self.notes) {
            if !used.is_empty() {
                let mark = self.say("data-note-mark", &[("number", &note.label)]);
                rows.push([mark, locale.list(used), paragraphs(&note.blocks)]);
            }
        }
        for (label, text) in &self.below {
            rows.push([locale.say("data-note-below"), label.clone(), text.clone()]);
        }
        // A note may be empty in the report; its row must not be.
        let rows =
            rows.into_iter().map(|row| row.map(|text| Cell::Text(if text.is_empty() { MISSING.to_owned() } else { harmless(text).0 })));
        let titles = ["data-notes-note", "data-notes-scope", "data-notes-text"].map(|key| locale.say(key));
        let table = Grid { name: self.names.range(&name), columns: titles.map(text_column).into(), rows: rows.map(Vec::from).collect() };
        let mut lines = vec![plain(LineRole::Title, &locale.say("data-notes-title"))];
        lines.extend(self.mark());
        lines.push(plain(LineRole::Body, &locale.say("data-one-table")));
        lines.push(Line { link: Some(cover.to_owned()), ..plain(LineRole::Body, &locale.say("data-to-contents")) });
        Sheet { name, kind: SheetKind::Table, lines, table }
    }

    pub(super) fn cover_sheet(&mut self, name: String, notes: &Sheet, sheets: &[Sheet]) -> Sheet {
        let (locale, meta) = (self.locale, &self.document.meta);
        let mut lines = vec![plain(LineRole::Title, &meta.title), plain(LineRole::Body, &locale.say("data-cover-intro"))];
        lines.extend(self.mark());
        let facts = [
            ("cover-area", Some(&meta.area)),
            ("cover-fieldwork", meta.fieldwork_words.as_ref()),
            (if meta.state_mark.is_some() { "cover-publication-due" } else { "cover-published" }, Some(&meta.published_words)),
            ("data-programme", Some(&meta.programme)),
            ("data-publisher", Some(&meta.inspectorate)),
            ("cover-isbn", meta.isbn.as_ref()),
        ];
        for (key, value) in facts {
            if let Some(value) = value {
                lines.push(plain(LineRole::Body, &self.say("data-fact", &[("label", &locale.say(key)), ("value", value)])));
            }
        }
        let small_print = self.document.parts.iter().find_map(|block| match &block.kind {
            BlockKind::Cover(cover) => Some(paragraphs(&cover.small_print)),
            _ => None,
        });
        let small_print = small_print.unwrap_or_default();
        if !small_print.is_empty() {
            lines.push(plain(LineRole::Heading, &locale.say("data-licence")));
            lines.extend(small_print.lines().map(|text| plain(LineRole::Body, text)));
        }
        lines.push(plain(LineRole::Heading, &locale.say("data-cite")));
        lines.push(plain(LineRole::Body, &self.citation()));
        lines.push(plain(LineRole::Heading, &locale.say("contents")));
        // The short name is the link: LibreOffice never breaks a link into lines, and would cut a title off.
        let rows = std::iter::once(notes).chain(sheets).map(|sheet| {
            let title = sheet.lines.first().map_or_else(String::new, |line| line.text.clone());
            vec![Cell::Text(title), Cell::Link { text: harmless(sheet.name.clone()).0, sheet: sheet.name.clone() }]
        });
        let titles = ["data-column-title", "data-column-sheet"].map(|key| locale.say(key));
        let table = Grid { name: self.names.range(&name), columns: titles.map(text_column).into(), rows: rows.collect() };
        Sheet { name, kind: SheetKind::Cover, lines, table }
    }

    fn citation(&self) -> String {
        let meta = &self.document.meta;
        let mut args = vec![("inspectorate", meta.inspectorate.as_str()), ("date", &meta.published_words), ("title", &meta.title)];
        match (&meta.state_mark, &meta.isbn) {
            (Some(mark), _) => self.say("data-no-citation", &[("mark", mark)]),
            (None, None) => self.say("data-citation", &args),
            (None, Some(isbn)) => {
                args.push(("isbn", isbn));
                self.say("data-citation-isbn", &args)
            }
        }
    }
}
