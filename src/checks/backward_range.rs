//! 'Between 80% and 65%', '9-6 months', 'from May 2008 to April 2007': a range that runs backwards.

use super::reading::Passage;
use super::reading::Reading;
use super::reading::words::{Figure, Form, Unit};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct BackwardRange;

static ABOUT: About = About {
    name: "backward-range",
    line: "a range runs from the greater to the smaller, or from later to earlier",
    severity: Severity::Warning,
    languages: Languages::MoreInEnglish,
    checks: "Ranges such as ‘between 65% and 80%’, ‘6-9 months’ and ‘from April 2007 to March 2008’; neighbours such as ‘ten or nine months’; and ends that are the same (‘nine or nine months’). A fall that is told as one (‘from 80% to 65%’) is left alone.",
    matters: "Most often a digit slipped, or the two ends were typed in the wrong order.",
    mend: "Write the smaller or earlier end first, or correct the end that is wrong.",
    example: Example {
        what: Sample::Finding,
        wrong: "The four teams had scored between 80% and 65%.",
        right: "The four teams had scored between 65% and 80%.",
    },
};

impl Check for BackwardRange {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let english = found.in_english();
        let clues: [(usize, &[&str]); 2] = [(0, &["between", "from"]), (1, &["-", "\u{2013}", "\u{2011}", "or", "to", "and"])];
        for (passage, at) in reading.starts(&clues).filter(|(passage, _)| passage.is_written()) {
            if let Some((first, last)) = equal(passage, at).filter(|_| english) {
                found.say(
                    Remark::new(format!("both ends of ‘{}’ are the same", &passage.words[passage.bytes(first, last)]))
                        .at(passage, passage.bytes(first, last), "")
                        .help("correct the end that is wrong"),
                );
                continue;
            }
            let spoken =
                || between(passage, at).or_else(|| alternatives(passage, at)).or_else(|| dates(reading, passage, at)).filter(|_| english);
            let range = spoken().or_else(|| dashed(reading, passage, at));
            if let Some((first, last)) = range {
                found.say(
                    Remark::new(format!("the range ‘{}’ runs backwards", &passage.words[passage.bytes(first, last)]))
                        .at(passage, passage.bytes(first, last), "")
                        .help("exchange the two ends, or correct the one that is wrong"),
                );
            }
        }
    }
}

/// Whether a number is greater than another of its kind.
fn exceeds(a: Figure, b: Figure) -> bool {
    // Only one end may carry the sign of the unit: '65-80%'.
    let alike = a.unit == b.unit || a.unit == Unit::None && b.unit == Unit::Percent || a.unit == Unit::Money && b.unit == Unit::None;
    alike && i128::from(a.numerator) * i128::from(b.denominator) > i128::from(b.numerator) * i128::from(a.denominator)
}

/// What is told by numbers: 'Levels 2 and 2', 'sections 3-3'.
const NUMBERED: &[&str] = &[
    "appendices",
    "charts",
    "criteria",
    "level",
    "levels",
    "pages",
    "paragraphs",
    "recommendations",
    "sections",
    "tables",
    "tier",
    "tiers",
    "years",
];

/// 'Nine or nine months', 'five to five', 'Levels 2 and 2', 'sections 3-3': from the first number to the second.
fn equal(passage: &Passage, at: usize) -> Option<(usize, usize)> {
    let (one, two) = (figure(passage, at)?, figure(passage, at + 2)?);
    let numbered = at > 0 && passage.is_word(at - 1, NUMBERED);
    let text = |at: usize| passage.text(&passage.tokens[at]).to_lowercase();
    if one != two || one.form == Form::Fraction || text(at) != text(at + 2) {
        return None;
    }
    let dash = || ['-', '\u{2013}', '\u{2011}'].iter().any(|mark| passage.is_mark(at + 1, *mark));
    let same = match passage.word(at + 1) {
        "or" => has_unit(passage, at + 3),
        // 'One to one'; 'at ten to ten'.
        "to" => numbered || one.numerator > 2 && has_unit(passage, at + 3) && !(at > 0 && passage.is_word(at - 1, &["at"])),
        "and" => numbered,
        _ => numbered && dash(),
    };
    same.then_some((at, at + 2))
}

