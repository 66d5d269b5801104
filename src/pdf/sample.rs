//! A small report laid out by hand, for the tests of this folder: every kind of block, no layout, no shaping.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::ParsedFont;

use crate::date::Date;
use crate::document::chart_spec::{Bars, ChartSpec, Plot};
use crate::document::tree::*;
use crate::geom::{Color, Point, Pt, Rect, Size};
use crate::layout::frame::*;
use crate::locale::Lang;
use crate::number::Number;
use crate::source::image::{Image, ImageId, ImageKind, Pixels};
use crate::text::{FaceId, Fonts, Style};

/// All that `write_pdf` takes.
pub(super) struct Sample {
    pub(super) document: Document,
    pub(super) pages: Pages,
    pub(super) images: Vec<Image>,
    pub(super) fonts: Fonts,
}

impl Sample {
    pub(super) fn write(&self) -> Vec<u8> {
        super::write_unverified(&self.document, self.pages.clone(), &self.images, &self.fonts).expect("a sound sample")
    }
}

/// Sets text line by line down the pages.
pub(super) struct Setter {
    fonts: Fonts,
    faces: BTreeMap<FaceId, ParsedFont>,
    pages: Pages,
    ids: u32,
    x: f32,
    y: f32,
}

const LEFT: f32 = 72.0;
const A4: Size = Size { width: Pt(595.0), height: Pt(842.0) };

impl Setter {
    pub(super) fn new() -> Self {
        let pages = Pages { pages: Vec::new(), destinations: Vec::new(), bookmarks: Vec::new() };
        Self { fonts: Fonts::bundled(), faces: BTreeMap::new(), pages, ids: 0, x: LEFT, y: 0.0 }
    }

    pub(super) fn id(&mut self) -> NodeId {
        self.ids += 1;
        NodeId(self.ids - 1)
    }

    pub(super) fn page(&mut self, label: &str) {
        self.pages.pages.push(Page { size: A4, label: label.to_owned(), items: Vec::new(), links: Vec::new() });
        (self.x, self.y) = (LEFT, 50.0);
        if !label.is_empty() {
            self.say(Mark::Artifact(Artifact::Head), Style::Regular, "Running head");
            self.y = 800.0;
            self.say(Mark::Artifact(Artifact::Foot), Style::Regular, label);
            self.y = 90.0;
        }
    }

    fn last(&mut self) -> &mut Page {
        self.pages.pages.last_mut().expect("a page")
    }

    fn put(&mut self, mark: Mark, shape: Shape) {
        self.last().items.push(Item { mark, shape });
    }

