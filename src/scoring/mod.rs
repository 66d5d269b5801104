//! From stated scores and case data to every score of a report. Pure functions, no input or output.
//!
//! Where there are cases everything is computed, and what is stated must agree with it. Where there are none, what is stated is checked
//! against itself: a section's score against its criteria's, the overall score against the sections'. Exact values are carried from the
//! first answer to the last mean and rounded once, in [`Percentage::new`].

pub mod comparators;
pub mod esi;
pub mod followup;
pub mod omi;
pub mod omi2;
pub mod provenance;
pub mod reachable;
mod tally;
#[cfg(test)]
#[expect(clippy::format_push_string, reason = "a test's files, put together in the order in which they are read")]
mod tests;
mod unreachable;

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Problems};
use crate::framework::{Criterion, Framework, FrameworkSection, QuestionKind, ScoredBy, ScoringModel, Thread};
use crate::model::Report;
use crate::model::allow::{Accepted, Ledger, Subject};
use crate::model::cases::CaseSample;
use crate::model::score::{ScoreOf, Stated, StatedInspection, StatedScore, StatedScores};
use crate::number::Number;
use comparators::Comparator;
use provenance::Provenance;
use reachable::{Interval, Verdict};
use tally::Tally;
use unreachable::Working;

/// The checks that look at scores, which an `allow` beside a score may name.
pub const CHECKS: [&str; 5] = ["stated-score-differs", "unreachable-mean", "departs-from-band", "comments-out-of-order", "missing-comment"];

/// Those of them that look when all is read: whether their allows were needed is for `checks` to say.
pub const BESIDE_SCORES: [&str; 2] = ["comments-out-of-order", "missing-comment"];

/// All scores of a report. Where inspections stand side by side, `criteria`, `sections`, `threads` and `overall` are the last one's.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Scores {
    /// By criterion, in the framework's order.
    pub criteria: Vec<CriterionScore>,
    /// By section, in the framework's order; graded sections have no score.
    pub sections: Vec<SectionScore>,
    /// By thread, in the framework's order; those that have a score.
    pub threads: Vec<ThreadScore>,
    /// The overall score, where the model has one.
    pub overall: Option<Percentage>,
    /// The scores of earlier inspections, in the framework's order.
    pub earlier: Vec<Scores>,
    /// What is behind the computed scores.
    pub provenance: Vec<(ScoreOf, Provenance)>,
    /// What stands by an author's leave, all that the report's checks have accepted: those of its scores, and those of its texts, which
    /// `build` adds when the document has been looked at.
    pub accepted: Vec<Accepted>,
    /// What other areas reached, as [`comparators::comparators`] finds it once all reports have their scores.
    pub comparators: Vec<(ScoreOf, Comparator)>,
}

/// A criterion's score.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CriterionScore {
    /// Its number.
    pub criterion: String,
    /// Its score.
    pub score: Score,
}

/// A section's score.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SectionScore {
    /// Its number.
    pub section: String,
    /// Its score; `None` for a graded section, and where nothing was relevant.
    pub score: Option<Percentage>,
}

/// A thread's score.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ThreadScore {
    /// Its key.
    pub thread: String,
    /// Its score.
    pub score: Percentage,
}

/// A score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Score {
    /// A percentage.
    Percentage(Percentage),
    /// A grade, as an index into the framework's grades.
    Grade(usize),
    /// No case was relevant to it.
    NotScored,
    /// The inspection did not look at it.
    NotFollowedUp,
}

impl Score {
    /// Its percentage, if it is one.
    pub fn percentage(&self) -> Option<&Percentage> {
        match self {
            Self::Percentage(percentage) => Some(percentage),
            Self::Grade(_) | Self::NotScored | Self::NotFollowedUp => None,
        }
    }
}

/// A percentage: exact, and as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Percentage {
    /// The exact value, 0 to 100.
    pub exact: Number,
    /// Rounded half up to a whole number: what is printed and judged.
    pub printed: Number,
    /// Index of its band: judged on the printed figure, unless the report states another one by leave; or as the report states it, where
    /// the framework leaves it to reports.
    pub band: Option<usize>,
    /// Whether the printed figure is below the priority line.
    pub below_line: bool,
}

