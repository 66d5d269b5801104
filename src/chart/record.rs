//! The recorder: plotters draws on it, and a [`Picture`] comes out.
//!
//! It is a backend of plotters that keeps lines, shapes and words as they are, so that the page and the screen get vectors, and
//! that measures words with a function from outside, so that they are as wide as they will be printed.
//!
//! Plotters counts in whole pixels. [`UNITS`] of them are one point here, which is finer than any printer. Two things that
//! plotters cannot say go past it, through the [`Sheet`] that the drawing code and the backend share: dashes, and nothing else
//! so far.

use std::cell::RefCell;
use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle};

use super::picture::{Anchor, Picture, PictureMark, PictureText, circle};
use crate::geom::{Color, Point, Pt, Rect, Size};

/// Plotters' pixels in a point.
pub const UNITS: f32 = 10.0;

/// From the baseline up to the top of a line of words, in sizes: the bundled fonts' ascent.
const ASCENT: f32 = 1.069;
/// From the baseline down to the foot of a line of words.
const DESCENT: f32 = 0.293;
/// Half the height of a capital: what makes words look centred beside a bar.
const CENTRE: f32 = 0.357;

/// Measures a line of words of some size; the flag asks for the bold face.
pub type Measure<'a> = dyn Fn(&str, Pt, bool) -> Pt + 'a;

/// What is being recorded.
pub struct Sheet<'a> {
    size: Size,
    measure: &'a Measure<'a>,
    marks: Vec<PictureMark>,
    dash: Option<(Pt, Pt)>,
}

/// The backend: a handle to a sheet, since plotters swallows its backend whole.
pub struct Recorder<'s, 'a>(&'s RefCell<Sheet<'a>>);

impl<'a> Sheet<'a> {
    /// An empty sheet.
    pub fn new(size: Size, measure: &'a Measure<'a>) -> RefCell<Self> {
        RefCell::new(Self { size, measure, marks: Vec::new(), dash: None })
    }

    /// The lines from here on are dashed, or solid again.
    pub fn set_dash(&mut self, dash: Option<(Pt, Pt)>) {
        self.dash = dash;
    }

    /// What was recorded.
    pub fn into_picture(self) -> Picture {
        Picture { size: self.size, marks: self.marks }
    }
}

impl<'s, 'a> Recorder<'s, 'a> {
    /// A backend that records on `sheet`.
    pub fn new(sheet: &'s RefCell<Sheet<'a>>) -> Self {
        Self(sheet)
    }

    fn record(&self, mark: PictureMark) {
        self.0.borrow_mut().marks.push(mark);
    }

    fn line(&self, points: Vec<Point>, style: &impl BackendStyle) {
        if let (Some(color), width @ 1.., 2..) = (color(style.color()), style.stroke_width(), points.len()) {
            let dash = self.0.borrow().dash;
            self.record(PictureMark::Line { points, width: unsigned_pt(width), color, dash });
        }
    }

