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
                Token::Hex(digits) => push_codes(digits, &mut codes),
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
    /// The digits of a string in hexadecimal.
    Hex(&'a [u8]),
    /// A number or an operator.
    Word(&'a [u8]),
    /// Brackets and strings in parentheses.
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
            (Token::Hex(&content[1..end]), &content[end + 1..])
        }
        b'(' => (Token::Other, after_literal(content)),
        b'>' | b'[' | b']' | b')' => (Token::Other, &content[1..]),
        _ => {
            let end = word(1);
            (Token::Word(&content[..end]), &content[end..])
        }
    })
}

/// What follows a string in parentheses.
fn after_literal(content: &[u8]) -> &[u8] {
    let mut depth = 0;
    let mut at = 0;
    while let Some(byte) = content.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    content.get(at..).unwrap_or_default()
}

fn push_codes(digits: &[u8], codes: &mut Vec<u16>) {
    for code in digits.chunks_exact(4) {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u16::try_from(digit).ok()).unwrap_or(0);
        codes.push(code.iter().fold(0, |code, byte| code << 4 | digit(*byte)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, events};

    #[test]
    fn sees_marks_text_and_shapes() {
        let content = b"/Artifact <</Type/Layout>> BDC\n1 0 0 rg 0 0 5 -.5 re f EMC /Span <</MCID 12>> BDC BT /FAA 12 Tf\n\
                        [<00010002> -3 <0003>]TJ /Span<</ActualText(a\\)b)>>BDC (x(y)) Tj EMC ET EMC q /Im0 Do Q";
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
            "show [1, 2, 3]",
            "begin false None",
            "show []",
            "end",
            "end",
            "paint",
        ];
        assert_eq!(seen, expected);
    }
}
