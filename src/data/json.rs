//! `report.json`: the document as data.
//!
//! The types below are the format; what they are called there and in which order is part of it. Keys may be added within a
//! version. Taking one away, renaming one or changing what one means takes a new [`VERSION`].

use serde::Serialize;

use super::csv;
use crate::document::chart_spec::{self, Emphasis, Plot, Reading};
use crate::document::tree::{
    self, Align, BlockKind, DefinitionsKind, Document, FigurePicture, Marker, PanelKind, ParagraphRole, Scope, SectionKind, Target,
    plain_text,
};
use crate::framework::Framework;
use crate::model::Report;
use crate::model::score::ScoreOf;
use crate::number::Number;
use crate::scoring::comparators::Comparator;
use crate::scoring::provenance::{Provenance, QuestionTally};
use crate::scoring::{Percentage, Score, Scores};

/// The version of the format.
const VERSION: u32 = 1;

/// `report.json`.
///
/// # Panics
/// Never: what is written has neither failing parts nor maps.
pub fn report_json(document: &Document, scores: &Scores, report: &Report) -> Vec<u8> {
    let images: Vec<&str> = report.images.iter().map(|image| image.path.as_str()).collect();
    let whole = Whole {
        format: "bluebook-report",
        version: VERSION,
        meta: meta(document, report),
        framework: framework(&report.framework),
        scores: all_scores(scores, &report.framework),
        parts: Writer { document, images: &images }.blocks(&document.parts),
        notes: notes(document, &images),
    };
    let mut bytes = serde_json::to_vec(&whole).expect("plain structs can always be written as JSON");
    bytes.push(b'\n');
    bytes
}

#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    version: u32,
    meta: Meta<'a>,
    framework: FrameworkData<'a>,
    scores: ScoresData<'a>,
    parts: Vec<Block<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct Meta<'a> {
    slug: &'a str,
    lang: &'a str,
    title: &'a str,
    programme: &'a str,
    inspectorate: &'a str,
    area: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fieldwork: Option<String>,
    published: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    isbn: Option<&'a str>,
}

fn meta<'a>(document: &'a Document, report: &Report) -> Meta<'a> {
    let meta = &document.meta;
    Meta {
        slug: &meta.slug,
        lang: &meta.lang.0,
        title: &meta.title,
        programme: &meta.programme,
        inspectorate: &meta.inspectorate,
        area: &meta.area,
        fieldwork: meta.fieldwork.map(crate::date::Date::to_iso),
        published: meta.published.to_iso(),
        state: meta.state,
        sample: report.sample.as_ref().map(|sample| sample.value),
        isbn: meta.isbn.as_deref(),
    }
}

#[derive(Serialize)]
struct FrameworkData<'a> {
    id: &'a str,
    title: &'a str,
    short: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority_line: Option<At<'a>>,
    bands: Vec<Band<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    grades: &'a [String],
}

#[derive(Serialize)]
struct Band<'a> {
    from: String,
    name: &'a str,
}

/// A place on a scale with its words.
#[derive(Serialize)]
struct At<'a> {
    at: String,
    label: &'a str,
}

fn framework(framework: &Framework) -> FrameworkData<'_> {
    FrameworkData {
        id: &framework.id,
        title: &framework.title,
        short: &framework.short,
        priority_line: framework.priority_line.as_ref().map(|line| At { at: line.at.to_string(), label: &line.label }),
        bands: framework.bands.iter().map(|band| Band { from: band.from.to_string(), name: &band.name }).collect(),
        grades: &framework.grades,
    }
}

#[derive(Serialize)]
struct ScoresData<'a> {
    /// Where several inspections stand side by side, whose scores these are.
    #[serde(skip_serializing_if = "Option::is_none")]
    inspection: Option<InspectionData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overall: Option<Scored<'a>>,
    sections: Vec<Scored<'a>>,
    criteria: Vec<Scored<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    threads: Vec<Scored<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<ScoresData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    allowed: Vec<AllowedData<'a>>,
}

#[derive(Serialize)]
struct InspectionData<'a> {
    key: &'a str,
    title: &'a str,
}

