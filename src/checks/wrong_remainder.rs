//! '70% had a plan, leaving 40% without': the part and what is left are not the whole.

mod denied;
mod left;
mod of_them;

use std::ops::Range;

use super::reading::english::THEM;
use super::reading::numbered::with_the_one_before;
use super::reading::quantifiers::{antecedent, points};
use super::reading::sentences::Sentence;
use super::reading::shares::{labelled, opening, percentage, ratios};
use super::reading::words::{Figure, Form, Token, Unit};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongRemainder;

static ABOUT: About = About {
    name: "wrong-remainder",
    line: "a part and what it leaves do not make the whole",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "What follows ‘leaving’, ‘this left’, ‘so that … went without’, ‘the remaining’, ‘the other’ or ‘the rest’: with a percentage before it, the two must make 100; with ‘nine of 35’, ‘of the 35, nine’ or ‘35 cases … nine of them’ or ‘35 cases … nine (26%)’ before it, the rest of the 35; ‘all but three of them’ beside ‘18 of the 20’ right after it. Where a \
             number of cases is left and a percentage stands before it, there must be a whole that gives both. What follows ‘not’ where the verb is left out (‘20 of the 28 had been searched; 12 had not’, ‘in 70% of cells but not in 40%’) must not be more than is left. ‘All but two’ beside ‘five of the six’ or ‘five of them’ must be as many, and so must what is set off after ‘all except 11 of them had one’ (‘– 77 cases, or 88% –’).",
    matters: "The second number was reckoned from the first by hand, and readers will reckon it again.",
    mend: "Correct one of the two. If what is left is counted among others than the first part, say so.",
    example: Example {
        what: Sample::Finding,
        wrong: "A review was held in time in 70% of cases, leaving 40% without one.",
        right: "A review was held in time in 70% of cases, leaving 30% without one.",
    },
};

impl Check for WrongRemainder {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        left::run(reading, found);
        for (before, one) in with_the_one_before(reading) {
            let (before, one) = (before.as_ref(), &one);
            if let Some(remark) =
                denied::find(reading, before, one).or_else(|| of_them::less(reading, one)).or_else(|| of_them::item(reading, one))
            {
                found.say(remark);
            }
        }
        for passage in reading.prose() {
            for (index, sentence) in passage.sentences.iter().enumerate() {
                // What is left is a number.
                if passage.numbers_in(sentence.tokens.clone()).is_empty() {
                    continue;
                }
                if let Some(remark) = remaining(reading, passage, index).or_else(|| all_but(reading, passage, index)) {
                    found.say(remark);
                    continue;
                }
                let near = |at: &usize| !passage.numbers_in(at + 1..at + 3).is_empty();
                let told = sentence.tokens.clone().filter(near).find_map(|at| Some((at, left(passage, at, sentence)?)));
                let Some((verb, left)) = told else { continue };
                // 'This left …' speaks of the sentence before.
                let none = rest(passage, verb).is_some() && (sentence.tokens.start..verb).all(|at| passage.tokens[at].figure().is_none());
                let opens = verb <= sentence.tokens.start + 2 || none;
                let before = if opens { index.checked_sub(1).and_then(|index| passage.sentences.get(index)) } else { Some(sentence) };
                let Some(before) = before else { continue };
                let until = if opens { before.tokens.end } else { verb };
                if let Some(remark) = judge(reading, passage, before, until, left) {
                    found.say(remark);
                }
            }
        }
    }
}

/// The number after words at this place that say what is left.
fn left(passage: &Passage, at: usize, sentence: &Sentence) -> Option<usize> {
    if let Some(share) = rest(passage, at) {
        return (share < sentence.tokens.end).then_some(share);
    }
    let leaves = passage.is_word(at, &["leaving", "leaves"])
        || passage.is_word(at, &["left", "leave"])
            && at > 0
            && passage.is_word(at - 1, &["this", "that", "which", "still", "did", "does", "it", "also"]);
    if !leaves {
        return None;
    }
    let next = (at + 1..at + 3).find(|at| passage.tokens.get(*at).is_some_and(|token| token.figure().is_some()))?;
    let between = (at + 1..next).all(|at| passage.is_word(at, &["a", "further", "only", "just", "the", "still"]));
    (between && next < sentence.tokens.end).then_some(next)
}

