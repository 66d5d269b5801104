//! 'Eight of the 14 criteria fell below the priority line', where seven did.

use super::reading::numbered::{Numbered, numbered};
use super::reading::references::{What, mentions_at};
use super::reading::shares::opening;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;
use crate::framework::FrameworkSection;
use crate::scoring::{Score, Scores};

/// See the module.
#[derive(Debug)]
pub(super) struct MiscountedCriteria;

static ABOUT: About = About {
    name: "miscounted-criteria",
    line: "a text gives another number of criteria with a score or grade than the scores give",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Numbers of criteria below, at or above the priority line or a percentage, or with a grade: ‘eight of the 14 criteria of sections 1 to 3 fell below the priority line’, ‘three of the four criteria were partly met’, ‘of the six criteria in section 4, two were well met’; and the number of criteria that a section or the report is said to have. They are counted in the scores that are printed.",
    matters: "Scores are moderated after the summary has been written, and nobody counts again.",
    mend: "Count the criteria again, and correct the number.",
    example: Example {
        what: Sample::Finding,
        wrong: "Of the two criteria in section 1, two fell below the priority line of 70%.",
        right: "Of the two criteria in section 1, none fell below the priority line of 70%.",
    },
};

/// A sentence with one of these looks at other inspections.
const OTHER: &[&str] = &[
    "previous",
    "previously",
    "last",
    "earlier",
    "elsewhere",
    "areas",
    "regions",
    "national",
    "nationally",
    "not",
    "than",
    "half",
    "weighted",
    "original",
    "visit",
    "before",
    "thought",
    "believed",
];

impl Check for MiscountedCriteria {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut last = None;
        let all = numbered(reading);
        for (passage, at) in reading.places(&["criteria"]).filter(|(passage, _)| passage.is_prose()) {
            let Some(index) = passage.sentence_of(at) else { continue };
            if last == Some((passage.index, index)) {
                continue;
            }
            last = Some((passage.index, index));
            // 'Well met or satisfactorily met' counts two grades together; `miscounted-scores` reads that.
            if passage.sentences[index].tokens.clone().any(|at| passage.is_word(at, &["or"]) && at > 0 && passage.is_word(at - 1, &["met"]))
            {
                continue;
            }
            if let Some(one) = all.iter().find(|one| std::ptr::eq(one.passage, passage) && one.index == index) {
                sentence(reading, one, at, found);
            }
        }
    }
}

/// What is counted: criteria on one side of a figure, or with a grade.
enum Wanted {
    Below(i64),
    AtLeast(i64),
    Above(i64),
    Grade(usize),
}

fn sentence(reading: &Reading, one: &Numbered, criteria: usize, found: &mut Found) {
    let (passage, sentence) = (one.passage, one.sentence());
    let tokens = sentence.tokens.clone();
    // 'Not met' is a grade.
    let grade =
        |at: usize| reading.framework.grades.iter().any(|grade| passage.says(at, &grade.to_lowercase().split(' ').collect::<Vec<_>>()));
    if tokens.clone().any(|at| passage.is_word(at, OTHER) && !grade(at)) {
        return;
    }
    let Some((sections, scope_end)) = scope(reading, passage, criteria) else { return };
    let count = |at: usize| one.count(at).filter(|_| !passage.is_hedged(at));
    // 'Eight of the 14 criteria', 'of the 14 criteria …, eight', 'eight criteria'.
    let whole = criteria.checked_sub(1).filter(|at| *at >= tokens.start && count(*at).is_some());
    let of = whole.is_some_and(|at| {
        let before = at - usize::from(at > 0 && reading.lexicon.is_determiner(passage.word(at - 1)));
        before > 0 && passage.is_word(before - 1, &["of"])
    });
    let opened = opening(reading, passage, sentence).is_some_and(|(at, _)| Some(at) == whole);
    let part = if opened {
        one.figures.iter().copied().find(|at| *at > scope_end && count(*at).is_some())
    } else if of {
        one.figures.iter().rev().copied().find(|at| Some(*at) < whole && count(*at).is_some())
    } else {
        whole
    };
    let after = if opened { part.unwrap_or(criteria) } else { scope_end };
    let Some((part, wanted, (first, last))) =
        part.and_then(|part| wanted(reading, passage, after + 1, tokens.end).map(|(wanted, place)| (part, wanted, place)))
    else {
        return;
    };
    let whole = whole.filter(|at| *at != part).and_then(|at| Some((at, count(at)?)));
    // 'Three of the six were well met, two were partly met and one was not met.'
    let graded = matches!(wanted, Wanted::Grade(_)) && whole.is_some();
    let further = one.figures.iter().copied().filter(|at| graded && *at > last).filter_map(|at| {
        let (wanted, place) = self::wanted(reading, passage, at + 1, tokens.end)?;
        matches!(wanted, Wanted::Grade(_)).then_some((at, wanted, place))
    });
    for (part, wanted, place) in std::iter::once((part, wanted, (first, last))).chain(further) {
        if let Some(said) = count(part) {
            judge(reading, passage, &sections, (part, said), whole, &wanted, place, found);
        }
    }
}

