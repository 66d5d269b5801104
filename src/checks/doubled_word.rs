//! 'to ensure that that all', 'of the of the', 'the a': words that stand twice.

use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct DoubledWord;

static ABOUT: About = About {
    name: "doubled-word",
    line: "a word or two articles stand one after the other",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "The same word twice (‘that that’), the same two words twice (‘in the in the’), and two articles in a row (‘the a’). ‘Had had’ and ‘her her’ may be right and are \
             left alone; ‘that that’ is so before a noun only.",
    matters: "The eye passes over a doubled word, above all at the end of a line; it is the slip that most proof-readers miss.",
    mend: "Take one of them out.",
    example: Example {
        what: Sample::Finding,
        wrong: "Steps were taken to ensure that that all plans were read.",
        right: "Steps were taken to ensure that all plans were read.",
    },
};

/// Words that may rightly stand twice.
const MAY_DOUBLE: &[&str] = &["had", "her", "do", "did", "very", "blah", "no", "so", "ha"];
/// What follows 'that that' where the second belongs to a noun.
const AFTER_THAT: &[&str] = &[
    "all", "each", "every", "he", "i", "it", "no", "she", "some", "that", "the", "their", "there", "these", "they", "this", "those", "we",
    "when", "where", "you",
];
const ARTICLES: &[&str] = &["a", "an", "the"];
/// Pairs that rightly stand twice end in one of these: 'more and more and more'.
const LINKS: &[&str] = &["and", "or", "by", "to", "after", "upon", "for"];

impl Check for DoubledWord {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.typed() {
            for at in 0..passage.tokens.len() {
                let Some(last) = doubled(passage, at) else { continue };
                let range = passage.bytes(at, last);
                if passage.is_apart(&range) {
                    continue;
                }
                let words = passage.words.get(range.clone()).unwrap_or_default();
                let twice = passage.word(at).eq_ignore_ascii_case(passage.word(at + 1)) || last > at + 1;
                let message = if twice {
                    format!("‘{words}’: the same {} twice", if last > at + 1 { "words" } else { "word" })
                } else {
                    format!("‘{words}’: two articles in a row")
                };
                found.say(Remark::new(message).at(passage, range, "").help("take one of them out"));
            }
        }
    }
}

/// The last token of what is doubled from a token on.
fn doubled(passage: &Passage, at: usize) -> Option<usize> {
    // Twice the same, two articles, or the same after one more; nothing else is looked at.
    let ids = passage.ids.get(at..).unwrap_or_default();
    let again = |by: usize| ids.get(by).is_some_and(|other| ids.first() == Some(other));
    let one = passage.word(at);
    let article = one.len() <= 3 && passage.is_word(at, ARTICLES);
    if !again(1) && !again(2) && !article {
        return None;
    }
    let two = passage.word(at + 1);
    if one.is_empty() || two.is_empty() || !passage.spaced(at) {
        return None;
    }
    let letters = |word: &str| word.chars().all(char::is_alphabetic);
    if one.eq_ignore_ascii_case(two) {
        let that = one.eq_ignore_ascii_case("that");
        let named = one.chars().count() == 1 && (one != "a" || two != "a");
        let right = that && !passage.is_word(at + 2, AFTER_THAT) || passage.is_word(at, MAY_DOUBLE) || named || !letters(one);
        return (!right).then_some(at + 1);
    }
    if article && passage.is_word(at + 1, ARTICLES) && two.chars().all(char::is_lowercase) && one != "A" {
        return Some(at + 1);
    }
    let again = [(0, 2), (1, 3)].iter().all(|(a, b)| {
        let word = passage.word(at + a);
        !word.is_empty() && letters(word) && word.eq_ignore_ascii_case(passage.word(at + b))
    });
    // 'Two of those that were late were late by a day': two clauses meet.
    let meet = at > 0 && passage.is_word(at - 1, &["that", "who", "which", "what", "whatever", "whoever"]);
    let side_by_side = (at..at + 3).all(|at| passage.spaced(at));
    (again && side_by_side && !meet && !passage.is_word(at, LINKS) && !passage.is_word(at + 1, LINKS)).then_some(at + 3)
}

#[cfg(test)]
mod tests {
    use super::DoubledWord;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_words_that_stand_twice() {
        fires(
            &DoubledWord,
            &[
                ("It was the the plan.", "the the"),
                ("The plan of of\nthe area.", "of of"),
                ("To ensure that that all came.", "that that"),
                ("In the in the plan.", "In the in the"),
                ("It was seen as the a model.", "the a"),
                ("The **the** plan.", "The **the"),
            ],
        );
    }

    #[test]
    fn is_silent_where_both_are_meant() {
        silent(
            &DoubledWord,
            &[
                "They had had no plan, and so that that plan could stand, she gave her her file.",
                "More and more and more; day by day by day; again and again.",
                "It was very, very late. Late, late reports. What it is, is late.",
                "Level 2 2 cases. Category A A cases. The A team.",
                "It came in. In the end it was late, late.",
                "Two of the three that were late were late by a single day, and those who came late came late because of it.",
            ],
        );
    }
}
