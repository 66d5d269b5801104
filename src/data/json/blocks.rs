//! The document's blocks and running text to the types of the format.

use super::format::{Block, Cell, Column, CoverPicture, Definition, Entry, Fact, Inline, Item, Kind, Table, Text};
use super::plot::plot;
use crate::data::csv;
use crate::document::tree::{
    self, Align, BlockKind, DefinitionsKind, Document, FigurePicture, Marker, PanelKind, ParagraphRole, Scope, SectionKind, Target,
    plain_text,
};

pub(super) struct Writer<'a> {
    pub(super) document: &'a Document,
    pub(super) images: &'a [&'a str],
}

impl<'a> Writer<'a> {
    pub(super) fn blocks(&self, blocks: &'a [tree::Block]) -> Vec<Block<'a>> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &'a tree::Block) -> Block<'a> {
        let kind = match &block.kind {
            BlockKind::Cover(cover) => Kind::Cover {
                inspectorate: &cover.inspectorate.text,
                programme: &cover.programme.text,
                title: plain_text(&cover.title.text),
                title_content: self.content(&cover.title.text),
                picture: cover.picture.as_ref().map(|picture| CoverPicture {
                    alt: &picture.alt,
                    file: usize::try_from(picture.image.0).ok().and_then(|index| self.images.get(index)).copied(),
                }),
                facts: cover.facts.iter().map(|fact| Fact { label: &fact.label, value: &fact.value }).collect(),
                state_mark: cover.state_mark.as_ref().map(|line| line.text.as_str()),
                small_print: self.blocks(&cover.small_print),
            },
            BlockKind::Contents(contents) => Kind::Contents {
                title: plain_text(&contents.heading.text),
                title_content: self.content(&contents.heading.text),
                entries: self.entries(&contents.entries),
            },
            BlockKind::Section(section) => Kind::Section {
                kind: match section.kind {
                    SectionKind::Part => "part",
                    SectionKind::MainSection => "main-section",
                    SectionKind::Criterion => "criterion",
                    SectionKind::Group => "group",
                    SectionKind::Appendix => "appendix",
                    SectionKind::Passage => "passage",
                },
                level: section.heading.level,
                number: &section.heading.number,
                separator: own_separator(&section.heading.number, &section.heading.separator),
                title: plain_text(&section.heading.text),
                title_content: self.content(&section.heading.text),
                blocks: self.blocks(&section.blocks),
            },
            BlockKind::Paragraph(paragraph) => Kind::Paragraph {
                role: match paragraph.role {
                    ParagraphRole::Body => "body",
                    ParagraphRole::Statement => "statement",
                    ParagraphRole::Conclusion => "conclusion",
                    ParagraphRole::Signature => "signature",
                    ParagraphRole::Small => "small",
                },
                text: self.text(&paragraph.content),
            },
            BlockKind::List(list) => Kind::List {
                marker: match list.marker {
                    Marker::Bullet => "bullet",
                    Marker::Number => "number",
                    Marker::Letter => "letter",
                },
                items: list.items.iter().map(|item| self.item(item)).collect(),
            },
            BlockKind::Definitions(definitions) => Kind::Definitions {
                kind: match definitions.kind {
                    DefinitionsKind::Abbreviations => "abbreviations",
                    DefinitionsKind::People => "people",
                    DefinitionsKind::Glossary => "glossary",
                },
                items: definitions.items.iter().map(|item| self.definition(item)).collect(),
            },
            BlockKind::Table(table) => Kind::Table(self.table(table, table.data_name.as_deref())),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Quote(quote) => Kind::Quote { blocks: self.blocks(&quote.blocks) },
            BlockKind::Score(score) => Kind::Score {
                earlier: score.earlier.iter().map(|(label, value)| Fact { label, value }).collect(),
                label: &score.label,
                value: &score.value,
                band: score.band.as_deref(),
                position: score.position.as_deref(),
                below_priority_line: score.below_line,
                small_base: score.small_base.as_deref(),
            },
            BlockKind::Panel(panel) => Kind::Panel {
                kind: match panel.kind {
                    PanelKind::Vignette => "vignette",
                    PanelKind::Notice => "notice",
                    PanelKind::Score => "score",
                },
                title: panel.heading.as_ref().map(|heading| plain_text(&heading.text)),
                title_content: panel.heading.as_ref().and_then(|heading| self.content(&heading.text)),
                subtitle: panel.subtitle.as_deref().map(|block| Box::new(self.block(block))),
                blocks: self.blocks(&panel.blocks),
            },
            BlockKind::Preformatted(preformatted) => Kind::Preformatted { text: &preformatted.text },
            BlockKind::Rule => Kind::Rule,
        };
        Block { kind, anchor: block.anchor.as_deref(), lang: block.lang.as_ref().map(|lang| lang.0.as_str()) }
    }

    fn item(&self, item: &'a tree::ListItem) -> Item<'a> {
        Item { label: &item.label, anchor: item.anchor.as_deref(), blocks: self.blocks(&item.blocks) }
    }

    fn definition(&self, definition: &'a tree::Definition) -> Definition<'a> {
        Definition {
            term: plain_text(&definition.term),
            term_content: self.content(&definition.term),
            anchor: definition.anchor.as_deref(),
            blocks: self.blocks(&definition.meaning),
        }
    }

    fn table(&self, table: &'a tree::Table, file: Option<&str>) -> Table<'a> {
        let align = |align| match align {
            Align::Start => "start",
            Align::Center => "center",
            Align::Number => "number",
        };
        Table {
            name: table.data_name.as_deref(),
            number: &table.number,
            title: plain_text(&table.caption),
            title_content: self.content(&table.caption),
            summary: &table.summary,
            file: file.map(csv::path),
            columns: table.columns.iter().map(|column| Column { align: align(column.align) }).collect(),
            head: table.head.iter().map(|row| self.row(row)).collect(),
            body: table.body.iter().map(|row| self.row(row)).collect(),
            notes: self.blocks(&table.notes),
        }
    }

    fn row(&self, row: &'a tree::Row) -> Vec<Cell<'a>> {
        let heads = |scope| match scope {
            Scope::Column => "column",
            Scope::Row => "row",
        };
        row.cells.iter().map(|cell| Cell { text: self.text(&cell.content), heads: cell.header.map(heads), columns: cell.columns }).collect()
    }

    fn figure(&self, figure: &'a tree::Figure) -> Kind<'a> {
        match &figure.picture {
            FigurePicture::Chart(spec) => Kind::Chart {
                name: &spec.name,
                number: &figure.number,
                title: plain_text(&figure.headline),
                title_content: self.content(&figure.headline),
                subtitle: &figure.subtitle,
                alt: &figure.alt,
                file: figure.data.is_some().then(|| csv::path(&spec.name)),
                plot: plot(&spec.plot),
                table: figure.data.as_deref().map(|table| self.table(table, None)),
            },
            FigurePicture::Image(id) => Kind::Picture {
                number: &figure.number,
                title: plain_text(&figure.headline),
                title_content: self.content(&figure.headline),
                alt: &figure.alt,
                file: usize::try_from(id.0).ok().and_then(|index| self.images.get(index)).copied(),
            },
        }
    }

    fn entries(&self, list: &'a [tree::ContentsEntry]) -> Vec<Entry<'a>> {
        let entry = |entry: &'a tree::ContentsEntry| Entry {
            target: &entry.target,
            number: &entry.number,
            separator: own_separator(&entry.number, &entry.separator),
            text: self.text(&entry.text),
            entries: self.entries(&entry.children),
        };
        list.iter().map(entry).collect()
    }

    fn text(&self, content: &'a [tree::Inline]) -> Text<'a> {
        Text { text: plain_text(content), content: self.content(content) }
    }

    /// The form of words that have one.
    fn content(&self, content: &'a [tree::Inline]) -> Option<Vec<Inline<'a>>> {
        let plain = matches!(content, [] | [tree::Inline::Text(_)]);
        (!plain).then(|| self.inlines(content))
    }

    fn inlines(&self, content: &'a [tree::Inline]) -> Vec<Inline<'a>> {
        let inline = |inline: &'a tree::Inline| match inline {
            tree::Inline::Text(text) => Some(Inline::Text(text)),
            tree::Inline::Strong(inner) => Some(Inline::Strong(self.inlines(inner))),
            tree::Inline::Emphasis(inner) => Some(Inline::Emphasis(self.inlines(inner))),
            tree::Inline::Code(code) => Some(Inline::Code(code)),
            tree::Inline::Link(link) => {
                let (anchor, url) = match &link.target {
                    Target::Anchor(anchor) => (Some(anchor.as_str()), None),
                    Target::Url(url) => (None, Some(url.as_str())),
                };
                Some(Inline::Link { anchor, url, content: self.inlines(&link.content) })
            }
            tree::Inline::NoteRef(reference) => {
                self.document.notes.get(reference.note).map(|note| Inline::Note { anchor: &note.anchor, label: &note.label })
            }
            tree::Inline::Abbreviation(abbreviation) => Some(Inline::Abbreviation { short: &abbreviation.short, long: &abbreviation.long }),
            tree::Inline::Passage(passage) => Some(Inline::Passage { lang: &passage.lang.0, content: self.inlines(&passage.content) }),
            tree::Inline::Break => Some(Inline::Break),
        };
        content.iter().filter_map(inline).collect()
    }
}

/// What stands between number and words, where it is not the usual.
fn own_separator<'a>(number: &str, separator: &'a str) -> Option<&'a str> {
    (!number.is_empty() && separator != tree::usual_separator(number)).then_some(separator)
}
