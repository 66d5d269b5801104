//! “…” and ‘…’ for the same kind of quotation in one paragraph.

use super::reading::Reading;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MixedQuotes;

static ABOUT: About = About {
    name: "mixed-quotes",
    line: "quotations in one paragraph have double marks and single ones",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Quotations of three words or more. Single words and terms may have another kind of mark than what somebody said, and a quotation in a quotation has the other kind.",
    matters: "Readers take the difference for one of meaning.",
    mend: "Use one kind for what people said.",
    example: Example {
        what: Sample::Finding,
        wrong: "One said “it was a great help”, another that it was ‘a waste of time’.",
        right: "One said “it was a great help”, another that it was “a waste of time”.",
    },
};

impl Check for MixedQuotes {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.running() {
            let long =
                |range: &std::ops::Range<usize>| passage.words.get(range.clone()).is_some_and(|text| text.split_whitespace().count() > 2);
            let all: Vec<_> = passage.quotations().iter().filter(|span| long(&span.range)).collect();
            let double = all.iter().filter(|span| span.double).count();
            let rarer = double * 2 <= all.len();
            if double == 0 || double == all.len() {
                continue;
            }
            let Some(span) = all.iter().find(|span| span.double == rarer) else { continue };
            let (this, other) = if span.double { ("double", "single") } else { ("single", "double") };
            found.say(
                Remark::new(format!("this quotation has {this} marks, others in the paragraph have {other} ones"))
                    .at(passage, span.range.clone(), "")
                    .help(format!("give it {other} marks")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MixedQuotes;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(&MixedQuotes, &[("One said “it was a help”, another ‘a waste of time’, a third “it was so late”.", "‘a waste of time’")]);
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &MixedQuotes,
            &[
                "One said “it was a help” to the ‘Control’ purpose.",
                "One said “it was a help”, another “a ‘great big help’ to me”.",
                "One said ‘it was a help’, another ‘a waste of time’.",
            ],
        );
    }
}
