//! 'In 87% of case where', 'in 84% cases': a share that has lost a letter or a word.

use super::reading::english::{COUNTED, THEM};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct BrokenShare;

static ABOUT: About = About {
    name: "broken-share",
    line: "a share or number of things has lost a letter or a word",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Shares and numbers before what reports count: ‘87% of case where’ for ‘cases’, ‘84% cases’ for ‘84% of cases’, ‘12 case were’. Before another noun (‘12 case files’) \
             the singular is right.",
    matters: "Both were printed in one published report. They are the places where figures were put in last.",
    mend: "Put in what is missing.",
    example: Example {
        what: Sample::Finding,
        wrong: "This was done in 87% of case where it was needed.",
        right: "This was done in 87% of cases where it was needed.",
    },
};

/// What stands before the whole of a share.
const SHARES: &[&str] =
    &["most", "many", "all", "half", "majority", "number", "minority", "some", "none", "several", "few", "one", "both", "each"];
const BETWEEN: &[&str] = &["the", "these", "those", "all", "relevant", "our", "their", "such", "other", "inspected"];
/// What comes after a noun, and not after one that belongs to another.
const AFTER: &[&str] = &[
    "are",
    "as",
    "at",
    "but",
    "by",
    "did",
    "for",
    "from",
    "had",
    "has",
    "have",
    "in",
    "inspected",
    "is",
    "it",
    "of",
    "on",
    "reported",
    "said",
    "sampled",
    "seen",
    "that",
    "the",
    "there",
    "they",
    "thought",
    "to",
    "told",
    "was",
    "we",
    "were",
    "when",
    "where",
    "which",
    "who",
    "whose",
    "with",
    "without",
];

impl Check for BrokenShare {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let singulars: Vec<&str> = COUNTED.iter().filter_map(|plural| plural.strip_suffix('s')).collect();
        for (passage, at) in reading.numbers_or(&singulars).filter(|(passage, _)| passage.is_running()) {
            if let Some((first, last, right)) = without_of(passage, at).or_else(|| singular(passage, at)) {
                let range = passage.bytes(first, last);
                let written = passage.words.get(range.clone()).unwrap_or_default();
                found.say(
                    Remark::new(format!("‘{written}’ seems to lack a letter or a word"))
                        .at(passage, range, "")
                        .help(format!("if ‘{right}’ is meant, write that")),
                );
            }
        }
    }
}

/// '84% cases'.
fn without_of(passage: &Passage, at: usize) -> Option<(usize, usize, String)> {
    passage.tokens.get(at)?.percent()?;
    let noun = passage.word(at + 1);
    // '35% were officers, 41% assistants, 9% managers': one list, whose verb is not said again.
    let listed = |other: usize| {
        passage.tokens[other].percent().is_some()
            && !passage.is_word(other + 1, &["of"])
            && passage.tokens.get(other + 1).is_some_and(super::reading::words::Token::is_word)
    };
    let sentence = passage.sentence_at(at)?.tokens.clone();
    let alone = !sentence.clone().any(|other| other != at && listed(other));
    let introduced = at == sentence.start || !passage.is_word(at - 1, &["was", "were", "are", "is", "being", "of", "with", "had"]);
    (COUNTED.contains(&noun) && noun != "staff" && passage.spaced(at) && alone && introduced)
        .then(|| (at, at + 1, format!("{} of {noun}", passage.text(&passage.tokens[at]))))
}

