//! 'In 62% of the 60 cases: 24 of the 38 orders and 13 of the 22 licences': a share of all beside those of its groups, which make it.

use super::super::reading::numbered::{Numbered, numbered};
use super::super::reading::quantifiers::in_all;
use super::super::reading::shares::{Ratio, labelled, percentage, ratios, shown};
use super::super::reading::words::Token;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// With these the groups are not all, or are compared with something else.
const OTHERWISE: &[&str] = &[
    "against",
    "among",
    "compared",
    "especially",
    "example",
    "including",
    "instance",
    "mainly",
    "mostly",
    "particularly",
    "than",
    "whereas",
];
/// What may stand between the mark and the first group, and between two groups.
const BETWEEN: &[&str] = &["and", "in", "for", "with", "of", "by", "it", "was", "so", "but", "only", "just", "made", "up", "that", "is"];

/// What is told of all, by tokens.
#[derive(Default)]
struct All {
    part: Option<usize>,
    whole: Option<usize>,
    share: Option<usize>,
    /// Whether the groups can be nothing but all of them.
    sure: bool,
}

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for one in numbered(reading).filter(|one| one.figures.len() > 4) {
        let all = ratios(reading, one.passage, one.sentence());
        let turns = one.sentence().tokens.clone().any(|at| one.passage.is_word(at, OTHERWISE));
        if all.len() < 2 || turns || all.iter().any(|ratio| ratio.stroke || ratio.first != ratio.part || one.passage.is_hedged(ratio.part))
        {
            continue;
        }
        if let Some(remark) = before(reading, &one, &all).or_else(|| after(reading, &one, &all)) {
            found.say(remark);
        }
    }
}

/// Whether each of the ratios but the first follows a comma or 'and', and nothing but their own shares stands with them.
fn listed(one: &Numbered, groups: &[Ratio], end: usize) -> bool {
    let passage = one.passage;
    let joined = groups.windows(2).all(|pair| {
        let joint = (pair[0].whole + 1..pair[1].first).rev().find(|at| !passage.is_word(*at, &["in", "for", "with", "only", "just"]));
        joint.is_some_and(|at| passage.is_word(at, &["and", "but"]) || passage.is_mark(at, ',') || passage.is_mark(at, ';'))
    });
    let own = |at: usize| {
        let of = groups.iter().any(|group| group.part == at || group.whole == at);
        of || passage.tokens[at].percent().is_some() && at > 0 && passage.is_mark(at - 1, '(')
    };
    let (first, last) = (groups[0].first, groups[groups.len() - 1].whole);
    joined && one.figures.iter().filter(|at| (first..end).contains(*at)).all(|at| own(*at)) && last < end
}

/// What is told before a mark, and its groups behind it.
fn before<'r>(reading: &Reading, one: &Numbered<'r, '_>, ratios: &[Ratio]) -> Option<Remark<'r>> {
    let passage = one.passage;
    let tokens = one.sentence().tokens.clone();
    let mark = |group: &Ratio| {
        let at = (tokens.start..group.first).rev().find(|at| !passage.is_word(*at, BETWEEN))?;
        let known = [':', ';', '(', ',', '\u{2013}'].into_iter().find(|mark| passage.is_mark(at, *mark))?;
        Some((at, known)).filter(|_| group.first - at < 4)
    };
    let (index, (at, mark)) = ratios.iter().enumerate().take(2).find_map(|(index, group)| Some((index, mark(group)?)))?;
    let groups = &ratios[index..];
    if groups.len() < 2 || !listed(one, groups, tokens.end) {
        return None;
    }
    let head: Vec<usize> =
        one.figures.iter().copied().filter(|figure| *figure < at && !labelled(passage, &reading.lexicon, *figure)).collect();
    let mut all = All { sure: mark == ':' || mark == '(', ..All::default() };
    for figure in head {
        let place = if passage.tokens[figure].percent().is_some() {
            &mut all.share
        } else if one.count(figure).is_none() {
            return None;
        } else if index == 1 && figure == ratios[0].part || index == 0 && all.share.is_none() && all.part.is_none() {
            &mut all.part
        } else {
            &mut all.whole
        };
        if place.replace(figure).is_some() || passage.is_hedged(figure) {
            return None;
        }
    }
    // '37 of the 60' by its words, '62% of the 60' likewise; another number is of something else.
    let of = |whole: usize| passage.is_word(whole - 1, &["of"]) || whole > 1 && passage.is_word(whole - 2, &["of"]);
    if all.whole.is_some_and(|whole| !of(whole)) || all.part.is_some() && all.share.is_none() && all.whole.is_none() && !all.sure {
        return None;
    }
    judge(reading, one, &all, groups)
}

