//! What all charts share when their pieces find their places: words that wrap, legends, scales and the lines across them.
//!
//! Pure arithmetic, before anything is drawn. A kind of chart (bars, spans, shares, lines) sets its pieces from the top down
//! with a [`Setter`]; out comes an [`Arrangement`], which `draw` paints. No two words overlap and all stay inside, whatever the
//! labels and values; what does not fit is wrapped, and the picture grows downwards only.

use super::picture::Anchor;
use super::record::Measure;
use crate::document::chart_spec::{Emphasis, ReferenceLine, Series, Tick};
use crate::geom::{Point, Pt, Rect, Size};
use crate::number::Number;
use crate::theme::ChartTheme;

/// A picture narrower than this, in sizes of its words, has no room for labels beside the bars.
const ROOMY: f32 = 36.0;
/// No picture is narrower than this, in sizes of its words: a word or two to a line.
const NARROWEST: f32 = 14.0;

/// A chart with everything at its place, in the order in which it is painted.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Arrangement {
    /// The size of the picture.
    pub(super) size: Size,
    /// Light lines at the marks of the scale.
    pub(super) grid: Vec<Stretch>,
    /// The bars and the samples of the legend.
    pub(super) bars: Vec<(Rect, Emphasis)>,
    /// The line at zero.
    pub(super) axis: Vec<Stretch>,
    /// The reference lines, in pieces where words need the room.
    pub(super) lines: Vec<Stretch>,
    /// Ground behind words, so that no line strikes through a figure.
    pub(super) patches: Vec<Rect>,
    /// Lines that show data.
    pub(super) strokes: Vec<Stroke>,
    /// Marks that show data.
    pub(super) markers: Vec<Marker>,
    /// The words.
    pub(super) words: Vec<Words>,
}

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    /// One end.
    pub(super) from: Point,
    /// The other.
    pub(super) to: Point,
}

/// A line that shows data.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stroke {
    /// Its points.
    pub(super) points: Vec<Point>,
    /// Its colour.
    pub(super) ink: Ink,
    /// Its width.
    pub(super) width: Pt,
}

/// A mark that shows data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Marker {
    /// Its middle.
    pub(super) at: Point,
    /// From there to its edge.
    pub(super) radius: Pt,
    /// Its shape.
    pub(super) shape: Shape,
    /// Whether it is white inside.
    pub(super) hollow: bool,
    /// Its colour.
    pub(super) ink: Ink,
}

/// The shape of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Dot,
    Square,
    Diamond,
    Triangle,
}

/// What colour data have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// A series' own.
    Series(Series),
    /// The quieter text's.
    Quiet,
}

/// A line of words, centred on a height.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    /// The words.
    pub(super) text: String,
    /// The start, middle or end of the line, at half the height of its capitals.
    pub(super) at: Point,
    /// Which.
    pub(super) anchor: Anchor,
    /// Whether they are bold.
    pub(super) bold: bool,
    /// Whether they are the quieter words of the scale.
    pub(super) quiet: bool,
}

/// Sets a chart's pieces from the top down.
pub(super) struct Setter<'a> {
    pub(super) theme: &'a ChartTheme,
    measure: &'a Measure<'a>,
    /// The size of the words.
    pub(super) size: Pt,
    pub(super) width: Pt,
    /// How far down the picture is filled.
    pub(super) y: Pt,
    pub(super) out: Arrangement,
}

/// Where rows are measured against a scale.
pub(super) struct Frame {
    /// Where the scale begins.
    pub(super) left: Pt,
    /// How long the whole scale is.
    pub(super) span: Pt,
    /// The width of the labels' column; `None` if labels stand above their rows.
    pub(super) labels: Option<Pt>,
    /// The places of the reference lines, from the left.
    lines: Vec<Pt>,
    /// The places of the grid.
    grid: Vec<Pt>,
    scale: Scale,
}

/// From where to where a scale goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) origin: f64,
    pub(super) maximum: f64,
}

