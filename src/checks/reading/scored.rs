//! What a report's texts call the things that have a score: 'section 2', 'criterion 2.2', a title, a thread's name.

use std::ops::Range;

use super::tables::Grid;
use super::terms::id;
use super::words::Figure;
use super::{Passage, Reading};
use crate::diag::Span;
use crate::framework::{Framework, ScoredBy};
use crate::model::score::ScoreOf;
use crate::number::Number;
use crate::scoring::{Score, Scores};

/// The names of everything that has a score.
#[derive(Debug)]
pub struct Names {
    names: Vec<(ScoreOf, Name)>,
}

#[derive(Debug)]
struct Name {
    /// Its words in lower case.
    words: Vec<String>,
    /// The first of them as a number.
    first: u64,
    /// Only where it stands in quotation marks: 'Control'.
    quoted: bool,
}

/// Something that has a score, named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What is named.
    pub of: ScoreOf,
    /// The first token of its name.
    pub first: usize,
    /// The last.
    pub last: usize,
}

/// How short a title may be to be known without its number. Shorter ones are ordinary words: 'Victims'.
const TITLE: usize = 3;

/// What a sentence names, to be asked for each of its percentages.
#[derive(Debug)]
pub struct Mentions {
    /// All of it, in order.
    pub list: Vec<Mention>,
    /// The sentence's first token.
    start: usize,
    /// For each token of the sentence, whether it belongs to a name.
    inside: Vec<bool>,
    /// For each token, the last in the list of those that end there.
    ending: Vec<Option<usize>>,
    /// For each token, the last in the list of those that end before it.
    before: Vec<Option<usize>>,
}

impl Mentions {
    /// Of the sentence with these tokens.
    pub fn new(list: Vec<Mention>, tokens: Range<usize>) -> Self {
        let start = tokens.start;
        let (mut inside, mut ending) = (vec![false; tokens.len()], vec![None; tokens.len()]);
        for (index, mention) in list.iter().enumerate() {
            inside[mention.first - start..=mention.last - start].fill(true);
            ending[mention.last - start] = Some(index);
        }
        let latest = |known: &mut Option<usize>, ends: &Option<usize>| {
            let before = *known;
            *known = before.max(*ends);
            Some(before)
        };
        let before = ending.iter().scan(None, latest).collect();
        Self { list, start, inside, ending, before }
    }

    /// Whether a token belongs to a name.
    pub fn hold(&self, at: usize) -> bool {
        at.checked_sub(self.start).and_then(|at| self.inside.get(at)).copied().unwrap_or(false)
    }

    /// The last name that ends before a token.
    pub fn before(&self, at: usize) -> Option<&Mention> {
        self.list.get((*self.before.get(at.checked_sub(self.start)?)?)?)
    }

    /// The last name whose last token is one of these.
    pub fn ending(&self, tokens: Range<usize>) -> Option<&Mention> {
        let last = tokens.filter_map(|at| *self.ending.get(at.checked_sub(self.start)?)?).max()?;
        self.list.get(last)
    }
}

impl Names {
    /// The names that a framework's things go by.
    pub fn new(framework: &Framework) -> Self {
        let mut names = Vec::new();
        let mut add = |of: &ScoreOf, words: &str, quoted: bool| {
            let words: Vec<String> = split(words);
            if !words.is_empty() {
                names.push((of.clone(), Name { first: id(&words[0]), words, quoted }));
            }
        };
        for section in &framework.sections {
            let of = ScoreOf::Section(section.number.clone());
            add(&of, &format!("section {}", section.number), false);
            add(&of, &section.title, split(&section.title).len() < TITLE);
        }
        for (_, criterion) in framework.criteria() {
            let of = ScoreOf::Criterion(criterion.number.clone());
            add(&of, &format!("criterion {}", criterion.number), false);
            if criterion.number.starts_with(char::is_alphabetic) {
                add(&of, &criterion.number, false);
            }
            if split(&criterion.title).len() >= TITLE {
                add(&of, &criterion.title, false);
            }
        }
        for thread in &framework.threads {
            let of = ScoreOf::Thread(thread.key.clone());
            add(&of, &thread.title, split(&thread.title).len() < TITLE);
            if let Some((short, long)) = thread.title.split_once(':') {
                add(&of, short, true);
                add(&of, long, split(long).len() < TITLE);
            }
        }
        if framework.has_overall() {
            add(&ScoreOf::Overall, "overall score", false);
        }
        // The longest first: 'Assessment of risk of harm to others' before 'risk of harm to others'.
        names.sort_by_key(|(_, name)| std::cmp::Reverse(name.words.len()));
        Self { names }
    }

