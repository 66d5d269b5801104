//! A page of every kind of block, compared with a file; hostile words in every text; and what must hold of any page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::rules::{Rules, Setting};
use super::{Download, DownloadKind, IndexEntry, IndexPage, ReportPage, Site, image_files, index_page, report_pages};
use crate::chart::picture::{Anchor, Picture, PictureMark, PictureText};
use crate::date::Date;
use crate::document::chart_spec::{ChartSpec, Plot};
use crate::document::sample::{self, KINDS, kind_name};
use crate::document::tree::{Document, walk};
use crate::geom::{Color, Point, Pt, Size};
use crate::locale::{Lang, Locale};
use crate::model::report::Pages;
use crate::source::image::{Image, ImageKind};

/// A stand-in for the real drawing: its words, one below the other.
fn draw(spec: &ChartSpec, width: Pt) -> Picture {
    let Plot::Bars(bars) = &spec.plot else { return Picture { size: Size { width, height: Pt(50.0) }, marks: Vec::new() } };
    let words = bars.groups.iter().flat_map(|group| std::iter::once(&group.label).chain(group.bars.iter().map(|bar| &bar.label)));
    let mark = |(row, text): (u8, &String)| {
        let at = Point::new(Pt(0.0), Pt(12.0 * (f32::from(row) + 1.0)));
        let (size, color, width) = (Pt(9.5), Color::hex(0x0B_0C_0C), Pt(100.0));
        PictureMark::Text(PictureText { text: text.clone(), at, anchor: Anchor::Start, size, color, bold: row == 0, width })
    };
    Picture { size: Size { width, height: Pt(50.0) }, marks: (0..).zip(words).map(mark).collect() }
}

fn images(path: &str) -> Vec<Image> {
    let bytes: Arc<[u8]> = Arc::from(&b"png"[..]);
    vec![Image { path: path.into(), bytes, kind: ImageKind::Png, width: 40, height: 30, pixels: None }]
}

fn with_page<T>(document: &Document, image: &str, look: impl FnOnce(&ReportPage) -> T) -> T {
    let locale = Locale::load(&Lang("en".into())).expect("English is there");
    let download = |href: &str, kind, bytes| Download { href: href.into(), kind, bytes };
    let downloads = [
        download("surrey-2008.pdf", DownloadKind::Pdf, 311_500),
        download("report.json", DownloadKind::Json, 1_240_000),
        download("data/criterion-scores.csv", DownloadKind::Csv, 96),
        download("data/caseload.csv", DownloadKind::Csv, 64),
    ];
    let images = images(image);
    let grades = ["Well met".to_string(), "Partly met".to_string()];
    let address = ["1 Example Street".to_string(), "London".to_string()];
    let site = site(&address);
    let (locale, downloads, pages) = (&locale, &downloads, Pages::One);
    look(&ReportPage { site: &site, document, images: &images, locale, downloads, grades: &grades, pages, draw: &draw })
}

pub(super) fn site(address: &[String]) -> Site<'_> {
    Site {
        inspectorate: "HM Inspectorate of Probation",
        address,
        website: Some("https://www.example.org"),
        contact: &[],
        base_url: Some("https://reports.example.org/"),
        fonts: ["assets/fonts/a.woff2", "assets/fonts/b.woff2"],
        drafts: false,
    }
}

/// The report in one page.
fn report_page(page: &ReportPage) -> String {
    let mut pages = report_pages(page);
    assert_eq!(pages.len(), 1);
    pages.remove(0).html
}

fn page(document: &Document) -> String {
    with_page(document, "images/map.png", report_page)
}

#[test]
fn a_block_of_every_kind_looks_as_agreed() {
    let document = sample::document();
    let mut by_kind: BTreeMap<&str, String> = BTreeMap::new();
    with_page(&document, "images/map.png", |page| {
        let ReportPage { locale, downloads, grades, draw, images, .. } = *page;
        let (notes, elsewhere) = (&document.notes, &|_: &str| None);
        let mut rules = Rules::new(Setting {
            locale,
            notes,
            images,
            downloads,
            draw,
            grades,
            elsewhere,
            rise: 0,
            contents: Some("contents"),
            part: None,
            sort_all: false,
        });
        walk(&document.parts, &mut |block| {
            // A block that holds others is shown by its first example alone.
            let html = by_kind.entry(kind_name(&block.kind)).or_default();
            let holds_others = ["section"].contains(&kind_name(&block.kind)) && !html.is_empty();
            if !holds_others {
                html.push_str(&rules.block(block));
            }
        });
    });
    let shown = KINDS.map(|kind| format!("=== {kind} ===\n{}\n", by_kind[kind])).concat();
    insta::assert_snapshot!("blocks", shown);
}

#[test]
fn a_whole_page_looks_as_agreed() {
    let mut document = sample::document();
    document.parts.truncate(2);
    insta::assert_snapshot!("page", page(&document));
}

/// What stands between `<` and `>`, but for the text of the page.
fn tags(html: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>') else { panic!("an open tag at {:?}", &rest[start..rest.len().min(start + 80)]) };
        tags.push(&rest[start..=start + end]);
        rest = &rest[start + end + 1..];
    }
    tags
}

