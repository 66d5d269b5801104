//! The words of a language that carry numbers: 'nine', 'two-thirds', 'out of', 'all but'.
//!
//! They come from the locale, so that another language brings its own. Checks ask for a meaning and not for a word.

use crate::locale::{Arg, Locale};

/// Number words and link words of one language, in lower case.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// What stands for 0 to 19, by value; several for one value are joined by a stroke.
    small: Vec<Vec<String>>,
    /// What stands for 20, 30, … 90.
    tens: Vec<String>,
    hundred: String,
    thousand: String,
    /// 'half', 'third', 'quarter', …, with what each divides by.
    fractions: Vec<(String, i64)>,
    /// 'a', 'an': one of something, before a fraction.
    articles: Vec<String>,
    and: String,
    or: String,
    determiners: Vec<String>,
    labels: Vec<String>,
    totals: Vec<String>,
    months: Vec<String>,
    of: String,
    out: String,
    all: String,
    but: Vec<String>,
    per_cent: Vec<String>,
}

impl Lexicon {
    /// The lexicon of a language.
    pub fn new(locale: &Locale) -> Self {
        let words = |text: String| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        Self {
            small: words(locale.say("read-numbers")).iter().map(|list| list.split('|').map(str::to_owned).collect()).collect(),
            tens: words(locale.say("read-tens")),
            hundred: locale.say("read-hundred"),
            thousand: locale.say("read-thousand"),
            fractions: words(locale.say("read-fractions"))
                .iter()
                .filter_map(|pair| pair.split_once('='))
                .filter_map(|(word, part)| Some((word.to_owned(), part.parse().ok()?)))
                .collect(),
            articles: words(locale.say("read-articles")),
            and: locale.say("read-and"),
            or: locale.say("read-or"),
            determiners: words(locale.say("read-determiners")),
            labels: words(locale.say("read-labels")),
            totals: words(locale.say("read-totals")),
            months: (1..=12).map(|month| locale.say_with("month-name", &[("month", Arg::Count(month))])).collect(),
            of: locale.say("read-of"),
            out: locale.say("read-out"),
            all: locale.say("read-all"),
            but: words(locale.say("read-but")),
            per_cent: words(locale.say("read-per-cent")),
        }
    }

    /// What a number word under twenty stands for.
    pub fn small(&self, word: &str) -> Option<i64> {
        let at = self.small.iter().position(|words| words.iter().any(|known| known.eq_ignore_ascii_case(word)))?;
        i64::try_from(at).ok()
    }

    /// What 'twenty' to 'ninety' stand for.
    pub fn tens(&self, word: &str) -> Option<i64> {
        let at = self.tens.iter().position(|known| known.eq_ignore_ascii_case(word))?;
        Some((i64::try_from(at).ok()? + 2) * 10)
    }

    /// What 'half', 'third', 'thirds', … divides by.
    pub fn fraction(&self, word: &str) -> Option<i64> {
        self.fractions.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, part)| *part)
    }

    /// 'hundred'.
    pub fn is_hundred(&self, word: &str) -> bool {
        self.hundred.eq_ignore_ascii_case(word)
    }

    /// 'thousand'.
    pub fn is_thousand(&self, word: &str) -> bool {
        self.thousand.eq_ignore_ascii_case(word)
    }

    /// 'a', 'an'.
    pub fn is_article(&self, word: &str) -> bool {
        self.articles.iter().any(|known| known.eq_ignore_ascii_case(word))
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
        self.per_cent.iter().find_map(|known| match known.split_once('~') {
            Some((one, two)) => (one.eq_ignore_ascii_case(first) && two.eq_ignore_ascii_case(second)).then_some(2),
            None => known.eq_ignore_ascii_case(first).then_some(1),
        })
    }
}
