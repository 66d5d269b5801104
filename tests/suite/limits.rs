//! What content may not be, however it came about: each is said in clear words, soon, and nothing is waited for or followed.
//!
//! `docs/limits.md` lists the limits; the last test holds the list to the constants.

use std::fs;

use crate::project::{Project, root};

const REPORT: &str = "content/reports/ashford";

/// What `check` says of the small case with these files in its report.
fn said(files: &[(&str, &[u8])]) -> String {
    let mut project = Project::case("small");
    for (path, bytes) in files {
        project = project.file(&format!("{REPORT}/{path}"), bytes);
    }
    let ran = project.run(["check", "--format", "short"]);
    assert!(matches!(ran.status, Some(1 | 2)) && !ran.stderr.contains("bug"), "{ran}");
    ran.stderr
}

#[track_caller]
fn refused(files: &[(&str, &[u8])], expected: &str) {
    let said = said(files);
    assert!(said.lines().any(|line| line.contains(expected)), "{said}\nshould say\n{expected}");
}

#[test]
fn yaml_bombs_and_depths_stop_early() {
    let report = fs::read_to_string(root().join("tests/cases/small/content/reports/ashford/report.yaml")).expect("a report");
    let with = |more: &str| refused_with(&report, more);
    with("a: &a [x, x]\nb: [*a, *a]\n").contains_all(&["error[yaml-anchor]", "error[yaml-alias]"]);
    with(&format!("a: {}\n", "[".repeat(100_000))).contains_all(&["error[malformed-yaml]"]);
    with(&format!("a: {}x{}\n", "[".repeat(20), "]".repeat(20))).contains_all(&["error[too-deep]"]);
    with(&format!("a: [{}]\n", "x,".repeat(100_001))).contains_all(&["error[too-many-values]"]);
    with("a: !!python/object x\n").contains_all(&["error[yaml-tag]"]);
    with("<<: {state: published}\n").contains_all(&["error["]);
    with(&format!("a: {}\n", "x".repeat(3_000_000))).contains_all(&["error[unknown-key]"]);
}

struct Said(String);

impl Said {
    #[track_caller]
    fn contains_all(&self, parts: &[&str]) {
        for part in parts {
            assert!(self.0.contains(part), "{part}: {}", &self.0[..self.0.len().min(2000)]);
        }
    }
}

fn refused_with(report: &str, more: &str) -> Said {
    Said(said(&[("report.yaml", format!("{report}{more}").as_bytes())]))
}

#[test]
fn a_hundred_thousand_findings_are_too_many_for_a_file() {
    let findings = "      - A finding.\n".repeat(100_000);
    refused(
        &[("sections/1-planning.yaml", format!("section: 1\ncriteria:\n  1.1:\n    strengths:\n{findings}").as_bytes())],
        "1-planning.yaml:100000:19: error[too-many-values]",
    );
}

#[test]
fn texts_end_somewhere() {
    let long = "word another ".repeat(100_000);
    refused(&[("foreword.md", long.as_bytes())], "foreword.md:1:1: error[paragraph-too-long]: a paragraph has more than 20000 characters");
    let folded = "some words of it\n".repeat(2000);
    refused(&[("foreword.md", folded.as_bytes())], "error[paragraph-too-long]");
    let item = format!("- {}", "some words of it\n  ".repeat(2000));
    refused(&[("foreword.md", item.as_bytes())], "error[paragraph-too-long]");
    let finding = format!("section: 1\ncriteria:\n  1.1:\n    strengths:\n      - {long}\n  1.2:\n    strengths:\n      - A finding.\n");
    refused(&[("sections/1-planning.yaml", finding.as_bytes())], "1-planning.yaml:5:9: error[paragraph-too-long]");
    for deep in ["> ".repeat(100_000) + "x", "[".repeat(18_000) + "x", "*a **b ".repeat(2500), "[a](".repeat(2000), "`".repeat(15_000)] {
        let project = Project::case("small").file(&format!("{REPORT}/foreword.md"), deep);
        let ran = project.run(["check", "--format", "short"]);
        assert!(matches!(ran.status, Some(0 | 1)), "{ran}");
    }
}

