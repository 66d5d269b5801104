//! The document: one meaning-bearing tree for every output.
//!
//! Words, order, numbers, letters and cross-references are settled here; HTML, PDF and data only give them a form. Each node
//! that an output may have to point at carries a [`NodeId`], given in reading order; layout frames name it, and the PDF's
//! structure tree is made by walking this tree and not the pages. Each block knows its place in the source.

use super::chart_spec::ChartSpec;
use crate::date::Date;
use crate::diag::Span;
use crate::locale::Lang;

/// A node of one document; ids rise in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A finished report.
#[derive(Debug, Clone)]
pub struct Document {
    /// What stands on the cover and in the metadata.
    pub meta: Meta,
    /// The parts in order, the cover first.
    pub parts: Vec<Block>,
    /// Footnotes in the order of their first reference; [`NoteRef::note`] indexes this list.
    pub notes: Vec<Note>,
    /// What stands although a check objects, for drafts and data.
    pub accepted: Vec<Departure>,
    /// What the data files hold besides the tables and charts that the pages show.
    pub data: Vec<Table>,
    /// Whom to turn to, for web pages to say beside the report. It stands in a part too, so no node of it has an id or anchor.
    pub contact: Vec<Block>,
    /// One more than the greatest id.
    pub node_count: u32,
}

/// What a report is, for covers, running heads and metadata. All texts are final words of the page's language.
#[derive(Debug, Clone)]
pub struct Meta {
    /// The report's folder name, its address in the edition.
    pub slug: String,
    /// The page's language.
    pub lang: Lang,
    /// 'A report on offender management in Surrey'.
    pub title: String,
    /// 'Offender management inspection'.
    pub programme: String,
    /// The framework's id, such as `omi`.
    pub framework: String,
    /// The area inspected.
    pub area: String,
    /// The inspectorate's full name.
    pub inspectorate: String,
    /// When the report was or will be published.
    pub published: Date,
    /// `published` in words.
    pub published_words: String,
    /// When the fieldwork was, in words.
    pub fieldwork_words: Option<String>,
    /// The same as a date.
    pub fieldwork: Option<Date>,
    /// This edition's ISBN as written.
    pub isbn: Option<String>,
    /// The mark of an unpublished state, in words, to stand on every page; `None` for a published report.
    pub state_mark: Option<String>,
    /// The state's name as content writes it, such as `published`.
    pub state: &'static str,
}

/// What stands although a check objects, in final words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// The score that it is about: 'Section D, original inspection'; empty of what stands in a text.
    pub what: String,
    /// The file, below the report's folder; empty if it has no place.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// The check's name.
    pub check: String,
    /// What the check says, in English.
    pub problem: String,
    /// Why it stands, in plain words.
    pub reason: String,
    /// Whether the published report says so.
    pub note: bool,
}