    /// One run on the current line; the pen stays behind it.
    pub(super) fn run(&mut self, mark: Mark, style: Style, text: &str) -> Rect {
        let face = self.fonts.face_id(style);
        let bytes = &self.fonts.face(face).bytes;
        let font = self.faces.entry(face).or_insert_with(|| ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).expect("a bundled font"));
        let mut glyphs = Vec::new();
        let (mut x, size) = (0.0, 12.0);
        for (at, c) in text.char_indices() {
            let id = font.lookup_glyph_index(u32::from(c)).unwrap_or(0);
            let range = (u32::try_from(at).unwrap(), u32::try_from(at + c.len_utf8()).unwrap());
            glyphs.push(Glyph { id, x: Pt(x), y: Pt(0.0), text: range });
            x += f32::from(font.get_glyph_width(id).unwrap_or(0)) / 1000.0 * size;
        }
        let place = Rect::new(Pt(self.x), Pt(self.y - 10.0), Pt(x), Pt(14.0));
        let origin = Point::new(Pt(self.x), Pt(self.y));
        self.x += x;
        self.put(mark, Shape::Text(TextRun { face, size: Pt(size), color: Color::hex(0x0b_0c0c), origin, text: Arc::from(text), glyphs }));
        place
    }

    /// One line.
    pub(super) fn say(&mut self, mark: Mark, style: Style, text: &str) {
        self.run(mark, style, text);
        self.line();
    }

    pub(super) fn line(&mut self) {
        (self.x, self.y) = (LEFT, self.y + 18.0);
    }

    pub(super) fn body(&mut self, id: NodeId, text: &str) {
        self.say(Mark::Content(id, Slot::Body), Style::Regular, text);
    }

    fn link(&mut self, node: NodeId, text: &str, target: Target, contents: &str) {
        let rect = self.run(Mark::Content(node, Slot::Body), Style::Regular, text);
        self.area(node, vec![rect], target, contents);
    }

    fn area(&mut self, node: NodeId, rects: Vec<Rect>, target: Target, contents: &str) {
        self.last().links.push(LinkArea { node, rects, target, contents: contents.to_owned() });
    }

    pub(super) fn anchor(&mut self, anchor: &str) -> String {
        let page = self.pages.pages.len() - 1;
        self.pages.destinations.push(Destination { anchor: anchor.to_owned(), page, y: Pt(self.y) });
        anchor.to_owned()
    }

    pub(super) fn heading(&mut self, level: u8, number: &str, text: &str) -> Heading {
        let heading = Heading { id: self.id(), ..Heading::numbered(level, number.to_owned(), vec![Inline::Text(text.to_owned())]) };
        self.say(Mark::Content(heading.id, Slot::Body), Style::Bold, &heading.full_text());
        heading
    }

    pub(super) fn block(&mut self, kind: BlockKind) -> Block {
        Block { id: self.id(), source: None, anchor: None, lang: None, kind }
    }

    pub(super) fn paragraph(&mut self, text: &str) -> Block {
        let content = vec![Inline::Text(text.to_owned())];
        let block = self.block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Body, content }));
        self.body(block.id, text);
        block
    }

    pub(super) fn section(&mut self, kind: SectionKind, heading: Heading, blocks: Vec<Block>) -> Block {
        self.block(BlockKind::Section(Section { kind, heading, blocks }))
    }

    fn cell(&mut self, header: Option<Scope>, columns: u16, text: &str) -> Cell {
        let cell = Cell { id: self.id(), header, columns, content: vec![Inline::Text(text.to_owned())] };
        if !text.is_empty() {
            self.run(Mark::Content(cell.id, Slot::Body), Style::Regular, text);
        }
        cell
    }

    pub(super) fn finish(mut self, parts: Vec<Block>, notes: Vec<Note>, images: Vec<Image>) -> Sample {
        let words = |text: &str| text.to_owned();
        let meta = Meta {
            slug: words("sample"),
            lang: Lang(words("en")),
            title: words("A report on tides & “weather” in Dŵr"),
            programme: words("Harbour inspection"),
            framework: words("harbour"),
            area: words("Dŵr"),
            inspectorate: words("Inspectorate of Harbours"),
            published: Date { year: 2008, month: Some(4), day: None },
            published_words: words("April 2008"),
            fieldwork_words: None,
            fieldwork: None,
            isbn: None,
            state_mark: None,
            state: "published",
        };
        self.ids += 1;
        let document = Document { meta, parts, notes, accepted: Vec::new(), data: Vec::new(), contact: Vec::new(), node_count: self.ids };
        Sample { document, pages: self.pages, images, fonts: self.fonts }
    }
}

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

