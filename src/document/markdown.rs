//! Markdown to blocks and inlines.
//!
//! In comes one text of the content with its place; out come document blocks and every problem found in it. Raw HTML is
//! refused, links are held to safe schemes, `[[…]]` becomes a cross-reference to be filled in when the whole document
//! stands, and `{…}` alone on a line becomes whatever the caller inserts there.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::outline::Anchors;
use super::tree::{
    Align, Block, BlockKind, Cell, Column, Figure, FigurePicture, Heading, Inline, Link, List, ListItem, Marker, NodeId, NoteRef,
    Paragraph, ParagraphRole, Preformatted, Quote, Row, Scope, Section, SectionKind, Table, Target,
};
use super::wording::{self, Problem, Unfilled, Values};
use super::{language, leftovers};
use crate::diag::{Diagnostic, Problems, Sources, Span, suggest};
use crate::source::image::ImageId;
use crate::source::text_map::TextMap;

/// The scheme of a link target that stands for a cross-reference until it is filled in. It cannot be written by an author:
/// links are held to a list of schemes.
pub(super) const REFERENCE: &str = "\u{0}reference:";

/// What a text is and what may stand in it.
pub(super) struct Text<'a> {
    /// The Markdown.
    pub source: &'a str,
    /// Where it was written.
    pub span: Span,
    /// The level of the heading that the text stands under; `None` where no headings may stand.
    pub heading_level: Option<u8>,
    /// Put before the fragment names of headings: `summary`.
    pub anchor_prefix: &'a str,
    /// What fills placeholders.
    pub values: Option<&'a dyn Values>,
    /// The role of its paragraphs.
    pub role: ParagraphRole,
    /// The way back from the text to its file, made when the first place is asked for.
    pub map: OnceCell<TextMap>,
    /// Bytes at its start that are ours and not the author's.
    pub lead: usize,
}

impl Text<'_> {
    /// The place in its file of a byte range of the text.
    pub(super) fn place(&self, sources: &Sources, range: Range<usize>) -> Span {
        let slice = sources.slice(self.span);
        let range = range.start.saturating_sub(self.lead)..range.end.saturating_sub(self.lead);
        self.map.get_or_init(|| TextMap::new(slice, &self.source[self.lead..])).place(self.span, slice, range)
    }
}

/// What the conversion asks of the document being built.
pub(super) trait Host {
    /// Blocks for an insert such as `{table: caseload}`, or a problem.
    /// `level` is that of the heading above it in the text, if headings may stand there.
    fn insert(&mut self, name: &str, argument: Option<&str>, span: Span, level: Option<u8>) -> Vec<Block>;
    /// The picture of a path.
    fn image(&mut self, path: &str, span: Span) -> Option<ImageId>;
    /// Takes in a footnote and gives its index; its blocks come later.
    fn new_note(&mut self) -> usize;
    /// The blocks of a footnote.
    fn fill_note(&mut self, note: usize, blocks: Vec<Block>);
    /// Fragment names given so far.
    fn anchors(&mut self) -> &mut Anchors;
    /// The place of a byte range of a text in its file.
    fn place(&self, text: &Text, range: Range<usize>) -> Span;
    /// A problem of the text.
    fn problem(&mut self, problem: Diagnostic);
    /// The passages of a text that a remark is made on, each with the remark's index.
    fn remarks(&self, _text: Span) -> Vec<(Span, usize)> {
        Vec::new()
    }
    /// The mark of a remark, to stand after its passage; `None` if it stands in the document already.
    fn remark(&mut self, _remark: usize) -> Option<Inline> {
        None
    }
}

