//! The demo's document: its outline beside the published one's, and mistakes typed into its texts.

use std::fs;
use std::path::Path;

use bluebook::diag::Sources;
use bluebook::document::build::build_document;
use bluebook::document::dump;
use bluebook::document::tree::Document;
use bluebook::locale::Locale;
use bluebook::model::resolve::load_project;
use bluebook::scoring::score;
use bluebook::source::system::Os;

use crate::project::{Project, root};

fn documents(content: &Path) -> Vec<Document> {
    let mut sources = Sources::default();
    let project = load_project(&Os, content, &mut sources, &[]).expect("sound content").value;
    let build = |report| {
        let (scores, problems) = score(report);
        assert!(problems.is_empty(), "{problems:?}");
        let locale = Locale::load(&report.lang).expect("a language with words");
        build_document(&project.programme, report, &scores, &locale, &sources).expect("sound texts").value
    };
    project.reports.iter().map(build).collect()
}

/// A text kept beside the tests; `UPDATE=1` writes it anew.
fn assert_golden(name: &str, text: &str) {
    let path = root().join("tests/cases").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).expect("the golden text can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{name} differs from what is built now; look at it with UPDATE=1 and git diff\n{text}");
}

#[test]
fn every_report_has_its_published_outline() {
    for document in documents(&root().join("content")) {
        assert_golden(&format!("{}.outline.txt", document.meta.slug), &dump::outline(&document));
    }
}

#[test]
fn every_kind_of_block_and_text_comes_out_of_markdown() {
    let project = Project::case("small").file(
        "content/reports/ashford/foreword.md",
        "Plain, **strong**, *emphasis*, `code` and a [link](https://www.example.gov.uk).[^why]\n\n\
         ## A heading\n\nSee [[section 1]] and, with words, [[criterion 1.1|the first criterion]]. [[criterion 1.1]] opens this sentence.\n\n\
         ### One below\n\n> Set apart.\n\n1. first\n   - nested\n2. second\n\n| Kind | Number |\n| --- | ---: |\n| One | 1 |\n\n---\n\n```\nas written\n```\n\n\
         [^why]: The note 'quoted' -- with a dash.\n",
    );
    let document = documents(&project.path("content")).into_iter().find(|document| document.meta.slug == "ashford").expect("the report");
    let text = dump::dump(&document);
    let part = text.split("\npart #foreword").nth(1).and_then(|rest| rest.split("\ncontents ").next()).expect("the part");
    let notes = text.split("\nnote 1").nth(1).expect("the note");
    assert_golden("markdown.dump.txt", &format!("part #foreword{}\n\nnote 1{notes}", part.trim_end()));
}
