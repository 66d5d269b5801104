//! Styled runs to lines of positioned glyphs.
