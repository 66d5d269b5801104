//! CSV records for files of a million rows: each record's fields with their places, nothing allocated on the way.
//!
//! For tables of a few rows, `csv` gives owned rows. Here a field is a slice of the file, and only one that holds a doubled quote is
//! copied. The same is let through: a byte-order mark, any line ends, blank lines, commas, semicolons or tabs, quotes, spaces
//! around a field.

use std::borrow::Cow;
use std::ops::Range;

use super::csv::delimiter;
use crate::diag::{FileId, Span};

/// The records of a file, one after the other.
#[derive(Debug)]
pub struct Records<'a> {
    text: &'a str,
    delimiter: u8,
    /// Where the next record begins.
    at: usize,
    /// The fields of the record that was read last.
    fields: Vec<Range<usize>>,
    /// That record, without its line end.
    record: Range<usize>,
    /// The quote in the record that was opened and never closed, and the field that it stands in.
    open_quote: Option<(usize, usize)>,
}

impl<'a> Records<'a> {
    /// Of a file's text.
    pub fn new(text: &'a str) -> Self {
        let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, delimiter: delimiter(&text[bom..]), at: bom, fields: Vec::new(), record: bom..bom, open_quote: None }
    }

    /// Goes on to the next record that has anything in it. `false` at the end of the file.
    pub fn advance(&mut self) -> bool {
        while self.at < self.text.len() {
            self.read();
            if self.fields.iter().any(|field| !field.is_empty()) {
                return true;
            }
        }
        false
    }

    /// How many fields the record has.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// A field as it stands in the file, without spaces around it but with its quotes; empty if the record has no such field.
    pub fn raw(&self, index: usize) -> &'a str {
        self.fields.get(index).map_or("", |field| &self.text[field.clone()])
    }

    /// A field's value.
    pub fn value(&self, index: usize) -> Cow<'a, str> {
        let raw = self.raw(index);
        match raw.strip_prefix('"') {
            None => Cow::Borrowed(raw),
            Some(rest) => match rest.strip_suffix('"') {
                Some(inner) if !inner.contains('"') => Cow::Borrowed(inner.trim()),
                _ => Cow::Owned(unquoted(rest).trim().to_owned()),
            },
        }
    }

    /// Where the record begins.
    pub fn offset(&self) -> usize {
        self.record.start
    }

    /// The place of the record.
    pub fn span(&self, file: FileId) -> Span {
        Span::new(file, self.record.clone())
    }

    /// The place of a field; the end of the record if it has no such field.
    pub fn field_span(&self, file: FileId, index: usize) -> Span {
        Span::new(file, self.fields.get(index).cloned().unwrap_or(self.record.end..self.record.end))
    }

    /// Where a quote opens in the record that nothing closes, and the field that it stands in. The record ends with its line then, and
    /// what its fields from there on hold is anybody's guess.
    pub fn open_quote(&self, file: FileId) -> Option<(Span, usize)> {
        self.open_quote.map(|(at, field)| (Span::new(file, at..at + 1), field))
    }

    fn read(&mut self) {
        let bytes = self.text.as_bytes();
        let begin = self.at;
        let mut start = begin;
        let mut at = begin;
        self.fields.clear();
        self.open_quote = None;
        // Where the line ends, and where the next one begins.
        let (end, next) = loop {
            let Some(&byte) = bytes.get(at) else { break (at, at) };
            if byte == self.delimiter {
                self.push(start..at);
                start = at + 1;
            } else if byte == b'\n' {
                break (at, at + 1);
            } else if byte == b'\r' {
                break (at, if bytes.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 });
            } else if byte == b'"' && bytes[start..at].iter().all(|b| *b == b' ') {
                // A quote counts only where a field begins. The field goes on to the delimiter after the closing quote.
                // Behind one that is never closed the line is read as it stands.
                match self.closing_quote(at) {
                    Some(behind) => {
                        at = behind;
                        continue;
                    }
                    None => {
                        self.open_quote.get_or_insert((at, self.fields.len()));
                    }
                }
            }
            at += 1;
        };
        self.push(start..end);
        self.record = begin..end;
        self.at = next;
    }

    /// One past the quote that closes the one at `open`; `None` if nothing closes it. A quote on a later line closes it only where a field
    /// can end: before any other sign it opens a field of its own.
    fn closing_quote(&self, open: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = open + 1;
        let mut lines = false;
        loop {
            match (bytes.get(at)?, bytes.get(at + 1)) {
                (b'"', Some(b'"')) => at += 2,
                (b'"', _) => {
                    let rest = self.text[at + 1..].trim_start_matches(' ');
                    let ends = rest.is_empty() || rest.starts_with(['\r', '\n', char::from(self.delimiter)]);
                    return (ends || !lines).then_some(at + 1);
                }
                (byte, _) => {
                    lines |= matches!(byte, b'\r' | b'\n');
                    at += 1;
                }
            }
        }
    }

    fn push(&mut self, mut field: Range<usize>) {
        let bytes = self.text.as_bytes();
        // Most fields have no space around them; only then is there anything to cut. Bytes above ASCII may be a no-break space.
        let edge = |byte: u8| byte <= b' ' || byte >= 0x80;
        if field.start < field.end && (edge(bytes[field.start]) || edge(bytes[field.end - 1])) {
            let text = &self.text[field.clone()];
            let start = field.start + (text.len() - text.trim_start().len());
            field = start..start + text.trim().len();
        }
        self.fields.push(field);
    }
}

