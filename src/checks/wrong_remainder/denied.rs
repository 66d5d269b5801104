//! 'Twenty of the 28 had been searched; 12 had not', '70% were and 40% were not', 'all but three of the 28, 26 in all'.

use super::super::Remark;
use super::super::reading::numbered::Numbered;
use super::super::reading::quantifiers::in_all;
use super::super::reading::shares::{labelled, ratios};
use super::super::reading::{Passage, Reading};
use super::parted;

/// What is wrong with a sentence; `before` is the one before it, if it holds numbers.
pub(super) fn find<'r>(reading: &Reading, before: Option<&Numbered>, one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    counted(reading, before, one).or_else(|| shares(one)).or_else(|| all_but(reading, before, one))
}

/// 'Had not', 'were not', 'had not been', 'did not', where nothing follows: the verb of the clause before is meant.
fn denies(passage: &Passage, at: usize) -> bool {
    let verb =
        passage.is_word(at, &["had", "were", "was", "did", "have", "are", "is", "has", "could"]) && passage.is_word(at + 1, &["not"]);
    let been = at + 2 + usize::from(passage.is_word(at + 2, &["been"]));
    verb && passage.word(been).is_empty()
}

/// More than is left had not.
fn counted<'r>(reading: &Reading, before: Option<&Numbered>, one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage = one.passage;
    let rest = *one.figures.last()?;
    let said =
        one.count(rest).filter(|_| denies(passage, rest + 1) && !labelled(passage, &reading.lexicon, rest) && !passage.is_hedged(rest))?;
    if rest > 0 && passage.is_word(rest - 1, &["other", "of"]) {
        return None;
    }
    // In the sentence itself, or alone in the one after.
    let (home, numbers) = if one.figures.len() == 1 { (before?, 2) } else { (one, 3) };
    let [ratio] = parted(reading, passage, home.sentence(), rest)[..] else { return None };
    // 'Of the 54, 30 (56%) were …': its share is no number of its own.
    let bracketed = |at: &&usize| {
        passage.tokens[**at].percent().is_some() && **at > 0 && passage.is_mark(**at - 1, '(') && passage.is_mark(**at + 1, ')')
    };
    let shares = home.figures.iter().filter(bracketed).count();
    let alone = home.figures.len() == numbers + shares && (one.figures.len() > 1 || one.sentence().tokens.start == rest);
    let left = ratio.of - ratio.count;
    (alone && said > left && ratio.count > 1 && !passage.is_hedged(ratio.first)).then(|| {
        Remark::new(format!("{} of {} leaves {left}, not {}", ratio.count, ratio.of, passage.text(&passage.tokens[rest])))
            .at(passage, passage.tokens[rest].range(), "what is left")
            .at(passage, passage.bytes(ratio.first, ratio.last), "the part")
            .help("correct one of the numbers")
    })
}

/// '70% of cells were searched and 40% were not', '… in 70% of cells but not in 40%'.
fn shares<'r>(one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage = one.passage;
    let &[first, second] = one.figures else { return None };
    let whole = |at: usize| {
        passage.tokens[at].percent().filter(|figure| figure.decimals == 0 && !passage.is_hedged(at)).map(|figure| figure.numerator)
    };
    let (yes, no) = (whole(first)?, whole(second)?);
    let joined = second > 1
        && (passage.is_word(second - 1, &["and", "but", "while", "whilst"])
            || passage.is_mark(second - 1, ';')
            || passage.is_mark(second - 1, ','));
    let not_in = second > 2
        && passage.is_word(second - 2, &["not"])
        && passage.is_word(second - 3, &["but", "and"])
        && passage.is_word(second - 1, &["in", "for"]);
    // 'Not in 40% of cases', with the same word as before.
    let same = passage.is_word(second + 1, &["of"]) && passage.is_word(second + 2, &[passage.word(first + 2)]);
    let ends = passage.is_mark(second + 1, '.') || same && passage.is_mark(second + 3, '.');
    let told = joined && denies(passage, second + 1) || not_in && ends;
    (told && yes + no > 101).then(|| {
        Remark::new(format!("{yes}% leaves {}%, not {no}%", 100 - yes))
            .at(passage, passage.tokens[second].range(), "what is left")
            .at(passage, passage.tokens[first].range(), "the part")
            .help("correct one of the two")
    })
}

