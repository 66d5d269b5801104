//! Lists, and terms with their definitions.

use super::Composer;
use super::galley::{Strip, cost};
use super::inline::{Column, Voice};
use crate::document::tree::{Definitions, DefinitionsKind, List};
use crate::geom::Pt;
use crate::layout::frame::{Mark, Slot};

/// An item of no more strips looks lost by itself.
const SHORT: usize = 2;

impl Composer<'_> {
    /// Items with their labels hanging at the left.
    pub(super) fn list(&mut self, list: &List, column: Column, voice: Voice) {
        let theme = &self.theme.text;
        let (gap, between) = (theme.paragraph_gap, theme.list_gap);
        // '(viii)' and '128.' are wider than the theme's indent.
        let mut indent = theme.list_indent;
        for item in &list.items {
            let label = self.words(&item.label, voice, Mark::Content(item.id, Slot::Label));
            indent = indent.max(self.shaper.shape(&label).max_width() + voice.size * 0.4);
        }
        self.galley.space(between);
        let mut starts = Vec::new();
        for item in &list.items {
            self.galley.space(between);
            starts.push(self.galley.strips.len());
            self.galley.anchor(item.anchor.as_ref());
            let label = self.label(&item.label, column.x, voice, Mark::Content(item.id, Slot::Label));
            let inner = column.inset(indent);
            self.hang_or_push(label, inner.x - column.x > indent - Pt(0.1));
            for block in &item.blocks {
                self.block(block, inner, voice);
            }
            self.galley.settle();
            self.galley.space_exactly(if item.blocks.len() > 1 { gap } else { between });
        }
        // A list of some length is not parted after a first item of a line or two, or before such a last one.
        if let [first, second, .., last] = starts[..] {
            if second - first <= SHORT {
                self.galley.discourage(second);
            }
            if self.galley.strips.len() - last <= SHORT {
                self.galley.discourage(last);
            }
        }
        self.galley.space(gap);
    }

    /// Hangs a label beside what follows, or puts it above where the column is too narrow for both.
    pub(super) fn hang_or_push(&mut self, label: Strip, fits: bool) {
        if fits {
            self.galley.hang(label);
        } else {
            self.galley.push(label);
            self.galley.keep(cost::KEEP);
            self.galley.hang(Strip::new(Pt::ZERO));
        }
    }

    /// Terms at the left, what they mean at the right.
    pub(super) fn definitions(&mut self, definitions: &Definitions, column: Column, voice: Voice) {
        let most = match definitions.kind {
            DefinitionsKind::Abbreviations | DefinitionsKind::Glossary => 0.3,
            DefinitionsKind::People => 0.48,
        };
        let gutter = self.theme.table.gap * 1.5;
        let mut terms = Vec::new();
        let mut widest = Pt::ZERO;
        for item in &definitions.items {
            let term = self.styled(&item.term, voice.bold(), Mark::Content(item.id, Slot::Label));
            widest = widest.max(self.shaper.shape(&term).max_width());
            terms.push(term);
        }
        let width = widest.min(column.width * most).max(column.width * 0.12);
        let meanings = column.inset(width + gutter);
        let between = self.theme.text.list_gap;
        self.galley.space(self.theme.text.paragraph_gap);
        for (item, term) in definitions.items.iter().zip(&terms) {
            self.galley.space(between);
            self.galley.anchor(item.anchor.as_ref());
            let term_width = if item.meaning.is_empty() || meanings.x - column.x < width + gutter - Pt(0.1) {
                column.width
            } else {
                meanings.x - column.x - gutter
            };
            let strip = self.block_strip(term, Column { x: column.x, width: term_width }, voice.bold(), |_| Pt::ZERO);
            self.hang_or_push(strip, meanings.x - column.x > width + gutter - Pt(0.1));
            for block in &item.meaning {
                self.block(block, meanings, voice);
            }
            self.galley.settle();
            self.galley.space_exactly(between);
        }
        self.galley.space(self.theme.text.paragraph_gap);
    }
}
