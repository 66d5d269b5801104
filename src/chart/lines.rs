//! Where the pieces of a chart of lines over time stand.
//!
//! Each line carries its name and last value at its end. The other values stand around their points, and the field is as high as it
//! takes for all of them to stand clear. Where even the highest field has no room for all, as with sixty months of four series, those
//! that have none are left to the table that is published with the chart.

use super::picture::Anchor;
use super::record::Measure;
use super::setter::{Arrangement, Ink, Marker, Scale, Setter, Shape, Stretch, Stroke, count};
use crate::document::chart_spec::{Lines, Series};
use crate::geom::{Point, Pt, Rect};
use crate::theme::ChartTheme;

/// The most that the names at the lines' ends take of the width.
const NAME_SHARE: f32 = 0.34;
/// Half the width of a mark, in sizes.
const RADIUS: f32 = 0.36;
/// The width of a line.
const LINE_WIDTH: Pt = Pt(2.0);
/// The heights of the field, from the least that looks well to the most that is tried.
const HEIGHTS: [f32; 5] = [1.0, 1.2, 1.45, 1.75, 2.1];
/// In how many rows the periods' labels may stand.
const ROWS: usize = 3;
const SHAPES: [Shape; Series::MOST] = [Shape::Dot, Shape::Square, Shape::Diamond, Shape::Triangle];

/// Arranges a chart of lines.
pub(super) fn arrange(lines: &Lines, width: Pt, theme: &ChartTheme, measure: &Measure) -> Arrangement {
    let mut set = Setter::new(width, theme, measure);
    let plots = HEIGHTS.map(|height| Plot::new(lines, &set, height));
    let omitted = |plot: &Plot| plot.values(lines, &plot.points(lines), &set).1;
    let all = lines.series.iter().flat_map(|series| &series.places).flatten().count();
    // Height is worth its paper if it brings most of the values on.
    let best = plots.iter().map(|plot| (omitted(plot), plot)).min_by_key(|(omitted, _)| *omitted);
    let plot = best.filter(|(omitted, _)| omitted * 4 <= all).map_or(&plots[0], |(_, plot)| plot);
    plot.grid(lines, &mut set);
    let points = plot.points(lines);
    for (index, line) in points.iter().enumerate() {
        let series = Series::new(index, points.len());
        // A line does not pass over a period without a figure.
        for piece in line.split(Option::is_none).filter(|piece| piece.len() > 1) {
            let points = piece.iter().copied().flatten().collect();
            set.out.strokes.push(Stroke { points, ink: Ink::Series(series), width: LINE_WIDTH });
        }
        let shape = SHAPES.get(index).copied().unwrap_or(Shape::Dot);
        let radius = set.size * RADIUS;
        let mark = |at: &Point| Marker { at: *at, radius, shape, hollow: false, ink: Ink::Series(series) };
        set.out.markers.extend(line.iter().flatten().map(mark));
    }
    plot.names(lines, &points, &mut set);
    for (words, at) in plot.values(lines, &points, &set).0 {
        set.patched(&[words], at.x, at.y - set.line() * 0.5, Anchor::Middle, false);
    }
    plot.periods(lines, &mut set);
    set.finish()
}

/// The field of the lines.
struct Plot {
    left: Pt,
    right: Pt,
    top: Pt,
    bottom: Pt,
    /// The place of each period.
    x: Vec<Pt>,
    scale: Scale,
    /// The name at the end of each line, with its last value.
    names: Vec<Vec<String>>,
    /// The width of the names.
    names_width: Pt,
}

impl Plot {
    fn new(lines: &Lines, set: &Setter, times: f32) -> Self {
        let size = set.size;
        let ticks = lines.ticks.iter().map(|tick| set.measured(&tick.label, false)).filter(|width| *width <= set.width * 0.2);
        let scale = ticks.fold(Pt::ZERO, Pt::max);
        // Half a period's label may stand to the left of its point.
        let first = lines.periods.first().map_or(Pt::ZERO, |period| set.measured(&period.label, false) * 0.5).min(size * 2.0);
        let left = (scale + size * 0.6).max(first);
        let last = |index: usize| lines.series[index].places.iter().flatten().next_back().map_or("", |place| place.printed.as_str());
        let series = lines.series.iter().enumerate();
        let names: Vec<Vec<String>> =
            series.map(|(index, series)| set.wrapped(&format!("{} {}", series.label, last(index)), set.width * NAME_SHARE, true)).collect();
        let names_width = names.iter().map(|lines| set.widest(lines, true)).fold(Pt::ZERO, Pt::max);
        let right = (set.width - names_width - size * 1.4).max(left + size);
        let names_height =
            names.iter().map(|lines| set.line() * count(lines.len()) + size * 0.3).fold(Pt::ZERO, |sum, height| sum + height);
        let height = (((right - left) * 0.5).max(size * 11.0) * times).min(size * 20.0).max(names_height + size);
        let top = set.y + size * 0.8;
        let at: Vec<f64> = lines.periods.iter().map(|period| period.at.for_drawing()).collect();
        let (from, to) = (at.iter().copied().fold(f64::INFINITY, f64::min), at.iter().copied().fold(f64::NEG_INFINITY, f64::max));
        // A mark at either edge stays inside the field, at the left with its value before it.
        let first = lines.series.iter().filter_map(|series| series.places.first()?.as_ref());
        let value = first.map(|place| set.measured(&place.printed, false)).fold(Pt::ZERO, Pt::max);
        let before = value.min((right - left) * 0.2).max(size * 0.6);
        let (start, span) = (left + before, (right - left - before - size * 0.6).max(Pt::ZERO));
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
        let x = at.iter().map(|at| start + span * if to > from { ((at - from) / (to - from)) as f32 } else { 0.5 }).collect();
        Self { left, right, top, bottom: top + height, x, scale: Scale::from_zero(&lines.maximum), names, names_width }
    }

