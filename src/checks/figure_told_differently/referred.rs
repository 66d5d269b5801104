//! 'The order ended early in eight cases, as criterion 3.1 reports', where criterion 3.1 reports seven; a table's row that says where it is
//! mentioned, with another number than is mentioned there.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::claims::stem;
use super::super::reading::references::{What, mentions_at};
use super::super::reading::sentences::Sentence;
use super::super::reading::shares::labelled;
use super::super::reading::words::{Figure, Unit};
use super::super::reading::{Kind, Mark, Passage, Reading};
use super::super::{Found, Remark};
use crate::document::tree::{Block, BlockKind, SectionKind, walk};

/// Words of meaning that two texts must share, and three in four of those of the shorter.
const SHARED: usize = 4;
/// In a row's name two are enough, if they are all.
const NAMED: usize = 2;

/// A sentence of a criterion by its words of meaning.
struct Told<'r, 'a> {
    passage: &'r Passage<'a>,
    stems: BTreeSet<u64>,
    numbers: Vec<usize>,
}

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let anchors = anchors(reading);
    let mut known: BTreeMap<&str, Vec<Told>> = BTreeMap::new();
    let mut row: Option<(u32, u32)> = None;
    for passage in reading.written() {
        let Kind::Cell(at) = passage.kind else {
            if passage.is_prose() && passage.place.section.is_none() {
                sentences(reading, &anchors, passage, &mut known, found);
            }
            continue;
        };
        if row == Some((at.table, at.row)) || at.in_head {
            continue;
        }
        let refers = references(reading, &anchors, passage, 0..passage.tokens.len());
        let [criterion] = refers[..] else { continue };
        row = Some((at.table, at.row));
        cells(reading, passage, (at.table, at.row), criterion, &mut known, found);
    }
}

/// The criteria by the fragment names of their headings.
fn anchors<'a>(reading: &Reading<'a>) -> BTreeMap<&'a str, &'a str> {
    let mut out = BTreeMap::new();
    walk(&reading.document.parts, &mut |block: &Block| {
        if let BlockKind::Section(section) = &block.kind
            && section.kind == SectionKind::Criterion
            && let Some(anchor) = block.anchor.as_deref()
        {
            let number = section.heading.number.split(' ').find_map(|part| reading.framework.criterion(part.trim_end_matches(['.', ':'])));
            out.extend(number.map(|(_, criterion)| (anchor, criterion.number.as_str())));
        }
    });
    out
}

/// The criteria that some tokens refer to, linked or in plain words.
fn references<'a>(
    reading: &Reading<'a>,
    anchors: &BTreeMap<&'a str, &'a str>,
    passage: &Passage<'a>,
    tokens: std::ops::Range<usize>,
) -> Vec<&'a str> {
    if tokens.is_empty() {
        return Vec::new();
    }
    let bytes = passage.bytes(tokens.start, tokens.end - 1);
    let linked =
        passage.marks.iter().filter(|(range, _)| range.start >= bytes.start && range.end <= bytes.end).filter_map(|(_, mark)| match mark {
            Mark::Reference(anchor) => anchors.get(anchor).copied(),
            _ => None,
        });
    let plain = tokens.filter(|at| passage.is_word(*at, &["criterion"])).flat_map(|at| mentions_at(passage, at));
    let plain = plain.filter(|mention| mention.what == What::Criterion && !mention.elsewhere);
    let mut out: Vec<&str> =
        linked.chain(plain.filter_map(|mention| Some(reading.framework.criterion(&mention.name)?.1.number.as_str()))).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn stems(passage: &Passage, tokens: std::ops::Range<usize>) -> BTreeSet<u64> {
    tokens.filter_map(|at| stem(passage.word(at))).collect()
}

/// Numbers that count things, without years and names.
fn numbers(reading: &Reading, passage: &Passage, tokens: std::ops::Range<usize>) -> Vec<usize> {
    let counts = |at: &usize| {
        passage.tokens[*at].figure().is_some_and(|figure: Figure| figure.unit == Unit::None && !figure.may_be_year())
            && !labelled(passage, &reading.lexicon, *at)
    };
    tokens.filter(counts).collect()
}

/// The sentences of a criterion that count something.
fn of_criterion<'r, 'a>(reading: &'r Reading<'a>, criterion: &str) -> Vec<Told<'r, 'a>> {
    let own = reading.prose().filter(|passage| passage.place.criterion == Some(criterion));
    let told = |(passage, sentence): (&'r Passage<'a>, &Sentence)| {
        let numbers = numbers(reading, passage, sentence.tokens.clone());
        (!numbers.is_empty()).then(|| Told { passage, stems: stems(passage, sentence.tokens.clone()), numbers })
    };
    own.flat_map(|passage| passage.sentences.iter().map(move |sentence| (passage, sentence))).filter_map(told).collect()
}

