//! `report.json` of the sample document.

use std::sync::Arc;

use serde_json::Value;

use super::report_json;
use crate::date::Date;
use crate::diag::{FileId, Span, Spanned};
use crate::document::sample;
use crate::framework::{Band, Criterion, Framework, FrameworkSection, PriorityLine, ScoredBy, Scoring, ScoringModel, Thread};
use crate::locale::Lang;
use crate::model::Report;
use crate::model::report::{Gaps, State, Unread};
use crate::model::score::StatedScores;
use crate::number::Number;
use crate::scoring::{CriterionScore, Percentage, Score, Scores, SectionScore, ThreadScore};

const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, NOWHERE)
}

fn framework() -> Framework {
    let criterion = |number: &str, title: &str| Criterion {
        number: number.into(),
        title: spanned(title.into()),
        statement: None,
        scored_by: ScoredBy::Percentage,
        weight: None,
    };
    let band = |from, name: &str| Band { from: Some(Number::whole(from)), name: name.into(), conclusion: None, comment: None };
    Framework {
        id: "omi".into(),
        title: "Offender management inspection".into(),
        short: "OMI".into(),
        report_title: spanned(String::new()),
        criterion_label: "OMI criterion".into(),
        scoring: Scoring::new(ScoringModel::omi()),
        questions: Vec::new(),
        case_profile: Vec::new(),
        inspections: Vec::new(),
        not_followed_up: None,
        priority_line: Some(PriorityLine { at: Number::whole(70), label: "Priority line".into() }),
        further_lines: Vec::new(),
        bands: vec![band(70, "Good"), band(0, "Priority for improvement")],
        grades: vec!["Well met".into(), "Not met".into()],
        grade_meanings: vec![None, None],
        groups: Vec::new(),
        threads: vec![Thread {
            key: "risk-of-harm".into(),
            title: spanned("Risk of harm thread".into()),
            explanation: None,
            sections: Vec::new(),
        }],
        sections: vec![FrameworkSection {
            number: "1".into(),
            title: spanned("Assessment and sentence planning".into()),
            scored_by: ScoredBy::Percentage,
            criteria: vec![criterion("1.1", "Preparing for sentence"), criterion("1.2", "Leadership")],
            introduction: None,
            commentary: None,
            holders: Vec::new(),
            span: NOWHERE,
        }],
        labels: crate::framework::Labels::default(),
        patterns: crate::framework::pattern::Patterns::default(),
        score_boxes: crate::framework::boxes::ScoreBoxes::default(),
        appendices: crate::framework::Numerals::Numbers,
        tables_numbered: true,
        table_titles: Vec::new(),
        criteria_listed: true,
        cover: Vec::new(),
        cover_lines: Vec::new(),
        parts: Vec::new(),
        comparison_advice: None,
        wording: Vec::new(),
    }
}

fn report() -> Report {
    Report {
        slug: "surrey-2008".into(),
        file: FileId(0),
        framework: Arc::new(framework()),
        area: spanned("Surrey".into()),
        area_kind: None,
        lang: Lang("en".into()),
        state: State::Published,
        fieldwork: None,
        published: spanned(Date { year: 2008, month: Some(4), day: None }),
        sample: Some(spanned(110)),
        sample_words: None,
        cover_lines: None,
        isbns: Vec::new(),
        edition: None,
        cover: None,
        source: None,
        licence: None,
        pages: crate::model::report::Pages::One,
        contact: None,
        signed: None,
        people: Vec::new(),
        parts: Vec::new(),
        prose: Vec::new(),
        sections: Vec::new(),
        scores: StatedScores::default(),
        cases: None,
        allows: Vec::new(),
        recommendations: Vec::new(),
        vignettes: Vec::new(),
        abbreviations: Vec::new(),
        glossary: Vec::new(),
        tables: Vec::new(),
        unread: Unread::default(),
        charts: Vec::new(),
        images: Vec::new(),
        gaps: Gaps::default(),
    }
}

fn scores() -> Scores {
    let percentage = |exact: Option<Number>, below_line| {
        let exact = exact.expect("a number");
        Percentage { printed: exact.rounded(0), exact, band: Some(usize::from(below_line)), below_line }
    };
    Scores {
        criteria: vec![
            CriterionScore { criterion: "1.1".into(), score: Score::Percentage(percentage(Number::ratio(389, 5), false)) },
            CriterionScore { criterion: "1.2".into(), score: Score::Grade(1) },
        ],
        sections: vec![SectionScore { section: "1".into(), score: None }],
        threads: vec![ThreadScore { thread: "risk-of-harm".into(), score: percentage(Number::ratio(66, 1), true) }],
        ..Scores::default()
    }
}

fn json() -> Value {
    serde_json::from_slice(&report_json(&sample::document(), &scores(), &report())).expect("JSON")
}

/// All objects of a tree in reading order.
fn objects<'a>(value: &'a Value, out: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            out.push(value);
            fields.values().for_each(|value| objects(value, out));
        }
        Value::Array(items) => items.iter().for_each(|item| objects(item, out)),
        _ => {}
    }
}

#[test]
fn a_small_report_reads_as_agreed() {
    let json = json();
    let mut head = json.clone();
    head["parts"] = Value::Null;
    insta::assert_snapshot!("head", format!("{head:#}"));
    let mut found = Vec::new();
    objects(&json["parts"], &mut found);
    // The chart and the table are left out of the criterion and shown on their own.
    for kind in ["chart", "table", "score", "panel", "definitions", "cover", "contents"] {
        let object = found.iter().find(|object| object["type"] == kind).expect(kind);
        insta::assert_snapshot!(kind, format!("{object:#}"));
    }
}

#[test]
fn every_finding_can_be_read_with_its_letter_group_and_criterion() {
    let json = json();
    let mut findings = Vec::new();
    let mut found = Vec::new();
    objects(&json["parts"], &mut found);
    for criterion in found.iter().filter(|object| object["kind"] == "criterion") {
        let mut inner = Vec::new();
        objects(criterion, &mut inner);
        for group in inner.iter().filter(|object| object["kind"] == "group") {
            for item in group["blocks"][0]["items"].as_array().into_iter().flatten() {
                let texts = [&criterion["number"], &group["title"], &item["label"], &item["anchor"], &item["blocks"][0]["text"]];
                findings.push(texts.map(|text| text.as_str().expect("a text")).join(" | "));
            }
        }
    }
    assert_eq!(
        findings,
        [
            "1.1 | Strengths | (a) | c1.1-strengths-a | Court reports had been prepared in 59 of the 67 cases where one was needed.",
            "1.1 | Strengths | (b) | c1.1-strengths-b | The proposal was clear in 88% of reports.",
            "1.2 | Area for improvement | (a) | c1.2-areas-a | The outline plan was missing from 46% of reports.",
        ]
    );
}

#[test]
fn running_text_keeps_its_form() {
    let json = json();
    let mut found = Vec::new();
    objects(&json["parts"], &mut found);
    let paragraph =
        found.iter().find(|object| object["type"] == "paragraph" && object["text"].as_str().is_some_and(|text| text.starts_with("Text, ")));
    insta::assert_snapshot!("running-text", format!("{:#}", paragraph.expect("the paragraph")));
}
