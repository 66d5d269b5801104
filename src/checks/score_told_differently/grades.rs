//! 'Criterion 2.1 was well met', 'we found criterion 2.1 well met': a grade that is not the criterion's.

use super::super::Found;
use super::super::reading::scored::{Mention, Names};
use super::super::reading::terms::id;
use super::super::reading::{Kind, Passage, Reading};
use super::{ELSEWHERE, say_at};
use crate::model::score::ScoreOf;

/// Grades that a sentence gives to a criterion that it names.
pub(super) fn grades(reading: &Reading, names: &Names, found: &mut Found) {
    let same = |one: &Awarded, two: &Awarded| one.passage.index == two.passage.index && one.sentence == two.sentence;
    for awarded in awarded(reading).chunk_by(same) {
        if matches!(awarded[0].passage.kind, Kind::Cell(_) | Kind::Term) {
            continue;
        }
        if let [awarded] = awarded {
            told(reading, names, awarded, found);
        } else {
            for awarded in awarded {
                linked(reading, names, awarded, found);
            }
        }
    }
}

/// A grade that is not the criterion's.
fn told(reading: &Reading, names: &Names, awarded: &Awarded, found: &mut Found) {
    const GIVES: &[&str] = &["graded", "grade", "assessed", "judged", "rated", "rating", "scored", "score"];
    let Awarded { passage, sentence, first, last, .. } = *awarded;
    let range = passage.sentences[sentence].tokens.clone();
    let gives = range.clone().any(|at| passage.is_word(at, GIVES));
    let mentions = names.mentions(passage, range);
    if mentions.is_empty() {
        return of_its_own(reading, awarded, found);
    }
    let [Mention { of: ScoreOf::Criterion(number), last: name, first: start }] = &mentions[..] else { return };
    // 'Criterion 4.3 was well met.'
    let link =
        passage.is_word(name + 1, &["was", "is"]) && (name + 2 == first || name + 3 == first && passage.is_word(name + 2, &["only"]));
    let which = passage.is_mark(name + 1, ',')
        && passage.is_word(name + 2, &["which"])
        && passage.is_word(name + 3, &["was", "is"])
        && name + 4 == first;
    let link = link || which;
    let earlier = |at: usize| {
        passage.is_word(at, ELSEWHERE) || passage.tokens[at].figure().is_some_and(super::super::reading::words::Figure::may_be_year)
    };
    let out = passage.says(name + 1, &["came", "out", "as"]) && name + 4 == first;
    let bracketed = passage.is_mark(name + 1, '(') && name + 2 == first && passage.is_mark(last + 1, ')');
    let told_before = (bracketed || out) && passage.sentences[sentence].tokens.clone().any(earlier);
    let ends = passage.tokens.get(last + 1).is_none_or(|token| token.is('.') || token.is(',') || token.is(';'));
    if !(gives
        || bracketed && !told_before
        || (link || out && !told_before || is_found(passage, sentence, *start..*name + 1, first)) && ends)
    {
        return;
    }
    compare(reading, awarded, number, found);
}

/// 'This criterion was partly met' in a criterion's own texts.
fn of_its_own(reading: &Reading, awarded: &Awarded, found: &mut Found) {
    let Awarded { passage, first, .. } = *awarded;
    let this = first.checked_sub(3).is_some_and(|at| passage.is_word(at, &["this", "the"]) && passage.is_word(at + 1, &["criterion"]));
    if let Some(number) = passage.place.criterion.filter(|_| this && is_plainly(passage, awarded, first - 1)) {
        compare(reading, awarded, number, found);
    }
}

/// 'Criterion 4.1 was well met' in a sentence that has other grades besides.
fn linked(reading: &Reading, names: &Names, awarded: &Awarded, found: &mut Found) {
    let Awarded { passage, sentence, first, .. } = *awarded;
    let mentions = names.mentions(passage, passage.sentences[sentence].tokens.clone());
    let Some(name) = mentions.iter().find(|mention| mention.last + 2 == first) else {
        if mentions.is_empty() {
            of_its_own(reading, awarded, found);
        }
        return;
    };
    let opens = name.first == passage.sentences[sentence].tokens.start
        || !passage.tokens[name.first - 1].is_word()
        || passage.is_word(name.first - 1, &["and", "but", "while"]) && !mentions.iter().any(|other| other.last + 2 == name.first);
    if let ScoreOf::Criterion(number) = &name.of
        && opens
        && is_plainly(passage, awarded, first - 1)
    {
        compare(reading, awarded, number, found);
    }
}

