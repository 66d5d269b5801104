//! HTML: a document in, a page out; the site's index; style sheet and fonts.
//!
//! `rules` turns each block into markup through its partial under `templates/block`, `page` puts the result into the shell, `svg`
//! writes recorded charts, `style` makes the style sheet from the theme. Nothing is decided here but form: words, numbers and
//! order come with the document, the page's own words from the locale. A page needs no script, carries no inline style and
//! loads nothing from elsewhere, so the strictest Content-Security-Policy fits it.

mod escape;
mod page;
mod rules;
mod style;
mod svg;
mod templates;

pub use page::{Download, DownloadKind, IndexEntry, IndexPage, ReportPage, image_files, index_page, report_page};
pub use style::assets;

#[cfg(test)]
mod tests;
