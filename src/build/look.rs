//! Every report of a content folder in turn: read, scored, compared, checked, made and let go of.
//!
//! Settings and a content folder come in; what is said of each report and what others need of it go out, and its files to a
//! [`Sink`]. What has not changed since it was kept is not done again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::cache::{self, Cache, Key};
use super::content::Content;
use super::ground::{Ground, Slugs, looks};
use super::make::{Prepared, build_report, prepare_report};
use super::outputs::{Sink, SummedFile};
use super::pipeline::Settings;
use super::receipt::{Digest, KeptFile, Receipt};
use super::site::{programmes, site};
use super::told::Told;
use super::twice::twice;
use super::watch::{Part, Stage, Watcher, watched};
use super::workers::Workers;
use crate::checks;
use crate::diag::{Diagnostic, Problems, Sources};
use crate::document::tree::Document;
use crate::layout::unprintable;
use crate::model::Programme;
use crate::model::allow::Accepted;
use crate::model::report::Report;
use crate::model::resolve::{Wanted, unexplained};
use crate::scoring::comparators::{Field, Inspected};
use crate::scoring::score;
use crate::source::discover::{self, report_folder};
use crate::source::log::{Log, Logged, Snapshot};
use crate::source::system::System;
use crate::text::Fonts;
use crate::theme::Theme;

/// How many reports are kept in memory between their reading and their making: reading many twice costs less than their room.
const HELD: usize = 64;

/// What a look at the content is for.
pub(super) struct Aim<'a> {
    /// What need not be made again.
    pub(super) cache: Option<&'a Cache<'a>>,
    /// Where files go; without it none are made.
    pub(super) sink: Option<&'a dyn Sink>,
    /// Whether somebody wants the documents.
    pub(super) documents: bool,
}

/// What was found.
pub(super) struct Found {
    pub(super) ground: Arc<Ground>,
    pub(super) slugs: Slugs,
    /// All files that reports share.
    pub(super) sources: Sources,
    /// What was asked for theme and fonts.
    pub(super) log: Log,
    pub(super) theme: Theme,
    pub(super) fonts: Fonts,
    pub(super) finished: Vec<Finished>,
    /// The reports that are not asked for, as far as others are compared with them.
    pub(super) others: Vec<Finished>,
}

/// A report that has been read, checked and, if it is wanted, made.
pub(super) struct Finished {
    pub(super) told: Told,
    pub(super) digest: Option<Digest>,
    pub(super) log: Log,
    pub(super) document: Option<Document>,
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
pub(super) fn look(system: &dyn System, settings: &Settings, aim: &Aim, watcher: &dyn Watcher, problems: &mut Problems) -> Option<Found> {
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
            // Of those that a part of the reports is compared with, little is read.
            if settings.reports.is_empty() {
                problems.extend(twice(content, digests.iter().map(|digest| (&*digest.slug, &digest.identity))));
            }
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
    let field = Field::new(&all);
    let finished = workers.each(looked, |looked| {
        let finished = bench.finish(looked, &field);
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
    fn finish(&self, looked: Looked, field: &Field) -> Finished {
        let Looked { slug, digest, state } = looked;
        let content = match state {
            Looking::Read(content) => *content,
            Looking::Seen(log) => self.read_again(&slug, &log),
            Looking::Kept(receipt) => {
                if let Some(finished) = self.taken_from_cache(&receipt, field) {
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
        scores.comparators = field.comparators(&report);
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
                    self.keep(&digest, &log, field, &said, &files);
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
    fn taken_from_cache(&self, receipt: &Receipt, field: &Field) -> Option<Finished> {
        let (cache, sink) = (self.aim.cache?, self.aim.sink?);
        (self.taken(&receipt.digest, field)? == receipt.taken).then_some(())?;
        let told = receipt.told.clone().read(self.ground.sources.len())?;
        if self.settings.want(&receipt.digest) && !self.wrong.load(Ordering::Relaxed) {
            self.put(sink, cache.files(receipt)?);
        }
        Some(Finished { told, digest: Some(receipt.digest.clone()), log: receipt.log.clone().into(), document: None })
    }

    /// What a report takes from others, as a SHA-256.
    fn taken(&self, digest: &Digest, field: &Field) -> Option<Key> {
        let mut taken = field.computed(self.ground.framework(&digest.framework)?, &digest.slug, digest.published);
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
    fn keep(&self, digest: &Digest, log: &Log, field: &Field, told: &Told, files: &[SummedFile]) {
        let Some(cache) = self.aim.cache else { return };
        let (Some(log), Some(taken)) = (log.written(), self.taken(digest, field)) else { return };
        let kept =
            |summed: &SummedFile| KeptFile { path: summed.file.path.clone(), length: summed.file.bytes.len(), sha256: summed.sha256 };
        let receipt = Receipt { log, taken, digest: digest.clone(), told: told.written(), files: files.iter().map(kept).collect() };
        cache.put(&self.key, &receipt, files);
    }
}
