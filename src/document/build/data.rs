//! Tables that only the data files hold: every score with what it rests on, and everything that stands although a check objects.

use super::remarks::thread_title;
use super::tables::table_of;
use super::values::percent;
use super::{Builder, words};
use crate::document::markdown;
use crate::document::tree::{Align, Departure, Inline, Table, plain_text};
use crate::locale::Arg;
use crate::model::report::{ACCEPTED, ALL_SCORES};
use crate::model::score::ScoreOf;
use crate::scoring::{Percentage, Scores};

/// The columns of what a score rests on.
const RESTS_ON: [&str; 6] = ["behind-model", "behind-cases", "behind-relevant-cases", "behind-answers", "behind-above", "scores-remark"];

impl Builder<'_> {
    /// Those of them that hold anything.
    pub(super) fn data_tables(&self, accepted: &[Departure]) -> Vec<Table> {
        [self.all_scores(), self.all_accepted(accepted)].into_iter().flatten().collect()
    }

    fn data_table(&self, name: &str, title: &str, columns: Vec<(&str, Align)>, rows: Vec<Vec<String>>) -> Option<Table> {
        if rows.is_empty() {
            return None;
        }
        let columns = columns.into_iter().map(|(key, align)| (words(self.locale.say(key)), align)).collect();
        let cell = |text: String| if text.is_empty() { Vec::new() } else { vec![Inline::Text(text)] };
        let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
        let table = table_of(columns, rows, false);
        Some(Table { caption: words(self.locale.say(title)), data_name: Some(name.to_owned()), ..table })
    }

    /// One row for each score of each inspection.
    fn all_scores(&self) -> Option<Table> {
        let all: Vec<&Scores> = self.scores.earlier.iter().chain([self.scores]).collect();
        let several = !self.framework.inspections.is_empty();
        let computed = !self.scores.provenance.is_empty();
        let mut columns = Vec::new();
        if several {
            columns.push(("scores-inspection", Align::Start));
        }
        columns.extend(["scores-kind", "scores-number", "scores-title", "score", "band"].map(|key| (key, Align::Start)));
        if computed {
            columns.extend(
                RESTS_ON.map(|key| (key, if matches!(key, "behind-model" | "scores-remark") { Align::Start } else { Align::Number })),
            );
        }
        let mut rows = Vec::new();
        for (index, scores) in all.iter().enumerate() {
            for (of, score, percentage) in self.scores_of(scores) {
                let mut row: Vec<String> = Vec::new();
                if several {
                    row.extend(self.framework.inspections.get(index).map(|inspection| inspection.title.clone()));
                }
                row.extend(self.named(&of));
                let band = percentage.and_then(|percentage| self.framework.bands.get(percentage.band?));
                row.extend([score, band.map(|band| band.comment.as_ref().unwrap_or(&band.name).clone()).unwrap_or_default()]);
                if computed {
                    row.extend(self.rests_on(scores, &of));
                }
                rows.push(row);
            }
        }
        self.data_table(ALL_SCORES, "scores-data-caption", columns, rows)
    }

    /// The scores of an inspection as they are printed, in the order of the report.
    fn scores_of<'s>(&self, scores: &'s Scores) -> Vec<(ScoreOf, String, Option<&'s Percentage>)> {
        let mut found = Vec::new();
        for section in &self.framework.sections {
            for criterion in &section.criteria {
                let Some(score) = scores.criterion(&criterion.number) else { continue };
                found.push((ScoreOf::Criterion(criterion.number.clone()), self.words.said(score), score.percentage()));
            }
            let score = scores.section(&section.number);
            found.extend(score.map(|score| (ScoreOf::Section(section.number.clone()), percent(self.locale, score), Some(score))));
        }
        let threads = scores.threads.iter().map(|thread| (ScoreOf::Thread(thread.thread.clone()), &thread.score));
        let percentages = threads.chain(scores.overall.iter().map(|score| (ScoreOf::Overall, score)));
        found.extend(percentages.map(|(of, score)| (of, percent(self.locale, score), Some(score))));
        found
    }

    /// What a score is of: kind, number or key, title.
    fn named(&self, of: &ScoreOf) -> [String; 3] {
        let labels = &self.framework.labels;
        match of {
            ScoreOf::Criterion(number) => {
                let title = self.framework.criterion(number).map(|(_, criterion)| markdown::plain(&criterion.title));
                [self.label(labels.criterion.as_ref(), "criterion"), number.clone(), title.unwrap_or_default()]
            }
            ScoreOf::Section(number) => {
                let title =
                    self.framework.sections.iter().find(|section| section.number == *number).map(|section| markdown::plain(&section.title));
                [self.label(labels.section_heading.as_ref(), "section"), number.clone(), title.unwrap_or_default()]
            }
            ScoreOf::Thread(key) => [self.label(labels.thread.as_ref(), "thread"), key.clone(), thread_title(self.framework, key)],
            ScoreOf::Overall => [self.label(labels.overall_score.as_ref(), "overall-score"), String::new(), String::new()],
        }
    }

    /// What a computed score rests on, a cell for each of those columns.
    fn rests_on(&self, scores: &Scores, of: &ScoreOf) -> [String; 6] {
        let Some(provenance) = scores.provenance(of) else { return Default::default() };
        let digits = |n: u64| self.locale.digits(n);
        let smallest = self.framework.scoring.smallest_base;
        [
            provenance.model.to_owned(),
            digits(provenance.cases.into()),
            digits(provenance.relevant_cases.into()),
            digits(provenance.answers()),
            digits(provenance.above()),
            if provenance.small_base {
                self.locale.say_with("small-base-note", &[("cases", Arg::Count(smallest.into()))])
            } else {
                String::new()
            },
        ]
    }

    /// Everything that stands by leave.
    pub(super) fn departures(&mut self) -> Vec<Departure> {
        let scores = self.scores;
        let each = scores.accepted.iter().map(|accepted| {
            let place = accepted.problem.labels.first().map(|label| label.span);
            Departure {
                what: accepted.subject.as_ref().map(|subject| self.subject_words(subject)).unwrap_or_default(),
                file: place.map(|span| self.short_path(span).to_owned()).unwrap_or_default(),
                line: place.map_or(1, |span| self.sources.line_column(span).line),
                check: accepted.problem.name.to_owned(),
                problem: accepted.problem.message.clone(),
                reason: self.reason(&accepted.allow).iter().map(|content| plain_text(content)).collect::<Vec<_>>().join(" "),
                note: accepted.allow.note,
            }
        });
        each.collect()
    }

    /// One row for each of them.
    fn all_accepted(&self, accepted: &[Departure]) -> Option<Table> {
        let columns =
            ["accepted-what", "accepted-file", "accepted-line", "accepted-check", "accepted-said", "accepted-reason", "accepted-note"];
        let rows = accepted.iter().map(|departure| {
            let Departure { what, file, line, check, problem, reason, note } = departure.clone();
            let printed = self.locale.say(if note { "accepted-note-yes" } else { "accepted-note-no" });
            vec![what, file, line.to_string(), check, problem, reason, printed]
        });
        let align = |key| (key, if key == "accepted-line" { Align::Number } else { Align::Start });
        self.data_table(ACCEPTED, "accepted-title", columns.map(align).into(), rows.collect())
    }
}
