//! What an edition holds, and the marker that says so on the disk.

use super::outputs::Formats;

/// The file that marks a folder as ours.
pub const MARKER: &str = ".bluebook";

const TOOL: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// How much of the programme an edition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Drafts, and not the published reports.
    pub drafts: bool,
    /// Its formats.
    pub formats: Formats,
    /// Its reports, sorted; every one if empty.
    pub reports: Vec<String>,
}

impl Scope {
    /// Whether nothing that an edition of `other` holds is left out of this one.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let reports =
            self.reports.is_empty() || (!other.reports.is_empty() && other.reports.iter().all(|slug| self.reports.contains(slug)));
        reports && self.formats.cover(other.formats)
    }

    pub(super) fn edition(&self) -> &'static str {
        if self.drafts { "drafts" } else { "published" }
    }

    fn is_full(&self) -> bool {
        self.reports.is_empty() && self.formats == Formats::ALL
    }

    /// In words, for messages: 'the published edition', 'the drafts of surrey-2008 in html'.
    pub(super) fn words(&self) -> String {
        let mut words = String::from(if self.drafts { "the drafts" } else { "the published edition" });
        if !self.reports.is_empty() {
            words = words + " of " + &self.reports.join(", ");
        }
        if self.formats != Formats::ALL {
            words = words + " in " + &self.formats.names().collect::<Vec<_>>().join(", ");
        }
        words
    }

    /// The text of the marker of an edition with these reports in it.
    pub(super) fn marker(&self, holds: &[String]) -> String {
        let reports = if self.reports.is_empty() { "all".to_owned() } else { self.reports.join(", ") };
        let formats = self.formats.names().collect::<Vec<_>>().join(", ");
        let extent = if self.is_full() { "full" } else { "partial" };
        format!(
            "bluebook made this folder and replaces it whole with every build.\n\
             Keep nothing of your own here. Leave this file: a folder without it is never written to.\n\n\
             tool: {TOOL}\nedition: {}\nextent: {extent}\nformats: {formats}\nreports: {reports}\nholds: {}\n",
            self.edition(),
            holds.join(", ")
        )
    }

    /// The reports that are in the edition of this marker.
    pub(super) fn held(marker: &str) -> Vec<String> {
        let slugs = marker.lines().find_map(|line| line.strip_prefix("holds: ")).unwrap_or_default();
        slugs.split(", ").filter(|slug| !slug.is_empty()).map(str::to_owned).collect()
    }

    /// Reads a marker; `None` if it is not one that we can make sense of. Lines with other keys are a later version's business.
    pub(super) fn from_marker(text: &str) -> Option<Self> {
        let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(str::trim);
        let list = |key| Some(value(key)?.split(',').map(str::trim).filter(|name| !name.is_empty()).collect::<Vec<_>>());
        let drafts = match value("edition")? {
            "drafts" => true,
            "published" => false,
            _ => return None,
        };
        let formats = list("formats")?;
        let formats = Formats { html: formats.contains(&"html"), pdf: formats.contains(&"pdf"), data: formats.contains(&"data") };
        let reports = match &list("reports")?[..] {
            ["all"] => Vec::new(),
            slugs => slugs.iter().map(|&slug| slug.to_owned()).collect(),
        };
        Some(Self { drafts, formats, reports })
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;
    use crate::build::outputs::Formats;

    #[test]
    fn markers_are_read_back() {
        let full = Scope { drafts: false, formats: Formats::ALL, reports: Vec::new() };
        let html = Formats { html: true, pdf: false, data: false };
        let two = vec!["a".to_owned(), "b".to_owned()];
        for scope in [
            full.clone(),
            Scope { drafts: true, ..full.clone() },
            Scope { reports: vec!["a".to_owned()], ..full.clone() },
            Scope { formats: html, ..full.clone() },
            Scope { drafts: true, reports: two.clone(), ..full.clone() },
        ] {
            assert_eq!(Scope::from_marker(&scope.marker(&two)), Some(scope));
        }
        let full = Scope { drafts: false, formats: Formats::ALL, reports: Vec::new() };
        assert_eq!(Scope::held(&full.marker(&two)), ["a", "b"]);
        assert!(Scope::held(&full.marker(&[])).is_empty() && Scope::held("").is_empty());
        assert_eq!(Scope::from_marker(""), None);
        assert_eq!(Scope::from_marker("edition: other\nformats: html\nreports: all"), None);
    }
}