/// Whether 'was' stands before a grade, and the sentence speaks of here and now.
fn is_plainly(passage: &Passage, awarded: &Awarded, was: usize) -> bool {
    let elsewhere = |at: usize| {
        passage.is_word(at, ELSEWHERE)
            || passage.is_word(at, &["if", "whether", "would", "when", "had", "said", "believed", "thought", "claimed"])
            || passage.tokens[at].figure().is_some_and(super::super::reading::words::Figure::may_be_year)
    };
    let ends = passage.tokens.get(awarded.last + 1).is_none_or(|token| token.is('.') || token.is(',') || token.is(';'));
    passage.is_word(was, &["was", "is"]) && ends && !passage.sentences[awarded.sentence].tokens.clone().any(elsewhere)
}

/// Says it where the grade is not the criterion's.
fn compare(reading: &Reading, awarded: &Awarded, number: &str, found: &mut Found) {
    let Awarded { passage, first, last, grade, .. } = *awarded;
    let right = reading.grades(number);
    if !right.is_empty() && !right.contains(&grade) {
        let of = ScoreOf::Criterion(number.to_owned());
        let words = right.iter().filter_map(|grade| reading.framework.grades.get(*grade)).cloned().collect::<Vec<_>>().join(" and ");
        say_at(reading, passage, passage.bytes(first, last), &of, &words, found);
    }
}

/// 'We found criterion 4.3 well met', 'inspectors considered criterion 4.3 to be well met'.
fn is_found(passage: &Passage, sentence: usize, name: std::ops::Range<usize>, grade: usize) -> bool {
    const FOUND: &[&str] = &["found", "find", "considered", "consider", "thought", "deemed", "believed", "saw"];
    const TURNS: &[&str] = &["not", "never", "had", "if", "would", "could", "until", "before"];
    let by_us = name.start > 1 && passage.is_word(name.start - 1, FOUND) && passage.is_word(name.start - 2, &["we", "inspectors"]);
    let next = name.end + if passage.says(name.end, &["to", "be"]) { 2 } else { usize::from(passage.is_word(name.end, &["only"])) };
    let other = |at: usize| {
        at < grade && passage.is_word(at, TURNS)
            || passage.is_word(at, ELSEWHERE)
            || passage.tokens[at].figure().is_some_and(super::super::reading::words::Figure::may_be_year)
    };
    by_us && next == grade && !passage.sentences[sentence].tokens.clone().any(other)
}

/// A grade's name in a text that the report's authors wrote.
#[derive(Clone, Copy)]
struct Awarded<'r, 'a> {
    passage: &'r Passage<'a>,
    /// The number of the sentence.
    sentence: usize,
    first: usize,
    last: usize,
    /// Which grade of the framework.
    grade: usize,
}

/// All grades that stand in texts, in order.
fn awarded<'r, 'a>(reading: &'r Reading<'a>) -> Vec<Awarded<'r, 'a>> {
    let grades: Vec<Vec<&str>> = reading.framework.grades.iter().map(|grade| grade.split(' ').collect()).collect();
    let mut found = Vec::new();
    for (grade, words) in grades.iter().enumerate() {
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let longer = |all: &&Vec<&str>| {
            all.len() > words.len() && words.len() > 1 && all.ends_with(&lower.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let longer: Vec<&str> = grades.iter().filter(longer).map(|all| all[0]).collect();
        let ids: Vec<u64> = words.iter().map(|word| id(word)).collect();
        for (passage, first) in reading.phrases(&ids).filter(|(passage, _)| passage.is_written()) {
            let last = first + words.len() - 1;
            let Some(sentence) = passage.sentence_of(first).filter(|sentence| passage.sentence_of(last) == Some(*sentence)) else {
                continue;
            };
            // One word ('Poor') is an ordinary word unless it has its capital.
            let whole = passage.says(first, words) && (words.len() > 1 || passage.word(first) == words[0]);
            if whole && !first.checked_sub(1).is_some_and(|before| passage.is_word(before, &longer)) {
                found.push(Awarded { passage, sentence, first, last, grade });
            }
        }
    }
    found.sort_by_key(|awarded| (awarded.passage.index, awarded.first, awarded.grade));
    found.dedup_by_key(|awarded| (awarded.passage.index, awarded.first));
    found
}
