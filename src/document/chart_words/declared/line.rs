//! Lines over time: a line for each column, the rows being times.

use std::cmp::Ordering;

use super::{Teller, Told, count};
use crate::date::Date;
use crate::document::chart_spec::{LineSeries, Lines, Period, Plot};
use crate::locale::Arg;
use crate::number::Number;

pub(super) fn chart(teller: &Teller) -> Told {
    let rows = &teller.data.rows;
    let periods = rows.iter().zip(times(teller)).map(|(row, at)| Period { at, label: teller.time(&row.label) }).collect();
    let series: Vec<LineSeries> = (teller.series().iter().enumerate())
        .map(|(index, name)| LineSeries {
            label: name.clone(),
            places: rows.iter().map(|row| row.figures.get(index)?.as_ref().map(|value| teller.place(value))).collect(),
        })
        .collect();
    let (maximum, ticks) = teller.scale();
    let message = headline(teller);
    let alt = teller.alternative(&teller.say("chart-alt-line-chart", &[]), &message);
    (Plot::Lines(Lines { periods, series, maximum, ticks }), message, alt)
}

/// Where the times stand: as far from each other as their dates, if all are dates that rise; else at even steps.
fn times(teller: &Teller) -> Vec<Number> {
    let rows = &teller.data.rows;
    let days = |date: Date| i64::from(date.year) * 372 + (i64::from(date.month.unwrap_or(1)) - 1) * 31 + i64::from(date.day.unwrap_or(1));
    let dates: Option<Vec<i64>> = rows.iter().map(|row| Date::parse(&row.label).map(days)).collect();
    match dates.filter(|dates| dates.is_sorted_by(|a, b| a < b)) {
        Some(dates) => dates.into_iter().map(Number::whole).collect(),
        None => (0..).take(rows.len()).map(Number::whole).collect(),
    }
}

/// A line's first and last figure with their times.
struct Course<'a> {
    name: String,
    first: (String, &'a Number),
    last: (String, &'a Number),
}

impl Course<'_> {
    fn side(&self) -> Ordering {
        self.last.1.cmp(self.first.1)
    }

    fn change(&self) -> Number {
        if self.side() == Ordering::Less { self.first.1.minus(self.last.1) } else { self.last.1.minus(self.first.1) }
    }

    fn told(&self, teller: &Teller) -> String {
        let side = match self.side() {
            Ordering::Greater => "up",
            Ordering::Equal => "same",
            Ordering::Less => "down",
        };
        let (before, after) = (teller.print(self.first.1), teller.print(self.last.1));
        let args = [
            ("name", Arg::Text(&self.name)),
            ("side", Arg::Text(side)),
            ("before", Arg::Text(&before)),
            ("from", Arg::Text(&self.first.0)),
            ("after", Arg::Text(&after)),
            ("to", Arg::Text(&self.last.0)),
        ];
        teller.say("chart-course", &args)
    }
}

/// How the lines went: each of one or two; of more, how many rose and which changed most.
fn headline(teller: &Teller) -> String {
    let course = |(index, name): (usize, &'_ str)| {
        let places = || teller.data.rows.iter().filter_map(move |row| Some((teller.time(&row.label), row.figures.get(index)?.as_ref()?)));
        Some(Course { name: name.to_owned(), first: places().next()?, last: places().next_back()? })
    };
    let courses: Vec<Course> = teller.series().iter().map(String::as_str).enumerate().filter_map(course).collect();
    match courses.as_slice() {
        [] => String::new(),
        [only] => only.told(teller),
        [first, second] => teller.and(&first.told(teller), &second.told(teller)),
        all => {
            let rose = all.iter().filter(|course| course.side() == Ordering::Greater).count();
            let (opening, total) = (teller.locale.count_opening(count(rose)), teller.locale.count(count(all.len())));
            let args = [("opening", Arg::Text(opening.as_str())), ("total", Arg::Text(&total))];
            let message = teller.say(if rose == all.len() { "chart-courses-all" } else { "chart-courses-some" }, &args);
            let most = all.iter().rev().max_by_key(|course| course.change()).map(|course| course.told(teller));
            most.map_or_else(|| message.clone(), |most| teller.and(&message, &most))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::chart;
    use crate::document::chart_spec::{Lines, Plot};
    use crate::model::chart::ChartKind::Line;
    use crate::model::chart::Unit::{Number, Percent};

    fn lines(csv: &str) -> Lines {
        let Plot::Lines(lines) = chart(Line, Number, csv).spec.plot else { panic!("lines") };
        lines
    }

    #[test]
    fn lines_in_words() {
        let words = chart(Line, Percent, "Year, Reports on time\n2004, 56\n2005, 60\n2008, 76");
        assert_eq!(words.headline, "Reports on time rose from 56% in 2004 to 76% in 2008");
        assert_eq!(words.alt, "Line chart. Reports on time rose from 56% in 2004 to 76% in 2008. 2004: 56%. 2005: 60%. 2008: 76%.");
        let headline = |csv| chart(Line, Number, csv).headline;
        assert_eq!(headline("Year, A, B\n2004, 5, 9\n2005, 6, 9"), "A rose from 5 in 2004 to 6 in 2005; B stood at 9 in 2004 and in 2005");
        assert_eq!(headline("Year, A, B, C\n2004, 5, 9, 3\n2005, 6, 2, 4"), "Two of the three rose; B fell from 9 in 2004 to 2 in 2005");
        assert_eq!(headline("Year, A, B, C\n2004, 5, 2, 3\n2005, 6, 9, 4"), "All three rose; B rose from 2 in 2004 to 9 in 2005");
    }

    #[test]
    fn dates_are_said_in_words() {
        let words = chart(Line, Number, "Quarter, A\n2010-03, 5\n2010-06, 6");
        assert_eq!(words.headline, "A rose from 5 in March 2010 to 6 in June 2010");
        assert!(words.alt.ends_with("March 2010: 5. June 2010: 6."), "{}", words.alt);
        assert_eq!(words.rows[0], ["March 2010", "5"]);
    }

    #[test]
    fn years_stand_as_far_apart_as_they_are() {
        let lines = lines("Year, A\n2004, 1\n2005, 2\n2008, 3");
        let at: Vec<f64> = lines.periods.iter().map(|period| period.at.for_drawing()).collect();
        assert!((at[2] - at[1] - 3.0 * (at[1] - at[0])).abs() < 1e-9, "{at:?}");
    }

    #[test]
    fn other_times_stand_at_even_steps_and_a_gap_stays_one() {
        let lines = lines("Quarter, A\nSpring, 1\nSummer,\nAutumn, 3");
        assert_eq!(lines.periods.iter().map(|period| period.at.for_drawing()).collect::<Vec<_>>(), [0.0, 1.0, 2.0]);
        assert_eq!(lines.series[0].places.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true]);
    }
}
