//! Lists whose items each begin with their number: '17 cases: nine at Level 1, eight at Level 2 and one at Level 3'; 'all eight … two fully, six in
//! part and one not at all'; and eight contracts of £8,000 that are worth £640,000.

use super::super::reading::money::amount;
use super::super::reading::sentences::Sentence;
use super::super::reading::shares::{labelled, ratios};
use super::super::reading::words::{Figure, Form, Token, Unit};
use super::super::reading::{Passage, Reading};
use super::super::wrong_total::number;
use super::super::{Found, Remark};
use super::NEAR;
use super::each::divides;

/// After a number: it is no part of the same kind.
const APART: &[&str] = &["of", "or", "more", "other", "others", "further", "out", "to", "days", "weeks", "months", "years"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for passage in reading.prose() {
        for (index, sentence) in passage.sentences.iter().enumerate() {
            if passage.numbers_in(sentence.tokens.clone()).len() > 2 {
                list(reading, passage, index, sentence, found);
                if let Some(remark) = each(passage, sentence) {
                    found.say(remark);
                }
            }
        }
    }
}

/// The numbers that begin the items of a list from a place: after a comma, 'and' or at its start.
fn items(reading: &Reading, passage: &Passage, from: usize, end: usize) -> Option<(Vec<usize>, bool)> {
    let begins = |at: usize| {
        at == from
            || passage.is_word(at - 1, &["and"])
            || passage.is_mark(at - 1, ',')
            || passage.is_word(at - 1, &["in", "for", "with"])
                && at > 1
                && (passage.is_mark(at - 2, ',') || passage.is_word(at - 2, &["and"]))
    };
    let (mut out, mut asides) = (Vec::new(), false);
    for at in passage.numbers_in(from..end).iter().copied() {
        let token = &passage.tokens[at];
        token.count()?;
        // 'At Level 1, eight at Level 2': a number in words is no further label.
        let words = token.figure().is_some_and(|figure| figure.form == Form::Words);
        if !begins(at) {
            // 'At Level 2', 'in 2007' and 'in one that was too low' are no items.
            let aside = labelled(passage, &reading.lexicon, at) || token.count() == Some(1) && !passage.word(at - 1).is_empty();
            if !aside {
                return None;
            }
            asides = true;
            continue;
        }
        if !(words || number(reading, passage, at)) || passage.is_word(at + 1, APART) || passage.is_hedged(at) {
            return None;
        }
        out.push(at);
    }
    let last = *out.last()?;
    let joined = passage.is_word(last - 1, &["and"]) || last > 1 && passage.is_word(last - 2, &["and"]);
    let long = out.windows(2).any(|pair| pair[1] - pair[0] > 14);
    (out.len() > 1 && joined && !long).then_some((out, asides))
}

fn list(reading: &Reading, passage: &Passage, index: usize, sentence: &Sentence, found: &mut Found) {
    let count = |at: usize| passage.tokens[at].count().unwrap_or(0);
    let tokens = sentence.tokens.clone();
    if tokens.clone().any(|at| passage.is_word(at, &["including", "among", "example", "both", "several", "may"])) {
        return;
    }
    let colon = tokens.clone().find(|at| passage.is_mark(*at, ':'));
    let (totals, parts) = if let Some(colon) = colon {
        let totals: Vec<usize> = passage
            .numbers_in(tokens.start..colon)
            .iter()
            .copied()
            .filter(|at| number(reading, passage, *at) && !passage.is_hedged(*at))
            .collect();
        let ratio = ratios(reading, passage, sentence).into_iter().rfind(|ratio| ratio.last < colon);
        let total = ratio.map(|ratio| ratio.part).or_else(|| totals.last().copied());
        let stop = (colon..tokens.end).find(|at| passage.is_mark(*at, ';') || passage.is_mark(*at, '(')).unwrap_or(tokens.end);
        (total.into_iter().chain(totals).collect::<Vec<_>>(), items(reading, passage, colon + 1, stop))
    } else {
        // 'All eight … two fully, five in part and one not at all': the number is told before, of all.
        let all = |at: usize| at > 0 && passage.is_word(at - 1, &["all"]) && number(reading, passage, at);
        let before =
            index.checked_sub(1).and_then(|index| passage.sentences.get(index)).map(|before| before.tokens.clone()).unwrap_or_default();
        let total = passage.numbers_in(before).iter().copied().filter(|at| all(*at)).collect::<Vec<_>>();
        let first = passage.numbers_in(tokens.clone()).first().copied();
        // Items that say how far something went.
        let grades =
            tokens.clone().filter(|at| passage.is_word(*at, &["fully", "partly", "part", "completely", "all", "somewhat"])).count();
        let opens = first.filter(|first| grades > 1 && (*first == tokens.start || passage.is_mark(*first - 1, ',')));
        (total, opens.and_then(|first| items(reading, passage, first, tokens.end)))
    };
    let (Some(total), Some((parts, asides))) = (totals.first().copied(), parts) else { return };
    let sum: i64 = parts.iter().map(|at| count(*at)).sum();
    // Lists of nothing but numbers and what they count are read elsewhere.
    if colon.is_some() && !asides {
        return;
    }
    if totals.iter().any(|at| count(*at) == sum) || (sum - count(total)).abs() > NEAR || (colon.is_none() && parts.len() < 3) {
        return;
    }
    let shown = parts.iter().map(|at| count(*at).to_string()).collect::<Vec<_>>().join(" + ");
    found.say(
        Remark::new(format!("{shown} makes {sum}, not {}", count(total)))
            .at(passage, passage.tokens[total].range(), "the total")
            .at(passage, passage.tokens[parts[0]].range(), "the first part")
            .help("correct the number that is wrong, if these are all"),
    );
}

