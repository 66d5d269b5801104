//! 'The 23 high-risk cases …' and elsewhere '97% of the high-risk cases': a group whose size the report gives cannot have that share.

mod beside;
mod beyond;
mod left;
mod rates;
mod returned;
mod rows;
mod sample;
mod slipped;
mod sums;
mod too_large;
mod whole;

use std::collections::BTreeMap;

use super::reading::english::{COUNTED, THEM};
use super::reading::lexicon::Lexicon;
use super::reading::sentences::Sentence;
use super::reading::shares::{is_possible, labelled, percentage, ratios};
use super::reading::words::{Figure, Token, TokenKind};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UnlikelyShare;

static ABOUT: About = About {
    name: "unlikely-share",
    line: "a percentage does not fit the size that the report gives for the group",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Percentages whose group has its size elsewhere. In one finding: ‘There were 23 cases … 97% of these’, ‘There were 35 cases. Nine (36%) had a plan’, ‘of the 26, seven knew it (37%)’, ‘twelve staff were asked and 60% agreed’. In the whole report: ‘the 23 high risk cases’ and later ‘97% of the high risk cases’; some number out of 23, or out of fewer, since not every case need be relevant, must give it. Of the sample: ‘in 90 cases, two-thirds of the sample’ must fit its size, and ‘seventeen offenders (11%)’ cannot be of more than there are, nor can 46 cases be what 70% of the sample leaves. Of what was asked: a response rate must be that of two numbers told with it, and no more can have answered than came back. A count with its percentage that none of the numbers before it nor the sample gives (‘the type was right in 52 cases (90%)’ after 80) is told where a slip would explain it.",
    matters: "A published report gave 97% for a group of 23. No such part of 23 cases, or of fewer, exists: the figure was another group's.",
    mend: "Look up which cases the percentage is of. Correct it, or name the group so that nobody takes it for the other.",
    example: Example {
        what: Sample::Finding,
        wrong: "There were 23 high risk cases. A plan had been made in 97% of these.",
        right: "There were 23 high risk cases. A plan had been made in 96% of these.",
    },
};

/// Groups with fewer have no size of their own: 'one or two offender managers'.
const SMALLEST: i64 = 5;

/// A number with what it counts, and where.
type Group<'r, 'a> = (i64, &'r Passage<'a>, usize);

impl Check for UnlikelyShare {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for unit in reading.units().filter(|unit| unit.iter().all(|passage| passage.place.origin == super::reading::Origin::Report)) {
            in_unit(reading, unit, found);
            bare(reading, unit, found);
        }
        in_report(reading, found);
        whole::run(reading, found);
        sample::run(reading, found);
        sums::run(reading, found);
        rates::run(reading, found);
        returned::run(reading, found);
        beyond::run(reading, found);
        left::run(reading, found);
        beside::run(reading, found);
        rows::run(reading, found);
        too_large::run(reading, found);
        found.keep_first();
    }
}

/// Percentages 'of these' in a finding that gives one size.
fn in_unit(reading: &Reading, unit: &[Passage], found: &mut Found) {
    let mut sizes: Vec<Group> = Vec::new();
    for passage in unit {
        for at in passage.numbers.iter().copied() {
            if let Some((size, _)) = size(reading, passage, at) {
                if !sizes.iter().any(|(known, ..)| *known == size) {
                    sizes.push((size, passage, at));
                }
            } else if let Some(share) = share(passage, at)
                && let Some((of, home, place)) = only(&sizes, passage, at)
                && near(home, place, passage, at)
                && (whose(
                    passage,
                    at,
                    size(reading, home, place).filter(|(_, noun)| *noun < place + 4).map_or("", |(_, noun)| home.word(noun)),
                ) || means(passage, at + 1, size(reading, home, place).map_or("", |(_, noun)| home.word(noun))))
                && !is_possible(share, of)
            {
                say(found, passage, at, of, "no whole number of them", (home, home.tokens[place].range()));
            }
        }
    }
}

