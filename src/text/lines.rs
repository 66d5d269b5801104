//! Styled text to lines.
//!
//! Lines are left-aligned and never hyphenated. They break after a space, after a hyphen, dash or slash between letters, and nowhere
//! else. No-break spaces and the spaces that [`glue`](super::glue) names hold their words together, unless those are wider than the
//! line: a narrow column of a table then parts them there rather than inside a word. A word that is wider than the line is broken
//! between characters rather than left to stick out. A last line of one short word takes a companion along where the line above can
//! spare it.

use std::sync::Arc;

use super::fonts::FaceId;
use super::glue::Glue;
use super::shape::{Glyph, is_invisible, offset};
use super::word::{Word, WordGlyph, shown};
use crate::geom::{Color, Pt};

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// The face.
    pub face: FaceId,
    /// Size.
    pub size: Pt,
    /// Colour.
    pub color: Color,
    /// How far it is raised above the baseline.
    pub rise: Pt,
}

/// A text in pieces, each with a look and a tag. The tag is the caller's: it comes back on the runs.
#[derive(Debug, Clone, Default)]
pub struct Styled {
    text: String,
    spans: Vec<Span>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    end: usize,
    look: Look,
    tag: u32,
}

/// How lines are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrap {
    /// As many words to a line as it takes.
    Fill,
    /// As many lines as it needs, of about the same width: for headings.
    Balance,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its width without the spaces at its end.
    pub width: Pt,
    /// Its runs from the left.
    pub runs: Vec<Run>,
}

/// Neighbouring glyphs of one look and tag.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The look.
    pub look: Look,
    /// The caller's tag.
    pub tag: u32,
    /// Its start from the start of the line.
    pub x: Pt,
    /// Its width, with spaces.
    pub width: Pt,
    /// Its text.
    pub text: Arc<str>,
    /// Its glyphs.
    pub glyphs: Vec<Glyph>,
}

/// A shaped text.
#[derive(Debug, Clone)]
pub struct Shaped {
    parts: Vec<Part>,
    segments: Vec<Segment>,
    /// The size of the first piece, by which short last lines are judged.
    size: Pt,
}

/// Glyphs of one word, or all of them.
#[derive(Debug, Clone)]
struct Part {
    look: Look,
    tag: u32,
    word: Arc<Word>,
    glyphs: (u32, u32),
    width: Pt,
}

/// What is not broken: a word with the spaces after it.
#[derive(Debug, Clone, Copy)]
struct Segment {
    parts: (u32, u32),
    /// Without the spaces.
    width: Pt,
    /// With them.
    full: Pt,
    /// What happens after it.
    end: End,
}

/// Whether a line may end after a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It may.
    Free,
    /// It may not, if the next segment has room on the same line.
    Holds,
    /// It does, whatever happens.
    Forced,
}

impl Styled {
    /// No text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the text ends with a character.
    pub fn ends_with(&self, end: char) -> bool {
        self.text.trim_end().ends_with(end)
    }

    /// Appends text. Line ends inside it are spaces; characters that only guide line breaking are dropped.
    pub fn push(&mut self, text: &str, look: Look, tag: u32) {
        let is_space = |c| matches!(c, '\n' | '\r' | '\t');
        let is_dropped = |c| c != '\u{200b}' && is_invisible(c);
        self.text.reserve(text.len());
        let mut rest = text;
        // Most texts have none of these.
        while let Some(at) = rest.find(|c| is_space(c) || is_dropped(c)) {
            let (before, after) = rest.split_at(at);
            self.text.push_str(before);
            let mut after = after.chars();
            if after.next().is_some_and(is_space) {
                self.text.push(' ');
            }
            rest = after.as_str();
        }
        self.text.push_str(rest);
        self.close(look, tag);
    }

    /// Appends a line break.
    pub fn push_break(&mut self, look: Look, tag: u32) {
        self.text.push('\n');
        self.close(look, tag);
    }

