//! Texts of one line: plain words, and Markdown within a line.
//!
//! Which of the two a key takes is part of its type. Plain words are shown as they stand in labels, charts and data, so marks of
//! Markdown in them are reported: they would be printed.

use std::collections::BTreeMap;

use super::decode::{Decode, Place, Shape};
use super::yaml::Node;
use crate::diag::{Diagnostic, Problems};

/// Plain words in one line; spaces and line ends around them do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line(pub String);

/// Markdown within a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedLine(pub String);

impl Decode for MarkedLine {
    fn shape() -> Shape {
        Shape::Line
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        let mut text = String::decode(node, place, problems)?;
        text.truncate(text.trim_end().len());
        if text.contains('\n') {
            problems.push(
                Diagnostic::error("several-lines", format!("{place} must be one line"))
                    .at(node.head(), "several lines")
                    .help("begin it with `>-` in place of `|` to have its lines joined"),
            );
            return None;
        }
        Some(Self(text))
    }
}

impl Decode for Line {
    fn shape() -> Shape {
        Shape::Line
    }

    fn decode(node: &Node, place: Place, problems: &mut Problems) -> Option<Self> {
        let MarkedLine(text) = MarkedLine::decode(node, place, problems)?;
        if let Some(mark) = mark(&text) {
            problems.push(
                Diagnostic::warning("unread-mark", format!("‘{mark}’ in {place} is printed as it stands"))
                    .at(node.head(), "plain words")
                    .help("this text is plain words, not Markdown: take the marks out"),
            );
        }
        Some(Self(text))
    }
}

/// Words between marks of Markdown, with the marks: `*so*`, `**so**`, `` `so` ``, `[so](…)`.
fn mark(text: &str) -> Option<&str> {
    // Where each kind of mark ends next, so that a text of openings alone is gone through once.
    let mut ends: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '*' | '`' | '[')) {
        let rest = &text[at..];
        let (open, close) = match c {
            '*' if rest.starts_with("**") => ("**", "**"),
            '*' => ("*", "*"),
            '`' => ("`", "`"),
            _ => ("[", "]("),
        };
        let from = at + open.len();
        let find = || text[from..].find(close).map(|end| from + end);
        let end = ends.entry(close).or_insert_with(find);
        if end.is_some_and(|end| end < from) {
            *end = find();
        }
        let Some(end) = *end else { continue };
        // A mark stands close to the words: `5 * 3 * 2` has none.
        let words = &text[from..end];
        if words.trim() == words && !words.is_empty() {
            return Some(&text[at..end + close.trim_end_matches('(').len()]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn marks_are_seen_where_they_hold_words() {
        let all = ["Risk of *harm* to others", "**Score**", "`x`", "see [this](https://example.org)", "5 * 3 * 2", "4*", "a [b] c", "n*m"];
        let found = ["*harm*", "**Score**", "`x`", "[this]"].map(Some).into_iter().chain([None; 4]);
        assert_eq!(all.map(mark).to_vec(), found.collect::<Vec<_>>());
        // An ending is looked for behind each opening, and serves several of them.
        assert_eq!(mark("[ [ [a](b)"), Some("[a]"));
        assert_eq!(mark("* a* *b*"), Some("*b*"));
        assert_eq!(mark("** a * ** b"), None);
    }
}
