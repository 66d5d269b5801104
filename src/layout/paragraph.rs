//! Paragraphs, headings, text kept as written, and breaks between passages.

use super::Composer;
use super::galley::{Backing, Break, Strip, cost};
use super::inline::{Column, Voice};
use crate::document::tree::{Block, Heading, NodeId, Paragraph, ParagraphRole, is_worded};
use crate::geom::{Point, Pt, Rect};
use crate::layout::frame::{Line, Mark, Shape, Slot, Stroke};
use crate::text::lines::{Styled, Wrap};

impl Composer<'_> {
    pub(super) fn paragraph(&mut self, block: &Block, paragraph: &Paragraph, column: Column, voice: Voice) {
        let mark = Mark::Content(block.id, Slot::Body);
        let gap = self.theme.text.paragraph_gap;
        match paragraph.role {
            ParagraphRole::Body => {
                let text = self.styled(&paragraph.content, voice, mark);
                self.galley.space(gap);
                self.set_text(&text, column, voice);
                self.galley.space(gap);
                // What announces a list stays with it.
                if text.ends_with(':') {
                    self.galley.keep(cost::LONELY);
                }
            }
            ParagraphRole::Statement => {
                let voice = voice.color(self.theme.color.secondary);
                let text = self.styled(&paragraph.content, voice, mark);
                self.galley.space(gap / 2.0);
                self.set_text(&text, column, voice);
                self.galley.space(gap);
                self.galley.need(self.theme.heading.room_below);
            }
            ParagraphRole::Conclusion => {
                let rule = self.theme.panel.rule * 0.75;
                let text = self.styled(&paragraph.content, voice.bold(), mark);
                self.galley.space(gap);
                self.galley.keep(cost::KEEP);
                self.galley.open(Backing::edge(column, Some((rule, self.theme.color.accent)), Pt(1.0)));
                self.set_text(&text, column.inset(rule + self.theme.panel.padding), voice.bold());
                self.galley.close();
                self.galley.space(gap * 1.5);
            }
            ParagraphRole::Signature => {
                let text = self.styled(&paragraph.content, voice.bold(), mark);
                self.galley.space(gap * 2.0);
                self.galley.keep(cost::KEEP);
                self.set_text(&text, column, voice.bold());
                self.galley.space(gap);
            }
            ParagraphRole::Small => {
                let voice = self.small().color(self.theme.color.secondary);
                let text = self.styled(&paragraph.content, voice, mark);
                self.galley.space(gap * 0.75);
                self.set_text(&text, column, voice);
                self.galley.space(gap);
            }
        }
    }

    /// How a heading is set.
    pub(super) fn heading_voice(&self, level: u8) -> Voice {
        let theme = &self.theme.heading;
        let size = theme.sizes[usize::from(level.clamp(1, 6)) - 1];
        let color = if level <= 3 { self.theme.color.accent } else { self.theme.color.text };
        Voice { size, leading: size * theme.line_height, color, bold: true, wrap: Wrap::Balance }
    }

    /// A heading in its place: the space above it, and on its page as much of what follows as the theme asks for.
    pub(super) fn heading(&mut self, heading: &Heading, column: Column) {
        let theme = &self.theme.heading;
        self.galley.space(theme.gaps_above[usize::from(heading.level.clamp(1, 6)) - 1]);
        self.heading_lines(heading, column, self.heading_voice(heading.level));
        self.galley.space(self.theme.heading.gap_below);
        self.galley.need(self.theme.heading.room_below);
    }

    /// A heading's lines, its number hanging before them unless it is a word such as 'Appendix 4'.
    pub(super) fn heading_lines(&mut self, heading: &Heading, column: Column, voice: Voice) {
        let mark = Mark::Content(heading.id, Slot::Body);
        self.galley.bar();
        let mut text = Styled::new();
        let mut column = column;
        let hung = !heading.number.is_empty() && !is_worded(&heading.number);
        if hung {
            let number = format!("{}{}", heading.number, heading.separator);
            let strip = self.label(&number, column.x, voice, mark);
            let number = self.words(number.trim_end(), voice, mark);
            let width = self.shaper.shape(&number).max_width();
            column = column.inset(width + voice.size * 0.55);
            self.galley.hang(strip);
        } else if !heading.number.is_empty() {
            self.push_words(&mut text, &format!("{}{}", heading.number, heading.separator), voice, mark);
        }
        self.push_inlines(&mut text, &heading.text, voice, mark);
        let lines = self.shaper.shape(&text).lines(column.width, voice.wrap);
        for (index, line) in lines.into_iter().enumerate() {
            let mut strip = self.line_strip(line, column.x, voice);
            strip.before = Break::Cost(if index > 0 { cost::KEEP } else { cost::FREE });
            self.galley.push(strip);
        }
        if hung {
            self.galley.settle();
        }
        self.galley.end_heading();
    }

    /// A label as a strip of one line; wider ones stick out to the right.
    pub(super) fn label(&mut self, text: &str, x: Pt, voice: Voice, mark: Mark) -> Strip {
        let text = self.words(text, voice, mark);
        self.block_strip(&text, Column { x, width: Pt(10_000.0) }, voice, |_| Pt::ZERO)
    }

    pub(super) fn preformatted(&mut self, id: NodeId, text: &str, column: Column, voice: Voice) {
        let padding = self.theme.panel.padding;
        let gap = self.theme.text.paragraph_gap;
        self.galley.space(gap);
        let backing = self.box_backing(column, None, padding * 0.75);
        self.galley.open(backing);
        let inner = Column { x: column.x + padding, width: column.width - padding * 2.0 };
        for line in text.lines() {
            // An empty line is a line too; and for whoever hears it, a space ends each.
            let line = self.code(&format!("{line} "), voice, Mark::Content(id, Slot::Body));
            self.set_text(&line, inner, voice);
        }
        self.galley.close();
        self.galley.space(gap);
    }

    pub(super) fn rule(&mut self, column: Column) {
        let gap = self.theme.text.paragraph_gap * 1.5;
        let mut strip = Strip::new(Pt(1.0));
        let stroke = Stroke { width: Pt(0.75), color: self.theme.color.border, dash: None };
        let y = Pt(0.5);
        let points = vec![Point::new(column.x, y), Point::new(column.right(), y)];
        strip.decorate(Shape::Line(Line { points, stroke }));
        self.galley.space(gap);
        self.galley.keep(cost::KEEP);
        self.galley.push(strip);
        self.galley.space(gap);
    }

    /// The mark of a new main division, above its heading.
    pub(super) fn opener(&mut self, column: Column) {
        let (width, height) = self.theme.heading.opener.measures();
        if height <= Pt::ZERO {
            return;
        }
        let width = width.unwrap_or(column.width);
        let mut strip = Strip::new(Pt(12.0));
        strip.items.push(Self::ground(Rect::new(column.x, Pt::ZERO, width, height), self.theme.color.accent));
        self.galley.bar();
        self.galley.push(strip);
        self.galley.keep(cost::KEEP);
        self.galley.space_below_opener();
    }
}
