//! What sentences claim of how many: 'in most cases plans had been reviewed', 'plans were reviewed in 66% of cases'.
//!
//! In goes a report; out come its claims in reading order, each with the words that carry its meaning and the shares that it allows. A
//! sentence is taken apart where its clauses end. A clause with several shares, or that speaks of another year or area, claims nothing here.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::english::COUNTED;
use super::quantifiers::{OPENING, points, quantifier};
use super::sentences::Sentence;
use super::shares::{Ratio, labelled, opening, ratios};
use super::terms::{Words, id};
use super::words::TokenKind;
use super::{Home, Passage, Reading};

/// A clause that says of how many something holds.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says another thing of a clause")]
pub struct Claim<'r, 'a> {
    /// Where it stands.
    pub passage: &'r Passage<'a>,
    /// The sentence, by its place in the passage.
    pub sentence: usize,
    /// The tokens that say how many.
    pub said: Range<usize>,
    /// The words that carry its meaning, as numbers, sorted.
    pub stems: Vec<u64>,
    /// The words that name of which cases, likewise.
    pub group: Vec<u64>,
    /// Whether it stands in a text that sums the sections up.
    pub summary: bool,
    /// One bit for each of them, to tell soon that two claims have little in common.
    pub bits: u64,
    /// The least share, in hundredths of a point, of which the words hold without a negation.
    pub low: i64,
    /// The greatest.
    pub high: i64,
    /// Whether it gives a figure; words leave more room.
    pub exact: bool,
    /// Whether it speaks of another time or place; such are compared among each other only.
    pub elsewhere: bool,
    /// Whether it tells a number of things and no share.
    pub counts: bool,
    /// Whether the share was turned round, since the clause denies.
    pub denied: bool,
}

const ALL: i64 = 10_000;
/// What rounding may hide.
const ROUNDING: i64 = 50;
/// A claim of fewer words of meaning says too little to be known again.
const FEWEST: usize = 3;

/// What a share may be told of, and words that carry no meaning of their own.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "about", "after", "again", "also", "although", "among", "applicable", "appropriate", "appropriately", "been", "being", "both", "case", "cases", "clear", "clearly",
    "considered", "could", "done", "each", "either", "evidence", "evident", "examined", "files", "found", "from", "generally", "good", "have", "having",
    "however", "inspected", "instances", "into", "judged", "just", "made", "more", "most", "often", "only", "other", "others", "overall", "over",
    "place", "properly", "quite", "relevant", "sample", "satisfactory", "showed", "shown", "some", "strong", "sufficient", "sufficiently", "such", "than", "that", "their",
    "them", "then", "there", "these", "they", "this", "those", "though", "through", "thus", "took", "under", "very", "well", "were", "what", "when", "where", "which",
    "while", "whilst", "will", "with", "within", "would",
    "half", "vast", "majority", "minority", "nearly", "almost", "every", "none", "least", "fewer", "less", "quarter", "quarters", "third", "thirds", "cent",
];

/// Words that deny.
#[rustfmt::skip]
pub const DENIES: &[&str] = &[
    "absent", "failed", "fell", "inaccurate", "inadequate", "inadequately", "inappropriate", "incomplete", "ineffective", "insufficient", "insufficiently", "lack",
    "lacked", "lacking", "missed", "missing", "neither", "never", "no", "nor", "not", "omitted", "overdue", "poor", "poorly", "unaware", "unclear", "unsatisfactory", "without",
];

/// A sentence with one of these speaks of another time or place.
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "average", "averages", "compared", "comparison", "elsewhere", "formerly", "last", "national", "nationally", "original", "originally", "previous", "previously",
    "region", "regional", "target", "targets",
];

/// After 'all' at the start of a clause: it is all that were spoken of.
const HOLDS: &[&str] = &["had", "have", "has", "was", "were", "are", "is", "did"];

/// Between a conjunction and the share that it goes on with.
const LEADS: &[&str] = &["a", "another", "for", "further", "in", "just", "of", "only", "the"];

/// All claims of a report's prose.
pub fn claims<'r, 'a>(reading: &'r Reading<'a>) -> Vec<Claim<'r, 'a>> {
    let mut out = Vec::new();
    let long = long(reading);
    for passage in reading.prose().filter(|passage| is_finding(passage)) {
        for (index, sentence) in passage.sentences.iter().enumerate() {
            read(reading, &long, passage, index, sentence, &mut out);
        }
    }
    out
}

/// The words of meaning of the report's short forms.
pub fn long(reading: &Reading) -> Long {
    let listed = reading.terms().listed.iter().filter(|listed| listed.short && !listed.long.is_empty());
    let explained = reading.terms().explained.iter().map(|explained| (&explained.form, &explained.long));
    let long = listed.map(|listed| (&listed.form, &listed.long)).chain(explained);
    long.map(|(form, long)| (form.clone(), long.split([' ', '-']).filter_map(stem).collect())).collect()
}

