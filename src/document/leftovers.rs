//! Marks that Markdown left unread, and content that no part of the report shows.
//!
//! Both would be published without a word: `**bold` as two stars, a table that nobody inserted not at all.

use crate::diag::{Diagnostic, Problems, Span};
use crate::model::report::Report;

/// A mark that stands as text where it was surely meant as markup: the mark, what it looks like, how to mend it.
pub(super) fn unread_mark(words: &str) -> Option<(&'static str, &'static str)> {
    const MARKS: [(&str, &str); 5] = [
        ("{lang", super::language::HELP),
        ("[[", "close the cross-reference with ]] on the same line"),
        ("](", "a link or picture is written [words](address), with no blank in the address"),
        ("**", "close the strong words with ** right after the last of them, or write \\*\\* for two stars"),
        ("\u{200b}", "an invisible character was pasted in: take it out"),
    ];
    const STARTS: [(&str, &str); 4] = [
        ("##", "put a blank after the #, and a blank line before and after the heading"),
        ("|", "a table needs a line of dashes below its headings: | --- | --- |, and as many cells in each row"),
        ("\u{2022}", "a list item begins with - and a blank"),
        ("\u{f0b7}", "a list item begins with - and a blank"),
    ];
    let starts = words.trim_start();
    MARKS.into_iter().find(|(mark, _)| words.contains(mark)).or_else(|| STARTS.into_iter().find(|(mark, _)| starts.starts_with(mark)))
}

/// What the report holds and no part of it inserts.
///
/// `inserted` names the inserts that were used, as they were written.
pub(super) fn not_inserted(report: &Report, inserted: &[String], images: &[bool]) -> Problems {
    let used = |insert: &str| inserted.iter().any(|used| used == insert);
    let mut problems = Problems::new();
    let mut say = |span: Option<Span>, what: String, insert: String| {
        let place = span.unwrap_or_else(|| Span::new(report.file, 0..0));
        problems.push(
            Diagnostic::warning("not-inserted", format!("{what} stands nowhere in the report"))
                .at(place, "")
                .help(format!("write {insert} on a line of its own where it belongs, or take it away")),
        );
    };
    for list in &report.recommendations {
        let insert = if list.name == "main" { "recommendations".to_owned() } else { format!("recommendations: {}", list.name) };
        let shown = used(&insert) || (list.name == "main" && used("recommendations: main"));
        if let Some(first) = list.items.first().filter(|_| !shown) {
            say(Some(first.text.span), format!("the list of recommendations `{}`", list.name), format!("{{{insert}}}"));
        }
    }
    for vignette in &report.vignettes {
        let placed = vignette.id.as_ref().is_some_and(|id| used(&format!("vignette: {}", id.value)));
        if !placed && !used("vignettes") {
            let title = vignette.label.as_ref().map_or_else(String::new, |label| format!(" ‘{}’", label.value));
            match &vignette.id {
                Some(id) => {
                    say(Some(id.span), format!("the good-practice example `{}`{title}", id.value), format!("{{vignette: {}}}", id.value));
                }
                None => say(Some(vignette.story.span), format!("the good-practice example{title}"), "{vignettes}".to_owned()),
            }
        }
    }
    if let Some(first) = report.abbreviations.first().filter(|_| !used("abbreviations")) {
        say(Some(first.short.span), "the list of abbreviations".to_owned(), "{abbreviations}".to_owned());
    }
    if let Some(first) = report.glossary.first().filter(|_| !used("glossary")) {
        say(Some(first.term.span), "the glossary".to_owned(), "{glossary}".to_owned());
    }
    if !report.people.is_empty() && !used("people") && !used("people: lines") {
        say(None, "the list of `people`".to_owned(), "{people}".to_owned());
    }
    for table in &report.tables {
        if !used(&format!("table: {}", table.name)) {
            say(Some(table.span), format!("the table `{}`", table.name), format!("{{table: {}}}", table.name));
        }
    }
    for chart in &report.charts {
        if !used(&format!("chart: {}", chart.name)) {
            say(Some(chart.span), format!("the chart `{}`", chart.name), format!("{{chart: {}}}", chart.name));
        }
    }
    for (image, _) in report.images.iter().zip(images).filter(|(_, used)| !**used) {
        say(None, format!("the picture `{}`", image.path), format!("![what it shows]({})", image.path));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::unread_mark;

    #[test]
    fn marks_left_as_text_are_seen() {
        for text in ["See [[table caseload] here", "![A map](images/Map of area.png)", "**bold", "##Heading", "| a | b |", "\u{2022} one"] {
            assert!(unread_mark(text).is_some(), "{text}");
        }
    }

    #[test]
    fn plain_words_are_not() {
        for text in ["5 * 3", "a [note] (in brackets)", "#1 of two", "either | or", "C# and F#"] {
            assert_eq!(unread_mark(text), None, "{text}");
        }
    }
}
