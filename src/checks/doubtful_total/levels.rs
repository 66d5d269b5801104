//! '18 were at Level 1, six at Level 2 and one at Level 1': a level that two parts of the same number have.

use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// The parts so far: their passage, where the last one ends, and each one's level with the token of its word.
type Chain = (usize, usize, Vec<(i64, usize)>);

/// Between the number of cases and their level.
const LINKS: &[&str] = &["been", "cases", "had", "managed", "of", "offenders", "placed", "them", "these", "was", "were"];

pub(super) fn run(reading: &Reading, found: &mut Found) {
    let mut chain: Option<Chain> = None;
    for (passage, at) in reading.places(&["level", "tier", "grade", "band", "category"]).filter(|(passage, _)| passage.is_prose()) {
        let Some((count, level)) = part(passage, at) else {
            chain = None;
            continue;
        };
        let goes_on = |(index, end, _): &Chain| {
            let between = *end + 1..count;
            *index == passage.index
                && between.len() < 3
                && between.clone().all(|at| passage.is_mark(at, ',') || passage.is_word(at, &["and"]))
                && !between.is_empty()
        };
        let (_, end, mut levels) = match chain.take().filter(goes_on) {
            Some(chain) => chain,
            None => (passage.index, 0, Vec::new()),
        };
        let same_word = |other: usize| passage.word(other).eq_ignore_ascii_case(passage.word(at));
        if let Some((_, other)) = levels.iter().find(|(known, other)| *known == level && same_word(*other)).filter(|_| end > 0) {
            let name = &passage.words[passage.bytes(at, at + 1)];
            found.say(
                Remark::new(format!("two of these parts are at {name}"))
                    .at(passage, passage.bytes(at, at + 1), "here")
                    .at(passage, passage.bytes(*other, *other + 1), "and here")
                    .help("correct the one that is wrong"),
            );
        }
        levels.push((level, at));
        chain = Some((passage.index, at + 1, levels));
    }
}

/// 'Six at Level 2', 'five of them were in Tier 4', where 'Level' stands at a token: the token of the number of cases, and the level.
fn part(passage: &Passage, at: usize) -> Option<(usize, i64)> {
    let level = passage.tokens.get(at + 1)?.count()?;
    let placed = at.checked_sub(1)? - usize::from(at > 1 && passage.is_word(at - 1, &["MAPPA"]));
    if !passage.is_word(placed, &["at", "in"]) {
        return None;
    }
    // '18 men were at Level 1, two women at Level 1' are of two groups.
    let count = (placed.saturating_sub(5)..placed).rev().find(|at| !passage.is_word(*at, LINKS))?;
    passage.tokens[count].count()?;
    Some((count, level))
}

#[cfg(test)]
mod tests {
    use crate::checks::doubtful_total::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_two_parts_have_one_level() {
        fires(
            &DoubtfulTotal,
            &[
                ("In public protection, 18 were at Level 1, six at Level 2 and one at Level 1.", "Level 1"),
                ("Five of them were in Tier 4, three in Tier 3 and one in Tier 3.", "Tier 3"),
            ],
        );
    }

    #[test]
    fn is_silent_where_each_has_its_own() {
        silent(
            &DoubtfulTotal,
            &[
                "In public protection, 18 were at Level 1, six at Level 2 and one at Level 3.",
                "Two were at Level 2 in May. In June three were at Level 2, and in July four at Level 2.",
                "In public protection, 18 men were at Level 1, two women at Level 1 and six at Level 2.",
                "Three women were at Level 2, and of the men two at Level 2.",
            ],
        );
    }
}