/// Whether a text tells what inspectors found, and not what others said.
fn is_finding(passage: &Passage) -> bool {
    const OTHERS: &[&str] = &["user", "view", "voice", "perspective", "questionnaire", "survey", "respon"];
    let prose = matches!(passage.place.home, Home::Prose | Home::Finding) && !passage.place.quoted;
    prose && !OTHERS.iter().any(|other| passage.place.part.contains(other))
}

fn read<'r, 'a>(reading: &Reading, long: &Long, passage: &'r Passage<'a>, index: usize, sentence: &Sentence, out: &mut Vec<Claim<'r, 'a>>) {
    static OTHERS: LazyLock<Words> = LazyLock::new(|| Words::new(&[ELSEWHERE]));
    let range = sentence.tokens.clone();
    let year = |at: &usize| passage.tokens[*at].figure().is_some_and(super::words::Figure::may_be_year);
    if passage.numbers_in(range.clone()).iter().any(year) {
        return;
    }
    let mut values = values(reading, passage, sentence);
    if values.is_empty() {
        return;
    }
    let elsewhere = range.clone().any(|at| OTHERS.hold(passage.ids[at]));
    let together = values.len() > 1 && range.clone().any(|at| passage.is_word(at, &["respectively"]));
    if together {
        let (first, last) = (values[0].said.start, values[values.len() - 1].said.end);
        let (low, high) = values.iter().fold((ALL, 0), |(low, high), value| (low.min(value.low), high.max(value.high)));
        values = vec![Value { said: first..last, low, high, exact: true, counts: false }];
    }
    let mut before: Option<Value> = None;
    for clause in clauses(passage, range, &values) {
        let mut own = values.iter().filter(|value| clause.contains(&value.said.start));
        let value = match (own.next(), own.next()) {
            (Some(value), None) => Some(value.clone()),
            (None, None) => before.clone().filter(|_| passage.is_word(clause.start, &["and"]) && passage.is_word(clause.start + 1, HOLDS)),
            _ => None,
        };
        before.clone_from(&value);
        if let Some(value) = value {
            out.extend(claim(long, passage, index, clause, &value).map(|claim| Claim { elsewhere, ..claim }));
        }
    }
}

fn claim<'r, 'a>(long: &Long, passage: &'r Passage<'a>, sentence: usize, clause: Range<usize>, value: &Value) -> Option<Claim<'r, 'a>> {
    let stems = |range: Range<usize>| {
        let mut stems: Vec<u64> = Vec::new();
        for word in range.filter(|at| !value.said.contains(at)).map(|at| passage.word(at)) {
            match long.get(word) {
                Some(long) => stems.extend(long),
                None => stems.extend(word.split(['-', '\u{2011}']).filter_map(stem)),
            }
        }
        stems.sort_unstable();
        stems.dedup();
        stems
    };
    let after = value.said.end;
    // 'In half of these cases': of what was counted before, which may be a few.
    if (after..after + 2).any(|at| passage.is_word(at, &["these", "those", "them", "such", "whom"])) {
        return None;
    }
    let counted = |at: &usize| passage.is_word(*at, COUNTED);
    let named = (after + 1..after + 8).take_while(|at| clause.contains(at) && !passage.word(*at).is_empty()).find(counted);
    let named = named.filter(|_| passage.is_word(after, &["of"])).map_or(after..after, |end| after + 1..end + 1);
    let (group, stems) = (stems(named.clone()), stems(clause.clone()));
    let neither = clause.clone().any(|at| passage.is_word(at, &["neither"]));
    let negates = |at: &usize| passage.is_word(*at, DENIES) && !(neither && passage.is_word(*at, &["nor"]));
    let denied = clause.filter(|at| !value.said.contains(at) && negates(at)).count() % 2 == 1;
    let (low, high) = if denied && !value.counts { (ALL - value.high, ALL - value.low) } else { (value.low, value.high) };
    let own = stems.iter().filter(|stem| !group.contains(stem)).count();
    let bits = stems.iter().fold(0, |bits, stem| bits | 1 << (stem % 64));
    let summary = passage.place.section.is_none();
    let (exact, counts) = (value.exact, value.counts);
    (own >= FEWEST).then(|| Claim {
        passage,
        sentence,
        said: value.said.clone(),
        stems,
        group,
        summary,
        bits,
        low,
        high,
        exact,
        elsewhere: false,
        counts,
        denied,
    })
}

/// The words of meaning of what short forms stand for.
pub type Long = BTreeMap<String, Vec<u64>>;

