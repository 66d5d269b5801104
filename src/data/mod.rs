//! The report as data, for people and programs that go on working with it.

pub mod ods;
pub mod workbook;
