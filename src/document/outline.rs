//! Fragment names, contents, cross-references and ids: what can be settled only when the whole tree stands.

use std::collections::{BTreeMap, BTreeSet};

use super::markdown::REFERENCE;
use super::tree::{
    Abbreviation, Block, BlockKind, ContentsEntry, Document, Heading, Inline, NodeId, Panel, PanelKind, Section, SectionKind, Target,
    plain_text,
};
use super::visit::{self, VisitMut};
use crate::diag::{Diagnostic, FileId, Problems, Span, suggest};
use crate::model::report::Report;

/// The fragment names of a document, each given once.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    given: BTreeSet<String>,
    /// The next number to try for a name that is taken.
    next: BTreeMap<String, u32>,
}

impl Anchors {
    /// `name`, or `name-2`, `name-3`, … where it is taken.
    pub(super) fn take(&mut self, name: &str) -> String {
        // Footnotes have `note-1`, `note-2`, … for themselves.
        let is_notes = |anchor: &str| anchor.strip_prefix("note-").is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
        if !is_notes(name) && self.given.insert(name.to_owned()) {
            return name.to_owned();
        }
        let number = self.next.entry(name.to_owned()).or_insert(2);
        loop {
            let anchor = format!("{name}-{number}");
            *number += 1;
            if !is_notes(&anchor) && self.given.insert(anchor.clone()) {
                return anchor;
            }
        }
    }

    /// The fragment name of a heading inside prose.
    pub(super) fn for_heading(&mut self, prefix: &str, words: &str) -> String {
        self.take(&format!("{prefix}-{}", slug(words)))
    }
}

/// Words as a fragment name: lower case, hyphens between runs of letters and digits.
pub(super) fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() && !matches!(c, '\'' | '\u{2019}') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The fragment name of a criterion: `c1.2`.
pub(super) fn criterion_anchor(number: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || c == '.' { c } else { '-' };
    format!("c{}", number.chars().map(plain).collect::<String>())
}

/// What `[[…]]` can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Referent {
    /// Its fragment.
    pub anchor: String,
    /// What stands in the text when the author gives no words: 'Appendix 4', 'criterion 2.6'.
    pub words: String,
}

/// Everything that can be referred to, by kind and name.
#[derive(Debug, Default)]
pub(super) struct Referents {
    known: BTreeMap<(&'static str, String), Referent>,
    /// The names of parts that the report does without.
    left_out: Vec<String>,
}

/// The kinds of cross-reference, as authors write them.
pub(super) const KINDS: [&str; 8] = ["section", "criterion", "part", "appendix", "chart", "table", "recommendation", "term"];

impl Referents {
    /// Of a report that does without some of its framework's parts.
    pub(super) fn without(left_out: Vec<String>) -> Self {
        Self { left_out, ..Self::default() }
    }

    /// Makes something known under its kind and name.
    pub(super) fn add(&mut self, kind: &'static str, name: &str, anchor: &str, words: String) {
        self.known.insert((kind, as_known(kind, name)), Referent { anchor: anchor.to_owned(), words });
    }

    /// Fills in every cross-reference of a document.
    pub(super) fn resolve(&self, document: &mut Document, report: &Report, problems: &mut Problems) {
        // What an insert with an error would have shown has no number to refer to.
        let lost = problems.iter().any(|problem| problem.is_error() && problem.name != "unresolved-reference");
        visit::document(document, &mut References { referents: self, report: Some(report), lost, problems });
    }

    /// The same for blocks that are no document's.
    pub(super) fn resolve_blocks(&self, blocks: &mut [Block], problems: &mut Problems) {
        visit::blocks(blocks, &mut References { referents: self, report: None, lost: false, problems });
    }

