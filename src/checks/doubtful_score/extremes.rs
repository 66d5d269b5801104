//! 'Scores ran from 65% to 82%', 'the highest score in this section, 83%': where the scores go, and what the highest and the lowest is.

use super::super::reading::scored::{Mentions, Names};
use super::super::reading::sentences::Sentence;
use super::super::reading::standing::{Given, Scope, scopes};
use super::super::reading::words::Figure;
use super::super::reading::{Kind, Passage, Reading};
use super::super::score_told_differently::{ELSEWHERE, SCORES, bound, names_another};
use super::super::{Found, Remark};
use crate::model::score::ScoreOf;

/// Words of a sentence that looks at others' scores, or at some of them.
const OTHERS: &[&str] = &[
    "area",
    "areas",
    "average",
    "averages",
    "apart",
    "best",
    "both",
    "cases",
    "ever",
    "except",
    "excepting",
    "far",
    "former",
    "headline",
    "mean",
    "median",
    "most",
    "national",
    "office",
    "offices",
    "other",
    "others",
    "prisons",
    "questions",
    "region",
    "regional",
    "regions",
    "remaining",
    "rest",
    "some",
    "target",
    "targets",
    "team",
    "teams",
    "these",
    "those",
    "thread",
    "threads",
    "trusts",
    "until",
    "year",
    "years",
    "yet",
];
const EXTREMES: &[&str] = &["highest", "lowest"];
const LEADS: &[&str] =
    &["ran", "run", "runs", "ranged", "range", "ranges", "ranging", "varied", "vary", "went", "lay", "lie", "fell", "were", "running"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let words: Vec<&str> = EXTREMES.iter().chain(LEADS).copied().collect();
    let text = |passage: &&Passage| passage.is_written() && matches!(passage.kind, Kind::Text | Kind::Conclusion | Kind::Small);
    let mut passages: Vec<&Passage> = reading.places(&words).map(|(passage, _)| passage).filter(text).collect();
    passages.dedup_by_key(|passage| passage.index);
    if passages.is_empty() {
        return;
    }
    let (scopes, names) = (scopes(reading), Names::new(reading.framework));
    for passage in passages {
        for sentence in &passage.sentences {
            look(reading, &names, &scopes, passage, sentence, found);
        }
    }
}

fn look(reading: &Reading, names: &Names, scopes: &[Scope], passage: &Passage, sentence: &Sentence, found: &mut Found) {
    let range = sentence.tokens.clone();
    let speaks = |at: usize| passage.is_word(at, SCORES) || passage.is_word(at, &["criteria", "criterion"]);
    if !range.clone().any(|at| passage.tokens[at].percent().is_some()) || !range.clone().any(speaks) {
        return;
    }
    let other = |at: usize| {
        passage.is_word(at, OTHERS) || passage.is_word(at, ELSEWHERE) || passage.tokens[at].figure().is_some_and(Figure::may_be_year)
    };
    let mentions = Mentions::new(names.mentions(passage, range.clone()), range.clone());
    let of_thread = mentions.list.iter().any(|mention| matches!(mention.of, ScoreOf::Thread(_) | ScoreOf::Overall));
    if of_thread || range.clone().any(other) || bound::is_wished(passage, sentence) || names_another(reading, passage, sentence, &mentions)
    {
        return;
    }
    let meant = meant(reading, names, scopes, passage, sentence, &mentions);
    if meant.is_empty() {
        return;
    }
    if let Some((low, high)) = spread(passage, sentence, &mentions) {
        ranges(passage, &meant, low, high, found);
    }
    for at in range.clone().filter(|at| passage.is_word(*at, EXTREMES)) {
        if let Some(figure) = of_extreme(passage, sentence, &mentions, at) {
            extreme(passage, &meant, at, figure, found);
        }
    }
}

