//! 'The weakest in planning for engagement, at 56%', 'the score for control, 77%', 'planning for engagement, for which we ask for drastic
//! improvement': things with a score that are called by a part of their title, and what is said of them.

use super::super::reading::scored::{Mentions, Names};
use super::super::reading::sentences::Sentence;
use super::super::reading::words::Figure;
use super::super::reading::{Kind, Passage, Reading};
use super::super::score_told_differently::{ELSEWHERE, SCORES, bound, names_another};
use super::super::{Found, Remark};
use super::{Titled, split, stems, title};
use crate::framework::Band;
use crate::model::score::ScoreOf;

/// Words of a sentence that says how good the work was.
const VALUES: &[&str] =
    &["best", "weakest", "strongest", "poorest", "worst", "highest", "lowest", "better", "weaker", "stronger", "poorer"];
const LONGEST: usize = 9;

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, names: &Names, titles: &[Titled], found: &mut Found) {
    let texts = |passage: &&Passage| passage.is_written() && matches!(passage.kind, Kind::Text | Kind::Conclusion);
    let shorts = shorts(reading);
    for passage in reading.passages.iter().filter(texts) {
        for sentence in &passage.sentences {
            let improvement = || sentence.tokens.clone().find(|at| passage.is_word(*at, &["improvement"]));
            let numbers = passage.numbers_in(sentence.tokens.clone());
            if numbers.iter().all(|at| passage.tokens[*at].percent().is_none()) && improvement().is_none() {
                continue;
            }
            if is_of_others(reading, names, passage, sentence) {
                continue;
            }
            for &at in numbers {
                if let Some(figure) = passage.tokens[at].percent().filter(|_| !passage.is_hedged(at)) {
                    let of = apposed(names, titles, passage, sentence, at, figure).or_else(|| short(&shorts, passage, sentence, at));
                    if let Some(of) = of.filter(|of| reading.has_score(of, figure) == Some(false)) {
                        say(reading, passage, at, &of, found);
                    }
                }
            }
            if let Some(at) = improvement() {
                asked(reading, names, titles, passage, sentence, at, found);
            }
        }
    }
}

fn say(reading: &Reading, passage: &Passage, at: usize, of: &ScoreOf, found: &mut Found) {
    let said = passage.text(&passage.tokens[at]);
    found.say(
        Remark::new(format!("‘{}’ has {}, not {said}", title(reading, of), reading.printed(of)))
            .at(passage, passage.tokens[at].range(), "")
            .help("correct the figure, or leave it if it is no score"),
    );
}

fn is_of_others(reading: &Reading, names: &Names, passage: &Passage, sentence: &Sentence) -> bool {
    let range = sentence.tokens.clone();
    let other = |at: usize| {
        passage.is_word(at, ELSEWHERE)
            || passage.is_word(at, &["areas", "region", "regional", "national", "nationally", "offices", "trusts", "target"])
            || passage.tokens[at].figure().is_some_and(Figure::may_be_year)
    };
    let mentions = Mentions::new(names.mentions(passage, range.clone()), range.clone());
    range.clone().any(other) || bound::is_wished(passage, sentence) || names_another(reading, passage, sentence, &mentions)
}

/// '…, at 56%', '… (56%)' after a part of one title, in a sentence that says how good the work was.
fn apposed(names: &Names, titles: &[Titled], passage: &Passage, sentence: &Sentence, at: usize, figure: Figure) -> Option<ScoreOf> {
    let start = sentence.tokens.start;
    let back = at.checked_sub(2).filter(|back| *back > start)?;
    let end = if passage.is_word(at - 1, &["at"]) && passage.is_mark(back, ',') {
        back
    } else if passage.is_mark(at - 1, '(') && passage.is_mark(at + 1, ')') {
        at - 1
    } else {
        return None;
    };
    let closed = passage.tokens.get(at + 1).is_none_or(|next| !next.is_word()) || passage.is_word(at + 1, &["and", "but", "while"]);
    let from = (start..end).rev().find(|at| passage.tokens[*at].percent().is_some() || passage.is_mark(*at, ';')).unwrap_or(start);
    let praised = (from..end).any(|at| passage.is_word(at, VALUES));
    let speaks = |at: usize| passage.is_word(at, SCORES) || passage.is_word(at, &["work", "result", "results", "performance"]);
    let scored = (start..sentence.tokens.end).any(speaks);
    if !(closed && praised && scored) {
        return None;
    }
    // 'The weakest in criterion 1.4, at 56%'; 'the weakest was criterion 1.4' is a score plainly told.
    let mentions = names.mentions(passage, from..end);
    let told = mentions.iter().find(|mention| mention.last + 1 == end && passage.is_word(mention.first, &["criterion", "section"]));
    if let Some(told) = told {
        let value = |back: usize| told.first >= from + back && passage.is_word(told.first - back, VALUES);
        let inside = told.first > from && passage.is_word(told.first - 1, &["in", "under"]) && (value(2) || value(3));
        return inside.then(|| told.of.clone());
    }
    // 'Assessment of reoffending was the best of the work on assessment, at 84%'.
    let leads = |last: usize| {
        passage.is_word(last + 1, &["was", "were", "is"]) && passage.is_word(last + 2, &["the"]) && passage.is_word(last + 3, VALUES)
    };
    if let [subject] = &mentions[..]
        && subject.first - from < 2
        && leads(subject.last)
        && !(from..end).any(|at| passage.is_word(at, &["than", "not", "and", "or"]))
    {
        return Some(subject.of.clone());
    }
    let of = part(titles, passage, from, end)?;
    let said = figure.whole()?;
    (titles[of].value != said).then(|| titles[of].of.clone())
}