impl Percentage {
    /// From an exact value: rounded once, and judged on the printed figure.
    pub fn new(framework: &Framework, exact: Number) -> Self {
        let printed = exact.rounded(0);
        let band = framework.band(&printed);
        let below_line = framework.priority_line.as_ref().is_some_and(|line| printed < line.at);
        Self { exact, printed, band, below_line }
    }
}

impl Scores {
    /// A criterion's score by its number.
    pub fn criterion(&self, number: &str) -> Option<&Score> {
        self.criteria.iter().find(|score| score.criterion == number).map(|score| &score.score)
    }

    /// A section's score by its number; `None` for a graded section too.
    pub fn section(&self, number: &str) -> Option<&Percentage> {
        self.sections.iter().find(|score| score.section == number)?.score.as_ref()
    }

    /// A thread's score by its key.
    pub fn thread(&self, key: &str) -> Option<&Percentage> {
        self.threads.iter().find(|score| score.thread == key).map(|score| &score.score)
    }

    /// A score that is a percentage.
    pub fn percentage(&self, of: &ScoreOf) -> Option<&Percentage> {
        match of {
            ScoreOf::Criterion(number) => self.criterion(number)?.percentage(),
            ScoreOf::Section(number) => self.section(number),
            ScoreOf::Thread(key) => self.thread(key),
            ScoreOf::Overall => self.overall.as_ref(),
        }
    }

    /// What is behind a computed score; `None` of one that is stated.
    pub fn provenance(&self, of: &ScoreOf) -> Option<&Provenance> {
        self.provenance.iter().find(|(known, _)| known == of).map(|(_, provenance)| provenance)
    }
}

/// The score of a criterion that holds others: the mean of theirs, by their weights. `None` if none has a percentage.
pub fn held(framework: &Framework, scores: &Scores, criteria: &[Criterion]) -> Option<Percentage> {
    let each: Vec<(&Number, Number)> = criteria
        .iter()
        .filter_map(|criterion| Some((&scores.criterion(&criterion.number)?.percentage()?.exact, framework.weight(criterion))))
        .collect();
    Number::weighted_mean(each.iter().map(|(exact, weight)| (*exact, weight))).map(|exact| Percentage::new(framework, exact))
}

/// All scores of a report, with what is wrong with them. Where some could not be read, there are the others and what follows from them alone.
pub fn score(report: &Report) -> (Scores, Problems) {
    score_what_is_there(&report.framework, &report.scores, report.cases.as_ref(), report.gaps.scores)
}

/// All scores from what is stated and from the cases, which belong to the last inspection.
///
/// What is stated and cannot be right is an error; then the computed score stands in its place, so that everything else can be checked.
pub fn score_all(framework: &Framework, stated: &StatedScores, cases: Option<&CaseSample>) -> (Scores, Problems) {
    score_what_is_there(framework, stated, cases, false)
}

/// The same, `partial` if some scores were written and could not be read.
fn score_what_is_there(framework: &Framework, stated: &StatedScores, cases: Option<&CaseSample>, partial: bool) -> (Scores, Problems) {
    let mut ledger = Ledger::default();
    let nothing = [StatedInspection::default()];
    let inspections = if stated.inspections.is_empty() { nothing.as_slice() } else { &stated.inspections };
    let last = inspections.len() - 1;
    let mut all: Vec<Scores> = inspections
        .iter()
        .enumerate()
        .map(|(index, stated)| {
            let title = framework.inspections.get(index).map(|inspection| inspection.title.as_str());
            let computed = cases.filter(|_| index == last).and_then(|sample| Computed::new(framework, sample));
            Inspection { framework, stated, computed: computed.as_ref(), index, title, partial, ledger: &mut ledger }.scores()
        })
        .collect();
    if !partial {
        let allows = inspections.iter().flat_map(StatedInspection::allows);
        ledger.report_unneeded(allows.filter(|allow| !BESIDE_SCORES.contains(&allow.check.value.as_str())), &CHECKS);
    }
    let mut scores = all.pop().unwrap_or_default();
    scores.earlier = all;
    scores.accepted = ledger.accepted;
    (scores, ledger.problems)
}

