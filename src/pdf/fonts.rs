//! The glyphs that a document uses, cut out of their faces and made ready to embed.
//!
//! In: the pages and the bundled fonts. Out: one [`Subset`] for each face that is used: new glyph numbers, widths and the text that
//! each glyph stands for. One text is kept for each glyph, the first; `paint` wraps every other use in an `ActualText`.
//!
//! printpdf's fonts are not used: without its `text_layout` feature it subsets nothing, it guesses the height of capitals and the
//! slant, its `ToUnicode` keeps the last text of a glyph, and it looks up and allocates for every glyph shown (16 of 58 ms for 120,000).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Dictionary, Document as File, Object, ObjectId, Stream, dictionary};
use subsetter::GlyphRemapper;

use crate::diag::{Diagnostic, Problems};
use crate::layout::frame::{Glyph, Pages, Shape, TextRun};
use crate::text::sfnt::{is_cff, signed, table, unsigned};
use crate::text::{FaceId, Fonts};

/// The glyphs of one face that the document uses.
pub(super) struct Subset {
    /// The font's name in the pages' resources.
    pub(super) resource: String,
    /// Its PostScript name with the prefix that marks a subset.
    name: String,
    /// The cut-down font.
    program: Program,
    /// What the whole face says of itself.
    facts: Facts,
    /// New glyph numbers by old ones; 0 for glyphs that are not used.
    codes: Vec<u16>,
    /// The text that each new glyph stands for unless an `ActualText` says otherwise.
    texts: Vec<Box<str>>,
    /// Widths of the new glyphs in thousandths of the size.
    advances: Vec<u16>,
    /// The new number of a glyph that stands for a space.
    pub(super) space: Option<u16>,
}

/// A font as it is embedded.
enum Program {
    /// A TrueType file.
    TrueType(Vec<u8>),
    /// The outlines of an OpenType file, without the file around them.
    Cff(Vec<u8>),
}

/// What a face says of itself, in thousandths of the size.
struct Facts {
    units_per_em: u16,
    bounds: [i16; 4],
    ascent: i16,
    descent: i16,
    weight: u16,
    /// The height of capitals.
    cap_height: i16,
    /// Degrees counter-clockwise from upright.
    italic_angle: i16,
    /// Whether all glyphs are of one width.
    is_fixed: bool,
}

/// What a glyph says of which nobody said what it stands for.
const UNKNOWN: &str = "\u{fffd}";

/// The glyphs of one cluster with the text they stand for.
pub(super) struct Cluster<'a> {
    /// The glyphs from left to right.
    pub(super) glyphs: &'a [Glyph],
    /// The text of all of them.
    pub(super) text: &'a str,
}

/// The clusters of a run from left to right.
///
/// Text between two clusters that no glyph claims belongs to the one before: a ligature's later letters may come without a range.
pub(super) fn clusters(run: &TextRun) -> impl Iterator<Item = Cluster<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = run.glyphs.get(at)?;
        let end = at + run.glyphs[at..].iter().take_while(|glyph| glyph.text == first.text).count();
        let limit = run.glyphs.get(end).map_or(run.text.len(), |next| next.text.0 as usize);
        let (from, to) = (first.text.0 as usize, (first.text.1 as usize).max(limit));
        let text = run.text.get(from..to).or_else(|| run.text.get(from..first.text.1 as usize)).unwrap_or("");
        let glyphs = &run.glyphs[at..end];
        at = end;
        Some(Cluster { glyphs, text })
    })
}

/// The text of each glyph of a cluster: all of it for one glyph, one character each where the numbers agree. Where they do not, each
/// glyph has some character of the cluster (an empty text would break PDF/UA 7.21.7), and the cluster needs an `ActualText`.
fn shares<'a>(cluster: &Cluster<'a>) -> (Vec<&'a str>, bool) {
    let text = cluster.text;
    let count = cluster.glyphs.len();
    if count == 1 {
        return (vec![text], true);
    }
    let mut letters: Vec<&str> = text.char_indices().filter_map(|(at, c)| text.get(at..at + c.len_utf8())).collect();
    let exact = letters.len() == count;
    let last = letters.last().copied().unwrap_or("");
    letters.resize(count, last);
    (letters, exact)
}

