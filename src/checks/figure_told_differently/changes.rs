//! '589 orders, 14 fewer than in 2007/2008' beside a table's 612 for that year; 'it rose by £570,000, or 15%' beside the two budgets.

use std::collections::BTreeSet;

use super::super::reading::Reading;
use super::super::reading::told::{Amount, Measure, Role, Statement, Stems, scale};
use super::super::reading::words::{Figure, Token, Unit};
use super::super::{Found, Remark};
use super::alike::Weights;
use super::lines::{Cell, Line};
use crate::number::Number;

/// Says what is found in the whole report.
pub(super) fn run(
    reading: &Reading,
    stems: &mut Stems,
    lines: &[Line],
    statements: &[Statement],
    weights: &Weights,
    said: &mut BTreeSet<(usize, usize)>,
    found: &mut Found,
) {
    if lines.is_empty() {
        return;
    }
    for (passage, at) in reading.places(&["than"]).filter(|(passage, _)| passage.is_prose()) {
        let Some(change) = than(passage, at) else { continue };
        let sentence = passage.sentence_at(at).map(|sentence| sentence.tokens.clone()).unwrap_or_default();
        // The one figure before the change that is of its kind.
        let mut own = statements.iter().skip(statements.partition_point(|told| told.passage.index < passage.index));
        let own = own.by_ref().take_while(|told| told.passage.index == passage.index).find(|told| {
            sentence.contains(&told.at)
                && told.at < change.token
                && change.token - told.at < 12
                && told.amount.measure == change.amount.measure
        });
        let Some(told) = own.filter(|told| matches!(told.role, Role::Plain | Role::Group | Role::To)) else { continue };
        let before = Amount::of(
            told.amount.measure,
            cross(told.amount, change.amount, change.more),
            told.amount.denominator.saturating_mul(change.amount.denominator),
        );
        if said.contains(&(passage.index, told.at)) || before.numerator <= 0 {
            continue;
        }
        if let Some(cell) = other(told, before, lines, weights) {
            let word = |at: usize| passage.text(&passage.tokens[at]).to_owned();
            let (number, home) = cell.shown();
            let side = if change.more { "less" } else { "more" };
            let remark = Remark::new(format!(
                "‘{}’ and {} {side} make {}, but {home} gives {number}",
                word(told.at),
                word(change.token),
                shown(before)
            ))
            .at(passage, passage.tokens[told.at].range(), "")
            .at(passage, passage.tokens[change.token].range(), "the difference")
            .help("correct the figure that is wrong, or say what it is compared with");
            found.say(cell.label(remark, "given here"));
            said.insert((passage.index, told.at));
        }
    }
    by_and_percent(reading, stems, lines, weights, found);
}

/// 'Rose by £570,000, or 15%': two figures that stand beside each other in a table and differ by so much give the percentage.
fn by_and_percent(reading: &Reading, stems: &mut Stems, lines: &[Line], weights: &Weights, found: &mut Found) {
    for (passage, by) in reading.places(&["by"]).filter(|(passage, _)| passage.is_prose()) {
        let Some(figure) = passage.tokens.get(by + 1).and_then(Token::figure).filter(|_| !passage.is_hedged(by + 1)) else { continue };
        let measure = match figure.unit {
            Unit::Money => Measure::Money,
            Unit::None if figure.whole().is_some_and(|count| count > 9) => Measure::Count,
            _ => continue,
        };
        let scale = scale(passage, by + 1);
        let next = by + 2 + usize::from(scale > 1);
        let comma = usize::from(passage.is_mark(next, ','));
        let (share, closes) = if passage.is_mark(next, '(') {
            (next + 1, true)
        } else if reading.lexicon.is_or(passage.word(next + comma)) {
            (next + comma + 1, true)
        } else {
            continue;
        };
        let Some(percent) = passage.tokens.get(share).and_then(Token::percent).filter(|_| closes && !passage.is_hedged(share)) else {
            continue;
        };
        let by_amount = Amount::new(measure, figure, scale);
        // What the table is of is named in the text.
        let around = stems.of(passage, 0..passage.tokens.len());
        let named = |line: &Line| {
            weights.sum(around.iter().filter(|stem| line.title.binary_search(stem).is_ok() || line.label.binary_search(stem).is_ok())) >= 40
        };
        let mut pairs = lines
            .windows(2)
            .filter(|pair| pair[0].table == pair[1].table && named(&pair[0]))
            .flat_map(|pair| {
                let across = pair[0].cells.iter().zip(&pair[1].cells).filter(|(one, two)| one.column == two.column);
                across.chain(pair[0].cells.iter().zip(pair[0].cells.iter().skip(1)))
            })
            .filter(|(one, two)| one.amount.measure == measure && two.amount.measure == measure)
            .filter(|(one, two)| differ_by(one.amount, two.amount, by_amount));
        let (Some((first, second)), None) = (pairs.next(), pairs.next()) else { continue };
        let right = share_of(by_amount, first.amount, percent);
        if right.is_some_and(|right| (right - percent.numerator).abs() > 1) && right != Some(percent.numerator) {
            let (from, home) = first.shown();
            let remark = Remark::new(format!(
                "from {from} to {} in {home} is a change of {}%, not {}",
                second.shown().0,
                right.unwrap_or_default(),
                passage.text(&passage.tokens[share])
            ))
            .at(passage, passage.tokens[share].range(), "")
            .help("correct the percentage, or say of what it is one");
            found.say(first.label(remark, "from here"));
        }
    }
}

