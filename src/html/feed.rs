//! The feed of new reports (Atom, RFC 4287) and the sitemap, for an edition of which it is known where it will be.
//!
//! Their dates are those of the reports, so the same content makes the same feed.

use std::fmt::Write as _;

use super::IndexEntry;
use super::escape;
use super::shell::Site;
use crate::date::Date;
use crate::locale::{Arg, Locale};

/// A file of the edition: its path and its bytes.
type File = (String, Vec<u8>);

/// The feed, the latest report first; nothing without a base URL or without reports.
pub fn feed(site: &Site, entries: &[IndexEntry], locale: &Locale) -> Option<File> {
    let base = escape::text(&site.url("")?);
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_by(|a, b| b.published.cmp(&a.published).then(a.slug.cmp(&b.slug)));
    let latest = moment(sorted.first()?.published);
    let title = locale.say_with("html-feed-title", &[("inspectorate", Arg::Text(site.inspectorate))]);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<id>{base}</id>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{base}feed.xml\"/>\n\
         <updated>{latest}</updated>\n<author><name>{}</name></author>\n",
        escape::text(&locale.lang().0),
        escape::text(&title),
        escape::text(site.inspectorate),
    );
    for entry in sorted {
        let url = escape::text(&site.url(&format!("{}/", entry.slug))?);
        let (title, date) = (escape::text(&entry.title), moment(entry.published));
        let summary = locale.say_with(
            "html-feed-summary",
            &[
                ("programme", Arg::Text(&entry.programme)),
                ("area", Arg::Text(&entry.area)),
                ("published", Arg::Text(&entry.published_words)),
            ],
        );
        let _ = write!(
            out,
            "<entry xml:lang=\"{}\">\n<title>{title}</title>\n<id>{url}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n\
             <published>{date}</published>\n<updated>{date}</updated>\n<category term=\"{}\" label=\"{}\"/>\n<summary xml:lang=\"{}\">{}</summary>\n</entry>\n",
            escape::text(&entry.lang.0),
            escape::text(&entry.framework),
            escape::text(&entry.programme),
            escape::text(&locale.lang().0),
            escape::text(&summary),
        );
    }
    out.push_str("</feed>\n");
    Some(("feed.xml".to_string(), out.into_bytes()))
}

/// The sitemap of pages with the dates of their reports; nothing without a base URL.
pub fn sitemap(site: &Site, pages: &[(String, Option<Date>)]) -> Option<File> {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (path, date) in pages {
        let folder = path.strip_suffix("index.html").unwrap_or(path);
        let _ = write!(out, "<url><loc>{}</loc>", escape::text(&site.url(folder)?));
        if let Some(date) = date {
            let _ = write!(out, "<lastmod>{}</lastmod>", date.to_iso());
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    Some(("sitemap.xml".to_string(), out.into_bytes()))
}

/// A date as Atom wants it, to the second; what the report does not say is the first.
fn moment(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::{feed, sitemap};
    use crate::date::Date;
    use crate::html::Site;
    use crate::html::tests::{entry, site};
    use crate::locale::{Lang, Locale};

    #[test]
    fn the_latest_report_comes_first_and_dates_are_the_reports() {
        let locale = Locale::load(&Lang("en".into())).expect("English is there");
        let entries = [entry("surrey-2008", "Offender <management>", "Surrey", 2008), entry("cheshire-2011", "OMI 2", "Cheshire", 2011)];
        let (path, bytes) = feed(&site(&[]), &entries, &locale).expect("a feed");
        assert_eq!(path, "feed.xml");
        let text = String::from_utf8(bytes).expect("text");
        let (first, second) = (text.find("cheshire-2011/").expect("Cheshire"), text.find("surrey-2008/").expect("Surrey"));
        assert!(first < second, "{text}");
        assert!(text.contains("<updated>2011-01-01T00:00:00Z</updated>\n<author>"), "{text}");
        assert!(text.contains("label=\"Offender &lt;management&gt;\""), "{text}");
    }

    #[test]
    fn without_an_address_there_is_neither() {
        let locale = Locale::load(&Lang("en".into())).expect("English is there");
        let site = Site { base_url: None, ..site(&[]) };
        assert_eq!(feed(&site, &[entry("a", "b", "c", 2008)], &locale), None);
        assert_eq!(sitemap(&site, &[("index.html".into(), None)]), None);
    }

    #[test]
    fn the_sitemap_has_folders_and_pages() {
        let date = Date { year: 2008, month: Some(4), day: None };
        let pages = [("index.html".to_string(), None), ("surrey-2008/section-1.html".to_string(), Some(date))];
        let (_, bytes) = sitemap(&site(&[]), &pages).expect("a sitemap");
        let text = String::from_utf8(bytes).expect("text");
        assert!(text.contains("<url><loc>https://reports.example.org/</loc></url>\n"), "{text}");
        assert!(text.contains("<loc>https://reports.example.org/surrey-2008/section-1.html</loc><lastmod>2008-04</lastmod>"), "{text}");
    }
}
