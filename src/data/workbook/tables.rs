//! A sheet for each numbered table and each chart's data.

use std::collections::BTreeSet;

use super::figures::figure;
use super::names::unique;
use super::text::{collect, harmless, line, paragraphs};
use super::{Cell, Figure, FormatKind, Grid, GridColumn, Line, LineRole, MISSING, Maker, SPANNED, Sheet, SheetKind, plain};
use crate::document::tree::{self, Align, Block, BlockKind, Document, FigurePicture, Inline, Row, Scope, Table};

/// A table of the document with the words that go with it.
pub(super) struct Source<'a> {
    number: String,
    title: &'a [Inline],
    description: String,
    name: &'a str,
    table: &'a Table,
}

/// All numbered tables and all charts' data in the order of the report, then what is data only. A small table inside a text has no number and no name,
/// and means nothing without that text.
pub(super) fn tables(document: &Document) -> Vec<Source<'_>> {
    let mut found = Vec::new();
    tree::walk(&document.parts, &mut |block: &Block| match &block.kind {
        BlockKind::Table(table) if !table.number.is_empty() || table.data_name.is_some() => found.push(Source {
            number: line(&table.number),
            title: &table.caption,
            description: line(&table.summary),
            name: table.data_name.as_deref().unwrap_or_default(),
            table,
        }),
        BlockKind::Figure(figure) => {
            if let Some(table) = &figure.data {
                let name = match &figure.picture {
                    FigurePicture::Chart(spec) => spec.name.as_str(),
                    FigurePicture::Image(_) => "",
                };
                found.push(Source {
                    number: line(&figure.number),
                    title: &figure.headline,
                    description: line(&figure.subtitle),
                    name: table.data_name.as_deref().unwrap_or(name),
                    table,
                });
            }
        }
        _ => {}
    });
    found.extend(document.data.iter().map(|table| Source {
        number: String::new(),
        title: &table.caption,
        description: line(&table.summary),
        name: table.data_name.as_deref().unwrap_or_default(),
        table,
    }));
    found
}

