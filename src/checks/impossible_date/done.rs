//! 'Had been revised in July 2009', 'recent reports (November 2009) showed', 'since 2009': whether a sentence tells that something was done at a
//! date, so that the date cannot be later than the report.

use super::super::reading::Passage;
use super::super::reading::sentences::Sentence;

/// Parts of a year, before 'of 2009'.
const PARTS: &[&str] =
    &["autumn", "spring", "summer", "winter", "end", "start", "beginning", "middle", "course", "half", "part", "quarter", "months"];
/// A sentence with one of these looks ahead.
const AHEAD: &[&str] =
    &["will", "would", "planned", "due", "expected", "intended", "scheduled", "should", "plans", "going", "could", "may", "might"];
/// Between what was done and the date: the date belongs to something else.
const OTHER: &[&str] = &[
    "to", "towards", "for", "when", "until", "till", "by", "before", "that", "which", "who", "if", "where", "ready", "ahead", "and", "but",
    "with", "from", "into", "about", "on", "than",
];
/// Done now, for a time to come.
const INTENDED: &[&str] = &[
    "advised",
    "agreed",
    "aimed",
    "allocated",
    "announced",
    "anticipated",
    "approved",
    "asked",
    "booked",
    "budgeted",
    "committed",
    "decided",
    "earmarked",
    "estimated",
    "forecast",
    "hoped",
    "needed",
    "prepared",
    "predicted",
    "projected",
    "promised",
    "proposed",
    "recommended",
    "required",
    "secured",
    "set",
    "targeted",
    "timetabled",
    "told",
    "wanted",
];
/// What was done, where the word does not end in 'ed'.
const DONE: &[&str] = &[
    "became",
    "began",
    "begun",
    "brought",
    "built",
    "came",
    "drawn",
    "found",
    "gave",
    "given",
    "gone",
    "held",
    "made",
    "met",
    "run",
    "sent",
    "taken",
    "took",
    "undertaken",
    "went",
    "won",
    "written",
];
/// What tells of a time to come, if it is not itself what was done: 'the strategy showed the office closed in 2009'.
const FORESEEN: &[&str] = &[
    "assumed",
    "assumption",
    "assumptions",
    "budget",
    "budgets",
    "forecast",
    "forecasts",
    "model",
    "plan",
    "planning",
    "projection",
    "projections",
    "proposal",
    "proposals",
    "scenario",
    "scenarios",
    "schedule",
    "strategy",
    "strategies",
    "timetable",
];
const HELPS: &[&str] = &["been", "being", "had", "having", "was", "were"];
const SUBJECTS: &[&str] = &["area", "board", "trust", "it", "they", "we", "he", "she", "managers", "officers", "team"];
const SHOWED: &[&str] = &[
    "showed",
    "indicated",
    "found",
    "reported",
    "revealed",
    "suggested",
    "confirmed",
    "gave",
    "had",
    "was",
    "were",
    "recorded",
    "demonstrated",
];

/// Whether something was done at a date that stands at some tokens.
pub(super) fn is_done(passage: &Passage, sentence: &Sentence, first: usize, last: usize) -> bool {
    if sentence.tokens.clone().any(|at| passage.is_word(at, AHEAD) || passage.says(at, &["so", "that"])) {
        return false;
    }
    let start = sentence.tokens.start;
    let back = |at: usize, by: usize| at.checked_sub(by).filter(|at| *at >= start);
    let Some(mut lead) = back(first, 1) else { return false };
    if passage.is_mark(lead, '(') {
        return passage.is_mark(last + 1, ')') && passage.is_word(last + 2, SHOWED);
    }
    if passage.is_word(lead, &["of"]) && back(lead, 1).is_some_and(|at| passage.is_word(at, PARTS)) {
        lead = lead.saturating_sub(2).max(start);
    }
    while lead > start && passage.is_word(lead, &["the", "early", "late", "mid", "first", "second", "last"]) {
        lead -= 1;
    }
    if passage.is_word(lead, &["since"]) {
        return true;
    }
    if !passage.is_word(lead, &["in", "during"]) {
        return false;
    }
    for at in (start..lead).rev().take(14) {
        let word = passage.word(at);
        if word.is_empty() || passage.is_word(at, OTHER) || word.ends_with("ing") && word != "being" {
            return false;
        }
        if !(word.len() > 4 && word.ends_with("ed") || passage.is_word(at, DONE) || word == "set") {
            continue;
        }
        let before =
            (start..at).rev().find(|at| !passage.word(*at).ends_with("ly") && !passage.is_word(*at, &["also", "first", "then", "all"]));
        let helped = before.is_some_and(|at| passage.is_word(at, HELPS));
        let told = helped || at + 1 == lead || before.is_some_and(|at| passage.is_word(at, SUBJECTS));
        let to_come = before.is_some_and(|at| passage.is_word(at, &["be", "to", "is", "are", "get"]))
            || passage.is_word(at, INTENDED) && !(helped && word == "set" && passage.is_word(at + 1, &["up", "in"]));
        let foreseen = (start..at).any(|at| passage.is_word(at, FORESEEN) && !(helped && passage.is_word(at + 1, HELPS)));
        return told && !to_come && !foreseen;
    }
    false
}
