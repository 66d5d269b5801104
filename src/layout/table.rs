//! Tables: column widths from what the cells hold, rows cut only where a page must end inside one.
//!
//! All cells have one leading, so a row is as many strips as its fullest cell has lines, and a row taller than a page needs nothing
//! special. The heading rows are kept for `pages` to repeat.

use super::Composer;
use super::galley::{Break, Head, Strip, cost};
use super::inline::{Column, Voice};
use crate::document::tree::{Align, Row, Scope, Table};
use crate::geom::{Point, Pt, Rect};
use crate::layout::frame::{Line, Mark, Shape, Slot, Stroke};
use crate::text::lines::{Line as TextLine, Shaped, Styled, Wrap};

/// A cell with its text shaped.
struct Shaping {
    column: usize,
    span: usize,
    align: Align,
    voice: Voice,
    shaped: Shaped,
}

impl Composer<'_> {
    pub(super) fn table(&mut self, table: &Table, column: Column) {
        let theme = self.theme;
        self.galley.space(theme.text.paragraph_gap * 1.5);
        self.caption(table, column);
        let voice = Voice { size: theme.table.size, leading: theme.table.size * 1.25, wrap: Wrap::Fill, ..self.body() };
        let columns = table.columns.len().max(1);
        let mut head: Vec<Vec<Shaping>> = table.head.iter().map(|row| self.shape_row(row, table, voice.bold())).collect();
        let mut body: Vec<Vec<Shaping>> = table.body.iter().map(|row| self.shape_row(row, table, voice)).collect();
        let needs = Needs::of(&head.iter().chain(&body).collect::<Vec<_>>(), columns, voice.size);
        let (scale, gap) = needs.scale(column.width, theme.table.gap);
        if scale < 1.0 {
            for cell in head.iter_mut().chain(&mut body).flatten() {
                cell.shaped.scale(scale);
                cell.voice = Voice { size: cell.voice.size * scale, leading: cell.voice.leading * scale, ..cell.voice };
            }
        }
        let edges = needs.edges(table, column.width, scale, gap);
        let grid = Grid { edges, x: column.x, gap, leading: voice.leading * scale };

        let mut head_strips = Vec::new();
        for row in &head {
            head_strips.extend(self.row(row, &grid, true));
        }
        let head_height: Pt = head_strips.iter().map(|strip| strip.height).sum();
        let text_height = self.text_height();
        // A heading that takes half the page is not worth repeating, and would leave no room to go on.
        let repeat = (!head_strips.is_empty() && head_height < text_height * 0.4).then(|| {
            let strips = head_strips.iter().map(Strip::repeated).collect();
            self.galley.heads.push(Head { strips, height: head_height });
            self.galley.heads.len() - 1
        });
        for (index, mut strip) in head_strips.into_iter().enumerate() {
            if index > 0 {
                strip.before = Break::Cost(cost::NEVER);
            }
            self.galley.push(strip);
            self.galley.space_exactly(Pt::ZERO);
        }

        let rows: Vec<Vec<Strip>> = body.iter().map(|row| self.row(row, &grid, false)).collect();
        let height: Pt = head_height + rows.iter().flatten().map(|strip| strip.height).sum();
        let small = height < text_height * 0.35;
        let count = rows.len();
        for (index, row) in rows.into_iter().enumerate() {
            let lines = row.len();
            let tall = row.iter().map(|strip| strip.height).sum::<Pt>() > text_height * 0.3;
            for (line, mut strip) in row.into_iter().enumerate() {
                strip.head = repeat;
                strip.before = Break::Cost(match line {
                    0 if index == 0 => cost::CAPTION,
                    0 => {
                        let lonely = index == 1 || index + 1 == count;
                        (if lonely { cost::RATHER_NOT } else { cost::FREE }) + (if small { cost::RATHER_NOT } else { cost::FREE })
                    }
                    // A tall row is cut like a paragraph, others only where nothing else is left.
                    _ if !tall => cost::NEVER,
                    _ if line < 2 || lines - line < 2 => cost::LONELY,
                    _ => cost::RATHER_NOT,
                });
                self.galley.push(strip);
                self.galley.space_exactly(Pt::ZERO);
            }
        }
        if !table.notes.is_empty() {
            self.galley.space_exactly(theme.table.padding);
            self.galley.keep(cost::KEEP);
            let voice = self.small().color(theme.color.secondary);
            for (index, note) in table.notes.iter().enumerate() {
                if index > 0 {
                    self.galley.space_exactly(Pt(2.0));
                }
                self.tight(note, column, voice);
            }
        }
        self.galley.space(theme.text.paragraph_gap * 1.75);
    }

    fn caption(&mut self, table: &Table, column: Column) {
        let voice = Voice { wrap: Wrap::Balance, ..self.body().bold() };
        let voice = Voice { leading: voice.size * 1.25, ..voice };
        let mark = Mark::Content(table.caption_id, Slot::Body);
        let mut text = Styled::new();
        self.push_number(&mut text, &table.number, table.caption.is_empty(), voice, mark);
        self.push_inlines(&mut text, &table.caption, voice, mark);
        if text.is_empty() {
            return;
        }
        self.set_text(&text, column, voice);
        self.galley.space_exactly(self.theme.table.padding * 1.5);
        self.galley.keep(cost::CAPTION);
    }

    /// 'Table 1: ' or 'Chart 1: ' before a caption.
    pub(super) fn push_number(&mut self, text: &mut Styled, number: &str, alone: bool, voice: Voice, mark: Mark) {
        if !number.is_empty() {
            let number = if alone { number.to_owned() } else { format!("{number}: ") };
            self.push_words(text, &number, voice.color(self.theme.color.accent), mark);
        }
    }

    fn shape_row(&mut self, row: &Row, table: &Table, voice: Voice) -> Vec<Shaping> {
        let mut out = Vec::new();
        let mut at = 0;
        for cell in &row.cells {
            let align = table.columns.get(at).map_or(Align::Start, |column| column.align);
            let voice = if cell.header == Some(Scope::Column) { voice.bold() } else { voice };
            let text = self.styled(&cell.content, voice, Mark::Content(cell.id, Slot::Body));
            let span = usize::from(cell.columns.max(1));
            // A heading over several columns of figures stands over their middle.
            let align = if span > 1 && align == Align::Number { Align::Center } else { align };
            out.push(Shaping { column: at, span, align, voice, shaped: self.shaper.shape(&text) });
            at += span;
        }
        out
    }

    /// A row as strips, one for each line of its fullest cell.
    fn row(&mut self, row: &[Shaping], grid: &Grid, head: bool) -> Vec<Strip> {
        let theme = self.theme;
        let padding = theme.table.padding;
        let (edges, x, half) = (&grid.edges, grid.x, grid.gap / 2.0);
        let last = edges.len() - 1;
        let place = |cell: &Shaping| {
            let (left, right) = (edges[cell.column.min(last)], edges[(cell.column + cell.span).min(last)]);
            Column { x: x + left + half, width: (right - left - half * 2.0).max(Pt(4.0)) }
        };
        let lines: Vec<Vec<TextLine>> = row.iter().map(|cell| cell.shaped.lines(place(cell).width, Wrap::Fill)).collect();
        let count = lines.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut strips: Vec<Strip> = (0..count).map(|_| Strip::new(grid.leading)).collect();
        strips[0].height += padding;
        strips[count - 1].height += padding;
        for (cell, lines) in row.iter().zip(lines) {
            let column = place(cell);
            // Headings stand on the line below them.
            let first = if head { count - lines.len() } else { 0 };
            for (index, line) in lines.into_iter().enumerate() {
                let spare = (column.width - line.width).max(Pt::ZERO);
                let shift = match cell.align {
                    Align::Start => Pt::ZERO,
                    Align::Center => spare / 2.0,
                    Align::Number => spare,
                };
                let at = first + index;
                let top = if at == 0 { padding } else { Pt::ZERO };
                self.place_line(&mut strips[at], line, column.x + shift, top, cell.voice);
            }
        }
        let width = edges[last];
        if head {
            for strip in &mut strips {
                let ground = Self::ground(Rect::new(x, Pt::ZERO, width, strip.height), theme.color.tint);
                strip.items.insert(0, ground);
            }
        }
        let (stroke, color) = if head { (Pt(1.0), theme.color.accent) } else { (Pt(0.5), theme.color.border) };
        let bottom = &mut strips[count - 1];
        let y = bottom.height - stroke / 2.0;
        let stroke = Stroke { width: stroke, color, dash: None };
        bottom.decorate(Shape::Line(Line { points: vec![Point::new(x, y), Point::new(x + width, y)], stroke }));
        strips
    }
}

