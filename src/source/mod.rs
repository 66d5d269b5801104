//! Bytes in: files, YAML with a place for each value, CSV, pictures.

pub mod csv;
pub mod decode;
pub mod discover;
pub mod image;
pub mod line;
pub mod log;
pub mod read;
pub mod records;
pub mod schema;
pub mod system;
pub mod text_map;
pub mod yaml;

use crate::diag::{FileId, Sources, Span, Spanned};

/// The whole text of a file that is Markdown, without a byte-order mark; it stands in the file as it is.
pub fn whole_file(sources: &Sources, file: FileId) -> Spanned<String> {
    let text = &sources.file(file).text;
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    Spanned::new(text[start..].to_owned(), Span::new(file, start..text.len()))
}
