//! The lines of `report.yaml` by which a finding may stand: an author has them ready to copy.

use crate::diag::{Diagnostic, Severity, Sources};

/// So much of what a finding points at is quoted; an allow takes wherever its quotation touches the place.
const LONGEST: usize = 60;

/// A finding whose help ends with the lines that let it stand. Notes, which nobody has to mend, are left as they are.
pub(super) fn with_lines(problem: Diagnostic, slug: &str, sources: &Sources) -> Diagnostic {
    let Some(lines) = (problem.severity > Severity::Note).then(|| lines(&problem, slug, sources)).flatten() else { return problem };
    let help = problem.help.as_ref().map_or_else(String::new, |help| format!("{help}\n"));
    problem.help(format!("{help}or, if it is to stand, put below `allow:` in report.yaml:\n{lines}"))
}

fn lines(problem: &Diagnostic, slug: &str, sources: &Sources) -> Option<String> {
    let span = problem.labels.first()?.span;
    let path = &sources.file(span.file).path;
    let own = path.split_once(&format!("reports/{slug}/")).map(|(_, file)| file.to_owned());
    let file = own.or_else(|| path.split_once("frameworks/").map(|(_, file)| format!("frameworks/{file}")))?;
    let mut quote = String::new();
    for word in sources.slice(span).split_whitespace() {
        if !quote.is_empty() && quote.len() + word.len() > LONGEST {
            break;
        }
        quote.extend([if quote.is_empty() { "" } else { " " }, word]);
    }
    let known = !matches!(problem.name, "unneeded-allow" | "unknown-check");
    (known && !quote.is_empty())
        .then(|| format!("  - {{ file: {}, quote: {}, check: {}, reason: '…' }}", scalar(&file), scalar(&quote), problem.name))
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
        let own = sources.add("content/reports/a/sections/1.yaml", text);
        let shared = sources.add("content/frameworks/omi/role.md", text);
        let says = |problem: Diagnostic| with_lines(problem, "a", &sources).help.unwrap_or_default();
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
