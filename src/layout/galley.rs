//! One endless column of strips, before anyone decides where pages end.
//!
//! A strip is what is never cut: a line of text, a line across a table's row, a picture. It holds its items with places from the left
//! edge of the page and from its own top, the gap above it (dropped at the head of a page), and what it costs to end a page before
//! it. Everything that pages care about, from orphans to headings that stay with their text, is said in those costs, so that
//! `pages` knows nothing of paragraphs and tables.

use super::inline::Column;
use crate::document::tree::{NodeId, Target};
use crate::geom::{Color, Point, Pt, Rect};
use crate::layout::frame::{Artifact, Item, Line, Mark, Shape, Stroke};

/// What ending a page before a strip costs. The costs are weighed against the paper left empty: see `pages::emptiness`.
pub(super) mod cost {
    /// Nothing.
    pub(in crate::layout) const FREE: u32 = 0;
    /// A page may end here, but rather elsewhere: inside a small table, before a table's last row.
    pub(in crate::layout) const RATHER_NOT: u32 = 120;
    /// A single line of a paragraph would be left alone.
    pub(in crate::layout) const LONELY: u32 = 600;
    /// A heading would lose what follows it.
    pub(in crate::layout) const KEEP: u32 = 1500;
    /// A caption would lose its picture or table: worse, so that a heading above them gives way first.
    pub(in crate::layout) const CAPTION: u32 = 3000;
    /// A row or a box would be torn. Only where nothing else is left.
    pub(in crate::layout) const NEVER: u32 = 6000;
}

/// What happens before a strip.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Break {
    /// A page may end, at a cost.
    Cost(u32),
    /// A page ends.
    Page,
    /// A page ends if more than this part of it is filled.
    PageIfFilled(f32),
}

impl Break {
    /// Whether a division begins here.
    pub(super) fn parts(self) -> bool {
        matches!(self, Self::Page | Self::PageIfFilled(_))
    }
}

/// What is never cut.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    pub(super) height: Pt,
    pub(super) gap: Pt,
    pub(super) before: Break,
    pub(super) items: Vec<Item>,
    /// Links by their index in the composer's list, with the area from the strip's top.
    pub(super) links: Vec<(usize, Rect)>,
    pub(super) anchors: Vec<String>,
    /// Notes whose marks stand in it.
    pub(super) notes: Vec<usize>,
    /// The table heading to repeat when a page starts here.
    pub(super) head: Option<usize>,
    /// Whether it stands on a turned page.
    pub(super) wide: bool,
    /// Whether a division starts here: nothing moves past it.
    pub(super) barrier: bool,
    /// How far down from its top reaches what was hung on it: no page may end above that.
    pub(super) hung: Pt,
    /// Whether something that was hung on an earlier strip still reaches past its top: then its gap may not be narrowed.
    pub(super) beside: bool,
}

impl Strip {
    /// An empty strip of some height.
    pub(super) fn new(height: Pt) -> Self {
        Self {
            height,
            gap: Pt::ZERO,
            before: Break::Cost(cost::FREE),
            items: Vec::new(),
            links: Vec::new(),
            anchors: Vec::new(),
            notes: Vec::new(),
            head: None,
            wide: false,
            barrier: false,
            hung: Pt::ZERO,
            beside: false,
        }
    }

    /// The same strip as a repeated table heading: seen, but no part of the document.
    pub(super) fn repeated(&self) -> Self {
        let items = self.items.iter().map(|item| Item { mark: Mark::Artifact(Artifact::Repeated), shape: item.shape.clone() }).collect();
        Self { items, links: Vec::new(), anchors: Vec::new(), notes: Vec::new(), ..self.clone() }
    }

    /// Adds a thing that is no part of the document.
    pub(super) fn decorate(&mut self, shape: Shape) {
        self.items.push(Item { mark: Mark::Artifact(Artifact::Layout), shape });
    }

