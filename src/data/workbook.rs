//! A report's figures as one workbook, before anyone decides on a file format.
//!
//! A document and the words of its language come in; a cover, a sheet of notes and one sheet for each numbered table and each
//! chart's data go out, to the guidance for published spreadsheets: one table to a sheet, one heading row, nothing merged, no
//! blank row and no empty cell without its reason. Cells are typed here, so that a writer only has to write: what the report
//! prints as a figure is a number with the format that prints it again, everything else is text that no program can take for
//! a formula.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::document::tree::{self, Align, Block, BlockKind, Document, FigurePicture, Inline, Row, Scope, Table, Target};
use crate::locale::{Arg, Lang, Locale};

/// A workbook: its sheets in order are the cover, the notes and the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// What stands in the file's properties.
    pub properties: Properties,
    /// Title, facts, licence, how to cite, contents.
    pub cover: Sheet,
    /// What the figures are, what symbols mean, the tables' footnotes.
    pub notes: Sheet,
    /// One sheet for each table and each chart.
    pub sheets: Vec<Sheet>,
}

/// A workbook's properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties {
    /// The language of its words.
    pub lang: Lang,
    /// The country whose way of writing figures goes with it, such as `GB`.
    pub region: String,
    /// The report's title.
    pub title: String,
    /// The inspection programme.
    pub subject: String,
    /// The inspectorate.
    pub creator: String,
    /// When the report was or will be published.
    pub date: Date,
    /// The mark of an unpublished state, to stand on every printed page.
    pub mark: Option<String>,
}

/// A sheet: lines of words in its first column, then its one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name: unique, and such as every spreadsheet program takes.
    pub name: String,
    /// What it holds; looks follow from it.
    pub kind: SheetKind,
    /// The lines above the table, the title first.
    pub lines: Vec<Line>,
    /// Its table.
    pub table: Grid,
}

/// What a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// The cover: mostly lines, read like a page.
    Cover,
    /// Mostly its table.
    Table,
}

/// A line above a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it does.
    pub role: LineRole,
    /// Its words.
    pub text: String,
    /// The name of the sheet that it leads to.
    pub link: Option<String>,
}

/// What a line above a table does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRole {
    /// The sheet's title.
    Title,
    /// A heading.
    Heading,
    /// Plain text.
    Body,
    /// The mark of an unpublished state.
    Mark,
}

/// A table: one heading row and rows that all have as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Its name as a range of the workbook: unique, letters, digits and `_`.
    pub name: String,
    /// Its columns.
    pub columns: Vec<GridColumn>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridColumn {
    /// Its heading: never empty, unique in the table.
    pub title: String,
    /// Whether it holds figures.
    pub figures: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, in one or more lines.
    Text(String),
    /// Words that lead to a sheet.
    Link {
        /// What it says.
        text: String,
        /// The sheet's name.
        sheet: String,
    },
    /// A number.
    Figure(Figure),
}

/// A number with the way it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its value in decimal digits; of a percentage, the proportion: `0.8`.
    pub value: String,
    /// The format that shows it as it is printed.
    pub format: Format,
    /// As it is printed: '80%'.
    pub printed: String,
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Format {
    /// What it counts.
    pub kind: FormatKind,
    /// Places after the point.
    pub decimals: u8,
    /// Whether thousands are set apart.
    pub grouped: bool,
    /// How the sign is shown.
    pub sign: Sign,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormatKind {
    /// Anything.
    Plain,
    /// Hundredths, with a per cent sign.
    Percent,
    /// Money, with its sign in front.
    Money(Currency),
}

/// A currency that is known by its sign alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Currency {
    /// Pounds sterling.
    Pound,
    /// Euros.
    Euro,
}

/// How a number's sign is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// A hyphen below zero.
    Hyphen,
    /// A hyphen below zero, a plus sign from zero up, as changes are printed.
    Plus,
    /// A typographic minus sign below zero.
    Minus,
}

/// Stands in a cell that is empty in the report.
const MISSING: &str = "[x]";
/// Stands in a cell that the report has covered by the one before.
const SPANNED: &str = "[z]";
/// What keeps a text from being taken for a formula.
const HARMLESS: char = '\'';
/// The most letters that Excel, the strictest program, takes in a sheet's name, in units of UTF-16.
const LONGEST_NAME: usize = 31;
/// The most digits that a spreadsheet's numbers keep.
const MOST_DIGITS: usize = 15;

/// The workbook of a report.
pub fn workbook(document: &Document, locale: &Locale) -> Workbook {
    let mut maker = Maker {
        document,
        locale,
        names: Names::default(),
        missing: Vec::new(),
        spanned: Vec::new(),
        defused: Vec::new(),
        below: Vec::new(),
        notes: vec![Vec::new(); document.notes.len()],
    };
    // The fixed sheets take their names first: a table that is called 'Notes' gets another.
    let cover = maker.names.sheet(&locale.say("data-cover"));
    let notes = maker.names.sheet(&locale.say("data-notes"));
    let tables = tables(document);
    let sheets: Vec<_> = tables.iter().enumerate().map(|(index, table)| maker.data_sheet(table, index + 1, &cover, &notes)).collect();
    let notes = maker.notes_sheet(notes, &cover);
    let cover = maker.cover_sheet(cover, &notes, &sheets);
    let meta = &document.meta;
    let region = meta.lang.0.split('-').nth(1).map_or_else(|| locale.say("data-region"), str::to_uppercase);
    let properties = Properties {
        lang: meta.lang.clone(),
        region,
        title: line(&meta.title),
        subject: line(&meta.programme),
        creator: line(&meta.inspectorate),
        date: meta.published,
        mark: meta.state_mark.as_deref().map(line),
    };
    Workbook { properties, cover, notes, sheets }
}

