//! The stages in order, from a content folder to the files of an edition.
//!
//! Reports are built side by side; what comes out is in the order of their folder names, whatever the number of threads.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::cache::{self, Cache, Key};
use super::content::Content;
use super::ground::{Ground, Slugs, looks};
use super::outputs::{Formats, Input, OutputFile, Sink, SummedFile};
use super::receipt::{Digest, KeptFile, Receipt};
use super::site::{page_file, programmes, site, site_files};
use super::told::Told;
use super::watch::{Part, Stage, Watcher, watched};
use super::workers::Workers;
use crate::chart::draw::draw;
use crate::checks;
use crate::diag::{self, Diagnostic, Problems, Sources, unless_errors};
use crate::document::build::read_document;
use crate::document::tree::Document;
use crate::html::{Download, DownloadKind, ReportPage, Site};
use crate::layout::{layout_document, unprintable};
use crate::locale::Locale;
use crate::model::Programme;
use crate::model::allow::Accepted;
use crate::model::report::{ACCEPTED, ALL_SCORES, Gaps, Report, State};
use crate::model::resolve::{Wanted, unexplained};
use crate::scoring::comparators::{Inspected, comparators, computed};
use crate::scoring::{Scores, score};
use crate::source::discover::{self, report_folder};
use crate::source::log::{Log, Logged, Snapshot};
use crate::source::system::System;
use crate::text::shape::Shaper;
use crate::text::{Fonts, Style};
use crate::theme::Theme;
use crate::{data, html, pdf};

/// How many reports are kept in memory between their reading and their making: reading many twice costs less than their room.
const HELD: usize = 64;

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

/// What a build made, beside the files.
#[derive(Debug, Clone)]
pub struct Edition {
    /// What the files were made from.
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
    let Checked { mut problems, mut accepted } = Checked::default();
    let aim = Aim { cache: None, sink: None, documents: false };
    if let Some(found) = look(system, settings, &aim, watcher, &mut problems) {
        *sources = found.sources;
        found.finished.into_iter().chain(found.others).for_each(|finished| finished.told.say(sources, &mut problems, &mut accepted));
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
    let Some(found) = look(system, settings, &Aim { cache: None, sink: None, documents: true }, &(), &mut problems) else {
        return Err(problems);
    };
    *sources = found.sources;
    let mut documents = Vec::new();
    for finished in found.finished.into_iter().chain(found.others) {
        finished.told.say(sources, &mut problems, &mut Vec::new());
        documents.extend(finished.document);
    }
    diag::sort(&mut problems, sources);
    unless_errors(documents, problems)
}

/// Builds the files of an edition: of the published reports, or with [`Settings::drafts`] of the others. They go to `sink` as soon as they
/// are made, whether or not there is an error later. What `cache` holds is neither read nor made again.
///
/// # Errors
/// All of the content's errors, those of reports that are not built now too.
pub fn build(
    system: &dyn System,
    settings: &Settings,
    cache: Option<&Cache<'_>>,
    sources: &mut Sources,
    watcher: &dyn Watcher,
    sink: &dyn Sink,
) -> diag::Result<Edition> {
    let mut problems = Problems::new();
    let aim = Aim { cache, sink: Some(sink), documents: false };
    let Some(found) = look(system, settings, &aim, watcher, &mut problems) else { return Err(problems) };
    let Found { ground, slugs, sources: shared, log, theme, fonts, finished, others } = found;
    *sources = shared;
    let mut inputs: BTreeMap<&Path, [u8; 32]> = ground.log.files().chain(log.files()).collect();
    inputs.extend(finished.iter().chain(&others).flat_map(|finished| finished.log.files()));
    let below = |path: &Path| discover::shown_path(path.strip_prefix(&settings.content).unwrap_or(path));
    let inputs = inputs.into_iter().map(|(path, sha256)| Input { path: below(path), sha256 }).collect();
    let mut digests = Vec::new();
    for finished in finished {
        finished.told.say(sources, &mut problems, &mut Vec::new());
        digests.extend(finished.digest);
    }
    others.into_iter().for_each(|finished| finished.told.say(sources, &mut problems, &mut Vec::new()));
    diag::sort(&mut problems, sources);
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }
    if !settings.reports.is_empty() {
        problems.extend(digests.iter().filter(|digest| !settings.want(digest)).map(other_state));
        if problems.iter().any(Diagnostic::is_error) {
            return Err(problems);
        }
    }
    if let (Some(cache), true) = (cache, settings.reports.is_empty()) {
        cache.keep_only(&slugs.asked);
    }
    digests.retain(|digest| settings.want(digest));
    if let (true, Some(programme)) = (settings.formats.html, &ground.shared.programme) {
        let site = site(programme, &fonts, settings.drafts);
        let all: Vec<_> = digests.iter().collect();
        let files = site_files(programme, ground.shared.frameworks(), &site, &all, sources, (&theme, &fonts), &mut problems);
        sink.put(files.into_iter().map(SummedFile::from).collect());
    }
    let report = |digest: Digest| {
        let Digest { slug, shown, .. } = digest;
        shown.map(|shown| BuiltReport { slug, title: shown.entry.title, pages: shown.pages })
    };
    unless_errors(Edition { inputs, reports: digests.into_iter().filter_map(report).collect() }, problems)
}

