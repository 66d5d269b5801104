//! '67% of the 23 cases': no whole number of cases gives the percentage.

use super::reading::english::THEM;
use super::reading::sentences::Sentence;
use super::reading::shares::{is_possible, labelled, percentage, shown};
use super::reading::words::{Figure, Token};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct ImpossibleShare;

static ABOUT: About = About {
    name: "impossible-share",
    line: "no whole number of things gives a percentage",
    severity: Severity::Error,
    languages: Languages::All,
    checks: "A percentage of a number that stands beside it: ‘65% of the 23 cases’, ‘of the 23 cases, 65% had a plan’; and ‘117% of cases’, ‘103% satisfaction’, ‘86 (101%)’ in a row of shares. Some whole number of those things must \
             give the percentage when it is rounded. Percentages that are not meant exactly (‘about two in three’, ‘over 60%’) are left alone.",
    matters: "A published report gave a percentage of 23 cases that no number of cases can give. Either the percentage or the group is another one.",
    mend: "Look up how many there were, and of how many. Correct the percentage, or name the group that it is really of.",
    example: Example {
        what: Sample::Finding,
        wrong: "In 67% of the 23 cases a plan had been made.",
        right: "In 65% of the 23 cases a plan had been made.",
    },
};

impl Check for ImpossibleShare {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.written() {
            for sentence in &passage.sentences {
                if let Some(at) =
                    sentence.tokens.clone().find(|at| is_more_than_all(passage, *at) || is_more_in_brackets(passage, sentence, *at))
                {
                    found.say(
                        Remark::new(format!("{} is more than all of them", passage.text(&passage.tokens[at])))
                            .at(passage, passage.tokens[at].range(), "")
                            .help("correct the percentage"),
                    );
                    continue;
                }
                for (share, whole) in claims(reading, passage, sentence) {
                    let (Some(figure), Some(of)) = (passage.tokens[share].percent(), passage.tokens[whole].count()) else { continue };
                    if is_possible(figure, of) {
                        continue;
                    }
                    let written = passage.text(&passage.tokens[share]);
                    found.say(
                        Remark::new(format!("no whole number out of {of} is {written}"))
                            .at(passage, passage.tokens[share].range(), nearest(figure, of))
                            .at(passage, passage.tokens[whole].range(), "of these")
                            .help("correct the percentage or the number, or say of which cases the percentage is"),
                    );
                }
            }
        }
    }
}

/// '117% of cases'. Of a target, a capacity or a year's figure there may be as much.
fn is_more_than_all(passage: &Passage, at: usize) -> bool {
    const WHOLE: &[&str] = &[
        "assessments",
        "cases",
        "children",
        "files",
        "offenders",
        "orders",
        "plans",
        "pupils",
        "records",
        "reports",
        "respondents",
        "victims",
    ];
    let over = passage.tokens[at].percent().is_some_and(|figure| figure.numerator > figure.denominator.saturating_mul(100));
    if !over || !passage.is_word(at + 1, &["of"]) {
        return false;
    }
    let noun = (at + 2..at + 6).take_while(|at| !passage.word(*at).is_empty()).find(|at| passage.is_word(*at, WHOLE));
    noun.is_some_and(|noun| {
        // 'Of the cases expected', 'of the orders that there had been in 2007'.
        (noun + 1..noun + 6)
            .all(|at| !passage.is_word(at, &["expected", "planned", "targeted", "previous", "last", "year", "that", "for", "it", "made"]))
            && (at + 2..noun).all(|at| !passage.is_word(at, &["target", "planned", "expected", "number", "required", "last"]))
    })
}

