//! The stages in order, from a content folder to the files of an edition.
//!
//! Reports are built side by side; what comes out is in the order of their folder names, whatever the number of threads.

use std::path::PathBuf;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use sha2::{Digest as _, Sha256};

use super::outputs::OutputFile;
use crate::diag::{self, Diagnostic, Problems, Sources, Warned, unless_errors};
use crate::document::build::build_document;
use crate::document::tree::Document;
use crate::html::{Download, IndexEntry};
use crate::layout::layout_document;
use crate::locale::Locale;
use crate::model::report::{Report, State};
use crate::model::resolve::load_project;
use crate::model::Project;
use crate::scoring::{Scores, scores};
use crate::source::system::System;
use crate::text::Fonts;
use crate::theme::Theme;
use crate::{data, html, pdf};

/// What to build, from where.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The content folder.
    pub content: PathBuf,
    /// Build the reports that are not published, in place of those that are.
    pub drafts: bool,
    /// Only these reports, by folder name; empty for all.
    pub reports: Vec<String>,
    /// Which outputs.
    pub formats: Formats,
    /// How many reports to build at once; `None` for one a processor core.
    pub jobs: Option<usize>,
}

/// Which outputs to build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    /// HTML pages.
    pub html: bool,
    /// PDF.
    pub pdf: bool,
    /// `report.json` and CSV.
    pub data: bool,
}

impl Formats {
    /// Every output.
    pub const ALL: Self = Self { html: true, pdf: true, data: true };
}

/// What a build returns.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The files, in a fixed order.
    pub files: Vec<OutputFile>,
    /// The reports, by folder name.
    pub reports: Vec<BuiltReport>,
    /// What was read: path and SHA-256 as hexadecimal digits, sorted by path.
    pub inputs: Vec<(String, String)>,
}

/// A report of an edition.
#[derive(Debug, Clone)]
pub struct BuiltReport {
    /// Its folder name.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// How many pages its PDF has; `None` without one.
    pub pages: Option<usize>,
}

/// A report with its scores and its document.
struct Prepared<'a> {
    report: &'a Report,
    scores: Scores,
    locale: Locale,
    document: Document,
}
