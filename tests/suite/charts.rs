//! Charts from a report's own files, through every format.

use std::collections::BTreeSet;
use std::fs;

use bluebook::document::chart_spec::{Emphasis, Plot, Reading, SpanMark};
use bluebook::document::dump;
use bluebook::document::tree::{BlockKind, Figure, FigurePicture, walk};
use bluebook::model::chart::{ChartKind, MADE_CHARTS};
use serde_json::Value;

use crate::project::{Project, root};
use crate::structures::{document, is_as_in};

const REPORT: &str = "content/reports/south-wales-2005";

fn project(inserts: &str) -> Project {
    let words = "Anybody can read the report on the inspectorate's website.\n";
    Project::demo().edit(&format!("{REPORT}/summary.md"), words, &format!("{words}\n{inserts}"))
}

#[test]
fn a_chart_stands_on_the_page_with_its_words_its_table_and_its_data() {
    let project = project("{chart: orders}\n\nSee [[chart orders]].\n")
        .file(
            &format!("{REPORT}/charts/orders.yaml"),
            "type: line\nunit: percent\nsubtitle: Orders completed, South Wales, 2003 to 2005\ncolumns: [Year, Orders completed]\n\
             csv: orders.csv\nheadline: More orders were *completed*\nsource: The area's own returns.\n",
        )
        .file(&format!("{REPORT}/charts/orders.csv"), "year,completed\n2003,61%\n2004,64%\n2005,70%\n")
        .file(&format!("{REPORT}/charts/follow-up.yaml"), "subtitle: Scores, South Wales, 2003 and 2005\n");
    project.run(["build", "--deny-warnings", "--report", "south-wales-2005", "--out", "one"]).quiet();
    let page = project.text("one/south-wales-2005/index.html");
    for words in [
        "All 17 criteria inspected twice improved; the overall score rose from 56% to 76%",
        "Scores, South Wales, 2003 and 2005",
        "More orders were <em>completed</em>",
        "Source: The area\u{2019}s own returns.",
        "Line chart. Orders completed rose from 61% in 2003 to 70% in 2005.",
        "<a href=\"#chart-orders\">Chart\u{a0}1</a>",
    ] {
        assert!(page.contains(words), "{words} is not on the page");
    }
    assert_eq!(project.text("one/south-wales-2005/data/orders.csv"), "Year,Orders completed (%)\r\n2003,61\r\n2004,64\r\n2005,70\r\n");
    assert!(project.text("one/south-wales-2005/data/follow-up.csv").contains("B2: Assessment of likelihood of reoffending"));
}

#[test]
fn what_cannot_be_shown_is_said_and_what_is_not_inserted_too() {
    let said = |inserts: &str, chart: &str| {
        let project = project(inserts).file(&format!("{REPORT}/charts/orders.yaml"), chart);
        project.run(["check", "--format", "short", "--report", "south-wales-2005"]).stderr
    };
    let sound = "type: bar\nsubtitle: S\ncolumns: [A, B]\nrows: [[C, 1]]\n";
    for (inserts, chart, words) in [
        ("{chart: order}", sound, "error[unknown-insert]: there is no chart 'order'"),
        ("{chart: headline-scores}", sound, "error[unknown-insert]: there are no headline scores"),
        (
            "{chart: orders}",
            "type: bar\nsubtitle: S\ncolumns: [A, B]\nrows: [[C, '']]\n",
            "error[unknown-insert]: the chart has no figures",
        ),
        ("Words.", sound, "warning[not-inserted]: the chart `orders` stands nowhere in the report"),
    ] {
        let found = said(inserts, chart);
        assert!(found.contains(words), "{found}\nshould say\n{words}");
    }
    // A chart that cannot be read is reported once, and not missed where it is inserted and referred to.
    let found = said("{chart: orders}\n\nSee [[chart orders]].", "type: pie\n");
    assert!(found.contains("unknown-value") && !found.contains("unknown-insert") && !found.contains("unresolved"), "{found}");
}

/// The fenced blocks of a language in a text, in order.
fn fenced<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let blocks = text.split("\n```").skip(1).step_by(2);
    blocks.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n')).collect()
}

