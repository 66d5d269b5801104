//! Small documents for tests.

use std::cell::Cell as Counter;

use crate::date::Date;
use crate::document::sample;
use crate::document::tree::{
    Align, Block, BlockKind, Cell, Column, Contents, ContentsEntry, Cover, CoverFact, CoverLine, Definition, Definitions, DefinitionsKind,
    Document, Figure, FigurePicture, Heading, Inline, Link, List, ListItem, Marker, Meta, NodeId, Note, NoteRef, Panel, PanelKind,
    Paragraph, ParagraphRole, Quote, Row, Scope, Score, Section, SectionKind, Table, Target, walk,
};
use crate::layout::frame::Pages;
use crate::locale::Lang;
use crate::source::image::{Image, ImageKind};
use crate::text::Fonts;
use crate::theme::Theme;

/// Gives out node ids.
#[derive(Default)]
pub(crate) struct Make {
    next: Counter<u32>,
}

impl Make {
    pub(crate) fn id(&self) -> NodeId {
        let id = self.next.get();
        self.next.set(id + 1);
        NodeId(id)
    }

    pub(crate) fn block(&self, kind: BlockKind) -> Block {
        Block { id: self.id(), source: None, anchor: None, lang: None, kind }
    }

    pub(crate) fn p(&self, text: &str) -> Block {
        self.role(ParagraphRole::Body, text)
    }

    pub(crate) fn role(&self, role: ParagraphRole, text: &str) -> Block {
        self.inlines(role, vec![Inline::Text(text.to_owned())])
    }

    pub(crate) fn inlines(&self, role: ParagraphRole, content: Vec<Inline>) -> Block {
        self.block(BlockKind::Paragraph(Paragraph { role, content }))
    }

    pub(crate) fn link(&self, anchor: &str, text: &str) -> Inline {
        Inline::Link(Link { id: self.id(), target: Target::Anchor(anchor.to_owned()), content: vec![Inline::Text(text.to_owned())] })
    }

    pub(crate) fn note_ref(&self, note: usize, occurrence: usize) -> Inline {
        Inline::NoteRef(NoteRef { id: self.id(), note, occurrence })
    }

    pub(crate) fn note(&self, label: &str, text: &str) -> Note {
        Note { id: self.id(), label: label.to_owned(), anchor: format!("note-{label}"), blocks: vec![self.p(text)] }
    }

    pub(crate) fn heading(&self, level: u8, number: &str, text: &str) -> Heading {
        Heading { id: self.id(), ..Heading::numbered(level, number.to_owned(), vec![Inline::Text(text.to_owned())]) }
    }

    pub(crate) fn section(&self, kind: SectionKind, level: u8, number: &str, title: &str, blocks: Vec<Block>) -> Block {
        let heading = self.heading(level, number, title);
        let anchor = title.to_lowercase().replace(' ', "-");
        Block { anchor: Some(anchor), ..self.block(BlockKind::Section(Section { kind, heading, blocks })) }
    }

    pub(crate) fn list(&self, marker: Marker, items: Vec<Vec<Block>>) -> Block {
        let item = |(index, blocks)| {
            let label = match marker {
                Marker::Bullet => "•".to_owned(),
                Marker::Number => format!("{}.", index + 1),
                Marker::Letter => format!("({})", char::from(b'a' + u8::try_from(index % 26).unwrap())),
            };
            ListItem { id: self.id(), label, anchor: None, source: None, blocks }
        };
        let items = items.into_iter().enumerate().map(item).collect();
        self.block(BlockKind::List(List { marker, items }))
    }

    pub(crate) fn definitions(&self, kind: DefinitionsKind, items: &[(&str, &str)]) -> Block {
        let item = |(term, meaning): &(&str, &str)| Definition {
            id: self.id(),
            anchor: None,
            term: vec![Inline::Text((*term).to_owned())],
            meaning: if meaning.is_empty() { Vec::new() } else { vec![self.p(meaning)] },
        };
        self.block(BlockKind::Definitions(Definitions { kind, items: items.iter().map(item).collect() }))
    }

    pub(crate) fn row(&self, header: bool, cells: &[&str]) -> Row {
        let cell = |(index, text): (usize, &&str)| Cell {
            id: self.id(),
            header: if header { Some(Scope::Column) } else { (index == 0).then_some(Scope::Row) },
            columns: 1,
            content: vec![Inline::Text((*text).to_owned())],
        };
        Row { id: self.id(), cells: cells.iter().enumerate().map(cell).collect() }
    }

    pub(crate) fn table(&self, number: &str, caption: &str, aligns: &[Align], head: &[&str], body: &[Vec<String>]) -> Block {
        let body = body.iter().map(|row| self.row(false, &row.iter().map(String::as_str).collect::<Vec<_>>())).collect();
        self.block(BlockKind::Table(Table {
            number: number.to_owned(),
            caption: if caption.is_empty() { Vec::new() } else { vec![Inline::Text(caption.to_owned())] },
            caption_id: self.id(),
            summary: String::new(),
            columns: aligns.iter().map(|align| Column { align: *align }).collect(),
            head: vec![self.row(true, head)],
            body,
            notes: Vec::new(),
            data_name: None,
        }))
    }

