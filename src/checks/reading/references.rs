//! References in plain words ('see section 4.4', 'Appendix 3', 'Tables 1 and 2', 'area for improvement (b) below') and what a report has of
//! each kind.
//!
//! What an author writes as `[[…]]` is right by construction; what stands as plain words follows no renumbering.

use std::collections::BTreeSet;
use std::ops::Range;

use super::words::{Form, TokenKind};
use super::{Home, Kind, Mark, Origin, Passage, Reading};
use crate::document::tree::{Block, BlockKind, Document, SectionKind, plain_text, walk};

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A section.
    Section,
    /// A criterion.
    Criterion,
    /// An appendix.
    Appendix,
    /// A table.
    Table,
    /// A chart.
    Chart,
    /// A picture or chart under the name of figure.
    Figure,
    /// A recommendation.
    Recommendation,
}

impl What {
    /// Its word in one and in several.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Section => ("section", "sections"),
            Self::Criterion => ("criterion", "criteria"),
            Self::Appendix => ("Appendix", "Appendices"),
            Self::Table => ("Table", "Tables"),
            Self::Chart => ("Chart", "Charts"),
            Self::Figure => ("Figure", "Figures"),
            Self::Recommendation => ("recommendation", "recommendations"),
        }
    }
}

/// A reference in plain words. 'Tables 1 and 2' are two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it leads to.
    pub what: What,
    /// '4.4', 'B', '2'.
    pub name: String,
    /// Its first token, the word.
    pub first: usize,
    /// Its last token, the name.
    pub last: usize,
    /// Whether it speaks of another document: 'section 18 of the Act'.
    pub elsewhere: bool,
}

/// What a report has that can be referred to.
#[derive(Debug)]
pub struct Targets {
    /// Everything, in the order of the report.
    pub list: Vec<Target>,
}

/// Something that can be referred to.
#[derive(Debug)]
pub struct Target {
    /// What it is.
    pub what: What,
    /// Its number or letter.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Whether there is a table in it.
    pub has_table: bool,
    /// Whether there is a chart or picture in it.
    pub has_figure: bool,
}

impl Targets {
    /// What a report has.
    pub fn new(reading: &Reading) -> Self {
        let mut list = Vec::new();
        let mut add = |what, name: &str, title: &str| {
            // Some frameworks write the label into the title: 'General criterion: Preparing for sentence'.
            let title =
                title.split_once(": ").filter(|(label, _)| label.to_lowercase().ends_with("criterion")).map_or(title, |(_, title)| title);
            list.push(Target { what, name: name.to_owned(), title: title.to_owned(), has_table: false, has_figure: false });
        };
        for section in &reading.framework.sections {
            add(What::Section, &section.number, &section.title);
            for holder in &section.holders {
                add(What::Criterion, &holder.number, &holder.title);
            }
            for criterion in &section.criteria {
                add(What::Criterion, &criterion.number, &criterion.title);
            }
        }
        for recommendations in &reading.report.recommendations {
            for number in 1..=recommendations.items.len() {
                add(What::Recommendation, &number.to_string(), "");
            }
        }
        from_document(reading.document, &mut list);
        // 'Table 3: …' typed by hand above a picture or list.
        for passage in reading.passages.iter().filter(|passage| matches!(passage.kind, Kind::Heading | Kind::Text | Kind::Caption)) {
            if let Some(mention) =
                mentions_at(passage, 0).first().filter(|mention| passage.is_mark(mention.last + 1, ':') && mention.what >= What::Table)
            {
                list.push(Target {
                    what: mention.what,
                    name: mention.name.clone(),
                    title: String::new(),
                    has_table: false,
                    has_figure: false,
                });
            }
        }
        Self { list }
    }

    /// Those of one kind.
    pub fn of(&self, what: What) -> impl Iterator<Item = &Target> {
        self.list.iter().filter(move |target| target.what == what)
    }

    /// The one that is meant, if it is there.
    pub fn find(&self, what: What, name: &str) -> Option<&Target> {
        self.of(what).find(|target| target.name == name)
    }

    /// 'this report has sections 1 to 4'; what it has instead.
    pub fn there_are(&self, what: What) -> String {
        let mut names: Vec<&str> = self.of(what).map(|target| target.name.as_str()).collect();
        // Several lists may number their items each from 1.
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(*name));
        let (one, several) = what.words();
        match &names[..] {
            [] => format!("this report has no {several}"),
            [name] => format!("this report has {one} {name} only"),
            [.., last] if names.len() > 8 => format!("this report has {several} {} to {last}", names[0]),
            [rest @ .., last] => format!("this report has {several} {} and {last}", rest.join(", ")),
        }
    }
}

