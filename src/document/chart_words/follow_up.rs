//! The first inspection against the last: every criterion and section that was scored twice, with its change.

mod alternative;

use std::cmp::Ordering;

use super::{About, ChartWords, DataColumn, count, distance, percent_ticks, shortest};
use crate::document::chart_spec::{ChartSpec, Plot, Reading, SpanGroup, SpanMark, SpanRow, Spans};
use crate::document::markdown::plain;
use crate::framework::ScoredBy;
use crate::locale::Arg;
use crate::model::score::ScoreOf;
use crate::number::Number;
use crate::scoring::{Score, Scores, followup};

/// The chart of what has changed between the first inspection and the last. `None` if nothing was scored twice.
pub fn follow_up(about: &About) -> Option<ChartWords> {
    let [first, .., last] = about.framework.inspections.as_slice() else { return None };
    let before = about.scores.earlier.first()?;
    let teller = Teller { about, before, titles: [&first.title, &last.title] };
    let changes = teller.changes();
    let headline = teller.headline(&changes)?;
    let (groups, rows) = teller.groups_and_rows();
    Some(ChartWords {
        headline,
        subtitle: about.subtitle(&teller.measure()),
        alt: teller.alternative(&changes),
        columns: teller.columns(),
        rows,
        spec: ChartSpec {
            name: "follow-up".to_owned(),
            plot: Plot::Spans(
                Spans {
                    groups,
                    maximum: Number::whole(100),
                    ticks: percent_ticks(about.locale),
                    lines: about.reference_lines(),
                    legend: vec![(SpanMark::Before, first.title.clone()), (SpanMark::After, last.title.clone())],
                    note_heading: about.say("chart-follow-up-change", &[]),
                }
                .trimmed(),
            ),
        },
    })
}

struct Teller<'a> {
    about: &'a About<'a>,
    before: &'a Scores,
    titles: [&'a str; 2],
}

/// What has become of the criteria.
#[derive(Default)]
struct Changes<'a> {
    /// In the framework's order: number, and how it has changed.
    improved: Vec<&'a str>,
    fallen: Vec<&'a str>,
    same: Vec<&'a str>,
    /// Those with percentages: number, before, after.
    measured: Vec<(&'a str, &'a Number, &'a Number)>,
    /// Those that the last inspection did not look at.
    not_followed_up: Vec<&'a str>,
}

impl Changes<'_> {
    fn compared(&self) -> usize {
        self.improved.len() + self.fallen.len() + self.same.len()
    }
}

