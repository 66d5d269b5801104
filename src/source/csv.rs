//! CSV files as people's programs write them: comma or semicolon, with or without quotes, BOM and CRLF.
//!
//! The records are those of [`Records`], each field a text of its own, for tables of a few rows.

use super::records::Records;
use crate::diag::{Diagnostic, FileId, Problems, Span, Spanned};

/// A record: its fields and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its fields, without quotes and without spaces around them.
    pub fields: Vec<Spanned<String>>,
    /// The whole record.
    pub span: Span,
}

/// All records of a file but those with a quote that is never closed, which are reported. Records with nothing in them are left out.
pub fn read(file: FileId, text: &str, problems: &mut Problems) -> Vec<Row> {
    let mut records = Records::new(text);
    let mut rows = Vec::new();
    while records.advance() {
        if let Some((quote, _)) = records.open_quote(file) {
            problems.push(open_quote(quote));
            continue;
        }
        let field = |index| Spanned::new(records.value(index).into_owned(), records.field_span(file, index));
        rows.push(Row { fields: (0..records.len()).map(field).collect(), span: records.span(file) });
    }
    rows
}

/// A quote that nothing closes.
pub fn open_quote(quote: Span) -> Diagnostic {
    Diagnostic::error("malformed-csv", "a quote that opens here is not closed")
        .at(quote, "opens here")
        .help("close it; a quote inside quotes is written twice: \"\"")
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