impl Scale {
    /// From zero: what bars need, whose lengths are compared.
    pub(super) fn from_zero(maximum: &Number) -> Self {
        Self { origin: 0.0, maximum: maximum.for_drawing() }
    }

    /// From its first mark: enough where places are compared.
    pub(super) fn from_first(ticks: &[Tick], maximum: &Number) -> Self {
        let first = ticks.iter().map(|tick| tick.at.for_drawing()).reduce(f64::min);
        Self { origin: first.unwrap_or(0.0), maximum: maximum.for_drawing() }
    }

    /// A value's share of the whole scale, from 0 to 1.
    pub(super) fn share(self, value: &Number) -> f32 {
        let whole = self.maximum - self.origin;
        let share = if whole > 0.0 { ((value.for_drawing() - self.origin) / whole).clamp(0.0, 1.0) } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
        let share = share as f32;
        share
    }
}

impl Frame {
    /// Lays a scale with its marks and lines on the place that is left for it.
    pub(super) fn new(left: Pt, span: Pt, labels: Option<Pt>, (scale, ticks, lines): (Scale, &[Tick], &[ReferenceLine])) -> Self {
        let mut frame = Self { left, span, labels, lines: Vec::new(), grid: Vec::new(), scale };
        frame.lines = frame.places(lines.iter().map(|line| &line.at));
        frame.grid = frame.places(ticks.iter().map(|tick| &tick.at));
        frame
    }

    fn places<'n>(&self, numbers: impl Iterator<Item = &'n Number>) -> Vec<Pt> {
        let mut places: Vec<Pt> = numbers.map(|number| self.x(number)).collect();
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        places.dedup();
        places
    }

    /// How far from the beginning a value is; nothing lies before it or is longer than the scale.
    pub(super) fn length(&self, value: &Number) -> Pt {
        self.span * self.scale.share(value)
    }

    /// The place of a value.
    pub(super) fn x(&self, value: &Number) -> Pt {
        self.left + self.length(value)
    }

    /// The reference lines from the left.
    pub(super) fn lines(&self) -> &[Pt] {
        &self.lines
    }
}

impl<'a> Setter<'a> {
    pub(super) fn new(width: Pt, theme: &'a ChartTheme, measure: &'a Measure<'a>) -> Self {
        let width = width.max(theme.size * NARROWEST);
        Self { theme, measure, size: theme.size, width, y: Pt::ZERO, out: Arrangement::default() }
    }

    /// The picture is as high as it is filled.
    pub(super) fn finish(mut self) -> Arrangement {
        self.out.size = Size { width: self.width, height: self.y + self.size * 0.2 };
        self.out
    }

    /// The width of a column of labels, each with whether it is bold, on the left, at most a share of the picture's; `None` if there
    /// is no room beside the rows.
    pub(super) fn label_column(&self, labels: &[(&str, bool)], most: f32) -> Option<Pt> {
        let natural = labels.iter().map(|(label, bold)| self.measured(label, *bold)).fold(Pt::ZERO, Pt::max);
        let cap = self.width * most;
        let beside = natural <= self.width * 0.3 || self.width >= self.size * ROOMY;
        beside.then(|| {
            // Wrapped lines seldom fill the column: what they leave goes to the bars.
            let widest = |(label, bold): &(&str, bool)| self.widest(&self.wrapped(label, cap, *bold), *bold);
            labels.iter().map(widest).fold(Pt::ZERO, Pt::max).min(cap)
        })
    }

    /// Where a column of labels ends and what they label may begin.
    pub(super) fn beside(&self, labels: Option<Pt>) -> Pt {
        labels.map_or(Pt::ZERO, |width| if width > Pt::ZERO { width + self.size * 0.8 } else { width })
    }

