//! Markdown and plain words to blocks: whose text it is decides what its placeholders may be.

use std::cell::OnceCell;
use std::ops::Range;

use super::Builder;
use super::values::{FixedWords, ReportWords};
use crate::diag::{Diagnostic, Span, Spanned, suggest};
use crate::document::markdown;
use crate::document::markdown::{Host, Text};
use crate::document::outline::Anchors;
use crate::document::tree::{Block, Inline, ParagraphRole};
use crate::document::wording::Values;
use crate::framework::Part;
use crate::model::report::Gaps;
use crate::source::image::ImageId;

impl Host for Builder<'_> {
    fn insert(&mut self, name: &str, argument: Option<&str>, span: Span, level: Option<u8>) -> Vec<Block> {
        self.insert_blocks(name, argument, span, level.unwrap_or(self.level))
    }

    fn image(&mut self, path: &str, span: Span) -> Option<ImageId> {
        let found = self.report.images.iter().position(|image| image.path == path).and_then(|at| u32::try_from(at).ok());
        if let Some(used) = found.and_then(|at| self.images_used.get_mut(at as usize)) {
            *used = true;
        }
        if found.is_none() && !self.report.gaps.images {
            let known = self.report.images.iter().map(|image| image.path.as_str());
            let help = suggest::nearest(path, known).map_or_else(
                || "put the picture (PNG or JPEG) into the report's images/ folder and write its path from the report's folder: images/name.png".to_owned(),
                |meant| format!("did you mean {meant}?"),
            );
            self.problems.push(Diagnostic::error("missing-image", format!("there is no picture '{path}'")).at(span, "").help(help));
        }
        found.map(ImageId)
    }

    fn new_note(&mut self) -> usize {
        self.notes.push(Vec::new());
        self.notes.len() - 1
    }

    fn fill_note(&mut self, note: usize, blocks: Vec<Block>) {
        self.notes[note] = blocks;
    }

    fn anchors(&mut self) -> &mut Anchors {
        &mut self.anchors
    }

    fn place(&self, text: &Text, range: Range<usize>) -> Span {
        text.place(self.sources, range)
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn remarks(&self, text: Span) -> Vec<(Span, usize)> {
        if self.remarks.is_empty() { Vec::new() } else { self.passages(text) }
    }

    fn remark(&mut self, remark: usize) -> Option<Inline> {
        self.mark(remark)
    }
}

impl<'a> Builder<'a> {
    /// A part's Markdown: the report's own, or else the framework's, which may hold placeholders.
    pub(super) fn prose(&self, part: &Part) -> Option<(&'a Spanned<String>, bool)> {
        let named = |texts: &'a [(String, Spanned<String>)]| texts.iter().find(|(name, _)| *name == part.name.value).map(|(_, text)| text);
        named(&self.report.prose).map(|text| (text, false)).or_else(|| named(&self.framework.wording).map(|text| (text, true)))
    }

    pub(super) fn prose_blocks(&mut self, prose: &Spanned<String>, fixed: bool, level: u8, anchor_prefix: &str) -> Vec<Block> {
        let words = self.fixed_words();
        let own = ReportWords(self.fixed_words());
        let text = Text {
            source: &prose.value,
            span: prose.span,
            heading_level: Some(level),
            anchor_prefix,
            values: Some(if fixed { &words as &dyn Values } else { &own }),
            role: ParagraphRole::Body,
            map: OnceCell::new(),
            lead: 0,
        };
        let before = self.problems.len();
        let blocks = markdown::blocks(&text, self);
        // What could not be inserted would stand below its heading.
        let whole = !self.problems[before..].iter().any(Diagnostic::is_error);
        markdown::skipped_levels(&blocks, level, &mut self.problems);
        if whole && self.report.gaps == Gaps::default() {
            markdown::bare_headings(&blocks, &mut self.problems);
        }
        blocks
    }

    fn fixed_words(&self) -> FixedWords<'a> {
        FixedWords { ..self.words }
    }

    /// A report's text without headings.
    pub(super) fn plain_blocks(&mut self, text: &Spanned<String>, role: ParagraphRole) -> Vec<Block> {
        let words = ReportWords(self.fixed_words());
        let mut blocks = markdown::blocks(&plain_text_of(text, role, &words), self);
        if !self.remarks.is_empty() {
            self.mark_whole(text.span, &mut blocks);
        }
        blocks
    }

    /// A framework's text without headings, with placeholders.
    pub(super) fn framework_blocks(&mut self, text: &Spanned<String>) -> Vec<Block> {
        let words = self.fixed_words();
        markdown::blocks(&plain_text_of(text, ParagraphRole::Body, &words), self)
    }

    /// A report's line of Markdown.
    pub(super) fn line(&mut self, text: &Spanned<String>) -> Vec<Inline> {
        let words = ReportWords(self.fixed_words());
        markdown::inlines(&plain_text_of(text, ParagraphRole::Body, &words), self)
    }

    /// A framework's line of Markdown with placeholders.
    pub(super) fn framework_line(&mut self, text: &Spanned<String>) -> Vec<Inline> {
        let words = self.fixed_words();
        markdown::inlines(&plain_text_of(text, ParagraphRole::Body, &words), self)
    }
}

/// A text that holds no headings.
pub(super) fn plain_text_of<'t>(text: &'t Spanned<String>, role: ParagraphRole, values: &'t dyn Values) -> Text<'t> {
    Text {
        source: &text.value,
        span: text.span,
        heading_level: None,
        anchor_prefix: "",
        values: Some(values),
        role,
        map: OnceCell::new(),
        lead: 0,
    }
}
