//! The lines of `report.yaml` by which a finding may stand: an author has them ready to copy.

use crate::diag::{Diagnostic, Severity, Sources};
use crate::scoring::BESIDE_SCORES;

/// So much of what a finding points at is quoted; an allow takes wherever its quotation touches the place.
const LONGEST: usize = 60;

/// A finding whose help ends with the lines that let it stand. Notes, which nobody has to mend, are left as they are.
/// `report` is the path of its `report.yaml`.
pub(super) fn with_lines(problem: Diagnostic, report: &str, sources: &Sources) -> Diagnostic {
    let Some(lines) = (problem.severity > Severity::Note).then(|| lines(&problem, report, sources)).flatten() else { return problem };
    let help = problem.help.as_ref().map_or_else(String::new, |help| format!("{help}\n"));
    problem.help(format!("{help}or, if it is to stand, put below `allow:` in report.yaml:\n{lines}"))
}

fn lines(problem: &Diagnostic, report: &str, sources: &Sources) -> Option<String> {
    let span = problem.labels.first()?.span;
    let path = &sources.file(span.file).path;
    // The report's folder, and the content folder two above it.
    let folder = report.rsplit_once('/').map_or("", |(folder, _)| folder);
    let above = |path: &str| path.rsplit_once('/').map_or(0, |(above, _)| above.len() + 1);
    let content = &folder[..above(folder.rsplit_once('/').map_or("", |(above, _)| above))];
    let own = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    let file = own.or_else(|| path.strip_prefix(content).filter(|file| file.starts_with("frameworks/")))?;
    let mut quote = String::new();
    for word in sources.slice(span).split_whitespace() {
        if !quote.is_empty() && quote.len() + word.len() > LONGEST {
            break;
        }
        quote.extend([if quote.is_empty() { "" } else { " " }, word]);
    }
    let known = !matches!(problem.name, "unneeded-allow" | "unknown-check") && !BESIDE_SCORES.contains(&problem.name);
    (known && !quote.is_empty())
        .then(|| format!("  - {{ file: {}, quote: {}, check: {}, reason: '…' }}", scalar(file), scalar(&quote), problem.name))
}

/// A scalar of YAML that is what it looks like.
fn scalar(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::with_lines;
    use crate::diag::{Diagnostic, Sources, Span};

    #[test]
    fn the_lines_can_be_copied() {
        let mut sources = Sources::default();
        let text = "The area's\n  9 (36%) of 35 were late.\n";
        let own = sources.add("reports/a/content/reports/a/sections/1.yaml", text);
        let shared = sources.add("reports/a/content/frameworks/omi/role.md", text);
        let says = |problem: Diagnostic| with_lines(problem, "reports/a/content/reports/a/report.yaml", &sources).help.unwrap_or_default();
        let at = |file, range| Diagnostic::error("wrong-share", "x").at(Span::new(file, range), "");
        assert_eq!(
            says(at(own, 4..26).help("correct it")),
            "correct it\nor, if it is to stand, put below `allow:` in report.yaml:\n  \
             - { file: 'sections/1.yaml', quote: 'area''s 9 (36%) of 35', check: wrong-share, reason: '…' }"
        );
        assert!(says(at(shared, 4..8)).contains("file: 'frameworks/omi/role.md', quote: 'area'"));
        // Notes need no leave, and what points at nothing can have none.
        assert_eq!(says(Diagnostic::note("long-sentence", "x").at(Span::new(own, 4..8), "")), "");
        assert_eq!(says(at(own, 4..4)), "");
    }
}
