//! From blocks to markup: one function per kind of block, in the order of `document::tree`.
//!
//! Each function fills the partial of its name under `templates/block`. Running text and table cells are written here, piece by
//! piece: there are thousands of them, and a partial for each would cost more than all the blocks together.

use std::fmt::Write;

use serde::Serialize;

use super::escape::{self, push_text};
use super::page::{DownloadKind, ReportPage};
use super::svg;
use super::templates::Slots;
use crate::document::tree::{
    Align, Behind, Block, BlockKind, Contents, ContentsEntry, Cover, Definitions, DefinitionsKind, Document, Figure, FigurePicture,
    Heading, Inline, List, Marker, NodeId, Note, Panel, PanelKind, Paragraph, ParagraphRole, Preformatted, Quote, Row, Scope, Score,
    Section, SectionKind, Table, Target, plain_text,
};
use crate::geom::Pt;
use crate::locale::Arg;

/// The widths for which charts are drawn: a desk's text column, where 12 pt are the 16 px of small print, and between the narrowest
/// phone's and a wide one's.
const DRAWINGS: [(&str, Pt); 2] = [("desk", Pt(492.0)), ("phone", Pt(230.0))];

/// Turns the blocks of one page into markup.
pub(super) struct Rules<'a> {
    page: &'a ReportPage<'a>,
    document: &'a Document,
    /// How often each note has been referred to so far, for the ways back.
    references: Vec<usize>,
    /// What stands before and after a heading's words in the name of the link to it.
    link_to: (String, String),
    /// The number of the criterion that is being written, which tells its groups' headings from those of all others.
    criterion: String,
    /// The link that ends each part: its address, if there are contents, and its words.
    to_contents: Option<(String, String)>,
}

/// An item of a list.
#[derive(Serialize)]
struct ItemSlots {
    attributes: String,
    label: String,
    html: String,
}

/// A term with its meaning.
#[derive(Serialize)]
struct DefinitionSlots {
    attributes: String,
    term: String,
    html: String,
}

/// A note with its ways back.
#[derive(Serialize)]
struct NoteSlots {
    attributes: String,
    html: String,
    back: String,
}

impl<'a> Rules<'a> {
    pub(super) fn new(page: &'a ReportPage<'a>) -> Self {
        // A title that no content can hold marks the place of the real one, so that the message is made up once.
        let link_to = page.locale.say_with("html-link-to", &[("title", Arg::Text("\u{1}"))]);
        let (before, after) = link_to.split_once('\u{1}').unwrap_or((&link_to, ""));
        let contents = page.document.parts.iter().find(|block| matches!(block.kind, BlockKind::Contents(_)));
        Self {
            page,
            document: page.document,
            references: vec![0; page.document.notes.len()],
            link_to: (before.to_string(), after.to_string()),
            criterion: String::new(),
            to_contents: contents.map(|block| (escape::fragment(&base_id(block)), page.locale.say("html-back-to-contents"))),
        }
    }

