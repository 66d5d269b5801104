//! Every published structure comes from YAML alone: the odd programme, and the one that docs/frameworks.md teaches.

use std::fs;

use bluebook::diag::Sources;
use bluebook::document::build::build_document;
use bluebook::document::dump;
use bluebook::locale::Locale;
use bluebook::model::resolve::load_project;
use bluebook::scoring::comparators::{Inspected, comparators};
use bluebook::scoring::score;
use bluebook::source::system::Os;

use crate::project::{Project, root};

/// What a report looks like, block by block.
pub(crate) fn document(content: &str) -> bluebook::document::tree::Document {
    let mut sources = Sources::default();
    let project = load_project(&Os, &root().join(content), &mut sources, &[]).expect("no error").value;
    let [report] = &project.reports[..] else { panic!("one report") };
    let (mut scores, problems) = score(report);
    assert_eq!(problems.len(), 0);
    scores.comparators = comparators(report, &[Inspected::new(report, &scores)]);
    let locale = Locale::load(&report.lang).expect("a language");
    build_document(&project.programme, report, &scores, &locale, &sources).expect("no error").value
}

#[test]
fn a_programme_as_odd_as_the_format_allows_comes_out_in_every_format() {
    let project = Project::case("odd");
    project.run(["build", "--deny-warnings"]).quiet();
    let page = project.text("public/port-elder/index.html");
    let data = project.text("public/port-elder/report.json");
    for words in ["Appendix\u{a0}A", "Chapter\u{a0}A", "Test\u{a0}A.1.1", "Mend it this year", "Excellent", "Floor (50%)"] {
        assert!(page.contains(words), "{words} is not on the page");
        assert!(data.contains(words), "{words} is not in the data");
    }
    assert!(fs::read(project.path("public/port-elder/port-elder.pdf")).expect("a PDF").starts_with(b"%PDF"));
}

/// Compares with a file below `tests/cases`; `UPDATE=1` writes it anew.
pub(crate) fn is_as_in(file: &str, dump: &str) {
    let path = root().join("tests/cases").join(file);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, dump).expect("the file can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, dump, "tests/cases/{file} differs: look at what has changed, then run the test with UPDATE=1");
}

#[test]
fn the_odd_programme_has_its_order_and_its_blocks() {
    let document = document("tests/cases/odd/content");
    is_as_in("odd/outline.txt", &dump::outline(&document));
    is_as_in("odd/document.txt", &dump::dump(&document));
}

#[test]
fn a_report_can_be_put_in_as_it_was_printed() {
    let document = document("tests/cases/printed/content");
    is_as_in("printed/document.txt", &dump::dump(&document));
    let project = Project::case("printed");
    project.run(["build", "--deny-warnings"]);
    let page = project.text("public/low-mill/index.html");
    for part in [
        "<title>A report on mills in Low Mill",
        "<h1>A report on <em>mills</em> in Low Mill</h1>",
        "<span class=\"number\">1.1 General criterion:</span> The <em>wheel</em> turns</h3>",
        "<th scope=\"colgroup\" class=\"figure\" colspan=\"2\">Scores from the mills inspected</th>",
        "<th scope=\"row\" colspan=\"4\">Section 1: water</th>",
        "<span class=\"number\">1.</span> WORK with <em>water</em></h2>",
    ] {
        assert!(page.contains(part), "{part} is not on the page");
    }
}

#[test]
fn the_framework_that_is_taught_is_the_one_that_is_built() {
    let taught = fs::read_to_string(root().join("docs/frameworks.md")).expect("the page");
    let mut shown = 0;
    for (at, _) in taught.match_indices("`:\n\n```") {
        let path = taught[..at].rsplit('`').next().expect("a path");
        let block = taught[at + 7..].split_once('\n').expect("a block").1;
        let block = block.split("```").next().expect("its end");
        let file = fs::read_to_string(root().join("examples/first-framework/content").join(path)).expect(path);
        assert_eq!(block, file, "docs/frameworks.md and {path} differ");
        shown += 1;
    }
    assert_eq!(shown, 10, "files that the page shows");
}
