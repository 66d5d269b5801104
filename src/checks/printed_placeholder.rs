//! '{Score:1.1}': a placeholder that is none, because of a slip in its name, is printed as it stands.

use super::reading::{Mark, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct PrintedPlaceholder;

static ABOUT: About = About {
    name: "printed-placeholder",
    line: "words in braces look like a placeholder, and are printed as they stand",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "A name in braces that is no placeholder’s: ‘{Score:1.1}’, ‘{section-scor:1}’, ‘{aera}’. Among words only the names that the documents list are placeholders; any other brace is a brace, and readers see it.",
    matters: "A slip in the name of a placeholder would put the name into print in place of the figure.",
    mend: "Correct the name; all are listed in docs/content-format.md. If the braces are meant, mark the words as code.",
    example: Example { what: Sample::Finding, wrong: "The score of {Score:1.1} was high.", right: "The score of {score:1.1} was high." },
};

impl Check for PrintedPlaceholder {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for (passage, at) in reading.places(&["{"]).filter(|(passage, _)| passage.is_typed()) {
            let Some(range) = placeholder(passage, at) else { continue };
            if passage.is_marked(&range, |mark| matches!(mark, Mark::Code)) {
                continue;
            }
            found.say(
                Remark::new(format!("‘{}’ is no placeholder, and is printed as it stands", &passage.words[range.clone()]))
                    .at(passage, range, "")
                    .help("correct its name, or write `…` around it if the braces are meant"),
            );
        }
    }
}

/// `{name}` or `{name:more}` whose brace opens at a token; two braces are somebody else's template.
fn placeholder(passage: &Passage, at: usize) -> Option<std::ops::Range<usize>> {
    let start = passage.tokens[at].range().start;
    let (before, rest) = (&passage.words[..start], &passage.words[start..]);
    let end = rest.find('}')?;
    let inside = rest.get(1..end)?;
    let name = inside.split_once(':').map_or(inside, |(name, _)| name);
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let more = inside.get(name.len()..).is_some_and(|more| more.len() < 60 && !more.contains(['{', '\n']));
    let single = !before.ends_with('{') && !rest[end + 1..].starts_with('}');
    (named && more && single).then_some(start..start + end + 1)
}

#[cfg(test)]
mod tests {
    use super::PrintedPlaceholder;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_names_in_braces() {
        fires(
            &PrintedPlaceholder,
            &[
                ("Criterion 1.1 stands at {Score:1.1}.", "{Score:1.1}"),
                ("We inspected {aera} in May.", "{aera}"),
                ("It scored {section-scor:1} overall.", "{section-scor:1}"),
            ],
        );
    }

    #[test]
    fn is_silent_on_other_braces() {
        silent(
            &PrintedPlaceholder,
            &["Criterion 1.1 stands at {score:1.1}.", "The form says `{name}` there.", "The set {1, 2} of {{name}} and { name }, and {"],
        );
    }
}
