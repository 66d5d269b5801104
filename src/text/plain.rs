//! Plain words to glyphs.
//!
//! A word of Latin letters, figures and common signs comes in, and its glyphs go out. Such a word has one script and one direction and
//! breaks nowhere, so `harfrust`, which shapes for parley too, can be asked at once; what parley does before and after is two thirds of
//! the work. Words of any other kind go through parley. A test holds the two ways to the same glyphs.

use harfrust::{BufferClusterLevel, Direction, FontRef, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer, script};

use super::shape::{EM, offset};
use super::word::{Word, WordGlyph};

/// Whether a text is of characters that each stand alone, in Latin letters or no script at all, from left to right.
pub(super) fn is_plain(text: &str) -> bool {
    let is_sign = |c| matches!(c, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{2010}'..='\u{2027}' | '€');
    text.bytes().all(|b| matches!(b, b' '..=b'~')) || text.chars().all(is_sign)
}

/// What shaping needs of a face, made once.
pub(super) struct PlainFace {
    data: ShaperData,
    plan: ShapePlan,
}

impl PlainFace {
    /// `None` if the bytes are no font.
    pub(super) fn new(bytes: &[u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let data = ShaperData::new(&font);
        let plan = ShapePlan::new(&data.shaper(&font).build(), Direction::LeftToRight, Some(script::LATIN), None, &[]);
        Some(Self { data, plan })
    }

    /// The word that a plain text is. The bytes are those that the face was made of; the buffer is for use again.
    pub(super) fn word(&self, bytes: &[u8], buffer: &mut Option<UnicodeBuffer>, text: &str) -> Option<Word> {
        let font = FontRef::new(bytes).ok()?;
        let shaper = self.data.shaper(&font).build();
        let mut signs = buffer.take().unwrap_or_default();
        signs.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        for (at, c) in text.char_indices() {
            signs.add(c, offset(at));
        }
        signs.set_direction(Direction::LeftToRight);
        signs.set_script(script::LATIN);
        let run = shaper.shape(signs, ShapeOptions::new().plan(Some(&self.plan)).point_size(Some(EM)));
        let infos = run.glyph_infos();
        let mut glyphs = Vec::with_capacity(infos.len());
        let mut pen = 0.0;
        // Lengths go through the size at which parley is asked, so that they are rounded in the same way.
        let scale = EM / units(shaper.units_per_em());
        for (index, (info, position)) in infos.iter().zip(run.glyph_positions()).enumerate() {
            let end = infos[index..].iter().find(|later| later.cluster != info.cluster).map_or(offset(text.len()), |later| later.cluster);
            glyphs.push(WordGlyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                pen: pen / EM,
                dx: units(position.x_offset) * scale / EM,
                // A face counts upwards.
                dy: units(-position.y_offset) * scale / EM,
                text: (info.cluster, end),
            });
            pen += units(position.x_advance) * scale;
        }
        *buffer = Some(run.clear());
        Some(Word::new(text, glyphs, pen / EM))
    }
}

/// A length in a face's units, which have 16 bits.
#[expect(clippy::cast_precision_loss, reason = "units of a face have 16 bits")]
fn units(length: i32) -> f32 {
    length as f32
}