impl Settings {
    /// Whether a report is for this edition.
    fn want(&self, digest: &Digest) -> bool {
        (digest.state == State::Published) != self.drafts
    }
}

/// What a look at the content is for.
struct Aim<'a> {
    /// What need not be made again.
    cache: Option<&'a Cache<'a>>,
    /// Where files go; without it none are made.
    sink: Option<&'a dyn Sink>,
    /// Whether somebody wants the documents.
    documents: bool,
}

/// What was found.
struct Found {
    ground: Arc<Ground>,
    slugs: Slugs,
    /// All files that reports share.
    sources: Sources,
    /// What was asked for theme and fonts.
    log: Log,
    theme: Theme,
    fonts: Fonts,
    finished: Vec<Finished>,
    /// The reports that are not asked for, as far as others are compared with them.
    others: Vec<Finished>,
}

/// A report that has been read, checked and, if it is wanted, made.
struct Finished {
    told: Told,
    digest: Option<Digest>,
    log: Log,
    document: Option<Document>,
}

/// A report between its reading and its making.
struct Looked {
    slug: String,
    digest: Option<Digest>,
    state: Looking,
}

enum Looking {
    /// As it was when this was written down.
    Kept(Box<Receipt>),
    /// Read.
    Read(Box<Content>),
    /// Read, and let go of to make room.
    Seen(Log),
}

