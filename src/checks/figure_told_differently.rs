//! The summary says '27 questionnaires came back', the section 26: one thing told twice, with two figures.

mod again;
mod alike;
mod beside;
mod bracketed;
mod cases;
mod changes;
mod lines;
mod near;
mod placed;
mod referred;
mod retold;
mod rounded;
mod rows;
mod shared;
mod statements;
mod summed;
mod sums;
mod swapped;
mod titled;

use std::collections::{BTreeMap, BTreeSet};

use super::reading::english::COUNTED;
use super::reading::numbered::{Numbered, numbered};
use super::reading::sentences::Sentence;
use super::reading::shares::labelled;
use super::reading::terms::id;
use super::reading::told::{self, Stems};
use super::reading::words::{Figure, Token, TokenKind, Unit};
use super::reading::{Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct FigureToldDifferently;

static ABOUT: About = About {
    name: "figure-told-differently",
    line: "the same thing is told twice with different figures",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "One thing in two places. Statements: sentences with the same words, or with the same rare words, and another figure; a summary that repeats a finding with another pair of figures; a group with a name and a number (‘the 23 high risk cases’) that has another number elsewhere; ‘five operational districts’ where a section has four. Groups spoken of again: ‘ten offenders … four of the 12’, ‘all but three … those four cases’, ‘of those 23, 17’. Tables and charts: a sentence that gives the figure of a row or bar by its name, refers to the table, names its parts, its total or the number of its rows, or reckons with its figures (‘by £570,000, or 5%’); a kind of case that one table and one chart count differently; two tables that share rows. Slips: a long number or sum of money with two digits exchanged, or near a figure that is told more often; a range that leaves out a figure told right after it.",
    matters: "Summaries are written from sections, and sections are corrected afterwards.",
    mend: "Look up which figure is right and write it in both places; if they are two things, say what sets them apart.",
    example: Example {
        what: Sample::Finding,
        wrong: "Visits were made promptly to 12 of the 25 high risk prisoners.\n\nLetters went to all the 23 high risk prisoners.",
        right: "Visits were made promptly to 12 of the 23 high risk prisoners.\n\nLetters went to all the 23 high risk prisoners.",
    },
};

impl Check for FigureToldDifferently {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        groups(reading, found);
        twins(reading, found);
        let mut told = rows(reading, found);
        cases::run(reading, found);
        near::run(reading, &told, found);
        let mut stems = Stems::new(reading);
        let all = told::statements(reading, &mut stems);
        let weights = alike::Weights::new(&all);
        let lines = lines::lines(reading, &mut stems);
        changes::run(reading, &mut stems, &lines, &all, &weights, &mut told, found);
        lines::run(reading, &lines, &all, &weights, &mut told, found);
        statements::run(reading, &all, &weights, &mut told, found);
        bracketed::run(&all, &mut told, found);
        swapped::run(&lines, &all, &weights, &mut told, found);
        beside::run(reading, &mut told, found);
        shared::run(reading, found);
        titled::run(reading, found);
        retold::run(reading, &all, &weights, &mut told, found);
        rounded::run(reading, found);
        sums::run(reading, &all, &weights, &mut told, found);
        referred::run(reading, found);
        again::run(reading, found);
        placed::run(reading, found);
        let numbered: Vec<Numbered> = numbered(reading).collect();
        summed::run(reading, &numbered, found);
        rows::run(reading, found);
        found.keep_first();
        // That a figure is outside its range is another mistake than that it is told differently.
        summed::ranges(&numbered, found);
    }
}

fn say(found: &mut Found, what: &str, first: (&Passage, usize), second: (&Passage, usize)) {
    let text = |(passage, at): (&Passage, usize)| passage.as_told(at);
    found.say(
        Remark::new(format!("{what} is given as {} here and as {} elsewhere", text(second), text(first)))
            .at(second.0, second.0.tokens[second.1].range(), "")
            .at(first.0, first.0.tokens[first.1].range(), "elsewhere")
            .help("write the right figure in both places, or say what sets the two apart"),
    );
}

// Groups -----------------------------------------------------------------------------------------------------------------------