/// Cuts every face that the pages use down to the glyphs they use.
///
/// # Errors
/// When a face cannot be read or embedded.
pub(super) fn subsets(pages: &Pages, fonts: &Fonts) -> Result<BTreeMap<FaceId, Subset>, Problems> {
    let mut used: BTreeMap<FaceId, Vec<Option<Box<str>>>> = BTreeMap::new();
    let mut missing: BTreeMap<&str, FaceId> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Shape::Text(run) = &item.shape else { continue };
        let texts = used.entry(run.face).or_default();
        // After the first pages hardly a run has a glyph that is new.
        if run.glyphs.iter().all(|glyph| glyph.id != 0 && is_claimed(texts, glyph.id)) {
            continue;
        }
        for cluster in clusters(run) {
            if cluster.glyphs.iter().any(|glyph| glyph.id == 0) {
                missing.entry(cluster.text).or_insert(run.face);
            }
            if let [glyph] = cluster.glyphs {
                claim(texts, glyph.id, cluster.text);
            } else {
                for (glyph, text) in cluster.glyphs.iter().zip(shares(&cluster).0) {
                    claim(texts, glyph.id, text);
                }
            }
        }
    }
    // Glyph 0 shows an empty box and says nothing (PDF/UA 7.21.8).
    let mut problems: Problems = missing
        .into_iter()
        .map(|(text, face)| {
            let codes: Vec<String> = text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
            Diagnostic::error(
                "missing-glyph",
                format!("the font `{}` has no sign for '{text}' ({})", fonts.face(face).name, codes.join(" ")),
            )
            .help("write it with characters that the font has, or give the theme a font that has it")
        })
        .collect();
    let mut subsets = BTreeMap::new();
    for (face, texts) in used {
        let source = fonts.face(face);
        match cut(&source.name, &source.bytes, face, texts) {
            Ok(subset) => drop(subsets.insert(face, subset)),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(subsets) } else { Err(problems) }
}

/// Whether a text has been noted for `glyph`.
fn is_claimed(texts: &[Option<Box<str>>], glyph: u16) -> bool {
    texts.get(usize::from(glyph)).is_some_and(|text| text.as_deref().is_some_and(|text| text != UNKNOWN))
}

/// Notes that `glyph` stands for `text`, unless it was used for another text before.
fn claim(texts: &mut Vec<Option<Box<str>>>, glyph: u16, text: &str) {
    let at = usize::from(glyph);
    if at >= texts.len() {
        texts.resize(at + 1, None);
    }
    // A glyph without text still needs a number and a text of its own until a later use names one.
    match &texts[at] {
        None => texts[at] = Some(if text.is_empty() { UNKNOWN.into() } else { text.into() }),
        Some(known) if &**known == UNKNOWN && !text.is_empty() => texts[at] = Some(text.into()),
        Some(_) => {}
    }
}

fn cut(name: &str, bytes: &[u8], face: FaceId, texts: Vec<Option<Box<str>>>) -> Result<Subset, Diagnostic> {
    let unusable = |why: &str| {
        Diagnostic::error("unusable-font", format!("the font `{name}` cannot be embedded: {why}"))
            .help("use a TrueType or OpenType font (.ttf, .otf) whose licence allows embedding")
    };
    let facts = Facts::read(bytes).ok_or_else(|| unusable("its tables cannot be read"))?;
    let mut remapper = GlyphRemapper::new();
    let mut codes = vec![0; texts.len()];
    // Glyph 0 is always there; it stands for a missing character.
    let mut by_code: Vec<Box<str>> = vec![UNKNOWN.into()];
    let mut advances = vec![advance(bytes, &facts, 0)];
    let mut space = None;
    // In the order of the face and not of use, so that the subset does not depend on the text's order.
    for (old, text) in texts.into_iter().enumerate().skip(1) {
        let (Some(text), Ok(glyph)) = (text, u16::try_from(old)) else { continue };
        let code = remapper.remap(glyph);
        codes[old] = code;
        if &*text == " " {
            space = Some(code);
        }
        by_code.push(text);
        advances.push(advance(bytes, &facts, glyph));
    }
    let program = subsetter::subset(bytes, 0, &remapper).map_err(|error| unusable(&error.to_string()))?;
    let program = if is_cff(bytes) {
        // The subsetter makes them CID-keyed, each glyph's CID its number, so that codes mean the same as with TrueType.
        Program::Cff(table(&program, *b"CFF ").ok_or_else(|| unusable("its outlines are lost when it is cut down"))?.to_vec())
    } else {
        Program::TrueType(program)
    };
    let letter = |place: u16| char::from(b'A' + u8::try_from(face.0 / place % 26).unwrap_or(0));
    let resource = format!("F{}{}", letter(26), letter(1));
    Ok(Subset { name: format!("AAAA{}{}+{name}", letter(26), letter(1)), resource, program, facts, codes, texts: by_code, advances, space })
}

