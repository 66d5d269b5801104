//! 'Multi-agency Public Protection Arrangements' in the text, 'Multi-Agency …' in the list: what a short form stands for, not as listed.

use std::ops::Range;

use super::reading::terms::{Listed, ids};
use super::reading::{Home, Kind, Origin, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct TermVariant;

static ABOUT: About = About {
    name: "term-variant",
    line: "what a short form stands for is written out in another way than in the list",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "The words that a listed short form stands for, wherever texts write them out with capitals: other capitals or hyphens than the list has, or one other word that begins with the same letter. Once for each \
             short form. All in lower case is right anywhere.",
    matters: "Readers ask themselves whether ‘Arrangements’ and ‘Agreements’ are two things.",
    mend: "Write it as the list does, or correct the list.",
    example: Example {
        what: Sample::Finding,
        wrong: "The Prolific and other Priority offender had a plan.",
        right: "The prolific and other priority offender had a plan.",
    },
};

impl Check for TermVariant {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let terms = reading.terms();
        for listed in terms.listed.iter().filter(|listed| listed.short && listed.long.contains([' ', '-'])) {
            let places = variants(reading, listed);
            let Some((passage, bytes)) = places.first() else { continue };
            let written = passage.words.get(bytes.clone()).unwrap_or_default();
            let times = if places.len() > 1 { format!(" ({} places)", places.len()) } else { String::new() };
            found.say(
                Remark::new(format!("‘{written}’ is ‘{}’ in the list{times}", listed.long))
                    .at(passage, bytes.clone(), "")
                    .help(format!("write it as the list does under ‘{}’, or correct the list", listed.form)),
            );
        }
    }
}

/// Where texts write out what a short form stands for, in another way.
fn variants<'r, 'a>(reading: &'r Reading<'a>, listed: &Listed) -> Vec<(&'r Passage<'a>, Range<usize>)> {
    let words = ids(&listed.long);
    let spaced = ids(&listed.long.replace('-', " "));
    let readable = |passage: &Passage| {
        let place = passage.place;
        place.origin != Origin::Made
            && passage.source().is_some()
            && passage.kind != Kind::Heading
            && !matches!(place.home, Home::Abbreviations | Home::People)
    };
    let mut found = Vec::new();
    let firsts = words.first().into_iter().chain(spaced.first()).copied();
    for (passage, at) in reading.places_of(firsts).filter(|(passage, _)| readable(passage)) {
        let Some(length) = [&words, &spaced].into_iter().find(|words| is_like(passage, at, words)).map(Vec::len) else { continue };
        let bytes = passage.bytes(at, at + length - 1);
        let written = passage.words.get(bytes.clone()).unwrap_or_default();
        // 'Public Protection Agreements (MAPPA)': `conflicting-expansion` says it.
        let said = ids(written) != words && ids(&written.replace('-', " ")) != spaced;
        let explained = passage.is_mark(at + length, '(') && passage.word(at + length + 1).trim_end_matches('s') == listed.form;
        if said && explained {
            continue;
        }
        if differs(written, &listed.long) {
            found.push((passage, bytes));
        }
    }
    found
}

/// Whether words stand here, all of them or, where there are three or more, all but one that is a name's and begins with the same letter.
fn is_like(passage: &Passage, at: usize, words: &[u64]) -> bool {
    let row = &passage.ids;
    if words.is_empty() || row[at] != words[0] || at + words.len() > row.len() {
        return false;
    }
    let here = &row[at..at + words.len()];
    here == words
        || words.len() > 2
            && passage.word(at + words.len() - 1).starts_with(char::is_uppercase)
            && here[..words.len() - 1] == words[..words.len() - 1]
}

/// Whether a text writes something in another way than the list: not all in lower case, not the same but for its first letter.
fn differs(written: &str, long: &str) -> bool {
    let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<String>();
    let tail = |text: &str| text.chars().skip(1).collect::<String>();
    let plain = |text: &str| text.replace(['\u{2019}', '\u{a0}'], " ");
    let (written, long) = (plain(written), plain(long));
    if lower(&written) != lower(&long) && lower(&written).replace('-', " ") != lower(&long).replace('-', " ") {
        // Another last word: not its plural or singular.
        let last = |text: &str| text.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let (one, two) = (last(&written), last(&long));
        // 'Inspectorate of Prisons' is no way to write 'Inspectorate of Probation'.
        let body = written.rsplit(' ').nth(1).is_some_and(|before| before == "of" || before == "for");
        return !body && one.chars().next() == two.chars().next() && !one.starts_with(&two) && !two.starts_with(&one) && one.len() > 2;
    }
    let all_lower = tail(&written) == lower(&tail(&written));
    let shouted = !written.contains(char::is_lowercase);
    // 'Director of Human Resources' is a name, and the list has a common noun.
    let name = long == lower(&long) && written.split(' ').all(|word| word.len() < 4 || word.starts_with(char::is_uppercase));
    !all_lower && !shouted && !name && tail(&written) != tail(&long)
}

#[cfg(test)]
mod tests {
    use super::TermVariant;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    #[test]
    fn fires_on_other_capitals_hyphens_and_words() {
        fires(
            &TermVariant,
            &[
                ("The Prolific and other Priority Offender came.", "Prolific and other Priority Offender"),
                ("The Aggression Replacement Treatment was new.", "Aggression Replacement Treatment"),
                ("The Aggression replacement training was new.\n\nAggression replacement Training.", "Aggression replacement Training"),
            ],
        );
        let bodies = "HMI: Her Majesty’s Inspectorate of Probation\n";
        let report = sample(Sample::File("abbreviations.yaml"), bodies)
            .with("reports/surrey-2008/foreword.md", "HMI told Her Majesty’s Inspectorate of Prisons.\n");
        assert_eq!(run(&TermVariant, &report), Vec::<String>::new());
        let list = "MAPPA: Multi-Agency Public Protection Arrangements\n";
        let said = run(
            &TermVariant,
            &sample(Sample::Finding, "Multi Agency Public Protection Arrangements.").with("reports/surrey-2008/abbreviations.yaml", list),
        );
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!(
            run(&TermVariant, &sample(Sample::Finding, "The Aggression Replacement Treatment (ART) was new.")),
            Vec::<String>::new()
        );
    }

    #[test]
    fn is_silent_on_the_listed_way_and_on_lower_case() {
        silent(
            &TermVariant,
            &[
                "The prolific and other priority offender. Prolific and other priority offenders. Aggression Replacement Training.",
                "AGGRESSION REPLACEMENT TRAINING. Aggression Replacement Trainings. The aggression replacement.",
            ],
        );
    }
}