/// 'The 23 high risk cases' and 'the 25 high risk cases'.
fn groups(reading: &Reading, found: &mut Found) {
    let mut known: BTreeMap<String, (i64, &Passage, usize)> = BTreeMap::new();
    for passage in reading.prose() {
        for at in passage.numbers.iter().copied().filter(|at| *at > 0) {
            let Some(count) = passage.tokens[at].count().filter(|count| *count > 9 && passage.is_word(at - 1, &["the", "these"])) else {
                continue;
            };
            let end = (at + 1..at + 7).take_while(|at| !passage.word(*at).is_empty()).find(|at| passage.is_word(*at, COUNTED));
            let Some(end) = end.filter(|_| !labelled(passage, &reading.lexicon, at)) else { continue };
            let name = match by_short_form(passage, at + 1, end) {
                Some(name) => name,
                None if end > at + 2 || end == at + 2 && whole_group(passage, end) => {
                    (at + 1..=end).map(|at| passage.word(at).to_lowercase()).collect::<Vec<_>>().join(" ")
                }
                None => continue,
            };
            // 'The 20 relevant custody cases' are others each time.
            if [
                "relevant",
                "applicable",
                "remaining",
                "other",
                "such",
                " of ",
                " in ",
                "more",
                "required",
                "eligible",
                "appropriate",
                "these",
                "late",
                "further",
                "new",
            ]
            .iter()
            .any(|word| name.contains(word))
            {
                continue;
            }
            match known.get(&name) {
                Some((other, home, place)) if *other != count => {
                    say(found, &format!("the number of ‘{name}’"), (home, *place), (passage, at));
                }
                Some(_) => {}
                None => {
                    known.insert(name, (count, passage, at));
                }
            }
        }
    }
}

/// 'The 22 custody cases': cases of one kind that nothing narrows.
fn whole_group(passage: &Passage, noun: usize) -> bool {
    const NARROWS: &[&str] =
        &["where", "in", "with", "who", "that", "which", "when", "on", "for", "from", "needing", "requiring", "involving"];
    passage.is_word(noun, &["cases"]) && !passage.is_word(noun + 1, NARROWS)
}

/// 'PPO cases', 'offenders identified as PPOs': people or cases that a short form names and nothing else narrows.
fn by_short_form(passage: &Passage, start: usize, noun: usize) -> Option<String> {
    const CALLED: &[&str] = &["identified", "designated", "classified", "assessed", "registered", "managed"];
    if !passage.is_word(noun, &["cases", "offenders", "prisoners"]) {
        return None;
    }
    let form = if noun == start + 1 && !passage.is_word(noun + 1, &["in", "who", "where", "with", "on"]) {
        passage.word(start)
    } else if noun == start && passage.is_word(start + 1, CALLED) && passage.is_word(start + 2, &["as"]) {
        passage.word(start + 3)
    } else {
        return None;
    };
    let form = form.trim_end_matches('s');
    (form.len() > 1 && form.chars().all(char::is_uppercase)).then(|| format!("{form} cases"))
}

// Sentences --------------------------------------------------------------------------------------------------------------------

/// A sentence by the words that carry its meaning.
struct Twin<'r, 'a> {
    passage: &'r Passage<'a>,
    /// Hashes of its words, sorted.
    words: Vec<u64>,
    /// All of them in one number.
    sum: u64,
    figures: Vec<usize>,
}

/// How many words of meaning two sentences must share.
const SHARED: usize = 6;

/// With how many sentences before it a sentence is compared; it is told once.
const TWINS: usize = 100;

