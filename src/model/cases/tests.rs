//! Cases and answers as people's programs write them, and every mistake in them.

use super::{Answer, CaseSample};
use crate::model::fixture::Files;

const CASES: &str = "reports/surrey-2008/cases.csv";
const ANSWERS: &str = "reports/surrey-2008/answers.csv";
const SOUND_CASES: &str = "case,type,gender\nc1,Licence,F\nc2,Community order,M\nc3,custody,\n";
const SOUND_ANSWERS: &str = "case,question,answer\nc1,1.1s,above\nc1,1.10a,below\nc2,1.1a,above\nc2,1.1s,below\nc2,1.10a,above\n\
                             c3,1.1s,above\nc3,1.10a,NA\n";

/// A project with cases: question 1.1a is for community orders only.
fn with(cases: &str, answers: &str) -> Files {
    Files::sound()
        .edit(
            "frameworks/omi/framework.yaml",
            "priority-line:",
            "case-profile:\n  - { key: type, title: Case type, values: [Licence, Community order, Custody] }\n  \
             - { key: gender, title: Gender }\npriority-line:",
        )
        .with(
            "frameworks/omi/questions.yaml",
            "- { id: 1.1a, text: Was it on time?, criterion: 1.1, threads: [risk-of-harm], case-types: [Community order] }\n\
             - { id: 1.1s, text: Was it good?, criterion: 1.1, kind: summary }\n\
             - { id: 1.10a, text: Was it planned?, criterion: 1.10 }\n",
        )
        .edit("reports/surrey-2008/report.yaml", "sample: 110\n", "")
        .with("reports/surrey-2008/scores.yaml", "criteria:\n  2.1: Partly met\n")
        .with(CASES, cases)
        .with(ANSWERS, answers)
}

/// What loading says, apart from the framework's lone question.
fn problems(cases: &str, answers: &str) -> Vec<String> {
    with(cases, answers).problems().into_iter().filter(|problem| !problem.contains("lone-questions")).collect()
}

fn sample(cases: &str, answers: &str) -> CaseSample {
    let project = with(cases, answers).load().0.expect("no error").value;
    project.reports[0].cases.clone().expect("cases")
}

/// Case, question and answer, by number.
fn rows(sample: &CaseSample) -> Vec<(u32, u16, Answer)> {
    sample.answers.as_ref().expect("answers").rows.iter().map(|row| (row.case, row.question, row.answer)).collect()
}

#[test]
fn a_sample_comes_out_whole() {
    use Answer::{Above, Below, NotApplicable};
    assert_eq!(problems(SOUND_CASES, SOUND_ANSWERS), Vec::<String>::new());
    let sample = sample(SOUND_CASES, SOUND_ANSWERS);
    assert_eq!(sample.cases.iter().map(|case| case.id.as_str()).collect::<Vec<_>>(), ["c1", "c2", "c3"]);
    let profile = |key| sample.profile(key).expect("a column").counts();
    assert_eq!(profile("type"), (vec![("Licence", 1), ("Community order", 1), ("Custody", 1)], 0));
    assert_eq!(profile("gender"), (vec![("F", 1), ("M", 1)], 1));
    let found = rows(&sample);
    assert_eq!(found, [(0, 1, Above), (0, 2, Below), (1, 0, Above), (1, 1, Below), (1, 2, Above), (2, 1, Above), (2, 2, NotApplicable)]);
}

