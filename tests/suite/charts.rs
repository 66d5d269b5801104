//! Charts from a report's own files, through every format.

use std::fs;

use bluebook::model::chart::{ChartKind, MADE_CHARTS};
use serde_json::Value;

use crate::project::{Project, root};

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
    assert!(project.text("one/south-wales-2005/data/follow-up.csv").contains("B2 Assessment of likelihood of reoffending"));
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
    let inserts: String = names.iter().map(|name| format!("\n{{chart: {name}}}\n")).collect();
    let next_steps = project.text(&format!("{surrey}/next-steps.md"));
    let project = project.file(&format!("{surrey}/next-steps.md"), format!("{next_steps}{inserts}"));
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
    let plots: Vec<&Value> = plots(&data);
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

/// Every plot in a report's data.
fn plots(data: &Value) -> Vec<&Value> {
    match data {
        Value::Object(map) => map.get("plot").into_iter().chain(map.values().flat_map(plots)).collect(),
        Value::Array(list) => list.iter().flat_map(plots).collect(),
        _ => Vec::new(),
    }
}