/// A footnote.
#[derive(Debug, Clone)]
pub struct Note {
    /// The note as a whole.
    pub id: NodeId,
    /// Its mark: `1`, `2`, ….
    pub label: String,
    /// Its fragment name, such as `note-1`.
    pub anchor: String,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// One block with its identity.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its id.
    pub id: NodeId,
    /// Where its text was written; `None` for what the tool made, such as the contents.
    pub source: Option<Span>,
    /// Its fragment name, unique in the document, if it can be linked to.
    pub anchor: Option<String>,
    /// Its language where that differs from the surroundings.
    pub lang: Option<Lang>,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is. Outputs match on this without a catch-all, so a new kind cannot be forgotten.
#[derive(Debug, Clone)]
pub enum BlockKind {
    /// The cover.
    Cover(Cover),
    /// A table of contents.
    Contents(Contents),
    /// A headed division, from a part of the report down to a heading inside prose.
    Section(Section),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// Terms with their definitions: abbreviations, a glossary, people by role.
    Definitions(Definitions),
    /// A table.
    Table(Table),
    /// A chart or picture with its words.
    Figure(Figure),
    /// A quotation set apart.
    Quote(Quote),
    /// A criterion's or section's score.
    Score(Score),
    /// A box: a good-practice example, a notice.
    Panel(Panel),
    /// Code or other text kept as written, line by line.
    Preformatted(Preformatted),
    /// A break between passages.
    Rule,
}

/// The cover. Its texts are final; an output arranges them.
#[derive(Debug, Clone)]
pub struct Cover {
    /// The inspectorate, above everything.
    pub inspectorate: CoverLine,
    /// The programme.
    pub programme: CoverLine,
    /// The report's title: the one heading of level 1.
    pub title: Heading,
    /// A picture, if it has one.
    pub picture: Option<CoverPicture>,
    /// Area, fieldwork, publication, ISBN: label and value in words.
    pub facts: Vec<CoverFact>,
    /// The state's mark for an unpublished report.
    pub state_mark: Option<CoverLine>,
    /// Source note and licence.
    pub small_print: Vec<Block>,
}

/// The picture on the cover.
#[derive(Debug, Clone)]
pub struct CoverPicture {
    /// Its id.
    pub id: NodeId,
    /// The picture.
    pub image: crate::source::image::ImageId,
    /// What it shows; empty if it is there for its looks alone.
    pub alt: String,
}

/// A line on the cover.
#[derive(Debug, Clone)]
pub struct CoverLine {
    /// Its id.
    pub id: NodeId,
    /// Its words.
    pub text: String,
}

/// A labelled fact on the cover, such as 'Published: April 2008'.
#[derive(Debug, Clone)]
pub struct CoverFact {
    /// The fact as a whole.
    pub id: NodeId,
    /// 'Published'.
    pub label: String,
    /// 'April 2008'.
    pub value: String,
}

/// A table of contents.
#[derive(Debug, Clone)]
pub struct Contents {
    /// Its heading.
    pub heading: Heading,
    /// Its entries, nested.
    pub entries: Vec<ContentsEntry>,
    /// 'Page', above the page numbers.
    pub page_word: String,
}

/// A line of the contents.
#[derive(Debug, Clone)]
pub struct ContentsEntry {
    /// Its id.
    pub id: NodeId,
    /// The fragment of the heading it leads to.
    pub target: String,
    /// '1.2', 'Appendix 3'; empty if the heading has none.
    pub number: String,
    /// What stands between number and words; see [`Heading::separator`].
    pub separator: String,
    /// The heading's words, without links and notes.
    pub text: Vec<Inline>,
    /// Entries below it.
    pub children: Vec<ContentsEntry>,
}

/// A headed division.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its place in the report's structure.
    pub kind: SectionKind,
    /// Its heading.
    pub heading: Heading,
    /// What stands below the heading.
    pub blocks: Vec<Block>,
}

/// The place of a headed division in the report's structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// A part of the front or back matter: foreword, summary, ….
    Part,
    /// A numbered or lettered section that holds criteria.
    MainSection,
    /// A criterion.
    Criterion,
    /// A group of findings below a criterion: strengths, areas for improvement; or its conclusion.
    Group,
    /// An appendix.
    Appendix,
    /// A headed passage inside prose.
    Passage,
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Its id.
    pub id: NodeId,
    /// 1 to 6; the document's title is the only 1, and none is skipped.
    pub level: u8,
    /// '1', '2.3', 'Appendix 4'; empty if it has none.
    pub number: String,
    /// What stands between number and words: ' ', ': ', '. '; empty without a number.
    pub separator: String,
    /// Its words without the number.
    pub text: Vec<Inline>,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// What the paragraph does.
    pub role: ParagraphRole,
    /// Its text.
    pub content: Vec<Inline>,
}

/// What a paragraph does; looks follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParagraphRole {
    /// Plain text.
    Body,
    /// What good looks like, below a criterion's heading.
    Statement,
    /// The sentence that follows from a criterion's band.
    Conclusion,
    /// Who signs a foreword.
    Signature,
    /// A remark in small print: a licence, a table's source.
    Small,
}

/// A list.
#[derive(Debug, Clone)]
pub struct List {
    /// How items are marked.
    pub marker: Marker,
    /// Its items.
    pub items: Vec<ListItem>,
}

/// How list items are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Marker {
    /// A bullet.
    Bullet,
    /// 1, 2, 3.
    Number,
    /// (a), (b), (c).
    Letter,
}

/// An item of a list.
#[derive(Debug, Clone)]
pub struct ListItem {
    /// Its id.
    pub id: NodeId,
    /// Its mark as printed: '•', '3.', '(b)'.
    pub label: String,
    /// Its fragment name, if it can be linked to.
    pub anchor: Option<String>,
    /// Where it was written.
    pub source: Option<Span>,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// Terms with definitions.
#[derive(Debug, Clone)]
pub struct Definitions {
    /// What the terms are.
    pub kind: DefinitionsKind,
    /// The terms.
    pub items: Vec<Definition>,
}

/// What the terms of a list of definitions are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DefinitionsKind {
    /// Short forms and what they stand for: two columns.
    Abbreviations,
    /// Roles and names or numbers: two columns.
    People,
    /// Terms and definitions that may run to several paragraphs.
    Glossary,
}

/// A term with its definition.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The pair.
    pub id: NodeId,
    /// Its fragment name.
    pub anchor: Option<String>,
    /// The term.
    pub term: Vec<Inline>,
    /// What it means; may be empty.
    pub meaning: Vec<Block>,
}

