//! '31 June', 'Monday 15 January 2008', 'from 28 January to 14 January': dates that there are not, or that run backwards.

mod rows;

use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongDate;

static ABOUT: About = About {
    name: "wrong-date",
    line: "a date is none, or two dates do not fit each other",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Days that a month has not got (‘31 June’), days of the week that a date does not fall on, ranges of days that run backwards (‘from 28 January to 14 January 2008’), ends before beginnings (‘made on 14 May 2007 and ended on 3 March 2007’), \
             years that do not follow each other (‘2007/2009’), rows of a table or chart that are years or levels in order but for one, and numbers of months or years that a range has not got (‘the six months from April to December 2007’).",
    matters: "Readers hold dates against their own records.",
    mend: "Look up the right date.",
    example: Example {
        what: Sample::Finding,
        wrong: "Inspectors were in the area from 28 January to 14 January 2008.",
        right: "Inspectors were in the area from 14 January to 28 January 2008.",
    },
};

const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const BEGINS: &[&str] = &["began", "begun", "imposed", "made", "opened", "released", "sentenced", "started", "starting"];
const ENDS: &[&str] = &["closed", "completed", "ended", "ending", "expired", "finished"];

/// A day by its first and last token; the year may be missing.
#[derive(Debug, Clone, Copy)]
struct Day {
    first: usize,
    last: usize,
    number: i64,
    month: i64,
    year: Option<i64>,
}

impl Check for WrongDate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let months = reading.lexicon.months().iter().map(|month| month.to_lowercase()).collect::<Vec<_>>();
        let words: Vec<&str> = months.iter().map(String::as_str).collect();
        let mut last: Option<(usize, usize)> = None;
        for (passage, at) in reading.places(&words).filter(|(passage, _)| passage.is_written()) {
            if let Some(day) = at.checked_sub(1).and_then(|before| day(reading, passage, before)) {
                alone(passage, day, found);
            }
            let sentence = passage.sentence_of(at).map(|index| (passage.index, index));
            if sentence.is_some() && sentence != last {
                last = sentence;
                pairs(reading, passage, at, found);
                spans(reading, passage, at, found);
            }
        }
        for (passage, at) in reading.places(&["/"]).filter(|(passage, _)| passage.is_written()) {
            years(passage, at, found);
        }
        rows::run(reading, found);
        found.keep_first();
    }
}

/// '14 January', '14 January 2008', '14th January': the day that begins at a token.
fn day(reading: &Reading, passage: &Passage, at: usize) -> Option<Day> {
    let token = passage.tokens.get(at)?;
    let text = passage.text(token);
    let number = text.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse().ok().filter(|number| (1..100).contains(number))?;
    let month = i64::from(reading.lexicon.month(passage.word(at + 1))?);
    let year = passage
        .tokens
        .get(at + 2)
        .and_then(super::reading::words::Token::figure)
        .filter(|figure| figure.may_be_year())
        .map(|figure| figure.numerator);
    Some(Day { first: at, last: at + 1 + usize::from(year.is_some()), number, month, year })
}

