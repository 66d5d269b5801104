//! From YAML text to a tree of nodes, each with its place in the file.
//!
//! Only the plain core of YAML is let through: one document of mappings, lists and texts. What an author cannot see at a
//! glance (anchors, tags, several documents, the same key twice) is refused. A scalar keeps its text as written: `1.10` stays
//! `1.10` and `no` stays `no`; what it means is for `decode` to say.
//!
//! A parser stops at the first break of the syntax. What was complete before it is still handed on, marked as partial, so that
//! the other mistakes of the file are reported in the same run.

use std::collections::BTreeMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle};

use crate::diag::{Diagnostic, FileId, Problems, Span, Spanned};

/// How deep lists and mappings may stand in each other; no content of ours goes deeper than seven.
pub const MAX_DEPTH: usize = 16;

/// How many nodes a file may have.
pub const MAX_NODES: usize = 100_000;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The whole of it in the file. For a block scalar, from its `|` or `>` to the last character of its text.
    pub span: Span,
    /// The file breaks off inside it: more was to come.
    pub partial: bool,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Nothing is written, or `~`.
    Null,
    /// A text.
    Scalar {
        /// Its value.
        text: String,
        /// How it is written.
        style: Style,
    },
    /// A list.
    Sequence {
        /// Its items.
        items: Vec<Node>,
        /// Whether it is written in brackets.
        flow: bool,
    },
    /// A mapping.
    Mapping {
        /// Its keys with their values, in order; no key twice.
        entries: Vec<Entry>,
        /// Whether it is written in braces.
        flow: bool,
    },
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// Its value.
    pub value: Node,
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In quotes, single or double.
    Quoted,
    /// As a block, `|` or `>`.
    Block,
}

impl Node {
    /// A short place that stands for it: a scalar's own, a mapping's first key, a list's first item or bracket.
    pub fn head(&self) -> Span {
        match &self.kind {
            Kind::Scalar { style: Style::Block, .. } | Kind::Sequence { flow: true, .. } | Kind::Mapping { flow: true, .. } => {
                Span { end: self.span.start + 1, ..self.span }
            }
            Kind::Null | Kind::Scalar { .. } => self.span,
            Kind::Sequence { items, .. } => items.first().map_or(self.span, Self::head),
            Kind::Mapping { entries, .. } => entries.first().map_or(self.span, |entry| entry.key.span),
        }
    }

    /// What is there, in words: 'a list', 'the text ‘abc’'.
    pub fn what(&self) -> String {
        match &self.kind {
            Kind::Null => "nothing".into(),
            Kind::Scalar { text, .. } => format!("the text ‘{}’", shortened(text)),
            Kind::Sequence { .. } => "a list".into(),
            Kind::Mapping { .. } => "a mapping".into(),
        }
    }
}

/// The first line of a text, cut to a length that fits into a message.
pub fn shortened(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or("");
    let mut short: String = line.chars().take(40).collect();
    if short.len() < text.trim().len() {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}

/// The tree of a file's text, and its problems. `None` if there is nothing in it at all; that is a problem too.
pub fn parse(file: FileId, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut tree =
        Tree { file, text, open: Vec::new(), root: None, nodes: 0, last_end: 0, last_scalar: 0, ended: false, faults: Vec::new() };
    let tab = tabs(file, text);
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        max_buffered_comment_events: 100_000,
    };
    let mut flow_end = None;
    let mut after_scalar = false;
    for item in Parser::new_from_str_with_options(text, options) {
        match item {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(tree.last_end..tree.last_end);
                if let Some(tag) = span.tag_span().and_then(|tag| tag.byte_range()) {
                    tree.faults.push(
                        Diagnostic::error("yaml-tag", "tags are not used in content")
                            .at(Span::new(file, tag), "a tag")
                            .help("take it out; to begin a text with `!`, put the text in quotes"),
                    );
                }
                after_scalar = matches!(event, Event::Scalar(..));
                flow_end = matches!(event, Event::SequenceEnd | Event::MappingEnd | Event::Alias(_) | Event::UnresolvedAlias(_))
                    .then_some(range.clone())
                    .filter(|range| !range.is_empty());
                if !tree.take(event, range) {
                    tree.abandon();
                    break;
                }
            }
            Err(error) => {
                let place = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                // A tab above the break explains it, and so does an alias in its line: one mistake, one message.
                let line = text[..place].rfind('\n').map_or(0, |i| i + 1);
                let known = tab.as_ref().is_some_and(|(first, _)| *first <= place || error.info().contains("tab"))
                    || tree.faults.iter().any(|fault| fault.labels.iter().any(|label| label.span.start as usize >= line));
                if !known {
                    let fault = tree.syntax_error(&error, place, flow_end.as_ref());
                    tree.faults.push(fault);
                }
                // What came last before a break is often the cause, misread: `a: 1` with a deeper line below it.
                if after_scalar || flow_end.is_some() {
                    tree.forget_last();
                }
                tree.abandon();
                break;
            }
        }
    }
    problems.extend(tab.map(|(_, diagnostic)| diagnostic));
    let faulty = !tree.faults.is_empty();
    problems.append(&mut tree.faults);
    let root = tree.root.take().filter(|root| root.kind != Kind::Null);
    if root.is_none() && !faulty {
        problems.push(empty_file(file));
    }
    root
}

