//! 'Rose by 15 points, from 43% to 56%': the difference is not that of the two figures.

use super::reading::words::{Figure, Sentence, Unit};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongDifference;

static ABOUT: About = About {
    name: "wrong-difference",
    line: "a rise or fall is not the difference of the two figures beside it",
    severity: Severity::Warning,
    checks: "Sentences that give two figures and how far the second is from the first: ‘rose by 13 percentage points, from 43% to 56%’, ‘a fall of five, from 20 to 15’. A percentage may be the \
             difference in points or in relation to the first figure.",
    matters: "The difference is what gets quoted.",
    mend: "Correct the figure that is wrong. Call the difference of two percentages percentage points.",
    example: Example {
        what: Sample::Finding,
        wrong: "The score had risen by 15 percentage points, from 43% to 56%.",
        right: "The score had risen by 13 percentage points, from 43% to 56%.",
    },
};

const MOVES: &[&str] = &[
    "rise",
    "rose",
    "risen",
    "rising",
    "increase",
    "increased",
    "increasing",
    "fall",
    "fell",
    "fallen",
    "falling",
    "decrease",
    "decreased",
    "drop",
    "dropped",
    "reduced",
    "reduction",
    "improved",
    "improvement",
    "gain",
    "gained",
    "grew",
    "grown",
    "up",
    "down",
];

impl Check for WrongDifference {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        if !reading.is_in("en") {
            return;
        }
        for passage in reading.prose() {
            for sentence in &passage.sentences {
                if let Some((by, from, to)) = claim(passage, sentence)
                    && let Some(right) = judge(passage, by, from, to)
                {
                    let words = passage.bytes(from - 1, to);
                    found.say(
                        Remark::new(format!(
                            "‘{}’ is a difference of {right}, not {}",
                            &passage.words[words.clone()],
                            passage.text(&passage.tokens[by])
                        ))
                        .at(passage, passage.tokens[by].range(), format!("it is {right}"))
                        .at(passage, words, "the two figures")
                        .help("correct the figure that is wrong"),
                    );
                }
            }
        }
    }
}

/// The difference and the two figures of a sentence that has just these three.
fn claim(passage: &Passage, sentence: &Sentence) -> Option<(usize, usize, usize)> {
    let numbers: Vec<usize> =
        sentence.tokens.clone().filter(|at| passage.tokens[*at].figure().is_some_and(|figure| !figure.may_be_year())).collect();
    let &[a, b, c] = &numbers[..] else { return None };
    let pair =
        |from: usize, to: usize| from > 0 && passage.is_word(from - 1, &["from"]) && passage.is_word(to - 1, &["to"]) && to - from <= 8;
    let (by, from, to) = if pair(b, c) {
        (a, b, c)
    } else if pair(a, b) {
        (c, a, b)
    } else {
        return None;
    };
    let moved = sentence.tokens.clone().any(|at| passage.is_word(at, MOVES));
    // 'By 13 points', 'an increase of 13 points'; '56% of 120 cases' tells no difference.
    let told = by > 1 && (passage.is_word(by - 1, &["by"]) || passage.is_word(by - 1, &["of"]) && passage.is_word(by - 2, MOVES));
    (moved && told && !passage.is_hedged(from) && !passage.is_hedged(to) && !passage.is_hedged(by)).then_some((by, from, to))
}

/// The right difference, if another one is said.
fn judge(passage: &Passage, by: usize, from: usize, to: usize) -> Option<String> {
    let figure = |at: usize| passage.tokens[at].figure();
    let (said, first, second) = (figure(by)?, figure(from)?, figure(to)?);
    if first.unit != second.unit || said.denominator > 10 || first.denominator != second.denominator || first.numerator == 0 {
        return None;
    }
    let difference = (second.numerator - first.numerator).abs();
    let relative = |share: Figure| {
        let scaled = difference.checked_mul(100)?.checked_mul(share.denominator)?;
        let rounded = (2 * scaled + first.numerator) / (2 * first.numerator);
        Some(rounded)
    };
    let same = said.numerator * first.denominator == difference * said.denominator;
    let plain = match said.unit {
        Unit::Percent => relative(said) == Some(said.numerator) || first.unit == Unit::Percent && same,
        Unit::None | Unit::Money => same && (first.unit != Unit::None || said.unit == Unit::None),
    };
    let sign = if first.unit == Unit::Percent { " points" } else { "" };
    let shown =
        crate::number::Number::ratio(difference, first.denominator).map(|difference| difference.to_decimal(u32::from(first.decimals)))?;
    // A share of counts is told in relation alone.
    let shown = if said.unit == Unit::Percent && first.unit != Unit::Percent { format!("{}%", relative(said)?) } else { shown + sign };
    (!plain).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::WrongDifference;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_difference_is_another() {
        fires(
            &WrongDifference,
            &[
                ("The score rose by 15 percentage points, from 43% to 56%.", "15"),
                ("It fell from 20 to 15, a fall of six.", "six"),
                ("Numbers rose from 200 cases to 250, an increase of 30%.", "30%"),
                ("It had improved from 43% to 56%, an improvement of 15%.", "15%"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_is_right_or_no_difference() {
        silent(
            &WrongDifference,
            &[
                "The score rose by 13 percentage points, from 43% to 56%.",
                "It fell from 20 to 15, a fall of five.",
                "Numbers rose from 200 cases to 250, an increase of 25%.",
                "It had improved from 43% to 56%, an improvement of 30%.",
                "It rose from 43% to 56% of 120 cases.",
                "It rose from about 43% to 56%, by 15 points.",
                "It rose from 43% in 2004 to 56% in 2005, an improvement for 12 teams.",
            ],
        );
    }
}