/// The questions behind each score, with the count of their answers.
struct Computed {
    groups: Vec<(ScoreOf, Vec<usize>)>,
    tally: Tally,
}

impl Computed {
    /// `None` if the sample has no answers.
    fn new(framework: &Framework, sample: &CaseSample) -> Option<Self> {
        let answers = sample.answers.as_ref()?;
        let section_of =
            |question: usize| framework.criterion(&framework.questions[question].criterion).map(|(section, _)| section.number.as_str());
        let all =
            |belongs: &dyn Fn(usize) -> bool| (0..framework.questions.len()).filter(|question| belongs(*question)).collect::<Vec<_>>();
        let mut groups = Vec::new();
        for (_, criterion) in framework.criteria() {
            groups.push((
                ScoreOf::Criterion(criterion.number.clone()),
                all(&|question| framework.questions[question].criterion == criterion.number),
            ));
        }
        for section in &framework.sections {
            groups.push((ScoreOf::Section(section.number.clone()), all(&|question| section_of(question) == Some(&section.number))));
        }
        for thread in &framework.threads {
            groups.push((ScoreOf::Thread(thread.key.clone()), all(&|question| feeds(framework, question, thread, section_of(question)))));
        }
        if framework.has_overall() {
            let counts = |question: usize| section_of(question).is_some_and(|section| framework.overall_weight(section).is_positive());
            groups.push((ScoreOf::Overall, all(&counts)));
        }
        let questions: Vec<Vec<usize>> = groups.iter().map(|(_, questions)| questions.clone()).collect();
        let tally = tally::count(framework, sample, answers, &questions);
        Some(Self { groups, tally })
    }

    fn questions(&self, of: &ScoreOf) -> &[usize] {
        self.groups.iter().find(|(known, _)| known == of).map_or(&[], |(_, questions)| questions)
    }

    fn proportions(&self, questions: impl IntoIterator<Item = usize>) -> Vec<Number> {
        questions.into_iter().filter_map(|question| self.tally.proportion(question)).collect()
    }

    fn criterion(&self, framework: &Framework, criterion: &Criterion) -> Option<Number> {
        let questions = self.questions(&ScoreOf::Criterion(criterion.number.clone()));
        let of_kind =
            |kind| self.proportions(questions.iter().copied().filter(move |question| framework.questions[*question].kind == kind));
        match &framework.scoring.model {
            ScoringModel::Omi { individual, summary } => {
                omi::criterion(&of_kind(QuestionKind::Individual), &of_kind(QuestionKind::Summary), (individual, summary))
            }
            ScoringModel::Omi2 => omi2::criterion(&self.proportions(questions.iter().copied())),
            ScoringModel::Esi { .. } => esi::criterion(&self.proportions(questions.iter().copied())),
        }
    }

    /// In all models a thread is the plain mean over its questions.
    fn thread(&self, thread: &Thread) -> Option<Number> {
        Number::mean(&self.proportions(self.questions(&ScoreOf::Thread(thread.key.clone())).iter().copied()))
    }

    fn provenance(&self, framework: &Framework, scores: &Scores) -> Vec<(ScoreOf, Provenance)> {
        let is_scored = |of: &ScoreOf| scores.percentage(of).is_some();
        let each = self.groups.iter().zip(&self.tally.relevant_cases).filter(|((of, _), _)| is_scored(of));
        each.map(|((of, questions), relevant)| (of.clone(), Provenance::new(framework, &self.tally, questions, *relevant))).collect()
    }
}

/// Whether a question feeds a thread: it is tagged for it and stands in a section that the thread draws on.
fn feeds(framework: &Framework, question: usize, thread: &Thread, section: Option<&str>) -> bool {
    framework.questions[question].threads.contains(&thread.key)
        && (thread.sections.is_empty() || section.is_some_and(|section| thread.sections.iter().any(|number| number == section)))
}

