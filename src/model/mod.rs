//! What a report is, complete and checked, before it has an order and a form.

pub mod allow;
pub mod cases;
pub mod chart;
pub mod finding;
#[cfg(test)]
pub(crate) mod fixture;
pub mod house;
pub mod isbn;
pub mod raw;
pub mod report;
pub mod resolve;
pub mod score;

use std::sync::Arc;

use crate::diag::Spanned;
use crate::framework::Framework;
use crate::locale::Lang;
use report::Pages;
pub use report::Report;

/// Everything under a content folder.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Project {
    /// The inspectorate and its house.
    pub programme: Programme,
    /// The frameworks, sorted by id.
    pub frameworks: Vec<Arc<Framework>>,
    /// The reports, sorted by folder name.
    pub reports: Vec<Report>,
    /// Published reports that were not asked for, as far as those that were are compared with them: their scores and cases, and nothing else.
    pub compared: Vec<Report>,
}

/// `programme.yaml`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Programme {
    /// The inspectorate's full name.
    pub inspectorate: String,
    /// Its short form.
    pub inspectorate_short: String,
    /// Its address, line by line.
    pub address: Vec<String>,
    /// Its website.
    pub website: Option<Spanned<String>>,
    /// Where the edition will be, ending in `/`.
    pub base_url: Option<String>,
    /// How reports are parted into web pages, if they do not say otherwise.
    pub pages: Pages,
    /// The languages it publishes in; the first is the main one.
    pub languages: Vec<Lang>,
    /// The licence, as Markdown.
    pub licence: Spanned<String>,
    /// Whom to turn to with questions about a report, as Markdown.
    pub contact: Option<Spanned<String>>,
    /// Its own rules for what checks ask.
    pub house: house::House,
}