/// Appendices, tables and charts, which only the document numbers.
fn from_document(document: &Document, list: &mut Vec<Target>) {
    let name = |number: &str| number.rsplit([' ', '\u{a0}']).next().unwrap_or_default().to_owned();
    walk(&document.parts, &mut |block: &Block| match &block.kind {
        BlockKind::Section(section) if section.kind == SectionKind::Appendix => {
            let (mut has_table, mut has_figure) = (false, false);
            walk(&section.blocks, &mut |inner: &Block| {
                has_table |= matches!(inner.kind, BlockKind::Table(_));
                has_figure |= matches!(inner.kind, BlockKind::Figure(_));
            });
            let title = plain_text(&section.heading.text);
            list.push(Target { what: What::Appendix, name: name(&section.heading.number), title, has_table, has_figure });
        }
        BlockKind::Table(table) if !table.number.is_empty() => {
            let title = plain_text(&table.caption);
            list.push(Target { what: What::Table, name: name(&table.number), title, has_table: true, has_figure: false });
        }
        BlockKind::Figure(figure) if !figure.number.is_empty() => {
            let what = if figure.number.starts_with("Chart") { What::Chart } else { What::Figure };
            list.push(Target { what, name: name(&figure.number), title: plain_text(&figure.headline), has_table: false, has_figure: true });
        }
        _ => {}
    });
}

/// The references of a text in plain words, in order. Found once for all who ask.
pub fn mentions<'r>(passage: &'r Passage) -> &'r [Mention] {
    passage.spans.mentions.get_or_init(|| (0..passage.tokens.len()).flat_map(|at| read_at(passage, at)).collect())
}

/// Those whose word stands at a token.
pub fn mentions_at<'r>(passage: &'r Passage, at: usize) -> &'r [Mention] {
    let all = mentions(passage);
    let from = all.partition_point(|mention| mention.first < at);
    let count = all[from..].partition_point(|mention| mention.first == at);
    &all[from..from + count]
}

/// What is referred to, and whether the word is of several.
const CALLED: &[(&str, What, bool)] = &[
    ("section", What::Section, false),
    ("sections", What::Section, true),
    ("criterion", What::Criterion, false),
    ("criteria", What::Criterion, true),
    ("appendix", What::Appendix, false),
    ("appendices", What::Appendix, true),
    ("table", What::Table, false),
    ("tables", What::Table, true),
    ("chart", What::Chart, false),
    ("charts", What::Chart, true),
    ("figure", What::Figure, false),
    ("figures", What::Figure, true),
    ("recommendation", What::Recommendation, false),
    ("recommendations", What::Recommendation, true),
];

fn read_at(passage: &Passage, at: usize) -> Vec<Mention> {
    let word = passage.word(at);
    // Nearly every other word is told by its length and first letter.
    if word.len() < 5 || !word.bytes().take(1).all(|b| b"sctafr".contains(&b.to_ascii_lowercase())) {
        return Vec::new();
    }
    let Some((_, what, several)) = CALLED.iter().find(|(called, ..)| called.eq_ignore_ascii_case(word)) else { return Vec::new() };
    let (what, several) = (*what, *several);
    let mut names: Vec<(String, usize)> = Vec::new();
    let mut next = at + 1 + usize::from(passage.is_mark(at + 1, ':'));
    while let Some(name) = name_at(passage, next) {
        names.push((name, next));
        next += 1;
        if !several {
            break;
        }
        let range = passage.is_mark(next, '-') || passage.is_mark(next, '–') || passage.is_word(next, &["to"]);
        let comma = usize::from(passage.is_mark(next, ','));
        let link = usize::from(passage.is_word(next + comma, &["and", "or"]));
        if range {
            if let (Some(from), Some(to)) = (names.last().and_then(|(name, _)| name.parse::<u16>().ok()), name_at(passage, next + 1)) {
                let to = to.parse::<u16>().unwrap_or(from).min(from + 30);
                names.extend((from + 1..to).map(|name| (name.to_string(), next + 1)));
            }
            next += 1;
        } else if comma + link > 0 {
            next += comma + link;
        } else {
            break;
        }
    }
    let Some((_, end)) = names.last() else { return Vec::new() };
    let elsewhere = is_elsewhere(passage, at, *end, what);
    names
        .into_iter()
        .map(|(name, last)| {
            let criterion =
                what == What::Section && (name.contains('.') || name.len() > 1 && name.starts_with(|c: char| c.is_ascii_uppercase()));
            Mention { what: if criterion { What::Criterion } else { what }, name, first: at, last, elsewhere }
        })
        .collect()
}

