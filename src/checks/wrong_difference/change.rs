//! 'From 14.2 days in 2005 to 9.6 days in 2008, a fall of almost half', or 'of 52%', or 'of 5.6 days'.

use super::super::reading::quantifiers::{points, quantifier};
use super::super::reading::sentences::Sentence;
use super::super::reading::words::{Figure, Form, Unit};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};
use crate::number::Number;

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    const CHANGES: &[&str] = &["fall", "drop", "decrease", "reduction", "cut", "decline", "rise", "increase", "growth", "improvement"];
    for (passage, at) in reading.places(CHANGES).filter(|(passage, _)| passage.is_prose()) {
        let of = at + 1;
        let article = at > 0 && passage.is_word(at - 1, &["a", "an"]);
        let Some(sentence) = passage.sentence_at(at).filter(|_| article && passage.is_word(of, &["of", "by"])) else { continue };
        // Three figures and no more are read by the check itself.
        if super::claim(passage, sentence).is_some_and(|(by, from, to)| super::judge(passage, by, from, to).is_some()) {
            continue;
        }
        let down = passage.is_word(at, &CHANGES[..6]);
        if let Some((first, second)) = ends(passage, sentence, at)
            && let Some((range, right)) = wrong(reading, passage, of + 1, sentence, first, second)
        {
            let words = passage.bytes(first, second);
            let kind = if down { "fall" } else { "rise" };
            found.say(
                Remark::new(format!(
                    "from {} to {} is a {kind} of {right}, not {}",
                    passage.text(&passage.tokens[first]),
                    passage.text(&passage.tokens[second]),
                    &passage.words[range.clone()]
                ))
                .at(passage, range, format!("it is {right}"))
                .at(passage, words, "the two figures")
                .help("correct the figure that is wrong"),
            );
        }
    }
}

/// Whether this part finds something wrong with a change at a place.
pub(super) fn reads(reading: &Reading, passage: &Passage, sentence: &Sentence, at: usize) -> bool {
    ends(passage, sentence, at).is_some_and(|(first, second)| wrong(reading, passage, at + 2, sentence, first, second).is_some())
}

/// The one 'from … to …' before a place, by its figures, where these measure the same and are no percentages.
fn ends(passage: &Passage, sentence: &Sentence, until: usize) -> Option<(usize, usize)> {
    let numbers = passage.numbers_in(sentence.tokens.start..until);
    let plain = |at: &usize| !passage.tokens[*at].figure().is_some_and(Figure::may_be_year);
    let after = |at: usize, word: &str| at > 0 && passage.is_word(at - 1, &[word]);
    let plain: Vec<usize> = numbers.iter().copied().filter(plain).collect();
    let &[.., first, second] = &plain[..] else { return None };
    let unit = |at: usize| passage.tokens[at].figure().map(|figure| figure.unit);
    let measured = passage.word(second + 1).is_empty()
        || passage.word(first + 1) == passage.word(second + 1)
        || passage.is_word(first + 1, &["in", "to", "a", "at"])
        || passage.is_word(second + 1, &["in", "a", "at", "by"]);
    let same = unit(first) == unit(second) && unit(first) != Some(Unit::Percent) && measured;
    let scaled = passage.is_word(first + 1, &["million"]) == passage.is_word(second + 1, &["million"]);
    (after(first, "from") && after(second, "to") && same && scaled && !passage.is_hedged(first)).then_some((first, second))
}

/// What is said of the change and what it is, where the two differ.
fn wrong(
    reading: &Reading,
    passage: &Passage,
    at: usize,
    sentence: &Sentence,
    first: usize,
    second: usize,
) -> Option<(std::ops::Range<usize>, String)> {
    let (one, two) = (passage.tokens[first].figure()?, passage.tokens[second].figure()?);
    let scale = |figure: Figure, by: Figure| i64::checked_mul(figure.numerator, by.denominator);
    let (from, to) = (scale(one, two)?, scale(two, one)?);
    let over = one.denominator.checked_mul(two.denominator)?;
    let change = (to - from).abs();
    if from <= 0 {
        return None;
    }
    // Where the figure of the change stands: after 'almost', 'just under', 'a little over'.
    let said = (at..(at + 5).min(sentence.tokens.end)).find(|at| passage.tokens[*at].figure().is_some())?;
    let figure = passage.tokens[said].figure()?;
    let share = points(change, from);
    let percent = (share + 50) / 100;
    let range = passage.bytes(at, said);
    if figure.form == Form::Fraction {
        let words = quantifier(reading, passage, said)?;
        let slack = 200;
        let fits = words.allows(change, from) || (words.low - slack..=words.high + slack).contains(&share);
        return (!fits).then(|| (range, format!("{percent}%")));
    }
    if said != at {
        return None;
    }
    if let Some(stated) = passage.tokens[said].percent() {
        let stated = points(stated.numerator, stated.denominator.saturating_mul(100));
        return ((stated - share).abs() > 100).then(|| (range, format!("{percent}%")));
    }
    // Of the same measure: '5.6 days'.
    let same = figure.unit == one.unit
        && (passage.word(said + 1) == passage.word(first + 1) || passage.word(said + 1) == passage.word(second + 1));
    let scaled = passage.is_word(said + 1, &["million"]) == passage.is_word(first + 1, &["million"]);
    if !same || !scaled || passage.word(said + 1).is_empty() {
        return None;
    }
    let (stated, right) = (figure.numerator.checked_mul(over)?, change.checked_mul(figure.denominator)?);
    let shown = decimal(change, over);
    (stated != right).then_some((range, shown))
}

/// A number over another, with as many decimals as it needs.
fn decimal(part: i64, over: i64) -> String {
    Number::ratio(part, over).map_or_else(String::new, |number| number.to_decimal(number.decimals(2)))
}

#[cfg(test)]
mod tests {
    use crate::checks::testing::{fires, silent};
    use crate::checks::wrong_difference::WrongDifference;

    #[test]
    fn holds_a_change_against_its_two_ends() {
        fires(
            &WrongDifference,
            &[
                ("Absence had come down from 14.2 days in 2005 to 9.6 days in 2008, a fall of almost half.", "almost half"),
                ("Absence had come down from 14.2 days in 2005 to 9.6 days in 2008, a fall of 52%.", "52%"),
                ("Absence had come down from 14.2 days in 2005 to 9.6 days in 2008, a fall of 5.6 days.", "5.6"),
                ("Spending grew from £10 million to £15 million, a rise of a quarter.", "a quarter"),
            ],
        );
        silent(
            &WrongDifference,
            &[
                "Absence had come down from 14.2 days in 2005 to 9.6 days in 2008, a fall of almost a third.",
                "Absence had come down from 14.2 days in 2005 to 9.6 days in 2008, a fall of 32%.",
                "Absence had come down from 14.2 days in 2005 to 9.6 days in 2008, a fall of 4.6 days.",
                "Spending grew from £10 million to £15 million, a rise of a half.",
            ],
        );
    }
}