impl Subset {
    /// The new number of a glyph.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// How far a new glyph moves the pen, in thousandths of the size.
    pub(super) fn advance(&self, code: u16) -> u16 {
        self.advances.get(usize::from(code)).copied().unwrap_or(0)
    }

    /// Whether the glyphs of a cluster say its text by themselves.
    pub(super) fn speaks(&self, cluster: &Cluster) -> bool {
        let says = |glyph: &Glyph, text: &str| {
            let own = self.texts.get(usize::from(self.code(glyph.id))).map_or(&[][..], |own| own.as_bytes());
            // Nearly every glyph stands for one letter of ASCII; comparing longer texts is a call.
            match (own, text.as_bytes()) {
                ([own], [byte]) => own == byte,
                (own, text) => own.len() == text.len() && own == text,
            }
        };
        if let [glyph] = cluster.glyphs {
            return says(glyph, cluster.text);
        }
        let (letters, exact) = shares(cluster);
        exact && cluster.glyphs.iter().zip(letters).all(|(glyph, text)| says(glyph, text))
    }

    /// Writes the font into the file.
    pub(super) fn embed(&self, file: &mut File) -> ObjectId {
        let Facts { bounds, ascent, descent, weight, cap_height, italic_angle, is_fixed, .. } = self.facts;
        let (key, subtype, program) = match &self.program {
            Program::TrueType(bytes) => {
                let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
                ("FontFile2", "CIDFontType2", Stream::new(dictionary! { "Length1" => length }, bytes.clone()))
            }
            Program::Cff(bytes) => ("FontFile3", "CIDFontType0", Stream::new(dictionary! { "Subtype" => "CIDFontType0C" }, bytes.clone())),
        };
        let program = file.add_object(program);
        let mut descriptor = dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => self.name.as_str(),
            // Letters outside the standard Latin set, slanted or not, all of one width or not.
            "Flags" => 4 | if italic_angle == 0 { 0 } else { 64 } | i64::from(is_fixed),
            "FontBBox" => bounds.map(|bound| Object::from(i64::from(bound))).to_vec(),
            "ItalicAngle" => i64::from(italic_angle),
            "Ascent" => i64::from(ascent),
            "Descent" => i64::from(descent),
            "CapHeight" => i64::from(cap_height),
            // No table says how thick the stems are; this is how other writers guess it from the weight.
            "StemV" => 50 + i64::from(weight).pow(2) / 4225,
        };
        descriptor.set(key, program);
        let descriptor = file.add_object(descriptor);
        let widths = self.advances.iter().map(|advance| Object::from(i64::from(*advance))).collect::<Vec<_>>();
        let text = |text: &str| Object::string_literal(text);
        let system = dictionary! { "Registry" => text("Adobe"), "Ordering" => text("Identity"), "Supplement" => 0 };
        let mut descendant: Dictionary = dictionary! {
            "Type" => "Font",
            "Subtype" => subtype,
            "BaseFont" => self.name.as_str(),
            "CIDSystemInfo" => system,
            "FontDescriptor" => descriptor,
            "W" => vec![0.into(), Object::Array(widths)],
        };
        // Only TrueType has numbers of glyphs besides those of characters.
        if matches!(self.program, Program::TrueType(_)) {
            descendant.set("CIDToGIDMap", "Identity");
        }
        let descendant = file.add_object(descendant);
        let to_unicode = file.add_object(Stream::new(Dictionary::new(), self.to_unicode().into_bytes()));
        file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => self.name.as_str(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => to_unicode,
        })
    }

    /// The map from glyph numbers to text, for copying, searching and reading aloud.
    fn to_unicode(&self) -> String {
        let mut out = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) \
             /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n\
             endcodespacerange\n",
        );
        let entries: Vec<(usize, &str)> = self.texts.iter().enumerate().map(|(code, text)| (code, &**text)).collect();
        // A section holds at most a hundred entries.
        for section in entries.chunks(100) {
            let _ = writeln!(out, "{} beginbfchar", section.len());
            for (code, text) in section {
                let _ = write!(out, "<{code:04X}> <");
                for unit in text.encode_utf16() {
                    let _ = write!(out, "{unit:04X}");
                }
                out.push_str(">\n");
            }
            out.push_str("endbfchar\n");
        }
        out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
        out
    }
}

