//! 'In 70% of cases it had been done, which left 26 in which it had not', in a report of 60 cases: the 30% that are left would be more of it.

use super::super::reading::shares::labelled;
use super::super::reading::words::Token;
use super::super::reading::{Home, Passage, Reading};
use super::super::{Found, Remark};

/// Says what is found in the findings.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let Some((sample, span)) = reading.report.sample.as_ref().map(|sample| (i64::from(sample.value), sample.span)) else { return };
    for (passage, at) in
        reading.places(&["left", "leaving", "leaves"]).filter(|(passage, _)| passage.is_prose() && passage.place.home == Home::Finding)
    {
        let Some(count) = passage.tokens.get(at + 1).and_then(Token::count).filter(|_| !passage.is_hedged(at + 1)) else { continue };
        let Some((share, percent)) = share(reading, passage, at) else { continue };
        // The fewest cases of which so many can be the rest.
        let rest = 200 - 2 * percent + 1;
        let least = (count * 200 + rest - 1) / rest;
        if least <= sample || count > sample {
            continue;
        }
        found.say(
            Remark::new(format!(
                "if {count} are what {} leaves, there are at least {least} cases, and the sample is of {sample}",
                passage.text(&passage.tokens[share])
            ))
            .at(passage, passage.tokens[at + 1].range(), "")
            .at(passage, passage.tokens[share].range(), "the share")
            .at_span(span, "the sample")
            .help("correct the number that is wrong, or say of which cases it is"),
        );
    }
}

/// The one share in the sentence before the word, or in the sentence before it, if nothing else is counted there.
fn share(reading: &Reading, passage: &Passage, at: usize) -> Option<(usize, i64)> {
    let index = passage.sentence_of(at)?;
    let own = passage.sentences[index].tokens.start..at;
    let before = index.checked_sub(1).map(|before| passage.sentences[before].tokens.clone());
    let start = if passage.numbers_in(own.clone()).is_empty() { before.map_or(own.start, |before| before.start) } else { own.start };
    let numbers: Vec<usize> =
        passage.numbers_in(start..at).iter().copied().filter(|at| !labelled(passage, &reading.lexicon, *at)).collect();
    let &[one] = &numbers[..] else { return None };
    let percent = passage.tokens[one].percent().and_then(super::super::reading::words::Figure::whole)?;
    // 'Of cases', and of no group of them.
    let cases = passage.is_word(one + 1, &["of"]) && (one + 2..one + 5).any(|at| passage.is_word(at, &["cases", "offenders", "sample"]));
    (cases && (2..99).contains(&percent) && !passage.is_hedged(one)).then_some((one, percent))
}

#[cfg(test)]
mod tests {
    use super::super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    // The sample is 110.
    #[test]
    fn tells_a_rest_that_would_be_of_more_than_the_sample() {
        fires(
            &UnlikelyShare,
            &[
                ("It was done in 70% of cases, which left 46 without any.", "46"),
                ("It was done in 80% of the cases. That left 32 in which it was not.", "32"),
            ],
        );
        silent(
            &UnlikelyShare,
            &[
                "It was done in 70% of cases, which left 33 without any.",
                "It was done in 70% of cases, which left 26 without any.",
                "It was done in 70% of the 200 cases, which left 60 without any.",
                "It was done in 70% of cases. About half had left 46 things undone.",
            ],
        );
    }
}
