//! 'We inspected 112 cases', where report.yaml or the case data have 110.

mod hedged;
mod outcomes;
mod profile;
mod single;

use super::reading::sentences::Sentence;
use super::reading::tables::grids;
use super::reading::terms::id;
use super::reading::words::{Figure, Token};
use super::reading::{Passage, Reading};
use super::wrong_total::{opens, parts};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct SampleToldDifferently;

static ABOUT: About = About {
    name: "sample-told-differently",
    line: "a text gives another number of inspected cases than the report has",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Sentences that say how many cases were inspected: ‘a sample of 110 cases’, ‘we inspected 110 cases’, ‘the 110 cases inspected’, ‘the sample held 110 cases’, ‘it rests on all 110 cases’, and samples that are said to be made up of so many of \
             each kind; and sentences that part the sample into all the kinds of a column of cases.csv or of a chart of the sample (‘84 were men and 12 were women’), or tell one of these kinds alone (‘fourteen of the offenders (12%) were women’, where 14 is 12% of the sample); and charts whose rows are the kinds of case and do not make as many. The number must be `sample` of report.yaml, which itself must agree with cases.csv. Numbers with ‘about’ before them are held only against a sample that is itself stated so.",
    matters: "The size of the sample is the whole that every percentage in the report is of.",
    mend: "Correct the number in the text, or `sample` in report.yaml; in fixed wording write {sample}.",
    example: Example { what: Sample::Finding, wrong: "We inspected 112 cases in the area.", right: "We inspected 110 cases in the area." },
};

impl Check for SampleToldDifferently {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        hedged::run(reading, found);
        let stated = reading.report.sample.as_ref().map(|sample| (i64::from(sample.value), sample.span));
        let Some((sample, span)) = stated else { return };
        for grid in grids(reading) {
            for row in grid.rows() {
                let all = grid.cell(row, 0).is_some_and(|cell| ALL.contains(&cell.words.trim().to_lowercase().as_str()));
                let cells = (1..grid.columns()).filter_map(|column| grid.cell(row, column)).filter(|cell| cell.tokens.len() == 1);
                let mut counts = cells.filter_map(|cell| Some((cell, cell.tokens.first()?.count()?)));
                // Several numbers may be those of several inspections.
                let Some((cell, count)) = counts.next().filter(|(_, count)| all && *count != sample && counts.next().is_none()) else {
                    continue;
                };
                found.say(
                    Remark::new(format!("the report has a sample of {sample} cases, not {count}"))
                        .at(cell, 0..cell.words.len(), "")
                        .at_span(span, "stated here")
                        .help("correct one of the two"),
                );
            }
        }
        profile::kinds(reading, found);
        outcomes::run(reading, found);
        for passage in reading.written() {
            for sentence in &passage.sentences {
                if let Some(parts) = kinds(reading, passage, sentence)
                    && let sum = parts.iter().map(|(_, count)| count).sum::<i64>()
                    && sum != sample
                {
                    let (first, last) = (parts[0].0, parts[parts.len() - 1].0);
                    found.say(
                        Remark::new(format!("the kinds of case make {sum}, but the report has a sample of {sample}"))
                            .at(passage, passage.bytes(first, last), format!("make {sum}"))
                            .at_span(span, "stated here")
                            .help("correct the number that is wrong"),
                    );
                }
                let Some(at) = sentence.tokens.clone().find(|at| is_sample(reading, passage, *at) || is_told(reading, passage, *at)) else {
                    continue;
                };
                let count = passage.tokens[at].count().unwrap_or(sample);
                // What other inspections looked at is another sample.
                if count != sample && !sentence.tokens.clone().any(|at| passage.is_word(at, OTHER)) {
                    found.say(
                        Remark::new(format!("the report has a sample of {sample} cases, not {count}"))
                            .at(passage, passage.tokens[at].range(), "")
                            .at_span(span, "stated here")
                            .help("correct one of the two"),
                    );
                }
            }
        }
    }
}

