//! Text and marks of a page as content operators.
//!
//! In: marks, places, colours, kerns and glyph numbers. Out: bytes. They are most of what stands on a page, glyph for glyph, so they are
//! written at once and not kept as operations first, as printpdf's and lopdf's are. What is drawn comes from printpdf.

use std::io::Write as _;

use crate::geom::Color;

/// Operators in the making.
#[derive(Default)]
pub(super) struct Script {
    /// What has been written.
    pub(super) bytes: Vec<u8>,
    /// Whether a text object is open.
    in_text: bool,
    /// Where the last line of the text object began, in hundredths of a point.
    line: (i64, i64),
    /// What is being shown.
    showing: Showing,
}

/// How far the operator that shows glyphs has come.
#[derive(Default, PartialEq, Eq)]
enum Showing {
    /// Not begun.
    #[default]
    Nothing,
    /// In its array.
    Array,
    /// In a string of its array.
    Glyphs,
}

impl Script {
    /// Opens a marked-content sequence; `properties` as they stand in the dictionary.
    pub(super) fn begin(&mut self, tag: &str, properties: &str) {
        self.end_show();
        let _ = writeln!(self.bytes, "/{tag} <<{properties}>> BDC");
    }

    /// Opens a sequence that says what its glyphs stand for.
    pub(super) fn begin_actual_text(&mut self, text: &str) {
        self.end_show();
        self.bytes.extend_from_slice(b"/Span <</ActualText<FEFF");
        for unit in text.encode_utf16() {
            let _ = write!(self.bytes, "{unit:04X}");
        }
        self.bytes.extend_from_slice(b">>> BDC\n");
    }

    /// Closes the innermost sequence.
    pub(super) fn end(&mut self) {
        self.end_show();
        self.bytes.extend_from_slice(b"EMC\n");
    }

    /// Opens a text object unless one is open.
    pub(super) fn enter_text(&mut self) {
        if !self.in_text {
            self.in_text = true;
            self.line = (0, 0);
            self.bytes.extend_from_slice(b"BT\n");
        }
    }

    /// Closes the text object if one is open.
    pub(super) fn leave_text(&mut self) {
        if self.in_text {
            self.end_show();
            self.in_text = false;
            self.bytes.extend_from_slice(b"ET\n");
        }
    }

    /// Chooses a colour to fill with.
    pub(super) fn fill(&mut self, color: Color) {
        self.end_show();
        for part in [color.r, color.g, color.b] {
            // Three digits tell 256 steps apart.
            decimal(&mut self.bytes, (i64::from(part) * 2000 + 255) / 510, 3);
            self.bytes.push(b' ');
        }
        self.bytes.extend_from_slice(b"rg\n");
    }

    /// Chooses a font by its name in the resources.
    pub(super) fn font(&mut self, name: &str, size: f32) {
        self.end_show();
        let _ = writeln!(self.bytes, "/{name} {size} Tf");
    }

    /// Puts the pen somewhere, in hundredths of a point from the page's corner.
    pub(super) fn move_to(&mut self, x: i64, y: i64) {
        self.end_show();
        // A line is placed from where the one before began.
        decimal(&mut self.bytes, x - self.line.0, 2);
        self.bytes.push(b' ');
        decimal(&mut self.bytes, y - self.line.1, 2);
        self.bytes.extend_from_slice(b" Td\n");
        self.line = (x, y);
    }

    /// Shows a glyph.
    pub(super) fn glyph(&mut self, code: u16) {
        if self.showing != Showing::Glyphs {
            let begin: &[u8] = if self.showing == Showing::Nothing { b"[(" } else { b"(" };
            self.bytes.extend_from_slice(begin);
            self.showing = Showing::Glyphs;
        }
        for byte in code.to_be_bytes() {
            string_byte(&mut self.bytes, byte);
        }
    }

