//! What an inspection programme is, complete and checked.

mod bands;
pub mod boxes;
pub mod pattern;
pub mod raw;
pub mod resolve;
mod scored;
mod structure;

use self::boxes::ScoreBoxes;
use self::pattern::Patterns;
pub use self::structure::language;
use crate::diag::{Span, Spanned};
use crate::locale::Lang;
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
    pub scoring: Scoring,
    /// The questions that each case is assessed against, in order; empty if the framework works with stated scores alone.
    pub questions: Vec<Question>,
    /// The columns of a case's profile, in order.
    pub case_profile: Vec<ProfileColumn>,
    /// The inspections whose scores stand side by side, the first one first; empty if a report has one inspection only.
    pub inspections: Vec<Inspection>,
    /// What is printed for a criterion that a later inspection did not look at: 'Not followed up'; `None` if it must look at all.
    pub not_followed_up: Option<String>,
    /// The score below which a criterion is a primary focus for improvement.
    pub priority_line: Option<PriorityLine>,
    /// Further lines that charts show; nothing is judged against them.
    pub further_lines: Vec<PriorityLine>,
    /// From the highest down, the last of them from 0; or from the best down, where a report states which one goes with a score.
    pub bands: Vec<Band>,
    /// From the best down; empty if nothing is graded.
    pub grades: Vec<String>,
    /// What earns each grade, as Markdown within a line; as many as there are grades.
    pub grade_meanings: Vec<Option<Spanned<String>>>,
    /// How findings are sorted under a criterion, in order.
    pub groups: Vec<FindingGroup>,
    /// Scores drawn from tagged questions across criteria.
    pub threads: Vec<Thread>,
    /// The sections with their criteria, in order.
    pub sections: Vec<FrameworkSection>,
    /// The programme's own words in place of the locale's.
    pub labels: Labels,
    /// How number and title stand together.
    pub patterns: Patterns,
    /// What scores' boxes say, and which scores have one.
    pub score_boxes: ScoreBoxes,
    /// How appendices are numbered.
    pub appendices: Numerals,
    /// Whether tables have numbers.
    pub tables_numbered: bool,
    /// The titles of the tables that bluebook makes, where the programme has its own, as Markdown within a line.
    pub table_titles: Vec<(Spanned<String>, Spanned<String>)>,
    /// Whether the contents list criteria.
    pub criteria_listed: bool,
    /// Lines on the cover, as Markdown within a line, with placeholders.
    pub cover_lines: Vec<Spanned<String>>,
    /// The facts on the cover, in order.
    pub cover: Vec<CoverFact>,
    /// What the inspectorate advises on comparing areas, as Markdown with placeholders.
    pub comparison_advice: Option<Spanned<String>>,
    /// The order of a report; a report may depart from it.
    pub parts: Vec<Part>,
    /// The fixed wording: Markdown by part name.
    pub wording: Vec<(String, Spanned<String>)>,
}

/// How scores are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoring {
    /// The model with its parameters.
    pub model: ScoringModel,
    /// A score that rests on fewer relevant cases is marked.
    pub smallest_base: u32,
}

impl Scoring {
    /// Below so many relevant cases a score is marked, unless the framework says otherwise.
    pub const SMALLEST_BASE: u32 = 5;

    /// `model` with the usual smallest base.
    pub fn new(model: ScoringModel) -> Self {
        Self { model, smallest_base: Self::SMALLEST_BASE }
    }
}

/// A scoring model with its parameters. One file each in `scoring`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScoringModel {
    /// Criterion = weighted mean of its individual questions' mean and its summary question; section = mean of its criteria.
    Omi {
        /// The weight of the individual questions' mean, above 0.
        individual: Number,
        /// The weight of the summary question, above 0.
        summary: Number,
    },
    /// Criterion = mean of its questions; section = mean of its criteria.
    Omi2,
    /// Criterion = mean of its questions; section = weighted mean of its criteria; overall = weighted mean of the sections.
    Esi {
        /// The weights that criteria name, each above 0.
        weights: Vec<(String, Number)>,
        /// The weight of each section in the overall score, by section number; empty if there is no overall score.
        overall: Vec<(String, Number)>,
    },
}

impl ScoringModel {
    /// The names that content uses.
    pub const NAMES: [&'static str; 3] = ["omi", "omi2", "esi"];

    /// The OMI model as it was published: 80% individual questions, 20% summary question.
    pub fn omi() -> Self {
        Self::Omi { individual: Number::whole(80), summary: Number::whole(20) }
    }

    /// The name that content uses.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Omi { .. } => "omi",
            Self::Omi2 => "omi2",
            Self::Esi { .. } => "esi",
        }
    }
}

/// A question that each case is assessed against.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its name in `answers.csv`: '1.2a'.
    pub id: Spanned<String>,
    /// Its words, as Markdown within a line.
    pub text: Spanned<String>,
    /// The number of the criterion it belongs to; never a graded one.
    pub criterion: String,
    /// Whether it asks about one piece of work or about the work as a whole.
    pub kind: QuestionKind,
    /// The keys of the threads that it feeds.
    pub threads: Vec<String>,
    /// The case types it applies to, as in the profile column `type`; empty for all.
    pub case_types: Vec<String>,
}

