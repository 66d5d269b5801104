//! The outputs agree: web page, PDF and data say the same words in the same order, and every link in them leads somewhere.
//!
//! Nothing here knows how the outputs are made: the page is read as markup, the PDF by its structure tree, the data as JSON.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use lopdf::content::Content;
use lopdf::{Dictionary, Document as File, Object, ObjectId, decode_text_string};
use serde_json::Value;

use crate::project::Project;

/// Every kind of thing that Markdown has.
const EVERYTHING: &str = "\
We went to *Ashford* and found **much** that is good. See [[criterion 1.2]] for more, and [our site](https://example.org/visits).[^one]
Run `visit --now` once.

## A passage with a heading

- First of the bullets
  - Below the first
  - Below it too[^two]
- Second of the bullets
  1. Numbered below a bullet
  2. Numbered again

3. Third in number
4. Fourth in number

> A quotation set apart, with *stress*.

| Place | Cases |
|-------|------:|
| North | 12 |
| South[^three] | 8 |

![A square of one colour](images/square.png \"A square\")

```
kept  as
  written
```

---

Last words; see [[section 2]] and the first note again.[^one]

[^one]: The note's words.
[^two]: Another note, with *stress*.
[^three]: A note from a table.
";

/// The small project with every kind of text.
fn everything() -> Project {
    let mut square = Vec::new();
    let mut writer = png::Encoder::new(&mut square, 8, 8).write_header().expect("a header");
    writer.write_image_data(&[0x80; 64]).expect("a picture");
    writer.finish().expect("a picture");
    Project::case("small").file("content/reports/ashford/foreword.md", EVERYTHING).file("content/reports/ashford/images/square.png", square)
}

/// What a report says: its text, and its notes, which stand in a different place in each output.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    text: String,
    notes: Vec<String>,
}

/// The same words, spaces apart: where lines break is not what is said.
#[track_caller]
fn same(what: &str, one: &str, other: &str) {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    let (one, other) = (bare(one), bare(other));
    if one != other {
        let at = one.iter().zip(&other).position(|(a, b)| a != b).unwrap_or(one.len().min(other.len()));
        let near = |text: &[char]| text[at.saturating_sub(60)..(at + 60).min(text.len())].iter().collect::<String>();
        panic!("{what} differ:\n  {}\n  {}", near(&one), near(&other));
    }
}

#[track_caller]
fn outputs_agree(project: &Project, slug: &str) {
    assert!(project.run(["build"]).status == Some(0));
    let page = project.text(&format!("public/{slug}/index.html"));
    let pdf = Pdf::read(&project.files("public")[&format!("{slug}/{slug}.pdf")]);
    let data: Value = serde_json::from_str(&project.text(&format!("public/{slug}/report.json"))).expect("JSON");
    let (page_says, pdf_says, data_says) = (said_by_page(&page), pdf.said(), said_by_data(&data));
    assert!(page_says.text.len() > 300);
    same("page and data", &page_says.text, &data_says.text);
    same("PDF and data", &pdf_says.text, &data_says.text);
    same("the notes of page and data", &page_says.notes.join("|"), &data_says.notes.join("|"));
    same("the notes of PDF and data", &pdf_says.notes.join("|"), &data_says.notes.join("|"));
    links_of_page_lead_somewhere(&page);
    pdf.links_lead_somewhere();
    pdf.contents_have_the_right_pages();
    pdf.fonts_are_embedded();
}

#[test]
fn every_kind_of_text_is_the_same_in_every_output() {
    outputs_agree(&everything(), "ashford");
}

#[test]
fn the_demo_is_the_same_in_every_output() {
    let demo = Project::demo();
    for slug in demo.names("content/reports") {
        outputs_agree(&demo, &slug);
    }
}

#[test]
fn an_odd_programme_is_the_same_in_every_output() {
    outputs_agree(&Project::case("odd"), "port-elder");
}

