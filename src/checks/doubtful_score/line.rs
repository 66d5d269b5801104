//! 'The score was 68%, four percentage points below the priority line', where the line is at 70%; '81% for serving the sentence was 20 points
//! above the lowest, 63%'.

use super::super::reading::scored::Names;
use super::super::reading::sentences::Sentence;
use super::super::reading::standing::{percentage, percentages};
use super::super::reading::words::Figure;
use super::super::reading::{Passage, Reading};
use super::super::score_told_differently::{ELSEWHERE, SCORES, bound};
use super::super::{Found, Remark};

const BELOW: &[&str] = &["below", "under", "short", "lower", "less", "behind", "worse"];
const ABOVE: &[&str] = &["above", "over", "clear", "higher", "more", "ahead", "better"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for (passage, points) in reading.places(&["points", "point"]).filter(|(passage, _)| passage.is_prose()) {
        let Some(sentence) = passage.sentence_at(points) else { continue };
        let elsewhere = |at: usize| passage.is_word(at, ELSEWHERE) || passage.tokens[at].figure().is_some_and(Figure::may_be_year);
        if sentence.tokens.clone().any(elsewhere) || bound::is_wished(passage, sentence) {
            continue;
        }
        let wrong = apart(reading, passage, sentence, points);
        if let Some((number, told, right)) = wrong {
            found.say(
                Remark::new(format!("{told} are {right} apart, not {}", passage.as_told(number)))
                    .at(passage, passage.tokens[number].range(), "")
                    .help("correct the number of points, or the score"),
            );
        }
    }
}

/// Whether the words at a place name the line that scores are held against: 'our priority line'.
pub(super) fn is_line(reading: &Reading, passage: &Passage, at: usize) -> bool {
    let Some(line) = &reading.framework.priority_line else { return false };
    line.label.split_whitespace().zip(at..).all(|(word, at)| passage.word(at).eq_ignore_ascii_case(word))
}

/// The number of points of a sentence that is another than its two figures give; these figures, and what is right.
fn apart(reading: &Reading, passage: &Passage, sentence: &Sentence, points: usize) -> Option<(usize, String, i64)> {
    let number = points.checked_sub(1 + usize::from(points > 0 && passage.is_word(points - 1, &["percentage"])))?;
    let said = passage.tokens.get(number)?.count().filter(|_| sentence.tokens.contains(&number) && !passage.is_hedged(number))?;
    let (below, above) = (passage.is_word(points + 1, BELOW), passage.is_word(points + 1, ABOVE));
    let percent = |at: &&usize| passage.tokens[**at].percent().is_some();
    let shares: Vec<usize> = passage.numbers_in(sentence.tokens.clone()).iter().filter(percent).copied().collect();
    let whole = |at: usize| passage.tokens[at].percent().and_then(Figure::whole).filter(|_| !passage.is_hedged(at));
    if !below && !above {
        return None;
    }
    let mut next = points + 2 + usize::from(passage.is_word(points + 2, &["of", "than"]));
    next += usize::from(passage.is_word(next, &["the", "our"]));
    if is_line(reading, passage, next) {
        let line = reading.framework.priority_line.as_ref()?.at.to_whole()?;
        // 'The priority line of 70%' tells it again.
        let own: Vec<usize> = shares.iter().copied().filter(|at| *at < number).collect();
        let score = match own[..] {
            [at] => whole(at)?,
            [] => {
                let names = Names::new(reading.framework);
                let range = sentence.tokens.start..number;
                let mut all = names.mentions(passage, range.clone());
                all.extend(if all.is_empty() { names.scored(passage, range) } else { Vec::new() });
                let [one] = &all[..] else { return None };
                percentage(reading, &one.of)?
            }
            _ => return None,
        };
        let right = line - score;
        let fits = if below { right == said } else { -right == said };
        return (!fits).then(|| (number, format!("{score}% and the line at {line}%"), right.abs()));
    }
    // 'The highest score, 81%, was 18 points above the lowest, 63%.'
    let &[first, second] = &shares[..] else { return None };
    let scored = sentence.tokens.clone().any(|at| passage.is_word(at, SCORES));
    let clean = !(first..number).chain(points..second).any(|at| passage.is_word(at, &["and", "but", "of", "while"]));
    let between = first < number && points < second && !passage.is_word(second + 1, &["of"]);
    if !(scored && clean && between) {
        return None;
    }
    let (one, two) = (whole(first)?, whole(second)?);
    let all = percentages(reading);
    let right = (one - two).abs();
    let known = all.contains(&one) && all.contains(&two);
    (known && right != said).then(|| (number, format!("{} and {}", passage.as_told(first), passage.as_told(second)), right))
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::doubtful_score::DoubtfulScore;
    use crate::checks::testing::{run, sample};

    #[test]
    fn reckons_points_from_the_line_and_between_scores() {
        let foreword = |text: &str| {
            let files = sample(Sample::File("foreword.md"), &format!("{text}\n")).edit(
                "frameworks/omi/framework.yaml",
                "priority-line:\n  at: 70\n",
                "priority-line:\n  at: 75\n",
            );
            run(&DoubtfulScore, &files)
        };
        for (text, words) in [
            ("The score for the risk of harm thread was 70%, four percentage points below the priority line.", "four"),
            ("The score for the risk of harm thread was 70%, five points above our priority line.", "five"),
            ("Section 1 was two points above the priority line of 75%.", "two"),
            ("The highest score, 80% for preparing, was eight points above the lowest, 73%.", "eight"),
        ] {
            let said = foreword(text);
            assert!(said.iter().any(|said| said.starts_with(&format!("[{words}] "))), "{text}: {said:#?}");
        }
        for text in [
            "The score for the risk of harm thread was 70%, five percentage points below the priority line.",
            "Section 1 was one point above the priority line of 75%.",
            "The highest score, 80% for preparing, was seven points above the lowest, 73%.",
            "At the previous inspection it was 70%, two points below the priority line.",
            "It was about 70%, three points below the priority line. It could be 70%, two points below the priority line.",
            "Attendance was 80% in the north, eight points above the south, at 73%.",
        ] {
            assert_eq!(foreword(text), Vec::<String>::new(), "{text}");
        }
    }
}
