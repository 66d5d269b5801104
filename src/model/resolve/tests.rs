//! Files in, project or problems out. Every mistake that an author can make has its line here.

use std::path::Path;

use super::load_project;
use crate::diag::Sources;
use crate::model::fixture::{Files, shown};
use crate::model::report::TableRow;
use crate::model::score::Stated;
use crate::number::Number;
use crate::source::system::Memory;

const FRAMEWORK: &str = "frameworks/omi/framework.yaml";
const REPORT: &str = "reports/surrey-2008/report.yaml";
const SCORES: &str = "reports/surrey-2008/scores.yaml";
const FIRST: &str = "reports/surrey-2008/sections/1-assessment.yaml";
const SECOND: &str = "reports/surrey-2008/sections/2-leadership.yaml";
const TABLE: &str = "reports/surrey-2008/tables/caseload.yaml";
const BUDGET: &str = "reports/surrey-2008/tables/budget.yaml";

fn sound() -> Files {
    Files::sound()
}

fn edit(path: &str, from: &str, to: &str) -> Files {
    sound().edit(path, from, to)
}

/// Each project says exactly these things.
fn says<const N: usize>(cases: &[(Files, &[&str]); N]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(files, expected)| {
            let found = files.problems();
            (found != *expected).then(|| format!("expected\n  {}\nfound\n  {}\n", expected.join("\n  "), found.join("\n  ")))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_sound_project_comes_out_whole() {
    let (result, sources) = sound().load();
    let loaded = result.expect("no error");
    assert_eq!(loaded.warnings, []);
    let project = loaded.value;
    assert_eq!(project.programme.address, ["1 Example Street", "London"]);
    let [report] = &project.reports[..] else { panic!("one report") };
    assert_eq!((report.slug.as_str(), report.area.as_str(), report.lang.0.as_str()), ("surrey-2008", "Surrey", "en"));
    assert_eq!(report.scores.inspections[0].criteria[1].1.value.value, Stated::Percentage(Number::ratio(145, 2).expect("72.5")));
    assert_eq!(report.scores.inspections[0].criteria[2].1.value.value, Stated::Grade(1));
    assert_eq!(report.framework.sections[0].criteria[1].number, "1.10");
    let findings = &report.sections[0].criteria[0].groups;
    assert_eq!(
        findings.iter().map(|(key, list)| (key.as_str(), list.len())).collect::<Vec<_>>(),
        [("strengths", 2), ("areas-for-improvement", 1)]
    );
    assert_eq!(findings[0].1[1].text.value, "Another was good.\n\nSo was a third.\n");
    assert_eq!(sources.slice(findings[0].1[0].text.span), "One was good.");
    assert_eq!(report.abbreviations.iter().map(|a| a.short.as_str()).collect::<Vec<_>>(), ["ART", "PPO"]);
    assert_eq!(
        report.tables.iter().map(|t| (t.name.as_str(), t.rows.len(), t.row_headings)).collect::<Vec<_>>(),
        [("budget", 2, false), ("caseload", 2, true)]
    );
    let TableRow::Cells(cells) = &report.tables[0].rows[0] else { panic!("a row of cells") };
    assert_eq!(cells[1].value, "£9,208");
    assert_eq!(sources.slice(cells[1].span), "\"£9,208\"");
    assert_eq!(
        report.prose.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>(),
        [("foreword", "Good work was done.\n")]
    );
    assert_eq!(report.framework.wording[0].0, "role");
}

#[test]
fn what_is_there_and_what_is_not() {
    let report_elsewhere =
        || sound().with("reports/kent-2009/report.yaml", "framework: omi\narea: Kent\nstate: working\npublished: 2009\n");
    says(&[
        (sound().without("programme.yaml"), &["programme.yaml missing-file | there is no `programme.yaml`"]),
        (
            sound().without("programme.yaml").with("programme.yml", "x: 1\n"),
            &["programme.yml misnamed-file | the file `programme.yml` is not read"],
        ),
        (
            sound().without(REPORT).with("reports/surrey-2008/Report.yml", "x: 1\n"),
            &["surrey/Report.yml misnamed-file | the file `Report.yml` is not read"],
        ),
        (sound().without(FRAMEWORK), &["frameworks/omi/framework.yaml missing-file | the framework `omi` has no `framework.yaml`"]),
        (sound().without(REPORT), &["surrey/report.yaml missing-file | the report `surrey-2008` has no `report.yaml`"]),
        (sound().without(SCORES), &["surrey/report.yaml:1:12 missing-file | the report has no `scores.yaml`"]),
        (
            sound().without(SCORES).with("reports/surrey-2008/scores.yml", "criteria:\n  1.1: 80\n"),
            &[
                "surrey/report.yaml:1:12 missing-file | the report has no `scores.yaml`",
                "surrey/scores.yml misnamed-file | the file `scores.yml` is not read",
            ],
        ),
        (
            sound().with("reports/surrey-2008/section/1.yaml", "x: 1\n"),
            &["surrey/section misnamed-file | the folder `section` is not read"],
        ),
        (
            sound()
                .with("reports/surrey-2008/notes.docx", "x")
                .with("reports/surrey-2008/sections/old.txt", "x")
                .with("extra/x.yaml", "x: 1"),
            &[
                "extra unused-file | the folder `extra` is not read",
                "surrey/notes.docx unused-file | the file `notes.docx` is not read",
                "surrey/sections/old.txt unused-file | the file `old.txt` is not read",
            ],
        ),
        (
            sound()
                .with("reports/surrey-2008/foreword.md~", "x")
                .with("reports/surrey-2008/.foreword.md.swp", "x")
                .with("reports/surrey-2008/#foreword.md#", "x")
                .with(".git/config", "x")
                .with("README.md", "x"),
            &[],
        ),
        (sound().without("reports/surrey-2008/foreword.md"), &["surrey/report.yaml:1:12 missing-part | the part `foreword` has no text"]),
        (
            sound().without("reports/surrey-2008/foreword.md").with("reports/surrey-2008/forword.md", "x\n"),
            &["surrey/forword.md unused-file | no part of the report is called `forword`"],
        ),
        (
            sound().with("reports/surrey-2008/annex.md", "x\n").with("frameworks/omi/methods.md", "x\n"),
            &[
                "frameworks/omi/methods.md:1:1 unused-file | no part uses `methods.md`",
                "surrey/annex.md unused-file | no part of the report is called `annex`",
            ],
        ),
        (
            sound().with("reports/Kent 2009/report.yaml", "x: 1\n").without(REPORT).without(FIRST),
            &[
                "reports/Kent 2009 bad-name | `Kent 2009` cannot be the name of a report",
                "reports/Kent 2009/report.yaml:1:1 missing-key | the key `area` is missing",
                "reports/Kent 2009/report.yaml:1:1 missing-key | the key `framework` is missing",
                "reports/Kent 2009/report.yaml:1:1 missing-key | the key `published` is missing",
                "reports/Kent 2009/report.yaml:1:1 missing-key | the key `state` is missing",
                "reports/Kent 2009/report.yaml:1:1 unknown-key | the key `x` is not known",
                "surrey/report.yaml missing-file | the report `surrey-2008` has no `report.yaml`",
            ],
        ),
        (
            report_elsewhere(),
            &[
                "reports/kent-2009/report.yaml:1:12 missing-file | the report has no `scores.yaml`",
                "reports/kent-2009/report.yaml:1:12 missing-part | the part `foreword` has no text",
                "reports/kent-2009/report.yaml:1:12 missing-section | section 1 has no findings",
                "reports/kent-2009/report.yaml:1:12 missing-section | section 2 has no findings",
            ],
        ),
    ]);
}

#[test]
fn empty_projects_say_what_to_do() {
    let load = |files: &[(&str, &str)], only: &[String]| {
        let mut sources = Sources::default();
        let problems =
            load_project(&Memory::with_files(files.iter().copied()), Path::new("content"), &mut sources, only).expect_err("errors");
        problems.iter().map(|problem| shown(problem, &sources)).collect::<Vec<_>>()
    };
    assert_eq!(load(&[], &[]), ["content no-content-folder | there is no folder `content`"]);
    assert_eq!(load(&[("content", "x")], &[]), ["content no-content-folder | `content` is not a folder"]);
    assert_eq!(
        load(&[("content/theme.yaml", "x: 1\n")], &[]),
        [
            "frameworks no-frameworks | there is no framework",
            "programme.yaml missing-file | there is no `programme.yaml`",
            "reports no-reports | there is no report"
        ]
    );
}

#[test]
fn only_the_reports_asked_for_are_read() {
    let files = sound().with("reports/kent-2009/report.yaml", "not: a report\n");
    let mut sources = Sources::default();
    let load = |only: &str, sources: &mut Sources| load_project(&files.system(), Path::new("content"), sources, &[only.to_owned()]);
    assert_eq!(load("surrey-2008", &mut sources).expect("no error").value.reports.len(), 1);
    let problems = load("surrey-2009", &mut sources).expect_err("no such report");
    assert_eq!((problems[0].name, problems[0].help.as_deref()), ("unknown-report", Some("did you mean `surrey-2008`?")));
}

#[test]
fn what_is_no_file_is_not_read() {
    let system = sound().system();
    system.add_link("content/reports/surrey-2008/role.md", "/etc/passwd");
    system.add_device("content/reports/surrey-2008/sections/3.yaml");
    system.add_link("content/reports/kent", "/");
    let mut sources = Sources::default();
    let problems = load_project(&system, Path::new("content"), &mut sources, &[]).expect_err("errors");
    assert_eq!(
        problems.iter().map(|problem| shown(problem, &sources)).collect::<Vec<_>>(),
        [
            "reports/kent link | `kent` is a link, and links are not followed",
            "surrey/role.md link | `role.md` is a link, and links are not followed",
            "surrey/sections/3.yaml not-a-file | `3.yaml` is neither a file nor a folder",
        ]
    );
}

#[test]
fn files_that_are_no_text() {
    let mut sources = Sources::default();
    let big = sound().with("reports/surrey-2008/foreword.md", vec![b'a'; (16 << 20) + 1]);
    says(&[
        (
            sound().with("reports/surrey-2008/foreword.md", &b"caf\xe9\n"[..]),
            &["surrey/foreword.md:1:4 not-utf-8 | the file is not UTF-8: byte 4 is 0xE9"],
        ),
        (sound().with(SCORES, &b"\xff\xfec\0"[..]), &["surrey/scores.yaml:1:1 not-utf-8 | the file is not UTF-8: byte 1 is 0xFF"]),
        (sound().with("reports/surrey-2008/foreword.md", ""), &["surrey/foreword.md:1:1 empty-file | the file is empty"]),
        (sound().with("reports/surrey-2008/foreword.md", "\u{feff} \n"), &["surrey/foreword.md:1:1 empty-file | the file is empty"]),
        (sound().with(SCORES, "# to come\n"), &["surrey/scores.yaml:1:1 empty-file | the file is empty"]),
        (
            sound().with("frameworks/omi/role.md", "a\0b\n"),
            &["frameworks/omi/role.md:1:2 control-character | the file holds the control character U+0000"],
        ),
        (
            edit(REPORT, "area: Surrey", "area: \"Sur\\x07rey\""),
            &["surrey/report.yaml:2:7 control-character | the text holds the control character U+0007"],
        ),
        (big, &["surrey/foreword.md file-too-large | the file has 17 MiB, and 16 MiB is the most"]),
    ]);
    // A byte-order mark is no part of a text.
    let loaded =
        load_project(&sound().with("reports/surrey-2008/foreword.md", "\u{feff}Text.\n").system(), Path::new("content"), &mut sources, &[]);
    assert_eq!(loaded.expect("no error").value.reports[0].prose[0].1.value, "Text.\n");
}

#[test]
fn keys_and_types() {
    says(&[
        (edit(REPORT, "fieldwork:", "fieldwrok:"), &["surrey/report.yaml:5:1 unknown-key | the key `fieldwrok` is not known"]),
        (edit(REPORT, "area: Surrey", "aera: Surrey"), &["surrey/report.yaml:2:1 unknown-key | the key `aera` is not known"]),
        (edit(REPORT, "area: Surrey\n", ""), &["surrey/report.yaml:1:1 missing-key | the key `area` is missing"]),
        (edit(REPORT, "area: Surrey", "area:"), &["surrey/report.yaml:2:1 empty-value | `area` is empty"]),
        (edit(REPORT, "area: Surrey", "area: ''"), &["surrey/report.yaml:2:7 empty-value | `area` is empty"]),
        (edit(REPORT, "area: Surrey", "area: [Surrey]"), &["surrey/report.yaml:2:7 wrong-type | `area` must be a text, not a list"]),
        (
            edit(REPORT, "area: Surrey", "area: |\n  Surrey\n  and more"),
            &["surrey/report.yaml:2:7 several-lines | `area` must be one line"],
        ),
        (
            edit(REPORT, "area: Surrey", "area: Surrey\narea: Kent"),
            &["surrey/report.yaml:3:1 duplicate-key | the key `area` stands here twice"],
        ),
        (
            edit(REPORT, "sample: 110", "sample: many"),
            &["surrey/report.yaml:7:9 not-a-number | `sample` must be a whole number, not ‘many’"],
        ),
        (edit(REPORT, "number: 6", "number: 0"), &["surrey/report.yaml:13:13 not-a-number | `number` must be a whole number, not ‘0’"]),
        (
            edit(REPORT, "    number: 6", "    number: 6\n    names: [A B]"),
            &["surrey/report.yaml:13:13 number-and-names | a role has both names and a number"],
        ),
        (
            edit(REPORT, "people:\n  - role: Inspectors\n    number: 6", "people: Inspectors"),
            &["surrey/report.yaml:11:9 wrong-type | `people` must be a list, not the text ‘Inspectors’"],
        ),
        (
            edit(BUDGET, "row-headings: false", "row-headings: no"),
            &["surrey/tables/budget.yaml:4:15 wrong-type | `row-headings` must be `true` or `false`, not the text ‘no’"],
        ),
        (
            sound().with(SCORES, "just a text\n"),
            &[
                "surrey/scores.yaml:1:1 wrong-type | this file must be a mapping with the keys `criteria`, `sections`, `threads`, `overall` and `comparators`, not the text ‘just a text’",
            ],
        ),
        (edit("programme.yaml", "  short: IoE\n", ""), &["programme.yaml:2:3 missing-key | the key `short` is missing"]),
        (
            edit("programme.yaml", "https://www.example.org", "www.example.org"),
            &["programme.yaml:7:10 bad-address | ‘www.example.org’ is not an address of the web"],
        ),
        (
            edit("programme.yaml", "[en]", "[en, xx, en]"),
            &[
                "programme.yaml:8:17 unknown-language | bluebook has no words for the language `xx`",
                "programme.yaml:8:21 duplicate-name | the language `en` stands here twice",
            ],
        ),
        (edit("programme.yaml", "[en]", "[]"), &["programme.yaml:8:12 empty-value | `languages` is empty"]),
    ]);
}

#[test]
fn the_report_itself() {
    says(&[
        (edit(REPORT, "framework: omi", "framework: omy"), &["surrey/report.yaml:1:12 unknown-framework | there is no framework `omy`"]),
        (edit(REPORT, "state: published", "state: publsihed"), &["surrey/report.yaml:4:8 unknown-state | `state` cannot be ‘publsihed’"]),
        (
            edit(REPORT, "language: en", "language: fr"),
            &["surrey/report.yaml:3:11 unknown-language | bluebook has no words for the language `fr`"],
        ),
        (edit(REPORT, "published: 2008-04", "published: 2008-13"), &["surrey/report.yaml:6:12 bad-date | ‘2008-13’ is no date"]),
        (
            edit(REPORT, "fieldwork: 2008-01", "fieldwork: 2008-05"),
            &["surrey/report.yaml:5:12 dates-out-of-order | the fieldwork is later than the publication"],
        ),
        (edit(REPORT, "141-3", "141-5"), &["surrey/report.yaml:8:7 bad-isbn | the check digit of the ISBN 978-1-84099-141-5 does not fit"]),
        (edit(REPORT, "isbn: 978-1-84099-141-3", "isbn: 978"), &["surrey/report.yaml:8:7 bad-isbn | ‘978’ is no ISBN"]),
        // Several mistakes of one file and of others, all in one run and in order.
        (
            edit(REPORT, "published: 2008-04", "published: soon").edit(REPORT, "area: Surrey\n", "").edit(SCORES, "80", "101").edit(
                FIRST,
                "strengths:\n      - Plans",
                "strenghts:\n      - Plans",
            ),
            &[
                "surrey/report.yaml:1:1 missing-key | the key `area` is missing",
                "surrey/report.yaml:5:12 bad-date | ‘soon’ is no date",
                "surrey/scores.yaml:2:8 score-out-of-range | 101 is not between 0 and 100",
                "surrey/sections/1-assessment.yaml:17:5 unknown-key | the key `strenghts` is not known",
            ],
        ),
        // What was written before the syntax breaks is checked too, and nothing is said to be missing after it.
        (
            edit(REPORT, "state: published\n", "state: finished\nsource: a: b\n"),
            &[
                "surrey/report.yaml:4:8 unknown-state | `state` cannot be ‘finished’",
                "surrey/report.yaml:5:10 malformed-yaml | a colon and a space inside a text make YAML read it as a key",
            ],
        ),
    ]);
}

#[test]
fn findings() {
    says(&[
        (
            edit(FIRST, "1.10:", "1.11:"),
            &["surrey/sections/1-assessment.yaml:15:3 unknown-criterion | the framework has no criterion 1.11"],
        ),
        (
            edit(FIRST, "  1.10:\n    introduction: About plans.\n    strengths:\n      - Plans were made.\n", ""),
            &["surrey/sections/1-assessment.yaml:5:3 missing-criterion | the criterion 1.10 of section 1 is missing"],
        ),
        (
            edit(SECOND, "2.1:", "1.1:"),
            &["surrey/sections/2-leadership.yaml:3:3 criterion-in-wrong-section | the criterion 1.1 belongs to section 1"],
        ),
        (
            edit(SECOND, "section: 2", "section: 1"),
            &[
                "surrey/report.yaml:1:12 missing-section | section 2 has no findings",
                "surrey/sections/2-leadership.yaml:1:10 duplicate-section | two files hold the findings of section 1",
            ],
        ),
        (
            edit(SECOND, "section: 2", "section: 3"),
            &["surrey/sections/2-leadership.yaml:1:10 unknown-section | the framework has no section 3"],
        ),
        (sound().without(SECOND), &["surrey/report.yaml:1:12 missing-section | section 2 has no findings"]),
        (edit(SECOND, "section: 2\n", ""), &["surrey/sections/2-leadership.yaml:1:1 missing-key | the key `section` is missing"]),
        (edit(SECOND, "- They led.", "- ''"), &["surrey/sections/2-leadership.yaml:5:9 empty-value | an item of `strengths` is empty"]),
        (
            edit(SECOND, "      - They led.\n", "      -\n      - x\n"),
            &["surrey/sections/2-leadership.yaml:5:7 empty-value | an item of `strengths` is empty"],
        ),
        (edit(SECOND, "\n      - They led.", ""), &["surrey/sections/2-leadership.yaml:4:5 empty-value | `strengths` is empty"]),
        (edit(SECOND, "\n    strengths:\n      - They led.", ""), &["surrey/sections/2-leadership.yaml:3:3 empty-value | `2.1` is empty"]),
        (
            edit(SECOND, "\n    strengths:\n      - They led.", " {}"),
            &["surrey/sections/2-leadership.yaml:3:3 no-findings | the criterion 2.1 has no findings"],
        ),
        (
            edit(SECOND, "- They led.", "- Note: most led."),
            &["surrey/sections/2-leadership.yaml:5:13 text-with-colon | the colon after ‘Note’ makes YAML read this text as a mapping"],
        ),
        (
            edit(SECOND, "- They led.", "- txt: most led."),
            &["surrey/sections/2-leadership.yaml:5:9 unknown-key | the key `txt` is not known"],
        ),
        (
            edit(SECOND, "- They led.", "- Of the staff: most led."),
            &[
                "surrey/sections/2-leadership.yaml:5:21 text-with-colon | the colon after ‘Of the staff’ makes YAML read this text as a mapping",
            ],
        ),
        (
            edit(SECOND, "- They led.", "- [They, led]"),
            &[
                "surrey/sections/2-leadership.yaml:5:9 wrong-type | an item of `strengths` must be a text or a mapping with the keys `text`, `id` and `allow`, not a list",
            ],
        ),
        (
            edit(SECOND, "- They led.", "- {text: x, ids: y}"),
            &["surrey/sections/2-leadership.yaml:5:19 unknown-key | the key `ids` is not known"],
        ),
        (
            edit(SECOND, "- They led.", "- {text: x, id: late}"),
            &["surrey/sections/2-leadership.yaml:5:23 duplicate-id | the id `late` stands twice"],
        ),
        (
            edit(SECOND, "- They led.", "- {text: x, id: Far Late}"),
            &["surrey/sections/2-leadership.yaml:5:23 bad-name | `Far Late` cannot be an id"],
        ),
        (edit(FIRST, "  1.10:", "  1.1:"), &["surrey/sections/1-assessment.yaml:15:3 duplicate-key | the key `1.1` stands here twice"]),
        (edit(SECOND, "    strengths:", "\tstrengths:"), &["surrey/sections/2-leadership.yaml:4:1 tab | a tab stands in a YAML file"]),
    ]);
}

#[test]
fn scores() {
    says(&[
        (edit(SCORES, "80", "100.5"), &["surrey/scores.yaml:2:8 score-out-of-range | 100.5 is not between 0 and 100"]),
        (edit(SCORES, "80", "-1"), &["surrey/scores.yaml:2:8 score-out-of-range | -1 is not between 0 and 100"]),
        (edit(SCORES, "72.5", "72.555"), &["surrey/scores.yaml:3:9 too-many-decimals | 72.555 has more than two decimals"]),
        (edit(SCORES, "80", "80%"), &["surrey/scores.yaml:2:8 not-a-number | ‘80%’ is not a number"]),
        (
            edit(SCORES, "80", "Well met"),
            &["surrey/scores.yaml:2:8 grade-for-percentage | the criterion 1.1 is scored in per cent, not by a grade"],
        ),
        (
            edit(SCORES, "Partly met", "64"),
            &["surrey/scores.yaml:4:8 percentage-for-grade | the criterion 2.1 is graded, not scored in per cent"],
        ),
        (
            edit(SCORES, "Partly met", "Partially met"),
            &["surrey/scores.yaml:4:8 unknown-grade | ‘Partially met’ is not a grade of the framework"],
        ),
        (edit(SCORES, "  1.10: 72.5\n", ""), &["surrey/scores.yaml:2:3 missing-score | the criterion 1.10 has no score"]),
        (
            edit(SCORES, "  1.1: 80\n  1.10: 72.5\n", ""),
            &["surrey/scores.yaml:2:3 missing-score | the criteria 1.1 and 1.10 have no score"],
        ),
        (edit(SCORES, "1.10", "3.1"), &["surrey/scores.yaml:3:3 unknown-criterion | the framework has no criterion 3.1"]),
        (edit(SCORES, "  2.1:", "  2-1:"), &["surrey/scores.yaml:4:3 unknown-criterion | the framework has no criterion 2-1"]),
        (
            edit(SCORES, "risk-of-harm", "risk-of-harms"),
            &["surrey/scores.yaml:6:3 unknown-thread | the framework has no thread `risk-of-harms`"],
        ),
        (edit(SCORES, "threads:\n  risk-of-harm: 70\n", ""), &["surrey/scores.yaml:1:1 missing-key | the key `threads` is missing"]),
        (edit(SCORES, "risk-of-harm: 70", "risk-of-harm:"), &["surrey/scores.yaml:6:3 empty-value | `risk-of-harm` is empty"]),
        (edit(SCORES, "1.1: 80", "1.1: [80]"), &["surrey/scores.yaml:2:8 wrong-type | `1.1` must be a text, not a list"]),
    ]);
}

#[test]
fn lists_of_the_report() {
    let practice = "reports/surrey-2008/good-practice.yaml";
    let short_forms = "reports/surrey-2008/abbreviations.yaml";
    let recommendations = "reports/surrey-2008/recommendations.yaml";
    says(&[
        (edit(practice, "1.1", "1.9"), &["surrey/good-practice.yaml:2:14 unknown-criterion | the framework has no criterion 1.9"]),
        (
            edit(practice, "- label: Learning\n ", "-"),
            &["surrey/good-practice.yaml:1:3 missing-key | the example has neither a `label` nor an `id`"],
        ),
        (
            edit(short_forms, "ART", "ppo"),
            &["surrey/abbreviations.yaml:2:1 duplicate-abbreviation | `ppo` and `PPO` differ only in capitals"],
        ),
        (
            edit(recommendations, "- plans are made", "- text: plans\n  id: reports"),
            &["surrey/recommendations.yaml:4:7 duplicate-id | the id `reports` stands twice"],
        ),
        (
            sound().with(recommendations, "recommendations: x\n"),
            &["surrey/recommendations.yaml:1:18 wrong-type | `recommendations` must be a list, not the text ‘x’"],
        ),
    ]);
}

#[test]
fn tables() {
    let csv = "reports/surrey-2008/tables/budget.csv";
    says(&[
        (edit(TABLE, "'2,085'", "2,085"), &["surrey/tables/caseload.yaml:6:5 ragged-row | the row has 3 cells and the table 2 columns"]),
        (edit(TABLE, "[White, 91.9%]", "White"), &[]),
        (
            edit(TABLE, "[White, 91.9%]", "White: 91.9%"),
            &["surrey/tables/caseload.yaml:7:10 text-with-colon | the colon after ‘White’ makes YAML read this text as a mapping"],
        ),
        (
            edit(TABLE, "- [White, 91.9%]", "- { White: 91.9% }"),
            &[
                "surrey/tables/caseload.yaml:7:5 wrong-type | an item of `rows` must be a list of cells, `[first, second]`, or the heading of the rows below it, not a mapping",
            ],
        ),
        (edit(TABLE, "- Measure", "- ''"), &[]),
        (
            edit(TABLE, "title: Number", "title: ''"),
            &["surrey/tables/caseload.yaml:4:14 column-without-heading | the column has no heading"],
        ),
        (edit(TABLE, "title: Caseload\n", "numbered: false\n"), &[]),
        (edit(TABLE, "title: Caseload\n", ""), &["surrey/tables/caseload.yaml:1:1 missing-key | the key `title` is missing"]),
        (
            edit(TABLE, "title: Caseload\n", "titel: Caseload\n"),
            &["surrey/tables/caseload.yaml:1:1 unknown-key | the key `titel` is not known"],
        ),
        (edit(TABLE, "align: number", "align: right"), &["surrey/tables/caseload.yaml:4:29 unknown-value | `align` cannot be ‘right’"]),
        (
            edit(TABLE, "rows:\n  - [Total, '2,085']\n  - [White, 91.9%]\n", ""),
            &["surrey/tables/caseload.yaml:1:1 missing-key | the key `rows` is missing"],
        ),
        (
            edit(TABLE, "rows:", "csv: budget.csv\nrows:"),
            &["surrey/tables/caseload.yaml:5:6 rows-and-csv | the table has both `rows` and `csv`"],
        ),
        (edit(csv, "2007,£10", "2007,£10,063"), &["surrey/tables/budget.csv:3:1 ragged-row | the row has 3 cells and the table 2 columns"]),
        (edit(csv, "\"£9,208\"", "\"£9,208"), &["surrey/tables/budget.csv:2:6 malformed-csv | a quote that opens here is not closed"]),
        (sound().with(csv, "Year,Sum\n"), &["surrey/tables/budget.csv:1:1 empty-table | `budget.csv` has no rows"]),
        (
            edit(BUDGET, "budget.csv", "budgets.csv"),
            &["surrey/tables/budget.yaml:3:6 missing-file | there is no file `budgets.csv` beside the table"],
        ),
        (
            edit(BUDGET, "csv: budget.csv", "csv: ../budget.csv"),
            &["surrey/tables/budget.yaml:3:6 path-leaves-content | `../budget.csv` is not the name of a file in `tables`"],
        ),
        (
            sound().with("reports/surrey-2008/tables/other.csv", "a,b\n1,2\n"),
            &["surrey/tables/other.csv unused-file | no table takes its rows from `other.csv`"],
        ),
        (
            sound().without(TABLE).with("reports/surrey-2008/tables/grades.yaml", "title: T\ncolumns: [A]\nrows: [[1]]\n"),
            &["surrey/tables/grades.yaml reserved-name | a table cannot be called `grades`"],
        ),
    ]);
}

#[test]
fn images() {
    let svg = sound().with("reports/surrey-2008/images/map.svg", "<svg/>").with("reports/surrey-2008/images/a.png", "x");
    says(&[
        (
            svg,
            &[
                "surrey/images/a.png unreadable-image | the picture `images/a.png` cannot be read: it is no PNG or JPEG, whatever its name says",
                "surrey/images/map.svg unsupported-image | `images/map.svg` is an SVG drawing, which cannot be used yet",
            ],
        ),
        (sound().with("reports/surrey-2008/images/more/a.png", "x"), &["surrey/images/more unused-file | the folder `more` is not read"]),
    ]);
}

#[test]
fn a_picture_on_the_cover_has_words_or_needs_none() {
    let with = |more: &str| edit(REPORT, "area: Surrey", &format!("area: Surrey\ncover:\n  image: images/a.png\n{more}"));
    let missing = "surrey/report.yaml:4:3 missing-alt | the cover's picture has no text alternative";
    says(&[
        (with("  alt: A map"), &[]),
        (with("  decorative: true"), &[]),
        (with(""), &[missing]),
        (with("  decorative: false"), &[missing]),
        (
            with("  alt: A map\n  decorative: true"),
            &["surrey/report.yaml:5:8 alt-and-decorative | the cover's picture has a text alternative and is said to be decorative"],
        ),
    ]);
}

#[test]
fn frameworks() {
    says(&[
        (
            edit(FRAMEWORK, "model: omi", "model: omi3"),
            &["frameworks/omi/framework.yaml:6:10 unknown-scoring-model | `model` cannot be ‘omi3’"],
        ),
        (
            edit(FRAMEWORK, "at: 70", "at: 170"),
            &["frameworks/omi/framework.yaml:8:7 score-out-of-range | `at`: 170 is not between 0 and 100"],
        ),
        (
            edit(FRAMEWORK, "from: 0", "from: 80"),
            &[
                "frameworks/omi/framework.yaml:12:13 bands-leave-a-gap | scores below 80 are in no band",
                "frameworks/omi/framework.yaml:12:13 bands-out-of-order | the band from 80 stands below the one from 70",
            ],
        ),
        (
            edit(FRAMEWORK, "from: 0", "from: 1.5"),
            &["frameworks/omi/framework.yaml:12:13 bands-leave-a-gap | scores below 1.5 are in no band"],
        ),
        (
            edit(FRAMEWORK, "from: 0, name: Weak", "name: Weak"),
            &["frameworks/omi/framework.yaml:12:5 band-without-limit | some of the bands have `from`, and some do not"],
        ),
        (
            edit(FRAMEWORK, "{ from: 0, name: Weak, conclusion: It was weak. }", "Weak"),
            &["frameworks/omi/framework.yaml:12:5 band-without-limit | some of the bands have `from`, and some do not"],
        ),
        (
            edit(FRAMEWORK, "from: 0, name: Weak", "form: 0, name: Weak"),
            &["frameworks/omi/framework.yaml:12:7 unknown-key | the key `form` is not known"],
        ),
        (
            edit(FRAMEWORK, "from: 70, name", "name").edit(FRAMEWORK, "from: 0, name: Weak", "name: Good"),
            &["frameworks/omi/framework.yaml:12:13 duplicate-name | the band `Good` stands here twice"],
        ),
        (
            edit(FRAMEWORK, "- Partly met", "- Well met"),
            &["frameworks/omi/framework.yaml:15:5 duplicate-name | the grade `Well met` stands here twice"],
        ),
        (
            edit(FRAMEWORK, "number: 1.10", "number: 1.1"),
            &["frameworks/omi/framework.yaml:30:17 duplicate-name | the criterion `1.1` stands here twice"],
        ),
        (
            edit(FRAMEWORK, "number: 2.1", "number: 3.1"),
            &["frameworks/omi/framework.yaml:37:17 criterion-outside-section | the criterion 3.1 stands in section 2"],
        ),
        (
            edit(FRAMEWORK, "scored-by: grade", "scored-by: grades"),
            &["frameworks/omi/framework.yaml:35:16 unknown-value | `scored-by` cannot be ‘grades’"],
        ),
        (
            edit(FRAMEWORK, "grades:\n  - Well met\n  - Partly met\n  - Not met\n", ""),
            &["frameworks/omi/framework.yaml:29:13 missing-key | the key `grades` is missing"],
        ),
        (
            edit(FRAMEWORK, "{ key: strengths,", "{ key: introduction,"),
            &["frameworks/omi/framework.yaml:18:12 reserved-name | a group cannot be called `introduction`"],
        ),
        (
            edit(FRAMEWORK, "  - part: sections\n", ""),
            &["frameworks/omi/framework.yaml:41:3 no-sections-part | the order of parts does not say where the sections come"],
        ),
        (
            edit(FRAMEWORK, "- part: role\n    title: Our role\n", "- part: role\n"),
            &["frameworks/omi/framework.yaml:50:11 missing-key | the part `role` has no `title`"],
        ),
        (
            edit(FRAMEWORK, "- part: cover\n", "- part: cover\n    title: Cover\n"),
            &["frameworks/omi/framework.yaml:42:5 needless-key | the part `cover` takes no `title`"],
        ),
        (
            edit(FRAMEWORK, "part: notes", "part: role"),
            &["frameworks/omi/framework.yaml:50:11 duplicate-name | the part `role` stands here twice"],
        ),
        (
            edit(FRAMEWORK, "part: notes", "part: Other Notes"),
            &["frameworks/omi/framework.yaml:46:11 bad-name | `Other Notes` cannot be the name of a part"],
        ),
        // A mistake in the framework is said once and not again for every report.
        (
            edit(FRAMEWORK, "sections:\n  - number: 1\n", "sektionen:\n  - number: 1\n"),
            &["frameworks/omi/framework.yaml:22:1 unknown-key | the key `sektionen` is not known"],
        ),
        (
            edit(FRAMEWORK, "number: 1.10", "nummer: 1.10"),
            &["frameworks/omi/framework.yaml:30:9 unknown-key | the key `nummer` is not known"],
        ),
        (
            edit(FRAMEWORK, "parts:\n", "parts:\n - part: x\n"),
            &[
                "frameworks/omi/framework.yaml:41:10 missing-key | the part `x` has no `title`",
                "frameworks/omi/framework.yaml:42:3 malformed-yaml | this line does not stand in line with those above it",
            ],
        ),
    ]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    /// A few bytes put in or taken out anywhere: never a panic, and never a project without its word of warning lost.
    #[test]
    fn never_panics(file in 0usize..14, edits in proptest::collection::vec((0usize..1000, "[-\\t :'\"{\\[#&*|>\\n0a]{0,3}", 0usize..6), 1..4)) {
        let paths = [
            "programme.yaml", FRAMEWORK, REPORT, SCORES, FIRST, SECOND, TABLE, BUDGET, "reports/surrey-2008/tables/budget.csv",
            "reports/surrey-2008/recommendations.yaml", "reports/surrey-2008/good-practice.yaml", "reports/surrey-2008/abbreviations.yaml",
            "frameworks/omi/role.md", "reports/surrey-2008/foreword.md",
        ];
        let mut files = sound();
        for (at, put, take) in edits {
            files = files.splice(paths[file], at, put.as_bytes(), take);
        }
        let (result, _) = files.load();
        if let Err(problems) = result {
            proptest::prop_assert!(problems.iter().any(crate::diag::Diagnostic::is_error));
            proptest::prop_assert!(problems.iter().all(|problem| problem.name != "internal-error"), "{problems:?}");
        }
    }
}