/// Looks at every report that is asked for: reads, scores, compares, checks and makes it, as many side by side as the settings say, and lets go
/// of it. What is wrong with a report is in what comes out, all else in `problems`; `None` if there is no content.
fn look(system: &dyn System, settings: &Settings, aim: &Aim, watcher: &dyn Watcher, problems: &mut Problems) -> Option<Found> {
    watcher.stage(Stage::Reading);
    let snapshot = Snapshot::new(system);
    let content = &settings.content;
    let (ground, slugs) = Ground::read(&snapshot, content, &settings.reports, None, problems)?;
    problems.extend(ground.problems.iter().cloned());
    let logged = Logged::new(&snapshot);
    let mut sources = ground.sources.clone();
    // The content is checked all the same; nothing is drawn with these.
    let base = || (Theme::base(), Fonts::bundled());
    let (theme, fonts) = looks(&logged, content, &mut sources, problems).unwrap_or_else(base);
    let log = logged.into_log();
    drop(snapshot);
    let workers = Workers::new(settings.jobs);
    let bench = Bench {
        system,
        settings,
        aim,
        watcher,
        ground: &ground,
        theme: &theme,
        fonts: &fonts,
        key: cache::key(&[&ground.mark, &log, &settings.formats, &settings.drafts]),
        held: AtomicUsize::new(0),
        wrong: AtomicBool::new(problems.iter().any(Diagnostic::is_error)),
    };
    let looked = workers.each(slugs.asked.clone(), |slug| bench.look(slug));
    let others = bench.compared(&slugs.others, &looked);
    let of_others = others.iter().filter_map(|finished| finished.digest.clone());
    let mut digests: Vec<Digest> = looked.iter().filter_map(|looked| looked.digest.clone()).chain(of_others).collect();
    digests.sort_by(|a, b| a.slug.cmp(&b.slug));
    match &ground.shared.programme {
        Some(programme) => {
            let parts = looked.iter().filter_map(|looked| looked.digest.as_ref()).flat_map(|digest| &digest.parts).map(String::as_str);
            problems.extend(checks::unknown_parts(programme, ground.shared.frameworks(), parts));
            programmes(programme, ground.shared.frameworks(), &[], &ground.sources, problems);
        }
        None if !problems.iter().any(Diagnostic::is_error) => problems.push(unexplained(content)),
        None => {}
    }
    // Whoever asks for a report in another state gets an error, once all else is well.
    let asked = |digest: &Digest| settings.reports.contains(&digest.slug) && !settings.want(digest);
    let wrong = others.iter().any(|finished| finished.told.has_errors()) || digests.iter().any(asked);
    if wrong || problems.iter().any(Diagnostic::is_error) {
        bench.wrong.store(true, Ordering::Relaxed);
    }
    watcher.stage(if aim.sink.is_some() { Stage::Setting } else { Stage::Checking });
    watcher.reports(looked.len());
    let all: Vec<Inspected> = digests.iter().map(Digest::inspected).collect();
    let finished = workers.each(looked, |looked| {
        let finished = bench.finish(looked, &all);
        watcher.report_is_set();
        finished
    });
    Some(Found { finished, others, slugs, sources, log, ground: ground.clone(), fonts: fonts.clone(), theme: theme.clone() })
}

/// What is needed for each report.
struct Bench<'a> {
    system: &'a dyn System,
    settings: &'a Settings,
    aim: &'a Aim<'a>,
    watcher: &'a dyn Watcher,
    ground: &'a Ground,
    theme: &'a Theme,
    fonts: &'a Fonts,
    /// What all receipts must have been written under.
    key: Key,
    /// How many reports are in memory for later.
    held: AtomicUsize,
    /// Whether there is an error, so that nothing need be made.
    wrong: AtomicBool,
}