impl Maker<'_> {
    pub(super) fn data_sheet(&mut self, source: &Source, index: usize, cover: &str, notes: &str) -> Sheet {
        let mut title = self.words(source.title);
        let label = if source.number.is_empty() { &title.text } else { &source.number };
        let label = if label.is_empty() { source.name.to_owned() } else { label.clone() };
        let wanted = line(&format!("{} {}", source.number, source.name.replace(['-', '_'], " ")));
        let wanted = if wanted.is_empty() { self.say("data-sheet", &[("number", &index.to_string())]) } else { wanted };
        let name = self.names.sheet(&wanted);
        let mut used = Used { notes: std::mem::take(&mut title.notes), ..Used::default() };
        let table = self.grid(source.table, &name, &mut used);
        let explained = self.explain(&label, source.table, used);

        let title = match (source.number.is_empty(), title.text.is_empty()) {
            (false, false) => self.say("data-sheet-title", &[("number", &source.number), ("title", &title.text)]),
            (false, true) => source.number.clone(),
            (true, false) => title.text,
            (true, true) => wanted,
        };
        let meta = &self.document.meta;
        let mut lines = vec![plain(LineRole::Title, &title)];
        lines.extend(self.mark());
        if !source.description.is_empty() {
            lines.push(plain(LineRole::Body, &source.description));
        }
        lines.push(if explained {
            Line { link: Some(notes.to_owned()), ..plain(LineRole::Body, &self.say("data-one-table-with-notes", &[("notes", notes)])) }
        } else {
            plain(LineRole::Body, &self.locale.say("data-one-table"))
        });
        let from = [("title", meta.title.as_str()), ("inspectorate", &meta.inspectorate), ("date", &meta.published_words)];
        lines.push(plain(LineRole::Body, &self.say("data-from", &from)));
        lines.push(Line { link: Some(cover.to_owned()), ..plain(LineRole::Body, &self.locale.say("data-to-contents")) });
        Sheet { name, kind: SheetKind::Table, lines, table }
    }

    /// Keeps what the notes have to say of a table; whether there is anything.
    fn explain(&mut self, label: &str, table: &Table, used: Used) -> bool {
        let below = paragraphs(&table.notes);
        let explained = used.missing || used.spanned || used.defused || !used.notes.is_empty() || !below.is_empty();
        for (yes, list) in [(used.missing, &mut self.missing), (used.spanned, &mut self.spanned), (used.defused, &mut self.defused)] {
            if yes {
                list.push(label.to_owned());
            }
        }
        for note in used.notes {
            if let Some(list) = self.notes.get_mut(note).filter(|list| list.last().is_none_or(|last| last != label)) {
                list.push(label.to_owned());
            }
        }
        if !below.is_empty() {
            self.below.push((label.to_owned(), below));
        }
        explained
    }

    fn grid(&mut self, table: &Table, sheet: &str, used: &mut Used) -> Grid {
        let rows = || table.head.iter().chain(&table.body);
        let widest = rows().map(|row| row.cells.iter().map(|cell| usize::from(cell.columns.max(1))).sum()).max();
        let width = table.columns.len().max(widest.unwrap_or(0)).max(1);
        let mut titles = self.titles(table, width, used);
        let rows: Vec<_> = table.body.iter().map(|row| self.row(row, table, &mut titles, used)).collect();
        let figures = |index: usize| {
            let all = || rows.iter().all(|row| matches!(row.get(index), Some(Cell::Figure(_))));
            align(table, index) == Align::Number || (!rows.is_empty() && all())
        };
        let mut taken = BTreeSet::new();
        let columns = titles
            .into_iter()
            .enumerate()
            .map(|(index, title)| {
                let number = (index + 1).to_string();
                let title = if title.is_empty() { self.say("data-column", &[("number", &number)]) } else { title };
                let (title, defused) = harmless(title);
                used.defused |= defused;
                GridColumn { title: unique(&title, &mut taken, usize::MAX, ' '), figures: figures(index) }
            })
            .collect();
        Grid { name: self.names.range(sheet), columns, rows }
    }

    /// Several heading rows become one: what stands above a column, from the top, is its title.
    fn titles(&self, table: &Table, width: usize, used: &mut Used) -> Vec<String> {
        let mut titles = vec![String::new(); width];
        for row in &table.head {
            let mut index = 0;
            for cell in &row.cells {
                let words = self.words(&cell.content);
                used.notes.extend(&words.notes);
                for title in titles.iter_mut().skip(index).take(usize::from(cell.columns.max(1))) {
                    if title.is_empty() {
                        title.clone_from(&words.text);
                    } else if !words.text.is_empty() && *title != words.text {
                        *title = format!("{title} \u{2013} {}", words.text);
                    }
                }
                index += usize::from(cell.columns.max(1));
            }
        }
        titles
    }

    fn row(&self, row: &Row, table: &Table, titles: &mut [String], used: &mut Used) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::with_capacity(titles.len());
        let text = |text: String, used: &mut Used| {
            let (text, defused) = harmless(text);
            used.defused |= defused;
            Cell::Text(text)
        };
        for cell in &row.cells {
            let column = cells.len();
            let mut words = self.words(&cell.content);
            used.notes.append(&mut words.notes);
            let figure = (cell.header != Some(Scope::Row)).then(|| figure(&words.bare)).flatten();
            // '1.10' in a column of text is the name of something; a sign in front, of money or of per cent leaves no doubt.
            let signed = words.bare.starts_with(['-', '+', '\u{2212}']);
            let clear = |figure: &Figure| signed || figure.format.kind != FormatKind::Plain;
            let figure = figure.filter(|figure| align(table, column) == Align::Number || clear(figure));
            let value = match figure {
                Some(figure) => {
                    // A number holds no mark of a note: the mark goes to the row's heading or else to the column's.
                    if !words.marks.is_empty() {
                        let target = match cells.first_mut() {
                            Some(Cell::Text(heading)) => heading,
                            _ => &mut titles[column],
                        };
                        *target = line(&format!("{target} {}", words.marks));
                    }
                    Cell::Figure(figure)
                }
                None if words.text.is_empty() => {
                    used.missing = true;
                    Cell::Text(MISSING.to_owned())
                }
                None => text(words.text, used),
            };
            cells.push(value);
            for _ in 1..cell.columns {
                used.spanned = true;
                cells.push(Cell::Text(SPANNED.to_owned()));
            }
        }
        while cells.len() < titles.len() {
            used.missing = true;
            cells.push(Cell::Text(MISSING.to_owned()));
        }
        cells
    }

    /// The words of a cell, with the marks of its footnotes.
    fn words(&self, content: &[Inline]) -> Words {
        let mut bare = String::new();
        let mut notes = Vec::new();
        collect(content, false, &mut bare, &mut notes);
        let bare = line(&bare);
        if notes.is_empty() {
            return Words { text: bare.clone(), bare, marks: String::new(), notes };
        }
        let marks = notes.iter().filter_map(|note| self.document.notes.get(*note));
        let marks: Vec<_> = marks.map(|note| self.say("data-note-mark", &[("number", &note.label)])).collect();
        let marks = line(&marks.join(" "));
        Words { text: line(&format!("{bare} {marks}")), bare, marks, notes }
    }
}

#[derive(Default)]
struct Used {
    missing: bool,
    spanned: bool,
    defused: bool,
    notes: Vec<usize>,
}

/// The words of a cell.
struct Words {
    /// Words and marks.
    text: String,
    /// Without the marks of footnotes.
    bare: String,
    /// The marks alone.
    marks: String,
    /// The footnotes, by index.
    notes: Vec<usize>,
}

fn align(table: &Table, column: usize) -> Align {
    table.columns.get(column).map_or(Align::Start, |column| column.align)
}
