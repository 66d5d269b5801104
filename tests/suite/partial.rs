//! A partial edition has the figures of the full one: what its reports are compared with is read too.

use serde_json::Value;

use crate::project::Project;

/// Ashford with an earlier report on the same framework, with other scores.
fn two() -> Project {
    let project = Project::case("small");
    let report = project.text("content/reports/ashford/report.yaml").replace("Ashford", "Calder").replace("2024-0", "2023-0");
    let text = |path: &str| project.text(&format!("content/reports/ashford/{path}"));
    let copies: Vec<_> =
        ["foreword.md", "sections/1-planning.yaml", "sections/2-leadership.yaml"].iter().map(|path| (*path, text(path))).collect();
    let scores = text("scores.yaml").replace("80", "40");
    let project = copies.into_iter().fold(project, |project, (path, text)| project.file(&format!("content/reports/calder/{path}"), text));
    project.file("content/reports/calder/report.yaml", report).file("content/reports/calder/scores.yaml", scores)
}

#[test]
fn one_report_alone_has_the_figures_that_it_has_among_all() {
    let project = two();
    project.run(["build", "--out", "full"]);
    project.run(["build", "--report", "ashford", "--out", "part"]);
    let json: Value = serde_json::from_str(&project.text("part/ashford/report.json")).expect("JSON");
    let of_section = &json["scores"]["sections"][0]["comparators"];
    assert_eq!([&of_section["lowest"], &of_section["highest"], &of_section["reports"]], [53, 73, 2], "{of_section}");
    assert!(project.files("full/ashford") == project.files("part/ashford"), "the same files");
    assert!(!project.path("part/calder").exists());
    let manifest = project.text("part/manifest.json");
    assert!(manifest.contains("reports/calder/scores.yaml") && !manifest.contains("reports/calder/foreword.md"), "{manifest}");
}

#[test]
fn a_report_that_nobody_is_compared_with_may_be_broken() {
    let of_ashford = ["check", "--report", "ashford"];
    let broken = "criteria: [";
    let draft = two().file("content/reports/brinton/scores.yaml", broken);
    assert_eq!(draft.run(of_ashford).status, Some(0));
    let later = two().edit("content/reports/calder/report.yaml", "2023-04", "2025-04").file("content/reports/calder/scores.yaml", broken);
    assert_eq!(later.run(of_ashford).status, Some(0));
    let counted = two().file("content/reports/calder/scores.yaml", broken);
    let ran = counted.run(of_ashford);
    assert!(ran.status == Some(1) && ran.stderr.contains("content/reports/calder/scores.yaml"), "{ran}");
}
