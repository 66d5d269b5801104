//! The short forms and terms of a report: what its lists explain, where texts use them, and what texts explain themselves.
//!
//! Read once, for all checks of abbreviations and glossary.

mod listed;

use std::collections::BTreeMap;
use std::ops::Range;

use super::references::is_linked;
use super::style::{has_capital, is_capitals};
use super::words::TokenKind;
use super::{Home, Passage, Reading};
use listed::listed;

/// Short forms and terms.
#[derive(Debug)]
pub struct Terms {
    /// What the lists explain, in their order.
    pub listed: Vec<Listed>,
    /// Where short forms stand outside the lists, in reading order.
    pub uses: Vec<Use>,
    /// What texts explain in brackets, in reading order.
    pub explained: Vec<Explained>,
}

/// A short form or term that a list explains.
#[derive(Debug)]
pub struct Listed {
    /// 'PPO', 'dynamic factors'.
    pub form: String,
    /// What it stands for, without what is said about it; empty if the list does not say.
    pub long: String,
    /// Whether it is a short form.
    pub short: bool,
    /// The passage of the list that holds it.
    pub passage: usize,
    /// Where it stands there.
    pub bytes: Range<usize>,
    /// Which entry of the lists it belongs to; an entry may have several forms.
    pub entry: usize,
}

/// A short form in a text.
#[derive(Debug)]
pub struct Use {
    /// The form without the ending of a plural or a possessive.
    pub form: String,
    /// The entry of [`Terms::listed`] that it is, if any.
    pub listed: Option<usize>,
    /// The passage.
    pub passage: usize,
    /// Its tokens there.
    pub tokens: Range<usize>,
    /// Its ending.
    pub ending: Ending,
}

/// What a short form ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Nothing.
    None,
    /// 's'.
    Plural,
    /// An apostrophe, with an 's' or without.
    Possessive,
}

/// A short form that a text explains: 'drug rehabilitation requirement (DRR)'.
#[derive(Debug)]
pub struct Explained {
    /// 'DRR'.
    pub form: String,
    /// 'drug rehabilitation requirement'.
    pub long: String,
    /// The passage.
    pub passage: usize,
    /// The bytes of both.
    pub bytes: Range<usize>,
}

