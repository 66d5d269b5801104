//! Where the pieces of a bar chart stand: pure arithmetic, before anything is drawn.
//!
//! Bars and the width of the picture come in, rectangles, lines and words at their places go out. Two forms: with room, labels
//! stand in a column beside their bars; on a narrow picture they stand above them. In both, no two words overlap and all stay
//! inside, whatever the labels and values; what does not fit is wrapped, and the picture grows downwards only.

use super::picture::Anchor;
use super::record::Measure;
use crate::document::chart_spec::{Bar, Bars, Emphasis};
use crate::geom::{Point, Pt, Rect, Size};
use crate::number::Number;
use crate::theme::ChartTheme;

/// From one baseline to the next, in sizes. Leaves room for a capital with an accent below a letter with a tail.
const LINE: f32 = 1.3;
/// The space between a bar and its value, in sizes.
const VALUE_GAP: f32 = 0.4;
/// The most that the labels' column takes of the width.
const LABEL_SHARE: f32 = 0.44;
/// A picture narrower than this, in sizes of its words, has no room for labels beside the bars.
const ROOMY: f32 = 42.0;
/// No picture is narrower than this, in sizes of its words: a word or two to a line.
const NARROWEST: f32 = 14.0;

/// A bar chart with everything at its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Arrangement {
    /// The size of the picture.
    pub(super) size: Size,
    /// Light lines at the marks of the scale.
    pub(super) grid: Vec<Upright>,
    /// The line at zero.
    pub(super) axis: Vec<Upright>,
    /// The bars and the samples of the legend.
    pub(super) bars: Vec<(Rect, Emphasis)>,
    /// The reference lines, in pieces where words need the room.
    pub(super) lines: Vec<Upright>,
    /// Ground behind words, so that no line strikes through a figure.
    pub(super) patches: Vec<Rect>,
    /// The words.
    pub(super) words: Vec<Words>,
}

/// An upright line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Upright {
    /// Where.
    pub(super) x: Pt,
    /// Its upper end.
    pub(super) top: Pt,
    /// Its lower end.
    pub(super) bottom: Pt,
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

/// Arranges a bar chart.
pub(super) fn arrange(bars: &Bars, width: Pt, theme: &ChartTheme, measure: &Measure) -> Arrangement {
    let mut arranger = Arranger {
        bars,
        theme,
        measure,
        size: theme.size,
        width: width.max(theme.size * NARROWEST),
        y: Pt::ZERO,
        out: Arrangement {
            size: Size::default(),
            grid: Vec::new(),
            axis: Vec::new(),
            bars: Vec::new(),
            lines: Vec::new(),
            patches: Vec::new(),
            words: Vec::new(),
        },
    };
    arranger.all();
    arranger.out
}

struct Arranger<'a> {
    bars: &'a Bars,
    theme: &'a ChartTheme,
    measure: &'a Measure<'a>,
    /// The size of the words.
    size: Pt,
    width: Pt,
    /// How far down the picture is filled.
    y: Pt,
    out: Arrangement,
}

/// The frame of the bars.
struct Frame {
    /// Where zero is.
    left: Pt,
    /// How long the longest bar may be.
    span: Pt,
    /// The width of the labels' column; `None` if labels stand above their bars.
    labels: Option<Pt>,
    /// The places of the reference lines, from the left.
    lines: Vec<Pt>,
    /// The places of the grid.
    grid: Vec<Pt>,
}

