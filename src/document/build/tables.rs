//! Tables: the report's own, and those that are made of its scores and of its framework.

use super::values::{percent, say_percent};
use super::{Builder, block, words};
use crate::diag::{Diagnostic, Span};
use crate::document::outline;
use crate::document::tree::{Align, Block, BlockKind, Cell, Column, Inline, NodeId, ParagraphRole, Row, Scope, Table, plain_text};
use crate::framework::ScoredBy;
use crate::locale::Arg;
use crate::model::report::{ReportTable, TableRow};
use crate::model::score::ScoreOf;
use crate::number::Number;
use crate::scoring::Score;

impl Builder<'_> {
    /// Numbers a table, if the programme has numbers for tables, makes it known and gives it its caption.
    pub(super) fn numbered_table(&mut self, name: &str, caption: Vec<Inline>, table: Table, source: Span) -> Block {
        let own = self.framework.table_titles.iter().find(|(known, _)| known.value == name);
        let caption = own.map_or(caption, |(_, title)| self.framework_line(title));
        if !self.framework.tables_numbered {
            return self.unnumbered_table(name, caption, table, source);
        }
        self.tables += 1;
        let number = self.numbered("table-number", self.tables);
        let anchor = self.anchors.take(&format!("table-{name}"));
        self.referents.add("table", name, &anchor, number.clone());
        let table = Table { number, caption, data_name: Some(self.data_name("table", name)), ..table };
        Block { anchor: Some(anchor), source: Some(source), ..block(BlockKind::Table(table)) }
    }

    /// A table without a number: it is referred to by its title.
    fn unnumbered_table(&mut self, name: &str, caption: Vec<Inline>, table: Table, source: Span) -> Block {
        let anchor = self.anchors.take(&format!("table-{name}"));
        let title = plain_text(&caption);
        let words = match title.as_str() {
            "" => self.locale.say("table-untitled-reference"),
            title => self.locale.say_with("table-unnumbered-reference", &[("title", Arg::Text(title))]),
        };
        self.referents.add("table", name, &anchor, words);
        let table = Table { caption, data_name: Some(self.data_name("table", name)), ..table };
        Block { anchor: Some(anchor), source: Some(source), ..block(BlockKind::Table(table)) }
    }

    /// A name for a data file that no other table or chart has: a table and a chart may share theirs.
    pub(super) fn data_name(&mut self, kind: &str, name: &str) -> String {
        let own = if self.data_names.contains(name) { format!("{kind}-{name}") } else { name.to_owned() };
        self.data_names.insert(own.clone());
        own
    }

    pub(super) fn grades_table(&mut self, span: Span) -> Vec<Block> {
        let rows = self
            .framework
            .criteria()
            .filter_map(|(_, criterion)| match self.scores.criterion(&criterion.number)? {
                Score::Grade(grade) => Some((criterion, self.framework.grades[*grade].clone())),
                Score::NotFollowedUp if criterion.scored_by == ScoredBy::Grade => {
                    Some((criterion, self.framework.not_followed_up.clone().unwrap_or_default()))
                }
                Score::Percentage(_) | Score::NotScored | Score::NotFollowedUp => None,
            })
            .map(|(criterion, grade)| vec![self.criterion_link(criterion), words(grade)])
            .collect::<Vec<_>>();
        if rows.is_empty() && self.report.gaps.scores {
            return Vec::new();
        }
        if rows.is_empty() {
            self.problems.push(
                Diagnostic::error("unknown-insert", "the framework has no graded criteria to put in a table")
                    .at(span, "")
                    .help("remove the insert, or give a section `scored-by: grade`"),
            );
            return Vec::new();
        }
        let labels = &self.framework.labels;
        let columns = vec![
            (words(self.label(labels.criterion.as_ref(), "criterion")), Align::Start),
            (words(self.label(labels.grade.as_ref(), "grade")), Align::Start),
        ];
        let caption = words(self.locale.say("table-grades-caption"));
        vec![self.numbered_table("grades", caption, table_of(columns, rows, true), span)]
    }

    pub(super) fn threads_table(&mut self, span: Span) -> Vec<Block> {
        let mut rows = Vec::new();
        let framework = self.framework;
        let commented = framework.bands_are_stated() && self.scores.threads.iter().any(|thread| thread.score.band.is_some());
        for thread in &framework.threads {
            let Some(score) = self.scores.thread(&thread.key) else { continue };
            let mut cell = words(percent(self.locale, score));
            cell.extend(self.marks(&ScoreOf::Thread(thread.key.clone()), self.scores.earlier.len()));
            let mut row = vec![self.thread_title(thread), cell];
            let band = score.band.and_then(|band| framework.bands.get(band));
            row.extend(commented.then(|| words(band.and_then(|band| band.comment.clone()).unwrap_or_default())));
            rows.push(row);
        }
        if rows.is_empty() && self.report.gaps.scores {
            return Vec::new();
        }
        if rows.is_empty() {
            self.problems.push(
                Diagnostic::error("unknown-insert", "the framework has no threads to put in a table")
                    .at(span, "")
                    .help("remove the insert, or add `threads:` to framework.yaml"),
            );
            return Vec::new();
        }
        let labels = &framework.labels;
        let mut columns = vec![
            (words(self.label(labels.thread.as_ref(), "thread")), Align::Start),
            (words(self.label(labels.score.as_ref(), "score")), Align::Number),
        ];
        columns.extend(commented.then(|| (words(self.label(labels.comment.as_ref(), "comment")), Align::Start)));
        let caption = words(self.locale.say("table-threads-caption"));
        vec![self.numbered_table("threads", caption, table_of(columns, rows, true), span)]
    }

    pub(super) fn report_table(&mut self, table: &ReportTable) -> Block {
        let columns = table
            .columns
            .iter()
            .map(|column| (self.line(&column.title), if column.figures { Align::Number } else { Align::Start }))
            .collect();
        let rows = table.rows.iter().map(|row| match row {
            TableRow::Cells(cells) => cells.iter().map(|cell| self.line(cell)).collect(),
            TableRow::Group(heading) => vec![self.line(heading)],
        });
        let rows = rows.collect();
        let caption = table.title.as_ref().map(|title| self.line(title)).unwrap_or_default();
        let notes = table.notes.as_ref().map(|notes| self.plain_blocks(notes, ParagraphRole::Small)).unwrap_or_default();
        let mut built = Table { notes, ..table_of(columns, rows, table.row_headings) };
        let width = built.columns.len();
        for (row, written) in built.body.iter_mut().zip(&table.rows) {
            if let (TableRow::Group(_), [cell]) = (written, row.cells.as_mut_slice()) {
                over(cell, width, Scope::Row);
            }
        }
        // Without a word in it the row of headings heads nothing.
        if built.head.iter().flat_map(|row| &row.cells).all(|cell| cell.content.is_empty()) {
            built.head.clear();
        }
        if !table.over.is_empty() {
            let row = self.heads_over(table);
            built.head.insert(0, row);
        }
        let source = table.title.as_ref().map_or(table.span, |title| title.span);
        if table.numbered {
            self.numbered_table(&table.name, caption, built, source)
        } else {
            self.unnumbered_table(&table.name, caption, built, source)
        }
    }

    /// The row of headings over several columns; where there is none, its cell is empty.
    fn heads_over(&mut self, table: &ReportTable) -> Row {
        let (mut cells, mut column) = (Vec::new(), 0);
        let cell = |content| Cell { id: NodeId(0), header: Some(Scope::Column), columns: 1, content };
        for (heading, columns) in &table.over {
            cells.extend((column..columns.start).map(|_| cell(Vec::new())));
            let mut heading = cell(self.line(heading));
            over(&mut heading, columns.len(), Scope::Column);
            cells.push(heading);
            column = columns.end;
        }
        cells.extend((column..table.columns.len()).map(|_| cell(Vec::new())));
        Row { id: NodeId(0), cells }
    }

    /// What the areas inspected so far reached in each headline score, beside this one.
    pub(super) fn comparators_table(&mut self, span: Span) -> Vec<Block> {
        let mut rows = Vec::new();
        for thread in &self.framework.threads {
            let of = ScoreOf::Thread(thread.key.clone());
            let comparator = self.scores.comparators.iter().find(|(known, _)| *known == of).map(|(_, comparator)| comparator);
            let (Some(comparator), Some(own)) = (comparator, self.scores.thread(&thread.key)) else { continue };
            let figures = [&comparator.lowest, &comparator.highest, &comparator.average, own];
            let mut row = vec![self.thread_title(thread)];
            row.extend(figures.map(|figure| words(percent(self.locale, figure))));
            let marks = self.marks(&of, self.scores.earlier.len());
            row.last_mut().into_iter().for_each(|own| own.extend(marks.iter().cloned()));
            rows.push(row);
        }
        if rows.is_empty() {
            let help = "remove the insert, or give the framework `threads:` and the reports their scores";
            return self.nothing_to_show("there are no headline scores to compare", help, span);
        }
        let thread = self.label(self.framework.labels.thread.as_ref(), "thread");
        let mut columns = vec![(words(thread), Align::Start)];
        columns.extend(["lowest", "highest", "average"].map(|key| (words(self.locale.say(key)), Align::Number)));
        columns.push((words(self.report.area.value.clone()), Align::Number));
        let caption = words(self.locale.say_with("table-comparators-caption", &[("area", Arg::Text(&self.report.area.value))]));
        vec![self.numbered_table("comparators", caption, table_of(columns, rows, true), span)]
    }

    /// Which criteria count for more.
    pub(super) fn weights_table(&mut self, span: Span) -> Vec<Block> {
        let rows = self
            .framework
            .criteria()
            .filter_map(|(_, criterion)| {
                let name = criterion.weight.as_ref()?;
                let weight = self.framework.weight(criterion);
                let figure = weight.to_decimal(weight.decimals(2));
                Some(vec![self.criterion_link(criterion), words(outline::capitalised(name)), words(figure)])
            })
            .collect::<Vec<_>>();
        if rows.is_empty() {
            let help = "remove the insert, or use the scoring model `esi` and give criteria a `weight:`";
            return self.nothing_to_show("the framework's criteria have no weights", help, span);
        }
        let criterion = self.label(self.framework.labels.criterion.as_ref(), "criterion");
        let columns = vec![
            (words(criterion), Align::Start),
            (words(self.locale.say("importance")), Align::Start),
            (words(self.locale.say("weight")), Align::Number),
        ];
        let caption = words(self.locale.say("table-weights-caption"));
        vec![self.numbered_table("weights", caption, table_of(columns, rows, true), span)]
    }

    /// What each range of scores is called.
    pub(super) fn bands_table(&mut self, span: Span) -> Vec<Block> {
        let framework = self.framework;
        if framework.bands_are_stated() {
            let help = "remove the insert: reports state the band of each score, and which scores it begins at is not published";
            return self.nothing_to_show("the framework's bands have no `from`", help, span);
        }
        let comments = framework.bands.iter().any(|band| band.comment.is_some());
        let mut rows = Vec::new();
        let mut above: Option<i64> = None;
        for band in &framework.bands {
            // What is judged is the printed figure, which is whole.
            let whole = |from: &Number| {
                let whole = from.rounded(0).to_whole()?;
                Some(if Number::whole(whole) < *from { whole + 1 } else { whole })
            };
            let Some(from) = band.from.as_ref().and_then(whole) else { continue };
            let said = |n: i64| say_percent(self.locale, &n.to_string());
            let range = match (above, from) {
                (None, 0) => self.locale.say("band-all"),
                (None, _) => self.locale.say_with("band-from", &[("from", Arg::Text(&said(from)))]),
                (Some(above), 0) => self.locale.say_with("band-below", &[("below", Arg::Text(&said(above)))]),
                (Some(above), _) => {
                    self.locale.say_with("band-between", &[("from", Arg::Text(&said(from))), ("to", Arg::Text(&said(above - 1)))])
                }
            };
            above = Some(from);
            let words_of = band.comment.as_ref().filter(|_| comments).unwrap_or(&band.name);
            rows.push(vec![words(outline::capitalised(&range)), words(words_of.clone())]);
        }
        if rows.is_empty() {
            return self.nothing_to_show("the framework has no bands", "remove the insert, or add `bands:` to framework.yaml", span);
        }
        let labels = &framework.labels;
        let judged = if comments { self.label(labels.comment.as_ref(), "comment") } else { self.locale.say("band") };
        let columns = vec![(words(self.label(labels.score.as_ref(), "score")), Align::Start), (words(judged), Align::Start)];
        let caption = words(self.locale.say("table-bands-caption"));
        vec![self.numbered_table("bands", caption, table_of(columns, rows, true), span)]
    }

    /// The grades with what they mean.
    pub(super) fn grade_scale(&mut self, span: Span) -> Vec<Block> {
        let framework = self.framework;
        let mut rows = Vec::new();
        for (grade, meaning) in framework.grades.iter().zip(&framework.grade_meanings) {
            let Some(meaning) = meaning else { continue };
            rows.push(vec![words(grade.clone()), self.framework_line(meaning)]);
        }
        if rows.is_empty() {
            let help = "remove the insert, or give the grades in framework.yaml a meaning: `- { name: …, meaning: … }`";
            return self.nothing_to_show("the framework's grades have no meaning", help, span);
        }
        let grade = self.label(framework.labels.grade.as_ref(), "grade");
        let columns = vec![(words(grade), Align::Start), (words(self.locale.say("meaning")), Align::Start)];
        let caption = words(self.locale.say("table-grade-scale-caption"));
        vec![self.numbered_table("grade-scale", caption, table_of(columns, rows, true), span)]
    }
}

/// Lets a heading cell stand over several columns.
fn over(cell: &mut Cell, columns: usize, scope: Scope) {
    cell.columns = u16::try_from(columns).unwrap_or(u16::MAX);
    cell.header = Some(scope);
}

pub(super) fn table_of(columns: Vec<(Vec<Inline>, Align)>, rows: Vec<Vec<Vec<Inline>>>, row_headings: bool) -> Table {
    let cell = |content, header| Cell { id: NodeId(0), header, columns: 1, content };
    let aligns = columns.iter().map(|(_, align)| Column { align: *align }).collect();
    let head = Row { id: NodeId(0), cells: columns.into_iter().map(|(title, _)| cell(title, Some(Scope::Column))).collect() };
    let body = rows
        .into_iter()
        .map(|row| {
            let heads = |index| (index == 0 && row_headings).then_some(Scope::Row);
            Row { id: NodeId(0), cells: row.into_iter().enumerate().map(|(index, content)| cell(content, heads(index))).collect() }
        })
        .collect();
    Table {
        number: String::new(),
        caption: Vec::new(),
        caption_id: NodeId(0),
        summary: String::new(),
        columns: aligns,
        head: vec![head],
        body,
        notes: Vec::new(),
        data_name: None,
    }
}
