//! Building again and again while somebody writes, for `serve`.
//!
//! In comes a content folder that has changed somehow, out go the files that are different now. A [`Workbench`] keeps each report with the log
//! of what was read for it ([`Log`]) and works on a report again only if an answer in that log, the looks or the figures of the other
//! reports that it quotes are different. The pages come first; PDF and data follow as [`Job`]s, on whatever thread the caller likes.
//!
//! A report with an error keeps its last good files, and other reports go on without it. That is for a preview only: `build` publishes
//! nothing while there is any error.

mod unit;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::content::Content;
use super::ground::{Ground, looks};
use super::outputs::OutputFile;
use super::receipt::Digest;
use super::site::{programmes, site, site_files};
use super::twice::{Identity, twice};
use super::workers::Workers;
use crate::checks;
use crate::diag::{Diagnostic, Problems, Sources};
use crate::document::place;
use crate::locale::Lang;
use crate::scoring::comparators::{Inspected, comparators};
use crate::source::log::{Log, Logged, Snapshot};
use crate::source::system::System;
use crate::text::Fonts;
use crate::theme::Theme;
pub use unit::{Done, Job, Standing};
use unit::{Findings, Good, GoodLooks, Held, Kept, Origin, Unit, make};

/// What is kept from one time to the next.
pub struct Workbench {
    content: PathBuf,
    jobs: usize,
    /// What all reports rest on.
    ground: Option<Arc<Ground>>,
    looks: Looks,
    units: BTreeMap<String, Unit>,
    /// What is wrong with the folder.
    general: Findings,
    /// What is wrong with what is said of all reports together.
    parts: Findings,
    /// What is wrong with the pages of no single report.
    site: Findings,
    /// Raised for whatever is made, so that each thing can be told from the one before it.
    count: u64,
}

/// Theme and fonts as they are written now, and the last ones without a mistake.
struct Looks {
    log: Option<Log>,
    found: Findings,
    good: Arc<GoodLooks>,
}

/// Files that are different from what was handed out before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The pages of a report and what they show. Its other files are as they were.
    Pages(String, Vec<OutputFile>),
    /// All files of a report.
    Whole(String, Vec<OutputFile>),
    /// A report is no longer there.
    Gone(String),
    /// The files of no single report: index, style sheet, fonts.
    Site(Vec<OutputFile>),
}

/// A problem as things stand.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// What its places point into.
    pub sources: Arc<Sources>,
    /// The reports that it keeps from being made anew; all if there are none.
    pub reports: Vec<String>,
}

impl Workbench {
    /// Nothing read yet.
    pub fn new(content: PathBuf, jobs: usize) -> Self {
        let good = Arc::new(GoodLooks { id: 0, theme: Theme::base(), fonts: Fonts::bundled() });
        let looks = Looks { log: None, found: Findings::default(), good };
        Self {
            content,
            jobs,
            ground: None,
            looks,
            units: BTreeMap::new(),
            general: Findings::default(),
            parts: Findings::default(),
            site: Findings::default(),
            count: 0,
        }
    }

    /// Looks at everything again, and makes the pages of what is different.
    pub fn refresh(&mut self, system: &dyn System) -> Vec<Change> {
        let snapshot = Snapshot::new(system);
        let mut problems = Problems::new();
        let found = Ground::read(&snapshot, &self.content, &[], self.ground.clone(), &mut problems);
        self.general = Findings { problems, sources: Arc::default() };
        // Without the folder there is nothing to say about its reports: they may be back in a moment.
        let Some((ground, slugs)) = found else { return Vec::new() };
        self.ground = Some(ground.clone());
        let slugs: BTreeSet<String> = slugs.asked.into_iter().collect();
        let mut changes: Vec<Change> = self.units.keys().filter(|slug| !slugs.contains(*slug)).cloned().map(Change::Gone).collect();
        self.units.retain(|slug, _| slugs.contains(slug));
        let looks = self.looks.good.id;
        self.read_looks(&snapshot);
        self.read_reports(&snapshot, &ground, slugs);
        self.parts = self.of_all_reports(&ground);
        changes.extend(self.make_pages());
        if !changes.is_empty() || looks != self.looks.good.id {
            changes.extend(self.make_site());
        }
        changes
    }

    /// Limits of parts that no report has, and reports that are there twice.
    fn of_all_reports(&self, ground: &Ground) -> Findings {
        let reports = || self.units.values().filter_map(|unit| unit.content.as_ref());
        let parts = reports().flat_map(|held| &held.parts).map(|part| part.name.value.as_str());
        let programme = ground.shared.programme.as_ref();
        let mut problems =
            programme.map(|programme| checks::unknown_parts(programme, ground.shared.frameworks(), parts)).unwrap_or_default();
        let identities: Vec<(&str, Identity)> = reports().map(|held| (held.slug.as_str(), Identity::new(held))).collect();
        problems.extend(twice(&self.content, identities.iter().map(|(slug, identity)| (*slug, identity))));
        Findings { problems, sources: Arc::new(ground.sources.clone()) }
    }

    fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    fn read_looks(&mut self, snapshot: &Snapshot) {
        if self.looks.log.as_ref().is_some_and(|log| log.holds(snapshot)) {
            return;
        }
        let system = Logged::new(snapshot);
        let mut sources = Sources::default();
        let mut problems = Problems::new();
        if let Some((theme, fonts)) = looks(&system, &self.content, &mut sources, &mut problems) {
            self.looks.good = Arc::new(GoodLooks { id: self.next(), theme, fonts });
        }
        self.looks.log = Some(system.into_log());
        self.looks.found = Findings { problems, sources: Arc::new(sources) };
    }

    /// Reads what is new or different.
    fn read_reports(&mut self, snapshot: &Snapshot, ground: &Arc<Ground>, slugs: BTreeSet<String>) {
        let same = |unit: &Unit| unit.ground.as_ref().is_some_and(|own| Arc::ptr_eq(own, ground));
        let holds = |slug: &String| self.units.get(slug).is_some_and(|unit| same(unit) && unit.log.holds(snapshot));
        let different: Vec<String> = slugs.into_iter().filter(|slug| !holds(slug)).collect();
        let content = &self.content;
        let read = |slug: String| (Content::read(snapshot, content, ground, &slug), slug);
        for (Content { report, sources, problems, log }, slug) in Workers::new(self.jobs).each(different, read) {
            let id = self.next();
            let unit = self.units.entry(slug).or_insert_with(Unit::new);
            // A report beside it came or went, or an editor's own file.
            if unit.content.is_some() && same(unit) && unit.log.same_files(&log) && unit.read.problems == problems {
                unit.log = log;
                continue;
            }
            let sources = Arc::new(sources);
            let kept = |(report, scores)| Held(Arc::new(Kept { id, ground: ground.clone(), report, scores, sources: sources.clone() }));
            // Without a programme there is nothing to be said about a report.
            unit.content = report.filter(|_| ground.shared.programme.is_some()).map(kept);
            (unit.ground, unit.log, unit.read) = (Some(ground.clone()), log, Findings { problems, sources });
            unit.made.clear();
        }
    }

    /// The pages of every report of which something is different.
    fn make_pages(&mut self) -> Vec<Change> {
        let known: Vec<Held> = self.units.values().filter_map(|unit| unit.quotable().cloned()).collect();
        let known: Vec<Inspected> = known.iter().map(|held| Inspected::new(held, &held.0.scores)).collect();
        let looks = self.looks.good.clone();
        let mut work = Vec::new();
        for (slug, unit) in &self.units {
            let Some(held) = &unit.content else { continue };
            // A report that cannot be quoted itself still compares itself with the others.
            let mut known = known.clone();
            known.retain(|other| other.slug != held.slug);
            known.push(Inspected::new(held, &held.0.scores));
            known.sort_by_key(|other| other.slug);
            let origin = Origin { read: held.0.id, looks: looks.id, comparators: comparators(held, &known) };
            if unit.made_from != origin {
                work.push((slug.clone(), held.clone(), origin));
            }
        }
        let units = &self.units;
        let made = Workers::new(self.jobs).each(work, |(slug, held, origin)| {
            let (problems, made) = make(&held, &origin, &looks, units.get(&slug));
            (slug, origin, problems, made)
        });
        let mut changes = Vec::new();
        for (slug, origin, problems, made) in made {
            let id = self.next();
            let looks = looks.clone();
            let Some(unit) = self.units.get_mut(&slug) else { continue };
            (unit.made_from, unit.made) = (origin, problems);
            if let Some((prepared, files)) = made {
                unit.good = Some(Arc::new(Good { id, prepared, looks }));
                unit.finished.clear();
                changes.push(Change::Pages(slug, files));
            }
        }
        changes
    }

    /// The files of no single report, once there is one.
    fn make_site(&mut self) -> Option<Change> {
        let good: Vec<&Good> = self.units.values().filter_map(|unit| unit.good.as_deref()).collect();
        // What they say of the programme is the same but for reports that have a mistake and so are behind.
        let Kept { ground, sources, .. } = &*good.iter().max_by_key(|good| good.prepared.report.0.id)?.prepared.report.0;
        let programme = ground.shared.programme.as_ref()?;
        let frameworks = || ground.shared.frameworks();
        let digest = |good: &&Good| {
            let prepared = &good.prepared;
            Digest::new(&prepared.report, &prepared.scores).with_document(&prepared.document, &prepared.report)
        };
        let digests: Vec<Digest> = good.iter().map(digest).collect();
        let digests: Vec<&Digest> = digests.iter().collect();
        let GoodLooks { theme, fonts, .. } = &*self.looks.good;
        let mut problems = Problems::new();
        programmes(programme, frameworks(), &digests, sources, &mut problems);
        // What an edition lacks when it is put online is no matter for a preview.
        let nothing = &mut Problems::new();
        let files = site_files(programme, frameworks(), &site(programme, fonts, false), &digests, sources, (theme, fonts), nothing);
        self.site = Findings { problems, sources: sources.clone() };
        Some(Change::Site(files))
    }

