//! Which page of a report everything is on.

use std::collections::BTreeMap;

use super::escape;
use crate::document::tree::{Block, BlockKind, Document, walk};
use crate::model::report::Pages;

/// A report's first page, with its cover and contents; its only one if it is one page.
pub(super) const FIRST: &str = "index.html";

/// A page of a report.
#[derive(Debug)]
pub(super) struct Place<'a> {
    /// Its file, beside the others of the report.
    pub file: String,
    /// The part that it shows; `None` for the first page.
    pub part: Option<&'a Block>,
}

/// The pages of a report in order, and what is where.
pub(super) struct Paging<'a> {
    pub pages: Vec<Place<'a>>,
    /// The page of each fragment that is not on the first one.
    of: BTreeMap<&'a str, usize>,
}

impl<'a> Paging<'a> {
    pub(super) fn new(document: &'a Document, pages: Pages) -> Self {
        let mut paging = Self { pages: vec![Place { file: FIRST.to_string(), part: None }], of: BTreeMap::new() };
        if pages == Pages::One {
            return paging;
        }
        for block in &document.parts {
            if matches!(block.kind, BlockKind::Cover(_) | BlockKind::Contents(_)) {
                continue;
            }
            let page = paging.pages.len();
            let name = block.anchor.clone().unwrap_or_else(|| format!("part-{page}"));
            // No two parts have one name; a part called `index` may not take the first page's.
            let file = if name == "index" { "index-part.html".to_string() } else { format!("{name}.html") };
            paging.pages.push(Place { file, part: Some(block) });
            anchors(block, &mut |anchor| {
                paging.of.insert(anchor, page);
            });
        }
        paging
    }

    /// Whether the report has more than one page.
    pub(super) fn is_parted(&self) -> bool {
        self.pages.len() > 1
    }

    /// The address of a fragment from the report's folder: `index.html#c1.2`.
    pub(super) fn address(&self, anchor: &str) -> String {
        let page = self.of.get(anchor).copied().unwrap_or(0);
        format!("{}{}", escape::path(&self.pages[page].file), escape::fragment(anchor))
    }

    /// The same for a link on the page numbered `here`; `None` if it leads to a place on that page.
    pub(super) fn elsewhere(&self, here: usize, anchor: &str) -> Option<String> {
        let page = self.of.get(anchor).copied();
        // Notes are on every page that refers to them, and the contents are on all.
        page.filter(|page| *page != here).map(|_| self.address(anchor))
    }
}

/// Every fragment name in a block.
fn anchors<'a>(block: &'a Block, found: &mut impl FnMut(&'a str)) {
    walk(std::slice::from_ref(block), &mut |block| {
        block.anchor.as_deref().into_iter().for_each(&mut *found);
        match &block.kind {
            BlockKind::List(list) => list.items.iter().filter_map(|item| item.anchor.as_deref()).for_each(&mut *found),
            BlockKind::Definitions(list) => list.items.iter().filter_map(|item| item.anchor.as_deref()).for_each(&mut *found),
            _ => {}
        }
    });
}

#[cfg(test)]
mod tests {
    use super::Paging;
    use crate::document::sample;
    use crate::model::report::Pages;

    #[test]
    fn a_report_in_one_page_has_everything_on_it() {
        let document = sample::document();
        let paging = Paging::new(&document, Pages::One);
        assert!(!paging.is_parted());
        assert_eq!(paging.address("c1.2-afi-b"), "index.html#c1.2-afi-b");
        assert_eq!(paging.elsewhere(0, "c1.2-afi-b"), None);
    }

    #[test]
    fn each_part_has_a_page_with_all_that_is_in_it() {
        let document = sample::document();
        let paging = Paging::new(&document, Pages::Sections);
        let files: Vec<_> = paging.pages.iter().map(|page| page.file.as_str()).collect();
        assert_eq!(files.first(), Some(&"index.html"));
        assert_eq!(files.len(), document.parts.len() - 1, "{files:?}");
        for (here, place) in paging.pages.iter().enumerate().skip(1) {
            let anchor = place.part.and_then(|part| part.anchor.as_deref()).expect("parts have fragment names");
            assert_eq!(paging.elsewhere(here, anchor), None);
            assert_eq!(paging.elsewhere(0, anchor), Some(format!("{}#{anchor}", place.file)));
        }
    }
}
