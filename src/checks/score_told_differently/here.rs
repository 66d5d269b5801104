//! 'The score here was 68%', 'the average for this section was 71%': a score of what the text stands under.

use super::super::Found;
use super::super::reading::scored::Names;
use super::super::reading::sentences::Sentence;
use super::super::reading::words::Figure;
use super::super::reading::{Kind, Passage, Reading};
use super::{ELSEWHERE, bound, say};
use crate::model::score::ScoreOf;

/// What a text stands under.
enum Under {
    /// 'Here', right below a heading: what it names.
    Nearest,
    /// 'This section'.
    Section,
    /// 'This criterion'.
    Criterion,
}

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, names: &Names, found: &mut Found) {
    let text = |passage: &Passage| passage.is_written() && matches!(passage.kind, Kind::Text | Kind::Conclusion | Kind::Small);
    for (passage, at) in reading.places(&["score", "average", "mean", "result"]).filter(|(passage, _)| text(passage)) {
        let Some(sentence) = passage.sentence_at(at) else { continue };
        let Some((under, share)) = told(passage, sentence, at) else { continue };
        let year = |at: usize| passage.tokens[at].figure().is_some_and(Figure::may_be_year);
        let others = sentence.tokens.clone().any(|at| passage.is_word(at, ELSEWHERE) || year(at));
        if others || bound::is_wished(passage, sentence) || bound::is_one_of_several(passage, share) {
            continue;
        }
        if let (Some(of), Some(figure)) = (of(reading, names, passage, &under), passage.tokens[share].percent())
            && reading.has_score(&of, figure) == Some(false)
        {
            say(reading, passage, share, &of, &reading.printed(&of), found);
        }
    }
}

/// 'The average score for this section was 71%': what it is of, and the percentage.
fn told(passage: &Passage, sentence: &Sentence, at: usize) -> Option<(Under, usize)> {
    const CLAUSES: &[&str] = &["and", "but", "while", "that", "so"];
    let start = sentence.tokens.start;
    let the = at.checked_sub(1 + usize::from(at > start && passage.is_word(at - 1, &["overall", "total", "average", "mean"])))?;
    let opens = the == start || !passage.tokens[the - 1].is_word() || passage.is_word(the - 1, CLAUSES);
    if the < start || !passage.is_word(the, &["the", "our", "its"]) || !opens {
        return None;
    }
    let mut next = at + 1 + usize::from(passage.is_word(at + 1, &["score"]));
    let under = if passage.is_word(next, &["here"]) && the == passage.sentences.first().map_or(0, |first| first.tokens.start) {
        next += 1;
        Under::Nearest
    } else if passage.is_word(next, &["for", "of", "in", "on"]) && passage.is_word(next + 1, &["this"]) {
        next += 3;
        match passage.word(next - 1) {
            "section" => Under::Section,
            "criterion" => Under::Criterion,
            _ => return None,
        }
    } else {
        return None;
    };
    next += usize::from(passage.is_mark(next, ','));
    while passage.is_word(next, &["was", "is", "stood", "at", "only", "just", "therefore", "thus", "again"]) {
        next += 1;
    }
    passage.tokens.get(next)?.percent()?;
    let closed = !passage.tokens.get(next + 1).is_some_and(super::super::reading::words::Token::is_word)
        || passage.is_word(next + 1, &["and", "but", "which", "while", "overall", "so"]);
    (closed && sentence.tokens.contains(&next)).then_some((under, next))
}

/// What a passage stands under, if that has a score.
fn of(reading: &Reading, names: &Names, passage: &Passage, under: &Under) -> Option<ScoreOf> {
    let section = || passage.place.section.map(|number| ScoreOf::Section(number.to_owned()));
    let criterion = || passage.place.criterion.map(|number| ScoreOf::Criterion(number.to_owned()));
    let heading = || {
        let heading = reading.heading_of(passage)?;
        let mut mentions = names.mentions(heading, 0..heading.tokens.len());
        mentions.dedup_by(|a, b| a.of == b.of);
        if let [mention] = &mentions[..] { Some(mention.of.clone()) } else { None }
    };
    match under {
        Under::Section => section().or_else(|| heading().filter(|of| matches!(of, ScoreOf::Section(_)))),
        Under::Criterion => criterion().or_else(|| heading().filter(|of| matches!(of, ScoreOf::Criterion(_)))),
        // 'Here' may be a section or a criterion in a section's own text, and an office or a team wherever something was said before.
        Under::Nearest => heading().filter(|_| reading.heading_of(passage).is_some_and(|heading| heading.index + 1 == passage.index)),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::score_told_differently::ScoreToldDifferently;
    use crate::checks::testing::{run, sample};

    #[test]
    fn knows_what_the_text_stands_under() {
        let foreword = |text: &str| run(&ScoreToldDifferently, &sample(Sample::File("foreword.md"), &format!("## Section 1\n\n{text}\n")));
        for text in [
            "The score here was 86%. Plans were late.",
            "The average for this section was 67%.",
            "The average score for this section was 67%, which is fair.",
            "Plans were late, and the overall score for this section was only 67%.",
            "The score for this section is 67%.",
        ] {
            assert_eq!(foreword(text).len(), 1, "{text}");
        }
        for text in [
            "Guildford did least well. The score here was 59%.",
            "Guildford did least well.\n\nThe score here was 59%.",
            "Guildford did least well, and the score here was 59%.",
            "The score here was 76%. The average for this section was 76%.",
            "The average here for women was 67%. The score for this office was 67%.",
            "The score for this section was 67% of what we had hoped. The average for this section was 67% nationally.",
            "At the previous inspection the score for this section was 67%. In 2004 the score here was 67%.",
            "The lowest score in this section was 73%. Two criteria of which the score here was 80% and 73%.",
            "Last time, the score for this section was 60% or more.",
        ] {
            assert_eq!(foreword(text), Vec::<String>::new(), "{text}");
        }
    }
}
