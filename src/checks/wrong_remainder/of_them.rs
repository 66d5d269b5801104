//! '88 cases. All except 11 of them had one – 77 cases, or 82% – …', '68 offenders. Eight of them … The other 61 …' in a list.

use super::super::Remark;
use super::super::reading::numbered::Numbered;
use super::super::reading::quantifiers::antecedent;
use super::super::reading::shares::{percentage, shown};
use super::super::reading::words::Token;
use super::super::reading::{Passage, Reading};

const THEM: &[&str] = &["them", "these", "those", "whom"];

/// 'All except 11 of them had one': what is wrong with the number and percentage set off after it.
pub(super) fn less<'r>(reading: &Reading, one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage = one.passage;
    let lexicon = &reading.lexicon;
    let at = one.figures.iter().copied().find(|at| {
        *at > 1
            && lexicon.is_but(passage.word(at - 1))
            && lexicon.is_all(passage.word(at - 2))
            && passage.is_word(at + 1, &["of"])
            && passage.is_word(at + 2, THEM)
    })?;
    // 'Of these plans' may be others.
    if !passage.is_word(at + 2, &["them"]) && !passage.is_word(at + 3, &["had", "was", "were", "did", "have", "are"]) {
        return None;
    }
    let missing = one.count(at)?;
    let start = one.sentence().tokens.start;
    let before = one.index.checked_sub(1).and_then(|index| passage.sentences.get(index));
    let (whole, of) = antecedent(reading, passage, start..at - 2, before).filter(|(_, of)| *of > missing)?;
    let right = of - missing;
    let next = *one.figures.iter().find(|next| **next > at && one.count(**next) != Some(1))?;
    let opens = |at: usize| ['(', ',', '\u{2013}'].iter().any(|mark| passage.is_mark(at, *mark));
    let or = next - usize::from(lexicon.is_or(passage.word(next - 1)));
    if next - at > 9 || !opens(or - 1) || passage.is_hedged(next) {
        return None;
    }
    let remark = |message: String, place: usize| {
        Remark::new(message)
            .at(passage, passage.tokens[place].range(), "")
            .at(passage, passage.bytes(at - 2, at), "these are left out")
            .at(passage, passage.tokens[whole].range(), "of these")
            .help("correct the number that is wrong")
    };
    let share = |place: usize| {
        let figure = passage.tokens.get(place).and_then(Token::percent).filter(|_| !passage.is_hedged(place))?;
        let reckoned = percentage(right, of, figure).filter(|reckoned| *reckoned != figure.numerator)?;
        let said = passage.text(&passage.tokens[place]);
        Some(remark(format!("all but {missing} of {of} is {}, not {said}", shown(reckoned, figure)), place))
    };
    if passage.tokens[next].percent().is_some() {
        return share(next);
    }
    // '– 77 cases –', '(77, or 88%)': set off at both ends, or with its percentage.
    let said = one.count(next)?;
    let close = (next + 1..next + 4).find(|at| !passage.tokens.get(*at).is_some_and(Token::is_word) || lexicon.is_or(passage.word(*at)))?;
    let close = close + usize::from(passage.is_mark(close, ',') && lexicon.is_or(passage.word(close + 1)));
    let also = lexicon.is_or(passage.word(close)).then_some(close + 1);
    let closes = also.is_some() || passage.is_mark(close, ')') || passage.is_mark(or - 1, '\u{2013}') && passage.is_mark(close, '\u{2013}');
    if closes && said != right {
        return Some(remark(format!("all but {missing} of {of} is {right}, not {said}"), next));
    }
    also.and_then(share)
}

/// 'The other 61 were …', where the list is of 68 and an item before it has eight of them.
pub(super) fn item<'r>(reading: &'r Reading<'r>, one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage = one.passage;
    let list = passage.place.list;
    if list == 0 || one.index > 0 || !passage.is_word(0, &["the"]) || !passage.is_word(1, &["other", "remaining"]) {
        return None;
    }
    let rest = one.count(2)?;
    let before = |index: usize| reading.passages.get(index);
    let first = before(passage.index.checked_sub(1)?).filter(|item| item.place.list == list)?;
    let part = first.tokens.first().and_then(Token::count).filter(|_| first.is_word(1, &["of"]) && first.is_word(2, THEM))?;
    let lead = before(first.index.checked_sub(1)?).filter(|lead| lead.place.list != list && lead.is_prose())?;
    let counts: Vec<(usize, i64)> = lead.numbers.iter().filter_map(|at| Some((*at, plain(reading, lead, *at)?))).collect();
    let [(whole, of)] = counts[..] else { return None };
    (of > part && of - part != rest).then(|| {
        Remark::new(format!("{part} of {of} leaves {}, not {rest}", of - part))
            .at(passage, passage.tokens[2].range(), "what is left")
            .at(first, first.tokens[0].range(), "the part")
            .at(lead, lead.tokens[whole].range(), "the whole")
            .help("correct one of the numbers, or say what else was taken away")
    })
}

fn plain(reading: &Reading, passage: &Passage, at: usize) -> Option<i64> {
    let count = passage.tokens[at].count().filter(|count| *count > 1)?;
    (!super::labelled(passage, &reading.lexicon, at)).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::super::WrongRemainder;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn holds_what_is_left_against_the_number_before() {
        fires(
            &WrongRemainder,
            &[
                ("It was called for in 88 cases. All except 11 of them had one – 77 cases, or 82% – and most in time.", "82%"),
                ("It was called for in 88 cases. All but 11 of these had one (75), and most had it in time.", "75"),
                ("It was called for in 88 cases. All but 11 of them had one (82%).", "82%"),
                ("We met 68 offenders.\n\n- Eight of them were in custody.\n- The other 61 were in the community.", "61"),
            ],
        );
        silent(
            &WrongRemainder,
            &[
                "It was called for in 88 cases. All except 11 of them had one – 77 cases, or 88% – and most in time.",
                "It was called for in 88 cases. All but 11 of them had one (88%), and 66 in time.",
                "It was called for in 88 cases and made in 60. All but 11 of them had one (82%).",
                "We met 68 offenders.\n\n- Eight of them were in custody.\n- The other 60 were in the community.",
                "We met 68 offenders in 12 places.\n\n- Eight of them were in custody.\n- The other 61 were in the community.",
            ],
        );
    }
}
