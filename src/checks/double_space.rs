//! Two blanks where one belongs.

use super::reading::Reading;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::{FileId, Severity};

/// See the module.
#[derive(Debug)]
pub(super) struct DoubleSpace;

static ABOUT: About = About {
    name: "double-space",
    line: "two blanks stand where one belongs",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "Blanks within a line of text, told once for each file with how many there are. Blanks at the ends of lines and in tables do not count.",
    matters: "On a printed line they make a hole, and words are not found by a search for the phrase.",
    mend: "Replace them all in the editor: two blanks by one.",
    example: Example { what: Sample::Finding, wrong: "Most plans  were late.", right: "Most plans were late." },
};

impl Check for DoubleSpace {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        // The first place of each file, and how many there are.
        let mut files: Vec<(FileId, usize, Remark)> = Vec::new();
        for passage in reading.typed() {
            let Some(source) = passage.source() else { continue };
            for at in 0..passage.tokens.len().saturating_sub(1) {
                let (one, two) = (passage.tokens[at], passage.tokens[at + 1]);
                if passage.words.get(one.end..two.start) != Some("  ") {
                    continue;
                }
                if let Some((_, count, _)) = files.iter_mut().find(|(file, ..)| *file == source.file) {
                    *count += 1;
                } else {
                    let remark = Remark::new("").at(passage, passage.bytes(at, at + 1), "");
                    files.push((source.file, 1, remark.help("replace two blanks by one throughout the file")));
                }
            }
        }
        for (_, count, mut remark) in files {
            remark.message =
                if count == 1 { "two blanks in a row".to_owned() } else { format!("two blanks in a row, at {count} places of this file") };
            found.say(remark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DoubleSpace;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_once_for_each_file() {
        fires(&DoubleSpace, &[("Plans  were late.  So they were.", "Plans were")]);
    }

    #[test]
    fn is_silent_on_line_ends_and_indents() {
        silent(&DoubleSpace, &["Plans were  \nlate.\n\n- one\n  two\n\n| a  | b |\n|----|---|\n| c  | d |"]);
    }
}
