//! 'As we say in criterion 1.2, plans were missing in a quarter of the cases', where 1.2 says nothing of it and 1.3 does.
//!
//! The words of the clause that refers are looked up: which of the report's criteria (sections, appendices, tables, charts) have them? A word
//! that few of them have tells much, one that most have nothing. In goes the reading; out come notes on references of which the named place
//! has none of the telling words and exactly one other place several.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::misdirected_reference::clause;
use super::super::reading::claims::stem;
use super::super::reading::references::{Mention, Target, Targets, What, mentions};
use super::super::reading::sentences::Sentence;
use super::super::reading::terms::Words;
use super::super::reading::words::{Form, TokenKind};
use super::super::reading::{Home as In, Kind, Passage, Reading};
use super::super::{Found, Remark};
use super::holds;

pub(super) fn look(reading: &Reading, found: &mut Found) {
    const CALLED: &[&str] =
        &["section", "sections", "criterion", "criteria", "appendix", "appendices", "table", "tables", "chart", "charts"];
    let mut last = usize::MAX;
    let clues: Vec<&Passage> = reading
        .places(CALLED)
        .map(|(passage, _)| passage)
        .filter(|passage| passage.is_prose() || passage.is_written() && matches!(passage.kind, Kind::Cell(_)))
        .filter(|passage| std::mem::replace(&mut last, passage.index) != passage.index)
        .collect();
    if clues.is_empty() {
        return;
    }
    let targets = Targets::new(reading);
    let index = Index::new(reading, &targets);
    for passage in clues {
        holds::look(reading, &targets, passage, found);
        let all = mentions(passage);
        for mention in all.iter().filter(|mention| !mention.elsewhere && mention.what != What::Recommendation) {
            let Some(own) = targets.list.iter().position(|target| target.what == mention.what && target.name == mention.name) else {
                continue;
            };
            let Some(meant) = index.other(reading, &targets, passage, all, mention, own) else { continue };
            let (one, _) = mention.what.words();
            let other = &targets.list[meant];
            found.say(
                Remark::new(format!(
                    "{one} {} has nothing in common with this sentence, and {one} {}, ‘{}’, has",
                    mention.name, other.name, other.title
                ))
                .at(passage, passage.bytes(mention.first, mention.last), "")
                .help(format!("see whether {one} {} is meant", other.name)),
            );
        }
    }
}

/// Which words stand where.
#[derive(Debug)]
struct Index {
    /// For the beginning of each word of meaning, the words that begin so.
    words: BTreeMap<u64, Vec<u64>>,
    /// For each target what belongs to it.
    homes: Vec<Home>,
    /// For each target the beginnings of the words of its title.
    titles: Vec<Vec<u64>>,
}

/// Which passages belong to a target.
#[derive(Debug)]
enum Home {
    /// Those of a section.
    Section(String),
    /// Those of a criterion.
    Criterion(String),
    /// Those of a part.
    Part(String),
    /// Those of a table or chart.
    Unit(u32),
    /// None that are known.
    None,
}

impl Home {
    fn holds(&self, passage: &Passage) -> bool {
        if matches!(passage.place.home, In::Glossary | In::Abbreviations) {
            return false;
        }
        match self {
            Self::Section(name) => passage.place.section == Some(name),
            Self::Criterion(name) => passage.place.criterion == Some(name),
            Self::Part(name) => passage.place.part == name,
            Self::Unit(unit) => passage.place.unit == *unit,
            Self::None => false,
        }
    }
}

/// How much of a clause a place has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    /// The worth of the words.
    worth: u32,
    /// How many they are.
    words: u32,
    /// The worth of the best of them.
    best: u32,
    /// How many stand in its title.
    titled: u32,
}

/// How many tokens on the second of two words may stand.
const REACH: usize = 3;
/// What looks back at the sentence before.
const BACK: &[&str] = &["it", "she", "he", "such", "that", "these", "they", "this", "those"];
/// Whether a text stands under the title of a place or begins with it: '**Quality of assessment:** …'.
fn headed(reading: &Reading, passage: &Passage, title: &str) -> bool {
    let begins = || passage.words.strip_prefix(title).is_some_and(|rest| rest.starts_with([':', '.', ' ']));
    !title.is_empty() && (reading.heading_of(passage).is_some_and(|heading| heading.words == title) || begins())
}

/// The least worth of the words that another place must have.
const LEAST: u32 = 5;
/// A place of fewer words tells too little to be judged.
const FEWEST: usize = 40;

