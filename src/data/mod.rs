//! The report as open data: the document as `report.json`, and a CSV file for each chart and table, and all of
//! them in one spreadsheet.
//!
//! The document comes in and bytes go out. Nothing is worked out here: the numbers are those of `scoring`, the words and their
//! order those of the document. `docs/data.md` describes the formats for those who read them.

mod csv;
mod json;
pub mod ods;
pub mod workbook;

pub use csv::csv_files;
pub use json::report_json;