/// The beginning of a word of meaning, so that 'inform', 'informed' and 'information' are one.
pub fn stem(word: &str) -> Option<u64> {
    static LEFT_OUT: LazyLock<Words> = LazyLock::new(|| Words::new(&[EMPTY, DENIES]));
    let capitals = || word.chars().filter(|c| c.is_uppercase()).count() > 1;
    if word.len() < 4 && !capitals() || LEFT_OUT.hold(id(word)) {
        return None;
    }
    let mut lower = [0; READ];
    if let (true, Some(lower)) = (word.is_ascii(), lower.get_mut(..word.len().min(READ))) {
        lower.copy_from_slice(&word.as_bytes()[..lower.len()]);
        lower.make_ascii_lowercase();
        return std::str::from_utf8(lower).ok().map(beginning);
    }
    let lower: String = word.chars().flat_map(char::to_lowercase).take(READ).collect();
    Some(beginning(&lower))
}

/// How many letters of a word are looked at.
const READ: usize = 12;

/// The beginning of a word in lower case without its ending, as a number.
fn beginning(word: &str) -> u64 {
    const LONGEST: usize = 6;
    let word = ["ing", "ed", "es", "s", "ly"].iter().find_map(|end| word.strip_suffix(end).filter(|rest| rest.len() > 3)).unwrap_or(word);
    word.bytes().take(LONGEST).fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A share as it is said.
#[derive(Debug, Clone)]
struct Value {
    said: Range<usize>,
    low: i64,
    high: i64,
    exact: bool,
    counts: bool,
}

/// The shares of a sentence in order; a percentage in brackets is that of the words or numbers before it.
fn values(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Vec<Value> {
    let ratios = ratios(reading, passage, sentence);
    let mut out: Vec<Value> = Vec::new();
    let opened = opening(reading, passage, sentence).and_then(|(whole, of)| {
        let part = (whole + 1..sentence.tokens.end).find(|at| passage.tokens[*at].figure().is_some())?;
        let count = passage.tokens[part].count().filter(|count| *count <= of && passage.is_mark(part - 1, ','))?;
        let share = points(count, of);
        Some((whole, Value { said: part..part + 1, low: share - ROUNDING, high: share + ROUNDING, exact: true, counts: false }))
    });
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        let found = ratios
            .iter()
            .find(|ratio| {
                ratio.first == at && !(at > 0 && passage.is_word(at - 1, &["every", "each", "any"])) && !spoken(reading, passage, ratio)
            })
            .map(|ratio| {
                let share = points(ratio.count, ratio.of);
                Value { said: at..ratio.last + 1, low: share - ROUNDING, high: share + ROUNDING, exact: true, counts: false }
            })
            .or_else(|| opened.clone().filter(|(_, opened)| opened.said.start == at).map(|(_, opened)| opened))
            .or_else(|| value(reading, passage, at, sentence.tokens.clone()));
        match found {
            Some(value) => {
                let bracketed = value.said.start > 0 && passage.is_mark(value.said.start - 1, '(');
                at = value.said.end;
                if !bracketed || out.is_empty() {
                    out.push(value);
                }
            }
            None => at += 1,
        }
    }
    if out.is_empty() { counts(reading, passage, sentence.tokens.clone()) } else { out }
}

/// 'Nearly nine out of ten' is a way of speaking and no count.
fn spoken(reading: &Reading, passage: &Passage, ratio: &Ratio) -> bool {
    matches!(ratio.of, 3 | 4 | 5 | 10 | 20 | 100) && quantifier(reading, passage, ratio.first).is_some()
}

/// Numbers of things, in a sentence that tells no shares.
fn counts(reading: &Reading, passage: &Passage, sentence: Range<usize>) -> Vec<Value> {
    let part = |at: usize, words: &[&str]| at > 0 && passage.is_word(at - 1, words);
    let counted = |at: usize| {
        let count =
            passage.tokens[at].count().filter(|count| *count > 1 && !passage.is_hedged(at) && !labelled(passage, &reading.lexicon, at))?;
        let less =
            part(at, &["but", "except", "further", "another", "other", "remaining", "of"]) || at > 1 && passage.is_word(at - 2, &["of"]);
        (!less).then(|| Value { said: at..at + 1, low: count, high: count, exact: true, counts: true })
    };
    sentence.filter_map(counted).collect()
}

fn value(reading: &Reading, passage: &Passage, at: usize, sentence: Range<usize>) -> Option<Value> {
    static TOLD: LazyLock<Words> = LazyLock::new(|| Words::new(&[OPENING, &["all", "every", "each", "none", "no"]]));
    if passage.tokens[at].figure().is_none() && !TOLD.hold(passage.ids[at]) {
        return None;
    }
    let before = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|at| passage.is_word(at, words));
    if let Some(figure) = passage.tokens[at].percent() {
        let share = points(figure.numerator, figure.denominator.saturating_mul(100));
        let (low, high) = if before(1, &["than"]) && before(2, &["more"]) || before(1, &["over", "above", "least", "exceeding"]) {
            (share, ALL)
        } else if before(1, &["than"]) && before(2, &["less", "fewer"]) || before(1, &["under", "below"]) {
            (0, share)
        } else if passage.is_hedged(at) {
            (share - 500, share + 500)
        } else {
            (share - ROUNDING, share + ROUNDING)
        };
        return Some(Value { said: at..at + 1, low, high, exact: true, counts: false });
    }
    let words = |words: usize, low: i64, high: i64| Some(Value { said: at..at + words, low, high, exact: false, counts: false });
    if let Some(words) = quantifier(reading, passage, at) {
        let vast = passage.is_word(words.first, &["vast", "overwhelming"]);
        let all_but = passage.is_word(words.last, &["all", "every"]);
        let low = if vast { words.low.max(8000) } else { words.low };
        let high = if all_but { words.high.min(ALL - 1) } else { words.high };
        return Some(Value { said: at..words.last + 1, low, high, exact: false, counts: false });
    }
    let opens = at == sentence.start || passage.tokens[at - 1].kind != TokenKind::Word && passage.tokens[at - 1].figure().is_none();
    if passage.is_word(at, &["all", "every", "each"])
        && !before(1, &["of", "at", "above", "after", "almost", "nearly", "virtually", "practically"])
    {
        if passage.is_word(at, &["every", "each"])
            && passage.tokens.get(at + 1).is_some_and(|next| next.count() == Some(1))
            && passage.is_word(at + 2, &["of"])
        {
            return words(2, ALL, ALL);
        }
        if passage.is_word(at + 1, &["but", "except", "bar"]) {
            return words(2, 5001, ALL - 1);
        }
        let mut noun = at + 1;
        while passage.is_word(noun, &["of", "the", "these", "those", "relevant", "applicable", "required"]) {
            noun += 1;
        }
        let counted = (noun..noun + 3).find(|at| passage.is_word(*at, &["cases", "case", "instances", "instance"])).is_some_and(|end| {
            (noun..end).all(|at| !passage.word(at).is_empty() && !passage.is_word(at, &["in", "of", "and", "for", "staff", "but"]))
        });
        let whole = opens && passage.is_word(at, &["all"]) && passage.is_word(noun, HOLDS);
        if counted || whole {
            return if before(1, &["not"]) || before(1, &["in"]) && before(2, &["not"]) {
                words(1, 0, ALL - 1)
            } else {
                words(1, ALL, ALL)
            };
        }
    }
    if passage.is_word(at, &["none"]) && opens || passage.is_word(at, &["no"]) && passage.is_word(at + 1, &["case", "cases", "instance"]) {
        return words(1, 0, ROUNDING);
    }
    None
}

