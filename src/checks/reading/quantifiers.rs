//! Words for a share and the figure that stands with them: 'nearly all of the letters (23 of 41)', 'a third of them, 18'.
//!
//! In goes a sentence; out come the words, the shares that they allow, and the share that the figure is. Only a figure in brackets or between
//! commas or dashes belongs to the words; where it is a bare count, its whole is named after 'of', or is the one number before 'of them'.

use std::ops::Range;
use std::sync::LazyLock;

use super::english::THEM;
use super::sentences::Sentence;
use super::shares::{Share, labelled, opening};
use super::terms::Words;
use super::words::{Form, Token};
use super::{Passage, Reading};

/// Words for a share: where they stand, and from which share to which they may stand for, in hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantifier {
    /// The first token.
    pub first: usize,
    /// The last.
    pub last: usize,
    /// The least share.
    pub low: i64,
    /// The greatest.
    pub high: i64,
    /// The part and the whole of a fraction that is not said to be more or less.
    near: Option<(i64, i64)>,
    /// 'Eight out of ten' may be counted; then only counts in brackets tell that it is a way of speaking.
    counted: bool,
}

/// Words for a share with their figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The words.
    pub words: Quantifier,
    /// The figure's first token.
    pub first: usize,
    /// Its last.
    pub last: usize,
    /// What it is, in hundredths of a point.
    pub share: i64,
    /// Whether the words allow it.
    pub fits: bool,
}

/// How far a fraction may be off, in hundredths of a point.
const LOOSE: i64 = 300;
/// How far with 'nearly' or 'just over'.
const CLOSE: i64 = 1000;
/// Half a point: a printed percentage is itself so far off.
const ROUNDING: i64 = 50;
/// A whole.
const ALL: i64 = 10_000;
/// How many tokens back 'of them' may reach.
const FAR: usize = 80;
/// How many words may stand between the words for a share and the figure.
const WORDS: usize = 9;

/// Words that may stand for a share.
pub const OPENING: &[&str] =
    &["nearly", "almost", "virtually", "practically", "most", "majority", "minority", "few", "hardly", "scarcely", "number"];
/// 'Most often' is no share.
const SUPERLATIVE: &[&str] = &[
    "common",
    "commonly",
    "frequent",
    "frequently",
    "important",
    "importantly",
    "likely",
    "notable",
    "notably",
    "often",
    "recent",
    "recently",
    "serious",
    "significant",
    "significantly",
    "striking",
    "vulnerable",
];

/// A part of a whole in hundredths of a point.
pub fn points(part: i64, whole: i64) -> i64 {
    part.saturating_mul(ALL) / whole.max(1)
}

/// What a sentence tells in words and figures.
pub fn told(reading: &Reading, passage: &Passage, index: usize) -> Vec<Told> {
    let Some(sentence) = passage.sentences.get(index) else { return Vec::new() };
    let scan = Scan { reading, passage, start: sentence.tokens.start, end: sentence.tokens.end, sentence };
    let mut out = Vec::new();
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        let Some(words) = quantifier(reading, passage, at) else {
            at += 1;
            continue;
        };
        at = words.last + 1;
        if let Some((first, last, part, whole)) = scan.figure(&words, index.checked_sub(1).and_then(|index| passage.sentences.get(index))) {
            out.push(Told { words, first, last, share: points(part, whole), fits: words.allows(part, whole) });
            at = last;
        }
    }
    out
}

impl Quantifier {
    /// Whether a part of a whole is such a share.
    pub fn allows(&self, part: i64, whole: i64) -> bool {
        let share = points(part, whole);
        // Of seven, two are the nearest to a third.
        let nearest = self.near.is_some_and(|(over, under)| {
            part.saturating_mul(under).saturating_sub(over.saturating_mul(whole)).abs() * 2 <= under && whole < 100
        });
        nearest || (self.low..=self.high).contains(&share)
    }
}

/// What a ratio with a fraction beside it tells, such as 'two-thirds (14) of 20': the fraction's token and the ratio.
pub fn with_ratio(passage: &Passage, share: &Share) -> Option<Told> {
    passage.tokens[share.said].figure().filter(|figure| figure.form == Form::Fraction)?;
    let (words, ratio) = (fraction(passage, share.said), share.ratio);
    let (share, fits) = (points(ratio.count, ratio.of), words.allows(ratio.count, ratio.of));
    Some(Told { words, first: ratio.part, last: ratio.whole, share, fits })
}

