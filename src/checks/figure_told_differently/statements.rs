//! 'Of the 86 cases that needed a full analysis' in the summary, and 'a full analysis was needed in 68 cases' in a section.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::Reading;
use super::super::reading::told::{Asked, Measure, Role, Statement};
use super::super::reading::words::Figure;
use super::super::{Found, Remark};
use super::alike::{Overlap, Weights, overlap};

/// How many statements with a word are looked at; a word of more is no help.
const BUCKET: usize = 60;
/// By how many words of each statement others are looked for.
const WORDS: usize = 4;
/// A whole so small, or so round, says little.
const SPOKEN: &[i64] = &[1, 2, 3, 4, 5, 10, 20, 100];

/// Says what is found in the whole report, but for numbers at which something has been said: passages and their tokens.
pub(super) fn run(reading: &Reading, statements: &[Statement], weights: &Weights, said: &mut BTreeSet<(usize, usize)>, found: &mut Found) {
    let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, statement) in statements.iter().enumerate() {
        for stem in &statement.near {
            index.entry(*stem).or_default().push(at);
        }
    }
    let sample = reading.report.sample.as_ref().map(|sample| i64::from(sample.value));
    // What is most like each and differs, and whether another says the same.
    let mut best: Vec<Option<(u32, usize)>> = vec![None; statements.len()];
    let mut backed = vec![false; statements.len()];
    // Whether a section says what a summary does.
    let mut told = backed.clone();
    for (at, one) in statements.iter().enumerate() {
        let words = weights.rarest(&one.near, WORDS);
        let near = words.iter().filter_map(|stem| index.get(stem)).filter(|same| same.len() <= BUCKET);
        let near: BTreeSet<usize> = near.flatten().copied().filter(|other| *other < at).collect();
        for other in near {
            let two = &statements[other];
            let Some(shared) = same_kind(one, two).then(|| overlap(weights, (&one.near, &one.wide), (&two.near, &two.wide))) else {
                continue;
            };
            if beside(one, two) || beside(two, one) || both_tell(one, two) {
                continue;
            }
            if agree(one, two) {
                let backs = shared.less >= 70 && shared.direct >= 50;
                backed[at] |= backs;
                backed[other] |= backs;
                for (one, other) in [(at, other), (other, at)] {
                    let section = |at: usize| statements[at].passage.place.section.is_some();
                    told[one] |= statements[one].role == Role::Part && !section(one) && section(other) && shared.less >= 70;
                }
            } else if alike(one, two, shared, sample) {
                let score = shared.less + shared.more + shared.told;
                for (one, other) in [(at, other), (other, at)] {
                    if best[one].is_none_or(|(known, _)| known < score) {
                        best[one] = Some((score, other));
                    }
                }
            }
        }
    }
    for (at, two) in statements.iter().enumerate() {
        let Some((_, other)) = best[at].filter(|(_, other)| *other < at) else { continue };
        let one = &statements[other];
        let others = backed[at] && backed[other] || told[at] || told[other];
        let mutual = best[other].is_some_and(|(_, back)| back == at) && !others;
        let known = |statement: &Statement| said.contains(&(statement.passage.index, statement.at));
        if mutual && !known(one) && !known(two) {
            say(one, two, found);
            said.insert((one.passage.index, one.at));
            said.insert((two.passage.index, two.at));
        }
    }
}

/// Whether two statements can be of one figure: they measure the same and do the same in their sentences.
fn same_kind(one: &Statement, two: &Statement) -> bool {
    let whole = |role: Role| matches!(role, Role::Group | Role::Plain);
    let role = match one.amount.measure {
        Measure::Count => whole(one.role) && whole(two.role) || one.role == two.role,
        _ => one.role == two.role || [one.role, two.role].contains(&Role::To) && [one.role, two.role].contains(&Role::Plain),
    };
    let years = one.years == two.years
        || (one.role == Role::To || two.role == Role::To) && (one.years.is_empty() || two.years.is_empty())
        || one.years.iter().any(|year| two.years.contains(year));
    // What is asked of some is not what was found of all.
    let asked = (one.asked == Asked::No) == (two.asked == Asked::No);
    // Scores of criteria are held against the scores themselves.
    let of_criteria = |statement: &Statement| {
        let sentence = statement.passage.sentence_at(statement.at).filter(|_| statement.amount.measure == Measure::Percent);
        sentence.is_some_and(|sentence| sentence.tokens.clone().any(|at| statement.passage.is_word(at, &["criterion", "criteria"])))
    };
    if of_criteria(one) && of_criteria(two) {
        return false;
    }
    one.amount.measure == two.amount.measure && role && years && asked && one.passage.place.unit != two.passage.place.unit
}

