//! 'Victim work, at 58%, was the second lowest score', where it is the lowest; 'section 2 is below 60%', where it has 69%.

use super::reading::scored::{Mentions, Names};
use super::reading::sentences::Sentence;
use super::reading::standing::{Given, Scope, Test, compared, percentage, percentages, scopes, told};
use super::reading::words::{Figure, TokenKind};
use super::reading::{Kind, Passage, Reading};
use super::score_told_differently::{ELSEWHERE, bound, names_another};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MisjudgedScore;

static ABOUT: About = About {
    name: "misjudged-score",
    line: "a text calls a score the lowest or highest, or above or below something, and it is not",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "What a text says of where a score stands: ‘at 58%, the lowest score in the report’, ‘the second highest score’, ‘the score for risk of harm is below 60%’, ‘section 2 was above the priority line’. \
             It is held against the scores of all criteria, of those of one section and of the sections; it has to be wrong for each that may be meant.",
    matters: "Which score is the lowest is what a press notice quotes. When a score is corrected late, the sentence about it stays.",
    mend: "Compare the scores again, and correct the words.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "Section 1 was below the priority line of 70%.\n",
        right: "Section 1 was above the priority line of 70%.\n",
    },
};

impl Check for MisjudgedScore {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let is_told = |passage: &&Passage| {
            passage.is_written() && matches!(passage.kind, Kind::Text | Kind::Conclusion | Kind::Small | Kind::Heading)
        };
        let mut last = None;
        let mut known: Option<Vec<Scope>> = None;
        for (passage, at) in reading.places(EXTREMES).filter(|(passage, _)| is_told(passage)) {
            let Some(number) = passage.sentence_of(at) else { continue };
            if last.replace((passage.index, number)) == Some((passage.index, number)) {
                continue;
            }
            let known = known.get_or_insert_with(|| scopes(reading));
            extremes(reading, known, passage, &passage.sentences[number], found);
        }
        let names = Names::new(reading.framework);
        let mut last = None;
        for (passage, at) in reading.places(COMPARING).filter(|(passage, _)| is_told(passage)) {
            let Some(number) = passage.sentence_of(at) else { continue };
            if last.replace((passage.index, number)) != Some((passage.index, number)) {
                comparisons(reading, &names, passage, &passage.sentences[number], found);
            }
        }
    }
}

const EXTREMES: &[&str] = &["lowest", "highest", "best", "worst", "poorest", "weakest", "strongest"];
const COMPARING: &[&str] =
    &["below", "under", "less", "lower", "short", "missed", "above", "over", "more", "higher", "exceeded", "least", "line"];

/// Whether a sentence looks at other areas or times, or at what might be.
fn looks_elsewhere(passage: &Passage, sentence: &Sentence) -> bool {
    const OTHERS: &[&str] = &[
        "area’s",
        "areas",
        "any",
        "countries",
        "country",
        "ever",
        "far",
        "offices",
        "office",
        "region",
        "regional",
        "regions",
        "national",
        "seen",
        "trust",
        "trusts",
        "yet",
        "points",
        "average",
        "question",
        "questions",
        "survey",
        "group",
        "groups",
    ];
    bound::is_wished(passage, sentence)
        || sentence.tokens.clone().any(|at| {
            passage.is_word(at, ELSEWHERE) || passage.is_word(at, OTHERS) || passage.tokens[at].figure().is_some_and(Figure::may_be_year)
        })
}