    /// The same text with each character in the face that `face_of` names for it; `None` if it is so already.
    pub(super) fn with_faces(&self, face_of: &mut dyn FnMut(FaceId, char) -> FaceId) -> Option<Self> {
        let mut shown = |span: &Span, c: char| if c.is_ascii() || c.is_whitespace() { span.look.face } else { face_of(span.look.face, c) };
        let mut start = 0;
        let is_so = self.spans.iter().all(|span| {
            let text = &self.text[std::mem::replace(&mut start, span.end)..span.end];
            text.is_ascii() || text.chars().all(|c| shown(span, c) == span.look.face)
        });
        if is_so {
            return None;
        }
        let mut out = Self { text: self.text.clone(), spans: Vec::with_capacity(self.spans.len() + 2) };
        let mut start = 0;
        for span in &self.spans {
            for (at, c) in self.text[start..span.end].char_indices() {
                let look = Look { face: shown(span, c), ..span.look };
                let end = start + at + c.len_utf8();
                match out.spans.last_mut() {
                    Some(last) if last.look == look && last.tag == span.tag => last.end = end,
                    _ => out.spans.push(Span { end, look, tag: span.tag }),
                }
            }
            start = span.end;
        }
        Some(out)
    }

    fn close(&mut self, look: Look, tag: u32) {
        let end = self.text.len();
        match self.spans.last_mut() {
            Some(last) if last.look == look && last.tag == tag => last.end = end,
            last => {
                if last.map_or(0, |span| span.end) < end {
                    self.spans.push(Span { end, look, tag });
                }
            }
        }
    }
}

