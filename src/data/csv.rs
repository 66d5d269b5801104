//! A CSV file for each chart and table, as RFC 4180 has it.

use std::collections::BTreeSet;

use crate::document::tree::{Block, BlockKind, Document, FigurePicture, Inline, Row, Table, plain_text, walk};
use crate::locale::Locale;

/// The data of all charts and tables that have a name for it, in the document's order, then what is data only: paths below the report's
/// folder (`data/<name>.csv`) with their bytes. The document stage gives each a name of its own.
pub fn csv_files(document: &Document, locale: &Locale) -> Vec<(String, Vec<u8>)> {
    let file = |Data { name, table, .. }: Data| (path(name), csv(table, document, locale).into_bytes());
    tables(document).into_iter().map(file).collect()
}

/// What a file is made of.
pub(super) struct Data<'a> {
    /// The file's name without its ending.
    pub name: &'a str,
    /// 'Table 1: Caseload', 'Chart 2: …'; empty if it has neither number nor title.
    pub title: String,
    /// The data.
    pub table: &'a Table,
}

/// The tables that have a file, each once.
pub(super) fn tables(document: &Document) -> Vec<Data<'_>> {
    let mut found: Vec<Data> = Vec::new();
    let mut names = BTreeSet::new();
    let mut add = |name, number: &str, title: &[Inline], table| {
        if names.insert(name) {
            let title = [number, &plain_text(title)].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(": ");
            found.push(Data { name, title, table });
        }
    };
    let roots = std::iter::once(&document.parts).chain(document.notes.iter().map(|note| &note.blocks));
    for blocks in roots {
        walk(blocks, &mut |block| match &block.kind {
            BlockKind::Table(table) => {
                if let Some(name) = &table.data_name {
                    add(name, &table.number, &table.caption, table);
                }
            }
            BlockKind::Figure(figure) => {
                if let (FigurePicture::Chart(spec), Some(table)) = (&figure.picture, &figure.data) {
                    add(&spec.name, &figure.number, &figure.headline, table);
                }
            }
            _ => {}
        });
    }
    for table in &document.data {
        add(table.data_name.as_deref().unwrap_or_default(), &table.number, &table.caption, table);
    }
    found
}

/// Where the data of a name stands.
pub(super) fn path(name: &str) -> String {
    format!("data/{name}.csv")
}

/// One row of headings, then the rows of the table; lines end with CR LF. Where cells have footnotes, a last column says them, so that
/// what qualifies a figure goes with it.
fn csv(table: &Table, document: &Document, locale: &Locale) -> String {
    let mut out = String::new();
    for row in rows(table, document, locale) {
        push_row(&mut out, &row);
    }
    out
}

/// The same as texts: the row of headings, then the others.
pub(super) fn rows(table: &Table, document: &Document, locale: &Locale) -> Vec<Vec<String>> {
    let noted = table.body.iter().any(|row| !notes(row).is_empty());
    let width = table.columns.len();
    let whole = |mut cells: Vec<String>, last: String| {
        if noted {
            cells.resize(width.max(cells.len()), String::new());
            cells.push(last);
        }
        cells
    };
    let mut rows = vec![whole(headings(table), locale.say("data-notes"))];
    for row in &table.body {
        let said = notes(row).into_iter().filter_map(|note| document.notes.get(note)).map(|note| words(&note.blocks));
        rows.push(whole(texts(row), said.collect::<Vec<_>>().join(" ")));
    }
    rows
}

/// The footnotes of a row, each once.
fn notes(row: &Row) -> Vec<usize> {
    fn collect(content: &[Inline], found: &mut Vec<usize>) {
        for inline in content {
            match inline {
                Inline::NoteRef(note) if !found.contains(&note.note) => found.push(note.note),
                Inline::Strong(inner) | Inline::Emphasis(inner) => collect(inner, found),
                Inline::Link(link) => collect(&link.content, found),
                Inline::Passage(passage) => collect(&passage.content, found),
                Inline::Text(_) | Inline::Code(_) | Inline::Abbreviation(_) | Inline::NoteRef(_) | Inline::Break => {}
            }
        }
    }
    let mut found = Vec::new();
    row.cells.iter().for_each(|cell| collect(&cell.content, &mut found));
    found
}

