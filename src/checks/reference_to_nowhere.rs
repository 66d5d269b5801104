//! 'See section 4.9', 'Appendix 7', 'strength (h) above': a reference in plain words to what the report has not got.

use super::reading::letters::letter_references;
use super::reading::references::{Targets, What, is_linked, lettered, mentions, referring};
use super::reading::{Kind, Passage, Reading};
use super::{About, Check, Example, Found, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct ReferenceToNowhere;

static ABOUT: About = About {
    name: "reference-to-nowhere",
    line: "a reference leads to something that the report has not got",
    severity: Severity::Warning,
    checks: "References in plain words to sections, criteria, appendices, tables, charts and recommendations of this report by number, and to findings by letter (‘area for improvement (b)’). \
             References to other documents (‘section 18 of the Act’) are left alone. What is written as `[[section 2]]` is always right, or refused when the report is read.",
    matters: "An appendix is taken out, a criterion is renumbered, and the plain words stay as they were.",
    mend: "Correct the number, and write it as a cross-reference, such as [[criterion 4.4]], which follows when numbers change.",
    example: Example { what: Sample::Finding, wrong: "Plans are dealt with in section 7.", right: "Plans are dealt with in section 1.\n" },
};

impl Check for ReferenceToNowhere {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        if !reading.is_in("en") {
            return;
        }
        let targets = Targets::new(reading);
        for passage in referring(reading) {
            for mention in mentions(passage) {
                let bytes = passage.bytes(mention.first, mention.last);
                let defines =
                    mention.first == 0 && passage.is_mark(mention.last + 1, ':') && matches!(passage.kind, Kind::Heading | Kind::Caption);
                if mention.elsewhere || defines || is_linked(passage, &bytes) || targets.find(mention.what, &mention.name).is_some() {
                    continue;
                }
                if mention.what == What::Section && !is_own_section(passage, mention.first, mention.last, &mention.name) {
                    continue;
                }
                let (one, _) = mention.what.words();
                found.say(
                    Remark::new(format!("there is no {one} {}: {}", mention.name, targets.there_are(mention.what)))
                        .at(passage, bytes, "")
                        .help("correct the number, and write it as a cross-reference in double brackets"),
                );
            }
        }
        let groups = lettered(reading);
        for reference in letter_references(reading, &groups) {
            let Some(group) = reference.group.filter(|_| reference.item.is_none()) else { continue };
            let passage = &reading.passages[reference.passage];
            let heading = &groups[group].heading;
            let last = groups[group].items.len();
            let there = if last == 1 { "one finding".to_owned() } else { format!("{last} findings") };
            found.say(
                Remark::new(format!(
                    "there is no ({}) below ‘{heading}’ of criterion {}, which has {there}",
                    reference.letter, groups[group].criterion
                ))
                .at(passage, reference.bytes, "")
                .help("correct the letter"),
            );
        }
    }
}

/// Whether 'section 18' is meant as one of the report: small as the others, or introduced as such. A law has sections too.
fn is_own_section(passage: &Passage, first: usize, last: usize, name: &str) -> bool {
    let small = name.parse::<u32>().map_or(true, |number| number < 10);
    let before = |words: &[&str]| first.checked_sub(1).is_some_and(|before| passage.is_word(before, words));
    small && (name.len() > 1 || before(&["see", "in", "under", "of", "and", "from", "to", "also"]))
        || before(&["see"])
        || passage.is_word(last + 1, &["above", "below"])
}

#[cfg(test)]
mod tests {
    use super::ReferenceToNowhere;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_there_is_no_such_thing() {
        fires(
            &ReferenceToNowhere,
            &[
                ("It is told in section 7.", "section 7"),
                ("It is told under criterion 1.7.", "criterion 1.7"),
                ("See section 2.4 for more.", "section 2.4"),
                ("It stands in Appendix 5.", "Appendix 5"),
                ("It stands in Appendix C.", "Appendix C"),
                ("The criteria 1.1, 1.10 and 1.11 were weak.", "criteria 1.1, 1.10 and 1.11"),
                ("Table 9 shows it.", "Table 9"),
                ("See Chart 4.", "Chart 4"),
                ("It follows from recommendation 8.", "recommendation 8"),
                ("It was good (see strength (d) above).", "strength (d)"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_is_there_or_elsewhere() {
        silent(
            &ReferenceToNowhere,
            &[
                "See section 1, sections 1 and 2, criterion 1.10, criteria 1.1 and 2.1, Appendix 1 and recommendation 2.",
                "He was charged under section 18 of the Act. It was a section 47 enquiry. Section 90 orders.",
                "The Children Act 2004, section 11, says so. See Table 2 of their report. The police’s Appendix 7 says so.",
                "The section 4 pages long. In this section 12 cases are told. The table 2008.",
                "See [[section 2]] and (a) and (b). In section I we say so.",
                "It was good (see strength (a) above).",
            ],
        );
    }
}
