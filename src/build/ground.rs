//! What all reports of a content folder rest on, read once: programme and frameworks, and what everything looks like.

use std::path::Path;
use std::sync::Arc;

use super::cache::{self, Key};
use crate::checks;
use crate::diag::{Diagnostic, Problems, Sources};
use crate::framework::Framework;
use crate::model::resolve::Shared;
use crate::source::discover::overview;
use crate::source::log::{Log, Logged, Snapshot};
use crate::source::system::System;
use crate::text::Fonts;
use crate::theme::{self, Theme};

/// Programme and frameworks.
pub(super) struct Ground {
    pub(super) shared: Shared,
    /// The files of the above, the first of every report's.
    pub(super) sources: Sources,
    /// What is wrong with them.
    pub(super) problems: Problems,
    /// What was read.
    pub(super) log: Log,
    /// What all this was made from.
    pub(super) mark: Key,
}

/// The reports of a content folder, by name.
#[derive(Default)]
pub(super) struct Slugs {
    pub(super) asked: Vec<String>,
    pub(super) others: Vec<String>,
}

impl Ground {
    /// Reads it as far as it can be read, unless it is what it was the `last` time; `None` if there is no content folder. `problems` gets
    /// what is wrong with the folder itself, which is no matter of any report.
    pub(super) fn read(
        snapshot: &Snapshot,
        content: &Path,
        only: &[String],
        last: Option<Arc<Self>>,
        problems: &mut Problems,
    ) -> Option<(Arc<Self>, Slugs)> {
        // Which reports there are changes none of them, so this is not in the log.
        let found = overview(&Logged::new(snapshot), content, only, problems)?;
        let mark = |log: &Log| cache::key(&[&content, &found.programme, &found.frameworks, log]);
        let slugs = Slugs { asked: found.reports, others: found.others };
        if let Some(last) = last.filter(|last| last.log.holds(snapshot) && mark(&last.log) == last.mark) {
            return Some((last, slugs));
        }
        let system = Logged::new(snapshot);
        let (mut sources, mut problems) = (Sources::default(), Problems::new());
        let shared = Shared::read(&system, found.programme.as_ref(), &found.frameworks, &mut sources, &mut problems);
        problems.extend(shared.programme.iter().flat_map(checks::settings_problems));
        let log = system.into_log();
        Some((Arc::new(Self { shared, sources, problems, mark: mark(&log), log }), slugs))
    }

    pub(super) fn framework(&self, id: &str) -> Option<&Arc<Framework>> {
        self.shared.frameworks().find(|framework| framework.id == id)
    }

    pub(super) fn has_errors(&self) -> bool {
        self.problems.iter().any(Diagnostic::is_error)
    }
}

/// Theme and fonts; `None` if there is an error in them.
pub(super) fn looks(system: &dyn System, content: &Path, sources: &mut Sources, problems: &mut Problems) -> Option<(Theme, Fonts)> {
    let read = theme::load(system, content, sources).and_then(|theme| {
        let fonts = theme::load_fonts(system, content, &theme.value)?;
        problems.extend(theme.warnings.into_iter().chain(fonts.warnings));
        Ok((theme.value, fonts.value))
    });
    read.map_err(|errors| problems.extend(errors)).ok()
}
