//! '£14.0 million, an increase of £800,000 (6%)': a change with its percentage beside one figure, from which the other follows.

use super::super::reading::money::{Amount, amount};
use super::super::reading::numbered::{Numbered, with_the_one_before};
use super::super::reading::shares::labelled;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

const FALLS: &[&str] = &[
    "fall",
    "fell",
    "fallen",
    "falling",
    "drop",
    "dropped",
    "decrease",
    "decreased",
    "reduction",
    "reduced",
    "cut",
    "decline",
    "declined",
    "down",
    "shrunk",
    "shrank",
];
const RISES: &[&str] =
    &["rise", "rose", "risen", "rising", "increase", "increased", "increasing", "growth", "grew", "grown", "up", "raised", "gained"];
/// Nouns of the two lists: 'an increase of', and not 'increased by'.
const NOUNS: &[&str] = &["fall", "drop", "decrease", "reduction", "cut", "decline", "rise", "increase", "growth"];

/// A change by a quantity and a percentage.
#[expect(clippy::struct_excessive_bools, reason = "what its words say, each by itself")]
struct Change {
    by: Amount,
    money: bool,
    share: usize,
    down: bool,
    /// Where its words begin.
    first: usize,
    /// 'An increase of …' set off by a comma: what stands before it has grown.
    noun: bool,
    /// 'More than', 'on', 'over': what follows is what it was before.
    than: bool,
}

