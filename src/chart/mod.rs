//! Charts: from data to a recorded picture.
//!
//! A [`crate::document::chart_spec::ChartSpec`] and a width come in, a [`picture::Picture`] goes out: lines, shapes and words
//! in points. The page and the screen write the same picture, so they cannot show different things; only the width differs.
//!
//! `setter` holds what all kinds share; `bars`, `spans`, `shares` and `lines` arrange one kind each; `draw` paints.

mod bars;
pub mod draw;
mod lines;
pub mod picture;
pub mod record;
mod setter;
mod shares;
mod spans;
