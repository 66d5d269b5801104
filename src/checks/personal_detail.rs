//! A date of birth, a postcode, a telephone number or a case number in a text.

use super::reading::terms::id;
use super::reading::words::TokenKind;
use super::reading::{Home, Kind, Origin, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct PersonalDetail;

static ABOUT: About = About {
    name: "personal-detail",
    line: "a text gives a date of birth, postcode, telephone number or case number",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Findings, examples and prose of the report: dates after ‘born on’ or ‘date of birth’, postcodes and telephone numbers that are not the inspectorate’s, numbers of prisoners, cases and national insurance.",
    matters: "One such detail makes a person known, and a published report cannot be taken back.",
    mend: "Take it out.",
    example: Example {
        what: Sample::Finding,
        wrong: "He was born on 3 May 1978 and lived with his mother.",
        right: "He was in his thirties and lived with his mother.",
    },
};

impl Check for PersonalDetail {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let own = |passage: &Passage| {
            passage.place.origin == Origin::Report
                && matches!(passage.kind, Kind::Text | Kind::Small | Kind::Cell(_) | Kind::Conclusion)
                && passage.source().is_some()
                && !matches!(passage.place.home, Home::Abbreviations | Home::Glossary | Home::People)
        };
        let address = reading.programme.address.join(" ");
        let figures = reading.vocabulary().filter(|(word, _)| word.bytes().any(|b| b.is_ascii_digit())).map(|(_, id)| id);
        let places = reading.places_of(OPENING.iter().map(|word| id(word)).chain(figures));
        for (passage, at) in places.filter(|(passage, _)| own(passage)) {
            let Some((last, what)) = detail(reading, passage, at) else { continue };
            let range = passage.bytes(at, last);
            let written = &passage.words[range.clone()];
            if address.contains(written) {
                continue;
            }
            found.say(
                Remark::new(format!("‘{written}’ looks like {what}"))
                    .at(passage, range, "")
                    .help("take it out, unless everybody may know it"),
            );
        }
    }
}

/// What a detail begins with that does not begin with a figure or a word with figures.
const OPENING: &[&str] = &["born", "date", "dob", "crn", "pnc", "urn", "case", "prison", "reference"];

/// The last token of a detail that begins at a token, and what it is.
fn detail(reading: &Reading, passage: &Passage, at: usize) -> Option<(usize, &'static str)> {
    let text = |at: usize| passage.tokens.get(at).map_or("", |token| passage.text(token));
    let first = text(at);
    if passage.is_word(at, &["born"]) && passage.is_word(at + 1, &["on"]) || passage.says(at, &["date", "of", "birth"]) || first == "DOB" {
        let from = at + 1;
        let day =
            (from..passage.tokens.len().min(from + 6)).find(|at| passage.tokens[*at].count().is_some_and(|day| (1..32).contains(&day)))?;
        let dated = reading.lexicon.month(text(day + 1)).is_some()
            || passage.is_mark(day + 1, '/')
            || passage.is_mark(day + 1, '.')
            || passage.is_mark(day + 1, '-');
        let end = (day..passage.tokens.len().min(day + 5))
            .take_while(|at| !passage.is_mark(*at, ','))
            .filter(|at| passage.tokens[*at].figure().is_some())
            .last()
            .unwrap_or(day);
        return dated.then_some((end, "a date of birth"));
    }
    let own = shape(first);
    if matches!(own.as_str(), "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A") && passage.spaced(at) {
        return (shape(text(at + 1)) == "9AA").then_some((at + 1, "a postcode"));
    }
    match own.as_str() {
        "A9999AA" => return Some((at, "a prisoner’s number")),
        "A999999" => return Some((at, "a case number")),
        "AA999999A" => return Some((at, "a national insurance number")),
        _ => {}
    }
    if matches!(first, "CRN" | "PNC" | "URN")
        || passage.is_word(at, &["case", "prison", "reference"]) && passage.is_word(at + 1, &["number", "no"])
    {
        let from = at + 1;
        let number = (from..passage.tokens.len().min(from + 4)).find(|at| text(*at).chars().filter(char::is_ascii_digit).count() > 3)?;
        let year = passage.tokens[number].figure().is_some_and(super::reading::words::Figure::may_be_year);
        return (!year).then_some((number, "a case number"));
    }
    telephone(passage, at)
}

/// What a word looks like: 'A' for a capital, '9' for a figure. No detail is longer.
fn shape(word: &str) -> String {
    let sign = |c: char| match c {
        'A'..='Z' => 'A',
        '0'..='9' => '9',
        c => c,
    };
    word.chars().take(12).map(sign).collect()
}

/// A run of figures that begins with 0 or +44 and has ten or eleven of them.
fn telephone(passage: &Passage, at: usize) -> Option<(usize, &'static str)> {
    let figures = |at: usize| {
        passage
            .tokens
            .get(at)
            .filter(|token| matches!(token.kind, TokenKind::Number(_) | TokenKind::Word))
            .map(|token| passage.text(token))
            .filter(|text| text.bytes().all(|b| b.is_ascii_digit()))
    };
    let abroad = at > 0 && passage.is_mark(at - 1, '+');
    if !(figures(at)?.starts_with('0') || abroad && figures(at) == Some("44")) {
        return None;
    }
    let mut count = 0;
    let mut last = at;
    for next in at..passage.tokens.len().min(at + 6) {
        let Some(text) = figures(next) else { break };
        count += text.len();
        last = next;
    }
    (10..13).contains(&count).then_some((last, "a telephone number"))
}

#[cfg(test)]
mod tests {
    use super::PersonalDetail;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &PersonalDetail,
            &[
                ("He was born on 3 May 1978 in town.", "born on 3 May 1978"),
                ("DOB: 03/05/78.", "DOB: 03/05/78"),
                ("She lived at KT1 2AB with him.", "KT1 2AB"),
                ("Call 020 7946 0123 now.", "020 7946 0123"),
                ("His number was A1234BC then.", "A1234BC"),
                ("The case number 445566 was his.", "case number 445566"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &PersonalDetail,
            &[
                "He was born in 1978. On 3 May 1978 they met. Section 2 was good; B1 and A5 too.",
                "There were 2,085 cases and 0 in 2008. Case numbers rose to 120. The case number rose in 2008.",
            ],
        );
    }
}
