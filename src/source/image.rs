//! Pictures: size and kind found out, decoded once.
//!
//! In come the bytes of a file, out go an [`Image`] that HTML and PDF can rely on, or a diagnostic that says what to do. A JPEG goes
//! into both as it is, so everything that would look different in the two is refused here: four-colour JPEG, and pictures that lie on
//! their side and are turned by a note in the file, which browsers follow and PDF readers do not.

use std::fmt;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use png::{ColorType, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::read;
use super::system::{EntryKind, System};
use crate::diag::{Diagnostic, Span};

/// The largest picture file.
pub const MAX_BYTES: u64 = 64 << 20;

/// The most pixels a picture may have.
pub const MAX_PIXELS: u64 = 100_000_000;

/// A picture of one report; an index into its [`Image`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageId(pub u32);

/// A picture that was read and found sound.
#[derive(Clone)]
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
#[derive(Clone)]
pub struct Pixels {
    /// Red, green, blue, row by row.
    pub rgb: Arc<[u8]>,
    /// Opacity, row by row, where any pixel is not opaque.
    pub alpha: Option<Arc<[u8]>>,
}

// A dump of millions of numbers helps nobody.
impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, bytes, kind, width, height, pixels: _ } = self;
        write!(f, "{path} ({kind:?}, {width} x {height} pixels, {} bytes)", bytes.len())
    }
}

/// The picture at `path` below a report's folder.
///
/// `span` is the place that names it, where there is one. `shown` is the report's folder as the user would type it.
///
/// # Errors
/// When there is none that can be published; the diagnostic says how to mend it.
pub fn load_image(
    system: &dyn System,
    report_folder: &Path,
    shown: &str,
    path: &str,
    span: Option<Span>,
) -> Result<Image, Box<Diagnostic>> {
    let point = |mut diagnostic: Diagnostic| {
        if diagnostic.path.is_none() {
            diagnostic.path = Some(format!("{shown}/{path}"));
        }
        Box::new(diagnostic.maybe_at(span, ""))
    };
    check_path(path).map_err(|diagnostic| Box::new((*diagnostic).maybe_at(span, "")))?;
    let file = report_folder.join(path);
    match system.kind(&file) {
        Ok(Some(EntryKind::File(_))) => {}
        Ok(_) => {
            return Err(point(
                Diagnostic::error("missing-image", format!("there is no picture `{path}`"))
                    .help("put the file there, or correct its name; capitals count"),
            ));
        }
        Err(error) => return Err(point(read::unread(&error, &format!("{shown}/{path}")))),
    }
    let mut problems = Vec::new();
    let Some(bytes) = read::bytes(system, &file, &format!("{shown}/{path}"), MAX_BYTES, &mut problems) else {
        let unread = || Diagnostic::error("unreadable-image", format!("the picture `{path}` cannot be read"));
        return Err(point(problems.pop().unwrap_or_else(unread)));
    };
    decode(path, bytes).map_err(|diagnostic| point(*diagnostic))
}

/// Whether a picture's path, as prose gives it, stays below the report's folder.
///
/// # Errors
/// When it is an address or leads elsewhere.
pub fn check_path(path: &str) -> Result<(), Box<Diagnostic>> {
    if path.contains("://") || path.starts_with("//") || path.starts_with("data:") {
        return Err(Box::new(
            Diagnostic::error("image-from-elsewhere", format!("the picture `{path}` would be loaded from elsewhere"))
                .help("nothing in a report is loaded from elsewhere: put the file into the report's `images` folder and write `images/…`"),
        ));
    }
    let leaves = path.starts_with('/') || path.contains(['\\', ':']) || path.split('/').any(|part| matches!(part, ".." | "." | ""));
    if leaves {
        return Err(Box::new(
            Diagnostic::error("path-leaves-content", format!("the path `{path}` does not stay in the report's folder"))
                .help("put the file into the report's `images` folder and write `images/…`"),
        ));
    }
    Ok(())
}

