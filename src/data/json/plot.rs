//! What a chart shows, as data.

use serde::Serialize;

use super::framework::At;
use crate::document::chart_spec::{self, Emphasis, Plot, Reading};

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum PlotData<'a> {
    Bars { maximum: String, lines: Vec<At<'a>>, groups: Vec<Group<'a>> },
    Spans { maximum: String, lines: Vec<At<'a>>, groups: Vec<SpanGroup<'a>> },
    Shares { series: &'a [String], rows: Vec<ShareRow<'a>> },
    Lines { maximum: String, periods: Vec<&'a str>, series: Vec<LineSeries<'a>> },
}

#[derive(Serialize)]
pub(super) struct SpanGroup<'a> {
    label: &'a str,
    rows: Vec<SpanRow<'a>>,
}

#[derive(Serialize)]
pub(super) struct SpanRow<'a> {
    label: &'a str,
    sum: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lowest: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    highest: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    average: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

#[derive(Serialize)]
pub(super) struct Place<'a> {
    value: String,
    printed: &'a str,
}

#[derive(Serialize)]
pub(super) struct ShareRow<'a> {
    label: &'a str,
    parts: Vec<Place<'a>>,
}

#[derive(Serialize)]
pub(super) struct LineSeries<'a> {
    label: &'a str,
    values: Vec<Option<Place<'a>>>,
}

#[derive(Serialize)]
pub(super) struct Group<'a> {
    label: &'a str,
    bars: Vec<Bar<'a>>,
}

#[derive(Serialize)]
pub(super) struct Bar<'a> {
    label: &'a str,
    value: Option<String>,
    printed: &'a str,
    mean: bool,
    below_line: bool,
}

pub(super) fn plot(plot: &Plot) -> PlotData<'_> {
    match plot {
        Plot::Bars(bars) => PlotData::Bars {
            maximum: bars.maximum.to_string(),
            lines: reference_lines(&bars.lines),
            groups: bars.groups.iter().map(|group| Group { label: &group.label, bars: group.bars.iter().map(bar).collect() }).collect(),
        },
        Plot::Spans(spans) => PlotData::Spans {
            maximum: spans.maximum.to_string(),
            lines: reference_lines(&spans.lines),
            groups: (spans.groups.iter())
                .map(|group| SpanGroup { label: &group.label, rows: group.rows.iter().map(span_row).collect() })
                .collect(),
        },
        Plot::Shares(shares) => PlotData::Shares {
            series: &shares.series,
            rows: (shares.rows.iter()).map(|row| ShareRow { label: &row.label, parts: row.parts.iter().map(place).collect() }).collect(),
        },
        Plot::Lines(lines) => PlotData::Lines {
            maximum: lines.maximum.to_string(),
            periods: lines.periods.iter().map(|period| period.label.as_str()).collect(),
            series: (lines.series.iter())
                .map(|series| LineSeries {
                    label: &series.label,
                    values: series.places.iter().map(|value| value.as_ref().map(place)).collect(),
                })
                .collect(),
        },
    }
}

fn reference_lines(lines: &[chart_spec::ReferenceLine]) -> Vec<At<'_>> {
    lines.iter().map(|line| At { at: line.at.to_string(), label: &line.label }).collect()
}

fn place(place: &chart_spec::Place) -> Place<'_> {
    Place { value: place.at.to_string(), printed: &place.printed }
}

fn span_row(row: &chart_spec::SpanRow) -> SpanRow<'_> {
    let mut data = SpanRow {
        label: &row.label,
        sum: row.strong,
        before: None,
        after: None,
        lowest: None,
        highest: None,
        average: None,
        own: None,
        words: None,
        note: &row.note,
    };
    match &row.reading {
        Reading::Change { before, after } => (data.before, data.after) = (Some(place(before)), Some(place(after))),
        Reading::Range { low, high, average, own } => {
            (data.lowest, data.highest) = (Some(place(low)), Some(place(high)));
            (data.average, data.own) = (average.as_ref().map(place), own.as_ref().map(place));
        }
        Reading::Words(words) => data.words = Some(words),
    }
    data
}

fn bar(bar: &chart_spec::Bar) -> Bar<'_> {
    Bar {
        label: &bar.label,
        value: bar.value.as_ref().map(ToString::to_string),
        printed: &bar.printed,
        mean: matches!(bar.emphasis, Emphasis::Mean | Emphasis::MeanBelowLine),
        below_line: matches!(bar.emphasis, Emphasis::BelowLine | Emphasis::MeanBelowLine),
    }
}
