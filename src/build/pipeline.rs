//! The stages in order, from a content folder to the files of an edition.
//!
//! Reports are built side by side; what comes out is in the order of their folder names, whatever the number of threads.

use std::cell::RefCell;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use super::cache::{self, Cache, Kept, Key};
use super::outputs::{Formats, Input, OutputFile};
use super::site::{page_file, programmes, site, site_files};
use super::watch::{Part, Stage, Watcher, watched};
use crate::chart::draw::draw;
use crate::checks;
use crate::diag::{self, Diagnostic, Problems, Sources, Warned, unless_errors};
use crate::document::build::build_document;
use crate::document::tree::Document;
use crate::html::{Download, DownloadKind, ReportPage, Site};
use crate::layout::{layout_document, unprintable};
use crate::locale::Locale;
use crate::model::Project;
use crate::model::allow::Accepted;
use crate::model::report::{ACCEPTED, ALL_SCORES, Report, State};
use crate::model::resolve::read_project;
use crate::scoring::comparators::comparators;
use crate::scoring::{Scores, score};
use crate::source::discover;
use crate::source::log::Witness;
use crate::source::system::System;
use crate::text::shape::Shaper;
use crate::text::{Fonts, Style};
use crate::theme::Theme;
use crate::{data, html, pdf, theme};

/// What a run is to do.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The content folder.
    pub content: PathBuf,
    /// The reports that are not published, in place of those that are.
    pub drafts: bool,
    /// Only these reports, by folder name; all if empty.
    pub reports: Vec<String>,
    /// Which outputs.
    pub formats: Formats,
    /// How many reports are built at once.
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

/// A report with its scores and its document. `R` is a reference, or what else leads to a report and keeps it.
pub(super) struct Prepared<R> {
    pub(super) report: R,
    pub(super) scores: Scores,
    pub(super) locale: Locale,
    pub(super) document: Document,
}

/// What a look at the content found.
#[derive(Debug, Default)]
pub struct Checked {
    /// What is wrong or doubtful, errors among it.
    pub problems: Problems,
    /// What stands by an author's leave.
    pub accepted: Vec<Accepted>,
}

/// Reads and checks everything, and makes nothing.
pub fn check(system: &dyn System, settings: &Settings, sources: &mut Sources, watcher: &dyn Watcher) -> Checked {
    let mut problems = Problems::new();
    watcher.stage(Stage::Reading);
    let mut accepted = Vec::new();
    if let Some((project, _, fonts)) = load(system, settings, sources, &mut problems) {
        watcher.stage(Stage::Checking);
        let prepared = prepare(&project, sources, settings, &mut problems);
        programmes(&project, &all(&prepared), sources, &mut problems);
        problems.extend(prepared.iter().flat_map(|prepared| unprintable(&prepared.document, &fonts, sources)));
        accepted.extend(prepared.into_iter().flat_map(|prepared| prepared.scores.accepted));
    }
    diag::sort(&mut problems, sources);
    Checked { problems, accepted }
}

/// The documents of all reports, published or not, for those who look at them and not at their forms.
///
/// # Errors
/// All of the content's errors.
pub fn documents(system: &dyn System, settings: &Settings, sources: &mut Sources) -> diag::Result<Vec<Document>> {
    let mut problems = Problems::new();
    let Some((project, ..)) = load(system, settings, sources, &mut problems) else { return Err(problems) };
    let prepared = prepare(&project, sources, settings, &mut problems);
    unless_errors(prepared.into_iter().map(|prepared| prepared.document).collect(), problems)
}

