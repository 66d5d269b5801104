//! 'Appendix 2 brings the scores together', where Appendix 2 is something else and Appendix 6 the summary of scores; a paragraph that speaks of
//! one table and stands above another.

use std::collections::BTreeSet;

use super::misdirected_reference::beside::followed;
use super::reading::claims::stem;
use super::reading::references::{Mention, Target, Targets, What, mentions_at};
use super::reading::{Kind, Mark, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;
use crate::document::tree::{Block, BlockKind, SectionKind, plain_text, walk};

/// See the module.
#[derive(Debug)]
pub(super) struct UnfittingReference;

static ABOUT: About = About {
    name: "unfitting-reference",
    line: "an appendix or table that a text refers to has nothing in common with the sentence, and another has",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Sentences that say what an appendix tells (‘Appendix 2 brings the scores together’, ‘our approach is described in Appendix 3’): a word of its title, headings or table titles must stand in the sentence, if one of another appendix’s title does. And paragraphs that speak of a table (‘Table 2 shows …’) right above another one that no text mentions.",
    matters: "Appendices and tables change places while a report is made, and a number typed by hand does not follow.",
    mend: "Correct the number, and write it as a cross-reference, such as [[appendix scoring-approach]].",
    example: Example {
        what: Sample::Finding,
        wrong: "The arrangements for the inspection are described in Appendix 1.",
        right: "The arrangements for the inspection are described in Appendix 2.",
    },
};

/// What an appendix does for its readers.
const TELLS: &[&str] = &[
    "brings",
    "contains",
    "covers",
    "describes",
    "explains",
    "gives",
    "has",
    "holds",
    "lists",
    "outlines",
    "presents",
    "provides",
    "sets",
    "shows",
    "summarises",
    "tells",
];
/// What is done there, with 'is', 'are' or 'be' before it.
const TOLD: &[&str] = &[
    "described",
    "explained",
    "found",
    "given",
    "listed",
    "outlined",
    "presented",
    "provided",
    "set",
    "shown",
    "summarised",
    "told",
    "contained",
    "brought",
];

impl Check for UnfittingReference {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        appendices(reading, found);
        tables(reading, found);
    }
}

fn stems(text: &str) -> BTreeSet<u64> {
    text.split(|c: char| !c.is_alphanumeric()).filter_map(stem).collect()
}

fn appendices(reading: &Reading, found: &mut Found) {
    let clues: Vec<(&Passage, usize)> = reading.places(&["appendix"]).filter(|(passage, _)| passage.is_prose()).collect();
    if clues.is_empty() {
        return;
    }
    let targets = Targets::new(reading);
    for (passage, at) in clues {
        let [mention] = mentions_at(passage, at) else { continue };
        let bytes = passage.bytes(mention.first, mention.last);
        if mention.elsewhere || passage.is_marked(&bytes, |mark| matches!(mark, Mark::Reference(_))) || !is_told(passage, mention) {
            continue;
        }
        let (Some(own), Some(sentence)) = (targets.find(What::Appendix, &mention.name), passage.sentence_at(at)) else { continue };
        // Another reference may be what the words belong to.
        let refers = |other: usize| {
            passage.is_word(other, &["appendix", "appendices", "table", "chart"])
                || passage.is_word(other, &["section"]) && !(other > 0 && passage.is_word(other - 1, &["this", "each", "every"]))
        };
        if sentence.tokens.clone().any(|other| other != at && refers(other)) {
            continue;
        }
        let said = stems(&passage.words[sentence.range.clone()]);
        let shares = |target: &Target| stems(&target.title).intersection(&said).count();
        if shares(own) > 0 || told_inside(reading, own).intersection(&said).next().is_some() {
            continue;
        }
        let most = targets.of(What::Appendix).map(shares).max().unwrap_or(0);
        let others: Vec<String> = targets
            .of(What::Appendix)
            .filter(|target| most > 0 && shares(target) == most)
            .map(|target| format!("Appendix {}, ‘{}’", target.name, target.title))
            .collect();
        let (named, help) = match &others[..] {
            [] => continue,
            [other] => (other.clone(), "see whether the other one is meant"),
            [one, two] => (format!("{one}, and {two}"), "see whether one of them is meant"),
            _ => ("others".to_owned(), "see which one is meant"),
        };
        found.say(
            Remark::new(format!("Appendix {} is ‘{}’, which this sentence has no word of, but of {named}", own.name, own.title))
                .at(passage, bytes, "")
                .help(help),
        );
    }
}

/// Whether the sentence says what the appendix tells.
fn is_told(passage: &Passage, mention: &Mention) -> bool {
    if passage.is_word(mention.last + 1, TELLS) {
        return true;
    }
    let (first, start) = (mention.first, passage.sentence_at(mention.first).map_or(0, |sentence| sentence.tokens.start));
    let inside = first > start && passage.is_word(first - 1, &["in", "at", "by"]);
    let told = (start..first.saturating_sub(1)).rev().take(3).any(|at| passage.is_word(at, TOLD));
    inside && told
}

/// The words of the headings and table titles inside an appendix.
fn told_inside(reading: &Reading, target: &Target) -> BTreeSet<u64> {
    let mut out = BTreeSet::new();
    walk(&reading.document.parts, &mut |block: &Block| {
        let BlockKind::Section(section) = &block.kind else { return };
        if section.kind != SectionKind::Appendix || plain_text(&section.heading.text) != target.title {
            return;
        }
        walk(&section.blocks, &mut |inner: &Block| match &inner.kind {
            BlockKind::Section(section) => out.extend(stems(&plain_text(&section.heading.text))),
            BlockKind::Table(table) => {
                out.extend(stems(&plain_text(&table.caption)));
                let cells = table.head.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| out.extend(stems(&plain_text(&cell.content))));
            }
            BlockKind::Figure(figure) => out.extend(stems(&plain_text(&figure.headline))),
            _ => {}
        });
    });
    out
}

