//! One report on the workbench: as it is written now, as it was last without a mistake, and how its files are made.

use std::ops::Deref;
use std::sync::Arc;

use super::super::ground::Ground;
use super::super::make::{Prepared, build_report, prepare_report};
use super::super::outputs::{Formats, OutputFile};
use super::super::site::site;
use crate::diag::{Diagnostic, Problems, Sources};
use crate::html::Download;
use crate::layout::unprintable;
use crate::model::report::Report;
use crate::model::score::ScoreOf;
use crate::scoring::Scores;
use crate::scoring::comparators::Comparator;
use crate::source::log::Log;
use crate::text::Fonts;
use crate::theme::Theme;

/// Problems with the sources that they point into.
#[derive(Clone, Default)]
pub(super) struct Findings {
    pub(super) problems: Problems,
    pub(super) sources: Arc<Sources>,
}

impl Findings {
    pub(super) fn has_errors(&self) -> bool {
        self.problems.iter().any(Diagnostic::is_error)
    }
}

/// Theme and fonts without a mistake.
pub(super) struct GoodLooks {
    pub(super) id: u64,
    pub(super) theme: Theme,
    pub(super) fonts: Fonts,
}

/// A report as it is written now, and the last one without a mistake.
pub(super) struct Unit {
    /// What it rests on.
    pub(super) ground: Option<Arc<Ground>>,
    /// What was read for it.
    pub(super) log: Log,
    pub(super) read: Findings,
    pub(super) content: Option<Held>,
    /// What it was made from.
    pub(super) made_from: Origin,
    /// What came up after reading.
    pub(super) made: Problems,
    /// What came up with PDF and data.
    pub(super) finished: Problems,
    pub(super) good: Option<Arc<Good>>,
    /// Which good one PDF and data were made from.
    pub(super) finished_from: u64,
    pub(super) downloads: Vec<Download>,
}

/// All that a report's pages depend on.
#[derive(PartialEq)]
pub(super) struct Origin {
    pub(super) read: u64,
    pub(super) looks: u64,
    pub(super) comparators: Vec<(ScoreOf, Comparator)>,
}

/// A report as it was read, on its own; it stays for as long as someone works with it.
#[derive(Clone)]
pub(super) struct Held(pub(super) Arc<Kept>);

pub(super) struct Kept {
    pub(super) id: u64,
    pub(super) ground: Arc<Ground>,
    pub(super) report: Report,
    pub(super) scores: Scores,
    pub(super) sources: Arc<Sources>,
}

impl Deref for Held {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.0.report
    }
}

pub(super) struct Good {
    pub(super) id: u64,
    pub(super) prepared: Prepared<Held>,
    pub(super) looks: Arc<GoodLooks>,
}

/// How PDF and data stand to the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They are being made, or will be.
    Behind,
    /// They show what the pages show.
    Fresh,
    /// They could not be made.
    Failed,
}

impl Unit {
    pub(super) fn new() -> Self {
        Self {
            ground: None,
            log: Log::default(),
            read: Findings::default(),
            content: None,
            made_from: Origin { read: 0, looks: 0, comparators: Vec::new() },
            made: Problems::new(),
            finished: Problems::new(),
            good: None,
            finished_from: 0,
            downloads: Vec::new(),
        }
    }

    /// Whether it, or what it rests on, cannot be read as it is.
    pub(super) fn has_errors(&self) -> bool {
        self.read.has_errors() || self.ground.as_ref().is_some_and(|ground| ground.has_errors())
    }

    /// The report that others quote figures from: half a sentence typed into one must not change the pages of another.
    pub(super) fn quotable(&self) -> Option<&Held> {
        let good = self.good.as_ref().map(|good| &good.prepared.report);
        if self.has_errors() { good.or(self.content.as_ref()) } else { self.content.as_ref() }
    }

    pub(super) fn standing(&self) -> Standing {
        match &self.good {
            Some(good) if good.id == self.finished_from => {
                if self.finished.iter().any(Diagnostic::is_error) {
                    Standing::Failed
                } else {
                    Standing::Fresh
                }
            }
            _ => Standing::Behind,
        }
    }
}

/// A report with its pages, and what came up on the way; nothing if there is an error.
pub(super) type Made = (Problems, Option<(Prepared<Held>, Vec<OutputFile>)>);

pub(super) fn make(held: &Held, origin: &Origin, looks: &GoodLooks, unit: Option<&Unit>) -> Made {
    let (Some(unit), Some(programme)) = (unit, &held.0.ground.shared.programme) else { return Made::default() };
    let sources = &*held.0.sources;
    let scores = Scores { comparators: origin.comparators.clone(), ..held.0.scores.clone() };
    let (Some(prepared), mut problems) = prepare_report(programme, held.clone(), scores, sources) else {
        return Made::default();
    };
    problems.extend(unprintable(&prepared.document, &looks.fonts, sources));
    if unit.has_errors() || problems.iter().any(Diagnostic::is_error) {
        return (problems, None);
    }
    let pages = Formats { html: true, pdf: false, data: false };
    match build_report(&prepared, &site(programme, &looks.fonts, false), (&looks.theme, &looks.fonts), pages, &unit.downloads, &()) {
        Ok((_, _, files)) => (problems, Some((prepared, files))),
        Err(errors) => {
            problems.extend(errors);
            (problems, None)
        }
    }
}

/// PDF and data of one report, to be made.
pub struct Job {
    pub(super) slug: String,
    pub(super) good: Arc<Good>,
}

/// What a [`Job`] made, for [`Workbench::accept`].
pub struct Done {
    pub(super) slug: String,
    pub(super) id: u64,
    pub(super) made: Result<(Vec<Download>, Vec<OutputFile>), Problems>,
}

impl Job {
    /// The report.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Makes all files of the report.
    pub fn run(self) -> Done {
        let Good { id, prepared, looks } = &*self.good;
        let make = |programme| {
            let site = site(programme, &looks.fonts, false);
            build_report(prepared, &site, (&looks.theme, &looks.fonts), Formats::ALL, &[], &())
        };
        // Without a programme nothing good is made.
        let result = prepared.report.0.ground.shared.programme.as_ref().map_or_else(|| Err(Problems::new()), make);
        Done { slug: self.slug, id: *id, made: result.map(|(_, downloads, files)| (downloads, files)) }
    }
}
