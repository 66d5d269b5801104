//! What lies where in a content folder.
//!
//! In comes the folder, out go its files by their role, in sorted order. What stands where nothing is expected is reported:
//! a file that is passed over in silence is a paragraph that nobody misses until the report is printed. Only the known
//! folders are opened, so neither a link nor a folder ten thousand deep leads astray.

use std::path::{Path, PathBuf};

use super::read::{no_file, no_link, unread};
use super::system::{Entry, EntryKind, System};
use crate::diag::{Diagnostic, Problems, suggest};

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its name without ending; for a picture, with it.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its path as the user would type it.
    pub shown: String,
}

/// A content folder.
#[derive(Debug, Default)]
pub struct Content {
    /// `programme.yaml`.
    pub programme: Option<Found>,
    /// `frameworks/*`, sorted.
    pub frameworks: Vec<FrameworkFolder>,
    /// `reports/*`, sorted; only those asked for.
    pub reports: Vec<ReportFolder>,
    /// The other reports, sorted: nothing is said of what is wrong in their folders.
    pub others: Vec<ReportFolder>,
}

/// A folder of `frameworks/`.
#[derive(Debug, Default)]
pub struct FrameworkFolder {
    /// Its name.
    pub id: String,
    /// Its path as the user would type it.
    pub shown: String,
    /// `framework.yaml`.
    pub definition: Option<Found>,
    /// `questions.yaml`.
    pub questions: Option<Found>,
    /// `*.md`.
    pub prose: Vec<Found>,
}

/// A folder of `reports/`.
#[derive(Debug, Default)]
pub struct ReportFolder {
    /// Its name.
    pub slug: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its path as the user would type it.
    pub shown: String,
    /// `report.yaml`.
    pub report: Option<Found>,
    /// `scores.yaml`.
    pub scores: Option<Found>,
    /// `cases.csv`.
    pub cases: Option<Found>,
    /// `answers.csv`.
    pub answers: Option<Found>,
    /// `recommendations.yaml`.
    pub recommendations: Option<Found>,
    /// `good-practice.yaml`.
    pub good_practice: Option<Found>,
    /// `abbreviations.yaml`.
    pub abbreviations: Option<Found>,
    /// `glossary.yaml`.
    pub glossary: Option<Found>,
    /// `*.md`.
    pub prose: Vec<Found>,
    /// `sections/*.yaml`.
    pub sections: Vec<Found>,
    /// `tables/*.yaml`.
    pub tables: Vec<Found>,
    /// `tables/*.csv`.
    pub rows: Vec<Found>,
    /// `charts/*.yaml`.
    pub charts: Vec<Found>,
    /// `charts/*.csv`.
    pub figures: Vec<Found>,
    /// `images/*`.
    pub images: Vec<Found>,
}

/// What all reports share, and which reports there are.
#[derive(Debug, Default)]
pub struct Overview {
    /// `programme.yaml`.
    pub programme: Option<Found>,
    /// `frameworks/*`, sorted.
    pub frameworks: Vec<FrameworkFolder>,
    /// The names of `reports/*`, sorted; only those asked for.
    pub reports: Vec<String>,
    /// The names of the other reports, sorted.
    pub others: Vec<String>,
}

/// Walks the content folder. `None` if there is none.
pub fn discover(system: &dyn System, content: &Path, only: &[String], problems: &mut Problems) -> Option<Content> {
    let Overview { programme, frameworks, reports, others } = overview(system, content, only, problems)?;
    let reports = reports.iter().map(|slug| report_folder(system, content, slug, problems)).collect();
    let others = others.iter().map(|slug| report_folder(system, content, slug, &mut Problems::new())).collect();
    Some(Content { programme, frameworks, reports, others })
}

