//! TODO, XX, '??': a mark that somebody left for later; 'Example …, to be replaced': a text of a skeleton.

use std::ops::Range;

use super::reading::terms::id;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::{Severity, Span};
use crate::model::report::State;

/// See the module.
#[derive(Debug)]
pub(super) struct MarkLeftBehind;

static ABOUT: About = About {
    name: "mark-left-behind",
    line: "a mark stands in the text that somebody left for later",
    severity: Severity::Error,
    languages: Languages::MoreInEnglish,
    checks: "TODO, TBC, XX, ‘??’, [insert …], ‘Error! Reference source not found’, filler text, the marks of tracked changes, and the example texts that `bluebook new report` writes, in any report that is no longer being written (`state: working`).",
    matters: "They have been published.",
    mend: "Put in what is missing, or take the mark out.",
    example: Example { what: Sample::Finding, wrong: "In XX% of cases the plan was late.", right: "In 36% of cases the plan was late." },
};

impl Check for MarkLeftBehind {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        if reading.report.state == State::Working {
            return;
        }
        examples(&reading.report.slug, found);
        if !found.in_english() {
            return;
        }
        let crosses = |word: &str| word.bytes().all(|b| matches!(b, b'x' | b'X'));
        let crosses = reading.vocabulary().filter(|(word, _)| crosses(word)).map(|(_, id)| id);
        // Where the last one ended.
        let mut past = (0, 0);
        for (passage, at) in reading.places_of(OPENING.iter().map(|word| id(word)).chain(crosses)).filter(|(passage, _)| passage.is_typed())
        {
            if (passage.index, at) < past {
                continue;
            }
            let Some(last) = mark(passage, at) else { continue };
            let range = passage.bytes(at, last);
            if !passage.is_marked(&range, |mark| matches!(mark, super::reading::Mark::Code)) {
                let written = &passage.words[range.clone()];
                found.say(
                    Remark::new(format!("‘{written}’ was left behind"))
                        .at(passage, range, "")
                        .help("put in what is missing, or take it out"),
                );
            }
            past = (passage.index, last + 1);
        }
    }
}

/// What a skeleton has in places where no sentence can stand.
const SHORT_EXAMPLES: [&str; 2] = ["area: Example Area", "978-0-00-000000-2"];

/// One of these stands wherever an example does.
const SIGNS: [&str; 2] = ["xample", "978-0-00-000000-2"];

/// Example texts of a skeleton, wherever in the report's files they stand: not all of them are printed where checks read.
fn examples(slug: &str, found: &mut Found) {
    let sources = found.sources;
    let folder = format!("reports/{slug}/");
    for (file, source) in sources.iter().filter(|(_, source)| source.path.contains(&folder)) {
        let text = &source.text;
        let mut signs: Vec<usize> = SIGNS.iter().flat_map(|sign| text.match_indices(sign)).map(|(at, _)| at).collect();
        signs.sort_unstable();
        let mut past = 0;
        for at in signs {
            // One line may have several.
            if at < past {
                continue;
            }
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            past = text[at..].find('\n').map_or(text.len(), |end| at + end);
            let line = &text[start..past];
            if let Some(range) = example(line) {
                let example = &line[range.clone()];
                let remark = Remark::new(format!("the example ‘{example}’ was left behind"));
                let span = Span::new(file, start + range.start..start + range.end);
                found.say(remark.at_span(span, "").help("write what belongs to this report in its place, or take it out"));
            }
        }
    }
}

/// The example that a line holds.
fn example(line: &str) -> Option<Range<usize>> {
    if line.trim_start().starts_with('#') {
        return None;
    }
    let short = SHORT_EXAMPLES.into_iter().find_map(|words| line.find(words).map(|at| at..at + words.len()));
    short.or_else(|| {
        let start = ["Example ", "example "].into_iter().filter_map(|word| line.find(word)).chain(line.find("example,")).min()?;
        let end = start + line[start..].find(", to be replaced")? + ", to be replaced".len();
        // Within one sentence.
        (!line[start..end].contains(". ")).then_some(start..end)
    })
}

/// Whether a word in capitals stands for something to be done, and is no short form.
fn is_sign(word: &str) -> bool {
    matches!(word, "TODO" | "FIXME" | "TBC" | "TBD" | "TBA")
}

/// Whether a token belongs to such a mark, so that nothing else need be said of it.
pub(super) fn is_left_behind(passage: &Passage, token: usize) -> bool {
    (token.saturating_sub(12)..=token).any(|at| mark(passage, at).is_some_and(|last| last >= token))
}

