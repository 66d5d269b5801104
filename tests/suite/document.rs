//! The demo's document: its outline beside the published one's, and mistakes typed into its texts.

use std::fs;
use std::path::Path;

use bluebook::build::outputs::Formats;
use bluebook::build::pipeline::{self, Settings};
use bluebook::diag::Sources;
use bluebook::document::dump;
use bluebook::document::tree::Document;
use bluebook::source::system::Os;

use crate::project::{Project, root};

fn documents(content: &Path) -> Vec<Document> {
    let settings = Settings { content: content.to_owned(), drafts: false, reports: Vec::new(), formats: Formats::ALL, jobs: 1 };
    let documents = pipeline::documents(&Os, &settings, &mut Sources::default()).expect("sound content");
    assert!(documents.warnings.is_empty(), "{:?}", documents.warnings);
    documents.value
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
        "Plain, **strong**, *emphasis*, `code` and the [guidance](https://www.example.gov.uk).[^why]\n\n\
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

/// A text of the small case's foreword, and what is said of it, in order.
const TEXTS: [(&str, &[&str]); 15] = [
    ("Sound.", &[]),
    ("Second[^b] after first[^a].\n\n[^a]: One.\n\n[^b]: Two.", &[]),
    ("Lost.\n\n[^a]: Nobody asks for this.", &["unused-footnote"]),
    ("Said \\[^x] as text.", &[]),
    ("- ![A map](images/a.png)", &["missing-image"]),
    ("**![A map](images/a.png)**", &["picture-among-words"]),
    ("| ![A map](images/a.png) |\n| --- |\n| a |", &["picture-among-words"]),
    ("**never closed", &["unread-mark"]),
    ("See [[section 1] for more.", &["unread-mark"]),
    ("##No blank", &["unread-mark"]),
    ("# Too high", &["heading-too-high"]),
    ("### Left out\n\nWords.", &["skipped-heading"]),
    ("## Nothing below", &["heading-without-text"]),
    ("See [[section 9]] and [[sektion 1]].", &["unresolved-reference", "unresolved-reference"]),
    ("Among words {people} here.", &["insert-among-words"]),
];

#[test]
fn what_is_said_of_a_text() {
    for (text, names) in TEXTS {
        let project = Project::case("small").file("content/reports/ashford/foreword.md", format!("{text}\n"));
        let said = project.run(["check", "--format", "short"]).stderr;
        let found = said
            .lines()
            .filter_map(|line| line.split_once(": ")?.1.split_once('[')?.1.split_once("]: "))
            .map(|(name, _)| name)
            .filter(|name| *name != "checks-left-out")
            .collect::<Vec<_>>();
        assert_eq!(found, names, "{text}\n{said}");
    }
}

#[test]
fn a_text_that_is_too_deep_is_said_and_not_died_of() {
    for text in ["> ".repeat(5_000) + "deep", "- ".repeat(5_000) + "deep", "*a **b ".repeat(2_000)] {
        let project = Project::case("small").file("content/reports/ashford/foreword.md", text);
        let run = project.run(["check", "--format", "short"]);
        assert!(matches!(run.status, Some(0 | 1)), "{run}");
    }
}

#[test]
fn footnotes_are_numbered_by_their_first_reference() {
    let text = "[^a]: Defined first.\n\nSecond defined[^b], then the other[^a].\n\n[^b]: Defined second.\n";
    let project = Project::case("small").file("content/reports/ashford/foreword.md", text);
    let document = documents(&project.path("content")).swap_remove(0);
    assert!(dump::dump(&document).ends_with("note 1 #note-1\n  body Defined second.\nnote 2 #note-2\n  body Defined first.\n"));
}

#[test]
fn cells_are_lines_and_never_lists() {
    let table = "title: Signs\ncolumns: [Sign, Other]\nrows:\n  - ['-', '1. January']\n  - ['2008.', '**strong** > # |']\n";
    let project = Project::case("small")
        .file("content/reports/ashford/foreword.md", "{table: signs}\n")
        .file("content/reports/ashford/tables/signs.yaml", table);
    let text = dump::dump(&documents(&project.path("content")).swap_remove(0));
    assert!(text.contains("| <- | 1. January |") && text.contains("| <2008. | **strong** > # | |"), "{text}");
}

fn lines(project: &Project, words: &[&str]) -> String {
    let documents = documents(&project.path("content"));
    let document = documents.into_iter().find(|document| document.meta.slug == "ashford").expect("the report");
    let dump = dump::dump(&document);
    dump.lines().map(str::trim_start).filter(|line| words.iter().any(|word| line.contains(word))).collect::<Vec<_>>().join("\n")
}

const REFERENCES: &str = "In [[recommendation 1]], [[recommendation staff 2]] and [[recommendation plans]].\n\n";

#[test]
fn a_recommendation_is_found_by_id_and_by_number_and_a_lone_list_needs_no_name() {
    let items = "\n  - text: plan\n    id: plans\n  - staff\n";
    let lone = Project::case("small")
        .file("content/reports/ashford/recommendations.yaml", format!("staff:{items}"))
        .file("content/reports/ashford/foreword.md", format!("{REFERENCES}{{recommendations: staff}}\n"));
    let words = ["In ", "item "];
    assert_eq!(
        lines(&lone, &words[..1]),
        "body In [recommendation~1](#recommendation-plans), [recommendation~2](#recommendation-staff-2) and [recommendation~1](#recommendation-plans)."
    );
    let two = Project::case("small")
        .file(
            "content/reports/ashford/recommendations.yaml",
            format!("main: [one]\nstaff:\n  title: of the Board\n  items:{}", items.replace("\n  ", "\n    ")),
        )
        .file("content/reports/ashford/foreword.md", format!("{REFERENCES}{{recommendations}}\n\n{{recommendations: staff}}\n"));
    assert_eq!(
        lines(&two, &words[..1]),
        "body In [recommendation~1](#recommendation-1), [recommendation~2 (of the Board)](#recommendation-staff-2) and \
         [recommendation~1 (of the Board)](#recommendation-plans)."
    );
}

#[test]
fn whom_to_turn_to_stands_on_the_cover_or_where_a_text_places_it() {
    let contact = |project: Project| project.edit("content/programme.yaml", "languages:", "contact: Write to *us*.\nlanguages:");
    let on_cover = contact(Project::case("small"));
    assert_eq!(lines(&on_cover, &["Write to"]), "small **Contact:** Write to *us*.");
    let placed = contact(Project::case("small")).file("content/reports/ashford/foreword.md", "{contact}\n").edit(
        "content/reports/ashford/report.yaml",
        "area: ",
        "contact: Write to her.\narea: ",
    );
    assert_eq!(lines(&placed, &["Write to"]), "body Write to her.");
    // On the web it stands beside the report too, and the programme's on the pages that are no report's.
    placed.run(["build"]).quiet();
    let (report, index) = (placed.text("public/ashford/index.html"), placed.text("public/index.html"));
    assert_eq!((report.matches("Write to her.").count(), report.matches("Write to <em>us</em>.").count()), (2, 0));
    assert_eq!(index.matches("Write to <em>us</em>.").count(), 1);
}

#[test]
fn a_report_gets_round_fixed_wording_that_does_not_fit_it() {
    let project = Project::case("small").file("content/frameworks/visits/role.md", "See [[part foreword]].\n").edit(
        "content/reports/ashford/report.yaml",
        "area: ",
        "parts:\n  - { part: foreword, leave-out: true }\narea: ",
    );
    fs::remove_file(project.path("content/reports/ashford/foreword.md")).expect("a foreword");
    let said = project.run(["check"]).stderr;
    for words in [
        "error[unresolved-reference]: this report leaves the part 'foreword' out\n",
        "frameworks/visits/role.md:1:5\n",
        "has a text of that name, and it is printed in its place: `reports/ashford/role.md`\n",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let own = project.file("content/reports/ashford/role.md", "We visit Ashford.\n");
    own.run(["check", "--deny-warnings"]).quiet();
    assert_eq!(lines(&own, &["We visit"]), "body We visit Ashford.");
}

#[test]
fn a_score_that_is_no_mean_is_not_called_one() {
    let project = Project::case("small").file("content/reports/ashford/foreword.md", "{chart: criterion-scores}\n");
    assert!(lines(&project, &["Mean of section 1"]).contains("Mean of section 1"));
    let allow = "{ value: 99, allow: { check: unreachable-mean, reason: Printed so. } }";
    let project = project.edit("content/reports/ashford/scores.yaml", "criteria:", &format!("sections:\n  1: {allow}\ncriteria:"));
    let said = lines(&project, &["Mean of section 1", "Score of section 1"]);
    assert!(said.contains("Score of section 1") && !said.contains("Mean of section 1"), "{said}");
}

#[test]
fn words_and_parts_can_be_in_another_language() {
    let project = Project::case("small")
        .file("content/frameworks/visits/role.md", "We say [Bore *da*, [sic]]{lang=cy} in {area}.\n")
        .file("content/reports/ashford/crynodeb.md", "Mae hyn yn dda iawn ac mae wedi gwella.\n")
        .edit("content/reports/ashford/report.yaml", "area: ", "parts:\n  - { part: crynodeb, title: Crynodeb, language: cy }\narea: ");
    project.run(["build", "--deny-warnings"]).quiet();
    let page = project.text("public/ashford/index.html");
    assert!(page.contains("We say <span lang=\"cy\">Bore <em>da</em>, [sic]</span> in Ashford."), "{page}");
    assert!(page.contains("lang=\"cy\" id=\"crynodeb\"") || page.contains("id=\"crynodeb\" lang=\"cy\""), "{page}");
    for (mistake, name) in [
        ("[Bore da]{lang=Welsh!}", "error[unknown-language]"),
        ("Bore da]{lang=cy}", "warning[unread-mark]"),
        ("*[Bore* da]{lang=cy}", "warning[unread-mark]"),
    ] {
        let project = Project::case("small").file("content/reports/ashford/foreword.md", format!("{mistake}\n"));
        assert!(project.run(["check"]).stderr.contains(name), "{mistake}");
    }
    let project = project.edit("content/reports/ashford/report.yaml", "language: cy", "language: Welsh");
    assert!(project.run(["check"]).stderr.contains("error[unknown-language]: ‘Welsh’ is no language"));
}

#[test]
fn wording_says_what_kind_of_area_it_is() {
    let wording = "Somebody of the {area-kind} was there.\n";
    let plain = Project::case("small").file("content/frameworks/visits/role.md", wording);
    assert_eq!(lines(&plain, &["Somebody", ": Ashford"]), "Area: Ashford\nbody Somebody of the area was there.");
    let trust = plain.edit("content/reports/ashford/report.yaml", "area: ", "area-kind: trust\narea: ");
    assert_eq!(lines(&trust, &["Somebody", ": Ashford"]), "Trust: Ashford\nbody Somebody of the trust was there.");
}
