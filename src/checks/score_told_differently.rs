//! 'Implementation of interventions: overall score 76%', where the section has 78%: a text gives another score than the one that is printed.

mod ahead;
mod bands;
pub(super) mod bound;
mod grades;
mod here;
mod linked;
mod rows;

use std::cell::OnceCell;

use super::reading::scored::{Mentions, Names};
use super::reading::sentences::Sentence;
use super::reading::{Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;
use crate::model::score::ScoreOf;

/// See the module.
#[derive(Debug)]
pub(super) struct ScoreToldDifferently;

static ABOUT: About = About {
    name: "score-told-differently",
    line: "a text gives another score or grade than the one that stands at its place",
    severity: Severity::Error,
    languages: Languages::MoreInEnglish,
    checks: "Scores and grades that a summary, foreword, finding, heading, table or chart text gives for a section, criterion or thread that it names, by number or title: ‘section 2 scored 76%’, \
             ‘criterion 2.1 was graded Well met’, ‘at 76%, section 2 was …’, ‘we found criterion 2.1 well met’, ‘Overall score: 76%’ under the section’s title, ‘the score here was 76%’, ‘the average for this section was 76%’; and the words of a band \
             that follow a score (‘scored 61%, so that substantial improvement is required’, ‘for section 2 the score means that …’). They must be those that the report prints at the section or criterion itself, \
             in one of its inspections.",
    matters: "A published summary gave a section 76% where the section itself said 78%, and another 79% where the section said 72%. Both figures were quoted.",
    mend: "Write a placeholder in place of the figure, such as {section-score:2} or {score:1.2}: it is filled with the score that is printed everywhere else.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "The area was good at assessment: criterion 1.1 scored 82%.\n",
        right: "The area was good at assessment: criterion 1.1 scored 80%.\n",
    },
};

impl Check for ScoreToldDifferently {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let names = Names::new(reading.framework);
        let english = found.in_english();
        let texts = reading.written().filter(|passage| !matches!(passage.kind, Kind::Cell(_) | Kind::Term));
        for passage in texts.filter(|_| english) {
            let above = OnceCell::new();
            for sentence in &passage.sentences {
                percentages(reading, &names, &above, passage, sentence, found);
            }
        }
        if english {
            here::run(reading, &names, found);
            grades::grades(reading, &names, found);
        }
        rows::tables(reading, &names, found);
        found.keep_first();
    }
}

pub(super) const SCORES: &[&str] = &["score", "scored", "scores", "scoring"];
/// 'The thread stood at 70%'.
const STOOD: &[&str] = &["stood", "reached", "attained", "stands", "reaches", "achieved"];
/// 'The section was assessed at 70%'.
const JUDGED: &[&str] = &["assessed", "judged", "rated", "scored", "put"];
/// Scores of others, or none at all.
pub(super) const OTHERS: &[&str] = &[
    "lowest",
    "highest",
    "average",
    "mean",
    "median",
    "range",
    "regional",
    "region",
    "regions",
    "national",
    "nationally",
    "areas",
    "trusts",
    "target",
    "line",
    "points",
    "threshold",
    "weight",
    "weighted",
    "weighting",
    "previous",
    "previously",
    "elsewhere",
    "benchmark",
];

/// Words of a sentence that looks at other areas or times.
pub(super) const ELSEWHERE: &[&str] =
    &["nationally", "regionally", "elsewhere", "previous", "previously", "earlier", "last", "compared", "averaged"];