    fn y(&self, value: &crate::number::Number) -> Pt {
        self.bottom - (self.bottom - self.top) * self.scale.share(value)
    }

    fn points(&self, lines: &Lines) -> Vec<Vec<Option<Point>>> {
        let series = |series: &crate::document::chart_spec::LineSeries| {
            let places = self.x.iter().zip(&series.places);
            places.map(|(x, place)| place.as_ref().map(|place| Point::new(*x, self.y(&place.at)))).collect()
        };
        lines.series.iter().map(series).collect()
    }

    /// The lines of the scale with their words, as far as these stand clear of each other.
    fn grid(&self, lines: &Lines, set: &mut Setter) {
        let mut free = Pt(f32::INFINITY);
        let mut ticks: Vec<_> = lines.ticks.iter().map(|tick| (self.y(&tick.at), tick.label.as_str())).collect();
        ticks.sort_by(|a, b| b.0.0.total_cmp(&a.0.0));
        for (y, label) in ticks {
            set.out.grid.push(Stretch { from: Point::new(self.left, y), to: Point::new(self.right, y) });
            if y + set.line() * 0.5 <= free && set.measured(label, false) <= self.left {
                set.words(label, Point::new(self.left - set.size * 0.6, y), Anchor::End, false, true);
                free = y - set.line() * 0.5;
            }
        }
        set.out.axis.push(Stretch { from: Point::new(self.left, self.bottom), to: Point::new(self.right, self.bottom) });
    }

    /// The names at the lines' ends, as near to them as they can stand without meeting.
    fn names(&self, lines: &Lines, points: &[Vec<Option<Point>>], set: &mut Setter) {
        let (line, size) = (set.line(), set.size);
        let height = |index: usize| line * count(self.names[index].len()) + size * 0.3;
        let mut ends: Vec<(usize, Point)> =
            points.iter().enumerate().filter_map(|(index, line)| Some((index, line.iter().flatten().next_back().copied()?))).collect();
        ends.sort_by(|a, b| a.1.y.0.total_cmp(&b.1.y.0));
        let mut tops = Vec::new();
        let mut free = Pt::ZERO;
        for (index, end) in &ends {
            let top = (end.y - height(*index) * 0.5).max(free);
            tops.push(top);
            free = top + height(*index);
        }
        let mut limit = self.bottom + line * 0.5;
        for ((index, _), top) in ends.iter().zip(&mut tops).rev() {
            *top = top.min(limit - height(*index));
            limit = *top;
        }
        let x = set.width - self.names_width;
        for ((index, end), top) in ends.into_iter().zip(tops) {
            let middle = top + height(index) * 0.5;
            let from = end.x + set.size * (RADIUS + 0.15);
            let far = (middle - end.y).0.abs() > set.size.0 * 0.4 || x - from > set.size * 2.5;
            if far && x - set.size * 0.3 > from {
                let points = vec![Point::new(from, end.y), Point::new(x - set.size * 0.3, middle)];
                set.out.strokes.push(Stroke { points, ink: Ink::Quiet, width: Pt(0.5) });
            }
            set.lines_of(&self.names[index], x, middle - line * 0.5 * count(self.names[index].len()), true);
        }
        debug_assert_eq!(points.len(), lines.series.len());
    }

