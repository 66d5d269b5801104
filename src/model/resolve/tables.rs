//! Tables: `tables/*.yaml`, with their rows in the file or in a CSV beside it.

mod columns;

use self::columns::columns;
use super::{Reader, misspelt};
use crate::diag::{Diagnostic, Span, Spanned, suggest};
use crate::model::raw::{RawRow, RawTable, RawTableRow};
use crate::model::report::{ReportTable, TableRow};
use crate::source::decode::listed;
use crate::source::discover::{Found, ReportFolder, as_name, is_name};
use crate::source::{csv, read};

use crate::model::report::{ACCEPTED, ALL_SCORES, MADE_TABLES as MADE};

/// All tables that could be read, by name, and the names of the others.
pub(super) fn load_tables(reader: &mut Reader, folder: &ReportFolder) -> (Vec<ReportTable>, Vec<String>) {
    let mut used = Vec::new();
    let tables: Vec<Option<ReportTable>> = folder.tables.iter().map(|found| table(reader, folder, found, &mut used)).collect();
    // A table that is broken may be the one that uses the file.
    if tables.iter().all(Option::is_some) {
        for rows in folder.rows.iter().filter(|rows| !used.contains(&rows.name)) {
            reader.report(
                Diagnostic::warning("unused-file", format!("no table takes its rows from `{}.csv`", rows.name))
                    .in_path(rows.shown.clone())
                    .help(format!("write `csv: {}.csv` in the table that needs it, or take the file away", rows.name)),
            );
        }
    }
    super::read_and_unread(&folder.tables, tables)
}

fn table(reader: &mut Reader, folder: &ReportFolder, found: &Found, used: &mut Vec<String>) -> Option<ReportTable> {
    if !is_name(&found.name) {
        reader.report(
            Diagnostic::error("bad-name", format!("`{}` cannot be the name of a table", found.name))
                .in_path(found.shown.clone())
                .help(format!("lower-case letters, digits and single hyphens: `{}.yaml`", as_name(&found.name))),
        );
    }
    if MADE.contains(&found.name.as_str()) || [ALL_SCORES, ACCEPTED].contains(&found.name.as_str()) {
        reader.report(
            Diagnostic::error("reserved-name", format!("a table cannot be called `{}`", found.name))
                .in_path(found.shown.clone())
                .help("bluebook makes a table of this name itself: choose another"),
        );
    }
    let (_, raw) = reader.record::<RawTable>(found)?;
    let columns = columns(reader, &raw);
    let width = columns.as_ref().map(|(columns, _)| columns.len());
    let rows = match (&raw.rows, &raw.csv) {
        (Some(_), Some(csv)) => {
            reader.report(both(csv.span, raw.wrote("rows"), "table"));
            None
        }
        (Some(rows), None) => Some(rows.iter().map(table_row).collect()),
        (None, Some(csv)) => {
            let beside = Beside { files: &folder.rows, folder: format!("{}/tables", folder.shown), what: "table" };
            rows_of(reader, &beside, &Spanned::new(csv.0.clone(), csv.span), width, used)
                .map(|rows| rows.into_iter().map(Row::Cells).collect::<Vec<_>>())
        }
        (None, None) => {
            if raw.wrote("rows").is_none()
                && raw.wrote("csv").is_none()
                && !raw.partial
                && columns.is_some()
                && !misspelt(reader, raw.span.file)
            {
                reader.report(
                    Diagnostic::error("missing-key", "the key `rows` is missing")
                        .at(raw.head, "the file does not have it")
                        .help("write the table's `rows`, or name a CSV file beside it: `csv: NAME.csv`"),
                );
            }
            None
        }
    };
    let numbered = raw.numbered.as_ref().is_none_or(|numbered| numbered.value);
    if numbered && raw.wrote("title").is_none() && !raw.partial && !misspelt(reader, raw.span.file) {
        reader.report(
            Diagnostic::error("missing-key", "the key `title` is missing")
                .at(raw.head, "the file does not have it")
                .help("write the table's `title`, or `numbered: false` for a table that has neither number nor title"),
        );
    }
    let mut even = true;
    for row in rows.iter().flatten() {
        if let (Some(width), Row::Cells(row)) = (width, row)
            && row.len() != width
        {
            even = false;
            reader.report(ragged(row, width, "table"));
        }
    }
    let rows = rows?.into_iter().map(|row| match row {
        Row::Cells(cells) => TableRow::Cells(cells.value),
        Row::Group(heading) => TableRow::Group(heading),
    });
    let (columns, over) = columns?;
    let whole = even && !raw.partial && (!numbered || raw.title.is_some());
    whole.then(|| ReportTable {
        name: found.name.clone(),
        span: raw.head,
        title: raw.title.map(|title| title.map(|line| line.0)),
        numbered,
        columns,
        over,
        rows: rows.collect(),
        row_headings: raw.row_headings.unwrap_or(true),
        notes: raw.notes,
    })
}