/// What stands although a check objects.
#[derive(Serialize)]
struct AllowedData<'a> {
    check: &'a str,
    problem: &'a str,
    reason: &'a str,
}

/// What is behind a computed score.
#[derive(Serialize)]
struct BehindData<'a> {
    model: &'a str,
    cases: u32,
    relevant_cases: u32,
    small_base: bool,
    questions: Vec<QuestionData<'a>>,
}

#[derive(Serialize)]
struct QuestionData<'a> {
    question: &'a str,
    above: u32,
    below: u32,
    not_applicable: u32,
}

/// What other areas reached.
#[derive(Serialize)]
struct ComparatorData {
    lowest: i64,
    highest: i64,
    average: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<usize>,
}

#[derive(Serialize)]
struct Scored<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    /// The criterion's or section's number, or the thread's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(flatten)]
    score: Option<ScoreData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    computed_from: Option<BehindData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparators: Option<ComparatorData>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ScoreData<'a> {
    Percentage {
        /// What is printed: a whole number, per cent.
        percentage: i64,
        /// What it was rounded from, as a decimal or a fraction.
        exact: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        band: Option<&'a str>,
        below_priority_line: bool,
    },
    Grade {
        grade: &'a str,
    },
    /// No case was relevant.
    Unscored {
        not_scored: bool,
    },
    /// The inspection did not look at it.
    Unseen {
        not_followed_up: bool,
    },
}

fn all_scores<'a>(scores: &'a Scores, framework: &'a Framework) -> ScoresData<'a> {
    let mut inspections = framework.inspections.iter().map(|inspection| InspectionData { key: &inspection.key, title: &inspection.title });
    let earlier = scores.earlier.iter().map(|scores| ScoresData { inspection: inspections.next(), ..one_inspection(scores, framework) });
    let earlier = earlier.collect();
    ScoresData { inspection: inspections.next(), earlier, ..one_inspection(scores, framework) }
}

fn one_inspection<'a>(scores: &'a Scores, framework: &'a Framework) -> ScoresData<'a> {
    let percentage = |score: &Percentage| ScoreData::Percentage {
        percentage: whole(&score.printed),
        exact: score.exact.to_string(),
        band: score.band.and_then(|band| framework.bands.get(band)).map(|band| band.name.as_str()),
        below_priority_line: score.below_line,
    };
    let entry = |of: ScoreOf, title: &'a str, score: Option<ScoreData<'a>>| Scored {
        section: None,
        number: None,
        key: None,
        title,
        score,
        computed_from: scores.provenance(&of).map(behind),
        comparators: scores.comparators.iter().find(|(known, _)| *known == of).map(|(_, comparator)| comparators(comparator)),
    };
    let sections = scores.sections.iter().map(|section| {
        let found = framework.sections.iter().find(|found| found.number == section.section);
        let of = ScoreOf::Section(section.section.clone());
        Scored {
            number: Some(&section.section),
            ..entry(of, found.map_or("", |found| &found.title), section.score.as_ref().map(percentage))
        }
    });
    let criteria = scores.criteria.iter().map(|criterion| {
        let place = framework.criterion(&criterion.criterion);
        let score = match &criterion.score {
            Score::Percentage(score) => Some(percentage(score)),
            Score::Grade(index) => framework.grades.get(*index).map(|grade| ScoreData::Grade { grade }),
            Score::NotScored => Some(ScoreData::Unscored { not_scored: true }),
            Score::NotFollowedUp => Some(ScoreData::Unseen { not_followed_up: true }),
        };
        Scored {
            section: place.map(|(section, _)| section.number.as_str()),
            number: Some(&criterion.criterion),
            ..entry(ScoreOf::Criterion(criterion.criterion.clone()), place.map_or("", |(_, criterion)| &criterion.title), score)
        }
    });
    let threads = scores.threads.iter().map(|thread| {
        let found = framework.threads.iter().find(|found| found.key == thread.thread);
        let of = ScoreOf::Thread(thread.thread.clone());
        Scored { key: Some(&thread.thread), ..entry(of, found.map_or("", |found| &found.title), Some(percentage(&thread.score))) }
    });
    let allowed = scores.accepted.iter().map(|accepted| AllowedData {
        check: accepted.problem.name,
        problem: &accepted.problem.message,
        reason: &accepted.allow.reason,
    });
    ScoresData {
        inspection: None,
        overall: scores.overall.as_ref().map(|overall| entry(ScoreOf::Overall, "", Some(percentage(overall)))),
        sections: sections.collect(),
        criteria: criteria.collect(),
        threads: threads.collect(),
        earlier: Vec::new(),
        allowed: allowed.collect(),
    }
}

