//! A small document with a block of every kind, made by hand, for the tests of outputs.

use super::chart_spec::{Bar, BarGroup, Bars, ChartSpec, Emphasis, Plot, ReferenceLine, Tick};
use super::tree::{
    Abbreviation, Align, Block, BlockKind, Cell, Column, Contents, ContentsEntry, Cover, CoverFact, CoverLine, Definition, Definitions,
    DefinitionsKind, Document, Figure, FigurePicture, Heading, Inline, Link, List, ListItem, Marker, Meta, NodeId, Note, NoteRef, Panel,
    PanelKind, Paragraph, ParagraphRole, Passage, Preformatted, Quote, Row, Scope, Score, Section, SectionKind, Table, Target, walk,
};
use crate::date::Date;
use crate::locale::Lang;
use crate::number::Number;
use crate::source::image::ImageId;

/// The names of all kinds of block. [`kind_name`] stops compiling when one is missing, and a test compares the two.
pub(crate) const KINDS: [&str; 13] = [
    "cover",
    "contents",
    "section",
    "paragraph",
    "list",
    "definitions",
    "table",
    "figure",
    "quote",
    "score",
    "panel",
    "preformatted",
    "rule",
];

/// The name of a kind of block.
pub(crate) fn kind_name(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Cover(_) => "cover",
        BlockKind::Contents(_) => "contents",
        BlockKind::Section(_) => "section",
        BlockKind::Paragraph(_) => "paragraph",
        BlockKind::List(_) => "list",
        BlockKind::Definitions(_) => "definitions",
        BlockKind::Table(_) => "table",
        BlockKind::Figure(_) => "figure",
        BlockKind::Quote(_) => "quote",
        BlockKind::Score(_) => "score",
        BlockKind::Panel(_) => "panel",
        BlockKind::Preformatted(_) => "preformatted",
        BlockKind::Rule => "rule",
    }
}

/// The document, each of its texts put through `words`.
pub(crate) fn document_with(words: fn(&str) -> String) -> Document {
    Sample { words, next: 0 }.document()
}

/// The document with plain words.
pub(crate) fn document() -> Document {
    document_with(str::to_string)
}

struct Sample {
    words: fn(&str) -> String,
    next: u32,
}

impl Sample {
    fn id(&mut self) -> NodeId {
        self.next += 1;
        NodeId(self.next - 1)
    }

    fn t(&self, text: &str) -> String {
        (self.words)(text)
    }

    fn text(&self, text: &str) -> Vec<Inline> {
        if text.is_empty() { Vec::new() } else { vec![Inline::Text(self.t(text))] }
    }

    fn block(&mut self, anchor: &str, kind: BlockKind) -> Block {
        let anchor = (!anchor.is_empty()).then(|| self.t(anchor));
        Block { id: self.id(), source: None, anchor, lang: None, kind }
    }

    fn heading(&mut self, level: u8, number: &str, text: &str) -> Heading {
        let number = if number.is_empty() { String::new() } else { self.t(number) };
        Heading { id: self.id(), ..Heading::numbered(level, number, self.text(text)) }
    }

    fn paragraph(&mut self, role: ParagraphRole, content: Vec<Inline>) -> Block {
        self.block("", BlockKind::Paragraph(Paragraph { role, content }))
    }

    fn body(&mut self, text: &str) -> Block {
        let content = self.text(text);
        self.paragraph(ParagraphRole::Body, content)
    }

    fn section(&mut self, kind: SectionKind, anchor: &str, level: u8, number: &str, title: &str, blocks: Vec<Block>) -> Block {
        let heading = self.heading(level, number, title);
        self.block(anchor, BlockKind::Section(Section { kind, heading, blocks }))
    }

    fn item(&mut self, label: &str, anchor: &str, blocks: Vec<Block>) -> ListItem {
        let anchor = (!anchor.is_empty()).then(|| self.t(anchor));
        ListItem { id: self.id(), label: self.t(label), anchor, source: None, blocks }
    }

