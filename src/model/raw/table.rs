//! `tables/*.yaml` as written.

use crate::diag::{Diagnostic, Problems, Span, Spanned};
use crate::source::decode::{Cell, Decode, Line, MarkedLine, Place, Shape, TextOr, decode_choice, record, wrong_type};
use crate::source::yaml::{Kind, Node};

record! {
    /// `tables/*.yaml`: a table.
    pub struct RawTable {
        /// Its title; needed unless it has no number.
        title: Spanned<MarkedLine> = optional "title",
        /// Whether it has a number; so it has if nothing is said.
        numbered: Spanned<bool> = optional "numbered",
        /// Its columns. The heading of the first may be empty (''), or all of them: then the table has no row of headings.
        columns: Spanned<Vec<WrittenColumn>> = required "columns",
        /// Its rows, each a list of cells; or a text alone, the heading of the rows below it.
        rows: Vec<RawTableRow> = optional "rows",
        /// The CSV file beside it that holds its rows.
        csv: Spanned<Line> = optional "csv",
        /// Whether the first column holds the row headings; so it is if nothing is said.
        row_headings: bool = optional "row-headings",
        /// Its notes, as Markdown.
        notes: Spanned<String> = optional "notes",
    }
}

record! {
    /// A column of a table, or several below one heading.
    pub struct RawColumn {
        /// Its heading.
        title: Spanned<Cell> = required "title",
        /// Where its cells stand: number (to the right) or text (to the left).
        align: Spanned<Align> = optional "align",
        /// The columns that the heading stands over; each has a heading of its own below it.
        columns: Spanned<Vec<WrittenInnerColumn>> = optional "columns",
    }
}

record! {
    /// A column below a heading over several.
    pub struct RawInnerColumn {
        /// Its heading.
        title: Spanned<Cell> = required "title",
        /// Where its cells stand: number (to the right) or text (to the left).
        align: Spanned<Align> = optional "align",
    }
}

macro_rules! written {
    ($name:ident, $record:ident, $about:literal) => {
        #[doc = $about]
        #[derive(Debug, Clone)]
        pub enum $name {
            /// Its heading alone, which may be empty.
            Text(Spanned<Cell>),
            /// With keys.
            Record($record),
        }

        impl Decode for $name {
            fn shape() -> Shape {
                Shape::Either(vec![Shape::Cell, $record::shape()])
            }

            fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
                match node.kind {
                    Kind::Mapping { .. } => match TextOr::decode(node, place, problems)? {
                        TextOr::Record(record) => Some(Self::Record(record)),
                        TextOr::Text(text) => Some(Self::Text(text.map(Cell))),
                    },
                    _ => Spanned::decode(node, place, problems).map(Self::Text),
                }
            }
        }
    };
}

written!(WrittenColumn, RawColumn, "A column of a table.");
written!(WrittenInnerColumn, RawInnerColumn, "A column below a heading over several.");

/// A row of a table. One broken cell breaks it, so that its cells are never counted wrongly.
#[derive(Debug, Clone)]
pub enum RawTableRow {
    /// A cell for each column.
    Cells(Spanned<Vec<Spanned<Cell>>>),
    /// The heading of the rows below it, over all columns.
    Group(Spanned<MarkedLine>),
}

impl Decode for RawTableRow {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::List(Box::new(Cell::shape())), Shape::Line])
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        match &node.kind {
            Kind::Sequence { .. } => super::RawRow::decode(node, place, problems).map(|row| Self::Cells(row.0)),
            Kind::Scalar { .. } => Spanned::decode(node, place, problems).map(Self::Group),
            // `- Section B: assessment` is a mapping to YAML; its author meant a text.
            Kind::Mapping { entries, flow: false } if entries.len() == 1 => {
                let key = &entries[0].key;
                let colon = Span { start: key.span.end, end: key.span.end + 1, ..key.span };
                problems.push(
                    Diagnostic::error("text-with-colon", format!("the colon after ‘{}’ makes YAML read this text as a mapping", key.value))
                        .at(colon, "this colon")
                        .help("put the text in quotes"),
                );
                None
            }
            _ => {
                problems.extend(wrong_type(node, place, "a list of cells, `[first, second]`, or the heading of the rows below it"));
                None
            }
        }
    }
}

/// Where a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// To the left.
    Text,
    /// To the right.
    Number,
}

impl Align {
    const NAMES: [(&'static str, Self); 2] = [("text", Self::Text), ("number", Self::Number)];
}

impl Decode for Align {
    fn shape() -> Shape {
        Shape::Choice(Self::NAMES.iter().map(|(name, _)| *name).collect())
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        decode_choice(node, place, problems, "unknown-value", &Self::NAMES)
    }
}
