//! What a summary says of the same things in other words: 'every national target except three' for 'every target but two'; 'of 23, 17 said'
//! for 'of those 23, 19 said'; a range that leaves out a figure told right after it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::claims::{DENIES, stem};
use super::super::reading::english::COUNTED;
use super::super::reading::numbered::Numbered;
use super::super::reading::shares::{labelled, opening, ratios};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, all: &[Numbered], found: &mut Found) {
    exceptions(reading, found);
    parts(reading, all, found);
}

/// A number with its place.
type At<'r, 'a> = (i64, &'r Passage<'a>, usize);

/// 'Every national target except two', 'all targets but two', 'all but two of the targets': by what they are exceptions from.
fn exceptions(reading: &Reading, found: &mut Found) {
    let mut known: BTreeMap<u64, [Vec<At>; 2]> = BTreeMap::new();
    for (passage, at) in reading.places(&["all", "every"]).filter(|(passage, _)| passage.is_prose()) {
        let Some((noun, number)) = exception(reading, passage, at) else { continue };
        let word = passage.word(noun);
        let singular = word.strip_suffix('s').unwrap_or(word);
        let (Some(stem), Some(count)) = (stem(singular), passage.tokens[number].count()) else { continue };
        let [summary, sections] = known.entry(stem).or_default();
        if passage.place.section.is_none() { summary } else { sections }.push((count, passage, number));
    }
    for [summary, sections] in known.values() {
        let (Some(first), Some(second)) = (sections.first(), summary.first()) else { continue };
        let one = |told: &[At], count: i64| told.iter().all(|(other, ..)| *other == count);
        if first.0 != second.0 && one(sections, first.0) && one(summary, second.0) {
            super::say(found, "the number of exceptions", (first.1, first.2), (second.1, second.2));
        }
    }
}

/// The noun and the number of exceptions, after 'all' or 'every'.
fn exception(reading: &Reading, passage: &Passage, at: usize) -> Option<(usize, usize)> {
    let lexicon = &reading.lexicon;
    let count = |at: usize| passage.tokens.get(at).is_some_and(|token| token.count().is_some_and(|count| count > 0));
    let (noun, number) = if lexicon.is_but(passage.word(at + 1)) && count(at + 2) {
        // 'All but two [of the] [national] targets'.
        let from = at
            + 3
            + 2 * usize::from(passage.says(at + 3, &["of", "the"]))
            + usize::from(passage.is_word(at + 3, &["of"]) && passage.is_word(at + 4, &["its", "our", "these"])) * 2;
        let noun = (from..from + 3).find(|at| passage.word(*at).ends_with('s'))?;
        (noun, at + 2)
    } else {
        let but = (at + 2..at + 6).take_while(|at| !passage.word(*at).is_empty()).find(|at| lexicon.is_but(passage.word(*at)))?;
        let number = but + 1 + usize::from(passage.is_word(but + 1, &["for"]));
        (but - 1, number)
    };
    let plain = !COUNTED.contains(&passage.word(noun)) && !passage.is_word(noun, &["case", "ones"]) && passage.word(noun).len() > 3;
    (plain && count(number) && !labelled(passage, lexicon, number)).then_some((noun, number))
}

/// 'The share ran from 38% to 50%. In community orders 36% of them were, in licences 38% and in custody cases 50%.'
pub(super) fn ranges(all: &[Numbered], found: &mut Found) {
    for (nth, one) in all.iter().enumerate() {
        let passage = one.passage;
        let &[low, high, ref rest @ ..] = one.figures else { continue };
        let percent = |at: usize| {
            passage.tokens[at].percent().filter(|figure| figure.decimals == 0 && !passage.is_hedged(at)).map(|figure| figure.numerator)
        };
        let (Some(least), Some(most)) = (percent(low), percent(high)) else { continue };
        let verb = (low.saturating_sub(4)..low)
            .any(|at| passage.is_word(at, &["ran", "ranged", "ranging", "varied", "varying", "range", "lay", "were", "scored"]));
        let from = low > 0 && passage.is_word(low - 1, &["from"]) && passage.is_word(high - 1, &["to"]);
        let between = low > 0 && passage.is_word(low - 1, &["between"]) && passage.is_word(high - 1, &["and"]) && high == low + 2;
        let next = all.get(nth + 1).filter(|next| std::ptr::eq(next.passage, passage) && next.index == one.index + 1);
        let list: Vec<usize> = if rest.is_empty() { next.map(|next| next.figures.to_vec()).unwrap_or_default() } else { rest.to_vec() };
        let values: Vec<i64> = list.iter().filter_map(|at| percent(*at)).collect();
        if !verb || !(from && high - low < 9 || between) || least >= most || values.len() < 2 || values.len() != list.len() {
            continue;
        }
        // One end stands among them, so that they are what the range is of.
        let ends = values.contains(&least) || values.contains(&most);
        let outside: Vec<usize> =
            list.iter().copied().filter(|at| percent(*at).is_some_and(|value| value < least || value > most)).collect();
        if let ([odd], true) = (&outside[..], ends) {
            let text = |at: usize| passage.as_told(at);
            found.say(
                Remark::new(format!("{} is not between {} and {}", text(*odd), text(low), text(high)))
                    .at(passage, passage.tokens[*odd].range(), "")
                    .at(passage, passage.bytes(low, high), "the range")
                    .help("correct the figure that is wrong, or say that it is not one of these"),
            );
        }
    }
}

