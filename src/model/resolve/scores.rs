//! The scores that a report states: `scores.yaml`.
//!
//! A score may stand alone, or with an allow beside it; where the framework sets inspections side by side, it stands once for each.
//! What is computed from cases need not be stated, so `computed` says whether the report has answers.

use super::report::{Against, known_criterion};
use super::{Reader, misspelt, numbers};
use crate::diag::{Diagnostic, Span, Spanned, suggest};
use crate::framework::{Framework, FrameworkSection, ScoredBy};
use crate::model::allow::Allow;
use crate::model::raw::{RawAllow, RawComparator, RawScore, RawScores, ScoreNode};
use crate::model::score::{ScoreOf, Stated, StatedComparator, StatedInspection, StatedScore, StatedScores};
use crate::number::Number;
use crate::source::decode::{Decode, Line, Map, Place, TextOr, did_you_mean, listed, percentage};
use crate::source::discover::ReportFolder;
use crate::source::yaml::{Kind, Node};

/// The stated scores, in the framework's order, and whether they are all there. What is wrong or missing is left out, so that the rest can
/// be reckoned with; `None` if nothing of it can be relied on.
pub(super) fn load_scores(
    reader: &mut Reader,
    folder: &ReportFolder,
    against: Option<Against>,
    computed: bool,
) -> Option<(StatedScores, bool)> {
    let Some(found) = &folder.scores else {
        let against = against?;
        let all_computed = against.framework.inspections.is_empty() && computed;
        if all_computed && against.framework.criteria().all(|(_, criterion)| criterion.scored_by == ScoredBy::Percentage) {
            return Some((StatedScores { inspections: vec![StatedInspection::default()], comparators: Vec::new() }, true));
        }
        if !against.framework.sections.is_empty() {
            reader.report(
                Diagnostic::error("missing-file", "the report has no `scores.yaml`")
                    .at(against.named, "the framework's criteria are scored")
                    .help(format!("write `{}/scores.yaml`, with the score of each criterion below `criteria:`", folder.shown)),
            );
        }
        return None;
    };
    let (_, raw) = reader.record::<RawScores>(found)?;
    let mut file = File { reader, against, computed, sound: true };
    let criteria = file.criteria(&raw);
    let threads = file.threads(&raw);
    let sections = file.sections(&raw);
    let overall = file.overall(&raw);
    let comparators = file.comparators(&raw);
    let sound = file.sound;
    // Of two scores of one name nobody knows which is meant.
    let doubled = [raw.criteria.as_ref(), raw.sections.as_ref(), raw.threads.as_ref()].into_iter().flatten();
    if doubled.into_iter().any(|map| reader.has_duplicate(map.span)) {
        return None;
    }
    let framework = against?.framework;
    let count = framework.inspections.len().max(1);
    let mut inspections = vec![StatedInspection::default(); count];
    for (_, criterion) in framework.criteria() {
        for (index, score) in take(&criteria, &criterion.number) {
            inspections[index].criteria.push((criterion.number.clone(), score));
        }
    }
    for section in &framework.sections {
        for (index, score) in take(&sections, &section.number) {
            inspections[index].sections.push((section.number.clone(), score));
        }
    }
    for thread in &framework.threads {
        for (index, score) in take(&threads, &thread.key) {
            inspections[index].threads.push((thread.key.clone(), score));
        }
    }
    for (index, score) in overall {
        inspections[index].overall = Some(score);
    }
    Some((StatedScores { inspections, comparators }, sound))
}

/// A score for each inspection that has one.
type Scores = Vec<(usize, StatedScore)>;

fn take(all: &[(String, Scores)], name: &str) -> Scores {
    all.iter().find(|(known, _)| known == name).map(|(_, scores)| scores.clone()).unwrap_or_default()
}

/// `scores.yaml` being read.
struct File<'a, 'r> {
    reader: &'a mut Reader<'r>,
    against: Option<Against<'a>>,
    computed: bool,
    /// Nothing was wrong so far.
    sound: bool,
}

/// What a score is stated for, in messages: 'the score of 1.2'.
#[derive(Clone, Copy)]
struct Subject<'a> {
    /// 'criterion 1.2', 'section 1', 'thread `control`'.
    name: &'a str,
    /// As it stands in the file.
    key: &'a str,
    carries: ScoredBy,
    /// Whether a later inspection may have left it out.
    may_be_left_out: bool,
}

