//! Running text: inlines to styled text, lines to strips.

use super::Composer;
use super::galley::{Break, Link, Strip, cost};
use crate::document::tree::{Inline, Target, plain_text};
use crate::geom::{Color, Point, Pt, Rect};
use crate::layout::frame::{Artifact, Item, Line, Mark, Shape, Slot, Stroke, TextRun};
use crate::text::Style;
use crate::text::lines::{Line as TextLine, Look, Shaped, Styled, Wrap};

/// The left edge and the width that blocks have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) x: Pt,
    pub(super) width: Pt,
}

impl Column {
    /// The column without `left` at its left. Never narrower than a few words, however deep lists are nested.
    pub(super) fn inset(self, left: Pt) -> Self {
        let left = left.min((self.width - Pt(90.0)).max(Pt::ZERO));
        Self { x: self.x + left, width: self.width - left }
    }

    /// The right edge.
    pub(super) fn right(self) -> Pt {
        self.x + self.width
    }
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Voice {
    pub(super) size: Pt,
    pub(super) leading: Pt,
    pub(super) color: Color,
    pub(super) bold: bool,
    pub(super) wrap: Wrap,
}

impl Voice {
    /// The same in bold.
    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in another colour.
    pub(super) fn color(self, color: Color) -> Self {
        Self { color, ..self }
    }
}

/// What a run of text stands for; runs carry its index as their tag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tag {
    mark: Mark,
    link: Option<usize>,
    note: Option<usize>,
}

/// The state that changes inside a text.
#[derive(Clone, Copy)]
struct State {
    voice: Voice,
    italic: bool,
    code: bool,
    tag: Tag,
}

