//! 'In 90 cases, two-thirds of the sample', 'in 114 cases and in 90, that is 95% and 70% of the sample': shares of the report's own sample.

use super::super::reading::quantifiers::quantifier;
use super::super::reading::sentences::Sentence;
use super::super::reading::shares::{labelled, percentage};
use super::super::reading::words::{Token, Unit};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    let Some(sample) = reading.report.sample.as_ref().map(|sample| (i64::from(sample.value), sample.span)) else { return };
    for (passage, at) in reading.places(&["sample"]).filter(|(passage, _)| passage.is_prose() && !passage.place.quoted) {
        if let Some(sentence) = passage.sentence_at(at)
            && let Some(of) = of_all(passage, at)
        {
            look(reading, passage, sentence, of, sample, found);
        }
    }
}

/// Where 'of the sample', 'of the whole sample' begins, where no other sample is meant.
fn of_all(passage: &Passage, at: usize) -> Option<usize> {
    let the = at.checked_sub(1 + usize::from(at > 0 && passage.is_word(at - 1, &["whole", "entire", "full", "total"])))?;
    let of = the.checked_sub(1).filter(|of| passage.is_word(the, &["the", "our"]) && passage.is_word(*of, &["of"]))?;
    // 'Of the sample of plans', 'of the sample who replied' are others.
    let own = !passage.is_word(at + 1, &["of", "who", "that", "which", "from", "in", "cases"])
        || passage.is_word(at + 1, &["cases"]) && !passage.is_word(at + 2, &["of", "in", "with", "where", "which"]);
    own.then_some(of)
}

fn look(reading: &Reading, passage: &Passage, sentence: &Sentence, of: usize, sample: (i64, crate::diag::Span), found: &mut Found) {
    let start = sentence.tokens.start;
    let share = |at: usize| {
        passage.tokens.get(at).and_then(Token::figure).is_some_and(|figure| figure.unit == Unit::Percent || figure.denominator > 1)
    };
    let counts = |until: usize| -> Vec<usize> {
        let count = |at: &usize| {
            let only = *at > 2 && passage.says(at - 3, &["no", "more", "than"]);
            let plain = !labelled(passage, &reading.lexicon, *at) && (only || !passage.is_hedged(*at));
            passage.tokens[*at].count().is_some_and(|count| count > 1) && plain
        };
        passage.numbers_in(start..until).iter().copied().filter(count).collect()
    };
    // The shares in a row before 'of the sample'.
    let last = of.wrapping_sub(1);
    if last >= of || !share(last) {
        return;
    }
    let mut shares = vec![last];
    while let Some(first) = shares.first().copied() {
        let joint = first.wrapping_sub(1);
        let more = joint < first && first >= start + 2 && (passage.is_word(joint, &["and"]) || passage.is_mark(joint, ','));
        if !more || !share(first - 2) {
            break;
        }
        shares.insert(0, first - 2);
    }
    let first = quantifier(reading, passage, shares[0]).map_or(shares[0], |words| words.first);
    let Some(parts) = told(passage, start, first, &counts(first), shares.len()) else { return };
    let several = shares.len() > 1;
    for (part, said) in parts.into_iter().zip(shares) {
        judge(reading, passage, (part, said), several, sample, found);
    }
}

/// The numbers that the shares are said of: right before them, and as many.
fn told(passage: &Passage, start: usize, first: usize, counts: &[usize], shares: usize) -> Option<Vec<usize>> {
    let part = *counts.last()?;
    // ', ', ', or ', ', that is ', ', which is '.
    let link = (start..first)
        .rev()
        .take_while(|at| passage.is_word(*at, &["or", "that", "this", "which", "is", "was", "just", "i", "e", "being", "exactly"]))
        .count();
    let mark = first.checked_sub(link + 1)?;
    let set_off = [',', '\u{2013}', '('].iter().any(|known| passage.is_mark(mark, *known));
    let near = mark > part && mark - part < 5 && (part + 1..mark).all(|at| passage.tokens[at].is_word());
    if !set_off || !near {
        return None;
    }
    if shares == 1 {
        let own = passage.is_word(part + 1, &["of", "out"]) || part > start && passage.is_word(part - 1, &["of", "but", "except"]);
        return (!own && counts.len() == 1).then(|| vec![part]);
    }
    (counts.len() == shares).then(|| counts.to_vec())
}

fn judge(
    reading: &Reading,
    passage: &Passage,
    (part, said): (usize, usize),
    several: bool,
    (sample, span): (i64, crate::diag::Span),
    found: &mut Found,
) {
    let (Some(count), Some(figure)) = (passage.tokens[part].count(), passage.tokens[said].figure()) else { return };
    let fits = if figure.unit == Unit::Percent {
        passage.is_hedged(said) || percentage(count, sample, figure) == Some(figure.numerator)
    } else {
        quantifier(reading, passage, said).is_none_or(|words| words.allows(count, sample))
    };
    if fits {
        return;
    }
    if count > sample {
        // One alone may be of another sample.
        if several {
            found.say(
                Remark::new(format!("{count} is more than the sample of {sample}"))
                    .at(passage, passage.tokens[part].range(), "of the sample?")
                    .at_span(span, "the sample")
                    .help("correct the number that is wrong, or say of which cases it is"),
            );
        }
        return;
    }
    let share = (count * 200 + sample) / (2 * sample);
    found.say(
        Remark::new(format!("{count} of the sample of {sample} is {share}%, not {}", passage.text(&passage.tokens[said])))
            .at(passage, passage.tokens[said].range(), format!("it is {share}%"))
            .at(passage, passage.tokens[part].range(), "the part")
            .at_span(span, "the sample")
            .help("correct the number that is wrong, or say of which cases it is"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    // The sample is 110.
    #[test]
    fn holds_a_share_of_the_sample_against_its_size() {
        fires(
            &UnlikelyShare,
            &[
                ("It had been considered in 88 cases, two-thirds of the sample.", "two-thirds"),
                ("It had been considered in 88 cases, which is half of the whole sample.", "half"),
                ("It had been considered in 88 cases, or 70% of the sample.", "70%"),
                ("Records were clear in 99 cases but complete in no more than 77, that is 90% and 75% of the sample.", "75%"),
                ("Records were clear in 199 cases but complete in no more than 77, that is 90% and 70% of the sample.", "199"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_fits_or_another_sample_is_meant() {
        silent(
            &UnlikelyShare,
            &[
                "It had been considered in 88 cases, four-fifths of the sample.",
                "It had been considered in 88 cases, or 80% of the sample.",
                "Records were clear in 99 cases but complete in no more than 77, that is 90% and 70% of the sample.",
                "It had been considered in 20 of the 30 plans, two-thirds of the sample.",
                "We read 30 letters, half of the sample of letters. Twelve replied, a quarter of the sample who were asked.",
                "Of 40 plans 20 were good. There were also 70 cases, nearly two-thirds of the sample.",
            ],
        );
    }
}
