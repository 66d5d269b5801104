//! The workbook of small documents, as text.

use super::figures::figure;
use super::names::unique;
use super::sample::{block, cell, document, english, paragraph, report, table, text};
use super::text::{harmless, line};
use super::{Cell, LineRole, Workbook, workbook};
use crate::document::tree::{Align, BlockKind, Cell as TreeCell, Column, Document, NodeId, Row, Scope, Table};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A workbook as text: numbers in braces with their value, links in square brackets.
fn dump(workbook: &Workbook) -> String {
    let mut out = String::new();
    for sheet in [&workbook.cover, &workbook.notes].into_iter().chain(&workbook.sheets) {
        let _ = writeln!(out, "== {} ({})", sheet.name, sheet.table.name);
        for line in &sheet.lines {
            let mark = match line.role {
                LineRole::Title => "# ",
                LineRole::Heading => "## ",
                LineRole::Mark => "! ",
                LineRole::Body => "",
            };
            let link = line.link.as_ref().map_or_else(String::new, |link| format!(" -> {link}"));
            let _ = writeln!(out, "{mark}{}{link}", line.text);
        }
        let titles = sheet.table.columns.iter().map(|c| format!("{}{}", c.title, if c.figures { "#" } else { "" }));
        let _ = writeln!(out, "| {} |", titles.collect::<Vec<_>>().join(" | "));
        for row in &sheet.table.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Text(text) => text.replace('\n', " / "),
                Cell::Link { text, sheet } => format!("{text} -> {sheet}"),
                Cell::Figure(figure) => format!("{} {{{}}}", figure.printed, figure.value),
            });
            let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
        }
    }
    out
}

fn sheets(document: &Document) -> String {
    let all = dump(&workbook(document, &english()));
    all.split("== ").skip(2).collect::<Vec<_>>().join("== ")
}