/// The picture in `bytes`, which were read from `path`.
fn decode(path: &str, bytes: Vec<u8>) -> Result<Image, Box<Diagnostic>> {
    let refuse = |message: String, help: &str| Err(Box::new(Diagnostic::error("unsupported-image", message).help(help)));
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match kind(&bytes) {
        Some("PNG") if ending == "png" => png(path, bytes),
        Some("JPEG") if matches!(ending, "jpg" | "jpeg") => jpeg(path, bytes),
        Some(kind @ ("PNG" | "JPEG")) => {
            let right = if kind == "PNG" { ".png" } else { ".jpg" };
            refuse(format!("`{path}` is a {kind} by its contents, but not by its name"), &format!("let its name end in `{right}`"))
        }
        Some("SVG") => refuse(
            format!("`{path}` is an SVG drawing, which cannot be used yet"),
            "export it as a PNG, at least 1,600 pixels wide, for print",
        ),
        Some(kind) => {
            refuse(format!("`{path}` is a {kind} file; pictures are PNG or JPEG"), "save it as PNG (drawings) or JPEG (photographs)")
        }
        None if bytes.is_empty() => Err(unreadable(path, "the file is empty").into()),
        None if matches!(ending, "png" | "jpg" | "jpeg") => Err(unreadable(path, "it is no PNG or JPEG, whatever its name says").into()),
        None => refuse(
            format!("`{path}` is not a PNG or JPEG picture"),
            "save it as PNG (drawings) or JPEG (photographs), or take the file away",
        ),
    }
}

/// What a file is by its first bytes.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    Some(match () {
        () if begins(b"\x89PNG\r\n\x1a\n") => "PNG",
        () if begins(b"\xff\xd8\xff") => "JPEG",
        () if begins(b"GIF8") => "GIF",
        () if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => "WebP",
        () if begins(b"II*\0") || begins(b"MM\0*") => "TIFF",
        () if begins(b"BM") => "BMP",
        () if begins(b"%PDF") => "PDF",
        () if bytes.get(4..8) == Some(b"ftyp") => "HEIC or AVIF",
        () if text.contains("<svg") => "SVG",
        () => return None,
    })
}

fn unreadable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("unreadable-image", format!("the picture `{path}` cannot be read: {reason}"))
        .help("open it in a picture program and save it again, or take a fresh copy")
}

fn too_many_pixels(path: &str, width: u32, height: u32) -> Option<Diagnostic> {
    (u64::from(width) * u64::from(height) > MAX_PIXELS).then(|| {
        Diagnostic::error("image-too-large", format!("the picture `{path}` has {width} × {height} pixels"))
            .help(format!("make it smaller: {} million pixels are the most, and 3,000 across are plenty for print", MAX_PIXELS / 1_000_000))
    })
}

fn png(path: &str, bytes: Vec<u8>) -> Result<Image, Box<Diagnostic>> {
    let fail = |error: png::DecodingError| unreadable(path, &error.to_string());
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(&bytes), png::Limits { bytes: 1 << 30 });
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    let (width, height) = decoder.read_header_info().map_err(fail)?.size();
    if let Some(diagnostic) = too_many_pixels(path, width, height) {
        return Err(diagnostic.into());
    }
    let mut reader = decoder.read_info().map_err(fail)?;
    let size = reader.output_buffer_size().ok_or_else(|| unreadable(path, "its size makes no sense"))?;
    let mut buffer = vec![0; size];
    let info = reader.next_frame(&mut buffer).map_err(fail)?;
    buffer.truncate(info.buffer_size());
    let (rgb, alpha): (Vec<u8>, Option<Vec<u8>>) = match info.color_type {
        ColorType::Rgb => (buffer, None),
        ColorType::Grayscale => (buffer.iter().flat_map(|gray| [*gray; 3]).collect(), None),
        ColorType::GrayscaleAlpha => {
            let (pixels, _) = buffer.as_chunks::<2>();
            (pixels.iter().flat_map(|[gray, _]| [*gray; 3]).collect(), Some(pixels.iter().map(|[_, alpha]| *alpha).collect()))
        }
        ColorType::Rgba => {
            let (pixels, _) = buffer.as_chunks::<4>();
            (pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect(), Some(pixels.iter().map(|[.., alpha]| *alpha).collect()))
        }
        ColorType::Indexed => return Err(unreadable(path, "its palette cannot be resolved").into()),
    };
    let alpha = alpha.filter(|alpha| alpha.iter().any(|alpha| *alpha != u8::MAX)).map(Arc::from);
    let pixels = Some(Pixels { rgb: rgb.into(), alpha });
    Ok(Image { path: path.into(), bytes: bytes.into(), kind: ImageKind::Png, width, height, pixels })
}

