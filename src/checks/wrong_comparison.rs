//! 'At 74%, attendance exceeded the target of 80%': words that compare two figures do not fit them.

mod ends;
mod range;

use super::reading::numbered::{Numbered, numbered};
use super::reading::words::{Figure, Unit};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongComparison;

static ABOUT: About = About {
    name: "wrong-comparison",
    line: "words that compare two figures do not fit them",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "A figure and what it is compared with: ‘74%, below the target of 80%’, ‘at 74%, attendance exceeded the target of 70%’, ‘£1.2 million, less than the budget of £1.5 million’, ‘40 assaults, up from 32’, ‘compared with 52, a fall of 12’; and the points between them (‘six percentage points below \
             the target of 80%, at 74%’); a list beside its range (‘between 70% and 80%: 72%, 78% and 83%’); the lowest, the average and the highest in a row of a table. Only words that say which of the two is the greater; whether ‘better’ is more or less is not known.",
    matters: "Whether a target was met is what most readers look for, and the two figures beside it tell them at once that the words are wrong.",
    mend: "Choose the words that fit the figures, or correct the figure that is wrong.",
    example: Example {
        what: Sample::Finding,
        wrong: "Attendance was 74%, above the target of 80%.",
        right: "Attendance was 74%, below the target of 80%.",
    },
};

/// What a figure is compared with.
const STANDARDS: &[&str] = &[
    "average",
    "averages",
    "benchmark",
    "budget",
    "capacity",
    "expectation",
    "figure",
    "limit",
    "maximum",
    "minimum",
    "norm",
    "rate",
    "requirement",
    "score",
    "standard",
    "target",
    "threshold",
    "total",
];
const OVER: &[&str] = &["above", "exceeded", "exceeding", "exceeds", "over", "surpassed", "surpassing"];
const UNDER: &[&str] = &["below", "under", "beneath"];
const TURNS: &[&str] = &["not", "no", "never", "neither", "nor", "without", "than", "or", "either"];

impl Check for WrongComparison {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        ends::run(reading, found);
        for one in numbered(reading) {
            if let Some(remark) = with_standard(&one).or_else(|| moved(&one)).or_else(|| change(&one)).or_else(|| range::find(&one)) {
                found.say(remark);
            }
        }
    }
}

/// Words that compare: where they end, and whether they say that the first figure is the greater.
fn compares(passage: &Passage, at: usize) -> Option<(usize, bool)> {
    if passage.is_word(at, OVER) {
        return Some((at, true));
    }
    if passage.is_word(at, UNDER) || passage.says(at, &["short", "of"]) {
        return Some((at + usize::from(passage.is_word(at, &["short"])), false));
    }
    let more = passage.is_word(at, &["more", "greater", "higher"]);
    let less = passage.is_word(at, &["less", "fewer", "lower", "smaller"]);
    ((more || less) && passage.is_word(at + 1, &["than"])).then_some((at + 1, more))
}

/// Both in one measure, so that they can be compared: the first's and the second's.
fn scaled(one: Figure, two: Figure) -> Option<(i64, i64)> {
    let (a, b) = (one.numerator.checked_mul(two.denominator)?, two.numerator.checked_mul(one.denominator)?);
    (one.unit == two.unit).then_some((a, b))
}

