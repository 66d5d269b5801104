//! Counting: from a million answers to a few numbers for each question, and the cases behind each score.

use super::provenance::QuestionTally;
use crate::framework::Framework;
use crate::model::cases::{Answer, Answers, CaseSample};
use crate::number::Number;

/// The count of a sample.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    /// How many cases there are.
    pub cases: u32,
    /// The answers to each question, in the framework's order.
    pub questions: Vec<QuestionTally>,
    /// How many different cases are relevant to each group of questions, in the order they were asked for.
    pub relevant_cases: Vec<u32>,
}

/// Counts the answers, and the relevant cases of each of `groups` of questions.
pub(super) fn count(framework: &Framework, sample: &CaseSample, answers: &Answers, groups: &[Vec<usize>]) -> Tally {
    let mut counts = vec![[0u32; 3]; framework.questions.len()];
    let mut groups_of: Vec<Vec<usize>> = vec![Vec::new(); framework.questions.len()];
    for (group, questions) in groups.iter().enumerate() {
        for question in questions {
            groups_of[*question].push(group);
        }
    }
    let mut relevant_cases = vec![0u32; groups.len()];
    // The rows are sorted by case: a case was counted for a group if it is the last one that was.
    let mut last: Vec<Option<u32>> = vec![None; groups.len()];
    for row in &answers.rows {
        let question = usize::from(row.question);
        counts[question][row.answer as usize] += 1;
        if row.answer != Answer::NotApplicable {
            for group in &groups_of[question] {
                if last[*group] != Some(row.case) {
                    last[*group] = Some(row.case);
                    relevant_cases[*group] += 1;
                }
            }
        }
    }
    let tally = |(question, [above, below, not_applicable]): (&crate::framework::Question, [u32; 3])| QuestionTally {
        question: question.id.value.clone(),
        above,
        below,
        not_applicable,
    };
    Tally {
        cases: u32::try_from(sample.cases.len()).unwrap_or(u32::MAX),
        questions: framework.questions.iter().zip(counts).map(tally).collect(),
        relevant_cases,
    }
}

impl Tally {
    /// The relevant cases above the line, in per cent; `None` if none are relevant.
    pub(super) fn proportion(&self, question: usize) -> Option<Number> {
        let question = self.questions.get(question)?;
        Number::ratio(100 * i64::from(question.above), i64::from(question.relevant()))
    }
}