/// Short forms that need no explanation, and capitals that are none.
const KNOWN: &[&str] = &[
    "AD", "AIDS", "AM", "BA", "BBC", "BC", "BSc", "BST", "CBE", "CCTV", "CD", "CEng", "CSV", "CV", "DIY", "DNA", "DVD", "EC", "EEC", "EU",
    "FAQ", "GCE", "GCSE", "GMT", "GP", "HIV", "HM", "HMP", "HMSO", "HTML", "ID", "IQ", "ISBN", "ISSN", "IT", "JP", "LLB", "MA", "MBE",
    "MP", "MSc", "NB", "NHS", "OBE", "ODS", "OK", "PC", "PDF", "PE", "PIN", "PLC", "PM", "PS", "QC", "RE", "RIP", "SIM", "SMS", "SOS",
    "TV", "UK", "UN", "URL", "US", "USA", "USB", "VAT", "WC", "XML", "PhD", "MPhil",
];
/// Ordinary words that stand in capitals for weight.
const SHOUTED: &[&str] = &[
    "ALL", "AND", "ANY", "ARE", "BUT", "BY", "DID", "FOR", "HAD", "HAS", "IN", "IS", "MAY", "MUST", "NO", "NOT", "OF", "ON", "ONLY", "OR",
    "SHALL", "THE", "TO", "WAS", "WE", "WERE", "WITH", "YOU", "YOUR", "NEVER", "ONE",
];
/// Words that an expansion's letters leave out.
const SMALL: &[&str] = &["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "under", "with"];

impl Terms {
    /// Reads a report's lists and texts.
    pub fn new(reading: &Reading) -> Self {
        let mut terms = Self { listed: listed(reading), uses: Vec::new(), explained: Vec::new() };
        terms.read(reading);
        terms
    }

    fn read(&mut self, reading: &Reading) {
        let mut first_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, listed) in self.listed.iter().enumerate().filter(|(_, listed)| listed.short) {
            let first = listed.form.split(' ').next().unwrap_or_default();
            first_words.entry(first.to_owned()).or_default().push(at);
        }
        let (mut uses, mut explained) = (Vec::new(), Vec::new());
        for (index, passage) in reading.passages.iter().enumerate() {
            let in_list = matches!(passage.place.home, Home::Abbreviations | Home::Glossary);
            let shouted = shouted(passage);
            let mut at = 0;
            while at < passage.tokens.len() {
                let word = passage.word(at);
                let Some(found) = has_capital(word).then(|| self.at(reading, index, at, &first_words)).flatten() else {
                    at += 1;
                    continue;
                };
                let end = found.tokens.end;
                let apart = found.listed.is_none() && (shouted.contains(&at) || passage.is_apart(&passage.tokens[at].range()));
                if !apart {
                    explained.extend(Self::explanation(passage, index, &found));
                    // A cross-reference from one entry to another is meant.
                    if !in_list || is_linked(passage, &passage.bytes(found.tokens.start, end - 1)) {
                        uses.push(found);
                    }
                }
                at = end;
            }
        }
        self.uses = uses;
        self.explained = explained;
    }

    /// The short form that begins at a token.
    fn at(&self, reading: &Reading, index: usize, at: usize, first_words: &BTreeMap<String, Vec<usize>>) -> Option<Use> {
        let passage = &reading.passages[index];
        let word = passage.word(at);
        let (core, ending) = without_ending(word);
        let mut best: Option<Use> = None;
        for (form, ending) in [(word, Ending::None), (core, ending)] {
            for listed in first_words.get(form).into_iter().flatten() {
                let form = &self.listed[*listed].form;
                let pieces = form.split(' ').count();
                let last = at + pieces - 1;
                let here = form.split(' ').zip(at..).all(|(piece, at)| {
                    let text = passage.tokens.get(at).map_or("", |token| passage.text(token));
                    text == piece || at == last && without_ending(text).0 == piece
                });
                if here && best.as_ref().is_none_or(|best| best.tokens.len() < pieces) {
                    let ending = if pieces == 1 { ending } else { without_ending(passage.word(last)).1 };
                    best = Some(Use { form: form.clone(), listed: Some(*listed), passage: index, tokens: at..last + 1, ending });
                }
            }
        }
        if best.is_some() {
            return best;
        }
        // 'PPO-related', 'non-PPO': the part in capitals.
        let part = core.split(['-', '\u{2011}']).find(|part| is_short_form(without_ending(part).0))?;
        let (form, ending) = if part == core { (core, ending) } else { without_ending(part) };
        let listed = first_words.get(form).and_then(|listed| listed.iter().copied().find(|at| self.listed[*at].form == form));
        (is_short_form(form) && (listed.is_some() || !is_ordinary(reading, passage, at, form))).then(|| Use {
            form: form.to_owned(),
            listed,
            passage: index,
            tokens: at..at + 1,
            ending,
        })
    }

    /// What a text says that a short form stands for, right there: 'long form (SF)' or 'SF (long form)'.
    fn explanation(passage: &Passage, index: usize, found: &Use) -> Option<Explained> {
        let (first, last) = (found.tokens.start, found.tokens.end - 1);
        let made = |from: usize, to: usize, whole: Range<usize>| {
            let long = passage.words.get(passage.bytes(from, to))?.to_owned();
            Some(Explained { form: found.form.clone(), long, passage: index, bytes: whole })
        };
        let open = first.checked_sub(1).filter(|open| passage.is_mark(*open, '('));
        if let Some(open) =
            open.filter(|_| passage.tokens.get(last + 1).is_some_and(|next| matches!(next.kind, TokenKind::Mark(')' | ',' | ';'))))
        {
            let from = long_before(passage, open, &found.form)?;
            return made(from, open - 1, passage.bytes(from, last + 1));
        }
        if !passage.is_mark(last + 1, '(') {
            return None;
        }
        let close = (last + 2..passage.tokens.len().min(last + 14)).find(|at| passage.is_mark(*at, ')'))?;
        let words = passage.words.get(passage.bytes(last + 2, close - 1))?;
        fits(&found.form, words).filter(|left_out| *left_out == 0)?;
        made(last + 2, close - 1, passage.bytes(first, close))
    }

    /// The short forms in a passage.
    pub fn uses_in(&self, passage: usize) -> &[Use] {
        let from = self.uses.partition_point(|found| found.passage < passage);
        let to = self.uses.partition_point(|found| found.passage <= passage);
        self.uses.get(from..to).unwrap_or_default()
    }
}

