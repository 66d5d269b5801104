//! 'Of the £10,000, £6,500 was spent on staff and £4,500 on training': sums of money that do not make the one they are parts of.

use std::collections::BTreeSet;

use super::super::reading::money::{Amount, amounts};
use super::super::reading::words::Unit;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let mut seen = BTreeSet::new();
    let signed = reading.places(&["£"]).filter(|(passage, _)| passage.is_prose());
    let summed = reading
        .numbers()
        .filter(|(passage, at)| passage.is_prose() && passage.tokens[*at].figure().is_some_and(|figure| figure.unit == Unit::Money));
    // The sign belongs to the number, or stands before '1.2m'.
    for (passage, at) in signed.chain(summed) {
        if let Some(index) = passage.sentence_of(at).filter(|index| seen.insert((passage.index, *index))) {
            sentence(passage, index, found);
        }
    }
}

fn sentence(passage: &Passage, index: usize, found: &mut Found) {
    let sentence = &passage.sentences[index];
    let all = amounts(passage, sentence);
    let says = |from: usize, to: usize, words: &[&str]| (from..to).any(|at| passage.is_word(at, words));
    if all.iter().any(|amount| passage.is_hedged(amount.first))
        || says(
            sentence.tokens.start,
            sentence.tokens.end,
            &["including", "another", "further", "each", "per", "from", "rose", "fell", "increased", "plus"],
        )
    {
        return;
    }
    let text = |amount: Amount| passage.words[passage.bytes(amount.first, amount.last)].to_owned();
    let whole_of =
        |amount: &Amount| amount.first > 1 && (passage.is_word(amount.first - 1, &["of"]) || passage.is_word(amount.first - 2, &["of"]));
    match all[..] {
        [whole, part] => {
            let which = says(whole.last, part.first, &["which"]) && passage.is_word(part.first - 1, &["which"])
                || passage.is_word(part.last + 1, &["of"]) && passage.is_word(part.last + 2, &["which"]);
            if which && part.first - whole.last < 6 && part.value - part.slack() > whole.value + whole.slack() {
                say(passage, format!("{} of {} is more than there is", text(part), text(whole)), whole, &[part], found);
            }
        }
        [first, second, third] => {
            let leaving = passage.is_word(third.first - 1, &["leaving", "leaves", "left"]);
            // '£6,500 of the £10,000, leaving …' and 'of the £10,000, £6,500 …'.
            let (whole, part) = if whole_of(&second) && !whole_of(&first) { (second, first) } else { (first, second) };
            if leaving && whole_of(&whole) {
                let off = (whole.value - part.value - third.value).abs();
                if off > whole.slack() + part.slack() + third.slack() {
                    say(passage, format!("{} of {} does not leave {}", text(part), text(whole), text(third)), third, &[whole, part], found);
                }
                return;
            }
            parts(passage, sentence.tokens.start, first, &[second, third], found);
        }
        [whole, ref rest @ ..] if (3..7).contains(&rest.len()) => parts(passage, sentence.tokens.start, whole, rest, found),
        _ => {}
    }
}

/// 'The grant was £10,000: £6,500 for staff and £4,500 for training', 'made up of', 'of the £10,000, … and …'.
fn parts(passage: &Passage, start: usize, whole: Amount, parts: &[Amount], found: &mut Found) {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let between = whole.last + 1..first.first;
    let opened = passage.is_word(start, &["of"]) && whole.first - start < 8 && between.clone().any(|at| passage.is_mark(at, ','));
    let told = between.clone().any(|at| {
        passage.is_mark(at, ':')
            || passage.is_mark(at, '(') && at + 1 == first.first
            || passage.is_word(at, &["comprising", "comprised", "consisting"])
            || passage.says(at, &["made", "up", "of"])
    });
    let listed = passage.is_word(last.first - 1, &["and"]);
    let joined = parts.windows(2).all(|pair| pair[1].first - pair[0].last < 14);
    let sum: i64 = parts.iter().map(|part| part.value).sum();
    let slack: i64 = whole.slack() + parts.iter().map(|part| part.slack()).sum::<i64>();
    let off = (sum - whole.value).abs();
    if (opened || told) && listed && joined && off > slack && off <= whole.value / 5 {
        let text = |amount: &Amount| passage.words[passage.bytes(amount.first, amount.last)].to_owned();
        let shown = parts.iter().map(text).collect::<Vec<_>>().join(" + ");
        say(passage, format!("{shown} does not make {}", text(&whole)), whole, parts, found);
    }
}

fn say(passage: &Passage, message: String, main: Amount, others: &[Amount], found: &mut Found) {
    let mut remark = Remark::new(message).at(passage, passage.bytes(main.first, main.last), "");
    for other in others {
        remark = remark.at(passage, passage.bytes(other.first, other.last), "with this");
    }
    found.say(remark.help("correct the figure that is wrong, if these are all"));
}

#[cfg(test)]
mod tests {
    use super::super::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_sums_do_not_fit() {
        fires(
            &DoubtfulTotal,
            &[
                ("Of the £10,000 grant, £6,500 was spent on staff and £4,500 on training.", "£10,000"),
                ("The grant of £10,000 was made up of £6,500 for staff and £4,500 for training.", "£10,000"),
                ("The grant was £10,000: £6,500 for staff and £4,500 for training.", "£10,000"),
                ("They spent £6,500 of the £10,000, leaving £4,500.", "£4,500"),
                ("Of the £1.2m, £0.5m had been spent, leaving £0.9m.", "£0.9m"),
                ("The budget was £1.2 million, of which £1.5 million went on staff.", "£1.2 million"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_do() {
        silent(
            &DoubtfulTotal,
            &[
                "Of the £10,000 grant, £6,500 was spent on staff and £3,500 on training.",
                "The grant was £1.2m: £0.5m for staff and £0.8m for training.",
                "The grant was £10,000: £2,500 for staff and £1,000 for training.",
                "Of the £12,500 set aside for the scheme, £9,375 (75%) had been spent, leaving £3,125.",
                "The budget was £1.2 million, of which £900,000 went on staff. It rose from £900 to £1,000 and £1,200.",
            ],
        );
    }
}
