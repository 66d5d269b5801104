//! One walk over a document that makes its passages.
//!
//! The document knows the place of blocks; the places of cells, captions and terms come from the report, whose lists stand in the
//! document in their own order.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefMutIterator as _, ParallelIterator as _};

use super::lexicon::Lexicon;
use super::sentences::sentences;
use super::spans::Spans;
use super::terms::id;
use super::words::tokens;
use super::{CellAt, Home, Kind, Mark, Origin, Passage, Place};
use crate::diag::{FileId, Sources, Span};
use crate::document::tree::{
    Block, BlockKind, Definitions, DefinitionsKind, Document, Figure, FigurePicture, Heading, Inline, ListItem, Panel, PanelKind,
    ParagraphRole, Section, SectionKind, Table, Target,
};
use crate::model::report::{Report, TableRow};

/// The passages of a document in reading order.
pub(super) fn passages<'a>(report: &'a Report, document: &'a Document, lexicon: &Lexicon, sources: &'a Sources) -> Vec<Passage<'a>> {
    let framework = &report.framework;
    let fixed = framework.wording.iter().map(|(_, text)| text.span.file).chain([framework.report_title.span.file]).collect();
    let place = Place {
        part: "",
        section: None,
        criterion: None,
        home: Home::Prose,
        unit: 0,
        heading: None,
        list: 0,
        quoted: false,
        origin: Origin::Report,
    };
    let mut collector = Collector { report, sources, fixed, place, unit: None, units: 0, lists: 0, tables: 0, out: Vec::new() };
    for part in &document.parts {
        collector.place = Place { part: part.anchor.as_deref().unwrap_or("cover"), ..place };
        collector.block(part);
    }
    collector.place = Place { part: "notes", home: Home::Note, ..place };
    for note in &document.notes {
        collector.as_unit(|collector| collector.blocks(&note.blocks));
    }
    let mut passages = collector.out;
    // Half of what reading costs, and each text is read by itself.
    passages.par_iter_mut().with_min_len(16).for_each(|passage| {
        passage.tokens = tokens(&passage.words, lexicon);
        passage.sentences = sentences(&passage.words, &passage.tokens);
        passage.numbers = (0..passage.tokens.len()).filter(|at| passage.tokens[*at].figure().is_some()).collect();
        passage.ids = passage.tokens.iter().map(|token| id(passage.text(token))).collect();
    });
    passages
}

struct Collector<'a> {
    report: &'a Report,
    sources: &'a Sources,
    /// The framework's files.
    fixed: BTreeSet<FileId>,
    /// Where the walk is.
    place: Place<'a>,
    /// The unit that everything belongs to now; `None` where each paragraph is one of its own.
    unit: Option<u32>,
    units: u32,
    lists: u32,
    tables: u32,
    out: Vec<Passage<'a>>,
}

impl<'a> Collector<'a> {
    /// Everything that `walk` adds is one unit, unless it stands in one already.
    fn as_unit(&mut self, walk: impl FnOnce(&mut Self)) {
        if self.unit.is_some() {
            return walk(self);
        }
        self.units += 1;
        self.unit = Some(self.units);
        walk(self);
        self.unit = None;
    }

    /// What `walk` does to the place does not last.
    fn inside(&mut self, walk: impl FnOnce(&mut Self)) {
        let before = self.place;
        walk(self);
        self.place = before;
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        let source = block.source;
        match &block.kind {
            BlockKind::Cover(cover) => self.blocks(&cover.small_print),
            // A part in another language is not to be judged by the rules of this one.
            BlockKind::Section(_) if block.lang.is_some() => {}
            BlockKind::Section(section) => self.inside(|collector| collector.section(block, section)),
            BlockKind::Paragraph(paragraph) => {
                let kind = match paragraph.role {
                    ParagraphRole::Body => Kind::Text,
                    ParagraphRole::Statement => Kind::Statement,
                    ParagraphRole::Conclusion => Kind::Conclusion,
                    ParagraphRole::Signature | ParagraphRole::Small => Kind::Small,
                };
                self.text(kind, &paragraph.content, source);
            }
            BlockKind::List(list) => self.inside(|collector| {
                collector.lists += 1;
                collector.place.list = collector.lists;
                list.items.iter().for_each(|item| collector.inside(|collector| collector.item(item)));
            }),
            BlockKind::Definitions(definitions) => self.inside(|collector| collector.definitions(definitions)),
            BlockKind::Table(table) => self.inside(|collector| collector.as_unit(|collector| collector.table(table, source))),
            BlockKind::Figure(figure) => self.inside(|collector| collector.as_unit(|collector| collector.figure(figure, source))),
            BlockKind::Quote(quote) => self.inside(|collector| {
                collector.place.quoted = true;
                collector.blocks(&quote.blocks);
            }),
            BlockKind::Panel(panel) => self.inside(|collector| collector.as_unit(|collector| collector.panel(panel))),
            BlockKind::Contents(_) | BlockKind::Score(_) | BlockKind::Preformatted(_) | BlockKind::Rule => {}
        }
    }

