//! From a content folder to an edition.

pub mod outputs;
pub mod pipeline;
mod site;
pub mod write;