impl Bench<'_> {
    /// Sees whether a report is as it was, or reads it.
    fn look(&self, slug: String) -> Looked {
        let snapshot = Snapshot::new(self.system);
        if let Some(receipt) = self.aim.cache.and_then(|cache| cache.receipt(&slug, &self.key))
            && Log::from(receipt.log.clone()).holds(&snapshot)
        {
            return Looked { slug, digest: Some(receipt.digest.clone()), state: Looking::Kept(Box::new(receipt)) };
        }
        let content = Content::read(&snapshot, &self.settings.content, self.ground, &slug);
        if content.has_errors() {
            self.wrong.store(true, Ordering::Relaxed);
        }
        let digest = content.report.as_ref().map(|(report, scores)| Digest::new(report, scores));
        let room = self.held.fetch_add(1, Ordering::Relaxed) < HELD;
        Looked { slug, digest, state: if room { Looking::Read(Box::new(content)) } else { Looking::Seen(content.log) } }
    }

    /// The reports that those asked for are compared with.
    fn compared(&self, others: &[String], looked: &[Looked]) -> Vec<Finished> {
        let wanted = looked.iter().filter_map(|looked| looked.digest.as_ref());
        let wanted: Vec<Wanted> = wanted.map(|digest| (&*digest.framework, digest.published)).collect();
        let known = self.ground.problems.len();
        let read = |slug: &String| {
            let snapshot = Snapshot::new(self.system);
            let system = Logged::new(&snapshot);
            let (mut sources, mut problems) = (self.ground.sources.clone(), self.ground.problems.clone());
            let folder = report_folder(&system, &self.settings.content, slug, &mut Problems::new());
            let report = self.ground.shared.read_compared(&system, &folder, &wanted, &mut sources, &mut problems);
            let mut problems = problems.split_off(known.min(problems.len()));
            let digest = report.map(|report| {
                let (scores, found) = score(&report);
                problems.extend(found.into_iter().filter(Diagnostic::is_error));
                Digest::new(&report, &scores)
            });
            Finished { told: self.told(problems, Vec::new(), &sources), digest, log: system.into_log(), document: None }
        };
        others.iter().map(read).collect()
    }

    /// Checks a report and makes its files, or takes what was made before.
    fn finish(&self, looked: Looked, all: &[Inspected]) -> Finished {
        let Looked { slug, digest, state } = looked;
        let content = match state {
            Looking::Read(content) => *content,
            Looking::Seen(log) => self.read_again(&slug, &log),
            Looking::Kept(receipt) => {
                if let Some(finished) = self.taken_from_cache(&receipt, all) {
                    return finished;
                }
                self.read_again(&slug, &receipt.log.into())
            }
        };
        let Content { report, sources, mut problems, log } = content;
        let (Some((report, mut scores)), Some(programme)) = (report, &self.ground.shared.programme) else {
            return Finished { told: self.told(problems, Vec::new(), &sources), digest, log, document: None };
        };
        let mut digest = Digest::new(&report, &scores);
        scores.comparators = comparators(&report, all);
        let (prepared, found) = watched(self.watcher, Part::Checks, || prepare_report(programme, &report, scores, &sources));
        problems.extend(found);
        let Some(prepared) = prepared else {
            self.wrong.store(true, Ordering::Relaxed);
            return Finished { told: self.told(problems, Vec::new(), &sources), digest: Some(digest), log, document: None };
        };
        problems.extend(unprintable(&prepared.document, self.fonts, &sources));
        digest = digest.with_document(&prepared.document, &report);
        if problems.iter().any(Diagnostic::is_error) {
            self.wrong.store(true, Ordering::Relaxed);
        }
        let accepted = prepared.scores.accepted.clone();
        let mut told = None;
        if let Some(sink) = self.aim.sink.filter(|_| !self.wrong.load(Ordering::Relaxed)) {
            match self.settings.want(&digest).then(|| self.make(programme, &prepared)).transpose() {
                Ok(made) => {
                    let (pages, files) = made.unwrap_or_default();
                    digest.shown.iter_mut().for_each(|shown| shown.pages = pages);
                    let said = self.told(std::mem::take(&mut problems), Vec::new(), &sources);
                    self.keep(&digest, &log, all, &said, &files);
                    told = Some(said);
                    self.put(sink, files);
                }
                Err(found) => {
                    self.wrong.store(true, Ordering::Relaxed);
                    problems.extend(found);
                }
            }
        }
        let told = told.unwrap_or_else(|| self.told(problems, accepted, &sources));
        Finished { told, digest: Some(digest), log, document: self.aim.documents.then_some(prepared.document) }
    }

    fn told(&self, problems: Problems, accepted: Vec<Accepted>, sources: &Sources) -> Told {
        Told::new(problems, accepted, sources, self.ground.sources.len())
    }

    fn put(&self, sink: &dyn Sink, files: Vec<SummedFile>) {
        // What cannot be written need not be made.
        if !sink.put(files) {
            self.wrong.store(true, Ordering::Relaxed);
        }
    }

    /// What was made of a report before, if nothing that it takes from others has changed.
    fn taken_from_cache(&self, receipt: &Receipt, all: &[Inspected]) -> Option<Finished> {
        let (cache, sink) = (self.aim.cache?, self.aim.sink?);
        (self.taken(&receipt.digest, all)? == receipt.taken).then_some(())?;
        let told = receipt.told.clone().read(self.ground.sources.len())?;
        if self.settings.want(&receipt.digest) && !self.wrong.load(Ordering::Relaxed) {
            self.put(sink, cache.files(receipt)?);
        }
        Some(Finished { told, digest: Some(receipt.digest.clone()), log: receipt.log.clone().into(), document: None })
    }

    /// What a report takes from others, as a SHA-256.
    fn taken(&self, digest: &Digest, all: &[Inspected]) -> Option<Key> {
        let mut taken = computed(self.ground.framework(&digest.framework)?, &digest.inspected(), all);
        taken.retain(|(of, _)| !digest.stated.contains(&format!("{of:?}")));
        Some(cache::key(&[&taken]))
    }

    /// A report that was let go of. Others have been compared with it as it was.
    fn read_again(&self, slug: &str, before: &Log) -> Content {
        let mut content = Content::read(&Snapshot::new(self.system), &self.settings.content, self.ground, slug);
        if content.log != *before {
            let shown = format!("{}/reports/{slug}", discover::shown_path(&self.settings.content));
            let message = format!("cannot read {shown} as a whole: something in it has changed in the meantime");
            let help = "run bluebook again when nobody is writing to it";
            content.problems.push(Diagnostic::error("cannot-read", message).in_path(shown).help(help));
        }
        content
    }

    /// The files of a report, and how many pages its PDF has.
    fn make(&self, programme: &Programme, prepared: &Prepared<&Report>) -> Result<(Option<usize>, Vec<SummedFile>), Problems> {
        let site = site(programme, self.fonts, self.settings.drafts);
        let (built, _, files) = build_report(prepared, &site, (self.theme, self.fonts), self.settings.formats, &[], self.watcher)?;
        Ok((built.pages, files.into_iter().map(SummedFile::from).collect()))
    }

    /// Keeps what was made for another time.
    fn keep(&self, digest: &Digest, log: &Log, all: &[Inspected], told: &Told, files: &[SummedFile]) {
        let Some(cache) = self.aim.cache else { return };
        let (Some(log), Some(taken)) = (log.written(), self.taken(digest, all)) else { return };
        let kept =
            |summed: &SummedFile| KeptFile { path: summed.file.path.clone(), length: summed.file.bytes.len(), sha256: summed.sha256 };
        let receipt = Receipt { log, taken, digest: digest.clone(), told: told.written(), files: files.iter().map(kept).collect() };
        cache.put(&self.key, &receipt, files);
    }
}

