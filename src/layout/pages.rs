//! Cutting the column into pages.
//!
//! Each page is filled strip by strip; of all places where it may end, the one is taken whose cost, together with the paper that it
//! leaves empty, is least. A page always takes at least one strip, so there is an end, whatever the costs. Gaps are dropped at the
//! head of a page; grounds that a page's end cuts go on at the next head; a table's heading is repeated there.
//!
//! A chart that does not fit any more, or a table for a turned page, would leave a hole. Then the text after it comes first, up to the
//! next heading, and it stands at the head of the next page. The document's order is not changed by that: outputs that read aloud
//! follow the tree.

use super::Composer;
use super::galley::{Backing, Break, Galley, Strip, cost, lowered, moved};
use super::inline::{Column, Voice};
use super::notes::{self, Notes};
use crate::geom::{Point, Pt};
use crate::layout::frame::{Artifact, Destination, Item, Line, LinkArea, Mark, Page, Shape, Stroke};
use crate::text::Style;
use crate::text::lines::Wrap;
use crate::theme::RunningHead;

/// Space between the text and the rule above the notes, and between that rule and the first note.
const NOTES_GAP: Pt = Pt(12.0);

/// A division of more pages is not squeezed: it has gaps enough, and looking so far ahead takes time.
const LONGEST_SQUEEZED: usize = 60;

/// The last page of a division rather holds at least this part of the height of a page.
const LEAST_LAST: f32 = 0.15;

/// What it costs to go on with a note on the next page.
const SPLIT_NOTE: u32 = 150;

/// Pages without numbers, destinations counted from the first of them.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) pages: Vec<Page>,
    pub(super) destinations: Vec<Destination>,
}

/// What it costs to leave a part of the page empty. Half a page is worth a slight displeasure; a whole one, a torn paragraph.
pub(super) fn emptiness(empty: Pt, height: Pt) -> u32 {
    let part = (empty.0 / height.0).clamp(0.0, 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let cost = (part * part * 1000.0) as u32;
    cost
}

/// Where on a page the next strip comes to stand.
#[derive(Clone)]
struct Cursor<'g> {
    galley: &'g [Backing],
    y: Pt,
    /// How far down something reaches that was hung on a strip of this page.
    low: Pt,
    /// Grounds that are open, outer ones first, with their upper edge on this page.
    open: Vec<(usize, Pt)>,
    /// The first ground that is yet to open.
    next: usize,
}

impl<'g> Cursor<'g> {
    /// At the head of a page, with the grounds that go on from the page before.
    fn new(galley: &'g [Backing], open: &[usize], next: usize) -> Self {
        let mut cursor = Self { galley, y: Pt::ZERO, low: Pt::ZERO, open: Vec::new(), next };
        for backing in open {
            cursor.open.push((*backing, cursor.y));
            cursor.y += galley[*backing].padding;
        }
        cursor
    }

    /// Steps to the top of strip `index`.
    fn enter(&mut self, index: usize, gap: Pt, head: Pt) {
        self.y += gap;
        while let Some(backing) = self.galley.get(self.next).filter(|backing| backing.strips.0 == index) {
            self.open.push((self.next, self.y));
            self.y += backing.padding;
            self.next += 1;
        }
        self.y += head;
    }

    /// Notes how far down from the top of the strip just entered something reaches that hangs on it.
    fn hold(&mut self, hung: Pt) {
        self.low = self.low.max(self.y + hung);
    }

    /// Steps past strip `index`; grounds that end with it are handed to `closed` with their edges.
    fn leave(&mut self, index: usize, height: Pt, mut closed: impl FnMut(usize, Pt, Pt)) {
        self.y += height;
        while let Some((backing, top)) = self.open.last().copied()
            && self.galley[backing].strips.1 <= index + 1
        {
            self.y += self.galley[backing].padding;
            closed(backing, top, self.y);
            self.open.pop();
        }
    }

    /// How far down the page is used if it ends here: by the last strip and the grounds that are open below it, or by what was hung.
    fn below(&self) -> Pt {
        let padding: Pt = self.open.iter().map(|(backing, _)| self.galley[*backing].padding).sum();
        (self.y + padding).max(self.low)
    }
}