    /// Takes over what another strip holds, `down` from this strip's top.
    pub(super) fn absorb(&mut self, other: Strip, down: Pt) {
        self.items.extend(other.items.into_iter().map(|item| Item { mark: item.mark, shape: moved(item.shape, down) }));
        self.links.extend(other.links.into_iter().map(|(link, rect)| (link, lowered(rect, down))));
        self.anchors.extend(other.anchors);
        self.notes.extend(other.notes);
    }
}

impl Strip {
    /// Cut between lines of text into pieces of at most `limit`, as far as lines allow.
    fn torn(self, limit: Pt) -> Vec<Self> {
        let mut lines: Vec<(Pt, Pt)> = self.items.iter().filter_map(|item| extent(&item.shape)).collect();
        lines.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
        // Tops of lines that no other line reaches across.
        let mut cuts = vec![Pt::ZERO];
        let (mut reached, mut start) = (Pt::ZERO, Pt::ZERO);
        let mut candidate = None;
        for (top, bottom) in lines {
            if top >= reached && top > start {
                candidate = Some(top);
            }
            reached = reached.max(bottom);
            if reached - start > limit
                && let Some(cut) = candidate.take()
            {
                cuts.push(cut);
                start = cut;
            }
        }
        let ends = cuts.iter().copied().skip(1).chain([self.height]).collect::<Vec<_>>();
        let mut pieces: Vec<Self> = cuts
            .iter()
            .zip(&ends)
            .map(|(start, end)| Self { gap: Pt::ZERO, head: self.head, ..Self::new((*end - *start).max(Pt::ZERO)) })
            .collect();
        let piece_of = |y: Pt| cuts.iter().rposition(|cut| *cut <= y + Pt(0.01)).unwrap_or(0);
        for item in self.items {
            match (extent(&item.shape), &item.shape) {
                (None, Shape::Fill(rect, color)) => {
                    for (index, (start, end)) in cuts.iter().zip(&ends).enumerate() {
                        // What sticks out above or below goes with the first or the last piece.
                        let top = if index == 0 { rect.origin.y } else { rect.origin.y.max(*start) };
                        let bottom = if index + 1 == cuts.len() { rect.bottom() } else { rect.bottom().min(*end) };
                        if bottom > top {
                            let part = Rect::new(rect.origin.x, top - *start, rect.size.width, bottom - top);
                            pieces[index].items.push(Item { mark: item.mark, shape: Shape::Fill(part, *color) });
                        }
                    }
                }
                (extent, shape) => {
                    let top = extent.map_or_else(|| upper_edge(shape), |(top, _)| top);
                    let index = piece_of(top);
                    pieces[index].items.push(Item { mark: item.mark, shape: moved(item.shape, -cuts[index]) });
                }
            }
        }
        for (link, rect) in self.links {
            let index = piece_of(rect.origin.y + rect.size.height / 2.0);
            pieces[index].links.push((link, lowered(rect, -cuts[index])));
        }
        let first = &mut pieces[0];
        first.anchors = self.anchors;
        first.notes = self.notes;
        first.gap = self.gap;
        for piece in &mut pieces[1..] {
            piece.before = Break::Cost(cost::NEVER);
        }
        pieces[0].before = self.before;
        pieces
    }
}

/// The upper and lower edge of a text; `None` for what is no text.
fn extent(shape: &Shape) -> Option<(Pt, Pt)> {
    match shape {
        Shape::Text(run) => Some((run.origin.y - run.size * 0.85, run.origin.y + run.size * 0.22)),
        _ => None,
    }
}

fn upper_edge(shape: &Shape) -> Pt {
    let least = |points: &[crate::geom::Point]| points.iter().fold(Pt(f32::MAX), |least, point| least.min(point.y));
    match shape {
        Shape::Text(run) => run.origin.y,
        Shape::Fill(rect, _) | Shape::Image(_, rect) => rect.origin.y,
        Shape::Polygon(polygon) => least(&polygon.points),
        // An underline belongs to the text above it.
        Shape::Line(line) => least(&line.points) - Pt(4.0),
    }
}

