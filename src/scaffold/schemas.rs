//! The kinds of YAML file that authors write, each with its JSON Schema.

use std::path::Path;

use super::cannot_write;
use super::framework_schemas::framework_schemas;
use crate::diag::{Diagnostic, Problems, Sources, Spanned, Warned};
use crate::framework::Framework;
use crate::framework::raw::{RawFramework, RawQuestion};
use crate::framework::resolve::load_framework;
use crate::model::raw::{RawChart, RawProgramme, RawRecommendations, RawReport, RawScores, RawSectionFile, RawTable, RawVignette};
use crate::source::decode::{Decode as _, Line, Map, Shape};
use crate::source::discover::discover;
use crate::source::schema::{MADE_BY, schema};
use crate::source::system::{EntryKind, System};
use crate::theme;

/// Where schemas are written, if nothing is said.
pub const FOLDER: &str = "schemas";

/// A kind of file.
#[derive(Debug, Clone)]
pub struct FileKind {
    /// Its schema's file is `NAME.schema.json`.
    pub name: &'static str,
    /// Where such files lie below the content folder; `*` stands for any name.
    pub place: &'static str,
    /// What is written in it.
    pub shape: Shape,
    /// What it is for, where its table of keys does not say.
    about: &'static str,
}

impl FileKind {
    /// The name of its schema's file.
    pub fn file(&self) -> String {
        format!("{}.schema.json", self.name)
    }

    /// Whether a file of this kind lies at a path below the content folder.
    pub fn is_at(&self, path: &str) -> bool {
        let (path, place): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), self.place.split('/').collect());
        let fits = |(path, place): (&&str, &str)| match place.strip_prefix('*') {
            Some(ending) => path.ends_with(ending),
            None => *path == place,
        };
        path.len() == place.len() && path.iter().zip(place).all(fits)
    }

    /// Its schema.
    pub fn schema(&self) -> String {
        let about = match &self.shape {
            Shape::Record(record) => record.about,
            _ => self.about,
        };
        schema(&format!("bluebook: {}", self.place), about, &self.shape)
    }
}

/// Every kind of file.
pub fn kinds() -> Vec<FileKind> {
    let kind = |name, place, shape, about| FileKind { name, place, shape, about };
    vec![
        kind("programme", "programme.yaml", RawProgramme::shape(), ""),
        kind("theme", "theme.yaml", theme::shape(), ""),
        kind("framework", "frameworks/*/framework.yaml", RawFramework::shape(), ""),
        kind("questions", "frameworks/*/questions.yaml", Vec::<RawQuestion>::shape(), "The questions that each case is assessed against."),
        kind("report", "reports/*/report.yaml", RawReport::shape(), ""),
        kind("scores", "reports/*/scores.yaml", RawScores::shape(), ""),
        kind("section", "reports/*/sections/*.yaml", RawSectionFile::shape(), ""),
        kind("chart", "reports/*/charts/*.yaml", RawChart::shape(), ""),
        kind("table", "reports/*/tables/*.yaml", RawTable::shape(), ""),
        kind(
            "recommendations",
            "reports/*/recommendations.yaml",
            RawRecommendations::shape(),
            "The recommendations: one list, or several by name, of which `main` is the first.",
        ),
        kind("good-practice", "reports/*/good-practice.yaml", Vec::<RawVignette>::shape(), "The examples of good practice."),
        kind(
            "abbreviations",
            "reports/*/abbreviations.yaml",
            Map::<Spanned<Line>>::shape(),
            "The abbreviations with what they stand for; they are printed sorted.",
        ),
        kind(
            "glossary",
            "reports/*/glossary.yaml",
            Map::<Spanned<String>>::shape(),
            "The terms with their definitions in Markdown; they are printed sorted.",
        ),
    ]
}

/// Writes all schemas into a folder, over those of an earlier run: one for each kind of file, and those that know the frameworks of a
/// content folder, if there is one. How many there are; with a warning for each framework that cannot be read.
///
/// # Errors
/// When a file cannot be written, or one of the names is taken by a file that the tool did not make. Then nothing was written.
pub fn write_schemas(system: &dyn System, out: &Path, content: &Path) -> Result<Warned<usize>, Diagnostic> {
    let mut warnings = Problems::new();
    let mut files: Vec<(String, String)> = kinds().iter().map(|kind| (kind.file(), kind.schema())).collect();
    files.extend(frameworks(system, content, &mut warnings).iter().flat_map(framework_schemas));
    for (name, _) in &files {
        let path = out.join(name);
        let ours = match system.kind(&path).map_err(|error| cannot_write(&error))? {
            None => true,
            Some(EntryKind::File(_)) => {
                let bytes = system.read(&path).map_err(|error| cannot_write(&error))?;
                String::from_utf8_lossy(&bytes).contains(MADE_BY)
            }
            Some(_) => false,
        };
        if !ours {
            return Err(Diagnostic::error("already-there", "a file of this name is there, and bluebook did not make it")
                .in_path(path.display().to_string())
                .help("take it away, or name another folder with --out"));
        }
    }
    for (name, text) in &files {
        system.write(&out.join(name), text.as_bytes()).map_err(|error| cannot_write(&error))?;
    }
    Ok(Warned { value: files.len(), warnings })
}

/// The frameworks of a content folder that have no errors.
fn frameworks(system: &dyn System, content: &Path, warnings: &mut Problems) -> Vec<Framework> {
    let there = system.kind(content).is_ok_and(|kind| kind.is_some());
    // What is wrong with the content is for `check` to say.
    let found = if there { discover(system, content, &[], &mut Problems::new()) } else { None };
    let mut frameworks = Vec::new();
    for folder in found.map(|found| found.frameworks).unwrap_or_default() {
        let mut problems = Problems::new();
        let resolved = load_framework(system, &folder, &mut Sources::default(), &mut problems);
        match resolved.filter(|_| !problems.iter().any(Diagnostic::is_error)) {
            Some(resolved) => frameworks.push(resolved.framework),
            None => warnings.push(
                Diagnostic::warning("framework-with-errors", format!("the framework `{}` has errors: no schema knows it", folder.id))
                    .in_path(folder.shown)
                    .help("see what 'bluebook check' says, and write the schemas again"),
            ),
        }
    }
    frameworks
}