/// 'The remaining 20%', 'the other 20% of cases', 'the rest (20%)': the percentage.
fn rest(passage: &Passage, at: usize) -> Option<usize> {
    const NEAR: &[&str] = &["at", "by", "for", "from", "in", "of", "on", "than", "to", "with"];
    let percent = |at: usize| passage.tokens.get(at).is_some_and(|token| token.percent().is_some());
    let article = at > 0 && passage.is_word(at - 1, &["the"]);
    if passage.is_word(at, &["remaining"]) || article && passage.is_word(at, &["other"]) {
        // 'In one area 80% and in the other 70%'.
        let several = || (at.saturating_sub(30)..at).any(|at| passage.is_word(at, &["one", "first", "some"]));
        let sure = passage.is_word(at, &["remaining"])
            || passage.is_word(at + 2, &["of"])
            || at < 2
            || !passage.is_word(at - 2, NEAR)
            || !several();
        return percent(at + 1).then_some(at + 1).filter(|_| sure);
    }
    let set_off =
        passage.is_mark(at + 1, '(') && passage.is_mark(at + 3, ')') || passage.is_mark(at + 1, ',') && passage.is_mark(at + 3, ',');
    (article && passage.is_word(at, &["rest", "remainder", "others"]) && set_off && percent(at + 2)).then_some(at + 2)
}

/// 'Five of them, all but two, …', 'five of the six, all except two, …': what is wrong where the two do not make the number told before.
fn all_but<'r>(reading: &Reading, passage: &'r Passage<'r>, index: usize) -> Option<Remark<'r>> {
    let sentence = passage.sentences.get(index)?;
    let count = |at: usize| passage.tokens.get(at)?.count().filter(|_| !labelled(passage, &reading.lexicon, at));
    let mut numbers = passage.numbers_in(sentence.tokens.start + 2..sentence.tokens.end).iter().copied();
    let less = numbers.find(|at| {
        count(*at).is_some()
            && passage.is_word(*at - 1, &["but", "except"])
            && passage.is_word(*at - 2, &["all"])
            && passage.tokens.get(*at + 1).is_some_and(|next| next.is(',') || next.is(')') || next.is('.') || next.is('\u{2013}'))
    })?;
    let same = less.checked_sub(4).and_then(|at| reading.lexicon.is_same(passage.word(at), passage.word(at + 1))).unwrap_or(0);
    let mark = less.checked_sub(3 + same).filter(|mark| [',', '(', '\u{2013}'].iter().any(|known| passage.is_mark(*mark, *known)))?;
    // 'All but one, a woman, …' tells of others.
    let missing = count(less).filter(|missing| *missing > 1)?;
    let remark = |part: usize, said: i64, of: i64, whole: usize| {
        Remark::new(format!("all but {missing} of {of} is {}, not {said}", of - missing))
            .at(passage, passage.bytes(less - 2, less), "")
            .at(passage, passage.tokens[part].range(), "the same number?")
            .at(passage, passage.tokens[whole].range(), "of these")
            .help("correct the number that is wrong")
    };
    let near = |last: usize| last < mark && (last + 1..mark).all(|at| passage.tokens[at].is_word()) && mark - last < 5;
    if let Some(ratio) = ratios(reading, passage, sentence).into_iter().find(|ratio| near(ratio.whole) && !ratio.stroke) {
        let wrong = ratio.count != ratio.of - missing && !passage.is_hedged(ratio.part);
        return wrong.then(|| remark(ratio.part, ratio.count, ratio.of, ratio.whole));
    }
    // 'Of them' is of what was counted before.
    let of = mark.checked_sub(2).filter(|of| passage.is_word(*of, &["of"]) && passage.is_word(of + 1, THEM))?;
    let part = of.checked_sub(1)?;
    let said = count(part)?;
    let before = index.checked_sub(1).and_then(|index| passage.sentences.get(index));
    let (whole, of) = antecedent(reading, passage, sentence.tokens.start..part, before)?;
    (of - missing != said && of >= said).then(|| remark(part, said, of, whole))
}

