//! Editions: the demo is the real thing and builds without a word; the same input gives the same bytes.

use sha2::{Digest as _, Sha256};

use crate::project::Project;

#[test]
fn the_demo_has_nothing_to_complain_about() {
    let project = Project::demo();
    let run = project.run(["check", "--deny-warnings"]);
    assert!(run.status == Some(0) && run.stderr.lines().all(|line| line.starts_with("accepted[")), "{run}");
    let accepted = run.stderr.lines().count();
    assert_eq!(run.stdout, format!("Checked content/ in [time]: no problems, {accepted} accepted\n"));
    let said = project.run(["build", "--deny-warnings"]).quiet();
    assert!(said.starts_with("Built ") && said.ends_with(" in [time]: public/index.html\n"), "{said}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, many) = (Project::demo(), Project::demo());
    one.run(["build", "--jobs", "1"]).quiet();
    many.run(["build", "--jobs", "8"]).quiet();
    let (first, second) = (one.files("public"), many.files("public"));
    assert!(first.keys().eq(second.keys()), "{:?}\n{:?}", first.keys(), second.keys());
    for (path, bytes) in &first {
        assert!(second[path] == *bytes, "{path} differs");
    }
    many.run(["build", "--jobs", "8"]).quiet();
    assert!(many.files("public") == second, "the second build over the first differs");
}

#[test]
fn the_sums_are_those_of_the_files() {
    let project = Project::case("small");
    project.run(["build"]).quiet();
    let mut files = project.files("public");
    for line in project.text("public/SHA256SUMS").lines() {
        let (sum, path) = line.split_once("  ").expect("two spaces");
        let bytes = files.remove(path).unwrap_or_else(|| panic!("{path} is not there"));
        let digest = Sha256::digest(&bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        assert_eq!(digest, sum, "{path}");
    }
    assert!(files.into_keys().eq(["SHA256SUMS"]));
}

#[test]
fn drafts_go_elsewhere() {
    let project = Project::case("small");
    assert_eq!(project.run(["build", "--drafts"]).quiet(), "Built 1 draft report (6 pages) in [time]: drafts/index.html\n");
    assert_eq!(project.names("."), [".bluebook-drafts.cache", "content", "drafts"]);
    let pages = project.files("drafts");
    assert!(pages.contains_key("brinton/index.html") && !pages.keys().any(|path| path.starts_with("ashford/")));
}
