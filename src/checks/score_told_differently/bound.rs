//! Whether a clause binds a percentage to what it names: 'section 1 scored 76%' does, 'the best criteria of section 1 scored 76%' does not.
//!
//! The name has to be the subject or what the score is said to be for, and nothing that could be another subject, a wish, a range or a list
//! may stand between the two. What is not known to be harmless is taken for such a thing.

use std::ops::Range;

use super::super::reading::scored::{Mention, Mentions};
use super::super::reading::sentences::Sentence;
use super::super::reading::words::TokenKind;
use super::super::reading::{Passage, Reading};
use super::{SCORES, STOOD};

/// Words between a name and its score that bring in nothing else.
const HARMLESS: &[&str] = &[
    "assessed",
    "judged",
    "rated",
    "awarded",
    "put",
    "a",
    "again",
    "all",
    "also",
    "an",
    "and",
    "area",
    "as",
    "at",
    "barely",
    "be",
    "been",
    "by",
    "came",
    "did",
    "even",
    "exactly",
    "fared",
    "figure",
    "for",
    "found",
    "from",
    "gave",
    "given",
    "had",
    "has",
    "have",
    "in",
    "inspection",
    "is",
    "it",
    "itself",
    "just",
    "now",
    "of",
    "only",
    "our",
    "out",
    "overall",
    "percentage",
    "performed",
    "rating",
    "report",
    "result",
    "s",
    "still",
    "that",
    "the",
    "then",
    "therefore",
    "this",
    "thus",
    "to",
    "together",
    "total",
    "was",
    "we",
    "were",
    "which",
    "whole",
    "with",
    "work",
    "its",
    "their",
    "his",
];

/// What is said of a score or a section between its name and its score.
const VALUES: &[&str] = &[
    "best",
    "better",
    "but",
    "down",
    "fair",
    "fell",
    "good",
    "high",
    "improved",
    "increased",
    "low",
    "poor",
    "risen",
    "rose",
    "strong",
    "stronger",
    "strongest",
    "up",
    "weak",
    "weaker",
    "weakest",
    "well",
    "worse",
];

/// Words of a sentence that says what might be, what was wanted or what somebody believed.
const MIGHT: &[&str] = &[
    "could",
    "would",
    "should",
    "might",
    "may",
    "must",
    "if",
    "unless",
    "hope",
    "hoped",
    "hopes",
    "expected",
    "expects",
    "expect",
    "aim",
    "aimed",
    "aims",
    "wanted",
    "wants",
    "predicted",
    "predicts",
    "claimed",
    "believed",
    "thought",
    "self-assessment",
    "self-assessed",
    "forecast",
    "whether",
    "until",
    "likely",
];

/// Whether a sentence says what might be.
pub(in crate::checks) fn is_wished(passage: &Passage, sentence: &Sentence) -> bool {
    // 'Work that makes new crimes less likely' is told of what was done.
    let compared = |at: usize| passage.is_word(at, &["likely"]) && at > 0 && passage.is_word(at - 1, &["less", "more"]);
    sentence.tokens.clone().any(|at| passage.is_word(at, MIGHT) && !compared(at))
}

/// Whether the percentage at a token is one of several that are said together: '83% and 76%', '59% to 81%'.
pub(in crate::checks) fn is_one_of_several(passage: &Passage, at: usize) -> bool {
    let percent = |at: usize| passage.tokens.get(at).is_some_and(|token| token.percent().is_some());
    let link = |at: usize| passage.is_word(at, &["and", "or", "to"]) || passage.is_mark(at, '\u{2013}') || passage.is_mark(at, '-');
    let rises =
        at > 0 && passage.is_word(at - 1, &["from"]) || at > 2 && passage.is_word(at - 3, &["from"]) && passage.is_word(at - 1, &["to"]);
    let after = link(at + 1) && percent(at + 2) || passage.is_mark(at + 1, ',') && percent(at + 2);
    let before = at > 1 && (link(at - 1) || passage.is_mark(at - 1, ',')) && percent(at - 2);
    let more = passage.is_word(at + 1, &["or"])
        && passage.is_word(at + 2, &["more", "less", "above", "below", "better", "over", "higher", "lower"]);
    !rises && (after || before) || more
}

