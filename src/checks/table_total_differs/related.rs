//! Sums that nothing calls so, but that the figures show: a last row that sums up every column but one, a column that is the sum of
//! columns beside it in every row but one.

use super::super::reading::tables::{Grid, Value};
use super::super::reading::words::{Figure, Unit};
use super::super::reading::{Kind, Reading};
use super::super::{Found, Remark};
use super::grouped;

/// Tables with more columns are lists of other things.
const MOST: u32 = 12;

/// A sum that does not come out: where it stands, its parts, and what they make.
struct Odd {
    total: (u32, u32),
    parts: Vec<(u32, u32)>,
    said: Figure,
    sum: i64,
}

/// Says what is found in a table whose last row, or whose columns, are not headed 'Total'.
pub(super) fn run(reading: &Reading, grid: &Grid, found: &mut Found) {
    if grid.columns() > MOST {
        return;
    }
    let below = last_row(reading, grid).filter(|odd| !is_rounded(grid, odd));
    let beside = columns(reading, grid).filter(|odd| !is_rounded(grid, odd));
    if (below.is_some() || beside.is_some()) && is_incomplete(reading, grid) {
        return;
    }
    match (below, beside) {
        // One cell has part in both: it is the wrong one.
        (Some(below), Some(beside)) if below.cells().any(|cell| beside.has(cell)) => {
            if let Some(cell) = below.cells().find(|cell| beside.has(*cell)) {
                say_cell(grid, cell, &below, &beside, found);
            }
        }
        (below, beside) => {
            for odd in below.into_iter().chain(beside) {
                say(grid, &odd, found);
            }
        }
    }
}

impl Odd {
    fn cells(&self) -> impl Iterator<Item = (u32, u32)> {
        self.parts.iter().copied().chain([self.total])
    }

    fn has(&self, cell: (u32, u32)) -> bool {
        self.cells().any(|known| known == cell)
    }
}

/// Sums of money in thousands that are off by what rounding does.
fn is_rounded(grid: &Grid, odd: &Odd) -> bool {
    let pounds = |text: &str| text.contains('\u{a3}') || text.contains('\u{20ac}');
    let money =
        odd.said.unit == Unit::Money || grid.caption().is_some_and(|caption| pounds(&caption.words)) || pounds(&grid.heading(odd.total.1));
    let parts = i64::try_from(odd.parts.len()).unwrap_or(0);
    money && exact(odd.said).is_some_and(|told| (told - odd.sum).abs() <= 1000 * parts)
}

/// Whether a note below the table says that something is not counted: 'in one case the gender was not recorded'.
fn is_incomplete(reading: &Reading, grid: &Grid) -> bool {
    const NOT_COUNTED: &[&str] =
        &["recorded", "unknown", "known", "missing", "excluded", "excludes", "excluding", "exclude", "rounded", "rounding"];
    let unit = grid.rows().first().and_then(|row| grid.cell(*row, 0)).map(|cell| cell.place.unit);
    // In the table's own file, or right below a table typed in a text.
    let cells = grid.rows().last().and_then(|row| grid.cell(*row, 0)).map_or(0..0, |cell| cell.index + 1..cell.index + 14);
    let notes = reading.written().filter(|passage| Some(passage.place.unit) == unit || cells.contains(&passage.index));
    let notes = notes.filter(|passage| !matches!(passage.kind, Kind::Cell(_)));
    notes.into_iter().any(|note| (0..note.tokens.len()).any(|at| note.is_word(at, NOT_COUNTED)))
}

/// A number of things or money in thousandths; nothing for shares.
fn exact(figure: Figure) -> Option<i64> {
    (figure.unit != Unit::Percent && figure.denominator > 0 && 1000 % figure.denominator == 0)
        .then(|| figure.numerator.checked_mul(1000 / figure.denominator))?
}

/// A cell's figure; an empty cell or a dash is none of it.
fn figure(grid: &Grid, at: (u32, u32)) -> Option<(Option<Figure>, i64)> {
    match grid.value(at.0, at.1) {
        Value::Number(figure) => Some((Some(figure), exact(figure)?)),
        Value::Nothing => Some((None, 0)),
        Value::Words => None,
    }
}

/// How the figures of one sum stand to each other.
enum Sum {
    Fits,
    Differs(Figure, i64),
}

/// Holds a sum against its parts; `None` where they are no plain figures of one kind.
fn sum(grid: &Grid, total: (u32, u32), parts: &[(u32, u32)]) -> Option<Sum> {
    let (Some(said), told) = figure(grid, total)? else { return None };
    let mut sum = 0_i64;
    let mut decimals = said.decimals;
    let mut some = 0;
    for part in parts {
        let (figure, value) = figure(grid, *part)?;
        if let Some(figure) = figure {
            if figure.unit != said.unit || figure.may_be_year() {
                return None;
            }
            decimals = decimals.max(figure.decimals);
            some += i32::from(value > 0);
        }
        sum = sum.checked_add(value)?;
    }
    if some < 2 || told <= 0 {
        return None;
    }
    // Figures with decimals may have been rounded.
    let step = 1000 / 10_i64.pow(u32::from(decimals.min(3)));
    let slack = if decimals > 0 { step * i64::try_from(parts.len()).unwrap_or(1) } else { 0 };
    if told == sum {
        return Some(Sum::Fits);
    }
    ((told - sum).abs() > slack).then_some(Sum::Differs(said, sum))
}

