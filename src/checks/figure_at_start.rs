//! '81% of all cases …': a sentence that begins with a figure.

use super::reading::words::{Form, TokenKind};
use super::reading::{Home, Kind, Origin, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct FigureAtStart;

static ABOUT: About = About {
    name: "figure-at-start",
    line: "a sentence begins with a figure",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Sentences of running text that begin with a number in digits. Numbers of criteria at the start of an item are no sentences.",
    matters: "After the full stop before it, a figure is easily read as part of the last sentence; houses that print reports ask for words, or for another beginning.",
    mend: "Begin with ‘In’ or ‘Of the’, or write the number in words.",
    example: Example { what: Sample::Finding, wrong: "81% of all cases had a plan.", right: "In 81% of all cases there was a plan." },
};

impl Check for FigureAtStart {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading
            .running()
            .filter(|passage| passage.place.origin == Origin::Report && passage.kind == Kind::Text && passage.place.home != Home::Glossary)
        {
            for sentence in &passage.sentences {
                let first = sentence.tokens.start;
                let Some(token) = passage.tokens.get(first) else { continue };
                let TokenKind::Number(figure) = token.kind else { continue };
                let words = sentence.tokens.len() > 4;
                let criterion = reading.framework.criteria().any(|(_, criterion)| criterion.number == passage.text(token));
                if words
                    && !criterion
                    && matches!(figure.form, Form::Digits | Form::Grouped)
                    && !passage.is_mark(first + 1, ')')
                    && passage.text(token).starts_with(|c: char| c.is_ascii_digit())
                {
                    let written = passage.text(token);
                    found.say(
                        Remark::new(format!("a sentence begins with the figure {written}"))
                            .at(passage, token.range(), "")
                            .help(format!("begin with ‘In {written} of’ or the like, or write it in words")),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FigureAtStart;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(&FigureAtStart, &[("81% of all cases had a plan.", "81%"), ("It was late. 12 offenders had left it.", "12")]);
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &FigureAtStart,
            &[
                "In 81% of cases it was late. Twelve offenders left.",
                "It cost £5. It was late.",
                "1.1 Preparing the plan for it.",
                "Of the 12, 9 left. 12 of",
            ],
        );
    }
}
