//! 'A plan was missing in ten of the 36 cases' in the summary, where a finding has 'a plan was needed in 36 cases. It was missing in nine': what
//! stands outside the sections is told again from one finding, and one of its numbers is not there.
//!
//! A finding tells its numbers over several sentences ('it was taken in all but two of them'), so a number counts as told if it is there or is
//! what two numbers there leave or make.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::claims::DENIES;
use super::super::reading::sentences::Sentence;
use super::super::reading::shares::labelled;
use super::super::reading::told::{Asked, Measure, Role, Statement};
use super::super::reading::words::{Figure, Form};
use super::super::reading::{Home, Passage, Reading};
use super::super::score_told_differently::SCORES;
use super::super::{Found, Remark};
use super::alike::Weights;

/// How many findings with a word are looked at; a word of more is no help.
const BUCKET: usize = 40;
/// By how many words of a statement findings are looked for.
const WORDS: usize = 4;
/// What two numbers of a finding make is reckoned up to so many numbers.
const MOST: usize = 14;
/// A sentence that tells more is a list.
const IN_ONE: usize = 4;
/// Words that tell less need those of the sentence before.
const LITTLE: u32 = 150;

/// A finding or a paragraph with the numbers that it tells.
pub(super) struct Told<'r, 'a> {
    /// Its words of meaning, sorted.
    pub(super) stems: Vec<u64>,
    /// The part of the report.
    pub(super) part: &'r str,
    /// The counts, with their places.
    pub(super) counts: Vec<(i64, &'r Passage<'a>, usize)>,
    /// The percentages, likewise.
    pub(super) percents: Vec<(i64, &'r Passage<'a>, usize)>,
    fractions: Vec<(i64, i64)>,
    years: Vec<i64>,
    /// Its paragraphs.
    pub(super) passages: &'r [Passage<'a>],
}

/// A number of a sentence that is held against findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    measure: Measure,
    value: i64,
    /// Its token.
    pub(super) at: usize,
}

/// What is told of one thing in one sentence: its numbers and the words around them.
struct Retold<'s> {
    numbers: Vec<Number>,
    /// The words of meaning of a number's own part of the sentence, where they are known.
    own: Vec<&'s [u64]>,
    words: Vec<u64>,
}

/// How well a finding tells the same.
#[derive(Clone, Copy)]
pub(super) struct Fit {
    /// How many words of meaning both have.
    pub(super) shared: usize,
    /// How much these tell.
    pub(super) told: u32,
    /// What part of all that the words tell, in hundredths.
    pub(super) cover: u32,
}

/// Says what is found in the whole report, but for numbers at which something has been said: passages and their tokens.
pub(super) fn run<'r, 'a>(
    reading: &'r Reading<'a>,
    all: &[Told<'r, 'a>],
    statements: &[Statement<'r, 'a>],
    weights: &Weights,
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
        if home.place.section.is_some() || !is_told(&same[0]) {
            continue;
        }
        let Some(sentence) = home.sentence_at(same[0].at) else { continue };
        let numbers = numbers(reading, home, sentence);
        for fact in facts(same, &numbers, sample, weights) {
            // One slip may stand out in two ways.
            if numbers.iter().any(|number| said.contains(&(home.index, number.at))) {
                continue;
            }
            let words = weights.rarest(&fact.words, WORDS);
            let near = words.iter().filter_map(|stem| index.get(stem)).filter(|same| same.len() <= BUCKET);
            let near: BTreeSet<usize> = near.flatten().copied().collect();
            let near: Vec<&Told> = near.into_iter().map(|at| &all[at]).filter(|told| told.part != home.place.part).collect();
            let denied = |number: &Number| same.iter().any(|statement| statement.at == number.at && statement.denied);
            if let Some((number, other)) = odd(&numbers, &fact, &near, weights).filter(|(number, other)| !denied(number) || other.denies) {
                say(home, number, &other, found);
                said.insert((home.index, number.at));
            }
        }
    }
}

/// Whether a statement tells of this inspection's cases.
pub(super) fn is_told(statement: &Statement) -> bool {
    statement.asked == Asked::No && !statement.elsewhere && statement.years.is_empty()
}

