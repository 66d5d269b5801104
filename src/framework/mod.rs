//! What an inspection programme is, complete and checked.

pub mod raw;
pub mod resolve;

use crate::diag::{Span, Spanned};
use crate::number::Number;

/// An inspection programme.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Framework {
    /// Its folder's name, such as `omi`.
    pub id: String,
    /// 'Offender management inspection'.
    pub title: String,
    /// 'OMI'.
    pub short: String,
    /// A report's title, with placeholders.
    pub report_title: Spanned<String>,
    /// What stands before a vignette's criterion number: 'OMI criterion'.
    pub criterion_label: String,
    /// How scores are made.
    pub scoring: ScoringModel,
    /// The score below which a criterion is a primary focus for improvement.
    pub priority_line: Option<PriorityLine>,
    /// From the highest down; the last starts at 0.
    pub bands: Vec<Band>,
    /// From the best down; empty if nothing is graded.
    pub grades: Vec<String>,
    /// How findings are sorted under a criterion, in order.
    pub groups: Vec<FindingGroup>,
    /// Scores drawn from tagged questions across criteria.
    pub threads: Vec<Thread>,
    /// The sections with their criteria, in order.
    pub sections: Vec<FrameworkSection>,
    /// The order of a report.
    pub parts: Vec<Part>,
    /// The fixed wording: Markdown by part name.
    pub wording: Vec<(String, Spanned<String>)>,
}

/// How scores are made. One file each in `scoring`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScoringModel {
    /// Section = mean of its criteria.
    Omi,
}

/// The line below which a criterion is a primary focus for improvement.
#[derive(Debug, Clone)]
pub struct PriorityLine {
    /// Per cent.
    pub at: Number,
    /// 'Priority line'.
    pub label: String,
}

/// A range of scores with its fixed conclusion.
#[derive(Debug, Clone)]
pub struct Band {
    /// The lowest printed score in it, per cent.
    pub from: Number,
    /// 'Good'.
    pub name: String,
    /// The sentence that stands below a criterion, with placeholders; `None` if the framework has none.
    pub conclusion: Option<Spanned<String>>,
}

/// A group of findings under a criterion.
#[derive(Debug, Clone)]
pub struct FindingGroup {
    /// The key in sections' files: `strengths`.
    pub key: String,
    /// The heading over one finding.
    pub one: String,
    /// The heading over several.
    pub many: String,
}

/// A score drawn from tagged questions across criteria.
#[derive(Debug, Clone)]
pub struct Thread {
    /// Its key: `risk-of-harm`.
    pub key: String,
    /// 'Risk of harm thread'.
    pub title: String,
}

/// A section of a framework.
#[derive(Debug, Clone)]
pub struct FrameworkSection {
    /// '1' or 'A'.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Whether its criteria carry percentages or grades.
    pub scored_by: ScoredBy,
    /// Its criteria in order.
    pub criteria: Vec<Criterion>,
    /// Where it was written.
    pub span: Span,
}

/// What a section's criteria carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScoredBy {
    /// A percentage; the section's own score is their mean.
    Percentage,
    /// A grade of the framework's scale; the section has no score.
    Grade,
}

/// The unit that is judged.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// '1.2', 'B3'.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What good looks like, in one sentence of Markdown.
    pub statement: Spanned<String>,
}

/// A part of a report, in its order.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name: `foreword`; the name of its file without `.md`.
    pub name: Spanned<String>,
    /// What it is.
    pub kind: PartKind,
    /// Its heading; empty for the cover and the sections.
    pub title: String,
    /// Whether it is a numbered appendix.
    pub appendix: bool,
    /// Whether it may be missing.
    pub optional: bool,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// The cover.
    Cover,
    /// The table of contents.
    Contents,
    /// The framework's sections, one after the other.
    Sections,
    /// Markdown.
    Prose,
}

impl Framework {
    /// All criteria in order, with their section.
    pub fn criteria(&self) -> impl Iterator<Item = (&FrameworkSection, &Criterion)> {
        self.sections.iter().flat_map(|section| section.criteria.iter().map(move |criterion| (section, criterion)))
    }

    /// A criterion by its number.
    pub fn criterion(&self, number: &str) -> Option<(&FrameworkSection, &Criterion)> {
        self.criteria().find(|(_, criterion)| criterion.number == number)
    }

    /// The band of a printed score.
    pub fn band(&self, printed: &Number) -> Option<&Band> {
        self.bands.iter().find(|band| *printed >= band.from)
    }
}
