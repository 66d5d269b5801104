//! A sentence of more than twenty-five words.

use super::reading::{Home, Kind, Origin, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct LongSentence;

static ABOUT: About = About {
    name: "long-sentence",
    line: "a sentence is longer than the house allows",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "Sentences of the report’s own running text. The limit is 25 words, or what `limits: { sentence: … }` in programme.yaml says.",
    matters: "Guidance for public bodies asks for sentences of at most 25 words: many readers lose the thread of longer ones.",
    mend: "Make two sentences of it, or a list.",
    example: Example {
        what: Sample::Finding,
        wrong: "We found that in most of the cases that we read the plan had been made in time and had been agreed with the offender and with the other workers too.",
        right: "In most cases the plan had been made in time. It had been agreed with the offender and with the other workers.",
    },
};

impl Check for LongSentence {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let limit = reading.programme.house.limits.sentence.map_or(25, |limit| limit as usize);
        let own = |passage: &&super::reading::Passage| {
            passage.place.origin == Origin::Report
                && matches!(passage.kind, Kind::Text | Kind::Conclusion)
                && matches!(passage.place.home, Home::Prose | Home::Finding | Home::Vignette | Home::Recommendation | Home::Note)
                && passage.source().is_some()
                && !passage.place.quoted
        };
        for passage in reading.passages.iter().filter(own) {
            for sentence in &passage.sentences {
                let words = passage.tokens_of(sentence).iter().filter(|token| token.is_word() || token.figure().is_some()).count();
                if words > limit {
                    found.say(
                        Remark::new(format!("a sentence of {words} words; {limit} are enough"))
                            .at(passage, sentence.range.clone(), "")
                            .help("make two sentences of it, or a list"),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LongSentence;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn counts_words_and_no_marks() {
        let words = |count: usize| format!("{} end.", vec!["word"; count - 1].join(" "));
        silent(&LongSentence, &[&words(25), &format!("{} {}", words(20), words(20).replacen("word", "Word", 1)), "A – b, c (d) “e”: f."]);
        fires(&LongSentence, &[(&words(26), words(26).as_str())]);
    }
}