/// The file `file` has nothing in it.
pub fn empty_file(file: FileId) -> Diagnostic {
    Diagnostic::error("empty-file", "the file is empty").at(Span::new(file, 0..0), "").help("write it, or remove it if it is not needed")
}

/// The first tab of a file and one diagnostic for all of them.
fn tabs(file: FileId, text: &str) -> Option<(usize, Diagnostic)> {
    let first = text.find('\t')?;
    let lines = text.lines().filter(|line| line.contains('\t')).count();
    let help = match lines {
        1 => "YAML indents with blanks: put them in its place".to_owned(),
        _ => format!("YAML indents with blanks: put them in its place; {lines} lines of this file have tabs"),
    };
    Some((first, Diagnostic::error("tab", "a tab stands in a YAML file").at(Span::new(file, first..first + 1), "a tab").help(help)))
}

/// A list or mapping that is still open.
struct Open {
    start: usize,
    flow: bool,
    /// The key that waits for its value.
    key: Option<Spanned<String>>,
    body: Body,
}

enum Body {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<Entry>,
        seen: BTreeMap<String, Span>,
        /// The value of a key that cannot stand: read and dropped.
        drop_next: bool,
    },
}

impl Open {
    fn finish(self, file: FileId, end: usize, partial: bool) -> Node {
        let kind = match self.body {
            Body::Sequence(items) => Kind::Sequence { items, flow: self.flow },
            Body::Mapping { entries, .. } => Kind::Mapping { entries, flow: self.flow },
        };
        Node { kind, span: Span::new(file, self.start..end.max(self.start)), partial }
    }
}

/// A node as the key of a mapping; `None` if it cannot stand.
fn key(node: Node, seen: &mut BTreeMap<String, Span>, faults: &mut Problems) -> Option<Spanned<String>> {
    let (head, what) = (node.head(), node.what());
    let Kind::Scalar { text, .. } = node.kind else {
        faults.push(
            Diagnostic::error("key-not-a-word", "a key must be a word")
                .at(head, what)
                .help("write `key: value`; a text that begins with `[`, `{` or `?` needs quotes"),
        );
        return None;
    };
    if let Some(first) = seen.get(&text) {
        faults.push(
            Diagnostic::error("duplicate-key", format!("the key `{}` stands here twice", shortened(&text)))
                .at(node.span, "the second")
                .at(*first, "the first")
                .help("a key stands once: join the two, or rename or remove one"),
        );
        return None;
    }
    seen.insert(text.clone(), node.span);
    Some(Spanned::new(text, node.span))
}

struct Tree<'a> {
    file: FileId,
    text: &'a str,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    /// One past the last byte of the last event that had any.
    last_end: usize,
    /// Where the last scalar began.
    last_scalar: usize,
    /// A document was read to its end.
    ended: bool,
    faults: Problems,
}

