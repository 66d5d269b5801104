//! Where the pieces of a chart of shares stand: bars of one length, each parted.
//!
//! A share's value stands inside it; where it has no room there, it stands below the bar with the name of its share.

use super::picture::Anchor;
use super::record::Measure;
use super::setter::{Arrangement, Frame, Scale, Setter, count};
use crate::document::chart_spec::{Emphasis, Series, ShareRow, Shares};
use crate::geom::{Pt, Rect};
use crate::number::Number;
use crate::theme::ChartTheme;

/// The most that the labels' column takes of the width.
const LABEL_SHARE: f32 = 0.38;
/// Between two shares. White, so that they part in any print.
const PARTING: Pt = Pt(1.5);

/// Arranges a chart of shares.
pub(super) fn arrange(shares: &Shares, width: Pt, theme: &ChartTheme, measure: &Measure) -> Arrangement {
    let mut set = Setter::new(width, theme, measure);
    let look = |index| Emphasis::Series(Series::new(index, shares.series.len()));
    let legend: Vec<_> = shares.series.iter().enumerate().map(|(index, name)| (look(index), name.clone())).collect();
    set.legend(&legend, |out, place, look| out.bars.push((place, *look)));
    let labels = set.label_column(&shares.rows.iter().map(|row| (row.label.as_str(), false)).collect::<Vec<_>>(), LABEL_SHARE);
    let left = set.beside(labels);
    let frame = Frame::new(left, (set.width - left).max(set.size), labels, (Scale::from_zero(&Number::whole(100)), &[], &[]));
    for row in &shares.rows {
        bar(&mut set, shares, row, &frame);
    }
    set.finish()
}

fn bar(set: &mut Setter, shares: &Shares, row: &ShareRow, frame: &Frame) {
    let labels = set.wrapped(&row.label, frame.labels.unwrap_or(set.width), false);
    set.label_above(&labels, false, frame, &mut []);
    // What is rounded may come to a little more or less than the whole; the bar is the whole.
    let total: f64 = row.parts.iter().map(|part| part.at.for_drawing().max(0.0)).sum();
    let share = |part: &Number| Scale { origin: 0.0, maximum: total }.share(part);
    let height = set.bar_height().max(set.size * 1.5);
    let beside = if frame.labels.is_some() { set.line() * count(labels.len()) } else { Pt::ZERO };
    let (gap, room) = (set.theme.bar_gap, height.max(beside));
    let middle = set.y + gap * 0.5 + room * 0.5;
    if frame.labels.is_some() {
        set.lines_of(&labels, Pt::ZERO, middle - beside * 0.5, false);
    }
    let mut x = frame.left;
    let mut outside = Vec::new();
    for (index, part) in row.parts.iter().enumerate() {
        let whole = frame.span * share(&part.at);
        let wide = (whole - PARTING).max(Pt::ZERO);
        let text = set.measured(&part.printed, true);
        if wide > Pt::ZERO {
            let place = Rect::new(x, middle - height * 0.5, wide, height);
            set.out.bars.push((place, Emphasis::Series(Series::new(index, shares.series.len()))));
        }
        if text + set.size * 0.8 <= wide {
            set.patched(std::slice::from_ref(&part.printed), x + wide * 0.5, middle - set.line() * 0.5, Anchor::Middle, true);
        } else {
            outside.push(shares.series.get(index).map_or_else(|| part.printed.clone(), |name| format!("{name} {}", part.printed)));
        }
        x += whole;
    }
    set.y += gap + room;
    if !outside.is_empty() {
        // A name and its figure stay together where they can.
        let mut lines: Vec<String> = Vec::new();
        for words in outside {
            let words = words.trim().to_owned();
            match lines.last_mut().filter(|line| set.measured(&format!("{line}; {words}"), false) <= frame.span) {
                Some(line) => *line = format!("{line}; {words}"),
                None => lines.extend(set.wrapped(&words, frame.span, false)),
            }
        }
        let top = set.y;
        set.lines_of(&lines, frame.left, top, false);
        set.y += set.line() * count(lines.len()) + set.size * 0.3;
    }
}
