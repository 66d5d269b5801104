//! What printpdf has not: done on the lopdf document, in one place.
//!
//! In: printpdf's file as objects, and the structure tree. Out: the bytes of the finished file. printpdf writes pages with our marked
//! content, but no structure, language, nested outline or usable link; its ids are random and its dates are not ours. Here come the fonts,
//! the catalog, tags, links, outlines, names of pages and places, metadata and the output intent; `write` makes bytes of it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as File, Object, ObjectId, dictionary};

use super::fonts::Subset;
use super::paint::Sequence;
use super::script::{decimal, hundredths, literal};
use super::tags::{Attributes, Element, Kid};
use super::write::{Plain, number, reference, write};
use super::{metadata, our_bug};
use crate::diag::Problems;
use crate::document::tree::{Document, Target};
use crate::geom::{Pt, Rect};
use crate::layout::frame::{Bookmark, LinkArea, Pages};
use crate::text::FaceId;

/// Finishes the file.
///
/// # Errors
/// When a link or bookmark leads nowhere, or printpdf's objects are not as expected.
pub(super) fn finish(
    mut file: File,
    document: &Document,
    pages: &Pages,
    structure: Option<Element>,
    counts: &[usize],
    subsets: &BTreeMap<FaceId, Subset>,
) -> Result<Vec<u8>, Problems> {
    let page_ids: Vec<ObjectId> = file.page_iter().collect();
    if page_ids.len() != pages.pages.len() || page_ids.is_empty() {
        return Err(vec![our_bug(&format!("{} of {} pages were written", page_ids.len(), pages.pages.len()))]);
    }
    let mut problems = Problems::new();
    share_resources(&mut file, &page_ids, subsets);
    let mut catalog = Dictionary::new();
    catalog.set("Type", "Catalog");
    catalog.set("Pages", file.catalog().and_then(|old| old.get(b"Pages")).cloned().unwrap_or(Object::Null));
    catalog.set("Lang", text_string(&document.meta.lang.0));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageLabels", metadata::page_labels(&pages.pages));

    let mut places = Places { by_anchor: BTreeMap::new() };
    for destination in &pages.destinations {
        if let (Some(page), Some(size)) = (page_ids.get(destination.page), pages.pages.get(destination.page).map(|page| page.size)) {
            let place = vec![Object::Reference(*page), "XYZ".into(), Object::Null, real(size.height - destination.y), Object::Null];
            places.by_anchor.entry(&destination.anchor).or_insert(place);
        }
    }

    let mut tree = Tree {
        file: &mut file,
        page_ids: &page_ids,
        by_sequence: counts.iter().map(|count| vec![None; *count]).collect(),
        annotations: Vec::new(),
        owners: Vec::new(),
        names: BTreeMap::new(),
        elements: Plain::default(),
        kids: Vec::new(),
    };
    tree.annotate(pages, &places, &mut problems);
    let elements = match structure {
        Some(structure) => {
            let (root, elements) = tree.finish(pages, structure);
            catalog.set("StructTreeRoot", root);
            elements
        }
        None => Plain::default(),
    };

    if !pages.bookmarks.is_empty() {
        let outlines = file.new_object_id();
        let (first, last) = bookmarks(&mut file, &pages.bookmarks, outlines, &places, &mut problems);
        let count = i64::try_from(pages.bookmarks.len()).unwrap_or(i64::MAX);
        file.objects.insert(outlines, dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count }.into());
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
    }
    let dests = file.add_object(places.tree());
    catalog.set("Names", dictionary! { "Dests" => dests });
    let metadata = file.add_object(metadata::xmp(&document.meta));
    catalog.set("Metadata", metadata);
    let profile = file.add_object(metadata::profile());
    catalog.set("OutputIntents", vec![Object::Dictionary(metadata::output_intent(profile))]);

    if let (Ok(root), Ok(info)) = (named(&file.trailer, b"Root"), named(&file.trailer, b"Info")) {
        file.objects.insert(root, catalog.into());
        file.objects.insert(info, metadata::info(&document.meta).into());
    } else {
        problems.push(our_bug("the file has no catalog"));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    write(file, elements).map_err(|error| vec![our_bug(&format!("the file could not be written: {error}"))])
}

