//! '75 offenders: nine of them were in custody … Of the 11 in custody': a group named by where it is, with another number than before.

use std::collections::BTreeSet;

use super::super::reading::numbered::numbered;
use super::super::reading::shares::labelled;
use super::super::reading::words::Token;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// Where somebody is: 'in custody', 'on licence', 'under supervision'.
const WHERE: &[&str] = &["in", "on", "under", "at"];
/// After these nothing is named: 'in the', 'in which', 'in each'.
const UNNAMED: &[&str] = &[
    "a", "all", "an", "any", "both", "each", "every", "her", "his", "its", "other", "our", "question", "such", "that", "the", "their",
    "these", "this", "those", "turn", "whom", "which", "whose",
];
/// What is said of who they are and does not set them apart: 'men' would.
const WHO: &[&str] = &["cases", "offenders", "people", "prisoners", "residents", "respondents"];
/// Between the number and where they were.
const LINKS: &[&str] =
    &["are", "carrying", "had", "been", "of", "out", "from", "serving", "the", "them", "these", "those", "was", "were", "who", "whom"];
/// After the place: not all of them.
const NARROWS: &[&str] = &[
    "after", "aged", "and", "at", "before", "between", "by", "during", "for", "from", "in", "on", "or", "since", "that", "under", "until",
    "when", "where", "which", "while", "who", "whose", "with", "without",
];
/// How many tokens may stand between the number and the place.
const FAR: usize = 5;
/// In so many passages above is the group looked for.
const ABOVE: usize = 60;

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for one in numbered(reading) {
        for at in one.figures.iter().copied().filter(|at| *at > 0) {
            let passage = one.passage;
            let place = at + 1 + usize::from(passage.is_word(at + 1, WHO));
            let the = passage.is_word(at - 1, &["the", "those"]) && is_place(passage, place) && !passage.is_word(place + 2, NARROWS);
            if let Some(said) = plain(reading, passage, at).filter(|_| the)
                && let Some((home, before, count)) = told(reading, passage, at, place)
                && said != count
            {
                found.say(
                    Remark::new(format!(
                        "{} are told {} here, {} before",
                        passage.as_told(at),
                        &passage.words[passage.bytes(place, place + 1)],
                        home.as_told(before)
                    ))
                    .at(passage, passage.tokens[at].range(), "")
                    .at(home, home.tokens[before].range(), "the same group?")
                    .help("correct the number that is wrong, or say what sets the two groups apart"),
                );
            }
        }
    }
}

fn is_place(passage: &Passage, at: usize) -> bool {
    passage.is_word(at, WHERE) && !passage.word(at + 1).is_empty() && !passage.is_word(at + 1, UNNAMED)
}

fn plain(reading: &Reading, passage: &Passage, at: usize) -> Option<i64> {
    let token = passage.tokens.get(at).and_then(Token::count).filter(|count| *count > 1);
    token.filter(|_| !labelled(passage, &reading.lexicon, at) && !passage.is_hedged(at))
}

/// The one number told of the same place before, under the same heading.
fn told<'r, 'a>(reading: &'r Reading<'a>, passage: &'r Passage<'a>, until: usize, place: usize) -> Option<(&'r Passage<'a>, usize, i64)> {
    let phrase = passage.ids.get(place..place + 2)?;
    let same = |other: &&Passage| {
        let (one, two) = (other.place, passage.place);
        (one.part, one.section, one.criterion, one.heading) == (two.part, two.section, two.criterion, two.heading)
    };
    let above = reading.passages[..=passage.index].iter().rev().take(ABOVE).take_while(same).filter(|other| other.is_prose());
    let mut known: BTreeSet<i64> = BTreeSet::new();
    let mut last = None;
    for other in above {
        let end = if other.index == passage.index { until } else { other.tokens.len() };
        for at in other.numbers_in(0..end).iter().copied() {
            let mut words = (at + 1..at + 2 + FAR).take_while(|at| !other.word(*at).is_empty());
            let place = words.find(|place| place + 1 < end && other.ids.get(*place..place + 2) == Some(phrase));
            let Some(place) = place else { continue };
            // '11 women in custody' are others, or some of them.
            if !(at + 1..place).all(|at| other.is_word(at, LINKS) || other.is_word(at, WHO)) {
                return None;
            }
            if let Some(count) = plain(reading, other, at) {
                known.insert(count);
                last = Some((other, at, count));
            }
        }
    }
    last.filter(|_| known.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::super::FigureToldDifferently;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn holds_a_group_against_the_number_of_those_in_the_same_place() {
        fires(
            &FigureToldDifferently,
            &[
                (
                    "Forms came from 75 offenders: nine of them were in custody and 66 at large.\n\n- Of the 11 in custody, seven had been visited.",
                    "11",
                ),
                (
                    "We met 12 offenders. Five were on unpaid work and seven on programmes. The four on unpaid work knew their hours.",
                    "four",
                ),
                ("There were three offenders in custody. Of the two offenders in custody, one had a plan.", "two"),
            ],
        );
        silent(
            &FigureToldDifferently,
            &[
                "Forms came from 75 offenders: nine of them were in custody and 66 at large.\n\n- Of the nine in custody, seven had been visited.",
                "Nine offenders were in custody. Of the five in custody who had a plan, three liked it. Four women were in contact; the 12 men in contact were not.",
                "Nine offenders were in custody and 11 women in custody elsewhere. Of the 12 in custody, three came.",
                "Nine offenders were in the area, and of the 12 in the other area, three came. About nine were on licence; the ten on licence came.",
            ],
        );
    }
}