/// '87% of case where', '12 case were', 'most of the case'.
fn singular(passage: &Passage, at: usize) -> Option<(usize, usize, String)> {
    let noun = passage.word(at);
    let plural = COUNTED.iter().find(|plural| plural.strip_suffix('s') == Some(noun))?;
    let after = passage.tokens.get(at + 1);
    if !after.is_none_or(|after| !after.is_word() || passage.is_word(at + 1, AFTER))
        || after.is_some_and(|after| after.is('-') || after.is('/'))
    {
        return None;
    }
    let mut before = at.checked_sub(1)?;
    let mut between = 0;
    // 'In 12 of these the order was revoked': 'these' stands for what was counted, and the noun opens a clause of its own.
    if passage.is_word(before, &["the", "their", "our", "its", "his", "her"]) && before > 0 && passage.is_word(before - 1, THEM) {
        return None;
    }
    while passage.is_word(before, BETWEEN) && before > 0 {
        between += usize::from(passage.is_word(before, &["the", "these", "those"]));
        before -= 1;
    }
    let number = |at: usize| passage.tokens.get(at).and_then(super::reading::words::Token::figure);
    let first = if passage.is_word(before, &["of"]) {
        let whole = before.checked_sub(1)?;
        let share = (number(whole).is_some() || passage.is_word(whole, SHARES)) && !is_named(passage, whole);
        // 'Half of the report', '80% of the plan': of one thing, not of several.
        let several =
            passage.tokens.get(whole)?.count().is_some() || passage.is_word(whole, &["many", "number", "several", "few", "each", "both"]);
        (share && (several || between == 0)).then_some(whole)?
    } else {
        let count = passage.tokens.get(before)?.count().filter(|count| *count > 1)?;
        // 'Section 2 report', '2008 report': a name.
        let named = before > 0 && (number(before - 1).is_some() || passage.word(before - 1).starts_with(char::is_uppercase));
        let year = number(before).is_some_and(super::reading::words::Figure::may_be_year);
        (count < 10_000 && !named && !year).then_some(before)?
    };
    let lead = passage.words.get(passage.tokens[first].start..passage.tokens[at].start)?;
    Some((first, at, format!("{lead}{plural}")))
}

/// 'Part 3 of the plan', 'on page 12 of the report': the number is a name.
fn is_named(passage: &Passage, number: usize) -> bool {
    const NAMED: &[&str] = &[
        "annex",
        "box",
        "chapter",
        "clause",
        "column",
        "day",
        "form",
        "item",
        "level",
        "line",
        "module",
        "month",
        "objective",
        "page",
        "part",
        "phase",
        "point",
        "priority",
        "question",
        "row",
        "session",
        "sheet",
        "stage",
        "standard",
        "step",
        "target",
        "tier",
        "unit",
        "version",
        "volume",
        "week",
        "year",
    ];
    number > 0 && passage.is_word(number - 1, NAMED)
}

#[cfg(test)]
mod tests {
    use super::BrokenShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_a_lost_letter_or_word() {
        fires(
            &BrokenShare,
            &[
                ("It was so in 87% of case where needed.", "87% of case"),
                ("It was so in 84% cases.", "84% cases"),
                ("It was so in 12 case.", "12 case"),
                ("Nine of the case were late.", "Nine of the case"),
                ("It was so in 20 of 34 relevant case.", "34 relevant case"),
                ("A number of offender said so.", "number of offender"),
            ],
        );
    }

    #[test]
    fn is_silent_on_whole_ones() {
        silent(
            &BrokenShare,
            &[
                "It was so in 87% of cases, in 12 case files and in 49 offender manager interviews.",
                "There was 100% satisfaction, and most of the report was clear; half of the plan was late.",
                "One of the report’s aims; of the case; in one case; the 2008 report was late.",
                "In 48 of these the court did as proposed. In 12 of those the order was revoked, and seven of those the manager had seen.",
                "In nine of those their offender manager had left. In three of these our report says more.",
                "Of the staff 35% were officers, 41% assistants, 9% managers and 14% clerks. There were 60% women and 40% men.",
                "The panel was made up of 60% magistrates. One half were 50% managers.",
                "Part 3 of the plan, which had two parts, was empty. It was on page 12 of the report, and in step two of the plan.",
                "A 12 case-load. The Section 2 report was late. Of 12 offender managers, nine came.",
            ],
        );
    }
}
