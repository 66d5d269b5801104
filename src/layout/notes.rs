//! Footnotes, composed once and handed to the pages where their marks stand.

use super::Composer;
use super::galley::{Galley, Strip};
use crate::geom::Pt;
use crate::layout::frame::{Mark, Slot};

/// The notes of a document.
#[derive(Default)]
pub(super) struct Notes {
    /// Each note's strips; empty once it stands on a page.
    notes: Vec<Vec<Strip>>,
    placed: Vec<bool>,
}

/// Space above a note.
const GAP: Pt = Pt(3.0);

impl Notes {
    /// Whether a note stands on an earlier page.
    pub(super) fn is_placed(&self, note: usize) -> bool {
        self.placed.get(note).copied().unwrap_or(true)
    }

    /// The height of a note's first `lines` lines.
    pub(super) fn height(&self, note: usize, lines: usize) -> Pt {
        self.notes.get(note).map_or(Pt::ZERO, |strips| height(&strips[..lines.min(strips.len())]))
    }

    /// Hands over a note, once, and with it the notes whose marks stand in it.
    pub(super) fn take(&mut self, note: usize) -> Vec<Strip> {
        if self.is_placed(note) {
            return Vec::new();
        }
        self.placed[note] = true;
        let mut strips = std::mem::take(&mut self.notes[note]);
        let inner: Vec<usize> = strips.iter().flat_map(|strip| strip.notes.iter().copied()).collect();
        for note in inner {
            strips.extend(self.take(note));
        }
        strips
    }
}

/// The height of strips with the gaps above them.
pub(super) fn height(strips: &[Strip]) -> Pt {
    strips.iter().map(|strip| strip.height + strip.gap).sum()
}

impl Composer<'_> {
    /// Composes all notes of the document.
    pub(super) fn compose_notes(&mut self) -> Notes {
        let document = self.document;
        let column = self.page_column();
        let voice = self.small();
        let indent = self.theme.text.list_indent;
        let mut notes = Notes::default();
        for note in &document.notes {
            let next = self.new_galley();
            let outer = std::mem::replace(&mut self.galley, next);
            self.galley.anchor(Some(&note.anchor));
            let label = self.label(&format!("{} ", note.label), column.x, voice, Mark::Content(note.id, Slot::Label));
            self.galley.hang(label);
            for block in &note.blocks {
                self.block(block, column.inset(indent), voice);
            }
            self.galley.settle();
            let Galley { mut strips, .. } = std::mem::replace(&mut self.galley, outer).finish();
            if let Some(first) = strips.first_mut() {
                first.gap = GAP;
            }
            notes.notes.push(strips);
            notes.placed.push(false);
        }
        notes
    }
}
