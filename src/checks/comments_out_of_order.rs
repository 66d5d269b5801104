//! 78% is said to be ‘Good’ and 82% ‘Fair’: the comments do not follow the scores.
//!
//! Where the limits of a framework's bands are not published, reports state which comment stands beside a score. Whatever the limits are,
//! a higher score cannot have the worse comment. Of the scores of an inspection that do not go together, those are told that leave the
//! largest number of others that do: the odd ones out.

use std::cmp::Ordering;

use super::reading::Reading;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::{Severity, Span};
use crate::model::score::ScoreOf;
use crate::number::Number;

/// See the module.
#[derive(Debug)]
pub(super) struct CommentsOutOfOrder;

static ABOUT: About = About {
    name: "comments-out-of-order",
    line: "a higher score has a worse comment than a lower one, or the same score has two comments",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "The comments that scores.yaml states beside scores, where the framework’s bands have no `from`. Within one inspection, criteria, sections, threads and the overall score are judged by one list of \
             comments, so of two printed scores the higher has the same comment or a better one. The odd ones out are told: the fewest without which all others are in order. It is a warning and no error, since \
             nobody has published the limits, and a comment may rest on more than the figure. Inspections are not compared with each other.",
    matters: "Readers take the comment for what the score means. One that is out of order is a slip in the comment, or in the score.",
    mend: "Correct the comment or the score. If it was published so, an `allow` beside the score does.",
    example: Example {
        what: Sample::Scores,
        wrong: "criteria:\n  1.1: { value: 80, comment: Fair }\n  1.10: { value: 72, comment: Good }\n  2.1: Partly met\nthreads:\n  risk-of-harm: { value: 70, comment: Good }\n",
        right: "criteria:\n  1.1: { value: 80, comment: Good }\n  1.10: { value: 72, comment: Good }\n  2.1: Partly met\nthreads:\n  risk-of-harm: { value: 70, comment: Fair }\n",
    },
};

/// A score with the comment that is stated for it.
struct Commented {
    of: ScoreOf,
    /// As printed.
    score: Number,
    /// Its band's place among the framework's: the lower, the better.
    band: usize,
    /// Where the comment stands.
    span: Span,
}

impl Commented {
    /// Whether two cannot both be right, whatever the limits are.
    fn clashes(&self, other: &Self) -> bool {
        match self.score.cmp(&other.score) {
            Ordering::Less => self.band < other.band,
            Ordering::Equal => self.band != other.band,
            Ordering::Greater => self.band > other.band,
        }
    }

    fn distance(&self, other: &Self) -> Number {
        if self.score < other.score { other.score.minus(&self.score) } else { self.score.minus(&other.score) }
    }
}

impl Check for CommentsOutOfOrder {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        if !reading.framework.bands_are_stated() {
            return;
        }
        for (inspection, (stated, scores)) in reading.report.scores.inspections.iter().zip(reading.inspections()).enumerate() {
            let commented = stated.all().filter_map(|(of, stated)| {
                let band = stated.band.as_ref()?;
                let score = scores.percentage(&of)?.printed.clone();
                Some(Commented { of, score, band: band.value, span: band.span })
            });
            let commented: Vec<Commented> = commented.collect();
            let bands = reading.framework.bands.len();
            let chosen = in_order(&commented, bands, None);
            let (kept, odd): (Vec<&Commented>, Vec<&Commented>) = commented.iter().partition(|one| chosen.contains(one));
            for one in odd {
                let clashing: Vec<&Commented> = kept.iter().copied().filter(|other| one.clashes(other)).collect();
                // The nearest score shows it best.
                let Some(other) = clashing.iter().min_by_key(|other| one.distance(other)) else { continue };
                // Where as many could be left in order with it, it may as well be the other that is wrong.
                let certain = in_order(&commented, bands, Some(one)).count < chosen.count;
                let remark = remark(reading, inspection, one, other, certain.then_some(clashing.len()));
                found.say(remark.about(&one.of, inspection));
            }
        }
    }
}

/// For each score one comment, so that they follow the scores and as many as possible are those that are stated.
struct Chosen {
    /// The scores, from the highest down, with the band that is taken for each.
    bands: Vec<(Number, usize)>,
    /// How many are stated so.
    count: usize,
}

