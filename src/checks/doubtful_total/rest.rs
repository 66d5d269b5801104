//! Numbers with their percentages that make the whole: '12 (10%) had been convicted again and six (5%) cautioned. The remaining 102 had neither',
//! '30 (25%), 66 (55%) and 24 (20%)'; and shares that complete each other: 'in 76% of cases it had been; in 24% it had not'.

use super::super::reading::numbered::{Numbered, with_the_one_before};
use super::super::reading::shares::{labelled, percentage};
use super::super::reading::words::{Figure, Token};
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// A number with its percentage, by their tokens.
#[derive(Debug, Clone, Copy)]
struct Pair {
    at: usize,
    count: i64,
    said: usize,
    share: Figure,
}

/// With these, numbers may be counted twice or be of several wholes.
const OTHERWISE: &[&str] =
    &["both", "these", "those", "whom", "which", "compared", "against", "from", "further", "including", "also", "each"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for (before, one) in with_the_one_before(reading) {
        if let Some(remark) =
            complete(&one).or_else(|| others(&one)).or_else(|| remaining(reading, before.as_ref(), &one)).or_else(|| row(reading, &one))
        {
            found.say(remark);
        }
    }
}

/// 'In 76% of cases; in 24% it had not.'
fn complete<'r>(one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage = one.passage;
    let &[first, second] = one.figures else { return None };
    let whole = |at: usize| {
        passage.tokens[at].percent().filter(|figure| figure.decimals == 0 && !passage.is_hedged(at)).map(|figure| figure.numerator)
    };
    let (yes, no) = (whole(first)?, whole(second)?);
    let led = second - usize::from(passage.is_word(second - 1, &["in", "for", "with"]));
    let joined =
        [';', ',', ':'].iter().any(|mark| passage.is_mark(led - 1, *mark)) || passage.is_word(led - 1, &["and", "but", "while", "whilst"]);
    let pronoun = usize::from(passage.is_word(second + 1, &["it", "they", "this", "these", "he", "she"]));
    let verb = second + 1 + pronoun;
    let not = passage.is_word(verb, &["had", "were", "was", "did", "have", "are", "is", "has"]) && passage.is_word(verb + 1, &["not"]);
    let been = verb + 2 + usize::from(passage.is_word(verb + 2, &["been"]));
    let closed = passage.is_mark(been, '.') || passage.is_mark(been, ';');
    // More than is left is told elsewhere where the number opens its clause.
    let (sum, elsewhere) = (yes + no, pronoun == 0 && yes + no > 101);
    let turns = (one.sentence().tokens.start..second)
        .any(|at| passage.is_word(at, OTHERWISE) || passage.is_word(at, &["of"]) && passage.is_word(at + 1, &["the"]));
    (joined && not && closed && !elsewhere && !turns && (sum - 100).abs() > 1).then(|| {
        Remark::new(format!("{yes}% leaves {}%, not {no}%", 100 - yes))
            .at(passage, passage.tokens[second].range(), "what is left")
            .at(passage, passage.tokens[first].range(), "the part")
            .help("correct one of the two, if they are of the same")
    })
}

/// '30% had been completed and 15% revoked; the other 58% were still running.'
fn others<'r>(one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage = one.passage;
    let (&left, parts) = one.figures.split_last().filter(|(_, parts)| (2..5).contains(&parts.len()))?;
    let whole = |at: &usize| {
        passage.tokens[*at].percent().filter(|figure| figure.decimals == 0 && !passage.is_hedged(*at)).map(|figure| figure.numerator)
    };
    let all = one.figures.iter().map(whole).collect::<Option<Vec<i64>>>()?;
    let rest = left > 1 && passage.is_word(left - 1, &["other"]) && passage.is_word(left - 2, &["the"]);
    let joined = rest && (left - 3 > parts[0]) && [';', ',', ':'].iter().any(|mark| passage.is_mark(left - 3, *mark));
    let turns = (parts[0]..left).any(|at| passage.is_word(at, OTHERWISE) || passage.is_word(at, &["in", "area", "areas", "than"]));
    let sum: i64 = all.iter().sum();
    (joined && !turns && (sum - 100).abs() > 1).then(|| {
        let told: i64 = sum - all[all.len() - 1];
        Remark::new(format!("what stands before makes {told}%, which leaves {}%, not {}%", 100 - told, all[all.len() - 1]))
            .at(passage, passage.tokens[left].range(), "what is left")
            .at(passage, passage.bytes(parts[0], parts[parts.len() - 1]), "the parts")
            .help("correct the number that is wrong")
    })
}