/// A sentence outside the sections that counts once and says where.
fn sentences<'r, 'a>(
    reading: &'r Reading<'a>,
    anchors: &BTreeMap<&'a str, &'a str>,
    passage: &'r Passage<'a>,
    known: &mut BTreeMap<&'a str, Vec<Told<'r, 'a>>>,
    found: &mut Found,
) {
    if passage.marks.is_empty() && !passage.tokens.iter().enumerate().any(|(at, _)| passage.is_word(at, &["criterion"])) {
        return;
    }
    for sentence in &passage.sentences {
        let refers = references(reading, anchors, passage, sentence.tokens.clone());
        let ([criterion], [at]) = (&refers[..], &numbers(reading, passage, sentence.tokens.clone())[..]) else { continue };
        let own = stems(passage, sentence.tokens.clone());
        let there = known.entry(criterion).or_insert_with(|| of_criterion(reading, criterion));
        let shared = |told: &Told| told.stems.intersection(&own).count();
        judge(
            passage,
            *at,
            there.iter().filter(|told| shared(told) >= SHARED && shared(told) * 4 >= told.stems.len().min(own.len()) * 3),
            found,
        );
    }
}

/// A row that gives one number and says where it is mentioned.
fn cells<'r, 'a>(
    reading: &'r Reading<'a>,
    passage: &'r Passage<'a>,
    (table, row): (u32, u32),
    criterion: &'a str,
    known: &mut BTreeMap<&'a str, Vec<Told<'r, 'a>>>,
    found: &mut Found,
) {
    let near = passage.index.saturating_sub(8)..=passage.index;
    let in_row = |passage: &&Passage| matches!(passage.kind, Kind::Cell(at) if at.table == table && at.row == row);
    let cells: Vec<&Passage> = reading.passages[near].iter().filter(in_row).collect();
    let Some(name) = cells.first().filter(|cell| !std::ptr::eq(**cell, passage)) else { return };
    // 'Report prepared', 'recall required': words of every row.
    let plain: Vec<u64> = ["required", "needed", "prepared", "offered", "managed", "under"].iter().filter_map(|word| stem(word)).collect();
    let own: BTreeSet<u64> = stems(name, 0..name.tokens.len()).into_iter().filter(|stem| !plain.contains(stem)).collect();
    let numbered: Vec<&&Passage> = cells[1..].iter().filter(|cell| cell.tokens.len() == 1 && cell.tokens[0].count().is_some()).collect();
    let ([cell], true) = (&numbered[..], own.len() >= NAMED) else { return };
    let there = known.entry(criterion).or_insert_with(|| of_criterion(reading, criterion));
    let shared = |told: &Told| told.stems.intersection(&own).count();
    judge(cell, 0, there.iter().filter(|told| shared(told) == own.len()), found);
}

/// Says it where none of the sentences has the number, and the one that there is tells a single one or its digits the other way round.
fn judge<'r, 'a: 'r>(passage: &Passage, at: usize, told: impl Iterator<Item = &'r Told<'r, 'a>>, found: &mut Found) {
    let Some(count) = passage.tokens[at].count().filter(|count| *count > 1 && !passage.is_hedged(at)) else { return };
    let all: Vec<&Told> = told.collect();
    let counts = |told: &Told| told.numbers.iter().filter_map(|at| told.passage.tokens[*at].count()).collect::<Vec<_>>();
    if all.iter().any(|told| counts(told).contains(&count)) {
        return;
    }
    // The first number of the one sentence is of the thing itself; parts of it come after.
    let [there] = all[..] else { return };
    let Some(first) = there.numbers.first().copied().filter(|first| there.passage.tokens[*first].count().is_some_and(|count| count > 1))
    else {
        return;
    };
    let other = |at: usize| at > 0 && there.passage.is_word(at - 1, &["another", "further", "but", "except", "other"]);
    if there.passage.is_hedged(first) || other(first) {
        return;
    }
    let text = |passage: &Passage, at: usize| passage.as_told(at);
    found.say(
        Remark::new(format!("{} stands here, and {} in the place that it refers to", text(passage, at), text(there.passage, first)))
            .at(passage, passage.tokens[at].range(), "")
            .at(there.passage, there.passage.tokens[first].range(), "there")
            .help("write the right figure in both places, or say what sets the two apart"),
    );
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    fn said(finding: &str, summary: &str) -> usize {
        run(&FigureToldDifferently, &sample(Sample::Finding, finding).with("reports/surrey-2008/foreword.md", format!("{summary}\n"))).len()
    }

    const FINDING: &str = "Good progress led the manager to ask in seven cases for the order to be ended early.";

    #[test]
    fn fires_where_the_place_referred_to_has_another_number() {
        for summary in [
            "The manager had asked for the order to end early in eight cases where progress was good, as [[criterion 1.1]] reports.",
            "In eight cases good progress had led managers to ask that an order end early (see criterion 1.1).",
            "| Kind | Cases | Where |\n| --- | --- | --- |\n| Order ended early | 8 | [[criterion 1.1]] |",
        ] {
            assert_eq!(said(FINDING, summary), 1, "{summary}");
        }
    }

    #[test]
    fn is_silent_where_it_has_the_same_or_speaks_of_others() {
        for summary in [
            "The manager had asked for the order to end early in seven cases where progress was good, as [[criterion 1.1]] reports.",
            "In eight cases good progress had led managers to write to the court (see criterion 1.1).",
            "In eight cases good progress had led managers to ask that an order end early (see criterion 2.1).",
            "| Kind | Cases | Where |\n| --- | --- | --- |\n| Order ended early | 7 | [[criterion 1.1]] |\n| Order ended with violence | 8 | [[criterion 1.1]] |",
        ] {
            assert_eq!(said(FINDING, summary), 0, "{summary}");
        }
    }
}
