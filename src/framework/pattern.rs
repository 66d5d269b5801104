//! How a number, a word and a title stand together in print: `{number} General criterion: {title}`.
//!
//! As written in framework.yaml's `patterns`, they come in; out come checked patterns. Which word and which number are put in is
//! settled in the document: an appendix's word is the language's.

use super::raw::RawPatterns;
use crate::diag::{Diagnostic, Problems, Spanned, suggest};
use crate::source::decode::Line;

/// The names that may stand in braces.
const NAMES: [&str; 3] = ["label", "number", "title"];

/// A text with `{label}`, `{number}` and, at its end, `{title}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What stands before the title.
    lead: String,
    /// Whether the title stands in it.
    titled: bool,
}

impl Pattern {
    /// What stands before the title, in two parts: up to the last letter or digit, and what parts that from the title.
    pub fn lead(&self, label: &str, number: &str) -> (String, String) {
        // A number does not part from the word before it.
        let filled = self.lead.replace(" {number}", "\u{a0}{number}").replace("{label}", label).replace("{number}", number);
        let end = filled
            .rfind(char::is_alphanumeric)
            .map_or(filled.trim_end().len(), |at| at + filled[at..].chars().next().map_or(0, char::len_utf8));
        (filled[..end].to_owned(), filled[end..].to_owned())
    }

    /// Whether the title stands in it.
    pub fn titled(&self) -> bool {
        self.titled
    }

    /// Whether a word stands in it.
    fn labelled(&self) -> bool {
        self.lead.contains("{label}")
    }
}

/// Where the programme has its own way of putting number and title together. What is `None` is done the usual way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patterns {
    /// A section's heading.
    pub section: Option<Pattern>,
    /// A criterion's heading.
    pub criterion: Option<Pattern>,
    /// An appendix's heading.
    pub appendix: Option<Pattern>,
    /// A criterion in tables, charts and lists.
    pub row: Option<Pattern>,
    /// The criterion below the title of a good-practice example; the title may be missing.
    pub example: Option<Pattern>,
}

/// Which labels there are to be put in.
pub(super) struct Known {
    /// Whether there is a word for sections' headings.
    pub section: bool,
    /// Whether there is one for criteria's.
    pub criterion: bool,
    /// Whether criteria have a word of the programme's own in tables.
    pub row: bool,
}

/// The patterns, checked.
pub(super) fn patterns(raw: RawPatterns, known: &Known, problems: &mut Problems) -> Patterns {
    let mut one = |written: Option<Spanned<Line>>, untitled: bool, label: Option<&str>| {
        let written = written?;
        let pattern = pattern(&written, untitled, problems)?;
        if let Some(key) = label.filter(|_| pattern.labelled()) {
            problems.push(
                Diagnostic::error("unknown-placeholder", "there is no {label} to put in")
                    .at(written.span, "")
                    .help(format!("write the word itself in its place, or give it below `labels:` as `{key}`")),
            );
        }
        Some(pattern)
    };
    Patterns {
        section: one(raw.section, false, (!known.section).then_some("section-heading")),
        criterion: one(raw.criterion, false, (!known.criterion).then_some("criterion-heading")),
        appendix: one(raw.appendix, false, None),
        row: one(raw.row, false, (!known.row).then_some("criterion")),
        example: one(raw.example, true, None),
    }
}

fn pattern(written: &Spanned<Line>, untitled: bool, problems: &mut Problems) -> Option<Pattern> {
    let text = written.0.as_str();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if !NAMES.contains(&name) {
            let known = "{label}, {number} and {title}";
            let help = suggest::nearest(name, NAMES).map_or_else(
                || format!("a pattern may hold {known}"),
                |near| format!("did you mean {{{near}}}? A pattern may hold {known}"),
            );
            problems.push(
                Diagnostic::error("unknown-placeholder", format!("there is no placeholder {{{name}}}")).at(written.span, "").help(help),
            );
            return None;
        }
        rest = after;
    }
    let titled = text.matches("{title}").count();
    if titled > 1 || (titled == 1 && !text.ends_with("{title}")) || (titled == 0 && !untitled) {
        problems.push(
            Diagnostic::error("title-not-last", "a pattern ends with {title}")
                .at(written.span, "")
                .help("write it once, at the end: '{number}. {title}'"),
        );
        return None;
    }
    let lead = text.strip_suffix("{title}").unwrap_or(text);
    Some(Pattern { lead: lead.to_owned(), titled: titled == 1 })
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn lead(lead: &str) -> (String, String) {
        Pattern { lead: lead.to_owned(), titled: true }.lead("General criterion", "1.1")
    }

    #[test]
    fn what_stands_before_a_title_is_a_number_and_what_parts_it() {
        let is = |number: &str, rest: &str| (number.to_owned(), rest.to_owned());
        assert_eq!(lead("{number} {label}: "), is("1.1 General criterion", ": "));
        assert_eq!(lead("{label} {number} "), is("General criterion\u{a0}1.1", " "));
        assert_eq!(lead("{number}. "), is("1.1", ". "));
        assert_eq!(lead("\u{a7} "), is("\u{a7}", " "));
        assert_eq!(lead(""), is("", ""));
    }
}