/// Says where a number of criteria is not that of the scores.
#[expect(clippy::too_many_arguments, reason = "what a sentence tells, part by part")]
fn judge(
    reading: &Reading,
    passage: &Passage,
    sections: &[Vec<&FrameworkSection>],
    (part, said): (usize, i64),
    whole: Option<(usize, i64)>,
    wanted: &Wanted,
    (first, last): (usize, usize),
    found: &mut Found,
) {
    // 'None' and 'all' of a few are told in words; each inspection is asked.
    let counts: Vec<(i64, i64)> = reading
        .inspections()
        .flat_map(|scores| sections.iter().map(|sections| counted(scores, sections, wanted)).collect::<Vec<_>>())
        .collect();
    let right = |counts: &(i64, i64)| counts.0 == said && whole.is_none_or(|(_, whole)| whole == counts.1);
    let Some(own) = counts.last().filter(|_| !counts.iter().any(right)) else { return };
    let written = |at: usize| passage.text(&passage.tokens[at]).to_owned();
    // Of a number of criteria that there are in none of the scopes, the part says nothing.
    let known = whole.is_none_or(|(_, whole)| counts.iter().any(|(_, of)| *of == whole));
    let own = counts.iter().find(|(_, of)| whole.is_some_and(|(_, whole)| whole == *of)).unwrap_or(own);
    let message = if known {
        format!("by the scores there are {} such criteria, not {}", own.0, written(part))
    } else {
        format!(
            "there are {} such criteria of {}, not {} of {}",
            own.0,
            own.1,
            written(part),
            whole.map(|(at, _)| written(at)).unwrap_or_default()
        )
    };
    found.say(
        Remark::new(message)
            .at(passage, passage.tokens[part].range(), "")
            .at(passage, passage.bytes(first, last), "counted by this")
            .help("count them again, and correct the number"),
    );
}

/// The sections that are meant, as one set or several that may be, and the last token that says so.
fn scope<'r>(reading: &'r Reading, passage: &Passage, criteria: usize) -> Option<(Vec<Vec<&'r FrameworkSection>>, usize)> {
    let all: Vec<&FrameworkSection> = reading.framework.sections.iter().collect();
    let next = criteria + 1;
    if passage.is_word(next, &["of", "in", "under", "from"]) {
        let mentions = mentions_at(passage, next + 1);
        if !mentions.is_empty() {
            let named: Vec<&FrameworkSection> = mentions
                .iter()
                .filter(|mention| mention.what == What::Section)
                .filter_map(|mention| all.iter().copied().find(|section| section.number == mention.name))
                .collect();
            return (named.len() == mentions.len())
                .then(|| (vec![named], mentions.iter().map(|mention| mention.last).max().unwrap_or(next)));
        }
        // 'In this section', 'in the section on …', 'in the report'.
        if passage.is_word(next + 1, &["this"]) && passage.is_word(next + 2, &["section"]) {
            let own = all.iter().copied().find(|section| Some(section.number.as_str()) == passage.place.section)?;
            return Some((vec![vec![own]], next + 2));
        }
        if passage.is_word(next + 2, &["report", "inspection"]) {
            return Some((vec![all], next + 2));
        }
        return None;
    }
    // Unsaid, it may be those of the section, of all, or of all that are scored in the same way.
    let mut sets = vec![all.clone()];
    sets.extend([true, false].map(|graded| {
        let is_graded = |section: &&FrameworkSection| section.scored_by == crate::framework::ScoredBy::Grade;
        all.iter().copied().filter(|section| is_graded(section) == graded).collect::<Vec<_>>()
    }));
    sets.extend(all.iter().filter(|section| passage.place.section.is_none_or(|own| own == section.number)).map(|section| vec![*section]));
    Some((sets, criteria))
}

