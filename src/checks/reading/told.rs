//! What sentences tell in figures: how many, of how many, what share, how much and how long, each with the words that say of what.
//!
//! In goes a report; out come its statements in reading order. A sentence with several figures is taken apart at commas and conjunctions, so
//! that each figure has words of its own; the words around them, of the heading and of the sentence before are kept apart. A figure that is
//! hedged, quoted, or said of others ('the other three', 'a further two') states nothing here.

mod amounts;
mod stems;

use std::ops::Range;
use std::rc::Rc;

use super::claims::DENIES;
use super::quantifiers::antecedent;
use super::sentences::Sentence;
use super::shares::{Ratio, opening, ratios};
use super::words::{Figure, Token};
use super::{Home, Passage, Reading};
use amounts::amount;
pub use amounts::{Amount, Measure, scale};
pub use stems::Stems;
use stems::sorted;

/// A figure and what it is said of.
#[derive(Debug)]
pub struct Statement<'r, 'a> {
    /// Where it stands.
    pub passage: &'r Passage<'a>,
    /// The figure's token.
    pub at: usize,
    /// What it is.
    pub amount: Amount,
    /// What it does in its sentence.
    pub role: Role,
    /// Of how many it is told.
    pub base: Option<i64>,
    /// The words of meaning of its own part of the sentence, sorted.
    pub near: Vec<u64>,
    /// Those of the whole sentence, of the one before and of the heading, sorted.
    pub wide: Rc<[u64]>,
    /// Whether its part of the sentence denies.
    pub denied: bool,
    /// Whether it is what people said who were asked.
    pub asked: Asked,
    /// Whether it is told of another time or place, or of a target.
    pub elsewhere: bool,
    /// The years that the sentence names.
    pub years: Rc<[i64]>,
}

/// Whether a sentence tells what people said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// No.
    No,
    /// It names a survey, questionnaires or those who answered.
    Named,
    /// The whole part is about them.
    Part,
}

/// What a figure does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It counts a group of which something is told: 'of the 68 cases that …'.
    Group,
    /// It is a part of a group that is counted: 'nine of the 14'.
    Part,
    /// It is what is lacking: 'all but two'.
    Except,
    /// It is where a change ends: 'to 9.6 days'.
    To,
    /// It is where a change begins.
    From,
    /// It is told by itself.
    Plain,
}

/// A figure after one of these is of others.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "additional", "another", "extra", "first", "further", "last", "next", "other", "others", "previous", "remaining", "such", "these", "those", "or", "between",
];

/// After a number: it counts others.
const MORE: &[&str] = &["more", "other", "others", "fewer", "less", "further", "times", "or"];

/// All statements of a report's prose.
pub fn statements<'r, 'a>(reading: &'r Reading<'a>, stems: &mut Stems) -> Vec<Statement<'r, 'a>> {
    let mut out = Vec::new();
    let mut last = (usize::MAX, usize::MAX);
    for (passage, at) in reading.numbers() {
        let told = passage.is_prose() && !passage.place.quoted && matches!(passage.place.home, Home::Prose | Home::Finding);
        let Some(index) = passage.sentence_of(at).filter(|index| told && last != (passage.index, *index)) else { continue };
        last = (passage.index, index);
        read(reading, stems, passage, index, &mut out);
    }
    out
}

/// A figure in its sentence before its words are known.
#[derive(Clone)]
struct Raw {
    at: usize,
    /// All tokens that belong to it and the number it is a part of.
    said: Range<usize>,
    amount: Amount,
    role: Role,
    base: Option<i64>,
    /// The words that say what is counted.
    group: Range<usize>,
}

