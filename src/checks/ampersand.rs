//! 'Assessment & Sentence Planning': a sign in running text where the word ‘and’ belongs.

use super::reading::{Home, Kind, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct Ampersand;

static ABOUT: About = About {
    name: "ampersand",
    line: "the sign & stands for ‘and’ in running text",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "The sign between two words with blanks on either side, in running text and in the lists. Names of firms may have it.",
    matters: "It is a sign for tables and shop fronts; screen readers say it in different ways.",
    mend: "Write ‘and’.",
    example: Example {
        what: Sample::Finding,
        wrong: "It was about compliance & enforcement.",
        right: "It was about compliance and enforcement.",
    },
};

impl Check for Ampersand {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let lists = |passage: &super::reading::Passage| matches!(passage.place.home, Home::Abbreviations | Home::Glossary);
        for passage in reading
            .typed()
            .filter(|passage| matches!(passage.kind, Kind::Text | Kind::Statement | Kind::Conclusion | Kind::Heading) || lists(passage))
        {
            for at in 1..passage.tokens.len().saturating_sub(1) {
                let spaced = passage.is_mark(at, '&') && passage.spaced(at - 1) && passage.spaced(at);
                let words = passage.word(at - 1).len() > 2 && passage.word(at + 1).len() > 2;
                let range = passage.bytes(at - 1, at + 1);
                if spaced && words && !passage.is_apart(&range) {
                    let right = format!("{} and {}", passage.word(at - 1), passage.word(at + 1));
                    found.say(Remark::new("‘&’ stands for ‘and’").at(passage, range, "").help(format!("write ‘{right}’")));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ampersand;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(&Ampersand, &[("It was about compliance & enforcement.", "compliance & enforcement")]);
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(&Ampersand, &["It was R&D, A & E, and this and that."]);
    }
}
