//! A programme's reports side by side: what its page shows.
//!
//! Scores come in as `scoring` has them; out come the blocks of the page, in order and in words. Areas stand in the order of the
//! alphabet and never by score.

use std::cell::OnceCell;
use std::ops::Range;

use super::build::percent;
use super::markdown::{self, Host, Text, plain};
use super::outline::{Anchors, Referents};
use super::tree::{
    Align, Block, BlockKind, Cell, Column, Heading, Inline, Link, NodeId, Panel, PanelKind, ParagraphRole, Row, Scope, Section,
    SectionKind, Table, Target,
};
use super::wording::{self, Unfilled, Values};
use super::{chart_words, visit};
use crate::date::Date;
use crate::diag::{self, Diagnostic, Problems, Sources, Span, Spanned, unless_errors};
use crate::framework::{Framework, FrameworkSection};
use crate::locale::{Arg, Locale};
use crate::model::Programme;
use crate::scoring::{Percentage, Score, Scores};
use crate::source::image::ImageId;

/// What fragment names of reports begin with: a page turns `report/surrey-2008` into the report's address.
pub const REPORT: &str = "report/";

/// A report as it is compared with others.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// Its folder.
    pub slug: &'a str,
    /// The area inspected.
    pub area: &'a str,
    /// When it was published.
    pub published: Date,
    /// Its scores.
    pub scores: &'a Scores,
    /// The mark of an unpublished one, in words.
    pub state_mark: Option<&'a str>,
}

/// The blocks of a programme's page: what the inspectorate advises on comparing areas, the reports with the scores that sum them up, then
/// a table for each section.
///
/// # Errors
/// What is wrong with the advice.
pub fn programme_blocks(
    programme: &Programme,
    framework: &Framework,
    reports: &[Compared],
    locale: &Locale,
    sources: &Sources,
) -> diag::Result<Vec<Block>> {
    let mut reports = reports.to_vec();
    reports.sort_by(|a, b| {
        let key = |one: &Compared| one.area.to_lowercase();
        key(a).cmp(&key(b)).then(b.published.cmp(&a.published)).then(a.slug.cmp(b.slug))
    });
    let page = Page { framework, reports: &reports, locale };
    let mut problems = Problems::new();
    let mut first = Vec::new();
    if let Some(advice) = &framework.comparison_advice {
        first.push(advice_panel(programme, framework, advice, (locale, sources), &mut problems));
    }
    first.push(page.summary());
    let mut blocks = vec![Page::section("reports", String::new(), locale.say("programme-reports"), first)];
    for section in &framework.sections {
        let number = section.number.clone();
        blocks.push(Page::section(&format!("section-{}", section.number), number, plain(&section.title), vec![page.criteria(section)]));
    }
    number(&mut blocks);
    unless_errors(blocks, problems)
}

/// Whom to turn to, for the pages that belong to no report; empty if the programme does not say.
pub fn contact_blocks(programme: &Programme, sources: &Sources, problems: &mut Problems) -> Vec<Block> {
    let Some(contact) = &programme.contact else { return Vec::new() };
    let mut host = Alone { what: "whom to turn to", sources, problems, anchors: Anchors::default() };
    alone(contact, None, &mut host)
}

/// A text that belongs to no report.
fn alone(source: &Spanned<String>, values: Option<&dyn Values>, host: &mut Alone) -> Vec<Block> {
    let text = Text {
        source: &source.value,
        span: source.span,
        heading_level: None,
        anchor_prefix: "",
        values,
        role: ParagraphRole::Body,
        map: OnceCell::new(),
        lead: 0,
    };
    let mut blocks = markdown::blocks(&text, host);
    Referents::default().resolve_blocks(&mut blocks, host.problems);
    blocks
}

/// The advice in a box.
fn advice_panel(
    programme: &Programme,
    framework: &Framework,
    advice: &Spanned<String>,
    (locale, sources): (&Locale, &Sources),
    problems: &mut Problems,
) -> Block {
    let words = Words { programme, framework, locale };
    let mut host = Alone { what: "the advice on comparing areas", sources, problems, anchors: Anchors::default() };
    let blocks = alone(advice, Some(&words), &mut host);
    let title = vec![Inline::Text(locale.say("programme-advice"))];
    let heading = Some(Heading::plain(3, title));
    let kind = BlockKind::Panel(Panel { kind: PanelKind::Notice, heading, subtitle: None, blocks });
    Block { id: NodeId(0), source: Some(advice.span), anchor: Some("advice".to_owned()), lang: None, kind }
}

