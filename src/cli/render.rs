//! How diagnostics look: a block on a terminal, one line, or JSON. `sarif` has the fourth form.
//!
//! Diagnostics come in as plain data and go out as text; this is the only place that knows the snippet renderer. Whatever an
//! author's file holds (escape sequences, bidirectional controls) is shown, never obeyed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};
use serde::Serialize;

use crate::diag::{Diagnostic, FileId, Label, Problems, Severity, Sources, Span};
use crate::model::allow::Accepted;

/// Columns of an excerpt; longer lines are cut around the place.
const WIDTH: usize = 120;
/// Bytes of a line that an underline may cover: the renderer cuts a line only where nothing is marked.
const LONGEST_MARK: usize = 100;

/// In the order in which they are shown: by file, by place, graver first; each once.
///
/// What concerns no file comes first. Stages run in parallel and each adds its own, so the order in which problems arrive says
/// nothing to the author.
pub fn sorted(mut problems: Problems, sources: &Sources) -> Problems {
    problems.sort_by_cached_key(|d| {
        let place = d.labels.first().map(|label| (label.span.start, label.span.end));
        (path_of(d, sources).map(str::to_owned), place, std::cmp::Reverse(d.severity), d.name, d.message.clone())
    });
    problems.dedup();
    problems
}