/// A string that a person reads: plain where it is plain, else UTF-16.
pub(super) fn text_string(text: &str) -> Object {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Object::string_literal(text);
    }
    Object::string_literal(utf16(text))
}

fn utf16(text: &str) -> Vec<u8> {
    [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
}

/// The same as it is written, after its key.
fn text_string_to(out: &mut Vec<u8>, key: &str, text: &str) {
    out.extend_from_slice(key.as_bytes());
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        literal(out, text.as_bytes());
    } else {
        literal(out, &utf16(text));
    }
}

/// A length to hundredths of a point.
fn real(length: Pt) -> Object {
    Object::Real(if length.0.is_finite() { (length.0 * 100.0).round() / 100.0 } else { 0.0 })
}

fn integer(number: usize) -> Object {
    Object::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

fn named(dictionary: &Dictionary, key: &[u8]) -> lopdf::Result<ObjectId> {
    dictionary.get(key)?.as_reference()
}

/// The four corners of an area of a page, from below left to above right.
fn corners(rect: &Rect, height: Pt) -> [Pt; 4] {
    [rect.origin.x, height - rect.bottom(), rect.right(), height - rect.origin.y]
}

/// Embeds the fonts and gives all pages the same resources.
fn share_resources(file: &mut File, page_ids: &[ObjectId], subsets: &BTreeMap<FaceId, Subset>) {
    let mut fonts = Dictionary::new();
    for subset in subsets.values() {
        fonts.set(subset.resource.as_str(), subset.embed(file));
    }
    let mut resources = dictionary! { "Font" => fonts };
    let old = page_ids
        .first()
        .and_then(|first| file.get_dictionary(*first).and_then(|page| file.get_dictionary(named(page, b"Resources")?)).ok());
    if let Some(pictures) = old.and_then(|old| named(old, b"XObject").ok())
        && file.get_dictionary(pictures).is_ok_and(|entries| !entries.is_empty())
    {
        resources.set("XObject", pictures);
    }
    let shared = file.add_object(resources);
    for id in page_ids {
        let Ok(page) = file.get_dictionary_mut(*id) else { continue };
        // The boxes are the same as the page's size, which is what they default to.
        for key in [b"TrimBox".as_slice(), b"CropBox", b"Annots"] {
            page.remove(key);
        }
        let old = page.get(b"Resources").and_then(Object::as_reference);
        page.set("Resources", shared);
        if let Ok(old) = old {
            file.objects.remove(&old);
        }
    }
}

/// The places that links, bookmarks and other documents can name.
struct Places<'a> {
    by_anchor: BTreeMap<&'a str, Vec<Object>>,
}

impl Places<'_> {
    /// A named destination, if there is such a place.
    fn destination(&self, anchor: &str, problems: &mut Problems) -> Object {
        if !self.by_anchor.contains_key(anchor) {
            problems.push(our_bug(&format!("a link or bookmark leads to `{anchor}`, which stands on no page")));
        }
        Object::string_literal(anchor)
    }

    /// The name tree; `BTreeMap` and name tree sort by bytes alike.
    fn tree(self) -> Dictionary {
        let names: Vec<Object> =
            self.by_anchor.into_iter().flat_map(|(anchor, place)| [Object::string_literal(anchor), Object::Array(place)]).collect();
        dictionary! { "Names" => names }
    }
}

/// Writes bookmarks of one level with all below them; gives the first and the last.
fn bookmarks(file: &mut File, level: &[Bookmark], parent: ObjectId, places: &Places, problems: &mut Problems) -> (Object, Object) {
    let ids: Vec<ObjectId> = level.iter().map(|_| file.new_object_id()).collect();
    for (index, bookmark) in level.iter().enumerate() {
        let mut entry = dictionary! { "Title" => text_string(&bookmark.title), "Parent" => parent };
        entry.set("Dest", places.destination(&bookmark.anchor, problems));
        if let Some(previous) = index.checked_sub(1).and_then(|before| ids.get(before)) {
            entry.set("Prev", *previous);
        }
        if let Some(next) = ids.get(index + 1) {
            entry.set("Next", *next);
        }
        if !bookmark.children.is_empty() {
            let (first, last) = bookmarks(file, &bookmark.children, ids[index], places, problems);
            entry.set("First", first);
            entry.set("Last", last);
            // A negative count: closed until the reader opens it.
            entry.set("Count", -i64::try_from(bookmark.children.len()).unwrap_or(i64::MAX));
        }
        file.objects.insert(ids[index], entry.into());
    }
    let place = |id: Option<&ObjectId>| id.map_or(Object::Null, |id| Object::Reference(*id));
    (place(ids.first()), place(ids.last()))
}