    fn section(&mut self, block: &'a Block, section: &'a Section) {
        // A house may set words about a number: 'Section 2', '2.2 General criterion'.
        let parts = || section.heading.number.split(char::is_whitespace).map(|part| part.trim_end_matches(['.', ':']));
        let last = || parts().rfind(|part| !part.is_empty()).unwrap_or("");
        let framework = &self.report.framework;
        match section.kind {
            SectionKind::MainSection => {
                let known = |part: &&str| framework.sections.iter().any(|section| section.number == *part);
                self.place.section = Some(parts().find(known).unwrap_or_else(last));
            }
            SectionKind::Criterion => {
                let known = |part: &&str| framework.criterion(part).is_some() || framework.holder(part).is_some();
                self.place.criterion = Some(parts().find(known).unwrap_or_else(last));
            }
            SectionKind::Part | SectionKind::Appendix | SectionKind::Group | SectionKind::Passage => {}
        }
        // The titles of parts, sections, criteria and groups are the framework's; only those inside a text are the author's.
        let source = block.source.filter(|_| section.kind == SectionKind::Passage);
        self.heading(&section.heading, source);
        self.blocks(&section.blocks);
    }

    fn heading(&mut self, heading: &'a Heading, source: Option<Span>) {
        self.text(Kind::Heading, &heading.text, source);
        self.place.heading = self.out.len().checked_sub(1);
    }

    fn item(&mut self, item: &'a ListItem) {
        let anchored = item.anchor.as_deref();
        if anchored.is_some_and(|anchor| anchor.starts_with("recommendation-")) {
            self.place.home = Home::Recommendation;
        } else if anchored.is_some() && self.place.criterion.is_some() && self.place.home == Home::Prose {
            self.place.home = Home::Finding;
        }
        self.as_unit(|collector| collector.blocks(&item.blocks));
    }

    fn definitions(&mut self, definitions: &'a Definitions) {
        let report = self.report;
        self.place.home = match definitions.kind {
            DefinitionsKind::Abbreviations => Home::Abbreviations,
            DefinitionsKind::People => Home::People,
            DefinitionsKind::Glossary => Home::Glossary,
        };
        for (index, item) in definitions.items.iter().enumerate() {
            let source = match definitions.kind {
                DefinitionsKind::Abbreviations => report.abbreviations.get(index).map(|known| known.short.span),
                DefinitionsKind::Glossary => report.glossary.get(index).map(|known| known.term.span),
                DefinitionsKind::People => None,
            };
            self.as_unit(|collector| {
                collector.text(Kind::Term, &item.term, source);
                collector.blocks(&item.meaning);
            });
        }
    }

    fn table(&mut self, table: &'a Table, source: Option<Span>) {
        self.place.home = Home::Table;
        let own = table.data_name.as_deref().map(|name| self.report.tables.iter().find(|table| table.name == name));
        let number = self.tables;
        self.tables += 1;
        // A table with a name that the report has not got is one that bluebook makes.
        if matches!(own, Some(None)) {
            self.place.origin = Origin::Made;
        }
        let own = own.flatten();
        let written = if own.is_none() { source.map(|source| markdown_cells(self.sources.slice(source), source)) } else { None };
        let heads = table.head.len();
        let place = |row: usize, column: usize| match own {
            Some(own) if row + 1 == heads => own.columns.get(column).map(|column| column.title.span),
            Some(own) if row < heads => Some(own.span),
            Some(own) => match own.rows.get(row - heads)? {
                TableRow::Cells(cells) => cells.get(column).map(|cell| cell.span),
                TableRow::Group(heading) => Some(heading.span),
            },
            None => written.as_ref().and_then(|rows| rows.get(row)?.get(column).copied()).or(source),
        };
        self.text(Kind::Caption, &table.caption, source);
        for (row, cells) in table.head.iter().chain(&table.body).enumerate() {
            let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let mut first = 0;
            for (column, cell) in cells.cells.iter().enumerate() {
                let columns = u32::from(cell.columns.max(1));
                let (heading, in_head) = (cell.header.is_some(), row < heads);
                let at = CellAt { table: number, row: short(row), column: first, columns, in_head, heading };
                self.text(Kind::Cell(at), &cell.content, place(row, column));
                first += columns;
            }
        }
        self.blocks(&table.notes);
    }

