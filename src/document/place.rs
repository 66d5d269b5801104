//! From a place in a source file to the place in the document where it can be seen.

use super::tree::{Block, BlockKind, Document, ListItem};
use crate::diag::Span;

/// The fragment name of what was written at `span`, or else of the nearest thing around or before it that was written in the same file
/// and can be linked to.
pub fn anchor_at(document: &Document, span: Span) -> Option<&str> {
    let mut search = Search { span, best: None };
    search.blocks(&document.parts, None);
    for note in &document.notes {
        search.blocks(&note.blocks, Some(&note.anchor));
    }
    search.best.map(|(_, anchor)| anchor)
}

struct Search<'a> {
    span: Span,
    /// Where the nearest thing was written, and its fragment.
    best: Option<(u32, &'a str)>,
}

impl<'a> Search<'a> {
    fn blocks(&mut self, blocks: &'a [Block], around: Option<&'a str>) {
        for block in blocks {
            let anchor = block.anchor.as_deref().or(around);
            self.seen(block.source, anchor);
            match &block.kind {
                BlockKind::Cover(cover) => self.blocks(&cover.small_print, anchor),
                BlockKind::Section(section) => self.blocks(&section.blocks, anchor),
                BlockKind::List(list) => {
                    for ListItem { anchor: own, source, blocks, .. } in &list.items {
                        let anchor = own.as_deref().or(anchor);
                        self.seen(*source, anchor);
                        self.blocks(blocks, anchor);
                    }
                }
                BlockKind::Definitions(definitions) => {
                    for definition in &definitions.items {
                        self.blocks(&definition.meaning, definition.anchor.as_deref().or(anchor));
                    }
                }
                BlockKind::Quote(quote) => self.blocks(&quote.blocks, anchor),
                BlockKind::Panel(panel) => self.blocks(&panel.blocks, anchor),
                BlockKind::Table(table) => self.blocks(&table.notes, anchor),
                BlockKind::Contents(_)
                | BlockKind::Paragraph(_)
                | BlockKind::Figure(_)
                | BlockKind::Score(_)
                | BlockKind::Preformatted(_)
                | BlockKind::Rule => {}
            }
        }
    }

    fn seen(&mut self, source: Option<Span>, anchor: Option<&'a str>) {
        if let (Some(source), Some(anchor)) = (source, anchor)
            && source.file == self.span.file
            && source.start <= self.span.start
            && self.best.is_none_or(|(start, _)| start <= source.start)
        {
            self.best = Some((source.start, anchor));
        }
    }
}
