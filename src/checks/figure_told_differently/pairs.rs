//! 'Only 29 of the 60 cases had any' in the summary, where a finding with the same words has '27 of the 60 cases'.
//!
//! In go the pairs 'A of B' outside the sections and the findings with their numbers. The words of a pair's sentence point to one finding; where
//! that has the whole without the part, or the part of another whole, one of the two places is wrong, whatever the wrong figure is. Nothing is
//! said where any finding that shares words tells the pair, or tells numbers that make it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::claims::DENIES;
use super::super::reading::told::{Measure, Role, Statement, Stems};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};
use super::alike::Weights;
use super::retold::{Fit, Told, is_told, numbers};

/// How many findings with a word are looked at; a word of more is no help.
const BUCKET: usize = 40;
/// Words that tell less need those of the whole sentence.
const LITTLE: u32 = 220;
/// What a finding's numbers make is reckoned up to so many.
const MOST: usize = 14;

/// 'A of B', and the words around it.
struct Pair {
    part_at: usize,
    whole_at: usize,
    part: i64,
    whole: i64,
    /// Whether its part of the sentence denies.
    denied: bool,
    words: Vec<u64>,
    /// The other counts of the sentence.
    beside: Vec<i64>,
}

/// A number of a finding that should stand in a pair.
struct Other<'r, 'a> {
    passage: &'r Passage<'a>,
    at: usize,
    /// Whether the part differs; else the whole.
    part: bool,
}

/// Says what is found in the whole report, but for numbers at which something has been said: passages and their tokens.
pub(super) fn run<'r, 'a>(
    reading: &'r Reading<'a>,
    all: &[Told<'r, 'a>],
    statements: &[Statement<'r, 'a>],
    weights: &Weights,
    stems: &mut Stems,
    said: &mut BTreeSet<(usize, usize)>,
    found: &mut Found,
) {
    let sample = reading.report.sample.as_ref().map(|sample| i64::from(sample.value));
    let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, told) in all.iter().enumerate() {
        for stem in &told.stems {
            index.entry(*stem).or_default().push(at);
        }
    }
    for same in statements.chunk_by(|a, b| std::rc::Rc::ptr_eq(&a.wide, &b.wide)) {
        let home = same[0].passage;
        if home.place.section.is_some() || !same.iter().any(|statement| statement.role == Role::Part) || !is_told(&same[0]) {
            continue;
        }
        for pair in pairs(reading, same, weights, stems) {
            if [pair.part_at, pair.whole_at].iter().any(|at| said.contains(&(home.index, *at))) {
                continue;
            }
            let near = pair.words.iter().filter_map(|stem| index.get(stem)).filter(|same| same.len() <= BUCKET);
            let near: BTreeSet<usize> = near.flatten().copied().collect();
            let near = near.into_iter().map(|at| &all[at]).filter(|told| told.part != home.place.part);
            if let Some(other) = against(&pair, near, weights, stems, sample) {
                say(home, &pair, &other, found);
                said.insert((home.index, if other.part { pair.part_at } else { pair.whole_at }));
            }
        }
    }
}

/// The pairs of a sentence.
fn pairs(reading: &Reading, same: &[Statement], weights: &Weights, stems: &mut Stems) -> Vec<Pair> {
    let passage = same[0].passage;
    let Some(sentence) = passage.sentence_at(same[0].at) else { return Vec::new() };
    if passage.is_of_another_time(sentence.tokens.clone()) {
        return Vec::new();
    }
    let plain = numbers(reading, passage, sentence);
    let mut out = Vec::new();
    for statement in same.iter().filter(|statement| statement.role == Role::Part) {
        let Some(whole) = statement.base.filter(|whole| *whole > 5) else { continue };
        let number = |at: usize| plain.iter().any(|number| number.at == at);
        let is_whole = |at: &&usize| **at != statement.at && passage.tokens[**at].count() == Some(whole) && number(**at);
        let places = passage.numbers_in(sentence.tokens.clone());
        let after = places.iter().filter(|at| **at > statement.at).find(is_whole);
        let Some(whole_at) = after.or_else(|| places.iter().rev().find(is_whole)).copied() else { continue };
        if !number(statement.at) || statement.amount.measure != Measure::Count {
            continue;
        }
        let group = same.iter().find(|other| other.at == whole_at);
        let mut words = statement.near.clone();
        words.extend(group.iter().flat_map(|group| &group.near));
        words.sort_unstable();
        words.dedup();
        if weights.sum(words.iter()) < LITTLE {
            words = stems.of(passage, sentence.tokens.clone());
        }
        let part = statement.amount.numerator;
        let other = |at: &&usize| ![statement.at, whole_at].contains(at);
        let beside = places.iter().filter(other).filter_map(|at| passage.tokens[*at].count()).collect();
        out.push(Pair { part_at: statement.at, whole_at, part, whole, denied: statement.denied, words, beside });
    }
    out
}

