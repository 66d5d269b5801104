//! 'Seventeen offenders (11%)' in a report of 140 cases: the whole of which 17 is 11% would be larger than the sample.

use super::super::reading::shares::{percentage, shown};
use super::super::reading::words::Token;
use super::super::reading::{Home, Passage, Reading};
use super::super::{Found, Remark};

/// Says what is found in the findings.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let Some((sample, span)) = reading.report.sample.as_ref().map(|sample| (i64::from(sample.value), sample.span)) else { return };
    for (passage, open) in reading.places(&["("]).filter(|(passage, _)| passage.is_prose() && passage.place.home == Home::Finding) {
        let Some(share) = passage.tokens.get(open + 1).and_then(Token::percent).filter(|_| passage.is_mark(open + 2, ')')) else {
            continue;
        };
        let Some((at, count)) = counted(passage, open).filter(|(_, count)| *count <= sample) else { continue };
        let own = reading.lexicon.is_of(passage.word(open + 3)) || reading.lexicon.is_out(passage.word(open + 3));
        // The least that the share can be is of the whole sample.
        let Some(least) = percentage(count, sample, share).filter(|least| *least > share.numerator && !own) else { continue };
        if is_of_others(passage, sample) {
            continue;
        }
        let least = shown(least, share);
        found.say(
            Remark::new(format!(
                "{count} of the whole sample of {sample} is {least}, and of fewer cases more, not {}",
                passage.text(&passage.tokens[open + 1])
            ))
            .at(passage, passage.tokens[open + 1].range(), "")
            .at(passage, passage.tokens[at].range(), "the part")
            .at_span(span, "the sample")
            .help("correct the number that is wrong, or say of which cases it is"),
        );
    }
}

/// The number before 'cases (' or 'offenders ('.
fn counted(passage: &Passage, open: usize) -> Option<(usize, i64)> {
    let noun = open.checked_sub(1).filter(|noun| passage.is_word(*noun, &["cases", "offenders"]))?;
    let at = noun.checked_sub(1)?;
    let own = at > 0 && passage.is_word(at - 1, &["of", "the", "other", "these", "those", "further", "another"]);
    let count = passage.tokens[at].count().filter(|count| *count > 1 && !own && !passage.is_hedged(at))?;
    Some((at, count))
}

/// Whether a text speaks of more than the sample: a caseload, a year's referrals.
fn is_of_others(passage: &Passage, sample: i64) -> bool {
    const OTHERS: &[&str] = &[
        "caseload",
        "nationally",
        "national",
        "area's",
        "area\u{2019}s",
        "year",
        "referrals",
        "total",
        "previous",
        "month",
        "quarter",
        "caseloads",
        "register",
    ];
    let larger = |at: &usize| passage.tokens[*at].count().is_some_and(|count| count > sample && !(1900..2100).contains(&count));
    passage.numbers.iter().any(larger) || (0..passage.tokens.len()).any(|at| passage.is_word(at, OTHERS))
}

#[cfg(test)]
mod tests {
    use super::super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    // The sample is 110.
    #[test]
    fn tells_a_share_that_would_be_of_more_than_the_sample() {
        fires(&UnlikelyShare, &[("Since then 17 offenders (14%) had been charged.", "14%"), ("It was so in 60 cases (45%).", "45%")]);
    }

    #[test]
    fn is_silent_where_it_may_be_of_the_sample_or_is_of_others() {
        silent(
            &UnlikelyShare,
            &[
                "Since then 17 offenders (15%) had been charged, and 17 offenders (40%) warned.",
                "Of a caseload of 2,400, 17 offenders (1%) had been charged.",
                "In the year 17 offenders (2%) had been charged.",
                "It was so in 17 cases (14%) of the 121 on the list.",
                "The area had 17 offenders (14%) on its register.",
            ],
        );
    }
}