impl Composer<'_> {
    /// The text of a run of inlines.
    pub(super) fn styled(&mut self, content: &[Inline], voice: Voice, mark: Mark) -> Styled {
        let mut out = Styled::new();
        self.push_inlines(&mut out, content, voice, mark);
        out
    }

    /// Appends a run of inlines.
    pub(super) fn push_inlines(&mut self, out: &mut Styled, content: &[Inline], voice: Voice, mark: Mark) {
        self.inlines(out, content, State { voice, italic: false, code: false, tag: Tag { mark, link: None, note: None } });
    }

    /// Appends plain words.
    pub(super) fn push_words(&mut self, out: &mut Styled, words: &str, voice: Voice, mark: Mark) {
        let tag = self.tag(Tag { mark, link: None, note: None });
        out.push(words, self.look(voice, false), tag);
    }

    /// The text of plain words.
    pub(super) fn words(&mut self, words: &str, voice: Voice, mark: Mark) -> Styled {
        let mut out = Styled::new();
        self.push_words(&mut out, words, voice, mark);
        out
    }

    fn inlines(&mut self, out: &mut Styled, content: &[Inline], state: State) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.leaf(out, text, state),
                Inline::Code(text) => self.leaf(out, text, State { code: true, ..state }),
                Inline::Strong(inner) => self.inlines(out, inner, State { voice: state.voice.bold(), ..state }),
                Inline::Emphasis(inner) => self.inlines(out, inner, State { italic: true, ..state }),
                Inline::Link(link) => {
                    let index = self.link(link.id, link.target.clone(), plain_text(&link.content));
                    let tag = Tag { mark: Mark::Content(link.id, Slot::Body), link: Some(index), ..state.tag };
                    self.inlines(out, &link.content, State { tag, voice: state.voice.color(self.theme.color.link), ..state });
                }
                Inline::NoteRef(reference) => {
                    let Some(note) = self.document.notes.get(reference.note) else { continue };
                    let words = self.note_words(&note.label);
                    let index = self.link(reference.id, Target::Anchor(note.anchor.clone()), words);
                    let tag = Tag { mark: Mark::Content(reference.id, Slot::Body), link: Some(index), note: Some(reference.note) };
                    let tag = self.tag(tag);
                    let look = self.look(state.voice.color(self.theme.color.link), false);
                    // A mark of two thirds of the size still reads at 12 points; raised so that its top meets the ascenders.
                    let look = Look { size: look.size * 0.66, rise: look.size * 0.34, ..look };
                    out.push(&note.label, look, tag);
                }
                Inline::Abbreviation(abbreviation) => {
                    let tag = Tag { mark: Mark::Content(abbreviation.id, Slot::Body), ..state.tag };
                    self.leaf(out, &abbreviation.short, State { tag, ..state });
                }
                Inline::Passage(passage) => {
                    let tag = Tag { mark: Mark::Content(passage.id, Slot::Body), ..state.tag };
                    self.inlines(out, &passage.content, State { tag, ..state });
                }
                Inline::Break => {
                    let tag = self.tag(state.tag);
                    out.push_break(self.look_of(state), tag);
                }
            }
        }
    }

    fn leaf(&mut self, out: &mut Styled, text: &str, state: State) {
        let tag = self.tag(state.tag);
        out.push(text, self.look_of(state), tag);
    }

    /// The text of a line of code.
    pub(super) fn code(&mut self, line: &str, voice: Voice, mark: Mark) -> Styled {
        let mut out = Styled::new();
        self.leaf(&mut out, line, State { voice, italic: false, code: true, tag: Tag { mark, link: None, note: None } });
        out
    }

    fn look_of(&self, state: State) -> Look {
        let look = self.look(state.voice, state.italic);
        if state.code { Look { face: self.fonts.code_id(), ..look } } else { look }
    }

    fn look(&self, voice: Voice, italic: bool) -> Look {
        let style = match (voice.bold, italic) {
            (false, false) => Style::Regular,
            (true, false) => Style::Bold,
            (false, true) => Style::Italic,
            (true, true) => Style::BoldItalic,
        };
        Look { face: self.fonts.face_id(style), size: voice.size, color: voice.color, rise: Pt::ZERO }
    }

    fn tag(&mut self, tag: Tag) -> u32 {
        if self.tags.last() != Some(&tag) {
            self.tags.push(tag);
        }
        u32::try_from(self.tags.len() - 1).unwrap_or(u32::MAX)
    }

    /// Registers a link; the strips name it by the index returned.
    pub(super) fn link(&mut self, node: crate::document::tree::NodeId, target: Target, contents: String) -> usize {
        self.links.push(Link { node, target, contents });
        self.links.len() - 1
    }

    /// Where the baseline of a text stands below the top of its line.
    pub(super) fn baseline(&self, voice: Voice) -> Pt {
        let style = if voice.bold { Style::Bold } else { Style::Regular };
        let metrics = self.shaper.metrics(self.fonts.face_id(style));
        (voice.leading - voice.size * (metrics.ascent + metrics.descent)) / 2.0 + voice.size * metrics.ascent
    }

    /// A line as a strip, with its text starting at `x`.
    pub(super) fn line_strip(&self, line: TextLine, x: Pt, voice: Voice) -> Strip {
        let mut strip = Strip::new(voice.leading);
        self.place_line(&mut strip, line, x, Pt::ZERO, voice);
        strip
    }

    /// Puts a line into a strip, `top` below the strip's top.
    pub(super) fn place_line(&self, strip: &mut Strip, line: TextLine, x: Pt, top: Pt, voice: Voice) {
        let baseline = top + self.baseline(voice);
        for run in line.runs {
            let Some(tag) = self.tags.get(run.tag as usize).copied() else { continue };
            let start = x + run.x;
            // A link does not reach over the space at a line's end.
            let width = run.width.min(line.width - run.x).max(Pt::ZERO);
            if let Some(link) = tag.link {
                strip.links.push((link, Rect::new(start, top, width, voice.leading)));
                if tag.note.is_none() && width > Pt::ZERO {
                    let y = baseline + run.look.size * 0.14;
                    let stroke = Stroke { width: run.look.size * 0.045, color: run.look.color, dash: None };
                    strip.decorate(Shape::Line(Line { points: vec![Point::new(start, y), Point::new(start + width, y)], stroke }));
                }
            }
            strip.notes.extend(tag.note);
            let origin = Point::new(start, baseline - run.look.rise);
            let text =
                TextRun { face: run.look.face, size: run.look.size, color: run.look.color, origin, text: run.text, glyphs: run.glyphs };
            strip.items.push(Item { mark: tag.mark, shape: Shape::Text(text) });
        }
    }

    /// Appends a text to the galley, line by line, with the theme's care for single lines at the ends of pages.
    pub(super) fn set_text(&mut self, text: &Styled, column: Column, voice: Voice) {
        let shaped = self.shaper.shape(text);
        self.set_shaped(&shaped, column, voice);
    }

    fn set_shaped(&mut self, shaped: &Shaped, column: Column, voice: Voice) {
        let lines = shaped.lines(column.width, voice.wrap);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let mut strip = self.line_strip(line, column.x, voice);
            let lonely = index > 0 && (index < self.theme.page.orphans || count - index < self.theme.page.widows);
            strip.before = Break::Cost(if lonely { cost::LONELY } else { cost::FREE });
            self.galley.push(strip);
        }
    }

    /// A text as one strip of several lines, each placed by `place` from the width it has to spare.
    pub(super) fn block_strip(&mut self, text: &Styled, column: Column, voice: Voice, place: impl Fn(Pt) -> Pt) -> Strip {
        let lines = self.shaper.shape(text).lines(column.width, voice.wrap);
        let mut strip = Strip::new(Pt::ZERO);
        for line in lines {
            let x = column.x + place((column.width - line.width).max(Pt::ZERO));
            let top = strip.height;
            strip.height += voice.leading;
            self.place_line(&mut strip, line, x, top, voice);
        }
        strip
    }

    /// A filled rectangle that is no part of the document.
    pub(super) fn ground(rect: Rect, color: Color) -> Item {
        Item { mark: Mark::Artifact(Artifact::Layout), shape: Shape::Fill(rect, color) }
    }
}