/// The findings and paragraphs of a report that tell numbers.
pub(super) fn findings<'r, 'a>(reading: &'r Reading<'a>, statements: &[Statement<'r, 'a>]) -> Vec<Told<'r, 'a>> {
    let mut out = Vec::new();
    for same in statements.chunk_by(|a, b| a.passage.place.unit == b.passage.place.unit) {
        let place = same[0].passage.place;
        if same.iter().all(|statement| statement.asked != Asked::No) || !matches!(place.home, Home::Prose | Home::Finding) {
            continue;
        }
        let mut stems: Vec<u64> = same.iter().flat_map(|statement| statement.wide.iter().copied()).collect();
        stems.sort_unstable();
        stems.dedup();
        let (mut counts, mut percents, mut fractions, mut years) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (first, last) = (same[0].passage.index, same[same.len() - 1].passage.index);
        let passages = &reading.passages[first..=last];
        for (passage, at) in passages.iter().flat_map(|passage| passage.numbers.iter().map(move |at| (passage, *at))) {
            let Some(figure) = passage.tokens[at].figure() else { continue };
            if figure.may_be_year() {
                years.extend(figure.whole());
            } else if figure.form == Form::Fraction {
                fractions.push((figure.numerator, figure.denominator));
            } else if let Some(percent) = passage.tokens[at].percent().and_then(Figure::whole) {
                percents.push((percent, passage, at));
            } else if let Some(count) = passage.tokens[at].count() {
                counts.push((count, passage, at));
            }
        }
        out.push(Told { stems, part: place.part, counts, percents, fractions, years, passages });
    }
    out
}

/// The numbers of a sentence that count cases or are shares of them.
pub(super) fn numbers(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Vec<Number> {
    const OTHERS: &[&str] = &["another", "first", "further", "last", "next", "other", "remaining", "additional", "between", "every"];
    const UNITS: &[&str] = &[
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "hour",
        "hours",
        "minutes",
        "points",
        "percentage",
        "times",
        "more",
        "fewer",
        "less",
        "other",
        "others",
        "million",
        "working",
        "recommendations",
    ];
    if sentence
        .tokens
        .clone()
        .any(|at| passage.is_word(at, SCORES) || passage.is_word(at, &["criterion", "criteria", "section", "sections"]))
    {
        return Vec::new();
    }
    let number = |at: usize| {
        let (token, figure) = (&passage.tokens[at], passage.tokens[at].figure()?);
        let aside = figure.may_be_year()
            || passage.is_hedged(at)
            || at > 0 && passage.is_word(at - 1, OTHERS)
            || passage.is_word(at + 1, UNITS)
            || passage.quotation_at(token.start).is_some()
            || labelled(passage, &reading.lexicon, at)
            // '70 (88%)' is told once.
            || at > 1 && passage.is_mark(at - 1, '(') && token.percent().is_some() && passage.tokens[at - 2].figure().is_some();
        let percent = token.percent().and_then(Figure::whole).map(|value| (Measure::Percent, value));
        let (measure, value) = percent.or_else(|| token.count().filter(|count| *count > 1).map(|value| (Measure::Count, value)))?;
        (!aside).then_some(Number { measure, value, at })
    };
    passage.numbers_in(sentence.tokens.clone()).iter().filter_map(|at| number(*at)).collect()
}

/// What one sentence tells: a whole with its parts, and where it tells little, all of it.
fn facts<'s>(same: &'s [Statement], numbers: &[Number], sample: Option<i64>, weights: &Weights) -> Vec<Retold<'s>> {
    let mut out: Vec<(Option<i64>, Retold)> = Vec::new();
    for statement in same {
        let Some(number) = numbers.iter().find(|number| number.at == statement.at) else { continue };
        if matches!(statement.role, Role::To | Role::From | Role::Except) {
            continue;
        }
        let whole = match statement.role {
            Role::Part => statement.base,
            Role::Group => Some(number.value),
            _ => None,
        };
        // Parts of the whole sample are of as many things.
        let whole = whole.filter(|_| whole != sample);
        match out.iter_mut().find(|(base, _)| base.is_some() && *base == whole) {
            Some((_, fact)) => {
                fact.words.extend(&statement.near);
                fact.numbers.push(*number);
                fact.own.push(&statement.near);
            }
            None => out.push((whole, Retold { numbers: vec![*number], own: vec![&statement.near], words: statement.near.clone() })),
        }
    }
    let mut out: Vec<Retold> = out.into_iter().map(|(_, fact)| fact).collect();
    if (2..=IN_ONE).contains(&numbers.len()) && !numbers.iter().any(|number| Some(number.value) == sample) {
        let own =
            |number: &Number| same.iter().find(|statement| statement.at == number.at).map_or(&[][..], |statement| &statement.near[..]);
        let mut words: Vec<u64> = same.iter().flat_map(|statement| statement.near.iter().copied()).collect();
        // 'There were 25 cases of this kind.'
        if weights.sum(words.iter()) < LITTLE {
            words.extend(same[0].wide.iter());
        }
        out.push(Retold { numbers: numbers.to_vec(), own: numbers.iter().map(own).collect(), words });
    }
    for fact in &mut out {
        fact.words.sort_unstable();
        fact.words.dedup();
    }
    out
}