/// The files of a report's folder.
pub fn report_folder(system: &dyn System, content: &Path, slug: &str, problems: &mut Problems) -> ReportFolder {
    let shown = format!("{}/reports/{slug}", shown_path(content));
    // What is said of one report says nothing about another.
    let mut found = Problems::new();
    let folder = report(&Folder { system, path: content.join("reports").join(slug), shown }, &mut found);
    problems.extend(found);
    folder
}

/// Walks the content folder without a look into the reports. `None` if there is none.
pub fn overview(system: &dyn System, content: &Path, only: &[String], problems: &mut Problems) -> Option<Overview> {
    let shown = shown_path(content);
    let root = Folder { system, path: content.to_path_buf(), shown: shown.clone() };
    match system.kind(content) {
        Ok(Some(EntryKind::Folder | EntryKind::Link)) => {}
        Ok(Some(_)) => {
            problems.push(
                Diagnostic::error("no-content-folder", format!("`{shown}` is not a folder"))
                    .in_path(shown)
                    .help("name the content folder with --content"),
            );
            return None;
        }
        Ok(None) => {
            problems.push(Diagnostic::error("no-content-folder", format!("there is no folder `{shown}`")).in_path(shown).help(
                "run bluebook in the folder above the content folder, or name the content folder with --content; to begin a new \
                         programme: `bluebook new framework ID`",
            ));
            return None;
        }
        Err(error) => {
            problems.push(unread(&error, &shown));
            return None;
        }
    }
    let mut found = Overview::default();
    let mut frameworks = None;
    let mut reports = None;
    for entry in root.list(problems)? {
        match (entry.name.as_str(), entry.kind) {
            ("programme.yaml", EntryKind::File(_)) => found.programme = Some(root.file(&entry.name)),
            // The theme reads these itself.
            ("theme.yaml", EntryKind::File(_)) | ("fonts", EntryKind::Folder) => {}
            ("frameworks", EntryKind::Folder) => frameworks = Some(root.folder(&entry.name)),
            ("reports", EntryKind::Folder) => reports = Some(root.folder(&entry.name)),
            _ => stray(&root, &entry, &["programme.yaml", "theme.yaml"], &["frameworks", "reports", "fonts"], problems),
        }
    }
    if found.programme.is_none() && !already(problems, "programme.yaml") {
        problems.push(
            Diagnostic::error("missing-file", "there is no `programme.yaml`")
                .in_path(format!("{shown}/programme.yaml"))
                .help("write it: it names the inspectorate, its address, licence and languages (see docs/content-format.md)"),
        );
    }
    let folders = frameworks.map(|folder| folder.folders("framework", problems)).unwrap_or_default();
    for folder in folders {
        found.frameworks.push(framework(&folder, problems));
    }
    if found.frameworks.is_empty() && !already(problems, "frameworks") {
        problems.push(
            Diagnostic::error("no-frameworks", "there is no framework")
                .in_path(format!("{shown}/frameworks"))
                .help("make a folder in it with a `framework.yaml`: sections, criteria, bands and the order of a report's parts"),
        );
    }
    let folders = reports.map(|folder| folder.folders("report", problems)).unwrap_or_default();
    if folders.is_empty() && !already(problems, "reports") {
        problems.push(
            Diagnostic::error("no-reports", "there is no report")
                .in_path(format!("{shown}/reports"))
                .help("make a folder in it for each report, with a `report.yaml`"),
        );
    }
    let slugs: Vec<&str> = folders.iter().map(Folder::name).collect();
    for slug in only.iter().filter(|slug| !slugs.contains(&slug.as_str())) {
        let help = match suggest::nearest(slug, slugs.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("a report is named by its folder: {}", super::decode::listed(&slugs)),
        };
        problems.push(
            Diagnostic::error("unknown-report", format!("there is no report `{slug}`"))
                .in_path(format!("{shown}/reports/{slug}"))
                .help(help),
        );
    }
    for slug in slugs {
        let asked = only.is_empty() || only.iter().any(|wanted| wanted == slug);
        if asked { &mut found.reports } else { &mut found.others }.push(slug.to_owned());
    }
    Some(found)
}

