//! The words of a language that carry numbers: 'nine', 'two-thirds', 'out of', 'all but'.
//!
//! They come from the locale, so that another language brings its own. Checks ask for a meaning and not for a word.

use std::collections::BTreeMap;

use crate::locale::{Arg, Locale};

/// What a word means in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numeral {
    /// 0 to 19.
    Small(i64),
    /// 20, 30, … 90.
    Tens(i64),
    /// 'Half', 'thirds': what it divides by.
    Fraction(i64),
    /// 'A', 'an': one of something.
    Article,
    /// 'Hundred'.
    Hundred,
    /// 'Thousand'.
    Thousand,
}

/// No number word is longer, in bytes.
const LONGEST: usize = 16;

/// Number words and link words of one language, in lower case.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// The words that make numbers, with what each means. Asked of every word of a report.
    numbers: BTreeMap<String, Numeral>,
    /// For each first byte, in lower case, the lengths of such words as bits: it tells nearly all other words at once.
    lengths: Vec<u32>,
    and: String,
    or: String,
    determiners: Vec<String>,
    labels: Vec<String>,
    measures: Vec<String>,
    totals: Vec<String>,
    months: Vec<String>,
    of: String,
    out: String,
    all: String,
    but: Vec<String>,
    per_cent: Vec<String>,
    same: Vec<String>,
}

impl Lexicon {
    /// The lexicon of a language.
    pub fn new(locale: &Locale) -> Self {
        let words = |text: String| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let mut numbers = BTreeMap::new();
        let mut add = |word: &str, numeral: Numeral| {
            numbers.insert(word.to_owned(), numeral);
        };
        // By their place: 0, 1, 2, …; several words for one number are joined by a stroke.
        for (list, value) in words(locale.say("read-numbers")).iter().zip(0..) {
            list.split('|').for_each(|word| add(word, Numeral::Small(value)));
        }
        for (word, tens) in words(locale.say("read-tens")).iter().zip(2..) {
            add(word, Numeral::Tens(tens * 10));
        }
        for (word, part) in words(locale.say("read-fractions")).iter().filter_map(|pair| pair.split_once('=')) {
            add(word, Numeral::Fraction(part.parse().unwrap_or(1)));
        }
        for word in &words(locale.say("read-articles")) {
            add(word, Numeral::Article);
        }
        add(&locale.say("read-hundred"), Numeral::Hundred);
        add(&locale.say("read-thousand"), Numeral::Thousand);
        let mut lengths = vec![0; 256];
        for word in numbers.keys().filter(|word| word.len() <= LONGEST) {
            word.bytes().take(1).for_each(|first| lengths[usize::from(first)] |= 1 << word.len());
        }
        Self {
            numbers,
            lengths,
            and: locale.say("read-and"),
            or: locale.say("read-or"),
            determiners: words(locale.say("read-determiners")),
            labels: words(locale.say("read-labels")),
            measures: words(locale.say("read-measures")),
            totals: words(locale.say("read-totals")),
            months: (1..=12).map(|month| locale.say_with("month-name", &[("month", Arg::Count(month))])).collect(),
            of: locale.say("read-of"),
            out: locale.say("read-out"),
            all: locale.say("read-all"),
            but: words(locale.say("read-but")),
            per_cent: words(locale.say("read-per-cent")),
            same: words(locale.say("read-same")),
        }
    }

    /// What a word means in a number, in any case.
    pub fn numeral(&self, word: &str) -> Option<Numeral> {
        let first = word.bytes().next()?.to_ascii_lowercase();
        self.lengths.get(usize::from(first)).filter(|lengths| word.len() <= LONGEST && **lengths & 1 << word.len() != 0)?;
        let mut lower = [0; LONGEST];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        self.numbers.get(std::str::from_utf8(lower).ok()?).copied()
    }

    /// 'and'.
    pub fn is_and(&self, word: &str) -> bool {
        self.and.eq_ignore_ascii_case(word)
    }

    /// 'or'.
    pub fn is_or(&self, word: &str) -> bool {
        self.or.eq_ignore_ascii_case(word)
    }

    /// 'the', 'these', 'our': what may stand between 'of' and a number.
    pub fn is_determiner(&self, word: &str) -> bool {
        self.determiners.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// 'Table', 'Level': what makes the number after it a name.
    pub fn is_label(&self, word: &str) -> bool {
        self.labels.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// Which month a word names, from 1.
    pub fn month(&self, word: &str) -> Option<u8> {
        let at = self.months.iter().position(|known| known == word)?;
        u8::try_from(at + 1).ok()
    }

    /// The names of the months, in order.
    pub fn months(&self) -> &[String] {
        &self.months
    }

    /// 'Years', 'points': what a number before it measures.
    pub fn is_measure(&self, word: &str) -> bool {
        self.measures.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// 'Total': what heads the sum of a table's rows.
    pub fn is_total(&self, word: &str) -> bool {
        self.totals.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// 'of'.
    pub fn is_of(&self, word: &str) -> bool {
        self.of.eq_ignore_ascii_case(word)
    }

    /// The 'out' of 'out of'.
    pub fn is_out(&self, word: &str) -> bool {
        self.out.eq_ignore_ascii_case(word)
    }

    /// The 'all' of 'all but'.
    pub fn is_all(&self, word: &str) -> bool {
        self.all.eq_ignore_ascii_case(word)
    }

    /// The 'but' of 'all but'; 'except'.
    pub fn is_but(&self, word: &str) -> bool {
        self.but.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// Whether two words, the second perhaps empty, are 'per cent' or 'percent'; how many of them.
    pub fn per_cent(&self, first: &str, second: &str) -> Option<usize> {
        pair(&self.per_cent, first, second)
    }

    /// Whether two words, the second perhaps empty, say that a figure is the same in another form: 'which is', 'representing'.
    pub fn is_same(&self, first: &str, second: &str) -> Option<usize> {
        pair(&self.same, first, second)
    }
}

/// How many of two words are one of these, in which a tilde stands for a blank.
fn pair(known: &[String], first: &str, second: &str) -> Option<usize> {
    known.iter().find_map(|known| match known.split_once('~') {
        Some((one, two)) => (one.eq_ignore_ascii_case(first) && two.eq_ignore_ascii_case(second)).then_some(2),
        None => known.eq_ignore_ascii_case(first).then_some(1),
    })
}
