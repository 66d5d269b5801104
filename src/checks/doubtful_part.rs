//! 'It was due in 34 cases and was done in 37 of them': more than the number before.

use super::reading::shares::{labelled, ratios};
use super::reading::words::{Figure, Token, TokenKind};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct DoubtfulPart;

static ABOUT: About = About {
    name: "doubtful-part",
    line: "a number followed by ‘of them’ is greater than any number before it",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Numbers followed by ‘of them’, ‘of these’ or ‘of which’ where the text has counted things before: ‘recall was called for in 34 cases and set in motion in 37 of them’. All numbers before it in \
             the text must be smaller, since ‘them’ may be any of these; after ‘12 out of 20 cases’, ‘16 of these’ is asked about. Where both numbers stand together the check `part-exceeds-whole` has them.",
    matters: "A part cannot be greater than its whole: one of the two numbers has slipped, or ‘them’ means something else.",
    mend: "Correct the number that is wrong, or say what ‘them’ means.",
    example: Example {
        what: Sample::Finding,
        wrong: "Recall was called for in 34 cases. It was set in motion in 37 of them.",
        right: "Recall was called for in 34 cases. It was set in motion in 27 of them.",
    },
};

/// Wholes with fewer are mostly no whole: 'in two areas cases were read again, 37 of them late'.
const SMALLEST: i64 = 5;

impl Check for DoubtfulPart {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        reading.prose().for_each(|passage| read(reading, passage, found));
    }
}

fn read(reading: &Reading, passage: &Passage, found: &mut Found) {
    // The greatest number so far, and the last one that counts things, with its sentence.
    let (mut greatest, mut last): (i64, Option<(usize, i64, usize)>) = (0, None);
    for (index, sentence) in passage.sentences.iter().enumerate() {
        let ratios = ratios(reading, passage, sentence);
        for at in sentence.tokens.clone() {
            if passage.tokens[at].figure().is_none() {
                continue;
            }
            let Some(count) = passage.tokens[at].count().filter(|_| !labelled(passage, &reading.lexicon, at)) else { continue };
            if let Some((whole, of, home)) = last
                && (is_part(passage, at) || is_of_these(passage, sentence.tokens.start, at))
                && count > greatest
                && of == greatest
                && index <= home + 1
                && !of_another_time(reading, passage, home, index)
            {
                found.say(
                    Remark::new(format!("{} of them is more than the {of} before it", passage.text(&passage.tokens[at])))
                        .at(passage, passage.bytes(at, at + 2), "the part is the greater")
                        .at(passage, passage.tokens[whole].range(), "the whole, if it is meant")
                        .help("correct the number that is wrong, or say what ‘them’ means"),
                );
            }
            // '12 out of 20 cases, and in 16 of these': readers take 'these' for the 12.
            let part = ratios
                .iter()
                .rev()
                .find(|ratio| ratio.whole < at)
                // 'Every one of the four'.
                .filter(|ratio| ratio.first == 0 || !passage.is_word(ratio.first - 1, &["every", "each", "any", "no", "not"]))
                .filter(|ratio| (ratio.count..ratio.of).contains(&(count - 1)) && !ratio.stroke);
            if let Some(ratio) =
                part.filter(|ratio| is_part(passage, at) && (ratio.whole + 1..at).all(|at| passage.tokens[at].figure().is_none()))
            {
                found.say(
                    Remark::new(format!("{} of them is more than the {} just before", passage.text(&passage.tokens[at]), ratio.count))
                        .at(passage, passage.bytes(at, at + 2), "of these?")
                        .at(passage, passage.bytes(ratio.first, ratio.last), "or of those?")
                        .help("say of which it is: of the part, or of the whole"),
                );
            }
            greatest = greatest.max(count);
            let named = (at + 1..at + 4).take_while(|at| !passage.word(*at).is_empty()).any(|at| plural(passage.word(at)));
            if named && count >= SMALLEST && !passage.is_hedged(at) {
                last = Some((at, count, index));
            }
        }
    }
}

/// Whether the sentence of the part speaks of another time than that of the whole: 'the year before, when there were 13 of them'.
fn of_another_time(reading: &Reading, passage: &Passage, home: usize, index: usize) -> bool {
    let year = |at: usize| passage.tokens[at].figure().is_some_and(Figure::may_be_year);
    let from = |at: usize| {
        at > 0
            && (reading.lexicon.is_measure(passage.word(at - 1)) && passage.is_word(at, &["ago", "before", "earlier", "later"])
                || passage.is_word(at - 1, &["last", "previous"]) && passage.is_word(at, &["year", "inspection"]))
    };
    index > home
        && passage.sentences[index].tokens.clone().any(|at| year(at) || from(at) || passage.is_word(at, &["previously", "formerly"]))
}

/// Whether 'of them', 'of these' or 'of which' follows, and means what was counted before.
fn is_part(passage: &Passage, at: usize) -> bool {
    let these = passage.is_word(at + 2, &["these", "those"]);
    let ends = passage.tokens.get(at + 3).is_none_or(|token: &Token| matches!(token.kind, TokenKind::Mark(_)));
    passage.is_word(at + 1, &["of"])
        && (passage.is_word(at + 2, &["them", "which", "whom"])
            || these && (ends || passage.is_word(at + 3, &["was", "were", "had", "it", "cases"])))
}

/// 'Of these, 19 had …', at the beginning of a sentence.
fn is_of_these(passage: &Passage, start: usize, at: usize) -> bool {
    let comma = usize::from(passage.is_mark(start + 2, ','));
    passage.is_word(start, &["of"]) && passage.is_word(start + 1, &["them", "these", "those"]) && at == start + 2 + comma
}

/// Whether a word is a plural by its form.
fn plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
}

#[cfg(test)]
mod tests {
    use super::DoubtfulPart;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_part_is_greater() {
        fires(
            &DoubtfulPart,
            &[
                ("Recall was called for in 34 cases and was set in motion in 37 of them.", "37 of them"),
                ("We read 12 letters. Fifteen of these were late.", "Fifteen of these"),
                ("It was done in 12 out of 20 cases, although staff tried to in 16 of these.", "16 of these"),
                ("There were 40 relevant plans, 44 of which were late.", "44 of which"),
                ("There were 17 complaints. Of these, 19 had been answered late.", "19 had been"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_is_not_or_nobody_can_tell() {
        silent(
            &DoubtfulPart,
            &[
                "Every one of the four had a keyworker, whom three of them saw at least once a week.",
                "Recall was called for in 34 cases and was set in motion in 27 of them.",
                "It was done in 12 out of 20 cases, and well in 10 of these.",
                "There were 120 letters. In 12 cases there were more, and 37 of them were late.",
                "In two areas cases were read again, and 37 of them were late.",
                "We met about 30 offenders, 37 of them women.",
                "We read 12 letters. They were good. Fifteen of these had a plan.",
                "We read 12 letters and 15 of those plans that mattered; 20 of the plans were late.",
                "In section 12 cases were read, 37 of them twice.",
                "Contracts with 12 bodies were in force. They had been worth more the year before, when there were 13 of them.",
                "There were 12 contracts. In 2004 there had been 13 of them.",
                "There were 17 complaints. Of these, 9 had been answered late.",
            ],
        );
    }
}
