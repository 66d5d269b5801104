//! The scores of all criteria against the priority line, each section closed by its mean.

mod alternative;

use std::cmp::Ordering;

use super::{About, ChartWords, DataColumn, count, distance, percent, percent_ticks, shortest};
use crate::document::chart_spec::{Bar, BarGroup, Bars, ChartSpec, Emphasis, Plot};
use crate::document::markdown::plain;
use crate::framework::{Framework, PriorityLine};
use crate::locale::{Arg, Locale};
use crate::model::score::ScoreOf;
use crate::number::Number;
use crate::scoring::{Percentage, Score, Scores};

/// The most criteria that the message names as sharing an extreme.
const NAMED: usize = 3;

/// A criterion with a percentage.
struct Scored<'a> {
    criterion: &'a str,
    score: &'a Percentage,
}

/// The chart of criterion scores against the priority line: bars of all sections that have percentages, each closed by its mean.
/// `None` if no criterion has a percentage.
pub fn criterion_scores(about: &About) -> Option<ChartWords> {
    let About { framework, scores, locale, .. } = *about;
    let teller = Teller { framework, scores, locale, line: framework.priority_line.as_ref() };
    let percentages: Vec<Scored> = (scores.criteria.iter())
        .filter_map(|criterion| match &criterion.score {
            Score::Percentage(score) => Some(Scored { criterion: &criterion.criterion, score }),
            Score::Grade(_) | Score::NotScored | Score::NotFollowedUp => None,
        })
        .collect();
    let headline = teller.headline(&percentages)?;
    let (groups, rows) = teller.groups_and_rows();
    Some(ChartWords {
        headline,
        subtitle: about.subtitle(&locale.say("chart-scores-measure")),
        alt: teller.alternative(&percentages),
        columns: teller.columns(),
        rows,
        spec: ChartSpec {
            name: "criterion-scores".to_owned(),
            plot: Plot::Bars(Bars {
                legend: teller.legend(&groups),
                groups,
                maximum: Number::whole(100),
                ticks: percent_ticks(locale),
                lines: about.reference_lines(),
            }),
        },
    })
}

struct Teller<'a> {
    framework: &'a Framework,
    scores: &'a Scores,
    locale: &'a Locale,
    line: Option<&'a PriorityLine>,
}

