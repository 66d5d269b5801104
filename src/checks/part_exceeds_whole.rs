//! 'Twelve out of ten cases': a part that is greater than its whole.

use super::reading::english::COUNTED;
use super::reading::sentences::Sentence;
use super::reading::shares::{labelled, opening, ratios};
use super::reading::words::Form;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct PartExceedsWhole;

static ABOUT: About = About {
    name: "part-exceeds-whole",
    line: "a part is greater than its whole",
    severity: Severity::Error,
    languages: Languages::All,
    checks: "Numbers of which one is said to be out of the other: ‘nine out of 35’, ‘9 (26%) of the 35 cases’, ‘all but two of the 28’, ‘eleven in ten cases’. The first must not be the greater.",
    matters: "Mostly the two numbers were exchanged, or a digit slipped. Either way the sentence cannot be true.",
    mend: "Find out in the case data which number is wrong, and correct it.",
    example: Example {
        what: Sample::Finding,
        wrong: "Home visits had been made in 15 out of 12 cases.",
        right: "Home visits had been made in 12 out of 15 cases.",
    },
};

impl Check for PartExceedsWhole {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.written() {
            for (whole, part) in passage.sentences.iter().filter_map(|sentence| opened(reading, passage, sentence)) {
                let (of, count) = (passage.text(&passage.tokens[whole]), passage.text(&passage.tokens[part]));
                found.say(
                    Remark::new(format!("{count} cannot be a part of {of}"))
                        .at(passage, passage.tokens[part].range(), "the part is the greater")
                        .at(passage, passage.tokens[whole].range(), "the whole")
                        .help("exchange the numbers, or correct the one that is wrong"),
                );
            }
            for (part, whole) in passage.sentences.iter().filter_map(|sentence| in_ten(reading, passage, sentence)) {
                let said = passage.bytes(part, whole);
                found.say(
                    Remark::new(format!("‘{}’ is more than all", &passage.words[said.clone()]))
                        .at(passage, said, "the part is the greater")
                        .help("correct the number that is wrong"),
                );
            }
            for ratio in passage.sentences.iter().flat_map(|sentence| ratios(reading, passage, sentence)) {
                let (part, of) = (&passage.tokens[ratio.part], ratio.of);
                // 'Others of one kind', '24/7'.
                let Some(count) = part.count().filter(|count| *count > of && of > 1 && !ratio.stroke) else { continue };
                found.say(
                    Remark::new(format!("{count} cannot be a part of {of}"))
                        .at(passage, passage.bytes(ratio.first, ratio.last), "the part is the greater")
                        .help("exchange the numbers, or correct the one that is wrong"),
                );
            }
        }
    }
}

/// 'Out of 50 questionnaires sent, 63 were returned': the whole that opens a sentence, and a greater part right after its comma.
fn opened(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Option<(usize, usize)> {
    let (whole, of) = opening(reading, passage, sentence)?;
    let comma =
        (whole + 1..sentence.tokens.end).take_while(|at| passage.tokens[*at].figure().is_none()).find(|at| passage.is_mark(*at, ','))?;
    let part = (comma + 1..comma + 3).find(|at| passage.tokens.get(*at).is_some_and(|token| token.figure().is_some()))?;
    let count = passage.tokens[part].count()?;
    let verb = passage.is_word(part + 1, &["were", "was", "had", "did", "returned", "responded", "said"]);
    (part < sentence.tokens.end && count > of && verb && !labelled(passage, &reading.lexicon, part)).then_some((whole, part))
}

/// 'Eleven in ten cases had it': a way of speaking with a part that is the greater.
fn in_ten(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Option<(usize, usize)> {
    let numbers = passage.numbers_in(sentence.tokens.clone());
    let spelt = |at: usize| passage.tokens[at].figure().filter(|figure| figure.form == Form::Words).and(passage.tokens[at].count());
    let pair = numbers.windows(2).find(|pair| {
        let [part, whole] = pair else { return false };
        let (Some(count), Some(of)) = (spelt(*part), spelt(*whole)) else { return false };
        let link = *whole == part + 2 && passage.is_word(part + 1, &["in"]);
        let plain = !labelled(passage, &reading.lexicon, *part) && !labelled(passage, &reading.lexicon, *whole);
        // 'There were twelve in ten places.'
        let of_all = passage.is_word(whole + 1, COUNTED) && !passage.is_word(whole + 1, &["areas", "courts", "programmes"]);
        // 'Three in two offices and twelve in ten were needed': only what opens the sentence has no noun of its own before.
        let starts = *part == sentence.tokens.start
            || *part == sentence.tokens.start + 1 && passage.is_word(part - 1, &["in", "nearly", "almost", "about", "over"]);
        link && plain && of_all && starts && of == 10 && count > of
    })?;
    Some((pair[0], pair[1]))
}

#[cfg(test)]
mod tests {
    use super::PartExceedsWhole;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_part_is_greater() {
        fires(
            &PartExceedsWhole,
            &[
                ("Visits were made in 15 out of 12 cases.", "15 out of 12"),
                ("Fifteen of the twelve cases had one.", "Fifteen of the twelve"),
                ("It stood in 35 (26%) of 9 cases.", "35 (26%) of 9"),
                ("Out of 50 questionnaires sent, 63 were returned.", "63"),
                ("Eleven in ten cases had a plan, and seven in ten had it in time.", "Eleven in ten"),
                ("All but 30 of the 28 were on time.", "All but 30 of the 28"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_is_not() {
        silent(
            &PartExceedsWhole,
            &[
                "Visits were made in 12 out of 15 cases and in all 12 of the 12.",
                "In Levels 2 and 3 of 1 programme, in May 2008 of 12 reports.",
                "It was 30 of a kind; of 20 cases 25 things were said.",
                "Out of 50 questionnaires sent, 27 were returned; of the three, 12 cases were had.",
                "Nine in ten cases had a plan, and ten in ten had it in time; there were twelve in ten places, and 12 in ten offices.",
                "There were three in two offices and twelve in ten were needed; for eleven in ten courses there was no staff.",
                "Twelve in ten were needed. For eleven in ten courses no staff could be found.",
                "Section 4 of 3 reports, on call 24/7; 30 of one sort; 20 of the 12 months.",
            ],
        );
    }
}
