//! A report's pages: one for all of it, or one for each part.

use std::fmt::Write as _;

use super::paging::{FIRST, Paging, Place};
use super::rules::{Rules, Setting};
use super::shell::{Page, Shell, Site, contact, meta};
use super::templates::Slots;
use super::{escape, programme_path};
use crate::chart::picture::Picture;
use crate::document::chart_spec::ChartSpec;
use crate::document::tree::{Block, BlockKind, Document, Heading, Meta, Section};
use crate::geom::Pt;
use crate::locale::{Arg, Locale};
use crate::model::report::Pages;
use crate::source::image::Image;

/// What a report's pages are made of.
pub struct ReportPage<'a> {
    /// What it shares with the other pages of the edition.
    pub site: &'a Site<'a>,
    /// The report.
    pub document: &'a Document,
    /// Its pictures, as [`crate::document::tree::FigurePicture::Image`] counts them; [`image_files`] puts them beside the page.
    pub images: &'a [Image],
    /// The words of its language.
    pub locale: &'a Locale,
    /// The report's other files, with their sizes: the PDF, `report.json`, and `data/<name>.csv` for each chart and table.
    pub downloads: &'a [Download],
    /// The framework's grades from the best down.
    pub grades: &'a [String],
    /// Whether it is one page or one for each part.
    pub pages: Pages,
    /// Draws a chart for a width.
    pub draw: &'a dyn Fn(&ChartSpec, Pt) -> Picture,
}

/// A file beside a report's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its path from the page's folder, `/`-separated.
    pub href: String,
    /// What it is.
    pub kind: DownloadKind,
    /// Its size.
    pub bytes: u64,
}

/// What a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DownloadKind {
    /// The report as PDF.
    Pdf,
    /// The report as data.
    Json,
    /// All charts and tables as one spreadsheet.
    Ods,
    /// Every score with what it rests on, as a table.
    Scores,
    /// What stands although a check objects, as a table.
    Accepted,
    /// The data of one chart or table.
    Csv,
    /// What the columns of the CSV files hold.
    CsvMetadata,
}

impl DownloadKind {
    /// The key of its name: 'PDF', 'CSV'.
    pub(super) fn word_key(self) -> &'static str {
        match self {
            Self::Pdf => "html-kind-pdf",
            Self::Json | Self::CsvMetadata => "html-kind-json",
            Self::Ods => "html-kind-ods",
            Self::Scores | Self::Accepted | Self::Csv => "html-kind-csv",
        }
    }
}

/// '312 KB'.
pub(super) fn size_words(locale: &Locale, bytes: u64) -> String {
    let (key, number) = size(bytes);
    locale.say_with(key, &[("number", Arg::Text(&number))])
}

/// The size of a file as people write it, with the key of its unit: thousands of bytes rounded up, from a million on with one
/// decimal.
fn size(bytes: u64) -> (&'static str, String) {
    if bytes < 999_001 {
        ("html-size-kilobytes", bytes.div_ceil(1000).max(1).to_string())
    } else {
        let tenths = bytes.div_ceil(100_000);
        ("html-size-megabytes", format!("{}.{}", tenths / 10, tenths % 10))
    }
}

/// A report's pages, to stand in the folder of its name. The first is its `index.html`.
///
/// # Panics
/// Never for anything in a report; only if an embedded template does not fit this code.
pub fn report_pages(page: &ReportPage) -> Vec<Page> {
    let paging = Paging::new(page.document, page.pages);
    let mut pages = vec![first_page(page, &paging)];
    for (here, place) in paging.pages.iter().enumerate().skip(1) {
        if let Place { file, part: Some(part) } = place {
            pages.push(part_page(page, &paging, here, file, part));
        }
    }
    pages
}

/// The paths of a report's pages below the edition's folder.
pub fn report_paths(document: &Document, pages: Pages) -> Vec<String> {
    Paging::new(document, pages).pages.iter().map(|place| format!("{}/{}", document.meta.slug, place.file)).collect()
}