fn twins(reading: &Reading, found: &mut Found) {
    let all: Vec<Twin> =
        reading.prose().flat_map(|passage| passage.sentences.iter().filter_map(move |sentence| twin(passage, sentence))).collect();
    // All by their words, and by all but one of them: nobody compares each with each.
    let fewer = |twin: &Twin| twin.words.iter().map(|word| twin.sum ^ word).collect::<Vec<_>>();
    let mut whole: Vec<(u64, usize)> = all.iter().zip(0..).map(|(twin, index)| (twin.sum, index)).collect();
    let mut less: Vec<(u64, usize)> =
        all.iter().zip(0..).flat_map(|(twin, index)| fewer(twin).into_iter().map(move |sum| (sum, index))).collect();
    whole.sort_unstable();
    less.sort_unstable();
    for (index, second) in all.iter().enumerate() {
        let before = |known: &[(u64, usize)], sum: u64| {
            let from = known.partition_point(|(other, _)| *other < sum);
            known[from..].iter().take_while(|known| **known < (sum, index)).map(|(_, index)| *index).collect::<Vec<_>>()
        };
        let mut near = before(&whole, second.sum);
        near.extend(before(&less, second.sum));
        near.extend(fewer(second).into_iter().flat_map(|sum| before(&whole, sum)));
        near.sort_unstable();
        near.dedup();
        near.truncate(TWINS);
        for first in near.iter().map(|index| &all[*index]) {
            let alike = first.figures.len() == second.figures.len() && first.passage.place.unit != second.passage.place.unit;
            if !alike || !same(&first.words, &second.words) {
                continue;
            }
            let value =
                |twin: &Twin, at: usize| twin.passage.tokens[at].figure().map(|figure| (figure.numerator, figure.denominator, figure.unit));
            let differing: Vec<(usize, usize)> = first
                .figures
                .iter()
                .zip(&second.figures)
                .filter(|(a, b)| value(first, **a) != value(second, **b))
                .map(|(a, b)| (*a, *b))
                .collect();
            if let [(a, b)] = differing[..]
                && kind(first.passage, a) == kind(second.passage, b)
            {
                say(found, "what these two sentences say", (first.passage, a), (second.passage, b));
                break;
            }
        }
    }
}

fn kind(passage: &Passage, at: usize) -> Option<Unit> {
    passage.tokens[at].figure().map(|figure| figure.unit)
}

/// Whether two sorted lists hold nearly the same: one word more or less where there are many.
fn same(a: &[u64], b: &[u64]) -> bool {
    let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    let apart = a.len() + b.len() - 2 * shared;
    shared >= SHARED && apart <= usize::from(shared >= 8)
}