    fn list(&mut self, marker: Marker, items: &[(&str, &str, &str)]) -> Block {
        let items = items
            .iter()
            .map(|(label, anchor, text)| {
                let body = self.body(text);
                self.item(label, anchor, vec![body])
            })
            .collect();
        self.block("", BlockKind::List(List { marker, items }))
    }

    fn cell(&mut self, text: &str, header: Option<Scope>, columns: u16) -> Cell {
        Cell { id: self.id(), header, columns, content: self.text(text) }
    }

    fn row(&mut self, texts: &[&str], scopes: &[Option<Scope>]) -> Row {
        let cells = texts.iter().zip(scopes).map(|(text, scope)| self.cell(text, *scope, 1)).collect();
        Row { id: self.id(), cells }
    }

    fn table(&mut self, number: &str, caption: &str, data_name: Option<&str>, columns: &[(&str, Align)], rows: &[&[&str]]) -> Table {
        let titles: Vec<_> = columns.iter().map(|(title, _)| *title).collect();
        let head = vec![self.row(&titles, &vec![Some(Scope::Column); columns.len()])];
        let mut scopes = vec![None; columns.len()];
        scopes[0] = Some(Scope::Row);
        let body = rows.iter().map(|row| self.row(row, &scopes)).collect();
        Table {
            number: if number.is_empty() { String::new() } else { self.t(number) },
            caption: self.text(caption),
            caption_id: self.id(),
            summary: String::new(),
            columns: columns.iter().map(|(_, align)| Column { align: *align }).collect(),
            head,
            body,
            notes: Vec::new(),
            data_name: data_name.map(str::to_string),
        }
    }

    fn score(&mut self, value: &str, hundredths: Option<u16>, band: Option<&str>, position: Option<&str>) -> Block {
        let score = Score {
            earlier: vec![(self.t("First inspection"), self.t("43%"))],
            label: self.t("Score"),
            value: self.t(value),
            band: band.map(|band| self.t(band)),
            position: position.map(|position| self.t(position)),
            below_line: hundredths.is_some_and(|hundredths| hundredths < 7000),
            hundredths,
            line_hundredths: hundredths.map(|_| 7000),
            small_base: None,
            behind: None,
        };
        self.block("", BlockKind::Score(score))
    }

    fn cover(&mut self) -> Block {
        let licence = vec![
            Inline::Text(self.t("Published under the ")),
            Inline::Link(Link {
                id: self.id(),
                target: Target::Url("https://www.example.gov.uk/licence?version=3&lang=en".into()),
                content: self.text("Open Government Licence"),
            }),
            Inline::Text(self.t(".")),
        ];
        let small_print = vec![self.paragraph(ParagraphRole::Small, licence)];
        let facts = [("Area", "Surrey"), ("Fieldwork", "January 2008"), ("Published", "April 2008")]
            .map(|(label, value)| CoverFact { id: self.id(), label: self.t(label), value: self.t(value) })
            .to_vec();
        let cover = Cover {
            inspectorate: CoverLine { id: self.id(), text: self.t("HM Inspectorate of Examples") },
            programme: CoverLine { id: self.id(), text: self.t("Offender management inspection") },
            title: self.heading(1, "", "A report on offender management in Surrey"),
            picture: None,
            facts,
            state_mark: None,
            small_print,
        };
        self.block("cover", BlockKind::Cover(cover))
    }

