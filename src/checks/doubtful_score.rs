//! 'Victim work, at 55%, was the lowest score', where the criterion ‘Victims’ has 58%: a score with a name that is not quite the title.

mod differences;
mod extremes;
mod line;
mod parts;
mod series;

use super::reading::claims::stem;
use super::reading::scored::{Mentions, Names};
use super::reading::sentences::Sentence;
use super::reading::standing::percentage;
use super::reading::words::{Figure, TokenKind};
use super::reading::{Kind, Passage, Reading};
use super::score_told_differently::{ELSEWHERE, OTHERS, SCORES, bound, names_another};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;
use crate::model::score::ScoreOf;

/// See the module.
#[derive(Debug)]
pub(super) struct DoubtfulScore;

static ABOUT: About = About {
    name: "doubtful-score",
    line: "a text gives a score that nothing of that name has",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Scores given to something that is named nearly as a criterion, section or thread is, or by a short title: ‘sentence planning reached only 55%’, ‘work with victims scored 62%’, ‘victim work (criterion 2.3), at 55%’, ‘on risk of harm the area scored 68%’. \
             The figure must be a score of something that shares a word of its title. \
             The scores of all threads or sections that are told in a row must be theirs, and a score lies as far from the priority line or from another as the text says. \
             And what is said of several scores or of a band: ‘scores ran from 65% to 84%’, ‘the highest score in this section, 81%’, ‘criterion 2.1 scored ten points more than criterion 2.2’, ‘planning for engagement, the only criterion for which we ask for substantial improvement’.",
    matters: "Authors rarely write titles in full, so a score that has changed stays unnoticed in such places.",
    mend: "Correct the figure, or write a placeholder such as {score:1.2}. If the figure is no score, leave it.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "On risk of harm the area scored 78%.\n",
        right: "On risk of harm the area scored 70%.\n",
    },
};

impl Check for DoubtfulScore {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut titles: Option<(Names, Vec<Titled>)> = None;
        for (passage, at) in reading.numbers() {
            let Some(figure) = passage.tokens[at].percent() else { continue };
            if !passage.is_written() || !matches!(passage.kind, Kind::Text | Kind::Conclusion) || !is_score_like(passage, at) {
                continue;
            }
            let Some(sentence) = passage.sentence_at(at) else { continue };
            let (names, titles) = titles.get_or_insert_with(|| (Names::new(reading.framework), titled(reading)));
            let meant = doubtful(reading, names, titles, passage, sentence, at, figure);
            if meant.is_empty() {
                continue;
            }
            let said = passage.text(&passage.tokens[at]);
            let each: Vec<String> = meant.iter().map(|(of, value)| format!("‘{}’ has {value}%", title(reading, of))).collect();
            found.say(
                Remark::new(format!("{}, not {said}", each.join(" and ")))
                    .at(passage, passage.tokens[at].range(), "")
                    .help("correct the figure, or leave it if it is no score"),
            );
        }
        extremes::run(reading, found);
        differences::run(reading, found);
        let (names, titles) = titles.get_or_insert_with(|| (Names::new(reading.framework), titled(reading)));
        parts::run(reading, names, titles, found);
        line::run(reading, found);
        series::run(reading, found);
        found.keep_first();
    }
}

/// Something with a score, and the words of its title.
struct Titled {
    of: ScoreOf,
    value: i64,
    stems: Vec<u64>,
}

/// Words of titles that say nothing by themselves.
const EMPTY: &[&str] = &[
    "thread",
    "issues",
    "work",
    "assessment",
    "assessments",
    "overall",
    "score",
    "general",
    "criterion",
    "quality",
    "management",
    "area",
    "inspectors",
];

fn stems<'t>(words: impl Iterator<Item = &'t str>) -> Vec<u64> {
    words.filter(|word| !EMPTY.iter().any(|empty| empty.eq_ignore_ascii_case(word))).filter_map(stem).collect()
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty())
}

fn titled(reading: &Reading) -> Vec<Titled> {
    let framework = reading.framework;
    let sections = framework.sections.iter().map(|section| (ScoreOf::Section(section.number.clone()), section.title.as_str()));
    let criteria = framework.criteria().map(|(_, criterion)| (ScoreOf::Criterion(criterion.number.clone()), criterion.title.as_str()));
    let threads = framework.threads.iter().map(|thread| (ScoreOf::Thread(thread.key.clone()), thread.title.as_str()));
    let known = |(of, title): (ScoreOf, &str)| {
        let stems = stems(split(title));
        percentage(reading, &of).map(|value| Titled { of, value, stems })
    };
    sections.chain(criteria).chain(threads).filter_map(known).collect()
}

