//! A table of targets calls 108 against a target of 110 'Met'.

mod points;

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
    checks: "Tables with a column for the target, one for the result (that of the year which the judgement’s heading names, else the last) and one that says ‘Met’, ‘Near miss’ or ‘Not met’; what a near miss is may stand in a note (‘at least 95% of the target’). A text that says how many points above or below the target a row of such a table is. Rows in which less is better (days, absence, costs, …) are left alone, and so is a table of which more than one row in three does not fit.",
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
        points::run(reading, found);
        for grid in grids(reading) {
            if let Some(columns) = columns(&grid) {
                look(reading, &grid, columns, found);
            }
        }
    }
}

/// The columns of the target, the result and the judgement.
fn columns(grid: &Grid) -> Option<(u32, u32, u32)> {
    (grid.columns() > 3).then_some(())?;
    let headings: Vec<String> = (0..grid.columns()).map(|column| grid.heading(column)).collect();
    let has = |heading: &str, words: &[&str]| heading.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    let rows = grid.rows();
    let judgements =
        |column: &u32| rows.iter().filter(|row| grid.cell(**row, *column).is_some_and(|cell| judgement(cell).is_some())).count();
    let judged = only((1..grid.columns()).filter(|column| judgements(column) > 2))?;
    let named = |words: &[&str]| {
        only((1..).zip(&headings[1..]).filter(|(column, heading)| *column != judged && has(heading, words)).map(|(column, _)| column))
    };
    let target = named(&["target", "targets", "plan", "planned", "standard", "goal"])?;
    let figures = |column: &u32| {
        ![judged, target, 0].contains(column)
            && rows.iter().filter(|row| matches!(grid.value(**row, *column), Value::Number(_))).count() > 2
    };
    let heading = |column: u32| headings.get(usize::try_from(column).ok()?);
    // 'Result for 2004/2005' beside '2003/2004' and '2004/2005'; else what is called so; else the last column of figures.
    let over = heading(judged)?;
    let said = only(
        (1..grid.columns()).filter(figures).filter(|column| heading(*column).is_some_and(|own| own.len() > 3 && over.contains(own.trim()))),
    );
    let result = said
        .or_else(|| named(&["result", "results", "performance", "actual", "reached", "outturn", "year"]).filter(figures))
        .or_else(|| (1..grid.columns()).rfind(figures))?;
    Some((target, result, judged))
}

/// The one that there is.
fn only(mut all: impl Iterator<Item = u32>) -> Option<u32> {
    let one = all.next()?;
    all.next().is_none().then_some(one)
}

/// What a cell says of a target.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Judgement {
    Met,
    /// 'Near miss'.
    Nearly,
    Missed,
}

