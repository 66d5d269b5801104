//! Framework parts, model and scores to the document.
//!
//! The order is the framework's, the words are the content's and the locale's, the numbers are `scoring`'s. Parts are built
//! in reading order; what can be known only afterwards (contents, cross-references, ids) is settled by `outline`.

mod charts;
mod criterion;
mod data;
mod fixed;
mod front;
mod inserts;
mod lists;
mod remarks;
mod scores;
mod sections;
mod summary;
mod tables;
mod texts;
mod titles;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use self::lists::placed_vignettes;
use self::remarks::{Remark, remarks};
use self::tables::table_of;
use self::titles::Titles;
use self::values::FixedWords;
pub use self::values::percent;
use super::leftovers;
use super::outline::{self, Anchors, Listing, Referents};
use super::tree::{Block, BlockKind, Document, Heading, Inline, NodeId, Note, Paragraph, ParagraphRole, Section, SectionKind, plain_text};
use crate::diag::{self, Diagnostic, Problems, Sources, Span, Spanned, unless_errors};
use crate::framework::{Framework, Listed, Numerals, Part, PartKind};
use crate::locale::{Arg, Locale};
use crate::model::Programme;
use crate::model::report::{ACCEPTED, ALL_SCORES, Gaps, Report};
use crate::scoring::Scores;

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
    let (document, problems) = read_document(programme, report, scores, locale, sources);
    unless_errors(document, problems)
}

/// The document of a report as far as its texts can be read, with every problem of them: for checks, which have more to say of the rest.
/// One with errors is not to be published.
pub fn read_document(programme: &Programme, report: &Report, scores: &Scores, locale: &Locale, sources: &Sources) -> (Document, Problems) {
    let mut builder = Builder::new(programme, report, scores, locale, sources);
    let parts = builder.parts();
    let accepted = builder.departures();
    let data = builder.data_tables(&accepted);
    let meta = builder.meta();
    let abbreviations = builder.known_abbreviations();
    let Builder { notes, mut problems, referents, listing, inserted, images_used, mut contact, .. } = builder;
    // What could not be inserted may be what is not inserted.
    if report.gaps == Gaps::default() && !problems.iter().any(Diagnostic::is_error) {
        problems.extend(leftovers::not_inserted(report, &inserted, &images_used));
    }
    let notes = notes
        .into_iter()
        .enumerate()
        .map(|(index, blocks)| Note { id: NodeId(0), label: (index + 1).to_string(), anchor: format!("note-{}", index + 1), blocks })
        .collect();
    // What is wrong with it is said of its place in the document.
    referents.resolve_blocks(&mut contact, &mut Problems::new());
    let mut document = Document { meta, parts, notes, accepted, data, contact, node_count: 0 };
    referents.resolve(&mut document, report, &mut problems);
    let entries = outline::contents(&document.parts, &listing);
    for part in &mut document.parts {
        if let BlockKind::Contents(contents) = &mut part.kind {
            contents.entries.clone_from(&entries);
        }
    }
    outline::mark_abbreviations(&mut document.parts, &abbreviations);
    outline::number_nodes(&mut document);
    fixed::show_way_out(&mut problems, report);
    (document, problems)
}

/// The framework's parts that the report does without.
fn left_out(report: &Report) -> Vec<String> {
    let has = |name: &str| report.parts.iter().any(|part| part.name.value == name);
    report.framework.parts.iter().map(|part| part.name.value.clone()).filter(|name| !has(name)).collect()
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
    /// Where each insert stands.
    inserted_at: BTreeMap<String, Span>,
    images_used: Vec<bool>,
    words: FixedWords<'a>,
    /// The framework's titles.
    titles: Titles,
    /// The level of the heading that stands above what is being built.
    level: u8,
    listing: Listing,
    /// The examples that have a place of their own, by id.
    placed: BTreeSet<&'a str>,
    /// Remarks on what stands by leave: one for each that was accepted.
    remarks: Vec<Remark>,
    /// The passages that remarks are about, sorted, each with its remark.
    remarked: Vec<(Span, usize)>,
    /// The footnote that explains what a small base is, once a mark refers to it.
    small_base_note: Option<usize>,
    /// The names of data files so far.
    data_names: BTreeSet<String>,
    /// How often each footnote of ours has been referred to.
    references: BTreeMap<usize, usize>,
    /// Whom to turn to, as it stands in its place.
    contact: Vec<Block>,
}

impl<'a> Builder<'a> {
    fn new(programme: &'a Programme, report: &'a Report, scores: &'a Scores, locale: &'a Locale, sources: &'a Sources) -> Self {
        let (remarks, remarked) = remarks(&scores.accepted, &report.allows);
        Self {
            programme,
            report,
            framework: &report.framework,
            scores,
            locale,
            sources,
            anchors: Anchors::default(),
            referents: Referents::without(left_out(report)),
            notes: Vec::new(),
            problems: Problems::new(),
            tables: 0,
            charts: 0,
            vignettes: 0,
            inserted: Vec::new(),
            inserted_at: BTreeMap::new(),
            images_used: vec![false; report.images.len()],
            words: FixedWords { programme, report, scores, locale },
            titles: Titles::default(),
            level: 2,
            listing: Listing { criteria: report.framework.criteria_listed, ..Listing::default() },
            placed: placed_vignettes(report),
            remarks,
            remarked,
            small_base_note: None,
            data_names: BTreeSet::from([ALL_SCORES, ACCEPTED].map(str::to_owned)),
            references: BTreeMap::new(),
            contact: Vec::new(),
        }
    }

    fn parts(&mut self) -> Vec<Block> {
        let framework = self.framework;
        self.read_titles();
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
        let contact = self.contact_on_cover();
        let homeless = self.homeless_remarks();
        if let Some(BlockKind::Cover(cover)) = parts.first_mut().map(|part| &mut part.kind) {
            cover.small_print.extend(contact.into_iter().chain(homeless));
        }
        if let Some(list) = self.accepted_list() {
            parts.insert(1.min(parts.len()), list);
        }
        parts
    }

    fn prose_part(&mut self, part: &Part, prose: &Spanned<String>, fixed: bool, appendix: u64) -> Block {
        let name = &part.name.value;
        let anchor = self.anchors.take(name);
        let title = self.framework_line(&part.title);
        self.list(part.listed, &anchor);
        let plain = plain_text(&title);
        let (kind, heading) = if part.appendix {
            let number = match self.framework.appendices {
                Numerals::Numbers => appendix.to_string(),
                Numerals::Letters => letters(usize::try_from(appendix).map_or(0, |n| n.saturating_sub(1))).to_uppercase(),
            };
            let usual = self.locale.say_with("appendix-number", &[("n", Arg::Text(&number))]);
            self.referents.add("appendix", name, &anchor, usual.clone());
            (SectionKind::Appendix, self.appendix_heading(&number, usual, title))
        } else {
            (SectionKind::Part, Heading::plain(2, title))
        };
        self.referents.add("part", name, &anchor, plain);
        let blocks = self.prose_blocks(prose, fixed, 2, name);
        Block {
            anchor: Some(anchor),
            source: Some(prose.span),
            lang: part.lang.clone(),
            ..block(BlockKind::Section(Section { kind, heading, blocks }))
        }
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

    fn numbered(&self, key: &str, number: u64) -> String {
        self.locale.say_with(key, &[("n", Arg::Text(&number.to_string()))])
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
