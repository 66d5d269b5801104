//! A recorded picture: lines, shapes and words in points, ready for SVG and for a page.

use crate::geom::{Color, Point, Pt, Rect, Size};

/// A picture drawn for one width.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its size; the top left corner is the origin.
    pub size: Size,
    /// What to draw, in order.
    pub marks: Vec<PictureMark>,
}

/// A thing in a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum PictureMark {
    /// A filled rectangle.
    Fill(Rect, Color),
    /// A filled circle.
    Dot {
        /// Its middle.
        centre: Point,
        /// From there to its edge.
        radius: Pt,
        /// What fills it.
        fill: Color,
    },
    /// A closed shape.
    Polygon {
        /// Its corners.
        points: Vec<Point>,
        /// What fills it.
        fill: Option<Color>,
        /// Width and colour of its outline.
        stroke: Option<(Pt, Color)>,
    },
    /// A line of several points.
    Line {
        /// Its points.
        points: Vec<Point>,
        /// Width.
        width: Pt,
        /// Colour.
        color: Color,
        /// Lengths of dash and gap.
        dash: Option<(Pt, Pt)>,
    },
    /// One line of words.
    Text(PictureText),
}

/// The corners of a circle, more than the eye can count.
pub fn circle(centre: Point, radius: Pt) -> Vec<Point> {
    const CORNERS: u16 = 48;
    let corner = |i: u16| {
        let (sin, cos) = libm::sincosf(std::f32::consts::TAU * f32::from(i) / f32::from(CORNERS));
        centre + Point::new(radius * cos, radius * sin)
    };
    (0..CORNERS).map(corner).collect()
}

/// One line of words in a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureText {
    /// The words.
    pub text: String,
    /// The baseline's start, middle or end, as `anchor` says.
    pub at: Point,
    /// Which point of the baseline `at` is.
    pub anchor: Anchor,
    /// Size.
    pub size: Pt,
    /// Colour.
    pub color: Color,
    /// Whether the bold face is used.
    pub bold: bool,
    /// The width measured with the bundled fonts.
    pub width: Pt,
}

/// Which point of a baseline is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}
