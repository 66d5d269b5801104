//! '(see section 2': a bracket that is opened and never closed, or closed and never opened.

use super::reading::words::TokenKind;
use super::reading::{Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UnclosedBracket;

static ABOUT: About = About {
    name: "unclosed-bracket",
    line: "a bracket has no partner",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Round and square brackets of each paragraph, cell and title. A letter or number with a closing bracket alone, as in ‘a)’, is a mark of a list.",
    matters: "Readers look for the end of the bracket to the end of the paragraph.",
    mend: "Put in the missing bracket, or take out the one that is left over.",
    example: Example {
        what: Sample::Finding,
        wrong: "Plans were late in nine cases (all of them licences.",
        right: "Plans were late in nine cases (all of them licences).",
    },
};

impl Check for UnclosedBracket {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for unit in reading.units() {
            // A bracket may hold more than one paragraph.
            let text = |passage: &&Passage| matches!(passage.kind, Kind::Text | Kind::Small);
            let lonely: Vec<_> =
                unit.iter().filter(text).flat_map(|passage| lonely(passage).into_iter().map(move |at| (passage, at))).collect();
            let balanced = lonely.len() % 2 == 0 && lonely.iter().map(|(passage, at)| turn(passage, *at)).sum::<i32>() == 0;
            let own = unit.iter().filter(|passage| !text(passage)).flat_map(|passage| lonely_of(passage));
            for (passage, at) in lonely.into_iter().filter(|_| !balanced).chain(own) {
                // '[[' is reported as the beginning of a cross-reference.
                let doubled = passage.is_mark(at, '[') && (passage.is_mark(at + 1, '[') || at > 0 && passage.is_mark(at - 1, '['));
                if doubled || passage.source().is_none() || passage.is_apart(&passage.tokens[at].range()) {
                    continue;
                }
                let opened = turn(passage, at) > 0;
                let message = if opened { "a bracket is opened and never closed" } else { "a bracket is closed that was never opened" };
                let help = if opened { "put in the closing bracket" } else { "put in the opening bracket, or take this one out" };
                found.say(Remark::new(message).at(passage, passage.tokens[at].range(), "").help(help));
            }
        }
    }
}

fn lonely_of<'p, 'a>(passage: &'p Passage<'a>) -> impl Iterator<Item = (&'p Passage<'a>, usize)> {
    lonely(passage).into_iter().map(move |at| (passage, at))
}

fn turn(passage: &Passage, at: usize) -> i32 {
    if passage.is_mark(at, '(') || passage.is_mark(at, '[') { 1 } else { -1 }
}

/// The tokens of brackets without a partner.
fn lonely(passage: &Passage) -> Vec<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut lonely = Vec::new();
    for (at, token) in passage.tokens.iter().enumerate() {
        let TokenKind::Mark(mark) = token.kind else { continue };
        let partner = match mark {
            '(' | '[' => {
                open.push((at, mark));
                continue;
            }
            ')' => '(',
            ']' => '[',
            _ => continue,
        };
        if open.last().is_some_and(|(_, opened)| *opened == partner) {
            open.pop();
        } else if open.iter().any(|(_, opened)| *opened == partner) {
            while let Some((inner, opened)) = open.pop() {
                if opened == partner {
                    break;
                }
                lonely.push(inner);
            }
        } else if !marks_list(passage, at) {
            lonely.push(at);
        }
    }
    lonely.extend(open.into_iter().map(|(at, _)| at));
    lonely.sort_unstable();
    lonely
}

/// 'a)', '1)', 'iv)': the mark of an item. Also ':)'.
fn marks_list(passage: &Passage, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|before| passage.joined(*before)) else { return false };
    let text = passage.text(&passage.tokens[before]);
    let stands_free = before == 0 || passage.spaced(before - 1);
    stands_free && (text.chars().count() == 1 || text.parse::<u8>().is_ok() || text.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
}

#[cfg(test)]
mod tests {
    use super::UnclosedBracket;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_partner_is_missing() {
        fires(
            &UnclosedBracket,
            &[
                ("Plans were late (nine of them.", "("),
                ("Plans were late, nine of them).", ")"),
                ("Plans (nine [of them) were late.", "["),
                ("Plans ((nine) were late.", "("),
            ],
        );
    }

    #[test]
    fn is_silent_where_each_has_its_partner() {
        silent(
            &UnclosedBracket,
            &[
                "Plans (nine (of 12)) were late [sic].",
                "They were a) late, b) short and iv) wrong; 1) too.",
                "Plans were late (nine of them.\n\nAll were licences.) Others were not.",
                "Area(s) and (a).",
            ],
        );
    }
}