/// What placeholders become where there is no report.
struct Words<'a> {
    programme: &'a Programme,
    framework: &'a Framework,
    locale: &'a Locale,
}

impl Values for Words<'_> {
    fn value(&self, name: &str, argument: Option<&str>) -> Result<String, Unfilled> {
        match (name, argument) {
            ("programme", None) => Ok(self.framework.title.clone()),
            ("programme-short", None) => Ok(self.framework.short.clone()),
            ("inspectorate", None) => Ok(self.programme.inspectorate.clone()),
            ("inspectorate-short", None) => Ok(self.programme.inspectorate_short.clone()),
            ("priority-line", None) => {
                let line = self.framework.priority_line.as_ref();
                line.map(|line| chart_words::percent(&line.at, self.locale)).ok_or(Unfilled::NotGiven("priority-line"))
            }
            _ if wording::INSERTS.contains(&name) => Err(Unfilled::InsertAmongWords),
            _ if wording::PLAIN.contains(&name) || wording::SCORES.contains(&name) => Err(Unfilled::NoReport),
            _ => Err(Unfilled::UnknownPlaceholder),
        }
    }
}

/// Reads a text that belongs to no report: nothing can be inserted, pictured or noted there.
struct Alone<'a> {
    /// What the text is, for messages.
    what: &'static str,
    sources: &'a Sources,
    problems: &'a mut Problems,
    anchors: Anchors,
}

impl Alone<'_> {
    fn refuse(&mut self, what: &str, span: Span) {
        self.problems.push(
            Diagnostic::error("unknown-insert", format!("{what} cannot stand in {}", self.what))
                .at(span, "")
                .help("it stands on pages too that belong to no report: use words, lists and links"),
        );
    }
}

impl Host for Alone<'_> {
    fn insert(&mut self, name: &str, _argument: Option<&str>, span: Span, _level: Option<u8>) -> Vec<Block> {
        self.refuse(&format!("{{{name}}}"), span);
        Vec::new()
    }

    fn image(&mut self, _path: &str, span: Span) -> Option<ImageId> {
        self.refuse("a picture", span);
        None
    }

    fn new_note(&mut self) -> usize {
        0
    }

    /// The page has no notes, and a mark without a note is left out.
    fn fill_note(&mut self, _note: usize, blocks: Vec<Block>) {
        if let Some(span) = blocks.first().and_then(|block| block.source) {
            self.refuse("a footnote", span);
        }
    }

    fn anchors(&mut self) -> &mut Anchors {
        &mut self.anchors
    }

    fn place(&self, text: &Text, range: Range<usize>) -> Span {
        text.place(self.sources, range)
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }
}

struct Page<'a> {
    framework: &'a Framework,
    reports: &'a [Compared<'a>],
    locale: &'a Locale,
}

