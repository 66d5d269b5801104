//! 'In 9 (36%) of 35 cases': the percentage is not that of the numbers beside it.

mod money;

use std::collections::BTreeSet;

use super::reading::english::THEM;
use super::reading::sentences::Sentence;
use super::reading::shares::{labelled, opening, percentage, shares, shown};
use super::reading::words::{Figure, Form, Token, Unit};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongShare;

static ABOUT: About = About {
    name: "wrong-share",
    line: "a percentage is not that of the numbers beside it",
    severity: Severity::Error,
    languages: Languages::MoreInEnglish,
    checks: "Every percentage that stands with its numbers, in digits or words: ‘9 (26%) of 35’, ‘nine out of 35 cases (26%)’, ‘26% (9 of 35)’, \
             ‘all but two of the 28 (93%)’, ‘of the 35 cases, nine (26%)’, ‘of the 35 cases, nine, or 26%,’, ‘22 of the 29 files, which is 76%’, ‘some of the 16 plans – five, or 31% –’, ‘seven, or 27%, of the 26’, ‘27%, that is seven of the 26’. It must be the first number over the second, rounded half up to as many digits as it has.",
    matters: "A published report said ‘9 (36%) of 35’. Nine of 35 is 26%. Readers who reckon after it stop trusting the rest.",
    mend: "Find out in the case data which of the three numbers is wrong, and correct it.",
    example: Example {
        what: Sample::Finding,
        wrong: "Managers had looked at the plan in 9 (36%) of 35 cases.",
        right: "Managers had looked at the plan in 9 (26%) of 35 cases.",
    },
};

impl Check for WrongShare {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        if found.in_english() {
            money::run(reading, found);
        }
        for passage in reading.written() {
            for (said, count, of) in passage.sentences.iter().flat_map(|sentence| claims(reading, passage, sentence)) {
                let said = passage.tokens[said];
                let Some(figure) = said.figure().filter(|figure| figure.unit == Unit::Percent) else { continue };
                let Some(right) = percentage(count, of, figure) else { continue };
                if right == figure.numerator || !(0..=of).contains(&count) {
                    continue;
                }
                let written = passage.text(&said);
                found.say(
                    Remark::new(format!("{count} of {of} is {}, not {written}", shown(right, figure)))
                        .at(passage, said.range(), format!("{count} of {of} is {}", shown(right, figure)))
                        .help(format!("write {}{}", shown(right, figure), others(count, of, figure))),
                );
            }
        }
    }
}

