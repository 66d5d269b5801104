//! Finished PDFs as text, for the tests of this folder.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Dictionary, Document as File, Object, ObjectId, decode_text_string};

use super::content::{Event, events};

pub(super) struct Dump {
    pub(super) file: File,
    texts: BTreeMap<(ObjectId, i64), String>,
}

impl Dump {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut dump = Self { file: File::load_mem(bytes).expect("a PDF"), texts: BTreeMap::new() };
        for page in dump.file.page_iter().collect::<Vec<_>>() {
            let fonts = dump.get(dump.get(page, "Resources").as_dict().unwrap(), "Font").as_dict().unwrap().clone();
            let (mut map, mut open) = (BTreeMap::new(), Vec::new());
            events(&dump.file.get_page_content(page), |event| match event {
                Event::Begin { sequence, .. } => open.push(sequence),
                Event::End => drop(open.pop()),
                Event::Font(name) => map = dump.to_unicode(&fonts, name),
                Event::Show(codes) => {
                    let text: String = codes.iter().map(|code| map.get(code).map_or("\u{fffd}", String::as_str)).collect();
                    if let Some(id) = open.iter().flatten().next() {
                        dump.texts.entry((page, *id)).or_default().push_str(&text);
                    }
                }
                Event::Paint => {}
            });
        }
        dump
    }

    pub(super) fn catalog(&self) -> &Dictionary {
        self.file.catalog().unwrap()
    }

    /// An entry of a dictionary, with references followed.
    pub(super) fn entry<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> &'a Object {
        dictionary.get(key.as_bytes()).map_or(&Object::Null, |object| self.file.dereference(object).unwrap().1)
    }

    fn get<'a, S: Source<'a>>(&'a self, source: S, key: &str) -> &'a Object {
        self.entry(source.dictionary(&self.file), key)
    }

    fn to_unicode(&self, fonts: &Dictionary, name: &[u8]) -> BTreeMap<u16, String> {
        let font = self.entry(fonts, std::str::from_utf8(name).unwrap()).as_dict().unwrap();
        let map = self.entry(font, "ToUnicode").as_stream().unwrap().get_plain_content().unwrap();
        let entry = |line: &str| {
            let (code, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
            let units: Vec<u16> =
                text.as_bytes().chunks(4).map(|unit| u16::from_str_radix(std::str::from_utf8(unit).unwrap(), 16).unwrap()).collect();
            Some((u16::from_str_radix(code, 16).ok()?, String::from_utf16(&units).ok()?))
        };
        String::from_utf8(map).unwrap().lines().filter_map(entry).collect()
    }

    /// The structure tree with its texts, one element a line.
    pub(super) fn structure(&self) -> String {
        let root = self.entry(self.catalog(), "StructTreeRoot").as_dict().unwrap();
        let mut out = String::new();
        self.element(self.entry(root, "K").as_dict().unwrap(), None, 0, &mut out);
        out
    }

    fn element(&self, element: &Dictionary, page: Option<ObjectId>, depth: usize, out: &mut String) {
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let _ = write!(out, "{:1$}{2}", "", depth * 2, String::from_utf8_lossy(self.entry(element, "S").as_name().unwrap()));
        for key in ["Lang", "Alt", "E", "ID"] {
            if let Ok(text) = decode_text_string(self.entry(element, key)) {
                let _ = write!(out, " {key}={text:?}");
            }
        }
        if let Ok(attributes) = self.entry(element, "A").as_dict() {
            for (key, value) in attributes.iter().filter(|(key, _)| *key != b"O") {
                let _ = write!(out, " {}={value:?}", String::from_utf8_lossy(key));
            }
        }
        let kids = match self.entry(element, "K") {
            Object::Array(kids) => kids.clone(),
            Object::Null => Vec::new(),
            kid => vec![kid.clone()],
        };
        let only_words = kids.iter().all(|kid| kid.as_i64().is_ok());
        let mut below = String::new();
        for kid in &kids {
            let (_, kid) = self.file.dereference(kid).unwrap();
            let sequence = |page: Option<ObjectId>, id: i64| self.texts.get(&(page.unwrap(), id)).cloned().unwrap_or_default();
            match kid {
                Object::Integer(id) if only_words => drop(write!(out, " {:?}", sequence(page, *id))),
                Object::Integer(id) => drop(writeln!(below, "{:1$}{2:?}", "", depth * 2 + 2, sequence(page, *id))),
                Object::Dictionary(kid) if kid.has(b"MCID") => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).unwrap();
                    let number = self.file.page_iter().position(|id| id == page).unwrap() + 1;
                    let text = sequence(Some(page), self.entry(kid, "MCID").as_i64().unwrap());
                    let _ = writeln!(below, "{:1$}{text:?} on page {number}", "", depth * 2 + 2);
                }
                Object::Dictionary(kid) if kid.has(b"Obj") => {
                    let area = self.entry(kid, "Obj").as_dict().unwrap();
                    let contents = decode_text_string(self.entry(area, "Contents")).unwrap();
                    let target = match self.entry(area, "A").as_dict() {
                        Ok(action) => String::from_utf8_lossy(self.entry(action, "URI").as_str().unwrap()).into_owned(),
                        Err(_) => format!("#{}", String::from_utf8_lossy(self.entry(area, "Dest").as_str().unwrap())),
                    };
                    let _ = writeln!(below, "{:1$}-> {target} {contents:?}", "", depth * 2 + 2);
                }
                Object::Dictionary(kid) => self.element(kid, page, depth + 1, &mut below),
                _ => {}
            }
        }
        let _ = writeln!(out);
        out.push_str(&below);
    }

    /// The bookmarks with the pages they lead to.
    pub(super) fn outline(&self) -> String {
        let mut out = String::new();
        if let Ok(root) = self.entry(self.catalog(), "Outlines").as_dict() {
            self.bookmarks(root, 0, &mut out);
        }
        out
    }

    fn bookmarks(&self, parent: &Dictionary, depth: usize, out: &mut String) {
        let mut next = self.entry(parent, "First");
        while let Ok(entry) = next.as_dict() {
            let title = decode_text_string(self.entry(entry, "Title")).unwrap();
            let (page, y) = self.destination(self.entry(entry, "Dest").as_str().unwrap());
            let _ = writeln!(out, "{:1$}{title}: page {page}, {y} from the foot", "", depth * 2);
            self.bookmarks(entry, depth + 1, out);
            next = self.entry(entry, "Next");
        }
    }

    /// The page of a named place, counted from 1, and its height.
    pub(super) fn destination(&self, name: &[u8]) -> (usize, f32) {
        let names = self.get(self.get(self.catalog(), "Names").as_dict().unwrap(), "Dests").as_dict().unwrap();
        let list = self.entry(names, "Names").as_array().unwrap();
        let place = list.chunks(2).find(|pair| pair[0].as_str().unwrap() == name).unwrap()[1].as_array().unwrap();
        let page = place[0].as_reference().unwrap();
        (self.file.page_iter().position(|id| id == page).unwrap() + 1, place[3].as_float().unwrap())
    }
}

/// What has entries: a dictionary or the number of one.
trait Source<'a> {
    fn dictionary(self, file: &'a File) -> &'a Dictionary;
}

impl<'a> Source<'a> for &'a Dictionary {
    fn dictionary(self, _: &'a File) -> &'a Dictionary {
        self
    }
}

impl<'a> Source<'a> for ObjectId {
    fn dictionary(self, file: &'a File) -> &'a Dictionary {
        file.get_dictionary(self).unwrap()
    }
}
