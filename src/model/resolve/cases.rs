//! The cases of a report, `cases.csv` and `answers.csv`, and leave for prose that a check objects to.

use super::Reader;
use super::report::Against;
use crate::diag::{Diagnostic, Spanned, suggest};
use crate::model::allow::{Allow, ProseAllow, find_quote};
use crate::model::cases::{CaseSample, read::sample};
use crate::model::raw::RawProseAllow;
use crate::source::decode::listed;
use crate::source::discover::{Found, ReportFolder};
use crate::source::read;

/// The largest file of cases or answers: some ten million rows.
const MAX_CSV: u64 = 256 << 20;

/// The sample, if the report has one. `Err` when it is broken; that was reported then.
pub(super) fn load_cases(
    reader: &mut Reader,
    folder: &ReportFolder,
    against: Option<Against>,
    stated: Option<&Spanned<u32>>,
) -> Result<Option<CaseSample>, ()> {
    let Some(found) = &folder.cases else {
        return match &folder.answers {
            None => Ok(None),
            Some(answers) => {
                reader.report(
                    Diagnostic::error("missing-file", "there are answers, but no `cases.csv`").in_path(answers.shown.clone()).help(
                        format!("write `{}/cases.csv`, with a row for each case: `case` and the columns of `case-profile`", folder.shown),
                    ),
                );
                Err(())
            }
        };
    };
    let mut text = |found: &Found| read::text_up_to(reader.system, &found.path, &found.shown, MAX_CSV, reader.sources, reader.problems);
    let cases = text(found);
    let answers = folder.answers.as_ref().map(&mut text);
    // Against a framework that is broken itself, nothing here can be wrong.
    let Some(against) = against.filter(|against| against.sure.questions && against.sure.sections) else { return Err(()) };
    let (Some(cases), false) = (cases, answers == Some(None)) else { return Err(()) };
    let sample = sample(against.framework, reader.sources, cases, answers.flatten(), reader.problems).ok_or(())?;
    if let Some(stated) = stated
        && u64::from(stated.value) != sample.cases.len() as u64
    {
        reader.report(
            Diagnostic::error("sample-differs", format!("`sample` is {}, but cases.csv has {} cases", stated.value, sample.cases.len()))
                .at(stated.span, "stated here")
                .help(format!("write {}, or complete the cases", sample.cases.len())),
        );
        return Err(());
    }
    Ok(Some(sample))
}

/// What may stand in the report's prose, with the places of the quotations. `None` if any is broken.
pub(super) fn prose_allows(reader: &mut Reader, folder: &ReportFolder, raw: Vec<RawProseAllow>) -> (Vec<ProseAllow>, bool) {
    let mut allows = Vec::new();
    let mut sound = true;
    for raw in raw {
        let (Some(file), Some(quote), Some(check), Some(reason)) = (raw.file, raw.quote, raw.check, raw.reason) else {
            sound = false;
            continue;
        };
        let prefix = format!("{}/", folder.shown);
        // Wording that the report has from its framework is named from the content folder.
        let content = folder.shown.rsplit_once("reports/").map_or("", |(content, _)| content);
        let is_it = |path: &str| {
            path.strip_prefix(&prefix) == Some(&file.0) || file.0.starts_with("frameworks/") && path.strip_prefix(content) == Some(&file.0)
        };
        let found = reader.sources.iter().find(|(_, source)| is_it(&source.path)).map(|(id, _)| id);
        let Some(found) = found else {
            let known: Vec<&str> = reader.sources.iter().filter_map(|(_, source)| source.path.strip_prefix(&prefix)).collect();
            // Of a report's many files those beside the one that was meant say enough.
            let beside =
                |path: &str| path.rsplit_once('/').map_or("", |(above, _)| above) == file.0.rsplit_once('/').map_or("", |(above, _)| above);
            let near: Vec<&str> = known.iter().copied().filter(|path| beside(path)).collect();
            let help = match suggest::nearest(&file.0, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None if near.is_empty() => format!("the report's files: {}", listed(&known)),
                None => format!("the files there: {}", listed(&near)),
            };
            reader.report(Diagnostic::error("unknown-file", format!("the report has no file `{}`", file.0)).at(file.span, "").help(help));
            sound = false;
            let span = check.span;
            let allow = Allow { check: check.map(|line| line.0), reason, note: raw.note.unwrap_or(false), span };
            // It covers nothing, but whether there is such a check can be said all the same.
            allows.push(ProseAllow { file: file.map(|line| line.0), quote, places: Vec::new(), times: raw.times, allow });
            continue;
        };
        let places = find_quote(reader.sources, found, &quote);
        if places.is_empty() {
            reader.report(
                Diagnostic::warning("unneeded-allow", format!("the quotation does not stand in `{}`", file.0))
                    .at(quote.span, "not found")
                    .help("quote the words as they stand in the file, or take the allow out"),
            );
        }
        let span = check.span;
        let allow = Allow { check: check.map(|line| line.0), reason, note: raw.note.unwrap_or(false), span };
        allows.push(ProseAllow { file: file.map(|line| line.0), quote, places, times: raw.times, allow });
    }
    (allows, sound)
}
