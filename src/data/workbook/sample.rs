//! A small document with everything that a workbook has to deal with.

use crate::date::Date;
use crate::document::chart_spec::{Bars, ChartSpec, Plot};
use crate::document::tree::{
    Align, Block, BlockKind, Cell, Column, Cover, CoverLine, Document, Figure, FigurePicture, Heading, Inline, Link, Meta, NodeId, Note,
    NoteRef, Paragraph, ParagraphRole, Row, Scope, Section, SectionKind, Table, Target,
};
use crate::locale::{Lang, Locale};
use crate::number::Number;

const ID: NodeId = NodeId(0);

pub(crate) fn english() -> Locale {
    Locale::load(&Lang("en".to_owned())).expect("English")
}

pub(crate) fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

/// 'words^0' refers to the first footnote.
fn cell_words(words: &str) -> Vec<Inline> {
    let (words, note) = words.split_once('^').map_or((words, None), |(words, note)| (words, note.parse().ok()));
    let note = note.map(|note| Inline::NoteRef(NoteRef { id: ID, note, occurrence: 0 }));
    text(words).into_iter().chain(note).collect()
}

pub(crate) fn cell(words: &str, header: Option<Scope>, columns: u16) -> Cell {
    Cell { id: ID, header, columns, content: cell_words(words) }
}

pub(crate) fn block(kind: BlockKind) -> Block {
    Block { id: ID, source: None, anchor: None, lang: None, kind }
}

pub(crate) fn paragraph(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Small, content }))
}

/// Columns whose heading ends with '#' hold figures.
pub(crate) fn table(number: &str, caption: &str, name: &str, columns: &[&str], rows: &[&[&str]]) -> Table {
    let row = |cells: Vec<Cell>| Row { id: ID, cells };
    let align = |column: &&str| Column { align: if column.ends_with('#') { Align::Number } else { Align::Start } };
    Table {
        number: number.to_owned(),
        caption: text(caption),
        caption_id: ID,
        summary: String::new(),
        columns: columns.iter().map(align).collect(),
        head: vec![row(columns.iter().map(|title| cell(title.trim_end_matches('#'), Some(Scope::Column), 1)).collect())],
        body: rows
            .iter()
            .map(|cells| row(cells.iter().enumerate().map(|(index, words)| cell(words, (index == 0).then_some(Scope::Row), 1)).collect()))
            .collect(),
        notes: Vec::new(),
        data_name: Some(name.to_owned()),
    }
}

pub(crate) fn chart(number: &str, headline: &str, name: &str, data: Table) -> Block {
    let bars = Bars { groups: Vec::new(), maximum: Number::whole(100), ticks: Vec::new(), lines: Vec::new(), legend: Vec::new() };
    block(BlockKind::Figure(Figure {
        number: number.to_owned(),
        headline: text(headline),
        headline_id: ID,
        subtitle: "Scores by criterion, per cent, Surrey, January 2008".to_owned(),
        subtitle_id: ID,
        picture_id: ID,
        alt: String::new(),
        picture: FigurePicture::Chart(Box::new(ChartSpec { name: name.to_owned(), plot: Plot::Bars(bars) })),
        data: Some(Box::new(data)),
    }))
}

pub(crate) fn document(blocks: Vec<Block>) -> Document {
    let line = |words: &str| CoverLine { id: ID, text: words.to_owned() };
    let heading = |level, words: &str| Heading { id: ID, ..Heading::plain(level, text(words)) };
    let licence = Link { id: ID, target: Target::Url("https://example.org/licence".to_owned()), content: text("Open Licence") };
    let cover = Cover {
        inspectorate: line("HM Inspectorate of Probation"),
        programme: line("Offender management inspection"),
        title: heading(1, "A report on offender management in Surrey"),
        picture: None,
        facts: Vec::new(),
        state_mark: None,
        small_print: vec![paragraph(vec![
            Inline::Text("Published under the ".to_owned()),
            Inline::Link(licence),
            Inline::Text(".".to_owned()),
        ])],
    };
    let section = Section { kind: SectionKind::Part, heading: heading(2, "Contextual information"), blocks };
    Document {
        meta: Meta {
            slug: "surrey-2008".to_owned(),
            lang: Lang("en".to_owned()),
            title: "A report on offender management in Surrey".to_owned(),
            programme: "Offender management inspection".to_owned(),
            framework: "omi".to_owned(),
            area: "Surrey".to_owned(),
            inspectorate: "HM Inspectorate of Probation".to_owned(),
            published: Date { year: 2008, month: Some(4), day: None },
            published_words: "April 2008".to_owned(),
            fieldwork_words: Some("January 2008".to_owned()),
            fieldwork: Some(Date { year: 2008, month: Some(1), day: None }),
            isbn: Some("978-1-84099-141-3".to_owned()),
            state_mark: None,
            state: "published",
        },
        parts: vec![block(BlockKind::Cover(cover)), block(BlockKind::Section(section))],
        notes: vec![Note {
            id: ID,
            label: "1".to_owned(),
            anchor: "note-1".to_owned(),
            blocks: vec![paragraph(text("As recorded on 30 June."))],
        }],
        accepted: Vec::new(),
        data: Vec::new(),
        contact: Vec::new(),
        node_count: 1,
    }
}

/// A report as it comes: two tables and a chart.
pub(crate) fn report() -> Document {
    let mut caseload = table(
        "Table\u{a0}1",
        "Caseload at the end of June 2007",
        "caseload",
        &["Measure", "Figure#"],
        &[
            &["Total caseload", "2,085"],
            &["White", "91.9%^0"],
            &["Minority ethnic*", ""],
            &["=1+2", "-3"],
            &["Change", "+26"],
            &["Cost", "£9,208.50"],
        ],
    );
    caseload.notes = vec![paragraph(text("* Cases are left out where the offender\u{2019}s ethnicity is not known."))];
    let results =
        table("Table\u{a0}2", "Results", "ippf-summary", &["Domain", "Result"], &[&["Public protection", "Good"], &["1.10", "1.10"]]);
    let data =
        table("", "", "x", &["Criterion", "Score#"], &[&["1.1 Preparing", "80%"], &["1.2 Risk", "73.5%"], &["4.1 Work", "not scored"]]);
    let data = crate::document::tree::Table { data_name: None, ..data };
    document(vec![
        block(BlockKind::Table(caseload)),
        chart("Chart\u{a0}1", "Two criteria are above the priority line", "criterion-scores", data),
        block(BlockKind::Table(results)),
    ])
}
