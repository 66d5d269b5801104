//! A whole and parts of it that say themselves that they do not overlap, or that they are all: 'it was needed in 36 cases. In 27 it began in
//! time, in six it began late and in three it had not begun', 'four districts, three urban and one rural', '18 at Level 1 and six at Level 2'.
//!
//! What the parts claim tells how far a sum may be off and still be asked about: parts that leave no third must make the whole, however far
//! they are from it; a mere list has to come near. The whole opens the sentence, stands before a colon or comma, is what the first part is
//! of, or is the one number of the sentence before.

mod items;
mod opposites;
mod unsaid;

use super::super::reading::Reading;
use super::super::reading::numbered::{Numbered, numbered};
use super::super::{Found, Remark};
use items::{Part, counts, leads, noun, parts};
use opposites::{Claim, claim, has_verb, label, opposite};
use unsaid::{alone, of_sample};

/// A whole with its parts.
struct Parted {
    /// Numbers that the parts may make, the whole first.
    wholes: Vec<usize>,
    parts: Vec<Part>,
    /// The words with the whole, if they stand in the same sentence.
    head: std::ops::Range<usize>,
    /// Whether a list that only looks like the whole is enough.
    listed: bool,
}

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let all: Vec<Numbered> = numbered(reading).collect();
    for (index, one) in all.iter().enumerate() {
        // A sentence so many before or after this one, if it has numbers too.
        let beside = |at: Option<usize>, far: usize| {
            let same = |other: &&Numbered| other.passage.index == one.passage.index && other.index.abs_diff(one.index) == far;
            all.get(at?).filter(same)
        };
        let (before, far, after) = (beside(index.checked_sub(1), 1), beside(index.checked_sub(2), 2), beside(Some(index + 1), 1));
        let Some(counts) = counts(reading, one).filter(|counts| !counts.is_empty()) else { continue };
        let ways: [&dyn Fn() -> Option<Parted>; 5] = [
            &|| opening(one, &counts),
            &|| part_of(one, &counts),
            &|| set_off(reading, one, &counts),
            &|| told_before(reading, before, far, one, &counts),
            &|| denied(reading, before, one, &counts),
        ];
        let claimed = |parted: Parted| {
            let claim = claim(reading, one, &parted.parts, parted.head.clone())?;
            (parted.listed || claim != Claim::Alike).then_some((parted, claim))
        };
        if let Some((parted, claim)) = ways.iter().filter_map(|way| way()).find_map(claimed) {
            judge(reading, one, [before, after], &counts, (&parted, claim), found);
        } else if let Some(remark) =
            alone(reading, one, &counts).or_else(|| more(one, &counts)).or_else(|| of_sample(reading, before, one, &counts))
        {
            found.say(remark);
        }
    }
}

/// Past 'the', 'other' and what else may stand before the number of a whole.
fn past_the(one: &Numbered, from: usize) -> usize {
    const THE: &[&str] = &["the", "these", "those", "our", "all", "other", "remaining", "same"];
    (from..from + 3).find(|at| !one.passage.is_word(*at, THE)).unwrap_or(from)
}

/// 'Of the other 54, 36 were brought back and 18 needed enforcement.'
fn opening(one: &Numbered, counts: &[usize]) -> Option<Parted> {
    let passage = one.passage;
    let start = one.sentence().tokens.start;
    let (whole, rest) = counts.split_first()?;
    let of = passage.is_word(start, &["of"]) && past_the(one, start + 1) == *whole;
    // The first part comes after the comma; 'Of the 54 30 were' has none.
    let first = *rest.first().filter(|_| of && rest.len() > 1)?;
    let from = (*whole + 1..first).rev().find(|at| passage.is_mark(*at, ',') || passage.is_mark(*at, ':'))? + 1;
    let parts = parts(one, rest, from)?;
    let verbs = has_verb(passage, &parts[0]) || passage.is_word(from, &["in", "for"]);
    (verbs || !has_verb(passage, parts.last()?)).then(|| Parted { wholes: vec![*whole], parts, head: start..from, listed: true })
}