/// A score on its way: what goes into the next mean, what may be behind it, and what is printed.
struct Value {
    /// Goes into the next mean.
    exact: Number,
    /// What may be behind it: itself, if it is computed from cases; all that rounds to it, if it is stated.
    behind: Interval,
    /// Is printed.
    shown: Percentage,
}

/// What a mean is made of.
struct Part {
    /// '1.2', 'B'.
    name: String,
    value: Value,
    weight: Number,
}

/// One inspection being scored.
struct Inspection<'a> {
    framework: &'a Framework,
    stated: &'a StatedInspection,
    computed: Option<&'a Computed>,
    /// Its place among the framework's.
    index: usize,
    /// Its title, where there are several.
    title: Option<&'a str>,
    /// Whether what has no score may have one that could not be read: then nothing is said of means that it belongs to.
    partial: bool,
    ledger: &'a mut Ledger,
}

impl Inspection<'_> {
    fn scores(mut self) -> Scores {
        let framework = self.framework;
        let mut scores = Scores::default();
        let mut sections: Vec<Part> = Vec::new();
        let mut gap = false;
        for section in &framework.sections {
            let mut parts: Vec<Part> = Vec::new();
            let mut unread = false;
            for criterion in &section.criteria {
                let (score, value) = self.criterion(criterion);
                if self.partial && score == Score::NotScored {
                    unread = true;
                    continue;
                }
                scores.criteria.push(CriterionScore { criterion: criterion.number.clone(), score });
                let (name, weight) = (criterion.number.clone(), framework.weight(criterion));
                parts.extend(value.map(|value| Part { name, value, weight }));
            }
            if unread {
                gap = true;
                continue;
            }
            let value = self.section(section, &parts);
            scores.sections.push(SectionScore { section: section.number.clone(), score: value.as_ref().map(|value| value.shown.clone()) });
            let (name, weight) = (section.number.clone(), framework.overall_weight(&section.number));
            sections.extend(value.map(|value| Part { name, value, weight }));
        }
        for thread in &framework.threads {
            if let Some(value) = self.thread(thread) {
                scores.threads.push(ThreadScore { thread: thread.key.clone(), score: value.shown });
            }
        }
        if framework.has_overall() && !gap {
            scores.overall = self.mean(&ScoreOf::Overall, &sections).map(|value| value.shown);
        }
        if let Some(computed) = self.computed {
            self.warn_of_idle_questions(computed);
            scores.provenance = computed.provenance(framework, &scores);
        }
        scores
    }

    /// How a mean was worked out, in words: what counts, with its weight, and what does not.
    fn working(&self, of: &ScoreOf, parts: &[Part]) -> Working {
        let counted = parts.iter().filter(|part| part.weight.is_positive());
        let counted = counted.map(|part| (part.name.clone(), part.value.shown.printed.clone(), part.weight.clone())).collect();
        let all: Vec<&str> = match of {
            ScoreOf::Section(number) => {
                let section = self.framework.sections.iter().find(|section| section.number == *number);
                section.iter().flat_map(|section| &section.criteria).map(|criterion| criterion.number.as_str()).collect()
            }
            _ => self.framework.sections.iter().map(|section| section.number.as_str()).collect(),
        };
        let missing = |name: &&str| !parts.iter().any(|part| part.name == *name && part.weight.is_positive());
        let what = if *of == ScoreOf::Overall { "the sections' scores" } else { "its criteria's scores" };
        Working { what, counted, left_out: all.into_iter().filter(missing).map(str::to_owned).collect() }
    }

    /// How to let a score stand, as YAML.
    fn allow(&self, of: &ScoreOf, figure: &Number) -> String {
        let key = match of {
            ScoreOf::Criterion(key) | ScoreOf::Section(key) | ScoreOf::Thread(key) => key,
            ScoreOf::Overall => "overall",
        };
        let value = format!("{{ value: {}, allow: {{ check: unreachable-mean, reason: … }} }}", figure.to_decimal(figure.decimals(2)));
        match self.framework.inspections.get(self.index) {
            Some(inspection) => format!("{key}: {{ {}: {value}, … }}", inspection.key),
            None => format!("{key}: {value}"),
        }
    }

    /// 'criterion 1.2', with the inspection where there are several.
    fn name(&self, of: &ScoreOf) -> String {
        let name = match of {
            ScoreOf::Criterion(number) => format!("criterion {number}"),
            ScoreOf::Section(number) => format!("section {number}"),
            ScoreOf::Thread(key) => format!("thread `{key}`"),
            ScoreOf::Overall => "the overall score".to_owned(),
        };
        self.title.map_or_else(|| name.clone(), |title| format!("{name} ({title})"))
    }

    fn allowed(&mut self, of: &ScoreOf, problem: Diagnostic, stated: &StatedScore) -> bool {
        self.ledger.found_in_score(problem, &stated.allows, Subject { of: of.clone(), inspection: self.index })
    }

    fn criterion(&mut self, criterion: &Criterion) -> (Score, Option<Value>) {
        let of = ScoreOf::Criterion(criterion.number.clone());
        let stated = self.stated.get(&of);
        match stated.map(|stated| &stated.value.value) {
            Some(Stated::Grade(grade)) => return (Score::Grade(*grade), None),
            Some(Stated::NotFollowedUp) => return (Score::NotFollowedUp, None),
            // A graded criterion without a grade was reported when the scores were read.
            None if criterion.scored_by == ScoredBy::Grade => return (Score::NotScored, None),
            Some(Stated::Percentage(_) | Stated::WorkedOut) | None => {}
        }
        let value = match self.computed {
            Some(computed) => self.compare(&of, computed.criterion(self.framework, criterion)),
            None => stated.and_then(|stated| self.take(&of, stated)),
        };
        (value.as_ref().map_or(Score::NotScored, |value| Score::Percentage(value.shown.clone())), value)
    }

    fn thread(&mut self, thread: &Thread) -> Option<Value> {
        let of = ScoreOf::Thread(thread.key.clone());
        match self.computed {
            Some(computed) => self.compare(&of, computed.thread(thread)),
            None => self.stated.get(&of).and_then(|stated| self.take(&of, stated)),
        }
    }

    fn section(&mut self, section: &FrameworkSection, parts: &[Part]) -> Option<Value> {
        let of = ScoreOf::Section(section.number.clone());
        self.mean(&of, parts)
    }

    /// A stated score that nothing can be checked against.
    fn take(&mut self, of: &ScoreOf, stated: &StatedScore) -> Option<Value> {
        let exact = stated.percentage()?.clone();
        let behind = Interval::behind(&exact);
        let shown = self.judged(of, Percentage::new(self.framework, exact.clone()));
        Some(Value { exact, behind, shown })
    }

    /// A score computed from cases, which what is stated must agree with.
    fn compare(&mut self, of: &ScoreOf, computed: Option<Number>) -> Option<Value> {
        let stated = self.stated.get(of);
        let name = self.name(of);
        let Some(exact) = computed else {
            let Some(stated) = stated.filter(|stated| stated.value.value != Stated::WorkedOut) else {
                let message = format!("{name} is not scored: no case is relevant to its questions");
                let first = self.computed.and_then(|computed| computed.questions(of).first());
                let place = first.map(|question| self.framework.questions[*question].id.span);
                let problem = Diagnostic::warning("not-scored", message).maybe_at(place, "its first question");
                self.ledger.problems.push(problem.help("see that the answers are complete"));
                return None;
            };
            let problem = Diagnostic::error("stated-score-differs", format!("{name} is stated, but no case is relevant to its questions"));
            let problem = problem.at(stated.value.span, "stated here").help("take the score out, or complete the answers");
            return if self.allowed(of, problem, stated) { self.take(of, stated) } else { None };
        };
        let mut shown = exact.clone();
        if let Some((stated, figure)) = stated.and_then(|stated| Some((stated, stated.percentage()?))) {
            let decimals = figure.decimals(2);
            if exact.rounded(decimals) != *figure {
                let (told, computed) = (figure.to_decimal(decimals), exact.to_decimal(decimals.max(1)));
                let problem =
                    Diagnostic::error("stated-score-differs", format!("{name} is stated as {told}, but the cases give {computed}"));
                let problem = problem
                    .at(stated.value.span, "stated here")
                    .help(format!("write {}, or take it out: it is computed from the cases", exact.to_decimal(decimals)));
                if self.allowed(of, problem, stated) {
                    shown = figure.clone();
                }
            }
        }
        let shown = self.judged(of, Percentage::new(self.framework, shown));
        Some(Value { behind: Interval::exactly(exact.clone()), exact, shown })
    }

    /// A weighted mean of scores, which what is stated must be reachable from.
    fn mean(&mut self, of: &ScoreOf, parts: &[Part]) -> Option<Value> {
        let mean = Number::weighted_mean(parts.iter().map(|part| (&part.value.exact, &part.weight)))?;
        let behind = Interval::weighted_mean(parts.iter().map(|part| (&part.value.behind, &part.weight)))?;
        let Some((stated, figure)) = self.stated.get(of).and_then(|stated| Some((stated, stated.percentage()?.clone()))) else {
            let shown = self.judged(of, Percentage::new(self.framework, mean.clone()));
            return Some(Value { exact: mean, behind, shown });
        };
        // What was printed narrows what may be behind it.
        let printed = Interval::behind(&figure);
        let (exact, behind) = match reachable::judge(&figure, &mean, &behind) {
            Verdict::Agrees => (mean, behind.meet(&printed).unwrap_or(printed)),
            Verdict::Reachable => (figure, behind.meet(&printed).unwrap_or(printed)),
            Verdict::Unreachable => {
                let name = self.name(of);
                let problem = unreachable::problem(&name, (&figure, stated.value.span), (&mean, &behind), &self.working(of, parts))
                    .help(unreachable::help(&figure, &behind, &self.allow(of, &figure)));
                let allowed = self.allowed(of, problem, stated);
                if allowed { (figure, printed) } else { (mean, behind) }
            }
        };
        let shown = self.judged(of, Percentage::new(self.framework, exact.clone()));
        Some(Value { exact, behind, shown })
    }

    /// The band that is stated for a score must be the one its printed figure falls in, if that can be known.
    fn judged(&mut self, of: &ScoreOf, mut percentage: Percentage) -> Percentage {
        let Some((stated, band)) = self.stated.get(of).and_then(|stated| Some((stated, stated.band.as_ref()?))) else { return percentage };
        if self.framework.bands_are_stated() {
            percentage.band = Some(band.value);
        } else if percentage.band != Some(band.value) {
            let name = |band: usize| self.framework.bands.get(band).map_or("", |band| band.name.as_str());
            let printed = percentage.printed.to_decimal(0);
            let (told, found) = (name(band.value), percentage.band.map_or("", name));
            let problem =
                Diagnostic::error("departs-from-band", format!("{} is {printed}%, which is ‘{found}’, not ‘{told}’", self.name(of)));
            let problem = problem.at(band.span, "stated here").help(
                "take it out: it follows from the score; if it was published so, write `allow: { check: departs-from-band, reason: … }` beside it",
            );
            if self.allowed(of, problem, stated) {
                percentage.band = Some(band.value);
            }
        }
        percentage
    }

    /// Questions that no case is relevant to stay out of the mean; if they are all of a score's questions, that was said already.
    fn warn_of_idle_questions(&mut self, computed: &Computed) {
        for (_, criterion) in self.framework.criteria() {
            let questions = computed.questions(&ScoreOf::Criterion(criterion.number.clone()));
            let idle: Vec<&str> = questions
                .iter()
                .filter(|question| computed.tally.proportion(**question).is_none())
                .map(|question| self.framework.questions[*question].id.value.as_str())
                .collect();
            if !idle.is_empty() && idle.len() < questions.len() {
                let (what, verb) = if idle.len() == 1 { ("question", "is") } else { ("questions", "are") };
                let message =
                    format!("{what} {} of criterion {} {verb} not scored: no case is relevant", idle.join(", "), criterion.number);
                let problem =
                    Diagnostic::warning("not-scored", message).help("the criterion's score leaves what is not scored out of its mean");
                let span = questions.first().map(|question| self.framework.questions[*question].id.span);
                self.ledger.problems.push(problem.maybe_at(span, "the criterion's first question"));
            }
        }
    }
}
