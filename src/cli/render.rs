//! How diagnostics look: a block on a terminal, one line, JSON, or SARIF 2.1.0.
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

fn path_of<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Option<&'a str> {
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
    let mut line = normalize_untrusted_str(&line).replace('\n', " ");
    line.push('\n');
    line
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

/// One JSON object: `version`, `counts` and `diagnostics`. Lines and columns count from 1, columns in characters.
pub fn json<'a>(problems: &'a [Diagnostic], sources: &'a Sources) -> String {
    #[derive(Serialize)]
    struct Report<'a> {
        version: u32,
        counts: Counts,
        diagnostics: Vec<Item<'a>>,
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
        let (path, [start, end]) = place_of(label, sources);
        Place { path, line: start.0, column: start.1, end_line: end.0, end_column: end.1, text: &label.text }
    };
    let item = |d: &'a Diagnostic| Item {
        severity: d.severity.to_string(),
        name: d.name,
        message: &d.message,
        path: path_of(d, sources),
        places: d.labels.iter().map(place).collect(),
        help: d.help.as_deref(),
    };
    to_text(&Report { version: 1, counts: Counts::of(problems), diagnostics: problems.iter().map(item).collect() })
}

/// The path of a place, and its start and end as line and column.
fn place_of<'a>(label: &Label, sources: &'a Sources) -> (&'a str, [(usize, usize); 2]) {
    let file = sources.file(label.span.file);
    let at = |offset: u32| {
        let place = file.line_column(offset as usize);
        (place.line, place.column)
    };
    (&file.path, [at(label.span.start), at(label.span.end)])
}

