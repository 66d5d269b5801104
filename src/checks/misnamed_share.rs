//! 'A third of cases (63%)', 'most (45%)': words for a share that the figure beside them does not bear out.

use super::reading::shares::shares;
use super::reading::words::{Form, Sentence, Token};
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MisnamedShare;

static ABOUT: About = About {
    name: "misnamed-share",
    line: "words for a share do not fit the figure beside them",
    severity: Severity::Warning,
    checks: "Fractions and words such as ‘most’ that have their figure in brackets: ‘two-thirds of cases (66%)’, ‘three-quarters (21 of 28)’, ‘one in four (25%)’, ‘the majority (58%)’, ‘less than half (48%)’. A fraction \
             may be three points off, unless ‘over’ or ‘less than’ says on which side it is.",
    matters: "Readers who skim take the words, and those who reckon take the figure; they come away with different findings.",
    mend: "Choose the words that fit the figure, or correct the figure.",
    example: Example {
        what: Sample::Finding,
        wrong: "Over two-thirds of the plans (63%) had been made in time.",
        right: "Just under two-thirds of the plans (63%) had been made in time.",
    },
};

/// How far a fraction may be off, in hundredths of a point.
const LOOSE: i64 = 300;
/// Half a point: a printed percentage is itself so far off.
const ROUNDING: i64 = 50;
/// Fifty points.
const HALF: i64 = 5000;

impl Check for MisnamedShare {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        if !reading.is_in("en") {
            return;
        }
        for passage in reading.prose() {
            for sentence in &passage.sentences {
                let mut counted: Vec<_> = Vec::new();
                for share in shares(reading, passage, sentence) {
                    if passage.tokens[share.said].figure().is_some_and(|figure| figure.form == Form::Fraction) {
                        counted.push((share.said, points(share.ratio.count, share.ratio.of), share.ratio.part, share.ratio.whole));
                    }
                }
                counted.extend(bracketed(passage, sentence));
                for (part, whole, said) in one_in_four(passage, sentence) {
                    let near = (points(part.1, whole.1) - said.1).abs() <= LOOSE || passage.is_hedged(part.0);
                    if !near {
                        let (words, figure) = (passage.bytes(part.0, whole.0), passage.text(&passage.tokens[said.0]));
                        found.say(
                            Remark::new(format!("‘{}’ does not fit {figure}", &passage.words[words.clone()]))
                                .at(passage, words, "the figure is another share")
                                .at(passage, passage.tokens[said.0].range(), "the figure")
                                .help("choose words that fit the figure, or correct it"),
                        );
                    }
                }
                for (at, share, first, last) in counted {
                    if let Some(why) = judge(passage, at, share) {
                        let figure = &passage.words[passage.bytes(first, last)];
                        let words = passage.text(&passage.tokens[at]);
                        found.say(
                            Remark::new(format!("‘{}{words}’ does not fit {figure}", side_words(passage, at)))
                                .at(passage, passage.tokens[at].range(), why)
                                .at(passage, passage.bytes(first, last), "the figure")
                                .help("choose words that fit the figure, or correct it"),
                        );
                    }
                }
            }
        }
    }
}

/// A part of a whole in hundredths of a point.
fn points(part: i64, whole: i64) -> i64 {
    part.saturating_mul(10_000) / whole.max(1)
}

/// Words for a share with a percentage in brackets after what is counted: the word, the percentage in hundredths of a point, and its token.
fn bracketed(passage: &Passage, sentence: &Sentence) -> Vec<(usize, i64, usize, usize)> {
    let range = sentence.tokens.clone();
    let mut out = Vec::new();
    for open in range.clone().filter(|at| passage.is_mark(*at, '(') && passage.is_mark(at + 2, ')')) {
        let Some(figure) = passage.tokens.get(open + 1).and_then(super::reading::words::Token::percent) else { continue };
        // Back over what is counted to the words; another number or mark between them is another matter.
        let said = (range.start..open)
            .rev()
            .take(9)
            .take_while(|at| passage.tokens[*at].is_word() || is_fraction(passage, *at))
            .find(|at| is_fraction(passage, *at) || passage.is_word(*at, &["most", "majority", "minority"]));
        if let Some(said) = said {
            out.push((said, points(figure.numerator, figure.denominator.saturating_mul(100)), open + 1, open + 1));
        }
    }
    out
}

/// A token with its value.
type Valued = (usize, i64);

