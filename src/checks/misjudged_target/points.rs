//! 'Reports on time were four percentage points above the target' beside a table that has 92% against 90%.

use super::super::reading::tables::{Grid, Value, grids};
use super::super::reading::words::{Figure, Token, Unit};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// Sentences that compare with something else too.
const ELSEWHERE: &[&str] = &["previous", "before", "earlier", "nationally", "last", "regional", "average"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let said: Vec<(&Passage, usize, i64, bool)> = reading
        .places(&["points", "point"])
        .filter(|(passage, _)| passage.is_prose() && !passage.place.quoted)
        .filter_map(|(passage, at)| gap(passage, at).map(|(number, said, above)| (passage, number, said, above)))
        .collect();
    if said.is_empty() {
        return;
    }
    let grids = grids(reading);
    let tables: Vec<(&Grid, u32)> = grids.iter().filter_map(|grid| Some((grid, target(grid)?))).collect();
    for (passage, number, said, above) in said {
        let Some(sentence) = passage.sentence_at(number).map(|sentence| sentence.tokens.clone()) else { continue };
        // With both figures in the sentence, these are held against each other.
        let shares = passage.numbers_in(sentence.clone()).iter().filter(|at| passage.tokens[**at].percent().is_some()).count();
        if shares > 1 || sentence.clone().any(|at| passage.is_word(at, ELSEWHERE)) {
            continue;
        }
        let mut rows: Vec<(&Grid, u32, u32)> = Vec::new();
        for (grid, column) in &tables {
            let named = |row: &u32| grid.cell(*row, 0).is_some_and(|label| names(passage, sentence.clone(), label));
            rows.extend(grid.rows().into_iter().filter(named).map(|row| (*grid, row, *column)));
        }
        let &[(grid, row, column)] = &rows[..] else { continue };
        let Some(bound) = points(grid, row, column) else { continue };
        let others = (1..grid.columns()).filter(|other| *other != column);
        let gaps: Vec<(u32, i64)> = others.filter_map(|other| Some((other, points(grid, row, other)? - bound))).collect();
        let meant = if above { said } else { -said };
        let Some((last, gap)) = gaps.last().filter(|_| gaps.iter().all(|(_, gap)| *gap != meant)) else { continue };
        let Some(cell) = grid.cell(row, *last) else { continue };
        let off = crate::number::Number::ratio(gap.abs(), 10).map(|gap| gap.to_exact()).unwrap_or_default();
        let side = if *gap < 0 { "below" } else { "above" };
        found.say(
            Remark::new(format!("the table has {}, and its distance from the target is {off} points {side}", cell.words.trim()))
                .at(passage, passage.tokens[number].range(), "")
                .at(cell, 0..cell.words.len(), "the result")
                .help("correct the figure that is wrong"),
        );
    }
}

/// 'Four percentage points above the target': the number, in tenths, and whether it is above.
fn gap(passage: &Passage, at: usize) -> Option<(usize, i64, bool)> {
    let number = at.checked_sub(1 + usize::from(at > 0 && passage.is_word(at - 1, &["percentage"])))?;
    let figure = passage.tokens.get(number).and_then(Token::figure);
    let figure = figure.filter(|figure| figure.unit == Unit::None && !passage.is_hedged(number))?;
    let than = passage.is_word(at + 2, &["than"]);
    let above = passage.is_word(at + 1, &["above", "over"]) || than && passage.is_word(at + 1, &["higher", "more", "better"]);
    let below = passage.is_word(at + 1, &["below", "under", "short"]) || than && passage.is_word(at + 1, &["lower", "less", "worse"]);
    let target = (at + 2..at + 6).take_while(|at| !passage.word(*at).is_empty()).any(|at| passage.is_word(at, &["target"]));
    ((above || below) && target).then_some((number, tenths(figure)?, above))
}

/// The one column of targets.
fn target(grid: &Grid) -> Option<u32> {
    let has = |column: &u32| grid.heading(*column).split(|c: char| !c.is_alphanumeric()).any(|word| ["target", "targets"].contains(&word));
    super::only((1..grid.columns()).filter(has))
}

fn tenths(figure: Figure) -> Option<i64> {
    (figure.denominator > 0 && 10 % figure.denominator == 0).then(|| figure.numerator.checked_mul(10 / figure.denominator))?
}

/// A cell's percentage in tenths.
fn points(grid: &Grid, row: u32, column: u32) -> Option<i64> {
    match grid.value(row, column) {
        Value::Number(figure) if figure.unit == Unit::Percent => tenths(figure),
        _ => None,
    }
}

/// Whether a sentence names a row: by the first two words of its label that say something.
fn names(passage: &Passage, sentence: std::ops::Range<usize>, label: &Passage) -> bool {
    let words: Vec<&str> = (0..label.tokens.len()).map(|at| label.word(at)).filter(|word| word.len() > 3).take(2).collect();
    !words.is_empty() && words.iter().all(|word| sentence.clone().any(|at| passage.word(at).eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::super::MisjudgedTarget;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn holds_the_points_between_a_result_and_its_target_against_the_table() {
        let said = |text: &str| {
            let table = "| Measure | Target | 2004 | 2005 |\n| --- | --: | --: | --: |\n| Reports on time | 90% | 81% | 92% |\n| Breach action | 90% | 72% | 88% |\n";
            run(&MisjudgedTarget, &sample(Sample::File("foreword.md"), &format!("{text}\n\n{table}")))
        };
        assert_eq!(
            said("Reports were better on time, at four percentage points above the target."),
            ["[four] the table has 92%, and its distance from the target is 2 points above"]
        );
        assert_eq!(said("Breach action was two points above the national target.").len(), 1);
        for right in [
            "Reports were on time more often, two percentage points above the target.",
            "Breach action was two points short of the target.",
            "Reports on time had been nine points below the target in 2004.",
            "Appeals were four percentage points above the target.",
            "Reports on time were about four points above the target.",
        ] {
            assert_eq!(said(right), Vec::<String>::new(), "{right}");
        }
    }
}