/// The one size before a percentage: in the finding, or else in its sentence.
fn only<'r, 'a>(sizes: &[Group<'r, 'a>], passage: &'r Passage<'a>, at: usize) -> Option<Group<'r, 'a>> {
    let counts = |range: std::ops::Range<usize>| range.filter(|at| passage.tokens[*at].count().is_some_and(|count| count > 1)).count();
    if let [(_, home, place)] = sizes {
        // 'Seven plans and 100 letters, and 50% of them'.
        let alone = !std::ptr::eq(*home, passage) || counts(place + 1..at) == 0;
        return sizes.first().copied().filter(|_| alone);
    }
    let sentence = passage.sentences.iter().find(|sentence| sentence.tokens.contains(&at))?;
    let last = sizes.last().filter(|(_, home, place)| std::ptr::eq(*home, passage) && sentence.tokens.contains(place))?;
    (counts(sentence.tokens.start..at) == 1).then_some(*last)
}

/// Whether a place is in the same sentence as another, or in the next one.
fn near(home: &Passage, place: usize, passage: &Passage, at: usize) -> bool {
    let sentence = |at: usize| passage.sentences.iter().position(|sentence| sentence.tokens.contains(&at));
    std::ptr::eq(home, passage) && matches!((sentence(place), sentence(at)), (Some(first), Some(second)) if second <= first + 1)
}

/// '… women, 50% of whom', '… women, of whom 50%', 'of these, 50%'. 'Which' means the noun just before it.
fn whose(passage: &Passage, at: usize, noun: &str) -> bool {
    let after = |at: usize| {
        at.checked_sub(if passage.is_mark(at.saturating_sub(1), ',') { 2 } else { 1 }).is_some_and(|at| passage.is_word(at, &[noun]))
    };
    let which = |at: usize| passage.says(at, &["of"]) && passage.is_word(at + 1, &["which", "whom"]);
    let back = if at > 0 && passage.is_mark(at - 1, ',') { at - 1 } else { at };
    which(at + 1) && after(at)
        || back > 1
            && (which(back - 2) && after(back - 2) || passage.says(back - 2, &["of"]) && passage.is_word(back - 1, &["them", "these"]))
}

/// Whether 'of them', 'of these', 'of these cases' stands here, and so means what was counted before.
fn means(passage: &Passage, at: usize, noun: &str) -> bool {
    const GOES_ON: &[&str] = &[
        "a",
        "and",
        "but",
        "contained",
        "did",
        "had",
        "has",
        "have",
        "it",
        "showed",
        "that",
        "the",
        "there",
        "they",
        "was",
        "we",
        "were",
        "where",
        "which",
        "who",
    ];
    if !passage.says(at, &["of"]) || !passage.is_word(at + 1, &["these", "those", "them"]) {
        return false;
    }
    if passage.is_word(at + 1, &["them"]) {
        return true;
    }
    let next = at + 2;
    let ends = passage.tokens.get(next).is_none_or(|token| matches!(token.kind, TokenKind::Mark(_)));
    ends || passage.is_word(next, GOES_ON) || passage.is_word(next, &[noun])
}

