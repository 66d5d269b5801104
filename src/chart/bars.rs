//! Where the pieces of a bar chart stand.
//!
//! Two forms: with room, labels stand in a column beside their bars; on a narrow picture they stand above them.

use super::record::Measure;
use super::setter::{Arrangement, Frame, Scale, Setter, count};
use crate::document::chart_spec::{Bar, Bars, Emphasis};
use crate::geom::{Pt, Rect};
use crate::theme::ChartTheme;

/// The most that the labels' column takes of the width.
const LABEL_SHARE: f32 = 0.5;
/// The space between a bar and its value, in sizes.
const VALUE_GAP: f32 = 0.4;

/// Arranges a bar chart.
pub(super) fn arrange(bars: &Bars, width: Pt, theme: &ChartTheme, measure: &Measure) -> Arrangement {
    let mut set = Setter::new(width, theme, measure);
    let frame = frame(bars, &set);
    set.legend(&bars.legend, |out, place, look| out.bars.push((place, *look)));
    let mut open = set.line_labels(&bars.lines, &frame);
    for (i, group) in bars.groups.iter().enumerate() {
        if i > 0 {
            set.y += set.size * 0.5;
        }
        set.heading(&group.label, &frame, &mut open);
        for bar in &group.bars {
            row(&mut set, bar, &frame, &mut open);
        }
    }
    set.close(&frame, &open);
    set.scale(&bars.ticks, &frame);
    set.finish()
}

fn frame(bars: &Bars, set: &Setter) -> Frame {
    let all = || bars.groups.iter().flat_map(|group| &group.bars);
    let labels = set.label_column(&all().map(|bar| (bar.label.as_str(), is_mean(bar.emphasis))).collect::<Vec<_>>(), LABEL_SHARE);
    let left = set.beside(labels);
    // A longest bar with its value behind it must fit.
    let values = all().filter(|bar| bar.value.is_some());
    let value = values.map(|bar| set.measured(&bar.printed, is_mean(bar.emphasis))).fold(Pt::ZERO, Pt::max);
    let reserve = value.min(set.width * 0.3) + set.size * (2.0 * VALUE_GAP);
    let span = (set.width - left - reserve).max(set.size);
    Frame::new(left, span, labels, (Scale::from_zero(&bars.maximum), &bars.ticks, &bars.lines))
}

/// A bar with its label and value.
fn row(set: &mut Setter, bar: &Bar, frame: &Frame, open: &mut [Pt]) {
    let bold = is_mean(bar.emphasis);
    let length = bar.value.as_ref().map(|value| frame.length(value));
    let printed_width = set.measured(&bar.printed, bold);
    let start = value_start(set.size * VALUE_GAP, bar.emphasis, length, printed_width, frame);
    let printed = set.wrapped(&bar.printed, set.width - start, bold);
    let labels = set.wrapped(&bar.label, frame.labels.unwrap_or(set.width), bold);

    set.label_above(&labels, bold, frame, open);
    let beside = if frame.labels.is_some() { labels.len() } else { 0 };
    let text_height = set.line() * count(beside.max(printed.len()));
    let (gap, height) = (set.theme.bar_gap, set.bar_height().max(text_height));
    let (top, middle) = (set.y, set.y + gap * 0.5 + height * 0.5);
    let bottom = top + gap + height;
    set.ground(frame, top, bottom);
    if let Some(length) = length.filter(|length| *length > Pt::ZERO) {
        let rect = Rect::new(frame.left, middle - set.bar_height() * 0.5, length, set.bar_height());
        set.out.bars.push((rect, bar.emphasis));
    }
    if frame.labels.is_some() {
        set.lines_of(&labels, Pt::ZERO, middle - set.line() * 0.5 * count(labels.len()), bold);
    }
    set.patched(&printed, start, middle - set.line() * 0.5 * count(printed.len()), super::picture::Anchor::Start, bold);
    set.y = bottom;
    if frame.labels.is_none() {
        set.y += set.size * 0.2;
    }
}

/// Where a value begins: inside a striped bar's end if there is room, where no line of the scale can go through it; else behind
/// the bar, and past any line that would.
fn value_start(gap: Pt, emphasis: Emphasis, length: Option<Pt>, width: Pt, frame: &Frame) -> Pt {
    let end = length.unwrap_or(Pt::ZERO);
    let striped = matches!(emphasis, Emphasis::BelowLine | Emphasis::MeanBelowLine);
    if striped && end > width + gap * 4.0 {
        return frame.left + end - gap - width;
    }
    let mut start = frame.left + end + gap;
    if length.is_some() {
        for &x in frame.lines() {
            if x > start - gap && x < start + width + gap {
                start = start.max(x + gap);
            }
        }
    }
    start
}

/// Whether a bar is a mean, whose words are bold.
fn is_mean(emphasis: Emphasis) -> bool {
    matches!(emphasis, Emphasis::Mean | Emphasis::MeanBelowLine)
}
