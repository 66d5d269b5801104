//! Charts as they are read, and what is said of mistakes in them.

use super::{figure, is_grouped};
use crate::model::chart::{ChartKind, Unit};
use crate::model::fixture::Files;

const CHART: &str =
    "type: bar\nsubtitle: Staff in post, Surrey, 2008\ncolumns: [Post, Staff]\nrows:\n  - [Officers, '2,085']\n  - [Managers, 40]\n";

fn project(name: &str, text: &str) -> Files {
    Files::sound()
        .edit("frameworks/omi/framework.yaml", "groups:", "case-profile:\n  - { key: type, title: Case type }\ngroups:")
        .with(&format!("reports/surrey-2008/charts/{name}"), text)
}

#[test]
fn charts_from_rows_and_from_csv() {
    let csv = "type: line\nunit: percent\nsubtitle: S\nheadline: H\ncolumns: [Year, A, B]\ncsv: years.csv\nnotes: N\n";
    let files = project("staff.yaml", CHART)
        .with("reports/surrey-2008/charts/trend.yaml", csv)
        .with("reports/surrey-2008/charts/years.csv", "year,a,b\n2004,56%,1\n2005,,2\n")
        .with("reports/surrey-2008/charts/sample-type.yaml", "columns: [Case type, Cases]\nrows:\n  - [Licence, 110]\n")
        .with("reports/surrey-2008/charts/criterion-scores.yaml", "headline: Much is good\n");
    assert_eq!(files.problems(), [""; 0]);
    let charts = &files.load().0.expect("no error").value.reports[0].charts;
    let told: Vec<_> =
        charts.iter().map(|chart| (chart.name.as_str(), chart.data.as_ref().map(|data| (data.kind, data.rows.len())))).collect();
    assert_eq!(
        told,
        [
            ("criterion-scores", None),
            ("sample-type", Some((ChartKind::Bar, 1))),
            ("staff", Some((ChartKind::Bar, 2))),
            ("trend", Some((ChartKind::Line, 2))),
        ]
    );
    let trend = charts[3].data.as_ref().expect("data");
    assert_eq!(trend.rows[1].figures.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true]);
    assert!(charts[3].headline.is_some() && charts[3].notes.is_some() && charts[2].headline.is_none());
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let staff = |from: &str, to: &str| project("staff.yaml", &CHART.replacen(from, to, 1));
    let share = |rows: &str| {
        project("staff.yaml", &format!("type: stacked-share\nsubtitle: S\ncolumns: [Area, A, B]\nrows:\n  - [North, {rows}]\n"))
    };
    let many = |count: usize| "  - [One more, 1]\n".repeat(count);
    let cases: Vec<(Files, &[&str])> = vec![
        (staff("type: bar\n", ""), &["surrey/charts/staff.yaml:1:1 missing-key | the key `type` is missing"]),
        (staff("type: bar", "type: pie"), &["surrey/charts/staff.yaml:1:7 unknown-value | `type` cannot be ‘pie’"]),
        (
            staff("subtitle: Staff in post, Surrey, 2008\n", ""),
            &["surrey/charts/staff.yaml:1:1 missing-key | the key `subtitle` is missing"],
        ),
        (staff("[Post, Staff]", "[Post]"), &["surrey/charts/staff.yaml:3:10 wrong-columns | a bar chart cannot be drawn from 1 column"]),
        (staff("40", "about 40"), &["surrey/charts/staff.yaml:6:16 not-a-number | ‘about 40’ is not a number"]),
        (staff("40", "-4"), &["surrey/charts/staff.yaml:6:16 negative-figure | ‘-4’ is below 0"]),
        (staff("40", "1.234"), &["surrey/charts/staff.yaml:6:16 too-many-decimals | ‘1.234’ has more than two decimals"]),
        (staff("[Managers", "[''"), &["surrey/charts/staff.yaml:6:5 empty-value | a row of the chart has no label"]),
        (staff("rows:\n", "csv: staff.csv\nrows:\n"), &["surrey/charts/staff.yaml:4:6 rows-and-csv | the chart has both `rows` and `csv`"]),
        (
            project("staff.yaml", &format!("{CHART}{}", many(29))),
            &["surrey/charts/staff.yaml:35:5 too-many-categories | a bar chart has at most 30 rows, not 31"],
        ),
        (
            staff("type: bar", "type: line").edit("reports/surrey-2008/charts/staff.yaml", "Post, Staff]", "Post, A, B, C, D, E]"),
            &["surrey/charts/staff.yaml:3:10 too-many-categories | a line chart tells at most 4 columns of figures apart, not 5"],
        ),
        (share("60, 38"), &["surrey/charts/staff.yaml:5:5 shares-not-100 | the shares of ‘North’ come to 98%"]),
        (share("60.4, 39.5"), &[""; 0]),
        (share("60, ''"), &["surrey/charts/staff.yaml:5:17 missing-figure | the row ‘North’ lacks a figure"]),
        (share("0, 0"), &["surrey/charts/staff.yaml:5:5 shares-not-100 | the row ‘North’ is 0 in all"]),
        (
            project("staff.yaml", "type: range\nsubtitle: S\ncolumns: [Score, Low, High]\nrows:\n  - [A, 9, 5]\n"),
            &["surrey/charts/staff.yaml:5:5 range-out-of-order | the figures of ‘A’ do not go from the lowest to the highest"],
        ),
        (
            project("sample-type.yaml", "columns: [Case type, Cases]\nrows:\n  - [Licence, 4]\n"),
            &["surrey/charts/sample-type.yaml:1:10 sample-differs | the chart has 4 cases, but `sample` is 110"],
        ),
        (project("Staff.yaml", CHART), &["surrey/charts/Staff.yaml bad-name | `Staff` cannot be the name of a chart"]),
        (project("staff.yml", CHART), &["surrey/charts/staff.yml misnamed-file | the file `staff.yml` is not read"]),
        (project("other.csv", "a,b\n1,2\n"), &["surrey/charts/other.csv unused-file | no chart takes its rows from `other.csv`"]),
        (
            project("follow-up.yaml", CHART),
            &["surrey/charts/follow-up.yaml:1:1 made-chart | `type` is given for the chart `follow-up`, which bluebook makes"],
        ),
        (
            project("sample-types.yaml", CHART),
            &["surrey/charts/sample-types.yaml unknown-sample | the framework's cases have no column `types`"],
        ),
        (
            project("sample-type.yaml", CHART),
            &[
                "surrey/charts/sample-type.yaml:1:1 made-chart | `type` is given for a chart of the sample",
                "surrey/charts/sample-type.yaml:3:10 sample-differs | the chart has 2125 cases, but `sample` is 110",
            ],
        ),
        (
            project("sample-type.yaml", "columns: [Case type, Cases]\nrows:\n  - [Licence, 4.5]\n"),
            &["surrey/charts/sample-type.yaml:3:15 not-a-number | ‘4.5’ is not a number of cases"],
        ),
    ];
    are_said(&cases);
}

