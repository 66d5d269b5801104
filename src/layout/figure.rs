//! Charts and pictures with their words.

use std::cell::RefCell;

use super::Composer;
use super::galley::{Break, Strip, cost};
use super::inline::{Column, Voice};
use crate::chart::draw;
use crate::chart::picture::{Anchor, Picture, PictureMark, PictureText, circle};
use crate::document::chart_spec::ChartSpec;
use crate::document::tree::{Figure, FigurePicture};
use crate::geom::{Point, Pt, Rect};
use crate::layout::frame::{Item, Line, Mark, Polygon, Shape, Slot, Stroke};
use crate::source::image::ImageId;
use crate::text::Style;
use crate::text::lines::{Styled, Wrap};
use crate::theme::Theme;

/// How much of a page's height a picture takes at most, so that text finds room beside it.
const MOST_OF_A_PAGE: f32 = 0.7;

/// The least space between two rows of a chart, in sizes of its words: less, and they cannot be told from the lines of one label.
const CLOSEST: f32 = 0.3;
/// A part of a chart that leaves less of its page than the rest of this is not filled up with some rows of the next group.
const FAIRLY_FULL: f32 = 0.7;
/// The least from line to line of its labels.
const TIGHTEST: f32 = 1.14;

impl Composer<'_> {
    pub(super) fn figure(&mut self, figure: &Figure, column: Column) {
        let gap = self.theme.text.paragraph_gap;
        let headings = self.galley.height_of_headings();
        self.galley.space(gap * 1.5);
        let from = self.galley.strips.len();
        let body = self.body();
        let bold = Voice { wrap: Wrap::Balance, leading: body.size * 1.25, ..body.bold() };
        let mark = Mark::Content(figure.headline_id, Slot::Body);
        let mut headline = Styled::new();
        self.push_number(&mut headline, &figure.number, figure.headline.is_empty(), bold, mark);
        self.push_inlines(&mut headline, &figure.headline, bold, mark);
        if !headline.is_empty() {
            self.set_text(&headline, column, bold);
            self.galley.space_exactly(Pt(2.0));
            self.galley.keep(cost::CAPTION);
        }
        if !figure.subtitle.is_empty() {
            let voice = Voice { leading: body.size * 1.25, ..body.color(self.theme.color.secondary) };
            let text = self.words(&figure.subtitle, voice, Mark::Content(figure.subtitle_id, Slot::Body));
            self.set_text(&text, column, voice);
            self.galley.space_exactly(gap);
            self.galley.keep(cost::CAPTION);
        }
        // No page ends among these words: what is left of them would stand below nothing.
        for strip in self.galley.strips.iter_mut().skip(from + 1) {
            strip.before = Break::Cost(cost::CAPTION);
        }
        let words = self.galley.height_from(from);
        // Headline and picture stand on one page, so the picture is scaled to what the words leave of it.
        let most = (self.text_height() - self.galley.padding() - words - gap * 1.5).max(Pt(72.0));
        let mark = Mark::Content(figure.picture_id, Slot::Body);
        match &figure.picture {
            FigurePicture::Chart(spec) => {
                for (index, picture) in self.draw_in_parts(spec, column.width, most, headings).iter().enumerate() {
                    if index > 0 {
                        self.galley.space_exactly(gap);
                    }
                    let strip = self.picture_strip(picture, column, most, mark);
                    self.galley.push_whole(strip);
                }
            }
            FigurePicture::Image(image) => {
                // A picture that takes a page for itself leaves a hole before it and another after it.
                let most = most.min(self.text_height() * MOST_OF_A_PAGE);
                let strip = self.image_strip(*image, column, most, mark);
                self.galley.push_whole(strip);
            }
        }
        if let Some(data) = figure.data.as_deref().filter(|data| !data.notes.is_empty()) {
            self.galley.space_exactly(gap * 0.5);
            self.galley.keep(cost::KEEP);
            let voice = self.small().color(self.theme.color.secondary);
            for note in &data.notes {
                self.tight(note, column, voice);
            }
        }
        self.galley.float(from);
        self.galley.space(gap * 1.75);
    }

    /// Draws a chart; one that is higher than a page is parted between its groups, or between rows, rather than made smaller, so that its words stay
    /// as large as the theme wants them. Each part has the scale and the legend of the whole. On the page of the first part also the headings
    /// right above it must have room, or they would be left alone.
    fn draw_in_parts(&mut self, spec: &ChartSpec, width: Pt, most: Pt, headings: Pt) -> Vec<Picture> {
        let whole = self.draw(spec, width, self.theme);
        let groups = spec.plot.rows();
        let rows: usize = groups.iter().sum();
        if whole.size.height + headings <= most || rows < 2 {
            return vec![whole];
        }
        // Rows that stand a little closer may save the second page.
        for step in 1_u8..=4 {
            let share = f32::from(step) / 4.0;
            let mut close = self.theme.clone();
            let chart = &mut close.chart;
            chart.bar_gap -= (chart.bar_gap - chart.size * CLOSEST).max(Pt::ZERO) * share;
            chart.line_height -= (chart.line_height - TIGHTEST).max(0.0) * share.sqrt();
            let closer = self.draw(spec, width, &close);
            if closer.size.height + headings <= most {
                return vec![closer];
            }
        }
        let starts: Vec<usize> = groups.iter().scan(0, |next, rows| Some(std::mem::replace(next, *next + rows))).chain([rows]).collect();
        let mut out: Vec<Picture> = Vec::new();
        let mut first = 0;
        while first < rows {
            let room = most - if first == 0 { headings } else { Pt::ZERO };
            let mut part = |last: usize| {
                let spec = ChartSpec { name: spec.name.clone(), plot: spec.plot.part(first..last) };
                self.draw(&spec, width, self.theme)
            };
            // As many rows as have room, one at the least: the more rows, the higher.
            let (mut fits, mut over) = (first + 1, rows + 1);
            while over - fits > 1 {
                let middle = fits.midpoint(over);
                if part(middle).size.height <= room { fits = middle } else { over = middle }
            }
            // Whole groups, if the page is fairly full with them; else no row alone under its heading, or left over from its group.
            let last = if starts.contains(&fits) {
                fits
            } else {
                let start = starts.iter().copied().filter(|start| *start < fits).max().unwrap_or(first);
                let end = starts.iter().copied().find(|start| *start > fits).unwrap_or(rows);
                let whole = start > first && (fits == start + 1 || part(start).size.height > room * FAIRLY_FULL);
                if whole {
                    start
                } else if end == fits + 1 && fits > start.max(first) + 2 {
                    fits - 1
                } else {
                    fits
                }
            };
            out.push(part(last));
            first = last;
        }
        out
    }

    /// Draws a chart as wide as the column, with its words measured in our faces.
    fn draw(&mut self, spec: &ChartSpec, width: Pt, theme: &Theme) -> Picture {
        let fonts = self.fonts;
        let shaper = RefCell::new(&mut self.shaper);
        let measure = |words: &str, size: Pt, bold: bool| {
            let style = if bold { Style::Bold } else { Style::Regular };
            shaper.borrow_mut().width(words, fonts.face_id(style), size)
        };
        draw::draw(spec, width, theme, &measure)
    }

    fn picture_strip(&mut self, picture: &Picture, column: Column, most: Pt, mark: Mark) -> Strip {
        let size = picture.size;
        let scale = (most.0 / size.height.0.max(1.0)).min(column.width.0 / size.width.0.max(1.0)).min(1.0);
        let at = |point: Point| Point::new(column.x + point.x * scale, point.y * scale);
        let mut strip = Strip::new(size.height * scale);
        for thing in &picture.marks {
            let shape = match thing {
                PictureMark::Fill(rect, color) => {
                    let origin = at(rect.origin);
                    Shape::Fill(Rect::new(origin.x, origin.y, rect.size.width * scale, rect.size.height * scale), *color)
                }
                PictureMark::Dot { centre, radius, fill } => {
                    Shape::Polygon(Polygon { points: circle(at(*centre), *radius * scale), fill: Some(*fill), stroke: None })
                }
                PictureMark::Polygon { points, fill, stroke } => Shape::Polygon(Polygon {
                    points: points.iter().copied().map(at).collect(),
                    fill: *fill,
                    stroke: stroke.map(|(width, color)| Stroke { width: width * scale, color, dash: None }),
                }),
                PictureMark::Line { points, width, color, dash } => Shape::Line(Line {
                    points: points.iter().copied().map(at).collect(),
                    stroke: Stroke { width: *width * scale, color: *color, dash: dash.map(|(dash, gap)| (dash * scale, gap * scale)) },
                }),
                PictureMark::Text(text) => {
                    self.picture_text(&mut strip, text, at(text.at), scale, mark);
                    continue;
                }
            };
            strip.items.push(Item { mark, shape });
        }
        strip
    }

    /// One line of words in a picture, its baseline at a point.
    fn picture_text(&mut self, strip: &mut Strip, text: &PictureText, at: Point, scale: f32, mark: Mark) {
        let voice = Voice { size: text.size * scale, leading: Pt::ZERO, color: text.color, bold: text.bold, wrap: Wrap::Fill };
        // The space keeps one label apart from the next when the text is copied.
        let styled = self.words(&format!("{} ", text.text), voice, mark);
        let shaped = self.shaper.shape(&styled);
        let width = shaped.max_width();
        let x = match text.anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - width / 2.0,
            Anchor::End => at.x - width,
        };
        let top = at.y - self.baseline(voice);
        for line in shaped.lines(Pt(10_000.0), Wrap::Fill) {
            self.place_line(strip, line, x, top, voice);
        }
    }

    fn image_strip(&mut self, id: ImageId, column: Column, most: Pt, mark: Mark) -> Strip {
        let Some(image) = self.images.get(id.0 as usize) else { return Strip::new(Pt::ZERO) };
        #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
        let (width, height) = (image.width.max(1) as f32, image.height.max(1) as f32);
        // At most at 96 pixels to the inch, as on screen; smaller where the page asks for it.
        let scale = 0.75_f32.min(column.width.0 / width).min(most.0 / height);
        let (width, height) = (Pt(width * scale), Pt(height * scale));
        let mut strip = Strip::new(height);
        strip.items.push(Item { mark, shape: Shape::Image(id, Rect::new(column.x, Pt::ZERO, width, height)) });
        strip
    }
}
