//! A bar for each row.

use super::{Figure, Teller, Told};
use crate::document::chart_spec::{Bar, BarGroup, Bars, Emphasis, Plot};

pub(super) fn chart(teller: &Teller) -> Told {
    let bars = teller.data.rows.iter().map(|row| {
        let value = row.figures.first().cloned().flatten();
        let printed = value.as_ref().map_or_else(|| teller.say("chart-no-figure", &[]), |value| teller.print(value));
        Bar { label: row.label.clone(), value, printed, emphasis: Emphasis::Plain }
    });
    let figures: Vec<Figure> = (teller.data.rows.iter())
        .filter_map(|row| Some(Figure { label: row.label.clone(), value: row.figures.first()?.as_ref()? }))
        .collect();
    let (maximum, ticks) = teller.scale();
    let groups = vec![BarGroup { label: String::new(), bars: bars.collect() }];
    let message = teller.extremes(&figures);
    let alt = teller.alternative(&teller.say("chart-alt-bar", &[]), &message);
    (Plot::Bars(Bars { groups, maximum, ticks, lines: Vec::new(), legend: Vec::new() }), message, alt)
}

#[cfg(test)]
mod tests {
    use super::super::testing::chart;
    use crate::document::chart_spec::Plot;
    use crate::model::chart::ChartKind::Bar;
    use crate::model::chart::Unit::{Number, Percent};

    #[test]
    fn a_bar_chart_in_words() {
        let words = chart(Bar, Number, "Post, Staff\nOfficers, 2085\nManagers, 40\nOthers,");
        assert_eq!(words.headline, "The highest is Officers, at 2,085; the lowest is Managers, at 40");
        assert_eq!(
            words.alt,
            "Bar chart. The highest is Officers, at 2,085; the lowest is Managers, at 40. Officers: 2,085. Managers: 40. Others: no figure."
        );
        assert_eq!(words.rows, [["Officers", "2085"], ["Managers", "40"], ["Others", ""]]);
        assert_eq!(words.subtitle, "Staff in post, Surrey, 2008");
        let Plot::Bars(bars) = &words.spec.plot else { panic!("bars") };
        assert_eq!(bars.maximum, crate::number::Number::whole(2500));
        assert_eq!((bars.groups[0].bars[2].value.as_ref(), bars.groups[0].bars[2].printed.as_str()), (None, "no figure"));
    }

    #[test]
    fn the_message_follows_the_figures() {
        let headline = |csv| chart(Bar, Percent, csv).headline;
        assert_eq!(headline("Group, Share\nWhite, 91.9"), "White: 91.9%");
        assert_eq!(headline("Group, Share\nA, 5\nB, 5"), "Both are 5%");
        assert_eq!(headline("Group, Share\nA, 5\nB, 5\nC, 4"), "The highest are A and B, at 5%; the lowest is C, at 4%");
        assert_eq!(headline("Group, Share\nA, 5\nB, 5\nC, 5\nD, 5\nE, 4"), "Four share the highest figure, 5%; the lowest is E, at 4%");
        assert_eq!(chart(Bar, Percent, "Group, Share\nA, 5").columns[1].title, "Share (%)");
    }
}
