//! The report as a checker reads it: every text as plain words, with where it stands and the way back to its place in the source.
//!
//! Made once for each report from the finished document, so that checks see what readers see (placeholders filled, typographic quotation
//! marks, fixed wording) and in the order in which they see it. What bluebook makes itself (scores in boxes, its own tables and charts,
//! contents) is marked as [`Origin::Made`]: it cannot be wrong by an author's slip.

mod align;
pub mod apposed;
pub mod claims;
mod collect;
pub mod english;
pub mod kinds;
pub mod letters;
pub mod lexicon;
pub mod money;
pub mod numbered;
pub mod people;
mod places;
pub mod quantifiers;
pub mod quotations;
pub mod references;
pub mod scored;
pub mod sentences;
pub mod shares;
pub mod slips;
mod spans;
pub mod standing;
pub mod style;
pub mod tables;
pub mod terms;
pub mod titles;
pub mod told;
pub mod words;

use std::ops::Range;
use std::sync::OnceLock;

use crate::diag::{Sources, Span};
use crate::document::tree::Document;
use crate::document::wording::UNREAD;
use crate::framework::Framework;
use crate::locale::{Lang, Locale};
use crate::model::Programme;
use crate::model::report::Report;
use crate::scoring::Scores;
use lexicon::Lexicon;
use places::Places;
use sentences::Sentence;
use terms::Terms;
use words::Token;

/// A report as checks read it.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The inspectorate and its house rules.
    pub programme: &'a Programme,
    /// The report as it was written.
    pub report: &'a Report,
    /// Its framework.
    pub framework: &'a Framework,
    /// All its scores.
    pub scores: &'a Scores,
    /// The finished document.
    pub document: &'a Document,
    /// The number words and link words of its language.
    pub lexicon: Lexicon,
    /// Every text in reading order.
    pub passages: Vec<Passage<'a>>,
    places: Places,
    terms: OnceLock<Terms>,
    numbered: OnceLock<Vec<numbered::Sighting>>,
}

/// One text: a paragraph, a heading, a cell.
#[derive(Debug)]
pub struct Passage<'a> {
    /// Its place among the report's passages.
    pub index: usize,
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the report.
    pub place: Place<'a>,
    /// Its words without markup, as printed. A line break is a space; marks of footnotes are left out.
    pub words: String,
    /// Words, numbers and punctuation marks, in order.
    pub tokens: Vec<Token>,
    /// For each token its text in lower case as a number: [`terms::id`].
    pub ids: Vec<u64>,
    /// The places of its numbers among the tokens, in order.
    pub numbers: Vec<usize>,
    /// Its sentences; a text without a full stop is one.
    pub sentences: Vec<Sentence>,
    /// What of it is marked up, outer marks before inner ones.
    pub marks: Vec<(Range<usize>, Mark<'a>)>,
    /// Where it was written.
    source: Option<Span>,
    /// The words that it shares with its source, once a diagnostic has pointed into it.
    pairs: OnceLock<align::Pairs>,
    /// What stands inside what.
    spans: spans::Spans,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A heading, without its number.
    Heading,
    /// Running text: a paragraph of prose, a finding, a list item.
    Text,
    /// A criterion's statement.
    Statement,
    /// A criterion's conclusion.
    Conclusion,
    /// A signature, a licence, a table's note: not running text.
    Small,
    /// A cell of a table.
    Cell(CellAt),
    /// A table's or chart's title.
    Caption,
    /// A chart's or picture's alternative text.
    Alternative,
    /// A term that a list explains.
    Term,
}

/// Where a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CellAt {
    /// Which table of the report, from 0.
    pub table: u32,
    /// Its row from 0, heading rows included.
    pub row: u32,
    /// Its first column from 0.
    pub column: u32,
    /// How many columns it takes.
    pub columns: u32,
    /// Whether it stands in the rows of headings.
    pub in_head: bool,
    /// Whether it heads its row or column.
    pub heading: bool,
}

/// Where a text stands in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The fragment name of its part: `foreword`, `section-2`.
    pub part: &'a str,
    /// The section's number, inside a section.
    pub section: Option<&'a str>,
    /// The criterion's number, inside a criterion.
    pub criterion: Option<&'a str>,
    /// What kind of thing it belongs to.
    pub home: Home,
    /// The same for all passages of one finding, recommendation, example, definition or table; a paragraph of prose is one of its own.
    pub unit: u32,
    /// The passage of the heading above it.
    pub heading: Option<usize>,
    /// The innermost list that it is an item of, by number from 1; 0 outside lists.
    pub list: u32,
    /// Whether it stands in a quotation set apart.
    pub quoted: bool,
    /// Who wrote it.
    pub origin: Origin,
}

