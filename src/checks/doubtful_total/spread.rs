//! 'From 75 offenders: nine of them were in custody and 68 in the community', 'half of them (nine) found it better, five saw no change and three
//! had no view': parts of a whole with words of which they are, beside others that leave these out.

use super::super::reading::numbered::{Numbered, with_the_one_before};
use super::super::reading::shares::labelled;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// How far the sum may be off and still be meant for the whole.
const NEAR: i64 = 2;
const OTHERWISE: &[&str] = &[
    "also",
    "another",
    "both",
    "each",
    "example",
    "further",
    "including",
    "least",
    "more",
    "most",
    "other",
    "others",
    "these",
    "those",
    "whom",
    "which",
    "who",
];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for (before, one) in with_the_one_before(reading) {
        let (before, one) = (before.as_ref(), &one);
        let Some((whole, parts)) = colon(reading, one).or_else(|| before.and_then(|before| half(reading, before, one))) else { continue };
        let passage = one.passage;
        let count = |at: usize| passage.tokens[at].count().unwrap_or(0);
        let sum: i64 = parts.iter().map(|at| count(*at)).sum();
        if sum == count(whole) || (sum - count(whole)).abs() > NEAR || passage.is_hedged(whole) {
            continue;
        }
        let shown = parts.iter().map(|at| count(*at).to_string()).collect::<Vec<_>>().join(" + ");
        found.say(
            Remark::new(format!("{shown} makes {sum}, not {}", count(whole)))
                .at(passage, passage.tokens[whole].range(), "the whole")
                .at(passage, passage.bytes(parts[0], parts[parts.len() - 1]), "the parts")
                .help("correct the number that is wrong, if these are all and none counts twice"),
        );
    }
}

fn plain(reading: &Reading, passage: &Passage, at: usize) -> bool {
    passage.tokens[at].count().is_some_and(|count| count > 0) && !labelled(passage, &reading.lexicon, at) && !passage.is_hedged(at)
}

/// Whether each number but the first comes right after a comma or 'and'.
fn listed(passage: &Passage, parts: &[usize]) -> bool {
    let joins = |at: usize| passage.is_mark(at - 1, ',') || passage.is_word(at - 1, &["and"]);
    parts.iter().skip(1).all(|at| joins(*at) && !passage.is_word(at + 1, &["of"]))
}

/// '75 offenders: nine of them were in custody and 68 in the community.'
fn colon(reading: &Reading, one: &Numbered) -> Option<(usize, Vec<usize>)> {
    let passage = one.passage;
    let (whole, parts) = one.figures.split_first().filter(|(_, parts)| (2..6).contains(&parts.len()))?;
    let first = parts[0];
    let colon = (*whole + 1..first).any(|at| passage.is_mark(at, ':')) && passage.is_mark(first - 1, ':');
    let them = passage.says(first + 1, &["of", "them"]);
    let turns = (first..one.sentence().tokens.end).any(|at| passage.is_word(at, OTHERWISE) || passage.is_mark(at, ';'));
    (colon && them && !turns && listed(passage, parts) && one.figures.iter().all(|at| plain(reading, passage, *at)))
        .then(|| (*whole, parts.to_vec()))
}

/// 'Eighteen replied. Half of them (nine) found it better, five saw no change and three had no view.'
fn half(reading: &Reading, before: &Numbered, one: &Numbered) -> Option<(usize, Vec<usize>)> {
    let passage = one.passage;
    let &[whole] = before.figures else { return None };
    let (share, parts) = one.figures.split_first().filter(|(_, parts)| (3..6).contains(&parts.len()))?;
    let first = parts[0];
    let opens = *share <= one.sentence().tokens.start + 1
        && passage.tokens[*share].figure().is_some_and(|figure| figure.denominator > 1)
        && passage.says(share + 1, &["of", "them"])
        && passage.is_mark(first - 1, '(')
        && passage.is_mark(first + 1, ')')
        && first == share + 4;
    let turns = (first..one.sentence().tokens.end).any(|at| passage.is_word(at, OTHERWISE) || passage.is_mark(at, ';'));
    (opens && !turns && listed(passage, parts) && plain(reading, passage, whole) && parts.iter().all(|at| plain(reading, passage, *at)))
        .then(|| (whole, parts.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::super::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn adds_parts_of_them() {
        fires(
            &DoubtfulTotal,
            &[
                ("Forms came back from 75 offenders: nine of them were in custody and 68 in the community.", "75"),
                (
                    "Eighteen sentencers replied. Half of them (nine) found them better, five saw no change and three had no view.",
                    "Eighteen",
                ),
            ],
        );
        silent(
            &DoubtfulTotal,
            &[
                "Forms came back from 75 offenders: nine of them were in custody and 66 in the community.",
                "Forms came back from 75 offenders: nine of them were in custody and 30 in work.",
                "Eighteen sentencers replied. Half of them (nine) found them better, six saw no change and three had no view.",
                "Eighteen sentencers replied. Half of them (nine) found them better, five of these saw a change and three had no view.",
            ],
        );
    }
}