/// The scores that a sentence may mean, those first that it most likely means.
fn meant<'s>(
    reading: &Reading,
    names: &Names,
    scopes: &'s [Scope],
    passage: &Passage,
    sentence: &Sentence,
    mentions: &Mentions,
) -> Vec<(&'s Scope, i64, i64)> {
    let within = |first: usize| first > sentence.tokens.start && passage.is_word(first - 1, &["in", "of", "within", "under"]);
    let of_name = mentions.list.iter().find_map(|mention| match &mention.of {
        ScoreOf::Section(number) if within(mention.first) => Some(number.clone()),
        _ => None,
    });
    let heading = || reading.heading_of(passage).and_then(|heading| names.heads(reading.framework, heading));
    let of_heading = || if let Some(ScoreOf::Section(number)) = heading() { Some(number) } else { None };
    let this = sentence.tokens.clone().any(|at| passage.says(at, &["this", "section"]) || passage.says(at, &["the", "section"]));
    let strict = of_name.is_some() || this;
    let own = of_name.or_else(|| passage.place.section.map(str::to_owned)).or_else(of_heading);
    if this && own.is_none() {
        return Vec::new();
    }
    // 'The four criteria'.
    let criteria = sentence.tokens.clone().find(|at| passage.is_word(*at, &["criteria"]));
    let count = criteria.and_then(|at| passage.tokens[at.checked_sub(1)?].count()).and_then(|count| usize::try_from(count).ok());
    let fits = |scope: &&Scope| {
        let placed = if scope.section.is_some() { scope.section == own } else { !strict };
        placed && count.is_none_or(|count| scope.given.len() == count)
    };
    let mut all: Vec<(&Scope, i64, i64)> = scopes.iter().filter(fits).filter_map(ends).collect();
    all.sort_by_key(|(scope, ..)| scope.section.is_none());
    all
}

/// The lowest and the highest score, if there are several.
fn ends(scope: &Scope) -> Option<(&Scope, i64, i64)> {
    let percent = |given: &Given| if let Given::Percent(value) = given { Some(*value) } else { None };
    let values: Vec<i64> = scope.given.iter().filter_map(percent).collect();
    let (low, high) = (values.iter().min()?, values.iter().max()?);
    (values.len() > 1).then_some((scope, *low, *high))
}

fn whole(passage: &Passage, at: usize) -> Option<i64> {
    passage.tokens.get(at).filter(|_| !passage.is_hedged(at))?.percent().and_then(Figure::whole)
}

/// 'Scores ran from 65% to 84%', 'the scores for this section were between 65% and 84%': the two figures.
fn spread(passage: &Passage, sentence: &Sentence, mentions: &Mentions) -> Option<(usize, usize)> {
    let verb = sentence.tokens.clone().find(|at| {
        let next = at + 1 + usize::from(passage.is_word(at + 1, &["all"]));
        passage.is_word(*at, LEADS) && passage.is_word(next, &["from", "between"])
    })?;
    let next = verb + 1 + usize::from(passage.is_word(verb + 1, &["all"]));
    let link = if passage.is_word(next, &["from"]) { "to" } else { "and" };
    let scores = (sentence.tokens.start..verb).any(|at| passage.is_word(at, &["scores"]));
    // 'Three of the scores'.
    let some = (sentence.tokens.start..verb)
        .any(|at| passage.tokens[at].figure().is_some() && !passage.is_word(at + 1, &["criteria"]) && !mentions.hold(at));
    whole(passage, next + 1)?;
    let second = (next + 2..sentence.tokens.end).find(|at| passage.tokens[*at].figure().is_some_and(|figure| figure.whole().is_some()))?;
    whole(passage, second)?;
    let linked = passage.is_word(second - 1, &[link]) && second - next < 12 && !passage.is_word(second + 1, &["of"]);
    (scores && !some && linked).then_some((next + 1, second))
}

