//! The scoring of the second offender management inspections, 2009 to 2012.
//!
//! A criterion's score is the mean of its questions' proportions, a section's the mean of its criteria's, and each headline score the mean
//! over the questions tagged for it. Source of the rule: 'Scoring approach', the fifth appendix of the published reports.

use crate::number::Number;

/// A criterion's score from its questions' proportions, those that have one; `None` if none has. Every question counts alike.
pub fn criterion(questions: &[Number]) -> Option<Number> {
    Number::mean(questions)
}
