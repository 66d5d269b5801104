//! What a figure comes to and what it measures.

use super::super::money;
use super::super::shares::labelled;
use super::super::words::{Figure, Form, TokenKind, Unit};
use super::super::{Passage, Reading};

/// A figure's value and what it measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// What it measures.
    pub measure: Measure,
    /// The value is this …
    pub numerator: i64,
    /// … over this, in lowest terms.
    pub denominator: i64,
}

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Things.
    Count,
    /// Parts of a hundred.
    Percent,
    /// Money.
    Money,
    /// Time, by the first letter of its unit.
    Time(u8),
}

/// What a number is, if it counts or measures.
pub(super) fn amount(reading: &Reading, passage: &Passage, at: usize) -> Option<Amount> {
    let figure = passage.tokens[at].figure().filter(|figure| figure.form != Form::Fraction && !figure.may_be_year())?;
    let next = passage.word(at + 1);
    let time = |word: &str| {
        let unit =
            ["day", "week", "month", "year", "hour", "minute"].iter().find(|unit| word.trim_end_matches('s').eq_ignore_ascii_case(unit))?;
        // 'Month' and 'minute' share their first letter.
        Some(if *unit == "minute" { b'i' } else { unit.as_bytes()[0] })
    };
    match figure.unit {
        Unit::Percent => Some(Amount::new(Measure::Percent, figure, 1)),
        Unit::Money => Some(Amount::new(Measure::Money, figure, scale(passage, at))),
        Unit::None => {
            if let Some(unit) = time(next).or_else(|| time(passage.word(at + 2)).filter(|_| passage.is_word(at + 1, &["working"]))) {
                return Some(Amount::new(Measure::Time(unit), figure, 1));
            }
            let counts = figure.denominator == 1 && !labelled(passage, &reading.lexicon, at);
            counts.then(|| Amount::new(Measure::Count, figure, 1))
        }
    }
}

/// 'Million' after a sum of money.
pub fn scale(passage: &Passage, at: usize) -> i64 {
    let joined = matches!(passage.tokens.get(at + 1).map(|token| token.kind), Some(TokenKind::Word));
    joined.then(|| money::scale(passage.word(at + 1))).flatten().unwrap_or(1)
}

impl Amount {
    /// A figure, so many times.
    pub fn new(measure: Measure, figure: Figure, scale: i64) -> Self {
        let numerator = figure.numerator.checked_mul(scale).unwrap_or(figure.numerator);
        Self::of(measure, numerator, figure.denominator)
    }

    /// So many parts of a number.
    pub fn of(measure: Measure, numerator: i64, denominator: i64) -> Self {
        let divisor = divisor(numerator, denominator);
        Self { measure, numerator: numerator / divisor, denominator: denominator / divisor }
    }

    /// Whether the two are the same, or one is the other rounded: '£12 million' for '£11.97 million'.
    pub fn agrees(self, other: Self) -> bool {
        if self == other {
            return true;
        }
        let scaled = |one: Self, two: Self| i128::from(one.numerator) * i128::from(two.denominator);
        let (one, two) = (scaled(self, other), scaled(other, self));
        let near = (one - two).abs() * 50 <= one.abs().max(two.abs());
        match self.measure {
            // A percentage may be printed with decimals elsewhere.
            Measure::Percent => {
                let (one, two) = (one * 2, two * 2);
                (self.denominator != other.denominator) && (one - two).abs() <= i128::from(self.denominator) * i128::from(other.denominator)
            }
            Measure::Money => near && (self.is_round() || other.is_round()),
            Measure::Count => near && one.abs().max(two.abs()) > 999 && (self.is_round() || other.is_round()),
            Measure::Time(_) => false,
        }
    }

    /// Whether it has two digits and noughts.
    fn is_round(self) -> bool {
        let mut digits = self.numerator;
        while digits > 99 && digits % 10 == 0 {
            digits /= 10;
        }
        digits <= 99 && (self.denominator == 1 || self.denominator == 10)
    }
}

fn divisor(one: i64, two: i64) -> i64 {
    let (mut one, mut two) = (one.abs(), two.abs());
    while two != 0 {
        (one, two) = (two, one % two);
    }
    one.max(1)
}