fn title(reading: &Reading, of: &ScoreOf) -> String {
    let framework = reading.framework;
    match of {
        ScoreOf::Section(number) => {
            framework.sections.iter().find(|section| section.number == *number).map(|section| section.title.to_string())
        }
        ScoreOf::Criterion(number) => framework.criterion(number).map(|(_, criterion)| criterion.title.to_string()),
        ScoreOf::Thread(key) => framework.threads.iter().find(|thread| thread.key == *key).map(|thread| thread.title.to_string()),
        ScoreOf::Overall => None,
    }
    .unwrap_or_default()
}

/// Whether a percentage stands as a score would: 'scored 55%', 'reached only 55%', 'a score of 55%', ', at 55%,'.
fn is_score_like(passage: &Passage, at: usize) -> bool {
    let Some(mut lead) = at.checked_sub(1) else { return false };
    while passage.is_word(lead, &["only", "just", "at", "of", "a", "was", "is", "stood", "the"]) && lead > 0 {
        lead -= 1;
    }
    let closed = passage.tokens.get(at + 1).is_none_or(|next| matches!(next.kind, TokenKind::Mark(',' | '.' | ';' | ')')))
        || passage.is_word(at + 1, &["and", "overall", "but", "while", "which"]);
    let apposed = passage.is_word(at - 1, &["at"]) && at > 1 && passage.is_mark(at - 2, ',');
    let scored = passage.is_word(lead, SCORES) || passage.is_word(lead, &["reached", "stood"]) || passage.is_word(lead + 1, &["stood"]);
    closed && (apposed || scored) && !passage.is_hedged(at)
}

/// What a percentage seems to be the score of, with its right value.
fn doubtful(
    reading: &Reading,
    names: &Names,
    titles: &[Titled],
    passage: &Passage,
    sentence: &Sentence,
    at: usize,
    figure: Figure,
) -> Vec<(ScoreOf, i64)> {
    let Some(said) = figure.whole() else { return Vec::new() };
    let range = sentence.tokens.clone();
    let elsewhere = |at: usize| {
        passage.is_word(at, ELSEWHERE)
            || passage.is_word(at, OTHERS) && !passage.is_word(at, &["lowest", "highest", "line", "points"])
            || passage.tokens[at].figure().is_some_and(Figure::may_be_year)
    };
    if range.clone().any(elsewhere) || bound::is_wished(passage, sentence) || bound::is_one_of_several(passage, at) {
        return Vec::new();
    }
    let scores = |range: std::ops::Range<usize>| range.clone().any(|at| passage.is_word(at, SCORES));
    let mentions = Mentions::new(names.mentions(passage, range.clone()), range.clone());
    if names_another(reading, passage, sentence, &mentions) {
        return Vec::new();
    }
    // 'Victim work (criterion 2.3), at 55%'.
    if let Some(name) = mentions.before(at).filter(|name| at - name.last < 5) {
        let bracketed = name.first > range.start && passage.is_mark(name.first - 1, '(') && passage.is_mark(name.last + 1, ')');
        let lead = name.first.checked_sub(2).map(|lead| passage.word(lead).to_lowercase()).unwrap_or_default();
        let measured = ["rate", "share", "proportion", "percentage", "level", "attendance", "compliance", "completion", "response"]
            .contains(&lead.as_str());
        let value = percentage(reading, &name.of).filter(|value| bracketed && !measured && *value != said);
        return value.map(|value| (name.of.clone(), value)).into_iter().collect();
    }
    let Some(subject) = subject(passage, sentence, at) else { return Vec::new() };
    if subject.clone().any(|at| mentions.hold(at) || passage.tokens[at].figure().is_some()) {
        return Vec::new();
    }
    // The sentence, or the one before it, has to speak of scores.
    let before = range.start.checked_sub(1).and_then(|before| passage.sentence_at(before));
    let speaks = scores(range.clone())
        || range.clone().any(|at| line::is_line(reading, passage, at))
        || before.is_some_and(|before| scores(before.tokens.clone()));
    if !speaks {
        return Vec::new();
    }
    let words = stems(subject.clone().map(|at| passage.word(at)));
    if words.is_empty() || titles.iter().any(|titled| titled.value == said && titled.stems.iter().any(|stem| words.contains(stem))) {
        return Vec::new();
    }
    let extra = |titled: &Titled| words.iter().filter(|word| !titled.stems.contains(word)).count();
    let fits = |titled: &&Titled| !titled.stems.is_empty() && titled.stems.iter().all(|stem| words.contains(stem));
    let most = titles.iter().filter(fits).map(|titled| titled.stems.len()).max().unwrap_or(0);
    let near = |titled: &&Titled| titled.stems.len() == most && (extra(titled) == 0 || extra(titled) == 1 && most > 1);
    let meant = titles.iter().filter(fits).filter(near);
    meant.map(|titled| (titled.of.clone(), titled.value)).collect()
}

