//! The search of all reports: its form, its page, and what the page's script loads.
//!
//! There is no server. For each report two files are made, so that one changed report changes nothing of the others:
//! `assets/search/<slug>.index.js` says which words are where and is loaded with the first search; `<slug>.text.js` has the texts
//! themselves, for excerpts, and is loaded when the report is among what was found. `assets/js/page.js` puts the
//! indexes together in the form that the library `MiniSearch` takes. They are scripts of one call and not JSON, since pages that are
//! opened from a folder may load scripts and nothing else.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use serde::Serialize;

use super::page::canonical;
use super::paging::Paging;
use super::shell::{Page, Shell, Site, foot};
use super::templates::Slots;
use super::{IndexEntry, escape};
use crate::document::tree::{Block, BlockKind, Document, Heading, Section, SectionKind, Table, plain_text};
use crate::locale::{Arg, Locale};
use crate::model::report::Pages;

/// The page's path.
pub(super) const PATH: &str = "search.html";
/// The files that it loads, in this folder.
const FOLDER: &str = "assets/search";

/// What the search page is made of.
pub struct SearchPage<'a> {
    /// What it shares with the other pages of the edition.
    pub site: &'a Site<'a>,
    /// The reports that can be searched, in the order in which they are offered.
    pub reports: &'a [IndexEntry],
    /// The words of the page's language.
    pub locale: &'a Locale,
}

/// The field for what is looked for, on the index.
pub(super) fn form(locale: &Locale) -> String {
    Slots::new()
        .text("action", PATH)
        .text("label", &locale.say("html-search-label"))
        .text("button", &locale.say("html-search-button"))
        .fill("search-form.html")
}

/// The search page, to stand at `search.html`.
///
/// # Panics
/// As [`super::report_pages`].
pub fn search_page(page: &SearchPage) -> Page {
    let SearchPage { site, reports, locale } = *page;
    let mut options = format!("<option value=\"\">{}</option>", escape::text(&locale.say("html-search-everywhere")));
    for report in reports {
        let (lang, slug, title) = (report.lang_attribute(locale), &report.slug, &report.title);
        let _ = write!(options, "<option value=\"{}\"{lang}>{}</option>", escape::text(slug), escape::text(title));
    }
    // Script fills these in.
    let blanks = [("query", "{query}"), ("count", "{count}"), ("shown", "{shown}")].map(|(name, blank)| (name, Arg::Text(blank)));
    let main = Slots::new()
        .text("title", &locale.say("html-search"))
        .text("action", PATH)
        .text("label", &locale.say("html-search-words"))
        .text("button", &locale.say("html-search-button"))
        .text("where_label", &locale.say("html-search-where"))
        .html("options", &options)
        .text("loading", &locale.say("html-search-loading"))
        .text("found", &locale.say_with("html-search-found", &blanks))
        .text("first", &locale.say_with("html-search-first", &blanks))
        .text("nothing", &locale.say_with("html-search-nothing", &blanks))
        .text("failed", &locale.say("html-search-failed"))
        .text("no_script", &locale.say("html-search-no-script"))
        .fill("search.html");
    let title = locale.say("html-search");
    let mut head = String::new();
    canonical(&mut head, site, PATH);
    Shell {
        site,
        locale,
        lang: locale.lang(),
        path: PATH,
        kind: "search-page",
        title: &format!("{title} – {}", site.inspectorate),
        head: &head,
        state_mark: site.drafts.then(|| locale.say("html-drafts")).as_deref(),
        trail: &[("index.html".to_string(), locale.say("html-all-reports"))],
        main: &main,
        foot: &[foot(site, locale)],
    }
    .page()
}

/// What can be found: a headed division of a report, with the text that is in it and in no smaller one.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    title: String,
    address: String,
    text: String,
}

/// One report's part of the index.
#[derive(Serialize)]
struct Index<'a> {
    slug: &'a str,
    title: &'a str,
    lang: &'a str,
    /// The mark of an unpublished report.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a str>,
    /// Title, address from the report's folder, and the numbers of different words in title and text.
    places: Vec<(&'a str, &'a str, usize, usize)>,
    /// For each word where it is: for titles and for texts a list of place and count, place and count, ….
    words: BTreeMap<Cow<'a, str>, [Vec<usize>; 2]>,
}