impl Shaped {
    pub(super) fn new(styled: &Styled, glue: &Glue, mut shape: impl FnMut(FaceId, &str) -> Arc<Word>) -> Self {
        let mut spans = styled.spans.iter();
        let size = styled.spans.first().map_or(Pt::ZERO, |span| span.look.size);
        // Words of five letters, each with a space after it.
        let words = (styled.text.len() / 6 + 2).min(1024);
        let mut shaped = Self { parts: Vec::with_capacity(words * 2), segments: Vec::with_capacity(words), size };
        let Some(mut span) = spans.next() else { return shaped };
        // Adds the pieces of `range`, cut where the look changes, and says how wide they are.
        let mut add = |parts: &mut Vec<Part>, range: std::ops::Range<usize>, instead: Option<&str>| {
            let mut width = Pt::ZERO;
            let mut start = range.start;
            while start < range.end {
                while span.end <= start {
                    let Some(next) = spans.next() else { return width };
                    span = next;
                }
                let end = span.end.min(range.end);
                let word = shape(span.look.face, instead.unwrap_or(&styled.text[start..end]));
                let part = Part {
                    look: span.look,
                    tag: span.tag,
                    glyphs: (0, offset(word.glyphs.len())),
                    width: span.look.size * word.width,
                    word,
                };
                width += part.width;
                parts.push(part);
                start = end;
            }
            width
        };
        let mut holds = glue.holds(&styled.text).into_iter().peekable();
        for piece in Pieces::new(&styled.text) {
            while holds.next_if(|place| *place < piece.word_end).is_some() {}
            let spaces = &styled.text[piece.word_end..piece.space_end];
            let held = holds.peek() == Some(&piece.word_end) || (spaces != " " && spaces.contains(is_no_break));
            let first = offset(shaped.parts.len());
            let width = add(&mut shaped.parts, piece.start..piece.word_end, None);
            let spaces = add(&mut shaped.parts, piece.word_end..piece.space_end, None);
            // A line break leaves a space, so that words do not run together when copied.
            let forced = piece.end > piece.space_end && styled.text[piece.space_end..piece.end].starts_with('\n');
            if forced {
                add(&mut shaped.parts, piece.space_end..piece.end, Some(" "));
            }
            let end = if forced {
                End::Forced
            } else if held {
                End::Holds
            } else {
                End::Free
            };
            shaped.segments.push(Segment { parts: (first, offset(shaped.parts.len())), width, full: width + spaces, end });
        }
        shaped
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// Its text; a line break is a line end.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for segment in &self.segments {
            let parts = &self.parts[segment.parts.0 as usize..segment.parts.1 as usize];
            out.extend(parts.iter().map(|part| &*part.word.text));
            if segment.end == End::Forced {
                // In place of the space that stands for it.
                out.pop();
                out.push('\n');
            }
        }
        out
    }

    /// The width of its first `bytes` bytes in one line.
    pub fn width_before(&self, bytes: usize) -> Pt {
        let mut rest = bytes;
        let mut width = Pt::ZERO;
        for part in &self.parts {
            let length = part.word.text.len();
            if rest >= length {
                rest -= length;
                width += part.width;
                continue;
            }
            let glyph = part.word.glyphs.iter().find(|glyph| glyph.text.0 as usize >= rest);
            return width + glyph.map_or(part.width, |glyph| part.look.size * glyph.pen);
        }
        width
    }

    /// The width of the widest piece that is not broken where there is room enough.
    pub fn min_width(&self) -> Pt {
        widest(&self.units(Pt(f32::MAX)))
    }

    /// The width of the widest word.
    pub fn word_width(&self) -> Pt {
        widest(&self.segments)
    }

    /// The width in one line, or of the longest line between forced breaks.
    pub fn max_width(&self) -> Pt {
        let (mut widest, mut line) = (Pt::ZERO, Pt::ZERO);
        for segment in &self.segments {
            widest = widest.max(line + segment.width);
            line = if segment.end == End::Forced { Pt::ZERO } else { line + segment.full };
        }
        widest
    }

    /// Breaks into lines of at most `width`.
    pub fn lines(&self, width: Pt, wrap: Wrap) -> Vec<Line> {
        // Half a thousandth of a point, so that a width which came from `max_width` is wide enough in spite of rounding.
        let width = width + Pt(0.0005);
        let split;
        let this = if self.segments.iter().any(|segment| segment.width > width) {
            split = self.split(width);
            &split
        } else {
            self
        };
        let units = this.units(width);
        let mut ends = fill(&units, width);
        match wrap {
            Wrap::Fill => mend_last(&units, &mut ends, width, self.size),
            Wrap::Balance if ends.len() > 1 => ends = balance(&units, &ends, width),
            Wrap::Balance => {}
        }
        let mut start = 0;
        ends.into_iter()
            .map(|end| {
                let line = this.line(&units[start..end]);
                start = end;
                line
            })
            .collect()
    }

    /// The segments, those that hold to each other joined as far as they fit on one line.
    fn units(&self, width: Pt) -> Vec<Segment> {
        let mut out: Vec<Segment> = Vec::with_capacity(self.segments.len());
        for segment in &self.segments {
            match out.last_mut() {
                Some(last) if last.end == End::Holds && last.full + segment.width <= width => {
                    last.parts.1 = segment.parts.1;
                    last.width = last.full + segment.width;
                    last.full += segment.full;
                    last.end = segment.end;
                }
                _ => out.push(*segment),
            }
        }
        out
    }

    /// The same text with each segment that is wider than `width` cut between characters.
    fn split(&self, width: Pt) -> Self {
        let mut out = Self { parts: Vec::new(), segments: Vec::new(), size: self.size };
        for segment in &self.segments {
            let parts = &self.parts[segment.parts.0 as usize..segment.parts.1 as usize];
            let mut first = offset(out.parts.len());
            if segment.width <= width {
                out.parts.extend_from_slice(parts);
                out.segments.push(Segment { parts: (first, offset(out.parts.len())), ..*segment });
                continue;
            }
            // Parts in the spaces at the end stay with the last piece, whatever its width.
            let mut line = Pt::ZERO;
            for part in parts {
                let spaces = part.word.text.chars().all(is_space);
                let mut rest = part.clone();
                while !spaces && line + rest.width > width {
                    let (head, tail) = rest.cut(width - line, line == Pt::ZERO);
                    if let Some(head) = head {
                        line += head.width;
                        out.parts.push(head);
                    }
                    let here = offset(out.parts.len());
                    if here > first {
                        out.segments.push(Segment { parts: (first, here), width: line, full: line, end: End::Free });
                        (first, line) = (here, Pt::ZERO);
                    }
                    match tail {
                        Some(tail) => rest = tail,
                        None => rest.glyphs.0 = rest.glyphs.1,
                    }
                    if rest.glyphs.0 == rest.glyphs.1 {
                        break;
                    }
                }
                if rest.glyphs.0 < rest.glyphs.1 {
                    line += rest.width;
                    out.parts.push(rest);
                }
            }
            let spaces = segment.full - segment.width;
            let parts = (first, offset(out.parts.len()));
            if parts.0 < parts.1 {
                out.segments.push(Segment { parts, width: (line - spaces).max(Pt::ZERO), full: line, end: segment.end });
            } else if let Some(last) = out.segments.last_mut() {
                last.end = segment.end;
            }
        }
        out
    }

    fn line(&self, segments: &[Segment]) -> Line {
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return Line { width: Pt::ZERO, runs: Vec::new() } };
        let parts = &self.parts[first.parts.0 as usize..last.parts.1 as usize];
        let mut runs = Vec::new();
        let mut x = Pt::ZERO;
        for group in parts.chunk_by(|a, b| a.look == b.look && a.tag == b.tag) {
            let size = group[0].look.size;
            let mut text = String::with_capacity(group.iter().map(|part| part.word.text.len()).sum());
            let mut glyphs = Vec::with_capacity(group.iter().map(|part| part.word.glyphs.len()).sum());
            let mut pen = Pt::ZERO;
            for part in group {
                let chosen = part.chosen();
                let Some((from, to)) = part.text() else { continue };
                let base = chosen.first().map_or(0.0, |glyph| glyph.pen);
                let shift = |at: u32| offset(text.len()) + at - from;
                glyphs.extend(chosen.iter().map(|glyph| Glyph {
                    id: glyph.id,
                    x: pen + size * (glyph.pen - base + glyph.dx),
                    y: size * glyph.dy,
                    text: (shift(glyph.text.0), shift(glyph.text.1)),
                }));
                text.push_str(&part.word.text[from as usize..to as usize]);
                pen += part.width;
            }
            runs.push(Run { look: group[0].look, tag: group[0].tag, x, width: pen, text: text.into(), glyphs });
            x += pen;
        }
        let full: Pt = segments.iter().map(|segment| segment.full).sum();
        Line { width: full - last.full + last.width, runs }
    }
}

