//! The scoring of offender management inspections, 2006 to 2009: a section's score is the plain mean of its criteria's.
//!
//! Source of the rule: 'Scoring approach', the fourth appendix of the published reports of that programme.

use super::{CriterionScore, Percentage, Score, Scores, SectionScore, ThreadScore};
use crate::framework::{Framework, ScoredBy};
use crate::model::score::{Stated, StatedScores};
use crate::number::Number;

/// Every score: criteria and threads as stated, sections as the mean of the exact criteria scores.
pub fn scores(framework: &Framework, stated: &StatedScores) -> Scores {
    let criteria = stated
        .criteria
        .iter()
        .map(|(criterion, score)| CriterionScore {
            criterion: criterion.clone(),
            score: match &score.value {
                Stated::Percentage(exact) => Score::Percentage(Percentage::new(framework, exact.clone())),
                Stated::Grade(grade) => Score::Grade(*grade),
            },
        })
        .collect::<Vec<_>>();
    let sections = framework
        .sections
        .iter()
        .map(|section| {
            let of_section = criteria.iter().filter(|score| section.criteria.iter().any(|criterion| criterion.number == score.criterion));
            let percentages = of_section.filter_map(|score| match &score.score {
                Score::Percentage(percentage) => Some(&percentage.exact),
                Score::Grade(_) => None,
            });
            let score = match section.scored_by {
                ScoredBy::Percentage => Number::mean(percentages).map(|exact| Percentage::new(framework, exact)),
                ScoredBy::Grade => None,
            };
            SectionScore { section: section.number.clone(), score }
        })
        .collect();
    let threads = stated
        .threads
        .iter()
        .map(|(thread, exact)| ThreadScore { thread: thread.clone(), score: Percentage::new(framework, exact.value.clone()) })
        .collect();
    Scores { criteria, sections, threads }
}
