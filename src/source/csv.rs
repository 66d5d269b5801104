//! CSV files as people's programs write them: comma or semicolon, with or without quotes, BOM and CRLF.
//!
//! The `csv` crate reads the records; where each field stands in the file is found by a second look at the record's own bytes.

use std::ops::Range;

use crate::diag::{Diagnostic, FileId, Problems, Span, Spanned};

/// A record: its fields and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its fields, without quotes and without spaces around them.
    pub fields: Vec<Spanned<String>>,
    /// The whole record.
    pub span: Span,
}

/// All records of a file. Records with nothing in them are left out.
pub fn read(file: FileId, text: &str, problems: &mut Problems) -> Vec<Row> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = &text[bom..];
    let delimiter = delimiter(body);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::new();
    let mut end = 0;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            // The text is UTF-8 and the reader is flexible, so this cannot be; but a reader that fails must not be looped on.
            Err(error) => {
                problems.push(
                    Diagnostic::error("malformed-csv", format!("the file cannot be read as CSV: {error}"))
                        .at(Span::new(file, end..end), ""),
                );
                break;
            }
        }
        let offset = |byte: u64| usize::try_from(byte).unwrap_or(body.len()).min(body.len());
        let start = record.position().map_or(end, |position| offset(position.byte()));
        end = offset(reader.position().byte());
        // Blank lines before a record belong to its bytes.
        let slice = &body[start..end];
        let start = start + (slice.len() - slice.trim_start_matches(['\r', '\n']).len());
        let slice = slice.trim_matches(['\r', '\n']);
        let at = bom + start;
        let span = Span::new(file, at..at + slice.len());
        let (places, closed) = places(slice, delimiter);
        if !closed {
            let quote = places.last().map_or(at, |place| at + place.start);
            problems.push(
                Diagnostic::error("malformed-csv", "a quote that opens here is not closed")
                    .at(Span::new(file, quote..quote + 1), "opens here")
                    .help("close it; a quote inside quotes is written twice: \"\""),
            );
        }
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let field = |(index, value): (usize, &str)| {
            let place = places.get(index).map_or(span, |place| Span::new(file, at + place.start..at + place.end));
            Spanned::new(value.trim().to_owned(), place)
        };
        rows.push(Row { fields: record.iter().enumerate().map(field).collect(), span });
    }
    rows
}

/// Comma, semicolon or tab: what the first line has most of, outside quotes. Between equals the semicolon wins, for a heading may
/// well hold a comma but hardly a semicolon.
pub(super) fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(delimiter, _)| *delimiter == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    // Of several with the same count, the last of the reversed row is the first of the row.
    counts.iter().rev().filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

/// Where the fields of a record stand, without spaces around them, and whether the last quote is closed.
fn places(record: &str, delimiter: u8) -> (Vec<Range<usize>>, bool) {
    let mut places = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    let mut closed_at = None;
    let bytes = record.as_bytes();
    let trimmed = |range: Range<usize>| {
        let field = &record[range.clone()];
        let start = range.start + (field.len() - field.trim_start().len());
        start..start + field.trim().len()
    };
    for (i, byte) in bytes.iter().enumerate() {
        // A quote counts only where a field begins, or inside a quoted field.
        if *byte == b'"' && (quoted || i == start) {
            quoted = !quoted;
            closed_at = (!quoted).then_some(i);
        } else if *byte == b'"' && i > start && closed_at == Some(i - 1) {
            // The second of a doubled quote opens the field again.
            quoted = true;
        } else if *byte == delimiter && !quoted {
            places.push(trimmed(start..i));
            start = i + 1;
        }
    }
    places.push(trimmed(start..record.len()));
    (places, !quoted)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diag::{Problems, Sources};

    /// Each field as value and its source.
    fn fields(text: &str) -> (Vec<Vec<String>>, Problems) {
        let mut sources = Sources::default();
        let file = sources.add("t.csv", text);
        let mut problems = Vec::new();
        let rows = read(file, text, &mut problems);
        let show = |row: super::Row| row.fields.iter().map(|f| format!("{}<{}", f.value, sources.slice(f.span))).collect();
        (rows.into_iter().map(show).collect(), problems)
    }

    #[test]
    fn reads_what_programs_write() {
        for (text, rows) in [
            ("a,b\n1,2\n", vec![vec!["a<a", "b<b"], vec!["1<1", "2<2"]]),
            ("\u{feff}a;b,c\r\n1;2\r\n", vec![vec!["a<a", "b,c<b,c"], vec!["1<1", "2<2"]]),
            ("a,\"b, \"\"c\"\"\"\n\n 1 ,\n", vec![vec!["a<a", "b, \"c\"<\"b, \"\"c\"\"\""], vec!["1<1", "<"]]),
            ("\"two\nlines\",é\nx\n,,\n", vec![vec!["two\nlines<\"two\nlines\"", "é<é"], vec!["x<x"]]),
            ("5\" disk,b\n", vec![vec!["5\" disk<5\" disk", "b<b"]]),
            ("", vec![]),
        ] {
            let (found, problems) = fields(text);
            assert_eq!(found, rows, "{text:?}");
            assert_eq!(problems, [], "{text:?}");
        }
    }

    #[test]
    fn an_open_quote_is_reported_where_it_opens() {
        let (_, problems) = fields("a,b\n1,\"2\n3,4\n");
        assert_eq!(problems.len(), 1);
        assert_eq!((problems[0].name, problems[0].labels[0].span.start), ("malformed-csv", 6));
    }

    proptest::proptest! {
        #[test]
        fn every_plain_field_stands_where_its_place_says(text in "[a-c,;\"é \\r\\n]{0,40}") {
            let (rows, _) = fields(&text);
            for field in rows.iter().flatten() {
                let (value, source) = field.split_once('<').unwrap_or_default();
                if !source.contains('"') {
                    proptest::prop_assert_eq!(value, source);
                }
            }
        }
    }
}
