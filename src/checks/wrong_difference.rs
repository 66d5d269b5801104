//! 'Rose by 15 points, from 43% to 56%': the difference is not that of the two figures.

mod base;
mod between;
mod change;

use super::reading::sentences::Sentence;
use super::reading::shares::labelled;
use super::reading::words::{Figure, Form, Unit};
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
    checks: "Sentences that give two figures and how far the second is from the first: ‘rose by 13 percentage points, from 43% to 56%’, ‘a fall of five, from 20 to 15’, ‘more than doubled, from 20% to 43%’, ‘742 prisoners, 31 more than the limit of 711’; ‘from 14.2 days to 9.6, a fall of a third’; ‘£8.92 million in 2009 and £8.67 million in 2010, a fall of £250,000 (3%)’; and words that go the other way, as in ‘79% at first, rising to 71%’. A percentage may be the \
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
        change::run(reading, found);
        between::run(reading, found);
        base::run(reading, found);
        for passage in reading.prose() {
            // A difference is of two figures.
            let compares = |sentence: &&Sentence| passage.numbers_in(sentence.tokens.clone()).len() > 1;
            for sentence in passage.sentences.iter().filter(compares) {
                if let Some(remark) = multiple(passage, sentence) {
                    found.say(remark);
                }
                if let Some(remark) = direction(passage, sentence) {
                    found.say(remark);
                }
                if let Some(remark) = more_than(reading, passage, sentence) {
                    found.say(remark);
                }
                if let Some((by, from, to)) = claim(passage, sentence)
                    && let Some(right) = judge(passage, by, from, to)
                {
                    let words = passage.bytes(if passage.is_word(from.saturating_sub(1), &["from"]) { from - 1 } else { from }, to);
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
    // '48% in the north and 52% in the south, a gap of four points'.
    let gap = |by: usize| by > 1 && passage.is_word(by - 1, &["of"]) && passage.is_word(by - 2, &["gap", "difference"]);
    let percent = |at: usize| passage.tokens[at].percent().is_some();
    let plain = !passage.is_hedged(a) && !passage.is_hedged(b) && !passage.is_hedged(c);
    if gap(c) && percent(a) && percent(b) && plain && passage.is_word(c + 1, &["percentage", "points"]) {
        return Some((c, a, b));
    }
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

/// '79% at the start, rising to 71%', 'fell from 63% to 71%': a move the other way.
fn direction<'r>(passage: &'r Passage<'r>, sentence: &Sentence) -> Option<Remark<'r>> {
    const UP: &[&str] =
        &["rising", "rose", "risen", "increasing", "increased", "improving", "improved", "growing", "grew", "grown", "climbing"];
    const DOWN: &[&str] =
        &["falling", "fell", "fallen", "dropping", "dropped", "decreasing", "decreased", "declining", "declined", "reducing", "reduced"];
    let range = sentence.tokens.clone();
    let figure = |at: usize| passage.tokens.get(at).and_then(super::reading::words::Token::figure).filter(|figure| !figure.may_be_year());
    let (verb, up) = range.clone().find_map(|at| {
        let up = passage.is_word(at, UP);
        (up || passage.is_word(at, DOWN)).then_some((at, up))
    })?;
    let (first, second) = if passage.is_word(verb + 1, &["to"]) {
        let numbers: Vec<usize> = (range.start..verb).filter(|at| figure(*at).is_some()).collect();
        // Only a clause that is added is of the figure before it.
        let [first] = numbers[..] else { return None };
        let added = passage.is_mark(verb - 1, ',')
            || passage.is_word(verb - 1, &["and", "but"])
            || (first + 1..verb).all(|at| passage.is_word(at, &["has", "had", "since"]));
        (Some(first).filter(|_| added && passage.word(verb).ends_with("ing"))?, verb + 2)
    } else {
        let from = (verb + 1..verb + 4).find(|at| passage.is_word(*at, &["from"]))? + 1;
        let to = (from + 1..from + 7).find(|at| passage.is_word(*at, &["to"]))? + 1;
        (from, to)
    };
    let (one, two) = (figure(first)?, figure(second).filter(|_| second < range.end)?);
    let plain = one.unit == two.unit && one.denominator == two.denominator && !passage.is_hedged(first);
    // What gets better may be what becomes less: errors, delays.
    let better = passage.word(verb).to_lowercase().starts_with("improv") && one.unit != Unit::Percent;
    (plain && !better && one.numerator != two.numerator && up != (two.numerator > one.numerator)).then(|| {
        let word = passage.word(verb);
        Remark::new(format!(
            "‘{word}’ does not fit {} and then {}",
            passage.text(&passage.tokens[first]),
            passage.text(&passage.tokens[second])
        ))
        .at(passage, passage.tokens[verb].range(), "the figures go the other way")
        .at(passage, passage.tokens[first].range(), "the first")
        .at(passage, passage.tokens[second].range(), "the second")
        .help("choose the word that fits the figures, or correct them")
    })
}

/// 'Held 742 prisoners, 31 more than its limit of 711': what is wrong with the difference.
fn more_than<'r>(reading: &Reading, passage: &'r Passage<'r>, sentence: &Sentence) -> Option<Remark<'r>> {
    let range = sentence.tokens.clone();
    let numbers: Vec<usize> = range.filter(|at| passage.tokens[*at].figure().is_some()).collect();
    let &[first, by, second] = &numbers[..] else { return None };
    let count = |at: usize| passage.tokens[at].count().filter(|_| !labelled(passage, &reading.lexicon, at) && !passage.is_hedged(at));
    let (one, said, two) = (count(first)?, count(by)?, count(second)?);
    let more = passage.is_word(by + 1, &["more", "above"]) || passage.is_word(by + 2, &["more"]);
    let less = passage.is_word(by + 1, &["fewer", "less", "below"]) || passage.is_word(by + 2, &["fewer", "less"]);
    // The second number stands for what it is compared with: 'of 711', 'the 711'.
    let set_off = passage.is_mark(by - 1, ',') || passage.is_mark(by - 1, '\u{2013}') || passage.is_mark(by - 1, '(');
    let compared = second - by < 12 && passage.is_word(second - 1, &["of", "the", "than", "its"]);
    let right = if more { one - two } else { two - one };
    ((more || less) && set_off && compared && right != said).then(|| {
        Remark::new(format!("{one} and {two} are {} apart, not {said}", (one - two).abs()))
            .at(passage, passage.tokens[by].range(), "the difference")
            .at(passage, passage.tokens[first].range(), "the first")
            .at(passage, passage.tokens[second].range(), "the second")
            .help("correct the figure that is wrong")
    })
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
    if said.form == Form::Fraction {
        // 'By half', 'by nearly a third': so near as such words are meant.
        let points = |part: i64, whole: i64| part.saturating_mul(100) / whole.max(1);
        let right = points(difference, first.numerator);
        let near = (right - points(said.numerator, said.denominator)).abs() <= 8;
        // Or of the percentages themselves, in points.
        return (!near).then(|| format!("{right}%"));
    }
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
                ("It was met in 79% of cases at first, rising to 71% later.", "rising"),
                ("Attendance fell from 63% to 71%.", "fell"),
                ("The rate was 48% in the north and 52% in the south, a gap of six percentage points.", "six"),
                ("The prison held 742 prisoners, 41 more than its limit of 711.", "41"),
                ("There were 20 officers, five fewer than the 28 planned.", "five"),
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
                "It was met in 79% of cases at first, falling to 71% later; attendance rose from 63% to 71%.",
                "The rate was 48% in the north and 52% in the south, a gap of four percentage points.",
                "The prison held 742 prisoners, 31 more than its limit of 711.",
                "There were 20 officers, five more than 18 months ago.",
                "Of 20 plans, 12 were late, rising to 15 in May.",
                "It rose from 43% in 2004 to 56% in 2005, an improvement for 12 teams.",
            ],
        );
    }
}