/// '74%, below the target of 80%'.
fn with_standard<'r>(one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let (passage, sentence) = (one.passage, one.sentence());
    // Points of difference stand among the two figures that are compared.
    let points = |at: &usize| {
        passage.says(at + 1, &["percentage", "points"])
            || passage.is_word(at + 1, &["points"])
            || passage.says(at + 1, &["percentage", "point"])
    };
    let gap = one.figures.iter().copied().find(points);
    let pair: Vec<usize> = one.figures.iter().copied().filter(|at| Some(*at) != gap).collect();
    let &[first, second] = &pair[..] else { return None };
    let (words, (last, more)) = sentence.tokens.clone().find_map(|at| Some((at, compares(passage, at)?)))?;
    // 'The target of 80%', 'the national average (80%)', 'its target, 80%': the figure that stands behind the words.
    let standard = if last < first { first } else { second };
    let other = if standard == first { second } else { first };
    let name = (last + 1..standard).find(|at| passage.is_word(*at, STANDARDS))?;
    let near = standard > last && name - last < 6 && (last + 1..name).all(|at| passage.tokens[at].is_word());
    let bracket =
        passage.is_mark(standard - 1, '(') && standard - name < 7 && (name + 1..standard - 1).all(|at| passage.tokens[at].is_word());
    let tied = bracket || standard == name + 2 && (passage.is_word(name + 1, &["of"]) || passage.is_mark(name + 1, ','));
    if !near || !tied || sentence.tokens.clone().any(|at| at != last && passage.is_word(at, TURNS)) {
        return None;
    }
    let (left, right) = (one.figure(other)?, one.figure(standard)?);
    let measured = left.unit != Unit::None;
    let (a, b) = scaled(left, right)?;
    if !is_told(passage, sentence.tokens.start, (other, words, standard), gap)
        || !measured
        || passage.is_hedged(other)
        || scale(passage, other) != scale(passage, standard)
    {
        return None;
    }
    let between = passage.bytes(words, last);
    let written = |at: usize| passage.text(&passage.tokens[at]);
    let point = |remark: Remark<'r>| {
        remark.at(passage, passage.tokens[other].range(), "this figure").at(passage, passage.tokens[standard].range(), "compared with this")
    };
    if a == b || (a > b) != more {
        let message = format!("{} is not ‘{}’ {}", written(other), &passage.words[between.clone()], written(standard));
        return Some(
            point(Remark::new(message).at(passage, between, ""))
                .help("choose the words that fit the figures, or correct the figure that is wrong"),
        );
    }
    let gap = gap?;
    let said = one.figure(gap)?;
    let (said, right) =
        (said.numerator.checked_mul(left.denominator.checked_mul(right.denominator)?)?, (a - b).abs().checked_mul(said.denominator)?);
    let beside = words == gap + 2 || words == gap + 3;
    (beside && said != right && left.unit == Unit::Percent && !passage.is_hedged(gap)).then(|| {
        let message = format!("{} and {} are another number of points apart than {}", written(other), written(standard), written(gap));
        point(Remark::new(message).at(passage, passage.tokens[gap].range(), "")).help("correct the figure that is wrong")
    })
}

/// 'Million', 'thousand' or nothing behind a figure.
fn scale<'p>(passage: &'p Passage, at: usize) -> &'p str {
    if passage.is_word(at + 1, &["million", "billion", "thousand", "m", "bn", "k"]) { passage.word(at + 1) } else { "" }
}

/// Whether the first figure is told as what is compared: ', below', 'which is below', 'at 74%, … exceeded', '… below the target of 80%, at 74%'.
fn is_told(passage: &Passage, start: usize, (other, words, standard): (usize, usize, usize), gap: Option<usize>) -> bool {
    const IS: &[&str] = &[
        "is",
        "was",
        "which",
        "well",
        "just",
        "slightly",
        "far",
        "considerably",
        "significantly",
        "fell",
        "falls",
        "it",
        "this",
        "still",
        "that",
        "a",
        "little",
        "much",
        "had",
        "has",
    ];
    let told = other > start
        && (passage.is_word(other - 1, &["was", "is", "were", "at", "stood", "of", "reached", "to", "only", "just", "had", "spent"])
            || passage.tokens[other].figure().is_some_and(|figure| figure.unit == Unit::Money));
    let mark = |at: usize| [',', '\u{2013}', '('].iter().any(|mark| passage.is_mark(at, *mark));
    if other > standard {
        // '… at 74%.'
        let at = passage.is_word(other - 1, &["at"]) && mark(other - 2) && other - 2 == standard + 1;
        return at;
    }
    let unit = usize::from(!scale(passage, other).is_empty());
    let next = other + 1 + unit;
    let opens = passage.is_word(start, &["at", "with"]) && other == start + 1;
    let set_off = passage.is_word(other - usize::from(other > 0), &["at"]) && mark(next) && other > 1 && mark(other - 2);
    if opens || set_off {
        // 'At 74%, attendance exceeded …', 'attendance, at 74%, was above …'
        return words.saturating_sub(next) < 10 && (next + 1..words).all(|at| passage.tokens[at].is_word() || Some(at) == gap);
    }
    // '74%, … below', '74%, four points below'.
    let from = gap.filter(|gap| (next..words).contains(gap)).map_or(words, |gap| gap);
    told && mark(next) && (next + 1..from).all(|at| passage.is_word(at, IS)) && gap.is_none_or(|gap| gap > other)
}

