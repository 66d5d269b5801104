//! What a mean of rounded figures can be.
//!
//! A report that states rounded scores has lost what was behind them: 62 may have been anything from 61.5 up to, but not including,
//! 62.5. So a mean of such figures is known within an interval, and a stated mean is right exactly when some values that round to the
//! printed figures have a mean that rounds to the stated one. The interval is worked out with fractions: its ends decide.

use crate::number::Number;

/// From `low`, which belongs to it, to `high`, which belongs to it if it is closed. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    low: Number,
    high: Number,
    closed: bool,
}

/// How a stated mean stands to what it is the mean of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The printed figures have this mean, rounded.
    Agrees,
    /// They have not, but values that round to them can.
    Reachable,
    /// No values that round to them can.
    Unreachable,
}

impl Interval {
    /// One value.
    pub fn exactly(value: Number) -> Self {
        Self { low: value.clone(), high: value, closed: true }
    }

    /// All percentages that round half up to `printed`, at the precision that it is written with: a whole number, or one or two decimals.
    pub fn behind(printed: &Number) -> Self {
        let half = half_unit(printed.decimals(2));
        let (low, high) = (printed.minus(&half), printed.plus(&half));
        let (zero, hundred) = (Number::whole(0), Number::whole(100));
        let closed = high > hundred;
        Self { low: low.max(zero), high: high.min(hundred), closed }
    }

    /// What belongs to both; `None` if nothing does.
    pub fn meet(&self, other: &Self) -> Option<Self> {
        let low = self.low.clone().max(other.low.clone());
        let high = self.high.clone().min(other.high.clone());
        let closed = self.contains_end(&high) && other.contains_end(&high);
        (low < high || (low == high && closed)).then_some(Self { low, high, closed })
    }

    fn contains_end(&self, high: &Number) -> bool {
        *high < self.high || self.closed
    }

    /// Whether a value belongs to it.
    pub fn contains(&self, value: &Number) -> bool {
        *value >= self.low && (*value < self.high || (self.closed && *value == self.high))
    }

    /// The means that values of these intervals can have, by weight; `None` if no weight is above 0.
    ///
    /// The high end belongs to it only if all the high ends that count do: the mean comes near it without one of them, but does not
    /// reach it.
    pub fn weighted_mean<'a>(parts: impl IntoIterator<Item = (&'a Self, &'a Number)> + Clone) -> Option<Self> {
        let low = Number::weighted_mean(parts.clone().into_iter().map(|(part, weight)| (&part.low, weight)))?;
        let high = Number::weighted_mean(parts.clone().into_iter().map(|(part, weight)| (&part.high, weight)))?;
        let closed = parts.into_iter().all(|(part, weight)| part.closed || !weight.is_positive());
        Some(Self { low, high, closed })
    }

    /// The lowest and the highest figure that its values round to, half up, at so many decimals. All between can be reached too.
    pub fn printed(&self, decimals: u32) -> (Number, Number) {
        let highest = self.high.rounded(decimals);
        let half = half_unit(decimals);
        // An open end that stands exactly at a half rounds down: its values come near the half and never reach it.
        let falls_short = !self.closed && highest.minus(&half) == self.high;
        let highest = if falls_short { highest.minus(&half).minus(&half) } else { highest };
        (self.low.rounded(decimals), highest)
    }
}

/// How a stated mean stands to printed figures with their weights. `behind` says what may be behind each; `mean` is their plain mean.
pub fn judge(stated: &Number, mean: &Number, behind: &Interval) -> Verdict {
    let decimals = stated.decimals(2);
    let (lowest, highest) = behind.printed(decimals);
    if mean.rounded(decimals) == *stated {
        Verdict::Agrees
    } else if *stated >= lowest && *stated <= highest {
        Verdict::Reachable
    } else {
        Verdict::Unreachable
    }
}

