//! 'Five years imprisonment', 'childrens services': a possessive without its apostrophe.

use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MissingApostrophe;

static ABOUT: About = About {
    name: "missing-apostrophe",
    line: "a possessive has lost its apostrophe, or has it in the wrong place",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Measures of time before what they measure (‘five years imprisonment’, ‘the nine days target’), and plurals that take the apostrophe before the s (‘childrens’, ‘peoples’’).",
    matters: "It is one of the slips that readers write in about.",
    mend: "Put in the apostrophe, or a hyphen and the singular: five years’ imprisonment, a nine-day target.",
    example: Example {
        what: Sample::Finding,
        wrong: "The penalty was five years imprisonment.",
        right: "The penalty was five years’ imprisonment.",
    },
};

impl Check for MissingApostrophe {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for (passage, at) in reading.starts(&[(0, UNITS), (0, PLURALS)]).filter(|(passage, _)| passage.is_typed()) {
            let Some((last, right)) = measure(passage, at).or_else(|| plural(passage, at)) else { continue };
            let range = passage.bytes(at, last);
            let written = &passage.words[range.clone()];
            found.say(Remark::new(format!("‘{written}’ wants an apostrophe")).at(passage, range, "").help(format!("write ‘{right}’")));
        }
    }
}

const UNITS: &[&str] = &["days", "weeks", "months", "years", "hours"];
/// Plurals that have no other.
const PLURALS: &[&str] = &["childrens", "womens", "mens", "peoples"];
/// What is measured in time.
const MEASURED: &[&str] = &[
    "absence",
    "compulsory",
    "custody",
    "delay",
    "detention",
    "experience",
    "imprisonment",
    "leave",
    "maternity",
    "notice",
    "pay",
    "sickness",
    "supervision",
    "target",
    "timescale",
    "unpaid",
    "work",
];

/// 'five years imprisonment', 'number of days sickness'.
fn measure(passage: &Passage, at: usize) -> Option<(usize, String)> {
    let unit = passage.word(at);
    let counted = at > 0 && (passage.tokens[at - 1].count().is_some() || passage.is_word(at - 1, &["of", "several", "few", "many"]));
    let national = passage.says(at + 1, &["national", "standard"]);
    // 'After two weeks work began'.
    let verb = passage.word(at + 2).ends_with("ed")
        || passage.is_word(at + 2, &["began", "is", "was", "were", "had", "has", "will", "would", "could", "should", "can", "may"]);
    let timed = passage.is_word(at + 1, &["work", "custody", "supervision", "leave", "experience", "unpaid", "compulsory"])
        && passage.sentence_at(at).is_some_and(|sentence| {
            (sentence.tokens.start..at).rev().take(4).any(|at| passage.is_word(at, &["after", "in", "within", "for", "every", "over"]))
        });
    (passage.is_word(at, UNITS)
        && !(verb && timed)
        && counted
        && passage.spaced(at)
        && (passage.is_word(at + 1, MEASURED) || national)
        && !passage.is_word(at + 2, &["in", "with", "had"]))
    .then(|| (at + 1, format!("{unit}’ {}", passage.word(at + 1))))
}

/// 'childrens', 'peoples’'.
fn plural(passage: &Passage, at: usize) -> Option<(usize, String)> {
    let word = passage.word(at);
    let right = match word.to_lowercase().as_str() {
        "childrens" => "children’s",
        "womens" => "women’s",
        "mens" if !passage.is_word(at + 1, &["rea"]) => "men’s",
        "peoples" if at > 0 && passage.is_word(at - 1, &["other", "young", "older", "disabled"]) => "people’s",
        _ => return None,
    };
    Some((at, right.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::MissingApostrophe;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &MissingApostrophe,
            &[
                ("Up to 5 years imprisonment.", "years imprisonment"),
                ("The number of days sickness rose.", "days sickness"),
                ("Above the nine days target.", "days target"),
                ("After two weeks work they left.", "weeks work"),
                ("All childrens services.", "childrens"),
                ("Some other peoples’ views.", "peoples"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &MissingApostrophe,
            &[
                "Five years’ imprisonment; two days later.",
                "The children’s and people’s plans; the peoples of the world; mens rea.",
                "After two weeks work began. Within two months custody ended. In three weeks supervision was in place.",
                "It took five years of work. He served two years in custody.",
            ],
        );
    }
}
