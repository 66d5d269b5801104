//! What holds for whole layouts; each kind of block has its own tests below its code.

use std::collections::BTreeMap;

use proptest::prelude::{ProptestConfig, any, proptest};

use super::dump;
use super::frame::{Artifact, Mark, Pages, Shape, Slot};
use super::layout_document;
use super::testing::{Make, chart, image, pages};
use crate::document::chart_spec::{Plot, ReferenceLine};
use crate::document::tree::{
    Abbreviation, Align, Block, BlockKind, ContentsEntry, CoverPicture, DefinitionsKind, Document, Figure, FigurePicture, Heading, Inline,
    Marker, NodeId, Panel, PanelKind, ParagraphRole, Passage, Preformatted, Row, SectionKind, plain_text,
};
use crate::geom::{Point, Pt, Size};
use crate::locale::Lang;
use crate::number::Number;
use crate::source::image::{Image, ImageId, ImageKind};
use crate::text::Fonts;
use crate::text::shape::Shaper;
use crate::theme::{RunningHead, Theme, WideTables};

/// The texts that each node and slot must show.
type Texts = BTreeMap<(NodeId, Slot), String>;

fn expect_inlines(content: &[Inline], document: &Document, own: (NodeId, Slot), out: &mut Texts) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.entry(own).or_default().push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => expect_inlines(inner, document, own, out),
            Inline::Link(link) => expect_inlines(&link.content, document, (link.id, Slot::Body), out),
            Inline::NoteRef(note) => out.entry((note.id, Slot::Body)).or_default().push_str(&document.notes[note.note].label),
            Inline::Abbreviation(short) => out.entry((short.id, Slot::Body)).or_default().push_str(&short.short),
            Inline::Passage(passage) => expect_inlines(&passage.content, document, (passage.id, Slot::Body), out),
            Inline::Break => out.entry(own).or_default().push(' '),
        }
    }
}

fn expect_heading(heading: &Heading, document: &Document, out: &mut Texts) {
    let own = (heading.id, Slot::Body);
    if !heading.number.is_empty() {
        let text = out.entry(own).or_default();
        text.push_str(&heading.number);
        text.push_str(&heading.separator);
    }
    expect_inlines(&heading.text, document, own, out);
}

fn expect_entries(entries: &[ContentsEntry], out: &mut Texts) {
    for entry in entries {
        out.insert((entry.id, Slot::Body), format!("{}{}{}", entry.number, entry.separator, plain_text(&entry.text)));
        expect_entries(&entry.children, out);
    }
}

fn expect_rows(rows: &[Row], document: &Document, out: &mut Texts) {
    for cell in rows.iter().flat_map(|row| &row.cells) {
        expect_inlines(&cell.content, document, (cell.id, Slot::Body), out);
    }
}

fn expect_blocks(blocks: &[Block], document: &Document, out: &mut Texts) {
    for block in blocks {
        let own = (block.id, Slot::Body);
        match &block.kind {
            BlockKind::Cover(cover) => {
                out.insert((cover.inspectorate.id, Slot::Body), cover.inspectorate.text.clone());
                out.insert((cover.programme.id, Slot::Body), cover.programme.text.clone());
                expect_heading(&cover.title, document, out);
                for fact in &cover.facts {
                    out.insert((fact.id, Slot::Label), fact.label.clone());
                    out.insert((fact.id, Slot::Body), fact.value.clone());
                }
                expect_blocks(&cover.small_print, document, out);
            }
            BlockKind::Contents(contents) => {
                expect_heading(&contents.heading, document, out);
                expect_entries(&contents.entries, out);
            }
            BlockKind::Section(section) => {
                expect_heading(&section.heading, document, out);
                expect_blocks(&section.blocks, document, out);
            }
            BlockKind::Paragraph(paragraph) => expect_inlines(&paragraph.content, document, own, out),
            BlockKind::List(list) => {
                for item in &list.items {
                    out.insert((item.id, Slot::Label), item.label.clone());
                    expect_blocks(&item.blocks, document, out);
                }
            }
            BlockKind::Definitions(definitions) => {
                for item in &definitions.items {
                    expect_inlines(&item.term, document, (item.id, Slot::Label), out);
                    expect_blocks(&item.meaning, document, out);
                }
            }
            BlockKind::Table(table) => {
                if !table.number.is_empty() {
                    let separator = if table.caption.is_empty() { "" } else { ": " };
                    out.insert((table.caption_id, Slot::Body), format!("{}{separator}", table.number));
                }
                expect_inlines(&table.caption, document, (table.caption_id, Slot::Body), out);
                expect_rows(&table.head, document, out);
                expect_rows(&table.body, document, out);
                expect_blocks(&table.notes, document, out);
            }
            BlockKind::Figure(figure) => {
                expect_inlines(&figure.headline, document, (figure.headline_id, Slot::Body), out);
                out.insert((figure.subtitle_id, Slot::Body), figure.subtitle.clone());
            }
            BlockKind::Quote(quote) => expect_blocks(&quote.blocks, document, out),
            BlockKind::Score(score) => {
                let earlier = score.earlier.iter().flat_map(|(label, value)| [label, value]);
                let before: Vec<&str> = earlier.chain([&score.label]).filter(|words| !words.is_empty()).map(String::as_str).collect();
                out.insert((block.id, Slot::Label), before.join(" "));
                out.insert(own, score.value.clone());
                let extra: Vec<&str> = score.band.iter().chain(&score.position).map(String::as_str).collect();
                out.insert((block.id, Slot::Extra), extra.join(" "));
            }
            BlockKind::Panel(panel) => {
                panel.heading.iter().for_each(|heading| expect_heading(heading, document, out));
                panel.subtitle.iter().for_each(|subtitle| expect_blocks(std::slice::from_ref(subtitle), document, out));
                expect_blocks(&panel.blocks, document, out);
            }
            BlockKind::Preformatted(text) => {
                out.insert(own, text.text.replace('\n', " "));
            }
            BlockKind::Rule => {}
        }
    }
}

fn expected(document: &Document) -> Texts {
    let mut out = Texts::new();
    expect_blocks(&document.parts, document, &mut out);
    for note in &document.notes {
        out.insert((note.id, Slot::Label), note.label.clone());
        expect_blocks(&note.blocks, document, &mut out);
    }
    out.retain(|_, text| !text.trim().is_empty());
    for text in out.values_mut() {
        text.truncate(text.trim_end().len());
    }
    out
}