/// A report was asked for by name that is not for this edition.
fn other_state(digest: &Digest) -> Diagnostic {
    let Digest { slug, state, .. } = digest;
    let (belongs, help) = if *state == State::Published {
        ("is no draft", format!("leave --drafts away: 'bluebook build --report {slug} --out preview'"))
    } else {
        (
            "is not for the published edition",
            format!("'bluebook build --drafts --report {slug}' builds it, each page marked with its state"),
        )
    };
    let message = format!("the report '{slug}' {belongs}: its state is '{}'", state.name());
    Diagnostic::error("report-in-another-state", message).in_path(format!("reports/{slug}")).help(help)
}

/// What follows from a report whose scores are known, and every problem of it. If one is an error, or the report has gaps, the document lacks
/// something and is good for further checks alone.
pub(super) fn prepare_report<R: Deref<Target = Report>>(
    programme: &Programme,
    report: R,
    mut scores: Scores,
    sources: &Sources,
) -> (Option<Prepared<R>>, Problems) {
    let Some(locale) = Locale::load(&report.lang) else {
        return (
            None,
            vec![
                Diagnostic::error("unknown-language", format!("there are no words for the language '{}'", report.lang))
                    .help(format!("the languages are: {}", Locale::AVAILABLE.join(", "))),
            ],
        );
    };
    let (mut document, mut problems) = read_document(programme, &report, &scores, &locale, sources);
    let whole = report.gaps == Gaps::default() && !problems.iter().any(Diagnostic::is_error);
    let outcome = checks::run_all(programme, &report, &scores, &document, &locale, sources, whole);
    problems.extend(outcome.problems);
    if !outcome.accepted.is_empty() {
        // What stands by leave is said in the document too, and only now is it known.
        scores.accepted.extend(outcome.accepted);
        document = read_document(programme, &report, &scores, &locale, sources).0;
    }
    (Some(Prepared { report, scores, locale, document }), problems)
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