fn widest(segments: &[Segment]) -> Pt {
    segments.iter().fold(Pt::ZERO, |widest, segment| widest.max(segment.width))
}

/// Where lines end, as indices of segments, filling each line.
fn fill(segments: &[Segment], width: Pt) -> Vec<usize> {
    let mut ends = Vec::new();
    let (mut start, mut line) = (0, Pt::ZERO);
    for (index, segment) in segments.iter().enumerate() {
        if index > start && line + segment.width > width {
            ends.push(index);
            (start, line) = (index, Pt::ZERO);
        }
        line += segment.full;
        if segment.end == End::Forced {
            ends.push(index + 1);
            (start, line) = (index + 1, Pt::ZERO);
        }
    }
    if start < segments.len() {
        ends.push(segments.len());
    }
    ends
}

/// Gives a short word that is alone on the last line a companion.
fn mend_last(segments: &[Segment], ends: &mut [usize], width: Pt, size: Pt) {
    let [.., last_start, last_end] = *ends else { return };
    let before = ends.len().checked_sub(3).map_or(0, |index| ends[index]);
    let alone = last_end - last_start == 1 && segments[last_start].width < size * 4.0;
    if !alone || last_start - before < 3 || segments[last_start - 1].end == End::Forced {
        return;
    }
    let left: Pt = segments[before..last_start - 1].iter().map(|segment| segment.full).sum();
    let down = segments[last_start - 1].full + segments[last_start].width;
    if left > width * 0.5 && down <= width {
        let place = ends.len() - 2;
        ends[place] -= 1;
    }
}

/// The narrowest lines that are no more than filling needs.
fn balance(segments: &[Segment], filled: &[usize], width: Pt) -> Vec<usize> {
    let (mut low, mut high) = (widest(segments), width);
    let mut best = filled.to_vec();
    for _ in 0..8 {
        let middle = (low + high) / 2.0;
        let ends = fill(segments, middle);
        if ends.len() <= filled.len() {
            (best, high) = (ends, middle);
        } else {
            low = middle;
        }
    }
    best
}

impl Part {
    fn chosen(&self) -> &[WordGlyph] {
        &self.word.glyphs[self.glyphs.0 as usize..self.glyphs.1 as usize]
    }

    /// The bytes of the word that its glyphs stand for.
    fn text(&self) -> Option<(u32, u32)> {
        let chosen = self.chosen();
        if chosen.len() == self.word.glyphs.len() { self.word.shown } else { shown(chosen) }
    }

    /// Cuts between two characters so that the first piece is no wider than `room`. With `some`, it holds at least one character.
    fn cut(&self, room: Pt, some: bool) -> (Option<Self>, Option<Self>) {
        let chosen = self.chosen();
        let base = chosen.first().map_or(0.0, |glyph| glyph.pen);
        let mut at = 0;
        for index in 1..chosen.len() {
            // Glyphs of one character, and the characters of one glyph, stay together.
            if chosen[index].text == chosen[index - 1].text {
                continue;
            }
            let fits = self.look.size * (chosen[index].pen - base) <= room;
            if fits || (some && at == 0) {
                at = index;
            }
            if !fits {
                break;
            }
        }
        if at == 0 {
            return if some { (Some(self.clone()), None) } else { (None, Some(self.clone())) };
        }
        let middle = self.glyphs.0 + offset(at);
        let width = self.look.size * (chosen[at].pen - base);
        let head = Self { glyphs: (self.glyphs.0, middle), width, ..self.clone() };
        let tail = Self { glyphs: (middle, self.glyphs.1), width: self.width - width, ..self.clone() };
        (Some(head), Some(tail))
    }
}

