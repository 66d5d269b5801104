//! Words to glyphs.
//!
//! A [`Shaper`] holds parley with our faces only and turns styled text into a [`Shaped`](super::lines::Shaped) that breaks into
//! lines of any width. Each word is shaped once for each face, at one size, and scaled: a report has some 20,000 words and 3,000
//! different ones, and shaping whole paragraphs afresh took most of the time of a layout. What is given up is kerning against a
//! space, which our faces do not have; a word in two styles is shaped in its pieces, as any engine does.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, QueryFamily, QueryStatus, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName, LayoutContext, Line, PositionedLayoutItem, StyleProperty};

use super::fonts::{FaceId, Fonts, Style};
use super::glue::Glue;
use super::lines::{Shaped, Styled};
use crate::geom::Pt;

/// The size at which words are shaped: the units of most faces, so that nothing is rounded.
const EM: f32 = 1000.0;

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

/// A piece of text in one face, shaped; lengths are parts of the size.
#[derive(Debug, PartialEq)]
pub(super) struct Word {
    pub(super) text: Box<str>,
    pub(super) glyphs: Vec<WordGlyph>,
    pub(super) width: f32,
}

/// A glyph of a [`Word`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct WordGlyph {
    pub(super) id: u16,
    /// Where the pen stood before it.
    pub(super) pen: f32,
    pub(super) dx: f32,
    pub(super) dy: f32,
    pub(super) text: (u32, u32),
}

/// The words that were shaped in some faces, for all reports and threads: what a word looks like depends on nothing else.
#[derive(Default)]
pub(super) struct Known(Mutex<Words>);

type Words = BTreeMap<FaceId, HashMap<Box<str>, Arc<Word>>>;

/// How many words of a face are kept for others: forty reports have a tenth of that. One more word takes about half a kilobyte.
const KEPT: usize = 50_000;

impl Known {
    fn get(&self, face: FaceId, text: &str) -> Option<Arc<Word>> {
        self.lock().get(&face)?.get(text).map(Arc::clone)
    }