/// The words for a share that begin at a token, with the words before a fraction that say on which side of it the figure is.
pub fn quantifier(reading: &Reading, passage: &Passage, at: usize) -> Option<Quantifier> {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&[OPENING]));
    let before = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|at| passage.is_word(at, words));
    let plain = |first: usize, last: usize, low: i64, high: i64| Some(Quantifier { first, last, low, high, near: None, counted: false });
    if passage.tokens.get(at)?.figure().is_some_and(|figure| figure.form == Form::Fraction) {
        return Some(fraction(passage, at));
    }
    if let Some(found) = proportion(reading, passage, at) {
        return Some(found);
    }
    if !WORDS.hold(passage.ids[at]) || before(1, &["not"]) {
        return None;
    }
    if passage.is_word(at, &["nearly", "almost", "virtually", "practically"]) && passage.is_word(at + 1, &["all", "every"]) {
        return plain(at, at + 1, 8000, ALL);
    }
    if passage.is_word(at, &["most"]) && !before(1, &["at", "the", "a", "two", "three"]) && !passage.is_word(at + 1, SUPERLATIVE) {
        return plain(at, at, 5001, ALL);
    }
    if passage.is_word(at, &["majority"]) {
        let low = if before(1, &["vast", "overwhelming"]) { 7000 } else { 5001 };
        let first = if low > 5001 { at - 1 } else { at };
        return plain(first, at, low, ALL);
    }
    if passage.is_word(at, &["minority"]) {
        return plain(at, at, 0, 4999);
    }
    if passage.is_word(at, &["number"]) {
        return (before(1, &["small"]) && before(2, &["a"])).then(|| plain(at - 1, at, 0, 4999)).flatten();
    }
    let small = before(1, &["the", "these", "those", "next", "last", "past", "first", "quite", "but", "every", "no"])
        || before(1, &["a"]) && before(2, &["but", "quite", "not"]);
    if passage.is_word(at, &["few"]) && !small {
        return plain(at, at, 0, 4999);
    }
    if passage.is_word(at, &["hardly", "scarcely"]) && passage.is_word(at + 1, &["any"]) {
        return plain(at, at + 1, 0, 2500);
    }
    None
}

/// A fraction with the words before it: 'just under two-thirds'.
fn fraction(passage: &Passage, at: usize) -> Quantifier {
    let before = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|at| passage.is_word(at, words));
    let (part, whole) = passage.tokens[at].figure().map_or((0, 1), |figure| (figure.numerator, figure.denominator));
    let share = points(part, whole);
    let just = before(2, &["just", "only", "little"]) && !before(3, &["not"]);
    let (below, above) = ((0, share + ROUNDING), (share - ROUNDING, ALL));
    let (words, (low, high)) = if before(1, &["than"]) && before(2, &["less", "fewer"]) {
        (2, below)
    } else if before(1, &["than"]) && before(2, &["more", "greater"]) || before(1, &["least"]) && before(2, &["at"]) {
        (2, above)
    } else if before(1, &["nearly", "almost", "quite"]) || just && before(1, &["under", "below"]) {
        (1 + usize::from(just), (share - CLOSE, below.1))
    } else if just && before(1, &["over", "above"]) {
        (2, (above.0, share + CLOSE))
    } else if before(1, &["under", "below"]) {
        (1, below)
    } else if before(1, &["over", "above", "exceeding"]) {
        (1, above)
    } else if before(1, &["about", "around", "roughly", "approximately", "some"]) {
        (0, (share - 2 * LOOSE, share + 2 * LOOSE))
    } else {
        (0, (share - LOOSE, share + LOOSE))
    };
    Quantifier { first: at - words, last: at, low, high, near: (words == 0).then_some((part, whole)), counted: false }
}

