//! From a content folder to a [`Project`]: everything read, everything checked, every problem collected.
//!
//! A file that is broken is reported once; what depends on it is then left unchecked rather than reported a second time. So a
//! misspelt criterion in a framework does not make every section of every report wrong.

mod cases;
mod charts;
mod compared;
mod findings;
mod parts;
mod report;
mod scores;
mod tables;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;

use super::allow::ProseAllow;
use super::house::{House, HouseWord, Limits};
use super::raw::{OneOrMore, RawAllow, RawProgramme, RawText};
use super::{Programme, Project, Report};
use crate::date::Date;
use crate::diag::{self, Diagnostic, FileId, Label, Problems, Sources, Span, Spanned};
use crate::framework::Framework;
use crate::framework::resolve::{Resolved, Sure, load_framework};
use crate::locale::{Lang, Locale};
use crate::source::decode::{Decode, Line, Place, TextOr, did_you_mean};
use crate::source::discover::{self, Content, Found, FrameworkFolder, ReportFolder};
use crate::source::system::System;
use crate::source::{read, yaml};

/// Loads everything below the folder `content`; of the reports only those in `only`, or all if that is empty, and the scores of what they
/// are compared with.
///
/// # Errors
/// All problems of all files, sorted by file and place, when at least one is an error.
pub fn load_project(system: &dyn System, content: &Path, sources: &mut Sources, only: &[String]) -> diag::Result<Project> {
    let (project, problems) = read_project(system, content, sources, only);
    match project {
        Some(project) => diag::unless_errors(project, problems),
        None => Err(problems),
    }
}

/// The same for further checks of what could be read: a project although there are errors, its reports with their gaps.
///
/// Without a programme, or a report's framework or `report.yaml`, there is nothing to check further.
pub fn read_project(system: &dyn System, content: &Path, sources: &mut Sources, only: &[String]) -> (Option<Project>, Problems) {
    let mut problems = Vec::new();
    let found = discover::discover(system, content, only, &mut problems);
    finished(content, found.and_then(|found| load(system, &found, sources, &mut problems)), sources, problems)
}

fn finished(content: &Path, project: Option<Project>, sources: &Sources, mut problems: Problems) -> (Option<Project>, Problems) {
    if project.is_none() && !problems.iter().any(Diagnostic::is_error) {
        problems.push(unexplained(content));
    }
    diag::sort(&mut problems, sources);
    (project, problems)
}

/// What is said when the content cannot be read and nothing has been said of it.
pub fn unexplained(content: &Path) -> Diagnostic {
    Diagnostic::error("internal-error", "the content could not be read, and bluebook cannot say why")
        .in_path(discover::shown_path(content))
        .help("this is a mistake in bluebook: please report it with the content")
}

fn load(system: &dyn System, found: &Content, sources: &mut Sources, problems: &mut Problems) -> Option<Project> {
    let shared = Shared::read(system, found.programme.as_ref(), &found.frameworks, sources, problems);
    let reports: Vec<_> = found.reports.iter().filter_map(|folder| shared.read_report(system, folder, sources, problems)).collect();
    let wanted: Vec<Wanted> = reports.iter().map(|report| (&*report.framework.id, report.published.value)).collect();
    let others = found.others.iter();
    let compared = others.filter_map(|folder| shared.read_compared(system, folder, &wanted, sources, problems)).collect();
    Some(Project { programme: shared.programme.clone()?, frameworks: shared.frameworks().cloned().collect(), reports, compared })
}

/// What all reports of a content folder rest on.
pub struct Shared {
    /// `programme.yaml`, if it could be read.
    pub programme: Option<Programme>,
    known: Vec<Known>,
}

/// The framework and the date of a report that others are compared with.
pub type Wanted<'a> = (&'a str, Date);

