//! Names in the examples, and nowhere a word that they were altered.

use super::reading::Reading;
use super::reading::people::named_in_examples;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UnexplainedNames;

static ABOUT: About = About {
    name: "unexplained-names",
    line: "examples name people, and nothing says that the names were altered",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "First names and single letters for people in examples of good practice. Somewhere the report must say that names were changed, altered or invented.",
    matters: "Readers of a published report cannot tell whether the offenders in it are called so.",
    mend: "Say below the examples that names have been changed.",
    example: Example {
        what: Sample::File("good-practice.yaml"),
        wrong: "- label: Learning\n  criterion: 1.1\n  story: |\n    Inspectors met Pat. The work with Pat went well.\n",
        right: "- label: Learning\n  criterion: 1.1\n  story: |\n    Inspectors met Pat, whose name we have changed. The work with Pat went well.\n",
    },
};

impl Check for UnexplainedNames {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let told = |passage: &super::reading::Passage| {
            let has = |words: &[&str]| (0..passage.tokens.len()).any(|at| passage.is_word(at, words));
            has(&["name", "names", "named", "identities", "identity", "details", "pseudonym", "pseudonyms"])
                && has(&[
                    "altered",
                    "anonymised",
                    "changed",
                    "fictitious",
                    "invented",
                    "pseudonym",
                    "pseudonyms",
                    "disguised",
                    "replaced",
                    "different",
                    "real",
                ])
        };
        if reading.passages.iter().any(told) {
            return;
        }
        if let Some(name) = named_in_examples(reading).into_iter().next() {
            found.say(
                Remark::new(format!("‘{}’ is named in an example, and nothing says that names were altered", name.name))
                    .at(name.passage, name.bytes, "")
                    .help("say below the examples that names have been changed"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::UnexplainedNames;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn is_silent_where_nobody_is_named_or_a_note_says_so() {
        for story in ["The work with one offender went well.", "Kim came. Later Kim’s health got better. Names have been altered."] {
            let text = format!("- label: A\n  criterion: 1.1\n  story: |\n    {story}\n");
            assert_eq!(run(&UnexplainedNames, &sample(Sample::File("good-practice.yaml"), &text)), Vec::<String>::new(), "{story}");
        }
    }
}
