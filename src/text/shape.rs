//! Words to glyphs.
//!
//! A [`Shaper`] holds our faces and nothing else, and turns styled text into a [`Shaped`](super::lines::Shaped) that breaks into
//! lines of any width. Each word is shaped once for each face, at one size, and scaled: a report has some 20,000 words and 3,000
//! different ones, and shaping whole paragraphs afresh took most of the time of a layout. What is given up is kerning against a
//! space, which our faces do not have; a word in two styles is shaped in its pieces, as any engine does.

use std::collections::HashMap;
use std::sync::Arc;

use harfrust::UnicodeBuffer;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, QueryFamily, QueryStatus, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName, LayoutContext, Line, PositionedLayoutItem, StyleProperty};

use super::fonts::{FaceId, Fonts, Style};
use super::glue::Glue;
use super::lines::{Shaped, Styled};
use super::plain::is_plain;
use super::word::{Word, WordGlyph, Words};
use crate::geom::Pt;

/// The size at which words are shaped: the units of most faces, so that nothing is rounded.
pub(super) const EM: f32 = 1000.0;

/// A glyph of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// Its origin from the start of the run.
    pub x: Pt,
    /// Its shift from the baseline, downwards.
    pub y: Pt,
    /// The bytes of the run's text that it stands for: first and one past the last. Glyphs of one cluster share the range.
    pub text: (u32, u32),
}

/// How a face stands on its line, as parts of its size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FaceMetrics {
    /// From the baseline up.
    pub ascent: f32,
    /// From the baseline down.
    pub descent: f32,
    /// The height of a capital.
    pub cap_height: f32,
}

/// Shapes words, remembering each. One for each thread; another one after it takes over what it learnt.
pub struct Shaper {
    fonts: Fonts,
    tools: Tools,
    /// Which words hold together on a line.
    glue: Glue,
}

/// What a shaper works with.
#[derive(Default)]
pub(super) struct Tools {
    faces: Vec<ShaperFace>,
    /// For words that are not plain.
    parley: Option<Box<Parley>>,
    /// For words that are.
    buffer: Option<UnicodeBuffer>,
}

/// parley with our faces only. Each face is a family of its own, so that parley never chooses, emboldens or slants one.
struct Parley {
    fonts: FontContext,
    scratch: LayoutContext<()>,
    layout: parley::Layout<()>,
    families: Vec<String>,
}

/// One face with the words shaped in it so far.
struct ShaperFace {
    /// The faces that may stand in for it.
    stand_ins: &'static [FaceId],
    /// Which face shows a character that is not plain; `None` if none has it.
    showing: HashMap<char, Option<FaceId>>,
    metrics: FaceMetrics,
    /// A single space, which is every second word that is asked for.
    space: Option<Arc<Word>>,
    words: Words,
}

impl Shaper {
    /// A shaper for these faces and no others.
    pub fn new(fonts: &Fonts) -> Self {
        let tools = fonts.known.borrow_tools().unwrap_or_else(|| Tools::new(fonts));
        Self { fonts: fonts.clone(), tools, glue: Glue::default() }
    }

    /// The same with the words of a language that hold together on a line.
    #[must_use]
    pub fn with_glue(mut self, glue: Glue) -> Self {
        self.glue = glue;
        self
    }

    /// How a face stands on its line.
    pub fn metrics(&self, face: FaceId) -> FaceMetrics {
        self.tools.faces[usize::from(face.0)].metrics
    }

    /// Shapes a text, ready to be broken into lines.
    pub fn shape(&mut self, text: &Styled) -> Shaped {
        let Self { fonts, tools, glue } = self;
        let replaced = text.with_faces(&mut |face, c| tools.showing(fonts, face, c).unwrap_or(face));
        let text = replaced.as_ref().unwrap_or(text);
        Shaped::new(text, glue, |face, word| tools.word(fonts, face, word))
    }

    /// The width of a text in one line: of its words and the spaces between them, as a line is set.
    pub fn width(&mut self, text: &str, face: FaceId, size: Pt) -> Pt {
        let words = text.split_inclusive(' ').flat_map(|word| word.strip_suffix(' ').map_or([word, ""], |word| [word, " "]));
        words.fold(Pt::ZERO, |width, word| width + self.word_width(word, face, size))
    }

    fn word_width(&mut self, text: &str, face: FaceId, size: Pt) -> Pt {
        if text.is_ascii() {
            return size * self.word(face, text).width;
        }
        let mut width = Pt::ZERO;
        let mut start = 0;
        let mut current = face;
        for (at, c) in text.char_indices() {
            let shown = self.showing(face, c).unwrap_or(face);
            if shown != current {
                width += size * self.word(current, &text[start..at]).width;
                (start, current) = (at, shown);
            }
        }
        width + size * self.word(current, &text[start..]).width
    }

    fn word(&mut self, face: FaceId, text: &str) -> Arc<Word> {
        self.tools.word(&self.fonts, face, text)
    }