/// A path as the user would type it: without a slash at its end, `/` between names.
pub fn shown_path(path: &Path) -> String {
    let shown = path.to_string_lossy().replace('\\', "/");
    let trimmed = shown.trim_end_matches('/');
    if trimmed.is_empty() { shown.clone() } else { trimmed.to_owned() }
}

/// Whether something misnamed was reported that stands for `name`.
fn already(problems: &Problems, name: &str) -> bool {
    problems
        .iter()
        .any(|problem| problem.name == "misnamed-file" && problem.help.as_deref().is_some_and(|help| help.contains(&format!("`{name}`"))))
}

fn framework(folder: &Folder, problems: &mut Problems) -> FrameworkFolder {
    let mut found = FrameworkFolder { id: folder.name().to_owned(), shown: folder.shown.clone(), ..FrameworkFolder::default() };
    for entry in folder.list(problems).unwrap_or_default() {
        match (entry.name.as_str(), entry.kind) {
            ("framework.yaml", EntryKind::File(_)) => found.definition = Some(folder.file(&entry.name)),
            ("questions.yaml", EntryKind::File(_)) => found.questions = Some(folder.file(&entry.name)),
            (name, EntryKind::File(_)) if is_prose(name) => found.prose.push(folder.file(name)),
            _ => stray(folder, &entry, &["framework.yaml", "questions.yaml"], &[], problems),
        }
    }
    if found.definition.is_none() && !already(problems, "framework.yaml") {
        problems.push(
            Diagnostic::error("missing-file", format!("the framework `{}` has no `framework.yaml`", found.id))
                .in_path(format!("{}/framework.yaml", found.shown))
                .help("write it, or remove the folder"),
        );
    }
    found
}

fn report(folder: &Folder, problems: &mut Problems) -> ReportFolder {
    let mut found =
        ReportFolder { slug: folder.name().to_owned(), path: folder.path.clone(), shown: folder.shown.clone(), ..ReportFolder::default() };
    let files = [
        "report.yaml",
        "scores.yaml",
        "cases.csv",
        "answers.csv",
        "recommendations.yaml",
        "good-practice.yaml",
        "abbreviations.yaml",
        "glossary.yaml",
    ];
    for entry in folder.list(problems).unwrap_or_default() {
        let file = || Some(folder.file(&entry.name));
        match (entry.name.as_str(), entry.kind) {
            ("report.yaml", EntryKind::File(_)) => found.report = file(),
            ("scores.yaml", EntryKind::File(_)) => found.scores = file(),
            ("cases.csv", EntryKind::File(_)) => found.cases = file(),
            ("answers.csv", EntryKind::File(_)) => found.answers = file(),
            ("recommendations.yaml", EntryKind::File(_)) => found.recommendations = file(),
            ("good-practice.yaml", EntryKind::File(_)) => found.good_practice = file(),
            ("abbreviations.yaml", EntryKind::File(_)) => found.abbreviations = file(),
            ("glossary.yaml", EntryKind::File(_)) => found.glossary = file(),
            (name, EntryKind::File(_)) if is_prose(name) => found.prose.push(folder.file(name)),
            ("sections", EntryKind::Folder) => {
                for (folder, entry) in folder.folder("sections").entries(problems) {
                    match ending(&entry) {
                        Some("yaml") => found.sections.push(folder.file(&entry.name)),
                        _ => stray(&folder, &entry, &["*.yaml"], &[], problems),
                    }
                }
            }
            ("tables", EntryKind::Folder) => {
                for (folder, entry) in folder.folder("tables").entries(problems) {
                    match ending(&entry) {
                        Some("yaml") => found.tables.push(folder.file(&entry.name)),
                        Some("csv") => found.rows.push(folder.file(&entry.name)),
                        _ => stray(&folder, &entry, &["*.yaml", "*.csv"], &[], problems),
                    }
                }
            }
            ("charts", EntryKind::Folder) => {
                for (folder, entry) in folder.folder("charts").entries(problems) {
                    match ending(&entry) {
                        Some("yaml") => found.charts.push(folder.file(&entry.name)),
                        Some("csv") => found.figures.push(folder.file(&entry.name)),
                        _ => stray(&folder, &entry, &["*.yaml", "*.csv"], &[], problems),
                    }
                }
            }
            ("images", EntryKind::Folder) => {
                for (folder, entry) in folder.folder("images").entries(problems) {
                    match entry.kind {
                        EntryKind::File(_) => found.images.push(Found { name: entry.name.clone(), ..folder.file(&entry.name) }),
                        _ => stray(&folder, &entry, &[], &[], problems),
                    }
                }
            }
            _ => stray(folder, &entry, &files, &["sections", "tables", "charts", "images"], problems),
        }
    }
    if found.report.is_none() && !already(problems, "report.yaml") {
        problems.push(
            Diagnostic::error("missing-file", format!("the report `{}` has no `report.yaml`", found.slug))
                .in_path(format!("{}/report.yaml", found.shown))
                .help("write it: framework, area, language, state and dates; or remove the folder"),
        );
    }
    found
}

