//! Titles of sections and criteria as texts quote them: with their number, or among each other.

use std::ops::Range;

use super::references::{Target, Targets, What, mentions, mentions_at};
use super::terms::{id, ids};
use super::words::TokenKind;
use super::{Kind, Mark, Origin, Passage, Reading};

/// A title in a text that is not the one of its number, or not quite.
#[derive(Debug)]
pub struct Quoted<'r, 'a> {
    /// 'criterion 1.1'.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Where it is quoted.
    pub passage: &'r Passage<'a>,
    /// The words quoted.
    pub bytes: Range<usize>,
    /// The same as text.
    pub words: String,
    /// The number of the other whose title it is.
    pub other: Option<String>,
}

/// Titles that stand with a number and are not its own.
pub fn quoted<'r, 'a>(reading: &'r Reading<'a>) -> Vec<Quoted<'r, 'a>> {
    let targets = Targets::new(reading);
    let mut found = Vec::new();
    for (index, passage) in reading.passages.iter().enumerate() {
        if passage.place.origin == Origin::Made || passage.source().is_none() || matches!(passage.kind, Kind::Alternative | Kind::Term) {
            continue;
        }
        // The words of references, and the start of the text.
        let words = mentions(passage).chunk_by(|a, b| a.first == b.first).filter_map(|same| Some(same.first()?.first));
        for at in std::iter::once(0).chain(words.filter(|at| *at > 0)) {
            let Some((target, after)) = numbered(&targets, passage, at) else { continue };
            if let Some((passage, bytes)) = title_after(reading, index, after, at == 0) {
                let list = at == 0 && after < passage.tokens.len();
                found.extend(
                    compare(&targets, target, passage, bytes.clone()).or_else(|| if list { recased(target, passage, bytes) } else { None }),
                );
            }
        }
    }
    found
}

/// The section or criterion whose number stands at a token: 'criterion 1.1', or '1.1' at the start.
fn numbered<'t>(targets: &'t Targets, passage: &Passage, at: usize) -> Option<(&'t Target, usize)> {
    if let Some(mention) = mentions_at(passage, at).first().filter(|mention| !mention.elsewhere) {
        let known = matches!(mention.what, What::Section | What::Criterion);
        return known.then(|| targets.find(mention.what, &mention.name)).flatten().map(|target| (target, mention.last + 1));
    }
    let text = passage.tokens.get(at).filter(|_| at == 0).map(|token| passage.text(token))?;
    let like = text.len() > 1 && text.contains(|c: char| c.is_ascii_digit());
    like.then(|| targets.find(What::Criterion, text)).flatten().map(|target| (target, 1))
}

