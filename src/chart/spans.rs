//! Where the pieces of a chart of spans stand: from one place to another, or from the lowest to the highest.
//!
//! The ends' values stand outside the span, that of the area above its mark and that of the average below, so no two of them can
//! meet, wherever the marks are.

use super::picture::Anchor;
use super::record::Measure;
use super::setter::{Arrangement, Frame, Ink, Marker, Scale, Setter, Shape, Stroke, count};
use crate::document::chart_spec::{Place, Reading, Series, SpanMark, SpanRow, Spans};
use crate::geom::{Point, Pt, Rect};
use crate::theme::ChartTheme;

/// Half the width of a mark, in sizes: none is wider.
const RADIUS: f32 = 0.6;
/// The space between a mark and its value, in sizes.
const GAP: f32 = 0.3;
/// The most that a value takes of the width.
const VALUE_SHARE: f32 = 0.2;
/// The most that the labels' column takes of the width: values stand on both sides of the spans.
const LABEL_SHARE: f32 = 0.5;
/// The share of the width that the marks and their values have, if labels of a few lines leave it.
const MARKS_SHARE: f32 = 0.55;
/// So many lines a label may have for that.
const LABEL_LINES: usize = 3;
/// The most that a note takes of the width.
const NOTE_SHARE: f32 = 0.28;
/// The most that both together take.
const BESIDE_SHARE: f32 = 0.7;
/// The width of a span's line.
const SPAN_LINE: Pt = Pt(2.0);

/// Arranges a chart of spans.
pub(super) fn arrange(spans: &Spans, width: Pt, theme: &ChartTheme, measure: &Measure) -> Arrangement {
    let mut set = Setter::new(width, theme, measure);
    let columns = Columns::new(spans, &set);
    let frame = &columns.frame;
    set.legend_and_heading(&spans.legend, &spans.note_heading, |out, place, look| sample(out, place, *look));
    let mut open = set.line_labels(&spans.lines, frame);
    for (i, group) in spans.groups.iter().enumerate() {
        if i > 0 {
            set.y += set.size * 0.35 + set.theme.bar_gap;
        }
        set.heading(&group.label, frame, &mut open);
        for row in &group.rows {
            columns.row(&mut set, row, &mut open);
        }
    }
    set.close(frame, &open);
    set.scale(&spans.ticks, frame);
    set.finish()
}

/// The columns of the rows: labels, values and marks, notes.
struct Columns {
    frame: Frame,
    /// Where the place for marks and their values begins.
    start: Pt,
    /// Where it ends.
    end: Pt,
    /// The width of the notes.
    notes: Pt,
}

impl Columns {
    fn new(spans: &Spans, set: &Setter) -> Self {
        let rows = || spans.groups.iter().flat_map(|group| &group.rows);
        // Words have no marks, and so their notes have the place of those.
        let marked = rows().filter(|row| !matches!(row.reading, Reading::Words(_)));
        let widest = marked.map(|row| set.measured(&row.note, row.strong)).fold(Pt::ZERO, Pt::max);
        let notes = widest.min(set.width * NOTE_SHARE);
        let end = if notes > Pt::ZERO { set.width - notes - set.size * 0.8 } else { set.width };
        let labels = label_column(&rows().map(|row| (row.label.as_str(), row.strong)).collect::<Vec<_>>(), notes, end, set);
        let start = set.beside(labels);
        let scale = Scale::from_first(&spans.ticks, &spans.maximum);
        let (before, span) = room(spans, scale, end - start, set);
        let frame = Frame::new(start + before, span, labels, (scale, &spans.ticks, &spans.lines));
        Self { frame, start, end, notes }
    }

    fn row(&self, set: &mut Setter, row: &SpanRow, open: &mut [Pt]) {
        let frame = &self.frame;
        let labels = set.wrapped(&row.label, frame.labels.unwrap_or(set.width), row.strong);
        set.label_above(&labels, row.strong, frame, open);
        let in_words = matches!(row.reading, Reading::Words(_));
        let note = set.wrapped(&row.note, if in_words { (set.width - self.start) * 0.4 } else { self.notes }, row.strong);
        let marks = self.marks(set, row, set.widest(&note, row.strong));
        let beside = if frame.labels.is_some() { labels.len() } else { 0 };
        let text_height = set.line() * count(beside.max(note.len()));
        let (top, height) = (set.y, marks.height.max(text_height).max(set.bar_height()));
        let (middle, bottom) = (top + set.theme.bar_gap * 0.5 + height * 0.5, top + set.theme.bar_gap + height);
        if in_words {
            // No line passes between the words and those of the next row.
            let clear = set.size * 0.3;
            let wide = marks.side.iter().map(|label| set.widest(&label.lines, label.bold)).fold(Pt::ZERO, Pt::max) + clear;
            set.out.patches.push(Rect::new(self.start, top, wide.min(set.width - self.start), height + set.theme.bar_gap));
        } else {
            set.ground(frame, top, bottom);
        }
        let centred = |lines: usize, line: Pt| middle - line * 0.5 * count(lines);
        if frame.labels.is_some() {
            set.lines_of(&labels, Pt::ZERO, centred(labels.len(), set.line()), row.strong);
        }
        let (right, note_top) = (set.width, centred(note.len(), set.line()));
        set.lines_at(&note, right, note_top, Anchor::End, row.strong);
        marks.put(set, middle - marks.height * 0.5);
        set.y = bottom;
        if frame.labels.is_none() {
            set.y += set.size * 0.2;
        }
    }

