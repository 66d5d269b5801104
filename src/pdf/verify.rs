//! Our own PDF/UA-1 and PDF/A-2 conditions, read back from the finished bytes.
//!
//! In: the bytes of a file. Out: every condition it breaks, as diagnostics. Nothing is taken from the writer: what stands in the file
//! is what counts, so a mistake in writing, in printpdf or in lopdf is found before the file may be published. These are the
//! conditions that a report can break, by the numbers of ISO 14289-1; `docs/pdf-ua.md` lists all and says where each is met.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use lopdf::{Dictionary, Document as File, Object, ObjectId, decode_text_string};

use super::content::{Event, events};
use crate::diag::{Diagnostic, Problems};

/// Every condition that the file breaks; empty for a sound one.
pub fn verify(bytes: &[u8]) -> Problems {
    let file = match File::load_mem(bytes) {
        Ok(file) => file,
        Err(error) => return vec![bug("pdf-unreadable", format!("the finished PDF cannot be read back: {error}"))],
    };
    let numbers = file.page_iter().zip(1..).collect();
    let mut verifier = Verifier { file: &file, numbers, problems: Problems::new(), pieces: BTreeMap::new(), areas: BTreeMap::new() };
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

struct Verifier<'a> {
    file: &'a File,
    /// The pages, counted from 1.
    numbers: BTreeMap<ObjectId, usize>,
    problems: Problems,
    /// The element that each marked-content sequence belongs to, by page and number.
    pieces: BTreeMap<(ObjectId, i64), ObjectId>,
    /// The element that each annotation belongs to.
    areas: BTreeMap<ObjectId, ObjectId>,
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
    id: ObjectId,
    role: &'a [u8],
    page: Option<ObjectId>,
}

/// What is collected while the structure tree is walked.
#[derive(Default)]
struct Seen {
    elements: BTreeSet<ObjectId>,
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