    /// What the looks mean, in one row with the heading of the notes if both fit, else above it. Returns where lines may begin.
    pub(super) fn legend_and_heading<T>(&mut self, entries: &[(T, String)], heading: &str, sample: impl Fn(&mut Arrangement, Rect, &T)) {
        let lines = self.wrapped(heading, self.width, true);
        let (top, legend) = (self.y, self.legend(entries, sample));
        if lines.is_empty() {
            return;
        }
        let beside = lines.len() == 1 && legend.is_some_and(|right| right + self.size * 1.6 + self.widest(&lines, true) <= self.width);
        let (x, top) = (self.width, if beside { top } else { self.y });
        self.lines_at(&lines, x, top, Anchor::End, true);
        self.y = self.y.max(top + self.line() * count(lines.len()));
    }

    /// What the looks mean. `sample` puts a look into its place.
    ///
    /// All in a row where they fit; else in columns, as many as leave no look alone on its last row; else one below the other.
    /// Returns the right end of a single row.
    pub(super) fn legend<T>(&mut self, entries: &[(T, String)], sample: impl Fn(&mut Arrangement, Rect, &T)) -> Option<Pt> {
        if entries.is_empty() {
            return None;
        }
        let (wide, gap, next) = (self.size * 2.0, self.size * 0.5, self.size * 1.6);
        let widths: Vec<Pt> = entries.iter().map(|(_, label)| wide + gap + self.measured(label, false)).collect();
        let columns = |columns: usize| -> Vec<Pt> {
            let widest = |column: usize| widths.iter().skip(column).step_by(columns).copied().fold(Pt::ZERO, Pt::max);
            (0..columns).map(widest).collect()
        };
        let fits = |set: &[Pt]| set.iter().copied().sum::<Pt>() + next * count(set.len().saturating_sub(1)) <= self.width;
        let even = |columns: usize| columns == entries.len() || entries.len() % columns != 1;
        let columns = (2..=entries.len()).rev().filter(|&n| even(n)).map(columns).find(|set| fits(set)).unwrap_or_else(|| vec![self.width]);
        let top = self.y;
        for row in entries.chunks(columns.len()) {
            let mut x = Pt::ZERO;
            let mut rows = 1;
            for ((look, label), column) in row.iter().zip(&columns) {
                let middle = self.y + self.line() * 0.5;
                sample(&mut self.out, Rect::new(x, middle - self.size * 0.5, wide, self.size), look);
                let lines = self.wrapped(label, self.width - x - wide - gap, false);
                rows = rows.max(lines.len());
                let top = self.y;
                self.lines_of(&lines, x + wide + gap, top, false);
                x += *column + next;
            }
            self.y += self.line() * count(rows);
        }
        let single = self.y - top <= self.line() * 1.5;
        self.y += self.size * 0.2 + self.theme.bar_gap * 0.6;
        single.then(|| columns.iter().copied().sum::<Pt>() + next * count(columns.len() - 1))
    }

    /// The reference lines' labels above the rows. Returns where each line begins.
    pub(super) fn line_labels(&mut self, lines: &[ReferenceLine], frame: &Frame) -> Vec<Pt> {
        let mut row_end = None;
        for line in lines {
            let rows = self.wrapped(&line.label, self.width, true);
            if rows.is_empty() {
                continue;
            }
            let widest = self.widest(&rows, true);
            let middle = self.inside(frame.x(&line.at), widest);
            // A second label shares the row only if it stands clear to the right of the first.
            if rows.len() == 1 && row_end.is_some_and(|end| middle - widest * 0.5 >= end) {
                self.y -= self.line();
            }
            for text in &rows {
                let at = Point::new(middle, self.y + self.line() * 0.5);
                self.words(text, at, Anchor::Middle, true, false);
                self.y += self.line();
            }
            row_end = Some(middle + widest * 0.5 + self.size);
        }
        vec![self.y; frame.lines.len()]
    }

    /// A group's heading, across all columns.
    pub(super) fn heading(&mut self, label: &str, frame: &Frame, open: &mut [Pt]) {
        let lines = self.wrapped(label, self.width, true);
        if lines.is_empty() {
            return;
        }
        let top = self.y;
        self.lines_of(&lines, Pt::ZERO, top, true);
        self.y += self.line() * count(lines.len()) + self.theme.bar_gap * 0.75;
        self.make_way(&lines, true, top, frame, open);
    }

