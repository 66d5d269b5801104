//! From the lowest to the highest, with the average and this area's own figure where they are given.

use std::cmp::Ordering;

use super::{Teller, Told, count};
use crate::document::chart_spec::{Plot, Reading, SpanGroup, SpanMark, SpanRow, Spans};
use crate::locale::Arg;
use crate::number::Number;

/// The columns of figures.
const LOW: usize = 0;
const HIGH: usize = 1;
const AVERAGE: usize = 2;
const OWN: usize = 3;

pub(super) fn chart(teller: &Teller) -> Told {
    let rows = (teller.data.rows.iter())
        .filter_map(|row| {
            let place = |column: usize| Some(teller.place(row.figures.get(column)?.as_ref()?));
            let reading = Reading::Range { low: place(LOW)?, high: place(HIGH)?, average: place(AVERAGE), own: place(OWN) };
            Some(SpanRow { label: row.label.clone(), strong: false, reading, note: String::new() })
        })
        .collect();
    let series = teller.series();
    let mut legend: Vec<(SpanMark, String)> = Vec::new();
    legend.extend(series.get(OWN).map(|title| (SpanMark::Own, title.clone())));
    legend.extend(series.get(AVERAGE).map(|title| (SpanMark::Average, title.clone())));
    if let [low, high, ..] = series {
        let high = teller.locale.inside_sentence(high);
        legend.push((SpanMark::Range, teller.say("chart-legend-range-of", &[("low", Arg::Text(low)), ("high", Arg::Text(&high))])));
    }
    let (maximum, ticks) = teller.scale();
    let groups = vec![SpanGroup { label: String::new(), rows }];
    let message = headline(teller);
    let alt = teller.alternative(&teller.say("chart-alt-range", &[]), &message);
    let spans = Spans { groups, maximum, ticks, lines: Vec::new(), legend, note_heading: String::new() };
    (Plot::Spans(spans.trimmed()), message, alt)
}

/// Where this area stands to the average; else the widest range.
fn headline(teller: &Teller) -> String {
    let figure = |row: &'_ crate::model::chart::ChartRow, column: usize| row.figures.get(column).cloned().flatten();
    if let (Some(average), Some(own)) = (teller.series().get(AVERAGE), teller.series().get(OWN)) {
        let pairs: Vec<(Number, Number)> =
            teller.data.rows.iter().filter_map(|row| Some((figure(row, OWN)?, figure(row, AVERAGE)?))).collect();
        let average = teller.locale.inside_sentence(average);
        let n_above = pairs.iter().filter(|(own, average)| own > average).count();
        let (n, total) = (teller.locale.count(count(n_above)), teller.locale.count(count(pairs.len())));
        let named = [("own", Arg::Text(own.as_str())), ("average", Arg::Text(&average))];
        if let [(value, mean)] = pairs.as_slice() {
            let side = match value.cmp(mean) {
                Ordering::Greater => "above",
                Ordering::Equal => "on",
                Ordering::Less => "below",
            };
            let (value, mean) = (teller.print(value), teller.print(mean));
            let args = [("side", Arg::Text(side)), ("value", Arg::Text(value.as_str())), ("mean", Arg::Text(&mean))];
            return teller.say("chart-range-one", &[&named[..], &args].concat());
        }
        if !pairs.is_empty() {
            let counts = [("opening", Arg::Text(n.as_str())), ("total", Arg::Text(total.as_str())), ("n", Arg::Count(count(pairs.len())))];
            let key = match n_above {
                0 => "chart-range-none",
                all if all == pairs.len() => "chart-range-all",
                _ => "chart-range-some",
            };
            return teller.say(key, &[&named[..], &counts].concat());
        }
    }
    let ranges: Vec<(&str, Number, Number)> =
        teller.data.rows.iter().filter_map(|row| Some((row.label.as_str(), figure(row, LOW)?, figure(row, HIGH)?))).collect();
    let Some((label, low, high)) = ranges.iter().rev().max_by_key(|(_, low, high)| high.minus(low)) else { return String::new() };
    let (low, high) = (teller.print(low), teller.print(high));
    let args = [("label", Arg::Text(label)), ("low", Arg::Text(&low)), ("high", Arg::Text(&high))];
    teller.say(if ranges.len() == 1 { "chart-range-only" } else { "chart-range-widest" }, &args)
}

#[cfg(test)]
mod tests {
    use super::super::testing::chart;
    use crate::document::chart_spec::Plot;
    use crate::model::chart::ChartKind::Range;
    use crate::model::chart::Unit::Percent;

    #[test]
    fn a_range_in_words() {
        let words = chart(Range, Percent, "Score, Lowest, Highest, Average, Cheshire\nControl, 64, 81, 72, 76\nPunish, 69, 85, 79, 79");
        assert_eq!(words.headline, "Cheshire is above the average in one of the two");
        assert_eq!(
            words.alt,
            "Chart of ranges. Cheshire is above the average in one of the two. Control: Lowest 64%, Highest 81%, Average 72%, Cheshire 76%. \
             Punish: Lowest 69%, Highest 85%, Average 79%, Cheshire 79%."
        );
        let Plot::Spans(spans) = &words.spec.plot else { panic!("spans") };
        assert_eq!(spans.legend.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>(), ["Cheshire", "Average", "Lowest to highest"]);
    }

    #[test]
    fn the_message_follows_the_figures() {
        let headline = |csv| chart(Range, Percent, csv).headline;
        assert_eq!(headline("Score, Lowest, Highest\nA, 64, 81\nB, 60, 85"), "B has the widest range, from 60% to 85%");
        assert_eq!(headline("Score, Lowest, Highest, Average\nA, 64, 81,"), "A: from 64% to 81%");
        assert_eq!(headline("Score, Lowest, Highest, Average, Here\nA, 4, 8, 6, 5"), "Here is at 5%, below the average of 6%");
        assert_eq!(headline("Score, Lowest, Highest, Average, Here\nA, 4, 8, 6, 5\nB, 4, 8, 6, 6"), "Here is above the average in neither");
        assert_eq!(headline("Score, Lowest, Highest, Average, Here\nA, 4, 8, 6, 7\nB, 4, 8, 6, 7"), "Here is above the average in both");
    }
}
