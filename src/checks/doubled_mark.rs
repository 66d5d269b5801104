//! '..', ',,', ',.': two punctuation marks where one belongs.

use super::reading::words::TokenKind;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct DoubledMark;

static ABOUT: About = About {
    name: "doubled-mark",
    line: "two punctuation marks stand where one belongs",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Full stops, commas, semicolons and colons that stand twice or beside each other, and a comma before a bracket that inserts words. Three dots are an ellipsis, and a comma may follow the stop of a short form (‘etc.,’).",
    matters: "It is the trace of a sentence that was cut short.",
    mend: "Take one of them out.",
    example: Example {
        what: Sample::Finding,
        wrong: "Most plans were late.. Some were not.",
        right: "Most plans were late. Some were not.",
    },
};

impl Check for DoubledMark {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.typed() {
            let mut at = 0;
            while at + 1 < passage.tokens.len() {
                let Some(last) = doubled(passage, at) else {
                    at += 1;
                    continue;
                };
                let range = passage.bytes(at, last);
                if !passage.is_apart(&range) {
                    let written = &passage.words[range.clone()];
                    found.say(Remark::new(format!("‘{written}’: one mark too many")).at(passage, range, "").help("take one of them out"));
                }
                at = last + 1;
            }
        }
    }
}

/// The last of two marks where one belongs.
fn doubled(passage: &Passage, at: usize) -> Option<usize> {
    let mark = |at: usize| match passage.tokens.get(at)?.kind {
        TokenKind::Mark(mark @ ('.' | ',' | ';' | ':')) => Some(mark),
        _ => None,
    };
    if passage.is_mark(at, ',') && passage.is_mark(at + 1, '(') {
        // A comma before a bracket; '(a), (b)' and '(36%), (40%)' are lists.
        let close = passage.closing(at + 2)?;
        let list = at > 0 && passage.is_mark(at - 1, ')') || close < at + 4;
        return (!list && passage.tokens[at + 2].is_word()).then_some(at + 1);
    }
    let (one, two) = (mark(at)?, mark(at + 1)?);
    if one == '.' && two == '.' {
        // An ellipsis, however it is typed.
        let run = (at..at + 3).take_while(|at| mark(*at) == Some('.')).count();
        let begins = at == 0 || mark(at - 1) != Some('.');
        return (begins && run == 2 && !passage.is_abbreviating(at)).then_some(at + 1);
    }
    let gap = passage.words.get(passage.tokens[at].end..passage.tokens[at + 1].start)?;
    let short_form = one == '.' && passage.is_abbreviating(at);
    (gap.len() < 2 && !short_form && !(one == '.' && gap.len() == 1)).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::DoubledMark;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &DoubledMark,
            &[
                ("The office, (and later the hostel) was shut.", ", ("),
                ("It was late.. It was.", ".."),
                ("It was late,, and good.", ",,"),
                ("It was late,. It was.", ",."),
                ("It was late;. It was.", ";."),
                ("It was so:: late.", "::"),
                ("It was late. . It was.", ". ."),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &DoubledMark,
            &[
                "It was (a), (b) or (c and d), (and so on). It was late ... and so on. It was late… Plans etc., forms, i.e., papers.",
                "Late: ‘so’, he said. It was (late). a.m.; p.m.: now.",
                "Plans etc.. It was.",
            ],
        );
    }
}