impl Shared {
    /// Reads the programme and its frameworks.
    pub fn read(
        system: &dyn System,
        programme: Option<&Found>,
        frameworks: &[FrameworkFolder],
        sources: &mut Sources,
        problems: &mut Problems,
    ) -> Self {
        let mut reader = Reader { system, sources, problems, beside: Vec::new() };
        let programme = programme.and_then(|file| self::programme(&mut reader, file));
        let known = frameworks
            .iter()
            .map(|folder| Known {
                id: folder.id.clone(),
                shown: folder.shown.clone(),
                prose: folder.prose.iter().map(|file| file.name.clone()).collect(),
                resolved: load_framework(reader.system, folder, reader.sources, reader.problems)
                    .map(|Resolved { framework, sure }| (Arc::new(framework), sure)),
            })
            .collect();
        Self { programme, known }
    }

    /// The frameworks that could be read, sorted by id.
    pub fn frameworks(&self) -> impl Iterator<Item = &Arc<Framework>> {
        self.known.iter().filter_map(|known| known.resolved.as_ref().map(|(framework, _)| framework))
    }

    /// Reads a report, as far as that can be done. `sources` and `problems` begin with those of what is shared.
    pub fn read_report(
        &self,
        system: &dyn System,
        folder: &ReportFolder,
        sources: &mut Sources,
        problems: &mut Problems,
    ) -> Option<Report> {
        let mut reader = Reader { system, sources, problems, beside: Vec::new() };
        report::load_report(&mut reader, folder, self.programme.as_ref(), &self.known)
    }

    /// Reads what others are compared with of a report, if one of `wanted` is. `sources` and `problems` as for a report.
    pub fn read_compared(
        &self,
        system: &dyn System,
        folder: &ReportFolder,
        wanted: &[Wanted<'_>],
        sources: &mut Sources,
        problems: &mut Problems,
    ) -> Option<Report> {
        let mut reader = Reader { system, sources, problems, beside: Vec::new() };
        compared::load_compared(&mut reader, folder, &self.known, wanted)
    }
}

/// A framework's folder, and what came of it.
struct Known {
    id: String,
    /// The folder as messages show it.
    shown: String,
    /// The names of its Markdown files, readable or not.
    prose: Vec<String>,
    resolved: Option<(Arc<Framework>, Sure)>,
}

/// What reading takes.
struct Reader<'a> {
    system: &'a dyn System,
    sources: &'a mut Sources,
    problems: &'a mut Problems,
    /// What may stand in the texts of the report that is being read: the allows beside them.
    beside: Vec<ProseAllow>,
}

impl Reader<'_> {
    /// Keeps the allows beside a text, each for the whole of it.
    fn keep_allows(&mut self, raw: Option<&OneOrMore<RawAllow>>, text: &Spanned<String>) {
        let path = &self.sources.file(text.span.file).path;
        for allow in raw.into_iter().flat_map(|list| &list.0).filter_map(scores::allow) {
            let file = Spanned::new(path.clone(), allow.span);
            self.beside.push(ProseAllow { file, quote: text.clone(), places: vec![text.span], times: None, allow });
        }
    }

    /// A text, once what stands beside it has been kept.
    fn text(&mut self, raw: RawText) -> Option<Spanned<String>> {
        match raw {
            TextOr::Text(text) => Some(text),
            TextOr::Record(raw) => {
                let text = raw.text?;
                self.keep_allows(raw.allow.as_ref(), &text);
                Some(text)
            }
        }
    }

    /// A YAML file as a record.
    fn record<T: Decode>(&mut self, found: &Found) -> Option<(FileId, T)> {
        let file = read::text(self.system, &found.path, &found.shown, self.sources, self.problems)?;
        let root = yaml::parse(file, &self.sources.file(file).text, self.problems)?;
        Some((file, T::decode(&root, Place::File, self.problems)?))
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }

    /// Whether a key of the mapping at `span` was dropped because it stands there twice: then one that is missing is no second mistake.
    fn has_duplicate(&self, span: Span) -> bool {
        let inside = |label: &Label| label.span.file == span.file && span.range().contains(&(label.span.start as usize));
        self.problems.iter().any(|problem| problem.name == "duplicate-key" && problem.labels.first().is_some_and(inside))
    }
}