/// 'One in four', 'three out of every five', 'eight letters in ten', 'eight out of ten'.
fn proportion(reading: &Reading, passage: &Passage, at: usize) -> Option<Quantifier> {
    let lexicon = &reading.lexicon;
    let count = |at: usize| passage.tokens.get(at).and_then(Token::count).filter(|_| !labelled(passage, lexicon, at));
    let part = count(at).filter(|part| *part > 0)?;
    let nouns = (at + 1..at + 3).take_while(|at| !passage.word(*at).is_empty() && !passage.is_word(*at, &["in", "out", "of"])).count();
    let link = at + 1 + nouns;
    // 'Within five working days in 15': how long it took is no part.
    if (at + 1..link).any(|at| lexicon.is_measure(passage.word(at))) {
        return None;
    }
    let every = |at: usize| at + usize::from(passage.is_word(at, &["every"]));
    let (next, counted) = if passage.is_word(link, &["in"]) {
        (every(link + 1), false)
    } else if passage.says(link, &["out", "of"]) {
        (every(link + 2), !passage.is_word(link + 2, &["every"]))
    } else {
        return None;
    };
    // 'Five in five' is said of all, if not by a slip.
    let all = |whole: i64| whole == part && !counted && part > 2;
    let whole = count(next).filter(|whole| (*whole > part || all(*whole)) && (*whole <= 20 || *whole == 100))?;
    if counted && !matches!(whole, 3 | 4 | 5 | 10 | 20 | 100) {
        return None;
    }
    let share = points(part, whole);
    let slack = if passage.is_hedged(at) { CLOSE } else { LOOSE };
    Some(Quantifier { first: at, last: next, low: share - slack, high: share + slack, near: Some((part, whole)), counted })
}

/// How many tokens 'in all', 'in total' or 'altogether' take at a place.
pub fn in_all(passage: &Passage, at: usize) -> usize {
    if passage.is_word(at, &["in"]) && passage.is_word(at + 1, &["all", "total"]) {
        2
    } else {
        usize::from(passage.is_word(at, &["altogether"]))
    }
}

/// Looks for the figure of words for a share in one sentence.
struct Scan<'a> {
    reading: &'a Reading<'a>,
    passage: &'a Passage<'a>,
    start: usize,
    end: usize,
    sentence: &'a Sentence,
}

/// A figure's first and last token, its part and its whole.
type Place = (usize, usize, i64, i64);

