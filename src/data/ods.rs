//! A workbook as an ODS file: a spreadsheet of the Open Document Format (ODF) 1.3.
//!
//! A [`Workbook`] comes in, the bytes of an `.ods` file go out. Everything is decided there already; here it only gets its
//! form. The same workbook gives the same bytes: no clock, no user, no random name.
//!
//! XML is written by [`Xml`], which closes what it opens and escapes what it is given, so that no text can make the file
//! ill-formed. It needs fewer lines than a general XML crate needs calls, and that crate would know nothing of the spaces that
//! ODF drops. The package is written by `zip`: it goes back to fill in sizes, where writers for streams leave them
//! behind the data, which strict readers refuse for the uncompressed `mimetype`. Its feature `deflate` must stay off: it
//! would switch the whole program's compression to another library, and with it the bytes of every PDF.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::workbook::{Cell, Currency, Figure, Format, FormatKind, Grid, Line, LineRole, Properties, Sheet, SheetKind, Sign, Workbook};
use crate::date::Date;

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// The usual compromise of time and size.
const LEVEL: i64 = 6;
/// Widths of columns in tenths of a millimetre: for each letter at 12 points, besides, and the least and the most.
const LETTER: usize = 24;
const MARGIN: usize = 60;
const NARROWEST: usize = 250;
const WIDEST: usize = 1100;
/// The cover's first column is a page of text, wide enough for the address of a licence, which is never broken.
const COVER: usize = 1800;
/// A heading may be broken into lines of about so many letters.
const HEADING: usize = 18;

/// The file.
pub fn write(workbook: &Workbook) -> Vec<u8> {
    let content = content(workbook);
    let parts = [
        ("META-INF/manifest.xml", manifest()),
        ("meta.xml", meta(&workbook.properties)),
        ("settings.xml", settings(workbook)),
        ("styles.xml", styles(&workbook.properties)),
        ("content.xml", content),
    ];
    // Writing to memory fails only beyond the four gigabytes that a package holds.
    package(&parts).unwrap_or_default()
}