#[test]
fn files_of_a_gigabyte_are_not_read() {
    let project = Project::case("small").folder(&format!("{REPORT}/images"));
    for path in ["foreword.md", "scores.yaml", "cases.csv", "images/a.png"] {
        // Sparse: it takes no room on the disk.
        fs::File::create(project.path(REPORT).join(path)).and_then(|file| file.set_len(1 << 30)).expect("a large file");
    }
    let ran = project.run(["check", "--format", "short"]);
    assert_eq!(ran.stderr.matches("error[file-too-large]: the file has 1024 MiB").count(), 4, "{ran}");
}

#[test]
fn pictures_that_are_none_or_too_many() {
    // A header that says 20,000 by 20,000, with nothing behind it.
    let mut header = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    header.extend([20_000_u32.to_be_bytes(), 20_000_u32.to_be_bytes()].concat());
    header.extend([8, 2, 0, 0, 0]);
    // Its checksum, from the reverse of the polynomial.
    let sum = header[12..].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    });
    header.extend((!sum).to_be_bytes());
    refused(&[("images/a.png", &header)], "images/a.png: error[image-too-large]: the picture `images/a.png` has 20000 × 20000 pixels");
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"><script>x()</script><image href=\"https://example.org/x\"/></svg>";
    refused(&[("images/a.svg", svg)], "images/a.svg: error[unsupported-image]: `images/a.svg` is an SVG drawing");
    refused(&[("images/a.png", svg)], "images/a.png: error[unsupported-image]");
    refused(&[("images/a.png", b"\x89PNG\r\n\x1a\nnothing")], "images/a.png: error[unreadable-image]");
}

#[test]
fn fonts_that_are_broken_are_refused() {
    let theme = "text:\n  family:\n    regular: A.ttf\n    bold: A.ttf\n    italic: A.ttf\n    bold-italic: A.ttf\n";
    let good = fs::read(root().join("assets/fonts/NotoSans-Regular.ttf")).expect("a font");
    for at in [0, 4, 20, 100, 1000, good.len() / 2] {
        let mut broken = good.clone();
        broken.truncate(good.len() * 3 / 4);
        broken.iter_mut().skip(at).step_by(97).take(200).for_each(|byte| *byte ^= 0xff);
        let project = Project::case("small").file("content/theme.yaml", theme).file("content/fonts/A.ttf", broken);
        let ran = project.run(["check", "--format", "short"]);
        assert!(ran.status == Some(1) && ran.stderr.contains("error[unusable-font]"), "{at}: {ran}");
    }
}