fn programme(reader: &mut Reader, found: &Found) -> Option<Programme> {
    let (_, raw) = reader.record::<RawProgramme>(found)?;
    for address in raw.website.iter().chain(&raw.base_url) {
        if !address.0.starts_with("https://") && !address.0.starts_with("http://") {
            reader.report(
                Diagnostic::error("bad-address", format!("‘{}’ is not an address of the web", address.0))
                    .at(address.span, "")
                    .help(format!("write it in full: `https://{}`", address.0.trim_start_matches('/'))),
            );
        }
    }
    for address in raw.website.iter().chain(&raw.base_url) {
        if let Some(sign) = address.0.chars().find(|c| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(*c)) {
            reader.report(
                Diagnostic::error("bad-address", format!("‘{}’ is not an address of the web", address.0))
                    .at(address.span, "")
                    .help(format!("an address has no ‘{}’: write it as the browser shows it", sign.escape_default())),
            );
        }
    }
    if let Some(base) = raw.base_url.as_ref().filter(|base| base.0.contains(['?', '#'])) {
        reader.report(
            Diagnostic::error("bad-address", format!("‘{}’ is not the address of a folder", base.0))
                .at(base.span, "has a ? or #")
                .help("give the address of the folder that the edition goes to, such as `https://www.example.org/reports/`"),
        );
    }
    let mut languages: Vec<Lang> = Vec::new();
    for written in raw.languages.iter().flat_map(|list| &list.value) {
        let Some(language) = language(reader, written) else { continue };
        if languages.contains(&language) {
            reader.report(
                Diagnostic::error("duplicate-name", format!("the language `{language}` stands here twice"))
                    .at(written.span, "the second")
                    .help("take it out"),
            );
        } else {
            languages.push(language);
        }
    }
    let limits = raw.limits.map_or_else(Limits::default, |raw| Limits {
        sentence: raw.sentence,
        recommendations: raw.recommendations,
        parts: raw.parts.map(|parts| parts.entries).unwrap_or_default(),
    });
    let words = raw.words.unwrap_or_default().into_iter().map(|raw| HouseWord {
        avoid: raw.avoid.map(|avoid| avoid.0.into_iter().map(|word| word.map(|line| line.0)).collect()).unwrap_or_default(),
        write: raw.write.map(|line| line.value.0),
        because: raw.because.map(|line| line.value.0),
    });
    let words = words.collect();
    let inspectorate = raw.inspectorate?;
    let address: Vec<String> = inspectorate.address?.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    Some(Programme {
        inspectorate: inspectorate.name?.value.0,
        inspectorate_short: inspectorate.short?.value.0,
        address,
        website: raw.website.map(|website| website.map(|line| line.0)),
        base_url: raw.base_url.map(|base| format!("{}/", base.value.0.trim_end_matches('/'))),
        pages: raw.pages.unwrap_or_default(),
        languages,
        licence: raw.licence?,
        contact: raw.contact,
        house: House { checks: raw.checks.map(|checks| checks.entries).unwrap_or_default(), limits, words },
    })
}

/// A language that the tool can publish in.
fn language(reader: &mut Reader, written: &Spanned<Line>) -> Option<Lang> {
    if Locale::AVAILABLE.contains(&written.0.as_str()) {
        return Some(Lang(written.0.clone()));
    }
    reader.report(
        Diagnostic::error("unknown-language", format!("bluebook has no words for the language `{}`", written.0))
            .at(written.span, "not available")
            .help(did_you_mean(&written.0, "available", &Locale::AVAILABLE)),
    );
    None
}

/// What could be read of the files of a folder, and the names of the others.
fn read_and_unread<T>(files: &[Found], each: Vec<Option<T>>) -> (Vec<T>, Vec<String>) {
    let unread = files.iter().zip(&each).filter(|(_, read)| read.is_none()).map(|(found, _)| found.name.clone()).collect();
    (each.into_iter().flatten().collect(), unread)
}

/// Whether a key of the file is not known: then one that is missing is probably the same mistake.
fn misspelt(reader: &Reader, file: FileId) -> bool {
    let unknown = |problem: &Diagnostic| problem.name == "unknown-key" && problem.labels.iter().any(|label| label.span.file == file);
    reader.problems.iter().any(unknown)
}

/// `one`, `two` or `several`, each as it is, for messages.
fn numbers(words: &[&str]) -> String {
    match words {
        [] => "none".into(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