#[test]
fn a_whole_report() {
    insta::assert_snapshot!(dump(&workbook(&report(), &english())), @r##"
    == Cover (Cover)
    # A report on offender management in Surrey
    The data of the tables and charts in this report
    Area: Surrey
    Fieldwork: January 2008
    Published: April 2008
    Programme: Offender management inspection
    Published by: HM Inspectorate of Probation
    ISBN: 978-1-84099-141-3
    ## Source and licence
    Published under the Open Licence (https://example.org/licence).
    ## How to cite
    HM Inspectorate of Probation (April 2008). A report on offender management in Surrey. ISBN 978-1-84099-141-3. Data of tables and charts.
    ## Contents
    | Table or chart | Sheet |
    | Notes on the data | Notes -> Notes |
    | Table 1: Caseload at the end of June 2007 | Table 1 caseload -> Table 1 caseload |
    | Chart 1: Two criteria are above the priority line | Chart 1 criterion scores -> Chart 1 criterion scores |
    | Table 2: Results | Table 2 ippf summary -> Table 2 ippf summary |
    == Notes (Notes)
    # Notes on the data
    This sheet holds one table.
    Back to the contents -> Cover
    | Note | Applies to | Text |
    | State | All tables | These are the figures of the published report. |
    | Rounding | All tables | Figures are given as the report prints them, after rounding. Rounded parts may not add up to their total. |
    | [x] | Table 1 | The cell is empty in the report: nothing was given there. |
    | ' | Table 1 | An apostrophe at the start of this text is not part of it. It keeps spreadsheet programs from taking the text for a formula. |
    | [note 1] | Table 1 | As recorded on 30 June. |
    | Note below the table | Table 1 | * Cases are left out where the offender’s ethnicity is not known. |
    == Table 1 caseload (Table_1_caseload)
    # Table 1: Caseload at the end of June 2007
    This sheet holds one table. Its notes and symbols are explained in the sheet ‘Notes’. -> Notes
    From: A report on offender management in Surrey, HM Inspectorate of Probation, April 2008.
    Back to the contents -> Cover
    | Measure | Figure# |
    | Total caseload | 2,085 {2085} |
    | White [note 1] | 91.9% {0.919} |
    | Minority ethnic* | [x] |
    | '=1+2 | -3 {-3} |
    | Change | +26 {26} |
    | Cost | £9,208.50 {9208.50} |
    == Chart 1 criterion scores (Chart_1_criterion_scores)
    # Chart 1: Two criteria are above the priority line
    Scores by criterion, per cent, Surrey, January 2008
    This sheet holds one table.
    From: A report on offender management in Surrey, HM Inspectorate of Probation, April 2008.
    Back to the contents -> Cover
    | Criterion | Score# |
    | 1.1 Preparing | 80% {0.80} |
    | 1.2 Risk | 73.5% {0.735} |
    | 4.1 Work | not scored |
    == Table 2 ippf summary (Table_2_ippf_summary)
    # Table 2: Results
    This sheet holds one table.
    From: A report on offender management in Surrey, HM Inspectorate of Probation, April 2008.
    Back to the contents -> Cover
    | Domain | Result |
    | Public protection | Good |
    | 1.10 | 1.10 |
    "##);
}

#[test]
fn a_draft_says_so_on_every_sheet_and_is_not_to_be_cited() {
    let mut draft = report();
    draft.meta.state_mark = Some("Working draft".to_owned());
    let book = workbook(&draft, &english());
    for sheet in [&book.cover, &book.notes].into_iter().chain(&book.sheets) {
        assert!(sheet.lines.iter().any(|line| line.role == LineRole::Mark && line.text == "Working draft"), "{}", sheet.name);
    }
    let text = dump(&book);
    assert!(text.contains("Working draft. Please do not cite.") && !text.contains("(April 2008). A report"), "{text}");
    assert!(!text.contains("figures of the published report"), "{text}");
}

#[test]
fn figures_keep_their_print() {
    for (printed, value) in [
        ("0", "0"),
        ("97", "97"),
        ("2,085", "2085"),
        ("1,234,567.80", "1234567.80"),
        ("91.9%", "0.919"),
        ("0%", "0.00"),
        ("+26", "26"),
        ("-5", "-5"),
        ("\u{2212}5.5%", "-0.055"),
        ("£9,208", "9208"),
        ("-€0.50", "-0.50"),
        ("123456789012345", "123456789012345"),
    ] {
        assert_eq!(figure(printed).map(|figure| figure.value).as_deref(), Some(value), "{printed}");
    }
    for text in [
        "",
        "-",
        "%",
        "£",
        "+",
        "-0",
        "007",
        "1.",
        ".5",
        "1,00",
        "1,0000",
        ",000",
        "1,",
        "12*",
        "£9.208 million",
        "£5%",
        "5 %",
        "1e3",
        "1.2.3",
        "0,123",
        "--5",
        "1234567890123456",
        "٣",
        "1–2",
        "=1",
        "5%%",
        "£-5",
    ] {
        assert_eq!(figure(text), None, "{text}");
    }
}

#[test]
fn no_text_can_run() {
    for text in ["=1+2", "+A1", "-A1", "@SUM(A1)", "＝1", "-- see below"] {
        assert_eq!(harmless(text.to_owned()), (format!("'{text}"), true));
    }
    for text in ["", "-", "+", "a=b", "\u{2013} none", "1-2", "'quoted'"] {
        assert_eq!(harmless(text.to_owned()), (text.to_owned(), false));
    }
    // What would be dropped or trimmed on the way must not uncover a formula.
    for hidden in ["\u{1}=1+2", "\t=1+2", "\r=1+2", "\u{feff}=1+2", "\u{a0}=1+2", "\u{200b} \u{0}=1+2"] {
        assert_eq!(harmless(line(hidden)).0, "'=1+2", "{hidden:?}");
    }
    let evil = "=HYPERLINK(\"http://example.org\")";
    let mut document = document(vec![block(BlockKind::Table(table("", evil, "", &[evil, evil], &[&[evil, evil]])))]);
    document.meta.title = evil.to_owned();
    document.notes[0].blocks = vec![paragraph(text(evil))];
    if let Some(BlockKind::Section(section)) = document.parts.get_mut(1).map(|block| &mut block.kind)
        && let BlockKind::Table(table) = &mut section.blocks[0].kind
    {
        table.data_name = Some("=name".to_owned());
        table.body[0].cells[1] = cell("=1^0", None, 1);
        table.notes = vec![paragraph(text(evil))];
    }
    let book = workbook(&document, &english());
    for sheet in [&book.cover, &book.notes].into_iter().chain(&book.sheets) {
        let cells = sheet.table.rows.iter().flatten().map(|cell| match cell {
            Cell::Text(text) | Cell::Link { text, .. } => text,
            Cell::Figure(figure) => &figure.printed,
        });
        let texts = cells.chain(sheet.lines.iter().map(|line| &line.text)).chain(sheet.table.columns.iter().map(|column| &column.title));
        for text in texts {
            assert!(!text.starts_with(['=', '+', '-', '@']), "{text}");
        }
    }
}

#[test]
fn heading_rows_become_one_and_nothing_is_merged() {
    let row = |cells: Vec<TreeCell>| Row { id: NodeId(0), cells };
    let head = |words, columns| cell(words, Some(Scope::Column), columns);
    let wide = Table {
        columns: [Align::Start, Align::Number, Align::Number, Align::Number].map(|align| Column { align }).into(),
        head: vec![
            row(vec![head("", 1), head("Original", 2), head("Follow-up", 1)]),
            row(vec![head("Criterion", 1), head("Score", 1), head("Score", 1), head("", 1)]),
        ],
        body: vec![
            row(vec![cell("Section B", Some(Scope::Row), 4)]),
            row(vec![cell("B1", Some(Scope::Row), 1), cell("43%", None, 1), cell("", None, 1)]),
            row(vec![
                cell("B2", Some(Scope::Row), 1),
                cell("40%", None, 1),
                cell("41%", None, 1),
                cell("82%", None, 1),
                cell("extra", None, 1),
            ]),
        ],
        ..table("Table 3", "Scores", "scores", &["x"], &[])
    };
    insta::assert_snapshot!(sheets(&document(vec![block(BlockKind::Table(wide))])), @r##"
    Notes (Notes)
    # Notes on the data
    This sheet holds one table.
    Back to the contents -> Cover
    | Note | Applies to | Text |
    | State | All tables | These are the figures of the published report. |
    | Rounding | All tables | Figures are given as the report prints them, after rounding. Rounded parts may not add up to their total. |
    | [x] | Table 3 | The cell is empty in the report: nothing was given there. |
    | [z] | Table 3 | The cell on the left stands across this column too in the report. |
    == Table 3 scores (Table_3_scores)
    # Table 3: Scores
    This sheet holds one table. Its notes and symbols are explained in the sheet ‘Notes’. -> Notes
    From: A report on offender management in Surrey, HM Inspectorate of Probation, April 2008.
    Back to the contents -> Cover
    | Criterion | Original – Score# | Original – Score 2# | Follow-up# | Column 5 |
    | Section B | [z] | [z] | [z] | [x] |
    | B1 | 43% {0.43} | [x] | [x] | [x] |
    | B2 | 40% {0.40} | 41% {0.41} | 82% {0.82} | extra |
    "##);
}

#[test]
fn a_column_of_text_holds_only_unmistakable_figures() {
    let rows: &[&[&str]] = &[&["80%", "1.10", "-5", "80%"], &["B", "2,085", "n/a", "7.5%"]];
    let text = sheets(&document(vec![block(BlockKind::Table(table("Table 1", "Mixed", "mixed", &["A", "B", "C", "D"], rows)))]));
    assert!(text.ends_with("| A | B | C | D# |\n| 80% | 1.10 | -5 {-5} | 80% {0.80} |\n| B | 2,085 | n/a | 7.5% {0.075} |\n"), "{text}");
}

#[test]
fn notes_of_figures_go_to_a_heading() {
    let noted = table("Table 1", "Scores^0", "scores", &["Area", "Score^0#"], &[&["Surrey", "80%^0"], &["", "70%"]]);
    let text = sheets(&document(vec![block(BlockKind::Table(noted))]));
    assert!(text.contains("| Surrey [note 1] | 80% {0.80} |"), "{text}");
    assert!(text.contains("[note 1] | Table 1 | As recorded on 30 June."), "{text}");
}

#[test]
fn names_of_sheets_are_short_and_unique() {
    let same = |number: &str, name: &str| block(BlockKind::Table(table(number, "Caption", name, &["A"], &[&["1"]])));
    let book = workbook(
        &document(vec![
            same("Table 12", "performance-measures-of-the-second-half-year"),
            same("Table 12", "performance-measures-of-the-second-half-year"),
            same("", "notes"),
            same("", "[a]:b/c\\d?*'e'"),
            same("", ""),
            same("T1", ""),
            same("", "an-extraordinarilylongwordthatdoesnotfit"),
            same(
                "",
                "\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}",
            ),
        ]),
        &english(),
    );
    let names: Vec<_> = book.sheets.iter().map(|sheet| format!("{} = {}", sheet.name, sheet.table.name)).collect();
    insta::assert_snapshot!(names.join("\n"), @r##"
    Table 12 performance measures = Table_12_performance_measures
    Table 12 performance measures 2 = Table_12_performance_measures_2
    notes 2 = notes_2
    a b c d e = a_b_c_d_e
    Sheet 5 = Sheet_5
    T1 = _T1
    an extraordinarilylongwordthatd = an_extraordinarilylongwordthatd
    😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 = ________________
    "##);
    for sheet in &book.sheets {
        assert!(sheet.name.encode_utf16().count() <= 31, "{}", sheet.name);
    }
}

#[test]
fn a_number_after_a_name_fits_too() {
    let mut taken = BTreeSet::new();
    let names: Vec<_> = (0..12).map(|_| unique("Table 1 abc", &mut taken, 11, ' ')).collect();
    assert_eq!([&names[0], &names[1], &names[11]], ["Table 1 abc", "Table 1 2", "Table 1 12"]);
}

#[test]
fn nothing_to_show_is_still_a_workbook() {
    let book = workbook(&document(vec![paragraph(text("No table."))]), &english());
    assert!(book.sheets.is_empty());
    assert_eq!(book.cover.table.rows.len(), 1, "the notes");
}