/// Braces and tags of template languages are words; what a text may insert is a closed list.
#[test]
fn placeholders_in_content_are_never_evaluated() {
    let words = "We went. {{ 7+7 }} {% include 'x' %} {# c #} ${7+7} #{7+7} \\<%= 7+7 %>.";
    let project = Project::case("small").file(&format!("{REPORT}/foreword.md"), words);
    let ran = project.run(["build", "--format", "html,data"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    let page = project.text("public/ashford/index.html");
    assert!(
        page.contains("{{ 7+7 }} {% include") && page.contains("${7+7} #{7+7} &lt;%= 7+7 %&gt;") && !page.contains("We went. 14"),
        "{page}"
    );
}

#[cfg(target_os = "linux")]
mod unix {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::{Project, REPORT, fs};

    #[test]
    fn links_pipes_and_sockets_are_said_and_not_opened() {
        let project = Project::case("small").folder("elsewhere").file("secret.md", "A secret.\n");
        let at = |path: &str| project.path("content").join(path);
        symlink(project.path("secret.md"), project.path(REPORT).join("summary.md")).expect("a link");
        symlink(project.path("elsewhere"), project.path(REPORT).join("images")).expect("a link");
        symlink(project.path("elsewhere"), at("reports/other")).expect("a link");
        symlink(project.path("secret.md"), at("theme.yaml")).expect("a link");
        let made = Command::new("mkfifo").arg(project.path(REPORT).join("next-steps.md")).arg(at("frameworks/visits/pipe.md")).status();
        let pipes = made.is_ok_and(|status| status.success());
        let _socket = std::os::unix::net::UnixListener::bind(project.path(REPORT).join("reasons.md")).expect("a socket");
        let ran = project.run(["check", "--format", "short"]);
        assert_eq!(ran.stderr.matches("error[link]").count(), 4, "{ran}");
        assert_eq!(ran.stderr.matches("error[not-a-file]").count(), if pipes { 3 } else { 1 }, "{ran}");
        assert!(!ran.stderr.contains("secret.md"), "{ran}");
    }

    #[test]
    fn names_in_any_script_and_none_are_said_as_they_are() {
        let project = Project::case("small");
        let names = ["a\nb.md", "\u{202e}dm.exe", "\u{1b}[31m.md", "-rf", "%s.md", "ŵ-ыл-漢.txt"];
        for name in names {
            fs::write(project.path(REPORT).join(name), "x").expect("written");
        }
        fs::write(project.path(REPORT).join(OsString::from_vec(b"caf\xe9.md".to_vec())), "x").expect("written");
        for format in ["human", "short"] {
            let ran = project.run(["check", "--format", format]);
            assert!(ran.status == Some(1) && !ran.stderr.contains(['\u{202e}', '\u{1b}']), "{ran}");
            for part in ["-rf", "%s", "ŵ-ыл-漢.txt", "bad-name"] {
                assert!(ran.stderr.contains(part), "{part}: {ran}");
            }
        }
    }

    #[test]
    fn folders_ten_thousand_deep_are_not_gone_into() {
        let project = Project::case("small").folder(&format!("{REPORT}/images/d")).folder("new");
        // A path of that length cannot be named, so what is there goes into a new folder, ten thousand times.
        let (deep, new) = (project.path(REPORT).join("images/d"), project.path("new"));
        for _ in 0..10_000 {
            fs::rename(&deep, new.join("d")).and_then(|()| fs::rename(&new, &deep)).and_then(|()| fs::create_dir(&new)).expect("deeper");
        }
        let ran = project.run(["check", "--format", "short"]);
        assert!(ran.stderr.contains("images/d: warning[unused-file]: the folder `d` is not read"), "{ran}");
        // What drops the project's folder may not get so deep.
        let _ = Command::new("rm").arg("-rf").arg(project.path(REPORT).join("images")).status();
    }
}

/// The document says what the code does.
#[test]
fn the_list_of_limits_is_true() {
    let list = fs::read_to_string(root().join("docs/limits.md")).expect("docs/limits.md");
    let name = |line: &str| line.rsplit('`').nth(1).map(str::to_owned);
    let named: Vec<String> = list.lines().filter(|line| line.starts_with("| ") && line.contains('`')).filter_map(name).collect();
    assert!(named.len() > 15, "the table was not found");
    for name in named {
        assert!(bluebook::checks::explain::find(&name).is_some(), "docs/limits.md names {name}, which nothing is called");
    }
    for (file, constant, said) in [
        ("source/read.rs", "MAX_TEXT: u64 = 16 << 20", "16 MiB"),
        ("source/image.rs", "MAX_BYTES: u64 = 64 << 20", "64 MiB"),
        ("source/image.rs", "MAX_PIXELS: u64 = 100_000_000", "100 million"),
        ("theme/family.rs", "MAX_FONT: u64 = 32 << 20", "32 MiB"),
        ("model/resolve/cases.rs", "MAX_CSV: u64 = 256 << 20", "256 MiB"),
        ("source/yaml.rs", "MAX_DEPTH: usize = 16", "16 deep"),
        ("source/yaml.rs", "MAX_NODES: usize = 100_000", "100,000 values"),
        ("document/markdown.rs", "LONGEST: usize = 20_000", "20,000 characters"),
        ("cli/run.rs", "MOST_SHOWN: usize = 1000", "1,000 blocks"),
    ] {
        let code = fs::read_to_string(root().join("src").join(file)).expect("a source file");
        assert!(code.contains(constant), "{file}: {constant}");
        assert!(list.contains(said), "docs/limits.md does not say {said}");
    }
}
