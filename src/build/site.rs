//! What an edition has besides its reports: index, programme pages, search, feed, sitemap, style sheet, script and fonts.

use std::sync::Arc;

use super::outputs::OutputFile;
use super::receipt::{Digest, Shown};
use crate::diag::{Diagnostic, Problems, Severity, Sources};
use crate::document::programme::{contact_blocks, programme_blocks};
use crate::document::tree::Block;
use crate::framework::Framework;
use crate::html::{self, IndexEntry, IndexPage, ProgrammePage, SearchPage, Site};
use crate::locale::Locale;
use crate::model::Programme;
use crate::text::Fonts;
use crate::theme::Theme;

pub(super) fn page_file(page: html::Page) -> OutputFile {
    OutputFile { path: page.path, bytes: page.html.into_bytes() }
}

/// What all pages of an edition share.
pub(super) fn site<'a>(programme: &'a Programme, fonts: &Fonts, drafts: bool) -> Site<'a> {
    Site {
        inspectorate: &programme.inspectorate,
        address: &programme.address,
        website: programme.website.as_ref().map(|website| website.value.as_str()),
        contact: &[],
        base_url: programme.base_url.as_deref(),
        fonts: html::upright_fonts(fonts),
        drafts,
    }
}

/// The frameworks that have reports, each with the blocks of its page. What is wrong with a framework's text is said of all.
pub(super) fn programmes<'a>(
    programme: &Programme,
    frameworks: impl IntoIterator<Item = &'a Arc<Framework>>,
    digests: &[&Digest],
    sources: &Sources,
    problems: &mut Problems,
) -> Vec<(&'a Framework, Vec<Block>)> {
    let Some(locale) = main_locale(programme) else { return Vec::new() };
    contact_blocks(programme, sources, problems);
    let mut all = Vec::new();
    for framework in frameworks {
        let on_it = digests.iter().filter(|digest| digest.framework == framework.id);
        let compared: Vec<_> = on_it.map(|digest| digest.compared()).collect();
        match programme_blocks(programme, framework, &compared, &locale, sources) {
            Ok(blocks) => {
                problems.extend(blocks.warnings);
                if !compared.is_empty() {
                    all.push((&**framework, blocks.value));
                }
            }
            Err(found) => problems.extend(found),
        }
    }
    all
}

/// The words of the pages that belong to no report.
fn main_locale(programme: &Programme) -> Option<Locale> {
    programme.languages.first().and_then(Locale::load)
}

/// The files that belong to no single report, `digests` being the reports of the edition.
pub(super) fn site_files<'a>(
    programme: &Programme,
    frameworks: impl IntoIterator<Item = &'a Arc<Framework>>,
    site: &Site,
    digests: &[&Digest],
    sources: &Sources,
    (theme, fonts): (&Theme, &Fonts),
    problems: &mut Problems,
) -> Vec<OutputFile> {
    let file = |(path, bytes)| OutputFile { path, bytes };
    let mut files = html::assets(theme, fonts).into_iter().map(file).collect::<Vec<_>>();
    let Some(locale) = main_locale(programme) else { return files };
    // What is wrong with it has been said.
    let contact = contact_blocks(programme, sources, &mut Problems::new());
    let site = &Site { contact: &contact, ..*site };
    let shown: Vec<_> = digests.iter().filter_map(|digest| digest.shown.as_ref()).collect();
    let entries: Vec<IndexEntry> = shown.iter().map(|shown| shown.entry.clone()).collect();
    files.push(page_file(html::index_page(&IndexPage { site, entries: &entries, locale: &locale })));
    // What is wrong with them has been said.
    let programmes = programmes(programme, frameworks, digests, sources, &mut Problems::new());
    for (framework, blocks) in &programmes {
        let Framework { id, title, grades, .. } = *framework;
        let entries: Vec<_> = entries.iter().filter(|entry| entry.framework == *id).cloned().collect();
        // Where areas are not to be ranked, nothing sorts them by score.
        let sort = framework.comparison_advice.is_none();
        let page = ProgrammePage { site, framework: id, title, grades, entries: &entries, blocks, sort, locale: &locale };
        files.push(page_file(html::programme_page(&page)));
    }
    files.push(page_file(html::search_page(&SearchPage { site, reports: &entries, locale: &locale })));
    if site.drafts {
        return files;
    }
    if site.base_url.is_none() {
        problems.push(no_base_url());
    }
    let of_report = |shown: &&Shown| shown.paths.iter().map(|path| (path.clone(), Some(shown.entry.published))).collect::<Vec<_>>();
    let pages = shown.iter().flat_map(of_report);
    let others = programmes.iter().map(|(framework, _)| (html::programme_path(&framework.id), None));
    let all: Vec<_> = std::iter::once(("index.html".to_owned(), None)).chain(others).chain(pages).collect();
    files.extend(html::feed(site, &entries, &locale).into_iter().chain(html::sitemap(site, &all)).map(file));
    files
}

fn no_base_url() -> Diagnostic {
    let message = "the edition has no feed and no sitemap, because nobody has said where it will be";
    let note = Diagnostic::warning("no-base-url", message)
        .in_path("programme.yaml")
        .help("add the address of its folder: `base-url: https://www.example.org/reports/`");
    Diagnostic { severity: Severity::Note, ..note }
}