impl Chosen {
    fn contains(&self, one: &Commented) -> bool {
        self.bands.iter().any(|(score, band)| *score == one.score && *band == one.band)
    }
}

/// `must` is to be among those that are left as they are.
fn in_order(all: &[Commented], bands: usize, must: Option<&Commented>) -> Chosen {
    let mut scores: Vec<&Number> = all.iter().map(|one| &one.score).collect();
    scores.sort_unstable_by(|a, b| b.cmp(a));
    scores.dedup();
    // For each score from the highest down and each band: how many are in order up to here if it has this band, and the band before.
    let mut table: Vec<Vec<Option<(usize, usize)>>> = Vec::new();
    for score in &scores {
        let row = (0..bands).map(|band| {
            if must.is_some_and(|must| must.score == **score && must.band != band) {
                return None;
            }
            let here = all.iter().filter(|one| one.score == **score && one.band == band).count();
            let Some(above) = table.last() else { return Some((here, band)) };
            let best = (0..=band).filter_map(|band| Some((above.get(band).copied()??.0, band))).max_by_key(|(count, _)| *count);
            best.map(|(count, before)| (here + count, before))
        });
        let row = row.collect();
        table.push(row);
    }
    let last =
        table.last().and_then(|row| (0..bands).filter_map(|band| Some((row.get(band).copied()??.0, band))).max_by_key(|(count, _)| *count));
    let Some((count, mut band)) = last else { return Chosen { bands: Vec::new(), count: 0 } };
    let mut chosen = Vec::new();
    for (score, row) in scores.iter().zip(&table).rev() {
        chosen.push(((*score).clone(), band));
        band = row.get(band).copied().flatten().map_or(band, |(_, before)| before);
    }
    Chosen { bands: chosen, count }
}

/// `certain` is how many do not go with it, if it is the odd one out.
fn remark<'r>(reading: &Reading, inspection: usize, one: &Commented, other: &Commented, certain: Option<usize>) -> Remark<'r> {
    let title = reading.framework.inspections.get(inspection).map(|inspection| format!(" ({})", inspection.title)).unwrap_or_default();
    let comment = |one: &Commented| reading.framework.bands.get(one.band).map_or("", |band| band.name.as_str());
    let percent = |one: &Commented| format!("{}%", one.score.to_decimal(0));
    let (low, high) = if one.score <= other.score { (one, other) } else { (other, one) };
    let (lower, higher) = (format!("{}{title}", reading.called(&low.of)), reading.called(&high.of));
    let (better, worse) = (comment(low), comment(high));
    let message = if low.score == high.score {
        format!("{lower} is ‘{better}’, and {higher} with the same score, {}, is ‘{worse}’", percent(one))
    } else {
        format!("{lower} is ‘{better}’ with {}, and {higher} only ‘{worse}’ with {}", percent(low), percent(high))
    };
    let (label, help) = match certain {
        Some(1) => ("the odd one out".to_owned(), "correct this comment, or the score beside it".to_owned()),
        Some(several) => {
            (format!("the odd one out: {several} scores do not go with it"), "correct this comment, or the score beside it".to_owned())
        }
        None => (percent(one), "correct one of the two comments, or one of the scores".to_owned()),
    };
    Remark::new(message).at_span(one.span, label).at_span(other.span, percent(other)).help(help)
}

