//! References to findings by letter: '(see area for improvement (b) below)', '4.6(a)'.

use std::ops::Range;

use super::references::LetteredGroup;
use super::words::TokenKind;
use super::{Origin, Passage, Reading};

/// A reference to a finding by its letter.
#[derive(Debug)]
pub struct LetterReference {
    /// The passage that refers.
    pub passage: usize,
    /// What refers.
    pub bytes: Range<usize>,
    /// The token of the letter.
    pub token: usize,
    /// The letter.
    pub letter: char,
    /// The group meant, as an index; `None` if it cannot be told.
    pub group: Option<usize>,
    /// The finding meant in it; `None` if it has no such letter.
    pub item: Option<usize>,
    /// `Some(true)` for 'below', `Some(false)` for 'above'.
    pub below: Option<bool>,
}

/// All references to findings by letter.
pub fn letter_references(reading: &Reading, groups: &[LetteredGroup]) -> Vec<LetterReference> {
    let mut found = Vec::new();
    for (passage, open) in reading.places(&["("]).filter(|(passage, _)| passage.place.origin != Origin::Made) {
        let at = open + 1;
        let word = passage.word(at);
        let letter = word.chars().next().filter(|c| word.len() == 1 && c.is_ascii_lowercase());
        let Some(letter) = letter.filter(|_| passage.is_mark(at + 1, ')')) else { continue };
        found.extend(reference(passage.index, passage, at, letter, groups));
    }
    found
}

fn reference(index: usize, passage: &Passage, at: usize, letter: char, groups: &[LetteredGroup]) -> Option<LetterReference> {
    let below = if passage.is_word(at + 2, &["below"]) {
        Some(true)
    } else if passage.is_word(at + 2, &["above"]) {
        Some(false)
    } else {
        None
    };
    let open = at - 1;
    // 'criterion 4.6', '4.6(a)', in the same sentence before.
    let number = (open.saturating_sub(8)..open).rev().find_map(|at| {
        let text = passage.tokens.get(at).filter(|token| !matches!(token.kind, TokenKind::Mark(_))).map(|token| passage.text(token))?;
        groups.iter().find(|group| group.criterion == text).map(|group| group.criterion)
    });
    // 'Area for improvement (b) of criterion 1.2'.
    let of = passage.is_word(at + 2, &["of", "under", "in", "to"]);
    let named_after = (at + 3..at + 6).filter(|_| of).find_map(|at| {
        let text = passage.text(passage.tokens.get(at)?);
        groups.iter().find(|group| group.criterion == text).map(|group| group.criterion)
    });
    let criterion = named_after.or(number).or(passage.place.criterion)?;
    let here = || groups.iter().enumerate().filter(move |(_, group)| group.criterion == criterion);
    // The heading's words right before the bracket: 'area for improvement (b)'.
    let named = here().find_map(|(at, group)| {
        let length = group.names.iter().map(|name| name.split(' ').collect::<Vec<_>>()).find_map(|name| {
            let from = open.checked_sub(name.len())?;
            name.iter().zip(from..).all(|(word, at)| passage.is_word(at, &[word])).then_some(name.len())
        })?;
        Some((at, length))
    });
    let start = named.map_or(open, |(_, length)| open - length);
    // A bare '(a)' is a reference only with 'below' or 'above', or after a criterion's number.
    let touching = number.is_some() && open.checked_sub(1).is_some_and(|before| passage.text(&passage.tokens[before]) == criterion);
    if named.is_none() && below.is_none() && !touching {
        return None;
    }
    let place = usize::from(u8::try_from(letter).ok()? - b'a');
    let mut choices = here().filter(|(at, _)| named.is_none_or(|(named, _)| named == *at));
    let group = match choices.next() {
        Some((only, _)) if choices.next().is_none() => Some(only),
        Some(_) => {
            // Without the group's name: the nearest in the direction that is said.
            let beyond =
                |group: &LetteredGroup| group.items.get(place).is_some_and(|item| below.is_none_or(|below| (item.start > index) == below));
            // A letter that no group has leads nowhere; the longest group shows how far they go.
            let longest = || here().filter(|_| below.is_some()).max_by_key(|(at, group)| (group.items.len(), usize::MAX - at));
            // One that stands in the other direction is of the group of the finding itself.
            let within = || {
                here()
                    .find(|(_, group)| below.is_some() && place < group.items.len() && group.items.iter().any(|item| item.contains(&index)))
            };
            let held = here().any(|(_, group)| place < group.items.len());
            here().find(|(_, group)| beyond(group)).or_else(|| if held { within() } else { longest() }).map(|(at, _)| at)
        }
        None => None,
    };
    let item = group.and_then(|group| (place < groups[group].items.len()).then_some(place));
    Some(LetterReference { passage: index, bytes: passage.bytes(start, at + 1), token: at, letter, group, item, below })
}
