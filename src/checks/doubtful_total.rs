//! '49 cases (44 licences and six orders)': parts in brackets or after a colon that do not make the number before them.

mod each;
mod groups;
mod items;
mod levels;
mod money;
mod opened;
mod partition;
mod rest;
mod spread;

use super::reading::english::COUNTED;
use super::reading::sentences::Sentence;
use super::reading::{Passage, Reading};
use super::wrong_total::{Sure, number, say};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct DoubtfulTotal;

static ABOUT: About = About {
    name: "doubtful-total",
    line: "numbers in brackets or after a colon do not make the number before them",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Lists that look like the parts of a number. In brackets or after a colon or semicolon: ‘49 cases (44 licences and five orders)’, ‘17 cases: nine at Level 1, …’. In sentences: a whole with what became of its parts (‘Required in 36 cases. In 27 it began in time, in six late and in three not at all’), where the parts’ words leave no third or make more than the whole. Totals after their parts; averages (‘eight contracts worth £640,000, £80,000 each’); percentages that complete each other; a level that two parts have. Unless the text says that they are all, a list that does not make the number is a question and no error. The check `wrong-total` has those where the words say so, and lists of four parts or more that come near the number.",
    matters: "Readers take such a list for the whole.",
    mend: "Correct the number that is wrong, or write ‘including’ before parts that are not all.",
    example: Example {
        what: Sample::Finding,
        wrong: "Conditions had been set in 49 cases (44 licences and six community orders).",
        right: "Conditions had been set in 49 cases (44 licences and five community orders).",
    },
};

impl Check for DoubtfulTotal {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        say(reading, Sure::No, found);
        opened::run(reading, found);
        money::run(reading, found);
        each::run(reading, found);
        items::run(reading, found);
        levels::run(reading, found);
        spread::run(reading, found);
        partition::run(reading, found);
        rest::run(reading, found);
        groups::run(reading, found);
        for passage in reading.prose() {
            in_sentences(reading, passage, found);
            // A total and two parts at the least.
            let several = |sentence: &&Sentence| passage.numbers_in(sentence.tokens.clone()).len() > 2;
            for sentence in passage.sentences.iter().filter(several) {
                at_the_end(reading, passage, sentence, found);
                either(passage, sentence, found);
                parallel(reading, passage, sentence, found);
            }
        }
        found.keep_first();
    }
}

/// How far the sum of sentences may be off and still be meant for the number.
const NEAR: i64 = 2;

/// 'We interviewed 15 offenders. Eight did unpaid work. Five lived in a hostel. Three were on a programme.'
fn in_sentences(reading: &Reading, passage: &Passage, found: &mut Found) {
    let counts = |sentence: &Sentence| {
        let numbers = passage.numbers_in(sentence.tokens.clone()).iter().copied();
        numbers.filter(|at| number(reading, passage, *at)).collect::<Vec<_>>()
    };
    let counted = |(_, sentence): &(usize, &Sentence)| !passage.numbers_in(sentence.tokens.clone()).is_empty();
    for (index, sentence) in passage.sentences.iter().enumerate().filter(counted) {
        // Each of the sentences after it begins with its part, and three do.
        let parts: Vec<usize> = passage.sentences[index + 1..]
            .iter()
            .take(9)
            .map(|sentence| sentence.tokens.start)
            .take_while(|at| number(reading, passage, *at) && !passage.word(at + 1).is_empty() && !passage.is_word(at + 1, APART))
            .collect();
        let ([total], true) = (&counts(sentence)[..], parts.len() > 2) else { continue };
        let count = |at: usize| passage.tokens[at].count().unwrap_or(0);
        let sum: i64 = parts.iter().map(|at| count(*at)).sum();
        if sum == count(*total) || (sum - count(*total)).abs() > NEAR || passage.is_hedged(*total) {
            continue;
        }
        let shown = parts.iter().map(|at| count(*at).to_string()).collect::<Vec<_>>().join(" + ");
        found.say(
            Remark::new(format!("{shown} makes {sum}, not {}", count(*total)))
                .at(passage, passage.tokens[*total].range(), "the total")
                .at(passage, passage.tokens[parts[0]].range(), "the first part")
                .help("correct the number that is wrong, if the sentences tell the whole"),
        );
    }
}

