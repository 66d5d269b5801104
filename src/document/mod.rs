//! The report as one tree of meaning.

pub mod chart_spec;
#[cfg(test)]
pub(crate) mod sample;
pub mod tree;
