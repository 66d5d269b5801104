//! Whether a font file can be shaped, cut down and embedded.
//!
//! A file comes in; its PostScript name goes out, or why it will not do. A font that cannot be embedded is refused where the theme that
//! names it is read, and not when a report is half made.

use std::fmt;

use super::sfnt::{is_cff, table, unsigned};

/// Why a file cannot serve as a face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FontFault {
    /// It is no font at all.
    NotAFont,
    /// It is packed for the web.
    Web,
    /// It holds several fonts.
    Collection,
    /// Its weight or width can be varied.
    Variable,
    /// A table is missing or reaches past the end of the file.
    Table(&'static str),
    /// Its maker forbids that it is embedded, or that it is cut down.
    Forbidden,
    /// It lacks letters that any report needs.
    Lacks(Vec<char>),
}

impl fmt::Display for FontFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFont => f.write_str("it is no font file"),
            Self::Web => f.write_str("it is packed for the web (WOFF)"),
            Self::Collection => f.write_str("it is a collection of several fonts"),
            Self::Variable => f.write_str("it is a variable font"),
            Self::Table(table) => write!(f, "its table `{table}` is missing or broken"),
            Self::Forbidden => f.write_str("its maker does not allow it to be embedded in part (fsType)"),
            Self::Lacks(characters) => {
                f.write_str("it lacks ")?;
                let shown: Vec<String> = characters.iter().take(8).map(|c| format!("‘{c}’")).collect();
                f.write_str(&shown.join(" "))?;
                if characters.len() > 8 { write!(f, " and {} more", characters.len() - 8) } else { Ok(()) }
            }
        }
    }
}

/// The PostScript name of a font that can be shaped, cut down and embedded.
pub(super) fn examined(bytes: &[u8]) -> Result<String, FontFault> {
    match bytes.get(..4) {
        Some([0, 1, 0, 0] | b"OTTO") => {}
        Some(b"wOFF" | b"wOF2") => return Err(FontFault::Web),
        Some(b"ttcf") => return Err(FontFault::Collection),
        _ => return Err(FontFault::NotAFont),
    }
    if table(bytes, *b"fvar").is_some() {
        return Err(FontFault::Variable);
    }
    let outlines: &[(&[u8; 4], &str)] = if is_cff(bytes) { &[(b"CFF ", "CFF")] } else { &[(b"loca", "loca"), (b"glyf", "glyf")] };
    let all: [(&[u8; 4], &str); 8] = [
        (b"head", "head"),
        (b"hhea", "hhea"),
        (b"hmtx", "hmtx"),
        (b"maxp", "maxp"),
        (b"cmap", "cmap"),
        (b"OS/2", "OS/2"),
        (b"name", "name"),
        (b"post", "post"),
    ];
    for (tag, shown) in all.iter().chain(outlines) {
        // The shortest of them, `maxp`, has six bytes.
        if table(bytes, **tag).is_none_or(|table| table.len() < 6) {
            return Err(FontFault::Table(shown));
        }
    }
    if table(bytes, *b"head").and_then(|head| unsigned(head, 12)) != Some(0x5F0F) {
        return Err(FontFault::Table("head"));
    }
    // Bit 1 forbids embedding, bit 8 cutting down, bit 9 outlines.
    let rights = table(bytes, *b"OS/2").and_then(|table| unsigned(table, 8)).ok_or(FontFault::Table("OS/2"))?;
    if rights & 0x0302 != 0 {
        return Err(FontFault::Forbidden);
    }
    table(bytes, *b"name").and_then(postscript_name).ok_or(FontFault::Table("name"))
}

/// The name by which a PDF knows the font, without what may not stand in one.
fn postscript_name(names: &[u8]) -> Option<String> {
    let count = usize::from(unsigned(names, 2)?);
    let storage = names.get(usize::from(unsigned(names, 4)?)..)?;
    for record in names.get(6..)?.chunks_exact(12).take(count) {
        let field = |index: usize| unsigned(record, index * 2);
        let (Some(6), Some(length), Some(offset)) = (field(3), field(4), field(5)) else { continue };
        let Some(bytes) = storage.get(usize::from(offset)..usize::from(offset) + usize::from(length)) else { continue };
        // Only ASCII may stand in it, so that the upper bytes of UTF-16 are all zero.
        let name: String = bytes.iter().map(|b| char::from(*b)).filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        if !name.is_empty() {
            return Some(name);
        }
    }
    None
}
