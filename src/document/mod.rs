//! The report as one tree of meaning: framework parts, model and scores in, [`tree::Document`] out.

pub mod build;
pub mod chart_spec;
pub mod chart_words;
pub mod dump;
mod language;
mod leftovers;
mod markdown;
mod outline;
pub mod place;
pub mod programme;
#[cfg(test)]
pub(crate) mod sample;
pub mod tree;
pub mod visit;
pub mod wording;

pub use self::markdown::plain;
