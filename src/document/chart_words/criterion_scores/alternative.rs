//! The scores of all criteria in prose: where the line is, who is on which side of it, extremes, means, and every score.

use std::cmp::Ordering;

use super::super::{LISTED, count, percent};
use super::{Scored, Teller, extreme};
use crate::framework::{FrameworkSection, PriorityLine};
use crate::locale::Arg;

impl Teller<'_> {
    /// The alternative: what it is, where the line is, who is on which side, the extremes, the means.
    pub(super) fn alternative(&self, scored: &[Scored]) -> String {
        let n = count(scored.len());
        let total = self.locale.count(n);
        let mut sentences = vec![self.say("chart-alt-scores", &[("n", Arg::Count(n)), ("total", Arg::Text(&total))])];
        if let Some(line) = self.line {
            self.sides(line, scored, &mut sentences);
        }
        for line in &self.framework.further_lines {
            let (name, at) = (self.locale.inside_sentence(&line.label), percent(&line.at, self.locale));
            sentences.push(self.say("chart-alt-line", &[("line", Arg::Text(&name)), ("at", Arg::Text(&at))]));
        }
        if let (Some(low), Some(high)) = (extreme(scored, Ordering::Less), extreme(scored, Ordering::Greater)) {
            let (low_score, high_score) = (self.percent(low[0].score), self.percent(high[0].score));
            sentences.push(if low_score == high_score {
                self.say("chart-alt-equal", &[("score", Arg::Text(&low_score))])
            } else {
                let (lowest, highest) = (self.criteria(&low), self.criteria(&high));
                let args = [
                    ("high", Arg::Text(&high_score)),
                    ("highest", Arg::Text(&highest)),
                    ("low", Arg::Text(&low_score)),
                    ("lowest", Arg::Text(&lowest)),
                ];
                self.say("chart-alt-extremes", &args)
            });
        }
        let means: Vec<String> = (self.scores.sections.iter())
            .filter_map(|section| section.score.as_ref().map(|score| (&section.section, score)))
            .map(|(section, score)| {
                let value = self.percent(score);
                let args = [("score", Arg::Text(&value)), ("section", Arg::Text(section))];
                if self.is_below(score) { self.say("chart-alt-mean-below", &args) } else { self.say("chart-alt-mean", &args) }
            })
            .collect();
        if !means.is_empty() {
            let list = self.locale.list(&means);
            sentences.push(self.say("chart-alt-means", &[("n", Arg::Count(count(means.len()))), ("list", Arg::Text(&list))]));
        }
        if scored.len() > 1 {
            sentences.extend(self.framework.sections.iter().filter_map(|section| self.values(section, scored)));
        }
        sentences.join(" ")
    }

    /// Every score of a section: on paper there is no table beside the picture.
    fn values(&self, section: &FrameworkSection, scored: &[Scored]) -> Option<String> {
        let here = scored.iter().filter(|scored| section.criteria.iter().any(|criterion| criterion.number == scored.criterion));
        let values: Vec<String> = here
            .map(|scored| {
                let score = self.percent(scored.score);
                self.say("chart-alt-value", &[("criteria", Arg::Text(scored.criterion)), ("score", Arg::Text(&score))])
            })
            .collect();
        let list = self.locale.list(&values);
        let args = [("section", Arg::Text(section.number.as_str())), ("list", Arg::Text(&list))];
        (!values.is_empty()).then(|| self.say("chart-alt-section", &args))
    }

    /// Where the line is and who stands on which side of it.
    fn sides(&self, line: &PriorityLine, scored: &[Scored], sentences: &mut Vec<String>) {
        let (name, at) = (self.locale.inside_sentence(&line.label), percent(&line.at, self.locale));
        sentences.push(self.say("chart-alt-line", &[("line", Arg::Text(&name)), ("at", Arg::Text(&at))]));
        let below: Vec<&Scored> = scored.iter().filter(|scored| scored.score.below_line).collect();
        let (above, under) = (count(scored.len() - below.len()), count(below.len()));
        match (above, under) {
            (_, 0) => sentences.push(self.say("chart-alt-all-above", &[])),
            (0, _) => sentences.push(self.say("chart-alt-all-below", &[])),
            _ => {
                let opening = self.locale.count_opening(above);
                sentences.push(self.say("chart-alt-divided", &[("n", Arg::Count(above)), ("opening", Arg::Text(&opening))]));
                let numbers: Vec<String> = below.iter().map(|scored| scored.criterion.to_owned()).collect();
                let (opening, list) = (self.locale.count_opening(under), self.locale.list(&numbers));
                let args = [("n", Arg::Count(under)), ("opening", Arg::Text(&opening)), ("list", Arg::Text(&list))];
                sentences.push(if below.len() > LISTED {
                    self.say("chart-alt-below-many", &args[1..2])
                } else {
                    self.say("chart-alt-below", &args)
                });
            }
        }
    }
}