/// A table of the document with the words that go with it.
struct Source<'a> {
    number: String,
    title: &'a [Inline],
    description: String,
    name: &'a str,
    table: &'a Table,
}

/// All numbered tables and all charts' data in the order of the report. A small table inside a text has no number and no name,
/// and means nothing without that text.
fn tables(document: &Document) -> Vec<Source<'_>> {
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
    found
}

struct Maker<'a> {
    document: &'a Document,
    locale: &'a Locale,
    names: Names,
    /// The tables in which each symbol stands, for the notes.
    missing: Vec<String>,
    spanned: Vec<String>,
    defused: Vec<String>,
    /// Notes below tables: which table, and the words.
    below: Vec<(String, String)>,
    /// For each footnote of the document, the tables that refer to it.
    notes: Vec<Vec<String>>,
}

impl Maker<'_> {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<_> = args.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
        self.locale.say_with(key, &args)
    }

    // Data ------------------------------------------------------------------------------------------------------------------

    fn data_sheet(&mut self, source: &Source, index: usize, cover: &str, notes: &str) -> Sheet {
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

    fn mark(&self) -> Option<Line> {
        self.document.meta.state_mark.as_deref().map(|mark| plain(LineRole::Mark, mark))
    }

    // Notes and cover -------------------------------------------------------------------------------------------------------

    fn notes_sheet(&mut self, name: String, cover: &str) -> Sheet {
        let locale = self.locale;
        let all = locale.say("data-scope-all");
        let state = match &self.document.meta.state_mark {
            Some(mark) => self.say("data-state-draft", &[("mark", mark)]),
            None => locale.say("data-state-published"),
        };
        let mut rows = vec![
            [locale.say("data-state"), all.clone(), state],
            [locale.say("data-rounding"), all.clone(), locale.say("data-rounding-text")],
        ];
        if self.missing.is_empty() && self.spanned.is_empty() {
            rows.push([locale.say("data-empty"), all, locale.say("data-empty-none")]);
        }
        let symbols = [
            (MISSING.to_owned(), &self.missing, "data-empty-missing"),
            (SPANNED.to_owned(), &self.spanned, "data-empty-spanned"),
            (HARMLESS.to_string(), &self.defused, "data-apostrophe"),
        ];
        for (symbol, used, key) in symbols {
            if !used.is_empty() {
                rows.push([symbol, locale.list(used), locale.say(key)]);
            }
        }
        for (note, used) in self.document.notes.iter().zip(&self.notes) {
            if !used.is_empty() {
                let mark = self.say("data-note-mark", &[("number", &note.label)]);
                rows.push([mark, locale.list(used), paragraphs(&note.blocks)]);
            }
        }
        for (label, text) in &self.below {
            rows.push([locale.say("data-note-below"), label.clone(), text.clone()]);
        }
        // A note may be empty in the report; its row must not be.
        let rows =
            rows.into_iter().map(|row| row.map(|text| Cell::Text(if text.is_empty() { MISSING.to_owned() } else { harmless(text).0 })));
        let titles = ["data-notes-note", "data-notes-scope", "data-notes-text"].map(|key| locale.say(key));
        let table = Grid { name: self.names.range(&name), columns: titles.map(text_column).into(), rows: rows.map(Vec::from).collect() };
        let mut lines = vec![plain(LineRole::Title, &locale.say("data-notes-title"))];
        lines.extend(self.mark());
        lines.push(plain(LineRole::Body, &locale.say("data-one-table")));
        lines.push(Line { link: Some(cover.to_owned()), ..plain(LineRole::Body, &locale.say("data-to-contents")) });
        Sheet { name, kind: SheetKind::Table, lines, table }
    }

    fn cover_sheet(&mut self, name: String, notes: &Sheet, sheets: &[Sheet]) -> Sheet {
        let (locale, meta) = (self.locale, &self.document.meta);
        let mut lines = vec![plain(LineRole::Title, &meta.title), plain(LineRole::Body, &locale.say("data-cover-intro"))];
        lines.extend(self.mark());
        let facts = [
            ("cover-area", Some(&meta.area)),
            ("cover-fieldwork", meta.fieldwork_words.as_ref()),
            (if meta.state_mark.is_some() { "cover-publication-due" } else { "cover-published" }, Some(&meta.published_words)),
            ("data-programme", Some(&meta.programme)),
            ("data-publisher", Some(&meta.inspectorate)),
            ("cover-isbn", meta.isbn.as_ref()),
        ];
        for (key, value) in facts {
            if let Some(value) = value {
                lines.push(plain(LineRole::Body, &self.say("data-fact", &[("label", &locale.say(key)), ("value", value)])));
            }
        }
        let small_print = self.document.parts.iter().find_map(|block| match &block.kind {
            BlockKind::Cover(cover) => Some(paragraphs(&cover.small_print)),
            _ => None,
        });
        let small_print = small_print.unwrap_or_default();
        if !small_print.is_empty() {
            lines.push(plain(LineRole::Heading, &locale.say("data-licence")));
            lines.extend(small_print.lines().map(|text| plain(LineRole::Body, text)));
        }
        lines.push(plain(LineRole::Heading, &locale.say("data-cite")));
        lines.push(plain(LineRole::Body, &self.citation()));
        lines.push(plain(LineRole::Heading, &locale.say("contents")));
        // The short name is the link: LibreOffice never breaks a link into lines, and would cut a title off.
        let rows = std::iter::once(notes).chain(sheets).map(|sheet| {
            let title = sheet.lines.first().map_or_else(String::new, |line| line.text.clone());
            vec![Cell::Text(title), Cell::Link { text: harmless(sheet.name.clone()).0, sheet: sheet.name.clone() }]
        });
        let titles = ["data-column-title", "data-column-sheet"].map(|key| locale.say(key));
        let table = Grid { name: self.names.range(&name), columns: titles.map(text_column).into(), rows: rows.collect() };
        Sheet { name, kind: SheetKind::Cover, lines, table }
    }

    fn citation(&self) -> String {
        let meta = &self.document.meta;
        let mut args = vec![("inspectorate", meta.inspectorate.as_str()), ("date", &meta.published_words), ("title", &meta.title)];
        match (&meta.state_mark, &meta.isbn) {
            (Some(mark), _) => self.say("data-no-citation", &[("mark", mark)]),
            (None, None) => self.say("data-citation", &args),
            (None, Some(isbn)) => {
                args.push(("isbn", isbn));
                self.say("data-citation-isbn", &args)
            }
        }
    }
}