/// Checks that pages show a document: every text whole, in order, inside the margins, none on top of another, none too small.
fn check(document: &Document, pages: &Pages, theme: &Theme) {
    // The words in a picture are checked for their place alone; what they say is the chart's own affair.
    let mut pictures: Vec<NodeId> = Vec::new();
    // The notes of a table go where the table goes.
    let mut moving: Vec<NodeId> = Vec::new();
    crate::document::tree::walk(&document.parts, &mut |block| match &block.kind {
        BlockKind::Figure(figure) => pictures.push(figure.picture_id),
        BlockKind::Table(table) => moving.extend(table.notes.iter().map(|note| note.id)),
        _ => {}
    });
    let mut shown = Texts::new();
    let mut order: Vec<NodeId> = Vec::new();
    let mut shaper = Shaper::new(&Fonts::bundled());
    let page_theme = &theme.page;
    for page in &pages.pages {
        let (right, bottom) = (page.size.width - page_theme.margin_right, page.size.height - page_theme.margin_bottom);
        let mut boxes: Vec<(f32, f32, f32, f32, &str)> = Vec::new();
        for item in &page.items {
            if let Shape::Image(_, rect) = &item.shape {
                let inside = rect.origin.x >= page_theme.margin_left - Pt(0.01)
                    && rect.right() <= right + Pt(0.1)
                    && rect.origin.y >= page_theme.margin_top - Pt(0.01)
                    && rect.bottom() <= bottom + Pt(0.1);
                assert!(inside, "{rect:?} is outside the margins of page {}", page.label);
                let over = boxes.iter().find(|other| {
                    rect.origin.x.0 < other.2 && other.0 < rect.right().0 && rect.origin.y.0 < other.3 && other.1 < rect.bottom().0
                });
                assert!(over.is_none(), "the picture on page {} lies on {over:?}", page.label);
            }
            let Shape::Text(run) = &item.shape else { continue };
            let width = shaper.width(run.text.trim_end(), run.face, run.size);
            let (x, y) = (run.origin.x, run.origin.y);
            let place = (x.0, y.0 - run.size.0 * 0.73, x.0 + width.0, y.0 + run.size.0 * 0.21, &*run.text);
            // A run of nothing but a space has no ink.
            if !run.text.trim().is_empty() {
                if let Some(other) = boxes
                    .iter()
                    .find(|other| place.0 + 0.1 < other.2 && other.0 + 0.1 < place.2 && place.1 + 0.1 < other.3 && other.1 + 0.1 < place.3)
                {
                    panic!("{:?} lies on {:?} on page {}", place, other, page.label);
                }
                boxes.push(place);
            }
            let Mark::Content(node, slot) = item.mark else { continue };
            let inside = x >= page_theme.margin_left - Pt(0.1)
                && (x + width).0 <= right.0 + 0.1
                && place.1 >= page_theme.margin_top.0 - 0.1
                && place.3 <= bottom.0 + 0.1;
            assert!(inside, "{place:?} is outside the margins of page {}", page.label);
            if pictures.contains(&node) {
                continue;
            }
            // Marks of notes are raised, and smaller.
            assert!(run.size >= Pt(12.0) || run.text.trim().parse::<u8>().is_ok(), "{:?} is set in {}", run.text, run.size.0);
            shown.entry((node, slot)).or_default().push_str(&run.text);
            if order.last() != Some(&node) {
                order.push(node);
            }
        }
    }
    shown.retain(|_, text| !text.trim().is_empty());
    for text in shown.values_mut() {
        text.truncate(text.trim_end().len());
    }
    // Page numbers are the layout's own words.
    let mut entries = Vec::new();
    let mut wanted = expected(document);
    for (key, text) in &shown {
        if key.1 == Slot::Extra && !wanted.contains_key(key) {
            assert!(text.trim().chars().all(char::is_alphanumeric), "{text:?}");
            entries.push(*key);
        }
    }
    for key in &entries {
        shown.remove(key);
    }
    for (key, text) in &shown {
        assert_eq!(wanted.remove(key).as_deref(), Some(text.as_str()), "{key:?}");
    }
    assert_eq!(wanted, Texts::new(), "lost");

    // Headings, paragraphs, boxes and quotations come in the order of the document; so do the items of a list and the rows of a table.
    let mut first: BTreeMap<NodeId, usize> = BTreeMap::new();
    for (index, node) in order.iter().enumerate() {
        first.entry(*node).or_insert(index);
    }
    let mut text: Vec<usize> = Vec::new();
    crate::document::tree::walk(&document.parts, &mut |block| match &block.kind {
        BlockKind::Paragraph(_) if !moving.contains(&block.id) => text.extend(first.get(&block.id)),
        BlockKind::Preformatted(_) | BlockKind::Score(_) => text.extend(first.get(&block.id)),
        BlockKind::Section(section) if !matches!(section.blocks.first(), Some(Block { kind: BlockKind::Score(_), .. })) => {
            text.extend(first.get(&section.heading.id));
        }
        BlockKind::Panel(Panel { heading: Some(heading), .. }) => text.extend(first.get(&heading.id)),
        BlockKind::List(list) => {
            let items: Vec<&usize> = list.items.iter().filter_map(|item| first.get(&item.id)).collect();
            assert!(items.is_sorted(), "the items of a list are out of order");
        }
        BlockKind::Definitions(definitions) => {
            let items: Vec<&usize> = definitions.items.iter().filter_map(|item| first.get(&item.id)).collect();
            assert!(items.is_sorted(), "terms are out of order");
        }
        BlockKind::Table(table) => {
            let heads = table.body.iter().filter_map(|row| first.get(&row.cells.first()?.id));
            assert!(heads.is_sorted(), "the rows of a table are out of order");
        }
        _ => {}
    });
    assert!(text.is_sorted(), "text is out of order");

    for destination in &pages.destinations {
        assert!(destination.page < pages.pages.len());
    }
}

/// Decides what a random document holds, from a tape of bytes.
struct Tape<'a> {
    bytes: std::slice::Iter<'a, u8>,
    make: Make,
    notes: usize,
}

