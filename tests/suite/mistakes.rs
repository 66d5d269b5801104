//! Mistakes as tired people make them, each typed into the demo, with the first line of what is said: place, name and message.

use crate::project::Project;

const REPORT: &str = "content/reports/surrey-2008";

/// A mistake: the file below the report's folder, the text that stands there once, what is typed in its place, and what is said.
const MISTAKES: [(&str, &str, &str, &str); 25] = [
    ("report.yaml", "area: Surrey", "aera: Surrey", "report.yaml:2:1: error[unknown-key]: the key `aera` is not known"),
    ("report.yaml", "framework: omi\n", "framework: omni\n", "report.yaml:1:12: error[unknown-framework]: there is no framework `omni`"),
    ("report.yaml", "published: 2008-04", "published: 2008-14", "report.yaml:6:12: error[bad-date]: ‘2008-14’ is no date"),
    ("report.yaml", "sample: 110", "sample: many", "report.yaml:7:9: error[not-a-number]: `sample` must be a whole number, not ‘many’"),
    ("scores.yaml", "  1.2: 73", "  1.2: 173", "scores.yaml:3:8: error[score-out-of-range]: 173 is not between 0 and 100"),
    (
        "scores.yaml",
        "  4.1: Well met",
        "  4.1: Very good",
        "scores.yaml:16:8: error[unknown-grade]: ‘Very good’ is not a grade of the framework",
    ),
    ("scores.yaml", "  1.2: 73", "  1.2: 73\n  1.2: 74", "scores.yaml:4:3: error[duplicate-key]: the key `1.2` stands here twice"),
    ("scores.yaml", "  1.2: 73", "  1.7: 73", "scores.yaml:3:3: error[unknown-criterion]: the framework has no criterion 1.7"),
    ("good-practice.yaml", "criterion: 1.4", "criterion: 1.9", "error[unknown-criterion]: the framework has no criterion 1.9"),
    ("tables/caseload.yaml", "columns:", "\tcolumns:", "error[tab]: a tab stands in a YAML file"),
    ("foreword.md", "{signature}", "{signatuer}", "error[unknown-insert]: there is no insert {signatuer}"),
    ("foreword.md", "{signature}", "<p>Signed</p>", "error[raw-html]: HTML does not belong in the text: <p>Signed</p>"),
    ("foreword.md", "{signature}", "![](images/a.png)", "error[missing-alt]: the picture has no text alternative"),
    ("foreword.md", "{signature}", "![A map](images/a.png)", "error[missing-image]: there is no picture 'images/a.png'"),
    ("foreword.md", "{signature}", "[site](javascript:x)", "error[bad-link]: the link leads to 'javascript:x'"),
    (
        "foreword.md",
        "{signature}",
        "See [[appendix scores]].",
        "foreword.md:12:5: error[unresolved-reference]: there is no appendix 'scores'",
    ),
    ("scores.yaml", "  1.1: 80\n", "", "error[missing-score]: the criterion 1.1 has no score"),
    ("recommendations.yaml", "- text: planning", "x: [\n- text: planning", "error[malformed-yaml]"),
    ("tables/caseload.yaml", "columns:", "columns: [", "error[malformed-yaml]"),
    ("tables/caseload.yaml", "title: Figure", "title: ", "error[column-without-heading]"),
    ("charts/sample-type.yaml", "rows:", "rows: [", "error[malformed-yaml]"),
    ("sections/2-implementation-of-interventions.yaml", "  2.1:\n    strengths:", "  2.1:\n    strengths", "error[malformed-yaml]"),
    ("sections/2-implementation-of-interventions.yaml", "  2.1:\n    strengths:", "  2.1:\n    strenghts:", "error[unknown-key]"),
    ("contextual-information.md", "{table: caseload}", "{table: casload}", "error[unknown-insert]: there is no table 'casload'"),
    ("foreword.md", "{signature}", "A claim.[^1]", "error[undefined-footnote]: the footnote '1' has no text"),
];

#[test]
fn each_is_said_at_its_place() {
    for (file, old, new, said) in MISTAKES {
        let project = Project::demo().edit(&format!("{REPORT}/{file}"), old, new);
        let run = project.run(["check", "--format", "short"]);
        let (status, stderr) = (run.status, run.stderr);
        assert_eq!(status, Some(1), "{new}: {stderr}");
        assert!(stderr.lines().any(|line| line.contains(said)), "{new}:\n{stderr}\nshould say\n{said}");
        // What follows from it is no second mistake.
        let told = stderr.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).count();
        assert_eq!(told, if new == "![](images/a.png)" { 2 } else { 1 }, "{new}:\n{stderr}");
    }
}

/// A comparator that is out of order is no reason to look away from a wrong reference.
#[test]
fn what_takes_nothing_away_hides_nothing() {
    let report = "content/reports/cheshire-2011";
    let project = Project::demo().edit(&format!("{report}/scores.yaml"), "lowest: 64", "lowest: 94").edit(
        &format!("{report}/foreword.md"),
        "{signature}",
        "We come back to it under criterion 9.9.\n\n{signature}",
    );
    let stderr = project.run(["check", "--format", "short"]).stderr;
    for said in ["error[comparators-out-of-order]", "warning[reference-to-nowhere]"] {
        assert!(stderr.contains(said), "{said}\n{stderr}");
    }
    assert!(!stderr.contains("checks-left-out"), "{stderr}");
}