/// Whether both say the same figure, or one what is left of the other.
fn agree(one: &Statement, two: &Statement) -> bool {
    if let (Role::Part, Role::Part, Some(base), true) = (one.role, two.role, one.base, one.denied != two.denied) {
        // The same number may be denied in words that are not of it.
        return one.base == two.base && (one.amount.numerator + two.amount.numerator == base || one.amount == two.amount);
    }
    one.amount.agrees(two.amount) && (one.role != Role::Part || one.base == two.base)
}

/// Whether the text around the second tells the first's number too: '35 plans' beside 'a plan was needed in 40 cases, and made in 35'.
fn beside(one: &Statement, two: &Statement) -> bool {
    let tokens = match two.passage.sentence_at(two.at).filter(|_| one.role == Role::Part) {
        Some(sentence) => two.passage.tokens_of(sentence),
        None => &two.passage.tokens,
    };
    let counts = one.amount.measure == Measure::Count;
    counts && one.amount != two.amount && tokens.iter().any(|token| token.count() == Some(one.amount.numerator))
}

/// Whether the sentences around both tell both figures: 'from 15.8 to 11.4 days' beside 'it averaged 15.8 days. A year later it was 11.4'.
fn both_tell(one: &Statement, two: &Statement) -> bool {
    let tells = |text: &Statement, other: &Statement| {
        let Some(figure) = other.passage.tokens[other.at].figure() else { return false };
        let same = |known: Figure| known.numerator * figure.denominator == figure.numerator * known.denominator;
        text.passage.numbers.iter().any(|at| text.passage.tokens[*at].figure().is_some_and(same))
    };
    one.amount.measure != Measure::Count && one.amount != two.amount && tells(one, two) && tells(two, one)
}

/// Whether the words say that both are of the same thing.
fn alike(one: &Statement, two: &Statement, shared: Overlap, sample: Option<i64>) -> bool {
    let place = |statement: &Statement| (statement.passage.place.section.is_some(), statement.passage.place.part.to_owned());
    let apart = one.passage.place.section.is_none() || two.passage.place.section.is_none();
    // Within one section and criterion a thing is told of many groups.
    let apart = apart && place(one) != place(two);
    let Overlap { shared: words, told, less, more, direct, around } = shared;
    match (one.amount.measure, one.role) {
        (Measure::Count, Role::Part) if one.base != two.base => {
            // '64 of 74' and '64 of 71': the same part of another whole.
            let tells = |one: &Statement, two: &Statement| two.passage.tokens.iter().any(|token| token.count() == one.base);
            let (Some(first), Some(second)) = (one.base, two.base) else { return false };
            let close = (first - second).abs() <= 3 || (first - second).abs() * 4 <= first.max(second);
            let same = one.amount == two.amount && one.denied == two.denied && one.elsewhere == two.elsewhere;
            same && apart
                && close
                && !tells(one, two)
                && !tells(two, one)
                && told >= if one.amount.numerator > 20 { 60 } else { 100 }
                && direct >= 70
                && less >= 85
                && more >= 55
        }
        (Measure::Count, Role::Part) => {
            let bases = one.base == two.base && one.base.is_some_and(|base| !SPOKEN.contains(&base));
            // Much is told of the whole sample.
            let needed = if one.base == sample && !(less >= 95 && apart) { 120 } else { 60 };
            let telling = told >= needed;
            bases && telling && direct >= 60 && less >= 80 && more >= if apart { 38 } else { 70 }
        }
        (Measure::Count, Role::Except) => apart && one.base == two.base && words >= 2 && told >= 90 && less >= 75 && more >= 50,
        _ if one.denied != two.denied || one.elsewhere != two.elsewhere => false,
        (Measure::Count, _) => {
            let plain = one.role == Role::Plain && two.role == Role::Plain;
            let told_needed = if plain { 140 } else { 100 };
            let enough = words >= 3 && more >= 55 || words >= 2 && more >= 75 && !plain;
            // A slip is of a digit or two.
            let (one, two) = (one.amount.numerator, two.amount.numerator);
            let close = (one - two).abs() <= 3 || (one - two).abs() * 3 <= one.max(two);
            apart && close && enough && told >= told_needed && direct >= 70 && less >= 85
        }
        (Measure::Percent, _) => {
            let telling = words >= 2 && told >= 100 && direct >= 60
                || told >= 60 && direct >= 90 && around >= 200
                || told >= 40 && less >= 95 && around >= 250;
            apart && telling && less >= 85 && more >= 60
        }
        (Measure::Money | Measure::Time(_), _) => apart && words >= 2 && told >= 100 && direct >= 60 && less >= 80 && more >= 55,
    }
}

