//! The report as one tree of meaning.

pub mod chart_spec;
pub mod chart_words;
pub mod tree;
