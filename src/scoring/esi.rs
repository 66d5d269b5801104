//! The scoring of effective supervision inspections, 2003 to 2006.
//!
//! A section's score is the mean of its criteria's, in which critical criteria count twice as much as important ones; the overall score
//! is the mean of the sections' by fixed shares. Graded criteria stay out of the arithmetic. The published reports give these weights; for
//! a criterion they say only that it is worked out from the case files, so each question counts alike. Source: 'Scoring approach'.

use crate::number::Number;

/// A criterion's score from its questions' proportions, those that have one; `None` if none has.
pub fn criterion(questions: &[Number]) -> Option<Number> {
    Number::mean(questions)
}
