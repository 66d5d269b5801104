//! A whole and what became of its parts, told in clauses: 'of the 30 girls, 18 were at school, eight in training and six had neither', 'we
//! observed 19 lessons, of which nine were good and eight were not', 'the centre held 48 young people, 31 boys and 19 girls'.
//!
//! Parts may overlap, and not all need be told. So only a sum that is nearly the whole is asked about, and the parts must stand alike.

use super::super::reading::Reading;
use super::super::reading::numbered::{Numbered, with_the_one_before};
use super::super::reading::quantifiers::in_all;
use super::super::reading::shares::{labelled, opening, ratios};
use super::super::reading::words::Unit;
use super::super::{Found, Remark};

/// How far the sum may be off and still be meant for the whole.
const NEAR: i64 = 2;
/// Words with which parts are no parts, or not all.
const OTHERWISE: &[&str] = &[
    "also",
    "another",
    "both",
    "each",
    "every",
    "example",
    "further",
    "included",
    "includes",
    "including",
    "least",
    "more",
    "most",
    "other",
    "others",
    "per",
    "rather",
    "respectively",
    "such",
    "than",
    "them",
    "these",
    "those",
    "too",
];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for (before, one) in with_the_one_before(reading) {
        let (before, one) = (before.as_ref(), &one);
        if shares(one, found) {
            continue;
        }
        let Some((whole, parts)) = after_opening(reading, one)
            .or_else(|| of_which(reading, one))
            .or_else(|| apposed(reading, one))
            .or_else(|| at_the_end(reading, one))
            .or_else(|| denied(reading, one))
            .or_else(|| before.and_then(|before| next(reading, before, one)))
        else {
            continue;
        };
        let passage = one.passage;
        let count = |at: usize| one.count(at).unwrap_or(0);
        let sum: i64 = parts.iter().map(|at| count(*at)).sum();
        if sum == count(whole)
            || (sum - count(whole)).abs() > NEAR
            || passage.is_hedged(whole)
            || parts.iter().any(|at| passage.is_hedged(*at))
        {
            continue;
        }
        let shown = parts.iter().map(|at| count(*at).to_string()).collect::<Vec<_>>().join(" + ");
        found.say(
            Remark::new(format!("{shown} makes {sum}, not {}", count(whole)))
                .at(passage, passage.tokens[whole].range(), "the whole")
                .at(passage, passage.bytes(parts[0], parts[parts.len() - 1]), "the parts")
                .help("correct the number that is wrong, if these are all and none counts twice"),
        );
    }
}

/// The whole and its parts, by their tokens.
type Parted = (usize, Vec<usize>);

/// Whether these numbers are counts of things, none of them a part of another by its words, and nothing turns to others between.
fn alike(reading: &Reading, one: &Numbered, parts: &[usize]) -> bool {
    let passage = one.passage;
    let plain = |at: &usize| {
        let own =
            passage.is_word(at + 1, &["of", "out", "per", "in", "or"]) && !passage.is_word(at + 1, &["in"]) || passage.is_mark(at + 1, '/');
        let less = *at > 0 && passage.is_word(at - 1, &["but", "except", "of", "at", "than", "to", "by"]);
        one.count(*at).is_some_and(|count| count > 0)
            && !own
            && in_all(passage, at + 1) == 0
            && !less
            && !labelled(passage, &reading.lexicon, *at)
    };
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    let end = (*last..one.sentence().tokens.end).find(|at| passage.is_mark(*at, ';')).unwrap_or(one.sentence().tokens.end);
    parts.iter().all(plain) && !(*first..end).any(|at| passage.is_word(at, OTHERWISE))
}

/// Whether each part but the first comes after a comma, semicolon or 'and'.
fn listed(one: &Numbered, parts: &[usize]) -> bool {
    let passage = one.passage;
    let joins = |at: usize| {
        at > 0
            && (passage.is_mark(at - 1, ',') || passage.is_mark(at - 1, ';') || passage.is_word(at - 1, &["and", "but", "while", "whilst"]))
    };
    parts.iter().skip(1).all(|at| joins(*at))
}

