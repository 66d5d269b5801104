//! A report and what stands on its cover.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::allow::ProseAllow;
use super::cases::CaseSample;
use super::chart::ReportChart;
use super::finding::{RecommendationList, SectionFindings, Vignette};
use super::score::StatedScores;
use crate::date::Date;
use crate::diag::{FileId, Span, Spanned};
use crate::framework::{Framework, Part};
use crate::locale::Lang;
use crate::source::image::Image;

/// One report.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Report {
    /// Its folder's name, its address in the edition.
    pub slug: String,
    /// `report.yaml`.
    pub file: FileId,
    /// Its framework.
    pub framework: Arc<Framework>,
    /// The area inspected.
    pub area: Spanned<String>,
    /// What the area is, as it stands inside a sentence: 'trust'; `None` for an area.
    pub area_kind: Option<String>,
    /// Its language.
    pub lang: Lang,
    /// How far it has got.
    pub state: State,
    /// When the fieldwork was.
    pub fieldwork: Option<Spanned<Date>>,
    /// When it was or will be published.
    pub published: Spanned<Date>,
    /// How many cases were inspected.
    pub sample: Option<Spanned<u32>>,
    /// About how many, in words, where that is all there is to say; then `sample` is what the cases come to, if they are here.
    pub sample_words: Option<String>,
    /// Lines for the cover in place of the framework's, as Markdown within a line.
    pub cover_lines: Option<Vec<Spanned<String>>>,
    /// This edition's ISBNs.
    pub isbns: Vec<Spanned<String>>,
    /// Which edition it is, in words.
    pub edition: Option<String>,
    /// The picture on its cover.
    pub cover: Option<CoverImage>,
    /// What it is drawn from, as Markdown.
    pub source: Option<Spanned<String>>,
    /// Its own licence, as Markdown.
    pub licence: Option<Spanned<String>>,
    /// How it is parted into web pages.
    pub pages: Pages,
    /// Whom to turn to, as Markdown; the programme's if there is none.
    pub contact: Option<Spanned<String>>,
    /// Who signs the foreword.
    pub signed: Option<Signed>,
    /// Who took part, by role.
    pub people: Vec<Person>,
    /// The order of its parts: the framework's, as far as the report does not depart from it.
    pub parts: Vec<Part>,
    /// Prose by part name, as Markdown.
    pub prose: Vec<(String, Spanned<String>)>,
    /// Findings by section, in the framework's order.
    pub sections: Vec<SectionFindings>,
    /// Scores as stated.
    pub scores: StatedScores,
    /// The cases inspected, where the report has them.
    pub cases: Option<CaseSample>,
    /// Texts that stand although a check objects: those of `report.yaml`, and those that stand beside a text in YAML.
    pub allows: Vec<ProseAllow>,
    /// The lists of recommendations; the first is `main`, if there is only one.
    pub recommendations: Vec<RecommendationList>,
    /// The good-practice examples in order.
    pub vignettes: Vec<Vignette>,
    /// Short forms and what they stand for, as written, sorted for print.
    pub abbreviations: Vec<Abbreviation>,
    /// Terms with their definitions, sorted for print.
    pub glossary: Vec<GlossaryEntry>,
    /// Tables by name.
    pub tables: Vec<ReportTable>,
    /// The names of the tables and charts whose files could not be read.
    pub unread: Unread,
    /// What its `charts/` folder declares, by name.
    pub charts: Vec<ReportChart>,
    /// The pictures of its `images/` folder, by path.
    pub images: Vec<Image>,
    /// What could not be read. A report with gaps is never published; it is kept so that the rest of it can be checked in the same run.
    pub gaps: Gaps,
}

/// The picture on a report's cover.
#[derive(Debug, Clone)]
pub struct CoverImage {
    /// Its path from the report's folder.
    pub path: Spanned<String>,
    /// What it shows; empty if it is there for its looks alone.
    pub alt: String,
}

impl Report {
    /// A published report of which only this is known.
    pub(super) fn bare(slug: &str, file: FileId, framework: &Arc<Framework>, published: Spanned<Date>) -> Self {
        Self {
            slug: slug.to_owned(),
            file,
            framework: framework.clone(),
            area: Spanned::new(String::new(), published.span),
            area_kind: None,
            lang: Lang("en".to_owned()),
            state: State::Published,
            fieldwork: None,
            published,
            sample: None,
            sample_words: None,
            cover_lines: None,
            isbns: Vec::new(),
            edition: None,
            cover: None,
            source: None,
            licence: None,
            pages: Pages::One,
            contact: None,
            signed: None,
            people: Vec::new(),
            parts: Vec::new(),
            prose: Vec::new(),
            sections: Vec::new(),
            scores: StatedScores::default(),
            cases: None,
            allows: Vec::new(),
            recommendations: Vec::new(),
            vignettes: Vec::new(),
            abbreviations: Vec::new(),
            glossary: Vec::new(),
            tables: Vec::new(),
            unread: Unread::default(),
            charts: Vec::new(),
            images: Vec::new(),
            gaps: Gaps::default(),
        }
    }
}