fn jpeg(path: &str, bytes: Vec<u8>) -> Result<Image, Box<Diagnostic>> {
    let options = DecoderOptions::default().set_max_width(usize::from(u16::MAX)).set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&bytes), options);
    decoder.decode_headers().map_err(|error| unreadable(path, &error.to_string()))?;
    let info = decoder.info().ok_or_else(|| unreadable(path, "it has no header"))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    if let Some(diagnostic) = too_many_pixels(path, width, height) {
        return Err(diagnostic.into());
    }
    // Only the headers were decoded. A copy that broke off has no end marker after its (last) scan.
    let find = |marker: u8| bytes.windows(2).rposition(|pair| pair == [0xff, marker]);
    if find(0xd9) < find(0xda) {
        return Err(unreadable(path, "the file breaks off").into());
    }
    if decoder.exif().and_then(|exif| orientation(exif)).is_some_and(|orientation| orientation != 1) {
        return Err(Box::new(
            Diagnostic::error("turned-image", format!("the picture `{path}` is stored turned, with a note on how to turn it back")).help(
                "browsers follow the note and PDF readers do not: open it, turn it upright and save it, or save it without EXIF data",
            ),
        ));
    }
    let kind = match info.components {
        1 => ImageKind::JpegGray,
        3 => ImageKind::JpegColor,
        _ => {
            return Err(Box::new(
                Diagnostic::error(
                    "unsupported-image",
                    format!("the picture `{path}` is a four-colour (CMYK) JPEG, made for a printing press"),
                )
                .help("save it as RGB"),
            ));
        }
    };
    Ok(Image { path: path.into(), bytes: bytes.into(), kind, width, height, pixels: None })
}

/// The orientation that EXIF data give: 1 is upright.
fn orientation(exif: &[u8]) -> Option<u16> {
    let big = match exif.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let u16_at = |at: usize| {
        let pair = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let four: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
    let table = usize::try_from(if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }).ok()?;
    let entries = u16_at(table)?;
    (0..usize::from(entries))
        .map_while(|index| table.checked_add(2 + index * 12))
        .find_map(|at| (u16_at(at)? == 0x0112).then(|| u16_at(at + 8))?)
}

#[cfg(test)]
mod tests {
    use super::{Image, ImageKind, load_image, orientation};
    use crate::source::system::Memory;
    use std::path::Path;

    fn png_bytes(color: png::ColorType, data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
        encoder.set_color(color);
        encoder.write_header().expect("header").write_image_data(data).expect("data");
        bytes
    }

