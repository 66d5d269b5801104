//! What checks of language ask about passages and words: which texts a typist wrote, how a word sounds, what stands before a place.

use super::words::TokenKind;
use super::{Kind, Mark, Origin, Passage, Reading};

/// Short forms that end in a full stop within a sentence, without it.
const STOPPED: &[&str] = &[
    "al", "approx", "art", "ca", "cf", "ch", "co", "dept", "dr", "e.g", "ed", "est", "etc", "fig", "govt", "i.e", "inc", "incl", "ltd",
    "max", "min", "mr", "mrs", "ms", "no", "nos", "p", "para", "paras", "pp", "prof", "rev", "sec", "st", "tel", "viz", "vol", "vs",
];

impl<'a> Reading<'a> {
    /// Everything that somebody typed: the report's texts and the framework's fixed wording, but not what bluebook makes.
    pub fn typed(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.passages.iter().filter(|passage| passage.is_typed())
    }

    /// Running text that somebody typed, in whole sentences.
    pub fn running(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.passages.iter().filter(|passage| passage.is_running())
    }
}

impl Passage<'_> {
    /// Whether somebody typed it, and bluebook did not make it.
    pub fn is_typed(&self) -> bool {
        self.place.origin != Origin::Made && self.source().is_some()
    }

    /// Whether it is running text that somebody typed, in whole sentences.
    pub fn is_running(&self) -> bool {
        self.is_typed() && matches!(self.kind, Kind::Text | Kind::Statement | Kind::Conclusion)
    }

    /// Whether two neighbouring tokens stand apart with nothing but blanks between them.
    pub fn spaced(&self, at: usize) -> bool {
        self.between(at).is_some_and(|gap| gap == " " || !gap.is_empty() && gap.chars().all(char::is_whitespace))
    }

    /// Whether a token and the next one touch.
    pub fn joined(&self, at: usize) -> bool {
        self.between(at).is_some_and(str::is_empty)
    }

    fn between(&self, at: usize) -> Option<&str> {
        let (one, two) = (self.tokens.get(at)?, self.tokens.get(at + 1)?);
        self.words.get(one.end..two.start)
    }

    /// Whether these bytes are code, an address, or words of another language: nothing to judge by the rules of English.
    pub fn is_apart(&self, words: &std::ops::Range<usize>) -> bool {
        self.is_marked(words, |mark| matches!(mark, Mark::Code | Mark::Foreign(_))) || self.in_address(words.start)
    }

    /// Whether the full stop at a token belongs to the word before it: 'e.g.', 'etc.', an initial.
    pub fn is_abbreviating(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| self.joined(*before)) else { return false };
        let word = self.word(before).to_lowercase();
        let dotted = before > 1 && self.is_mark(before - 1, '.') && self.joined(before - 1);
        dotted || word.chars().count() == 1 && self.word(before) != "I" || STOPPED.contains(&word.as_str())
    }

    /// Whether a token ends a sentence.
    pub fn is_stop(&self, at: usize) -> bool {
        matches!(self.tokens.get(at).map(|token| token.kind), Some(TokenKind::Mark('.' | '?' | '!' | '\u{2026}')))
    }
}

/// Beginnings of words whose first letter is said as in 'use'.
const U_AS_IN_USE: [&str; 17] =
    ["ubiq", "ufo", "ukulele", "unanim", "uni", "uran", "urin", "usa", "use", "usi", "usu", "usur", "uten", "uter", "util", "utop", "uvu"];

/// Whether a word has a capital.
pub fn has_capital(word: &str) -> bool {
    // Nearly every word is told by its bytes.
    word.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) && word.contains(char::is_uppercase)
}

