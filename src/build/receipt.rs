//! What is known of a report once it has been made, so that it need not be read again: what it was made from, what others need of it, and
//! what was said of it.

use serde::{Deserialize, Serialize};

use super::told;
use super::twice::Identity;
use crate::date::Date;
use crate::document::programme::Compared;
use crate::document::tree::Document;
use crate::html::{self, IndexEntry};
use crate::model::report::{Report, State};
use crate::scoring::Scores;
use crate::scoring::comparators::Inspected;
use crate::source::log;

/// A report as others see it: those that are compared with it, and the pages that belong to no report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Digest {
    pub(super) slug: String,
    pub(super) framework: String,
    pub(super) state: State,
    pub(super) published: Date,
    pub(super) area: String,
    /// What tells it from others.
    pub(super) identity: Identity,
    /// The names of its own parts.
    pub(super) parts: Vec<String>,
    #[serde(with = "figures")]
    pub(super) scores: Scores,
    /// The scores whose comparators it states, and so takes from nobody.
    pub(super) stated: Vec<String>,
    /// What is known of it once there is a document.
    pub(super) shown: Option<Shown>,
}

/// What a report's document says to others.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Shown {
    pub(super) entry: IndexEntry,
    /// Its web pages.
    pub(super) paths: Vec<String>,
    /// How many pages its PDF has, if there is one.
    pub(super) pages: Option<usize>,
}

impl Digest {
    pub(super) fn new(report: &Report, scores: &Scores) -> Self {
        let Scores { criteria, sections, threads, overall, .. } = scores.clone();
        Self {
            slug: report.slug.clone(),
            framework: report.framework.id.clone(),
            state: report.state,
            published: report.published.value,
            area: report.area.value.clone(),
            identity: Identity::new(report),
            parts: report.parts.iter().map(|part| part.name.value.clone()).collect(),
            scores: Scores { criteria, sections, threads, overall, ..Scores::default() },
            stated: report.scores.comparators.iter().map(|(of, _)| format!("{of:?}")).collect(),
            shown: None,
        }
    }

    /// With what its document says.
    pub(super) fn with_document(self, document: &Document, report: &Report) -> Self {
        let meta = &document.meta;
        let entry = IndexEntry {
            slug: meta.slug.clone(),
            title: meta.title.clone(),
            programme: meta.programme.clone(),
            framework: meta.framework.clone(),
            area: meta.area.clone(),
            published: meta.published,
            published_words: meta.published_words.clone(),
            lang: meta.lang.clone(),
            state_mark: meta.state_mark.clone(),
        };
        let shown = Shown { entry, paths: html::report_paths(document, report.pages), pages: None };
        Self { shown: Some(shown), ..self }
    }

    pub(super) fn inspected(&self) -> Inspected<'_> {
        let Self { slug, framework, state, published, scores, .. } = self;
        Inspected { slug, framework, state: *state, published: *published, scores }
    }

    pub(super) fn compared(&self) -> Compared<'_> {
        let state_mark = self.shown.as_ref().and_then(|shown| shown.entry.state_mark.as_deref());
        Compared { slug: &self.slug, area: &self.area, published: self.published, scores: &self.scores, state_mark }
    }
}

/// What is kept of a report beside its files.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Receipt {
    /// All that was asked of the machine for it.
    pub(super) log: log::Written,
    /// What it took from other reports, as a SHA-256.
    pub(super) taken: [u8; 32],
    /// What others take from it.
    pub(super) digest: Digest,
    /// What was said of it, no error among it.
    pub(super) told: told::Written,
    /// Its files, if it is for the edition; their bytes stand in another file, one after the other.
    pub(super) files: Vec<KeptFile>,
}

/// A file that is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct KeptFile {
    pub(super) path: String,
    pub(super) length: usize,
    pub(super) sha256: [u8; 32],
}

/// Scores as others take them, in a file.
mod figures {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::scoring::{CriterionScore, Percentage, Scores, SectionScore, ThreadScore};

    #[derive(Serialize)]
    struct Written<'a> {
        criteria: &'a [CriterionScore],
        sections: &'a [SectionScore],
        threads: &'a [ThreadScore],
        overall: Option<&'a Percentage>,
    }

    #[derive(Deserialize)]
    struct Read {
        criteria: Vec<CriterionScore>,
        sections: Vec<SectionScore>,
        threads: Vec<ThreadScore>,
        overall: Option<Percentage>,
    }

    pub(super) fn serialize<S: Serializer>(scores: &Scores, serializer: S) -> Result<S::Ok, S::Error> {
        let Scores { criteria, sections, threads, overall, .. } = scores;
        Written { criteria, sections, threads, overall: overall.as_ref() }.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Scores, D::Error> {
        let Read { criteria, sections, threads, overall } = Read::deserialize(deserializer)?;
        Ok(Scores { criteria, sections, threads, overall, ..Scores::default() })
    }
}
