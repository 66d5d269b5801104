//! 'Against five targets', above a table of four targets: a number of things that a table has a row for each.

use super::super::reading::claims::stem;
use super::super::reading::references::{Target, Targets, What, mentions};
use super::super::reading::tables::{Grid, grids};
use super::super::reading::{Home, Kind, Passage, Reading};
use super::super::{Found, Remark};

const THINGS: &[&str] = &["targets", "statements", "questions", "measures", "indicators"];
/// What leads to the number of all of them.
const LEADS: &[&str] = &["the", "to", "against", "these", "on", "all"];

pub(super) fn run(reading: &Reading, found: &mut Found) {
    let told = |passage: &Passage| passage.is_prose() || passage.is_written() && passage.kind == Kind::Caption;
    let clues: Vec<(&Passage, usize)> = reading.places(THINGS).filter(|(passage, _)| told(passage)).collect();
    let clues: Vec<(&Passage, usize, usize)> =
        clues.into_iter().filter_map(|(passage, at)| Some((passage, at, number(passage, at)?))).collect();
    if clues.is_empty() {
        return;
    }
    let (targets, grids) = (Targets::new(reading), grids(reading));
    for (passage, at, number) in clues {
        let Some(caption) = caption(reading, &targets, passage, at) else { continue };
        let Some(rows) = grids.iter().find_map(|grid| rows(grid, caption, passage.word(at))) else { continue };
        let Some(count) = passage.tokens[number].count() else { continue };
        if rows > 1 && i64::try_from(rows).is_ok_and(|rows| rows != count) {
            found.say(
                Remark::new(format!("the table ‘{}’ has {rows} {}, not {}", caption.words, passage.word(at), passage.as_told(number)))
                    .at(passage, passage.bytes(number, at), "")
                    .help("correct the number, or the table"),
            );
        }
    }
}

/// The number of all of them: 'the six national targets', 'answers to three statements'.
fn number(passage: &Passage, at: usize) -> Option<usize> {
    let number = (at.saturating_sub(3)..at)
        .rev()
        .take_while(|at| !matches!(passage.tokens[*at].kind, super::super::reading::words::TokenKind::Mark(_)))
        .find(|at| passage.tokens[*at].count().is_some())?;
    let lead = number.checked_sub(1)?;
    let all = passage.is_word(lead, LEADS) && !passage.is_hedged(number);
    // 'The two targets that were missed', 'the two missed targets' are some of them.
    let narrowed = passage.is_word(at + 1, &["that", "which", "not", "met", "missed", "still", "where", "for", "on", "with", "about"]);
    let some = number + 1 < at
        && !passage.is_word(number + 1, &["national", "main", "key", "regional", "local", "different"])
        && passage.kind != Kind::Caption;
    (all && !some && !narrowed).then_some(number)
}

/// The table that a sentence speaks of: the one that it names, or the one right below.
fn caption<'r, 'a>(reading: &'r Reading<'a>, targets: &Targets, passage: &'r Passage<'a>, at: usize) -> Option<&'r Passage<'a>> {
    if passage.kind == Kind::Caption {
        return Some(passage);
    }
    let sentence = passage.sentence_at(at)?;
    let mut named = mentions(passage).iter().filter(|mention| mention.what == What::Table && sentence.tokens.contains(&mention.first));
    if let Some(mention) = named.next() {
        let target: &Target = targets.find(What::Table, &mention.name).filter(|_| named.next().is_none() && !mention.elsewhere)?;
        return reading.passages.iter().find(|other| other.kind == Kind::Caption && other.words == target.title);
    }
    let next = reading.passages.get(passage.index + 1)?;
    (next.kind == Kind::Caption && next.place.part == passage.place.part).then_some(next)
}

/// How many of these things a table has, if it is the one of a caption and made of them.
fn rows(grid: &Grid, caption: &Passage, things: &str) -> Option<usize> {
    let rows = grid.rows();
    let first = grid.cell(*rows.first()?, 0)?;
    let noun = stem(things)?;
    let speaks = |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter_map(stem).any(|word| word == noun);
    let own = first.place.unit == caption.place.unit && caption.place.home == Home::Table;
    if !own || !(speaks(&caption.words) || speaks(&grid.heading(0)) || (1..grid.columns()).any(|column| speaks(&grid.heading(column)))) {
        return None;
    }
    let total = |row: &u32| grid.cell(*row, 0).is_none_or(|cell| cell.is_word(0, &["total", "all", "overall", "average"]));
    (grid.blocks().len() == 1 && !rows.iter().any(total)).then_some(rows.len())
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::miscounted_recommendations::MiscountedRecommendations;
    use crate::checks::testing::{run, sample};

    #[test]
    fn holds_a_number_against_the_rows_of_a_table() {
        let said = |text: &str| {
            let table = "title: Results against national targets\ncolumns: [Measure, Target]\nrows:\n  - [Reports, 90%]\n  - [Orders, 80%]\n  - [Awards, 70%]\n";
            let files = sample(Sample::File("foreword.md"), text).with("reports/surrey-2008/tables/targets.yaml", table);
            run(&MiscountedRecommendations, &files)
        };
        let table = "\n\n{table: targets}\n";
        for wrong in ["These are the results against four targets.", "Two of the five national targets in [[table targets]] were met."] {
            assert_eq!(said(&format!("{wrong}{table}")).len(), 1, "{wrong}");
        }
        for right in [
            "These are the results against three targets.",
            "Two of the three national targets in [[table targets]] were met.",
            "The two targets that were missed are these.",
            "Two targets were missed, as [[table targets]] shows.",
            "The two missed targets are in [[table targets]].",
        ] {
            assert_eq!(said(&format!("{right}{table}")), Vec::<String>::new(), "{right}");
        }
    }
}