/// The one title that has all words of a phrase that ends before a token.
fn part(titles: &[Titled], passage: &Passage, start: usize, end: usize) -> Option<usize> {
    const BEFORE: &[&str] = &["in", "on", "for", "was", "were", "is", "of", "by", "with", "the", "to"];
    let near = (start..end).rev().take(LONGEST).take_while(|at| passage.tokens[*at].is_word()).count();
    (2..=near).rev().find_map(|length| {
        let first = end - length;
        let led = first == start || passage.is_word(first - 1, BEFORE);
        let heavy = |at: usize| passage.word(at).len() > 3 && !passage.is_word(at, &["with", "that", "this", "from"]);
        if !led || !heavy(first) {
            return None;
        }
        let words = stems((first..end).map(|at| passage.word(at)));
        let all =
            (first..end).filter(|at| heavy(*at) && !super::EMPTY.iter().any(|empty| empty.eq_ignore_ascii_case(passage.word(*at)))).count();
        let mut fits = (0..titles.len()).filter(|at| words.iter().all(|word| titles[*at].stems.contains(word)));
        let only = fits.next().filter(|_| fits.next().is_none())?;
        (words.len() > 1 && words.len() == all).then_some(only)
    })
}

/// The short titles of threads, which are ordinary words elsewhere: 'control', 'help and change'.
fn shorts(reading: &Reading) -> Vec<(ScoreOf, Vec<String>)> {
    let short = |thread: &crate::framework::Thread| {
        let (short, _) = thread.title.split_once(':')?;
        let words: Vec<String> = split(short).map(str::to_lowercase).collect();
        (!words.is_empty()).then(|| (ScoreOf::Thread(thread.key.clone()), words))
    };
    reading.framework.threads.iter().filter_map(short).collect()
}

/// 'The score for control, 77%', 'the control score was 77%'.
fn short(shorts: &[(ScoreOf, Vec<String>)], passage: &Passage, sentence: &Sentence, at: usize) -> Option<ScoreOf> {
    let mut end = at;
    while end > sentence.tokens.start
        && (passage.is_word(end - 1, &["was", "is", "of", "at", "only", "just", "stood"])
            || passage.is_mark(end - 1, ',')
            || passage.is_mark(end - 1, '('))
    {
        end -= 1;
    }
    if end == at {
        return None;
    }
    let quote = |at: usize| ['\u{2018}', '\u{2019}'].iter().any(|mark| passage.is_mark(at, *mark));
    let words = || (sentence.tokens.start..end).rev().filter(|at| !quote(*at));
    let mut backwards = words().map(|at| passage.word(at).to_lowercase());
    let last = backwards.next()?;
    let tail: Vec<String> = if last == "score" { Vec::new() } else { vec![last] }.into_iter().chain(backwards.take(5)).collect();
    let led = words().any(|at| passage.is_word(at, &["score"]));
    shorts.iter().filter(|_| led).find_map(|(of, name)| {
        let named = name.iter().rev().zip(&tail).all(|(one, two)| one == two) && tail.len() > name.len();
        let before = |back: usize| tail.get(name.len() + back).map_or("", String::as_str);
        let direct = before(0) == "for" && before(1) == "score";
        let own = passage.is_word(end - 1, &["score"]) && ["the", "a", "its", "headline"].contains(&before(0));
        (named && (direct || own)).then(|| of.clone())
    })
}

/// 'Planning for engagement, the only criterion for which we ask for drastic improvement': words of a band that the score is not in.
fn asked(
    reading: &Reading,
    names: &Names,
    titles: &[Titled],
    passage: &Passage,
    sentence: &Sentence,
    improvement: usize,
    found: &mut Found,
) {
    const ASK: &[&str] = &["ask", "asked", "asks", "call", "called", "calls"];
    const TURNS: &[&str] = &["not", "no", "nor", "never", "than", "neither", "rather", "other", "others", "part", "parts", "aspects"];
    let range = sentence.tokens.clone();
    let Some(word) = improvement.checked_sub(1).filter(|word| range.contains(word)) else { return };
    let adjective = |band: &&Band| {
        let comment = band.comment.as_ref().unwrap_or(&band.name);
        comment.split(' ').next().is_some_and(|first| passage.is_word(word, &[first])) && comment.to_lowercase().contains("improvement")
    };
    let Some(said) = reading.framework.bands.iter().find(adjective) else { return };
    let asks = word > range.start + 1 && passage.is_word(word - 1, &["for"]) && passage.is_word(word - 2, ASK);
    if !asks || range.clone().any(|at| passage.is_word(at, TURNS)) {
        return;
    }
    let mentions: Vec<_> = names.mentions(passage, range.clone());
    let of = match &mentions[..] {
        [one] => one.of.clone(),
        [] => {
            let mut commas = range
                .filter(|at| *at < word && passage.is_mark(*at, ','))
                .filter(|at| passage.is_word(at + 1, &["the", "a", "for", "where", "in"]));
            let Some(of) = commas.find_map(|at| part(titles, passage, sentence.tokens.start, at)) else { return };
            titles[of].of.clone()
        }
        _ => return,
    };
    let bands: Vec<&Band> = reading
        .inspections()
        .filter_map(|scores| scores.percentage(&of)?.band)
        .filter_map(|band| reading.framework.bands.get(band))
        .collect();
    let Some(right) = bands.last().filter(|_| !bands.iter().any(|band| band.name == said.name)) else { return };
    let words = right.comment.as_ref().unwrap_or(&right.name);
    found.say(
        Remark::new(format!(
            "{} is {}, which is ‘{words}’ and not ‘{} improvement’",
            reading.called(&of),
            reading.printed(&of),
            passage.word(word)
        ))
        .at(passage, passage.bytes(word, improvement), "")
        .help("write the words that belong to the score"),
    );
}
