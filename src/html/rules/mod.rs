//! From blocks to markup: one function per kind of block, in the order of `document::tree`.
//!
//! `cover`, `table`, `figure` and `inline` have what is theirs. Each function fills the partial of its name under `templates/block`. Running text and table cells are written here, piece by
//! piece: there are thousands of them, and a partial for each would cost more than all the blocks together.

mod cover;
mod figure;
mod inline;
mod table;

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;

use super::escape::{self, push_text};
use super::page::Download;
use super::templates::Slots;
use crate::chart::picture::Picture;
use crate::document::chart_spec::ChartSpec;
use crate::document::tree::{
    Block, BlockKind, Definitions, DefinitionsKind, Heading, List, Marker, NodeId, Note, Panel, PanelKind, Paragraph, ParagraphRole,
    Preformatted, Quote, Section, SectionKind,
};
use crate::geom::Pt;
use crate::locale::{Arg, Locale};
use crate::source::image::Image;

/// What the blocks of a page are written with.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    /// The words of the page's language.
    pub locale: &'a Locale,
    /// The footnotes that the blocks may refer to.
    pub notes: &'a [Note],
    /// The pictures that they may show.
    pub images: &'a [Image],
    /// The files that they may offer.
    pub downloads: &'a [Download],
    /// Draws a chart for a width.
    pub draw: &'a dyn Fn(&ChartSpec, Pt) -> Picture,
    /// The framework's grades from the best down, by which a table's grades are sorted.
    pub grades: &'a [String],
    /// The address of a fragment that is on another page; `None` for one of this page.
    pub elsewhere: &'a dyn Fn(&str) -> Option<String>,
    /// By how many levels headings rise: 1 where a part has a page to itself and its heading is the page's own.
    pub rise: u8,
    /// The fragment of the page's contents, to which each part leads back.
    pub contents: Option<&'a str>,
    /// The fragment of the part that has the page to itself.
    pub part: Option<&'a str>,
    /// Whether every table may be sorted, and not only those of scores.
    pub sort_all: bool,
}

/// Turns the blocks of one page into markup.
pub(super) struct Rules<'a> {
    setting: Setting<'a>,
    /// Where each note has been referred to so far, for the ways back; `None` for a note that this page has not needed yet.
    references: Vec<Option<BTreeSet<usize>>>,
    /// What stands before and after a heading's words in the name of the link to it.
    link_to: (String, String),
    /// The number of the criterion that is being written, which tells its groups' headings from those of all others.
    criterion: String,
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

impl<'a> Rules<'a> {
    pub(super) fn new(setting: Setting<'a>) -> Self {
        // A title that no content can hold marks the place of the real one, so that the message is made up once.
        let link_to = setting.locale.say_with("html-link-to", &[("title", Arg::Text("\u{1}"))]);
        let (before, after) = link_to.split_once('\u{1}').unwrap_or((&link_to, ""));
        Self {
            setting,
            references: vec![None; setting.notes.len()],
            link_to: (before.to_string(), after.to_string()),
            criterion: String::new(),
        }
    }

    /// The address of a fragment, wherever it is.
    fn address(&self, anchor: &str) -> String {
        (self.setting.elsewhere)(anchor).unwrap_or_else(|| escape::fragment(anchor))
    }

    fn say(&self, key: &str) -> String {
        self.setting.locale.say(key)
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
            BlockKind::Score(score) => figure::score_box(block, score, self.setting.locale),
            BlockKind::Panel(panel) => self.panel(block, panel),
            BlockKind::Preformatted(preformatted) => preformatted_text(block, preformatted),
            BlockKind::Rule => Slots::new().html("attributes", &attributes(block)).fill("block/rule.html"),
        }
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
        if let (SectionKind::Part | SectionKind::MainSection | SectionKind::Appendix, Some(contents)) =
            (section.kind, self.setting.contents)
        {
            push_link(&mut to_contents, "to-contents", &escape::fragment(contents), &self.say("html-back-to-contents"));
        }
        let heading = self.heading(&section.heading, block.anchor.as_deref());
        if section.kind == SectionKind::Criterion {
            self.criterion.clone_from(&section.heading.number);
        }
        let blocks = self.blocks(&section.blocks);
        if section.kind == SectionKind::Criterion {
            self.criterion.clear();
        }
        // A part that has the page to itself is no section of it.
        let alone = self.setting.part.is_some() && self.setting.part == block.anchor.as_deref();
        Slots::new()
            .html("attributes", &attributes(block))
            .text("tag", if alone { "div" } else { "section" })
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
            Marker::Bullet if list.items.iter().any(|item| item.anchor.is_some()) => ("ul", "labelled"),
            Marker::Bullet => ("ul", ""),
            Marker::Number | Marker::Letter if labelled => ("ol", "labelled"),
            Marker::Number | Marker::Letter => ("ol", ""),
        };
        let start = if kind.is_empty() && tag == "ol" && start != "1" { start } else { "" };
        let mut items = Vec::with_capacity(list.items.len());
        for (index, item) in list.items.iter().enumerate() {
            let mut label = String::new();
            if !kind.is_empty() {
                if let (Some(anchor), Marker::Bullet) = (&item.anchor, list.marker) {
                    // A bullet says nothing: the link to its item has a name of its own.
                    let (place, number) = (self.criterion.as_str(), (index + 1).to_string());
                    let args = [("place", Arg::Text(place)), ("number", Arg::Text(&number))];
                    let words = if place.is_empty() {
                        self.setting.locale.say_with("html-link-to-item-alone", &args[1..])
                    } else {
                        self.setting.locale.say_with("html-link-to-item", &args)
                    };
                    let (href, words) = (escape::text(&escape::fragment(anchor)), escape::text(&words));
                    let _ =
                        write!(label, "<a class=\"label bullet\" href=\"{href}\" aria-label=\"{words}\">{}</a>", escape::text(&item.label));
                } else if let Some(anchor) = &item.anchor {
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
            .text("level", &self.level(heading))
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

    fn level(&self, heading: &Heading) -> String {
        heading.level.saturating_sub(self.setting.rise).clamp(1, 6).to_string()
    }
}

fn preformatted_text(block: &Block, preformatted: &Preformatted) -> String {
    Slots::new().html("attributes", &attributes(block)).text("text", &preformatted.text).fill("block/preformatted.html")
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

/// Address and language of a block, as attributes.
fn attributes(block: &Block) -> String {
    let lang = block.lang.as_ref().map(|lang| lang.0.as_str());
    format!("{}{}", attribute("id", block.anchor.as_deref()), attribute("lang", lang))
}

/// ` name="value"`, or nothing.
fn attribute(name: &str, value: Option<&str>) -> String {
    value.map_or_else(String::new, |value| format!(" {name}=\"{}\"", escape::text(value)))
}

fn push_link(out: &mut String, class: &str, href: &str, words: &str) {
    let _ = write!(out, "<a class=\"{class}\" href=\"{}\">{}</a>", escape::text(href), escape::text(words));
}

/// What ids of a block's inner parts begin with. Their underscore keeps them apart from the document's own fragment names.
fn base_id(block: &Block) -> String {
    block.anchor.clone().unwrap_or_else(|| node_id(block.id))
}

fn node_id(id: NodeId) -> String {
    format!("n_{}", id.0)
}
