//! Tables: column widths from what the cells hold, rows cut only where a page must end inside one.
//!
//! All cells have one leading, so a row is as many strips as its fullest cell has lines, and a row taller than a page needs nothing
//! special. The heading rows are kept for `pages` to repeat. Text is never made smaller: a table that is too wide goes to turned
//! pages, and one that is too wide even for those is parted into pieces of some columns each, which stand one below the other with
//! their row headings again.

use super::Composer;
use super::galley::{Break, Head, Strip, cost};
use super::inline::{Column, Voice};
use super::pages::emptiness;
use crate::document::tree::{Align, Cell, Inline, Row, Scope, Table, plain_text};
use crate::geom::{Color, Point, Pt, Rect};
use crate::layout::frame::{Line, Mark, Shape, Slot, Stroke};
use crate::text::lines::{Line as TextLine, Shaped, Styled, Wrap};
use crate::theme::{TableHead, WideTables};

/// A cell with its text shaped.
struct Shaping {
    column: usize,
    span: usize,
    align: Align,
    voice: Voice,
    shaped: Shaped,
    /// The width of a figure up to its decimal point, and from there on.
    figure: Option<(Pt, Pt)>,
}

/// A table with all its cells shaped.
struct Rows {
    head: Vec<Vec<Shaping>>,
    body: Vec<Vec<Shaping>>,
}

impl Rows {
    fn all(&self) -> impl Iterator<Item = &Shaping> {
        self.head.iter().chain(&self.body).flatten()
    }
}

