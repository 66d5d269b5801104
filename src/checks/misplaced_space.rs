//! '1,2, and 3', 'plan(including', 'old/ terminated': a blank is missing or too many beside a mark.

use super::reading::words::TokenKind;
use super::reading::{Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MisplacedSpace;

static ABOUT: About = About {
    name: "misplaced-space",
    line: "a blank is missing beside a punctuation mark, or one is too many",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Blanks before commas, stops and closing brackets, after opening brackets and on one side of a stroke; missing ones after commas and stops and before opening brackets. Figures such as 2,085 and 4.5, addresses, and endings such as ‘area(s)’ are left alone.",
    matters: "Published reports had ‘in sections 1,2, and 3’ and ‘plan(including’.",
    mend: "Put in the blank, or take it out.",
    example: Example { what: Sample::Finding, wrong: "It stands in sections 1,2, and 3.", right: "It stands in sections 1, 2 and 3." },
};

impl Check for MisplacedSpace {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.typed().filter(|passage| !matches!(passage.kind, Kind::Term)) {
            for at in 0..passage.tokens.len().saturating_sub(1) {
                let Some((message, help)) = fault(passage, at) else { continue };
                let range = passage.bytes(at, at + 1);
                if passage.is_apart(&range) {
                    continue;
                }
                found.say(Remark::new(format!("‘{}’: {message}", &passage.words[range.clone()])).at(passage, range, "").help(help));
            }
        }
    }
}

const PUT: &str = "put in a blank";
const TAKE: &str = "take the blank out";

/// What is wrong between a token and the next one, and how to mend it.
fn fault(passage: &Passage, at: usize) -> Option<(&'static str, &'static str)> {
    let (one, two) = (passage.tokens[at], passage.tokens[at + 1]);
    if ![one, two].iter().any(|token| matches!(token.kind, TokenKind::Mark(_))) {
        return None;
    }
    let (joined, spaced) = (passage.joined(at), passage.spaced(at));
    let is_text = |token: super::reading::words::Token| !matches!(token.kind, TokenKind::Mark(_));
    match (one.kind, two.kind) {
        (_, TokenKind::Mark(mark @ (',' | ';' | ')' | '.' | '?' | '!'))) if spaced => {
            // ' ...' and ' .5' are no slips; neither is a mark after a mark.
            let dots = mark == '.' && (passage.joined(at + 1) || passage.is_mark(at, '.'));
            let after_text = is_text(one) || matches!(one.kind, TokenKind::Mark(')' | '’' | '”' | '%'));
            (after_text && !dots).then_some(("a blank stands before the mark", TAKE))
        }
        (TokenKind::Mark('('), _) if spaced && is_text(two) => Some(("a blank stands after the bracket", TAKE)),
        (TokenKind::Mark(',' | ';'), _) if joined && is_text(two) => {
            let digits = at > 0 && ends_in_digit(passage, at - 1) && passage.text(&two).starts_with(|c: char| c.is_ascii_digit());
            let figure = digits && passage.joined(at - 1) && passage.text(&two).chars().take_while(char::is_ascii_digit).count() == 3;
            // '&amp;nbsp' and '&#60;' are signs that are written out.
            let sign = at > 1 && (passage.is_mark(at - 2, '&') || passage.is_mark(at - 2, '#'));
            (!figure && !sign).then_some(("a blank is missing after the mark", PUT))
        }
        (TokenKind::Mark('.' | '?' | '!'), TokenKind::Word) if joined => {
            let next = passage.text(&two);
            let opens = next.starts_with(char::is_uppercase) && next.chars().nth(1).is_some_and(char::is_lowercase);
            let before = at.checked_sub(1).map_or("", |before| passage.word(before));
            (opens && before.chars().count() > 2 && !before.contains(char::is_uppercase))
                .then_some(("a blank is missing after the stop", PUT))
        }
        (TokenKind::Word, TokenKind::Mark('(')) if joined => {
            let close = passage.closing(at + 2)?;
            let inside = passage.words.get(two.end..passage.tokens[close].start)?;
            let own = passage.text(&one);
            // 'area(s)', 'child(ren)', 'section 2(1)', 'B3(a)'.
            let ending = inside.len() < 4
                || own.contains(|c: char| c.is_ascii_digit())
                || passage.joined(close) && passage.tokens.get(close + 1).is_some_and(super::reading::words::Token::is_word);
            (!ending).then_some(("a blank is missing before the bracket", PUT))
        }
        (TokenKind::Mark(')'), TokenKind::Word) if joined => {
            let open = passage.opening(at)?;
            let attached = open > 0 && passage.joined(open - 1) || passage.tokens[at].start - passage.tokens[open].end < 3;
            (!attached).then_some(("a blank is missing after the bracket", PUT))
        }
        (_, TokenKind::Mark('/')) if spaced && passage.joined(at + 1) && is_text(one) => {
            Some(("a blank stands on one side of the stroke", TAKE))
        }
        (TokenKind::Mark('/'), _) if spaced && at > 0 && passage.joined(at - 1) && is_text(two) && is_text(passage.tokens[at - 1]) => {
            Some(("a blank stands on one side of the stroke", TAKE))
        }
        _ => None,
    }
}

fn ends_in_digit(passage: &Passage, at: usize) -> bool {
    passage.text(&passage.tokens[at]).ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::MisplacedSpace;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &MisplacedSpace,
            &[
                ("In sections 1,2 and 3.", ",2"),
                ("The plan(including risk) was late.", "plan("),
                ("It was late .", "late ."),
                ("It was late , too.", "late ,"),
                ("It was ( very) late.", "( very"),
                ("It was late,but good.", ",but"),
                ("It was late.Some were not.", ".Some"),
                ("It was old/ terminated.", "/ terminated"),
                ("It was (very)late.", ")late"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &MisplacedSpace,
            &[
                "It cost £9,208 or 4.5%, i.e. little; e.g. area(s), child(ren) and sections 2(1) and B3(a).",
                "Sections 1, 2 and 3. It was ‘late’, and/or old / new … so it was.",
                "See www.example.org.Uk and a.b@example.org, the U.K. and J.Smith. It was [sic] (so). 12.30pm, 9/10.",
                "It was &amp;lt;plan&amp;gt;written out.",
                "It was late ... and so on. The programme(s) were late.",
            ],
        );
    }
}
