//! 'Drug misuse | 41 | 65%': each row is a share of its own number, and no part of 41 is 65%.

use super::super::reading::shares::is_possible;
use super::super::reading::tables::Grid;
use super::super::{Found, Remark};
use super::Row;

/// Says which row cannot be, where nearly all others are shares of their own number.
pub(super) fn run(grid: &Grid, column: u32, rows: &[Row], found: &mut Found) {
    const FEWEST: usize = 5;
    const MOST: usize = 40;
    let all = |row: &&Row| row.share.numerator <= row.share.denominator.saturating_mul(100);
    let rows: Vec<&Row> = rows.iter().filter(all).filter(|row| row.number > 1).collect();
    let (fit, wrong): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| is_possible(row.share, row.number));
    // Of two that do not fit, and in long tables, it is more likely that the shares are of something else.
    if fit.len() < FEWEST || wrong.len() != 1 || rows.len() > MOST {
        return;
    }
    // How likely they would all be such shares by chance, in millionths.
    let chance = fit.iter().fold(MILLION, |chance, row| by_chance(chance, row));
    if chance > MILLION / 50 {
        return;
    }
    for row in wrong {
        let (Some(cell), Some(number)) = (grid.cell(row.at, column + 1), grid.cell(row.at, column)) else { continue };
        found.say(
            Remark::new(format!(
                "no whole number out of {} is {}, and the other rows are shares of their own number",
                row.number,
                cell.words.trim()
            ))
            .at(cell, 0..cell.words.len(), "")
            .at(number, 0..number.words.len(), "of these")
            .help("correct the number or the percentage"),
        );
    }
}

const MILLION: i64 = 1_000_000;

/// A chance once any share would have had to be one of a row's number too.
fn by_chance(chance: i64, row: &Row) -> i64 {
    let shares = 100 * 10_i64.saturating_pow(u32::from(row.share.decimals)) + 1;
    (chance.saturating_mul(row.number.saturating_add(1)) / shares).min(chance)
}

#[cfg(test)]
mod tests {
    use super::super::WrongTableShare;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(rows: &str) -> Vec<String> {
        let text = format!("| Factor | Cases | With progress |\n| --- | --: | --: |\n{rows}");
        run(&WrongTableShare, &sample(Sample::File("foreword.md"), &text))
    }

    #[test]
    fn tells_the_row_that_cannot_be() {
        let rows = |drugs: &str| {
            said(&format!(
                "| Housing | 19 | 42% |\n| Work | 31 | 35% |\n| Money | 20 | 30% |\n| Friends | 55 | 18% |\n| Drugs | {drugs} |\n| Drink | 61 | 51% |\n"
            ))
        };
        assert_eq!(rows("41 | 56%"), Vec::<String>::new());
        assert_eq!(rows("41 | 65%"), ["[65%] no whole number out of 41 is 65%, and the other rows are shares of their own number"]);
        assert_eq!(rows("14 | 56%").len(), 1);
        assert_eq!(rows("150 | 104%"), Vec::<String>::new(), "of a target");
    }

    #[test]
    fn is_silent_where_rows_are_shares_of_others() {
        for rows in [
            "| Housing | 19 | 42% |\n| Work | 31 | 34% |\n| Money | 20 | 31% |\n| Friends | 55 | 18% |\n| Drugs | 41 | 65% |\n",
            "| Housing | 119 | 42% |\n| Work | 131 | 34% |\n| Money | 120 | 31% |\n| Friends | 155 | 18% |\n| Drugs | 41 | 65% |\n",
        ] {
            assert_eq!(said(rows), Vec::<String>::new(), "{rows}");
        }
    }
}