/// Words that refer and say nothing of what is there, and others that fit anything.
#[rustfmt::skip]
const REFERRING: &[&str] = &[
    "above", "appendix", "area", "areas", "below", "chart", "clearly", "criteria", "criterion", "described", "details", "detailed", "discussed",
    "example", "explained", "figures", "find", "further", "given", "gives", "greater", "improvement", "improvements", "information", "later", "looked",
    "matters", "measures", "mentioned", "noted", "part", "parts", "percentage", "presented", "provided", "report", "results", "said", "scored", "scores",
    "section", "sections", "seen", "setting", "shows", "strength", "strengths", "summary", "summarised", "table", "tables", "together", "trust", "year",
];

impl Index {
    fn new(reading: &Reading, targets: &Targets) -> Self {
        let mut words: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for (word, id) in reading.vocabulary() {
            if let Some(stem) = stem(word) {
                words.entry(stem).or_default().push(id);
            }
        }
        let home = |target: &Target| {
            let titled =
                |kind: Kind| reading.passages.iter().rev().find(move |passage| passage.kind == kind && passage.words == target.title);
            match target.what {
                What::Section => Home::Section(target.name.clone()),
                What::Criterion => Home::Criterion(target.name.clone()),
                What::Appendix => titled(Kind::Heading).map_or(Home::None, |heading| Home::Part(heading.place.part.to_owned())),
                _ => titled(Kind::Caption).map_or(Home::None, |caption| Home::Unit(caption.place.unit)),
            }
        };
        let homes: Vec<Home> = targets.list.iter().map(home).collect();
        let stems = |target: &Target| target.title.split(|c: char| !c.is_alphanumeric()).filter_map(stem).collect();
        Self { words, titles: targets.list.iter().map(stems).collect(), homes }
    }

    /// How many tokens belong to a target.
    fn size(&self, reading: &Reading, at: usize) -> usize {
        let texts = reading.passages.iter().filter(|passage| passage.tokens.len() > 3 && self.homes[at].holds(passage));
        texts.map(|passage| passage.tokens.len()).sum()
    }

    /// The place that a reference seems to mean, if it is another than it names.
    fn other(
        &self,
        reading: &Reading,
        targets: &Targets,
        passage: &Passage,
        all: &[Mention],
        mention: &Mention,
        own: usize,
    ) -> Option<usize> {
        let sentence = passage.sentence_at(mention.first)?;
        let here = |at: usize| self.homes[at].holds(passage);
        // What refers to its own section or criterion is the business of others.
        if here(own) || mention.what != What::Table && mention.what != What::Chart && self.size(reading, own) < FEWEST {
            return None;
        }
        let candidates: Vec<usize> = (0..targets.list.len()).filter(|at| targets.list[*at].what == mention.what && !here(*at)).collect();
        let named = |other: usize| {
            let same = |mention: &&Mention| mention.what == targets.list[other].what && mention.name == targets.list[other].name;
            let others = all.iter().filter(|other| !std::ptr::eq(*other, mention));
            others.filter(|mention| sentence.tokens.contains(&mention.first)).any(|mention| same(&mention))
        };
        let in_row = matches!(passage.kind, Kind::Cell(_));
        let judge = |telling: &[Telling]| {
            let weights = self.weights(reading, passage, telling, &candidates);
            let weight = |at: usize| weights.get(&at).copied().unwrap_or_default();
            let best = candidates.iter().copied().filter(|at| *at != own).max_by_key(|at| (weight(*at), usize::MAX - at))?;
            let second = candidates.iter().filter(|at| **at != own && **at != best).map(|at| weight(*at).worth).max().unwrap_or(0);
            let most = weight(best);
            let enough = most.words > 1 && (most.worth >= LEAST || (most.titled > 0 || in_row) && most.worth >= LEAST - 1);
            let headed = headed(reading, passage, &targets.list[best].title);
            let titled = mention.what != What::Section || most.titled > 0 || headed;
            let (own, most) = (weight(own), weight(best));
            let clear = own.best < 2 && own.titled == 0 && own.worth * 4 <= most.worth && most.worth >= second + 2;
            let under = headed && most.best > 2 && own.worth == 0 && second == 0;
            (!named(best) && (enough && titled && clear || under)).then_some(best)
        };
        if in_row {
            return judge(&self.row(reading, passage, all));
        }
        let mut telling = self.telling(passage, all, clause(passage, all, mention, sentence));
        let before = passage.sentence_of(mention.first).and_then(|index| passage.sentences.get(index.checked_sub(1)?));
        if let Some(before) = before
            .filter(|_| telling.iter().filter(|word| word.next.is_empty()).count() < 2 || passage.is_word(sentence.tokens.start, BACK))
        {
            telling.extend(self.telling(passage, all, before.tokens.clone()));
        }
        let near = self.telling(passage, all, near(passage, mention, sentence));
        judge(&telling).or_else(|| judge(&near))
    }