/// 'There were 35 cases. Nine (36%) had a plan': a count with its percentage and no whole beside it must fit some number before it in the same
/// finding, or the sample.
fn bare(reading: &Reading, unit: &[Passage], found: &mut Found) {
    let lexicon = &reading.lexicon;
    for passage in unit {
        let mut wholes: Vec<usize> = Vec::new();
        // '16 (84%) were clear, and 12 of these (75%) were short': a part is the whole of another.
        let mut parts: Vec<usize> = Vec::new();
        for (index, sentence) in passage.sentences.iter().enumerate() {
            for at in passage.numbers_in(sentence.tokens.clone()).iter().copied() {
                let counts = |at: usize| !labelled(passage, lexicon, at) && !passage.is_pronoun(at);
                let Some(count) = passage.tokens[at].count().filter(|_| counts(at)) else { continue };
                let close = (at + 1..at + 5).find(|at| !passage.tokens.get(*at).is_some_and(Token::is_word)).unwrap_or(at);
                // 'Seven met the target (90%)'.
                let standard = (at + 1..close).any(|at| passage.is_word(at, &["target", "average", "limit", "standard", "threshold"]));
                let said = beside(reading, passage, close).filter(|said| !standard && sentence.tokens.contains(said));
                let Some((said, figure)) = said.and_then(|said| Some((said, passage.tokens[said].percent()?))) else {
                    if count > 1 {
                        wholes.push(at);
                    }
                    continue;
                };
                // '124 were begun, 96 (77%) of which were completed'.
                let after = said + 1 + usize::from(!passage.is_mark(said + 1, '.'));
                if passage.is_word(after, &["of"]) && passage.is_word(after + 1, THEM) {
                    let here =
                        wholes.last().copied().filter(|whole| sentence.tokens.contains(whole) && !passage.is_word(after + 1, &["those"]));
                    let last = here.or_else(|| before(reading, passage, index, at, after)).filter(|whole| !passage.is_hedged(*whole));
                    let whole = last.and_then(|whole| Some((whole, passage.tokens[whole].count()?)));
                    if let Some((whole, of)) =
                        whole.filter(|(_, of)| *of < count || percentage(count, *of, figure) != Some(figure.numerator))
                    {
                        say(found, passage, said, of, "not this count of them", (passage, passage.tokens[whole].range()));
                    }
                    parts.push(at);
                    continue;
                }
                if is_part(passage, lexicon, at) {
                    wholes.push(at);
                    continue;
                }
                let of = |at: &usize| passage.tokens[*at].count().unwrap_or(0);
                let own = lexicon.is_of(passage.word(after)) || lexicon.is_out(passage.word(after));
                let fits = |whole: i64| whole >= count && percentage(count, whole, figure) == Some(figure.numerator);
                let sample = reading.report.sample.as_ref().is_some_and(|sample| fits(i64::from(sample.value)));
                // Another whole may stand further back, or in another finding.
                let near: Vec<usize> =
                    wholes.iter().copied().filter(|whole| of(whole) > count && is_near(passage, index, *whole)).collect();
                let start = passage.word(sentence.tokens.start);
                // 'Of these, 14 (65%)' is of what was counted before.
                let taken =
                    passage.is_word(sentence.tokens.start + 1, &["them", "these"]) && passage.word(sentence.tokens.start + 2).is_empty();
                let opening = (lexicon.is_of(start) || lexicon.is_out(start)) && !taken;
                // 'Of the 27 cases in which it was due, it was done in 31 (78%)'; where it is fewer, `wrong-share` reckons.
                let opened = super::reading::shares::opening(reading, passage, sentence)
                    .filter(|(whole, of)| count > *of && (whole + 1..at).all(|at| passage.tokens[at].figure().is_none()) && !own);
                if let Some((whole, of)) = opened {
                    say(found, passage, said, of, "not this count of them", (passage, passage.tokens[whole].range()));
                    parts.push(at);
                    continue;
                }
                let told = wholes.iter().chain(&parts).any(|whole| fits(of(whole)));
                if !own && !opening && !sample && !told && !less(reading, passage, sentence).is_some_and(fits) {
                    if let Some(whole) = one_whole(reading, passage, sentence, &near) {
                        say(found, passage, said, of(&whole), "not this count of them", (passage, passage.tokens[whole].range()));
                    } else if let Some(whole) = smaller(reading, passage, &wholes, index).filter(|whole| {
                        close == at + 1 && parts.is_empty() && of(whole) < count && !slipped::further_up(reading, passage, count, figure)
                    }) {
                        say(found, passage, said, of(&whole), "not this count of them", (passage, passage.tokens[whole].range()));
                    } else if let Some(remark) = slipped::find(reading, passage, (at, said), &wholes, index) {
                        found.say(remark);
                    }
                }
                parts.push(at);
            }
        }
    }
}

