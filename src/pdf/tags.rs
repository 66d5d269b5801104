//! The structure tree: the document in reading order, with the marked content that shows it.
//!
//! In: the document, the pages' link areas and the sequences that painting left behind. Out: a tree of PDF structure elements. It is
//! made by walking the document and not the pages, so that reading order is the document's whatever the layout did; painting order
//! counts only inside one text, where it is the order of the words. Every sequence and link area must find its element: what is left
//! over has an id that the document does not know, and is reported as our bug.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;

use super::our_bug;
use super::paint::Sequence;
use crate::diag::Problems;
use crate::document::tree::{
    Block, BlockKind, Cell, Contents, ContentsEntry, Cover, Definitions, Document, Figure, Heading, Inline, List, ListItem, Marker, NodeId,
    Panel, Row, Scope, Section, SectionKind, Table, walk,
};
use crate::geom::{Pt, Rect};
use crate::layout::frame::{Mark, Pages, Shape, Slot};
use crate::locale::Lang;

/// A structure element.
#[derive(Debug)]
pub(super) struct Element {
    /// Its type, such as `P`.
    pub(super) role: &'static str,
    /// What it holds, in reading order.
    pub(super) kids: Vec<Kid>,
    /// Its language where that differs from the surroundings.
    pub(super) lang: Option<Lang>,
    /// Its text alternative.
    pub(super) alt: Option<String>,
    /// What its short form stands for.
    pub(super) expansion: Option<String>,
    /// Its name.
    pub(super) id: Option<String>,
    /// What else there is to say of it.
    pub(super) attributes: Option<Attributes>,
}

/// A part of an element.
#[derive(Debug)]
pub(super) enum Kid {
    /// An element.
    Element(Element),
    /// Marked content.
    Shown(Sequence),
    /// A link area: its index among all pages' areas.
    Link(usize),
}