/// A part of a whole with the words of its sentence.
struct Part<'r, 'a> {
    passage: &'r Passage<'a>,
    at: usize,
    count: i64,
    of: i64,
    stems: BTreeSet<u64>,
    /// All counts of the sentence.
    counts: Vec<i64>,
}

/// Words of meaning that two sentences on parts of the same whole must share.
const SHARED: usize = 4;

/// 'Of those 23, 17 said that it had led them to think more of victims', and elsewhere 19 of 23.
fn parts(reading: &Reading, all: &[Numbered], found: &mut Found) {
    let sample = reading.report.sample.as_ref().map_or(0, |sample| i64::from(sample.value));
    let mut known: BTreeMap<i64, Vec<Part>> = BTreeMap::new();
    for one in all {
        let (passage, sentence) = (one.passage, one.sentence());
        if passage.is_of_another_time(sentence.tokens.clone()) {
            continue;
        }
        let parted = match ratios(reading, passage, sentence)[..] {
            [ratio] if !ratio.stroke => Some((ratio.part, ratio.count, ratio.of)),
            [] => opening(reading, passage, sentence).and_then(|(whole, of)| {
                let part = one.figures.iter().copied().find(|at| *at > whole)?;
                Some((part, one.count(part)?, of))
            }),
            _ => None,
        };
        let Some((at, count, of)) =
            parted.filter(|(at, count, of)| *count > 1 && count < of && *of > 9 && *of != sample && !passage.is_hedged(*at))
        else {
            continue;
        };
        let stems = sentence.tokens.clone().filter_map(|at| stem(passage.word(at))).collect();
        let counts = one.figures.iter().filter_map(|at| one.count(*at)).chain([count]).collect();
        known.entry(of).or_default().push(Part { passage, at, count, of, stems, counts });
    }
    for same in known.values().filter(|same| same.len() < 40) {
        for (nth, second) in same.iter().enumerate() {
            let told = same[..nth].iter().find(|first| apart(first, second));
            if let Some(first) = told {
                super::say(found, &format!("a part of the same {}", second.of), (first.passage, first.at), (second.passage, second.at));
            }
        }
    }
}

/// Whether two sentences in different parts of the report say the same of another number.
fn apart(first: &Part, second: &Part) -> bool {
    let places = first.passage.place.part != second.passage.place.part
        && (first.passage.place.section.is_none() || second.passage.place.section.is_none());
    let shared = first.stems.intersection(&second.stems).count();
    let differ = !first.counts.contains(&second.count) && !second.counts.contains(&first.count);
    // What is left of the same is told with a denial; statements see to that.
    let denial = |part: &Part| {
        part.passage.sentence_at(part.at).is_some_and(|sentence| sentence.tokens.clone().any(|at| part.passage.is_word(at, DENIES)))
    };
    places && differ && denial(first) == denial(second) && shared >= SHARED && shared * 2 >= first.stems.len().min(second.stems.len())
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{fires, run, sample, silent};

    fn said(finding: &str, summary: &str) -> usize {
        run(&FigureToldDifferently, &sample(Sample::Finding, finding).with("reports/surrey-2008/foreword.md", format!("{summary}\n"))).len()
    }

    #[test]
    fn fires_where_the_summary_has_another_number() {
        let exceptions = "The area had met every target but two, and its results were strong.";
        for summary in [
            "It was meeting every national target except three.",
            "All but three of the targets had been met.",
            "All targets but three were met.",
        ] {
            assert_eq!(said(exceptions, summary), 1, "{summary}");
        }
        let part = "In the questionnaire 23 answered. Of those 23, 17 said that probation had caused them to think more about victims.";
        for summary in [
            "Of 23 respondents, 20 said that probation had caused them to think harder, and 19 that it caused them to think of victims.",
            "Nineteen of the 23 respondents said that probation caused them to think about victims.",
        ] {
            assert_eq!(said(part, summary), 1, "{summary}");
        }
    }

    #[test]
    fn is_silent_where_they_agree_or_differ_in_kind() {
        let exceptions = "The area had met every target but two, and all but three of the measures.";
        for summary in
            ["It was meeting every national target except two.", "All but four of the cases were good.", "All measures but three were met."]
        {
            assert_eq!(said(exceptions, summary), 0, "{summary}");
        }
        let part = "Of those 23, 17 said that probation had caused them to think more about victims.";
        for summary in [
            "Of 23 respondents, 17 said that probation had caused them to think about victims, and 20 of themselves.",
            "Of 23 respondents, 20 found probation officers helpful with work.",
            "Of 25 respondents, 20 said that probation had caused them to think about victims.",
        ] {
            assert_eq!(said(part, summary), 0, "{summary}");
        }
    }

    #[test]
    fn holds_a_range_against_the_figures_after_it() {
        fires(
            &FigureToldDifferently,
            &[
                ("The share ran from 38% to 50%. In community orders 36% of them were, in licences 38% and in custody cases 50%.", "36%"),
                ("Scores ranged between 38% and 50%: Leeds had 38%, York 44% and Hull 52%.", "52%"),
            ],
        );
        silent(
            &FigureToldDifferently,
            &[
                "The share ran from 36% to 50%. In community orders 36% of them were, in licences 38% and in custody cases 50%.",
                "The share ran from 38% to 50%. In 2008 it was 70%, and in Kent 60%.",
                "It rose from 38% to 50%. In community orders 36% of them were, and in licences 38%.",
            ],
        );
    }
}
