//! 'Table 4 shows …' right above Table 3, and 'the areas for improvement above' where they follow.

use super::super::reading::references::{LetteredGroup, Mention, Target, Targets, What, is_referring, mentions};
use super::super::reading::{Kind, Passage, Reading};
use super::super::{Found, Remark};

/// A text that tells what a table or chart shows, with another one right below it that no text mentions.
pub(super) fn following(reading: &Reading, targets: &Targets, found: &mut Found) {
    for Following { what, passage, mention, other, caption, below } in followed(reading, targets) {
        let (one, _) = what.words();
        found.say(
            Remark::new(format!("{one} {} is ‘{}’; what follows is {one} {}, which no text mentions", other.name, other.title, below.name))
                .at(passage, passage.bytes(mention.first, mention.last), "")
                .at(caption, 0..caption.words.len(), format!("{one} {}", below.name))
                .help(format!("write ‘{one} {}’, if that is meant, as a cross-reference in double brackets", below.name)),
        );
    }
}

/// A text that tells what a table or chart shows, and another one right below it.
#[derive(Debug)]
pub(in crate::checks) struct Following<'r, 'a, 't> {
    what: What,
    /// The text.
    pub(in crate::checks) passage: &'r Passage<'a>,
    /// What it refers to.
    pub(in crate::checks) mention: &'r Mention,
    other: &'t Target,
    caption: &'r Passage<'a>,
    below: &'t Target,
}

/// All of them.
pub(in crate::checks) fn followed<'r, 'a, 't>(reading: &'r Reading<'a>, targets: &'t Targets) -> Vec<Following<'r, 'a, 't>> {
    const SHOWS: &[&str] =
        &["shows", "gives", "sets", "lists", "presents", "summarises", "illustrates", "contains", "compares", "breaks", "has"];
    let mut out = Vec::new();
    let target = |what: What, passage: &Passage| targets.of(what).find(|target| !target.title.is_empty() && target.title == passage.words);
    let captions = reading.passages.iter().filter(|passage| passage.kind == Kind::Caption && passage.is_written());
    for caption in captions {
        let Some((what, below)) =
            [What::Table, What::Chart, What::Figure].into_iter().find_map(|what| Some((what, target(what, caption)?)))
        else {
            continue;
        };
        let Some(passage) = caption.index.checked_sub(1).map(|before| &reading.passages[before]) else { continue };
        if passage.kind != Kind::Text || passage.place.part != caption.place.part || !passage.is_written() {
            continue;
        }
        let all = mentions(passage);
        let said: Vec<_> = all.iter().filter(|mention| mention.what == what && !mention.elsewhere).collect();
        let [mention] = &said[..] else { continue };
        if mention.name == below.name || !passage.is_word(mention.last + 1, SHOWS) {
            continue;
        }
        let Some(other) = targets.find(what, &mention.name) else { continue };
        if stands_before(reading, other, passage) || is_mentioned(reading, what, &below.name) {
            continue;
        }
        out.push(Following { what, passage, mention, other, caption, below });
    }
    out
}

/// 'Section 4.3 below' in criterion 4.4, or in 4.3 itself.
pub(super) fn direction(reading: &Reading, passage: &Passage, mention: &Mention, target: &Target, found: &mut Found) {
    let at = mention.last + 1;
    let end = passage.sentence_at(mention.last).map_or(0, |sentence| sentence.tokens.end);
    let ends = at + 1 >= end || passage.tokens.get(at + 1).is_some_and(|next| [',', '.', ';', ':', ')'].iter().any(|mark| next.is(*mark)));
    if !passage.is_word(at, &["above", "below"]) || !ends {
        return;
    }
    let below = passage.is_word(at, &["below"]);
    let own = match mention.what {
        What::Criterion => passage.place.criterion == Some(&target.name),
        What::Section if passage.place.section == Some(&target.name) => return,
        _ => false,
    };
    let is_it = |other: &&Passage| match mention.what {
        What::Criterion => other.place.criterion == Some(&target.name),
        What::Section => other.place.section == Some(&target.name),
        What::Appendix => other.kind == Kind::Heading && other.words == target.title,
        _ => other.kind == Kind::Caption && other.words == target.title,
    };
    // Titles may stand in the contents and in tables too.
    let mut places = reading.passages.iter().filter(is_it).map(|other| other.index);
    let Some(first) = places.next() else { return };
    let last = places.next_back().unwrap_or(first);
    let wrong = if own {
        "is this one itself"
    } else if below && last < passage.index {
        "stands above"
    } else if !below && first > passage.index {
        "stands below"
    } else {
        return;
    };
    let (one, _) = mention.what.words();
    found.say(
        Remark::new(format!("{one} {} {wrong}", target.name))
            .at(passage, passage.bytes(mention.first, at), "")
            .help("correct the number, or the word after it"),
    );
}

/// Whether a table or chart stands above a text in the same part, so that the text may look back at it.
fn stands_before(reading: &Reading, target: &Target, passage: &Passage) -> bool {
    let same = |other: &&Passage| other.kind == Kind::Caption && other.words == target.title && other.place.part == passage.place.part;
    let near = |other: &Passage| other.place.criterion == passage.place.criterion;
    reading.passages[..passage.index].iter().filter(same).any(near)
}

/// Whether any text mentions a table or chart by its number.
fn is_mentioned(reading: &Reading, what: What, name: &str) -> bool {
    let word = match what {
        What::Table => ["table", "tables"],
        What::Chart => ["chart", "charts"],
        _ => ["figure", "figures"],
    };
    let mut places = reading.places(&word);
    places.any(|(passage, _)| is_referring(passage) && mentions(passage).iter().any(|mention| mention.what == what && mention.name == name))
}

/// 'The areas for improvement above' in a criterion whose areas for improvement follow.
pub(super) fn groups(reading: &Reading, groups: &[LetteredGroup], found: &mut Found) {
    for (passage, at) in reading.places(&["above", "below"]) {
        let (Some(criterion), true) = (passage.place.criterion, passage.is_written()) else { continue };
        let above = passage.is_word(at, &["above"]);
        for group in
            groups.iter().filter(|group| group.criterion == criterion && !group.items.iter().any(|item| item.contains(&passage.index)))
        {
            let Some(name) = group
                .names
                .iter()
                .map(|name| name.split(' ').collect::<Vec<_>>())
                .find(|name| at.checked_sub(name.len()).is_some_and(|from| passage.says(from, name)))
            else {
                continue;
            };
            let first = at - name.len();
            let follows = group.items.first().is_some_and(|item| item.start > passage.index);
            let words = passage.bytes(first, at);
            // 'Strengths above 70%' compares.
            if follows != above || passage.tokens.get(at + 1).is_some_and(|next| next.figure().is_some()) {
                continue;
            }
            let (stand, right) = if follows { ("below", "below") } else { ("above", "above") };
            found.say(
                Remark::new(format!("the {} of criterion {criterion} stand {stand}", name.join(" ")))
                    .at(passage, words, "")
                    .help(format!("write ‘{right}’, or say which criterion is meant")),
            );
        }
    }
}
