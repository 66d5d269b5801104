//! Bars of one length, parted into shares of a whole.

use super::{Teller, Told};
use crate::document::chart_spec::{Place, Plot, ShareRow, Shares};
use crate::document::chart_words::percent;
use crate::locale::Arg;
use crate::model::chart::{ChartKind, ChartRow, Unit};
use crate::number::Number;

pub(super) fn chart(teller: &Teller) -> Told {
    let rows: Vec<ShareRow> = (teller.data.rows.iter())
        .map(|row| {
            let places = if teller.data.unit == Unit::Percent { 2 } else { 0 };
            let parts = shares(teller, row).into_iter().map(|at| Place { printed: percent(&at.rounded(places), teller.locale), at });
            ShareRow { label: row.label.clone(), parts: parts.collect() }
        })
        .collect();
    let message = headline(teller, &rows);
    let alt = teller.alternative(&teller.say("chart-alt-stacked-share", &[]), &message);
    (Plot::Shares(Shares { series: teller.series().to_vec(), rows }), message, alt)
}

/// The shares of numbers as they are printed beside them: the picture shows shares, and the data and the prose have both.
pub(super) fn of_numbers(teller: &Teller, row: &ChartRow) -> Option<Vec<Number>> {
    let numbers = teller.data.kind == ChartKind::StackedShare && teller.data.unit == Unit::Number;
    numbers.then(|| shares(teller, row).into_iter().map(|share| share.rounded(0)).collect())
}

/// Percentages as they are; of numbers, their shares.
fn shares(teller: &Teller, row: &ChartRow) -> Vec<Number> {
    let figures = row.figures.iter().flatten();
    if teller.data.unit == Unit::Percent {
        return figures.cloned().collect();
    }
    let sum = figures.clone().fold(Number::whole(0), |sum, figure| sum.plus(figure));
    let share = |figure: &Number| figure.times(&Number::whole(100)).over(&sum).unwrap_or_else(|| Number::whole(0));
    figures.map(share).collect()
}

/// The largest share: of one bar itself, of several how it runs.
fn headline(teller: &Teller, rows: &[ShareRow]) -> String {
    let sum = |index: usize| rows.iter().filter_map(|row| row.parts.get(index)).fold(Number::whole(0), |sum, part| sum.plus(&part.at));
    // The first of those that are largest.
    let largest = (0..teller.series().len()).rev().max_by_key(|index| sum(*index));
    let Some((index, name)) = largest.and_then(|index| Some((index, teller.series().get(index)?))) else { return String::new() };
    let parts: Vec<(&str, &Place)> = rows.iter().filter_map(|row| Some((row.label.as_str(), row.parts.get(index)?))).collect();
    let (low, high) = (parts.iter().min_by_key(|(_, part)| &part.at), parts.iter().max_by_key(|(_, part)| &part.at));
    let (Some((lowest, low)), Some((highest, high))) = (low, high) else { return String::new() };
    let args = [
        ("name", Arg::Text(name.as_str())),
        ("low", Arg::Text(&low.printed)),
        ("lowest", Arg::Text(lowest)),
        ("high", Arg::Text(&high.printed)),
        ("highest", Arg::Text(highest)),
    ];
    match (parts.len(), low.printed == high.printed) {
        (1, _) => teller.say("chart-share-largest", &args[..2]),
        (_, true) => teller.say("chart-share-same", &args[..2]),
        _ => teller.say("chart-share-range", &args),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::chart;
    use crate::document::chart_spec::Plot;
    use crate::model::chart::ChartKind::StackedShare;
    use crate::model::chart::Unit::{Number, Percent};

    #[test]
    fn shares_in_words() {
        let words = chart(StackedShare, Percent, "Area, Improved, The same, Worse\nNorth, 60, 30, 10\nSouth, 45, 40, 15");
        assert_eq!(words.headline, "Improved: from 45% in South to 60% in North");
        assert_eq!(
            words.alt,
            "Bars of one length, parted into shares. Improved: from 45% in South to 60% in North. North: Improved 60%, The same 30%, \
             Worse 10%. South: Improved 45%, The same 40%, Worse 15%."
        );
    }

    #[test]
    fn numbers_become_shares() {
        let words = chart(StackedShare, Number, "Area, Male, Female\nSurrey, 95, 15");
        assert_eq!(words.headline, "The largest share is Male, 86%");
        let Plot::Shares(shares) = &words.spec.plot else { panic!("shares") };
        assert_eq!(shares.rows[0].parts.iter().map(|part| part.printed.as_str()).collect::<Vec<_>>(), ["86%", "14%"]);
        assert_eq!(words.rows[0], ["Surrey", "95", "15", "86", "14"], "the data have numbers and shares");
        let titles: Vec<&str> = words.columns.iter().map(|column| column.title.as_str()).collect();
        assert_eq!(titles, ["Area", "Male", "Female", "Male, share (%)", "Female, share (%)"]);
        assert!(words.alt.contains("Surrey: Male 95 (86%), Female 15 (14%)."), "{}", words.alt);
    }

    #[test]
    fn the_same_share_everywhere() {
        let words = chart(StackedShare, Percent, "Area, A, B\nNorth, 60, 40\nSouth, 60, 40");
        assert_eq!(words.headline, "The largest share is A, 60% in each");
    }
}
