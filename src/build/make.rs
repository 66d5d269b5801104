//! One report on its way to its files: document, checks, pages, PDF and data.

use std::cell::RefCell;
use std::ops::Deref;

use super::outputs::{Formats, OutputFile};
use super::pipeline::BuiltReport;
use super::site::page_file;
use super::watch::{Part, Watcher, watched};
use crate::chart::draw::draw;
use crate::checks;
use crate::diag::{Diagnostic, Problems, Sources};
use crate::document::build::read_document;
use crate::document::tree::Document;
use crate::html::{Download, DownloadKind, ReportPage, Site};
use crate::layout::layout_document;
use crate::locale::Locale;
use crate::model::Programme;
use crate::model::house::Strictness;
use crate::model::report::{ACCEPTED, ALL_SCORES, Gaps, Report};
use crate::scoring::Scores;
use crate::text::shape::Shaper;
use crate::text::{Fonts, Style};
use crate::theme::Theme;
use crate::{data, html, pdf};

/// A report with its scores and its document. `R` is a reference, or what else leads to a report and keeps it.
pub(super) struct Prepared<R> {
    pub(super) report: R,
    pub(super) scores: Scores,
    pub(super) locale: Locale,
    pub(super) document: Document,
}

/// What follows from a report whose scores are known, and every problem of it. If one is an error, or the report has gaps, the document lacks
/// something and is good for further checks alone.
pub(super) fn prepare_report<R: Deref<Target = Report>>(
    programme: &Programme,
    report: R,
    mut scores: Scores,
    sources: &Sources,
) -> (Option<Prepared<R>>, Problems) {
    let Some(locale) = Locale::load(&report.lang) else {
        return (
            None,
            vec![
                Diagnostic::error("unknown-language", format!("there are no words for the language '{}'", report.lang))
                    .help(format!("the languages are: {}", Locale::AVAILABLE.join(", "))),
            ],
        );
    };
    let (mut document, mut problems) = read_document(programme, &report, &scores, &locale, sources);
    let whole = report.gaps == Gaps::default() && !problems.iter().any(Diagnostic::is_error);
    let outcome = checks::run_all(programme, &report, &scores, &document, &locale, sources, whole);
    problems.extend(outcome.problems);
    if !whole {
        problems.extend(left_out(programme, &report, sources));
    }
    if !outcome.accepted.is_empty() {
        // What stands by leave is said in the document too, and only now is it known.
        scores.accepted.extend(outcome.accepted);
        document = read_document(programme, &report, &scores, &locale, sources).0;
    }
    (Some(Prepared { report, scores, locale, document }), problems)
}

/// That silence of some checks means nothing yet.
fn left_out(programme: &Programme, report: &Report, sources: &Sources) -> Option<Diagnostic> {
    let off = |name: &str| programme.house.checks.iter().any(|(known, how)| known.value == name && *how == Strictness::Off);
    let count = checks::NEED_ALL.iter().filter(|name| !off(name)).count();
    let message = format!("{count} checks have not looked at `{}`: they need all of it, and there is an error in it", report.slug);
    let note = Diagnostic::note("checks-left-out", message).in_path(sources.file(report.file).path.clone());
    (count > 0).then(|| note.help("mend the errors; the next run may find more"))
}

/// The files of a report, and what its page leads to. `known` are the downloads that the page leads to beside those that are made now.
pub(super) fn build_report<R: Deref<Target = Report>>(
    prepared: &Prepared<R>,
    site: &Site,
    (theme, fonts): (&Theme, &Fonts),
    formats: Formats,
    known: &[Download],
    watcher: &dyn Watcher,
) -> Result<(BuiltReport, Vec<Download>, Vec<OutputFile>), Problems> {
    let Prepared { report, scores, locale, document } = prepared;
    let slug = &report.slug;
    let mut files = Vec::new();
    let mut downloads = known.to_vec();
    let mut add = |path: String, bytes: Vec<u8>, kind: Option<DownloadKind>| {
        if let Some(kind) = kind {
            downloads.push(Download { href: path.clone(), kind, bytes: bytes.len() as u64 });
        }
        files.push(OutputFile { path: format!("{slug}/{path}"), bytes });
    };
    let mut pages = None;
    if formats.pdf {
        let laid_out = watched(watcher, Part::Layout, || layout_document(document, &report.images, theme, fonts));
        pages = Some(laid_out.pages.len());
        let bytes = watched(watcher, Part::Pdf, || pdf::write_pdf(document, laid_out, &report.images, fonts))?;
        add(format!("{slug}.pdf"), bytes, Some(DownloadKind::Pdf));
    }
    if formats.data {
        watcher.part_begins(Part::Data);
        add("report.json".to_owned(), data::report_json(document, scores, report), Some(DownloadKind::Json));
        add(format!("data/{slug}.ods"), data::ods::write(&data::workbook::workbook(document, locale)), Some(DownloadKind::Ods));
        for (path, bytes) in data::csv_files(document, locale) {
            let kind = match path.strip_prefix("data/").and_then(|name| name.strip_suffix(".csv")) {
                Some(ALL_SCORES) => DownloadKind::Scores,
                Some(ACCEPTED) => DownloadKind::Accepted,
                _ => DownloadKind::Csv,
            };
            add(path, bytes, Some(kind));
        }
        if let Some((path, bytes)) = data::csv_metadata(document, locale) {
            add(path, bytes, Some(DownloadKind::CsvMetadata));
        }
        watcher.part_ends(Part::Data);
    }
    if formats.html {
        watcher.part_begins(Part::Html);
        for (path, bytes) in html::image_files(&report.images) {
            add(path, bytes, None);
        }
        let shaper = RefCell::new(Shaper::new(fonts));
        let measure = |text: &str, size, bold| {
            let face = fonts.face_id(if bold { Style::Bold } else { Style::Regular });
            shaper.borrow_mut().width(text, face, size)
        };
        let pages = html::report_pages(&ReportPage {
            site,
            document,
            images: &report.images,
            locale,
            downloads: &downloads,
            grades: &report.framework.grades,
            pages: report.pages,
            draw: &|spec, width| draw(spec, width, theme, &measure),
        });
        files.extend(pages.into_iter().map(page_file));
        files.extend(html::search_files(document, report.pages).into_iter().map(|(path, bytes)| OutputFile { path, bytes }));
        watcher.part_ends(Part::Html);
    }
    Ok((BuiltReport { slug: slug.clone(), title: document.meta.title.clone(), pages }, downloads, files))
}
