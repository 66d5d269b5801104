//! Fixed wording: text of a framework with placeholders from a closed list.
//!
//! A placeholder is a name in braces. What it becomes is put in as words, never as Markdown, so a value cannot smuggle markup in;
//! and there is no template language: nothing can be computed, looped or included.

use std::ops::Range;

/// The placeholders without an argument, in the order they are documented.
pub const PLAIN: [&str; 10] = [
    "area",
    "area-kind",
    "programme",
    "programme-short",
    "inspectorate",
    "inspectorate-short",
    "fieldwork",
    "published",
    "priority-line",
    "sample",
];

/// The placeholders for scores: a criterion's, section's or thread's, by its argument, and the
/// overall score. Where inspections stand side by side, `/original` after the argument asks for that one's.
pub const SCORES: [&str; 4] = ["score", "section-score", "thread-score", "overall-score"];

/// The inserts: they stand in a paragraph of their own, in any text.
pub const INSERTS: [&str; 15] = [
    "chart",
    "table",
    "scores",
    "criteria",
    "people",
    "signature",
    "abbreviations",
    "glossary",
    "recommendations",
    "vignettes",
    "vignette",
    "address",
    "contact",
    "isbn",
    "comparison-advice",
];

/// Stands in a text where a value belongs that could not be read. No file can hold this character, so that it is never an author's; checks
/// say nothing of the sentence around it.
pub const UNREAD: &str = "\u{1a}";

/// What a report puts in for placeholders.
pub trait Values {
    /// The words for a placeholder, or why there are none.
    ///
    /// # Errors
    /// When the report has no such value: [`Unfilled`] says which kind of mistake it is.
    fn value(&self, name: &str, argument: Option<&str>) -> Result<String, Unfilled>;
}

/// Why a placeholder has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfilled {
    /// There is no such placeholder.
    UnknownPlaceholder,
    /// In this text the brace is a brace.
    Literal,
    /// It is an insert, which can only be a paragraph of its own.
    InsertAmongWords,
    /// There is no criterion, section or thread of that name, or it has no percentage.
    UnknownArgument,
    /// The text stands where there is no report.
    NoReport,
    /// The report does not give it; the key of `report.yaml` that would.
    NotGiven(&'static str),
}

/// A placeholder that could not be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its bytes in the text, braces included.
    pub range: Range<usize>,
    /// What stands in the braces.
    pub inner: String,
    /// Why.
    pub reason: Unfilled,
}

/// `text` with its placeholders filled. In place of those that cannot be stands [`UNREAD`], and they are returned too.
pub fn fill(text: &str, values: &dyn Values) -> (String, Vec<Problem>) {
    let mut out = String::with_capacity(text.len());
    let mut problems = Vec::new();
    let mut done = 0;
    while let Some(open) = text[done..].find('{').map(|at| done + at) {
        let Some(close) = text[open..].find('}').map(|at| open + at) else { break };
        let inner = &text[open + 1..close];
        out.push_str(&text[done..open]);
        let (name, argument) = split(inner);
        match values.value(name, argument) {
            Ok(value) => out.push_str(&value),
            // What follows the brace may hold a placeholder of its own.
            Err(Unfilled::Literal) => {
                out.push('{');
                done = open + 1;
                continue;
            }
            Err(reason) => {
                out.push_str(UNREAD);
                problems.push(Problem { range: open..close + 1, inner: inner.to_owned(), reason });
            }
        }
        done = close + 1;
    }
    out.push_str(&text[done..]);
    (out, problems)
}

/// Name and argument of what stands in braces: `score:1.2`, `table: caseload`.
pub fn split(inner: &str) -> (&str, Option<&str>) {
    match inner.split_once(':') {
        Some((name, argument)) => (name.trim(), Some(argument.trim())),
        None => (inner.trim(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Unfilled, Values, fill};

    struct Surrey;

    impl Values for Surrey {
        fn value(&self, name: &str, argument: Option<&str>) -> Result<String, Unfilled> {
            match (name, argument) {
                ("area", None) => Ok("{Surrey}".to_owned()),
                ("score", Some("1.1")) => Ok("80%".to_owned()),
                ("score", _) => Err(Unfilled::UnknownArgument),
                _ => Err(Unfilled::UnknownPlaceholder),
            }
        }
    }

    #[test]
    fn values_are_put_in_once_and_not_read_again() {
        assert_eq!(fill("In {area}: {score: 1.1} {", &Surrey), ("In {Surrey}: 80% {".to_owned(), vec![]));
    }

    #[test]
    fn what_cannot_be_filled_is_reported() {
        let (text, problems) = fill("{aera} and {score:9.9}", &Surrey);
        assert_eq!(text, "\u{1a} and \u{1a}");
        assert_eq!(
            problems.iter().map(|p| (p.range.clone(), p.reason.clone())).collect::<Vec<_>>(),
            [(0..6, Unfilled::UnknownPlaceholder), (11..22, Unfilled::UnknownArgument)]
        );
    }
}
