//! A chart as data: what is shown, before anyone decides how it looks.

use std::ops::Range;

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
    /// Two or more places on one scale to a row, joined: a change, or a range.
    Spans(Spans),
    /// Bars of one length, parted into shares of a whole.
    Shares(Shares),
    /// Lines over time.
    Lines(Lines),
}

impl ChartSpec {
    /// Changes every word that is drawn.
    pub fn change_words(&mut self, change: &dyn Fn(&mut String)) {
        let ticks = |ticks: &mut [Tick]| ticks.iter_mut().for_each(|tick| change(&mut tick.label));
        let lines = |lines: &mut [ReferenceLine]| lines.iter_mut().for_each(|line| change(&mut line.label));
        match &mut self.plot {
            Plot::Bars(bars) => {
                for group in &mut bars.groups {
                    change(&mut group.label);
                    group.bars.iter_mut().for_each(|bar| [&mut bar.label, &mut bar.printed].into_iter().for_each(change));
                }
                ticks(&mut bars.ticks);
                lines(&mut bars.lines);
                bars.legend.iter_mut().for_each(|(_, words)| change(words));
            }
            Plot::Spans(spans) => {
                for group in &mut spans.groups {
                    change(&mut group.label);
                    for row in &mut group.rows {
                        [&mut row.label, &mut row.note].into_iter().for_each(change);
                        match &mut row.reading {
                            Reading::Words(words) => change(words),
                            Reading::Change { before, after } => [before, after].into_iter().for_each(|place| change(&mut place.printed)),
                            Reading::Range { low, high, average, own } => {
                                let others = average.iter_mut().chain(own);
                                [low, high].into_iter().chain(others).for_each(|place| change(&mut place.printed));
                            }
                        }
                    }
                }
                ticks(&mut spans.ticks);
                lines(&mut spans.lines);
                spans.legend.iter_mut().for_each(|(_, words)| change(words));
                change(&mut spans.note_heading);
            }
            Plot::Shares(shares) => {
                shares.series.iter_mut().for_each(change);
                for row in &mut shares.rows {
                    change(&mut row.label);
                    row.parts.iter_mut().for_each(|part| change(&mut part.printed));
                }
            }
            Plot::Lines(plot) => {
                plot.periods.iter_mut().for_each(|period| change(&mut period.label));
                for series in &mut plot.series {
                    change(&mut series.label);
                    series.places.iter_mut().flatten().for_each(|place| change(&mut place.printed));
                }
                ticks(&mut plot.ticks);
            }
        }
    }
}

impl Plot {
    /// How many rows each group has, for where one page cannot hold them all. A group of nothing but a heading counts as one.
    pub fn rows(&self) -> Vec<usize> {
        match self {
            Self::Bars(bars) => bars.groups.iter().map(|group| group.bars.len().max(1)).collect(),
            Self::Spans(spans) => spans.groups.iter().map(|group| group.rows.len().max(1)).collect(),
            Self::Shares(shares) => vec![1; shares.rows.len()],
            Self::Lines(_) => vec![1],
        }
    }

    /// Some of those rows under the headings of their groups, with the scale and the legend of the whole.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        match self {
            Self::Bars(bars) => {
                let groups = some_of(&bars.groups, range, |group| &group.bars, |group, bars| BarGroup { bars, ..group.clone() });
                Self::Bars(Bars { groups, ..bars.clone() })
            }
            Self::Spans(spans) => {
                let groups = some_of(&spans.groups, range, |group| &group.rows, |group, rows| SpanGroup { rows, ..group.clone() });
                Self::Spans(Spans { groups, ..spans.clone() })
            }
            Self::Shares(shares) => Self::Shares(Shares { rows: shares.rows.get(range).unwrap_or_default().to_vec(), ..shares.clone() }),
            Self::Lines(_) => self.clone(),
        }
    }
}

/// The groups that have rows in a range, with those rows.
fn some_of<G, R: Clone>(groups: &[G], range: Range<usize>, rows: impl Fn(&G) -> &Vec<R>, with: impl Fn(&G, Vec<R>) -> G) -> Vec<G> {
    let mut start = 0;
    let mut out = Vec::new();
    for group in groups {
        let all = rows(group);
        let end = start + all.len().max(1);
        let (from, to) = (range.start.max(start), range.end.min(end));
        if from < to {
            out.push(with(group, all.get(from - start..(to - start).min(all.len())).unwrap_or_default().to_vec()));
        }
        start = end;
    }
    out
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
    /// One of several series, each with a colour and a pattern of its own.
    Series(Series),
}

/// One of several series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Series {
    /// Which, from 0.
    pub index: u8,
    /// How many there are: two are told apart by other colours than four.
    pub of: u8,
}

impl Series {
    /// No chart tells more than so many series apart.
    pub const MOST: usize = 4;

    /// Series `index` of `of`.
    pub fn new(index: usize, of: usize) -> Self {
        let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        Self { index: small(index), of: small(of) }
    }
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

/// Rows of joined places on one scale, in groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Spans {
    /// The groups from the top.
    pub groups: Vec<SpanGroup>,
    /// The end of the scale.
    pub maximum: Number,
    /// Marks on the scale, which begins at the first of them.
    pub ticks: Vec<Tick>,
    /// Lines across all rows.
    pub lines: Vec<ReferenceLine>,
    /// What the marks mean, in the order to be shown.
    pub legend: Vec<(SpanMark, String)>,
    /// The heading of the rows' notes: 'Change'; empty if they have none.
    pub note_heading: String,
}

