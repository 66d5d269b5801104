//! The report as open data: the document as `report.json`, a CSV file for each chart and table with metadata for all, and all of
//! them in one spreadsheet.
//!
//! The document comes in and bytes go out. Nothing is worked out here: the numbers are those of `scoring`, the words and their
//! order those of the document. `docs/data.md` describes the formats for those who read them.

mod csv;
mod csvw;
mod json;
pub mod ods;
pub mod workbook;

pub use csv::csv_files;
pub use csvw::csv_metadata;
pub use json::report_json;
