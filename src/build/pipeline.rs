//! Stand-in for the stages, with the signatures of the real ones: it looks for `programme.yaml` and builds one page.

use std::path::PathBuf;

use crate::build::outputs::{Formats, Input, OutputFile};
use crate::diag::{self, Diagnostic, Sources, Warned};
use crate::source::system::System;

/// What a run is to do.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The content folder.
    pub content: PathBuf,
    /// The reports that are not published, in place of those that are.
    pub drafts: bool,
    /// Slugs; all if empty.
    pub reports: Vec<String>,
    /// Which outputs.
    pub formats: Formats,
    /// How many threads.
    pub jobs: usize,
}

/// What a build makes.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Every file.
    pub files: Vec<OutputFile>,
    /// What they were made from.
    pub inputs: Vec<Input>,
    /// The reports among them.
    pub reports: Vec<BuiltReport>,
}

/// A report of an edition.
#[derive(Debug, Clone)]
pub struct BuiltReport {
    /// Its folder.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Pages of its PDF, if one was made.
    pub pages: Option<usize>,
}

/// Reads and checks.
///
/// # Errors
/// All of the content's errors.
pub fn check(system: &dyn System, settings: &Settings, sources: &mut Sources) -> diag::Result<()> {
    let path = settings.content.join("programme.yaml");
    match system.read(&path) {
        Ok(bytes) => {
            sources.add(path.display().to_string(), String::from_utf8_lossy(&bytes));
            Ok(Warned { value: (), warnings: Vec::new() })
        }
        Err(error) => Err(vec![Diagnostic::error("unreadable-file", error.to_string()).in_path(path.display().to_string())]),
    }
}

/// Builds.
///
/// # Errors
/// All of the content's errors.
pub fn build(system: &dyn System, settings: &Settings, sources: &mut Sources) -> diag::Result<Edition> {
    let warnings = check(system, settings, sources)?.warnings;
    let files = vec![OutputFile { path: "index.html".into(), bytes: b"<!doctype html>\n".to_vec() }];
    Ok(Warned { value: Edition { files, inputs: Vec::new(), reports: Vec::new() }, warnings })
}
