//! From the document to pages.

pub mod frame;
