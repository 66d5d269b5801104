//! 'Two (1%) had a caution … fifteen (11%) faced a charge … four (8%) …': a row of shares of one whole, of which one does not fit.
//!
//! The whole need not be told there: each share allows only some wholes, and all but one of them agree.

use std::ops::RangeInclusive;

use super::super::reading::shares::{labelled, percentage, shown};
use super::super::reading::words::Figure;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// A count with its percentage in brackets.
#[derive(Clone, Copy)]
struct Share {
    at: usize,
    count: i64,
    figure: Figure,
}

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let mut last: Option<&Passage> = None;
    for (passage, _) in reading.places(&["("]).filter(|(passage, _)| passage.is_prose()) {
        if last.is_some_and(|last| std::ptr::eq(last, passage)) {
            continue;
        }
        last = Some(passage);
        if let Some(remark) = find(reading, passage) {
            found.say(remark);
        }
    }
}

/// What is wrong with a passage's shares.
pub(super) fn find<'r>(reading: &Reading, passage: &'r Passage<'r>) -> Option<Remark<'r>> {
    judge(reading, passage, &row(reading, passage)?)
}

/// The shares of a passage, if all that it counts and gives a percentage of are such, and none has a whole of its own.
fn row(reading: &Reading, passage: &Passage) -> Option<Vec<Share>> {
    let mut out = Vec::new();
    let lexicon = &reading.lexicon;
    for at in 0..passage.tokens.len() {
        let Some(figure) = passage.tokens[at].percent().filter(|_| at > 1 && passage.is_mark(at - 1, '(') && passage.is_mark(at + 1, ')'))
        else {
            continue;
        };
        let open = at - 1;
        let part = (open.saturating_sub(5)..open).rev().find(|at| !passage.tokens[*at].is_word())?;
        let count = passage.tokens[part].count().filter(|_| !labelled(passage, lexicon, part) && !passage.is_hedged(part))?;
        let before = part.checked_sub(1).map_or("", |before| passage.word(before));
        let after = passage.word(at + 2);
        // 'Two (1%) of 140', 'of the 12 (30%)', 'all but two (90%)'.
        if lexicon.is_of(after) || lexicon.is_out(after) || lexicon.is_of(before) || lexicon.is_but(before) || lexicon.is_determiner(before)
        {
            return None;
        }
        out.push(Share { at, count, figure });
    }
    (out.len() > 1).then_some(out)
}

/// The wholes of which a count is the percentage.
fn wholes(share: &Share) -> RangeInclusive<i64> {
    let power = 10_i64.saturating_pow(u32::from(share.figure.decimals));
    let doubled = share.figure.numerator.saturating_mul(2);
    let scaled = share.count.saturating_mul(200).saturating_mul(power);
    // Half a step either way: count ÷ (p + ½) < whole ≤ count ÷ (p − ½).
    let least = scaled / (doubled + 1).max(1);
    let most = if doubled > 1 { scaled / (doubled - 1) } else { i64::MAX };
    least.saturating_sub(1)..=most.saturating_add(1)
}

fn fits(share: &Share, whole: i64) -> bool {
    whole >= share.count && percentage(share.count, whole, share.figure) == Some(share.figure.numerator)
}

/// More wholes than this are no evidence.
const MOST: i64 = 2_000;

fn judge<'r>(reading: &Reading, passage: &'r Passage<'r>, shares: &[Share]) -> Option<Remark<'r>> {
    let sample = reading.report.sample.as_ref().map(|sample| i64::from(sample.value));
    let all = |whole: i64| shares.iter().all(|share| fits(share, whole));
    let but = |whole: i64, odd: usize| shares.iter().enumerate().all(|(nth, share)| nth == odd || fits(share, whole));
    let candidates = |skip: Option<usize>| {
        let rest = shares.iter().enumerate().filter(move |(nth, _)| Some(*nth) != skip);
        let least = rest.clone().map(|(_, share)| *wholes(share).start()).max().unwrap_or(1).max(1);
        let most = rest.map(|(_, share)| *wholes(share).end()).min().unwrap_or(1).min(least.saturating_add(MOST));
        least..=most
    };
    if shares.len() > 12 || candidates(None).any(all) {
        return None;
    }
    // The others must agree on few wholes, or on the sample's.
    let odd: Vec<(usize, i64)> = (0..shares.len())
        .filter_map(|odd| {
            let fitting: Vec<i64> = candidates(Some(odd)).filter(|whole| but(*whole, odd)).collect();
            let own = sample.filter(|sample| but(*sample, odd) && shares.len() > 1);
            let agreed = if shares.len() > 2 {
                fitting.first().copied().filter(|first| fitting.last().is_some_and(|last| last - first <= first / 10))
            } else {
                None
            };
            own.or(agreed).map(|whole| (odd, whole))
        })
        .collect();
    // Where either of two may be wrong, the sample tells which.
    let odd = match odd[..] {
        [odd] => odd,
        _ => match odd.iter().filter(|(_, whole)| Some(*whole) == sample).collect::<Vec<_>>()[..] {
            [odd] => *odd,
            _ => return None,
        },
    };
    let ((nth, whole), share) = (odd, shares[odd.0]);
    let right = percentage(share.count, whole, share.figure).filter(|_| share.count <= whole)?;
    // A share far from it is of another whole.
    if (right - share.figure.numerator).abs() > 10 * 10_i64.saturating_pow(u32::from(share.figure.decimals)) {
        return None;
    }
    let mut remark = Remark::new(format!(
        "{} of {whole} is {}, not {}, if it is of as many as the others here",
        share.count,
        shown(right, share.figure),
        passage.text(&passage.tokens[share.at])
    ))
    .at(passage, passage.tokens[share.at].range(), "");
    for (_, other) in shares.iter().enumerate().filter(|(other, _)| *other != nth) {
        remark = remark.at(passage, passage.tokens[other.at].range(), "fits");
    }
    Some(remark.help("correct the number that is wrong, or say of how many it is"))
}

#[cfg(test)]
mod tests {
    use super::super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_one_of_a_row_does_not_fit() {
        // The sample is 110.
        fires(
            &UnlikelyShare,
            &[
                ("Four (4%) had been warned. Eleven (10%) were charged, and six (8%) were convicted.", "8%"),
                ("Two offenders (3%) had been warned. Eleven (10%) faced a charge.", "3%"),
                ("It was good in nine schools (36%), fair in 11 (46%) and poor in five (20%).", "46%"),
                ("Twelve boys (40%) agreed, nine (30%) did not, six (23%) were unsure and three (10%) were away.", "23%"),
            ],
        );
    }

    #[test]
    fn is_silent_where_all_fit_or_wholes_differ() {
        silent(
            &UnlikelyShare,
            &[
                "Four (4%) had been warned. Eleven (10%) were charged, and six (5%) were convicted.",
                "It was good in nine schools (36%), fair in 11 (44%) and poor in five (20%).",
                "It was good in nine schools (36%), fair in 11 (65%) and poor in five (71%).",
                "Nine (36%) of the 25 schools were good, 11 (44%) fair and five (50%) of ten hostels.",
                "Three (60%) were good and two (50%) were new.",
                "Two (1%) had a caution and 14 (78%) of these were good.",
            ],
        );
    }
}
