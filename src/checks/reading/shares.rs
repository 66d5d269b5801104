//! Parts of a whole as reports write them: '9 (36%) of 35', '9 out of 35 cases (26%)', '26% (9 of 35)', 'all but two of the 28 (93%)'.
//!
//! A ratio is two counts joined by 'of' or 'out of'; a share is a ratio with the percentage or fraction that belongs to it. Only what
//! stands together by brackets or by 'or' belongs together: a percentage elsewhere in the sentence may be of something else.

use super::lexicon::{Lexicon, Numeral};
use super::sentences::Sentence;
use super::words::{Figure, Token, Unit};
use super::{Passage, Reading};

/// Two counts of one thing, one of them of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    /// The part, by its token's place in the passage.
    pub part: usize,
    /// The whole, likewise.
    pub whole: usize,
    /// How many are meant: with 'all but two of 28', 26.
    pub count: i64,
    /// Of how many.
    pub of: i64,
    /// The first token, 'all' or the part.
    pub first: usize,
    /// The last token: the whole, or the last word that says what it counts.
    pub last: usize,
    /// Whether a stroke stands between them, which may be no part: '24/7'.
    pub stroke: bool,
    /// The percentage that stands with the part, as in '9 (36%) of 35' and '36% (9) of 35'.
    between: Option<usize>,
}

/// A ratio with the percentage or fraction that is said to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The counts.
    pub ratio: Ratio,
    /// The percentage or fraction, by its token's place.
    pub said: usize,
}

/// Before 'of' and the number of them.
const GROUPS: &[&str] = &["cohort", "group", "population", "sample"];
/// How many words that say what is counted may stand between a number and what belongs to it.
const NOUNS: usize = 6;

/// Scans the tokens of one sentence.
struct Scan<'a> {
    passage: &'a Passage<'a>,
    lexicon: &'a Lexicon,
    tokens: &'a [Token],
    /// The end of the sentence.
    end: usize,
}