impl Tape<'_> {
    const NOTES: usize = 4;

    fn take(&mut self, below: usize) -> usize {
        self.bytes.next().map_or(0, |byte| usize::from(*byte) % below)
    }

    fn done(&self) -> bool {
        self.bytes.len() == 0
    }

    fn words(&mut self) -> String {
        const WORDS: [&str; 12] = [
            "of",
            "a",
            "the area",
            "offender",
            "assessment",
            "(a)",
            "99%",
            "Appendix\u{a0}4",
            "incomprehensibilities",
            "self-harm",
            "d\u{175}r",
            "https://www.example.gov.uk/a/very/long/address/that/does/not/fit/on/one/line/of/any/page/and/needs/to/be/broken/somewhere",
        ];
        let count = match self.take(8) {
            0 => 120,
            few => few * 4,
        };
        (0..count).map(|_| WORDS[self.take(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }

    fn inlines(&mut self) -> Vec<Inline> {
        let mut out = vec![Inline::Text(self.words())];
        match self.take(8) {
            1 => out.push(Inline::Strong(vec![Inline::Text(self.words())])),
            2 => out.extend([self.make.link("nowhere", "a link of some words"), Inline::Text(" after it".to_owned())]),
            3 => {
                // Each note is referred to at least once, some again.
                let note = if self.notes < Self::NOTES { self.notes } else { self.take(Self::NOTES) };
                self.notes += 1;
                out.extend([self.make.note_ref(note, 0), Inline::Text(" and on".to_owned())]);
            }
            4 => out.extend([Inline::Break, Inline::Text("below".to_owned())]),
            5 => out.extend([
                Inline::Emphasis(vec![Inline::Code(self.words())]),
                Inline::Abbreviation(Abbreviation {
                    id: self.make.id(),
                    short: "PPO".to_owned(),
                    long: "prolific and other priority offender".to_owned(),
                    target: None,
                }),
                Inline::Passage(Passage {
                    id: self.make.id(),
                    lang: Lang("cy".to_owned()),
                    content: vec![Inline::Text(" Gwasanaeth Prawf".to_owned())],
                }),
            ]),
            _ => {}
        }
        out
    }

    fn paragraph(&mut self) -> Block {
        let roles =
            [ParagraphRole::Body, ParagraphRole::Statement, ParagraphRole::Conclusion, ParagraphRole::Signature, ParagraphRole::Small];
        let role = roles[self.take(12).min(4) % 5];
        let content = self.inlines();
        self.make.inlines(role, content)
    }

    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        (0..=self.take(4)).map(|_| self.block(depth)).collect()
    }

    fn block(&mut self, depth: usize) -> Block {
        let kind = if depth > 5 { 0 } else { self.take(15) };
        match kind {
            4 => {
                let marker = [Marker::Bullet, Marker::Number, Marker::Letter][self.take(3)];
                let items = (0..=self.take(5)).map(|_| self.blocks(depth + 1)).collect();
                self.make.list(marker, items)
            }
            5 => {
                let columns = 1 + self.take(12);
                let aligns: Vec<Align> = (0..columns).map(|_| [Align::Start, Align::Center, Align::Number][self.take(3)]).collect();
                let head: Vec<String> = (0..columns).map(|_| if self.take(3) == 0 { self.words() } else { "Share".to_owned() }).collect();
                let head: Vec<&str> = head.iter().map(String::as_str).collect();
                let rows = self.take(60);
                let body: Vec<Vec<String>> = (0..rows)
                    .map(|_| (0..columns).map(|_| if self.take(6) == 1 { self.words() } else { "12.5%".to_owned() }).collect())
                    .collect();
                let caption = self.words();
                let mut block = self.make.table("Table\u{a0}1", &caption, &aligns, &head, &body);
                if let BlockKind::Table(table) = &mut block.kind {
                    // A row that spans columns, and notes below.
                    if columns > 1 && self.take(3) == 1 {
                        let span = 2 + self.take(columns - 1);
                        let mut row = self.make.row(false, &vec!["A heading for some rows"; columns - span + 1]);
                        row.cells[0].columns = u16::try_from(span).expect("a dozen columns");
                        table.body.insert(self.take(rows + 1), row);
                    }
                    if self.take(4) == 1 {
                        table.notes.push(self.paragraph());
                    }
                }
                block
            }
            6 => {
                let title = self.words();
                let blocks = self.blocks(depth + 1);
                let mut block = self.make.panel(&title, "OMI criterion 1.4", blocks);
                if let (BlockKind::Panel(panel), 1) = (&mut block.kind, self.take(3)) {
                    *panel = Panel { kind: PanelKind::Notice, heading: None, subtitle: None, blocks: std::mem::take(&mut panel.blocks) };
                }
                block
            }
            12 | 13 => {
                let headline = self.words();
                let picture = match self.take(3) {
                    0 => chart(),
                    other => FigurePicture::Image(ImageId(u32::try_from(other).expect("small"))),
                };
                self.make.figure(&headline, picture)
            }
            14 => {
                let (title, blocks) = (self.words(), if self.take(3) == 0 { Vec::new() } else { self.blocks(depth + 1) });
                self.make.section(SectionKind::Passage, 4, "", &title, blocks)
            }
            7 => {
                let words = self.words();
                self.make.quote(&words)
            }
            8 => {
                let (long, short) = (self.words(), self.words());
                let kind = [DefinitionsKind::People, DefinitionsKind::Abbreviations, DefinitionsKind::Glossary][self.take(3)];
                self.make.definitions(kind, &[("PPO", &long), (&short, "three"), ("alone", "")])
            }
            9 => {
                let (below, band) = (self.take(2) == 0, self.words());
                self.make.score("66%", Some(&band), below)
            }
            10 => {
                let text = format!("one\n  two  three\n{}", self.words());
                self.make.block(BlockKind::Preformatted(Preformatted { text }))
            }
            11 => self.make.block(BlockKind::Rule),
            _ => self.paragraph(),
        }
    }

    fn section(&mut self, kind: SectionKind, level: u8, number: &str) -> Block {
        let title = self.words();
        let mut blocks = Vec::new();
        if self.take(2) == 1 && matches!(kind, SectionKind::Criterion | SectionKind::MainSection) {
            blocks.push(self.make.score("Satisfactorily met", None, false));
            blocks.push(self.make.role(ParagraphRole::Statement, "What good looks like."));
        }
        blocks.extend(self.blocks(0));
        if level < 5 && self.take(2) == 1 {
            let (kind, number) = if level == 2 { (SectionKind::Criterion, "1.2") } else { (SectionKind::Group, "") };
            blocks.extend((0..=self.take(3)).map(|_| self.section(kind, level + 1, number)));
        }
        self.make.section(kind, level, number, &title, blocks)
    }

    fn document(&mut self) -> Document {
        let mut parts = Vec::new();
        while !self.done() {
            let (kind, number) =
                [(SectionKind::Part, ""), (SectionKind::MainSection, "3"), (SectionKind::Appendix, "Appendix\u{a0}2")][self.take(3)];
            parts.push(self.section(kind, 2, number));
        }
        let contents = self.make.contents(&parts);
        let title = "A report on offender management in a place with a name of many words, and then some more of them";
        let mut all = vec![self.make.cover(title)];
        let front = self.take(2).min(parts.len());
        let body = parts.split_off(front);
        all.extend(parts);
        all.push(contents);
        all.extend(body);
        // Whatever the tape said, every note has a mark.
        let marks = (0..Self::NOTES).map(|note| self.make.note_ref(note, 1)).collect();
        all.push(self.make.inlines(ParagraphRole::Body, marks));
        let long = "a note that goes on ".repeat(60);
        let notes = (1..=Self::NOTES).map(|n| self.make.note(&n.to_string(), if n == 2 { &long } else { "A note." })).collect();
        self.make.document(all, notes)
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_is_lost_clipped_or_overlapping(tape in proptest::collection::vec(any::<u8>(), 0..500), look in 0..5_usize) {
        let document = Tape { bytes: tape.iter(), make: Make::default(), notes: 0 }.document();
        let theme = &themes()[look];
        let images = [image(10, 10), image(600, 300), image(4000, 9000)];
        let pages = layout_document(&document, &images, theme, &Fonts::bundled());
        check(&document, &pages, theme);
    }
}

/// Forty documents, or as many as the variable `PROPTEST_CASES` says, which proptest reads.
fn config() -> ProptestConfig {
    const UNASKED: u32 = 256;
    let asked = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    ProptestConfig { cases: if asked.cases == UNASKED { 40 } else { asked.cases }, ..asked }
}

/// The themes that ship with the tool, small paper, and tables that are parted and not turned.
fn themes() -> Vec<Theme> {
    let mut small = Theme::base();
    small.page.size = Size { width: Pt(330.0), height: Pt(440.0) };
    small.page.margin_left = Pt(40.0);
    small.page.margin_right = Pt(40.0);
    let mut upright = Theme::base();
    upright.page.wide_tables = WideTables::Portrait;
    upright.page.largest_hole = 1.0;
    let mut out = vec![Theme::base(), small, upright];
    out.extend(["large-print", "ink-saving"].iter().filter_map(|name| Theme::bundled(name)));
    out
}

/// A chart with a line across its bars.
fn lined_chart() -> Document {
    let make = Make::default();
    let FigurePicture::Chart(mut spec) = chart() else { panic!("a chart") };
    if let Plot::Bars(bars) = &mut spec.plot {
        bars.lines.push(ReferenceLine { at: Number::whole(70), label: "Priority line (70%)".to_owned() });
    }
    make.document(vec![make.figure("Scores", FigurePicture::Chart(spec))], Vec::new())
}

#[test]
fn every_key_of_the_theme_changes_some_page() {
    // Documents from a generator, one with a chart that has a priority line, and small tables and boxes at all heights of a page.
    let mut state = 7_u64;
    let mut byte = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    let tapes: Vec<Vec<u8>> = (0..16).map(|_| (0..400).map(|_| byte()).collect()).collect();
    let mut documents = vec![crate::document::sample::document(), lined_chart()];
    documents.extend((20..44).map(|lines: usize| {
        let make = Make::default();
        let mut blocks: Vec<Block> = (0..20 + lines % 12).map(|_| make.p("A line.")).collect();
        let rows = vec![vec!["Row".to_owned(), "5%".to_owned()]; 7];
        blocks.push(if lines < 32 {
            make.table("", "Small", &[Align::Start; 2], &["Name", "Share"], &rows)
        } else {
            make.panel("Box", "", vec![make.p(&sentences(9)), make.p(&sentences(9))])
        });
        make.document(blocks, Vec::new())
    }));
    documents.extend(tapes.iter().map(|tape| Tape { bytes: tape.iter(), make: Make::default(), notes: 0 }.document()));
    let images = [image(10, 10), image(600, 300), image(4000, 9000)];
    let fonts = Fonts::bundled();
    let shown = |document: &Document, theme: &Theme| {
        let pages = layout_document(document, &images, theme, &fonts);
        let mut out = dump::dump(&pages);
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            match &item.shape {
                Shape::Text(run) => out.push_str(&run.color.to_hex()),
                Shape::Line(line) => out.push_str(&line.stroke.color.to_hex()),
                _ => {}
            }
        }
        out
    };
    let plain: Vec<std::cell::OnceCell<String>> = documents.iter().map(|_| std::cell::OnceCell::new()).collect();
    let dead: Vec<String> = crate::theme::variants()
        .into_iter()
        .filter(|(_, themes)| {
            let differs = |theme: &Theme| {
                let mut pairs = documents.iter().zip(&plain);
                pairs.any(|(document, plain)| *plain.get_or_init(|| shown(document, &Theme::base())) != shown(document, theme))
            };
            !themes.iter().any(differs)
        })
        .map(|(name, _)| name)
        .collect();
    assert_eq!(dead, Vec::<String>::new());
}

fn sentences(count: usize) -> String {
    "The area had made good progress with its plans. ".repeat(count).trim_end().to_owned()
}

/// The content of each page, a line of print to a line.
fn page_texts(pages: &Pages) -> Vec<String> {
    dump::text(pages).split("---\n").map(str::to_owned).collect()
}

fn artifacts(page: &super::frame::Page) -> Vec<String> {
    let text = |item: &super::frame::Item| match (item.mark, &item.shape) {
        (Mark::Artifact(Artifact::Head | Artifact::Foot | Artifact::Repeated), Shape::Text(run)) => Some(run.text.trim_end().to_owned()),
        _ => None,
    };
    page.items.iter().filter_map(text).collect()
}

#[test]
fn a_small_document_in_full() {
    let make = Make::default();
    let link = vec![Inline::Text("See ".to_owned()), make.link("planning", "planning"), Inline::Text(".".to_owned())];
    let blocks = vec![make.list(Marker::Letter, vec![vec![make.p("One.")]]), make.inlines(ParagraphRole::Body, link)];
    let document = make.document(vec![make.section(SectionKind::Part, 2, "3", "Planning", blocks)], Vec::new());
    assert_eq!(
        dump::dump(&pages(&document)),
        r#"page 0 "1"
  [70.9 70.9 48.0 5.0] layout fill #12436D
  70.9 103.6 #5 21pt f1 "3 "
  94.4 103.6 #5 21pt f1 "Planning"
  70.9 126.8 #2.label 12pt f0 "(a)"
  94.9 126.8 #1 12pt f0 "One."
  70.9 151.0 #4 12pt f0 "See "
  94.1 152.7 to 144.0 152.7 layout line
  94.1 151.0 #0 12pt f0 "planning"
  144.0 151.0 #4 12pt f0 "."
  70.9 46.4 head 9.5pt f0 "Offender management inspection"
  328.0 46.4 head 9.5pt f0 "A report on offender management in Surrey"
  70.9 52.9 to 524.4 52.9 head line
  519.0 804.9 foot 9.5pt f0 "1"
  link #0 [94.1 138.3 49.9 16.2] to Anchor("planning")
planning at page 0 70.9
"#
    );
}

#[test]
fn contents_show_the_pages_where_headings_stand() {
    let make = Make::default();
    let criterion = |number: &str, title: &str| make.section(SectionKind::Criterion, 3, number, title, vec![make.p(&sentences(90))]);
    let front = make.section(SectionKind::Part, 2, "", "Foreword", vec![make.p("Words.")]);
    let main = make.section(SectionKind::MainSection, 2, "1", "Planning", vec![criterion("1.1", "First"), criterion("1.2", "Second")]);
    let appendix = make.section(SectionKind::Appendix, 2, "Appendix\u{a0}1", "Method", vec![make.p("Words.")]);
    let contents = make.contents(&[front.clone(), main.clone(), appendix.clone()]);
    let document = make.document(vec![make.cover("A report"), front, contents, main, appendix], Vec::new());
    let pages = pages(&document);

    let labels: Vec<&str> = pages.pages.iter().map(|page| &*page.label).collect();
    assert_eq!(labels, ["i", "ii", "iii", "1", "2", "3", "4"]);
    assert_eq!(page_texts(&pages)[2], "Contents\nForeword ii\n1 Planning 1\n1.1 First 1\n1.2 Second 2\nAppendix\u{a0}1: Method 4\n");
    for (anchor, page) in [("foreword", 1), ("planning", 3), ("first", 3), ("second", 4), ("method", 6)] {
        assert_eq!(pages.destinations.iter().find(|place| place.anchor == anchor).map(|place| place.page), Some(page), "{anchor}");
    }
    // The cover carries no number; the other pages do.
    assert_eq!(artifacts(&pages.pages[0]), Vec::<String>::new());
    assert_eq!(artifacts(&pages.pages[4]).last().map(String::as_str), Some("2"));
    assert_eq!(pages.bookmarks[1].title, "1 Planning");
    assert_eq!(pages.bookmarks[1].children[1].anchor, "second");
    let areas: Vec<&str> = pages.pages[2].links.iter().map(|link| &*link.contents).collect();
    assert_eq!(areas, ["Foreword", "1 Planning", "1.1 First", "1.2 Second", "Appendix\u{a0}1: Method"]);
}

#[test]
fn a_heading_never_ends_a_page_and_no_line_stands_alone() {
    // However far down the page the heading comes, it has text below it, and a paragraph leaves two lines on each side.
    for lines in 20..45 {
        let make = Make::default();
        let mut blocks: Vec<Block> = (0..lines).map(|_| make.p("A line.")).collect();
        blocks.push(make.section(SectionKind::Passage, 3, "", "Heading", vec![make.p(&sentences(7))]));
        let document = make.document(vec![make.section(SectionKind::Part, 2, "", "Part", blocks)], Vec::new());
        for page in page_texts(&pages(&document)) {
            assert_ne!(page.lines().last(), Some("Heading"), "after {lines} lines");
            let text = page.lines().filter(|line| line.contains("progress") || line.contains("plans")).count();
            assert_ne!(text, 1, "after {lines} lines");
        }
    }
}

#[test]
fn a_table_repeats_its_heading_as_an_artifact() {
    let make = Make::default();
    let rows: Vec<Vec<String>> = (0..60).map(|row| vec![format!("Row {row}"), format!("{row}.5%")]).collect();
    let table = make.table("Table\u{a0}1", "Measures", &[Align::Start, Align::Number], &["Measure", "Share"], &rows);
    let document = make.document(vec![table], Vec::new());
    let pages = pages(&document);
    let texts = page_texts(&pages);
    assert!(texts[0].starts_with("Table\u{a0}1: Measures\nMeasureShare\nRow 00.5%\n"), "{}", texts[0]);
    assert!(texts[1].starts_with("Row "), "{}", texts[1]);
    assert_eq!(artifacts(&pages.pages[1])[..2], ["Measure", "Share"]);
    // Figures end at one edge.
    let mut shaper = Shaper::new(&Fonts::bundled());
    let edges = pages.pages[0].items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) if run.text.ends_with("5%") => Some((run.origin.x + shaper.width(&run.text, run.face, run.size)).0),
        _ => None,
    });
    let edges: Vec<f32> = edges.collect();
    assert!(edges.iter().all(|edge| (edge - edges[0]).abs() < 0.01), "{edges:?}");
}