/// The numbers of a sentence up to a place, if each has its percentage; and the number of which they are said to be.
fn pairs(reading: &Reading, one: &Numbered, until: usize) -> Option<(Vec<Pair>, Option<usize>)> {
    let passage = one.passage;
    let (mut out, mut of): (Vec<Pair>, Option<usize>) = (Vec::new(), None);
    let mut figures = one.figures.iter().copied().filter(|at| *at < until && !labelled(passage, &reading.lexicon, *at)).peekable();
    while let Some(at) = figures.next() {
        let count = one.count(at).filter(|count| *count > 0 && !passage.is_hedged(at))?;
        let said = figures.next()?;
        let share = passage.tokens.get(said).and_then(Token::percent).filter(|share| share.decimals == 0)?;
        let bracket = passage.is_mark(said - 1, '(');
        let open = said.checked_sub(if bracket { 1 } else { 2 })?;
        let or = passage.is_word(said - 1, &["or"]) && passage.is_mark(open, ',');
        let near = (bracket || or) && open - at < 5 && (at + 1..open).all(|at| passage.tokens[at].is_word());
        if !near || passage.is_word(at + 1, &["of"]) && !passage.is_word(at + 2, &["them"]) {
            return None;
        }
        // '(10% of the 110)'.
        let own = said + 2 + usize::from(passage.is_word(said + 2, &["the"]));
        if passage.is_word(said + 1, &["of"]) && figures.peek() == Some(&own) {
            of = figures.next();
        }
        out.push(Pair { at, count, said, share });
    }
    Some((out, of))
}

fn fits(pair: &Pair, whole: i64) -> bool {
    whole > 0 && percentage(pair.count, whole, pair.share) == Some(pair.share.numerator)
}

/// '30 (25%), 66 (55%) and 24 (20%)': they are not of one whole.
fn row<'r>(reading: &Reading, one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage = one.passage;
    if one.figures.len() < 6 {
        return None;
    }
    let (all, of) = pairs(reading, one, usize::MAX)?;
    let (first, last) = (all.first()?, all.last()?);
    if all.len() < 3 || of.is_some() || (first.at..last.said).any(|at| passage.is_word(at, OTHERWISE)) {
        return None;
    }
    let sum: i64 = all.iter().map(|pair| pair.count).sum();
    let hundred = (99..=101).contains(&all.iter().map(|pair| pair.share.numerator).sum::<i64>());
    let most = all.iter().map(|pair| pair.count.saturating_mul(210) / (2 * pair.share.numerator).max(1) + 1).max()?.min(5000);
    let odd = all.iter().filter(|pair| !fits(pair, sum)).count();
    let one_whole = odd == 0 || (1..=most).any(|whole| all.iter().all(|pair| fits(pair, whole)));
    // Shares that make a hundred are of one whole, and so are numbers of which all but one are what they make.
    if one_whole || !(hundred || odd == 1) {
        return None;
    }
    let shown = all.iter().map(|pair| format!("{} ({}%)", pair.count, pair.share.numerator)).collect::<Vec<_>>().join(", ");
    Some(
        Remark::new(format!("{shown}: there is no whole of which all of these can be"))
            .at(passage, passage.bytes(first.at, last.said), "")
            .help("correct the number or the percentage that is wrong"),
    )
}

/// 'The remaining 102', 'of the other 54', 'leaving 24', 'so 95 had neither'.
fn rest(one: &Numbered) -> Option<usize> {
    let passage = one.passage;
    let start = one.sentence().tokens.start;
    one.figures.iter().copied().find(|at| {
        let other = *at > start + 1
            && passage.is_word(at - 1, &["remaining", "other"])
            && passage.is_word(at - 2, &["the"])
            && (at - start < 4 || of_rest(one, *at));
        let leaving = *at > start && passage.is_word(at - 1, &["leaving"]);
        let so = *at == start + 1
            && passage.is_word(start, &["so", "thus"])
            && (at + 1..at + 6).any(|at| passage.is_word(at, &["neither", "none", "not"]));
        other || leaving || so
    })
}

/// 'In seven of the other 12', where a sentence begins: the seven are some of what is left.
fn of_rest(one: &Numbered, at: usize) -> bool {
    let (passage, start) = (one.passage, one.sentence().tokens.start);
    let part = at.checked_sub(4).filter(|part| (start..start + 2).contains(part) && one.count(*part).is_some());
    part.is_some_and(|part| passage.is_word(part + 1, &["of"]))
}

