//! From a content folder to an edition.

pub mod outputs;