    fn contents(&mut self) -> Block {
        let children = vec![ContentsEntry {
            id: self.id(),
            target: self.t("criterion-1.1"),
            number: self.t("1.1"),
            separator: " ".to_owned(),
            text: vec![Inline::Text(self.t("Preparing for sentence"))],
            children: Vec::new(),
        }];
        let entry = |sample: &mut Self, target: &str, number: &str, text: &str, children| ContentsEntry {
            id: sample.id(),
            target: sample.t(target),
            number: if number.is_empty() { String::new() } else { sample.t(number) },
            separator: Heading::numbered(2, number.to_owned(), Vec::new()).separator,
            text: vec![Inline::Text(sample.t(text))],
            children,
        };
        let entries = vec![
            entry(self, "summary", "", "Summary", Vec::new()),
            entry(self, "section-1", "1", "Assessment and sentence planning", children),
            entry(self, "abbreviations", "Appendix 1", "Abbreviations", Vec::new()),
        ];
        let contents = Contents { heading: self.heading(2, "", "Contents"), entries, page_word: self.t("Page") };
        self.block("contents", BlockKind::Contents(contents))
    }

    /// Every kind of running text.
    fn running_text(&mut self) -> Block {
        let content = vec![
            Inline::Text(self.t("Text, ")),
            Inline::Strong(self.text("strong")),
            Inline::Text(self.t(", ")),
            Inline::Emphasis(self.text("emphasis")),
            Inline::Text(self.t(", ")),
            Inline::Code(self.t("code")),
            Inline::Text(self.t(", ")),
            Inline::Link(Link { id: self.id(), target: Target::Anchor(self.t("criterion-1.1")), content: self.text("criterion 1.1") }),
            Inline::Text(self.t(", ")),
            Inline::Abbreviation(Abbreviation {
                id: self.id(),
                short: self.t("PPO"),
                long: self.t("prolific and other priority offender"),
                target: Some(self.t("abbreviation-ppo")),
            }),
            Inline::Text(self.t(", ")),
            Inline::Passage(Passage { id: self.id(), lang: Lang(self.t("cy")), content: self.text("Arolygiaeth Prawf") }),
            Inline::NoteRef(NoteRef { id: self.id(), note: 0, occurrence: 0 }),
            Inline::Text(self.t(" and")),
            Inline::Break,
            Inline::Text(self.t("again")),
            Inline::NoteRef(NoteRef { id: self.id(), note: 0, occurrence: 1 }),
            Inline::Text(self.t(".")),
        ];
        self.paragraph(ParagraphRole::Body, content)
    }

    fn chart(&mut self) -> Block {
        let bar = |sample: &Self, label: &str, value: i64, emphasis| Bar {
            label: sample.t(label),
            value: Some(Number::whole(value)),
            printed: sample.t(&format!("{value}%")),
            emphasis,
        };
        let bars = vec![
            bar(self, "1.1 Preparing for sentence", 80, Emphasis::Plain),
            bar(self, "1.2 Assessment of risk of harm", 66, Emphasis::BelowLine),
            bar(self, "Section 1", 73, Emphasis::Mean),
        ];
        let plot = Plot::Bars(Bars {
            groups: vec![BarGroup { label: self.t("1 Assessment and sentence planning"), bars }],
            maximum: Number::whole(100),
            ticks: [0, 50, 100].map(|at| Tick { at: Number::whole(at), label: self.t(&format!("{at}%")) }).to_vec(),
            lines: vec![ReferenceLine { at: Number::whole(70), label: self.t("Priority line (70%)") }],
            legend: vec![(Emphasis::Plain, self.t("At or above the line")), (Emphasis::BelowLine, self.t("Below the line"))],
        });
        let columns = [("Criterion", Align::Start), ("Score", Align::Number)];
        let rows: [&[&str]; 2] = [&["1.1 Preparing for sentence", "80%"], &["1.2 Assessment of risk of harm", "66%"]];
        let figure = Figure {
            number: self.t("Chart 1"),
            headline: self.text("One criterion of two is below the priority line"),
            headline_id: self.id(),
            subtitle: self.t("Scores of criteria, Surrey, January 2008"),
            subtitle_id: self.id(),
            picture_id: self.id(),
            alt: self.t("Criterion 1.1 has 80%, criterion 1.2 has 66%. The priority line is at 70%."),
            picture: FigurePicture::Chart(Box::new(ChartSpec { name: "criterion-scores".into(), plot })),
            data: Some(Box::new(self.table("", "", None, &columns, &rows))),
        };
        self.block("chart-1", BlockKind::Figure(figure))
    }