/// A part that is taken from a whole: where both stand, and how many they are.
#[derive(Clone, Copy)]
struct Parted {
    first: usize,
    last: usize,
    count: i64,
    of: i64,
}

/// The parts of wholes in a sentence, before a place: 'six of the ten', 'of the ten cases, six'.
fn parted(reading: &Reading, passage: &Passage, sentence: &Sentence, until: usize) -> Vec<Parted> {
    let found: Vec<Parted> = ratios(reading, passage, sentence)
        .into_iter()
        .filter(|ratio| ratio.whole < until)
        .map(|ratio| Parted { first: ratio.first, last: ratio.whole, count: ratio.count, of: ratio.of })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let opened = opening(reading, passage, sentence).and_then(|(whole, of)| {
        let part = (whole + 1..sentence.tokens.end.min(until)).find(|at| passage.tokens[*at].count().is_some())?;
        let count = passage.tokens[part].count()?;
        // 'Of the ten cases all but two'; 'one' is mostly no number.
        let plain = count > 1 && count < of && !labelled(passage, &reading.lexicon, part) && !passage.is_word(part - 1, &["but", "except"]);
        plain.then_some(Parted { first: whole, last: part, count, of })
    });
    opened.into_iter().collect()
}

/// 'In 20 cases … in 18 of them': the one part of what these tokens, or else the sentence before, counted.
fn of_them(reading: &Reading, passage: &Passage, tokens: Range<usize>, before: Option<&Sentence>) -> Option<Parted> {
    let mut parts = tokens.clone().filter(|at| {
        passage.is_word(at + 1, &["of"])
            && passage.is_word(at + 2, THEM)
            && passage.tokens[*at].count().is_some_and(|count| count > 1)
            && !passage.is_hedged(*at)
    });
    let (part, None) = (parts.next()?, parts.next()) else { return None };
    // 'Five of those plans', 'all but two of them' and 'a further two of them' are other parts.
    let plain = !passage.is_word(part + 2, &["these", "those"]) || !passage.tokens.get(part + 3).is_some_and(Token::is_word);
    let alone = part == 0 || !passage.is_word(part - 1, &["but", "except", "further", "another", "other", "least", "most"]);
    let (_, of) = antecedent(reading, passage, tokens.start..part, before).filter(|_| plain && alone)?;
    let count = passage.tokens[part].count().filter(|count| *count < of)?;
    Some(Parted { first: part, last: part + 2, count, of })
}

/// Whether a number is what remains: 'the remaining three', 'the other 14 were'.
fn is_rest(passage: &Passage, at: usize) -> bool {
    const GOES_ON: &[&str] = &[
        "was", "were", "had", "have", "did", "are", "is", "came", "could", "cases", "there", "it", "they", "we", "no", "stood", "went",
        "took", "lacked", "remained", "wanted", "said", "thought", "felt", "needed", "received", "replied", "waited",
    ];
    if at < 2 || passage.tokens[at].count().is_none() {
        return false;
    }
    let other = passage.is_word(at - 1, &["other"]) && passage.is_word(at - 2, &["the"]);
    // 'At Level 3 for two months and at Level 2 for the other seven' counts months.
    let time = |at: usize| passage.is_word(at, &["days", "hours", "months", "weeks", "years"]);
    if other && at > 2 && passage.is_word(at - 3, &["for", "after", "in"]) && (at.saturating_sub(12)..at).any(time) {
        return false;
    }
    let rest = at > 2 && passage.says(at - 3, &["the", "rest"]);
    let set_off =
        passage.is_mark(at - 1, '(') && passage.is_mark(at + 1, ')') || passage.is_mark(at - 1, ',') && passage.is_mark(at + 1, ',');
    if rest && set_off {
        return true;
    }
    let part = at > 3 && passage.is_word(at - 3, &["of"]) && passage.tokens[at - 4].count().is_some();
    let article =
        part && passage.is_word(at + 1, &["the", "a", "an", "this", "that", "his", "her", "their", "its", "nothing", "nobody", "only"]);
    let alone = passage.word(at + 1).is_empty() || passage.is_word(at + 1, GOES_ON) || article;
    let six_remaining = passage.is_word(at - 1, &["the", "these"]) && passage.is_word(at + 1, &["remaining"]);
    passage.is_word(at - 1, &["remaining"]) || six_remaining || other && alone
}