fn look(reading: &Reading, grid: &Grid, (target, result, judged): (u32, u32, u32), found: &mut Found) {
    let nearly = grid.rows().iter().any(|row| grid.cell(*row, judged).and_then(judgement) == Some(Judgement::Nearly));
    let enough = if nearly { near_enough(reading) } else { None };
    let mut judged_rows: Vec<(&Passage, bool, &Passage)> = Vec::new();
    for row in grid.rows() {
        let (Value::Number(bound), Value::Number(value)) = (grid.value(row, target), grid.value(row, result)) else { continue };
        let (Some(cell), Some(figure)) = (grid.cell(row, judged), grid.cell(row, result)) else { continue };
        let Some(said) = judgement(cell) else { continue };
        if bound.unit != value.unit || grid.cell(row, 0).is_none_or(|cell| is_better_low(cell, value.unit == Unit::Percent)) {
            continue;
        }
        let reached = is_reached(value, bound, 100);
        let near = enough.map(|share| is_reached(value, bound, share));
        let right = match said {
            Judgement::Met => reached,
            Judgement::Nearly => !reached && near != Some(false),
            // Where there is a name for a near miss, a miss is none.
            Judgement::Missed => !(reached || near == Some(true) && value.unit == Unit::None),
        };
        judged_rows.push((cell, right, figure));
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

/// The share of a target that a note wants for a near miss: 'A result of at least 95% of the target is a near miss'.
fn near_enough(reading: &Reading) -> Option<i64> {
    let notes = reading.written().filter(|passage| (0..passage.tokens.len()).any(|at| passage.is_word(at, &["target"])));
    let near = |passage: &&Passage| {
        (0..passage.tokens.len()).any(|at| passage.says(at, &["near", "miss"]) || passage.is_word(at, &["nearly", "almost", "narrowly"]))
    };
    // 'At least 95%', '95% or more'; 'a near miss at 97%' is one of them.
    let least = |passage: &Passage, at: usize| {
        at > 0 && passage.is_word(at - 1, &["least", "than", "above", "over"]) || passage.says(at + 1, &["or", "more"])
    };
    let share = |passage: &Passage| {
        let mut shares = passage.numbers.iter().filter(|at| passage.tokens[**at].percent().is_some());
        let (at, None) = (*shares.next()?, shares.next()) else { return None };
        passage.tokens[at].percent().and_then(Figure::whole).filter(|share| (50..100).contains(share) && least(passage, at))
    };
    let mut all = notes.filter(near).filter_map(share);
    let share = all.next()?;
    all.all(|other| other == share).then_some(share)
}

/// Whether a result is at least some percentage of its target.
fn is_reached(value: Figure, bound: Figure, share: i64) -> bool {
    i128::from(value.numerator) * i128::from(bound.denominator) * 100
        >= i128::from(bound.numerator) * i128::from(value.denominator) * i128::from(share)
}

/// 'Met', 'Yes', 'Achieved'; 'Near miss'; 'Not met', 'No', 'Missed'.
fn judgement(cell: &Passage) -> Option<Judgement> {
    match cell.words.trim().to_lowercase().as_str() {
        "met" | "yes" | "achieved" | "exceeded" | "target met" | "reached" | "on target" | "above" | "hit" => Some(Judgement::Met),
        "near miss" | "nearly met" | "nearly" | "almost met" | "just missed" | "narrowly missed" => Some(Judgement::Nearly),
        "not met" | "no" | "missed" | "not achieved" | "unmet" | "target not met" | "below" | "not reached" | "below target" => {
            Some(Judgement::Missed)
        }
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
    // 'Enforcement within ten working days', 'reports on time' as percentages are better high.
    let on_time = (0..cell.tokens.len()).any(|at| cell.is_word(at, &["on", "in"]) && cell.is_word(at + 1, &["time"]));
    let timely = share && (low(&["within"]) || on_time);
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
    fn reads_years_and_near_misses() {
        let text = "Unpaid work was a near miss at 97% of the target.";
        let said = |programmes: &str, skills: &str| {
            let table = format!(
                "| Measure | Target | 2003/2004 | 2004/2005 | Result for 2004/2005 |\n| --- | --: | --: | --: | --- |\n| Programmes | {programmes} |\n\
                 | Unpaid work | 960 | 702 | 931 | Near miss |\n| Skills | {skills} |\n| Reports on time | 90% | 81% | 92% | Met |\n\n\
                 A result of at least 95% of the target, though below it, is a near miss.\n\n{text}\n"
            );
            run(&MisjudgedTarget, &sample(Sample::File("foreword.md"), &table))
        };
        assert_eq!(said("120 | 88 | 126 | Met", "450 | 207 | 338 | Missed"), Vec::<String>::new());
        assert_eq!(said("130 | 88 | 126 | Met", "450 | 207 | 338 | Missed"), ["[Met] ‘Met’ does not fit the result of 126 and its target"]);
        assert_eq!(said("120 | 88 | 126 | Met", "450 | 207 | 338 | Near miss").len(), 1);
        assert_eq!(said("120 | 88 | 126 | Met", "450 | 207 | 438 | Missed").len(), 1);
    }

    #[test]
    fn is_silent_where_less_is_better_or_rows_disagree() {
        for rows in [
            "| Reports | 90% | 94% | Met |\n| Programmes | 220 | 220 | Met |\n| Sickness absence | 10 | 9.6 | Met |\n| Awards | 180 | 151 | Not met |\n",
            "| Late reports | 9 | 4 | Met |\n| Gaps | 22 | 31 | Not met |\n| Losses | 18 | 15 | Met |\n| Awards | 180 | 151 | Not met |\n",
            "| Reports | 90% | 94 | Not met |\n| Programmes | 220 | 231 | Slowly |\n| Orders | 110 | – | Met |\n",
        ] {
            assert_eq!(foreword(rows), Vec::<String>::new(), "{rows}");
        }
    }
}
