//! The fonts: those that come with the tool, or an inspectorate's own.
//!
//! Four font files come in, four faces go out, or what is wrong with each file. A font that cannot be embedded is refused here, where
//! the theme that names it is read, and not when a report is half made: a PDF holds its fonts, cut down to what it uses.

use std::fmt;
use std::sync::Arc;

use super::shape::Shaper;

/// A face of [`Fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// The style of a face within the text family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Upright, regular weight.
    Regular,
    /// Upright, bold.
    Bold,
    /// Slanted, regular weight.
    Italic,
    /// Slanted, bold.
    BoldItalic,
}

impl Style {
    /// All of them, in the order of their faces.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic];
}

/// The faces of a run: the text family's four.
#[derive(Debug, Clone)]
pub struct Fonts {
    faces: Vec<Face>,
    bundled: bool,
}

/// One face.
#[derive(Debug, Clone)]
pub struct Face {
    /// PostScript name, such as `NotoSans-Bold`.
    pub name: Box<str>,
    /// The font file.
    pub bytes: FontBytes,
}

/// A font file, which many may hold.
#[derive(Clone)]
pub struct FontBytes(Source);

#[derive(Clone)]
enum Source {
    Bundled(&'static [u8]),
    Own(Arc<[u8]>),
}

impl AsRef<[u8]> for FontBytes {
    fn as_ref(&self) -> &[u8] {
        match &self.0 {
            Source::Bundled(bytes) => bytes,
            Source::Own(bytes) => bytes,
        }
    }
}

impl std::ops::Deref for FontBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.as_ref()
    }
}

impl fmt::Debug for FontBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

/// Why a file cannot serve as a face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FontFault {
    /// It is no font at all.
    NotAFont,
    /// Its outlines are of the other kind.
    Cff,
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
            Self::Cff => f.write_str("it is an OpenType font with PostScript outlines (CFF)"),
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

/// What every face must have: letters, figures and the signs that the tool itself sets.
const NEEDED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,;:!?'()-–—‘’“”%&/•\u{a0}";

impl Fonts {
    /// Noto Sans in four styles; indexed as [`Style`] is declared.
    pub fn bundled() -> Self {
        let face = |name: &str, bytes| Face { name: name.into(), bytes: FontBytes(Source::Bundled(bytes)) };
        Self {
            faces: vec![
                face("NotoSans-Regular", include_bytes!("../../assets/fonts/NotoSans-Regular.ttf")),
                face("NotoSans-Bold", include_bytes!("../../assets/fonts/NotoSans-Bold.ttf")),
                face("NotoSans-Italic", include_bytes!("../../assets/fonts/NotoSans-Italic.ttf")),
                face("NotoSans-BoldItalic", include_bytes!("../../assets/fonts/NotoSans-BoldItalic.ttf")),
            ],
            bundled: true,
        }
    }

