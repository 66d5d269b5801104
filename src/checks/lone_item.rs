//! 'Strengths:' over a single item, written by hand.

use super::reading::{Kind, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;
use crate::document::tree::{Block, BlockKind, SectionKind, plain_text, walk};

/// See the module.
#[derive(Debug)]
pub(super) struct LoneItem;

static ABOUT: About = About {
    name: "lone-item",
    line: "a heading or sentence announces several things, and one follows",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Headings inside texts that end in a plural, and sentences that end in ‘the following recommendations:’ or the like, with a list of one item below. Headings over findings and recommendations are made by bluebook and always fit.",
    matters: "An item was lost, or the heading was not changed.",
    mend: "Write the heading in the singular, or put back what is missing.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "## Strengths\n\n- Good work was done.\n",
        right: "## Strength\n\n- Good work was done.\n",
    },
};

impl Check for LoneItem {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut lone: Vec<(Option<crate::diag::Span>, String)> = Vec::new();
        let one_item = |block: &Block| matches!(&block.kind, BlockKind::List(list) if list.items.len() == 1);
        let plural = |text: &str| {
            let word = text.trim_end_matches([':', ' ']).rsplit(' ').next().unwrap_or_default().to_lowercase();
            PLURALS.contains(&word.as_str()) || text.to_lowercase().ends_with("areas for improvement")
        };
        walk(&reading.document.parts, &mut |block: &Block| {
            let BlockKind::Section(section) = &block.kind else { return };
            let words = plain_text(&section.heading.text);
            if section.kind == SectionKind::Passage && section.blocks.len() == 1 && one_item(&section.blocks[0]) && plural(&words) {
                lone.push((block.source, words));
            }
            for pair in section.blocks.windows(2) {
                if let BlockKind::Paragraph(paragraph) = &pair[0].kind
                    && one_item(&pair[1])
                {
                    let words = plain_text(&paragraph.content);
                    if words.ends_with(':') && plural(&words) {
                        lone.push((pair[0].source, words));
                    }
                }
            }
        });
        for (source, words) in lone {
            let Some(passage) = reading
                .passages
                .iter()
                .find(|passage| passage.source() == source && passage.words == words && matches!(passage.kind, Kind::Heading | Kind::Text))
            else {
                continue;
            };
            let Some(last) = passage.tokens.iter().rfind(|token| token.is_word()) else { continue };
            found.say(
                Remark::new(format!("‘{}’ announces several things, and one follows", passage.text(last)))
                    .at(passage, last.range(), "")
                    .help("write the singular, or put back what is missing"),
            );
        }
    }
}

/// What headings announce.
const PLURALS: &[&str] = &[
    "strengths",
    "improvements",
    "recommendations",
    "examples",
    "findings",
    "points",
    "issues",
    "concerns",
    "reasons",
    "areas",
    "priorities",
    "actions",
    "steps",
    "themes",
    "areas-for-improvement",
    "weaknesses",
    "objectives",
];

#[cfg(test)]
mod tests {
    use super::LoneItem;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn says(text: &str) -> Vec<String> {
        run(&LoneItem, &sample(Sample::File("foreword.md"), text))
    }

    #[test]
    fn fires_on_headings_and_sentences() {
        assert_eq!(says("## Our findings\n\n1. Good work was done.\n").len(), 1);
        assert_eq!(says("## Areas for improvement\n\n1. Plans were late.\n").len(), 1);
        assert_eq!(says("It was good for the following reasons:\n\n- Good work was done.\n").len(), 1);
    }

    #[test]
    fn is_silent_on_several_items_and_on_other_text() {
        for text in [
            "## Area for improvement\n\n- a\n",
            "## Strengths\n\n- a\n- b\n",
            "## Strength\n\n- a\n",
            "## Strengths\n\nSome text.\n\n- a\n",
            "It was so:\n\n- a\n",
        ] {
            assert_eq!(says(text), Vec::<String>::new(), "{text}");
        }
    }
}