impl Composer<'_> {
    /// Cuts a column into pages.
    pub(super) fn paginate(&self, mut galley: Galley, notes: &mut Notes) -> Draft {
        let mut draft = Draft::default();
        let mut start = 0;
        let mut open: Vec<usize> = Vec::new();
        let mut next = 0;
        let mut carried: Vec<Strip> = Vec::new();
        while start < galley.strips.len() || !carried.is_empty() {
            if start == 0 || galley.strips.get(start).is_some_and(|strip| strip.before.parts()) {
                self.squeeze(&mut galley, start, &open, next, notes);
            }
            let mut end = self.page_end(&galley, start, &open, next, &carried, notes);
            if carried.is_empty()
                && let Some(later) = self.fill_hole(&mut galley, (start, end), &open, next, notes)
            {
                end = later;
            }
            let wide = galley.strips.get(start).is_some_and(|strip| strip.wide);
            let mut page = Page { size: self.paper(wide), label: String::new(), items: Vec::new(), links: Vec::new() };
            let index = draft.pages.len();
            let top = self.theme.page.margin_top;

            let mut cursor = Cursor::new(&galley.backings, &open, next);
            let mut places = Vec::with_capacity(end.saturating_sub(start));
            let mut grounds: Vec<(usize, Pt, Pt)> = Vec::new();
            let parted_before = std::mem::take(&mut open);
            for at in start..end {
                let strip = &galley.strips[at];
                let first = at == start;
                let head = if first { strip.head.map_or(Pt::ZERO, |head| galley.heads[head].height) } else { Pt::ZERO };
                cursor.enter(at, if first { Pt::ZERO } else { strip.gap }, head);
                places.push(cursor.y);
                cursor.hold(strip.hung);
                cursor.leave(at, strip.height, |backing, top, bottom| grounds.push((backing, top, bottom)));
            }
            let below = cursor.below();
            // Those still open end with the page; the innermost has the innermost edge.
            let mut bottom = cursor.y;
            for (backing, top) in cursor.open.iter().rev() {
                bottom += galley.backings[*backing].padding;
                grounds.push((*backing, *top, bottom));
            }
            grounds.sort_by_key(|ground| ground.0);
            open = cursor.open.iter().map(|(backing, _)| *backing).collect();
            next = cursor.next;

            for (index, from, to) in grounds {
                let backing = &galley.backings[index];
                page.items.extend(backing.shapes(top + from, top + to).into_iter().map(Self::layout));
                let seams = [parted_before.contains(&index).then_some(from), open.contains(&index).then_some(to)];
                page.items.extend(seams.into_iter().flatten().filter_map(|y| backing.seam_at(top + y)).map(Self::layout));
            }
            if let Some(head) = galley.strips.get(start).filter(|_| start < end).and_then(|strip| strip.head) {
                let head = &galley.heads[head];
                let mut y = places[0] - head.height;
                for strip in &head.strips {
                    self.place(&mut page, index, strip.clone(), top + y, &mut draft.destinations);
                    y += strip.height;
                }
            }
            let mut queue = std::mem::take(&mut carried);
            for (strip, y) in galley.strips[start..end].iter_mut().zip(places) {
                for note in std::mem::take(&mut strip.notes) {
                    queue.extend(notes.take(note));
                }
                let strip = std::mem::replace(strip, Strip::new(Pt::ZERO));
                self.place(&mut page, index, strip, top + y, &mut draft.destinations);
            }
            carried = self.place_notes(&mut page, index, queue, (below, self.height_on(wide)), end > start, &mut draft.destinations);
            draft.pages.push(page);
            start = end;
        }
        draft
    }

    /// Narrows the gaps of a division whose last page would hold next to nothing, if that saves the page.
    fn squeeze(&self, galley: &mut Galley, start: usize, open: &[usize], next: usize, notes: &Notes) {
        const FACTORS: [f32; 6] = [0.93, 0.86, 0.8, 0.74, 0.68, 0.62];
        // The pages up to the next division that starts one, how far down the last is filled, and the strip after it.
        let count = |galley: &Galley, stop: usize| {
            let (mut at, mut pages, mut last) = (start, 0, start);
            let mut cursor = Cursor::new(&galley.backings, open, next);
            while at < stop && pages <= LONGEST_SQUEEZED && (at == start || !galley.strips[at].before.parts()) {
                let carried: Vec<usize> = cursor.open.iter().map(|(backing, _)| *backing).collect();
                last = at;
                let from = cursor.next;
                at = self.page_end(galley, at, &carried, from, &[], notes).min(stop);
                cursor = Cursor::new(&galley.backings, &carried, from);
                for index in last..at {
                    cursor.enter(index, Pt::ZERO, Pt::ZERO);
                    cursor.leave(index, Pt::ZERO, |_, _, _| {});
                }
                pages += 1;
            }
            let filled: Pt = galley.strips[last..at].iter().map(|strip| strip.height + strip.gap).sum();
            (pages, filled, at)
        };
        let (pages, filled, stop) = count(galley, galley.strips.len());
        // Where nothing saves the page, some of the page before goes to it: two lines on a page look lost.
        let mut left = Pt::ZERO;
        let last = if pages > LONGEST_SQUEEZED { 0 } else { stop - start };
        for strip in galley.strips[start..start + last].iter_mut().skip(1).rev() {
            left += strip.height + strip.gap;
            if left >= self.text_height() * LEAST_LAST {
                break;
            }
            if let Break::Cost(own) = &mut strip.before {
                *own += cost::LONELY;
            }
        }
        if !(2..=LONGEST_SQUEEZED).contains(&pages) || filled > self.text_height() * 0.3 {
            return;
        }
        let gaps: Vec<Pt> = galley.strips[start..stop].iter().map(|strip| strip.gap).collect();
        for factor in FACTORS {
            for (strip, gap) in galley.strips[start..stop].iter_mut().zip(&gaps) {
                strip.gap = if strip.beside { *gap } else { *gap * factor };
            }
            let (fewer, _, end) = count(galley, stop);
            if fewer < pages && end == stop {
                return;
            }
        }
        for (strip, gap) in galley.strips[start..stop].iter_mut().zip(gaps) {
            strip.gap = gap;
        }
    }

    /// Where the page that starts with strip `start` ends.
    fn page_end(&self, galley: &Galley, start: usize, open: &[usize], next: usize, carried: &[Strip], notes: &Notes) -> usize {
        let Some(first) = galley.strips.get(start) else { return start };
        let (wide, height) = (first.wide, self.height_on(first.wide));
        let head_of = |strip: &Strip| strip.head.map_or(Pt::ZERO, |head| galley.heads[head].height);
        // What earlier notes still need, but no more than leaves the text its place.
        let carried_height = if carried.is_empty() { Pt::ZERO } else { notes::height(carried) + NOTES_GAP };
        let room = (height - first.height - head_of(first) - Pt(40.0)).max(Pt::ZERO);
        let reserve = carried_height.min(height * 0.4).min(room);

        let mut cursor = Cursor::new(&galley.backings, open, next);
        let mut seen: Vec<usize> = Vec::new();
        // The height of the notes in full, and with only the start of the last one.
        let (mut full, mut least) = (reserve, reserve);
        let mut used = Pt::ZERO;
        let mut best: Option<(u32, usize)> = None;
        for (index, strip) in galley.strips.iter().enumerate().skip(start) {
            if index > start {
                if strip.wide != wide {
                    return index;
                }
                let split = if used + full > height + Pt(0.01) { SPLIT_NOTE } else { 0 };
                let filled = used + full;
                match strip.before {
                    Break::Page => return index,
                    Break::PageIfFilled(part) if filled > height * part => return index,
                    Break::PageIfFilled(_) => consider(&mut best, split + emptiness(height - filled, height), index),
                    Break::Cost(cost) => consider(&mut best, cost + split + emptiness(height - filled, height), index),
                }
            }
            let first = index == start;
            cursor.enter(index, if first { Pt::ZERO } else { strip.gap }, if first { head_of(strip) } else { Pt::ZERO });
            cursor.hold(strip.hung);
            cursor.leave(index, strip.height, |_, _, _| {});
            for note in &strip.notes {
                if !notes.is_placed(*note) && !seen.contains(note) {
                    let gap = if full > Pt::ZERO { Pt::ZERO } else { NOTES_GAP };
                    seen.push(*note);
                    least = full + gap + notes.height(*note, 2);
                    full += gap + notes.height(*note, usize::MAX);
                }
            }
            used = cursor.below();
            if used + least > height + Pt(0.01) {
                return best.map_or(index.max(start + 1), |(_, end)| end);
            }
        }
        galley.strips.len()
    }

    /// Lets the text after a picture or a turned table stand before it where that would leave a hole at the foot of a page. Returns the
    /// page's new end; what was passed by then starts the next page.
    fn fill_hole(&self, galley: &mut Galley, (start, end): (usize, usize), open: &[usize], next: usize, notes: &Notes) -> Option<usize> {
        let first = galley.strips.get(start)?;
        let (wide, height) = (first.wide, self.height_on(first.wide));
        let place = galley.floats.partition_point(|float| float.0 < end);
        let (from, to) = *galley.floats.get(place)?;
        // Only what is to blame for the hole: between the two there may be its own heading, or the lines before it.
        if from == start || from > end + 6 || galley.strips[end..=from].iter().any(|strip| !matches!(strip.before, Break::Cost(_))) {
            return None;
        }
        let mut cursor = Cursor::new(&galley.backings, open, next);
        for index in start..end {
            let strip = &galley.strips[index];
            let head = if index == start { strip.head.map_or(Pt::ZERO, |head| galley.heads[head].height) } else { Pt::ZERO };
            cursor.enter(index, if index == start { Pt::ZERO } else { strip.gap }, head);
            cursor.hold(strip.hung);
            cursor.leave(index, strip.height, |_, _, _| {});
        }
        let hole = height - cursor.below();
        if hole <= height * self.theme.page.largest_hole {
            return None;
        }
        // The text that may come first, and a little more than has room, so that the page's end is chosen as everywhere.
        let ground = galley.backings.partition_point(|backing| backing.strips.0 < to);
        let ground = galley.backings.get(ground).map_or(usize::MAX, |backing| backing.strips.0);
        let float = galley.floats.get(place + 1).map_or(usize::MAX, |float| float.0);
        let stop = galley.strips.len().min(ground).min(float);
        let mut last = to;
        let mut text = Pt::ZERO;
        while last < stop && text <= hole * 1.25 {
            let strip = &galley.strips[last];
            if strip.barrier || strip.wide != wide || !matches!(strip.before, Break::Cost(_)) {
                break;
            }
            text += strip.height + strip.gap;
            last += 1;
        }
        if last == to {
            return None;
        }
        let (own, count) = (to - from, last - to);
        galley.strips[from..last].rotate_left(own);
        let later = self.page_end(galley, start, open, next, &[], notes);
        let moved = later.saturating_sub(from).min(count);
        // Nothing is gained if the page does not reach that text, or ends inside what was passed.
        if moved == 0 || later > from + count {
            galley.strips[from..last].rotate_right(own);
            return None;
        }
        galley.strips[from + moved..last].rotate_left(count - moved);
        galley.floats[place] = (from + moved, to + moved);
        Some(later)
    }

    /// Puts a strip on a page.
    fn place(&self, page: &mut Page, index: usize, strip: Strip, y: Pt, destinations: &mut Vec<Destination>) {
        destinations.extend(strip.anchors.into_iter().map(|anchor| Destination { anchor, page: index, y }));
        page.items.extend(strip.items.into_iter().map(|item| Item { mark: item.mark, shape: moved(item.shape, y) }));
        for (link, rect) in strip.links {
            let rect = lowered(rect, y);
            let link = &self.links[link];
            // The lines of one link follow each other closely.
            match page.links.iter_mut().rev().take(8).find(|area| area.node == link.node) {
                Some(area) => area.rects.push(rect),
                None => page.links.push(LinkArea {
                    node: link.node,
                    rects: vec![rect],
                    target: link.target.clone(),
                    contents: link.contents.clone(),
                }),
            }
        }
    }

    /// Puts as much of the notes as fits at the foot of a page and returns the rest.
    fn place_notes(
        &self,
        page: &mut Page,
        index: usize,
        mut queue: Vec<Strip>,
        (used, height): (Pt, Pt),
        has_text: bool,
        destinations: &mut Vec<Destination>,
    ) -> Vec<Strip> {
        if queue.is_empty() {
            return queue;
        }
        let mut count = 0;
        let mut total = NOTES_GAP;
        for strip in &queue {
            if used + total + strip.height + strip.gap > height + Pt(0.02) {
                break;
            }
            total += strip.height + strip.gap;
            count += 1;
        }
        if count == 0 && !has_text {
            // A page of nothing but notes takes one at least, or there would be no end.
            total += queue[0].height + queue[0].gap;
            count = 1;
        }
        if count == 0 {
            return queue;
        }
        let rest = queue.split_off(count);
        let column = self.page_column();
        let mut y = self.theme.page.margin_top + (height - total).max(used) + NOTES_GAP;
        let stroke = Stroke { width: Pt(0.75), color: self.theme.color.secondary, dash: None };
        let rule = y - Pt(2.0);
        let points = vec![Point::new(column.x, rule), Point::new(column.x + Pt(72.0), rule)];
        page.items.push(Item { mark: Mark::Artifact(Artifact::Layout), shape: Shape::Line(Line { points, stroke }) });
        for strip in queue {
            y += strip.gap;
            let height = strip.height;
            self.place(page, index, strip, y, destinations);
            y += height;
        }
        rest
    }

    /// The running head and the foot of a page.
    pub(super) fn running_heads(&mut self, page: &mut Page) {
        let theme = self.theme;
        let meta = &self.document.meta;
        let column = self.column_on(page.size != theme.page.size);
        let size = theme.page.head_size;
        let voice = Voice { size, leading: size * 1.3, color: theme.color.secondary, bold: false, wrap: Wrap::Fill };
        let face = self.fonts.face_id(Style::Regular);
        let left_words = match theme.page.running_head {
            RunningHead::Titles => Some(&meta.programme),
            RunningHead::Inspectorate => Some(&meta.inspectorate),
            RunningHead::None => None,
        };
        if let Some(left_words) = left_words {
            // The title where both fit, else the area.
            let left = self.shaper.width(left_words, face, size);
            let title = self.shaper.width(&meta.title, face, size);
            let right = if left + title + Pt(24.0) <= column.width { &meta.title } else { &meta.area };
            let head = theme.page.margin_top - voice.leading - Pt(22.0);
            self.head_line(page, (left_words, Artifact::Head), column, head, voice, |_| Pt::ZERO);
            if left + self.shaper.width(right, face, size) + Pt(24.0) <= column.width {
                self.head_line(page, (right, Artifact::Head), column, head, voice, |spare| spare);
            }
            let y = head + voice.leading + Pt(4.0);
            let points = vec![Point::new(column.x, y), Point::new(column.right(), y)];
            let stroke = Stroke { width: Pt(0.5), color: theme.color.border, dash: None };
            page.items.push(Item { mark: Mark::Artifact(Artifact::Head), shape: Shape::Line(Line { points, stroke }) });
        }
        let foot = page.size.height - theme.page.margin_bottom + Pt(24.0);
        let label = page.label.clone();
        self.head_line(page, (&label, Artifact::Foot), column, foot, voice.color(theme.color.text), |spare| spare);
        if let Some(mark) = &meta.state_mark {
            self.head_line(page, (mark, Artifact::Foot), column, foot, voice.bold().color(theme.color.text), |_| Pt::ZERO);
        }
    }

    fn head_line(
        &mut self,
        page: &mut Page,
        (words, artifact): (&str, Artifact),
        column: Column,
        y: Pt,
        voice: Voice,
        place: impl Fn(Pt) -> Pt,
    ) {
        let text = self.words(words, voice, Mark::Artifact(artifact));
        let shaped = self.shaper.shape(&text);
        for line in shaped.lines(Pt(10_000.0), Wrap::Fill) {
            let x = column.x + place((column.width - line.width).max(Pt::ZERO));
            let strip = self.line_strip(line, x, voice);
            page.items.extend(strip.items.into_iter().map(|item| Item { mark: item.mark, shape: moved(item.shape, y) }));
        }
    }
}

fn consider(best: &mut Option<(u32, usize)>, cost: u32, end: usize) {
    if best.is_none_or(|(least, _)| cost <= least) {
        *best = Some((cost, end));
    }
}

/// A number in small roman numerals.
pub(super) fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}