/// Attributes of an element.
#[derive(Debug)]
pub(super) enum Attributes {
    /// How a list is numbered.
    List(&'static str),
    /// What a heading cell heads, and how many columns it takes.
    Header(&'static str, u16),
    /// How many columns a cell takes.
    Cell(u16),
    /// A table's summary.
    Summary(String),
    /// Where a figure stands: its page and place there.
    Figure(usize, Rect),
}

impl Element {
    fn new(role: &'static str, kids: Vec<Kid>) -> Self {
        Self { role, kids, lang: None, alt: None, expansion: None, id: None, attributes: None }
    }

    /// The first sequence in it, by which it finds its place among the words around it.
    fn first(&self) -> Option<Sequence> {
        self.kids.iter().find_map(|kid| match kid {
            Kid::Element(element) => element.first(),
            Kid::Shown(sequence) => Some(*sequence),
            Kid::Link(_) => None,
        })
    }

    /// Whether anything of it stands on a page.
    fn is_shown(&self) -> bool {
        self.kids.iter().any(|kid| match kid {
            Kid::Element(element) => element.is_shown(),
            Kid::Shown(_) | Kid::Link(_) => true,
        })
    }
}

/// Makes the structure tree. `shown` is what painting left behind, `places` where pictures stand.
///
/// # Errors
/// When something on a page belongs to no node of the document.
pub(super) fn structure(
    document: &Document,
    pages: &Pages,
    shown: BTreeMap<NodeId, Vec<(Slot, Sequence)>>,
    places: BTreeMap<NodeId, (usize, Rect)>,
) -> Result<Element, Problems> {
    let mut links: BTreeMap<NodeId, Vec<usize>> = BTreeMap::new();
    for (index, area) in pages.pages.iter().flat_map(|page| &page.links).enumerate() {
        links.entry(area.node).or_default().push(index);
    }
    let mut tagger = Tagger { document, shown, links, places, waiting: Vec::new(), noted: vec![false; document.notes.len()] };
    let mut kids = tagger.blocks(&document.parts);
    // A note without a reference still says something.
    for note in 0..document.notes.len() {
        kids.extend(tagger.note(note));
    }
    let mut problems = Problems::new();
    if let Some((id, sequences)) = tagger.shown.iter().next() {
        problems.push(our_bug(&format!(
            "{} nodes on the pages are not in the document; the first has number {} and stands on page {}",
            tagger.shown.len(),
            id.0,
            sequences.first().map_or(0, |(_, sequence)| sequence.page + 1),
        )));
    }
    if let Some(id) = tagger.links.keys().next() {
        problems.push(our_bug(&format!("{} link areas belong to no text; the first has number {}", tagger.links.len(), id.0)));
    }
    if problems.is_empty() { Ok(Element::new("Document", kids)) } else { Err(problems) }
}

/// Where the pictures stand: page and place. Asked before painting, which empties the pages.
pub(super) fn picture_places(document: &Document, pages: &Pages) -> BTreeMap<NodeId, (usize, Rect)> {
    let mut pictures = BTreeSet::new();
    walk(&document.parts, &mut |block| match &block.kind {
        BlockKind::Figure(figure) => drop(pictures.insert(figure.picture_id)),
        BlockKind::Cover(cover) => pictures.extend(cover.picture.as_ref().map(|picture| picture.id)),
        _ => {}
    });
    let mut places: BTreeMap<NodeId, (usize, Rect)> = BTreeMap::new();
    for (index, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            let Mark::Content(id, _) = item.mark else { continue };
            if !pictures.contains(&id) {
                continue;
            }
            let place = places.entry(id).or_insert((index, bounds(&item.shape)));
            place.1 = union(place.1, bounds(&item.shape));
        }
    }
    places
}

fn bounds(shape: &Shape) -> Rect {
    let around = |points: &[crate::geom::Point]| {
        let each = points.iter().map(|point| Rect::new(point.x, point.y, Pt::ZERO, Pt::ZERO));
        each.reduce(union).unwrap_or_default()
    };
    match shape {
        Shape::Text(run) => {
            // The last glyph's width is not in the frame; half the size stands for it.
            let width = run.glyphs.iter().fold(Pt::ZERO, |width, glyph| width.max(glyph.x)) + run.size * 0.5;
            Rect::new(run.origin.x, run.origin.y - run.size * 0.8, width, run.size)
        }
        Shape::Fill(rect, _) | Shape::Image(_, rect) => *rect,
        Shape::Polygon(polygon) => around(&polygon.points),
        Shape::Line(line) => around(&line.points),
    }
}

fn union(a: Rect, b: Rect) -> Rect {
    let (x, y) = (a.origin.x.min(b.origin.x), a.origin.y.min(b.origin.y));
    Rect::new(x, y, a.right().max(b.right()) - x, a.bottom().max(b.bottom()) - y)
}

struct Tagger<'a> {
    document: &'a Document,
    /// Sequences that have no element yet.
    shown: BTreeMap<NodeId, Vec<(Slot, Sequence)>>,
    /// Link areas that have no element yet.
    links: BTreeMap<NodeId, Vec<usize>>,
    places: BTreeMap<NodeId, (usize, Rect)>,
    /// Notes whose first reference has been passed and that have no element yet.
    waiting: Vec<usize>,
    noted: Vec<bool>,
}