#[test]
fn a_note_stands_on_the_page_of_its_mark_once() {
    let make = Make::default();
    let marked =
        |note, occurrence| make.inlines(ParagraphRole::Body, vec![Inline::Text("Marked".to_owned()), make.note_ref(note, occurrence)]);
    let mut blocks = vec![marked(0, 0), marked(0, 1)];
    blocks.extend((0..60).map(|_| make.p("A line.")));
    blocks.push(marked(1, 0));
    let notes = vec![make.note("1", "The first note."), make.note("2", "The second note.")];
    let document = make.document(blocks, notes);
    let pages = pages(&document);
    let texts = page_texts(&pages);
    assert!(texts[0].ends_with("A line.\n1 The first note.\n"), "{}", texts[0]);
    assert!(texts.last().is_some_and(|text| text.ends_with("Marked2\n2 The second note.\n")), "{texts:?}");
    assert_eq!(texts.concat().matches("first note").count(), 1);
    assert_eq!(pages.destinations.iter().map(|place| (&*place.anchor, place.page)).collect::<Vec<_>>(), [("note-1", 0), ("note-2", 2)]);
}

#[test]
fn a_long_note_goes_on_at_the_foot_of_the_next_page() {
    let make = Make::default();
    let marked = make.inlines(ParagraphRole::Body, vec![Inline::Text("Marked".to_owned()), make.note_ref(0, 0)]);
    let document = make.document(vec![marked, make.p(&sentences(60))], vec![make.note("1", &"note ".repeat(900))]);
    let texts = page_texts(&pages(&document));
    assert!(texts.len() >= 2 && texts[1].trim_end().ends_with("note"), "{texts:?}");
    assert_eq!(texts.concat().matches("note").count(), 900);
}

