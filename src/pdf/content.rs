//! Page content read back: the few operators that matter to [`super::verify`].
//!
//! In: the bytes of a content stream. Out: what it opens, closes, shows and paints, in order. lopdf's own reader makes an object of
//! every operand, which takes longer than writing the file did; this one looks at each byte once.

use super::token::{literal, trimmed, word_end};

/// Something that a content stream does.
pub(super) enum Event<'a> {
    /// Opens a marked-content sequence.
    Begin {
        /// Whether it is an artifact.
        artifact: bool,
        /// Its number, if it is a piece of the structure.
        sequence: Option<i64>,
    },
    /// Closes the innermost sequence.
    End,
    /// Chooses a font by its name in the resources.
    Font(&'a [u8]),
    /// Shows glyphs by their two-byte codes.
    Show(&'a [u16]),
    /// Paints a shape or a picture.
    Paint,
}

/// Tells `see` of the events of a content stream. Reading stops at a string without an end.
pub(super) fn events(content: &[u8], mut see: impl FnMut(Event)) {
    let mut rest = content;
    // The first and the last name since the last operator.
    let mut names: Option<(&[u8], &[u8])> = None;
    let mut codes: Vec<u16> = Vec::new();
    let mut sequence = None;
    let mut after_mcid = false;
    loop {
        rest = trimmed(rest);
        let Some(byte) = rest.first() else { return };
        match byte {
            b'/' => {
                let end = word_end(rest, 1);
                let name = &rest[1..end];
                after_mcid = name == b"MCID";
                names = Some((names.map_or(name, |(first, _)| first), name));
                rest = &rest[end..];
            }
            b'(' => {
                let mut high = None;
                let after = literal(rest, |byte| match high.take() {
                    Some(high) => codes.push(u16::from_be_bytes([high, byte])),
                    None => high = Some(byte),
                });
                let Some(after) = after else { return };
                rest = after;
            }
            b'<' if rest.get(1) == Some(&b'<') => rest = &rest[2..],
            // In hexadecimal, which holds no glyphs here.
            b'<' => {
                let Some(end) = rest.iter().position(|byte| *byte == b'>') else { return };
                rest = &rest[end + 1..];
            }
            b'>' | b'[' | b']' | b')' => rest = &rest[1..],
            _ => {
                let end = word_end(rest, 1);
                let (word, after) = rest.split_at(end);
                rest = after;
                if byte.is_ascii_digit() || b"+-.".contains(byte) {
                    if std::mem::take(&mut after_mcid) {
                        sequence = std::str::from_utf8(word).ok().and_then(|number| number.parse().ok());
                    }
                    continue;
                }
                let names = names.take();
                let sequence = sequence.take();
                match word {
                    b"BDC" | b"BMC" => {
                        let artifact = names.is_some_and(|(first, _)| first == b"Artifact");
                        see(Event::Begin { artifact, sequence });
                    }
                    b"EMC" => see(Event::End),
                    b"Tf" => see(Event::Font(names.map_or(&[], |(_, last)| last))),
                    b"Tj" | b"TJ" | b"'" | b"\"" => see(Event::Show(&codes)),
                    b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"Do" | b"sh" | b"EI" => see(Event::Paint),
                    _ => {}
                }
                codes.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, events};

    #[test]
    fn sees_marks_text_and_shapes() {
        let content = b"/Artifact <</Type/Layout>> BDC\n1 0 0 rg 0 0 5 -.5 re f EMC /Span <</MCID 12>> BDC BT /FAA 12 Tf\n\
                        [(\0\x01\0\\() -3 (\0(\0\\)\0)\0\\r)]TJ /Span<</ActualText<FEFF0041>>>BDC (\0(\0)) Tj EMC ET EMC q /Im0 Do Q";
        let mut seen = Vec::new();
        events(content, |event| {
            seen.push(match event {
                Event::Begin { artifact, sequence } => format!("begin {artifact} {sequence:?}"),
                Event::End => "end".to_owned(),
                Event::Font(name) => format!("font {}", String::from_utf8_lossy(name)),
                Event::Show(codes) => format!("show {codes:?}"),
                Event::Paint => "paint".to_owned(),
            });
        });
        let expected = [
            "begin true None",
            "paint",
            "end",
            "begin false Some(12)",
            "font FAA",
            "show [1, 40, 40, 41, 41, 13]",
            "begin false None",
            "show [40, 41]",
            "end",
            "end",
            "paint",
        ];
        assert_eq!(seen, expected);
    }
}