/// A ground or an edge behind strips; where a page ends inside it, it goes on at the head of the next.
#[derive(Debug, Clone)]
pub(super) struct Backing {
    /// Its first strip, and one past its last.
    pub(super) strips: (usize, usize),
    pub(super) x: Pt,
    pub(super) width: Pt,
    pub(super) fill: Option<Color>,
    /// A coloured edge at its left.
    pub(super) edge: Option<(Pt, Color)>,
    /// A line around it. Where a page parts it, the line closes both pieces.
    pub(super) frame: Option<Color>,
    /// The line where a page parts it.
    pub(super) seam: Option<Color>,
    /// Space inside it above and below its strips.
    pub(super) padding: Pt,
}

impl Backing {
    /// Nothing but an edge, or not even that.
    pub(super) fn edge(column: Column, edge: Option<(Pt, Color)>, padding: Pt) -> Self {
        Self { strips: (0, 0), x: column.x, width: column.width, fill: None, edge, frame: None, seam: None, padding }
    }
}

impl Backing {
    /// What it looks like between two heights of a page.
    pub(super) fn shapes(&self, top: Pt, bottom: Pt) -> Vec<Shape> {
        let rect = |width| Rect::new(self.x, top, width, bottom - top);
        let mut out: Vec<Shape> = self.fill.map(|color| Shape::Fill(rect(self.width), color)).into_iter().collect();
        if let Some(color) = self.frame {
            let (left, right) = (self.x, self.x + self.width);
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
            let stroke = Stroke { width: Pt(0.75), color, dash: None };
            out.push(Shape::Line(Line { points: corners.map(|(x, y)| Point::new(x, y)).to_vec(), stroke }));
        }
        out.extend(self.edge.map(|(width, color)| Shape::Fill(rect(width), color)));
        out
    }

    /// The line across it at a height where a page parts it; a frame closes its pieces itself.
    pub(super) fn seam_at(&self, y: Pt) -> Option<Shape> {
        let color = self.seam.filter(|_| self.frame.is_none())?;
        let stroke = Stroke { width: Pt(0.75), color, dash: None };
        Some(Shape::Line(Line { points: vec![Point::new(self.x, y), Point::new(self.x + self.width, y)], stroke }))
    }
}

/// A table's heading, to be repeated.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) strips: Vec<Strip>,
    pub(super) height: Pt,
}

/// A link, whose areas the strips hold.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) node: NodeId,
    pub(super) target: Target,
    pub(super) contents: String,
}

/// Something that hangs beside the strips.
#[derive(Debug, Clone, Copy)]
struct Reach {
    /// How far down it still goes: from the top of the strip that it will hang on, then from the foot of the last strip.
    left: Pt,
    /// Whether the strip that it hangs on has come.
    begun: bool,
}

/// The column.
#[derive(Debug)]
pub(super) struct Galley {
    pub(super) strips: Vec<Strip>,
    /// Outer ones before those inside them.
    pub(super) backings: Vec<Backing>,
    pub(super) heads: Vec<Head>,
    /// What may stand later than the text that follows it: pictures and turned tables, by their first strip and one past their last.
    pub(super) floats: Vec<(usize, usize)>,
    /// The heights of the text on upright and on turned pages.
    heights: [Pt; 2],
    wide: bool,
    barrier: bool,
    /// One past the last strip of the last heading.
    headed: usize,
    open: Vec<usize>,
    gap: Pt,
    /// The gap that was due when a backing opened or something was hung: it belongs above that, and no gap comes after it.
    gap_outside: Option<Pt>,
    before: Option<Break>,
    cost: u32,
    /// How much must still follow on the page of a heading.
    room: Pt,
    anchors: Vec<String>,
    hanging: Vec<Item>,
    hanging_links: Vec<(usize, Rect)>,
    hanging_notes: Vec<usize>,
    /// The things that hang beside the strips, outer ones first.
    reaches: Vec<Reach>,
}

