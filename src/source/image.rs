//! Pictures: size and kind found out, decoded once.

use std::sync::Arc;

/// A picture of one report; an index into its [`Image`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageId(pub u32);

/// A picture that was read and found sound.
#[derive(Debug, Clone)]
pub struct Image {
    /// Its path below the report's folder, `/`-separated: `images/map.png`.
    pub path: String,
    /// The file as it was read.
    pub bytes: Arc<[u8]>,
    /// What it is.
    pub kind: ImageKind,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The pixels of a PNG, decoded; a JPEG goes into a PDF as it is.
    pub pixels: Option<Pixels>,
}

/// What a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageKind {
    /// PNG.
    Png,
    /// JPEG of three colours.
    JpegColor,
    /// JPEG in grey.
    JpegGray,
}

/// Decoded pixels, 8 bits a channel.
#[derive(Debug, Clone)]
pub struct Pixels {
    /// Red, green, blue, row by row.
    pub rgb: Arc<[u8]>,
    /// Opacity, row by row, where any pixel is not opaque.
    pub alpha: Option<Arc<[u8]>>,
}