/// The words that a percentage is said of: the clause before its verb or comma, or what stands before 'the area scored'.
fn subject(passage: &Passage, sentence: &Sentence, at: usize) -> Option<std::ops::Range<usize>> {
    const STARTS: &[&str] = &["but", "and", "while", "whereas", "that", "although", "though", "because", "since", "so"];
    const LONGEST: usize = 9;
    let verb = (sentence.tokens.start..at)
        .rev()
        .take(6)
        .find(|at| passage.is_word(*at, &["scored", "score", "reached", "stood", "scores", "scoring"]) || passage.is_mark(*at, ','))?;
    // 'A score of 55% for victim work' has its name behind.
    if passage.is_word(verb, &["score", "scores"]) && passage.is_word(verb + 1, &["of"]) {
        return None;
    }
    let start = (sentence.tokens.start..verb)
        .rev()
        .find(|at| {
            passage.tokens[*at].is('.')
                || matches!(passage.tokens[*at].kind, TokenKind::Mark(',' | ';' | ':' | '(' | ')' | '\u{2013}'))
                || passage.is_word(*at, STARTS) && !links(passage, *at, verb)
        })
        .map_or(sentence.tokens.start, |mark| mark + 1);
    // 'Victims were less well served, at 55%': what is said of them is no part of their name.
    let said = (start + 1..verb).find(|at| passage.is_word(*at, &["was", "were"])).filter(|_| passage.is_mark(verb, ','));
    let end = said.unwrap_or(verb);
    (end > start && end - start <= LONGEST).then_some(start..end)
}

/// Whether 'and' stands inside a name: 'containment and compliance'.
fn links(passage: &Passage, at: usize, verb: usize) -> bool {
    passage.is_word(at, &["and"]) && verb - at < 4 && !passage.is_word(at + 1, &["the", "it", "its"])
}

#[cfg(test)]
mod tests {
    use super::DoubtfulScore;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    /// Criterion 1.1 'Preparing' has 80%, section 1 'Assessment' 76% and the risk of harm thread 70%.
    fn foreword(text: &str) -> Vec<String> {
        run(&DoubtfulScore, &sample(Sample::File("foreword.md"), &format!("{text}\n")))
    }

    #[test]
    fn fires_on_a_score_that_nothing_of_that_name_has() {
        for text in [
            "On work to contain risk of harm the area scored 62%.",
            "Work on risk of harm scored 62%.",
            "Section 1 scored 76%, but risk of harm reached only 62%.",
            "Preparing work scored 62%.",
            "Preparing, at 62%, was the lowest score.",
            "The work with papers (criterion 1.1), at 62%, was done well.",
        ] {
            let said = foreword(text);
            assert!(said.len() == 1 && said[0].starts_with("[62%] "), "{text}: {said:#?}");
        }
    }