/// The words that may be a title: in brackets, to the end of a short text, or the next text where this one ends.
fn title_after<'r, 'a>(reading: &'r Reading<'a>, index: usize, after: usize, opens: bool) -> Option<(&'r Passage<'a>, Range<usize>)> {
    let passage = &reading.passages[index];
    let end = passage.tokens.len();
    if after >= end {
        let next = reading.passages.get(index + 1).filter(|next| next.place.unit == passage.place.unit || passage.tokens.len() < 6)?;
        let short = next.tokens.len() < 14 && !next.words.ends_with('.') && next.kind == Kind::Text && passage.kind == Kind::Text;
        return short.then_some((next, 0..next.words.len()));
    }
    let quote = |at: usize| passage.is_mark(at, '\u{2018}') || passage.is_mark(at, '\u{201c}');
    let is_close = |at: usize| passage.is_mark(at, '\u{2019}') || passage.is_mark(at, '\u{201d}');
    if passage.is_mark(after, '(') {
        let close = (after + 1..end.min(after + 14)).find(|at| passage.is_mark(*at, ')'))?;
        let quoted = usize::from(close > after + 3 && quote(after + 1) && is_close(close - 1));
        return (close > after + 1).then(|| (passage, passage.bytes(after + 1 + quoted, close - 1 - quoted)));
    }
    // 'Criterion 2.2, ‘Preparing well’', 'criterion 2.2 ‘Preparing well’', 'section 2 called ‘Outcomes’'.
    let links = passage.is_mark(after, ',') || passage.is_mark(after, ':') || passage.is_word(after, &["called", "titled", "entitled"]);
    let open = after + usize::from(links && quote(after + 1));
    if quote(open) {
        let (start, quotation) = (passage.tokens[open].start, passage.quotation_at(passage.tokens[open].start)?);
        let close = (open + 2..end.min(open + 16)).find(|at| passage.tokens[*at].end == quotation.range.end)?;
        let title = passage.word(open + 1).starts_with(char::is_uppercase) && quotation.range.start == start;
        return title.then(|| (passage, passage.bytes(open + 1, close - 1)));
    }
    if !opens && passage.is_mark(after, ',') {
        // 'Criterion 2.2, Preparing well, …'
        let close = (after + 1..end.min(after + 14)).find(|at| passage.is_mark(*at, ',') || passage.is_mark(*at, '.'))?;
        let title = passage.word(after + 1).starts_with(char::is_uppercase);
        return (title && close > after + 2).then(|| (passage, passage.bytes(after + 1, close - 1)));
    }
    if !opens {
        return None;
    }
    let mut from = after;
    while passage.tokens.get(from).is_some_and(|token| matches!(token.kind, TokenKind::Mark(':' | '–' | '-' | '.' | ','))) {
        from += 1;
    }
    // 'General Criterion: Preparing'.
    if let Some(colon) = (from..end.min(from + 4)).find(|at| passage.is_mark(*at, ':')) {
        from = if passage.is_word(colon - 1, &["criterion"]) { colon + 1 } else { from };
    }
    (from < end && end - from < 18).then(|| (passage, passage.bytes(from, end - 1)))
}

fn content(words: &[u64]) -> Vec<u64> {
    let small: Vec<u64> = ["a", "an", "and", "at", "for", "from", "in", "is", "of", "on", "the", "to", "with"].map(id).to_vec();
    words.iter().copied().filter(|word| !small.contains(word)).collect()
}

/// How much two titles have in common: 0 to 100.
fn alike(one: &[u64], two: &[u64]) -> usize {
    let both = one.iter().filter(|word| two.contains(word)).count();
    let all = one.len() + two.len() - both;
    (both * 100).checked_div(all).unwrap_or(0)
}

fn compare<'r, 'a>(targets: &Targets, target: &Target, passage: &'r Passage<'a>, bytes: Range<usize>) -> Option<Quoted<'r, 'a>> {
    let raw = passage.words.get(bytes.clone())?;
    let trimmed = raw.trim_end_matches(['.', ':', ',', ';', ' ']);
    let bytes = bytes.start..bytes.start + trimmed.len();
    let (said, own) = (ids(trimmed), ids(&target.title));
    // A title may be followed by more.
    if said.is_empty()
        || said.starts_with(&own) && !own.is_empty() && (said.len() == own.len() || !trimmed.contains('(') && said.len() > own.len() + 2)
    {
        return None;
    }
    let own_content = content(&own);
    // 'Delivering constructive interventions (the help and change purposes)' may be quoted without its bracket.
    let short = |title: &str| title.split_once(" (").map(|(short, _)| ids(short));
    if short(&target.title).is_some_and(|own| said == own) {
        return None;
    }
    let other = targets
        .of(target.what)
        .find(|other| other.name != target.name && (ids(&other.title) == said || short(&other.title).is_some_and(|short| short == said)));
    let near = alike(&content(&said), &own_content);
    let words = trimmed.to_owned();
    let number = format!("{} {}", target.what.words().0, target.name);
    // Words in brackets that have nothing of a title are none.
    let any = || targets.of(target.what).any(|other| alike(&content(&said), &content(&ids(&other.title))) > 0);
    (other.is_some() || near >= 40 || is_like_title(passage, &bytes) && any()).then(|| Quoted {
        number,
        title: target.title.clone(),
        passage,
        bytes,
        words,
        other: other.map(|other| format!("{} {}", other.what.words().0, other.name)),
    })
}