/// Builds the files of an edition: of the published reports, or with [`Settings::drafts`] of the others. What `cache` holds is not
/// made again.
///
/// # Errors
/// All of the content's errors, those of reports that are not built now too.
pub fn build(
    system: &dyn System,
    settings: &Settings,
    cache: Option<&Cache<'_>>,
    sources: &mut Sources,
    watcher: &dyn Watcher,
) -> diag::Result<Edition> {
    let mut problems = Problems::new();
    watcher.stage(Stage::Reading);
    let witness = Witness::new(system);
    let Some((project, theme, fonts)) = load(&witness, settings, sources, &mut problems) else { return Err(problems) };
    watcher.stage(Stage::Checking);
    let mut prepared = prepare(&project, sources, settings, &mut problems);
    programmes(&project, &all(&prepared), sources, &mut problems);
    problems.extend(prepared.iter().flat_map(|prepared| unprintable(&prepared.document, &fonts, sources)));
    diag::sort(&mut problems, sources);
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }
    let wanted = |report: &Report| (report.state == State::Published) != settings.drafts;
    if !settings.reports.is_empty() {
        problems.extend(prepared.iter().filter(|prepared| !wanted(prepared.report)).map(|prepared| other_state(prepared.report)));
        if problems.iter().any(Diagnostic::is_error) {
            return Err(problems);
        }
    }
    prepared.retain(|prepared| wanted(prepared.report));
    watcher.stage(Stage::Setting);
    watcher.reports(prepared.len());
    let site = site(&project, &fonts, settings.drafts);
    // The tool's own fonts are part of the tool, which is in every key.
    let own = || fonts.iter().filter_map(|(_, face)| face.bytes.own());
    let kept = cache.map(|cache| (cache, cache::key(&[&site, &theme, &settings.formats, &fonts], own())));
    let built = in_pool(settings.jobs, || {
        let each = prepared.par_iter();
        let set = |prepared: &Prepared<_>| {
            let make = || build_report(prepared, &site, (&theme, &fonts), settings.formats, &[], watcher);
            let built = kept_or_built(kept.as_ref(), prepared, make);
            watcher.report_is_set();
            built
        };
        each.map(set).collect::<Vec<_>>()
    });
    if let (Some(cache), true) = (cache, settings.reports.is_empty()) {
        cache.keep_only(&prepared.iter().map(|prepared| prepared.report.slug.as_str()).collect::<Vec<_>>());
    }
    let (mut files, mut reports) = (Vec::new(), Vec::new());
    for result in built {
        match result {
            Ok((report, report_files)) => {
                files.extend(report_files);
                reports.push(report);
            }
            Err(found) => problems.extend(found),
        }
    }
    if settings.formats.html {
        files.extend(site_files(&project, &site, &all(&prepared), sources, (&theme, &fonts), &mut problems));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let inputs = inputs(&settings.content, witness);
    unless_errors(Edition { files, inputs, reports }, problems)
}

/// A report was asked for by name that is not for this edition.
fn other_state(report: &Report) -> Diagnostic {
    let Report { slug, .. } = report;
    let (belongs, help) = if report.state == State::Published {
        ("is no draft", format!("leave --drafts away: 'bluebook build --report {slug} --out preview'"))
    } else {
        (
            "is not for the published edition",
            format!("'bluebook build --drafts --report {slug}' builds it, each page marked with its state"),
        )
    };
    let message = format!("the report '{slug}' {belongs}: its state is '{}'", report.state.name());
    Diagnostic::error("report-in-another-state", message).in_path(format!("reports/{slug}")).help(help)
}