/// The page with the cover and the contents, and with everything else if the report is one page.
fn first_page(page: &ReportPage, paging: &Paging) -> Page {
    let ReportPage { site, document, .. } = *page;
    let elsewhere = |anchor: &str| paging.elsewhere(0, anchor);
    let mut rules = Rules::new(setting(page, &elsewhere, None));
    let (mut cover, mut contents, mut body) = (String::new(), String::new(), String::new());
    for block in &document.parts {
        // On a page the contents stand beside the text wherever they come in the report: at the head, below the cover.
        match &block.kind {
            BlockKind::Cover(_) if cover.is_empty() && body.is_empty() => cover = rules.block(block),
            BlockKind::Contents(_) if contents.is_empty() => contents = rules.block(block),
            _ if paging.is_parted() => {}
            _ => body.push_str(&rules.block(block)),
        }
    }
    let notes = rules.notes();
    let pager = if paging.is_parted() { pager(page, paging, 0) } else { String::new() };
    let main = Slots::new()
        .html("cover", &cover)
        .html("contents", &contents)
        .html("body", &body)
        .html("notes", &notes)
        .html("pager", &pager)
        .html("about", &about(page))
        .fill("report.html");
    let meta = &document.meta;
    let path = format!("{}/{FIRST}", meta.slug);
    shell(page, &path, &meta.title, &main, paging.is_parted(), &first_head(site, page, &path))
}

/// The page of one part.
fn part_page(page: &ReportPage, paging: &Paging, here: usize, file: &str, part: &Block) -> Page {
    let ReportPage { document, .. } = *page;
    let meta = &document.meta;
    let elsewhere = |anchor: &str| paging.elsewhere(here, anchor);
    let setting = setting(page, &elsewhere, Some(part));
    let mut rules = Rules::new(setting);
    let contents = document.parts.iter().find(|block| matches!(block.kind, BlockKind::Contents(_)));
    // Beside the page's own heading, that of the contents keeps the level that it has on the first page.
    let contents = contents.map_or_else(String::new, |block| Rules::new(Setting { rise: 0, ..setting }).block(block));
    let body = rules.block(part);
    let notes = rules.notes();
    let main = Slots::new()
        .html("contents", &contents)
        .html("body", &body)
        .html("notes", &notes)
        .html("pager", &pager(page, paging, here))
        .fill("part.html");
    let path = format!("{}/{file}", meta.slug);
    let title = format!("{} – {}", part_title(part), meta.title);
    shell(page, &path, &title, &main, true, &part_head(page, &path, &title))
}

fn setting<'a>(page: &'a ReportPage, elsewhere: &'a dyn Fn(&str) -> Option<String>, part: Option<&'a Block>) -> Setting<'a> {
    let ReportPage { document, images, locale, downloads, grades, draw, .. } = *page;
    let contents = document.parts.iter().find(|block| matches!(block.kind, BlockKind::Contents(_)));
    let contents = contents.and_then(|block| block.anchor.as_deref());
    let (rise, part) = (u8::from(part.is_some()), part.and_then(|part| part.anchor.as_deref()));
    Setting { locale, notes: &document.notes, images, downloads, draw, grades, elsewhere, rise, contents, part, sort_all: false }
}

fn shell(page: &ReportPage, path: &str, title: &str, main: &str, parted: bool, head: &str) -> Page {
    let ReportPage { site, document, locale, .. } = *page;
    let meta = &document.meta;
    let title = match &meta.state_mark {
        Some(mark) => format!("{mark}: {title} – {}", meta.inspectorate),
        None => format!("{title} – {}", meta.inspectorate),
    };
    let mut trail =
        vec![("index.html".to_string(), locale.say("html-all-reports")), (programme_path(&meta.framework), meta.programme.clone())];
    let first = format!("{}/{FIRST}", meta.slug);
    if path != first {
        trail.push((first, meta.title.clone()));
    }
    let foot =
        format!("<p>{}<br>{}, {}</p>", escape::text(&meta.title), escape::text(&meta.inspectorate), escape::text(&meta.published_words));
    Shell {
        site,
        locale,
        lang: &meta.lang,
        path,
        kind: if parted { "parted" } else { "" },
        title: &title,
        head,
        state_mark: meta.state_mark.as_deref(),
        trail: &trail,
        main,
        foot: &[foot],
    }
    .page()
}

