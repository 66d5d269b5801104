//! A programme's reports side by side: what its page shows.
//!
//! Scores come in as `scoring` has them; out come the blocks of the page, in order and in words. Areas stand in the order of the
//! alphabet and never by score.

use super::build::percent;
use super::tree::{Align, Block, BlockKind, Cell, Column, Heading, Inline, Link, NodeId, Row, Scope, Section, SectionKind, Table, Target};
use crate::framework::{Framework, FrameworkSection};
use crate::locale::{Arg, Locale};
use crate::model::Report;
use crate::scoring::{Percentage, Score, Scores};

/// What fragment names of reports begin with: a page turns `report/surrey-2008` into the report's address.
pub const REPORT: &str = "report/";

/// A report as it is compared with others.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its scores.
    pub scores: &'a Scores,
    /// The mark of an unpublished one, in words.
    pub state_mark: Option<&'a str>,
}

/// The blocks of a programme's page: its reports with the scores that sum them up, then a table for each section.
pub fn programme_blocks(framework: &Framework, reports: &[Compared], locale: &Locale) -> Vec<Block> {
    let mut reports = reports.to_vec();
    reports.sort_by(|a, b| {
        let key = |one: &Compared| one.report.area.value.to_lowercase();
        key(a).cmp(&key(b)).then(b.report.published.value.cmp(&a.report.published.value)).then(a.report.slug.cmp(&b.report.slug))
    });
    let page = Page { framework, reports: &reports, locale };
    let mut blocks = vec![Page::section("reports", String::new(), locale.say("programme-reports"), vec![page.summary()])];
    for section in &framework.sections {
        let number = section.number.clone();
        blocks.push(Page::section(&format!("section-{}", section.number), number, section.title.clone(), vec![page.criteria(section)]));
    }
    number(&mut blocks);
    blocks
}

struct Page<'a> {
    framework: &'a Framework,
    reports: &'a [Compared<'a>],
    locale: &'a Locale,
}

impl Page<'_> {
    fn section(anchor: &str, number: String, title: String, blocks: Vec<Block>) -> Block {
        let heading = Heading { id: NodeId(0), level: 2, number, text: vec![Inline::Text(title)] };
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
        columns.extend(framework.threads.iter().map(|thread| (thread.title.clone(), Align::Number)));
        let overall = self.reports.iter().any(|report| report.scores.overall.is_some());
        if overall {
            columns.push((label(&framework.labels.overall_score, "overall-score"), Align::Number));
        }
        let rows = self.reports.iter().map(|Compared { report, scores, state_mark }| {
            let date = self.locale.date(report.published.value);
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
            (format!("{} {}", criterion.number, criterion.title), align)
        });
        let rows = self.reports.iter().map(|report| {
            section
                .criteria
                .iter()
                .map(|criterion| report.scores.criterion(&criterion.number).map_or_else(String::new, |score| self.said(score)))
                .collect()
        });
        let caption = self.locale.say_with("programme-criteria-caption", &[("section", Arg::Text(&section.title))]);
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
        let body = self.reports.iter().zip(rows).map(|(Compared { report, .. }, cells)| {
            let content = text(report.area.value.clone());
            let link = Link { id: NodeId(0), target: Target::Anchor(format!("{REPORT}{}", report.slug)), content };
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
    impl super::visit::VisitMut for Numbers {
        fn id(&mut self, id: &mut NodeId) {
            *id = NodeId(self.0);
            self.0 += 1;
        }
    }
    super::visit::blocks(blocks, &mut Numbers(0));
}