/// What a question asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuestionKind {
    /// One piece of work.
    Individual,
    /// The criterion's work as a whole.
    Summary,
}

impl QuestionKind {
    /// Both kinds with the names that content uses.
    pub const NAMES: [(&'static str, Self); 2] = [("individual", Self::Individual), ("summary", Self::Summary)];
}

/// A column of `cases.csv`.
#[derive(Debug, Clone)]
pub struct ProfileColumn {
    /// Its name in the file: `type`. The column `type` is the one that a question's case types refer to.
    pub key: String,
    /// Its title in print: 'Case type'.
    pub title: String,
    /// The values it may have, in order of print; empty if it is free.
    pub values: Vec<String>,
}

impl ProfileColumn {
    /// The column that a question's case types refer to.
    pub const TYPE: &'static str = "type";
}

/// One of several inspections whose scores stand side by side.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// Its key in `scores.yaml`: `original`.
    pub key: String,
    /// Its title in print: 'Original inspection'.
    pub title: String,
}

/// The line below which a criterion is a primary focus for improvement.
#[derive(Debug, Clone)]
pub struct PriorityLine {
    /// Per cent.
    pub at: Number,
    /// 'Priority line'.
    pub label: String,
}

/// What is said of a score: a range of scores with its fixed conclusion, or a comment whose range is not published.
#[derive(Debug, Clone)]
pub struct Band {
    /// The lowest printed score in it, per cent. `None` of all bands, if reports state which one goes with a score.
    pub from: Option<Number>,
    /// 'Good'.
    pub name: String,
    /// The sentence that stands below a criterion, with placeholders; `None` if the framework has none.
    pub conclusion: Option<Spanned<String>>,
    /// The comment that is printed beside a score: 'Minimum improvement required'.
    pub comment: Option<String>,
}

/// The programme's own words in place of the locale's. What is `None` is the locale's, or does not stand there at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// Above a percentage.
    pub score: Option<String>,
    /// Above a grade.
    pub grade: Option<String>,
    /// Above a section's score.
    pub section_score: Option<String>,
    /// What the score of all sections together is called.
    pub overall_score: Option<String>,
    /// Before a band's comment.
    pub comment: Option<String>,
    /// Above a criterion's conclusion.
    pub conclusion: Option<String>,
    /// Before a section's number in its heading.
    pub section_heading: Option<String>,
    /// Before a criterion's number in its heading.
    pub criterion_heading: Option<String>,
    /// Before a criterion's statement.
    pub statement: Option<String>,
    /// What a criterion is called in tables.
    pub criterion: Option<String>,
    /// What a thread is called in tables.
    pub thread: Option<String>,
    /// The title of an example that has none of its own.
    pub good_practice: Option<String>,
}

/// How something is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Numerals {
    /// 1, 2, 3.
    #[default]
    Numbers,
    /// A, B, C.
    Letters,
}

/// A fact on the cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CoverFact {
    /// The area inspected.
    Area,
    /// When the fieldwork was.
    Fieldwork,
    /// How many cases were inspected.
    Sample,
    /// When it was published.
    Published,
    /// Its ISBNs.
    Isbn,
    /// Which edition it is.
    Edition,
}

/// A group of findings under a criterion.
#[derive(Debug, Clone)]
pub struct FindingGroup {
    /// The key in sections' files: `strengths`.
    pub key: String,
    /// What fragment names of its findings hold: `afi`; the key, if nothing is said.
    pub anchor: String,
    /// Its headings; `None` if its findings stand without one.
    pub heading: Option<GroupHeading>,
    /// How its findings are marked.
    pub marker: GroupMarker,
}

/// The heading of a group of findings.
#[derive(Debug, Clone)]
pub struct GroupHeading {
    /// Over one finding.
    pub one: String,
    /// Over several.
    pub many: String,
}

/// How the findings of a group are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GroupMarker {
    /// (a), (b), (c).
    #[default]
    Letter,
    /// A bullet.
    Bullet,
    /// 1, 2, 3.
    Number,
}

/// A score drawn from tagged questions across criteria.
#[derive(Debug, Clone)]
pub struct Thread {
    /// Its key: `risk-of-harm`.
    pub key: String,
    /// 'Risk of harm thread', as Markdown within a line, with placeholders.
    pub title: Spanned<String>,
    /// What it says, as Markdown with placeholders.
    pub explanation: Option<Spanned<String>>,
    /// The numbers of the sections whose questions feed it; empty for all.
    pub sections: Vec<String>,
}

/// A section of a framework.
#[derive(Debug, Clone)]
pub struct FrameworkSection {
    /// '1' or 'A'.
    pub number: String,
    /// Its title, as Markdown within a line.
    pub title: Spanned<String>,
    /// Whether its criteria carry percentages or grades.
    pub scored_by: ScoredBy,
    /// Markdown below its heading, with placeholders.
    pub introduction: Option<Spanned<String>>,
    /// The heading of its closing text, as Markdown with {section}; `None` if it has no such text.
    pub commentary: Option<Spanned<String>>,
    /// Its criteria in order: those that are judged, whatever holds them.
    pub criteria: Vec<Criterion>,
    /// Criteria that hold others, in order.
    pub holders: Vec<Holder>,
    /// Where it was written.
    pub span: Span,
}

