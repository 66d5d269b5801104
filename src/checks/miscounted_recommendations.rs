//! 'Each of the seven recommendations', where the report makes six.

mod rows;

use std::collections::BTreeMap;

use super::reading::words::Token;
use super::reading::{Home, Kind, Origin, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MiscountedRecommendations;

static ABOUT: About = About {
    name: "miscounted-recommendations",
    line: "a text gives another number of recommendations than the report has, or of targets than a table has",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Numbers such as ‘we make seven recommendations’, ‘our seven recommendations’, ‘each of the seven recommendations’, ‘brought together in seven recommendations’. The number must be that of one of the report’s lists of recommendations, or of all of them \
             together. Sentences that speak of earlier or other reports are left alone. And the targets, statements, questions, measures or indicators of a table that is named, or stands right below, against its rows.",
    matters: "A recommendation was added or left out after the text was written, and readers look for the one that is missing.",
    mend: "Correct the number. If the recommendations of another report are meant, say which.",
    example: Example {
        what: Sample::Finding,
        wrong: "We make seven recommendations, which the area has accepted.",
        right: "We make two recommendations, which the area has accepted.",
    },
};

/// Words of a sentence that speaks of other recommendations.
const OTHER: &[&str] = &[
    "previous",
    "previously",
    "earlier",
    "last",
    "original",
    "national",
    "thematic",
    "joint",
    "other",
    "another",
    "former",
    "first",
    "follow-up",
    "implemented",
    "outstanding",
    "progress",
    "met",
];

impl Check for MiscountedRecommendations {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        rows::run(reading, found);
        let mut lists: BTreeMap<u32, i64> = BTreeMap::new();
        for first in reading.units().filter_map(<[Passage]>::first).filter(|first| first.place.home == Home::Recommendation) {
            *lists.entry(first.place.list).or_default() += 1;
        }
        let all: i64 = lists.values().sum();
        if all == 0 {
            return;
        }
        let written = reading.passages.iter().enumerate().filter(|(_, passage)| passage.place.origin == Origin::Report);
        for (index, passage) in written.filter(|(_, passage)| matches!(passage.kind, Kind::Text | Kind::Conclusion)) {
            for sentence in &passage.sentences {
                let range = sentence.tokens.clone();
                let year = |at: usize| passage.tokens[at].figure().is_some_and(super::reading::words::Figure::may_be_year);
                for at in range.clone().filter(|at| is_counted(passage, *at)) {
                    let Some(count) = passage.tokens[at].count().filter(|_| is_all(passage, at)) else { continue };
                    // 'Ofsted make three recommendations:' is of the list that follows.
                    let next =
                        reading.passages[index + 1..].iter().find(|next| next.place.home != Home::Prose || next.kind == Kind::Heading);
                    let own = next.filter(|next| next.place.home == Home::Recommendation).and_then(|next| lists.get(&next.place.list));
                    let known =
                        own.map_or_else(|| count == all || lists.values().any(|list| *list == count), |own| *own == count || count == all);
                    if known || range.clone().any(|at| passage.is_word(at, OTHER) || year(at)) {
                        continue;
                    }
                    let have = have(reading, &lists);
                    let said = passage.as_told(at);
                    found.say(
                        Remark::new(if have.contains('‘') {
                            format!("the recommendations are {have}, {all} in all, not {said}")
                        } else {
                            format!("the report has {have} recommendations, not {said}")
                        })
                        .at(passage, passage.bytes(at, if passage.is_word(at + 1, &["of"]) { at + 3 } else { at + 1 }), "")
                        .help("correct the number, or say which report made them"),
                    );
                }
            }
        }
    }
}

/// Whether recommendations are counted at a place: 'six recommendations', 'all six of the recommendations'.
fn is_counted(passage: &Passage, at: usize) -> bool {
    const NOUN: &[&str] = &["recommendations", "recommendation"];
    let of = passage.is_word(at + 1, &["of"]) && passage.is_word(at + 2, &["the", "our", "these", "its"]) && passage.is_word(at + 3, NOUN);
    let some = passage.is_word(at + 4, &["on", "about", "for", "in", "that", "which", "to", "made", "from", "below", "above"]);
    passage.is_word(at + 1, NOUN) || of && !some && at > 0 && passage.is_word(at - 1, &["all"])
}