/// 'Six of the ten cases … the remaining three': what is wrong with what remains. Every number since the ratio may have been taken away before.
fn remaining<'r>(reading: &Reading, passage: &'r Passage<'r>, index: usize) -> Option<Remark<'r>> {
    let sentence = passage.sentences.get(index)?;
    let rest = *passage.numbers_in(sentence.tokens.clone()).iter().find(|at| is_rest(passage, **at))?;
    let said = passage.tokens[rest].count()?;
    let before = index.checked_sub(1).and_then(|index| passage.sentences.get(index));
    let mut found = parted(reading, passage, sentence, rest);
    if found.is_empty() {
        found.extend(of_them(reading, passage, sentence.tokens.start..rest, before));
    }
    if found.is_empty() {
        found = before.map(|before| parted(reading, passage, before, rest)).unwrap_or_default();
    }
    if let Some(before) = before.filter(|_| found.is_empty()) {
        let none = (sentence.tokens.start..rest).all(|at| passage.tokens[at].count().is_none());
        found.extend(of_them(reading, passage, before.tokens.clone(), None).filter(|_| none));
    }
    let [ratio] = found[..] else { return None };
    // Numbers between the ratio and what remains may be further parts; those before it may be other wholes.
    let start = before.map_or(sentence.tokens.start, |before| before.tokens.start);
    // 'In 37 reports it mattered. Twenty-nine of the 37 …' tells the whole twice.
    let counts = |at: usize| passage.tokens[at].count().filter(|_| !labelled(passage, &reading.lexicon, at));
    // 'It was needed in 60 cases. Thirty of the 54 were good; the other 24 were not': what opens the sentence has its own whole.
    let opens = passage.is_word(sentence.tokens.start, &["of"]) && ratio.first <= sentence.tokens.start + 2;
    let own = ratio.first == sentence.tokens.start || ratio.first > sentence.tokens.start && opens;
    let earlier = (start..ratio.first).any(|at| counts(at).is_some_and(|count| count != ratio.of && (!own || count - ratio.count == said)));
    // 'In 12 of the other 22': the 12 are some of these.
    let own_part = |at: usize| at + 4 == rest && passage.is_word(at + 1, &["of"]) || passage.is_pronoun(at);
    let between: Vec<i64> = (ratio.last + 1..rest).filter(|at| !own_part(*at)).filter_map(|at| passage.tokens[at].count()).collect();
    if earlier
        || between.len() > 3
        || (ratio.last + 1..rest).any(|at| {
            passage.is_word(at, &["both", "another", "other", "others", "a", "an"])
                && between.is_empty()
                && passage.is_word(at + 1, &["further", "other"])
        })
    {
        return None;
    }
    let left = ratio.of - ratio.count;
    let possible = (0..1_u32 << between.len()).any(|taken| {
        let gone: i64 = between.iter().zip(0..).filter(|(_, bit)| taken >> bit & 1 == 1).map(|(count, _)| count).sum();
        // Or what remains of the part: '12 of the 20 came, five by bus and the other seven by train'.
        left - gone == said || ratio.count - gone == said
    });
    (!possible).then(|| {
        Remark::new(format!("{} of {} leaves {left}, not {}", ratio.count, ratio.of, passage.text(&passage.tokens[rest])))
            .at(passage, passage.tokens[rest].range(), "what is left")
            .at(passage, passage.bytes(ratio.first, ratio.last), "the part")
            .help("correct one of the numbers, or say what else was taken away")
    })
}

