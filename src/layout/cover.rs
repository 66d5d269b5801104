//! The cover: a coloured field with inspectorate, programme and title; facts below it; small print at the foot.
//!
//! A picture stands above the field, from edge to edge; without one, rings of the second colour open the field at its corner.

use super::Composer;
use super::galley::{Strip, cost};
use super::inline::{Column, Voice};
use crate::chart::picture::circle;
use crate::document::tree::{Cover, CoverLine, CoverPicture};
use crate::geom::{Color, Point, Pt, Rect};
use crate::layout::frame::{Artifact, Item, Line, Mark, Polygon, Shape, Slot, Stroke};
use crate::source::image::ImageId;
use crate::text::lines::Wrap;
use crate::theme::CoverStyle;

/// The most of the page that the field takes.
const MOST: f32 = 0.55;

/// The most of the page that a picture above it takes.
const MOST_PICTURE: f32 = 0.4;

/// The radii of the rings at the field's corner, as parts of the paper's width: second colour and ground by turns.
const RINGS: [f32; 4] = [0.34, 0.25, 0.16, 0.07];

impl Composer<'_> {
    /// The cover, on one page if it can be: picture and field give way to the words below them.
    pub(super) fn cover(&mut self, cover: &Cover, column: Column) {
        let alone = self.galley.strips.is_empty();
        let band = self.theme.cover.band_height;
        let picture = self.theme.page.size.height * MOST_PICTURE;
        self.cover_with(cover, column, band, picture);
        let over = self.galley.height_from(0) - self.text_height();
        if alone && over > Pt::ZERO {
            let first = self.take_galley();
            self.galley.anchor(first.strips.first().and_then(|strip| strip.anchors.first()));
            let band = (band.min(self.theme.page.size.height * MOST) - over - Pt(1.0)).max(Pt::ZERO);
            self.cover_with(cover, column, band, (picture - over - Pt(1.0)).max(Pt(1.0)));
        }
    }

    fn cover_with(&mut self, cover: &Cover, column: Column, band: Pt, most_picture: Pt) {
        let theme = self.theme;
        let page = &theme.page;
        let plain = theme.cover.style == CoverStyle::Plain;
        let on_accent = if plain { theme.color.accent } else { theme.color.on_accent };
        let size = theme.text.size * 1.25;
        let head = Voice { size, leading: size * 1.35, color: on_accent, bold: true, wrap: Wrap::Balance };
        let title = Voice { size: theme.cover.title_size, leading: theme.cover.title_size * 1.18, ..head };

        let picture = cover.picture.as_ref().and_then(|picture| self.cover_picture(picture, most_picture));
        // On small paper there is no room for them.
        let rings = !plain && picture.is_none() && page.size.width >= Pt(480.0);
        // The names keep clear of the rings.
        let names =
            if rings { Column { width: column.width.min(page.size.width * (0.96 - RINGS[0]) - column.x), ..column } } else { column };
        let inspectorate = self.cover_line(&cover.inspectorate, names, head);
        let programme = self.cover_line(&cover.programme, names, Voice { bold: false, ..head });
        let mark = Mark::Content(cover.title.id, Slot::Body);
        let mut title = title;
        let mut heading = self.title_strip(cover, column, title, mark);
        // A long title is set smaller rather than let the field fill the page.
        while heading.height > self.text_height() * 0.35 && title.size > theme.heading.sizes[2] {
            title = Voice { size: title.size * 0.9, leading: title.leading * 0.9, ..title };
            heading = self.title_strip(cover, column, title, mark);
        }

        // The field reaches to the paper's edges; all else keeps the margins. It grows with a long title.
        let pictured = picture.as_ref().map(|(_, rect)| rect.size.height);
        let above = pictured.map_or(page.margin_top, |height| page.margin_top.max(height + Pt(28.0)));
        let below = Pt(40.0);
        let between = if pictured.is_some() { Pt(48.0) } else { Pt(90.0) };
        let least = above + inspectorate.height + programme.height + between + heading.height + below;
        // On small paper it leaves room for the facts below it.
        let field = band.min(page.size.height * MOST).max(least);
        let from_text = field - page.margin_top;
        let mut strip = Strip::new(from_text);
        let width = page.size.width;
        if plain {
            // Two lines in place of the field: below the inspectorate's name and below the title.
            for (y, height) in [(inspectorate.height + programme.height + Pt(10.0), Pt(1.0)), (from_text - Pt(3.0), Pt(3.0))] {
                strip.items.push(Self::ground(Rect::new(column.x, y, column.width, height), theme.color.accent));
            }
        } else {
            strip.items.push(Self::ground(Rect::new(Pt::ZERO, -page.margin_top, width, field), theme.color.accent));
            strip.items.push(Self::ground(Rect::new(Pt::ZERO, from_text, width, Pt(8.0)), theme.color.second));
        }
        if rings {
            // Clear of the title too.
            let scale = page.size.width.0.min((field - below - heading.height - Pt(36.0)).0 / RINGS[0]).max(0.0);
            for (index, part) in RINGS.into_iter().enumerate() {
                let corner = Point::new(width, -page.margin_top);
                // Nothing stands beyond the paper.
                let points =
                    circle(corner, Pt(scale * part)).into_iter().map(|point| Point::new(point.x.min(corner.x), point.y.max(corner.y)));
                let fill = if index % 2 == 0 { theme.color.second } else { theme.color.accent };
                strip.decorate(Shape::Polygon(Polygon { points: points.collect(), fill: Some(fill), stroke: None }));
            }
        }
        let mut down = above - page.margin_top;
        for part in [inspectorate, programme] {
            let height = part.height;
            strip.absorb(part, down);
            down += height;
        }
        let title_top = from_text - below - heading.height;
        let bar = title_top - Pt(22.0);
        if !plain {
            strip.items.push(Self::ground(Rect::new(column.x, bar, Pt(64.0), Pt(5.0)), theme.color.second));
        }
        strip.absorb(heading, title_top);
        // After the title, as it is read.
        strip.items.extend(picture.map(|(mark, rect)| {
            let rect = Rect::new(rect.origin.x, -page.margin_top, rect.size.width, rect.size.height);
            Item { mark, shape: Shape::Image(cover.picture.as_ref().map_or(ImageId(0), |picture| picture.image), rect) }
        }));
        self.galley.push(strip);

        if let Some(mark) = &cover.state_mark {
            let strip = self.state_box(mark, column);
            self.galley.space(Pt(24.0));
            self.galley.keep(cost::KEEP);
            self.galley.push(strip);
        }
        let quiet = self.body().color(theme.color.secondary);
        let mut widest = Pt::ZERO;
        let mut labels = Vec::new();
        for fact in &cover.facts {
            let label = self.words(&format!("{} ", fact.label), quiet, Mark::Content(fact.id, Slot::Label));
            widest = widest.max(self.shaper.shape(&label).max_width());
            labels.push(label);
        }
        let values = column.inset(widest.min(column.width * 0.4) + Pt(20.0));
        self.galley.space(Pt(30.0));
        for (fact, label) in cover.facts.iter().zip(&labels) {
            let label = self.block_strip(label, Column { width: values.x - column.x - Pt(20.0), ..column }, quiet, |_| Pt::ZERO);
            let voice = self.body().bold();
            let value = self.words(&fact.value, voice, Mark::Content(fact.id, Slot::Body));
            self.galley.hang(label);
            self.set_text(&value, values, voice);
            self.galley.settle();
            self.galley.space(Pt(5.0));
        }
        self.small_print(cover, column);
    }

    /// The picture and its size on the page: as wide as the paper unless that makes it too high, and then at the right edge.
    fn cover_picture(&self, picture: &CoverPicture, most: Pt) -> Option<(Mark, Rect)> {
        let image = self.images.get(picture.image.0 as usize)?;
        let page = self.theme.page.size;
        #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
        let (width, height) = (image.width.max(1) as f32, image.height.max(1) as f32);
        let scale = (page.width.0 / width).min(most.0 / height);
        let (width, height) = (Pt(width * scale), Pt(height * scale));
        let mark = if picture.alt.is_empty() { Mark::Artifact(Artifact::Layout) } else { Mark::Content(picture.id, Slot::Body) };
        Some((mark, Rect::new(page.width - width, Pt::ZERO, width, height)))
    }

    /// The small print, at the foot of the page if it has room there, else on from here.
    fn small_print(&mut self, cover: &Cover, column: Column) {
        let page = &self.theme.page;
        let height = page.size.height - page.margin_top - page.margin_bottom;
        let used = self.galley.height_from(0);
        let from = self.galley.strips.len();
        self.galley.space_exactly(Pt(30.0));
        let voice = self.small().color(self.theme.color.secondary);
        for block in &cover.small_print {
            self.block(block, column, voice);
        }
        let own = self.galley.height_from(from);
        let color = self.theme.color.border;
        let Some(first) = self.galley.strips.get_mut(from) else { return };
        let rest = height - used - own - Pt(1.0);
        first.gap = rest.max(Pt(30.0));
        if rest > Pt(30.0) {
            let y = Pt(-10.0);
            let points = vec![Point::new(column.x, y), Point::new(column.right(), y)];
            first.decorate(Shape::Line(Line { points, stroke: Stroke { width: Pt(0.75), color, dash: None } }));
        }
    }

    fn title_strip(&mut self, cover: &Cover, column: Column, voice: Voice, mark: Mark) -> Strip {
        let text = self.styled(&cover.title.text, voice, mark);
        self.block_strip(&text, column, voice, |_| Pt::ZERO)
    }

    fn cover_line(&mut self, line: &CoverLine, column: Column, voice: Voice) -> Strip {
        let text = self.words(&line.text, voice, Mark::Content(line.id, Slot::Body));
        self.block_strip(&text, column, voice, |_| Pt::ZERO)
    }

    /// The mark of an unpublished state, framed.
    fn state_box(&mut self, line: &CoverLine, column: Column) -> Strip {
        let padding = Pt(10.0);
        let color: Color = self.theme.color.text;
        let voice = Voice { wrap: Wrap::Balance, ..self.body().bold() };
        let inner = Column { x: column.x + padding, width: column.width - padding * 2.0 };
        let text = self.cover_line(line, inner, voice);
        let mut strip = Strip::new(text.height + padding * 1.4);
        let (left, right, bottom) = (column.x, column.right(), strip.height);
        let points = [(left, Pt::ZERO), (right, Pt::ZERO), (right, bottom), (left, bottom), (left, Pt::ZERO)];
        let stroke = Stroke { width: Pt(1.5), color, dash: None };
        strip.decorate(Shape::Line(Line { points: points.map(|(x, y)| Point::new(x, y)).to_vec(), stroke }));
        strip.absorb(text, padding * 0.7);
        strip
    }
}