/// The files that the search page loads for a report: paths below the edition's folder, with their bytes.
///
/// # Panics
/// Never: what is written has neither failing parts nor maps with keys that are no texts.
pub fn search_files(document: &Document, pages: Pages) -> Vec<(String, Vec<u8>)> {
    let paging = Paging::new(document, pages);
    let mut found = Vec::new();
    for part in &document.parts {
        if let BlockKind::Section(section) = &part.kind {
            places(part, section, &paging, &mut found);
        }
    }
    let meta = &document.meta;
    let mut index = Index {
        slug: &meta.slug,
        title: &meta.title,
        lang: &meta.lang.0,
        state: meta.state_mark.as_deref(),
        places: Vec::with_capacity(found.len()),
        words: BTreeMap::new(),
    };
    // A report has twenty thousand words and three thousand different ones: what looks for them takes its time.
    let mut lists: HashMap<Cow<str>, [Vec<usize>; 2]> = HashMap::new();
    for (place, Found { title, address, text }) in found.iter().enumerate() {
        let mut different = [0, 0];
        for (field, text) in [title, text].into_iter().enumerate() {
            for word in words(text) {
                let list = &mut lists.entry(word).or_default()[field];
                match list[..] {
                    [.., known, ref mut count] if known == place => *count += 1,
                    _ => {
                        list.extend([place, 1]);
                        different[field] += 1;
                    }
                }
            }
        }
        index.places.push((title, address, different[0], different[1]));
    }
    index.words = lists.into_iter().collect();
    let texts: Vec<_> = found.iter().map(|found| &found.text).collect();
    vec![
        call(&format!("{FOLDER}/{}.index.js", meta.slug), "bluebookIndex", &index),
        call(&format!("{FOLDER}/{}.text.js", meta.slug), "bluebookText", &(&meta.slug, texts)),
    ]
}

/// The library that ranks what was found, with its licence.
pub(super) fn library() -> [(String, Vec<u8>); 2] {
    [
        (format!("{FOLDER}/minisearch.js"), include_bytes!("../../assets/js/minisearch/minisearch.js").to_vec()),
        (format!("{FOLDER}/LICENSE.txt"), include_bytes!("../../assets/js/minisearch/LICENSE.txt").to_vec()),
    ]
}

/// A script that hands `value` over to the page's.
fn call(path: &str, function: &str, value: &impl Serialize) -> (String, Vec<u8>) {
    let mut bytes = format!("{function}(").into_bytes();
    bytes.extend(serde_json::to_vec(value).expect("plain structs can always be written as JSON"));
    bytes.extend(b");\n");
    (path.to_string(), bytes)
}

/// The words of a text, in lower case. The script takes apart what readers type in the same way.
fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[run(rest, false)..];
        let (word, after) = rest.split_at(run(rest, true));
        rest = after;
        (!word.is_empty()).then(|| in_lower_case(word))
    })
}

/// The length of what a text begins with: letters and digits, or all else.
fn run(text: &str, inside: bool) -> usize {
    let mut at = 0;
    loop {
        let is_end = |b: &u8| !b.is_ascii() || b.is_ascii_alphanumeric() != inside;
        let Some(skipped) = text.as_bytes()[at..].iter().position(is_end) else { return text.len() };
        at += skipped;
        match text[at..].chars().next() {
            Some(c) if c.is_alphanumeric() == inside => at += c.len_utf8(),
            _ => return at,
        }
    }
}

fn in_lower_case(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) { word.into() } else { word.to_lowercase().into() }
}

/// A division that can be found, then those in it.
fn places(block: &Block, section: &Section, paging: &Paging, found: &mut Vec<Found>) {
    let Some(anchor) = &block.anchor else { return };
    let own = found.len();
    found.push(Found { title: Heading::full_text(&section.heading), address: paging.address(anchor), text: String::new() });
    let mut text = String::new();
    blocks(&section.blocks, paging, &mut text, found);
    if let Some(place) = found.get_mut(own) {
        place.text = text;
    }
}

