//! Welsh or French words that are not marked as such.

use std::collections::BTreeSet;

use super::reading::{Mark, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UnmarkedLanguage;

static ABOUT: About = About {
    name: "unmarked-language",
    line: "a sentence seems to be in another language and is not marked so",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Sentences with several small words of Welsh or French in them that stand in no marked passage.",
    matters: "A screen reader says Welsh words by English rules, and nobody understands them.",
    mend: "Mark the words with their language, as docs/content-format.md shows.",
    example: Example {
        what: Sample::Finding,
        wrong: "Mae hyn yn dda iawn ac mae wedi gwella dros y flwyddyn.",
        right: "This is very good and has got better in the year.",
    },
};

impl Check for UnmarkedLanguage {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for (name, list) in LANGUAGES {
            // The sentences in which such words stand.
            let places = reading.places(list).filter(|(passage, at)| passage.is_typed() && passage.tokens[*at].is_word());
            let places: Vec<_> = places.filter_map(|(passage, at)| Some((passage, passage.sentence_of(at)?, passage.ids[at]))).collect();
            for known in places.chunk_by(|(one, first, _), (two, second, _)| one.index == two.index && first == second) {
                let (passage, sentence, _) = known[0];
                let sentence = &passage.sentences[sentence];
                let words = passage.tokens_of(sentence).iter().filter(|token| token.is_word()).count();
                let different: BTreeSet<u64> = known.iter().map(|(.., word)| *word).collect();
                let marked = || passage.is_marked(&sentence.range, |mark| matches!(mark, Mark::Foreign(_) | Mark::Code));
                if different.len() > 2 && known.len() * 4 >= words && !marked() {
                    let tag = if *name == "Welsh" { "cy" } else { "fr" };
                    found.say(
                        Remark::new(format!("this seems to be {name} and is not marked so")).at(passage, sentence.range.clone(), "").help(
                            format!("mark the words: […]{{lang={tag}}}; a whole part in {name} has `language: {tag}` in report.yaml"),
                        ),
                    );
                }
            }
        }
    }
}

/// Small words that English has not got.
const LANGUAGES: &[(&str, &[&str])] = &[
    (
        "Welsh",
        &[
            "mae",
            "yn",
            "yr",
            "oedd",
            "roedd",
            "wedi",
            "gan",
            "gyda",
            "sydd",
            "bod",
            "fod",
            "hyn",
            "hefyd",
            "dros",
            "drwy",
            "rhwng",
            "ac",
            "eu",
            "gwasanaeth",
            "prawf",
            "cymru",
            "gwaith",
            "bydd",
            "nid",
            "ydych",
            "iawn",
        ],
    ),
    (
        "French",
        &[
            "le", "la", "les", "des", "une", "est", "dans", "pour", "avec", "que", "qui", "sur", "nous", "vous", "ils", "cette", "aux",
            "ont", "sont", "pas",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::UnmarkedLanguage;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &UnmarkedLanguage,
            &[
                ("Mae hyn yn dda iawn ac mae wedi gwella dros y flwyddyn.", "Mae hyn yn dda iawn ac mae wedi gwella dros y flwyddyn."),
                ("Le plan est dans la maison avec les enfants.", "Le plan est dans la maison avec les enfants."),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(&UnmarkedLanguage, &["The area la Roche and Yn Mon met the Welsh staff at Cymru House.", "Plans were made."]);
    }
}
