//! Which spaces of a text no line may end at.
//!
//! A text and the words of its language come in; out go the places of the spaces that hold: between a number and its unit ('5 per
//! cent', '£9.2 million', '12 months'), between a label and its number ('Appendix 4', 'criterion 1.2', 'paragraph (b)'), between a
//! short form and its number ('MAPPA 3'), after a title ('Dr Example') and before a dash. The text itself stays as it is, so that
//! whoever copies it or searches it finds plain spaces. Which words these are is the language's affair (`locale`); a no-break space
//! that the author wrote always holds.

/// The words that hold to a neighbour, in small letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glue {
    /// Phrases that hold to the number before them, word by word.
    units: Vec<Vec<String>>,
    /// Words that hold to the number after them.
    labels: Vec<String>,
    /// Words that hold to whatever comes after them.
    titles: Vec<String>,
}

/// A word of a text between two spaces.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl Glue {
    /// The words of a language, each list parted by bars: `per cent|months`, `Appendix|Table`, `Dr|e.g.`.
    pub fn new(units: &str, labels: &str, titles: &str) -> Self {
        let list =
            |words: &str| words.split('|').map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect::<Vec<_>>();
        let phrases = |words: &str| list(words).iter().map(|phrase| phrase.split(' ').map(str::to_owned).collect()).collect();
        Self { units: phrases(units), labels: list(labels), titles: list(titles) }
    }

    /// The offsets of the spaces that hold, rising. Only single spaces are looked at.
    pub(super) fn holds(&self, text: &str) -> Vec<usize> {
        let mut tokens: Vec<Token> = Vec::new();
        let mut at = 0;
        for word in text.split([' ', '\n']) {
            tokens.push(Token { start: at, end: at + word.len(), text: word });
            at += word.len() + 1;
        }
        let mut out = Vec::new();
        for (index, pair) in tokens.windows(2).enumerate() {
            let [left, right] = pair else { continue };
            if !text[left.end..].starts_with(' ') || left.text.is_empty() || right.text.is_empty() {
                continue;
            }
            if self.pair_holds(left.text, right.text) {
                out.push(left.end);
            }
            if is_number(left.text) {
                let words = self.unit_after(&tokens[index + 1..], text);
                out.extend(tokens[index..index + words].iter().map(|token| token.end));
            }
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
        // The lists are short, but so are the words that may be in them.
        if word.len() > 24 {
            return false;
        }
        let listed = |list: &[String]| !list.is_empty() && list.contains(&word.to_lowercase());
        (is_reference(right) && (listed(&self.labels) || is_short_form(word))) || listed(&self.titles)
    }

    /// How many of the words at the beginning of `tokens` are a unit; the longest that fits.
    fn unit_after(&self, tokens: &[Token], text: &str) -> usize {
        let fits = |phrase: &&Vec<String>| {
            phrase.iter().enumerate().all(|(index, word)| {
                let last = index + 1 == phrase.len();
                tokens.get(index).is_some_and(|token| {
                    // Inside a phrase nothing but one space may stand between its words.
                    let whole = if last { token.text.trim_end_matches(is_closing) } else { token.text };
                    whole.len() <= word.len() + 2 && whole.to_lowercase() == *word && (index == 0 || text[..token.start].ends_with(' '))
                })
            })
        };
        self.units.iter().filter(fits).map(Vec::len).max().unwrap_or(0)
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '‘' | '“' | '\'' | '"')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '’' | '”' | '\'' | '"' | '.' | ',' | ';' | ':' | '?' | '!')
}

/// '12', '£9.2', '(1,500', '2006-07', '5–10'.
fn is_number(word: &str) -> bool {
    let word = word.trim_start_matches(|c| is_opening(c) || matches!(c, '£' | '€' | '$' | '+' | '-' | '−' | '–'));
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.ends_with(|c: char| c.is_ascii_digit() || c == '½' || c == '¼' || c == '¾')
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '/' | '½' | '¼' | '¾'))
}

/// What a label points with: '4', '1.2', 'A1', '(b)', 'C', 'IV'.
fn is_reference(word: &str) -> bool {
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
