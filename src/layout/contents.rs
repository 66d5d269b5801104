//! The contents: entries with their pages, laid out once the pages are known.

use std::collections::BTreeMap;

use super::Composer;
use super::galley::{Strip, cost};
use super::inline::{Column, Voice};
use crate::document::tree::{Contents, ContentsEntry, Target, is_worded, plain_text};
use crate::geom::{Point, Pt, Rect};
use crate::layout::frame::{Artifact, Bookmark, Line, Mark, Shape, Slot, Stroke};
use crate::text::lines::{Styled, Wrap};

/// Dots stand this far apart, counted from the right edge, so that those of one line stand below those of another.
const DOTS: Pt = Pt(4.0);

/// The printed number of the page that each anchor is on.
pub(super) type Labels = BTreeMap<String, String>;

impl Composer<'_> {
    /// The contents, set a little closer where that saves a page of a few lines.
    pub(super) fn contents(&mut self, contents: &Contents, column: Column, labels: &Labels) {
        let from = self.galley.strips.len();
        self.contents_in(contents, column, labels, 1.0);
        let pages = |height: Pt, this: &Self| (height.0 / this.text_height().0).ceil();
        let height = self.galley.height_from(from);
        let wanted = pages(height, self) - 1.0;
        let excess = height - self.text_height() * wanted;
        if from > 0 || wanted < 1.0 || excess > self.text_height() * 0.35 {
            return;
        }
        let wide = self.take_galley();
        for tightness in [0.7, 0.4, 0.15] {
            self.galley.anchor(wide.strips.first().and_then(|strip| strip.anchors.first()));
            self.contents_in(contents, column, labels, tightness);
            if pages(self.galley.height_from(0), self) <= wanted {
                return;
            }
            self.take_galley();
        }
        self.galley = wide;
    }

    /// `looseness` goes from 1 down to 0.
    fn contents_in(&mut self, contents: &Contents, column: Column, labels: &Labels, looseness: f32) {
        self.opener(column);
        self.heading(&contents.heading, column);
        let voice = Voice { leading: self.theme.text.size * (1.16 + 0.09 * looseness), ..self.body() };
        let quiet = voice.color(self.theme.color.secondary);
        let text = self.words(&contents.page_word, quiet, Mark::Artifact(Artifact::Layout));
        let strip = self.block_strip(&text, column, quiet, |spare| spare);
        self.galley.push(strip);
        self.galley.keep(cost::KEEP);
        // The widest page number, with room for the dots before it.
        let widest = labels.values().map(|label| label.chars().count()).max().unwrap_or(1).max(2);
        #[expect(clippy::cast_precision_loss, reason = "the letters of a page number")]
        let numbers = voice.size * (widest as f32 * 0.6 + 1.6);
        self.entries(&contents.entries, 0, column, numbers, labels, voice, looseness);
    }

    #[expect(clippy::too_many_arguments, reason = "all of them go down unchanged but two")]
    fn entries(
        &mut self,
        entries: &[ContentsEntry],
        depth: usize,
        column: Column,
        numbers: Pt,
        labels: &Labels,
        voice: Voice,
        looseness: f32,
    ) {
        let own = if depth == 0 { voice.bold() } else { voice };
        // Numbers hang, each kind as far as its widest: '1' and '1.2' are one kind, 'Appendix 4: ' another. Of '1.1 General criterion: '
        // the first part hangs, and the rest goes before the words.
        let mut hangs = [Pt::ZERO; 2];
        for entry in entries.iter().filter(|entry| !entry.number.is_empty()) {
            let (hanging, _) = parted_number(entry);
            let text = self.words(&hanging, own, Mark::Artifact(Artifact::Layout));
            let hang = &mut hangs[usize::from(is_worded(hanging.trim_end()))];
            *hang = hang.max(self.shaper.shape(&text).max_width() + voice.size * 0.6);
        }
        // A long one, such as 'Supplementary appendix 4: ', would leave the words too little room: they follow it.
        hangs[1] = if hangs[1] > column.width * 0.25 { Pt::ZERO } else { hangs[1] };
        for entry in entries {
            self.galley.space(if depth == 0 { Pt(7.0) } else { Pt(2.0) } * looseness);
            let hang = if entry.number.is_empty() { Pt::ZERO } else { hangs[usize::from(is_worded(parted_number(entry).0.trim_end()))] };
            let label = labels.get(&entry.target).map_or("", String::as_str);
            let strip = self.entry(entry, column, hang, numbers, label, own);
            self.galley.push(strip);
            if !entry.children.is_empty() {
                self.galley.keep(cost::KEEP);
                let inset = if hang > Pt::ZERO { hang } else { hangs[0].max(voice.size * 1.5) };
                self.entries(&entry.children, depth + 1, column.inset(inset), numbers, labels, voice, looseness);
            }
        }
    }

    /// One entry: its number, its words in one or more lines, dots, and the page.
    fn entry(&mut self, entry: &ContentsEntry, column: Column, hang: Pt, numbers: Pt, label: &str, voice: Voice) -> Strip {
        let mark = Mark::Content(entry.id, Slot::Body);
        let mut strip = Strip::new(Pt::ZERO);
        let stands_apart = hang > Pt::ZERO;
        let (hanging, label_words) = if stands_apart { parted_number(entry) } else { (String::new(), number_of(entry)) };
        if stands_apart {
            let number = self.words(&hanging, voice, mark);
            let number = self.block_strip(&number, Column { width: hang, ..column }, voice, |_| Pt::ZERO);
            strip.absorb(number, Pt::ZERO);
        }
        let inner = Column { x: column.x + hang, width: (column.width - hang - numbers).max(Pt(60.0)) };
        // The space parts the words from the page number for whoever copies or hears them.
        let mut text = Styled::new();
        self.push_words(&mut text, &label_words, voice, mark);
        self.push_inlines(&mut text, &entry.text, voice, mark);
        self.push_words(&mut text, " ", voice, mark);
        let lines = self.shaper.shape(&text).lines(inner.width, Wrap::Fill);
        let mut end = inner.x;
        for line in lines {
            end = inner.x + line.width;
            let top = strip.height;
            self.place_line(&mut strip, line, inner.x, top, voice);
            strip.height += voice.leading;
        }
        strip.height = strip.height.max(voice.leading);
        let last = strip.height - voice.leading;
        let page = self.words(label, Voice { bold: false, ..voice }, Mark::Content(entry.id, Slot::Extra));
        let page = self.shaper.shape(&page);
        let start = column.right() - page.max_width();
        for line in page.lines(column.width, Wrap::Fill) {
            self.place_line(&mut strip, line, start, last, Voice { bold: false, ..voice });
        }
        if !label.is_empty() {
            let (from, to) = (end + Pt(6.0), start - Pt(5.0));
            // The first dot of the grid that is right of the words.
            let from = column.right() - DOTS * ((column.right() - from).0 / DOTS.0).floor();
            if from < to {
                let y = last + self.baseline(voice) - Pt(0.5);
                let stroke = Stroke { width: Pt(0.9), color: self.theme.color.secondary, dash: Some((Pt(0.9), DOTS - Pt(0.9))) };
                strip.decorate(Shape::Line(Line { points: vec![Point::new(from, y), Point::new(to, y)], stroke }));
            }
        }
        let link = self.link(entry.id, Target::Anchor(entry.target.clone()), format!("{}{}", number_of(entry), plain_text(&entry.text)));
        strip.links.push((link, Rect::new(column.x, Pt::ZERO, column.width, strip.height)));
        strip
    }
}

/// An entry's number with what parts it from the words.
fn number_of(entry: &ContentsEntry) -> String {
    format!("{}{}", entry.number, entry.separator)
}

/// The same in two: what hangs, and what goes before the words. '1.1 General criterion: ' hangs with its number alone.
fn parted_number(entry: &ContentsEntry) -> (String, String) {
    let whole = number_of(entry);
    match whole.split_once(' ') {
        Some((first, rest)) if !rest.trim().is_empty() && first.contains(|c: char| c.is_ascii_digit()) => {
            (format!("{first} "), rest.to_owned())
        }
        _ => (whole, String::new()),
    }
}

/// The contents as bookmarks.
pub(super) fn bookmarks(entries: &[ContentsEntry]) -> Vec<Bookmark> {
    entries
        .iter()
        .map(|entry| Bookmark {
            title: format!("{}{}", number_of(entry), plain_text(&entry.text)),
            anchor: entry.target.clone(),
            children: bookmarks(&entry.children),
        })
        .collect()
}
