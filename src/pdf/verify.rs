//! Our own PDF/UA-1 and PDF/A-2 conditions, read back from the finished bytes.
//!
//! In: the bytes of a file. Out: every condition it breaks, as diagnostics. Nothing is taken from the writer: what stands in the file
//! is what counts, so a mistake in writing, in printpdf or in lopdf is found before the file may be published. [`super::read`] finds
//! the objects, and refuses a file in which any of them is not whole. These are the
//! conditions that a report can break, by the numbers of ISO 14289-1; `docs/pdf-ua.md` lists all and says where each is met.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use lopdf::{Object, decode_text_string};

use super::content::{Event, events};
use super::read::{File, Inflate, Stream, Value};
use crate::diag::{Diagnostic, Problems};

/// Every condition that the file breaks; empty for a sound one.
pub fn verify(bytes: &[u8]) -> Problems {
    let file = match File::read(bytes) {
        Ok(file) => file,
        Err(error) => return vec![bug("pdf-unreadable", format!("the finished PDF cannot be read back: {error}"))],
    };
    let mut verifier = Verifier {
        file: &file,
        inflate: Inflate::default(),
        pages: Vec::new(),
        numbers: BTreeMap::new(),
        problems: Problems::new(),
        pieces: BTreeMap::new(),
        areas: BTreeMap::new(),
    };
    verifier.find_pages();
    verifier.document(bytes);
    verifier.structure();
    verifier.pages();
    verifier.problems
}

/// A condition that only this program can break.
fn bug(name: &'static str, message: String) -> Diagnostic {
    Diagnostic::error(name, message)
        .help("this is a bug in bluebook and not in the content; please report it with the content that shows it")
}

/// The number of an object.
type Id = usize;

struct Verifier<'a> {
    file: &'a File<'a>,
    inflate: Inflate,
    /// The pages in their order.
    pages: Vec<Id>,
    /// The pages, counted from 1.
    numbers: BTreeMap<Id, usize>,
    problems: Problems,
    /// The element that each marked-content sequence belongs to, by page and number.
    pieces: BTreeMap<(Id, i64), Id>,
    /// The element that each annotation belongs to.
    areas: BTreeMap<Id, Id>,
}

/// A page in a message: ' on page 12', or nothing.
struct Place(Option<usize>);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |number| write!(f, " on page {number}"))
    }
}

/// What is kept of the elements above the one being read.
struct Above<'a> {
    id: Id,
    role: &'a [u8],
    page: Option<Id>,
}

/// What is collected while the structure tree is walked.
#[derive(Default)]
struct Seen {
    elements: BTreeSet<Id>,
    names: BTreeSet<Vec<u8>>,
    heading: i64,
}

impl<'a> Verifier<'a> {
    fn problem(&mut self, name: &'static str, message: impl Into<String>) {
        self.problems.push(bug(name, message.into()));
    }

    fn author(&mut self, name: &'static str, message: impl Into<String>, help: &str) {
        self.problems.push(Diagnostic::error(name, message).help(help));
    }

