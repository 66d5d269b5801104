//! 'The area had 190 staff, 64 of them probation officers' beside a table of 180, 64, …: the one figure of a sentence that the table it
//! refers to has not, and that may be a slip for one that it has.
//!
//! What a table has is more than its cells: sums of columns and rows, differences of neighbours, and shares of sums.

mod shown;

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::shares::labelled;
use super::super::reading::slips::{is_slip, is_swapped};
use super::super::reading::told::scale;
use super::super::reading::words::{Figure, Form, Unit};
use super::super::reading::{Passage, Reading};
use super::super::table_total_differs::grouped;
use super::super::{Found, Remark};
use shown::{All, Shown, Value, referred, value};

/// A figure of a sentence: its token, its value and how it is written.
type Told = (usize, Value, Figure);

/// Says what is found in the whole report, but for numbers at which something has been said: passages and their tokens.
pub(super) fn run(reading: &Reading, said: &mut BTreeSet<(usize, usize)>, found: &mut Found) {
    let shown = All::new(reading);
    if shown.by_name.is_empty() && shown.typed.is_empty() {
        return;
    }
    // Where the word 'table' stands.
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (passage, at) in reading.places(&["table"]) {
        places.entry(passage.index).or_default().push(at);
    }
    // What was referred to before in the same criterion.
    let mut before: (Option<&str>, usize, Vec<&Shown>) = (None, 0, Vec::new());
    for passage in reading.prose() {
        let own = referred(passage, places.get(&passage.index).map_or(&[], Vec::as_slice), &shown);
        let near = before.1 + 1 == passage.index || passage.place.criterion.is_some() && before.0 == passage.place.criterion;
        let refers = !own.is_empty();
        let here: &[&Shown] = if refers {
            &own
        } else if near {
            &before.2
        } else {
            &[]
        };
        for one in here {
            let known = fitting(reading, passage, one);
            for sentence in &passage.sentences {
                look(reading, passage, sentence.tokens.clone(), one, refers.then_some(known), said, found);
            }
        }
        if refers {
            before = (passage.place.criterion, passage.index, own);
        }
    }
}

/// How many figures of a passage a table has.
fn fitting(reading: &Reading, passage: &Passage, shown: &Shown) -> usize {
    let has = |at: &&usize| {
        let figure = passage.tokens[**at].figure();
        let value = figure.and_then(|figure| value(figure, scale(passage, **at)));
        value.is_some_and(|value| value.1 >= 10_000 && shown.derived.contains(&value)) && !labelled(passage, &reading.lexicon, **at)
    };
    passage.numbers.iter().filter(has).count()
}

