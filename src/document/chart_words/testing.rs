//! Frameworks and reports for the tests of charts.

use super::About;
use crate::date::Date;
use crate::diag::{FileId, Span, Spanned};
use crate::framework::pattern::Patterns;
use crate::framework::{Criterion, Framework, FrameworkSection, Labels, Numerals, PriorityLine, ScoredBy, Scoring, ScoringModel, Thread};
use crate::locale::{Lang, Locale};
use crate::number::Number;
use crate::scoring::{Percentage, Scores};

fn span() -> Span {
    Span::new(FileId(0), 0..0)
}

pub(super) fn english() -> Locale {
    Locale::load(&Lang("en".to_owned())).expect("English")
}

pub(super) fn line(at: i64) -> PriorityLine {
    PriorityLine { at: Number::whole(at), label: "Priority line".to_owned() }
}

pub(super) fn percentage(framework: &Framework, exact: Number) -> Percentage {
    Percentage::new(framework, exact)
}

pub(super) fn thread(key: &str, title: &str) -> Thread {
    Thread { key: key.to_owned(), title: Spanned::new(title.to_owned(), span()), explanation: None, sections: Vec::new() }
}

/// A framework with these criteria; a section is numbered as its criteria begin.
pub(super) fn framework<T: AsRef<str>>(sections: &[Vec<T>]) -> Framework {
    let criterion = |(n, number): (usize, &T)| Criterion {
        number: number.as_ref().to_owned(),
        title: Spanned::new(format!("Criterion title {n}"), span()),
        statement: None,
        scored_by: ScoredBy::Percentage,
        weight: None,
    };
    let section = |(index, criteria): (usize, &Vec<T>)| {
        let number = criteria.first().map_or_else(|| index.to_string(), |first| first.as_ref().chars().take(1).collect());
        FrameworkSection {
            title: Spanned::new(format!("Section title {number}"), span()),
            number,
            scored_by: ScoredBy::Percentage,
            introduction: None,
            commentary: None,
            criteria: (1..).zip(criteria).map(criterion).collect(),
            holders: Vec::new(),
            span: span(),
        }
    };
    Framework {
        id: "omi".to_owned(),
        title: "Offender management inspection".to_owned(),
        short: "OMI".to_owned(),
        report_title: Spanned::new(String::new(), span()),
        criterion_label: String::new(),
        scoring: Scoring::new(ScoringModel::omi()),
        questions: Vec::new(),
        case_profile: Vec::new(),
        inspections: Vec::new(),
        not_followed_up: Some("Not followed up".to_owned()),
        priority_line: None,
        further_lines: Vec::new(),
        bands: Vec::new(),
        grades: ["Very well met", "Well met", "Satisfactorily met", "Partly met"].map(str::to_owned).to_vec(),
        grade_meanings: vec![None; 4],
        groups: Vec::new(),
        threads: Vec::new(),
        sections: (1..).zip(sections).map(section).collect(),
        labels: Labels::default(),
        patterns: Patterns::default(),
        score_boxes: crate::framework::boxes::ScoreBoxes::default(),
        appendices: Numerals::default(),
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

/// A report with fieldwork at `fieldwork`.
pub(super) fn about<'a>(framework: &'a Framework, scores: &'a Scores, area: &'a str, fieldwork: &str) -> About<'a> {
    let date = Date::parse(fieldwork).expect("a date");
    let locale: &'static Locale = Box::leak(Box::new(english()));
    About { framework, scores, area, fieldwork: Some(date), published: date, locale }
}