/// 'The lowest score', 'the second highest score': with the percentage of the sentence.
fn extremes(reading: &Reading, scopes: &[Scope], passage: &Passage, sentence: &Sentence, found: &mut Found) {
    let range = sentence.tokens.clone();
    let named: Vec<usize> = range.clone().filter(|at| passage.is_word(*at, EXTREMES)).collect();
    let shares: Vec<usize> = range.clone().filter(|at| passage.tokens[*at].percent().is_some()).collect();
    // 'Apart from victims, the lowest score …' is not of all.
    const SOME: &[&str] = &[
        "above",
        "among",
        "apart",
        "below",
        "besides",
        "except",
        "excluding",
        "leaving",
        "missed",
        "other",
        "others",
        "over",
        "under",
        "without",
    ];
    let some = range.clone().any(|at| passage.is_word(at, SOME));
    if some || named.len() != shares.len() || shares.len() > 2 || looks_elsewhere(passage, sentence) {
        return;
    }
    for (at, share) in named.into_iter().zip(shares) {
        let (Some(value), Some(rank)) = (passage.tokens[share].percent().and_then(Figure::whole), rank(passage, at)) else { continue };
        if !is_of_scores(passage, sentence, at)
            || !percentages(reading).contains(&value)
            || passage.is_hedged(share)
            || passage.is_word(share + 1, &["of"])
        {
            continue;
        }
        let section = section_after(passage, at);
        let low = !passage.is_word(at, &["highest", "best", "strongest"]);
        let all: Vec<i64> = percentages(reading);
        let mut meant: Vec<Vec<i64>> = scopes
            .iter()
            .filter(|scope| section.as_ref().is_none_or(|section| scope.section.as_ref() == Some(section)))
            .map(|scope| {
                scope.given.iter().filter_map(|given| if let Given::Percent(value) = given { Some(*value) } else { None }).collect()
            })
            .collect();
        if section.is_none() {
            // 'In the report', 'of all': not of one section's criteria.
            let whole = (at + 1..(at + 7).min(range.end)).any(|at| passage.is_word(at, &["report", "all", "overall"]));
            if whole {
                meant = scopes.iter().zip(meant).filter(|(scope, _)| scope.section.is_none()).map(|(_, given)| given).collect();
            }
            meant.push(all);
        }
        let outside = section.is_some() && rank == 1 && meant.iter().all(|given| given.len() > 1 && !given.contains(&value));
        if let Some(best) =
            meant.iter().flatten().copied().reduce(|one, two| if low { one.min(two) } else { one.max(two) }).filter(|_| outside)
        {
            let which = if low { "lowest" } else { "highest" };
            found.say(
                Remark::new(format!("the {which} score of section {} is {best}%, not {value}%", section.unwrap_or_default()))
                    .at(passage, passage.bytes(share, share), format!("it is {best}%"))
                    .help("compare the scores again, and correct the figure or the words"),
            );
            continue;
        }
        meant.retain(|given| given.len() > 1 && given.contains(&value));
        let places: Vec<(usize, usize)> = meant.iter().map(|given| places(given, value, low)).collect();
        if places.is_empty() || places.iter().any(|(first, last)| (*first..=*last).contains(&rank)) {
            continue;
        }
        let (first, _) = places[0];
        let is = order(first, if low { "lowest" } else { "highest" });
        let start = if rank > 1 { at - 1 } else { at };
        found.say(
            Remark::new(format!("{value}% is {is} here, not {}", order(rank, if low { "lowest" } else { "highest" })))
                .at(passage, passage.bytes(start, at), format!("{value}% is {is}"))
                .at(passage, passage.bytes(share, share), "")
                .help("compare the scores again, and correct the words"),
        );
    }
}

/// From which to which place a value stands in the order: equal ones share their places, and counting each value once is right too.
fn places(given: &[i64], value: i64, low: bool) -> (usize, usize) {
    let before = |other: &&i64| if low { **other < value } else { **other > value };
    let mut ahead: Vec<i64> = given.iter().filter(before).copied().collect();
    let equal = given.iter().filter(|other| **other == value).count();
    let all = ahead.len();
    ahead.sort_unstable();
    ahead.dedup();
    (ahead.len() + 1, all + equal.max(1))
}

/// 'The lowest', 'the second lowest': 1, 2, …; `None` for 'one of the lowest' and 'not the lowest'.
fn rank(passage: &Passage, at: usize) -> Option<usize> {
    let lead = at.checked_sub(1)?;
    let rank = ["", "second", "third", "fourth"].iter().position(|word| !word.is_empty() && passage.is_word(lead, &[word]));
    let the = if rank.is_some() { lead.checked_sub(1)? } else { lead };
    let denied = (the.saturating_sub(4)..the)
        .any(|at| passage.is_word(at, &["not", "no", "never", "nor", "among", "hardly", "almost", "nearly", "means", "even", "but"]));
    let some = the > 0 && passage.is_word(the - 1, &["of", "than", "from", "to", "with"]) && !passage.is_mark(the.saturating_sub(2), ',');
    let plain = passage.is_word(the, &["the", "its", "our"]);
    (plain && !denied && !some).then(|| rank.map_or(1, |rank| rank + 1))
}

/// Whether 'lowest' is said of scores: 'the lowest score', 'the lowest of the 14 criteria', 'scored the lowest'.
fn is_of_scores(passage: &Passage, sentence: &Sentence, at: usize) -> bool {
    const SCORES: &[&str] = &["score", "scoring", "scored", "mark", "rating"];
    let named = (at + 1..at + 3).any(|at| passage.is_word(at, SCORES));
    let counted = passage.is_word(at + 1, &["of", "among"])
        && (at + 2..(at + 6).min(sentence.tokens.end)).any(|at| passage.is_word(at, &["criteria", "sections", "scores"]));
    // 'The highest score, and the lowest, 58%': the noun is said once.
    let shared = sentence
        .tokens
        .clone()
        .take_while(|before| *before < at)
        .any(|before| passage.is_word(before, EXTREMES) && passage.is_word(before + 1, &["score"]))
        && passage.tokens.get(at + 1).is_none_or(|next| !next.is_word() || passage.is_word(at + 1, &["was", "is", "at"]));
    let result = passage.is_word(at + 1, &["result"])
        && sentence.tokens.clone().any(|at| passage.is_word(at, &["criterion", "criteria", "scored", "section"]));
    named || counted || shared || result
}

/// The section whose scores are meant: 'the lowest score in section 2', 'of the criteria of section 2'.
fn section_after(passage: &Passage, at: usize) -> Option<String> {
    let section = (at + 1..at + 8).find(|at| passage.is_word(*at, &["of", "in", "under"]) && passage.is_word(*at + 1, &["section"]))?;
    passage.tokens.get(section + 2).map(|token| passage.text(token).to_owned())
}

