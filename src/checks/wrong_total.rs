//! '82 reports, comprising 52 full ones, 17 short ones and 12 oral ones': the parts do not make the total.

use std::ops::Range;

use super::reading::english::HEDGES;
use super::reading::lexicon::Numeral;
use super::reading::sentences::Sentence;
use super::reading::shares::{labelled, ratios};
use super::reading::words::{Token, TokenKind, Unit};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongTotal;

static ABOUT: About = About {
    name: "wrong-total",
    line: "the parts that a sentence lists do not make the total that it gives",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "A number with its parts, where the words say that these are all: ‘82 reports, comprising 52 full ones, 17 short ones and 13 oral ones’, ‘made up of’, ‘consisting of’, ‘40 \
             licences, 60 orders and 10 custody cases, a total of 110’; and four parts or more in brackets or after a colon, where no word like ‘including’ says that there are others: ‘18 staff: two managers, nine officers, five assistants and two clerks’. The parts must make the total.",
    matters: "Readers add such lists up, since the sentence invites them to.",
    mend: "Correct the number that is wrong. If something is left out of the list, write ‘including’.",
    example: Example {
        what: Sample::Finding,
        wrong: "There were 82 reports, comprising 52 full ones, 17 short ones and 12 oral ones.",
        right: "There were 82 reports, comprising 52 full ones, 17 short ones and 13 oral ones.",
    },
};

impl Check for WrongTotal {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        say(reading, Sure::Yes, found);
    }
}

/// Whether the words say that the parts are all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sure {
    /// 'Comprising', 'a total of', or a list so long that it can only be all.
    Yes,
    /// A bracket or a colon before two or three.
    No,
}

/// A total with its parts, by their tokens.
struct List {
    total: usize,
    /// Each with how many it is.
    parts: Vec<(usize, i64)>,
    sure: Sure,
}

/// Says which lists do not make their total.
pub(super) fn say(reading: &Reading, sure: Sure, found: &mut Found) {
    for passage in reading.prose() {
        for list in passage.sentences.iter().filter_map(|sentence| list(reading, passage, sentence)).filter(|list| list.sure == sure) {
            let count = |at: usize| passage.tokens[at].count().unwrap_or(0);
            let (total, sum) = (count(list.total), list.parts.iter().map(|(_, count)| count).sum::<i64>());
            if total == sum {
                continue;
            }
            let shown = list.parts.iter().map(|(_, count)| count.to_string()).collect::<Vec<_>>().join(" + ");
            let (first, last) = (list.parts[0].0, list.parts[list.parts.len() - 1].0);
            found.say(
                Remark::new(format!("{shown} makes {sum}, not {total}"))
                    .at(passage, passage.tokens[list.total].range(), "the total")
                    .at(passage, passage.bytes(first, last), format!("make {sum}"))
                    .help("correct the number that is wrong; write ‘including’ before parts that are not all"),
            );
        }
    }
}

