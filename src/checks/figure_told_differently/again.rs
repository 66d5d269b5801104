//! 'Ten offenders were on the scheme. Four of the 12 …', 'those four cases' after 'all but three': a group spoken of again, with a number that
//! nothing before it gives.
//!
//! A number with 'the', 'these', 'those' or 'all' before it and no noun behind it, or with 'these' and a noun, can only mean what was counted
//! before. It need not have been told as such: what a sum, a difference, a fraction or a percentage of the numbers before it makes counts as told.

use std::collections::BTreeSet;

use super::super::reading::english::{COUNTED, is_verb};
use super::super::reading::numbered::{Numbered, numbered};
use super::super::reading::shares::labelled;
use super::super::reading::slips::{is_slip, swaps};
use super::super::reading::words::{Figure, Token, Unit};
use super::super::reading::{Home, Passage, Reading};
use super::super::{Found, Remark};

/// Of more numbers than this, some sum or difference will be anything.
const MOST: usize = 7;
/// After the noun or the number: it is a new group, or one of several.
const NARROWS: &[&str] = &[
    "who", "whose", "whom", "which", "that", "where", "when", "with", "without", "in", "from", "on", "at", "for", "under", "to", "of", "or",
];
/// What a reader knows without having been told how many there are.
const KNOWN: &[&str] = &[
    "agencies",
    "areas",
    "boroughs",
    "centres",
    "courts",
    "criteria",
    "districts",
    "divisions",
    "grades",
    "hostels",
    "offices",
    "partners",
    "prisons",
    "questions",
    "regions",
    "sections",
    "sites",
    "standards",
    "targets",
    "teams",
    "themes",
    "topics",
    "trusts",
];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for one in numbered(reading) {
        if one.passage.place.quoted || one.passage.place.home == Home::Vignette {
            continue;
        }
        for at in one.figures.iter().copied() {
            if let Some(remark) = again(reading, &one, at).or_else(|| rest(reading, &one, at)) {
                found.say(remark);
            }
        }
    }
}

/// A place that speaks of a group again.
struct Again {
    /// The first token that is about it: 'four' of 'four of the ten'.
    first: usize,
    /// Whether it may be told further up than in this passage.
    far: bool,
    /// Whether it is all of them, and not what is left or a part.
    all: bool,
}

/// 'It was needed in 40 cases, and five had none. Of the 36 plans that had been made …': what is wrong where the rest is nearly as many.
fn rest<'r>(reading: &Reading, one: &Numbered<'r, '_>, at: usize) -> Option<Remark<'r>> {
    let passage = one.passage;
    let start = one.sentence().tokens.start;
    let said = plain(reading, passage, at).filter(|_| at == start + 2 && passage.says(start, &["of", "the"]))?;
    let that = (at + 2..at + 5).find(|that| passage.is_word(*that, &["that", "which"]))?;
    let made = passage.is_word(that + 1, &["had"])
        && passage.is_word(that + 2, &["been"])
        && passage.is_word(that + 3, &["made", "written", "drawn", "done", "prepared", "produced", "completed"])
        || passage.is_word(that + 1, &["were", "was"]) && passage.is_word(that + 2, &["made", "written", "drawn", "prepared", "produced"]);
    let told = passage.numbers_in(0..start);
    let counts: Vec<usize> = told.iter().copied().filter(|at| plain(reading, passage, *at).is_some_and(|count| count > 0)).collect();
    let &[whole, less] = &counts[..] else { return None };
    let (of, gone) = (plain(reading, passage, whole)?, plain(reading, passage, less)?);
    let near = one.index.checked_sub(2).map_or(0, |index| passage.sentences[index].tokens.start) <= whole;
    let lacking = (whole + 1..start).any(|at| {
        // 'None' is a number.
        passage.tokens[at].count() == Some(0) || passage.is_word(at, &["missing", "lacking", "no", "without"])
    });
    (made && near && lacking && gone < of && is_slip(said, of - gone)).then(|| {
        Remark::new(format!("{gone} of {of} leaves {}, not {}", of - gone, passage.as_told(at)))
            .at(passage, passage.tokens[at].range(), "what is left?")
            .at(passage, passage.tokens[less].range(), "the part")
            .at(passage, passage.tokens[whole].range(), "the whole")
            .help("correct the number that is wrong, or say which of them are meant")
    })
}