/// The words of blocks, line by line; divisions with an address of their own go to `found`.
fn blocks(list: &[Block], paging: &Paging, text: &mut String, found: &mut Vec<Found>) {
    for block in list {
        match &block.kind {
            BlockKind::Section(section) if section.kind != SectionKind::Group && block.anchor.is_some() => {
                places(block, section, paging, found);
            }
            BlockKind::Section(section) => {
                line(text, &Heading::full_text(&section.heading));
                blocks(&section.blocks, paging, text, found);
            }
            BlockKind::Paragraph(paragraph) => line(text, &plain_text(&paragraph.content)),
            BlockKind::List(list) => list.items.iter().for_each(|item| blocks(&item.blocks, paging, text, found)),
            BlockKind::Definitions(definitions) => {
                for item in &definitions.items {
                    line(text, &plain_text(&item.term));
                    blocks(&item.meaning, paging, text, found);
                }
            }
            BlockKind::Table(table) => {
                table_words(table, text);
                blocks(&table.notes, paging, text, found);
            }
            BlockKind::Figure(figure) => {
                line(text, &plain_text(&figure.headline));
                line(text, &figure.subtitle);
                line(text, &figure.alt);
            }
            BlockKind::Quote(quote) => blocks(&quote.blocks, paging, text, found),
            BlockKind::Score(score) => {
                let words = [Some(&score.value), score.band.as_ref(), score.position.as_ref()];
                let earlier = score.earlier.iter().map(|(_, value)| value.as_str());
                line(text, &earlier.chain(words.into_iter().flatten().map(String::as_str)).collect::<Vec<_>>().join(", "));
            }
            BlockKind::Panel(panel) => {
                if let Some(heading) = &panel.heading {
                    line(text, &heading.full_text());
                }
                blocks(&panel.blocks, paging, text, found);
            }
            BlockKind::Preformatted(preformatted) => line(text, &preformatted.text),
            BlockKind::Cover(_) | BlockKind::Contents(_) | BlockKind::Rule => {}
        }
    }
}

fn table_words(table: &Table, text: &mut String) {
    line(text, &plain_text(&table.caption));
    for row in table.head.iter().chain(&table.body) {
        line(text, &row.cells.iter().map(|cell| plain_text(&cell.content)).collect::<Vec<_>>().join(" "));
    }
}

fn line(text: &mut String, words: &str) {
    if words.trim().is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(words.trim());
}

#[cfg(test)]
mod tests {
    use super::{search_files, words};
    use crate::document::sample;
    use crate::model::report::Pages;

    #[test]
    fn words_are_runs_of_letters_and_digits_in_lower_case() {
        assert_eq!(
            words("Risk-of-harm: 1.2 ‘Ŵyth’ offender’s a½–bé É").collect::<Vec<_>>(),
            ["risk", "of", "harm", "1", "2", "ŵyth", "offender", "s", "a½", "bé", "é"]
        );
    }

    #[test]
    fn every_place_has_an_address_and_every_word_a_place() {
        let files = search_files(&sample::document(), Pages::Sections);
        let [(path, index), (_, texts)] = &files[..] else { panic!("two files") };
        assert_eq!(path, "assets/search/surrey-2008.index.js");
        let value = |bytes: &[u8]| {
            let text = std::str::from_utf8(bytes).expect("text");
            let inner = text.split_once('(').and_then(|(_, rest)| rest.strip_suffix(");\n")).expect("one call");
            serde_json::from_str::<serde_json::Value>(inner).expect("JSON")
        };
        let (index, texts) = (value(index), value(texts));
        let places = index["places"].as_array().expect("places");
        assert_eq!(places.len(), texts[1].as_array().expect("texts").len());
        assert!(places.len() > 3 && places.iter().all(|place| place[1].as_str().is_some_and(|address| address.contains(".html#"))));
        for (word, fields) in index["words"].as_object().expect("words") {
            let all = fields.as_array().expect("two lists").iter().flat_map(|list| list.as_array().expect("a list")).collect::<Vec<_>>();
            assert!(!all.is_empty() && all.len() % 2 == 0, "{word}");
            assert!(all.iter().step_by(2).all(|place| place.as_u64().is_some_and(|place| place < places.len() as u64)), "{word}");
        }
    }
}
