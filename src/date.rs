//! Dates as reports give them: a year, a month or a day.

use serde::{Deserialize, Serialize};

/// A date whose parts may end at the year or the month. Orders by time; a shorter date stands before its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31, only with a month.
    pub day: Option<u8>,
}

impl Date {
    /// Before every date of a report.
    pub const FIRST: Self = Self { year: 0, month: None, day: None };

    /// From `2008`, `2008-04` or `2008-04-15`; nothing else, and no day that the month does not have.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let number = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u16>().ok())?
        };
        let year = number(parts.next()?, 4).filter(|year| *year > 0)?;
        let month = match parts.next() {
            Some(part) => Some(u8::try_from(number(part, 2)?).ok().filter(|month| (1..=12).contains(month))?),
            None => None,
        };
        let day = match (parts.next(), month) {
            (Some(part), Some(month)) => Some(u8::try_from(number(part, 2)?).ok().filter(|day| (1..=days_in(year, month)).contains(day))?),
            _ => None,
        };
        parts.next().is_none().then_some(Self { year, month, day })
    }

    /// As it was written: `2008`, `2008-04` or `2008-04-15`.
    pub fn to_iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn reads_three_precisions_and_nothing_else() {
        for good in ["2008", "2008-04", "2008-04-30", "2000-02-29"] {
            assert_eq!(Date::parse(good).map(Date::to_iso).as_deref(), Some(good));
        }
        for bad in ["", "08", "2008-4", "2008-13", "2008-04-31", "1900-02-29", "2008-04-30-1", "0000", "2008/04", "+200"] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }
}
