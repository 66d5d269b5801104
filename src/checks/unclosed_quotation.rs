//! 'the ‘Control’ purpose’ –': a quotation mark has no partner.

use std::ops::Range;

use super::reading::quotations::Fault;
use super::reading::{Origin, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UnclosedQuotation;

static ABOUT: About = About {
    name: "unclosed-quotation",
    line: "a quotation mark has no partner",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Single and double quotation marks of each paragraph, cell and title, straight or curly. Apostrophes are told from quotation marks by what stands beside them; where that cannot be told (‘offenders’ plans’), nothing is said.",
    matters: "A published report told of ‘the ‘Control’ purpose’ –’, and nobody knew what was quoted.",
    mend: "Put in the missing mark, or take out the one that is left over.",
    example: Example {
        what: Sample::Finding,
        wrong: "It was renamed ‘the Inspectorate of the Service for the country.",
        right: "It was renamed ‘the Inspectorate of the Service for the country’.",
    },
};

impl Check for UnclosedQuotation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for unit in reading.units() {
            // A quotation may run over paragraphs; each of them then opens with the mark.
            let goes_on = |at: usize, fault: &Fault| {
                let next = unit.get(at + 1).map_or("", |next| next.words.as_str());
                matches!(fault, Fault::Opened(_)) && next.starts_with(['“', '‘', '"', '\''])
            };
            let all: Vec<_> = unit
                .iter()
                .enumerate()
                .flat_map(|(at, passage)| {
                    passage.quotation_faults().iter().filter(move |fault| !goes_on(at, fault)).map(move |fault| (passage, fault))
                })
                .collect();
            let opened = all.iter().filter(|(_, fault)| matches!(fault, Fault::Opened(_))).count();
            let spread = all.len() > 1 && opened > 0 && all.iter().any(|(_, fault)| matches!(fault, Fault::Closed(_)));
            for (passage, fault) in all.into_iter().filter(|_| !spread) {
                let (range, message, help) = match fault {
                    Fault::Opened(range) => (range.clone(), "a quotation mark is opened and never closed", "put in the closing mark"),
                    Fault::Closed(range) => {
                        (range.clone(), "a quotation mark is closed that was never opened", "put in the opening mark, or take this one out")
                    }
                };
                if passage.source().is_none() || passage.place.origin == Origin::Made || passage.is_apart(&range) {
                    continue;
                }
                let words = around(&passage.words, &range);
                found.say(Remark::new(message).at(passage, words, "").help(help));
            }
        }
    }
}

/// The mark with the word beside it, so that it can be found in the source.
fn around(text: &str, mark: &Range<usize>) -> Range<usize> {
    // Words are shorter than this; there are texts without a blank.
    const LONGEST: usize = 40;
    let is_letter = |c: &char| !c.is_whitespace();
    let before = text[..mark.start].chars().rev().take(LONGEST).take_while(is_letter).map(char::len_utf8).sum::<usize>();
    let after = text[mark.end..].chars().take(LONGEST).take_while(is_letter).map(char::len_utf8).sum::<usize>();
    let (before, after) = (mark.start - before, mark.end + after);
    if before < mark.start { before..mark.end } else { mark.start..after }
}

#[cfg(test)]
mod tests {
    use super::UnclosedQuotation;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &UnclosedQuotation,
            &[
                ("It was the ‘old plan of the area.", "‘old"),
                ("It was the ‘old’ plan’ of it.", "plan’"),
                ("It was \"late and good.", "\"late"),
                ("It was late” and good.", "late”"),
                ("It was 'late and good.", "'late"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &UnclosedQuotation,
            &[
                "It was ‘old’ and “late”, and the offenders’ plans were ‘the areas’ own’.",
                "It’s the ’70s; rock ’n’ roll; the area’s ‘plan’ (“so”).",
                "He said, “It was late.\n\n“It was good.”",
                "It was ‘the offenders’ plan’ and the ‘best of the areas’ plans.",
                "‘It was “late”,’ she said.",
            ],
        );
    }
}