impl Arranger<'_> {
    fn all(&mut self) {
        let frame = self.frame();
        self.legend();
        let mut open = self.line_labels(&frame);
        for (i, group) in self.bars.groups.iter().enumerate() {
            if i > 0 {
                self.y += self.size * 0.7;
            }
            self.heading(&group.label, &frame, &mut open);
            for bar in &group.bars {
                self.bar(bar, &frame, &mut open);
            }
        }
        self.close(&frame, &open);
        self.scale(&frame);
        self.out.size = Size { width: self.width, height: self.y + self.size * 0.2 };
    }

    fn frame(&self) -> Frame {
        let bars = || self.bars.groups.iter().flat_map(|group| &group.bars);
        let natural = bars().map(|bar| self.measured(&bar.label, is_mean(bar.emphasis))).fold(Pt::ZERO, Pt::max);
        let cap = self.width * LABEL_SHARE;
        let beside = natural <= self.width * 0.3 || self.width >= self.size * ROOMY;
        let labels = beside.then(|| {
            // Wrapped lines seldom fill the column: what they leave goes to the bars.
            let lines = bars().flat_map(|bar| {
                let bold = is_mean(bar.emphasis);
                self.wrapped(&bar.label, cap, bold).into_iter().map(move |line| (line, bold))
            });
            lines.map(|(line, bold)| self.measured(&line, bold)).fold(Pt::ZERO, Pt::max).min(cap)
        });
        let left = labels.map_or(Pt::ZERO, |width| if width > Pt::ZERO { width + self.size * 0.8 } else { width });
        // A longest bar with its value behind it must fit.
        let values = bars().filter(|bar| bar.value.is_some());
        let value = values.map(|bar| self.measured(&bar.printed, is_mean(bar.emphasis))).fold(Pt::ZERO, Pt::max);
        let reserve = value.min(self.width * 0.3) + self.size * (2.0 * VALUE_GAP);
        let span = (self.width - left - reserve).max(self.size);
        let places = |numbers: &mut dyn Iterator<Item = &Number>| {
            let mut places: Vec<Pt> = numbers.map(|number| left + self.length(number, span)).collect();
            places.sort_by(|a, b| a.0.total_cmp(&b.0));
            places.dedup();
            places
        };
        Frame {
            left,
            span,
            labels,
            lines: places(&mut self.bars.lines.iter().map(|line| &line.at)),
            grid: places(&mut self.bars.ticks.iter().map(|tick| &tick.at)),
        }
    }

    /// What the looks mean, in rows.
    fn legend(&mut self) {
        let (sample, gap, next) = (self.size * 2.0, self.size * 0.5, self.size * 1.6);
        let bar = self.size;
        let mut x = Pt::ZERO;
        for (emphasis, label) in &self.bars.legend {
            let lines = self.wrapped(label, self.width - sample - gap, false);
            let widest = lines.iter().map(|line| self.measured(line, false)).fold(Pt::ZERO, Pt::max);
            if x > Pt::ZERO && x + sample + gap + widest > self.width {
                self.y += self.line();
                x = Pt::ZERO;
            }
            let middle = self.y + self.line() * 0.5;
            self.out.bars.push((Rect::new(x, middle - bar * 0.5, sample, bar), *emphasis));
            let rows = lines.len();
            self.lines_of(&lines, x + sample + gap, self.y, false);
            if rows > 1 {
                self.y += self.line() * count(rows);
                x = Pt::ZERO;
            } else {
                x += sample + gap + widest + next;
            }
        }
        if x > Pt::ZERO {
            self.y += self.line();
        }
        if !self.bars.legend.is_empty() {
            self.y += self.size * 0.6;
        }
    }

    /// The reference lines' labels above the bars. Returns where each line begins.
    fn line_labels(&mut self, frame: &Frame) -> Vec<Pt> {
        let mut row_end = None;
        for line in &self.bars.lines {
            let x = frame.left + self.length(&line.at, frame.span);
            let lines = self.wrapped(&line.label, self.width, true);
            if lines.is_empty() {
                continue;
            }
            let widest = lines.iter().map(|line| self.measured(line, true)).fold(Pt::ZERO, Pt::max);
            let middle = self.inside(x, widest);
            // A second label shares the row only if it stands clear to the right of the first.
            if lines.len() == 1 && row_end.is_some_and(|end| middle - widest * 0.5 >= end) {
                self.y -= self.line();
            }
            for text in &lines {
                let at = Point::new(middle, self.y + self.line() * 0.5);
                self.words(text, at, Anchor::Middle, true, false);
                self.y += self.line();
            }
            row_end = Some(middle + widest * 0.5 + self.size);
        }
        vec![self.y; frame.lines.len()]
    }

    /// A group's heading.
    fn heading(&mut self, label: &str, frame: &Frame, open: &mut [Pt]) {
        let lines = self.wrapped(label, self.width, true);
        if lines.is_empty() {
            return;
        }
        let top = self.y;
        self.lines_of(&lines, Pt::ZERO, top, true);
        self.y += self.line() * count(lines.len()) + self.size * 0.25;
        self.make_way(&lines, true, top, frame, open);
    }

    /// Breaks the reference lines where words from the left edge stand in their way, from `top` down to here. The others go on.
    fn make_way(&mut self, words: &[String], bold: bool, top: Pt, frame: &Frame, open: &mut [Pt]) {
        let reach = words.iter().map(|line| self.measured(line, bold)).fold(Pt::ZERO, Pt::max) + self.size * 0.5;
        for (&x, from) in frame.lines.iter().zip(open) {
            if x <= reach {
                self.upright_line(x, *from, top);
                *from = self.y;
            }
        }
    }

    /// A bar with its label and value.
    fn bar(&mut self, bar: &Bar, frame: &Frame, open: &mut [Pt]) {
        let bold = is_mean(bar.emphasis);
        let length = bar.value.as_ref().map(|value| self.length(value, frame.span));
        let printed_width = self.measured(&bar.printed, bold);
        let start = self.value_start(bar.emphasis, length, printed_width, frame);
        let printed = self.wrapped(&bar.printed, self.width - start, bold);
        let labels = self.wrapped(&bar.label, frame.labels.unwrap_or(self.width), bold);

        if frame.labels.is_none() && !labels.is_empty() {
            let top = self.y;
            self.lines_of(&labels, Pt::ZERO, top, bold);
            self.y += self.line() * count(labels.len());
            self.make_way(&labels, bold, top, frame, open);
        }
        let beside = if frame.labels.is_some() { labels.len() } else { 0 };
        let text_height = self.line() * count(beside.max(printed.len()));
        let (gap, height) = (self.theme.bar_gap, self.bar_height().max(text_height));
        let (top, middle) = (self.y, self.y + gap * 0.5 + height * 0.5);
        let bottom = top + gap + height;
        for &x in &frame.grid {
            self.out.grid.push(Upright { x, top, bottom });
        }
        self.out.axis.push(Upright { x: frame.left, top, bottom });
        if let Some(length) = length.filter(|length| *length > Pt::ZERO) {
            let rect = Rect::new(frame.left, middle - self.bar_height() * 0.5, length, self.bar_height());
            self.out.bars.push((rect, bar.emphasis));
        }
        if frame.labels.is_some() {
            self.lines_of(&labels, Pt::ZERO, middle - self.line() * 0.5 * count(labels.len()), bold);
        }
        let text_top = middle - self.line() * 0.5 * count(printed.len());
        for (i, line) in printed.iter().enumerate() {
            let at = text_top + self.line() * (count(i) + 0.5);
            let (clear, tall) = (self.size * 0.2, self.size);
            let width = self.measured(line, bold) + clear * 2.0;
            self.out.patches.push(Rect::new(start - clear, at - tall * 0.5, width, tall));
        }
        self.lines_of(&printed, start, text_top, bold);
        self.y = bottom;
        if frame.labels.is_none() {
            self.y += self.size * 0.2;
        }
    }

    /// Where a value begins: inside a striped bar's end if there is room, where no line of the scale can go through it; else behind
    /// the bar, and past any line that would.
    fn value_start(&self, emphasis: Emphasis, length: Option<Pt>, width: Pt, frame: &Frame) -> Pt {
        let gap = self.size * VALUE_GAP;
        let end = length.unwrap_or(Pt::ZERO);
        let striped = matches!(emphasis, Emphasis::BelowLine | Emphasis::MeanBelowLine);
        if striped && end > width + gap * 4.0 {
            return frame.left + end - gap - width;
        }
        let mut start = frame.left + end + gap;
        if length.is_some() {
            for &x in &frame.lines {
                if x > start - gap && x < start + width + gap {
                    start = start.max(x + gap);
                }
            }
        }
        start
    }

    /// Ends the reference lines here.
    fn close(&mut self, frame: &Frame, open: &[Pt]) {
        for (&x, &from) in frame.lines.iter().zip(open) {
            self.upright_line(x, from, self.y);
        }
    }

    fn upright_line(&mut self, x: Pt, top: Pt, bottom: Pt) {
        if bottom > top {
            self.out.lines.push(Upright { x, top, bottom });
        }
    }

    /// The words of the scale below the bars: all, or every second, third, … so that they stand clear of each other.
    fn scale(&mut self, frame: &Frame) {
        let mut ticks: Vec<(Pt, Pt, &str)> = (self.bars.ticks.iter())
            .map(|tick| {
                let width = self.measured(&tick.label, false);
                (self.inside(frame.left + self.length(&tick.at, frame.span), width), width, tick.label.as_str())
            })
            .filter(|(_, width, _)| *width <= self.width)
            .collect();
        ticks.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
        let clear = |step: &usize| {
            let shown: Vec<_> = ticks.iter().step_by(*step).collect();
            shown.windows(2).all(|pair| pair[0].0 + pair[0].1 * 0.5 + self.size * 0.4 <= pair[1].0 - pair[1].1 * 0.5)
        };
        let Some(step) = (1..=ticks.len()).find(clear) else { return };
        let shown: Vec<_> = ticks.iter().step_by(step).copied().collect();
        let middle = self.y + self.size * 0.2 + self.line() * 0.5;
        for (x, _, label) in shown {
            self.words(label, Point::new(x, middle), Anchor::Middle, false, true);
        }
        self.y = middle + self.line() * 0.5;
    }

    /// The length of a value; nothing is shorter than zero or longer than the scale.
    fn length(&self, value: &Number, span: Pt) -> Pt {
        let maximum = self.bars.maximum.for_drawing();
        let share = if maximum > 0.0 { (value.for_drawing() / maximum).clamp(0.0, 1.0) } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
        let share = share as f32;
        span * share
    }

    /// The middle nearest to `x` at which something of `width` stays inside the picture.
    fn inside(&self, x: Pt, width: Pt) -> Pt {
        x.min(self.width - width * 0.5).max(width * 0.5)
    }

    /// The theme's, but never too low for a value inside.
    fn bar_height(&self) -> Pt {
        self.theme.bar_height.max(self.size * 1.2)
    }

    fn line(&self) -> Pt {
        self.size * LINE
    }

    fn measured(&self, text: &str, bold: bool) -> Pt {
        (self.measure)(text, self.size, bold)
    }

    fn wrapped(&self, text: &str, width: Pt, bold: bool) -> Vec<String> {
        wrap(text, width, &|text| self.measured(text, bold))
    }

    /// Lines one below the other, from the top.
    fn lines_of(&mut self, lines: &[String], x: Pt, top: Pt, bold: bool) {
        for (i, line) in lines.iter().enumerate() {
            let at = Point::new(x, top + self.line() * (count(i) + 0.5));
            self.words(line, at, Anchor::Start, bold, false);
        }
    }

    fn words(&mut self, text: &str, at: Point, anchor: Anchor, bold: bool, quiet: bool) {
        self.out.words.push(Words { text: text.to_owned(), at, anchor, bold, quiet });
    }
}

/// Whether a bar is a mean, whose words are bold.
fn is_mean(emphasis: Emphasis) -> bool {
    matches!(emphasis, Emphasis::Mean | Emphasis::MeanBelowLine)
}

#[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
fn count(lines: usize) -> f32 {
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