/// 'In eight of the other 11 it was too low, and in three too high'; 'four of the six were licences and two were orders'.
fn part_of(one: &Numbered, counts: &[usize]) -> Option<Parted> {
    let passage = one.passage;
    let start = one.sentence().tokens.start;
    let &[first, whole, ref rest @ ..] = counts else { return None };
    // 'Scores had fallen in 41 of the 76, stayed the same in 24 and risen in 11.'
    let led = first < start + 8 && passage.is_word(first.saturating_sub(1), &["in", "for"]);
    let opens = leads(passage, first, start) && first < start + 2 || led;
    let of = passage.is_word(first + 1, &["of"]) && past_the(one, first + 2) == whole;
    if !opens || !of || rest.is_empty() || one.count(first) >= one.count(whole) {
        return None;
    }
    if (whole..rest[0]).any(|at| passage.is_mark(at, ':')) {
        return None;
    }
    let others: Vec<usize> = std::iter::once(first).chain(rest.iter().copied()).collect();
    let mut parts = parts(one, &others, start)?;
    // 'The other three' is read elsewhere.
    parts.first_mut()?.rest = false;
    (parts.len() > 1 && !parts.iter().any(|part| part.rest)).then(|| Parted {
        wholes: vec![whole],
        parts,
        head: start..start,
        listed: false,
    })
}

/// 'Thirty-two offenders posed a high or very high risk: in 30 it was high and in two very high'; 'four districts, three urban and one rural'.
fn set_off(reading: &Reading, one: &Numbered, counts: &[usize]) -> Option<Parted> {
    let passage = one.passage;
    let start = one.sentence().tokens.start;
    let colon = (counts.first()? + 1..one.sentence().tokens.end).find(|at| passage.is_mark(*at, ':') || passage.is_mark(*at, ';'));
    let comma = || {
        let mark = |first: usize| {
            (first.checked_sub(2)?..first)
                .find(|at| passage.is_mark(*at, ',') || passage.is_mark(*at, '\u{2013}'))
                .map(|mark| (mark, false))
        };
        counts.iter().skip(1).take(2).find_map(|first| mark(*first))
    };
    let (mark, colon) = colon.map(|mark| (mark, true)).or_else(comma)?;
    let split = counts.partition_point(|at| *at < mark);
    let (mut wholes, rest) = (counts[..split].to_vec(), &counts[split..]);
    let first = *rest.first()?;
    if rest.len() < 2 || wholes.is_empty() || wholes.len() > 2 || passage.is_hedged(wholes[0]) || !leads(passage, first, mark + 1) && !colon
    {
        return None;
    }
    // 'Nineteen of the 96 …: 12 …' speaks of the 19; otherwise of the last number. 'Five of them …, three …' are parts all.
    let of = wholes.len() == 2 && passage.is_word(wholes[0] + 1, &["of"]);
    if wholes.len() == 2 && !of {
        if !colon {
            return None;
        }
        wholes.reverse();
    }
    if passage.is_word(wholes[0] + 1, &["of"]) && passage.is_word(wholes[0] + 2, &["them", "these", "those", "whom", "which"]) {
        return None;
    }
    let parts = parts(one, rest, mark + 1)?;
    let head = start..mark;
    let them = passage.says(first + 1, &["of", "them"]);
    if !colon {
        // Clauses side by side are equals, and no parts of the first; so are 'fifteen at Level 1, eight at Level 2 and three at Level 3'.
        let plain = parts.iter().all(|part| !has_verb(passage, part));
        let smaller = parts.iter().filter(|part| Some(part.count) < one.count(wholes[0])).count();
        let equal = Part { at: wholes[0], count: one.count(wholes[0])?, words: head.clone(), rest: false };
        let labelled = label(reading, passage, &equal).is_some();
        let equals = claim(reading, one, &std::iter::once(equal).chain(parts.iter().cloned()).collect::<Vec<_>>(), start..start);
        if !plain
            || smaller + 1 < parts.len()
            || mark - wholes[0] > 16
            || matches!(equals, Some(Claim::Apart))
            || equals.is_some_and(|equals| equals != Claim::Alike) && smaller < parts.len()
            || labelled
        {
            return None;
        }
    }
    Some(Parted { wholes, parts, head, listed: colon || them })
}