impl Teller<'_> {
    /// The message; `None` if there is nothing to say.
    fn headline(&self, scored: &[Scored]) -> Option<String> {
        let (low, high) = (extreme(scored, Ordering::Less)?, extreme(scored, Ordering::Greater)?);
        let (low_score, high_score) = (self.percent(low[0].score), self.percent(high[0].score));
        let n = count(scored.len());
        let total = self.locale.count(n);
        let n_and_total = [("n", Arg::Count(n)), ("total", Arg::Text(&total))];
        if scored.len() == 1 {
            return Some(self.say("chart-scores-one", &[("criteria", Arg::Text(low[0].criterion)), ("score", Arg::Text(&low_score))]));
        }
        if low_score == high_score {
            return Some(self.say("chart-scores-equal", &[&n_and_total[..], &[("score", Arg::Text(&low_score))]].concat()));
        }
        let Some(line) = self.line else {
            let extreme = self.lowest(&low, &low_score);
            let args = [
                ("total", Arg::Text(&total)),
                ("low", Arg::Text(&low_score)),
                ("high", Arg::Text(&high_score)),
                ("extreme", Arg::Text(&extreme)),
            ];
            return Some(self.say("chart-scores-range", &args));
        };
        let at = percent(&line.at, self.locale);
        let reached = count(scored.iter().filter(|scored| !scored.score.below_line).count());
        let opening = self.locale.count_opening(reached);
        let extreme = if reached == 0 { self.highest(&high, &high_score) } else { self.lowest(&low, &low_score) };
        let shared = [&n_and_total[..], &[("at", Arg::Text(&at)), ("extreme", Arg::Text(&extreme))]].concat();
        Some(match reached {
            0 => self.say("chart-scores-none", &shared),
            all if all == n => self.say("chart-scores-all", &shared),
            _ => self.say("chart-scores-some", &[&shared[..], &[("opening", Arg::Text(&opening))]].concat()),
        })
    }

    fn lowest(&self, those: &[&Scored], score: &str) -> String {
        let n = count(those.len());
        if those.len() > NAMED {
            let total = self.locale.count(n);
            return self.say("chart-scores-lowest-shared", &[("total", Arg::Text(&total)), ("score", Arg::Text(score))]);
        }
        let criteria = self.criteria(those);
        self.say("chart-scores-lowest", &[("n", Arg::Count(n)), ("criteria", Arg::Text(&criteria)), ("score", Arg::Text(score))])
    }

    fn highest(&self, those: &[&Scored], score: &str) -> String {
        let n = count(those.len());
        if those.len() > NAMED {
            let total = self.locale.count(n);
            return self.say("chart-scores-highest-shared", &[("total", Arg::Text(&total)), ("score", Arg::Text(score))]);
        }
        let criteria = self.criteria(those);
        self.say("chart-scores-highest", &[("n", Arg::Count(n)), ("criteria", Arg::Text(&criteria)), ("score", Arg::Text(score))])
    }

    /// The bars and the rows of the data, from the same walk, so that both show the same.
    fn groups_and_rows(&self) -> (Vec<BarGroup>, Vec<Vec<String>>) {
        let (mut groups, mut rows) = (Vec::new(), Vec::new());
        for section in &self.framework.sections {
            let scores: Vec<_> = (section.criteria.iter())
                .filter_map(|criterion| Some((criterion, self.scores.criteria.iter().find(|score| score.criterion == criterion.number)?)))
                .collect();
            if !scores.iter().any(|(_, score)| matches!(score.score, Score::Percentage(_))) {
                continue;
            }
            let heading = format!("{} {}", section.number, plain(&section.title));
            let mut bars = Vec::new();
            for (criterion, score) in scores {
                let label = self.framework.row_lead(&criterion.number) + &plain(&criterion.title);
                match &score.score {
                    Score::Percentage(score) => {
                        let emphasis = if self.is_below(score) { Emphasis::BelowLine } else { Emphasis::Plain };
                        rows.push(self.row(label.clone(), &heading, score));
                        bars.push(self.bar(label, score, emphasis));
                    }
                    Score::Grade(_) | Score::NotScored | Score::NotFollowedUp => {
                        // A criterion without a percentage among those with one: its grade stands where its bar would.
                        let printed = match score.score {
                            Score::Grade(grade) => self.framework.grades.get(grade).cloned().unwrap_or_default(),
                            Score::NotFollowedUp => self.framework.not_followed_up.clone().unwrap_or_default(),
                            Score::Percentage(_) | Score::NotScored => self.say("not-scored", &[]),
                        };
                        let mut row = vec![label.clone(), heading.clone(), printed.clone()];
                        let graded = matches!(score.score, Score::Grade(_));
                        let position = || if graded { self.say("chart-position-graded", &[]) } else { printed.clone() };
                        row.extend(self.line.map(|_| position()));
                        rows.push(row);
                        bars.push(Bar { label, value: None, printed, emphasis: Emphasis::Plain });
                    }
                }
            }
            let mean = self.scores.sections.iter().find(|score| score.section == section.number).and_then(|score| score.score.as_ref());
            if let Some(score) = mean {
                let of = ScoreOf::Section(section.number.clone());
                let departs = self.scores.accepted.iter().any(|accepted| {
                    accepted.problem.name == "unreachable-mean" && accepted.subject.as_ref().is_some_and(|subject| subject.of == of)
                });
                let key = if departs { "chart-section-score" } else { "chart-mean" };
                let label = self.say(key, &[("section", Arg::Text(&section.number))]);
                let emphasis = if self.is_below(score) { Emphasis::MeanBelowLine } else { Emphasis::Mean };
                rows.push(self.row(label.clone(), &heading, score));
                bars.push(self.bar(label, score, emphasis));
            }
            groups.push(BarGroup { label: heading, bars });
        }
        (groups, rows)
    }

    fn bar(&self, label: String, score: &Percentage, emphasis: Emphasis) -> Bar {
        // As long as its printed value: a bar of 69.9 labelled 70% would end short of the line that it is said to reach.
        Bar { label, value: Some(score.printed.clone()), printed: self.percent(score), emphasis }
    }

    fn row(&self, label: String, section: &str, score: &Percentage) -> Vec<String> {
        let mut row = vec![label, section.to_owned(), shortest(&score.printed)];
        if let Some(line) = self.line {
            let (side, points) = distance(&score.printed, &line.at);
            let args = [("points", points.arg())];
            row.push(match side {
                Ordering::Greater => self.say("chart-position-above", &args),
                Ordering::Equal => self.say("chart-position-on", &[]),
                Ordering::Less => self.say("chart-position-below", &args),
            });
        }
        row
    }

    fn columns(&self) -> Vec<DataColumn> {
        let mut columns = vec![
            DataColumn { title: self.say("chart-column-criterion", &[]), figures: false },
            DataColumn { title: self.say("chart-column-section", &[]), figures: false },
            DataColumn { title: self.say("chart-column-score", &[]), figures: true },
        ];
        if let Some(line) = self.line {
            let (name, at) = (self.locale.inside_sentence(&line.label), percent(&line.at, self.locale));
            let title = self.say("chart-column-position", &[("line", Arg::Text(&name)), ("at", Arg::Text(&at))]);
            columns.push(DataColumn { title, figures: false });
        }
        columns
    }

    /// What the looks mean, those that occur; nothing if there is but one.
    fn legend(&self, groups: &[BarGroup]) -> Vec<(Emphasis, String)> {
        let name = self.line.map(|line| self.locale.inside_sentence(&line.label)).unwrap_or_default();
        let line = [("line", Arg::Text(&name))];
        let words = |emphasis| match emphasis {
            Emphasis::Plain if self.line.is_none() => self.say("chart-legend-criterion", &[]),
            Emphasis::Plain => self.say("chart-legend-at-or-above", &line),
            Emphasis::BelowLine => self.say("chart-legend-below", &line),
            Emphasis::Mean => self.say("chart-legend-mean", &[]),
            Emphasis::MeanBelowLine => self.say("chart-legend-mean-below", &line),
            // No bar of this chart is one of a series.
            Emphasis::Series(_) => String::new(),
        };
        let occurs =
            |emphasis: &Emphasis| groups.iter().flat_map(|group| &group.bars).any(|bar| bar.value.is_some() && bar.emphasis == *emphasis);
        let looks = [Emphasis::Plain, Emphasis::BelowLine, Emphasis::Mean, Emphasis::MeanBelowLine];
        let legend: Vec<_> = looks.into_iter().filter(occurs).map(|emphasis| (emphasis, words(emphasis))).collect();
        if legend.len() > 1 { legend } else { Vec::new() }
    }

    /// Without a line nothing is below it, whatever a score says.
    fn is_below(&self, score: &Percentage) -> bool {
        self.line.is_some() && score.below_line
    }

    fn percent(&self, score: &Percentage) -> String {
        percent(&score.printed, self.locale)
    }

    fn criteria(&self, those: &[&Scored]) -> String {
        self.locale.list(&those.iter().map(|scored| scored.criterion.to_owned()).collect::<Vec<_>>())
    }

    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.locale.say_with(key, args)
    }
}