/// The one whole of those before a part: a number told twice is one, and so are '114 of the 120 cases' in the same sentence.
fn one_whole(reading: &Reading, passage: &Passage, sentence: &Sentence, near: &[usize]) -> Option<usize> {
    let last = *near.last()?;
    let of = |at: usize| passage.tokens[at].count();
    if near.iter().all(|at| of(*at) == of(last)) {
        return Some(last);
    }
    let [ratio] = ratios(reading, passage, sentence)[..] else { return None };
    let known = |at: &usize| of(*at) == Some(ratio.count) || of(*at) == Some(ratio.of);
    (near.iter().all(known) && !ratio.stroke).then_some(ratio.whole)
}

/// 'It was required in 13 cases. In 27 (75%) it began': the one number told before a part, in the same sentence or the one before.
fn smaller(reading: &Reading, passage: &Passage, wholes: &[usize], sentence: usize) -> Option<usize> {
    let &[whole] = wholes else { return None };
    (is_near(passage, sentence, whole) && size(reading, passage, whole).is_some_and(|(of, _)| of >= SMALLEST)).then_some(whole)
}

/// How many 'all but 11 of the 88' are, in the same sentence.
fn less(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Option<i64> {
    let less = |ratio: &super::reading::shares::Ratio| (ratio.first < ratio.part).then_some(ratio.count);
    ratios(reading, passage, sentence).iter().find_map(less)
}

/// 'There were 25 plans. For 14 (56%) of these …': the one number of the sentence before, or its first where the others are what that is of.
fn before(reading: &Reading, passage: &Passage, sentence: usize, at: usize, of: usize) -> Option<usize> {
    let home = passage.sentences.get(sentence.checked_sub(1)?)?;
    let counts =
        |range: std::ops::Range<usize>| range.filter(|at| passage.tokens[*at].count().is_some_and(|count| count > 1)).collect::<Vec<_>>();
    let (first, rest) = counts(home.tokens.clone()).split_first().map(|(first, rest)| (*first, rest.to_vec()))?;
    let lexicon = &reading.lexicon;
    let one = rest.is_empty() && !labelled(passage, lexicon, first) && !is_part(passage, lexicon, first);
    let own = counts(passage.sentences[sentence].tokens.start..at).is_empty();
    // 'Of these letters' where others were counted.
    let noun = passage.word(of + 2);
    let same = (first + 1..first + 7).any(|at| passage.is_word(at, &[noun]));
    (one && own && means(passage, of, if same { noun } else { "" })).then_some(first)
}

/// The percentage that stands with a count whose words end here: '(36%)', ', which is 36%.', ', or 36%,'.
fn beside(reading: &Reading, passage: &Passage, close: usize) -> Option<usize> {
    let percent = |at: usize| passage.tokens.get(at).is_some_and(|token| token.percent().is_some());
    if passage.is_mark(close, '(') {
        return (percent(close + 1) && passage.is_mark(close + 2, ')')).then_some(close + 1);
    }
    let (one, two) = (passage.word(close + 1), passage.word(close + 2));
    let link = if reading.lexicon.is_or(one) { 1 } else { reading.lexicon.is_same(one, two).filter(|words| *words == 2)? };
    let said = close + 1 + link;
    let ends = [',', '.', ';'].iter().any(|mark| passage.is_mark(said + 1, *mark));
    (passage.is_mark(close, ',') && percent(said) && ends && !passage.is_hedged(said)).then_some(said)
}

/// Whether the number at a place is the whole of a ratio before it, or belongs to 'all but'.
fn is_part(passage: &Passage, lexicon: &Lexicon, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| passage.word(at));
    lexicon.is_of(before(1)) || lexicon.is_determiner(before(1)) && lexicon.is_of(before(2)) || lexicon.is_but(before(1))
}

/// Whether a number stands in a sentence or in the one before it.
fn is_near(passage: &Passage, sentence: usize, at: usize) -> bool {
    passage.sentences[sentence.saturating_sub(1)..=sentence].iter().any(|sentence| sentence.tokens.contains(&at))
}