/// The structure tree on its way into the file.
struct Tree<'a> {
    file: &'a mut File,
    page_ids: &'a [ObjectId],
    /// The element of each marked-content sequence, by page.
    by_sequence: Vec<Vec<Option<ObjectId>>>,
    /// The annotations of the pages' link areas and their pages, in the order of the areas.
    annotations: Vec<(ObjectId, usize)>,
    /// The element of each annotation.
    owners: Vec<Option<ObjectId>>,
    /// Elements with a name.
    names: BTreeMap<String, ObjectId>,
    /// The elements as they are written: thousands, which would cost more as objects than everything else in the file.
    elements: Plain,
    /// The kids of the element being written, after those of the elements above it.
    kids: Vec<u8>,
}

impl Tree<'_> {
    /// Makes an annotation of every link area.
    fn annotate(&mut self, pages: &Pages, places: &Places, problems: &mut Problems) {
        for (index, page) in pages.pages.iter().enumerate() {
            let mut on_page = Vec::new();
            for area in &page.links {
                // The pages come first in the numbers of the parent tree, the annotations after them.
                let parent = pages.pages.len() + self.annotations.len();
                let annotation = self.file.add_object(annotation(area, page.size.height, parent, places, problems));
                on_page.push(Object::Reference(annotation));
                self.annotations.push((annotation, index));
            }
            let Some(id) = self.page_ids.get(index) else { continue };
            if let Ok(page) = self.file.get_object_mut(*id).and_then(Object::as_dict_mut) {
                if !on_page.is_empty() {
                    page.set("Annots", on_page);
                }
                page.set("StructParents", integer(index));
                page.set("Tabs", "S");
            }
        }
        self.owners = vec![None; self.annotations.len()];
    }

    /// Writes the tree under its root.
    fn finish(mut self, pages: &Pages, structure: Element) -> (ObjectId, Plain) {
        let root = self.file.new_object_id();
        let document = self.element(pages, structure, root);
        let mut parents = Vec::new();
        for (index, elements) in std::mem::take(&mut self.by_sequence).into_iter().enumerate() {
            let elements: Vec<Object> = elements.into_iter().map(|id| id.map_or(Object::Null, Object::Reference)).collect();
            parents.extend([integer(index), Object::Array(elements)]);
        }
        for (index, owner) in self.owners.iter().enumerate() {
            parents.extend([integer(self.page_ids.len() + index), owner.map_or(Object::Null, Object::Reference)]);
        }
        let next = integer(self.page_ids.len() + self.owners.len());
        let parent_tree = self.file.add_object(dictionary! { "Nums" => parents });
        let mut dictionary =
            dictionary! { "Type" => "StructTreeRoot", "K" => document, "ParentTree" => parent_tree, "ParentTreeNextKey" => next };
        if !self.names.is_empty() {
            let names: Vec<Object> =
                self.names.iter().flat_map(|(name, id)| [Object::string_literal(name.as_str()), Object::Reference(*id)]).collect();
            let tree = self.file.add_object(dictionary! { "Names" => names });
            dictionary.set("IDTree", tree);
        }
        self.file.objects.insert(root, dictionary.into());
        (root, self.elements)
    }

    fn element(&mut self, pages: &Pages, element: Element, parent: ObjectId) -> ObjectId {
        let id = self.file.new_object_id();
        let page = element.kids.iter().find_map(|kid| match kid {
            Kid::Shown(sequence) => Some(sequence.page),
            Kid::Link(index) => self.annotations.get(*index).map(|(_, page)| *page),
            Kid::Element(_) => None,
        });
        let count = element.kids.len();
        let start = self.kids.len();
        for kid in element.kids {
            self.kid(pages, kid, id, page);
        }
        let kids = &self.kids[start..];
        let page = page.and_then(|page| self.page_ids.get(page));
        let name = element.id.as_deref();
        self.elements.add(id, |out| {
            out.extend_from_slice(b"<</S/");
            out.extend_from_slice(element.role.as_bytes());
            reference(out, "/P ", parent);
            if let Some(page) = page {
                reference(out, "/Pg ", *page);
            }
            match count {
                0 => {}
                1 => out.extend([b"/K".as_slice(), kids].concat()),
                _ => out.extend([b"/K[".as_slice(), kids.trim_ascii_start(), b"]"].concat()),
            }
            let texts = [("/Lang", element.lang.as_ref().map(|lang| &*lang.0)), ("/Alt", element.alt.as_deref())];
            for (key, text) in texts.into_iter().chain([("/E", element.expansion.as_deref())]) {
                if let Some(text) = text {
                    text_string_to(out, key, text);
                }
            }
            if let Some(name) = name {
                out.extend_from_slice(b"/ID");
                literal(out, name.as_bytes());
            }
            if let Some(attributes) = &element.attributes {
                attribute_object(out, attributes, pages);
            }
            out.extend_from_slice(b">>");
        });
        self.kids.truncate(start);
        if let Some(name) = element.id {
            self.names.insert(name, id);
        }
        id
    }

    /// Adds a kid to those of the element with number `id`, each with a blank before it.
    fn kid(&mut self, pages: &Pages, kid: Kid, id: ObjectId, page: Option<usize>) {
        match kid {
            Kid::Element(element) => {
                let element = self.element(pages, element, id);
                reference(&mut self.kids, " ", element);
            }
            Kid::Shown(Sequence { page: on, id: sequence }) => {
                if let Some(place) = self.by_sequence.get_mut(on).and_then(|sequences| sequences.get_mut(sequence)) {
                    *place = Some(id);
                }
                if page == Some(on) {
                    number(&mut self.kids, " ", sequence);
                    return;
                }
                // An element that goes on over a page says of each later piece where it stands.
                number(&mut self.kids, "<</Type/MCR/MCID ", sequence);
                if let Some(page) = self.page_ids.get(on) {
                    reference(&mut self.kids, "/Pg ", *page);
                }
                self.kids.extend_from_slice(b">>");
            }
            Kid::Link(index) => {
                if let Some(owner) = self.owners.get_mut(index) {
                    *owner = Some(id);
                }
                let Some((annotation, on)) = self.annotations.get(index) else { return self.kids.extend_from_slice(b" null") };
                reference(&mut self.kids, "<</Type/OBJR/Obj ", *annotation);
                if page != Some(*on)
                    && let Some(page) = self.page_ids.get(*on)
                {
                    reference(&mut self.kids, "/Pg ", *page);
                }
                self.kids.extend_from_slice(b">>");
            }
        }
    }
}

