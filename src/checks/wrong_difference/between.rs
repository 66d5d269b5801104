//! '£8.92 million in 2009/2010 and £8.67 million in 2010/2011, a fall of £250,000 (3%)': a change told after its two figures.

use super::super::reading::money::{Amount, amount};
use super::super::reading::sentences::Sentence;
use super::super::reading::shares::labelled;
use super::super::reading::words::Figure;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

const FALLS: &[&str] = &["fall", "drop", "decrease", "reduction", "cut", "decline"];
const RISES: &[&str] = &["rise", "increase", "growth"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let words: Vec<&str> = FALLS.iter().chain(RISES).copied().collect();
    for (passage, at) in reading.places(&words).filter(|(passage, _)| passage.is_prose()) {
        let article = at > 1 && passage.is_word(at - 1, &["a", "an"]);
        let set_off = at > 1 && (passage.is_mark(at - 2, ',') || passage.is_mark(at - 2, '\u{2013}') || passage.is_mark(at - 2, '('));
        let Some(sentence) = passage.sentence_at(at).filter(|_| article && set_off && passage.is_word(at + 1, &["of"])) else { continue };
        // What the check itself or its other part has read.
        let read = super::claim(passage, sentence).is_some_and(|(by, from, to)| super::judge(passage, by, from, to).is_some())
            || super::change::reads(reading, passage, sentence, at);
        if let Some(remark) = find(reading, passage, sentence, at).filter(|_| !read) {
            found.say(remark);
        }
    }
}

/// Money in pence, or a count in hundredths.
fn quantity(reading: &Reading, passage: &Passage, at: usize) -> Option<(Amount, bool)> {
    if let Some(money) = amount(passage, at) {
        return Some((money, true));
    }
    let count = passage.tokens.get(at)?.count().filter(|_| !labelled(passage, &reading.lexicon, at))?;
    Some((Amount { first: at, last: at, value: count.checked_mul(100)?, step: 0 }, false))
}

/// The year after 'in' at the end of a figure and the few words after it.
fn year(passage: &Passage, amount: Amount) -> Option<i64> {
    let numbers = passage.numbers_in(amount.last + 1..amount.last + 6);
    let at = *numbers.first()?;
    let plain = (amount.last + 1..at).all(|at| passage.tokens[at].is_word());
    passage.tokens[at].figure().filter(|figure| figure.may_be_year() && plain).and_then(Figure::whole)
}