/// After the last of two parts: 'and 14 on remand' leaves the verb out, 'and 12 had not' takes it up.
fn elliptic(one: &Numbered, at: usize) -> bool {
    let passage = one.passage;
    let end = one.sentence().tokens.end;
    let verb = |at: usize| passage.is_word(at, &["were", "was", "had", "have", "did", "are", "is", "has"]);
    let not = verb(at + 1)
        && passage.is_word(at + 2, &["not"])
        && (passage.is_mark(at + 3, '.') || passage.is_word(at + 3, &["been"]) && passage.is_mark(at + 4, '.'));
    not || !(at + 1..end).any(|at| verb(at) || passage.is_word(at, &["who", "which", "that", "where"])) && end - at < 9
}

/// 'Of the 30 girls, 18 were at school, eight in training and six had neither.'
fn after_opening(reading: &Reading, one: &Numbered) -> Option<Parted> {
    let (whole, _) = opening(reading, one.passage, one.sentence())?;
    let (first, parts) = one.figures.split_first()?;
    let enough = parts.len() > 2 || parts.len() == 2 && elliptic(one, parts[1]);
    (*first == whole && enough && parts.len() < 7 && alike(reading, one, parts) && listed(one, parts)).then(|| (whole, parts.to_vec()))
}

/// 'We observed 19 lessons, of which nine were good, six satisfactory and three inadequate'; 'we checked 28, 20 of which had it and nine of which had not'.
fn of_which(reading: &Reading, one: &Numbered) -> Option<Parted> {
    let passage = one.passage;
    let (whole, parts) = one.figures.split_first()?;
    let which = |at: usize| passage.is_word(at, &["which", "whom"]);
    let each = parts.len() == 2 && parts.iter().all(|at| passage.is_word(at + 1, &["of"]) && which(at + 2));
    let first = *parts.first()?;
    let opened = first > 1 && passage.is_word(first - 2, &["of"]) && which(first - 1);
    let them = parts.len() == 2
        && !passage.is_word(parts[1] + 1, &["with", "under", "over"])
        && passage.says(first + 1, &["of", "them"])
        && passage.is_mark(first - 1, ',')
        && elliptic(one, parts[1]);
    if !(each || opened && parts.len() > 2 && alike(reading, one, parts) || them) {
        return None;
    }
    let counts =
        one.count(*whole).is_some() && parts.iter().all(|at| one.count(*at).is_some() && !labelled(passage, &reading.lexicon, *at));
    let plain = !labelled(passage, &reading.lexicon, *whole) && first - whole < 12 && parts.len() < 7;
    (counts && plain && (each || listed(one, parts))).then(|| (*whole, parts.to_vec()))
}

/// 'The centre held 48 young people, 31 boys and 19 girls.'
fn apposed(reading: &Reading, one: &Numbered) -> Option<Parted> {
    let passage = one.passage;
    let &[whole, first, second] = one.figures else { return None };
    let words = |from: usize, to: usize| to > from && to - from < 5 && (from..to).all(|at| passage.tokens[at].is_word());
    let dash = passage.is_mark(first - 1, '\u{2013}');
    let set_off = (passage.is_mark(first - 1, ',') || dash) && words(whole + 1, first - 1);
    let and = passage.is_word(second - 1, &["and"]) && words(first + 1, second - 1);
    let end = second + 2;
    let closed = end >= one.sentence().tokens.end || passage.is_mark(end, '.') || passage.is_mark(end, if dash { '\u{2013}' } else { ',' });
    let own = whole > 0 && passage.is_word(whole - 1, &["of"]);
    let counts = one.count(whole).is_some_and(|count| count > 9) && !labelled(passage, &reading.lexicon, whole);
    // '48 young people, 31 staff and 19 volunteers' is a row of equals unless the whole is the greatest.
    let greatest = one.count(whole) > one.count(first).max(one.count(second));
    (set_off && and && closed && counts && !own && greatest && alike(reading, one, &[first, second])).then(|| (whole, vec![first, second]))
}

