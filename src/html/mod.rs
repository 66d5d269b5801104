//! HTML: a document in, its pages out; the site's other pages; style sheet, script and fonts.
//!
//! `rules` turns each block into markup through its partial under `templates/block`, `page` puts the result into a report's pages,
//! `index`, `programme` and `search` are the pages of the site, `shell` is what all of them have. `svg` writes recorded charts, `style` makes
//! the style sheet from the theme. Nothing is decided here but form: words, numbers and order come with the document, the pages'
//! own words from the locale. A page needs no script, carries no inline style and loads nothing from elsewhere, so the
//! strictest Content-Security-Policy fits it; script adds search, filter and the like.

mod escape;
mod feed;
mod index;
mod page;
mod paging;
mod programme;
mod rules;
mod search;
mod shell;
mod style;
mod svg;
mod templates;

pub use feed::{feed, sitemap};
pub use index::{IndexEntry, IndexPage, index_page};
pub use page::{Download, DownloadKind, ReportPage, image_files, report_pages, report_paths};
pub use programme::{ProgrammePage, programme_page};
pub use search::{SearchPage, search_files, search_page};
pub use shell::{Page, Site};
pub use style::{assets, upright_fonts};

/// The page that compares the reports of a programme, from the edition's folder.
pub fn programme_path(framework: &str) -> String {
    format!("programmes/{framework}/index.html")
}

#[cfg(test)]
mod tests;
