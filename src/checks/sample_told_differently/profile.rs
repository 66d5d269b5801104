//! '82 were men and 14 were women', where cases.csv has 84 and 12.

use super::super::reading::sentences::Sentence;
use super::super::reading::words::Token;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};
use super::OTHER;
use crate::model::cases::Profile;

/// A value of a column: its words, and how many cases have it.
pub(super) type Column = (Vec<String>, i64);

/// Sentences that part the whole sample into the kinds of one column, and give a kind another number than the cases.
pub(super) fn kinds(reading: &Reading, found: &mut Found) {
    let Some(cases) = reading.report.cases.as_ref().filter(|cases| !cases.cases.is_empty()) else { return };
    let Ok(size) = i64::try_from(cases.cases.len()) else { return };
    for profile in &cases.profile {
        let columns: Vec<Column> =
            counts(profile).into_iter().filter(|(_, count)| *count > 0).map(|(value, count)| (words(&value), count)).collect();
        if columns.len() < 2 || columns.iter().map(|(_, count)| count).sum::<i64>() != size {
            continue;
        }
        let heads: Vec<String> = columns.iter().flat_map(|(words, _)| words.iter().flat_map(|word| spellings(word))).collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut last = None;
        for (passage, at) in reading.places(&heads).filter(|(passage, _)| passage.is_prose()) {
            let Some(number) = passage.sentence_of(at) else { continue };
            if last.replace((passage.index, number)) != Some((passage.index, number)) {
                look(passage, &passage.sentences[number], &columns, size, found);
            }
        }
    }
}

fn look(passage: &Passage, sentence: &Sentence, columns: &[Column], size: i64, found: &mut Found) {
    // The text has to speak of the sample.
    let sample = |at: usize| passage.is_word(at, &["sample", "inspected", "cases"]) || passage.tokens[at].count() == Some(size);
    if sentence.tokens.clone().any(|at| passage.is_word(at, OTHER)) {
        return;
    }
    if !(0..passage.tokens.len()).any(sample) {
        super::single::look(passage, sentence, columns, size, found);
        return;
    }
    let numbers: Vec<usize> = sentence.tokens.clone().filter(|at| passage.tokens[*at].count().is_some()).collect();
    let mut told: Vec<(usize, i64, &Column)> = Vec::new();
    for (index, &at) in numbers.iter().enumerate() {
        const FAR: usize = 5;
        let end = numbers.get(index + 1).copied().unwrap_or(sentence.tokens.end).min(at + FAR);
        let named = |column: &&Column| column.0.iter().all(|word| (at + 1..end).any(|at| same(passage.word(at), word)));
        // 'Men' is not in 'women', but 'licence' may be in 'licence recall': the most words decide.
        let Some(column) = columns.iter().filter(named).max_by_key(|column| column.0.len()) else { continue };
        let Some(count) = passage.tokens.get(at).and_then(Token::count) else { continue };
        told.push((at, count, column));
    }
    let each = columns.iter().all(|column| told.iter().filter(|(_, _, known)| std::ptr::eq(*known, column)).count() == 1);
    if !each || told.iter().map(|(_, count, _)| count).sum::<i64>() != size {
        super::single::look(passage, sentence, columns, size, found);
        return;
    }
    for (at, count, (_, right)) in told.iter().filter(|(_, count, column)| *count != column.1) {
        found.say(
            Remark::new(format!("cases.csv has {right} of these cases, not {count}"))
                .at(passage, passage.tokens[*at].range(), format!("{right} in cases.csv"))
                .help("correct the number, or the cases"),
        );
    }
}

/// How many cases have each value of a column.
fn counts(profile: &Profile) -> Vec<(String, i64)> {
    let count = |index: usize| {
        let index = u32::try_from(index).ok();
        i64::try_from(profile.by_case.iter().filter(|value| value.is_some() && **value == index).count()).unwrap_or(0)
    };
    profile.values.iter().enumerate().map(|(index, value)| (value.clone(), count(index))).collect()
}

/// The words of a value in lower case.
fn words(value: &str) -> Vec<String> {
    value.split(' ').map(str::to_lowercase).collect()
}

/// How a word of a value may be written in a text.
fn spellings(word: &str) -> Vec<String> {
    let also: &[&str] = match word {
        "male" => &["men", "males", "man"],
        "terminated" => &["ended"],
        "female" => &["women", "females", "woman"],
        _ => &[],
    };
    let plural = format!("{word}s");
    [word.to_owned(), plural].into_iter().chain(also.iter().map(|word| (*word).to_owned())).collect()
}

/// Whether a word of a text is this word of a value.
pub(super) fn same(said: &str, word: &str) -> bool {
    !said.is_empty() && spellings(word).iter().any(|spelling| spelling.eq_ignore_ascii_case(said))
}