/// A printed percentage: a whole number.
fn whole(printed: &Number) -> i64 {
    printed.to_whole().unwrap_or_default()
}

fn question(tally: &QuestionTally) -> QuestionData<'_> {
    let QuestionTally { question, above, below, not_applicable } = tally;
    QuestionData { question, above: *above, below: *below, not_applicable: *not_applicable }
}

fn behind(provenance: &Provenance) -> BehindData<'_> {
    BehindData {
        model: provenance.model,
        cases: provenance.cases,
        relevant_cases: provenance.relevant_cases,
        small_base: provenance.small_base,
        questions: provenance.questions.iter().map(question).collect(),
    }
}

fn comparators(comparator: &Comparator) -> ComparatorData {
    let Comparator { lowest, highest, average, reports } = comparator;
    ComparatorData { lowest: whole(&lowest.printed), highest: whole(&highest.printed), average: whole(&average.printed), reports: *reports }
}

#[derive(Serialize)]
struct Note<'a> {
    anchor: &'a str,
    label: &'a str,
    blocks: Vec<Block<'a>>,
}

fn notes<'a>(document: &'a Document, images: &'a [&'a str]) -> Vec<Note<'a>> {
    let writer = Writer { document, images };
    document.notes.iter().map(|note| Note { anchor: &note.anchor, label: &note.label, blocks: writer.blocks(&note.blocks) }).collect()
}

#[derive(Serialize)]
struct Block<'a> {
    #[serde(flatten)]
    kind: Kind<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Kind<'a> {
    Cover {
        inspectorate: &'a str,
        programme: &'a str,
        title: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        facts: Vec<Fact<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        state_mark: Option<&'a str>,
        small_print: Vec<Block<'a>>,
    },
    Contents {
        title: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        entries: Vec<Entry<'a>>,
    },
    Section {
        kind: &'static str,
        level: u8,
        #[serde(skip_serializing_if = "str::is_empty")]
        number: &'a str,
        title: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        blocks: Vec<Block<'a>>,
    },
    Paragraph {
        role: &'static str,
        #[serde(flatten)]
        text: Text<'a>,
    },
    List {
        marker: &'static str,
        items: Vec<Item<'a>>,
    },
    Definitions {
        kind: &'static str,
        items: Vec<Definition<'a>>,
    },
    Table(Table<'a>),
    Chart {
        #[serde(skip_serializing_if = "str::is_empty")]
        number: &'a str,
        title: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        #[serde(skip_serializing_if = "str::is_empty")]
        subtitle: &'a str,
        alt: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        file: Option<String>,
        plot: PlotData<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        table: Option<Table<'a>>,
    },
    Picture {
        #[serde(skip_serializing_if = "str::is_empty")]
        number: &'a str,
        title: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        alt: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        file: Option<&'a str>,
    },
    Quote {
        blocks: Vec<Block<'a>>,
    },
    Score {
        label: &'a str,
        value: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        band: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        position: Option<&'a str>,
        below_priority_line: bool,
    },
    Panel {
        kind: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        title_content: Option<Vec<Inline<'a>>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        subtitle: Option<Box<Block<'a>>>,
        blocks: Vec<Block<'a>>,
    },
    Preformatted {
        text: &'a str,
    },
    Rule,
}

#[derive(Serialize)]
struct Fact<'a> {
    label: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    target: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    number: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<&'a str>,
    blocks: Vec<Block<'a>>,
}

#[derive(Serialize)]
struct Definition<'a> {
    term: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_content: Option<Vec<Inline<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<&'a str>,
    blocks: Vec<Block<'a>>,
}

