//! A table or chart that no text speaks of.

use super::reading::references::{Target, Targets, What, mentions, referring};
use super::reading::{Home, Kind, Origin, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UnmentionedFigure;

static ABOUT: About = About {
    name: "unmentioned-figure",
    line: "no text speaks of a table or chart",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Every table and chart of the report’s own with a number. A text must mention it by its number, or the text beside it must say that there is one (‘the table below’, ‘as follows’). What stands right below a heading is left alone.",
    matters: "Whoever reads with a screen reader or on a phone meets the table without knowing what it is for.",
    mend: "Say in the text what it shows, with a cross-reference such as [[table caseload]].",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "Good work was done.\n\n{table: caseload}\n",
        right: "Good work was done. How many cases there were stands in [[table caseload]].\n\n{table: caseload}\n",
    },
};

/// Words of a text that point to what stands beside it.
const POINTERS: &[&str] = &[
    "table",
    "tables",
    "chart",
    "charts",
    "figure",
    "figures",
    "graph",
    "below",
    "above",
    "following",
    "follows",
    "overleaf",
    "shown",
    "shows",
    "illustrates",
    "summarises",
    "summarised",
];

impl Check for UnmentionedFigure {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let targets = Targets::new(reading);
        let mentioned: Vec<_> = referring(reading).flat_map(mentions).map(|mention| (mention.what, mention.name.as_str())).collect();
        for target in
            targets.list.iter().filter(|target| matches!(target.what, What::Table | What::Chart | What::Figure) && !target.title.is_empty())
        {
            if mentioned.contains(&(target.what, target.name.as_str())) {
                continue;
            }
            let Some(at) = caption(reading, target) else { continue };
            let passage = &reading.passages[at];
            // What fixed wording puts in, or is made of the scores, has its place by the framework.
            if passage.place.origin != Origin::Report || passage.source().is_none() {
                continue;
            }
            let (word, _) = target.what.words();
            let remark =
                Remark::new(format!("no text mentions {word} {}, ‘{}’", target.name, target.title)).help("say in the text what it shows");
            found.say(remark.at(passage, 0..passage.words.len(), ""));
        }
    }
}

/// The caption of a table or chart, unless a text beside it points to it.
fn caption(reading: &Reading, target: &Target) -> Option<usize> {
    let own = |passage: &&super::reading::Passage| {
        passage.kind == Kind::Caption && matches!(passage.place.home, Home::Table | Home::Figure) && passage.words == target.title
    };
    let at = reading.passages.iter().position(|passage| own(&passage))?;
    // What stands right below a heading is what the heading is about.
    if at.checked_sub(1).is_some_and(|before| reading.passages[before].kind == Kind::Heading) {
        return None;
    }
    let part = reading.passages[at].place.part;
    let beside = |passage: &&super::reading::Passage| passage.kind == Kind::Text && passage.place.part == part;
    let points = |passage: &super::reading::Passage| (0..passage.tokens.len()).any(|at| passage.is_word(at, POINTERS));
    let before = reading.passages[..at].iter().rev().filter(beside).take(2);
    let after = reading.passages[at..].iter().filter(beside).take(1);
    (!before.chain(after).any(points)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::UnmentionedFigure;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn is_silent_where_a_text_points_to_it() {
        for text in
            ["The table below shows it.", "See [[table caseload]].", "They were as follows:", "Table 1 has more.\n\nGood work was done."]
        {
            let said = run(&UnmentionedFigure, &sample(Sample::File("foreword.md"), &format!("{text}\n\n{{table: caseload}}\n")));
            assert_eq!(said, Vec::<String>::new(), "{text}");
        }
    }
}