/// A total cannot be far from its parts, and is more than each of them; an average is between them.
fn near(grid: &Grid, odd: &Odd) -> bool {
    let Some(told) = exact(odd.said) else { return false };
    let most = odd.parts.iter().filter_map(|part| Some(figure(grid, *part)?.1)).max().unwrap_or(0);
    told < 2 * odd.sum && odd.sum < 2 * told && (told > most || 10 * (told - odd.sum).abs() < odd.sum)
}

/// The last row is the sum of those above in all columns but one.
fn last_row(reading: &Reading, grid: &Grid) -> Option<Odd> {
    const LARGE: i64 = 10_000;
    let rows = grid.rows();
    let (last, parts) = rows.split_last()?;
    let label = grid.cell(*last, 0)?;
    // 'Total' is held without this.
    if parts.len() < 2 || reading.lexicon.is_total(label.word(0)) {
        return None;
    }
    let named = reading.lexicon.is_all(label.word(0)) || label.marks.iter().any(|(_, mark)| *mark == super::super::reading::Mark::Strong);
    let mut fits = 0;
    let mut odd: Option<Odd> = None;
    for column in 1..grid.columns() {
        let cells: Vec<(u32, u32)> = parts.iter().map(|row| (*row, column)).collect();
        match sum(grid, (*last, column), &cells) {
            Some(Sum::Fits) => fits += u32::from(figure(grid, (*last, column))?.1 >= LARGE),
            Some(Sum::Differs(said, sum)) => {
                let this = Odd { total: (*last, column), parts: cells, said, sum };
                if near(grid, &this) && odd.replace(this).is_some() {
                    return None;
                }
            }
            None => {}
        }
    }
    odd.filter(|_| fits > 1 || fits == 1 && named)
}

/// A column is the sum of those right before or after it, or the first of three the sum of the others, in all rows but one.
fn columns(reading: &Reading, grid: &Grid) -> Option<Odd> {
    let rows = grid.rows();
    let columns = grid.columns();
    let mut all: Option<Odd> = None;
    for total in 1..columns {
        // 'Total' is held without this.
        let heads = grid.heading(total).split(' ').next().is_some_and(|word| reading.lexicon.is_total(word));
        let before = (1..total.saturating_sub(1)).map(|from| (from..total).collect::<Vec<u32>>());
        let after = (total + 3..=columns).map(|to| (total + 1..to).collect::<Vec<u32>>());
        let between = (total > 1 && total + 1 < columns).then(|| vec![total - 1, total + 1]);
        for parts in before.chain(after).chain(between) {
            let whole = total + 1 == columns && parts[0] == 1;
            if whole && (heads || columns > 4) {
                continue;
            }
            if let Some(odd) = in_rows(grid, &rows, total, &parts) {
                // Two relations that fail in different rows show that there is none.
                let same = all.as_ref().is_none_or(|known: &Odd| known.total.0 == odd.total.0);
                if !same {
                    return None;
                }
                all = all.or(Some(odd));
            }
        }
    }
    all
}

/// The one row in which some columns do not make another, if they do in all others and no accident makes them.
fn in_rows(grid: &Grid, rows: &[u32], total: u32, parts: &[u32]) -> Option<Odd> {
    const LARGE: i64 = 10_000;
    let mut fits: Vec<i64> = Vec::new();
    let mut odd: Option<Odd> = None;
    for row in rows {
        let cells: Vec<(u32, u32)> = parts.iter().map(|column| (*row, *column)).collect();
        match sum(grid, (*row, total), &cells) {
            Some(Sum::Fits) => fits.push(figure(grid, (*row, total))?.1),
            Some(Sum::Differs(said, sum)) => {
                let this = Odd { total: (*row, total), parts: cells, said, sum };
                if !near(grid, &this) || odd.replace(this).is_some() {
                    return None;
                }
            }
            None => return None,
        }
    }
    fits.dedup();
    let large = fits.iter().filter(|fit| **fit >= LARGE).count();
    odd.filter(|_| fits.len() > 1 && large > 1)
}

fn shown(grid: &Grid, odd: &Odd) -> String {
    let number = crate::number::Number::ratio(odd.sum, 1000).map(|sum| sum.to_exact()).unwrap_or_default();
    let commas = grid.cell(odd.total.0, odd.total.1).is_some_and(|cell| cell.words.contains(','));
    if commas { grouped(&number) } else { number }
}

