//! 'Some were good, others had not come': two sentences joined by a comma.

use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct CommaSplice;

static ABOUT: About = About {
    name: "comma-splice",
    line: "two sentences seem to be joined by a comma only",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Commas before ‘others had’, ‘another said’, ‘however, it’, ‘therefore they’ and ‘this was’, where no word before them makes the first part depend on the second.",
    matters: "Readers take what follows for part of the first sentence.",
    mend: "Put a semicolon or a full stop in place of the comma, or ‘and’ or ‘while’ after it.",
    example: Example {
        what: Sample::Finding,
        wrong: "Some praised the hostel, others had found it noisy.",
        right: "Some praised the hostel; others had found it noisy.",
    },
};

impl Check for CommaSplice {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.running() {
            for at in 1..passage.tokens.len().saturating_sub(2) {
                if passage.is_mark(at, ',') && splices(passage, at) {
                    let last = (at + 1..passage.tokens.len().min(at + 4))
                        .take_while(|at| !passage.word(*at).is_empty() || passage.is_mark(*at, ','))
                        .last()
                        .unwrap_or(at + 1);
                    found.say(
                        Remark::new("a comma seems to join two sentences")
                            .at(passage, passage.bytes(at - 1, last), "")
                            .help("put a semicolon or a full stop in its place"),
                    );
                }
            }
        }
    }
}

const VERBS: &[&str] = &[
    "are",
    "asked",
    "believed",
    "commented",
    "considered",
    "could",
    "described",
    "did",
    "expressed",
    "felt",
    "found",
    "had",
    "has",
    "have",
    "is",
    "noted",
    "reported",
    "said",
    "saw",
    "spoke",
    "stated",
    "suggested",
    "thought",
    "told",
    "wanted",
    "was",
    "were",
    "would",
];
const SUBJECTS: &[&str] = &["he", "it", "she", "the", "there", "these", "they", "this", "those", "we"];
/// What makes the first part of a sentence depend on the second, or the second on the first.
const DEPENDENT: &[&str] = &[
    "after",
    "although",
    "as",
    "because",
    "before",
    "despite",
    "during",
    "following",
    "for",
    "given",
    "if",
    "in",
    "notwithstanding",
    "of",
    "on",
    "once",
    "since",
    "so",
    "though",
    "unless",
    "until",
    "when",
    "whenever",
    "where",
    "whereas",
    "wherever",
    "whether",
    "while",
    "whilst",
    "with",
    "within",
    "without",
    "at",
    "by",
    "from",
    "to",
    "under",
    "having",
    "being",
];

/// What a sentence that goes on from another begins with.
const LINKS: &[&str] = &["however", "therefore", "thus", "consequently", "nevertheless"];

/// The longest first clause in tokens.
const LONGEST: usize = 80;

fn splices(passage: &Passage, comma: usize) -> bool {
    let next = comma + 1;
    let (others, however) = (passage.is_word(next, &["others", "another"]), passage.is_word(next, LINKS));
    if !others && !however && !passage.is_word(next, &["this"]) {
        return false;
    }
    let Some(sentence) = passage.sentence_at(comma) else { return false };
    let start = sentence.tokens.start;
    // A clause that long is a list, and what its comma joins cannot be told.
    if comma - start > LONGEST {
        return false;
    }
    // Only the first clause: what stands before another comma, bracket or semicolon may be anything.
    let clause = (start..comma).rev().take_while(|at| !passage.tokens[*at].is(';') && !passage.tokens[*at].is(':')).last().unwrap_or(start);
    let verb = |range: std::ops::Range<usize>| range.into_iter().any(|at| passage.is_word(at, VERBS) || passage.word(at).ends_with("ed"));
    let holds = |words: &[&str]| (clause..comma).any(|at| passage.is_word(at, words));
    // 'Some said that it was late, others noted …': what they said is no part that the rest depends on.
    let some = passage.is_word(clause, &["some", "several", "one", "most", "many", "others"]) && others;
    let depends = passage.is_word(clause, DEPENDENT)
        || holds(&["although", "while", "whilst", "if", "because", "when"])
        || !some && holds(&["where", "that", "which", "who", "whose", "as"]);
    // One had left, another was ill, and the third had come.
    let end = sentence.tokens.end.min(passage.tokens.len());
    let list = (comma + 1..end).any(|at| passage.is_mark(at, ',') && passage.is_word(at + 1, &["and", "or", "while"]));
    if depends || list || !verb(clause..comma) {
        return false;
    }
    if others {
        return passage.is_word(next + 1, VERBS);
    }
    if however {
        let subject = next + 1 + usize::from(passage.is_mark(next + 1, ','));
        return passage.is_word(subject, SUBJECTS) && (passage.is_word(subject + 1, VERBS) || passage.is_word(subject + 2, VERBS));
    }
    passage.is_word(next + 1, &["was", "had", "meant", "is", "has", "resulted", "led"])
}

#[cfg(test)]
mod tests {
    use super::CommaSplice;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &CommaSplice,
            &[
                ("Some described it well, others had met delays.", "well, others had met"),
                ("One had felt good, another noted it.", "good, another noted it"),
                ("Some were sure that it helped, others thought it late.", "helped, others thought it"),
                ("It was limited, thus it was hard.", "limited, thus it was"),
                ("It was limited, however, it was good.", "limited, however, it"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &CommaSplice,
            &[
                "While some described it well, others had met delays. Some were good; others had left.",
                "Where it was required, this had taken place. Of these, others were late. The plan, however, was late.",
                "One had left, another was ill, and the third had come.",
                "It was late, and this was known. Some came, others not. Plans, reports, others of the kind.",
            ],
        );
    }
}
