//! One report in two folders: the index would list it twice.
//!
//! What tells reports from each other comes in, from receipts or as it was read; a warning at each copy goes out.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::diag::{Diagnostic, Problems};
use crate::model::report::{Report, State};
use crate::source::discover;

/// What tells a report from others: no two have all of it in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Identity {
    framework: String,
    area: String,
    published: Date,
    isbns: Vec<String>,
    edition: Option<String>,
    lang: String,
    /// A draft may be the next edition of what is published.
    public: bool,
}

impl Identity {
    pub(super) fn new(report: &Report) -> Self {
        let mut isbns: Vec<String> = report.isbns.iter().map(|isbn| isbn.chars().filter(char::is_ascii_alphanumeric).collect()).collect();
        isbns.sort_unstable();
        Self {
            framework: report.framework.id.clone(),
            area: report.area.trim().to_lowercase(),
            published: report.published.value,
            isbns,
            edition: report.edition.clone(),
            lang: report.lang.to_string(),
            public: report.state == State::Published,
        }
    }

    /// A published report of which nothing more is known.
    #[cfg(test)]
    pub(super) fn bare(area: &str, published: Date) -> Self {
        let (framework, lang) = ("omi".to_owned(), "en".to_owned());
        Self { framework, area: area.to_owned(), published, isbns: Vec::new(), edition: None, lang, public: true }
    }
}

/// Says which of the reports, in the order of their names, are others once more.
pub(super) fn twice<'a>(content: &Path, reports: impl IntoIterator<Item = (&'a str, &'a Identity)>) -> Problems {
    let mut first: BTreeMap<&Identity, &str> = BTreeMap::new();
    let mut problems = Problems::new();
    // Of a report that could not be read there may be no area.
    for (slug, identity) in reports.into_iter().filter(|(_, identity)| !identity.area.is_empty()) {
        let Some(other) = first.get(identity) else {
            first.insert(identity, slug);
            continue;
        };
        let what = if identity.isbns.is_empty() { "programme, area and date" } else { "programme, area, date and ISBN" };
        let message = format!("the reports `{other}` and `{slug}` have the same {what}");
        let help = "take the folder away that is a copy; if they are two reports, give them what tells them apart: `published`, `isbn` or `edition`";
        let path = format!("{}/reports/{slug}/report.yaml", discover::shown_path(content));
        problems.push(Diagnostic::warning("report-twice", message).in_path(path).help(help));
    }
    problems
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Identity, twice};
    use crate::date::Date;

    #[test]
    fn a_report_is_told_from_others_by_any_of_what_it_is() {
        let kent = Identity::bare("kent", Date { year: 2008, month: None, day: None });
        let others = [
            Identity { framework: "esi".into(), ..kent.clone() },
            Identity { area: "Surrey".into(), ..kent.clone() },
            Identity { published: Date { year: 2009, month: None, day: None }, ..kent.clone() },
            Identity { isbns: vec!["9781840991413".into()], ..kent.clone() },
            Identity { edition: Some("Second edition".into()), ..kent.clone() },
            Identity { lang: "cy".into(), ..kent.clone() },
            Identity { public: false, ..kent.clone() },
        ];
        let say = |reports: &[(&str, &Identity)]| {
            let problems = twice(Path::new("content"), reports.iter().copied());
            problems.into_iter().map(|problem| format!("{}: {}", problem.path.unwrap_or_default(), problem.message)).collect::<Vec<_>>()
        };
        let different: Vec<(&str, &Identity)> = std::iter::once(&kent).chain(&others).map(|one| ("a", one)).collect();
        assert_eq!(say(&different), [""; 0]);
        let with_isbn = ("d", &others[3]);
        assert_eq!(
            say(&[("a", &kent), ("b", &kent), ("c", &kent), with_isbn, ("e", with_isbn.1)]),
            [
                "content/reports/b/report.yaml: the reports `a` and `b` have the same programme, area and date",
                "content/reports/c/report.yaml: the reports `a` and `c` have the same programme, area and date",
                "content/reports/e/report.yaml: the reports `d` and `e` have the same programme, area, date and ISBN",
            ]
        );
        let unread = Identity { area: String::new(), ..kent };
        assert_eq!(say(&[("a", &unread), ("b", &unread)]), [""; 0]);
    }
}
