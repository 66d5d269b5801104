//! From a content folder to an edition.

pub mod cache;
pub mod outputs;
pub mod pipeline;
pub mod rebuild;
mod site;
pub mod write;