/// What a table uses that has to be explained.
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

fn text_column(title: String) -> GridColumn {
    GridColumn { title, figures: false }
}

fn plain(role: LineRole, text: &str) -> Line {
    Line { role, text: harmless(line(text)).0, link: None }
}

// Words ---------------------------------------------------------------------------------------------------------------------

/// Words of running text, and the footnotes that it refers to. With `addresses`, a link's address follows it in brackets.
fn collect(content: &[Inline], addresses: bool, out: &mut String, notes: &mut Vec<usize>) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => collect(inner, addresses, out, notes),
            Inline::Link(link) => {
                let start = out.len();
                collect(&link.content, addresses, out, notes);
                if let Target::Url(url) = &link.target
                    && addresses
                    && out.get(start..) != Some(url)
                {
                    out.push_str(" (");
                    out.push_str(url);
                    out.push(')');
                }
            }
            Inline::Abbreviation(abbreviation) => out.push_str(&abbreviation.short),
            Inline::Passage(passage) => collect(&passage.content, addresses, out, notes),
            Inline::NoteRef(note) => notes.push(note.note),
            Inline::Break => out.push(' '),
        }
    }
}

/// The words of blocks, a line for each paragraph.
fn paragraphs(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    tree::walk(blocks, &mut |block: &Block| match &block.kind {
        BlockKind::Paragraph(paragraph) => {
            let mut text = String::new();
            collect(&paragraph.content, true, &mut text, &mut Vec::new());
            lines.push(line(&text));
        }
        BlockKind::Preformatted(text) => lines.extend(text.text.lines().map(line)),
        BlockKind::Section(section) => lines.push(line(&section.heading.full_text())),
        // Their words come with the blocks inside, or they have none that could stand in a note.
        BlockKind::Cover(_)
        | BlockKind::Contents(_)
        | BlockKind::List(_)
        | BlockKind::Definitions(_)
        | BlockKind::Table(_)
        | BlockKind::Figure(_)
        | BlockKind::Quote(_)
        | BlockKind::Score(_)
        | BlockKind::Panel(_)
        | BlockKind::Rule => {}
    });
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Text as data: one line, single plain spaces, no character that a reader cannot see.
///
/// Before anything else looks at a text: a control character in front would hide the `=` of a formula from [`harmless`] and
/// then be dropped by the writer.
fn line(text: &str) -> String {
    let plain = |pair: &[u8]| !pair[0].is_ascii_control() && pair != b"  ";
    if text.is_ascii()
        && text.trim().len() == text.len()
        && text.as_bytes().windows(2).all(plain)
        && !text.ends_with(|c: char| c.is_control())
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let space = c.is_whitespace();
        let unseen = c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
        if space && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        } else if !space && !unseen {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A text that no program takes for a formula, also after it has been saved as CSV and opened again: one that could be gets an
/// apostrophe in front. A sign alone, as printed for 'none', is no formula. Says whether it had to.
pub(super) fn harmless(text: String) -> (String, bool) {
    let mut letters = text.chars();
    let opens = matches!(letters.next(), Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if opens && letters.next().is_some() { (format!("{HARMLESS}{text}"), true) } else { (text, false) }
}

/// A printed figure as a number whose format prints it again, letter by letter; `None` for anything else, such as '1,00',
/// '007', '£9.2 million' or more digits than a spreadsheet keeps.
fn figure(printed: &str) -> Option<Figure> {
    let (sign, below, rest) = match printed.chars().next()? {
        '-' => (Sign::Hyphen, true, &printed[1..]),
        '+' => (Sign::Plus, false, &printed[1..]),
        '\u{2212}' => (Sign::Minus, true, &printed['\u{2212}'.len_utf8()..]),
        _ => (Sign::Hyphen, false, printed),
    };
    let (kind, rest) = match (rest.strip_prefix('£'), rest.strip_prefix('€'), rest.strip_suffix('%')) {
        (Some(rest), _, _) => (FormatKind::Money(Currency::Pound), rest),
        (_, Some(rest), _) => (FormatKind::Money(Currency::Euro), rest),
        (_, _, Some(rest)) => (FormatKind::Percent, rest),
        _ => (FormatKind::Plain, rest),
    };
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let only_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    if !only_digits(first) || (grouped && first.len() > 3) || !groups.all(|group| group.len() == 3 && only_digits(group)) {
        return None;
    }
    if (first.starts_with('0') && whole != "0") || fraction.is_some_and(|fraction| !only_digits(fraction)) {
        return None;
    }
    let fraction = fraction.unwrap_or_default();
    let digits: String = whole.chars().chain(fraction.chars()).filter(|c| *c != ',').collect();
    // There is no zero below zero to show again.
    if digits.len() > MOST_DIGITS || (below && digits.bytes().all(|b| b == b'0')) {
        return None;
    }
    let decimals = u8::try_from(fraction.len()).ok()?;
    let value = decimal(below, &digits, fraction.len() + if kind == FormatKind::Percent { 2 } else { 0 });
    Some(Figure { value, format: Format { kind, decimals, grouped, sign }, printed: printed.to_owned() })
}

/// Digits with the point before the last `places`: `735` with 3 places is `0.735`.
fn decimal(below: bool, digits: &str, places: usize) -> String {
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
    format!("{}{whole}{}{fraction}", if below { "-" } else { "" }, if places == 0 { "" } else { "." })
}

// Names ---------------------------------------------------------------------------------------------------------------------

/// The names that are taken, in small letters: spreadsheet programs do not tell 'Notes' from 'NOTES'.
#[derive(Default)]
struct Names {
    sheets: BTreeSet<String>,
    ranges: BTreeSet<String>,
}

impl Names {
    /// A name for a sheet, as near to the wanted one as every program takes.
    fn sheet(&mut self, wanted: &str) -> String {
        let allowed: String =
            wanted.chars().map(|c| if matches!(c, '[' | ']' | '*' | '?' | ':' | '/' | '\\' | '\'') { ' ' } else { c }).collect();
        let name = line(&allowed);
        unique(if name.is_empty() { "_" } else { &name }, &mut self.sheets, LONGEST_NAME, ' ')
    }

    /// A name for the range of a sheet's table: letters, digits and `_`, and nothing that could be the name of a cell, as 'T1'
    /// and 'RC' are.
    fn range(&mut self, sheet: &str) -> String {
        let name: String = sheet.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let cell = !name.contains('_') && (name.len() < 3 || name.contains(char::is_numeric));
        let name = if cell || !name.starts_with(char::is_alphabetic) { format!("_{name}") } else { name };
        unique(&name, &mut self.ranges, usize::MAX, '_')
    }
}

/// The name, cut to `longest` units at the end of a word where there is one, and with a number where it is taken.
fn unique(name: &str, taken: &mut BTreeSet<String>, longest: usize, joint: char) -> String {
    let mut counter = 1_u32;
    loop {
        let suffix = if counter == 1 { String::new() } else { format!("{joint}{counter}") };
        let candidate = format!("{}{suffix}", cut(name, longest.saturating_sub(suffix.len())));
        if taken.insert(candidate.to_lowercase()) {
            return candidate;
        }
        counter += 1;
    }
}

fn cut(name: &str, longest: usize) -> &str {
    let mut units = 0;
    let end = name.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > longest
    });
    let Some((end, _)) = end else { return name };
    let fits = &name[..end];
    if name[end..].starts_with(' ') {
        return fits.trim_end();
    }
    // The first words are the number: a cut there would lose it.
    match fits.rsplit_once(' ') {
        Some((words, _)) if words.chars().any(|c| c.is_ascii_digit()) => words.trim_end(),
        _ => fits.trim_end(),
    }
}

#[cfg(test)]
pub(super) mod sample {
    //! A small document with everything that a workbook has to deal with.

    use crate::date::Date;
    use crate::document::chart_spec::{Bars, ChartSpec, Plot};
    use crate::document::tree::{
        Align, Block, BlockKind, Cell, Column, Cover, CoverLine, Document, Figure, FigurePicture, Heading, Inline, Link, Meta, NodeId,
        Note, NoteRef, Paragraph, ParagraphRole, Row, Scope, Section, SectionKind, Table, Target,
    };
    use crate::locale::{Lang, Locale};
    use crate::number::Number;

    const ID: NodeId = NodeId(0);

    pub(crate) fn english() -> Locale {
        Locale::load(&Lang("en".to_owned())).expect("English")
    }

    pub(crate) fn text(words: &str) -> Vec<Inline> {
        vec![Inline::Text(words.to_owned())]
    }

    /// 'words^0' refers to the first footnote.
    fn cell_words(words: &str) -> Vec<Inline> {
        let (words, note) = words.split_once('^').map_or((words, None), |(words, note)| (words, note.parse().ok()));
        let note = note.map(|note| Inline::NoteRef(NoteRef { id: ID, note, occurrence: 0 }));
        text(words).into_iter().chain(note).collect()
    }

    pub(crate) fn cell(words: &str, header: Option<Scope>, columns: u16) -> Cell {
        Cell { id: ID, header, columns, content: cell_words(words) }
    }

    pub(crate) fn block(kind: BlockKind) -> Block {
        Block { id: ID, source: None, anchor: None, lang: None, kind }
    }

    pub(crate) fn paragraph(content: Vec<Inline>) -> Block {
        block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Small, content }))
    }

    /// Columns whose heading ends with '#' hold figures.
    pub(crate) fn table(number: &str, caption: &str, name: &str, columns: &[&str], rows: &[&[&str]]) -> Table {
        let row = |cells: Vec<Cell>| Row { id: ID, cells };
        let align = |column: &&str| Column { align: if column.ends_with('#') { Align::Number } else { Align::Start } };
        Table {
            number: number.to_owned(),
            caption: text(caption),
            caption_id: ID,
            summary: String::new(),
            columns: columns.iter().map(align).collect(),
            head: vec![row(columns.iter().map(|title| cell(title.trim_end_matches('#'), Some(Scope::Column), 1)).collect())],
            body: rows
                .iter()
                .map(|cells| {
                    row(cells.iter().enumerate().map(|(index, words)| cell(words, (index == 0).then_some(Scope::Row), 1)).collect())
                })
                .collect(),
            notes: Vec::new(),
            data_name: Some(name.to_owned()),
        }
    }

    pub(crate) fn chart(number: &str, headline: &str, name: &str, data: Table) -> Block {
        let bars = Bars { groups: Vec::new(), maximum: Number::whole(100), ticks: Vec::new(), lines: Vec::new(), legend: Vec::new() };
        block(BlockKind::Figure(Figure {
            number: number.to_owned(),
            headline: text(headline),
            headline_id: ID,
            subtitle: "Scores by criterion, per cent, Surrey, January 2008".to_owned(),
            subtitle_id: ID,
            picture_id: ID,
            alt: String::new(),
            picture: FigurePicture::Chart(Box::new(ChartSpec { name: name.to_owned(), plot: Plot::Bars(bars) })),
            data: Some(Box::new(data)),
        }))
    }

    pub(crate) fn document(blocks: Vec<Block>) -> Document {
        let line = |words: &str| CoverLine { id: ID, text: words.to_owned() };
        let heading = |level, words: &str| Heading { id: ID, level, number: String::new(), text: text(words) };
        let licence = Link { id: ID, target: Target::Url("https://example.org/licence".to_owned()), content: text("Open Licence") };
        let cover = Cover {
            inspectorate: line("HM Inspectorate of Probation"),
            programme: line("Offender management inspection"),
            title: heading(1, "A report on offender management in Surrey"),
            facts: Vec::new(),
            state_mark: None,
            small_print: vec![paragraph(vec![
                Inline::Text("Published under the ".to_owned()),
                Inline::Link(licence),
                Inline::Text(".".to_owned()),
            ])],
        };
        let section = Section { kind: SectionKind::Part, heading: heading(2, "Contextual information"), blocks };
        Document {
            meta: Meta {
                slug: "surrey-2008".to_owned(),
                lang: Lang("en".to_owned()),
                title: "A report on offender management in Surrey".to_owned(),
                programme: "Offender management inspection".to_owned(),
                framework: "omi".to_owned(),
                area: "Surrey".to_owned(),
                inspectorate: "HM Inspectorate of Probation".to_owned(),
                published: Date { year: 2008, month: Some(4), day: None },
                published_words: "April 2008".to_owned(),
                fieldwork_words: Some("January 2008".to_owned()),
                fieldwork: Some(Date { year: 2008, month: Some(1), day: None }),
                isbn: Some("978-1-84099-141-3".to_owned()),
                state_mark: None,
                state: "published",
            },
            parts: vec![block(BlockKind::Cover(cover)), block(BlockKind::Section(section))],
            notes: vec![Note {
                id: ID,
                label: "1".to_owned(),
                anchor: "note-1".to_owned(),
                blocks: vec![paragraph(text("As recorded on 30 June."))],
            }],
            node_count: 1,
        }
    }

    /// A report as it comes: two tables and a chart.
    pub(crate) fn report() -> Document {
        let mut caseload = table(
            "Table\u{a0}1",
            "Caseload at the end of June 2007",
            "caseload",
            &["Measure", "Figure#"],
            &[
                &["Total caseload", "2,085"],
                &["White", "91.9%^0"],
                &["Minority ethnic*", ""],
                &["=1+2", "-3"],
                &["Change", "+26"],
                &["Cost", "£9,208.50"],
            ],
        );
        caseload.notes = vec![paragraph(text("* Cases are left out where the offender\u{2019}s ethnicity is not known."))];
        let results =
            table("Table\u{a0}2", "Results", "ippf-summary", &["Domain", "Result"], &[&["Public protection", "Good"], &["1.10", "1.10"]]);
        let data =
            table("", "", "x", &["Criterion", "Score#"], &[&["1.1 Preparing", "80%"], &["1.2 Risk", "73.5%"], &["4.1 Work", "not scored"]]);
        let data = crate::document::tree::Table { data_name: None, ..data };
        document(vec![
            block(BlockKind::Table(caseload)),
            chart("Chart\u{a0}1", "Two criteria are above the priority line", "criterion-scores", data),
            block(BlockKind::Table(results)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::sample::{block, cell, document, english, paragraph, report, table, text};
    use super::{Cell, LineRole, Workbook, figure, harmless, line, unique, workbook};
    use crate::document::tree::{Align, BlockKind, Cell as TreeCell, Column, Document, NodeId, Row, Scope, Table};
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    /// A workbook as text: numbers in braces with their value, links in square brackets.
    fn dump(workbook: &Workbook) -> String {
        let mut out = String::new();
        for sheet in [&workbook.cover, &workbook.notes].into_iter().chain(&workbook.sheets) {
            let _ = writeln!(out, "== {} ({})", sheet.name, sheet.table.name);
            for line in &sheet.lines {
                let mark = match line.role {
                    LineRole::Title => "# ",
                    LineRole::Heading => "## ",
                    LineRole::Mark => "! ",
                    LineRole::Body => "",
                };
                let link = line.link.as_ref().map_or_else(String::new, |link| format!(" -> {link}"));
                let _ = writeln!(out, "{mark}{}{link}", line.text);
            }
            let titles = sheet.table.columns.iter().map(|c| format!("{}{}", c.title, if c.figures { "#" } else { "" }));
            let _ = writeln!(out, "| {} |", titles.collect::<Vec<_>>().join(" | "));
            for row in &sheet.table.rows {
                let cells = row.iter().map(|cell| match cell {
                    Cell::Text(text) => text.replace('\n', " / "),
                    Cell::Link { text, sheet } => format!("{text} -> {sheet}"),
                    Cell::Figure(figure) => format!("{} {{{}}}", figure.printed, figure.value),
                });
                let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
            }
        }
        out
    }

    fn sheets(document: &Document) -> String {
        let all = dump(&workbook(document, &english()));
        all.split("== ").skip(2).collect::<Vec<_>>().join("== ")
    }

    #[test]
    fn a_whole_report() {
        insta::assert_snapshot!(dump(&workbook(&report(), &english())), @r##"
        == Cover (Cover)
        # A report on offender management in Surrey
        The data of the tables and charts in this report
        Area: Surrey
        Fieldwork: January 2008
        Published: April 2008
        Programme: Offender management inspection
        Published by: HM Inspectorate of Probation
        ISBN: 978-1-84099-141-3
        ## Source and licence
        Published under the Open Licence (https://example.org/licence).
        ## How to cite
        HM Inspectorate of Probation (April 2008). A report on offender management in Surrey. ISBN 978-1-84099-141-3. Data of tables and charts.
        ## Contents
        | Table or chart | Sheet |
        | Notes on the data | Notes -> Notes |
        | Table 1: Caseload at the end of June 2007 | Table 1 caseload -> Table 1 caseload |
        | Chart 1: Two criteria are above the priority line | Chart 1 criterion scores -> Chart 1 criterion scores |
        | Table 2: Results | Table 2 ippf summary -> Table 2 ippf summary |
        == Notes (Notes)
        # Notes on the data
        This sheet holds one table.
        Back to the contents -> Cover
        | Note | Applies to | Text |
        | State | All tables | These are the figures of the published report. |
        | Rounding | All tables | Figures are given as the report prints them, after rounding. Rounded parts may not add up to their total. |
        | [x] | Table 1 | The cell is empty in the report: nothing was given there. |
        | ' | Table 1 | An apostrophe at the start of this text is not part of it. It keeps spreadsheet programs from taking the text for a formula. |
        | [note 1] | Table 1 | As recorded on 30 June. |
        | Note below the table | Table 1 | * Cases are left out where the offender’s ethnicity is not known. |
        == Table 1 caseload (Table_1_caseload)
        # Table 1: Caseload at the end of June 2007
        This sheet holds one table. Its notes and symbols are explained in the sheet ‘Notes’. -> Notes
        From: A report on offender management in Surrey, HM Inspectorate of Probation, April 2008.
        Back to the contents -> Cover
        | Measure | Figure# |
        | Total caseload | 2,085 {2085} |
        | White [note 1] | 91.9% {0.919} |
        | Minority ethnic* | [x] |
        | '=1+2 | -3 {-3} |
        | Change | +26 {26} |
        | Cost | £9,208.50 {9208.50} |
        == Chart 1 criterion scores (Chart_1_criterion_scores)
        # Chart 1: Two criteria are above the priority line
        Scores by criterion, per cent, Surrey, January 2008
        This sheet holds one table.
        From: A report on offender management in Surrey, HM Inspectorate of Probation, April 2008.
        Back to the contents -> Cover
        | Criterion | Score# |
        | 1.1 Preparing | 80% {0.80} |
        | 1.2 Risk | 73.5% {0.735} |
        | 4.1 Work | not scored |
        == Table 2 ippf summary (Table_2_ippf_summary)
        # Table 2: Results
        This sheet holds one table.
        From: A report on offender management in Surrey, HM Inspectorate of Probation, April 2008.
        Back to the contents -> Cover
        | Domain | Result |
        | Public protection | Good |
        | 1.10 | 1.10 |
        "##);
    }

    #[test]
    fn a_draft_says_so_on_every_sheet_and_is_not_to_be_cited() {
        let mut draft = report();
        draft.meta.state_mark = Some("Working draft".to_owned());
        let book = workbook(&draft, &english());
        for sheet in [&book.cover, &book.notes].into_iter().chain(&book.sheets) {
            assert!(sheet.lines.iter().any(|line| line.role == LineRole::Mark && line.text == "Working draft"), "{}", sheet.name);
        }
        let text = dump(&book);
        assert!(text.contains("Working draft. Please do not cite.") && !text.contains("(April 2008). A report"), "{text}");
        assert!(!text.contains("figures of the published report"), "{text}");
    }

    #[test]
    fn figures_keep_their_print() {
        for (printed, value) in [
            ("0", "0"),
            ("97", "97"),
            ("2,085", "2085"),
            ("1,234,567.80", "1234567.80"),
            ("91.9%", "0.919"),
            ("0%", "0.00"),
            ("+26", "26"),
            ("-5", "-5"),
            ("\u{2212}5.5%", "-0.055"),
            ("£9,208", "9208"),
            ("-€0.50", "-0.50"),
            ("123456789012345", "123456789012345"),
        ] {
            assert_eq!(figure(printed).map(|figure| figure.value).as_deref(), Some(value), "{printed}");
        }
        for text in [
            "",
            "-",
            "%",
            "£",
            "+",
            "-0",
            "007",
            "1.",
            ".5",
            "1,00",
            "1,0000",
            ",000",
            "1,",
            "12*",
            "£9.208 million",
            "£5%",
            "5 %",
            "1e3",
            "1.2.3",
            "0,123",
            "--5",
            "1234567890123456",
            "٣",
            "1–2",
            "=1",
            "5%%",
            "£-5",
        ] {
            assert_eq!(figure(text), None, "{text}");
        }
    }

    #[test]
    fn no_text_can_run() {
        for text in ["=1+2", "+A1", "-A1", "@SUM(A1)", "＝1", "-- see below"] {
            assert_eq!(harmless(text.to_owned()), (format!("'{text}"), true));
        }
        for text in ["", "-", "+", "a=b", "\u{2013} none", "1-2", "'quoted'"] {
            assert_eq!(harmless(text.to_owned()), (text.to_owned(), false));
        }
        // What would be dropped or trimmed on the way must not uncover a formula.
        for hidden in ["\u{1}=1+2", "\t=1+2", "\r=1+2", "\u{feff}=1+2", "\u{a0}=1+2", "\u{200b} \u{0}=1+2"] {
            assert_eq!(harmless(line(hidden)).0, "'=1+2", "{hidden:?}");
        }
        let evil = "=HYPERLINK(\"http://example.org\")";
        let mut document = document(vec![block(BlockKind::Table(table("", evil, "", &[evil, evil], &[&[evil, evil]])))]);
        document.meta.title = evil.to_owned();
        document.notes[0].blocks = vec![paragraph(text(evil))];
        if let Some(BlockKind::Section(section)) = document.parts.get_mut(1).map(|block| &mut block.kind)
            && let BlockKind::Table(table) = &mut section.blocks[0].kind
        {
            table.data_name = Some("=name".to_owned());
            table.body[0].cells[1] = cell("=1^0", None, 1);
            table.notes = vec![paragraph(text(evil))];
        }
        let book = workbook(&document, &english());
        for sheet in [&book.cover, &book.notes].into_iter().chain(&book.sheets) {
            let cells = sheet.table.rows.iter().flatten().map(|cell| match cell {
                Cell::Text(text) | Cell::Link { text, .. } => text,
                Cell::Figure(figure) => &figure.printed,
            });
            let texts =
                cells.chain(sheet.lines.iter().map(|line| &line.text)).chain(sheet.table.columns.iter().map(|column| &column.title));
            for text in texts {
                assert!(!text.starts_with(['=', '+', '-', '@']), "{text}");
            }
        }
    }

    #[test]
    fn heading_rows_become_one_and_nothing_is_merged() {
        let row = |cells: Vec<TreeCell>| Row { id: NodeId(0), cells };
        let head = |words, columns| cell(words, Some(Scope::Column), columns);
        let wide = Table {
            columns: [Align::Start, Align::Number, Align::Number, Align::Number].map(|align| Column { align }).into(),
            head: vec![
                row(vec![head("", 1), head("Original", 2), head("Follow-up", 1)]),
                row(vec![head("Criterion", 1), head("Score", 1), head("Score", 1), head("", 1)]),
            ],
            body: vec![
                row(vec![cell("Section B", Some(Scope::Row), 4)]),
                row(vec![cell("B1", Some(Scope::Row), 1), cell("43%", None, 1), cell("", None, 1)]),
                row(vec![
                    cell("B2", Some(Scope::Row), 1),
                    cell("40%", None, 1),
                    cell("41%", None, 1),
                    cell("82%", None, 1),
                    cell("extra", None, 1),
                ]),
            ],
            ..table("Table 3", "Scores", "scores", &["x"], &[])
        };
        insta::assert_snapshot!(sheets(&document(vec![block(BlockKind::Table(wide))])), @r##"
        Notes (Notes)
        # Notes on the data
        This sheet holds one table.
        Back to the contents -> Cover
        | Note | Applies to | Text |
        | State | All tables | These are the figures of the published report. |
        | Rounding | All tables | Figures are given as the report prints them, after rounding. Rounded parts may not add up to their total. |
        | [x] | Table 3 | The cell is empty in the report: nothing was given there. |
        | [z] | Table 3 | The cell on the left stands across this column too in the report. |
        == Table 3 scores (Table_3_scores)
        # Table 3: Scores
        This sheet holds one table. Its notes and symbols are explained in the sheet ‘Notes’. -> Notes
        From: A report on offender management in Surrey, HM Inspectorate of Probation, April 2008.
        Back to the contents -> Cover
        | Criterion | Original – Score# | Original – Score 2# | Follow-up# | Column 5 |
        | Section B | [z] | [z] | [z] | [x] |
        | B1 | 43% {0.43} | [x] | [x] | [x] |
        | B2 | 40% {0.40} | 41% {0.41} | 82% {0.82} | extra |
        "##);
    }

    #[test]
    fn a_column_of_text_holds_only_unmistakable_figures() {
        let rows: &[&[&str]] = &[&["80%", "1.10", "-5", "80%"], &["B", "2,085", "n/a", "7.5%"]];
        let text = sheets(&document(vec![block(BlockKind::Table(table("Table 1", "Mixed", "mixed", &["A", "B", "C", "D"], rows)))]));
        assert!(
            text.ends_with("| A | B | C | D# |\n| 80% | 1.10 | -5 {-5} | 80% {0.80} |\n| B | 2,085 | n/a | 7.5% {0.075} |\n"),
            "{text}"
        );
    }

    #[test]
    fn notes_of_figures_go_to_a_heading() {
        let noted = table("Table 1", "Scores^0", "scores", &["Area", "Score^0#"], &[&["Surrey", "80%^0"], &["", "70%"]]);
        let text = sheets(&document(vec![block(BlockKind::Table(noted))]));
        assert!(text.contains("| Surrey [note 1] | 80% {0.80} |"), "{text}");
        assert!(text.contains("[note 1] | Table 1 | As recorded on 30 June."), "{text}");
    }

    #[test]
    fn names_of_sheets_are_short_and_unique() {
        let same = |number: &str, name: &str| block(BlockKind::Table(table(number, "Caption", name, &["A"], &[&["1"]])));
        let book = workbook(
            &document(vec![
                same("Table 12", "performance-measures-of-the-second-half-year"),
                same("Table 12", "performance-measures-of-the-second-half-year"),
                same("", "notes"),
                same("", "[a]:b/c\\d?*'e'"),
                same("", ""),
                same("T1", ""),
                same("", "an-extraordinarilylongwordthatdoesnotfit"),
                same(
                    "",
                    "\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}",
                ),
            ]),
            &english(),
        );
        let names: Vec<_> = book.sheets.iter().map(|sheet| format!("{} = {}", sheet.name, sheet.table.name)).collect();
        insta::assert_snapshot!(names.join("\n"), @r##"
        Table 12 performance measures = Table_12_performance_measures
        Table 12 performance measures 2 = Table_12_performance_measures_2
        notes 2 = notes_2
        a b c d e = a_b_c_d_e
        Sheet 5 = Sheet_5
        T1 = _T1
        an extraordinarilylongwordthatd = an_extraordinarilylongwordthatd
        😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 = ________________
        "##);
        for sheet in &book.sheets {
            assert!(sheet.name.encode_utf16().count() <= 31, "{}", sheet.name);
        }
    }

    #[test]
    fn a_number_after_a_name_fits_too() {
        let mut taken = BTreeSet::new();
        let names: Vec<_> = (0..12).map(|_| unique("Table 1 abc", &mut taken, 11, ' ')).collect();
        assert_eq!([&names[0], &names[1], &names[11]], ["Table 1 abc", "Table 1 2", "Table 1 12"]);
    }

    #[test]
    fn nothing_to_show_is_still_a_workbook() {
        let book = workbook(&document(vec![paragraph(text("No table."))]), &english());
        assert!(book.sheets.is_empty());
        assert_eq!(book.cover.table.rows.len(), 1, "the notes");
    }
}