impl Facts {
    fn read(font: &[u8]) -> Option<Self> {
        let head = table(font, *b"head")?;
        let hhea = table(font, *b"hhea")?;
        let units_per_em = unsigned(head, 18)?;
        if units_per_em == 0 {
            return None;
        }
        let scale = |value: i16| thousandths(i32::from(value), units_per_em);
        let ascent = scale(signed(hhea, 4)?);
        let os2 = table(font, *b"OS/2").unwrap_or_default();
        let post = table(font, *b"post").unwrap_or_default();
        Some(Self {
            units_per_em,
            bounds: [scale(signed(head, 36)?), scale(signed(head, 38)?), scale(signed(head, 40)?), scale(signed(head, 42)?)],
            ascent,
            descent: scale(signed(hhea, 6)?),
            weight: unsigned(os2, 4).unwrap_or(0),
            // `sCapHeight` came with version 2 of the table.
            cap_height: if unsigned(os2, 0).is_some_and(|version| version >= 2) { signed(os2, 88).map_or(ascent, scale) } else { ascent },
            italic_angle: signed(post, 4).unwrap_or(0),
            is_fixed: post.get(12..16).is_some_and(|fixed| fixed != [0; 4]),
        })
    }
}

/// The width of a glyph in whole thousandths of the size.
fn advance(font: &[u8], facts: &Facts, glyph: u16) -> u16 {
    let width = || {
        let metrics = unsigned(table(font, *b"hhea")?, 34)?.checked_sub(1)?;
        unsigned(table(font, *b"hmtx")?, usize::from(glyph.min(metrics)) * 4)
    };
    let (width, em) = (u32::from(width().unwrap_or(0)), u32::from(facts.units_per_em));
    u16::try_from((width * 1000 + em / 2) / em).unwrap_or(u16::MAX)
}

