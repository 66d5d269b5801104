//! '£9,208 m', '8.804, 000', '12,34': separators that cannot stand where they stand.

use super::reading::Passage;
use super::reading::Reading;
use super::reading::words::{Figure, Form, Unit};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MisprintedNumber;

static ABOUT: About = About {
    name: "misprinted-number",
    line: "a number has a separator or sign that cannot stand there",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Blanks inside a number (‘8.804, 000’), groups that have not three digits (‘12,34’), a point and a comma that have changed places (‘8.804,000’), thousands of millions where \
             millions are meant (‘£9,208 m’), letters for digits (‘1O%’) and doubled signs (‘36%%’).",
    matters: "Published reports gave a budget as ‘£9,208 m’ and another as ‘8.804, 000’. Nobody can tell whether that is nine million or nine thousand million.",
    mend: "Write the number with a comma between thousands and a point before decimals: £9.208 million, or £9,208,000.",
    example: Example {
        what: Sample::Finding,
        wrong: "The revenue budget had risen to £9,208 m.",
        right: "The revenue budget had risen to £9.208 million.",
    },
};

impl Check for MisprintedNumber {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.written() {
            let mut at = 0;
            while at < passage.tokens.len() {
                match misprint(passage, at) {
                    Some((last, why, help)) => {
                        let range = passage.bytes(at, last);
                        found.say(
                            Remark::new(format!("‘{}’ is no number as it should be printed: {why}", &passage.words[range.clone()]))
                                .at(passage, range, why)
                                .help(help),
                        );
                        at = last + 1;
                    }
                    None => at += 1,
                }
            }
        }
    }
}

const SEPARATORS: &str = "put a comma between thousands and a point before decimals, without blanks";

/// The last token of a number that is misprinted, what is wrong with it, and how to mend it.
fn misprint(passage: &Passage, at: usize) -> Option<(usize, &'static str, &'static str)> {
    let token = passage.tokens.get(at)?;
    let next = |ahead: usize| passage.tokens.get(at + ahead);
    let touches = |ahead: usize| next(ahead).zip(passage.tokens.get(at + ahead - 1)).is_some_and(|(next, before)| next.start == before.end);
    if token.is_word() {
        if joined_millions(passage, at) {
            return Some((at, MILLIONS, AS_MEANT));
        }
        // '1O%' with a letter O.
        let word = passage.text(token);
        let like = word.starts_with(|c: char| c.is_ascii_digit())
            && !word.chars().all(|c| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'l' | 'I'));
        return (like && next(1).is_some_and(|next| next.is('%')) && touches(1)).then_some((
            at + 1,
            "a letter stands for a digit",
            "type the digit",
        ));
    }
    let figure = token.figure()?;
    if matches!(figure.form, Form::Words | Form::Fraction) {
        return None;
    }
    if figure.unit == Unit::Percent && touches(1) && next(1).is_some_and(|next| next.is('%')) {
        return Some((at + 1, "the sign stands twice", "take one sign away"));
    }
    if next(1).is_some_and(|next| next.is(','))
        && touches(1)
        && let Some(group) = next(2)
        && let Some(rest) = group.figure().filter(|rest| !matches!(rest.form, Form::Words | Form::Fraction))
    {
        let text = passage.text(group);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        // '8.804,000' and '8.804, 000'.
        if text.starts_with("000")
            || figure.decimals == 3 && digits == 3 && touches(2)
            || figure.unit == Unit::Money && text.starts_with('0')
        {
            return Some((
                at + 2,
                if touches(2) { "a point and a comma have changed places" } else { "a blank stands inside it" },
                SEPARATORS,
            ));
        }
        // '12,34', '£9,20', '91,9%': no list, for those have blanks.
        let listed = passage.tokens.get(at + 3).is_some_and(|token| token.is(',')) || at > 0 && passage.is_mark(at - 1, ',');
        let sure = rest.unit == Unit::Percent || figure.unit == Unit::Money || digits != 3 && digits > 1;
        if touches(2) && !listed && sure && digits != 3 && figure.unit != Unit::Percent {
            let why = if rest.unit == Unit::Percent { "a comma stands for the decimal point" } else { "a group has not three digits" };
            return Some((at + 2, why, SEPARATORS));
        }
    }
    millions(passage, at, figure)
}

const MILLIONS: &str = "these would be thousands of millions";
const AS_MEANT: &str = "write £9.208 million, or £9,208,000, as it is meant";

/// '£9,208 m': thousands of millions. '£1,200 million' is a sum of money; one that is told to the last million is none.
fn millions(passage: &Passage, at: usize, figure: Figure) -> Option<(usize, &'static str, &'static str)> {
    let scaled = passage.is_word(at + 1, &["m", "million", "mn", "bn", "billion"]);
    let money = figure.unit == Unit::Money && figure.form == Form::Grouped && figure.decimals == 0 && figure.numerator % 100 != 0;
    (scaled && money).then_some((at + 1, MILLIONS, AS_MEANT))
}

/// The same without a blank: '£9,208m'.
fn joined_millions(passage: &Passage, at: usize) -> bool {
    let Some(digits) = passage.word(at).strip_suffix('m') else { return false };
    let grouped = digits.split(',').skip(1).all(|group| group.len() == 3) && digits.contains(',');
    grouped && digits.chars().all(|c| c.is_ascii_digit() || c == ',') && !digits.ends_with("00") && at > 0 && passage.is_mark(at - 1, '£')
}

#[cfg(test)]
mod tests {
    use super::MisprintedNumber;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_numbers_that_cannot_be_read() {
        fires(
            &MisprintedNumber,
            &[
                ("The budget was £9,208 m then.", "£9,208 m"),
                ("The budget was £9,208m then.", "9,208m"),
                ("It was £8.804, 000 in all.", "£8.804, 000"),
                ("It was 8.804,000 in all.", "8.804,000"),
                ("It was 8, 000 in all.", "8, 000"),
                ("It was £9,20 in all.", "£9,20"),
                ("It was 12,3456 in all.", "12,3456"),
                ("It was 91,9% of them.", "91,9%"),
                ("It was 36%% of them.", "36%%"),
                ("It was 1O% of them.", "1O%"),
            ],
        );
    }

    #[test]
    fn is_silent_on_numbers_as_they_should_be() {
        silent(
            &MisprintedNumber,
            &[
                "It cost £1,200 million, £1,200m and £2.5m.",
                "It was £9.208 m, £9,208,000, £2,085 and 2,085 of 1,234,567.",
                "See sections 1,2 and 3, and 5, 100 and 200.",
                "In 2007, 110 cases and in 2008, 120 were seen; of 20, 300 were not.",
                "It rose by 36%, 12 of them in May. At 10,000 m it stops.",
            ],
        );
    }
}