/// What kind of thing a text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Home {
    /// Prose: a part's text, an introduction, a commentary, a conclusion.
    Prose,
    /// A finding.
    Finding,
    /// A recommendation.
    Recommendation,
    /// A good-practice example.
    Vignette,
    /// The list of abbreviations.
    Abbreviations,
    /// The glossary.
    Glossary,
    /// The people who took part.
    People,
    /// A table.
    Table,
    /// A chart or picture.
    Figure,
    /// A footnote.
    Note,
}

/// Who wrote a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The report's authors.
    Report,
    /// The framework: fixed wording, statements, titles of criteria.
    Framework,
    /// bluebook, from data.
    Made,
}

/// How words are marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark<'a> {
    /// Strong.
    Strong,
    /// Emphasis.
    Emphasis,
    /// Code or a file name.
    Code,
    /// A cross-reference, to this fragment.
    Reference(&'a str),
    /// A link, to this address.
    Link(&'a str),
    /// Words in another language.
    Foreign(&'a Lang),
}

impl<'a> Reading<'a> {
    /// Reads a report.
    pub fn new(
        programme: &'a Programme,
        report: &'a Report,
        scores: &'a Scores,
        document: &'a Document,
        locale: &Locale,
        sources: &'a Sources,
    ) -> Self {
        let lexicon = Lexicon::new(locale);
        let passages = collect::passages(report, document, &lexicon, sources);
        let places = Places::new(&passages);
        Self {
            programme,
            report,
            framework: &report.framework,
            scores,
            document,
            lexicon,
            passages,
            places,
            terms: OnceLock::new(),
            numbered: OnceLock::new(),
        }
    }

    /// Its short forms and terms, read when the first check asks for them.
    pub fn terms(&self) -> &Terms {
        self.terms.get_or_init(|| Terms::new(self))
    }

    /// Texts that the report's authors wrote.
    pub fn written(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.passages.iter().filter(|passage| passage.is_written())
    }

    /// Running text that the report's authors wrote: findings, prose, recommendations, examples, notes.
    pub fn prose(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.passages.iter().filter(|passage| passage.is_prose())
    }

    /// The passages of one finding, paragraph, recommendation, … each, in order.
    pub fn units(&self) -> impl Iterator<Item = &[Passage<'a>]> {
        self.passages.chunk_by(|a, b| a.place.unit == b.place.unit)
    }

    /// The words of the heading above a passage.
    pub fn heading_of(&self, passage: &Passage) -> Option<&Passage<'a>> {
        self.passages.get(passage.place.heading?)
    }
}

impl Passage<'_> {
    /// Whether the report's authors wrote it.
    pub fn is_written(&self) -> bool {
        self.place.origin == Origin::Report
    }

    /// Whether it is running text that the report's authors wrote.
    pub fn is_prose(&self) -> bool {
        self.is_written() && matches!(self.kind, Kind::Text | Kind::Conclusion)
    }

    /// The words of a token.
    pub fn text(&self, token: &Token) -> &str {
        self.words.get(token.range()).unwrap_or("")
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.tokens.clone()).unwrap_or(&[])
    }

    /// The places of the numbers among some of its tokens. Most sentences have none, and most checks of figures need look no further.
    pub fn numbers_in(&self, tokens: Range<usize>) -> &[usize] {
        let from = self.numbers.partition_point(|at| *at < tokens.start);
        let to = self.numbers.partition_point(|at| *at < tokens.end);
        self.numbers.get(from..to).unwrap_or_default()
    }

    /// The place in the source of a range of the words; of the whole text where the two cannot be brought together.
    pub fn span(&self, sources: &Sources, words: Range<usize>) -> Option<Span> {
        self.source.map(|source| {
            let text = sources.slice(source);
            let pairs = self.pairs.get_or_init(|| align::shared(&self.words, text));
            align::place(pairs, &self.words, words, source, text)
        })
    }

    /// Whether a value that could not be read would stand in the sentence of these words, or they belong to a reference that leads nowhere.
    pub fn is_unread_around(&self, words: &Range<usize>) -> bool {
        let touches = |range: &Range<usize>| range.start < words.end.max(words.start + 1) && words.start <= range.end;
        let unread = |range: &Range<usize>| self.words.get(range.clone()).is_some_and(|text| text.contains(UNREAD));
        let nowhere = |mark: &Mark| matches!(mark, Mark::Reference(anchor) if anchor.is_empty());
        let near = self.sentences.partition_point(|sentence| sentence.range.end < words.start);
        self.sentences[near..].iter().take_while(|sentence| touches(&sentence.range)).any(|sentence| unread(&sentence.range))
            || self.marks.iter().any(|(range, mark)| touches(range) && nowhere(mark))
    }

    /// Where the whole text was written.
    pub fn source(&self) -> Option<Span> {
        self.source
    }
}
