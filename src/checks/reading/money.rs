//! Sums of money in a text: '£6,500', '£1.2 million', '£900k', each with how exactly it is told.

use super::words::Unit;
use super::{Passage, sentences::Sentence};

/// A sum of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// Its first token.
    pub first: usize,
    /// Its last token: the number, or the word after it.
    pub last: usize,
    /// In pence.
    pub value: i64,
    /// What one more in its last digit would be, in pence: at least 1, and 1 where it is told to the pound or penny.
    pub step: i64,
}

impl Amount {
    /// How far it may be off by rounding.
    pub fn slack(self) -> i64 {
        self.step / 2
    }
}

/// By what the word after a number multiplies it.
pub fn scale(word: &str) -> Option<i64> {
    match word.to_lowercase().as_str() {
        "k" | "thousand" => Some(1_000),
        "m" | "mn" | "million" => Some(1_000_000),
        "bn" | "billion" => Some(1_000_000_000),
        _ => None,
    }
}

/// The sum of money whose number stands at a token.
pub fn amount(passage: &Passage, at: usize) -> Option<Amount> {
    let token = passage.tokens.get(at)?;
    if let Some(figure) = token.figure().filter(|figure| figure.unit == Unit::Money) {
        let scaled = scale(passage.word(at + 1));
        return of(figure.numerator, figure.denominator, scaled).map(|(value, step)| Amount {
            first: at,
            last: at + usize::from(scaled.is_some()),
            value,
            step,
        });
    }
    // '£1.2m' is a mark and a word.
    let text = passage.text(token);
    if !token.is_word() || at == 0 || !passage.is_mark(at - 1, '£') || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic());
    let scaled = scale(text.get(digits.len()..)?)?;
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let number: i64 = digits.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()?;
    let denominator = 10_i64.checked_pow(u32::try_from(decimals).ok()?)?;
    of(number, denominator, Some(scaled)).map(|(value, step)| Amount { first: at - 1, last: at, value, step })
}

fn of(number: i64, denominator: i64, scale: Option<i64>) -> Option<(i64, i64)> {
    let pence = scale.unwrap_or(1).checked_mul(100)?;
    let value = number.checked_mul(pence)?.checked_div(denominator)?;
    // Of £1.0000000001 million the last digit is less than a penny.
    Some((value, if scale.is_some() { (pence / denominator).max(1) } else { 1 }))
}

/// The sums of money of a sentence, in order.
pub fn amounts(passage: &Passage, sentence: &Sentence) -> Vec<Amount> {
    sentence.tokens.clone().filter_map(|at| amount(passage, at)).collect()
}
