//! 'Performance against eight national targets' above six rows; 'Answers of 86 members of staff' above a table of which the text says 84.

use super::super::reading::slips::is_slip;
use super::super::reading::tables::{Grid, grids};
use super::super::reading::words::{Figure, Token};
use super::super::reading::{Mark, Passage, Reading};
use super::super::{Found, Remark};

/// What the rows of a table are.
const ROWS: &[&str] =
    &["targets", "measures", "statements", "questions", "factors", "years", "offices", "districts", "programmes", "grades", "levels"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for grid in grids(reading) {
        let total = |row: &u32| {
            grid.cell(*row, 0).is_some_and(|cell| reading.lexicon.is_total(cell.word(0)) || reading.lexicon.is_all(cell.word(0)))
        };
        let rows = grid.rows().iter().filter(|row| !total(row)).count();
        let rows = i64::try_from(rows).unwrap_or(0);
        let columns = i64::from(grid.columns()) - 1;
        let summed = i64::from(grid.last_sums_up());
        let fits = |count: i64| count == rows || count == rows - summed || count == columns || grid.blocks().len() > 1;
        let caption = grid.caption();
        if let Some(caption) = caption {
            for at in rows_told(caption, 0..caption.tokens.len()).filter(|at| caption.tokens[*at].count().is_some_and(|count| !fits(count)))
            {
                say(caption, at, rows, found);
            }
        }
        let file = grid.rows().first().and_then(|row| grid.cell(*row, 0)?.source()).map(|span| span.file);
        let Some(table) = reading.report.tables.iter().find(|table| file == Some(table.span.file)) else { continue };
        let anchor = format!("table-{}", table.name);
        let refers = |passage: &&Passage| passage.marks.iter().any(|(_, mark)| *mark == Mark::Reference(&anchor));
        for passage in reading.prose().filter(refers) {
            let alone =
                passage.marks.iter().filter(|(_, mark)| matches!(mark, Mark::Reference(anchor) if anchor.starts_with("table-"))).count()
                    == 1;
            let mark = passage.marks.iter().find(|(_, mark)| *mark == Mark::Reference(&anchor)).map(|(range, _)| range.start);
            let at = mark.and_then(|start| passage.tokens.iter().position(|token| token.start >= start));
            if let Some(sentence) = at.and_then(|at| passage.sentence_at(at)).filter(|_| alone) {
                let told: Vec<usize> = rows_told(passage, sentence.tokens.clone()).collect();
                if let [at] = told[..]
                    && passage.tokens[at].count().is_some_and(|count| !fits(count))
                {
                    say(passage, at, rows, found);
                }
            }
            if let Some(caption) = caption {
                size(&grid, caption, passage, found);
            }
        }
    }
}

/// Numbers that say how many rows there are: 'the six national targets', 'for two years'.
fn rows_told(passage: &Passage, tokens: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
    const LARGE: i64 = 20;
    let told = move |at: &usize| {
        let count = passage.tokens[*at].count().is_some_and(|count| (2..LARGE).contains(&count));
        let before = *at > 0 && passage.is_word(at - 1, &["the", "these", "for", "to", "against", "all", "our", "its"]);
        let noun = (at + 1..at + 4).take_while(|at| !passage.word(*at).is_empty()).find(|at| passage.is_word(*at, ROWS));
        count && before && noun.is_some() && !passage.is_hedged(*at)
    };
    passage.numbers_in(tokens).iter().copied().filter(told)
}

fn say(passage: &Passage, at: usize, rows: i64, found: &mut Found) {
    found.say(
        Remark::new(format!("the table has {rows} rows, not {}", passage.as_told(at)))
            .at(passage, passage.tokens[at].range(), "")
            .help("correct the number, or the table"),
    );
}

/// A number of the title that is not in the text that refers to the table, where a slip for it is.
fn size(grid: &Grid, caption: &Passage, passage: &Passage, found: &mut Found) {
    const SMALL: i64 = 20;
    let counts = |passage: &Passage| {
        passage.tokens.iter().filter(|token| !token.figure().is_some_and(Figure::may_be_year)).filter_map(Token::count).collect::<Vec<_>>()
    };
    let told = counts(passage);
    let inside = |count: i64| {
        let cell = |row: u32, column: u32| grid.cell(row, column).and_then(|cell| cell.tokens.first()?.count()) == Some(count);
        grid.rows().iter().any(|row| (1..grid.columns()).any(|column| cell(*row, column)))
    };
    for at in caption.numbers.iter().copied() {
        let Some(count) = caption.tokens[at].count().filter(|count| *count >= SMALL && !told.contains(count)) else { continue };
        if caption.tokens[at].figure().is_some_and(Figure::may_be_year)
            || at == 0
            || !caption.is_word(at - 1, &["of", "by", "from", "the"])
            || inside(count)
        {
            continue;
        }
        let mut other = told.iter().filter(|other| is_slip(count, **other) && **other >= SMALL);
        if let (Some(other), None) = (other.next(), other.next()) {
            found.say(
                Remark::new(format!("the title says {count}, and the text that refers to the table {other}"))
                    .at(caption, caption.tokens[at].range(), "")
                    .help("write the right number in both places"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::FigureToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn said(title: &str, text: &str) -> Vec<String> {
        let table = format!(
            "title: {title}\ncolumns: [Measure, Result]\nrows:\n  - [Reports, 94%]\n  - [Orders, 92%]\n  - [Awards, 84%]\n  - [Total, 90%]\n"
        );
        let files = sample(Sample::File("foreword.md"), &format!("{text}\n\n{{table:targets}}\n"));
        run(&FigureToldDifferently, &files.with("reports/surrey-2008/tables/targets.yaml", table.as_str()))
    }

    #[test]
    fn counts_the_rows_and_holds_the_title_against_the_text() {
        let text = "Eighty-four members of staff replied. [[table targets]] gives their answers to the three questions.";
        assert_eq!(said("Performance against three national targets", text), Vec::<String>::new());
        assert_eq!(said("Performance against four national targets", text), ["[four] the table has 3 rows, not four"]);
        assert_eq!(said("Answers of 84 members of staff", &text.replace("three", "five")), ["[five] the table has 3 rows, not five"]);
        assert_eq!(said("Answers of 86 members of staff", text), ["[86] the title says 86, and the text that refers to the table 84"]);
        let offices = "title: Offices\ncolumns: [Office, Cases]\nrows:\n  - [North, 51]\n  - [South, 43]\n  - [Surrey, 94]\n";
        let files = sample(Sample::File("foreword.md"), "[[table offices]] shows the cases of the two offices.\n\n{table:offices}\n");
        assert!(run(&FigureToldDifferently, &files.with("reports/surrey-2008/tables/offices.yaml", offices)).is_empty());
        for right in [
            "Two of the three targets in [[table targets]] were met.",
            "Over the past five years, as [[table targets]] shows, it fell.",
            "[[table targets]] shows it. The area had met all four targets of the year before.",
        ] {
            assert_eq!(said("Targets", right).iter().filter(|said| said.contains("rows")).count(), 0, "{right}");
        }
    }
}