    fn showing(&mut self, face: FaceId, c: char) -> Option<FaceId> {
        self.tools.showing(&self.fonts, face, c)
    }

    /// The characters of a text that some face of the text family lacks and no other stands in for, each once, in the order of their
    /// first use.
    ///
    /// They would be printed as empty boxes, so whoever builds a report asks before it prints.
    pub fn missing_glyphs(&mut self, text: &str) -> Vec<char> {
        let mut seen: Vec<char> = Vec::new();
        for c in text.chars() {
            // Nearly all text is plain, and every face has that.
            if !matches!(c, ' '..='~' | '\n' | '\t') && !is_invisible(c) && !seen.contains(&c) {
                seen.push(c);
            }
        }
        let styles = || (0..).map(FaceId).take(Style::ALL.len());
        seen.retain(|c| styles().any(|face| self.showing(face, *c).is_none()));
        seen
    }

    /// The characters of a text that a face lacks; `None` if nothing can be made of the face.
    pub(super) fn lacking(&mut self, face: FaceId, text: &str) -> Option<Vec<char>> {
        self.tools.parley(&self.fonts).lacking(face, text)
    }
}

impl Drop for Shaper {
    fn drop(&mut self) {
        self.fonts.known.give_back(std::mem::take(&mut self.tools));
    }
}

impl Tools {
    fn new(fonts: &Fonts) -> Self {
        let mut parley = Box::new(Parley::new(fonts));
        let faces = fonts.iter().map(|(id, _)| {
            let metrics = parley.metrics(id).unwrap_or(FaceMetrics { ascent: 1.0, descent: 0.3, cap_height: 0.7 });
            ShaperFace { stand_ins: fonts.stand_ins(id), showing: HashMap::new(), metrics, space: None, words: Words::default() }
        });
        Self { faces: faces.collect(), parley: Some(parley), buffer: None }
    }

    fn parley(&mut self, fonts: &Fonts) -> &mut Parley {
        self.parley.get_or_insert_with(|| Box::new(Parley::new(fonts)))
    }

    /// The face that shows a character where `face` is wanted: itself, or the first that stands in for it and has the character.
    fn showing(&mut self, fonts: &Fonts, face: FaceId, c: char) -> Option<FaceId> {
        if c.is_ascii() {
            return Some(face);
        }
        let own = &self.faces[usize::from(face.0)];
        if let Some(known) = own.showing.get(&c) {
            return *known;
        }
        let text = c.to_string();
        let all = std::iter::once(face).chain(own.stand_ins.iter().copied());
        let found = all.into_iter().find(|face| self.parley(fonts).lacking(*face, &text).is_some_and(|lacking| lacking.is_empty()));
        self.faces[usize::from(face.0)].showing.insert(c, found);
        found
    }

    fn word(&mut self, fonts: &Fonts, face: FaceId, text: &str) -> Arc<Word> {
        let own = &self.faces[usize::from(face.0)];
        let found = if text == " " { own.space.as_ref() } else { own.words.get(text) };
        if let Some(word) = found {
            return Arc::clone(word);
        }
        let word = fonts.known.get(face, text).unwrap_or_else(|| {
            let word = Arc::new(self.shape_word(fonts, face, text));
            fonts.known.put(face, &word);
            word
        });
        let own = &mut self.faces[usize::from(face.0)];
        if text == " " {
            own.space = Some(Arc::clone(&word));
        } else {
            own.words.insert(&word);
        }
        word
    }

    fn shape_word(&mut self, fonts: &Fonts, face: FaceId, text: &str) -> Word {
        let bytes = &fonts.face(face).bytes;
        let plain = is_plain(text).then(|| fonts.known.plain(face, bytes)?.word(bytes, &mut self.buffer, text)).flatten();
        plain.unwrap_or_else(|| self.parley(fonts).word(face, text))
    }
}

impl Parley {
    fn new(fonts: &Fonts) -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut families = Vec::new();
        for (id, face) in fonts.iter() {
            let family = format!("face-{}", id.0);
            let names = FontInfoOverride { family_name: Some(&family), ..FontInfoOverride::default() };
            collection.register_fonts(Blob::new(Arc::new(face.bytes.clone())), Some(names));
            families.push(family);
        }
        let fonts = FontContext { collection, source_cache: SourceCache::default() };
        Self { fonts, scratch: LayoutContext::new(), layout: parley::Layout::new(), families }
    }

    fn lacking(&mut self, face: FaceId, text: &str) -> Option<Vec<char>> {
        let mut query = self.fonts.collection.query(&mut self.fonts.source_cache);
        query.set_families([QueryFamily::Named(&self.families[usize::from(face.0)])]);
        let mut lacking = None;
        query.matches_with(|font| {
            lacking = font.charmap().map(|map| text.chars().filter(|c| map.map(*c).is_none_or(|glyph| glyph == 0)).collect());
            QueryStatus::Stop
        });
        lacking
    }

    /// Sets a text in one line.
    fn run(&mut self, face: FaceId, text: &str) {
        let mut builder = self.scratch.ranged_builder(&mut self.fonts, text, 1.0, false);
        let family = FontFamily::Single(FontFamilyName::named(&self.families[usize::from(face.0)]));
        builder.push_default(StyleProperty::FontFamily(family));
        builder.push_default(StyleProperty::FontSize(EM));
        builder.build_into(&mut self.layout, text);
        self.layout.break_all_lines(None);
    }

    fn metrics(&mut self, face: FaceId) -> Option<FaceMetrics> {
        self.run(face, "x");
        let line = self.layout.lines().next()?;
        let run = line.runs().next()?;
        let metrics = run.font_metrics();
        Some(FaceMetrics {
            ascent: metrics.ascent / EM,
            descent: metrics.descent / EM,
            cap_height: metrics.cap_height.map_or(0.7, |height| height / EM),
        })
    }

    fn word(&mut self, face: FaceId, text: &str) -> Word {
        self.run(face, text);
        Word::of_lines(self.layout.lines(), text)
    }
}