/// A word, the spaces after it, and a line break or a zero-width space after those.
struct Piece {
    start: usize,
    word_end: usize,
    space_end: usize,
    end: usize,
}

/// The places where a text may be broken.
struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let start = self.at;
        let rest = &self.text[start..];
        if rest.is_empty() {
            return None;
        }
        let word = word_length(rest);
        let after = &rest[word..];
        let space = word + after.len() - after.trim_start_matches(is_space).len();
        let end = match rest[space..].chars().next() {
            Some(c @ ('\n' | '\u{200b}')) => space + c.len_utf8(),
            _ => space,
        };
        self.at = start + end;
        Some(Piece { start, word_end: start + word, space_end: start + space, end: start + end })
    }
}

/// How many bytes of a text come before the first space or the first place where a line may end without one.
fn word_length(text: &str) -> usize {
    let mut at = 0;
    loop {
        // Most characters say nothing about breaks.
        let is_of_note = |b: &u8| !b.is_ascii() || matches!(b, b' ' | b'\n' | b'-' | b'/');
        let Some(skipped) = text.as_bytes()[at..].iter().position(is_of_note) else { return text.len() };
        at += skipped;
        let Some(c) = text[at..].chars().next() else { return text.len() };
        if is_space(c) || matches!(c, '\n' | '\u{200b}') {
            return at;
        }
        let next = at + c.len_utf8();
        if may_break_after(c)
            && let Some(after) = text[next..].chars().next()
            && breaks_after(text[..at].chars().next_back(), c, after)
        {
            return next;
        }
        at = next;
    }
}

/// Whether a character is a space that holds.
fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

fn is_space(c: char) -> bool {
    c == ' ' || is_no_break(c)
}

/// Whether a character is one of those after which a line may end without a space.
fn may_break_after(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2013}' | '\u{2014}' | '/')
}