impl Page<'_> {
    fn section(anchor: &str, number: String, title: String, blocks: Vec<Block>) -> Block {
        let heading = Heading::numbered(2, number, vec![Inline::Text(title)]);
        let kind = BlockKind::Section(Section { kind: SectionKind::Part, heading, blocks });
        Block { id: NodeId(0), source: None, anchor: Some(anchor.to_owned()), lang: None, kind }
    }

    /// Every report with its date, its sections' scores, its threads and its overall score.
    fn summary(&self) -> Block {
        let label = |own: &Option<String>, key: &str| own.clone().unwrap_or_else(|| self.locale.say(key));
        let framework = self.framework;
        let mut columns = vec![(self.locale.say("programme-published"), Align::Start)];
        let sections: Vec<&FrameworkSection> = framework
            .sections
            .iter()
            .filter(|section| self.reports.iter().any(|report| report.scores.section(&section.number).is_some()))
            .collect();
        let score = label(&framework.labels.section_score, "section-score");
        for section in &sections {
            let n = ("n", Arg::Text(&section.number));
            let section = self.locale.say_with("section-reference", &[n]);
            columns.push((
                self.locale.say_with("section-score-row", &[("score", Arg::Text(&score)), ("section", Arg::Text(&section))]),
                Align::Number,
            ));
        }
        columns.extend(framework.threads.iter().map(|thread| (plain(&thread.title), Align::Number)));
        let overall = self.reports.iter().any(|report| report.scores.overall.is_some());
        if overall {
            columns.push((label(&framework.labels.overall_score, "overall-score"), Align::Number));
        }
        let rows = self.reports.iter().map(|Compared { published, scores, state_mark, .. }| {
            let date = self.locale.date(*published);
            let mut cells = vec![match state_mark {
                Some(mark) => self.locale.say_with("labelled", &[("label", Arg::Text(mark)), ("value", Arg::Text(&date))]),
                None => date,
            }];
            let figure =
                |percentage: Option<&Percentage>| percentage.map_or_else(String::new, |percentage| percent(self.locale, percentage));
            cells.extend(sections.iter().map(|section| figure(scores.section(&section.number))));
            cells.extend(framework.threads.iter().map(|thread| figure(scores.thread(&thread.key))));
            if overall {
                cells.push(figure(scores.overall.as_ref()));
            }
            cells
        });
        self.table(self.locale.say_with("programme-summary-caption", &[("programme", Arg::Text(&framework.title))]), columns, rows)
    }

    /// The criteria of a section: a column for each.
    fn criteria(&self, section: &FrameworkSection) -> Block {
        let figures = |number: &str| {
            let scores = self.reports.iter().filter_map(|report| report.scores.criterion(number));
            scores.into_iter().all(|score| score.percentage().is_some())
        };
        let columns = section.criteria.iter().map(|criterion| {
            let align = if figures(&criterion.number) { Align::Number } else { Align::Start };
            (self.framework.row_lead(&criterion.number) + &plain(&criterion.title), align)
        });
        let rows = self.reports.iter().map(|report| {
            section
                .criteria
                .iter()
                .map(|criterion| report.scores.criterion(&criterion.number).map_or_else(String::new, |score| self.said(score)))
                .collect()
        });
        let caption = self.locale.say_with("programme-criteria-caption", &[("section", Arg::Text(&plain(&section.title)))]);
        self.table(caption, columns.collect(), rows)
    }

    fn said(&self, score: &Score) -> String {
        match score {
            Score::Percentage(percentage) => percent(self.locale, percentage),
            Score::Grade(grade) => self.framework.grades.get(*grade).cloned().unwrap_or_default(),
            Score::NotScored => self.locale.say("not-scored"),
            Score::NotFollowedUp => self.framework.not_followed_up.clone().unwrap_or_default(),
        }
    }

    /// A table with a row for each report, headed by its area, which leads to it.
    fn table(&self, caption: String, columns: Vec<(String, Align)>, rows: impl Iterator<Item = Vec<String>>) -> Block {
        let cell = |header, content| Cell { id: NodeId(0), header, columns: 1, content };
        let text = |words: String| vec![Inline::Text(words)];
        let area = (self.locale.say("cover-area"), Align::Start);
        let all: Vec<_> = std::iter::once(area).chain(columns).collect();
        let head = Row { id: NodeId(0), cells: all.iter().map(|(title, _)| cell(Some(Scope::Column), text(title.clone()))).collect() };
        let body = self.reports.iter().zip(rows).map(|(Compared { slug, area, .. }, cells)| {
            let content = text((*area).to_owned());
            let link = Link { id: NodeId(0), target: Target::Anchor(format!("{REPORT}{slug}")), content };
            let first = cell(Some(Scope::Row), vec![Inline::Link(link)]);
            Row { id: NodeId(0), cells: std::iter::once(first).chain(cells.into_iter().map(|words| cell(None, text(words)))).collect() }
        });
        let table = Table {
            number: String::new(),
            caption: text(caption),
            caption_id: NodeId(0),
            summary: String::new(),
            columns: all.iter().map(|(_, align)| Column { align: *align }).collect(),
            head: vec![head],
            body: body.collect(),
            notes: Vec::new(),
            data_name: None,
        };
        Block { id: NodeId(0), source: None, anchor: None, lang: None, kind: BlockKind::Table(table) }
    }
}

/// Gives everything its id.
fn number(blocks: &mut [Block]) {
    struct Numbers(u32);
    impl visit::VisitMut for Numbers {
        fn id(&mut self, id: &mut NodeId) {
            *id = NodeId(self.0);
            self.0 += 1;
        }
    }
    visit::blocks(blocks, &mut Numbers(0));
}
