//! What the columns of the CSV files hold, as the W3C's CSV on the Web has it.
//!
//! The file's name and folder are those where programs look for it, next to the CSV files.

use serde::Serialize;

use super::csv::{Data, is_number, rows, tables};
use crate::document::tree::Document;
use crate::locale::Locale;

/// Where the metadata stand below the report's folder.
const PATH: &str = "data/csv-metadata.json";

#[derive(Serialize)]
struct Group<'a> {
    #[serde(rename = "@context")]
    context: (&'static str, Language<'a>),
    #[serde(rename = "dc:title")]
    title: &'a str,
    #[serde(rename = "dc:publisher")]
    publisher: &'a str,
    #[serde(rename = "dc:issued")]
    issued: String,
    #[serde(rename = "dc:language")]
    language: &'a str,
    tables: Vec<File>,
}

#[derive(Serialize)]
struct Language<'a> {
    #[serde(rename = "@language")]
    language: &'a str,
}

#[derive(Serialize)]
struct File {
    url: String,
    #[serde(rename = "dc:title", skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(rename = "tableSchema")]
    schema: Schema,
}

#[derive(Serialize)]
struct Schema {
    columns: Vec<Column>,
}

#[derive(Serialize)]
struct Column {
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    titles: String,
    datatype: Datatype,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Datatype {
    Words(&'static str),
    Figures { base: &'static str, format: Figures },
}

/// How figures are written.
#[derive(Serialize)]
struct Figures {
    #[serde(rename = "decimalChar")]
    decimal: char,
    #[serde(rename = "groupChar")]
    group: char,
}

/// The metadata of all CSV files of a report, with their path below the report's folder; nothing where there are none.
///
/// # Panics
/// Never: what is written has neither failing parts nor maps.
pub fn csv_metadata(document: &Document, locale: &Locale) -> Option<(String, Vec<u8>)> {
    let tables: Vec<_> = tables(document).into_iter().map(|data| file(data, document, locale)).collect();
    if tables.is_empty() {
        return None;
    }
    let meta = &document.meta;
    let group = Group {
        context: ("http://www.w3.org/ns/csvw", Language { language: &meta.lang.0 }),
        title: &meta.title,
        publisher: &meta.inspectorate,
        issued: meta.published.to_iso(),
        language: &meta.lang.0,
        tables,
    };
    let mut bytes = serde_json::to_vec(&group).expect("plain structs can always be written as JSON");
    bytes.push(b'\n');
    Some((PATH.to_string(), bytes))
}

fn file(Data { name, title, table }: Data, document: &Document, locale: &Locale) -> File {
    let rows = rows(table, document, locale);
    let (head, body) = rows.split_first().map_or((&[][..], &[][..]), |(head, body)| (head.as_slice(), body));
    let columns = head.iter().enumerate().map(|(index, title)| {
        let cells: Vec<_> = body.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.is_empty()).collect();
        // The standard has numbers with a % too, but not every program that follows it.
        let figures = !cells.is_empty() && cells.iter().all(|cell| is_number(cell) && !cell.ends_with('%'));
        let datatype = if figures {
            Datatype::Figures { base: "decimal", format: Figures { decimal: '.', group: ',' } }
        } else {
            Datatype::Words("string")
        };
        Column { name: format!("column_{}", index + 1), titles: title.clone(), datatype }
    });
    File { url: format!("{name}.csv"), title, schema: Schema { columns: columns.collect() } }
}

#[cfg(test)]
mod tests {
    use super::csv_metadata;
    use crate::data::csv_files;
    use crate::document::sample;
    use crate::locale::{Lang, Locale};

    #[test]
    fn every_file_and_every_column_is_described() {
        let (document, locale) = (sample::document(), Locale::load(&Lang("en".into())).expect("English"));
        let (path, bytes) = csv_metadata(&document, &locale).expect("metadata");
        assert_eq!(path, "data/csv-metadata.json");
        let data: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        let tables = data["tables"].as_array().expect("tables");
        let files = csv_files(&document, &locale);
        assert_eq!(tables.len(), files.len());
        for (table, (path, bytes)) in tables.iter().zip(&files) {
            assert_eq!(format!("data/{}", table["url"].as_str().expect("a url")), *path);
            let head = csv::Reader::from_reader(&bytes[..]).headers().expect("headings").clone();
            let columns = table["tableSchema"]["columns"].as_array().expect("columns");
            let titles: Vec<_> = columns.iter().map(|column| column["titles"].as_str().unwrap_or_default()).collect();
            assert_eq!(titles, head.iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn figures_are_numbers_and_words_are_words() {
        let (document, locale) = (sample::document(), Locale::load(&Lang("en".into())).expect("English"));
        let (_, bytes) = csv_metadata(&document, &locale).expect("metadata");
        let text = String::from_utf8(bytes).expect("text");
        let scores = r#"{"name":"column_1","titles":"Criterion","datatype":"string"}"#;
        let mixed = r#"{"name":"column_2","titles":"Number","datatype":"string"}"#;
        for expected in [scores, mixed] {
            assert!(text.contains(expected), "{text}");
        }
    }
}