/// Percentages of a group that has a name and, elsewhere, a size.
fn in_report(reading: &Reading, found: &mut Found) {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for passage in reading.prose() {
        for at in passage.numbers.iter().copied() {
            if let Some((size, _)) = size(reading, passage, at).filter(|(size, _)| *size >= SMALLEST)
                && at > 0
                && passage.is_word(at - 1, &["the", "all", "these", "those", "were"])
                && let Some(name) = name(passage, at + 1)
            {
                let group = groups.entry(name).or_insert((size, passage, at));
                if size > group.0 {
                    *group = (size, passage, at);
                }
            }
        }
    }
    for passage in reading.prose() {
        for at in passage.numbers.iter().copied() {
            let Some(share) = share(passage, at).filter(|_| passage.says(at + 1, &["of", "the"])) else { continue };
            let Some((size, home, place)) = name(passage, at + 3).and_then(|name| groups.get(&name)) else { continue };
            if (1..=*size).all(|of| !is_possible(share, of)) {
                say(found, passage, at, *size, "no part of so few", (home, home.tokens[*place].range()));
            }
        }
    }
}

fn say(found: &mut Found, passage: &Passage, at: usize, of: i64, label: &str, size: (&Passage, std::ops::Range<usize>)) {
    let written = passage.text(&passage.tokens[at]);
    found.say(
        Remark::new(format!("{written} does not fit a group of {of}"))
            .at(passage, passage.tokens[at].range(), label)
            .at(size.0, size.1, "the size of the group")
            .help("correct the percentage, or say of which cases it is"),
    );
}

/// The percentage at a place, if it is meant exactly and has no numbers of its own.
fn share(passage: &Passage, at: usize) -> Option<Figure> {
    let figure = passage.tokens.get(at).and_then(Token::percent)?;
    let bracketed = at > 0 && passage.is_mark(at - 1, '(');
    (!bracketed && !passage.is_hedged(at)).then_some(figure)
}

/// The number at a place, if it counts things that reports count, and where it says what: '23 high risk cases'.
fn size(reading: &Reading, passage: &Passage, at: usize) -> Option<(i64, usize)> {
    let count = passage.tokens.get(at).and_then(Token::count).filter(|count| (2..1000).contains(count))?;
    let noun = (at + 1..at + 7).take_while(|at| !passage.word(*at).is_empty()).find(|at| passage.is_word(*at, COUNTED))?;
    let less = at > 1 && reading.lexicon.is_but(passage.word(at - 1)) && reading.lexicon.is_all(passage.word(at - 2));
    let sure = !less && !passage.is_hedged(at) && !labelled(passage, &reading.lexicon, at);
    sure.then_some((count, noun))
}