    fn find(&self, written: &str) -> Result<&Referent, (String, String)> {
        let (kind, name) = written.split_once(char::is_whitespace).map_or((written, ""), |(kind, name)| (kind, name.trim()));
        let Some(kind) = KINDS.into_iter().find(|known| *known == kind.to_lowercase()) else {
            let help = suggest::nearest(kind, KINDS).map_or_else(
                || format!("a cross-reference is a kind and a name; the kinds are {}", KINDS.join(", ")),
                |meant| format!("did you mean [[{meant} {name}]]?"),
            );
            return Err((format!("'{written}' is no cross-reference"), help));
        };
        self.known.get(&(kind, as_known(kind, name))).ok_or_else(|| {
            if ["part", "appendix"].contains(&kind) && self.left_out.iter().any(|left_out| left_out == name) {
                let help = "say it without the reference, or take the part's `leave-out` from report.yaml";
                return (format!("this report leaves the part '{name}' out"), help.to_owned());
            }
            let names = self.known.keys().filter(|(k, _)| *k == kind).map(|(_, name)| name.as_str()).collect::<Vec<_>>();
            // 'recommendation 13' of twelve: a number that is like it means nothing.
            let numbers = names.iter().filter(|name| name.parse::<u32>().is_ok()).count();
            let counted = kind == "recommendation" && name.parse::<u32>().is_ok() && numbers > 0;
            let help = match (suggest::nearest(name, names.iter().copied()), names.is_empty()) {
                _ if counted => format!("there are [[recommendation 1]] to [[recommendation {numbers}]]"),
                (Some(meant), _) => format!("did you mean [[{kind} {meant}]]?"),
                (None, true) => format!("this report has no {kind} that can be referred to"),
                (None, false) => format!("this report has: {}", names.join(", ")),
            };
            (format!("there is no {kind} '{name}'"), help)
        })
    }
}

/// A name as it is looked up: a term is the same with a capital and without.
fn as_known(kind: &str, name: &str) -> String {
    if kind == "term" { name.to_lowercase().replace('\u{2019}', "'") } else { name.to_owned() }
}

struct References<'a> {
    referents: &'a Referents,
    /// Whose they are, if it is a report's document.
    report: Option<&'a Report>,
    /// Whether something could not be inserted.
    lost: bool,
    problems: &'a mut Problems,
}

impl VisitMut for References<'_> {
    fn text(&mut self, text: &mut Vec<Inline>) {
        let mut before = String::new();
        for inline in &mut *text {
            if let Inline::Link(link) = inline
                && let Target::Anchor(anchor) = &link.target
                && let Some((span, written)) = anchor.strip_prefix(REFERENCE).and_then(parse_reference)
            {
                match self.referents.find(written) {
                    Ok(referent) => {
                        // A term stands as its author writes it here.
                        let as_written = written.strip_prefix("term ").map(|term| term.trim().to_owned());
                        link.target = Target::Anchor(referent.anchor.clone());
                        if link.content.is_empty() {
                            let starts_sentence = before.trim_end().is_empty() || ends_sentence(&before);
                            let words = as_written.unwrap_or_else(|| referent.words.clone());
                            let words = if starts_sentence { capitalised(&words) } else { words };
                            link.content = vec![Inline::Text(words)];
                        }
                    }
                    Err((message, help)) => {
                        let written = written.to_owned();
                        if !self.may_be_in_a_gap(&written) {
                            let (message, help) = self.not_inserted(&written).unwrap_or((message, help));
                            self.problems.push(Diagnostic::error("unresolved-reference", message).at(span, "").help(help));
                        }
                        link.target = Target::Anchor(String::new());
                        // So that the sentence around it reads as one, for the checks.
                        if link.content.is_empty() {
                            let starts_sentence = before.trim_end().is_empty() || ends_sentence(&before);
                            let words = if starts_sentence { capitalised(&written) } else { written };
                            link.content = vec![Inline::Text(words)];
                        }
                    }
                }
            }
            before.push_str(&plain_text(std::slice::from_ref(inline)));
        }
    }
}

impl References<'_> {
    /// Whether what is referred to may stand in a file that could not be read: then its absence is no second mistake.
    fn may_be_in_a_gap(&self, written: &str) -> bool {
        let Some(report) = self.report else { return false };
        let (gaps, unread) = (report.gaps, &report.unread);
        let name = written.split_once(char::is_whitespace).map_or("", |(_, name)| name.trim());
        let named = |names: &[String]| names.iter().any(|unread| unread == name);
        match written.split_whitespace().next() {
            Some("table" | "chart") if named(&unread.tables) || named(&unread.charts) => true,
            // One that is there would stand in a text that could not be read, or in place of an insert with an error.
            Some("table" | "chart") if gaps.prose || gaps.sections || gaps.scores || gaps.framework || self.lost => {
                is_there(report, name) || crate::model::report::MADE_TABLES.contains(&name) || gaps.scores
            }
            Some("recommendation") => gaps.recommendations || gaps.prose,
            Some("part" | "appendix") => gaps.prose,
            Some("term") => gaps.lists || gaps.prose,
            _ => false,
        }
    }
}