/// The parts of a sentence such as 'the sample is made up of 40 licences, 60 orders and 10 custody cases'.
fn kinds(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Option<Vec<(usize, i64)>> {
    let range = sentence.tokens.clone();
    if !passage.ids.get(range.clone())?.contains(&id("sample")) {
        return None;
    }
    let opens = range.clone().find_map(|at| opens(passage, at))?;
    let before: Vec<usize> = range.clone().take_while(|at| *at < opens).collect();
    let sample =
        before.iter().any(|at| passage.is_word(*at, &["sample"])) && !before.iter().any(|at| passage.tokens[*at].figure().is_some());
    let parts = parts(reading, passage, opens, range.end).filter(|parts| parts.len() > 1)?;
    let cases = (opens..range.end).any(|at| passage.is_word(at, &["case", "cases", "licences", "orders", "offenders"]));
    (sample && cases).then_some(parts)
}

/// What a table calls the whole sample.
const ALL: &[&str] = &[
    "all cases inspected",
    "total cases inspected",
    "cases inspected",
    "total sample",
    "all cases in the sample",
    "total number of cases inspected",
];

const OTHER: &[&str] = &[
    "original",
    "previous",
    "previously",
    "last",
    "earlier",
    "each",
    "every",
    "per",
    "area's",
    "areas",
    "pilot",
    "ofsted",
    "questionnaires",
    "questionnaire",
    "sub-sample",
    "further",
];

/// Whether the number at a place is said to be the sample's.
fn is_sample(reading: &Reading, passage: &Passage, at: usize) -> bool {
    // A sample is no handful.
    let sample = |count: &i64| *count >= 20 && !passage.is_hedged(at);
    if !passage.tokens.get(at).and_then(Token::count).as_ref().is_some_and(sample) {
        return false;
    }
    let before = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|at| passage.is_word(at, words));
    let cases = |at: usize| {
        passage.is_word(at, &["cases"]) || passage.is_word(at, &["case", "offender"]) && passage.is_word(at + 1, &["files", "cases"])
    };
    // '110-120 cases', 'between 100 and 120': the plan, not the sample.
    let ranged = passage.is_mark(at + 1, '-')
        || passage.is_mark(at + 1, '\u{2013}')
        || before(1, &["and", "to", "between"])
        || at > 0 && passage.is_mark(at - 1, '-');
    if ranged {
        return false;
    }
    let of = before(1, &["of"]) && before(2, &["sample"]) && !before(3, &["custody", "licence", "community", "random", "small"]);
    let cases_end = |noun: usize| noun + 1 + usize::from(passage.is_word(noun, &["case", "offender"]));
    // 'We looked at 96 of its cases'.
    let whose = at + 3 + usize::from(passage.is_word(at + 3, &["area’s", "area's"]));
    let theirs = passage.is_word(at + 1, &["of"])
        && passage.is_word(at + 2, &["its", "their", "the"])
        && cases(whose)
        && is_whole(reading, passage, cases_end(whose));
    let looked = before(1, &["at"]) && before(2, &["looked"]) || before(1, &["inspected", "examined", "assessed", "read", "sampled"]);
    let by_us = || (at.saturating_sub(5)..at).any(|at| passage.is_word(at, &["we", "inspectors"])) && !is_narrowed(reading, passage, at);
    if theirs && looked && by_us() {
        return true;
    }
    let ours = |back: usize| before(back, &["we", "inspectors"]) && cases(at + 1) && !is_narrowed(reading, passage, at);
    let closed = || is_whole(reading, passage, cases_end(at + 1));
    let inspected = before(1, &["inspected", "examined"]) && ours(2) && closed();
    let after = before(1, &["the", "all", "these"]) && cases(at + 1) && passage.is_word(at + 2, &["inspected", "examined"]);
    let looked = before(1, &["at"]) && before(2, &["looked"]) && ours(3) && closed();
    let and_of = of && !passage.is_word(at + 1, &["of"]);
    and_of && (cases(at + 1) || passage.is_word(at + 1, &["offenders"]) || passage.is_mark(at + 1, '.') || passage.is_mark(at + 1, ','))
        || inspected
        || looked
        || after
}