/// What is wrong with a remainder, judged by the one number that stands before it.
fn judge<'r>(reading: &Reading, passage: &'r Passage<'r>, sentence: &Sentence, until: usize, left: usize) -> Option<Remark<'r>> {
    let rest = passage.tokens.get(left)?.figure()?;
    let written = |at: usize| passage.text(&passage.tokens[at]).to_owned();
    let numbers: Vec<usize> = (sentence.tokens.start..until)
        .filter(|at| passage.tokens[*at].figure().is_some() && !labelled(passage, &reading.lexicon, *at))
        // 'None' is no part.
        .filter(|at| passage.tokens[*at].count() != Some(0))
        .collect();
    let remark = |message: String, part: usize, help: &str| {
        Remark::new(message)
            .at(passage, passage.tokens[left].range(), "what is left")
            .at(passage, passage.tokens[part].range(), "the part")
            .help(help)
    };
    let help = "correct one of the two, or say what the second is a part of";
    let ratios: Vec<_> = ratios(reading, passage, sentence).into_iter().filter(|ratio| ratio.whole < until).collect();
    if let [ratio] = ratios[..] {
        let rest = passage.tokens[left].count()?;
        let outside = numbers.iter().any(|at| !(ratio.first..=ratio.whole).contains(at) && passage.tokens[*at].count().is_some());
        return (rest != ratio.of - ratio.count && rest != ratio.count && !outside).then(|| {
            let message = format!("{} of {} leaves {}, not {}", ratio.count, ratio.of, ratio.of - ratio.count, written(left));
            remark(message, ratio.part, help)
        });
    }
    if rest.unit == Unit::Percent && (2..=3).contains(&numbers.len()) {
        return several(passage, &numbers, left).map(|message| remark(message, numbers[0], help));
    }
    let [part] = numbers[..] else { return None };
    if let Some((one, two)) = passage.tokens[part].figure().and_then(|one| in_words(one, rest)) {
        let sure = !passage.is_hedged(part) && !passage.is_hedged(left) && (one + two - 10_000).abs() > LOOSE;
        return sure.then(|| remark(format!("{} leaves another share than {}", written(part), written(left)), part, help));
    }
    let share = passage.tokens[part].percent().filter(|_| !passage.is_hedged(part) && !passage.is_hedged(left))?;
    match rest.unit {
        Unit::Percent => (sum(share, rest)? != (100, 1)).then(|| {
            let message = format!("{} leaves another share than {}", written(part), written(left));
            remark(message, part, help)
        }),
        Unit::None => {
            let rest = rest.whole().filter(|rest| (1..1_000).contains(rest))?;
            // A whole that gives the percentage when this many are left: near rest ÷ (100 − share).
            let possible = (rest..=rest * 250).any(|whole| percentage(whole - rest, whole, share) == Some(share.numerator));
            (!possible).then(|| remark(format!("no whole gives {} with {rest} left", written(part)), part, help))
        }
        Unit::Money => None,
    }
}

/// '60% had one, 20% had none, and the remaining 10% …': what is wrong where no percentages before it make a hundred with what remains.
fn several(passage: &Passage, numbers: &[usize], left: usize) -> Option<String> {
    let whole = |at: usize| passage.tokens[at].percent().filter(|_| !passage.is_hedged(at)).and_then(Figure::whole);
    let rest = whole(left)?;
    let shares: Vec<i64> = numbers.iter().map(|at| whole(*at)).collect::<Option<_>>()?;
    // 'The remaining' of all that was told, in one row of shares: nothing else is counted, and nothing is a share of a share.
    let within = |at: usize| passage.is_word(at, &["these", "those", "them", "whom", "which", "from", "to", "than", "against", "compared"]);
    let row = passage.is_word(left - 1, &["remaining"]) || passage.is_word(left.saturating_sub(2), &["rest", "remainder"]);
    if !row || (numbers[0]..left).any(within) {
        return None;
    }
    let slack = i64::try_from(shares.len()).unwrap_or(1);
    let fits = (1..1_u32 << shares.len()).any(|taken| {
        let gone: i64 = shares.iter().zip(0..).filter(|(_, bit)| taken >> bit & 1 == 1).map(|(share, _)| share).sum();
        (gone + rest - 100).abs() <= slack
    });
    let sum = shares.iter().map(|share| format!("{share}%")).collect::<Vec<_>>().join(" and ");
    (!fits).then(|| format!("{sum} leave {}%, not {rest}%", 100 - shares.iter().sum::<i64>())).filter(|_| shares.iter().sum::<i64>() <= 100)
}

