//! What stands although a check objects, and scores on small bases: said where they are printed, in every output.

use std::path::Path;

use bluebook::build::outputs::Formats;
use bluebook::build::pipeline::{self, Settings};
use bluebook::diag::Sources;
use bluebook::document::dump;
use bluebook::document::tree::Document;
use bluebook::source::system::Os;
use serde_json::Value;

use crate::project::{Project, root};

/// The section's mean is 73; stated is what was printed.
const SCORES: &str = "criteria: { 1.1: 80, 1.2: 65, 2.1: Well met }\n\
    sections:\n  1: { value: 75, allow: { check: unreachable-mean, reason: Printed so *in 2006*., note: NOTE } }\n";

fn with_allow(note: &str) -> Project {
    let scores = SCORES.replace("NOTE", note);
    let mut project = Project::case("small");
    for report in ["ashford", "brinton"] {
        project = project
            .file(&format!("content/reports/{report}/scores.yaml"), &scores)
            .file(&format!("content/reports/{report}/foreword.md"), "{table: scoring-summary}\n");
    }
    project
}

fn document(content: &Path, slug: &str) -> Document {
    let settings = Settings { content: content.to_owned(), drafts: false, reports: Vec::new(), formats: Formats::ALL, jobs: 1 };
    let documents = pipeline::documents(&Os, &settings, &mut Sources::default()).expect("sound content").value;
    documents.into_iter().find(|document| document.meta.slug == slug).expect("the report")
}

