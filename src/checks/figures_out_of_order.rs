//! Table 2 is spoken of before Table 1.

use std::collections::BTreeSet;

use super::reading::references::{Targets, What, is_referring, mentions};
use super::reading::{Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct FiguresOutOfOrder;

static ABOUT: About = About {
    name: "figures-out-of-order",
    line: "tables or charts are first mentioned in another order than their numbers",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Where each table and each chart is first mentioned by its number before it has come, in plain words or as a cross-reference. A look ahead (‘see Table 4 in section 3’) may be meant; it is a note for that reason.",
    matters: "Readers expect Table 1 before Table 2. A table that was moved in the last round shows here.",
    mend: "Change the order of the tables, or of the texts that mention them.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "Table 2 shows the budget and Table 1 the caseload.\n\n{table: caseload}\n\n{table: budget}\n",
        right: "Table 1 shows the caseload and Table 2 the budget.\n\n{table: caseload}\n\n{table: budget}\n",
    },
};

impl Check for FiguresOutOfOrder {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let targets = Targets::new(reading);
        let all: Vec<_> = reading
            .passages
            .iter()
            .enumerate()
            .filter(|(_, passage)| is_referring(passage))
            .map(|(at, passage)| (at, passage, mentions(passage)))
            .collect();
        for what in [What::Table, What::Chart, What::Figure] {
            let mut highest = 0_u32;
            let mut seen = BTreeSet::new();
            let captions = captions(reading, &targets, what);
            for (at, passage, mentions) in &all {
                // What has been printed up to here has been seen, whether a text mentioned it or not.
                for (_, number) in captions.iter().filter(|(caption, _)| caption < at) {
                    highest = highest.max(*number);
                    seen.insert(*number);
                }
                for mention in mentions.iter().filter(|mention| mention.what == what && !mention.elsewhere) {
                    let Ok(number) = mention.name.parse::<u32>() else { continue };
                    if seen.contains(&number) || targets.find(what, &mention.name).is_none() {
                        continue;
                    }
                    seen.insert(number);
                    if number < highest {
                        let (word, _) = what.words();
                        found.say(
                            Remark::new(format!("{word} {number} is first mentioned after {word} {highest}"))
                                .at(passage, passage.bytes(mention.first, mention.last), "")
                                .help("mention them in the order of their numbers"),
                        );
                    }
                    highest = highest.max(number);
                }
            }
        }
    }
}

/// Where tables or charts stand, with their numbers.
fn captions(reading: &Reading, targets: &Targets, what: What) -> Vec<(usize, u32)> {
    let number =
        |passage: &Passage| targets.of(what).find(|target| !target.title.is_empty() && target.title == passage.words)?.name.parse().ok();
    let own = reading.passages.iter().enumerate().filter(|(_, passage)| passage.kind == Kind::Caption);
    own.filter_map(|(at, passage)| Some((at, number(passage)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::FiguresOutOfOrder;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn is_silent_on_tables_in_order() {
        let tables = "{table: caseload}\n\n{table: budget}\n";
        for text in [
            "Tables 1 and 2 show it.",
            "See [[table caseload]], then [[table budget]], then [[table caseload]].",
            "Table 2 of the Act, and Table 1.",
            "None.",
        ] {
            let said = run(&FiguresOutOfOrder, &sample(Sample::File("foreword.md"), &format!("{text}\n\n{tables}")));
            assert_eq!(said, Vec::<String>::new(), "{text}");
        }
    }
}