#[test]
fn what_does_no_harm_is_let_through() {
    let expected = rows(&sample(SOUND_CASES, SOUND_ANSWERS));
    let wide = |text: &str, columns: usize| {
        let more = |line: &str, what: &str| {
            let names: Vec<String> = (0..columns).map(|n| format!("{what}{n}")).collect();
            format!("{line},{}\n", names.join(","))
        };
        text.lines().enumerate().map(|(n, line)| more(line, if n == 0 { "extra" } else { "x" })).collect::<String>()
    };
    let same: Vec<(String, String)> = vec![
        // A byte-order mark and the line ends of other systems.
        (format!("\u{feff}{}", SOUND_CASES.replace('\n', "\r\n")), format!("\u{feff}{}", SOUND_ANSWERS.replace('\n', "\r\n"))),
        (SOUND_CASES.replace('\n', "\r"), SOUND_ANSWERS.replace('\n', "\r")),
        // Semicolons, tabs, spaces, quotes.
        (SOUND_CASES.replace(',', ";"), SOUND_ANSWERS.replace(',', ";")),
        (SOUND_CASES.replace(',', "\t"), SOUND_ANSWERS.replace(',', " , ")),
        (SOUND_CASES.replace("Licence", "\"Licence\""), SOUND_ANSWERS.replace("above", "\"above\"")),
        // Other words for the same, in any letter case; heading too.
        (SOUND_CASES.to_uppercase().replace('C', "c"), SOUND_ANSWERS.replace("above", "Above the Line").replace("NA", "not applicable")),
        (SOUND_CASES.to_owned(), SOUND_ANSWERS.replace("case,question,answer", "Case,QUESTION,Answer")),
        // Blank lines at the end, empty fields at the end of a row, 200 columns more.
        (format!("{SOUND_CASES}\n\n,,\n"), format!("{SOUND_ANSWERS}\n\n\n")),
        (SOUND_CASES.replace('\n', ",,,\n"), SOUND_ANSWERS.replace("below\n", "below,,\n")),
        (wide(SOUND_CASES, 200), wide(SOUND_ANSWERS, 200)),
        // 'Not applicable' where the question does not apply.
        (SOUND_CASES.to_owned(), SOUND_ANSWERS.to_owned()),
    ];
    for (cases, answers) in same {
        assert_eq!(problems(&cases, &answers), Vec::<String>::new(), "{cases}{answers}");
        assert_eq!(rows(&sample(&cases, &answers)), expected, "{answers}");
    }
    let with_na = format!("{SOUND_ANSWERS}c1,1.1a,na\n");
    assert_eq!(problems(SOUND_CASES, &with_na), Vec::<String>::new());
}

#[test]
fn mistakes_in_the_cases() {
    for (cases, expected) in [
        ("case,type\nc1,Licence\n", &["surrey/cases.csv:1:1 missing-column | the column `gender` is missing"][..]),
        ("case,type,gendre\nc1,Licence,M\n", &["surrey/cases.csv:1:11 missing-column | the column `gender` is missing"]),
        ("case,type,gender,type\nc1,Licence,M,Licence\n", &["surrey/cases.csv:1:18 duplicate-column | there are two columns `type`"]),
        ("case,type,gender\n", &["surrey/cases.csv:1:1 no-rows | the file has no rows below its heading"]),
        (" \n", &["surrey/cases.csv:1:1 empty-file | the file is empty"]),
        (
            "case,type,gender\nc1,Lisence,F\nc2,Community order,M\nc3,,F\nc2,Custody,F\n,Licence,M\nc5,Licence\nc6,\"Licence,M\nc7,Lisence,M\n",
            &[
                "surrey/cases.csv:2:4 unknown-value | `type` cannot be ‘Lisence’",
                "surrey/cases.csv:4:4 empty-value | `type` is empty",
                "surrey/cases.csv:5:1 duplicate-case | the case ‘c2’ has a row already",
                "surrey/cases.csv:6:1 empty-value | the case has no name",
                "surrey/cases.csv:7:1 ragged-row | this row has 2 fields, and the heading has 3",
                "surrey/cases.csv:8:4 malformed-csv | a quote that opens here is not closed",
                "surrey/cases.csv:9:4 unknown-value | `type` cannot be ‘Lisence’",
            ],
        ),
    ] {
        let found: Vec<String> = problems(cases, SOUND_ANSWERS).into_iter().filter(|problem| problem.contains("cases.csv")).collect();
        assert_eq!(found, expected, "{cases}");
    }
    let missing = with(SOUND_CASES, SOUND_ANSWERS).without(CASES).problems();
    assert!(missing.iter().any(|problem| problem.contains("missing-file | there are answers, but no `cases.csv`")), "{missing:?}");
    let sample = with(SOUND_CASES, SOUND_ANSWERS).edit("reports/surrey-2008/report.yaml", "isbn:", "sample: 4\nisbn:").problems();
    assert!(sample.iter().any(|problem| problem.contains("sample-differs | `sample` is 4, but cases.csv has 3 cases")), "{sample:?}");
}