/// A title in a list that has capitals where the heading has none, or the other way round. The first letter may be either.
fn recased<'r, 'a>(target: &Target, passage: &'r Passage<'a>, bytes: Range<usize>) -> Option<Quoted<'r, 'a>> {
    let raw = passage.words.get(bytes.clone())?;
    let words = raw.trim_end_matches(['.', ':', ',', ';', ' ']).to_owned();
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect::<String>();
    let (said, own) = (plain(&words), plain(&target.title));
    let rest = |text: &str| text.chars().skip(1).collect::<String>();
    let shouted = |text: &str| text.matches(char::is_uppercase).count() > text.matches(char::is_lowercase).count();
    let differs = said.eq_ignore_ascii_case(&own) && rest(&said) != rest(&own) && !shouted(&said) && !shouted(&own);
    let bytes = bytes.start..bytes.start + words.len();
    differs.then(|| Quoted {
        number: format!("{} {}", target.what.words().0, target.name),
        title: target.title.clone(),
        passage,
        bytes,
        words,
        other: None,
    })
}

/// '(Delivering constructive interventions)' after a number: a few words with a capital in brackets that say nothing by themselves.
fn is_like_title(passage: &Passage, bytes: &Range<usize>) -> bool {
    const SAYING: &[&str] = &[
        "a", "all", "although", "an", "and", "are", "as", "both", "but", "except", "for", "had", "has", "have", "his", "in", "is", "it",
        "mostly", "no", "not", "one", "only", "our", "partly", "score", "scored", "see", "some", "the", "this", "was", "well", "were",
        "where", "which", "with",
    ];
    let words = passage.words.get(bytes.clone()).unwrap_or_default();
    let closed = passage.words.get(bytes.end..).is_some_and(|rest| rest.starts_with(')'));
    let mut all = words.split(' ');
    let first = all.next().unwrap_or_default();
    let verb = |word: &str| matches!(word, "are" | "is" | "was" | "were" | "had" | "has" | "have" | "not" | "we" | "it");
    let plain = words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’'));
    let few = (3..9).contains(&words.split(' ').count());
    let small = first.chars().skip(1).all(char::is_lowercase) && first.starts_with(char::is_uppercase);
    closed && plain && few && small && !SAYING.contains(&first.to_lowercase().as_str()) && !all.any(verb)
}

/// Headings and strong or emphasised words that stand among the titles of sections and are nearly one.
pub fn nearly<'r, 'a>(reading: &'r Reading<'a>) -> Vec<Quoted<'r, 'a>> {
    let sections = &reading.framework.sections;
    let mut found = Vec::new();
    for part in reading.passages.chunk_by(|a, b| a.place.part == b.place.part) {
        let mut runs: Vec<(&Passage, Range<usize>, Vec<u64>)> = Vec::new();
        for passage in part
            .iter()
            .filter(|passage| passage.place.origin == Origin::Report && passage.place.section.is_none() && passage.source().is_some())
        {
            let run = |range: &Range<usize>| (passage, range.clone(), ids(passage.words.get(range.clone()).unwrap_or_default()));
            if passage.kind == Kind::Heading {
                runs.push(run(&(0..passage.words.len())));
            } else {
                runs.extend(
                    passage.marks.iter().filter(|(_, mark)| matches!(mark, Mark::Strong | Mark::Emphasis)).map(|(range, _)| run(range)),
                );
            }
        }
        let is_title = |words: &[u64]| sections.iter().any(|section| words.starts_with(&ids(&section.title)));
        if !runs.iter().any(|(.., words)| is_title(words)) {
            continue;
        }
        for (passage, range, words) in runs.iter().filter(|(.., words)| !is_title(words)) {
            let taken = |title: &str| runs.iter().any(|(_, _, other)| other.starts_with(&ids(title)));
            let best = sections
                .iter()
                .filter(|section| !taken(&section.title))
                .find(|section| alike(&content(words), &content(&ids(&section.title))) >= 60);
            let Some(section) = best else { continue };
            let text = passage.words.get(range.clone()).unwrap_or_default().trim_end_matches([':', '.', ' ']);
            found.push(Quoted {
                number: format!("section {}", section.number),
                title: section.title.value.clone(),
                passage,
                bytes: range.start..range.start + text.len(),
                words: text.to_owned(),
                other: None,
            });
        }
    }
    found
}