    /// The value of a key, with references followed.
    fn entry(&self, dictionary: Value<'a>, key: &str) -> Option<Value<'a>> {
        self.file.resolve(dictionary.get(key)?)
    }

    fn dictionary(&self, dictionary: Value<'a>, key: &str) -> Option<Value<'a>> {
        self.entry(dictionary, key).filter(|value| value.is_dictionary())
    }

    fn stream(&self, dictionary: Value<'a>, key: &str) -> Option<Stream<'a>> {
        self.file.stream(dictionary.get(key)?.reference()?)
    }

    /// What a stream holds; nothing if it cannot be unpacked.
    fn plain(&mut self, stream: Option<Stream<'a>>) -> Cow<'a, [u8]> {
        stream.and_then(|stream| self.inflate.plain(&stream)).unwrap_or_default()
    }

    /// The first of an array's values.
    fn first(&self, dictionary: Value<'a>, key: &str) -> Option<Value<'a>> {
        self.file.resolve(self.entry(dictionary, key)?.items().next()?)
    }

    /// Words for people: decoded and without blanks around them.
    fn words(&self, dictionary: Value<'a>, key: &str) -> String {
        let words = self.entry(dictionary, key).and_then(Value::string).map(Object::string_literal);
        words.and_then(|words| decode_text_string(&words).ok()).map(|text| text.trim().to_owned()).unwrap_or_default()
    }

    fn catalog(&self) -> Option<Value<'a>> {
        self.dictionary(self.file.trailer(), "Root")
    }

    fn is_true(&self, dictionary: Option<Value<'a>>, key: &str) -> bool {
        dictionary.and_then(|entries| self.entry(entries, key)?.bool()).unwrap_or(false)
    }

    /// Lists the pages below the root of their tree.
    fn find_pages(&mut self) {
        let root = self.catalog().and_then(|catalog| catalog.get("Pages")?.reference());
        let mut waiting: Vec<Id> = root.into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            let Some(node) = self.file.object(id).filter(|_| seen.insert(id)) else { continue };
            match self.entry(node, "Kids") {
                Some(kids) => {
                    let from = waiting.len();
                    waiting.extend(kids.items().filter_map(Value::reference));
                    waiting[from..].reverse();
                }
                None => self.pages.push(id),
            }
        }
        self.numbers = self.pages.iter().copied().zip(1..).collect();
    }

    // ISO 14289-1 5, 7.1, 7.2, 7.16; ISO 19005-2 6.1, 6.2.3, 6.6, 6.7.
    fn document(&mut self, bytes: &[u8]) {
        let Some(catalog) = self.catalog() else { return self.problem("pdf-unreadable", "the PDF has no catalog") };
        let trailer = self.file.trailer();
        if !bytes.starts_with(b"%PDF-1.7\n") || trailer.get("ID").is_none() || trailer.get("Encrypt").is_some() {
            self.problem("pdf-wrong-version", "the PDF is not an open PDF 1.7 file with an identifier");
        }
        if self.words(catalog, "Lang").is_empty() {
            self.author(
                "pdf-without-language",
                "the PDF names no language (PDF/UA 7.2)",
                "give the programme or the report its `language`",
            );
        }
        let marks = self.dictionary(catalog, "MarkInfo");
        if !self.is_true(marks, "Marked") || self.is_true(marks, "Suspects") || self.dictionary(catalog, "StructTreeRoot").is_none() {
            self.problem("pdf-not-tagged", "the PDF is not marked as tagged (PDF/UA 7.1)");
        }
        let info = self.dictionary(trailer, "Info");
        let title = info.map(|info| self.words(info, "Title")).unwrap_or_default();
        let viewer = self.dictionary(catalog, "ViewerPreferences");
        // As it is stored: whoever collects such facts does not unpack it.
        let xmp = self.stream(catalog, "Metadata").map_or(&[][..], |stream| stream.data);
        let xmp = std::str::from_utf8(xmp).unwrap_or("");
        let between = |start: &str, end: &str| xmp.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map(|(inside, _)| inside);
        let named = between("<dc:title>", "</dc:title>").and_then(|inside| {
            let (_, text) = inside.split_once("x-default\">")?;
            Some(text.split_once('<')?.0.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
        });
        if title.is_empty() || named.as_deref().map(str::trim) != Some(title.as_str()) || !self.is_true(viewer, "DisplayDocTitle") {
            self.author("pdf-without-title", "the PDF does not show its title (PDF/UA 7.1)", "give the report a `title` or an area");
        }
        let identifiers = [("pdfuaid:part", "1"), ("pdfaid:part", "2"), ("pdfaid:conformance", "A")];
        let says = |(key, value): (&str, &str)| between(&format!("<{key}>"), &format!("</{key}>")) == Some(value);
        let declares = xmp.contains("<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>");
        if !identifiers.into_iter().all(says) || !declares {
            self.problem("pdf-without-identifier", "the PDF does not say that it is PDF/UA-1 and PDF/A-2a (PDF/UA 5, PDF/A 6.6.4)");
        }
        let profile = self.first(catalog, "OutputIntents").and_then(|intent| self.stream(intent, "DestOutputProfile"));
        let is_rgb = self.plain(profile).get(16..20) == Some(b"RGB ");
        if !is_rgb {
            self.problem("pdf-without-output-intent", "the PDF does not say what its colours mean (PDF/A 6.2.3)");
        }
    }

    // ISO 14289-1 7.1 to 7.5, 7.7, 7.9; ISO 32000-1 14.8.4.
    fn structure(&mut self) {
        let Some(id) = self.catalog().and_then(|catalog| catalog.get("StructTreeRoot")?.reference()) else { return };
        let Some(root) = self.file.object(id) else { return };
        let mut seen = Seen::default();
        let above = Above { id, role: b"StructTreeRoot", page: None };
        self.kids(root.get("K"), &above, &mut seen);
        if seen.elements.is_empty() {
            self.problem("pdf-not-tagged", "the PDF's structure tree is empty (PDF/UA 7.1)");
        }
    }

    /// Reads what an element holds; gives the types of the elements in it.
    fn kids(&mut self, kids: Option<Value<'a>>, own: &Above<'a>, seen: &mut Seen) -> Vec<(&'a [u8], i64)> {
        let mut roles = Vec::new();
        let Some(kids) = kids else { return roles };
        match self.file.resolve(kids) {
            Some(array) if array.is_array() => array.items().for_each(|kid| self.kid(kid, own, seen, &mut roles)),
            // As written and not as resolved: an element is known by its number.
            _ => self.kid(kids, own, seen, &mut roles),
        }
        roles
    }

    fn kid(&mut self, kid: Value<'a>, own: &Above<'a>, seen: &mut Seen, roles: &mut Vec<(&'a [u8], i64)>) {
        if let Some(number) = kid.integer() {
            return self.piece(own, own.page, number);
        }
        let Some(dictionary) = self.file.resolve(kid).filter(|value| value.is_dictionary()) else {
            return self.problem("pdf-broken-structure", "the PDF's structure tree has a gap (PDF/UA 7.1)");
        };
        let entries = Entries::of(dictionary);
        let page = entries.page.or(own.page);
        match (entries.kind, kid.reference()) {
            (Some(b"MCR"), _) => {
                let number = self.entry(dictionary, "MCID").and_then(Value::integer).unwrap_or(-1);
                self.piece(own, page, number);
            }
            (Some(b"OBJR"), _) => {
                if let Some(annotation) = dictionary.get("Obj").and_then(Value::reference) {
                    self.areas.insert(annotation, own.id);
                    roles.push((b"OBJR", 1));
                }
            }
            (_, Some(id)) => roles.push(self.element(dictionary, &entries, &Above { id, role: entries.role, page }, own, seen)),
            (_, None) => {}
        }
    }

    fn piece(&mut self, own: &Above, page: Option<Id>, number: i64) {
        if page.is_none_or(|page| self.pieces.insert((page, number), own.id).is_some()) {
            self.problem("pdf-broken-structure", "a piece of the PDF's content has no page or two places in the structure (PDF/UA 7.1)");
        }
    }

    /// Reads an element; gives its type and how many columns it takes.
    fn element(&mut self, element: Value<'a>, entries: &Entries<'a>, own: &Above<'a>, above: &Above, seen: &mut Seen) -> (&'a [u8], i64) {
        let role = own.role;
        let place = self.place(own.page);
        if !seen.elements.insert(own.id) {
            self.problem("pdf-broken-structure", format!("an element{place} stands in two places of the structure (PDF/UA 7.1)"));
            return (role, 1);
        }
        if entries.parent != Some(above.id) {
            self.problem("pdf-broken-structure", format!("an element{place} does not know its parent (PDF/UA 7.1)"));
        }
        if !may_hold(above.role, role) {
            let (outer, inner) = (String::from_utf8_lossy(above.role), String::from_utf8_lossy(role));
            self.problem("pdf-broken-structure", format!("a {inner} element{place} stands in a {outer} element (PDF/UA 7.2)"));
        }
        let attributes = entries.attributes.and_then(|value| self.file.resolve(value));
        if let [b'H', level @ b'1'..=b'6'] = role {
            let level = i64::from(level - b'0');
            if level > seen.heading + 1 {
                self.author(
                    "pdf-skipped-heading",
                    format!("a heading of level {level}{place} follows one of level {} (PDF/UA 7.4.2)", seen.heading),
                    "let headings in the text go down one level at a time",
                );
            }
            seen.heading = level;
        }
        let kids = self.kids(entries.kids, own, seen);
        match role {
            b"Figure" => {
                if self.words(element, "Alt").is_empty() {
                    let message = format!("a picture or chart{place} has no text alternative (PDF/UA 7.3)");
                    self.author("pdf-figure-without-alt", message, "say in `alt:` what the picture shows");
                }
                if attributes.is_none_or(|entries| entries.get("BBox").is_none()) {
                    self.problem("pdf-broken-structure", format!("a picture{place} does not say where it stands (PDF/UA 7.3)"));
                }
            }
            b"TH" => {
                let scope = attributes.and_then(|entries| self.entry(entries, "Scope")?.name());
                if !matches!(scope, Some(b"Row" | b"Column" | b"Both")) {
                    self.problem("pdf-header-without-scope", format!("a table heading{place} does not say what it heads (PDF/UA 7.5)"));
                }
            }
            b"Note" => {
                let name = self.entry(element, "ID").and_then(Value::string).unwrap_or_default();
                if name.is_empty() || !seen.names.insert(name) {
                    self.problem("pdf-note-without-id", format!("a footnote{place} has no name of its own (PDF/UA 7.9)"));
                }
            }
            b"Link" if !kids.iter().any(|(role, _)| *role == b"OBJR") => {
                self.problem("pdf-link-without-area", format!("a link{place} has no area to click (PDF/UA 7.18.5)"));
            }
            b"Table" | b"THead" | b"TBody" => {
                // A row's columns are passed up through the groups of rows, so that all rows of a table are compared.
                let mut columns = kids.iter().filter(|(role, _)| matches!(*role, b"TR" | b"THead" | b"TBody")).map(|(_, columns)| *columns);
                let first = columns.next().unwrap_or(1);
                if columns.any(|other| other != first) {
                    self.problem("pdf-uneven-table", format!("the rows of a table{place} differ in length (PDF/UA 7.5)"));
                }
                return (role, first);
            }
            b"TR" => return (role, kids.iter().map(|(_, columns)| columns).sum()),
            _ => {}
        }
        (role, attributes.and_then(|entries| self.entry(entries, "ColSpan")?.integer()).unwrap_or(1))
    }

    fn place(&self, page: Option<Id>) -> Place {
        Place(page.and_then(|page| self.numbers.get(&page).copied()))
    }

    fn pages(&mut self) {
        let parents = self.parents();
        let names = self.catalog().and_then(|catalog| self.dictionary(self.dictionary(catalog, "Names")?, "Dests"));
        let names = names.and_then(|names| self.entry(names, "Names"));
        let places = names.into_iter().flat_map(Value::items).filter_map(Value::string).collect();
        let mut codes: BTreeMap<Id, Codes> = BTreeMap::new();
        let mut found = 0;
        for (id, number) in std::mem::take(&mut self.pages).into_iter().zip(1..) {
            let Some(page) = self.file.object(id) else { continue };
            let key = self.entry(page, "StructParents").and_then(Value::integer).unwrap_or(-1);
            let own: Vec<Option<Id>> = parents.get(&key).into_iter().flat_map(|entry| entry.items()).map(Value::reference).collect();
            found += self.content(id, number, page, &own, &mut codes);
            self.annotations(number, page, &parents, &places);
        }
        if found != self.pieces.len() {
            let missing = self.pieces.len().abs_diff(found);
            self.problem("pdf-broken-structure", format!("{missing} pieces of the structure are on no page (PDF/UA 7.1)"));
        }
        for (font, codes) in codes {
            self.font(font, &codes);
        }
    }

    /// The parent tree, by key.
    fn parents(&self) -> BTreeMap<i64, Value<'a>> {
        let tree = self
            .catalog()
            .and_then(|catalog| self.dictionary(catalog, "StructTreeRoot"))
            .and_then(|root| self.dictionary(root, "ParentTree"));
        let mut numbers = tree.and_then(|tree| self.entry(tree, "Nums")).into_iter().flat_map(Value::items);
        let mut parents = BTreeMap::new();
        while let (Some(key), Some(entry)) = (numbers.next(), numbers.next()) {
            parents.extend(key.integer().map(|key| (key, self.entry_of(entry))));
        }
        parents
    }

    /// Arrays are followed, references to elements are not: an element is known by its number.
    fn entry_of(&self, entry: Value<'a>) -> Value<'a> {
        self.file.resolve(entry).filter(|value| value.is_array()).unwrap_or(entry)
    }

    // ISO 14289-1 7.1: all content is marked, as part of the structure or as an artifact and not as both.
    fn content(&mut self, id: Id, number: usize, page: Value<'a>, parents: &[Option<Id>], codes: &mut BTreeMap<Id, Codes>) -> usize {
        // Of a page that cannot be read nothing comes, and its pieces are missing.
        let content = self.plain(self.stream(page, "Contents"));
        let fonts = self.dictionary(page, "Resources").and_then(|resources| self.dictionary(resources, "Font"));
        let fonts: Vec<(&[u8], Id)> =
            fonts.into_iter().flat_map(Value::entries).filter_map(|(name, font)| Some((name, font.reference()?))).collect();
        let mut open: Vec<Option<bool>> = Vec::new();
        let mut font = None;
        let (mut unmarked, mut misnested, mut orphans, mut found) = (false, false, false, BTreeSet::new());
        events(&content, |event| {
            // `Some(true)` is an artifact, `Some(false)` a piece of the structure, `None` a remark inside either.
            let inside = open.iter().find_map(|kind| *kind);
            match event {
                Event::Begin { artifact, sequence } => {
                    let kind = if artifact { Some(true) } else { sequence.map(|_| false) };
                    misnested |= kind.is_some() && inside.is_some();
                    open.push(kind);
                    if let Some(sequence) = sequence {
                        let owner = self.pieces.get(&(id, sequence)).copied();
                        let parent = usize::try_from(sequence).ok().and_then(|at| *parents.get(at)?);
                        orphans |= owner.is_none() || owner != parent || !found.insert(sequence);
                    }
                }
                Event::End => misnested |= open.pop().is_none(),
                Event::Paint => unmarked |= inside.is_none(),
                Event::Font(name) => font = fonts.iter().find(|(own, _)| *own == name).map(|(_, font)| *font),
                Event::Show(shown) => {
                    unmarked |= inside.is_none();
                    match font {
                        Some(font) => codes.entry(font).or_default().extend(shown),
                        None => orphans = true,
                    }
                }
            }
        });
        if unmarked {
            self.problem(
                "pdf-unmarked-content",
                format!("something on page {number} is neither text of the report nor an artifact (PDF/UA 7.1)"),
            );
        }
        if misnested || !open.is_empty() {
            self.problem("pdf-unmarked-content", format!("the marks on page {number} overlap (PDF/UA 7.1)"));
        }
        if orphans {
            self.problem("pdf-broken-structure", format!("something on page {number} belongs to no element of the structure (PDF/UA 7.1)"));
        }
        found.len()
    }

    // ISO 14289-1 7.18: link areas are in the structure, say where they lead and come in its order.
    fn annotations(&mut self, number: usize, page: Value<'a>, parents: &BTreeMap<i64, Value<'a>>, places: &BTreeSet<Vec<u8>>) {
        let Some(annotations) = self.entry(page, "Annots") else { return };
        if annotations.items().next().is_some() && self.entry(page, "Tabs").and_then(Value::name) != Some(b"S") {
            self.problem("pdf-broken-structure", format!("the tab order of page {number} is not that of its text (PDF/UA 7.18.3)"));
        }
        for id in annotations.items().filter_map(Value::reference) {
            let Some(entries) = self.file.object(id) else { continue };
            if self.words(entries, "Contents").is_empty() {
                let message = format!("a link on page {number} says nothing (PDF/UA 7.18.5)");
                self.author("pdf-link-without-contents", message, "give the link a text that says where it leads");
            }
            if let Some(name) = self.entry(entries, "Dest").and_then(Value::string)
                && !places.contains(&name)
            {
                self.problem("pdf-link-to-nowhere", format!("a link on page {number} leads to no place in the PDF"));
            }
            let key = self.entry(entries, "StructParent").and_then(Value::integer).unwrap_or(-1);
            let parent = parents.get(&key).and_then(|parent| parent.reference());
            let role = parent.and_then(|parent| self.file.object(parent)?.get("S")?.name());
            if role != Some(b"Link") || parent != self.areas.get(&id).copied() {
                self.problem("pdf-broken-structure", format!("a link on page {number} is not part of the structure (PDF/UA 7.18.5)"));
            }
            // Bit 3 prints it; bits 1, 2 and 6 would hide it (ISO 19005-2 6.3.2).
            if self.entry(entries, "F").and_then(Value::integer).unwrap_or(0) & 0b10_0111 != 4 {
                self.problem("pdf-hidden-link", format!("a link on page {number} is hidden (PDF/A 6.3.2)"));
            }
        }
    }

    // ISO 14289-1 7.21: every font is embedded and every glyph shown says what it stands for.
    fn font(&mut self, id: Id, codes: &Codes) {
        let Some(font) = self.file.object(id) else { return };
        let name = String::from_utf8_lossy(self.entry(font, "BaseFont").and_then(Value::name).unwrap_or_default()).into_owned();
        let descriptor = self.first(font, "DescendantFonts").and_then(|descendant| self.dictionary(descendant, "FontDescriptor"));
        let program =
            descriptor.and_then(|descriptor| self.stream(descriptor, "FontFile3").or_else(|| self.stream(descriptor, "FontFile2")));
        if self.plain(program).is_empty() {
            self.problem("pdf-font-not-embedded", format!("the font {name} is not in the PDF (PDF/UA 7.21.4)"));
        }
        let map = self.plain(self.stream(font, "ToUnicode"));
        let said = mapped_codes(&String::from_utf8_lossy(&map));
        let silent = codes.all().filter(|code| *code == 0 || !said.contains(code)).count();
        if silent > 0 {
            self.problem(
                "pdf-text-without-unicode",
                format!("{silent} signs of the font {name} do not say what they stand for (PDF/UA 7.21.7)"),
            );
        }
    }
}

/// The entries of an element or piece that are asked for each, found in one go.
#[derive(Default)]
struct Entries<'a> {
    kind: Option<&'a [u8]>,
    role: &'a [u8],
    parent: Option<Id>,
    page: Option<Id>,
    kids: Option<Value<'a>>,
    attributes: Option<Value<'a>>,
}

impl<'a> Entries<'a> {
    fn of(dictionary: Value<'a>) -> Self {
        let mut entries = Self::default();
        for (key, value) in dictionary.entries() {
            match key {
                b"Type" => entries.kind = value.name(),
                b"S" => entries.role = value.name().unwrap_or_default(),
                b"P" => entries.parent = value.reference(),
                b"Pg" => entries.page = value.reference(),
                b"K" => entries.kids = Some(value),
                b"A" => entries.attributes = Some(value),
                _ => {}
            }
        }
        entries
    }
}

/// The glyphs of a font that are shown, by code.
#[derive(Default)]
struct Codes(Vec<bool>);

impl Codes {
    fn extend(&mut self, shown: &[u16]) {
        for code in shown {
            let at = usize::from(*code);
            if at >= self.0.len() {
                self.0.resize(at + 1, false);
            }
            self.0[at] = true;
        }
    }

    fn all(&self) -> impl Iterator<Item = u16> {
        self.0.iter().zip(0..=u16::MAX).filter(|(is_shown, _)| **is_shown).map(|(_, code)| code)
    }
}

/// The codes to which a `ToUnicode` map gives a text. Only the form that we write is read: one `<code> <text>` on a line.
fn mapped_codes(map: &str) -> BTreeSet<u16> {
    let entry = |line: &str| {
        let (code, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        // What PDF/UA 7.21.7 forbids to stand for anything.
        let is_text = !text.is_empty() && !["0000", "FEFF", "FFFE"].contains(&text);
        is_text.then(|| u16::from_str_radix(code, 16).ok())?
    };
    let inside = map.split("beginbfchar").skip(1).filter_map(|section| section.split_once("endbfchar"));
    inside.flat_map(|(section, _)| section.lines()).filter_map(entry).collect()
}

/// The types that have no place of their own; no others are written, so that no role map is needed.
const STANDARD: [&[u8]; 22] = [
    b"Part",
    b"Sect",
    b"Div",
    b"BlockQuote",
    b"Caption",
    b"TOC",
    b"P",
    b"H1",
    b"H2",
    b"H3",
    b"H4",
    b"H5",
    b"H6",
    b"L",
    b"Lbl",
    b"Table",
    b"Span",
    b"Link",
    b"Reference",
    b"Note",
    b"Code",
    b"Figure",
];

/// Whether an element of type `inner` may stand in one of type `outer` (ISO 32000-1 14.8.4; only standard types are written).
fn may_hold(outer: &[u8], inner: &[u8]) -> bool {
    match (outer, inner) {
        (b"StructTreeRoot", _) => inner == b"Document",
        (b"L", _) => matches!(inner, b"LI" | b"L" | b"Caption"),
        (b"LI", _) => matches!(inner, b"Lbl" | b"LBody"),
        (b"Table", _) => matches!(inner, b"Caption" | b"THead" | b"TBody" | b"TR"),
        (b"THead" | b"TBody", _) => inner == b"TR",
        (b"TR", _) => matches!(inner, b"TH" | b"TD"),
        (b"TOC", _) => matches!(inner, b"TOCI" | b"TOC" | b"Caption"),
        (_, b"LI" | b"LBody" | b"THead" | b"TBody" | b"TR" | b"TH" | b"TD" | b"TOCI" | b"Document") => false,
        (b"P" | b"H1" | b"H2" | b"H3" | b"H4" | b"H5" | b"H6", _) => {
            matches!(inner, b"Span" | b"Link" | b"Reference" | b"Code" | b"Lbl")
        }
        _ => STANDARD.contains(&inner),
    }
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Document as File, Object, Stream};

    use super::verify;
    use crate::document::tree::BlockKind;
    use crate::pdf::sample::{Sample, sample};

    fn names(bytes: &[u8]) -> Vec<&'static str> {
        verify(bytes).iter().map(|problem| problem.name).collect()
    }

    /// A sound file with one thing broken in it.
    fn sabotaged(harm: impl FnOnce(&mut File)) -> Vec<&'static str> {
        let mut file = File::load_mem(&sample().write()).unwrap();
        harm(&mut file);
        let mut bytes = Vec::new();
        file.save_modern(&mut bytes).unwrap();
        names(&bytes)
    }

    /// The elements of one type.
    fn elements<'a>(file: &'a mut File, role: &'a str) -> impl Iterator<Item = &'a mut Dictionary> {
        let dictionaries = file.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        dictionaries.filter(move |entries| entries.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == role.as_bytes()))
    }

    fn streams<'a>(file: &'a mut File, part: &'a str) -> impl Iterator<Item = &'a mut Stream> {
        let streams = file.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
        streams.filter_map(move |stream| {
            stream.decompress().ok();
            stream.content.windows(part.len()).any(|window| window == part.as_bytes()).then_some(stream)
        })
    }

    fn replace(stream: &mut Stream, from: &str, to: &str) {
        stream.set_plain_content(String::from_utf8_lossy(&stream.content).replacen(from, to, 1).into_bytes());
    }

    #[test]
    fn a_sound_file_passes() {
        assert_eq!(names(&sample().write()), Vec::<&str>::new());
        assert_eq!(sabotaged(|_| ()), Vec::<&str>::new());
    }

    #[test]
    fn catches_a_figure_without_alt() {
        let caught = sabotaged(|file| drop(elements(file, "Figure").next().unwrap().remove(b"Alt")));
        assert_eq!(caught, ["pdf-figure-without-alt"]);
    }

    #[test]
    fn catches_a_heading_cell_without_scope() {
        let caught = sabotaged(|file| drop(elements(file, "TH").next().unwrap().remove(b"A")));
        assert_eq!(caught, ["pdf-header-without-scope"]);
    }

    #[test]
    fn catches_a_missing_language() {
        assert_eq!(sabotaged(|file| drop(file.catalog_mut().unwrap().remove(b"Lang"))), ["pdf-without-language"]);
    }

    #[test]
    fn catches_a_title_that_is_missing_or_not_shown() {
        assert_eq!(sabotaged(|file| drop(file.catalog_mut().unwrap().remove(b"ViewerPreferences"))), ["pdf-without-title"]);
        let caught = sabotaged(|file| {
            let info = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
            file.get_dictionary_mut(info).unwrap().remove(b"Title");
        });
        assert_eq!(caught, ["pdf-without-title"]);
    }

    #[test]
    fn catches_a_link_that_says_nothing() {
        let caught = sabotaged(|file| {
            let areas = file.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
            areas.filter(|area| area.has_type(b"Annot")).take(1).for_each(|area| drop(area.remove(b"Contents")));
        });
        assert_eq!(caught, ["pdf-link-without-contents"]);
    }

    #[test]
    fn catches_a_glyph_without_text() {
        let caught = sabotaged(|file| streams(file, "begincmap").for_each(|map| replace(map, "<0001> <", "<7001> <")));
        assert_eq!(caught, ["pdf-text-without-unicode"; 3]);
    }

    #[test]
    fn catches_content_without_a_mark() {
        let caught = sabotaged(|file| streams(file, "/Artifact").take(1).for_each(|page| replace(page, "/Artifact", "/Span")));
        assert_eq!(caught, ["pdf-unmarked-content"]);
        let caught = sabotaged(|file| streams(file, "/Artifact").take(1).for_each(|page| replace(page, "EMC", "")));
        assert!(caught.contains(&"pdf-unmarked-content"), "{caught:?}");
    }

    #[test]
    fn catches_a_skipped_heading() {
        let caught = sabotaged(|file| elements(file, "H3").next().unwrap().set("S", "H4"));
        assert_eq!(caught, ["pdf-skipped-heading"]);
    }

    #[test]
    fn catches_missing_identifiers() {
        let id = "<pdfuaid:part>1</pdfuaid:part>";
        let caught = sabotaged(|file| streams(file, "xpacket").for_each(|xmp| replace(xmp, id, "")));
        assert_eq!(caught, ["pdf-without-identifier"]);
        assert_eq!(
            sabotaged(|file| drop(file.catalog_mut().unwrap().remove(b"Metadata"))),
            ["pdf-without-title", "pdf-without-identifier"]
        );
    }

    #[test]
    fn catches_what_no_author_can_do() {
        let root = |file: &mut File| file.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
        assert!(sabotaged(|file| drop(file.catalog_mut().unwrap().remove(b"MarkInfo"))).contains(&"pdf-not-tagged"));
        assert_eq!(sabotaged(|file| drop(file.catalog_mut().unwrap().remove(b"OutputIntents"))), ["pdf-without-output-intent"]);
        assert_eq!(sabotaged(|file| drop(elements(file, "Note").next().unwrap().remove(b"ID"))), ["pdf-note-without-id"]);
        assert_eq!(sabotaged(|file| elements(file, "TD").next().unwrap().set("S", "P")), ["pdf-broken-structure"]);
        assert!(sabotaged(|file| drop(elements(file, "TR").next().unwrap().remove(b"K"))).contains(&"pdf-uneven-table"));
        let parents = |file: &mut File| {
            let root = root(file);
            file.get_dictionary_mut(root).unwrap().remove(b"ParentTree");
        };
        assert!(sabotaged(parents).contains(&"pdf-broken-structure"));
        assert_eq!(sabotaged(|file| drop(file.catalog_mut().unwrap().remove(b"Names"))), ["pdf-link-to-nowhere"; 5]);
        assert_eq!(names(b"%PDF-1.7\nnothing"), ["pdf-unreadable"]);
    }

    /// From the author's side: a report with a picture of which nobody said what it shows.
    #[test]
    fn nothing_is_written_without_a_text_alternative() {
        let Sample { mut document, pages, images, fonts } = sample();
        for part in &mut document.parts {
            let BlockKind::Section(section) = &mut part.kind else { continue };
            for block in &mut section.blocks {
                if let BlockKind::Figure(figure) = &mut block.kind {
                    figure.alt = " ".to_owned();
                }
            }
        }
        let problems = crate::pdf::write_pdf(&document, pages, &images, &fonts).unwrap_err();
        let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages, ["a picture or chart on page 4 has no text alternative (PDF/UA 7.3)"; 2]);
    }
}