/// A file of content without what is not printed: its keys, places that are named, where links and pictures lead, what pictures show.
fn without_markup(text: &str) -> String {
    let is_key = |line: &str| ["section:", "criterion:", "- id:"].iter().any(|key| line.starts_with(key)) || line.ends_with([':', '|']);
    let mut text = text.lines().filter(|line| !is_key(line.trim())).collect::<Vec<_>>().join("\n");
    for (from, to) in [("![", ")"), ("](", ")"), ("[[", "]]"), ("{", "}"), ("label:", " ")] {
        while let Some(start) = text.find(from) {
            let end = text[start..].find(to).expect("its end");
            text.replace_range(start..start + end + to.len(), " ");
        }
    }
    text
}

/// How often each word and number stands in a text.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_owned()).or_insert(0) += 1;
    }
    words
}

/// The torture document: what is hard to lay out comes out whole, and nobody has to be told of anything but the heading that has
/// nothing below it on purpose.
#[test]
fn a_document_of_everything_that_is_hard_comes_out_whole() {
    let project = Project::case("torture");
    let ran = project.run(["build", "--deny-warnings"]);
    let told = "Notes, one by one with 'bluebook check --notes':\n  1  heading-without-text  nothing stands below a heading\n1 note\n";
    assert!(ran.status == Some(0) && ran.stderr == told, "{ran}");
    // Word for word as the files have it, without the tool's own notion of what they say: each as often as it is written, or oftener.
    let pdf = Pdf::read(&project.files("public")["everything/everything.pdf"]);
    let printed = words(&pdf.texts.values().fold(String::new(), |all, piece| all + " " + piece));
    let mut written = BTreeMap::new();
    for (path, bytes) in project.files("content/reports/everything") {
        let text = String::from_utf8_lossy(&bytes);
        let ending = path.rsplit('.').next().unwrap_or_default();
        if ["md", "csv"].contains(&ending) || path.starts_with("sections/") || path == "good-practice.yaml" {
            for (word, count) in words(&without_markup(&text)) {
                *written.entry(word).or_insert(0) += count;
            }
        }
    }
    assert!(written.len() > 800, "{} words", written.len());
    let missing: Vec<_> = written.iter().filter(|(word, count)| printed.get(*word).unwrap_or(&0) < count).collect();
    assert_eq!(missing, []);
}

#[test]
fn every_kind_of_chart_is_the_same_in_every_output() {
    outputs_agree(&Project::case("charts"), "every-kind");
}

#[test]
fn what_check_refuses_build_refuses() {
    let scores = "content/reports/ashford/scores.yaml";
    let foreword = "content/reports/ashford/foreword.md";
    let mistakes = [
        (scores, "1.1: 80", "1.1: 180"),
        (scores, "1.1: 80", "1.7: 80"),
        (foreword, "[[section 2]]", "[[section 9]]"),
        (foreword, "(images/square.png", "(images/circle.png"),
        (foreword, "(https://example.org/visits)", "()"),
        (foreword, "[^two]: Another", "[^ten]: Another"),
        (foreword, "---\n", "{chart: nothing}\n"),
        (foreword, "## A", "##### A"),
        ("content/reports/ashford/report.yaml", "area: Ashford", "arae: Ashford"),
        ("content/reports/brinton/scores.yaml", "1.1:", "9.9:"),
    ];
    for (path, old, new) in mistakes {
        let project = everything().edit(path, old, new);
        let (check, build) = (project.run(["check"]), project.run(["build"]));
        assert_eq!(check.status, build.status, "{new}\n{check}\n{build}");
        let problems = |text: &str| text.lines().filter(|line| line.starts_with("error") || line.starts_with("warning")).count();
        assert_eq!(problems(&check.stderr), problems(&build.stderr), "{new}\n{check}\n{build}");
    }
}

// The page --------------------------------------------------------------------------------------------------------------------

/// What is on the page and not in the report: drawings, the contents (which other outputs have elsewhere), links for getting about,
/// the table behind a chart.
const FURNITURE: [&str; 13] = [
    "skip",
    "contents",
    "downloads-label",
    "downloads",
    "here",
    "to-contents",
    "download-line",
    "unseen",
    "ways-back",
    "state",
    "about",
    "pager",
    "bullet",
];