impl Scan<'_> {
    fn count(&self, at: usize) -> Option<i64> {
        let token = self.passage.tokens.get(at).filter(|_| at < self.end)?;
        token.count().filter(|_| !labelled(self.passage, &self.reading.lexicon, at))
    }

    fn is(&self, at: usize, marks: &[char]) -> bool {
        at < self.end && marks.iter().any(|mark| self.passage.is_mark(at, *mark))
    }

    fn ends(&self, at: usize) -> bool {
        at >= self.end || self.is(at, &[')', ',', '.', ';', ':', '\u{2013}'])
    }

    fn figure(&self, words: &Quantifier, before: Option<&Sentence>) -> Option<Place> {
        let mut whole = None;
        let mut noun = "";
        let mut at = words.last + 1;
        let limit = (at + WORDS).min(self.end);
        while at < limit {
            let lexicon = &self.reading.lexicon;
            let token = &self.passage.tokens[at];
            if lexicon.is_of(self.passage.word(at)) && whole.is_none() {
                let next = (at + 1..self.end).find(|at| !lexicon.is_determiner(self.passage.word(*at)))?;
                if let Some(count) = self.count(next) {
                    whole = Some((next, count));
                    at = next + 1;
                    noun = self.passage.word(at);
                    continue;
                }
                if self.passage.is_word(at + 1, THEM) {
                    whole = self.antecedent(words.first, before);
                    // 'Half of those sent' are others; 'half of these letters' are not.
                    let same = whole.is_some_and(|(place, _)| {
                        let (noun, known) = (at + 2, place + 1);
                        // Each case is an offender.
                        let both = |at: usize| self.passage.is_word(at, &["cases", "offenders"]);
                        self.passage.is_word(noun, &[self.passage.word(known)]) || both(noun) && both(known)
                    });
                    let others = self.passage.is_word(at + 1, &["these", "those"]) && !self.passage.word(at + 2).is_empty();
                    whole = whole.filter(|_| same || !others);
                    at += 2;
                    continue;
                }
            }
            if !token.is_word() || self.passage.is_word(at, &["most", "majority", "minority", "few"]) {
                break;
            }
            at += 1;
        }
        let inside = at + 1;
        // '14 in all'.
        let in_all = in_all(self.passage, inside + 1);
        let set_off = self.is(at, &['(', ',', '\u{2013}']) || in_all > 0 && self.is(at, &[':']);
        if !set_off {
            return None;
        }
        // 'Of the 40 pupils a quarter (16) …'
        if whole.is_none() && at == words.last + 1 && self.is(at, &['(']) {
            whole = opening(self.reading, self.passage, self.sentence)
                .filter(|(place, _)| (place + 1..words.first).all(|at| self.passage.tokens[at].figure().is_none()));
        }
        if words.counted && !(self.is(at, &['(']) && self.ratio(inside).is_some_and(|(last, ..)| self.is(last + 1, &[')']))) {
            return None;
        }
        if let Some((last, part, of)) = self.ratio(inside) {
            // '(23 of 41)', '(23 of 41 letters)'.
            let noun = usize::from(!self.passage.word(last + 1).is_empty());
            return self.ends(last + 1 + noun).then_some((inside, last, part, of));
        }
        let bracket = self.is(at, &['(']);
        let or = usize::from(self.reading.lexicon.is_or(self.passage.word(inside)));
        if let Some(share) = self.passage.tokens.get(inside + or).and_then(Token::percent).filter(|_| inside + or < self.end) {
            let closes = self.is(inside + or + 1, if bracket { &[')', ','] } else { &[',', '\u{2013}'] });
            return closes.then(|| (inside + or, inside + or, share.numerator, share.denominator.saturating_mul(100)));
        }
        let part = self.count(inside)?;
        // '(274, or 37%)'.
        let joined = inside + 1 + usize::from(self.is(inside + 1, &[',']));
        if bracket
            && self.reading.lexicon.is_or(self.passage.word(joined))
            && let Some(share) = self.passage.tokens.get(joined + 1).and_then(Token::percent)
        {
            let closes = self.is(joined + 2, &[')']);
            return closes.then(|| (joined + 1, joined + 1, share.numerator, share.denominator.saturating_mul(100)));
        }
        let (_, of) = whole?;
        let named = !noun.is_empty() && self.passage.is_word(inside + 1, &[noun]);
        let next = inside + 1 + usize::from(named) + in_all;
        // '(14) of 20 plans' has its whole behind it.
        let closes = if bracket {
            self.is(next, &[')'])
        } else {
            self.is(next, &[',', '\u{2013}']) || in_all > 0 && self.ends(next) || self.reading.lexicon.is_or(self.passage.word(next))
        };
        (closes && of > 0 && !self.goes_on(next + 1)).then_some((inside, inside, part, of))
    }

    /// Whether a list goes on: 'half of the 12 plans, 3, 4 and 5' or 'a third of the 30 cases, 12 in May'.
    fn goes_on(&self, at: usize) -> bool {
        self.count(at).is_some()
    }

    /// '23 of 41', '23 out of the 41': the last token, the part and the whole.
    fn ratio(&self, at: usize) -> Option<(usize, i64, i64)> {
        let lexicon = &self.reading.lexicon;
        let part = self.count(at)?;
        let of = if lexicon.is_out(self.passage.word(at + 1)) { at + 2 } else { at + 1 };
        let next = of + 1 + usize::from(lexicon.is_determiner(self.passage.word(of + 1)));
        let whole = self.count(next).filter(|whole| *whole > 0)?;
        lexicon.is_of(self.passage.word(of)).then_some((next, part, whole))
    }

    /// The one number of things before 'of them', in this sentence or the one before.
    fn antecedent(&self, until: usize, before: Option<&Sentence>) -> Option<(usize, i64)> {
        antecedent(self.reading, self.passage, self.start..until, before)
    }
}

/// The one number of things in these tokens of a sentence, or else in the sentence before: what 'of them' after it means.
pub fn antecedent(reading: &Reading, passage: &Passage, tokens: Range<usize>, before: Option<&Sentence>) -> Option<(usize, i64)> {
    let counts = |range: Range<usize>| {
        (range.start.max(range.end.saturating_sub(FAR))..range.end)
            .filter_map(|at| Some((at, passage.tokens[at].count()?)))
            // 'One' and 'none' cannot be 'them'.
            .filter(|(at, count)| *count > 1 && !labelled(passage, &reading.lexicon, *at))
            .collect::<Vec<_>>()
    };
    let mut found = counts(tokens);
    if found.is_empty() {
        found = counts(before?.tokens.clone());
    }
    if let [(at, count)] = found[..]
        && count > 4
        && !passage.is_hedged(at)
    {
        return Some((at, count));
    }
    None
}
