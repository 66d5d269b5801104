//! From a content folder to an edition.

pub mod cache;
mod content;
mod ground;
mod look;
mod make;
pub mod manifest;
pub mod outputs;
pub mod pipeline;
pub mod rebuild;
mod receipt;
pub mod scope;
mod site;
mod told;
mod twice;
pub mod verify;
pub mod watch;
mod workers;
pub mod write;