impl Galley {
    /// An empty column for pages on which text may be so high: on upright pages, on turned ones.
    pub(super) fn new(heights: [Pt; 2]) -> Self {
        Self {
            strips: Vec::new(),
            backings: Vec::new(),
            heads: Vec::new(),
            floats: Vec::new(),
            heights,
            wide: false,
            barrier: false,
            headed: usize::MAX,
            open: Vec::new(),
            gap: Pt::ZERO,
            gap_outside: None,
            before: None,
            cost: cost::FREE,
            room: Pt::ZERO,
            anchors: Vec::new(),
            hanging: Vec::new(),
            hanging_links: Vec::new(),
            hanging_notes: Vec::new(),
            reaches: Vec::new(),
        }
    }

    /// Strips of text that are higher than this are torn after all.
    fn limit(&self) -> Pt {
        self.heights[usize::from(self.wide)] * 0.6
    }

    /// Says that the next strip starts a division.
    pub(super) fn bar(&mut self) {
        self.barrier = true;
    }

    /// Says that a heading ends here.
    pub(super) fn end_heading(&mut self) {
        self.headed = self.strips.len();
    }

    /// Whether nothing surrounds the next strip: no ground behind it, nothing that hangs beside it.
    pub(super) fn is_clear(&self) -> bool {
        self.open.is_empty() && self.hanging.is_empty() && self.reaches.is_empty()
    }

    /// The first strip of the headings right above the next one.
    fn headings_above(&self) -> usize {
        let mut from = self.strips.len();
        if self.headed == from {
            while let Some(bar) = self.strips[..from].iter().rposition(|strip| strip.barrier) {
                from = bar;
                if !matches!(self.strips[bar].before, Break::Cost(least) if least >= cost::KEEP) {
                    break;
                }
            }
        }
        from
    }

    /// How high the headings right above the next strip are.
    pub(super) fn height_of_headings(&self) -> Pt {
        self.height_from(self.headings_above())
    }

    /// Puts what follows on turned pages, with a heading that would else lose it, and with all that stands alone before it on its page.
    /// Returns the first strip that was turned.
    pub(super) fn turn_pages(&mut self) -> usize {
        self.wide = true;
        let count = self.strips.len();
        let mut from = self.headings_above();
        let page = self.strips.iter().rposition(|strip| strip.before == Break::Page);
        if let Some(page) = page.filter(|page| *page < from && self.height_from(*page) < self.heights[1] * 0.4) {
            from = page;
        }
        let boxed = self.backings.iter().rev().any(|backing| backing.strips.1 > from);
        if boxed || self.strips[from..].iter().any(|strip| strip.wide) || self.height_from(from) > self.heights[1] * 0.5 {
            // A box or much text stands there, or something else was turned; a page of its own is always right.
            from = count;
        }
        self.strips[from..].iter_mut().for_each(|strip| strip.wide = true);
        from
    }

    /// Goes on with upright pages.
    pub(super) fn turn_back(&mut self) {
        self.wide = false;
    }

    /// Lets what was pushed since strip `from` give way to the text after it where it would leave a hole.
    pub(super) fn float(&mut self, from: usize) {
        if self.is_clear() && from < self.strips.len() && self.strips[from..].iter().all(|strip| strip.notes.is_empty()) {
            self.floats.push((from, self.strips.len()));
        }
    }

    /// The space that open grounds need above and below what stands on them.
    pub(super) fn padding(&self) -> Pt {
        self.open.iter().map(|backing| self.backings[*backing].padding * 2.0).sum()
    }

    /// Asks for at least that much space above the next strip.
    pub(super) fn space(&mut self, gap: Pt) {
        self.gap = self.gap.max(gap);
    }

