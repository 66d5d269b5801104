//! 'Total caseload 2,960' above 'In the community 1,924' and 'In custody 1,063': a total with its parts below it, and rows of another kind after them.

use super::super::reading::slips::is_slip;
use super::super::reading::tables::{Grid, Value};
use super::super::reading::words::{Figure, Unit};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};
use super::grouped;

/// More rows than this after a total are a table of their own.
const MOST: usize = 8;

/// Names of parts that leave no third.
const PAIRS: &[(&[&str], &[&str])] = &[
    (&["community"], &["custody", "prison", "prisons"]),
    (&["men", "male", "males", "boys"], &["women", "female", "females", "girls"]),
    (&["adult", "adults"], &["young", "juvenile", "juveniles", "youth"]),
    (&["full-time"], &["part-time"]),
    (&["urban", "internal", "permanent"], &["rural", "external", "temporary"]),
];

/// Says what is found in the rows under one heading.
pub(super) fn run(reading: &Reading, grid: &Grid, block: &[u32], found: &mut Found) {
    for (index, row) in block.iter().enumerate() {
        let label = grid.cell(*row, 0);
        if label.is_none_or(|label| !reading.lexicon.is_total(label.word(0)) && !reading.lexicon.is_all(label.word(0))) {
            continue;
        }
        for column in 1..grid.columns() {
            look(grid, &block[index + 1..], (*row, column), found);
        }
    }
}

fn count(grid: &Grid, at: (u32, u32)) -> Option<(Figure, i64)> {
    match grid.value(at.0, at.1) {
        Value::Number(figure) if figure.unit != Unit::Percent => Some((figure, figure.whole()?)),
        _ => None,
    }
}

fn look(grid: &Grid, below: &[u32], total: (u32, u32), found: &mut Found) {
    const SMALL: i64 = 20;
    let Some((said, all)) = count(grid, total).filter(|(_, all)| *all >= SMALL) else { return };
    let part =
        |row: &u32| count(grid, (*row, total.1)).filter(|(figure, part)| figure.unit == said.unit && *part < all && !figure.may_be_year());
    // Up to the first row of another kind.
    let parts: Vec<i64> = below.iter().map_while(|row| part(row).map(|(_, part)| part)).take(MOST + 1).collect();
    if parts.len() < 2 || parts.len() > MOST {
        return;
    }
    let sum = |most: usize| parts[..most].iter().sum::<i64>();
    if (2..=parts.len()).any(|most| sum(most) == all) {
        return;
    }
    let label = |nth: usize| below.get(nth).and_then(|row| grid.cell(*row, 0));
    let pair = label(0).zip(label(1)).is_some_and(|(one, two)| opposite(one, two) || opposite(two, one));
    let slipped = |most: usize| {
        let off = all - sum(most);
        10 * off.abs() < all && (is_slip(sum(most), all) || parts[..most].iter().any(|part| *part > 9 && is_slip(part + off, *part)))
    };
    let near = |most: usize| 3 * (all - sum(most)).abs() < all.max(sum(most));
    let most = match parts.len() {
        _ if pair && (near(2) || is_slip(sum(2), all)) => 2,
        // Every row of the run, which ends because something else follows.
        len if slipped(len) && len < below.len() => len,
        _ => return,
    };
    let Some(cell) = grid.cell(total.0, total.1) else { return };
    let shown = sum(most).to_string();
    let shown = if cell.words.contains(',') { grouped(&shown) } else { shown };
    found.say(
        Remark::new(format!("the total is given as {}, but the {most} rows below it make {shown}", cell.words.trim()))
            .at(cell, 0..cell.words.len(), format!("the parts make {shown}"))
            .help("correct the number that is wrong"),
    );
}

/// 'In the community' and 'In custody', 'Men' and 'Women'.
fn opposite(one: &Passage, two: &Passage) -> bool {
    let has = |label: &Passage, words: &[&str]| (0..label.tokens.len()).any(|at| label.is_word(at, words));
    PAIRS.iter().any(|(first, second)| has(one, first) && !has(one, second) && has(two, second) && !has(two, first))
}

#[cfg(test)]
mod tests {
    use super::super::TableTotalDiffers;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(rows: &str) -> Vec<String> {
        run(&TableTotalDiffers, &sample(Sample::File("foreword.md"), &format!("| Measure | Figure |\n| --- | --: |\n{rows}")))
    }

    #[test]
    fn fires_on_parts_below_their_total() {
        let rows = |custody: &str| {
            said(&format!(
                "| Total caseload | 2,960 |\n| In the community | 1,924 |\n| In custody | {custody} |\n| White | 91.4% |\n| Men | 88.5% |\n"
            ))
        };
        assert_eq!(rows("1,036"), Vec::<String>::new());
        assert_eq!(said("| Total caseload | 2,096 |\n| In the community | 1,924 |\n| In custody | 1,036 |\n").len(), 1);
        for wrong in ["1,063", "1,136", "1,924", "760"] {
            assert_eq!(rows(wrong).len(), 1, "{wrong}");
        }
        assert_eq!(
            said("| Total staff | 180 |\n| Officers | 64 |\n| Assistants | 58 |\n| Managers | 14 |\n| Clerks | 41 |\n| Vacancies | 4% |\n"),
            ["[180] the total is given as 180, but the 4 rows below it make 177"]
        );
        assert_eq!(said("| All staff | 180 |\n| Women | 110 |\n| Men | 80 |\n| New | 12 |\n").len(), 1);
    }

    #[test]
    fn is_silent_where_the_rows_below_are_no_parts() {
        for rows in [
            "| Total caseload | 2,960 |\n| PPO cases | 72 |\n| MAPPA cases | 340 |\n| White | 91.4% |\n",
            "| Total caseload | 2,960 |\n| In the community | 1,924 |\n| In custody | 1,036 |\n| MAPPA cases | 340 |\n| White | 91.4% |\n",
            "| Total staff | 180 |\n| Total cases | 2,960 |\n| Offices | 12 |\n| Teams | 22 |\n",
            "| Total caseload | 2,960 |\n| Women on orders | 190 |\n| Young men | 720 |\n| White | 91.4% |\n",
        ] {
            assert_eq!(said(rows), Vec::<String>::new(), "{rows}");
        }
    }
}