fn lines(document: &Document, words: &[&str]) -> String {
    let dump = dump::dump(document);
    dump.lines().filter(|line| words.iter().any(|word| line.contains(word))).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_draft_lists_everything_and_a_published_report_says_what_it_should() {
    let words = ["Score for section", "part #accepted", "Editor", "by leave", "unreachable"];
    let silent = with_allow("false");
    insta::assert_snapshot!(lines(&document(&silent.path("content"), "ashford"), &words), @"    | <**Score for section~1** | **75%** |");
    insta::assert_snapshot!(lines(&document(&silent.path("content"), "brinton"), &words), @r"
    part #accepted h2 What stands although a check objects
        | ^Where | ^What the check says | ^Why it stands | ^Editor’s note |
        | [Section~1](#section-1) / `scores.yaml:3` | section 1 is stated as 75, but its criteria's scores can only give 72 to 73 (`unreachable-mean`) | Printed so *in 2006*. | not printed |
        | <**Score for section~1** | **75%**[^1] |
        body **Stands by leave (shown in drafts only):** Printed so *in 2006*.
      body **Stands by leave (shown in drafts only):** Printed so *in 2006*.
    ");
    let told = with_allow("true");
    insta::assert_snapshot!(lines(&document(&told.path("content"), "ashford"), &words), @r"
      | <**Score for section~1** | **75%**[^1] |
      body **Editor’s note:** Printed so *in 2006*.
    body **Editor’s note:** Printed so *in 2006*.
    ");
}

#[test]
fn data_and_pages_carry_what_is_accepted() {
    let project = with_allow("true");
    project.run(["build", "--deny-warnings"]);
    let json: Value = serde_json::from_str(&project.text("public/ashford/report.json")).expect("JSON");
    insta::assert_snapshot!(format!("{:#}", json["accepted"]), @r#"
    [
      {
        "check": "unreachable-mean",
        "editors_note": true,
        "file": "scores.yaml",
        "line": 3,
        "problem": "section 1 is stated as 75, but its criteria's scores can only give 72 to 73",
        "reason": "Printed so in 2006.",
        "score": "Section 1"
      }
    ]
    "#);
    insta::assert_snapshot!(project.text("public/ashford/data/accepted.csv"), @r#"
    Score,File,Line,Check,What the check says,Why it stands,Editor’s note
    Section 1,scores.yaml,3,unreachable-mean,"section 1 is stated as 75, but its criteria's scores can only give 72 to 73",Printed so in 2006.,printed
    "#);
    insta::assert_snapshot!(project.text("public/ashford/data/all-scores.csv"), @r"
    Kind,Number or key,Title,Score,Judgement
    Criterion,1.1,Plans,80%,Good
    Criterion,1.2,Reviews,65%,Priority
    Section,1,Planning,75%,Good
    Criterion,2.1,Staff,Well met,
    ");
    let page = project.text("public/ashford/index.html");
    assert_eq!(page.matches("Printed so <em>in 2006</em>.").count(), 2, "beside the score, and below the table's");
    assert!(page.contains("data/accepted.csv") && page.contains("data/all-scores.csv"));
}

#[test]
fn a_remark_on_prose_stands_behind_its_words() {
    let project = Project::case("small")
        .file("content/reports/ashford/foreword.md", "In **9 (36%)** of\n35 cases. More.\n\nAlso 9 of 35 (36%).\n")
        .edit(
            "content/reports/ashford/report.yaml",
            "sample: 20\n",
            "sample: 20\nallow:\n  - { file: foreword.md, quote: 9 (36%)** of 35, check: wrong-share, reason: Printed so., note: true }\n  \
             - { file: foreword.md, quote: Also 9 of 35 (36%)., check: wrong-share, reason: This too., note: true }\n",
        );
    let document = document(&project.path("content"), "ashford");
    insta::assert_snapshot!(lines(&document, &["36%", "Editor"]), @r"
    body In **9 (36%)** of 35[^1] cases. More.
    body Also 9 of 35 (36%).[^2]
    body **Editor’s note:** Printed so.
    body **Editor’s note:** This too.
    ");
    assert_eq!(
        document.accepted.iter().map(|departure| (&*departure.file, departure.line)).collect::<Vec<_>>(),
        [("foreword.md", 1), ("foreword.md", 4)]
    );
}

#[test]
fn an_allow_beside_a_text_is_for_all_of_it() {
    let project = Project::case("small")
        .edit(
            "content/reports/ashford/sections/1-planning.yaml",
            "- Reviews were prompt.",
            "- { text: 'Prompt: 9 of 35 (36%).', allow: { check: wrong-share, reason: So printed., note: true } }",
        )
        .edit(
            "content/reports/ashford/scores.yaml",
            "1.1: 80",
            "1.1: { value: 80, conclusion: { value: Priority, allow: { check: departs-from-band, reason: As published., note: true } } }",
        );
    let document = document(&project.path("content"), "ashford");
    insta::assert_snapshot!(lines(&document, &["36%", "Editor", "conclusion "]), @r"
        body **Editor’s note:** As published.
      group #c1.1-conclusion h4 Conclusion
        conclusion This is a priority for improvement.
          body Prompt: 9 of 35 (36%).[^1]
      group #c1.2-conclusion h4 Conclusion
        conclusion This is a priority for improvement.
    body **Editor’s note:** So printed.
    ");
}

#[test]
fn a_small_base_is_marked_wherever_its_score_stands() {
    let surrey = root().join("examples/surrey-cases/content");
    let mut project = Project::new();
    for entry in walkdir::WalkDir::new(&surrey).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().strip_prefix(&surrey).expect("below");
        project = project.file(&format!("content/{}", path.display()), std::fs::read(entry.path()).expect("read"));
    }
    let project = project
        .edit("content/frameworks/omi/framework.yaml", "smallest-base: 10", "smallest-base: 90")
        .edit(
            "content/frameworks/omi/scores.md",
            "{table: threads}",
            "{table: threads}\n\nFirst {score:1.1}, then {score:1.2}.\n\n{table: scoring-summary}",
        )
        .edit("content/reports/surrey-2008/report.yaml", "state: published", "state: working");
    let words = ["1.1 Preparing", "1.2 Assessment of risk", "mall base"];
    insta::assert_snapshot!(lines(&document(&project.path("content"), "surrey-2008"), &words), @r"
      | <1.1 Preparing for sentence | 1 Assessment and sentence planning | 80 | 10 points above |
      | <1.2 Assessment of risk of harm | 1 Assessment and sentence planning | 73 | 3 points above |
      small Small base (fewer than 90 relevant cases, to be read with care): criterion~1.1.
    body First 80% (small base), then 73%.
      | <[1.1 Preparing for sentence](#c1.1) | 80%[^1] |
      | <[1.2 Assessment of risk of harm](#c1.2) | 73% |
      score Score: 80%; Good; 10 points above the priority line; Small base: 60 relevant cases, fewer than 90. Read this score with care.
    body Small base: fewer than 90 relevant cases. Read this score with care.
    ");
    project.run(["build", "--drafts"]);
    let summary = project.text("drafts/surrey-2008/data/scoring-summary.csv");
    assert!(summary.contains("80%,Small base: fewer than 90 relevant cases. Read this score with care."), "{summary}");
    let scores = project.text("drafts/surrey-2008/data/all-scores.csv");
    assert!(scores.contains("80%,Good,omi,110,60,276,222,Small base"), "{scores}");
    let page = project.text("drafts/surrey-2008/index.html");
    assert!(page.contains("<summary>What this score rests on</summary>") && page.contains("<dt>Relevant cases</dt> <dd>60</dd>"));
    let json: Value = serde_json::from_str(&project.text("drafts/surrey-2008/report.json")).expect("JSON");
    assert_eq!(json["scores"]["criteria"][0]["computed_from"]["small_base"], true);
}