fn say(grid: &Grid, odd: &Odd, found: &mut Found) {
    let Some(cell) = grid.cell(odd.total.0, odd.total.1) else { return };
    let shown = shown(grid, odd);
    let down = odd.parts.iter().all(|part| part.1 == odd.total.1);
    let others = if down { "in the other columns the last row is the sum of those above" } else { "in the other rows it is their sum" };
    let parts: Vec<&str> = odd.parts.iter().filter_map(|part| Some(grid.cell(part.0, part.1)?.words.trim())).collect();
    found.say(
        Remark::new(format!("{} make {shown}, not {}; {others}", parts.join(" + "), cell.words.trim()))
            .at(cell, 0..cell.words.len(), format!("the parts make {shown}"))
            .help("correct the number that is wrong"),
    );
}

/// The cell in which a row and a column cross that both do not come out.
fn say_cell(grid: &Grid, at: (u32, u32), below: &Odd, beside: &Odd, found: &mut Found) {
    let Some(cell) = grid.cell(at.0, at.1) else { return };
    let total = |odd: &Odd| grid.cell(odd.total.0, odd.total.1).map(|cell| cell.words.trim().to_owned()).unwrap_or_default();
    found.say(
        Remark::new(format!(
            "with {} the column makes {}, not {}, and the row {}, not {}; all others come out",
            cell.words.trim(),
            shown(grid, below),
            total(below),
            shown(grid, beside),
            total(beside)
        ))
        .at(cell, 0..cell.words.len(), "")
        .help("correct the number that is wrong"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::TableTotalDiffers;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(table: &str) -> Vec<String> {
        run(&TableTotalDiffers, &sample(Sample::File("foreword.md"), table))
    }

    fn districts(rows: &str) -> Vec<String> {
        said(&format!("| District | Orders | Licences | Cases | High risk |\n| --- | --: | --: | --: | --: |\n{rows}"))
    }

    #[test]
    fn fires_on_the_figure_that_does_not_fit_its_row_or_its_column() {
        let all = "| Wold | 9 | 5 | 14 | 5 |\n| **Area** | **38** | **22** | **60** | **24** |\n";
        let rows = |fen: &str| districts(&format!("| Fen | 17 | 9 | 26 | 11 |\n| Moor | {fen} |\n{all}"));
        assert_eq!(rows("12 | 8 | 20 | 8"), Vec::<String>::new());
        let both = "[9] with 9 the column makes 23, not 22, and the row 21, not 20; all others come out";
        assert_eq!(rows("12 | 9 | 20 | 8"), [both]);
        assert_eq!(
            rows("12 | 8 | 20 | 5"),
            ["[24] 11 + 5 + 5 make 21, not 24; in the other columns the last row is the sum of those above"]
        );
        assert_eq!(
            said(
                "| Office | Cases | High risk |\n| --- | --: | --: |\n| A | 51 | 14 |\n| B | 43 | 11 |\n| C | 26 | 9 |\n| All offices | 120 | 30 |\n"
            ),
            ["[30] 14 + 11 + 9 make 34, not 30; in the other columns the last row is the sum of those above"]
        );
        assert_eq!(
            said(
                "| Year | All | Men | Women |\n| --- | --: | --: | --: |\n| 2004 | 61 | 50 | 11 |\n| 2005 | 70 | 55 | 15 |\n| 2006 | 80 | 62 | 11 |\n"
            ),
            ["[80] 62 + 11 make 73, not 80; in the other rows it is their sum"]
        );
    }

    #[test]
    fn is_silent_on_what_is_no_sum() {
        for table in [
            // An average, and a rate.
            "| Team | Staff | Cases | Cases each |\n| --- | --: | --: | --: |\n| A | 10 | 200 | 20 |\n| B | 8 | 176 | 22 |\n| **Area** | **18** | **376** | **21** |\n",
            "| Year | Target | Result |\n| --- | --: | --: |\n| 2004 | 60 | 51 |\n| 2005 | 70 | 65 |\n| 2006 | 130 | 116 |\n| 2007 | 260 | 200 |\n",
            "| Team | A | B | C |\n| --- | --: | --: | --: |\n| One | 2 | 3 | 5 |\n| Two | 12 | 10 | 22 |\n| Three | 9 | 14 | 20 |\n",
            "| Team | Number | Share |\n| --- | --: | --: |\n| One | 20 | 40% |\n| Two | 30 | 60% |\n| All teams | 50 | 100% |\n",
            "| Year | All | Men | Women |\n| --- | --: | --: | --: |\n| 2004 | 61 | 50 | 11 |\n| 2005 | 70 | 55 | 15 |\n| 2006 | 80 | 68 | 11 |\n\nIn one case the gender was not recorded.\n",
            "| Cost in £000 | A | B £000 | C |\n| --- | --: | --: | --: |\n| One | 20 | 301 | 8 |\n| Two | 30 | 402 | 9 |\n| **All** | **50** | **704** | **17** |\n",
            "| Team | Cases | Longest wait |\n| --- | --: | --: |\n| One | 20 | 12 |\n| Two | 30 | 31 |\n| All teams | 50 | 31 |\n",
        ] {
            assert_eq!(said(table), Vec::<String>::new(), "{table}");
        }
    }
}
