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

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::outputs::OutputFile;
use super::pipeline::in_pool;
use super::site::{programmes, site, site_files};
use crate::checks;
use crate::diag::{Diagnostic, Problems, Sources};
use crate::document::place;
use crate::locale::Lang;
use crate::model::report::Report;
use crate::model::resolve::read_alone;
use crate::scoring::comparators::comparators;
use crate::scoring::{Scores, score};
use crate::source::discover::discover;
use crate::source::log::{Log, Logged, Snapshot};
use crate::source::system::System;
use crate::text::Fonts;
use crate::theme::{self, Theme};
use unit::{Content, Findings, Good, GoodLooks, Held, Origin, Unit, make};
pub use unit::{Done, Job, Standing};

/// What is kept from one time to the next.
pub struct Workbench {
    content: PathBuf,
    jobs: usize,
    looks: Looks,
    units: BTreeMap<String, Unit>,
    /// What is wrong with the folder.
    general: Findings,
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
        Self { content, jobs, looks, units: BTreeMap::new(), general: Findings::default(), site: Findings::default(), count: 0 }
    }

    /// Looks at everything again, and makes the pages of what is different.
    pub fn refresh(&mut self, system: &dyn System) -> Vec<Change> {
        let snapshot = Snapshot::new(system);
        let mut problems = Problems::new();
        let found = discover(&Logged::new(&snapshot), &self.content, &[], &mut problems);
        self.general = Findings { problems, sources: Arc::default() };
        // Without the folder there is nothing to say about its reports: they may be back in a moment.
        let Some(found) = found else { return Vec::new() };
        let slugs: BTreeSet<String> = found.reports.into_iter().map(|folder| folder.slug).collect();
        let mut changes: Vec<Change> = self.units.keys().filter(|slug| !slugs.contains(*slug)).cloned().map(Change::Gone).collect();
        self.units.retain(|slug, _| slugs.contains(slug));
        let looks = self.looks.good.id;
        self.read_looks(&snapshot);
        self.read_reports(&snapshot, slugs);
        changes.extend(self.make_pages());
        if !changes.is_empty() || looks != self.looks.good.id {
            changes.extend(self.make_site());
        }
        changes
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
        let read = theme::load(&system, &self.content, &mut sources).and_then(|theme| {
            let fonts = theme::load_fonts(&system, &self.content, &theme.value)?;
            problems.extend(theme.warnings.into_iter().chain(fonts.warnings));
            Ok((theme.value, fonts.value))
        });
        match read {
            Ok((theme, fonts)) => self.looks.good = Arc::new(GoodLooks { id: self.next(), theme, fonts }),
            Err(errors) => problems.extend(errors),
        }
        self.looks.log = Some(system.into_log());
        self.looks.found = Findings { problems, sources: Arc::new(sources) };
    }

    /// Reads what is new or different.
    fn read_reports(&mut self, snapshot: &Snapshot, slugs: BTreeSet<String>) {
        let holds = |slug: &String| self.units.get(slug).is_some_and(|unit| unit.log.holds(snapshot));
        let different: Vec<String> = slugs.into_iter().filter(|slug| !holds(slug)).collect();
        let different: Vec<(String, u64)> = different.into_iter().map(|slug| (slug, self.next())).collect();
        let content = &self.content;
        let read = in_pool(self.jobs, || {
            let each = different.into_par_iter();
            each.map(|(slug, id)| {
                let system = Logged::new(snapshot);
                let mut sources = Sources::default();
                let (project, mut problems) = read_alone(&system, content, &mut sources, &slug);
                let sources = Arc::new(sources);
                let content = project.and_then(|mut project| {
                    problems.extend(checks::settings_problems(&project));
                    let report = project.reports.pop()?;
                    let (scores, found) = score(&report);
                    problems.extend(found);
                    Some(Held(Arc::new(Content { id, project, report, scores, sources: sources.clone() })))
                });
                (slug, system.into_log(), Findings { problems, sources }, content)
            })
            .collect::<Vec<_>>()
        });
        for (slug, log, read, content) in read {
            let unit = self.units.entry(slug).or_insert_with(Unit::new);
            // A report beside it came or went, or an editor's own file.
            if unit.content.is_some() && unit.log.same_files(&log) && unit.read.problems == read.problems {
                unit.log = log;
                continue;
            }
            (unit.log, unit.read, unit.content) = (log, read, content);
            unit.made.clear();
        }
    }

    /// The pages of every report of which something is different.
    fn make_pages(&mut self) -> Vec<Change> {
        let known: Vec<Held> = self.units.values().filter_map(|unit| unit.quotable().cloned()).collect();
        let known: Vec<(&Report, &Scores)> = known.iter().map(|held| (&**held, &held.0.scores)).collect();
        let looks = self.looks.good.clone();
        let mut work = Vec::new();
        for (slug, unit) in &self.units {
            let Some(held) = &unit.content else { continue };
            // A report that cannot be quoted itself still compares itself with the others.
            let mut known = known.clone();
            known.retain(|(report, _)| report.slug != held.slug);
            known.push((held, &held.0.scores));
            known.sort_by(|a, b| a.0.slug.cmp(&b.0.slug));
            let origin = Origin { read: held.0.id, looks: looks.id, comparators: comparators(held, &known) };
            if unit.made_from != origin {
                work.push((slug.clone(), held.clone(), origin));
            }
        }
        let units = &self.units;
        let made = in_pool(self.jobs, || {
            let each = work.into_par_iter();
            each.map(|(slug, held, origin)| {
                let unit = units.get(&slug);
                let (problems, made) = make(&held, &origin, &looks, unit);
                (slug, origin, problems, made)
            })
            .collect::<Vec<_>>()
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
        let Content { project, sources, .. } = &*good.iter().max_by_key(|good| good.prepared.report.0.id)?.prepared.report.0;
        let prepared: Vec<_> = good.iter().map(|good| &good.prepared).collect();
        let GoodLooks { theme, fonts, .. } = &*self.looks.good;
        let mut problems = Problems::new();
        programmes(project, &prepared, sources, &mut problems);
        // What an edition lacks when it is put online is no matter for a preview.
        let files = site_files(project, &site(project, fonts, false), &prepared, sources, (theme, fonts), &mut Problems::new());
        self.site = Findings { problems, sources: sources.clone() };
        Some(Change::Site(files))
    }

    /// The reports whose PDF and data are behind their pages.
    pub fn jobs(&self) -> Vec<Job> {
        let behind = self.units.iter().filter(|(_, unit)| unit.standing() == Standing::Behind);
        behind.filter_map(|(slug, unit)| Some(Job { slug: slug.clone(), good: unit.good.clone()? })).collect()
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
        good.max_by_key(|good| good.prepared.report.0.id)?.prepared.report.0.project.programme.languages.first()
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
            // Programme and frameworks are read for each report.
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
        for Findings { problems, sources } in [&self.general, &self.looks.found, &self.site] {
            for diagnostic in problems {
                add(diagnostic, sources, None);
            }
        }
        troubles
    }
}

#[cfg(test)]
mod tests;