    /// The values with the middles of the places where they stand clear of all else, and how many have none. The last of each line stands
    /// with its name.
    fn values(&self, lines: &Lines, points: &[Vec<Option<Point>>], set: &Setter) -> (Vec<(String, Point)>, usize) {
        let mut out = Vec::new();
        let mut omitted = 0;
        let mut taken: Vec<Rect> = Vec::new();
        let (radius, line) = (set.size * RADIUS, set.line());
        for (series, line_points) in lines.series.iter().zip(points) {
            let last = line_points.iter().rposition(Option::is_some);
            for (index, (place, point)) in series.places.iter().zip(line_points).enumerate() {
                let (Some(place), Some(point)) = (place, point) else { continue };
                if Some(index) == last {
                    continue;
                }
                let width = set.measured(&place.printed, false);
                // A hair more, so that no rounding makes it touch its own mark.
                let (away, aside) = (radius + line * 0.5 + Pt(0.05), radius + width * 0.5);
                let beside = aside + set.size * 0.25;
                let around = [(0.0, -1.0), (0.0, 1.0), (0.8, -1.0), (-0.8, -1.0), (0.8, 1.0), (-0.8, 1.0)];
                let around = around.map(|(across, down)| Point::new(point.x + aside * across, point.y + away * down));
                let sides = [beside, Pt::ZERO - beside].map(|aside| Point::new(point.x + aside, point.y));
                let rect = |at: &Point| Rect::new(at.x - width * 0.5, at.y - line * 0.5, width, line);
                let free = around.into_iter().chain(sides).map(|at| self.inside(at, width)).find(|at| {
                    let place = rect(at);
                    let narrow = Rect::new(place.origin.x, place.origin.y + line * 0.15, width, line * 0.7);
                    place.origin.y >= Pt::ZERO
                        && place.bottom() <= self.bottom
                        && width <= self.right - self.left
                        && !taken.iter().any(|other| meet(&place, other))
                        && !points
                            .iter()
                            .flatten()
                            .flatten()
                            .any(|at| meet(&place, &Rect::new(at.x - radius, at.y - radius, radius * 2.0, radius * 2.0)))
                        && !points
                            .iter()
                            .any(|line| line.windows(2).any(|pair| matches!(pair, [Some(a), Some(b)] if crosses(&narrow, *a, *b))))
                });
                match free {
                    Some(at) => {
                        taken.push(rect(&at));
                        out.push((place.printed.clone(), at));
                    }
                    None => omitted += 1,
                }
            }
        }
        (out, omitted)
    }

    /// The place nearest to `at` where something so wide stays inside the field.
    fn inside(&self, at: Point, width: Pt) -> Point {
        Point::new(at.x.min(self.right - width * 0.5).max(self.left + width * 0.5), at.y)
    }

    /// The periods below the field, each with a line to its label: in one row, in two or three by turns, or as many of them as have room.
    fn periods(&self, lines: &Lines, set: &mut Setter) {
        // Clear of the words of the scale at zero.
        set.y = self.bottom + set.size * 0.5;
        let places: Vec<_> = self.x.iter().copied().zip(lines.periods.iter().map(|period| period.label.as_str())).collect();
        let places = &places;
        let rows = move |count: usize| (0..count).map(move |row| places.iter().skip(row).step_by(count).copied().collect::<Vec<_>>());
        let Some(count) = (1..=ROWS).find(|count| rows(*count).all(|row| set.all_fit(&row))) else {
            set.row_of_words(places, true);
            return;
        };
        for row in rows(count) {
            for (x, _) in &row {
                set.out.grid.push(Stretch { from: Point::new(*x, self.bottom), to: Point::new(*x, set.y + set.size * 0.2) });
            }
            set.row_of_words(&row, true);
        }
    }
}

/// Whether two rectangles share any place.
fn meet(a: &Rect, b: &Rect) -> bool {
    a.origin.x < b.right() && b.origin.x < a.right() && a.origin.y < b.bottom() && b.origin.y < a.bottom()
}

/// Whether a straight line goes through a rectangle.
fn crosses(rect: &Rect, from: Point, to: Point) -> bool {
    let (mut enters, mut leaves) = (0.0_f32, 1.0_f32);
    let (across, down) = (to.x.0 - from.x.0, to.y.0 - from.y.0);
    for (step, room) in [
        (-across, from.x.0 - rect.origin.x.0),
        (across, rect.right().0 - from.x.0),
        (-down, from.y.0 - rect.origin.y.0),
        (down, rect.bottom().0 - from.y.0),
    ] {
        if step == 0.0 {
            if room < 0.0 {
                return false;
            }
        } else if step < 0.0 {
            enters = enters.max(room / step);
        } else {
            leaves = leaves.min(room / step);
        }
    }
    enters <= leaves
}

#[cfg(test)]
mod tests {
    use super::crosses;
    use crate::geom::{Point, Pt, Rect};

    #[test]
    fn lines_through_rectangles() {
        let rect = Rect::new(Pt(10.0), Pt(10.0), Pt(10.0), Pt(10.0));
        let crosses = |a: (f32, f32), b: (f32, f32)| crosses(&rect, Point::new(Pt(a.0), Pt(a.1)), Point::new(Pt(b.0), Pt(b.1)));
        assert!(crosses((0.0, 0.0), (30.0, 30.0)) && crosses((15.0, 15.0), (15.0, 15.0)) && crosses((0.0, 15.0), (30.0, 15.0)));
        assert!(!crosses((0.0, 0.0), (5.0, 5.0)) && !crosses((0.0, 25.0), (30.0, 25.0)) && !crosses((0.0, 11.0), (11.0, 0.0)));
    }
}