fn ranges(passage: &Passage, meant: &[(&Scope, i64, i64)], first: usize, second: usize, found: &mut Found) {
    let (Some(one), Some(two)) = (whole(passage, first), whole(passage, second)) else { return };
    let said = (one.min(two), one.max(two));
    if meant.iter().any(|(_, low, high)| said == (*low, *high)) {
        return;
    }
    let Some((scope, low, high)) = meant.first() else { return };
    let wrong = if [low, high].contains(&&one) { second } else { first };
    found.say(
        Remark::new(format!("the scores of the {} run from {low}% to {high}%, not from {}% to {}%", scope.name, said.0, said.1))
            .at(passage, passage.tokens[wrong].range(), "")
            .help("correct the figure, or say which scores are meant"),
    );
}

/// The figure of 'the highest score in this section, 81%', 'the lowest, 63%', 'at 81%, it was the highest score'.
fn of_extreme(passage: &Passage, sentence: &Sentence, mentions: &Mentions, at: usize) -> Option<usize> {
    const ENDS: &[&str] = &["was", "is", "at", "of", "with", "scored", "scoring", "only", "just"];
    const APART: &[&str] = &["than", "but", "above", "below", "points", "point", "from", "which", "while", "whereas", "score’s", "or"];
    let start = sentence.tokens.start;
    let the = at > start && passage.is_word(at - 1, &["the", "its"]);
    // 'One of the lowest scores'.
    let one_of = at > start + 1 && passage.is_word(at - 2, &["of", "among", "amongst", "than", "not"]);
    let scores = passage.is_word(at + 1, &["score", "scoring"]) || passage.is_word(at + 1, &["criterion"]);
    let earlier = || (start..at).any(|at| passage.is_word(at, &["score"]));
    let elided = (passage.is_mark(at + 1, ',') || passage.is_mark(at + 1, '(') || passage.is_word(at + 1, &["was", "at"])) && earlier();
    if !the || one_of || !(scores || elided) {
        return None;
    }
    let stop = |at: &usize| {
        let token = &passage.tokens[*at];
        token.figure().is_some() && !mentions.hold(*at) || token.is(';') || passage.is_word(*at, EXTREMES)
    };
    let after = (at + 1..sentence.tokens.end.min(at + 16)).find(stop).filter(|at| whole(passage, *at).is_some());
    let plain = |figure: &usize| {
        let before = figure - 1;
        let led = passage.is_mark(before, ',') || passage.is_mark(before, '(') || passage.is_word(before, ENDS);
        led && !(at + 1..*figure).any(|at| passage.is_word(at, APART)) && !passage.is_word(figure + 1, &["of"])
    };
    if let Some(figure) = after.filter(plain) {
        return Some(figure);
    }
    // '…, at 81%, the highest score', 'At 81%, serving the sentence had the highest score'.
    let beside = at.checked_sub(3).filter(|figure| *figure >= start && passage.is_mark(figure + 1, ','));
    let opens =
        passage.is_word(start, &["at", "with"]) && !(start + 2..at).any(|at| passage.tokens[at].figure().is_some() && !mentions.hold(at));
    let before = beside.or_else(|| Some(start + 1).filter(|_| opens && after.is_none()))?;
    let lone = passage.is_word(before.checked_sub(1)?, &["at", "with", "scored", "of", "was"]) && before < at;
    whole(passage, before).filter(|_| lone && scores).map(|_| before)
}

fn extreme(passage: &Passage, meant: &[(&Scope, i64, i64)], at: usize, figure: usize, found: &mut Found) {
    let highest = passage.is_word(at, &["highest"]);
    let of = |(_, low, high): &(&Scope, i64, i64)| if highest { *high } else { *low };
    let Some(said) = whole(passage, figure) else { return };
    let Some(first) = meant.first().filter(|_| !meant.iter().any(|ends| of(ends) == said)) else { return };
    let word = if highest { "highest" } else { "lowest" };
    found.say(
        Remark::new(format!("the {word} score of the {} is {}%, not {said}%", first.0.name, of(first)))
            .at(passage, passage.tokens[figure].range(), "")
            .help("correct the figure, or say which scores are meant"),
    );
}