    /// What each place has of the telling words.
    fn weights(&self, reading: &Reading, passage: &Passage, telling: &[Telling], candidates: &[usize]) -> BTreeMap<usize, Weight> {
        let mut weights: BTreeMap<usize, Weight> = BTreeMap::new();
        for (index, word) in telling.iter().enumerate() {
            if telling[..index].contains(word) {
                continue;
            }
            let mut having: Vec<usize> = Vec::new();
            let mut seen = passage.index;
            for (place, at) in reading.places_of(word.ids.iter().copied()) {
                let follows = || word.next.is_empty() || place.ids.iter().skip(at + 1).take(REACH).any(|id| word.next.contains(id));
                if place.index != passage.index && place.index != seen && follows() {
                    seen = place.index;
                    having.extend(candidates.iter().filter(|at| self.homes[**at].holds(place)));
                }
            }
            having.sort_unstable();
            having.dedup();
            let worth = match having.len() {
                // 'A quarter', told in one place only.
                1 => 3 + u32::from(word.share),
                some if some * 4 <= candidates.len() => 2,
                some if some * 2 <= candidates.len() && word.next.is_empty() => 1,
                _ => 0,
            };
            for at in having {
                let titled = word.stem.is_some_and(|stem| self.titles[at].contains(&stem));
                let worth = worth + if titled && worth > 0 { 2 } else { 0 };
                if worth > 0 {
                    let weight = weights.entry(at).or_default();
                    weight.worth += worth;
                    weight.words += 1;
                    weight.best = weight.best.max(worth);
                    weight.titled += u32::from(titled);
                }
            }
        }
        weights
    }

    /// The telling words of the row that a cell stands in.
    fn row(&self, reading: &Reading, passage: &Passage, all: &[Mention]) -> Vec<Telling> {
        let Kind::Cell(own) = passage.kind else { return Vec::new() };
        let same = |other: &&Passage| matches!(other.kind, Kind::Cell(at) if at.table == own.table && at.row == own.row);
        let (before, after) = reading.passages.split_at(passage.index);
        let cells = before.iter().rev().take_while(same).chain(after.iter().take_while(same));
        cells
            .flat_map(|cell| {
                let all = if cell.index == passage.index { all } else { &[] };
                self.telling(cell, all, 0..cell.tokens.len())
            })
            .collect()
    }

    /// The telling words among some tokens.
    fn telling(&self, passage: &Passage, all: &[Mention], tokens: Range<usize>) -> Vec<Telling> {
        static LEFT_OUT: LazyLock<Words> = LazyLock::new(|| Words::new(&[REFERRING]));
        let part = |at: usize| all.iter().any(|mention| (mention.first..=mention.last).contains(&at));
        let of = |at: usize| match passage.tokens[at].kind {
            TokenKind::Word => {
                let stem = stem(passage.word(at)).filter(|_| !LEFT_OUT.hold(passage.ids[at]))?;
                Some(Telling { stem: Some(stem), ids: self.words.get(&stem).cloned().unwrap_or_default(), next: Vec::new(), share: false })
            }
            // 'Two' and 'five' stand everywhere.
            TokenKind::Number(figure) if !figure.may_be_year() && (figure.form != Form::Words || figure.numerator > 10) => {
                Some(Telling { stem: None, ids: vec![passage.ids[at]], next: Vec::new(), share: figure.form == Form::Fraction })
            }
            _ => None,
        };
        let mut told: Vec<(usize, Telling)> = tokens.filter(|at| !part(*at)).filter_map(|at| Some((at, of(at)?))).collect();
        // Two words that stand together say more than each.
        let near =
            |one: usize, two: usize| two - one <= REACH && (one..two).all(|at| !matches!(passage.tokens[at].kind, TokenKind::Mark(_)));
        let both = |pair: &[(usize, Telling)]| match pair {
            [(one, first), (two, second)] if near(*one, *two) && first.stem.is_some() && second.stem.is_some() => {
                Some((*one, Telling { stem: None, ids: first.ids.clone(), next: second.ids.clone(), share: false }))
            }
            _ => None,
        };
        let pairs: Vec<(usize, Telling)> = told.windows(2).filter_map(both).collect();
        told.extend(pairs);
        told.into_iter().map(|(_, telling)| telling).collect()
    }
}

