//! What a sentence says of how many criteria: 'six reached the priority line and eight did not', 'three were satisfactorily met, one partly'.

use super::super::reading::references::{What, mentions_at};
use super::super::reading::sentences::Sentence;
use super::super::reading::standing::{Test, compared, comparison};
use super::super::reading::words::{Token, TokenKind};
use super::super::reading::{Passage, Reading};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noun {
    /// 'Criteria'.
    Criteria,
    /// 'Sections'.
    Sections,
}

/// Whose criteria are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Of {
    /// Nothing says it.
    Unsaid,
    /// 'Of section 2', 'of sections 1 to 3'.
    Sections(Vec<String>),
    /// 'Of this section'.
    ThisSection,
    /// 'In the report'.
    Report,
}

/// What a sentence counts among: 'of the seven criteria of section 2'.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    pub(super) noun: Noun,
    /// How many there are, if that is said.
    pub(super) count: Option<i64>,
    pub(super) of: Of,
    /// The token of the number if nothing narrows what is counted: 'of the four criteria of section 2, three …'.
    pub(super) plain: Option<usize>,
}

/// So many have such a score.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// The token of the number.
    pub(super) at: usize,
    /// The number; `None` for 'all' and 'both'.
    pub(super) count: Option<i64>,
    /// Of how many, if the number has that of its own: 'two of the eight'.
    pub(super) of: Option<i64>,
    pub(super) test: Test,
}

impl Claim {
    /// Whether it is right where so many, at least and at most, pass out of so many.
    pub(super) fn fits(&self, low: i64, high: i64, all: usize) -> bool {
        let count = self.count.or_else(|| i64::try_from(all).ok()).unwrap_or(0);
        (low..=high).contains(&count)
    }
}

/// What a sentence counts among, in order.
pub(super) fn wholes(passage: &Passage, sentence: &Sentence) -> Vec<Whole> {
    let mut out = Vec::new();
    for at in sentence.tokens.clone() {
        let noun = match passage.word(at).to_lowercase().as_str() {
            "criteria" | "criterion" => Noun::Criteria,
            "sections" => Noun::Sections,
            _ => continue,
        };
        // 'Criterion 2.3' is one of them.
        if passage.tokens.get(at + 1).is_some_and(|next| next.figure().is_some()) {
            continue;
        }
        // 'The 14 criteria', 'all six leadership criteria'; 'two criteria' counts some.
        let back = usize::from(at > 1 && passage.tokens[at - 1].is_word() && passage.tokens[at - 2].figure().is_some());
        let number = at.checked_sub(1 + back).filter(|at| sentence.tokens.contains(at));
        let given =
            number.filter(|number| number.checked_sub(1).is_some_and(|lead| passage.is_word(lead, &["the", "all", "these", "its", "our"])));
        let count = given.and_then(|number| passage.tokens[number].count());
        let (of, next) = belong(passage, at + 1);
        let goes_on = passage.is_mark(next, ',') || passage.is_word(next, SAID);
        let plain = given.filter(|_| back == 0 && goes_on && noun == Noun::Criteria);
        out.push(Whole { noun, count, of, plain });
    }
    out
}

/// With what a sentence goes on about what it counts.
const SAID: &[&str] = &["was", "were", "are", "is", "did", "had", "have", "scored", "reached", "fell", "stood", "came", "missed"];

/// Whose criteria are meant by the words at a token, and the token after them.
fn belong(passage: &Passage, at: usize) -> (Of, usize) {
    if !passage.is_word(at, &["of", "in", "under", "from"]) {
        return (Of::Unsaid, at);
    }
    let named = mentions_at(passage, at + 1);
    if let Some(last) = named.iter().map(|mention| mention.last).max() {
        let sections = named.iter().filter(|mention| mention.what == What::Section).map(|mention| mention.name.clone()).collect();
        return (Of::Sections(sections), last + 1);
    }
    let noun = at + 2;
    if passage.is_word(at + 1, &["this"]) && passage.is_word(noun, &["section"]) {
        (Of::ThisSection, noun + 1)
    } else if passage.is_word(at + 1, &["this", "the"]) && passage.is_word(noun, &["report", "inspection"]) {
        (Of::Report, noun + 1)
    } else {
        (Of::Unsaid, at)
    }
}

