//! Parts of a whole that is not said beside them: it is what they make, or the report's sample.

use super::super::super::Remark;
use super::super::super::reading::Reading;
use super::super::super::reading::numbered::Numbered;
use super::super::super::reading::shares::percentage;
use super::items::{counts, leads, parts};
use super::opposites::{Claim, claim, has_verb, opposite};

/// A number with its percentage and its opposite: '84 (70%) were current and 36 had ended' are of 120.
pub(super) fn alone<'r>(reading: &Reading, one: &Numbered<'r, '_>, numbers: &[usize]) -> Option<Remark<'r>> {
    let passage = one.passage;
    let &[first, second] = numbers else { return None };
    let said = *one.figures.iter().find(|at| **at > first && **at < second && passage.tokens[**at].percent().is_some())?;
    let share = passage.tokens[said].percent()?;
    let start = one.sentence().tokens.start;
    let from = if leads(passage, first, start) { first } else { start };
    let parts = parts(one, numbers, from)?;
    let plain = one.figures.len() == 3 && parts.len() == 2 && !parts[0].rest && has_verb(passage, &parts[0]);
    let whole = parts[0].count.checked_add(parts[1].count)?;
    let right = percentage(parts[0].count, whole, share).filter(|right| *right != share.numerator)?;
    let claimed = plain && claim(reading, one, &parts, start..start) == Some(Claim::Whole);
    claimed.then(|| {
        Remark::new(format!(
            "{} + {} makes {whole}, of which {} is {right}%, not {}",
            parts[0].count,
            parts[1].count,
            parts[0].count,
            passage.text(&passage.tokens[said])
        ))
        .at(passage, passage.bytes(first, said), "")
        .at(passage, passage.tokens[second].range(), "the others")
        .help("correct the number that is wrong, if these are all")
    })
}

/// 'It was classified correctly in 86 cases. In seven cases it was too low and in three too high': of the sample.
pub(super) fn of_sample<'r>(
    reading: &Reading,
    before: Option<&Numbered<'r, '_>>,
    one: &Numbered<'r, '_>,
    numbers: &[usize],
) -> Option<Remark<'r>> {
    let (passage, before) = (one.passage, before?);
    let sample = reading.report.sample.as_ref()?;
    let of = i64::from(sample.value);
    let [right] = counts(reading, before)?[..] else { return None };
    let start = one.sentence().tokens.start;
    let first = *numbers.first().filter(|first| leads(passage, **first, start) && **first < start + 3)?;
    let correct =
        before.sentence().tokens.clone().any(|at| passage.is_word(at, &["correct", "correctly", "right", "accurate", "accurately"]));
    let parts = parts(one, numbers, start).filter(|parts| parts.len() == 2 && opposite(passage, parts))?;
    let plain = correct && one.figures.len() == 2 && passage.is_word(right + 1, &["cases", "offenders"]) && !passage.is_hedged(right);
    let sum = parts.iter().map(|part| part.count).sum::<i64>().checked_add(before.count(right)?)?;
    // Nearly all of them, or they are not of the sample.
    let near = sum != of && (sum - of).abs() <= of / 4;
    (plain && near).then(|| {
        Remark::new(format!(
            "{} + {} + {} makes {sum}, but the report has a sample of {of}",
            before.count(right).unwrap_or(0),
            parts[0].count,
            parts[1].count
        ))
        .at(passage, passage.bytes(right, first), "")
        .at_span(sample.span, "the sample")
        .help("correct the number that is wrong, or say of which cases they are")
    })
}
