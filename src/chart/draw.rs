//! From a chart's data to a recorded picture.
//!
//! One drawing for any width: the kind of chart arranges itself ([`super::bars`] and its neighbours), this module draws the
//! arrangement with plotters on the recorder. A page asks for the width of its text, the screen for a wide and a narrow picture.
//! Nothing is told by colour alone: what is below a line is outlined and striped, series have patterns or marks of their own,
//! means are bold, values are printed, and words say what each look means.

use std::cell::RefCell;

use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontFamily, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::picture::{Anchor, Picture};
use super::record::{Measure, Recorder, Sheet, UNITS, to_units};
use super::setter::{Arrangement, Ink, Marker, Shape, Stretch, Words};
use super::{bars, lines, shares, spans};
use crate::document::chart_spec::{ChartSpec, Emphasis, Plot, Series};
use crate::geom::{Color, Point, Pt, Rect};
use crate::theme::Theme;

/// Draws a chart for a width. `measure` gives the width of words in the face that will be used for them.
///
/// Sizes come from the theme's `chart.*`, in whatever unit the width has: for a picture measured in CSS pixels, give those.
/// A picture is never narrower than a few words; if `width` is less, the picture is wider than asked for.
pub fn draw(spec: &ChartSpec, width: Pt, theme: &Theme, measure: &Measure) -> Picture {
    let chart = &theme.chart;
    let arrangement = match &spec.plot {
        Plot::Bars(plot) => bars::arrange(plot, width, chart, measure),
        Plot::Spans(plot) => spans::arrange(plot, width, chart, measure),
        Plot::Shares(plot) => shares::arrange(plot, width, chart, measure),
        Plot::Lines(plot) => lines::arrange(plot, width, chart, measure),
    };
    paint(&arrangement, theme, measure)
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
            self.stretch(*line, Pt(0.5), self.theme.color.border);
        }
        for (rect, emphasis) in &chart.bars {
            self.bar(*rect, *emphasis);
        }
        for line in &chart.axis {
            self.stretch(*line, Pt(0.8), self.theme.color.secondary);
        }
        for line in &chart.lines {
            // White on either side keeps the dashes visible across dark bars.
            self.stretch(*line, Pt(3.0), Color::WHITE);
            self.sheet.borrow_mut().set_dash(Some((Pt(4.0), Pt(2.5))));
            self.stretch(*line, Pt(1.2), self.theme.chart.line);
            self.sheet.borrow_mut().set_dash(None);
        }
        for patch in &chart.patches {
            self.fill(*patch, Color::WHITE);
        }
        for stroke in &chart.strokes {
            self.path(&stroke.points, stroke.width, self.ink(stroke.ink));
        }
        for marker in &chart.markers {
            self.marker(*marker);
        }
        for words in &chart.words {
            self.words(words);
        }
    }

    fn bar(&self, rect: Rect, emphasis: Emphasis) {
        let color = |index| self.series(Series { index, of: 0 });
        match emphasis {
            Emphasis::Plain => self.fill(rect, color(0)),
            Emphasis::Mean => self.fill(rect, color(1)),
            Emphasis::BelowLine => self.patterned(rect, color(0), &[Pattern::Rising]),
            Emphasis::MeanBelowLine => self.patterned(rect, color(1), &[Pattern::Rising]),
            Emphasis::Series(series) => match series.index {
                0 => self.fill(rect, self.series(series)),
                1 => self.patterned(rect, self.series(series), &[Pattern::Rising]),
                2 => self.patterned(rect, self.series(series), &[Pattern::Rising, Pattern::Falling]),
                _ => self.patterned(rect, self.series(series), &[Pattern::Level]),
            },
        }
    }

    /// The colour of a series. Two of them have the pair that differs most, in grey too.
    fn series(&self, series: Series) -> Color {
        let index = if series.of == 2 && series.index == 1 { 3 } else { usize::from(series.index) };
        let all = &self.theme.chart.series;
        all.get(index).or(all.get(usize::from(series.index))).or(all.first()).copied().unwrap_or(self.theme.color.accent)
    }

    fn ink(&self, ink: Ink) -> Color {
        match ink {
            Ink::Series(series) => self.series(series),
            Ink::Quiet => self.theme.color.secondary,
        }
    }

    fn marker(&self, marker: Marker) {
        let color = self.ink(marker.ink);
        let Marker { at, radius, shape, hollow, .. } = marker;
        if shape == Shape::Dot {
            let circle = |radius: Pt, color: Color| {
                let style = ShapeStyle { color: rgb(color).into(), filled: true, stroke_width: 0 };
                let _ = self.area.draw(&Circle::new(units(at), to_units(radius), style));
            };
            circle(radius, color);
            if hollow {
                circle(radius - RING, Color::WHITE);
            }
            return;
        }
        let corners = |radius: Pt| {
            let shift = |x: f32, y: f32| at + Point::new(radius * x, radius * y);
            match shape {
                Shape::Square | Shape::Dot => vec![shift(-0.9, -0.9), shift(0.9, -0.9), shift(0.9, 0.9), shift(-0.9, 0.9)],
                Shape::Diamond => vec![shift(0.0, -1.0), shift(1.0, 0.0), shift(0.0, 1.0), shift(-1.0, 0.0)],
                Shape::Triangle => vec![shift(0.0, -1.0), shift(0.95, 0.8), shift(-0.95, 0.8)],
            }
        };
        let polygon = |radius: Pt, color: Color| {
            let _ = self.area.draw(&Polygon::new(corners(radius).into_iter().map(units).collect::<Vec<_>>(), rgb(color)));
        };
        polygon(radius, color);
        if hollow {
            polygon(radius - RING * std::f32::consts::SQRT_2, Color::WHITE);
        }
    }

    /// An outline with lines inside, all within the rectangle, so that the bar is exactly as long as its value.
    fn patterned(&self, rect: Rect, color: Color, patterns: &[Pattern]) {
        const OUTLINE: Pt = Pt(1.0);
        const STRIPE: Pt = Pt(1.2);
        const APART: Pt = Pt(4.0);
        let edge = (OUTLINE * 0.5).min(rect.size.width * 0.5).min(rect.size.height * 0.5);
        let inner = Rect::new(rect.origin.x + edge, rect.origin.y + edge, rect.size.width - edge * 2.0, rect.size.height - edge * 2.0);
        self.fill(rect, Color::WHITE);
        for pattern in patterns {
            for (from, to) in pattern.stripes(inner, APART) {
                self.path(&[from, to], STRIPE, color);
            }
        }
        let corners = [inner.origin, Point::new(inner.right(), inner.bottom())];
        let outline = Rectangle::new([units(corners[0]), units(corners[1])], self.stroke(OUTLINE.min(edge * 2.0), color));
        // The recorder cannot fail, here and below: there is nothing behind it that could.
        let _ = self.area.draw(&outline);
    }

    fn fill(&self, rect: Rect, color: Color) {
        let corners = [units(rect.origin), units(Point::new(rect.right(), rect.bottom()))];
        let style = ShapeStyle { color: rgb(color).into(), filled: true, stroke_width: 0 };
        let _ = self.area.draw(&Rectangle::new(corners, style));
    }

    fn stretch(&self, line: Stretch, width: Pt, color: Color) {
        self.path(&[line.from, line.to], width, color);
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

/// The width of a hollow mark's edge.
const RING: Pt = Pt(1.6);

/// How a fill is drawn.
#[derive(Debug, Clone, Copy)]
enum Pattern {
    /// Stripes that rise to the right.
    Rising,
    /// Stripes that fall to the right.
    Falling,
    /// Level lines.
    Level,
}

impl Pattern {
    fn stripes(self, rect: Rect, apart: Pt) -> Vec<(Point, Point)> {
        let rising = || stripes(rect, apart);
        let mirrored = |at: Point| Point::new(rect.origin.x + rect.right() - at.x, at.y);
        match self {
            Self::Rising => rising(),
            Self::Falling => rising().into_iter().map(|(from, to)| (mirrored(to), mirrored(from))).collect(),
            Self::Level => {
                let mut lines = Vec::new();
                let mut y = rect.origin.y + apart * 0.75;
                while rect.size.width > Pt::ZERO && y < rect.bottom() {
                    lines.push((Point::new(rect.origin.x, y), Point::new(rect.right(), y)));
                    y += apart * 0.75;
                }
                lines
            }
        }
    }
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

#[cfg(test)]
mod tests;
