//! What stands in for placeholders: facts of the programme and the report, and scores as they are printed.

use crate::document::wording::{Unfilled, Values};
use crate::document::{chart_words, wording};
use crate::locale::{Arg, Locale};
use crate::model::Programme;
use crate::model::report::{Report, UNREAD_DATE};
use crate::model::score::ScoreOf;
use crate::scoring::{Percentage, Score, Scores};

/// What placeholders become.
pub(super) struct FixedWords<'a> {
    pub(super) programme: &'a Programme,
    pub(super) report: &'a Report,
    pub(super) scores: &'a Scores,
    pub(super) locale: &'a Locale,
}

impl Values for FixedWords<'_> {
    fn value(&self, name: &str, argument: Option<&str>) -> Result<String, Unfilled> {
        let framework = &self.report.framework;
        match (name, argument) {
            ("area", None) if self.report.area.value.is_empty() => Ok(wording::UNREAD.to_owned()),
            ("area", None) => Ok(self.report.area.value.clone()),
            ("area-kind", None) => Ok(self.report.area_kind.clone().unwrap_or_else(|| self.locale.say("area-kind"))),
            ("programme", None) => Ok(framework.title.clone()),
            ("programme-short", None) => Ok(framework.short.clone()),
            ("inspectorate", None) => Ok(self.programme.inspectorate.clone()),
            ("inspectorate-short", None) => Ok(self.programme.inspectorate_short.clone()),
            ("fieldwork", None) => self.of_details(self.report.fieldwork.as_ref().map(|date| self.locale.date(date.value)), "fieldwork"),
            ("published", None) if self.report.published.value == UNREAD_DATE => Ok(wording::UNREAD.to_owned()),
            ("published", None) => Ok(self.locale.date(self.report.published.value)),
            ("priority-line", None) => framework
                .priority_line
                .as_ref()
                .map(|line| chart_words::percent(&line.at, self.locale))
                .ok_or(Unfilled::NotGiven("priority-line")),
            ("sample", None) => self.of_details(self.sample(), "sample"),
            _ => self.score(name, argument),
        }
    }
}

impl FixedWords<'_> {
    /// What `report.yaml` gives; if it has an error, a value that is missing may be the one that could not be read.
    fn of_details(&self, value: Option<String>, key: &'static str) -> Result<String, Unfilled> {
        value.or_else(|| self.report.gaps.details.then(|| wording::UNREAD.to_owned())).ok_or(Unfilled::NotGiven(key))
    }

    /// How many cases were inspected: '110', 'about 60'.
    pub(super) fn sample(&self) -> Option<String> {
        let exact = || self.report.sample.as_ref().map(|n| self.locale.digits(u64::from(n.value)));
        self.report.sample_words.clone().or_else(exact)
    }

    /// What stands in for a score's placeholder, in any text.
    fn score(&self, name: &str, argument: Option<&str>) -> Result<String, Unfilled> {
        if wording::INSERTS.contains(&name) {
            return Err(Unfilled::InsertAmongWords);
        }
        if !wording::SCORES.contains(&name) {
            return Err(Unfilled::UnknownPlaceholder);
        }
        if self.report.gaps.scores {
            return Ok(wording::UNREAD.to_owned());
        }
        // The overall score has no argument but the inspection's.
        let (of, inspection) = match argument.map(|argument| argument.split_once('/').unwrap_or((argument, ""))) {
            Some((inspection, "")) if name == "overall-score" => ("", inspection),
            Some((of, inspection)) => (of.trim(), inspection.trim()),
            None => ("", ""),
        };
        let scores = self.inspection(inspection).ok_or(Unfilled::UnknownArgument)?;
        let of = match name {
            "score" => ScoreOf::Criterion(of.to_owned()),
            "section-score" => ScoreOf::Section(of.to_owned()),
            "thread-score" => ScoreOf::Thread(of.to_owned()),
            _ => ScoreOf::Overall,
        };
        let said = match &of {
            ScoreOf::Criterion(number) => scores.criterion(number).map(|score| self.said(score)),
            _ => scores.percentage(&of).map(|percentage| percent(self.locale, percentage)),
        };
        let said = said.ok_or(Unfilled::UnknownArgument)?;
        let marked = scores.provenance(&of).is_some_and(|provenance| provenance.small_base);
        Ok(if marked { self.locale.say_with("small-base-score", &[("score", Arg::Text(&said))]) } else { said })
    }

    /// The scores of an inspection by its key; the last one's if it is empty.
    pub(super) fn inspection(&self, key: &str) -> Option<&Scores> {
        if key.is_empty() {
            return Some(self.scores);
        }
        let index = self.report.framework.inspections.iter().position(|inspection| inspection.key == key)?;
        Some(self.scores.earlier.get(index).unwrap_or(self.scores))
    }

    /// A score in words.
    pub(super) fn said(&self, score: &Score) -> String {
        let framework = &self.report.framework;
        match score {
            Score::Percentage(percentage) => percent(self.locale, percentage),
            Score::Grade(grade) => framework.grades.get(*grade).cloned().unwrap_or_default(),
            Score::NotScored => self.locale.say("not-scored"),
            Score::NotFollowedUp => framework.not_followed_up.clone().unwrap_or_default(),
        }
    }
}

/// What placeholders become in a report's own texts: the same, and any other brace is a brace. So fixed wording can be taken over into a report
/// and changed.
pub(super) struct ReportWords<'a>(pub(super) FixedWords<'a>);

impl Values for ReportWords<'_> {
    fn value(&self, name: &str, argument: Option<&str>) -> Result<String, Unfilled> {
        match self.0.value(name, argument) {
            Err(Unfilled::UnknownPlaceholder) => Err(Unfilled::Literal),
            known => known,
        }
    }
}

/// A score as it is printed everywhere: '80%'.
pub fn percent(locale: &Locale, percentage: &Percentage) -> String {
    say_percent(locale, &percentage.printed.to_decimal(0))
}

pub(super) fn say_percent(locale: &Locale, digits: &str) -> String {
    locale.say_with("percent", &[("n", Arg::Text(digits))])
}
