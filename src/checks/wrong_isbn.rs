//! 'ISBN 978-1-84099-141-5': a text gives an ISBN whose check digit does not fit.

use std::ops::Range;

use super::reading::Reading;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;
use crate::model::isbn::isbn_problem;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongIsbn;

static ABOUT: About = About {
    name: "wrong-isbn",
    line: "the check digit of an ISBN in a text does not fit",
    severity: Severity::Error,
    languages: Languages::All,
    checks: "Numbers of 10 or 13 digits after ‘ISBN’ in all texts, also in `source` of report.yaml. The report’s own `isbn` is checked when it is read.",
    matters: "Nobody finds a book by a number that it has not got. The last digit is computed from the others, so a slip in any of them shows.",
    mend: "Compare it with the imprint of the book.",
    example: Example {
        what: Sample::Finding,
        wrong: "See the guide (ISBN 978-1-84099-141-5).",
        right: "See the guide (ISBN 978-1-84099-141-3).",
    },
};

impl Check for WrongIsbn {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.typed() {
            for (range, message, help) in wrong(&passage.words) {
                found.say(Remark::new(message).at(passage, range, "").help(help));
            }
        }
    }
}

/// The wrong ISBNs of a text, each with what is wrong and how to mend it.
fn wrong(text: &str) -> Vec<(Range<usize>, String, String)> {
    let mut found = Vec::new();
    for (at, label) in text.match_indices("ISBN") {
        let rest = &text[at + label.len()..];
        let lead: usize = rest
            .chars()
            .take(12)
            .take_while(|c| !c.is_ascii_digit() && !c.is_alphabetic() && !matches!(c, '.' | ';'))
            .map(char::len_utf8)
            .sum();
        let lead = lead + named(&rest[lead..]);
        // 'ISBN-13: 978 …', 'ISBN 10: …'.
        let kind = ["13", "10"]
            .into_iter()
            .find(|kind| rest[lead..].strip_prefix(kind).is_some_and(|rest| rest.trim_start().starts_with(':') || rest.starts_with(')')));
        let lead = lead
            + kind.map_or(0, |kind| {
                let after = &rest[lead + kind.len()..];
                kind.len() + after.chars().take(4).take_while(|c| !c.is_alphanumeric()).map(char::len_utf8).sum::<usize>()
            });
        let start = at + label.len() + lead;
        let run: String =
            text[start..].chars().take(20).take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '‑' | '–' | ' ' | 'X')).collect();
        let written = run.trim_end_matches(['-', '‑', '–', ' ']);
        let plain: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
        if !matches!(plain.len(), 10 | 13) {
            continue;
        }
        if let Some((_, help)) = isbn_problem(&plain) {
            found.push((start..start + written.len(), format!("the check digit of the ISBN {written} does not fit"), help));
        }
    }
    found
}

/// How many bytes of words lead to a number in 'ISBN of that report: 978 …', 'ISBN for the guide is 978 …'.
fn named(rest: &str) -> usize {
    let digit = rest.char_indices().take(60).find(|(_, c)| c.is_ascii_digit()).map_or(0, |(at, _)| at);
    let words = rest[..digit].trim_end();
    let leads = words.ends_with([':', '=']) || words.ends_with(" is") || words.ends_with(" was") || words == "is" || words == "was";
    if leads && !words.contains(['.', ';', '(', ')']) { digit } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::WrongIsbn;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &WrongIsbn,
            &[
                ("See ISBN: 978-1-84099-141-5.", "978-1-84099-141-5"),
                ("See ISBN-13: 9781840991415 there.", "9781840991415"),
                ("See ISBN 0 306 40615 3.", "0 306 40615 3"),
                ("It was printed (ISBN of that report: 978-1-84099-141-5).", "978-1-84099-141-5"),
                ("The ISBN of the guide is 978-1-84099-141-5.", "978-1-84099-141-5"),
            ],
        );
        let line = "source: The printed report (ISBN 978-1-84099-141-5).\nisbn:";
        let said = run(&WrongIsbn, &sample(Sample::Finding, "Good.").edit("reports/surrey-2008/report.yaml", "isbn:", line));
        assert_eq!(said, ["[978-1-84099-141-5] the check digit of the ISBN 978-1-84099-141-5 does not fit"]);
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &WrongIsbn,
            &[
                "ISBN 978-1-84099-141-3, ISBN 0-306-40615-2 and ISBN-10: 0306406152.",
                "It has no ISBN. 9781840991415 cases. ISBN 12; the ISBN is short.",
                "The ISBN of that report: 978-1-84099-141-3. Books with an ISBN and with the number 9781840991415 of the shop.",
            ],
        );
    }
}
