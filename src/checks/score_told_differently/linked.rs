//! Whether a percentage is given as a score by the words around it.

use super::super::reading::Passage;
use super::super::reading::scored::Mentions;
use super::super::reading::sentences::Sentence;
use super::super::reading::words::{Token, TokenKind};
use super::{JUDGED, SCORES, STOOD};

/// 'Section 1, at 71%, …', 'section 1 at 71% and section 3 at 65%'.
pub(super) fn is_apposed(passage: &Passage, mentions: &Mentions, at: usize) -> bool {
    let Some(name) = mentions.before(at).filter(|name| at - name.last < 5) else { return false };
    let leads = (name.last + 1..at).all(|at| passage.is_mark(at, ',') || passage.is_word(at, &["at", "only", "just"]));
    let closed = passage.tokens.get(at + 1).is_none_or(|next| matches!(next.kind, TokenKind::Mark(',' | '.' | ';' | ')')))
        || passage.is_word(at + 1, &["and"]) && mentions.hold(at + 2);
    leads && passage.is_word(at - 1, &["at", "only", "just"]) && closed
}

/// Whether a percentage is given as a score: 'scored 76%', 'the score for section 2 was 76%', 'a 76% score', '76% of the time'. `first` is the
/// sentence's first word for a score.
pub(super) fn is_linked(passage: &Passage, mentions: &Mentions, sentence: &Sentence, first: usize, at: usize) -> bool {
    const PLAIN: &[&str] = &[
        "of", "was", "is", "at", "a", "only", "just", "had", "reached", "from", "to", "its", "stood", "for", "in", "the", "overall", "this",
    ];
    if passage.is_hedged(at) {
        return false;
    }
    let plain = |at: usize| {
        let mark = matches!(
            passage.tokens[at].kind,
            TokenKind::Mark(':' | '=' | '\u{2013}' | '\u{2014}' | '-' | '(' | ',' | '\u{2018}' | '\u{2019}')
        );
        mark || passage.is_word(at, PLAIN) || mentions.hold(at)
    };
    let score = |at: &usize| passage.is_word(*at, SCORES);
    let before = (sentence.tokens.start..at).rev().find(|at| score(at) || !plain(*at)).is_some_and(|at| score(&at));
    let overall = passage.is_word(at + 1, &["overall"]) && !passage.tokens.get(at + 2).is_some_and(Token::is_word);
    let stands = passage.is_word(at + 1, &["of"]) || passage.tokens.get(at + 1).is_some_and(Token::is_word) && !overall;
    let stood = !stands
        && mentions.ending(at.saturating_sub(5)..at).is_some_and(|mention| {
            let between = mention.last + 1..at;
            passage.is_word(mention.last + 1, STOOD) && between.skip(1).all(|at| passage.is_word(at, &["at", "only", "just"]))
        });
    let rises = at >= sentence.tokens.start + 3
        && passage.is_word(at - 1, &["to"])
        && passage.tokens[at - 2].percent().is_some()
        && is_linked_from(passage, mentions, first, at - 2);
    let after = passage.is_word(at + 1, SCORES) || passage.says(at + 1, &["of", "the", "time"]);
    // 'Section 3 (81%)'.
    let bracketed = at > 1 && passage.is_mark(at - 1, '(') && passage.is_mark(at + 1, ')') && mentions.ending(at - 2..at - 1).is_some();
    let verb = at.checked_sub(if at > 3 && passage.says(at - 3, &["to", "be"]) { 4 } else { 2 });
    let judged = verb
        .filter(|verb| *verb > 1 && passage.is_word(at - 1, &["at"]) && passage.is_word(*verb, JUDGED))
        .is_some_and(|verb| passage.is_word(verb - 1, &["was", "is", "were"]) && mentions.ending(verb - 2..verb - 1).is_some());
    before || stood || judged && !stands || rises || after || bracketed || is_linked_from(passage, mentions, first, at)
}

/// 'Scored from 62% to 91%', 'section C rose from 62% to 91%': the first of the two.
fn is_linked_from(passage: &Passage, mentions: &Mentions, score: usize, at: usize) -> bool {
    const ROSE: &[&str] =
        &["risen", "rose", "rising", "improved", "increased", "gone", "went", "moved", "fallen", "fell", "dropped", "up", "down"];
    if at == 0 || !passage.is_word(at - 1, &["from"]) || !passage.is_word(at + 1, &["to"]) {
        return false;
    }
    let rose = |from: usize| mentions.ending(from..from + 1).is_some() && (from..at).any(|at| passage.is_word(at, ROSE));
    score < at || (at.saturating_sub(5)..at).any(rose)
}
