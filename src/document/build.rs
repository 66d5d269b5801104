//! Framework parts, model and scores to the document.
//!
//! The order is the framework's, the words are the content's and the locale's, the numbers are `scoring`'s. Parts are built
//! in reading order; what can be known only afterwards (contents, cross-references, ids) is settled by `outline`.

mod charts;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::chart_words;
use super::leftovers;
use super::markdown::{self, Host, Text};
use super::outline::{self, Anchors, Listing, Referents};
use super::tree::{
    Abbreviation, Align, Block, BlockKind, Cell, Column, Contents, Cover, CoverFact, CoverLine, Definition, Definitions, DefinitionsKind,
    Document, Heading, Inline, Link, List, ListItem, Marker, Meta, NodeId, Note, Panel, PanelKind, Paragraph, ParagraphRole, Row, Scope,
    Score as ScoreBlock, Section, SectionKind, Table, Target, plain_text,
};
use super::wording::{self, Unfilled, Values};
use crate::date::Date;
use crate::diag::{self, Diagnostic, Problems, Sources, Span, Spanned, suggest, unless_errors};
use crate::framework::{
    CoverFact as CoverWords, Criterion, FindingGroup, Framework, FrameworkSection, GroupMarker, Holder, Listed, Numerals, Part, PartKind,
    ScoredBy,
};
use crate::locale::{Arg, Locale};
use crate::model::Programme;
use crate::model::finding::{CriterionFindings, Finding, RecommendationList, Vignette};
use crate::model::report::{Gaps, MADE_TABLES, Person, Report, ReportTable, State};
use crate::model::score::ScoreOf;
use crate::scoring::{self, Percentage, Score, Scores};
use crate::source::image::ImageId;

/// The document of a report, or every problem of its texts.
///
/// # Errors
/// Raw HTML, bad links, unknown inserts and placeholders, cross-references that lead nowhere, headings out of order.
pub fn build_document(
    programme: &Programme,
    report: &Report,
    scores: &Scores,
    locale: &Locale,
    sources: &Sources,
) -> diag::Result<Document> {
    let mut builder = Builder::new(programme, report, scores, locale, sources);
    let parts = builder.parts();
    let meta = builder.meta();
    let abbreviations = builder.known_abbreviations();
    let Builder { notes, mut problems, referents, listing, inserted, images_used, .. } = builder;
    if report.gaps == Gaps::default() {
        problems.extend(leftovers::not_inserted(report, &inserted, &images_used));
    }
    let notes = notes
        .into_iter()
        .enumerate()
        .map(|(index, blocks)| Note { id: NodeId(0), label: (index + 1).to_string(), anchor: format!("note-{}", index + 1), blocks })
        .collect();
    let mut document = Document { meta, parts, notes, node_count: 0 };
    let entries = outline::contents(&document.parts, &listing);
    for part in &mut document.parts {
        if let BlockKind::Contents(contents) = &mut part.kind {
            contents.entries.clone_from(&entries);
        }
    }
    referents.resolve(&mut document, report.gaps, &mut problems);
    outline::mark_abbreviations(&mut document.parts, &abbreviations);
    outline::number_nodes(&mut document);
    unless_errors(document, problems)
}

fn abbreviation_anchor(short: &str) -> String {
    format!("abbreviation-{}", outline::slug(short))
}

/// The most vignettes, charts or tables of a report are few; what is inserted twice would have one anchor for two places.
struct Builder<'a> {
    programme: &'a Programme,
    report: &'a Report,
    framework: &'a Framework,
    scores: &'a Scores,
    locale: &'a Locale,
    sources: &'a Sources,
    anchors: Anchors,
    referents: Referents,
    notes: Vec<Vec<Block>>,
    problems: Problems,
    tables: u64,
    charts: u64,
    vignettes: u64,
    inserted: Vec<String>,
    images_used: Vec<bool>,
    words: FixedWords<'a>,
    /// The level of the heading that stands above what is being built.
    level: u8,
    listing: Listing,
    /// The examples that have a place of their own, by id.
    placed: BTreeSet<&'a str>,
}

/// What placeholders become.
struct FixedWords<'a> {
    programme: &'a Programme,
    report: &'a Report,
    scores: &'a Scores,
    locale: &'a Locale,
}

impl Values for FixedWords<'_> {
    fn value(&self, name: &str, argument: Option<&str>) -> Result<String, Unfilled> {
        let framework = &self.report.framework;
        match (name, argument) {
            ("area", None) => Ok(self.report.area.value.clone()),
            ("programme", None) => Ok(framework.title.clone()),
            ("programme-short", None) => Ok(framework.short.clone()),
            ("inspectorate", None) => Ok(self.programme.inspectorate.clone()),
            ("inspectorate-short", None) => Ok(self.programme.inspectorate_short.clone()),
            ("fieldwork" | "sample", None) if self.report.gaps.details => Ok(String::new()),
            ("fieldwork", None) => {
                self.report.fieldwork.as_ref().map(|date| self.locale.date(date.value)).ok_or(Unfilled::NotGiven("fieldwork"))
            }
            ("published", None) => Ok(self.locale.date(self.report.published.value)),
            ("priority-line", None) => framework
                .priority_line
                .as_ref()
                .map(|line| chart_words::percent(&line.at, self.locale))
                .ok_or(Unfilled::NotGiven("priority-line")),
            ("sample", None) => {
                self.report.sample.as_ref().map(|n| self.locale.digits(u64::from(n.value))).ok_or(Unfilled::NotGiven("sample"))
            }
            _ => self.score(name, argument),
        }
    }
}

impl FixedWords<'_> {
    /// What stands in for a score's placeholder, in any text.
    fn score(&self, name: &str, argument: Option<&str>) -> Result<String, Unfilled> {
        if wording::INSERTS.contains(&name) {
            return Err(Unfilled::InsertAmongWords);
        }
        if !wording::SCORES.contains(&name) {
            return Err(Unfilled::UnknownPlaceholder);
        }
        if self.report.gaps.scores {
            return Ok(String::new());
        }
        // The overall score has no argument but the inspection's.
        let (of, inspection) = match argument.map(|argument| argument.split_once('/').unwrap_or((argument, ""))) {
            Some((inspection, "")) if name == "overall-score" => ("", inspection),
            Some((of, inspection)) => (of.trim(), inspection.trim()),
            None => ("", ""),
        };
        let scores = self.inspection(inspection).ok_or(Unfilled::UnknownArgument)?;
        let percentage = match name {
            "score" => return scores.criterion(of).map(|score| self.said(score)).ok_or(Unfilled::UnknownArgument),
            "section-score" => scores.section(of),
            "thread-score" => scores.thread(of),
            _ => scores.overall.as_ref(),
        };
        percentage.map(|p| percent(self.locale, p)).ok_or(Unfilled::UnknownArgument)
    }

    /// The scores of an inspection by its key; the last one's if it is empty.
    fn inspection(&self, key: &str) -> Option<&Scores> {
        if key.is_empty() {
            return Some(self.scores);
        }
        let index = self.report.framework.inspections.iter().position(|inspection| inspection.key == key)?;
        Some(self.scores.earlier.get(index).unwrap_or(self.scores))
    }

    /// A score in words.
    fn said(&self, score: &Score) -> String {
        let framework = &self.report.framework;
        match score {
            Score::Percentage(percentage) => percent(self.locale, percentage),
            Score::Grade(grade) => framework.grades.get(*grade).cloned().unwrap_or_default(),
            Score::NotScored => self.locale.say("not-scored"),
            Score::NotFollowedUp => framework.not_followed_up.clone().unwrap_or_default(),
        }
    }
}

/// What placeholders become in a report's own texts: only those for scores are any.
struct ReportWords<'a>(FixedWords<'a>);

