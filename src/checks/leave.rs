//! The lines of `report.yaml` by which a finding may stand: an author has them ready to copy.

use crate::diag::{Diagnostic, Severity, Sources, Span};
use crate::model::allow::find_quote;
use crate::scoring::BESIDE_SCORES;

/// So much of what a finding points at is quoted; an allow takes wherever its quotation touches the place.
const LONGEST: usize = 60;

/// In so many steps a quotation is made longer until it stands in its file once.
const STEPS: usize = 16;

/// So many bytes are searched for other places of quotations; what is found after that is quoted as it is. Thousands of findings in a long file
/// would otherwise take minutes.
pub(super) const SEARCHED: usize = 16 << 20;

/// A finding whose help ends with the lines that let it stand. Notes, which nobody has to mend, are left as they are.
/// `report` is the path of its `report.yaml`, `left` how many bytes may still be searched.
pub(super) fn with_lines(problem: Diagnostic, report: &str, sources: &Sources, left: &mut usize) -> Diagnostic {
    let Some(lines) = (problem.severity > Severity::Note).then(|| lines(&problem, report, sources, left)).flatten() else { return problem };
    let help = problem.help.as_ref().map_or_else(String::new, |help| format!("{help}\n"));
    problem.help(format!("{help}or, if it is to stand, put below `allow:` in report.yaml:\n{lines}"))
}

fn lines(problem: &Diagnostic, report: &str, sources: &Sources, left: &mut usize) -> Option<String> {
    if matches!(problem.name, "unneeded-allow" | "unknown-check" | "ambiguous-allow") || BESIDE_SCORES.contains(&problem.name) {
        return None;
    }
    let span = problem.labels.first()?.span;
    let path = &sources.file(span.file).path;
    // The report's folder, and the content folder two above it.
    let folder = report.rsplit_once('/').map_or("", |(folder, _)| folder);
    let above = |path: &str| path.rsplit_once('/').map_or(0, |(above, _)| above.len() + 1);
    let content = &folder[..above(folder.rsplit_once('/').map_or("", |(above, _)| above))];
    let own = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    let file = own.or_else(|| path.strip_prefix(content).filter(|file| file.starts_with("frameworks/")))?;
    let quote = quotation(span, sources, left);
    (!quote.is_empty())
        .then(|| format!("  - {{ file: {}, quote: {}, check: {}, reason: '…' }}", scalar(file), scalar(&quote), problem.name))
}

/// The words of a place, and as many around them as tell it from other places with the same words.
fn quotation(span: Span, sources: &Sources, left: &mut usize) -> String {
    let text = &sources.file(span.file).text;
    let mut quote = String::new();
    for word in sources.slice(span).split_whitespace() {
        if !quote.is_empty() && quote.len() + word.len() > LONGEST {
            break;
        }
        quote.extend([if quote.is_empty() { "" } else { " " }, word]);
    }
    let short = quote.clone();
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    for step in 0..STEPS {
        let Some(rest) = left.checked_sub(text.len()).filter(|_| !quote.is_empty()) else { break };
        *left = rest;
        if find_quote(sources, span.file, &quote).len() < 2 {
            return quote;
        }
        // A word more, before it and after it by turns.
        if step % 2 == 0 {
            let before = text.get(..start).unwrap_or_default().trim_end();
            start = before.rfind(char::is_whitespace).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        } else {
            let after = text.get(end..).unwrap_or_default();
            let gap = after.len() - after.trim_start().len();
            end += gap + after[gap..].find(char::is_whitespace).unwrap_or(after.len() - gap);
        }
        let longer = text.get(start..end).unwrap_or_default();
        quote = longer.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    short
}

/// A scalar of YAML that is what it looks like.
fn scalar(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::{SEARCHED, with_lines};
    use crate::diag::{Diagnostic, Sources, Span};

    #[test]
    fn the_lines_can_be_copied() {
        let mut sources = Sources::default();
        let text = "The area's\n  9 (36%) of 35 were late.\n";
        let own = sources.add("reports/a/content/reports/a/sections/1.yaml", text);
        let shared = sources.add("reports/a/content/frameworks/omi/role.md", text);
        let says = |problem: Diagnostic| {
            with_lines(problem, "reports/a/content/reports/a/report.yaml", &sources, &mut SEARCHED.clone()).help.unwrap_or_default()
        };
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

    #[test]
    fn a_quotation_that_stands_twice_is_made_longer() {
        let mut sources = Sources::default();
        let file = sources.add("reports/a/summary.md", "It was (the the) area.\nIt was in the the\ncounty. In the the county. the the");
        let says = |range, left: &mut usize| {
            let problem = Diagnostic::error("doubled-word", "x").at(Span::new(file, range), "");
            let help = with_lines(problem, "reports/a/report.yaml", &sources, left).help.unwrap_or_default();
            help.split_once("quote: ")
                .and_then(|(_, rest)| rest.split_once(", check"))
                .map(|(quote, _)| quote.to_owned())
                .unwrap_or_default()
        };
        let text = &sources.file(file).text;
        let at = |n: usize| text.match_indices("the the").nth(n).map(|(at, words)| at..at + words.len()).expect("the words");
        assert_eq!(says(at(0), &mut SEARCHED.clone()), "'(the the'");
        assert_eq!(says(at(1), &mut SEARCHED.clone()), "'in the the'");
        assert_eq!(says(at(2), &mut SEARCHED.clone()), "'In the the'");
        assert_eq!(says(at(3), &mut SEARCHED.clone()), "'county. the the'");
        // When enough was searched, the words stand as they are.
        assert_eq!(says(at(3), &mut 10), "'the the'");
    }
}
