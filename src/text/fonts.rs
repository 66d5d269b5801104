//! The bundled fonts.

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

/// The faces of a run: the text family's four.
#[derive(Debug, Clone)]
pub struct Fonts {
    faces: Vec<Face>,
}

/// One face.
#[derive(Debug, Clone)]
pub struct Face {
    /// PostScript name, such as `NotoSans-Bold`.
    pub name: &'static str,
    /// The font file.
    pub bytes: &'static [u8],
}

impl Fonts {
    /// Noto Sans in four styles; indexed as [`Style`] is declared.
    pub fn bundled() -> Self {
        let face = |name, bytes| Face { name, bytes };
        Self {
            faces: vec![
                face("NotoSans-Regular", include_bytes!("../../assets/fonts/NotoSans-Regular.ttf")),
                face("NotoSans-Bold", include_bytes!("../../assets/fonts/NotoSans-Bold.ttf")),
                face("NotoSans-Italic", include_bytes!("../../assets/fonts/NotoSans-Italic.ttf")),
                face("NotoSans-BoldItalic", include_bytes!("../../assets/fonts/NotoSans-BoldItalic.ttf")),
            ],
        }
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