/// Where the columns of a table stand.
struct Grid {
    /// The left edges of the columns and the right edge of the last, from the table's left edge.
    edges: Vec<Pt>,
    x: Pt,
    gap: Pt,
    leading: Pt,
}

/// What the texts of each column need, without the gaps between columns.
struct Needs {
    /// So that no word is broken.
    least: Vec<Pt>,
    /// So that no word but a very long one is.
    tolerable: Vec<Pt>,
    /// So that every cell is one line.
    most: Vec<Pt>,
}

impl Needs {
    fn of(rows: &[&Vec<Shaping>], count: usize, size: Pt) -> Self {
        // A word of a dozen letters is common, one of thirty an address.
        let long = size * 6.5;
        let widths = |measure: &dyn Fn(&Shaped) -> Pt| {
            let mut widths = vec![Pt::ZERO; count];
            for cell in rows.iter().copied().flatten().filter(|cell| cell.span == 1 && cell.column < count) {
                widths[cell.column] = widths[cell.column].max(measure(&cell.shaped));
            }
            // What a cell over several columns needs beyond them is shared among them.
            for cell in rows.iter().copied().flatten().filter(|cell| cell.span > 1 && cell.column < count) {
                let columns = cell.column..(cell.column + cell.span).min(count);
                let lack = measure(&cell.shaped) - widths[columns.clone()].iter().copied().sum();
                if lack > Pt::ZERO {
                    #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
                    let share = lack / columns.len() as f32;
                    columns.for_each(|column| widths[column] += share);
                }
            }
            widths
        };
        Self {
            least: widths(&Shaped::min_width),
            tolerable: widths(&|shaped| shaped.min_width().min(long)),
            most: widths(&Shaped::max_width),
        }
    }