/// Whether a line may end between `c` and `next`, without a space.
fn breaks_after(before: Option<char>, c: char, next: char) -> bool {
    let letters = before.is_some_and(char::is_alphabetic) && next.is_alphabetic();
    match c {
        '-' | '\u{2010}' | '\u{2013}' => letters,
        // An em dash parts words as a space does; a slash parts the words and addresses on both sides of it.
        '\u{2014}' => next.is_alphanumeric(),
        '/' => before.is_some_and(|before| before.is_alphanumeric() || before == '/') && next.is_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::shape::Shaper;
    use crate::text::{Fonts, Style};

    fn look(fonts: &Fonts, style: Style) -> Look {
        Look { face: fonts.face_id(style), size: Pt(10.0), color: Color::hex(0), rise: Pt::ZERO }
    }

    fn broken(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::bundled();
        let mut styled = Styled::new();
        styled.push(text, look(&fonts, Style::Regular), 0);
        let lines = Shaper::new(&fonts).shape(&styled).lines(Pt(width), Wrap::Fill);
        for line in &lines {
            assert!(line.width.0 <= width + 0.01, "{line:?}");
        }
        lines.iter().map(|line| line.runs.iter().map(|run| &*run.text).collect()).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_between_joined_words() {
        assert_eq!(broken("one two three", 40.0), ["one two ", "three"]);
        assert_eq!(broken("self-assessment", 60.0), ["self-", "assessment"]);
        assert_eq!(broken("2006-07 and/or", 60.0), ["2006-07 ", "and/or"]);
        assert_eq!(broken("and/or", 25.0), ["and/", "or"]);
    }

    #[test]
    fn what_belongs_together_is_not_parted() {
        assert_eq!(broken("see Appendix\u{a0}4", 60.0), ["see ", "Appendix\u{a0}4"]);
        assert_eq!(broken("in 2006-07", 40.0), ["in ", "2006-07"]);
        assert_eq!(broken("score (a) of", 30.0), ["score ", "(a) of"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_between_characters() {
        let lines = broken("a incomprehensibilities b", 40.0);
        assert_eq!(lines.concat(), "a incomprehensibilities b");
        assert!(lines.len() >= 3, "{lines:?}");
        // Not even one character fits: each has a line of its own.
        let fonts = Fonts::bundled();
        let mut styled = Styled::new();
        styled.push("mm", look(&fonts, Style::Regular), 0);
        assert_eq!(Shaper::new(&fonts).shape(&styled).lines(Pt(1.0), Wrap::Fill).len(), 2);
    }

    #[test]
    fn a_short_last_word_gets_company() {
        let fonts = Fonts::bundled();
        let start = "It was the best of times, it was the worst of times, it";
        let width = Shaper::new(&fonts).width(start, fonts.face_id(Style::Regular), Pt(10.0)) + Pt(1.0);
        assert_eq!(broken(&format!("{start} is"), width.0).last().map(String::as_str), Some("it is"));
    }

    #[test]
    fn balanced_lines_are_no_more_than_filled_ones() {
        let fonts = Fonts::bundled();
        let mut styled = Styled::new();
        let text = "Eight of the fourteen criteria scored seventy per cent or more";
        styled.push(text, look(&fonts, Style::Bold), 0);
        let shaped = Shaper::new(&fonts).shape(&styled);
        let width = Pt(220.0);
        let (filled, balanced) = (shaped.lines(width, Wrap::Fill), shaped.lines(width, Wrap::Balance));
        assert_eq!(filled.len(), 2);
        assert_eq!(balanced.len(), 2);
        assert!(balanced[0].width < filled[0].width - Pt(20.0), "{balanced:?}");
    }

    #[test]
    fn a_break_leaves_a_space() {
        let fonts = Fonts::bundled();
        let regular = look(&fonts, Style::Regular);
        let mut styled = Styled::new();
        styled.push("one", regular, 0);
        styled.push_break(regular, 0);
        styled.push("two", regular, 0);
        let lines = Shaper::new(&fonts).shape(&styled).lines(Pt(100.0), Wrap::Fill);
        assert_eq!(lines.iter().map(|line| &*line.runs[0].text).collect::<Vec<_>>(), ["one ", "two"]);
    }

    #[test]
    fn glyphs_know_their_text() {
        let fonts = Fonts::bundled();
        let mut styled = Styled::new();
        styled.push("first offıce ", look(&fonts, Style::Regular), 1);
        styled.push("bold", look(&fonts, Style::Bold), 2);
        let lines = Shaper::new(&fonts).shape(&styled).lines(Pt(500.0), Wrap::Fill);
        let [line] = &lines[..] else { panic!("{lines:?}") };
        assert_eq!(line.runs.iter().map(|run| run.tag).collect::<Vec<_>>(), [1, 2]);
        for run in &line.runs {
            let mut covered = 0;
            for glyph in &run.glyphs {
                assert!(glyph.text.0 <= covered && glyph.text.1 > glyph.text.0, "{run:?}");
                covered = glyph.text.1;
            }
            assert_eq!(covered as usize, run.text.len());
        }
        assert!((line.runs[1].x.0 - line.runs[0].width.0).abs() < 0.001);
    }

    #[test]
    fn figures_are_of_one_width_and_pairs_are_kerned() {
        let fonts = Fonts::bundled();
        let mut shaper = Shaper::new(&fonts);
        for style in [Style::Regular, Style::Bold] {
            let widths: Vec<f32> = ('0'..='9').map(|c| shaper.width(&c.to_string(), fonts.face_id(style), Pt(10.0)).0).collect();
            assert!(widths.iter().all(|width| (width - widths[0]).abs() < 0.001), "{widths:?}");
        }
        let face = fonts.face_id(Style::Regular);
        assert!(shaper.width("AV", face, Pt(10.0)).0 < shaper.width("A", face, Pt(10.0)).0 + shaper.width("V", face, Pt(10.0)).0 - 0.1);
    }

    #[test]
    fn missing_characters_are_named() {
        let mut shaper = Shaper::new(&Fonts::bundled());
        assert_eq!(shaper.missing_glyphs("Dŵr a thŷ: ‘fine’ – 10%"), Vec::<char>::new());
        assert_eq!(shaper.missing_glyphs("a 監査 b 監 ع"), ['監', '査', 'ع']);
    }

    #[test]
    fn a_shaper_can_move_to_another_thread() {
        fn sent<T: Send>() {}
        sent::<Shaper>();
    }
}
