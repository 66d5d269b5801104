//! The first inspection against the last in prose: how many changed, what changed most, sections, and every criterion.

use super::super::{LISTED, count};
use super::{Changes, Teller};
use crate::document::chart_spec::Reading;
use crate::document::outline::capitalised;
use crate::framework::FrameworkSection;
use crate::locale::Arg;
use crate::model::score::ScoreOf;

impl Teller<'_> {
    pub(super) fn alternative(&self, changes: &Changes) -> String {
        let locale = self.about.locale;
        let say = |key: &str, args: &[(&str, Arg)]| self.about.say(key, args);
        let [first, last] = self.names();
        let mut sentences = vec![say("chart-alt-follow-up", &[("first", Arg::Text(&first)), ("last", Arg::Text(&last))])];
        let n = count(changes.compared());
        let numbers = [changes.improved.len(), changes.fallen.len(), changes.same.len()].map(count);
        let [opening, improved, fallen, same] =
            [locale.count_opening(n), locale.count(numbers[0]), locale.count(numbers[1]), locale.count(numbers[2])];
        let args = [
            ("n", Arg::Count(n)),
            ("opening", Arg::Text(&opening)),
            ("improved", Arg::Text(&improved)),
            ("fallen", Arg::Text(&fallen)),
            ("same", Arg::Text(&same)),
        ];
        sentences.push(say("chart-alt-follow-up-counts", &args));
        if let Some((side, points, criteria)) = self.largest(&changes.measured) {
            let (_, before, after) = self.of_criterion(&criteria).unwrap_or_default();
            let args = [
                ("side", Arg::Text(side)),
                ("points", Arg::Text(&points)),
                ("criteria", Arg::Text(&criteria)),
                ("before", Arg::Text(&before)),
                ("after", Arg::Text(&after)),
            ];
            sentences.push(say("chart-alt-follow-up-most", &args));
        }
        for (key, list) in [("chart-alt-follow-up-fallen", &changes.fallen), ("chart-alt-follow-up-same", &changes.same)] {
            if !list.is_empty() && list.len() <= LISTED {
                let named = locale.list(&list.iter().map(|number| (*number).to_owned()).collect::<Vec<_>>());
                sentences.push(say(key, &[("n", Arg::Count(count(list.len()))), ("criteria", Arg::Text(&named))]));
            }
        }
        let sections: Vec<String> = (self.about.framework.sections.iter())
            .filter_map(|section| {
                let (side, before, after) = self.movement(&ScoreOf::Section(section.number.clone()))?;
                let args = [
                    ("side", Arg::Text(side)),
                    ("section", Arg::Text(&section.number)),
                    ("before", Arg::Text(&before)),
                    ("after", Arg::Text(&after)),
                ];
                Some(say("chart-alt-follow-up-section", &args))
            })
            .collect();
        if !sections.is_empty() {
            let moved = capitalised(&locale.list(&sections));
            sentences.push(say("chart-sentence", &[("words", Arg::Text(&moved))]));
        }
        if let Some((side, before, after)) = self.movement(&ScoreOf::Overall) {
            let args = [("side", Arg::Text(side)), ("before", Arg::Text(&before)), ("after", Arg::Text(&after))];
            sentences.push(say("chart-alt-follow-up-overall", &args));
        }
        if !changes.not_followed_up.is_empty() {
            let named = locale.list(&changes.not_followed_up.iter().map(|number| (*number).to_owned()).collect::<Vec<_>>());
            let n = count(changes.not_followed_up.len());
            sentences.push(say("chart-alt-follow-up-not", &[("n", Arg::Count(n)), ("criteria", Arg::Text(&named))]));
        }
        sentences.extend(self.about.framework.sections.iter().filter_map(|section| self.values(section)));
        sentences.extend(self.threads());
        sentences.join(" ")
    }

    /// Every criterion of a section with both scores: on paper there is no table beside the picture.
    fn values(&self, section: &FrameworkSection) -> Option<String> {
        let values: Vec<String> = (section.criteria.iter())
            .filter_map(|criterion| Some(self.value(&criterion.number, &self.reading(&criterion.number)?.0)))
            .collect();
        let list = self.about.locale.list(&values);
        let args = [("section", Arg::Text(section.number.as_str())), ("list", Arg::Text(&list))];
        (!values.is_empty()).then(|| self.about.say("chart-alt-section", &args))
    }

    /// The scores that are drawn across criteria, likewise.
    fn threads(&self) -> Option<String> {
        let values: Vec<String> = (self.about.framework.threads.iter())
            .filter_map(|thread| Some(self.value(&thread.title, &self.span(&ScoreOf::Thread(thread.key.clone()))?.0)))
            .collect();
        let list = self.about.locale.list(&values);
        (!values.is_empty()).then(|| self.about.say("chart-sentence", &[("words", Arg::Text(&list))]))
    }

    /// 'B1 (43% to 69%)', 'A1 (Partly met, then well met)'.
    fn value(&self, name: &str, reading: &Reading) -> String {
        let words = match reading {
            Reading::Words(words) => words.clone(),
            Reading::Change { before, after } | Reading::Range { low: before, high: after, .. } => {
                let args = [("before", Arg::Text(&before.printed)), ("after", Arg::Text(&after.printed))];
                self.about.say("chart-alt-follow-up-both", &args)
            }
        };
        self.about.say("chart-alt-follow-up-value", &[("name", Arg::Text(name)), ("words", Arg::Text(&words))])
    }
}