/// What a figure beside a change is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    Old,
    New,
    Either,
}

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for (before, one) in with_the_one_before(reading).filter(|(_, one)| one.figures.len() > 1) {
        let shares = one.figures.iter().copied().filter(|at| one.passage.tokens[*at].percent().is_some());
        if let [share] = shares.collect::<Vec<_>>()[..]
            && let Some(remark) = change(reading, &one, share).and_then(|change| judge(reading, before.as_ref(), &one, &change))
        {
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

/// The change that a percentage stands with: '£800,000 (6%)', '£800,000, or 6%', '6% (£800,000)'.
fn change(reading: &Reading, one: &Numbered, share: usize) -> Option<Change> {
    let passage = one.passage;
    let place = one.figures.iter().position(|at| *at == share)?;
    let near = |at: Option<&usize>| at.and_then(|at| quantity(reading, passage, *at));
    let after = |by: Amount| {
        let words = (by.last + 1..by.last + 3).take_while(|at| !passage.word(*at).is_empty()).count();
        let close = by.last + 1 + words;
        passage.is_mark(close, '(') && share == close + 1 && passage.is_mark(share + 1, ')')
            || passage.is_mark(close, ',') && passage.is_word(close + 1, &["or"]) && share == close + 2
    };
    let inside = |by: Amount| passage.is_mark(share + 1, '(') && by.first <= share + 3 && passage.is_mark(by.last + 1, ')');
    let told = near(place.checked_sub(1).and_then(|at| one.figures.get(at))).filter(|(by, _)| after(*by));
    let (by, money) = told.or_else(|| near(one.figures.get(place + 1)).filter(|(by, _)| inside(*by)))?;
    let (first, last) = (by.first.min(share), (by.last + 1).max(share + 1));
    let word = first.checked_sub(2)?;
    let link = passage.is_word(first - 1, &["of", "by"]);
    // 'Fell from £2.5 million by £500,000'.
    let from = one.sentence().tokens.start.max(first.saturating_sub(9));
    let verb = passage.is_word(first - 1, &["by"]) && (from..word).any(|at| passage.is_word(at, &["from"]));
    let turned = |words: &[&str]| link && (passage.is_word(word, words) || verb && (from..word).any(|at| passage.is_word(at, words)));
    // '£800,000 (6%) more than', '12 more (30%) than'.
    let more = (by.last + 1..last + 3).find(|at| passage.is_word(*at, &["more", "fewer", "less", "higher", "lower"]));
    let than = (last..last + 4).any(|at| passage.is_word(at, &["than", "on", "over"]));
    let noun = turned(NOUNS) && passage.is_word(first - 1, &["of"]);
    let begins = word.checked_sub(2).filter(|mark| passage.word(*mark).is_empty() && passage.is_word(mark + 1, &["a", "an"]));
    let plain = !passage.is_hedged(by.first) && !passage.is_hedged(share);
    if turned(FALLS) || turned(RISES) {
        return plain.then(|| Change { by, money, share, down: turned(FALLS), first: word, noun: noun && begins.is_some(), than });
    }
    let more = more.filter(|_| than && plain && passage.word(first - 1).is_empty())?;
    Some(Change { by, money, share, down: !passage.is_word(more, &["more", "higher"]), first: first - 1, noun: true, than: true })
}

/// The one other figure of the same kind: in the sentence, or in the one before where this one begins with 'This was'.
fn base(reading: &Reading, before: Option<&Numbered>, one: &Numbered, change: &Change) -> Option<(Amount, Base)> {
    let passage = one.passage;
    let own = |at: &usize| (change.by.first..=change.by.last).contains(at) || *at == change.share;
    let kind = |at: &usize| quantity(reading, passage, *at).filter(|(_, money)| *money == change.money).map(|(amount, _)| amount);
    let others: Vec<Amount> = one.figures.iter().filter(|at| !own(at)).filter_map(kind).collect();
    let start = one.sentence().tokens.start;
    if others.is_empty() {
        let this = passage.is_word(start, &["this", "that", "it"])
            && passage.is_word(start + 1, &["was", "is", "represents", "represented", "meant"])
            && change.first - start < 5;
        let all: Vec<Amount> = before?.figures.iter().filter_map(kind).collect();
        return if let ([total], true) = (&all[..], this) { Some((*total, Base::New)) } else { None };
    }
    let &[total] = &others[..] else { return None };
    let led = |words: &[&str]| (total.first.saturating_sub(3)..total.first).any(|at| passage.is_word(at, words) && at >= start);
    let base = if total.first < change.first {
        if led(&["from"]) {
            Base::Old
        } else if change.noun || led(&["to"]) {
            Base::New
        } else {
            Base::Either
        }
    } else if led(&["from", "than", "on", "over"]) {
        Base::Old
    } else if led(&["to"]) {
        Base::New
    } else {
        Base::Either
    };
    // A count that is not led by such a word may be of other things.
    let named = change.money || base == Base::Old || base == Base::New && (led(&["to", "from"]) || total.last + 6 > change.first);
    let other_kinds = one.figures.iter().filter(|at| !own(at)).count() > 1 && !change.money;
    // What follows in another clause is of others: 'and the east had the smallest part in this, with £30,000'.
    let loose = base == Base::Either && total.first > change.first;
    // 'More than in the year before' tells no figure that it was.
    (named && !other_kinds && !loose).then_some((total, if base == Base::Either && change.than { Base::New } else { base }))
}

fn judge<'r>(reading: &Reading, before: Option<&Numbered<'r, '_>>, one: &Numbered<'r, '_>, change: &Change) -> Option<Remark<'r>> {
    let passage: &Passage = one.passage;
    let (total, base) = base(reading, before, one, change)?;
    let figure = passage.tokens[change.share].percent()?;
    if passage.is_hedged(total.first) || total.value <= 0 || change.by.value <= 0 {
        return None;
    }
    let old = total.value;
    let new = if change.down { total.value.checked_add(change.by.value)? } else { total.value.saturating_sub(change.by.value) };
    let ways: &[i64] = match base {
        Base::Old => &[old],
        Base::New => &[new],
        Base::Either => &[old, new],
    };
    let slack = total.slack() + change.by.slack();
    // In hundredths of a point, with what rounding allows.
    let fits = |from: i64| {
        let share = |by: i64, of: i64| by.max(0).saturating_mul(10_000) / of.max(1);
        let least = share(change.by.value.saturating_sub(change.by.slack()), from.saturating_add(slack));
        let most = share(change.by.value.saturating_add(change.by.slack()), from.saturating_sub(slack));
        let stated = figure.numerator.saturating_mul(100) / figure.denominator;
        let rounding = if figure.decimals == 0 { 60 } else { 10 };
        stated + rounding >= least && stated - rounding <= most
    };
    let from = *ways.first().filter(|from| **from > 0 && !ways.iter().any(|from| fits(*from)))?;
    let right = (change.by.value.checked_mul(200)?.checked_add(from)?) / from.checked_mul(2)?;
    let kind = if change.down { "fall" } else { "rise" };
    let to = if from == new { "to" } else { "from" };
    let (by, told) =
        (&passage.words[passage.bytes(change.by.first, change.by.last)], &passage.words[passage.bytes(total.first, total.last)]);
    let said = passage.text(&passage.tokens[change.share]);
    Some(
        Remark::new(format!("a {kind} by {by} {to} {told} is {right}%, not {said}"))
            .at(passage, passage.tokens[change.share].range(), format!("it is {right}%"))
            .at(passage, passage.bytes(total.first, total.last), "the figure beside it")
            .help("correct the figure that is wrong"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::WrongDifference;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn reckons_a_change_from_one_figure() {
        fires(
            &WrongDifference,
            &[
                ("The budget for 2005/2006 was £14.0 million, an increase of £800,000 (8%) over 2004/2005.", "8%"),
                ("The budget rose by £800,000 (8%) to £14.0 million.", "8%"),
                ("The budget was £14.0 million, £800,000 (9%) more than the year before.", "9%"),
                ("The budget was £14.0 million. This was an increase of £800,000, or 16%.", "16%"),
                ("Spending fell from £2.5 million by £500,000 (25%).", "25%"),
                ("There were 52 complaints, an increase of 12 (40%).", "40%"),
                ("Complaints fell by 12 (23%) to 52 in all.", "23%"),
                ("There were 52 complaints, a rise of 40% (12) since 2004.", "40%"),
            ],
        );
        silent(
            &WrongDifference,
            &[
                "It rose by £0.44 million, or 3.9%, and the east had the smallest part in this, with £30,000.",
                "The budget for 2005/2006 was £14.0 million, an increase of £800,000 (6%) over 2004/2005.",
                "The budget rose by £800,000 (6%) to £14.0 million. It rose by £800,000 (6%) from £13.2 million.",
                "The budget was £14.0 million. This was an increase of £800,000, or 6%.",
                "Spending fell from £2.5 million by £500,000 (20%).",
                "There were 52 complaints, an increase of 12 (30%). Complaints fell by 13 (20%) to 52 in all.",
                "In 40 cases there were 52 letters, an increase of 12 (40%) on the month before.",
                "The budget was £14.0 million, of which staff took £9 million, an increase of £800,000 (10%).",
                "The budget of £14.0 million had risen by £0.8 million (6%); for about £9 million it rose by £2 million (3%).",
            ],
        );
    }
}
