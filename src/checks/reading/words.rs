//! Words, numbers and punctuation marks of a text.
//!
//! A number is one token however it is written: `2,085`, `36%`, `36 per cent`, `£9.2 million`, 'fifty-nine', 'two-thirds'. What looks like
//! a number and is none (`1.2a`, `OASys2`, `18th`, `1.2.3`) stays a word.

use std::ops::Range;

use super::lexicon::{Lexicon, Numeral};

/// A word, a number or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word with its apostrophes and hyphens: "offender's", 'follow-up'.
    Word,
    /// A number.
    Number(Figure),
    /// A punctuation mark or other sign.
    Mark(char),
}

/// A number as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The value is this …
    pub numerator: i64,
    /// … over this: a power of ten for decimals, 3 for thirds; 1 for whole numbers.
    pub denominator: i64,
    /// Digits after the decimal point.
    pub decimals: u8,
    /// How it is written.
    pub form: Form,
    /// What it counts.
    pub unit: Unit,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// In digits without separators.
    Digits,
    /// In digits with separators of thousands.
    Grouped,
    /// In words.
    Words,
    /// As a part in words: 'two-thirds', 'a quarter', 'half'.
    Fraction,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Things.
    None,
    /// Parts of a hundred.
    Percent,
    /// Money.
    Money,
}

impl Token {
    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its number, if it is one.
    pub fn figure(&self) -> Option<Figure> {
        match self.kind {
            TokenKind::Number(figure) => Some(figure),
            TokenKind::Word | TokenKind::Mark(_) => None,
        }
    }

    /// A whole number of things: no share, no money, no part.
    pub fn count(&self) -> Option<i64> {
        self.figure().filter(|figure| figure.unit == Unit::None).and_then(Figure::whole)
    }

    /// Per cent, if it is a share.
    pub fn percent(&self) -> Option<Figure> {
        self.figure().filter(|figure| figure.unit == Unit::Percent)
    }

    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }
}

impl Figure {
    const fn new(numerator: i64, denominator: i64, form: Form) -> Self {
        Self { numerator, denominator, decimals: 0, form, unit: Unit::None }
    }

    /// Its value, if it is a whole number.
    pub fn whole(self) -> Option<i64> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// Whether it is four digits that may be a year.
    pub fn may_be_year(self) -> bool {
        self.form == Form::Digits && self.unit == Unit::None && self.denominator == 1 && (1900..=2099).contains(&self.numerator)
    }
}

/// The tokens of a text.
pub fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut raw = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c.is_ascii_digit() {
            let (end, kind) = number(text, at);
            raw.push(Token { start: at, end, kind });
            end
        } else if c.is_alphanumeric() {
            let end = word_end(text, at);
            raw.push(Token { start: at, end, kind: TokenKind::Word });
            end
        } else {
            let end = at + c.len_utf8();
            raw.push(Token { start: at, end, kind: TokenKind::Mark(c) });
            end
        };
        at = end;
    }
    join(text, &raw, lexicon)
}

/// Where a word ends: letters and digits, with single hyphens and apostrophes inside.
fn word_end(text: &str, start: usize) -> usize {
    // Letters without accents first: hardly any word has others.
    let plain = |at: usize| text.as_bytes()[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let start = start + plain(start);
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '-' | '\'' | '\u{2019}' | '\u{2011}') && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !c.is_alphanumeric() && !joins {
            break;
        }
        end = start + at + c.len_utf8();
    }
    end
}

/// A number in digits, or a word that begins with digits.
fn number(text: &str, start: usize) -> (usize, TokenKind) {
    let bytes = text.as_bytes();
    let digits = |from: usize| from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = digits(start);
    let mut grouped = false;
    while end - start <= 3 || grouped {
        if bytes.get(end) == Some(&b',') && digits(end + 1) == end + 4 {
            end += 4;
            grouped = true;
        } else {
            break;
        }
    }
    let mut decimals = 0;
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        let after = digits(end + 1);
        decimals = after - end - 1;
        end = after;
    }
    let next = text[end..].chars().next();
    let goes_on = bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    if next.is_some_and(char::is_alphabetic) || goes_on {
        let mut end = word_end(text, end);
        while bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = word_end(text, end + 1);
        }
        return (end, TokenKind::Word);
    }
    let plain: String = text[start..end].chars().filter(char::is_ascii_digit).collect();
    let power = u32::try_from(decimals).ok().and_then(|decimals| 10_i64.checked_pow(decimals));
    match (plain.parse::<i64>(), power, u8::try_from(decimals)) {
        // Values stay small enough to be multiplied with each other.
        (Ok(numerator), Some(denominator), Ok(decimals)) if plain.len() <= 12 => {
            let form = if grouped { Form::Grouped } else { Form::Digits };
            (end, TokenKind::Number(Figure { numerator, denominator, decimals, form, unit: Unit::None }))
        }
        _ => (end, TokenKind::Word),
    }
}