#[derive(Serialize)]
struct Table<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    number: &'a str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_content: Option<Vec<Inline<'a>>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    columns: Vec<Column>,
    head: Vec<Vec<Cell<'a>>>,
    body: Vec<Vec<Cell<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Block<'a>>,
}

#[derive(Serialize)]
struct Column {
    align: &'static str,
}

#[derive(Serialize)]
struct Cell<'a> {
    #[serde(flatten)]
    text: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heads: Option<&'static str>,
    #[serde(skip_serializing_if = "is_one")]
    columns: u16,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_one(columns: &u16) -> bool {
    *columns == 1
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum PlotData<'a> {
    Bars { maximum: String, lines: Vec<At<'a>>, groups: Vec<Group<'a>> },
    Spans { maximum: String, lines: Vec<At<'a>>, groups: Vec<SpanGroup<'a>> },
    Shares { series: &'a [String], rows: Vec<ShareRow<'a>> },
    Lines { maximum: String, periods: Vec<&'a str>, series: Vec<LineSeries<'a>> },
}

#[derive(Serialize)]
struct SpanGroup<'a> {
    label: &'a str,
    rows: Vec<SpanRow<'a>>,
}

#[derive(Serialize)]
struct SpanRow<'a> {
    label: &'a str,
    sum: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lowest: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    highest: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    average: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    value: String,
    printed: &'a str,
}

#[derive(Serialize)]
struct ShareRow<'a> {
    label: &'a str,
    parts: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct LineSeries<'a> {
    label: &'a str,
    values: Vec<Option<Place<'a>>>,
}

#[derive(Serialize)]
struct Group<'a> {
    label: &'a str,
    bars: Vec<Bar<'a>>,
}

#[derive(Serialize)]
struct Bar<'a> {
    label: &'a str,
    value: Option<String>,
    printed: &'a str,
    mean: bool,
    below_line: bool,
}

