//! Characters that the fonts cannot show.
//!
//! A document and the fonts come in; out goes a diagnostic for each character that would be printed as an empty box or in the wrong
//! order, with its place in the source where that can be found. Asked before anything is laid out, so that the author learns of all of
//! them in one run. Signs that text fonts lack, such as arrows and ticks, have fonts that stand in; for other scripts there is none: a
//! box in print is worse than a message.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Problems, Sources, Span};
use crate::document::tree::{Block, BlockKind, ContentsEntry, Cover, Document, FigurePicture, Heading, Inline, Table, plain_text};
use crate::document::wording::UNREAD;
use crate::text::Fonts;
use crate::text::shape::{Shaper, is_invisible};

/// Every place of a document where something cannot be printed; a character that is met again is not reported again.
pub fn unprintable(document: &Document, fonts: &Fonts, sources: &Sources) -> Problems {
    let mut finder = Finder { found: BTreeMap::new(), source: None, texts: 0 };
    finder.document(document);
    if finder.found.is_empty() {
        return Problems::new();
    }
    let all: String = finder.found.keys().collect();
    let lacking = Shaper::new(fonts).missing_glyphs(&all);
    // A word of a foreign script is one mistake and not one for each of its letters.
    let mut groups: BTreeMap<_, Vec<(char, Place)>> = BTreeMap::new();
    for (c, place) in finder.found {
        let turned = is_right_to_left(c);
        if (turned || lacking.contains(&c)) && !UNREAD.contains(c) {
            groups.entry((turned, place.source, place.text)).or_default().push((c, place));
        }
    }
    groups
        .into_iter()
        .map(|((turned, source, _), mut group)| {
            group.sort_by_key(|(_, place)| place.at);
            let named: Vec<String> = group.iter().take(6).map(|(c, _)| format!("‘{c}’ (U+{:04X})", u32::from(*c))).collect();
            let more = if group.len() > named.len() { format!(" and {} more", group.len() - named.len()) } else { String::new() };
            let named = format!("{}{more}", named.join(", "));
            let (first, place) = &group[0];
            let context = &place.context;
            let problem = if turned {
                Diagnostic::error("right-to-left-text", format!("a text runs from right to left: {named}, in ‘{context}’"))
                    .help("write it in Latin letters, or show it as a picture with an alternative text")
            } else {
                Diagnostic::error("missing-glyph", format!("the fonts have no sign for {named}, in ‘{context}’"))
                    .help("write it in another way, or give the theme a font that has it (`text.family`)")
            };
            // What is found nowhere in the block's source still has the block as its place.
            let span = source.and_then(|block| character(sources, block, *first)).or(source);
            problem.maybe_at(span, "here")
        })
        .collect()
}

/// Where a character stands inside a block's source.
fn character(sources: &Sources, block: Span, c: char) -> Option<Span> {
    let at = block.start as usize + sources.slice(block).find(c)?;
    Some(Span::new(block.file, at..at + c.len_utf8()))
}

/// Hebrew, Arabic, Syriac, Thaana and their neighbours, and the marks that turn the direction of writing.
fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x0590..=0x08FF | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}

/// Where a character was met first.
struct Place {
    source: Option<Span>,
    /// Which text of the document it is in, and where.
    text: usize,
    at: usize,
    /// The words around it.
    context: String,
}

/// Collects the characters that are not plain.
struct Finder {
    found: BTreeMap<char, Place>,
    /// Where the block at hand was written, or the one around it.
    source: Option<Span>,
    /// How many texts there were.
    texts: usize,
}

impl Finder {
    fn text(&mut self, text: &str) {
        self.texts += 1;
        if text.is_ascii() {
            return;
        }
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            // Without a sign because nothing is to be seen: they are dropped before shaping.
            if is_invisible(c) {
                continue;
            }
            let (source, index) = (self.source, self.texts);
            self.found.entry(c).or_insert_with(|| Place { source, text: index, at, context: context(text, at) });
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        // One text, so that the words around a character are not cut at a link.
        self.text(&plain_text(content));
    }

    fn heading(&mut self, heading: &Heading) {
        self.text(&heading.number);
        self.inlines(&heading.text);
    }