/// How far two shares may be off a whole where one is a fraction in words, in hundredths of a point.
const LOOSE: i64 = 600;

/// Two shares in hundredths of a point, where one of them at the least is a fraction in words.
fn in_words(one: Figure, two: Figure) -> Option<(i64, i64)> {
    let share = |figure: Figure| match figure.unit {
        Unit::Percent => Some(points(figure.numerator, figure.denominator.saturating_mul(100))),
        Unit::None if figure.form == Form::Fraction => Some(points(figure.numerator, figure.denominator)),
        Unit::None | Unit::Money => None,
    };
    let worded = one.form == Form::Fraction || two.form == Form::Fraction;
    Some((share(one)?, share(two)?)).filter(|_| worded)
}

/// The sum of two percentages as a fraction.
fn sum(a: Figure, b: Figure) -> Option<(i64, i64)> {
    let denominator = a.denominator.max(b.denominator);
    let scale = |figure: Figure| figure.numerator.checked_mul(denominator / figure.denominator);
    let numerator = scale(a)?.checked_add(scale(b)?)?;
    Some(if numerator == denominator.checked_mul(100)? { (100, 1) } else { (numerator, denominator) })
}

#[cfg(test)]
mod tests {
    use super::WrongRemainder;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_two_do_not_make_the_whole() {
        fires(
            &WrongRemainder,
            &[
                ("A review was held in 70% of cases, leaving 40% without one.", "40%"),
                ("A review was held in 70% of cases. This left 35% without one.", "35%"),
                ("It was done in nine of 35 cases, leaving 24 where it was not.", "24"),
                ("It was done in 9 (26%) of 35 cases. That left 16 in which it was not.", "16"),
                ("It was done in 70% of cases, though this did leave one case undone.", "one"),
                ("It was done in six of the ten cases. In the remaining three it was not.", "three"),
                ("Of 40 letters, 28 were prompt (70%) and the other 14 were late.", "14"),
                ("Of the 40 letters, 28 (70%) were prompt. The remaining 14 letters were late.", "14"),
                ("It was done in six of the ten cases and not in the other three.", "three"),
                ("It was done in six of the ten cases, late in two, and not in the remaining five.", "five"),
                ("In 37 reports it mattered. Twenty-nine of the 37 said so; the other nine did not.", "nine"),
                ("Six months later 90% of offenders had not been convicted, and the remaining 20% had been.", "20%"),
                ("It was done in 70% of cases. The other 20% were late.", "20%"),
                ("It was done in 70% of cases, and the rest (20%) were late.", "20%"),
                ("It was done in 70% of cases, but not in the other 20% of cases.", "20%"),
                ("Six cases had been referred. Each was a proper one, and five of them, all but two, were accepted.", "all but two"),
                ("It was done in five of the nine cases (all but two).", "all but two"),
                ("Six of the nine plans, that is all but two, were late.", "all but two"),
                ("It was done in 60% of cases but 30% had none, and the rest (20%) were unclear.", "20%"),
                ("Of the 37 reports, 29 were clear and the rest, nine, were not.", "nine"),
                ("Twenty-nine of the 37 reports were clear; the rest (nine) were not.", "nine"),
                ("It was done in 60% of cases and not in the other 30%.", "30%"),
                ("It was done in 60% of cases, partly done in 20%, and not done in the remaining 10%.", "10%"),
                ("It was done in 60% of cases but not in 30%, and the rest (20%) were unclear.", "20%"),
                ("It was done in 60% of cases. It was not done in the remaining 30%.", "30%"),
                ("Thirty-three cases fell under it, and 30 of them were well managed. The other four stood at Level 1.", "four"),
                (
                    "In 20 cases he was managed at Level 2 or Level 3. In 18 of them everybody had been told so; in the other three they had not.",
                    "three",
                ),
                ("One was needed in 60 cases. Thirty of the 54 (56%) were clear; the other 26 were not.", "26"),
                ("One was needed in 60 cases and made in 54 (90%). Of the 54, 30 (56%) were clear and the other 26 were not.", "26"),
                ("Of 40 plans, 28 of which – all except 14 – were late, some were good.", "all except 14"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_do_or_nobody_can_tell() {
        silent(
            &WrongRemainder,
            &[
                "One of the three had been managed at Level 3 for two months and at Level 2 for the other seven.",
                "A review was held in 70% of cases, leaving 30% without one.",
                "It followed the plan in 93 of the 115 cases that had one (81%). In 12 of the other 22 the reason was recorded.",
                "A review was held in 67.5% of cases. This left 32.5% without one.",
                "It was done in nine of 35 cases, leaving 26 where it was not.",
                "It was done in 71% of cases, though this did leave ten cases undone.",
                "That left 23 cases undone.",
                "Of 40 letters, 28 were prompt (70%) and the other 12 were late.",
                "Of 40 letters, 28 were prompt, four were lost and the other eight were late.",
                "It was done in six of the ten cases by the police, and the other two agencies helped.",
                "Of the ten cases, six were open; in one court it was late and in the other three courts not.",
                "It was 70% in one and 60% in the other, leaving 40% there.",
                "Over 70% had one, leaving 25% without.",
                "He left two of them, and she left 3 of 4 there.",
                "It was done in 85%. However, this still left two.",
                "It was done in six of the ten cases, late in one, and not in the remaining three.",
                "It was done in six of the ten cases. In the remaining four it was not.",
                "In 37 reports it mattered. Twenty-nine of the 37 said so; the other eight did not.",
                "Six months later 90% of offenders had not been convicted, and the remaining 10% had been.",
                "It was done in 70% of cases in one area, and in the other 60%. The rest, 20%, were late.",
                "It was done in 70% of cases and late in 10%; the remaining 20% were not done.",
                "Six cases had been referred, and four of them, all but two, were accepted.",
                "Eight offenders came. Five of them, all but one, a woman, had work.",
                "It was done in 60% of cases in one area and, in the other 30%, hardly at all.",
                "It was done in 33% of cases, partly done in 33%, and not done in the remaining 33%.",
                "It rose from 60% to 70% of cases, and the remaining 25% were late. It was so in 60% of cases, and 30% of these were late; the remaining 20% were not.",
                "Six cases had been referred with 12 letters. Five of them, all but two, were accepted.",
                "It was done in seven of the nine cases (all but two). All but two, then, were late.",
                "Thirty-three cases fell under it, and 30 of them were well managed. The other three stood at Level 1.",
                "In 20 cases he was managed at Level 2 or Level 3. In 18 of them everybody had been told so; in the other two they had not.",
                "In 20 cases he was managed by 12 officers. In 18 of them everybody had been told so; in the other three they had not.",
                "There were 20 letters. Twelve of them were prompt, four late, and the other four were lost.",
                "There were 20 letters. Twelve of them were prompt, five by post and the other seven were by hand.",
                "There were 20 letters. Twelve of those letters were prompt; a further two of them and the other three were late.",
                "One was needed in 60 cases. Thirty of the 54 (56%) were clear; the other 24 were not.",
                "One was needed in 60 cases. Thirty of the 54 (56%) were clear; the other 30 were not.",
                "There were 20 letters; 12 of them were prompt. Of the six reports, the other three were late.",
                "There were 20 letters, and 12 of them were answered, four in time and the other eight were late.",
                "There were 20 letters, and 12 of them were answered, four in time. The other eight were late.",
                "Of 20 cases, it was done in six of the ten plans. The remaining 10 were others.",
            ],
        );
    }
}