/// Prose by its name; a README tells people about the folder and belongs to no report.
fn is_prose(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "md") && name != "README.md"
}

/// The ending of a file's name; `None` for anything but a file.
fn ending(entry: &Entry) -> Option<&str> {
    matches!(entry.kind, EntryKind::File(_)).then(|| entry.name.rsplit_once('.').map(|(_, ending)| ending)).flatten()
}

/// What editors, version control and desktops leave behind.
fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || ["swp", "swo", "tmp", "bak"].iter().any(|ending| name.rsplit_once('.').is_some_and(|(_, found)| found == *ending))
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(name, "Thumbs.db" | "desktop.ini" | "README.md")
}

/// Says that an entry stands where nothing like it is expected. `files` may hold `*.yaml` and the like.
fn stray(folder: &Folder, entry: &Entry, files: &[&str], folders: &[&str], problems: &mut Problems) {
    let path = format!("{}/{}", folder.shown, entry.name);
    let name = &entry.name;
    let diagnostic = match entry.kind {
        EntryKind::Link => no_link(&path),
        EntryKind::Other => no_file(&path),
        EntryKind::Folder => match folders
            .iter()
            .copied()
            .find(|known| *known == name.to_lowercase())
            .or_else(|| suggest::nearest(name, folders.iter().copied()))
        {
            Some(meant) => Diagnostic::error("misnamed-file", format!("the folder `{name}` is not read"))
                .help(format!("did you mean `{meant}`? Rename it")),
            None if files.iter().any(|known| known == name) => {
                Diagnostic::error("misnamed-file", format!("`{name}` is a folder, where a file is expected"))
                    .help(format!("`{name}` must be a file"))
            }
            None => Diagnostic::warning("unused-file", format!("the folder `{name}` is not read"))
                .help("nothing is read from it here: take it away"),
        },
        EntryKind::File(_) => match meant(name, files, folders) {
            Some(meant) => Diagnostic::error("misnamed-file", format!("the file `{name}` is not read"))
                .help(format!("did you mean `{meant}`? Rename it")),
            None => Diagnostic::warning("unused-file", format!("the file `{name}` is not read"))
                .help("nothing of this name is expected here: take it away"),
        },
    };
    problems.push(diagnostic.in_path(path));
}