fn order(rank: usize, word: &str) -> String {
    match rank {
        1 => format!("the {word}"),
        2 => format!("the second {word}"),
        3 => format!("the third {word}"),
        _ => format!("number {rank} from the {word}"),
    }
}

/// 'The score for risk of harm is below 60%'.
fn comparisons(reading: &Reading, names: &Names, passage: &Passage, sentence: &Sentence, found: &mut Found) {
    let range = sentence.tokens.clone();
    let mut list = names.mentions(passage, range.clone());
    if list.is_empty() {
        list = names.scored(passage, range.clone());
    }
    if list.is_empty() {
        return;
    }
    let mentions = Mentions::new(list, range.clone());
    if looks_elsewhere(passage, sentence) || names_another(reading, passage, sentence, &mentions) {
        return;
    }
    for mention in &mentions.list {
        let Some(value) = percentage(reading, &mention.of) else { continue };
        let next = mention.last + 1;
        let mut verb = next + usize::from(passage.is_mark(next, ')'));
        while passage.is_word(verb, &["still", "also", "now", "again", "itself", "overall", "score", "work"]) {
            verb += 1;
        }
        let Some((test, end)) = compared(reading, passage, verb).filter(|(_, end)| *end <= range.end) else { continue };
        let plain = passage.tokens.get(end).is_none_or(|token| matches!(token.kind, TokenKind::Mark(_)))
            || passage.is_word(end, &["and", "but", "while", "which", "so"]);
        // 'Section 1 was below 60% and …': a score, not a share of something.
        if !plain || !bound::to_name(reading, passage, &mentions, sentence, mention, verb) || is_plain_share(&test, passage, verb) {
            continue;
        }
        if test.passes(Given::Percent(value)).is_some_and(|(_, lenient)| !lenient) {
            found.say(
                Remark::new(format!("{} is {value}%, which is not {}", reading.called(&mention.of), told(reading, &test)))
                    .at(passage, passage.bytes(verb, end - 1), format!("it is {value}%"))
                    .help("compare the two again, and correct the words or the number"),
            );
        }
    }
}

/// 'Criterion 2.1 met 70%', 'had below 60%': of something else than its score.
fn is_plain_share(test: &Test, passage: &Passage, verb: usize) -> bool {
    passage.is_word(verb, &["had", "met", "achieved", "with", "score"]) && !matches!(test, Test::Grades(_))
}

#[cfg(test)]
mod tests {
    use super::MisjudgedScore;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    /// Section 1 has 76%, of criteria at 80% and 73%; the risk of harm thread has 70%.
    fn foreword(text: &str) -> Vec<String> {
        run(&MisjudgedScore, &sample(Sample::File("foreword.md"), &format!("{text}\n")))
    }

    #[test]
    fn fires_where_a_score_stands_elsewhere() {
        for (text, words) in [
            ("Preparing well, at 80%, was the lowest score in the report.", "lowest"),
            ("The highest score of all, 73%, was for planning.", "highest"),
            ("The lowest score in section 1 was 80%.", "lowest"),
            ("At 80%, this was the second highest score in section 1.", "second highest"),
            ("The highest score in section 1 was 76%.", "76%"),
            ("The lowest score was 80% and the highest 73%.", "lowest"),
            ("Criterion 1.1 was below 75%.", "was below 75%"),
            ("The score for risk of harm is below 60%.", "is below 60%"),
            ("Since section 1 scored more than 80%, we were content.", "scored more than 80%"),
            ("Section 1 fell short of the priority line, and victims were let down.", "fell short of the priority line"),
            ("The Risk of Harm thread scored 75% or more.", "scored 75% or more"),
        ] {
            let said = foreword(text);
            assert!(!said.is_empty() && said[0].starts_with(&format!("[{words}] ")), "{text}: {said:#?}");
        }
    }

    #[test]
    fn is_silent_where_it_stands_so_or_something_else_is_meant() {
        for text in [
            "Planning, at 73%, was the lowest score of section 1. The lowest score of all was 70%.",
            "The highest score was 80% and the lowest 70%.",
            "At 73%, it was not the lowest score. At 76% it was one of the highest scores.",
            "At 80%, it was the lowest score of any area that we have seen.",
            "Apart from planning, the lowest score was 80%. Leaving planning out, 80% is the lowest score.",
            "In 80% of cases the lowest tier was right. The highest score on the scale was 12%.",
            "Criterion 1.1 was above 75%, and section 1 below 80%.",
            "The score for risk of harm is at least 70%. Section 1 scored more than 70%.",
            "Attendance under section 1 was below 60%. Work in section 1 was below 60% of what was planned.",
            "If section 1 were below 60%, we would come back. In 2004 section 1 was below 60%.",
            "Section 1 was above 60% of the others. Criterion 2.1 was below 60%.",
        ] {
            assert_eq!(foreword(text), Vec::<String>::new(), "{text}");
        }
    }
}
