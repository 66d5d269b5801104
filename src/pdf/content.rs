//! Page content read back: the few operators that matter to [`super::verify`].
//!
//! In: the bytes of a content stream. Out: what it opens, closes, shows and paints, in order. lopdf's own reader makes an object of
//! every operand, which takes longer than writing the file did; this one looks at each byte once.

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
    Show(Vec<u16>),
    /// Paints a shape or a picture.
    Paint,
}

/// The events of a content stream.
pub(super) fn events(content: &[u8]) -> impl Iterator<Item = Event<'_>> {
    let mut rest = content;
    let mut names: Vec<&[u8]> = Vec::new();
    let mut codes: Vec<u16> = Vec::new();
    let mut sequence = None;
    let mut after_mcid = false;
    std::iter::from_fn(move || {
        while let Some((token, left)) = next_token(rest) {
            rest = left;
            match token {
                Token::Name(name) => {
                    after_mcid = name == b"MCID";
                    names.push(name);
                }
                Token::Text(text) => push_codes(text, &mut codes),
                Token::Word(word) => {
                    if word.first().is_some_and(|byte| byte.is_ascii_digit() || b"+-.".contains(byte)) {
                        if std::mem::take(&mut after_mcid) {
                            sequence = std::str::from_utf8(word).ok().and_then(|number| number.parse().ok());
                        }
                        continue;
                    }
                    let names = std::mem::take(&mut names);
                    let sequence = sequence.take();
                    let codes = std::mem::take(&mut codes);
                    return Some(match word {
                        b"BDC" | b"BMC" => Event::Begin { artifact: names.first() == Some(&b"Artifact".as_slice()), sequence },
                        b"EMC" => Event::End,
                        b"Tf" => Event::Font(names.last().copied().unwrap_or_default()),
                        b"Tj" | b"TJ" | b"'" | b"\"" => Event::Show(codes),
                        b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"Do" | b"sh" | b"EI" => Event::Paint,
                        _ => continue,
                    });
                }
                Token::Other => {}
            }
        }
        None
    })
}

enum Token<'a> {
    Name(&'a [u8]),
    /// A string in parentheses, without them.
    Text(&'a [u8]),
    /// A number or an operator.
    Word(&'a [u8]),
    /// Brackets, and strings in hexadecimal, which hold no glyphs here.
    Other,
}

fn next_token(content: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let content = content.trim_ascii_start();
    let word = |from: usize| {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"/<>[]()".contains(byte);
        content[from..].iter().position(is_end).map_or(content.len(), |length| from + length)
    };
    Some(match content.first()? {
        b'/' => {
            let end = word(1);
            (Token::Name(&content[1..end]), &content[end..])
        }
        b'<' if content.get(1) == Some(&b'<') => (Token::Other, &content[2..]),
        b'<' => {
            let end = content.iter().position(|byte| *byte == b'>')?;
            (Token::Other, &content[end + 1..])
        }
        b'(' => {
            let end = literal_end(content)?;
            (Token::Text(&content[1..end]), &content[end + 1..])
        }
        b'>' | b'[' | b']' | b')' => (Token::Other, &content[1..]),
        _ => {
            let end = word(1);
            (Token::Word(&content[..end]), &content[end..])
        }
    })
}

/// Where the string that `content` begins with ends: the place of its closing parenthesis.
fn literal_end(content: &[u8]) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    loop {
        match content.get(at)? {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
}

/// The two-byte codes of a string in parentheses, with the escapes that lopdf writes.
fn push_codes(text: &[u8], codes: &mut Vec<u16>) {
    let mut bytes = text.iter();
    let mut next = || match bytes.next()? {
        b'\\' => bytes.next().map(|byte| if *byte == b'r' { b'\r' } else { *byte }),
        byte => Some(*byte),
    };
    while let (Some(high), Some(low)) = (next(), next()) {
        codes.push(u16::from_be_bytes([high, low]));
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, events};

    #[test]
    fn sees_marks_text_and_shapes() {
        let content = b"/Artifact <</Type/Layout>> BDC\n1 0 0 rg 0 0 5 -.5 re f EMC /Span <</MCID 12>> BDC BT /FAA 12 Tf\n\
                        [(\0\x01\0\\() -3 (\0(\0\\)\0)\0\\r)]TJ /Span<</ActualText<FEFF0041>>>BDC (\0(\0)) Tj EMC ET EMC q /Im0 Do Q";
        let seen: Vec<String> = events(content)
            .map(|event| match event {
                Event::Begin { artifact, sequence } => format!("begin {artifact} {sequence:?}"),
                Event::End => "end".to_owned(),
                Event::Font(name) => format!("font {}", String::from_utf8_lossy(name)),
                Event::Show(codes) => format!("show {codes:?}"),
                Event::Paint => "paint".to_owned(),
            })
            .collect();
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
