//! A finding or paragraph that ends without a full stop.

use super::mark_left_behind::is_left_behind;
use super::reading::{Home, Kind, Origin, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MissingFullStop;

static ABOUT: About = About {
    name: "missing-full-stop",
    line: "a finding or paragraph ends without a full stop",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "The last words of each finding, example, statement and conclusion, and of paragraphs of whole sentences. Where most texts of a kind end without a stop, it is the house’s way and nothing is said. Lists are for `mixed-list-ends`.",
    matters: "Often it is more than the stop that is missing.",
    mend: "Put in the full stop, or what was lost with it.",
    example: Example { what: Sample::Finding, wrong: "Most plans were late. Some were not", right: "Most plans were late. Some were not." },
};

impl Check for MissingFullStop {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut groups: [Vec<&Passage>; 5] = Default::default();
        for unit in reading.units() {
            let Some(first) = unit.first().filter(|first| first.place.origin != Origin::Made) else { continue };
            let Some(last) = unit.iter().rfind(|passage| {
                passage.kind == Kind::Text && passage.place.home == first.place.home && passage.place.list == first.place.list
            }) else {
                groups[3].extend(unit.iter().filter(|passage| passage.kind == Kind::Statement));
                groups[4].extend(unit.iter().filter(|passage| passage.kind == Kind::Conclusion));
                continue;
            };
            // What a table or example follows may end in anything.
            let closes = unit.last().is_some_and(|passage| std::ptr::eq(passage, last));
            match first.place.home {
                Home::Finding if closes => groups[0].push(last),
                Home::Vignette if closes => groups[1].push(last),
                Home::Prose if first.place.list == 0 && is_sentences(last) && !last.place.quoted => groups[2].push(last),
                _ => {}
            }
        }
        for group in &groups {
            let bare: Vec<&&Passage> = group.iter().filter(|passage| !ends_well(&passage.words) && passage.source().is_some()).collect();
            if bare.len() * 4 > group.len() && group.len() > 1 {
                continue;
            }
            for passage in bare {
                let Some(token) = passage.tokens.last() else { continue };
                if is_left_behind(passage, passage.tokens.len() - 1) {
                    continue;
                }
                found.say(
                    Remark::new("no full stop at the end")
                        .at(passage, token.range(), "")
                        .help("put in the full stop, or what was lost with it"),
                );
            }
        }
    }
}

/// Whether a text ends as a sentence or an introduction to something does.
pub(super) fn ends_well(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['’', '”', '\'', '"', ')', ']']);
    text.is_empty() || text.ends_with(['.', '?', '!', '…', ':', ';', '—', '–'])
}

/// Whether a paragraph is of whole sentences and no address, heading or signature.
fn is_sentences(passage: &Passage) -> bool {
    let words = passage.tokens.iter().filter(|token| token.is_word()).count();
    let bold = passage.marks.first().is_some_and(|(range, _)| range.len() == passage.words.len());
    !bold && !passage.in_address(passage.words.len().saturating_sub(1)) && (words > 14 || words > 5 && passage.sentences.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::MissingFullStop;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &MissingFullStop,
            &[
                ("Most plans were late. Some were not", "not"),
                ("Most plans were late.\n\nSome were not", "not"),
                ("He said it was ‘good’", "’"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &MissingFullStop,
            &[
                "Was it late?",
                "It was late (so).",
                "He said: “It was late.”",
                "It was so:\n\n- late\n- short",
                "As follows:\n\n| a | b |\n|---|---|\n| c | d |",
            ],
        );
    }
}
