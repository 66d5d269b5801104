//! From a chart's data to a recorded picture.
//!
//! One drawing for any width: [`super::bars`] arranges, this module draws the arrangement with plotters on the recorder. A page
//! asks for the width of its text, the screen for a wide and a narrow picture. Nothing is told by colour alone: what is below a
//! line is outlined and striped, means are bold, every value is printed, and words say what each look means.

use std::cell::RefCell;

use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontFamily, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::bars::{Arrangement, Upright, Words, arrange};
use super::picture::{Anchor, Picture};
use super::record::{Measure, Recorder, Sheet, UNITS, to_units};
use crate::document::chart_spec::{ChartSpec, Emphasis, Plot};
use crate::geom::{Color, Point, Pt, Rect};
use crate::theme::Theme;

/// Draws a chart for a width. `measure` gives the width of words in the face that will be used for them.
///
/// Sizes come from the theme's `chart.*`, in whatever unit the width has: for a picture measured in CSS pixels, give those.
/// A picture is never narrower than a few words; if `width` is less, the picture is wider than asked for.
pub fn draw(spec: &ChartSpec, width: Pt, theme: &Theme, measure: &Measure) -> Picture {
    match &spec.plot {
        Plot::Bars(bars) => paint(&arrange(bars, width, &theme.chart, measure), theme, measure),
    }
}

fn paint(chart: &Arrangement, theme: &Theme, measure: &Measure) -> Picture {
    let sheet = Sheet::new(chart.size, measure);
    let brush = Brush { area: Recorder::new(&sheet).into_drawing_area(), sheet: &sheet, theme };
    brush.all(chart);
    drop(brush);
    sheet.into_inner().into_picture()
}

struct Brush<'s, 'a> {
    area: DrawingArea<Recorder<'s, 'a>, plotters::coord::Shift>,
    sheet: &'s RefCell<Sheet<'a>>,
    theme: &'s Theme,
}

impl Brush<'_, '_> {
    fn all(&self, chart: &Arrangement) {
        // On pure white, whatever it is put on: on a tint some of the colours are too faint.
        self.fill(Rect { origin: Point::default(), size: chart.size }, Color::WHITE);
        for line in &chart.grid {
            self.upright(*line, Pt(0.5), self.theme.color.border);
        }
        for (rect, emphasis) in &chart.bars {
            self.bar(*rect, *emphasis);
        }
        for line in &chart.axis {
            self.upright(*line, Pt(0.8), self.theme.color.secondary);
        }
        for line in &chart.lines {
            // White on either side keeps the dashes visible across dark bars.
            self.upright(*line, Pt(3.0), Color::WHITE);
            self.sheet.borrow_mut().set_dash(Some((Pt(4.0), Pt(2.5))));
            self.upright(*line, Pt(1.2), self.theme.chart.line);
            self.sheet.borrow_mut().set_dash(None);
        }
        for patch in &chart.patches {
            self.fill(*patch, Color::WHITE);
        }
        for words in &chart.words {
            self.words(words);
        }
    }

    fn bar(&self, rect: Rect, emphasis: Emphasis) {
        let series =
            |i: usize| self.theme.chart.series.get(i).or(self.theme.chart.series.first()).copied().unwrap_or(self.theme.color.accent);
        match emphasis {
            Emphasis::Plain => self.fill(rect, series(0)),
            Emphasis::Mean => self.fill(rect, series(1)),
            Emphasis::BelowLine => self.striped(rect, series(0)),
            Emphasis::MeanBelowLine => self.striped(rect, series(1)),
        }
    }

    /// An outline with slanting stripes, all inside the rectangle, so that the bar is exactly as long as its value.
    fn striped(&self, rect: Rect, color: Color) {
        const OUTLINE: Pt = Pt(1.0);
        const STRIPE: Pt = Pt(1.2);
        const APART: Pt = Pt(4.0);
        let edge = (OUTLINE * 0.5).min(rect.size.width * 0.5).min(rect.size.height * 0.5);
        let inner = Rect::new(rect.origin.x + edge, rect.origin.y + edge, rect.size.width - edge * 2.0, rect.size.height - edge * 2.0);
        self.fill(rect, Color::WHITE);
        for (from, to) in stripes(inner, APART) {
            self.path(&[from, to], STRIPE, color);
        }
        let corners = [
            inner.origin,
            Point::new(inner.right(), inner.origin.y),
            Point::new(inner.right(), inner.bottom()),
            Point::new(inner.origin.x, inner.bottom()),
        ];
        let outline = Rectangle::new([units(corners[0]), units(corners[2])], self.stroke(OUTLINE.min(edge * 2.0), color));
        // The recorder cannot fail, here and below: there is nothing behind it that could.
        let _ = self.area.draw(&outline);
    }

    fn fill(&self, rect: Rect, color: Color) {
        let corners = [units(rect.origin), units(Point::new(rect.right(), rect.bottom()))];
        let style = ShapeStyle { color: rgb(color).into(), filled: true, stroke_width: 0 };
        let _ = self.area.draw(&Rectangle::new(corners, style));
    }

    fn upright(&self, line: Upright, width: Pt, color: Color) {
        self.path(&[Point::new(line.x, line.top), Point::new(line.x, line.bottom)], width, color);
    }

    fn path(&self, points: &[Point], width: Pt, color: Color) {
        let points: Vec<_> = points.iter().copied().map(units).collect();
        let _ = self.area.draw(&PathElement::new(points, self.stroke(width, color)));
    }

    #[expect(clippy::unused_self, reason = "reads as the brush's own")]
    fn stroke(&self, width: Pt, color: Color) -> ShapeStyle {
        ShapeStyle { color: rgb(color).into(), filled: false, stroke_width: u32::try_from(to_units(width)).unwrap_or(0) }
    }

    fn words(&self, words: &Words) {
        let color = rgb(if words.quiet { self.theme.color.secondary } else { self.theme.color.text });
        let style = if words.bold { FontStyle::Bold } else { FontStyle::Normal };
        let horizontal = match words.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let size = f64::from(self.theme.chart.size.0 * UNITS);
        let style = TextStyle::from((FontFamily::SansSerif, size, style).into_font()).color(&color);
        let text = Text::new(words.text.as_str(), units(words.at), style.pos(Pos::new(horizontal, VPos::Center)));
        let _ = self.area.draw(&text);
    }
}

fn units(at: Point) -> (i32, i32) {
    (to_units(at.x), to_units(at.y))
}

fn rgb(color: Color) -> RGBColor {
    RGBColor(color.r, color.g, color.b)
}

/// Rising lines at 45 degrees, `apart` from each other along the edge, clipped to the rectangle.
fn stripes(rect: Rect, apart: Pt) -> Vec<(Point, Point)> {
    let (width, height) = (rect.size.width, rect.size.height);
    let mut lines = Vec::new();
    // Each starts on the lower edge, continued to the left; `foot` is measured from the left edge.
    let mut foot = -height + apart * 0.5;
    while foot < width {
        let start = foot.max(Pt::ZERO);
        let end = (foot + height).min(width);
        if end > start {
            let at = |x: Pt| Point::new(rect.origin.x + x, rect.bottom() - (x - foot));
            lines.push((at(start), at(end)));
        }
        foot += apart;
    }
    lines
}
