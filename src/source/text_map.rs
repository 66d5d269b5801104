//! From an offset in a text's value back to its place in the file.
//!
//! A text that is written as a YAML block, in quotes or over several lines differs from its value: indentation is gone, lines are
//! folded, quotes are doubled. A diagnostic inside such a text must still point at the right column. The map is made from the
//! source of the scalar and its value alone, by walking both, and only when a diagnostic needs it.

use std::ops::Range;

use crate::diag::{Sources, Span, Spanned};

/// Pieces of a value that stand in the source as they are, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMap {
    pieces: Vec<Piece>,
    source_length: usize,
}

/// `value[value_start..][..length]` is `source[source_start..][..source_length]`; the lengths differ only for an escape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    value: usize,
    source: usize,
    length: usize,
}

/// The place in the file of a range of a text's value. Falls back to the whole text where the two cannot be brought together.
pub fn locate(sources: &Sources, text: &Spanned<String>, range: Range<usize>) -> Span {
    let slice = sources.slice(text.span);
    TextMap::new(slice, text).place(text.span, slice, range)
}

impl TextMap {
    /// The map between a scalar as it stands in the file and its value.
    pub fn new(source: &str, value: &str) -> Self {
        let mut walk = Walk { source, value, pieces: Vec::new(), at: 0 };
        if source == value || source.starts_with(value) {
            walk.piece(0, value.len());
        } else {
            match source.as_bytes().first() {
                Some(b'|') => walk.literal(),
                Some(b'>') => walk.folded(),
                Some(b'\'') => walk.single_quoted(),
                Some(b'"') if !walk.double_quoted() => {
                    // Not YAML's quotes but CSV's.
                    walk.pieces.clear();
                    walk.at = 0;
                    walk.doubled('"');
                }
                Some(b'"') => {}
                _ => walk.plain(),
            }
        }
        Self { pieces: walk.pieces, source_length: source.len() }
    }

    /// The place in the file of a range of the value, for a text at `span` whose source is `slice`.
    pub fn place(&self, span: Span, slice: &str, range: Range<usize>) -> Span {
        let base = span.start as usize;
        let start = self.source_offset(range.start);
        // The end belongs to the last character, not to whatever follows it after a fold.
        let end = if range.end > range.start { self.source_offset(range.end - 1) + 1 } else { start };
        let end = (end..=slice.len()).find(|end| slice.is_char_boundary(*end)).unwrap_or(slice.len());
        Span::new(span.file, base + start..base + end.max(start))
    }

    /// Where the byte `value_offset` of the value stands in the source. Between two pieces (a folded line end), the end of the first.
    pub fn source_offset(&self, value_offset: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.value <= value_offset);
        let offset = match after.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some(piece) => piece.source + (value_offset - piece.value).min(piece.length),
            None => self.pieces.first().map_or(0, |piece| piece.source),
        };
        offset.min(self.source_length)
    }
}

/// Walks over source and value side by side.
struct Walk<'a> {
    source: &'a str,
    value: &'a str,
    pieces: Vec<Piece>,
    /// How far the value has been found.
    at: usize,
}

