//! A part or a list of recommendations that is longer than the house allows.

use std::collections::BTreeMap;

use super::reading::{Home, Kind, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct OverLimit;

static ABOUT: About = About {
    name: "over-limit",
    line: "a part has more words, or a list more recommendations, than the house allows",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "The limits of programme.yaml: `limits: { recommendations: 8, parts: { foreword: 500 } }`. Nothing is checked that has no limit.",
    matters: "A foreword of one page and eight recommendations are read; more are not.",
    mend: "Shorten it.",
    example: Example { what: Sample::Programme, wrong: "limits:\n  recommendations: 1\n", right: "limits:\n  recommendations: 8\n" },
};

impl Check for OverLimit {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let limits = &reading.programme.house.limits;
        for (part, limit) in &limits.parts {
            let own = reading.passages.iter().filter(|passage| {
                passage.place.part == part.value
                    && (passage.kind == Kind::Text || passage.kind == Kind::Heading && passage.source().is_some())
            });
            let words: usize =
                own.clone().map(|passage| passage.tokens.iter().filter(|token| token.is_word() || token.figure().is_some()).count()).sum();
            let Some(first) = own.clone().find(|passage| passage.source().is_some()).filter(|_| words > *limit as usize) else { continue };
            let end = first.sentences.first().map_or(0, |sentence| sentence.range.end);
            found.say(
                Remark::new(format!("the part ‘{}’ has {words} words; {limit} are allowed", part.value))
                    .at(first, 0..end, "")
                    .at_span(part.span, "the limit")
                    .help(format!("take out {} words", words - *limit as usize)),
            );
        }
        let Some(limit) = limits.recommendations else { return };
        let mut lists: BTreeMap<u32, Vec<&super::reading::Passage>> = BTreeMap::new();
        for unit in reading.units() {
            if let Some(first) = unit.first().filter(|first| first.place.home == Home::Recommendation) {
                lists.entry(first.place.list).or_default().push(first);
            }
        }
        for items in lists.values().filter(|items| items.len() > limit as usize) {
            let Some(over) = items.get(limit as usize) else { continue };
            found.say(
                Remark::new(format!("the list has {} recommendations; {limit} are allowed", items.len()))
                    .at(over, 0..over.words.len(), "the first beyond the limit")
                    .help("leave some out, or put two into one"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OverLimit;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn counts_the_words_of_a_part() {
        let said = run(&OverLimit, &sample(Sample::Programme, "limits:\n  parts: { foreword: 3 }\n"));
        assert_eq!(said, ["[Good work was done.] the part ‘foreword’ has 4 words; 3 are allowed"]);
        assert_eq!(run(&OverLimit, &sample(Sample::Programme, "limits:\n  parts: { foreword: 4 }\n")), Vec::<String>::new());
        assert_eq!(run(&OverLimit, &sample(Sample::Finding, "Good.")), Vec::<String>::new());
    }
}
