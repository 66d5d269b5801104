//! 'the work – to change - was': two kinds of dashes in one report.

use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MixedDashes;

static ABOUT: About = About {
    name: "mixed-dashes",
    line: "the report has two kinds of dashes between words",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Dashes between words: a short dash or a long one with blanks, a long one without, and a hyphen with blanks. The rarer kinds are shown beside the most frequent one.",
    matters: "A hyphen in place of a dash makes readers stumble, and a pair of two kinds looks like a mistake.",
    mend: "Write the kind that the rest of the report has: – with a blank on either side.",
    example: Example {
        what: Sample::Finding,
        wrong: "The plan – a good one – was late. The review - a good one – was not.",
        right: "The plan – a good one – was late. The review – a good one – was not.",
    },
};

impl Check for MixedDashes {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut places: Vec<(&str, &Passage, usize)> = Vec::new();
        for (passage, at) in reading.places(&["–", "—", "-"]).filter(|(passage, _)| passage.is_running()) {
            if at > 0
                && at + 1 < passage.tokens.len()
                && let Some(form) = dash(passage, at)
            {
                places.push((form, passage, at));
            }
        }
        let count = |form: &str| places.iter().filter(|(other, ..)| *other == form).count();
        let Some(most) = [" – ", " — ", "—", " - "].into_iter().max_by_key(|form| (count(form), *form != " - ")) else { return };
        let usual = count(most);
        for (form, passage, at) in places.iter().filter(|(form, ..)| *form != most) {
            let range = passage.bytes(at - 1, at + 1);
            found.say(
                Remark::new(format!("‘{}’ stands here, and ‘{}’ elsewhere ({} times)", form.trim(), most.trim(), usual))
                    .at(passage, range, "")
                    .help(format!("write ‘{most}’")),
            );
        }
    }
}

/// The kind of dash that a token is between two words.
fn dash(passage: &Passage, at: usize) -> Option<&'static str> {
    let spaced = passage.spaced(at - 1) && passage.spaced(at);
    let joined = passage.joined(at - 1) && passage.joined(at);
    let figures = |at: usize| passage.tokens[at].figure().is_some();
    if figures(at - 1) && figures(at + 1) {
        return None;
    }
    match (passage.text(&passage.tokens[at]), spaced, joined) {
        ("–", true, _) => Some(" – "),
        ("—", true, _) => Some(" — "),
        ("—", _, true) => Some("—"),
        ("-", true, _) => Some(" - "),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::MixedDashes;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &MixedDashes,
            &[("A plan – so. A plan – so. A plan - so.", "plan - so"), ("A plan – so. A plan – so. A plan—so.", "plan—so")],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &MixedDashes,
            &["A plan – so. A plan – late – too. From 12 - 14 and 9–12; a follow-up.", "A plan - so. A plan - late - too."],
        );
    }
}