fn thousandths(value: i32, units_per_em: u16) -> i16 {
    i16::try_from(value * 1000 / i32::from(units_per_em)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::clusters;
    use crate::document::tree::{Block, NodeId};
    use crate::geom::{Color, Point, Pt};
    use crate::layout::frame::{Glyph, Item, Mark, Shape, Slot, TextRun};
    use crate::pdf::dump::Dump;
    use crate::pdf::sample::{Setter, sample};
    use crate::pdf::write_pdf;
    use crate::text::{FaceId, Fonts, Style};

    fn run(text: &str, glyphs: &[(u16, f32, u32, u32)]) -> TextRun {
        let glyphs = glyphs.iter().map(|(id, x, from, to)| Glyph { id: *id, x: Pt(*x), y: Pt(0.0), text: (*from, *to) }).collect();
        let origin = Point::new(Pt(72.0), Pt(100.0));
        TextRun { face: FaceId(0), size: Pt(12.0), color: Color::hex(0), origin, text: Arc::from(text), glyphs }
    }

    #[test]
    fn letters_that_no_glyph_claims_belong_to_the_cluster_before() {
        let run = run("office", &[(1, 0.0, 0, 1), (2, 6.0, 1, 2), (3, 12.0, 4, 5), (4, 18.0, 5, 6)]);
        let texts: Vec<&str> = clusters(&run).map(|cluster| cluster.text).collect();
        assert_eq!(texts, ["o", "ffi", "c", "e"]);
    }

    /// One glyph for two letters, two glyphs for one letter, and one glyph for two texts: all come back as they were written.
    #[test]
    fn text_comes_back_whatever_the_glyphs() {
        let mut set = Setter::new();
        set.page("1");
        let heading = set.heading(1, "", "Words");
        let paragraph = set.paragraph("");
        let part = set.section(crate::document::tree::SectionKind::Part, heading, vec![paragraph]);
        let mut sample = set.finish(vec![part], Vec::new(), Vec::new());
        let crate::document::tree::BlockKind::Section(section) = &sample.document.parts[0].kind else { panic!("a section") };
        let Block { id: NodeId(id), .. } = section.blocks[0];
        let mark = Mark::Content(NodeId(id), Slot::Body);
        let words = run("fi\u{e9}xy", &[(900, 0.0, 0, 2), (901, 6.0, 2, 4), (902, 6.0, 2, 4), (903, 12.0, 4, 5), (900, 20.0, 5, 6)]);
        sample.pages.pages[0].items.push(Item { mark, shape: Shape::Text(words) });
        let bytes = write_pdf(&sample.document, sample.pages.clone(), &[], &sample.fonts).unwrap();
        let file = lopdf::Document::load_mem(&bytes).unwrap();
        let page = file.page_iter().next().unwrap();
        let content = String::from_utf8(file.get_page_content(page)).unwrap();
        let marks: Vec<&str> = content.lines().filter(|line| line.contains("ActualText")).collect();
        // U+00E9 of two glyphs, and 'y' shown with the glyph of 'fi'.
        assert_eq!(marks, ["/Span <</ActualText<FEFF00E9>>> BDC", "/Span <</ActualText<FEFF0079>>> BDC"]);
        let tree = Dump::of(&bytes).structure();
        assert!(tree.contains("P \"fi\u{e9}\u{e9}xfi\""), "{tree}");
    }

    #[test]
    fn fonts_are_embedded_cut_down_and_named_as_subsets() {
        let dump = Dump::of(&sample().write());
        let mut fonts: Vec<String> = Vec::new();
        for font in
            dump.file.objects.values().filter_map(|object| object.as_dict().ok()).filter(|entries| entries.has_type(b"FontDescriptor"))
        {
            let size = dump.entry(font, "FontFile2").as_stream().unwrap().get_plain_content().unwrap().len();
            assert!(size < 40_000, "{size} bytes for a few letters");
            let words = |key| dump.entry(font, key).as_name().map(|name| String::from_utf8_lossy(name).into_owned()).unwrap();
            let number = |key| dump.entry(font, key).as_i64().unwrap();
            fonts.push(format!("{} {} {} {}", words("FontName"), number("ItalicAngle"), number("Flags"), number("CapHeight")));
        }
        fonts.sort();
        assert_eq!(fonts, ["AAAAAA+NotoSans-Regular 0 4 714", "AAAAAB+NotoSans-Bold 0 4 714", "AAAAAC+NotoSans-Italic -12 68 714"]);
    }

    #[test]
    fn a_character_without_a_glyph_is_named() {
        let mut set = Setter::new();
        set.page("1");
        let heading = set.heading(1, "", "Words 漢");
        let part = set.section(crate::document::tree::SectionKind::Part, heading, Vec::new());
        let sample = set.finish(vec![part], Vec::new(), Vec::new());
        let problems = write_pdf(&sample.document, sample.pages.clone(), &[], &Fonts::bundled()).unwrap_err();
        assert_eq!(problems[0].message, "the font `NotoSans-Bold` has no sign for '漢' (U+6F22)");
        assert_eq!(sample.fonts.face_id(Style::Bold), FaceId(1));
    }
}