    /// By how much the text must shrink so that words fit side by side, and the gap that then stands between columns.
    ///
    /// Only tables of very many columns shrink. The last steps are there so that nothing is ever lost.
    fn scale(&self, width: Pt, gap: Pt) -> (f32, Pt) {
        const SCALES: [f32; 10] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.65, 0.5, 0.35, 0.2];
        #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
        let count = self.tolerable.len() as f32;
        let words: Pt = self.tolerable.iter().copied().sum();
        let gap_at = |scale: f32| if scale < 1.0 { gap * scale * 0.6 } else { gap };
        let fits = |scale: &f32| words * *scale + gap_at(*scale) * count <= width;
        let scale = SCALES.into_iter().find(fits).unwrap_or(SCALES[SCALES.len() - 1]);
        (scale, gap_at(scale))
    }

    /// The edges of the columns.
    ///
    /// Where all cells fit in one line each, what is left over goes to the columns of text, so that figures stay close together at
    /// the right. Where they do not, narrow columns keep their lines and the others share what is left.
    fn edges(&self, table: &Table, width: Pt, scale: f32, gap: Pt) -> Vec<Pt> {
        let sum = |widths: &[Pt]| widths.iter().copied().sum::<Pt>();
        let padded = |widths: &[Pt]| widths.iter().map(|width| *width * scale + gap).collect::<Vec<_>>();
        let (least, tolerable, most) = (padded(&self.least), padded(&self.tolerable), padded(&self.most));
        let widths: Vec<Pt> = if sum(&most) <= width {
            let text = |column: usize| table.columns.get(column).is_none_or(|column| column.align == Align::Start);
            // Figures get some air before the texts take the rest.
            let airy = most.iter().enumerate().map(|(column, width)| if text(column) { *width } else { width.max(Pt(72.0)) });
            let mut widths: Vec<Pt> = airy.collect();
            if sum(&widths) > width {
                widths = most;
            }
            let rest = width - sum(&widths);
            let texts: Pt = widths.iter().enumerate().filter(|(column, _)| text(*column)).map(|(_, width)| *width).sum();
            let all = sum(&widths).max(Pt(1.0));
            for (column, own) in widths.iter_mut().enumerate() {
                if texts <= Pt::ZERO {
                    *own += rest * (own.0 / all.0);
                } else if text(column) {
                    *own += rest * (own.0 / texts.0);
                }
            }
            widths
        } else if sum(&least) <= width {
            shared(&least, &most, width)
        } else if sum(&tolerable) <= width {
            shared(&tolerable, &most, width)
        } else {
            let all = sum(&tolerable);
            tolerable.iter().map(|own| *own * (width.0 / all.0)).collect()
        };
        let mut edges = vec![Pt::ZERO];
        for width in widths {
            edges.push(edges[edges.len() - 1] + width);
        }
        edges
    }
}

/// Widths for columns that cannot all have their lines unbroken: each its least, and of the rest first those all they want who want
/// no more than a fair share.
fn shared(least: &[Pt], most: &[Pt], width: Pt) -> Vec<Pt> {
    let wants: Vec<Pt> = least.iter().zip(most).map(|(least, most)| *most - *least).collect();
    let mut rest = width - least.iter().copied().sum();
    let mut order: Vec<usize> = (0..wants.len()).collect();
    order.sort_by(|a, b| wants[*a].0.total_cmp(&wants[*b].0));
    let mut widths = least.to_vec();
    for (done, column) in order.iter().copied().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
        let fair = rest / (order.len() - done) as f32;
        if wants[column] > fair {
            // All that are left want more than is there: they share it by what they want.
            let open = &order[done..];
            let wanted: Pt = open.iter().map(|column| wants[*column]).sum();
            for column in open {
                widths[*column] += rest * (wants[*column].0 / wanted.0);
            }
            break;
        }
        widths[column] += wants[column];
        rest -= wants[column];
    }
    widths
}