/// How many days a month has.
fn length(month: i64, year: Option<i64>) -> i64 {
    let leap = year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day of the week, from Monday.
fn weekday(day: Day) -> Option<usize> {
    let year = day.year?;
    // Years that begin in March, so that the day put in is the last.
    let (year, month) = if day.month > 2 { (year, day.month - 3) } else { (year - 1, day.month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day.number - 1;
    // 1 March of the year 0 was a Wednesday.
    usize::try_from((days + 2).rem_euclid(7)).ok()
}

fn alone(passage: &Passage, day: Day, found: &mut Found) {
    let range = passage.bytes(day.first, day.last);
    let words = &passage.words[range.clone()];
    if day.number > length(day.month, day.year) {
        found.say(Remark::new(format!("there is no {words}")).at(passage, range, "").help("look up the right day"));
        return;
    }
    let before = day.first.checked_sub(1).map(|at| at - usize::from(at > 0 && passage.is_mark(at, ',')));
    let named = before.and_then(|at| WEEKDAYS.iter().position(|name| *name == passage.word(at)));
    if let (Some(said), Some(right)) = (named, weekday(day))
        && said != right
    {
        let first = before.unwrap_or(day.first);
        found.say(
            Remark::new(format!("{words} was a {}, not a {}", WEEKDAYS[right], WEEKDAYS[said]))
                .at(passage, passage.bytes(first, day.last), "")
                .help("correct the day of the week, or the date"),
        );
    }
}

/// Two days of a sentence, the first of which must not be later.
fn pairs(reading: &Reading, passage: &Passage, at: usize, found: &mut Found) {
    let Some(sentence) = passage.sentence_at(at) else { return };
    let days: Vec<Day> = sentence.tokens.clone().filter_map(|at| day(reading, passage, at)).collect();
    let &[one, two] = &days[..] else { return };
    let near = |words: &[&str], from: usize, to: usize| (from..to).any(|at| passage.is_word(at, words));
    let joined = two.first == one.last + 2;
    let from = one.first > 0 && passage.is_word(one.first - 1, &["from"]) && passage.is_word(one.last + 1, &["to", "until"]) && joined;
    let between = one.first > 0 && passage.is_word(one.first - 1, &["between"]) && passage.is_word(one.last + 1, &["and"]) && joined;
    let spans = one.year.is_some()
        && two.year.is_some()
        && near(BEGINS, sentence.tokens.start, one.first)
        && near(ENDS, one.last, two.first)
        && !near(ENDS, sentence.tokens.start, one.first);
    if !(from || between || spans) {
        return;
    }
    // A year that is told once is that of both.
    let year = |day: Day, other: Day| day.year.or(other.year);
    let order = |day: Day, other: Day| (year(day, other), day.month, day.number);
    // 'From 28 November to 14 January 2008' runs over the turn of the year.
    let turn = one.year.is_none() && one.month > two.month;
    if order(one, two) > order(two, one) && !turn {
        let text = |day: Day| &passage.words[passage.bytes(day.first, day.last)];
        found.say(
            Remark::new(format!("{} comes before {}", text(two), text(one)))
                .at(passage, passage.bytes(one.first, one.last), "the beginning")
                .at(passage, passage.bytes(two.first, two.last), "the end")
                .help("exchange the two, or correct the one that is wrong"),
        );
    }
}

/// 'The six months from April to December 2007'.
fn spans(reading: &Reading, passage: &Passage, at: usize, found: &mut Found) {
    let Some(sentence) = passage.sentence_at(at) else { return };
    let month = |at: usize| reading.lexicon.month(passage.word(at)).map(i64::from);
    let year = |at: usize| {
        passage
            .tokens
            .get(at)
            .and_then(super::reading::words::Token::figure)
            .filter(|figure| figure.may_be_year())
            .map(|figure| figure.numerator)
    };
    for from in sentence.tokens.clone().filter(|at| passage.is_word(*at, &["from", "between"])) {
        let Some(count) = from.checked_sub(2).filter(|_| passage.is_word(from - 1, &["months"])) else { continue };
        let Some(said) = passage.tokens[count].count().filter(|_| !passage.is_hedged(count)) else { continue };
        let Some(start) = month(from + 1) else { continue };
        let first = year(from + 2);
        let to = from + 2 + usize::from(first.is_some());
        let (Some(end), true) = (month(to + 1), passage.is_word(to, &["to", "and", "until"])) else { continue };
        let last = year(to + 2);
        let years = match (first, last) {
            (Some(first), Some(last)) => last - first,
            (None, _) if end <= start => 1,
            _ => 0,
        };
        let apart = years * 12 + end - start;
        if apart > 0 && said != apart && said != apart + 1 {
            let last = to + 1 + usize::from(last.is_some());
            found.say(
                Remark::new(format!("‘{}’ is not {said} months", &passage.words[passage.bytes(from, last)]))
                    .at(passage, passage.tokens[count].range(), format!("it is {} or {}", apart, apart + 1))
                    .at(passage, passage.bytes(from + 1, last), "the range")
                    .help("correct the number or one of the months"),
            );
        }
    }
}

/// '2007/2009': a year that begins in one and ends in the next.
fn years(passage: &Passage, at: usize, found: &mut Found) {
    let (Some(first), Some(second)) = (at.checked_sub(1).and_then(|at| passage.tokens.get(at)), passage.tokens.get(at + 1)) else { return };
    let stroke = passage.tokens[at];
    let touching = first.end == stroke.start && stroke.end == second.start;
    let chained = passage.is_mark(at + 2, '/') || at > 1 && passage.is_mark(at - 2, '/');
    let Some(one) = first.figure().filter(|figure| figure.may_be_year()).filter(|_| touching && !chained) else { return };
    let Some(two) = second.count() else { return };
    let short = passage.text(second).len() == 2;
    let next = one.numerator + 1;
    let wrong = if short {
        two != next % 100 && two != one.numerator % 100
    } else {
        second.figure().is_some_and(super::reading::words::Figure::may_be_year) && two != next
    };
    let apart = if short { two - next % 100 } else { two - next };
    if wrong && (-12..12).contains(&apart) && !passage.in_address(stroke.start) {
        found.say(
            Remark::new(format!("‘{}’ is no year that begins in one and ends in the next", &passage.words[passage.bytes(at - 1, at + 1)]))
                .at(passage, passage.bytes(at - 1, at + 1), "")
                .help("correct the year that is wrong, or write ‘to’ if several years are meant"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, WEEKDAYS, WrongDate, weekday};
    use crate::checks::testing::{fires, silent};

    #[test]
    fn knows_the_day_of_the_week() {
        for (day, month, year, name) in [(14, 1, 2008, "Monday"), (29, 2, 2008, "Friday"), (1, 3, 2009, "Sunday"), (31, 12, 1999, "Friday")]
        {
            let found = weekday(Day { first: 0, last: 0, number: day, month, year: Some(year) });
            assert_eq!(found.map(|day| WEEKDAYS[day]), Some(name), "{day} {month} {year}");
        }
    }

    #[test]
    fn fires_on_dates_that_do_not_fit() {
        fires(
            &WrongDate,
            &[
                ("The plan was dated 31 June 2007.", "31 June 2007"),
                ("The first week began on 30 February.", "30 February"),
                ("Monday 15 January 2008 was the first day.", "Monday 15 January 2008"),
                ("The fieldwork took place from 28 January to 14 January 2008.", "28 January"),
                ("The visit took place between 31 January and 12 January 2008.", "31 January"),
                ("The order was made on 14 May 2007 and ended on 3 March 2007.", "14 May 2007"),
                ("In the financial year 2007/2009 it rose.", "2007/2009"),
                ("In 2006/08 it rose.", "2006/08"),
                ("The budget for 2007/2007 was small.", "2007/2007"),
                ("Over the six months from April to December 2007 it fell.", "six"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_do() {
        silent(
            &WrongDate,
            &[
                "The plan was dated 30 June 2007, Monday 14 January 2008 was the first day and 29 February the last.",
                "The fieldwork took place from 14 January to 28 January 2008, and from 28 November to 14 January.",
                "The order was made on 14 May 2007 and ended on 3 March 2008.",
                "The letter of 14 May 2007 was answered on 3 March 2007 to an earlier one.",
                "In 2007/2008, 2006/07 and 2005/2006/2007 it rose; see form 2008/45 and 2000/2001/12.",
                "Over the nine months from April to December 2007, and the 12 months from April 2006 to March 2007, it fell.",
                "They May 12 times have met. In the 12 months from March to March it fell.",
            ],
        );
    }
}
