//! 'Between 100 and over 200': a range whose end is none.

use super::reading::words::Unit;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct OpenRange;

static ABOUT: About = About {
    name: "open-range",
    line: "a range with ‘between’ has no end",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Ranges with ‘between’ in which ‘over’, ‘more than’, ‘up to’ or the like stands before the second number, as in ‘between 100 and over 200’.",
    matters: "Nobody can tell whether 200 is the most or whether there were more.",
    mend: "Give the end, or write ‘from 100 to more than 200’.",
    example: Example {
        what: Sample::Finding,
        wrong: "Each read between 100 and over 200 files.",
        right: "Each read from 100 to more than 200 files.",
    },
};

impl Check for OpenRange {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.running() {
            for at in 0..passage.tokens.len() {
                let Some(last) = open(reading, passage, at) else { continue };
                let range = passage.bytes(at, last);
                found.say(
                    Remark::new(format!("‘{}’ has no end", &passage.words[range.clone()]))
                        .at(passage, range, "")
                        .help("give the end, or write ‘from’ and ‘to’ in place of ‘between’ and ‘and’"),
                );
            }
        }
    }
}

/// The last token of such a range.
fn open(reading: &Reading, passage: &Passage, at: usize) -> Option<usize> {
    let figure = |at: usize| passage.tokens.get(at).and_then(super::reading::words::Token::figure);
    let first = figure(at + 1).filter(|_| passage.is_word(at, &["between"]))?;
    let and = if reading.lexicon.is_and(passage.word(at + 2)) { at + 2 } else { at + 3 };
    let end = if passage.is_word(and + 1, &["over", "under", "nearly", "almost"]) {
        and + 2
    } else if passage.says(and + 1, &["more", "than"]) || passage.says(and + 1, &["up", "to"]) || passage.says(and + 1, &["less", "than"]) {
        and + 3
    } else {
        return None;
    };
    // 'Nearly 200' is an end; 'over' and 'under' are none.
    let near = passage.is_word(and + 1, &["nearly", "almost"]);
    let second = figure(end).filter(|_| reading.lexicon.is_and(passage.word(and)) && !near)?;
    (first.unit == second.unit || first.unit == Unit::None).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::OpenRange;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_there_is_no_end() {
        fires(
            &OpenRange,
            &[
                ("They read between 100 and over 200 files.", "between 100 and over 200"),
                ("Between 5% and more than 10% were late.", "Between 5% and more than 10%"),
            ],
        );
    }

    #[test]
    fn is_silent_on_ranges_with_an_end() {
        silent(
            &OpenRange,
            &["They read between 100 and 200 files, from 100 to over 200, and between 100 and nearly 200. Between 5 teams and over lunch."],
        );
    }
}