/// What can be read, with every problem met; `None` when there is nothing to go on with.
pub(super) fn load(
    system: &dyn System,
    settings: &Settings,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<(Project, Theme, Fonts)> {
    let (project, found) = read_project(system, &settings.content, sources, &settings.reports);
    problems.extend(found);
    let theme = theme::load(system, &settings.content, sources).and_then(|theme| {
        let fonts = theme::load_fonts(system, &settings.content, &theme.value)?;
        problems.extend(theme.warnings.into_iter().chain(fonts.warnings));
        Ok((theme.value, fonts.value))
    });
    let (theme, fonts) = theme.unwrap_or_else(|found| {
        problems.extend(found);
        // The content is checked all the same; nothing is drawn with these.
        (Theme::base(), Fonts::bundled())
    });
    Some((project?, theme, fonts))
}

/// The documents of all reports whose texts are sound, published or not, and every problem of the others.
pub(super) fn prepare<'a>(
    project: &'a Project,
    sources: &Sources,
    settings: &Settings,
    problems: &mut Problems,
) -> Vec<Prepared<&'a Report>> {
    problems.extend(checks::settings_problems(project));
    // All scores first: a report says what the others reached.
    let (mut scores, found): (Vec<Scores>, Vec<Problems>) =
        in_pool(settings.jobs, || project.reports.par_iter().map(score).collect::<Vec<_>>()).into_iter().unzip();
    problems.extend(found.into_iter().flatten());
    let (compared, found): (Vec<Scores>, Vec<Problems>) =
        in_pool(settings.jobs, || project.compared.par_iter().map(score).collect::<Vec<_>>()).into_iter().unzip();
    problems.extend(found.into_iter().flatten().filter(Diagnostic::is_error));
    let all: Vec<(&Report, &Scores)> = project.reports.iter().zip(&scores).chain(project.compared.iter().zip(&compared)).collect();
    let compared: Vec<_> = project.reports.iter().map(|report| comparators(report, &all)).collect();
    for (scores, compared) in scores.iter_mut().zip(compared) {
        scores.comparators = compared;
    }
    let each = in_pool(settings.jobs, || {
        let reports = project.reports.par_iter().zip(scores);
        reports.map(|(report, scores)| prepare_report(project, report, scores, sources)).collect::<Vec<_>>()
    });
    let mut all = Vec::new();
    for result in each {
        match result {
            Ok(prepared) => {
                problems.extend(prepared.warnings);
                all.push(prepared.value);
            }
            Err(found) => problems.extend(found),
        }
    }
    all
}

fn all<R>(prepared: &[Prepared<R>]) -> Vec<&Prepared<R>> {
    prepared.iter().collect()
}

/// What follows from a report whose scores are known.
pub(super) fn prepare_report<R: Deref<Target = Report>>(
    project: &Project,
    report: R,
    mut scores: Scores,
    sources: &Sources,
) -> diag::Result<Prepared<R>> {
    let Some(locale) = Locale::load(&report.lang) else {
        return Err(vec![
            Diagnostic::error("unknown-language", format!("there are no words for the language '{}'", report.lang))
                .help(format!("the languages are: {}", Locale::AVAILABLE.join(", "))),
        ]);
    };
    let Warned { value: mut document, mut warnings } = build_document(&project.programme, &report, &scores, &locale, sources)?;
    let outcome = checks::run_all(&project.programme, &report, &scores, &document, &locale, sources);
    warnings.extend(outcome.problems);
    if !outcome.accepted.is_empty() {
        // What stands by leave is said in the document too, and only now is it known.
        scores.accepted.extend(outcome.accepted);
        document = build_document(&project.programme, &report, &scores, &locale, sources)?.value;
    }
    Ok(Warned { value: Prepared { report, scores, locale, document }, warnings })
}

pub(super) fn in_pool<T: Send>(jobs: usize, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
        Ok(pool) => pool.install(work),
        // The machine gives no more threads: one after the other is slower and the same.
        Err(_) => work(),
    }
}

