//! The marks that PDF is written with: blanks, delimiters and strings, for [`super::read`] and [`super::content`].
//!
//! In: bytes. Out: where the piece that they begin with ends. A table says what each byte is, since every byte of a file is asked.

/// Ends a number, name or operator.
const ENDS: u8 = 1;
/// Stands between two pieces and says nothing.
const BLANK: u8 = 2;

/// What each byte is (ISO 32000-1 7.2.2).
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let (blanks, delimiters) = (b"\0\t\n\x0c\r ", b"()<>[]{}/%");
    let mut at = 0;
    while at < blanks.len() {
        kinds[blanks[at] as usize] = ENDS | BLANK;
        at += 1;
    }
    at = 0;
    while at < delimiters.len() {
        kinds[delimiters[at] as usize] = ENDS;
        at += 1;
    }
    kinds
};

/// The bytes without the blanks that they begin with.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    let blanks = bytes.iter().position(|byte| KINDS[usize::from(*byte)] & BLANK == 0);
    &bytes[blanks.unwrap_or(bytes.len())..]
}

/// Where the word that goes on at `from` ends.
pub(super) fn word_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|byte| KINDS[usize::from(*byte)] & ENDS != 0).map_or(bytes.len(), |length| from + length)
}

/// The bytes of the string in parentheses that `bytes` begins with, one after the other, and what follows it. Nothing if it has no end.
pub(super) fn literal(bytes: &[u8], mut see: impl FnMut(u8)) -> Option<&[u8]> {
    let mut depth = 0;
    let mut at = 0;
    loop {
        let byte = *bytes.get(at)?;
        at += 1;
        match byte {
            b'(' => {
                depth += 1;
                if depth > 1 {
                    see(byte);
                }
            }
            b')' if depth == 1 => return bytes.get(at..),
            b')' => {
                depth -= 1;
                see(byte);
            }
            b'\\' => {
                let escaped = *bytes.get(at)?;
                at += 1;
                match escaped {
                    b'n' => see(b'\n'),
                    b'r' => see(b'\r'),
                    b't' => see(b'\t'),
                    b'b' => see(8),
                    b'f' => see(12),
                    b'0'..=b'7' => {
                        let mut code = escaped - b'0';
                        for _ in 0..2 {
                            let Some(digit @ b'0'..=b'7') = bytes.get(at) else { break };
                            code = code.wrapping_mul(8).wrapping_add(digit - b'0');
                            at += 1;
                        }
                        see(code);
                    }
                    // The string goes on in the next line.
                    b'\n' => {}
                    byte => see(byte),
                }
            }
            byte => see(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{literal, trimmed, word_end};

    #[test]
    fn pieces_end_where_they_should() {
        assert_eq!(trimmed(b" \r\n\t\0x "), b"x ");
        assert_eq!(trimmed(b"  "), b"");
        assert_eq!(word_end(b"/Name/Other", 1), 5);
        assert_eq!(word_end(b"12", 0), 2);
        assert_eq!(word_end(b"12", 7), 2);
    }

    #[test]
    fn strings_say_what_was_meant() {
        let read = |text: &str| {
            let mut bytes = Vec::new();
            let rest = literal(text.as_bytes(), |byte| bytes.push(byte))?;
            Some((String::from_utf8_lossy(&bytes).into_owned(), String::from_utf8_lossy(rest).into_owned()))
        };
        let is = |text: &str, rest: &str| Some((text.to_owned(), rest.to_owned()));
        assert_eq!(read("(a(b)c) Tj"), is("a(b)c", " Tj"));
        assert_eq!(read("(\\)\\(\\\\\\r\\n\\101\\7)"), is(")(\\\r\nA\u{7}", ""));
        assert_eq!(read("()"), is("", ""));
        assert_eq!(read("(a"), None);
        assert_eq!(read("(a\\"), None);
    }
}
