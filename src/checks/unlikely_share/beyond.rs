//! 'Five victims answered. All of them thought well of it, and six felt safer': more of a group than there are.

use super::super::reading::english::is_verb;
use super::super::reading::shares::labelled;
use super::super::reading::words::Token;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for (passage, at) in reading.places(&["all"]).filter(|(passage, _)| passage.is_prose() && !passage.place.quoted) {
        if let Some((group, count)) = group(reading, passage, at)
            && let Some((more, said)) = more(reading, passage, at, group, count)
        {
            found.say(
                Remark::new(format!("{said} cannot be of the {count}, if they are meant"))
                    .at(passage, passage.tokens[more].range(), "more than all of them")
                    .at(passage, passage.tokens[group].range(), "all of them")
                    .help("correct the number that is wrong, or say who they are"),
            );
        }
    }
}

fn plain(reading: &Reading, passage: &Passage, at: usize) -> Option<i64> {
    let count = passage.tokens.get(at).and_then(Token::count).filter(|count| *count > 1);
    count.filter(|_| !labelled(passage, &reading.lexicon, at) && !passage.is_hedged(at))
}

/// 'All five said', or 'all of them' right after the one number of the sentence before: where it stands and how many they are.
fn group(reading: &Reading, passage: &Passage, all: usize) -> Option<(usize, i64)> {
    let index = passage.sentence_of(all).filter(|index| passage.sentences[*index].tokens.start == all)?;
    if let Some(count) = plain(reading, passage, all + 1) {
        return is_verb(passage.word(all + 2)).then_some((all + 1, count));
    }
    let them = passage.is_word(all + 1, &["of"]) && passage.is_word(all + 2, &["them", "these"]) && is_verb(passage.word(all + 3));
    let before = passage.sentences.get(index.checked_sub(1)?).filter(|_| them)?;
    match passage.numbers_in(before.tokens.clone()) {
        [one] => Some((*one, plain(reading, passage, *one)?)),
        _ => None,
    }
}

/// '…, and six felt', '…, five indicating': a greater number in the same sentence that has no noun.
fn more(reading: &Reading, passage: &Passage, all: usize, group: usize, count: i64) -> Option<(usize, i64)> {
    let sentence = passage.sentence_at(all)?;
    passage.numbers_in(group.max(all) + 1..sentence.tokens.end).iter().find_map(|at| {
        let said = plain(reading, passage, *at).filter(|said| *said > count)?;
        let next = passage.word(at + 1);
        let joins = passage.is_mark(at - 1, ',') || passage.is_word(at - 1, &["and"]) && passage.is_mark(at - 2, ',');
        (joins && (is_verb(next) || next.ends_with("ing"))).then_some((*at, said))
    })
}

#[cfg(test)]
mod tests {
    use super::super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_more_are_told_than_there_are() {
        fires(
            &UnlikelyShare,
            &[
                ("Five victims answered. All of them thought well of the officer, and six said that they felt safer.", "six"),
                ("All four expressed positive views about it, five indicating that it was excellent.", "five"),
            ],
        );
        silent(
            &UnlikelyShare,
            &[
                "Five victims answered. All of them thought well of the officer, and four said that they felt safer.",
                "Five victims answered. All of them thought well of the officer, and six officers said so.",
                "All four expressed positive views about it, three indicating that it was excellent.",
                "All four districts met, and six came late. In two areas 12 staff met. All of them came, and 14 said so.",
            ],
        );
    }
}
