//! 'This three months', 'each cases': a word for one with a word for several.

use super::reading::english::COUNTED;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct NumberDisagrees;

static ABOUT: About = About {
    name: "number-disagrees",
    line: "a word for one stands with a word for several",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "The words ‘this’ and ‘that’ before a number and a plural, ‘these’ and ‘those’ before a singular, and ‘each’, ‘every’ and ‘another’ before a plural of what reports count.",
    matters: "A number was changed, and the word before it was not.",
    mend: "Make both agree.",
    example: Example { what: Sample::Finding, wrong: "He used this three months well.", right: "He used these three months well." },
};

impl Check for NumberDisagrees {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let clues = ["this", "these", "those", "each", "every", "another"];
        for (passage, at) in reading.places(&clues).filter(|(passage, _)| passage.is_running()) {
            let Some((last, right)) = disagrees(passage, at) else { continue };
            let range = passage.bytes(at, last);
            let written = &passage.words[range.clone()];
            found.say(Remark::new(format!("‘{written}’ should read ‘{right}’")).at(passage, range, "").help(format!("write ‘{right}’")));
        }
    }
}

/// What a noun is not followed by when it belongs to another: 'these case files'.
const AFTER: &[&str] = &[
    "and", "are", "by", "for", "from", "had", "have", "in", "it", "of", "on", "that", "the", "there", "they", "to", "was", "we", "were",
    "where", "which", "who", "with",
];
const TIMES: &[&str] = &["days", "weeks", "months", "years", "hours", "minutes"];

/// The last token of words that do not agree, and what they should be.
fn disagrees(passage: &Passage, at: usize) -> Option<(usize, String)> {
    let word = passage.word(at);
    let next = passage.word(at + 1);
    let plural = |at: usize| passage.is_word(at, COUNTED) || passage.is_word(at, TIMES);
    let end = |at: usize| passage.word(at + 1).is_empty() || passage.is_word(at + 1, AFTER);
    // Not 'that': in 'said that three cases were' a clause follows.
    if passage.is_word(at, &["this"]) && passage.spaced(at) {
        let several = passage.tokens.get(at + 1)?.count().is_some_and(|count| (2..1000).contains(&count));
        let these = if word.starts_with('T') { "These" } else { "these" };
        return (several && plural(at + 2))
            .then(|| (at + 2, format!("{these} {} {}", passage.text(&passage.tokens[at + 1]), passage.word(at + 2))));
    }
    if passage.is_word(at, &["each", "every", "another"])
        && passage.is_word(at + 1, COUNTED)
        && !matches!(next, "staff" | "men" | "women" | "people" | "children")
    {
        let singular = next.strip_suffix('s')?;
        return (passage.spaced(at) && end(at + 1)).then(|| (at + 1, format!("{word} {singular}")));
    }
    if passage.is_word(at, &["these", "those"]) && passage.spaced(at) {
        let plural = COUNTED.iter().find(|plural| plural.strip_suffix('s') == Some(next))?;
        return end(at + 1).then(|| (at + 1, format!("{word} {plural}")));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::NumberDisagrees;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &NumberDisagrees,
            &[
                ("He used this three months well.", "this three months"),
                ("Each cases was late.", "Each cases"),
                ("In these case it was late.", "these case"),
                ("In those report, it was late.", "those report"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &NumberDisagrees,
            &[
                "We found that three cases were late. These case files; each case; every two cases; another nine cases.",
                "This 12-month period; this one case; those who came.",
            ],
        );
    }
}