    /// A family of one's own, its files in the order of [`Style::ALL`].
    ///
    /// # Errors
    /// What is wrong with each file that will not do, by its place in that order.
    pub fn own(files: [Vec<u8>; 4]) -> Result<Self, Vec<(Style, FontFault)>> {
        let mut faults = Vec::new();
        let mut faces = Vec::new();
        for (style, bytes) in Style::ALL.into_iter().zip(files) {
            match examined(&bytes) {
                Ok(name) => faces.push(Face { name: name.into(), bytes: FontBytes(Source::Own(bytes.into())) }),
                Err(fault) => faults.push((style, fault)),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let fonts = Self { faces, bundled: false };
        let mut shaper = Shaper::new(&fonts);
        for style in Style::ALL {
            match shaper.lacking(fonts.face_id(style), NEEDED) {
                None => faults.push((style, FontFault::Table("cmap"))),
                Some(lacking) if !lacking.is_empty() => faults.push((style, FontFault::Lacks(lacking))),
                Some(_) => {}
            }
        }
        if faults.is_empty() { Ok(fonts) } else { Err(faults) }
    }

    /// Whether these are the fonts that come with the tool.
    pub fn are_bundled(&self) -> bool {
        self.bundled
    }

    /// The face for a style.
    pub fn face_id(&self, style: Style) -> FaceId {
        FaceId(match style {
            Style::Regular => 0,
            Style::Bold => 1,
            Style::Italic => 2,
            Style::BoldItalic => 3,
        })
    }

    /// A face by its id.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// All faces with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        (0..).map(FaceId).zip(&self.faces)
    }
}

/// The PostScript name of a font that can be shaped, cut down and embedded.
fn examined(bytes: &[u8]) -> Result<String, FontFault> {
    match bytes.get(..4) {
        Some([0, 1, 0, 0]) => {}
        Some(b"OTTO") => return Err(FontFault::Cff),
        Some(b"wOFF" | b"wOF2") => return Err(FontFault::Web),
        Some(b"ttcf") => return Err(FontFault::Collection),
        _ => return Err(FontFault::NotAFont),
    }
    if table(bytes, *b"fvar").is_some() {
        return Err(FontFault::Variable);
    }
    for (tag, shown) in [
        (b"head", "head"),
        (b"hhea", "hhea"),
        (b"hmtx", "hmtx"),
        (b"maxp", "maxp"),
        (b"cmap", "cmap"),
        (b"loca", "loca"),
        (b"glyf", "glyf"),
        (b"OS/2", "OS/2"),
        (b"name", "name"),
        (b"post", "post"),
    ] {
        // The shortest of them, `maxp`, has six bytes.
        if table(bytes, *tag).is_none_or(|table| table.len() < 6) {
            return Err(FontFault::Table(shown));
        }
    }
    if table(bytes, *b"head").and_then(|head| number(head, 12)) != Some(0x5F0F) {
        return Err(FontFault::Table("head"));
    }
    // Bit 1 forbids embedding, bit 8 cutting down, bit 9 outlines.
    let rights = table(bytes, *b"OS/2").and_then(|table| number(table, 8)).ok_or(FontFault::Table("OS/2"))?;
    if rights & 0x0302 != 0 {
        return Err(FontFault::Forbidden);
    }
    table(bytes, *b"name").and_then(postscript_name).ok_or(FontFault::Table("name"))
}

/// A table of a font, if the whole of it is there.
fn table(bytes: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    let count = usize::from(number(bytes, 4)?);
    let record = bytes.get(12..12 + count * 16)?.chunks_exact(16).find(|record| record.starts_with(&tag))?;
    let long = |at: usize| Some(usize::from(number(record, at)?) << 16 | usize::from(number(record, at + 2)?));
    let (start, length) = (long(8)?, long(12)?);
    bytes.get(start..start.checked_add(length)?)
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// The name by which a PDF knows the font, without what may not stand in one.
fn postscript_name(names: &[u8]) -> Option<String> {
    let count = usize::from(number(names, 2)?);
    let storage = names.get(usize::from(number(names, 4)?)..)?;
    for record in names.get(6..)?.chunks_exact(12).take(count) {
        let field = |index: usize| number(record, index * 2);
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

#[cfg(test)]
mod tests {
    use super::{FontFault, Fonts, Style};

    fn noto() -> [Vec<u8>; 4] {
        let fonts = Fonts::bundled();
        Style::ALL.map(|style| fonts.face(fonts.face_id(style)).bytes.to_vec())
    }

    /// What is said of a family whose italic is `bytes`.
    fn fault(bytes: Vec<u8>) -> FontFault {
        let [regular, bold, _, bold_italic] = noto();
        let faults = Fonts::own([regular, bold, bytes, bold_italic]).expect_err("a fault");
        let [(Style::Italic, fault)] = &faults[..] else { panic!("{faults:?}") };
        fault.clone()
    }

    #[test]
    fn a_family_of_ones_own() {
        let fonts = Fonts::own(noto()).expect("good fonts");
        let names: Vec<&str> = fonts.iter().map(|(_, face)| &*face.name).collect();
        assert_eq!(names, ["NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"]);
        assert!(!fonts.are_bundled());
    }

    #[test]
    fn other_kinds_of_file_are_refused_by_name() {
        assert_eq!(fault(Vec::new()), FontFault::NotAFont);
        assert_eq!(fault(b"<svg/>".to_vec()), FontFault::NotAFont);
        assert_eq!(fault(b"OTTO\0\x0b".to_vec()), FontFault::Cff);
        assert_eq!(fault(b"wOF2....".to_vec()), FontFault::Web);
        assert_eq!(fault(b"ttcf....".to_vec()), FontFault::Collection);
        assert_eq!(fault(vec![0, 1, 0, 0]), FontFault::Table("head"));
    }

    #[test]
    fn a_font_that_is_cut_off_anywhere_is_refused_or_whole() {
        let [.., whole] = noto();
        for part in [0, 11, 12, 100, 300, 1000, 5000, 50_000, 200_000, 300_000] {
            let fault = fault(whole[..part].to_vec());
            assert!(matches!(fault, FontFault::NotAFont | FontFault::Table(_)), "{part}: {fault:?}");
        }
    }

    #[test]
    fn broken_tables_never_panic() {
        let [.., whole] = noto();
        // Every table's first bytes are spoilt in turn, and then the directory itself.
        for at in (0..400).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xA5;
            let [regular, bold, italic, _] = noto();
            let _ = Fonts::own([regular, bold, italic, bytes]);
        }
    }

    #[test]
    fn a_font_whose_maker_forbids_it_is_refused() {
        let [.., mut bytes] = noto();
        let count = usize::from(bytes[5]);
        let record = (0..count).map(|index| 12 + index * 16).find(|at| bytes[*at..].starts_with(b"OS/2")).expect("OS/2");
        let start = u32::from_be_bytes(bytes[record + 8..record + 12].try_into().expect("four bytes")) as usize;
        bytes[start + 9] = 2;
        assert_eq!(fault(bytes), FontFault::Forbidden);
    }
}