fn half_unit(decimals: u32) -> Number {
    // Decimals are at most two, so this is never out of range.
    Number::ratio(1, 2 * 10_i64.pow(decimals.min(9))).unwrap_or_else(|| Number::whole(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Interval, Verdict, judge};
    use crate::number::Number;

    fn decimal(text: &str) -> Number {
        Number::parse_decimal(text, 6).expect("a decimal")
    }

    /// The verdict on a mean of figures with weights.
    fn verdict(stated: &str, figures: &[(&str, i64)]) -> (Verdict, String) {
        let values: Vec<(Number, Number)> = figures.iter().map(|(value, weight)| (decimal(value), Number::whole(*weight))).collect();
        let intervals: Vec<(Interval, &Number)> = values.iter().map(|(value, weight)| (Interval::behind(value), weight)).collect();
        let mean = Number::weighted_mean(values.iter().map(|(value, weight)| (value, weight))).expect("a mean");
        let behind = Interval::weighted_mean(intervals.iter().map(|(i, w)| (i, *w))).expect("a mean");
        let (low, high) = behind.printed(0);
        (judge(&decimal(stated), &mean, &behind), format!("{low}..{high}"))
    }

    #[test]
    fn the_ends_decide() {
        // 77, from 76.5 up to but not including 77.5.
        let published = [("79", 1), ("76", 1), ("70", 1), ("83", 1)];
        assert_eq!(verdict("77", &published), (Verdict::Agrees, "77..77".into()));
        assert_eq!(verdict("78", &published).0, Verdict::Unreachable);
        assert_eq!(verdict("76", &published).0, Verdict::Unreachable);
        // 61.44, up to but not including 61.94.
        let published = [("75", 2), ("52", 2), ("62", 2), ("59", 1), ("58", 2)];
        assert_eq!(verdict("62", &published), (Verdict::Reachable, "61..62".into()));
        // All at 100 can be nothing else than 100 or less than it by rounding.
        assert_eq!(verdict("100", &[("100", 1), ("100", 1)]), (Verdict::Agrees, "100..100".into()));
        assert_eq!(verdict("0", &[("0", 1)]), (Verdict::Agrees, "0..0".into()));
        // What counts for nothing moves nothing.
        assert_eq!(verdict("50", &[("50", 1), ("90", 0)]), (Verdict::Agrees, "50..50".into()));
        // Figures with decimals leave less room.
        assert_eq!(verdict("51", &[("50.2", 1), ("50.7", 1)]).1, "50..50");
        assert_eq!(verdict("50.5", &[("50.2", 1), ("50.7", 1)]).0, Verdict::Agrees);
    }

    #[test]
    fn intervals_meet_or_do_not() {
        let behind = |text: &str| Interval::behind(&decimal(text));
        assert_eq!(behind("60").meet(&behind("61")), None);
        assert_eq!(behind("60").meet(&behind("60.4")), Some(behind("60.4")));
        assert_eq!(behind("60").meet(&Interval::exactly(decimal("60.5"))), None);
        assert_eq!(behind("60").meet(&Interval::exactly(decimal("59.5"))), Some(Interval::exactly(decimal("59.5"))));
        assert_eq!(behind("100").meet(&Interval::exactly(decimal("100"))), Some(Interval::exactly(decimal("100"))));
    }

    proptest! {
        /// Take any values, print them and their mean: the printed mean is reachable, and the interval has the mean.
        #[test]
        fn every_true_mean_is_reachable(values in prop::collection::vec((0_i64..=100_000, 0_i64..4), 1..8)) {
            prop_assume!(values.iter().any(|(_, weight)| *weight > 0));
            let values: Vec<(Number, Number)> = values.into_iter()
                .filter_map(|(n, weight)| Some((Number::ratio(n, 1000)?, Number::whole(weight)))).collect();
            let printed: Vec<(Interval, Number, &Number)> = values.iter()
                .map(|(value, weight)| (Interval::behind(&value.rounded(0)), value.rounded(0), weight)).collect();
            let behind = Interval::weighted_mean(printed.iter().map(|(i, _, w)| (i, *w))).expect("a mean");
            let of_printed = Number::weighted_mean(printed.iter().map(|(_, p, w)| (p, *w))).expect("a mean");
            let mean = Number::weighted_mean(values.iter().map(|(v, w)| (v, w))).expect("a mean");
            prop_assert!(behind.contains(&mean));
            prop_assert_ne!(judge(&mean.rounded(0), &of_printed, &behind), Verdict::Unreachable);
        }

        /// And nothing more than true means is: of two figures with every value in hundredths behind them, tried one by one.
        #[test]
        fn no_other_mean_is(a in 0_i64..=100, b in 0_i64..=100, weight in 1_i64..4) {
            // A twentieth of a unit of weight is finer than any end of the interval.
            let step = 20 * (1 + weight);
            let all = |n: i64| ((n * step - step / 2).max(0)..=(n * step + step / 2 - 1).min(100 * step)).collect::<Vec<_>>();
            let ends = |n: i64| { let all = all(n); [all[0], all[all.len() - 1]] };
            let mean = |x: i64, y: i64| Number::ratio(x + y * weight, step * (1 + weight)).expect("not 0").rounded(0);
            let (low, high) = (mean(ends(a)[0], ends(b)[0]), mean(ends(a)[1], ends(b)[1]));
            let parts = [(Interval::behind(&Number::whole(a)), Number::whole(1)), (Interval::behind(&Number::whole(b)), Number::whole(weight))];
            let behind = Interval::weighted_mean(parts.iter().map(|(i, w)| (i, w))).expect("a mean");
            prop_assert_eq!(behind.printed(0), (low, high));
        }
    }
}