    /// Asks for just that much space, whatever was asked before.
    pub(super) fn space_exactly(&mut self, gap: Pt) {
        self.gap = gap;
    }

    /// Lets the next strip stand close, whatever space is asked for before it comes: a heading below the bar that opens its part.
    pub(super) fn space_below_opener(&mut self) {
        self.gap_outside = Some(Pt::ZERO);
    }

    /// Keeps the next strip on the page of the last one.
    pub(super) fn keep(&mut self, cost: u32) {
        self.cost = self.cost.max(cost);
    }

    /// Keeps the next strips on the page of the last one, until that much has followed.
    pub(super) fn need(&mut self, room: Pt) {
        self.keep(cost::KEEP);
        self.room = self.room.max(room);
    }

    /// Says what happens before the next strip.
    pub(super) fn turn(&mut self, before: Break) {
        self.before = Some(before);
        self.room = Pt::ZERO;
        self.cost = cost::FREE;
    }

    /// Names the place where the next strip comes to stand.
    pub(super) fn anchor(&mut self, anchor: Option<&String>) {
        self.anchors.extend(anchor.cloned());
    }

    /// Hangs something beside the next strips, from the top of the first. Closed by [`Self::settle`].
    ///
    /// What is too high to stand beside anything stands above it instead.
    pub(super) fn hang(&mut self, strip: Strip) {
        if strip.height > self.limit() * 0.6 {
            self.push(strip);
            self.keep(cost::KEEP);
            self.reaches.push(Reach { left: Pt::ZERO, begun: false });
            return;
        }
        if self.gap_outside.is_none() {
            self.gap_outside = Some(std::mem::take(&mut self.gap));
        }
        self.reaches.push(Reach { left: strip.height, begun: false });
        self.hanging.extend(strip.items);
        self.hanging_links.extend(strip.links);
        self.hanging_notes.extend(strip.notes);
        self.anchors.extend(strip.anchors);
    }

    /// Sees to it that the next strip stands below what was hung last.
    pub(super) fn settle(&mut self) {
        let reach = self.reaches.pop().map_or(Pt::ZERO, |reach| reach.left);
        if !self.hanging.is_empty() {
            self.push(Strip::new(reach));
        } else if reach > Pt::ZERO
            && let Some(last) = self.strips.last_mut()
        {
            last.height += reach;
            for outer in &mut self.reaches {
                outer.left -= reach;
            }
        }
    }

    /// Appends a strip. Its own gap and break are used where nothing stricter was asked for.
    ///
    /// What cannot stand on a page is torn between its lines, so that nothing is lost.
    pub(super) fn push(&mut self, strip: Strip) {
        let limit = self.limit();
        if strip.height <= limit {
            self.push_whole(strip);
            return;
        }
        for (index, piece) in strip.torn(limit).into_iter().enumerate() {
            if index > 0 {
                self.space_exactly(Pt::ZERO);
            }
            self.push_whole(piece);
        }
    }

    /// Appends a strip that is known to fit on a page, such as a picture.
    pub(super) fn push_whole(&mut self, mut strip: Strip) {
        strip.wide = self.wide;
        strip.barrier = std::mem::take(&mut self.barrier);
        let inside = self.gap_outside.take();
        let asked = std::mem::take(&mut self.gap);
        strip.gap = inside.unwrap_or_else(|| asked.max(strip.gap));
        let mut least = std::mem::take(&mut self.cost);
        if self.room > Pt::ZERO {
            least = least.max(cost::KEEP);
        }
        let unfinished = |reach: &Reach| reach.begun && reach.left > Pt::ZERO;
        strip.beside = self.reaches.iter().any(unfinished);
        if strip.beside {
            least = least.max(cost::NEVER);
        }
        if let Break::Cost(cost) = &mut strip.before {
            *cost = least.max(*cost);
        }
        if let Some(before) = self.before.take() {
            strip.before = before;
        }
        let height = strip.height;
        self.room -= height + strip.gap;
        for reach in &mut self.reaches {
            // What hangs starts at its first strip's top, so that strip's gap is above it.
            if reach.begun {
                reach.left -= height + strip.gap;
            } else {
                strip.hung = strip.hung.max(reach.left);
                *reach = Reach { left: reach.left - height, begun: true };
            }
        }
        if !self.hanging.is_empty() {
            // Before the strip's own items: a label is read before its text.
            let own = std::mem::replace(&mut strip.items, std::mem::take(&mut self.hanging));
            strip.items.extend(own);
            strip.links.splice(0..0, self.hanging_links.drain(..));
            strip.notes.splice(0..0, self.hanging_notes.drain(..));
        }
        strip.anchors.splice(0..0, self.anchors.drain(..));
        self.strips.push(strip);
    }

