//! The columns of a table, with headings over several of them.

use std::ops::Range;

use super::super::Reader;
use crate::diag::{Diagnostic, Span, Spanned};
use crate::model::raw::{Align, RawInnerColumn, RawTable, WrittenColumn, WrittenInnerColumn};
use crate::model::report::TableColumn;
use crate::source::decode::Cell;

/// The columns, and the headings over several.
type Columns = (Vec<TableColumn>, Vec<(Spanned<String>, Range<usize>)>);

/// The columns; `None` if any was left out, so that cells are never counted against a wrong number.
pub(super) fn columns(reader: &mut Reader, raw: &RawTable) -> Option<Columns> {
    let written = raw.columns.as_ref()?;
    let (mut columns, mut over, mut whole) = (Vec::new(), Vec::new(), true);
    for column in &written.value {
        let (title, align, inner) = match column {
            WrittenColumn::Text(title) => (Some(title), None, None),
            WrittenColumn::Record(raw) => (raw.title.as_ref(), raw.align.as_ref(), raw.columns.as_ref()),
        };
        let Some(title) = title else {
            whole = false;
            continue;
        };
        let Some(inner) = inner else {
            columns.push(leaf(title, align));
            continue;
        };
        let from = columns.len();
        for column in &inner.value {
            match column {
                WrittenInnerColumn::Text(title) => columns.push(leaf(title, None)),
                WrittenInnerColumn::Record(RawInnerColumn { title: Some(title), align, .. }) => columns.push(leaf(title, align.as_ref())),
                WrittenInnerColumn::Record(_) => whole = false,
            }
        }
        if let Some(align) = align {
            reader.report(
                Diagnostic::error("needless-key", "a heading over several columns has no `align`")
                    .at(align.span, "has no meaning here")
                    .help("take it out, and give it to the columns below"),
            );
        }
        if title.0.is_empty() {
            without_heading(reader, title.span, "write what the columns below it have in common, or list them without it");
        }
        over.push((title.clone().map(|cell| cell.0), from..columns.len()));
    }
    // A table may do without a row of headings, and the column of the row headings without its own.
    let headed = columns.iter().any(|column| !column.title.is_empty()) || !over.is_empty();
    let rows_headed = raw.row_headings.unwrap_or(true);
    for (index, column) in columns.iter().enumerate().filter(|(_, column)| column.title.is_empty()) {
        if !rows_headed || (headed && index > 0) {
            let help = "write its heading; only the column of the row headings may do without, or all columns if the rows have headings";
            without_heading(reader, column.title.span, help);
        }
    }
    let inside = |span: Span| span.file == written.span.file && written.span.range().contains(&(span.start as usize));
    let broken = reader.problems.iter().any(|problem| problem.is_error() && problem.labels.first().is_some_and(|label| inside(label.span)));
    (whole && !broken).then_some((columns, over))
}

fn leaf(title: &Spanned<Cell>, align: Option<&Spanned<Align>>) -> TableColumn {
    let figures = align.is_some_and(|align| align.value == Align::Number);
    TableColumn { title: title.clone().map(|cell| cell.0), figures }
}

fn without_heading(reader: &mut Reader, span: Span, help: &str) {
    reader.report(Diagnostic::error("column-without-heading", "the column has no heading").at(span, "nothing is written here").help(help));
}
