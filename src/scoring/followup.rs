//! Two inspections side by side: what has changed.

use super::{Score, Scores};
use crate::model::score::ScoreOf;
use crate::number::Number;

/// Percentage points from one printed figure to the other: what a reader works out from the page.
pub fn change(before: &Scores, after: &Scores, of: &ScoreOf) -> Option<Number> {
    Some(after.percentage(of)?.printed.minus(&before.percentage(of)?.printed))
}

/// Steps up the scale of grades, from one inspection to the other; below 0 for steps down.
pub fn grade_change(before: &Scores, after: &Scores, criterion: &str) -> Option<i64> {
    let grade = |scores: &Scores| match scores.criterion(criterion)? {
        Score::Grade(grade) => i64::try_from(*grade).ok(),
        Score::Percentage(_) | Score::NotScored | Score::NotFollowedUp => None,
    };
    // The best grade stands first.
    Some(grade(before)? - grade(after)?)
}
