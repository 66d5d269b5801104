//! Boxes: scores beside headings, panels, quotations.

use super::Composer;
use super::galley::{Backing, Break, Strip, cost};
use super::inline::{Column, Voice};
use crate::document::tree::{Block, BlockKind, NodeId, Panel, PanelKind, ParagraphRole, Quote, Score, Section};
use crate::geom::{Color, Pt};
use crate::layout::frame::{Artifact, Item, Mark, Shape, Slot};
use crate::text::lines::{Styled, Wrap};
use crate::theme::PanelStyle;

/// A figure of no more characters is set large.
const LARGE: usize = 6;
/// A statement beside a score's box goes on below the box for at most so many lines; a longer one takes the whole column.
const MOST_BELOW: usize = 2;
/// How much wider than the theme says a score's box may be for the sake of its words.
const WIDER: f32 = 1.3;

/// The height of so many lines.
fn line_heights(voice: Voice, count: usize) -> Pt {
    std::iter::repeat_n(voice.leading, count).sum()
}

impl Composer<'_> {
    /// A section's heading with the score that stands first in it at its right, and a statement below the heading where that still
    /// leaves the box its place. Returns how many blocks were set.
    pub(super) fn scored_heading(&mut self, section: &Section, column: Column) -> usize {
        let Some(Block { id, kind: BlockKind::Score(score), anchor, .. }) = section.blocks.first() else {
            self.heading(&section.heading, column);
            return 0;
        };
        let theme = self.theme;
        let gutter = theme.table.gap * 1.5;
        let width = self.score_width(score, column);
        let left = Column { x: column.x, width: column.width - width - gutter };
        let level = section.heading.level;
        self.galley.space(theme.heading.gaps_above[usize::from(level.clamp(1, 6)) - 1]);
        self.galley.anchor(anchor.as_ref());
        let strip = self.score_strip(*id, score, Column { x: left.right() + gutter, width });
        let height = strip.height;
        self.galley.hang(strip);
        let from = self.galley.strips.len();
        self.heading_lines(&section.heading, left, self.heading_voice(level));
        self.galley.space(theme.heading.gap_below);
        self.galley.keep(cost::KEEP);
        let mut taken = 1;
        if let Some(Block { id, kind: BlockKind::Paragraph(paragraph), anchor, .. }) = section.blocks.get(1)
            && paragraph.role == ParagraphRole::Statement
            && self.galley.height_from(from) < height
        {
            let voice = self.body().color(theme.color.secondary);
            let text = self.styled(&paragraph.content, voice, Mark::Content(*id, Slot::Body));
            let lines = self.shaper.shape(&text).lines(left.width, voice.wrap).len();
            let gap = theme.text.paragraph_gap / 2.0;
            let below = self.galley.height_from(from) + gap + line_heights(voice, lines) - height;
            if below <= line_heights(voice, MOST_BELOW) {
                self.galley.anchor(anchor.as_ref());
                self.galley.space(gap);
                self.set_text(&text, left, voice);
                // It stands beside the box, so that the three of them are one thing.
                self.galley.hold_together(from, cost::KEEP);
                taken = 2;
            }
        }
        self.galley.settle();
        self.galley.space(theme.text.paragraph_gap);
        self.galley.need(theme.heading.room_below);
        taken
    }

    /// A score that stands by itself.
    pub(super) fn score(&mut self, id: NodeId, score: &Score, column: Column) {
        let width = self.score_width(score, column);
        self.score_as_wide_as(id, score, column, width);
    }

    /// The theme's share of the column, or a little more where a label such as 'Original inspection' is else parted, or a comment takes
    /// more than two lines.
    fn score_width(&mut self, score: &Score, column: Column) -> Pt {
        let width = column.width * self.theme.panel.score_width;
        let beside = self.theme.panel.rule + self.theme.panel.padding * 1.5;
        let labels = score.earlier.iter().map(|(label, _)| label).chain([&score.label]);
        let labels: Vec<Styled> = labels.map(|label| self.words(label, self.body(), Mark::Content(NodeId(0), Slot::Label))).collect();
        let widest = labels.iter().map(|label| self.shaper.shape(label).max_width()).fold(Pt::ZERO, Pt::max);
        let needed = widest + beside + Pt(1.0);
        let width = if needed <= width * WIDER { width.max(needed) } else { width };
        let comment = self.words(score.band.as_deref().unwrap_or_default(), self.body(), Mark::Content(NodeId(0), Slot::Extra));
        let comment = self.shaper.shape(&comment);
        let two_lines = |width: &Pt| comment.lines((*width - beside).max(Pt(1.0)), Wrap::Fill).len() <= 2;
        let most = column.width * self.theme.panel.score_width * WIDER;
        let mut wider = (0_u8..=6).map(|step| width + (most - width).max(Pt::ZERO) * (f32::from(step) / 6.0));
        wider.find(two_lines).unwrap_or(width)
    }

    fn score_as_wide_as(&mut self, id: NodeId, score: &Score, column: Column, width: Pt) {
        let strip = self.score_strip(id, score, Column { x: column.x, width });
        self.galley.space(self.theme.text.paragraph_gap);
        self.galley.push(strip);
        self.galley.space(self.theme.text.paragraph_gap);
    }

    fn score_strip(&mut self, id: NodeId, score: &Score, column: Column) -> Strip {
        let theme = self.theme;
        let padding = theme.panel.padding * 0.75;
        let rule = theme.panel.rule;
        let inner = Column { x: column.x + rule + padding, width: column.width - rule - padding * 2.0 };
        let quiet = self.body().color(theme.color.secondary);
        let quiet = Voice { leading: quiet.size * 1.2, ..quiet };
        // A percentage is short and can be large; a grade is words.
        let large = score.earlier.iter().map(|(_, value)| value).chain([&score.value]).all(|value| value.chars().count() <= LARGE);
        let size = theme.text.size * if large { 2.0 } else { 1.25 };
        let value = Voice { size, leading: size * 1.2, bold: true, wrap: Wrap::Balance, color: theme.color.text };
        let mut strip = Strip::new(padding);
        for (label, earlier) in &score.earlier {
            self.labelled_figure(&mut strip, inner, (label, quiet), (earlier, value), [id; 2].map(|id| Mark::Content(id, Slot::Label)));
            strip.height += padding * 0.5;
        }
        let marks = [Slot::Label, Slot::Body].map(|slot| Mark::Content(id, slot));
        self.labelled_figure(&mut strip, inner, (&score.label, quiet), (&score.value, value), marks);
        let mut lines = Vec::new();
        lines.extend(score.band.as_deref().map(|band| (band, quiet.color(theme.color.text), Slot::Extra)));
        lines.extend(score.position.as_deref().map(|position| (position, quiet, Slot::Extra)));
        lines.extend(score.small_base.as_deref().map(|words| (words, quiet.bold(), Slot::Extra)));
        for (words, voice, slot) in lines.into_iter().filter(|(words, ..)| !words.is_empty()) {
            // The space parts band and position for whoever hears them.
            let text = self.words(&format!("{words} "), voice, Mark::Content(id, slot));
            let part = self.block_strip(&text, Column { width: inner.width + Pt(1.0), ..inner }, voice, |_| Pt::ZERO);
            let top = strip.height;
            strip.height += part.height;
            strip.absorb(part, top);
        }
        strip.height += padding;
        // Below the line, the words say so; the wider edge in another colour says it to the eye.
        let (width, color) = if score.below_line { (rule * 1.5, theme.color.below_line) } else { (rule, theme.color.accent) };
        let backing = self.box_backing(column, Some((width, color)), Pt::ZERO);
        let own = std::mem::take(&mut strip.items);
        strip.items = backing.shapes(Pt::ZERO, strip.height).into_iter().map(Self::layout).collect();
        strip.items.extend(own);
        strip
    }

    /// Label and figure: on one line where there is room, so that a box is hardly taller than heading and statement beside it.
    fn labelled_figure(&mut self, strip: &mut Strip, inner: Column, label: (&str, Voice), figure: (&str, Voice), marks: [Mark; 2]) {
        let (words, quiet) = label;
        let (value, voice) = figure;
        let gap = self.theme.panel.padding * 0.75;
        let top = strip.height;
        let text = self.words(&format!("{value} "), voice, marks[1]);
        let alone = self.words(value, voice, marks[1]);
        let value_width = self.shaper.shape(&alone).max_width();
        let mut shift = Pt::ZERO;
        if !words.is_empty() {
            let label = self.words(&format!("{words} "), quiet, marks[0]);
            let one_line = value.chars().count() <= LARGE && self.shaper.shape(&label).max_width() + value_width + gap <= inner.width;
            let label = self.block_strip(&label, inner, quiet, |_| Pt::ZERO);
            if one_line {
                let drop = (voice.leading - quiet.leading) * 0.8;
                strip.height += drop;
                strip.absorb(label, top + drop);
                strip.height = top;
                shift = (inner.width - value_width).max(Pt::ZERO);
            } else {
                strip.height += label.height;
                strip.absorb(label, top);
            }
        }
        let part = self.block_strip(&text, Column { x: inner.x + shift, width: inner.width - shift + Pt(1.0) }, voice, |_| Pt::ZERO);
        let top = strip.height;
        strip.height += part.height;
        strip.absorb(part, top);
    }

    /// What boxes of the theme stand on.
    pub(super) fn box_backing(&self, column: Column, edge: Option<(Pt, Color)>, padding: Pt) -> Backing {
        let color = &self.theme.color;
        let own = Backing { seam: Some(color.border), ..Backing::edge(column, edge, padding) };
        match self.theme.panel.style {
            PanelStyle::Tint => Backing { fill: Some(color.tint), ..own },
            PanelStyle::Frame => Backing { frame: Some(color.secondary), ..own },
            // Without an edge there would be no box.
            PanelStyle::Edge if edge.is_none() => Backing { frame: Some(color.border), ..own },
            PanelStyle::Edge => own,
        }
    }

    /// A shape that is no part of the document.
    pub(super) fn layout(shape: Shape) -> Item {
        Item { mark: Mark::Artifact(Artifact::Layout), shape }
    }

    pub(super) fn panel(&mut self, panel: &Panel, column: Column, voice: Voice) {
        let theme = self.theme;
        let padding = theme.panel.padding;
        let rule = theme.panel.rule;
        let edge = match panel.kind {
            PanelKind::Vignette | PanelKind::Score => theme.color.accent,
            PanelKind::Notice => theme.color.secondary,
        };
        self.galley.space(theme.text.paragraph_gap * 1.5);
        let backing = self.box_backing(column, Some((rule, edge)), padding);
        self.galley.open(backing);
        let from = self.galley.strips.len();
        let inner = Column { x: column.x + rule + padding, width: (column.width - rule - padding * 2.0).max(Pt(60.0)) };
        if let Some(heading) = &panel.heading {
            let voice = self.heading_voice(heading.level.max(4)).color(edge);
            self.heading_lines(heading, inner, voice);
            self.galley.space(Pt(2.0));
            self.galley.need(theme.heading.room_below);
        }
        if let Some(subtitle) = &panel.subtitle {
            self.block(subtitle, inner, voice.color(theme.color.secondary));
            self.galley.space_exactly(theme.text.paragraph_gap);
            self.galley.need(theme.heading.room_below);
        }
        for block in &panel.blocks {
            match &block.kind {
                // What the box is about takes its whole width.
                BlockKind::Score(score) if panel.kind == PanelKind::Score => {
                    self.galley.anchor(block.anchor.as_ref());
                    self.score_as_wide_as(block.id, score, inner, inner.width);
                }
                _ => self.block(block, inner, voice),
            }
        }
        self.galley.close();
        self.galley.release();
        // A short box is rather not parted.
        if self.galley.height_from(from) < self.text_height() * theme.panel.keep {
            self.galley.hold_together(from, cost::RATHER_NOT);
        }
        self.galley.space(theme.text.paragraph_gap * 1.5);
    }

    pub(super) fn quote(&mut self, quote: &Quote, column: Column, voice: Voice) {
        let theme = self.theme;
        let inset = theme.text.list_indent / 2.0;
        let outer = column.inset(inset);
        self.galley.space(theme.text.paragraph_gap);
        self.galley.open(Backing::edge(outer, Some((Pt(2.0), theme.color.border)), Pt(1.0)));
        let inner = outer.inset(inset);
        for block in &quote.blocks {
            self.block(block, inner, voice.color(theme.color.secondary));
        }
        self.galley.close();
        self.galley.space(theme.text.paragraph_gap);
    }

    /// Whether a page starts before a section.
    pub(super) fn turn_for(&mut self, kind: crate::document::tree::SectionKind) {
        use crate::document::tree::SectionKind;
        match kind {
            SectionKind::MainSection | SectionKind::Appendix => self.galley.turn(Break::Page),
            SectionKind::Part => self.galley.turn(Break::PageIfFilled(self.theme.page.part_fill)),
            SectionKind::Criterion | SectionKind::Group | SectionKind::Passage => {}
        }
    }
}