/// The demo's Surrey report with every chart that docs/content-format.md shows.
fn taught() -> (Project, Vec<String>) {
    let page = fs::read_to_string(root().join("docs/content-format.md")).expect("the page");
    let section = page.split("## charts/<name>.yaml").nth(1).expect("the section");
    let surrey = "content/reports/surrey-2008";
    let mut project = Project::demo();
    let mut names = Vec::new();
    for text in fenced(section, "yaml") {
        let kind = text.lines().find_map(|line| line.strip_prefix("type: "));
        // What has no type is about a chart that bluebook makes.
        let name = kind.unwrap_or(if text.contains("rows:") { "sample-type" } else { MADE_CHARTS[0] });
        project = project.file(&format!("{surrey}/charts/{name}.yaml"), format!("{text}\n"));
        if kind.is_some() {
            names.push(name.to_owned());
        }
        if let Some(csv) = text.lines().find_map(|line| line.strip_prefix("csv: ")) {
            let [rows] = fenced(section, "csv")[..] else { panic!("one CSV") };
            project = project.file(&format!("{surrey}/charts/{csv}"), format!("{rows}\n"));
        }
    }
    let inserts: Vec<String> = names.iter().map(|name| format!("\nSee [[chart {name}]].\n\n{{chart: {name}}}\n")).collect();
    let next_steps = project.text(&format!("{surrey}/next-steps.md"));
    let project = project.file(&format!("{surrey}/next-steps.md"), next_steps + &inserts.concat());
    (project, names)
}

#[test]
fn every_type_is_taught_with_an_example_that_builds() {
    let (project, names) = taught();
    assert_eq!(names, ChartKind::NAMES.map(|(name, _)| name));
    project.run(["build", "--deny-warnings", "--report", "surrey-2008", "--format", "html,data", "--out", "one"]).quiet();
    let page = project.text("one/surrey-2008/index.html");
    for words in ["Assessment is good; interventions need work", "60 of the 110 cases", "Half of the staff are probation officers"] {
        assert!(page.contains(words), "{words} is not on the page");
    }
    // docs/data.md shows how these charts come out as data.
    let data: Value = serde_json::from_str(&project.text("one/surrey-2008/report.json")).expect("JSON");
    let plots: Vec<&Value> = charts(&data).into_iter().map(|chart| &chart["plot"]).collect();
    let page = fs::read_to_string(root().join("docs/data.md")).expect("the page");
    let shown = fenced(page.split("### Plots").nth(1).expect("the section"), "json");
    let mut kinds = Vec::new();
    for text in shown {
        let plot: Value = serde_json::from_str(text).expect("JSON");
        assert!(plots.contains(&&plot), "no chart has the plot that docs/data.md shows: {text}\n{plots:#?}");
        kinds.push(plot["kind"].as_str().expect("a kind").to_owned());
    }
    assert_eq!(kinds, ["bars", "spans", "shares", "lines"]);
}

/// Every kind of plot, and every look that a part of one may have. [`looks`] stops compiling when one is missing here.
const LOOKS: [&str; 17] = [
    "bars",
    "spans",
    "shares",
    "lines",
    "plain bar",
    "bar below the line",
    "mean",
    "mean below the line",
    "bar of a series",
    "change",
    "range",
    "words",
    "before",
    "after",
    "lowest to highest",
    "average",
    "own",
];

fn looks(plot: &Plot) -> Vec<&'static str> {
    let bar = |emphasis: &Emphasis| match emphasis {
        Emphasis::Plain => "plain bar",
        Emphasis::BelowLine => "bar below the line",
        Emphasis::Mean => "mean",
        Emphasis::MeanBelowLine => "mean below the line",
        Emphasis::Series(_) => "bar of a series",
    };
    let mark = |mark: &SpanMark| match mark {
        SpanMark::Before => "before",
        SpanMark::After => "after",
        SpanMark::Range => "lowest to highest",
        SpanMark::Average => "average",
        SpanMark::Own => "own",
    };
    let reading = |reading: &Reading| match reading {
        Reading::Change { .. } => "change",
        Reading::Range { .. } => "range",
        Reading::Words(_) => "words",
    };
    match plot {
        Plot::Bars(bars) => {
            let all = bars.groups.iter().flat_map(|group| &group.bars);
            ["bars"].into_iter().chain(all.map(|one| bar(&one.emphasis))).collect()
        }
        Plot::Spans(spans) => {
            let rows = spans.groups.iter().flat_map(|group| &group.rows);
            let legend = spans.legend.iter().map(|(one, _)| mark(one));
            ["spans"].into_iter().chain(legend).chain(rows.map(|row| reading(&row.reading))).collect()
        }
        Plot::Shares(_) => vec!["shares"],
        Plot::Lines(_) => vec!["lines"],
    }
}

