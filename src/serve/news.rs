//! What an open page is told, as JSON: what is wrong, how fresh the PDFs are, and tags of what it has to load anew.
//!
//! Every message is complete, so a page that missed some is right again with the next one. All words are final: the script has none.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::store::Store;
use crate::build::rebuild::{Standing, Trouble};
use crate::diag::{Diagnostic, Severity, Sources};
use crate::locale::{Arg, Locale};

/// How a diagnostic is shown, which `cli` knows.
pub struct Shown {
    /// `path:line:column`, or what is known of it.
    pub place: String,
    /// The lines concerned, with what is marked in them.
    pub excerpt: String,
}

/// Shows a diagnostic.
pub type Show<'a> = &'a dyn Fn(&Diagnostic, &Sources) -> Shown;

#[derive(Serialize)]
struct News<'a> {
    words: BTreeMap<&'static str, String>,
    style: &'a str,
    pictures: BTreeMap<String, &'a str>,
    reports: BTreeMap<&'a str, Report>,
    counts: Counts,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct Report {
    standing: &'static str,
    words: String,
    /// How many problems concern it.
    counts: Counts,
}

/// 'One error', '3 warnings'.
#[derive(Serialize)]
struct Counts {
    errors: String,
    warnings: String,
}

impl Counts {
    /// Of all problems, or of those that concern a report.
    fn of(problems: &[Problem], report: Option<&str>, locale: &Locale) -> Self {
        let concerns =
            |problem: &&Problem| report.is_none_or(|slug| problem.reports.is_empty() || problem.reports.iter().any(|own| own == slug));
        let words = |key, error| {
            let count = problems.iter().filter(|problem| problem.error == error).filter(concerns).count();
            locale.say_with(key, &[("count", Arg::Count(u64::try_from(count).unwrap_or(u64::MAX)))])
        };
        Self { errors: words("preview-errors", true), warnings: words("preview-warnings", false) }
    }
}

/// A problem in the form that a page shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Problem {
    error: bool,
    place: String,
    severity: String,
    name: &'static str,
    message: String,
    excerpt: String,
    help: Option<String>,
    /// The reports concerned; all if there are none.
    reports: Vec<String>,
    /// Where it is on a page.
    href: Option<String>,
}

impl Problem {
    pub(super) fn is_error(&self) -> bool {
        self.error
    }

    /// In one line: 'path:3:5: error[unknown-key]: …'.
    pub(super) fn line(&self) -> String {
        let place = if self.place.is_empty() { String::new() } else { format!("{}: ", self.place) };
        format!("{place}{}[{}]: {}", self.severity, self.name, self.message)
    }
}

/// All problems in the order in which they are shown, the errors first.
pub(super) fn problems(troubles: Vec<Trouble>, show: Show, href: impl Fn(&Trouble) -> Option<String>) -> Vec<Problem> {
    let mut troubles: Vec<(String, u32, Trouble)> = troubles
        .into_iter()
        .map(|trouble| {
            let label = trouble.diagnostic.labels.first();
            let path = label.map(|label| trouble.sources.file(label.span.file).path.clone());
            (path.or_else(|| trouble.diagnostic.path.clone()).unwrap_or_default(), label.map_or(0, |label| label.span.start), trouble)
        })
        .collect();
    troubles.sort_by(|a, b| {
        let key = |(path, start, trouble): &(String, u32, Trouble)| {
            (std::cmp::Reverse(trouble.diagnostic.severity), path.clone(), *start, trouble.diagnostic.name)
        };
        key(a).cmp(&key(b))
    });
    let problem = |trouble: &Trouble| {
        let Diagnostic { severity, name, message, help, .. } = &trouble.diagnostic;
        let Shown { place, excerpt } = show(&trouble.diagnostic, &trouble.sources);
        Problem {
            error: *severity == Severity::Error,
            place,
            severity: severity.to_string(),
            name,
            message: message.clone(),
            excerpt,
            help: help.clone(),
            reports: trouble.reports.clone(),
            href: href(trouble),
        }
    };
    troubles.iter().map(|(_, _, trouble)| problem(trouble)).collect()
}

/// The message as things stand.
pub(super) fn news<'a>(
    locale: &Locale,
    store: &Store,
    problems: &[Problem],
    standings: impl Iterator<Item = (&'a str, Standing)>,
) -> Arc<str> {
    let words = [
        ("title", locale.say("preview-title")),
        ("lastGood", locale.say("preview-last-good")),
        ("elsewhere", locale.say("preview-elsewhere")),
        ("hide", locale.say("preview-hide")),
        ("place", locale.say("preview-place")),
        ("gone", locale.say("preview-gone")),
        ("allReports", locale.say("preview-all-reports")),
        ("stopped", locale.say("preview-stopped")),
    ];
    let report = |slug: &str, standing| {
        let (standing, key) = match standing {
            Standing::Behind => ("behind", "preview-pdf-behind"),
            Standing::Fresh => ("fresh", "preview-pdf-fresh"),
            Standing::Failed => ("failed", "preview-pdf-failed"),
        };
        Report { standing, words: locale.say(key), counts: Counts::of(problems, Some(slug), locale) }
    };
    let loaded = store.loaded();
    let news = News {
        words: words.into_iter().collect(),
        style: loaded.style,
        pictures: loaded.pictures.into_iter().map(|(path, tag)| (format!("/{path}"), tag)).collect(),
        reports: standings.map(|(slug, standing)| (slug, report(slug, standing))).collect(),
        counts: Counts::of(problems, None, locale),
        problems,
    };
    // Maps of texts can always be written.
    serde_json::to_string(&news).unwrap_or_default().into()
}