fn attribute_values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    tags(html).iter().filter_map(|tag| tag.split_once(opening.as_str())).filter_map(|(_, rest)| rest.split('"').next()).collect()
}

#[test]
fn hostile_words_stay_words() {
    const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b onmouseover=\"x\">{{ 7 * 7 }}{% raw %}&lt;\u{0}";
    // Its labels are not the plain numbers that are left to the browser either.
    let plain = sample::document_with(|text| format!("{text}!"));
    let hostile = sample::document_with(|text| format!("{text}{HOSTILE}"));
    let (plain_page, page) = (page(&plain), with_page(&hostile, &format!("images/{HOSTILE}.png"), report_page));
    // The same tags in the same order: nothing became markup, and no attribute was added to any of them.
    let shape = |html: &str| -> Vec<(String, Vec<String>)> {
        tags(html)
            .iter()
            .map(|tag| {
                let name = tag.trim_matches(['<', '>', '/']).split([' ', '>']).next().unwrap_or_default().to_string();
                let attributes = tag.split('"').step_by(2).map(|piece| piece.trim().trim_start_matches(['<', '/']).to_string());
                (name, attributes.collect())
            })
            .collect()
    };
    let (expected, found) = (shape(&plain_page), shape(&page));
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.len(), found.len());
    // And none was lost: as often as the words can be seen in the plain page.
    assert!(page.matches("&lt;script&gt;alert(1)&lt;/script&gt;").count() > 90, "{}", page.matches("&lt;script&gt;").count());
    assert!(!page.contains("49{% raw %}"));
}

#[test]
fn nothing_needs_script_inline_style_or_another_site() {
    let html = page(&sample::document());
    for tag in tags(&html) {
        // Every other piece between quotes is a name: ` style=`, ` onclick=`.
        let inline = tag.split('"').step_by(2).any(|name| name.contains(" style=") || name.contains(" on"));
        let foreign = tag.starts_with("<script") && !tag.starts_with("<script src=\"../assets/page.js\" ");
        assert!(!foreign && !tag.starts_with("<style") && !inline, "{tag}");
    }
    for loaded in attribute_values(&html, "src") {
        assert!(!loaded.contains(':') && !loaded.starts_with("//"), "{loaded}");
    }
    for tag in tags(&html).iter().filter(|tag| tag.starts_with("<link")) {
        let loaded = ["stylesheet", "icon", "preload"].iter().any(|kind| tag.contains(&format!("rel=\"{kind}\"")));
        assert!(!loaded || tag.contains("href=\"../assets/"), "{tag}");
    }
}

#[test]
fn ids_are_unique_and_every_reference_to_one_is_met() {
    let html = page(&sample::document());
    let ids = attribute_values(&html, "id");
    let unique: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for href in attribute_values(&html, "href") {
        if let Some(fragment) = href.strip_prefix('#') {
            assert!(unique.contains(fragment), "#{fragment}");
        }
    }
    for name in ["aria-labelledby", "aria-describedby"] {
        for value in attribute_values(&html, name) {
            assert!(value.split(' ').all(|id| unique.contains(id)), "{name}={value}");
        }
    }
}

#[test]
fn headings_skip_no_level_and_begin_with_the_only_h1() {
    let html = page(&sample::document());
    let levels: Vec<u32> = tags(&html).iter().filter_map(|tag| tag.strip_prefix("<h")?.chars().next()?.to_digit(10)).collect();
    assert_eq!(levels.first(), Some(&1));
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn an_unpublished_report_says_so_at_its_head_and_in_its_title() {
    let mut document = sample::document();
    document.meta.state_mark = Some("Working draft".into());
    let html = page(&document);
    assert!(html.contains("<title>Working draft: A report on"));
    assert!(html.contains("<p class=\"state\">Working draft</p>"));
    assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!page(&sample::document()).contains("noindex"));
}

#[test]
fn pictures_stand_beside_the_page() {
    assert_eq!(image_files(&images("images/map.png")), [("images/map.png".to_string(), b"png".to_vec())]);
}

pub(super) fn entry(slug: &str, programme: &str, area: &str, year: u16) -> IndexEntry {
    IndexEntry {
        slug: slug.into(),
        title: format!("A report on {area}"),
        programme: programme.into(),
        framework: programme.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-"),
        area: area.into(),
        published: Date { year, month: None, day: None },
        published_words: year.to_string(),
        lang: Lang(if area == "Gwent" { "cy" } else { "en" }.into()),
        state_mark: None,
    }
}

#[test]
fn the_index_lists_by_programme_area_and_date() {
    let locale = Locale::load(&Lang("en".into())).expect("English is there");
    let entries = [
        entry("surrey-2008", "Offender management", "Surrey", 2008),
        entry("surrey-2011", "Offender management", "Surrey", 2011),
        entry("gwent-2005", "Effective <supervision>", "Gwent", 2005),
        entry("cheshire-2009", "Offender management", "Cheshire", 2009),
    ];
    let site = Site { inspectorate: "HM Inspectorate & Co", ..site(&[]) };
    let page = index_page(&IndexPage { site: &site, entries: &entries, locale: &locale });
    assert_eq!(page.path, "index.html");
    insta::assert_snapshot!("index", page.html);
}
