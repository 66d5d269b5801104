//! Charts: from data to a recorded picture.
//!
//! A [`crate::document::chart_spec::ChartSpec`] and a width come in, a [`picture::Picture`] goes out: lines, shapes and words
//! in points. The page and the screen write the same picture, so they cannot show different things; only the width differs.

mod bars;
pub mod draw;
pub mod picture;
pub mod record;
