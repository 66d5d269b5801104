//! One walk over everything a document holds, in reading order.
//!
//! Ids, cross-references and abbreviations are all settled by such a walk once the tree stands, so that numbers may be
//! referred to before the thing they number.

use super::tree::{Block, BlockKind, ContentsEntry, Document, Heading, Inline, ListItem, NodeId, Table};

/// What a walk does at the things it meets. Everything has a default that does nothing.
pub trait VisitMut {
    /// An id, in reading order.
    fn id(&mut self, _id: &mut NodeId) {}
    /// A run of text; called before what is inside it.
    fn text(&mut self, _text: &mut Vec<Inline>) {}
    /// A heading; called before its text. Return `false` to leave its text out of the walk.
    fn heading(&mut self, _heading: &mut Heading) -> bool {
        true
    }
    /// A term that a list defines. Return `false` to leave its text out of the walk.
    fn term(&mut self, _term: &mut Vec<Inline>) -> bool {
        true
    }
}

/// Walks a document.
pub fn document(document: &mut Document, visitor: &mut impl VisitMut) {
    blocks(&mut document.parts, visitor);
    for note in &mut document.notes {
        visitor.id(&mut note.id);
        blocks(&mut note.blocks, visitor);
    }
}

/// Walks blocks.
pub fn blocks(list: &mut [Block], visitor: &mut impl VisitMut) {
    for block in list {
        visitor.id(&mut block.id);
        match &mut block.kind {
            BlockKind::Cover(cover) => {
                visitor.id(&mut cover.inspectorate.id);
                visitor.id(&mut cover.programme.id);
                heading(&mut cover.title, visitor);
                if let Some(picture) = &mut cover.picture {
                    visitor.id(&mut picture.id);
                }
                for fact in &mut cover.facts {
                    visitor.id(&mut fact.id);
                }
                if let Some(mark) = &mut cover.state_mark {
                    visitor.id(&mut mark.id);
                }
                blocks(&mut cover.small_print, visitor);
            }
            BlockKind::Contents(contents) => {
                heading(&mut contents.heading, visitor);
                entries(&mut contents.entries, visitor);
            }
            BlockKind::Section(section) => {
                heading(&mut section.heading, visitor);
                blocks(&mut section.blocks, visitor);
            }
            BlockKind::Paragraph(paragraph) => text(&mut paragraph.content, visitor),
            BlockKind::List(list) => {
                for ListItem { id, blocks: inner, .. } in &mut list.items {
                    visitor.id(id);
                    blocks(inner, visitor);
                }
            }
            BlockKind::Definitions(definitions) => {
                for item in &mut definitions.items {
                    visitor.id(&mut item.id);
                    if visitor.term(&mut item.term) {
                        text(&mut item.term, visitor);
                    }
                    blocks(&mut item.meaning, visitor);
                }
            }
            BlockKind::Table(inner) => table(inner, visitor),
            BlockKind::Figure(figure) => {
                visitor.id(&mut figure.headline_id);
                text(&mut figure.headline, visitor);
                visitor.id(&mut figure.subtitle_id);
                visitor.id(&mut figure.picture_id);
                if let Some(data) = &mut figure.data {
                    table(data, visitor);
                }
            }
            BlockKind::Quote(quote) => blocks(&mut quote.blocks, visitor),
            BlockKind::Panel(panel) => {
                if let Some(inner) = &mut panel.heading {
                    heading(inner, visitor);
                }
                if let Some(subtitle) = &mut panel.subtitle {
                    blocks(std::slice::from_mut(subtitle), visitor);
                }
                blocks(&mut panel.blocks, visitor);
            }
            BlockKind::Score(_) | BlockKind::Preformatted(_) | BlockKind::Rule => {}
        }
    }
}

fn heading(heading: &mut Heading, visitor: &mut impl VisitMut) {
    visitor.id(&mut heading.id);
    if visitor.heading(heading) {
        text(&mut heading.text, visitor);
    }
}

fn entries(list: &mut [ContentsEntry], visitor: &mut impl VisitMut) {
    for entry in list {
        visitor.id(&mut entry.id);
        entries(&mut entry.children, visitor);
    }
}

fn table(table: &mut Table, visitor: &mut impl VisitMut) {
    visitor.id(&mut table.caption_id);
    text(&mut table.caption, visitor);
    for row in table.head.iter_mut().chain(&mut table.body) {
        visitor.id(&mut row.id);
        for cell in &mut row.cells {
            visitor.id(&mut cell.id);
            text(&mut cell.content, visitor);
        }
    }
    blocks(&mut table.notes, visitor);
}

fn text(list: &mut Vec<Inline>, visitor: &mut impl VisitMut) {
    visitor.text(list);
    for inline in list {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) => text(inner, visitor),
            Inline::Link(link) => {
                visitor.id(&mut link.id);
                text(&mut link.content, visitor);
            }
            Inline::NoteRef(note) => visitor.id(&mut note.id),
            Inline::Abbreviation(abbreviation) => visitor.id(&mut abbreviation.id),
            Inline::Passage(passage) => {
                visitor.id(&mut passage.id);
                text(&mut passage.content, visitor);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}
