//! 'Fourteen of the offenders (12%) were women', where cases.csv has 15: one kind of a column, told alone.

use super::super::reading::Passage;
use super::super::reading::sentences::Sentence;
use super::super::reading::shares::percentage;
use super::super::reading::words::Token;
use super::super::{Found, Remark};
use super::profile::{Column, same};

/// Between a number and what it is of.
const SAMPLE: &[&str] = &["cases", "offenders", "sample"];

/// Says what a sentence tells wrongly of one kind.
pub(super) fn look(passage: &Passage, sentence: &Sentence, columns: &[Column], size: i64, found: &mut Found) {
    for at in passage.numbers_in(sentence.tokens.clone()).iter().copied() {
        let Some(told) = passage.tokens[at].count().filter(|count| *count > 1 && *count < size && !passage.is_hedged(at)) else { continue };
        let Some((end, sure)) = of_sample(passage, at, told, size) else { continue };
        if !sure || !passage.is_word(end, &["were", "are"]) {
            continue;
        }
        let named = |column: &&Column| column.0.iter().zip(end + 1..).all(|(word, at)| same(passage.word(at), word));
        let Some(column) = columns.iter().filter(named).max_by_key(|column| column.0.len()) else { continue };
        // 'Women who …', 'current users' are others.
        let last = end + column.0.len();
        let ends =
            passage.tokens.get(last + 1).is_none_or(|next| !next.is_word()) || passage.is_word(last + 1, &["and", "but", "while", "when"]);
        if ends && told != column.1 {
            found.say(
                Remark::new(format!("cases.csv has {} of these cases, not {told}", column.1))
                    .at(passage, passage.tokens[at].range(), format!("{} in cases.csv", column.1))
                    .help("correct the number, or the cases"),
            );
        }
    }
}

/// 'Of the offenders (12%)', 'of the 120 cases': where it ends, and whether the sample is meant for sure.
fn of_sample(passage: &Passage, at: usize, told: i64, size: i64) -> Option<(usize, bool)> {
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
    let fits = share.is_some_and(|share| percentage(told, size, share) == Some(share.numerator));
    let own = passage.place.part.contains("case")
        || passage.place.part.contains("sample")
        || counted.is_some()
        || passage.is_word(noun, &["sample"]);
    (named || counted.is_some()).then_some((close, fits || own && share.is_none()))
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
        for right in [
            "Fourteen of the offenders (13%) were women.",
            "Twelve of the offenders were women.",
            "Twelve of the 40 offenders (30%) were women.",
            "Twelve of the offenders (11%) were women who had children.",
            "Twelve of the offenders (30%) were women.",
        ] {
            assert_eq!(said(right), Vec::<String>::new(), "{right}");
        }
    }
}
