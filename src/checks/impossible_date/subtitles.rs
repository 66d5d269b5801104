//! The subtitles of charts, which say what is measured, where and when: 'Staff in post, Surrey, 2004 to 2008'.

use super::super::reading::Reading;
use super::super::reading::terms::id;
use super::super::reading::words::{Token, tokens};
use super::super::{Found, Remark};
use super::fieldwork::INSPECTED;

/// What is measured is still to come.
const AHEAD: &[&str] = &[
    "anticipated",
    "budget",
    "budgeted",
    "due",
    "estimate",
    "estimated",
    "estimates",
    "expected",
    "forecast",
    "forecasts",
    "future",
    "intended",
    "plan",
    "planned",
    "plans",
    "predicted",
    "projected",
    "projection",
    "projections",
    "proposed",
    "target",
    "targets",
    "will",
];

/// Says what is wrong with the dates in the subtitles of a report's own charts.
pub(super) fn look(reading: &Reading, found: &mut Found) {
    let (published, lexicon) = (&reading.report.published, &reading.lexicon);
    for (chart, subtitle) in reading.report.charts.iter().filter_map(|chart| Some((chart, chart.subtitle.as_ref()?))) {
        let text = subtitle.value.as_str();
        let all = tokens(text, lexicon);
        let year = |at: usize| {
            let figure = all.get(at).and_then(Token::figure).filter(|figure| figure.may_be_year())?;
            u16::try_from(figure.numerator).ok()
        };
        let says = |words: &[&str]| {
            let texts = [Some(text), chart.headline.as_ref().map(|headline| headline.value.as_str())];
            let mut said = texts.into_iter().flatten().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
            said.any(|said| words.iter().any(|word| said.eq_ignore_ascii_case(word)))
        };
        let word = |at: usize| all.get(at).filter(|token| token.is_word()).map_or("", |token| &text[token.range()]);
        for (at, year_here) in (0..all.len()).filter_map(|at| Some((at, year(at)?))) {
            let month = at.checked_sub(1).and_then(|before| lexicon.month(word(before)));
            let words = &text[all[at - usize::from(month.is_some())].start..all[at].end];
            let first_month = month.unwrap_or(1);
            if super::later((year_here, first_month), published.value) {
                if says(AHEAD) {
                    continue;
                }
                found.say(
                    Remark::new(format!("‘{words}’ is later than the report"))
                        .at_span(subtitle.span, "in this subtitle")
                        .at_span(published.span, "published")
                        .help("correct the date, or say that it is planned"),
                );
                continue;
            }
            if month.is_none()
                && word(at + 1) == "to"
                && year(at + 2).is_some_and(|end| end < year_here || end == year_here && word(at + 3).is_empty())
            {
                found.say(
                    Remark::new(format!("‘{}’ is no range of years", &text[all[at].start..all[at + 2].end]))
                        .at_span(subtitle.span, "in this subtitle")
                        .help("correct the year that is wrong"),
                );
            }
            // The month of the fieldwork in another year, which is told nowhere else.
            let Some(fieldwork) = &reading.report.fieldwork else { continue };
            let same = month.is_some() && month == fieldwork.value.month && year_here != fieldwork.value.year;
            let told = || {
                let mut places = reading.places_of([id(&year_here.to_string())]);
                places.any(|(passage, at)| at > 0 && lexicon.month(passage.word(at - 1)) == month)
            };
            let area = text.contains(&reading.report.area.value);
            if same && area && says(INSPECTED) && reading.inspections().count() < 2 && !told() {
                found.say(
                    Remark::new(format!("‘{words}’ is the month of the fieldwork in another year"))
                        .at_span(subtitle.span, "in this subtitle")
                        .at_span(fieldwork.span, "the fieldwork")
                        .help("correct the year, if the cases inspected are meant"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ImpossibleDate;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn is_silent_on_what_is_to_come_and_on_other_cases() {
        // Fieldwork in January 2008, published in April 2008.
        let said = |subtitle: &str| {
            let chart = format!(
                "type: bar\nunit: number\nsubtitle: {subtitle}\nheadline: Most were orders\nalt: Orders 10.\ncolumns: [Kind, Cases]\nrows:\n  - [Orders, 10]\n"
            );
            let files = sample(Sample::File("foreword.md"), "[[chart kinds]] shows them.\n\n{chart: kinds}\n");
            run(&ImpossibleDate, &files.with("reports/surrey-2008/charts/kinds.yaml", chart.as_str())).len()
        };
        for wrong in ["Caseload, 2008 to 2012", "Caseload, 2007 to 2005", "Cases inspected, Surrey, January 2007"] {
            assert_eq!(said(wrong), 1, "{wrong}");
        }
        for right in ["Projected caseload, 2008 to 2012", "Caseload, Surrey, January 2007", "Cost in 2006 to 2006 prices"] {
            assert_eq!(said(right), 0, "{right}");
        }
    }
}
