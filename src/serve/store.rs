//! What is served: the files that `build` returned, by path, in memory. Nothing is ever looked up on the disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::build::outputs::OutputFile;
use crate::build::rebuild::Change;

/// A file as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// Its bytes.
    pub(super) bytes: Arc<[u8]>,
    /// Changes with the bytes.
    pub(super) tag: String,
}

impl File {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        let tag = Sha256::digest(&bytes).iter().take(8).fold(String::new(), |tag, byte| tag + &format!("{byte:02x}"));
        Self { bytes: bytes.into(), tag }
    }
}

/// The files of each report, and under no name those of the site.
#[derive(Debug, Default)]
pub(super) struct Store {
    owners: BTreeMap<String, BTreeMap<String, File>>,
}

/// What of the site must be loaded anew by a page that is open.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Loaded<'a> {
    /// The tag of the style sheet.
    pub(super) style: &'a str,
    /// The tags of pictures by path.
    pub(super) pictures: BTreeMap<&'a str, &'a str>,
}

impl Store {
    /// Takes a change in; whether any byte is different.
    pub(super) fn apply(&mut self, change: Change) -> bool {
        let (owner, files, whole) = match change {
            Change::Gone(slug) => return self.owners.remove(&slug).is_some(),
            Change::Pages(slug, files) => (slug, files, false),
            Change::Whole(slug, files) => (slug, files, true),
            Change::Site(files) => (String::new(), files, true),
        };
        let old = self.owners.entry(owner).or_default();
        let mut new: BTreeMap<String, File> = files.into_iter().map(|OutputFile { path, bytes }| (path, File::new(bytes))).collect();
        if !whole {
            // What comes later than the pages stays until it comes.
            let later = old.iter().filter(|(path, _)| !new.contains_key(*path)).map(|(path, file)| (path.clone(), file.clone()));
            new.extend(later.collect::<Vec<_>>());
        }
        let different = *old != new;
        *old = new;
        different
    }

    /// The file at a path.
    pub(super) fn get(&self, path: &str) -> Option<&File> {
        self.owners.values().find_map(|files| files.get(path))
    }

    /// Whether there is nothing yet.
    pub(super) fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// The page of a report that has an element with this id.
    pub(super) fn page_with(&self, slug: &str, id: &str) -> Option<&str> {
        let wanted = format!(" id=\"{id}\"");
        let has = |file: &File| std::str::from_utf8(&file.bytes).is_ok_and(|text| text.contains(&wanted));
        let pages = self.owners.get(slug)?.iter().filter(|(path, _)| media_type(path).starts_with("text/html"));
        pages.filter(|(_, file)| has(file)).map(|(path, _)| path.as_str()).next()
    }

    pub(super) fn loaded(&self) -> Loaded<'_> {
        let all = || self.owners.values().flatten();
        let is_picture =
            |path: &str| ["png", "jpg", "jpeg", "svg"].iter().any(|ending| path.rsplit_once('.').is_some_and(|(_, own)| own == *ending));
        Loaded {
            style: all().find(|(path, _)| *path == "assets/style.css").map_or("", |(_, file)| &file.tag),
            pictures: all().filter(|(path, _)| is_picture(path)).map(|(path, file)| (path.as_str(), file.tag.as_str())).collect(),
        }
    }
}

/// The media type of a path, by its ending.
pub(super) fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::Store;
    use crate::build::outputs::OutputFile;
    use crate::build::rebuild::Change;

    fn file(path: &str, text: &str) -> OutputFile {
        OutputFile { path: path.into(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn pages_replace_pages_and_the_rest_stays_until_it_is_made_anew() {
        let mut store = Store::default();
        let text = |store: &Store, path: &str| store.get(path).map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
        assert!(store.apply(Change::Whole("a".into(), vec![file("a/index.html", "1"), file("a/a.pdf", "1")])));
        assert!(store.apply(Change::Pages("a".into(), vec![file("a/index.html", "2")])));
        assert!(!store.apply(Change::Pages("a".into(), vec![file("a/index.html", "2")])), "nothing is different");
        assert_eq!(text(&store, "a/index.html").as_deref(), Some("2"));
        assert_eq!(text(&store, "a/a.pdf").as_deref(), Some("1"));
        assert!(store.apply(Change::Whole("a".into(), vec![file("a/index.html", "2")])));
        assert_eq!(text(&store, "a/a.pdf"), None, "a file that is no longer made");
        assert!(store.apply(Change::Gone("a".into())));
        assert_eq!(text(&store, "a/index.html"), None);
    }
}
