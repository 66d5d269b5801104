//! From a framework as written to one as used.
//!
//! Every problem is collected. A framework that has problems is still returned, as far as it goes, so that the reports on it are
//! checked in the same run; [`Resolved::sure`] says which of its lists may be relied on to say that something is unknown.

use super::bands::bands;
use super::pattern::{Known, patterns};
use super::raw::RawFramework;
use super::scored::{case_profile, inspections, load_questions, named_weights, not_followed_up, scoring, thread_sections};
use super::structure::{cover, grades, groups, labels, parts, priority_lines, sections, table_titles};
use super::{Framework, FrameworkSection, PartKind, QuestionKind, ScoredBy, ScoringModel, Thread};
use crate::diag::{Diagnostic, Problems, Sources, Span, Spanned};
use crate::source::decode::{Decode, Line, Place, Shape, decode_choice, listed};
use crate::source::discover::{FrameworkFolder, as_name, is_name};
use crate::source::system::System;
use crate::source::yaml::{self, Node};
use crate::source::{read, whole_file};

/// A framework and how far it can be relied on.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The framework.
    pub framework: Framework,
    /// What in it is sound.
    pub sure: Sure,
}

/// Which lists of a framework had no errors: only against those can a report be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers, asked by name")]
pub struct Sure {
    /// Sections and criteria.
    pub sections: bool,
    /// Bands.
    pub bands: bool,
    /// Grades.
    pub grades: bool,
    /// Groups of findings.
    pub groups: bool,
    /// Threads.
    pub threads: bool,
    /// Parts.
    pub parts: bool,
    /// Questions and the columns of a case's profile.
    pub questions: bool,
}

/// The name of a scoring model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelName(pub &'static str);

