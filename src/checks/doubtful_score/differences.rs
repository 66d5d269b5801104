//! 'Criterion 2.1 scored eight percentage points more than criterion 2.2', where ten lie between them.

use super::super::reading::scored::{Mention, Mentions, Names};
use super::super::reading::sentences::Sentence;
use super::super::reading::standing::percentage;
use super::super::reading::words::Figure;
use super::super::reading::{Passage, Reading};
use super::super::score_told_differently::{ELSEWHERE, bound, names_another};
use super::super::{Found, Remark};
use crate::model::score::ScoreOf;

const MORE: &[&str] = &["more", "higher", "above", "better", "ahead"];
const LESS: &[&str] = &["less", "lower", "below", "fewer", "worse", "behind"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let mut names = None;
    for (passage, at) in reading.places(&["points", "point"]).filter(|(passage, _)| passage.is_prose() && passage.is_written()) {
        let Some(sentence) = passage.sentence_at(at) else { continue };
        let names = names.get_or_insert_with(|| Names::new(reading.framework));
        if let Some(remark) = difference(reading, names, passage, sentence, at) {
            found.say(remark);
        }
    }
}

fn difference<'r>(reading: &Reading, names: &Names, passage: &'r Passage, sentence: &Sentence, points: usize) -> Option<Remark<'r>> {
    let range = sentence.tokens.clone();
    let number = points.checked_sub(1 + usize::from(points > 0 && passage.is_word(points - 1, &["percentage"])))?;
    let said = passage.tokens.get(number)?.count().filter(|_| range.contains(&number) && !passage.is_hedged(number))?;
    let (more, less) = (passage.is_word(points + 1, MORE), passage.is_word(points + 1, LESS));
    if !more && !less {
        return None;
    }
    let mut next = points + 2;
    for skipped in [&["than", "of"][..], &["that", "the"], &["score"], &["of", "for"]] {
        next += usize::from(passage.is_word(next, skipped));
    }
    let elsewhere = |at: usize| passage.is_word(at, ELSEWHERE) || passage.tokens[at].figure().is_some_and(Figure::may_be_year);
    let mut all = names.mentions(passage, range.clone());
    // '2.1 scored ten points more than 2.2'.
    let bare = |at: usize| {
        let token = &passage.tokens[at];
        let known = reading.framework.criterion(passage.text(token)).is_some() && token.percent().is_none();
        let own = known && !all.iter().any(|mention| (mention.first..=mention.last).contains(&at)) && !passage.is_word(at + 1, &["points"]);
        own.then(|| Mention { of: ScoreOf::Criterion(passage.text(token).to_owned()), first: at, last: at })
    };
    let bare: Vec<Mention> = range.clone().filter(|at| *at != number).filter_map(bare).collect();
    all.extend(bare);
    all.sort_by_key(|mention| mention.first);
    let mentions = Mentions::new(all, range.clone());
    if range.clone().any(elsewhere) || bound::is_wished(passage, sentence) || names_another(reading, passage, sentence, &mentions) {
        return None;
    }
    let mut before = mentions.list.iter().filter(|mention| mention.last < number);
    let one = before.next().filter(|_| before.next().is_none())?;
    let two = mentions.list.iter().find(|mention| mention.first == next)?;
    let near = number - one.last < 9 && !(one.last + 1..number).any(|at| passage.is_word(at, &["but", "and", "while", "whose", "not"]));
    let (first, second) = (percentage(reading, &one.of)?, percentage(reading, &two.of)?);
    let wrong_way = first != second && (first > second) != more;
    (near && one.of != two.of && (wrong_way || (first - second).abs() != said)).then(|| {
        let (one, two) = (reading.called(&one.of), reading.called(&two.of));
        let apart = (first - second).abs();
        let gap = if apart == 1 { "one point".to_owned() } else { format!("{apart} points") };
        let way = if first > second { "more" } else { "less" };
        Remark::new(format!("{one} has {first}% and {two} {second}%, which is {gap} {way}"))
            .at(passage, passage.bytes(number, points + 1), "")
            .help("correct the number of points, or the word after it")
    })
}
