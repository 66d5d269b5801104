//! Which spaces of a text no line may end at.
//!
//! A text and the words of its language come in; out go the places of the spaces that hold: between a number and its unit ('5 per
//! cent', '£9.2 million', '12 months'), between a label and its number ('Appendix 4', 'criterion 1.2', 'paragraph (b)'), between a
//! short form and its number ('MAPPA 3'), after a title ('Dr Example') and before a dash. The text itself stays as it is, so that
//! whoever copies it or searches it finds plain spaces. Which words these are is the language's affair (`locale`); a no-break space
//! that the author wrote always holds.

/// The words that hold to a neighbour.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glue {
    /// Phrases that hold to the number before them, in small letters.
    units: Vec<String>,
    /// Words that hold to the number after them.
    labels: Words,
    /// Words that hold to whatever comes after them.
    titles: Words,
}

/// A list of words in small letters. Nearly every word of a text is looked for and nearly none is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Words {
    words: Vec<String>,
    /// A bit for each plain character that one of them begins with.
    starts: u128,
}

impl Words {
    fn new(words: Vec<String>) -> Self {
        let starts = words.iter().filter_map(|word| word.bytes().next()).filter(u8::is_ascii).fold(0, |bits, byte| bits | 1 << byte);
        Self { words, starts }
    }

    fn contains(&self, word: &str) -> bool {
        let may_be = word.bytes().next().is_some_and(|first| !first.is_ascii() || self.starts & 1 << first.to_ascii_lowercase() != 0);
        may_be && word.len() <= LONGEST && self.words.iter().any(|listed| is_same(word, listed))
    }
}

/// The lists are short, and so are the words that may be in them.
const LONGEST: usize = 24;

/// Whether a word in small letters is `small`. Nearly always its length says that it is not.
fn is_same(word: &str, small: &str) -> bool {
    (word.len() == small.len() && word.eq_ignore_ascii_case(small)) || (!word.is_ascii() && word.to_lowercase() == small)
}

impl Glue {
    /// The words of a language, each list parted by bars: `per cent|months`, `Appendix|Table`, `Dr|e.g.`.
    pub fn new(units: &str, labels: &str, titles: &str) -> Self {
        let list =
            |words: &str| words.split('|').map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect::<Vec<_>>();
        Self { units: list(units), labels: Words::new(list(labels)), titles: Words::new(list(titles)) }
    }

    /// The offsets of the spaces that hold, rising. Only single spaces are looked at.
    pub(super) fn holds(&self, text: &str) -> Vec<usize> {
        let mut out = Vec::new();
        let mut start = 0;
        let mut end = word_end(text, 0);
        while end < text.len() {
            let next = word_end(text, end + 1);
            let (left, right) = (&text[start..end], &text[end + 1..next]);
            if text.as_bytes()[end] == b' ' && !left.is_empty() && !right.is_empty() {
                if self.pair_holds(left, right) {
                    out.push(end);
                }
                if is_number(left) {
                    self.hold_unit(text, end, &mut out);
                }
            }
            (start, end) = (end + 1, next);
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn pair_holds(&self, left: &str, right: &str) -> bool {
        if matches!(right, "–" | "—") {
            return true;
        }
        let word = left.trim_start_matches(is_opening);
        if word.len() > LONGEST {
            return false;
        }
        (is_reference(right) && (self.labels.contains(word) || is_short_form(word))) || self.titles.contains(word)
    }

    /// Adds the spaces before and inside the unit that comes after the number which ends at `end`; of several, the longest.
    fn hold_unit(&self, text: &str, end: usize, out: &mut Vec<usize>) {
        let units = self.units.iter().filter_map(|unit| spaces_of(unit, text, end));
        out.extend(units.max_by_key(Vec::len).unwrap_or_default());
    }
}

/// Where the word that begins at `start` ends: at a space, a line's end or the end.
fn word_end(text: &str, start: usize) -> usize {
    text.as_bytes()[start..].iter().position(|b| matches!(b, b' ' | b'\n')).map_or(text.len(), |length| start + length)
}

/// The spaces before the words of a unit, if that comes after the space at `end`.
fn spaces_of(unit: &str, text: &str, end: usize) -> Option<Vec<usize>> {
    let mut spaces = Vec::new();
    let mut end = end;
    let mut words = unit.split(' ').peekable();
    while let Some(small) = words.next() {
        // Inside a phrase nothing but one space may stand between its words.
        if text.as_bytes().get(end) != Some(&b' ') {
            return None;
        }
        let next = word_end(text, end + 1);
        let word = &text[end + 1..next];
        let word = if words.peek().is_none() { word.trim_end_matches(is_closing) } else { word };
        if word.len() > small.len() + 2 || !is_same(word, small) {
            return None;
        }
        spaces.push(end);
        end = next;
    }
    Some(spaces)
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '‘' | '“' | '\'' | '"')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '’' | '”' | '\'' | '"' | '.' | ',' | ';' | ':' | '?' | '!')
}