fn attribute_object(out: &mut Vec<u8>, attributes: &Attributes, pages: &Pages) {
    let owner = match attributes {
        Attributes::List(_) => "List",
        Attributes::Header(..) | Attributes::Cell(_) | Attributes::Summary(_) => "Table",
        Attributes::Figure(..) => "Layout",
    };
    let name = |out: &mut Vec<u8>, key: &str, name: &str| out.extend([key, "/", name].concat().into_bytes());
    name(out, "/A<</O", owner);
    match attributes {
        Attributes::List(numbering) => name(out, "/ListNumbering", numbering),
        Attributes::Header(scope, _) => name(out, "/Scope", scope),
        Attributes::Cell(_) => {}
        Attributes::Summary(summary) => text_string_to(out, "/Summary", summary),
        Attributes::Figure(page, place) => {
            let height = pages.pages.get(*page).map_or(Pt::ZERO, |page| page.size.height);
            out.extend_from_slice(b"/BBox[");
            for corner in corners(place, height) {
                decimal(out, hundredths(corner.0), 2);
                out.push(b' ');
            }
            out.push(b']');
        }
    }
    if let Attributes::Header(_, columns @ 2..) | Attributes::Cell(columns @ 2..) = attributes {
        number(out, "/ColSpan ", usize::from(*columns));
    }
    out.extend_from_slice(b">>");
}