/// The rest of a quoted field after its opening quote: doubled quotes halved, the closing one gone, what follows it kept.
fn unquoted(rest: &str) -> String {
    let mut value = String::with_capacity(rest.len());
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '"' {
            value.push(c);
        } else if chars.next_if_eq(&'"').is_some() {
            value.push('"');
        } else {
            value.extend(chars.by_ref());
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::Records;
    use crate::diag::{FileId, Sources};

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut records = Records::new(text);
        let mut rows = Vec::new();
        while records.advance() {
            rows.push((0..records.len()).map(|i| records.value(i).into_owned()).collect());
        }
        rows
    }

    #[test]
    fn reads_what_programs_write() {
        assert_eq!(rows("\u{feff}a;b,c\r\n1; 2 \r\n\r\n;\r\n"), [["a", "b,c"], ["1", "2"]]);
        assert_eq!(rows("a,\"b, \"\"c\"\"\"\n\"two\nlines\",é\rx,\u{a0}y"), [["a", "b, \"c\""], ["two\nlines", "é"], ["x", "y"]]);
        assert_eq!(rows("a\tb\n5\" disk\t\" q \"\n"), [["a", "b"], ["5\" disk", "q"]]);
        assert!(rows("").is_empty() && rows("\n\n").is_empty());
    }

    #[test]
    fn every_field_has_its_place() {
        let mut sources = Sources::default();
        let text = "a,b\n \"x y\" ,é ,\n";
        let file = sources.add("t.csv", text);
        let mut records = Records::new(text);
        assert!(records.advance() && records.advance());
        let places = (0..3).map(|i| sources.slice(records.field_span(file, i))).collect::<Vec<_>>();
        assert_eq!(places, ["\"x y\"", "é", ""]);
        assert_eq!(sources.slice(records.span(file)), " \"x y\" ,é ,");
    }

    #[test]
    fn an_open_quote_costs_its_own_line_and_no_other() {
        for (text, last) in [("a,b\n1,\"2\n3,4\n", "3"), ("a,b\n1,\"2\n3,\"4\"\n", "3"), ("a,b\n\"1,2\n\"3\",4", "3"), ("a,b\n1,\"2", "1")]
        {
            let mut records = Records::new(text);
            let mut open = Vec::new();
            let mut ids = Vec::new();
            while records.advance() {
                open.extend(records.open_quote(FileId(0)).map(|(span, _)| span.start));
                ids.push(records.value(0).into_owned());
            }
            assert_eq!((open.len(), ids.last().map(String::as_str)), (1, Some(last)), "{text}");
        }
        // Lines within quotes are let through.
        assert_eq!(rows("a,b\n\"1\n2\",3\n"), [["a", "b"], ["1\n2", "3"]]);
    }

    proptest::proptest! {
        /// Where every quote is closed, another reader sees the same.
        #[test]
        fn agrees_with_the_csv_crate(text in "[ab,;\" \\r\\n]{0,30}") {
            // A quote after spaces opens a field here; there it does not.
            proptest::prop_assume!(!text.contains(" \""));
            let mut records = Records::new(&text);
            while records.advance() {
                proptest::prop_assume!(records.open_quote(FileId(0)).is_none());
            }
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true)
                .delimiter(super::delimiter(&text)).from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> = reader.records()
                .map(|record| record.expect("UTF-8").iter().map(|field| field.trim().to_owned()).collect::<Vec<_>>())
                .filter(|row| row.iter().any(|field| !field.is_empty()))
                .collect();
            proptest::prop_assert_eq!(rows(&text).into_iter().filter(|row| row.iter().any(|f| !f.is_empty())).collect::<Vec<_>>(), expected);
        }

        /// What is read, once every field of it stands in quotes, is what was written.
        #[test]
        fn reads_what_is_written(table in proptest::collection::vec(proptest::collection::vec("[ab,;\"\\r\\n]{1,5}x", 2), 1..5)) {
            let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
            let text = table.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n").collect::<String>();
            let wanted: Vec<Vec<String>> = table.iter().map(|row| row.iter().map(|field| field.trim().to_owned()).collect()).collect();
            proptest::prop_assert_eq!(rows(&text), wanted);
        }
    }
}
