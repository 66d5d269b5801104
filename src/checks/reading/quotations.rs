//! Quotation marks and what stands between them.
//!
//! Whether a mark opens, closes or is an apostrophe is told from what stands beside it, and not from its shape: typists use the same sign
//! for all three, and curly ones come out wrong where nobody closed the first.

use std::ops::Range;

/// A quotation mark without a partner, with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is opened and not closed.
    Opened(Range<usize>),
    /// It is closed and was not opened.
    Closed(Range<usize>),
}

/// A quotation that is not inside another, marks included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether its marks are double.
    pub double: bool,
}

/// The quotations of a text that are not inside another, and the marks without a partner.
pub(super) fn read(text: &str) -> (Vec<Quotation>, Vec<Fault>) {
    if !text.contains(['\'', '"', '‘', '’', '“', '”']) {
        return (Vec::new(), Vec::new());
    }
    let mut open: Vec<(Range<usize>, bool)> = Vec::new();
    // How many single and how many double ones are open.
    let mut held = [0_usize; 2];
    let (mut spans, mut faults) = (Vec::new(), Vec::new());
    // Closings of single marks that may have been possessives: 'the offenders' plans'.
    let mut doubtful = 0;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, next)| *next);
        let previous = before.replace(c);
        if !matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”') {
            continue;
        }
        let double = matches!(c, '"' | '“' | '”');
        let range = at..at + c.len_utf8();
        let beside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let (starts, ends) = (beside(previous) && !previous.is_some_and(is_stop), after.is_some_and(|c| !c.is_whitespace() && !is_stop(c)));
        let opens = starts && ends && !matches!(after, Some(')' | ']' | '”' | '’'));
        let closes = previous.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | '“' | '‘')) && beside(after);
        if !double && !beside(previous) && !beside(after) {
            continue;
        }
        if opens && !double && elided(&text[range.end..]) {
            continue;
        }
        // rock ’n’ roll.
        if closes && ["’n", "'n", "‘n"].iter().any(|letter| text[..at].ends_with(letter)) {
            continue;
        }
        // What is opened after a partner goes with it, so only a search in vain could be long.
        let partner = if held[usize::from(double)] > 0 { open.iter().rposition(|(_, other)| *other == double) } else { None };
        if closes && (partner.is_some() || !opens) {
            let possessive = !double && previous.is_some_and(|c| matches!(c, 's' | 'S' | 'z' | 'x'));
            match partner {
                // Perhaps a possessive inside the quotation; a later mark may be the one that closes.
                Some(_) if possessive && after.is_some_and(char::is_whitespace) && closes_later(&text[range.end..]) => doubtful += 1,
                Some(partner) => {
                    let start = open.get(partner).map_or_else(|| range.clone(), |(start, _)| start.clone());
                    for (_, double) in open.drain(partner..) {
                        held[usize::from(double)] -= 1;
                    }
                    if open.is_empty() {
                        spans.push(Quotation { range: start.start..range.end, double });
                    }
                }
                None if possessive => {}
                None if !double && doubtful > 0 => doubtful -= 1,
                None => faults.push(Fault::Closed(range)),
            }
        } else if opens {
            held[usize::from(double)] += 1;
            open.push((range, double));
        }
    }
    faults.extend(open.into_iter().map(|(range, _)| Fault::Opened(range)));
    (spans, faults)
}

fn is_stop(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '…')
}

/// Whether letters are left out here, so that the mark is an apostrophe: ’70s, ’til, ’n’.
fn elided(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s')
        || ["til", "tis", "twas", "em", "n", "cause"].contains(&word.as_str())
}

/// Whether a mark that can only close a single quotation follows before another is opened.
fn closes_later(rest: &str) -> bool {
    let mut before = ' ';
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        if matches!(c, '\'' | '’' | '‘') {
            let (word_before, word_after) = (before.is_alphanumeric(), after.is_some_and(char::is_alphanumeric));
            if !word_before && word_after {
                return false;
            }
            if !word_after && !before.is_whitespace() {
                return true;
            }
        }
        before = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn quotations_are_found_whatever_the_marks() {
        for (text, found) in [
            ("It was 'old' and \"late\".", vec!["'old'", "\"late\""]),
            ("“A ‘b’ c” d", vec!["“A ‘b’ c”"]),
            ("the ‘offenders’ own plan’ here", vec!["‘offenders’ own plan’"]),
            ("the area’s plan, the areas’ plans", vec![]),
            ("‘best of the areas’ plans", vec!["‘best of the areas’"]),
        ] {
            let (spans, faults) = read(text);
            let words: Vec<_> = spans.into_iter().map(|span| &text[span.range]).collect();
            assert_eq!(words, found, "{text}");
            assert_eq!(faults, [], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[a-s ’‘“”\"'.,()]{0,40}") {
            for span in read(&text).0 {
                proptest::prop_assert!(text.get(span.range).is_some());
            }
        }
    }
}