#[cfg(test)]
mod tests {
    use super::CommentsOutOfOrder;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};
    use crate::model::fixture::Files;

    /// What is said of these scores and comments: criteria 1.1 and 1.10, section 1, the thread.
    fn says(scores: [&str; 3]) -> Vec<String> {
        let [first, second, thread] = scores;
        let text = format!("criteria:\n  1.1: {first}\n  1.10: {second}\n  2.1: Partly met\nthreads:\n  risk-of-harm: {thread}\n");
        run(&CommentsOutOfOrder, &sample(Sample::Scores, &text))
    }

    fn with(score: &str, comment: &str) -> String {
        format!("{{ value: {score}, comment: {comment} }}")
    }

    #[test]
    fn is_silent_where_comments_follow_scores() {
        for scores in [
            [("80", "Good"), ("72", "Good"), ("70", "Good")],
            [("80", "Good"), ("80", "Good"), ("10", "Weak")],
            [("60", "Fair"), ("80", "Good"), ("60.4", "Fair")],
            [("0", "Weak"), ("100", "Good"), ("50", "Weak")],
        ] {
            let each = scores.map(|(score, comment)| with(score, comment));
            assert_eq!(says([&each[0], &each[1], &each[2]]), [""; 0], "{scores:?}");
        }
        // Without comments there is nothing to compare, and where bands have limits `departs-from-band` does it.
        assert_eq!(says(["80", &with("72", "Good"), "70"]), [""; 0]);
        assert_eq!(says(["80", "72", "70"]), [""; 0]);
        assert_eq!(run(&CommentsOutOfOrder, &Files::sound()), [""; 0]);
    }

    #[test]
    fn of_two_either_may_be_wrong() {
        assert_eq!(
            says([&with("80", "Fair"), &with("72", "Good"), "70"]),
            ["[Good] criterion 1.10 is ‘Good’ with 72%, and criterion 1.1 only ‘Fair’ with 80%"]
        );
        assert_eq!(
            says([&with("80", "Fair"), &with("80.4", "Good"), "70"]),
            ["[Good] criterion 1.10 is ‘Good’, and criterion 1.1 with the same score, 80%, is ‘Fair’"]
        );
    }

    #[test]
    fn of_several_the_odd_one_out_is_told() {
        assert_eq!(
            says([&with("80", "Weak"), &with("72", "Good"), &with("70", "Good")]),
            ["[Weak] criterion 1.10 is ‘Good’ with 72%, and criterion 1.1 only ‘Weak’ with 80%"]
        );
        assert_eq!(
            says([&with("60", "Good"), &with("72", "Fair"), &with("70", "Fair")]),
            ["[Good] criterion 1.1 is ‘Good’ with 60%, and the score of ‘Risk of harm thread’ only ‘Fair’ with 70%"]
        );
        // Two that are out of order with all the rest, and with each other.
        assert_eq!(says([&with("60", "Good"), &with("72", "Weak"), &with("70", "Fair")]).len(), 2);
    }

    #[test]
    fn an_allow_beside_the_score_covers_it_and_is_told_when_it_is_idle() {
        let files = |comment: &str| {
            let text = format!(
                "criteria:\n  1.1: {{ value: 60, comment: {comment}, allow: {{ check: comments-out-of-order, reason: Printed so. }} }}\n  \
                 1.10: {{ value: 72, comment: Fair }}\n  2.1: Partly met\nthreads:\n  risk-of-harm: {{ value: 70, comment: Fair }}\n"
            );
            crate::checks::testing::names(&sample(Sample::Scores, &text), "scores.yaml")
        };
        assert_eq!(files("Good"), [""; 0]);
        assert_eq!(files("Weak"), ["warning unneeded-allow"]);
    }

    #[test]
    fn inspections_are_looked_at_by_themselves() {
        let scores = |original: &str, later: &str| {
            let text = format!(
                "criteria:\n  1.1: {{ original: {{ value: 80, comment: {original} }}, later: {{ value: 60, comment: {later} }} }}\n  \
                 1.10: {{ original: {{ value: 50, comment: Fair }}, later: {{ value: 80, comment: Fair }} }}\n  \
                 2.1: {{ original: Partly met, later: Well met }}\nthreads:\n  risk-of-harm: {{ original: 70, later: 70 }}\n"
            );
            let inspections = "inspections:\n  - { key: original, title: First }\n  - { key: later, title: Second }\nsections:\n";
            let files = sample(Sample::Scores, &text).edit("frameworks/omi/framework.yaml", "sections:\n", inspections);
            run(&CommentsOutOfOrder, &files)
        };
        assert_eq!(scores("Good", "Weak"), [""; 0]);
        assert_eq!(scores("Weak", "Weak"), ["[Fair] criterion 1.10 (First) is ‘Fair’ with 50%, and criterion 1.1 only ‘Weak’ with 80%"]);
        assert_eq!(scores("Good", "Good"), ["[Good] criterion 1.1 (Second) is ‘Good’ with 60%, and criterion 1.10 only ‘Fair’ with 80%"]);
    }
}