/// '85 cases (101%)', '103% satisfaction', '107% of replies'. What is held against a target, a plan or another year may be as much.
fn is_more_in_brackets(passage: &Passage, sentence: &Sentence, at: usize) -> bool {
    const SHARES: &[&str] = &["satisfaction", "agreement", "satisfied", "agreed"];
    const COMPARED: &[&str] = &[
        "target",
        "targets",
        "plan",
        "planned",
        "expected",
        "capacity",
        "performance",
        "workload",
        "workloads",
        "achieved",
        "against",
        "increase",
        "increased",
        "rise",
        "rose",
        "growth",
        "grew",
        "grown",
        "more",
        "than",
        "budget",
        "budgets",
        "year",
        "years",
        "occupancy",
        "staffing",
        "exceeded",
        "exceeding",
        "over",
        "above",
        "delivery",
        "completions",
        "completed",
        "starts",
        "referrals",
        "result",
        "results",
        "met",
        "reached",
        "makes",
        "make",
        "made",
        "total",
        "totals",
        "add",
        "adds",
        "added",
        "rounding",
        "up",
        "from",
        "compared",
        "complement",
        "commencements",
        "places",
    ];
    let hundred = |figure: Figure| figure.denominator.saturating_mul(100);
    if passage.tokens[at].percent().is_none_or(|figure| figure.numerator <= hundred(figure)) {
        return false;
    }
    let counted = at > 2
        && passage.is_mark(at - 1, '(')
        && passage.is_mark(at + 1, ')')
        && (at.saturating_sub(4)..at - 1).any(|at| passage.tokens[at].count().is_some());
    let shares = passage.is_word(at + 1, SHARES) || counted && is_of_their_whole(passage, sentence, at);
    shares && !(0..passage.tokens.len()).any(|at| passage.is_word(at, COMPARED))
}

/// Whether two or more other numbers of a row with their shares in brackets are of one whole, and a number before its bracket is of it too.
fn is_of_their_whole(passage: &Passage, sentence: &Sentence, share: usize) -> bool {
    const WHOLES: std::ops::Range<i64> = 20..5000;
    let closed = |at: &usize| *at > 1 && passage.is_mark(at - 1, '(') && passage.is_mark(at + 1, ')');
    let pair = |at: usize| {
        let figure = passage.tokens[at].percent()?;
        Some((passage.tokens[..at - 1].iter().rev().take(3).find_map(Token::count)?, figure))
    };
    let row: Option<Vec<(i64, Figure)>> = sentence.tokens.clone().filter(closed).filter(|at| *at != share).map(pair).collect();
    let (Some(row), Some((count, said))) = (row.filter(|row| row.len() > 1), pair(share)) else { return false };
    let gives = |count: i64, figure: Figure, whole: i64| percentage(count, whole, figure) == Some(figure.numerator);
    WHOLES
        .filter(|whole| row.iter().all(|(count, figure)| gives(*count, *figure, *whole)))
        .any(|whole| count <= whole || gives(count, said, whole))
}

/// Percentages of a sentence with the number that they are surely of.
fn claims(reading: &Reading, passage: &Passage, sentence: &Sentence) -> Vec<(usize, usize)> {
    let lexicon = &reading.lexicon;
    let exact = |at: usize| passage.tokens[at].percent().is_some() && !passage.is_hedged(at) && !(at > 0 && passage.is_mark(at - 1, '('));
    let count = |at: usize| {
        let plain = passage.tokens.get(at).and_then(Token::count).is_some_and(|count| count > 1);
        plain && at < sentence.tokens.end && !labelled(passage, lexicon, at)
    };
    let past_of = |at: usize| {
        let of = if lexicon.is_out(passage.word(at)) { at + 1 } else { at };
        (lexicon.is_of(passage.word(of)) || passage.is_word(of, &["among", "amongst"])).then(|| {
            let whole = (of + 1..sentence.tokens.end).find(|at| !lexicon.is_determiner(passage.word(*at))).unwrap_or(of);
            if past_group(passage, whole) { whole + 3 } else { whole }
        })
    };
    let mut out = Vec::new();
    for at in sentence.tokens.clone() {
        // 'From 77% to 91% among its five areas' are the ends of a range.
        let range = at > sentence.tokens.start
            && passage.is_word(at - 1, &["to", "and"])
            && passage.numbers_in(sentence.tokens.start..at).iter().any(|at| passage.tokens[*at].percent().is_some());
        if exact(at)
            && !range
            && let Some(whole) = past_of(at + 1).filter(|whole| count(*whole))
        {
            out.push((at, whole));
        }
    }
    // 'Of the 23 cases, 65% had a plan': what opens the sentence holds until another number comes.
    let opening = past_of(sentence.tokens.start).filter(|whole| count(*whole));
    if let Some(whole) = opening {
        for at in whole + 1..sentence.tokens.end {
            if passage.tokens[at].percent().is_some() {
                if exact(at) && past_of(at + 1).is_none() && !out.iter().any(|(share, _)| *share == at) {
                    out.push((at, whole));
                }
                // A second percentage may be of others: '65% had a plan, compared with 67% of all areas'.
                break;
            } else if passage.tokens[at].figure().is_some() || past_of(at).is_some() && passage.is_word(at + 1, THEM) {
                break;
            }
        }
    }
    out
}