    /// Blocks one after the other.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> String {
        let mut out = String::new();
        for block in blocks {
            out.push_str(&self.block(block));
        }
        out
    }

    /// One block.
    pub(super) fn block(&mut self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Cover(cover) => self.cover(block, cover),
            BlockKind::Contents(contents) => self.contents(block, contents),
            BlockKind::Section(section) => self.section(block, section),
            BlockKind::Paragraph(paragraph) => self.paragraph(block, paragraph),
            BlockKind::List(list) => self.list(block, list),
            BlockKind::Definitions(definitions) => self.definitions(block, definitions),
            BlockKind::Table(table) => self.table(block, table),
            BlockKind::Figure(figure) => self.figure(block, figure),
            BlockKind::Quote(quote) => self.quote(block, quote),
            BlockKind::Score(score) => score_box(block, score),
            BlockKind::Panel(panel) => self.panel(block, panel),
            BlockKind::Preformatted(preformatted) => preformatted_text(block, preformatted),
            BlockKind::Rule => Slots::new().html("attributes", &attributes(block)).fill("block/rule.html"),
        }
    }

    fn cover(&mut self, block: &Block, cover: &Cover) -> String {
        #[derive(Serialize)]
        struct Fact {
            label: String,
            html: String,
        }
        let facts: Vec<_> =
            cover.facts.iter().map(|fact| Fact { label: escape::text(&fact.label), html: escape::text(&fact.value) }).collect();
        Slots::new()
            .html("attributes", &attributes(block))
            .text("inspectorate", &cover.inspectorate.text)
            .text("programme", &cover.programme.text)
            .html("title", &self.heading(&cover.title, None))
            .text("state_mark", cover.state_mark.as_ref().map_or("", |line| &line.text))
            .items("facts", &facts)
            .html("small_print", &self.blocks(&cover.small_print))
            .text("downloads_label", &self.page.locale.say("html-downloads"))
            .items("downloads", &self.report_downloads())
            .fill("block/cover.html")
    }

    /// Links to the report's other forms.
    fn report_downloads(&self) -> Vec<ItemSlots> {
        let kinds = [
            (DownloadKind::Pdf, "html-download-pdf"),
            (DownloadKind::Ods, "html-download-ods"),
            (DownloadKind::Json, "html-download-json"),
            (DownloadKind::Scores, "html-download-scores"),
            (DownloadKind::Accepted, "html-download-accepted"),
        ];
        let downloads = self.page.downloads.iter().filter_map(|download| {
            let (_, key) = kinds.iter().find(|(kind, _)| *kind == download.kind)?;
            let size = self.page.size_words(download.bytes);
            Some(ItemSlots {
                attributes: format!(" href=\"{}\"", escape::text(&escape::path(&download.href))),
                label: escape::text(&self.page.locale.say(key)),
                html: escape::text(&format!("{}, {size}", self.page.locale.say(download.kind.word_key()))),
            })
        });
        downloads.collect()
    }

    fn contents(&mut self, block: &Block, contents: &Contents) -> String {
        let base = base_id(block);
        Slots::new()
            .text("id", &base)
            .html("attributes", &attribute("lang", block.lang.as_ref().map(|lang| lang.0.as_str())))
            .text("heading_id", &format!("{base}_heading"))
            .text("end", &format!("{base}_end"))
            .text("skip", &self.page.locale.say("html-skip-contents"))
            .text("level", &level(&contents.heading))
            .html("heading", &self.heading_words(&contents.heading))
            .text("summary", &contents.heading.full_text())
            .html("entries", &self.entries(&contents.entries))
            .fill("block/contents.html")
    }

    /// The nested entries of the contents.
    fn entries(&mut self, list: &[ContentsEntry]) -> String {
        let mut out = String::from("<ol>\n");
        for entry in list {
            let _ = write!(out, "<li><a href=\"{}\">", escape::text(&escape::fragment(&entry.target)));
            push_number(&mut out, &entry.number, &entry.separator);
            out.push_str("<span class=\"words\">");
            self.push_inlines(&mut out, &entry.text, true);
            out.push_str("</span></a>");
            if !entry.children.is_empty() {
                out.push_str(&self.entries(&entry.children));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n");
        out
    }

    fn section(&mut self, block: &Block, section: &Section) -> String {
        let kind = match section.kind {
            SectionKind::Part => "part",
            SectionKind::MainSection => "part main-section",
            SectionKind::Criterion => "criterion",
            SectionKind::Group => "group",
            SectionKind::Appendix => "part appendix",
            SectionKind::Passage => "passage",
        };
        let mut to_contents = String::new();
        if let (SectionKind::Part | SectionKind::MainSection | SectionKind::Appendix, Some((href, words))) =
            (section.kind, &self.to_contents)
        {
            push_link(&mut to_contents, "to-contents", href, words);
        }
        let heading = self.heading(&section.heading, block.anchor.as_deref());
        if section.kind == SectionKind::Criterion {
            self.criterion.clone_from(&section.heading.number);
        }
        let blocks = self.blocks(&section.blocks);
        if section.kind == SectionKind::Criterion {
            self.criterion.clear();
        }
        Slots::new()
            .html("attributes", &attributes(block))
            .text("kind", kind)
            .html("heading", &heading)
            .html("blocks", &blocks)
            .html("to_contents", &to_contents)
            .fill("block/section.html")
    }

    fn paragraph(&mut self, block: &Block, paragraph: &Paragraph) -> String {
        let role = match paragraph.role {
            ParagraphRole::Body => "",
            ParagraphRole::Statement => "statement",
            ParagraphRole::Conclusion => "conclusion",
            ParagraphRole::Signature => "signature",
            ParagraphRole::Small => "small",
        };
        Slots::new()
            .html("attributes", &attributes(block))
            .text("role", role)
            .html("content", &self.inlines(&paragraph.content))
            .fill("block/paragraph.html")
    }

    fn list(&mut self, block: &Block, list: &List) -> String {
        // A label that is not the plain next number, and the number of an item that has an address, is text of the page: it is
        // copied with the item, heard before it, and is the link to it. Plain numbers and bullets are left to the browser.
        let start = list.items.first().map_or("", |item| item.label.trim_end_matches('.'));
        let first = start.parse::<u32>().ok();
        let counted = first.is_some_and(|first| (first..).zip(&list.items).all(|(number, item)| item.label == format!("{number}.")));
        let labelled = !counted || list.items.iter().any(|item| item.anchor.is_some());
        let (tag, kind) = match list.marker {
            Marker::Bullet => ("ul", ""),
            Marker::Number | Marker::Letter if labelled => ("ol", "labelled"),
            Marker::Number | Marker::Letter => ("ol", ""),
        };
        let start = if kind.is_empty() && tag == "ol" && start != "1" { start } else { "" };
        let mut items = Vec::with_capacity(list.items.len());
        for item in &list.items {
            let mut label = String::new();
            if !kind.is_empty() {
                if let Some(anchor) = &item.anchor {
                    push_link(&mut label, "label", &escape::fragment(anchor), &item.label);
                } else {
                    let _ = write!(label, "<span class=\"label\">{}</span>", escape::text(&item.label));
                }
            }
            items.push(ItemSlots { attributes: attribute("id", item.anchor.as_deref()), label, html: self.blocks(&item.blocks) });
        }
        Slots::new()
            .html("attributes", &attributes(block))
            .text("tag", tag)
            .text("kind", kind)
            .text("start", start)
            .items("items", &items)
            .fill("block/list.html")
    }

    fn definitions(&mut self, block: &Block, definitions: &Definitions) -> String {
        let kind = match definitions.kind {
            DefinitionsKind::Abbreviations => "abbreviations",
            DefinitionsKind::People => "people",
            DefinitionsKind::Glossary => "glossary",
        };
        let mut items = Vec::with_capacity(definitions.items.len());
        for item in &definitions.items {
            items.push(DefinitionSlots {
                attributes: attribute("id", item.anchor.as_deref()),
                term: self.inlines(&item.term),
                html: self.blocks(&item.meaning),
            });
        }
        Slots::new().html("attributes", &attributes(block)).text("kind", kind).items("items", &items).fill("block/definitions.html")
    }

    fn table(&mut self, block: &Block, table: &Table) -> String {
        let download = table.data_name.as_deref().and_then(|name| self.data_link(name, &table.number));
        let notes = self.blocks(&table.notes);
        self.table_with(table, &attributes(block), block.anchor.as_deref(), None, (&notes, download.as_deref().unwrap_or("")))
    }

    /// A table with its notes and its download. The data table of a chart has no caption of its own: the chart's words, at
    /// `named_by`, name it.
    fn table_with(
        &mut self,
        table: &Table,
        attributes: &str,
        anchor: Option<&str>,
        named_by: Option<&str>,
        (notes, download): (&str, &str),
    ) -> String {
        let has_caption = !table.number.is_empty() || !table.caption.is_empty();
        let caption_id = node_id(table.caption_id);
        let label = match (has_caption, named_by) {
            (true, _) => format!(" aria-labelledby=\"{caption_id}\""),
            (false, Some(id)) => attribute("aria-labelledby", Some(id)),
            (false, None) => attribute("aria-label", Some(&self.page.locale.say("html-table"))),
        };
        Slots::new()
            .html("attributes", attributes)
            .html("label", &label)
            .flag("has_caption", has_caption)
            .text("caption_id", &caption_id)
            .html("number", &number_link(&table.number, table.caption.is_empty(), anchor))
            .html("caption", &self.inlines(&table.caption))
            .text("summary", &table.summary)
            .html("head", &self.rows(table, &table.head, true))
            .html("body", &self.rows(table, &table.body, false))
            .html("notes", notes)
            .html("download", download)
            .fill("block/table.html")
    }

    fn rows(&mut self, table: &Table, rows: &[Row], head: bool) -> String {
        let mut out = String::new();
        for row in rows {
            out.push_str("<tr>");
            let mut column = 0;
            for cell in &row.cells {
                let align = table.columns.get(column).map_or(Align::Start, |column| column.align);
                column += usize::from(cell.columns.max(1));
                let content = self.inlines(&cell.content);
                // A heading that says nothing heads nothing: an empty corner is a plain cell.
                let scope = if content.is_empty() { None } else { cell.header.or(head.then_some(Scope::Column)) };
                let (tag, scope) = match (scope, cell.columns > 1) {
                    (None, _) => ("td", ""),
                    (Some(Scope::Column), false) => ("th", " scope=\"col\""),
                    (Some(Scope::Column), true) => ("th", " scope=\"colgroup\""),
                    (Some(Scope::Row), _) => ("th", " scope=\"row\""),
                };
                let class = match align {
                    Align::Start => "",
                    Align::Center => " class=\"center\"",
                    Align::Number => " class=\"figure\"",
                };
                // Writing to a string cannot fail.
                let _ = write!(out, "<{tag}{scope}{class}");
                if cell.columns > 1 {
                    let _ = write!(out, " colspan=\"{}\"", cell.columns);
                }
                let _ = write!(out, ">{content}</{tag}>");
            }
            out.push_str("</tr>\n");
        }
        out
    }

    fn figure(&mut self, block: &Block, figure: &Figure) -> String {
        let base = base_id(block);
        let caption_id = format!("{base}_caption");
        let has_caption = !(figure.number.is_empty() && figure.headline.is_empty() && figure.subtitle.is_empty());
        let headline = self.inlines(&figure.headline);
        let (kind, picture, download) = match &figure.picture {
            FigurePicture::Chart(spec) => {
                let name = join_words(&figure.number, &plain_text(&figure.headline));
                let mut drawings = String::new();
                for (class, width) in DRAWINGS {
                    let picture = (self.page.draw)(spec, width);
                    drawings.push_str(&svg::drawing(&picture, class, &format!("{base}_{class}"), &name, &figure.alt));
                }
                ("chart", drawings, self.data_link(&spec.name, &figure.number))
            }
            FigurePicture::Image(id) => ("picture", self.image(id.0, &figure.alt), None),
        };
        let data = figure.data.as_deref().map(|table| self.table_with(table, "", None, has_caption.then_some(&caption_id), ("", "")));
        // What qualifies the figures stands in view, not with the folded table.
        let notes = figure.data.as_deref().map(|table| self.blocks(&table.notes));
        let disclosure = match (&figure.picture, figure.number.is_empty()) {
            (FigurePicture::Image(_), _) if data.is_none() => String::new(),
            (_, true) => self.page.locale.say("html-chart-text-unnumbered"),
            (_, false) => self.page.locale.say_with("html-chart-text", &[("number", Arg::Text(&figure.number))]),
        };
        Slots::new()
            .html("attributes", &attributes(block))
            .text("kind", kind)
            .flag("has_caption", has_caption)
            .text("caption_id", &caption_id)
            .html("number", &number_link(&figure.number, figure.headline.is_empty(), block.anchor.as_deref()))
            .html("headline", &headline)
            .text("subtitle", &figure.subtitle)
            .html("picture", &picture)
            .html("notes", notes.as_deref().unwrap_or(""))
            .text("disclosure", &disclosure)
            .text("alt", &figure.alt)
            .html("data", data.as_deref().unwrap_or(""))
            .html("download", download.as_deref().unwrap_or(""))
            .fill("block/figure.html")
    }

    fn image(&self, index: u32, alt: &str) -> String {
        let Some(image) = usize::try_from(index).ok().and_then(|index| self.page.images.get(index)) else { return String::new() };
        format!(
            "<img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\">\n",
            escape::text(&escape::path(&image.path)),
            escape::text(alt),
            image.width,
            image.height
        )
    }

    /// 'Download the data for Chart 1 (CSV, 1 KB)', if there is such a file.
    fn data_link(&self, name: &str, number: &str) -> Option<String> {
        let href = format!("data/{name}.csv");
        let download = self.page.downloads.iter().find(|download| download.href == href)?;
        let (kind, size) = (self.page.locale.say(download.kind.word_key()), self.page.size_words(download.bytes));
        let (kind, size) = (("kind", Arg::Text(&kind)), ("size", Arg::Text(&size)));
        let words = if number.is_empty() {
            self.page.locale.say_with("html-download-data-unnumbered", &[kind, size])
        } else {
            self.page.locale.say_with("html-download-data", &[("number", Arg::Text(number)), kind, size])
        };
        let mut out = String::new();
        push_link(&mut out, "download", &escape::path(&href), &words);
        Some(out)
    }

    fn quote(&mut self, block: &Block, quote: &Quote) -> String {
        Slots::new().html("attributes", &attributes(block)).html("blocks", &self.blocks(&quote.blocks)).fill("block/quote.html")
    }

    fn panel(&mut self, block: &Block, panel: &Panel) -> String {
        let kind = match panel.kind {
            PanelKind::Vignette => "vignette",
            PanelKind::Notice => "notice",
            PanelKind::Score => "headline-score",
        };
        let heading = panel.heading.as_ref().map(|heading| self.heading(heading, block.anchor.as_deref()));
        Slots::new()
            .html("attributes", &attributes(block))
            .text("kind", kind)
            .text("tag", if heading.is_some() { "section" } else { "div" })
            .html("heading", heading.as_deref().unwrap_or(""))
            .html("subtitle", &panel.subtitle.as_deref().map_or_else(String::new, |block| self.block(block)))
            .html("blocks", &self.blocks(&panel.blocks))
            .fill("block/panel.html")
    }

    /// A heading, with the link to itself if it has an address. The link stands beside the heading and not in it, so that a list
    /// of the page's headings reads as the contents do.
    fn heading(&mut self, heading: &Heading, anchor: Option<&str>) -> String {
        let (before, after) = &self.link_to;
        let criterion = if self.criterion.is_empty() { String::new() } else { format!("{} ", self.criterion) };
        let link_words = format!("{before}{criterion}{}{after}", heading.full_text());
        Slots::new()
            .text("level", &level(heading))
            .html("content", &self.heading_words(heading))
            .text("link", &anchor.map_or_else(String::new, escape::fragment))
            .text("link_words", &link_words)
            .fill("heading.html")
    }

    fn heading_words(&mut self, heading: &Heading) -> String {
        let mut out = String::new();
        push_number(&mut out, &heading.number, &heading.separator);
        self.push_inlines(&mut out, &heading.text, false);
        out
    }

    /// Footnotes with their ways back, to be written when everything that refers to them has been.
    pub(super) fn notes(&mut self) -> String {
        if self.document.notes.is_empty() {
            return String::new();
        }
        let mut items = Vec::with_capacity(self.document.notes.len());
        for (index, note) in self.document.notes.iter().enumerate() {
            let html = self.blocks(&note.blocks);
            items.push(NoteSlots { attributes: attribute("id", Some(&note.anchor)), html, back: self.ways_back(index, note) });
        }
        Slots::new().text("title", &self.page.locale.say("html-notes")).items("items", &items).fill("notes.html")
    }

    fn ways_back(&self, index: usize, note: &Note) -> String {
        let mut out = String::new();
        for occurrence in 0..self.references[index] {
            let place = (occurrence + 1).to_string();
            let label = ("label", Arg::Text(&note.label));
            let words = if occurrence == 0 {
                self.page.locale.say_with("html-note-back", &[label])
            } else {
                self.page.locale.say_with("html-note-back-again", &[label, ("place", Arg::Text(&place))])
            };
            let href = escape::text(&escape::fragment(&reference_id(note, occurrence)));
            let words = escape::text(&words);
            let _ = write!(out, " <a class=\"back\" role=\"doc-backlink\" href=\"{href}\" aria-label=\"{words}\">\u{2191}</a>");
        }
        out
    }

    /// Running text.
    fn inlines(&mut self, content: &[Inline]) -> String {
        let mut out = String::new();
        self.push_inlines(&mut out, content, false);
        out
    }

    /// Running text; inside a link nothing else can be one.
    fn push_inlines(&mut self, out: &mut String, content: &[Inline], in_link: bool) {
        for inline in content {
            match inline {
                Inline::Text(text) => push_text(out, text),
                Inline::Strong(inner) => {
                    out.push_str("<strong>");
                    self.push_inlines(out, inner, in_link);
                    out.push_str("</strong>");
                }
                Inline::Emphasis(inner) => {
                    out.push_str("<em>");
                    self.push_inlines(out, inner, in_link);
                    out.push_str("</em>");
                }
                Inline::Code(code) => {
                    out.push_str("<code>");
                    push_text(out, code);
                    out.push_str("</code>");
                }
                Inline::Link(link) => match escape::href(&link.target).filter(|_| !in_link) {
                    Some(href) => {
                        let _ = write!(out, "<a href=\"{}\">", escape::text(&href));
                        self.push_inlines(out, &link.content, true);
                        // A link must say something.
                        if let (true, Target::Url(url)) = (plain_text(&link.content).trim().is_empty(), &link.target) {
                            push_text(out, url);
                        }
                        out.push_str("</a>");
                    }
                    None => self.push_inlines(out, &link.content, in_link),
                },
                Inline::NoteRef(reference) => self.note_reference(out, reference.note, reference.occurrence, in_link),
                Inline::Abbreviation(abbreviation) => {
                    let target = abbreviation.target.as_deref().filter(|_| !in_link);
                    if let Some(target) = target {
                        let _ = write!(out, "<a class=\"term\" href=\"{}\">", escape::text(&escape::fragment(target)));
                    }
                    out.push_str("<abbr title=\"");
                    push_text(out, &abbreviation.long);
                    out.push_str("\">");
                    push_text(out, &abbreviation.short);
                    out.push_str("</abbr>");
                    if target.is_some() {
                        out.push_str("</a>");
                    }
                }
                Inline::Passage(passage) => {
                    let _ = write!(out, "<span{}>", attribute("lang", Some(&passage.lang.0)));
                    self.push_inlines(out, &passage.content, in_link);
                    out.push_str("</span>");
                }
                Inline::Break => out.push_str("<br>"),
            }
        }
    }

    fn note_reference(&mut self, out: &mut String, index: usize, occurrence: usize, in_link: bool) {
        let Some(note) = self.document.notes.get(index) else { return };
        out.push_str("<sup>");
        if in_link {
            push_text(out, &note.label);
        } else {
            self.references[index] = self.references[index].max(occurrence + 1);
            let words = self.page.locale.say_with("html-note", &[("label", Arg::Text(&note.label))]);
            let _ = write!(
                out,
                "<a class=\"note\" role=\"doc-noteref\" id=\"{}\" href=\"{}\" aria-label=\"{}\">{}</a>",
                escape::text(&reference_id(note, occurrence)),
                escape::text(&escape::fragment(&note.anchor)),
                escape::text(&words),
                escape::text(&note.label)
            );
        }
        out.push_str("</sup>");
    }
}

/// The number of a heading or entry: 'Appendix 4: ' keeps its colon with the number; the blank that follows stands outside.
fn push_number(out: &mut String, number: &str, separator: &str) {
    if !number.is_empty() {
        out.push_str("<span class=\"number\">");
        push_text(out, number);
        push_text(out, separator.trim_end());
        out.push_str("</span> ");
    }
}

fn score_box(block: &Block, score: &Score) -> String {
    let standing = match (score.hundredths, score.below_line) {
        (_, true) => "below",
        (Some(_), false) => "above",
        (None, false) => "graded",
    };
    Slots::new()
        .html("attributes", &attributes(block))
        .text("standing", standing)
        .text("label", &score.label)
        .text("value", &score.value)
        .text("band", score.band.as_deref().unwrap_or(""))
        .text("position", score.position.as_deref().unwrap_or(""))
        .html("meter", &meter(score))
        .text("small_base", score.small_base.as_deref().unwrap_or(""))
        .html("behind", &score.behind.as_deref().map_or_else(String::new, behind))
        .fill("block/score.html")
}

/// What is behind a score, to be opened by who wants to know.
fn behind(behind: &Behind) -> String {
    let mut facts = String::new();
    for (label, value) in &behind.facts {
        let _ = writeln!(facts, "<div><dt>{}</dt> <dd>{}</dd></div>", escape::text(label), escape::text(value));
    }
    let cells = |cells: &[String], tags: [&str; 2]| {
        let mut out = String::from("<tr>");
        for (index, cell) in cells.iter().enumerate() {
            let tag = tags[index.min(1)];
            let name = tag.split(' ').next().unwrap_or(tag);
            let _ = write!(out, "<{tag}>{}</{name}>", escape::text(cell));
        }
        out + "</tr>\n"
    };
    let rows: String = behind.rows.iter().map(|row| cells(row, ["th scope=\"row\"", "td class=\"figure\""])).collect();
    Slots::new()
        .text("title", &behind.title)
        .html("facts", &facts)
        .html("head", &cells(&behind.columns, ["th scope=\"col\"", "th scope=\"col\" class=\"figure\""]))
        .html("body", &rows)
        .fill("block/behind.html")
}

/// The score against the priority line for the eye; the words beside it say the same.
fn meter(score: &Score) -> String {
    let per_cent = |hundredths: u16| f64::from(hundredths.min(10_000)) / 100.0;
    score.hundredths.map_or_else(String::new, |value| svg::meter(per_cent(value), score.line_hundredths.map(per_cent), score.below_line))
}

fn preformatted_text(block: &Block, preformatted: &Preformatted) -> String {
    Slots::new().html("attributes", &attributes(block)).text("text", &preformatted.text).fill("block/preformatted.html")
}

/// Address and language of a block, as attributes.
fn attributes(block: &Block) -> String {
    let lang = block.lang.as_ref().map(|lang| lang.0.as_str());
    format!("{}{}", attribute("id", block.anchor.as_deref()), attribute("lang", lang))
}

/// ` name="value"`, or nothing.
fn attribute(name: &str, value: Option<&str>) -> String {
    value.map_or_else(String::new, |value| format!(" {name}=\"{}\"", escape::text(value)))
}

/// The number of a table or chart, which links to it: 'Chart 1:', as on paper, or without the colon where no words follow.
fn number_link(number: &str, alone: bool, anchor: Option<&str>) -> String {
    let mut out = String::new();
    let words = if alone { number.to_owned() } else { format!("{number}:") };
    match anchor {
        _ if number.is_empty() => {}
        Some(anchor) => push_link(&mut out, "number", &escape::fragment(anchor), &words),
        None => {
            out.push_str("<span class=\"number\">");
            push_text(&mut out, &words);
            out.push_str("</span>");
        }
    }
    out
}

fn push_link(out: &mut String, class: &str, href: &str, words: &str) {
    let _ = write!(out, "<a class=\"{class}\" href=\"{}\">{}</a>", escape::text(href), escape::text(words));
}

fn join_words(number: &str, words: &str) -> String {
    match (number.is_empty(), words.is_empty()) {
        (true, _) => words.to_string(),
        (_, true) => number.to_string(),
        _ => format!("{number}: {words}"),
    }
}

fn level(heading: &Heading) -> String {
    heading.level.clamp(1, 6).to_string()
}

/// What ids of a block's inner parts begin with. Their underscore keeps them apart from the document's own fragment names.
fn base_id(block: &Block) -> String {
    block.anchor.clone().unwrap_or_else(|| node_id(block.id))
}

fn node_id(id: NodeId) -> String {
    format!("n_{}", id.0)
}

/// The place in the text that refers to a note.
fn reference_id(note: &Note, occurrence: usize) -> String {
    format!("{}_ref{}", note.anchor, occurrence + 1)
}