/// Whether a word is a short form in capitals: 'PPO', '`OASys`', '`RoH`'. Roman numerals are not told apart here.
pub fn is_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// How a word sounds at its start: `Some(true)` with a vowel, `Some(false)` with a consonant, `None` if that cannot be said for certain.
pub fn opens_with_vowel(word: &str) -> Option<bool> {
    let first = word.chars().next()?;
    if first.is_ascii_digit() {
        return number_opens_with_vowel(word);
    }
    let part = word.split(['-', '\u{2011}']).next().unwrap_or(word);
    let letters: String = part.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.chars().count() == 1 {
        return match first.to_ascii_lowercase() {
            'a' | 'e' | 'f' | 'h' | 'i' | 'l' | 'm' | 'n' | 'o' | 'r' | 's' | 'x' => Some(true),
            c if c.is_ascii_lowercase() => Some(false),
            _ => None,
        };
    }
    if is_capitals(part) {
        return capitals_open_with_vowel(&letters);
    }
    let lower = letters.to_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    if !first.is_ascii_alphabetic() {
        return None;
    }
    match lower.chars().next()? {
        'h' if begins(&["honest", "honour", "honor", "hour", "heir"]) => Some(true),
        // Some say 'an historic'.
        'h' if begins(&["histor", "hotel", "habitual", "hallucin", "herb", "horrif", "hysteri"]) => None,
        'o' if lower == "one" || lower == "ones" || lower == "once" || lower == "oneself" || begins(&["ouija"]) => Some(false),
        'e' if begins(&["eu", "ewe"]) => Some(false),
        'u' if begins(&["unin", "unim", "unide", "unidi", "unissue", "unillu", "unirrit"]) && !begins(&["unidirect"]) => Some(true),
        'u' if begins(&U_AS_IN_USE) => Some(false),
        'a' | 'e' | 'i' | 'o' | 'u' => Some(true),
        'x' => None,
        _ => Some(false),
    }
}

fn number_opens_with_vowel(word: &str) -> Option<bool> {
    let digits: String = word.chars().filter(|c| *c != ',').take_while(char::is_ascii_digit).collect();
    let first = digits.len().checked_sub(1)? % 3;
    let lead = digits.get(..=first)?;
    match digits.len() {
        // 1100 may be read 'eleven hundred'.
        4 if lead == "1" && !word.contains(',') => None,
        _ => Some(lead.starts_with('8') || lead == "11" || lead == "18"),
    }
}

/// Short forms are read letter by letter or as a word; where the two differ and both can be, nothing is certain.
fn capitals_open_with_vowel(letters: &str) -> Option<bool> {
    let upper = letters.to_uppercase();
    let mut chars = upper.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let vowel = |c: char| "AEIOU".contains(c);
    match first {
        'A' | 'E' | 'I' | 'O' if letters.starts_with(char::is_uppercase) && letters.chars().nth(1).is_some_and(char::is_uppercase) => {
            Some(true)
        }
        'A' | 'I' | 'O' => Some(true),
        'B' | 'C' | 'D' | 'G' | 'J' | 'K' | 'P' | 'Q' | 'T' | 'V' | 'W' | 'Y' | 'Z' => Some(false),
        'F' | 'H' | 'L' | 'M' | 'N' | 'R' | 'S' | 'X' => {
            let unreadable = !upper.chars().any(|c| vowel(c) || c == 'Y')
                || !vowel(second)
                    && !matches!(
                        (first, second),
                        ('S', 'C' | 'H' | 'K' | 'L' | 'M' | 'N' | 'P' | 'Q' | 'T' | 'W') | ('F', 'L' | 'R') | (_, 'Y')
                    );
            unreadable.then_some(true)
        }
        // 'A UK law', 'an UMBRELLA'.
        'U' if upper.len() < 5 => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::opens_with_vowel;

    #[test]
    fn words_sound_as_they_are_said() {
        for (words, vowel) in [
            ("hour honest heir under unusual unidentified unimportant unanswered uninformed office e-mail eight-week", Some(true)),
            ("MP HMP NPS RMP SFO FDR LSC OASys ATR IPP LDU S S-plate 8 80 11 18 8,000 11th 80%", Some(true)),
            ("one once one-off university unit unique union uniform use usual user utility European good year", Some(false)),
            ("PPO UK CV 1 7 9 12 100 1,100", Some(false)),
            ("historic NACRO NOMS RoH LoR SARA SPO ROM 1800", None),
        ] {
            for word in words.split(' ') {
                assert_eq!(opens_with_vowel(word), vowel, "{word}");
            }
        }
    }
}