#[test]
fn a_score_stands_beside_its_heading_with_the_statement_below() {
    let make = Make::default();
    let blocks = vec![make.score("66%", Some("Good"), true), make.role(ParagraphRole::Statement, "What good looks like."), make.p("Text.")];
    let criterion = make.section(SectionKind::Criterion, 3, "1.2", "Risk", blocks);
    let document = make.document(vec![criterion], Vec::new());
    let pages = pages(&document);
    let y = |words: &str| {
        let found = pages.pages[0].items.iter().find_map(|item| match &item.shape {
            Shape::Text(run) if run.text.trim_end() == words => Some(run.origin),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("{words} is missing"))
    };
    assert!(y("Score").x > y("Risk").x + Pt(200.0));
    assert!(y("What good looks like.").y < y("Good").y + Pt(30.0));
    assert!(y("Text.").y > y("Good").y);
}

#[test]
fn a_draft_says_so_on_every_page() {
    let make = Make::default();
    let mut document = make.document(vec![make.cover("A report"), make.p(&sentences(200))], Vec::new());
    document.meta.state_mark = Some("Draft for comment".to_owned());
    let pages = pages(&document);
    assert!(pages.pages.len() > 2);
    for page in &pages.pages[1..] {
        assert!(artifacts(page).contains(&"Draft for comment".to_owned()));
    }
}

#[test]
fn a_panel_goes_on_with_its_ground() {
    let make = Make::default();
    let panel = make.panel("A good example", "OMI criterion 1.4", vec![make.p(&sentences(90))]);
    let document = make.document(vec![make.p("Before."), panel], Vec::new());
    let pages = pages(&document);
    let tint = Theme::base().color.tint;
    for page in &pages.pages {
        let grounds: Vec<_> = page.items.iter().filter(|item| matches!(item.shape, Shape::Fill(_, color) if color == tint)).collect();
        assert_eq!(grounds.len(), 1, "page {}", page.label);
    }
    assert_eq!(pages.pages.len(), 2);
}

#[test]
fn a_short_part_shares_its_page_and_a_main_section_does_not() {
    let make = Make::default();
    let part = |title: &str| make.section(SectionKind::Part, 2, "", title, vec![make.p("Short.")]);
    let main = make.section(SectionKind::MainSection, 2, "1", "Planning", vec![make.p("Short.")]);
    let document = make.document(vec![part("Recommendations"), part("Next steps"), main], Vec::new());
    assert_eq!(page_texts(&pages(&document)), ["Recommendations\nShort.\nNext steps\nShort.\n", "1 Planning\nShort.\n"]);
}

#[test]
fn a_picture_larger_than_the_page_is_scaled_to_it() {
    let make = Make::default();
    let image =
        Image { path: "map.png".to_owned(), bytes: Vec::new().into(), kind: ImageKind::Png, width: 4000, height: 9000, pixels: None };
    let figure = make.block(BlockKind::Figure(Figure {
        number: String::new(),
        headline: vec![Inline::Text("A map".to_owned())],
        headline_id: make.id(),
        subtitle: String::new(),
        subtitle_id: make.id(),
        picture_id: make.id(),
        alt: "A map of the area".to_owned(),
        picture: FigurePicture::Image(ImageId(0)),
        data: None,
    }));
    let panel = make.panel("Box", "", vec![make.p("Before."), figure]);
    let document = make.document(vec![make.p(&sentences(20)), panel], Vec::new());
    let theme = Theme::base();
    let pages = layout_document(&document, &[image], &theme, &Fonts::bundled());
    let found = pages.pages.iter().flat_map(|page| &page.items).find_map(|item| match &item.shape {
        Shape::Image(_, rect) => Some(*rect),
        _ => None,
    });
    let rect = found.expect("the picture");
    assert!(rect.origin.y >= theme.page.margin_top && rect.bottom() <= theme.page.size.height - theme.page.margin_bottom, "{rect:?}");
    assert!(rect.right() <= theme.page.size.width - theme.page.margin_right, "{rect:?}");
    assert!((rect.size.height.0 / rect.size.width.0 - 2.25).abs() < 0.01, "{rect:?}");
    // Its caption stands on the same page.
    let last = page_texts(&pages);
    assert!(last.last().is_some_and(|text| text.contains("A map")), "{last:?}");
}

/// Lays the same blocks out in every theme and checks all of them; gives back the pages in the base theme.
fn torture(blocks: impl Fn(&Make) -> Vec<Block>) -> Pages {
    let make = Make::default();
    let part = make.section(SectionKind::Part, 2, "", "Part", blocks(&make));
    let document = make.document(vec![part], Vec::new());
    let images = [image(10, 10), image(600, 300), image(4000, 9000)];
    for theme in themes() {
        check(&document, &layout_document(&document, &images, &theme, &Fonts::bundled()), &theme);
    }
    layout_document(&document, &images, &Theme::base(), &Fonts::bundled())
}

fn is_turned(page: &super::frame::Page) -> bool {
    page.size.width > page.size.height
}

#[test]
fn one_word_longer_than_a_line() {
    let word = "Llanfairpwllgwyngyll".repeat(30);
    let pages =
        torture(|make| vec![make.p(&word), make.list(Marker::Letter, vec![vec![make.p(&word)]]), make.panel(&word, &word, Vec::new())]);
    assert_eq!(pages.pages.len(), 1);
}

#[test]
fn a_cell_longer_than_a_page() {
    let rows = vec![vec!["One".to_owned(), sentences(150)], vec!["Two".to_owned(), "Short.".to_owned()]];
    let pages = torture(|make| vec![make.table("", "Long", &[Align::Start; 2], &["Name", "What was found"], &rows)]);
    assert_eq!(pages.pages.len(), 3);
    // The heading stands on each of them.
    assert!(pages.pages[1..].iter().all(|page| artifacts(page)[..2] == ["Name", "What was found"]));
}

#[test]
fn a_table_of_four_hundred_rows_ends_with_some_of_them() {
    for count in 396..408 {
        let rows: Vec<Vec<String>> = (0..count).map(|row| vec![format!("Row {row}"), format!("{row}")]).collect();
        let make = Make::default();
        let table = make.table("", "Measures", &[Align::Start, Align::Number], &["Measure", "Share"], &rows);
        let pages = pages(&make.document(vec![table], Vec::new()));
        let texts = page_texts(&pages);
        assert!(texts.len() > 10);
        let last = texts.last().expect("pages").lines().count();
        assert!(last >= 3, "{count} rows leave {last} for the last page");
    }
}

#[test]
fn twelve_columns_stand_on_a_turned_page_in_text_of_full_size() {
    let head: Vec<String> = (1..=12).map(|column| if column == 1 { "Area".to_owned() } else { format!("Criterion {column}") }).collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let row: Vec<String> = (1..=12).map(|column| if column == 1 { "Surrey".to_owned() } else { format!("{column}.5%") }).collect();
    let pages = torture(|make| {
        let table = make.table("", "All areas", &[Align::Number; 12], &head, &vec![row.clone(); 30]);
        vec![make.p(&sentences(30)), table, make.p(&sentences(120))]
    });
    let turned: Vec<bool> = pages.pages.iter().map(is_turned).collect();
    // The text after the table fills the page before it.
    assert_eq!(turned, [false, true, true, false, false][..turned.len()], "{turned:?}");
    assert!(page_texts(&pages)[0].lines().count() > 35, "{}", page_texts(&pages)[0]);
    assert!(page_texts(&pages)[1].starts_with("All areas\n"));
}

#[test]
fn a_table_too_wide_for_any_page_is_parted_with_its_row_headings() {
    let head: Vec<String> = (0..12).map(|column| format!("Disproportionately{column}")).collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let row: Vec<String> = (0..12).map(|column| if column == 0 { "Surrey".to_owned() } else { format!("cell {column}") }).collect();
    let pages = torture(|make| vec![make.table("", "All areas", &[Align::Start; 12], &head, std::slice::from_ref(&row))]);
    let again = pages.pages.iter().flat_map(artifacts).filter(|text| text == "Surrey").count();
    assert!(again >= 1, "{:?}", page_texts(&pages));
}

#[test]
fn a_row_that_heads_others_stays_with_them() {
    for before in 10..40 {
        let mut rows: Vec<Vec<String>> = (0..before).map(|row| vec![format!("Row {row}"), "5".to_owned()]).collect();
        rows.push(vec!["Section B: quality of what follows".to_owned(), String::new()]);
        rows.extend((0..20).map(|row| vec![format!("Row {row}"), "5".to_owned()]));
        let make = Make::default();
        let table = make.table("", "", &[Align::Start, Align::Number], &["Measure", "Share"], &rows);
        let document = make.document(vec![table], Vec::new());
        let pages = pages(&document);
        check(&document, &pages, &Theme::base());
        for text in page_texts(&pages) {
            assert!(!text.trim_end().ends_with("what follows"), "{before}: {text}");
        }
    }
}

#[test]
fn a_heading_over_a_turned_table_goes_with_it() {
    let head: Vec<String> = (0..9).map(|column| format!("Disproportion{column}")).collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let row: Vec<String> = (0..9).map(|column| format!("cell {column}")).collect();
    let pages = torture(|make| {
        let table = make.table("", "All areas", &[Align::Start; 9], &head, std::slice::from_ref(&row));
        let passage = make.section(SectionKind::Passage, 3, "", "Results", vec![table, make.p("After.")]);
        vec![make.p(&sentences(20)), passage]
    });
    let texts = page_texts(&pages);
    assert!(is_turned(&pages.pages[1]) && texts[1].starts_with("Results\nAll areas\n"), "{texts:?}");
    assert_eq!(texts[2], "After.\n");
}

#[test]
fn a_box_over_a_turned_table_stays_upright() {
    let head = ["Disproportionately"; 9];
    let row = vec!["cell".to_owned(); 9];
    let pages = torture(|make| {
        let table = make.table("", "All areas", &[Align::Start; 9], &head, std::slice::from_ref(&row));
        vec![make.section(SectionKind::MainSection, 2, "1", "Results", vec![make.panel("A box", "", vec![make.p("Inside.")]), table])]
    });
    let turned: Vec<bool> = pages.pages.iter().map(is_turned).collect();
    assert_eq!(turned, [false, false, true], "{:?}", page_texts(&pages));
}

#[test]
fn a_heading_of_forty_words_and_an_empty_section() {
    let words = "priorities ".repeat(40);
    let pages = torture(|make| {
        vec![
            make.section(SectionKind::Criterion, 3, "1.1", words.trim_end(), Vec::new()),
            make.section(SectionKind::Criterion, 3, "1.2", "Nothing below", Vec::new()),
            make.section(SectionKind::Appendix, 2, "Appendix\u{a0}1", words.trim_end(), Vec::new()),
        ]
    });
    assert_eq!(pages.pages.len(), 2);
}

#[test]
fn a_finding_of_three_pages_and_lists_five_deep() {
    let pages = torture(|make| {
        let long = vec![make.p(&sentences(90)), make.list(Marker::Bullet, vec![vec![make.p(&sentences(40))]]), make.p(&sentences(40))];
        let mut deep = make.p(&sentences(4));
        for marker in [Marker::Bullet, Marker::Number, Marker::Letter, Marker::Bullet, Marker::Number] {
            deep = make.list(marker, vec![vec![make.p("Before."), deep, make.p(&sentences(3))]]);
        }
        vec![make.list(Marker::Letter, vec![long, vec![deep]])]
    });
    assert!(pages.pages.len() >= 3);
}

#[test]
fn a_figure_leaves_no_hole() {
    // Wherever it comes on the page, at most the theme's part of the page before it stays empty.
    let theme = Theme::base();
    for lines in 8..28 {
        let make = Make::default();
        let mut blocks: Vec<Block> = (0..lines).map(|_| make.p("A line before.")).collect();
        blocks.push(make.figure("The headline", FigurePicture::Image(ImageId(0))));
        blocks.extend((0..60).map(|_| make.p("A line after.")));
        let document = make.document(blocks, Vec::new());
        let pages = layout_document(&document, &[image(600, 500)], &theme, &Fonts::bundled());
        check(&document, &pages, &theme);
        let lowest = pages.pages[0].items.iter().fold(0.0_f32, |lowest, item| match (&item.shape, item.mark) {
            (Shape::Text(run), Mark::Content(..)) => lowest.max(run.origin.y.0),
            (Shape::Image(_, rect), _) => lowest.max(rect.bottom().0),
            _ => lowest,
        });
        let hole: f32 = (theme.page.size.height - theme.page.margin_bottom).0 - lowest;
        assert!(hole < 699.0 * theme.page.largest_hole + 20.0, "{lines} lines leave {hole}");
        let texts = page_texts(&pages);
        let with = texts.iter().position(|text| text.contains("The headline")).expect("the figure");
        assert!(with == 0 || texts[with].starts_with("The headline"), "{lines}: {}", texts[with]);
    }
}

#[test]
fn a_figure_never_leaves_its_division() {
    let make = Make::default();
    let mut blocks: Vec<Block> = (0..25).map(|_| make.p("A line before.")).collect();
    blocks.push(make.figure("The headline", FigurePicture::Image(ImageId(0))));
    let first = make.section(SectionKind::Passage, 3, "", "First", blocks);
    let second = make.section(SectionKind::Passage, 3, "", "Second", vec![make.p(&sentences(40))]);
    let document = make.document(vec![first, second], Vec::new());
    let texts = page_texts(&layout_document(&document, &[image(600, 500)], &Theme::base(), &Fonts::bundled()));
    assert!(texts[1].starts_with("The headline") && texts[1].contains("Second"), "{texts:?}");
}

#[test]
fn figures_stand_point_below_point() {
    let make = Make::default();
    let cells = ["9", "10.25", "2,085", "91.9%", "–", "n/a", "£1.5"];
    let rows: Vec<Vec<String>> = cells.iter().map(|cell| vec!["Row".to_owned(), (*cell).to_owned()]).collect();
    let pages = pages(&make.document(vec![make.table("", "", &[Align::Start, Align::Number], &["Row", "Share"], &rows)], Vec::new()));
    let mut shaper = Shaper::new(&Fonts::bundled());
    let mut place = |text: &str, until: usize| {
        let found = pages.pages[0].items.iter().find_map(|item| match &item.shape {
            Shape::Text(run) if run.text.trim_end() == text => Some(run),
            _ => None,
        });
        let run = found.unwrap_or_else(|| panic!("{text} is missing"));
        (run.origin.x + shaper.width(&text[..until], run.face, run.size)).0
    };
    let point = place("10.25", 2);
    for (text, until) in [("9", 1), ("2,085", 5), ("91.9%", 2), ("£1.5", 3)] {
        assert!((place(text, until) - point).abs() < 0.01, "{text}");
    }
    // What is no figure ends where the column ends.
    assert!((place("n/a", 3) - place("–", 3)).abs() < 0.01);
}

#[test]
fn what_hangs_beside_a_rule_stays_inside_the_margins() {
    // The rule is far lower than the bullets of the two lists that it begins; the next page takes what stands below it.
    for room in 0..24_u8 {
        let mut theme = Theme::bundled("large-print").expect("a theme");
        theme.page.size.height += Pt(f32::from(room) - 18.0);
        let make = Make::default();
        let mut blocks: Vec<Block> = (0..20).map(|_| make.p("A line.")).collect();
        let terms = make.definitions(DefinitionsKind::Abbreviations, &[("PPO", "prolific offender")]);
        let inner = make.list(Marker::Bullet, vec![vec![make.block(BlockKind::Rule), terms]]);
        blocks.push(make.list(Marker::Bullet, vec![vec![inner]]));
        // Enough for a page of its own, so that gaps are not narrowed to save it.
        blocks.extend((0..12).map(|_| make.p("A line after.")));
        let document = make.document(blocks, Vec::new());
        check(&document, &layout_document(&document, &[], &theme, &Fonts::bundled()), &theme);
    }
}

#[test]
fn a_cover_fits_small_paper() {
    let make = Make::default();
    let document = make.document(vec![make.cover("A report on offender management in Surrey"), make.p("After.")], Vec::new());
    let mut theme = Theme::base();
    theme.page.size = Size { width: Pt(419.5), height: Pt(595.3) };
    theme.page.margin_left = Pt(45.0);
    theme.page.margin_right = Pt(45.0);
    let pages = layout_document(&document, &[], &theme, &Fonts::bundled());
    check(&document, &pages, &theme);
    assert_eq!(pages.pages.len(), 2, "{:?}", page_texts(&pages));
}

#[test]
fn a_cover_with_a_picture_keeps_to_its_page() {
    for (width, height) in [(1600, 900), (900, 2000), (4000, 10)] {
        for (name, alt) in [("base", "A harbour"), ("ink-saving", ""), ("large-print", "A harbour")] {
            let make = Make::default();
            let mut cover = make.cover("A report on offender management in a place with a name of many words");
            let BlockKind::Cover(parts) = &mut cover.kind else { panic!("a cover") };
            let id = make.id();
            parts.picture = Some(CoverPicture { id, image: ImageId(0), alt: alt.to_owned() });
            let document = make.document(vec![cover, make.p("After.")], Vec::new());
            let theme = Theme::bundled(name).expect("a theme");
            let pages = layout_document(&document, &[image(width, height)], &theme, &Fonts::bundled());
            assert_eq!(pages.pages.len(), 2, "{name}, {width} × {height}: {:?}", page_texts(&pages));
            let found = pages.pages[0].items.iter().find_map(|item| match &item.shape {
                Shape::Image(_, rect) => Some((item.mark, *rect)),
                _ => None,
            });
            let (mark, rect) = found.expect("the picture");
            let told = if alt.is_empty() { Mark::Artifact(Artifact::Layout) } else { Mark::Content(id, Slot::Body) };
            assert_eq!(mark, told);
            let highest = pages.pages[0].items.iter().fold(f32::MAX, |highest, item| match &item.shape {
                Shape::Text(run) => highest.min((run.origin.y - run.size).0),
                _ => highest,
            });
            assert!(rect.origin.y == Pt::ZERO && (rect.right() - theme.page.size.width).0.abs() < 0.01, "{rect:?}");
            assert!(rect.bottom().0 < highest && rect.size.width <= theme.page.size.width, "{rect:?}, words from {highest}");
        }
    }
}

#[test]
fn a_theme_says_what_stands_at_the_head() {
    let make = Make::default();
    let document = make.document(vec![make.p("Text.")], Vec::new());
    let heads = |head: RunningHead| {
        let mut theme = Theme::base();
        theme.page.running_head = head;
        artifacts(&layout_document(&document, &[], &theme, &Fonts::bundled()).pages[0])
    };
    let title = &document.meta.title;
    assert_eq!(heads(RunningHead::Titles), [&*document.meta.programme, title, "1"]);
    assert_eq!(heads(RunningHead::Inspectorate), [&*document.meta.inspectorate, title, "1"]);
    assert_eq!(heads(RunningHead::None), ["1"]);
}

#[test]
fn a_note_says_what_it_is() {
    let make = Make::default();
    let marked = make.inlines(ParagraphRole::Body, vec![Inline::Text("Marked".to_owned()), make.note_ref(0, 0)]);
    let document = make.document(vec![marked], vec![make.note("1", "The first note.")]);
    assert_eq!(pages(&document).pages[0].links[0].contents, "Footnote 1");
}

#[test]
fn a_box_that_is_parted_is_closed_on_both_sides() {
    let make = Make::default();
    let panel = make.panel("A good example", "", vec![make.p(&sentences(90))]);
    let document = make.document(vec![panel], Vec::new());
    for (name, lines) in [("base", [1, 1]), ("ink-saving", [1, 1])] {
        let theme = Theme::bundled(name).expect("a theme");
        let pages = layout_document(&document, &[], &theme, &Fonts::bundled());
        let count = |page: &super::frame::Page| {
            page.items.iter().filter(|item| item.mark == Mark::Artifact(Artifact::Layout) && matches!(item.shape, Shape::Line(_))).count()
        };
        assert_eq!(pages.pages.iter().map(count).collect::<Vec<_>>(), lines, "{name}");
    }
}

/// Where the first run that begins with some words stands.
fn place_of(pages: &Pages, page: usize, words: &str) -> Point {
    let found = pages.pages[page].items.iter().find_map(|item| match &item.shape {
        Shape::Text(run) if run.text.starts_with(words) => Some(run.origin),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{words} is missing"))
}

#[test]
fn the_last_page_of_a_division_holds_more_than_two_lines() {
    for lines in 20..75 {
        let make = Make::default();
        let blocks = (0..lines).map(|_| make.p("A line.")).collect();
        let first = make.section(SectionKind::Appendix, 2, "Appendix\u{a0}1", "First", blocks);
        let second = make.section(SectionKind::Appendix, 2, "Appendix\u{a0}2", "Second", vec![make.p("Words.")]);
        let texts = page_texts(&pages(&make.document(vec![first, second], Vec::new())));
        for page in &texts[..texts.len() - 1] {
            assert!(page.lines().count() >= 4, "after {lines} lines: {page}");
        }
    }
}

#[test]
fn words_in_the_contents_turn_over_under_themselves() {
    let make = Make::default();
    let mut section = make.section(SectionKind::Criterion, 3, "2.4 General criterion", &"Ensuring containment ".repeat(5), Vec::new());
    let BlockKind::Section(inner) = &mut section.kind else { panic!("a section") };
    inner.heading.separator = ": ".to_owned();
    let contents = make.contents(&[section]);
    let pages = pages(&make.document(vec![contents], Vec::new()));
    let text = page_texts(&pages)[0].clone();
    assert!(text.contains("2.4 General criterion: Ensuring"), "{text}");
    let first = place_of(&pages, 0, "General criterion");
    let turned = place_of(&pages, 0, "containment");
    assert!((first.x - turned.x).0.abs() < 0.01 && turned.y > first.y, "{first:?} {turned:?}");
}

#[test]
fn a_comment_in_a_score_box_takes_two_lines_at_most() {
    let make = Make::default();
    let score = make.score("78%", Some("Comment: Moderate improvement required"), true);
    let criterion = make.section(SectionKind::Criterion, 3, "1.2", "Risk", vec![score, make.p("Text.")]);
    let pages = pages(&make.document(vec![criterion], Vec::new()));
    let (first, last) = (place_of(&pages, 0, "Comment:"), place_of(&pages, 0, "improvement"));
    assert!(page_texts(&pages)[0].contains("Comment: Moderate \nimprovement required"), "{:?}", page_texts(&pages)[0]);
    assert!((last.y - first.y).0 < 20.0, "{first:?} {last:?}");
}

#[test]
fn a_small_table_begins_where_three_rows_fit_rather_than_leave_a_hole() {
    let make = Make::default();
    let rows: Vec<Vec<String>> = (0..8).map(|row| vec![format!("Row {row}"), "5".to_owned()]).collect();
    // A quarter of the page is left, more or less.
    for lines in 18..23 {
        let mut blocks: Vec<Block> = (0..lines).map(|_| make.p("A line.")).collect();
        blocks.push(make.table("Table\u{a0}1", "Measures", &[Align::Start, Align::Number], &["Measure", "Share"], &rows));
        let texts = page_texts(&pages(&make.document(blocks, Vec::new())));
        let rows = texts[0].matches("Row").count();
        assert!(rows >= 3 && (rows == 8 || rows <= 5), "{rows} rows after {lines} lines");
    }
}
