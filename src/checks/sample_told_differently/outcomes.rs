//! A chart of outcomes whose ‘Community order’ makes 62 cases, where the sample has 60 of these.

use std::collections::BTreeMap;

use super::super::reading::Reading;
use super::super::reading::kinds::{At, Kind, kinds, name};
use super::super::{Found, Remark};
use crate::model::chart::Unit;

/// Says which row of a chart has another sum, where all its other rows have the sample's numbers.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let Some(sample) = reading.report.sample.as_ref().map(|sample| i64::from(sample.value)) else { return };
    let charts = || {
        let data = reading.report.charts.iter().filter_map(|chart| Some((chart, chart.data.as_ref()?)));
        data.filter(|(_, data)| data.unit == Unit::Number && data.columns.len() > 2)
    };
    if charts().next().is_none() {
        return;
    }
    let all = kinds(reading);
    let sum = |kinds: &[Kind]| kinds.iter().fold(0_i64, |sum, kind| sum.saturating_add(kind.count));
    for known in all.iter().filter(|kinds| kinds.whole && sum(&kinds.kinds) == sample) {
        let counts: BTreeMap<&[String], &Kind> = known.kinds.iter().map(|kind| (kind.name.as_slice(), kind)).collect();
        for (chart, data) in charts() {
            let rows: Vec<(&str, i64, &Kind)> = data
                .rows
                .iter()
                .filter_map(|row| {
                    let kind = counts.get(name(row.label.split([' ', '/'])).as_slice())?;
                    let parts = row.figures.iter().map(|figure| figure.as_ref()?.to_whole()).collect::<Option<Vec<i64>>>()?;
                    Some((row.label.as_str(), parts.iter().fold(0_i64, |sum, part| sum.saturating_add(*part)), *kind))
                })
                .collect();
            let mut wrong = rows.iter().filter(|(_, sum, kind)| *sum != kind.count);
            let (Some((label, sum, kind)), None) = (wrong.next(), wrong.next()) else { continue };
            if rows.len() < 2 || rows.len() != data.rows.len() {
                continue;
            }
            let remark = Remark::new(format!("the figures of ‘{label}’ make {sum}, but the sample has {} of these", kind.count))
                .at_span(chart.span, format!("‘{label}’ makes {sum}"))
                .help("correct the figure that is wrong, or say which cases the chart is of");
            found.say(match kind.at {
                At::Words(home, token) => remark.at(home, home.tokens[token].range(), "the sample"),
                At::Place(span) => remark.at_span(span, "the sample"),
            });
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::SampleToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn holds_the_rows_of_a_chart_against_the_sample() {
        let said = |orders: &str| {
            let text = "We inspected 110 cases: 60 community orders, 40 licences and 10 custody cases.\n\n[[chart outcomes]] shows them.\n\n{chart:outcomes}\n";
            let chart = format!(
                "type: stacked-share\nunit: number\nsubtitle: Cases, Surrey, 2008\nheadline: Most went on\nalt: Most went on.\ncolumns: [Type, Completed, Current, Revoked]\nrows:\n  - [Community order, {orders}]\n  - [Licence, 8, 24, 8]\n  - [Custody, 0, 10, 0]\n"
            );
            let files = sample(Sample::File("foreword.md"), text).with("reports/surrey-2008/charts/outcomes.yaml", chart.as_str());
            run(&SampleToldDifferently, &files).len()
        };
        assert_eq!((said("12, 40, 8"), said("21, 40, 8"), said("12, 40, 9")), (0, 1, 1));
    }
}