/// The number that the finding of which a pair tells has in place of one of the two.
fn against<'t, 'r: 't, 'a: 't>(
    pair: &Pair,
    near: impl Iterator<Item = &'t Told<'r, 'a>>,
    weights: &Weights,
    stems: &mut Stems,
    sample: Option<i64>,
) -> Option<Other<'r, 'a>> {
    let mut best: Option<(Fit, bool, &Told)> = None;
    let mut others = 0;
    let mut made = false;
    for told in near {
        let fit = told.fit(&pair.words, weights);
        let tells = |value: i64| told.has(Measure::Count, value);
        let whole = tells(pair.whole) || Some(pair.whole) == sample && !told.percents.is_empty();
        // Somebody tells it so.
        if fit.shared >= 2 && (tells(pair.whole) || Some(pair.whole) == sample) && tells(pair.part) {
            return None;
        }
        made |= fit.shared >= 2 && fit.cover >= 40 && makes(told, pair, sample);
        let finding = told.passages.iter().all(|passage| passage.place.section.is_some());
        let anchored = finding && whole || finding && pair.part > 5 && tells(pair.part) && Some(pair.whole) != sample;
        if !anchored {
            others = others.max(fit.told);
        } else if best.is_none_or(|(known, has, _)| (known.told, has) < (fit.told, whole)) {
            best = Some((fit, whole, told));
        }
    }
    let (fit, whole, told) = best?;
    let denies = |passage: &Passage| (0..passage.tokens.len()).any(|at| passage.is_word(at, DENIES));
    if pair.denied && !told.passages.iter().any(denies) {
        return None;
    }
    let words = fit.shared >= 3 && fit.told >= 170 && fit.cover >= 60
        || whole && fit.shared >= 2 && fit.told >= 150 && fit.cover >= 75 && Some(pair.whole) != sample;
    if !words || others * 100 > fit.told * 90 || told.counts.len() > MOST {
        return None;
    }
    // What two numbers make by chance is not told where one or two sentences say the same.
    (!made || says(told, pair, weights, stems, sample)).then(|| instead(told, pair, sample)).flatten()
}

/// Whether a finding's numbers make both numbers of a pair.
fn makes(told: &Told, pair: &Pair, sample: Option<i64>) -> bool {
    let makes = |value: i64| told.makes(Measure::Count, value);
    let whole = told.has(Measure::Count, pair.whole) || Some(pair.whole) == sample;
    whole && (makes(pair.part) || is_share(told, pair)) || makes(pair.whole) && makes(pair.part)
}

/// Whether a finding tells a pair as a percentage.
fn is_share(told: &Told, pair: &Pair) -> bool {
    let share = (pair.part * 200 + pair.whole) / (pair.whole * 2);
    told.percents.iter().any(|(percent, ..)| *percent == share || *percent == 100 - share)
}

/// Whether a sentence of a finding, with the one before it, has nearly all words of a pair and the whole, and not what the part leaves.
fn says(told: &Told, pair: &Pair, weights: &Weights, stems: &mut Stems, sample: Option<i64>) -> bool {
    let tells = |value: i64| told.has(Measure::Count, value);
    let whole = if tells(pair.whole) { pair.whole } else { 0 };
    let parts = || told.counts.iter().map(|(value, ..)| *value).filter(|value| *value < pair.whole);
    let sum = parts().any(|one| parts().any(|two| one < two && one + two == pair.part));
    if sum
        || Some(pair.whole) == sample
        || tells(pair.whole - pair.part)
        || is_share(told, pair)
        || told.fractions_of(whole).any(|part| part == pair.part)
    {
        return false;
    }
    let all = weights.sum(pair.words.iter());
    told.passages.iter().any(|passage| {
        (0..passage.sentences.len()).any(|index| {
            let tokens = passage.sentences[index.saturating_sub(1)].tokens.start..passage.sentences[index].tokens.end;
            let anchor = if whole > 0 { whole } else { pair.part };
            if !passage.numbers_in(tokens.clone()).iter().any(|at| passage.tokens[*at].count() == Some(anchor)) {
                return false;
            }
            let own = stems.of(passage, tokens);
            let shared: Vec<u64> = pair.words.iter().copied().filter(|stem| own.binary_search(stem).is_ok()).collect();
            let told = weights.sum(shared.iter());
            told >= 170 && told * 100 >= all * 80
        })
    })
}