    fn figure(&mut self, figure: &'a Figure, source: Option<Span>) {
        self.place.home = Home::Figure;
        let own = match &figure.picture {
            FigurePicture::Chart(spec) => self.report.charts.iter().find(|chart| chart.name == spec.name),
            FigurePicture::Image(_) => {
                self.text(Kind::Caption, &figure.headline, source);
                self.plain(Kind::Alternative, &figure.alt, source);
                return;
            }
        };
        let written = |text: Option<&crate::diag::Spanned<String>>| text.map(|text| text.span);
        let (headline, alt) = (own.and_then(|own| written(own.headline.as_ref())), own.and_then(|own| written(own.alt.as_ref())));
        let origin = self.place.origin;
        for (kind, source) in [(Kind::Caption, headline), (Kind::Alternative, alt)] {
            self.place.origin = if source.is_some() { origin } else { Origin::Made };
            if kind == Kind::Caption {
                self.text(kind, &figure.headline, source);
            } else {
                self.plain(kind, &figure.alt, source);
            }
        }
        self.place.origin = origin;
        if let Some(data) = &figure.data {
            self.blocks(&data.notes);
        }
    }

    fn panel(&mut self, panel: &'a Panel) {
        match panel.kind {
            PanelKind::Vignette => self.place.home = Home::Vignette,
            PanelKind::Score => self.place.origin = Origin::Made,
            PanelKind::Notice => {}
        }
        if let Some(heading) = &panel.heading {
            let label = self.report.vignettes.iter().filter_map(|vignette| vignette.label.as_ref());
            let words = crate::document::tree::plain_text(&heading.text);
            let source = label.filter(|_| panel.kind == PanelKind::Vignette).find(|label| label.value == words).map(|label| label.span);
            self.heading(heading, source);
        }
        if let Some(subtitle) = &panel.subtitle {
            let origin = std::mem::replace(&mut self.place.origin, Origin::Made);
            self.block(subtitle);
            self.place.origin = origin;
        }
        self.blocks(&panel.blocks);
    }

    fn text(&mut self, kind: Kind, content: &'a [Inline], source: Option<Span>) {
        let mut words = String::new();
        let mut marks = Vec::new();
        plain(content, &mut words, &mut marks);
        self.passage(kind, words, marks, source);
    }

    fn plain(&mut self, kind: Kind, words: &str, source: Option<Span>) {
        self.passage(kind, words.to_owned(), Vec::new(), source);
    }

    fn passage(&mut self, kind: Kind, words: String, marks: Vec<(Range<usize>, Mark<'a>)>, source: Option<Span>) {
        let unit = self.unit.unwrap_or_else(|| {
            self.units += 1;
            self.units
        });
        let origin = match (self.place.origin, source) {
            (Origin::Report, Some(source)) if self.fixed.contains(&source.file) => Origin::Framework,
            (Origin::Report, None) if kind == Kind::Heading => Origin::Framework,
            (origin, _) => origin,
        };
        let place = Place { unit, origin, ..self.place };
        self.out.push(Passage {
            index: self.out.len(),
            kind,
            place,
            words,
            tokens: Vec::new(),
            ids: Vec::new(),
            numbers: Vec::new(),
            sentences: Vec::new(),
            marks,
            source,
            pairs: OnceLock::new(),
            spans: Spans::default(),
        });
    }
}

/// The words of a run of text with what of it is marked up.
fn plain<'a>(content: &'a [Inline], words: &mut String, marks: &mut Vec<(Range<usize>, Mark<'a>)>) {
    for inline in content {
        let start = words.len();
        let slot = marks.len();
        let mark = match inline {
            Inline::Text(text) => {
                words.push_str(text);
                continue;
            }
            Inline::Code(text) => {
                words.push_str(text);
                Mark::Code
            }
            Inline::Strong(inner) => {
                plain(inner, words, marks);
                Mark::Strong
            }
            Inline::Emphasis(inner) => {
                plain(inner, words, marks);
                Mark::Emphasis
            }
            Inline::Link(link) => {
                plain(&link.content, words, marks);
                match &link.target {
                    Target::Anchor(anchor) => Mark::Reference(anchor),
                    Target::Url(url) => Mark::Link(url),
                }
            }
            Inline::Abbreviation(abbreviation) => {
                words.push_str(&abbreviation.short);
                continue;
            }
            Inline::Passage(passage) => {
                plain(&passage.content, words, marks);
                Mark::Foreign(&passage.lang)
            }
            Inline::NoteRef(_) => continue,
            Inline::Break => {
                words.push(' ');
                continue;
            }
        };
        marks.insert(slot, (start..words.len(), mark));
    }
}

/// The places of the cells of a Markdown table, row by row, without the line of dashes.
fn markdown_cells(source: &str, span: Span) -> Vec<Vec<Span>> {
    let mut rows = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let dashes = line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':') || c.is_whitespace());
        if dashes || !line.contains('|') {
            continue;
        }
        let inner = line.trim().trim_start_matches('|');
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let mut from = start + (line.len() - line.trim_start().len()) + usize::from(line.trim_start().starts_with('|'));
        let mut cells = Vec::new();
        for cell in inner.split('|') {
            let base = span.start as usize + from + (cell.len() - cell.trim_start().len());
            cells.push(Span::new(span.file, base..base + cell.trim().len()));
            from += cell.len() + 1;
        }
        rows.push(cells);
    }
    rows
}