/// 'It was required in 36 cases. In 27 it began in time …'
fn told_before(reading: &Reading, before: Option<&Numbered>, far: Option<&Numbered>, one: &Numbered, numbers: &[usize]) -> Option<Parted> {
    let passage = one.passage;
    let before = before?;
    let start = one.sentence().tokens.start;
    let first = *numbers.first().filter(|_| numbers.len() > 1)?;
    let opens = leads(passage, first, start) && first < start + 4
        || first < start + 12 && passage.says(first + 1, &["of", "them"])
        || passage.is_word(start, &["it", "they", "these", "there", "this", "that"]) && first < start + 12;
    let parts = parts(one, numbers, start).filter(|parts| opens && parts.len() > 1)?;
    let mut more = None;
    let whole = match counts(reading, before)?[..] {
        [whole] if !passage.is_word(whole + 1, &["of"]) || passage.is_word(whole + 2, &["the", "our"]) => whole,
        // 'Eighteen of them had been told …': of the number before that.
        [part] if passage.says(part + 1, &["of", "them"]) => match counts(reading, far?)?[..] {
            [whole] => whole,
            _ => return None,
        },
        [part, whole] if passage.is_word(part + 1, &["of"]) && past_the(before, part + 2) == whole => whole,
        // 'In 28 cases it was due, and it was done in 25 (89%)': of the 25, or of all.
        [all, part] if one_of(before, part) && before.count(all) >= before.count(part) => {
            more = Some(all);
            part
        }
        _ => return None,
    };
    // 'Nine women' are no cases: a number has the noun of its whole, or none.
    let end = before.sentence().tokens.end.min(whole + 6);
    let known = |noun: &String| (whole + 1..end).any(|at| passage.word(at).eq_ignore_ascii_case(noun));
    let same = parts.iter().filter_map(|part| noun(passage, part)).all(|noun| known(&noun));
    let verbs = has_verb(passage, &parts[0]) || !has_verb(passage, parts.last()?);
    let of = before.count(whole).filter(|of| *of > 3 && !passage.is_hedged(whole))?;
    // A number that most parts are greater than is the number of something else.
    let small = parts.iter().filter(|part| part.count < of).count();
    // What is far less may be part of what the sentence before leaves.
    let sum: i64 = parts.iter().map(|part| part.count).sum();
    if sum * 3 < of * 2 && opposite(passage, &parts) {
        return None;
    }
    (same && verbs && small + 1 >= parts.len() && small > 0).then(|| Parted {
        wholes: std::iter::once(whole).chain(more).collect(),
        parts,
        head: start..start,
        listed: false,
    })
}

/// Whether a number has its percentage right behind it.
fn one_of(one: &Numbered, at: usize) -> bool {
    let passage = one.passage;
    passage.is_mark(at + 1, '(') && passage.tokens.get(at + 2).is_some_and(|said| said.percent().is_some()) && passage.is_mark(at + 3, ')')
}

/// 'Of the nine in custody, seven had been visited. Two had not been visited at all.'
fn denied(reading: &Reading, before: Option<&Numbered>, one: &Numbered, numbers: &[usize]) -> Option<Parted> {
    let passage = one.passage;
    let before = before?;
    let tokens = one.sentence().tokens.clone();
    let &[rest] = numbers else { return None };
    let (whole, part) = match counts(reading, before)?[..] {
        [whole, part]
            if passage.is_word(before.sentence().tokens.start, &["of"])
                && past_the(before, before.sentence().tokens.start + 1) == whole =>
        {
            (whole, part)
        }
        [part, whole]
            if part < before.sentence().tokens.start + 2 && passage.is_word(part + 1, &["of"]) && past_the(before, part + 2) == whole =>
        {
            (whole, part)
        }
        _ => return None,
    };
    if rest != tokens.start || tokens.len() > 10 || !passage.is_word(rest + 2, &["not"]) {
        return None;
    }
    let first = Part { at: part, count: before.count(part)?, words: part..before.sentence().tokens.end, rest: false };
    let second = Part { at: rest, count: one.count(rest)?, words: tokens, rest: false };
    let plain = !passage.is_hedged(part) && !passage.is_hedged(rest) && first.count > 1;
    plain.then(|| Parted { wholes: vec![whole], parts: vec![first, second], head: rest..rest, listed: false })
}