#[test]
fn mistakes_in_the_answers() {
    for (answers, expected) in [
        ("case,question\nc1,1.1s\n", &["surrey/answers.csv:1:1 missing-column | the column `answer` is missing"][..]),
        ("case,question,answr\nc1,1.1s,above\n", &["surrey/answers.csv:1:15 missing-column | the column `answer` is missing"]),
        ("case,question,answer\n\n", &["surrey/answers.csv:1:1 no-rows | the file has no rows below its heading"]),
        (
            "case,question,answer\nc9,1.1s,above\nc1,1.11a,above\nc1,1.1s,abvoe\nc1,1.10a,\nc2;1.1s;above\nc1,1.1a,above\nc2,1.1a,na\nc2,1.1a,above\n",
            &[
                "surrey/answers.csv:2:1 unknown-case | there is no case ‘c9’",
                "surrey/answers.csv:3:4 unknown-question | there is no question ‘1.11a’",
                "surrey/answers.csv:4:9 unknown-value | the answer cannot be ‘abvoe’",
                "surrey/answers.csv:5:10 empty-value | the answer is empty",
                "surrey/answers.csv:6:1 ragged-row | this row has 1 field, and the heading has 3",
                "surrey/answers.csv:7:9 question-does-not-apply | question 1.1a does not apply to a case of type Licence",
                "surrey/answers.csv:9:1 duplicate-answer | case ‘c2’ has an answer to question 1.1a already, and another one",
            ],
        ),
        (
            "case,question,answer\nc1,1.1s,\"above\nc9,1.1s,above\nc1,1.1a,\"maybe\"\n",
            &[
                "surrey/answers.csv:2:9 malformed-csv | a quote that opens here is not closed",
                "surrey/answers.csv:3:1 unknown-case | there is no case ‘c9’",
                "surrey/answers.csv:4:9 unknown-value | the answer cannot be ‘maybe’",
            ],
        ),
        (
            "case,question,answer\n0c1,1.1s,above\n00c2,1.1s,above\nc4,1.1s,above\n",
            &[
                "surrey/answers.csv:2:1 unknown-case | 2 rows name their cases with fewer or more zeros than cases.csv: ‘0c1’ for ‘c1’",
                "surrey/answers.csv:4:1 unknown-case | there is no case ‘c4’",
            ],
        ),
        (
            "case,question,answer\nc1,1.1s,above\nc1,1.10a,below\n",
            &["surrey/answers.csv:1:1 missing-answers | 5 of 7 answers are missing, the first of them case ‘c2’, question 1.1a"],
        ),
    ] {
        assert_eq!(problems(SOUND_CASES, answers), expected, "{answers}");
    }
}

#[test]
fn a_thousand_wrong_rows_are_fifty_and_a_count() {
    let answers = format!("case,question,answer\n{}", "c1,1.1s,perhaps\n".repeat(1000));
    let found = problems(SOUND_CASES, &answers);
    assert_eq!(found.len(), 51);
    assert!(found.contains(&"surrey/answers.csv:1:1 more-problems | 950 more problems in this file".to_owned()), "{found:?}");
    // A question that is not known says which one may be meant.
    let (result, _) = with(SOUND_CASES, "case,question,answer\nc1,1.1z,above\n").load();
    let problems = result.expect_err("an error");
    let unknown = problems.iter().find(|problem| problem.name == "unknown-question").expect("an unknown question");
    assert_eq!(unknown.help.as_deref(), Some("did you mean ‘1.1a’? the questions stand in the framework's questions.yaml"));
}

proptest::proptest! {
    /// No file, however broken, stops the reader or goes unreported.
    #[test]
    fn any_file_is_read_or_reported(cases in "[c1-3,\"\\n ;]{0,40}", answers in "[c1-3,.as\"\\n]{0,60}") {
        let cases = format!("case,type,gender\nc1,Licence,F\n{cases}");
        let answers = format!("case,question,answer\nc1,1.1s,above\n{answers}");
        let (result, _) = with(&cases, &answers).load();
        if let Err(problems) = result {
            proptest::prop_assert!(problems.iter().any(crate::diag::Diagnostic::is_error));
        }
    }
}