/// '40 assaults in 2009, up from 52', 'were down from 25 to 40'.
fn moved<'r>(one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage = one.passage;
    let &[first, second] = one.figures else { return None };
    let range = one.sentence().tokens.clone();
    let verb = range.clone().find(|at| passage.is_word(*at, &["up", "down"]) && passage.is_word(at + 1, &["from"]))?;
    let before = verb == 0
        || passage.is_mark(verb - 1, ',')
        || passage.is_mark(verb - 1, '(')
        || passage.is_word(verb - 1, &["was", "were", "is", "are", "went", "gone"]);
    let (from, to) = if first == verb + 2
        && (first + 1..second).all(|at| passage.tokens[at].is_word())
        && passage.is_word(second - 1, &["to"])
    {
        (first, second)
    } else if second == verb + 2 && first < verb && (passage.is_mark(verb - 1, ',') || passage.is_mark(verb - 1, '(')) && verb - first < 10
    {
        (second, first)
    } else {
        return None;
    };
    let (start, end) = (one.figure(from)?, one.figure(to)?);
    let (a, b) = scaled(start, end)?;
    let up = passage.is_word(verb, &["up"]);
    let alike = scale(passage, from) == scale(passage, to) && !passage.is_hedged(from) && !passage.is_hedged(to);
    (before && alike && a != b && (b > a) != up).then(|| {
        let word = passage.word(verb);
        Remark::new(format!("‘{word}’ does not fit {} and then {}", passage.text(&passage.tokens[from]), passage.text(&passage.tokens[to])))
            .at(passage, passage.bytes(verb, verb + 1), "the figures go the other way")
            .at(passage, passage.tokens[from].range(), "the first")
            .at(passage, passage.tokens[to].range(), "the second")
            .help("choose the word that fits the figures, or correct them")
    })
}

/// '40 assaults, compared with 52 the year before, a rise of 12'.
fn change<'r>(one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    const RISE: &[&str] = &["increase", "rise", "gain"];
    const FALL: &[&str] = &["decrease", "drop", "fall", "decline", "reduction"];
    let passage = one.passage;
    let &[now, then, by] = one.figures else { return None };
    let compared = (now + 1..then).any(|at| passage.is_word(at, &["compared"]) && passage.is_word(at + 1, &["with", "to"]));
    let word = by.checked_sub(2).filter(|word| passage.is_word(by - 1, &["of"]) && word > &then)?;
    let (rise, fall) = (passage.is_word(word, RISE), passage.is_word(word, FALL));
    let set_off = passage.is_word(word - 1, &["a", "an"]) && passage.is_mark(word - 2, ',');
    let (a, b) = scaled(one.figure(now)?, one.figure(then)?)?;
    let plain = !passage.is_hedged(now) && !passage.is_hedged(then) && scale(passage, now) == scale(passage, then);
    let told = compared && set_off && (rise || fall) && plain;
    (told && a != b && (a > b) != rise).then(|| {
        Remark::new(format!(
            "from {} to {} is no {}",
            passage.text(&passage.tokens[then]),
            passage.text(&passage.tokens[now]),
            passage.word(word)
        ))
        .at(passage, passage.tokens[word].range(), "the figures go the other way")
        .at(passage, passage.tokens[then].range(), "the first")
        .at(passage, passage.tokens[now].range(), "the second")
        .help("choose the word that fits the figures, or correct them")
    })
}

#[cfg(test)]
mod tests {
    use super::WrongComparison;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_words_do_not_fit() {
        fires(
            &WrongComparison,
            &[
                ("Attendance was 74%, below the target of 70%.", "below"),
                ("Attendance, at 74%, exceeded the target of 80%.", "exceeded"),
                ("At 74%, attendance was above the national average of 80%.", "above"),
                ("The share was 74%, higher than the average for the region (80%).", "higher than"),
                ("Attendance fell short of the target of 70%, at 74%.", "short of"),
                ("It was 74%, four percentage points below the target of 80%.", "four"),
                ("This was four percentage points below the target of 80%, at 74%.", "four"),
                ("At 74%, this was four percentage points below the target of 80%.", "four"),
                ("They spent £1.7 million, less than the budget of £1.5 million.", "less than"),
                ("There were 40 assaults in 2009, up from 52 in 2008.", "up from"),
                ("Assaults were down from 25 to 40.", "down from"),
                ("There were 40 assaults in 2009, compared with 52 in 2008, an increase of 12.", "increase"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_fit_or_nobody_can_tell() {
        silent(
            &WrongComparison,
            &[
                "Attendance was 74%, above the target of 70%.",
                "Attendance, at 74%, fell short of the target of 80%.",
                "At 74%, attendance was not above the national average of 80%.",
                "Of the 62% who replied, few were above the average of 70%.",
                "It was 74%, six percentage points below the target of 80%.",
                "In 62% of cases it was done, although some were over the target of 70% of visits.",
                "They spent £900,000, less than the budget of £1.5 million.",
                "There were 40 assaults in 2009, down from 52 in 2008, compared with 60 in 2007, a fall of 20 in two years.",
                "There were 40 assaults in 2009, compared with 52 in 2008, a fall of 12.",
                "The rate was 74% against a target of 70%, so that the target was met.",
                "Sickness was 8.2 days, better than the target of nine days, and 9.1 in Kent, below the target of 8.",
                "He moved up from 25 to 40 hours. Assaults were down from 40 to 25.",
            ],
        );
    }
}