impl Values for ReportWords<'_> {
    fn value(&self, name: &str, argument: Option<&str>) -> Result<String, Unfilled> {
        match self.0.score(name, argument) {
            Err(Unfilled::UnknownPlaceholder) => Err(Unfilled::Literal),
            known => known,
        }
    }
}

/// A score as it is printed everywhere: '80%'.
pub fn percent(locale: &Locale, percentage: &Percentage) -> String {
    say_percent(locale, &percentage.printed.to_decimal(0))
}

fn say_percent(locale: &Locale, digits: &str) -> String {
    locale.say_with("percent", &[("n", Arg::Text(digits))])
}

impl Host for Builder<'_> {
    fn insert(&mut self, name: &str, argument: Option<&str>, span: Span, level: Option<u8>) -> Vec<Block> {
        self.insert_blocks(name, argument, span, level.unwrap_or(self.level))
    }

    fn image(&mut self, path: &str, span: Span) -> Option<ImageId> {
        let found = self.report.images.iter().position(|image| image.path == path).and_then(|at| u32::try_from(at).ok());
        if let Some(used) = found.and_then(|at| self.images_used.get_mut(at as usize)) {
            *used = true;
        }
        if found.is_none() && !self.report.gaps.images {
            let known = self.report.images.iter().map(|image| image.path.as_str());
            let help = suggest::nearest(path, known).map_or_else(
                || "put the picture (PNG or JPEG) into the report's images/ folder and write its path from the report's folder: images/name.png".to_owned(),
                |meant| format!("did you mean {meant}?"),
            );
            self.problems.push(Diagnostic::error("missing-image", format!("there is no picture '{path}'")).at(span, "").help(help));
        }
        found.map(ImageId)
    }

    fn new_note(&mut self) -> usize {
        self.notes.push(Vec::new());
        self.notes.len() - 1
    }

    fn fill_note(&mut self, note: usize, blocks: Vec<Block>) {
        self.notes[note] = blocks;
    }

    fn anchors(&mut self) -> &mut Anchors {
        &mut self.anchors
    }

    fn place(&self, text: &Text, range: Range<usize>) -> Span {
        text.place(self.sources, range)
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }
}

impl<'a> Builder<'a> {
    fn new(programme: &'a Programme, report: &'a Report, scores: &'a Scores, locale: &'a Locale, sources: &'a Sources) -> Self {
        Self {
            programme,
            report,
            framework: &report.framework,
            scores,
            locale,
            sources,
            anchors: Anchors::default(),
            referents: Referents::default(),
            notes: Vec::new(),
            problems: Problems::new(),
            tables: 0,
            charts: 0,
            vignettes: 0,
            inserted: Vec::new(),
            images_used: vec![false; report.images.len()],
            words: FixedWords { programme, report, scores, locale },
            level: 2,
            listing: Listing { criteria: report.framework.criteria_listed, ..Listing::default() },
            placed: placed_vignettes(report),
        }
    }

