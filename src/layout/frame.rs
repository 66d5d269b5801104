//! Finished pages: things at places, each carrying the document node it came from.
//!
//! Nothing here knows PDF, and nothing in `pdf` decides a position. All places are from the top left corner of the page, in points.

use std::sync::Arc;

use crate::document::tree::{NodeId, Target};
use crate::geom::{Color, Point, Pt, Rect, Size};
use crate::source::image::ImageId;
use crate::text::FaceId;

/// A laid-out document.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// Where each anchor came to stand, in document order: headings, findings, tables, charts, notes.
    pub destinations: Vec<Destination>,
    /// What the bookmarks show, nested as the contents are.
    pub bookmarks: Vec<Bookmark>,
}

/// Where an anchor stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Destination {
    /// The fragment name.
    pub anchor: String,
    /// Index of the page.
    pub page: usize,
    /// The upper edge of what it names.
    pub y: Pt,
}

/// A bookmark.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// Its words.
    pub title: String,
    /// The fragment it leads to.
    pub anchor: String,
    /// Bookmarks below it.
    pub children: Vec<Bookmark>,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Width and height.
    pub size: Size,
    /// Its number as printed on it and in the contents: 'iv', '12'.
    pub label: String,
    /// What stands on it, in painting order. Items of one node need not be neighbours.
    pub items: Vec<Item>,
    /// Areas that lead somewhere when clicked, in reading order.
    pub links: Vec<LinkArea>,
}

/// A thing on a page.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it belongs to.
    pub mark: Mark,
    /// What it is and where.
    pub shape: Shape,
}

/// What an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A node of the document, in one of its slots.
    Content(NodeId, Slot),
    /// No part of the document: running heads, page numbers, rules, backgrounds, repeated table headings.
    Artifact(Artifact),
}

/// Which text of a node an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// The label: a list item's letter, a definition's term, a score's label, a note's number, a fact's label.
    Label,
    /// The text itself.
    Body,
    /// A third text: a score's band, the number of a contents entry's page.
    Extra,
}

/// What kind of artifact an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Artifact {
    /// Running heads, page numbers, marks of an unpublished state, repeated table headings.
    Pagination,
    /// Rules, backgrounds, dot leaders.
    Layout,
}

/// A thing at a place.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A run of glyphs of one face, size and colour on one line.
    Text(TextRun),
    /// A filled rectangle.
    Fill(Rect, Color),
    /// A polygon, filled, outlined or both.
    Polygon(Polygon),
    /// A line.
    Line(Line),
    /// A picture from a file, stretched over the rectangle.
    Image(ImageId, Rect),
}

/// A run of glyphs.
#[derive(Debug, Clone)]
pub struct TextRun {
    /// The face.
    pub face: FaceId,
    /// Size in points.
    pub size: Pt,
    /// Colour.
    pub color: Color,
    /// Start of the baseline.
    pub origin: Point,
    /// The text that the glyphs stand for, in reading order.
    pub text: Arc<str>,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
}

/// A glyph of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// Its origin from the start of the run.
    pub x: Pt,
    /// Its shift from the baseline, downwards.
    pub y: Pt,
    /// The bytes of [`TextRun::text`] that it stands for: first and one past the last. Glyphs of one cluster share the range.
    pub text: (u32, u32),
}

/// A closed shape.
#[derive(Debug, Clone)]
pub struct Polygon {
    /// Its corners.
    pub points: Vec<Point>,
    /// What fills it.
    pub fill: Option<Color>,
    /// What outlines it.
    pub stroke: Option<Stroke>,
}

/// A line of several points.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its points, at least two.
    pub points: Vec<Point>,
    /// Its look.
    pub stroke: Stroke,
}

/// The look of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Width.
    pub width: Pt,
    /// Colour.
    pub color: Color,
    /// Lengths of dash and gap; `None` is solid.
    pub dash: Option<(Pt, Pt)>,
}

/// An area that leads somewhere.
#[derive(Debug, Clone)]
pub struct LinkArea {
    /// The node of the link: an inline link, a note's mark, a contents entry.
    pub node: NodeId,
    /// The areas on this page, one for each line.
    pub rects: Vec<Rect>,
    /// Where it leads.
    pub target: Target,
    /// What a screen reader says of it.
    pub contents: String,
}