/// How many there are of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Counts {
    /// Counts `problems`.
    pub fn of(problems: &[Diagnostic]) -> Self {
        let mut counts = Self::default();
        for problem in problems {
            match problem.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// In words, such as '2 errors, 1 warning'; empty if there is nothing.
    pub fn words(self) -> String {
        [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")]
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}{}", if *n == 1 { "" } else { "s" }))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

pub(super) fn path_of<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Option<&'a str> {
    match diagnostic.labels.first() {
        Some(label) => Some(&sources.file(label.span.file).path),
        None => diagnostic.path.as_deref(),
    }
}

/// A block with excerpt, underline and help, ended by an empty line.
pub fn human(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.name));
    for (file, labels) in by_file(&diagnostic.labels) {
        group = group.element(snippet(sources, file, &labels));
    }
    if diagnostic.labels.is_empty()
        && let Some(path) = &diagnostic.path
    {
        group = group.element(Origin::path(clean_path(path)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    // The renderer pads lines with spaces, which only make a diff of two runs harder to read.
    let block = renderer.render(&[group]);
    let mut text: String = block.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    text.push('\n');
    text
}

/// The excerpt of such a block alone; empty if there is no place to show.
pub fn excerpt(diagnostic: &Diagnostic, sources: &Sources) -> String {
    if diagnostic.labels.is_empty() {
        return String::new();
    }
    let mut group = Group::with_level(Level::ERROR);
    for (file, labels) in by_file(&diagnostic.labels) {
        group = group.element(snippet(sources, file, &labels));
    }
    let text = Renderer::plain().term_width(WIDTH).render(&[group]);
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// `path:line:column`, as much as is known of it.
pub fn place(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let path = path_of(diagnostic, sources).unwrap_or_default();
    match diagnostic.labels.first() {
        Some(label) => {
            let place = sources.line_column(label.span);
            format!("{path}:{}:{}", place.line, place.column)
        }
        None => path.to_owned(),
    }
}

/// The labels with their numbers, by file, the main place's file first.
fn by_file(labels: &[Label]) -> Vec<(FileId, Vec<(usize, &Label)>)> {
    let mut files: Vec<(FileId, Vec<(usize, &Label)>)> = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        match files.iter_mut().find(|(file, _)| *file == label.span.file) {
            Some((_, labels)) => labels.push((i, label)),
            None => files.push((label.span.file, vec![(i, label)])),
        }
    }
    files
}

/// The lines that hold the labels. Only these go to the renderer, which would otherwise go through the whole file for each one.
fn snippet<'a>(sources: &'a Sources, file: FileId, labels: &[(usize, &'a Label)]) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.file(file);
    let marks: Vec<_> = labels.iter().map(|(i, label)| (*i, *label, mark(&source.text, label.span))).collect();
    let first = marks.iter().map(|(_, _, mark)| mark.start).min().unwrap_or(0);
    let last = marks.iter().map(|(_, _, mark)| mark.end).max().unwrap_or(0);
    let start = source.text[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = source.text[last..].find('\n').map_or(source.text.len(), |at| last + at);
    let end = if source.text[start..end].ends_with('\r') { end - 1 } else { end };
    Snippet::source(&source.text[start..end]).path(clean_path(&source.path)).line_start(source.line_column(start).line).annotations(
        marks.into_iter().map(|(i, label, mark)| {
            let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(mark.start.min(end) - start..mark.end.min(end) - start);
            if label.text.is_empty() { annotation } else { annotation.label(clean(&label.text)) }
        }),
    )
}

/// What is underlined of a place: within one line, and not more than a line's worth. A place that covers a whole block of text
/// would fill the screen otherwise. Offsets that fall inside a character are moved to its start.
fn mark(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary(span.range().start.min(text.len()));
    let end = text.floor_char_boundary(span.range().end.clamp(start, text.len()));
    let blank = text[start..end].len() - text[start..end].trim_start().len();
    let start = if start + blank < end { start + blank } else { start };
    let line = text[start..end].find('\n').map_or(end, |at| start + at);
    let line = start + text[start..line].trim_end_matches('\r').len();
    start..text.floor_char_boundary(line.min(start + LONGEST_MARK))
}

/// Text of ours that may quote the author's. The renderer cleans titles and excerpts itself but not labels and help.
fn clean(text: &str) -> Cow<'_, str> {
    Cow::Owned(normalize_untrusted_str(text))
}

/// A file's name is an author's text too, and stays on its line.
fn clean_path(path: &str) -> Cow<'_, str> {
    Cow::Owned(normalize_untrusted_str(path).replace('\n', "\u{fffd}"))
}

/// `path:line:column: severity[name]: message`, as compilers do, so that editors can jump to it.
pub fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut line = String::new();
    if let Some(path) = path_of(diagnostic, sources) {
        line.push_str(path);
        if let Some(label) = diagnostic.labels.first() {
            let place = sources.line_column(label.span);
            let _ = write!(line, ":{}:{}", place.line, place.column);
        }
        line.push_str(": ");
    }
    let _ = write!(line, "{}[{}]: {}", diagnostic.severity, diagnostic.name, diagnostic.message);
    // Where the other of two figures stands, which the excerpts of the long form show.
    if let Some(other) = diagnostic.labels.iter().skip(1).find(|label| label.text == "elsewhere") {
        let place = sources.line_column(other.span);
        let _ = write!(line, " (elsewhere: {}:{}:{})", sources.file(other.span.file).path, place.line, place.column);
    }
    let mut line = normalize_untrusted_str(&line).replace('\n', " ");
    line.push('\n');
    line
}

/// Notes told by their check only: how often, its name, and what it is about.
pub fn folded(problems: &[Diagnostic], describe: impl Fn(&str) -> Option<&'static str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.severity == Severity::Note) {
        *counts.entry(problem.name).or_default() += 1;
    }
    let digits = counts.values().max().map_or(0, |most| most.to_string().len());
    let width = counts.keys().map(|name| name.len()).max().unwrap_or_default();
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let line = |(name, count): (&str, usize)| {
        format!("  {count:>digits$}  {name:<width$}  {}", describe(name).unwrap_or_default()).trim_end().to_owned()
    };
    counts.into_iter().map(line).collect()
}

/// What stands by an author's leave, one line each, in the order of the places: `accepted[name] path:line:column: reason`.
pub fn accepted(list: &[Accepted], sources: &Sources) -> Vec<String> {
    let mut lines: Vec<_> = list
        .iter()
        .map(|accepted| {
            let path = path_of(&accepted.problem, sources).unwrap_or("");
            let place = accepted.problem.labels.first().map(|label| sources.line_column(label.span));
            let at = place.map_or_else(String::new, |place| format!(":{}:{}", place.line, place.column));
            let reason = accepted.allow.reason.split_whitespace().collect::<Vec<_>>().join(" ");
            let line = format!("accepted[{}]: {path}{at}: {} ({reason})", accepted.problem.name, accepted.problem.message);
            ((path.to_owned(), place), normalize_untrusted_str(&line).replace('\n', " "))
        })
        .collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// One JSON object: `version`, `counts`, `diagnostics` and `accepted`. Lines and columns count from 1, columns in characters.
pub fn json<'a>(problems: &'a [Diagnostic], accepted: &'a [Accepted], sources: &'a Sources) -> String {
    #[derive(Serialize)]
    struct Report<'a> {
        version: u32,
        counts: Counts,
        diagnostics: Vec<Item<'a>>,
        accepted: Vec<Item<'a>>,
    }
    #[derive(Serialize)]
    struct Item<'a> {
        severity: String,
        name: &'a str,
        message: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        path: Option<&'a str>,
        places: Vec<Place<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        help: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct Place<'a> {
        path: &'a str,
        line: usize,
        column: usize,
        end_line: usize,
        end_column: usize,
        text: &'a str,
    }
    let place = |label: &'a Label| {
        let (path, [start, end]) = place_of(label.span, sources);
        Place { path, line: start.0, column: start.1, end_line: end.0, end_column: end.1, text: &label.text }
    };
    let item = |d: &'a Diagnostic, reason: Option<&'a str>| Item {
        severity: d.severity.to_string(),
        name: d.name,
        message: &d.message,
        path: path_of(d, sources),
        places: d.labels.iter().map(place).collect(),
        help: d.help.as_deref(),
        reason,
    };
    to_text(&Report {
        version: 1,
        counts: Counts::of(problems),
        diagnostics: problems.iter().map(|problem| item(problem, None)).collect(),
        accepted: accepted.iter().map(|accepted| item(&accepted.problem, Some(accepted.allow.reason.trim()))).collect(),
    })
}