/// 'A group of', 'a total of'.
fn past_group(passage: &Passage, at: usize) -> bool {
    const GROUPS: &[&str] = &["cohort", "group", "population", "sample", "total"];
    passage.is_word(at, &["a"]) && passage.is_word(at + 1, GROUPS) && passage.is_word(at + 2, &["of"])
}

/// Up to so many, what may have been meant is looked for one by one.
const MOST: i64 = 10_000;

/// The percentages on either side that a whole number gives.
fn nearest(share: Figure, of: i64) -> String {
    if of > MOST {
        return "correct the percentage or the number".to_owned();
    }
    let part = (0..=of).rev().find(|part| percentage(*part, of, share).is_some_and(|value| value < share.numerator)).unwrap_or(0);
    let says =
        |part: i64| percentage(part, of, share).map(|value| format!("{part} of {of} is {}", shown(value, share))).unwrap_or_default();
    if part < of { format!("{}, {}", says(part), says(part + 1)) } else { says(part) }
}

#[cfg(test)]
mod tests {
    use super::ImpossibleShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_no_whole_number_gives_it() {
        fires(
            &ImpossibleShare,
            &[
                ("In 67% of the 23 high risk cases a plan was made.", "67%"),
                ("A plan was made in 97 per cent of these 23 cases.", "97 per cent"),
                ("Of the 23 cases inspected, 97% had a plan.", "97%"),
                ("Out of eight offenders, only 30% had one.", "30%"),
                ("It was so in 50% of the nine.", "50%"),
                ("It was so in 33.4% of the nine.", "33.4%"),
                ("It was so in 102% of the nine plans.", "102%"),
                ("It was so in 117% of relevant cases.", "117%"),
                ("There was 103% satisfaction with it.", "103%"),
                ("It was good in 62 cases (73%), fair in 11 (13%) and poor in 86 (101%).", "101%"),
            ],
        );
    }

    #[test]
    fn is_silent_where_one_does_or_the_group_is_not_sure() {
        silent(
            &ImpossibleShare,
            &[
                "It had reached 84% in the region as a whole, and ranged from 77% to 91% among its five areas.",
                "It filled 45 posts (92%) and 20 sessional posts (110%).",
                "It found 62 volunteers (73% of its goal) and 86 mentors (101%).",
                "It found 62 volunteers (73% of its goal), 11 tutors (13%) and 86 mentors (101%).",
                "It filled 45 posts (92%), 22 part-time posts (88%) and 20 sessional posts (110%).",
                "The office had 62 starts (73%) and the other 86 (101%) against their targets.",
                "Rounded, that is 55%, 35% and 11%, which makes 101%.",
                "It was 117% of the target, 104% of the orders expected and 120% of last year’s cases.",
                "In 65% of the 23 cases, 70% of the 20 plans and 33.3% of the nine.",
                "In about 67% of the 23 cases a plan was made.",
                "It was so for 95% of the 16 and 17 year olds, 95% of 18-24 year olds and 95% of the 12 months.",
                "In over 67% of the 23 cases a plan was made.",
                "In at least 67% of the 23 cases a plan was made.",
                "Of the 23 cases, 20 had a plan, and 67% of plans were good.",
                "Of the 23 cases, 67% of plans were good.",
                "There were 23 cases. In 67% of cases a plan was made.",
                "It was so in 67% of Level 2 cases and in 41% of Tier 3 and 4 cases.",
                "In 57% of the 2008 sample it was so.",
                "All 42 areas were seen; 97% of them agreed.",
                "Of those 23 cases, and of these 67% were late.",
            ],
        );
    }
}
