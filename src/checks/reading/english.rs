//! Words that several checks look for in English texts. A check that uses them says so in its [`languages`](crate::checks::About::languages).

use super::Passage;
use super::words::{Figure, Token};

/// Before a number: it is not meant exactly.
pub const HEDGES: &[&str] = &[
    "about",
    "above",
    "almost",
    "approximately",
    "around",
    "below",
    "circa",
    "exceeding",
    "least",
    "maximum",
    "minimum",
    "most",
    "nearly",
    "over",
    "quite",
    "roughly",
    "some",
    "than",
    "under",
    "virtually",
];

/// After 'of': words for what was spoken of before.
pub const THEM: &[&str] = &["them", "these", "those", "whom", "which"];

/// What reports count.
pub const COUNTED: &[&str] = &[
    "adults",
    "areas",
    "assessments",
    "assessors",
    "cases",
    "children",
    "courts",
    "files",
    "licences",
    "magistrates",
    "managers",
    "men",
    "offenders",
    "orders",
    "people",
    "plans",
    "prisoners",
    "programmes",
    "questionnaires",
    "records",
    "reports",
    "residents",
    "respondents",
    "returns",
    "sentencers",
    "staff",
    "victims",
    "women",
];

/// Verbs and adverbs of the past that may follow a number that has no noun: 'four of the ten had', 'all six felt'. Those in '-ed' are known by it.
const DID: &[&str] = &[
    "already",
    "also",
    "are",
    "became",
    "began",
    "brought",
    "came",
    "chose",
    "could",
    "did",
    "felt",
    "found",
    "gave",
    "got",
    "had",
    "has",
    "have",
    "held",
    "kept",
    "knew",
    "led",
    "left",
    "lost",
    "made",
    "met",
    "never",
    "paid",
    "ran",
    "read",
    "remain",
    "said",
    "saw",
    "sent",
    "should",
    "spoke",
    "stood",
    "still",
    "taught",
    "thought",
    "told",
    "took",
    "understood",
    "was",
    "went",
    "were",
    "would",
    "wrote",
];

/// Whether a word after a number says what was done or was so, and not what is counted.
pub fn is_verb(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    DID.binary_search(&lower.as_str()).is_ok() || lower.len() > 4 && lower.ends_with("ed") && !NO_VERBS.contains(&lower.as_str())
}

/// In '-ed', but they stand before a noun: 'all six planned visits'.
const NO_VERBS: &[&str] = &[
    "accredited",
    "agreed",
    "approved",
    "detailed",
    "experienced",
    "identified",
    "inspected",
    "named",
    "planned",
    "proposed",
    "qualified",
    "related",
    "required",
    "sampled",
    "selected",
    "supervised",
    "targeted",
    "trained",
];

impl Passage<'_> {
    /// The word of the token at a place; empty if there is none or it is no word.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|token| token.is_word()).map_or("", |token| self.text(token))
    }

    /// Whether the token at a place is one of these words, in any case.
    pub fn is_word(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// Whether these words stand here in a row, in any case.
    pub fn says(&self, at: usize, words: &[&str]) -> bool {
        words.iter().zip(at..).all(|(word, at)| self.word(at).eq_ignore_ascii_case(word))
    }

    /// Whether the token at a place is this mark.
    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(mark))
    }

    /// Whether a sentence names a year, or says that it tells of another time or place: 'In 2004 it had been 19 of the 64'.
    pub fn is_of_another_time(&self, tokens: std::ops::Range<usize>) -> bool {
        const ANOTHER: &[&str] =
            &["earlier", "former", "formerly", "last", "national", "nationally", "original", "originally", "previous", "previously"];
        let year = |at: &usize| self.tokens[*at].figure().is_some_and(Figure::may_be_year);
        self.numbers_in(tokens.clone()).iter().any(year) || tokens.into_iter().any(|at| self.is_word(at, ANOTHER))
    }

    /// Whether the number at a place is not meant exactly: 'about 60', 'at least 12'.
    pub fn is_hedged(&self, at: usize) -> bool {
        let before = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|before| self.is_word(before, words));
        before(1, HEDGES) || before(1, &["to"]) && before(2, &["up", "close"])
    }

    /// Whether 'one' at a place stands for a thing and counts none: 'the cases that had one', 'without one'.
    pub fn is_pronoun(&self, at: usize) -> bool {
        const BEFORE: &[&str] = &["without", "have", "having", "need", "needing", "get", "getting", "receive", "require", "requiring"];
        let Some(before) = at.checked_sub(1) else { return false };
        let spelt = self.tokens.get(at).is_some_and(|token| token.count() == Some(1) && self.text(token).eq_ignore_ascii_case("one"));
        // 'There was one (4%)' counts.
        let verb = is_verb(self.word(before)) && !self.is_word(before, &["was", "were", "are"]);
        spelt && (verb || self.is_word(before, BEFORE))
    }

    /// A figure, or a word such as 'all', as a message tells it: with the million after it, and without the capital that begins a sentence.
    pub fn as_told(&self, at: usize) -> String {
        let unit = self.is_word(at + 1, &["million", "billion", "trillion"]);
        let text = self.words.get(self.bytes(at, at + usize::from(unit))).unwrap_or_default();
        let mut chars = text.chars();
        match chars.next().filter(|first| first.is_uppercase() && self.opens_sentence(at)) {
            Some(first) => first.to_lowercase().chain(chars).collect(),
            None => text.to_owned(),
        }
    }

    /// The bytes from one token to another.
    pub fn bytes(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        let start = self.tokens.get(first).map_or(0, |token: &Token| token.start);
        start..self.tokens.get(last).map_or(self.words.len(), |token| token.end)
    }
}