fn part_title(part: &Block) -> String {
    match &part.kind {
        BlockKind::Section(Section { heading, .. }) => Heading::full_text(heading),
        _ => String::new(),
    }
}

/// Links to the pages before and after the one numbered `here`.
fn pager(page: &ReportPage, paging: &Paging, here: usize) -> String {
    let title = |place: &Place| place.part.map_or_else(|| page.document.meta.title.clone(), part_title);
    let mut slots = Slots::new()
        .text("label", &page.locale.say("html-pager"))
        .text("previous_word", &page.locale.say("html-previous"))
        .text("next_word", &page.locale.say("html-next"));
    let before = here.checked_sub(1).and_then(|before| paging.pages.get(before));
    let after = paging.pages.get(here + 1);
    for (href, words, place) in [("previous", "previous_title", before), ("next", "next_title", after)] {
        slots = slots
            .text(href, &place.map_or_else(String::new, |place| escape::path(&place.file)))
            .text(words, &place.map_or_else(String::new, title));
    }
    slots.fill("pager.html")
}

/// When the report was published, how to cite it, on what terms it may be used, whom to write to.
fn about(page: &ReportPage) -> String {
    let ReportPage { site, document, locale, .. } = *page;
    let meta = &document.meta;
    let has_terms = document.parts.iter().any(|block| matches!(&block.kind, BlockKind::Cover(cover) if !cover.small_print.is_empty()));
    Slots::new()
        .text("title", &locale.say("html-about"))
        .text("published_label", &locale.say(published_key(meta.state_mark.is_some())))
        .text("date", &meta.published.to_iso())
        .text("published", &meta.published_words)
        .text("cite_label", &locale.say("html-cite"))
        .html("citation", &citation(site, meta, locale))
        .text("terms_label", &locale.say("html-terms"))
        .text("terms", &if has_terms { locale.say("html-terms-link") } else { String::new() })
        .text("contact_label", &locale.say("html-contact"))
        .html("contact", &contact(site, locale, &document.contact))
        .fill("about.html")
}

/// The key of what is said before the date of a report.
pub(super) fn published_key(draft: bool) -> &'static str {
    if draft { "html-index-publication-due" } else { "html-index-published" }
}

/// How to cite the report. Drafts are not to be cited.
fn citation(site: &Site, meta: &Meta, locale: &Locale) -> String {
    if let Some(mark) = &meta.state_mark {
        return escape::text(&locale.say_with("html-no-citation", &[("mark", Arg::Text(mark))]));
    }
    let args =
        [("inspectorate", Arg::Text(&meta.inspectorate)), ("date", Arg::Text(&meta.published_words)), ("title", Arg::Text(&meta.title))];
    let words = match &meta.isbn {
        Some(isbn) => locale.say_with("html-citation-isbn", &[&args[..], &[("isbn", Arg::Text(isbn))]].concat()),
        None => locale.say_with("html-citation", &args),
    };
    let mut out = escape::text(&words);
    if let Some(url) = site.url(&format!("{}/", meta.slug)) {
        let url = escape::text(&url);
        let _ = write!(out, " <a href=\"{url}\">{url}</a>");
    }
    out
}

