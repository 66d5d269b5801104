//! From the document to pages.
//!
//! [`layout_document`] takes the tree, the pictures and a theme, and gives finished [`Pages`]: glyphs, lines and shapes at places,
//! each naming its node (see [`frame`]). It works in three steps. The composer turns each block into strips of one endless column
//! (`galley`), one file for each kind of block; `pages` cuts the column into pages; the contents are composed last, when the
//! printed numbers are known. They cannot change them: pages up to the contents are counted in roman numerals, and the text after
//! them starts at 1.

mod boxes;
mod contents;
mod cover;
pub mod dump;
mod figure;
pub mod frame;
mod galley;
mod glyphs;
mod inline;
mod list;
mod notes;
mod pages;
mod paragraph;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use crate::document::tree::{Block, BlockKind, Contents, Document, Section, SectionKind};
use crate::geom::{Pt, Size};
use crate::locale::{Arg, Locale};
use crate::source::image::Image;
use crate::text::Fonts;
use crate::text::glue::Glue;
use crate::text::lines::Wrap;
use crate::text::shape::Shaper;
use crate::theme::Theme;

pub use glyphs::unprintable;

use contents::Labels;
use frame::{Bookmark, Pages};
use galley::{Galley, Link};
use inline::{Column, Tag, Voice};
use pages::Draft;

/// Lays out a document.
pub fn layout_document(document: &Document, images: &[Image], theme: &Theme, fonts: &Fonts) -> Pages {
    let locale = Locale::load(&document.meta.lang);
    let glue =
        locale.as_ref().map(|locale| Glue::new(&locale.say("layout-units"), &locale.say("layout-labels"), &locale.say("layout-titles")));
    let mut composer = Composer {
        document,
        images,
        theme,
        fonts,
        shaper: Shaper::new(fonts).with_glue(glue.unwrap_or_default()),
        locale,
        tags: Vec::new(),
        links: Vec::new(),
        galley: Galley::new([Pt::ZERO; 2]),
    };
    composer.galley = composer.new_galley();
    composer.run()
}

/// The state of one layout.
struct Composer<'a> {
    document: &'a Document,
    images: &'a [Image],
    theme: &'a Theme,
    fonts: &'a Fonts,
    shaper: Shaper,
    /// The words of the document's language; `None` for a language that the tool does not know.
    locale: Option<Locale>,
    /// What runs of text stand for.
    tags: Vec<Tag>,
    links: Vec<Link>,
    /// The column being filled.
    galley: Galley,
}

/// A stretch of the document with pages of its own.
enum Stretch<'a> {
    Cover(Draft),
    Text(Draft),
    /// Laid out when all others are.
    Contents(&'a Contents),
}

impl<'a> Composer<'a> {
    fn run(&mut self) -> Pages {
        let document = self.document;
        let column = self.page_column();
        let mut notes = self.compose_notes();
        let mut stretches = Vec::new();
        let mut contents_seen = false;
        for part in &document.parts {
            match &part.kind {
                BlockKind::Cover(cover) => {
                    self.end_stretch(&mut stretches, &mut notes);
                    self.galley.anchor(part.anchor.as_ref());
                    self.cover(cover, column);
                    let galley = self.take_galley();
                    stretches.push(Stretch::Cover(self.paginate(galley, &mut notes)));
                }
                BlockKind::Contents(contents) if !contents_seen => {
                    contents_seen = true;
                    self.end_stretch(&mut stretches, &mut notes);
                    stretches.push(Stretch::Contents(contents));
                }
                _ => self.block(part, column, self.body()),
            }
        }
        self.end_stretch(&mut stretches, &mut notes);
        self.assemble(stretches, contents_seen)
    }

    fn end_stretch(&mut self, stretches: &mut Vec<Stretch<'a>>, notes: &mut notes::Notes) {
        let galley = self.take_galley();
        if !galley.strips.is_empty() {
            stretches.push(Stretch::Text(self.paginate(galley, notes)));
        }
    }

    /// Numbers the pages, lays out the contents and puts everything in order.
    fn assemble(&mut self, stretches: Vec<Stretch<'a>>, has_contents: bool) -> Pages {
        let mut labels = Labels::new();
        let mut front = true;
        let (mut roman, mut arabic) = (0, 0);
        let mut numbered = Vec::new();
        let mut bookmarks: Vec<Bookmark> = Vec::new();
        for mut stretch in stretches {
            match &mut stretch {
                Stretch::Cover(draft) => number(draft, &mut roman, true, &mut labels),
                Stretch::Text(draft) if front && has_contents => number(draft, &mut roman, true, &mut labels),
                Stretch::Text(draft) => number(draft, &mut arabic, false, &mut labels),
                Stretch::Contents(contents) => {
                    front = false;
                    bookmarks = contents::bookmarks(&contents.entries);
                }
            }
            numbered.push(stretch);
        }
        if !has_contents {
            bookmarks = section_bookmarks(&self.document.parts);
        }
        let mut pages = Pages { pages: Vec::new(), destinations: Vec::new(), bookmarks };
        let mut before_contents = 0;
        for stretch in numbered {
            let (mut draft, heads) = match stretch {
                Stretch::Cover(draft) => (draft, false),
                Stretch::Text(draft) => (draft, true),
                Stretch::Contents(contents) => {
                    let anchor = self
                        .document
                        .parts
                        .iter()
                        .find(|part| matches!(part.kind, BlockKind::Contents(_)))
                        .and_then(|part| part.anchor.as_ref());
                    self.galley.anchor(anchor);
                    self.contents(contents, self.page_column(), &labels);
                    let galley = self.take_galley();
                    let mut draft = self.paginate(galley, &mut notes::Notes::default());
                    let mut page = before_contents;
                    number(&mut draft, &mut page, true, &mut Labels::new());
                    (draft, true)
                }
            };
            before_contents += draft.pages.len();
            if heads {
                draft.pages.iter_mut().for_each(|page| self.running_heads(page));
            }
            let first = pages.pages.len();
            draft.destinations.iter_mut().for_each(|destination| destination.page += first);
            pages.pages.append(&mut draft.pages);
            pages.destinations.append(&mut draft.destinations);
        }
        pages
    }

