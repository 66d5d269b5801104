//! Charts that a report declares: their message and alternative are made from the figures where the report writes none.
//!
//! One file for each type. The figures were checked when they were read: none is below 0, each row has as many as there are columns.

mod bar;
mod grouped_bar;
mod line;
mod range;
mod stacked_share;

use super::{ChartWords, DataColumn, LISTED, count, grouped, percent, percent_ticks, round_scale, shortest};
use crate::date::Date;
use crate::document::chart_spec::{ChartSpec, Place, Plot, Tick};
use crate::locale::{Arg, Locale};
use crate::model::chart::{ChartData, ChartKind, ChartRow, Unit};
use crate::number::Number;

/// The most rows that a message names as sharing an extreme.
const NAMED: usize = 3;

/// The chart of declared data. `None` if there is not one figure.
pub fn declared(name: &str, data: &ChartData, subtitle: &str, locale: &Locale) -> Option<ChartWords> {
    let teller = Teller { data, locale };
    teller.largest()?;
    let (plot, headline, alt) = match data.kind {
        ChartKind::Bar => bar::chart(&teller),
        ChartKind::GroupedBar => grouped_bar::chart(&teller),
        ChartKind::StackedShare => stacked_share::chart(&teller),
        ChartKind::Line => line::chart(&teller),
        ChartKind::Range => range::chart(&teller),
    };
    Some(ChartWords {
        spec: ChartSpec { name: name.to_owned(), plot },
        headline,
        subtitle: subtitle.to_owned(),
        alt,
        columns: teller.columns(),
        rows: data.rows.iter().map(|row| teller.cells(row)).collect(),
    })
}

/// What a type of chart makes of the data: picture, message, alternative.
type Told = (Plot, String, String);

/// A figure with what it is of.
struct Figure<'a> {
    label: String,
    value: &'a Number,
}

struct Teller<'a> {
    data: &'a ChartData,
    locale: &'a Locale,
}

