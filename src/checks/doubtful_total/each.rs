//! 'Eighteen of the 24 were trained for £36,000, or £1,500 for each person trained': a sum and what it is for each.

use super::super::reading::Reading;
use super::super::reading::money::{Amount, amounts};
use super::super::reading::numbered::numbered;
use super::super::reading::shares::{labelled, ratios};
use super::super::reading::words::Figure;
use super::super::{Found, Remark};

const EACH: &[&str] = &["each", "every", "per"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for one in numbered(reading) {
        let (passage, sentence) = (one.passage, one.sentence());
        let &[total, unit] = &amounts(passage, sentence)[..] else { continue };
        // 'or £2,000 for each', 'that is £2,000 a head', '(£2,000 per person)'.
        let mark = (total.last + 1..unit.first).find(|at| [',', '(', '\u{2013}'].iter().any(|mark| passage.is_mark(*at, *mark)));
        let link = |at: usize| passage.is_word(at, &["or", "that", "which", "is", "was"]);
        // 'Worth £640,000 in 2008/2009, an average of …'.
        let year = |at: usize| passage.is_word(at, &["in"]) || passage.is_mark(at, '/') || one.figure(at).is_some_and(Figure::may_be_year);
        let set_off = mark.is_some_and(|mark| (total.last + 1..mark).all(year) && (mark + 1..unit.first).all(link));
        let next = unit.last + 1;
        let for_each = next + usize::from(passage.is_word(next, &["for"]));
        let each =
            passage.is_word(for_each, EACH) && !passage.is_word(for_each + 1, &["year", "month", "week", "day", "annum", "of", "hour"]);
        let head = passage.is_word(next, &["a"]) && passage.is_word(next + 1, &["head", "person", "place", "case"]);
        let hedged = passage.is_hedged(total.first) || passage.is_hedged(unit.first);
        // '£8,000 each' of a sum among eight is read with the items.
        if super::items::each(passage, sentence).is_some() {
            continue;
        }
        if !set_off || !(each || head) || hedged || unit.value <= 0 || total.value <= unit.value {
            continue;
        }
        let counts: Vec<(usize, i64)> = (sentence.tokens.start..total.first)
            .filter_map(|at| Some((at, one.count(at).filter(|count| *count > 1 && !labelled(passage, &reading.lexicon, at))?)))
            .collect();
        let fits = |count: i64| divides(total, unit, count);
        let part = ratios(reading, passage, sentence).into_iter().find(|ratio| ratio.whole < total.first);
        // 'For each person trained' is for those who were, not for all of whom they are a part.
        let done = each
            && passage.word(for_each + 2).ends_with("ed")
            && (sentence.tokens.start..total.first).any(|at| {
                let (word, stem) = (passage.word(at).to_lowercase(), passage.word(for_each + 2).trim_end_matches("ed"));
                stem.len() > 3 && word.starts_with(&stem.to_lowercase())
            });
        let of = match part {
            Some(ratio) if done || counts.len() == 1 => vec![ratio.count],
            Some(ratio) if counts.len() == 2 => vec![ratio.count, ratio.of],
            None if counts.len() == 1 => vec![counts[0].1],
            _ => continue,
        };
        if of.iter().any(|count| fits(*count)) {
            continue;
        }
        let count = of[0];
        let (whole, each) = (passage.bytes(total.first, total.last), passage.bytes(unit.first, unit.last));
        found.say(
            Remark::new(format!("{} for {count} is not {} each", &passage.words[whole.clone()], &passage.words[each.clone()]))
                .at(passage, each, "for each")
                .at(passage, whole, "the sum")
                .at(passage, passage.tokens[part.map_or(counts[0].0, |ratio| ratio.part)].range(), "how many")
                .help("correct the figure that is wrong, if the sum is for these"),
        );
    }
}

/// Whether a sum is so much for each of so many: divided and rounded to as many digits as are told, or nearly so where the sum is itself rounded.
pub(super) fn divides(total: Amount, unit: Amount, count: i64) -> bool {
    // '£60,000' is told to ten thousand pounds, '£60,030' to ten.
    let places = std::iter::successors(Some(unit.step), |place| place.checked_mul(10));
    let step = places.take_while(|place| unit.value % place == 0).last().unwrap_or(1);
    let apart = (i128::from(total.value) - i128::from(unit.value) * i128::from(count)).abs();
    apart * 2 <= i128::from(step) * i128::from(count) || total.step > 1 && apart <= i128::from(total.slack())
}

#[cfg(test)]
mod tests {
    use super::super::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn divides_a_sum_by_those_it_is_for() {
        fires(
            &DoubtfulTotal,
            &[
                ("Eighteen of the 24 (75%) had had training, at a cost of £36,000, or £1,500 for each person trained.", "£1,500"),
                ("Eighteen of the 24 (75%) had had training, at a cost of £36,000, or £2,500 a head.", "£2,500"),
                ("It trained 18 managers for £36,000 (£2,200 per manager).", "£2,200"),
                ("It trained 18 managers for £36,000, or £2,020 for each.", "£2,020"),
                ("Seven contracts were in force, with a total value of £420,000, or £60,030 each on average.", "£60,030"),
                ("2,000,000,000 contracts were worth £20,000,000,000, an average of £10,000,000,000 each.", "£10,000,000,000"),
                ("Contracts with eight bodies were worth £640,000 in 2008/2009, an average of £80,003 each.", "£80,003"),
            ],
        );
        silent(
            &DoubtfulTotal,
            &[
                "Eighteen of the 24 (75%) had had training, at a cost of £36,000, or £2,000 for each person trained.",
                "Eighteen of the 24 (75%) had places, at a cost of £36,000, or £1,500 for each member of staff.",
                "It trained 18 managers for £36,000 (about £2,200 per manager), and 18 officers for £36,000 (£12,000 per year).",
                "It trained 18 managers for £35,000, or £1,900 for each, and 18 clerks for £37,000, or £2,100 each.",
                "Seven contracts were in force, with a total value of £420,000, or £60,000 each on average.",
                "Seven contracts were worth £0.42 million, or £60,100 each.",
                "Its 2,000,000,000 contracts were worth £20,000,000,000, an average of £10 each, and 2,000,000,000 of £20,000,000,000.",
                "It trained 18 managers and 12 clerks for £36,000, or £1,200 each.",
            ],
        );
    }
}
