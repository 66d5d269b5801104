//! 'Between 70% and 80% of plans: 72% here, 78% there and 83% elsewhere': a list goes beyond the range told before it.

use super::super::Remark;
use super::super::reading::numbered::Numbered;
use super::super::reading::words::{Figure, Token};

/// What is wrong with a sentence.
pub(super) fn find<'r>(one: &Numbered<'r, '_>) -> Option<Remark<'r>> {
    let passage = one.passage;
    let [low, high, list @ ..] = one.figures else { return None };
    let (low, high) = (*low, *high);
    let first = *list.first().filter(|_| list.len() > 1)?;
    let end = *list.last()?;
    let percent = |at: usize| passage.tokens.get(at).and_then(Token::percent);
    let plain = one.figures.iter().all(|at| percent(*at).is_some() && !passage.is_hedged(*at));
    let between = low > 0 && passage.is_word(low - 1, &["between"]) && high == low + 2 && passage.is_word(low + 1, &["and"]);
    let ran = low > 1
        && passage.is_word(low - 1, &["from"])
        && passage.is_word(low - 2, &["ran", "ranged", "ranging", "varied", "varying"])
        && high == low + 2
        && passage.is_word(low + 1, &["to"]);
    let open = (high + 1..first).find(|at| [':', '(', '\u{2013}'].iter().any(|mark| passage.is_mark(*at, *mark)))?;
    // 'The target of 80%', 'compared with 85% nationally' are no items of the list.
    let turns = (open..one.sentence().tokens.end).any(|at| {
        passage.is_word(
            at,
            &[
                "than",
                "compared",
                "against",
                "target",
                "average",
                "national",
                "nationally",
                "except",
                "although",
                "but",
                "last",
                "previous",
            ],
        ) || passage.is_mark(at, ';')
    });
    let listed = passage.is_word(end - 1, &["and"]) || (list[list.len() - 2]..end).any(|at| passage.is_word(at, &["and"]));
    if !plain || !(between || ran) || turns || !listed || (low..open).any(|at| passage.is_word(at, &["points"])) {
        return None;
    }
    let value = |figure: Figure| figure.numerator.checked_mul(1000)?.checked_div(figure.denominator);
    let (least, most) = (value(percent(low)?)?, value(percent(high)?)?);
    let values: Vec<(usize, i64)> = list.iter().filter_map(|at| Some((*at, value(percent(*at)?)?))).collect();
    let said = passage.bytes(low - 1, high);
    if let Some((out, _)) = values.iter().find(|(_, share)| *share < least || *share > most) {
        return Some(
            Remark::new(format!("{} is not ‘{}’", passage.text(&passage.tokens[*out]), &passage.words[said.clone()]))
                .at(passage, passage.tokens[*out].range(), "outside the range")
                .at(passage, said, "the range")
                .help("correct the figure that is wrong"),
        );
    }
    // What runs from one figure to another has both.
    let lacks = [low, high].into_iter().find(|end| {
        let end = percent(*end).and_then(value);
        !values.iter().any(|(_, share)| Some(*share) == end)
    });
    lacks.filter(|_| ran && values.len() > 2).map(|end| {
        Remark::new(format!("{} is an end of the range, and none of those listed has it", passage.text(&passage.tokens[end])))
            .at(passage, passage.tokens[end].range(), "")
            .at(passage, passage.bytes(first, end), "the list")
            .help("correct the figure that is wrong")
    })
}

#[cfg(test)]
mod tests {
    use super::super::WrongComparison;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn holds_a_list_against_its_range() {
        fires(
            &WrongComparison,
            &[
                ("Between 70% and 80% of plans in each office had them: 72% in Alder, 78% in Fenn and 83% in Stow.", "83%"),
                ("Between 74% and 80% of plans in each office had them: 72% in Alder, 78% in Fenn and 80% in Stow.", "72%"),
                ("Attendance ranged from 70% to 82% (70% in Alder, 78% in Fenn and 84% in Stow).", "84%"),
                ("Attendance ranged from 70% to 86%: 70% in Alder, 78% in Fenn and 84% in Stow.", "86%"),
            ],
        );
    }

    #[test]
    fn is_silent_where_the_list_keeps_to_it() {
        silent(
            &WrongComparison,
            &[
                "Between 70% and 80% of plans in each office had them: 72% in Alder, 78% in Fenn and 80% in Stow.",
                "Attendance ranged from 70% to 84%: 70% in Alder, 78% in Fenn and 84% in Stow.",
                "Between 70% and 80% of plans had them: 72% in Alder and 78% in Fenn, against 60% and 85% the year before.",
                "Between 70% and 80% had plans. Reviews were rarer: 60% in Alder and 50% in Fenn.",
                "Attendance rose from 70% to 80%: 62% came by bus and 18% on foot.",
            ],
        );
    }
}