/// A row, of which it is not known yet whether it has a cell for each column.
enum Row {
    Cells(Spanned<Vec<Spanned<String>>>),
    Group(Spanned<String>),
}

fn table_row(row: &RawTableRow) -> Row {
    match row {
        RawTableRow::Cells(cells) => Row::Cells(cells.clone().map(|cells| cells.into_iter().map(|cell| cell.map(|cell| cell.0)).collect())),
        RawTableRow::Group(heading) => Row::Group(heading.clone().map(|line| line.0)),
    }
}

/// `rows` and `csv` stand side by side.
pub(super) fn both(csv: Span, rows: Option<Span>, what: &str) -> Diagnostic {
    Diagnostic::error("rows-and-csv", format!("the {what} has both `rows` and `csv`"))
        .at(csv, "a file")
        .maybe_at(rows, "and rows")
        .help("keep one of the two")
}

/// Rows as they stand in the YAML.
pub(super) fn written_rows(rows: &[RawRow]) -> Rows {
    rows.iter().map(|RawRow(row)| row.clone().map(|cells| cells.into_iter().map(|cell| cell.map(|cell| cell.0)).collect())).collect()
}

/// A row has more or fewer cells than there are columns.
pub(super) fn ragged(row: &Spanned<Vec<Spanned<String>>>, width: usize, what: &str) -> Diagnostic {
    let cells = |count: usize| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
    let help = if row.len() > width {
        "a cell that holds a comma needs quotes: '2,085'"
    } else {
        "write every cell; one that stays empty is written ''"
    };
    let columns = if width == 1 { "1 column".to_owned() } else { format!("{width} columns") };
    Diagnostic::error("ragged-row", format!("the row has {} and the {what} {columns}", cells(row.len()))).at(row.span, "").help(help)
}

/// Rows of cells.
pub(super) type Rows = Vec<Spanned<Vec<Spanned<String>>>>;

/// The CSV files that may be named.
pub(super) struct Beside<'a> {
    pub(super) files: &'a [Found],
    /// Their folder as the user would type it.
    pub(super) folder: String,
    /// What names them: a table.
    pub(super) what: &'static str,
}

/// The rows of a CSV file beside the table, without its first line; `None` if any of them cannot be read. `width` is how many cells each
/// should have, if that is known.
pub(super) fn rows_of(
    reader: &mut Reader,
    beside: &Beside,
    named: &Spanned<String>,
    width: Option<usize>,
    used: &mut Vec<String>,
) -> Option<Rows> {
    let what = beside.what;
    if named.contains(['/', '\\']) || named.starts_with("..") {
        reader.report(
            Diagnostic::error("path-leaves-content", format!("`{}` is not the name of a file in `{what}s`", named.value))
                .at(named.span, "")
                .help(format!("put the CSV beside the {what} and give its name alone")),
        );
        return None;
    }
    let Some(found) = beside.files.iter().find(|found| format!("{}.csv", found.name) == named.value) else {
        let files: Vec<String> = beside.files.iter().map(|found| format!("{}.csv", found.name)).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let help = match suggest::nearest(named, files.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if files.is_empty() => format!("there is no CSV file in `{}`", beside.folder),
            None => format!("there are {}", listed(&files)),
        };
        reader.report(
            Diagnostic::error("missing-file", format!("there is no file `{}` beside the {what}", named.value))
                .at(named.span, "")
                .help(help),
        );
        return None;
    };
    used.push(found.name.clone());
    let file = read::text(reader.system, &found.path, &found.shown, reader.sources, reader.problems)?;
    let before = reader.problems.len();
    let rows = csv::read(file, &reader.sources.file(file).text, reader.problems);
    let broken = reader.problems.len() > before;
    let rows: Rows = rows.into_iter().skip(1).map(|row| Spanned::new(row.fields, row.span)).collect();
    if broken {
        // The others are looked at all the same.
        for row in rows.iter().filter(|row| width.is_some_and(|width| row.len() != width)) {
            reader.report(ragged(row, width.unwrap_or_default(), what));
        }
        return None;
    }
    if rows.is_empty() {
        reader.report(
            Diagnostic::error("empty-table", format!("`{}` has no rows", named.value))
                .at(Span::new(file, 0..0), "")
                .help(format!("its first line is skipped, since the {what} names its columns; the rows come after it")),
        );
        return None;
    }
    Some(rows)
}