/// 'Progress was made in 23 cases, none in 11, and four had got worse; a total of 40.'
fn at_the_end(reading: &Reading, passage: &Passage, sentence: &Sentence, found: &mut Found) {
    let range = sentence.tokens.clone();
    let figures: Vec<usize> = range.clone().filter(|at| passage.tokens[*at].figure().is_some()).collect();
    let Some((&total, parts)) = figures.split_last().filter(|(_, parts)| parts.len() > 1) else { return };
    let before =
        passage.says(total.saturating_sub(3), &["a", "total", "of"]) || total > 0 && passage.is_word(total - 1, &["making", "totalling"]);
    let after =
        passage.says(total + 1, &["in", "all"]) || passage.says(total + 1, &["in", "total"]) || passage.is_word(total + 1, &["altogether"]);
    let words = if after { 1 + usize::from(!passage.is_word(total + 1, &["altogether"])) } else { 0 };
    let set_off = parts.last().is_some_and(|last| {
        (*last..total).any(|at| passage.is_mark(at, ';') || passage.is_mark(at, ',') || passage.is_mark(at, '\u{2013}'))
    });
    let ends = (total + words + 1..range.end).all(|at| passage.tokens[at].is('.') || before && passage.is_word(at, COUNTED));
    if !(before || after) || !set_off || !ends || !figures.iter().all(|at| number(reading, passage, *at) && !passage.is_hedged(*at)) {
        return;
    }
    // 'Of 40, 23 …' and '23 of the 40' are no parts.
    if range
        .clone()
        .any(|at| passage.is_word(at, &["of"]) && parts.contains(&(at + 1 + usize::from(passage.is_word(at + 1, &["the", "these"])))))
    {
        return;
    }
    let count = |at: usize| passage.tokens[at].count().unwrap_or(0);
    let sum: i64 = parts.iter().map(|at| count(*at)).sum();
    // Numbers far from the total are of other things.
    if sum != count(total) && (sum - count(total)).abs() <= NEAR.max(count(total) / 4) {
        let shown = parts.iter().map(|at| count(*at).to_string()).collect::<Vec<_>>().join(" + ");
        found.say(
            Remark::new(format!("{shown} makes {sum}, not {}", count(total)))
                .at(passage, passage.tokens[total].range(), "the total")
                .at(passage, passage.tokens[parts[0]].range(), "the first part")
                .help("correct the number that is wrong, if the sentence tells the whole"),
        );
    }
}

/// '83% had complied, either without action (61%) or after it (22%)'.
fn either(passage: &Passage, sentence: &Sentence, found: &mut Found) {
    let figures: Vec<usize> = sentence.tokens.clone().filter(|at| passage.tokens[*at].figure().is_some()).collect();
    let &[total, first, second] = &figures[..] else { return };
    let percent = |at: usize| passage.tokens[at].percent().filter(|figure| figure.decimals == 0).map(|figure| figure.numerator);
    let (Some(whole), Some(one), Some(two)) = (percent(total), percent(first), percent(second)) else { return };
    let bracketed = |at: usize| at > 0 && passage.is_mark(at - 1, '(') && passage.is_mark(at + 1, ')');
    let either = (total..first).any(|at| passage.is_word(at, &["either"])) && (first..second).any(|at| passage.is_word(at, &["or"]));
    if either && bracketed(first) && bracketed(second) && !bracketed(total) && !passage.is_hedged(total) && (one + two - whole).abs() > 1 {
        found.say(
            Remark::new(format!("{one}% and {two}% make {}%, not {whole}%", one + two))
                .at(passage, passage.tokens[total].range(), "the whole")
                .at(passage, passage.tokens[first].range(), "a part")
                .at(passage, passage.tokens[second].range(), "a part")
                .help("correct the figure that is wrong"),
        );
    }
}

