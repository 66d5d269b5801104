//! A chart as data: what is shown, before anyone decides how it looks.

use crate::number::Number;

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartSpec {
    /// The name of its data file, without folder and ending.
    pub name: String,
    /// What is drawn.
    pub plot: Plot,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Plot {
    /// Horizontal bars in groups on one scale, with lines across.
    Bars(Bars),
}

/// Horizontal bars from zero, in groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The groups from the top.
    pub groups: Vec<BarGroup>,
    /// The end of the scale, such as 100.
    pub maximum: Number,
    /// Marks on the scale with their words: 0%, 20%, ….
    pub ticks: Vec<Tick>,
    /// Lines across all bars, each with its label in words.
    pub lines: Vec<ReferenceLine>,
    /// What the looks of the bars mean, in the order to be shown; empty if there is but one.
    pub legend: Vec<(Emphasis, String)>,
}

/// Bars under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct BarGroup {
    /// The heading: '1 Assessment and sentence planning'.
    pub label: String,
    /// The bars from the top.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// '1.2 Assessment of risk of harm'.
    pub label: String,
    /// Its length on the scale; `None` where there is no score.
    pub value: Option<Number>,
    /// The value as printed: '73%'.
    pub printed: String,
    /// How it looks.
    pub emphasis: Emphasis,
}

/// The look of a bar, told apart by more than colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Emphasis {
    /// At or above the line: solid.
    Plain,
    /// Below the line: outlined with stripes.
    BelowLine,
    /// A mean of the bars around it: solid in another colour, its label bold.
    Mean,
    /// A mean below the line: striped in that colour, its label bold.
    MeanBelowLine,
}

/// A mark on the scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where.
    pub at: Number,
    /// '20%'.
    pub label: String,
}

/// A line across the bars.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceLine {
    /// Where.
    pub at: Number,
    /// 'Priority line (70%)'.
    pub label: String,
}
