//! Bytes in: files, YAML with a place for each value, CSV, pictures.

pub mod csv;
pub mod decode;
pub mod discover;
pub mod image;
pub mod read;
pub mod records;
pub mod system;
pub mod text_map;
pub mod yaml;
