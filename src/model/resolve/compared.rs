//! Reports that were not asked for, read as far as others are compared with them: so a partial edition has the figures of the full one.

use super::report::{Against, date, framework};
use super::{Known, Reader, Wanted, cases, scores};
use crate::diag::Diagnostic;
use crate::model::raw::RawReport;
use crate::model::report::{Gaps, Report, State};
use crate::source::discover::ReportFolder;

/// The scores and cases of a report, if one of `wanted` is compared with it: it is published, on the same framework, and not later.
///
/// What else is wrong with it is no matter here; but where its scores cannot be read, nothing can be built that rests on them.
pub(super) fn load_compared(reader: &mut Reader, folder: &ReportFolder, frameworks: &[Known], wanted: &[Wanted]) -> Option<Report> {
    let before = reader.problems.len();
    let (file, raw) = reader.record::<RawReport>(folder.report.as_ref()?)?;
    let id = raw.framework.as_ref().map(|line| line.0.as_str());
    let published = raw.published.as_ref().and_then(|written| date(reader, written, "published"));
    let counts = |(framework, by): &Wanted| id.is_none_or(|id| id == *framework) && published.as_ref().is_none_or(|date| date.value <= *by);
    let counts = raw.state == Some(State::Published) && wanted.iter().any(counts);
    // Whoever cannot say on what framework and when it was published may count, and that it cannot is an error.
    let (Some(written), Some(published), true) = (raw.framework.as_ref(), published.clone(), counts) else {
        if !counts {
            reader.problems.truncate(before);
        }
        return None;
    };
    // Of its `report.yaml` only what was asked above matters.
    reader.problems.truncate(before);
    let (known, named) = framework(reader, written, frameworks)?;
    let (framework, sure) = known.resolved.as_ref()?;
    let against = Some(Against { framework, sure: *sure, known, named });
    let stated = scores::load_scores(reader, folder, against, folder.answers.is_some()).filter(|(_, sound)| *sound);
    let cases = cases::load_cases(reader, folder, against, None);
    let wrong = reader.problems[before..].iter().any(Diagnostic::is_error);
    let gaps = Gaps { scores: stated.is_none() || cases.is_err() || wrong, ..Gaps::default() };
    // Warnings are for those who build it.
    let mut index = 0;
    reader.problems.retain(|problem| {
        index += 1;
        index <= before || problem.is_error()
    });
    Some(Report {
        scores: stated.map(|(stated, _)| stated).unwrap_or_default(),
        cases: cases.unwrap_or_default(),
        gaps,
        ..Report::bare(&folder.slug, file, framework, published)
    })
}
