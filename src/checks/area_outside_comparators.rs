//! The area scored 76%, and the areas inspected so far, this one among them, are said to have scored 78% to 85%.

use super::reading::Reading;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;
use crate::model::score::ScoreOf;

/// See the module.
#[derive(Debug)]
pub(super) struct AreaOutsideComparators;

static ABOUT: About = About {
    name: "area-outside-comparators",
    line: "the area's score is not between the lowest and the highest of the areas inspected so far",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Lowest and highest scores that scores.yaml states for other areas, beside this area’s own. The areas inspected so far include this one, so its score lies between the two. Where they \
             are worked out from the other reports, it always does.",
    matters: "The figures come from another list than the report, and the list may be an old one.",
    mend: "Take the figures of all areas up to this one. If they were printed without this area, accept it with that reason.",
    example: Example {
        what: Sample::File("scores.yaml"),
        wrong: "criteria:\n  1.1: 80\n  1.10: 72.5\n  2.1: Partly met\nthreads:\n  risk-of-harm: 70\ncomparators:\n  risk-of-harm: { lowest: 72, highest: 81, average: 76 }\n",
        right: "criteria:\n  1.1: 80\n  1.10: 72.5\n  2.1: Partly met\nthreads:\n  risk-of-harm: 70\ncomparators:\n  risk-of-harm: { lowest: 64, highest: 81, average: 72 }\n",
    },
};

impl Check for AreaOutsideComparators {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for (of, stated) in &reading.report.scores.comparators {
            let Some(own) = own(reading, of) else { continue };
            let (end, word) = if own < stated.lowest.value {
                (&stated.lowest, "lowest")
            } else if own > stated.highest.value {
                (&stated.highest, "highest")
            } else {
                continue;
            };
            let (own, end_said) = (own.to_decimal(0), end.value.to_decimal(0));
            let mut remark = Remark::new(format!("{} is {own}%, but the {word} of the areas is given as {end_said}%", reading.called(of)))
                .at_span(end.span, format!("the area itself has {own}%"))
                .help("take the figures of all areas up to this one");
            if let Some(span) = reading.stated(of) {
                remark = remark.at_span(span, "the area's own");
            }
            found.say(remark);
        }
    }
}

fn own(reading: &Reading, of: &ScoreOf) -> Option<crate::number::Number> {
    reading.scores.percentage(of).map(|score| score.printed.clone())
}

#[cfg(test)]
mod tests {
    use super::AreaOutsideComparators;
    use crate::checks::testing::run;
    use crate::model::fixture::Files;

    #[test]
    fn names_the_end_that_is_passed() {
        let with = |range: &str| {
            let scores = format!(
                "criteria:\n  1.1: 80\n  1.10: 72.5\n  2.1: Partly met\nthreads:\n  risk-of-harm: 70\ncomparators:\n  risk-of-harm: {{ {range} }}\n"
            );
            run(&AreaOutsideComparators, &Files::sound().with("reports/surrey-2008/scores.yaml", scores))
        };
        assert_eq!(
            with("lowest: 60, highest: 69, average: 65"),
            ["[69] the score of ‘Risk of harm thread’ is 70%, but the highest of the areas is given as 69%"]
        );
        assert_eq!(with("lowest: 70, highest: 70, average: 70"), Vec::<String>::new());
        assert_eq!(run(&AreaOutsideComparators, &Files::sound()), Vec::<String>::new());
    }
}