/// 'Ten or nine months': neighbours in words, the greater one first. 'Level three or two' names two things.
fn alternatives(passage: &Passage, at: usize) -> Option<(usize, usize)> {
    const UNITS: &[&str] = &["days", "weeks", "months", "years", "hours", "cases", "offenders", "times", "people", "staff"];
    let (one, two) = (figure(passage, at)?, figure(passage, at + 2)?);
    let plain = [one, two].iter().all(|end| end.form == Form::Words && end.denominator == 1);
    let numbered = at > 0 && passage.is_word(at - 1, &["level", "levels", "tier", "tiers", "either"]);
    let neighbours = plain && one.numerator == two.numerator + 1 && two.numerator > 1;
    let unit = passage.is_word(at + 3, UNITS);
    (passage.is_word(at + 1, &["or"]) && neighbours && unit && !numbered).then_some((at, at + 2))
}

/// Whether what is counted follows, with at most one word before it: not 'three to three and a half days', 'nine to nine on Tuesdays'.
fn has_unit(passage: &Passage, at: usize) -> bool {
    const NONE: &[&str] =
        &["this", "was", "is", "has", "does", "as", "its", "shifts", "weekdays", "weekends", "sessions", "always", "perhaps"];
    let lower = |at: usize| passage.word(at).starts_with(char::is_lowercase);
    let plural = |at: usize| lower(at) && passage.word(at).len() > 3 && passage.word(at).ends_with('s') && !passage.is_word(at, NONE);
    let describes =
        lower(at) && passage.word(at).len() > 4 && !passage.is_word(at, &["about", "after", "before", "during", "every", "until"]);
    plural(at) || describes && plural(at + 1)
}

fn figure(passage: &Passage, at: usize) -> Option<Figure> {
    passage.tokens.get(at)?.figure()
}

/// 'Between 80% and 65%'.
fn between(passage: &Passage, at: usize) -> Option<(usize, usize)> {
    let starts = passage.is_word(at, &["between"]) && passage.is_word(at + 2, &["and"]);
    let (first, last) = (figure(passage, at + 1)?, figure(passage, at + 3)?);
    // 'Between one and a half': the second belongs to the first.
    let plain = first.form != Form::Fraction && last.form != Form::Fraction;
    (starts && plain && exceeds(first, last)).then_some((at + 1, at + 3))
}

/// '9-6 months', '80–65%', without blanks. '2007-08' is a year with its end, and a dash between blanks may be a pause.
fn dashed(reading: &Reading, passage: &Passage, at: usize) -> Option<(usize, usize)> {
    let (first, dash, last) = (passage.tokens.get(at)?, passage.tokens.get(at + 1)?, passage.tokens.get(at + 2)?);
    let joined = matches!(dash.kind, super::reading::words::TokenKind::Mark('-' | '\u{2013}' | '\u{2011}'))
        && first.end == dash.start
        && dash.end == last.start;
    let chained =
        passage.tokens.get(at + 3).is_some_and(|next| next.start == last.end && (next.is('-') || next.is('\u{2013}') || next.is('/')))
            || at > 0
                && passage.tokens.get(at - 1).is_some_and(|before| before.end == first.start && !before.is('(') && !before.is('\u{2018}'));
    let (a, b) = (first.figure()?, last.figure()?);
    let leading_zero = passage.text(last).starts_with('0') || passage.text(first).starts_with('0');
    let short_year = a.may_be_year() && b.numerator < 100;
    let counts = b.unit == Unit::Percent
        || passage.tokens.get(at + 3).is_some_and(super::reading::words::Token::is_word) && !reading.lexicon.is_and(passage.word(at + 3));
    let decimals = a.decimals > 0 || b.decimals > 0;
    (joined
        && !chained
        && !leading_zero
        && !short_year
        && counts
        && (!decimals || b.unit == Unit::Percent)
        && a.numerator < 10_000
        && exceeds(a, b))
    .then_some((at, at + 2))
}