    /// The marks of a row beside a note so wide.
    fn marks(&self, set: &Setter, row: &SpanRow, note: Pt) -> Marks {
        let mut marks = Marks::default();
        let frame = &self.frame;
        let (radius, gap) = (set.size * RADIUS, set.size * GAP);
        if let Reading::Words(words) = &row.reading {
            let x = self.start;
            let end = if note > Pt::ZERO { set.width - note - set.size * 0.8 } else { set.width };
            let lines = set.wrapped(words, end - x, row.strong);
            marks.height = set.line() * count(lines.len());
            marks.side.push(Label { lines, x, anchor: Anchor::Start, bold: row.strong });
            return marks;
        }
        let all: Vec<Pt> = row.reading.places().into_iter().map(|place| frame.x(&place.at)).collect();
        let least = all.iter().copied().fold(frame.left + frame.span, Pt::min);
        let most = all.iter().copied().fold(frame.left, Pt::max);
        let (left, right) = (least - radius - gap, most + radius + gap);
        let to_the_left = |place: &Place, bold: bool| Label {
            lines: set.wrapped(&place.printed, left - self.start, bold),
            x: left,
            anchor: Anchor::End,
            bold,
        };
        let to_the_right = |place: &Place, bold: bool| Label {
            lines: set.wrapped(&place.printed, self.end - right, bold),
            x: right,
            anchor: Anchor::Start,
            bold,
        };
        let lane = |place: &Place, bold: bool| {
            let lines = set.wrapped(&place.printed, self.end - self.start, bold);
            let half = set.widest(&lines, bold) * 0.5;
            let x = frame.x(&place.at).min(self.end - half).max(self.start + half);
            Label { lines, x, anchor: Anchor::Middle, bold }
        };
        match &row.reading {
            Reading::Change { before, after } => {
                let fallen = frame.x(&after.at) < frame.x(&before.at);
                let sides = if fallen {
                    (to_the_left(after, true), to_the_right(before, false))
                } else {
                    (to_the_left(before, false), to_the_right(after, true))
                };
                marks.side.extend([sides.0, sides.1]);
                marks.places.extend([(SpanMark::Before, frame.x(&before.at)), (SpanMark::After, frame.x(&after.at))]);
            }
            Reading::Range { low, high, average, own } => {
                marks.side.extend([to_the_left(low, false), to_the_right(high, false)]);
                marks.range = Some((frame.x(&low.at), frame.x(&high.at)));
                for (mark, place) in [(SpanMark::Average, average), (SpanMark::Own, own)] {
                    marks.places.extend(place.as_ref().map(|place| (mark, frame.x(&place.at))));
                }
                marks.above = own.as_ref().map(|own| lane(own, true));
                marks.below = average.as_ref().map(|average| lane(average, false));
            }
            Reading::Words(_) => {}
        }
        marks.height = marks.above_height(set) + marks.side_height(set) + marks.below_height(set);
        marks
    }
}

/// The width of the labels: as wide as they like if that leaves the marks their share; else they are wrapped closer, but not into many
/// lines.
fn label_column(labels: &[(&str, bool)], notes: Pt, end: Pt, set: &Setter) -> Option<Pt> {
    let most = LABEL_SHARE.min(BESIDE_SHARE - notes.0 / set.width.0);
    let mut column = set.label_column(labels, most)?;
    let lines = |width: Pt| labels.iter().map(|(label, bold)| set.wrapped(label, width, *bold).len()).max().unwrap_or(0);
    let bearable = lines(column).max(LABEL_LINES);
    for step in 1_u8..=8 {
        if end - set.beside(Some(column)) >= set.width * MARKS_SHARE {
            break;
        }
        let Some(closer) = set.label_column(labels, most - f32::from(step) * 0.025).filter(|width| lines(*width) <= bearable) else {
            break;
        };
        column = closer;
    }
    Some(column)
}