    /// Moves the pen back by thousandths of the size.
    pub(super) fn kern(&mut self, thousandths: i64) {
        self.bytes.extend_from_slice(match self.showing {
            Showing::Nothing => b"[",
            Showing::Array => b" ",
            Showing::Glyphs => b")",
        });
        self.showing = Showing::Array;
        decimal(&mut self.bytes, thousandths, 0);
    }

    fn end_show(&mut self) {
        match std::mem::take(&mut self.showing) {
            Showing::Nothing => {}
            Showing::Array => self.bytes.extend_from_slice(b"] TJ\n"),
            Showing::Glyphs => self.bytes.extend_from_slice(b")] TJ\n"),
        }
    }
}

/// One byte of a string in parentheses.
fn string_byte(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        // Bare, it would be read as the end of a line.
        b'\r' => out.extend_from_slice(b"\\r"),
        byte => out.push(byte),
    }
}

/// A string in parentheses.
pub(super) fn literal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    for byte in text {
        string_byte(out, *byte);
    }
    out.push(b')');
}

/// To hundredths of a point: finer than any printer, and short in the file. PDF has no word for what is not a number.
#[expect(clippy::cast_possible_truncation, reason = "whole and within bounds")]
pub(super) fn hundredths(length: f32) -> i64 {
    (length * 100.0).round().clamp(-1e9, 1e9) as i64
}

/// A number of which the last `places` digits stand behind the point, no longer than it must be.
pub(super) fn decimal(out: &mut Vec<u8>, number: i64, places: usize) {
    let mut digits = [b'0'; 24];
    let mut start = digits.len();
    let mut end = digits.len();
    let mut rest = number.unsigned_abs();
    while rest > 0 || start > digits.len() - places - 1 {
        start -= 1;
        digits[start] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    let point = digits.len() - places;
    while end > point && digits[end - 1] == b'0' {
        end -= 1;
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[start..point]);
    if end > point {
        out.push(b'.');
        out.extend_from_slice(&digits[point..end]);
    }
}

#[cfg(test)]
mod tests {
    use super::{Script, decimal};
    use crate::geom::Color;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let written = |number, places| {
            let mut out = Vec::new();
            decimal(&mut out, number, places);
            String::from_utf8(out).unwrap()
        };
        assert_eq!([written(0, 2), written(5, 2), written(-50, 2), written(100, 2)], ["0", "0.05", "-0.5", "1"]);
        assert_eq!([written(84_189, 2), written(-1_250, 2), written(-7, 0), written(71, 3)], ["841.89", "-12.5", "-7", "0.071"]);
        assert_eq!(written(i64::MIN, 2), "-92233720368547758.08");
    }

    #[test]
    fn text_is_written_as_its_operators() {
        let mut script = Script::default();
        script.begin("Span", "/MCID 7");
        script.enter_text();
        script.fill(Color::hex(0x12_43_6d));
        script.font("FAA", 9.5);
        script.move_to(7200, 70_025);
        script.glyph(1);
        script.kern(-30);
        script.glyph(u16::from(b'('));
        script.glyph(u16::from(b'\r'));
        script.begin_actual_text("é");
        script.kern(5);
        script.glyph(2);
        script.end();
        script.move_to(7200, 68_625);
        script.enter_text();
        script.glyph(3);
        script.fill(Color::hex(0));
        script.glyph(4);
        script.font("FAB", 12.0);
        script.glyph(5);
        script.leave_text();
        script.end();
        let expected = "/Span <</MCID 7>> BDC\nBT\n0.071 0.263 0.427 rg\n/FAA 9.5 Tf\n72 700.25 Td\n[(\0\u{1})-30(\0\\(\0\\r)] TJ\n\
                        /Span <</ActualText<FEFF00E9>>> BDC\n[5(\0\u{2})] TJ\nEMC\n0 -14 Td\n[(\0\u{3})] TJ\n0 0 0 rg\n\
                        [(\0\u{4})] TJ\n/FAB 12 Tf\n[(\0\u{5})] TJ\nET\nEMC\n";
        assert_eq!(String::from_utf8(script.bytes).unwrap(), expected);
    }
}
