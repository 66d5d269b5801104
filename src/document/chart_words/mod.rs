//! A chart's data and its words: message, subtitle, alternative in prose, and the table of what it shows.
//!
//! Scores, cases or declared figures come in; out come the [`ChartSpec`] to be drawn and every word that stands beside it. The
//! message is made from the figures, so it cannot contradict them. All words come from the locale. One file for each chart.

mod comparators;
mod criterion_scores;
mod declared;
mod follow_up;
mod headline_scores;
mod sample;
#[cfg(test)]
mod testing;

pub use comparators::comparators;
pub use criterion_scores::criterion_scores;
pub use declared::declared;
pub use follow_up::follow_up;
pub use headline_scores::headline_scores;
pub use sample::{Tally, sample};

use std::cmp::Ordering;

use super::chart_spec::{ChartSpec, Place, ReferenceLine, Tick};
use crate::date::Date;
use crate::framework::{Framework, PriorityLine};
use crate::locale::{Arg, Locale};
use crate::number::Number;
use crate::scoring::{Percentage, Scores};

/// The most values that the alternative in prose lists. On paper no table stands beside the chart, so it is as many as a listener can
/// be asked to sit through.
const LISTED: usize = 30;

/// A chart with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartWords {
    /// What to draw.
    pub spec: ChartSpec,
    /// The message, as a headline without a full stop.
    pub headline: String,
    /// Measure, area and period.
    pub subtitle: String,
    /// The alternative in prose.
    pub alt: String,
    /// The columns of the data; the first heads the rows.
    pub columns: Vec<DataColumn>,
    /// The rows of the data, a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a chart's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataColumn {
    /// Its heading.
    pub title: String,
    /// Whether it holds figures.
    pub figures: bool,
}

impl DataColumn {
    fn words(title: String) -> Self {
        Self { title, figures: false }
    }

    fn figures(title: String) -> Self {
        Self { title, figures: true }
    }
}

/// The report that a chart is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Its framework.
    pub framework: &'a Framework,
    /// Its scores.
    pub scores: &'a Scores,
    /// The area inspected.
    pub area: &'a str,
    /// When the fieldwork was.
    pub fieldwork: Option<Date>,
    /// When it was or will be published.
    pub published: Date,
    /// Its words.
    pub locale: &'a Locale,
}

impl About<'_> {
    /// Measure, area and period: what is measured comes in.
    fn subtitle(&self, measure: &str) -> String {
        let date = self.locale.date(self.fieldwork.unwrap_or(self.published));
        let args = [("measure", Arg::Text(measure)), ("area", Arg::Text(self.area)), ("date", Arg::Text(&date))];
        let key = if self.fieldwork.is_some() { "chart-subtitle" } else { "chart-subtitle-published" };
        self.locale.say_with(key, &args)
    }

    /// The framework's lines with their labels.
    fn reference_lines(&self) -> Vec<ReferenceLine> {
        let line = |line: &PriorityLine| {
            let at = percent(&line.at, self.locale);
            let label = self.locale.say_with("chart-line", &[("label", Arg::Text(&line.label)), ("at", Arg::Text(&at))]);
            ReferenceLine { at: line.at.clone(), label }
        };
        self.framework.priority_line.iter().chain(&self.framework.further_lines).map(line).collect()
    }

    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.locale.say_with(key, args)
    }

    fn percent(&self, score: &Percentage) -> String {
        percent(&score.printed, self.locale)
    }

    fn place(&self, score: &Percentage) -> Place {
        Place { at: score.printed.clone(), printed: self.percent(score) }
    }
}

/// A percentage as it is printed: '70%', '72.5%'.
pub fn percent(value: &Number, locale: &Locale) -> String {
    locale.say_with("percent", &[("n", Arg::Text(&shortest(value)))])
}

/// Where a printed score stands to the line, in words: '12 points above the priority line'.
pub fn line_position(printed: &Number, line: &PriorityLine, locale: &Locale) -> String {
    let name = locale.inside_sentence(&line.label);
    let (side, points) = distance(printed, &line.at);
    let args = [("points", points.arg()), ("line", Arg::Text(&name))];
    match side {
        Ordering::Greater => locale.say_with("line-above", &args),
        Ordering::Equal => locale.say_with("line-on", &args[1..]),
        Ordering::Less => locale.say_with("line-below", &args),
    }
}