    /// A row's label above it, where there is no column for labels.
    pub(super) fn label_above(&mut self, lines: &[String], bold: bool, frame: &Frame, open: &mut [Pt]) {
        if frame.labels.is_none() && !lines.is_empty() {
            let top = self.y;
            self.lines_of(lines, Pt::ZERO, top, bold);
            self.y += self.line() * count(lines.len());
            self.make_way(lines, bold, top, frame, open);
        }
    }

    /// Breaks the reference lines where words from the left edge stand in their way, from `top` down to here. The others go on.
    fn make_way(&mut self, words: &[String], bold: bool, top: Pt, frame: &Frame, open: &mut [Pt]) {
        let reach = self.widest(words, bold) + self.size * 0.5;
        for (&x, from) in frame.lines.iter().zip(open) {
            if x <= reach {
                self.reference(x, *from, top);
                *from = self.y;
            }
        }
    }

    /// Ends the reference lines here.
    pub(super) fn close(&mut self, frame: &Frame, open: &[Pt]) {
        for (&x, &from) in frame.lines.iter().zip(open) {
            self.reference(x, from, self.y);
        }
    }

    fn reference(&mut self, x: Pt, top: Pt, bottom: Pt) {
        if bottom > top {
            self.out.lines.push(upright(x, top, bottom));
        }
    }

    /// The grid and the line at zero, if the scale has it, behind a row.
    pub(super) fn ground(&mut self, frame: &Frame, top: Pt, bottom: Pt) {
        for &x in &frame.grid {
            self.out.grid.push(upright(x, top, bottom));
        }
        if frame.scale.origin <= 0.0 {
            self.out.axis.push(upright(frame.left, top, bottom));
        }
    }

    /// The words of the scale below the rows: all, or every second, third, … so that they stand clear of each other.
    pub(super) fn scale(&mut self, ticks: &[Tick], frame: &Frame) {
        let places: Vec<(Pt, &str)> = ticks.iter().map(|tick| (frame.x(&tick.at), tick.label.as_str())).collect();
        self.row_of_words(&places, false);
    }