impl Spans {
    /// Lets the scale begin where its marks do if much of it would be empty: places are compared here, not lengths. It begins at a mark.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        // Two fifths: for less, a scale is rather whole.
        let worth = self.maximum.times(&Number::whole(2));
        let places = self.groups.iter().flat_map(|group| &group.rows).flat_map(|row| row.reading.places());
        let least = places.map(|place| &place.at).chain(self.lines.iter().map(|line| &line.at)).min().cloned();
        let begins = least.and_then(|least| self.ticks.iter().map(|tick| &tick.at).filter(|at| **at <= least).max().cloned());
        if let Some(begins) = begins.filter(|at| at.times(&Number::whole(5)) >= worth) {
            self.ticks.retain(|tick| tick.at >= begins);
        }
        self
    }
}

/// Rows under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct SpanGroup {
    /// The heading; may be empty.
    pub label: String,
    /// The rows from the top.
    pub rows: Vec<SpanRow>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct SpanRow {
    /// 'B1 Assessment of risk of harm'.
    pub label: String,
    /// Whether it sums up the rows around it: its words are bold.
    pub strong: bool,
    /// What is shown.
    pub reading: Reading,
    /// What stands at its end: '+26'; may be empty.
    pub note: String,
}

/// What a row shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// From one place to another.
    Change {
        /// Where it was.
        before: Place,
        /// Where it is.
        after: Place,
    },
    /// From the lowest to the highest place, with others marked.
    Range {
        /// The lowest.
        low: Place,
        /// The highest.
        high: Place,
        /// The average.
        average: Option<Place>,
        /// The one that the chart is about.
        own: Option<Place>,
    },
    /// Words where there is nothing to measure: 'Partly met, then Well met'.
    Words(String),
}

impl Reading {
    /// All its places.
    pub fn places(&self) -> Vec<&Place> {
        match self {
            Self::Change { before, after } => vec![before, after],
            Self::Range { low, high, average, own } => {
                [Some(low), Some(high), average.as_ref(), own.as_ref()].into_iter().flatten().collect()
            }
            Self::Words(_) => Vec::new(),
        }
    }
}

/// A place on a scale with its value as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Where.
    pub at: Number,
    /// '69%'.
    pub printed: String,
}

/// A mark of a row, each of another shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpanMark {
    /// Where it was: a ring.
    Before,
    /// Where it is: a dot.
    After,
    /// From the lowest to the highest: a line with ends.
    Range,
    /// The average: a diamond.
    Average,
    /// The one that the chart is about: a dot.
    Own,
}

/// Bars of one length, parted into shares.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// The names of the shares, at most [`Series::MOST`].
    pub series: Vec<String>,
    /// The bars from the top.
    pub rows: Vec<ShareRow>,
}

/// A bar of shares.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareRow {
    /// Its label; may be empty.
    pub label: String,
    /// A share for each series, in per cent.
    pub parts: Vec<Place>,
}

/// Lines over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// The times, from the first.
    pub periods: Vec<Period>,
    /// The lines, at most [`Series::MOST`].
    pub series: Vec<LineSeries>,
    /// The end of the scale, which begins at 0.
    pub maximum: Number,
    /// Marks on the scale.
    pub ticks: Vec<Tick>,
}

/// A time.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Where, on any scale that rises.
    pub at: Number,
    /// '2004'.
    pub label: String,
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct LineSeries {
    /// Its name, which stands at its end.
    pub label: String,
    /// A place for each period; `None` where there is no figure.
    pub places: Vec<Option<Place>>,
}

#[cfg(test)]
mod tests {
    use super::{Place, Reading, ReferenceLine, SpanGroup, SpanRow, Spans, Tick};
    use crate::number::Number;

    /// The first mark of the scale of a change from one place to another.
    fn begins(before: i64, after: i64, line: Option<i64>) -> String {
        let place = |at: i64| Place { at: Number::whole(at), printed: String::new() };
        let reading = Reading::Change { before: place(before), after: place(after) };
        let row = SpanRow { label: String::new(), strong: false, reading, note: String::new() };
        let spans = Spans {
            groups: vec![SpanGroup { label: String::new(), rows: vec![row] }],
            maximum: Number::whole(100),
            ticks: (0..=5).map(|fifth| Tick { at: Number::whole(fifth * 20), label: (fifth * 20).to_string() }).collect(),
            lines: line.into_iter().map(|at| ReferenceLine { at: Number::whole(at), label: String::new() }).collect(),
            legend: Vec::new(),
            note_heading: String::new(),
        };
        spans.trimmed().ticks.first().map(|tick| tick.label.clone()).unwrap_or_default()
    }

    #[test]
    fn a_scale_of_places_begins_where_they_do_if_much_would_be_empty() {
        assert_eq!(begins(62, 85, None), "60");
        assert_eq!(begins(85, 40, None), "40");
        assert_eq!(begins(39, 85, None), "0");
        assert_eq!(begins(62, 85, Some(45)), "40");
        assert_eq!(begins(-5, 85, None), "0");
    }
}