fn look(
    reading: &Reading,
    passage: &Passage,
    sentence: std::ops::Range<usize>,
    shown: &Shown,
    known: Option<usize>,
    said: &mut BTreeSet<(usize, usize)>,
    found: &mut Found,
) {
    const ELSEWHERE: &[&str] = &[
        "previous",
        "previously",
        "earlier",
        "before",
        "last",
        "national",
        "nationally",
        "average",
        "region",
        "regional",
        "ago",
        "than",
        "raised",
        "next",
        "will",
        "would",
    ];
    let numbers = passage.numbers_in(sentence.clone());
    let refers = known.is_some();
    if numbers.is_empty() || sentence.clone().any(|at| passage.is_word(at, ELSEWHERE)) {
        return;
    }
    let mut told: Vec<Told> = Vec::new();
    for &at in numbers {
        let Some(figure) = passage.tokens[at].figure() else { return };
        if figure.may_be_year() && figure.unit == Unit::None || labelled(passage, &reading.lexicon, at) {
            continue;
        }
        if figure.form == Form::Fraction {
            continue;
        }
        if passage.is_hedged(at) {
            return;
        }
        let Some(value) = value(figure, scale(passage, at)) else { return };
        // Small numbers are of all sorts.
        if figure.unit != Unit::None || value.1 >= 10_000 {
            told.push((at, value, figure));
        }
    }
    let (fits, odd): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|(_, value, _)| shown.derived.contains(value));
    let &[&(at, value, figure)] = &odd[..] else { return };
    // A sum or a difference of two that are told.
    let made = |one: &Value, two: &Value| {
        one.0 == value.0
            && two.0 == value.0
            && (one.1.checked_add(two.1) == Some(value.1) || one.1.saturating_sub(two.1).saturating_abs() == value.1)
    };
    if fits.iter().any(|one| fits.iter().any(|two| made(&one.1, &two.1))) || said.contains(&(passage.index, at)) {
        return;
    }
    let scale = scale(passage, at);
    let steps = scale.saturating_mul(1000 / 10_i64.pow(u32::from(figure.decimals.min(3)))).max(1);
    // '6.0' and '0.6' have as many digits.
    let digits = |value: Value| {
        let lead = if figure.decimals > 0 { 1_000_000_000 } else { 0 };
        (value.1 % steps == 0).then_some(value.1 / steps + lead)
    };
    let slip = |other: Value, by: fn(i64, i64) -> bool| {
        let told = fits.iter().any(|fit| fit.1 == other);
        other.0 == value.0 && !told && digits(value).zip(digits(other)).is_some_and(|(one, two)| by(one, two))
    };
    let named = |label: &str| !label.is_empty() && is_named(passage, sentence.clone(), label);
    let long = value.1 / steps > 99;
    let around = known.is_some_and(|known| known > 2);
    let enough =
        |label: &str| fits.len() > 1 || fits.len() == 1 && refers && (long || named(label)) || around && (label.is_empty() || named(label));
    let alone = |label: &str| refers && (named(label) || label.is_empty() && told.len() == 1) || !refers && named(label) && fits.len() == 1;
    let by_swap = shown.given.iter().find(|(other, label)| slip(*other, is_swapped) && (enough(label) || alone(label)));
    // Sums are told more often than cells.
    let by_slip =
        |sums: bool| shown.given.iter().rev().find(|(other, label)| label.is_empty() == sums && slip(*other, is_slip) && enough(label));
    let Some((other, _)) = by_swap.or_else(|| by_slip(true)).or_else(|| by_slip(false)) else { return };
    if is_known(reading, passage, (at, figure), &told) {
        return;
    }
    let right = in_words(*other);
    let remark = Remark::new(format!("‘{}’ is not in the table or chart that this refers to, which has {right}", passage.as_told(at)))
        .at(passage, passage.tokens[at].range(), "")
        .help("write the right figure in both places, or say what sets the two apart");
    said.insert((passage.index, at));
    found.say(match (shown.cells.get(other), shown.chart) {
        (Some(cell), _) => remark.at(cell, 0..cell.words.len(), "in the table"),
        (None, Some(span)) => remark.at_span(span, "in the chart"),
        (None, None) => remark,
    });
}

/// Whether a figure is of something else that the report tells: again in the same criterion, or with another here as the sample.
fn is_known(reading: &Reading, passage: &Passage, (at, figure): (usize, Figure), told: &[Told]) -> bool {
    let Some(count) = figure.whole().filter(|_| figure.unit == Unit::None) else { return false };
    let sample = reading.report.sample.as_ref().map(|sample| i64::from(sample.value));
    let rest = |(_, _, other): &Told| other.whole().is_some_and(|other| Some(other + count) == sample);
    if sample == Some(count) || told.iter().any(rest) {
        return true;
    }
    let same = |other: &&Passage| {
        other.place.unit == passage.place.unit || passage.place.criterion.is_some() && other.place.criterion == passage.place.criterion
    };
    let again = |other: &Passage| {
        let here = |known: &usize| (other.index, *known) != (passage.index, at) && other.tokens[*known].count() == Some(count);
        other.numbers.iter().any(here)
    };
    reading.prose().filter(same).any(again)
}