fn to_text(value: &impl Serialize) -> String {
    // Serialising plain structs with text keys cannot fail.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// A SARIF 2.1.0 log with one run. `describe` gives a check's line for the list of rules.
pub fn sarif<'a>(problems: &'a [Diagnostic], sources: &'a Sources, describe: impl Fn(&str) -> Option<&'static str>) -> String {
    let rules: BTreeMap<&str, usize> = {
        let mut names: Vec<&str> = problems.iter().map(|d| d.name).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().zip(0..).collect()
    };
    let result = |d: &'a Diagnostic| sarif::Result {
        rule_id: d.name,
        rule_index: rules[d.name],
        level: d.severity.to_string(),
        message: sarif::Text {
            text: match &d.help {
                Some(help) => format!("{}\n{help}", d.message).into(),
                None => d.message.as_str().into(),
            },
        },
        locations: match (d.labels.first(), &d.path) {
            (Some(label), _) => vec![sarif_location(label, sources, None)],
            (None, Some(path)) => vec![sarif::Location::file(path)],
            (None, None) => Vec::new(),
        },
        related_locations: d.labels.iter().zip(0..).skip(1).map(|(label, id)| sarif_location(label, sources, Some(id))).collect(),
    };
    let rule = |name: &'a str| sarif::Rule {
        id: name,
        short_description: sarif::Text { text: describe(name).unwrap_or(name).into() },
        help: sarif::Text { text: format!("bluebook explain {name}").into() },
    };
    to_text(&sarif::Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [sarif::Run {
            tool: sarif::Tool {
                driver: sarif::Driver {
                    name: env!("CARGO_PKG_NAME"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.keys().map(|name| rule(name)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: problems.iter().map(result).collect(),
        }],
    })
}

fn sarif_location<'a>(label: &'a Label, sources: &'a Sources, id: Option<usize>) -> sarif::Location<'a> {
    let (path, [start, end]) = place_of(label, sources);
    let mut location = sarif::Location::file(path);
    location.physical_location.region =
        Some(sarif::Region { start_line: start.0, start_column: start.1, end_line: end.0, end_column: end.1 });
    location.id = id;
    location.message = (!label.text.is_empty()).then(|| sarif::Text { text: label.text.as_str().into() });
    location
}

/// The part of the SARIF 2.1.0 object model that we write; names as in its specification.
mod sarif {
    use std::borrow::Cow;
    use std::fmt::Write as _;

    use serde::Serialize;

    #[derive(Serialize)]
    pub(super) struct Log<'a> {
        #[serde(rename = "$schema")]
        pub(super) schema: &'static str,
        pub(super) version: &'static str,
        pub(super) runs: [Run<'a>; 1],
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Run<'a> {
        pub(super) tool: Tool<'a>,
        pub(super) column_kind: &'static str,
        pub(super) results: Vec<Result<'a>>,
    }

    #[derive(Serialize)]
    pub(super) struct Tool<'a> {
        pub(super) driver: Driver<'a>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Driver<'a> {
        pub(super) name: &'static str,
        pub(super) semantic_version: &'static str,
        pub(super) rules: Vec<Rule<'a>>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Rule<'a> {
        pub(super) id: &'a str,
        pub(super) short_description: Text<'a>,
        pub(super) help: Text<'a>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Result<'a> {
        pub(super) rule_id: &'a str,
        pub(super) rule_index: usize,
        pub(super) level: String,
        pub(super) message: Text<'a>,
        pub(super) locations: Vec<Location<'a>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub(super) related_locations: Vec<Location<'a>>,
    }

    #[derive(Serialize)]
    pub(super) struct Text<'a> {
        pub(super) text: Cow<'a, str>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    #[expect(clippy::struct_field_names, reason = "the names are the specification's")]
    pub(super) struct Location<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(super) id: Option<usize>,
        pub(super) physical_location: PhysicalLocation,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(super) message: Option<Text<'a>>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct PhysicalLocation {
        pub(super) artifact_location: ArtifactLocation,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(super) region: Option<Region>,
    }

    #[derive(Serialize)]
    pub(super) struct ArtifactLocation {
        pub(super) uri: String,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Region {
        pub(super) start_line: usize,
        pub(super) start_column: usize,
        pub(super) end_line: usize,
        pub(super) end_column: usize,
    }

    impl Location<'_> {
        /// A file as a whole.
        pub(super) fn file(path: &str) -> Self {
            Self {
                id: None,
                physical_location: PhysicalLocation { artifact_location: ArtifactLocation { uri: uri(path) }, region: None },
                message: None,
            }
        }
    }

    /// A path as a URI reference: relative to where the tool was started, as the path itself is.
    fn uri(path: &str) -> String {
        let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
        for byte in path.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                uri.push(char::from(byte));
            } else {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
        uri
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, human, json, sarif, short, sorted};
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
                json(&[diagnostic], &sources);
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
        insta::assert_snapshot!(json(&[diagnostic], &sources), @r#"
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
          ]
        }
        "#);
    }

    #[test]
    fn sarif_has_rules_and_places() {
        let (sources, diagnostic) = example();
        let whole = Diagnostic::warning("empty-file", "the file is empty").in_path("/content/ŵ 1.yaml");
        let text = sarif(&[diagnostic, whole], &sources, |name| (name == "empty-file").then_some("a file with nothing in it"));
        insta::assert_snapshot!(text, @r#"
        {
          "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "bluebook",
                  "semanticVersion": "0.1.0",
                  "rules": [
                    {
                      "id": "empty-file",
                      "shortDescription": {
                        "text": "a file with nothing in it"
                      },
                      "help": {
                        "text": "bluebook explain empty-file"
                      }
                    },
                    {
                      "id": "score-out-of-range",
                      "shortDescription": {
                        "text": "score-out-of-range"
                      },
                      "help": {
                        "text": "bluebook explain score-out-of-range"
                      }
                    }
                  ]
                }
              },
              "columnKind": "unicodeCodePoints",
              "results": [
                {
                  "ruleId": "score-out-of-range",
                  "ruleIndex": 1,
                  "level": "error",
                  "message": {
                    "text": "the score 173 is not between 0 and 100\nwrite the score as printed, such as 73"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/scores.yaml"
                        },
                        "region": {
                          "startLine": 3,
                          "startColumn": 8,
                          "endLine": 3,
                          "endColumn": 11
                        }
                      },
                      "message": {
                        "text": "not a percentage"
                      }
                    }
                  ],
                  "relatedLocations": [
                    {
                      "id": 1,
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/framework.yaml"
                        },
                        "region": {
                          "startLine": 1,
                          "startColumn": 12,
                          "endLine": 1,
                          "endColumn": 22
                        }
                      },
                      "message": {
                        "text": "scored by percentage here"
                      }
                    }
                  ]
                },
                {
                  "ruleId": "empty-file",
                  "ruleIndex": 0,
                  "level": "warning",
                  "message": {
                    "text": "the file is empty"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "file:///content/%C5%B5%201.yaml"
                        }
                      }
                    }
                  ]
                }
              ]
            }
          ]
        }
        "#);
    }
}