/// The name of a group: two words or more that end with what is counted, in lower case. 'Relevant cases' are others each time.
fn name(passage: &Passage, start: usize) -> Option<String> {
    let end = (start..start + 7).take_while(|at| !passage.word(*at).is_empty()).find(|at| passage.is_word(*at, COUNTED))?;
    let loose =
        |at: usize| passage.is_word(at, &["relevant", "applicable", "such", "other", "remaining", "of", "these", "those", "the", "where"]);
    if end < start + 1 || loose(start) {
        return None;
    }
    Some((start..=end).map(|at| passage.word(at).to_lowercase()).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_group_is_too_small() {
        fires(
            &UnlikelyShare,
            &[
                ("There were 23 cases in all. A plan stood in 97% of them.", "97%"),
                ("We saw eight women who were offenders and spoke to 70% of these women.", "70%"),
                ("There were 35 cases. Nine (36%) had a plan.", "36%"),
                ("A programme was required in 13 cases. In 27 (75%) it began in time.", "75%"),
                ("Where he had a right to it, in 28 cases, it was offered in 41 (89%).", "89%"),
                ("Of the 27 cases in which action was required, it had been taken in 31 (78%).", "78%"),
                ("In May 124 courses were begun, 96 (67%) of which were completed.", "67%"),
                ("We saw eight women. It rose to 70% of these.", "70%"),
                ("The custody sample had seven plans, and 50% of them said so.", "50%"),
                ("There were 40 letters. The custody sample had seven plans, and 50% of them said so.", "50%"),
                ("In 25 of the cases sampled there had been abuse. For 14 (65%) of these the police had been told.", "65%"),
                ("There were 25 cases. Of these, 14 (65%) were late.", "65%"),
                ("We saw seven women, 50% of whom had a plan.", "50%"),
                ("There were seven plans, of which 50% were late.", "50%"),
                ("There were 25 cases. Of these, 65% were late.", "65%"),
                ("We saw 25 plans. Fourteen (65%) of those plans were clear.", "65%"),
                ("Of the 23 high risk cases, five were late.\n\nIt rose to 97% of the high risk cases.", "97%"),
                ("Of the 23 high risk cases, five were late.\n\nIt rose to 86% of high risk cases.", "86%"),
                ("Of the 23 high risk cases, five were late.\n\nIt was so in 67% of the high risk sample.", "67%"),
                ("Out of 49 team staff interviewed most agreed.\n\n44% of team staff interviewed did not.", "44%"),
                ("In the 20 custody cases visits were made in half, and letters sent in 47% of cases.", "47%"),
                ("In the 20 custody cases visits were made in half.\n\nLetters were sent in 38% of cases.", "38%"),
                ("It was due in 34 cases; action was taken in 27 cases. The action was in time in 82% of cases.", "82%"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_may_be_another_group() {
        silent(
            &UnlikelyShare,
            &[
                "There were 23 cases in all, and 14 licences. It was so in 97% of them.",
                "There were 23 cases in all. A plan stood in 96% of them.",
                "There were 23 relevant cases.\n\nIt was so in 97% of the relevant cases.",
                "Of the 23 high risk cases, five were late. It was 87% of the high risk cases.",
                "Of the 23 high risk cases and the 30 high risk cases elsewhere, five were late. It was 86% of high risk cases.",
                "Out of 49 team staff interviewed most agreed.\n\n43% of team staff interviewed did not, and 44% of staff did.",
                "In the 20 custody cases visits were made in half.\n\nLetters were sent in 38% of cases to 12 of them, and in 38% of licence cases.",
                "In the 20 custody cases visits were made in half, and in 47% of cases where it mattered, letters.",
                "Action was taken in 27 cases. The cases were in time in 82% of cases. The plans were so in 82%.",
                "There were about 23 cases. A plan stood in 97% of them.",
                "All but five cases had a plan. 90% of these were good.",
                "There were two offender managers in it.\n\nIt was 90% of the offender managers interviewed.",
                "There was none in four of the community orders. The others were seldom good.\n\n36% of them were.",
                "There were 35 cases. Nine (26%) had a plan, and 12 of 20 others (60%).",
                "There were 35 cases in May. Three offenders (3%) had been cautioned.",
                "Of 35 plans in 50 cases nine (36%) were late. In 20 (59%) of 34 cases and all but 4 of the 8 (50%) it was so.",
                "Three of the four relevant cases (75%) had one; two (50%) had both.",
                "We saw eight cases. 70% of these plans were good.",
                "There were 19 letters; 16 (84%) were clear, and 12 of these (75%) were short.",
                "Of the 27 cases in which action was required, it had been taken in 21 (78%).",
                "In May 124 courses were begun, 96 (77%) of which were completed.",
                "There were 117 cases. A plan stood in 90% of them.",
                "The custody sample had eight plans, and 50% of them said so.",
                "In 25 of the cases sampled there had been abuse. For 14 (56%) of these the police had been told.",
                "There were seven plans and 100 letters, and 50% of them were late; there were seven, of which 43% were late.",
                "We saw 25 plans and 20 letters. Thirteen (65%) of these were clear.",
                "There were 25 cases. Of these, 14 (56%) were late. There were 20 women in 25 cases. Of these, 13 (65%) were late.",
                "Two teams of eight officers each had managers, 40% of whom were new; of the eight officers and their managers, of whom 40% were new.",
                "There were 12 cases. The reports, 30% of which were late, were good.",
                "There were 25 cases. Of these letters, 14 (65%) were late.",
                "We saw 25 offenders. Thirteen (65%) of these plans were clear.",
            ],
        );
    }
}