/// Stands for a date of publication that could not be read: nothing is later.
pub const UNREAD_DATE: Date = Date { year: u16::MAX, month: None, day: None };

/// What of a report could not be read. Checks that rest on it stay silent: its mistakes have been reported already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "one flag for each kind of file, each asked for by name")]
pub struct Gaps {
    /// `report.yaml`.
    pub details: bool,
    /// Prose.
    pub prose: bool,
    /// Findings.
    pub sections: bool,
    /// Scores.
    pub scores: bool,
    /// Recommendations.
    pub recommendations: bool,
    /// Good-practice examples or the glossary.
    pub lists: bool,
    /// Tables.
    pub tables: bool,
    /// Charts.
    pub charts: bool,
    /// Pictures.
    pub images: bool,
    /// The framework's files.
    pub framework: bool,
}

/// The names of what has a file and could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    /// Tables.
    pub tables: Vec<String>,
    /// Charts.
    pub charts: Vec<String>,
}

/// How far a report has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum State {
    /// Being written.
    Working,
    /// With the inspected body.
    FactualAccuracy,
    /// With those who see it before the public.
    Embargoed,
    /// Public.
    Published,
}

impl State {
    /// All states with the names that content uses.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("working", Self::Working),
        ("factual-accuracy", Self::FactualAccuracy),
        ("embargoed", Self::Embargoed),
        ("published", Self::Published),
    ];

    /// As content writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::FactualAccuracy => "factual-accuracy",
            Self::Embargoed => "embargoed",
            Self::Published => "published",
        }
    }
}

/// How a report is parted into web pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pages {
    /// It is one page.
    #[default]
    One,
    /// Each of its parts and sections has a page to itself, after one with the cover and the contents.
    Sections,
}

impl Pages {
    /// Both with the names that content uses.
    pub const NAMES: [(&'static str, Self); 2] = [("one", Self::One), ("sections", Self::Sections)];
}

/// Who signs the foreword.
#[derive(Debug, Clone)]
pub struct Signed {
    /// 'HM Chief Inspector of Probation', line by line.
    pub role: Vec<String>,
    /// The names above it.
    pub names: Vec<String>,
    /// Where it was signed.
    pub place: Option<String>,
    /// When it was signed.
    pub date: Option<Date>,
}

/// Someone who took part, by role.
#[derive(Debug, Clone)]
pub struct Person {
    /// 'HM Inspectors'.
    pub role: String,
    /// Their names, if the report gives them.
    pub names: Vec<String>,
    /// How many they are, where no names are given.
    pub number: Option<u32>,
}

/// A short form.
#[derive(Debug, Clone)]
pub struct Abbreviation {
    /// 'PPO'.
    pub short: Spanned<String>,
    /// 'prolific and other priority offender'.
    pub long: Spanned<String>,
}

/// A term with its definition.
#[derive(Debug, Clone)]
pub struct GlossaryEntry {
    /// 'Likelihood of reoffending', as Markdown within a line.
    pub term: Spanned<String>,
    /// What it means, as Markdown.
    pub meaning: Spanned<String>,
}

pub use crate::framework::MADE_TABLES;

/// The names of the data files of all scores and of all that stands by leave. No table or chart of a report can have such a name.
pub const ALL_SCORES: &str = "all-scores";
/// See [`ALL_SCORES`].
pub const ACCEPTED: &str = "accepted";

/// A table of `tables/`.
#[derive(Debug, Clone)]
pub struct ReportTable {
    /// The file's name without ending.
    pub name: String,
    /// Where it was written.
    pub span: Span,
    /// Its title, as Markdown within a line; a table without a number may have none.
    pub title: Option<Spanned<String>>,
    /// Whether it has a number.
    pub numbered: bool,
    /// Its columns: title as Markdown, and whether it holds figures.
    pub columns: Vec<TableColumn>,
    /// Headings over several columns, from the left: as Markdown within a line, with the columns.
    pub over: Vec<(Spanned<String>, Range<usize>)>,
    /// Its rows.
    pub rows: Vec<TableRow>,
    /// Whether the first column heads the rows.
    pub row_headings: bool,
    /// Its footnotes, as Markdown.
    pub notes: Option<Spanned<String>>,
}

/// A row of a table, as Markdown.
#[derive(Debug, Clone)]
pub enum TableRow {
    /// As many cells as there are columns.
    Cells(Vec<Spanned<String>>),
    /// The heading of the rows below it.
    Group(Spanned<String>),
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct TableColumn {
    /// Its heading, as Markdown within a line; may be empty.
    pub title: Spanned<String>,
    /// Whether it holds figures.
    pub figures: bool,
}