/// How many recommendations there are, list by list where there are several: '4 in ‘For the board’ and 3 in ‘For the police’'.
fn have(reading: &Reading, lists: &BTreeMap<u32, i64>) -> String {
    let title = |list: &crate::model::finding::RecommendationList| list.title.clone().unwrap_or_else(|| list.name.clone());
    let named = &reading.report.recommendations;
    let sizes = || named.iter().map(|list| i64::try_from(list.items.len()).unwrap_or(0));
    // The lists are told by their names where they are printed in the order in which they are kept.
    if lists.len() > 1 && lists.len() == named.len() && lists.values().copied().eq(sizes()) {
        let each = named.iter().zip(lists.values()).map(|(list, count)| format!("{count} in ‘{}’", title(list)));
        return each.collect::<Vec<_>>().join(" and ");
    }
    lists.values().map(i64::to_string).collect::<Vec<_>>().join(" and ")
}

/// Whether the number at a place is of all recommendations: 'we make seven', 'our seven', 'each of the seven', 'the seven'.
fn is_all(passage: &Passage, at: usize) -> bool {
    let before = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|at| passage.is_word(at, words));
    let these = before(1, &["the", "these", "our"])
        && !before(2, &["of"])
        && passage.tokens.get(at.wrapping_sub(2)).is_none_or(|token: &Token| token.figure().is_none());
    let each = before(1, &["the", "these", "our"]) && before(2, &["of"]) && before(3, &["each", "all", "any"]);
    // 'Put together in 12 recommendations', 'the report ends with 12 recommendations'; 'in two recommendations we ask' is of some.
    let led = before(1, &["in", "into", "to", "with", "as", "by"])
        && (at.saturating_sub(6)..at).any(|at| passage.is_word(at, LEADS))
        && !passage.is_word(at + 2, &["we", "that", "which", "where", "for", "on", "about"]);
    let has = before(1, &["contains", "contained", "comprises", "lists", "sets"])
        || before(1, &["out"]) && before(2, &["sets", "set"])
        || before(1, &["are"]) && before(2, &["there"]);
    let all = before(1, &["all", "altogether"]) || before(1, &["of"]) && before(2, &["total"]);
    all || before(1, &["make", "makes", "made", "making"]) || these || each || led || has
}

/// Words that lead from findings to all recommendations.
const LEADS: &[&str] = &[
    "put",
    "summarised",
    "brought",
    "gathered",
    "collected",
    "grouped",
    "summed",
    "drawn",
    "turned",
    "distilled",
    "expressed",
    "resulted",
    "result",
    "results",
    "resulting",
    "led",
    "leads",
    "leading",
    "ends",
    "ended",
    "concludes",
    "concluded",
    "closes",
    "closed",
    "followed",
    "rise",
];

#[cfg(test)]
mod tests {
    use super::MiscountedRecommendations;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_number_is_another() {
        fires(
            &MiscountedRecommendations,
            &[
                ("We make seven recommendations.", "seven recommendations"),
                ("Each of the seven recommendations rests on a finding.", "seven recommendations"),
                ("Our 12 recommendations follow.", "12 recommendations"),
                ("We put them together in 11 recommendations, all of them addressed to the Board.", "11 recommendations"),
                ("They were summarised in seven recommendations.", "seven recommendations"),
                ("Our findings led to seven recommendations.", "seven recommendations"),
                ("The report ends with seven recommendations.", "seven recommendations"),
                ("Our findings gave rise to seven recommendations.", "seven recommendations"),
                ("All seven recommendations were accepted.", "seven recommendations"),
                ("It has to respond to all seven of the recommendations.", "seven of the recommendations"),
                ("All seven of our recommendations were accepted.", "seven of our recommendations"),
                ("This report contains seven recommendations.", "seven recommendations"),
            ],
        );
    }

    #[test]
    fn is_silent_on_the_right_number_and_on_others() {
        silent(
            &MiscountedRecommendations,
            &[
                "We make two recommendations. It has to respond to all two of the recommendations.",
                "All seven of the recommendations on custody are urgent. Seven of the recommendations were liked.",
                "Each of the seven recommendations of the last report was met.",
                "In 2004 we made seven recommendations.",
                "Two of the seven recommendations in the thematic report matter here.",
                "Staff wrote seven recommendations.",
                "We put them together in two recommendations. In seven recommendations staff were praised.",
                "Our earlier findings led to seven recommendations. It is set out in one recommendation.",
            ],
        );
    }
}
