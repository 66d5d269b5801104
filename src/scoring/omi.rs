//! The scoring of offender management inspections, 2006 to 2009.
//!
//! A criterion's score is 80% the mean of its individual questions' proportions and 20% its summary question's; a section's is the plain
//! mean of its criteria's; a thread's is the mean of all its questions' proportions. Source of the rule: 'Scoring approach', the fourth
//! appendix of the published reports of that programme.

use crate::number::Number;

/// A criterion's score from its questions' proportions, those that have one; `None` if none has.
///
/// If nothing is relevant to the individual questions, or to the summary question, the other stands alone: to count what was never
/// judged as 0 would be a judgement.
pub fn criterion(individual: &[Number], summary: &[Number], weights: (&Number, &Number)) -> Option<Number> {
    let parts = [(Number::mean(individual), weights.0), (Number::mean(summary), weights.1)];
    Number::weighted_mean(parts.iter().filter_map(|(mean, weight)| Some((mean.as_ref()?, *weight))))
}

#[cfg(test)]
mod tests {
    use super::criterion;
    use crate::number::Number;

    #[test]
    fn individual_questions_count_80_and_the_summary_20() {
        let numbers = |values: &[i64]| values.iter().map(|n| Number::whole(*n)).collect::<Vec<_>>();
        let weights = (Number::whole(80), Number::whole(20));
        let score = |individual: &[i64], summary: &[i64]| criterion(&numbers(individual), &numbers(summary), (&weights.0, &weights.1));
        assert_eq!(score(&[70, 80], &[65]), Some(Number::whole(73)));
        assert_eq!(score(&[70, 80], &[]), Some(Number::whole(75)));
        assert_eq!(score(&[], &[65]), Some(Number::whole(65)));
        assert_eq!(score(&[], &[]), None);
    }
}