/// The clauses of a sentence: it is parted at semicolons, dashes and words that set off another thought, and before a conjunction that goes
/// on with a share or a verb.
fn clauses(passage: &Passage, sentence: Range<usize>, values: &[Value]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = sentence.start;
    for at in sentence.clone() {
        let sets_off = passage.is_mark(at, ';')
            || passage.is_mark(at, '\u{2013}')
            || passage.is_word(at, &["but", "although", "though", "whereas", "while", "whilst", "however"])
            || passage.is_mark(at, ',')
                && (passage.is_word(at + 1, &["with", "of", "which", "who"])
                    || passage.tokens.get(at + 1).is_some_and(|next| next.count().is_some())
                        && !values.iter().any(|value| value.said.start == at + 1));
        let goes_on = passage.is_word(at, &["and"])
            && (passage.is_word(at + 1, HOLDS)
                || values.iter().any(|value| {
                    (at + 1..at + 4).contains(&value.said.start) && (at + 1..value.said.start).all(|at| passage.is_word(at, LEADS))
                })
                || passage.is_mark(at.wrapping_sub(1), ','));
        if (sets_off || goes_on) && at > start {
            out.push(start..at);
            start = at;
        }
    }
    out.push(start..sentence.end);
    out.into_iter().flat_map(|clause| one_each(passage, clause, values)).collect()
}

/// A clause of several shares, parted after each of them at the next comma or conjunction.
fn one_each(passage: &Passage, clause: Range<usize>, values: &[Value]) -> Vec<Range<usize>> {
    let own: Vec<&Value> = values.iter().filter(|value| clause.contains(&value.said.start)).collect();
    let mut out = Vec::new();
    let mut start = clause.start;
    for pair in own.windows(2) {
        let joint = (pair[0].said.end..pair[1].said.start).find(|at| passage.is_mark(*at, ',') || passage.is_word(*at, &["and"]));
        if let Some(joint) = joint {
            out.push(start..joint);
            start = joint;
        }
    }
    out.push(start..clause.end);
    out
}