/// '12', '£9.2', '(1,500', '2006-07', '5–10'.
fn is_number(word: &str) -> bool {
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let word = word.trim_start_matches(|c| is_opening(c) || matches!(c, '£' | '€' | '$' | '+' | '-' | '−' | '–'));
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.ends_with(|c: char| c.is_ascii_digit() || c == '½' || c == '¼' || c == '¾')
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '/' | '½' | '¼' | '¾'))
}

/// What a label points with: '4', '1.2', 'A1', '(b)', 'C', 'IV'.
fn is_reference(word: &str) -> bool {
    if word.starts_with(|c: char| c.is_ascii_lowercase()) {
        return false;
    }
    let word = word.trim_end_matches(is_closing);
    let inner = word.trim_start_matches('(');
    if inner.starts_with(|c: char| c.is_ascii_digit()) {
        return inner.len() <= 12;
    }
    if inner.len() < word.len() {
        return !inner.is_empty() && inner.len() <= 4 && inner.chars().all(|c| c.is_ascii_lowercase());
    }
    let numeral = !inner.is_empty() && inner.len() <= 6 && inner.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let mut rest = inner.chars();
    numeral || (rest.next().is_some_and(|c| c.is_ascii_uppercase()) && rest.all(|c| c.is_ascii_digit() || c == '.') && inner.len() <= 5)
}

/// 'MAPPA', 'PPO', 'F1': capitals and digits, and at least two of them.
fn is_short_form(word: &str) -> bool {
    (2..=8).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'&')
}

#[cfg(test)]
mod tests {
    use super::Glue;

    /// The text with the spaces that hold shown as tildes.
    fn held(text: &str) -> String {
        let glue = Glue::new("per cent|percentage points|million|months|April", "Appendix|Table|criterion|paragraph", "Dr|e.g.");
        let mut bytes = text.as_bytes().to_vec();
        for place in glue.holds(text) {
            assert_eq!(bytes[place], b' ');
            bytes[place] = b'~';
        }
        String::from_utf8(bytes).expect("a space for a space")
    }

    #[test]
    fn numbers_hold_to_their_units() {
        assert_eq!(held("rose by 5 per cent in 12 months."), "rose by 5~per~cent in 12~months.");
        assert_eq!(held("of £9.2 million, or (10.5 percentage points)"), "of £9.2~million, or (10.5~percentage~points)");
        assert_eq!(held("on 1 April 2008"), "on 1~April 2008");
        assert_eq!(held("5 per case, 7 percent and 1, months"), "5 per case, 7 percent and 1, months");
    }

    #[test]
    fn labels_hold_to_their_numbers() {
        assert_eq!(
            held("see Appendix 4, (Table 2), criterion 1.2 and paragraph (b)."),
            "see Appendix~4, (Table~2), criterion~1.2 and paragraph~(b)."
        );
        assert_eq!(held("in Appendix A but the Appendix As a whole"), "in Appendix~A but the Appendix As a whole");
        assert_eq!(held("MAPPA 3 and PPO cases, I 5"), "MAPPA~3 and PPO cases, I 5");
    }

    #[test]
    fn titles_and_dashes() {
        assert_eq!(held("(e.g. housing) Dr Example – who"), "(e.g.~housing) Dr~Example~– who");
        assert_eq!(held("a  double 5  months\n– end"), "a  double 5  months\n– end");
        assert_eq!(held(""), "");
    }
}