fn again<'r>(reading: &Reading, one: &Numbered<'r, '_>, at: usize) -> Option<Remark<'r>> {
    let passage = one.passage;
    let said = plain(reading, passage, at).filter(|said| *said > 1)?;
    let again = mention(passage, at)?;
    let start = one.sentence().tokens.start;
    let near = one.index.checked_sub(1).map_or(start, |before| passage.sentences[before].tokens.start);
    let told: Vec<usize> = passage.numbers_in(0..again.first).iter().copied().filter(|at| plain(reading, passage, *at).is_some()).collect();
    let count = |at: usize| plain(reading, passage, at).unwrap_or(0);
    // The nearest that may be the group.
    let part = plain(reading, passage, again.first).filter(|_| again.first < at).unwrap_or(2);
    let Some(group) = told.iter().rev().copied().find(|at| *at >= near && count(*at) >= part.max(2)) else {
        return passage_before(reading, passage, at, said).filter(|_| again.far && told.is_empty() && said > 4 && part <= said);
    };
    let vague = passage.numbers_in(near..again.first).iter().any(|at| passage.is_hedged(*at));
    let known = (near..at).any(|at| passage.is_word(at, KNOWN));
    // 'Nine of the eight' is said to be too many.
    if part > said
        || vague
        || known && said < 20
        || told.len() > MOST && !again.all
        || made(reading, passage, &told, again.first, !again.all).contains(&said)
    {
        return None;
    }
    // 'Six cases had no plan. Four of the seven …' goes on about the six.
    let goes_on =
        !again.all && told.len() < 3 && (start..start + 2).contains(&again.first) && group < start && (said - count(group)).abs() < 4;
    if (again.far || one.index == 0) && !goes_on && further_up(reading, passage, said) {
        return None;
    }
    let written = passage.text(&passage.tokens[at]);
    Some(
        Remark::new(format!("nothing counted before is {written}; the nearest number is {}", passage.as_told(group)))
            .at(passage, passage.tokens[at].range(), "these were counted before?")
            .at(passage, passage.tokens[group].range(), "the same group?")
            .help("correct the number that is wrong, or say which group is meant"),
    )
}

/// A number of things.
fn plain(reading: &Reading, passage: &Passage, at: usize) -> Option<i64> {
    passage.tokens.get(at).and_then(Token::count).filter(|_| !labelled(passage, &reading.lexicon, at))
}

/// Whether the number at a place is of a group spoken of again.
fn mention(passage: &Passage, at: usize) -> Option<Again> {
    let before = at.checked_sub(1)?;
    let these = passage.is_word(before, &["these", "those"]);
    let of = before.checked_sub(1).filter(|of| passage.is_word(*of, &["of"]));
    let next = passage.tokens.get(at + 1);
    let bare = next.is_none_or(|next| ['.', ',', ';', '(', ')', '\u{2013}'].iter().any(|mark| next.is(*mark)))
        || passage.is_word(at + 1, &["and", "but", "within"])
        || is_verb(passage.word(at + 1));
    if let Some(of) = of.filter(|_| bare && (these || passage.is_word(before, &["the"]) && passage.tokens[at].count() > Some(2))) {
        let first = part(passage, of);
        // 'None of the seven' is said of all of them.
        let all = passage.tokens.get(first).and_then(Token::count) == Some(0) || of > 0 && passage.is_word(of - 1, &["all", "each", "any"]);
        return Some(Again { first, far: !these, all });
    }
    if passage.is_word(before, &["all"]) && is_verb(passage.word(at + 1)) {
        return Some(Again { first: before, far: true, all: true });
    }
    let noun = passage.is_word(at + 1, COUNTED) && !passage.is_word(at + 2, NARROWS);
    (these && noun).then_some(Again { first: of.map_or(before, |of| part(passage, of)), far: false, all: false })
}