impl File<'_, '_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.sound &= !diagnostic.is_error();
        self.reader.report(diagnostic);
    }

    /// What does not decode was reported.
    fn decode<T: Decode>(&mut self, node: &Node, place: Place) -> Option<T> {
        let decoded = T::decode(node, place, self.reader.problems);
        self.sound &= decoded.is_some();
        decoded
    }

    fn criteria(&mut self, raw: &RawScores) -> Vec<(String, Scores)> {
        self.broken(raw, "criteria", raw.criteria.as_ref());
        let mut all = Vec::new();
        let mut strangers = raw.criteria.as_ref().is_some_and(|map| self.reader.has_duplicate(map.span));
        for (number, written) in raw.criteria.iter().flat_map(|map| &map.entries) {
            let known = known_criterion(self.reader, number.span, number, self.against);
            self.sound &= known;
            strangers |= !known;
            // Where the framework is not to be relied on, nobody knows what this criterion carries.
            let sound = self.against.filter(|against| against.sure.sections);
            let Some((_, criterion)) = sound.and_then(|against| against.framework.criterion(number)) else { continue };
            let name = format!("the criterion {}", number.value);
            let subject = Subject { name: &name, key: &number.value, carries: criterion.scored_by, may_be_left_out: true };
            // Only the last inspection's cases are here, and grades are never computed.
            let computed = self.computed && criterion.scored_by == ScoredBy::Percentage;
            all.push((number.value.clone(), self.by_inspection(number, &written.0, subject, usize::from(computed))));
        }
        if let Some(against) = self.against.filter(|against| against.sure.sections && !raw.partial) {
            let needed = |scored_by| !self.computed || scored_by == ScoredBy::Grade || !against.framework.inspections.is_empty();
            let needed = against.framework.criteria().filter(|(_, criterion)| needed(criterion.scored_by));
            let needed: Vec<&str> = needed.map(|(_, criterion)| criterion.number.as_str()).collect();
            self.missing(raw, "criteria", raw.criteria.as_ref(), needed, strangers, "criterion");
        }
        all
    }

    fn threads(&mut self, raw: &RawScores) -> Vec<(String, Scores)> {
        self.broken(raw, "threads", raw.threads.as_ref());
        let mut all = Vec::new();
        let mut strangers = raw.threads.as_ref().is_some_and(|map| self.reader.has_duplicate(map.span));
        for (key, written) in raw.threads.iter().flat_map(|map| &map.entries) {
            let sure = self.against.filter(|against| against.sure.threads).map(|against| against.framework);
            if let Some(framework) = sure.filter(|framework| !framework.threads.iter().any(|thread| thread.key == key.value)) {
                strangers = true;
                let known: Vec<&str> = framework.threads.iter().map(|thread| thread.key.as_str()).collect();
                self.report(
                    Diagnostic::error("unknown-thread", format!("the framework has no thread `{}`", key.value))
                        .at(key.span, "not in the framework")
                        .help(did_you_mean(key, "threads", &known)),
                );
            }
            let name = format!("the thread `{}`", key.value);
            let subject = Subject { name: &name, key: &key.value, carries: ScoredBy::Percentage, may_be_left_out: false };
            all.push((key.value.clone(), self.by_inspection(key, &written.0, subject, usize::from(self.computed))));
        }
        if let Some(against) = self.against.filter(|against| against.sure.threads && !raw.partial) {
            let needed = !self.computed || !against.framework.inspections.is_empty();
            let needed = against.framework.threads.iter().filter(|_| needed).map(|thread| thread.key.as_str()).collect();
            self.missing(raw, "threads", raw.threads.as_ref(), needed, strangers, "thread");
        }
        all
    }

    fn sections(&mut self, raw: &RawScores) -> Vec<(String, Scores)> {
        self.broken(raw, "sections", raw.sections.as_ref());
        let mut all = Vec::new();
        for (number, written) in raw.sections.iter().flat_map(|map| &map.entries) {
            let Some(framework) = self.against.filter(|against| against.sure.sections).map(|against| against.framework) else { continue };
            match framework.sections.iter().find(|section| section.number == number.value) {
                None => {
                    let known: Vec<&str> = framework.sections.iter().map(|section| section.number.as_str()).collect();
                    self.report(
                        Diagnostic::error("unknown-section", format!("the framework has no section {}", number.value))
                            .at(number.span, "not in the framework")
                            .help(did_you_mean(number, "sections", &known)),
                    );
                }
                Some(section) if !has_score(section) => self.report(
                    Diagnostic::error("percentage-for-grade", format!("section {} is graded and has no score", number.value))
                        .at(number.span, "")
                        .help("take it out: only its criteria have grades"),
                ),
                Some(_) => {
                    let name = format!("section {}", number.value);
                    let subject = Subject { name: &name, key: &number.value, carries: ScoredBy::Percentage, may_be_left_out: false };
                    all.push((number.value.clone(), self.by_inspection(number, &written.0, subject, usize::MAX)));
                }
            }
        }
        all
    }

    fn overall(&mut self, raw: &RawScores) -> Scores {
        self.broken(raw, "overall", raw.overall.as_ref());
        let (Some(written), Some(against)) = (&raw.overall, self.against) else { return Vec::new() };
        let key = Spanned::new("overall".to_owned(), raw.wrote("overall").unwrap_or(written.0.span));
        if !against.framework.has_overall() {
            if against.sure.sections {
                self.report(
                    Diagnostic::error("needless-key", "the framework has no overall score")
                        .at(key.span, "has no meaning here")
                        .help("take it out, or give the sections' weights in framework.yaml, below `scoring: overall:`"),
                );
            }
            return Vec::new();
        }
        let subject = Subject { name: "the overall score", key: "overall", carries: ScoredBy::Percentage, may_be_left_out: false };
        self.by_inspection(&key, &written.0, subject, usize::MAX)
    }

    fn comparators(&mut self, raw: &RawScores) -> Vec<(ScoreOf, StatedComparator)> {
        self.broken(raw, "comparators", raw.comparators.as_ref());
        let mut all = Vec::new();
        for (key, written) in raw.comparators.iter().flat_map(|map| &map.entries) {
            let Some(against) = self.against.filter(|against| against.sure.sections && against.sure.threads) else { continue };
            let framework = against.framework;
            let thread = framework.threads.iter().find(|thread| thread.key == key.value).map(|thread| ScoreOf::Thread(thread.key.clone()));
            let section = || {
                let section = framework.sections.iter().find(|section| section.number == key.value && has_score(section));
                section.map(|section| ScoreOf::Section(section.number.clone()))
            };
            let overall = || (key.value == "overall" && framework.has_overall()).then_some(ScoreOf::Overall);
            let Some(of) = thread.or_else(section).or_else(overall) else {
                let mut known: Vec<&str> = framework.threads.iter().map(|thread| thread.key.as_str()).collect();
                known.extend(framework.sections.iter().filter(|section| has_score(section)).map(|section| section.number.as_str()));
                self.report(
                    Diagnostic::error("unknown-score", format!("the framework has no thread or scored section `{}`", key.value))
                        .at(key.span, "not in the framework")
                        .help(did_you_mean(key, "known are", &known)),
                );
                continue;
            };
            let RawComparator { lowest: Some(lowest), highest: Some(highest), average: Some(average), .. } = written else {
                self.sound = false;
                continue;
            };
            if lowest.value > average.value || average.value > highest.value {
                let shown = |number: &Number| number.to_decimal(number.decimals(2));
                let (low, mean, high) = (shown(&lowest.value), shown(&average.value), shown(&highest.value));
                let message = if lowest.value > highest.value {
                    format!("the lowest, {low}, is above the highest, {high}")
                } else if average.value > highest.value {
                    format!("the average, {mean}, is above the highest, {high}")
                } else {
                    format!("the average, {mean}, is below the lowest, {low}")
                };
                // All three could be read: nothing else follows from it.
                self.reader.report(
                    Diagnostic::error("comparators-out-of-order", message)
                        .at(average.span, "the average")
                        .at(lowest.span, "the lowest")
                        .at(highest.span, "the highest")
                        .help("correct one of the three"),
                );
            }
            all.push((of, StatedComparator { lowest: lowest.clone(), highest: highest.clone(), average: average.clone() }));
        }
        all
    }

    /// A key that was written and whose value is not here was reported when the file was decoded.
    fn broken<T>(&mut self, raw: &RawScores, key: &str, value: Option<&T>) {
        self.sound &= value.is_some() || raw.wrote(key).is_none();
    }

    /// A score, or one for each inspection; the last of them, `spare` in number, may be missing.
    fn by_inspection(&mut self, key: &Spanned<String>, node: &Node, subject: Subject, spare: usize) -> Scores {
        let Some(framework) = self.against.map(|against| against.framework) else { return Vec::new() };
        if framework.inspections.is_empty() {
            return self.score(node, subject, 0, spare > 0).map(|score| (0, score)).into_iter().collect();
        }
        let known: Vec<&str> = framework.inspections.iter().map(|inspection| inspection.key.as_str()).collect();
        if !matches!(node.kind, Kind::Mapping { .. }) {
            self.report(
                Diagnostic::error("wrong-type", format!("{} has one score for each inspection", subject.name))
                    .at(node.head(), node.what())
                    .help(format!("write them by inspection: `{{ {}: … }}`", known.join(": …, "))),
            );
            return Vec::new();
        }
        let Some(map) = self.decode::<Map<Node>>(node, Place::Key(&key.value)) else { return Vec::new() };
        let mut scores = Vec::new();
        for (name, node) in &map.entries {
            let Some(index) = known.iter().position(|known| *known == name.value) else {
                // What belongs to one of the scores was written beside them.
                let of_one = ["value", "allow", "conclusion", "comment"].contains(&name.value.as_str());
                let help = if of_one {
                    format!("it belongs to the score of one inspection: `{}: {{ value: …, {}: … }}`", known.join(": …` or `"), name.value)
                } else {
                    did_you_mean(name, "inspections", &known)
                };
                let told = Diagnostic::error("unknown-inspection", format!("the framework has no inspection `{}`", name.value));
                self.report(told.at(name.span, "not in the framework").help(help));
                continue;
            };
            let worked_out = index >= known.len().saturating_sub(spare);
            scores.extend(self.score(node, subject, index, worked_out).map(|score| (index, score)));
        }
        // The last inspection's scores may be computed; those before it are here or nowhere.
        let needed = known.len().saturating_sub(spare);
        let written = |name: &str| map.entries.iter().map(|(key, _)| key).chain(&map.broken).any(|key| key.value == name);
        let missing: Vec<&str> = known[..needed].iter().copied().filter(|name| !written(name)).collect();
        let strangers = map.entries.iter().any(|(name, _)| !known.contains(&name.value.as_str()));
        let same_mistake = strangers && missing.len() == 1;
        if !missing.is_empty() && !map.partial && !same_mistake {
            self.report(
                Diagnostic::error("missing-score", format!("{} has no score for {}", subject.name, listed(&missing)))
                    .at(key.span, "")
                    .help("every inspection has its score"),
            );
        }
        scores
    }

    /// One score, alone or with more keys. If it is worked out, there may be nothing but what is said of it.
    fn score(&mut self, node: &Node, subject: Subject, inspection: usize, worked_out: bool) -> Option<StatedScore> {
        let scored = if let Kind::Mapping { .. } = node.kind {
            let raw: RawScore = self.decode(node, Place::Key(subject.key))?;
            let says = raw.wrote("conclusion").is_some() || raw.wrote("comment").is_some();
            let without = raw.wrote("value").is_none() && worked_out && says;
            if raw.wrote("value").is_none() && !without {
                self.value_missing(&raw, subject);
            }
            self.sound &= raw.value.is_some() || without;
            let allows = raw.allow.as_ref().map(|list| list.0.as_slice()).unwrap_or_default();
            let mut allows: Vec<Allow> = allows.iter().filter_map(allow).collect();
            let whole = raw.wrote("allow").is_none() || raw.allow.as_ref().is_some_and(|list| list.0.len() == allows.len());
            if !whole {
                // Without the leave that was meant to be given, the score would be objected to.
                self.sound = false;
                return None;
            }
            let beside = [&raw.conclusion, &raw.comment].into_iter().flatten().filter_map(|band| match band {
                TextOr::Text(_) => None,
                TextOr::Record(band) => band.allow.as_ref(),
            });
            allows.extend(beside.flat_map(|list| &list.0).filter_map(allow));
            let band = self.band(&raw, subject);
            if without {
                return Some(StatedScore { value: Spanned::new(Stated::WorkedOut, raw.head), band, allows });
            }
            (raw.value?, band, allows)
        } else {
            (self.decode::<Spanned<Line>>(node, Place::Key(subject.key))?, None, Vec::new())
        };
        let (written, band, allows) = scored;
        let value = self.value(&written, subject, inspection);
        self.sound &= value.is_some();
        Some(StatedScore { value: Spanned::new(value?, written.span), band, allows })
    }

    /// A score with something beside it and no value. A slip for that key was reported with it as the suggestion.
    fn value_missing(&mut self, raw: &RawScore, subject: Subject) {
        let keys = RawScore::record().keys;
        let wrote = |key: &str| raw.wrote(key).is_some();
        let free = || keys.iter().map(|key| key.name).filter(|key| !wrote(key));
        let strangers = raw.written.iter().filter(|written| !keys.iter().any(|key| key.name == written.value));
        if raw.partial || strangers.into_iter().any(|stranger| suggest::nearest(stranger, free()) == Some("value")) {
            return;
        }
        self.report(
            Diagnostic::error("missing-key", "the key `value` is missing")
                .at(raw.head, format!("{} does not have it", Place::Key(subject.key)))
                .help("add `value: …`. Per cent, or a grade."),
        );
    }

    fn value(&mut self, written: &Spanned<Line>, subject: Subject, inspection: usize) -> Option<Stated> {
        let against = self.against?;
        if let Some(words) = against.framework.not_followed_up.as_ref().filter(|words| **words == written.0 && subject.may_be_left_out) {
            if inspection > 0 || against.framework.inspections.is_empty() {
                return Some(Stated::NotFollowedUp);
            }
            self.report(
                Diagnostic::error("not-followed-up-at-first", format!("the first inspection follows nothing up: it cannot say ‘{words}’"))
                    .at(written.span, "")
                    .help("write its score, or its grade"),
            );
            return None;
        }
        match subject.carries {
            ScoredBy::Percentage => self.percent(written, subject, against.framework).map(Stated::Percentage),
            ScoredBy::Grade => self.grade(written, subject, against),
        }
    }

    fn percent(&mut self, written: &Spanned<Line>, subject: Subject, framework: &Framework) -> Option<Number> {
        let (name, message, help) = match percentage(&written.0) {
            Ok(number) => return Some(number),
            Err(problem) => problem,
        };
        let grades = framework.grades.iter().map(String::as_str);
        let diagnostic = if name == "not-a-number" && suggest::nearest(&written.0, grades).is_some() {
            Diagnostic::error("grade-for-percentage", format!("{} is scored in per cent, not by a grade", subject.name))
                .help("it is `scored-by: percentage`: write a number from 0 to 100")
        } else {
            Diagnostic::error(name, message).help(help)
        };
        self.report(diagnostic.at(written.span, format!("the score of {}", subject.key)));
        None
    }

    fn grade(&mut self, written: &Spanned<Line>, subject: Subject, against: Against) -> Option<Stated> {
        let mut grades: Vec<&str> = against.framework.grades.iter().map(String::as_str).collect();
        if let Some(index) = grades.iter().position(|grade| *grade == written.0) {
            return Some(Stated::Grade(index));
        }
        if !against.sure.grades {
            self.sound = false;
            return None;
        }
        grades.extend(against.framework.not_followed_up.as_deref().filter(|_| !against.framework.inspections.is_empty()));
        let number = Number::parse_decimal(written.0.trim_end_matches(['%', ' ']), 100).is_some();
        let diagnostic = if number {
            Diagnostic::error("percentage-for-grade", format!("{} is graded, not scored in per cent", subject.name))
                .help(format!("it is `scored-by: grade`; the grades are {}", listed(&grades)))
        } else {
            Diagnostic::error("unknown-grade", format!("‘{}’ is not a grade of the framework", written.0)).help(did_you_mean(
                &written.0,
                "the grades are",
                &grades,
            ))
        };
        self.report(diagnostic.at(written.span, format!("the grade of {}", subject.key)));
        None
    }

    /// The band that is stated as a conclusion or comment.
    fn band(&mut self, raw: &RawScore, subject: Subject) -> Option<Spanned<usize>> {
        for (key, value) in [("conclusion", &raw.conclusion), ("comment", &raw.comment)] {
            self.sound &= value.is_some() || raw.wrote(key).is_none();
        }
        let written = match raw.conclusion.as_ref().or(raw.comment.as_ref())? {
            TextOr::Text(name) => name,
            TextOr::Record(band) => {
                self.sound &= band.value.is_some();
                band.value.as_ref()?
            }
        };
        let framework = self.against?.framework;
        if subject.carries == ScoredBy::Grade {
            self.report(
                Diagnostic::error("needless-key", format!("{} is graded, and no band goes with a grade", subject.name))
                    .at(written.span, "has no meaning here")
                    .help("take it out: here `conclusion` and `comment` name a band; the report's own words stand below `conclusion` in sections/*.yaml"),
            );
            return None;
        }
        if raw.conclusion.is_some()
            && let Some(comment) = raw.wrote("comment")
        {
            self.report(
                Diagnostic::error("needless-key", "`comment` and `conclusion` say the same")
                    .at(comment, "the second")
                    .help("keep one of the two"),
            );
        }
        if !self.against?.sure.bands {
            self.sound = false;
            return None;
        }
        let known: Vec<&str> = framework.bands.iter().map(|band| band.name.as_str()).collect();
        let found = known.iter().position(|name| name.to_lowercase() == written.trim().to_lowercase());
        if found.is_none() {
            self.report(
                Diagnostic::error("unknown-band", format!("the framework has no band ‘{}’", written.value))
                    .at(written.span, "not the name of a band")
                    .help(band_help(framework, written, &known)),
            );
        }
        found.map(|band| Spanned::new(band, written.span))
    }

    /// Says which of `all` have no score.
    fn missing(&mut self, raw: &RawScores, key: &str, map: Option<&Map<ScoreNode>>, all: Vec<&str>, strangers: bool, noun: &str) {
        if all.is_empty() {
            return;
        }
        let Some(map) = map else {
            if raw.wrote(key).is_some() || misspelt(self.reader, raw.span.file) {
                self.sound = false;
                return;
            }
            let help = format!("write the score of {} below `{key}:`", listed(&all));
            let missing = Diagnostic::error("missing-key", format!("the key `{key}` is missing"));
            self.report(missing.at(raw.head, "the file does not have it").help(help));
            return;
        };
        let written = |name: &str| map.entries.iter().map(|(key, _)| key).chain(&map.broken).any(|key| key.value == name);
        // It is missed after the one that stands before it in the framework.
        let before = all.iter().position(|name| !written(name)).and_then(|at| all.get(at.checked_sub(1)?));
        let before = before.and_then(|name| map.entries.iter().find(|(key, _)| key.value == *name)).map(|(key, _)| key.span);
        let missing: Vec<&str> = all.into_iter().filter(|name| !written(name)).collect();
        self.sound &= missing.is_empty() && map.broken.is_empty() && !map.partial;
        // One that is missing beside one that is not known is probably the same mistake.
        if missing.is_empty() || map.partial || (strangers && missing.len() == 1) {
            return;
        }
        let (noun, verb) = match (noun, missing.len()) {
            (_, 1) => (noun, "has"),
            ("criterion", _) => ("criteria", "have"),
            _ => ("threads", "have"),
        };
        let label = match (before, missing.len()) {
            (Some(_), 1) => "it belongs on the line after this",
            (Some(_), _) => "the first of them belongs on the line after this",
            (None, _) => "not written here",
        };
        self.report(
            Diagnostic::error("missing-score", format!("the {noun} {} {verb} no score", numbers(&missing)))
                .at(before.unwrap_or(map.head), label)
                .help("every criterion and every thread of the framework is scored"),
        );
    }
}