/// 'There were 31 boys and 19 girls at the centre, 48 young people altogether', 'six officers, four assistants and three clerks (14 in total)'.
fn at_the_end(reading: &Reading, one: &Numbered) -> Option<Parted> {
    let passage = one.passage;
    let (total, parts) = one.figures.split_last().filter(|(_, parts)| (2..6).contains(&parts.len()))?;
    let nouns = (total + 1..total + 4).take_while(|at| !passage.word(*at).is_empty() && in_all(passage, *at) == 0).count();
    let words = in_all(passage, total + 1 + nouns);
    let after = total + 1 + nouns + words;
    let bracket = passage.is_mark(total - 1, '(') && passage.is_mark(after, ')');
    let set_off = bracket
        || (passage.is_mark(total - 1, ',') || passage.is_mark(total - 1, '\u{2013}'))
            && (passage.is_mark(after, '.') || passage.is_mark(after, ','));
    // Without a noun the sentence is read elsewhere.
    let own = nouns > 0 || bracket;
    let counts = one.count(*total).is_some() && parts.iter().all(|at| one.count(*at).is_some());
    (words > 0 && set_off && own && counts && alike(reading, one, parts) && listed(one, parts)).then(|| (*total, parts.to_vec()))
}

/// 'Twenty of the 28 had been searched; nine had not.' More than is left is certain, and told elsewhere.
fn denied(reading: &Reading, one: &Numbered) -> Option<Parted> {
    let passage = one.passage;
    let &[_, _, rest] = one.figures else { return None };
    let [ratio] = ratios(reading, passage, one.sentence())[..] else { return None };
    let plain =
        ratio.first == ratio.part && !ratio.stroke && rest > ratio.whole && elliptic(one, rest) && passage.is_word(rest + 2, &["not"]);
    let counts = one.count(rest).is_some_and(|rest| rest > 1 && rest + 1 == ratio.of - ratio.count);
    (plain && counts).then(|| (ratio.whole, vec![ratio.part, rest]))
}

/// 'We observed 19 lessons. Nine were good, six were satisfactory and three were inadequate.'
fn next(reading: &Reading, before: &Numbered, one: &Numbered) -> Option<Parted> {
    let (&[whole], parts) = (before.figures, one.figures) else { return None };
    let passage = one.passage;
    let rest = parts.len() == 2 && passage.is_word(parts[1] + 2, &["not"]) && elliptic(one, parts[1]);
    let opens = parts.first() == Some(&one.sentence().tokens.start) && ((3..7).contains(&parts.len()) || rest);
    let sure = before.count(whole).is_some_and(|count| count > 4) && !labelled(passage, &reading.lexicon, whole);
    let verbs = parts.iter().all(|at| !passage.word(at + 1).is_empty());
    (opens && sure && verbs && alike(reading, one, parts) && listed(one, parts)).then(|| (whole, parts.to_vec()))
}

/// 'Of the complaints, 45% were upheld, 35% partly upheld and 30% rejected': whether something was said of its percentages.
fn shares(one: &Numbered, found: &mut Found) -> bool {
    let passage = one.passage;
    let figures = one.figures;
    let percent = |at: usize| {
        passage.tokens[at].percent().filter(|figure| figure.decimals == 0 && figure.unit == Unit::Percent).map(|figure| figure.numerator)
    };
    let Some(all) = figures.iter().map(|at| percent(*at)).collect::<Option<Vec<i64>>>().filter(|all| (3..7).contains(&all.len())) else {
        return false;
    };
    let (first, last) = (figures[0], figures[all.len() - 1]);
    let end = one.sentence().tokens.end;
    // The last is joined by 'and', and only the first may say of what: the others leave it out.
    let joined = passage.is_word(last - 1, &["and"]) && listed(one, figures);
    let own = figures.iter().skip(1).any(|at| passage.is_word(at + 1, &["of", "in", "at", "for", "on", "by", "with"]));
    let apart = (first..end).any(|at| {
        passage.is_word(at, OTHERWISE)
            || passage
                .is_word(at, &["when", "where", "compared", "against", "from", "to", "said", "felt", "thought", "needed", "area", "areas"])
    });
    let bracketed = figures.iter().any(|at| *at > 0 && passage.is_mark(at - 1, '(')) || figures.iter().any(|at| passage.is_hedged(*at));
    let sum: i64 = all.iter().sum();
    let off = (sum - 100).abs();
    let slack = i64::try_from(all.len()).unwrap_or(3) / 2 + 1;
    // 'Had' and 'said' go with what several may have had.
    let verbs = ["were", "was", "are", "is"];
    let several = figures.iter().any(|at| passage.is_word(at + 1, &["had", "have", "has", "did", "used"]))
        || figures.iter().skip(1).any(|at| passage.is_word(at + 1, &verbs))
            && !(first + 1..figures[1]).any(|at| passage.is_word(at, &verbs));
    if !joined || own || apart || several || bracketed || off <= slack || off > 12 {
        return false;
    }
    let shown = all.iter().map(|share| format!("{share}%")).collect::<Vec<_>>().join(" + ");
    found.say(
        Remark::new(format!("{shown} makes {sum}%, not 100%"))
            .at(passage, passage.tokens[first].range(), "the first share")
            .at(passage, passage.tokens[last].range(), "the last")
            .help("correct the figure that is wrong, if these are all and none counts twice"),
    );
    true
}