impl References<'_> {
    /// What is wrong if there is such a table or chart, and no text shows it.
    fn not_inserted(&self, written: &str) -> Option<(String, String)> {
        let (kind, name) = written.split_once(char::is_whitespace).map(|(kind, name)| (kind, name.trim()))?;
        let is_there = match kind {
            "table" => self.report?.tables.iter().any(|table| table.name == name),
            "chart" => self.report?.charts.iter().any(|chart| chart.name == name),
            _ => false,
        };
        let help = format!("write {{{kind}: {name}}} on a line of its own where it belongs; then it has a number to refer to");
        is_there.then(|| (format!("the {kind} '{name}' stands nowhere in the report"), help))
    }
}

/// Whether the report has a table or chart of this name.
fn is_there(report: &Report, name: &str) -> bool {
    report.tables.iter().any(|table| table.name == name) || report.charts.iter().any(|chart| chart.name == name)
}

fn parse_reference(text: &str) -> Option<(Span, &str)> {
    let mut parts = text.splitn(4, ':');
    let file = parts.next()?.parse().ok()?;
    let (start, end) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((Span { file: FileId(file), start, end }, parts.next()?))
}

/// Whether a sentence is over here; after 'e.g.' and 'p.' it is not.
fn ends_sentence(before: &str) -> bool {
    let before = before.trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    match last.strip_suffix('.') {
        Some(word) => !word.contains('.') && word.chars().filter(|c| c.is_alphanumeric()).count() > 1,
        None => before.ends_with(['!', '?']),
    }
}

pub(super) fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What the contents list beyond what they always do, and what they do not list.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Whether criteria are listed below their sections.
    pub criteria: bool,
    /// The fragments of parts that are not listed.
    pub unlisted: BTreeSet<String>,
    /// The fragments of parts whose headings and score boxes are listed too.
    pub headings: BTreeSet<String>,
}

/// The contents of a document: parts, sections and appendices, with criteria below their sections.
pub(super) fn contents(parts: &[Block], listing: &Listing) -> Vec<ContentsEntry> {
    parts.iter().filter_map(|part| entry(part, listing, false)).collect()
}

/// `headings` says that the block stands in a part whose headings are listed.
fn entry(block: &Block, listing: &Listing, headings: bool) -> Option<ContentsEntry> {
    let target = block.anchor.clone()?;
    let (heading, blocks, listed) = match &block.kind {
        BlockKind::Section(Section { kind, heading, blocks }) => {
            let listed = match kind {
                SectionKind::Part | SectionKind::MainSection | SectionKind::Appendix => true,
                SectionKind::Criterion => listing.criteria,
                SectionKind::Passage => headings,
                SectionKind::Group => false,
            };
            (heading, blocks.as_slice(), listed)
        }
        BlockKind::Panel(Panel { kind: PanelKind::Score, heading: Some(heading), .. }) => (heading, [].as_slice(), headings),
        _ => return None,
    };
    let headings = headings || listing.headings.contains(&target);
    (listed && !listing.unlisted.contains(&target)).then(|| ContentsEntry {
        id: NodeId(0),
        target,
        number: heading.number.clone(),
        separator: heading.separator.clone(),
        text: without_links(&heading.text),
        children: blocks.iter().filter_map(|block| entry(block, listing, headings)).collect(),
    })
}

/// The words of a heading where it is repeated: their form stays, links, notes and ids go.
fn without_links(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in content {
        match inline {
            Inline::Text(_) | Inline::Code(_) | Inline::Break => out.push(inline.clone()),
            Inline::Strong(inner) => out.push(Inline::Strong(without_links(inner))),
            Inline::Emphasis(inner) => out.push(Inline::Emphasis(without_links(inner))),
            Inline::Link(link) => out.extend(without_links(&link.content)),
            Inline::Passage(passage) => out.extend(without_links(&passage.content)),
            Inline::Abbreviation(abbreviation) => out.push(Inline::Text(abbreviation.short.clone())),
            Inline::NoteRef(_) => {}
        }
    }
    out
}