/// What search engines, reference managers and other sites want to know of a report.
fn first_head(site: &Site, page: &ReportPage, path: &str) -> String {
    let data = &page.document.meta;
    let description = description(page, &data.title);
    let mut out = String::new();
    meta(&mut out, "name", "description", &description);
    canonical(&mut out, site, path);
    for download in page.downloads {
        let (relation, kind) = match download.kind {
            DownloadKind::Pdf => ("alternate", "application/pdf"),
            DownloadKind::Json => ("alternate", "application/json"),
            DownloadKind::CsvMetadata => ("describedby", "application/csvm+json"),
            DownloadKind::Ods | DownloadKind::Scores | DownloadKind::Accepted | DownloadKind::Csv => continue,
        };
        let href = escape::text(&escape::path(&download.href));
        let _ = writeln!(out, "<link rel=\"{relation}\" type=\"{kind}\" href=\"{href}\">");
    }
    if data.state_mark.is_some() {
        return out;
    }
    for (property, content) in
        [("og:type", "article"), ("og:title", &data.title), ("og:description", &description), ("og:site_name", &data.inspectorate)]
    {
        meta(&mut out, "property", property, content);
    }
    let day = data.published.to_iso().replace('-', "/");
    for (name, content) in [
        ("citation_title", data.title.as_str()),
        ("citation_author", &data.inspectorate),
        ("citation_technical_report_institution", &data.inspectorate),
        ("citation_publication_date", &day),
        ("citation_language", &data.lang.0),
    ] {
        meta(&mut out, "name", name, content);
    }
    if let Some(isbn) = &data.isbn {
        meta(&mut out, "name", "citation_isbn", isbn);
    }
    let folder = |file: &str| site.url(&format!("{}/{file}", data.slug));
    let pdf = page.downloads.iter().find(|download| download.kind == DownloadKind::Pdf).and_then(|pdf| folder(&pdf.href));
    if let Some(url) = pdf {
        meta(&mut out, "name", "citation_pdf_url", &url);
    }
    if let Some(url) = folder("") {
        meta(&mut out, "name", "citation_public_url", &url);
        meta(&mut out, "property", "og:url", &url);
    }
    out
}

/// What others want to know of the page of one part.
fn part_head(page: &ReportPage, path: &str, title: &str) -> String {
    let ReportPage { site, document, .. } = *page;
    let mut out = String::new();
    let description = description(page, title);
    meta(&mut out, "name", "description", &description);
    canonical(&mut out, site, path);
    if document.meta.state_mark.is_none() {
        let inspectorate = document.meta.inspectorate.as_str();
        for (property, content) in
            [("og:type", "article"), ("og:title", title), ("og:description", &description), ("og:site_name", inspectorate)]
        {
            meta(&mut out, "property", property, content);
        }
        if let Some(url) = site.url(path) {
            meta(&mut out, "property", "og:url", &url);
        }
    }
    out
}

fn description(page: &ReportPage, title: &str) -> String {
    let Meta { inspectorate, published_words, .. } = &page.document.meta;
    let args = [("title", Arg::Text(title)), ("inspectorate", Arg::Text(inspectorate)), ("published", Arg::Text(published_words))];
    page.locale.say_with("html-description", &args)
}

/// The one address of a page, if it is known where the edition will be.
pub(super) fn canonical(out: &mut String, site: &Site, path: &str) {
    let folder = path.strip_suffix(FIRST).unwrap_or(path);
    if let Some(url) = site.url(folder) {
        let _ = writeln!(out, "<link rel=\"canonical\" href=\"{}\">", escape::text(&url));
    }
}

/// The pictures of a report: paths below the report's folder, with their bytes.
pub fn image_files(images: &[Image]) -> Vec<(String, Vec<u8>)> {
    images.iter().map(|image| (image.path.clone(), image.bytes.to_vec())).collect()
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_never_nothing_and_never_a_thousand() {
        for (bytes, words) in [(0, "1"), (1, "1"), (1000, "1"), (1001, "2"), (999_000, "999")] {
            assert_eq!(size(bytes), ("html-size-kilobytes", words.to_string()));
        }
        assert_eq!(size(999_001), ("html-size-megabytes", "1.0".to_string()));
        assert_eq!(size(1_000_001), ("html-size-megabytes", "1.1".to_string()));
    }
}
