//! The document as indented text, for tests and for reading.
//!
//! One line for each block: what it is, its fragment name, its words. Inline marks are shown in a Markdown-like way, so that a
//! reviewer sees links, notes and abbreviations where they stand.

use std::fmt::Write as _;

use super::tree::{Block, BlockKind, Document, FigurePicture, Heading, Inline, Scope, Table, Target, plain_text, usual_separator};

/// Every block of a document.
pub fn dump(document: &Document) -> String {
    let mut out = String::new();
    blocks(&document.parts, 0, &mut out);
    for note in &document.notes {
        line(&mut out, 0, &format!("note {} #{}", note.label, note.anchor));
        blocks(&note.blocks, 1, &mut out);
    }
    out
}

/// Headings, tables and figures only: the outline that a reader of the contents expects.
pub fn outline(document: &Document) -> String {
    let mut out = String::new();
    super::tree::walk(&document.parts, &mut |block| match &block.kind {
        BlockKind::Cover(cover) => line(&mut out, 0, &heading_line(&cover.title)),
        BlockKind::Contents(contents) => line(&mut out, 1, &heading_line(&contents.heading)),
        BlockKind::Section(section) => line(&mut out, usize::from(section.heading.level) - 1, &heading_line(&section.heading)),
        BlockKind::Panel(panel) => {
            if let Some(heading) = &panel.heading {
                line(&mut out, usize::from(heading.level) - 1, &format!("[{}]", heading_line(heading)));
            }
        }
        BlockKind::Table(table) if !table.number.is_empty() => {
            line(&mut out, 3, &format!("{}: {}", table.number, plain_text(&table.caption)));
        }
        BlockKind::Figure(figure) if !figure.number.is_empty() => {
            line(&mut out, 3, &format!("{}: {}", figure.number, plain_text(&figure.headline)));
        }
        _ => {}
    });
    out
}

fn heading_line(heading: &Heading) -> String {
    heading.full_text().replace('\u{a0}', " ")
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{:indent$}{text}", "", indent = depth * 2);
}

fn blocks(list: &[Block], depth: usize, out: &mut String) {
    for block in list {
        let anchor = block.anchor.as_ref().map_or_else(String::new, |anchor| format!(" #{anchor}"));
        match &block.kind {
            BlockKind::Cover(cover) => {
                line(out, depth, &format!("cover{anchor} {}", heading(&cover.title)));
                for fact in &cover.facts {
                    line(out, depth + 1, &format!("{}: {}", fact.label, fact.value));
                }
                blocks(&cover.small_print, depth + 1, out);
            }
            BlockKind::Contents(contents) => line(out, depth, &format!("contents{anchor} {}", heading(&contents.heading))),
            BlockKind::Section(section) => {
                line(out, depth, &format!("{}{anchor} {}", format!("{:?}", section.kind).to_lowercase(), heading(&section.heading)));
                blocks(&section.blocks, depth + 1, out);
            }
            BlockKind::Paragraph(paragraph) => {
                line(out, depth, &format!("{}{anchor} {}", format!("{:?}", paragraph.role).to_lowercase(), inline(&paragraph.content)));
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    let anchor = item.anchor.as_ref().map_or_else(String::new, |anchor| format!(" #{anchor}"));
                    line(out, depth, &format!("item {}{anchor}", item.label));
                    blocks(&item.blocks, depth + 1, out);
                }
            }
            BlockKind::Definitions(definitions) => {
                for item in &definitions.items {
                    line(out, depth, &format!("term {}", inline(&item.term)));
                    blocks(&item.meaning, depth + 1, out);
                }
            }
            BlockKind::Table(inner) => {
                line(out, depth, &format!("table{anchor} {}", inner.number));
                table(inner, depth + 1, out);
            }
            BlockKind::Figure(figure) => {
                line(out, depth, &format!("figure{anchor} {} {}", figure.number, inline(&figure.headline)));
                line(out, depth + 1, &format!("subtitle {}", figure.subtitle));
                line(out, depth + 1, &format!("alt {}", figure.alt));
                match &figure.picture {
                    FigurePicture::Chart(spec) => line(out, depth + 1, &format!("chart {}", spec.name)),
                    FigurePicture::Image(id) => line(out, depth + 1, &format!("image {}", id.0)),
                }
                if let Some(data) = &figure.data {
                    table(data, depth + 1, out);
                }
            }
            BlockKind::Quote(quote) => {
                line(out, depth, "quote");
                blocks(&quote.blocks, depth + 1, out);
            }
            BlockKind::Score(score) => {
                for (label, value) in &score.earlier {
                    line(out, depth, &format!("score {label}: {value}"));
                }
                let words = [Some(&score.value), score.band.as_ref(), score.position.as_ref(), score.small_base.as_ref()]
                    .into_iter()
                    .flatten()
                    .cloned()
                    .collect::<Vec<_>>();
                line(out, depth, &format!("score {}: {}", score.label, words.join("; ")));
            }
            BlockKind::Panel(panel) => {
                let title = panel.heading.as_ref().map_or_else(String::new, heading);
                line(out, depth, &format!("panel{anchor} {title}"));
                if let Some(subtitle) = &panel.subtitle {
                    blocks(std::slice::from_ref(subtitle), depth + 1, out);
                }
                blocks(&panel.blocks, depth + 1, out);
            }
            BlockKind::Preformatted(text) => line(out, depth, &format!("preformatted {:?}", text.text)),
            BlockKind::Rule => line(out, depth, "rule"),
        }
    }
}

fn heading(heading: &Heading) -> String {
    // What parts number and words is shown where it is not the usual.
    let own = Some(heading.separator.trim_end()).filter(|_| heading.separator != usual_separator(&heading.number)).unwrap_or_default();
    let number = if heading.number.is_empty() { String::new() } else { format!("[{}{own}] ", heading.number) };
    format!("h{} {number}{}", heading.level, inline(&heading.text))
}

fn table(table: &Table, depth: usize, out: &mut String) {
    if !table.caption.is_empty() {
        line(out, depth, &format!("caption {}", inline(&table.caption)));
    }
    for row in table.head.iter().chain(&table.body) {
        let cells = row.cells.iter().map(|cell| {
            let mark = match cell.header {
                Some(Scope::Column) => "^",
                Some(Scope::Row) => "<",
                None => "",
            };
            format!("{mark}{}", inline(&cell.content))
        });
        line(out, depth, &format!("| {} |", cells.collect::<Vec<_>>().join(" | ")));
    }
    blocks(&table.notes, depth, out);
}

/// A run of text with its marks.
pub fn inline(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline_| match inline_ {
            Inline::Text(text) => text.replace('\u{a0}', "~"),
            Inline::Strong(inner) => format!("**{}**", inline(inner)),
            Inline::Emphasis(inner) => format!("*{}*", inline(inner)),
            Inline::Code(code) => format!("`{code}`"),
            Inline::Link(link) => match &link.target {
                Target::Anchor(anchor) => format!("[{}](#{anchor})", inline(&link.content)),
                Target::Url(url) => format!("[{}]({url})", inline(&link.content)),
            },
            Inline::NoteRef(note) => format!("[^{}]", note.note + 1),
            Inline::Abbreviation(abbreviation) => format!("<{}={}>", abbreviation.short, abbreviation.long),
            Inline::Passage(passage) => format!("<{}:{}>", passage.lang, inline(&passage.content)),
            Inline::Break => " / ".to_owned(),
        })
        .collect()
}
