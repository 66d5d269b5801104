//! 'Out of 50 questionnaires 13 were completed and returned … nine out of 21 noted that …': more answered than sent it back.

use super::super::reading::english::is_verb;
use super::super::reading::shares::labelled;
use super::super::reading::words::Token;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// What came back: 'were completed and returned', 'replied', 'came back'.
const BACK: &[&str] = &["returned", "replied", "responded"];
/// Words for talks.
const MET: &[&str] = &["interview", "interviewed", "interviews", "meeting", "meetings", "met", "spoke", "spoken", "talked"];
/// Who sent it back.
const THEY: &[&str] = &["respondents", "replies", "returns"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let mut known: Option<(&Passage, usize, i64)> = None;
    for (passage, at) in reading.numbers_or(BACK).filter(|(passage, _)| passage.is_prose()) {
        if let Some((number, count)) = returned(reading, passage, at) {
            known = Some((passage, number, count));
            continue;
        }
        // Who is spoken to may be others than those who wrote.
        let met = passage.sentence_at(at).is_some_and(|one| one.tokens.clone().any(|at| passage.is_word(at, MET)));
        let Some((home, number, count)) = known.filter(|_| !met).filter(|(home, ..)| {
            let (one, two) = (home.place, passage.place);
            (one.part, one.section, one.criterion, one.heading) == (two.part, two.section, two.criterion, two.heading)
        }) else {
            continue;
        };
        if let Some(said) = answered(reading, passage, at).filter(|said| *said > count) {
            found.say(
                Remark::new(format!("{said} cannot have answered: {count} came back"))
                    .at(passage, passage.tokens[at].range(), "more than came back")
                    .at(home, home.tokens[number].range(), "these came back")
                    .help("correct the number that is wrong"),
            );
        }
    }
}

/// '13 were completed and returned', 'four were returned': the number before the word, in a sentence that counts no more than what was sent.
fn returned(reading: &Reading, passage: &Passage, at: usize) -> Option<(usize, i64)> {
    let sentence = passage.sentence_at(at).filter(|_| passage.is_word(at, BACK))?;
    let number = *passage.numbers_in(sentence.tokens.start..at).last()?;
    let count = plain(reading, passage, number)?;
    let asked = sentence
        .tokens
        .clone()
        .chain(sentence.tokens.start.saturating_sub(40)..sentence.tokens.start)
        .any(|at| passage.is_word(at, &["questionnaires", "questionnaire", "survey", "forms"]));
    let link = (number + 1..at).all(|at| passage.is_word(at, &["were", "had", "been", "was", "completed", "and", "of", "them", "these"]));
    let less = number > 0 && (reading.lexicon.is_but(passage.word(number - 1)) || passage.is_word(number - 1, &["further", "another"]));
    (asked && link && count > 1 && !less && !passage.is_hedged(number)).then_some((number, count))
}

/// 'Nine out of 12 noted', '20 out of 23 respondents', 'the 12 who responded': how many answered.
fn answered(reading: &Reading, passage: &Passage, at: usize) -> Option<i64> {
    let count = plain(reading, passage, at)?;
    let before = |back: usize| at.checked_sub(back).map_or("", |at| passage.word(at));
    let the = usize::from(reading.lexicon.is_determiner(before(1)));
    let of = reading.lexicon.is_of(before(1 + the));
    let verb = is_verb(passage.word(at + 1));
    let they = passage.is_word(at + 1, THEY);
    let who = passage.is_word(at + 1, &["who"]) && passage.is_word(at + 2, BACK);
    (of && verb || they || who).then_some(count)
}

fn plain(reading: &Reading, passage: &Passage, at: usize) -> Option<i64> {
    passage.tokens.get(at).and_then(Token::count).filter(|_| !labelled(passage, &reading.lexicon, at) && !passage.is_hedged(at))
}

#[cfg(test)]
mod tests {
    use super::super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_more_answered_than_came_back() {
        fires(
            &UnlikelyShare,
            &[
                ("Out of 50 questionnaires sent to courts, 13 were completed and returned. Nine out of 21 noted delays.", "21"),
                ("Out of 50 questionnaires 13 were completed and returned. The 21 who responded to it were content.", "21"),
                ("Out of 50 questionnaires 13 were completed and returned. It was so for 18 respondents.", "18"),
            ],
        );
    }

    #[test]
    fn is_silent_where_no_more_did() {
        silent(
            &UnlikelyShare,
            &[
                "Out of 50 questionnaires sent to courts, 13 were completed and returned. Nine out of 12 noted delays.",
                "Out of 50 questionnaires 13 were completed and returned. We met 20 staff, and nine of the 21 courts had one.",
                "Nine out of 21 noted delays. Of 40 offenders 12 returned to prison, and nine of the 21 left.",
            ],
        );
    }
}
