//! 'Women: 14' in a table or chart, and 'twenty-four of the offenders in the sample were women' in a text.

use std::collections::BTreeMap;

use super::super::reading::claims::stem;
use super::super::reading::english::COUNTED;
use super::super::reading::kinds::{At, Kind, Kinds, kinds, singular};
use super::super::reading::sentences::Sentence;
use super::super::reading::shares::labelled;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// Each kind is looked for in each sentence: no sample has a tenth as many.
const MOST_KINDS: usize = 500;

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let all = kinds(reading);
    let rows: Vec<&Kind> = all.iter().flat_map(|kinds| &kinds.kinds).filter(|kind| !kind.name.is_empty()).take(MOST_KINDS).collect();
    if rows.is_empty() {
        return;
    }
    between(reading, &all, found);
    let stems: Vec<Vec<u64>> = rows.iter().map(|row| row.name.iter().filter_map(|word| stem(word)).collect()).collect();
    for passage in reading.prose() {
        for sentence in &passage.sentences {
            let Some((at, count)) = told(reading, passage, sentence) else { continue };
            let counted = passage.is_word(at + 1, COUNTED);
            let words: Vec<u64> = sentence.tokens.clone().filter(|_| counted).filter_map(|at| stem(passage.word(at))).collect();
            let fits = |row: &Kind, stems: &[u64]| {
                if row.name.len() == 1 { is_of(passage, sentence, at, &row.name[0]) } else { counted && covers(stems, &words) }
            };
            let named: Vec<&&Kind> = rows.iter().zip(&stems).filter(|(row, stems)| fits(row, stems)).map(|(row, _)| row).collect();
            if let Some(first) = named.first()
                && named.iter().all(|row| row.count != count)
            {
                let label = first.name.join(" ");
                let said = passage.as_told(at);
                let remark =
                    Remark::new(format!("the number of ‘{label}’ is given as {said} here and as {} in a table or chart", first.count))
                        .at(passage, passage.tokens[at].range(), "")
                        .help("write the right figure in both places, or say what sets the two apart");
                found.say(match first.at {
                    At::Words(home, token) => remark.at(home, home.tokens[token].range(), "elsewhere"),
                    At::Place(span) => remark.at_span(span, "elsewhere"),
                });
            }
        }
    }
}

/// Kinds of case with one number where a chart or sentence parts the sample, and another in a table that has a row for the whole of it.
fn between(reading: &Reading, all: &[Kinds], found: &mut Found) {
    let Some(sample) = reading.report.sample.as_ref().map(|sample| i64::from(sample.value)) else { return };
    let parts: BTreeMap<&[String], &Kind> = all
        .iter()
        .filter(|kinds| kinds.whole && kinds.kinds.iter().fold(0, |sum: i64, kind| sum.saturating_add(kind.count)) == sample)
        .flat_map(|kinds| &kinds.kinds)
        .map(|kind| (kind.name.as_slice(), kind))
        .collect();
    for table in all.iter().filter(|kinds| !kinds.whole && kinds.kinds.iter().any(|kind| kind.count == sample)) {
        for kind in table.kinds.iter().filter(|kind| !kind.name.is_empty() && kind.count != sample) {
            let Some(part) = parts.get(kind.name.as_slice()).filter(|part| part.count != kind.count) else { continue };
            let remark = Remark::new(format!(
                "the number of ‘{}’ is given as {} in this table and as {} where the sample is parted",
                kind.name.join(" "),
                kind.count,
                part.count
            ));
            let help = "write the right figure in both places, or say what sets the two apart";
            found.say(at(at(remark, kind, ""), part, "elsewhere").help(help));
        }
    }
}

/// Points at where a kind's number stands.
fn at<'r>(remark: Remark<'r>, kind: &Kind<'r, '_>, label: &str) -> Remark<'r> {
    match kind.at {
        At::Words(home, token) => remark.at(home, home.tokens[token].range(), label),
        At::Place(span) => remark.at_span(span, label),
    }
}