/// 'One in four cases (25%)': the two numbers, and the percentage in hundredths of a point.
fn one_in_four(passage: &Passage, sentence: &Sentence) -> Vec<(Valued, Valued, Valued)> {
    let mut out = Vec::new();
    for at in sentence.tokens.clone() {
        let count = |at: usize| passage.tokens.get(at).and_then(Token::count);
        let (Some(part), Some(whole)) = (count(at), count(at + 2)) else { continue };
        if !passage.is_word(at + 1, &["in"]) || !(1..whole).contains(&part) || whole > 20 {
            continue;
        }
        let open = (at + 3..at + 9).find(|at| passage.word(*at).is_empty()).unwrap_or(at);
        let share = passage.tokens.get(open + 1).and_then(Token::percent);
        if let Some(share) = share.filter(|_| passage.is_mark(open, '(') && passage.is_mark(open + 2, ')')) {
            out.push(((at, part), (at + 2, whole), (open + 1, points(share.numerator, share.denominator.saturating_mul(100)))));
        }
    }
    out
}

fn is_fraction(passage: &Passage, at: usize) -> bool {
    passage.tokens[at].figure().is_some_and(|figure| figure.form == Form::Fraction)
}

/// On which side of a fraction the words before it put the figure.
enum Side {
    Above,
    Below,
    Near,
}

fn side(passage: &Passage, at: usize) -> Side {
    let word = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|at| passage.is_word(at, words));
    let (before, earlier) = (|words: &[&str]| word(1, words), |words: &[&str]| word(2, words));
    if before(&["than"]) && earlier(&["less", "fewer"]) || before(&["under", "below", "nearly", "almost", "quite"]) {
        Side::Below
    } else if before(&["than"]) && earlier(&["more", "greater"])
        || before(&["over", "above", "exceeding"])
        || before(&["least"]) && earlier(&["at"])
    {
        Side::Above
    } else {
        Side::Near
    }
}

/// The words before a fraction that say on which side it is, with a blank.
fn side_words(passage: &Passage, at: usize) -> String {
    let words = match (at.checked_sub(1), at.checked_sub(2)) {
        (Some(one), Some(two)) if passage.is_word(one, &["than", "least"]) => format!("{} {}", passage.word(two), passage.word(one)),
        (Some(one), _) if !matches!(side(passage, at), Side::Near) => passage.word(one).to_owned(),
        _ => return String::new(),
    };
    words.to_lowercase() + " "
}

/// What is wrong with words for a share, in hundredths of a point.
fn judge(passage: &Passage, at: usize, share: i64) -> Option<&'static str> {
    if passage.is_word(at, &["most", "majority"]) {
        let at_most = at > 0 && passage.says(at - 1, &["at", "most"]);
        return (share <= HALF && !at_most).then_some("this is not more than half");
    }
    if passage.is_word(at, &["minority"]) {
        return (share >= HALF).then_some("this is not less than half");
    }
    let figure = passage.tokens[at].figure()?;
    let fraction = points(figure.numerator, figure.denominator);
    match side(passage, at) {
        Side::Above => (share < fraction - ROUNDING).then_some("the figure is below it"),
        Side::Below => (share > fraction + ROUNDING).then_some("the figure is above it"),
        Side::Near => ((share - fraction).abs() > LOOSE).then_some("the figure is another share"),
    }
}

#[cfg(test)]
mod tests {
    use super::MisnamedShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_words_and_figure_disagree() {
        fires(
            &MisnamedShare,
            &[
                ("Over two-thirds of the plans (63%) were in time.", "two-thirds"),
                ("A third of the cases (43%) had none.", "A third"),
                ("Less than half (52%) were in time.", "half"),
                ("Three-quarters (20 of 28) came.", "Three-quarters"),
                ("The majority of them (48%) came.", "majority"),
                ("In most cases (45%) it was so.", "most"),
                ("A minority of staff (61%) said so.", "minority"),
                ("One in four cases (35%) had none.", "One in four"),
                ("Nearly three-quarters of plans (78%) were sound.", "three-quarters"),
            ],
        );
    }

    #[test]
    fn is_silent_where_they_agree() {
        silent(
            &MisnamedShare,
            &[
                "Over two-thirds of the plans (68%) and less than two-thirds of cases (63%) were in time.",
                "A third of the cases (34%) and three-quarters (21 of 28) had none.",
                "Not quite two-thirds (63%), just over half (51%) and about a quarter (23%).",
                "Most of them (58%), the majority (51%) and a minority (12%).",
                "At most cases (12%) of this kind need it.",
                "Half of the plans were late, and most of the rest came in time; reviews (30%) did not.",
                "One in four cases (26%) had none, and about nine in ten (85%) had one; two in May (30%).",
                "Two-thirds of the 12 cases and 40% of others.",
            ],
        );
    }
}