impl<'a> Teller<'a> {
    fn after(&self) -> &'a Scores {
        self.about.scores
    }

    /// The titles of both inspections, as they stand inside a sentence.
    fn names(&self) -> [String; 2] {
        self.titles.map(|title| self.about.locale.inside_sentence(title))
    }

    /// Whether grades stand among the percentages.
    fn graded(&self) -> bool {
        self.about.framework.criteria().any(|(_, criterion)| criterion.scored_by == ScoredBy::Grade)
    }

    fn measure(&self) -> String {
        let [first, last] = self.names();
        let graded = if self.graded() { "yes" } else { "no" };
        self.about
            .say("chart-follow-up-measure", &[("first", Arg::Text(&first)), ("last", Arg::Text(&last)), ("graded", Arg::Text(graded))])
    }

    fn changes(&self) -> Changes<'a> {
        let mut changes = Changes::default();
        for (_, criterion) in self.about.framework.criteria() {
            let number = criterion.number.as_str();
            let (Some(before), Some(after)) = (self.before.criterion(number), self.after().criterion(number)) else { continue };
            let side = match (before, after) {
                (Score::Percentage(before), Score::Percentage(after)) => {
                    changes.measured.push((number, &before.printed, &after.printed));
                    after.printed.cmp(&before.printed)
                }
                (_, Score::NotFollowedUp) => {
                    changes.not_followed_up.push(number);
                    continue;
                }
                _ => match followup::grade_change(self.before, self.after(), number) {
                    Some(steps) => steps.cmp(&0),
                    None => continue,
                },
            };
            match side {
                Ordering::Greater => changes.improved.push(number),
                Ordering::Less => changes.fallen.push(number),
                Ordering::Equal => changes.same.push(number),
            }
        }
        changes
    }

    fn headline(&self, changes: &Changes) -> Option<String> {
        let (n, improved) = (count(changes.compared()), count(changes.improved.len()));
        if n == 0 {
            return None;
        }
        let (total, opening) = (self.about.locale.count(n), self.about.locale.count_opening(improved));
        let args = [("n", Arg::Count(n)), ("total", Arg::Text(&total)), ("opening", Arg::Text(&opening))];
        let key = match improved {
            all if all == n => "chart-follow-up-all",
            0 => "chart-follow-up-none",
            _ => "chart-follow-up-some",
        };
        let message = self.about.say(key, &args);
        let overall = self.movement(&ScoreOf::Overall).map(|(side, before, after)| {
            let args = [("side", Arg::Text(side)), ("before", Arg::Text(&before)), ("after", Arg::Text(&after))];
            self.about.say("chart-follow-up-overall", &args)
        });
        let most = || {
            self.largest(&changes.measured).map(|(side, points, criteria)| {
                let args = [("side", Arg::Text(side)), ("points", Arg::Text(&points)), ("criteria", Arg::Text(&criteria))];
                self.about.say("chart-follow-up-most", &args)
            })
        };
        let Some(rest) = overall.or_else(most) else { return Some(message) };
        Some(self.about.say("chart-message-and-rest", &[("message", Arg::Text(&message)), ("rest", Arg::Text(&rest))]))
    }

    /// How a score has moved: which way, from and to as printed.
    fn movement(&self, of: &ScoreOf) -> Option<(&'static str, String, String)> {
        let (before, after) = (self.before.percentage(of)?, self.after().percentage(of)?);
        Some((side(after.printed.cmp(&before.printed)), self.about.percent(before), self.about.percent(after)))
    }

    /// The largest change of a criterion: which way, by how many points, which; `None` if none changed, or several share it.
    fn largest(&self, measured: &[(&str, &Number, &Number)]) -> Option<(&'static str, String, String)> {
        let size = |before: &Number, after: &Number| if after > before { after.minus(before) } else { before.minus(after) };
        let largest = measured.iter().map(|(_, before, after)| size(before, after)).max()?;
        let mut those = measured.iter().filter(|(_, before, after)| size(before, after) == largest && before != after);
        let (criterion, before, after) = those.next()?;
        those.next().is_none().then(|| (side(after.cmp(before)), self.points(before, after), (*criterion).to_owned()))
    }

    fn points(&self, before: &Number, after: &Number) -> String {
        self.about.say("chart-points", &[("points", distance(after, before).1.arg())])
    }

    /// What is shown of a criterion, and the note beside it. `None` if it was not looked at twice.
    fn reading(&self, number: &str) -> Option<(Reading, String)> {
        let [Some(first), Some(last)] = [self.before, self.after()].map(|scores| scores.criterion(number)) else { return None };
        Some(self.span(&ScoreOf::Criterion(number.to_owned())).unwrap_or_else(|| {
            let then = self.about.locale.inside_sentence(&self.said(last));
            let before = self.said(first);
            let words = [("before", Arg::Text(before.as_str())), ("after", Arg::Text(&then))];
            let compared = matches!((first, last), (Score::Grade(_), Score::Grade(_)));
            let key = if compared { "chart-follow-up-words" } else { "chart-follow-up-words-not" };
            let steps = followup::grade_change(self.before, self.after(), number);
            (Reading::Words(self.about.say(key, &words)), steps.map(|steps| self.steps(steps)).unwrap_or_default())
        }))
    }

    fn of_criterion(&self, number: &str) -> Option<(&'static str, String, String)> {
        self.movement(&ScoreOf::Criterion(number.to_owned()))
    }

    /// The rows of the picture and of the data, from the same walk, so that both show the same.
    fn groups_and_rows(&self) -> (Vec<SpanGroup>, Vec<Vec<String>>) {
        let (mut groups, mut rows) = (Vec::new(), Vec::new());
        for section in &self.about.framework.sections {
            let heading = format!("{} {}", section.number, plain(&section.title));
            let mut spans = Vec::new();
            for criterion in &section.criteria {
                let label = self.about.framework.row_lead(&criterion.number) + &plain(&criterion.title);
                let of = ScoreOf::Criterion(criterion.number.clone());
                let scores = [self.before, self.after()].map(|scores| scores.criterion(&criterion.number));
                let [Some(first), Some(last)] = scores else { continue };
                let Some((reading, note)) = self.reading(&criterion.number) else { continue };
                let change = self.signed(&of).unwrap_or_else(|| note.clone());
                rows.push(vec![label.clone(), heading.clone(), self.cell(first), self.cell(last), change]);
                spans.push(SpanRow { label, strong: false, reading, note });
            }
            let label = self.about.say("chart-follow-up-section", &[("section", Arg::Text(&section.number))]);
            self.sum(&ScoreOf::Section(section.number.clone()), label, &heading, &mut spans, &mut rows);
            if !spans.is_empty() {
                groups.push(SpanGroup { label: heading, rows: spans });
            }
        }
        let mut last = Vec::new();
        for thread in &self.about.framework.threads {
            self.sum(&ScoreOf::Thread(thread.key.clone()), plain(&thread.title), "", &mut last, &mut rows);
        }
        let own = self.about.framework.labels.overall_score.clone();
        let label = own.unwrap_or_else(|| self.about.say("overall-score", &[]));
        self.sum(&ScoreOf::Overall, label, "", &mut last, &mut rows);
        if !last.is_empty() {
            groups.push(SpanGroup { label: String::new(), rows: last });
        }
        (groups, rows)
    }

    /// A row that sums up others, if there is a score for it at both inspections.
    fn sum(&self, of: &ScoreOf, label: String, heading: &str, spans: &mut Vec<SpanRow>, rows: &mut Vec<Vec<String>>) {
        let Some((reading, note)) = self.span(of) else { return };
        let figure = |scores: &Scores| scores.percentage(of).map(|score| shortest(&score.printed)).unwrap_or_default();
        let change = self.signed(of).unwrap_or_default();
        rows.push(vec![label.clone(), heading.to_owned(), figure(self.before), figure(self.after()), change]);
        spans.push(SpanRow { label, strong: true, reading, note });
    }

    /// From before to after, with the change as printed.
    fn span(&self, of: &ScoreOf) -> Option<(Reading, String)> {
        let (before, after) = (self.before.percentage(of)?, self.after().percentage(of)?);
        let note = self.signed(of)?;
        Some((Reading::Change { before: self.about.place(before), after: self.about.place(after) }, note))
    }

    /// '+26', '-3', '0'. A hyphen: not every font has a minus, and spreadsheets read it as one.
    fn signed(&self, of: &ScoreOf) -> Option<String> {
        let change = followup::change(self.before, self.after(), of)?;
        let zero = Number::whole(0);
        let size = shortest(&if change < zero { zero.minus(&change) } else { change.clone() });
        Some(match change.cmp(&zero) {
            Ordering::Greater => format!("+{size}"),
            Ordering::Equal => size,
            Ordering::Less => format!("-{size}"),
        })
    }

    /// 'up 1 grade'.
    fn steps(&self, steps: i64) -> String {
        let args = [("side", Arg::Text(side(steps.cmp(&0)))), ("n", Arg::Count(steps.unsigned_abs()))];
        self.about.say("chart-follow-up-grades", &args)
    }

    fn said(&self, score: &Score) -> String {
        let framework = self.about.framework;
        match score {
            Score::Percentage(score) => self.about.percent(score),
            Score::Grade(grade) => framework.grades.get(*grade).cloned().unwrap_or_default(),
            Score::NotFollowedUp => framework.not_followed_up.clone().unwrap_or_default(),
            Score::NotScored => self.about.say("not-scored", &[]),
        }
    }

    /// A cell of the data: a figure without its sign, since the column's heading has it.
    fn cell(&self, score: &Score) -> String {
        score.percentage().map_or_else(|| self.said(score), |score| shortest(&score.printed))
    }

    fn columns(&self) -> Vec<DataColumn> {
        // A column with words among its figures is one of words.
        let graded = self.graded() || self.about.framework.not_followed_up.is_some();
        let key = if graded { "chart-follow-up-column-mixed" } else { "chart-follow-up-column" };
        let of = |title: &str| {
            let title = self.about.say(key, &[("inspection", Arg::Text(title))]);
            if graded { DataColumn::words(title) } else { DataColumn::figures(title) }
        };
        let change = self.about.say("chart-follow-up-column-change", &[]);
        vec![
            DataColumn::words(self.about.say("chart-follow-up-column-criterion", &[])),
            DataColumn::words(self.about.say("chart-column-section", &[])),
            of(self.titles[0]),
            of(self.titles[1]),
            if graded { DataColumn::words(change) } else { DataColumn::figures(change) },
        ]
    }
}

