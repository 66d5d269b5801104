//! 'Fourteen of the offenders (12%) were women', where cases.csv has 15: one kind of a column, told alone.

use super::super::reading::Passage;
use super::super::reading::sentences::Sentence;
use super::super::reading::shares::{percentage, shown};
use super::super::reading::words::Token;
use super::super::{Found, Remark};
use super::profile::{Column, same};

/// Between a number and what it is of.
const SAMPLE: &[&str] = &["cases", "offenders", "sample"];

/// Says what a sentence tells wrongly of one kind.
pub(super) fn look(passage: &Passage, sentence: &Sentence, columns: &[Column], size: i64, home: &str, found: &mut Found) {
    for at in passage.numbers_in(sentence.tokens.clone()).iter().copied() {
        let Some(told) = passage.tokens[at].count().filter(|count| *count > 1 && *count < size && !passage.is_hedged(at)) else { continue };
        let Some(place) = of_sample(passage, at, size).or_else(|| opened(passage, sentence, at, size)) else { continue };
        let start = place.end + usize::from(passage.is_word(place.end, &["were", "are"]));
        let named = |column: &&Column| column.0.iter().zip(start..).all(|(word, at)| same(passage.word(at), word));
        let Some(column) = columns.iter().filter(named).max_by_key(|column| column.0.len()).filter(|_| start > place.end || place.opened)
        else {
            continue;
        };
        // 'Women who …', 'current users' are others.
        let last = start + column.0.len();
        let ends = passage.tokens.get(last).is_none_or(|next| !next.is_word())
            || passage.is_word(last, &["and", "but", "while"]) && passage.tokens.get(last + 1).is_some_and(|next| next.figure().is_some())
            || passage.is_word(last, &["cases"]) && passage.tokens.get(last + 1).is_none_or(|next| !next.is_word());
        if !ends {
            continue;
        }
        let share = place.share.and_then(|at| Some((at, passage.tokens[at].percent()?)));
        let fits = |count: i64| share.is_some_and(|(_, share)| percentage(count, size, share) == Some(share.numerator));
        if told == column.1 {
            let Some((at, share)) = share.filter(|_| !fits(told)) else { continue };
            let right = percentage(told, size, share).map(|right| shown(right, share)).unwrap_or_default();
            found.say(
                Remark::new(format!("{told} of the sample of {size} is {right}, not {}", passage.text(&passage.tokens[at])))
                    .at(passage, passage.tokens[at].range(), format!("it is {right}"))
                    .help("correct the percentage"),
            );
        } else if fits(told) || fits(column.1) || place.sure && share.is_none() {
            found.say(
                Remark::new(format!("{home} has {} of these cases, not {told}", column.1))
                    .at(passage, passage.tokens[at].range(), format!("{} in {home}", column.1))
                    .help("correct the number, or the cases"),
            );
        }
    }
}

/// What a number is told of.
struct Of {
    /// Where it ends.
    end: usize,
    /// The percentage in brackets after it.
    share: Option<usize>,
    /// Whether the sample is meant without doubt.
    sure: bool,
    /// Whether it opens the sentence, and the number stands by itself.
    opened: bool,
}

/// 'Of the 110 cases, 60 were community orders': the whole opens the sentence.
fn opened(passage: &Passage, sentence: &Sentence, at: usize, size: i64) -> Option<Of> {
    let start = sentence.tokens.start;
    let of = passage.is_word(start, &["of", "among"]) && passage.is_word(start + 1, &["the", "our", "these", "all"]);
    let whole = passage.tokens.get(start + 2).and_then(Token::count) == Some(size) && passage.is_word(start + 3, SAMPLE);
    let comma = start + 4 + 3 * usize::from(passage.says(start + 4, &["in", "the", "sample"]));
    let first = of && whole && passage.is_mark(comma, ',') && at == comma + 1;
    let share =
        passage.tokens.get(at + 2).and_then(Token::percent).filter(|_| passage.is_mark(at + 1, '(') && passage.is_mark(at + 3, ')'));
    let end = if share.is_some() { at + 4 } else { at + 1 };
    first.then_some(Of { end, share: share.map(|_| at + 2), sure: true, opened: true })
}

/// 'Of the offenders (12%)', 'of the 120 cases'.
fn of_sample(passage: &Passage, at: usize, size: i64) -> Option<Of> {
    if !passage.says(at + 1, &["of", "the"]) {
        return None;
    }
    let counted = passage.tokens.get(at + 3).and_then(Token::count);
    if counted.is_some_and(|count| count != size) {
        return None;
    }
    let noun = at + 3 + usize::from(counted.is_some());
    let named = passage.is_word(noun, SAMPLE);
    let end = noun + usize::from(named);
    let share = passage.tokens.get(end + 1).and_then(Token::percent).filter(|_| passage.is_mark(end, '(') && passage.is_mark(end + 2, ')'));
    let close = if share.is_some() { end + 3 } else { end };
    let sure = passage.place.part.contains("case")
        || passage.place.part.contains("sample")
        || counted.is_some()
        || passage.is_word(noun, &["sample"]);
    (named || counted.is_some()).then_some(Of { end: close, share: share.map(|_| end + 1), sure, opened: false })
}

#[cfg(test)]
mod tests {
    use super::super::SampleToldDifferently;
    use std::fmt::Write as _;

    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn holds_one_kind_against_the_cases() {
        let said = |text: &str| {
            let mut cases = String::from("case,gender,termination\n");
            for case in 0..110 {
                let gender = if case < 14 { "Female" } else { "Male" };
                let ended = if case < 80 { "Current" } else { "Terminated" };
                let _ = writeln!(cases, "{case:03},{gender},{ended}");
            }
            let profile = "case-profile:\n  - { key: gender, title: Gender, values: [Male, Female] }\n  - { key: termination, title: Terminations, values: [Current, Terminated] }\nparts:\n";
            let files = sample(Sample::Finding, text).with("reports/surrey-2008/cases.csv", cases.as_str());
            run(&SampleToldDifferently, &files.edit("frameworks/omi/framework.yaml", "parts:\n", profile))
        };
        assert_eq!(said("Thirteen of the offenders (12%) were women."), ["[Thirteen] cases.csv has 14 of these cases, not 13"]);
        assert_eq!(said("Twelve of the 110 offenders were women."), ["[Twelve] cases.csv has 14 of these cases, not 12"]);
        assert_eq!(said("Of our 110 cases, 75 of the cases (68%) were current."), ["[75] cases.csv has 80 of these cases, not 75"]);
        assert_eq!(said("Fourteen of the offenders (31%) were women."), ["[31%] 14 of the sample of 110 is 13%, not 31%"]);
        assert_eq!(said("Fifteen of the offenders (13%) were women."), ["[Fifteen] cases.csv has 14 of these cases, not 15"]);
        assert_eq!(said("Of the 110 cases, 81 were current."), ["[81] cases.csv has 80 of these cases, not 81"]);
        for right in [
            "Of the 110 cases, 80 were current. Of the 110 cases, 60 were current users.",
            "Fourteen of the offenders (13%) were women.",
            "Twelve of the offenders were women.",
            "Of the 110 cases, 60 were current and of high risk of harm.",
            "A caseload of 110 cases: 78 current and 32 terminated cases.",
            "Twelve of the 40 offenders (30%) were women.",
            "Twelve of the offenders (11%) were women who had children.",
            "Twelve of the offenders (30%) were women.",
        ] {
            assert_eq!(said(right), Vec::<String>::new(), "{right}");
        }
    }
}