impl Told<'_, '_> {
    /// How well it tells what the words say.
    pub(super) fn fit(&self, words: &[u64], weights: &Weights) -> Fit {
        let shared = words.iter().filter(|stem| self.stems.binary_search(stem).is_ok());
        let told = weights.sum(shared.clone());
        Fit { shared: shared.count(), told, cover: (told * 100).checked_div(weights.sum(words.iter())).unwrap_or(0) }
    }

    /// Whether a number is told here.
    pub(super) fn has(&self, measure: Measure, value: i64) -> bool {
        let of = if measure == Measure::Percent { &self.percents } else { &self.counts };
        of.iter().any(|(known, ..)| *known == value)
    }

    /// The parts of a whole that are told as fractions, and what these leave.
    pub(super) fn fractions_of(&self, whole: i64) -> impl Iterator<Item = i64> {
        let even = self.fractions.iter().filter(move |(_, of)| *of > 0 && whole % of == 0);
        even.flat_map(move |(part, of)| [whole / of * part, whole - whole / of * part])
    }

    /// Whether a number is told here, or what two numbers make or leave, or what a share comes to.
    pub(super) fn makes(&self, measure: Measure, value: i64) -> bool {
        if self.has(measure, value) || self.counts.len() > MOST || self.percents.len() > MOST {
            return true;
        }
        let share = |part: i64, whole: i64| whole > 0 && part <= whole && (part * 200 + whole) / (whole * 2) == value;
        let counts = || self.counts.iter().map(|(count, ..)| *count);
        if measure == Measure::Percent {
            let percents = || self.percents.iter().map(|(percent, ..)| *percent);
            return percents().any(|one| one + value == 100 || percents().any(|two| one + two == value || one - two == value))
                || counts().any(|one| counts().any(|two| share(one, two) || share(two - one, two)))
                || self.fractions.iter().any(|(part, whole)| share(*part, *whole) || share(whole - part, *whole));
        }
        let of_share = |percent: i64, whole: i64| {
            whole > 0 && ((value * 200 + whole) / (whole * 2) == percent || ((whole - value) * 200 + whole) / (whole * 2) == percent)
        };
        let same = |whole: i64, part: i64, one: i64| i128::from(value) * i128::from(whole) == i128::from(part) * i128::from(one);
        counts().any(|one| {
            counts().any(|two| one - two == value || one + two == value)
                || value <= one
                    && (self.percents.iter().any(|(percent, ..)| of_share(*percent, one))
                        || self.fractions.iter().any(|(part, whole)| same(*whole, *part, one) || same(*whole, whole - part, one)))
        })
    }
}

/// What a finding tells instead of a number: the number, and where it is told or what it is made of.
struct Other<'r, 'a> {
    value: i64,
    passage: &'r Passage<'a>,
    at: usize,
    /// Whether something is denied there.
    denies: bool,
}

/// The one number of a fact that a finding tells otherwise.
fn odd<'r, 'a>(all: &[Number], fact: &Retold, near: &[&Told<'r, 'a>], weights: &Weights) -> Option<(Number, Other<'r, 'a>)> {
    let mut best: Option<(u32, Number, Other)> = None;
    for told in near {
        let fit = told.fit(&fact.words, weights);
        if fit.shared < 2 || fit.cover < 45 || !told.years.is_empty() {
            continue;
        }
        let own = |own: &[u64], least: u32| own.is_empty() || told.fit(own, weights).cover >= least;
        let anchors = |number: &Number| {
            let at = fact.numbers.iter().position(|known| known == number);
            number.value > 5 && told.has(number.measure, number.value) && at.is_none_or(|at| own(fact.own[at], 50))
        };
        let anchored = all.len() <= IN_ONE && all.iter().any(anchors);
        let enough = if anchored { fit.told >= 80 && fit.cover >= 60 } else { fit.shared >= 3 && fit.told >= 150 && fit.cover >= 85 };
        let missing: Vec<usize> =
            (0..fact.numbers.len()).filter(|at| !told.makes(fact.numbers[*at].measure, fact.numbers[*at].value)).collect();
        match missing[..] {
            // Somebody tells it so.
            [] if fit.cover >= 60 => return None,
            [at] if enough && own(fact.own[at], if anchored { 45 } else { 60 }) => {
                let Some(other) = slip(told, fact.numbers[at], all, anchored) else { continue };
                if best.as_ref().is_none_or(|(known, ..)| *known < fit.told) {
                    best = Some((fit.told, fact.numbers[at], other));
                }
            }
            _ => {}
        }
    }
    best.map(|(_, number, other)| (number, other))
}

