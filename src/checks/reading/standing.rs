//! Scores side by side, so that a text's counts and comparisons can be held against them: 'six of the 14 criteria reached the line', 'the lowest
//! score'.

use super::words::Figure;
use super::{Passage, Reading};
use crate::framework::ScoredBy;
use crate::model::score::ScoreOf;
use crate::scoring::{Score, Scores};

/// What something has been given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// A percentage as it is printed.
    Percent(i64),
    /// A grade, as an index into the framework's.
    Grade(usize),
}

/// Scores that a text may mean when it counts or compares.
#[derive(Debug, Clone)]
pub struct Scope {
    /// 'criteria', 'criteria of section 2', 'sections'.
    pub name: String,
    /// The section, if they are one section's criteria.
    pub section: Option<String>,
    /// Whether they are sections.
    pub of_sections: bool,
    /// The scores.
    pub given: Vec<Given>,
}

/// All scopes of a report, of every inspection.
pub fn scopes(reading: &Reading) -> Vec<Scope> {
    reading.inspections().flat_map(|scores| of_inspection(reading, scores)).collect()
}

/// The criteria of several sections together, in every inspection.
pub fn together(reading: &Reading, sections: &[String]) -> Vec<Scope> {
    let name = format!("criteria of sections {}", sections.join(", "));
    let of = |scores| {
        let own = reading.framework.sections.iter().filter(|section| sections.contains(&section.number));
        let given = own.flat_map(|section| &section.criteria).filter_map(|criterion| given(scores, &criterion.number)).collect();
        Scope { name: name.clone(), section: None, of_sections: false, given }
    };
    reading.inspections().map(of).collect()
}

fn given(scores: &Scores, criterion: &str) -> Option<Given> {
    match scores.criterion(criterion)? {
        Score::Percentage(percentage) => percentage.printed.to_whole().map(Given::Percent),
        Score::Grade(grade) => Some(Given::Grade(*grade)),
        Score::NotScored | Score::NotFollowedUp => None,
    }
}

fn of_inspection(reading: &Reading, scores: &Scores) -> Vec<Scope> {
    let mut out: Vec<Scope> = Vec::new();
    let mut all: [Vec<Given>; 2] = [Vec::new(), Vec::new()];
    for section in &reading.framework.sections {
        let own: Vec<Given> = section.criteria.iter().filter_map(|criterion| given(scores, &criterion.number)).collect();
        all[usize::from(section.scored_by == ScoredBy::Grade)].extend(&own);
        let name = format!("criteria of section {}", section.number);
        out.push(Scope { name, section: Some(section.number.clone()), of_sections: false, given: own });
    }
    let [percent, graded] = all;
    let both: Vec<Given> = percent.iter().chain(&graded).copied().collect();
    for given in [percent, graded, both] {
        out.push(Scope { name: "criteria".to_owned(), section: None, of_sections: false, given });
    }
    let sections = scores.sections.iter().filter_map(|section| section.score.as_ref()?.printed.to_whole().map(Given::Percent)).collect();
    out.push(Scope { name: "sections".to_owned(), section: None, of_sections: true, given: sections });
    out.retain(|scope| !scope.given.is_empty());
    out
}

/// Every printed percentage of the last inspection: of criteria, sections, threads and the whole.
pub fn percentages(reading: &Reading) -> Vec<i64> {
    let scores = reading.scores;
    let criteria = scores.criteria.iter().filter_map(|criterion| criterion.score.percentage());
    let sections = scores.sections.iter().filter_map(|section| section.score.as_ref());
    let threads = scores.threads.iter().map(|thread| &thread.score);
    criteria.chain(sections).chain(threads).chain(&scores.overall).filter_map(|score| score.printed.to_whole()).collect()
}

/// The printed percentage of something, if all inspections agree on it or there is only one.
pub fn percentage(reading: &Reading, of: &ScoreOf) -> Option<i64> {
    let mut all = reading.inspections().filter_map(|scores| scores.percentage(of)?.printed.to_whole());
    let one = all.next()?;
    all.all(|other| other == one).then_some(one)
}