    /// What a stretch of a passage names, in order.
    pub fn mentions(&self, passage: &Passage, tokens: Range<usize>) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        // What a longer name has taken.
        let mut taken = vec![false; tokens.len()];
        for (of, name) in &self.names {
            for at in tokens.clone().filter(|at| passage.ids[*at] == name.first) {
                if taken[at - tokens.start] {
                    continue;
                }
                if let Some(last) = matches(passage, at, tokens.end, name) {
                    taken[at - tokens.start..=last - tokens.start].fill(true);
                    found.push(Mention { of: of.clone(), first: at, last });
                }
            }
        }
        found.sort_by_key(|mention| mention.first);
        found
    }

    /// Threads by a part of their name, where their score is told: 'risk of harm work scored', 'the score for risk of harm'.
    pub fn scored(&self, passage: &Passage, tokens: Range<usize>) -> Vec<Mention> {
        let mut found = self.only_thread(passage, tokens.clone());
        for (of, name) in self.names.iter().filter(|(of, _)| matches!(of, ScoreOf::Thread(_))) {
            // 'Thread' is what its name ends with.
            let [short @ .., _, _] = &name.words[..] else { continue };
            let short = &name.words[..=short.len()];
            if short.len() < TITLE || name.quoted || name.words.last().is_none_or(|last| last != "thread") {
                continue;
            }
            let words: Vec<&str> = short.iter().map(String::as_str).collect();
            for at in tokens.clone().filter(|at| at + words.len() <= tokens.end && passage.says(*at, &words)) {
                let last = at + words.len() - 1;
                let before = at > 1 && passage.is_word(at - 1, &["for"]) && passage.is_word(at - 2, &["score"]);
                let work = last + 1 + usize::from(passage.is_word(last + 1, &["work"]));
                if before || passage.is_word(work, &["scored"]) {
                    found.push(Mention { of: of.clone(), first: at, last: work - 1 });
                }
            }
        }
        found
    }

    /// 'The thread score', 'the score for the thread', 'the thread scored': where there is one thread only.
    fn only_thread(&self, passage: &Passage, tokens: Range<usize>) -> Vec<Mention> {
        let mut threads: Vec<&ScoreOf> = self.names.iter().map(|(of, _)| of).filter(|of| matches!(of, ScoreOf::Thread(_))).collect();
        threads.dedup();
        let [of, rest @ ..] = &threads[..] else { return Vec::new() };
        if rest.iter().any(|other| other != of) {
            return Vec::new();
        }
        let said = |at: &usize| {
            let the = *at > tokens.start && passage.is_word(at - 1, &["the", "this", "our"]);
            let before = *at > tokens.start + 2 && passage.is_word(at - 2, &["for", "of"]) && passage.is_word(at - 3, &["score"]);
            passage.is_word(*at, &["thread"]) && the && (before || passage.is_word(at + 1, &["score", "scored", "scores"]))
        };
        tokens.clone().filter(said).map(|at| Mention { of: (*of).clone(), first: at, last: at }).collect()
    }

    /// What a row of a table is of, and where its label ends: '4.1 | Leadership | …', '2.2 Victims | …', 'Section 2 | …'.
    pub fn row(&self, framework: &Framework, grid: &Grid, row: u32) -> Option<(ScoreOf, u32)> {
        let first = grid.cell(row, 0)?;
        if let Some(next) = grid.cell(row, 1).filter(|_| first.tokens.len() < 3 && first.words.chars().any(char::is_numeric))
            && let own = titled(framework, next)
            && !own.is_empty()
        {
            // Where the number is another's, that is the mistake.
            let number = own.into_iter().find(|number| *number == first.words.trim().trim_end_matches('.'))?;
            return Some((ScoreOf::Criterion(number.to_owned()), 2));
        }
        self.heads(framework, first).map(|of| (of, 1))
    }

    /// The thread whose words a row's label nearly is: '‘Control’ – risk of harm work (action to protect the public)'.
    pub fn thread(framework: &Framework, label: &Passage) -> Option<ScoreOf> {
        const EMPTY: &[&str] =
            &["score", "scores", "scored", "thread", "headline", "work", "the", "and", "for", "others", "overall", "area"];
        let words =
            |text: &str| split(text).into_iter().filter(|word| word.len() > 2 && !EMPTY.contains(&word.as_str())).collect::<Vec<_>>();
        let (all, ahead) = (words(&label.words), words(label.words.split('(').next().unwrap_or_default()));
        let fits = |title: &str| {
            let own = words(title);
            let near = |said: &[String]| {
                let shared = said.iter().filter(|word| own.contains(word)).count();
                let opens = own.first().is_some_and(|first| said.contains(first));
                shared > 0 && shared * 5 >= said.len() * 3 && (opens || shared * 2 >= own.len())
            };
            near(&all) || near(&ahead)
        };
        let mut fitting = framework.threads.iter().filter(|thread| fits(&thread.title));
        let thread = fitting.next().filter(|_| fitting.next().is_none())?;
        Some(ScoreOf::Thread(thread.key.clone()))
    }

    /// What the first words of a text name: a row's heading such as '2.2 Victims' or 'Score for section B'.
    pub fn heads(&self, framework: &Framework, passage: &Passage) -> Option<ScoreOf> {
        let first = passage.tokens.first()?;
        let number = passage.text(first);
        if let Some((_, criterion)) = framework.criterion(number).filter(|_| passage.tokens.len() > 1) {
            let titled = split(&passage.words).iter().any(|word| word.len() > 3 && criterion.title.to_lowercase().contains(word.as_str()));
            return titled.then(|| ScoreOf::Criterion(number.to_owned()));
        }
        if framework.has_overall() && passage.says(0, &["overall", "score"]) {
            return Some(ScoreOf::Overall);
        }
        let mut mentions = self.mentions(passage, 0..passage.tokens.len());
        mentions.dedup_by(|a, b| a.of == b.of);
        if let [mention] = &mentions[..] { Some(mention.of.clone()) } else { None }
    }
}