/// Percentages that a sentence gives as scores; `above` keeps what they are of where the sentence does not say it.
fn percentages(
    reading: &Reading,
    names: &Names,
    above: &OnceCell<Option<ScoreOf>>,
    passage: &Passage,
    sentence: &Sentence,
    found: &mut Found,
) {
    let range = sentence.tokens.clone();
    let shares: Vec<usize> = range.clone().filter(|at| passage.tokens[*at].percent().is_some()).collect();
    let Some(first) = shares.first() else {
        return bands::meant(reading, names, passage, sentence, found);
    };
    let speaks = range.clone().any(|at| {
        passage.is_word(at, SCORES) || passage.is_word(at, STOOD) || passage.is_word(at, JUDGED) || passage.says(at, &["of", "the", "time"])
    }) || passage.is_mark(first.saturating_sub(1), '(')
        || shares.iter().any(|at| passage.is_word(at.saturating_sub(1), &["at"]))
        || ahead::opens(passage, sentence, *first);
    let goes_on = ahead::goes_on(passage, sentence);
    if !speaks && !goes_on {
        return;
    }
    // What is compared may be another year's, another area's or another inspection's.
    let year = |at: usize| passage.tokens[at].figure().is_some_and(super::reading::words::Figure::may_be_year);
    if range.clone().any(|at| passage.is_word(at, ELSEWHERE) || year(at)) || bound::is_wished(passage, sentence) {
        return;
    }
    let mut mentions = names.mentions(passage, range.clone());
    if mentions.is_empty() {
        mentions = names.scored(passage, range.clone());
    }
    let mentions = Mentions::new(mentions, range.clone());
    if names_another(reading, passage, sentence, &mentions) {
        return;
    }
    let others = range.clone().find(|at| passage.is_word(*at, OTHERS)).unwrap_or(range.end);
    let score = range.clone().find(|at| passage.is_word(*at, SCORES)).unwrap_or(range.end);
    for (nth, &at) in shares.iter().enumerate().filter(|(_, at)| **at <= others) {
        let Some(figure) = passage.tokens[at].percent() else { continue };
        let after = ahead::named_after(passage, &mentions, sentence, at).filter(|_| !passage.is_hedged(at));
        // 'For section 2 the figure was 70%.'
        let figured = goes_on && at > 1 && passage.is_word(at - 1, &["was", "is"]) && passage.is_word(at - 2, &["figure"]);
        let figured = figured && !passage.is_word(at + 1, &["of"]) && mentions.before(at).is_some();
        let timed = passage.says(at + 1, &["of", "the", "time"]);
        if after.is_none() && !figured && !timed {
            let linked = linked::is_linked(passage, &mentions, sentence, score, at) || linked::is_apposed(passage, &mentions, at);
            if !linked || bound::is_one_of_several(passage, at) || !is_bound(reading, passage, &mentions, sentence, at) {
                continue;
            }
        }
        let above = || above.get_or_init(|| heading(reading, names, passage)).clone();
        let Some(of) = after.map(|after| after.of.clone()).or_else(|| named(passage, &mentions, at, above)) else { continue };
        if !passage.is_word(at + 1, &["of"]) && reading.is_graded(&of) {
            graded(reading, passage, at, &of, found);
        } else if reading.has_score(&of, figure) == Some(false) {
            say(reading, passage, at, &of, &reading.printed(&of), found);
        } else {
            let start = after.map_or(at, |after| after.last) + 1;
            let next = mentions.list.iter().map(|mention| mention.first).find(|first| *first >= start);
            let end = [shares.get(nth + 1).copied(), next].into_iter().flatten().fold(range.end, usize::min);
            bands::after(reading, passage, start..end.max(start), &of, found);
        }
    }
}

/// Whether the clause of a percentage binds it to what it is taken for the score of.
fn is_bound(reading: &Reading, passage: &Passage, mentions: &Mentions, sentence: &Sentence, at: usize) -> bool {
    match mentions.before(at) {
        Some(name) => bound::to_name(reading, passage, mentions, sentence, name, at),
        None if mentions.list.is_empty() => bound::to_heading(reading, passage, mentions, sentence, at),
        None => bound::to_name_after(reading, passage, mentions, sentence, at),
    }
}

/// Whether a sentence names somebody else who may have the score: 'Kent scored 72%', 'in Kent', 'Kent’s score'.
pub(super) fn names_another(reading: &Reading, passage: &Passage, sentence: &Sentence, mentions: &Mentions) -> bool {
    const HAD: &[&str] =
        &["scored", "scores", "reached", "achieved", "attained", "got", "had", "has", "received", "managed", "with", "at", "and"];
    const BEFORE: &[&str] = &["in", "by", "for", "of", "to", "than", "like", "and", "with", "at", "from"];
    let area = reading.report.area.value.to_lowercase();
    sentence.tokens.clone().any(|at| {
        let written = passage.word(at);
        let word = written.strip_suffix("’s").or_else(|| written.strip_suffix("'s")).unwrap_or(written);
        let proper = word.chars().skip(1).all(char::is_lowercase) && word.starts_with(char::is_uppercase) && word.len() > 2;
        // 'Commencing with planning, …' opens a sentence.
        let opens = at == sentence.tokens.start && word.ends_with("ing");
        let own = opens
            || area.split(' ').any(|part| part.eq_ignore_ascii_case(word))
            || SCORES.iter().chain(NOBODY).any(|known| known.eq_ignore_ascii_case(word))
            || mentions.hold(at)
            || reading.stands_in_lower(word);
        let placed = word != written || passage.is_word(at + 1, HAD) || at > sentence.tokens.start && passage.is_word(at - 1, BEFORE);
        proper && !own && placed
    })
}