/// The name that was meant by a file's name.
fn meant(name: &str, files: &[&str], folders: &[&str]) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let right = match ending.to_lowercase().as_str() {
        "yml" | "yaml" => "yaml",
        "markdown" | "mdown" | "mkd" | "md" | "txt" => "md",
        "csv" => "csv",
        _ => ending,
    };
    let name = format!("{stem}.{right}");
    let known = files.iter().copied().filter(|known| !known.starts_with('*'));
    let exact = known.clone().find(|known| *known == name.to_lowercase()).or_else(|| suggest::nearest(&name, known)).map(str::to_owned);
    let any = || (right != ending && files.iter().any(|known| known.strip_prefix("*.") == Some(right))).then(|| name.clone());
    // Prose may stand wherever the folders of a report or the definition of a framework may.
    let prose = || {
        (right == "md" && right != ending && (files.contains(&"report.yaml") || files.contains(&"framework.yaml"))).then(|| name.clone())
    };
    // A folder's name with an ending: `sections.yaml`.
    let folder = || folders.iter().find(|folder| **folder == stem && right == "yaml").map(|folder| format!("{folder}/{name}"));
    exact.or_else(any).or_else(prose).or_else(folder)
}

/// A folder that is being read.
struct Folder<'a> {
    system: &'a dyn System,
    path: PathBuf,
    shown: String,
}

impl<'a> Folder<'a> {
    fn name(&self) -> &str {
        self.shown.rsplit('/').next().unwrap_or("")
    }

    fn file(&self, name: &str) -> Found {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        Found { name: stem.to_owned(), path: self.path.join(name), shown: format!("{}/{name}", self.shown) }
    }

    fn folder(&self, name: &str) -> Folder<'a> {
        Folder { system: self.system, path: self.path.join(name), shown: format!("{}/{name}", self.shown) }
    }

    /// What is in it and counts, sorted; `None` if that cannot be found out.
    fn list(&self, problems: &mut Problems) -> Option<Vec<Entry>> {
        match self.system.list(&self.path) {
            Ok(mut entries) => {
                entries.retain(|entry| !is_ignored(&entry.name));
                entries.retain(|entry| {
                    let broken = entry.name.contains('\u{fffd}');
                    if broken {
                        problems.push(
                            Diagnostic::error("bad-name", "a file's name is not UTF-8")
                                .in_path(format!("{}/{}", self.shown, entry.name))
                                .help("rename it: letters, digits and hyphens"),
                        );
                    }
                    !broken
                });
                Some(entries)
            }
            Err(error) => {
                problems.push(unread(&error, &self.shown));
                None
            }
        }
    }

    /// What is in it, with the folder itself beside each entry.
    fn entries(self, problems: &mut Problems) -> impl Iterator<Item = (Folder<'a>, Entry)> + use<'a> {
        let entries = self.list(problems).unwrap_or_default();
        let Folder { system, path, shown } = self;
        entries.into_iter().map(move |entry| (Folder { system, path: path.clone(), shown: shown.clone() }, entry))
    }

    /// The folders in it, whose names are published; anything else is reported.
    fn folders(&self, what: &str, problems: &mut Problems) -> Vec<Folder<'a>> {
        let mut folders = Vec::new();
        for entry in self.list(problems).unwrap_or_default() {
            if entry.kind != EntryKind::Folder {
                stray(self, &entry, &[], &[], problems);
                continue;
            }
            if !is_name(&entry.name) || entry.name.len() > 100 {
                problems.push(
                    Diagnostic::error("bad-name", format!("`{}` cannot be the name of a {what}", entry.name))
                        .in_path(format!("{}/{}", self.shown, entry.name))
                        .help(format!(
                            "it becomes an address: lower-case letters, digits and single hyphens; `{}` would do",
                            as_name(&entry.name)
                        )),
                );
            }
            folders.push(self.folder(&entry.name));
        }
        folders
    }
}

/// Whether a word may be a name in addresses and references: lower-case letters, digits and single hyphens between them.
pub fn is_name(word: &str) -> bool {
    word.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// The name nearest to a word.
pub fn as_name(word: &str) -> String {
    let folded: String = word.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = folded.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "name".into() } else { parts.join("-").chars().take(100).collect() }
}