    /// The column as filled so far; a new one is begun.
    fn take_galley(&mut self) -> Galley {
        let next = self.new_galley();
        std::mem::replace(&mut self.galley, next).finish()
    }

    fn new_galley(&self) -> Galley {
        Galley::new([self.text_height(), self.height_on(true)])
    }

    /// How high the text on a page may be.
    fn text_height(&self) -> Pt {
        self.height_on(false)
    }

    /// The same for an upright or a turned page.
    fn height_on(&self, wide: bool) -> Pt {
        let page = &self.theme.page;
        self.paper(wide).height - page.margin_top - page.margin_bottom
    }

    /// The paper, upright or turned.
    fn paper(&self, wide: bool) -> Size {
        let Size { width, height } = self.theme.page.size;
        // Paper that is wider than high is turned already.
        if wide && width < height { Size { width: height, height: width } } else { self.theme.page.size }
    }

    /// The text area of a page.
    fn page_column(&self) -> Column {
        self.column_on(false)
    }

    /// The same for an upright or a turned page.
    fn column_on(&self, wide: bool) -> Column {
        let page = &self.theme.page;
        Column { x: page.margin_left, width: self.paper(wide).width - page.margin_left - page.margin_right }
    }

    /// What is said of a footnote's mark.
    fn note_words(&self, label: &str) -> String {
        let words = |locale: &Locale| locale.say_with("layout-note-link", &[("label", Arg::Text(label))]);
        self.locale.as_ref().map_or_else(|| label.to_owned(), words)
    }

    /// Running text.
    fn body(&self) -> Voice {
        let text = &self.theme.text;
        Voice { size: text.size, leading: text.size * text.line_height, color: self.theme.color.text, bold: false, wrap: Wrap::Fill }
    }

    /// Small print.
    fn small(&self) -> Voice {
        let text = &self.theme.text;
        Voice { size: text.small_size, leading: text.small_size * (text.line_height - 0.07).max(1.2), ..self.body() }
    }

    /// A block of any kind, into the galley.
    fn block(&mut self, block: &Block, column: Column, voice: Voice) {
        self.galley.anchor(block.anchor.as_ref());
        match &block.kind {
            BlockKind::Cover(cover) => self.cover(cover, column),
            BlockKind::Contents(contents) => self.contents(contents, column, &Labels::new()),
            BlockKind::Section(section) => self.section(section, column, voice),
            BlockKind::Paragraph(paragraph) => self.paragraph(block, paragraph, column, voice),
            BlockKind::List(list) => self.list(list, column, voice),
            BlockKind::Definitions(definitions) => self.definitions(definitions, column, voice),
            BlockKind::Table(table) => self.table(table, column),
            BlockKind::Figure(figure) => self.figure(figure, column),
            BlockKind::Quote(quote) => self.quote(quote, column, voice),
            BlockKind::Score(score) => self.score(block.id, score, column),
            BlockKind::Panel(panel) => self.panel(panel, column, voice),
            BlockKind::Preformatted(text) => self.preformatted(block.id, &text.text, column, voice),
            BlockKind::Rule => self.rule(column),
        }
    }

    /// A paragraph without the space above and below it; any other block as it is.
    fn tight(&mut self, block: &Block, column: Column, voice: Voice) {
        if let BlockKind::Paragraph(paragraph) = &block.kind {
            self.galley.anchor(block.anchor.as_ref());
            let text = self.styled(&paragraph.content, voice, frame::Mark::Content(block.id, frame::Slot::Body));
            self.set_text(&text, column, voice);
        } else {
            self.block(block, column, voice);
        }
    }

    fn section(&mut self, section: &Section, column: Column, voice: Voice) {
        self.turn_for(section.kind);
        // Gaps are not added up: the opener's own is the greater.
        if matches!(section.kind, SectionKind::Part | SectionKind::MainSection | SectionKind::Appendix) {
            self.galley.space(self.theme.heading.gaps_above[1] * 1.5);
            self.opener(column);
        }
        let taken = self.scored_heading(section, column);
        self.blocks(&section.blocks[taken..], column, voice);
        self.galley.release();
    }

    fn blocks(&mut self, blocks: &[Block], column: Column, voice: Voice) {
        for block in blocks {
            self.block(block, column, voice);
        }
    }
}

/// Gives the pages of a stretch their printed numbers and notes which anchor is on which.
fn number(draft: &mut Draft, count: &mut usize, roman: bool, labels: &mut Labels) {
    let first = *count;
    let label = |index: usize| if roman { pages::roman(index) } else { index.to_string() };
    for page in &mut draft.pages {
        *count += 1;
        page.label = label(*count);
    }
    for destination in &draft.destinations {
        labels.entry(destination.anchor.clone()).or_insert_with(|| label(first + destination.page + 1));
    }
}

/// Bookmarks of a document without contents.
fn section_bookmarks(blocks: &[Block]) -> Vec<Bookmark> {
    let mut out = Vec::new();
    for block in blocks {
        if let (BlockKind::Section(section), Some(anchor)) = (&block.kind, &block.anchor)
            && !matches!(section.kind, SectionKind::Group | SectionKind::Passage)
        {
            out.push(Bookmark { title: section.heading.full_text(), anchor: anchor.clone(), children: section_bookmarks(&section.blocks) });
        }
    }
    out
}