/// Those with the lowest or highest printed score, at least one; `None` of nothing.
fn extreme<'a>(scored: &'a [Scored<'a>], side: Ordering) -> Option<Vec<&'a Scored<'a>>> {
    let mut best: Vec<&Scored> = Vec::new();
    for one in scored {
        match best.first().map(|best| one.score.printed.cmp(&best.score.printed)) {
            Some(Ordering::Equal) => best.push(one),
            Some(order) if order != side => {}
            _ => best = vec![one],
        }
    }
    (!best.is_empty()).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::criterion_scores;
    use crate::document::chart_spec::{Bars, Emphasis, Plot};
    use crate::document::chart_words::ChartWords;
    use crate::document::chart_words::testing::{about, framework, line, percentage};
    use crate::number::Number;
    use crate::scoring::{CriterionScore, Score, Scores, SectionScore};

    /// Sections of scores; a score below zero is a grade.
    fn chart(at: Option<i64>, sections: &[&[i64]]) -> Option<ChartWords> {
        let criteria: Vec<Vec<String>> =
            sections.iter().zip(1..).map(|(scores, section)| (1..=scores.len()).map(|n| format!("{section}.{n}")).collect()).collect();
        let mut framework = framework(&criteria);
        framework.priority_line = at.map(line);
        let numbers: Vec<String> = framework.criteria().map(|(_, criterion)| criterion.number.clone()).collect();
        let of = |score: i64| percentage(&framework, Number::whole(score));
        let scores = Scores {
            criteria: (numbers.into_iter().zip(sections.iter().copied().flatten()))
                .map(|(criterion, &score)| CriterionScore {
                    criterion,
                    score: if score < 0 { Score::Grade(1) } else { Score::Percentage(of(score)) },
                })
                .collect(),
            sections: (sections.iter().zip(1..))
                .map(|(scores, section): (_, u8)| SectionScore {
                    section: section.to_string(),
                    score: Number::mean(&scores.iter().filter(|s| **s >= 0).map(|s| Number::whole(*s)).collect::<Vec<_>>())
                        .map(|mean| percentage(&framework, mean)),
                })
                .collect(),
            ..Scores::default()
        };
        criterion_scores(&about(&framework, &scores, "Surrey", "2008-01"))
    }

    fn bars(words: &ChartWords) -> &Bars {
        let Plot::Bars(bars) = &words.spec.plot else { panic!("bars") };
        bars
    }

    fn headline(line: Option<i64>, sections: &[&[i64]]) -> String {
        chart(line, sections).expect("a chart").headline
    }

    const SURREY: [&[i64]; 3] = [&[80, 73, 85, 78, 73], &[66, 58, 64, 84, 66, 74, 77], &[66, 65]];

    #[test]
    fn surrey_in_words() {
        let words = chart(Some(70), &SURREY).expect("a chart");
        assert_eq!(words.headline, "Eight of the 14 criteria scored 70% or more; the lowest was criterion 2.2 at 58%");
        assert_eq!(words.subtitle, "Score of each criterion and mean of each section, per cent, Surrey, fieldwork January 2008");
        assert_eq!(
            words.alt,
            "Bar chart of the scores of 14 criteria, grouped by section. The priority line is at 70%. Eight criteria are on or above it. \
             Six are below it: 2.1, 2.2, 2.3, 2.5, 3.1 and 3.2. The highest score is 85%, for 1.3, and the lowest is 58%, for 2.2. The \
             section means are 78% for section 1, 70% for section 2 and 66% for section 3 (below the line). Section 1: 1.1 at 80%, 1.2 at \
             73%, 1.3 at 85%, 1.4 at 78% and 1.5 at 73%. Section 2: 2.1 at 66%, 2.2 at 58%, 2.3 at 64%, 2.4 at 84%, 2.5 at 66%, 2.6 at \
             74% and 2.7 at 77%. Section 3: 3.1 at 66% and 3.2 at 65%."
        );
        let columns: Vec<_> = words.columns.iter().map(|column| (column.title.as_str(), column.figures)).collect();
        assert_eq!(
            columns,
            [
                ("Criterion or section mean", false),
                ("Section", false),
                ("Score (%)", true),
                ("Compared with the priority line (70%)", false)
            ]
        );
        assert_eq!(words.rows.len(), 17);
        assert_eq!(words.rows[5], ["Mean of section 1", "1 Section title 1", "78", "8 points above"]);
        assert_eq!(words.rows[13], ["Mean of section 2", "2 Section title 2", "70", "on the line"]);
        assert_eq!(words.rows[15], ["3.2 Criterion title 2", "3 Section title 3", "65", "5 points below"]);
        let bars = bars(&words);
        let legend: Vec<_> = bars.legend.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(
            legend,
            ["At or above the priority line", "Below the priority line", "Section mean", "Section mean below the priority line"]
        );
        assert_eq!(bars.lines[0].label, "Priority line (70%)");
        assert_eq!(bars.groups[1].bars[7].emphasis, Emphasis::Mean, "the printed 70 is on the line, though the mean is 69.9");
    }

    #[test]
    fn the_message_follows_the_figures() {
        assert_eq!(headline(Some(70), &[&[70, 71]]), "Both criteria scored 70% or more; the lowest was criterion 1.1 at 70%");
        assert_eq!(
            headline(Some(70), &[&[80, 71, 71]]),
            "All three criteria scored 70% or more; the lowest were criteria 1.2 and 1.3 at 71%"
        );
        assert_eq!(
            headline(Some(70), &[&[60, 69, 0]]),
            "None of the three criteria scored 70% or more; the highest was criterion 1.2 at 69%"
        );
        assert_eq!(
            headline(Some(70), &[&[60, 69]]),
            "Neither of the two criteria scored 70% or more; the highest was criterion 1.2 at 69%"
        );
        assert_eq!(headline(Some(70), &[&[69, 70]]), "One of the two criteria scored 70% or more; the lowest was criterion 1.1 at 69%");
        assert_eq!(
            headline(Some(70), &[&[10; 4], &[90; 7]]),
            "Seven of the 11 criteria scored 70% or more; four criteria share the lowest score, 10%"
        );
        assert_eq!(headline(Some(70), &[&[50, 50]]), "Both criteria scored 50%");
        assert_eq!(headline(Some(70), &[&[50, -1]]), "Criterion 1.1, the only one with a percentage, scored 50%");
        assert_eq!(headline(None, &[&[50, 60]]), "The two criteria scored from 50% to 60%; the lowest was criterion 1.1 at 50%");
    }

    #[test]
    fn the_alternative_follows_the_figures() {
        let alt = |line, sections: &[&[i64]]| chart(line, sections).expect("a chart").alt;
        assert_eq!(
            alt(Some(70), &[&[100]]),
            "Bar chart of the score of one criterion, grouped by section. The priority line is at 70%. Every criterion is on or above it. \
             Every score is 100%. The section mean is 100% for section 1."
        );
        assert!(alt(Some(70), &[&[69, 70]]).contains("One criterion is on or above it. One is below it: 1.1."));
        assert!(alt(Some(70), &[&[1; 31], &[90]]).contains("One criterion is on or above it. 31 are below it. The highest"));
        assert!(alt(Some(70), &[&[1, 2]]).contains("Every criterion is below it. The highest"));
        assert!(!alt(None, &[&[1, 2]]).contains("line"));
    }

    #[test]
    fn a_grade_among_percentages_stands_in_place_of_a_bar() {
        let words = chart(Some(70), &[&[50, -1], &[-1]]).expect("a chart");
        let bars = bars(&words);
        assert_eq!(bars.groups.len(), 1, "a section of grades has no bars");
        assert_eq!((&bars.groups[0].bars[1].value, bars.groups[0].bars[1].printed.as_str()), (&None, "Well met"));
        assert_eq!(words.rows[1], ["1.2 Criterion title 2", "1 Section title 1", "Well met", "graded, not scored"]);
    }

    #[test]
    fn nothing_scored_is_no_chart() {
        assert_eq!(chart(Some(70), &[]), None);
        assert_eq!(chart(Some(70), &[&[-1, -1]]), None);
    }

    #[test]
    fn without_a_line_nothing_is_said_of_one() {
        let words = chart(None, &[&[50, 60]]).expect("a chart");
        let bars = bars(&words);
        assert!(bars.lines.is_empty() && words.columns.len() == 3 && words.rows.iter().all(|row| row.len() == 3));
        assert_eq!(bars.legend.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>(), ["Criterion", "Section mean"]);
    }

    #[test]
    fn rows_have_a_cell_for_each_column() {
        let words = chart(Some(70), &[&[50, -1, 70], &[99]]).expect("a chart");
        assert!(words.rows.iter().all(|row| row.len() == words.columns.len()), "{:?}", words.rows);
    }
}
