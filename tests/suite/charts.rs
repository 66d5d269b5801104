//! Charts from a report's own files, through every format.

use crate::project::Project;

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
