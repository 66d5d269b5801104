//! Framework parts, model and scores to the document.
//!
//! The order is the framework's, the words are the content's and the locale's, the numbers are `scoring`'s. Parts are built
//! in reading order; what can be known only afterwards (contents, cross-references, ids) is settled by `outline`.

use std::cell::OnceCell;
use std::ops::Range;

use super::chart_words::{self, ChartWords};
use super::markdown::{self, Host, Text};
use super::outline::{self, Anchors, Referents};
use super::tree::{
    Abbreviation, Align, Block, BlockKind, Cell, Column, Contents, Cover, CoverFact, CoverLine, Definition, Definitions, DefinitionsKind,
    Document, Figure, FigurePicture, Heading, Inline, Link, List, ListItem, Marker, Meta, NodeId, Note, Panel, PanelKind, Paragraph,
    ParagraphRole, Row, Scope, Score as ScoreBlock, Section, SectionKind, Table, Target,
};
use super::wording::{self, Unfilled, Values};
use crate::diag::{self, Diagnostic, Problems, Sources, Span, Spanned, suggest, unless_errors};
use crate::framework::{Criterion, Framework, FrameworkSection, Part, PartKind, ScoredBy};
use crate::locale::{Arg, Locale};
use crate::model::Programme;
use crate::model::finding::{CriterionFindings, Finding};
use crate::model::report::{Report, ReportTable, State};
use crate::scoring::{Percentage, Score, Scores};
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
    let Builder { notes, mut problems, referents, .. } = builder;
    let notes = notes
        .into_iter()
        .enumerate()
        .map(|(index, blocks)| Note { id: NodeId(0), label: (index + 1).to_string(), anchor: format!("note-{}", index + 1), blocks })
        .collect();
    let mut document = Document { meta, parts, notes, node_count: 0 };
    let entries = outline::contents(&document.parts);
    for part in &mut document.parts {
        if let BlockKind::Contents(contents) = &mut part.kind {
            contents.entries.clone_from(&entries);
        }
    }
    referents.resolve(&mut document, report.gaps, &mut problems);
    let abbreviations = report
        .abbreviations
        .iter()
        .map(|a| Abbreviation {
            id: NodeId(0),
            short: a.short.value.clone(),
            long: a.long.value.clone(),
            target: Some(abbreviation_anchor(&a.short)),
        })
        .collect::<Vec<_>>();
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
    inserted: Vec<String>,
    words: FixedWords<'a>,
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
        let percentage = |found: Option<&Percentage>| found.map(|p| percent(self.locale, p)).ok_or(Unfilled::UnknownArgument);
        match (name, argument) {
            ("area", None) => Ok(self.report.area.value.clone()),
            ("programme", None) => Ok(framework.title.clone()),
            ("programme-short", None) => Ok(framework.short.clone()),
            ("inspectorate", None) => Ok(self.programme.inspectorate.clone()),
            ("inspectorate-short", None) => Ok(self.programme.inspectorate_short.clone()),
            ("score" | "section-score" | "thread-score", Some(_)) if self.report.gaps.scores => Ok(String::new()),
            ("fieldwork" | "sample", None) if self.report.gaps.details => Ok(String::new()),
            ("fieldwork", None) => {
                self.report.fieldwork.as_ref().map(|date| self.locale.date(date.value)).ok_or(Unfilled::NotGiven("fieldwork"))
            }
            ("published", None) => Ok(self.locale.date(self.report.published.value)),
            ("priority-line", None) => framework
                .priority_line
                .as_ref()
                .map(|line| say_percent(self.locale, &line.at.to_decimal(0)))
                .ok_or(Unfilled::NotGiven("priority-line")),
            ("sample", None) => {
                self.report.sample.as_ref().map(|n| self.locale.digits(u64::from(n.value))).ok_or(Unfilled::NotGiven("sample"))
            }
            ("score", Some(criterion)) => match self.scores.criterion(criterion) {
                Some(Score::Percentage(p)) => Ok(percent(self.locale, p)),
                Some(Score::Grade(grade)) => Ok(framework.grades[*grade].clone()),
                Some(Score::NotScored) => Ok(self.locale.say("not-scored")),
                Some(Score::NotFollowedUp) => Ok(framework.not_followed_up.clone().unwrap_or_default()),
                None => Err(Unfilled::UnknownArgument),
            },
            ("section-score", Some(section)) => percentage(self.scores.section(section)),
            ("thread-score", Some(thread)) => percentage(self.scores.thread(thread)),
            _ => Err(Unfilled::UnknownPlaceholder),
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
    fn insert(&mut self, name: &str, argument: Option<&str>, span: Span) -> Vec<Block> {
        self.insert_blocks(name, argument, span)
    }

    fn image(&mut self, path: &str, span: Span) -> Option<ImageId> {
        let found = self.report.images.iter().position(|image| image.path == path).and_then(|at| u32::try_from(at).ok());
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
            inserted: Vec::new(),
            words: FixedWords { programme, report, scores, locale },
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
            isbn: report.isbn.as_ref().map(|isbn| isbn.value.clone()),
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
        for part in &framework.parts {
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
        let (kind, number) = if part.appendix {
            (SectionKind::Appendix, self.numbered("appendix-number", appendix))
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

    fn prose_blocks(&mut self, prose: &Spanned<String>, fixed: bool, level: u8, anchor_prefix: &str) -> Vec<Block> {
        let words = self.fixed_words();
        let text = Text {
            source: &prose.value,
            span: prose.span,
            heading_level: Some(level),
            anchor_prefix,
            values: fixed.then_some(&words as &dyn Values),
            role: ParagraphRole::Body,
            map: OnceCell::new(),
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
        let text =
            Text { source: &text.value, span: text.span, heading_level: None, anchor_prefix: "", values: None, role, map: OnceCell::new() };
        markdown::blocks(&text, self)
    }

    fn line(&mut self, text: &Spanned<String>) -> Vec<Inline> {
        let text = Text {
            source: &text.value,
            span: text.span,
            heading_level: None,
            anchor_prefix: "",
            values: None,
            role: ParagraphRole::Body,
            map: OnceCell::new(),
        };
        markdown::inlines(&text, self)
    }

    /// A framework's line of Markdown with placeholders.
    fn framework_line(&mut self, text: &Spanned<String>) -> Vec<Inline> {
        let words = self.fixed_words();
        let text = Text {
            source: &text.value,
            span: text.span,
            heading_level: None,
            anchor_prefix: "",
            values: Some(&words),
            role: ParagraphRole::Body,
            map: OnceCell::new(),
        };
        markdown::inlines(&text, self)
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
        let mut facts = Vec::new();
        let mut fact = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                facts.push(CoverFact { id: NodeId(0), label: self.locale.say(key), value });
            }
        };
        fact("cover-area", Some(report.area.value.clone()));
        fact("cover-fieldwork", report.fieldwork.as_ref().map(|date| self.locale.date(date.value)));
        fact("cover-sample", report.sample.as_ref().map(|n| self.locale.digits(u64::from(n.value))));
        fact("cover-published", Some(self.locale.date(report.published.value)));
        fact("cover-isbn", report.isbn.as_ref().map(|isbn| isbn.value.clone()));
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

    fn main_section(&mut self, section: &FrameworkSection) -> Block {
        let report = self.report;
        let anchor = self.anchors.take(&format!("section-{}", outline::slug(&section.number)));
        self.referents.add(
            "section",
            &section.number,
            &anchor,
            self.locale.say_with("section-reference", &[("n", Arg::Text(&section.number))]),
        );
        let mut blocks = Vec::new();
        if let Some(score) = self.scores.section(&section.number) {
            blocks.push(self.percentage_block(score));
        }
        let findings = report.sections.iter().find(|findings| findings.section == section.number);
        if let Some(introduction) = findings.and_then(|findings| findings.introduction.as_ref()) {
            blocks.extend(self.plain_blocks(introduction, ParagraphRole::Body));
        }
        for criterion in &section.criteria {
            let findings = findings.and_then(|findings| findings.criteria.iter().find(|found| found.criterion == criterion.number));
            blocks.push(self.criterion(criterion, findings));
        }
        let heading = Heading { id: NodeId(0), level: 2, number: section.number.clone(), text: words(section.title.clone()) };
        let section_block = Section { kind: SectionKind::MainSection, heading, blocks };
        Block { anchor: Some(anchor), source: Some(section.span), ..block(BlockKind::Section(section_block)) }
    }

    fn criterion(&mut self, criterion: &Criterion, findings: Option<&CriterionFindings>) -> Block {
        let number = &criterion.number;
        let anchor = self.anchors.take(&format!("c{number}"));
        self.referents.add("criterion", number, &anchor, self.locale.say_with("criterion-reference", &[("n", Arg::Text(number))]));
        let mut blocks = Vec::new();
        let score = self.scores.criterion(number);
        let in_words = |label: &str, value: String| {
            let label = self.locale.say(label);
            block(BlockKind::Score(ScoreBlock { label, value, band: None, position: None, below_line: false, hundredths: None }))
        };
        match score {
            Some(Score::Percentage(percentage)) => blocks.push(self.percentage_block(percentage)),
            Some(Score::Grade(grade)) => blocks.push(in_words("grade", self.framework.grades[*grade].clone())),
            Some(Score::NotScored) => blocks.push(in_words("score", self.locale.say("not-scored"))),
            Some(Score::NotFollowedUp) => blocks.push(in_words("score", self.framework.not_followed_up.clone().unwrap_or_default())),
            None => {}
        }
        let statement = self.framework_line(&criterion.statement);
        blocks.push(Block {
            source: Some(criterion.statement.span),
            ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Statement, content: statement }))
        });
        if let Some(findings) = findings {
            if let Some(introduction) = &findings.introduction {
                blocks.extend(self.plain_blocks(introduction, ParagraphRole::Body));
            }
            for group in &self.framework.groups {
                if let Some((_, list)) = findings.groups.iter().find(|(key, _)| *key == group.key) {
                    let title = if list.len() == 1 { &group.one } else { &group.many };
                    blocks.push(self.finding_group(&anchor, &group.key, title, list));
                }
            }
        }
        if let Some(Score::Percentage(percentage)) = score {
            blocks.extend(self.conclusion(&anchor, percentage));
        }
        let heading = Heading { id: NodeId(0), level: 3, number: number.clone(), text: words(criterion.title.clone()) };
        let source = findings.map(|findings| findings.span);
        Block { anchor: Some(anchor), source, ..block(BlockKind::Section(Section { kind: SectionKind::Criterion, heading, blocks })) }
    }

    fn finding_group(&mut self, criterion: &str, key: &str, title: &str, findings: &[Finding]) -> Block {
        let group = self.anchors.take(&format!("{criterion}-{key}"));
        let items = findings
            .iter()
            .enumerate()
            .map(|(index, finding)| {
                let letter = letters(index);
                let name = finding.id.as_ref().map_or_else(|| format!("{group}-{letter}"), |id| format!("{criterion}-{}", id.value));
                ListItem {
                    id: NodeId(0),
                    label: format!("({letter})"),
                    anchor: Some(self.anchors.take(&name)),
                    source: Some(finding.text.span),
                    blocks: self.plain_blocks(&finding.text, ParagraphRole::Body),
                }
            })
            .collect();
        let list = block(BlockKind::List(List { marker: Marker::Letter, items }));
        let heading = Heading { id: NodeId(0), level: 4, number: String::new(), text: words(title.to_owned()) };
        Block { anchor: Some(group), ..block(BlockKind::Section(Section { kind: SectionKind::Group, heading, blocks: vec![list] })) }
    }

    /// The sentence that the framework fixes for the band of a score.
    fn conclusion(&mut self, criterion: &str, percentage: &Percentage) -> Option<Block> {
        let sentence = self.framework.bands.get(percentage.band?)?.conclusion.as_ref()?;
        let content = self.framework_line(sentence);
        let paragraph =
            Block { source: Some(sentence.span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Conclusion, content })) };
        let heading = Heading { id: NodeId(0), level: 4, number: String::new(), text: words(self.locale.say("conclusion")) };
        let section = Section { kind: SectionKind::Group, heading, blocks: vec![paragraph] };
        Some(Block { anchor: Some(self.anchors.take(&format!("{criterion}-conclusion"))), ..block(BlockKind::Section(section)) })
    }

    fn percentage_block(&self, percentage: &Percentage) -> Block {
        let position = self.framework.priority_line.as_ref().map(|line| {
            let label = self.locale.inside_sentence(&line.label);
            let words = |key: &str, points: i64| {
                self.locale.say_with(key, &[("points", Arg::Count(points.unsigned_abs())), ("line", Arg::Text(&label))])
            };
            let (above, below) = (percentage.printed.minus(&line.at), line.at.minus(&percentage.printed));
            match (above.to_whole(), below.to_whole()) {
                (Some(points), _) if points > 0 => words("line-above", points),
                (_, Some(points)) if points > 0 => words("line-below", points),
                _ => words("line-on", 0),
            }
        });
        let hundredths = percentage.printed.times(&crate::number::Number::whole(100)).to_whole().and_then(|n| u16::try_from(n).ok());
        block(BlockKind::Score(ScoreBlock {
            label: self.locale.say("score"),
            value: percent(self.locale, percentage),
            band: percentage.band.map(|band| self.framework.bands[band].name.clone()),
            position,
            below_line: percentage.below_line,
            hundredths,
        }))
    }

    // Inserts -----------------------------------------------------------------------------------------------------------------

    fn insert_blocks(&mut self, name: &str, argument: Option<&str>, span: Span) -> Vec<Block> {
        const KNOWN: [&str; 9] =
            ["chart", "table", "criteria", "people", "signature", "abbreviations", "recommendations", "vignettes", "address"];
        let whole = argument.map_or_else(|| name.to_owned(), |argument| format!("{name}: {argument}"));
        if matches!(name, "chart" | "table" | "recommendations" | "vignettes" | "abbreviations") {
            if self.inserted.contains(&whole) {
                let help = "a table, chart or list has one number and one place: refer to it from other places with [[…]]";
                self.problems.push(
                    Diagnostic::error("inserted-twice", format!("{{{whole}}} stands in this report already")).at(span, "").help(help),
                );
                return Vec::new();
            }
            self.inserted.push(whole.clone());
        }
        match (name, argument) {
            ("chart", Some("criterion-scores")) => self.criterion_chart(span),
            ("chart", Some(other)) => self.unknown_insert("chart", other, &["criterion-scores"], span),
            ("table", Some("grades")) => self.grades_table(span),
            ("table", Some("threads")) => self.threads_table(span),
            ("table", Some(other)) => match self.report.tables.iter().find(|table| table.name == other) {
                Some(table) => vec![self.report_table(table)],
                None if self.report.gaps.tables => Vec::new(),
                None => {
                    let names = ["grades", "threads"].into_iter().chain(self.report.tables.iter().map(|table| table.name.as_str()));
                    self.unknown_insert("table", other, &names.collect::<Vec<_>>(), span)
                }
            },
            ("criteria", Some(section)) => match self.framework.sections.iter().find(|found| found.number == section) {
                Some(section) => vec![criteria_list(section)],
                None => {
                    let numbers = self.framework.sections.iter().map(|section| section.number.as_str()).collect::<Vec<_>>();
                    self.unknown_insert("section", section, &numbers, span)
                }
            },
            ("people", None) => vec![self.people()],
            ("signature", None) => self.signature(span),
            ("abbreviations", None) => vec![self.abbreviations()],
            ("recommendations", None) => vec![self.recommendations()],
            ("vignettes", None) => self.vignettes(),
            ("address", None) => vec![self.address()],
            _ => {
                let known = KNOWN.contains(&name);
                let help = match (known, suggest::nearest(name, KNOWN)) {
                    (true, _) if argument.is_some() => format!("write {{{name}}}"),
                    (true, _) => format!("say which one: {{{name}: …}}"),
                    (false, Some(meant)) => format!("did you mean {{{meant}}}?"),
                    (false, None) => format!("the inserts are {}", KNOWN.join(", ")),
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

    fn criterion_chart(&mut self, span: Span) -> Vec<Block> {
        const NAME: &str = "criterion-scores";
        let report = self.report;
        let fieldwork = report.fieldwork.as_ref().map(|date| date.value);
        let made = chart_words::criterion_scores(self.framework, self.scores, &report.area, fieldwork, report.published.value, self.locale);
        let Some(ChartWords { spec, headline, subtitle, alt, columns, rows }) = made else {
            if self.report.gaps.scores {
                return Vec::new();
            }
            self.problems.push(
                Diagnostic::error("unknown-insert", "the framework has no criteria with percentages to put in a chart")
                    .at(span, "")
                    .help("remove the insert, or give a section `scored-by: percentage`"),
            );
            return Vec::new();
        };
        self.charts += 1;
        let number = self.numbered("chart-number", self.charts);
        let anchor = self.anchors.take(&format!("chart-{NAME}"));
        self.referents.add("chart", NAME, &anchor, number.clone());
        let cells = |row: Vec<String>| row.into_iter().map(words).collect();
        let data = table_of(
            columns.into_iter().map(|column| (words(column.title), if column.figures { Align::Number } else { Align::Start })).collect(),
            rows.into_iter().map(cells).collect(),
            true,
        );
        let data = Table { caption: words(self.locale.say_with("chart-data-caption", &[("chart", Arg::Text(&number))])), ..data };
        let figure = Figure {
            number,
            headline: words(headline),
            headline_id: NodeId(0),
            subtitle,
            subtitle_id: NodeId(0),
            picture_id: NodeId(0),
            alt,
            picture: FigurePicture::Chart(Box::new(spec)),
            data: Some(Box::new(data)),
        };
        vec![Block { anchor: Some(anchor), source: Some(span), ..block(BlockKind::Figure(figure)) }]
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
            .map(|(criterion, grade)| vec![vec![criterion_link(criterion)], words(grade)])
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
        let columns = vec![(words(self.locale.say("criterion")), Align::Start), (words(self.locale.say("grade")), Align::Start)];
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
        let columns = vec![(words(self.locale.say("thread")), Align::Start), (words(self.locale.say("score")), Align::Number)];
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

    fn people(&self) -> Block {
        let items = self
            .report
            .people
            .iter()
            .map(|person| {
                let meaning = match (person.names.is_empty(), person.number) {
                    (false, _) => self.locale.list(&person.names),
                    (true, Some(number)) => self.locale.count(u64::from(number)),
                    (true, None) => self.locale.count(1),
                };
                Definition {
                    id: NodeId(0),
                    anchor: None,
                    term: words(person.role.clone()),
                    meaning: vec![paragraph(outline::capitalised(&meaning))],
                }
            })
            .collect();
        block(BlockKind::Definitions(Definitions { kind: DefinitionsKind::People, items }))
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

    fn recommendations(&mut self) -> Block {
        let report = self.report;
        let items = report
            .recommendations
            .iter()
            .enumerate()
            .map(|(index, recommendation)| {
                let number = (index + 1).to_string();
                let id = recommendation.id.as_ref().map_or(&number, |id| &id.value);
                let anchor = self.anchors.take(&format!("recommendation-{id}"));
                self.referents.add(
                    "recommendation",
                    id,
                    &anchor,
                    self.locale.say_with("recommendation-reference", &[("n", Arg::Text(&number))]),
                );
                ListItem {
                    id: NodeId(0),
                    label: format!("{number}."),
                    anchor: Some(anchor),
                    source: Some(recommendation.text.span),
                    blocks: self.plain_blocks(&recommendation.text, ParagraphRole::Body),
                }
            })
            .collect();
        block(BlockKind::List(List { marker: Marker::Number, items }))
    }

    fn vignettes(&mut self) -> Vec<Block> {
        let report = self.report;
        let mut panels = Vec::new();
        for vignette in &report.vignettes {
            let title = self.line(&vignette.label);
            let subtitle = self.framework.criterion(&vignette.criterion).map(|(_, criterion)| {
                let content = vec![Inline::Text(format!("{} ", self.framework.criterion_label)), criterion_link(criterion)];
                Box::new(Block {
                    source: Some(vignette.criterion.span),
                    ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Small, content }))
                })
            });
            let heading = Some(Heading { id: NodeId(0), level: 3, number: String::new(), text: title });
            let blocks = self.plain_blocks(&vignette.story, ParagraphRole::Body);
            let anchor = self.anchors.take(&format!("vignette-{}", panels.len() + 1));
            let panel = Panel { kind: PanelKind::Vignette, heading, subtitle, blocks };
            panels.push(Block { anchor: Some(anchor), source: Some(vignette.label.span), ..block(BlockKind::Panel(panel)) });
        }
        panels
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

fn criterion_link(criterion: &Criterion) -> Inline {
    Inline::Link(Link {
        id: NodeId(0),
        target: Target::Anchor(format!("c{}", criterion.number)),
        content: words(format!("{} {}", criterion.number, criterion.title)),
    })
}

fn criteria_list(section: &FrameworkSection) -> Block {
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
                content: vec![Inline::Link(Link {
                    id: NodeId(0),
                    target: Target::Anchor(format!("c{}", criterion.number)),
                    content: words(criterion.title.clone()),
                })],
            }))],
        })
        .collect();
    block(BlockKind::List(List { marker: Marker::Number, items }))
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

/// Apostrophes of plain texts as Markdown sets them; plain texts hold no quotations.
fn typographic(text: String) -> String {
    if text.contains('\'') { text.replace('\'', "\u{2019}") } else { text }
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
    use super::letters;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