/// All ratios of a sentence, in order.
pub fn ratios(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Vec<Ratio> {
    let scan = Scan { passage, lexicon: &reading.lexicon, tokens: &passage.tokens, end: sentence.tokens.end };
    let mut out: Vec<Ratio> = Vec::new();
    for at in passage.numbers_in(sentence.tokens.clone()).iter().copied() {
        if let Some(ratio) = scan.ratio(at).or_else(|| scan.led(at)).filter(|ratio| out.last().is_none_or(|last| last.whole < ratio.first))
        {
            out.push(ratio);
        }
    }
    out
}

/// All shares of a sentence, in order.
pub fn shares(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Vec<Share> {
    let scan = Scan { passage, lexicon: &reading.lexicon, tokens: &passage.tokens, end: sentence.tokens.end };
    ratios(reading, passage, sentence)
        .into_iter()
        .filter_map(|ratio| {
            let said = ratio.between.or_else(|| scan.after(&ratio)).or_else(|| scan.before(&ratio, sentence.tokens.start))?;
            Some(Share { ratio, said })
        })
        .collect()
}

/// The whole that opens a sentence: 'Of the 35 cases, …'.
pub fn opening(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Option<(usize, i64)> {
    let lexicon = &reading.lexicon;
    let start = sentence.tokens.start;
    let of = if lexicon.is_out(passage.word(start)) { start + 1 } else { start };
    let whole = (of + 1..sentence.tokens.end).find(|at| !lexicon.is_determiner(passage.word(*at)))?;
    let count = passage.tokens[whole].count().filter(|count| *count > 0)?;
    let among = passage.is_word(of, &["among", "amongst"]);
    ((lexicon.is_of(passage.word(of)) || among) && !labelled(passage, lexicon, whole)).then_some((whole, count))
}

/// `part` of `whole` in hundredths, rounded half up to as many digits as `like` has. `None` of nothing.
pub fn percentage(part: i64, whole: i64, like: Figure) -> Option<i64> {
    let power = 10_i64.checked_pow(u32::from(like.decimals))?;
    let doubled = part.checked_mul(200)?.checked_mul(power)?.checked_add(whole)?;
    doubled.checked_div_euclid(whole.checked_mul(2)?)
}

/// Whether some whole number of `whole` things is the percentage.
pub fn is_possible(share: Figure, whole: i64) -> bool {
    let Some(scale) = 10_i64.checked_pow(u32::from(share.decimals)).and_then(|power| power.checked_mul(100)) else { return true };
    let Some(near) = share.numerator.checked_mul(whole).map(|product| product / scale) else { return true };
    (near.saturating_sub(1)..=near + 1).any(|part| (0..=whole).contains(&part) && percentage(part, whole, share) == Some(share.numerator))
}

/// A percentage in the digits of `like`: `26`, `26.3`.
pub fn shown(value: i64, like: Figure) -> String {
    let power = 10_i64.pow(u32::from(like.decimals.min(6)));
    if power == 1 {
        format!("{value}%")
    } else {
        format!("{}.{:0width$}%", value / power, value % power, width = usize::from(like.decimals))
    }
}

impl Scan<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).filter(|_| at < self.end)
    }

    fn word(&self, at: usize) -> &str {
        self.token(at).filter(|token| token.is_word()).map_or("", |token| self.passage.text(token))
    }

    fn is(&self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is(mark))
    }

    fn count(&self, at: usize) -> Option<i64> {
        let token = self.token(at)?;
        token.count().filter(|_| !labelled(self.passage, self.lexicon, at))
    }

    /// A percentage or a fraction.
    fn is_share(&self, at: usize) -> bool {
        self.token(at)
            .and_then(Token::figure)
            .is_some_and(|figure| figure.unit == Unit::Percent || figure.denominator > 1 && figure.decimals == 0)
    }

    /// `(36%)` at a place.
    fn bracketed(&self, at: usize) -> bool {
        self.is(at, '(') && self.is_share(at + 1) && self.is(at + 2, ')')
    }

    /// Past as many plain words as there are, up to the most that may say what is counted.
    fn past_words(&self, at: usize) -> usize {
        let plain = |at: usize| self.token(at).is_some_and(Token::is_word) || self.passage.is_pronoun(at);
        at + (at..self.end).take_while(|at| plain(*at)).take(NOUNS).count()
    }

    /// 'of', 'out of' or a stroke, and determiners after it: where the whole may stand.
    fn past_of(&self, at: usize) -> Option<usize> {
        if self.is(at, '/') {
            return Some(at + 1);
        }
        let of = if self.lexicon.is_out(self.word(at)) { at + 1 } else { at };
        if !self.lexicon.is_of(self.word(of)) {
            return None;
        }
        let whole = (of + 1..self.end).find(|at| !self.lexicon.is_determiner(self.word(*at))).unwrap_or(self.end);
        // 'Of a total of 26', 'of a group of 12'.
        let group = self.lexicon.is_total(self.word(whole + 1)) || GROUPS.contains(&self.word(whole + 1));
        let article = self.lexicon.numeral(self.word(whole)) == Some(Numeral::Article);
        Some(if article && group && self.lexicon.is_of(self.word(whole + 2)) { whole + 3 } else { whole })
    }

    /// ', or 27%,' before 'of': the percentage.
    fn set_off(&self, at: usize) -> Option<usize> {
        let mark = [',', '\u{2013}'].into_iter().find(|mark| self.is(at, *mark))?;
        let or = self.lexicon.is_or(self.word(at + 1));
        let said = at + 1 + usize::from(or);
        let closed = self.is(said + 1, mark) && self.lexicon.is_of(self.word(said + 2));
        (closed && or && self.is_share(said)).then_some(said)
    }

    fn ratio(&self, at: usize) -> Option<Ratio> {
        let part = self.count(at)?;
        let mut next = at + 1;
        let mut between = None;
        // 'nine cases (36%) of': words only where a bracket or 'out of' follows them.
        let nouns = self.past_words(next);
        if self.bracketed(next) || self.bracketed(nouns) {
            let open = if self.bracketed(next) { next } else { nouns };
            between = Some(open + 1);
            next = open + 3;
            if self.is(next, ',') && self.lexicon.is_out(self.word(next + 1)) {
                next += 1;
            } else if self.past_of(next).is_none() {
                next = self.past_words(next).min(next + 2);
            }
        } else if let Some(said) = self.set_off(next) {
            // 'Seven, or 27%, of the 26'.
            between = Some(said);
            next = said + 2;
        } else if let Some(out) = (next..(next + 3).min(self.end)).find(|at| self.lexicon.is_out(self.word(*at))) {
            next = out;
        }
        let whole = self.past_of(next)?;
        let of = self.count(whole).filter(|of| *of > 0)?;
        let all_but = at >= 2 && self.lexicon.is_but(self.before_word(at - 1)) && self.lexicon.is_all(self.before_word(at - 2));
        let (count, first) = if all_but { (of - part, at - 2) } else { (part, at) };
        Some(Ratio { part: at, whole, count, of, first, last: whole, stroke: self.is(next, '/'), between })
    }

    /// '36% (9) of 35', '36% (nine cases) of the 35'.
    fn led(&self, at: usize) -> Option<Ratio> {
        let part = at + 2;
        let close = self.past_words(part + 1);
        if !(self.is_share(at) && self.is(at + 1, '(') && self.is(close, ')')) {
            return None;
        }
        let whole = self.past_of(close + 1)?;
        let (count, of) = (self.count(part)?, self.count(whole).filter(|of| *of > 0)?);
        Some(Ratio { part, whole, count, of, first: at, last: whole, stroke: false, between: Some(at) })
    }

    fn before_word(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|token| token.is_word()).map_or("", |token| self.passage.text(token))
    }

    /// The percentage after a ratio: '9 of 35 cases (26%)', '9 of 35, or 26%'.
    fn after(&self, ratio: &Ratio) -> Option<usize> {
        let next = ratio.whole + 1;
        let nouns = self.past_words(next);
        if let Some(open) = [next, nouns, self.past_clause(next)].into_iter().find(|at| self.bracketed(*at)) {
            return Some(open + 1);
        }
        let comma = [next, nouns].into_iter().find(|at| self.is(*at, ',') || self.is(*at, '\u{2013}'))?;
        let link = self.past_link(comma + 1);
        let said = link.unwrap_or(comma + 1);
        // 'Seven of the 26 – just 27%.'
        let only = ["just", "only"].contains(&self.word(said));
        let (said, link) = if only { (said + 1, Some(said)) } else { (said, link) };
        let ends = |at: usize| self.token(at).is_none_or(|token| matches!(token.kind, super::words::TokenKind::Mark(_)));
        (self.is_share(said) && (link.is_some() || comma == next) && ends(said + 1)).then_some(said)
    }

    /// Past the words that say which things are meant, if they turn to nothing else: 'addresses in cases with a history of abuse'.
    fn past_clause(&self, at: usize) -> usize {
        const TURNS: &[&str] = &[
            "and",
            "or",
            "but",
            "while",
            "whilst",
            "whereas",
            "most",
            "few",
            "majority",
            "minority",
            "all",
            "others",
            "rest",
            "remainder",
            "than",
            "compared",
            "against",
            "average",
            "target",
            "standard",
            "limit",
            "share",
            "rate",
            "score",
        ];
        let plain = |at: usize| self.token(at).is_some_and(Token::is_word) && !self.passage.is_word(at, TURNS);
        at + (at..self.end).take_while(|at| plain(*at) || self.passage.is_pronoun(*at)).take(2 * NOUNS + 2).count()
    }

    /// Past words that say the same again: 'or', 'which is', 'that is'.
    fn past_link(&self, at: usize) -> Option<usize> {
        if self.lexicon.is_or(self.word(at)) {
            return Some(at + 1);
        }
        // 'I.e.' is four tokens.
        if self.word(at) == "i" && self.is(at + 1, '.') && self.word(at + 2) == "e" {
            return Some(at + 3 + usize::from(self.is(at + 3, '.')));
        }
        self.lexicon.is_same(self.word(at), self.word(at + 1)).map(|words| at + words)
    }

    /// The percentage before a ratio: '26% (9 of 35)', '26% of cases (9 of 35)', '26%, or 9 of 35'.
    fn before(&self, ratio: &Ratio, start: usize) -> Option<usize> {
        let open = ratio.first.checked_sub(1).filter(|open| *open > start)?;
        if self.is(open, '(') {
            let closes = self.is(ratio.whole + 1, ')') || self.is(self.past_words(ratio.whole + 1), ')');
            let words = (start..open).rev().take_while(|at| self.token(*at).is_some_and(Token::is_word)).take(NOUNS).count();
            let said = open.checked_sub(words + 1)?;
            return (closes && said >= start && self.is_share(said)).then_some(said);
        }
        if self.lexicon.is_or(self.word(open)) && open >= start + 2 && self.is(open - 1, ',') && self.is_share(open - 2) {
            return Some(open - 2);
        }
        // '27%, that is seven of the 26', and '27% – 7 of 26.' where the sentence ends.
        if open >= start + 3 && self.lexicon.is_same(self.word(open - 1), self.word(open)) == Some(2) {
            let mark = self.is(open - 2, ',') || self.is(open - 2, '\u{2013}');
            return (mark && self.is_share(open - 3)).then(|| open - 3);
        }
        let last = self.past_words(ratio.whole + 1);
        let ends = last - ratio.whole < 4 && (last >= self.end || self.is(last, '.'));
        (self.is(open, '\u{2013}') && open > start && ends && self.is_share(open - 1)).then(|| open - 1)
    }
}