/// What a sentence says of how many.
pub(super) fn claims(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        let Some((count, of, next)) = counted(passage, sentence, at) else {
            at += 1;
            continue;
        };
        let next = next.min(sentence.tokens.end);
        if let Some((test, end)) = predicate(reading, passage, next, out.last())
            && end <= sentence.tokens.end
            && !goes_on(passage, end)
        {
            out.push(Claim { at, count, of, test });
            at = end;
        } else {
            at += 1;
        }
    }
    out
}

/// Whether more is said of those that are counted: 'five criteria were above 60% and had improved'.
fn goes_on(passage: &Passage, at: usize) -> bool {
    const VERBS: &[&str] =
        &["had", "have", "has", "were", "was", "are", "is", "scored", "reached", "improved", "fell", "rose", "stood", "got"];
    let link = usize::from(passage.is_mark(at, ',')) + at;
    passage.is_word(link, &["and", "but", "yet"]) && (passage.is_word(link + 1, VERBS) || passage.word(link + 1).ends_with("ed"))
}

/// A number of criteria at a token, with how many it is of and the token after it: 'six', 'none of the criteria', 'both', 'two of the eight'.
fn counted(passage: &Passage, sentence: &Sentence, at: usize) -> Option<(Option<i64>, Option<i64>, usize)> {
    let number = |at: usize| passage.tokens.get(at).and_then(Token::count);
    let noun = |at: usize| passage.is_word(at, &["criteria", "criterion", "sections"]);
    let all = passage.is_word(at, &["all", "both"]) && !noun_follows_other(passage, at);
    let count = if passage.is_word(at, &["none", "no", "neither"]) {
        Some(0)
    } else if all || passage.is_word(at, &["every", "each"]) && noun(at + 1) {
        None
    } else {
        Some(number(at).filter(|count| *count < 100)?)
    };
    // 'At least two', 'the other two', 'of the six'; 'criterion 2', 'in two'.
    let lead = at.checked_sub(1).filter(|lead| sentence.tokens.contains(lead));
    let is_part = lead.is_some_and(|lead| {
        passage.is_word(
            lead,
            &[
                "of", "the", "other", "another", "further", "these", "those", "first", "last", "section", "in", "for", "by", "to", "with",
                "not", "except", "save",
            ],
        ) || passage.is_word(lead, &["but"]) && !lead.checked_sub(1).is_some_and(|comma| passage.is_mark(comma, ','))
    });
    if passage.is_hedged(at) || is_part || lead.is_some_and(|lead| number(lead).is_some() || passage.is_mark(lead, '(')) {
        return None;
    }
    let mut next = at + 1;
    // 'All six criteria'.
    next += usize::from(all && (number(next).is_some() || passage.is_word(next, &["the", "of"])));
    let mut of = None;
    if passage.is_word(next, &["of"]) || passage.is_word(next - 1, &["of"]) {
        next += usize::from(passage.is_word(next, &["of"]));
        let group = passage.is_word(next, &["the", "these", "those", "them", "all", "its", "our"]);
        if !group {
            return None;
        }
        next += 1;
        if let Some(count) = number(next) {
            of = Some(count);
            next += 1;
        }
    } else if passage.is_word(next - 1, &["the"]) {
        next += usize::from(number(next).is_some());
    }
    // 'Leadership criteria'.
    next += usize::from(noun(next + 1) && passage.tokens[next].is_word() && !noun(next));
    if noun(next) {
        next += 1;
        let (of, after) = belong(passage, next);
        if of != Of::Unsaid {
            next = after;
        } else if passage.is_word(next, &["of", "in", "under"]) && passage.is_word(next + 1, &["section", "this", "the"]) {
            next += 3;
        }
    } else if passage.tokens.get(next).is_some_and(Token::is_word) && passage.is_word(next, &["more", "others", "other", "further"]) {
        return None;
    }
    // 'Two, at 81% and 83%, were above 80%'.
    if passage.is_mark(next, ',') {
        let close = (next + 1..sentence.tokens.end).find(|at| passage.is_mark(*at, ','))?;
        next = close + 1;
    }
    Some((count, of, next))
}

