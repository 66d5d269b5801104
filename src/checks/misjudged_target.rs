//! A table of targets calls 108 against a target of 110 'Met'.

use super::reading::tables::{Grid, Value, grids};
use super::reading::words::{Figure, Unit};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MisjudgedTarget;

static ABOUT: About = About {
    name: "misjudged-target",
    line: "a table says that a target was met, or not, and its figures say otherwise",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Tables with a column for the target, one for the result and one that says ‘Met’ or ‘Not met’. Rows in which less is better (days, absence, costs, …) are left alone, and so is a table of which more than one row in three does not fit.",
    matters: "Whether a target was met is what this kind of table is read for.",
    mend: "Correct the figure or the judgement. If less is better in a row, say so in its heading.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "| Measure | Target | Result | Met or not |\n| --- | --: | --: | --- |\n| Reports | 90% | 94% | Met |\n| Programmes | 220 | 231 | Met |\n| Orders | 640 | 612 | Not met |\n| Awards | 180 | 151 | Met |\n",
        right: "| Measure | Target | Result | Met or not |\n| --- | --: | --: | --- |\n| Reports | 90% | 94% | Met |\n| Programmes | 220 | 231 | Met |\n| Orders | 640 | 612 | Not met |\n| Awards | 180 | 151 | Not met |\n",
    },
};

impl Check for MisjudgedTarget {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for grid in grids(reading) {
            if let Some(columns) = columns(&grid) {
                look(&grid, columns, found);
            }
        }
    }
}

/// The columns of the target, the result and the judgement.
fn columns(grid: &Grid) -> Option<(u32, u32, u32)> {
    let headings: Vec<String> = (0..grid.columns()).map(|column| grid.heading(column)).collect();
    let only = |words: &[&str]| {
        let mut all = (1..)
            .zip(&headings[1..])
            .filter(|(_, heading)| heading.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word)));
        let (column, _) = all.next()?;
        all.next().is_none().then_some(column)
    };
    (headings.len() > 3).then_some(())?;
    let judged = only(&["met", "achieved", "status", "judgement", "outcome"])?;
    let target = only(&["target", "targets", "plan", "planned"])?;
    let result = only(&["result", "results", "performance", "actual", "reached", "outturn", "year"])?;
    (target != result && target != judged && result != judged).then_some((target, result, judged))
}

fn look(grid: &Grid, (target, result, judged): (u32, u32, u32), found: &mut Found) {
    let mut judged_rows: Vec<(&Passage, bool, &Passage)> = Vec::new();
    for row in grid.rows() {
        let (Value::Number(bound), Value::Number(value)) = (grid.value(row, target), grid.value(row, result)) else { continue };
        let (Some(cell), Some(figure)) = (grid.cell(row, judged), grid.cell(row, result)) else { continue };
        let Some(met) = is_met(cell) else { continue };
        if bound.unit != value.unit || grid.cell(row, 0).is_none_or(|cell| is_better_low(cell, value.unit == Unit::Percent)) {
            continue;
        }
        judged_rows.push((cell, met == is_reached(value, bound), figure));
    }
    let wrong = judged_rows.iter().filter(|(_, right, _)| !right).count();
    if judged_rows.len() < 3 || wrong * 3 > judged_rows.len() {
        return;
    }
    for (cell, _, figure) in judged_rows.iter().filter(|(_, right, _)| !right) {
        let said = cell.words.trim();
        found.say(
            Remark::new(format!("‘{said}’ does not fit the result of {} and its target", figure.words.trim()))
                .at(cell, 0..cell.words.len(), "")
                .at(figure, 0..figure.words.len(), "the result")
                .help("correct the figure or the judgement"),
        );
    }
}

fn is_reached(value: Figure, bound: Figure) -> bool {
    i128::from(value.numerator) * i128::from(bound.denominator) >= i128::from(bound.numerator) * i128::from(value.denominator)
}

/// 'Met', 'Yes', 'Achieved': `Some(true)`; 'Not met', 'No', 'Missed': `Some(false)`.
fn is_met(cell: &Passage) -> Option<bool> {
    match cell.words.trim().to_lowercase().as_str() {
        "met" | "yes" | "achieved" | "exceeded" | "target met" => Some(true),
        "not met" | "no" | "missed" | "not achieved" | "unmet" | "target not met" | "below" => Some(false),
        _ => None,
    }
}

/// Whether less is better in a row: 'days lost to sickness'.
fn is_better_low(cell: &Passage, share: bool) -> bool {
    const LOW: &[&str] = &[
        "absence",
        "absences",
        "absconds",
        "accidents",
        "backlog",
        "breaches",
        "complaints",
        "cost",
        "costs",
        "days",
        "deaths",
        "escapes",
        "failures",
        "hours",
        "late",
        "lost",
        "maximum",
        "offences",
        "positive",
        "rate",
        "reconviction",
        "recidivism",
        "reoffending",
        "re-offending",
        "sickness",
        "time",
        "turnover",
        "vacancies",
        "vacancy",
        "waiting",
        "weeks",
        "within",
        "unit",
        "under",
        "below",
        "assaults",
        "self-harm",
        "overcrowding",
    ];
    const TIMES: &[&str] = &["days", "hours", "weeks", "within", "time"];
    let low = |words: &[&str]| (0..cell.tokens.len()).any(|at| cell.is_word(at, words));
    // 'Enforcement within ten working days' as a percentage is better high.
    let timely = share && low(&["within"]);
    LOW.iter().filter(|word| !timely || !TIMES.contains(word)).any(|word| low(&[word]))
}

#[cfg(test)]
mod tests {
    use super::MisjudgedTarget;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn foreword(rows: &str) -> Vec<String> {
        let text = format!("| Measure | Target | Result | Met or not |\n| --- | --: | --: | --- |\n{rows}");
        run(&MisjudgedTarget, &sample(Sample::File("foreword.md"), &text))
    }

    #[test]
    fn fires_on_the_judgement_that_does_not_fit() {
        assert_eq!(
            foreword(
                "| Reports | 90% | 94% | Met |\n| Programmes | 220 | 231 | Met |\n| Orders | 110 | 108 | Met |\n| Awards | 1,000 | 912 | Not met |\n"
            ),
            ["[Met] ‘Met’ does not fit the result of 108 and its target"]
        );
        assert_eq!(foreword("| Reports | 90% | 94% | Yes |\n| Programmes | 220 | 231 | No |\n| Orders | 110 | 112 | Yes |\n").len(), 1);
    }

    #[test]
    fn is_silent_where_less_is_better_or_rows_disagree() {
        for rows in [
            "| Reports | 90% | 94% | Met |\n| Programmes | 220 | 220 | Met |\n| Sickness absence | 10 | 9.6 | Met |\n| Awards | 180 | 151 | Not met |\n",
            "| Late reports | 9 | 4 | Met |\n| Gaps | 22 | 31 | Not met |\n| Losses | 18 | 15 | Met |\n| Awards | 180 | 151 | Not met |\n",
            "| Reports | 90% | 94 | Not met |\n| Programmes | 220 | 231 | Nearly |\n| Orders | 110 | – | Met |\n",
        ] {
            assert_eq!(foreword(rows), Vec::<String>::new(), "{rows}");
        }
    }
}