/// The blocks of a text.
pub(super) fn blocks(text: &Text, host: &mut dyn Host) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_WIKILINKS;
    let events = Parser::new_ext(text.source, options).into_offset_iter().collect::<Vec<_>>();
    if let Some(range) = too_deep(&events) {
        let span = host.place(text, range);
        host.problem(
            Diagnostic::error("too-deep", format!("lists, quotations and emphasis stand more than {DEEPEST} deep in each other"))
                .at(span, "")
                .help("take the text apart: nobody can follow it on a page"),
        );
        return Vec::new();
    }
    if let Some(range) = too_long(&events) {
        let span = host.place(text, range);
        host.problem(
            Diagnostic::error("paragraph-too-long", format!("a paragraph has more than {LONGEST} characters"))
                .at(span, "it begins here")
                .help("leave a line empty where a new paragraph begins; readers want one after a hundred words or so"),
        );
        return Vec::new();
    }
    let remarks = host.remarks(text.span);
    let mut converter = Converter { text, host, events, at: 0, notes: BTreeMap::new(), level: text.heading_level, remarks };
    let flat = converter.flow(None);
    for (label, note) in std::mem::take(&mut converter.notes) {
        let Some((blocks, range)) = note.text else { continue };
        if let Some(index) = note.index {
            converter.host.fill_note(index, blocks);
        } else {
            let span = converter.span(range);
            converter.host.problem(
                Diagnostic::warning("unused-footnote", format!("the footnote '{label}' is not referred to"))
                    .at(span, "")
                    .help(format!("write [^{label}] where it belongs, or remove it")),
            );
        }
    }
    nest(flat)
}

/// The inlines of a text that may hold one paragraph only, such as a cell or a title.
///
/// Signs that would open a list or a heading elsewhere (`-`, `2008.`) are plain text here: the text is read behind a
/// no-break space, after which no block can begin.
pub(super) fn inlines(text: &Text, host: &mut dyn Host) -> Vec<Inline> {
    const LEAD: &str = "\u{a0}";
    let source = format!("{LEAD}{}", text.source.trim_start());
    let skipped = text.source.len() - text.source.trim_start().len();
    let text = &Text {
        source: &source,
        span: text.span,
        heading_level: None,
        anchor_prefix: text.anchor_prefix,
        values: text.values,
        role: text.role,
        map: OnceCell::new(),
        lead: if skipped == 0 { LEAD.len() } else { 0 },
    };
    let mut found = blocks(text, host);
    match found.pop() {
        None => Vec::new(),
        Some(Block { kind: BlockKind::Paragraph(mut paragraph), .. }) if found.is_empty() => {
            if let Some(Inline::Text(first)) = paragraph.content.first_mut() {
                if let Some(rest) = first.strip_prefix(LEAD) {
                    *first = rest.to_owned();
                }
                if first.is_empty() {
                    paragraph.content.remove(0);
                }
            }
            paragraph.content
        }
        Some(_) => {
            let span = host.place(text, 0..text.source.len());
            host.problem(
                Diagnostic::error("not-one-line", "only one paragraph of text may stand here")
                    .at(span, "")
                    .help("write it as one line without lists, headings or tables"),
            );
            Vec::new()
        }
    }
}

/// The plain words of a line of Markdown, for places that show words alone: charts, names of data, the page's title.
pub fn plain(text: &str) -> String {
    let source = format!("\u{a0}{}", text.trim_start());
    let mut out = String::new();
    for event in Parser::new_ext(&source, Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_WIKILINKS) {
        match event {
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    language::plain(out.trim_start_matches('\u{a0}').to_owned())
}

/// How many containers may stand in each other.
const DEEPEST: usize = 16;

/// The first place where containers stand deeper than that.
fn too_deep(events: &[(Event, Range<usize>)]) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    for (event, range) in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        // A list and its item are two.
        if depth > 2 * DEEPEST {
            return Some(range.clone());
        }
    }
    None
}

/// The longest paragraph, in bytes: some seven pages without a break. What is done with a paragraph may take longer than its length.
const LONGEST: usize = 20_000;

/// The first words of a paragraph that is longer than that.
fn too_long(events: &[(Event, Range<usize>)]) -> Option<Range<usize>> {
    let mut first: Option<&Range<usize>> = None;
    for (event, range) in events {
        match event {
            Event::Start(tag) if is_block(tag) => first = None,
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::CodeBlock) => first = None,
            Event::End(_) => {}
            _ => {
                let from = first.get_or_insert(range);
                if range.end.saturating_sub(from.start) > LONGEST {
                    return Some(from.start..from.start + 1);
                }
            }
        }
    }
    None
}