/// Whether capitals are no short form that anybody would look up.
fn is_ordinary(reading: &Reading, passage: &Passage, at: usize, form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    let word = form.chars().all(char::is_uppercase) && (letters > 6 || letters > 3 && reading.stands_in_lower(form));
    is_known(form) || SHOUTED.contains(&form) || is_roman(form) || word || in_postcode(passage, at)
}

/// A word in lower case as a number: FNV-1a, by which words of one report do not collide.
pub fn id(word: &str) -> u64 {
    let step = |hash: u64, c: u32| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    if word.is_ascii() {
        return word.bytes().fold(BASIS, |hash, b| step(hash, u32::from(b.to_ascii_lowercase())));
    }
    let lower = word.chars().flat_map(char::to_lowercase).map(|c| if c == '\u{2019}' { '\'' } else { c });
    lower.fold(BASIS, |hash, c| step(hash, u32::from(c)))
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// A list of words by their numbers, for lists that every word of a report is held against.
#[derive(Debug)]
pub struct Words(Vec<u64>);

impl Words {
    /// The words of these lists.
    pub fn new(lists: &[&[&str]]) -> Self {
        let mut ids: Vec<u64> = lists.iter().copied().flatten().map(|word| id(word)).collect();
        ids.sort_unstable();
        Self(ids)
    }

    /// Whether the word with this number is one of them.
    pub fn hold(&self, id: u64) -> bool {
        self.0.binary_search(&id).is_ok()
    }
}

/// The words of a text as numbers, hyphens apart.
pub fn ids(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}' | '-')).filter(|word| !word.is_empty()).map(id).collect()
}

/// A word without 's', "'s" or "s'" behind capitals.
pub fn without_ending(word: &str) -> (&str, Ending) {
    let core = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).or_else(|| word.strip_suffix(['’', '\'']));
    if let Some(core) = core {
        return (core.strip_suffix('s').filter(|core| is_capitals(core)).unwrap_or(core), Ending::Possessive);
    }
    match word.strip_suffix('s').filter(|core| core.ends_with(char::is_uppercase) && is_capitals(core)) {
        Some(core) => (core, Ending::Plural),
        None => (word, Ending::None),
    }
}

/// Whether a word looks like a short form: at least half capitals, no name such as '`McArthur`' or '`YouTube`'.
pub fn is_short_form(word: &str) -> bool {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let plain = word.chars().all(char::is_alphanumeric);
    upper > 1
        && upper * 2 >= letters
        && plain
        && !["Mc", "Mac", "O’", "De", "Fitz"].iter().any(|name| word.starts_with(name) && upper < letters - 1)
}

/// Whether a short form needs no explanation.
pub fn is_known(form: &str) -> bool {
    KNOWN.contains(&form)
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() < 6 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) || matches!(word, "XL" | "LX" | "XC")
}

/// 'SW1P 2BQ': capitals with digits before or after such.
fn in_postcode(passage: &Passage, at: usize) -> bool {
    let inward = |at: usize| {
        let text = passage.tokens.get(at).map_or("", |token| passage.text(token));
        text.len() == 3 && text.starts_with(|c: char| c.is_ascii_digit()) && text[1..].chars().all(|c| c.is_ascii_uppercase())
    };
    inward(at) || inward(at + 1)
}

/// Tokens in runs of capitals that are headings or shouting and no short forms.
fn shouted(passage: &Passage) -> Vec<usize> {
    let loud = |at: usize| {
        let word = passage.word(at);
        // Nearly every word is told by its last letter.
        !word.ends_with(char::is_lowercase) && !word.contains(char::is_lowercase) && word.chars().any(char::is_alphabetic)
    };
    let mut shouted = Vec::new();
    let mut at = 0;
    while at < passage.tokens.len() {
        if !loud(at) {
            at += 1;
            continue;
        }
        let run = (at..passage.tokens.len()).take_while(|at| loud(*at)).count();
        let long = (at..at + run).filter(|at| passage.word(*at).chars().count() > 4).count();
        if run > 1 && long > 0 {
            shouted.extend(at..at + run);
        }
        at += run;
    }
    shouted
}