/// The part before 'of', with its share between them: 'four of', 'four (40%) of', 'four out of'.
fn part(passage: &Passage, of: usize) -> usize {
    let out = of.saturating_sub(usize::from(of > 0 && passage.is_word(of - 1, &["out"])));
    let Some(last) = out.checked_sub(1) else { return of };
    let last = if passage.is_mark(last, ')') { passage.opening(last).and_then(|open| open.checked_sub(1)).unwrap_or(last) } else { last };
    if passage.tokens.get(last).and_then(Token::count).is_some() { last } else { out }
}

/// All that the numbers told before make: themselves, what two or three add up to, what is left, a fraction or percentage.
fn made(reading: &Reading, passage: &Passage, told: &[usize], until: usize, parts: bool) -> BTreeSet<i64> {
    let mut counts: Vec<i64> = told.iter().filter_map(|at| plain(reading, passage, *at)).collect();
    let sample = reading.report.sample.as_ref().map(|sample| i64::from(sample.value));
    let mut out: BTreeSet<i64> = counts.iter().copied().chain(sample).collect();
    let figures = passage.numbers_in(0..until).iter().filter_map(|at| passage.tokens[*at].figure());
    for share in figures.filter(|figure: &Figure| figure.denominator > 1 || figure.unit == Unit::Percent) {
        let parts = if share.unit == Unit::Percent { share.denominator.saturating_mul(100) } else { share.denominator };
        for whole in counts.clone().into_iter().chain(sample) {
            let part = whole.saturating_mul(share.numerator) / parts.max(1);
            out.extend([part, part + 1, whole - part, whole - part - 1]);
        }
    }
    if !parts {
        // 'Two were men and three women. All five …': what one sentence adds up to.
        let sums = passage.sentences.iter().map(|sentence| told.iter().filter(|at| sentence.tokens.contains(at)));
        out.extend(sums.map(|told| told.filter_map(|at| plain(reading, passage, *at)).sum::<i64>()));
        return out;
    }
    counts.extend(sample);
    for (nth, one) in counts.iter().enumerate() {
        for (other, two) in counts.iter().enumerate().skip(nth + 1) {
            out.extend([one + two, (one - two).abs()]);
            out.extend(counts.iter().skip(other + 1).flat_map(|three| [one + two + three, (one - two - three).abs()]));
        }
    }
    out.insert(counts.iter().take(told.len()).sum());
    out
}

/// 'Eight of the 63 had to attend it' where the criterion told of 36 before, and of no 63: what is wrong where this passage has told nothing yet.
fn passage_before<'r>(reading: &Reading, passage: &'r Passage<'r>, at: usize, said: i64) -> Option<Remark<'r>> {
    passage.place.criterion?;
    let near = |other: &&Passage| other.place.criterion == passage.place.criterion && other.is_prose();
    let mut above =
        reading.passages[..passage.index].iter().rev().take_while(|other| other.place.section == passage.place.section).filter(near);
    let told = |other: &Passage, meant: &dyn Fn(i64) -> bool| other.numbers.iter().any(|at| plain(reading, other, *at).is_some_and(meant));
    let sample = reading.report.sample.as_ref().is_some_and(|sample| i64::from(sample.value) == said);
    let meant = swaps(said).find(|other| *other > 9 && above.clone().any(|passage| told(passage, &|count| count == *other)))?;
    (!sample && !above.any(|passage| told(passage, &|count| count == said))).then(|| {
        Remark::new(format!("no {said} were counted before, but {meant}, with the digits the other way round"))
            .at(passage, passage.tokens[at].range(), "these were counted before?")
            .help("correct the number, or say which group is meant")
    })
}