    /// PDF and data of the reports that are behind their pages, what changed last first.
    pub fn jobs(&self) -> Vec<Job> {
        let behind = self.units.iter().filter(|(_, unit)| unit.standing() == Standing::Behind);
        let mut jobs: Vec<Job> = behind.filter_map(|(slug, unit)| Some(Job { slug: slug.clone(), good: unit.good.clone()? })).collect();
        jobs.sort_by_key(|job| std::cmp::Reverse(job.good.id));
        jobs
    }

    /// Takes what a job made. Nothing comes of it if the report has changed in the meantime.
    pub fn accept(&mut self, done: Done) -> Option<Change> {
        let unit = self.units.get_mut(&done.slug)?;
        if unit.good.as_ref().is_none_or(|good| good.id != done.id) {
            return None;
        }
        unit.finished_from = done.id;
        match done.made {
            Ok((downloads, files)) => {
                unit.downloads = downloads;
                Some(Change::Whole(done.slug, files))
            }
            Err(problems) => {
                unit.finished = problems;
                None
            }
        }
    }

    /// How PDF and data of each report stand to its pages.
    pub fn standings(&self) -> impl Iterator<Item = (&str, Standing)> {
        self.units.iter().filter(|(_, unit)| unit.good.is_some()).map(|(slug, unit)| (slug.as_str(), unit.standing()))
    }

    /// The programme's main language.
    pub fn language(&self) -> Option<&Lang> {
        let good = self.units.values().filter_map(|unit| unit.good.as_deref());
        good.max_by_key(|good| good.prepared.report.0.id)?.prepared.report.0.ground.shared.programme.as_ref()?.languages.first()
    }

    /// Whether the content folder is not there.
    pub fn is_missing(&self) -> bool {
        self.general.problems.iter().any(|problem| problem.name == "no-content-folder")
    }

    /// The report, and the fragment in it, where a problem can be seen.
    pub fn place_of(&self, trouble: &Trouble) -> Option<(&str, &str)> {
        let span = trouble.diagnostic.labels.first()?.span;
        let units = trouble.reports.iter().filter_map(|slug| self.units.get_key_value(slug));
        let mut shown =
            units.filter(|(_, unit)| unit.good.as_ref().is_some_and(|good| Arc::ptr_eq(&good.prepared.report.0.sources, &trouble.sources)));
        let (slug, unit) = shown.next()?;
        Some((slug, place::anchor_at(&unit.good.as_ref()?.prepared.document, span)?))
    }

    /// All problems as things stand, each once, in no order.
    pub fn troubles(&self) -> Vec<Trouble> {
        let mut troubles: Vec<Trouble> = Vec::new();
        let mut places = BTreeMap::new();
        let mut add = |diagnostic: &Diagnostic, sources: &Arc<Sources>, slug: Option<&str>| {
            let place = match (diagnostic.labels.first(), &diagnostic.path) {
                (Some(label), _) => format!("{}:{}", sources.file(label.span.file).path, label.span.start),
                (None, path) => path.clone().unwrap_or_default(),
            };
            let at = *places.entry((place, diagnostic.name, diagnostic.message.clone())).or_insert_with(|| {
                troubles.push(Trouble { diagnostic: diagnostic.clone(), sources: sources.clone(), reports: Vec::new() });
                troubles.len() - 1
            });
            troubles[at].reports.extend(slug.map(str::to_owned));
        };
        for (slug, unit) in &self.units {
            for diagnostic in unit.read.problems.iter().chain(&unit.made) {
                add(diagnostic, &unit.read.sources, Some(slug));
            }
            let made =
                unit.good.iter().flat_map(|good| unit.finished.iter().map(move |problem| (problem, &good.prepared.report.0.sources)));
            for (diagnostic, sources) in made {
                add(diagnostic, sources, Some(slug));
            }
        }
        let ground =
            self.ground.iter().map(|ground| Findings { problems: ground.problems.clone(), sources: Arc::new(ground.sources.clone()) });
        for Findings { problems, sources } in ground.chain([&self.general, &self.parts, &self.looks.found, &self.site].map(Findings::clone))
        {
            for diagnostic in &problems {
                add(diagnostic, &sources, None);
            }
        }
        troubles
    }
}

#[cfg(test)]
mod tests;
