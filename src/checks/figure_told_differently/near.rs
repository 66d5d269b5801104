//! A table has 2,085, a text 2,058: two neighbouring digits have changed places. And 'five operational districts' in the summary, where a
//! section has four.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::english::COUNTED;
use super::super::reading::slips::swaps;
use super::super::reading::words::{Figure, Form};
use super::super::reading::{Kind, Passage, Reading};
use super::super::{Found, Remark};

/// Says what is found in the whole report, but for numbers at which something has been said: passages and their tokens.
pub(super) fn run(reading: &Reading, said: &BTreeSet<(usize, usize)>, found: &mut Found) {
    swapped(reading, said, found);
    named(reading, found);
}

/// Numbers in texts that stand in no table, but would with two neighbouring digits the other way round.
fn swapped(reading: &Reading, said: &BTreeSet<(usize, usize)>, found: &mut Found) {
    let long = |figure: Figure| {
        let digits = matches!(figure.form, Form::Digits | Form::Grouped) && !figure.may_be_year();
        figure.whole().filter(|number| digits && *number > 999)
    };
    let cells: BTreeMap<i64, &Passage> = reading
        .written()
        .filter(|passage| matches!(passage.kind, Kind::Cell(_)) && passage.tokens.len() == 1)
        .filter_map(|cell| Some((long(cell.tokens[0].figure()?)?, cell)))
        .collect();
    if cells.is_empty() {
        return;
    }
    for passage in reading.prose() {
        for (at, token) in passage.numbers.iter().map(|at| (*at, &passage.tokens[*at])) {
            let Some(number) = token.count().and(token.figure()).and_then(long) else { continue };
            if cells.contains_key(&number)
                || passage.is_hedged(at)
                || passage.in_address(token.start)
                || said.contains(&(passage.index, at))
            {
                continue;
            }
            let Some(cell) = swaps(number).filter(|other| *other > 999).find_map(|other| cells.get(&other)) else { continue };
            found.say(
                Remark::new(format!(
                    "{} is {} in a table, with two of its digits the other way round",
                    passage.as_told(at),
                    cell.text(&cell.tokens[0])
                ))
                .at(passage, token.range(), "")
                .at(cell, cell.tokens[0].range(), "in the table")
                .help("write the right figure in both places, if it is the same thing"),
            );
        }
    }
}

/// Before the number, or between it and the noun: it counts others each time.
const OTHERS: &[&str] = &[
    "additional",
    "another",
    "certain",
    "different",
    "each",
    "every",
    "extra",
    "first",
    "former",
    "further",
    "good",
    "large",
    "last",
    "main",
    "more",
    "most",
    "neighbouring",
    "next",
    "only",
    "other",
    "particular",
    "previous",
    "recent",
    "relevant",
    "remaining",
    "separate",
    "similar",
    "small",
    "smaller",
    "such",
    "these",
    "those",
    "various",
    "whole",
];
/// After the noun: not all of them.
const NARROWS: &[&str] = &["in", "where", "that", "which", "who", "whose", "with", "for", "from", "of", "on", "at", "needing", "involving"];
/// Nouns that are measures.
const MEASURES: &[&str] = &["days", "weeks", "months", "years", "hours", "minutes", "points", "times", "pages", "sessions", "appointments"];

/// Counts of things with a name of two words: one in the summary or foreword, another in a section.
fn named(reading: &Reading, found: &mut Found) {
    type Told<'r, 'a> = (i64, &'r Passage<'a>, usize);
    let mut known: BTreeMap<String, [Vec<Told>; 2]> = BTreeMap::new();
    for (passage, at) in reading.numbers().filter(|(passage, _)| passage.is_prose()) {
        let Some(count) = passage.tokens[at].count().filter(|count| (2..=50).contains(count) && !passage.is_hedged(at)) else { continue };
        let (kind, noun) = (passage.word(at + 1), passage.word(at + 2));
        let small = |word: &str| word.len() > 4 && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let plural = small(noun) && noun.ends_with('s') && !noun.ends_with("ss") && !COUNTED.contains(&noun) && !MEASURES.contains(&noun);
        let plain = small(kind) && !kind.ends_with('s') && !OTHERS.contains(&kind);
        let others = at > 0 && (passage.is_word(at - 1, OTHERS) || passage.is_word(at - 1, &["but", "except", "or", "to"]));
        if plural && plain && !others && !passage.is_word(at + 3, NARROWS) {
            let [summary, sections] = known.entry(format!("{kind} {noun}")).or_default();
            if passage.place.section.is_none() { summary } else { sections }.push((count, passage, at));
        }
    }
    for (name, [summary, sections]) in &known {
        let (Some(first), Some(second)) = (sections.first(), summary.first()) else { continue };
        let one = |told: &[Told], count: i64| told.iter().all(|(other, ..)| *other == count);
        if first.0 != second.0 && one(sections, first.0) && one(summary, second.0) {
            super::say(found, &format!("the number of ‘{name}’"), (first.1, first.2), (second.1, second.2));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::swaps;
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    fn said(finding: &str, summary: &str) -> Vec<String> {
        run(&FigureToldDifferently, &sample(Sample::Finding, finding).with("reports/surrey-2008/foreword.md", format!("{summary}\n")))
    }

    #[test]
    fn swaps_neighbours_only() {
        assert_eq!(swaps(2_058).collect::<Vec<_>>(), [2_085, 2_508, 258]);
        assert_eq!(swaps(i64::MAX).filter(|other| *other < 0).count(), 0);
    }

    #[test]
    fn fires_on_digits_that_changed_places_and_on_another_count() {
        let table = "| Measure | Number |\n| --- | --- |\n| Total caseload | 2,085 |\n\n";
        assert_eq!(
            said("Good.", &format!("{table}It was responsible for 2,058 offenders.")),
            ["[2,058] 2,058 is 2,085 in a table, with two of its digits the other way round"]
        );
        assert_eq!(
            said("There were now four operational districts, with a manager each.", "She set up five operational districts and a unit."),
            ["[five] the number of ‘operational districts’ is given as five here and as four elsewhere"]
        );
    }

    #[test]
    fn is_silent_on_other_numbers_and_things() {
        let table = "| Measure | Number |\n| --- | --- |\n| Total caseload | 2,085 |\n| Orders | 3,124 |\n| Licences | 3,142 |\n\n";
        let same = "It had 2,085 offenders, 3,142 letters, about 2,058 calls and £2,058. It was so in 2008.";
        for (finding, summary) in [
            ("Good.", format!("{table}{same}").as_str()),
            ("There were four operational districts.", "There are four operational districts."),
            (
                "There were four operational districts.",
                "It was so in five operational districts in Kent, and in another three operational districts.",
            ),
            ("There were four operational districts. There were two operational districts.", "There are five operational districts."),
            ("It took four working days.", "It took five working days. There were four new offices."),
        ] {
            assert_eq!(said(finding, summary), Vec::<String>::new(), "{finding} {summary}");
        }
    }
}