/// '4', '4.4', '1.10', 'B', 'B3', 'A.1'.
fn name_at(passage: &Passage, at: usize) -> Option<String> {
    let token = passage.tokens.get(at)?;
    let text = passage.text(token);
    match token.kind {
        TokenKind::Number(figure) => {
            let plain = figure.form == Form::Digits && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            (plain && !figure.may_be_year()).then(|| text.to_owned())
        }
        TokenKind::Word => {
            let mut chars = text.chars();
            let first = chars.next()?;
            let digits = |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || c == '.');
            let known = first.is_ascii_uppercase()
                && text.len() < 4
                && digits(&text[1..])
                && !(text == "I"
                    && passage.words[token.end..].starts_with(' ')
                    && passage.word(at + 1).chars().all(char::is_lowercase)
                    && !passage.word(at + 1).is_empty())
                || first.is_ascii_digit() && digits(text);
            known.then(|| text.to_owned())
        }
        TokenKind::Mark(_) => None,
    }
}

/// How far from a reference, in tokens, a law may stand that it belongs to.
const NEAR: usize = 60;

/// Whether a reference leads out of the report: 'section 18 of the Act', 'the Act's section 18', 'Table 2 of their report'.
pub fn is_elsewhere(passage: &Passage, first: usize, last: usize, what: What) -> bool {
    let own = |at: usize| {
        passage.is_word(at, &["this", "the", "our"])
            && passage.is_word(at + 1, &["report", "inspection", "summary", "main", "full", "present"])
            || passage.is_word(at, &["this"])
    };
    if passage.is_word(last + 1, &["of", "to", "from"]) && !own(last + 2) && passage.word(last + 2) != "which" {
        return true;
    }
    // 'Appendix 9 to the guidance, and Table 12 in it'.
    if passage.is_word(last + 1, &["in", "within"]) && passage.is_word(last + 2, &["it", "them"]) {
        return true;
    }
    if first.checked_sub(1).is_some_and(|before| {
        passage.word(before).ends_with("’s") || passage.is_word(before, &["their", "its", "his", "her", "previous", "last"])
    }) {
        return true;
    }
    let sentence = passage.sentence_at(first);
    let near = first.saturating_sub(NEAR)..last + NEAR;
    let law = |at: usize| {
        ["Act", "Acts", "Regulations", "Rules", "Schedule", "Circular", "Instruction", "Code", "Directive", "Manual", "Charter"]
            .contains(&passage.word(at))
            || passage
                .is_word(at, &["statute", "offence", "offences", "enquiry", "enquiries", "prisoner", "prisoners", "notice", "notices"])
                && what == What::Section
    };
    what != What::Recommendation
        && sentence.is_some_and(|sentence| (sentence.tokens.start.max(near.start)..sentence.tokens.end.min(near.end)).any(law))
}

/// The findings of a criterion that carry letters, by group.
#[derive(Debug)]
pub struct LetteredGroup<'a> {
    /// The criterion's number.
    pub criterion: &'a str,
    /// The heading's words in lower case.
    pub heading: String,
    /// The same over one finding and over several.
    pub names: Vec<String>,
    /// For each finding its passages.
    pub items: Vec<Range<usize>>,
}

/// All groups of findings that carry letters.
pub fn lettered<'a>(reading: &'a Reading) -> Vec<LetteredGroup<'a>> {
    let mut groups: Vec<(Option<usize>, LetteredGroup)> = Vec::new();
    let mut last_unit = None;
    for (index, passage) in reading.passages.iter().enumerate() {
        let (Home::Finding, Some(criterion)) = (passage.place.home, passage.place.criterion) else { continue };
        let heading = passage.place.heading;
        let same = groups.last().is_some_and(|(known, group)| *known == heading && group.criterion == criterion);
        if !same {
            let words = reading.heading_of(passage).map_or_else(String::new, |heading| heading.words.to_lowercase());
            let both = reading.framework.groups.iter().filter_map(|group| group.heading.as_ref());
            let names = both
                .map(|heading| vec![heading.one.to_lowercase(), heading.many.to_lowercase()])
                .find(|names| names.contains(&words))
                .unwrap_or_default();
            groups.push((heading, LetteredGroup { criterion, heading: words, names, items: Vec::new() }));
            last_unit = None;
        }
        let Some((_, group)) = groups.last_mut() else { continue };
        if last_unit == Some(passage.place.unit) {
            if let Some(item) = group.items.last_mut() {
                item.end = index + 1;
            }
        } else {
            group.items.push(index..index + 1);
            last_unit = Some(passage.place.unit);
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Whether words are a linked cross-reference.
pub fn is_linked(passage: &Passage, bytes: &Range<usize>) -> bool {
    passage.is_marked(bytes, |mark| matches!(mark, Mark::Reference(_) | Mark::Link(_)))
}

/// Texts in which references are looked for.
pub fn referring<'r, 'a>(reading: &'r Reading<'a>) -> impl Iterator<Item = &'r Passage<'a>> {
    reading.passages.iter().filter(|passage| is_referring(passage))
}

/// Whether references are looked for in a text.
pub fn is_referring(passage: &Passage) -> bool {
    passage.place.origin != Origin::Made && !matches!(passage.kind, Kind::Term | Kind::Alternative) && passage.source().is_some()
}
