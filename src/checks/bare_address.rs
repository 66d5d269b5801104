//! A link whose words are its address.

use super::reading::{Mark, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct BareAddress;

static ABOUT: About = About {
    name: "bare-address",
    line: "the words of a link are its address",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Links that show an address of the web in place of words.",
    matters: "A screen reader spells the address out. On paper it may be wanted, which is why this is a note.",
    mend: "Write the name of the page: [HMI Probation’s website](https://…).",
    example: Example {
        what: Sample::Finding,
        wrong: "See <https://www.example.org/a/long/way>.",
        right: "See [the plan](https://www.example.org/a/long/way).",
    },
};

impl Check for BareAddress {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.typed() {
            for (range, _) in
                passage.marks.iter().filter(|(_, mark)| matches!(mark, Mark::Link(address) if !address.starts_with("mailto:")))
            {
                let words = passage.words.get(range.clone()).unwrap_or_default().trim();
                if !words.contains(' ') && (words.contains("://") || words.starts_with("www.")) {
                    found.say(
                        Remark::new(format!("the words of the link are its address, ‘{words}’"))
                            .at(passage, range.clone(), "")
                            .help("write the name of the page, and let it be the link"),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BareAddress;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(&BareAddress, &[("See <https://www.example.org/a>.", "https://www.example.org/a")]);
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(&BareAddress, &["See [the plan](https://www.example.org) and write to <a@example.org>."]);
    }
}
