//! 'We read approximately 80 case files', where report.yaml has `sample: approximately 60`.

use super::super::reading::words::{Token, tokens};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};
use super::OTHER;

/// Words for looking at cases.
const LOOKED: &[&str] = &["inspected", "examined", "assessed", "read", "reviewed", "sample", "looked", "drawn", "selected", "inspect"];
const ABOUT: &[&str] = &["approximately", "about", "around", "some", "roughly"];

/// Says what is found in a report that has its sample in words only.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let Some(words) = reading.report.sample_words.as_deref() else { return };
    let stated = tokens(words, &reading.lexicon);
    let mut counts = stated.iter().filter_map(Token::count);
    let (Some(sample), None) = (counts.next(), counts.next()) else { return };
    for (passage, at) in reading.places(ABOUT).filter(|(passage, _)| passage.is_prose() && !passage.place.quoted) {
        let Some(count) = passage.tokens.get(at + 1).and_then(Token::count).filter(|count| *count >= 20 && *count != sample) else {
            continue;
        };
        if is_of_sample(passage, at + 1) {
            found.say(
                Remark::new(format!("the report has a sample of {words} cases, not {} {count}", passage.word(at).to_lowercase()))
                    .at(passage, passage.bytes(at, at + 1), "")
                    .help("correct the number in the text, or `sample` in report.yaml"),
            );
        }
    }
}

/// 'Case files' or 'cases' in a sentence that says that they were looked at, and no other sample.
fn is_of_sample(passage: &Passage, number: usize) -> bool {
    let noun = number
        + 1
        + usize::from(
            passage.is_word(number + 1, &["case", "individual", "selected"]) && !passage.is_word(number + 2, &["managers", "workers"]),
        );
    let cases = passage.is_word(noun, &["cases", "files", "records"]);
    let Some(sentence) = passage.sentence_at(number) else { return false };
    let says = |words: &[&str]| sentence.tokens.clone().any(|at| passage.is_word(at, words));
    cases
        && !passage.is_word(noun + 1, &["a", "per", "each", "every", "where", "which"])
        && says(LOOKED)
        && !says(OTHER)
        && !says(&["district", "districts", "office", "offices", "caseload", "caseloads", "year", "team", "teams", "they", "their"])
        && passage.numbers_in(sentence.tokens.clone()).len() < 4
}

#[cfg(test)]
mod tests {
    use super::super::SampleToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn holds_a_number_in_words_against_that_of_the_report() {
        let said = |text: &str| {
            let files = sample(Sample::File("foreword.md"), text).edit(
                "reports/surrey-2008/report.yaml",
                "sample: 110",
                "sample: approximately 60",
            );
            run(&SampleToldDifferently, &files)
        };
        assert_eq!(said("We inspected approximately 60 case files."), Vec::<String>::new());
        assert_eq!(
            said("We inspected approximately 80 case files."),
            ["[approximately 80] the report has a sample of approximately 60 cases, not approximately 80"]
        );
        assert_eq!(said("A sample of about 50 cases was drawn by the area.").len(), 1);
        for right in [
            "At the original inspection we inspected about 90 cases.",
            "About 80 case managers were interviewed, and we inspected their work.",
            "We read about 45 cases per district.",
            "An officer had about 50 cases to supervise.",
        ] {
            assert_eq!(said(right), Vec::<String>::new(), "{right}");
        }
    }
}