/// The path of a place, and its start and end as line and column.
pub(super) fn place_of(span: Span, sources: &Sources) -> (&str, [(usize, usize); 2]) {
    let file = sources.file(span.file);
    let at = |offset: u32| {
        let place = file.line_column(offset as usize);
        (place.line, place.column)
    };
    (&file.path, [at(span.start), at(span.end)])
}

pub(super) fn to_text(value: &impl Serialize) -> String {
    // Serialising plain structs with text keys cannot fail.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::{Counts, folded, human, json, short, sorted};
    use crate::diag::{Diagnostic, Sources, Span};

    const SCORES: &str = "criteria:\n  1.1: 80\n  1.2: 173\n  ŵy: 12\n";

    /// A source, and the place of `word` in it.
    fn place(sources: &mut Sources, path: &str, text: &str, word: &str) -> Span {
        let file = sources.add(path, text);
        let start = text.find(word).expect("the word is in the text");
        Span::new(file, start..start + word.len())
    }

    fn example() -> (Sources, Diagnostic) {
        let mut sources = Sources::default();
        let score = place(&mut sources, "content/scores.yaml", SCORES, "173");
        let scale = place(&mut sources, "content/framework.yaml", "scored-by: percentage\n", "percentage");
        let diagnostic = Diagnostic::error("score-out-of-range", "the score 173 is not between 0 and 100")
            .at(score, "not a percentage")
            .at(scale, "scored by percentage here")
            .help("write the score as printed, such as 73");
        (sources, diagnostic)
    }

    #[test]
    fn a_block_shows_place_underline_and_help() {
        let (sources, diagnostic) = example();
        insta::assert_snapshot!(human(&diagnostic, &sources, false), @r#"
        error[score-out-of-range]: the score 173 is not between 0 and 100
         --> content/scores.yaml:3:8
          |
        3 |   1.2: 173
          |        ^^^ not a percentage
          |
         ::: content/framework.yaml:1:12
          |
        1 | scored-by: percentage
          |            ---------- scored by percentage here
          |
          = help: write the score as printed, such as 73
        "#);
    }

    #[test]
    fn colours_only_when_asked_for() {
        let (sources, diagnostic) = example();
        assert!(human(&diagnostic, &sources, true).contains("\u{1b}["));
        assert!(!human(&diagnostic, &sources, false).contains('\u{1b}'));
    }

    #[test]
    fn one_line_each() {
        let (sources, diagnostic) = example();
        insta::assert_snapshot!(short(&diagnostic, &sources), @"content/scores.yaml:3:8: error[score-out-of-range]: the score 173 is not between 0 and 100");
        let place = diagnostic.labels[0].span;
        let told = short(&diagnostic.clone().at(place, "elsewhere"), &sources);
        assert!(told.ends_with(" (elsewhere: content/scores.yaml:3:8)\n"), "{told}");
        let nowhere = Diagnostic::warning("a-b", "two\nlines").in_path("content/x");
        assert_eq!(short(&nowhere, &sources), "content/x: warning[a-b]: two lines\n");
    }

    #[test]
    fn a_file_as_a_whole_is_named() {
        let diagnostic = Diagnostic::error("empty-file", "the file is empty").in_path("content/a.yaml").help("write something");
        insta::assert_snapshot!(human(&diagnostic, &Sources::default(), false), @r#"
        error[empty-file]: the file is empty
        --> content/a.yaml
         = help: write something
        "#);
    }

    #[test]
    fn sorted_by_place_and_each_once() {
        let mut sources = Sources::default();
        let late = place(&mut sources, "b.yaml", SCORES, "12");
        let early = place(&mut sources, "b.yaml", SCORES, "80");
        let first = place(&mut sources, "a.yaml", SCORES, "12");
        let at = |span, message: &str| Diagnostic::warning("w", message).at(span, "");
        let problems = vec![
            at(late, "3"),
            at(early, "2"),
            at(first, "1"),
            at(late, "3"),
            Diagnostic::error("e", "0"),
            Diagnostic::warning("n", "1").in_path("a.yaml"),
        ];
        let order: Vec<String> = sorted(problems, &sources).iter().map(|d| short(d, &sources)).collect();
        assert_eq!(
            order.concat(),
            "error[e]: 0\na.yaml: warning[n]: 1\na.yaml:4:7: warning[w]: 1\nb.yaml:2:8: warning[w]: 2\nb.yaml:4:7: warning[w]: 3\n"
        );
    }

    #[test]
    fn counts_in_words() {
        let (_, error) = example();
        let problems = [error.clone(), error, Diagnostic::warning("w", "w")];
        assert_eq!(Counts::of(&problems).words(), "2 errors, 1 warning");
        assert_eq!(Counts::default().words(), "");
    }

    #[test]
    fn what_a_file_holds_is_shown_and_not_obeyed() {
        let mut sources = Sources::default();
        let text = "title: a\u{1b}[31m\u{202e}b\tc\r\nnext\r\n";
        let span = place(&mut sources, "x.yaml", text, "a\u{1b}[31m\u{202e}b\tc");
        let diagnostic = Diagnostic::error("n", "says \u{1b}[31m").at(span, "\u{202e}").help("\u{1b}]0;x");
        let block = human(&diagnostic, &sources, false);
        assert!(!block.contains(['\u{1b}', '\u{202e}', '\r']), "{block}");
        assert!(!short(&diagnostic, &sources).contains('\u{1b}'));
    }

    #[test]
    fn every_place_can_be_shown() {
        // Whatever span a stage makes, showing it must not panic: ends, line ends, inside characters, whole file, past the end.
        for text in ["", "\n", "a", "a\r\n", "ŵŷ\n\n  é", &"x".repeat(5000), &"word ".repeat(2000)] {
            let ends = 0..=text.len().min(12) + 2;
            for (start, end) in ends.clone().flat_map(|start| ends.clone().map(move |end| (start, end))).chain([(0, text.len())]) {
                let mut sources = Sources::default();
                let file = sources.add("x", text);
                let span = Span { file, start: u32::try_from(start).unwrap(), end: u32::try_from(end).unwrap() };
                let diagnostic = Diagnostic::error("n", "m").at(span, "here");
                let block = human(&diagnostic, &sources, false);
                assert!(block.contains("x:"), "{block}");
                assert!(block.lines().all(|line| line.chars().count() < 300), "{block}");
                short(&diagnostic, &sources);
                json(&[diagnostic], &[], &sources);
            }
        }
    }

    #[test]
    fn a_block_of_text_is_marked_in_its_first_line() {
        let mut sources = Sources::default();
        let span = place(&mut sources, "x.yaml", "text: |\n  One\n  two\n  three\n", "|\n  One\n  two\n  three");
        insta::assert_snapshot!(human(&Diagnostic::warning("long", "too long").at(span, ""), &sources, false), @r#"
        warning[long]: too long
         --> x.yaml:1:7
          |
        1 | text: |
          |       ^
        "#);
    }

    #[test]
    fn json_says_it_all() {
        let (sources, diagnostic) = example();
        insta::assert_snapshot!(json(&[diagnostic], &[], &sources), @r#"
        {
          "version": 1,
          "counts": {
            "errors": 1,
            "warnings": 0,
            "notes": 0
          },
          "diagnostics": [
            {
              "severity": "error",
              "name": "score-out-of-range",
              "message": "the score 173 is not between 0 and 100",
              "path": "content/scores.yaml",
              "places": [
                {
                  "path": "content/scores.yaml",
                  "line": 3,
                  "column": 8,
                  "end_line": 3,
                  "end_column": 11,
                  "text": "not a percentage"
                },
                {
                  "path": "content/framework.yaml",
                  "line": 1,
                  "column": 12,
                  "end_line": 1,
                  "end_column": 22,
                  "text": "scored by percentage here"
                }
              ],
              "help": "write the score as printed, such as 73"
            }
          ],
          "accepted": []
        }
        "#);
    }

    #[test]
    fn notes_are_told_by_their_check() {
        let mut problems = vec![Diagnostic::note("vague-reference", "a"), Diagnostic::warning("wrong-total", "b")];
        problems.extend((0..12).map(|at| Diagnostic::note("long-sentence", at.to_string())));
        let lines = folded(&problems, |name| (name == "long-sentence").then_some("a sentence is long"));
        assert_eq!(lines, ["  12  long-sentence    a sentence is long", "   1  vague-reference"]);
        assert_eq!(folded(&problems[1..2], |_| None), [""; 0]);
    }
}