/// 'In 49 cases: as conditions of 44 licences and as requirements of six orders': parts after the same word, with words between.
fn parallel(reading: &Reading, passage: &Passage, sentence: &Sentence, found: &mut Found) {
    const JOINTS: &[&str] = &["as", "by", "for", "on", "through", "under", "with"];
    let figures: Vec<usize> = sentence.tokens.clone().filter(|at| passage.tokens[*at].figure().is_some()).collect();
    let &[total, first, second] = &figures[..] else { return };
    let Some(colon) = (total + 1..first).find(|at| passage.is_mark(*at, ':')) else { return };
    let Some(and) = (first + 1..second).find(|at| passage.is_word(*at, &["and"])) else { return };
    let joint = passage.word(colon + 1).to_lowercase();
    // 'Of' before each part: the words between say what it is a part of.
    let part = |joint: usize, at: usize| (joint + 2..joint + 5).contains(&at) && passage.is_word(at - 1, &["of"]);
    let same = JOINTS.contains(&joint.as_str()) && passage.is_word(and + 1, &[&joint]) && part(colon + 1, first) && part(and + 1, second);
    let counted = colon - total < 4 && figures.iter().all(|at| number(reading, passage, *at) && !passage.is_hedged(*at));
    let count = |at: usize| passage.tokens[at].count().unwrap_or(0);
    let sum = count(first) + count(second);
    if same && counted && sum != count(total) && (sum - count(total)).abs() <= NEAR {
        found.say(
            Remark::new(format!("{} + {} makes {sum}, not {}", count(first), count(second), count(total)))
                .at(passage, passage.tokens[total].range(), "the total")
                .at(passage, passage.tokens[first].range(), "the first part")
                .help("correct the number that is wrong, if these are all"),
        );
    }
}

/// After a number that opens a sentence: it is no part of the same kind.
const APART: &[&str] = &["of", "other", "others", "more", "further", "out"];

#[cfg(test)]
mod tests {
    use super::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn adds_parts_told_after_the_same_word() {
        fires(&DoubtfulTotal, &[("It came in 48 cases: as conditions of 44 licences and as requirements of five orders.", "48")]);
        silent(
            &DoubtfulTotal,
            &[
                "It came in 49 cases: as conditions of 44 licences and as requirements of five orders.",
                "It came in 48 cases: as conditions of 14 licences and as requirements of five orders.",
                "It came in 48 cases: as conditions of 44 licences and by order of five courts.",
                "It came in 48 cases: as a rule 44 licences had it and as a rule five orders had not.",
            ],
        );
    }

    #[test]
    fn fires_where_the_parts_do_not_make_the_number() {
        fires(
            &DoubtfulTotal,
            &[
                ("It stood in 49 cases (44 licences and six orders).", "49"),
                ("Fifteen offenders were met; seven on unpaid work, five residents and two on programmes.", "Fifteen"),
                ("Twelve of the 30 letters were late: seven by a day, three by a week and one by more.", "Twelve"),
                ("We interviewed 15: eight did unpaid work, five lived in a hostel and three came to a programme.", "15"),
                ("We met 15 offenders. Eight were at work. Five lived in a hostel. Three were on a programme.", "15"),
                ("Progress was made in 23 cases, none in 11, and four had got worse; a total of 40.", "40"),
                ("In 83% of cases he had complied, either without action (61%) or after it (32%).", "83%"),
                ("We met 12 men and nine women, 22 in all.", "22"),
                ("We read 82 reports: 52 full ones, 17 short ones and 12 oral ones.", "82"),
            ],
        );
    }

    #[test]
    fn is_silent_on_other_lists() {
        silent(
            &DoubtfulTotal,
            &[
                "Progress was made in 23 cases, none in 11, and four had got worse; a total of 38.",
                "Of the 40 met, 12 came from Leeds and nine from York, 21 in all.",
                "Two teams met nine offenders, 30 in all.",
                "In 83% of cases he had complied, either without action (61%) or after it (22%).",
                "It stood in 49 cases (44 licences and five orders).",
                "It stood in 49 cases (including 12 licences and five orders).",
                "It stood in 49 cases (20 licences, 59%).",
                "It stood in 49 cases (12 women).",
                "Twelve of the 30 letters were late: seven by a day, three by a week and two by more.",
                "Twelve of the 30 letters were late: 12 by a day, ten by a week and eight by more.",
                "We met 15 offenders. Seven were at work. Five lived in a hostel. Three were on a programme.",
                "We met 15 offenders. Twelve were men. Six were at work. Four lived in a hostel.",
                "We met 15 offenders. Eight were at work. Five of them liked it. Three were on a programme.",
                "We read 82 reports: 52 of them were full, and 17 short.",
                "It stood in 49 cases; in 12 licences and 3 orders there was more.",
                "Managers met on 3 May (2 hours and 5 minutes).",
            ],
        );
    }
}
