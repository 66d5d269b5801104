//! Short projects for the tests of checks: a text is put in its place, and the check says what it says.

use super::{Check, Sample, look, run_all};
use crate::diag::{Diagnostic, Severity, Sources};
use crate::document::build::build_document;
use crate::locale::Locale;
use crate::model::Project;
use crate::model::fixture::{Files, shown};
use crate::scoring::score;

use super::reading::Reading;

/// Parts that hold the lists, so that checks can read them.
const PARTS: &str = "  - part: acknowledgements\n    title: Acknowledgements\n  - part: abbreviations\n    title: Abbreviations\n  \
                     - part: recommendations\n    title: Recommendations\n  - part: good-practice\n    title: Good practice\n  \
                     - part: glossary\n    title: Glossary\n  - part: sections\n";

/// More graded criteria.
const CRITERIA: &str = "        statement: They lead.\n      - { number: 2.2, title: Resourcing, statement: They have enough. }\n      - { number: 2.3, title: Looking ahead, statement: They plan. }\n";

/// A second appendix.
const APPENDICES: &str =
    "    title: Our role\n    appendix: true\n  - part: arrangements\n    title: Inspection arrangements\n    appendix: true\n";

/// A grey square of eight pixels.
#[rustfmt::skip]
const PICTURE: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x08\x00\x00\x00\x08\x08\x00\x00\x00\x00\xe1\x64\xe1\x57\x00\x00\x00\x0e\x49\x44\x41\x54\x78\x9c\x63\x68\x80\x02\x06\xca\x18\x00\x80\x84\x20\x01\x0d\x80\x24\x61\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// The sound project with a sample text put in.
pub(super) fn sample(what: Sample, text: &str) -> Files {
    let files = Files::sound()
        .edit("frameworks/omi/framework.yaml", "  - part: sections\n", PARTS)
        .with("frameworks/omi/abbreviations.md", "{abbreviations}\n")
        .with("frameworks/omi/glossary.md", "{glossary}\n")
        .with("frameworks/omi/good-practice.md", "{vignettes}\n")
        .with("frameworks/omi/recommendations.md", "It is recommended that:\n\n{recommendations}\n")
        .edit("frameworks/omi/framework.yaml", "    title: Our role\n    appendix: true\n", APPENDICES)
        .with("frameworks/omi/arrangements.md", "We read files.\n")
        .with("reports/surrey-2008/acknowledgements.md", "{people}\n")
        .with("reports/surrey-2008/images/yard.png", PICTURE)
        .edit(
            "reports/surrey-2008/report.yaml",
            "signed:\n  role: Chief Inspector\n",
            "signed:\n  role: Chief Inspector\n  names: [Pat Morrow]\n",
        )
        .edit("frameworks/omi/framework.yaml", "    title: Assessment\n", "    title: Assessment\n    commentary: Commentary\n")
        .edit("frameworks/omi/framework.yaml", "    title: Leadership\n", "    title: Leadership\n    commentary: Commentary\n");
    match what {
        Sample::Finding => {
            let body: String =
                text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("        {line}\n") }).collect();
            files.edit("reports/surrey-2008/sections/1-assessment.yaml", "      - One was good.\n", &format!("      - |\n{body}"))
        }
        // Several criteria, of which one may lack what the others have.
        Sample::File(path @ "sections/2-leadership.yaml") => files
            .edit("frameworks/omi/framework.yaml", "        statement: They lead.\n", CRITERIA)
            .edit("reports/surrey-2008/scores.yaml", "  2.1: Partly met\n", "  2.1: Partly met\n  2.2: Well met\n  2.3: Well met\n")
            .with(&format!("reports/surrey-2008/{path}"), text),
        Sample::Scores => files
            .edit(
                "frameworks/omi/framework.yaml",
                "bands:\n  - { from: 70, name: Good, conclusion: It was good. }\n  - { from: 0, name: Weak, conclusion: It was weak. }\n",
                "bands: [Good, Fair, Weak]\n",
            )
            .with("reports/surrey-2008/scores.yaml", text),
        Sample::File(path) => files.with(&format!("reports/surrey-2008/{path}"), text),
        Sample::Programme => files.edit("programme.yaml", "languages: [en]\n", &format!("languages: [en]\n{text}")),
    }
}

/// What all checks find in a file, with the programme's settings and the report's allows: severity and name.
pub(super) fn names(files: &Files, file: &str) -> Vec<String> {
    let (project, sources) = project(files);
    let report = &project.reports[0];
    let (scores, _) = score(report);
    let locale = Locale::load(&report.lang).expect("a language");
    let document = build_document(&project.programme, report, &scores, &locale, &sources).expect("a document").value;
    let problems = run_all(&project.programme, report, &scores, &document, &locale, &sources, true).problems;
    let here = |problem: &&Diagnostic| problem.labels.first().is_some_and(|label| sources.file(label.span.file).path.ends_with(file));
    problems.iter().filter(here).map(|problem| format!("{} {}", problem.severity, problem.name)).collect()
}

pub(super) fn project(files: &Files) -> (Project, Sources) {
    let (result, sources) = files.load();
    match result {
        Ok(loaded) => (loaded.value, sources),
        Err(problems) => panic!("{}", problems.iter().map(|problem| shown(problem, &sources)).collect::<Vec<_>>().join("\n")),
    }
}

/// What a check says about a project: `[words] message`.
pub(super) fn run(check: &dyn Check, files: &Files) -> Vec<String> {
    let (project, sources) = project(files);
    let report = &project.reports[0];
    let (scores, _) = score(report);
    let locale = Locale::load(&report.lang).expect("a language");
    let document = match build_document(&project.programme, report, &scores, &locale, &sources) {
        Ok(built) => built.value,
        Err(problems) => panic!("{}", problems.iter().map(|problem| shown(problem, &sources)).collect::<Vec<_>>().join("\n")),
    };
    let reading = Reading::new(&project.programme, report, &scores, &document, &locale, &sources);
    let said = |(problem, _): &super::Said| {
        let words = problem.labels.first().map_or("", |label| sources.slice(label.span));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("[{words}] {}", problem.message)
    };
    look(check, Severity::Error, &reading, &sources).iter().map(said).collect()
}

/// What a check says about a finding with this text: `[words] message`.
pub(super) fn in_finding(check: &dyn Check, text: &str) -> Vec<String> {
    run(check, &sample(Sample::Finding, text))
}

/// The check fires once on each of these findings, and points at these words.
pub(super) fn fires(check: &dyn Check, cases: &[(&str, &str)]) {
    for (text, words) in cases {
        let said = in_finding(check, text);
        assert!(said.len() == 1 && said[0].starts_with(&format!("[{words}] ")), "{text}\nshould be found at [{words}], not {said:#?}");
    }
}

/// The check says nothing about any of these findings.
pub(super) fn silent(check: &dyn Check, cases: &[&str]) {
    for text in cases {
        assert_eq!(in_finding(check, text), Vec::<String>::new(), "{text}");
    }
}