impl<'a> Teller<'a> {
    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.locale.say_with(key, args)
    }

    /// A figure as it is printed.
    fn print(&self, value: &Number) -> String {
        match self.data.unit {
            Unit::Percent => percent(value, self.locale),
            Unit::Number => grouped(value, self.locale),
        }
    }

    fn place(&self, value: &Number) -> Place {
        Place { at: value.clone(), printed: self.print(value) }
    }

    /// The titles of the columns of figures.
    fn series(&self) -> &'a [String] {
        self.data.columns.get(1..).unwrap_or_default()
    }

    fn largest(&self) -> Option<&'a Number> {
        self.data.rows.iter().flat_map(|row| &row.figures).flatten().max()
    }

    /// A scale for all figures: to 100% where that is not far away.
    fn scale(&self) -> (Number, Vec<Tick>) {
        let zero = Number::whole(0);
        let largest = self.largest().unwrap_or(&zero);
        if self.data.unit == Unit::Percent && *largest > Number::whole(50) && *largest <= Number::whole(100) {
            return (Number::whole(100), percent_ticks(self.locale));
        }
        round_scale(largest, |at| self.print(at))
    }

    fn columns(&self) -> Vec<DataColumn> {
        let mut columns: Vec<DataColumn> = self.data.columns.iter().take(1).map(|title| DataColumn::words(title.clone())).collect();
        let title = |title: &String| match self.data.unit {
            Unit::Percent => self.say("chart-column-per-cent", &[("title", Arg::Text(title))]),
            Unit::Number => title.clone(),
        };
        columns.extend(self.series().iter().map(|name| DataColumn::figures(title(name))));
        if self.data.rows.first().is_some_and(|row| stacked_share::of_numbers(self, row).is_some()) {
            let share = |title: &String| self.say("chart-column-share-of", &[("title", Arg::Text(title))]);
            columns.extend(self.series().iter().map(|name| DataColumn::figures(share(name))));
        }
        columns
    }

    /// The label of a row; a date of a line chart in words.
    fn time(&self, label: &str) -> String {
        Date::parse(label).filter(|_| self.data.kind == ChartKind::Line).map_or_else(|| label.to_owned(), |date| self.locale.date(date))
    }

    fn cells(&self, row: &ChartRow) -> Vec<String> {
        let figures = row.figures.iter().map(|figure| figure.as_ref().map(shortest).unwrap_or_default());
        let shares = stacked_share::of_numbers(self, row).unwrap_or_default();
        std::iter::once(self.time(&row.label)).chain(figures).chain(shares.iter().map(shortest)).collect()
    }

    /// Message and rest: '…; …'.
    fn and(&self, message: &str, rest: &str) -> String {
        self.say("chart-message-and-rest", &[("message", Arg::Text(message)), ("rest", Arg::Text(rest))])
    }

    /// The highest and the lowest of some figures in words.
    fn extremes(&self, figures: &[Figure]) -> String {
        let value = |figure: &Figure| self.print(figure.value);
        if let [only] = figures {
            return self.labelled(&only.label, &value(only));
        }
        let (Some(high), Some(low)) = (figures.iter().map(|f| f.value).max(), figures.iter().map(|f| f.value).min()) else {
            return String::new();
        };
        if high == low {
            let n = count(figures.len());
            let (total, value) = (self.locale.count(n), self.print(high));
            let args = [("n", Arg::Count(n)), ("total", Arg::Text(total.as_str())), ("value", Arg::Text(&value))];
            return self.say("chart-all-equal", &args);
        }
        let those = |extreme: &Number, [key, shared]: [&str; 2], count_in_words: &dyn Fn(u64) -> String| {
            let labels: Vec<String> = figures.iter().filter(|figure| figure.value == extreme).map(|figure| figure.label.clone()).collect();
            let (n, value) = (count(labels.len()), self.print(extreme));
            let (total, list) = (count_in_words(n), self.locale.list(&labels));
            let args =
                [("n", Arg::Count(n)), ("labels", Arg::Text(list.as_str())), ("total", Arg::Text(&total)), ("value", Arg::Text(&value))];
            if labels.len() > NAMED { self.say(shared, &args[2..]) } else { self.say(key, &[&args[..2], &args[3..]].concat()) }
        };
        let highest = those(high, ["chart-highest", "chart-highest-shared"], &|n| self.locale.count_opening(n));
        self.and(&highest, &those(low, ["chart-lowest", "chart-lowest-shared"], &|n| self.locale.count(n)))
    }

    fn labelled(&self, label: &str, value: &str) -> String {
        self.say("labelled", &[("label", Arg::Text(label)), ("value", Arg::Text(value))])
    }

    /// A sentence for each row, so that the alternative in prose says what the picture shows; the first ones, if there are many.
    fn rows_told(&self) -> Vec<String> {
        let row = |row: &ChartRow| {
            let figures = self.series().iter().zip(&row.figures).enumerate();
            let shares = stacked_share::of_numbers(self, row);
            let said: Vec<String> = figures
                .map(|(index, (name, figure))| {
                    let mut value = figure.as_ref().map_or_else(|| self.say("chart-no-figure", &[]), |value| self.print(value));
                    if let Some(share) = shares.as_ref().and_then(|shares| shares.get(index)) {
                        let share = percent(share, self.locale);
                        value = self.say("chart-count-and-share", &[("n", Arg::Text(&value)), ("share", Arg::Text(&share))]);
                    }
                    let args = [("name", Arg::Text(name.as_str())), ("value", Arg::Text(&value))];
                    if self.series().len() == 1 { value.clone() } else { self.say("chart-named-value", &args) }
                })
                .collect();
            let words = self.labelled(&self.time(&row.label), &said.join(&self.say("chart-between-values", &[])));
            self.say("chart-sentence", &[("words", Arg::Text(&words))])
        };
        self.data.rows.iter().take(LISTED).map(row).collect()
    }

    /// What it is, what it says, and its figures.
    fn alternative(&self, what: &str, message: &str) -> String {
        let mut sentences = vec![what.to_owned(), self.say("chart-sentence", &[("words", Arg::Text(message))])];
        sentences.extend(self.rows_told());
        sentences.join(" ")
    }
}

/// Checks of words and pictures that all types share.
#[cfg(test)]
mod testing {
    use super::declared;
    use crate::document::chart_words::ChartWords;
    use crate::document::chart_words::testing::english;
    use crate::model::chart::{ChartData, ChartKind, ChartRow, Unit};
    use crate::number::Number;

    /// A chart from rows as a CSV has them, the columns first; an empty cell has no figure.
    pub(super) fn chart(kind: ChartKind, unit: Unit, csv: &str) -> ChartWords {
        let mut lines = csv.lines().map(|line| line.split(',').map(str::trim));
        let columns: Vec<String> = lines.next().into_iter().flatten().map(str::to_owned).collect();
        let rows = lines.map(|mut cells| ChartRow {
            label: cells.next().unwrap_or_default().to_owned(),
            figures: cells.map(|cell| Number::parse_decimal(cell, 2)).collect(),
        });
        let data = ChartData { kind, unit, columns, rows: rows.collect() };
        let words = declared("staff", &data, "Staff in post, Surrey, 2008", &english()).expect("a chart");
        assert!(words.rows.iter().all(|row| row.len() == words.columns.len()));
        for text in [&words.headline, &words.alt] {
            assert!(!text.contains('[') && !text.contains('{') && !text.is_empty(), "{text}");
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::declared;
    use crate::document::chart_words::testing::english;
    use crate::model::chart::{ChartData, ChartKind, ChartRow, Unit};

    #[test]
    fn no_figure_is_no_chart() {
        for (_, kind) in ChartKind::NAMES {
            let rows = vec![ChartRow { label: "A".to_owned(), figures: vec![None, None] }];
            let data = ChartData { kind, unit: Unit::Number, columns: vec!["a".into(), "b".into(), "c".into()], rows };
            assert_eq!(declared("staff", &data, "", &english()), None);
        }
    }
}