/// Whether a number names or measures something and counts no things: 'Table 2', 'Levels 2 or 3', '3 May', a year, '12 months', '18-24',
/// '16 and 17 year olds'.
///
/// Asked by many checks: for numbers it is found once.
pub fn labelled(passage: &Passage, lexicon: &Lexicon, at: usize) -> bool {
    let all = passage.spans.labelled.get_or_init(|| passage.numbers.iter().map(|at| is_labelled(passage, lexicon, *at)).collect());
    passage.numbers.binary_search(&at).map_or_else(|_| is_labelled(passage, lexicon, at), |number| all[number])
}

fn is_labelled(passage: &Passage, lexicon: &Lexicon, at: usize) -> bool {
    let tokens = &passage.tokens;
    if tokens.get(at).and_then(Token::figure).is_some_and(Figure::may_be_year) {
        return true;
    }
    if tokens.get(at + 1).is_some_and(|next| next.is_word() && lexicon.month(passage.text(next)).is_some()) {
        return true;
    }
    let word = |at: usize| tokens.get(at).filter(|token| token.is_word()).map_or("", |token| passage.text(token));
    let number = |at: usize| tokens.get(at).is_some_and(|token| token.figure().is_some());
    let dash = |at: usize| tokens.get(at).is_some_and(|token| token.is('-') || token.is('\u{2013}'));
    let percent = |at: usize| tokens.get(at).is_some_and(|token| token.percent().is_some());
    let blank = |at: usize| tokens.get(at).zip(tokens.get(at + 1)).is_some_and(|(one, two)| one.end < two.start);
    // '7 of 26 – 27% –' is no range: there are blanks, and only one of the two is a percentage.
    let range = |from: usize| {
        dash(from + 1) && number(from) && number(from + 2) && !(blank(from) && blank(from + 1) && percent(from) != percent(from + 2))
    };
    let measured = lexicon.is_measure(word(at + 1)) || lexicon.is_and(word(at + 1)) && number(at + 2) && lexicon.is_measure(word(at + 3));
    if measured || range(at) || at > 1 && range(at - 2) {
        return true;
    }
    let mut before = at;
    while let Some(token) = before.checked_sub(1).and_then(|at| tokens.get(at)) {
        before -= 1;
        if token.is_word() {
            let word = passage.text(token);
            if lexicon.is_label(word) {
                return true;
            }
            // 'Levels 2 or 3', 'Tiers 1, 2 and 3': the label stands before the first of them.
            let joins = lexicon.is_or(word) || lexicon.is_and(word);
            if !joins || before.checked_sub(1).and_then(|at| tokens.get(at)).and_then(Token::figure).is_none() {
                return false;
            }
        } else if token.figure().is_none() && !token.is(',') {
            return false;
        }
        if at - before > 8 {
            return false;
        }
    }
    false
}
