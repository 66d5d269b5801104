//! Charts as a report declares them, and what a report says about those that bluebook makes.

use crate::diag::{Span, Spanned};
use crate::framework::Framework;
use crate::number::Number;

/// The charts that bluebook makes, apart from `sample-KEY` for each column of the cases' profile.
pub const MADE_CHARTS: [&str; 4] = ["criterion-scores", "follow-up", "comparators", "headline-scores"];

/// What stands before the key of a profile's column.
pub const SAMPLE: &str = "sample-";

/// The names of all charts that bluebook makes for reports on a framework.
pub fn made_charts(framework: &Framework) -> Vec<String> {
    let samples = framework.case_profile.iter().map(|column| format!("{SAMPLE}{}", column.key));
    MADE_CHARTS.into_iter().map(str::to_owned).chain(samples).collect()
}

/// A chart of `charts/`.
#[derive(Debug, Clone)]
pub struct ReportChart {
    /// The file's name without ending.
    pub name: String,
    /// Where it was written.
    pub span: Span,
    /// What it shows; `None` where it gives the words of a chart that bluebook makes from the report's own data.
    pub data: Option<ChartData>,
    /// The message, as Markdown within a line.
    pub headline: Option<Spanned<String>>,
    /// Measure, area and period.
    pub subtitle: Option<Spanned<String>>,
    /// The alternative in prose.
    pub alt: Option<Spanned<String>>,
    /// Where its figures come from, as Markdown.
    pub source: Option<Spanned<String>>,
    /// Its notes, as Markdown.
    pub notes: Option<Spanned<String>>,
}

/// The data of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartData {
    /// What the chart looks like.
    pub kind: ChartKind,
    /// What its figures are.
    pub unit: Unit,
    /// The headings; the first one's column names the rows.
    pub columns: Vec<String>,
    /// The rows, each with a figure for every further column.
    pub rows: Vec<ChartRow>,
}

/// A row of a chart's data.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartRow {
    /// Its label.
    pub label: String,
    /// Its figures, 0 or above; `None` where there is none.
    pub figures: Vec<Option<Number>>,
}

/// What a chart looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// A bar for each row.
    Bar,
    /// A bar for each figure, grouped by row.
    GroupedBar,
    /// Bars of one length, parted into shares of a whole.
    StackedShare,
    /// A line for each column, the rows being times.
    Line,
    /// From the lowest to the highest, with others marked.
    Range,
}

impl ChartKind {
    /// All kinds with the names that content uses.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("bar", Self::Bar),
        ("grouped-bar", Self::GroupedBar),
        ("stacked-share", Self::StackedShare),
        ("line", Self::Line),
        ("range", Self::Range),
    ];

    /// The name that content uses.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// The fewest and most columns of figures.
    pub fn figures(self) -> (usize, usize) {
        match self {
            Self::Bar => (1, 1),
            Self::GroupedBar | Self::StackedShare | Self::Range => (2, 4),
            Self::Line => (1, 4),
        }
    }

    /// The most rows.
    pub fn rows(self) -> usize {
        match self {
            Self::Bar | Self::Range => 30,
            Self::GroupedBar => 10,
            Self::StackedShare => 15,
            Self::Line => 60,
        }
    }
}

/// What figures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Percentages.
    Percent,
    /// Numbers of things.
    Number,
}

impl Unit {
    /// Both with the names that content uses.
    pub const NAMES: [(&'static str, Self); 2] = [("percent", Self::Percent), ("number", Self::Number)];
}
