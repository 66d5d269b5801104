//! 'We wrote to 110 offenders and received 27 replies, a response rate of 35%': no two of the numbers give the rate.

use super::super::reading::sentences::Sentence;
use super::super::reading::shares::{labelled, percentage, shown};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// What a share of those asked is called; 'return rate' and 'rate of return' alike.
const RATES: &[&str] = &["completion", "participation", "reply", "response", "return", "returns", "responses", "replies"];
/// Before a rate that is not this survey's.
const ELSEWHERE: &[&str] =
    &["against", "average", "compared", "expected", "national", "other", "others", "previous", "target", "than", "where"];
/// More numbers than this tell of more than one survey.
const MOST: usize = 4;

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for passage in reading.prose() {
        for (index, sentence) in passage.sentences.iter().enumerate() {
            let Some((rate, first)) = rate(passage, sentence) else { continue };
            judge(reading, passage, index, (rate, first), found);
        }
    }
}

/// The percentage that a sentence calls a rate of response, and where its words begin.
fn rate(passage: &Passage, sentence: &Sentence) -> Option<(usize, usize)> {
    // 'A response of 35%' is a rate too.
    let short = |at: &usize| {
        let percent = passage.tokens.get(at + 2).is_some_and(|token| token.percent().is_some());
        percent && passage.is_word(*at, &["response", "return"]) && passage.is_word(at + 1, &["of"])
    };
    let at = sentence.tokens.clone().find(|at| passage.is_word(*at, &["rate"]) || short(at))?;
    let (first, last) = if short(&at) {
        (at, at)
    } else if at > sentence.tokens.start && passage.is_word(at - 1, RATES) {
        (at - 1, at)
    } else if passage.is_word(at + 1, &["of", "for"]) && passage.is_word(at + 2, RATES) {
        (at, at + 2)
    } else {
        return None;
    };
    let percent = |at: usize| sentence.tokens.contains(&at) && passage.tokens[at].percent().is_some();
    // 'A 35% response rate', 'a response rate of only 35%', 'response rate: 35%'.
    let before = first.checked_sub(1).filter(|at| percent(*at));
    let after = (last + 1..last + 6).find(|at| passage.tokens.get(*at).is_none_or(|token| token.figure().is_some())).filter(|at| {
        let plain = (last + 1..*at).all(|at| {
            passage.is_word(at, &["of", "was", "is", "only", "just", "therefore", "thus"])
                || [':', '('].iter().any(|mark| passage.is_mark(at, *mark))
        });
        percent(*at) && plain
    });
    before.or(after).filter(|rate| !passage.is_hedged(*rate)).map(|rate| (rate, first.min(rate)))
}