/// Words, and their form where they have one.
#[derive(Serialize)]
struct Text<'a> {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Vec<Inline<'a>>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Inline<'a> {
    Text(&'a str),
    Strong(Vec<Inline<'a>>),
    Emphasis(Vec<Inline<'a>>),
    Code(&'a str),
    Link {
        #[serde(skip_serializing_if = "Option::is_none")]
        anchor: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<&'a str>,
        content: Vec<Inline<'a>>,
    },
    Note {
        anchor: &'a str,
        label: &'a str,
    },
    Abbreviation {
        short: &'a str,
        long: &'a str,
    },
    Passage {
        lang: &'a str,
        content: Vec<Inline<'a>>,
    },
    Break,
}

struct Writer<'a> {
    document: &'a Document,
    images: &'a [&'a str],
}

impl<'a> Writer<'a> {
    fn blocks(&self, blocks: &'a [tree::Block]) -> Vec<Block<'a>> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &'a tree::Block) -> Block<'a> {
        let kind = match &block.kind {
            BlockKind::Cover(cover) => Kind::Cover {
                inspectorate: &cover.inspectorate.text,
                programme: &cover.programme.text,
                title: plain_text(&cover.title.text),
                title_content: self.content(&cover.title.text),
                facts: cover.facts.iter().map(|fact| Fact { label: &fact.label, value: &fact.value }).collect(),
                state_mark: cover.state_mark.as_ref().map(|line| line.text.as_str()),
                small_print: self.blocks(&cover.small_print),
            },
            BlockKind::Contents(contents) => Kind::Contents {
                title: plain_text(&contents.heading.text),
                title_content: self.content(&contents.heading.text),
                entries: entries(&contents.entries),
            },
            BlockKind::Section(section) => Kind::Section {
                kind: match section.kind {
                    SectionKind::Part => "part",
                    SectionKind::MainSection => "main-section",
                    SectionKind::Criterion => "criterion",
                    SectionKind::Group => "group",
                    SectionKind::Appendix => "appendix",
                    SectionKind::Passage => "passage",
                },
                level: section.heading.level,
                number: &section.heading.number,
                title: plain_text(&section.heading.text),
                title_content: self.content(&section.heading.text),
                blocks: self.blocks(&section.blocks),
            },
            BlockKind::Paragraph(paragraph) => Kind::Paragraph {
                role: match paragraph.role {
                    ParagraphRole::Body => "body",
                    ParagraphRole::Statement => "statement",
                    ParagraphRole::Conclusion => "conclusion",
                    ParagraphRole::Signature => "signature",
                    ParagraphRole::Small => "small",
                },
                text: self.text(&paragraph.content),
            },
            BlockKind::List(list) => Kind::List {
                marker: match list.marker {
                    Marker::Bullet => "bullet",
                    Marker::Number => "number",
                    Marker::Letter => "letter",
                },
                items: list.items.iter().map(|item| self.item(item)).collect(),
            },
            BlockKind::Definitions(definitions) => Kind::Definitions {
                kind: match definitions.kind {
                    DefinitionsKind::Abbreviations => "abbreviations",
                    DefinitionsKind::People => "people",
                    DefinitionsKind::Glossary => "glossary",
                },
                items: definitions.items.iter().map(|item| self.definition(item)).collect(),
            },
            BlockKind::Table(table) => Kind::Table(self.table(table, table.data_name.as_deref())),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Quote(quote) => Kind::Quote { blocks: self.blocks(&quote.blocks) },
            BlockKind::Score(score) => Kind::Score {
                label: &score.label,
                value: &score.value,
                band: score.band.as_deref(),
                position: score.position.as_deref(),
                below_priority_line: score.below_line,
            },
            BlockKind::Panel(panel) => Kind::Panel {
                kind: match panel.kind {
                    PanelKind::Vignette => "vignette",
                    PanelKind::Notice => "notice",
                    PanelKind::Score => "score",
                },
                title: panel.heading.as_ref().map(|heading| plain_text(&heading.text)),
                title_content: panel.heading.as_ref().and_then(|heading| self.content(&heading.text)),
                subtitle: panel.subtitle.as_deref().map(|block| Box::new(self.block(block))),
                blocks: self.blocks(&panel.blocks),
            },
            BlockKind::Preformatted(preformatted) => Kind::Preformatted { text: &preformatted.text },
            BlockKind::Rule => Kind::Rule,
        };
        Block { kind, anchor: block.anchor.as_deref(), lang: block.lang.as_ref().map(|lang| lang.0.as_str()) }
    }

    fn item(&self, item: &'a tree::ListItem) -> Item<'a> {
        Item { label: &item.label, anchor: item.anchor.as_deref(), blocks: self.blocks(&item.blocks) }
    }

    fn definition(&self, definition: &'a tree::Definition) -> Definition<'a> {
        Definition {
            term: plain_text(&definition.term),
            term_content: self.content(&definition.term),
            anchor: definition.anchor.as_deref(),
            blocks: self.blocks(&definition.meaning),
        }
    }

    fn table(&self, table: &'a tree::Table, file: Option<&str>) -> Table<'a> {
        let align = |align| match align {
            Align::Start => "start",
            Align::Center => "center",
            Align::Number => "number",
        };
        Table {
            number: &table.number,
            title: plain_text(&table.caption),
            title_content: self.content(&table.caption),
            summary: &table.summary,
            file: file.map(csv::path),
            columns: table.columns.iter().map(|column| Column { align: align(column.align) }).collect(),
            head: table.head.iter().map(|row| self.row(row)).collect(),
            body: table.body.iter().map(|row| self.row(row)).collect(),
            notes: self.blocks(&table.notes),
        }
    }

    fn row(&self, row: &'a tree::Row) -> Vec<Cell<'a>> {
        let heads = |scope| match scope {
            Scope::Column => "column",
            Scope::Row => "row",
        };
        row.cells.iter().map(|cell| Cell { text: self.text(&cell.content), heads: cell.header.map(heads), columns: cell.columns }).collect()
    }

    fn figure(&self, figure: &'a tree::Figure) -> Kind<'a> {
        match &figure.picture {
            FigurePicture::Chart(spec) => Kind::Chart {
                number: &figure.number,
                title: plain_text(&figure.headline),
                title_content: self.content(&figure.headline),
                subtitle: &figure.subtitle,
                alt: &figure.alt,
                file: figure.data.is_some().then(|| csv::path(&spec.name)),
                plot: plot(&spec.plot),
                table: figure.data.as_deref().map(|table| self.table(table, None)),
            },
            FigurePicture::Image(id) => Kind::Picture {
                number: &figure.number,
                title: plain_text(&figure.headline),
                title_content: self.content(&figure.headline),
                alt: &figure.alt,
                file: usize::try_from(id.0).ok().and_then(|index| self.images.get(index)).copied(),
            },
        }
    }

    fn text(&self, content: &'a [tree::Inline]) -> Text<'a> {
        Text { text: plain_text(content), content: self.content(content) }
    }

    /// The form of words that have one.
    fn content(&self, content: &'a [tree::Inline]) -> Option<Vec<Inline<'a>>> {
        let plain = matches!(content, [] | [tree::Inline::Text(_)]);
        (!plain).then(|| self.inlines(content))
    }

    fn inlines(&self, content: &'a [tree::Inline]) -> Vec<Inline<'a>> {
        let inline = |inline: &'a tree::Inline| match inline {
            tree::Inline::Text(text) => Some(Inline::Text(text)),
            tree::Inline::Strong(inner) => Some(Inline::Strong(self.inlines(inner))),
            tree::Inline::Emphasis(inner) => Some(Inline::Emphasis(self.inlines(inner))),
            tree::Inline::Code(code) => Some(Inline::Code(code)),
            tree::Inline::Link(link) => {
                let (anchor, url) = match &link.target {
                    Target::Anchor(anchor) => (Some(anchor.as_str()), None),
                    Target::Url(url) => (None, Some(url.as_str())),
                };
                Some(Inline::Link { anchor, url, content: self.inlines(&link.content) })
            }
            tree::Inline::NoteRef(reference) => {
                self.document.notes.get(reference.note).map(|note| Inline::Note { anchor: &note.anchor, label: &note.label })
            }
            tree::Inline::Abbreviation(abbreviation) => Some(Inline::Abbreviation { short: &abbreviation.short, long: &abbreviation.long }),
            tree::Inline::Passage(passage) => Some(Inline::Passage { lang: &passage.lang.0, content: self.inlines(&passage.content) }),
            tree::Inline::Break => Some(Inline::Break),
        };
        content.iter().filter_map(inline).collect()
    }
}

fn entries(list: &[tree::ContentsEntry]) -> Vec<Entry<'_>> {
    list.iter()
        .map(|entry| Entry { target: &entry.target, number: &entry.number, text: &entry.text, entries: entries(&entry.children) })
        .collect()
}

fn plot(plot: &Plot) -> PlotData<'_> {
    match plot {
        Plot::Bars(bars) => PlotData::Bars {
            maximum: bars.maximum.to_string(),
            lines: reference_lines(&bars.lines),
            groups: bars.groups.iter().map(|group| Group { label: &group.label, bars: group.bars.iter().map(bar).collect() }).collect(),
        },
        Plot::Spans(spans) => PlotData::Spans {
            maximum: spans.maximum.to_string(),
            lines: reference_lines(&spans.lines),
            groups: (spans.groups.iter())
                .map(|group| SpanGroup { label: &group.label, rows: group.rows.iter().map(span_row).collect() })
                .collect(),
        },
        Plot::Shares(shares) => PlotData::Shares {
            series: &shares.series,
            rows: (shares.rows.iter()).map(|row| ShareRow { label: &row.label, parts: row.parts.iter().map(place).collect() }).collect(),
        },
        Plot::Lines(lines) => PlotData::Lines {
            maximum: lines.maximum.to_string(),
            periods: lines.periods.iter().map(|period| period.label.as_str()).collect(),
            series: (lines.series.iter())
                .map(|series| LineSeries {
                    label: &series.label,
                    values: series.places.iter().map(|value| value.as_ref().map(place)).collect(),
                })
                .collect(),
        },
    }
}

fn reference_lines(lines: &[chart_spec::ReferenceLine]) -> Vec<At<'_>> {
    lines.iter().map(|line| At { at: line.at.to_string(), label: &line.label }).collect()
}

fn place(place: &chart_spec::Place) -> Place<'_> {
    Place { value: place.at.to_string(), printed: &place.printed }
}

fn span_row(row: &chart_spec::SpanRow) -> SpanRow<'_> {
    let mut data = SpanRow {
        label: &row.label,
        sum: row.strong,
        before: None,
        after: None,
        lowest: None,
        highest: None,
        average: None,
        own: None,
        words: None,
        note: &row.note,
    };
    match &row.reading {
        Reading::Change { before, after } => (data.before, data.after) = (Some(place(before)), Some(place(after))),
        Reading::Range { low, high, average, own } => {
            (data.lowest, data.highest) = (Some(place(low)), Some(place(high)));
            (data.average, data.own) = (average.as_ref().map(place), own.as_ref().map(place));
        }
        Reading::Words(words) => data.words = Some(words),
    }
    data
}

fn bar(bar: &chart_spec::Bar) -> Bar<'_> {
    Bar {
        label: &bar.label,
        value: bar.value.as_ref().map(ToString::to_string),
        printed: &bar.printed,
        mean: matches!(bar.emphasis, Emphasis::Mean | Emphasis::MeanBelowLine),
        below_line: matches!(bar.emphasis, Emphasis::BelowLine | Emphasis::MeanBelowLine),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::Value;

    use super::report_json;
    use crate::date::Date;
    use crate::diag::{FileId, Span, Spanned};
    use crate::document::sample;
    use crate::framework::{Band, Criterion, Framework, FrameworkSection, PriorityLine, ScoredBy, Scoring, ScoringModel, Thread};
    use crate::locale::Lang;
    use crate::model::Report;
    use crate::model::report::{Gaps, State};
    use crate::model::score::StatedScores;
    use crate::number::Number;
    use crate::scoring::{CriterionScore, Percentage, Score, Scores, SectionScore, ThreadScore};

    const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

    fn spanned<T>(value: T) -> Spanned<T> {
        Spanned::new(value, NOWHERE)
    }

    fn framework() -> Framework {
        let criterion = |number: &str, title: &str| Criterion {
            number: number.into(),
            title: title.into(),
            statement: None,
            scored_by: ScoredBy::Percentage,
            weight: None,
        };
        let band = |from, name: &str| Band { from: Number::whole(from), name: name.into(), conclusion: None, comment: None };
        Framework {
            id: "omi".into(),
            title: "Offender management inspection".into(),
            short: "OMI".into(),
            report_title: spanned(String::new()),
            criterion_label: "OMI criterion".into(),
            scoring: Scoring::new(ScoringModel::omi()),
            questions: Vec::new(),
            case_profile: Vec::new(),
            inspections: Vec::new(),
            not_followed_up: None,
            priority_line: Some(PriorityLine { at: Number::whole(70), label: "Priority line".into() }),
            further_lines: Vec::new(),
            bands: vec![band(70, "Good"), band(0, "Priority for improvement")],
            grades: vec!["Well met".into(), "Not met".into()],
            grade_meanings: vec![None, None],
            groups: Vec::new(),
            threads: vec![Thread {
                key: "risk-of-harm".into(),
                title: "Risk of harm thread".into(),
                explanation: None,
                sections: Vec::new(),
            }],
            sections: vec![FrameworkSection {
                number: "1".into(),
                title: "Assessment and sentence planning".into(),
                scored_by: ScoredBy::Percentage,
                criteria: vec![criterion("1.1", "Preparing for sentence"), criterion("1.2", "Leadership")],
                introduction: None,
                commentary: None,
                holders: Vec::new(),
                span: NOWHERE,
            }],
            labels: crate::framework::Labels::default(),
            appendices: crate::framework::Numerals::Numbers,
            criteria_listed: true,
            cover: Vec::new(),
            parts: Vec::new(),
            wording: Vec::new(),
        }
    }

    fn report() -> Report {
        Report {
            slug: "surrey-2008".into(),
            file: FileId(0),
            framework: Arc::new(framework()),
            area: spanned("Surrey".into()),
            lang: Lang("en".into()),
            state: State::Published,
            fieldwork: None,
            published: spanned(Date { year: 2008, month: Some(4), day: None }),
            sample: Some(spanned(110)),
            isbns: Vec::new(),
            edition: None,
            source: None,
            licence: None,
            pages: crate::model::report::Pages::One,
            signed: None,
            people: Vec::new(),
            parts: Vec::new(),
            prose: Vec::new(),
            sections: Vec::new(),
            scores: StatedScores::default(),
            cases: None,
            allows: Vec::new(),
            recommendations: Vec::new(),
            vignettes: Vec::new(),
            abbreviations: Vec::new(),
            glossary: Vec::new(),
            tables: Vec::new(),
            charts: Vec::new(),
            images: Vec::new(),
            gaps: Gaps::default(),
        }
    }

    fn scores() -> Scores {
        let percentage = |exact: Option<Number>, below_line| {
            let exact = exact.expect("a number");
            Percentage { printed: exact.rounded(0), exact, band: Some(usize::from(below_line)), below_line }
        };
        Scores {
            criteria: vec![
                CriterionScore { criterion: "1.1".into(), score: Score::Percentage(percentage(Number::ratio(389, 5), false)) },
                CriterionScore { criterion: "1.2".into(), score: Score::Grade(1) },
            ],
            sections: vec![SectionScore { section: "1".into(), score: None }],
            threads: vec![ThreadScore { thread: "risk-of-harm".into(), score: percentage(Number::ratio(66, 1), true) }],
            ..Scores::default()
        }
    }

    fn json() -> Value {
        serde_json::from_slice(&report_json(&sample::document(), &scores(), &report())).expect("JSON")
    }

    /// All objects of a tree in reading order.
    fn objects<'a>(value: &'a Value, out: &mut Vec<&'a Value>) {
        match value {
            Value::Object(fields) => {
                out.push(value);
                fields.values().for_each(|value| objects(value, out));
            }
            Value::Array(items) => items.iter().for_each(|item| objects(item, out)),
            _ => {}
        }
    }

    #[test]
    fn a_small_report_reads_as_agreed() {
        let json = json();
        let mut head = json.clone();
        head["parts"] = Value::Null;
        insta::assert_snapshot!("head", format!("{head:#}"));
        let mut found = Vec::new();
        objects(&json["parts"], &mut found);
        // The chart and the table are left out of the criterion and shown on their own.
        for kind in ["chart", "table", "score", "panel", "definitions", "cover", "contents"] {
            let object = found.iter().find(|object| object["type"] == kind).expect(kind);
            insta::assert_snapshot!(kind, format!("{object:#}"));
        }
    }

    #[test]
    fn every_finding_can_be_read_with_its_letter_group_and_criterion() {
        let json = json();
        let mut findings = Vec::new();
        let mut found = Vec::new();
        objects(&json["parts"], &mut found);
        for criterion in found.iter().filter(|object| object["kind"] == "criterion") {
            let mut inner = Vec::new();
            objects(criterion, &mut inner);
            for group in inner.iter().filter(|object| object["kind"] == "group") {
                for item in group["blocks"][0]["items"].as_array().into_iter().flatten() {
                    let texts = [&criterion["number"], &group["title"], &item["label"], &item["anchor"], &item["blocks"][0]["text"]];
                    findings.push(texts.map(|text| text.as_str().expect("a text")).join(" | "));
                }
            }
        }
        assert_eq!(
            findings,
            [
                "1.1 | Strengths | (a) | c1.1-strengths-a | Court reports had been prepared in 59 of the 67 cases where one was needed.",
                "1.1 | Strengths | (b) | c1.1-strengths-b | The proposal was clear in 88% of reports.",
                "1.2 | Area for improvement | (a) | c1.2-areas-a | The outline plan was missing from 46% of reports.",
            ]
        );
    }

    #[test]
    fn running_text_keeps_its_form() {
        let json = json();
        let mut found = Vec::new();
        objects(&json["parts"], &mut found);
        let paragraph = found
            .iter()
            .find(|object| object["type"] == "paragraph" && object["text"].as_str().is_some_and(|text| text.starts_with("Text, ")));
        insta::assert_snapshot!("running-text", format!("{:#}", paragraph.expect("the paragraph")));
    }
}
