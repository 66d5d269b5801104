//! 'In 9 (36%) of 35 cases': the percentage is not that of the numbers beside it.

use super::reading::Reading;
use super::reading::shares::{percentage, shares, shown};
use super::reading::words::{Figure, Unit};
use super::{About, Check, Example, Found, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongShare;

static ABOUT: About = About {
    name: "wrong-share",
    line: "a percentage is not that of the numbers beside it",
    severity: Severity::Error,
    checks: "Every percentage that stands with its numbers, in digits or words: ‘9 (26%) of 35’, ‘nine out of 35 cases (26%)’, ‘26% (9 of 35)’, \
             ‘all but two of the 28 (93%)’. It must be the first number over the second, rounded half up to as many digits as it has.",
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
        for passage in reading.written() {
            for share in passage.sentences.iter().flat_map(|sentence| shares(reading, passage, sentence)) {
                let said = passage.tokens[share.said];
                let Some(figure) = said.figure().filter(|figure| figure.unit == Unit::Percent) else { continue };
                let ratio = share.ratio;
                let Some(right) = percentage(ratio.count, ratio.of, figure) else { continue };
                if right == figure.numerator || !(0..=ratio.of).contains(&ratio.count) {
                    continue;
                }
                let (count, of) = (ratio.count, ratio.of);
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

/// What else may have been meant: another part or another whole.
fn others(count: i64, of: i64, said: Figure) -> String {
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