    fn put(&self, face: FaceId, word: &Arc<Word>) {
        let mut faces = self.lock();
        let words = faces.entry(face).or_default();
        if words.len() < KEPT {
            words.insert(word.text.clone(), Arc::clone(word));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Words> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Known {
    /// Nothing of what it holds: two families are the same whatever was shaped in them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Known")
    }
}

/// Shapes words, remembering each. One for each thread.
pub struct Shaper {
    known: Arc<Known>,
    fonts: FontContext,
    scratch: LayoutContext<()>,
    layout: parley::Layout<()>,
    faces: Vec<ShaperFace>,
    /// Which words hold together on a line.
    glue: Glue,
}

/// One face with the words shaped in it so far.
struct ShaperFace {
    /// The faces that may stand in for it.
    stand_ins: &'static [FaceId],
    /// Which face shows a character that is not plain; `None` if none has it.
    showing: HashMap<char, Option<FaceId>>,
    /// Each face is a family of its own, so that parley never chooses, emboldens or slants one.
    family: String,
    metrics: FaceMetrics,
    words: HashMap<Box<str>, Arc<Word>>,
}

impl Shaper {
    /// A shaper for these faces and no others.
    pub fn new(fonts: &Fonts) -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut faces = Vec::new();
        for (id, face) in fonts.iter() {
            let family = format!("face-{}", id.0);
            let names = FontInfoOverride { family_name: Some(&family), ..FontInfoOverride::default() };
            collection.register_fonts(Blob::new(Arc::new(face.bytes.clone())), Some(names));
            // Overwritten below, once parley can be asked.
            let metrics = FaceMetrics { ascent: 1.0, descent: 0.3, cap_height: 0.7 };
            let stand_ins = fonts.stand_ins(id);
            faces.push(ShaperFace { stand_ins, showing: HashMap::new(), family, metrics, words: HashMap::new() });
        }
        let known = Arc::clone(&fonts.known);
        let fonts = FontContext { collection, source_cache: SourceCache::default() };
        let mut shaper = Self { known, fonts, scratch: LayoutContext::new(), layout: parley::Layout::new(), faces, glue: Glue::default() };
        for index in 0..shaper.faces.len() {
            if let Some(metrics) = shaper.ask_metrics(index) {
                shaper.faces[index].metrics = metrics;
            }
        }
        shaper
    }

    /// The same with the words of a language that hold together on a line.
    #[must_use]
    pub fn with_glue(self, glue: Glue) -> Self {
        Self { glue, ..self }
    }

    /// How a face stands on its line.
    pub fn metrics(&self, face: FaceId) -> FaceMetrics {
        self.faces[usize::from(face.0)].metrics
    }

    /// Shapes a text, ready to be broken into lines.
    pub fn shape(&mut self, text: &Styled) -> Shaped {
        let replaced = text.with_faces(&mut |face, c| self.showing(face, c).unwrap_or(face));
        let text = replaced.as_ref().unwrap_or(text);
        self.learn(text);
        // Lent for the while: shaping a word needs the rest of the shaper.
        let glue = std::mem::take(&mut self.glue);
        let shaped = Shaped::new(text, &glue, &mut |face, word| self.word(face, word));
        self.glue = glue;
        shaped
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

    /// The face that shows a character where `face` is wanted: itself, or the first that stands in for it and has the character.
    fn showing(&mut self, face: FaceId, c: char) -> Option<FaceId> {
        if c.is_ascii() {
            return Some(face);
        }
        let own = &self.faces[usize::from(face.0)];
        if let Some(known) = own.showing.get(&c) {
            return *known;
        }
        let text = c.to_string();
        let all = std::iter::once(face).chain(own.stand_ins.iter().copied());
        let found = all.into_iter().find(|face| self.lacking(*face, &text).is_some_and(|lacking| lacking.is_empty()));
        self.faces[usize::from(face.0)].showing.insert(c, found);
        found
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
        let mut query = self.fonts.collection.query(&mut self.fonts.source_cache);
        query.set_families([QueryFamily::Named(&self.faces[usize::from(face.0)].family)]);
        let mut lacking = None;
        query.matches_with(|font| {
            lacking = font.charmap().map(|map| text.chars().filter(|c| map.map(*c).is_none_or(|glyph| glyph == 0)).collect());
            QueryStatus::Stop
        });
        lacking
    }

    fn word(&mut self, face: FaceId, text: &str) -> Arc<Word> {
        let index = usize::from(face.0);
        if let Some(word) = self.faces[index].words.get(text) {
            return Arc::clone(word);
        }
        let word = self.known.get(face, text).unwrap_or_else(|| {
            let word = Arc::new(self.shape_word(index, text));
            self.known.put(face, &word);
            word
        });
        self.faces[index].words.insert(text.into(), Arc::clone(&word));
        word
    }

    /// Runs parley over a text in one line.
    fn run_parley(&mut self, index: usize, text: &str) {
        let mut builder = self.scratch.ranged_builder(&mut self.fonts, text, 1.0, false);
        let family = FontFamily::Single(FontFamilyName::named(&self.faces[index].family));
        builder.push_default(StyleProperty::FontFamily(family));
        builder.push_default(StyleProperty::FontSize(EM));
        builder.build_into(&mut self.layout, text);
        self.layout.break_all_lines(None);
    }

    fn ask_metrics(&mut self, index: usize) -> Option<FaceMetrics> {
        self.run_parley(index, "x");
        let line = self.layout.lines().next()?;
        let run = line.runs().next()?;
        let metrics = run.font_metrics();
        Some(FaceMetrics {
            ascent: metrics.ascent / EM,
            descent: metrics.descent / EM,
            cap_height: metrics.cap_height.map_or(0.7, |height| height / EM),
        })
    }

    /// Shapes all new words of a text at once, each on a line of its own: for one short word, parley takes three times as long to get
    /// ready as to shape it. Only words whose glyphs cannot depend on the words beside them: those that begin with a Latin letter, so
    /// that signs in them take their script from the word itself.
    fn learn(&mut self, text: &Styled) {
        let mut new: BTreeMap<FaceId, Vec<&str>> = BTreeMap::new();
        for (face, word) in text.latin_words() {
            let own = &mut self.faces[usize::from(face.0)].words;
            if own.contains_key(word) {
                continue;
            }
            if let Some(known) = self.known.get(face, word) {
                own.insert(word.into(), known);
                continue;
            }
            let words = new.entry(face).or_default();
            if !words.contains(&word) {
                words.push(word);
            }
        }
        for (face, words) in new {
            let index = usize::from(face.0);
            self.run_parley(index, &words.join("\n"));
            if self.layout.len() != words.len() {
                continue;
            }
            let mut start = 0;
            for (line, text) in self.layout.lines().zip(words) {
                let word = Arc::new(Word::of_lines(std::iter::once(line), start, text));
                start += text.len() + 1;
                self.known.put(face, &word);
                self.faces[index].words.insert(text.into(), word);
            }
        }
    }

    fn shape_word(&mut self, index: usize, text: &str) -> Word {
        self.run_parley(index, text);
        Word::of_lines(self.layout.lines(), 0, text)
    }
}

impl Word {
    /// The glyphs of the lines that show `text`, which begins at the byte `start` of what was shaped.
    fn of_lines<'a>(lines: impl Iterator<Item = Line<'a, ()>>, start: usize, text: &str) -> Self {
        let mut glyphs: Vec<WordGlyph> = Vec::with_capacity(text.len());
        let mut pen = 0.0;
        for line in lines {
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(item) = item else { continue };
                let run = item.run();
                let mut first = glyphs.len();
                for cluster in run.visual_clusters() {
                    let range = cluster.text_range();
                    let range = range.start.saturating_sub(start)..range.end.saturating_sub(start);
                    if range.end > text.len() {
                        // The line break after the word.
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
        Self { text: text.into(), glyphs, width: pen / EM }
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
    use crate::text::lines::Look;

    #[test]
    fn words_shaped_together_are_those_shaped_alone() {
        let fonts = Fonts::bundled();
        let (mut together, mut alone) = (Shaper::new(&fonts), Shaper::new(&Fonts::bundled()));
        let mut text = Styled::new();
        for style in Style::ALL {
            let look = Look { face: fonts.face_id(style), size: Pt(12.0), color: crate::geom::Color::hex(0), rise: Pt::ZERO };
            text.push("Tom’s ‘office’ AV AV. To, (36%) well-known offıce office-fi A1/b2 fj\u{2028}x\r\ny Ve.\u{a0}ty first\n", look, 0);
        }
        together.learn(&text);
        let mut learned = 0;
        for (face, words) in together.faces.iter().enumerate() {
            let all: BTreeMap<_, _> = words.words.iter().collect();
            learned += all.len();
            for (text, word) in all {
                assert_eq!(**word, alone.shape_word(face, text));
            }
        }
        assert_eq!(learned, 13 * Style::ALL.len());
    }
}
