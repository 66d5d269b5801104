//! The index of all reports, with its filter.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::escape;
use super::page::{canonical, published_key};
use super::programme_path;
use super::shell::{Page, Shell, Site, foot, meta};
use super::templates::Slots;
use crate::date::Date;
use crate::locale::{Arg, Lang, Locale};

/// What the index of all reports is made of.
pub struct IndexPage<'a> {
    /// What it shares with the other pages of the edition.
    pub site: &'a Site<'a>,
    /// The reports, in any order.
    pub entries: &'a [IndexEntry],
    /// The words of the page's language.
    pub locale: &'a Locale,
}

/// A report in the index. Its texts are final words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexEntry {
    /// The report's folder.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its programme, under which it is listed.
    pub programme: String,
    /// That programme's folder.
    pub framework: String,
    /// The area inspected.
    pub area: String,
    /// When it was published, to be sorted by.
    pub published: Date,
    /// The same in words.
    pub published_words: String,
    /// The language of these texts.
    pub lang: Lang,
    /// The mark of an unpublished report.
    pub state_mark: Option<String>,
}

impl IndexEntry {
    /// ` lang="cy"` where its texts are in another language than the page.
    pub(super) fn lang_attribute(&self, locale: &Locale) -> String {
        if self.lang == *locale.lang() { String::new() } else { format!(" lang=\"{}\"", escape::text(&self.lang.0)) }
    }
}

/// The index of all reports, by programme, area and date, to stand at `index.html`.
///
/// # Panics
/// As [`super::report_pages`].
pub fn index_page(page: &IndexPage) -> Page {
    #[derive(Serialize)]
    struct Programme {
        href: String,
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
    let IndexPage { site, entries, locale } = *page;
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_by(|a, b| {
        let place = |entry: &IndexEntry| (entry.programme.clone(), entry.framework.clone(), entry.area.clone());
        // Of one area the latest report comes first.
        place(a).cmp(&place(b)).then(b.published.cmp(&a.published)).then(a.slug.cmp(&b.slug))
    });
    let mut programmes: Vec<Programme> = Vec::new();
    for entry in sorted {
        let href = escape::text(&escape::path(&programme_path(&entry.framework)));
        if programmes.last().is_none_or(|last| last.href != href) {
            programmes.push(Programme { href, html: escape::text(&entry.programme), reports: Vec::new() });
        }
        let mut attributes = entry.lang_attribute(locale);
        for (name, value) in facets(entry) {
            let _ = write!(attributes, " data-{name}=\"{}\"", escape::text(&value));
        }
        let report = Entry {
            attributes,
            href: escape::text(&escape::path(&format!("{}/index.html", entry.slug))),
            title: escape::text(&entry.title),
            area: escape::text(&entry.area),
            published_label: escape::text(&locale.say(published_key(entry.state_mark.is_some()))),
            published: escape::text(&entry.published_words),
            date: entry.published.to_iso(),
            state_mark: escape::text(entry.state_mark.as_deref().unwrap_or("")),
        };
        if let Some(last) = programmes.last_mut() {
            last.reports.push(report);
        }
    }
    let title = locale.say(if site.drafts { "html-index-title-drafts" } else { "html-index-title" });
    let count = u64::try_from(entries.len()).unwrap_or(u64::MAX);
    let main = Slots::new()
        .text("title", &title)
        .text("inspectorate", site.inspectorate)
        .text("count", &locale.say_with("html-index-count", &[("count", Arg::Count(count))]))
        .text("area_label", &locale.say("html-index-area"))
        .html("search", &super::search::form(locale))
        .html("filter", &filter(entries, locale))
        .items("programmes", &programmes)
        .fill("index.html");
    let mut head = String::new();
    let mut lines = vec![foot(site, locale)];
    canonical(&mut head, site, "index.html");
    if !site.drafts {
        let description = locale.say_with("html-index-description", &[("inspectorate", Arg::Text(site.inspectorate))]);
        meta(&mut head, "name", "description", &description);
        for (property, content) in
            [("og:type", "website"), ("og:title", &title), ("og:description", &description), ("og:site_name", site.inspectorate)]
        {
            meta(&mut head, "property", property, content);
        }
        if let Some(url) = site.url("") {
            meta(&mut head, "property", "og:url", &url);
            let words = escape::text(&locale.say("html-feed"));
            let _ = writeln!(head, "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"feed.xml\" title=\"{words}\">");
            if !entries.is_empty() {
                let words = escape::text(&locale.say("html-feed-link"));
                lines.push(format!("<p><a href=\"feed.xml\" type=\"application/atom+xml\">{words}</a></p>"));
            }
        }
    }
    Shell {
        site,
        locale,
        lang: locale.lang(),
        path: "index.html",
        kind: "index",
        title: &format!("{title} – {}", site.inspectorate),
        head: &head,
        state_mark: site.drafts.then(|| locale.say("html-drafts")).as_deref(),
        trail: &[],
        main: &main,
        foot: &lines,
    }
    .page()
}

/// What reports are told apart by, with the names that the filter and its script know them by.
fn facets(entry: &IndexEntry) -> [(&'static str, String); 4] {
    [
        ("area", entry.area.clone()),
        ("programme", entry.programme.clone()),
        ("year", format!("{:04}", entry.published.year)),
        ("language", entry.lang.0.clone()),
    ]
}

/// The filter, which script shows; a facet in which all reports agree is left out.
fn filter(entries: &[IndexEntry], locale: &Locale) -> String {
    let labels = ["html-filter-area", "html-filter-programme", "html-filter-year", "html-filter-language"].map(|key| locale.say(key));
    let mut fields = String::new();
    for (index, label) in labels.iter().enumerate() {
        let facet = |entry| facets(entry)[index].clone();
        let values: BTreeSet<String> = entries.iter().map(|entry| facet(entry).1).collect();
        let Some((name, _)) = entries.first().map(facet) else { continue };
        if values.len() < 2 {
            continue;
        }
        let mut options = format!("<option value=\"\">{}</option>", escape::text(&locale.say("html-filter-all")));
        // The latest years come first.
        let in_order: Vec<_> = if name == "year" { values.iter().rev().collect() } else { values.iter().collect() };
        for value in in_order {
            let value = escape::text(value);
            // A language is named in its own words.
            let spoken = if name == "language" { Locale::load(&Lang(value.clone())) } else { None };
            let _ = match spoken {
                Some(spoken) => write!(options, "<option value=\"{value}\" lang=\"{value}\">{}</option>", escape::text(&spoken.name())),
                None => write!(options, "<option value=\"{value}\">{value}</option>"),
            };
        }
        let label = escape::text(label);
        let _ =
            write!(fields, "<div><label for=\"{name}_\">{label}</label> <select id=\"{name}_\" name=\"{name}\">{options}</select></div>");
    }
    if fields.is_empty() {
        return String::new();
    }
    let count = |shown: &str| {
        locale.say_with("html-filter-count", &[("shown", Arg::Text(shown)), ("total", Arg::Text(&entries.len().to_string()))])
    };
    Slots::new()
        .text("label", &locale.say("html-filter"))
        .html("fields", &fields)
        .text("clear", &locale.say("html-filter-clear"))
        .text("count", &count("{shown}"))
        .fill("filter.html")
}