/// Gives every node its id, in reading order.
pub(super) fn number_nodes(document: &mut Document) {
    struct Numbers(u32);
    impl VisitMut for Numbers {
        fn id(&mut self, id: &mut NodeId) {
            *id = NodeId(self.0);
            self.0 += 1;
        }
    }
    let mut numbers = Numbers(0);
    visit::document(document, &mut numbers);
    document.node_count = numbers.0;
}

/// Marks the first use of each short form in each part, so that outputs can explain it there.
pub(super) fn mark_abbreviations(parts: &mut [Block], known: &[Abbreviation]) {
    if known.is_empty() {
        return;
    }
    let by_short = known.iter().flat_map(|a| a.short.split('/').map(move |short| (short.trim(), a))).collect::<BTreeMap<_, _>>();
    let firsts: BTreeSet<char> = by_short.keys().filter_map(|short| short.chars().next()).collect();
    for part in parts {
        let skip = matches!(&part.kind, BlockKind::Cover(_) | BlockKind::Contents(_));
        if !skip {
            visit::blocks(std::slice::from_mut(part), &mut Abbreviations { by_short: &by_short, firsts: &firsts, seen: BTreeSet::new() });
        }
    }
}

struct Abbreviations<'a> {
    by_short: &'a BTreeMap<&'a str, &'a Abbreviation>,
    /// How short forms begin.
    firsts: &'a BTreeSet<char>,
    seen: BTreeSet<&'a str>,
}

impl VisitMut for Abbreviations<'_> {
    /// A heading stays one plain run of words: it is repeated in contents, bookmarks and running heads.
    fn heading(&mut self, _heading: &mut Heading) -> bool {
        false
    }

    /// The list of abbreviations explains them itself.
    fn term(&mut self, _term: &mut Vec<Inline>) -> bool {
        false
    }

    fn text(&mut self, text: &mut Vec<Inline>) {
        // What an abbreviation or link holds is visited too, but neither is taken apart again.
        let mut out = Vec::with_capacity(text.len());
        for inline in text.drain(..) {
            match inline {
                Inline::Text(words) => self.split(words, &mut out),
                other => out.push(other),
            }
        }
        *text = out;
    }
}

impl Abbreviations<'_> {
    /// Whether a short form begins here and is longer than the first `length` bytes.
    fn goes_on(&self, rest: &str, length: usize) -> bool {
        let prefix = &rest[..length];
        self.by_short
            .range(prefix..)
            .take_while(|(short, _)| short.starts_with(prefix))
            .any(|(short, _)| short.len() > length && rest.starts_with(short) && !rest[short.len()..].starts_with(char::is_alphanumeric))
    }

    fn split(&mut self, words: String, out: &mut Vec<Inline>) {
        let mut done = 0;
        let mut start: Option<usize> = None;
        let ends = words.char_indices().map(|(at, c)| (at, c.is_alphanumeric())).chain([(words.len(), false)]);
        for (at, inside) in ends {
            match (start, inside) {
                (None, true) => start = Some(at),
                // Most words begin as no short form does, and need not be looked up.
                (Some(from), false) if !words[from..].starts_with(|c| self.firsts.contains(&c)) => start = None,
                // A short form with other signs in it, such as 'Q&A', goes on as long as it is one.
                (Some(from), false) if at < words.len() && self.goes_on(&words[from..], at - from) => {}
                (Some(from), false) => {
                    start = None;
                    let token = &words[from..at];
                    let found = self.by_short.get_key_value(token).or_else(|| self.by_short.get_key_value(token.strip_suffix('s')?));
                    if let Some((short, abbreviation)) = found
                        && self.seen.insert(short)
                    {
                        if from > done {
                            out.push(Inline::Text(words[done..from].to_owned()));
                        }
                        out.push(Inline::Abbreviation(Abbreviation { short: (*short).to_owned(), ..(*abbreviation).clone() }));
                        done = from + short.len();
                    }
                }
                _ => {}
            }
        }
        if done == 0 {
            out.push(Inline::Text(words));
        } else if done < words.len() {
            out.push(Inline::Text(words[done..].to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Anchors, slug};

    #[test]
    fn fragment_names_are_plain_and_unique() {
        assert_eq!(slug("Service users\u{2019} perspective (2008)"), "service-users-perspective-2008");
        let mut anchors = Anchors::default();
        assert_eq!([anchors.take("a"), anchors.take("a"), anchors.take("a-2")], ["a", "a-2", "a-2-2"]);
    }
}