/// 'In 24 of the 38 orders and 13 of the 22 licences, 62% in all'.
fn after<'r>(reading: &Reading, one: &Numbered<'r, '_>, groups: &[Ratio]) -> Option<Remark<'r>> {
    let passage = one.passage;
    let share = *one.figures.last().filter(|at| passage.tokens[**at].percent().is_some())?;
    let mark = (share.saturating_sub(3)..share).rev().find(|at| passage.word(*at).is_empty())?;
    let set_off = [',', '(', '\u{2013}'].iter().any(|known| passage.is_mark(mark, *known));
    let together = in_all(passage, share + 1) > 0
        || passage.is_word(share + 1, &["overall", "together"])
        || passage.says(share + 1, &["of", "all"])
        || passage.is_word(share - 1, &["together", "altogether", "overall"]);
    let first = one.figures.first() == groups.first().map(|group| &group.part);
    let all = All { share: Some(share), sure: true, ..All::default() };
    (set_off && together && first && listed(one, groups, mark)).then(|| judge(reading, one, &all, groups)).flatten()
}

/// What is wrong with what is told of all.
fn judge<'r>(reading: &Reading, one: &Numbered<'r, '_>, all: &All, groups: &[Ratio]) -> Option<Remark<'r>> {
    let passage: &Passage = one.passage;
    let (part, whole): (i64, i64) = (groups.iter().map(|group| group.count).sum(), groups.iter().map(|group| group.of).sum());
    let count = |at: Option<usize>| at.and_then(|at| one.count(at));
    let share = all.share.and_then(|at| passage.tokens.get(at).and_then(Token::percent));
    let fits = |part: i64, whole: i64| share.is_none_or(|share| whole > 0 && percentage(part, whole, share) == Some(share.numerator));
    let row = |number: fn(&Ratio) -> i64| groups.iter().map(|group| number(group).to_string()).collect::<Vec<_>>().join(" + ");
    let bytes = passage.bytes(groups[0].first, groups[groups.len() - 1].whole);
    let say = |at: usize, message: String| {
        Remark::new(message)
            .at(passage, passage.tokens[at].range(), "of all")
            .at(passage, bytes.clone(), "its groups")
            .help("correct the number that is wrong, if these groups are all")
    };
    if let (Some(of), Some(at)) = (count(all.whole), all.whole)
        && of != whole
    {
        // The groups are not all, unless their parts are.
        let same = count(all.part).is_some_and(|told| told == part) || all.part.is_none() && fits(part, of);
        return same.then(|| say(at, format!("{} makes {whole}, not {of}", row(|group| group.of))));
    }
    if let (Some(told), Some(at)) = (count(all.part), all.part)
        && told != part
    {
        let near = all.whole.is_some() || (told - part).abs() <= 2.max(told / 3);
        // '60 cases: 24 of the 38 …'.
        return (told != whole && near).then(|| say(at, format!("{} makes {part}, not {told}", row(|group| group.count))));
    }
    let (share, at) = (share?, all.share?);
    let sample = reading.report.sample.as_ref().is_some_and(|sample| i64::from(sample.value) == whole);
    let known = all.sure || all.whole.is_some() || all.part.is_some() || sample;
    (known && !fits(part, whole)).then(|| {
        let right = percentage(part, whole, share).map_or_else(String::new, |right| shown(right, share));
        say(at, format!("{} of {} is {right}, not {}", row(|group| group.count), row(|group| group.of), passage.text(&passage.tokens[at])))
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::doubtful_total::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn adds_the_groups_of_a_share() {
        fires(
            &DoubtfulTotal,
            &[
                ("They took part in 62% of cases: 24 of the 38 orders and 15 of the 22 licences.", "62%"),
                ("They took part in 37 (62%) of the 60 cases: 24 of the 38 orders and 11 of the 22 licences.", "37"),
                ("They took part in 37 of the 60 cases (62%): in 24 of the 38 orders and 13 of the 12 licences.", "60"),
                ("They took part in 62% of the 60 cases (14 of the 38 orders and 13 of the 22 licences).", "62%"),
                ("They took part in 37 cases: 24 of the 38 orders and 15 of the 22 licences.", "37"),
                ("It was done in 24 of the 38 orders and 13 of the 22 licences, 72% in all.", "72%"),
                ("In 72% of cases it was done: in 24 of the 38 orders (63%) and in 13 of the 22 licences (59%).", "72%"),
            ],
        );
        silent(
            &DoubtfulTotal,
            &[
                "They took part in 62% of cases: 24 of the 38 orders and 13 of the 22 licences.",
                "They took part in 37 (62%) of the 60 cases: 24 of the 38 orders and 13 of the 22 licences.",
                "They took part in 62% of the 60 cases (24 of the 38 orders and 13 of the 22 licences).",
                "It was done in 24 of the 38 orders and 13 of the 22 licences, 62% in all. It was done in 60 cases: 24 of the 38 and 13 of the 22.",
                "They took part in 37 of the 60 cases (62%), including 14 of the 18 orders and three of the 22 licences.",
                "This was better in Estuary, with nine of ten, than in Forest (five of eight) and Wolds (three of four).",
                "They took part in 62% of cases, and in nine of the ten orders and four of the six licences there was a letter.",
                "Of the 60 cases 37 were good (62%): in 14 of the 18 orders by day and three of the seven by night.",
            ],
        );
    }
}
