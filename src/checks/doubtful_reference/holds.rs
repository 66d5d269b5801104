//! 'The summary in criterion 4.3, where Table 3 gives the ratings', where Table 3 stands in criterion 4.2.
//!
//! In goes a text with what it refers to; out comes a note where a place is said to hold a table or chart that stands in another.

use super::super::reading::references::{Mention, Target, Targets, What, mentions};
use super::super::reading::{Kind, Passage, Reading};
use super::super::{Found, Remark};

/// Looks at the tables and charts that a text places somewhere.
pub(super) fn look(reading: &Reading, targets: &Targets, passage: &Passage, found: &mut Found) {
    let all = mentions(passage);
    for pair in all.windows(2).filter(|pair| pair.iter().all(|mention| !mention.elsewhere)) {
        let (place, held) = match (is_place(&pair[0]), is_place(&pair[1])) {
            (true, false) if where_it_is(passage, &pair[0], &pair[1]) => (&pair[0], &pair[1]),
            (false, true) if inside(passage, &pair[0], &pair[1]) => (&pair[1], &pair[0]),
            _ => continue,
        };
        let Some(table) = targets.find(held.what, &held.name) else { continue };
        let Some(caption) = caption(reading, table) else { continue };
        let there = match place.what {
            What::Criterion => caption.place.criterion,
            _ => caption.place.section,
        };
        let Some(right) = there.filter(|there| **there != place.name && targets.find(place.what, &place.name).is_some()) else { continue };
        let ((one, _), (table, _)) = (place.what.words(), held.what.words());
        found.say(
            Remark::new(format!("{table} {} is not in {one} {}, but in {one} {right}", held.name, place.name))
                .at(passage, passage.bytes(place.first, place.last), "")
                .at(caption, 0..caption.words.len(), format!("{table} {}", held.name))
                .help(format!("see whether {one} {right} is meant")),
        );
    }
}

fn is_place(mention: &Mention) -> bool {
    matches!(mention.what, What::Criterion | What::Section)
}

/// 'Criterion 4.2, where Table 3 gives'.
fn where_it_is(passage: &Passage, place: &Mention, held: &Mention) -> bool {
    let at = place.last + 1 + usize::from(passage.is_mark(place.last + 1, ','));
    let after = match (passage.is_word(at, &["where"]), passage.is_word(at, &["in"]) && passage.is_word(at + 1, &["which"])) {
        (true, _) => at + 1,
        (_, true) => at + 2,
        _ => return false,
    };
    is_table(held) && held.first == after
}

/// 'Table 3 in criterion 4.2', 'Table 3 (criterion 4.2)'.
fn inside(passage: &Passage, held: &Mention, place: &Mention) -> bool {
    let between = held.last + 1;
    is_table(held) && place.first == between + 1 && (passage.is_word(between, &["in", "under"]) || passage.is_mark(between, '('))
}

fn is_table(mention: &Mention) -> bool {
    matches!(mention.what, What::Table | What::Chart | What::Figure)
}

fn caption<'r, 'a>(reading: &'r Reading<'a>, target: &Target) -> Option<&'r Passage<'a>> {
    let mut captions = reading.passages.iter().filter(|passage| passage.kind == Kind::Caption && passage.words == target.title);
    captions.next().filter(|_| captions.next().is_none())
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::doubtful_reference::DoubtfulReference;
    use crate::checks::testing::{run, sample};

    fn foreword(text: &str) -> Vec<String> {
        let section = "section: 1\ncriteria:\n  1.1:\n    introduction: |\n      Here it is.\n\n      {table: caseload}\n  1.10:\n    introduction: About plans.\n";
        run(&DoubtfulReference, &sample(Sample::File("foreword.md"), text).with("reports/surrey-2008/sections/1-assessment.yaml", section))
    }

    #[test]
    fn asks_about_a_table_that_stands_elsewhere() {
        for wrong in [
            "The summary is in criterion 1.10, where [[table caseload]] gives all of it.",
            "The summary is under [[criterion 1.10]], in which Table 1 gives all of it.",
            "See Table 1 in criterion 1.10.",
            "See [[table caseload]] (criterion 1.10).",
            "[[table caseload]] in [[section 2]] has it.",
        ] {
            let said = foreword(wrong);
            assert!(said.len() == 1 && said[0].contains("is not in"), "{wrong} {said:#?}");
        }
    }

    #[test]
    fn is_silent_where_it_stands_there() {
        for right in [
            "The summary is in criterion 1.1, where [[table caseload]] gives all of it.",
            "See Table 1 in criterion 1.1, and criterion 1.10.",
            "Table 1 is in section 1.",
            "What criterion 1.10 says is shown by Table 1. Criterion 1.10 has no table. Where Table 1 is, we say below.",
        ] {
            assert_eq!(foreword(right), Vec::<String>::new(), "{right}");
        }
    }
}