/// A figure as it is written.
fn in_words((unit, value): Value) -> String {
    let number = crate::number::Number::ratio(value, 1000).map(|number| number.to_exact()).unwrap_or_default();
    let number = if value < 1_000_000 { number } else { grouped(&number) };
    match unit {
        1 => format!("{number}%"),
        2 => format!("£{number}"),
        _ => number,
    }
}

/// Whether a sentence names a row: by the first two words of its label that say something, or by its only one.
fn is_named(passage: &Passage, sentence: std::ops::Range<usize>, label: &str) -> bool {
    let words: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).take(2).collect();
    !words.is_empty() && words.iter().all(|word| sentence.clone().any(|at| passage.word(at).eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::super::FigureToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(text: &str) -> Vec<String> {
        let table = "title: Staff in post\ncolumns: [Grade, Staff]\nrows:\n  - [Probation officers, 64]\n  - [Service officers, 58]\n  - [Managers, 14]\n  - [Administrative staff, 44]\n  - [Total, 180]\n";
        let text = format!("{text}\n\n{{table:staff}}\n");
        let files = sample(Sample::File("foreword.md"), &text).with("reports/surrey-2008/tables/staff.yaml", table);
        run(&FigureToldDifferently, &files).into_iter().filter(|said| said.contains("that this refers to")).collect()
    }

    #[test]
    fn holds_the_sentence_that_refers_to_a_table_against_it() {
        let text = |all: &str, officers: &str| {
            said(&format!(
                "The area had {all} staff, {officers} of them probation officers and 58 service officers. [[table staff]] gives the figures."
            ))
        };
        assert_eq!(text("180", "64"), Vec::<String>::new());
        assert_eq!(text("190", "64"), ["[190] ‘190’ is not in the table or chart that this refers to, which has 180"]);
        assert_eq!(text("180", "46"), ["[46] ‘46’ is not in the table or chart that this refers to, which has 64"]);
        assert_eq!(said("As [[table staff]] shows, 46 were probation officers.").len(), 1);
    }

    #[test]
    fn knows_a_table_by_its_number_and_its_place() {
        let text =
            |all: &str| format!("The area had {all} staff, 64 of them probation officers and 58 service officers, as Table 1 shows.");
        assert_eq!((said(&text("180")).len(), said(&text("190")).len(), said(&text("190").replace('1', "7")).len()), (0, 1, 0));
        let typed = |all: &str| {
            let text = format!(
                "The table below has the staff: {all} in all, 64 of them officers and 58 assistants.\n\n| Grade | Staff |\n| --- | --: |\n| Officers | 64 |\n| Assistants | 58 |\n| Managers | 58 |\n"
            );
            run(&FigureToldDifferently, &sample(Sample::File("foreword.md"), &text))
        };
        assert_eq!((typed("180").len(), typed("190").len()), (0, 1));
    }

    #[test]
    fn is_silent_on_what_is_told_again_or_of_the_sample() {
        for text in [
            "[[table staff]] shows 64 officers, 58 service officers and 190 posts. Of the 190, some are empty.",
            "[[table staff]] shows 64 officers and 58 service officers; in 46 cases, and not in the other 64, they changed.",
        ] {
            assert_eq!(said(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn is_silent_on_what_follows_from_it_or_is_of_others() {
        for text in [
            "[[table staff]] shows 180 staff. Some 122 were officers, of 180 (68%).",
            "[[table staff]] shows 64 officers, 58 service officers and 14 managers; 20 more had left.",
            "[[table staff]] shows 180 staff: 64 officers, and 62 the year before.",
            "[[table staff]] shows 64 officers (36%) and 44 others (24%), and 31 of them were new.",
            "[[table staff]] shows the staff. There were 190 cases.",
        ] {
            assert_eq!(said(text), Vec::<String>::new(), "{text}");
        }
    }
}
