//! Printed figures as numbers whose format prints them again.

use super::{Currency, Figure, Format, FormatKind, Sign};

/// The most digits that a spreadsheet's numbers keep.
const MOST_DIGITS: usize = 15;

/// A printed figure as a number whose format prints it again, letter by letter; `None` for anything else, such as '1,00',
/// '007', '£9.2 million' or more digits than a spreadsheet keeps.
pub(super) fn figure(printed: &str) -> Option<Figure> {
    let (sign, below, rest) = match printed.chars().next()? {
        '-' => (Sign::Hyphen, true, &printed[1..]),
        '+' => (Sign::Plus, false, &printed[1..]),
        '\u{2212}' => (Sign::Minus, true, &printed['\u{2212}'.len_utf8()..]),
        _ => (Sign::Hyphen, false, printed),
    };
    let (kind, rest) = match (rest.strip_prefix('£'), rest.strip_prefix('€'), rest.strip_suffix('%')) {
        (Some(rest), _, _) => (FormatKind::Money(Currency::Pound), rest),
        (_, Some(rest), _) => (FormatKind::Money(Currency::Euro), rest),
        (_, _, Some(rest)) => (FormatKind::Percent, rest),
        _ => (FormatKind::Plain, rest),
    };
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let only_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    if !only_digits(first) || (grouped && first.len() > 3) || !groups.all(|group| group.len() == 3 && only_digits(group)) {
        return None;
    }
    if (first.starts_with('0') && whole != "0") || fraction.is_some_and(|fraction| !only_digits(fraction)) {
        return None;
    }
    let fraction = fraction.unwrap_or_default();
    let digits: String = whole.chars().chain(fraction.chars()).filter(|c| *c != ',').collect();
    // There is no zero below zero to show again.
    if digits.len() > MOST_DIGITS || (below && digits.bytes().all(|b| b == b'0')) {
        return None;
    }
    let decimals = u8::try_from(fraction.len()).ok()?;
    let value = decimal(below, &digits, fraction.len() + if kind == FormatKind::Percent { 2 } else { 0 });
    Some(Figure { value, format: Format { kind, decimals, grouped, sign }, printed: printed.to_owned() })
}

/// Digits with the point before the last `places`: `735` with 3 places is `0.735`.
fn decimal(below: bool, digits: &str, places: usize) -> String {
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
    format!("{}{whole}{}{fraction}", if below { "-" } else { "" }, if places == 0 { "" } else { "." })
}