/// Percentages of a sentence, each with its count and of how many.
fn claims(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Vec<(usize, i64, i64)> {
    if passage.numbers_in(sentence.tokens.clone()).is_empty() {
        return Vec::new();
    }
    let mut claims: Vec<_> =
        shares(reading, passage, sentence).into_iter().map(|share| (share.said, share.ratio.count, share.ratio.of)).collect();
    let known: BTreeSet<usize> = claims.iter().map(|(said, ..)| *said).collect();
    claims.extend(restated(reading, passage, sentence).into_iter().filter(|(said, ..)| !known.contains(said)));
    // 'Of the 35 cases, nine (26%) …': until another whole, or a part of the part, comes.
    let Some((whole, of)) = opening(reading, passage, sentence) else { return claims };
    for at in whole + 1..sentence.tokens.end {
        if passage.is_word(at, &["of"]) && passage.is_word(at + 1, THEM) {
            break;
        }
        // '26% (nine)' and '26% (nine cases)'.
        if passage.tokens[at].percent().is_some() {
            let close = (at + 3..at + 6).find(|at| passage.word(*at).is_empty()).unwrap_or(at);
            let count = passage.tokens.get(at + 2).and_then(Token::count).filter(|count| *count < of);
            if let Some(count) = count.filter(|_| passage.is_mark(at + 1, '(') && passage.is_mark(close, ')'))
                && !claims.iter().any(|(known, ..)| *known == at)
            {
                claims.push((at, count, of));
            }
            continue;
        }
        let bracket = at > 1 && passage.is_mark(at - 1, '(') && passage.tokens[at - 2].percent().is_some();
        let Some(count) = passage.tokens[at].count().filter(|_| !bracket) else { continue };
        let said = at + 2;
        let bracketed = passage.is_mark(at + 1, '(') && passage.is_mark(at + 3, ')');
        // '12 (71%) of these' has a whole of its own.
        let own = passage.is_word(at + 4, &["of"]);
        if let Some(said) = set_off(reading, passage, at).filter(|said| *said < sentence.tokens.end) {
            if count >= of
                || labelled(passage, &reading.lexicon, at)
                || passage.is_word(said + 2, &["of"])
                || passage.is_word(at - 1, &["but"])
            {
                break;
            }
            if !claims.iter().any(|(known, ..)| *known == said) {
                claims.push((said, count, of));
            }
        } else if bracketed && own {
            break;
        } else if bracketed
            && count < of
            && !claims.iter().any(|(known, ..)| *known == said)
            && !passage.is_word(at.saturating_sub(1), &["but"])
        {
            claims.push((said, count, of));
        } else if !bracketed && count != 1 {
            // Another whole may have begun; 'one' is mostly no number.
            break;
        }
    }
    claims
}

/// 'Nine, or 26%, …', 'nine – 26% – …': the percentage set off after a count.
fn set_off(reading: &Reading, passage: &Passage, at: usize) -> Option<usize> {
    let mark = [',', '\u{2013}'].into_iter().find(|mark| passage.is_mark(at + 1, *mark))?;
    let said = at + 2 + usize::from(reading.lexicon.is_or(passage.word(at + 2)));
    // Without 'or' it may be the next in a row.
    let closed = passage.is_mark(said + 1, mark);
    (closed && passage.tokens.get(said)?.percent().is_some()).then_some(said)
}

/// 'Only some of the 16 plans – five, or 31% – …', 'most of the 30 letters (19, or 63%)': a part told after words for it.
fn restated(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Vec<(usize, i64, i64)> {
    const PARTS: &[&str] = &["some", "most", "many", "few", "several", "majority", "minority", "number", "proportion", "half", "share"];
    let lexicon = &reading.lexicon;
    let count = |at: usize| passage.tokens.get(at).and_then(Token::count).filter(|_| !labelled(passage, lexicon, at));
    let mut out = Vec::new();
    for of in sentence.tokens.clone().skip(1).filter(|at| lexicon.is_of(passage.word(*at))) {
        let fraction = passage.tokens[of - 1].figure().is_some_and(|figure| figure.form == Form::Fraction);
        if !fraction && !passage.is_word(of - 1, PARTS) {
            continue;
        }
        let place = of + 1 + usize::from(lexicon.is_determiner(passage.word(of + 1)));
        let Some(whole) = count(place).filter(|whole| *whole > 0) else { continue };
        let Some(mark) = (place + 1..place + 8).find(|at| passage.word(*at).is_empty()) else { continue };
        let opens = passage.is_mark(mark, ',') || passage.is_mark(mark, '(') || passage.is_mark(mark, '\u{2013}');
        let Some(part) = count(mark + 1).filter(|_| opens) else { continue };
        let noun = mark + 2 + usize::from(passage.is_word(mark + 2, &[passage.word(place + 1)]));
        let comma = noun + usize::from(passage.is_mark(noun, ','));
        let said = if lexicon.is_or(passage.word(comma)) || passage.is_mark(noun, '(') { comma.max(noun) + 1 } else { comma };
        let near =
            said > noun && said < sentence.tokens.end && passage.word(said + 1).is_empty() && passage.tokens[said].percent().is_some();
        if near {
            out.push((said, part, whole));
        }
    }
    out
}

/// What else may have been meant: another part or another whole.
fn others(count: i64, of: i64, said: Figure) -> String {
    // Beyond that the search for what was meant would take long.
    if of > 10_000 {
        return String::new();
    }
    let gives = |part: i64, whole: i64| percentage(part, whole, said) == Some(said.numerator);
    let part = (0..=of).filter(|part| gives(*part, of)).min_by_key(|part| (part - count).abs());
    let whole = (count.max(1)..=of * 2).filter(|whole| gives(count, *whole)).min_by_key(|whole| (whole - of).abs());
    let said = shown(said.numerator, said);
    match (part, whole) {
        (Some(part), Some(whole)) => format!(", or correct the numbers: {said} is {part} of {of}, or {count} of {whole}"),
        (Some(part), None) => format!(", or correct the numbers: {said} is {part} of {of}"),
        (None, Some(whole)) => format!(", or correct the numbers: {said} is {count} of {whole}"),
        (None, None) => format!(": no part of {of} is {said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::WrongShare;
    use crate::checks::testing::{fires, in_finding, silent};

    #[test]
    fn fires_where_numbers_and_percentage_disagree() {
        fires(
            &WrongShare,
            &[
                ("Managers saw the plan in 9 (36%) of 35 cases.", "36%"),
                ("Twenty cases (69%) of the 34 had one.", "69%"),
                ("It was clear in 29 of the 37 reports on young people (87%).", "87%"),
                ("The police had been to 18 of the 48 addresses in cases with a history of domestic abuse (23%).", "23%"),
                ("It was endorsed in 17 of the 22 cases that had one (67%).", "67%"),
                ("A plan was there in 12 out of 13 (82%).", "82%"),
                ("It was sound in 57% (20 of 34).", "57%"),
                ("Some 57% of plans (20 out of 34) were sound.", "57%"),
                ("All but two of the 28 (83%) were on time.", "83%"),
                ("Nine of the twelve (70 per cent) came.", "70 per cent"),
                ("In 20 of 34 cases, or 95%, it was late.", "95%"),
                ("In 10 of 13, 67%, it was late.", "67%"),
                ("It was 9/35 (62%) in all.", "62%"),
                ("Of these, 1 in a text.\n\nLater **9** (36%) of\n35 cases.", "36%"),
                ("It was 4 of 9 (44.5%).", "44.5%"),
                ("Of the 34 cases, 20 (59%) had a plan and 10 (31%) had none.", "31%"),
                ("Out of 34 cases 20 (69%) had one.", "69%"),
                ("It stood in 62% (20) of 34 cases.", "62%"),
                ("Of the 34 cases, 62% (20 cases) had one.", "62%"),
                ("A letter was found in 22 of the 29 relevant files, which is 67%.", "67%"),
                ("Nine of the 35 cases, that is 36%, had one.", "36%"),
                ("Nine of the 35 cases – representing 36% – had one.", "36%"),
                ("Only some of the 16 victims – five, or 41% – had a visit.", "41%"),
                ("A minority of the 16 victims (five victims, 41%) had a visit.", "41%"),
                ("Half of the 24 plans, 12 (45%), were late.", "45%"),
                ("Of the 34 cases, 59% (20) had one and 38% (14) had none.", "38%"),
                ("Of the 67 cases that had begun with an order or custody, 59, or 83%, had a report.", "83%"),
                ("Of the 67 cases, 59 – or 83% – had a report.", "83%"),
                ("Of the 34 cases, 20 (59%) had one and 14, or 38%, had none.", "38%"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_agree_or_do_not_belong_together() {
        silent(
            &WrongShare,
            &[
                "Managers saw it in 20 (59%) of 34 cases and in 9 (26%) of 35 others.",
                "There were 41 out of 55 (75%) on time, and one of eight (13%).",
                "In 36% of reports, 9 of 35 plans were late.",
                "It rose from 9 of 35 in May to 36% in June.",
                "Two offenders (1%) had been cautioned; 12 of 20 had a plan.",
                "In 12 of the cases (36%) it was late.",
                "At Levels 2 or 3 (36%) of the 12 panels it was fine.",
                "It was 4 of 9 (44.4%).",
                "In 2008 (36%) of 35 it was so.",
                "All but two of the 28 (93%) were on time.",
                "All ten of 12 and 5 of 6.",
                "Two-thirds (20 of 34) were late.",
                "Of the 34 cases, 20 (59%) had a plan, and of these 10 (50%) were late.",
                "Of the 34 cases, 20 had a plan; half of them (10) and 5 (25%) others were late.",
                "Of 34 cases all but two (94%) were fine.",
                "It was so in 22 of the 29 relevant files, which is 76%, and in nine of the 35 cases, that is, 26%.",
                "It was so in 22 of the 29 files, which is 9% more than before, and in 9 of 35 files, making 8% of all.",
                "Only some of the 16 victims – five, or 31% – and most of the 30 staff (18) had one; 41% had none.",
                "Some of the 16 victims, five women and 41% of men, had one.",
                "Of the 34 cases, 59% (20) had one and 41% (14 cases) had none; 59% (20) of 34.",
                "Of the 67 cases that had begun with an order or custody, 59, or 88%, had a report.",
                "Of the 67 cases, 59 had a report, of which 12, or 20%, were late.",
                "Of the 67 cases, 59, or 88%, had a report, and 12, or 20%, of these were late.",
                "Of the 67 cases, all but nine, or 87%, had a report.",
                "Of the 67 cases at Level 2, or 83%, most had one.",
            ],
        );
    }

    #[test]
    fn says_what_may_have_been_meant() {
        let said = in_finding(&WrongShare, "In 9 (36%) of 35.");
        assert_eq!(said, ["[36%] 9 of 35 is 26%, not 36%"]);
        assert_eq!(
            super::others(
                9,
                35,
                super::Figure {
                    numerator: 36,
                    denominator: 1,
                    decimals: 0,
                    form: super::super::reading::words::Form::Digits,
                    unit: super::Unit::Percent
                }
            ),
            ", or correct the numbers: 36% is 9 of 25"
        );
    }
}
