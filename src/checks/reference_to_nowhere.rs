//! 'See section 4.9', 'Appendix 7', 'strength (h) above': a reference in plain words to what the report has not got.

use super::reading::letters::letter_references;
use super::reading::references::{Targets, What, is_elsewhere, is_linked, is_referring, lettered, mentions, referring};
use super::reading::{Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct ReferenceToNowhere;

static ABOUT: About = About {
    name: "reference-to-nowhere",
    line: "a reference leads to something that the report has not got",
    severity: Severity::Warning,
    languages: Languages::English,
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
                // Criteria are called sections too; the message takes the author's word.
                let called = passage.word(mention.first).to_lowercase().starts_with("section");
                let (one, _) = if called { What::Section } else { mention.what }.words();
                found.say(
                    Remark::new(format!("there is no {one} {}: {}", mention.name, targets.there_are(mention.what)))
                        .at(passage, bytes, "")
                        .help("correct the number, and write it as a cross-reference in double brackets"),
                );
            }
        }
        paragraphs(reading, found);
        let groups = lettered(reading);
        for reference in letter_references(reading, &groups) {
            let Some(group) = reference.group.filter(|_| reference.item.is_none()) else { continue };
            let passage = &reading.passages[reference.passage];
            let heading = &groups[group].heading;
            let last = groups[group].items.len();
            let end = u8::try_from(last).ok().filter(|last| *last < 27).map_or('z', |last| char::from(b'a' + last.saturating_sub(1)));
            found.say(
                Remark::new(format!(
                    "there is no ({}): under ‘{heading}’, criterion {} goes as far as ({end})",
                    reference.letter, groups[group].criterion
                ))
                .at(passage, reference.bytes, "")
                .help("correct the letter"),
            );
        }
    }
}

/// 'See paragraph 3.14' in a report whose paragraphs have no numbers.
fn paragraphs(reading: &Reading, found: &mut Found) {
    for (passage, at) in reading.places(&["paragraph", "paragraphs"]).filter(|(passage, _)| is_referring(passage)) {
        if let Some(token) = passage.tokens.get(at + 1).filter(|_| at > 0) {
            let name = passage.text(token);
            let like = name
                .split_once('.')
                .is_some_and(|(one, two)| [one, two].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())));
            let see = passage.is_word(at - 1, &["see", "in", "at", "under"]) || passage.is_word(at + 2, &["above", "below"]);
            let elsewhere = || is_elsewhere(passage, at, at + 1, What::Section);
            let numbered = || {
                reading
                    .passages
                    .iter()
                    .any(|other| other.words.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '.', '\u{a0}'])))
            };
            let bytes = passage.bytes(at, at + 1);
            if !like || !see || elsewhere() || is_linked(passage, &bytes) || numbered() {
                continue;
            }
            found.say(
                Remark::new(format!("there is no paragraph {name}: the paragraphs of this report have no numbers"))
                    .at(passage, bytes, "")
                    .help("refer to the section or criterion, as a cross-reference in double brackets"),
            );
        }
    }
}

/// Whether 'section 18' is meant as one of the report: small as the others, or introduced as such. A law has sections too.
fn is_own_section(passage: &Passage, first: usize, last: usize, name: &str) -> bool {
    const LEADS: &[&str] = &["see", "in", "under", "of", "and", "from", "to", "also", "as", "by", "with", "that", "while", "but"];
    const SAYS: &[&str] =
        &["shows", "says", "tells", "describes", "explains", "sets", "deals", "gives", "covers", "reports", "makes", "looks"];
    let small = name.parse::<u32>().map_or(true, |number| number < 10);
    let before = |words: &[&str]| first.checked_sub(1).is_some_and(|before| passage.is_word(before, words));
    small && (name.len() > 1 || before(LEADS) || passage.is_word(last + 1, SAYS))
        || small && first > 0 && passage.is_mark(first - 1, '(') && passage.is_mark(last + 1, ')')
        || before(&["see"])
        || passage.is_word(last + 1, &["above", "below"])
}

#[cfg(test)]
mod tests {
    use super::ReferenceToNowhere;
    use crate::checks::testing::{fires, in_finding, silent};

    #[test]
    fn fires_where_there_is_no_such_thing() {
        fires(
            &ReferenceToNowhere,
            &[
                ("It is told in section 7.", "section 7"),
                ("It came later, as section E shows.", "section E"),
                ("Section 7 deals with it.", "Section 7"),
                ("We tell it later (section E).", "section E"),
                ("It is told under criterion 1.7.", "criterion 1.7"),
                ("See section 2.4 for more.", "section 2.4"),
                ("It stands in Appendix 5.", "Appendix 5"),
                ("It stands in Appendix C.", "Appendix C"),
                ("The criteria 1.1, 1.10 and 1.11 were weak.", "criteria 1.1, 1.10 and 1.11"),
                ("Table 9 shows it.", "Table 9"),
                ("What Table 9 in this report shows is clear.", "Table 9"),
                ("See Chart 4.", "Chart 4"),
                ("It follows from recommendation 8.", "recommendation 8"),
                ("It was good (see strength (d) above).", "strength (d)"),
                ("It was good, as does (h) below show.", "(h)"),
                ("It is told in paragraph 3.14 below.", "paragraph 3.14"),
                ("Plans were late (see paragraphs 3.14 and 3.15).", "paragraphs 3.14"),
            ],
        );
    }

    #[test]
    fn says_what_there_is_in_the_words_of_the_author() {
        let said = |text| in_finding(&ReferenceToNowhere, text);
        assert_eq!(
            said("It was good (see strength (d) above)."),
            ["[strength (d)] there is no (d): under ‘strengths’, criterion 1.1 goes as far as (b)"]
        );
        assert!(said("See section 2.4 for more.")[0].contains("there is no section 2.4: this report has criteria 1.1"));
    }

    #[test]
    fn is_silent_on_what_is_there_or_elsewhere() {
        silent(
            &ReferenceToNowhere,
            &[
                "As told under strength (a) of criterion 1.10, area for improvement (a) of criterion 1.10 and strength (a) in 1.10.",
                "See section 1, sections 1 and 2, criterion 1.10, criteria 1.1 and 2.1, Appendix 1 and recommendation 2.",
                "He was charged under section 18 of the Act. It was a section 47 enquiry. Section 90 orders.",
                "The Children Act 2004, section 11, says so. See Table 2 of their report. The police’s Appendix 7 says so.",
                "The section 4 pages long. In this section 12 cases are told. The table 2008.",
                "As paragraph 3.14 of the guidance says; National Standards paragraph 3.14; the Code (see paragraph 3.14). Section 4, paragraph 2.1. It is in paragraph 4.",
                "Section 4 of the Act says so, as section 4 orders do. A section E grade. As section 2 shows, it was so.",
                "See [[section 2]] and (a) and (b). In section I we say so.",
                "It was good (see strength (a) above).",
                "Appendix 9 to the national guidance, and Table 12 in it, say how reviews should be done.",
            ],
        );
    }
}