/// 'From May 2008 to April 2007', 'between 2009 and 2007'.
fn dates(reading: &Reading, passage: &Passage, at: usize) -> Option<(usize, usize)> {
    // 'For April 2008 to March 2007'.
    const LED: &[&str] = &["for", "during", "over", "in", "of", "covering", "period", "year", "years"];
    // 'Brought forward from June 2008 to April 2008' is told of a day.
    const MOVED: &[&str] =
        &["forward", "moved", "advanced", "changed", "revised", "rescheduled", "shortened", "back", "reduced", "corrected"];
    let start = passage.sentence_at(at).map_or(0, |sentence| sentence.tokens.start);
    if (start..at).any(|at| passage.is_word(at, MOVED)) {
        return None;
    }
    if passage.is_word(at + 1, &["to"]) && (at == 1 || at > 1 && (passage.is_word(at - 2, LED) || passage.is_mark(at - 2, '('))) {
        let (first, next) = date(reading, passage, at - 1)?;
        let (last, end) = date(reading, passage, at + 2).filter(|_| next == at + 1)?;
        return (first.1 > 0 && last.1 > 0 && first > last).then_some((at - 1, end - 1));
    }
    if !passage.is_word(at, &["from", "between"]) {
        return None;
    }
    let (first, next) = date(reading, passage, at + 1)?;
    if !passage.is_word(next, &["to", "and", "until"]) {
        return None;
    }
    let (last, end) = date(reading, passage, next + 1)?;
    (first > last).then_some((at + 1, end - 1))
}

/// A year, or a month with its year, and where it ends. A year alone counts from its start.
fn date(reading: &Reading, passage: &Passage, at: usize) -> Option<((i64, u8), usize)> {
    let month = reading.lexicon.month(passage.word(at));
    let year_at = if month.is_some() { at + 1 } else { at };
    let year = figure(passage, year_at).filter(|figure| figure.may_be_year())?.numerator;
    Some(((year, month.unwrap_or(0)), year_at + 1))
}

#[cfg(test)]
mod tests {
    use super::BackwardRange;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_ranges_that_run_backwards() {
        fires(
            &BackwardRange,
            &[
                ("Teams scored between 80% and 65%.", "80% and 65%"),
                ("It took between nine and six months.", "nine and six"),
                ("It took 9-6 months.", "9-6"),
                ("Scores were 80\u{2013}65% there.", "80–65%"),
                ("It ran from May 2008 to April 2007.", "May 2008 to April 2007"),
                ("It ran between 2009 and 2007 there.", "2009 and 2007"),
                ("These are the results for April 2009 to March 2008.", "April 2009 to March 2008"),
                ("Each had one or one offender managers.", "one or one"),
                ("It took nine or nine months.", "nine or nine"),
                ("Meetings were held ten or nine months into supervision.", "ten or nine"),
                ("Sections 3-3 are scored.", "3-3"),
                ("They were at Levels 2 and 2.", "2 and 2"),
                ("Groups had five to five members.", "five to five"),
            ],
        );
    }

    #[test]
    fn is_silent_on_others() {
        silent(
            &BackwardRange,
            &[
                "Teams scored between 65% and 80%, over 6-9 months, in 2007-08 and 2007/2008.",
                "It fell from 80% to 65%, from nine to six.",
                "It took nine or ten months, or two or one, at level three or two, in 10 or 9 months, for ten or two cases.",
                "It ran from April 2007 to March 2008 and from 2007 to May 2007.",
                "Call 020-7035 or 0300-047 now, see 4-3-2 and ISBN 978-1-84099-141-3.",
                "Between 12 of the cases and 9 of the plans it was so.",
                "It was 80% – 65 of them said so.",
                "Between one and a half and two hours.",
                "The launch was brought forward from late June 2008 to April 2008, and the review from June 2008 to May 2008.",
                "The centre opened nine to nine on Tuesdays. Group work was run two to two, or three to three.",
                "It took three to three and a half days. Each had one or one and a half posts.",
                "It beat them 3-1, and sections 3-1.",
                "One to one work was done at ten to ten, by 20 and 20 more. It was 2-2. They were at Levels 2 and 3. One half or one-half.",
            ],
        );
    }
}
