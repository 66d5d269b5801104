//! A report's figures as one workbook, before anyone decides on a file format.
//!
//! A document and the words of its language come in; a cover, a sheet of notes and one sheet for each numbered table and each
//! chart's data go out, to the guidance for published spreadsheets: one table to a sheet, one heading row, nothing merged, no
//! blank row and no empty cell without its reason. Cells are typed here, so that a writer only has to write: what the report
//! prints as a figure is a number with the format that prints it again, everything else is text that no program can take for
//! a formula.
mod cover;
mod figures;
mod names;
#[cfg(test)]
pub(super) mod sample;
mod tables;
#[cfg(test)]
mod tests;
mod text;

use self::names::Names;
use self::tables::tables;
use self::text::{harmless, line};
use crate::date::Date;
use crate::document::tree::Document;
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
}

fn text_column(title: String) -> GridColumn {
    GridColumn { title, figures: false }
}

fn plain(role: LineRole, text: &str) -> Line {
    Line { role, text: harmless(line(text)).0, link: None }
}
