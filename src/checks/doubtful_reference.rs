//! '(see area for improvement (a) below)' in a finding about custody, where (a) is about something else and (b) about custody.

mod holds;
mod places;

use std::collections::BTreeMap;

use super::reading::letters::letter_references;
use super::reading::references::{LetteredGroup, lettered};
use super::reading::terms::id;
use super::reading::words::TokenKind;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct DoubtfulReference;

static ABOUT: About = About {
    name: "doubtful-reference",
    line: "what a reference leads to has nothing in common with the sentence, and its neighbour has",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "References to findings by letter, such as ‘(see area for improvement (a) below)’: the words of the sentence that refers are compared with those of the findings in that group. And references to criteria, sections, appendices, tables and charts: \
             if the place that is named has none of the words and figures that tell one place from the others, and exactly one other has several; and tables and charts that are said to be in another criterion or section than they stand in (‘criterion 4.3, where Table 2 gives …’). In a table, the words of the row count.",
    matters: "Letters shift when a finding is put in or taken out. A published report sent its readers to (a) for what stood under (b).",
    mend: "Correct the letter, or give the finding an `id` and refer to that.",
    example: Example {
        what: Sample::File("sections/1-assessment.yaml"),
        wrong: "section: 1\ncriteria:\n  1.1:\n    strengths:\n      - Custody reports had been read (see strength (b) below).\n      - Training was good.\n      - Custody reports were well kept in each office.\n  1.10:\n    introduction: About plans.\n",
        right: "section: 1\ncriteria:\n  1.1:\n    strengths:\n      - Custody reports had been read (see strength (c) below).\n      - Training was good.\n      - Custody reports were well kept in each office.\n  1.10:\n    introduction: About plans.\n",
    },
};

impl Check for DoubtfulReference {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        places::look(reading, found);
        let groups = lettered(reading);
        let mut known: BTreeMap<usize, Vec<Vec<u64>>> = BTreeMap::new();
        for reference in letter_references(reading, &groups) {
            let (Some(at), Some(item)) = (reference.group, reference.item) else { continue };
            let group = &groups[at];
            let passage = &reading.passages[reference.passage];
            let Some(number) = passage.sentence_of(reference.token) else { continue };
            let sentence = &passage.sentences[number];
            // What stands far away in a very long sentence is about something else.
            let near = reference.token.saturating_sub(FAR)..reference.token + FAR;
            let clip = |tokens: &std::ops::Range<usize>| tokens.start.max(near.start)..tokens.end.min(near.end);
            let said = content(passage, clip(&sentence.tokens));
            // What the sentence before speaks of counts half as much.
            let before = number.checked_sub(1).and_then(|before| passage.sentences.get(before));
            let before = before.map(|before| content(passage, clip(&before.tokens))).unwrap_or_default();
            let texts = known.entry(at).or_insert_with(|| texts(reading, group));
            let outside = |at: usize| !group.items[at].contains(&reference.passage);
            // What stands in most findings says nothing about one of them.
            let count = (0..texts.len()).filter(|at| outside(*at)).count();
            let common = |word: &u64| {
                (0..texts.len()).filter(|at| outside(*at) && texts[*at].binary_search(word).is_ok()).count() * 2 > count.max(2)
            };
            let shared = |words: &[u64], text: &[u64]| {
                let mut words: Vec<u64> = words.iter().copied().filter(|word| text.binary_search(word).is_ok() && !common(word)).collect();
                words.sort_unstable();
                words.dedup();
                words.len()
            };
            let weight = |text: &[u64]| shared(&said, text) * 2 + shared(&before, text);
            let own = weight(&texts[item]);
            let Some((best, other)) = (0..texts.len())
                .filter(|at| outside(*at))
                .map(|at| (weight(&texts[at]), at))
                .max_by_key(|(weight, at)| (*weight, usize::MAX - at))
            else {
                continue;
            };
            if shared(&said, &texts[item]) > 0 || best < 3 || best < own * 3 {
                continue;
            }
            let letter = char::from(b'a' + u8::try_from(other).unwrap_or(0));
            let there = &reading.passages[group.items[other].start];
            found.say(
                Remark::new(format!("({}) has nothing in common with this sentence, and ({letter}) has", reference.letter))
                    .at(passage, reference.bytes, "")
                    .at(there, 0..there.sentences.first().map_or(0, |sentence| sentence.range.end), format!("({letter})"))
                    .help(format!("see whether ({letter}) is meant")),
            );
        }
    }
}

/// How far from the reference, in tokens, words still count.
const FAR: usize = 80;

/// For each finding of a group the words that say what it is about, sorted.
fn texts(reading: &Reading, group: &LetteredGroup) -> Vec<Vec<u64>> {
    let words = |item: &std::ops::Range<usize>| {
        let passages = item.clone().filter_map(|index| reading.passages.get(index));
        let mut words: Vec<u64> = passages.flat_map(|passage| content(passage, 0..passage.tokens.len())).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    group.items.iter().map(words).collect()
}

/// The words of some tokens that say what a text is about, each by its first letters, so that 'custody' and 'custodial' are one.
fn content(passage: &Passage, tokens: std::ops::Range<usize>) -> Vec<u64> {
    const EMPTY: &[&str] = &[
        "above",
        "also",
        "although",
        "appropriate",
        "area",
        "areas",
        "been",
        "being",
        "below",
        "case",
        "cases",
        "done",
        "evidence",
        "from",
        "further",
        "given",
        "have",
        "identified",
        "improvement",
        "improvements",
        "inspected",
        "inspection",
        "insufficient",
        "made",
        "majority",
        "manager",
        "managers",
        "more",
        "most",
        "much",
        "need",
        "needed",
        "offender",
        "offenders",
        "only",
        "other",
        "provided",
        "relevant",
        "required",
        "some",
        "strength",
        "strengths",
        "such",
        "sufficient",
        "sufficiently",
        "than",
        "that",
        "their",
        "them",
        "there",
        "these",
        "they",
        "this",
        "those",
        "under",
        "undertaken",
        "very",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "with",
        "work",
    ];
    tokens
        .filter(|at| passage.tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Word))
        .map(|at| passage.word(at))
        .filter(|word| word.len() > 3 && !EMPTY.iter().any(|empty| empty.eq_ignore_ascii_case(word)))
        .map(|word| id(word.char_indices().nth(6).map_or(word, |(end, _)| &word[..end])))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::DoubtfulReference;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn is_silent_where_the_finding_fits_or_none_does() {
        let section = |texts: [&str; 3]| {
            let list = texts.join("\n      - ");
            format!("section: 1\ncriteria:\n  1.1:\n    strengths:\n      - {list}\n  1.10:\n    introduction: About plans.\n")
        };
        for texts in [
            ["Custody was late (see strength (b) below).", "Custody was good.", "Custody reports were late."],
            ["Work was late (see strength (b) below).", "Training was good.", "Plans were fair."],
            ["Custody reports were late (see strength (c) below).", "Custody reports were good.", "Custody reports were fair."],
        ] {
            assert_eq!(run(&DoubtfulReference, &sample(Sample::File("sections/1-assessment.yaml"), &section(texts))), Vec::<String>::new());
        }
    }
}
