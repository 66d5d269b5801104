//! `{table: scoring-summary}`: every score, by section, with a column for each inspection.

use super::tables::table_of;
use super::values::percent;
use super::{Builder, words};
use crate::diag::Span;
use crate::document::tree::{Align, Block, Inline};
use crate::framework::ScoredBy;
use crate::locale::Arg;
use crate::model::score::ScoreOf;
use crate::scoring;
use crate::scoring::{Percentage, Score, Scores};

impl Builder<'_> {
    /// Which inspections have a column for their comments. Where comments follow from the score, a column for several would say little.
    fn with_comments(&self, all: &[&Scores]) -> Vec<bool> {
        let framework = self.framework;
        let any = framework.bands.iter().any(|band| band.comment.is_some());
        if !framework.bands_are_stated() {
            return vec![any && all.len() == 1; all.len()];
        }
        let said = |scores: &Scores| {
            let criteria = scores.criteria.iter().filter_map(|score| score.score.percentage());
            let sections = scores.sections.iter().filter_map(|score| score.score.as_ref());
            criteria.chain(sections).chain(&scores.overall).any(|percentage| percentage.band.is_some())
        };
        all.iter().map(|scores| any && said(scores)).collect()
    }

    /// Every score, by section, with a column for each inspection.
    pub(super) fn scoring_summary(&mut self, span: Span) -> Vec<Block> {
        let framework = self.framework;
        let labels = &framework.labels;
        let all: Vec<&Scores> = self.scores.earlier.iter().chain([self.scores]).collect();
        let comments = self.with_comments(&all);
        let commented = |inspection: usize| comments.get(inspection) == Some(&true);
        let mixed =
            framework.criteria().any(|(_, criterion)| criterion.scored_by == ScoredBy::Grade) || framework.not_followed_up.is_some();
        let align = if mixed { Align::Start } else { Align::Number };
        let mut columns = vec![(words(self.label(labels.criterion.as_ref(), "criterion")), Align::Start)];
        let said = self.label(labels.comment.as_ref(), "comment");
        if framework.inspections.is_empty() {
            columns.push((words(self.label(labels.score.as_ref(), "score")), align));
            columns.extend(commented(0).then(|| (words(said.clone()), Align::Start)));
        }
        for (index, inspection) in framework.inspections.iter().enumerate() {
            columns.push((words(inspection.title.clone()), align));
            columns.extend(commented(index).then(|| (words(self.labelled(&inspection.title, &said)), Align::Start)));
        }
        let width = u16::try_from(columns.len()).unwrap_or(u16::MAX);
        let comment = |percentage: Option<&Percentage>| {
            let band = percentage.and_then(|percentage| framework.bands.get(percentage.band?));
            words(band.and_then(|band| band.comment.clone()).unwrap_or_default())
        };
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        // The rows that head a section, by their place among all.
        let mut heads = Vec::new();
        let total = |builder: &mut Self, label: Vec<Inline>, figures: Vec<Option<Percentage>>, of: Option<&ScoreOf>| {
            figures.iter().any(Option::is_some).then(|| {
                let strong = |text: String| vec![Inline::Strong(words(text))];
                let mut row = vec![vec![Inline::Strong(label)]];
                for (inspection, figure) in figures.iter().enumerate() {
                    let mut cell = figure.as_ref().map_or_else(Vec::new, |figure| strong(percent(builder.locale, figure)));
                    cell.extend(of.map(|of| builder.marks(of, inspection)).unwrap_or_default());
                    row.push(cell);
                    row.extend(commented(inspection).then(|| comment(figure.as_ref())));
                }
                row
            })
        };
        let each = |of: &dyn Fn(&Scores) -> Option<Percentage>| all.iter().map(|scores| of(scores)).collect::<Vec<_>>();
        for section in &framework.sections {
            heads.push(rows.len());
            let heading = self.section_heading(section);
            let mut title = words(format!("{}{}", heading.number, heading.separator));
            title.extend(heading.text);
            rows.push(vec![title]);
            for (index, criterion) in section.criteria.iter().enumerate() {
                if let Some(holder) = section.holders.iter().find(|holder| holder.criteria.start == index) {
                    let held = section.criteria.get(holder.criteria.clone()).unwrap_or_default();
                    let label = self.row_words(&holder.number);
                    rows.extend(total(self, label, each(&|scores| scoring::held(framework, scores, held)), None));
                }
                let mut row = vec![self.criterion_link(criterion)];
                let scores = all.iter().map(|scores| scores.criterion(&criterion.number)).collect::<Vec<_>>();
                let of = ScoreOf::Criterion(criterion.number.clone());
                for (inspection, score) in scores.iter().enumerate() {
                    let mut cell = score.map_or_else(Vec::new, |score| words(self.words.said(score)));
                    cell.extend(self.marks(&of, inspection));
                    row.push(cell);
                    row.extend(commented(inspection).then(|| comment(score.and_then(Score::percentage))));
                }
                rows.push(row);
            }
            let word = self.label(labels.score.as_ref(), "score");
            let section_words = self.section_reference(&section.number);
            let label = self.locale.say_with("section-score-row", &[("score", Arg::Text(&word)), ("section", Arg::Text(&section_words))]);
            let of = ScoreOf::Section(section.number.clone());
            rows.extend(total(self, words(label), each(&|scores| scores.section(&section.number).cloned()), Some(&of)));
        }
        let label = self.label(labels.overall_score.as_ref(), "overall-score");
        rows.extend(total(self, words(label), each(&|scores| scores.overall.clone()), Some(&ScoreOf::Overall)));
        let mut table = table_of(columns, rows, true);
        for row in heads {
            if let Some(cell) = table.body.get_mut(row).and_then(|row| row.cells.first_mut()) {
                cell.columns = width;
            }
        }
        let caption = words(self.locale.say("table-scoring-summary-caption"));
        vec![self.numbered_table("scoring-summary", caption, table, span)]
    }
}