/// A table with its number and fragment name.
struct Numbered<'a> {
    number: &'a str,
    anchor: Option<&'a str>,
    caption: String,
}

fn tables(reading: &Reading, found: &mut Found) {
    let mut all: Vec<Numbered> = Vec::new();
    walk(&reading.document.parts, &mut |block: &Block| {
        if let BlockKind::Table(table) = &block.kind
            && !table.number.is_empty()
        {
            let number = table.number.rsplit([' ', '\u{a0}']).next().unwrap_or_default();
            all.push(Numbered { number, anchor: block.anchor.as_deref(), caption: plain_text(&table.caption) });
        }
    });
    if all.len() < 2 {
        return;
    }
    let mut said: Vec<(&Passage, usize, std::ops::Range<usize>)> = Vec::new();
    for passage in reading.written().filter(|passage| !matches!(passage.kind, Kind::Caption | Kind::Heading)) {
        for (range, mark) in &passage.marks {
            if let Mark::Reference(anchor) = mark
                && let Some(at) = all.iter().position(|table| table.anchor == Some(*anchor))
            {
                said.push((passage, at, range.clone()));
            }
        }
    }
    for (passage, at) in reading
        .places(&["table", "tables"])
        .filter(|(passage, _)| passage.is_written() && !matches!(passage.kind, Kind::Caption | Kind::Heading))
    {
        for mention in mentions_at(passage, at).iter().filter(|mention| !mention.elsewhere) {
            let bytes = passage.bytes(mention.first, mention.last);
            let known =
                said.iter().any(|(other, _, range)| std::ptr::eq(*other, passage) && range.start <= bytes.start && bytes.start < range.end);
            if let Some(at) = all.iter().position(|table| table.number == mention.name).filter(|_| !known) {
                said.push((passage, at, bytes));
            }
        }
    }
    // What `misdirected-reference` reports already.
    let targets = Targets::new(reading);
    let followed = followed(reading, &targets);
    let told_already = |passage: &Passage, bytes: &std::ops::Range<usize>| {
        let start = |mention: &Mention| passage.bytes(mention.first, mention.last).start;
        followed.iter().any(|told| std::ptr::eq(told.passage, passage) && bytes.contains(&start(told.mention)))
    };
    for (passage, at, bytes) in &said {
        // The paragraph tells of one table, and the next thing is another.
        let one = said.iter().filter(|(other, ..)| std::ptr::eq(*other, *passage)).count() == 1;
        let Some(next) = reading.passages.get(passage.index + 1).filter(|next| passage.is_prose() && one && next.kind == Kind::Caption)
        else {
            continue;
        };
        let Some(below) = all.iter().position(|table| table.caption == next.words) else { continue };
        let token = passage.tokens.partition_point(|token| token.start < bytes.end);
        let tells = passage.is_word(token, TELLS) || passage.is_word(token, &["below"]);
        let mentioned = said.iter().any(|(_, other, _)| *other == below);
        if below != *at && tells && !mentioned && !told_already(passage, bytes) {
            found.say(
                Remark::new(format!(
                    "this speaks of Table {}, and Table {}, ‘{}’, stands below, which no text mentions",
                    all[*at].number, all[below].number, all[below].caption
                ))
                .at(passage, bytes.clone(), "")
                .at(next, 0..next.words.len(), "the table below")
                .help("see whether that one is meant"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::UnfittingReference;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    #[test]
    fn fires_where_another_appendix_has_the_words() {
        fires(
            &UnfittingReference,
            &[
                ("Appendix 1 sets out how the inspection was arranged.", "Appendix 1"),
                ("How we inspect is explained in Appendix 1.", "Appendix 1"),
                ("As Appendix 1 shows, the inspection of this section was short.", "Appendix 1"),
                ("Appendix 2 gives more on the role that we play.", "Appendix 2"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_fits_or_nothing_is_told() {
        silent(
            &UnfittingReference,
            &[
                "Appendix 2 sets out how the inspection was arranged.",
                "Appendix 1 tells more of us and our work.",
                "Our role in the inspection is described in Appendix 1.",
                "The inspection was short (see Appendix 1).",
                "Appendix 1 of the Act describes the inspection.",
                "The inspection is described in Appendix 2, and our role in Appendix 1.",
            ],
        );
    }

    #[test]
    fn asks_about_a_paragraph_above_another_table() {
        let said = |text: &str| {
            let table = |title: &str| format!("title: {title}\ncolumns: [Kind, Number]\nrows:\n  - [Women, 10]\n  - [Men, 20]\n");
            let files = sample(Sample::File("foreword.md"), text)
                .with("reports/surrey-2008/tables/one.yaml", table("Caseload"))
                .with("reports/surrey-2008/tables/two.yaml", table("Gender"));
            run(&UnfittingReference, &files)
        };
        let wrong = "[[table one]] shows the caseload.\n\n{table: one}\n\n[[table one]] shows who they were.\n\n{table: two}\n";
        assert_eq!(said(wrong), ["[[[table one]]] this speaks of Table 1, and Table 2, ‘Gender’, stands below, which no text mentions"]);
        assert_eq!(said(&wrong.replace("[[table one]] shows who", "[[table two]] shows who")), Vec::<String>::new());
        assert_eq!(said(&wrong.replace("[[table one]] shows who", "As [[table two]] does, [[table one]] shows who")), Vec::<String>::new());
    }
}
