//! '£6,500 of the £10,000 (75%)': shares of sums of money.

use super::super::reading::money::{Amount, amounts};
use super::super::reading::sentences::Sentence;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let mut last = None;
    for (passage, at) in reading.numbers().filter(|(passage, at)| passage.is_prose() && passage.tokens[*at].percent().is_some()) {
        let Some(index) = passage.sentence_of(at).filter(|index| last != Some((passage.index, *index))) else { continue };
        last = Some((passage.index, index));
        sentence(reading, passage, &passage.sentences[index], found);
    }
}

fn sentence(reading: &Reading, passage: &Passage, sentence: &Sentence, found: &mut Found) {
    let &[one, two] = &amounts(passage, sentence)[..] else { return };
    let shares: Vec<usize> = sentence.tokens.clone().filter(|at| passage.tokens[*at].percent().is_some()).collect();
    let (&[said], true) = (&shares[..], !shares.is_empty()) else { return };
    let Some(figure) = passage.tokens[said].percent().filter(|figure| figure.decimals == 0) else { return };
    // The whole is the one after 'of'.
    let wholes = [one, two].map(|amount| is_whole(reading, passage, sentence, amount));
    let (part, whole) = match wholes {
        [true, false] => (two, one),
        [false, true] => (one, two),
        _ => return,
    };
    let bracket = |after: usize| said == after + 2 && passage.is_mark(said - 1, '(') && passage.is_mark(said + 1, ')');
    let or = passage.is_mark(part.last + 1, ',') && passage.is_word(part.last + 2, &["or"]) && said == part.last + 3;
    // '£6,500, 75% of the £10,000', '£6,500 of the £10,000 grant (75%)'.
    let led = said == part.last + 2 && passage.is_mark(said - 1, ',') && passage.is_word(said + 1, &["of"]) && whole.first > said;
    let nouns = (whole.last + 1..whole.last + 5).take_while(|at| !passage.word(*at).is_empty()).count();
    let joined = whole.first > part.last
        && (part.last + 1..whole.first).all(|at| passage.tokens[at].is_word())
        && passage.is_word(part.last + 1, &["of", "out"]);
    let after = joined && bracket(whole.last + nouns) && nouns < 4;
    if !(bracket(part.last) || or || led || after) || [part, whole].iter().any(|amount| passage.is_hedged(amount.first)) {
        return;
    }
    // In hundredths of a point, with what rounding allows.
    let share = |part: i64, whole: i64| part.checked_mul(10_000).and_then(|part| part.checked_div(whole));
    let (Some(least), Some(most)) =
        (share(part.value - part.slack(), whole.value + whole.slack()), share(part.value + part.slack(), whole.value - whole.slack()))
    else {
        return;
    };
    let printed = figure.numerator.saturating_mul(100);
    if part.value <= whole.value && (most < printed - 50 || least > printed + 50) {
        let text = |amount: Amount| &passage.words[passage.bytes(amount.first, amount.last)];
        let right = (share(part.value, whole.value).unwrap_or(0) + 50) / 100;
        found.say(
            Remark::new(format!("{} of {} is {right}%, not {}", text(part), text(whole), passage.text(&passage.tokens[said])))
                .at(passage, passage.tokens[said].range(), format!("it is {right}%"))
                .at(passage, passage.bytes(part.first, part.last), "the part")
                .at(passage, passage.bytes(whole.first, whole.last), "the whole")
                .help("correct the figure that is wrong"),
        );
    }
}

/// Whether 'of' stands before a sum: 'of the £10,000', 'of a grant of £10,000'.
fn is_whole(reading: &Reading, passage: &Passage, sentence: &Sentence, amount: Amount) -> bool {
    let before = amount.first - usize::from(amount.first > 0 && reading.lexicon.is_determiner(passage.word(amount.first - 1)));
    before > sentence.tokens.start && passage.is_word(before - 1, &["of"])
}

#[cfg(test)]
mod tests {
    use super::super::WrongShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_sums_give_another_share() {
        fires(
            &WrongShare,
            &[
                ("Of the grant of £10,000, £6,500 (75%) was spent on staff.", "75%"),
                ("£6,500 of the £10,000 (75%) had been spent.", "75%"),
                ("They had spent £6,500, 75% of the £10,000 grant.", "75%"),
                ("Of the £1.2 million, £300,000, or 35%, went on rent.", "35%"),
                ("They spent £4.1m of the £5.2m budget (69%).", "69%"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_do() {
        silent(
            &WrongShare,
            &[
                "Of the £12,500 set aside for the scheme, £9,375 (75%) had been spent, leaving £3,125.",
                "£6,500 of the £10,000 (65%) had been spent.",
                "They spent £4.1m of the £5.2m budget (79%), and £4.1m of the £5.2m (78%).",
                "The grant of £10,000 rose by £500 (5%). The budget of £1.2m was cut to £1.1m, or 92%.",
            ],
        );
    }
}