/// What a framework lacks because its file ends in the middle, nobody's report is blamed for.
#[test]
fn a_framework_that_cannot_be_read_to_its_end_blames_no_report() {
    let project = Project::demo().edit("content/frameworks/omi/framework.yaml", "bands:\n", "bands: [\n");
    let stderr = project.run(["check", "--format", "short"]).stderr;
    let told: Vec<&str> = stderr.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).collect();
    assert!(matches!(told[..], [line] if line.contains("framework.yaml") && line.contains("error[malformed-yaml]")), "{stderr}");
}

/// A mistake of another kind in the same text: each is said, and what checks have to say of the rest.
#[test]
fn none_hides_another() {
    let broken =
        "![](images/none.png)\n\nNine (36%) of 35, as [[criterion 1.7]] says, and <b>so</b> on.\n\n{signature}\n\n{table: casload}";
    let project = Project::demo()
        .edit(&format!("{REPORT}/foreword.md"), "{signature}", broken)
        .edit(&format!("{REPORT}/tables/revenue-budget.yaml"), "columns:", "columns: [")
        .edit(
            &format!("{REPORT}/report.yaml"),
            "framework: omi\n",
            "framework: omi\nallow:\n  - { file: sumary.md, quote: x, check: wrong-shar, reason: So. }\n",
        );
    let stderr = project.run(["check", "--format", "short"]).stderr;
    let mut told: Vec<&str> = stderr
        .lines()
        .filter(|line| line.contains(": error[") || line.contains(": warning["))
        .filter_map(|line| line.split(['[', ']']).nth(1))
        .collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "malformed-yaml",
            "missing-alt",
            "missing-image",
            "raw-html",
            "raw-html",
            "unknown-check",
            "unknown-file",
            "unknown-insert",
            "unresolved-reference",
            "wrong-share"
        ],
        "{stderr}"
    );
}

#[test]
fn all_of_them_are_said_in_one_run_and_the_last_edition_stays() {
    let project = Project::demo();
    project.run(["build", "--format", "html"]).quiet();
    let before = project.files("public");
    let project = project
        .edit(&format!("{REPORT}/report.yaml"), "fieldwork: 2008-01", "fieldwork: 2008-13")
        .edit(&format!("{REPORT}/scores.yaml"), "  1.2: 73", "  1.2: 173")
        .edit(&format!("{REPORT}/foreword.md"), "{signature}", "<b>Signed</b> [x](file:x) [[section 9]] ![](y.png)")
        .edit("content/frameworks/omi/scores.md", "{priority-line}", "{prority-line}")
        .file(&format!("{REPORT}/next-steps.md"), b"caf\xe9\n")
        .file(&format!("{REPORT}/recommendations.yaml"), "");
    let run = project.run(["build", "--format", "html"]);
    let stderr = run.stderr;
    assert_eq!(run.status, Some(1), "{stderr}");
    for name in [
        "bad-date",
        "score-out-of-range",
        "raw-html",
        "bad-link",
        "unresolved-reference",
        "missing-alt",
        "unknown-placeholder",
        "not-utf-8",
        "empty-file",
    ] {
        assert!(stderr.contains(&format!("error[{name}]")), "{name} is not said:\n{stderr}");
    }
    assert_eq!(project.files("public"), before);
}

#[test]
fn what_rests_on_a_broken_file_is_not_said_again() {
    let project = Project::demo().edit(&format!("{REPORT}/scores.yaml"), "  1.2: 73", "  1.2: 173");
    let stderr = project.run(["check", "--format", "short"]).stderr;
    assert_eq!(stderr.matches("error[").count(), 1, "{stderr}");
}

#[test]
fn one_bad_score_hides_no_arithmetic_on_the_others() {
    let scores = "content/reports/south-wales-2005/scores.yaml";
    let project = Project::demo().edit(scores, "  B1: { original: 43, follow-up: 69 }", "  B1: { original: 143, follow-up: 69 }").edit(
        scores,
        "  C: { original: 62, follow-up: 83 }",
        "  C: { original: 62, follow-up: 89 }",
    );
    let said = project.run(["check", "--format", "short"]).stderr;
    let errors: Vec<&str> = said.lines().filter_map(|line| line.split_once("error[")).map(|(_, error)| error).collect();
    // Section B lacks a score now, and so does the overall score: nothing is said of them.
    assert_eq!(
        errors,
        [
            "score-out-of-range]: 143 is not between 0 and 100",
            "unreachable-mean]: section C (Follow-up inspection) is stated as 89, but its criteria's scores can only give 82 to 83",
        ],
        "{said}"
    );
}

/// Both a check and a build that takes what it kept say so, and a report that something tells from the other is no copy.
#[test]
fn a_report_in_two_folders_is_told() {
    let project = Project::case("small");
    for (path, bytes) in project.files("content/reports/ashford") {
        project.put(&format!("content/reports/ashford-copy/{path}"), &String::from_utf8_lossy(&bytes));
    }
    let said = "warning[report-twice]: the reports `ashford` and `ashford-copy` have the same programme, area and date";
    for run in [["check"], ["build"], ["build"]] {
        let told = project.run(run);
        assert!(told.status == Some(0) && told.stderr.contains(said), "{told}");
        assert!(told.stderr.contains("content/reports/ashford-copy/report.yaml"), "{told}");
    }
    let project = project.edit("content/reports/ashford-copy/report.yaml", "area: ", "edition: Second edition\narea: ");
    assert!(!project.run(["check"]).stderr.contains("report-twice"));
}
