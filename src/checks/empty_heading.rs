//! A heading with nothing below it.

use super::reading::{Kind, Reading};
use super::{About, Check, Example, Found, Remark, Sample};
use crate::diag::Severity;
use crate::document::tree::{Block, BlockKind, SectionKind, plain_text, walk};

/// See the module.
#[derive(Debug)]
pub(super) struct EmptyHeading;

static ABOUT: About = About {
    name: "empty-heading",
    line: "a heading has nothing below it",
    severity: Severity::Warning,
    checks: "Headings inside texts. What stands below may be a paragraph, a list, a table, a chart, or a heading of a lower level.",
    matters: "The text was moved or never written; readers look for it.",
    mend: "Write the text, or take the heading out.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "Good work was done.\n\n## What comes next\n",
        right: "Good work was done.\n\n## What comes next\n\nThe area writes a plan.\n",
    },
};

impl Check for EmptyHeading {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut empty = Vec::new();
        walk(&reading.document.parts, &mut |block: &Block| {
            if let BlockKind::Section(section) = &block.kind
                && section.kind == SectionKind::Passage
                && section.blocks.is_empty()
            {
                empty.push((block.source, plain_text(&section.heading.text)));
            }
        });
        for (source, words) in empty {
            let passage = reading
                .passages
                .iter()
                .find(|passage| passage.kind == Kind::Heading && passage.source() == source && passage.words == words);
            let remark = Remark::new(format!("nothing stands below the heading ‘{words}’")).help("write the text, or take the heading out");
            found.say(match passage {
                Some(passage) => remark.at(passage, 0..passage.words.len(), ""),
                None => remark,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EmptyHeading;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn says(text: &str) -> Vec<String> {
        run(&EmptyHeading, &sample(Sample::File("foreword.md"), text))
    }

    #[test]
    fn fires_between_and_at_the_end() {
        assert_eq!(says("Good.\n\n## One\n\n## Two\n\nText.\n").len(), 1);
        assert_eq!(says("Good.\n\n## One\n\n### Two\n").len(), 1);
    }

    #[test]
    fn is_silent_where_something_stands() {
        for text in ["## One\n\n### Two\n\nText.\n", "## One\n\n- a\n", "## One\n\n{table: caseload}\n"] {
            assert_eq!(says(text), Vec::<String>::new(), "{text}");
        }
    }
}
