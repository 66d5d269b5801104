//! 'In 43% of custody and licence cases', where the sample is said to be made up of 40 licence cases and 10 custody cases among others.

use super::super::reading::english::COUNTED;
use super::super::reading::kinds::{At, Kind, Kinds, kinds, name};
use super::super::reading::shares::{is_possible, labelled};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};
use super::share;

/// Each list of kinds is looked for at each number: a report says once or twice what its sample is made up of.
const MOST_LISTS: usize = 100;

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let all: Vec<Kinds> = kinds(reading).into_iter().filter(|kinds| kinds.whole).take(MOST_LISTS).collect();
    if all.is_empty() {
        return;
    }
    for passage in reading.prose() {
        for at in passage.numbers.iter().copied() {
            if let Some(figure) = share(passage, at).filter(|_| passage.says(at + 1, &["of"]))
                && let Some((parts, _)) =
                    all.iter().find_map(|kinds| list(passage, at + 2, kinds)).filter(|(parts, known)| parts.len() > 1 && *known)
                && let sum = parts.iter().map(|kind| kind.count).sum::<i64>()
                && !is_possible(figure, sum)
            {
                let message = format!("{} does not fit the {sum} cases of these kinds", passage.text(&passage.tokens[at]));
                say(passage, at, &parts, message, found);
            }
            // 'The 67 community order, suspended sentence order or custody cases'.
            if let Some(count) = passage.tokens[at]
                .count()
                .filter(|_| at > 0 && passage.is_word(at - 1, &["the", "all"]) && !labelled(passage, &reading.lexicon, at))
                && let Some((parts, known)) = all.iter().find_map(|kinds| list(passage, at + 1, kinds)).filter(|(parts, _)| parts.len() > 1)
                && let sum = parts.iter().map(|kind| kind.count).sum::<i64>()
                && (count < sum || known && count > sum)
            {
                say(passage, at, &parts, format!("there are {sum} cases of these kinds, not {count}"), found);
            }
        }
    }
}

/// The kinds that a list of them names, such as 'custody and licence cases', and whether all in it are known.
fn list<'k, 'r, 'a>(passage: &Passage, start: usize, known: &'k Kinds<'r, 'a>) -> Option<(Vec<&'k Kind<'r, 'a>>, bool)> {
    let start = start + usize::from(passage.is_word(start, &["the", "all"]));
    let end = (start..start + 12).take_while(|at| !passage.word(*at).is_empty() || passage.is_mark(*at, ',')).find(|at| {
        passage.is_word(*at, &["cases"])
            || passage.is_word(*at, COUNTED) && !passage.is_word(at + 1, &["and", "or", "cases"]) && !passage.is_mark(at + 1, ',')
    })?;
    // 'Of those licence cases where …' are others.
    if passage.is_word(end + 1, &["where", "in", "with", "who", "that", "which", "when", "needing", "requiring"])
        && !passage.says(end + 1, &["in", "the", "sample"])
    {
        return None;
    }
    let (mut parts, mut all, mut from) = (Vec::new(), true, start);
    for at in start..=end {
        if passage.is_word(at, &["and", "or"]) || passage.is_mark(at, ',') || at == end {
            let said = name((from..at).map(|at| passage.word(at)));
            from = at + 1;
            if said.is_empty() {
                continue;
            }
            match known.kinds.iter().find(|kind| kind.name == said || kind.name.len() > 1 && said.len() == 1 && kind.name[0] == said[0]) {
                Some(kind) => parts.push(kind),
                None => all = false,
            }
        }
    }
    (!parts.is_empty()).then_some((parts, all))
}

fn say(passage: &Passage, at: usize, parts: &[&Kind], message: String, found: &mut Found) {
    let mut remark = Remark::new(message)
        .at(passage, passage.tokens[at].range(), "")
        .help("correct the number that is wrong, or say which of these cases are meant");
    for kind in parts {
        remark = match kind.at {
            At::Words(home, token) => remark.at(home, home.tokens[token].range(), "a part"),
            At::Place(span) => remark.at_span(span, "a part"),
        };
    }
    found.say(remark);
}

#[cfg(test)]
mod tests {
    use super::super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    const SAMPLE: &str = "The sample was made up of 40 licence cases, 60 community order cases and 10 custody cases.\n\n";

    #[test]
    fn fires_on_shares_and_numbers_of_several_kinds() {
        for (text, words) in [
            ("In 43% of custody and licence cases in the sample it was so.", "43%"),
            ("It was late in 85% of the community order and custody cases sampled.", "85%"),
            ("Of the 67 community order, suspended sentence order or custody cases some were late.", "67"),
        ] {
            fires(&UnlikelyShare, &[(&format!("{SAMPLE}{text}"), words)]);
        }
    }

    #[test]
    fn is_silent_where_they_fit_or_are_others() {
        let texts = [
            "In 44% of custody and licence cases in the sample it was so.",
            "In 43% of custody and licence cases where it mattered it was so.",
            "In 43% of licence and unpaid work cases it was so.",
            "Of the 70 community order or custody cases some were late, and of the 81 community order or suspended sentence order cases.",
        ];
        silent(&UnlikelyShare, &texts.map(|text| format!("{SAMPLE}{text}")).each_ref().map(String::as_str));
    }
}
