//! A bar for each figure, grouped by row. Each bar carries the name of its column, so no colour has to be looked up.

use super::{Figure, Teller, Told, count};
use crate::document::chart_spec::{Bar, BarGroup, Bars, Emphasis, Plot, Series};
use crate::locale::Arg;
use crate::number::Number;

pub(super) fn chart(teller: &Teller) -> Told {
    let series = teller.series();
    let groups = (teller.data.rows.iter())
        .map(|row| {
            let bars = series.iter().zip(&row.figures).enumerate().map(|(index, (name, value))| {
                let printed = value.as_ref().map_or_else(|| teller.say("chart-no-figure", &[]), |value| teller.print(value));
                let emphasis = Emphasis::Series(Series::new(index, series.len()));
                Bar { label: name.clone(), value: value.clone(), printed, emphasis }
            });
            BarGroup { label: row.label.clone(), bars: bars.collect() }
        })
        .collect();
    let (maximum, ticks) = teller.scale();
    let message = headline(teller);
    let alt = teller.alternative(&teller.say("chart-alt-grouped-bar", &[]), &message);
    (Plot::Bars(Bars { groups, maximum, ticks, lines: Vec::new(), legend: Vec::new() }), message, alt)
}

/// Two columns are compared; of more, the extremes are named.
fn headline(teller: &Teller) -> String {
    let rows = &teller.data.rows;
    if let [first, second] = teller.series() {
        let pairs: Vec<(&Number, &Number)> = rows
            .iter()
            .filter_map(|row| match row.figures.as_slice() {
                [Some(first), Some(second)] => Some((first, second)),
                _ => None,
            })
            .collect();
        let higher = pairs.iter().filter(|(first, second)| second > first).count();
        let lower = pairs.iter().filter(|(first, second)| second < first).count();
        if !pairs.is_empty() && higher + lower > 0 {
            let (side, n) = if higher >= lower { ("higher", higher) } else { ("lower", lower) };
            let (words, total) = (teller.locale.count(count(n)), teller.locale.count(count(pairs.len())));
            let args = [
                ("first", Arg::Text(first)),
                ("second", Arg::Text(second)),
                ("side", Arg::Text(side)),
                ("opening", Arg::Text(words.as_str())),
                ("total", Arg::Text(total.as_str())),
                ("n", Arg::Count(count(pairs.len()))),
            ];
            return teller.say(if n == pairs.len() { "chart-pairs-all" } else { "chart-pairs-some" }, &args);
        }
    }
    let figures: Vec<Figure> = (rows.iter())
        .flat_map(|row| {
            let named = teller.series().iter().zip(&row.figures);
            named.filter_map(|(name, value)| {
                let args = [("label", Arg::Text(&row.label)), ("name", Arg::Text(name))];
                Some(Figure { label: teller.say("chart-figure-of", &args), value: value.as_ref()? })
            })
        })
        .collect();
    teller.extremes(&figures)
}

#[cfg(test)]
mod tests {
    use super::super::testing::chart;
    use crate::document::chart_spec::{Emphasis, Plot, Series};
    use crate::model::chart::ChartKind::GroupedBar;
    use crate::model::chart::Unit::{Number, Percent};

    #[test]
    fn a_grouped_chart_in_words() {
        let words = chart(GroupedBar, Percent, "Test, Target, Result\nReports, 90, 95\nVisits, 85, 80\nPlans, 80, 88");
        assert_eq!(words.headline, "Result against Target: higher in two of the three");
        assert_eq!(
            words.alt,
            "Bar chart, grouped. Result against Target: higher in two of the three. Reports: Target 90%, Result 95%. Visits: Target 85%, \
             Result 80%. Plans: Target 80%, Result 88%."
        );
        let Plot::Bars(bars) = &words.spec.plot else { panic!("bars") };
        assert_eq!(bars.groups[1].bars[1].emphasis, Emphasis::Series(Series { index: 1, of: 2 }));
        assert_eq!((bars.groups[1].label.as_str(), bars.groups[1].bars[1].label.as_str()), ("Visits", "Result"));
    }

    #[test]
    fn the_message_follows_the_figures() {
        let headline = |csv| chart(GroupedBar, Number, csv).headline;
        assert_eq!(headline("Test, 2007, 2008\nA, 5, 4\nB, 5, 4"), "2008 against 2007: lower in both");
        assert_eq!(headline("Test, 2007, 2008\nA, 5, 6\nB, , 4"), "2008 against 2007: higher");
        assert_eq!(headline("Test, 2007, 2008\nA, 5, 5\nB, 5, 5"), "All four are 5");
        assert_eq!(headline("Test, x, y, z\nA, 5, 6, 7\nB, 1, 2, 3"), "The highest is A, z, at 7; the lowest is B, x, at 1");
    }
}