/// The value of an attribute.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    Some(tag.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0)
}

/// The tags of a page, each with the text after it.
fn tags(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split('<').skip(1).map(|piece| piece.split_once('>').expect("a whole tag"))
}

fn decoded(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&nbsp;", "\u{a0}");
    text.replace("&amp;", "&")
}

fn said_by_page(page: &str) -> Said {
    let main = page.split_once("<main").expect("a main part").1.split_once("</main>").expect("its end").0;
    let mut said = Said::default();
    // Open elements: name, whether all in it is furniture, number of the next item.
    let mut open: Vec<(String, bool, Option<u32>)> = Vec::new();
    let mut in_notes = None;
    for (tag, text) in tags(main) {
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().expect("an open element").0, name, "elements end in the order in which they began");
            if in_notes.is_some_and(|depth| depth > open.len()) {
                in_notes = None;
            }
        } else {
            let name = tag.split([' ', '/', '\n']).next().unwrap_or_default();
            let class = attribute(tag, "class").unwrap_or_default();
            let furniture = class.split(' ').any(|class| FURNITURE.contains(&class))
                || ["svg", "details"].contains(&name)
                || attribute(tag, "id") == Some("notes_heading");
            let hidden = furniture || open.last().is_some_and(|(_, hidden, _)| *hidden);
            if class.split(' ').any(|class| class == "notes") {
                in_notes = Some(open.len());
            }
            if name == "li" && !hidden {
                let (list, _, number) = open.last_mut().expect("a list");
                let label = match number {
                    Some(number) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    // Its labels are words of the page.
                    None if list == "ol" => String::new(),
                    None => "\u{2022}".to_owned(),
                };
                if in_notes == Some(open.len() - 2) {
                    said.notes.push(label.trim_end_matches('.').to_owned());
                } else {
                    said.text.push_str(&label);
                }
            }
            let start = attribute(tag, "start").map_or(1, |start| start.parse().expect("a number"));
            let counted = (name == "ol" && class != "labelled").then_some(start);
            if !tag.ends_with('/') && !["img", "br", "hr", "col"].contains(&name) {
                open.push((name.to_owned(), hidden, counted));
            }
        }
        if open.last().is_some_and(|(_, hidden, _)| !*hidden) {
            let text = decoded(text);
            let to = if in_notes.is_some() { said.notes.last_mut() } else { Some(&mut said.text) };
            if let Some(to) = to {
                to.push_str(&text);
                to.push(' ');
            }
        }
    }
    said
}

#[track_caller]
fn links_of_page_lead_somewhere(page: &str) {
    let ids: Vec<_> = tags(page).filter_map(|(tag, _)| attribute(tag, "id")).collect();
    let known: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "an id stands twice");
    for (tag, _) in tags(page) {
        if let Some(target) = attribute(tag, "href").and_then(|href| href.strip_prefix('#')) {
            assert!(known.contains(target), "#{target} is nowhere");
        }
        for id in ["aria-labelledby", "aria-describedby"].iter().filter_map(|name| attribute(tag, name)).flat_map(|ids| ids.split(' ')) {
            assert!(known.contains(id), "#{id} is nowhere");
        }
    }
}

// The data --------------------------------------------------------------------------------------------------------------------