    fn resolve(&self, object: &'a Object) -> &'a Object {
        self.file.dereference(object).map_or(&Object::Null, |(_, object)| object)
    }

    fn entry(&self, dictionary: &'a Dictionary, key: &str) -> &'a Object {
        dictionary.get(key.as_bytes()).map_or(&Object::Null, |object| self.resolve(object))
    }

    fn dictionary(&self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        self.entry(dictionary, key).as_dict().ok()
    }

    /// Words for people: decoded and without blanks around them.
    fn words(&self, dictionary: &'a Dictionary, key: &str) -> String {
        decode_text_string(self.entry(dictionary, key)).map(|text| text.trim().to_owned()).unwrap_or_default()
    }

    fn catalog(&self) -> Option<&'a Dictionary> {
        self.file.catalog().ok()
    }

    fn is_true(&self, dictionary: Option<&'a Dictionary>, key: &str) -> bool {
        dictionary.is_some_and(|entries| self.entry(entries, key).as_bool().unwrap_or(false))
    }

    // ISO 14289-1 5, 7.1, 7.2, 7.16; ISO 19005-2 6.1, 6.2.3, 6.6, 6.7.
    fn document(&mut self, bytes: &[u8]) {
        let Some(catalog) = self.catalog() else { return self.problem("pdf-unreadable", "the PDF has no catalog") };
        if !bytes.starts_with(b"%PDF-1.7\n") || !self.file.trailer.has(b"ID") || self.file.trailer.has(b"Encrypt") {
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
        let info = self.file.trailer.get(b"Info").ok().and_then(|info| self.resolve(info).as_dict().ok());
        let title = info.map(|info| self.words(info, "Title")).unwrap_or_default();
        let viewer = self.dictionary(catalog, "ViewerPreferences");
        let xmp = self.entry(catalog, "Metadata").as_stream().map_or(&[][..], |stream| &stream.content);
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
        let intent = self.entry(catalog, "OutputIntents").as_array().ok().and_then(|list| self.resolve(list.first()?).as_dict().ok());
        let profile = intent.and_then(|intent| self.entry(intent, "DestOutputProfile").as_stream().ok());
        let is_rgb = profile.and_then(|stream| stream.get_plain_content().ok()).is_some_and(|icc| icc.get(16..20) == Some(b"RGB "));
        if !is_rgb {
            self.problem("pdf-without-output-intent", "the PDF does not say what its colours mean (PDF/A 6.2.3)");
        }
    }

    // ISO 14289-1 7.1 to 7.5, 7.7, 7.9; ISO 32000-1 14.8.4.
    fn structure(&mut self) {
        let Some(root) = self.catalog().and_then(|catalog| catalog.get(b"StructTreeRoot").ok()) else { return };
        let (Ok(id), Ok(dictionary)) = (root.as_reference(), self.resolve(root).as_dict()) else { return };
        let mut seen = Seen::default();
        let above = Above { id, role: b"StructTreeRoot", page: None };
        self.kids(dictionary, &above, &mut seen);
        if seen.elements.is_empty() {
            self.problem("pdf-not-tagged", "the PDF's structure tree is empty (PDF/UA 7.1)");
        }
    }

    /// Reads what an element holds; gives the types of the elements in it.
    fn kids(&mut self, element: &'a Dictionary, own: &Above<'a>, seen: &mut Seen) -> Vec<(&'a [u8], i64)> {
        let mut roles = Vec::new();
        let kids = match element.get(b"K").map(|kids| self.resolve(kids)) {
            Ok(Object::Array(kids)) => kids.iter().collect(),
            // As written and not as resolved: an element is known by its number.
            Ok(Object::Null) | Err(_) => Vec::new(),
            Ok(_) => element.get(b"K").into_iter().collect::<Vec<_>>(),
        };
        for kid in kids {
            if let Ok(number) = kid.as_i64() {
                self.piece(own, own.page, number);
                continue;
            }
            let Ok(dictionary) = self.resolve(kid).as_dict() else {
                self.problem("pdf-broken-structure", "the PDF's structure tree has a gap (PDF/UA 7.1)");
                continue;
            };
            let page = dictionary.get(b"Pg").and_then(Object::as_reference).ok().or(own.page);
            match dictionary.get(b"Type").and_then(Object::as_name) {
                Ok(b"MCR") => {
                    let number = self.entry(dictionary, "MCID").as_i64().unwrap_or(-1);
                    self.piece(own, page, number);
                }
                Ok(b"OBJR") => {
                    if let Ok(annotation) = dictionary.get(b"Obj").and_then(Object::as_reference) {
                        self.areas.insert(annotation, own.id);
                        roles.push((b"OBJR".as_slice(), 1));
                    }
                }
                _ => {
                    let Ok(id) = kid.as_reference() else { continue };
                    roles.push(self.element(dictionary, id, page, own, seen));
                }
            }
        }
        roles
    }

    fn piece(&mut self, own: &Above, page: Option<ObjectId>, number: i64) {
        if page.is_none_or(|page| self.pieces.insert((page, number), own.id).is_some()) {
            self.problem("pdf-broken-structure", "a piece of the PDF's content has no page or two places in the structure (PDF/UA 7.1)");
        }
    }

    /// Reads an element; gives its type and how many columns it takes.
    fn element(
        &mut self,
        element: &'a Dictionary,
        id: ObjectId,
        page: Option<ObjectId>,
        above: &Above,
        seen: &mut Seen,
    ) -> (&'a [u8], i64) {
        let role = element.get(b"S").and_then(Object::as_name).unwrap_or(b"");
        let place = self.place(page);
        if !seen.elements.insert(id) {
            self.problem("pdf-broken-structure", format!("an element{place} stands in two places of the structure (PDF/UA 7.1)"));
            return (role, 1);
        }
        if element.get(b"P").and_then(Object::as_reference).ok() != Some(above.id) {
            self.problem("pdf-broken-structure", format!("an element{place} does not know its parent (PDF/UA 7.1)"));
        }
        if !may_hold(above.role, role) {
            let (outer, inner) = (String::from_utf8_lossy(above.role), String::from_utf8_lossy(role));
            self.problem("pdf-broken-structure", format!("a {inner} element{place} stands in a {outer} element (PDF/UA 7.2)"));
        }
        let attributes = self.dictionary(element, "A");
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
        let own = Above { id, role, page };
        let kids = self.kids(element, &own, seen);
        match role {
            b"Figure" => {
                if self.words(element, "Alt").is_empty() {
                    let message = format!("a picture or chart{place} has no text alternative (PDF/UA 7.3)");
                    self.author("pdf-figure-without-alt", message, "say in `alt:` what the picture shows");
                }
                if attributes.is_none_or(|entries| !entries.has(b"BBox")) {
                    self.problem("pdf-broken-structure", format!("a picture{place} does not say where it stands (PDF/UA 7.3)"));
                }
            }
            b"TH" => {
                let scope = attributes.map(|entries| self.entry(entries, "Scope").as_name().unwrap_or(b""));
                if !matches!(scope, Some(b"Row" | b"Column" | b"Both")) {
                    self.problem("pdf-header-without-scope", format!("a table heading{place} does not say what it heads (PDF/UA 7.5)"));
                }
            }
            b"Note" => {
                let name = self.entry(element, "ID").as_str().unwrap_or(b"").to_vec();
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
        (role, attributes.map_or(1, |entries| self.entry(entries, "ColSpan").as_i64().unwrap_or(1)))
    }

    fn place(&self, page: Option<ObjectId>) -> Place {
        Place(page.and_then(|page| self.numbers.get(&page).copied()))
    }

    fn pages(&mut self) {
        let parents = self.parents();
        let names = self.catalog().and_then(|catalog| self.dictionary(self.dictionary(catalog, "Names")?, "Dests"));
        let names = names.and_then(|names| self.entry(names, "Names").as_array().ok()).map_or(&[][..], Vec::as_slice);
        let places = names.iter().filter_map(|name| name.as_str().ok()).collect();
        let mut codes: BTreeMap<ObjectId, BTreeSet<u16>> = BTreeMap::new();
        let mut found = 0;
        for (index, id) in self.file.page_iter().enumerate() {
            let number = index + 1;
            let Ok(page) = self.file.get_dictionary(id) else { continue };
            let key = self.entry(page, "StructParents").as_i64().unwrap_or(-1);
            let own = parents.get(&key).and_then(|entry| entry.as_array().ok()).map_or(&[][..], Vec::as_slice);
            found += self.content(id, number, page, own, &mut codes);
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
    fn parents(&self) -> BTreeMap<i64, &'a Object> {
        let tree = self
            .catalog()
            .and_then(|catalog| self.dictionary(catalog, "StructTreeRoot"))
            .and_then(|root| self.dictionary(root, "ParentTree"));
        let numbers = tree.and_then(|tree| self.entry(tree, "Nums").as_array().ok()).map_or(&[][..], Vec::as_slice);
        numbers
            .chunks_exact(2)
            .filter_map(|pair| Some((pair[0].as_i64().ok()?, &pair[1])))
            .map(|(key, entry)| (key, self.entry_of(entry)))
            .collect()
    }

    /// Arrays are followed, references to elements are not: an element is known by its number.
    fn entry_of(&self, entry: &'a Object) -> &'a Object {
        match self.resolve(entry) {
            array @ Object::Array(_) => array,
            _ => entry,
        }
    }

    // ISO 14289-1 7.1: all content is marked, as part of the structure or as an artifact and not as both.
    fn content(
        &mut self,
        id: ObjectId,
        number: usize,
        page: &'a Dictionary,
        parents: &[Object],
        codes: &mut BTreeMap<ObjectId, BTreeSet<u16>>,
    ) -> usize {
        // Of a page that cannot be read nothing comes, and its pieces are missing.
        let content = self.file.get_page_content(id);
        let fonts = self.dictionary(page, "Resources").and_then(|resources| self.dictionary(resources, "Font"));
        let mut open: Vec<Option<bool>> = Vec::new();
        let mut font = None;
        let (mut unmarked, mut misnested, mut orphans, mut found) = (false, false, false, BTreeSet::new());
        for event in events(&content) {
            // `Some(true)` is an artifact, `Some(false)` a piece of the structure, `None` a remark inside either.
            let inside = open.iter().find_map(|kind| *kind);
            match event {
                Event::Begin { artifact, sequence } => {
                    let kind = if artifact { Some(true) } else { sequence.map(|_| false) };
                    misnested |= kind.is_some() && inside.is_some();
                    open.push(kind);
                    if let Some(sequence) = sequence {
                        let owner = self.pieces.get(&(id, sequence)).copied();
                        let parent =
                            usize::try_from(sequence).ok().and_then(|at| parents.get(at)).and_then(|parent| parent.as_reference().ok());
                        orphans |= owner.is_none() || owner != parent || !found.insert(sequence);
                    }
                }
                Event::End => misnested |= open.pop().is_none(),
                Event::Paint => unmarked |= inside.is_none(),
                Event::Font(name) => font = fonts.and_then(|fonts| fonts.get(name).and_then(Object::as_reference).ok()),
                Event::Show(text) => {
                    unmarked |= inside.is_none();
                    match font {
                        Some(font) => codes.entry(font).or_default().extend(text),
                        None => orphans = true,
                    }
                }
            }
        }
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
    fn annotations(&mut self, number: usize, page: &'a Dictionary, parents: &BTreeMap<i64, &'a Object>, places: &BTreeSet<&[u8]>) {
        let annotations = self.entry(page, "Annots").as_array().map_or(&[][..], Vec::as_slice);
        if !annotations.is_empty() && self.entry(page, "Tabs").as_name().ok() != Some(b"S") {
            self.problem("pdf-broken-structure", format!("the tab order of page {number} is not that of its text (PDF/UA 7.18.3)"));
        }
        for annotation in annotations {
            let (Ok(id), Ok(entries)) = (annotation.as_reference(), self.resolve(annotation).as_dict()) else { continue };
            if self.words(entries, "Contents").is_empty() {
                let message = format!("a link on page {number} says nothing (PDF/UA 7.18.5)");
                self.author("pdf-link-without-contents", message, "give the link a text that says where it leads");
            }
            if let Ok(name) = self.entry(entries, "Dest").as_str()
                && !places.contains(name)
            {
                self.problem("pdf-link-to-nowhere", format!("a link on page {number} leads to no place in the PDF"));
            }
            let key = self.entry(entries, "StructParent").as_i64().unwrap_or(-1);
            let parent = parents.get(&key).and_then(|parent| parent.as_reference().ok());
            let role = parent.and_then(|parent| self.file.get_dictionary(parent).ok()?.get(b"S").and_then(Object::as_name).ok());
            if role != Some(b"Link") || parent != self.areas.get(&id).copied() {
                self.problem("pdf-broken-structure", format!("a link on page {number} is not part of the structure (PDF/UA 7.18.5)"));
            }
            // Bit 3 prints it; bits 1, 2 and 6 would hide it (ISO 19005-2 6.3.2).
            if self.entry(entries, "F").as_i64().unwrap_or(0) & 0b10_0111 != 4 {
                self.problem("pdf-hidden-link", format!("a link on page {number} is hidden (PDF/A 6.3.2)"));
            }
        }
    }

    // ISO 14289-1 7.21: every font is embedded and every glyph shown says what it stands for.
    fn font(&mut self, id: ObjectId, codes: &BTreeSet<u16>) {
        let Ok(font) = self.file.get_dictionary(id) else { return };
        let name = String::from_utf8_lossy(self.entry(font, "BaseFont").as_name().unwrap_or(b"")).into_owned();
        let descendant = self.entry(font, "DescendantFonts").as_array().ok().and_then(|list| self.resolve(list.first()?).as_dict().ok());
        let descriptor = descendant.and_then(|descendant| self.dictionary(descendant, "FontDescriptor"));
        let program = descriptor.and_then(|descriptor| {
            let key = if descriptor.has(b"FontFile3") { "FontFile3" } else { "FontFile2" };
            self.entry(descriptor, key).as_stream().ok()
        });
        if program.is_none_or(|program| program.content.is_empty()) {
            self.problem("pdf-font-not-embedded", format!("the font {name} is not in the PDF (PDF/UA 7.21.4)"));
        }
        let map = self.entry(font, "ToUnicode").as_stream().ok().and_then(|stream| stream.get_plain_content().ok()).unwrap_or_default();
        let said = mapped_codes(&String::from_utf8_lossy(&map));
        let silent = codes.iter().filter(|code| **code == 0 || !said.contains(code)).count();
        if silent > 0 {
            self.problem(
                "pdf-text-without-unicode",
                format!("{silent} signs of the font {name} do not say what they stand for (PDF/UA 7.21.7)"),
            );
        }
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