/// 0%, 20%, … 100%.
fn percent_ticks(locale: &Locale) -> Vec<Tick> {
    (0..=5).map(|fifth| Number::whole(fifth * 20)).map(|at| Tick { label: percent(&at, locale), at }).collect()
}

/// A scale from 0 that holds the largest figure, with marks at round figures, at most seven.
fn round_scale(largest: &Number, print: impl Fn(&Number) -> String) -> (Number, Vec<Tick>) {
    // 1, 2, 5, 10, 20, …: figures have at most 18 digits before the point.
    let steps = (0..18).flat_map(|zeros| [1, 2, 5].map(|first| first * 10_i64.pow(zeros))).map(Number::whole);
    let small = ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"].into_iter().filter_map(|step| Number::parse_decimal(step, 2));
    let broken = shortest(largest).contains('.');
    let enough = |step: &Number| step.times(&Number::whole(6)) >= *largest;
    let step = small.filter(|_| broken).chain(steps).find(enough).unwrap_or_else(|| largest.clone());
    let marks = (1..=6).find(|marks| step.times(&Number::whole(*marks)) >= *largest).unwrap_or(6);
    let ticks = (0..=marks).map(|mark| step.times(&Number::whole(mark))).map(|at| Tick { label: print(&at), at });
    (step.times(&Number::whole(marks)), ticks.collect())
}

/// A distance in points: a whole number chooses its plural, another is always 'points'.
enum Points {
    Whole(u64),
    Broken(String),
}

impl Points {
    fn arg(&self) -> Arg<'_> {
        match self {
            Self::Whole(points) => Arg::Count(*points),
            Self::Broken(points) => Arg::Text(points),
        }
    }
}

/// On which side of the other a printed score stands, and how far.
fn distance(printed: &Number, other: &Number) -> (Ordering, Points) {
    let side = printed.cmp(other);
    let points = shortest(&if side == Ordering::Less { other.minus(printed) } else { printed.minus(other) });
    (side, points.parse().map_or(Points::Broken(points), Points::Whole))
}

/// With no more decimals than it needs, at most two: '70', '72.5'.
fn shortest(value: &Number) -> String {
    value.to_decimal(value.decimals(2))
}

/// With separators: '2,085.5'.
fn grouped(value: &Number, locale: &Locale) -> String {
    let text = shortest(value);
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    whole.parse().map_or_else(|_| text.clone(), |whole| locale.digits(whole) + fraction)
}

fn count(things: usize) -> u64 {
    u64::try_from(things).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::testing::english;
    use super::{grouped, line_position, round_scale, shortest};
    use crate::framework::PriorityLine;
    use crate::number::Number;

    fn number(text: &str) -> Number {
        Number::parse_decimal(text, 6).expect("a number")
    }

    #[test]
    fn places_beside_the_line() {
        let line = |at: &str| PriorityLine { at: number(at), label: "Priority line".to_owned() };
        let position = |printed, at| line_position(&Number::whole(printed), &line(at), &english());
        assert_eq!(position(82, "70"), "12 points above the priority line");
        assert_eq!(position(69, "70"), "1 point below the priority line");
        assert_eq!(position(70, "70"), "on the priority line");
        assert_eq!(position(70, "72.5"), "2.5 points below the priority line");
    }

    #[test]
    fn scales_end_at_round_figures() {
        let scale = |largest: &str| {
            let (end, ticks) = round_scale(&number(largest), shortest);
            (shortest(&end), ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" "))
        };
        let is = |end: &str, ticks: &str| (end.to_owned(), ticks.to_owned());
        assert_eq!(scale("0"), is("1", "0 1"));
        assert_eq!(scale("3"), is("3", "0 1 2 3"));
        assert_eq!(scale("44"), is("50", "0 10 20 30 40 50"));
        assert_eq!(scale("2085"), is("2500", "0 500 1000 1500 2000 2500"));
        assert_eq!(scale("0.25"), is("0.25", "0 0.05 0.1 0.15 0.2 0.25"));
        assert_eq!(scale("999999999999999999").0, "1000000000000000000");
    }

    #[test]
    fn figures_with_separators() {
        assert_eq!(["2085", "12", "1234.5"].map(|n| grouped(&number(n), &english())), ["2,085", "12", "1,234.5"]);
    }
}