/// What the values at the left need before the scale, and how long the scale can be so that those at the right have room behind it: spans
/// that keep clear of the ends of the scale leave their values room on it.
fn room(spans: &Spans, scale: Scale, width: Pt, set: &Setter) -> (Pt, Pt) {
    let most = set.width * VALUE_SHARE * 0.8;
    let beside: Vec<(f32, f32, Pt)> = (spans.groups.iter().flat_map(|group| &group.rows))
        .filter_map(|row| {
            let ends = ends(&row.reading);
            let value = ends.iter().map(|place| set.measured(&place.printed, true)).reduce(Pt::max)?;
            let at = || row.reading.places().into_iter().map(|place| scale.share(&place.at));
            let (low, high) = (at().fold(1.0, f32::min), at().fold(0.0, f32::max));
            // A hair more, so that what fits is not wrapped for want of the last bit of a float.
            Some((low, high, value.min(most) + set.size * (RADIUS + GAP) + Pt(0.1)))
        })
        .collect();
    let edge = set.size * RADIUS;
    // With the widest place before it the scale is shortest; from there the one shrinks and the other grows.
    let (mut before, mut span) = (beside.iter().map(|(_, _, value)| *value).fold(edge, Pt::max), set.size);
    for _ in 0..8 {
        let longest = |(_, high, value): &(f32, f32, Pt)| if *high > 0.0 { (width - before - *value) / *high } else { width };
        span = beside.iter().map(longest).fold(width - before - edge, Pt::min).max(set.size);
        before = beside.iter().map(|(low, _, value)| *value - span * *low).fold(edge, Pt::max);
    }
    (before, span)
}

/// The places whose values stand beside a span.
fn ends(reading: &Reading) -> Vec<&Place> {
    match reading {
        Reading::Change { before, after } => vec![before, after],
        Reading::Range { low, high, .. } => vec![low, high],
        Reading::Words(_) => Vec::new(),
    }
}

/// A value beside, above or below its mark.
struct Label {
    lines: Vec<String>,
    x: Pt,
    anchor: Anchor,
    bold: bool,
}

/// The marks of a row with their values.
#[derive(Default)]
struct Marks {
    height: Pt,
    side: Vec<Label>,
    above: Option<Label>,
    below: Option<Label>,
    places: Vec<(SpanMark, Pt)>,
    range: Option<(Pt, Pt)>,
}

impl Marks {
    fn above_height(&self, set: &Setter) -> Pt {
        set.line() * self.above.as_ref().map_or(0.0, |label| count(label.lines.len()))
    }

    fn below_height(&self, set: &Setter) -> Pt {
        set.line() * self.below.as_ref().map_or(0.0, |label| count(label.lines.len()))
    }

    fn side_height(&self, set: &Setter) -> Pt {
        set.line() * self.side.iter().map(|label| count(label.lines.len())).fold(1.0, f32::max)
    }

    fn put(&self, set: &mut Setter, top: Pt) {
        let (above, side) = (self.above_height(set), self.side_height(set));
        let middle = top + above + side * 0.5;
        let at = |x: Pt| Point::new(x, middle);
        if let Some((low, high)) = self.range {
            let end = set.size * 0.4;
            range(&mut set.out, at(low), at(high), end);
        } else if let [(_, before), (_, after)] = self.places.as_slice() {
            let stroke = Stroke { points: vec![at(*before), at(*after)], ink: Ink::Series(Series::new(0, 2)), width: SPAN_LINE };
            set.out.strokes.push(stroke);
        }
        for (look, x) in &self.places {
            set.out.markers.push(marker(*look, at(*x), set.size));
        }
        let line = set.line();
        let labels = self.side.iter().map(|label| (label, middle - line * 0.5 * count(label.lines.len())));
        let lanes = self.above.iter().map(|label| (label, top)).chain(self.below.iter().map(|label| (label, top + above + side)));
        for (label, top) in labels.chain(lanes).collect::<Vec<_>>() {
            set.patched(&label.lines, label.x, top, label.anchor, label.bold);
        }
    }
}

fn marker(look: SpanMark, at: Point, size: Pt) -> Marker {
    let (own, quiet) = (Ink::Series(Series::new(0, 2)), Ink::Quiet);
    let (shape, radius, hollow, ink) = match look {
        // The ring is wider than the dot and the diamond wider than both, so that each can be seen behind the other.
        SpanMark::Before => (Shape::Dot, 0.5, true, own),
        SpanMark::After | SpanMark::Own => (Shape::Dot, 0.42, false, own),
        SpanMark::Average | SpanMark::Range => (Shape::Diamond, RADIUS, true, quiet),
    };
    Marker { at, radius: size * radius, shape, hollow, ink }
}

/// A line with upright ends.
fn range(out: &mut Arrangement, low: Point, high: Point, end: Pt) {
    let mut stroke = |points: [Point; 2]| out.strokes.push(Stroke { points: points.to_vec(), ink: Ink::Quiet, width: SPAN_LINE });
    stroke([low, high]);
    for at in [low, high] {
        stroke([Point::new(at.x, at.y - end), Point::new(at.x, at.y + end)]);
    }
}

/// A mark in the legend.
fn sample(out: &mut Arrangement, place: Rect, look: SpanMark) {
    let middle = place.origin.y + place.size.height * 0.5;
    let at = |share: f32| Point::new(place.origin.x + place.size.width * share, middle);
    match look {
        SpanMark::Range => range(out, at(0.1), at(0.9), place.size.height * 0.4),
        _ => out.markers.push(marker(look, at(0.5), place.size.height)),
    }
}