/// 'Eight contracts were worth £640,000, an average of £8,000 each.'
pub(super) fn each<'r>(passage: &'r Passage<'r>, sentence: &Sentence) -> Option<Remark<'r>> {
    let numbers: Vec<usize> = passage
        .numbers_in(sentence.tokens.clone())
        .iter()
        .copied()
        .filter(|at| !passage.tokens[*at].figure().is_some_and(Figure::may_be_year) && !year_after_stroke(passage, *at))
        .collect();
    let money = |at: &usize| passage.tokens[*at].figure().is_some_and(|figure| figure.unit == Unit::Money);
    let (sums, counts): (Vec<usize>, Vec<usize>) = numbers.into_iter().partition(money);
    let (&[one, two], &[many]) = (&sums[..], &counts[..]) else { return None };
    let is_each = |at: usize| {
        let scaled = at + 1 + usize::from(passage.is_word(at + 1, &["million", "m"]));
        passage.is_word(scaled, &["each", "apiece"])
            || at > 1 && passage.is_word(at - 1, &["of"]) && passage.is_word(at - 2, &["average", "mean"])
    };
    let (each, all) = match (is_each(one), is_each(two)) {
        (true, false) => (one, two),
        (false, true) => (two, one),
        _ => return None,
    };
    let count = passage.tokens.get(many).and_then(Token::count).filter(|count| *count > 1)?;
    let (unit, total) = (amount(passage, each)?, amount(passage, all)?);
    if divides(total, unit, count) || passage.is_hedged(each) || passage.is_hedged(all) {
        return None;
    }
    let right = (total.value / 100 + count / 2) / count;
    Some(
        Remark::new(format!(
            "{} among {count} is £{right} each, not {}",
            passage.text(&passage.tokens[all]),
            passage.text(&passage.tokens[each])
        ))
        .at(passage, passage.tokens[each].range(), "")
        .at(passage, passage.tokens[all].range(), "the whole")
        .at(passage, passage.tokens[many].range(), "so many")
        .help("correct the figure that is wrong"),
    )
}

/// The second half of '2008/2009' or '2008/09'.
fn year_after_stroke(passage: &Passage, at: usize) -> bool {
    at > 1 && passage.is_mark(at - 1, '/') && passage.tokens[at - 2].figure().is_some_and(Figure::may_be_year)
}

#[cfg(test)]
mod tests {
    use crate::checks::doubtful_total::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn adds_items_that_begin_with_their_number() {
        fires(
            &DoubtfulTotal,
            &[
                ("They applied to 17 cases: nine at Level 1, eight at Level 2 and one at Level 3.", "17"),
                (
                    "Nineteen of the 96 cases were in the wrong tier: 13 in one that was too low and seven in one that was too high.",
                    "Nineteen",
                ),
                ("It had carried out seven evaluations since 2006: two in 2006, five in 2007 and one in 2008.", "seven"),
                ("All eight were asked. When asked how far they had been helped, two said fully, six in part and one not at all.", "eight"),
                ("Contracts with eight bodies were worth £640,000 in 2008/2009, an average of £8,000 each.", "£8,000"),
                ("Eight contracts of £8,000 each made £640,000.", "£8,000"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_make_it_or_are_not_all() {
        silent(
            &DoubtfulTotal,
            &[
                "They applied to 17 cases: nine at Level 1, seven at Level 2 and one at Level 3.",
                "They applied to 17 cases: nine at Level 1 and five at Level 2.",
                "It had carried out seven evaluations since 2006: two in 2006, four in 2007 and one in 2008.",
                "We asked 12 people three things: whether two or three had come, and why.",
                "All eight were asked. When asked how far they had been helped, two said fully, five in part and one not at all.",
                "Contracts with eight bodies were worth £640,000 in 2008/2009, an average of £80,000 each.",
                "Three contracts were worth £100,000, an average of £33,000 each.",
            ],
        );
    }
}