    fn meta(&self) -> Meta {
        let report = self.report;
        Meta {
            slug: report.slug.clone(),
            lang: report.lang.clone(),
            title: wording::fill(&self.framework.report_title, &self.words).0,
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

    // Parts -----------------------------------------------------------------------------------------------------------------

    fn parts(&mut self) -> Vec<Block> {
        let framework = self.framework;
        let mut parts = Vec::new();
        let mut appendices = 0;
        for part in &self.report.parts {
            match part.kind {
                PartKind::Cover => parts.push(self.cover()),
                PartKind::Contents => parts.push(self.contents(part)),
                PartKind::Sections => {
                    for section in &framework.sections {
                        parts.push(self.main_section(section));
                    }
                }
                PartKind::Prose => {
                    let Some((prose, values)) = self.prose(part) else { continue };
                    appendices += u64::from(part.appendix);
                    parts.push(self.prose_part(part, prose, values, appendices));
                }
            }
        }
        parts
    }

    /// A part's Markdown: the report's own, or else the framework's, which may hold placeholders.
    fn prose(&self, part: &Part) -> Option<(&'a Spanned<String>, bool)> {
        let named = |texts: &'a [(String, Spanned<String>)]| texts.iter().find(|(name, _)| *name == part.name.value).map(|(_, text)| text);
        named(&self.report.prose).map(|text| (text, false)).or_else(|| named(&self.framework.wording).map(|text| (text, true)))
    }

    fn prose_part(&mut self, part: &Part, prose: &Spanned<String>, fixed: bool, appendix: u64) -> Block {
        let name = &part.name.value;
        let anchor = self.anchors.take(name);
        let title = self.fixed_line(&part.title, part.name.span);
        self.list(part.listed, &anchor);
        let (kind, number) = if part.appendix {
            let number = match self.framework.appendices {
                Numerals::Numbers => appendix.to_string(),
                Numerals::Letters => letters(usize::try_from(appendix).map_or(0, |n| n.saturating_sub(1))).to_uppercase(),
            };
            (SectionKind::Appendix, self.locale.say_with("appendix-number", &[("n", Arg::Text(&number))]))
        } else {
            (SectionKind::Part, String::new())
        };
        if part.appendix {
            self.referents.add("appendix", name, &anchor, number.clone());
        }
        self.referents.add("part", name, &anchor, title.clone());
        let blocks = self.prose_blocks(prose, fixed, 2, name);
        let heading = Heading { id: NodeId(0), level: 2, number, text: words(title) };
        Block { anchor: Some(anchor), source: Some(prose.span), ..block(BlockKind::Section(Section { kind, heading, blocks })) }
    }

    /// Has the contents list a part as its framework or report asks.
    fn list(&mut self, listed: Listed, anchor: &str) {
        let list = match listed {
            Listed::Part => return,
            Listed::Headings => &mut self.listing.headings,
            Listed::Nothing => &mut self.listing.unlisted,
        };
        list.insert(anchor.to_owned());
    }

    fn prose_blocks(&mut self, prose: &Spanned<String>, fixed: bool, level: u8, anchor_prefix: &str) -> Vec<Block> {
        let words = self.fixed_words();
        let own = ReportWords(self.fixed_words());
        let text = Text {
            source: &prose.value,
            span: prose.span,
            heading_level: Some(level),
            anchor_prefix,
            values: Some(if fixed { &words as &dyn Values } else { &own }),
            role: ParagraphRole::Body,
            map: OnceCell::new(),
            lead: 0,
        };
        let blocks = markdown::blocks(&text, self);
        markdown::skipped_levels(&blocks, level, &mut self.problems);
        blocks
    }

    fn fixed_words(&self) -> FixedWords<'a> {
        FixedWords { ..self.words }
    }

    /// A report's text without headings.
    fn plain_blocks(&mut self, text: &Spanned<String>, role: ParagraphRole) -> Vec<Block> {
        let words = ReportWords(self.fixed_words());
        markdown::blocks(&plain_text_of(text, role, &words), self)
    }

    /// A framework's text without headings, with placeholders.
    fn framework_blocks(&mut self, text: &Spanned<String>) -> Vec<Block> {
        let words = self.fixed_words();
        markdown::blocks(&plain_text_of(text, ParagraphRole::Body, &words), self)
    }

    /// A report's line of Markdown.
    fn line(&mut self, text: &Spanned<String>) -> Vec<Inline> {
        let words = ReportWords(self.fixed_words());
        markdown::inlines(&plain_text_of(text, ParagraphRole::Body, &words), self)
    }

    /// A framework's line of Markdown with placeholders.
    fn framework_line(&mut self, text: &Spanned<String>) -> Vec<Inline> {
        let words = self.fixed_words();
        markdown::inlines(&plain_text_of(text, ParagraphRole::Body, &words), self)
    }

    /// A framework's plain words with placeholders.
    fn fixed_line(&mut self, text: &str, span: Span) -> String {
        let (filled, problems) = wording::fill(text, &self.words);
        self.problems.extend(problems.iter().map(|problem| markdown::placeholder_problem(problem).at(span, "")));
        filled
    }

    fn numbered(&self, key: &str, number: u64) -> String {
        self.locale.say_with(key, &[("n", Arg::Text(&number.to_string()))])
    }

    fn cover(&mut self) -> Block {
        let report = self.report;
        let title = self.fixed_line(&self.framework.report_title.value, self.framework.report_title.span);
        let line = |text: &str| CoverLine { id: NodeId(0), text: text.to_owned() };
        let date = |date: Date| self.locale.date(date);
        let mut facts = Vec::new();
        for fact in &self.framework.cover {
            let (key, value) = match fact {
                CoverWords::Area => ("cover-area", Some(report.area.value.clone())),
                CoverWords::Fieldwork => ("cover-fieldwork", report.fieldwork.as_ref().map(|fieldwork| date(fieldwork.value))),
                CoverWords::Sample => ("cover-sample", report.sample.as_ref().map(|n| self.locale.digits(u64::from(n.value)))),
                CoverWords::Published if report.state != State::Published => ("cover-publication-due", Some(date(report.published.value))),
                CoverWords::Published => ("cover-published", Some(date(report.published.value))),
                CoverWords::Isbn => {
                    let isbns: Vec<&str> = report.isbns.iter().map(|isbn| isbn.value.as_str()).collect();
                    ("cover-isbn", (!isbns.is_empty()).then(|| isbns.join(", ")))
                }
                CoverWords::Edition => ("cover-edition", report.edition.clone()),
            };
            facts.extend(value.map(|value| CoverFact { id: NodeId(0), label: self.locale.say(key), value }));
        }
        let mut small_print = Vec::new();
        if let Some(source) = &report.source {
            small_print.extend(self.plain_blocks(source, ParagraphRole::Small));
        }
        let licence = report.licence.as_ref().unwrap_or(&self.programme.licence);
        small_print.extend(self.plain_blocks(licence, ParagraphRole::Small));
        block(BlockKind::Cover(Cover {
            inspectorate: line(&self.programme.inspectorate),
            programme: line(&self.framework.title),
            title: Heading { id: NodeId(0), level: 1, number: String::new(), text: words(title) },
            facts,
            state_mark: self.state_mark().map(|mark| line(&mark)),
            small_print,
        }))
    }

    fn contents(&mut self, part: &Part) -> Block {
        let anchor = self.anchors.take(&part.name.value);
        let title = self.fixed_line(&part.title, part.name.span);
        self.referents.add("part", &part.name.value, &anchor, title.clone());
        let heading = Heading { id: NodeId(0), level: 2, number: String::new(), text: words(title) };
        let page_word = self.locale.say("contents-page");
        Block { anchor: Some(anchor), ..block(BlockKind::Contents(Contents { heading, entries: Vec::new(), page_word })) }
    }

    // Sections and criteria ---------------------------------------------------------------------------------------------------

    fn main_section(&mut self, section: &'a FrameworkSection) -> Block {
        let report = self.report;
        let anchor = self.anchors.take(&format!("section-{}", outline::slug(&section.number)));
        let reference = self.section_reference(&section.number);
        self.referents.add("section", &section.number, &anchor, reference);
        self.level = 2;
        let mut blocks = Vec::new();
        if let Some(score) = self.scores.section(&section.number) {
            let earlier = |scores: &Scores| scores.section(&section.number).map(|score| percent(self.locale, score));
            let label = self.label(self.framework.labels.section_score.as_ref(), "section-score");
            blocks.push(self.score_block(&Score::Percentage(score.clone()), label, earlier));
        }
        if let Some(introduction) = &section.introduction {
            blocks.extend(self.framework_blocks(introduction));
        }
        let findings = report.sections.iter().find(|findings| findings.section == section.number);
        if let Some(introduction) = findings.and_then(|findings| findings.introduction.as_ref()) {
            blocks.extend(self.plain_blocks(introduction, ParagraphRole::Body));
        }
        let mut held = Vec::new();
        for (index, criterion) in section.criteria.iter().enumerate() {
            let findings = findings.and_then(|findings| findings.criteria.iter().find(|found| found.criterion == criterion.number));
            let has_place = self.has_place(section, criterion);
            let Some(holder) = section.holders.iter().find(|holder| holder.criteria.contains(&index)) else {
                blocks.extend(has_place.then(|| self.criterion(criterion, findings, 3)));
                continue;
            };
            if index == holder.criteria.start {
                held = self.holder(section, holder);
            }
            held.extend(has_place.then(|| self.criterion(criterion, findings, 4)));
            if index + 1 == holder.criteria.end {
                let heading = self.criterion_title(&holder.number, &holder.title, 3);
                let section = Section { kind: SectionKind::Criterion, heading, blocks: std::mem::take(&mut held) };
                blocks.push(Block { anchor: Some(outline::criterion_anchor(&holder.number)), ..block(BlockKind::Section(section)) });
            }
        }
        self.level = 2;
        let commentary = findings.and_then(|findings| findings.commentary.as_ref());
        if let (Some(title), Some(commentary)) = (&section.commentary, commentary) {
            blocks.push(self.commentary(&anchor, &title.replace("{section}", &section.title), commentary));
        }
        let number = heading_number(self.framework.labels.section_heading.as_ref(), &section.number);
        let heading = Heading { id: NodeId(0), level: 2, number, text: words(section.title.clone()) };
        let section_block = Section { kind: SectionKind::MainSection, heading, blocks };
        Block { anchor: Some(anchor), source: Some(section.span), ..block(BlockKind::Section(section_block)) }
    }

    /// 'section 2', or with the programme's word.
    fn section_reference(&self, number: &str) -> String {
        match &self.framework.labels.section_heading {
            Some(label) => heading_number(Some(&self.locale.inside_sentence(label)), number),
            None => self.locale.say_with("section-reference", &[("n", Arg::Text(number))]),
        }
    }

    /// What stands below the heading of a criterion that holds others, before those.
    fn holder(&mut self, section: &FrameworkSection, holder: &Holder) -> Vec<Block> {
        let anchor = self.anchors.take(&outline::criterion_anchor(&holder.number));
        let number = &holder.number;
        self.referents.add("criterion", number, &anchor, self.locale.say_with("criterion-reference", &[("n", Arg::Text(number))]));
        let mut blocks = Vec::new();
        let criteria = section.criteria.get(holder.criteria.clone()).unwrap_or_default();
        let score = |scores: &Scores| scoring::held(self.framework, scores, criteria);
        if let Some(own) = score(self.scores) {
            let label = self.label(self.framework.labels.score.as_ref(), "score");
            blocks.push(self.score_block(&Score::Percentage(own), label, |scores| score(scores).map(|score| percent(self.locale, &score))));
        }
        blocks.extend(holder.statement.as_ref().map(|statement| self.statement(statement)));
        blocks
    }

    fn criterion_title(&self, number: &str, title: &str, level: u8) -> Heading {
        let number = heading_number(self.framework.labels.criterion_heading.as_ref(), number);
        Heading { id: NodeId(0), level, number, text: words(title.to_owned()) }
    }

    /// The closing text of a section.
    fn commentary(&mut self, section: &str, title: &str, text: &Spanned<String>) -> Block {
        let anchor = self.anchors.take(&format!("{section}-commentary"));
        self.level = 3;
        let blocks = self.plain_blocks(text, ParagraphRole::Body);
        self.level = 2;
        let heading = Heading { id: NodeId(0), level: 3, number: String::new(), text: words(title.to_owned()) };
        let section = Section { kind: SectionKind::Group, heading, blocks };
        Block { anchor: Some(anchor), source: Some(text.span), ..block(BlockKind::Section(section)) }
    }

    fn statement(&mut self, statement: &Spanned<String>) -> Block {
        let mut content = self.framework_line(statement);
        if let Some(label) = &self.framework.labels.statement {
            let label = self.locale.say_with("run-in", &[("label", Arg::Text(label))]);
            content.splice(0..0, [Inline::Strong(words(label)), Inline::Text(" ".to_owned())]);
        }
        Block { source: Some(statement.span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Statement, content })) }
    }

    fn criterion(&mut self, criterion: &Criterion, findings: Option<&CriterionFindings>, level: u8) -> Block {
        let number = &criterion.number;
        let anchor = self.anchors.take(&outline::criterion_anchor(number));
        self.referents.add("criterion", number, &anchor, self.locale.say_with("criterion-reference", &[("n", Arg::Text(number))]));
        self.level = level;
        let mut blocks = Vec::new();
        let score = self.scores.criterion(number);
        if let Some(score) = score {
            let labels = &self.framework.labels;
            let label = match criterion.scored_by {
                ScoredBy::Grade => self.label(labels.grade.as_ref(), "grade"),
                ScoredBy::Percentage => self.label(labels.score.as_ref(), "score"),
            };
            blocks.push(self.score_block(score, label, |scores| scores.criterion(number).map(|score| self.words.said(score))));
        }
        blocks.extend(criterion.statement.as_ref().map(|statement| self.statement(statement)));
        if let Some(findings) = findings {
            if let Some(introduction) = &findings.introduction {
                blocks.extend(self.plain_blocks(introduction, ParagraphRole::Body));
            }
            for group in &self.framework.groups {
                if let Some((_, list)) = findings.groups.iter().find(|(key, _)| *key == group.key) {
                    blocks.push(self.finding_group(&anchor, group, list));
                }
            }
        }
        let conclusion = match (findings.and_then(|findings| findings.conclusion.as_ref()), score) {
            (Some(own), _) => self.plain_conclusion(own),
            (None, Some(Score::Percentage(percentage))) => self.fixed_conclusion(percentage),
            (None, _) => Vec::new(),
        };
        if !conclusion.is_empty() {
            let title = self.label(self.framework.labels.conclusion.as_ref(), "conclusion");
            let heading = Heading { id: NodeId(0), level: level + 1, number: String::new(), text: words(title) };
            let anchor = self.anchors.take(&format!("{anchor}-conclusion"));
            let section = Section { kind: SectionKind::Group, heading, blocks: conclusion };
            blocks.push(Block { anchor: Some(anchor), ..block(BlockKind::Section(section)) });
        }
        let heading = self.criterion_title(number, &criterion.title, level);
        let source = findings.map(|findings| findings.span);
        Block { anchor: Some(anchor), source, ..block(BlockKind::Section(Section { kind: SectionKind::Criterion, heading, blocks })) }
    }

    /// A group of findings below its heading; without a heading, the list alone.
    fn finding_group(&mut self, criterion: &str, group: &FindingGroup, findings: &[Finding]) -> Block {
        let anchor = self.anchors.take(&format!("{criterion}-{}", group.key));
        let above = self.level;
        self.level += u8::from(group.heading.is_some());
        let items = findings
            .iter()
            .enumerate()
            .map(|(index, finding)| {
                let letter = letters(index);
                let label = match group.marker {
                    GroupMarker::Letter => format!("({letter})"),
                    GroupMarker::Bullet => "\u{2022}".to_owned(),
                    GroupMarker::Number => format!("{}.", index + 1),
                };
                let name = finding.id.as_ref().map_or_else(|| format!("{anchor}-{letter}"), |id| format!("{criterion}-{}", id.value));
                ListItem {
                    id: NodeId(0),
                    label,
                    anchor: Some(self.anchors.take(&name)),
                    source: Some(finding.text.span),
                    blocks: self.plain_blocks(&finding.text, ParagraphRole::Body),
                }
            })
            .collect();
        self.level = above;
        let marker = match group.marker {
            GroupMarker::Letter => Marker::Letter,
            GroupMarker::Bullet => Marker::Bullet,
            GroupMarker::Number => Marker::Number,
        };
        let list = block(BlockKind::List(List { marker, items }));
        let Some(heading) = &group.heading else { return Block { anchor: Some(anchor), ..list } };
        let title = if findings.len() == 1 { &heading.one } else { &heading.many };
        let heading = Heading { id: NodeId(0), level: above + 1, number: String::new(), text: words(title.clone()) };
        Block { anchor: Some(anchor), ..block(BlockKind::Section(Section { kind: SectionKind::Group, heading, blocks: vec![list] })) }
    }

    /// The sentence that the framework fixes for the band of a score.
    fn fixed_conclusion(&mut self, percentage: &Percentage) -> Vec<Block> {
        let sentence = percentage.band.and_then(|band| self.framework.bands.get(band)).and_then(|band| band.conclusion.as_ref());
        let Some(sentence) = sentence else { return Vec::new() };
        let content = self.framework_line(sentence);
        vec![Block { source: Some(sentence.span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Conclusion, content })) }]
    }

    /// A conclusion in the report's own words.
    fn plain_conclusion(&mut self, text: &Spanned<String>) -> Vec<Block> {
        self.level += 1;
        let blocks = self.plain_blocks(text, ParagraphRole::Conclusion);
        self.level -= 1;
        blocks
    }

    /// The programme's word, or the locale's.
    fn label(&self, own: Option<&String>, key: &str) -> String {
        own.cloned().unwrap_or_else(|| self.locale.say(key))
    }

    fn labelled(&self, label: &str, value: &str) -> String {
        self.locale.say_with("labelled", &[("label", Arg::Text(label)), ("value", Arg::Text(value))])
    }

    /// A score beside its heading: the last inspection's, with those of earlier ones in words below it.
    fn score_block(&self, score: &Score, label: String, earlier: impl Fn(&Scores) -> Option<String>) -> Block {
        let percentage = score.percentage();
        let inspections = &self.framework.inspections;
        let label = inspections.last().map_or(label, |inspection| inspection.title.clone());
        let before = inspections
            .iter()
            .zip(&self.scores.earlier)
            .filter_map(|(inspection, scores)| Some(self.labelled(&inspection.title, &earlier(scores)?)));
        let position = percentage.and_then(|percentage| self.position(percentage)).into_iter().chain(before).collect::<Vec<_>>().join("; ");
        let hundredths = |number: &crate::number::Number| {
            number.times(&crate::number::Number::whole(100)).to_whole().and_then(|n| u16::try_from(n).ok())
        };
        let line = percentage.and(self.framework.priority_line.as_ref());
        block(BlockKind::Score(ScoreBlock {
            label,
            value: self.words.said(score),
            band: percentage.and_then(|percentage| self.band_words(percentage)),
            position: Some(position).filter(|position| !position.is_empty()),
            below_line: percentage.is_some_and(|percentage| percentage.below_line),
            hundredths: percentage.and_then(|percentage| hundredths(&percentage.printed)),
            line_hundredths: line.and_then(|line| hundredths(&line.at)),
        }))
    }

    /// The comment of a percentage's band after its label, or the band's name.
    fn band_words(&self, percentage: &Percentage) -> Option<String> {
        let band = self.framework.bands.get(percentage.band?)?;
        let comment = band.comment.as_ref();
        let label = || self.label(self.framework.labels.comment.as_ref(), "comment");
        Some(comment.map_or_else(|| band.name.clone(), |comment| self.labelled(&label(), comment)))
    }

    /// Where a percentage stands to the priority line.
    fn position(&self, percentage: &Percentage) -> Option<String> {
        self.framework.priority_line.as_ref().map(|line| chart_words::line_position(&percentage.printed, line, self.locale))
    }

    // Inserts -----------------------------------------------------------------------------------------------------------------

    fn insert_blocks(&mut self, name: &str, argument: Option<&str>, span: Span, level: u8) -> Vec<Block> {
        let whole = argument.map_or_else(|| name.to_owned(), |argument| format!("{name}: {argument}"));
        if matches!(name, "chart" | "table" | "scores" | "recommendations" | "vignettes" | "vignette" | "abbreviations" | "glossary")
            && self.inserted.contains(&whole)
        {
            let help = "a table, chart or list has one number and one place: refer to it from other places with [[…]]";
            self.problems
                .push(Diagnostic::error("inserted-twice", format!("{{{whole}}} stands in this report already")).at(span, "").help(help));
            return Vec::new();
        }
        self.inserted.push(whole.clone());
        match (name, argument) {
            ("chart", Some(name)) => self.chart(name, span),
            ("table", Some("grades")) => self.grades_table(span),
            ("table", Some("threads")) => self.threads_table(span),
            ("table", Some("comparators")) => self.comparators_table(span),
            ("table", Some("scoring-summary")) => self.scoring_summary(span),
            ("table", Some("weights")) => self.weights_table(span),
            ("table", Some("bands")) => self.bands_table(span),
            ("table", Some("grade-scale")) => self.grade_scale(span),
            ("table", Some(other)) => match self.report.tables.iter().find(|table| table.name == other) {
                Some(table) => vec![self.report_table(table)],
                None if self.report.gaps.tables => Vec::new(),
                None => {
                    let names = MADE_TABLES.into_iter().chain(self.report.tables.iter().map(|table| table.name.as_str()));
                    self.unknown_insert("table", other, &names.collect::<Vec<_>>(), span)
                }
            },
            ("criteria", Some(wanted)) => {
                if let Some(section) = self.framework.sections.iter().find(|found| found.number == wanted) {
                    return vec![self.criteria_list(section)];
                }
                let numbers = self.framework.sections.iter().map(|section| section.number.as_str()).collect::<Vec<_>>();
                self.unknown_insert("section", wanted, &numbers, span)
            }
            ("people", None) => vec![self.people()],
            ("signature", None) => self.signature(span),
            ("abbreviations", None) => vec![self.abbreviations()],
            ("glossary", None) => vec![self.glossary()],
            ("scores", Some(which)) => self.score_boxes(which, span, level),
            ("recommendations", list) => self.recommendations(list, span),
            ("vignettes", None) => self.vignettes(span, level),
            ("vignette", Some(id)) => {
                match self.report.vignettes.iter().find(|vignette| vignette.id.as_ref().is_some_and(|own| own.value == id)) {
                    Some(vignette) => vec![self.vignette(vignette, level)],
                    None if self.report.gaps.lists => Vec::new(),
                    None => {
                        let ids = self.report.vignettes.iter().filter_map(|vignette| Some(vignette.id.as_ref()?.value.as_str()));
                        self.unknown_insert("example", id, &ids.collect::<Vec<_>>(), span)
                    }
                }
            }
            ("address", None) => vec![self.address()],
            ("isbn", None) => self.isbns(span),
            _ => {
                let known = wording::INSERTS.contains(&name);
                let help = match (known, suggest::nearest(name, wording::INSERTS)) {
                    (true, _) if argument.is_some() => format!("write {{{name}}}"),
                    (true, _) => format!("say which one: {{{name}: …}}"),
                    (false, Some(meant)) => format!("did you mean {{{meant}}}?"),
                    (false, None) => format!("the inserts are {}", wording::INSERTS.join(", ")),
                };
                self.problems.push(Diagnostic::error("unknown-insert", format!("there is no insert {{{whole}}}")).at(span, "").help(help));
                Vec::new()
            }
        }
    }

    fn unknown_insert(&mut self, kind: &str, name: &str, known: &[&str], span: Span) -> Vec<Block> {
        let help = suggest::nearest(name, known.iter().copied())
            .map_or_else(|| format!("there is: {}", known.join(", ")), |meant| format!("did you mean '{meant}'?"));
        self.problems.push(Diagnostic::error("unknown-insert", format!("there is no {kind} '{name}'")).at(span, "").help(help));
        Vec::new()
    }

    /// Numbers a table, makes it known and gives it its caption.
    fn numbered_table(&mut self, name: &str, caption: Vec<Inline>, table: Table, source: Span) -> Block {
        self.tables += 1;
        let number = self.numbered("table-number", self.tables);
        let anchor = self.anchors.take(&format!("table-{name}"));
        self.referents.add("table", name, &anchor, number.clone());
        let table = Table { number, caption, data_name: Some(name.to_owned()), ..table };
        Block { anchor: Some(anchor), source: Some(source), ..block(BlockKind::Table(table)) }
    }

    fn grades_table(&mut self, span: Span) -> Vec<Block> {
        let rows = self
            .framework
            .criteria()
            .filter_map(|(_, criterion)| match self.scores.criterion(&criterion.number)? {
                Score::Grade(grade) => Some((criterion, self.framework.grades[*grade].clone())),
                Score::NotFollowedUp if criterion.scored_by == ScoredBy::Grade => {
                    Some((criterion, self.framework.not_followed_up.clone().unwrap_or_default()))
                }
                Score::Percentage(_) | Score::NotScored | Score::NotFollowedUp => None,
            })
            .map(|(criterion, grade)| vec![vec![self.criterion_link(criterion)], words(grade)])
            .collect::<Vec<_>>();
        if rows.is_empty() && self.report.gaps.scores {
            return Vec::new();
        }
        if rows.is_empty() {
            self.problems.push(
                Diagnostic::error("unknown-insert", "the framework has no graded criteria to put in a table")
                    .at(span, "")
                    .help("remove the insert, or give a section `scored-by: grade`"),
            );
            return Vec::new();
        }
        let labels = &self.framework.labels;
        let columns = vec![
            (words(self.label(labels.criterion.as_ref(), "criterion")), Align::Start),
            (words(self.label(labels.grade.as_ref(), "grade")), Align::Start),
        ];
        let caption = words(self.locale.say("table-grades-caption"));
        vec![self.numbered_table("grades", caption, table_of(columns, rows, true), span)]
    }

    fn threads_table(&mut self, span: Span) -> Vec<Block> {
        let rows = self
            .framework
            .threads
            .iter()
            .filter_map(|thread| Some(vec![words(thread.title.clone()), words(percent(self.locale, self.scores.thread(&thread.key)?))]))
            .collect::<Vec<_>>();
        if rows.is_empty() && self.report.gaps.scores {
            return Vec::new();
        }
        if rows.is_empty() {
            self.problems.push(
                Diagnostic::error("unknown-insert", "the framework has no threads to put in a table")
                    .at(span, "")
                    .help("remove the insert, or add `threads:` to framework.yaml"),
            );
            return Vec::new();
        }
        let labels = &self.framework.labels;
        let columns = vec![
            (words(self.label(labels.thread.as_ref(), "thread")), Align::Start),
            (words(self.label(labels.score.as_ref(), "score")), Align::Number),
        ];
        let caption = words(self.locale.say("table-threads-caption"));
        vec![self.numbered_table("threads", caption, table_of(columns, rows, true), span)]
    }

    fn report_table(&mut self, table: &ReportTable) -> Block {
        let columns = table
            .columns
            .iter()
            .map(|column| (self.line(&column.title), if column.figures { Align::Number } else { Align::Start }))
            .collect();
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| self.line(cell)).collect()).collect();
        let caption = self.line(&table.title);
        let notes = table.notes.as_ref().map(|notes| self.plain_blocks(notes, ParagraphRole::Small)).unwrap_or_default();
        let built = Table { notes, ..table_of(columns, rows, table.row_headings) };
        self.numbered_table(&table.name, caption, built, table.title.span)
    }

    /// Whether a criterion has a place of its own: one that was not followed up, and of which nothing is said, has none.
    fn has_place(&self, section: &FrameworkSection, criterion: &Criterion) -> bool {
        let findings = self.report.sections.iter().find(|findings| findings.section == section.number);
        let said = findings.is_some_and(|findings| findings.criteria.iter().any(|found| found.criterion == criterion.number));
        said || self.scores.criterion(&criterion.number) != Some(&Score::NotFollowedUp)
    }

    /// Words that lead to a criterion, if it has a place.
    fn leading_to(&self, criterion: &Criterion, text: String) -> Inline {
        match self.framework.criterion(&criterion.number) {
            Some((section, criterion)) if self.has_place(section, criterion) => Inline::Link(Link {
                id: NodeId(0),
                target: Target::Anchor(outline::criterion_anchor(&criterion.number)),
                content: words(text),
            }),
            _ => Inline::Text(typographic(text)),
        }
    }

    fn criterion_link(&self, criterion: &Criterion) -> Inline {
        self.leading_to(criterion, format!("{} {}", criterion.number, criterion.title))
    }

    fn criteria_list(&self, section: &FrameworkSection) -> Block {
        let items = section
            .criteria
            .iter()
            .map(|criterion| ListItem {
                id: NodeId(0),
                label: criterion.number.clone(),
                anchor: None,
                source: None,
                blocks: vec![block(BlockKind::Paragraph(Paragraph {
                    role: ParagraphRole::Body,
                    content: vec![self.leading_to(criterion, criterion.title.clone())],
                }))],
            })
            .collect();
        block(BlockKind::List(List { marker: Marker::Number, items }))
    }

    /// The short forms to be explained in the text, each with its entry if the list stands in the report.
    fn known_abbreviations(&mut self) -> Vec<Abbreviation> {
        let report = self.report;
        let listed = self.inserted.iter().any(|inserted| inserted == "abbreviations");
        // The list has reported what is wrong with the texts already.
        let told = self.problems.len();
        let known = report
            .abbreviations
            .iter()
            .map(|abbreviation| Abbreviation {
                id: NodeId(0),
                short: abbreviation.short.value.clone(),
                long: plain_text(&self.line(&abbreviation.long)),
                target: listed.then(|| abbreviation_anchor(&abbreviation.short)),
            })
            .collect();
        if listed {
            self.problems.truncate(told);
        }
        known
    }

    /// Roles with names; or, where no name is given, a plain list of roles with how many held them.
    fn people(&self) -> Block {
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

    fn signature(&mut self, span: Span) -> Vec<Block> {
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
        content.push(Inline::Text(signed.role.clone()));
        vec![Block { source: Some(span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Signature, content })) }]
    }

    fn abbreviations(&mut self) -> Block {
        let items = self
            .report
            .abbreviations
            .iter()
            .map(|abbreviation| {
                let long = self.line(&abbreviation.long);
                Definition {
                    id: NodeId(0),
                    anchor: Some(self.anchors.take(&abbreviation_anchor(&abbreviation.short))),
                    term: words(abbreviation.short.value.clone()),
                    meaning: vec![Block {
                        source: Some(abbreviation.long.span),
                        ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Body, content: long }))
                    }],
                }
            })
            .collect();
        block(BlockKind::Definitions(Definitions { kind: DefinitionsKind::Abbreviations, items }))
    }

    fn recommendations(&mut self, name: Option<&str>, span: Span) -> Vec<Block> {
        let report = self.report;
        let wanted = name.unwrap_or(RecommendationList::MAIN);
        let Some(list) = report.recommendations.iter().find(|list| list.name == wanted) else {
            if report.gaps.recommendations {
                return Vec::new();
            }
            let names = report.recommendations.iter().map(|list| list.name.as_str()).collect::<Vec<_>>();
            let (message, help) = if names.is_empty() {
                (
                    "the report has no recommendations".to_owned(),
                    "write recommendations.yaml in the report's folder, or remove the insert".to_owned(),
                )
            } else {
                (format!("there is no list of recommendations '{wanted}'"), format!("recommendations.yaml has: {}", names.join(", ")))
            };
            self.problems.push(Diagnostic::error("unknown-insert", message).at(span, "").help(help));
            return Vec::new();
        };
        let main = list.name == RecommendationList::MAIN;
        let items = list
            .items
            .iter()
            .enumerate()
            .map(|(index, recommendation)| {
                let number = (index + 1).to_string();
                // In the main list a number is name enough; in another one the list's name goes before it.
                let (own, words) = if main {
                    (number.clone(), self.locale.say_with("recommendation-reference", &[("n", Arg::Text(&number))]))
                } else {
                    let args = [("n", Arg::Text(number.as_str())), ("list", Arg::Text(list.name.as_str()))];
                    (format!("{} {number}", list.name), self.locale.say_with("recommendation-of-list-reference", &args))
                };
                let id = recommendation.id.as_ref().map_or(&own, |id| &id.value);
                let anchor = self.anchors.take(&format!("recommendation-{}", outline::slug(id)));
                self.referents.add("recommendation", id, &anchor, words);
                ListItem {
                    id: NodeId(0),
                    label: format!("{number}."),
                    anchor: Some(anchor),
                    source: Some(recommendation.text.span),
                    blocks: self.plain_blocks(&recommendation.text, ParagraphRole::Body),
                }
            })
            .collect();
        vec![block(BlockKind::List(List { marker: Marker::Number, items }))]
    }

    /// The examples that have no place of their own.
    fn vignettes(&mut self, span: Span, level: u8) -> Vec<Block> {
        let report = self.report;
        let mut panels = Vec::new();
        for vignette in &report.vignettes {
            if vignette.id.as_ref().is_some_and(|id| self.placed.contains(id.value.as_str())) {
                continue;
            }
            panels.push(self.vignette(vignette, level));
        }
        if panels.is_empty() && !report.vignettes.is_empty() {
            self.problems.push(
                Diagnostic::warning("empty-list", "every example of good-practice.yaml has a place elsewhere: none is left for this list")
                    .at(span, "")
                    .help("remove {vignettes}"),
            );
        }
        panels
    }

    fn vignette(&mut self, vignette: &Vignette, level: u8) -> Block {
        let title = match &vignette.label {
            Some(label) => self.line(label),
            None => words(self.label(self.framework.labels.good_practice.as_ref(), "good-practice")),
        };
        // Inside a criterion nobody has to be told which one.
        let named = vignette.criterion.as_ref().filter(|_| vignette.id.as_ref().is_none_or(|id| !self.placed.contains(id.value.as_str())));
        let criterion = named.and_then(|number| Some((number.span, self.framework.criterion(number)?.1)));
        let subtitle = criterion.map(|(span, criterion)| {
            let content = vec![Inline::Text(format!("{} ", self.framework.criterion_label)), self.criterion_link(criterion)];
            Box::new(Block { source: Some(span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Small, content })) })
        });
        let heading = Some(Heading { id: NodeId(0), level: (level + 1).min(6), number: String::new(), text: title });
        let above = std::mem::replace(&mut self.level, level + 1);
        let blocks = self.plain_blocks(&vignette.story, ParagraphRole::Body);
        self.level = above;
        self.vignettes += 1;
        let name = vignette.id.as_ref().map_or_else(|| self.vignettes.to_string(), |id| id.value.clone());
        let anchor = self.anchors.take(&format!("vignette-{name}"));
        let panel = Panel { kind: PanelKind::Vignette, heading, subtitle, blocks };
        Block { anchor: Some(anchor), source: Some(vignette.story.span), ..block(BlockKind::Panel(panel)) }
    }

    /// A box for each thread, or for one: title, explanation, score, comment.
    fn score_boxes(&mut self, which: &str, span: Span, level: u8) -> Vec<Block> {
        let framework = self.framework;
        let wanted = framework.threads.iter().filter(|thread| which == "headlines" || thread.key == which).collect::<Vec<_>>();
        if wanted.is_empty() {
            let names = std::iter::once("headlines").chain(framework.threads.iter().map(|thread| thread.key.as_str())).collect::<Vec<_>>();
            return self.unknown_insert("headline score", which, &names, span);
        }
        let mut boxes = Vec::new();
        for thread in wanted {
            let Some(score) = self.scores.thread(&thread.key) else { continue };
            let anchor = self.anchors.take(&format!("score-{}", thread.key));
            let title = self.fixed_line(&thread.title, span);
            let above = std::mem::replace(&mut self.level, level + 1);
            let mut blocks = thread.explanation.as_ref().map(|text| self.framework_blocks(text)).unwrap_or_default();
            self.level = above;
            let label = self.label(framework.labels.score.as_ref(), "score");
            let earlier = |scores: &Scores| scores.thread(&thread.key).map(|score| percent(self.locale, score));
            blocks.push(self.score_block(&Score::Percentage(score.clone()), label, earlier));
            let heading = Some(Heading { id: NodeId(0), level: (level + 1).min(6), number: String::new(), text: words(title) });
            let panel = Panel { kind: PanelKind::Score, heading, subtitle: None, blocks };
            boxes.push(Block { anchor: Some(anchor), source: Some(span), ..block(BlockKind::Panel(panel)) });
        }
        boxes
    }

    fn nothing_to_show(&mut self, what: &str, help: &str, span: Span) -> Vec<Block> {
        if self.report.gaps.scores {
            return Vec::new();
        }
        self.problems.push(Diagnostic::error("unknown-insert", what.to_owned()).at(span, "").help(help));
        Vec::new()
    }

    /// What the areas inspected so far reached in each headline score, beside this one.
    fn comparators_table(&mut self, span: Span) -> Vec<Block> {
        let mut rows = Vec::new();
        for thread in &self.framework.threads {
            let of = ScoreOf::Thread(thread.key.clone());
            let comparator = self.scores.comparators.iter().find(|(known, _)| *known == of).map(|(_, comparator)| comparator);
            let (Some(comparator), Some(own)) = (comparator, self.scores.thread(&thread.key)) else { continue };
            let figures = [&comparator.lowest, &comparator.highest, &comparator.average, own];
            let mut row = vec![words(thread.title.clone())];
            row.extend(figures.map(|figure| words(percent(self.locale, figure))));
            rows.push(row);
        }
        if rows.is_empty() {
            let help = "remove the insert, or give the framework `threads:` and the reports their scores";
            return self.nothing_to_show("there are no headline scores to compare", help, span);
        }
        let thread = self.label(self.framework.labels.thread.as_ref(), "thread");
        let mut columns = vec![(words(thread), Align::Start)];
        columns.extend(["lowest", "highest", "average"].map(|key| (words(self.locale.say(key)), Align::Number)));
        columns.push((words(self.report.area.value.clone()), Align::Number));
        let caption = words(self.locale.say_with("table-comparators-caption", &[("area", Arg::Text(&self.report.area.value))]));
        vec![self.numbered_table("comparators", caption, table_of(columns, rows, true), span)]
    }

    /// Every score, by section, with a column for each inspection.
    fn scoring_summary(&mut self, span: Span) -> Vec<Block> {
        let framework = self.framework;
        let labels = &framework.labels;
        let all: Vec<&Scores> = self.scores.earlier.iter().chain([self.scores]).collect();
        let comments = all.len() == 1 && framework.bands.iter().any(|band| band.comment.is_some());
        let mixed =
            framework.criteria().any(|(_, criterion)| criterion.scored_by == ScoredBy::Grade) || framework.not_followed_up.is_some();
        let align = if mixed { Align::Start } else { Align::Number };
        let mut columns = vec![(words(self.label(labels.criterion.as_ref(), "criterion")), Align::Start)];
        if framework.inspections.is_empty() {
            columns.push((words(self.label(labels.score.as_ref(), "score")), align));
        } else {
            columns.extend(framework.inspections.iter().map(|inspection| (words(inspection.title.clone()), align)));
        }
        if comments {
            columns.push((words(self.label(labels.comment.as_ref(), "comment")), Align::Start));
        }
        let width = u16::try_from(columns.len()).unwrap_or(u16::MAX);
        let comment = |percentage: Option<&Percentage>| {
            let band = percentage.and_then(|percentage| framework.bands.get(percentage.band?));
            words(band.and_then(|band| band.comment.clone()).unwrap_or_default())
        };
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        // The rows that head a section, by their place among all.
        let mut heads = Vec::new();
        let total = |label: String, of: &dyn Fn(&Scores) -> Option<Percentage>| {
            let figures: Vec<Option<Percentage>> = all.iter().map(|scores| of(scores)).collect();
            figures.iter().any(Option::is_some).then(|| {
                let strong = |text: String| vec![Inline::Strong(words(text))];
                let mut row = vec![strong(label)];
                row.extend(
                    figures.iter().map(|figure| figure.as_ref().map_or_else(Vec::new, |figure| strong(percent(self.locale, figure)))),
                );
                row.extend(comments.then(|| comment(figures.last().and_then(Option::as_ref))));
                row
            })
        };
        for section in &framework.sections {
            heads.push(rows.len());
            let number = heading_number(labels.section_heading.as_ref(), &section.number);
            let heading = Heading { id: NodeId(0), level: 2, number, text: words(section.title.clone()) };
            rows.push(vec![vec![Inline::Text(heading.full_text())]]);
            for (index, criterion) in section.criteria.iter().enumerate() {
                if let Some(holder) = section.holders.iter().find(|holder| holder.criteria.start == index) {
                    let held = section.criteria.get(holder.criteria.clone()).unwrap_or_default();
                    let label = format!("{} {}", holder.number, holder.title);
                    rows.extend(total(label, &|scores| scoring::held(framework, scores, held)));
                }
                let mut row = vec![vec![self.criterion_link(criterion)]];
                let scores = all.iter().map(|scores| scores.criterion(&criterion.number)).collect::<Vec<_>>();
                row.extend(scores.iter().map(|score| score.map_or_else(Vec::new, |score| words(self.words.said(score)))));
                row.extend(comments.then(|| comment(scores.last().copied().flatten().and_then(Score::percentage))));
                rows.push(row);
            }
            let word = self.label(labels.score.as_ref(), "score");
            let section_words = self.section_reference(&section.number);
            let label = self.locale.say_with("section-score-row", &[("score", Arg::Text(&word)), ("section", Arg::Text(&section_words))]);
            rows.extend(total(label, &|scores| scores.section(&section.number).cloned()));
        }
        rows.extend(total(self.label(labels.overall_score.as_ref(), "overall-score"), &|scores| scores.overall.clone()));
        let mut table = table_of(columns, rows, true);
        for row in heads {
            if let Some(cell) = table.body.get_mut(row).and_then(|row| row.cells.first_mut()) {
                cell.columns = width;
            }
        }
        let caption = words(self.locale.say("table-scoring-summary-caption"));
        vec![self.numbered_table("scoring-summary", caption, table, span)]
    }

    /// Which criteria count for more.
    fn weights_table(&mut self, span: Span) -> Vec<Block> {
        let rows = self
            .framework
            .criteria()
            .filter_map(|(_, criterion)| {
                let name = criterion.weight.as_ref()?;
                let weight = self.framework.weight(criterion);
                let figure = weight.to_decimal(weight.decimals(2));
                Some(vec![vec![self.criterion_link(criterion)], words(outline::capitalised(name)), words(figure)])
            })
            .collect::<Vec<_>>();
        if rows.is_empty() {
            let help = "remove the insert, or use the scoring model `esi` and give criteria a `weight:`";
            return self.nothing_to_show("the framework's criteria have no weights", help, span);
        }
        let criterion = self.label(self.framework.labels.criterion.as_ref(), "criterion");
        let columns = vec![
            (words(criterion), Align::Start),
            (words(self.locale.say("importance")), Align::Start),
            (words(self.locale.say("weight")), Align::Number),
        ];
        let caption = words(self.locale.say("table-weights-caption"));
        vec![self.numbered_table("weights", caption, table_of(columns, rows, true), span)]
    }

    /// What each range of scores is called.
    fn bands_table(&mut self, span: Span) -> Vec<Block> {
        let framework = self.framework;
        let comments = framework.bands.iter().any(|band| band.comment.is_some());
        let mut rows = Vec::new();
        let mut above: Option<i64> = None;
        for band in &framework.bands {
            // What is judged is the printed figure, which is whole.
            let from = band
                .from
                .rounded(0)
                .to_whole()
                .map(|whole| if crate::number::Number::whole(whole) < band.from { whole + 1 } else { whole });
            let Some(from) = from else { continue };
            let said = |n: i64| say_percent(self.locale, &n.to_string());
            let range = match (above, from) {
                (None, 0) => self.locale.say("band-all"),
                (None, _) => self.locale.say_with("band-from", &[("from", Arg::Text(&said(from)))]),
                (Some(above), 0) => self.locale.say_with("band-below", &[("below", Arg::Text(&said(above)))]),
                (Some(above), _) => {
                    self.locale.say_with("band-between", &[("from", Arg::Text(&said(from))), ("to", Arg::Text(&said(above - 1)))])
                }
            };
            above = Some(from);
            let words_of = band.comment.as_ref().filter(|_| comments).unwrap_or(&band.name);
            rows.push(vec![words(outline::capitalised(&range)), words(words_of.clone())]);
        }
        if rows.is_empty() {
            return self.nothing_to_show("the framework has no bands", "remove the insert, or add `bands:` to framework.yaml", span);
        }
        let labels = &framework.labels;
        let judged = if comments { self.label(labels.comment.as_ref(), "comment") } else { self.locale.say("band") };
        let columns = vec![(words(self.label(labels.score.as_ref(), "score")), Align::Start), (words(judged), Align::Start)];
        let caption = words(self.locale.say("table-bands-caption"));
        vec![self.numbered_table("bands", caption, table_of(columns, rows, true), span)]
    }

    /// The grades with what they mean.
    fn grade_scale(&mut self, span: Span) -> Vec<Block> {
        let framework = self.framework;
        let mut rows = Vec::new();
        for (grade, meaning) in framework.grades.iter().zip(&framework.grade_meanings) {
            let Some(meaning) = meaning else { continue };
            rows.push(vec![words(grade.clone()), self.framework_line(meaning)]);
        }
        if rows.is_empty() {
            let help = "remove the insert, or give the grades in framework.yaml a meaning: `- { name: …, meaning: … }`";
            return self.nothing_to_show("the framework's grades have no meaning", help, span);
        }
        let grade = self.label(framework.labels.grade.as_ref(), "grade");
        let columns = vec![(words(grade), Align::Start), (words(self.locale.say("meaning")), Align::Start)];
        let caption = words(self.locale.say("table-grade-scale-caption"));
        vec![self.numbered_table("grade-scale", caption, table_of(columns, rows, true), span)]
    }

    fn glossary(&mut self) -> Block {
        let report = self.report;
        let items = report
            .glossary
            .iter()
            .map(|entry| {
                let term = self.line(&entry.term);
                let plain = super::tree::plain_text(&term);
                let anchor = self.anchors.take(&format!("term-{}", outline::slug(&plain)));
                self.referents.add("term", &plain, &anchor, plain.clone());
                let meaning = self.plain_blocks(&entry.meaning, ParagraphRole::Body);
                Definition { id: NodeId(0), anchor: Some(anchor), term, meaning }
            })
            .collect();
        block(BlockKind::Definitions(Definitions { kind: DefinitionsKind::Glossary, items }))
    }

    fn isbns(&mut self, span: Span) -> Vec<Block> {
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

    fn address(&self) -> Block {
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

/// A text that holds no headings.
fn plain_text_of<'t>(text: &'t Spanned<String>, role: ParagraphRole, values: &'t dyn Values) -> Text<'t> {
    Text {
        source: &text.value,
        span: text.span,
        heading_level: None,
        anchor_prefix: "",
        values: Some(values),
        role,
        map: OnceCell::new(),
        lead: 0,
    }
}

/// A number with the programme's word before it: 'Section A'; bare if there is none.
fn heading_number(label: Option<&String>, number: &str) -> String {
    label.map_or_else(|| number.to_owned(), |label| format!("{label}\u{a0}{number}"))
}

/// The ids of examples that some text of the report places with `{vignette: …}`. Known beforehand, since the list of the others may
/// come first.
fn placed_vignettes(report: &Report) -> BTreeSet<&str> {
    let mut placed = BTreeSet::new();
    let ids: Vec<&str> = report.vignettes.iter().filter_map(|vignette| Some(vignette.id.as_ref()?.value.as_str())).collect();
    let mut look = |text: &str| {
        let written = text.split("{vignette:").skip(1).filter_map(|rest| rest.split_once('}')).map(|(id, _)| id.trim());
        placed.extend(written.filter_map(|written| ids.iter().copied().find(|id| *id == written)));
    };
    report.prose.iter().chain(&report.framework.wording).for_each(|(_, text)| look(text));
    for section in &report.sections {
        section.introduction.iter().chain(&section.commentary).for_each(|text| look(text));
        for criterion in &section.criteria {
            criterion.introduction.iter().chain(&criterion.conclusion).for_each(|text| look(text));
            criterion.groups.iter().flat_map(|(_, findings)| findings).for_each(|finding| look(&finding.text));
        }
    }
    placed
}

fn table_of(columns: Vec<(Vec<Inline>, Align)>, rows: Vec<Vec<Vec<Inline>>>, row_headings: bool) -> Table {
    let cell = |content, header| Cell { id: NodeId(0), header, columns: 1, content };
    let aligns = columns.iter().map(|(_, align)| Column { align: *align }).collect();
    let head = Row { id: NodeId(0), cells: columns.into_iter().map(|(title, _)| cell(title, Some(Scope::Column))).collect() };
    let body = rows
        .into_iter()
        .map(|row| {
            let heads = |index| (index == 0 && row_headings).then_some(Scope::Row);
            Row { id: NodeId(0), cells: row.into_iter().enumerate().map(|(index, content)| cell(content, heads(index))).collect() }
        })
        .collect();
    Table {
        number: String::new(),
        caption: Vec::new(),
        caption_id: NodeId(0),
        summary: String::new(),
        columns: aligns,
        head: vec![head],
        body,
        notes: Vec::new(),
        data_name: None,
    }
}

fn block(kind: BlockKind) -> Block {
    Block { id: NodeId(0), source: None, anchor: None, lang: None, kind }
}

fn paragraph(text: String) -> Block {
    block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Body, content: words(text) }))
}

fn words(text: String) -> Vec<Inline> {
    vec![Inline::Text(typographic(text))]
}

/// Apostrophes and single quotation marks of plain texts as Markdown sets them: one that opens a word is a quotation's.
fn typographic(text: String) -> String {
    if !text.contains('\'') {
        return text;
    }
    let mut before = ' ';
    let marks = |c: char| {
        let opens = before.is_whitespace() || matches!(before, '(' | '[' | '\u{2014}');
        before = c;
        match c {
            '\'' if opens => '\u{2018}',
            '\'' => '\u{2019}',
            c => c,
        }
    };
    text.chars().map(marks).collect()
}

/// a, b, …, z, aa, ab, ….
fn letters(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index;
    loop {
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{letters, typographic};

    #[test]
    fn quotation_marks_open_and_close() {
        assert_eq!(typographic("'Help' and ('Change') users' area's".to_owned()), "‘Help’ and (‘Change’) users’ area’s");
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