/// Number words become numbers; signs, 'per cent' and currency join their number.
fn join(text: &str, raw: &[Token], lexicon: &Lexicon) -> Vec<Token> {
    let word = |at: usize| raw.get(at).filter(|token| token.is_word()).map_or("", |token| &text[token.range()]);
    let mut out: Vec<Token> = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        let token = raw[at];
        let (mut figure, mut used) = match token.kind {
            TokenKind::Number(figure) => (figure, 1),
            TokenKind::Word => {
                if let Some(found) = spelt(&word, at, lexicon) {
                    found
                } else {
                    out.push(token);
                    at += 1;
                    continue;
                }
            }
            TokenKind::Mark(_) => {
                out.push(token);
                at += 1;
                continue;
            }
        };
        let mut start = token.start;
        if figure.form != Form::Fraction {
            if raw.get(at + used).is_some_and(|next| next.is('%')) {
                figure.unit = Unit::Percent;
                used += 1;
            } else if let Some(more) = lexicon.per_cent(word(at + used), word(at + used + 1)) {
                figure.unit = Unit::Percent;
                used += more;
            } else if let Some(sign) = out.last().filter(|before| before.is('£') || before.is('€') || before.is('$')) {
                figure.unit = Unit::Money;
                start = sign.start;
                out.pop();
            }
        }
        out.push(Token { start, end: raw[at + used - 1].end, kind: TokenKind::Number(figure) });
        at += used;
    }
    out
}

/// A number in words that begins at `at`, and how many words it takes.
fn spelt<'t>(word: &impl Fn(usize) -> &'t str, at: usize, lexicon: &Lexicon) -> Option<(Figure, usize)> {
    let fraction = |at: usize| match lexicon.numeral(word(at)) {
        Some(Numeral::Fraction(part)) => Some(part),
        _ => None,
    };
    let first = word(at);
    let value = match lexicon.numeral(first) {
        // A third on its own is an ordinal; only a half stands without an article.
        Some(Numeral::Fraction(part)) => return (part == 2).then_some((Figure::new(1, part, Form::Fraction), 1)),
        Some(Numeral::Article) => {
            if let Some(part) = fraction(at + 1) {
                return Some((Figure::new(1, part, Form::Fraction), 2));
            }
            let (value, used) = scaled(1, word, at, lexicon)?;
            return Some((Figure::new(value, 1, Form::Words), used));
        }
        Some(Numeral::Small(value) | Numeral::Tens(value)) => value,
        Some(Numeral::Hundred | Numeral::Thousand) => return None,
        None => {
            // A hyphen of either kind; other words need no search.
            if !first.bytes().any(|b| matches!(b, b'-' | 0xe2)) {
                return None;
            }
            let (first, second) = first.split_once(['-', '\u{2011}'])?;
            match (lexicon.numeral(first)?, lexicon.numeral(second)?) {
                // 'Two-thirds', 'one-third'.
                (Numeral::Small(count), Numeral::Fraction(part)) => return Some((Figure::new(count, part, Form::Fraction), 1)),
                (Numeral::Tens(tens), Numeral::Small(ones @ 1..=9)) => tens + ones,
                _ => return None,
            }
        }
    };
    if let Some(part) = fraction(at + 1).filter(|part| (1..*part).contains(&value)) {
        return Some((Figure::new(value, part, Form::Fraction), 2));
    }
    let (value, used) = scaled(value, word, at, lexicon).unwrap_or((value, 1));
    Some((Figure::new(value, 1, Form::Words), used))
}

/// 'A hundred', 'one hundred and ten', 'two thousand': so many hundreds or thousands, and how many words it takes.
fn scaled<'t>(count: i64, word: &impl Fn(usize) -> &'t str, at: usize, lexicon: &Lexicon) -> Option<(i64, usize)> {
    match lexicon.numeral(word(at + 1))? {
        Numeral::Thousand => Some((count * 1000, 2)),
        Numeral::Hundred if lexicon.is_and(word(at + 2)) => match below_hundred(word(at + 3), lexicon) {
            Some(rest) => Some((count * 100 + rest, 4)),
            None => Some((count * 100, 2)),
        },
        Numeral::Hundred => Some((count * 100, 2)),
        _ => None,
    }
}

