//! Front matter: cover, contents, people, who signed, ISBNs, address, and what goes with the document as a whole.

use super::{Builder, block, paragraph, words};
use crate::date::Date;
use crate::diag::{Diagnostic, Span, Spanned};
use crate::document::markdown::Host as _;
use crate::document::tree::{
    Block, BlockKind, Contents, Cover, CoverFact, CoverLine, CoverPicture, Definition, Definitions, DefinitionsKind, Heading, Inline, List,
    ListItem, Marker, Meta, NodeId, Paragraph, ParagraphRole, plain_text,
};
use crate::document::{markdown, outline, wording};
use crate::framework::{CoverFact as CoverWords, Part};
use crate::locale::Arg;
use crate::model::report::{Person, State};

impl Builder<'_> {
    pub(super) fn meta(&self) -> Meta {
        let report = self.report;
        Meta {
            slug: report.slug.clone(),
            lang: report.lang.clone(),
            title: markdown::plain(&wording::fill(&self.framework.report_title, &self.words).0),
            programme: self.framework.title.clone(),
            framework: self.framework.id.clone(),
            area: report.area.value.clone(),
            inspectorate: self.programme.inspectorate.clone(),
            published: report.published.value,
            published_words: self.locale.date(report.published.value),
            fieldwork_words: report.fieldwork.as_ref().map(|date| self.locale.date(date.value)),
            fieldwork: report.fieldwork.as_ref().map(|date| date.value),
            isbn: report.isbns.first().map(|isbn| isbn.value.clone()),
            state_mark: self.state_mark(),
            state: report.state.name(),
        }
    }

    fn state_mark(&self) -> Option<String> {
        match self.report.state {
            State::Working => Some(self.locale.say("state-working")),
            State::FactualAccuracy => Some(self.locale.say("state-factual-accuracy")),
            State::Embargoed => Some(self.locale.say("state-embargoed")),
            State::Published => None,
        }
    }

    pub(super) fn cover(&mut self) -> Block {
        let report = self.report;
        let title = self.framework_line(&self.framework.report_title);
        let line = |text: &str| CoverLine { id: NodeId(0), text: text.to_owned() };
        let date = |date: Date| self.locale.date(date);
        let mut facts = Vec::new();
        for fact in &self.framework.cover {
            let (key, value) = match fact {
                CoverWords::Area => ("cover-area", Some(report.area.value.clone())),
                CoverWords::Fieldwork => ("cover-fieldwork", report.fieldwork.as_ref().map(|fieldwork| date(fieldwork.value))),
                CoverWords::Sample => ("cover-sample", self.words.sample().map(|sample| outline::capitalised(&sample))),
                CoverWords::Published if report.state != State::Published => ("cover-publication-due", Some(date(report.published.value))),
                CoverWords::Published => ("cover-published", Some(date(report.published.value))),
                CoverWords::Isbn => {
                    let isbns: Vec<&str> = report.isbns.iter().map(|isbn| isbn.value.as_str()).collect();
                    ("cover-isbn", (!isbns.is_empty()).then(|| isbns.join(", ")))
                }
                CoverWords::Edition => ("cover-edition", report.edition.clone()),
            };
            let label = match &report.area_kind {
                Some(kind) if *fact == CoverWords::Area => outline::capitalised(kind),
                _ => self.locale.say(key),
            };
            facts.extend(value.map(|value| CoverFact { id: NodeId(0), label, value }));
        }
        let picture = report.cover.as_ref().and_then(|cover| {
            let image = self.image(&cover.path, cover.path.span)?;
            Some(CoverPicture { id: NodeId(0), image, alt: cover.alt.clone() })
        });
        let mut small_print = self.cover_lines();
        if let Some(source) = &report.source {
            small_print.extend(self.plain_blocks(source, ParagraphRole::Small));
        }
        let licence = report.licence.as_ref().unwrap_or(&self.programme.licence);
        small_print.extend(self.plain_blocks(licence, ParagraphRole::Small));
        block(BlockKind::Cover(Cover {
            inspectorate: line(&self.programme.inspectorate),
            programme: line(&self.framework.title),
            title: Heading::plain(1, title),
            picture,
            facts,
            state_mark: self.state_mark().map(|mark| line(&mark)),
            small_print,
        }))
    }

    /// Who publishes the report and who led the inspection, or whatever else the cover says in lines of its own.
    fn cover_lines(&mut self) -> Vec<Block> {
        let (framework, report) = (self.framework, self.report);
        let lines: Vec<(Vec<Inline>, Span)> = match &report.cover_lines {
            Some(own) => own.iter().map(|line| (self.line(line), line.span)).collect(),
            None => framework.cover_lines.iter().map(|line| (self.framework_line(line), line.span)).collect(),
        };
        let line = |(content, span)| {
            let content = vec![Inline::Strong(content)];
            Block { source: Some(span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Body, content })) }
        };
        lines.into_iter().map(line).collect()
    }

    pub(super) fn contents(&mut self, part: &Part) -> Block {
        let anchor = self.anchors.take(&part.name.value);
        let title = self.framework_line(&part.title);
        self.referents.add("part", &part.name.value, &anchor, plain_text(&title));
        let heading = Heading::plain(2, title);
        let page_word = self.locale.say("contents-page");
        Block { anchor: Some(anchor), ..block(BlockKind::Contents(Contents { heading, entries: Vec::new(), page_word })) }
    }

    /// Roles with names, a line for each: 'Inspectors: one, another'.
    pub(super) fn people_lines(&self) -> Vec<Block> {
        let line = |person: &Person| {
            let words = match person.number.filter(|_| person.names.is_empty()) {
                Some(number) if number > 1 => format!("{} ({})", person.role, self.locale.count(u64::from(number))),
                _ if person.names.is_empty() => person.role.clone(),
                _ => self.labelled(&person.role, &person.names.join(", ")),
            };
            paragraph(words)
        };
        self.report.people.iter().map(line).collect()
    }

    /// Roles with names; or, where no name is given, a plain list of roles with how many held them.
    pub(super) fn people(&self) -> Block {
        let people = &self.report.people;
        let several = |number: Option<u32>| number.filter(|number| *number > 1).map(|number| self.locale.count(u64::from(number)));
        if people.iter().all(|person| person.names.is_empty()) {
            let item = |person: &Person| ListItem {
                id: NodeId(0),
                label: "\u{2022}".to_owned(),
                anchor: None,
                source: None,
                blocks: vec![paragraph(match several(person.number) {
                    Some(number) => format!("{} ({number})", person.role),
                    None => person.role.clone(),
                })],
            };
            return block(BlockKind::List(List { marker: Marker::Bullet, items: people.iter().map(item).collect() }));
        }
        let item = |person: &Person| {
            let meaning = if person.names.is_empty() {
                self.locale.count(u64::from(person.number.unwrap_or(1)))
            } else {
                self.locale.list(&person.names)
            };
            Definition {
                id: NodeId(0),
                anchor: None,
                term: words(person.role.clone()),
                meaning: vec![paragraph(outline::capitalised(&meaning))],
            }
        };
        block(BlockKind::Definitions(Definitions { kind: DefinitionsKind::People, items: people.iter().map(item).collect() }))
    }

    pub(super) fn signature(&mut self, span: Span) -> Vec<Block> {
        let Some(signed) = &self.report.signed else {
            if self.report.gaps.details {
                return Vec::new();
            }
            self.problems.push(
                Diagnostic::error("missing-key", "nobody is named to sign here")
                    .at(span, "")
                    .help("add `signed:` with `role:` to report.yaml, or remove {signature}"),
            );
            return Vec::new();
        };
        let mut content = Vec::new();
        for name in &signed.names {
            content.extend([Inline::Strong(words(name.clone())), Inline::Break]);
        }
        for (index, line) in signed.role.iter().enumerate() {
            content.extend((index > 0).then_some(Inline::Break));
            content.extend(words(line.clone()));
        }
        let date = signed.date.map(|date| self.locale.date(date));
        let below = signed.place.iter().cloned().chain(date).collect::<Vec<_>>();
        if !below.is_empty() {
            content.push(Inline::Break);
            content.extend(words(below.join(", ")));
        }
        vec![Block { source: Some(span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Signature, content })) }]
    }

    pub(super) fn isbns(&mut self, span: Span) -> Vec<Block> {
        let mut content = Vec::new();
        for isbn in &self.report.isbns {
            if !content.is_empty() {
                content.push(Inline::Break);
            }
            content.extend(words(self.locale.say_with("isbn-line", &[("isbn", Arg::Text(&isbn.value))])));
        }
        if content.is_empty() && self.report.gaps.details {
            return Vec::new();
        }
        if content.is_empty() {
            return self.nothing_to_show("the report has no ISBN", "add `isbn:` to report.yaml, or remove {isbn}", span);
        }
        vec![Block { source: Some(span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Body, content })) }]
    }

    /// `{contact}`.
    pub(super) fn contact(&mut self, span: Span) -> Vec<Block> {
        let (programme, report) = (self.programme, self.report);
        match report.contact.as_ref().or(programme.contact.as_ref()) {
            Some(contact) => self.contact_text(contact, ParagraphRole::Body),
            None if report.gaps.details => Vec::new(),
            None => self.nothing_to_show(
                "nobody is named to turn to",
                "add `contact:` to programme.yaml or report.yaml, or remove {contact}",
                span,
            ),
        }
    }

    /// Whom to turn to; web pages say it once more, if it is words and lists without notes.
    fn contact_text(&mut self, contact: &Spanned<String>, role: ParagraphRole) -> Vec<Block> {
        let notes = self.notes.len();
        let blocks = self.plain_blocks(contact, role);
        if self.notes.len() == notes && blocks.iter().all(|block| matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::List(_))) {
            self.contact.clone_from(&blocks);
        }
        blocks
    }

    /// Whom to turn to, for the small print of the cover: where no text says it in its own place.
    pub(super) fn contact_on_cover(&mut self) -> Vec<Block> {
        let (programme, report) = (self.programme, self.report);
        let Some(contact) = report.contact.as_ref().or(programme.contact.as_ref()) else { return Vec::new() };
        if self.inserted.iter().any(|inserted| inserted == "contact") {
            return Vec::new();
        }
        let mut blocks = self.contact_text(contact, ParagraphRole::Small);
        if let Some(Block { kind: BlockKind::Paragraph(Paragraph { content, .. }), .. }) = blocks.first_mut() {
            let label = self.locale.say_with("run-in", &[("label", Arg::Text(&self.locale.say("contact")))]);
            content.splice(0..0, [Inline::Strong(words(label)), Inline::Text(" ".to_owned())]);
        }
        blocks
    }

    pub(super) fn address(&self) -> Block {
        let mut content = Vec::new();
        for line in &self.programme.address {
            if !content.is_empty() {
                content.push(Inline::Break);
            }
            content.push(Inline::Text(line.clone()));
        }
        block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Body, content }))
    }
}