#[derive(Default)]
struct FileNote {
    index: Option<usize>,
    references: usize,
    text: Option<(Vec<Block>, Range<usize>)>,
}

struct Converter<'a, 'h> {
    text: &'a Text<'a>,
    host: &'h mut dyn Host,
    events: Vec<(Event<'a>, Range<usize>)>,
    at: usize,
    notes: BTreeMap<String, FileNote>,
    /// The level of the last heading.
    level: Option<u8>,
    /// Passages to be marked, each with the index of its remark.
    remarks: Vec<(Span, usize)>,
}

impl<'a> Converter<'a, '_> {
    fn span(&self, range: Range<usize>) -> Span {
        self.host.place(self.text, range)
    }

    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event
    }

    fn block(&self, range: Range<usize>, kind: BlockKind) -> Block {
        Block { id: NodeId(0), source: Some(self.span(range)), anchor: None, lang: None, kind }
    }

    fn error(&mut self, name: &'static str, message: impl Into<String>, range: Range<usize>, help: impl Into<String>) {
        let span = self.span(range);
        self.host.problem(Diagnostic::error(name, message).at(span, "").help(help));
    }

    /// Blocks up to the end of the enclosing container. Tight list items hold bare inlines, which become a paragraph.
    fn flow(&mut self, until: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(end) if Some(end) == until => break,
                Event::Start(tag) if is_block(&tag) => self.start(tag, range, &mut blocks),
                Event::Rule => blocks.push(self.block(range, BlockKind::Rule)),
                Event::Html(_) => self.raw_html(range),
                Event::End(_) => {}
                _ => {
                    self.at -= 1;
                    let start = range.start;
                    let (content, end) = self.inline_run(None, true);
                    self.paragraph(content, start..end, &mut blocks);
                }
            }
        }
        blocks.into_iter().flat_map(figures).collect()
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => {
                if let Some(inserted) = self.insert(range.clone()) {
                    blocks.extend(inserted);
                    return;
                }
                let (content, _) = self.inline_run(Some(TagEnd::Paragraph), true);
                self.paragraph(content, range, blocks);
            }
            Tag::Heading { level, .. } => {
                let (content, _) = self.inline_run(Some(TagEnd::Heading(level)), false);
                let level = level_number(level);
                match self.text.heading_level {
                    None => self.error(
                        "heading-not-allowed",
                        "a heading may not stand here",
                        range,
                        "use a plain paragraph, or **strong words** at its start",
                    ),
                    Some(_) if level == 1 => self.error(
                        "heading-too-high",
                        "headings inside a part start at ##",
                        range,
                        "the part's own title stands above them: write ## in place of #",
                    ),
                    Some(above) if above + level > 7 => self.error(
                        "heading-too-deep",
                        "there are no headings below level 6",
                        range,
                        "use **strong words** at the start of the paragraph",
                    ),
                    Some(above) => {
                        let heading = Heading::plain(above + level - 1, content);
                        self.level = Some(heading.level);
                        let anchor = self.host.anchors().for_heading(self.text.anchor_prefix, &super::tree::plain_text(&heading.text));
                        let mut block =
                            self.block(range, BlockKind::Section(Section { kind: SectionKind::Passage, heading, blocks: Vec::new() }));
                        block.anchor = Some(anchor);
                        blocks.push(block);
                    }
                }
            }
            Tag::BlockQuote(kind) => {
                let inner = self.flow(Some(TagEnd::BlockQuote(kind)));
                blocks.push(self.block(range, BlockKind::Quote(Quote { blocks: inner })));
            }
            Tag::CodeBlock(kind) => {
                let mut code = String::new();
                while let Some((event, _)) = self.next() {
                    match event {
                        Event::End(TagEnd::CodeBlock) => break,
                        Event::Text(part) => code.push_str(&part),
                        _ => {}
                    }
                }
                if matches!(kind, CodeBlockKind::Indented) {
                    self.error(
                        "indented-text",
                        "a paragraph is indented by four spaces or more",
                        range,
                        "take the indentation away; for text kept as written, put ``` on the lines before and after it",
                    );
                } else {
                    blocks.push(self.block(range, BlockKind::Preformatted(Preformatted { text: code.trim_end().to_owned() })));
                }
            }
            Tag::List(first) => {
                let mut items = Vec::new();
                let mut number = first.unwrap_or(1);
                while let Some((event, item_range)) = self.next() {
                    match event {
                        Event::End(TagEnd::List(_)) => break,
                        Event::Start(Tag::Item) => {
                            let inner = self.flow(Some(TagEnd::Item));
                            let label = if first.is_some() { format!("{number}.") } else { "\u{2022}".to_owned() };
                            number += 1;
                            let source = Some(self.span(item_range));
                            items.push(ListItem { id: NodeId(0), label, anchor: None, source, blocks: inner });
                        }
                        _ => {}
                    }
                }
                let marker = if first.is_some() { Marker::Number } else { Marker::Bullet };
                blocks.push(self.block(range, BlockKind::List(List { marker, items })));
            }
            Tag::FootnoteDefinition(label) => {
                // Numbers follow the first references, wherever the definitions stand.
                let inner = self.flow(Some(TagEnd::FootnoteDefinition));
                self.notes.entry(label.to_string()).or_default().text = Some((inner, range));
            }
            Tag::Table(alignments) => self.table(&alignments, range, blocks),
            Tag::HtmlBlock => {
                self.raw_html(range);
                while let Some((event, _)) = self.next() {
                    if event == Event::End(TagEnd::HtmlBlock) {
                        break;
                    }
                }
            }
            _ => {}
        }
    }

    fn raw_html(&mut self, range: Range<usize>) {
        let written = self.text.source[range.clone()].lines().next().unwrap_or("").trim().to_owned();
        let help = if written.starts_with("<!--") {
            "write remarks to yourself as YAML comments, or take them out".to_owned()
        } else {
            "use Markdown for emphasis, lists, links and tables; write \\< for the sign itself".to_owned()
        };
        self.error("raw-html", format!("HTML does not belong in the text: {}", shorten(&written)), range, help);
    }

    /// An insert, if the paragraph is nothing else. Its events are used up.
    fn insert(&mut self, range: Range<usize>) -> Option<Vec<Block>> {
        let written = self.text.source[range.clone()].trim();
        let inner = written.strip_prefix('{')?.strip_suffix('}')?;
        if inner.contains(['{', '}', '\n']) {
            return None;
        }
        let (name, argument) = wording::split(inner);
        let placeholder = |values: &dyn Values| {
            !matches!(values.value(name, argument), Err(Unfilled::UnknownPlaceholder | Unfilled::Literal | Unfilled::InsertAmongWords))
        };
        if self.text.values.is_some_and(placeholder) {
            return None;
        }
        while let Some((event, _)) = self.next() {
            if event == Event::End(TagEnd::Paragraph) {
                break;
            }
        }
        let span = self.span(range);
        Some(self.host.insert(name, argument, span, self.level))
    }

    fn paragraph(&mut self, mut content: Vec<Inline>, range: Range<usize>, blocks: &mut Vec<Block>) {
        if !content.is_empty() {
            // What ends with the paragraph, behind its last word.
            for (_, remark) in self.remarks_up_to(range.clone()) {
                content.extend(self.host.remark(remark));
            }
            blocks.push(self.block(range, BlockKind::Paragraph(Paragraph { role: self.text.role, content })));
        }
    }

    fn note(&mut self, label: &str) -> usize {
        if let Some(index) = self.notes.get(label).and_then(|note| note.index) {
            return index;
        }
        let index = self.host.new_note();
        self.notes.entry(label.to_owned()).or_default().index = Some(index);
        index
    }

    /// Inlines up to `until`, or up to the first event that does not belong to a run of text. Returns the end of the run too.
    /// `pictures` says whether pictures may stand in it: they become blocks of their own.
    fn inline_run(&mut self, until: Option<TagEnd>, pictures: bool) -> (Vec<Inline>, usize) {
        let mut out = Inlines::default();
        let mut end = 0;
        while let Some((event, range)) = self.next() {
            let ended = matches!(&event, Event::End(tag) if Some(*tag) == until);
            if ended {
                break;
            }
            let foreign = matches!(&event, Event::End(_))
                || matches!(&event, Event::Start(tag) if is_block(tag))
                || matches!(event, Event::Rule | Event::Html(_));
            if foreign {
                self.at -= 1;
                break;
            }
            end = range.end;
            match event {
                Event::Text(text) if self.remarks.is_empty() => out.text(&text, range),
                Event::Text(text) => self.words_with_remarks(&text, range, &mut out),
                Event::SoftBreak => out.text(" ", range),
                Event::HardBreak => {
                    self.flush(&mut out);
                    out.list.push(Inline::Break);
                }
                Event::Code(code) => {
                    self.flush(&mut out);
                    out.list.push(Inline::Code(code.to_string()));
                }
                Event::InlineHtml(_) => self.raw_html(range),
                Event::FootnoteReference(label) => {
                    self.flush(&mut out);
                    let note = self.note(&label);
                    let entry = self.notes.entry(label.to_string()).or_default();
                    let occurrence = entry.references;
                    entry.references += 1;
                    out.list.push(Inline::NoteRef(NoteRef { id: NodeId(0), note, occurrence }));
                }
                Event::Start(Tag::Strong) => {
                    self.flush(&mut out);
                    let (inner, _) = self.inline_run(Some(TagEnd::Strong), false);
                    out.list.push(Inline::Strong(inner));
                }
                Event::Start(Tag::Emphasis) => {
                    self.flush(&mut out);
                    let (inner, _) = self.inline_run(Some(TagEnd::Emphasis), false);
                    out.list.push(Inline::Emphasis(inner));
                }
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    self.flush(&mut out);
                    let (content, _) = self.inline_run(Some(TagEnd::Link), false);
                    out.list.extend(self.link(link_type, &dest_url, content, range));
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    self.flush(&mut out);
                    let (alt, _) = self.inline_run(Some(TagEnd::Image), false);
                    if pictures {
                        out.list.extend(self.stray_image(&dest_url, &title, &alt, range));
                    } else {
                        self.error("picture-among-words", "a picture may not stand here", range, "put it on a line of its own");
                    }
                }
                _ => {}
            }
        }
        self.flush(&mut out);
        let list = language::passages(out.list);
        if list.iter().any(|inline| matches!(inline, Inline::Text(text) if text.contains(language::LEFT))) {
            let span = self.span(out.range);
            self.host.problem(
                Diagnostic::warning("unread-mark", format!("'{}' stands here as text", language::LEFT)).at(span, "").help(language::HELP),
            );
        }
        (list, end)
    }

    /// Takes the remarks out whose passages end inside a range or before it.
    fn remarks_up_to(&mut self, range: Range<usize>) -> Vec<(Span, usize)> {
        if self.remarks.is_empty() {
            return Vec::new();
        }
        let end = self.span(range).end;
        let (due, later) = std::mem::take(&mut self.remarks).into_iter().partition(|(passage, _)| passage.end <= end);
        self.remarks = later;
        due
    }

    /// Words in which passages end that a remark is made on: its mark stands right after them.
    fn words_with_remarks(&mut self, words: &str, range: Range<usize>, out: &mut Inlines) {
        let mut from = 0;
        for (passage, remark) in self.remarks_up_to(range.clone()) {
            // Where the words are not those of the source, as with a character written by name, the mark comes after all of them.
            let same = words.len() == range.len();
            let ends = |at: &usize| !same || self.span(range.start..range.start + at).end >= passage.end;
            let at = (from..=words.len()).filter(|at| words.is_char_boundary(*at)).find(ends);
            let at = if same { at.unwrap_or(words.len()) } else { words.len() };
            out.text(&words[from..at], range.start + from.min(range.len())..range.start + at.min(range.len()));
            self.flush(out);
            out.list.extend(self.host.remark(remark));
            from = at;
        }
        if from < words.len() {
            out.text(&words[from..], range.start + from.min(range.len())..range.end);
        }
    }

    /// Ends a run of words: fills placeholders and looks for marks that Markdown left unread.
    fn flush(&mut self, out: &mut Inlines) {
        if out.pending.is_empty() {
            return;
        }
        let range = out.range.clone();
        let words = self.right_languages(std::mem::take(&mut out.pending), range.clone());
        let words = language::hide(&words);
        let words = match self.text.values {
            Some(values) if words.contains('{') => {
                let (filled, problems) = wording::fill(&words, values);
                for problem in problems {
                    let found = self.text.source[range.clone()]
                        .find(&format!("{{{}}}", problem.inner))
                        .map_or(range.clone(), |at| range.start + at..range.start + at + problem.inner.len() + 2);
                    let span = self.span(found);
                    self.host.problem(placeholder_problem(&problem).at(span, ""));
                }
                filled
            }
            _ => words,
        };
        if let Some((mark, help)) = leftovers::unread_mark(&words) {
            let start = self.text.source[range.clone()].find(mark).map_or(range.start, |at| range.start + at);
            let span = self.span(start..(start + mark.len()).min(range.end).max(start));
            self.host.problem(
                Diagnostic::warning("unread-mark", format!("'{}' stands here as text", mark.escape_debug())).at(span, "").help(help),
            );
        }
        if let Some(at) = words.find("[^").filter(|_| !self.text.source[range.clone()].contains("\\[^")) {
            let label = words[at + 2..].split(']').next().unwrap_or("").to_owned();
            self.error(
                "undefined-footnote",
                format!("the footnote '{label}' has no text"),
                range,
                format!("add a paragraph [^{label}]: with its text at the end of the file"),
            );
        }
        match out.list.last_mut() {
            Some(Inline::Text(text)) => text.push_str(&words),
            _ => out.list.push(Inline::Text(words)),
        }
    }

    /// Reports signs of language that are none, and has the words be in some other language, so that nothing else is said of them.
    fn right_languages(&mut self, mut words: String, range: Range<usize>) -> String {
        let mut from = range.start;
        for tag in language::mistyped(&words.clone()) {
            let sign = format!("{{lang={tag}}}");
            let at = self.text.source[from..range.end].find(&sign).map_or(from, |at| from + at);
            from = (at + sign.len()).min(range.end);
            self.error("unknown-language", format!("‘{tag}’ is not the sign of a language"), at..from, language::meant(tag));
            words = words.replacen(&sign, "{lang=und}", 1);
        }
        words
    }

    fn link(&mut self, link_type: LinkType, url: &str, content: Vec<Inline>, range: Range<usize>) -> Vec<Inline> {
        if let LinkType::WikiLink { has_pothole } = link_type {
            let span = self.span(range);
            let target = Target::Anchor(format!("{REFERENCE}{}:{}:{}:{}", span.file.0, span.start, span.end, url.trim()));
            return vec![Inline::Link(Link { id: NodeId(0), target, content: if has_pothole { content } else { Vec::new() } })];
        }
        let target = if link_type == LinkType::Email { format!("mailto:{url}") } else { url.trim().to_owned() };
        let lower = target.to_ascii_lowercase();
        let safe =
            ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)) && !target.contains(|c: char| c.is_control());
        if !safe {
            let help = if target.starts_with('#') {
                "refer to parts of the report by name, such as [[section 2]] or [[table caseload]]"
            } else {
                "links lead to https://, http:// or mailto: addresses; write the address in full"
            };
            self.error("bad-link", format!("the link leads to '{}'", shorten(&target)), range, help);
            return content;
        }
        if super::tree::plain_text(&content).trim().is_empty() {
            self.error("empty-link", "the link has no words", range, "write what it leads to between the square brackets");
            return content;
        }
        vec![Inline::Link(Link { id: NodeId(0), target: Target::Url(target), content })]
    }

    /// A picture is a block of its own: `figures` takes paragraphs apart afterwards, so it travels as a marked link.
    fn stray_image(&mut self, path: &str, title: &str, alt: &[Inline], range: Range<usize>) -> Vec<Inline> {
        let alt = super::tree::plain_text(alt);
        let span = self.span(range.clone());
        let image = self.host.image(path, span);
        if alt.trim().is_empty() {
            self.error(
                "missing-alt",
                "the picture has no text alternative",
                range,
                "say between the square brackets what the picture shows, for those who cannot see it",
            );
            return Vec::new();
        }
        let Some(image) = image else { return Vec::new() };
        vec![Inline::Link(Link {
            id: NodeId(0),
            target: Target::Anchor(format!("{IMAGE}{}", image.0)),
            content: vec![Inline::Text(alt), Inline::Text(title.to_owned())],
        })]
    }

    fn table(&mut self, alignments: &[Alignment], range: Range<usize>, blocks: &mut Vec<Block>) {
        let columns = alignments
            .iter()
            .map(|alignment| Column {
                align: match alignment {
                    Alignment::Right => Align::Number,
                    Alignment::Center => Align::Center,
                    Alignment::None | Alignment::Left => Align::Start,
                },
            })
            .collect::<Vec<_>>();
        let (mut head, mut body) = (Vec::new(), Vec::new());
        let mut cells = Vec::new();
        let mut in_head = false;
        while let Some((event, _)) = self.next() {
            match event {
                Event::End(TagEnd::Table) => break,
                Event::Start(Tag::TableHead) => in_head = true,
                Event::End(TagEnd::TableHead) => {
                    head.push(Row { id: NodeId(0), cells: std::mem::take(&mut cells) });
                    in_head = false;
                }
                Event::End(TagEnd::TableRow) => body.push(Row { id: NodeId(0), cells: std::mem::take(&mut cells) }),
                Event::Start(Tag::TableCell) => {
                    let (content, _) = self.inline_run(Some(TagEnd::TableCell), false);
                    let header = match (in_head, cells.is_empty()) {
                        (true, _) => Some(Scope::Column),
                        (false, true) => Some(Scope::Row),
                        (false, false) => None,
                    };
                    cells.push(Cell { id: NodeId(0), header, columns: 1, content });
                }
                _ => {}
            }
        }
        let table = Table {
            number: String::new(),
            caption: Vec::new(),
            caption_id: NodeId(0),
            summary: String::new(),
            columns,
            head,
            body,
            notes: Vec::new(),
            data_name: None,
        };
        blocks.push(self.block(range, BlockKind::Table(table)));
    }
}