/// What a text says of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// 'Above 60%': whether 60% itself is meant too is not certain.
    Above(i64),
    /// 'At least 60%', 'reached 60%'.
    AtLeast(i64),
    /// 'Below 60%'.
    Below(i64),
    /// 'At most 60%'.
    AtMost(i64),
    /// 'Between 60% and 70%'.
    Between(i64, i64),
    /// One of these grades.
    Grades(Vec<usize>),
    /// 'Did not'.
    Not(Box<Test>),
}

impl Test {
    /// Whether a score passes, strictly and leniently; `None` if it is of another kind.
    pub fn passes(&self, given: Given) -> Option<(bool, bool)> {
        Some(match (self, given) {
            (Self::Above(bound), Given::Percent(value)) => (value > *bound, value >= *bound),
            (Self::AtLeast(bound), Given::Percent(value)) => (value >= *bound, value >= *bound),
            (Self::Below(bound), Given::Percent(value)) => (value < *bound, value <= *bound),
            (Self::AtMost(bound), Given::Percent(value)) => (value <= *bound, value <= *bound),
            (Self::Between(low, high), Given::Percent(value)) => (value > *low && value < *high, value >= *low && value <= *high),
            (Self::Grades(grades), Given::Grade(grade)) => (grades.contains(&grade), grades.contains(&grade)),
            (Self::Not(test), given) => test.passes(given).map(|(strict, lenient)| (!lenient, !strict))?,
            _ => return None,
        })
    }

    /// How many of these pass, at least and at most; `None` if none is of the kind that is meant.
    pub fn count(&self, given: &[Given]) -> Option<(i64, i64)> {
        let passed: Vec<(bool, bool)> = given.iter().filter_map(|given| self.passes(*given)).collect();
        let count = |strict: bool| passed.iter().filter(|(one, two)| if strict { *one } else { *two }).count();
        (!passed.is_empty()).then(|| (i64::try_from(count(true)).unwrap_or(0), i64::try_from(count(false)).unwrap_or(0)))
    }
}

/// Whole per cent of a figure.
fn whole(passage: &Passage, at: usize) -> Option<i64> {
    passage.tokens.get(at)?.percent().and_then(Figure::whole)
}

/// A bound that a text compares with: '60%', 'the priority line', 'the line of 70%'; with the token after it.
fn bound(reading: &Reading, passage: &Passage, at: usize) -> Option<(i64, usize)> {
    if let Some(bound) = whole(passage, at) {
        return Some((bound, at + 1));
    }
    let mut next = at;
    while passage.is_word(next, &["the", "our", "this", "priority", "that"]) {
        next += 1;
    }
    // The programme may call it otherwise: 'the benchmark'.
    let label = reading.framework.priority_line.as_ref().map(|line| line.label.as_str()).unwrap_or_default();
    let label: Vec<&str> = label.split_whitespace().collect();
    let called = at + usize::from(passage.is_word(at, &["the", "our", "this", "its"]));
    let named = !label.is_empty() && passage.says(called, &label);
    if named {
        next = called + label.len() - 1;
    }
    let line = named || next > at && passage.is_word(next, &["line"]);
    let of = if passage.is_word(next + 1, &["of", "at"]) { whole(passage, next + 2) } else { None };
    if let Some(of) = of.filter(|_| line) {
        return Some((of, next + 3));
    }
    let line = line.then(|| reading.framework.priority_line.as_ref()?.at.to_whole()).flatten()?;
    Some((line, next + 1))
}

