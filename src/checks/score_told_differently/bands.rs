//! 'Criterion 1.4 scored 61%, so that minimum improvement is required': the words of a band that the score is not in.

use std::ops::Range;

use super::super::reading::scored::{Mentions, Names};
use super::super::reading::sentences::Sentence;
use super::super::reading::words::Figure;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};
use crate::framework::Band;
use crate::model::score::ScoreOf;

/// Says what is wrong with the band's words that stand after a score, within these tokens.
pub(super) fn after(reading: &Reading, passage: &Passage, tokens: Range<usize>, of: &ScoreOf, found: &mut Found) {
    /// Words of a sentence that says what the score is not.
    const TURNS: &[&str] = &[
        "not", "no", "nor", "never", "short", "below", "above", "line", "than", "from", "instead", "if", "would", "had", "former", "while",
        "whereas", "but", "although", "though", "other", "others",
    ];
    let bands = &reading.framework.bands;
    let own: Vec<&Band> =
        reading.inspections().filter_map(|scores| scores.percentage(of)?.band).filter_map(|band| bands.get(band)).collect();
    let Some(right) = own.last() else { return };
    // 'And needed …' is still of the score; 'and work with victims needed …' is not.
    let other = |at: usize| passage.is_word(at, &["and"]) && !passage.is_word(at + 1, NEEDED) && !passage.is_word(at + 1, GOES_ON);
    let turns = |at: &usize| passage.is_word(*at, TURNS) || other(*at) || passage.is_mark(*at, ';');
    let end = tokens.clone().find(turns).unwrap_or(tokens.end);
    let said = (tokens.start..end).find_map(|at| bands.iter().find_map(|band| Some((band, at, last(passage, at, end, band)?))));
    let Some((band, first, last)) = said else { return };
    // 'With drastic improvement required in work with victims': of a part.
    if passage.is_word(last + 1, &["in", "on", "for", "of", "to", "by", "where", "when", "with"]) {
        return;
    }
    if own.iter().any(|own| own.name == band.name || own.comment == band.comment && own.comment.is_some()) {
        return;
    }
    let words = right.comment.as_ref().unwrap_or(&right.name);
    let bytes = passage.bytes(first, last);
    let wrong = &passage.words[bytes.clone()];
    found.say(
        Remark::new(format!("{} is {}, which is ‘{words}’ and not ‘{wrong}’", reading.called(of), reading.printed(of)))
            .at(passage, bytes, format!("belongs to ‘{}’", band.name))
            .help("correct the words, or leave them out: they follow from the score"),
    );
}

/// Says what is wrong in 'for ‘control’ the score means that minimum improvement is required', which gives no percentage.
pub(super) fn meant(reading: &Reading, names: &Names, passage: &Passage, sentence: &Sentence, found: &mut Found) {
    const MEANS: &[&str] = &["means", "meant", "shows", "showed", "indicates", "indicated"];
    let range = sentence.tokens.clone();
    let Some(score) = range.clone().skip(1).find(|at| passage.is_word(*at, &["score"]) && passage.is_word(*at - 1, &["the", "its"])) else {
        return;
    };
    let Some(verb) = (score + 1..range.end).find(|at| passage.is_word(*at, MEANS)) else { return };
    let elsewhere = range.clone().any(|at| {
        passage.is_word(at, super::ELSEWHERE)
            || passage.is_word(at, super::OTHERS)
            || passage.tokens[at].figure().is_some_and(Figure::may_be_year)
    });
    let mentions = names.mentions(passage, range.clone());
    let [mention] = &mentions[..] else { return };
    let (of, last) = (mention.of.clone(), mention.last);
    // 'For section 1 the score means', 'the score for section 1 means'.
    let first = mention.first - usize::from(mention.first > range.start && !passage.tokens[mention.first - 1].is_word());
    let tied = if verb == score + 1 {
        last < score && score - last < 4 && first > range.start && passage.is_word(first - 1, &["for", "in", "on"])
    } else {
        first == score + 2 && passage.is_word(score + 1, &["for", "of"]) && last < verb && verb - last < 3
    };
    if tied && !elsewhere && !super::names_another(reading, passage, sentence, &Mentions::new(mentions, range.clone())) {
        after(reading, passage, verb + 1..range.end, &of, found);
    }
}

/// After an 'and' that goes on with the same thing.
const GOES_ON: &[&str] = &["so", "was", "is", "thus", "therefore", "falls", "fell", "in", "which", "hence"];

/// Before 'minimum improvement', as 'required' is after it.
const NEEDED: &[&str] = &["require", "required", "requires", "requiring", "need", "needed", "needs", "needing"];

/// The last token of a band's words that begin at a token: its comment ('minimum improvement is required'), or its name in
/// brackets or before 'band'.
fn last(passage: &Passage, at: usize, end: usize, band: &Band) -> Option<usize> {
    let comment: Vec<&str> = band.comment.as_deref().unwrap_or_default().split_whitespace().collect();
    let name: Vec<&str> = band.name.split_whitespace().collect();
    let bracketed = passage.is_mark(at.checked_sub(1)?, '(') && passage.says(at, &name) && passage.is_mark(at + name.len(), ')');
    if bracketed && at + name.len() < end {
        return Some(at + name.len() - 1);
    }
    // 'It is in the Moderate band.'
    if passage.word(at) == name[..].first().copied().unwrap_or_default()
        && passage.says(at, &name)
        && passage.is_word(at - 1, &["the"])
        && passage.is_word(at + name.len(), &["band"])
    {
        return Some(at + name.len() - 1);
    }
    // 'It needed minimum improvement.'
    let needed = passage.is_word(at - 1, NEEDED) || passage.is_word(at - 1, &["only", "a"]) && at > 1 && passage.is_word(at - 2, NEEDED);
    let comment = match &comment[..] {
        [words @ .., last] if needed && last.eq_ignore_ascii_case("required") => words.to_vec(),
        _ => comment,
    };
    if comment.len() < 2 {
        return None;
    }
    let mut next = at;
    for (index, word) in comment.iter().enumerate() {
        next += usize::from(index > 0 && passage.is_word(next, &["is", "was", "are", "were"]));
        if next >= end || !passage.is_word(next, &[&word.to_lowercase()]) {
            return None;
        }
        next += 1;
    }
    Some(next - 1)
}