    fn picture(&mut self) -> Block {
        let figure = Figure {
            number: String::new(),
            headline: self.text("The county and its courts"),
            headline_id: self.id(),
            subtitle: String::new(),
            subtitle_id: self.id(),
            picture_id: self.id(),
            alt: self.t("A map with four courts."),
            picture: FigurePicture::Image(ImageId(0)),
            data: None,
        };
        self.block("", BlockKind::Figure(figure))
    }

    fn caseload(&mut self) -> Block {
        let columns = [("Measure", Align::Start), ("Number", Align::Number)];
        let mut table = self.table(
            "Table 1",
            "Caseload at the end of June 2007",
            Some("caseload"),
            &columns,
            &[&["Total caseload", "2,085"], &["=2+3", "-8.1%"]],
        );
        let total = self.cell("Both together", None, 2);
        table.body.push(Row { id: self.id(), cells: vec![total] });
        table.notes.push(self.body("Leaves out cases without an answer."));
        self.block("table-1", BlockKind::Table(table))
    }

    fn criteria(&mut self) -> Vec<Block> {
        let statement = self.text("Work before sentence is done on time, with a purpose, and makes a difference.");
        let finding_a = self.body("Court reports had been prepared in 59 of the 67 cases where one was needed.");
        let caseload = self.caseload();
        let first = self.item("(a)", "c1.1-strengths-a", vec![finding_a, caseload]);
        let finding_b = self.body("The proposal was clear in 88% of reports.");
        let second = self.item("(b)", "c1.1-strengths-b", vec![finding_b]);
        let strengths = self.block("", BlockKind::List(List { marker: Marker::Letter, items: vec![first, second] }));
        let conclusion = self.text("Performance against this criterion was good.");
        let blocks = vec![
            self.paragraph(ParagraphRole::Statement, statement),
            self.score("80%", Some(8000), Some("Good"), Some("10 points above the priority line")),
            self.section(SectionKind::Group, "c1.1-strengths", 4, "", "Strengths", vec![strengths]),
            self.paragraph(ParagraphRole::Conclusion, conclusion),
        ];
        let first = self.section(SectionKind::Criterion, "criterion-1.1", 3, "1.1", "Preparing for sentence", blocks);
        let statement = self.text("The risk of harm is fully assessed.");
        let area = self.list(Marker::Letter, &[("(a)", "c1.2-areas-a", "The outline plan was missing from 46% of reports.")]);
        let blocks = vec![
            self.score("66%", Some(6600), Some("Priority for improvement"), Some("4 points below the priority line")),
            self.paragraph(ParagraphRole::Statement, statement),
            self.section(SectionKind::Group, "c1.2-areas", 4, "", "Area for improvement", vec![area]),
        ];
        let second = self.section(SectionKind::Criterion, "criterion-1.2", 3, "1.2", "Assessment of risk of harm", blocks);
        let graded = vec![self.score("Well met", None, None, None)];
        let third = self.section(SectionKind::Criterion, "criterion-1.3", 3, "1.3", "Leadership", graded);
        vec![first, second, third]
    }