    fn document(&mut self, document: &Document) {
        let meta = &document.meta;
        for text in [Some(&meta.title), Some(&meta.programme), Some(&meta.area), meta.state_mark.as_ref()].into_iter().flatten() {
            self.text(text);
        }
        self.blocks(&document.parts);
        for note in &document.notes {
            self.source = None;
            self.text(&note.label);
            self.blocks(&note.blocks);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let outer = self.source;
            self.source = block.source.or(outer);
            self.block(block);
            self.source = outer;
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Cover(cover) => self.cover(cover),
            BlockKind::Contents(contents) => {
                self.heading(&contents.heading);
                self.text(&contents.page_word);
                self.entries(&contents.entries);
            }
            BlockKind::Section(section) => {
                self.heading(&section.heading);
                self.blocks(&section.blocks);
            }
            BlockKind::Paragraph(paragraph) => self.inlines(&paragraph.content),
            BlockKind::List(list) => {
                for item in &list.items {
                    let outer = self.source;
                    self.source = item.source.or(outer);
                    self.text(&item.label);
                    self.blocks(&item.blocks);
                    self.source = outer;
                }
            }
            BlockKind::Definitions(definitions) => {
                for item in &definitions.items {
                    self.inlines(&item.term);
                    self.blocks(&item.meaning);
                }
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => {
                self.text(&figure.number);
                self.inlines(&figure.headline);
                self.text(&figure.subtitle);
                // The words in a chart are those of its data.
                if let (FigurePicture::Chart(_), Some(data)) = (&figure.picture, &figure.data) {
                    self.table(data);
                }
            }
            BlockKind::Quote(quote) => self.blocks(&quote.blocks),
            BlockKind::Score(score) => {
                for text in score.earlier.iter().flat_map(|(label, value)| [label, value]) {
                    self.text(text);
                }
                for text in [Some(&score.label), Some(&score.value), score.band.as_ref(), score.position.as_ref()].into_iter().flatten() {
                    self.text(text);
                }
            }
            BlockKind::Panel(panel) => {
                panel.heading.iter().for_each(|heading| self.heading(heading));
                panel.subtitle.iter().for_each(|subtitle| self.blocks(std::slice::from_ref(subtitle)));
                self.blocks(&panel.blocks);
            }
            BlockKind::Preformatted(text) => self.text(&text.text),
            BlockKind::Rule => {}
        }
    }

    fn cover(&mut self, cover: &Cover) {
        self.text(&cover.inspectorate.text);
        self.text(&cover.programme.text);
        self.heading(&cover.title);
        for fact in &cover.facts {
            self.text(&fact.label);
            self.text(&fact.value);
        }
        self.blocks(&cover.small_print);
    }

    fn entries(&mut self, entries: &[ContentsEntry]) {
        for entry in entries {
            self.text(&entry.number);
            self.inlines(&entry.text);
            self.entries(&entry.children);
        }
    }

    fn table(&mut self, table: &Table) {
        self.text(&table.number);
        self.inlines(&table.caption);
        for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
            self.inlines(&cell.content);
        }
        self.blocks(&table.notes);
    }
}

/// The words around a place, no more than a line.
fn context(text: &str, at: usize) -> String {
    const AROUND: usize = 24;
    let before: Vec<char> = text[..at].chars().rev().take(AROUND + 1).collect();
    let after: Vec<char> = text[at..].chars().take(AROUND + 2).collect();
    let mut out = String::new();
    if before.len() > AROUND {
        out.push('…');
    }
    out.extend(before.iter().take(AROUND).rev());
    out.extend(after.iter().take(AROUND + 1));
    if after.len() > AROUND + 1 {
        out.push('…');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::unprintable;
    use crate::diag::{Sources, Span};
    use crate::document::tree::Align;
    use crate::layout::testing::Make;
    use crate::text::Fonts;

    #[test]
    fn characters_without_a_sign_are_named_with_their_place() {
        let make = Make::default();
        let mut sources = Sources::default();
        let file = sources.add("a.md", "Plain words.\n\nThe sign 監査 and 監, in a text that goes on for some time.\n");
        let mut second = make.p("The sign 監査 and 監, in a text that goes on for some time.");
        second.source = Some(Span::new(file, 14..70));
        let table = make.table("", "", &[Align::Start], &["Ŵy"], &[vec!["→ ✓ 😀".to_owned()]]);
        let document = make.document(vec![make.p("Dŵr – ‘fine’ …"), second, table], Vec::new());
        let said: Vec<String> = unprintable(&document, &Fonts::bundled(), &sources)
            .iter()
            .map(|problem| {
                let at = problem.labels.first().map(|label| sources.line_column(label.span));
                format!("{:?} {}", at.map(|at| (at.line, at.column)), problem.message)
            })
            .collect();
        assert_eq!(
            said,
            [
                "None the fonts have no sign for ‘😀’ (U+1F600), in ‘→ ✓ 😀’",
                "Some((3, 10)) the fonts have no sign for ‘監’ (U+76E3), ‘査’ (U+67FB), in ‘The sign 監査 and 監, in a text that …’",
            ]
        );
    }

    #[test]
    fn a_word_from_right_to_left_is_one_mistake() {
        let make = Make::default();
        let document = make.document(vec![make.p("The word \u{645}\u{631}\u{62d}\u{628}\u{627} stands here.")], Vec::new());
        let problems = unprintable(&document, &Fonts::bundled(), &Sources::default());
        assert_eq!(problems.iter().map(|problem| problem.name).collect::<Vec<_>>(), ["right-to-left-text"]);
    }
}
