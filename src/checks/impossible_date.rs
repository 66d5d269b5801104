//! 'Caseload at December 2012' in a report of 2011; 'the inspection took place in June' where the fieldwork was in May.

mod done;
mod fieldwork;
mod subtitles;

use super::reading::sentences::Sentence;
use super::reading::{Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::date::Date;
use crate::diag::{Severity, Spanned};

/// See the module.
#[derive(Debug)]
pub(super) struct ImpossibleDate;

static ABOUT: About = About {
    name: "impossible-date",
    line: "a date is later than the report, or another than that of its fieldwork",
    severity: Severity::Warning,
    languages: Languages::MoreInEnglish,
    checks: "Months and years that are later than the publication, in titles and cells of tables and charts, and in sentences that tell what was done (‘had been revised in July 2009’); ranges of years in the subtitles of charts that run backwards; the month in which a text says that this inspection took place, which must be the fieldwork’s; and \
             ‘this report was published in …’; the date of the signature, which cannot be before the fieldwork.",
    matters: "Dates are copied from report to report, and the year is forgotten.",
    mend: "Correct the date in the text, or `fieldwork` or `published` in report.yaml; in fixed wording write {fieldwork}.",
    example: Example {
        what: Sample::Finding,
        wrong: "The inspection took place in March 2008.",
        right: "The inspection took place in January 2008.",
    },
};

impl Check for ImpossibleDate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let published = &reading.report.published;
        if let (Some(signed), Some(fieldwork)) = (reading.report.signed.as_ref().and_then(|signed| signed.date), &reading.report.fieldwork)
            && before(signed, fieldwork.value)
        {
            found.say(
                Remark::new(format!("the foreword is signed in {}, before the fieldwork", signed.to_iso()))
                    .at_span(fieldwork.span, "the fieldwork")
                    .help("correct the date below `signed`, or that of the fieldwork"),
            );
        }
        let english = found.in_english();
        subtitles::look(reading, found);
        for (passage, last) in reading.numbers().filter(|(passage, _)| passage.is_written()) {
            let Some((first, month)) = month(reading, passage, last) else {
                if english && passage.kind == Kind::Text {
                    year_alone(passage, last, published, found);
                }
                continue;
            };
            let words = &passage.words[passage.bytes(first, last)];
            let data = matches!(passage.kind, Kind::Cell(_) | Kind::Caption);
            let told = passage.kind == Kind::Text
                && found.in_english()
                && passage
                    .sentence_at(first)
                    .is_some_and(|sentence| is_past(passage, sentence) || done::is_done(passage, sentence, first, last));
            if (data || told) && later(month, published.value) {
                found.say(
                    Remark::new(format!("‘{words}’ is later than the report"))
                        .at(passage, passage.bytes(first, last), "")
                        .at_span(published.span, "published")
                        .help("correct the date, or say that it is planned"),
                );
            }
            let Some(fieldwork) = &reading.report.fieldwork else { continue };
            if !english || is_in(month, fieldwork.value) {
                continue;
            }
            let known = || is_in(month, published.value);
            if tells(passage, first)
                || fieldwork::visited(reading, passage, first, last)
                || fieldwork::belongs(reading, passage, first, last, fieldwork.value, month.0) && !known()
            {
                found.say(
                    Remark::new(format!("the fieldwork is given for another month than {words}"))
                        .at(passage, passage.bytes(first, last), "")
                        .at_span(fieldwork.span, "given here")
                        .help("correct one of the two"),
                );
            }
        }
    }
}

/// 'Had been introduced in 2009' in a report of 2008.
fn year_alone(passage: &Passage, at: usize, published: &Spanned<Date>, found: &mut Found) {
    let Some(year) = passage.tokens[at].figure().filter(|figure| figure.may_be_year()).map(|figure| figure.numerator) else { return };
    let joined = passage.is_mark(at + 1, '/')
        || passage.is_mark(at + 1, '-')
        || at > 0 && (passage.is_mark(at - 1, '/') || passage.is_mark(at - 1, '-'));
    if year > i64::from(published.value.year)
        && !joined
        && passage.sentence_at(at).is_some_and(|sentence| done::is_done(passage, sentence, at, at))
    {
        found.say(
            Remark::new(format!("‘{year}’ is later than the report"))
                .at(passage, passage.bytes(at, at), "")
                .at_span(published.span, "published")
                .help("correct the year, or say that it is planned"),
        );
    }
}

/// The month whose year stands at a token, and where it stands itself.
fn month(reading: &Reading, passage: &Passage, year_at: usize) -> Option<(usize, (u16, u8))> {
    let year = passage.tokens.get(year_at)?.figure().filter(|figure| figure.may_be_year())?.numerator;
    let first = year_at.checked_sub(1)?;
    let month = reading.lexicon.month(passage.word(first))?;
    Some((first, (u16::try_from(year).ok()?, month)))
}

fn later((year, month): (u16, u8), date: Date) -> bool {
    let (date_year, date_month) = (date.year, date.month.unwrap_or(12));
    (year, month) > (date_year, date_month)
}

/// Whether a sentence tells what was, and nothing that is to come.
fn is_past(passage: &Passage, sentence: &Sentence) -> bool {
    const PAST: &[&str] = &["was", "were", "had", "did", "took", "began", "opened"];
    const TO_COME: &[&str] = &[
        "will",
        "would",
        "plan",
        "plans",
        "planned",
        "due",
        "by",
        "until",
        "till",
        "expected",
        "to",
        "intended",
        "expire",
        "expires",
        "next",
        "from",
        "scheduled",
        "should",
        "target",
        "before",
        "after",
        "be",
        "is",
        "are",
    ];
    let range = sentence.tokens.clone();
    range.clone().any(|at| passage.is_word(at, PAST)) && !range.clone().any(|at| passage.is_word(at, TO_COME))
}

