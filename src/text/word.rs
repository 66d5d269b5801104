//! Words that are shaped, and where they are kept.
//!
//! What a word looks like in a face depends on nothing else, so what one report shaped serves every other: [`Known`] is shared by all
//! who use a family of fonts.

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::fonts::FaceId;
use super::plain::PlainFace;
use super::shape::Tools;

/// A piece of text in one face, shaped; lengths are parts of the size.
#[derive(Debug, PartialEq)]
pub(super) struct Word {
    pub(super) text: Box<str>,
    pub(super) glyphs: Vec<WordGlyph>,
    pub(super) width: f32,
    /// The bytes that its glyphs stand for, which are all of them but for odd characters; `None` if it has no glyphs.
    pub(super) shown: Option<(u32, u32)>,
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

impl Word {
    pub(super) fn new(text: &str, glyphs: Vec<WordGlyph>, width: f32) -> Self {
        let shown = shown(&glyphs);
        Self { text: text.into(), glyphs, width, shown }
    }
}

/// The bytes that glyphs stand for.
pub(super) fn shown(glyphs: &[WordGlyph]) -> Option<(u32, u32)> {
    Some((glyphs.iter().map(|glyph| glyph.text.0).min()?, glyphs.iter().map(|glyph| glyph.text.1).max()?))
}

/// What is known of a family of fonts, for all reports and threads.
pub(super) struct Known {
    words: Mutex<BTreeMap<FaceId, Words>>,
    faces: Box<[OnceLock<Option<PlainFace>>]>,
    /// The tools of shapers that are done, with the words that they learnt.
    tools: Mutex<Vec<Tools>>,
}

impl Known {
    /// Nothing yet, of so many faces.
    pub(super) fn new(faces: usize) -> Self {
        Self { words: Mutex::default(), faces: (0..faces).map(|_| OnceLock::new()).collect(), tools: Mutex::default() }
    }

    pub(super) fn get(&self, face: FaceId, text: &str) -> Option<Arc<Word>> {
        locked(&self.words).get(&face)?.get(text).map(Arc::clone)
    }

    pub(super) fn put(&self, face: FaceId, word: &Arc<Word>) {
        locked(&self.words).entry(face).or_default().insert(word);
    }

    /// A face as plain words want it; `None` if nothing can be made of it.
    pub(super) fn plain(&self, face: FaceId, bytes: &[u8]) -> Option<&PlainFace> {
        self.faces.get(usize::from(face.0))?.get_or_init(|| PlainFace::new(bytes)).as_ref()
    }

    pub(super) fn borrow_tools(&self) -> Option<Tools> {
        locked(&self.tools).pop()
    }

    pub(super) fn give_back(&self, tools: Tools) {
        locked(&self.tools).push(tools);
    }
}

impl fmt::Debug for Known {
    /// Nothing of what it holds: two families are the same whatever was shaped in them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Known")
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How many words of a face are kept: forty reports have a tenth of that. One more word takes about half a kilobyte.
const KEPT: usize = 50_000;

/// Words of one face, found by their text.
#[derive(Default)]
pub(super) struct Words(HashSet<ByText, BuildHasherDefault<TextHasher>>);

struct ByText(Arc<Word>);

impl Words {
    pub(super) fn get(&self, text: &str) -> Option<&Arc<Word>> {
        self.0.get(text).map(|word| &word.0)
    }

    /// Adds a word, if there is room.
    pub(super) fn insert(&mut self, word: &Arc<Word>) {
        if self.0.len() < KEPT {
            self.0.insert(ByText(Arc::clone(word)));
        }
    }
}

impl Borrow<str> for ByText {
    fn borrow(&self) -> &str {
        &self.0.text
    }
}

impl PartialEq for ByText {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}

impl Eq for ByText {}

impl Hash for ByText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}

/// Hashes short texts eight bytes at a time. The standard hasher takes as long for a word as all else that is done to find it; nothing
/// that is written depends on the order of the words.
#[derive(Default)]
struct TextHasher(u64);

impl TextHasher {
    fn add(&mut self, part: u64) {
        self.0 = (self.0.rotate_left(5) ^ part).wrapping_mul(0xf135_7aea_2e62_a9c5);
    }
}

impl Hasher for TextHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.add(u64::from_le_bytes(*eight));
        }
        self.add(rest.iter().fold(rest.len() as u64, |part, byte| part << 8 | u64::from(*byte)));
    }

    /// A text ends with one byte that is always the same.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_text() {
        let mut words = Words::default();
        let texts = ["", "a", "aa", "ab", "ba", "abcdefgh", "abcdefgha", "abcdefghb", "’", "’’"];
        for text in texts {
            assert!(words.get(text).is_none());
            words.insert(&Arc::new(Word::new(text, Vec::new(), 0.0)));
        }
        for text in texts {
            assert_eq!(words.get(text).map(|word| &*word.text), Some(text));
        }
    }
}