/// Every kind of block on four pages.
pub(super) fn sample() -> Sample {
    let mut set = Setter::new();
    let label = |id| Mark::Content(id, Slot::Label);
    let body = |id| Mark::Content(id, Slot::Body);
    let extra = |id| Mark::Content(id, Slot::Extra);

    set.page("");
    set.put(Mark::Artifact(Artifact::Layout), Shape::Fill(Rect::new(Pt(0.0), Pt(0.0), A4.width, Pt(40.0)), Color::hex(0x12_436D)));
    let inspectorate = CoverLine { id: set.id(), text: "Inspectorate of Harbours".to_owned() };
    set.body(inspectorate.id, "Inspectorate of Harbours");
    let programme = CoverLine { id: set.id(), text: "Harbour inspection".to_owned() };
    set.body(programme.id, "Harbour inspection");
    let title = set.heading(1, "", "A report on tides & “weather” in Dŵr");
    let fact = CoverFact { id: set.id(), label: "Published".to_owned(), value: "April 2008".to_owned() };
    set.run(label(fact.id), Style::Bold, "Published");
    set.x += 12.0;
    set.say(body(fact.id), Style::Regular, "April 2008");
    let small_print = vec![set.paragraph("Figures restated.")];
    let cover = set.block(BlockKind::Cover(Cover {
        inspectorate,
        programme,
        title,
        picture: None,
        facts: vec![fact],
        state_mark: None,
        small_print,
    }));

    set.page("i");
    let heading = set.heading(2, "", "Contents");
    let entry = |set: &mut Setter, target: &str, words: &str, page: &str, children| {
        let text = vec![Inline::Text(words.to_owned())];
        let (number, separator) = (String::new(), String::new());
        let entry = ContentsEntry { id: set.id(), target: target.to_owned(), number, separator, text, children };
        let rect = set.run(body(entry.id), Style::Regular, words);
        set.x = 500.0;
        set.run(extra(entry.id), Style::Regular, page);
        set.area(entry.id, vec![rect], Target::Anchor(target.to_owned()), &format!("{}, page {page}", words.trim()));
        set.line();
        entry
    };
    let inner = entry(&mut set, "tides-high", "High tides ", "1", Vec::new());
    let entries = vec![entry(&mut set, "tides", "Tides ", "1", vec![inner]), entry(&mut set, "tables", "Tables", "2", Vec::new())];
    let contents = set.block(BlockKind::Contents(Contents { heading, entries, page_word: "Page".to_owned() }));

    set.page("1");
    let anchor = set.anchor("tides");
    let heading = set.heading(2, "1", "Tides");
    let (link, mark, short, passage, away) = (set.id(), set.id(), set.id(), set.id(), set.id());
    let content = vec![
        text("See "),
        Inline::Strong(vec![Inline::Link(Link {
            id: link,
            target: Target::Anchor("tables".to_owned()),
            content: vec![text("the tables")],
        })]),
        Inline::NoteRef(NoteRef { id: mark, note: 0, occurrence: 0 }),
        text(" of the "),
        Inline::Abbreviation(Abbreviation { id: short, short: "HW".to_owned(), long: "high water".to_owned(), target: None }),
        text(", "),
        Inline::Passage(Passage { id: passage, lang: Lang("cy".to_owned()), content: vec![text("pen llanw")] }),
        text(", and "),
        Inline::Link(Link { id: away, target: Target::Url("https://example.org/dŵr".to_owned()), content: vec![text("a page")] }),
        text(" that goes on."),
    ];
    let linked = set.block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Body, content }));
    set.run(body(linked.id), Style::Regular, "See ");
    set.link(link, "the tables", Target::Anchor("tables".to_owned()), "Tables");
    set.link(mark, "1", Target::Anchor("note-1".to_owned()), "Note 1");
    set.run(body(linked.id), Style::Regular, " of the ");
    set.run(body(short), Style::Regular, "HW");
    set.run(body(linked.id), Style::Regular, ", ");
    set.run(body(passage), Style::Italic, "pen llanw");
    set.run(body(linked.id), Style::Regular, ", and ");
    let first = set.run(body(away), Style::Regular, "a ");
    set.line();
    let second = set.run(body(away), Style::Regular, "page");
    set.area(away, vec![first, second], Target::Url("https://example.org/dŵr".to_owned()), "Tides of Dŵr");

    let note_id = set.id();
    set.line();
    set.anchor("note-1");
    set.run(label(note_id), Style::Regular, "1");
    let note_text = set.paragraph(" A note.");
    let note = Note { id: note_id, label: "1".to_owned(), anchor: "note-1".to_owned(), blocks: vec![note_text] };

    let anchor_high = set.anchor("tides-high");
    let heading_high = set.heading(3, "1.1", "High tides");
    let score = set.block(BlockKind::Score(Score {
        earlier: Vec::new(),
        label: "Score".to_owned(),
        value: "80%".to_owned(),
        band: Some("Good".to_owned()),
        position: None,
        below_line: false,
        hundredths: Some(8000),
        line_hundredths: Some(7000),
        small_base: None,
        behind: None,
    }));
    // Painted value first: the tags still say the label first.
    set.run(body(score.id), Style::Bold, "80%");
    set.run(label(score.id), Style::Regular, "Score");
    set.say(extra(score.id), Style::Regular, "Good");
    let mut items = Vec::new();
    for mark in ["(a)", "(b)"] {
        let id = set.id();
        set.run(label(id), Style::Regular, mark);
        set.x = 100.0;
        let blocks = vec![set.paragraph("A finding.")];
        items.push(ListItem { id, label: mark.to_owned(), anchor: None, source: None, blocks });
    }
    let list = set.block(BlockKind::List(List { marker: Marker::Letter, items }));
    let quote = set.paragraph("“We like the sea.”");
    let quote = set.block(BlockKind::Quote(Quote { blocks: vec![quote] }));
    let rule = set.block(BlockKind::Rule);
    let mut high = set.section(SectionKind::Criterion, heading_high, vec![score, list, quote, rule]);
    high.anchor = Some(anchor_high);
    let kept = set.block(BlockKind::Preformatted(Preformatted { text: "a = b".to_owned() }));
    set.body(kept.id, "a = b");
    // The rest of the linked paragraph stands on the next page.
    set.page("2");
    set.body(linked.id, " that goes on.");
    let mut tides = set.section(SectionKind::MainSection, heading, vec![linked, high, kept]);
    tides.anchor = Some(anchor);

    let anchor = set.anchor("tables");
    let heading = set.heading(2, "", "Tables");
    let caption_id = set.id();
    set.body(caption_id, "Table 1: Tides by day");
    let head = set.id();
    let head = Row { id: head, cells: vec![set.cell(Some(Scope::Column), 1, "Day"), set.cell(Some(Scope::Column), 2, " Metres")] };
    set.line();
    set.put(
        Mark::Artifact(Artifact::Layout),
        Shape::Line(Line {
            points: vec![Point::new(Pt(72.0), Pt(set.y)), Point::new(Pt(300.0), Pt(set.y))],
            stroke: Stroke { width: Pt(0.5), color: Color::hex(0xce_cece), dash: Some((Pt(2.0), Pt(1.0))) },
        }),
    );
    set.line();
    let row = set.id();
    let row = Row { id: row, cells: vec![set.cell(Some(Scope::Row), 1, "Monday"), set.cell(None, 1, " 7"), set.cell(None, 1, "")] };
    set.line();
    let column = Column { align: Align::Start };
    let table_note = set.paragraph("Measured at noon.");
    let table = set.block(BlockKind::Table(Table {
        number: "Table 1".to_owned(),
        caption: vec![text("Tides by day")],
        caption_id,
        summary: "Two columns of metres.".to_owned(),
        columns: vec![column; 3],
        head: vec![head],
        body: vec![row],
        notes: vec![table_note],
        data_name: None,
    }));
    let (headline_id, subtitle_id, picture_id) = (set.id(), set.id(), set.id());
    set.body(headline_id, "Chart 1: Tides rise");
    set.body(subtitle_id, "Metres, 2008");
    let (y, picture) = (set.y, body(picture_id));
    set.put(picture, Shape::Fill(Rect::new(Pt(80.0), Pt(y), Pt(200.0), Pt(20.0)), Color::hex(0x12_436D)));
    let corners = [(80.0, 40.0), (280.0, 40.0), (280.0, 60.0)].map(|(x, down)| Point::new(Pt(x), Pt(y + down)));
    let outline = Stroke { width: Pt(1.0), color: Color::hex(0xf4_6a25), dash: None };
    set.put(picture, Shape::Polygon(Polygon { points: corners.to_vec(), fill: Some(Color::WHITE), stroke: Some(outline) }));
    (set.x, set.y) = (290.0, y + 14.0);
    set.say(picture, Style::Regular, "7 m");
    set.y = y + 80.0;
    let plot =
        Plot::Bars(Bars { groups: Vec::new(), maximum: Number::whole(100), ticks: Vec::new(), lines: Vec::new(), legend: Vec::new() });
    let figure = |headline_id, subtitle_id, picture_id, headline: &str, alt: &str, picture| Figure {
        number: String::new(),
        headline: vec![text(headline)],
        headline_id,
        subtitle: String::new(),
        subtitle_id,
        picture_id,
        alt: alt.to_owned(),
        picture,
        data: None,
    };
    let spec = FigurePicture::Chart(Box::new(ChartSpec { name: "tides".to_owned(), plot }));
    let chart = set.block(BlockKind::Figure(figure(headline_id, subtitle_id, picture_id, "Tides rise", "Tides rise to 7 metres.", spec)));
    let (headline_id, subtitle_id, picture_id) = (set.id(), set.id(), set.id());
    let y = set.y;
    set.put(body(picture_id), Shape::Image(ImageId(0), Rect::new(Pt(80.0), Pt(y), Pt(40.0), Pt(40.0))));
    set.y += 60.0;
    let photo = FigurePicture::Image(ImageId(0));
    let photo = set.block(BlockKind::Figure(figure(headline_id, subtitle_id, picture_id, "", "Four squares.", photo)));
    let heading_panel = set.heading(3, "", "Good practice");
    let told = set.paragraph("A boat was mended.");
    let panel = Panel { kind: PanelKind::Vignette, heading: Some(heading_panel), subtitle: None, blocks: vec![told] };
    let panel = set.block(BlockKind::Panel(panel));
    let mut definitions = Vec::new();
    for (term, meaning) in [("HW", "high water"), ("A person", "")] {
        let id = set.id();
        set.run(label(id), Style::Bold, term);
        let meaning = if meaning.is_empty() { Vec::new() } else { vec![set.paragraph(meaning)] };
        set.line();
        definitions.push(Definition { id, anchor: None, term: vec![text(term)], meaning });
    }
    let definitions = set.block(BlockKind::Definitions(Definitions { kind: DefinitionsKind::Abbreviations, items: definitions }));
    let mut tables = set.section(SectionKind::Appendix, heading, vec![table, chart, photo, panel, definitions]);
    tables.anchor = Some(anchor);

    let leaf = |title: &str, anchor: &str| Bookmark { title: title.to_owned(), anchor: anchor.to_owned(), children: Vec::new() };
    set.pages.bookmarks =
        vec![Bookmark { children: vec![leaf("1.1 High tides", "tides-high")], ..leaf("1 Tides", "tides") }, leaf("Tables", "tables")];
    let pixels = Pixels { rgb: Arc::from([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]), alpha: Some(Arc::from([255, 128, 255, 0])) };
    let image = Image {
        path: "images/squares.png".to_owned(),
        bytes: Arc::from([]),
        kind: ImageKind::Png,
        width: 2,
        height: 2,
        pixels: Some(pixels),
    };
    set.finish(vec![cover, contents, tides, tables], vec![note], vec![image])
}
