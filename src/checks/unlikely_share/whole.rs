//! Percentages that can only be of a whole group: of those interviewed, of a sample, of what the sentence has just counted.
//!
//! Of 'the high risk cases' some may not have been relevant, so that a percentage may be of fewer. Here that cannot be, or hardly; what a
//! group's size does not give is told once for each group.

use std::collections::BTreeMap;

use super::super::reading::shares::is_possible;
use super::super::reading::words::{Figure, Token};
use super::super::reading::{Home, Kind, Origin, Passage, Reading};
use super::super::{Found, Remark};
use super::{Group, SMALLEST, name, say, share, size};

/// What makes a group whole: nobody is left out of those interviewed.
const ALL: &[&str] = &["interviewed", "inspected", "questioned", "sampled", "surveyed"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let groups = groups(reading);
    interviewed(reading, found);
    samples(reading, &groups, found);
    named(reading, &groups, found);
    reading.units().for_each(|unit| carried(reading, unit, found));
    for passage in reading.prose() {
        counted(reading, passage, found);
        taken_up(reading, passage, found);
    }
}

/// Groups that the report gives one size only: 'the 23 high risk cases'.
fn groups<'r, 'a>(reading: &'r Reading<'a>) -> BTreeMap<String, Group<'r, 'a>> {
    let mut groups: BTreeMap<String, (Group, bool)> = BTreeMap::new();
    for passage in reading.prose() {
        for at in passage.numbers.iter().copied().filter(|at| *at > 0) {
            if let Some((size, _)) = size(reading, passage, at).filter(|(size, _)| *size >= SMALLEST)
                && passage.is_word(at - 1, &["the", "all", "these", "those"])
                && let Some(name) = name(passage, at + 1)
            {
                let (known, single) = groups.entry(name).or_insert(((size, passage, at), true));
                *single &= known.0 == size;
            }
        }
    }
    groups.into_iter().filter(|(_, (_, single))| *single).map(|(name, (group, _))| (name, group)).collect()
}

/// 'Out of 49 staff interviewed', and elsewhere '44% of staff interviewed'.
fn interviewed(reading: &Reading, found: &mut Found) {
    let mut sizes: BTreeMap<String, (Group, bool)> = BTreeMap::new();
    for passage in reading.prose() {
        for at in passage.numbers.iter().copied() {
            if let Some((size, noun)) = size(reading, passage, at).filter(|(size, _)| *size >= SMALLEST)
                && passage.is_word(noun + 1, ALL)
            {
                let (known, single) = sizes.entry(words(passage, at + 1, noun + 1)).or_insert(((size, passage, at), true));
                *single &= known.0 == size;
            }
        }
    }
    for passage in reading.prose() {
        for at in passage.numbers.iter().copied() {
            let Some(share) = share(passage, at).filter(|_| passage.says(at + 1, &["of"])) else { continue };
            let start = at + 2 + usize::from(passage.is_word(at + 2, &["the", "all"]));
            let Some(end) = (start..start + 6).find(|at| passage.is_word(*at, ALL)) else { continue };
            if let Some(((of, home, place), true)) = sizes.get(&words(passage, start, end))
                && !is_possible(share, *of)
            {
                say(found, passage, at, *of, "no whole number of them", (home, home.tokens[*place].range()));
            }
        }
    }
}

