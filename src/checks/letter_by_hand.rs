//! '(b) Staff were …': a letter or number that bluebook prints anyway.

use super::reading::words::TokenKind;
use super::reading::{Home, Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct LetterByHand;

static ABOUT: About = About {
    name: "letter-by-hand",
    line: "a letter or number is written by hand where bluebook prints one",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Findings, recommendations and items of lists that begin with ‘(a)’, ‘a)’, ‘1.’ or ‘1)’.",
    matters: "The letter is printed twice, and stays behind when a finding is put in before it.",
    mend: "Take it out.",
    example: Example { what: Sample::Finding, wrong: "(b) Staff were trained.", right: "Staff were trained." },
};

impl Check for LetterByHand {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for unit in reading.units() {
            let Some(passage) = unit.first().filter(|first| first.kind == Kind::Text && first.source().is_some()) else { continue };
            let item = matches!(passage.place.home, Home::Finding | Home::Recommendation)
                || passage.place.home == Home::Prose && passage.place.list > 0;
            if let Some(last) = mark(passage).filter(|_| item) {
                let range = passage.bytes(0, last);
                let written = &passage.words[range.clone()];
                found.say(
                    Remark::new(format!("‘{written}’ is written by hand; the letter or number is printed without it"))
                        .at(passage, range, "")
                        .help("take it out"),
                );
            }
        }
    }
}

/// The last token of a mark of an item at the start of a text.
fn mark(passage: &Passage) -> Option<usize> {
    let sign = |at: usize| {
        let token = passage.tokens.get(at)?;
        let text = passage.text(token);
        let letter = token.is_word() && text.len() == 1 && text.chars().all(|c| c.is_ascii_lowercase())
            || text.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        let number = matches!(token.kind, TokenKind::Number(_)) && text.len() < 3 && text.bytes().all(|b| b.is_ascii_digit());
        (letter || number).then_some(number)
    };
    if passage.is_mark(0, '(') && sign(1).is_some() && passage.is_mark(2, ')') && passage.tokens.len() > 3 {
        return Some(2);
    }
    let number = sign(0)?;
    let closes = passage.is_mark(1, ')') || number && passage.is_mark(1, '.');
    (closes && passage.joined(0) && passage.spaced(1)).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::LetterByHand;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &LetterByHand,
            &[("(b) Staff were trained.", "(b)"), ("b) Staff were trained.", "b)"), ("12\\. Staff were trained.", "12\\.")],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &LetterByHand,
            &["(Some) staff were trained. 12 staff (b) were not.", "A plan was made. 12.5 hours were spent.", "I was told so."],
        );
    }
}
