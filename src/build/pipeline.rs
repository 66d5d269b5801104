//! The stages in order, from a content folder to the files of an edition.
//!
//! Reports are built side by side; what comes out is in the order of their folder names, whatever the number of threads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::cache::Cache;
use super::look::{Aim, Found, look};
use super::outputs::{Formats, Input, Sink, SummedFile};
use super::receipt::Digest;
use super::site::{site, site_files};
use super::watch::Watcher;
use crate::diag::{self, Diagnostic, Problems, Sources, unless_errors};
use crate::document::tree::Document;
use crate::model::allow::Accepted;
use crate::model::report::State;
use crate::source::discover;
use crate::source::system::System;

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
    for finished in others {
        finished.told.say(sources, &mut problems, &mut Vec::new());
    }
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
    pub(super) fn want(&self, digest: &Digest) -> bool {
        (digest.state == State::Published) != self.drafts
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
