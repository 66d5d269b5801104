//! The page that compares the reports of a programme.

use super::page::canonical;
use super::programme_path;
use super::rules::{Rules, Setting};
use super::shell::{Page, Shell, Site, foot, meta};
use super::templates::Slots;
use super::{IndexEntry, escape};
use crate::document::programme::REPORT;
use crate::document::tree::Block;
use crate::geom::{Pt, Size};
use crate::locale::{Arg, Locale};

/// What a programme's page is made of.
pub struct ProgrammePage<'a> {
    /// What it shares with the other pages of the edition.
    pub site: &'a Site<'a>,
    /// The framework's folder.
    pub framework: &'a str,
    /// The programme's name.
    pub title: &'a str,
    /// Its grades from the best down.
    pub grades: &'a [String],
    /// Its reports in the index, for their addresses.
    pub entries: &'a [IndexEntry],
    /// What [`crate::document::programme::programme_blocks`] made.
    pub blocks: &'a [Block],
    /// Whether readers may sort by score: not where the inspectorate advises against ranking areas.
    pub sort: bool,
    /// The words of the page's language.
    pub locale: &'a Locale,
}

/// A programme's page, to stand at `programmes/<framework>/index.html`.
///
/// # Panics
/// As [`super::report_pages`].
pub fn programme_page(page: &ProgrammePage) -> Page {
    let ProgrammePage { site, framework, title, grades, entries, blocks, sort, locale } = *page;
    let path = programme_path(framework);
    let elsewhere = |anchor: &str| {
        let slug = anchor.strip_prefix(REPORT)?;
        Some(format!("../../{}", escape::path(&format!("{slug}/index.html"))))
    };
    // Nothing is drawn on this page.
    let draw = &|_: &_, width: Pt| crate::chart::picture::Picture { size: Size { width, height: Pt(0.0) }, marks: Vec::new() };
    let setting = Setting {
        locale,
        notes: &[],
        images: &[],
        downloads: &[],
        draw,
        grades,
        elsewhere: &elsewhere,
        rise: 0,
        contents: None,
        part: None,
        sort_all: sort,
    };
    let body = Rules::new(setting).blocks(blocks);
    let count = u64::try_from(entries.len()).unwrap_or(u64::MAX);
    let main = Slots::new()
        .text("inspectorate", site.inspectorate)
        .text("title", title)
        .text("count", &locale.say_with("html-index-count", &[("count", Arg::Count(count))]))
        .html("body", &body)
        .fill("programme.html");
    let mut head = String::new();
    canonical(&mut head, site, &path);
    if !site.drafts {
        let description = locale
            .say_with("html-programme-description", &[("programme", Arg::Text(title)), ("inspectorate", Arg::Text(site.inspectorate))]);
        meta(&mut head, "name", "description", &description);
        for (property, content) in
            [("og:type", "website"), ("og:title", title), ("og:description", &description), ("og:site_name", site.inspectorate)]
        {
            meta(&mut head, "property", property, content);
        }
    }
    Shell {
        site,
        locale,
        lang: locale.lang(),
        path: &path,
        kind: "programme-page",
        title: &format!("{title} – {}", site.inspectorate),
        head: &head,
        state_mark: site.drafts.then(|| locale.say("html-drafts")).as_deref(),
        trail: &[("index.html".to_string(), locale.say("html-all-reports"))],
        main: &main,
        foot: &[foot(site, locale)],
    }
    .page()
}