fn twin<'r, 'a>(passage: &'r Passage<'a>, sentence: &Sentence) -> Option<Twin<'r, 'a>> {
    let range = sentence.tokens.clone();
    let figure = |at: &usize| passage.tokens[*at].figure().is_some_and(|figure| !figure.may_be_year());
    let figures: Vec<usize> = passage.numbers_in(range.clone()).iter().copied().filter(figure).collect();
    if figures.is_empty() || figures.len() > 4 {
        return None;
    }
    let mut words: Vec<u64> = range
        .filter_map(|at| {
            let word = passage.word(at);
            // The first word of a sentence has a capital whatever it is.
            let carries = word.len() > 3 || at > sentence.tokens.start && word.starts_with(char::is_uppercase);
            carries.then(|| hash(word))
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    let sum = words.iter().fold(0, |sum, word| sum ^ word);
    (words.len() >= SHARED).then_some(Twin { passage, words, sum, figures })
}

/// FNV-1a over the word in lower case.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3))
}

// Tables -----------------------------------------------------------------------------------------------------------------------

/// 'Total caseload 2,085' in a table, and 'a total caseload of 2,058' in a text.
/// Gives back where it found something: passages and their tokens.
fn rows(reading: &Reading, found: &mut Found) -> BTreeSet<(usize, usize)> {
    let mut told = BTreeSet::new();
    let passages: Vec<&Passage> = reading.written().collect();
    let mut known: Vec<(Vec<String>, &Passage, Figure)> = Vec::new();
    for pair in passages.windows(2) {
        let (Kind::Cell(head), Kind::Cell(next)) = (pair[0].kind, pair[1].kind) else { continue };
        let two = head.column == 0 && !head.in_head && next.row == head.row && next.column == 1;
        let [token] = &pair[1].tokens[..] else { continue };
        let Some(figure) = token.figure().filter(|figure| two && figure.unit != Unit::Percent) else { continue };
        let words: Vec<String> =
            pair[0].tokens.iter().filter(|token| token.is_word()).map(|token| pair[0].text(token).to_lowercase()).collect();
        let plain = pair[0].tokens.iter().all(|token| token.is_word() || matches!(token.kind, TokenKind::Mark('*' | ':')));
        if words.len() > 1 && plain && words.iter().any(|word| word.len() > 4) {
            known.push((words, pair[1], figure));
        }
    }
    for (words, cell, figure) in &known {
        let ids: Vec<u64> = words.iter().map(|word| id(word)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for (passage, at) in reading.phrases(&ids).filter(|(passage, at)| passage.is_prose() && passage.says(*at, &words)) {
            let next = at + words.len();
            let next = if passage.is_word(next, &["of", "was", "is"]) { next + 1 } else { continue };
            let Some(said) = passage.tokens.get(next).and_then(Token::figure).filter(|_| !passage.is_hedged(next)) else { continue };
            if said.unit == figure.unit
                && !said.may_be_year()
                && (said.numerator, said.denominator) != (figure.numerator, figure.denominator)
            {
                say(found, &format!("the figure of ‘{}’", words.join(" ")), (cell, 0), (passage, next));
                told.insert((passage.index, next));
            }
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::FigureToldDifferently;
    use crate::checks::testing::{fires, run, silent};
    use crate::model::fixture::Files;

    fn foreword(text: &str) -> Vec<String> {
        let files = Files::sound().with("reports/surrey-2008/foreword.md", text);
        run(&FigureToldDifferently, &files)
    }

    #[test]
    fn fires_where_one_thing_has_two_figures() {
        fires(&FigureToldDifferently, &[("It was in 12 of the 25 high risk cases.\n\nIn the 23 high risk cases it was not.", "23")]);
        fires(&FigureToldDifferently, &[("Of the 22 custody cases some were late.\n\nIn the 24 custody cases they were not.", "24")]);
        fires(
            &FigureToldDifferently,
            &[("It was in 4 of the 12 offenders identified as PPOs.\n\nIt was late in all but 2 of the 13 PPO cases.", "13")],
        );
        let twins = "- Twenty-seven offenders in the community returned the questionnaire, and most were content.\n- Of the offenders in the community, 26 returned the questionnaire, and most were content.\n";
        assert_eq!(foreword(twins), ["[26] what these two sentences say is given as 26 here and as twenty-seven elsewhere"]);
        let table = "| Measure | Number |\n| --- | --- |\n| Total caseload | 2,085 |\n\nThe area had a total caseload of 2,058 then.\n";
        assert_eq!(foreword(table), ["[2,058] the figure of ‘total caseload’ is given as 2,058 here and as 2,085 elsewhere"]);
        // Of common words and with other digits, nothing else sees it.
        let far = table.replace("2,058", "1,900");
        assert_eq!(foreword(&far), ["[1,900] the figure of ‘total caseload’ is given as 1,900 here and as 2,085 elsewhere"]);
    }

    #[test]
    fn is_silent_where_they_agree_or_are_two_things() {
        silent(
            &FigureToldDifferently,
            &[
                "It was in 4 of the 12 PPO cases in custody.\n\nIt was late in 2 of the 13 PPO cases and the 15 PPO licence cases.",
                "In 12 of the 23 high risk cases it was so.\n\nIn the 23 high risk cases it was not.",
                "In 12 of the 25 relevant high risk cases it was so.\n\nIn the 23 relevant high risk cases it was not.",
                "Of the 22 custody cases some were late.\n\nIn the 24 custody cases in Leeds and the 20 custody cases where it mattered they were not.",
                "Of the 25 cases and of the 23 cases some were late.",
            ],
        );
        for text in [
            "- Reviews of risk were held in time in 70% of cases in the community.\n- Reviews of plans were held in time in 75% of licences in custody.\n",
            "- Twenty-seven offenders in the community returned the questionnaire, and most were content.\n- 27 offenders in the community returned the questionnaire, and most were content.\n",
            "| Measure | Number |\n| --- | --- |\n| Total caseload | 2,085 |\n\nA total caseload of about 2,100, and the total caseload was smaller.\n",
        ] {
            assert_eq!(foreword(text), Vec::<String>::new(), "{text}");
        }
    }
}
