//! 'Four since 2007: two in 2006 and two in 2008': a year that lies outside the time that is told.
//!
//! In goes the reading; out come warnings on the years of a list after a colon that lie before its 'since' or outside its 'between'.

use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

pub(super) fn look(reading: &Reading, found: &mut Found) {
    for (passage, at) in reading.places(&["since", "between", "from"]).filter(|(passage, _)| passage.is_prose()) {
        let Some((first, last, end)) = time(passage, at) else { continue };
        let Some(sentence) = passage.sentence_at(at) else { continue };
        // 'Since 2007: two in …', 'since 2007, two of them in …'.
        let Some(colon) = (end + 1..sentence.tokens.end).find(|at| opens(passage, *at)) else { continue };
        let listed = colon + 1..sentence.tokens.end;
        if listed
            .clone()
            .any(|at| passage.is_word(at, &["before", "earlier", "previous", "previously", "than", "compared", "after", "later"]))
        {
            continue;
        }
        for at in listed.filter(|at| {
            passage.is_word(*at, &["in"]) && passage.tokens[at - 1].figure().is_some() || passage.says(*at, &["of", "them", "in"])
        }) {
            let at = if passage.is_word(at, &["of"]) { at + 3 } else { at + 1 };
            let Some(year) = year(passage, at) else { continue };
            // '2006/2007' ends in time.
            let open = passage.tokens.get(at + 1).is_some_and(|next| next.is('/') || next.is('-') || next.is('\u{2013}'));
            if !open && (year < first || last.is_some_and(|last| year > last)) {
                let told = passage.words.get(passage.bytes(end - usize::from(last.is_some()) * 2, end)).unwrap_or_default();
                let what = if year < first { "before" } else { "after" };
                found.say(
                    Remark::new(format!("{year} is {what} the time that is told, {told}"))
                        .at(passage, passage.bytes(at, at), "")
                        .help("correct the year here, or where the sentence begins"),
                );
            }
        }
    }
}

/// 'Since 2007', 'since April 2007', 'between 2005 and 2007', 'from 2005 to 2007': the first year, the last, and the token where it ends.
fn time(passage: &Passage, at: usize) -> Option<(i64, Option<i64>, usize)> {
    if passage.is_word(at, &["since"]) {
        let end = (at + 1..at + 4).find(|at| year(passage, *at).is_some())?;
        return Some((year(passage, end)?, None, end));
    }
    let (first, last) = (year(passage, at + 1)?, year(passage, at + 3)?);
    let link = if passage.is_word(at, &["from"]) { "to" } else { "and" };
    passage.is_word(at + 2, &[link]).then_some((first, Some(last), at + 3))
}

fn year(passage: &Passage, at: usize) -> Option<i64> {
    let figure = passage.tokens.get(at)?.figure()?;
    figure.may_be_year().then_some(figure.numerator)
}

fn opens(passage: &Passage, at: usize) -> bool {
    passage.is_mark(at, ':')
        || passage.is_mark(at, ',')
            && passage.tokens.get(at + 1).is_some_and(|next| next.figure().is_some())
            && passage.says(at + 2, &["of", "them", "in"])
}

#[cfg(test)]
mod tests {
    use crate::checks::testing::{fires, silent};
    use crate::checks::wrong_date::WrongDate;

    #[test]
    fn fires_on_a_year_outside_the_time() {
        fires(
            &WrongDate,
            &[
                ("There had been four deaths since 2007: two in 2006 and two in 2008.", "2006"),
                ("There had been four deaths since April 2007, two of them in 2006.", "2006"),
                ("Four reviews were held between 2005 and 2007: one in 2006 and three in 2008.", "2008"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_lies_inside() {
        silent(
            &WrongDate,
            &[
                "There had been four deaths since 2007: two in 2007 and two in 2008.",
                "There had been two deaths since 2007: before that there had been two in 2006.",
                "The number had risen since 2007: in 2006 it was two.",
                "There had been four since 2007: two in 2006/2007 and two in 2008.",
                "Since 2007 it had grown. Two came in 2006.",
                "It grew from 2005 to 2007: two in 2005, three in 2006 and five in 2007.",
            ],
        );
    }
}