/// The first token of the words before a bracket that a short form stands for.
fn long_before(passage: &Passage, open: usize, form: &str) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for from in (open.saturating_sub(12)..open).rev() {
        let token = passage.tokens[from];
        if matches!(token.kind, TokenKind::Mark(mark) if !matches!(mark, '-' | '/' | '’' | '\'' | '‘' | '&')) {
            break;
        }
        let words = passage.words.get(token.start..passage.tokens[open - 1].end).unwrap_or_default();
        if let Some(left_out) = fits(form, words).filter(|left_out| best.is_none_or(|(least, _)| *left_out < least)) {
            best = Some((left_out, from));
        }
    }
    best.filter(|(left_out, _)| *left_out * 2 <= form.chars().filter(|c| c.is_uppercase()).count()).map(|(_, from)| from)
}

/// Whether a short form's capitals are the first letters of words, in order, the first word's among them; how many words have no letter.
pub fn fits(form: &str, long: &str) -> Option<usize> {
    let mut letters = form.chars().filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).peekable();
    let mut left_out = 0;
    let mut used = false;
    for (at, word) in long.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).filter(|word| !word.is_empty()).enumerate() {
        let first = word.chars().flat_map(char::to_lowercase).next();
        used = first.is_some() && letters.peek() == first.as_ref();
        if used {
            letters.next();
        } else if at == 0 {
            return None;
        } else if !SMALL.contains(&word.to_lowercase().as_str()) {
            left_out += 1;
        }
    }
    (letters.peek().is_none() && used).then_some(left_out)
}

#[cfg(test)]
mod tests {
    use super::listed::alternatives;
    use super::{Ending, fits, is_roman, is_short_form, without_ending};

    #[test]
    fn forms_and_endings() {
        for (word, core, ending) in [
            ("PPOs", "PPO", Ending::Plural),
            ("PPO’s", "PPO", Ending::Possessive),
            ("PPOs’", "PPO", Ending::Possessive),
            ("OASys", "OASys", Ending::None),
            ("plans", "plans", Ending::None),
            ("SOS", "SOS", Ending::None),
        ] {
            assert_eq!(without_ending(word), (core, ending), "{word}");
        }
        for word in ["PPO", "RoH", "OASys", "OGRS2", "eOASys", "PhD"] {
            assert!(is_short_form(word), "{word}");
        }
        for word in ["McCrorie", "YouTube", "PowerPoint", "Ofsted", "plan", "A", "MacDonald"] {
            assert!(!is_short_form(word), "{word}");
        }
        assert!(is_roman("III") && !is_roman("IPP"));
    }

    #[test]
    fn letters_fit_first_letters() {
        for (form, long, left_out) in [
            ("DRR", "drug rehabilitation requirement", Some(0)),
            ("PPO", "prolific and other priority offender", Some(1)),
            ("OASys", "Offender Assessment System", Some(0)),
            ("RoSH", "Risk of Serious Harm", Some(0)),
            ("PSR", "Pre-sentence report", Some(0)),
            ("PSR", "a pre-sentence report", None),
            ("DRR", "drug rehabilitation plan", None),
        ] {
            assert_eq!(fits(form, long), left_out, "{form} {long}");
        }
    }

    #[test]
    fn terms_have_alternatives() {
        for (term, forms) in [
            ("OASys/eOASys", vec!["OASys", "eOASys"]),
            ("‘RoH’, ‘RoH work’ or ‘Risk of Harm work’", vec!["RoH", "RoH work", "Risk of Harm work"]),
            ("RoSH (Risk of Serious Harm)", vec!["RoSH"]),
            ("Interventions; constructive ones", vec!["Interventions", "constructive ones"]),
        ] {
            let found: Vec<_> = alternatives(term).into_iter().map(|range| &term[range]).collect();
            assert_eq!(found, forms);
        }
    }
}