    fn shape(&self, points: Vec<Point>, style: &impl BackendStyle, filled: bool) {
        if let Some(color) = color(style.color()) {
            let (fill, stroke) = if filled { (Some(color), None) } else { (None, Some((unsigned_pt(style.stroke_width()), color))) };
            self.record(PictureMark::Polygon { points, fill, stroke });
        }
    }
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Recorder<'_, '_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let size = self.0.borrow().size;
        let units = |length: Pt| u32::try_from(to_units(length)).unwrap_or(0);
        (units(size.width), units(size.height))
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Done {
        self.draw_rect(at, (at.0 + 1, at.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.line(vec![point(from), point(to)], style);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Done {
        let ((left, top), (right, bottom)) = ((a.0.min(b.0), a.1.min(b.1)), (a.0.max(b.0), a.1.max(b.1)));
        match color(style.color()) {
            Some(color) if fill => {
                let rect = Rect::new(pt(left), pt(top), pt(right - left), pt(bottom - top));
                self.record(PictureMark::Fill(rect, color));
            }
            _ => self.shape([(left, top), (right, top), (right, bottom), (left, bottom)].map(point).to_vec(), style, false),
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        self.line(path.into_iter().map(point).collect(), style);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, filled: bool) -> Done {
        let (centre, radius) = (point(centre), unsigned_pt(radius));
        match color(style.color()) {
            Some(fill) if filled => self.record(PictureMark::Dot { centre, radius, fill }),
            _ => self.shape(circle(centre, radius), style, false),
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Done {
        self.shape(corners.into_iter().map(point).collect(), style, true);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        let Some(color) = color(style.color()) else { return Ok(()) };
        if text.is_empty() {
            return Ok(());
        }
        let (size, bold) = (text_size(style), is_bold(style));
        let anchor = style.anchor();
        let down = match anchor.v_pos {
            VPos::Top => ASCENT,
            VPos::Center => CENTRE,
            VPos::Bottom => -DESCENT,
        };
        let width = (self.0.borrow().measure)(text, size, bold);
        self.record(PictureMark::Text(PictureText {
            text: text.to_owned(),
            at: point(at) + Point::new(Pt::ZERO, size * down),
            anchor: match anchor.h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
            size,
            color,
            bold,
            width,
        }));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = text_size(style);
        let units = |length: Pt| u32::try_from(to_units(length)).unwrap_or(0);
        Ok((units((self.0.borrow().measure)(text, size, is_bold(style))), units(size * (ASCENT + DESCENT))))
    }
}

/// A length in plotters' pixels.
#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, and no chart is two hundred kilometres wide")]
pub(super) fn to_units(length: Pt) -> i32 {
    (length.0 * UNITS).round() as i32
}

/// Plotters' pixels as a length.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^24 units, a chart of 600 metres")]
fn pt(units: i32) -> Pt {
    Pt(units as f32 / UNITS)
}

fn unsigned_pt(units: u32) -> Pt {
    pt(i32::try_from(units).unwrap_or(i32::MAX))
}

fn point((x, y): BackendCoord) -> Point {
    Point::new(pt(x), pt(y))
}

#[expect(clippy::cast_possible_truncation, reason = "a text size is a small number")]
fn text_size(style: &impl BackendTextStyle) -> Pt {
    Pt(style.size() as f32 / UNITS)
}

fn is_bold(style: &impl BackendTextStyle) -> bool {
    matches!(style.style(), FontStyle::Bold)
}

/// Opaque colours only: what shines through would have another contrast than the theme was checked for.
fn color(color: BackendColor) -> Option<Color> {
    let (r, g, b) = color.rgb;
    (color.alpha > 0.0).then_some(Color { r, g, b })
}

#[cfg(test)]
mod tests {
    use plotters::prelude::{Circle, IntoDrawingArea, IntoFont, PathElement, Rectangle, Text};
    use plotters::style::text_anchor::{HPos, Pos, VPos};
    use plotters::style::{BLACK, Color as _, FontStyle, RED, TextStyle};

    use super::{Recorder, Sheet};
    use crate::chart::picture::{Anchor, PictureMark};
    use crate::geom::{Color, Point, Pt, Rect, Size};

    fn measure(text: &str, size: Pt, bold: bool) -> Pt {
        size * if bold { 0.6 } else { 0.5 } * f32::from(u16::try_from(text.chars().count()).expect("a short text"))
    }

    #[test]
    fn what_plotters_draws_is_recorded_in_points() {
        let sheet = Sheet::new(Size { width: Pt(100.0), height: Pt(50.0) }, &measure);
        let area = Recorder::new(&sheet).into_drawing_area();
        assert_eq!(area.dim_in_pixel(), (1000, 500));
        area.draw(&Rectangle::new([(300, 205), (10, 15)], RED.filled())).expect("never fails");
        sheet.borrow_mut().set_dash(Some((Pt(4.0), Pt(2.0))));
        area.draw(&PathElement::new([(0, 0), (25, 500)], BLACK.stroke_width(12))).expect("never fails");
        area.draw(&Circle::new((500, 250), 10, RED.filled())).expect("never fails");
        let style = TextStyle::from(("sans-serif", 90.0).into_font().style(FontStyle::Bold)).pos(Pos::new(HPos::Right, VPos::Center));
        area.draw(&Text::new("73%", (800, 100), style)).expect("never fails");
        drop(area);

        let marks = sheet.into_inner().into_picture().marks;
        assert_eq!(marks[0], PictureMark::Fill(Rect::new(Pt(1.0), Pt(1.5), Pt(29.0), Pt(19.0)), Color::hex(0x00FF_0000)));
        let points = vec![Point::default(), Point::new(Pt(2.5), Pt(50.0))];
        assert_eq!(marks[1], PictureMark::Line { points, width: Pt(1.2), color: Color::hex(0), dash: Some((Pt(4.0), Pt(2.0))) });
        assert_eq!(marks[2], PictureMark::Dot { centre: Point::new(Pt(50.0), Pt(25.0)), radius: Pt(1.0), fill: Color::hex(0x00FF_0000) });
        let PictureMark::Text(text) = &marks[3] else { panic!("{:?}", marks[3]) };
        assert_eq!((text.text.as_str(), text.anchor, text.size, text.bold), ("73%", Anchor::End, Pt(9.0), true));
        assert_eq!((text.at.x, text.width), (Pt(80.0), Pt(16.2)));
        assert!((text.at.y.0 - 13.213).abs() < 0.001, "{:?}", text.at);
    }
}