/// A comparison that begins at a token: 'below 60%', 'at or above the priority line', 'between 60% and 70%', '60% or more'; with the token after it.
pub fn comparison(reading: &Reading, passage: &Passage, at: usize) -> Option<(Test, usize)> {
    let bound = |at: usize| bound(reading, passage, at);
    let or_more = |at: usize| passage.is_word(at, &["or"]).then(|| passage.word(at + 1).to_lowercase());
    if let Some((value, next)) = bound(at) {
        let more = or_more(next)?;
        return match more.as_str() {
            "more" | "above" | "over" | "better" | "higher" => Some((Test::AtLeast(value), next + 2)),
            "less" | "below" | "under" | "lower" | "worse" => Some((Test::AtMost(value), next + 2)),
            _ => None,
        };
    }
    if passage.is_word(at, &["between"]) {
        let (low, next) = (whole(passage, at + 1)?, at + 2);
        let high = whole(passage, next + 1).filter(|_| passage.is_word(next, &["and"]))?;
        return Some((Test::Between(low, high), next + 2));
    }
    let than = usize::from(passage.is_word(at + 1, &["than"]));
    // 'Above or at the line'.
    for (words, least) in [
        (&["at", "or", "above"][..], true),
        (&["on", "or", "above"], true),
        (&["at", "least"], true),
        (&["at", "most"], false),
        (&["no", "less", "than"], true),
        (&["no", "more", "than"], false),
    ] {
        if passage.says(at, words) {
            let (value, next) = bound(at + words.len())?;
            return Some((if least { Test::AtLeast(value) } else { Test::AtMost(value) }, next));
        }
    }
    let (above, next) = match passage.word(at).to_lowercase().as_str() {
        "above" | "over" => (true, at + 1),
        "below" | "under" => (false, at + 1),
        "more" | "higher" | "better" if than > 0 => (true, at + 2),
        "less" | "lower" | "worse" if than > 0 => (false, at + 2),
        "short" if passage.is_word(at + 1, &["of"]) => (false, at + 2),
        _ => return None,
    };
    let (value, next) = bound(next)?;
    Some((if above { Test::Above(value) } else { Test::Below(value) }, next))
}

/// A verb with what it compares, at a token: 'scored below 60%', 'reached the priority line', 'were above 70%', 'missed the line'.
pub fn compared(reading: &Reading, passage: &Passage, at: usize) -> Option<(Test, usize)> {
    const VERBS: &[&str] = &[
        "scored", "score", "scores", "was", "were", "is", "are", "stood", "came", "fell", "got", "received", "had", "have", "lay", "lie",
        "remained", "stayed", "with",
    ];
    const REACHED: &[&str] = &["reached", "reach", "reaches", "met", "attained", "achieved"];
    const PASSED: &[&str] = &["exceeded", "passed", "exceeds", "topped", "bettered"];
    const MISSED: &[&str] = &["missed", "misses"];
    const ADVERBS: &[&str] =
        &["a", "again", "all", "clearly", "each", "in", "itself", "just", "only", "score", "scores", "still", "well", "with", "out"];
    let adverbs = |mut at: usize| {
        while passage.is_word(at, ADVERBS) {
            at += 1;
        }
        at
    };
    let next = adverbs(at + 1);
    if passage.is_word(at, VERBS) {
        // 'A score of 70% or more'.
        let of = next > at + 1 && passage.is_word(next, &["of"]) && passage.is_word(next - 1, &["score", "scores"]);
        return comparison(reading, passage, next + usize::from(of));
    }
    if passage.is_word(at, &["did"]) && passage.is_word(at + 1, &["not"]) {
        // Not twice: it would go on for as long as the text says it.
        let again = passage.is_word(at + 2, &["did"]);
        let (test, next) = (!again).then(|| compared(reading, passage, at + 2)).flatten()?;
        return Some((Test::Not(Box::new(test)), next));
    }
    let (value, after) = bound(reading, passage, next)?;
    // 'Reached 60% of offenders'.
    if passage.is_word(after, &["of"]) {
        return None;
    }
    if passage.is_word(at, REACHED) {
        return Some((Test::AtLeast(value), after));
    }
    if passage.is_word(at, PASSED) {
        return Some((Test::Above(value), after));
    }
    passage.is_word(at, MISSED).then_some((Test::Below(value), after))
}

/// A test in words, for messages: 'at 70% or above'.
pub fn told(reading: &Reading, test: &Test) -> String {
    match test {
        Test::Above(bound) => format!("above {bound}%"),
        Test::AtLeast(bound) => format!("at {bound}% or above"),
        Test::Below(bound) => format!("below {bound}%"),
        Test::AtMost(bound) => format!("at {bound}% or below"),
        Test::Between(low, high) => format!("between {low}% and {high}%"),
        Test::Grades(grades) => {
            let names: Vec<String> =
                grades.iter().filter_map(|grade| reading.framework.grades.get(*grade)).map(|name| format!("‘{name}’")).collect();
            names.join(" or ")
        }
        Test::Not(test) => match &**test {
            Test::AtLeast(bound) | Test::Above(bound) => format!("below {bound}%"),
            Test::Below(bound) | Test::AtMost(bound) => format!("at {bound}% or above"),
            test => format!("not {}", told(reading, test)),
        },
    }
}