/// The numbers of the criteria whose title a cell is, with or without ‘General criterion:’ before it.
pub fn titled<'f>(framework: &'f Framework, cell: &Passage) -> Vec<&'f str> {
    let said = split(&cell.words);
    let own = |title: &str| {
        let title = split(title);
        let ahead = said.strip_suffix(&title[..]);
        !title.is_empty() && ahead.is_some_and(|ahead| ahead.is_empty() || ahead.last().is_some_and(|last| last == "criterion"))
    };
    framework.criteria().filter(|(_, criterion)| own(&criterion.title)).map(|(_, criterion)| criterion.number.as_str()).collect()
}

/// Words in lower case, without marks.
fn split(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The last token of a name that begins at a token; marks between its words do not count.
fn matches(passage: &Passage, at: usize, end: usize, name: &Name) -> Option<usize> {
    let quote = |at: usize| passage.is_mark(at, '\u{2018}') || passage.is_mark(at, '\u{201c}');
    if name.quoted && !(at > 0 && quote(at - 1)) {
        return None;
    }
    let mut next = at;
    let mut last = at;
    for (index, word) in name.words.iter().enumerate() {
        while index > 0
            && next < end
            && matches!(
                passage.tokens[next].kind,
                super::words::TokenKind::Mark('\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | ':' | ',' | '(' | ')')
            )
        {
            next += 1;
        }
        let token = passage.tokens.get(next).filter(|_| next < end)?;
        if !passage.text(token).eq_ignore_ascii_case(word) {
            return None;
        }
        last = next;
        next += 1;
    }
    Some(last)
}

impl Reading<'_> {
    /// Every inspection's scores, the first one's first.
    pub fn inspections(&self) -> impl Iterator<Item = &Scores> {
        self.scores.earlier.iter().chain([self.scores])
    }

    /// Whether some inspection has this percentage for something; `None` if it has no percentage in any.
    pub fn has_score(&self, of: &ScoreOf, figure: Figure) -> Option<bool> {
        let printed: Vec<Number> = self
            .inspections()
            .filter_map(|scores| scores.percentage(of))
            .map(|score| if figure.decimals == 0 { score.printed.clone() } else { score.exact.rounded(u32::from(figure.decimals)) })
            .collect();
        let said = Number::ratio(figure.numerator, figure.denominator)?;
        (!printed.is_empty()).then(|| printed.contains(&said))
    }

    /// Whether something has a grade, or criteria with grades, and no percentage in any inspection.
    pub fn is_graded(&self, of: &ScoreOf) -> bool {
        let by_grade = match of {
            ScoreOf::Criterion(number) => !self.grades(number).is_empty(),
            ScoreOf::Section(number) => self
                .framework
                .sections
                .iter()
                .any(|section| section.number == *number && section.scored_by == ScoredBy::Grade && !section.criteria.is_empty()),
            ScoreOf::Thread(_) | ScoreOf::Overall => false,
        };
        by_grade && self.inspections().all(|scores| scores.percentage(of).is_none())
    }

    /// The printed percentages of something, such as '62% and 91%'.
    pub fn printed(&self, of: &ScoreOf) -> String {
        let each: Vec<String> = self
            .inspections()
            .filter_map(|scores| scores.percentage(of))
            .map(|score| format!("{}%", score.printed.to_decimal(0)))
            .collect();
        each.join(" and ")
    }

    /// The grades of a criterion, as indices into the framework's grades; empty for one that has none.
    pub fn grades(&self, criterion: &str) -> Vec<usize> {
        self.inspections()
            .filter_map(|scores| match scores.criterion(criterion)? {
                Score::Grade(grade) => Some(*grade),
                Score::Percentage(_) | Score::NotScored | Score::NotFollowedUp => None,
            })
            .collect()
    }

    /// Where the last inspection's score of something is stated.
    pub fn stated(&self, of: &ScoreOf) -> Option<Span> {
        Some(self.report.scores.inspections.last()?.get(of)?.value.span)
    }

    /// What a thing is called in messages.
    pub fn called(&self, of: &ScoreOf) -> String {
        match of {
            ScoreOf::Criterion(number) => format!("criterion {number}"),
            ScoreOf::Section(number) => format!("section {number}"),
            ScoreOf::Thread(key) => {
                let title = self.framework.threads.iter().find(|thread| thread.key == *key).map(|thread| thread.title.as_str());
                format!("the score of ‘{}’", title.unwrap_or(key))
            }
            ScoreOf::Overall => "the overall score".to_owned(),
        }
    }
}