/// 'The sample held 110 cases', 'it rests on all 110 cases', 'of the 110 offenders in the sample', 'this inspection looked at 110 cases', 'we
/// inspected 110 cases in Surrey in May'.
fn is_told(reading: &Reading, passage: &Passage, at: usize) -> bool {
    const HELD: &[&str] =
        &["held", "holds", "comprised", "comprises", "contained", "contains", "included", "had", "has", "numbered", "was", "covered"];
    const PEOPLE: &[&str] = &["cases", "offenders"];
    const OURS: &[&str] = &["we", "inspectors", "inspection"];
    let large = |count: &i64| *count >= 20 && !passage.is_hedged(at);
    if at == 0 || !passage.tokens.get(at).and_then(Token::count).as_ref().is_some_and(large) {
        return false;
    }
    let files = usize::from(passage.is_word(at + 1, &["case"]) && passage.is_word(at + 2, &["files"]));
    if files == 0 && !passage.is_word(at + 1, PEOPLE) {
        return false;
    }
    let after = at + 2 + files;
    let plain = is_whole(reading, passage, after) && !is_narrowed(reading, passage, at);
    let before = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|at| passage.is_word(at, words));
    let start = passage.sentence_at(at).map_or(0, |sentence| sentence.tokens.start);
    let earlier = (start..at).any(|at| passage.is_word(at, &["had"]) || passage.tokens[at].figure().is_some_and(Figure::may_be_year));
    let ours = (at.saturating_sub(9).max(start)..at).any(|at| passage.is_word(at, OURS)) && !earlier;
    let held = before(1, HELD) && before(2, &["sample"]) && before(3, &["the", "our", "whole", "case"]);
    let looked = ours && (before(1, &["at"]) && before(2, &["looked"]) || before(1, &["inspected", "examined"]));
    let rests = before(1, &["all"]) && before(2, &["on"]) && before(3, &["rests", "based", "rest", "drawn"]);
    let of = before(1, &["the", "our", "all"])
        && before(2, &["of", "among"])
        && (passage.says(after, &["in", "the", "sample"]) || passage.says(after, &["in", "our", "sample"]));
    of && passage.is_mark(after + 3, ',') || plain && (held || looked || rests)
}

/// Whether nothing narrows what was counted after its noun: a mark or 'in' the area or a month comes next.
fn is_whole(reading: &Reading, passage: &Passage, after: usize) -> bool {
    // 'We examined 44 cases, all with a victim'.
    const OF_THEM: &[&str] = &["all", "each", "every", "where", "which", "who", "whose", "those", "with", "both", "mostly", "mainly"];
    let Some(next) = passage.tokens.get(after) else { return true };
    [',', '.', ';', ':'].iter().any(|mark| next.is(*mark)) && !passage.is_word(after + 1, OF_THEM)
        || passage.is_word(after, &["in", "from", "during"]) && is_place_or_time(reading, passage, after + 1)
}

/// 'The area', its name, a month or a year.
fn is_place_or_time(reading: &Reading, passage: &Passage, at: usize) -> bool {
    reading.report.area.value.split(' ').next().is_some_and(|first| passage.is_word(at, &[first]))
        || reading.lexicon.month(passage.word(at)).is_some()
        || passage.tokens.get(at).and_then(Token::figure).is_some_and(Figure::may_be_year)
        || passage.says(at, &["the", "area"])
}