fn said_by_data(data: &Value) -> Said {
    let mut said = Said::default();
    say_blocks(&data["parts"], &mut said.text);
    for note in list(&data["notes"]) {
        let mut text = note["label"].as_str().expect("a label").to_owned();
        say_blocks(&note["blocks"], &mut text);
        said.notes.push(text);
    }
    said
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text by its key, in its form with marks of notes if it has one.
fn say(object: &Value, key: &str, out: &mut String) {
    let formed = if key == "text" { "content".to_owned() } else { format!("{key}_content") };
    match object.get(formed) {
        Some(content) => say_inlines(content, out),
        None => out.push_str(object[key].as_str().unwrap_or_default()),
    }
    out.push(' ');
}

fn say_inlines(content: &Value, out: &mut String) {
    for inline in list(content) {
        let Some((kind, value)) = inline.as_object().and_then(|inline| inline.iter().next()) else {
            assert_eq!(inline, "break");
            out.push(' ');
            continue;
        };
        match &**kind {
            "text" | "code" => out.push_str(value.as_str().expect("a text")),
            "strong" | "emphasis" => say_inlines(value, out),
            "link" | "passage" => say_inlines(&value["content"], out),
            "note" => out.push_str(value["label"].as_str().expect("a label")),
            "abbreviation" => out.push_str(value["short"].as_str().expect("a short form")),
            other => panic!("what does '{other}' say?"),
        }
    }
}

fn say_blocks(blocks: &Value, out: &mut String) {
    for block in list(blocks) {
        say_block(block, out);
    }
}

fn say_block(block: &Value, out: &mut String) {
    let mut keys = |keys: &[&str]| keys.iter().for_each(|key| say(block, key, out));
    match block["type"].as_str().expect("a type") {
        "cover" => {
            keys(&["inspectorate", "programme", "title"]);
            for fact in list(&block["facts"]) {
                say(fact, "label", out);
                say(fact, "value", out);
            }
            say_blocks(&block["small_print"], out);
        }
        "contents" | "rule" => {}
        "section" => {
            let number = block["number"].as_str().unwrap_or_default();
            let usual = if number.contains([' ', '\u{a0}']) { ": " } else { " " };
            let _ = write!(out, "{number}{}", block["separator"].as_str().unwrap_or(usual));
            say(block, "title", out);
            say_blocks(&block["blocks"], out);
        }
        "paragraph" | "preformatted" => keys(&["text"]),
        "list" => {
            for item in list(&block["items"]) {
                say(item, "label", out);
                say_blocks(&item["blocks"], out);
            }
        }
        "definitions" => {
            for item in list(&block["items"]) {
                say(item, "term", out);
                say_blocks(&item["blocks"], out);
            }
        }
        "table" => {
            say_caption(block, out);
            for cell in list(&block["head"]).iter().chain(list(&block["body"])).flat_map(list) {
                say(cell, "text", out);
            }
            say_blocks(&block["notes"], out);
        }
        "chart" | "picture" => {
            say_caption(block, out);
            say(block, "subtitle", out);
            // What stands below the picture; the table itself is folded on the page, and not on paper.
            if let Some(notes) = block.get("table").and_then(|table| table.get("notes")) {
                say_blocks(notes, out);
            }
        }
        "quote" => say_blocks(&block["blocks"], out),
        "score" => {
            for earlier in list(&block["earlier"]) {
                say(earlier, "label", out);
                say(earlier, "value", out);
            }
            for key in ["label", "value", "band", "position"] {
                say(block, key, out);
            }
        }
        "panel" => {
            keys(&["title"]);
            if let Some(subtitle) = block.get("subtitle") {
                say_block(subtitle, out);
            }
            say_blocks(&block["blocks"], out);
        }
        other => panic!("what does a block of type '{other}' say?"),
    }
}

/// 'Table 1: Caseload', or one of the two.
fn say_caption(block: &Value, out: &mut String) {
    let [number, title] = ["number", "title"].map(|key| block[key].as_str().unwrap_or_default());
    let colon = if number.is_empty() || title.is_empty() { "" } else { ":" };
    let _ = write!(out, "{number}{colon} ");
    say(block, "title", out);
}

// The PDF ---------------------------------------------------------------------------------------------------------------------

/// A PDF with the texts of its marked-content sequences.
struct Pdf {
    file: File,
    pages: Vec<ObjectId>,
    texts: BTreeMap<(ObjectId, i64), String>,
}

/// A line of the contents, or a heading.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    text: String,
    /// Counted from 0.
    page: usize,
}