fn judge(reading: &Reading, passage: &Passage, index: usize, (rate, first): (usize, usize), found: &mut Found) {
    let numbers = |range: std::ops::Range<usize>| {
        range
            .filter_map(|at| Some((at, passage.tokens[at].count()?)))
            .filter(|(at, _)| !labelled(passage, &reading.lexicon, *at))
            .collect::<Vec<_>>()
    };
    let tokens = passage.sentences[index].tokens.clone();
    let other = |range: std::ops::Range<usize>| range.into_iter().any(|at| at != rate && passage.tokens[at].percent().is_some());
    let mut counts = numbers(tokens.start..first);
    if counts.len() < 2 && !other(tokens.clone()) {
        counts.extend(numbers(rate + 1..tokens.end));
    }
    // 'The response rate was 35%', 'this was a response rate of 35%' take up what was told before.
    let takes_up = counts.len() == 1 || passage.is_word(tokens.start, &["the", "this", "that"]) && first <= tokens.start + 4;
    for before in passage.sentences[..index].iter().rev().take(2).filter(|_| takes_up) {
        if counts.len() < 2 {
            counts.extend(numbers(before.tokens.clone()));
        }
    }
    if counts.last().is_some_and(|(last, _)| (*last..first).any(|at| passage.is_word(at, ELSEWHERE))) {
        return;
    }
    let Some(figure) = passage.tokens[rate].percent() else { return };
    let others = other(tokens.start..first);
    if !(2..=MOST).contains(&counts.len()) || others || counts.iter().any(|(at, _)| passage.is_hedged(*at)) {
        return;
    }
    // 'Of 64, 12 had moved and 26 replied': what is taken away may be no part.
    let wholes = counts.iter().flat_map(|(_, a)| counts.iter().map(move |(_, b)| a - b).chain([*a]));
    let wholes: Vec<i64> = wholes.filter(|whole| *whole > 0).collect();
    let fits = |(_, part): &(usize, i64)| wholes.iter().any(|whole| percentage(*part, *whole, figure) == Some(figure.numerator));
    let (Some(part), Some(whole)) = (counts.iter().min_by_key(|(_, count)| *count), counts.iter().max_by_key(|(_, count)| *count)) else {
        return;
    };
    if counts.iter().any(fits) || part.1 == whole.1 {
        return;
    }
    let written = passage.text(&passage.tokens[rate]);
    let gives = percentage(part.1, whole.1, figure).filter(|_| counts.len() == 2).map(|right| shown(right, figure)).unwrap_or_default();
    let message = if gives.is_empty() {
        format!("no two of the numbers here give a rate of {written}")
    } else {
        format!("{} of {} is {gives}, not a rate of {written}", part.1, whole.1)
    };
    found.say(
        Remark::new(message)
            .at(passage, passage.tokens[rate].range(), "the rate")
            .at(passage, passage.tokens[whole.0].range(), "of these?")
            .at(passage, passage.tokens[part.0].range(), "so many?")
            .help("correct the rate or the number that is wrong, or say of how many the rate is"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_no_two_numbers_give_the_rate() {
        fires(
            &UnlikelyShare,
            &[
                (
                    "We sent questionnaires to 110 offenders and received 27 replies, a response rate of 35%, of which three were late.",
                    "35%",
                ),
                ("We sent 110 letters and received 27 replies, a response of 35%.", "35%"),
                ("We sent 110 letters and 27 came back (response rate: 35%).", "35%"),
                ("We sent 110 letters and 27 came back, a 35% return rate.", "35%"),
                ("We sent 110 letters and 27 came back. The rate of return was only 35%.", "35%"),
                ("We sent out 110 letters. Twenty-seven were returned. This was a response rate of 35%.", "35%"),
                ("We sent out 110 letters. Twenty-seven were returned, which is a response rate of 35%.", "35%"),
                ("A response rate of 35% was reached: 27 of the 110 letters came back.", "35%"),
                ("We wrote to 110 offenders and 40 victims, and 27 and 10 replied, a response rate of 35%.", "35%"),
            ],
        );
    }

    #[test]
    fn is_silent_where_two_do_or_nobody_can_tell() {
        silent(
            &UnlikelyShare,
            &[
                "We sent questionnaires to 110 offenders and received 27 replies, a response rate of 25%, of which three were late.",
                "We sent 110 letters and 27 came back. The return rate was 24.5%.",
                "We sent letters to 110 offenders, a response rate of 35%.",
                "We sent 110 letters, of which 27 came back, a response rate of about 30%.",
                "We sent about 110 letters and 27 came back, a response rate of 35%.",
                "In 2008 we had a response rate of 35%. In 27 of 110 cases the rate was slow.",
                "We wrote to 100 offenders and 27 victims; 20 replied, a response rate of 20%.",
                "The response rate was 25%, against 35% in 2005, when 70 of 200 replied.",
                "We sent 200 letters to 150 offenders in May and reached 50; others had a response rate of 40%.",
                "We sent 64 letters, 12 came back unread, and 26 were answered, a response rate of 50%.",
                "Of 110 letters 27 (25%) came back, where others have a response rate of 35%.",
            ],
        );
    }
}