/// Whether a number is told in the passages above, in the same criterion or part, or a large one anywhere if this stands in no criterion.
fn further_up(reading: &Reading, passage: &Passage, said: i64) -> bool {
    let place = passage.place;
    let is = |passage: &Passage| passage.numbers.iter().any(|at| plain(reading, passage, *at) == Some(said));
    if place.criterion.is_none() && said > 20 {
        return reading.prose().any(|other| other.index != passage.index && is(other));
    }
    let same = |other: &&Passage| match place.criterion {
        Some(_) => other.place.criterion == place.criterion && other.place.section == place.section,
        None => other.place.part == place.part && other.place.section == place.section,
    };
    let above = reading.passages[..passage.index].iter().rev().take_while(same);
    above.into_iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::super::FigureToldDifferently;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_nothing_before_gives_the_number() {
        fires(
            &FigureToldDifferently,
            &[
                ("A report had been prepared in 82 cases. Of these 72 reports, 60 (83%) made a clear proposal.", "72"),
                ("Ten offenders were on the scheme. Four of the 12 had intensive contact.", "12"),
                ("A full analysis was called for in 88 cases. All but 11 of the 86 had one.", "86"),
                ("Of the 33 cases found, all but three had been managed well. Those four cases had been classed wrongly.", "four"),
                ("Nine offenders lived in approved premises. Eight of the eight had a key worker.", "eight"),
                ("Eight victims replied. Six of the ten were satisfied.", "ten"),
                ("Action was taken in 27 cases, and in 24 of those 72 within ten days.", "72"),
                ("Eight of the 36 had to attend it, and five of the ten waited for months.", "ten"),
                ("Four were completed and returned. All six expressed positive views.", "six"),
                ("Four were completed and returned. Three out of the five knew whom to ask.", "five"),
                ("There were 36 such cases.\n\nEight of the 63 had to attend it.", "63"),
                ("Of the three offenders in custody, two had been seen and two had a letter. All four thought well of it.", "four"),
                ("There had been seven evaluations: two in May, four in June and one in July. None of the six had led to a change.", "six"),
                ("It was required in 41 cases, and five had none. Of the 35 plans that had been made, 14 were clear.", "35"),
                ("Two had been ill. For these four offenders there was a plan.", "four"),
                ("It was a factor in 36 cases. It was part of the sentence in 14 of the 63.", "63"),
            ],
        );
    }

    #[test]
    fn is_silent_where_something_does_or_it_is_another_group() {
        silent(
            &FigureToldDifferently,
            &[
                "A report had been prepared in 72 cases. Of these 72 reports, 60 (83%) made a clear proposal.",
                "A plan was needed in 36 cases. It was missing in nine. Eighteen of the 27 were clear.",
                "A plan was needed in 40 cases. It was made in three-quarters. Eighteen of the 30 were clear.",
                "A plan was needed in 40 cases. It was made in 75%. Eighteen of the 30 were clear.",
                "A plan was needed in all but ten cases. Eighteen of the 100 were clear.",
                "Ten were on Tier 2, six on Tier 3 and four on Tier 4. Twelve of the 20 had a plan.",
                "Ten offenders were on the scheme. Four of the 12 women had contact, and three of the 15 in custody.",
                "Two targets were missed. None of the six had been set by the area, and the area's three districts differed. Two of the three had met it.",
                "About ten offenders were on the scheme. Four of the 12 had contact.",
                "Ten offenders were on the scheme. The 12 sites were good. All 12 staff had come, and all six planned visits were made.",
                "Ten offenders were aged under 18. Four of those 12 who had been asked came. These two issues were raised.",
                "A plan was needed in 30 cases.\n\nTen offenders were on the scheme. Four of the 30 had a plan.",
                "Two of them were men and three women. All five had come. There were 36 such cases.\n\nEight of the 36 had to attend it.",
                "It was required in 40 cases, and five had none. Of the 35 plans that had been made, 14 were clear.",
                "We had four replies.\n\nTwo had been told. All four were content.",
                "Seven of the 12 had been there for the 18 months of Phase 2. One of the two was ill.",
            ],
        );
    }
}
