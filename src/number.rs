//! Exact numbers and the one rounding rule.
//!
//! Scores are sums of proportions, so they are kept as fractions of whole numbers from the first answer to the last mean and
//! rounded once, half up, when they are printed. No floating-point number takes part.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use serde::{Deserialize, Serialize};

/// An exact number: a fraction of two whole numbers of any size.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Number(BigRational);

impl Number {
    /// A whole number.
    pub fn whole(value: i64) -> Self {
        Self(BigRational::from_integer(BigInt::from(value)))
    }

    /// `part` divided by `whole`; `None` when `whole` is 0.
    pub fn ratio(part: i64, whole: i64) -> Option<Self> {
        (whole != 0).then(|| Self(BigRational::new(BigInt::from(part), BigInt::from(whole))))
    }

    /// From decimal digits as people write them: an optional minus sign, digits, and at most `decimals` digits after a point.
    pub fn parse_decimal(text: &str, decimals: usize) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return None,
            None => (digits, ""),
        };
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 18 || fraction.len() > decimals || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let numerator: BigInt = format!("{whole}{fraction}").parse().ok()?;
        let value = BigRational::new(numerator, BigInt::from(10).pow(u32::try_from(fraction.len()).ok()?));
        Some(Self(if negative { -value } else { value }))
    }

    /// The mean; `None` of nothing.
    pub fn mean<'a>(values: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let (sum, count) = values.into_iter().fold((BigRational::zero(), 0u64), |(sum, count), value| (sum + &value.0, count + 1));
        (count > 0).then(|| Self(sum / BigInt::from(count)))
    }

    /// The mean of values that count as much as their weights, each 0 or above; `None` if no weight is above 0.
    pub fn weighted_mean<'a>(values: impl IntoIterator<Item = (&'a Self, &'a Self)>) -> Option<Self> {
        let (sum, weights) = values.into_iter().fold((BigRational::zero(), BigRational::zero()), |(sum, weights), (value, weight)| {
            (sum + &value.0 * &weight.0, weights + &weight.0)
        });
        weights.is_positive().then(|| Self(sum / weights))
    }

    /// The quotient; `None` when `other` is 0.
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.0.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// Whether it is above 0.
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    /// The fewest decimal places, up to `most`, that show it in full; `most` if none do.
    pub fn decimals(&self, most: u32) -> u32 {
        (0..most).find(|places| self.rounded(*places) == *self).unwrap_or(most)
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// As a whole number, if it is one and not beyond all measure.
    pub fn to_whole(&self) -> Option<i64> {
        self.0.is_integer().then(|| self.0.to_integer().to_i64())?
    }

    /// The one rounding rule: to `decimals` places, half up (away from zero below zero).
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Self {
        let scale = BigInt::from(10).pow(decimals);
        let scaled = &self.0 * &scale;
        let half = BigRational::new(BigInt::from(1), BigInt::from(2));
        let nearest = if scaled.is_negative() { (scaled - half).ceil() } else { (scaled + half).floor() };
        Self(nearest / scale)
    }

    /// As decimal digits with exactly `decimals` places, rounded half up: `77.8`.
    pub fn to_decimal(&self, decimals: u32) -> String {
        let scaled = (self.rounded(decimals).0 * BigInt::from(10).pow(decimals)).to_integer();
        let digits = format!("{:0>width$}", scaled.abs(), width = decimals as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
        let sign = if scaled.is_negative() { "-" } else { "" };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// In full, for [`Self::parse_exact`]: `7/9`, or `7` if it is whole.
    pub fn to_exact(&self) -> String {
        self.0.to_string()
    }

    /// What [`Self::to_exact`] wrote.
    pub fn parse_exact(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// Near enough for drawing; never for a decision or a printed figure.
    pub fn for_drawing(&self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.to_exact()
    }
}

impl TryFrom<String> for Number {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse_exact(&text).ok_or("no number")
    }
}

impl fmt::Display for Number {
    /// The exact value: `7/9`, or `80` for a whole number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn decimal(text: &str) -> Number {
        Number::parse_decimal(text, 6).expect("a decimal")
    }

    #[test]
    fn rounds_half_up_and_away_from_zero_below_it() {
        for (value, printed) in [("65.5", "66"), ("65.49", "65"), ("69.857", "70"), ("0.5", "1"), ("-0.5", "-1"), ("-0.4", "0")] {
            assert_eq!(decimal(value).to_decimal(0), printed, "{value}");
        }
        assert_eq!(decimal("77.85").to_decimal(1), "77.9");
        assert_eq!(decimal("5").to_decimal(2), "5.00");
        assert_eq!(decimal("-0.05").to_decimal(1), "-0.1");
    }

    #[test]
    fn means_of_published_scores() {
        let mean = |scores: &[i64]| Number::mean(&scores.iter().map(|s| Number::whole(*s)).collect::<Vec<_>>()).map(|m| m.to_decimal(1));
        assert_eq!(mean(&[80, 73, 85, 78, 73]).as_deref(), Some("77.8"));
        assert_eq!(mean(&[66, 58, 64, 84, 66, 74, 77]).as_deref(), Some("69.9"));
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn reads_plain_decimals_only() {
        for bad in ["", ".", "1.", ".5", "1e3", "1,000", "+1", "--1", "1.2345678", "inf"] {
            assert_eq!(Number::parse_decimal(bad, 6), None, "{bad}");
        }
    }
}
