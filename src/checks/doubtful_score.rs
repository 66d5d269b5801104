//! 'Victim work, at 55%, was the lowest score', where the criterion ‘Victims’ has 58%: a score with a name that is not quite the title.

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
             The figure must be a score of something that shares a word of its title.",
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
    let speaks = scores(range.clone()) || before.is_some_and(|before| scores(before.tokens.clone()));
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
    (verb > start && verb - start <= LONGEST).then_some(start..verb)
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
}