/// 'Nine', 'twenty', 'fifty-nine'.
fn below_hundred(word: &str, lexicon: &Lexicon) -> Option<i64> {
    if let Some(Numeral::Small(value) | Numeral::Tens(value)) = lexicon.numeral(word) {
        return Some(value);
    }
    let (tens, ones) = word.split_once(['-', '\u{2011}'])?;
    match (lexicon.numeral(tens)?, lexicon.numeral(ones)?) {
        (Numeral::Tens(tens), Numeral::Small(ones @ 1..=9)) => Some(tens + ones),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, TokenKind, Unit, tokens};
    use crate::checks::reading::lexicon::Lexicon;
    use crate::checks::reading::sentences::sentences;
    use crate::locale::{Lang, Locale};

    fn lexicon() -> Lexicon {
        Lexicon::new(&Locale::load(&Lang("en".to_owned())).expect("English"))
    }

    /// The numbers of a text: what is written, and what it means.
    fn numbers(text: &str) -> Vec<String> {
        tokens(text, &lexicon())
            .iter()
            .filter_map(|token| {
                let figure = token.figure()?;
                let unit = match figure.unit {
                    Unit::None => "",
                    Unit::Percent => "%",
                    Unit::Money => "£",
                };
                Some(format!("{}={}/{}{unit}", &text[token.range()], figure.numerator, figure.denominator))
            })
            .collect()
    }

    #[test]
    fn numbers_however_they_are_written() {
        for (text, found) in [
            ("In 9 (36%) of 35 cases", vec!["9=9/1", "36%=36/1%", "35=35/1"]),
            ("Fifty-nine out of the 2,085", vec!["Fifty-nine=59/1", "2,085=2085/1"]),
            ("two-thirds, a quarter, three quarters and half", vec!["two-thirds=2/3", "a quarter=1/4", "three quarters=3/4", "half=1/2"]),
            ("36 per cent, 4.5 % and 7 percent", vec!["36 per cent=36/1%", "4.5 %=45/10%", "7 percent=7/1%"]),
            ("£9,208 m or £9.2 million", vec!["£9,208=9208/1£", "£9.2=92/10£"]),
            ("one hundred and ten of a thousand", vec!["one hundred and ten=110/1", "a thousand=1000/1"]),
            ("two hundred cases and ten more", vec!["two hundred=200/1", "ten=10/1"]),
            ("1.2a, 18th, OGRS2, 1.2.3, 3D and section 4.4.", vec!["4.4=44/10"]),
            ("in 8.804, 000 of 1,2345", vec!["8.804=8804/1000", "000=0/1", "1=1/1", "2345=2345/1"]),
            ("the third of a third, 6-9 months", vec!["a third=1/3", "6=6/1", "9=9/1"]),
            ("one-third (a long one)", vec!["one-third=1/3", "one=1/1"]),
        ] {
            assert_eq!(numbers(text), found, "{text}");
        }
        let kinds: Vec<_> = tokens("2,085 20 ten half", &lexicon()).iter().filter_map(|token| Some(token.figure()?.form)).collect();
        assert_eq!(kinds, [Form::Grouped, Form::Digits, Form::Words, Form::Fraction]);
    }

    #[test]
    fn words_keep_their_apostrophes_and_hyphens() {
        let text = "The offender’s follow-up – (see e.g. B3).";
        let words: Vec<_> = tokens(text, &lexicon()).iter().filter(|t| t.kind == TokenKind::Word).map(|t| &text[t.range()]).collect();
        assert_eq!(words, ["The", "offender’s", "follow-up", "see", "e", "g", "B3"]);
    }

    proptest::proptest! {
        #[test]
        fn tokens_lie_in_order_inside_the_text(text in "[a-c0-3 ,.%£é()’-]{0,40}|((one|two|hundred|and|a|third|per|cent|thousand)[ -]){0,8}") {
            let found = tokens(&text, &lexicon());
            let mut at = 0;
            for token in &found {
                proptest::prop_assert!(token.start >= at && token.end > token.start && text.get(token.range()).is_some());
                at = token.end;
            }
            let covered: usize = sentences(&text, &found).iter().map(|sentence| sentence.tokens.len()).sum();
            proptest::prop_assert_eq!(covered, found.len());
        }
    }
}