/// The one number of a sentence that counts cases or people and is no part of another.
fn told(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Option<(usize, i64)> {
    let &[at] = passage.numbers_in(sentence.tokens.clone()) else { return None };
    let count = passage.tokens[at].count().filter(|_| !passage.is_hedged(at) && !labelled(passage, &reading.lexicon, at))?;
    let all_but = at > 0 && reading.lexicon.is_but(passage.word(at - 1));
    (count > 0 && !all_but).then_some((at, count))
}

/// '14 of the offenders in the sample were women', 'there were 14 women in the sample'.
fn is_of(passage: &Passage, sentence: &Sentence, at: usize, kind: &str) -> bool {
    let is_kind = |at: usize| !passage.word(at).is_empty() && singular(&passage.word(at).to_lowercase()) == kind;
    let sample = |at: usize| passage.says(at, &["in", "the", "sample"]) || passage.says(at, &["in", "our", "sample"]);
    let ends = |at: usize| at >= sentence.tokens.end || passage.is_mark(at, '.');
    if is_kind(at + 1) {
        let next = at + 2 + usize::from(passage.is_word(at + 2, COUNTED));
        return sample(next) && ends(next + 3);
    }
    if !passage.says(at + 1, &["of", "the"]) {
        return false;
    }
    let mut next = at + 3 + usize::from(passage.is_word(at + 3, COUNTED));
    if sample(next) {
        next += 3;
    } else if passage.is_word(at + 3, &["sample"]) {
        next = at + 4;
    } else {
        return false;
    }
    passage.is_word(next, &["were", "was"]) && is_kind(next + 1) && ends(next + 2)
}

/// Whether a sentence says nearly nothing but a row's name.
fn covers(row: &[u64], words: &[u64]) -> bool {
    row.len() > 1 && row.iter().all(|stem| words.contains(stem)) && words.len() <= row.len() + 1
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    fn said(text: &str) -> usize {
        let table = "| Kind | Cases |\n| --- | --- |\n| Women | 14 |\n| History of domestic abuse | 55 |\n";
        run(&FigureToldDifferently, &sample(Sample::File("foreword.md"), &format!("{table}\n{text}\n"))).len()
    }

    #[test]
    fn fires_where_a_text_gives_a_row_another_number() {
        for text in [
            "Twenty-four of the offenders in the sample were women.",
            "There were 24 women in the sample.",
            "Domestic abuse was part of the history of 65 cases.",
        ] {
            assert_eq!(said(text), 1, "{text}");
        }
    }

    #[test]
    fn fires_where_a_table_of_the_sample_differs_from_its_parts() {
        let said = |custody: &str, all: &str| {
            let table = format!("| Kind | Cases |\n| --- | --- |\n| Custody cases | {custody} |\n| All cases inspected | {all} |\n");
            let parts = "The sample is made up of 40 licence cases, 60 community order cases and 10 custody cases.";
            run(&FigureToldDifferently, &sample(Sample::File("foreword.md"), &format!("{table}\n{parts}\n")))
        };
        assert_eq!(said("12", "110"), ["[12] the number of ‘custody’ is given as 12 in this table and as 10 where the sample is parted"]);
        assert_eq!(said("10", "110"), Vec::<String>::new());
        assert_eq!(said("12", "310"), Vec::<String>::new());
    }

    #[test]
    fn is_silent_on_the_same_number_and_on_parts() {
        for text in [
            "Fourteen of the offenders in the sample were women.",
            "Ten of the women in the sample had children.",
            "In 12 cases with a history of domestic abuse the police had been called out again.",
            "Domestic abuse was part of the history of 55 cases.",
            "In 20 of the 55 cases with domestic abuse it was so.",
        ] {
            assert_eq!(said(text), 0, "{text}");
        }
    }
}