/// Each of the projects is said to have its mistakes, and each mistake comes with the way to mend it.
fn are_said(cases: &[(Files, &[&str])]) {
    let wrong: Vec<String> = (cases.iter())
        .filter_map(|(files, expected)| {
            let found = files.problems();
            (found != *expected).then(|| format!("expected\n  {}\nfound\n  {}\n", expected.join("\n  "), found.join("\n  ")))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (files, _) in cases {
        let problems = files.load().0.map_or_else(|problems| problems, |loaded| loaded.warnings);
        assert!(problems.iter().all(|problem| problem.help.is_some()), "{problems:?}");
    }
}

#[test]
fn what_is_wrong_with_rows_in_a_csv_is_said_there() {
    let with = |csv: &[u8]| {
        let chart = "type: grouped-bar\nsubtitle: S\ncolumns: [Post, A, B]\ncsv: staff.csv\n";
        project("staff.yaml", chart).with("reports/surrey-2008/charts/staff.csv", csv)
    };
    let at = "surrey/charts/staff.csv";
    let both = |one: &str, other: &str| [format!("{at}:{one}"), format!("{at}:{other}")];
    let two = both("2:10 not-a-number | ‘x’ is not a number", "3:10 negative-figure | ‘-1’ is below 0");
    let two = [two[0].as_str(), two[1].as_str()];
    let cases: Vec<(Files, &[&str])> = vec![
        // Harmless: a byte-order mark, CR LF, quotes, semicolons, no line at the end.
        (with(b"\xef\xbb\xbfpost,a,b\r\nOfficers,1,2\r\n"), &[""; 0]),
        (with(b"post;a;b\n\"Officers; all\";\"2,085\";2"), &[""; 0]),
        (with(b"post,a,b\nOfficers,x,2\nClerks,4,-1\n"), &two),
        (
            with(b"post,a,b\nOfficers,1,2\nClerks,4\n"),
            &["surrey/charts/staff.csv:3:1 ragged-row | the row has 2 cells and the chart 3 columns"],
        ),
        (with(b"post,a,b\n,1,2\n"), &["surrey/charts/staff.csv:2:1 empty-value | a row of the chart has no label"]),
        (with(b""), &["surrey/charts/staff.csv:1:1 empty-file | the file is empty"]),
        (with(b"post,a,b\n"), &["surrey/charts/staff.csv:1:1 empty-table | `staff.csv` has no rows"]),
        (with(b"post,a,b\nOffi\xe9,1,2\n"), &["surrey/charts/staff.csv:2:5 not-utf-8 | the file is not UTF-8: byte 14 is 0xE9"]),
        (
            project("staff.yaml", "type: bar\nsubtitle: S\ncolumns: [Post, Staff]\ncsv: staf.csv\n"),
            &["surrey/charts/staff.yaml:4:6 missing-file | there is no file `staf.csv` beside the chart"],
        ),
    ];
    are_said(&cases);
}

#[test]
fn what_is_wrong_with_the_keys_is_said_at_their_place() {
    let staff = |from: &str, to: &str| project("staff.yaml", &CHART.replacen(from, to, 1));
    let cases: Vec<(Files, &[&str])> = vec![
        (staff("subtitle", "subtitel"), &["surrey/charts/staff.yaml:2:1 unknown-key | the key `subtitel` is not known"]),
        (staff("type: bar", "type: bar\nunit: percents"), &["surrey/charts/staff.yaml:2:7 unknown-value | `unit` cannot be ‘percents’"]),
        (staff("type: bar", "type: bar\ntype: line"), &["surrey/charts/staff.yaml:2:1 duplicate-key | the key `type` stands here twice"]),
        (staff("columns: [Post, Staff]\n", ""), &["surrey/charts/staff.yaml:1:1 missing-key | the key `columns` is missing"]),
        (
            project("staff.yaml", "type: bar\nsubtitle: S\ncolumns: [Post, Staff]\n"),
            &["surrey/charts/staff.yaml:1:1 missing-key | the key `rows` is missing"],
        ),
        (
            project("staff.yaml", "type: bar\nsubtitle: S\ncolumns: [Post, Staff]\nrows: []\n"),
            &["surrey/charts/staff.yaml:4:7 empty-value | `rows` is empty"],
        ),
        (
            project("staff.yaml", "type: bar\nsubtitle: S\ncolumns: [Post, Staff]\nrows: 5\n"),
            &["surrey/charts/staff.yaml:4:7 wrong-type | `rows` must be a list, not the text ‘5’"],
        ),
        (project("staff.yaml", ""), &["surrey/charts/staff.yaml:1:1 empty-file | the file is empty"]),
        (
            staff("[Managers, 40]", "[Managers, 40, 4]"),
            &["surrey/charts/staff.yaml:6:5 ragged-row | the row has 3 cells and the chart 2 columns"],
        ),
        (
            staff("[Managers, 40]", "[Managers, [40]]"),
            &["surrey/charts/staff.yaml:6:16 wrong-type | an item of `rows` must be a text, not a list"],
        ),
    ];
    are_said(&cases);
}

#[test]
fn figures_as_people_write_them() {
    let read = |text, unit| figure(text, unit, false).map(|number| number.to_decimal(2)).map_err(|(name, ..)| name);
    assert_eq!(read("2,085", Unit::Number).as_deref(), Ok("2085.00"));
    assert_eq!(read(" 91.9% ", Unit::Percent).as_deref(), Ok("91.90"));
    assert_eq!(read("91.9%", Unit::Number), Err("not-a-number"));
    assert_eq!(read("2,85", Unit::Number), Err("not-a-number"));
    assert_eq!(read("\u{2212}3", Unit::Number), Err("negative-figure"));
    assert_eq!(read("1.234", Unit::Number), Err("too-many-decimals"));
    assert_eq!(read("about 5", Unit::Number), Err("not-a-number"));
    assert_eq!(figure("4.5", Unit::Number, true).map_err(|(name, ..)| name), Err("not-a-number"));
    assert!(is_grouped("1,234,567.5") && !is_grouped("1234,567") && is_grouped("12"));
}
