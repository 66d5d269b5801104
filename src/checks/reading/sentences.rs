//! Where the sentences of a text end.

use std::ops::Range;

use super::words::{Token, TokenKind};

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes.
    pub range: Range<usize>,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// The sentences of a text.
///
/// One ends at a full stop, question or exclamation mark that is followed by a blank and something that can open a sentence, unless the
/// mark belongs to an abbreviation ('e.g.') or an initial.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut first = 0;
    for (at, token) in tokens.iter().enumerate() {
        let TokenKind::Mark('.' | '?' | '!' | '\u{2026}') = token.kind else { continue };
        // Closing quotation marks and brackets belong to the sentence.
        let closing = tokens[at + 1..]
            .iter()
            .take_while(|next| matches!(next.kind, TokenKind::Mark('\u{2019}' | '\u{201d}' | ')' | ']' | '"')))
            .count();
        let last = at + closing;
        let Some(next) = tokens.get(last + 1) else { break };
        if next.start == tokens[last].end || tokens[last].start > tokens[at].end && closing > 0 && !touches(&tokens[at..=last]) {
            continue;
        }
        let opens = match next.kind {
            TokenKind::Word => text[next.range()].chars().next().is_some_and(char::is_uppercase),
            TokenKind::Number(_) => true,
            TokenKind::Mark(mark) => matches!(mark, '\u{2018}' | '\u{201c}' | '(' | '[' | '£' | '"'),
        };
        if opens && !(token.is('.') && abbreviates(text, tokens, at)) {
            out.push(Sentence { range: tokens[first].start..tokens[last].end, tokens: first..last + 1 });
            first = last + 1;
        }
    }
    if let (Some(start), Some(end)) = (tokens.get(first), tokens.last()) {
        out.push(Sentence { range: start.start..end.end, tokens: first..tokens.len() });
    }
    out
}

/// Whether tokens stand without blanks between them.
fn touches(tokens: &[Token]) -> bool {
    tokens.windows(2).all(|pair| pair[0].end == pair[1].start)
}

/// Whether the full stop at `at` belongs to the word before it.
fn abbreviates(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| tokens.get(at)).filter(|before| before.is_word() && before.end == tokens[at].start)
    else {
        return false;
    };
    let word = &text[before.range()];
    // An initial ('J. Smith'), or the end of 'e.g.' and 'i.e.': one letter.
    let letter = word.chars().count() == 1 && word != "I";
    letter || ["Mr", "Mrs", "Ms", "Dr", "St", "No", "Nos", "cf", "vs", "approx"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::sentences;
    use crate::checks::reading::lexicon::Lexicon;
    use crate::checks::reading::words::tokens;
    use crate::locale::{Lang, Locale};

    #[test]
    fn sentences_end_where_readers_stop() {
        let lexicon = &Lexicon::new(&Locale::load(&Lang("en".to_owned())).expect("English"));
        for text in [
            "One was late. | Two were not.",
            "Some (e.g. PPOs) were late, i.e. Friday came first. | Then 9 of 35 did.",
            "He said ‘it works.’ | She did not.",
            "Mr. Smith came at 4.30 p.m. and left. | £5 was paid! | Was it?",
            "It rose to 36%. | 12 of 13 agreed. | (None did not.)",
            "No full stop at the end",
        ] {
            let plain = text.replace(" | ", " ");
            let found: Vec<_> = sentences(&plain, &tokens(&plain, lexicon)).iter().map(|s| plain[s.range.clone()].to_owned()).collect();
            assert_eq!(found.join(" | "), text);
        }
    }
}
