//! '82 were men and 14 were women', where cases.csv has 84 and 12.

use super::super::reading::sentences::Sentence;
use super::super::reading::words::Token;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};
use super::OTHER;
use crate::model::cases::Profile;
use crate::model::chart::{ChartRow, Unit};

/// What may be as large as the sample and is not it.
const NOT_SAMPLES: &[&str] =
    &["caseload", "caseloads", "workload", "workloads", "population", "register", "staff", "office", "team", "year"];

/// A value of a column: its words, and how many cases have it.
pub(super) type Column = (Vec<String>, i64);

/// Sentences that part the whole sample into the kinds of one column or chart, and give a kind another number than these.
pub(super) fn kinds(reading: &Reading, found: &mut Found) {
    if let Some(cases) = reading.report.cases.as_ref().filter(|cases| !cases.cases.is_empty())
        && let Ok(size) = i64::try_from(cases.cases.len())
    {
        for profile in &cases.profile {
            let columns: Vec<Column> =
                counts(profile).into_iter().filter(|(_, count)| *count > 0).map(|(value, count)| (words(&value), count)).collect();
            sentences(reading, &columns, size, "cases.csv", found);
        }
    }
    let Some(size) = reading.report.sample.as_ref().map(|sample| i64::from(sample.value)) else { return };
    for chart in charted(reading) {
        sentences(reading, &chart, size, "the chart of the sample", found);
    }
}

/// The kinds of each chart that parts the sample.
fn charted(reading: &Reading) -> Vec<Vec<Column>> {
    let data = reading.report.charts.iter().filter_map(|chart| chart.data.as_ref());
    let counts =
        data.filter(|data| data.unit == Unit::Number && data.columns.len() == 2 && data.columns[1].to_lowercase().contains("case"));
    let kind = |row: &ChartRow| Some((words(&row.label), row.figures.first()?.as_ref()?.to_whole()?));
    counts.filter_map(|data| data.rows.iter().map(kind).collect()).collect()
}

fn sentences(reading: &Reading, columns: &[Column], size: i64, home: &str, found: &mut Found) {
    if columns.len() < 2 || columns.iter().map(|(_, count)| count).sum::<i64>() != size {
        return;
    }
    let heads: Vec<String> = columns.iter().flat_map(|(words, _)| words.iter().flat_map(|word| spellings(word))).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut last = None;
    for (passage, at) in reading.places(&heads).filter(|(passage, _)| passage.is_prose()) {
        let Some(number) = passage.sentence_of(at) else { continue };
        if last.replace((passage.index, number)) != Some((passage.index, number)) {
            look(passage, &passage.sentences[number], columns, size, home, found);
        }
    }
}

fn look(passage: &Passage, sentence: &Sentence, columns: &[Column], size: i64, home: &str, found: &mut Found) {
    // The text has to speak of the sample.
    let sample = |at: usize| passage.is_word(at, &["sample", "inspected", "cases"]) || passage.tokens[at].count() == Some(size);
    if sentence.tokens.clone().any(|at| passage.is_word(at, OTHER) || passage.is_word(at, NOT_SAMPLES)) {
        return;
    }
    if !(0..passage.tokens.len()).any(sample) {
        super::single::look(passage, sentence, columns, size, home, found);
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
    // All but one of three are right, or of two that are told of the whole sample.
    let wrong = told.iter().filter(|(_, count, column)| *count != column.1).count();
    let opened = told.first().is_some_and(|(at, ..)| opens(passage, sentence.tokens.start, *at, size));
    let nearly = wrong == 1 && (columns.len() > 2 || opened) && plain(passage, &told);
    if !each || !nearly && told.iter().map(|(_, count, _)| count).sum::<i64>() != size {
        super::single::look(passage, sentence, columns, size, home, found);
        return;
    }
    for (at, count, (_, right)) in told.iter().filter(|(_, count, column)| *count != column.1) {
        found.say(
            Remark::new(format!("{home} has {right} of these cases, not {count}"))
                .at(passage, passage.tokens[*at].range(), format!("{right} in {home}"))
                .help("correct the number, or the cases"),
        );
    }
}

/// Whether nothing but the size and words stands before the first kind: 'of the offenders, 84 were men and 12 were women'.
fn opens(passage: &Passage, start: usize, first: usize, size: i64) -> bool {
    let of = (start..first).any(|at| passage.is_word(at, &["of", "inspected", "sample"]));
    of && (start..first).all(|at| passage.tokens[at].figure().is_none() || passage.tokens[at].count() == Some(size))
}

/// Whether no kind is told as a part of others: 'six of the 42 licences'.
fn plain(passage: &Passage, told: &[(usize, i64, &Column)]) -> bool {
    let part = |at: usize| {
        passage.is_word(at + 1, &["of", "out"])
            || at > 0 && passage.is_word(at - 1, &["the", "of", "these", "all"])
            || passage.is_hedged(at)
    };
    let narrowed = |at: usize| (at + 1..at + 7).any(|at| passage.is_word(at, &["that", "who", "whose", "which", "with", "where"]));
    !told.iter().any(|(at, ..)| part(*at) || narrowed(*at))
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