/// 'All but three of the 28 cells, 26 in all', and '28 cells were checked. All except three had been searched, 26 in total.'
fn all_but<'r>(reading: &Reading, before: Option<&Numbered>, one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage = one.passage;
    let all = *one
        .figures
        .last()
        .filter(|at| in_all(passage, **at + 1) > 0 && at.checked_sub(1).is_some_and(|before| passage.is_mark(before, ',')))?;
    let said = one.count(all)?;
    let less = *one.figures.first()?;
    let lexicon = &reading.lexicon;
    let but = less > 1 && lexicon.is_but(passage.word(less - 1)) && lexicon.is_all(passage.word(less - 2));
    let missing = one.count(less).filter(|_| but)?;
    let (of, whole) = match one.figures[..] {
        [_, whole, _] if ratios(reading, passage, one.sentence()).iter().any(|ratio| ratio.whole == whole) => (one.count(whole)?, whole),
        [_, _] => {
            let &[whole] = before?.figures else { return None };
            (before?.count(whole).filter(|of| *of > said.max(4) && !labelled(passage, lexicon, whole) && !passage.is_hedged(whole))?, whole)
        }
        _ => return None,
    };
    (of - missing != said && of > missing).then(|| {
        Remark::new(format!("all but {missing} of {of} is {}, not {said}", of - missing))
            .at(passage, passage.tokens[all].range(), "the same number?")
            .at(passage, passage.bytes(less - 2, less), "")
            .at(passage, passage.tokens[whole].range(), "of these")
            .help("correct the number that is wrong")
    })
}

#[cfg(test)]
mod tests {
    use super::super::WrongRemainder;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_more_is_left_than_there_is() {
        fires(
            &WrongRemainder,
            &[
                ("Twenty of the 28 cells had been searched; 12 had not been.", "12"),
                ("Twenty of the 28 cells had been searched, but 12 had not.", "12"),
                ("Of the 28 cells, 20 had been searched and 12 had not been.", "12"),
                ("Of the 28 cells, 20 (71%) had been searched and 12 had not.", "12"),
                ("Twenty of the 28 cells (71%) had been searched and 12 had not.", "12"),
                ("Twenty out of 28 cells were searched. Nine were not.", "Nine"),
                ("Searches were carried out in 70% of cells but not in 40%.", "40%"),
                ("Seventy per cent of cells were searched and 40% were not.", "40%"),
                ("All but three of the 28 cells, 26 in all, had been searched.", "26"),
                ("Twenty-eight cells were checked. All except three had been searched, 26 in total.", "26"),
                ("Half of the girls were at school and the other 40% in training.", "40%"),
                ("Two-thirds of the girls were at school. The remaining 40% had neither.", "40%"),
                ("A third of the girls were at school, leaving half who were not.", "half"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_may_be() {
        silent(
            &WrongRemainder,
            &[
                "Twenty of the 28 cells had been searched; eight had not been, and six had not.",
                "Twenty of the 28 cells had been searched; 12 had not been cleaned, and 14 letters had not.",
                "Of the 28 cells, 20 (71%) had been searched and eight had not.",
                "Twenty out of 28 cells were searched. Six were not. Of 30 letters 20 were prompt; five were not.",
                "Seventy per cent of cells were searched and 30% were not; in one wing 70% came and 20% did not.",
                "It was done in 70% of cells and not in 40% of wings.",
                "All but three of the 28 cells, 25 in all, had been searched. All but three had it, 40 in all.",
                "Half of the girls were at school and the other 50% in training.",
                "Two-thirds of the girls were at school. The remaining 33% had neither. More than half came, and the other 40% did not.",
                "About a third of the girls were at school, leaving two-thirds who were not.",
                "Twenty in all were late.",
            ],
        );
    }
}