impl Composer<'_> {
    pub(super) fn table(&mut self, table: &Table, column: Column) {
        let theme = self.theme;
        let voice = Voice { size: theme.table.size, leading: theme.table.size * 1.25, wrap: Wrap::Fill, ..self.body() };
        let count = table.columns.len().max(1);
        let rows = Rows {
            head: table.head.iter().map(|row| self.shape_row(row, table, voice.bold(), true)).collect(),
            body: table.body.iter().map(|row| self.shape_row(row, table, voice, false)).collect(),
        };
        let needs = Needs::of(&rows, count, voice.size);
        let fits = |width| needs.gap(0..count, width, theme.table.gap).is_some();
        let turned = self.column_on(true);
        let may_turn = theme.page.wide_tables == WideTables::Landscape && self.galley.is_clear() && turned.width > column.width;
        let turn = may_turn && !fits(column.width);
        let mut column = column;
        let mut float = self.galley.strips.len();
        if turn {
            let from = self.galley.turn_pages();
            // With a heading of its own before it on the turned page it stays where it is.
            float = if from == float { float } else { usize::MAX };
            column = turned;
        }
        self.galley.space(theme.text.paragraph_gap * 1.5);
        self.caption(table, column);
        // Row headings stand again in each piece.
        let headed = table.body.iter().any(|row| row.cells.first().is_some_and(|cell| cell.header == Some(Scope::Row)));
        for (index, columns) in needs.pieces(headed, column.width, theme.table.gap).into_iter().enumerate() {
            if index > 0 {
                self.galley.space_exactly(theme.table.padding * 3.0);
            }
            let gap = needs.gap_of(&columns, column.width, theme.table.gap);
            let grid = needs.grid(table, &columns, column, gap, voice.leading);
            self.piece(&rows, &grid, turn);
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
        if turn {
            self.galley.turn_back();
            self.galley.float(float);
        }
        self.galley.space(theme.text.paragraph_gap * 1.75);
    }

    /// Some columns of a table: all of them, but for a table that is wider than any page.
    fn piece(&mut self, rows: &Rows, grid: &Grid, turned: bool) {
        let mut head_strips = Vec::new();
        for (index, row) in rows.head.iter().enumerate() {
            head_strips.extend(self.row(row, grid, Some(index)));
        }
        let head_height: Pt = head_strips.iter().map(|strip| strip.height).sum();
        let text_height = self.height_on(turned);
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

        let body = &rows.body;
        let rows: Vec<Vec<Strip>> = body.iter().map(|row| self.row(row, grid, None)).collect();
        let height: Pt = head_height + rows.iter().flatten().map(|strip| strip.height).sum();
        let small = height < text_height * self.theme.table.keep;
        // It stays whole if that leaves no hole twice as large as one that is filled.
        let whole = emptiness(text_height * self.theme.page.largest_hole * 2.0, text_height);
        let count = rows.len();
        let dividers: Vec<bool> = body.iter().map(|row| matches!(&row[..], [cell] if cell.span > 1)).collect();
        for (index, row) in rows.into_iter().enumerate() {
            let lines = row.len();
            let tall = row.iter().map(|strip| strip.height).sum::<Pt>() > text_height * 0.3;
            for (line, mut strip) in row.into_iter().enumerate() {
                strip.head = repeat;
                strip.before = Break::Cost(match line {
                    0 if index == 0 => cost::CAPTION,
                    0 if dividers[index - 1] => cost::KEEP,
                    0 => {
                        // Neither the first page nor the last has next to nothing of the table: three rows at the least.
                        let few = match index.min(count - index) {
                            1 => cost::LONELY,
                            2 => cost::RATHER_NOT,
                            _ => cost::FREE,
                        };
                        few + (if small { whole } else { cost::FREE })
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

    fn shape_row(&mut self, row: &Row, table: &Table, voice: Voice, head: bool) -> Vec<Shaping> {
        let mut out = Vec::new();
        let mut at = 0;
        let divider = !head && is_divider(row, table);
        // The other cells of a divider are empty.
        for cell in row.cells.iter().take(if divider { 1 } else { usize::MAX }) {
            let align = table.columns.get(at).map_or(Align::Start, |column| column.align);
            // A heading of columns, or of the rows below it.
            let heads = cell.header == Some(Scope::Column) || (divider && cell.header.is_some());
            let voice = if heads { voice.bold() } else { voice };
            let text = self.styled(&cell.content, voice, Mark::Content(cell.id, Slot::Body));
            let span = if divider { table.columns.len().max(1) } else { usize::from(cell.columns.max(1)) };
            let shaped = self.shaper.shape(&text);
            let figure = if head || span > 1 || align != Align::Number { None } else { self.figure_widths(&shaped) };
            // A heading over several columns of figures stands over their middle.
            let align = if span > 1 && align == Align::Number { Align::Center } else { align };
            out.push(Shaping { column: at, span, align, voice, shaped, figure });
            at += span;
        }
        out
    }

    /// The widths of a figure before and from its decimal point; `None` for what is no figure.
    fn figure_widths(&self, shaped: &Shaped) -> Option<(Pt, Pt)> {
        let point = self.locale.as_ref().map_or_else(|| ".".to_owned(), |locale| locale.say("layout-decimal-point"));
        let text = shaped.text();
        let start = text.find(|c: char| c.is_ascii_digit())?;
        // Signs and money before it; words make it a text.
        if text[..start].chars().any(|c| c.is_alphanumeric() || c == '\n') {
            return None;
        }
        let digits = |c: char| c.is_ascii_digit() || (matches!(c, ',' | '.' | '\u{202f}' | '\u{a0}') && !point.contains(c));
        let whole = text[start..].find(|c| !digits(c)).map_or(text.len(), |end| start + end);
        // Not the comma or space that ends the figure.
        let whole = text[..whole].trim_end_matches(|c: char| !c.is_ascii_digit()).len();
        if text[whole..].chars().filter(|c| c.is_alphanumeric()).count() > 6 {
            return None;
        }
        let before = shaped.width_before(whole);
        Some((before, shaped.max_width() - before))
    }

    /// A row as strips, one for each line of its fullest cell. `head` is its place among the heading rows.
    fn row(&mut self, row: &[Shaping], grid: &Grid, head: Option<usize>) -> Vec<Strip> {
        let theme = self.theme;
        let padding = theme.table.padding;
        let (x, half) = (grid.x, grid.gap / 2.0);
        let shown: Vec<(&Shaping, Column, bool)> = row
            .iter()
            .filter_map(|cell| {
                let (left, right, again) = grid.place(cell)?;
                Some((cell, Column { x: x + left + half, width: (right - left - half * 2.0).max(Pt(4.0)) }, again))
            })
            .collect();
        let lines: Vec<Vec<TextLine>> = shown.iter().map(|(cell, column, _)| cell.shaped.lines(column.width, Wrap::Fill)).collect();
        let count = lines.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut strips: Vec<Strip> = (0..count).map(|_| Strip::new(grid.leading)).collect();
        strips[0].height += padding;
        strips[count - 1].height += padding;
        for ((cell, column, again), lines) in shown.into_iter().zip(lines) {
            // Headings stand on the line below them.
            let first = if head.is_some() { count - lines.len() } else { 0 };
            let figure = cell.figure.filter(|_| lines.len() == 1).zip(grid.figures.get(cell.column).copied().flatten());
            for (index, line) in lines.into_iter().enumerate() {
                let spare = (column.width - line.width).max(Pt::ZERO);
                let shift = match (cell.align, figure) {
                    (Align::Start, _) => Pt::ZERO,
                    (Align::Center, _) => spare / 2.0,
                    // Point below point.
                    (Align::Number, Some(((before, _), (most_before, most_after)))) if most_before + most_after <= column.width => {
                        column.width - most_after - before
                    }
                    (Align::Number, _) => spare,
                };
                let at = first + index;
                let top = if at == 0 { padding } else { Pt::ZERO };
                if again {
                    let mut strip = Strip::new(grid.leading);
                    self.place_line(&mut strip, line, column.x + shift, top, cell.voice);
                    strips[at].items.extend(strip.repeated().items);
                } else {
                    self.place_line(&mut strips[at], line, column.x + shift, top, cell.voice);
                }
            }
        }
        let width = grid.width();
        let tinted = theme.table.head == TableHead::Tint;
        if head.is_some() && tinted {
            for strip in &mut strips {
                let ground = Self::ground(Rect::new(x, Pt::ZERO, width, strip.height), theme.color.tint);
                strip.items.insert(0, ground);
            }
        }
        let line = |y: Pt, width_of: Pt, color: Color| {
            let stroke = Stroke { width: width_of, color, dash: None };
            Shape::Line(Line { points: vec![Point::new(x, y), Point::new(x + width, y)], stroke })
        };
        if head == Some(0) && !tinted {
            strips[0].decorate(line(Pt(0.5), Pt(1.0), theme.color.accent));
        }
        let (stroke, color) = if head.is_some() { (Pt(1.0), theme.color.accent) } else { (Pt(0.5), theme.color.border) };
        let bottom = &mut strips[count - 1];
        bottom.decorate(line(bottom.height - stroke / 2.0, stroke, color));
        strips
    }
}

/// Whether a row is the heading of the rows below it: one cell over all columns, or with nothing beside it.
fn is_divider(row: &Row, table: &Table) -> bool {
    let Some((first, rest)) = row.cells.split_first() else { return false };
    let empty = |cell: &Cell| cell.content.is_empty() || (!holds_note(&cell.content) && plain_text(&cell.content).trim().is_empty());
    table.columns.len() > 1 && !empty(first) && rest.iter().all(empty)
}

/// Whether there is the mark of a note, which plain text leaves out.
fn holds_note(content: &[Inline]) -> bool {
    content.iter().any(|inline| !matches!(inline, Inline::Text(_) | Inline::Code(_) | Inline::Break))
}

/// Where the columns of a table, or of a piece of it, stand.
struct Grid {
    /// The left and right edge of each column that is shown, from the table's left edge.
    edges: Vec<Option<(Pt, Pt)>>,
    /// The first column that the piece itself brings; one before it is shown again.
    first: usize,
    /// For each column of figures, the greatest widths before and from the decimal point.
    figures: Vec<Option<(Pt, Pt)>>,
    x: Pt,
    gap: Pt,
    leading: Pt,
}

impl Grid {
    fn width(&self) -> Pt {
        self.edges.iter().flatten().fold(Pt::ZERO, |most, edges| most.max(edges.1))
    }

    /// The edges of a cell and whether it was shown before; `None` if it is not in this piece.
    fn place(&self, cell: &Shaping) -> Option<(Pt, Pt, bool)> {
        // A cell beyond the last column, which no sound table has, still shows in the last.
        let last = self.edges.len() - 1;
        let columns = cell.column.min(last)..(cell.column + cell.span).min(last + 1).max(cell.column.min(last) + 1);
        let own = columns.clone().filter(|column| *column >= self.first).find_map(|column| self.edges[column]);
        let shown: Vec<(Pt, Pt)> = match own {
            Some(_) => columns.clone().filter(|column| *column >= self.first).filter_map(|column| self.edges[column]).collect(),
            None => columns.clone().filter_map(|column| self.edges[column]).collect(),
        };
        let (left, right) = (shown.first()?.0, shown.last()?.1);
        Some((left, right, columns.start < self.first))
    }
}

/// What the texts of each column need, without the gaps between columns.
struct Needs {
    /// So that no word is broken.
    least: Vec<Pt>,
    /// So that no word but a very long one is.
    tolerable: Vec<Pt>,
    /// So that every cell is one line.
    most: Vec<Pt>,
    figures: Vec<Option<(Pt, Pt)>>,
}

impl Needs {
    fn of(rows: &Rows, count: usize, size: Pt) -> Self {
        // Words of up to sixteen letters are common; one of thirty is an address.
        let long = size * 9.0;
        let figures: Vec<Option<(Pt, Pt)>> = (0..count)
            .map(|column| {
                let widths = rows.all().filter(|cell| cell.column == column).filter_map(|cell| cell.figure);
                widths.reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))
            })
            .collect();
        let widths = |measure: &dyn Fn(&Shaped) -> Pt| {
            let mut widths = vec![Pt::ZERO; count];
            for cell in rows.all().filter(|cell| cell.span == 1 && cell.column < count) {
                widths[cell.column] = widths[cell.column].max(measure(&cell.shaped));
            }
            for (own, figure) in widths.iter_mut().zip(&figures) {
                *own = own.max(figure.map_or(Pt::ZERO, |(before, after)| (before + after).min(long)));
            }
            // What a cell over several columns needs beyond them is shared among them.
            for cell in rows.all().filter(|cell| cell.span > 1 && cell.column < count) {
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
            tolerable: widths(&|shaped| shaped.word_width().min(long)),
            most: widths(&Shaped::max_width),
            figures,
        }
    }

    /// The gap between columns with which some of them fit side by side; a little less than the theme's where that is enough.
    fn gap(&self, columns: impl Iterator<Item = usize> + Clone, width: Pt, gap: Pt) -> Option<Pt> {
        let words: Pt = columns.clone().map(|column| self.tolerable[column]).sum();
        #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
        let count = columns.count() as f32;
        [gap, gap * 0.75, gap * 0.5].into_iter().find(|gap| words + *gap * count <= width + Pt(0.01))
    }

    /// The same for columns that are shown together whether they fit or not.
    fn gap_of(&self, columns: &Columns, width: Pt, gap: Pt) -> Pt {
        self.gap(columns.shown(), width, gap).unwrap_or(gap * 0.5)
    }

    /// The columns in pieces that fit. Each piece takes one column at least, so that there is an end.
    fn pieces(&self, headed: bool, width: Pt, gap: Pt) -> Vec<Columns> {
        let count = self.tolerable.len();
        let mut out: Vec<Columns> = Vec::new();
        let mut first = 0;
        while first < count {
            // The row headings are shown again only where they leave room for more than themselves.
            let again = first > 0 && headed && self.tolerable[0] + gap < width * 0.5;
            let until = |last: usize| Columns { first, last, again };
            let mut last = first + 1;
            if first == 0 && headed && count > 1 {
                last += 1;
            }
            while last < count && self.gap(until(last + 1).shown(), width, gap).is_some() {
                last += 1;
            }
            out.push(until(last));
            first = last;
        }
        out
    }

    /// Where columns stand.
    ///
    /// Where all cells fit in one line each, what is left over goes to the columns of text, so that figures stay close together at
    /// the right. Where they do not, narrow columns keep their lines and the others share what is left.
    fn grid(&self, table: &Table, columns: &Columns, place: Column, gap: Pt, leading: Pt) -> Grid {
        let width = place.width;
        let sum = |widths: &[Pt]| widths.iter().copied().sum::<Pt>();
        let shown: Vec<usize> = columns.shown().collect();
        let padded = |widths: &[Pt]| shown.iter().map(|column| widths[*column] + gap).collect::<Vec<_>>();
        let (least, tolerable, most) = (padded(&self.least), padded(&self.tolerable), padded(&self.most));
        let widths: Vec<Pt> = if sum(&most) <= width {
            let text = |index: usize| table.columns.get(shown[index]).is_none_or(|column| column.align == Align::Start);
            // Figures get some air before the texts take the rest.
            let airy = most.iter().enumerate().map(|(index, width)| if text(index) { *width } else { width.max(Pt(72.0)) });
            let mut widths: Vec<Pt> = airy.collect();
            if sum(&widths) > width {
                widths = most;
            }
            let rest = width - sum(&widths);
            let texts: Pt = widths.iter().enumerate().filter(|(index, _)| text(*index)).map(|(_, width)| *width).sum();
            let all = sum(&widths).max(Pt(1.0));
            for (index, own) in widths.iter_mut().enumerate() {
                if texts <= Pt::ZERO {
                    *own += rest * (own.0 / all.0);
                } else if text(index) {
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
        let mut edges = vec![None; self.tolerable.len()];
        let mut left = Pt::ZERO;
        for (column, width) in shown.into_iter().zip(widths) {
            edges[column] = Some((left, left + width));
            left += width;
        }
        Grid { edges, first: columns.first, figures: self.figures.clone(), x: place.x, gap, leading }
    }
}

/// The columns of a piece of a table.
struct Columns {
    first: usize,
    /// One past the last.
    last: usize,
    /// Whether the row headings stand before them again.
    again: bool,
}

impl Columns {
    fn shown(&self) -> impl Iterator<Item = usize> + Clone {
        (0..usize::from(self.again)).chain(self.first..self.last)
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