/// Which way something went, as the locale's messages ask.
fn side(order: Ordering) -> &'static str {
    match order {
        Ordering::Greater => "up",
        Ordering::Equal => "same",
        Ordering::Less => "down",
    }
}

#[cfg(test)]
mod tests {
    use super::follow_up;
    use crate::document::chart_spec::{Plot, Reading};
    use crate::document::chart_words::ChartWords;
    use crate::document::chart_words::testing::{about, framework, percentage};
    use crate::framework::{Framework, Inspection, ScoredBy};
    use crate::number::Number;
    use crate::scoring::{CriterionScore, Score, Scores, SectionScore};

    /// A score as written below: a percentage, or a grade from 'V'ery well to 'P'artly, or 'N'ot followed up.
    fn score(framework: &Framework, text: &str) -> Score {
        match text {
            "V" => Score::Grade(0),
            "W" => Score::Grade(1),
            "S" => Score::Grade(2),
            "P" => Score::Grade(3),
            "N" => Score::NotFollowedUp,
            number => Score::Percentage(percentage(framework, Number::parse_decimal(number, 2).expect("a score"))),
        }
    }

    type Rows<'a> = &'a [(&'a str, &'a str, &'a str)];

    fn chart(criteria: Rows, sections: Rows, overall: Option<(i64, i64)>) -> Option<ChartWords> {
        let mut by_section: Vec<Vec<&str>> = Vec::new();
        for (number, ..) in criteria {
            match by_section.last_mut().filter(|section| section[0][..1] == number[..1]) {
                Some(section) => section.push(number),
                None => by_section.push(vec![number]),
            }
        }
        let mut framework = framework(&by_section);
        for section in &mut framework.sections {
            for criterion in &mut section.criteria {
                let graded = criteria.iter().any(|row| row.0 == criterion.number && row.1.parse::<f32>().is_err());
                criterion.scored_by = if graded { ScoredBy::Grade } else { ScoredBy::Percentage };
            }
        }
        framework.inspections = [("original", "Original inspection"), ("follow-up", "Follow-up inspection")]
            .map(|(key, title)| Inspection { key: key.to_owned(), title: title.to_owned() })
            .to_vec();
        let scores = |of: fn(&(&str, &str, &str)) -> String, overall: Option<i64>| Scores {
            criteria: (criteria.iter())
                .map(|row| CriterionScore { criterion: row.0.to_owned(), score: score(&framework, &of(row)) })
                .collect(),
            sections: (sections.iter())
                .map(|row| SectionScore { section: row.0.to_owned(), score: score(&framework, &of(row)).percentage().cloned() })
                .collect(),
            overall: overall.map(|overall| percentage(&framework, Number::whole(overall))),
            ..Scores::default()
        };
        let before = scores(|row| row.1.to_owned(), overall.map(|(before, _)| before));
        let scores = Scores { earlier: vec![before], ..scores(|row| row.2.to_owned(), overall.map(|(_, after)| after)) };
        follow_up(&about(&framework, &scores, "South Wales", "2005"))
    }

    const SOUTH_WALES: Rows = &[
        ("A1", "P", "W"),
        ("A2", "P", "W"),
        ("A3", "P", "S"),
        ("A4", "P", "W"),
        ("A5", "P", "N"),
        ("B1", "43", "69"),
        ("B2", "40", "82"),
        ("B3", "43", "56"),
        ("B4", "56", "86"),
        ("C1", "75", "85"),
        ("C2", "52", "73"),
        ("C3", "62", "91"),
        ("C4", "59", "93"),
        ("C5", "58", "75"),
        ("D1", "55", "57"),
        ("D2", "50", "71"),
        ("D3", "P", "S"),
        ("D4", "67", "91"),
    ];

    fn south_wales() -> ChartWords {
        chart(SOUTH_WALES, &[("B", "44", "71"), ("C", "62", "83"), ("D", "60", "73")], Some((56, 76))).expect("a chart")
    }

    #[test]
    fn south_wales_in_words() {
        let words = south_wales();
        assert_eq!(words.headline, "All 17 criteria inspected twice improved; the overall score rose from 56% to 76%");
        assert_eq!(
            words.subtitle,
            "Scores at the original inspection and at the follow-up inspection, per cent or grade, South Wales, fieldwork 2005"
        );
        assert_eq!(
            words.alt,
            "Chart of the scores at the original inspection and at the follow-up inspection, by section, with the change in percentage \
             points. Seventeen criteria were inspected twice: 17 improved, none fell and none stayed the same. The largest change was in \
             criterion B2, which rose by 42 points, from 40% to 82%. Section B rose from 44% to 71%, section C rose from 62% to 83% and \
             section D rose from 60% to 73%. The overall score rose from 56% to 76%. Criterion A5 was not followed up. \
             Section A: A1 (Partly met, then well met), A2 (Partly met, then well met), A3 (Partly met, then satisfactorily met), A4 \
             (Partly met, then well met) and A5 (Partly met; not followed up). Section B: B1 (43% to 69%), B2 (40% to 82%), B3 (43% to \
             56%) and B4 (56% to 86%). Section C: C1 (75% to 85%), C2 (52% to 73%), C3 (62% to 91%), C4 (59% to 93%) and C5 (58% to \
             75%). Section D: D1 (55% to 57%), D2 (50% to 71%), D3 (Partly met, then satisfactorily met) and D4 (67% to 91%)."
        );
        assert_eq!(words.rows.len(), 18 + 3 + 1);
        assert_eq!(words.rows[0], ["A1 Criterion title 1", "A Section title A", "Partly met", "Well met", "up 2 grades"]);
        assert_eq!(words.rows[4], ["A5 Criterion title 5", "A Section title A", "Partly met", "Not followed up", ""]);
        assert_eq!(words.rows[5], ["B1 Criterion title 1", "B Section title B", "43", "69", "+26"]);
        assert_eq!(words.rows[9], ["Section B", "B Section title B", "44", "71", "+27"]);
        assert_eq!(words.rows[21], ["Overall score", "", "56", "76", "+20"]);
        assert!(words.rows.iter().all(|row| row.len() == words.columns.len()));
    }

    #[test]
    fn south_wales_in_marks() {
        let Plot::Spans(spans) = south_wales().spec.plot else { panic!("spans") };
        assert_eq!(spans.groups.iter().map(|group| group.rows.len()).collect::<Vec<_>>(), [5, 5, 6, 5, 1]);
        let a3 = &spans.groups[0].rows[2];
        assert_eq!((&a3.reading, a3.note.as_str()), (&Reading::Words("Partly met, then satisfactorily met".to_owned()), "up 1 grade"));
        let Reading::Change { before, after } = &spans.groups[1].rows[1].reading else { panic!("a change") };
        assert_eq!((before.printed.as_str(), after.printed.as_str()), ("40%", "82%"));
        assert_eq!(
            spans.legend.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>(),
            ["Original inspection", "Follow-up inspection"]
        );
        assert!(spans.groups[1].rows[4].strong && spans.groups[1].rows[4].label == "Section B");
    }

    #[test]
    fn the_message_follows_the_figures() {
        let headline = |rows| chart(rows, &[], None).map(|words| words.headline);
        assert_eq!(headline(&[]), None);
        assert_eq!(headline(&[("A1", "P", "N")]), None, "nothing was inspected twice");
        assert_eq!(headline(&[("A1", "P", "V")]).as_deref(), Some("The one criterion inspected twice improved"));
        assert_eq!(
            headline(&[("A1", "50", "60"), ("A2", "50", "40.5")]).as_deref(),
            Some("One of the two criteria inspected twice improved; the largest change was in criterion A1, which rose by 10 points")
        );
        assert_eq!(
            headline(&[("A1", "50", "50"), ("A2", "P", "P")]).as_deref(),
            Some("Neither of the two criteria inspected twice improved")
        );
        let words = chart(&[("A1", "50", "49"), ("A2", "V", "P"), ("A3", "70", "70")], &[], Some((60, 60))).expect("a chart");
        assert_eq!(words.headline, "None of the three criteria inspected twice improved; the overall score stayed at 60%");
        assert_eq!(words.rows[0][4], "-1");
        assert_eq!(words.rows[1][4], "down 3 grades");
        assert!(
            words.alt.contains("Three criteria were inspected twice: none improved, two fell and one stayed the same."),
            "{}",
            words.alt
        );
        assert!(words.alt.contains("Criteria A1 and A2 fell. Criterion A3 stayed the same."), "{}", words.alt);
    }

    #[test]
    fn one_inspection_is_no_follow_up() {
        let framework = framework(&[vec!["1.1"]]);
        assert_eq!(follow_up(&about(&framework, &Scores::default(), "Surrey", "2008")), None);
    }
}