/// Words with a capital that are no other area.
const NOBODY: &[&str] =
    &["section", "criterion", "appendix", "table", "chart", "overall", "risk", "inspection", "they", "this", "that", "which", "she"];

/// What a percentage is the score of: the nearest name before it, the only one after it, or what the heading above names.
fn named(passage: &Passage, mentions: &Mentions, at: usize, heading: impl Fn() -> Option<ScoreOf>) -> Option<ScoreOf> {
    if let Some(before) = mentions.before(at) {
        // 'The score for sections 1 and 2': another number goes on with the name.
        let alone = !passage.is_word(before.last + 1, &["and", "or", "to"]);
        return alone.then(|| before.of.clone());
    }
    match &mentions.list[..] {
        [after] => Some(after.of.clone()),
        [_, _, ..] => None,
        [] => heading(),
    }
}

/// What a score is of in a passage that does not say it.
fn heading(reading: &Reading, names: &Names, passage: &Passage) -> Option<ScoreOf> {
    let overall = passage.words.to_lowercase().contains("overall score");
    if let Some(heading) = reading.heading_of(passage).filter(|_| passage.kind != Kind::Heading)
        && let [mention] = &names.mentions(heading, 0..heading.tokens.len())[..]
    {
        return Some(mention.of.clone());
    }
    if !overall {
        return None;
    }
    match passage.place.section {
        Some(section) if passage.place.criterion.is_none() => Some(ScoreOf::Section(section.to_owned())),
        Some(_) => None,
        None => Some(ScoreOf::Overall),
    }
}

/// 'Section 4 scored 71%', where section 4 is graded: the number is another's.
pub(super) fn graded(reading: &Reading, passage: &Passage, at: usize, of: &ScoreOf, found: &mut Found) {
    let said = passage.text(&passage.tokens[at]);
    found.say(
        Remark::new(format!("{} is graded and has no score in per cent, but {said} here", reading.called(of)))
            .at(passage, passage.tokens[at].range(), "")
            .help("correct the number of what has this score"),
    );
}

fn say(reading: &Reading, passage: &Passage, at: usize, of: &ScoreOf, right: &str, found: &mut Found) {
    say_at(reading, passage, passage.tokens[at].range(), of, right, found);
}

fn say_at(reading: &Reading, passage: &Passage, bytes: std::ops::Range<usize>, of: &ScoreOf, right: &str, found: &mut Found) {
    let said = &passage.words[bytes.clone()];
    let help = match of {
        ScoreOf::Criterion(number) => format!("write {{score:{number}}}, which is filled in with {right}"),
        ScoreOf::Section(number) => format!("write {{section-score:{number}}}, which is filled in with {right}"),
        ScoreOf::Thread(key) => format!("write {{thread-score:{key}}}, which is filled in with {right}"),
        ScoreOf::Overall => format!("write {{overall-score}}, which is filled in with {right}"),
    };
    let mut remark =
        Remark::new(format!("{} is {right}, not {said}", reading.called(of))).at(passage, bytes, format!("it is {right}")).help(help);
    if let Some(span) = reading.stated(of) {
        remark = remark.at_span(span, "stated here");
    }
    found.say(remark);
}

#[cfg(test)]
mod tests {
    use super::ScoreToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    fn foreword(text: &str) -> Vec<String> {
        run(&ScoreToldDifferently, &sample(Sample::File("foreword.md"), text))
    }