    #[test]
    fn is_silent_on_scores_that_are_right_and_on_shares() {
        for text in [
            "On work to contain risk of harm the area scored 70%.",
            "Preparing, at 62%, was what most officers spent their time on.",
            "Preparing scored 62% in 2004. Elsewhere preparing scored 62%.",
            "Preparing of cases of women scored 62%. Two preparing scored 62%.",
            "Preparing could have scored 62%. In Kent preparing scored 62%.",
            "The attendance (criterion 1.1), at 62%, was low.",
            "The response to the survey reached 62%, which scored well.",
            "Preparing reached 62% of offenders and scored well.",
        ] {
            assert_eq!(foreword(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn fires_where_the_highest_or_lowest_is_another() {
        for (text, words) in [
            ("Scores ran from 73% to 82%.", "82%"),
            ("Scores of the two criteria ranged from 73% to 82%.", "82%"),
            ("The scores for the criteria of section 1 were between 70% and 80%.", "70%"),
            ("The highest score in section 1, 82%, was for preparing.", "82%"),
            ("The highest score, 80%, was seven points above the lowest, 69%.", "69%"),
            ("The lowest score was 71%, for planning.", "71%"),
            ("The lowest score in section 1 was for planning (71%).", "71%"),
            ("At 82%, preparing had the highest score.", "82%"),
        ] {
            let said = foreword(text);
            assert!(said.len() == 1 && said[0].starts_with(&format!("[{words}] ")), "{text}: {said:#?}");
        }
    }

    #[test]
    fn is_silent_where_highest_and_lowest_are_right_or_of_others() {
        for text in [
            "Scores ran from 73% to 80%. The scores of the two criteria ranged from 80% down to 73%.",
            "The highest score, 80%, was seven points above the lowest, 73%.",
            "Scores in the three offices ran from 60% to 90%. Scores so far have run from 50% to 90%.",
            "The highest score of any area was 91%. At the last inspection the highest score was 62%.",
            "Two of the scores ran from 60% to 70%. One of the lowest scores was 75%.",
            "The score of 80% was two points above the average but five below the highest so far, 85%.",
            "The lowest score was seven points below 80%. Attendance ran from 60% to 90%, and the score was fair.",
            "The highest score of 2007 was 85%. The second highest score was 75%.",
        ] {
            assert_eq!(foreword(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn holds_differences_against_the_scores() {
        for (text, words) in [
            ("Criterion 1.1 scored eight points more than criterion 1.10.", "eight points more"),
            ("With 80%, criterion 1.1 scored eight percentage points more than criterion 1.10.", "eight percentage points more"),
            ("Criterion 1.1 was seven points below criterion 1.10.", "seven points below"),
            ("1.1 at 80% scored eight percentage points more than 1.10.", "eight percentage points more"),
            ("The score of section 1 was four points below that of criterion 1.1, and 1.10 was good.", ""),
            ("Criterion 1.1 scored seven points more than criterion 1.10. Section 1 was three points above criterion 1.10.", ""),
            ("At the last inspection criterion 1.1 scored two points more than criterion 1.10.", ""),
            ("Criterion 1.1 and section 1 scored two points more than criterion 1.10.", ""),
            ("Criterion 1.1 scored about eight points more than criterion 1.10.", ""),
        ] {
            let said = foreword(text);
            let fits = if words.is_empty() { said.is_empty() } else { said.len() == 1 && said[0].starts_with(&format!("[{words}] ")) };
            assert!(fits, "{text}: {said:#?}");
        }
    }

    /// With titles of several words: criterion 1.1 'Preparing for sentencing' has 80%, 1.10 'Planning for offender engagement' 73%, the thread
    /// ‘'Control': risk of harm’ 70%.
    fn titled(text: &str) -> Vec<String> {
        let framework = "frameworks/omi/framework.yaml";
        let files = sample(Sample::File("foreword.md"), &format!("{text}\n"))
            .edit(framework, "        title: Preparing\n", "        title: Preparing for sentencing\n")
            .edit(framework, "        title: Planning\n", "        title: Planning for offender engagement\n")
            .edit(framework, "title: Risk of harm thread }", "title: \"'Control': risk of harm\" }")
            .edit(framework, "name: Good, conclusion: It was good. }", "name: Good, comment: Minimum improvement required }")
            .edit(framework, "name: Weak, conclusion: It was weak. }", "name: Weak, comment: Drastic improvement required }");
        run(&DoubtfulScore, &files)
    }

    #[test]
    fn knows_things_by_a_part_of_their_title() {
        for (text, words) in [
            ("The best work was found in preparing for sentencing, at 80%, and the weakest in planning for engagement, at 37%.", "37%"),
            ("The best work was found in preparing for sentencing, at 82%, and the weakest in planning for engagement, at 73%.", "82%"),
            ("The best work was found in preparing for sentencing, at 80%, and the weakest in criterion 1.10, at 37%.", "37%"),
            ("The weakest score was for offender engagement (61%).", "61%"),
            ("The score for control, 77%, was fair.", "77%"),
            ("The control score was 77%.", "77%"),
            (
                "It was held back by planning for engagement, the only criterion for which we ask for drastic improvement.",
                "drastic improvement",
            ),
            ("For criterion 1.10 we ask for drastic improvement.", "drastic improvement"),
        ] {
            let said = titled(text);
            assert!(said.len() == 1 && said[0].starts_with(&format!("[{words}] ")), "{text}: {said:#?}");
        }
        for text in [
            "The best work was found in preparing for sentencing, at 80%, and the weakest in planning for engagement, at 73%.",
            "The best work was done with women, at 90%, and the weakest with men, at 40%.",
            "Planning for engagement was done in time, at 61%. The scores for control and change were 70% and 79%.",
            "At the last inspection the best work was in planning for engagement, at 61%, and the score for control, 62%, was low.",
            "The score for control, 70%, was fair. The police had control of 77% of the cases.",
            "It was held back by planning for engagement, for which we ask for minimum improvement.",
            "For criterion 1.10 we do not ask for drastic improvement. In parts of criterion 1.10 we ask for drastic improvement.",
            "We ask for drastic improvement in the files.",
        ] {
            assert_eq!(titled(text), Vec::<String>::new(), "{text}");
        }
    }
}
