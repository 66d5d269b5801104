//! '90 cases … In four out of five of these, 81 cases, it was done on time': 81 of 90 is nine out of ten.

use super::super::reading::Reading;
use super::super::reading::quantifiers::{antecedent, quantifier};
use super::super::reading::shares::labelled;
use super::super::reading::words::Token;
use super::super::{Found, Remark};

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for (passage, at) in reading.places(&["of"]).filter(|(passage, _)| passage.is_prose()) {
        if !passage.is_word(at + 1, &["these", "those", "them"]) || at == 0 || passage.tokens[at - 1].figure().is_none() {
            continue;
        }
        // 'Four out of five', 'nine in ten': the words end before 'of'.
        let Some(words) =
            (at.saturating_sub(5)..at).filter_map(|from| quantifier(reading, passage, from)).find(|words| words.last + 1 == at)
        else {
            continue;
        };
        // Fractions and 'nine in ten' are read by the check itself.
        if !(words.first..words.last).any(|at| passage.is_word(at, &["out"])) {
            continue;
        }
        let mark = (at + 2..at + 5).find(|at| !passage.tokens.get(*at).is_some_and(Token::is_word));
        let Some(part) = mark.filter(|mark| passage.is_mark(*mark, ',')).map(|mark| mark + 1) else {
            continue;
        };
        let Some(count) = passage.tokens.get(part).and_then(Token::count).filter(|_| !labelled(passage, &reading.lexicon, part)) else {
            continue;
        };
        let close = (part + 1..part + 4).find(|at| !passage.tokens.get(*at).is_some_and(Token::is_word));
        let closes = close.is_some_and(|close| passage.is_mark(close, ','));
        let Some(index) = passage.sentence_of(at).filter(|_| closes) else { continue };
        let before = index.checked_sub(1).and_then(|index| passage.sentences.get(index));
        let start = passage.sentences[index].tokens.start;
        let Some((whole, of)) = antecedent(reading, passage, start..words.first, before).filter(|(_, of)| *of >= count) else { continue };
        if !words.allows(count, of) {
            let share = (count * 200 + of) / (2 * of);
            let said = passage.bytes(words.first, words.last);
            found.say(
                Remark::new(format!("‘{}’ does not fit {count} of {of}, which is {share}%", &passage.words[said.clone()]))
                    .at(passage, said, "")
                    .at(passage, passage.tokens[part].range(), "the figure")
                    .at(passage, passage.tokens[whole].range(), "of these")
                    .help("choose words that fit the figure, or correct it"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::misnamed_share::MisnamedShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn holds_a_way_of_speaking_against_the_number_before() {
        fires(
            &MisnamedShare,
            &[
                ("It had been assessed in 90 cases. In four out of five of these, 81 cases, it was done on time.", "four out of five"),
                ("It had been assessed in 90 cases. In nine out of ten of these cases, 72, it was done on time.", "nine out of ten"),
            ],
        );
        silent(
            &MisnamedShare,
            &[
                "It had been assessed in 90 cases (94%). In nine out of ten of these, 81 cases, it was done on time.",
                "It had been assessed in 90 cases, 20 of them late. In four out of five of these, 16 cases, there was a reason.",
                "It had been assessed in 90 cases. In four out of five of these, it was done on time.",
            ],
        );
    }
}