/// The number of a finding for which another may be a slip; what the sentence tells too is something else.
fn slip<'r, 'a>(told: &Told<'r, 'a>, number: Number, all: &[Number], anchored: bool) -> Option<Other<'r, 'a>> {
    let of = if number.measure == Measure::Percent { &told.percents } else { &told.counts };
    let free = |value: i64| !all.iter().any(|other| other.measure == number.measure && other.value == value);
    let (_, passage, at) = *of.first()?;
    let denies = told.passages.iter().any(|passage| (0..passage.tokens.len()).any(|at| passage.is_word(at, DENIES)));
    let near = of
        .iter()
        .filter(|(known, ..)| free(*known) && is_slip(*known, number.value, anchored))
        .min_by_key(|(known, ..)| (known - number.value).abs());
    let near = near.map(|(value, passage, at)| Other { value: *value, passage, at: *at, denies });
    // 'All but two of the 23': 21, of which 12 may be a slip.
    let turned =
        turned(number.value).filter(|value| anchored && free(*value) && told.counts.len() <= MOST && told.makes(number.measure, *value));
    let made = turned.map(|value| Other { value, passage, at, denies });
    match (&near, made) {
        (Some(near), Some(made)) if near.value == made.value => {}
        (Some(near), _) if (near.value - number.value).abs() <= 3 => {}
        (_, Some(made)) => return Some(made),
        _ => {}
    }
    near
}

/// Two digits the other way round.
fn turned(value: i64) -> Option<i64> {
    let turned = value % 10 * 10 + value / 10;
    ((10..100).contains(&value) && turned > 9 && turned != value).then_some(turned)
}

/// Whether one number may be a slip of the pen for another: one or two off, two digits the other way round, or another digit.
fn is_slip(one: i64, two: i64, anchored: bool) -> bool {
    let apart = (one - two).abs();
    let digits = |value: i64| value.to_string().into_bytes();
    let (first, second) = (digits(one), digits(two));
    let sorted = |mut digits: Vec<u8>| {
        digits.sort_unstable();
        digits
    };
    let turned = first.len() > 1 && first.len() == second.len() && sorted(first.clone()) == sorted(second.clone());
    let other = first.len() > 1 && first.len() == second.len() && first.iter().zip(&second).filter(|(one, two)| one != two).count() == 1;
    apart > 0 && (apart <= if anchored { 3 } else { 2 } && one.min(two) > if anchored { 1 } else { 9 } || turned || anchored && other)
}

fn say(here: &Passage, number: Number, other: &Other, found: &mut Found) {
    let there = &other.passage.tokens[other.at];
    let told = there.percent().and_then(Figure::whole).or_else(|| there.count()) == Some(other.value);
    let written = if told { other.passage.as_told(other.at) } else { other.value.to_string() };
    let label = if told { "elsewhere" } else { "this and the numbers around it" };
    let said = here.as_told(number.at);
    let message = if told {
        format!("‘{said}’ here and ‘{written}’ elsewhere seem to be said of the same thing")
    } else {
        format!("‘{said}’ here seems to be said of what the numbers elsewhere make {written}")
    };
    found.say(
        Remark::new(message)
            .at(here, here.tokens[number.at].range(), "")
            .at(other.passage, there.range(), label)
            .help("write the right figure in both places, or say what sets the two apart"),
    );
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    /// What is said of a foreword and a finding.
    fn said(summary: &str, finding: &str) -> usize {
        let files = sample(Sample::Finding, finding).with("reports/surrey-2008/foreword.md", format!("{summary}\n"));
        run(&FigureToldDifferently, &files).len()
    }

    const PLANS: &str = "A letter to the landlord was needed in 36 cases. It was missing in nine, or a quarter. Of the 27 letters that had been made, 18 (67%) were polite.";

    #[test]
    fn holds_a_summary_against_the_whole_finding() {
        for (summary, finding) in [
            ("A letter to the landlord was missing in ten of the 36 cases that needed one.", PLANS),
            ("A letter to the landlord was missing in nine of the 34 cases that needed one.", PLANS),
            (
                "Enforcement was prompt: breach action was taken in 12 of the 23 cases that called for it.",
                "Breach action was called for in 23 cases. It was taken in all but two of them.",
            ),
        ] {
            assert_eq!(said(summary, finding), 1, "{summary} {finding}");
        }
    }

    #[test]
    fn is_silent_where_the_finding_makes_the_number_or_tells_of_others() {
        for (summary, finding) in [
            ("A letter to the landlord was missing in nine of the 36 cases that needed one.", PLANS),
            ("A letter to the landlord was made in 27 of the 36 cases that needed one, and was polite in 18.", PLANS),
            (
                "Breach action was taken in 21 of the 23 cases that called for it.",
                "Breach action was called for in 23 cases. It was taken in all but two of them.",
            ),
            ("Of the 120 lodgers, 36 were late, and ten were cautioned by the police.", PLANS),
            ("In the last inspection a letter to the landlord was missing in ten of the 36 cases that needed one.", PLANS),
            ("Rent was owed in ten of the 36 houses.", PLANS),
        ] {
            assert_eq!(said(summary, finding), 0, "{summary} {finding}");
        }
    }
}