    #[test]
    fn fires_where_a_text_has_another_score() {
        // Section 1 has 76% (of 80 and 72.5), criterion 2.1 is Partly met, the thread has 70%.
        fires(
            &ScoreToldDifferently,
            &[
                ("Section 1 scored 78% in all.", "78%"),
                ("The score for criterion 1.1 was 85%, which is good.", "85%"),
                ("With a score of 85%, criterion 1.1 led.", "85%"),
                ("The ‘Risk of Harm thread’ score was 72%.", "72%"),
                ("The ‘Risk of Harm thread’ rose from 70% to 72% in score.", "72%"),
                ("Criterion 1.1 scored 46%, the lowest.", "46%"),
                ("The score for criterion 1.1, at 68%, was low.", "68%"),
                ("Section 1 (81%) was stronger.", "81%"),
                ("Surrey scored 72% for section 1.", "72%"),
                ("This meant that Surrey’s score for section 1 was 72%.", "72%"),
                ("Criterion 2.1 was graded ‘Well met’.", "Well met"),
                ("Criterion 2.1 was well met.", "well met"),
                ("The Risk of Harm thread stood at 72%.", "72%"),
                ("Section 1 was assessed at 61%.", "61%"),
                ("Criterion 1.1 was judged to be at 91%.", "91%"),
                ("Section 1 achieved 61% overall.", "61%"),
                ("Criterion 2.1, which was well met, concerned results.", "well met"),
                ("Criterion 1.1 reached only 67%.", "67%"),
                ("Risk of harm work scored 72%.", "72%"),
                ("The thread score was 72%.", "72%"),
                ("The score for the thread was 72%.", "72%"),
                ("Section 1, at 72%, led.", "72%"),
                ("Section 1 at 72% and criterion 1.1 at 80% led.", "72%"),
                ("This criterion was well met; criterion 2.1 was well met.", "well met"),
                ("The score for risk of harm was 72%.", "72%"),
                ("With 72% the score for the risk of harm thread was fair.", "72%"),
                ("It was 72%, the score for section 1, that counted.", "72%"),
                ("At 72%, section 1 was the weakest.", "72%"),
                ("At 72% the Risk of Harm thread was stronger than section 1.", "72%"),
                ("Criterion 1.1 scored 80%. For section 1, so the sum says, the figure was 67%.", "67%"),
                ("We found criterion 2.1 well met, but not always.", "well met"),
                ("Although we considered criterion 2.1 to be well met, it was hard.", "well met"),
                ("Section 1 scored 76% (Weak).", "Weak"),
                ("Section 1 scored 76%, which is in the Weak band.", "Weak"),
                ("Criterion 2.1 (well met) was new.", "well met"),
                ("Criterion 2.1 came out as well met.", "well met"),
            ],
        );
        assert_eq!(foreword("## Section 1\n\nOverall score: 79%\n"), ["[79%] section 1 is 76%, not 79%"]);
        assert_eq!(foreword("## Section 1: overall score = 79%\n\nIt was good.\n"), ["[79%] section 1 is 76%, not 79%"]);
        assert_eq!(
            foreword("| Criterion | Score |\n| --- | --- |\n| 1.1 Preparing | 81% |\n| Section 1 | 76% |\n| 2.1 Leading | Well met |\n"),
            ["[81%] criterion 1.1 is 80%, not 81%", "[Well met] criterion 2.1 is Partly met, not Well met"]
        );
    }

    #[test]
    fn fires_on_a_comment_that_the_score_has_not() {
        let table = |comment: &str| {
            foreword(&format!("| Criterion | Score | Comment |\n| --- | --- | --- |\n| 1.1 Preparing | 80% | {comment} |\n"))
        };
        assert_eq!(table("WEAK"), ["[WEAK] criterion 1.1 is Good, not WEAK"]);
        assert_eq!(table("Good"), Vec::<String>::new());
        let in_text = |text: &str| {
            let bands = [
                ("name: Good,", "name: Good, comment: Minimum improvement required,"),
                ("name: Weak,", "name: Weak, comment: Drastic improvement required,"),
            ];
            let files = sample(Sample::File("foreword.md"), text);
            let files = bands.iter().fold(files, |files, (old, new)| files.edit("frameworks/omi/framework.yaml", old, new));
            run(&ScoreToldDifferently, &files)
        };
        assert_eq!(
            in_text("Preparing (criterion 1.1) scored 80%, so that drastic improvement is required.\n"),
            [
                "[drastic improvement is required] criterion 1.1 is 80%, which is ‘Minimum improvement required’ and not ‘drastic improvement is required’"
            ]
        );
        assert_eq!(in_text("Criterion 1.1 scored 80% and needed drastic improvement.\n").len(), 1);
        assert_eq!(in_text("For section 1 the score means that drastic improvement is required.\n").len(), 1);
        assert_eq!(in_text("The score for criterion 1.1 shows that drastic improvement is required.\n").len(), 1);
        for right in [
            "For section 1 the score means that minimum improvement is required.\n",
            "For section 1 the score means that drastic improvement is required in work with victims.\n",
            "For section 1 the score shows what was done, but drastic improvement is required.\n",
            "For section 1 the previous score means that drastic improvement is required.\n",
            "The score means that drastic improvement is required. For section 1 it does not.\n",
            "For section 1 in Kent the score means that drastic improvement is required.\n",
        ] {
            assert_eq!(in_text(right), Vec::<String>::new());
        }
        for right in [
            "scored 80%, so that minimum improvement is required.",
            "scored 80%, which is not to say that drastic improvement was required.",
            "scored 80% and needed minimum improvement.",
            "scored 80%: staff spoke of drastic improvement.",
            "scored 80%, while drastic improvement was required of work with victims.",
            "scored 80%, and victim work needed drastic improvement.",
            "scored 80%, with drastic improvement required in work with victims.",
        ] {
            assert_eq!(in_text(&format!("Preparing (criterion 1.1) {right}\n")), Vec::<String>::new());
        }
    }