/// 'Of the other 54, 63 were brought back': more than there are.
fn more<'r>(one: &Numbered<'r, '_>, counts: &[usize]) -> Option<Remark<'r>> {
    let passage = one.passage;
    let parted = opening(one, counts)?;
    let whole = parted.wholes[0];
    let part = parted.parts.iter().find(|part| Some(part.count) > one.count(whole) && noun(passage, part).is_none())?;
    Some(
        Remark::new(format!("{} is more than the {} of which it is said", passage.as_told(part.at), passage.as_told(whole)))
            .at(passage, passage.tokens[part.at].range(), "")
            .at(passage, passage.tokens[whole].range(), "the whole")
            .help("correct the number that is wrong"),
    )
}

/// Holds the parts against their whole; `beside` are the sentences before and after.
fn judge(
    reading: &Reading,
    one: &Numbered,
    beside: [Option<&Numbered>; 2],
    numbers: &[usize],
    (parted, claim): (&Parted, Claim),
    found: &mut Found,
) {
    let passage = one.passage;
    let count = |at: usize| one.count(at).unwrap_or(0);
    let whole = parted.wholes[0];
    let of = count(whole);
    let sum: i64 = parted.parts.iter().map(|part| part.count).sum();
    if passage.is_hedged(whole) || parted.wholes.iter().any(|at| count(*at) == sum) {
        return;
    }
    let near = if parted.parts.len() > 2 { 2.max(of / 3) } else { 2 };
    // More than the whole and less, at the most.
    let (over, under) = match claim {
        Claim::Whole => (i64::MAX, i64::MAX),
        Claim::All => (2, i64::MAX),
        Claim::Apart => (i64::MAX, near),
        Claim::Alike => (if parted.parts.len() > 2 { of } else { 2.max(of / 3) }, 2.max(of / 3)),
    };
    let greater = parted.parts.iter().any(|part| part.count > of);
    if sum > of && sum - of > over && !greater || sum < of && of - sum > under {
        return;
    }
    // What lacks may be told beside, and so may what the parts do make.
    let other = |at: &usize| *at != whole && !parted.parts.iter().any(|part| part.at == *at);
    let lacks = |at: &usize| other(at) && (one.count(*at) == Some(of - sum) || one.count(*at) == Some(sum));
    let told = |other: &Numbered| counts(reading, other).as_deref().unwrap_or(other.figures).iter().any(lacks);
    if beside.into_iter().flatten().any(told) || numbers.iter().any(lacks) {
        return;
    }
    let shown = parted.parts.iter().map(|part| part.count.to_string()).collect::<Vec<_>>().join(" + ");
    let (first, last) = (parted.parts[0].at, parted.parts[parted.parts.len() - 1].at);
    found.say(
        Remark::new(format!("{shown} makes {sum}, not {of}"))
            .at(passage, passage.tokens[whole].range(), "the whole")
            .at(passage, passage.bytes(first, last), "the parts")
            .help("correct the number that is wrong, if these are all and none counts twice"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn holds_parts_that_leave_no_third_against_the_whole() {
        fires(
            &DoubtfulTotal,
            &[
                (
                    "A programme was required in 36 cases. In 37 (75%) it began in time, in six it began late and in three it had not begun.",
                    "36",
                ),
                (
                    "There were 20 cases that had been transferred into the area. Nine arrived with a full assessment and 21 without one.",
                    "20",
                ),
                ("In 16 cases he was managed under MAPPA, 22 at Level 2 and four at Level 3.", "16"),
                ("Of the 25 cases under MAPPA, 18 were at Level 1, nine at Level 2 and three at Level 3.", "25"),
                ("Of the 44, 33 (75%) had been given a copy of their sentence plan, three had not and four could not remember.", "44"),
                ("In 99 of the 110 cases it was right. In eight of the other 11 it was too low, and in seven too high.", "11"),
                (
                    "Thirty-two offenders posed a high or very high risk of harm: in 23 cases it was high and in two very high.",
                    "Thirty-two",
                ),
                ("The area had six districts, three urban and one rural.", "six"),
                ("Of the nine in custody, five had been visited. Two had not been visited at all.", "nine"),
                ("Twelve of the 96 cases were in the wrong tier: 21 in one that was too low and seven in one that was too high.", "Twelve"),
                ("Of the 96 cases, 14 were managed from Ashford, 32 from Holt and 23 from Senbury.", "96"),
                ("Conditions applied in 28 cases. They were fully monitored in 20 (71%), partly in nine and not at all in three.", "28"),
                ("Of the 1,500 that ended, 1,080 (72%) were completed, 207 were revoked and 150 ended for other reasons.", "1,500"),
                ("The 22 cases needed planning. It was there in 13 of them and missing in six.", "22"),
                (
                    "There were 21 cases that had been transferred. Nine arrived with a full assessment and 11 without one. That is 45%.",
                    "21",
                ),
                ("Of the other 54, 63 were brought back and 18 needed enforcement.", "63"),
                ("When we inspected, 84 of the cases (90%) were current and 36 had ended.", "84 of the cases (90%"),
                ("Of the 16 posts, 11 were for officers, six for practitioners and two for managers.", "16"),
                ("A programme was required in 39 cases. It began on time in 26, late in eight and had not begun in nine.", "39"),
                ("Scores had fallen in 49 of the 76, stayed the same in 24 and risen in 11.", "76"),
                ("Of the same 58, 21 worked in Barrow, 24 in Saltby and 33 in Thorle.", "58"),
                (
                    "A programme was required in 28 cases. In 19 of the 28 it had begun, six were still waiting and four had been found unsuitable.",
                    "28",
                ),
                ("There were six visits in the first three months: four by the police and three by the manager.", "six"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_fit_or_do_not_part_the_whole() {
        silent(
            &DoubtfulTotal,
            &[
                "It had 38 actions. By then 31 of them (82%) had been completed, five were under way and two had been given up.",
                "A programme was required in 39 cases. It began on time in 26, late in eight and had not begun in five.",
                "Scores had fallen in 41 of the 76, stayed the same in 24 and risen in 11.",
                "In 28 cases it was due, and it was offered in 25 (89%). Sixteen victims accepted, and nine did not.",
                "A programme was required in 28 cases. In 19 of the 28 it had begun, and 12 had completed it.",
                "A plan was due in 28 cases. In 19 of the 28 it was made, 12 were good and seven had been seen by a manager.",
                "A programme was required in 36 cases. In 27 (75%) it began in time, in six it began late and in three it had not begun.",
                "There were 20 cases that had been transferred. Nine arrived with a full assessment and 11 without one.",
                "In 16 cases he was managed under MAPPA, 12 at Level 2 and four at Level 3.",
                "Of the 25 cases, 18 were at Level 2 and one at Level 3.",
                "Of the 40 offenders, 25 had a problem with drugs, 22 a problem with alcohol and nine had neither problem.",
                "We interviewed 40 staff. Nine women and six men had complaints.",
                "There were 30 cases with concerns. In 12 of them the plan was reviewed, in nine of them twice and in three not at all.",
                "In 36 cases a plan was needed. It was missing in nine.",
                "We saw 20 files. Nine had a photograph and 14 had an address. Six had no sentence plan and four were thin.",
                "Twelve came from Leeds, eight from York and three from Hull.",
                "Fifteen were at Level 1, eight at Level 2 and three at Level 3.",
                "Of the 75 letters, 30 came from Leeds, 25 from York and 11 from Hull, besides the nine from prisons.",
                "The trust had 150 staff: 97 women and 53 men.",
                "Of the 62 officers, 40 worked full time and 22 part time; of the 54 others, 36 and 18.",
                "In 36 cases one was needed. In 20 it was made in time and in six it was made late. In ten there was none.",
                "There were 30 offices. In nine districts the rate had risen and in six districts it had not.",
                "Of the 20, 12 had been seen in six weeks and eight had not been seen.",
                "Help came from three agencies. Nine were men and 14 were women.",
            ],
        );
    }
}
