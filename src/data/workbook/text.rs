//! Words of the document as text that stands in a cell: one line, nothing unseen, nothing that could run as a formula.

use super::HARMLESS;
use crate::document::tree::{self, Block, BlockKind, Inline, Target};

/// Words of running text, and the footnotes that it refers to. With `addresses`, a link's address follows it in brackets.
pub(super) fn collect(content: &[Inline], addresses: bool, out: &mut String, notes: &mut Vec<usize>) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => collect(inner, addresses, out, notes),
            Inline::Link(link) => {
                let start = out.len();
                collect(&link.content, addresses, out, notes);
                if let Target::Url(url) = &link.target
                    && addresses
                    && out.get(start..) != Some(url)
                {
                    out.push_str(" (");
                    out.push_str(url);
                    out.push(')');
                }
            }
            Inline::Abbreviation(abbreviation) => out.push_str(&abbreviation.short),
            Inline::Passage(passage) => collect(&passage.content, addresses, out, notes),
            Inline::NoteRef(note) => notes.push(note.note),
            Inline::Break => out.push(' '),
        }
    }
}

/// The words of blocks, a line for each paragraph.
pub(super) fn paragraphs(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    tree::walk(blocks, &mut |block: &Block| match &block.kind {
        BlockKind::Paragraph(paragraph) => {
            let mut text = String::new();
            collect(&paragraph.content, true, &mut text, &mut Vec::new());
            lines.push(line(&text));
        }
        BlockKind::Preformatted(text) => lines.extend(text.text.lines().map(line)),
        BlockKind::Section(section) => lines.push(line(&section.heading.full_text())),
        // Their words come with the blocks inside, or they have none that could stand in a note.
        BlockKind::Cover(_)
        | BlockKind::Contents(_)
        | BlockKind::List(_)
        | BlockKind::Definitions(_)
        | BlockKind::Table(_)
        | BlockKind::Figure(_)
        | BlockKind::Quote(_)
        | BlockKind::Score(_)
        | BlockKind::Panel(_)
        | BlockKind::Rule => {}
    });
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Text as data: one line, single plain spaces, no character that a reader cannot see.
///
/// Before anything else looks at a text: a control character in front would hide the `=` of a formula from [`harmless`] and
/// then be dropped by the writer.
pub(super) fn line(text: &str) -> String {
    let plain = |pair: &[u8]| !pair[0].is_ascii_control() && pair != b"  ";
    if text.is_ascii()
        && text.trim().len() == text.len()
        && text.as_bytes().windows(2).all(plain)
        && !text.ends_with(|c: char| c.is_control())
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let space = c.is_whitespace();
        let unseen = c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
        if space && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        } else if !space && !unseen {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A text that no program takes for a formula, also after it has been saved as CSV and opened again: one that could be gets an
/// apostrophe in front. A sign alone, as printed for 'none', is no formula. Says whether it had to.
pub(super) fn harmless(text: String) -> (String, bool) {
    let mut letters = text.chars();
    let opens = matches!(letters.next(), Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if opens && letters.next().is_some() { (format!("{HARMLESS}{text}"), true) } else { (text, false) }
}