#[test]
fn the_case_of_the_charts_has_every_kind_with_the_words_that_go_with_it() {
    let document = document("tests/cases/charts/content");
    is_as_in("charts/document.txt", &dump::dump(&document));
    let mut figures: Vec<&Figure> = Vec::new();
    walk(&document.parts, &mut |block| {
        if let BlockKind::Figure(figure) = &block.kind {
            figures.push(figure);
        }
    });
    let mut seen = BTreeSet::new();
    for figure in &figures {
        let FigurePicture::Chart(spec) = &figure.picture else { panic!("a chart") };
        seen.extend(looks(&spec.plot));
        let data = figure.data.as_ref().expect("the data");
        assert!(!figure.headline.is_empty() && !figure.subtitle.is_empty() && !figure.alt.is_empty() && !data.body.is_empty());
    }
    assert_eq!(seen, LOOKS.into_iter().collect(), "a kind of chart, or a look of one, stands in no chart of tests/cases/charts");
    let names: Vec<&str> = figures
        .iter()
        .filter_map(|figure| if let FigurePicture::Chart(spec) = &figure.picture { Some(spec.name.as_str()) } else { None })
        .collect();
    assert!(MADE_CHARTS.iter().all(|name| names.contains(name)), "{names:?}");
    let files = Project::case("charts").files("content/reports/every-kind/charts");
    let written: Vec<String> = files.into_values().filter_map(|bytes| String::from_utf8(bytes).ok()).collect();
    for (kind, _) in ChartKind::NAMES {
        assert!(written.iter().any(|text| text.contains(&format!("type: {kind}\n"))), "no chart of the type {kind}");
    }
}

#[test]
fn every_chart_has_its_drawings_its_table_and_its_file() {
    let project = Project::case("charts");
    project.run(["build", "--deny-warnings"]).quiet();
    let page = project.text("public/every-kind/index.html");
    let figures: Vec<&str> = page.split("<figure ").skip(1).map(|rest| rest.split("</figure>").next().unwrap_or_default()).collect();
    let data: Value = serde_json::from_str(&project.text("public/every-kind/report.json")).expect("JSON");
    let charts = charts(&data);
    assert_eq!((figures.len(), charts.len()), (15, 15));
    for (figure, chart) in figures.into_iter().zip(charts) {
        let number = chart["number"].as_str().expect("a number").replace('\u{a0}', " ");
        let file = chart["file"].as_str().expect("a file");
        let csv = project.text(&format!("public/every-kind/{file}"));
        let size = format!("{} KB", csv.len().div_ceil(1024));
        let link = format!("href=\"{file}\">Download the data for {number} (CSV, {size})</a>");
        assert!(figure.replace('\u{a0}', " ").contains(&link), "{number}: {link}");
        let rows = chart["table"]["body"].as_array().expect("rows").len();
        assert_eq!(csv.lines().count(), rows + 1, "{number}");
        assert_eq!(figure.split("<tbody>").nth(1).map(|body| body.matches("<tr>").count()), Some(rows), "{number}");
        let drawings: Vec<&str> = figure.split("<svg ").skip(1).collect();
        assert_eq!(drawings.len(), 2, "{number}");
        let (mut printed, mut last) = (Vec::new(), Vec::new());
        values(&chart["plot"], &mut printed, &mut last);
        for drawing in drawings {
            let first = drawing.split('\n').nth(3).unwrap_or_default();
            assert!(
                first.starts_with("<rect x=\"0\" y=\"0\" ") && first.ends_with("fill=\"#FFFFFF\"/>"),
                "{number} stands on white: {first}"
            );
            let words: String = drawing
                .split("<text ")
                .skip(1)
                .filter_map(|text| text.split(['<', '>']).nth(1))
                .fold(String::new(), |words, one| words + " " + one);
            // Of a line only the last value always has room; the others are in the table.
            let lines = chart["plot"]["kind"] == "lines";
            for value in if lines { &last } else { &printed } {
                assert!(words.contains(value.as_str()), "{number} does not print {value}: {words}");
            }
        }
    }
}

/// Every chart in a report's data.
fn charts(data: &Value) -> Vec<&Value> {
    match data {
        Value::Object(map) if map.contains_key("plot") => vec![data],
        Value::Object(map) => map.values().flat_map(charts).collect(),
        Value::Array(list) => list.iter().flat_map(charts).collect(),
        _ => Vec::new(),
    }
}

/// What a plot prints, and the last figure of each list.
fn values(plot: &Value, printed: &mut Vec<String>, last: &mut Vec<String>) {
    match plot {
        Value::Object(map) => {
            printed.extend(map.get("printed").and_then(Value::as_str).map(str::to_owned));
            for value in map.values() {
                values(value, printed, last);
            }
        }
        Value::Array(items) => {
            let end = items.iter().rev().find_map(|value| value.get("printed")?.as_str());
            last.extend(end.map(str::to_owned));
            for value in items {
                values(value, printed, last);
            }
        }
        _ => {}
    }
}
