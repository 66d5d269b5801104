//! 'Rose by 15 points, from 43% to 56%': the difference is not that of the two figures.

use super::reading::sentences::Sentence;
use super::reading::words::{Figure, Unit};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongDifference;

static ABOUT: About = About {
    name: "wrong-difference",
    line: "a rise or fall is not the difference of the two figures beside it",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Sentences that give two figures and how far the second is from the first: ‘rose by 13 percentage points, from 43% to 56%’, ‘a fall of five, from 20 to 15’, ‘more than doubled, from 20% to 43%’. A percentage may be the \
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
        for passage in reading.prose() {
            for sentence in &passage.sentences {
                if let Some(remark) = multiple(passage, sentence) {
                    found.say(remark);
                }
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

/// What words multiply by; 'halved' divides.
const TIMES: &[(&[&str], i64)] =
    &[(&["doubled", "doubling"], 2), (&["trebled", "tripled", "trebling"], 3), (&["quadrupled"], 4), (&["halved", "halving"], 2)];

/// 'More than doubled, from 26% to 48%': what is wrong with it.
fn multiple<'r>(passage: &'r Passage<'r>, sentence: &Sentence) -> Option<Remark<'r>> {
    let (verb, times) =
        sentence.tokens.clone().find_map(|at| TIMES.iter().find(|(words, _)| passage.is_word(at, words)).map(|(_, times)| (at, *times)))?;
    // The figures stand next to the verb: 'doubled, from 26% to 48%', 'doubled in two years from 26 to 48'.
    let from = (verb + 1..sentence.tokens.end.min(verb + 10)).find(|at| passage.is_word(*at, &["from"])).map(|at| at + 1)?;
    let to = (from + 1..sentence.tokens.end.min(from + 7)).find(|at| passage.is_word(*at, &["to"])).map(|at| at + 1)?;
    // 'Doubled its staff, who came from 12 towns to 30'.
    if (verb + 1..from - 1).any(|at| passage.is_word(at, &["who", "which", "that", "and", "came", "moved", "went"])) {
        return None;
    }
    let figure = |at: usize| passage.tokens.get(at).and_then(super::reading::words::Token::figure).filter(|figure| !figure.may_be_year());
    let (first, second) = (figure(from)?, figure(to)?);
    let halves = passage.word(verb).starts_with(['h', 'H']);
    let (small, great) = if halves { (second, first) } else { (first, second) };
    if first.unit != second.unit || first.denominator != second.denominator || small.numerator <= 0 {
        return None;
    }
    // In tenths, with the half a point by which printed percentages are off.
    let slack = if small.unit == Unit::Percent { 5 } else { 0 };
    let (least, most) = (great.numerator * 10 - slack, great.numerator * 10 + slack);
    let (under, over) = ((small.numerator * 10 + slack) * times, (small.numerator * 10 - slack) * times);
    let before = |back: usize, words: &[&str]| verb.checked_sub(back).is_some_and(|at| passage.is_word(at, words));
    let (wrong, words) = if before(1, &["than"]) && before(2, &["more"]) {
        (most <= over, 2)
    } else if before(1, &["nearly", "almost", "quite"]) {
        (least > under || most * 4 < over * 3, 1)
    } else {
        (most * 10 < over * 9 || least * 10 > under * 11, 0)
    };
    let words = passage.bytes(verb - words, verb);
    let figures = passage.bytes(from - 1, to);
    wrong.then(|| {
        Remark::new(format!("‘{}’ does not fit ‘{}’", &passage.words[words.clone()], &passage.words[figures.clone()]))
            .at(passage, words, "the figures are another multiple")
            .at(passage, figures, "the figures")
            .help("choose words that fit the figures, or correct them")
    })
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
                ("The share had more than doubled, from 26% to 48%.", "more than doubled"),
                ("Numbers trebled in two years from 20 to 40.", "trebled"),
                ("It almost halved, from 60 to 20 cases.", "almost halved"),
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
                "The share doubled, from 26% to 48%, more than doubled from 21% to 43% and nearly trebled from 10 to 27.",
                "It more than halved, from 60 to 20 cases; it doubled from 2004 to 2008.",
                "The area doubled its staff, who came from 12 towns to 30 offices.",
                "Numbers rose from 200 cases to 250, an increase of 25%.",
                "It had improved from 43% to 56%, an improvement of 30%.",
                "It rose from 43% to 56% of 120 cases.",
                "It rose from about 43% to 56%, by 15 points.",
                "It rose from 43% in 2004 to 56% in 2005, an improvement for 12 teams.",
            ],
        );
    }
}
