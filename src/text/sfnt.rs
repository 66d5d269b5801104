//! Font files as tables of numbers: what both those who examine a font and those who embed it read by themselves.

/// A table of a font file, if the whole of it is there.
pub fn table(font: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    let count = usize::from(unsigned(font, 4)?);
    let record = font.get(12..12 + 16 * count)?.chunks_exact(16).find(|record| record.starts_with(&tag))?;
    let long = |at: usize| Some(usize::from(unsigned(record, at)?) << 16 | usize::from(unsigned(record, at + 2)?));
    let (start, length) = (long(8)?, long(12)?);
    font.get(start..start.checked_add(length)?)
}

/// The number of two bytes at a place.
pub fn unsigned(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// The same, which may be below zero.
pub fn signed(bytes: &[u8], at: usize) -> Option<i16> {
    Some(i16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// Whether a font's outlines are PostScript's (CFF) and not TrueType's.
pub fn is_cff(font: &[u8]) -> bool {
    font.starts_with(b"OTTO")
}