impl Tree<'_> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// Takes an event in; `false` to stop.
    fn take(&mut self, event: Event, range: std::ops::Range<usize>) -> bool {
        match event {
            Event::DocumentStart(..) if self.ended => {
                self.faults.push(
                    Diagnostic::error("several-documents", "a file holds one document, and here a second one begins")
                        .at(self.span(range), "")
                        .help("take the `---` out, or move what follows into a file of its own"),
                );
                return false;
            }
            Event::DocumentEnd => self.ended = true,
            Event::Scalar(value, style, ..) => {
                let (kind, range) = match style {
                    ScalarStyle::Plain if range.is_empty() || value == "~" => (Kind::Null, range),
                    ScalarStyle::Plain => (Kind::Scalar { text: value.into_owned(), style: Style::Plain }, range),
                    ScalarStyle::Literal | ScalarStyle::Folded => {
                        let range = self.block_range(range);
                        (Kind::Scalar { text: value.into_owned(), style: Style::Block }, range)
                    }
                    _ => (Kind::Scalar { text: value.into_owned(), style: Style::Quoted }, range),
                };
                self.last_end = self.last_end.max(range.end);
                self.last_scalar = range.start;
                return self.put(Node { kind, span: self.span(range), partial: false });
            }
            Event::SequenceStart(style, ..) => return self.start(range, style, Body::Sequence(Vec::new())),
            Event::MappingStart(style, ..) => {
                return self.start(range, style, Body::Mapping { entries: Vec::new(), seen: BTreeMap::new(), drop_next: false });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                // A block ends where its last item ends; its event stands before whatever comes next.
                if !range.is_empty() {
                    self.last_end = self.last_end.max(range.end);
                }
                return self.close();
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.faults.push(
                    Diagnostic::error("yaml-alias", "an alias of YAML (a word after `*`) is not used in content")
                        .at(self.span(range.clone()), "read as an alias")
                        .help("if a text begins with `*`, put the text in quotes, or begin a block with `|` and write it on the next line"),
                );
                self.last_end = self.last_end.max(range.end);
                return self.put(Node { kind: Kind::Null, span: self.span(range), partial: true });
            }
            Event::Anchor(..) => self.faults.push(
                Diagnostic::error("yaml-anchor", "an anchor of YAML (a word after `&`) is not used in content")
                    .at(self.span(range), "read as an anchor")
                    .help("take it out; if a text begins with `&`, put the text in quotes"),
            ),
            Event::Comment(comment, _) => self.comment(&comment, range),
            _ => {}
        }
        true
    }

    /// `Case #4 was late` ends at `Case`: YAML takes the rest for a comment, and half a sentence would be printed.
    fn comment(&mut self, comment: &str, range: std::ops::Range<usize>) {
        let line = self.text[..range.start].rfind('\n').map_or(0, |i| i + 1);
        let swallows = comment.starts_with(|c: char| c.is_alphanumeric()) && self.last_end > line && self.last_end <= range.start;
        // After a quote the author sees that the text has ended.
        if swallows && !self.text[..self.last_end].ends_with(['\'', '"', ']', '}', ':']) {
            self.faults.push(
                Diagnostic::warning("text-after-hash", "the text ends before the `#`: YAML takes the rest of the line for a comment")
                    .at(self.span(range), "not part of the text")
                    .help("if it belongs to the text, put the text in quotes; if it is a comment, write a space after the `#`"),
            );
        }
    }

    /// From the header of a block scalar (`|`, `>-`, …) to the last character of its text; the event covers the content only.
    fn block_range(&self, content: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let before = self.text[..content.start].trim_end();
        let line = before.rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let header = before[line..].char_indices().find_map(|(i, c)| {
            let rest = &before[line + i + c.len_utf8()..];
            let rest = rest.trim_start_matches(|c: char| c == '+' || c == '-' || c.is_ascii_digit());
            let after = rest.trim_start();
            (matches!(c, '|' | '>') && (after.is_empty() || (after.starts_with('#') && after.len() < rest.len()))).then_some(line + i)
        });
        let start = header.unwrap_or(content.start);
        let end = self.text[..content.end].trim_end_matches(['\n', '\r']).len().max(start + 1).min(self.text.len());
        start..end
    }

    fn start(&mut self, range: std::ops::Range<usize>, style: StructureStyle, body: Body) -> bool {
        if self.open.len() >= MAX_DEPTH {
            self.faults.push(
                Diagnostic::error("too-deep", format!("lists and mappings stand more than {MAX_DEPTH} deep in each other"))
                    .at(self.span(range), "")
                    .help("content never needs this; look for a bracket or an indentation that is not meant"),
            );
            return false;
        }
        self.last_end = self.last_end.max(range.end);
        self.open.push(Open { start: range.start, flow: style == StructureStyle::Flow, key: None, body });
        true
    }

    fn close(&mut self) -> bool {
        match self.open.pop() {
            Some(open) => {
                let node = open.finish(self.file, self.last_end, false);
                self.put(node)
            }
            None => true,
        }
    }

    /// Puts a finished node where it belongs; `false` when there are too many.
    fn put(&mut self, node: Node) -> bool {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.faults.push(
                Diagnostic::error("too-many-values", format!("the file has more than {MAX_NODES} values"))
                    .at(self.span(self.last_end..self.last_end), "")
                    .help("split it"),
            );
            return false;
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return true;
        };
        let mut node = node;
        if node.span.start == node.span.end {
            // Nothing is written: point at the key, or at the dash, that it is missing after.
            let place = node.span.start as usize;
            node.span = match (&open.key, self.text[..place].rfind('-')) {
                (Some(key), _) => key.span,
                (None, Some(dash)) if self.text[dash + 1..place].trim().is_empty() => Span::new(self.file, dash..dash + 1),
                _ => node.span,
            };
        }
        match &mut open.body {
            Body::Sequence(items) => items.push(node),
            Body::Mapping { entries, seen, drop_next } => {
                if let Some(key) = open.key.take() {
                    entries.push(Entry { key, value: node });
                } else if !std::mem::take(drop_next) {
                    open.key = key(node, seen, &mut self.faults);
                    *drop_next = open.key.is_none();
                }
            }
        }
        true
    }

    /// Drops the last finished value of the innermost list or mapping.
    fn forget_last(&mut self) {
        match self.open.last_mut() {
            Some(Open { body: Body::Sequence(items), .. }) => {
                items.pop();
            }
            // A key without its value goes as it is.
            Some(Open { body: Body::Mapping { entries, .. }, key: None, .. }) => {
                entries.pop();
            }
            Some(open) => open.key = None,
            None => {}
        }
    }

    /// Closes all that is open, as partial: what was complete is still decoded, and nothing is said to be missing.
    fn abandon(&mut self) {
        if let Some(root) = &mut self.root {
            root.partial = true;
        }
        while let Some(open) = self.open.pop() {
            let node = open.finish(self.file, self.text.len(), true);
            match self.open.last_mut() {
                None => self.root = Some(node),
                Some(Open { body: Body::Sequence(items), .. }) => items.push(node),
                Some(Open { body: Body::Mapping { entries, .. }, key, .. }) => {
                    if let Some(key) = key.take() {
                        entries.push(Entry { key, value: node });
                    }
                }
            }
        }
    }

    /// A word alone on its line, with deeper lines below it up to a break: a key that lost its colon, so that all of this is one text to YAML.
    fn key_without_colon(&self, place: usize) -> Option<std::ops::Range<usize>> {
        let text = self.text;
        // The text has been handed over or not: it begins there, or on a line below what was last complete.
        let last_end = self.last_end.min(place);
        let below = text[last_end..place].find('\n').map(|at| last_end + at);
        let handed_over = Some(self.last_scalar.min(place)).filter(|start| text[*start..place].contains('\n'));
        let start = [handed_over, below].into_iter().flatten().find_map(|start| {
            let word = start + text[start..place].find(|c: char| !c.is_whitespace())?;
            let line = text[word..place].split_inclusive('\n').next().filter(|line| line.ends_with('\n'))?.trim_end();
            let is_key = line.starts_with(char::is_alphanumeric) && line.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
            is_key.then_some(word..word + line.len())
        })?;
        let indent = |at: usize| at - text[..at].rfind('\n').map_or(0, |end| end + 1);
        let next = start.end + text[start.end..].find(|c: char| !c.is_whitespace())?;
        let own_line = text[text[..start.start].rfind('\n').map_or(0, |end| end + 1)..start.start].trim().is_empty();
        (own_line && indent(next) > indent(start.start)).then_some(start)
    }

    /// The parser's error in the author's words.
    fn syntax_error(&self, error: &ScanError, place: usize, flow_end: Option<&std::ops::Range<usize>>) -> Diagnostic {
        let text = self.text;
        let line_start = text[..place].rfind('\n').map_or(0, |i| i + 1);
        let line = text[line_start..].lines().next().unwrap_or("").trim_end();
        let written = line_start + (line.len() - line.trim_start().len());
        let line_end = (line_start + line.len()).max(written);
        let here = place..text[place..].chars().next().filter(|c| *c != '\n').map_or(place, |c| place + c.len_utf8());
        let quoted = "put the whole text in single quotes (a quote inside is written twice: ''), or begin a block with `|` and write it on the next line";
        let one = |message: &str, range: std::ops::Range<usize>, label: &str, help: &str| {
            Diagnostic::error("malformed-yaml", message).at(self.span(range), label).help(help)
        };
        // Where a quote, bracket or block opened: after the last complete event, past `key:` and `-`.
        let opened = |chars: &[char]| text[self.last_end.min(place)..].find(chars).map(|i| self.last_end.min(place) + i);
        if let (ErrorKind::MappingValueNotAllowed, Some(key)) = (error.kind(), self.key_without_colon(place)) {
            let help = format!("write `{}:`; without the colon YAML reads on as one text", &text[key.clone()]);
            return one("a key without a colon", key, "its colon is missing", &help);
        }
        match error.kind() {
            ErrorKind::MappingValueNotAllowed if self.last_scalar >= line_start || text[written..place].contains(' ') => {
                one("a colon and a space inside a text make YAML read it as a key", here, "this colon", quoted)
            }
            ErrorKind::MappingValueNotAllowed => one(
                "this line is indented deeper than the one it belongs to",
                written..line_end,
                "a key was not expected here",
                "indent it like the keys above it; if it belongs to the key above, that key must have nothing after its colon",
            ),
            ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent | ErrorKind::DocumentIndicatorInQuotedScalar => {
                let quote = opened(&['\'', '"']).unwrap_or(place);
                one(
                    "a quote that opens here is not closed",
                    quote..(quote + 1).min(text.len()),
                    "opens here",
                    "close it; a single quote inside single quotes is written twice: ''",
                )
            }
            ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
                one("a text goes on after its closing quote", here, "after the quote", quoted)
            }
            ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape => {
                let quote = opened(&['"']).unwrap_or(place);
                one(
                    "a backslash in double quotes begins a code of YAML, and this one is not known",
                    quote..(quote + 1).min(text.len()),
                    "in this text",
                    "use single quotes, in which a backslash is a backslash",
                )
            }
            ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry
                if flow_end.is_some_and(|range| range.end > line_start && range.end <= place) =>
            {
                one("a text that begins with `[`, `{` or `*` is read as something else", here, "the text goes on here", quoted)
            }
            ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::InvalidIndentation => one(
                "this line does not stand in line with those above it",
                written..line_end,
                "",
                "items of one list begin at the same column, and so do the keys of one mapping",
            ),
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => one(
                "a key without a colon",
                written..line_end,
                "",
                "write `key: value`; a text that goes on from the line above must be indented deeper than its key",
            ),
            ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
                one("a character that cannot be printed", here, "here", "take it out")
            }
            ErrorKind::UnexpectedCharacter { character } => {
                one(&format!("a text cannot begin with `{character}` in YAML"), here, "here", quoted)
            }
            ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::BlockEntryInFlowCollection => one(
                "a list item cannot stand here",
                here,
                "this dash",
                "begin a list on the line below its key; a text that begins with `- ` needs quotes",
            ),
            ErrorKind::InvalidBlockScalarHeader => one(
                "a text follows `|` or `>` in the same line",
                here,
                "a block begins here",
                "begin the text on the next line, or put it in quotes",
            ),
            ErrorKind::DirectiveDisallowed => one("a line that begins with `%` is a directive of YAML", here, "", "take it out"),
            ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
                one("a bracket closes that does not belong here", here, "this bracket", "remove it, or put a text that holds it in quotes")
            }
            ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::InvalidColonPlacement
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofImplicitFlowMapping => {
                // A bracket that may yet turn out to be a key has not been handed over when its end is missed.
                let start = self.open.iter().find(|open| open.flow).map(|open| open.start);
                let start = start.or_else(|| opened(&['[', '{'])).unwrap_or(place);
                one(
                    "a bracket that opens here is not closed, or a comma is missing in it",
                    start..(start + 1).min(text.len()),
                    "opens here",
                    "close it; a text that begins with a bracket needs quotes, and so does one in brackets that holds a comma, a colon or a bracket",
                )
            }
            _ => one(
                &format!("this is not YAML: {}", error.info()),
                here,
                "",
                "look at the indentation, the quotes and the brackets of this line and the one above",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Node, Style, parse};
    use crate::diag::Sources;

    /// A tree as text: scalars as value, style and the source at their span.
    fn dump(node: &Node, sources: &Sources) -> String {
        match &node.kind {
            Kind::Null => "-".into(),
            Kind::Scalar { text, style } => {
                let style = match style {
                    Style::Plain => "",
                    Style::Quoted => "q",
                    Style::Block => "b",
                };
                format!("{style}{text:?}={:?}", sources.slice(node.span))
            }
            Kind::Sequence { items, .. } => format!("[{}]", items.iter().map(|item| dump(item, sources)).collect::<Vec<_>>().join(", ")),
            Kind::Mapping { entries, .. } => {
                let entry = |entry: &super::Entry| format!("{}: {}", entry.key.value, dump(&entry.value, sources));
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn read(text: &str) -> (String, Vec<String>) {
        let mut sources = Sources::default();
        let file = sources.add("f.yaml", text);
        let mut problems = Vec::new();
        let node = parse(file, text, &mut problems);
        let problems = problems.iter().map(|p| {
            let place = sources.line_column(p.labels[0].span);
            format!("{}:{} {} | {}", place.line, place.column, p.name, p.message)
        });
        (node.map_or("nothing".into(), |node| dump(&node, &sources)), problems.collect())
    }

    #[test]
    fn keeps_texts_as_written_and_knows_their_places() {
        for (text, tree) in [
            ("a: 1.10\nb: no\nc:\nd: ~\n", r#"{a: "1.10"="1.10", b: "no"="no", c: -, d: -}"#),
            ("a: 'it''s'\nb: \"x\\ny\"\n", r#"{a: q"it's"="'it''s'", b: q"x\ny"="\"x\\ny\""}"#),
            ("a: |\n  one\n\n  two\n\n\nb: 1\n", r#"{a: b"one\n\ntwo\n"="|\n  one\n\n  two", b: "1"="1"}"#),
            ("- >-  # why\n  é\n  two\n- |2\n    x\n", r#"[b"é two"=">-  # why\n  é\n  two", b"  x\n"="|2\n    x"]"#),
            ("a | b: |\n\n  x\n", r#"{a | b: b"\nx\n"="|\n\n  x"}"#),
            ("a: |\nb: 1\n", r#"{a: b""="|", b: "1"="1"}"#),
            ("a: plain\n  goes on # said\n", r#"{a: "plain goes on"="plain\n  goes on"}"#),
            ("\u{feff}a: [x, {b: c}]\r\n", r#"{a: ["x"="x", {b: "c"="c"}]}"#),
            ("---\na: 1\n...\n", r#"{a: "1"="1"}"#),
        ] {
            assert_eq!(read(text), (tree.to_owned(), Vec::new()), "{text:?}");
        }
    }

    #[test]
    fn says_what_is_wrong_in_the_authors_words() {
        for (text, problem) in [
            ("", "1:1 empty-file | the file is empty"),
            ("# only a comment\n", "1:1 empty-file | the file is empty"),
            ("a: b: c\n", "1:5 malformed-yaml | a colon and a space inside a text make YAML read it as a key"),
            (
                "a: x\nb: In Surrey the\n  number of cases: all\n",
                "3:18 malformed-yaml | a colon and a space inside a text make YAML read it as a key",
            ),
            ("a: 1\n  b: 2\n", "2:3 malformed-yaml | this line is indented deeper than the one it belongs to"),
            ("a:\n  - x\n - y\n", "3:2 malformed-yaml | this line does not stand in line with those above it"),
            ("a: 'x\nb: y\n", "1:4 malformed-yaml | a quote that opens here is not closed"),
            ("a: 'x' y\n", "1:8 malformed-yaml | a text goes on after its closing quote"),
            ("a: \"\\q\"\n", "1:4 malformed-yaml | a backslash in double quotes begins a code of YAML, and this one is not known"),
            ("a: {area} x\n", "1:11 malformed-yaml | a text that begins with `[`, `{` or `*` is read as something else"),
            ("- [[section 2]] says\n", "1:17 malformed-yaml | a text that begins with `[`, `{` or `*` is read as something else"),
            ("- **All** cases\n", "1:3 yaml-alias | an alias of YAML (a word after `*`) is not used in content"),
            ("a: *b\n", "1:4 yaml-alias | an alias of YAML (a word after `*`) is not used in content"),
            ("a: &b 1\n", "1:4 yaml-anchor | an anchor of YAML (a word after `&`) is not used in content"),
            ("a: !!str 1\n", "1:4 yaml-tag | tags are not used in content"),
            ("a: 1\nb\nc: 2\n", "2:1 malformed-yaml | a key without a colon"),
            ("a: %x\n", "1:4 malformed-yaml | a text cannot begin with `%` in YAML"),
            ("a: - b\n", "1:4 malformed-yaml | a list item cannot stand here"),
            ("a: > b\n", "1:4 malformed-yaml | a text follows `|` or `>` in the same line"),
            (
                "a:\n  - One.\n  - [Two\n  - Three.\nb:\n  c: 1\n",
                "3:5 malformed-yaml | a bracket that opens here is not closed, or a comma is missing in it",
            ),
            ("a: [1, 2\nb: 3\n", "1:4 malformed-yaml | a bracket that opens here is not closed, or a comma is missing in it"),
            ("a: ]\n", "1:4 malformed-yaml | a bracket closes that does not belong here"),
            ("a: 1\n---\nb: 1\n", "2:1 several-documents | a file holds one document, and here a second one begins"),
            ("%YAML 1.2\n---\na: 1\n", "1:1 malformed-yaml | a line that begins with `%` is a directive of YAML"),
            ("a: 1\nb: 2\na: 3\n", "3:1 duplicate-key | the key `a` stands here twice"),
            ("[a]: b\n", "1:1 key-not-a-word | a key must be a word"),
            ("a:\n\tb: 1\n", "2:1 tab | a tab stands in a YAML file"),
            ("a: x\n\tb: 1\n", "2:1 tab | a tab stands in a YAML file"),
            ("a:\n  b\n    - |\n      One.\n      Two: three.\n", "2:3 malformed-yaml | a key without a colon"),
            ("a:\n  - |\n    x\nb\n  c: 1\n", "4:1 malformed-yaml | a key without a colon"),
            ("a: 1\nb\n  - One.\n  - Two: three.\n", "2:1 malformed-yaml | a key without a colon"),
            ("a: x\ty\n", "1:5 tab | a tab stands in a YAML file"),
            ("a: case #4 was late\n", "1:9 text-after-hash | the text ends before the `#`: YAML takes the rest of the line for a comment"),
        ] {
            assert_eq!(read(text).1, [problem], "{text:?}");
        }
    }

    #[test]
    fn what_was_complete_before_a_break_is_handed_on() {
        assert_eq!(read("a: 1\nb:\n  - x\n  - y\n - z\n").0, r#"{a: "1"="1", b: ["x"="x", "y"="y"]}"#);
        assert_eq!(read("a: 1\nb: c: d\n").0, r#"{a: "1"="1"}"#);
    }

    #[test]
    fn bombs_stop_early() {
        assert_eq!(read(&"[".repeat(100_000)).1.len(), 1);
        assert_eq!(read(&"- ".repeat(50_000)).1.len(), 1);
        let (_, problems) = read(&format!("[{}]", "a,".repeat(super::MAX_NODES + 1)));
        assert_eq!(problems.len(), 1, "{problems:?}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "[-a:|>'\"\\[\\]{}#&*!%@, \n\t\\\\é?]{0,60}") {
            let (tree, problems) = read(&text);
            // Nothing is passed over in silence.
            proptest::prop_assert!(tree != "nothing" || !problems.is_empty());
        }
    }
}