/// A criterion that holds others and is not judged itself.
#[derive(Debug, Clone)]
pub struct Holder {
    /// 'A.1'.
    pub number: String,
    /// Its title, as Markdown within a line.
    pub title: Spanned<String>,
    /// What good looks like, as Markdown, if it says so.
    pub statement: Option<Spanned<String>>,
    /// The criteria that it holds, as a range of its section's.
    pub criteria: std::ops::Range<usize>,
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
    /// Its title, as Markdown within a line.
    pub title: Spanned<String>,
    /// What good looks like, in one sentence of Markdown; `None` if the programme does not say.
    pub statement: Option<Spanned<String>>,
    /// Whether it carries a percentage or a grade: the section's, unless it says otherwise.
    pub scored_by: ScoredBy,
    /// Its weight in its section's score, by name, where the scoring model has weights.
    pub weight: Option<String>,
}

/// A part of a report, in its order.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name: `foreword`; the name of its file without `.md`.
    pub name: Spanned<String>,
    /// What it is.
    pub kind: PartKind,
    /// Its heading, as Markdown within a line, with placeholders; empty for the cover and the sections.
    pub title: Spanned<String>,
    /// Whether it is a numbered appendix.
    pub appendix: bool,
    /// Whether it may be missing.
    pub optional: bool,
    /// What of it the contents list.
    pub listed: Listed,
    /// Its language, where that is not the report's.
    pub lang: Option<Lang>,
}

/// What of a part the contents list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Listed {
    /// The part.
    #[default]
    Part,
    /// The part, the headings in it and its score boxes.
    Headings,
    /// Nothing.
    Nothing,
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

/// Tables that bluebook makes: `{table: grades}`. No table of a report can have such a name.
pub const MADE_TABLES: [&str; 7] = ["grades", "threads", "comparators", "scoring-summary", "weights", "bands", "grade-scale"];

impl Framework {
    /// All criteria in order, with their section.
    pub fn criteria(&self) -> impl Iterator<Item = (&FrameworkSection, &Criterion)> {
        self.sections.iter().flat_map(|section| section.criteria.iter().map(move |criterion| (section, criterion)))
    }

    /// A criterion by its number.
    pub fn criterion(&self, number: &str) -> Option<(&FrameworkSection, &Criterion)> {
        self.criteria().find(|(_, criterion)| criterion.number == number)
    }

    /// A criterion that holds others, by its number.
    pub fn holder(&self, number: &str) -> Option<(&FrameworkSection, &Holder)> {
        let each = self.sections.iter().flat_map(|section| section.holders.iter().map(move |holder| (section, holder)));
        each.into_iter().find(|(_, holder)| holder.number == number)
    }

    /// A question's place in `questions` by its id.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id.value == id)
    }

    /// The weight of a criterion in its section's score: 1 where the scoring model has no weights.
    pub fn weight(&self, criterion: &Criterion) -> Number {
        let named = match &self.scoring.model {
            ScoringModel::Omi { .. } | ScoringModel::Omi2 => None,
            ScoringModel::Esi { weights, .. } => {
                criterion.weight.as_ref().and_then(|name| weights.iter().find(|(known, _)| known == name)).map(|(_, weight)| weight.clone())
            }
        };
        named.unwrap_or_else(|| Number::whole(1))
    }

    /// The weight of a section in the overall score; 0 where it has none.
    pub fn overall_weight(&self, section: &str) -> Number {
        let overall: &[(String, Number)] = match &self.scoring.model {
            ScoringModel::Omi { .. } | ScoringModel::Omi2 => &[],
            ScoringModel::Esi { overall, .. } => overall,
        };
        overall.iter().find(|(number, _)| number == section).map_or_else(|| Number::whole(0), |(_, weight)| weight.clone())
    }

    /// What stands before a criterion's title in tables, charts and lists: '1.2 ', 'A1: '.
    pub fn row_lead(&self, number: &str) -> String {
        let Some(pattern) = &self.patterns.row else { return format!("{number} ") };
        let (number, separator) = pattern.lead(self.labels.criterion.as_deref().unwrap_or_default(), number);
        number + &separator
    }

    /// Whether there is an overall score.
    pub fn has_overall(&self) -> bool {
        matches!(&self.scoring.model, ScoringModel::Esi { overall, .. } if !overall.is_empty())
    }

    /// The band that a printed score falls in, as an index; `None` where reports state it.
    pub fn band(&self, printed: &Number) -> Option<usize> {
        self.bands.iter().position(|band| band.from.as_ref().is_some_and(|from| printed >= from))
    }

    /// Whether reports state which band goes with a score, because where one ends and the next begins is not published.
    pub fn bands_are_stated(&self) -> bool {
        !self.bands.is_empty() && self.bands.iter().all(|band| band.from.is_none())
    }
}