fn find<'r>(reading: &Reading, passage: &'r Passage<'r>, sentence: &Sentence, at: usize) -> Option<Remark<'r>> {
    let before: Vec<(Amount, bool)> =
        (sentence.tokens.start..at).filter_map(|at| quantity(reading, passage, at)).filter(|(_, money)| *money).collect();
    let all: Vec<(Amount, bool)> = (sentence.tokens.start..at).filter_map(|at| quantity(reading, passage, at)).collect();
    let [(first, money), (second, _)] = *(if before.len() == 2 { &before[..] } else { &all[..] }) else { return None };
    let percents = (sentence.tokens.start..at).any(|at| passage.tokens[at].percent().is_some());
    if percents || passage.is_hedged(first.first) || passage.is_hedged(second.first) || first.value <= 0 || second.value <= 0 {
        return None;
    }
    let ranged = first.first > 0 && passage.is_word(first.first - 1, &["from"]) && passage.is_word(second.first - 1, &["to"]);
    let years = year(passage, first).zip(year(passage, second));
    // Without years or 'from … to' nobody knows that the two are one thing.
    let (from, to) = match years {
        Some((one, two)) if one < two => (first, second),
        Some((one, two)) if two < one => (second, first),
        None if ranged => (first, second),
        _ => return None,
    };
    let change = to.value - from.value;
    let slack = from.slack() + to.slack();
    let down = passage.is_word(at, FALLS);
    let words = passage.bytes(first.first, second.last);
    if change.abs() > slack && (change < 0) != down {
        let kind = if down { "rise" } else { "fall" };
        return Some(
            Remark::new(format!("‘{}’ is a {kind}", &passage.words[words.clone()]))
                .at(passage, passage.tokens[at].range(), "the other way round?")
                .at(passage, words, "the two figures")
                .help("correct the word, or the figure that is wrong"),
        );
    }
    let remark = |range: std::ops::Range<usize>, right: String| {
        Remark::new(format!("‘{}’ is a difference of {right}, not {}", &passage.words[words.clone()], &passage.words[range.clone()]))
            .at(passage, range, format!("it is {right}"))
            .at(passage, words.clone(), "the two figures")
            .help("correct the figure that is wrong")
    };
    let said = at + 2;
    let share = if let Some((told, _)) = quantity(reading, passage, said).filter(|(_, kind)| *kind == money) {
        if passage.is_hedged(told.first) {
            return None;
        }
        if (change.abs() - told.value).abs() > slack + told.slack() {
            return Some(remark(passage.bytes(told.first, told.last), shown(change.abs(), money)));
        }
        let close = told.last + 1;
        let bracket = passage.is_mark(close, '(') && passage.is_mark(close + 2, ')');
        let or = passage.is_mark(close, ',') && passage.is_word(close + 1, &["or"]);
        (close + 1 + usize::from(or), bracket || or)
    } else {
        (said, true)
    };
    let (at, told) = share;
    let figure =
        passage.tokens.get(at).and_then(super::super::reading::words::Token::percent).filter(|_| told && !passage.is_hedged(at))?;
    let stated = figure.numerator.checked_mul(100)?.checked_div(figure.denominator)?;
    // In hundredths of a point, with what rounding allows.
    let least = (change.abs() - slack).max(0).checked_mul(10_000)? / (from.value + from.slack());
    let most = (change.abs() + slack).checked_mul(10_000)? / (from.value - from.slack()).max(1);
    let rounding = if figure.decimals == 0 { 60 } else { 10 };
    let right = (change.abs() * 100 + from.value / 2) / from.value;
    (stated + rounding < least || stated - rounding > most).then(|| remark(passage.tokens[at].range(), format!("{right}%")))
}

/// Pence as pounds, or hundredths as a count.
fn shown(value: i64, money: bool) -> String {
    let digits = (value / 100).to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if money { format!("£{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::super::WrongDifference;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn holds_a_change_against_the_figures_of_two_years() {
        fires(
            &WrongDifference,
            &[
                ("The budget was £8.92 million in 2009/2010 and £8.67 million in 2010/2011, a fall of £25,000 (3%).", "£25,000"),
                ("The budget was £8.92 million in 2009/2010 and £8.67 million in 2010/2011, a fall of £250,000 (8%).", "8%"),
                ("The budget was £8.92 million in 2009/2010 and £8.67 million in 2010/2011, a rise of £250,000 (3%).", "rise"),
                ("It had £8.67 million in 2010, against £8.92 million in 2009, a fall of £0.35 million.", "£0.35 million"),
                ("There were 40 complaints in 2008 and 52 in 2009, an increase of 14.", "14"),
                ("There were 40 complaints in 2008 and 52 in 2009, an increase of 12 (40%).", "40%"),
                ("There were 40 complaints in 2008 and 52 in 2009, a drop of 12.", "drop"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_fits_or_the_two_may_be_others() {
        silent(
            &WrongDifference,
            &[
                "The budget was £8.92 million in 2009/2010 and £8.67 million in 2010/2011, a fall of £250,000 (3%).",
                "It had £8.67 million in 2010, against £8.92 million in 2009, a fall of £0.25 million.",
                "The budget was £8.9 million in 2009 and £8.7 million in 2010, a fall of £250,000.",
                "There were 40 complaints in 2008 and 52 in 2009, an increase of 12 (30%).",
                "There were 40 complaints and 52 letters, a rise of ten. There were 40 in 2008, and now 60, a rise of about 19.",
                "There were 40 complaints in 2008, 52 in 2009 and 50 in 2010, a fall of two.",
                "There were about 40 complaints in 2008 and 52 in 2009, an increase of 15.",
            ],
        );
    }
}