pub(super) fn say(one: &Statement, two: &Statement, found: &mut Found) {
    let text = |statement: &Statement| statement.passage.as_told(statement.at);
    let place = |statement: &Statement| statement.passage.tokens[statement.at].range();
    let message = match (one.role, one.base) {
        (Role::Part, Some(base)) if one.base != two.base => {
            let other = two.base.unwrap_or(base);
            format!("‘{}’ of {other} here and ‘{}’ of {base} elsewhere seem to be said of the same thing", text(two), text(one))
        }
        (Role::Part, Some(base)) if one.denied != two.denied => {
            format!(
                "‘{}’ of {base} here and ‘{}’ of {base} elsewhere seem to be the same told the other way round, and do not make {base}",
                text(two),
                text(one)
            )
        }
        (Role::Part, Some(base)) => {
            format!("‘{}’ of {base} here and ‘{}’ of {base} elsewhere seem to be said of the same thing", text(two), text(one))
        }
        _ => format!("‘{}’ here and ‘{}’ elsewhere seem to be said of the same thing", text(two), text(one)),
    };
    found.say(
        Remark::new(message)
            .at(two.passage, place(two), "")
            .at(one.passage, place(one), "elsewhere")
            .help("write the right figure in both places, or say what sets the two apart"),
    );
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::figure_told_differently::FigureToldDifferently;
    use crate::checks::testing::{run, sample};

    /// What is said of a foreword and a finding.
    fn said(summary: &str, finding: &str) -> Vec<String> {
        run(&FigureToldDifferently, &sample(Sample::Finding, finding).with("reports/surrey-2008/foreword.md", format!("{summary}\n")))
    }

    #[test]
    fn fires_where_one_quantity_is_told_in_other_words() {
        for (summary, finding) in [
            ("Of the 86 cases that needed a full analysis, 11 had none.", "A full analysis of risk of harm was needed in 68 cases."),
            (
                "The 24 lodgers who had to attend a cookery course liked it.",
                "Of the 26 lodgers required to attend a cookery course, some came.",
            ),
            (
                "Contact was poor, and eight of the 14 offenders in custody had not been visited by their offender manager.",
                "Only five of the 14 offenders in custody had been visited by their offender manager; nine had not.",
            ),
            (
                "Only 15 of the 35 letters to landlords were comprehensive.",
                "Of the 35 letters that were sent, 14 (40%) were comprehensive, and 12 said too little.",
            ),
            (
                "Sickness absence had fallen in each of the past three years, to 9.8 days.",
                "Sickness absence had come down from 14.2 days in 2005 to 9.6 days in 2008.",
            ),
            (
                "By then 30% of orders and licences had been completed and 18% revoked.",
                "Of the 82 orders and licences, 25 (30%) had been completed, 45 (55%) were current and 12 (15%) revoked.",
            ),
            ("Curfew tagging agreements were used in 19 cases.", "Curfew tagging agreements (CTA) applied to 17 cases: some early."),
        ] {
            assert_eq!(said(summary, finding).len(), 1, "{summary} {finding}");
        }
    }

    #[test]
    fn is_silent_where_both_can_be_right() {
        for (summary, finding) in [
            ("Of the 68 cases that needed a full analysis, 11 had none.", "A full analysis of risk of harm was needed in 68 cases."),
            ("Of the 40 cases that needed a plan, some had none.", "An employment plan was needed in 12 cases."),
            (
                "Only 14 of the 35 risk plans were comprehensive.",
                "A risk plan was required in 40 cases, and five had none. Of the 35, 14 were comprehensive.",
            ),
            (
                "Nine of the 14 offenders in custody had not been visited by their offender manager.",
                "Only five of the 14 offenders in custody had been visited by their offender manager.",
            ),
            (
                "Sickness absence fell to 9.6 days.",
                "Sickness absence had been 12.8 days in 2006 and fell from 14.2 days in 2005 to 9.6 days in 2008.",
            ),
            ("Of the 52 women who needed a full analysis, some had none.", "A full analysis of risk of harm was needed in 68 cases."),
            ("In the last inspection, 60 cases had needed a full analysis.", "A full analysis of risk of harm was needed in 68 cases."),
        ] {
            assert_eq!(said(summary, finding), Vec::<String>::new(), "{summary} {finding}");
        }
    }
}