/// What may have been meant by a word that names no band: its comment, which is not its name, or a name that is like it.
fn band_help(framework: &Framework, written: &str, known: &[&str]) -> String {
    let bare = |text: &str| text.to_lowercase().trim_end_matches(['.', ' ']).trim_start().to_owned();
    let meant = framework.bands.iter().find(|band| {
        let conclusion = band.conclusion.as_ref().map(|conclusion| conclusion.value.as_str());
        band.comment.as_deref().into_iter().chain(conclusion).any(|text| bare(text) == bare(written))
    });
    match meant {
        Some(band) => format!("that is what the band says: write its name, `{}`", band.name),
        None => did_you_mean(written, "bands", known),
    }
}

fn has_score(section: &FrameworkSection) -> bool {
    section.criteria.iter().any(|criterion| criterion.scored_by == ScoredBy::Percentage)
}

/// An allow, if nothing is missing in it.
pub(super) fn allow(raw: &RawAllow) -> Option<Allow> {
    let (check, reason): (&Spanned<Line>, &Spanned<String>) = (raw.check.as_ref()?, raw.reason.as_ref()?);
    // The place of the check's name is the allow's own: no two share it, and it is short to point at.
    let span: Span = check.span;
    Some(Allow { check: check.clone().map(|line| line.0), reason: reason.clone(), note: raw.note.unwrap_or(false), span })
}
