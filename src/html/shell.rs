//! What every page has: head, masthead, foot.

use std::fmt::Write as _;

use super::escape;
use super::rules::{Rules, Setting};
use super::templates::Slots;
use crate::chart::picture::Picture;
use crate::document::tree::Block;
use crate::geom::{Pt, Size};
use crate::locale::{Arg, Lang, Locale};

/// Only what comes with the edition may be loaded, and nothing stands in a page that could run.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'";

/// What all pages of an edition share.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// The inspectorate's full name.
    pub inspectorate: &'a str,
    /// Its address, line by line.
    pub address: &'a [String],
    /// Its website.
    pub website: Option<&'a str>,
    /// Whom to turn to, on pages that belong to no report.
    pub contact: &'a [Block],
    /// Where the edition will be, ending in `/`; `None` if nobody has said.
    pub base_url: Option<&'a str>,
    /// The files of the upright faces, which every page needs at once: [`super::upright_fonts`].
    pub fonts: [&'a str; 2],
    /// Whether these are the reports that are not published yet.
    pub drafts: bool,
}

impl Site<'_> {
    /// The full address of a file of the edition, if it is known where that will be.
    pub(super) fn url(&self, path: &str) -> Option<String> {
        self.base_url.map(|base| format!("{base}{}", escape::path(path)))
    }
}

/// A finished page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its path below the edition's folder, `/`-separated.
    pub path: String,
    /// Its markup.
    pub html: String,
}

/// A page as it goes into the shell.
pub(super) struct Shell<'a> {
    pub site: &'a Site<'a>,
    pub locale: &'a Locale,
    pub lang: &'a Lang,
    /// Where it will stand.
    pub path: &'a str,
    /// What kind of page it is, for the style sheet: empty for a report.
    pub kind: &'static str,
    pub title: &'a str,
    /// What else stands in the head.
    pub head: &'a str,
    /// What is said of the report's state on every page of it.
    pub state_mark: Option<&'a str>,
    /// The pages above this one: addresses from the edition's folder, and words.
    pub trail: &'a [(String, String)],
    pub main: &'a str,
    /// The lines of the foot, each markup.
    pub foot: &'a [String],
}

impl Shell<'_> {
    pub(super) fn page(&self) -> Page {
        Page { path: self.path.to_string(), html: self.fill() }
    }

    /// # Panics
    /// Never for anything in a report; only if an embedded template does not fit this code.
    fn fill(&self) -> String {
        let root = "../".repeat(self.path.matches('/').count());
        let say = |key: &str| self.locale.say(key);
        let mut trail = String::new();
        for (path, words) in self.trail {
            let _ = write!(trail, "<li><a href=\"{root}{}\">{}</a></li>", escape::text(&escape::path(path)), escape::text(words));
        }
        Slots::new()
            .text("lang", &self.lang.0)
            .text("policy", POLICY)
            .text("title", self.title)
            .flag("unpublished", self.site.drafts || self.state_mark.is_some())
            .html("head", self.head)
            .text("root", &root)
            .html("fonts", &self.fonts(&root))
            .text("kind", self.kind)
            .text("copied", &say("html-copied"))
            .text("skip", &say("html-skip"))
            .text("state_mark", self.state_mark.unwrap_or(""))
            .text("trail_label", &say("html-trail"))
            .html("trail", &trail)
            .text("search_path", super::search::PATH)
            .text("search_link", &say("html-search"))
            .html("main", self.main)
            .flag("stripes", self.main.contains("url(#stripes_)"))
            .html("foot", &self.foot.concat())
            .text("back_to_top", &say("html-back-to-top"))
            .fill("shell.html")
    }
}

impl Shell<'_> {
    /// Fonts are loaded with the page and not after its style sheet, so that text stands in them from the first moment.
    fn fonts(&self, root: &str) -> String {
        let mut out = String::new();
        for font in self.site.fonts {
            let kind = match font.rsplit('.').next() {
                Some("woff2") => "font/woff2",
                Some("otf") => "font/otf",
                _ => "font/ttf",
            };
            let _ = writeln!(out, "<link rel=\"preload\" href=\"{root}{font}\" as=\"font\" type=\"{kind}\" crossorigin>");
        }
        out
    }
}

/// Appends a `<meta>` to what stands in a head.
pub(super) fn meta(out: &mut String, kind: &str, name: &str, content: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<meta {kind}=\"{}\" content=\"{}\">", escape::text(name), escape::text(content));
}

/// The foot of a page that belongs to no report.
pub(super) fn foot(site: &Site, locale: &Locale) -> String {
    format!("<div><p>{}</p>{}</div>", escape::text(site.inspectorate), contact(site, locale, site.contact))
}

/// How readers may reach the inspectorate: its address and website, and whom to turn to.
pub(super) fn contact(site: &Site, locale: &Locale, whom: &[Block]) -> String {
    let mut lines: Vec<String> = site.address.iter().map(|line| escape::text(line)).collect();
    let mut link = |href: Option<String>, words: &str| {
        if let Some(href) = href {
            lines.push(format!("<a href=\"{}\">{}</a>", escape::text(&href), escape::text(words)));
        }
    };
    if let Some(website) = site.website {
        link(escape::web_address(website), &locale.say_with("html-website", &[("inspectorate", Arg::Text(site.inspectorate))]));
    }
    let mut out = if lines.is_empty() { String::new() } else { format!("<address>{}</address>", lines.join("<br>")) };
    // It stands in the report too, and notes and pictures only there.
    let draw = &|_: &_, width: Pt| Picture { size: Size { width, height: Pt(0.0) }, marks: Vec::new() };
    let setting = Setting {
        locale,
        notes: &[],
        images: &[],
        downloads: &[],
        draw,
        grades: &[],
        elsewhere: &|_| None,
        rise: 0,
        contents: None,
        part: None,
        sort_all: false,
    };
    out.push_str(&Rules::new(setting).blocks(whom));
    out
}