/// A table. A table without a caption is one written inside a text.
#[derive(Debug, Clone)]
pub struct Table {
    /// 'Table 1'; empty for a table without a number.
    pub number: String,
    /// Its title; empty without one.
    pub caption: Vec<Inline>,
    /// The caption's own id.
    pub caption_id: NodeId,
    /// A plain description of what it holds, for its summary; empty when the caption says it all.
    pub summary: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The heading rows; empty where the rows' headings are enough.
    pub head: Vec<Row>,
    /// The rows.
    pub body: Vec<Row>,
    /// Footnotes of the table itself, below it.
    pub notes: Vec<Block>,
    /// The name of its data file, without folder and ending; `None` for tables that have none.
    pub data_name: Option<String>,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// How its cells stand.
    pub align: Align,
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// Text, to the left.
    Start,
    /// In the middle.
    Center,
    /// Figures, to the right, digits below digits.
    Number,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its id.
    pub id: NodeId,
    /// Its cells, as many as there are columns once spans are counted.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its id.
    pub id: NodeId,
    /// Whether it heads its row or column; cells of the heading rows always head their column.
    pub header: Option<Scope>,
    /// How many columns it takes, at least 1.
    pub columns: u16,
    /// Its text.
    pub content: Vec<Inline>,
}

/// What a heading cell heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The column below it.
    Column,
    /// The row beside it.
    Row,
}

/// A chart or picture.
#[derive(Debug, Clone)]
pub struct Figure {
    /// 'Chart 1'; empty for one without a number.
    pub number: String,
    /// The headline that says the message (charts) or the caption (pictures); may be empty for pictures.
    pub headline: Vec<Inline>,
    /// The headline's own id.
    pub headline_id: NodeId,
    /// Measure, area and period; empty for pictures.
    pub subtitle: String,
    /// The subtitle's own id.
    pub subtitle_id: NodeId,
    /// The picture itself as an element, apart from its words.
    pub picture_id: NodeId,
    /// The text alternative. A field and not an option: nothing is shown that is not also said.
    pub alt: String,
    /// What is shown.
    pub picture: FigurePicture,
    /// The chart's data as a table, shown in HTML and exported as a file.
    pub data: Option<Box<Table>>,
}

/// What a figure shows.
#[derive(Debug, Clone)]
pub enum FigurePicture {
    /// A chart, drawn from its data.
    Chart(Box<ChartSpec>),
    /// A picture from a file, by its index in the report's images.
    Image(crate::source::image::ImageId),
}

/// A quotation set apart.
#[derive(Debug, Clone)]
pub struct Quote {
    /// The words.
    pub blocks: Vec<Block>,
}

/// A score as it stands beside a criterion or section.
#[derive(Debug, Clone)]
pub struct Score {
    /// Scores of earlier inspections that stand before it with the same weight, the first one first: label and value.
    pub earlier: Vec<(String, String)>,
    /// 'Score', or the framework's word; empty where none stands.
    pub label: String,
    /// '80%', 'Well met', 'Not followed up'.
    pub value: String,
    /// The band's name, if the score is a percentage: 'Good'.
    pub band: Option<String>,
    /// Where it stands to the priority line, in words: '10 points above the priority line'.
    pub position: Option<String>,
    /// The same for the eye: whether it is a focus for improvement.
    pub below_line: bool,
    /// Hundredths of a per cent for meters, 0 to 10 000; `None` for grades.
    pub hundredths: Option<u16>,
    /// The same for the priority line that a percentage stands to.
    pub line_hundredths: Option<u16>,
    /// That it rests on few cases, in words, and what follows from it.
    pub small_base: Option<String>,
    /// What is behind a computed score, for those who still work on the report.
    pub behind: Option<Box<Behind>>,
}

/// What is behind a computed score, in final words. Pages on paper leave it out.
#[derive(Debug, Clone)]
pub struct Behind {
    /// What it is called.
    pub title: String,
    /// Model, cases, answers: label and value.
    pub facts: Vec<(String, String)>,
    /// The headings of the answers by question; the first one's column names the questions.
    pub columns: Vec<String>,
    /// The answers by question.
    pub rows: Vec<Vec<String>>,
}

/// A box.
#[derive(Debug, Clone)]
pub struct Panel {
    /// What it is.
    pub kind: PanelKind,
    /// Its title as a heading.
    pub heading: Option<Heading>,
    /// A line below the title, such as the criterion that a vignette belongs to.
    pub subtitle: Option<Box<Block>>,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// What a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PanelKind {
    /// A good-practice example.
    Vignette,
    /// A notice by the publisher.
    Notice,
    /// A headline score with what it says.
    Score,
}