    /// The smallest frame of a JPEG that has headers: `components` channels of 8 × 8 pixels.
    fn jpeg_bytes(components: u8) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
        bytes.extend([0xff, 0xdb, 0, 67, 0]);
        bytes.extend([1; 64]);
        bytes.extend([0xff, 0xc0, 0, 8 + 3 * components, 8, 0, 8, 0, 8, components]);
        (1..=components).for_each(|id| bytes.extend([id, 0x11, 0]));
        for table in [0x00, 0x10] {
            bytes.extend([0xff, 0xc4, 0, 20, table, 1]);
            bytes.extend([0; 15]);
            bytes.push(0);
        }
        bytes.extend([0xff, 0xda, 0, 6 + 2 * components, components]);
        (1..=components).for_each(|id| bytes.extend([id, 0]));
        bytes.extend([0, 63, 0, 0, 0xff, 0xd9]);
        bytes
    }

    fn load(path: &str, bytes: &[u8]) -> Result<Image, String> {
        let system = Memory::with_files([(format!("r/{path}"), bytes)]);
        load_image(&system, Path::new("r"), "r", path, None).map_err(|d| format!("{} | {}", d.name, d.message))
    }

    #[test]
    fn png_comes_out_as_colour_and_opacity() {
        let image = load("images/a.png", &png_bytes(png::ColorType::Rgba, &[1, 2, 3, 255, 4, 5, 6, 0])).expect("an image");
        assert_eq!((image.kind, image.width, image.height), (ImageKind::Png, 2, 1));
        let pixels = image.pixels.expect("pixels");
        assert_eq!((&*pixels.rgb, pixels.alpha.as_deref()), (&[1, 2, 3, 4, 5, 6][..], Some(&[255, 0][..])));
        let pixels =
            load("a.png", &png_bytes(png::ColorType::GrayscaleAlpha, &[7, 255, 8, 255])).expect("an image").pixels.expect("pixels");
        assert_eq!((&*pixels.rgb, pixels.alpha), (&[7, 7, 7, 8, 8, 8][..], None), "opaque everywhere");
    }

    #[test]
    fn jpeg_is_measured_and_kept() {
        let bytes = jpeg_bytes(3);
        let image = load("a.jpg", &bytes).expect("an image");
        assert_eq!((image.kind, image.width, image.height, &*image.bytes), (ImageKind::JpegColor, 8, 8, &*bytes));
        assert_eq!(load("a.jpeg", &jpeg_bytes(1)).expect("an image").kind, ImageKind::JpegGray);
    }

    #[test]
    fn what_cannot_be_published_is_refused_with_a_reason() {
        let mut broken = png_bytes(png::ColorType::Rgb, &[1, 2, 3, 4, 5, 6]);
        broken.truncate(broken.len() - 20);
        let jpeg = jpeg_bytes(3);
        for (path, bytes, said) in [
            ("a.jpg", &jpeg_bytes(4)[..], "unsupported-image | the picture `a.jpg` is a four-colour (CMYK) JPEG"),
            ("a.jpg", &jpeg[..jpeg.len() - 2], "unreadable-image | the picture `a.jpg` cannot be read: the file breaks off"),
            ("a.jpg", &jpeg[..30], "unreadable-image | the picture `a.jpg` cannot be read: "),
            ("a.png", &broken, "unreadable-image | the picture `a.png` cannot be read: "),
            ("a.png", &jpeg, "unsupported-image | `a.png` is a JPEG by its contents"),
            ("a.png", b"", "unreadable-image | the picture `a.png` cannot be read: the file is empty"),
            ("a.png", b"hello", "unreadable-image | the picture `a.png` cannot be read: it is no PNG"),
            ("a.svg", b"<?xml version='1.0'?><svg/>", "unsupported-image | `a.svg` is an SVG drawing"),
            ("a.gif", b"GIF89a", "unsupported-image | `a.gif` is a GIF file"),
            ("a.docx", b"PK", "unsupported-image | `a.docx` is not a PNG or JPEG picture"),
            ("../b.png", b"", "path-leaves-content | the path `../b.png` does not stay"),
            ("images/../../b.png", b"", "path-leaves-content"),
            ("C:\\b.png", b"", "path-leaves-content"),
            ("https://example.org/b.png", b"", "image-from-elsewhere"),
        ] {
            let found = load(path, bytes).expect_err(path);
            assert!(found.starts_with(said), "{found}");
        }
        let system = Memory::with_files([("r/a.png", b"")]);
        let missing = load_image(&system, Path::new("r"), "content/r", "b.png", None).expect_err("nothing there");
        assert_eq!((missing.name, missing.path.as_deref()), ("missing-image", Some("content/r/b.png")));
    }

    #[test]
    fn a_bomb_is_refused_by_its_header() {
        let mut bytes = png_bytes(png::ColorType::Rgb, &[1, 2, 3, 4, 5, 6]);
        bytes[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        // The header's checksum no longer fits, which is found first; either way nothing is allocated.
        assert!(load("a.png", &bytes).is_err());
    }

    #[test]
    fn orientation_is_read_in_both_byte_orders() {
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
        assert_eq!(
            (orientation(little), orientation(big), orientation(b"II*\0\xff\xff\xff\xff"), orientation(b"")),
            (Some(6), Some(6), None, None)
        );
    }

    proptest::proptest! {
        #[test]
        fn never_panics(mut at in proptest::collection::vec((0usize..200, 0u8..), 0..6), kind in 0..2) {
            let mut bytes = if kind == 0 { jpeg_bytes(3) } else { png_bytes(png::ColorType::Rgb, &[1, 2, 3, 4, 5, 6]) };
            for (at, byte) in at.drain(..) {
                let length = bytes.len();
                bytes[at % length] = byte;
            }
            let _ = load(if kind == 0 { "a.jpg" } else { "a.png" }, &bytes);
        }
    }
}