/// The words of a footnote in one line.
fn words(blocks: &[Block]) -> String {
    let mut said = Vec::new();
    walk(blocks, &mut |block| {
        if let BlockKind::Paragraph(paragraph) = &block.kind {
            said.push(plain_text(&paragraph.content));
        }
    });
    said.join(" ")
}

/// The text of each column's cell. A cell over several columns stands in the first of them.
fn texts(row: &Row) -> Vec<String> {
    let mut texts = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        texts.push(plain_text(&cell.content));
        texts.extend((1..cell.columns).map(|_| String::new()));
    }
    texts
}

/// One heading for each column: those of several heading rows joined from the top, since data has one row of headings. A heading
/// over several columns counts for each of them.
fn headings(table: &Table) -> Vec<String> {
    let mut joined: Vec<String> = vec![String::new(); table.columns.len()];
    for row in &table.head {
        let over = row.cells.iter().flat_map(|cell| std::iter::repeat_n(plain_text(&cell.content), usize::from(cell.columns.max(1))));
        for (column, text) in joined.iter_mut().zip(over) {
            if !column.is_empty() && !text.is_empty() {
                column.push_str(" – ");
            }
            column.push_str(&text);
        }
    }
    joined
}

fn push_row(out: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn push_cell(out: &mut String, text: &str) {
    // A spreadsheet takes a text that begins with one of these for a formula and runs it. An apostrophe makes it a text again.
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_number(text);
    let guard = if formula { "'" } else { "" };
    if text.contains([',', '"', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
        out.push('"');
        out.push_str(guard);
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(guard);
        out.push_str(text);
    }
}

/// Whether a text is a figure as reports write it: '-8.1%', '+2,085', '-5'.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let rest: Vec<_> = groups.collect();
    all_digits(first)
        && (rest.is_empty() || first.len() <= 3)
        && rest.iter().all(|group| group.len() == 3 && all_digits(group))
        && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::{csv_files, is_number, push_cell};
    use crate::document::sample;
    use crate::locale::{Lang, Locale};

    #[test]
    fn a_file_for_each_chart_and_each_named_table() {
        let files: Vec<_> = csv_files(&sample::document(), &Locale::load(&Lang("en".into())).expect("English"))
            .into_iter()
            .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8")))
            .collect();
        let expected = [
            ("data/criterion-scores.csv", "Criterion,Score\r\n1.1 Preparing for sentence,80%\r\n1.2 Assessment of risk of harm,66%\r\n"),
            ("data/caseload.csv", "Measure,Number\r\nTotal caseload,\"2,085\"\r\n'=2+3,-8.1%\r\nBoth together,\r\n"),
        ];
        assert_eq!(files, expected.map(|(path, text)| (path.to_string(), text.to_string())));
    }

    #[test]
    fn no_text_runs_as_a_formula_and_no_number_becomes_a_text() {
        let cell = |text: &str| {
            let mut out = String::new();
            push_cell(&mut out, text);
            out
        };
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-1+cmd", "'-1+cmd"),
            ("+x", "'+x"),
            ("\tx", "'\tx"),
            ("\rx", "\"'\rx\""),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
            ("-", "'-"),
            ("-5", "-5"),
            ("-8.1%", "-8.1%"),
            ("+2,085", "\"+2,085\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(cell(text), written);
        }
        for bad in ["", "-", "1,00", "1,0000", "1234,567", "1.", ".5", "1e5", "--1", "1%%", "1,,000"] {
            assert!(!is_number(bad), "{bad}");
        }
        for good in ["0", "12345", "1,234,567.89%", "-0.5"] {
            assert!(is_number(good), "{good}");
        }
    }
}
