//! Finished pages: things at places, each carrying the document node it came from.
//!
//! Nothing here knows PDF, and nothing in `pdf` decides a position. All places are from the top left corner of the page, in points.
//!
//! # Which node an item names
//!
//! Every drawn thing is marked. What a reader must be told names its node and slot; all else is an artifact. The innermost node with
//! an id wins: a word in a passage in a link in a paragraph names the passage, and the tree says what that stands in.
//!
//! | document | items |
//! | --- | --- |
//! | `Paragraph`, `Preformatted` | `Block::id`, `Body` |
//! | `Link`, `NoteRef`, `Abbreviation`, `Passage` in any text | their own id, `Body`, whatever the slot of the text around them |
//! | `Heading` anywhere (sections, panels, contents, cover title) | `Heading::id`, `Body`: number, separator and words |
//! | `ListItem` | `ListItem::id`, `Label` for the mark; its text names its own blocks |
//! | `Definition` | `Definition::id`, `Label` for the term; its meaning names its own blocks |
//! | `Table` | `caption_id`, `Body` for number and title; `Cell::id`, `Body`; notes name their own blocks |
//! | a table heading repeated on a further page | `Artifact::Repeated`, without links |
//! | `Figure` | `headline_id`, `Body` for number and headline; `subtitle_id`, `Body`; `picture_id`, `Body` for every shape and word of the picture |
//! | `Score` | `Block::id` with `Label`, `Body` for the value, `Extra` for the band and then the position |
//! | `Panel` | its heading's id, its subtitle's block, its blocks |
//! | `Quote` | its blocks |
//! | `Cover` | `CoverLine::id`, `Body`; the title's `Heading::id`; `CoverFact::id`, `Label` and `Body`; small print names its own blocks |
//! | `Contents` | heading; `ContentsEntry::id`, `Body` for number and words (ends in a space), `Extra` for the page number; leaders and the word 'Page' are `Artifact::Layout` |
//! | `Note` | `Note::id`, `Label`; its text names its own blocks |
//! | running heads | `Artifact::Head` |
//! | page numbers, state marks | `Artifact::Foot` |
//! | rules, backgrounds, underlines, table lines | `Artifact::Layout` |
//!
//! The items of one node and slot come in reading order, over pages too, and their texts joined are its text: a line that ends at a
//! space keeps the space as its last glyph, which may stand beyond the margin. A forced line break leaves a space as well.
//! A `Rule`, the ground of a panel and a table's `summary`, a figure's `alt` and `data` leave no text item.

use std::sync::Arc;

use crate::document::tree::{NodeId, Target};
use crate::geom::{Color, Point, Pt, Rect, Size};
use crate::source::image::ImageId;
use crate::text::FaceId;

pub use crate::text::shape::Glyph;

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
    /// The running head of a page and the line below it.
    Head,
    /// The foot of a page: its number, the mark of an unpublished state.
    Foot,
    /// A table's heading, seen again on a further page.
    Repeated,
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