    /// Words in a row with their middles and widths, from the left; none is wider than the picture.
    fn in_a_row<'t>(&self, places: &[(Pt, &'t str)]) -> Vec<(Pt, Pt, &'t str)> {
        let mut words: Vec<(Pt, Pt, &str)> = (places.iter())
            .map(|(x, label)| {
                let width = self.measured(label, false);
                (self.inside(*x, width), width, *label)
            })
            .filter(|(_, width, _)| *width <= self.width)
            .collect();
        words.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
        words
    }

    /// Whether every so-many-th of some words stands clear of the next.
    fn are_clear(&self, words: &[(Pt, Pt, &str)], step: usize) -> bool {
        let shown: Vec<_> = words.iter().step_by(step).collect();
        let apart = |a: &(Pt, Pt, &str), b: &(Pt, Pt, &str)| a.0 + a.1 * 0.5 + self.size * 0.4 <= b.0 - b.1 * 0.5;
        shown.windows(2).all(|pair| apart(pair[0], pair[1]) || apart(pair[1], pair[0]))
    }

    /// Whether words have room in one row, each below its place.
    pub(super) fn all_fit(&self, places: &[(Pt, &str)]) -> bool {
        let words = self.in_a_row(places);
        words.len() == places.len() && self.are_clear(&words, 1)
    }

    /// Quiet words centred below their places: all, or every second, third, … so that they stand clear of each other. If not all
    /// have room, the first is among those that stand, or the last.
    pub(super) fn row_of_words(&mut self, places: &[(Pt, &str)], keep_last: bool) {
        let mut words = self.in_a_row(places);
        if keep_last {
            words.reverse();
        }
        let clear = |step: &usize| self.are_clear(&words, *step);
        // Both ends of a scale stand, if they can.
        let ends = |step: &usize| (words.len().max(1) - 1).is_multiple_of(*step);
        let steps = || (1..=words.len()).filter(clear);
        let Some(step) = steps().find(ends).filter(|_| !keep_last).or_else(|| steps().next()) else { return };
        let shown: Vec<_> = words.iter().step_by(step).copied().collect();
        let middle = self.y + self.size * 0.2 + self.line() * 0.5;
        for (x, _, label) in shown {
            self.words(label, Point::new(x, middle), Anchor::Middle, false, true);
        }
        self.y = middle + self.line() * 0.5;
    }

    /// The middle nearest to `x` at which something of `width` stays inside the picture.
    pub(super) fn inside(&self, x: Pt, width: Pt) -> Pt {
        x.min(self.width - width * 0.5).max(width * 0.5)
    }

    /// The theme's, but never too low for a value inside.
    pub(super) fn bar_height(&self) -> Pt {
        self.theme.bar_height.max(self.size * 1.2)
    }

    /// From one line of words to the next.
    pub(super) fn line(&self) -> Pt {
        self.size * self.theme.line_height
    }

    pub(super) fn measured(&self, text: &str, bold: bool) -> Pt {
        (self.measure)(text, self.size, bold)
    }

    /// The width of the widest of some lines.
    pub(super) fn widest(&self, lines: &[String], bold: bool) -> Pt {
        lines.iter().map(|line| self.measured(line, bold)).fold(Pt::ZERO, Pt::max)
    }

    pub(super) fn wrapped(&self, text: &str, width: Pt, bold: bool) -> Vec<String> {
        wrap(text, width, &|text| self.measured(text, bold))
    }

    /// Lines one below the other, from the top.
    pub(super) fn lines_of(&mut self, lines: &[String], x: Pt, top: Pt, bold: bool) {
        self.lines_at(lines, x, top, Anchor::Start, bold);
    }

    /// Lines one below the other, from the top, with their starts, middles or ends at `x`.
    pub(super) fn lines_at(&mut self, lines: &[String], x: Pt, top: Pt, anchor: Anchor, bold: bool) {
        for (i, line) in lines.iter().enumerate() {
            let at = Point::new(x, top + self.line() * (count(i) + 0.5));
            self.words(line, at, anchor, bold, false);
        }
    }

    /// The same on a ground of their own, that no line strikes through.
    pub(super) fn patched(&mut self, lines: &[String], x: Pt, top: Pt, anchor: Anchor, bold: bool) {
        for (i, line) in lines.iter().enumerate() {
            let middle = top + self.line() * (count(i) + 0.5);
            let width = self.measured(line, bold);
            let start = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - width * 0.5,
                Anchor::End => x - width,
            };
            let clear = (self.size * 0.2).min(start.max(Pt::ZERO)).min((self.width - start - width).max(Pt::ZERO));
            self.out.patches.push(Rect::new(start - clear, middle - self.size * 0.5, width + clear * 2.0, self.size));
        }
        self.lines_at(lines, x, top, anchor, bold);
    }

    pub(super) fn words(&mut self, text: &str, at: Point, anchor: Anchor, bold: bool, quiet: bool) {
        self.out.words.push(Words { text: text.to_owned(), at, anchor, bold, quiet });
    }
}

pub(super) fn upright(x: Pt, top: Pt, bottom: Pt) -> Stretch {
    Stretch { from: Point::new(x, top), to: Point::new(x, bottom) }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
pub(super) fn count(lines: usize) -> f32 {
    lines as f32
}

/// Lines no wider than `width`. A word that is wider by itself is parted between letters: nothing is cut off.
fn wrap(text: &str, width: Pt, measure: &dyn Fn(&str) -> Pt) -> Vec<String> {
    // Not `split_whitespace`: a no-break space holds.
    let words = text.split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')).filter(|word| !word.is_empty());
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if measure(&longer) <= width {
                *line = longer;
                continue;
            }
        }
        let mut rest = String::new();
        for letter in word.chars() {
            rest.push(letter);
            if measure(&rest) > width && rest.chars().nth(1).is_some() {
                rest.pop();
                lines.push(std::mem::take(&mut rest));
                rest.push(letter);
            }
        }
        lines.push(rest);
    }
    lines
}