/// What a difference is of a figure, in hundredths with no decimals, if the percentage has none.
fn share_of(part: Amount, whole: Amount, like: Figure) -> Option<i64> {
    if like.decimals > 0 {
        return None;
    }
    let share = i128::from(part.numerator) * i128::from(whole.denominator) * 200;
    let whole = i128::from(whole.numerator) * i128::from(part.denominator);
    i64::try_from((share + whole) / (whole * 2).max(1)).ok()
}

fn differ_by(one: Amount, two: Amount, by: Amount) -> bool {
    let scaled = |amount: Amount, a: i64, b: i64| i128::from(amount.numerator) * i128::from(a) * i128::from(b);
    let (first, second) = (scaled(one, two.denominator, by.denominator), scaled(two, one.denominator, by.denominator));
    (first - second).abs() == scaled(by, one.denominator, two.denominator)
}

/// A difference before 'than': 'fourteen fewer than', '£570,000 more than'.
struct Change {
    token: usize,
    amount: Amount,
    /// Whether the sentence's own figure is the greater one.
    more: bool,
}

fn than(passage: &super::super::reading::Passage, at: usize) -> Option<Change> {
    let word = at.checked_sub(1)?;
    let more = passage.is_word(word, &["more", "higher", "greater"]);
    if !more && !passage.is_word(word, &["fewer", "less", "lower"]) {
        return None;
    }
    let scaled = usize::from(passage.is_word(word.checked_sub(1)?, &["million"]));
    let token = word.checked_sub(1 + scaled)?;
    let figure = passage.tokens.get(token)?.figure().filter(|_| !passage.is_hedged(token))?;
    let measure = match figure.unit {
        Unit::Money => Measure::Money,
        Unit::None => Measure::Count,
        Unit::Percent => return None,
    };
    // 'Fourteen more than in the year before' is told of a time.
    let time = passage.is_word(at + 1, &["in", "the", "a", "for", "at", "last"]);
    time.then(|| Change { token, amount: Amount::new(measure, figure, scale(passage, token)), more })
}

/// The first less or more the second, over both denominators.
fn cross(one: Amount, two: Amount, less: bool) -> i64 {
    let (first, second) = (one.numerator.saturating_mul(two.denominator), two.numerator.saturating_mul(one.denominator));
    if less { first.saturating_sub(second) } else { first.saturating_add(second) }
}

/// The figure of a table that is nearly, but not, what a text's figure and its difference come to.
fn other<'l, 'r, 'a>(told: &Statement, before: Amount, lines: &'l [Line<'r, 'a>], weights: &Weights) -> Option<&'l Cell<'r, 'a>> {
    let same = |cell: &&Cell| cell.amount.measure == before.measure;
    let named = |line: &&Line| {
        let own = weights.sum(told.near.iter()).max(1);
        let shared = |words: &[u64]| weights.sum(told.near.iter().filter(|stem| words.binary_search(stem).is_ok()));
        let label = weights.sum(line.label.iter());
        let by_label = shared(&line.label) >= 80 && shared(&line.label) * 100 >= label * 75 && shared(&line.label) * 100 >= own * 50;
        // The line that holds the text's own figure, in a table of what the text names.
        let by_figure = shared(&line.title) + shared(&line.label) >= 40 && line.cells.iter().any(|cell| cell.amount == told.amount);
        by_label || by_figure
    };
    let tables: Vec<usize> = lines.iter().filter(named).map(|line| line.table).collect();
    let near = lines.iter().filter(|line| tables.contains(&line.table)).flat_map(|line| line.cells.iter().filter(same));
    let cells: Vec<&Cell> = near.filter(|cell| cell.amount != told.amount).collect();
    if cells.iter().any(|cell| cell.amount.agrees(before)) {
        return None;
    }
    let close = |cell: &&&Cell| {
        let (one, two) = (
            i128::from(cell.amount.numerator) * i128::from(before.denominator),
            i128::from(before.numerator) * i128::from(cell.amount.denominator),
        );
        (one - two).abs() * 20 <= one
    };
    cells.iter().find(close).copied()
}

fn shown(amount: Amount) -> String {
    let pounds = if amount.measure == Measure::Money { "£" } else { "" };
    if amount.numerator % 1_000_000 != 0 && amount.denominator == 1 && amount.numerator > 1_000_000 && amount.numerator % 10_000 == 0 {
        let hundredths = amount.numerator / 10_000;
        return format!("{pounds}{}.{:02} million", hundredths / 100, hundredths % 100);
    }
    let Some(number) = Number::ratio(amount.numerator, amount.denominator) else { return String::new() };
    format!("{pounds}{}", number.to_decimal(number.decimals(2)))
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    fn said(text: &str) -> usize {
        let table = "| Year | Budget |\n| --- | --- |\n| 2007/2008 | £11.40 million |\n| 2008/2009 | £11.97 million |\n";
        run(&FigureToldDifferently, &sample(Sample::File("foreword.md"), &format!("{table}\n{text}\n"))).len()
    }

    #[test]
    fn reckons_changes_with_the_figures_of_a_table() {
        for (text, found) in [
            ("This is the budget for two years. It rose by £570,000, or 15%.", 1),
            ("This is the budget for two years. It rose by £570,000 (15%).", 1),
            ("This is the budget for two years. It rose by £570,000, or 5%.", 0),
            ("This is the budget for two years. Rents rose by £57,000, or 15%.", 0),
            ("The budget for 2008/2009 was £11.97 million, £750,000 more than in the year before.", 1),
            ("The budget for 2008/2009 was £11.97 million, £570,000 more than in the year before.", 0),
            ("The budget for 2008/2009 was £11.97 million, £3 million more than in the year of its founding.", 0),
        ] {
            assert_eq!(said(text), found, "{text}");
        }
    }
}
