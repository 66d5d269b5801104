//! 'We inspected 110 cases in May 2009', 'Surrey (January 2000)', a chart of 'Wexmoor, May 2000': the date of the inspection in other words.

use super::super::reading::terms::ids;
use super::super::reading::{Kind, Passage, Reading};
use crate::date::Date;

const LOOKED: &[&str] = &["inspected", "examined", "assessed", "visited", "looked", "read"];
const EARLIER: &[&str] = &[
    "again",
    "also",
    "earlier",
    "first",
    "following",
    "further",
    "last",
    "original",
    "originally",
    "pilot",
    "previous",
    "previously",
    "returned",
    "since",
    "youth",
];

/// What shows that a caption is of the cases that were inspected.
pub(super) const INSPECTED: &[&str] = &["inspected", "inspection", "sample", "sampled"];

/// 'We inspected 110 cases in May 2009', 'in February 2009 we looked at 96 of its cases'.
pub(super) fn visited(reading: &Reading, passage: &Passage, first: usize, last: usize) -> bool {
    let Some(sentence) = passage.sentence_at(first) else { return false };
    let range = sentence.tokens.clone();
    let mut near = range.start.max(first.saturating_sub(30))..range.end.min(last + 30);
    let sample = reading.report.sample.as_ref().map(|sample| i64::from(sample.value));
    let all = near.clone().any(|at| sample.is_some() && passage.tokens[at].count() == sample);
    let cases = all && passage.is_prose() && near.clone().any(|at| passage.is_word(at, &["cases", "files"]));
    if reading.inspections().count() > 1 || !cases || near.any(|at| passage.is_word(at, EARLIER)) {
        return false;
    }
    let in_it = first > range.start && passage.is_word(first - 1, &["in", "during"]);
    let next = last + 1 + usize::from(passage.is_mark(last + 1, ','));
    let we = |at: usize| passage.is_word(at, &["we"]) && passage.is_word(at + 1, LOOKED);
    // Nothing but the one clause stands between.
    let stops =
        |at: usize| passage.is_mark(at, ';') || passage.is_word(at, &["and", "that", "which", "who", "where", "begun", "made", "started"]);
    in_it && (first == range.start + 1 && we(next) || (range.start..first).rev().take(16).find(|at| we(*at) || stops(*at)).is_some_and(we))
}

/// 'Surrey (January 2000)' where an inspection is spoken of; 'Cases inspected, Wexmoor, May 2000' with the month of the fieldwork.
pub(super) fn belongs(reading: &Reading, passage: &Passage, first: usize, last: usize, fieldwork: Date, year: u16) -> bool {
    let area = ids(&reading.report.area.value);
    let Some(start) = first.checked_sub(1 + area.len()) else { return false };
    let named = !area.is_empty() && passage.ids.get(start..start + area.len()) == Some(&area[..]);
    if !named || reading.inspections().count() > 1 {
        return false;
    }
    let spoken = |words: &[&str]| (0..start).any(|at| passage.is_word(at, words));
    let inspection = spoken(&["inspection"]) && !spoken(EARLIER);
    let bracketed = passage.is_mark(first - 1, '(') && passage.is_mark(last + 1, ')') && inspection;
    let caption = passage.is_mark(first - 1, ',') && matches!(passage.kind, Kind::Caption) && year != fieldwork.year && spoken(INSPECTED);
    let same_month = || fieldwork.month.is_some() && reading.lexicon.month(passage.word(first)) == fieldwork.month;
    bracketed || caption && same_month()
}
