//! 'The type was right in 52 cases (90%)' where 80 were told: a share that no number before it gives, and that a slip of the hand would make.
//!
//! Of several numbers before it none gives the percentage, and neither does the sample; but one of them would, if the part or the percentage
//! had one digit another, two the other way round, or were off by a little. A share that is far from all of them is of others.

use super::super::Remark;
use super::super::reading::shares::{percentage, ratios, shown};
use super::super::reading::slips::is_slip;
use super::super::reading::words::{Figure, Token};
use super::super::reading::{Passage, Reading};
use super::{is_near, rows};

/// In so many passages above is a whole looked for.
const ABOVE: usize = 60;

/// What is wrong with a count and its percentage; `wholes` are the numbers told before it in the passage.
pub(super) fn find<'r>(
    reading: &Reading,
    passage: &'r Passage<'r>,
    (part, said): (usize, usize),
    wholes: &[usize],
    sentence: usize,
) -> Option<Remark<'r>> {
    let count = passage.tokens[part].count().filter(|count| *count > 1)?;
    let figure = passage.tokens[said].percent().filter(|figure| figure.decimals == 0)?;
    // 'Four more', 'a further four'.
    if passage.is_hedged(part) || passage.is_hedged(said) || further_up(reading, passage, count, figure) {
        return None;
    }
    let of = |at: usize| passage.tokens[at].count().unwrap_or(0);
    let told = wholes.iter().rev().copied().filter(|at| is_near(passage, sentence, *at) && of(*at) > 4);
    if let Some(whole) = told.clone().find(|at| slips(count, figure, of(*at))) {
        return Some(remark(passage, (part, said), count, of(whole)).at(passage, passage.tokens[whole].range(), "of these?"));
    }
    if let Some(whole) = of_criterion(reading, passage, count, figure).filter(|_| told.clone().all(|at| of(at) == count)) {
        return Some(remark(passage, (part, said), count, whole));
    }
    // Nothing is told before it: it can only be of the sample, if it counts cases or offenders.
    let noun = part + 1 + 2 * usize::from(passage.says(part + 1, &["of", "the"]));
    // 'The area had 17 offenders (14%) on its register' counts others.
    let first = passage.sentences.get(sentence).map_or(0, |sentence| sentence.tokens.start);
    let opens = part == first || part == first + 1 && passage.is_word(first, &["in"]);
    let named = opens && passage.is_word(noun, &["cases", "offenders"]) && noun < said;
    let (sample, span) = reading.report.sample.as_ref().map(|sample| (i64::from(sample.value), sample.span))?;
    let alone = told.clone().next().is_none() && wholes.iter().all(|at| of(*at) < count);
    (named && alone && slips(count, figure, sample) && rows::find(reading, passage).is_none())
        .then(|| remark(passage, (part, said), count, sample).at_span(span, "the sample, if it is meant"))
}

/// Whether a slip makes this count and percentage of a whole.
fn slips(count: i64, figure: Figure, whole: i64) -> bool {
    let right = percentage(count, whole, figure).unwrap_or(0);
    let part = (figure.numerator.saturating_mul(whole) + 50) / 100;
    count <= whole && is_slip(figure.numerator, right)
        || is_slip(count, part) && part > 1 && percentage(part, whole, figure) == Some(figure.numerator)
}

/// Whether a number in the passages above, in the same criterion or part, gives the share.
pub(super) fn further_up(reading: &Reading, passage: &Passage, count: i64, figure: Figure) -> bool {
    let place = passage.place;
    let same = |other: &&Passage| (other.place.part, other.place.criterion) == (place.part, place.criterion);
    let above = reading.passages[..passage.index].iter().rev().take(ABOVE).take_while(same);
    let mut wholes = above.flat_map(|passage| passage.numbers.iter().filter_map(|at| passage.tokens.get(*at).and_then(Token::count)));
    wholes.any(|whole| whole >= count && percentage(count, whole, figure) == Some(figure.numerator))
}

/// '… in 70 (87%)' where the criterion has told of the 80 reports again and again: a point off is a slip of rounding.
fn of_criterion(reading: &Reading, passage: &Passage, count: i64, figure: Figure) -> Option<i64> {
    passage.place.criterion.filter(|_| count > 9)?;
    let near = |other: &&Passage| other.place.criterion == passage.place.criterion && other.place.section == passage.place.section;
    let above = reading.passages[..passage.index].iter().rev().take(ABOVE).take_while(near).filter(|other| other.is_prose());
    let ratios = above.flat_map(|other| other.sentences.iter().flat_map(move |sentence| ratios(reading, other, sentence)));
    let wholes: Vec<i64> = ratios.filter(|ratio| !ratio.stroke).map(|ratio| ratio.of).collect();
    let again = |whole: &i64| wholes.iter().filter(|other| *other == whole).count() > 1;
    let off = |whole: &i64| (percentage(count, *whole, figure).unwrap_or(0) - figure.numerator).abs() == 1;
    let whole = wholes.iter().copied().find(again)?;
    (whole >= count && off(&whole)).then_some(whole)
}

fn remark<'r>(passage: &'r Passage<'r>, (part, said): (usize, usize), count: i64, whole: i64) -> Remark<'r> {
    let token = &passage.tokens[said];
    let right = token.percent().and_then(|figure| Some(shown(percentage(count, whole, figure)?, figure))).unwrap_or_default();
    let message = if count > whole {
        format!("{count} is more than {whole}, and {} of another number", passage.text(token))
    } else {
        format!("{count} of {whole} is {right}, not {}", passage.text(token))
    };
    Remark::new(message)
        .at(passage, token.range(), "of which number?")
        .at(passage, passage.tokens[part].range(), "the part")
        .help("correct the number that is wrong, or say of how many cases it is")
}

#[cfg(test)]
mod tests {
    use super::super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    // The sample is 110.
    #[test]
    fn fires_where_a_slip_would_make_it() {
        fires(
            &UnlikelyShare,
            &[
                (
                    "A report had been written in 80 of the 100 cases: 48 were long and 32 short. The type was right in 52 cases (90%).",
                    "90%",
                ),
                ("It was required in 36 cases. In 72 (75%) it began in time.", "75%"),
                ("It was required in 15 cases. A meeting had been offered in 22 (80%) of them.", "80%"),
                ("Sixty offenders (45%) kept to their sentence.", "45%"),
                ("Sixty-eight offenders (55%) kept to their sentence.", "55%"),
                ("Fifteen of the offenders (41%) were women.", "41%"),
                ("We wrote to 120 members of staff. Eighty-four replied, which is 50%.", "50%"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_fits_or_is_far_off() {
        silent(
            &UnlikelyShare,
            &[
                "A report had been written in 80 of the 100 cases: 48 were long and 32 short. The type was right in 72 cases (90%).",
                "There were three hostels. In 20 of the cases (80%) there were plans. Forty cases (90%) had one.",
                "Sixty offenders (55%) kept to their sentence. About 62 offenders (54%) did.",
                "There were 70 plans.\n\nThirty-five cases (50%) had one.",
                "We wrote to 120 members of staff. Eighty-four replied, which is 70%.",
                "We wrote to 120 members of staff. Eighty-four replied, or 70%, and four more, or 3%, did later.",
            ],
        );
    }
}