/// The annotation of a link area: one for all of its lines, told apart by their corners.
fn annotation(area: &LinkArea, height: Pt, parent: usize, places: &Places, problems: &mut Problems) -> Dictionary {
    let lines: Vec<[Pt; 4]> = area.rects.iter().map(|rect| corners(rect, height)).collect();
    let whole = lines.iter().copied().reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let mut entry = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => whole.unwrap_or_default().map(real).to_vec(),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        // Printed with the page, as PDF/A asks.
        "F" => 4,
        "Contents" => text_string(&area.contents),
        "StructParent" => integer(parent),
    };
    if lines.len() > 1 {
        let points = lines.iter().flat_map(|[left, low, right, high]| [left, high, right, high, left, low, right, low]);
        entry.set("QuadPoints", points.map(|length| real(*length)).collect::<Vec<_>>());
    }
    match &area.target {
        Target::Anchor(anchor) => entry.set("Dest", places.destination(anchor, problems)),
        Target::Url(url) => entry.set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(ascii_url(url)) }),
    }
    entry
}

/// A URI has no letters beyond ASCII: they are written as their bytes.
fn ascii_url(url: &str) -> String {
    use std::fmt::Write as _;

    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use lopdf::Object;

    use crate::pdf::dump::Dump;
    use crate::pdf::sample::sample;
    use crate::pdf::write_pdf;

    #[test]
    fn bookmarks_and_links_lead_to_their_places() {
        let dump = Dump::of(&sample().write());
        assert_eq!(
            dump.outline(),
            "1 Tides: page 3, 752 from the foot\n  1.1 High tides: page 3, 680 from the foot\nTables: page 4, 734 from the foot\n"
        );
        assert_eq!(dump.destination(b"note-1"), (3, 698.0));
        assert_eq!(dump.entry(dump.catalog(), "PageMode").as_name().unwrap(), b"UseOutlines");
    }

    #[test]
    fn a_link_over_two_lines_is_one_area_with_the_corners_of_both() {
        let dump = Dump::of(&sample().write());
        let area =
            dump.file.objects.values().filter_map(|object| object.as_dict().ok()).find(|entries| entries.has(b"QuadPoints")).unwrap();
        let numbers =
            |key: &str| dump.entry(area, key).as_array().unwrap().iter().map(|number| number.as_float().unwrap()).collect::<Vec<_>>();
        let (rect, points) = (numbers("Rect"), numbers("QuadPoints"));
        assert_eq!(points.len(), 16);
        // Above left, above right, below left, below right, as every viewer expects and no standard says.
        assert!(points[0] < points[2] && points[1] > points[5] && points[8] < points[0], "{points:?}");
        assert_eq!(format!("{:?}", [rect[0], rect[1], rect[3]]), format!("{:?}", [points[8], points[13], points[1]]));
        assert!(
            dump.file.objects.values().filter_map(|object| object.as_dict().ok()).filter(|entries| entries.has_type(b"Annot")).count() == 6
        );
    }

    #[test]
    fn a_link_to_nowhere_is_our_bug() {
        let mut sample = sample();
        sample.pages.destinations.retain(|destination| destination.anchor != "tables");
        let problems = write_pdf(&sample.document, sample.pages.clone(), &sample.images, &sample.fonts).unwrap_err();
        // Two links and a bookmark.
        let message = "the PDF could not be made: a link or bookmark leads to `tables`, which stands on no page";
        assert_eq!(problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(), [message; 3]);
    }

    #[test]
    fn the_same_report_gives_the_same_bytes_and_another_one_another_id() {
        let first = sample().write();
        let mut other = sample();
        other.document.meta.title.push('!');
        let other = other.write();
        assert!(first == sample().write(), "two files of one report differ");
        let id = |bytes: &[u8]| {
            let file = lopdf::Document::load_mem(bytes).unwrap();
            file.trailer.get(b"ID").and_then(Object::as_array).unwrap()[0].as_str().unwrap().to_vec()
        };
        assert_eq!(id(&first).len(), 16);
        assert_ne!(id(&first), id(&other));
        assert!(first.starts_with(b"%PDF-1.7\n") && first.ends_with(b"%%EOF\n"));
    }

    #[test]
    fn an_empty_report_is_no_panic() {
        let mut sample = sample();
        sample.pages.pages.clear();
        sample.pages.bookmarks.clear();
        let problems = write_pdf(&sample.document, sample.pages.clone(), &sample.images, &sample.fonts).unwrap_err();
        assert_eq!(problems[0].message, "the PDF could not be made: 0 of 0 pages were written");
    }
}