impl Pdf {
    fn read(bytes: &[u8]) -> Self {
        let file = File::load_mem(bytes).expect("a PDF");
        let pages: Vec<_> = file.page_iter().collect();
        let mut pdf = Self { file, pages, texts: BTreeMap::new() };
        for page in pdf.pages.clone() {
            let resources = pdf.entry(pdf.file.get_dictionary(page).expect("a page"), "Resources").as_dict().expect("resources");
            let fonts = pdf.entry(resources, "Font").as_dict().expect("fonts").clone();
            let (mut map, mut open) = (BTreeMap::new(), Vec::new());
            let content = Content::decode(&pdf.file.get_page_content(page)).expect("operations");
            for operation in content.operations {
                match &*operation.operator {
                    "BDC" | "BMC" => {
                        open.push(operation.operands.get(1).and_then(|kind| kind.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok()));
                    }
                    "EMC" => drop(open.pop()),
                    "Tf" => map = pdf.to_unicode(&fonts, operation.operands[0].as_name().expect("a name")),
                    "Tj" | "TJ" => {
                        let pieces = operation.operands.iter().flat_map(|operand| match operand {
                            Object::Array(pieces) => pieces.clone(),
                            piece => vec![piece.clone()],
                        });
                        let codes = pieces.filter_map(|piece| piece.as_str().ok().map(<[u8]>::to_vec)).flatten().collect::<Vec<_>>();
                        let glyphs = codes.chunks(2).map(|code| u16::from_be_bytes([code[0], code[1]]));
                        let text: String = glyphs.map(|code| map.get(&code).map_or("\u{fffd}", String::as_str)).collect();
                        if let Some(id) = open.iter().flatten().next() {
                            pdf.texts.entry((page, *id)).or_default().push_str(&text);
                        }
                    }
                    _ => {}
                }
            }
        }
        pdf
    }