    #[test]
    fn is_silent_where_it_is_the_same_or_no_score() {
        silent(
            &ScoreToldDifferently,
            &[
                "Section 1 scored 76% and criterion 1.1 80%.",
                "In section 1, 78% of cases were on time.",
                "The average score for section 1 elsewhere was 71%.",
                "Section 1 scored less than 80%, five points below the line of 70%.",
                "Criterion 1.1 (see above) had 88% of plans on time, and the highest score was 91%.",
                "Scores of sections 1 and 2 were mixed; 40% scored the plan highly.",
                "Criterion 2.1 was graded ‘Partly met’, and Criterion 2.1 is well met by others.",
                "It scored 55% in 2004.",
                "Criterion 1.1 reached 67% of offenders. Section 1 reached the plan, and 67% had one.",
                "The Risk of Harm thread stood at 70%, and risk of harm work scored 70%.",
                "In risk of harm work 72% scored the plan highly. The score for risk of harm was 70%.",
                "Criterion 2.1 was partly met. Had criterion 2.1 been well met, it would be so.",
                "Kent scored 72% for section 1.",
                "With 70% the score for the risk of harm thread was fair. At 76%, section 1 was good.",
                "With 72%, section 1 of the plan was done. At 72% a section 1 case is closed.",
                "With 72% of plans the score for section 1 rose. At 72% of offices section 1 was read.",
                "Criterion 1.1 scored 80%. For section 1 the figure was 76%. Where plans matter the figure was 67%.",
                "In section 1 plans were read. For section 1 the figure was 67%. For section 1 the figure was 67% of them.",
                "At the last inspection criterion 2.1 (well met) came out as well met.",
                "We found criterion 2.1 partly met. We would have found criterion 2.1 well met. In 2004 we found criterion 2.1 well met.",
                "Section 1 scored 76% (Good), and it had not been (Weak).",
                "In Kent the score for section 1 was 72%. Kent’s score for section 1 was 71%.",
                "Section 1 scored 76% overall, but its two criteria ranged from 73% to 80%.",
                "Both of the criteria of section 1 scored 72% or more. One criterion of section 1 scored between 72% and 74%, and two more scored 67% and 68%.",
                "The two best criteria of section 1 scored 83% and 79%. The best criterion of section 1 scored 80%.",
                "Section 1 could have scored 81% if planning had been better. Had section 1 scored 81%, it would be so.",
                "Section 1’s best criterion scored 80%, its worst 73%. The best score in section 1 was 80%.",
                "The area wanted section 1 to score 81%. Men scored 70% and women 66% in section 1.",
                "Section 1, like the work in custody, scored well; in one office 66% scored nothing.",
                "Section 1 and the work in custody scored 71% and 60%. Cases of high risk scored 60% in section 1.",
                "Section 1 was looked at in three offices, which scored 66%, 70% and 72%.",
                "The two points by which criterion 1.1 scored more than section 1 are few: 81% of plans were good.",
                "Work in section 1, at 72%, was late. Compliance with criterion 1.1, at 72%, was good.",
            ],
        );
        let quiet = foreword(
            "| Area | Score |\n| --- | --- |\n| Elsewhere | 81% |\n\n| Criterion | Lowest score |\n| --- | --- |\n| 1.1 Preparing | 61% |\n",
        );
        assert_eq!(quiet, Vec::<String>::new());
        // Below a heading a clause with a subject of its own is about that.
        for right in [
            "The work on containment stood out, with a score of 86%.",
            "Enforcement stood out, with a score of 86%.",
            "Containment was the best, with a score of 86%.",
            "Offenders were made to comply; this work had a score of 86%.",
        ] {
            assert_eq!(foreword(&format!("## Section 1\n\n{right}\n")), Vec::<String>::new(), "{right}");
        }
    }
}