impl Tagger<'_> {
    /// The sequences of a node in painting order.
    fn take(&mut self, id: NodeId) -> Vec<Sequence> {
        self.shown.remove(&id).unwrap_or_default().into_iter().map(|(_, sequence)| sequence).collect()
    }

    /// The sequences of one slot of a node.
    fn take_slot(&mut self, id: NodeId, slot: Slot) -> Vec<Sequence> {
        let Some(sequences) = self.shown.get_mut(&id) else { return Vec::new() };
        let taken = sequences.extract_if(.., |(other, _)| *other == slot).map(|(_, sequence)| sequence).collect();
        if sequences.is_empty() {
            self.shown.remove(&id);
        }
        taken
    }

    /// Puts `kids` into a link if there are areas for `id`.
    fn linked(&mut self, id: NodeId, mut kids: Vec<Kid>) -> Vec<Kid> {
        let Some(areas) = self.links.remove(&id) else { return kids };
        kids.extend(areas.into_iter().map(Kid::Link));
        vec![Kid::Element(Element::new("Link", kids))]
    }

    /// The blocks in order, each followed by the notes that it was the first to name.
    fn blocks(&mut self, blocks: &[Block]) -> Vec<Kid> {
        let mut kids = Vec::new();
        for block in blocks {
            let mut elements = self.block(block);
            // What a frame gives to a block as a whole although it is made of other nodes.
            let rest = self.take(block.id);
            if !rest.is_empty() {
                elements.insert(0, Element::new("P", shown(rest)));
            }
            for mut element in elements {
                element.lang.clone_from(&block.lang);
                push(&mut kids, element);
            }
            self.flush_notes(&mut kids);
        }
        kids
    }

    fn flush_notes(&mut self, kids: &mut Vec<Kid>) {
        for note in take(&mut self.waiting) {
            kids.extend(self.note(note));
        }
    }

    fn note(&mut self, index: usize) -> Option<Kid> {
        let note = self.document.notes.get(index)?;
        if std::mem::replace(self.noted.get_mut(index)?, true) {
            return None;
        }
        let mut kids = Vec::new();
        let label = shown(self.take(note.id));
        let label = self.linked(note.id, label);
        push(&mut kids, Element::new("Lbl", label));
        kids.extend(self.blocks(&note.blocks));
        let mut element = Element::new("Note", kids);
        element.id = Some(note.anchor.clone());
        element.is_shown().then_some(Kid::Element(element))
    }

    fn block(&mut self, block: &Block) -> Vec<Element> {
        match &block.kind {
            BlockKind::Cover(cover) => vec![self.cover(cover)],
            BlockKind::Contents(contents) => vec![self.contents(contents)],
            BlockKind::Section(section) => vec![self.section(section)],
            BlockKind::Paragraph(paragraph) => vec![self.text("P", block.id, &paragraph.content)],
            BlockKind::List(list) => vec![self.list(list)],
            BlockKind::Definitions(definitions) => vec![self.definitions(definitions)],
            BlockKind::Table(table) => {
                let mut elements = vec![self.table(table)];
                // A table holds rows and a caption and nothing else.
                elements.extend(self.blocks(&table.notes).into_iter().filter_map(|kid| match kid {
                    Kid::Element(element) => Some(element),
                    Kid::Shown(_) | Kid::Link(_) => None,
                }));
                elements
            }
            BlockKind::Figure(figure) => vec![self.figure(figure)],
            BlockKind::Quote(quote) => vec![Element::new("BlockQuote", self.blocks(&quote.blocks))],
            BlockKind::Score(_) => {
                // In the order of its slots, wherever they stand on the page.
                let kids = [Slot::Label, Slot::Body, Slot::Extra].into_iter().flat_map(|slot| self.take_slot(block.id, slot));
                vec![Element::new("P", shown(kids.collect()))]
            }
            BlockKind::Panel(panel) => vec![self.panel(panel)],
            BlockKind::Preformatted(_) => {
                let code = Element::new("Code", shown(self.take(block.id)));
                let mut kids = Vec::new();
                push(&mut kids, code);
                vec![Element::new("P", kids)]
            }
            BlockKind::Rule => Vec::new(),
        }
    }

    fn cover(&mut self, cover: &Cover) -> Element {
        let mut kids = Vec::new();
        for line in [&cover.inspectorate, &cover.programme] {
            push(&mut kids, self.text("P", line.id, &[]));
        }
        kids.extend(self.heading(&cover.title));
        if let Some(cover) = cover.picture.as_ref().filter(|picture| !picture.alt.is_empty()) {
            let mut picture = Element::new("Figure", shown(self.take(cover.id)));
            picture.alt = Some(cover.alt.clone());
            picture.attributes = self.places.remove(&cover.id).map(|(page, place)| Attributes::Figure(page, place));
            push(&mut kids, picture);
        }
        for fact in &cover.facts {
            let words = [Slot::Label, Slot::Body, Slot::Extra].into_iter().flat_map(|slot| self.take_slot(fact.id, slot)).collect();
            push(&mut kids, Element::new("P", shown(words)));
        }
        if let Some(line) = &cover.state_mark {
            push(&mut kids, self.text("P", line.id, &[]));
        }
        kids.extend(self.blocks(&cover.small_print));
        Element::new("Part", kids)
    }

    fn contents(&mut self, contents: &Contents) -> Element {
        let mut kids = self.heading(&contents.heading);
        push(&mut kids, self.contents_level(&contents.entries));
        Element::new("Part", kids)
    }

    fn contents_level(&mut self, entries: &[ContentsEntry]) -> Element {
        let mut items = Vec::new();
        for entry in entries {
            let mut words = self.take_slot(entry.id, Slot::Body);
            words.extend(self.take(entry.id));
            let words = self.linked(entry.id, shown(words));
            let mut kids = Vec::new();
            push(&mut kids, Element::new("Reference", words));
            push(&mut kids, self.contents_level(&entry.children));
            push(&mut items, Element::new("TOCI", kids));
        }
        Element::new("TOC", items)
    }

    fn section(&mut self, section: &Section) -> Element {
        let mut kids = self.heading(&section.heading);
        kids.extend(self.blocks(&section.blocks));
        let role = match section.kind {
            SectionKind::Part | SectionKind::MainSection | SectionKind::Appendix => "Part",
            SectionKind::Criterion | SectionKind::Group | SectionKind::Passage => "Sect",
        };
        Element::new(role, kids)
    }

    /// A heading with the notes it names.
    fn heading(&mut self, heading: &Heading) -> Vec<Kid> {
        let role = match heading.level {
            0 | 1 => "H1",
            2 => "H2",
            3 => "H3",
            4 => "H4",
            5 => "H5",
            _ => "H6",
        };
        let mut kids = Vec::new();
        push(&mut kids, self.text(role, heading.id, &heading.text));
        self.flush_notes(&mut kids);
        kids
    }

    fn list(&mut self, list: &List) -> Element {
        let mut items = Vec::new();
        for item in &list.items {
            let ListItem { id, blocks, .. } = item;
            let mut kids = Vec::new();
            push(&mut kids, self.text("Lbl", *id, &[]));
            let body = self.blocks(blocks);
            push(&mut kids, Element::new("LBody", body));
            push(&mut items, Element::new("LI", kids));
        }
        let mut element = Element::new("L", items);
        element.attributes = Some(Attributes::List(match list.marker {
            Marker::Bullet => "Disc",
            Marker::Number => "Decimal",
            Marker::Letter => "LowerAlpha",
        }));
        element
    }

    fn definitions(&mut self, definitions: &Definitions) -> Element {
        let mut items = Vec::new();
        for item in &definitions.items {
            let term = self.text("Lbl", item.id, &item.term);
            let mut body = self.blocks(&item.meaning);
            self.flush_notes(&mut body);
            let body = Element::new("LBody", body);
            let mut kids = Vec::new();
            if body.is_shown() {
                push(&mut kids, term);
                push(&mut kids, body);
            } else {
                // A name without more is the item itself and labels nothing.
                push(&mut kids, Element { role: "LBody", ..term });
            }
            push(&mut items, Element::new("LI", kids));
        }
        let mut element = Element::new("L", items);
        element.attributes = Some(Attributes::List("None"));
        element
    }

    fn table(&mut self, table: &Table) -> Element {
        let mut kids = Vec::new();
        push(&mut kids, self.text("Caption", table.caption_id, &table.caption));
        for (role, rows) in [("THead", &table.head), ("TBody", &table.body)] {
            let rows: Vec<Kid> = rows.iter().map(|row| Kid::Element(self.row(row, role == "THead"))).collect();
            if !rows.is_empty() {
                // Rows without a word count too: their cells hold the grid together.
                kids.push(Kid::Element(Element::new(role, rows)));
            }
        }
        let mut element = Element::new("Table", kids);
        if !table.summary.is_empty() {
            element.attributes = Some(Attributes::Summary(table.summary.clone()));
        }
        element
    }

    fn row(&mut self, row: &Row, is_head: bool) -> Element {
        let cell = |cell: &Cell, tagger: &mut Self| {
            // A heading that says nothing heads nothing: an empty corner is a plain cell.
            let header = cell.header.or(is_head.then_some(Scope::Column)).filter(|_| !cell.content.is_empty());
            let mut element = tagger.text(if header.is_some() { "TH" } else { "TD" }, cell.id, &cell.content);
            element.attributes = match header {
                Some(Scope::Column) => Some(Attributes::Header("Column", cell.columns)),
                Some(Scope::Row) => Some(Attributes::Header("Row", cell.columns)),
                None => (cell.columns > 1).then_some(Attributes::Cell(cell.columns)),
            };
            element
        };
        let mut kids: Vec<Kid> = row.cells.iter().map(|one| Kid::Element(cell(one, self))).collect();
        // A row has no text of its own; should a frame give it some, its first cell says it.
        let rest = self.take(row.id);
        if let Some(Kid::Element(first)) = kids.first_mut() {
            first.kids.splice(0..0, shown(rest));
        }
        Element::new("TR", kids)
    }

    /// Caption and picture side by side: a caption inside a figure would be hidden behind the figure's text alternative.
    fn figure(&mut self, figure: &Figure) -> Element {
        let mut caption = Vec::new();
        push(&mut caption, self.text("P", figure.headline_id, &figure.headline));
        push(&mut caption, self.text("P", figure.subtitle_id, &[]));
        let mut kids = Vec::new();
        push(&mut kids, Element::new("Caption", caption));
        self.flush_notes(&mut kids);
        let mut picture = Element::new("Figure", shown(self.take(figure.picture_id)));
        picture.alt = Some(figure.alt.clone());
        picture.attributes = self.places.remove(&figure.picture_id).map(|(page, place)| Attributes::Figure(page, place));
        push(&mut kids, picture);
        if let Some(table) = &figure.data {
            push(&mut kids, self.table(table));
            kids.extend(self.blocks(&table.notes));
        }
        Element::new("Div", kids)
    }

    fn panel(&mut self, panel: &Panel) -> Element {
        let mut kids = Vec::new();
        if let Some(heading) = &panel.heading {
            kids.extend(self.heading(heading));
        }
        if let Some(subtitle) = &panel.subtitle {
            kids.extend(self.blocks(std::slice::from_ref(subtitle)));
        }
        kids.extend(self.blocks(&panel.blocks));
        Element::new(if panel.heading.is_some() { "Sect" } else { "Div" }, kids)
    }

    /// An element for a text: the words of `id` with the links, notes and passages of `content` in their places.
    fn text(&mut self, role: &'static str, id: NodeId, content: &[Inline]) -> Element {
        let own = self.take(id);
        let kids = self.words(own, content);
        Element::new(role, self.linked(id, kids))
    }

    /// `own` sequences and the elements inside `content`, in the order in which they were painted: the order of the words.
    fn words(&mut self, own: Vec<Sequence>, content: &[Inline]) -> Vec<Kid> {
        let mut inner = Vec::new();
        self.inlines(content, &mut inner);
        if inner.is_empty() {
            return shown(own);
        }
        let mut last = None;
        let mut all: Vec<(Option<Sequence>, Kid)> = inner
            .into_iter()
            .map(|element| {
                // What shows nothing stays behind what stands before it.
                last = element.first().or(last);
                (last, Kid::Element(element))
            })
            .collect();
        all.extend(own.into_iter().map(|sequence| (Some(sequence), Kid::Shown(sequence))));
        all.sort_by_key(|(place, _)| *place);
        all.into_iter().map(|(_, kid)| kid).collect()
    }

    fn inlines(&mut self, content: &[Inline], out: &mut Vec<Element>) {
        for inline in content {
            let element = match inline {
                Inline::Text(_) | Inline::Code(_) | Inline::Break => continue,
                Inline::Strong(inner) | Inline::Emphasis(inner) => {
                    self.inlines(inner, out);
                    continue;
                }
                Inline::Link(link) => {
                    let own = self.take(link.id);
                    let kids = self.words(own, &link.content);
                    self.areas_or("Span", link.id, kids)
                }
                Inline::NoteRef(reference) => {
                    if !self.waiting.contains(&reference.note) {
                        self.waiting.push(reference.note);
                    }
                    let own = shown(self.take(reference.id));
                    Element::new("Reference", self.linked(reference.id, own))
                }
                Inline::Abbreviation(short) => {
                    let mut span = Element::new("Span", shown(self.take(short.id)));
                    span.expansion = Some(short.long.clone());
                    if self.links.contains_key(&short.id) { self.areas_or("Span", short.id, vec![Kid::Element(span)]) } else { span }
                }
                Inline::Passage(passage) => {
                    let own = self.take(passage.id);
                    let kids = self.words(own, &passage.content);
                    let mut span = Element::new("Span", self.linked(passage.id, kids));
                    span.lang = Some(passage.lang.clone());
                    span
                }
            };
            if element.is_shown() {
                out.push(element);
            }
        }
    }

    /// A link with its areas; without any, such as in a heading that a further page repeats, an element that leads nowhere.
    fn areas_or(&mut self, role: &'static str, id: NodeId, mut kids: Vec<Kid>) -> Element {
        match self.links.remove(&id) {
            Some(areas) => {
                kids.extend(areas.into_iter().map(Kid::Link));
                Element::new("Link", kids)
            }
            None => Element::new(role, kids),
        }
    }
}

