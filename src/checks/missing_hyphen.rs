//! 'A three month licence', 'multi agency work', 'drug related offending': words that want a hyphen.

use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MissingHyphen;

static ABOUT: About = About {
    name: "missing-hyphen",
    line: "words that belong together before a noun have no hyphen",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Measures before a noun (‘a three month licence’, ‘at six weekly intervals’), beginnings such as ‘multi’ and ‘pre’ that stand alone, ‘related’ and ‘based’ after what they belong to (‘drug related offending’), and ‘up to date’ before a noun.",
    matters: "Readers may take ‘three month licences’ for three licences of a month.",
    mend: "Put in the hyphen.",
    example: Example {
        what: Sample::Finding,
        wrong: "He was released on a three month licence.",
        right: "He was released on a three-month licence.",
    },
};

impl Check for MissingHyphen {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let clues = [(1, UNITS), (1, INTERVALS), (0, PREFIXES), (1, &["related", "based"]), (0, &["up"])];
        for (passage, at) in reading.starts(&clues).filter(|(passage, _)| passage.is_typed()) {
            let Some((last, right)) = measure(passage, at)
                .or_else(|| interval(passage, at))
                .or_else(|| prefix(passage, at))
                .or_else(|| related(passage, at))
                .or_else(|| up_to_date(passage, at))
            else {
                continue;
            };
            let range = passage.bytes(at, last);
            if passage.is_apart(&range) {
                continue;
            }
            let written = &passage.words[range.clone()];
            found.say(Remark::new(format!("‘{written}’ wants a hyphen")).at(passage, range, "").help(format!("write ‘{right}’")));
        }
    }
}

const UNITS: &[&str] = &["year", "month", "week", "day", "hour", "minute", "page", "point", "bed", "mile", "metre"];
const INTERVALS: &[&str] = &["hourly", "daily", "weekly", "monthly", "yearly"];
/// What may follow a unit that belongs to no noun.
const NO_NOUN: &[&str] = &[
    "a",
    "after",
    "ago",
    "and",
    "are",
    "as",
    "at",
    "before",
    "but",
    "by",
    "commencing",
    "ending",
    "for",
    "from",
    "had",
    "has",
    "in",
    "into",
    "is",
    "later",
    "of",
    "on",
    "one",
    "or",
    "out",
    "per",
    "prior",
    "since",
    "than",
    "that",
    "the",
    "they",
    "to",
    "two",
    "until",
    "was",
    "we",
    "were",
    "when",
    "which",
    "while",
    "who",
    "with",
    "within",
];
const PREFIXES: &[&str] = &["multi", "inter", "pre", "non", "anti", "semi", "cross"];
const BEFORE_RELATED: &[&str] = &[
    "drug",
    "drugs",
    "alcohol",
    "health",
    "work",
    "employment",
    "offending",
    "crime",
    "offence",
    "gender",
    "race",
    "age",
    "substance",
    "risk",
    "skills",
    "family",
];
const BEFORE_BASED: &[&str] =
    &["community", "evidence", "court", "office", "prison", "school", "area", "team", "faith", "home", "web", "computer", "locally"];

fn spaced_word(passage: &Passage, at: usize) -> bool {
    passage.spaced(at) && !passage.word(at + 1).is_empty()
}

/// 'three month licence'.
fn measure(passage: &Passage, at: usize) -> Option<(usize, String)> {
    let token = passage.tokens.get(at)?;
    let count = token.count().filter(|count| *count > 1)?;
    let year = token.figure().is_some_and(super::reading::words::Figure::may_be_year);
    let named = at > 0 && passage.word(at - 1).starts_with(char::is_uppercase) && !passage.opens_sentence(at - 1);
    let unit = passage.is_word(at + 1, UNITS) && spaced_word(passage, at);
    let noun = spaced_word(passage, at + 1) && !passage.is_word(at + 2, NO_NOUN) && passage.word(at + 2).starts_with(char::is_lowercase);
    (unit && noun && !year && !named && count < 1000).then(|| (at + 1, format!("{}-{}", passage.text(token), passage.word(at + 1))))
}

/// 'at six weekly intervals', 'on a six monthly basis'.
fn interval(passage: &Passage, at: usize) -> Option<(usize, String)> {
    let token = passage.tokens.get(at)?;
    token.count().filter(|count| *count > 1)?;
    let every = passage.is_word(at + 1, INTERVALS) && spaced_word(passage, at);
    let sure =
        passage.is_word(at + 2, &["interval", "intervals", "basis", "cycle", "cycles"]) || at > 0 && passage.is_word(at - 1, &["a", "an"]);
    (every && sure).then(|| (at + 1, format!("{}-{}", passage.text(token), passage.word(at + 1))))
}

/// 'multi agency', 'pre sentence'.
fn prefix(passage: &Passage, at: usize) -> Option<(usize, String)> {
    let word = passage.word(at);
    let next = passage.word(at + 1);
    let latin = passage.is_word(at + 1, &["alia", "alios", "se", "sequitur", "and", "or", "country", "section"]);
    (passage.is_word(at, PREFIXES) && spaced_word(passage, at) && !latin && next.len() > 3).then(|| (at + 1, format!("{word}-{next}")))
}

/// 'drug related offending', 'community based work'.
fn related(passage: &Passage, at: usize) -> Option<(usize, String)> {
    let joined = passage.is_word(at, BEFORE_RELATED) && passage.is_word(at + 1, &["related"])
        || passage.is_word(at, BEFORE_BASED) && passage.is_word(at + 1, &["based"]);
    let predicate = passage.is_word(at + 2, NO_NOUN) || passage.is_word(at + 2, &["upon", "around", "not"]);
    (joined && spaced_word(passage, at) && spaced_word(passage, at + 1) && !predicate)
        .then(|| (at + 1, format!("{}-{}", passage.word(at), passage.word(at + 1))))
}

/// 'up to date assessments'.
fn up_to_date(passage: &Passage, at: usize) -> Option<(usize, String)> {
    let noun = spaced_word(passage, at + 2) && !passage.is_word(at + 3, NO_NOUN) && !passage.word(at + 3).ends_with("ly");
    (passage.says(at, &["up", "to", "date"]) && noun).then(|| (at + 2, "up-to-date".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::MissingHyphen;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &MissingHyphen,
            &[
                ("A three month licence.", "three month"),
                ("An unsettled 12 month period.", "12 month"),
                ("At six weekly intervals.", "six weekly"),
                ("On a six monthly basis.", "six monthly"),
                ("For multi agency work.", "multi agency"),
                ("All pre sentence reports.", "pre sentence"),
                ("All drug related offending.", "drug related"),
                ("It made up to date plans.", "up to date"),
                ("A community based order.", "community based"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &MissingHyphen,
            &[
                "It took three months, two-day meetings and one day. It was three years later; five minutes and more.",
                "In 2008 week by week; six weekly meetings a month; Level 2 day centres; inter alia.",
                "It was drug related. It was up to date and community based in Ashford. Keep it up to date.",
            ],
        );
    }
}