/// The files of a report, out of the cache if they were made from just this before. All that `make` uses is in `prepared` and in the key
/// of the looks that stands beside the cache.
fn kept_or_built(
    kept: Option<&(&Cache<'_>, Key)>,
    prepared: &Prepared<&Report>,
    make: impl FnOnce() -> Result<(BuiltReport, Vec<Download>, Vec<OutputFile>), Problems>,
) -> Result<(BuiltReport, Vec<OutputFile>), Problems> {
    let Some((cache, looks)) = kept else { return make().map(|(report, _, files)| (report, files)) };
    // A locale is its language: its words are the tool's.
    let Prepared { report, scores, locale, document } = prepared;
    let key = cache::key(&[report, scores, locale, document, looks], report.images.iter().map(|image| &image.bytes[..]));
    if let Some(Kept { pages, files }) = cache.get(&report.slug, &key) {
        return Ok((BuiltReport { slug: report.slug.clone(), title: document.meta.title.clone(), pages }, files));
    }
    let (built, _, files) = make()?;
    let kept = Kept { pages: built.pages, files };
    cache.put(&built.slug, &key, &kept);
    Ok((built, kept.files))
}

/// The files of a report, and what its page leads to. `known` are the downloads that the page leads to beside those that are made now.
pub(super) fn build_report<R: Deref<Target = Report>>(
    prepared: &Prepared<R>,
    site: &Site,
    (theme, fonts): (&Theme, &Fonts),
    formats: Formats,
    known: &[Download],
    watcher: &dyn Watcher,
) -> Result<(BuiltReport, Vec<Download>, Vec<OutputFile>), Problems> {
    let Prepared { report, scores, locale, document } = prepared;
    let slug = &report.slug;
    let mut files = Vec::new();
    let mut downloads = known.to_vec();
    let mut add = |path: String, bytes: Vec<u8>, kind: Option<DownloadKind>| {
        if let Some(kind) = kind {
            downloads.push(Download { href: path.clone(), kind, bytes: bytes.len() as u64 });
        }
        files.push(OutputFile { path: format!("{slug}/{path}"), bytes });
    };
    let mut pages = None;
    if formats.pdf {
        let laid_out = watched(watcher, Part::Layout, || layout_document(document, &report.images, theme, fonts));
        pages = Some(laid_out.pages.len());
        let bytes = watched(watcher, Part::Pdf, || pdf::write_pdf(document, laid_out, &report.images, fonts))?;
        add(format!("{slug}.pdf"), bytes, Some(DownloadKind::Pdf));
    }
    if formats.data {
        watcher.part_begins(Part::Data);
        add("report.json".to_owned(), data::report_json(document, scores, report), Some(DownloadKind::Json));
        add(format!("data/{slug}.ods"), data::ods::write(&data::workbook::workbook(document, locale)), Some(DownloadKind::Ods));
        for (path, bytes) in data::csv_files(document, locale) {
            let kind = match path.strip_prefix("data/").and_then(|name| name.strip_suffix(".csv")) {
                Some(ALL_SCORES) => DownloadKind::Scores,
                Some(ACCEPTED) => DownloadKind::Accepted,
                _ => DownloadKind::Csv,
            };
            add(path, bytes, Some(kind));
        }
        if let Some((path, bytes)) = data::csv_metadata(document, locale) {
            add(path, bytes, Some(DownloadKind::CsvMetadata));
        }
        watcher.part_ends(Part::Data);
    }
    if formats.html {
        watcher.part_begins(Part::Html);
        for (path, bytes) in html::image_files(&report.images) {
            add(path, bytes, None);
        }
        let shaper = RefCell::new(Shaper::new(fonts));
        let measure = |text: &str, size, bold| {
            let face = fonts.face_id(if bold { Style::Bold } else { Style::Regular });
            shaper.borrow_mut().width(text, face, size)
        };
        let pages = html::report_pages(&ReportPage {
            site,
            document,
            images: &report.images,
            locale,
            downloads: &downloads,
            grades: &report.framework.grades,
            pages: report.pages,
            draw: &|spec, width| draw(spec, width, theme, &measure),
        });
        files.extend(pages.into_iter().map(page_file));
        files.extend(html::search_files(document, report.pages).into_iter().map(|(path, bytes)| OutputFile { path, bytes }));
        watcher.part_ends(Part::Html);
    }
    Ok((BuiltReport { slug: slug.clone(), title: document.meta.title.clone(), pages }, downloads, files))
}

/// What was read, sorted by path.
fn inputs(content: &Path, witness: Witness) -> Vec<Input> {
    let below = |path: PathBuf| discover::shown_path(path.strip_prefix(content).unwrap_or(&path));
    witness.into_files().into_iter().map(|(path, sha256)| Input { path: below(path), sha256 }).collect()
}