    /// A picture from the list of images, or a chart.
    pub(crate) fn figure(&self, headline: &str, picture: FigurePicture) -> Block {
        self.block(BlockKind::Figure(Figure {
            number: String::new(),
            headline: vec![Inline::Text(headline.to_owned())],
            headline_id: self.id(),
            subtitle: "Per cent, January 2008".to_owned(),
            subtitle_id: self.id(),
            picture_id: self.id(),
            alt: "What it shows".to_owned(),
            picture,
            data: None,
        }))
    }

    pub(crate) fn quote(&self, text: &str) -> Block {
        let blocks = vec![self.p(text)];
        self.block(BlockKind::Quote(Quote { blocks }))
    }

    pub(crate) fn panel(&self, title: &str, subtitle: &str, blocks: Vec<Block>) -> Block {
        let heading = Some(self.heading(4, "", title));
        let subtitle = (!subtitle.is_empty()).then(|| Box::new(self.role(ParagraphRole::Small, subtitle)));
        self.block(BlockKind::Panel(Panel { kind: PanelKind::Vignette, heading, subtitle, blocks }))
    }

    pub(crate) fn score(&self, value: &str, band: Option<&str>, below_line: bool) -> Block {
        self.block(BlockKind::Score(Score {
            earlier: Vec::new(),
            label: "Score".to_owned(),
            value: value.to_owned(),
            band: band.map(str::to_owned),
            position: band
                .map(|_| if below_line { "4 points below the priority line" } else { "10 points above the priority line" }.to_owned()),
            below_line,
            hundredths: None,
            line_hundredths: None,
            small_base: None,
            behind: None,
        }))
    }

    pub(crate) fn cover(&self, title: &str) -> Block {
        let line = |text: &str| CoverLine { id: self.id(), text: text.to_owned() };
        let fact = |label: &str, value: &str| CoverFact { id: self.id(), label: label.to_owned(), value: value.to_owned() };
        let kind = BlockKind::Cover(Cover {
            inspectorate: line("Inspectorate of Examples"),
            programme: line("Offender management inspection"),
            title: self.heading(1, "", title),
            picture: None,
            facts: vec![fact("Area", "Surrey"), fact("Fieldwork", "January 2008"), fact("Published", "April 2008")],
            state_mark: None,
            small_print: vec![
                self.role(ParagraphRole::Small, "Figures from the report published in April 2008, restated in our own words."),
                self.role(ParagraphRole::Small, "Published under the Open Government Licence v3.0."),
            ],
        });
        self.block(kind)
    }

    /// Contents of sections down to criteria.
    pub(crate) fn contents(&self, parts: &[Block]) -> Block {
        let heading = self.heading(2, "", "Contents");
        let entries = self.entries(parts);
        self.block(BlockKind::Contents(Contents { heading, entries, page_word: "Page".to_owned() }))
    }

    fn entries(&self, blocks: &[Block]) -> Vec<ContentsEntry> {
        let entry = |block: &Block| match &block.kind {
            BlockKind::Section(section) if !matches!(section.kind, SectionKind::Group | SectionKind::Passage) => Some(ContentsEntry {
                id: self.id(),
                target: block.anchor.clone().unwrap_or_default(),
                number: section.heading.number.clone(),
                separator: section.heading.separator.clone(),
                text: section.heading.text.clone(),
                children: self.entries(&section.blocks),
            }),
            _ => None,
        };
        blocks.iter().filter_map(entry).collect()
    }

    pub(crate) fn document(&self, parts: Vec<Block>, notes: Vec<Note>) -> Document {
        Document {
            meta: Meta {
                slug: "test".to_owned(),
                lang: Lang("en".to_owned()),
                title: "A report on offender management in Surrey".to_owned(),
                programme: "Offender management inspection".to_owned(),
                framework: "omi".to_owned(),
                area: "Surrey".to_owned(),
                inspectorate: "Inspectorate of Examples".to_owned(),
                published: Date::parse("2008-04").expect("a date"),
                published_words: "April 2008".to_owned(),
                fieldwork_words: None,
                fieldwork: None,
                isbn: None,
                state_mark: None,
                state: "published",
            },
            parts,
            notes,
            accepted: Vec::new(),
            data: Vec::new(),
            contact: Vec::new(),
            node_count: self.next.get(),
        }
    }
}

/// A chart of three bars.
pub(crate) fn chart() -> FigurePicture {
    let document = sample::document();
    let mut found = None;
    walk(&document.parts, &mut |block| {
        if let BlockKind::Figure(Figure { picture: picture @ FigurePicture::Chart(_), .. }) = &block.kind {
            found = Some(picture.clone());
        }
    });
    found.expect("the sample has a chart")
}

/// A picture of so many pixels, without any.
pub(crate) fn image(width: u32, height: u32) -> Image {
    Image { path: "map.png".to_owned(), bytes: Vec::new().into(), kind: ImageKind::Png, width, height, pixels: None }
}

/// The pages of a document in the base theme.
pub(crate) fn pages(document: &Document) -> Pages {
    super::layout_document(document, &[], &Theme::base(), &Fonts::bundled())
}