impl Walk<'_> {
    /// The next `length` bytes of the value stand at `source`.
    fn piece(&mut self, source: usize, length: usize) {
        if length > 0 {
            self.pieces.push(Piece { value: self.at, source, length });
        }
        self.at += length;
    }

    /// The next `value` bytes of the value are one escape at `source`.
    fn escape(&mut self, source: usize, value: usize) {
        self.pieces.push(Piece { value: self.at, source, length: 0 });
        self.at += value;
    }

    fn rest(&self) -> &str {
        self.value.get(self.at..).unwrap_or("")
    }

    /// The lines of the source from `start`, each with where it begins and without its line end.
    fn lines(&self, start: usize) -> Vec<(usize, String)> {
        let mut at = start;
        let mut lines = Vec::new();
        for line in self.source[start..].split_inclusive('\n') {
            lines.push((at, line.trim_end_matches(['\n', '\r']).to_owned()));
            at += line.len();
        }
        lines
    }

    /// Where the line after a block's header begins.
    fn body(&self) -> usize {
        self.source.find('\n').map_or(self.source.len(), |i| i + 1)
    }

    /// Each line of the value is the end of a line of the source.
    fn literal(&mut self) {
        let lines = self.lines(self.body());
        for (start, line) in lines {
            let Some(wanted) = self.rest().split('\n').next() else { return };
            let wanted = wanted.len();
            if line.ends_with(&self.rest()[..wanted]) {
                self.piece(start + line.len() - wanted, wanted);
            } else if line.trim_start() != self.rest()[..wanted].trim() {
                // The scalar's span ends at its last character: trailing spaces of the value have no source.
                let shared = line.trim_start().len().min(wanted);
                self.piece(start + line.len() - line.trim_start().len(), shared);
                self.at += wanted - shared;
            } else {
                self.at += wanted;
            }
            // The line end.
            if !self.rest().is_empty() {
                self.at += 1;
            }
        }
    }

    /// Lines without their indentation; between them a space, line ends, or nothing at all.
    fn folded(&mut self) {
        let lines = self.lines(self.body());
        let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let Some((_, first)) = lines.iter().find(|(_, line)| !line.trim().is_empty()) else { return };
        let leading = spaces(self.value.trim_start_matches('\n'));
        let indent = spaces(first).saturating_sub(leading);
        for (start, line) in lines {
            let cut = indent.min(spaces(&line));
            self.line(start + cut, &line[cut..]);
        }
    }

    /// A plain text over several lines.
    fn plain(&mut self) {
        for (start, line) in self.lines(0) {
            self.line(start + line.len() - line.trim_start().len(), line.trim());
        }
    }

    /// The value goes on with `text`, after whatever stands for the line end before it.
    fn line(&mut self, source: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        for skip in [0, 1] {
            let Some(rest) = self.value.get(self.at + skip..) else { return };
            let rest = rest.trim_start_matches('\n');
            if let Some(text) = [text, text.trim_end()].into_iter().find(|text| !text.is_empty() && rest.starts_with(text)) {
                self.at = self.value.len() - rest.len();
                self.piece(source, text.len());
                return;
            }
        }
    }

    fn single_quoted(&mut self) {
        self.doubled('\'');
    }

    /// In quotes that are doubled inside. Line ends are folded, or kept as they are (CSV).
    fn doubled(&mut self, quote: char) {
        let source = self.source;
        let mut chars = source.char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            if self.rest().starts_with(c) && c != quote {
                self.extend(at, c.len_utf8());
            } else if c == quote && chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
                self.escape(at, quote.len_utf8());
            } else if c == '\n' {
                self.fold();
            }
        }
    }

    /// YAML's double quotes; `false` if the value does not come out.
    fn double_quoted(&mut self) -> bool {
        let source = self.source;
        let mut chars = source.char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    // An escaped line end joins two lines without a space.
                    Some((_, '\r' | '\n')) => {}
                    Some((_, code)) => {
                        let digits = match code {
                            'x' => 2,
                            'u' => 4,
                            'U' => 8,
                            _ => 0,
                        };
                        for _ in 0..digits {
                            chars.next();
                        }
                        let length = self.rest().chars().next().map_or(0, char::len_utf8);
                        // A character beyond U+FFFF may be written as two codes; the second adds nothing.
                        if code == 'u'
                            && source[at..]
                                .get(2..6)
                                .is_some_and(|hex| ('c'..='f').any(|c| hex.to_ascii_lowercase().starts_with(&format!("d{c}")[..])))
                        {
                            continue;
                        }
                        self.escape(at, length);
                    }
                    None => return false,
                },
                '"' => return at + 1 == source.len() && self.rest().is_empty(),
                '\n' => self.fold(),
                _ if self.rest().starts_with(c) => self.extend(at, c.len_utf8()),
                // Spaces around a folded line end.
                ' ' | '\t' | '\r' => {}
                _ => return false,
            }
        }
        false
    }

    /// A line end in quotes: a space or line ends in the value. Spaces before it were taken as they came; the value has one.
    fn fold(&mut self) {
        let rest = self.rest();
        if rest.starts_with(' ') {
            self.at += 1;
        } else {
            self.at += rest.len() - rest.trim_start_matches('\n').len();
        }
    }

    /// One character more, in the last piece if it goes on there.
    fn extend(&mut self, source: usize, length: usize) {
        match self.pieces.last_mut() {
            Some(piece) if piece.length > 0 && piece.source + piece.length == source && piece.value + piece.length == self.at => {
                piece.length += length;
                self.at += length;
            }
            _ => self.piece(source, length),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TextMap, locate};
    use crate::diag::Sources;
    use crate::source::yaml::{Kind, parse};

    /// The source and value of the scalar below `a:`.
    fn scalar(yaml: &str) -> Option<(String, String)> {
        let mut sources = Sources::default();
        let file = sources.add("f.yaml", yaml);
        let mut problems = Vec::new();
        let node = parse(file, yaml, &mut problems)?;
        let Kind::Mapping { entries, .. } = node.kind else { return None };
        let value = &entries.first()?.value;
        let Kind::Scalar { text, .. } = &value.kind else { return None };
        problems.is_empty().then(|| (sources.slice(value.span).to_owned(), text.clone()))
    }

    /// Each letter and digit of the value, where the map says it is, is the same in the source, and they come in order.
    fn holds(yaml: &str) -> Result<(), String> {
        let Some((source, value)) = scalar(yaml) else { return Ok(()) };
        let map = TextMap::new(&source, &value);
        let mut last = None;
        for (at, c) in value.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let offset = map.source_offset(at);
            if !source.get(offset..).is_some_and(|rest| rest.starts_with(c)) {
                return Err(format!("{c:?} at {at} of {value:?} is not at {offset} of {source:?}"));
            }
            if last.is_some_and(|last| offset <= last) {
                return Err(format!("{c:?} at {at} of {value:?} goes back to {offset} of {source:?}"));
            }
            last = Some(offset);
        }
        Ok(())
    }

    #[test]
    fn finds_every_letter_in_every_style() {
        for yaml in [
            "a: plain\n",
            "a: plain text\n  that goes on\n\n  after a gap\n",
            "a: 'it''s ''quoted'' and\n  folded\n\n  twice'\n",
            "a: \"tab\\there \\\"x\\\" and\n  folded \\\n  joined\"\n",
            "a: |\n  one\n    deeper\n\n  two\n",
            "a: |2-\n    starts deep\n  then not\n",
            "a: >-\n  one\n  two\n\n  three\n    deep\n    deeper\n  four\n",
            "a: >2\n    starts deep\n  then not\n",
            "a: |\r\n  one\r\n  two\r\n",
            "a: >\r\n  één\r\n  two\r\n\r\n  three\r\n",
            "a: |+\n\n  after a gap\n\n",
            "- x\n",
        ] {
            holds(yaml).expect("every letter is where it should be");
        }
    }

    #[test]
    fn escapes_and_csv_quotes() {
        let map = TextMap::new(r#""a\u00e9\nb\"c""#, "aé\nb\"c");
        assert_eq!([0, 1, 3, 4, 5, 6].map(|at| map.source_offset(at)), [1, 2, 8, 10, 11, 13]);
        let map = TextMap::new("\"two, \"\"x\"\"\nlines\"", "two, \"x\"\nlines");
        assert_eq!([5, 6, 7, 9].map(|at| map.source_offset(at)), [6, 8, 9, 12]);
        let map = TextMap::new("\"\\uD834\\uDD1Eb\"", "\u{1d11e}b");
        assert_eq!(map.source_offset(4), 13);
    }

    #[test]
    fn locates_a_range_in_a_file() {
        let mut sources = Sources::default();
        let text = "a: >\n  one\n  two words\n";
        let file = sources.add("f.yaml", text);
        let node = parse(file, text, &mut Vec::new()).expect("a tree");
        let Kind::Mapping { entries, .. } = node.kind else { panic!("a mapping") };
        let Kind::Scalar { text, .. } = &entries[0].value.kind else { panic!("a scalar") };
        let spanned = crate::diag::Spanned::new(text.clone(), entries[0].value.span);
        let at = text.find("words").expect("a word");
        let span = locate(&sources, &spanned, at..at + 5);
        assert_eq!((sources.slice(span), sources.line_column(span).line), ("words", 3));
        // Past the end is the end.
        assert_eq!(sources.slice(locate(&sources, &spanned, 900..901)), "");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]

        #[test]
        fn finds_every_letter_of_blocks(style in "[|>][-+]?", lines in proptest::collection::vec("( {0,3}[a-zé][a-z ']{0,8}|)", 1..6)) {
            let body: String = lines.iter().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect();
            proptest::prop_assert_eq!(holds(&format!("a: {style}\n{body}b: 1\n")), Ok(()));
        }

        #[test]
        fn finds_every_letter_of_quotes(text in "[a-zé]([a-z]|''| |\n {1,3}){0,30}[a-z]") {
            proptest::prop_assert_eq!(holds(&format!("a: '{text}'\n")), Ok(()));
            proptest::prop_assert_eq!(holds(&format!("a: {}\n", text.replace("''", "'"))), Ok(()));
        }

        #[test]
        fn finds_every_letter_of_double_quotes(text in r#"[a-zé]([a-mo-z]|\\"|\\\\|\\t| |\n {1,3}|\\\n){0,30}[a-z]"#) {
            // An escape such as \t is written with a letter; the value has none there.
            proptest::prop_assert_eq!(holds(&format!("a: \"{text}\"\n")), Ok(()));
        }

        #[test]
        fn never_panics(source in "[|>'\"a\\\\\n é]{0,20}", value in "[a\n 'é\"]{0,20}", at in 0usize..30) {
            let offset = TextMap::new(&source, &value).source_offset(at);
            proptest::prop_assert!(offset <= source.len());
        }
    }
}