#[cfg(test)]
mod tests {
    use super::super::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_parts_nearly_make_the_whole() {
        fires(
            &DoubtfulTotal,
            &[
                ("Of 30 girls, 18 were at school, eight in training and six had neither.", "30"),
                ("Of the 30 prisoners, 18 were sentenced and 14 on remand.", "30"),
                ("Of the 28 cells, 20 had been searched and seven had not been.", "28"),
                ("Thirty prisoners came to the meeting, 18 of them sentenced and 14 on remand.", "Thirty"),
                ("We checked 28 cells, 20 of which had been searched and nine of which had not.", "28"),
                ("Nineteen lessons were observed, of which nine were good, six satisfactory and three inadequate.", "Nineteen"),
                ("We observed 19 lessons. Nine were good, six were satisfactory and three were inadequate.", "19"),
                ("The centre held 48 young people, 31 boys and 19 girls.", "48"),
                ("There were 31 boys and 19 girls at the centre, 48 young people altogether.", "48"),
                ("Six officers, four assistants and three clerks (14 in total) had joined.", "14"),
                ("Twenty of the 28 cells had been searched; seven had not.", "28"),
                ("Twenty mentors had been recruited. Thirteen were vetted and eight were not.", "Twenty"),
                ("Of the complaints, 45% were upheld, 35% were rejected and 30% withdrawn.", "45%"),
                ("Forty-five per cent of complaints were upheld, 35% partly upheld and 30% rejected.", "Forty-five per cent"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_do_or_may_overlap() {
        silent(
            &DoubtfulTotal,
            &[
                "Of 30 girls, 18 were at school, eight in training and four had neither.",
                "Of the 30 prisoners, 18 were sentenced and 13 had children.",
                "Of the 30 prisoners, 18 were sentenced and 12 on remand. Of the 28 cells, 20 had been searched and eight had not been.",
                "Of the 40 offenders, 25 had a problem with drugs, 22 a problem with alcohol and nine had both; two had neither.",
                "Thirty prisoners came to the meeting, 18 of them sentenced and 12 on remand.",
                "We observed 18 lessons. Nine were good, six were satisfactory and three were inadequate.",
                "We observed 19 lessons. Nine were in classrooms, six of them were good and five were led by volunteers.",
                "The centre held 48 young people, 31 boys and 17 girls. It had 48 beds, 31 staff and six horses.",
                "Of the magistrates, 31% were under 50, 58% were between 50 and 64 and 10% were 65 or older.",
                "In one area 45% came, in another 35% and in a third 30%. It was 45% of men, 35% of women and 30% of others.",
                "In all, 45% had used drugs, 35% had problems with alcohol and 30% were homeless. Drugs were named by 45%, alcohol by 35% and both by 30%. In 2006 it was 45%, in 2007 35% and in 2008 30%.",
                "The region has 12 prisons, five of them for women and eight with a training function.",
                "Seventeen of the 22 files held a photograph; three did not. Twenty of the 28 cells had been searched; two had not been cleaned. Twenty of the 28 had it and seven had not the other.",
            ],
        );
    }
}