impl ScoredBy {
    /// What a section's criteria may carry, with the names that content uses.
    pub const NAMES: [(&'static str, Self); 2] = [("percentage", Self::Percentage), ("grade", Self::Grade)];
}

impl Decode for ModelName {
    fn shape() -> Shape {
        Shape::Choice(ScoringModel::NAMES.to_vec())
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        decode_choice(node, place, problems, "unknown-scoring-model", &ScoringModel::NAMES.map(|name| (name, Self(name))))
    }
}

impl Decode for QuestionKind {
    fn shape() -> Shape {
        Shape::Choice(Self::NAMES.iter().map(|(name, _)| *name).collect())
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        decode_choice(node, place, problems, "unknown-value", &Self::NAMES)
    }
}

impl Decode for ScoredBy {
    fn shape() -> Shape {
        Shape::Choice(Self::NAMES.iter().map(|(name, _)| *name).collect())
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        decode_choice(node, place, problems, "unknown-value", &Self::NAMES)
    }
}

/// Reads and checks the framework in `folder`. `None` if there is nothing that a report could be checked against.
pub fn load_framework(system: &dyn System, folder: &FrameworkFolder, sources: &mut Sources, problems: &mut Problems) -> Option<Resolved> {
    let wording: Vec<(String, Spanned<String>)> = folder
        .prose
        .iter()
        .filter_map(|found| {
            let file = read::text(system, &found.path, &found.shown, sources, problems)?;
            Some((found.name.clone(), whole_file(sources, file)))
        })
        .collect();
    let definition = folder.definition.as_ref()?;
    let file = read::text(system, &definition.path, &definition.shown, sources, problems)?;
    let mut own = Vec::new();
    let raw = yaml::parse(file, &sources.file(file).text, &mut own).and_then(|root| RawFramework::decode(&root, Place::File, &mut own));
    let mut resolved = raw.map(|raw| resolve(folder, raw, wording, &mut own));
    if let Some(resolved) = &mut resolved {
        load_questions(system, folder, sources, resolved, &mut own);
    }
    problems.append(&mut own);
    resolved
}

fn resolve(folder: &FrameworkFolder, raw: RawFramework, wording: Vec<(String, Spanned<String>)>, problems: &mut Problems) -> Resolved {
    let nowhere = Span { end: raw.span.start, ..raw.span };
    let line = |line: Option<Spanned<Line>>| line.map(|line| line.value.0).unwrap_or_default();
    let text = |text: Option<Spanned<String>>| text.unwrap_or_else(|| Spanned::new(String::new(), nowhere));
    let places = Places::of(&raw);
    let weights = named_weights(&raw);

    let mut lines = priority_lines(raw.priority_line, raw.priority_lines, problems).into_iter();
    let (priority_line, further_lines) = (lines.next(), lines.collect());
    let bands = bands(raw.bands.map(|bands| bands.value).unwrap_or_default(), problems);
    let (grades, grade_meanings) = grades(raw.grades.map(|grades| grades.value).unwrap_or_default(), problems);
    let groups = groups(raw.groups.map(|groups| groups.value).unwrap_or_default(), problems);
    let sections = sections(raw.sections.map(|sections| sections.value).unwrap_or_default(), problems);
    let threads: Vec<Thread> = {
        let raw = raw.threads.map(|threads| threads.value).unwrap_or_default();
        let raw: Vec<_> = raw
            .into_iter()
            .filter_map(|thread| {
                Some((
                    thread.key?,
                    text(thread.title.map(|title| title.map(|line| line.0))),
                    thread.explanation,
                    thread_sections(thread.sections, &sections, problems),
                ))
            })
            .collect();
        unique(raw.iter().map(|(key, ..)| key), "thread", problems);
        for (key, ..) in &raw {
            name(key, "a thread", problems);
        }
        raw.into_iter().map(|(key, title, explanation, sections)| Thread { key: key.value.0, title, explanation, sections }).collect()
    };
    let has_grades = |section: &&FrameworkSection| section.criteria.iter().any(|criterion| criterion.scored_by == ScoredBy::Grade);
    if let Some(graded) = sections.iter().find(has_grades)
        && places.grades.is_none()
        && !raw.partial
        && !problems.iter().any(|problem| problem.name == "unknown-key")
    {
        problems.push(
            Diagnostic::error("missing-key", "the key `grades` is missing")
                .at(graded.span, "criteria of this section are scored by grade")
                .help("list the framework's grades, from the best down"),
        );
    }
    let parts = parts(raw.parts.map(|parts| parts.value), places.parts.filter(|_| !raw.partial), problems);

    let sure = Sure {
        sections: places.sure(places.sections, problems),
        bands: places.bands.map_or_else(|| !places.wrote("bands"), |span| places.sure(Some(span), problems)),
        grades: places.sure(places.grades, problems),
        groups: places.sure(places.groups, problems),
        // A list that nobody wrote has nothing in it, unless the rest of the file could not be read.
        threads: places.threads.map_or(!places.partial, |span| places.sure(Some(span), problems)),
        parts: places.sure(places.parts, problems),
        questions: places.case_profile.map_or(!places.partial, |span| places.sure(Some(span), problems)),
    };
    let prose: Vec<&str> = parts.iter().filter(|part| part.kind == PartKind::Prose).map(|part| part.name.as_str()).collect();
    for (name, text) in wording.iter().filter(|(name, _)| sure.parts && !prose.contains(&name.as_str())) {
        let unused = Diagnostic::warning("unused-file", format!("no part uses `{name}.md`"));
        let help = match crate::diag::suggest::nearest(name, prose.iter().copied()) {
            Some(near) => format!("did you mean `{near}.md`? A part's text is the file of its name"),
            None => "add a part of this name to `framework.yaml`, or take the file away".into(),
        };
        problems.push(unused.at(Span { end: text.span.start, ..text.span }, "").help(help));
    }
    let wording = wording.into_iter().filter(|(name, _)| prose.contains(&name.as_str())).collect();
    let scoring = scoring(raw.scoring, &sections, &weights, problems);
    let not_followed_up = not_followed_up(raw.not_followed_up, &grades, problems);
    let case_profile = case_profile(raw.case_profile.map(|list| list.value).unwrap_or_default(), problems);
    let inspections = inspections(raw.inspections, problems);
    let report_title = text(raw.report_title.map(|title| title.map(|line| line.0)));
    let cover = cover(raw.cover, problems);
    let labels = raw.labels.map(labels).unwrap_or_default();
    let table_titles = table_titles(raw.table_titles, problems);
    let known =
        Known { section: labels.section_heading.is_some(), criterion: labels.criterion_heading.is_some(), row: labels.criterion.is_some() };
    let patterns = raw.patterns.map(|raw| patterns(raw, &known, problems)).unwrap_or_default();
    let framework = Framework {
        id: folder.id.clone(),
        title: line(raw.title),
        short: line(raw.short),
        report_title,
        criterion_label: line(raw.criterion_label),
        scoring,
        questions: Vec::new(),
        case_profile,
        inspections,
        not_followed_up,
        priority_line,
        further_lines,
        bands,
        grades,
        grade_meanings,
        groups,
        threads,
        sections,
        labels,
        patterns,
        score_boxes: raw.score_boxes.map(Into::into).unwrap_or_default(),
        appendices: raw.numbering.as_ref().and_then(|numbering| numbering.appendices).unwrap_or_default(),
        tables_numbered: raw.numbering.and_then(|numbering| numbering.tables).unwrap_or(true),
        table_titles,
        criteria_listed: raw.contents.and_then(|contents| contents.criteria).unwrap_or(true),
        cover,
        cover_lines: raw.cover_lines.unwrap_or_default().into_iter().map(|line| line.map(|line| line.0)).collect(),
        comparison_advice: raw.comparison_advice,
        parts,
        wording,
    };
    Resolved { framework, sure }
}

/// Where the lists of a framework stand.
struct Places {
    partial: bool,
    sections: Option<Span>,
    bands: Option<Span>,
    grades: Option<Span>,
    groups: Option<Span>,
    threads: Option<Span>,
    case_profile: Option<Span>,
    parts: Option<Span>,
    /// Keys that were written, for lists that were broken altogether.
    written: Vec<String>,
}

impl Places {
    fn of(raw: &RawFramework) -> Self {
        Self {
            partial: raw.partial,
            sections: raw.sections.as_ref().map(|list| list.span),
            bands: raw.bands.as_ref().map(|list| list.span),
            grades: raw.grades.as_ref().map(|list| list.span),
            groups: raw.groups.as_ref().map(|list| list.span),
            threads: raw.threads.as_ref().map(|list| list.span),
            case_profile: raw.case_profile.as_ref().map(|list| list.span),
            parts: raw.parts.as_ref().map(|list| list.span),
            written: raw.written.iter().map(|key| key.value.clone()).collect(),
        }
    }

    /// Whether a key was written, or may have been in what could not be read.
    fn wrote(&self, key: &str) -> bool {
        self.partial || self.written.iter().any(|written| written == key)
    }

    /// Whether a list is there and no error stands in it.
    fn sure(&self, list: Option<Span>, problems: &Problems) -> bool {
        let Some(list) = list else { return false };
        let inside = |span: Span| span.file == list.file && span.start >= list.start && span.start < list.end.max(list.start + 1);
        !self.partial
            && !self.written.is_empty()
            && !problems.iter().any(|p| p.is_error() && p.labels.first().is_some_and(|label| inside(label.span)))
    }
}

/// Reports words that stand twice.
pub(super) fn unique<'a>(words: impl Iterator<Item = &'a Spanned<Line>>, what: &str, problems: &mut Problems) {
    let mut seen: std::collections::BTreeMap<&str, Span> = std::collections::BTreeMap::new();
    for word in words {
        match seen.get(word.0.as_str()) {
            Some(first) => problems.push(
                Diagnostic::error("duplicate-name", format!("the {what} `{}` stands here twice", word.0))
                    .at(word.span, "the second")
                    .at(*first, "the first")
                    .help("each needs a name of its own"),
            ),
            None => {
                seen.insert(&word.0, word.span);
            }
        }
    }
}

/// Reports a word that cannot be a name.
pub(super) fn name(word: &Spanned<Line>, what: &str, problems: &mut Problems) {
    if !is_name(&word.0) {
        problems.push(
            Diagnostic::error("bad-name", format!("`{}` cannot be the name of {what}", word.0))
                .at(word.span, "")
                .help(format!("lower-case letters, digits and single hyphens: {}", listed(&[&as_name(&word.0)]))),
        );
    }
}