/// What is left, beside parts with their percentages: all together are the whole.
fn remaining<'r>(reading: &Reading, before: Option<&Numbered<'r, '_>>, one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage: &Passage = one.passage;
    let rest = rest(one)?;
    let left = one.count(rest).filter(|_| !labelled(passage, &reading.lexicon, rest) && !passage.is_hedged(rest))?;
    let first = if of_rest(one, rest) { one.figures.get(1) } else { one.figures.first() };
    let home = if first == Some(&rest) { before? } else { one };
    let until = if home.index == one.index { rest } else { usize::MAX };
    let (all, of) = pairs(reading, home, until)?;
    let start = home.sentence().tokens.start;
    if all.is_empty() || all.len() > 4 || (start..rest).any(|at| passage.is_word(at, OTHERWISE)) {
        return None;
    }
    let sum: i64 = all.iter().map(|pair| pair.count).sum();
    let whole = sum.checked_add(left)?;
    // Where all but one fit, that one is wrong; otherwise the first.
    let wrong = all.iter().find(|pair| !fits(pair, whole));
    let told = of.filter(|of| home.count(*of) != Some(whole));
    let shown = all.iter().map(|pair| pair.count.to_string()).collect::<Vec<_>>().join(" + ");
    let message = match (wrong, told) {
        (_, Some(of)) => format!("{shown} + {left} makes {whole}, not {}", passage.text(&passage.tokens[of])),
        (Some(pair), None) => {
            let right = percentage(pair.count, whole, pair.share)?;
            format!("{shown} + {left} makes {whole}, of which {} is {right}%, not {}%", pair.count, pair.share.numerator)
        }
        (None, None) => return None,
    };
    let place = wrong.unwrap_or(&all[0]);
    Some(
        Remark::new(message)
            .at(passage, passage.bytes(place.at, place.said), "")
            .at(passage, passage.tokens[rest].range(), "what is left")
            .help("correct the number that is wrong, or say what else was taken away"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn holds_parts_and_what_is_left_against_their_percentages() {
        fires(
            &DoubtfulTotal,
            &[
                ("Diversity had been assessed in 76% of cases; in 54% it had not.", "54%"),
                ("Diversity had been assessed in 67% of cases; in 24% it had not.", "24%"),
                ("All had been met in 30 cases (25%) and some in 46 (55%), leaving 24 (20%) in which none had.", "30 cases (25%"),
                (
                    "Twenty-five (31%) had been completed, 45 (55%) were current and 12 (15%) revoked.",
                    "Twenty-five (31%) had been completed, 45 (55%) were current and 12 (15%",
                ),
                ("By then 33% of orders had been completed and 15% revoked; the other 55% were still running.", "55%"),
                (
                    "Twelve offenders (11%) had been convicted and six (5%) had been cautioned. The remaining 102 had neither.",
                    "Twelve offenders (11%",
                ),
                (
                    "Twelve offenders (10%) had been convicted and six (5%) had been cautioned. The remaining 120 had neither.",
                    "Twelve offenders (10%",
                ),
                ("All were on file in 38 cases (80%). In seven of the other 12 the record was missing.", "38 cases (80%"),
                ("Sixty-six offenders (55%) kept to it. Of the other 84, 36 did later.", "Sixty-six offenders (55%"),
                (
                    "Eleven offenders (10% of the 110) had been convicted; four, or 4%, had been cautioned. So 85 had neither been convicted nor cautioned.",
                    "Eleven offenders (10%",
                ),
            ],
        );
        silent(
            &DoubtfulTotal,
            &[
                "Diversity had been assessed in 76% of cases; in 24% it had not. It was done in 76% of all cases, and in 30% of the others it was not.",
                "All had been met in 30 cases (25%) and some in 66 (55%), leaving 24 (20%) in which none had.",
                "Twelve offenders (10%) had been convicted and six (5%) had been cautioned. The remaining 102 had neither.",
                "Twelve offenders (10%) had been convicted and six (5%) cautioned, two of them for both. The remaining 104 had neither.",
                "Sixty-six offenders (55%) kept to it. Of the other 54, 36 did later.",
                "All were on file in 48 cases (80%). In seven of the other 12 the record was missing.",
                "Twelve 25%. The remaining 90 did not.",
                "We saw 12 letters (10%), 30 cards (75%) and nine notes (90%).",
                "It was taken in 27 (90%), and in 24 of those 27 within ten days. The other three took longer.",
            ],
        );
    }
}