/// Text kept as written.
#[derive(Debug, Clone)]
pub struct Preformatted {
    /// Its lines.
    pub text: String,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words, with typographic quotes and dashes already in place.
    Text(String),
    /// Strong importance.
    Strong(Vec<Inline>),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// A short piece of code or a file name.
    Code(String),
    /// A link.
    Link(Link),
    /// The mark of a footnote.
    NoteRef(NoteRef),
    /// A short form at its first use in a part.
    Abbreviation(Abbreviation),
    /// Words in another language.
    Passage(Passage),
    /// A line break that belongs to the text, as in an address.
    Break,
}

/// A link.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Its id.
    pub id: NodeId,
    /// Where it leads.
    pub target: Target,
    /// What it says.
    pub content: Vec<Inline>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A fragment of this document, without `#`.
    Anchor(String),
    /// An address of the web or mail, with its scheme.
    Url(String),
}

/// The mark of a footnote in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoteRef {
    /// Its id.
    pub id: NodeId,
    /// Index into [`Document::notes`].
    pub note: usize,
    /// Which reference to that note this is, from 0.
    pub occurrence: usize,
}

/// A short form that is explained in the list of abbreviations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abbreviation {
    /// Its id.
    pub id: NodeId,
    /// 'PPO'.
    pub short: String,
    /// 'prolific and other priority offender'.
    pub long: String,
    /// The fragment of its entry in the list, if the report has one.
    pub target: Option<String>,
}

/// Words in another language.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Its id.
    pub id: NodeId,
    /// The language.
    pub lang: Lang,
    /// The words.
    pub content: Vec<Inline>,
}

/// The words of a run of text, without marks of footnotes; a break becomes a space.
pub fn plain_text(content: &[Inline]) -> String {
    fn collect(content: &[Inline], out: &mut String) {
        for inline in content {
            match inline {
                Inline::Text(text) | Inline::Code(text) => out.push_str(text),
                Inline::Strong(inner) | Inline::Emphasis(inner) => collect(inner, out),
                Inline::Link(link) => collect(&link.content, out),
                Inline::Abbreviation(abbreviation) => out.push_str(&abbreviation.short),
                Inline::Passage(passage) => collect(&passage.content, out),
                Inline::NoteRef(_) => {}
                Inline::Break => out.push(' '),
            }
        }
    }
    let mut out = String::new();
    collect(content, &mut out);
    out
}

/// What parts a number from the words after it, where nothing else is said.
pub fn usual_separator(number: &str) -> &'static str {
    if is_worded(number) { ": " } else { " " }
}

/// Whether a number is a word with a number: 'Appendix 4'.
pub fn is_worded(number: &str) -> bool {
    number.contains([' ', '\u{a0}'])
}

impl Heading {
    /// A heading without a number.
    pub fn plain(level: u8, text: Vec<Inline>) -> Self {
        Self { id: NodeId(0), level, number: String::new(), separator: String::new(), text }
    }

    /// A heading with a number and what usually follows it: 'Appendix 4' is words and takes a colon, a bare number or letter a blank.
    pub fn numbered(level: u8, number: String, text: Vec<Inline>) -> Self {
        let separator = if number.is_empty() { "" } else { usual_separator(&number) }.to_owned();
        Self { number, separator, ..Self::plain(level, text) }
    }

    /// Number and words as one line: '1.2 Assessment of risk of harm', 'Appendix 4: Scoring approach'.
    pub fn full_text(&self) -> String {
        format!("{}{}{}", self.number, self.separator, plain_text(&self.text))
    }
}

/// Calls `visit` for every block of a tree in reading order, with parents before children.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match &block.kind {
            BlockKind::Cover(cover) => walk(&cover.small_print, visit),
            BlockKind::Section(section) => walk(&section.blocks, visit),
            BlockKind::List(list) => list.items.iter().for_each(|item| walk(&item.blocks, visit)),
            BlockKind::Definitions(definitions) => definitions.items.iter().for_each(|item| walk(&item.meaning, visit)),
            BlockKind::Table(table) => walk(&table.notes, visit),
            BlockKind::Figure(figure) => {
                if let Some(table) = &figure.data {
                    walk(&table.notes, visit);
                }
            }
            BlockKind::Quote(quote) => walk(&quote.blocks, visit),
            BlockKind::Panel(panel) => {
                if let Some(subtitle) = &panel.subtitle {
                    walk(std::slice::from_ref(subtitle), visit);
                }
                walk(&panel.blocks, visit);
            }
            BlockKind::Contents(_) | BlockKind::Paragraph(_) | BlockKind::Score(_) | BlockKind::Preformatted(_) | BlockKind::Rule => {}
        }
    }
}
