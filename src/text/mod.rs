//! Fonts and shaping: words in, lines of positioned glyphs out. Bundled fonts or those of the content; the system is never asked.

mod font_file;
pub mod fonts;
pub mod glue;
pub mod lines;
mod plain;
pub mod sfnt;
pub mod shape;
mod word;

pub use fonts::{FaceId, Fonts, Style};