    fn entry<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> &'a Object {
        dictionary.get(key.as_bytes()).map_or(&Object::Null, |object| self.file.dereference(object).expect("an object").1)
    }

    fn to_unicode(&self, fonts: &Dictionary, name: &[u8]) -> BTreeMap<u16, String> {
        let font = self.entry(fonts, std::str::from_utf8(name).expect("a name")).as_dict().expect("a font");
        let map = self.entry(font, "ToUnicode").as_stream().expect("a map").get_plain_content().expect("a map");
        let line = |line: &str| {
            let (code, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
            let units = text.as_bytes().chunks(4).map(|unit| u16::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok());
            Some((u16::from_str_radix(code, 16).ok()?, String::from_utf16(&units.collect::<Option<Vec<_>>>()?).ok()?))
        };
        String::from_utf8(map).expect("a map").lines().filter_map(line).collect()
    }

    fn root(&self) -> &Dictionary {
        let tree = self.entry(self.file.catalog().expect("a catalog"), "StructTreeRoot").as_dict().expect("a tree");
        self.entry(tree, "K").as_dict().expect("an element")
    }

    fn kids(&self, element: &Dictionary) -> Vec<Object> {
        match self.entry(element, "K") {
            Object::Array(kids) => kids.iter().map(|kid| self.file.dereference(kid).expect("a kid").1.clone()).collect(),
            Object::Null => Vec::new(),
            kid => vec![kid.clone()],
        }
    }

    fn kind(&self, element: &Dictionary) -> String {
        self.entry(element, "S").as_name().map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default()
    }

    /// Calls `element` before each element, which goes on below it if that says so, and `piece` for each piece of text.
    fn walk(
        &self,
        element: &Dictionary,
        page: Option<ObjectId>,
        enter: &mut dyn FnMut(&str, &Dictionary) -> bool,
        piece: &mut dyn FnMut(&str, ObjectId),
    ) {
        if !enter(&self.kind(element), element) {
            return;
        }
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        for kid in self.kids(element) {
            let shown = match &kid {
                Object::Integer(id) => Some((page.expect("a page"), *id)),
                Object::Dictionary(kid) if kid.has(b"MCID") => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                    Some((page.expect("a page"), self.entry(kid, "MCID").as_i64().expect("a number")))
                }
                Object::Dictionary(kid) if kid.has(b"S") => {
                    self.walk(kid, page, enter, piece);
                    None
                }
                _ => None,
            };
            if let Some(sequence) = shown {
                piece(self.texts.get(&sequence).map_or("", String::as_str), sequence.0);
            }
        }
    }

    /// All words in an element.
    fn words(&self, element: &Dictionary, enter: &mut dyn FnMut(&str, &Dictionary) -> bool) -> String {
        let mut text = String::new();
        self.walk(element, None, enter, &mut |piece, _| {
            text.push_str(piece);
            text.push(' ');
        });
        text
    }

    fn said(&self) -> Said {
        let (mut notes, text) = (Vec::new(), RefCell::new(String::new()));
        let all = &mut |_: &str, _: &Dictionary| true;
        let mut enter = |kind: &str, element: &Dictionary| {
            match kind {
                "Note" => notes.push(self.words(element, all)),
                // A drawing's words are its alternative's.
                "Figure" => {}
                "Sect" | "Part" | "Div" => {
                    let kids = self.kids(element);
                    return !kids.iter().any(|kid| kid.as_dict().is_ok_and(|kid| self.kind(kid) == "TOC"));
                }
                _ => return true,
            }
            false
        };
        self.walk(self.root(), None, &mut enter, &mut |piece, _| {
            text.borrow_mut().push_str(piece);
            text.borrow_mut().push(' ');
        });
        Said { text: text.into_inner(), notes }
    }

    /// The page, counted from 0, of a named place.
    #[track_caller]
    fn destination(&self, name: &[u8]) -> usize {
        let names = self.entry(self.file.catalog().expect("a catalog"), "Names").as_dict().expect("names");
        let list = self.entry(self.entry(names, "Dests").as_dict().expect("places"), "Names").as_array().expect("places");
        let shown = String::from_utf8_lossy(name);
        let place = list.chunks(2).find(|pair| pair[0].as_str().is_ok_and(|known| known == name));
        let place = place.unwrap_or_else(|| panic!("{shown} is nowhere"))[1].as_array().expect("a place");
        let page = place[0].as_reference().expect("a page");
        self.pages.iter().position(|known| *known == page).expect("a page of this file")
    }

    #[track_caller]
    fn links_lead_somewhere(&self) {
        let mut links = 0;
        for page in &self.pages {
            for area in self.file.get_page_annotations(*page).expect("areas") {
                links += 1;
                if let Ok(place) = area.get(b"Dest") {
                    self.destination(place.as_str().expect("a name"));
                } else {
                    let action = self.entry(area, "A").as_dict().expect("a link leads to a place or an address");
                    assert!(!self.entry(action, "URI").as_str().expect("an address").is_empty());
                }
                assert!(!decode_text_string(self.entry(area, "Contents")).expect("its words").is_empty());
            }
        }
        assert!(links > 5, "only {links} links were found");
    }

    /// The label of each page, as its reader shows it.
    fn labels(&self) -> Vec<String> {
        let tree = self.entry(self.file.catalog().expect("a catalog"), "PageLabels").as_dict().expect("labels");
        let ranges = self.entry(tree, "Nums").as_array().expect("ranges");
        let mut labels = Vec::new();
        for (at, range) in ranges.chunks(2).enumerate() {
            let first = usize::try_from(range[0].as_i64().expect("a page")).expect("a page");
            let next = ranges.get(at * 2 + 2).map_or(self.pages.len(), |next| usize::try_from(next.as_i64().expect("a page")).unwrap());
            let range = self.file.dereference(&range[1]).expect("a range").1.as_dict().expect("a range");
            let prefix = decode_text_string(self.entry(range, "P")).unwrap_or_default();
            let start = self.entry(range, "St").as_i64().unwrap_or(1);
            for (number, _) in (start..).zip(first..next) {
                let number = match self.entry(range, "S").as_name() {
                    Ok(b"r") => roman(number),
                    Ok(b"D") => number.to_string(),
                    Ok(other) => panic!("pages are counted as {other:?}"),
                    Err(_) => String::new(),
                };
                labels.push(format!("{prefix}{number}"));
            }
        }
        assert_eq!(labels.len(), self.pages.len());
        labels
    }

    #[track_caller]
    fn contents_have_the_right_pages(&self) {
        let (mut headings, mut lines) = (Vec::new(), Vec::new());
        self.walk(
            self.root(),
            None,
            &mut |kind, element| {
                let heading = kind.len() == 2 && kind.starts_with('H');
                if heading || kind == "TOCI" {
                    let (mut text, mut page) = (String::new(), None);
                    self.walk(element, None, &mut |below, _| below != "TOC", &mut |piece, on| {
                        text.push_str(piece);
                        page = page.or(Some(on));
                    });
                    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                    if heading {
                        let page = self.pages.iter().position(|known| Some(*known) == page).expect("a page");
                        headings.push(Place { text: bare, page });
                    } else {
                        lines.push((bare, self.link_in(element)));
                    }
                }
                true
            },
            &mut |_, _| {},
        );
        assert!(lines.len() > 3, "the contents were not found");
        let labels = self.labels();
        for (line, place) in lines {
            let page = self.destination(&place);
            let title = line.strip_suffix(&*labels[page]);
            let title = title.unwrap_or_else(|| panic!("the contents say {line:?}, and it is on page {}", labels[page])).to_owned();
            // Dots lead from a heading to its page.
            let title = title.trim_end_matches('.').to_owned();
            assert!(headings.contains(&Place { text: title.clone(), page }), "{title:?} is not on page {}: {headings:?}", labels[page]);
        }
        self.bookmarks_lead_to(&headings);
    }

    /// Each bookmark leads to the page on which its heading stands.
    #[track_caller]
    fn bookmarks_lead_to(&self, headings: &[Place]) {
        let outline = self.entry(self.file.catalog().expect("a catalog"), "Outlines").as_dict().expect("bookmarks");
        let mut waiting = vec![self.entry(outline, "First")];
        let mut found = 0;
        while let Some(entry) = waiting.pop().filter(|entry| entry.as_dict().is_ok()) {
            let entry = entry.as_dict().expect("a bookmark");
            let title = decode_text_string(self.entry(entry, "Title")).expect("a title");
            let bare: String = title.chars().filter(|c| !c.is_whitespace()).collect();
            let page = self.destination(self.entry(entry, "Dest").as_str().expect("a name"));
            assert!(headings.contains(&Place { text: bare, page }), "the bookmark {title:?} does not lead to its heading");
            found += 1;
            waiting.extend(["Next", "First"].map(|key| self.entry(entry, key)).into_iter().filter(|next| next.as_dict().is_ok()));
        }
        assert!(found > 3, "only {found} bookmarks were found");
    }

    /// The place that the first link in an element leads to.
    fn link_in(&self, element: &Dictionary) -> Vec<u8> {
        for kid in self.kids(element) {
            let Ok(kid) = kid.as_dict() else { continue };
            if kid.has(b"Obj") {
                return self.entry(self.entry(kid, "Obj").as_dict().unwrap(), "Dest").as_str().expect("a place").to_vec();
            }
            let below = self.link_in(kid);
            if !below.is_empty() {
                return below;
            }
        }
        Vec::new()
    }

    #[track_caller]
    fn fonts_are_embedded(&self) {
        let mut descriptors = 0;
        for object in self.file.objects.values().filter_map(|object| object.as_dict().ok()) {
            let is = |kind: &[u8]| object.get(b"Type").and_then(Object::as_name).is_ok_and(|known| known == kind);
            if is(b"FontDescriptor") {
                descriptors += 1;
                let embedded = ["FontFile2", "FontFile3"].iter().any(|key| self.entry(object, key).as_stream().is_ok());
                assert!(embedded, "{object:?} has no font file");
            } else if is(b"Font") {
                assert!(object.has(b"DescendantFonts") || object.has(b"FontDescriptor"), "{object:?} is one of the reader's own fonts");
            }
        }
        assert!(descriptors > 0);
    }
}

fn roman(mut number: i64) -> String {
    let mut text = String::new();
    for (value, letters) in [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while number >= value {
            text.push_str(letters);
            number -= value;
        }
    }
    text
}