fn package(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::DEFAULT.last_modified_time(DateTime::DEFAULT).unix_permissions(0o644).system(System::Unix);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // First and uncompressed, so that the file's kind can be read at a fixed place.
    zip.start_file("mimetype", options.compression_method(CompressionMethod::Stored))?;
    zip.write_all(MIMETYPE.as_bytes())?;
    for (path, text) in parts {
        zip.start_file(*path, options.compression_method(CompressionMethod::Deflated).compression_level(Some(LEVEL)))?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

// The small parts -----------------------------------------------------------------------------------------------------------

fn manifest() -> String {
    let mut xml = Xml::new();
    let namespace = ("xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0");
    xml.element("manifest:manifest", &[namespace, ("manifest:version", "1.3")], |xml| {
        let root = ("manifest:media-type", MIMETYPE);
        xml.empty("manifest:file-entry", &[("manifest:full-path", "/"), ("manifest:version", "1.3"), root]);
        for part in ["content.xml", "meta.xml", "settings.xml", "styles.xml"] {
            xml.empty("manifest:file-entry", &[("manifest:full-path", part), ("manifest:media-type", "text/xml")]);
        }
    });
    xml.out
}

fn meta(properties: &Properties) -> String {
    let mut xml = Xml::new();
    xml.document("office:document-meta", |xml| {
        xml.element("office:meta", &[], |xml| {
            xml.words("meta:generator", "bluebook");
            xml.words("dc:title", &properties.title);
            xml.words("dc:subject", &properties.subject);
            xml.words("meta:initial-creator", &properties.creator);
            xml.words("dc:creator", &properties.creator);
            xml.words("meta:creation-date", &moment(properties.date));
            xml.words("dc:date", &moment(properties.date));
            xml.words("dc:language", &properties.lang.0);
        });
    });
    xml.out
}

/// ODF knows no date without its day: the first that the date may mean.
fn moment(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

/// Opens the file at the cover, and keeps heading rows in sight.
fn settings(workbook: &Workbook) -> String {
    let mut xml = Xml::new();
    xml.document("office:document-settings", |xml| {
        xml.element("office:settings", &[], |xml| {
            xml.element("config:config-item-set", &[("config:name", "ooo:view-settings")], |xml| {
                xml.element("config:config-item-map-indexed", &[("config:name", "Views")], |xml| {
                    xml.element("config:config-item-map-entry", &[], |xml| {
                        item(xml, "ViewId", "string", "view1");
                        xml.element("config:config-item-map-named", &[("config:name", "Tables")], |xml| {
                            for sheet in sheets(workbook) {
                                view(xml, sheet);
                            }
                        });
                        item(xml, "ActiveTable", "string", &workbook.cover.name);
                    });
                });
            });
        });
    });
    xml.out
}

fn view(xml: &mut Xml, sheet: &Sheet) {
    xml.element("config:config-item-map-entry", &[("config:name", &sheet.name)], |xml| {
        item(xml, "CursorPositionX", "int", "0");
        item(xml, "CursorPositionY", "int", "0");
        if sheet.kind == SheetKind::Table {
            let rows = (sheet.lines.len() + 1).to_string();
            item(xml, "HorizontalSplitMode", "short", "0");
            item(xml, "VerticalSplitMode", "short", "2");
            item(xml, "HorizontalSplitPosition", "int", "0");
            item(xml, "VerticalSplitPosition", "int", &rows);
            item(xml, "ActiveSplitRange", "short", "2");
            item(xml, "PositionTop", "int", "0");
            item(xml, "PositionBottom", "int", &rows);
        }
    });
}

fn item(xml: &mut Xml, name: &str, kind: &str, value: &str) {
    xml.element("config:config-item", &[("config:name", name), ("config:type", kind)], |xml| xml.text(value));
}

// Looks ---------------------------------------------------------------------------------------------------------------------

/// Name, name that people see, what it is based on, properties of the cell, of the paragraph and of the text.
type Style<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a [(&'a str, &'a str)], &'a [(&'a str, &'a str)]);

const TOP: (&str, &str) = ("style:vertical-align", "top");
const WRAP: (&str, &str) = ("fo:wrap-option", "wrap");
const BOLD: (&str, &str) = ("fo:font-weight", "bold");
const RULE: (&str, &str) = ("fo:border-bottom", "0.75pt solid #0b0c0c");
const START: (&str, &str) = ("fo:text-align", "start");
const END: (&str, &str) = ("fo:text-align", "end");
const SIDES: ((&str, &str), (&str, &str)) = (("fo:padding-left", "1mm"), ("fo:padding-right", "2mm"));
const FIXED: (&str, &str) = ("style:text-align-source", "fix");

/// The looks of cells. Text keeps the program's own colour, which follows the reader's contrast settings.
const STYLES: [Style; 8] = [
    ("Heading_20_1", "Heading 1", &[], &[], &[("fo:font-size", "16pt"), BOLD]),
    (
        "Heading_20_2",
        "Heading 2",
        &[SIDES.0, SIDES.1, ("fo:padding-top", "3mm"), ("fo:padding-bottom", "0.6mm")],
        &[],
        &[("fo:font-size", "14pt"), BOLD],
    ),
    ("Mark", "Mark", &[], &[], &[BOLD]),
    ("Line", "Line", &[], &[], &[]),
    ("Words", "Words", &[TOP, WRAP], &[], &[]),
    ("Figure", "Figure", &[TOP, FIXED], &[END], &[]),
    ("Column_20_heading", "Column heading", &[WRAP, RULE, FIXED], &[START], &[BOLD]),
    ("Figure_20_heading", "Figure heading", &[WRAP, RULE, FIXED], &[END], &[BOLD]),
];

fn styles(properties: &Properties) -> String {
    let mut xml = Xml::new();
    xml.document("office:document-styles", |xml| {
        xml.element("office:font-face-decls", &[], |xml| {
            let face = [("style:name", "Arial"), ("svg:font-family", "Arial"), ("style:font-family-generic", "swiss")];
            xml.empty("style:font-face", &face);
        });
        xml.element("office:styles", &[], |xml| {
            xml.element("style:default-style", &[("style:family", "table-cell")], |xml| {
                let language = properties.lang.0.split('-').next().unwrap_or_default();
                let text =
                    [("style:font-name", "Arial"), ("fo:font-size", "12pt"), ("fo:language", language), ("fo:country", &properties.region)];
                xml.empty("style:text-properties", &text);
            });
            xml.element("style:style", &[("style:name", "Default"), ("style:family", "table-cell")], |xml| {
                // Air between a figure and the text to its right, and between rows.
                xml.empty("style:table-cell-properties", &[SIDES.0, SIDES.1, ("fo:padding-top", "0.6mm"), ("fo:padding-bottom", "0.6mm")]);
            });
            for (name, shown, cell, paragraph, text) in STYLES {
                let attributes = [
                    ("style:name", name),
                    ("style:display-name", shown),
                    ("style:family", "table-cell"),
                    ("style:parent-style-name", "Default"),
                ];
                xml.element("style:style", &attributes, |xml| {
                    let kinds =
                        [("style:table-cell-properties", cell), ("style:paragraph-properties", paragraph), ("style:text-properties", text)];
                    for (kind, properties) in kinds {
                        if !properties.is_empty() {
                            xml.empty(kind, properties);
                        }
                    }
                });
            }
        });
        xml.element("office:automatic-styles", &[], |xml| {
            xml.element("style:page-layout", &[("style:name", "page")], |xml| {
                let page = [
                    ("fo:page-width", "297mm"),
                    ("fo:page-height", "210mm"),
                    ("style:print-orientation", "landscape"),
                    ("fo:margin-top", "15mm"),
                    ("fo:margin-bottom", "15mm"),
                    ("fo:margin-left", "15mm"),
                    ("fo:margin-right", "15mm"),
                    // One page wide, as many long as it takes.
                    ("style:scale-to-X", "1"),
                ];
                xml.empty("style:page-layout-properties", &page);
                for part in ["style:header-style", "style:footer-style"] {
                    xml.element(part, &[], |xml| xml.empty("style:header-footer-properties", &[("fo:min-height", "8mm")]));
                }
            });
        });
        xml.element("office:master-styles", &[], |xml| {
            xml.element("style:master-page", &[("style:name", "Default"), ("style:page-layout-name", "page")], |xml| {
                xml.element("style:header", &[], |xml| {
                    for words in properties.mark.iter().chain([&properties.title]) {
                        xml.paragraph(words);
                    }
                });
                xml.element("style:footer", &[], |xml| {
                    xml.element("text:p", &[], |xml| {
                        xml.element("text:sheet-name", &[], |xml| xml.text("-"));
                        xml.text(" \u{2013} ");
                        xml.element("text:page-number", &[], |xml| xml.text("1"));
                    });
                });
            });
        });
    });
    xml.out
}

/// A number's format as a style, and the style of the cells that have it.
fn number_style(xml: &mut Xml, name: &str, format: Format, properties: &Properties) {
    let element = match format.kind {
        FormatKind::Plain => "number:number-style",
        FormatKind::Percent => "number:percentage-style",
        FormatKind::Money(_) => "number:currency-style",
    };
    // With the country, so that a reader elsewhere sees the report's point and comma and not their own.
    let language = properties.lang.0.split('-').next().unwrap_or_default();
    let place = [("number:language", language), ("number:country", properties.region.as_str())];
    let body = |xml: &mut Xml, sign: &str| {
        if !sign.is_empty() {
            xml.words("number:text", sign);
        }
        if let FormatKind::Money(currency) = format.kind {
            xml.words("number:currency-symbol", if currency == Currency::Pound { "£" } else { "€" });
        }
        let decimals = format.decimals.to_string();
        let mut number = vec![
            ("number:decimal-places", decimals.as_str()),
            ("number:min-decimal-places", &decimals),
            ("number:min-integer-digits", "1"),
        ];
        if format.grouped {
            number.push(("number:grouping", "true"));
        }
        xml.empty("number:number", &number);
        if format.kind == FormatKind::Percent {
            xml.words("number:text", "%");
        }
    };
    let (below, above) = match format.sign {
        Sign::Hyphen => {
            xml.element(element, &[("style:name", name), place[0], place[1]], |xml| body(xml, ""));
            return;
        }
        Sign::Plus => ("-", "+"),
        Sign::Minus => ("\u{2212}", ""),
    };
    // Two forms: the style itself is for numbers below zero, and leads to the other one from zero up.
    let other = format!("{name}P0");
    xml.element(element, &[("style:name", &other), place[0], place[1], ("style:volatile", "true")], |xml| body(xml, above));
    xml.element(element, &[("style:name", name), place[0], place[1]], |xml| {
        body(xml, below);
        xml.empty("style:map", &[("style:condition", "value()>=0"), ("style:apply-style-name", &other)]);
    });
}

// Content -------------------------------------------------------------------------------------------------------------------

fn sheets(workbook: &Workbook) -> impl Iterator<Item = &Sheet> {
    [&workbook.cover, &workbook.notes].into_iter().chain(&workbook.sheets)
}

/// Widths and formats are styles in ODF: each gets its number, in order of size, when all are known.
#[derive(Default)]
struct Automatic {
    widths: BTreeMap<usize, String>,
    formats: BTreeMap<Format, (String, String)>,
}

fn content(workbook: &Workbook) -> String {
    let mut automatic = Automatic::default();
    for sheet in sheets(workbook) {
        for column in 0..sheet.table.columns.len().max(1) {
            automatic.widths.insert(width(sheet, column), String::new());
        }
        for cell in sheet.table.rows.iter().flatten() {
            if let Cell::Figure(figure) = cell {
                automatic.formats.insert(figure.format, (String::new(), String::new()));
            }
        }
    }
    for (index, name) in automatic.widths.values_mut().enumerate() {
        *name = format!("co{}", index + 1);
    }
    for (index, name) in automatic.formats.values_mut().enumerate() {
        *name = (format!("N{}", index + 1), format!("ce{}", index + 1));
    }
    let mut xml = Xml::new();
    xml.document("office:document-content", |xml| {
        xml.element("office:automatic-styles", &[], |xml| automatic_styles(xml, &automatic, &workbook.properties));
        xml.element("office:body", &[], |xml| {
            xml.element("office:spreadsheet", &[], |xml| {
                for sheet in sheets(workbook) {
                    table(xml, sheet, &automatic);
                }
                // Each table as a range of its own, with a heading row: what readers and programs find it by.
                xml.element("table:database-ranges", &[], |xml| {
                    for sheet in sheets(workbook) {
                        let attributes = [
                            ("table:name", sheet.table.name.as_str()),
                            ("table:target-range-address", &range(sheet)),
                            ("table:contains-header", "true"),
                            ("table:display-filter-buttons", "false"),
                        ];
                        xml.empty("table:database-range", &attributes);
                    }
                });
            });
        });
    });
    xml.out
}

fn automatic_styles(xml: &mut Xml, automatic: &Automatic, properties: &Properties) {
    for (width, name) in &automatic.widths {
        xml.element("style:style", &[("style:name", name), ("style:family", "table-column")], |xml| {
            let width = format!("{}.{}mm", width / 10, width % 10);
            xml.empty("style:table-column-properties", &[("style:column-width", &width)]);
        });
    }
    xml.element("style:style", &[("style:name", "ro1"), ("style:family", "table-row")], |xml| {
        xml.empty("style:table-row-properties", &[("style:use-optimal-row-height", "true")]);
    });
    let table = [("style:name", "ta1"), ("style:family", "table"), ("style:master-page-name", "Default")];
    xml.element("style:style", &table, |xml| {
        xml.empty("style:table-properties", &[("table:display", "true")]);
    });
    for (format, (number, cell)) in &automatic.formats {
        number_style(xml, number, *format, properties);
        let attributes = [
            ("style:name", cell.as_str()),
            ("style:family", "table-cell"),
            ("style:parent-style-name", "Figure"),
            ("style:data-style-name", number),
        ];
        xml.empty("style:style", &attributes);
    }
}

fn table(xml: &mut Xml, sheet: &Sheet, automatic: &Automatic) {
    xml.element("table:table", &[("table:name", &sheet.name), ("table:style-name", "ta1")], |xml| {
        if let Some(title) = sheet.lines.first() {
            xml.words("table:title", &title.text);
        }
        let Grid { columns, rows, .. } = &sheet.table;
        for column in 0..columns.len().max(1) {
            let style = automatic.widths.get(&width(sheet, column)).map_or("", String::as_str);
            xml.empty("table:table-column", &[("table:style-name", style), ("table:default-cell-style-name", "Default")]);
        }
        let row = [("table:style-name", "ro1")];
        for line in &sheet.lines {
            xml.element("table:table-row", &row, |xml| line_cell(xml, line, sheet.kind));
        }
        xml.element("table:table-header-rows", &[], |xml| {
            xml.element("table:table-row", &row, |xml| {
                for column in columns {
                    text_cell(xml, if column.figures { "Figure_20_heading" } else { "Column_20_heading" }, &column.title, None);
                }
            });
        });
        for cells in rows {
            xml.element("table:table-row", &row, |xml| {
                for (index, cell) in cells.iter().enumerate() {
                    match cell {
                        // A word in a column of figures stands where the figures stand.
                        Cell::Text(text) if columns.get(index).is_some_and(|column| column.figures) => text_cell(xml, "Figure", text, None),
                        Cell::Text(text) => text_cell(xml, "Words", text, None),
                        Cell::Link { text, sheet } => text_cell(xml, "Words", text, Some(sheet)),
                        Cell::Figure(figure) => figure_cell(xml, figure, automatic),
                    }
                }
            });
        }
    });
}

fn line_cell(xml: &mut Xml, line: &Line, kind: SheetKind) {
    let style = match line.role {
        LineRole::Title => "Heading_20_1",
        LineRole::Heading => "Heading_20_2",
        LineRole::Mark => "Mark",
        // Above a table a long line runs on over the empty cells beside it, where wrapping would fill the frozen rows.
        LineRole::Body if kind == SheetKind::Cover => "Words",
        LineRole::Body => "Line",
    };
    text_cell(xml, style, &line.text, line.link.as_deref());
}

fn text_cell(xml: &mut Xml, style: &str, text: &str, sheet: Option<&str>) {
    xml.element("table:table-cell", &[("table:style-name", style), ("office:value-type", "string")], |xml| match sheet {
        Some(sheet) => xml.element("text:p", &[], |xml| {
            let target = format!("#{}.A1", quoted(sheet));
            xml.element("text:a", &[("xlink:type", "simple"), ("xlink:href", &target)], |xml| xml.spaced(text));
        }),
        None => text.lines().for_each(|line| xml.paragraph(line)),
    });
}

fn figure_cell(xml: &mut Xml, figure: &Figure, automatic: &Automatic) {
    let style = automatic.formats.get(&figure.format).map_or("Figure", |(_, cell)| cell.as_str());
    let mut attributes = vec![("table:style-name", style)];
    match figure.format.kind {
        FormatKind::Plain => attributes.push(("office:value-type", "float")),
        FormatKind::Percent => attributes.push(("office:value-type", "percentage")),
        FormatKind::Money(currency) => {
            attributes.push(("office:value-type", "currency"));
            attributes.push(("office:currency", if currency == Currency::Pound { "GBP" } else { "EUR" }));
        }
    }
    attributes.push(("office:value", &figure.value));
    xml.element("table:table-cell", &attributes, |xml| xml.paragraph(&figure.printed));
}

/// A column's width for what is in it, in tenths of a millimetre.
fn width(sheet: &Sheet, column: usize) -> usize {
    if sheet.kind == SheetKind::Cover && column == 0 {
        return COVER;
    }
    let heading = sheet.table.columns.get(column).map_or(0, |column| {
        let word = column.title.split(' ').map(letters).max().unwrap_or(0);
        letters(&column.title).min(HEADING).max(word)
    });
    let cells = sheet.table.rows.iter().filter_map(|row| row.get(column)).map(|cell| match cell {
        Cell::Text(text) => text.lines().map(letters).max().unwrap_or(0),
        Cell::Link { text, .. } => letters(text),
        Cell::Figure(figure) => letters(&figure.printed),
    });
    (cells.max().unwrap_or(0).max(heading) * LETTER + MARGIN).clamp(NARROWEST, WIDEST)
}

/// How many letters wide a text is; those of the East Asian scripts take two.
fn letters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum() }
}

fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// Where a sheet's table is: `'Table 1'.A5:'Table 1'.B14`.
fn range(sheet: &Sheet) -> String {
    let (name, first) = (quoted(&sheet.name), sheet.lines.len() + 1);
    let last_column = column_letters(sheet.table.columns.len().saturating_sub(1));
    format!("{name}.A{first}:{name}.{last_column}{}", first + sheet.table.rows.len())
}

/// A, B, …, Z, AA, AB, ….
fn column_letters(mut index: usize) -> String {
    let mut letters = String::new();
    loop {
        letters.insert(0, char::from(b'A' + u8::try_from(index % 26).unwrap_or(0)));
        if index < 26 {
            return letters;
        }
        index = index / 26 - 1;
    }
}

// XML -----------------------------------------------------------------------------------------------------------------------

/// Writes XML that is well-formed by construction.
struct Xml {
    out: String,
}

/// The namespaces of every part but the manifest.
const NAMESPACES: [(&str, &str); 11] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    ("xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
    ("xmlns:config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
];

impl Xml {
    fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned() }
    }

    /// The root of a part.
    fn document(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        let mut attributes = NAMESPACES.to_vec();
        // `of` and others are only for formulas, of which there is none.
        attributes.push(("xmlns:ooo", "http://openoffice.org/2004/office"));
        attributes.push(("office:version", "1.3"));
        self.element(name, &attributes, inside);
    }

    /// An element with what is inside.
    fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
        let opened = self.out.len();
        self.out.push('>');
        inside(self);
        if self.out.len() == opened + 1 {
            self.out.truncate(opened);
            self.out.push_str("/>");
        } else {
            let _ = write!(self.out, "</{name}>");
        }
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.element(name, attributes, |_| {});
    }

    fn words(&mut self, name: &str, text: &str) {
        self.element(name, &[], |xml| xml.text(text));
    }

    fn paragraph(&mut self, text: &str) {
        self.element("text:p", &[], |xml| xml.spaced(text));
    }

    /// Text with each of its spaces: ODF drops those at the ends of a paragraph and after another.
    fn spaced(&mut self, text: &str) {
        let space = |b: &u8| b.is_ascii_whitespace();
        let bytes = text.as_bytes();
        if !bytes.first().is_some_and(space)
            && !bytes.last().is_some_and(space)
            && !bytes.windows(2).any(|pair| pair.iter().all(space))
            && !bytes.iter().any(|b| matches!(b, b'\t' | b'\n' | b'\r'))
        {
            self.text(text);
            return;
        }
        let mut rest = text;
        let mut at_start = true;
        while let Some(at) = rest.find([' ', '\t', '\n', '\r']) {
            let (before, after) = rest.split_at(at);
            self.text(before);
            let next = after.as_bytes().get(1);
            let plain = !(at_start && before.is_empty()) && next.is_some_and(|next| !next.is_ascii_whitespace());
            match (after.as_bytes().first(), plain) {
                (Some(b'\t'), _) => self.out.push_str("<text:tab/>"),
                (_, true) => self.out.push(' '),
                _ => self.out.push_str("<text:s/>"),
            }
            at_start = false;
            rest = after.get(1..).unwrap_or_default();
        }
        self.text(rest);
    }

    /// Text, escaped for content and attributes alike, without the characters that XML cannot hold.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        // Nearly all text is copied as it is. The last two characters are the only ones with these first bytes that may not stand.
        while let Some(at) = rest.bytes().position(|b| b < b' ' || matches!(b, b'&' | b'<' | b'>' | b'"' | 0xef)) {
            let (plain, special) = rest.split_at(at);
            self.out.push_str(plain);
            let mut letters = special.chars();
            match letters.next() {
                Some('&') => self.out.push_str("&amp;"),
                Some('<') => self.out.push_str("&lt;"),
                Some('>') => self.out.push_str("&gt;"),
                Some('"') => self.out.push_str("&quot;"),
                Some('\t' | '\n' | '\r') => self.out.push(' '),
                Some('\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}') | None => {}
                Some(c) => self.out.push(c),
            }
            rest = letters.as_str();
        }
        self.out.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use zip::{CompressionMethod, ZipArchive};

    use super::super::workbook::sample::{block, document, english, report, table};
    use super::super::workbook::{Cell, Workbook, workbook};
    use super::{column_letters, content, write};
    use crate::document::tree::BlockKind;

    fn small() -> Workbook {
        let rows: &[&[&str]] = &[&["Total", "2,085"], &["White", "91.9%"], &["Change", "\u{2212}5"], &["R&D <b>", ""]];
        let mut document = document(vec![block(BlockKind::Table(table("Table 1", "Caseload", "caseload", &["Measure", "Figure#"], rows)))]);
        document.parts.remove(0);
        workbook(&document, &english())
    }

    fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
        (0..archive.len())
            .map(|index| {
                let mut file = archive.by_index(index).expect("a part");
                let mut text = String::new();
                file.read_to_string(&mut text).expect("text");
                (file.name().expect("a name").into_owned(), text)
            })
            .collect()
    }

    /// The elements of a text, each as its path; panics where it is not well-formed.
    fn elements(xml: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut open: Vec<&str> = Vec::new();
        let mut rest = xml.split_once("?>").expect("a declaration").1.trim_start();
        while let Some((text, after)) = rest.split_once('<') {
            check_text(text);
            assert!(open.is_empty() <= text.is_empty(), "text outside: {text:?}");
            let (tag, after) = after.split_once('>').expect("a tag ends");
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name));
                continue;
            }
            let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let mut names = Vec::new();
            while !attributes.is_empty() {
                let (attribute, value) = attributes.split_once("=\"").expect("an attribute");
                let (value, after) = value.split_once('"').expect("a value");
                check_text(value);
                assert!(!names.contains(&attribute), "{attribute} twice in {tag}");
                names.push(attribute);
                attributes = after.strip_prefix(' ').unwrap_or(after);
            }
            open.push(name);
            found.push(open.join("/"));
            if empty {
                open.pop();
            }
        }
        assert!(open.is_empty() && rest.is_empty(), "open at the end: {open:?}");
        found
    }

    fn check_text(text: &str) {
        assert!(text.chars().all(|c| c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}' && c != '>'), "{text:?}");
        for entity in text.split('&').skip(1) {
            assert!(["amp;", "lt;", "gt;", "quot;"].iter().any(|known| entity.starts_with(known)), "{text:?}");
        }
    }

    #[test]
    fn the_content_of_a_small_workbook() {
        let mut xml = content(&small());
        for element in ["table:", "style:", "number:number-style", "number:percentage-style", "/table:table>"] {
            xml = xml.replace(&format!("><{element}"), &format!(">\n<{element}"));
        }
        let body = xml.replace(">\n<table:table-cell", "><table:table-cell");
        let body = body.split_once("<office:automatic-styles>").expect("styles").1.trim_start();
        insta::assert_snapshot!(body, @r##"
        <style:style style:name="co1" style:family="table-column">
        <style:table-column-properties style:column-width="25.0mm"/></style:style>
        <style:style style:name="co2" style:family="table-column">
        <style:table-column-properties style:column-width="25.2mm"/></style:style>
        <style:style style:name="co3" style:family="table-column">
        <style:table-column-properties style:column-width="30.0mm"/></style:style>
        <style:style style:name="co4" style:family="table-column">
        <style:table-column-properties style:column-width="44.4mm"/></style:style>
        <style:style style:name="co5" style:family="table-column">
        <style:table-column-properties style:column-width="110.0mm"/></style:style>
        <style:style style:name="co6" style:family="table-column">
        <style:table-column-properties style:column-width="180.0mm"/></style:style>
        <style:style style:name="ro1" style:family="table-row">
        <style:table-row-properties style:use-optimal-row-height="true"/></style:style>
        <style:style style:name="ta1" style:family="table" style:master-page-name="Default">
        <style:table-properties table:display="true"/></style:style>
        <number:number-style style:name="N1P0" number:language="en" number:country="GB" style:volatile="true"><number:number number:decimal-places="0" number:min-decimal-places="0" number:min-integer-digits="1"/></number:number-style>
        <number:number-style style:name="N1" number:language="en" number:country="GB"><number:text>−</number:text><number:number number:decimal-places="0" number:min-decimal-places="0" number:min-integer-digits="1"/>
        <style:map style:condition="value()&gt;=0" style:apply-style-name="N1P0"/></number:number-style>
        <style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Figure" style:data-style-name="N1"/>
        <number:number-style style:name="N2" number:language="en" number:country="GB"><number:number number:decimal-places="0" number:min-decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
        <style:style style:name="ce2" style:family="table-cell" style:parent-style-name="Figure" style:data-style-name="N2"/>
        <number:percentage-style style:name="N3" number:language="en" number:country="GB"><number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
        <style:style style:name="ce3" style:family="table-cell" style:parent-style-name="Figure" style:data-style-name="N3"/></office:automatic-styles><office:body><office:spreadsheet>
        <table:table table:name="Cover" table:style-name="ta1">
        <table:title>A report on offender management in Surrey</table:title>
        <table:table-column table:style-name="co6" table:default-cell-style-name="Default"/>
        <table:table-column table:style-name="co4" table:default-cell-style-name="Default"/>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Heading_20_1" office:value-type="string"><text:p>A report on offender management in Surrey</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>The data of the tables and charts in this report</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Area: Surrey</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Fieldwork: January 2008</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Published: April 2008</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Programme: Offender management inspection</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Published by: HM Inspectorate of Probation</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>ISBN: 978-1-84099-141-3</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Heading_20_2" office:value-type="string"><text:p>How to cite</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>HM Inspectorate of Probation (April 2008). A report on offender management in Surrey. ISBN 978-1-84099-141-3. Data of tables and charts.</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Heading_20_2" office:value-type="string"><text:p>Contents</text:p></table:table-cell></table:table-row>
        <table:table-header-rows>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Column_20_heading" office:value-type="string"><text:p>Table or chart</text:p></table:table-cell><table:table-cell table:style-name="Column_20_heading" office:value-type="string"><text:p>Sheet</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Notes on the data</text:p></table:table-cell><table:table-cell table:style-name="Words" office:value-type="string"><text:p><text:a xlink:type="simple" xlink:href="#'Notes'.A1">Notes</text:a></text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Table 1: Caseload</text:p></table:table-cell><table:table-cell table:style-name="Words" office:value-type="string"><text:p><text:a xlink:type="simple" xlink:href="#'Table 1 caseload'.A1">Table 1 caseload</text:a></text:p></table:table-cell></table:table-row>
        </table:table>
        <table:table table:name="Notes" table:style-name="ta1">
        <table:title>Notes on the data</table:title>
        <table:table-column table:style-name="co2" table:default-cell-style-name="Default"/>
        <table:table-column table:style-name="co3" table:default-cell-style-name="Default"/>
        <table:table-column table:style-name="co5" table:default-cell-style-name="Default"/>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Heading_20_1" office:value-type="string"><text:p>Notes on the data</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Line" office:value-type="string"><text:p>This sheet holds one table.</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Line" office:value-type="string"><text:p><text:a xlink:type="simple" xlink:href="#'Cover'.A1">Back to the contents</text:a></text:p></table:table-cell></table:table-row>
        <table:table-header-rows>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Column_20_heading" office:value-type="string"><text:p>Note</text:p></table:table-cell><table:table-cell table:style-name="Column_20_heading" office:value-type="string"><text:p>Applies to</text:p></table:table-cell><table:table-cell table:style-name="Column_20_heading" office:value-type="string"><text:p>Text</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>State</text:p></table:table-cell><table:table-cell table:style-name="Words" office:value-type="string"><text:p>All tables</text:p></table:table-cell><table:table-cell table:style-name="Words" office:value-type="string"><text:p>These are the figures of the published report.</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Rounding</text:p></table:table-cell><table:table-cell table:style-name="Words" office:value-type="string"><text:p>All tables</text:p></table:table-cell><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Figures are given as the report prints them, after rounding. Rounded parts may not add up to their total.</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>[x]</text:p></table:table-cell><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Table 1</text:p></table:table-cell><table:table-cell table:style-name="Words" office:value-type="string"><text:p>The cell is empty in the report: nothing was given there.</text:p></table:table-cell></table:table-row>
        </table:table>
        <table:table table:name="Table 1 caseload" table:style-name="ta1">
        <table:title>Table 1: Caseload</table:title>
        <table:table-column table:style-name="co1" table:default-cell-style-name="Default"/>
        <table:table-column table:style-name="co1" table:default-cell-style-name="Default"/>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Heading_20_1" office:value-type="string"><text:p>Table 1: Caseload</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Line" office:value-type="string"><text:p><text:a xlink:type="simple" xlink:href="#'Notes'.A1">This sheet holds one table. Its notes and symbols are explained in the sheet ‘Notes’.</text:a></text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Line" office:value-type="string"><text:p>From: A report on offender management in Surrey, HM Inspectorate of Probation, April 2008.</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Line" office:value-type="string"><text:p><text:a xlink:type="simple" xlink:href="#'Cover'.A1">Back to the contents</text:a></text:p></table:table-cell></table:table-row>
        <table:table-header-rows>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Column_20_heading" office:value-type="string"><text:p>Measure</text:p></table:table-cell><table:table-cell table:style-name="Figure_20_heading" office:value-type="string"><text:p>Figure</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Total</text:p></table:table-cell><table:table-cell table:style-name="ce2" office:value-type="float" office:value="2085"><text:p>2,085</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>White</text:p></table:table-cell><table:table-cell table:style-name="ce3" office:value-type="percentage" office:value="0.919"><text:p>91.9%</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>Change</text:p></table:table-cell><table:table-cell table:style-name="ce1" office:value-type="float" office:value="-5"><text:p>−5</text:p></table:table-cell></table:table-row>
        <table:table-row table:style-name="ro1"><table:table-cell table:style-name="Words" office:value-type="string"><text:p>R&amp;D &lt;b&gt;</text:p></table:table-cell><table:table-cell table:style-name="Figure" office:value-type="string"><text:p>[x]</text:p></table:table-cell></table:table-row>
        </table:table>
        <table:database-ranges>
        <table:database-range table:name="Cover" table:target-range-address="'Cover'.A12:'Cover'.B14" table:contains-header="true" table:display-filter-buttons="false"/>
        <table:database-range table:name="Notes" table:target-range-address="'Notes'.A4:'Notes'.C7" table:contains-header="true" table:display-filter-buttons="false"/>
        <table:database-range table:name="Table_1_caseload" table:target-range-address="'Table 1 caseload'.A5:'Table 1 caseload'.B9" table:contains-header="true" table:display-filter-buttons="false"/></table:database-ranges></office:spreadsheet></office:body></office:document-content>
        "##);
    }

    #[test]
    fn the_package_opens_with_its_type_and_lists_its_parts() {
        let bytes = write(&workbook(&report(), &english()));
        // Where `file` and others look: the name, at once followed by the type, with no extra field and nothing left for later.
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        assert_eq!(&bytes[6..10], [0, 0, 0, 0], "no flags, stored");
        assert_eq!(&bytes[30..84], b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
        let mut archive = ZipArchive::new(Cursor::new(bytes.clone())).expect("a package");
        assert_eq!(archive.by_index(0).expect("a part").compression(), CompressionMethod::Stored);
        let parts = parts(bytes);
        let names: Vec<_> = parts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["mimetype", "META-INF/manifest.xml", "meta.xml", "settings.xml", "styles.xml", "content.xml"]);
        for name in &names[2..] {
            assert!(parts[1].1.contains(&format!("manifest:full-path=\"{name}\"")), "{name}");
        }
        for (name, xml) in &parts[1..] {
            assert!(elements(xml).len() > 4, "{name}");
        }
        assert!(parts[2].1.contains("<dc:date>2008-04-01T00:00:00</dc:date><dc:language>en</dc:language>"));
        assert!(parts[4].1.contains("fo:language=\"en\" fo:country=\"GB\""));
    }

    #[test]
    fn the_same_workbook_gives_the_same_bytes() {
        assert_eq!(write(&workbook(&report(), &english())), write(&workbook(&report(), &english())));
    }

    #[test]
    fn no_text_breaks_the_file() {
        let hostile = "]]><x a='1'>&amp; \"\u{0}\u{8}\u{b}\u{1f}\u{7f}\u{fffe}\u{ffff}\u{202e} --><!-- <?pi?> {{ x }} \u{1f600}";
        let mut book = workbook(&report(), &english());
        let calm = parts(write(&book));
        book.properties.title = hostile.to_owned();
        book.properties.mark = Some(hostile.to_owned());
        for sheet in &mut book.sheets {
            sheet.lines.iter_mut().for_each(|line| hostile.clone_into(&mut line.text));
            sheet.table.columns.iter_mut().for_each(|column| hostile.clone_into(&mut column.title));
            for cell in sheet.table.rows.iter_mut().flatten() {
                if let Cell::Text(text) = cell {
                    hostile.clone_into(text);
                }
            }
            hostile.clone_into(&mut sheet.name);
        }
        let wild = parts(write(&book));
        // The same elements, but for spaces that stand as elements, widths of columns and the line of the mark.
        let kept = |xml: &str| {
            elements(xml).into_iter().filter(|path| !path.ends_with("text:s") && !path.contains("automatic")).collect::<Vec<_>>()
        };
        for ((name, calm), (_, wild)) in calm.iter().zip(&wild).skip(1).filter(|((name, _), _)| name != "styles.xml") {
            assert!(kept(calm) == kept(wild), "{name}: {wild}");
        }
        elements(&wild[4].1);
    }

    #[test]
    fn each_space_survives() {
        let mut xml = super::Xml::new();
        xml.out.clear();
        for text in [" a", "a  b ", "a\tb", "a b c", " ", ""] {
            xml.paragraph(text);
        }
        assert_eq!(
            xml.out,
            "<text:p><text:s/>a</text:p><text:p>a<text:s/> b<text:s/></text:p><text:p>a<text:tab/>b</text:p><text:p>a b c</text:p>\
             <text:p><text:s/></text:p><text:p/>"
        );
    }

    #[test]
    fn columns_go_on_after_z() {
        assert_eq!([0, 25, 26, 701, 702].map(column_letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