/// 'All areas', 'both offices': all of something else.
fn noun_follows_other(passage: &Passage, at: usize) -> bool {
    let next = at + 1 + usize::from(passage.is_word(at + 1, &["of"])) + usize::from(passage.is_word(at + 2, &["the"]));
    let known = ["criteria", "sections", "the", "of", "scored", "reached", "were", "stood", "fell", "met", "missed"];
    passage.tokens.get(next).is_some_and(Token::is_word) && !passage.is_word(next, &known) && !passage.is_word(next + 1, &["criteria"])
}

/// What is said of them at a token, with the token after it; `before` is what the sentence said last.
fn predicate(reading: &Reading, passage: &Passage, at: usize, before: Option<&Claim>) -> Option<(Test, usize)> {
    let at = at + usize::from(passage.is_word(at, &["that", "which"]));
    if let Some(compared) = compared(reading, passage, at) {
        return Some(compared);
    }
    let link = links(passage, at);
    if let Some((grades, next)) = grades(reading, passage, at + link).filter(|_| link > 0 || before.is_some()) {
        return Some((Test::Grades(grades), next));
    }
    let before = before?;
    // 'And eight did not', 'the others were not'.
    if passage.is_word(at, &["did", "were", "was", "had"])
        && passage.is_word(at + 1, &["not"])
        && passage.tokens.get(at + 2).is_none_or(|token| !token.is_word() || passage.is_word(at + 2, &["and", "but"]))
    {
        return Some((Test::Not(Box::new(before.test.clone())), at + 2));
    }
    comparison(reading, passage, at)
}

/// How many words lead to a grade: 'were', 'had been judged', 'as'.
fn links(passage: &Passage, at: usize) -> usize {
    let mut next = at + usize::from(passage.is_word(at, &["had", "have", "has"]));
    next += usize::from(passage.is_word(next, &["was", "were", "is", "are", "been"]));
    next += usize::from(passage.is_word(next, &["graded", "judged", "rated", "found", "assessed"]));
    next += usize::from(passage.is_word(next, &["as", "only"])) + 2 * usize::from(passage.says(next, &["to", "be"]));
    next - at
}

/// One or more grades: 'well met', 'well or satisfactorily met', 'partly met or not met'.
fn grades(reading: &Reading, passage: &Passage, at: usize) -> Option<(Vec<usize>, usize)> {
    let split: Vec<Vec<String>> = reading.framework.grades.iter().map(|grade| grade.split(' ').map(str::to_lowercase).collect()).collect();
    let whole = |at: usize| {
        split.iter().enumerate().find_map(|(index, words)| {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            (words.len() > 1 && passage.says(at, &words)).then_some((index, at + words.len()))
        })
    };
    // 'Two partly': the last word is not said again.
    let short = |at: usize| {
        split.iter().enumerate().find_map(|(index, words)| {
            let [first, _] = &words[..] else { return None };
            let ends = passage.tokens.get(at + 1).is_none_or(|token| matches!(token.kind, TokenKind::Mark(',' | '.' | ';')))
                || passage.is_word(at + 1, &["and", "or"]);
            (passage.is_word(at, &[first]) && ends && first != "not").then_some((index, at + 1))
        })
    };
    let at = at + usize::from(passage.is_mark(at, '\u{2018}'));
    let (first, mut next) = whole(at).or_else(|| short(at))?;
    let mut all = vec![first];
    while passage.is_word(next, &["or"]) {
        let Some((grade, after)) = whole(next + 1).or_else(|| short(next + 1)) else { break };
        all.push(grade);
        next = after;
    }
    // 'Well met by all': not what was given.
    (!passage.is_word(next, &["by", "in", "for"])).then_some((all, next))
}
