//! The words of meaning by which statements are held side by side.

use std::collections::BTreeMap;

use super::super::claims::{Long, long, stem};
use super::super::{Passage, Reading};

/// Words that tell of a change, of time or of telling itself, and say nothing of what is told.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "above", "appendix", "area", "areas", "before", "below", "chart", "come", "came", "down", "during", "each", "fall", "fallen", "fell", "gave", "give", "given", "gives",
    "grew", "grow", "grown", "increase", "increased", "looked", "month", "months", "number", "numbers", "past", "points", "percentage", "rise", "risen", "rose", "seen",
    "show", "shows", "strongly", "table", "time", "total", "week", "weeks", "whose", "year", "years", "your", "days", "hours", "minutes", "reached", "risen", "stood",
    "there", "since", "million", "thousand", "billion", "further", "least", "used", "applied",
];

/// The words of meaning, each read once.
pub struct Stems {
    long: Long,
    known: BTreeMap<u64, Vec<u64>>,
}

impl Stems {
    /// For a report.
    pub fn new(reading: &Reading) -> Self {
        Self { long: long(reading), known: BTreeMap::new() }
    }

    /// Adds those of tokens.
    pub fn add(&mut self, passage: &Passage, tokens: impl Iterator<Item = usize>, out: &mut Vec<u64>) {
        for at in tokens {
            let (Some(token), Some(id)) = (passage.tokens.get(at), passage.ids.get(at)) else { continue };
            // 'Had to attend' is required.
            if passage.is_word(at, &["to"]) && at > 0 && passage.is_word(at - 1, &["had", "has", "have"]) {
                out.extend(stem("required"));
            }
            if token.is_word() {
                let long = &self.long;
                out.extend(self.known.entry(*id).or_insert_with(|| of_word(long, passage.text(token))).iter());
            }
        }
    }

    /// Those of tokens, sorted.
    pub fn of(&mut self, passage: &Passage, tokens: impl Iterator<Item = usize>) -> Vec<u64> {
        let mut out = Vec::new();
        self.add(passage, tokens, &mut out);
        sorted(out)
    }

    /// Those of a text, sorted.
    pub fn of_text(&self, text: &str) -> Vec<u64> {
        sorted(text.split(|c: char| !c.is_alphanumeric()).flat_map(|word| of_word(&self.long, word)).collect())
    }
}

/// Each once, in order.
pub(super) fn sorted(mut stems: Vec<u64>) -> Vec<u64> {
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn of_word(long: &Long, word: &str) -> Vec<u64> {
    if let Some(stems) = long.get(word).or_else(|| long.get(word.strip_suffix('s')?)) {
        return stems.clone();
    }
    word.split(['-', '\u{2011}'])
        .filter(|part| !EMPTY.iter().any(|empty| empty.eq_ignore_ascii_case(part)))
        .filter_map(|part| {
            let lower = part.to_lowercase();
            stem(match lower.as_str() {
                "led" | "leader" | "leaders" | "leadership" | "leading" => "lead",
                "need" | "needs" | "needed" | "needing" | "necessary" => "required",
                "met" => "meet",
                "finish" | "finished" => "completed",
                "began" | "begun" | "begin" => "started",
                _ => part,
            })
        })
        .collect()
}
