//! 'The three criteria in this section other than constructive interventions reached 75% or more', where one of them did not.

use super::super::reading::claims::stem;
use super::super::reading::scored::Names;
use super::super::reading::sentences::Sentence;
use super::super::reading::standing::{Given, compared, told};
use super::super::reading::{Passage, Reading};
use super::super::score_told_differently::bound;
use super::super::{Found, Remark};
use super::is_elsewhere;
use crate::framework::Criterion;
use crate::model::score::ScoreOf;

/// What leads to the one that is left out.
const LEADS: &[&[&str]] = &[
    &["other", "than"],
    &["apart", "from"],
    &["except", "for"],
    &["except"],
    &["excepting"],
    &["but"],
    &["besides"],
    &["with", "the", "exception", "of"],
];

/// Says what is wrong with a sentence about all criteria but one; whether it is one.
pub(super) fn look(reading: &Reading, names: &Names, passage: &Passage, sentence: &Sentence, found: &mut Found) -> bool {
    let (range, scores) = (sentence.tokens.clone(), reading.scores);
    if reading.inspections().count() > 1 || range.clone().any(|at| is_elsewhere(passage, at)) || bound::is_wished(passage, sentence) {
        return false;
    }
    let Some(noun) = range.clone().find(|at| passage.is_word(*at, &["criteria"])) else { return false };
    let mut next = noun + 1;
    let mut section = passage.place.section.map(str::to_owned);
    if passage.is_word(next, &["in", "of", "under"]) {
        if passage.is_word(next + 1, &["this"]) && passage.is_word(next + 2, &["section"]) {
            let heading = reading.heading_of(passage).and_then(|heading| names.heads(reading.framework, heading));
            let headed = if let Some(ScoreOf::Section(number)) = heading { Some(number) } else { None };
            section = section.or(headed);
            if section.is_none() {
                return false;
            }
        } else if passage.is_word(next + 1, &["section"]) {
            section = passage.tokens.get(next + 2).map(|token| passage.text(token).to_owned());
        } else {
            return false;
        }
        next += 3;
    }
    next += usize::from(passage.is_mark(next, ','));
    let Some(lead) = LEADS.iter().find(|lead| passage.says(next, lead)) else { return false };
    let start = next + lead.len();
    let end = range.end.min(start + 12);
    let Some((verb, test)) = (start + 1..end).find_map(|at| Some((at, compared(reading, passage, at)?.0))) else { return true };
    let all: Vec<&Criterion> = reading
        .framework
        .sections
        .iter()
        .filter(|own| section.as_ref().is_none_or(|section| *section == own.number))
        .flat_map(|own| &own.criteria)
        .collect();
    let Some(left_out) = meant(names, &all, passage, start..verb) else { return true };
    let given: Vec<(&str, i64)> = all
        .iter()
        .filter(|criterion| criterion.number != left_out)
        .filter_map(|criterion| Some((criterion.number.as_str(), scores.criterion(&criterion.number)?.percentage()?.printed.to_whole()?)))
        .collect();
    // 'The three criteria': three are left.
    let count = noun.checked_sub(1).and_then(|at| passage.tokens[at].count()).and_then(|count| usize::try_from(count).ok());
    if count.is_some_and(|count| count != given.len() && count != all.len()) || given.len() + 1 < all.len() {
        return true;
    }
    let fails = |value: i64| test.passes(Given::Percent(value)).is_some_and(|(_, lenient)| !lenient);
    if let Some((number, value)) = given.iter().find(|(_, value)| fails(*value)) {
        found.say(
            Remark::new(format!("criterion {number}, with {value}%, is not {}", told(reading, &test)))
                .at(passage, passage.bytes(verb, verb + 1), "")
                .help("correct the figure, or leave that criterion out too"),
        );
    }
    true
}

/// The criterion that some words name, by number, title or the only ones of these that has all of them in its title.
fn meant(names: &Names, all: &[&Criterion], passage: &Passage, tokens: std::ops::Range<usize>) -> Option<String> {
    let mentions = names.mentions(passage, tokens.clone());
    if let [one] = &mentions[..] {
        return if let ScoreOf::Criterion(number) = &one.of { Some(number.clone()) } else { None };
    }
    let words: Vec<u64> = tokens.filter_map(|at| stem(passage.word(at))).collect();
    let titled = |criterion: &&&Criterion| {
        let title: Vec<u64> = criterion.title.split(|c: char| !c.is_alphanumeric()).filter_map(stem).collect();
        words.iter().all(|word| title.contains(word))
    };
    let mut fits = all.iter().filter(titled);
    let one = fits.next().filter(|_| fits.next().is_none() && mentions.is_empty() && !words.is_empty())?;
    Some(one.number.clone())
}
