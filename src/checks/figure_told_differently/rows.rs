//! 'Aldermere had 1,120 offenders, Fenwick 901 and Stowbridge 610' beside a table that has these rows and 910 for Fenwick.

use super::super::reading::tables::{Grid, Value, grids};
use super::super::reading::words::{Figure, Unit};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// How many words may stand between a row's name and its number.
const FAR: usize = 8;
/// Tables with more rows are lists of other things.
const MOST: usize = 40;

/// Says what is found in the whole report: a text that names rows, of which all but one have the table's number.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for grid in grids(reading) {
        let rows: Vec<(u32, Vec<String>)> =
            grid.rows().into_iter().filter_map(|row| Some((row, name(grid.cell(row, 0)?)))).filter(|(_, name)| !name.is_empty()).collect();
        if rows.len() < 2 || rows.len() > MOST {
            continue;
        }
        let heads: Vec<&str> = rows.iter().map(|(_, name)| name[0].as_str()).collect();
        let mut last = None;
        for (passage, at) in reading.places(&heads).filter(|(passage, _)| passage.is_prose()) {
            let index = passage.sentence_of(at);
            if last.replace((passage.index, index)) != Some((passage.index, index))
                && let Some(sentence) = index.and_then(|index| passage.sentences.get(index))
                // Two that fit and one that does not.
                && passage.numbers_in(sentence.tokens.clone()).len() > 2
            {
                look(&grid, &rows, passage, sentence.tokens.clone(), found);
            }
        }
    }
}

/// The words of a row's name in lower case; none where it is no name.
fn name(cell: &Passage) -> Vec<String> {
    let words: Vec<String> = cell.tokens.iter().map(|token| cell.text(token).to_lowercase()).collect();
    if cell.tokens.iter().all(super::super::reading::words::Token::is_word) { words } else { Vec::new() }
}

fn look(grid: &Grid, rows: &[(u32, Vec<String>)], passage: &Passage, sentence: std::ops::Range<usize>, found: &mut Found) {
    let says = |name: &[String], at: usize| name.iter().zip(at..).all(|(word, at)| passage.word(at).eq_ignore_ascii_case(word));
    let begins: Vec<(usize, &(u32, Vec<String>))> =
        sentence.clone().filter_map(|at| Some((at, rows.iter().find(|(_, name)| says(name, at))?))).collect();
    let mut told: Vec<(u32, usize, Figure)> = Vec::new();
    for (nth, (at, (row, name))) in begins.iter().enumerate() {
        let start = at + name.len();
        let end = begins.get(nth + 1).map_or(sentence.end, |(next, _)| *next).min(start + FAR);
        let Some(&number) = passage.numbers_in(start..end).first() else { continue };
        if told.iter().any(|(known, ..)| known == row) || passage.is_hedged(number) {
            return;
        }
        if let Some(figure) = passage.tokens[number].figure() {
            told.push((*row, number, figure));
        }
    }
    for column in 1..grid.columns() {
        let same = |(row, _, figure): &&(u32, usize, Figure)| match grid.value(*row, column) {
            Value::Number(known) => {
                known.unit == figure.unit && known.numerator * figure.denominator == figure.numerator * known.denominator
            }
            _ => false,
        };
        let fit = told.iter().filter(same).count();
        let mut others = told.iter().filter(|one| !same(one));
        // All rows but one are told as the table has them.
        let (Some((row, at, figure)), None) = (others.next(), others.next()) else { continue };
        let Value::Number(known) = grid.value(*row, column) else { continue };
        let Some(cell) = grid.cell(*row, column).filter(|_| fit > 1 && known.unit == figure.unit && known.unit != Unit::Money) else {
            continue;
        };
        let elsewhere = (1..grid.columns()).any(|column| grid.value(*row, column) == Value::Number(*figure));
        if elsewhere {
            continue;
        }
        found.say(
            Remark::new(format!(
                "‘{}’ is {} in the table, which has the other figures of this sentence",
                passage.text(&passage.tokens[*at]),
                cell.words.trim()
            ))
            .at(passage, passage.tokens[*at].range(), "")
            .at(cell, 0..cell.words.len(), "in the table")
            .help("write the right figure in both places"),
        );
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::super::FigureToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(text: &str) -> Vec<String> {
        let table = "| Office | Offenders |\n| --- | --: |\n| Aldermere | 1,120 |\n| Fenwick | 910 |\n| Stowbridge | 610 |\n";
        let said = run(&FigureToldDifferently, &sample(Sample::File("foreword.md"), &format!("{text}\n\n{table}")));
        said.into_iter().filter(|said| said.contains("which has the other figures")).collect()
    }

    #[test]
    fn holds_a_row_told_among_others_against_the_table() {
        let message = "[901] ‘901’ is 910 in the table, which has the other figures of this sentence";
        assert_eq!(said("Aldermere was the largest, with 1,120 offenders; Fenwick had 901 and Stowbridge 610."), [message]);
        for right in [
            "Aldermere was the largest, with 1,120 offenders; Fenwick had 910 and Stowbridge 610.",
            "Aldermere had 1,135 in November, Fenwick 902 and Stowbridge 610.",
            "Aldermere had 1,120 offenders and Fenwick 12 officers.",
        ] {
            assert_eq!(said(right), Vec::<String>::new(), "{right}");
        }
    }
}