/// How many of the criteria of these sections are wanted, and how many there are.
fn counted(scores: &Scores, sections: &[&FrameworkSection], wanted: &Wanted) -> (i64, i64) {
    let all = sections.iter().flat_map(|section| &section.criteria).filter_map(|criterion| scores.criterion(&criterion.number));
    let judged = all.filter(|score| matches!(score, Score::Percentage(_) | Score::Grade(_)));
    let (mut part, mut of) = (0, 0);
    for score in judged {
        of += 1;
        let printed = score.percentage().and_then(|percentage| percentage.printed.to_whole());
        part += i64::from(match wanted {
            Wanted::Below(line) => printed.is_some_and(|printed| printed < *line),
            Wanted::AtLeast(line) => printed.is_some_and(|printed| printed >= *line),
            Wanted::Above(line) => printed.is_some_and(|printed| printed > *line),
            Wanted::Grade(wanted) => matches!(score, Score::Grade(grade) if grade == wanted),
        });
    }
    (part, of)
}

/// What is said of the criteria, within these tokens, and where.
fn wanted(reading: &Reading, passage: &Passage, start: usize, end: usize) -> Option<(Wanted, (usize, usize))> {
    const VERBS: &[&str] = &[
        "was", "were", "are", "is", "fell", "scored", "stood", "came", "reached", "had", "been", "have", "graded", "judged", "rated", "as",
        "we", "found", "to", "be", "only", "scores", "a", "score", "of", "lie", "lay", "at", "or", "with",
    ];
    for at in start..end.min(start + 12) {
        for (index, grade) in reading.framework.grades.iter().enumerate() {
            let words: Vec<&str> = grade.split_whitespace().collect();
            let quote = usize::from(passage.is_mark(at, '\u{2018}'));
            if passage.says(at + quote, &words) && at + quote + words.len() <= end {
                return Some((Wanted::Grade(index), (at + quote, at + quote + words.len() - 1)));
            }
        }
        let (below, above) = (passage.is_word(at, &["below", "under"]), passage.is_word(at, &["above", "over"]));
        let on = passage.is_word(at, &["on", "at", "reached"]) && passage.says(at + 1, &["or", "above"]);
        if below || above || on {
            let from = at + if on { 3 } else { 1 };
            let (line, last) = line(reading, passage, from)?;
            let wanted = if below {
                Wanted::Below(line)
            } else if on {
                Wanted::AtLeast(line)
            } else {
                Wanted::Above(line)
            };
            return Some((wanted, (at, last)));
        }
        if !passage.is_word(at, VERBS) && !passage.is_mark(at, ',') && !passage.is_mark(at, '\u{2018}') {
            return None;
        }
    }
    None
}

/// The priority line, by its name or a percentage, and its last token.
fn line(reading: &Reading, passage: &Passage, at: usize) -> Option<(i64, usize)> {
    let at = at + usize::from(passage.is_word(at, &["the", "our", "its", "this"]));
    if let Some(figure) = passage.tokens.get(at)?.percent() {
        return figure.whole().map(|line| (line, at));
    }
    let line = reading.framework.priority_line.as_ref()?;
    let words: Vec<&str> = line.label.split_whitespace().collect();
    let last = at + words.len().checked_sub(1)?;
    let whole = line.at.to_whole()?;
    passage.says(at, &words).then_some((whole, last))
}

#[cfg(test)]
mod tests {
    use super::MiscountedCriteria;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_scores_give_another_number() {
        // Criterion 1.1 has 80%, 1.10 has 73%; 2.1 is Partly met; the line is 70%.
        fires(
            &MiscountedCriteria,
            &[
                ("One of the two criteria in section 1 fell below the priority line.", "One"),
                ("Of the two criteria in section 1, one scored above 85%.", "one"),
                ("Two criteria were partly met.", "Two"),
                ("Both were fair, but two of the three criteria were below 70%.", "two"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_agree_or_others_are_meant() {
        silent(
            &MiscountedCriteria,
            &[
                "One of the two criteria in section 1 was above 75%.",
                "Of the two criteria in section 1, two scored above 70%.",
                "One criterion was partly met. One of the criteria was partly met.",
                "Two of the three criteria were above 70%; in the last inspection two of the three criteria were below it.",
                "Two criteria for entry to the programme were met. Three criteria had to be met by offenders.",
                "About two criteria were below 70%.",
            ],
        );
    }
}