fn read<'r, 'a>(reading: &'r Reading<'a>, stems: &mut Stems, passage: &'r Passage<'a>, index: usize, out: &mut Vec<Statement<'r, 'a>>) {
    let Some(sentence) = passage.sentences.get(index) else { return };
    let before = index.checked_sub(1).and_then(|index| passage.sentences.get(index));
    let raws = raws(reading, passage, sentence, before);
    if raws.is_empty() {
        return;
    }
    let mut wide = Vec::new();
    stems.add(passage, sentence.tokens.clone(), &mut wide);
    if let Some(before) = before {
        stems.add(passage, before.tokens.clone(), &mut wide);
    }
    if let Some(heading) = reading.heading_of(passage) {
        stems.add(heading, 0..heading.tokens.len(), &mut wide);
    }
    let wide: Rc<[u64]> = sorted(wide).into();
    let years: Rc<[i64]> = sentence
        .tokens
        .clone()
        .filter_map(|at| passage.tokens[at].figure().filter(|figure| figure.may_be_year()).and_then(Figure::whole))
        .collect();
    for (index, raw) in raws.iter().enumerate() {
        let piece = if raw.role == Role::Group { raw.group.clone() } else { piece(passage, sentence, &raws, index) };
        let own = |at: &usize| raw.role == Role::Group || !raw.said.contains(at) && !raw.group.contains(at);
        let mut near = stems.of(passage, piece.clone().filter(own));
        // '…: only 27 of the 60 cases had any.'
        if near.is_empty() && (raw.amount.measure != Measure::Count || raw.role == Role::Part) {
            near = stems.of(passage, sentence.tokens.clone());
        }
        let compared = piece.clone().any(|at| passage.is_word(at, &["than"]));
        let denied = piece
            .filter(|at| *at > 0 && !raw.said.contains(at) && passage.is_word(*at, DENIES) && !passage.is_word(*at - 1, &["or"]))
            .count()
            % 2
            == 1;
        if !near.is_empty() {
            let named = || sentence.tokens.clone().any(|at| is_asked(passage.word(at)));
            let asked = if is_asked(passage.place.part) {
                Asked::Part
            } else if named() {
                Asked::Named
            } else {
                Asked::No
            };
            let elsewhere = sentence.tokens.clone().any(|at| is_elsewhere(passage, at)) || compared;
            let (wide, years) = (wide.clone(), years.clone());
            out.push(Statement {
                passage,
                at: raw.at,
                amount: raw.amount,
                role: raw.role,
                base: raw.base,
                near,
                wide,
                denied,
                asked,
                elsewhere,
                years,
            });
        }
    }
}

/// Whether a name or word is of those whose answers a report tells.
fn is_asked(name: &str) -> bool {
    ["user", "view", "voice", "perspective", "questionnaire", "survey", "respon", "replie"].iter().any(|part| name.contains(part))
        && !name.contains("review")
}

/// Whether a word sets a sentence in another time or place, or holds it against one.
fn is_elsewhere(passage: &Passage, at: usize) -> bool {
    const WORDS: &[&str] = &[
        "average",
        "averages",
        "compared",
        "earlier",
        "elsewhere",
        "formerly",
        "last",
        "nationally",
        "original",
        "originally",
        "previous",
        "previously",
        "region",
        "regional",
    ];
    passage.is_word(at, WORDS)
        || passage.is_word(at, &["before"]) && at > 0 && passage.is_word(at - 1, &["year", "month", "quarter", "inspection"])
}

