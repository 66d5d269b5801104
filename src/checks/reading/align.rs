//! From a range of a passage's plain words back to its place in the source.
//!
//! Between the two stand markup, YAML indentation, folded lines, typographic marks and filled placeholders, but the words themselves are
//! the same and in the same order. So both are walked word by word; where they differ, the walk goes on at the nearest word that they
//! share. Only done when a diagnostic points somewhere.

use std::ops::Range;

use crate::diag::Span;

/// How many words may be passed over to find the next shared one: a link's address, a placeholder's value.
const REACH: usize = 40;

/// The words that stand in a text and in its source, each with its two places, in order.
pub(super) type Pairs = Vec<(Range<usize>, Range<usize>)>;

/// The place of `range` of `words`, which were written at `span` as `source`; `pairs` are the words that the two share.
pub(super) fn place(pairs: &Pairs, words: &str, range: Range<usize>, span: Span, source: &str) -> Span {
    let found = locate(pairs, words, &range, source);
    let (start, end) = (found.start.min(source.len()), found.end.min(source.len()));
    let base = span.start as usize;
    Span::new(span.file, base + start..base + end.max(start))
}

fn locate(pairs: &Pairs, words: &str, range: &Range<usize>, source: &str) -> Range<usize> {
    // A text may have a million words and as many remarks.
    let first = pairs.partition_point(|(word, _)| word.end <= range.start);
    let past = pairs.partition_point(|(word, _)| word.start < range.end).max(first);
    let inside = &pairs[first..past];
    let mut found: Option<Range<usize>> = None;
    for (word, place) in inside {
        // A range may begin or end inside a word; within a word both sides are the same bytes.
        let start = place.start + range.start.saturating_sub(word.start);
        let end = place.end - word.end.saturating_sub(range.end);
        found = Some(found.map_or(start..end, |found| found.start..end));
    }
    let before = pairs[..first].last().map_or(0, |(_, place)| place.end);
    let after = pairs.get(past).map_or(source.len(), |(_, place)| place.start);
    let Some(mut found) = found else {
        // Marks alone, or words that a placeholder made: what stands between the words on either side.
        return marks(words, range, source, before..after.max(before));
    };
    // Marks at the ends of the range, such as a bracket or a currency sign.
    let text = words.get(range.clone()).unwrap_or("");
    let lead: Vec<char> = text.chars().take_while(|c| !c.is_alphanumeric()).filter(|c| !c.is_whitespace()).collect();
    let tail: Vec<char> = text.chars().rev().take_while(|c| !c.is_alphanumeric()).filter(|c| !c.is_whitespace()).collect();
    for mark in lead.iter().rev() {
        let gap = source.get(before..found.start).unwrap_or("");
        if let Some((at, _)) = gap.char_indices().rfind(|(_, c)| same(*c, *mark)) {
            found.start = before + at;
        }
    }
    for mark in tail.iter().rev() {
        let gap = source.get(found.end..after.max(found.end)).unwrap_or("");
        if let Some((at, c)) = gap.char_indices().find(|(_, c)| same(*c, *mark)) {
            found.end += at + c.len_utf8();
        }
    }
    found
}

/// The place of a range that holds no shared word, inside `gap` of the source.
fn marks(words: &str, range: &Range<usize>, source: &str, gap: Range<usize>) -> Range<usize> {
    let text = source.get(gap.clone()).unwrap_or("");
    let wanted: Vec<char> = words.get(range.clone()).unwrap_or("").chars().collect();
    let at = wanted.first().and_then(|first| text.char_indices().find(|(_, c)| same(*c, *first)));
    if let Some((at, _)) = at {
        let length: usize = text[at..].chars().take(wanted.len()).map(char::len_utf8).sum();
        gap.start + at..gap.start + at + length
    } else {
        let blank = text.len() - text.trim_start().len();
        let end = gap.start + text.trim_end().len();
        (gap.start + blank).min(end)..end
    }
}

/// Whether two marks are the same but for typography.
fn same(a: char, b: char) -> bool {
    let plain = |c: char| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2013}' | '\u{2014}' => '-',
        '\u{a0}' | '\n' | '\r' | '\t' => ' ',
        '\u{2026}' => '.',
        c => c,
    };
    plain(a) == plain(b)
}

/// Runs of letters and digits that stand in both, each with its two places, in order.
pub(super) fn shared(words: &str, source: &str) -> Pairs {
    let (left, right) = (runs(words), runs(source));
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if words[left[i].clone()] == source[right[j].clone()] {
            pairs.push((left[i].clone(), right[j].clone()));
            i += 1;
            j += 1;
            continue;
        }
        let equal = |a: usize, b: usize| match (left.get(i + a), right.get(j + b)) {
            (Some(a), Some(b)) => words[a.clone()] == source[b.clone()],
            (None, None) => true,
            _ => false,
        };
        // Two in a row, so that a stray 'the' does not lead astray.
        let next = (1..=REACH)
            .flat_map(|skip| (0..=skip).map(move |a| (a, skip - a)))
            .find(|(a, b)| equal(*a, *b) && left.len() > i + a && right.len() > j + b && (equal(a + 1, b + 1) || i + a + 1 == left.len()));
        if let Some((a, b)) = next {
            i += a;
            j += b;
        } else {
            i += 1;
            j += 1;
        }
    }
    pairs
}

fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    runs.extend(start.map(|from| from..text.len()));
    runs
}

#[cfg(test)]
mod tests {
    use super::{locate, shared};

    /// What the source has where `wanted` stands in the words.
    fn found<'a>(words: &str, wanted: &str, source: &'a str) -> &'a str {
        let at = words.find(wanted).expect("the words are in the text");
        &source[locate(&shared(words, source), words, &(at..at + wanted.len()), source)]
    }

    #[test]
    fn words_are_found_through_markup_and_line_ends() {
        let words = "In 9 (36%) of 35 cases the plan was ‘late’. See section 2 for more; it cost £9,208 m – too much.";
        let source = "In 9 (36%) of\n        35 **cases** the [plan](https://example.org/the/plan) was 'late'.\n  See [[section 2]] for more; it cost £9,208 m -- too much.";
        for (wanted, there) in [
            ("9 (36%) of 35", "9 (36%) of\n        35"),
            ("36%", "36%"),
            ("(36%)", "(36%)"),
            ("cases the", "cases** the"),
            ("plan was", "plan](https://example.org/the/plan) was"),
            ("‘late’", "'late'"),
            ("section 2", "section 2"),
            ("£9,208 m", "£9,208 m"),
            ("08", "08"),
            (". See", ".\n  See"),
            ("–", "-"),
        ] {
            assert_eq!(found(words, wanted, source), there, "{wanted}");
        }
    }

    #[test]
    fn a_filled_placeholder_is_passed_over() {
        let (words, source) =
            ("The score of 78% was fair, and 12 of 13 agreed.", "The score of {score:1.2} was fair, and 12 of 13 agreed.");
        assert_eq!(found(words, "12 of 13", source), "12 of 13");
        assert_eq!(found(words, "78%", source), "{score:1.2}");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(words in "[a-c £()‘é0-3%.]{0,40}", source in "[a-c £()'é0-3%.\n*]{0,40}", a in 0usize..40, b in 0usize..40) {
            let ok = |at: usize| (at..=words.len()).find(|at| words.is_char_boundary(*at)).unwrap_or(words.len());
            let range = ok(a.min(b))..ok(a.max(b));
            let found = locate(&shared(&words, &source), &words, &range, &source);
            proptest::prop_assert!(found.start <= source.len() + 4);
        }
    }
}