/// Whether the name before a percentage is bound to it.
pub(in crate::checks) fn to_name(
    reading: &Reading,
    passage: &Passage,
    mentions: &Mentions,
    sentence: &Sentence,
    name: &Mention,
    at: usize,
) -> bool {
    let between = name.last + 1..at;
    is_subject(passage, mentions, sentence, name, between.clone()) && is_harmless(reading, passage, mentions, between, true)
}

/// Whether a percentage stands so before the only name of its sentence that it is its score: '72% for section 1', 'with a score of 85%,
/// criterion 1.1 led'.
pub(in crate::checks) fn to_name_after(reading: &Reading, passage: &Passage, mentions: &Mentions, sentence: &Sentence, at: usize) -> bool {
    let Some(name) = mentions.list.first().filter(|name| name.first > at) else { return false };
    let leads = (at + 1..name.first).all(|at| {
        passage.is_word(at, &["for", "on", "in", "under", "the", "its", "our", "of", "overall", "score", "was", "is"])
            || matches!(passage.tokens[at].kind, TokenKind::Mark(',' | '(' | '\u{2018}' | '\u{201c}'))
    });
    name.first - at < 6 && leads && is_harmless(reading, passage, mentions, clause(passage, sentence, at)..at, false)
}

/// Whether the clause of a percentage has nothing that could be the subject but what a heading names: 'it scored 76%', 'overall score: 76%'.
pub(in crate::checks) fn to_heading(reading: &Reading, passage: &Passage, mentions: &Mentions, sentence: &Sentence, at: usize) -> bool {
    is_harmless(reading, passage, mentions, clause(passage, sentence, at)..at, false)
}

/// Where the clause of a token begins; one without a subject of its own goes on with what is before its comma.
fn clause(passage: &Passage, sentence: &Sentence, at: usize) -> usize {
    let ends = |before: &usize| matches!(passage.tokens[*before].kind, TokenKind::Mark(',' | ';' | '\u{2013}' | '\u{2014}'));
    let marks = (sentence.tokens.start..at).rev().filter(ends);
    let bare = |start: usize| {
        (start..at).all(|at| {
            !passage.tokens[at].is_word()
                || passage.is_word(at, SCORES)
                || passage.is_word(at, STOOD)
                || passage.is_word(at, &["at", "only", "just", "a", "an", "of", "was", "is", "with", "which", "overall", "its", "the"])
        })
    };
    marks.map(|mark| mark + 1).find(|start| !bare(*start)).unwrap_or(sentence.tokens.start)
}

