//! From a content folder to an edition.

pub mod cache;
pub mod manifest;
pub mod outputs;
pub mod pipeline;
pub mod rebuild;
pub mod scope;
mod site;
pub mod verify;
pub mod watch;
pub mod write;