    /// Starts a ground behind the strips that follow; its strips are still to come.
    pub(super) fn open(&mut self, mut backing: Backing) {
        backing.strips = (self.strips.len(), usize::MAX);
        if self.gap_outside.is_none() {
            self.gap_outside = Some(std::mem::take(&mut self.gap));
        }
        self.open.push(self.backings.len());
        self.backings.push(backing);
    }

    /// Ends the ground opened last.
    pub(super) fn close(&mut self) {
        let Some(index) = self.open.pop() else { return };
        if self.backings[index].strips.0 == self.strips.len() {
            // Nothing came: an empty box still shows.
            self.push(Strip::new(Pt::ZERO));
        }
        self.backings[index].strips.1 = self.strips.len();
        self.gap = Pt::ZERO;
    }

    /// Lets a page rather not end before strip `index`.
    pub(super) fn discourage(&mut self, index: usize) {
        if let Some(Strip { before: Break::Cost(cost), .. }) = self.strips.get_mut(index) {
            *cost += cost::RATHER_NOT;
        }
    }

    /// Ends what a heading asks for: its division is over, and what follows is not its own.
    pub(super) fn release(&mut self) {
        self.room = Pt::ZERO;
    }

    /// Adds to what ending a page inside costs, from the second strip after `from` on.
    pub(super) fn hold_together(&mut self, from: usize, more: u32) {
        for strip in self.strips.iter_mut().skip(from + 1) {
            if let Break::Cost(cost) = &mut strip.before {
                *cost += more;
            }
        }
    }

    /// Ends the column: anchors that no strip followed get one.
    pub(super) fn finish(mut self) -> Self {
        while !self.reaches.is_empty() {
            self.settle();
        }
        if !self.anchors.is_empty() {
            self.push(Strip::new(Pt::ZERO));
        }
        self
    }

    /// The height of everything from strip `from` on, without the gap above it.
    pub(super) fn height_from(&self, from: usize) -> Pt {
        self.strips.iter().enumerate().skip(from).map(|(index, strip)| strip.height + if index > from { strip.gap } else { Pt::ZERO }).sum()
    }
}

/// A shape, lower down.
pub(super) fn moved(shape: Shape, down: Pt) -> Shape {
    match shape {
        Shape::Text(mut run) => {
            run.origin.y += down;
            Shape::Text(run)
        }
        Shape::Fill(rect, color) => Shape::Fill(lowered(rect, down), color),
        Shape::Polygon(mut polygon) => {
            polygon.points.iter_mut().for_each(|point| point.y += down);
            Shape::Polygon(polygon)
        }
        Shape::Line(mut line) => {
            line.points.iter_mut().for_each(|point| point.y += down);
            Shape::Line(line)
        }
        Shape::Image(image, rect) => Shape::Image(image, lowered(rect, down)),
    }
}

/// A rectangle, lower down.
pub(super) fn lowered(mut rect: Rect, down: Pt) -> Rect {
    rect.origin.y += down;
    rect
}
