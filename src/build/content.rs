//! One report as it is read, with its scores.

use std::path::Path;

use super::ground::Ground;
use crate::diag::{Diagnostic, Problems, Sources};
use crate::model::report::Report;
use crate::scoring::{Scores, score};
use crate::source::discover::report_folder;
use crate::source::log::{Log, Logged, Snapshot};

/// What was read for one report.
pub(super) struct Content {
    /// The report with its scores, as far as it could be read.
    pub(super) report: Option<(Report, Scores)>,
    /// Its files, after those that all reports share.
    pub(super) sources: Sources,
    /// What is wrong with it. What is wrong with the ground is not said again.
    pub(super) problems: Problems,
    /// All that was asked of the machine.
    pub(super) log: Log,
}

impl Content {
    /// Reads and scores the report of this name, and nothing of others.
    pub(super) fn read(snapshot: &Snapshot, content: &Path, ground: &Ground, slug: &str) -> Self {
        let system = Logged::new(snapshot);
        // What is wrong with a framework may be the reason for what seems wrong here.
        let (mut sources, mut problems) = (ground.sources.clone(), ground.problems.clone());
        let folder = report_folder(&system, content, slug, &mut problems);
        let report = ground.shared.read_report(&system, &folder, &mut sources, &mut problems);
        let mut problems = problems.split_off(ground.problems.len().min(problems.len()));
        let report = report.map(|report| {
            let (scores, found) = score(&report);
            problems.extend(found);
            (report, scores)
        });
        Self { report, sources, problems, log: system.into_log() }
    }

    pub(super) fn has_errors(&self) -> bool {
        self.problems.iter().any(Diagnostic::is_error)
    }
}