/// Whether a date is certainly earlier than another; a year alone is not earlier than its months.
fn before(one: Date, two: Date) -> bool {
    let months = one.month.zip(two.month);
    let days = one.day.zip(two.day);
    one.year < two.year
        || one.year == two.year
            && months.is_some_and(|(one_month, two_month)| {
                one_month < two_month || one_month == two_month && days.is_some_and(|(one, two)| one < two)
            })
}

fn is_in((year, month): (u16, u8), date: Date) -> bool {
    year == date.year && date.month.is_none_or(|own| own == month)
}

/// How many tokens before a month are looked at.
const NEAR: usize = 300;

/// Whether a sentence says that this inspection was then: 'the inspection took place in', 'our fieldwork in'.
fn tells(passage: &Passage, at: usize) -> bool {
    // Right before the month: 'in June 2008', 'during June 2008'.
    let then = at > 0 && passage.is_word(at - 1, &["in", "during"]);
    let Some(sentence) = passage.sentence_at(at).filter(|_| then) else { return false };
    let range = sentence.tokens.start.max(at.saturating_sub(NEAR))..at;
    let has = |words: &[&str]| range.clone().any(|at| passage.is_word(at, words));
    let this = range.clone().any(|at| {
        passage.is_word(at, &["this", "the", "our"])
            && (passage.is_word(at + 1, &["inspection", "fieldwork"])
                || passage.is_word(at + 2, &["inspection"]) && passage.is_word(at + 1, &["present", "current"]))
    });
    let others = has(&[
        "original",
        "previous",
        "last",
        "first",
        "earlier",
        "since",
        "after",
        "before",
        "until",
        "following",
        "prior",
        "programme",
        "re-inspection",
    ]);
    let took = range.clone().any(|at| {
        passage.says(at, &["took", "place"]) || passage.says(at, &["carried", "out"]) || passage.is_word(at, &["conducted", "undertaken"])
    });
    this && took && !others
}

#[cfg(test)]
mod tests {
    use super::ImpossibleDate;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    #[test]
    fn fires_on_dates_that_cannot_be() {
        // Fieldwork in January 2008, published in April 2008.
        fires(
            &ImpossibleDate,
            &[
                ("The inspection took place in March 2008.", "March 2008"),
                ("In March 2019 the area had moved its offices.", "March 2019"),
                ("Our fieldwork was carried out over a week in January 2007.", "January 2007"),
                ("Surveys were regular, the most recent being undertaken in September 2009.", "September 2009"),
                ("Recent reports (November 2009) showed it.", "November 2009"),
                ("Its policy had been revised in July 2009 and drew on inquiries.", "July 2009"),
                ("The tool started in the autumn of 2009. It was liked.", "2009"),
                ("A policy had been introduced in 2009 that worked.", "2009"),
                ("It had updated its strategy in 2009, making clear what it wanted.", "2009"),
                ("Since 2010 staff had met twice.", "2010"),
                ("We inspected 110 cases in Surrey in January 2009.", "January 2009"),
                ("In January 2006 we looked at 110 of its cases.", "January 2006"),
                ("This was the inspection of Surrey (January 2000).", "January 2000"),
            ],
        );
        let table = "title: Caseload at the end of June 2008\ncolumns: [Measure, '2008']\nrows:\n  - [May 2009, '12']\n";
        let said = run(
            &ImpossibleDate,
            &sample(Sample::File("foreword.md"), "{table: caseload}\n").with("reports/surrey-2008/tables/caseload.yaml", table),
        );
        assert_eq!(said, ["[June 2008] ‘June 2008’ is later than the report", "[May 2009] ‘May 2009’ is later than the report"]);
    }

    #[test]
    fn a_signature_stands_after_the_fieldwork() {
        let said = |date: &str| {
            let role = "signed:\n  role: Chief Inspector\n";
            let files = sample(Sample::Finding, "Good.").edit("reports/surrey-2008/report.yaml", role, &format!("{role}  date: {date}\n"));
            run(&ImpossibleDate, &files)
        };
        assert_eq!(said("2007-11"), ["[2008-01] the foreword is signed in 2007-11, before the fieldwork"]);
        for right in ["2008-03", "2008-01", "2008"] {
            assert_eq!(said(right), Vec::<String>::new(), "{right}");
        }
    }

    #[test]
    fn is_silent_on_others() {
        silent(
            &ImpossibleDate,
            &[
                "The area was to move its offices in March 2019, and had a lease that ran until May 2012.",
                "The inspection took place in January 2008.",
                "The original inspection took place in March 2004.",
                "It was working towards trust status in 2009, and this was set to change in 2009. It was included in the plan for 2009.",
                "Targets had been agreed in 2009 and needs identified for improved work in 2010.",
                "It was to be completed in March 2009, had been due to end in 2009, and would be reviewed in 2010. The Act had been followed in 2007.",
                "We inspected 110 cases that had begun in May 2007. In May 2006 we inspected youth work and its cases. We looked at cases again in May 2006.",
                "Since the inspection, reviews took place in March 2008.",
                "Its last inspection, Surrey (May 2005), had said so. The pilot inspection of Surrey (May 2006) had said so.",
                "The estates strategy showed the office closed in 2009. In the plan, 20 posts were lost in 2009.",
                "The course was designed so that all staff were trained in 2009. In May 2006 we looked at 40 cases to prepare for the work.",
                "In May 2006 we visited its hostels and read the files of 20 residents.",
                "Its forecast had staff numbers reduced in 2009 by five.",
                "Work is to be complete by March 2009, and the inspection found it so in May 2007.",
            ],
        );
    }
}