/// What a finding has in place of one number of a pair.
fn instead<'r, 'a>(told: &Told<'r, 'a>, pair: &Pair, sample: Option<i64>) -> Option<Other<'r, 'a>> {
    let tells = |value: i64| told.has(Measure::Count, value);
    let free = |value: i64| !pair.beside.contains(&value);
    let other = |part: bool, &(_, passage, at): &(i64, &'r Passage<'a>, usize)| Other { passage, at, part };
    if tells(pair.whole) || Some(pair.whole) == sample && !told.percents.is_empty() {
        // The part that is nearest to the whole's own place.
        let parts = || told.counts.iter().filter(|(value, ..)| *value < pair.whole && *value > 1);
        let place = told.counts.iter().find(|(value, ..)| *value == pair.whole);
        let apart = |(_, passage, at): &(i64, &Passage, usize)| {
            place.map_or(0, |(_, home, whole)| passage.index.abs_diff(home.index) * 1000 + at.abs_diff(*whole))
        };
        return parts().min_by_key(|known| apart(known)).filter(|(value, ..)| free(*value)).map(|known| other(true, known));
    }
    // The whole of which the finding tells the part.
    let place = |passage: &Passage, at: usize| (passage.index, at);
    let part = told.counts.iter().find(|(value, ..)| *value == pair.part).map(|(_, passage, at)| place(passage, *at))?;
    // It stands before the part, or 'of' before it.
    let of = |passage: &Passage, at: usize| at > 1 && (passage.is_word(at - 1, &["of"]) || passage.is_word(at - 2, &["of"]));
    let wholes = || {
        let whole = |(value, passage, at): &&(i64, &'r Passage<'a>, usize)| {
            *value > pair.part && (place(passage, *at) < part || place(passage, *at) < (part.0, part.1 + 5) && of(passage, *at))
        };
        told.counts.iter().filter(whole)
    };
    wholes().min_by_key(|(value, ..)| (value - pair.whole).abs()).filter(|(value, ..)| free(*value)).map(|known| other(false, known))
}

fn say(here: &Passage, pair: &Pair, other: &Other, found: &mut Found) {
    let own = if other.part { pair.part_at } else { pair.whole_at };
    let there = &other.passage.tokens[other.at];
    let (said, written) = (here.as_told(own), other.passage.as_told(other.at));
    let Pair { part, whole, .. } = pair;
    let message = if other.part {
        format!("‘{said}’ of {whole} here and ‘{written}’ elsewhere seem to be said of the same thing")
    } else {
        format!("{part} of ‘{said}’ here and of ‘{written}’ elsewhere seem to be said of the same thing")
    };
    found.say(
        Remark::new(message)
            .at(here, here.tokens[own].range(), "")
            .at(other.passage, there.range(), "elsewhere")
            .help("write the right figure in both places, or say what sets the two apart"),
    );
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    /// What is said of a foreword and a finding.
    fn said(summary: &str, finding: &str) -> Vec<String> {
        let files = sample(Sample::Finding, finding).with("reports/surrey-2008/foreword.md", format!("{summary}\n"));
        run(&FigureToldDifferently, &files)
    }

    const RENT: &str =
        "Advice on the arrears of lodgers' rent had been given in 27 of the 64 houses (42%). In the original survey it was 41%.";
    const COURSE: &str =
        "A cookery course was required in 43 cases. It began promptly in 26 of them, late in eight and not at all in nine.";

    #[test]
    fn finds_any_wrong_part_or_whole() {
        for (summary, finding) in [
            ("Advice on arrears of rent was scarce: only 39 of the 64 houses had any.", RENT),
            ("Only 13 of 64 lodgers were given advice on arrears of rent.", RENT),
            ("Advice on the arrears of rent was given in 27 of the 81 houses.", RENT),
            ("Cookery courses began promptly for 26 of the 57 lodgers who were required to attend one.", COURSE),
        ] {
            assert_eq!(said(summary, finding).len(), 1, "{summary} {finding}");
        }
    }

    #[test]
    fn is_silent_where_a_finding_tells_it_or_another_thing_is_told() {
        for (summary, finding) in [
            ("Advice on arrears of rent was scarce: only 27 of the 64 houses had any.", RENT),
            ("Cookery courses began promptly for 26 of the 43 lodgers who were required to attend one.", COURSE),
            ("Of the 64 houses, 19 had a garden.", RENT),
            ("In 2004 advice on arrears of rent had been given in 19 of the 64 houses.", RENT),
            (
                "Letters about gas were sent to all 18 lodgers; 16 of the 18 lodgers read them, and 14 of the 18 answered letters about gas.",
                "Letters about gas were sent to 18 lodgers, of whom 16 read them.",
            ),
        ] {
            assert_eq!(said(summary, finding), Vec::<String>::new(), "{summary} {finding}");
        }
    }
}
