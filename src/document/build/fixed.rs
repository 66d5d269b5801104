//! What fixed wording takes for granted and a report has not got: the way out.
//!
//! The wording is the programme's, so whoever writes the report cannot mend it there. A report that needs other words brings its own text
//! of that name.

use crate::diag::Diagnostic;
use crate::model::report::Report;

/// Tells how a report gets out of a problem that stands in its framework's fixed wording.
pub(super) fn show_way_out(problems: &mut [Diagnostic], report: &Report) {
    for problem in problems.iter_mut().filter(|problem| ["unresolved-reference", "unknown-insert", "missing-key"].contains(&problem.name)) {
        let Some(file) = problem.labels.first().map(|label| label.span.file) else { continue };
        let Some((name, _)) = report.framework.wording.iter().find(|(_, text)| text.span.file == file) else { continue };
        let way = format!(
            "this is fixed wording of the framework; a report that needs other words has a text of that name, and it is printed in its \
             place: `reports/{}/{name}.md`",
            report.slug
        );
        problem.help = Some(problem.help.take().map_or_else(|| way.clone(), |help| format!("{help}; {way}")));
    }
}