    fn document(mut self) -> Document {
        let cover = self.cover();
        let contents = self.contents();
        let mut quote_words = vec![self.body("They listened to me.")];
        let code = Preformatted { text: self.t("first line\n  second line\n") };
        let subtitle = self.body("OMI criterion 1.1");
        let story = self.body("An officer met the family each week.");
        let panel = Panel {
            kind: PanelKind::Vignette,
            heading: Some(self.heading(3, "", "Assessing diversity needs")),
            subtitle: Some(Box::new(subtitle)),
            blocks: vec![story],
        };
        let notice = Panel { kind: PanelKind::Notice, heading: None, subtitle: None, blocks: vec![self.body("Names have been altered.")] };
        let signature = self.text("HM Chief Inspector");
        let mut welsh = self.body("Crynodeb");
        welsh.lang = Some(Lang(self.t("cy")));
        let passage_text = self.body("A passage with a heading of its own.");
        let inner = self.table("", "", None, &[("", Align::Start), ("Share", Align::Center)], &[&["Men", "90%"]]);
        let blocks = vec![
            self.running_text(),
            self.list(Marker::Bullet, &[("•", "", "a point"), ("•", "", "another point")]),
            self.list(Marker::Number, &[("3.", "", "the third"), ("4.", "", "the fourth")]),
            self.list(Marker::Number, &[("1.", "recommendation-1", "planning reflects the risk of harm")]),
            self.block("", BlockKind::Quote(Quote { blocks: std::mem::take(&mut quote_words) })),
            self.chart(),
            self.picture(),
            self.block("", BlockKind::Table(inner)),
            self.block("", BlockKind::Preformatted(code)),
            self.block("", BlockKind::Rule),
            welsh,
            self.section(SectionKind::Passage, "passage", 3, "", "A passage", vec![passage_text]),
            self.block("vignette-1", BlockKind::Panel(panel)),
            self.block("", BlockKind::Panel(notice)),
            self.paragraph(ParagraphRole::Signature, signature),
        ];
        let summary = self.section(SectionKind::Part, "summary", 2, "", "Summary", blocks);
        let mut criteria = vec![self.score("73%", Some(7300), Some("Good"), None)];
        criteria.extend(self.criteria());
        let section = self.section(SectionKind::MainSection, "section-1", 2, "1", "Assessment and sentence planning", criteria);
        let meaning = vec![self.body("prolific and other priority offender")];
        let term = self.text("PPO");
        let anchor = Some(self.t("abbreviation-ppo"));
        let abbreviations =
            Definitions { kind: DefinitionsKind::Abbreviations, items: vec![Definition { id: self.id(), anchor, term, meaning }] };
        let term = self.text("HM Inspectors");
        let people = Definitions {
            kind: DefinitionsKind::People,
            items: vec![Definition { id: self.id(), anchor: None, term, meaning: Vec::new() }],
        };
        let blocks = vec![self.block("", BlockKind::Definitions(abbreviations)), self.block("", BlockKind::Definitions(people))];
        let appendix = self.section(SectionKind::Appendix, "abbreviations", 2, "Appendix 1", "Abbreviations", blocks);
        let note = self.body("The note.");
        let notes = vec![Note { id: self.id(), label: self.t("1"), anchor: self.t("note-1"), blocks: vec![note] }];
        let meta = Meta {
            slug: "surrey-2008".into(),
            lang: Lang(self.t("en")),
            title: self.t("A report on offender management in Surrey"),
            programme: self.t("Offender management inspection"),
            framework: "omi".into(),
            area: self.t("Surrey"),
            inspectorate: self.t("HM Inspectorate of Examples"),
            published: Date { year: 2008, month: Some(4), day: None },
            published_words: self.t("April 2008"),
            fieldwork_words: Some(self.t("January 2008")),
            fieldwork: Some(Date { year: 2008, month: Some(1), day: None }),
            isbn: Some(self.t("978-1-84099-141-3")),
            state_mark: None,
            state: "published",
        };
        Document {
            meta,
            parts: vec![cover, contents, summary, section, appendix],
            notes,
            accepted: Vec::new(),
            data: Vec::new(),
            contact: Vec::new(),
            node_count: self.next,
        }
    }
}

#[test]
fn has_a_block_of_every_kind() {
    let document = document();
    let mut found = std::collections::BTreeSet::new();
    walk(&document.parts, &mut |block| {
        found.insert(kind_name(&block.kind));
    });
    assert_eq!(found, KINDS.into_iter().collect());
}
