//! How many of each kind there are, by tables, charts and sentences such as 'made up of 40 licence cases and 10 custody cases'.

use super::english::COUNTED;
use super::tables::{Value, grids};
use super::words::Unit;
use super::{Passage, Reading};
use crate::checks::wrong_total::{OPENING, opens, parts};
use crate::diag::Span;
use crate::model::chart;

/// A kind of thing with its number.
#[derive(Debug)]
pub struct Kind<'r, 'a> {
    /// Its name in lower case, without what is counted: 'licence', 'community order'.
    pub name: Vec<String>,
    /// How many there are.
    pub count: i64,
    /// Where it is said.
    pub at: At<'r, 'a>,
}

/// Where a number of a kind is said.
#[derive(Debug, Clone, Copy)]
pub enum At<'r, 'a> {
    /// A token of a text.
    Words(&'r Passage<'a>, usize),
    /// A file.
    Place(Span),
}

/// The kinds that one sentence, chart or table parts a whole into; 'whole' says that they are all of it.
#[derive(Debug)]
pub struct Kinds<'r, 'a> {
    /// The kinds in order.
    pub kinds: Vec<Kind<'r, 'a>>,
    /// Whether they make up the whole; a table's rows may overlap.
    pub whole: bool,
}

/// All that a report says of kinds.
pub fn kinds<'r, 'a>(reading: &'r Reading<'a>) -> Vec<Kinds<'r, 'a>> {
    let mut out = Vec::new();
    // The sentence that was looked at last: only the first list of each is read.
    let mut seen = None;
    for (passage, at) in reading.places(OPENING).filter(|(passage, _)| passage.is_written()) {
        if let Some(start) = opens(passage, at)
            && let Some(index) = passage.sentence_of(at)
            && seen.replace((passage.index, index)) != Some((passage.index, index))
        {
            let sentence = &passage.sentences[index];
            let sample = sentence.tokens.clone().any(|at| passage.is_word(at, &["sample", "cases"]));
            let Some(found) = parts(reading, passage, start, sentence.tokens.end).filter(|parts| sample && parts.len() > 1) else {
                continue;
            };
            let kinds = found.iter().map(|(at, count)| {
                let words = (at + 1..sentence.tokens.end).map(|at| passage.word(at)).take_while(|word| !word.is_empty() && *word != "and");
                Kind { name: name(words), count: *count, at: At::Words(passage, *at) }
            });
            out.push(Kinds { kinds: kinds.collect(), whole: true });
        }
    }
    out.extend(after_colons(reading));
    for chart in &reading.report.charts {
        let Some(data) = chart.data.as_ref().filter(|data| data.unit == chart::Unit::Number && data.columns.len() == 2) else { continue };
        let kinds = data.rows.iter().filter_map(|row| {
            let count = row.figures.first()?.as_ref()?.to_whole()?;
            Some(Kind { name: name(row.label.split([' ', '/'])), count, at: At::Place(chart.span) })
        });
        let counts_cases = data.columns[1].to_lowercase().contains("case");
        out.push(Kinds { kinds: kinds.filter(|_| counts_cases).collect(), whole: true });
    }
    for grid in grids(reading) {
        let Some(column) =
            (1..grid.columns()).find(|column| ["cases", "number", "offenders"].iter().any(|of| grid.heading(*column).contains(of)))
        else {
            continue;
        };
        let kinds = grid.rows().into_iter().filter_map(|row| {
            let (Value::Number(figure), Some(cell), Some(head)) = (grid.value(row, column), grid.cell(row, column), grid.cell(row, 0))
            else {
                return None;
            };
            let count = figure.whole().filter(|_| figure.unit == Unit::None)?;
            Some(Kind { name: name(head.tokens.iter().map(|token| head.text(token))), count, at: At::Words(cell, 0) })
        });
        out.push(Kinds { kinds: kinds.collect(), whole: false });
    }
    out
}

/// 'We inspected 96 cases: 52 community orders, 30 licences and 14 custody cases.'
fn after_colons<'r, 'a>(reading: &'r Reading<'a>) -> Vec<Kinds<'r, 'a>> {
    let Some(sample) = reading.report.sample.as_ref().map(|sample| i64::from(sample.value)) else { return Vec::new() };
    let mut out = Vec::new();
    for (passage, colon) in reading.places(&[":"]).filter(|(passage, _)| passage.is_prose()) {
        let cases = colon > 1 && passage.is_word(colon - 1, &["cases", "offenders"]);
        // 'A caseload of 110 cases:' is not the sample.
        let other = colon > 3 && passage.is_word(colon - 3, &["of"]) && !passage.is_word(colon - 4, &["sample"]);
        let all = cases && !other && passage.tokens[colon - 2].count() == Some(sample);
        let Some(sentence) = passage.sentence_at(colon).filter(|_| all) else { continue };
        let Some(found) = parts(reading, passage, colon + 1, sentence.tokens.end).filter(|parts| parts.len() > 1) else { continue };
        let kinds = found.iter().map(|(at, count)| {
            let words = (at + 1..sentence.tokens.end).map(|at| passage.word(at)).take_while(|word| !word.is_empty() && *word != "and");
            Kind { name: name(words), count: *count, at: At::Words(passage, *at) }
        });
        out.push(Kinds { kinds: kinds.collect(), whole: true });
    }
    out
}

/// A kind's name in lower case without plurals and without what is counted at its end.
pub fn name<'t>(words: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut name: Vec<String> = words.map(str::to_lowercase).filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    while name.len() > 1 && name.last().is_some_and(|last| COUNTED.contains(&last.as_str()) && last != "orders" && last != "licences") {
        name.pop();
    }
    name.into_iter().map(|word| singular(&word)).collect()
}

/// A word without the ending of a plural.
pub fn singular(word: &str) -> String {
    word.strip_suffix('s').filter(|rest| rest.len() > 3 && !rest.ends_with('s')).unwrap_or(word).to_owned()
}
