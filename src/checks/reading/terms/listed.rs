//! What the lists of abbreviations and the glossary explain.

use std::ops::Range;

use super::super::style::is_capitals;
use super::super::{Home, Kind, Mark, Passage, Reading};
use super::{Listed, fits, without_ending};

/// What the lists explain.
pub(super) fn listed(reading: &Reading) -> Vec<Listed> {
    let mut listed = Vec::new();
    let mut entry = 0;
    for (index, passage) in reading.passages.iter().enumerate() {
        if passage.kind != Kind::Term || !matches!(passage.place.home, Home::Abbreviations | Home::Glossary) {
            continue;
        }
        entry += 1;
        let meaning = reading.passages.get(index + 1).filter(|next| next.place.unit == passage.place.unit);
        let whole = meaning.map_or("", |meaning| expansion(meaning));
        let mut longs = whole.split('/');
        let bracketed = passage.words.split_once('(').and_then(|(_, rest)| rest.split(')').next());
        for bytes in alternatives(&passage.words) {
            let form = passage.words[bytes.clone()].to_owned();
            let short = form.split([' ', '-']).any(|part| is_capitals(without_ending(part).0));
            let own = if whole.contains('/') { longs.next().unwrap_or("") } else { whole };
            let long = bracketed.filter(|long| fits(&form, long).is_some()).unwrap_or(own);
            let glossary = passage.place.home == Home::Glossary;
            // What a glossary says about a short form need not begin with what it stands for.
            let long = if glossary && short && fits(&form, long).is_none() && !is_marked_up(meaning) { "" } else { long };
            let long = if short { long.trim().to_owned() } else { String::new() };
            listed.push(Listed { form, long, short, passage: index, bytes, entry });
        }
    }
    listed
}

fn is_marked_up(meaning: Option<&Passage>) -> bool {
    meaning.is_some_and(|meaning| {
        meaning.marks.first().is_some_and(|(range, mark)| range.start == 0 && matches!(mark, Mark::Emphasis | Mark::Strong))
    })
}

/// The words of a definition that say what a short form stands for: what is marked up at its start, or what stands before a colon or stop.
fn expansion<'p>(meaning: &'p Passage) -> &'p str {
    let end = match meaning.marks.first() {
        Some((range, Mark::Emphasis | Mark::Strong)) if range.start == 0 => range.end,
        _ if meaning.place.home == Home::Abbreviations => meaning.words.len(),
        _ => meaning.words.find([':', '.', ';', '(', '–']).unwrap_or(meaning.words.len()),
    };
    meaning.words.get(..end).unwrap_or_default()
}

/// The forms of a term: 'OASys/eOASys', '‘`RoH`’, ‘`RoH` work’ or ‘Risk of Harm work’', '`RoSH` (Risk of Serious Harm)'.
pub(super) fn alternatives(term: &str) -> Vec<Range<usize>> {
    let end = term.find('(').filter(|at| *at > 0).unwrap_or(term.len());
    let mut found = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let part = &term[from..to];
        let trimmed = part.trim_matches(|c: char| !c.is_alphanumeric());
        if !trimmed.is_empty() {
            let at = from + part.find(trimmed).unwrap_or(0);
            found.push(at..at + trimmed.len());
        }
    };
    for (at, c) in term[..end].char_indices() {
        let or = term[at..end].starts_with(" or ");
        if matches!(c, '/' | ';' | ',') || or {
            push(start, at);
            start = at + if or { 4 } else { c.len_utf8() };
        }
    }
    push(start.min(end), end);
    found
}