/// The part of a sentence that belongs to one of its figures.
fn piece(passage: &Passage, sentence: &Sentence, raws: &[Raw], index: usize) -> Range<usize> {
    let raw = &raws[index];
    let parts = |at: usize| {
        [';', ':', '\u{2013}'].iter().any(|mark| passage.is_mark(at, *mark))
            || passage.is_word(at, &["but", "although", "though", "whereas", "while", "whilst", "however"])
    };
    // What stands in brackets before or after it does not end its part; a bracket around it does.
    let outer = |range: &mut dyn Iterator<Item = usize>, inner: char, outer: char| {
        let mut depth = 0;
        range.filter(|at| !raw.said.contains(at)).find(|at| {
            if passage.is_mark(*at, inner) {
                depth += 1;
            } else if passage.is_mark(*at, outer) {
                depth -= 1;
            }
            depth < 0 || depth == 0 && parts(*at)
        })
    };
    let mut start = outer(&mut (sentence.tokens.start..raw.said.start).rev(), ')', '(').map_or(sentence.tokens.start, |at| at + 1);
    let mut end = outer(&mut (raw.said.end..sentence.tokens.end), '(', ')').unwrap_or(sentence.tokens.end);
    // ', and nine of the 14 …' begins another thought.
    let and =
        (start..raw.said.start).rev().take(4).find(|at| passage.is_word(*at, &["and"]) && *at > start && passage.is_mark(*at - 1, ','));
    start = and.map_or(start, |and| and + 1);
    if raw.role == Role::Except {
        end = (raw.at..end).find(|at| passage.is_mark(*at, ',')).unwrap_or(end);
    }
    let joint = |range: Range<usize>| {
        range.clone().find(|at| passage.is_mark(*at, ',')).or_else(|| range.clone().find(|at| passage.is_word(*at, &["and"])))
    };
    // Numbers of others, and those that are not meant exactly, have words of their own too.
    let number = |at: &&usize| !passage.tokens[**at].figure().is_some_and(Figure::may_be_year);
    if let Some(before) = passage.numbers_in(sentence.tokens.start..raw.said.start).iter().rfind(number)
        && let Some(at) = joint(before + 1..raw.said.start)
    {
        start = start.max(at + 1);
    } else if let Some(opening) = raws[..index].iter().find(|raw| raw.role == Role::Group && raw.said.start <= sentence.tokens.start + 2) {
        start = start.max(opening.group.end);
    }
    if let Some(after) = passage.numbers_in(raw.said.end..sentence.tokens.end).iter().find(number)
        && let Some(at) = joint(raw.said.end..*after)
    {
        end = end.min(at);
    }
    start..end.max(start)
}

fn raws(reading: &Reading, passage: &Passage, sentence: &Sentence, before: Option<&Sentence>) -> Vec<Raw> {
    let range = sentence.tokens.clone();
    let ratios = ratios(reading, passage, sentence);
    let opened = opening(reading, passage, sentence);
    let mut out = Vec::new();
    for at in range.clone() {
        let Some(amount) = amount(reading, passage, at) else { continue };
        let quoted = passage.quotation_at(passage.tokens[at].start).is_some();
        if quoted || passage.is_hedged(at) {
            continue;
        }
        if set_aside(passage, at) {
            out.extend(of_them(reading, passage, sentence, before, at, amount));
            continue;
        }
        let plain = |role: Role, base: Option<i64>| Raw { at, said: at..at + 1, amount, role, base, group: at + 1..at + 1 };
        let group = |whole: usize| Raw {
            group: whole + 1..described(passage, whole + 1, range.end),
            ..Raw { at: whole, said: whole..whole + 1, amount, role: Role::Group, base: None, group: 0..0 }
        };
        if let Some(ratio) = ratios.iter().find(|ratio| (ratio.first..=ratio.last).contains(&at) && !ratio.stroke) {
            if at == ratio.whole {
                out.push(group(at));
            } else if at == ratio.part {
                out.push(part(passage, ratio, range.end));
            }
            continue;
        }
        if opened.is_some_and(|(whole, _)| whole == at) {
            out.push(group(at));
            continue;
        }
        if amount.measure == Measure::Count {
            if amount.numerator < 2 || passage.is_word(at + 1, MORE) {
                continue;
            }
            if at > 0 && reading.lexicon.is_but(passage.word(at - 1)) {
                let all = (range.start..at - 1).rev().take(6).any(|at| passage.is_word(at, &["all", "every", "each"]));
                out.extend(all.then(|| plain(Role::Except, None)));
            } else if at > 0 && passage.is_word(at - 1, &["the", "all"]) && !passage.word(at + 1).is_empty() {
                out.push(group(at));
            } else {
                // 'Of the 24, 16 …', and 'sixteen of the 24 had started, and eight had finished'.
                let ratio = ratios.iter().rfind(|ratio| ratio.last < at).map(|ratio| (ratio.whole, ratio.of));
                let base = opened.or(ratio).filter(|(whole, count)| at > *whole && amount.numerator <= *count).map(|(_, count)| count);
                out.push(plain(if base.is_some() { Role::Part } else { Role::Plain }, base));
            }
            // '14 (40%)' has its words with the number.
            if passage.is_mark(at + 1, '(')
                && passage.is_mark(at + 3, ')')
                && let Some(figure) = passage.tokens.get(at + 2).and_then(Token::percent)
                && let Some(count) = out.last_mut().filter(|count| count.at == at)
            {
                count.said = at..at + 4;
                let share =
                    Raw { at: at + 2, role: Role::Plain, base: None, amount: Amount::new(Measure::Percent, figure, 1), ..count.clone() };
                out.push(share);
            }
            continue;
        }
        if at > 0 && passage.is_mark(at - 1, '(') {
            continue;
        }
        let role = if at > 0 && passage.is_word(at - 1, &["to"]) {
            Role::To
        } else if at > 0 && passage.is_word(at - 1, &["from"]) {
            Role::From
        } else {
            Role::Plain
        };
        out.push(plain(role, None));
    }
    out
}

