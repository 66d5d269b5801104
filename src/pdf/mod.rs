//! The PDF: from finished pages and the document to one file that is PDF 1.7, PDF/UA-1 and PDF/A-2a at once.
//!
//! In: the [`Document`], which says what everything is and in which order it is read, and [`Pages`], which say where everything stands.
//! Out: the file's bytes, the same for the same input. [`paint`] turns frames into page content in marked-content sequences,
//! [`tags`] turns the document into the structure tree that names those sequences, [`finish`] adds what printpdf has not, and
//! [`verify`] reads the finished bytes back. `docs/pdf-ua.md` says which clause is met where.

mod content;
#[cfg(test)]
mod dump;
mod finish;
mod fonts;
mod metadata;
mod paint;
mod read;
#[cfg(test)]
mod sample;
mod script;
mod tags;
mod token;
pub mod verify;
mod write;

use std::collections::BTreeMap;

use lopdf::{Document as File, Object};
use printpdf::{PdfDocument, PdfSaveOptions, XObject, XObjectId};

use crate::diag::{Diagnostic, Problems};
use crate::document::tree::Document;
use crate::layout::frame::Pages;
use crate::source::image::{Image, ImageId};
use crate::text::Fonts;

/// Writes the PDF and reads it back.
///
/// The pages are used up: what stands on each is freed as soon as it is painted, since a report of a thousand pages has two million
/// glyphs.
///
/// # Errors
/// When a font cannot be embedded, a picture is missing, or the finished file breaks one of the conditions in [`verify`]: then nothing
/// may be published.
pub fn write_pdf(document: &Document, pages: Pages, images: &[Image], fonts: &Fonts) -> Result<Vec<u8>, Problems> {
    let bytes = write_unverified(document, pages, images, fonts)?;
    let problems = verify::verify(&bytes);
    if problems.is_empty() { Ok(bytes) } else { Err(problems) }
}

/// The same pages without marks and tags, which nobody may publish: what they cost is what the tagged file costs beyond this. For
/// `benches/tags.rs` alone.
///
/// # Errors
/// When a font cannot be embedded or a picture is missing.
pub fn write_untagged(document: &Document, pages: Pages, images: &[Image], fonts: &Fonts) -> Result<Vec<u8>, Problems> {
    write(document, pages, images, fonts, false)
}

/// Writes the PDF without reading it back, which nobody may publish either.
///
/// # Errors
/// When a font cannot be embedded or a picture is missing.
pub fn write_unverified(document: &Document, pages: Pages, images: &[Image], fonts: &Fonts) -> Result<Vec<u8>, Problems> {
    write(document, pages, images, fonts, true)
}

fn write(document: &Document, mut pages: Pages, images: &[Image], fonts: &Fonts, tagged: bool) -> Result<Vec<u8>, Problems> {
    let subsets = fonts::subsets(&pages, fonts)?;
    let places = if tagged { tags::picture_places(document, &pages) } else { BTreeMap::new() };
    let painted = paint::paint(&mut pages, &subsets, tagged)?;
    let structure = if tagged { Some(tags::structure(document, &pages, painted.shown, places)?) } else { None };

    let mut pdf = PdfDocument::new(&document.meta.title);
    pdf.pages = pages.pages.iter().map(|page| paint::empty(page.size)).collect();
    pdf.resources.xobjects.map = pictures(&painted.images, images)?;
    let mut file = objects(&pdf)?;
    drop(pdf);
    let contents: Vec<_> = file.page_iter().filter_map(|page| file.get_page_contents(page).first().copied()).collect();
    file.objects.extend(contents.into_iter().zip(painted.contents.into_iter().map(Object::Stream)));
    finish::finish(file, document, &pages, structure, &painted.counts, &subsets)
}

/// printpdf's file as lopdf's objects.
fn objects(pdf: &PdfDocument) -> Result<File, Problems> {
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut warnings = Vec::new();
    let file = pdf.to_lopdf_document(&options, &mut warnings);
    match warnings.first() {
        Some(warning) => Err(vec![our_bug(&format!("printpdf says: {}", warning.msg))]),
        None => Ok(file),
    }
}

fn pictures(shown: &std::collections::BTreeSet<ImageId>, images: &[Image]) -> Result<BTreeMap<XObjectId, XObject>, Problems> {
    let mut pictures = BTreeMap::new();
    for id in shown {
        let Some(image) = images.get(id.0 as usize) else {
            return Err(vec![our_bug(&format!("picture {} stands on a page but is none of the report's", id.0))]);
        };
        pictures.insert(paint::picture_name(*id), paint::picture(image));
    }
    Ok(pictures)
}

/// A broken promise between two parts of this program, which no author can mend.
fn our_bug(what: &str) -> Diagnostic {
    Diagnostic::error("internal-error", format!("the PDF could not be made: {what}"))
        .help("this is a bug in bluebook and not in the content; please report it with the content that shows it")
}
