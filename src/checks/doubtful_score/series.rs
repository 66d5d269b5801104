//! 'The work to protect the public was good enough 71% of the time. For … the figure was 68%, and for … it was 97%': the scores of all threads
//! or sections in a row, of which one is not theirs.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::reading::standing::percentage;
use super::super::reading::words::{Figure, TokenKind};
use super::super::reading::{Home, Kind, Passage, Reading};
use super::super::score_told_differently::{ELSEWHERE, OTHERS, SCORES, bound};
use super::super::{Found, Remark};
use crate::model::score::ScoreOf;

/// Fewer scores in a row are found by chance.
const FEWEST: usize = 3;

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let threads = reading.framework.threads.iter().map(|thread| ScoreOf::Thread(thread.key.clone()));
    let sections = reading.framework.sections.iter().map(|section| ScoreOf::Section(section.number.clone()));
    let values = |all: &mut dyn Iterator<Item = ScoreOf>| all.filter_map(|of| percentage(reading, &of)).collect::<Vec<_>>();
    let (threads, sections) = (values(&mut threads.into_iter()), values(&mut sections.into_iter()));
    let mut seen = BTreeSet::new();
    for (passage, _) in reading.places(&["time", "sections"]) {
        let text = passage.is_written() && passage.kind == Kind::Text && passage.place.home == Home::Prose;
        if !text || !seen.insert(passage.index) {
            continue;
        }
        for (sentences, shares) in rows(passage) {
            let timed = sentences.clone().any(|at| passage.says(at, &["of", "the", "time"]));
            let named =
                sentences.clone().any(|at| passage.is_word(at, &["sections"])) && sentences.clone().any(|at| passage.is_word(at, SCORES));
            let values = if timed {
                &threads
            } else if named {
                &sections
            } else {
                continue;
            };
            if let Some((at, right)) = odd(passage, &shares, values) {
                let said = passage.text(&passage.tokens[at]);
                found.say(
                    Remark::new(format!("the scores told in a row here are those of the report but for {said}, which would be {right}%"))
                        .at(passage, passage.tokens[at].range(), "")
                        .help("correct the figure, or leave it if it is no score"),
                );
            }
        }
    }
}

/// Sentences one after the other that hold percentages as scores stand: their tokens, and the percentages.
fn rows(passage: &Passage) -> Vec<(Range<usize>, Vec<usize>)> {
    let mut out: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
    let mut open = false;
    for sentence in &passage.sentences {
        let percent = |at: &&usize| passage.tokens[**at].percent().is_some();
        let shares: Vec<usize> = passage.numbers_in(sentence.tokens.clone()).iter().filter(percent).copied().collect();
        if shares.is_empty() {
            open = false;
            continue;
        }
        match out.last_mut().filter(|_| open) {
            Some((tokens, known)) => {
                tokens.end = sentence.tokens.end;
                known.extend(shares);
            }
            None => out.push((sentence.tokens.clone(), shares)),
        }
        open = true;
    }
    let other = |at: usize| {
        passage.is_word(at, ELSEWHERE) || passage.is_word(at, OTHERS) || passage.tokens[at].figure().is_some_and(Figure::may_be_year)
    };
    let wished = |tokens: &Range<usize>| {
        passage.sentences.iter().any(|sentence| tokens.contains(&sentence.tokens.start) && bound::is_wished(passage, sentence))
    };
    out.retain(|(tokens, _)| !tokens.clone().any(other) && !wished(tokens));
    out
}

/// The one percentage of a row that is none of these, with what is left of these.
fn odd(passage: &Passage, shares: &[usize], values: &[i64]) -> Option<(usize, i64)> {
    if values.len() < FEWEST || shares.len() != values.len() {
        return None;
    }
    let mut left = values.to_vec();
    let mut odd = Vec::new();
    for at in shares {
        let next = passage.tokens.get(at + 1);
        let closed = next.is_none_or(|next| matches!(next.kind, TokenKind::Mark(',' | '.' | ';' | ')')))
            || passage.says(at + 1, &["of", "the", "time"])
            || passage.is_word(at + 1, &["and", "but", "while", "respectively"]);
        let value = passage.tokens[*at].percent().and_then(Figure::whole).filter(|_| closed && !passage.is_hedged(*at))?;
        match left.iter().position(|known| *known == value) {
            Some(known) => {
                left.remove(known);
            }
            None => odd.push(*at),
        }
    }
    if let ([at], [right]) = (&odd[..], &left[..]) { Some((*at, *right)) } else { None }
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::doubtful_score::DoubtfulScore;
    use crate::checks::testing::{run, sample};

    #[test]
    fn holds_a_row_of_scores_against_all_threads() {
        let foreword = |text: &str| {
            let threads = "title: Risk of harm thread }\n  - { key: help, title: 'Help' }\n  - { key: punish, title: 'Punish' }";
            let files = sample(Sample::File("foreword.md"), &format!("{text}\n"))
                .edit("frameworks/omi/framework.yaml", "title: Risk of harm thread }", threads)
                .edit("reports/surrey-2008/scores.yaml", "  risk-of-harm: 70\n", "  risk-of-harm: 70\n  help: 66\n  punish: 79\n");
            run(&DoubtfulScore, &files)
        };
        let row = |a: &str, b: &str, c: &str| {
            format!("The public was protected well {a} of the time. To stop new crimes the figure was {b}, and for compliance it was {c}.")
        };
        for (text, said) in [(row("17%", "66%", "79%"), "17%"), (row("70%", "67%", "79%"), "67%"), (row("70%", "66%", "97%"), "97%")] {
            let found = foreword(&text);
            assert!(found.len() == 1 && found[0].starts_with(&format!("[{said}]")), "{text}: {found:#?}");
        }
        for text in [
            row("70%", "66%", "79%"),
            row("50%", "60%", "79%"),
            row("70%", "about 60%", "79%"),
            format!("{} Elsewhere it was 80%.", row("70%", "60%", "79%")),
            row("70%", "60%", "79%") + " In 20% of cases it was late.",
        ] {
            assert_eq!(foreword(&text), Vec::<String>::new(), "{text}");
        }
    }
}
