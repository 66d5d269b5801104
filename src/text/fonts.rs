//! The fonts: those that come with the tool, or an inspectorate's own.
//!
//! Four font files come in, or five, with one for code; faces go out, or what is wrong with each file. Behind them stand two faces of
//! signs that few text fonts have: the minus, arrows, ticks. A PDF holds its fonts, cut down to what it uses.

use std::fmt;
use std::sync::Arc;

pub use super::font_file::FontFault;
use super::font_file::examined;
use super::shape::Shaper;
use super::word::Known;

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

/// The faces of a run: the text family's four, one for code, and two that stand in for signs which those lack.
#[derive(Debug, Clone)]
pub struct Fonts {
    faces: Arc<[Face]>,
    bundled: bool,
    /// What was shaped in them, whoever wanted it: clones share it.
    pub(super) known: Arc<Known>,
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

impl FontBytes {
    /// The bytes, if they are not the tool's own.
    pub fn own(&self) -> Option<&[u8]> {
        match &self.0 {
            Source::Bundled(_) => None,
            Source::Own(bytes) => Some(bytes),
        }
    }
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

/// What every face must have: letters, figures and the signs that the tool itself sets.
const NEEDED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,;:!?'()-–—‘’“”%&/•\u{a0}";

/// The files of a family that is not ours.
#[derive(Debug, Clone)]
pub struct OwnFiles {
    /// In the order of [`Style::ALL`].
    pub text: [Vec<u8>; 4],
    /// The face for code, if the family has one.
    pub code: Option<Vec<u8>>,
}

/// Which of [`OwnFiles`] something is about: an index of its styles, 4 for code.
pub type FileIndex = usize;

impl Fonts {
    const CODE: FaceId = FaceId(4);
    const SIGNS: [FaceId; 2] = [FaceId(5), FaceId(6)];

    /// Noto Sans in four styles; indexed as [`Style`] is declared.
    pub fn bundled() -> Self {
        let mut faces = vec![
            bundled("NotoSans-Regular", include_bytes!("../../assets/fonts/NotoSans-Regular.ttf")),
            bundled("NotoSans-Bold", include_bytes!("../../assets/fonts/NotoSans-Bold.ttf")),
            bundled("NotoSans-Italic", include_bytes!("../../assets/fonts/NotoSans-Italic.ttf")),
            bundled("NotoSans-BoldItalic", include_bytes!("../../assets/fonts/NotoSans-BoldItalic.ttf")),
            code(),
        ];
        faces.extend(signs());
        Self::of(faces, true)
    }

    /// A family of one's own.
    ///
    /// # Errors
    /// What is wrong with each file that will not do.
    pub fn own(files: OwnFiles) -> Result<Self, Vec<(FileIndex, FontFault)>> {
        let mut faults = Vec::new();
        let mut faces = Vec::new();
        let given = files.text.into_iter().chain(files.code).collect::<Vec<_>>();
        let count = given.len();
        for (index, bytes) in given.into_iter().enumerate() {
            match examined(&bytes) {
                Ok(name) => faces.push(Face { name: name.into(), bytes: FontBytes(Source::Own(bytes.into())) }),
                Err(fault) => faults.push((index, fault)),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        if faces.len() == Style::ALL.len() {
            faces.push(code());
        }
        faces.extend(signs());
        let fonts = Self::of(faces, false);
        let mut shaper = Shaper::new(&fonts);
        for (index, id) in (0..).map(FaceId).take(count).enumerate() {
            match shaper.lacking(id, NEEDED) {
                None => faults.push((index, FontFault::Table("cmap"))),
                Some(lacking) if !lacking.is_empty() => faults.push((index, FontFault::Lacks(lacking))),
                Some(_) => {}
            }
        }
        if faults.is_empty() { Ok(fonts) } else { Err(faults) }
    }

    fn of(faces: Vec<Face>, bundled: bool) -> Self {
        Self { known: Arc::new(Known::new(faces.len())), faces: faces.into(), bundled }
    }

    /// The face for code.
    pub fn code_id(&self) -> FaceId {
        Self::CODE
    }

    /// The faces that may stand in for one where it lacks a character, the best first.
    pub fn stand_ins(&self, face: FaceId) -> &'static [FaceId] {
        const FOR_CODE: [FaceId; 3] = [FaceId(0), FaceId(5), FaceId(6)];
        if face == Self::CODE {
            &FOR_CODE
        } else if Self::SIGNS.contains(&face) {
            &[]
        } else {
            &Self::SIGNS
        }
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
        (0..).map(FaceId).zip(self.faces.iter())
    }
}

fn bundled(name: &str, bytes: &'static [u8]) -> Face {
    Face { name: name.into(), bytes: FontBytes(Source::Bundled(bytes)) }
}

fn code() -> Face {
    bundled("NotoSansMono-Regular", include_bytes!("../../assets/fonts/NotoSansMono-Regular.ttf"))
}

fn signs() -> [Face; 2] {
    [
        bundled("NotoSansMath-Regular", include_bytes!("../../assets/fonts/NotoSansMath-Regular.ttf")),
        bundled("NotoSansSymbols2-Regular", include_bytes!("../../assets/fonts/NotoSansSymbols2-Regular.ttf")),
    ]
}

#[cfg(test)]
mod tests {
    use super::{FontFault, Fonts, OwnFiles, Style};

    fn noto() -> [Vec<u8>; 4] {
        let fonts = Fonts::bundled();
        Style::ALL.map(|style| fonts.face(fonts.face_id(style)).bytes.to_vec())
    }

    fn own(text: [Vec<u8>; 4]) -> Result<Fonts, Vec<(usize, FontFault)>> {
        Fonts::own(OwnFiles { text, code: None })
    }

    /// What is said of a family whose italic is `bytes`.
    fn fault(bytes: Vec<u8>) -> FontFault {
        let [regular, bold, _, bold_italic] = noto();
        let faults = own([regular, bold, bytes, bold_italic]).expect_err("a fault");
        let [(2, fault)] = &faults[..] else { panic!("{faults:?}") };
        fault.clone()
    }

    #[test]
    fn a_family_of_ones_own() {
        let fonts = own(noto()).expect("good fonts");
        let names = |fonts: &Fonts| fonts.iter().map(|(_, face)| face.name.to_string()).collect::<Vec<_>>();
        let all = [
            "NotoSans-Regular",
            "NotoSans-Bold",
            "NotoSans-Italic",
            "NotoSans-BoldItalic",
            "NotoSansMono-Regular",
            "NotoSansMath-Regular",
            "NotoSansSymbols2-Regular",
        ];
        assert_eq!(names(&fonts), all);
        assert!(!fonts.are_bundled());
        // With a face for code, here the bold one.
        let [_, code, ..] = noto();
        let fonts = Fonts::own(OwnFiles { text: noto(), code: Some(code) }).expect("good fonts");
        assert_eq!(&*fonts.face(fonts.code_id()).name, "NotoSans-Bold");
        let faults = Fonts::own(OwnFiles { text: noto(), code: Some(Vec::new()) }).expect_err("a fault");
        assert_eq!(faults, [(4, FontFault::NotAFont)]);
    }

    #[test]
    fn other_kinds_of_file_are_refused_by_name() {
        assert_eq!(fault(Vec::new()), FontFault::NotAFont);
        assert_eq!(fault(b"<svg/>".to_vec()), FontFault::NotAFont);
        assert_eq!(fault(b"OTTO\0\x0b".to_vec()), FontFault::Table("head"));
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
            let _ = own([regular, bold, italic, bytes]);
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