/// The total and parts of a sentence, if it has them.
fn list(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Option<List> {
    let range = sentence.tokens.clone();
    let count = |at: usize| number(reading, passage, at);
    // A total and two parts at the least.
    if passage.numbers_in(range.clone()).iter().filter(|at| passage.tokens[**at].count().is_some()).count() < 3 {
        return None;
    }
    for at in range.clone() {
        // 'N things, comprising …': the last number before the words is the total.
        if let Some(start) = opens(passage, at) {
            // 'The team consisted of 14 people: …' has its total behind the words.
            let total = range.clone().take_while(|before| *before < at).filter(|before| count(*before)).last();
            let Some((total, parts)) = total.zip(parts(reading, passage, start, range.end)) else { continue };
            let plain = (total + 1..at).all(|at| passage.tokens[at].is_word() || passage.is_mark(at, ','));
            return (plain && parts.len() > 1 && !passage.is_hedged(total)).then_some(List { total, parts, sure: Sure::Yes });
        }
        // '… and Z, a total of N', '… making N in all'.
        if passage.says(at, &["a", "total", "of"]) || passage.says(at, &["making", "a", "total", "of"]) {
            let total = (at + 3..at + 5).find(|at| count(*at))?;
            // 'A total of 14 staff: six officers, …' has its parts behind it.
            let Some(parts) = parts(reading, passage, range.start, at) else { continue };
            let comma = at > 0 && (passage.is_mark(at - 1, ',') || passage.is_mark(at - 1, '\u{2013}'));
            return (comma && parts.len() > 1 && total < range.end).then_some(List { total, parts, sure: Sure::Yes });
        }
    }
    for at in range.clone() {
        // 'N things (a X and b Y)', 'N things: a X, b Y and c Z.'
        let bracket = passage.is_mark(at, '(');
        let dash = passage.is_mark(at, '\u{2013}');
        if !bracket && !dash && !passage.is_mark(at, ':') && !passage.is_mark(at, ';') {
            continue;
        }
        let closing = if bracket { ')' } else { '\u{2013}' };
        let end = if bracket || dash { (at + 1..range.end).find(|at| passage.is_mark(*at, closing)) } else { Some(range.end) };
        let Some(end) = end else { continue };
        let Some(total) = (range.start..at).rev().find(|at| passage.tokens[*at].figure().is_some()).filter(|at| count(*at)) else {
            continue;
        };
        let words = (total + 1..at).all(|at| passage.tokens[at].is_word());
        let near = at - total <= if bracket || dash { 6 } else { 14 };
        if !words || !near || passage.is_hedged(total) {
            continue;
        }
        let starts = count(at + 1);
        if let Some(parts) = parts(reading, passage, at + 1, end).filter(|parts| starts && parts.len() > 1) {
            let sum = parts.iter().map(|(_, count)| count).sum::<i64>();
            // 'Twelve times – four in spring and three in summer –': not all of them.
            if dash && (passage.tokens[total].count().unwrap_or(0) - sum).abs() > 2 {
                continue;
            }
            // 'Twelve of the 30 were late: seven …': the list may be of either.
            let Some(ratio) = ratios(reading, passage, sentence).into_iter().find(|ratio| ratio.whole == total) else {
                let long = (bracket || passage.is_mark(at, ':')) && is_whole(passage, &range, total, &parts);
                return Some(List { total, parts, sure: if long { Sure::Yes } else { Sure::No } });
            };
            let told = passage.tokens[ratio.part].count() == Some(ratio.count) && sum != ratio.of;
            return told.then_some(List { total: ratio.part, parts, sure: Sure::No });
        }
    }
    None
}

/// Whether a list after a total can only be all of it: four plain numbers or more that come near the total, and nothing says that there are
/// others.
fn is_whole(passage: &Passage, sentence: &Range<usize>, total: usize, parts: &[(usize, i64)]) -> bool {
    const OTHERS: &[&str] = &[
        "including",
        "include",
        "included",
        "includes",
        "among",
        "amongst",
        "some",
        "such",
        "example",
        "mainly",
        "mostly",
        "chiefly",
        "especially",
        "notably",
        "several",
        "may",
        "could",
        "either",
        "both",
    ];
    let total = passage.tokens[total].count().unwrap_or(0);
    let sum: i64 = parts.iter().map(|(_, count)| count).sum();
    let plain = parts.iter().all(|(at, _)| passage.tokens[*at].count().is_some());
    // What is far below it may be a choice.
    let near = (sum - total).abs() <= 2.max(total / 4);
    parts.len() > 3 && plain && near && !sentence.clone().any(|at| passage.is_word(at, OTHERS))
}

/// What such words begin with.
pub(super) const OPENING: &[&str] = &["comprising", "comprised", "consisting", "made", "consisted", "namely"];

/// Where the list begins after words that say that it is whole.
pub(super) fn opens(passage: &Passage, at: usize) -> Option<usize> {
    let phrases: [&[&str]; 7] = [
        &["comprising"],
        &["comprised", "of"],
        &["consisting", "of"],
        &["made", "up", "of"],
        &["consisted", "of"],
        &["comprised"],
        &["namely"],
    ];
    phrases.iter().find(|phrase| passage.says(at, phrase)).map(|phrase| at + phrase.len())
}

/// Whether a number counts things: no share, no name, no year.
pub(super) fn number(reading: &Reading, passage: &Passage, at: usize) -> bool {
    passage.tokens.get(at).and_then(Token::count).is_some() && !labelled(passage, &reading.lexicon, at)
}

/// The counts of a list, parted by commas, semicolons or 'and': each item has one, and words after it; 'a manager' is one. `None` where
/// anything else stands among them, for then the list is not the whole.
pub(super) fn parts(reading: &Reading, passage: &Passage, start: usize, end: usize) -> Option<Vec<(usize, i64)>> {
    const OPEN: &[&str] = &[
        "including",
        "include",
        "of",
        "out",
        "such",
        "further",
        "another",
        "other",
        "others",
        "each",
        "both",
        "per",
        "plus",
        "rest",
        "these",
        "them",
    ];
    let mut parts: Vec<(usize, i64)> = Vec::new();
    // Whether a new item begins here.
    let mut fresh = true;
    for at in start..end {
        let token = &passage.tokens[at];
        match token.kind {
            TokenKind::Number(figure) => {
                if !fresh || figure.unit != Unit::None || !number(reading, passage, at) || passage.is_word(at.saturating_sub(1), HEDGES) {
                    return None;
                }
                parts.push((at, token.count()?));
                fresh = false;
            }
            TokenKind::Word => {
                let word = passage.word(at);
                if passage.is_word(at, OPEN) {
                    return None;
                }
                if reading.lexicon.is_and(word) {
                    fresh = true;
                } else if fresh && reading.lexicon.numeral(word) == Some(Numeral::Article) {
                    parts.push((at, 1));
                    fresh = false;
                } else if fresh && !parts.is_empty() || at > start + 2 && parts.is_empty() {
                    return None;
                }
            }
            TokenKind::Mark(',' | ';') => fresh = true,
            TokenKind::Mark('.' | '\u{2019}' | '-' | '(' | ')') => {}
            TokenKind::Mark(_) => return None,
        }
    }
    // Each has a word that says what it is.
    let named = parts.iter().all(|(at, _)| !passage.word(at + 1).is_empty() && !reading.lexicon.is_and(passage.word(at + 1)));
    named.then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::WrongTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_parts_do_not_make_the_total() {
        fires(
            &WrongTotal,
            &[
                ("There were 82 reports, comprising 52 full ones, 17 short ones and 12 oral ones.", "82"),
                ("The sample of 110 cases was made up of 40 licences, 60 orders and 12 in custody.", "110"),
                ("We met fifteen offenders, consisting of seven on unpaid work, five residents and two women.", "fifteen"),
                ("We saw 40 licences, 60 orders and 12 custody cases, a total of 110.", "110"),
                ("The team had 18 staff: two managers, nine officers, five assistants and three clerks.", "18"),
                ("We met 40 people (12 offenders, ten officers, nine mentors and eight sentencers) in all.", "40"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_do_or_are_not_all() {
        silent(
            &WrongTotal,
            &[
                "There were 82 reports, comprising 52 full ones, 17 short ones and 13 oral ones.",
                "There were 82 reports, including 52 full ones and 17 short ones.",
                "There were about 82 reports, comprising 52 full ones and 17 short ones.",
                "The team comprised two managers in 2008, and Level 2 panels made up of 3 agencies.",
                "We saw 40 licences and 60 orders, a total of 100 cases.",
                "The group of 12 was made up of women and 3 of them were young.",
                "The programme was made up of 20 sessions and 5 reviews.",
                "The team of 12 staff was made up of 3 managers, 4 officers and several assessors.",
                "The team of 12 staff was made up of 3 managers, 4 drug and alcohol workers and 5 others.",
                "The team had 18 staff: two managers, nine officers, five assistants and two clerks.",
                "The team had 18 staff, some of them new: two managers, nine officers, five assistants and three clerks.",
                "The team had 18 staff: two managers, two officers, two assistants and three clerks.",
                "The team had 18 staff: two managers, nine officers and eight clerks.",
                "The team had 18 staff: two managers, nine officers, six clerks and a cook, and three volunteers besides.",
                "The team of 8 staff comprised 3 managers, 4 officers and an administrator.",
            ],
        );
    }
}
