//! The command line: help, exit statuses, and the folders that an edition may not go to.

use std::fs;
use std::process::Stdio;

use crate::project::Project;

/// A project with one mistake.
fn with_a_mistake() -> Project {
    Project::case("small").edit("content/reports/ashford/scores.yaml", "80", "180")
}

#[test]
fn help_teaches() {
    insta::assert_snapshot!(Project::new().run(["--help"]).quiet(), @r#"
    Builds published inspection reports, as accessible HTML, tagged PDF and open data, from YAML
    findings and scores

    Usage: bluebook <COMMAND>

    Commands:
      build    Build the reports into an edition: a folder ready to be put online
      check    Look for mistakes without writing anything
      serve    Show all reports in a browser and follow each change
      explain  Say what a message means and how to mend what it is about
      new      Write a skeleton, with examples and comments, that builds as it is
      verify   Compare an edition with its manifest: is every file as it was built?
      schema   Write JSON Schemas of the content's files, for completion and checking in an editor
      help     Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help
      -V, --version  Print version

    Examples:
      bluebook build                       content/ becomes public/
      bluebook check                       look for mistakes, write nothing
      bluebook serve                       look at all reports in a browser while you write
      bluebook build --drafts              the reports that are not published yet, into drafts/
      bluebook explain unknown-key         what a message means and how to mend it
      bluebook verify public               is every file as it was built?
      bluebook new report surrey-2008      the skeleton of a report, to be filled in
      bluebook help build                  all options of a command

    Exit status:
      0  done
      1  the content has errors; nothing was written, the last edition is as it was
      2  the tool could not run (wrong option, folder that is not ours, disk full, …)
    "#);
    insta::assert_snapshot!(Project::new().run(["build", "--help"]).quiet(), @r#"
    Build the reports into an edition: a folder ready to be put online

    Usage: bluebook build [OPTIONS]

    Options:
          --content <DIR>
              Folder with programme.yaml, frameworks/ and reports/
              
              [default: content]

          --report <SLUG>
              Only the report in the folder reports/SLUG; may be repeated [default: every report]

          --deny-warnings
              Treat warnings as errors

          --out <DIR>
              Folder for the edition; it is replaced whole [default: public, with --drafts: drafts]

          --drafts
              Build the reports whose state is not 'published', each page marked with its state

          --format <FORMAT>
              Only these outputs, separated by commas [default: all]

              Possible values:
              - html: Web pages
              - pdf:  One tagged PDF per report
              - data: JSON, CSV and spreadsheets

          --withdraw <SLUG>
              Take this report offline: it is in the last edition and no longer in this one; may be
              repeated

          --jobs <N>
              How many reports to build at once [default: one per processor core]

          --no-cache
              Make every report anew, even if nothing that it is made from has changed since the last
              edition
              
              The edition is the same to the byte either way. What is kept lies in .bluebook-NAME.cache
              beside the edition's folder and may be deleted at any time.

          --source-commit <SHA>
              The Git commit of the content, to be named in manifest.json

          --timings
              Print on standard error where the time went

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      bluebook build
      bluebook build --deny-warnings                        in a release pipeline
      bluebook build --drafts --report my-report            one draft, into drafts/
      bluebook build --report surrey-2008 --format html --out preview

    The edition is built beside the target folder and swapped in whole, so an interrupted build leaves
    the last one in place.
    A folder that is not empty is only ever replaced if bluebook made it.

    Exit status:
      0  done
      1  the content has errors; nothing was written, the last edition is as it was
      2  the tool could not run (wrong option, folder that is not ours, disk full, …)
    "#);
    insta::assert_snapshot!(Project::new().run(["check", "--help"]).quiet(), @r#"
    Look for mistakes without writing anything

    Usage: bluebook check [OPTIONS]

    Options:
          --content <DIR>
              Folder with programme.yaml, frameworks/ and reports/
              
              [default: content]

          --report <SLUG>
              Only the report in the folder reports/SLUG; may be repeated [default: every report]

          --deny-warnings
              Treat warnings as errors

          --format <FORMAT>
              How problems are shown

              Possible values:
              - human: Blocks with excerpt, underline and help
              - short: One line each: path:line:column: severity[name]: message
              - json:  One JSON object
              - sarif: SARIF 2.1.0, which code-scanning views read
              
              [default: human]

          --notes
              Show every note, and not only how many there are of each check
              
              Errors and warnings are always shown one by one, and so are notes in the other forms than
              'human'.

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      bluebook check
      bluebook check --report surrey-2008 --format short
      bluebook check --format sarif > bluebook.sarif        for a code-scanning view

    'human' and 'short' go to standard error, 'json' and 'sarif' to standard output.

    Exit status:
      0  done
      1  the content has errors; nothing was written, the last edition is as it was
      2  the tool could not run (wrong option, folder that is not ours, disk full, …)
    "#);
    insta::assert_snapshot!(Project::new().run(["verify", "--help"]).quiet(), @r#"
    Compare an edition with its manifest: is every file as it was built?

    Usage: bluebook verify [OPTIONS] <DIR>

    Arguments:
      <DIR>
              Folder of the edition

    Options:
          --format <FORMAT>
              How differences are shown

              Possible values:
              - human: Blocks with excerpt, underline and help
              - short: One line each: path:line:column: severity[name]: message
              - json:  One JSON object
              - sarif: SARIF 2.1.0, which code-scanning views read
              
              [default: human]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      bluebook verify public
      bluebook verify public --format short

    Every file is compared with the SHA-256 in manifest.json and SHA256SUMS, and each that is missing,
    added or changed by a single bit
    is named. It reads only, follows no link, and does not ask where the edition was built: run it where
    the files are served too.

    Exit status:
      0  every file is as it was built
      1  something is missing, added or changed
      2  there is no edition, or it cannot be read
    "#);
}

#[test]
fn a_wrong_option_is_2() {
    let ran = Project::new().run(["build", "--outt", "x"]);
    assert_eq!(ran.status, Some(2), "{ran}");
    assert!(ran.stderr.contains("a similar argument exists: '--out'"), "{ran}");
    assert_eq!(Project::new().run([""; 0]).status, Some(2));
    for command in ["serve", "verify"] {
        assert_eq!(Project::new().run([command]).status, Some(2), "{command} without what it needs");
    }
}

#[test]
fn no_content_folder_is_2() {
    Project::new().run(["build"]).fails(
        2,
        "error[no-content-folder]: there is no content folder content\n--> content\n \
         = help: start bluebook in the folder that holds content/, or name the content folder with --content; to begin a new programme: `bluebook new framework ID`\n",
    );
    let ran = Project::new().file("content", "").run(["check"]);
    assert_eq!(ran.status, Some(2), "{ran}");
}

#[test]
fn mistakes_in_the_content_are_1_and_keep_the_last_edition() {
    let project = with_a_mistake();
    let ran = project.run(["check"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    let ran = project.run(["build"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.stdout.is_empty() && ran.stderr.contains("\nBuilt nothing: 1 error, 1 note\n"), "{ran}");
    // That some checks were silent does not mean that there is nothing more.
    assert!(ran.stderr.contains("checks-left-out"), "{ran}");
    assert_eq!(project.names("."), ["content"]);

    let project = Project::case("small");
    project.run(["build"]).quiet();
    let before = project.files("public");
    let project = project.edit("content/reports/ashford/scores.yaml", "80", "180");
    let ran = project.run(["build"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.stderr.contains("; public/ is as it was\n"), "{ran}");
    assert_eq!(project.files("public"), before);
}

#[test]
fn folders_that_are_not_ours_are_left_alone() {
    let project = Project::case("small").file("site/photo.png", "x").file("file", "x").folder("empty");
    let refused = |out: &str, name: &str| {
        let ran = project.run(["build", "--out", out]);
        assert_eq!((ran.status, &*ran.stdout), (Some(2), ""), "{ran}");
        assert!(ran.stderr.starts_with(&format!("error[{name}]: ")), "{ran}");
        assert!(ran.stderr.contains(" = help: "), "{ran}");
    };
    refused("site", "folder-not-ours");
    refused("file", "folder-is-a-file");
    refused("content", "folder-holds-content");
    refused("content/reports/new", "folder-holds-content");
    refused(".", "folder-holds-content");
    refused("empty/../..", "folder-holds-content");
    refused("home", "precious-folder");
    assert_eq!(project.names("site"), ["photo.png"]);
    assert_eq!(project.names("."), ["content", "empty", "file", "site"]);
    project.run(["build", "--out", "empty"]).quiet();
}

#[test]
fn drafts_and_parts_have_folders_of_their_own() {
    let project = Project::case("small");
    let refused = |args: &[&str], name: &str| {
        let ran = project.run(args);
        assert_eq!(ran.status, Some(2), "{ran}");
        assert!(ran.stderr.starts_with(&format!("error[{name}]: ")), "{ran}");
    };
    refused(&["build", "--drafts", "--out", "public"], "drafts-in-public");
    refused(&["build", "--drafts", "--out", "public/drafts"], "drafts-in-public");
    project.run(["build"]).quiet();
    project.run(["build"]).quiet();
    let whole = project.files("public");
    refused(&["build", "--format", "html"], "partial-over-fuller");
    refused(&["build", "--report", "ashford"], "partial-over-fuller");
    project.run(["build", "--format", "html", "--report", "ashford", "--out", "preview"]).quiet();
    refused(&["build", "--drafts", "--out", "preview"], "drafts-and-published-mixed");
    assert_eq!(project.files("public"), whole);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let project = Project::new();
    for args in [&["--help"][..], &["explain", "--list"]] {
        let mut child = project.command().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ended");
        assert_eq!((output.status.code(), &*String::from_utf8_lossy(&output.stderr)), (Some(0), ""), "{args:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said() {
    let full = fs::File::options().write(true).open("/dev/full").expect("/dev/full");
    let output = Project::new().command().args(["explain", "--list"]).stdout(full).output().expect("started");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: cannot write to standard output: "));
}

#[test]
fn explain_knows_names_and_near_misses() {
    let project = Project::new();
    let list = project.run(["explain", "--list"]).quiet();
    let names: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.is_sorted() && names.contains(&"folder-not-ours"), "{list}");
    for name in &names {
        let text = project.run(["explain", name]).quiet();
        assert!(text.starts_with(&format!("{name}: ")) && text.lines().count() > 2, "{text}");
    }
    project.run(["explain", "folder-not-our"]).fails(
        2,
        "error[unknown-name]: there is no check or message named 'folder-not-our'\n |\n = help: did you mean 'folder-not-ours'?\n",
    );
}

#[test]
fn the_last_line_sums_up() {
    let project = Project::case("small");
    assert_eq!(project.run(["build"]).quiet(), "Built 1 report (6 pages) in [time]: public/index.html\n");
    let said = project.run(["build", "--report", "ashford", "--format", "data", "--out", "data"]).quiet();
    assert_eq!(said, "Built 1 report in [time]: data/\n");
    let project = project.edit("content/reports/ashford/report.yaml", "published\n", "working\n");
    let ran = project.run(["build", "--out", "none"]);
    assert_eq!(ran.stdout, "Built 0 reports in [time]: none/index.html\n");
    assert_eq!(ran.stderr, "note: no report has the state 'published'; 'bluebook build --drafts' builds the others\n");
    assert_eq!(project.run(["build", "--out", "none"]).status, Some(0), "an edition of nothing may be replaced");
    // No report goes offline unless somebody says so.
    let before = project.files("public");
    project.run(["build"]).fails(
        2,
        "error[report-would-go-offline]: ashford is in public/ and would be taken offline\n--> public\n \
         = help: see that its state is 'published' and the folder is in reports/; if readers are to find it no longer: \
         'bluebook build --withdraw ashford'\n",
    );
    assert_eq!(project.files("public"), before);
    assert_eq!(project.run(["build", "--withdraw", "ashford"]).status, Some(0));
    assert!(!project.files("public").contains_key("ashford/index.html"));
    let ran = project.run(["check", "--report", "nowhere"]);
    assert_eq!((ran.status, &*ran.stdout), (Some(2), ""), "{ran}");
}

#[test]
fn a_report_asked_for_by_name_has_the_state_of_the_edition() {
    let project = Project::case("small");
    project.run(["build", "--report", "brinton"]).fails(
        2,
        "error[report-in-another-state]: the report 'brinton' is not for the published edition: its state is 'working'\n\
         --> reports/brinton\n = help: 'bluebook build --drafts --report brinton' builds it, each page marked with its state\n\n\
         Built nothing: 1 error\n'bluebook explain report-in-another-state' says more about it\n",
    );
    let ran = project.run(["build", "--drafts", "--report", "ashford"]);
    assert!(ran.status == Some(2) && ran.stderr.contains("its state is 'published'"), "{ran}");
    project.run(["check", "--report", "brinton"]).quiet();
    assert_eq!(project.run(["build", "--drafts", "--report", "brinton"]).status, Some(0));
    // A draft says everywhere what it is.
    let (page, index) = (project.text("drafts/brinton/index.html"), project.text("drafts/index.html"));
    for text in [&page, &index] {
        assert!(text.contains("<dt>Publication due</dt>") && !text.contains("<dt>Published</dt>"), "{text}");
    }
    assert!(index.contains("<h1>Drafts of inspection reports</h1>"), "{index}");
}

#[test]
fn a_slash_after_the_content_folder_changes_nothing() {
    let project = Project::case("small");
    project.run(["build", "--content", "content", "--out", "one"]).quiet();
    project.run(["build", "--content", "content/", "--out", "two"]).quiet();
    assert_eq!(project.files("one"), project.files("two"));
}

#[test]
fn warnings_can_be_denied() {
    let project = Project::case("small").file("content/reports/ashford/foreword.md", "We went.\n\n[^1]: Nothing points here.\n");
    let ran = project.run(["build"]);
    assert!(ran.status == Some(0) && ran.stderr.ends_with("\n1 warning\n"), "{ran}");
    let before = project.files("public");
    let ran = project.run(["build", "--deny-warnings"]);
    assert_eq!((ran.status, &*ran.stdout), (Some(1), ""), "{ran}");
    assert!(ran.stderr.contains("\nBuilt nothing: 1 warning (--deny-warnings); public/ is as it was\n"), "{ran}");
    assert_eq!(project.files("public"), before);
    let ran = project.run(["check", "--deny-warnings"]);
    assert_eq!(ran.status, Some(1), "{ran}");
}

#[test]
fn machines_read_standard_output() {
    let project = with_a_mistake();
    for (format, key) in [("json", "diagnostics"), ("sarif", "runs")] {
        let ran = project.run(["check", "--format", format]);
        assert_eq!((ran.status, &*ran.stderr), (Some(1), ""), "{ran}");
        let value: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        assert!(value[key].as_array().is_some_and(|list| !list.is_empty()), "{value:#}");
    }
    let ran = project.run(["check", "--format", "short"]);
    assert!(ran.stderr.contains("\ncontent/reports/ashford/scores.yaml:2:8: error["), "{ran}");
}
