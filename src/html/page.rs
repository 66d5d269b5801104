//! Whole pages: a report, and the index of all reports.

use serde::Serialize;

use super::escape;
use super::rules::Rules;
use super::templates::Slots;
use crate::chart::picture::Picture;
use crate::date::Date;
use crate::document::chart_spec::ChartSpec;
use crate::document::tree::{BlockKind, Document};
use crate::geom::Pt;
use crate::locale::{Arg, Locale};
use crate::source::image::Image;

/// What a report's page is made of.
pub struct ReportPage<'a> {
    /// The report.
    pub document: &'a Document,
    /// Its pictures, as [`crate::document::tree::FigurePicture::Image`] counts them; [`image_files`] puts them beside the page.
    pub images: &'a [Image],
    /// The words of its language.
    pub locale: &'a Locale,
    /// The report's other files, with their sizes: the PDF, `report.json`, and `data/<name>.csv` for each chart and table.
    pub downloads: &'a [Download],
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
}

impl DownloadKind {
    /// The key of its name: 'PDF', 'CSV'.
    pub(super) fn word_key(self) -> &'static str {
        match self {
            Self::Pdf => "html-kind-pdf",
            Self::Json => "html-kind-json",
            Self::Ods => "html-kind-ods",
            Self::Scores | Self::Accepted | Self::Csv => "html-kind-csv",
        }
    }
}

impl ReportPage<'_> {
    /// '312 KB'.
    pub(super) fn size_words(&self, bytes: u64) -> String {
        let (key, number) = size(bytes);
        self.locale.say_with(key, &[("number", Arg::Text(&number))])
    }
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

/// A report's page, to stand at `<slug>/index.html`. Its style sheet is taken from `../assets`, where [`super::assets`] puts it.
///
/// # Panics
/// Never for anything in a report; only if an embedded template does not fit this code.
pub fn report_page(page: &ReportPage) -> String {
    let (document, locale) = (page.document, page.locale);
    let meta = &document.meta;
    let mut rules = Rules::new(page);
    let (mut cover, mut contents, mut body) = (String::new(), String::new(), String::new());
    for block in &document.parts {
        // On a page the contents stand beside the text wherever they come in the report: at the head, below the cover.
        match &block.kind {
            BlockKind::Cover(_) if cover.is_empty() && body.is_empty() => cover = rules.block(block),
            BlockKind::Contents(_) if contents.is_empty() => contents = rules.block(block),
            _ => body.push_str(&rules.block(block)),
        }
    }
    let notes = rules.notes();
    let title = match &meta.state_mark {
        Some(mark) => format!("{mark}: {} – {}", meta.title, meta.inspectorate),
        None => format!("{} – {}", meta.title, meta.inspectorate),
    };
    let description = locale.say_with(
        "html-description",
        &[
            ("title", Arg::Text(&meta.title)),
            ("inspectorate", Arg::Text(&meta.inspectorate)),
            ("published", Arg::Text(&meta.published_words)),
        ],
    );
    Slots::new()
        .text("lang", &meta.lang.0)
        .text("title", &title)
        .text("description", &description)
        .text("state_mark", meta.state_mark.as_deref().unwrap_or(""))
        .text("inspectorate", &meta.inspectorate)
        .text("report_title", &meta.title)
        .text("published", &meta.published_words)
        .text("skip", &locale.say("html-skip"))
        .text("all_reports", &locale.say("html-all-reports"))
        .text("back_to_top", &locale.say("html-back-to-top"))
        .html("cover", &cover)
        .html("contents", &contents)
        .html("body", &body)
        .html("notes", &notes)
        .fill("report.html")
}

/// The pictures of a report: paths below the report's folder, with their bytes.
pub fn image_files(images: &[Image]) -> Vec<(String, Vec<u8>)> {
    images.iter().map(|image| (image.path.clone(), image.bytes.to_vec())).collect()
}

/// What the index of all reports is made of.
pub struct IndexPage<'a> {
    /// The inspectorate's full name.
    pub inspectorate: &'a str,
    /// Whether these are the reports that are not published yet.
    pub drafts: bool,
    /// The reports, in any order.
    pub entries: &'a [IndexEntry],
    /// The words of the page's language.
    pub locale: &'a Locale,
}

/// A report in the index. Its texts are final words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// The report's folder.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its programme, under which it is listed.
    pub programme: String,
    /// The area inspected.
    pub area: String,
    /// When it was published, to be sorted by.
    pub published: Date,
    /// The same in words.
    pub published_words: String,
    /// The language of these texts.
    pub lang: crate::locale::Lang,
    /// The mark of an unpublished report.
    pub state_mark: Option<String>,
}

/// The index of all reports, by programme, area and date, to stand at `index.html`.
///
/// # Panics
/// As [`report_page`].
pub fn index_page(page: &IndexPage) -> String {
    #[derive(Serialize)]
    struct Programme {
        html: String,
        reports: Vec<Entry>,
    }
    #[derive(Serialize)]
    struct Entry {
        attributes: String,
        href: String,
        title: String,
        area: String,
        published_label: String,
        published: String,
        date: String,
        state_mark: String,
    }
    let mut sorted: Vec<_> = page.entries.iter().collect();
    sorted.sort_by(|a, b| {
        let place = |entry: &IndexEntry| (entry.programme.clone(), entry.area.clone());
        // Of one area the latest report comes first.
        place(a).cmp(&place(b)).then(b.published.cmp(&a.published)).then(a.slug.cmp(&b.slug))
    });
    let mut programmes: Vec<Programme> = Vec::new();
    for entry in sorted {
        let html = escape::text(&entry.programme);
        if programmes.last().is_none_or(|last| last.html != html) {
            programmes.push(Programme { html, reports: Vec::new() });
        }
        let lang = if entry.lang == *page.locale.lang() { String::new() } else { format!(" lang=\"{}\"", escape::text(&entry.lang.0)) };
        let report = Entry {
            attributes: lang,
            href: escape::text(&escape::path(&format!("{}/index.html", entry.slug))),
            title: escape::text(&entry.title),
            area: escape::text(&entry.area),
            published_label: escape::text(&page.locale.say(match entry.state_mark {
                Some(_) => "html-index-publication-due",
                None => "html-index-published",
            })),
            published: escape::text(&entry.published_words),
            date: entry.published.to_iso(),
            state_mark: escape::text(entry.state_mark.as_deref().unwrap_or("")),
        };
        if let Some(last) = programmes.last_mut() {
            last.reports.push(report);
        }
    }
    let title = page.locale.say(if page.drafts { "html-index-title-drafts" } else { "html-index-title" });
    let count = u64::try_from(page.entries.len()).unwrap_or(u64::MAX);
    Slots::new()
        .text("lang", &page.locale.lang().0)
        .text("page_title", &format!("{title} – {}", page.inspectorate))
        .text("title", &title)
        .text("inspectorate", page.inspectorate)
        .flag("unpublished", page.drafts)
        .text("skip", &page.locale.say("html-skip"))
        .text("count", &page.locale.say_with("html-index-count", &[("count", Arg::Count(count))]))
        .text("area_label", &page.locale.say("html-index-area"))
        .items("programmes", &programmes)
        .fill("index.html")
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