fn words(passage: &Passage, first: usize, last: usize) -> String {
    (first..=last).map(|at| passage.word(at).to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// '67% of the high risk sample', where there are 23 high risk cases.
fn samples(reading: &Reading, groups: &BTreeMap<String, Group>, found: &mut Found) {
    for (passage, at) in reading.places(&["sample"]).filter(|(passage, _)| passage.is_prose()) {
        if passage.tokens[at].is_word() {
            let group = (2..6).find_map(|back| {
                groups.get(&format!("{} cases", words(passage, at.checked_sub(back)?, at - 1))).map(|group| (back, group))
            });
            let Some((back, (of, home, place))) = group else { continue };
            let before = (at - back).checked_sub(3).filter(|share| passage.says(share + 1, &["of", "the"]));
            let after = (passage.is_mark(at + 1, '(') && passage.says(at + 3, &["of", "cases"])).then_some(at + 2);
            for share in [before, after].into_iter().flatten() {
                let figure = passage.tokens[share].percent().filter(|_| !passage.is_hedged(share));
                if figure.is_some_and(|figure| !is_possible(figure, *of)) {
                    say(found, passage, share, *of, "no whole number of them", (home, home.tokens[*place].range()));
                }
            }
        }
    }
}

/// '71% of the high risk cases', where there are 23: perhaps of fewer. Once for each group.
fn named(reading: &Reading, groups: &BTreeMap<String, Group>, found: &mut Found) {
    let mut odd: BTreeMap<&str, Vec<(&Passage, usize)>> = BTreeMap::new();
    for passage in reading.prose() {
        for at in passage.numbers.iter().copied() {
            let Some(figure) = share(passage, at).filter(|_| passage.says(at + 1, &["of"])) else { continue };
            let start = at + 2 + usize::from(passage.is_word(at + 2, &["the"]));
            let Some((name, (of, ..))) = name(passage, start).and_then(|name| groups.get_key_value(&name)) else { continue };
            // What is of no fewer either has been told.
            let told = start > at + 2 && (1..=*of).all(|of| !is_possible(figure, of));
            if !is_possible(figure, *of) && !told {
                odd.entry(name).or_default().push((passage, at));
            }
        }
    }
    for (name, places) in odd {
        let (Some((of, home, place)), Some((first, at))) = (groups.get(name), places.first()) else { continue };
        let written: Vec<&str> = places.iter().map(|(passage, at)| passage.text(&passage.tokens[*at])).collect();
        let (verb, written) = (if written.len() == 1 { "fits" } else { "fit" }, written.join(", "));
        let mut remark = Remark::new(format!("of {of} {name}, no whole number {verb} {written}"))
            .at(first, first.tokens[*at].range(), "")
            .at(home, home.tokens[*place].range(), "the size of the group")
            .help("correct the percentage, or say of which cases it is, as in ‘15 of the 22 relevant cases’");
        for (passage, at) in &places[1..] {
            remark = remark.at(passage, passage.tokens[*at].range(), "this one too");
        }
        found.say(remark);
    }
}

/// 'In the 20 custody cases … in 47% of cases': one sentence that counts once.
fn counted(reading: &Reading, passage: &Passage, found: &mut Found) {
    for sentence in &passage.sentences {
        let range = sentence.tokens.clone();
        let counts: Vec<usize> =
            passage.numbers_in(range.clone()).iter().copied().filter(|at| size(reading, passage, *at).is_some()).collect();
        let [place] = counts[..] else { continue };
        let Some((of, noun)) = size(reading, passage, place).filter(|(size, _)| *size >= SMALLEST) else { continue };
        if place == 0 || !passage.is_word(place - 1, &["the", "these", "those"]) {
            continue;
        }
        let at = range.clone().skip_while(|at| *at <= noun).find(|at| passage.tokens[*at].percent().is_some());
        let Some(at) = at.filter(|at| passage.says(at + 1, &["of"]) && passage.is_word(at + 2, &["cases", "them", "these"])) else {
            continue;
        };
        // 'Of these cases' has been looked at.
        if passage.is_word(at + 2, &["cases"])
            && !passage.word(at + 3).starts_with("wh")
            && share(passage, at).is_some_and(|figure| !is_possible(figure, of))
        {
            say(found, passage, at, of, "no whole number of them", (passage, passage.tokens[place].range()));
        }
    }
}

/// 'There were 20 relevant custody cases, …' and later in the finding '… in 38% of cases': the one group that the finding counts.
fn carried(reading: &Reading, unit: &[Passage], found: &mut Found) {
    let finding =
        |passage: &Passage| passage.place.home == Home::Finding && passage.kind == Kind::Text && passage.place.origin == Origin::Report;
    if !unit.iter().all(finding) {
        return;
    }
    let counts = |passage: &Passage| passage.numbers.iter().any(|at| passage.tokens[*at].count().is_some());
    let [home, later @ ..] = unit else { return };
    let Some(first) = home.sentences.first().filter(|_| !later.iter().any(counts)) else { return };
    let mut sizes = home.numbers.iter().copied().filter(|at| home.tokens[*at].count().is_some());
    let (Some(place), None) = (sizes.next(), sizes.next()) else { return };
    let group = size(reading, home, place).filter(|(of, noun)| *of >= SMALLEST && home.is_word(*noun, &["cases"]) && noun - place > 1);
    let Some((of, _)) = group.filter(|_| first.tokens.contains(&place) && place > 0 && home.is_word(place - 1, &["the", "were"])) else {
        return;
    };
    for passage in unit {
        let from = if std::ptr::eq(passage, home) { first.tokens.end } else { 0 };
        for at in from..passage.tokens.len() {
            if bare(passage, at)
                && share(passage, at).is_some_and(|figure| passage.says(at + 1, &["of", "cases"]) && !is_possible(figure, of))
            {
                say(found, passage, at, of, "no whole number of them", (home, home.tokens[place].range()));
            }
        }
    }
}

/// 'Action was taken in 27 cases. The action was in time in 82% of cases': a sentence that takes up what the last one counted.
fn taken_up(reading: &Reading, passage: &Passage, found: &mut Found) {
    for pair in passage.sentences.windows(2) {
        let (first, second) = (pair[0].tokens.clone(), pair[1].tokens.clone());
        let taken = second.start + 1;
        if !passage.is_word(second.start, &["the", "this", "these", "such"]) || passage.word(taken).len() < 4 {
            continue;
        }
        let clause = first.clone().rev().find(|at| passage.is_mark(*at, ';')).map_or(first.start, |at| at + 1);
        let counts: Vec<usize> = (clause..first.end).filter(|at| size(reading, passage, *at).is_some()).collect();
        let repeats = (clause..first.end).any(|at| passage.is_word(at, &[passage.word(taken)]));
        let ([place], true) = (&counts[..], repeats) else { continue };
        let Some((of, noun)) = size(reading, passage, *place).filter(|(size, _)| *size >= SMALLEST) else { continue };
        // The thing itself may be what was counted: 'the cases'.
        let figures = second.clone().any(|at| passage.tokens[at].count().is_some());
        if passage.is_word(noun, &[passage.word(taken)]) || figures {
            continue;
        }
        for at in second.filter(|at| bare(passage, *at)) {
            if share(passage, at).is_some_and(|figure: Figure| !is_possible(figure, of)) {
                say(found, passage, at, of, "no whole number of them", (passage, passage.tokens[*place].range()));
            }
        }
    }
}

/// Whether a percentage is of nothing else than 'cases'.
fn bare(passage: &Passage, at: usize) -> bool {
    let next = passage.tokens.get(at + 1);
    let ends = next.is_none_or(|next: &Token| next.is('.') || next.is(','));
    ends || passage.says(at + 1, &["of", "cases"]) && !passage.word(at + 3).starts_with("wh")
}
