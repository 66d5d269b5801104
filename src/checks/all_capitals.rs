//! 'PAT MORROW': several words in capitals.

use super::reading::Reading;
use super::reading::terms::is_known;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct AllCapitals;

static ABOUT: About = About {
    name: "all-capitals",
    line: "several words in a row are in capitals",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Runs of two or more words in capitals that are no short forms, in texts, and titles of the framework (told once).",
    matters: "Capitals are hard to read for many people, and some screen readers spell them out. If a title is to look so, the theme can do it.",
    mend: "Write capitals and small letters.",
    example: Example { what: Sample::Finding, wrong: "It was told to PAT MORROW at once.", right: "It was told to Pat Morrow at once." },
};

impl Check for AllCapitals {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let terms = reading.terms();
        let listed = |word: &str| is_known(word) || terms.listed.iter().any(|listed| listed.form == word);
        for passage in reading.typed() {
            let mut at = 0;
            while at < passage.tokens.len() {
                if !is_loud(passage.word(at)) {
                    at += 1;
                    continue;
                }
                let run = (at..passage.tokens.len()).take_while(|at| is_loud(passage.word(*at))).count();
                let words: Vec<&str> = (at..at + run).map(|at| passage.word(at)).filter(|word| !listed(word)).collect();
                let long = words.iter().filter(|word| word.chars().count() > 3).count();
                if words.len() > 1 && long > 0 && words.iter().map(|word| word.len()).sum::<usize>() > 8 {
                    let range = passage.bytes(at, at + run - 1);
                    let written = &passage.words[range.clone()];
                    found.say(
                        Remark::new(format!("‘{written}’ is in capitals")).at(passage, range, "").help("write capitals and small letters"),
                    );
                }
                at += run;
            }
        }
        let loud = |title: &str| title.split(' ').filter(|word| word.len() > 3 && is_loud(word)).count() > 1;
        let sections = reading.framework.sections.iter().map(|section| &section.title);
        let titles: Vec<_> = sections
            .chain(reading.framework.criteria().map(|(_, criterion)| &criterion.title))
            .filter(|title| loud(&title.value))
            .collect();
        if let Some(first) = titles.first() {
            let more = if titles.len() > 1 { format!(", and {} more titles", titles.len() - 1) } else { String::new() };
            found.say(
                Remark::new(format!("the title ‘{}’ is in capitals{more}", first.value))
                    .at_span(first.span, "")
                    .help("write capitals and small letters; a theme can set headings in capitals"),
            );
        }
    }
}

fn is_loud(word: &str) -> bool {
    word.chars().all(|c| c.is_uppercase() || matches!(c, '’' | '-' | '\'')) && word.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use super::AllCapitals;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(&AllCapitals, &[("It was PAT MORROW again.", "PAT MORROW"), ("This is VERY IMPORTANT indeed.", "VERY IMPORTANT")]);
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(&AllCapitals, &["The PPO and the NPS ART came. It is NOT so. OMI PPO. A PPO ART UK plan.", "Mr McArthur came."]);
    }
}
