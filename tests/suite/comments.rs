//! Comments that a programme prints beside its scores without saying where one ends and the next begins: from the framework to every output.

use crate::project::Project;

/// South Wales 2005 as if it had words beside the scores of section B; and two lines more.
fn south_wales(b2: &str) -> Project {
    Project::demo()
        .edit(
            "content/frameworks/esi-follow-up/framework.yaml",
            "groups:\n",
            "bands: [Sound, { name: Slow, comment: Too slow }, Poor]\ngroups:\n",
        )
        .edit(
            "content/reports/south-wales-2005/scores.yaml",
            "B1: { original: 43, follow-up: 69 }",
            "B1: { original: { value: 43, comment: Poor }, follow-up: { value: 69, comment: Slow } }",
        )
        .edit("content/reports/south-wales-2005/scores.yaml", "B2: { original: 40, follow-up: 82 }", b2)
        .edit(
            "content/reports/south-wales-2005/scores.yaml",
            "B: { original: 44, follow-up: 71 }",
            "B: { original: 44, follow-up: { comment: Slow } }",
        )
}

#[test]
fn what_is_stated_stands_in_boxes_tables_and_data() {
    let b2 = "B2: { original: { value: 40, comment: Poor }, follow-up: { value: 82, comment: Sound } }";
    let project = south_wales(b2);
    let built = project.run(["build", "--report", "south-wales-2005", "--format", "html,data"]);
    assert_eq!(built.status, Some(0), "{built}");
    let said: Vec<&str> = built.stderr.lines().filter(|line| line.starts_with("warning")).collect();
    assert_eq!(
        said,
        [
            "warning[missing-comment]: criterion B3 and 9 others (Original inspection) have no comment, and criterion B1 has one",
            "warning[missing-comment]: criterion B3 and 9 others (Follow-up inspection) have no comment, and criterion B1 has one",
            "warning[missing-comment]: section C and section D (Follow-up inspection) have no comment, and section B has one",
        ],
        "{built}"
    );
    let page = project.text("public/south-wales-2005/index.html");
    for words in ["43% (poor)", "Comment: Too slow", "40% (poor)", "Comment: Sound"] {
        assert!(page.contains(words), "{words}");
    }
    let csv = project.text("public/south-wales-2005/data/scoring-summary.csv").replace('\u{a0}', " ");
    let lines: Vec<&str> =
        csv.lines().filter(|line| line.contains("Criterion") || line.contains("B1:") || line.contains("section B,")).collect();
    assert_eq!(
        lines,
        [
            "Criterion,Original inspection,Original inspection: Comment,Follow-up inspection,Follow-up inspection: Comment,Notes",
            "B1: Assessment of risk of harm,43%,Poor,69%,Too slow,",
            "Score for section B,44%,,71%,Too slow,",
        ]
    );
    let data = project.text("public/south-wales-2005/report.json");
    let data = data.replace("\": ", "\":");
    for part in ["\"bands\":[{\"name\":\"Sound\",\"comment\":\"Sound\"}", "\"band\":\"Slow\",\"comment\":\"Too slow\""] {
        assert!(data.contains(part), "{part}");
    }
    let scores = project.text("public/south-wales-2005/data/all-scores.csv");
    assert!(scores.contains("B1,Assessment of risk of harm,43%,Poor") && scores.contains("69%,Too slow"), "{scores}");
}

#[test]
fn leave_for_a_missing_comment_is_for_one_score() {
    let leave = "allow: { check: missing-comment, reason: Printed so in 2005. }";
    let b2 = format!("B2: {{ original: {{ value: 40, {leave} }}, follow-up: {{ value: 82, comment: Sound }} }}");
    let checked = south_wales(&b2).run(["check", "--report", "south-wales-2005"]);
    for said in [
        "warning[missing-comment]: criterion B3 and 9 others (Original inspection) have no comment, and criterion B1 has one",
        "criterion B2 (Original inspection) has no comment, and criterion B1 has one (Printed so in 2005.)",
    ] {
        assert!(checked.stderr.contains(said), "{checked}");
    }
}

#[test]
fn an_editor_notes_what_was_published_out_of_order() {
    let allow = "allow: { check: comments-out-of-order, reason: Printed so in 2005., note: true }";
    let b2 = |allow: &str| format!("B2: {{ original: {{ value: 40, comment: Slow{allow} }}, follow-up: {{ value: 82, comment: Sound }} }}");
    let run = |project: &Project| project.run(["build", "--report", "south-wales-2005", "--format", "html,data"]);
    let told = run(&south_wales(&b2("")));
    let message =
        "warning[comments-out-of-order]: criterion B2 (Original inspection) is ‘Slow’ with 40%, and criterion B1 only ‘Poor’ with 43%";
    assert!(told.stderr.contains(message), "{told}");
    let allowed = south_wales(&b2(&format!(", {allow}")));
    let told = run(&allowed);
    assert!(!told.stderr.contains("warning[comments-out-of-order]"), "{told}");
    // Below the score's box, behind the figure in the table, and below the chart.
    let page = allowed.text("public/south-wales-2005/index.html");
    assert_eq!(page.matches("Printed so in 2005.").count(), 3);
}

#[test]
fn a_table_of_limits_that_are_not_published_is_refused() {
    let project = Project::demo().file("content/frameworks/omi2/scores.md", "{table: bands}\n");
    let told = project.run(["check"]);
    assert!(told.status == Some(1) && told.stderr.contains("the framework's bands have no `from`"), "{told}");
}