/// What such marks begin with, but for words of X.
const OPENING: &[&str] = &["todo", "fixme", "tbc", "tbd", "tba", "lorem", "?", "error", "{", "<", ">", "["];

/// What square brackets hold that are to be filled.
const TO_FILL: &[&str] = &[
    "add",
    "check",
    "complete",
    "confirm",
    "date",
    "delete",
    "figure",
    "insert",
    "name",
    "number",
    "query",
    "ref",
    "reference",
    "tbc",
    "update",
    "xref",
];

/// The last token of a mark that begins at a token.
fn mark(passage: &Passage, at: usize) -> Option<usize> {
    let word = passage.word(at);
    let label = at > 0 && passage.is_word(at - 1, &["article", "chapter", "part", "schedule", "century", "section", "volume", "size"]);
    if is_sign(word) || word.len() > 1 && !label && (word.chars().all(|c| c == 'X') || word.len() > 2 && word.chars().all(|c| c == 'x')) {
        return Some(at);
    }
    if passage.says(at, &["lorem", "ipsum"]) {
        return Some(at + 1);
    }
    let same = |mark: char, count: usize| {
        (at..at + count).all(|at| passage.is_mark(at, mark)) && (at..at + count - 1).all(|at| passage.joined(at))
    };
    if same('?', 2) {
        return Some((at..passage.tokens.len()).take_while(|at| passage.is_mark(*at, '?')).last().unwrap_or(at + 1));
    }
    let broken = [["Reference", "source"], ["Bookmark", "not"], ["No", "text"]];
    if word == "Error" && passage.is_mark(at + 1, '!') && broken.iter().any(|words| passage.says(at + 2, words)) {
        return Some(at + 3);
    }
    // {++ ++}, {-- --}, {>> <<}, <<<<<<<.
    let run = |from: usize, sign: char| {
        (from..from + 10).take_while(|at| passage.is_mark(*at, sign) && (*at == from || passage.joined(at - 1))).last()
    };
    if passage.is_mark(at, '{') && passage.joined(at) {
        let sign = ['+', '-', '–', '~', '>'].into_iter().find_map(|sign| run(at + 1, sign));
        if sign.is_some() {
            return sign;
        }
    }
    if let Some(sign) = ['<', '>'].into_iter().find(|sign| same(*sign, 4)) {
        return run(at, sign);
    }
    if passage.is_mark(at, '[') && passage.is_word(at + 1, TO_FILL) {
        let close = (at + 2..passage.tokens.len().min(at + 12)).find(|at| passage.is_mark(*at, ']'))?;
        // '[name]' alone stands for a name that was left out of a quotation.
        let kept = close == at + 2 && passage.is_word(at + 1, &["name", "number", "date"]);
        return (!kept).then_some(close);
    }
    (passage.is_mark(at, '[') && passage.is_mark(at + 1, '?') && passage.is_mark(at + 2, ']')).then_some(at + 2)
}

#[cfg(test)]
mod tests {
    use super::MarkLeftBehind;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &MarkLeftBehind,
            &[
                ("TODO write this.", "TODO"),
                ("In XX% of cases.", "XX"),
                ("It was late ?? in May.", "??"),
                ("It cost £xxx then.", "xxx"),
                ("As [insert number] cases show.", "[insert number]"),
                ("It was [TBC].", "[TBC]"),
                ("Lorem ipsum dolor.", "Lorem ipsum"),
                ("In Error! Reference source not found.", "Error! Reference source"),
                ("It was {++ very ++} late.", "{++"),
                ("It was <<<<<<< late.", "<<<<<<<"),
            ],
        );
    }

    #[test]
    fn examples_of_a_skeleton_are_known() {
        let found = |line: &str| super::example(line).map(|range| line[range].to_owned());
        for (line, example) in [
            ("      - Example finding (with EX), to be replaced. Say what.\n", "Example finding (with EX), to be replaced"),
            ("EX: example, to be replaced by what EX stands for", "example, to be replaced"),
            ("  - ['Example of a row, to be replaced', '0']", "Example of a row, to be replaced"),
            ("area: Example Area", "area: Example Area"),
        ] {
            assert_eq!(found(line).as_deref(), Some(example));
        }
        for line in [
            "# Example finding, to be replaced.",
            "An example was the lock. It was old, to be replaced soon.",
            "For example, it was to be replaced.",
        ] {
            assert_eq!(found(line), None);
        }
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &MarkLeftBehind,
            &[
                "Was it late? In size XX; in Article XX. My [name] tutor; [sic]; [the worker].",
                "It was `TODO`. 20th century; AXX. [Name] said so.",
                "What?! No error! Reference was made to it? No: an error, reference 2.",
            ],
        );
    }
}