impl Word {
    /// The glyphs of the lines that show `text`.
    fn of_lines<'a>(lines: impl Iterator<Item = Line<'a, ()>>, text: &str) -> Self {
        let mut glyphs: Vec<WordGlyph> = Vec::with_capacity(text.len());
        let mut pen = 0.0;
        for line in lines {
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(item) = item else { continue };
                let run = item.run();
                let mut first = glyphs.len();
                for cluster in run.visual_clusters() {
                    let range = cluster.text_range();
                    if range.end > text.len() {
                        // What parley puts in place of no text at all.
                        continue;
                    }
                    let range = (offset(range.start), offset(range.end));
                    if cluster.is_ligature_continuation() {
                        // The ligature's glyphs stand for these characters too.
                        for glyph in &mut glyphs[first..] {
                            glyph.text = (glyph.text.0.min(range.0), glyph.text.1.max(range.1));
                        }
                        continue;
                    }
                    first = glyphs.len();
                    for glyph in cluster.glyphs() {
                        let id = u16::try_from(glyph.id).unwrap_or(0);
                        glyphs.push(WordGlyph { id, pen: pen / EM, dx: glyph.x / EM, dy: glyph.y / EM, text: range });
                        pen += glyph.advance;
                    }
                }
            }
        }
        Self::new(text, glyphs, pen / EM)
    }
}

/// Whether a character only guides how others are set or broken, and is left out of the text that is shaped.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}')
}

/// Byte offsets within one word or line; none is longer than 4 GiB (see `source::LIMITS`).
pub(super) fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of all kinds: letters, figures, signs, ligatures, pairs that are kerned, joined words, nothing.
    const TEXT: &str = "Tom’s ‘office’ AV AV. To, (36%) well-known offıce office-fi A1/b2 fj x y Ve. ty first ffi fl (a) ½ £9.2m – — … \
        2006–07 12,345 5-10 e.g. W.A.T. «où» Dŵr ŷ Łódź Ærø naïve ‑ §4(b)(ii) © ®x ª1 º µm × ÷2 it's \"so\" #1 * 0* @x a_b {x} [1] ~ ^ ` | \\ \
        Ave. Yo. r. f. f’ ‘A ‘T’ “Tim” A’s L’ P, F. T: V; Rev. \u{a0} \u{a0}\u{a0} 5\u{a0}000 €1 †‡ • ‧";

    fn both_ways(fonts: &Fonts) {
        let mut tools = Tools::new(fonts);
        for (face, own) in fonts.iter() {
            for text in TEXT.split(' ').chain(["", " ", "  ", "a b", "A V", ". T"]) {
                assert!(is_plain(text), "{text}");
                let plain = fonts.known.plain(face, &own.bytes).expect("a face").word(&own.bytes, &mut tools.buffer, text);
                assert_eq!(plain, Some(tools.parley(fonts).word(face, text)), "{text} in {}", own.name);
            }
        }
    }

    #[test]
    fn plain_words_are_shaped_as_parley_shapes_them() {
        both_ways(&Fonts::bundled());
    }

    #[test]
    fn words_that_are_not_plain_are_known() {
        for text in ["a\u{ad}b", "e\u{301}", "αβ", "ж", "a\nb", "\t", "\u{2028}", "\u{200b}", "→", "ع", "監", "\u{7f}"] {
            assert!(!is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn a_shaper_takes_over_what_another_learnt() {
        let fonts = Fonts::bundled();
        let face = fonts.face_id(Style::Regular);
        let learnt = Shaper::new(&fonts).word(face, "learnt");
        let mut next = Shaper::new(&fonts);
        assert!(Arc::ptr_eq(&next.word(face, "learnt"), &learnt));
        // One that works at the same time asks what all know.
        assert!(Arc::ptr_eq(&Shaper::new(&fonts).word(face, "learnt"), &learnt));
    }
}