/// 'For work with victims we examined 44 cases': whether the sentence opens with what it is about.
fn is_narrowed(reading: &Reading, passage: &Passage, at: usize) -> bool {
    const OPENERS: &[&str] =
        &["for", "on", "to", "with", "of", "among", "where", "at", "from", "under", "when", "as", "if", "after", "before", "by"];
    let start = passage.sentence_at(at).map_or(0, |sentence| sentence.tokens.start);
    let all = passage.is_word(start + 1, &["all", "total", "this", "our"]) || is_place_or_time(reading, passage, start + 1);
    passage.is_word(start, OPENERS) || passage.is_word(start, &["in", "during"]) && !all
}

#[cfg(test)]
mod tests {
    use super::SampleToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    #[test]
    fn reads_the_row_of_a_table_that_gives_the_whole() {
        let said = |row: &str| {
            let table = format!("| Kind | Number |\n| --- | --- |\n| Orders | 60 |\n| {row} |\n");
            run(&SampleToldDifferently, &sample(Sample::File("foreword.md"), &table))
        };
        assert_eq!(said("All cases inspected | 150"), ["[150] the report has a sample of 110 cases, not 150"]);
        for right in ["All cases inspected | 110", "All cases | 150", "All cases inspected | 100%"] {
            assert_eq!(said(right), Vec::<String>::new(), "{right}");
        }
    }

    #[test]
    fn fires_on_another_number() {
        fires(
            &SampleToldDifferently,
            &[
                ("We inspected 112 cases in the area.", "112"),
                ("It rests on a sample of 120 cases.", "120"),
                ("In May we looked at 120 of its cases.", "120"),
                ("We inspected 120 cases in Surrey in May 2008.", "120"),
                ("This inspection of offender management looked at 120 cases, 12 of them in custody.", "120"),
                ("This section rests on all 210 cases.", "210"),
                ("The sample held 112 cases.", "112"),
                ("Of the 113 offenders in the sample, 11 were women.", "113"),
                ("Inspectors examined 120 of the area’s cases.", "120"),
                ("In all but 9 of the 140 cases inspected it was so.", "140"),
                (
                    "Each sample is made up of 40 licence cases, 60 community order cases and 12 custody cases.",
                    "40 licence cases, 60 community order cases and 12",
                ),
                ("It rests on a sample of one hundred and twelve, chosen at random.", "one hundred and twelve"),
            ],
        );
    }

    #[test]
    fn is_silent_on_the_same_number_and_on_others() {
        silent(
            &SampleToldDifferently,
            &[
                "We inspected 110 cases in the area, a sample of 110.",
                "In all but 9 of the 110 cases inspected it was so.",
                "The original inspection took a sample of 120 cases. The area itself looked at 120 of its cases.",
                "We looked at 40 of the area’s cases in which there was a victim, and read 40 of its cases again.",
                "A sample of 110-120 cases, or about 130, is asked for.",
                "The custody sample of 40 cases was small.",
                "We inspected 42 cases in which a programme was required, and 14 cases involving women.",
                "Each sample is made up of 40 licence cases, 60 community order cases and 10 custody cases.",
                "The sample of 12 plans was made up of 7 in custody and 5 in licence cases.",
                "We inspected 9 cases more closely.",
                "We inspected 44 cases involving women, 30 cases in custody and 25 cases in the second week.",
                "In 2005 we had inspected 100 cases and made eight recommendations.",
                "The sample had 42 cases with a programme. It rests on all 42 cases with one.",
                "Of the 42 offenders in the sample who had a programme, 11 were women, and 42 cases had none.",
                "For work with victims we examined 44 cases. In custody, inspectors looked at 44 cases.",
                "The sample included 32 offenders convicted of violence. The sample included 32 offenders subject to licence.",
                "The sample included 32 offenders under 21. Of the 30 offenders in the sample aged under 21, ten were women.",
                "We had inspected 96 cases by the Thursday. We examined 44 cases, all with a victim.",
                "The sample was 40 cases short of that of the pilot.",
            ],
        );
    }
}