/// A word of a clause, or a number.
#[derive(Debug, PartialEq, Eq)]
struct Telling {
    /// Its beginning; `None` for a number.
    stem: Option<u64>,
    /// What it may be elsewhere.
    ids: Vec<u64>,
    /// For two words together, what the second may be elsewhere.
    next: Vec<u64>,
    /// Whether it is a part of a whole in words or per cent.
    share: bool,
}

/// What stands right around a reference, between commas and the like.
fn near(passage: &Passage, mention: &Mention, sentence: &Sentence) -> Range<usize> {
    let stops = |at: usize| [',', ';', ':', '\u{2013}', '('].iter().any(|mark| passage.is_mark(at, *mark));
    // '(See criterion 4.2)' belongs to what stands before the bracket.
    let bracket = (sentence.tokens.start..mention.first).rev().take(4).find(|at| passage.is_mark(*at, '('));
    let from = bracket.unwrap_or(mention.first);
    let start = (sentence.tokens.start..from).rev().find(|at| stops(*at)).map_or(sentence.tokens.start, |mark| mark + 1);
    let end = (mention.last..sentence.tokens.end).find(|at| stops(*at) || passage.is_mark(*at, ')')).unwrap_or(sentence.tokens.end);
    start..end
}

#[cfg(test)]
mod tests {
    use crate::checks::Sample;
    use crate::checks::doubtful_reference::DoubtfulReference;
    use crate::checks::testing::{run, sample};

    /// What is said of a foreword, where criterion 1.1 tells of reports and 1.10 of plans and curfews.
    fn foreword(text: &str) -> Vec<String> {
        foreword_with(text, "title: Nothing\ncolumns: [Kind, Number]\nrows:\n  - [Women, 10]\n")
    }

    fn foreword_with(text: &str, table: &str) -> Vec<String> {
        let filler =
            "Officers had read what the courts sent and wrote back within days, as they should, and nobody had to ask for it twice. ";
        let section = format!(
            "section: 1\ncriteria:\n  1.1:\n    strengths:\n      - Breach reports went to magistrates in time.\n      - {filler}{filler}\n  1.10:\n    strengths:\n      - Curfews were missing in a quarter of plans.\n      - {filler}{filler}\n"
        );
        let files = sample(Sample::File("foreword.md"), text)
            .with("reports/surrey-2008/sections/1-assessment.yaml", section)
            .with("reports/surrey-2008/tables/where.yaml", table.to_owned());
        run(&DoubtfulReference, &files)
    }

    #[test]
    fn asks_about_a_place_that_has_none_of_the_words() {
        assert_eq!(
            foreword("As we say in criterion 1.1, curfews were missing in a quarter of plans."),
            ["[criterion 1.1] criterion 1.1 has nothing in common with this sentence, and criterion 1.10, ‘Planning’, has"]
        );
        assert_eq!(foreword("Breach reports went to magistrates in time (see [[criterion 1.10]]).").len(), 1);
        assert_eq!(foreword("Breach reports for magistrates were good. They are discussed under criterion 1.10.").len(), 1);
        assert_eq!(
            foreword("A quarter of the plans had no curfews. This was more than an office had feared (see criterion 1.1).").len(),
            1
        );
        let row = |criterion: &str| {
            let table = format!(
                "title: What is where\ncolumns: [Kind, Place]\nrows:\n  - [Breach reports for magistrates, 'Criterion {criterion}']\n"
            );
            foreword_with("Here it is.\n\n{table: where}\n", &table)
        };
        assert_eq!((row("1.10").len(), row("1.1").len()), (1, 0));
    }

    #[test]
    fn is_silent_where_the_place_fits_or_nothing_is_told() {
        for text in [
            "As we say in criterion 1.10, curfews were missing in a quarter of plans.",
            "Breach reports went to magistrates in time (see criterion 1.1).",
            "Curfews were missing, as criterion 1.10 says, and breach reports for magistrates in time (see criterion 1.1).",
            "Criterion 1.1 was the best.",
            "Weather and roads were bad (see criterion 1.1).",
            "Curfews were missing in a quarter of plans, and magistrates had breach reports (see criterion 1.1).",
        ] {
            assert_eq!(foreword(text), Vec::<String>::new(), "{text}");
        }
    }
}