/// A part of a whole with the words that say of what.
fn part(passage: &Passage, ratio: &Ratio, end: usize) -> Raw {
    let amount = Amount { measure: Measure::Count, numerator: ratio.count, denominator: 1 };
    let group = ratio.whole + 1..described(passage, ratio.whole + 1, end);
    Raw { at: ratio.part, said: ratio.first..ratio.last + 1, amount, role: Role::Part, base: Some(ratio.of), group }
}

/// 'Ten of them': a part of what was counted before.
fn of_them(reading: &Reading, passage: &Passage, sentence: &Sentence, before: Option<&Sentence>, at: usize, amount: Amount) -> Option<Raw> {
    let them = passage.is_word(at + 1, &["of"]) && passage.is_word(at + 2, &["them", "whom", "these"]) && passage.word(at + 3) != "other";
    let plain = at == 0 || !passage.is_word(at - 1, OTHERS) && !reading.lexicon.is_but(passage.word(at - 1));
    if !them || !plain || amount.measure != Measure::Count {
        return None;
    }
    let (_, of) = antecedent(reading, passage, sentence.tokens.start..at, before).filter(|(_, of)| *of > amount.numerator)?;
    Some(Raw { at, said: at..at + 3, amount, role: Role::Part, base: Some(of), group: at + 3..at + 3 })
}

/// Whether a figure is said to be of others, or is a part of these.
fn set_aside(passage: &Passage, at: usize) -> bool {
    at > 0 && passage.is_word(at - 1, OTHERS)
        || passage.is_word(at + 1, &["of"])
            && (passage.is_word(at + 2, &["these", "those", "them", "whom", "which", "such"])
                || passage.is_word(at + 3, &["other", "others"]))
}

/// Where the words end that say what a number counts: at a mark, or at the verb after them; 'who had to attend' is a part of them.
fn described(passage: &Passage, start: usize, end: usize) -> usize {
    const VERBS: &[&str] = &["was", "were", "had", "has", "have", "is", "are", "did", "do", "could", "would", "received", "came", "made"];
    let mut relative = false;
    let verb = |at: usize| passage.is_word(at, VERBS) || passage.word(at).ends_with("ed");
    for at in start..end {
        if !passage.tokens[at].is_word() && passage.tokens[at].figure().is_none() {
            return at;
        }
        if passage.is_word(at, &["who", "that", "which", "whose", "where"]) {
            relative = true;
        } else if relative && verb(at) {
            // The first verb after 'who' is of the same words.
            relative = false;
        } else if passage.is_word(at, VERBS) {
            return at;
        }
    }
    end
}