/// The scheme under which a picture travels through a paragraph.
const IMAGE: &str = "\u{0}image:";

#[derive(Default)]
struct Inlines {
    list: Vec<Inline>,
    pending: String,
    range: Range<usize>,
}

impl Inlines {
    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.pending.is_empty() {
            self.range = range;
        } else {
            self.range.end = range.end;
        }
        // `&#26;` could be taken for a value that was not read.
        self.pending.push_str(&text.replace(wording::UNREAD, "\u{fffd}"));
    }
}

fn is_block(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

/// The diagnostic for a placeholder that cannot be filled, without its place.
pub(super) fn placeholder_problem(problem: &Problem) -> Diagnostic {
    let inner = &problem.inner;
    let (name, argument) = wording::split(inner);
    match problem.reason {
        Unfilled::UnknownPlaceholder | Unfilled::Literal => {
            let known = wording::PLAIN.iter().chain(&wording::SCORES).copied();
            let help = suggest::nearest(name, known.clone()).map_or_else(
                || format!("the placeholders are {}", known.clone().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ")),
                |meant| format!("did you mean {{{meant}}}?"),
            );
            Diagnostic::error("unknown-placeholder", format!("there is no placeholder {{{inner}}}")).help(help)
        }
        Unfilled::InsertAmongWords => Diagnostic::error("insert-among-words", format!("{{{inner}}} stands among words"))
            .help("let it stand on a line of its own, with an empty line before it and after it"),
        Unfilled::UnknownArgument => {
            Diagnostic::error("unknown-placeholder", format!("'{}' has no score to put in", argument.unwrap_or(name)))
                .help(format!("write the number or name of something that is scored, such as {{{name}:1.2}}"))
        }
        Unfilled::NoReport => Diagnostic::error("unknown-placeholder", format!("there is no {{{inner}}} where no report is"))
            .help("this text stands on the programme's page too: write it without what only a report has"),
        Unfilled::NotGiven(key) => {
            Diagnostic::error("missing-key", format!("the wording uses {{{inner}}}, which the report does not give"))
                .help(format!("add `{key}:` to report.yaml"))
        }
    }
}

/// Takes pictures out of their paragraphs and puts blocks under the headings they follow.
fn nest(flat: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in flat {
        let own = match &block.kind {
            BlockKind::Section(section) => section.heading.level,
            _ => 7,
        };
        place(&mut out, block, own);
    }
    out
}

/// Puts a block under the last heading of a lower level number.
fn place(list: &mut Vec<Block>, block: Block, own: u8) {
    match list.last_mut() {
        Some(Block { kind: BlockKind::Section(Section { kind: SectionKind::Passage, heading, blocks }), .. }) if heading.level < own => {
            place(blocks, block, own);
        }
        _ => list.push(block),
    }
}

/// A paragraph that is a picture becomes a figure; a picture among words becomes one after its paragraph.
fn figures(block: Block) -> Vec<Block> {
    let BlockKind::Paragraph(Paragraph { role, content }) = block.kind else { return vec![block] };
    let is_image =
        |inline: &Inline| matches!(inline, Inline::Link(Link { target: Target::Anchor(anchor), .. }) if anchor.starts_with(IMAGE));
    let (pictures, words): (Vec<_>, Vec<_>) = content.into_iter().partition(is_image);
    let mut out = Vec::new();
    let same = |kind| Block { id: NodeId(0), source: block.source, anchor: None, lang: None, kind };
    if !super::tree::plain_text(&words).trim().is_empty() || pictures.is_empty() {
        out.push(same(BlockKind::Paragraph(Paragraph { role, content: words })));
    }
    for picture in pictures {
        let Inline::Link(Link { target: Target::Anchor(anchor), mut content, .. }) = picture else { continue };
        let Some(index) = anchor.strip_prefix(IMAGE).and_then(|index| index.parse().ok()) else { continue };
        let title = content.pop();
        let headline = title.into_iter().filter(|title| !matches!(title, Inline::Text(text) if text.is_empty())).collect();
        out.push(same(BlockKind::Figure(Figure {
            number: String::new(),
            headline,
            headline_id: NodeId(0),
            subtitle: String::new(),
            subtitle_id: NodeId(0),
            picture_id: NodeId(0),
            alt: super::tree::plain_text(&content),
            picture: FigurePicture::Image(ImageId(index)),
            data: None,
        })));
    }
    out
}

/// Headings below which nothing stands: whoever goes from heading to heading lands on nothing.
pub(super) fn bare_headings(blocks: &[Block], problems: &mut Problems) {
    for block in blocks {
        if let BlockKind::Section(Section { kind: SectionKind::Passage, blocks, .. }) = &block.kind {
            if blocks.is_empty() {
                problems.push(
                    Diagnostic::note("heading-without-text", "nothing stands below the heading")
                        .maybe_at(block.source, "")
                        .help("write what belongs here, or take the heading away"),
                );
            }
            bare_headings(blocks, problems);
        }
    }
}

/// Checks that headings inside a text go down one level at a time.
pub(super) fn skipped_levels(blocks: &[Block], above: u8, problems: &mut Problems) {
    for block in blocks {
        if let BlockKind::Section(Section { kind: SectionKind::Passage, heading, blocks }) = &block.kind {
            if heading.level > above + 1 {
                problems.push(
                    Diagnostic::error("skipped-heading", "a heading level is left out here")
                        .maybe_at(block.source, "")
                        .help("headings go down one level at a time: take away one # or more, or add the heading that is missing above"),
                );
            }
            skipped_levels(blocks, heading.level, problems);
        }
    }
}