fn shown(sequences: Vec<Sequence>) -> Vec<Kid> {
    sequences.into_iter().map(Kid::Shown).collect()
}

/// Takes an element in unless nothing of it stands on a page: an empty element makes a screen reader announce nothing.
fn push(kids: &mut Vec<Kid>, element: Element) {
    if element.is_shown() {
        kids.push(Kid::Element(element));
    }
}

#[cfg(test)]
mod tests {
    use crate::document::tree::{BlockKind, NodeId};
    use crate::layout::frame::{Mark, Slot};
    use crate::pdf::dump::Dump;
    use crate::pdf::sample::sample;
    use crate::pdf::write_pdf;

    #[test]
    fn every_kind_of_block_has_its_element_in_reading_order() {
        insta::assert_snapshot!(Dump::of(&sample().write()).structure(), @r#"
        Document
          Part
            P "Inspectorate of Harbours"
            P "Harbour inspection"
            H1 "A report on tides & “weather” in Dŵr"
            P "Published " "April 2008"
            P "Figures restated."
          Part
            H2 "Contents"
            TOC
              TOCI
                Reference
                  Link
                    "Tides "
                    "1"
                    -> #tides "Tides, page 1"
                TOC
                  TOCI
                    Reference
                      Link
                        "High tides "
                        "1"
                        -> #tides-high "High tides, page 1"
              TOCI
                Reference
                  Link
                    "Tables "
                    "2"
                    -> #tables "Tables, page 2"
          Part
            H2 "1 Tides"
            P
              "See "
              Link
                "the tables"
                -> #tables "Tables"
              Reference
                Link
                  "1"
                  -> #note-1 "Note 1"
              " of the "
              Span E="high water" "HW"
              ", "
              Span Lang="cy" "pen llanw"
              ", and "
              Link
                "a page"
                -> https://example.org/d%C5%B5r "Tides of Dŵr"
              " that goes on." on page 4
            Note ID="note-1"
              Lbl "1"
              P " A note."
            Sect
              H3 "1.1 High tides"
              P "Score " "80% " "Good"
              L ListNumbering=/LowerAlpha
                LI
                  Lbl "(a)"
                  LBody
                    P "A finding."
                LI
                  Lbl "(b)"
                  LBody
                    P "A finding."
              BlockQuote
                P "“We like the sea.”"
            P
              Code "a = b"
          Part
            H2 "Tables"
            Table Summary=(Two columns of metres.)
              Caption "Table 1: Tides by day"
              THead
                TR
                  TH Scope=/Column "Day"
                  TH Scope=/Column ColSpan=2 " Metres"
              TBody
                TR
                  TH Scope=/Row "Monday"
                  TD " 7"
                  TD
            P "Measured at noon."
            Div
              Caption
                P "Chart 1: Tides rise"
                P "Metres, 2008"
              Figure Alt="Tides rise to 7 metres." BBox=[80 530 305.98 590] "7 m"
            Div
              Figure Alt="Four squares." BBox=[80 470 120 510] ""
            Sect
              H3 "Good practice"
              P "A boat was mended."
            L ListNumbering=/None
              LI
                Lbl "HW"
                LBody
                  P "high water"
              LI
                LBody "A person"
        "#);
    }

    #[test]
    fn what_belongs_to_no_node_is_our_bug() {
        let mut sample = sample();
        let stray = Mark::Content(NodeId(sample.document.node_count), Slot::Body);
        sample.pages.pages[3].items.last_mut().unwrap().mark = stray;
        let area = &mut sample.pages.pages[2].links[0];
        area.node = NodeId(sample.document.node_count + 1);
        let problems = write_pdf(&sample.document, sample.pages.clone(), &sample.images, &sample.fonts).unwrap_err();
        let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        let (node, link) = (sample.document.node_count, sample.document.node_count + 1);
        assert_eq!(
            messages,
            [
                format!(
                    "the PDF could not be made: 1 nodes on the pages are not in the document; the first has number {node} and stands on page 4"
                ),
                format!("the PDF could not be made: 1 link areas belong to no text; the first has number {link}"),
            ]
        );
    }

    /// What a layout leaves out, such as a caption without words, leaves no empty element behind.
    #[test]
    fn what_stands_on_no_page_has_no_element() {
        let mut sample = sample();
        let BlockKind::Section(section) = &sample.document.parts[3].kind else { panic!("the fourth part is a section") };
        let BlockKind::Table(table) = &section.blocks[0].kind else { panic!("its first block is a table") };
        let hidden = table.caption_id;
        sample.pages.pages[3].items.retain(|item| item.mark != Mark::Content(hidden, Slot::Body));
        let tree = Dump::of(&write_pdf(&sample.document, sample.pages.clone(), &sample.images, &sample.fonts).unwrap()).structure();
        assert!(!tree.contains("Tides by day") && tree.contains("Table Summary"), "{tree}");
    }
}