/// Whether a name is what its clause speaks of: no 'of', 'in' or 'with' makes it a part of another subject.
fn is_subject(passage: &Passage, mentions: &Mentions, sentence: &Sentence, name: &Mention, between: Range<usize>) -> bool {
    const PARTS: &[&str] = &[
        "against",
        "across",
        "after",
        "among",
        "as",
        "before",
        "behind",
        "beside",
        "between",
        "beyond",
        "by",
        "except",
        "from",
        "including",
        "like",
        "outside",
        "than",
        "to",
        "towards",
        "unlike",
        "with",
        "without",
    ];
    const SUBJECTS: &[&str] = &["overall", "result", "figure", "percentage", "rating"];
    let start = sentence.tokens.start;
    let before = |from: usize| {
        (start..from).rev().find(|at| {
            let quote = matches!(passage.tokens[*at].kind, TokenKind::Mark('\u{2018}' | '\u{201c}'));
            !quote && !passage.is_word(*at, &["the", "its", "our", "general"])
        })
    };
    let Some(lead) = before(name.first) else { return true };
    // A link between two names makes one subject of them.
    if passage.is_word(lead, &["and", "or", "nor"]) {
        return !(lead > start
            && (mentions.hold(lead - 1) || passage.is_mark(lead - 1, ','))
            && mentions.ending(lead.saturating_sub(2)..lead).is_some());
    }
    if passage.is_word(lead, &["for", "of", "on", "in", "under", "within"]) {
        let opens =
            lead == start || !passage.tokens[lead - 1].is_word() || passage.is_word(lead - 1, &["and", "but", "while", "that", "overall"]);
        let head = before(lead);
        let scored = head.filter(|head| !is_of_some(passage, *head)).is_some_and(|head| {
            passage.is_word(head, SCORES) || passage.is_word(head, SUBJECTS) || passage.tokens[head].percent().is_some()
        });
        // 'In section 2 the score was 76%': not 'in section 2, as in section 3, …'.
        let inner =
            between.clone().any(|at| passage.is_word(at, SCORES) || passage.is_word(at, SUBJECTS) || passage.is_word(at, &["area", "it"]));
        return scored || opens && inner;
    }
    !passage.is_word(lead, PARTS)
}

/// Whether the word for a score at a token is one of several: 'the best score', 'another score'.
fn is_of_some(passage: &Passage, at: usize) -> bool {
    const SOME: &[&str] = &[
        "another",
        "any",
        "best",
        "better",
        "each",
        "every",
        "first",
        "last",
        "next",
        "one",
        "only",
        "other",
        "poorest",
        "second",
        "some",
        "strongest",
        "third",
        "top",
        "weakest",
        "worse",
        "worst",
    ];
    at > 0 && passage.is_word(at, &["score", "scores", "result", "figure", "rating"]) && passage.is_word(at - 1, SOME)
}

/// Whether these tokens bring in no other subject, number or verb. What stands between two commas or in brackets does not count, unless it has a
/// number or a score of its own; `values` allows words of praise and blame.
fn is_harmless(reading: &Reading, passage: &Passage, mentions: &Mentions, tokens: Range<usize>, values: bool) -> bool {
    let area = reading.report.area.value.to_lowercase();
    let heavy = |at: usize| {
        passage.tokens[at].figure().is_some() || passage.is_word(at, SCORES) || passage.is_word(at, &["criteria", "sections", "two"])
    };
    let mut at = tokens.start;
    while at < tokens.end {
        let close = match passage.tokens[at].kind {
            TokenKind::Mark(',') => (at + 1..tokens.end).find(|at| passage.is_mark(*at, ',')),
            TokenKind::Mark('(') => (at + 1..tokens.end).find(|at| passage.is_mark(*at, ')')),
            _ => None,
        };
        if let Some(close) = close.filter(|close| close - at > 1 && !(at..*close).any(heavy)) {
            at = close + 1;
            continue;
        }
        let token = &passage.tokens[at];
        let word = passage.word(at);
        let known = || {
            // 'This work' after a semicolon is what was told before it.
            passage.is_word(at, HARMLESS) && (values || !passage.is_word(at, &["work"]))
                || values && passage.is_word(at, VALUES)
                || !values && passage.is_word(at, &["section", "criterion", "thread"])
                || passage.is_word(at, SCORES) && !is_of_some(passage, at)
                || passage.is_word(at, STOOD)
                || word.len() > 4 && word.ends_with("ly")
                || word.split(['’', '\'']).next().is_some_and(|own| area.split(' ').any(|part| part.eq_ignore_ascii_case(own)))
        };
        let rising = || token.percent().is_some() && at > 0 && passage.is_word(at - 1, &["from"]) && passage.is_word(at + 1, &["to"]);
        let fine = match token.kind {
            TokenKind::Word => known() || mentions.hold(at),
            TokenKind::Number(_) => mentions.hold(at) || rising(),
            TokenKind::Mark(mark) => mark != ';',
        };
        if !fine {
            return false;
        }
        at += 1;
    }
    true
}
