//! 'OGRS2: Offender Group Reconviction Scale': letters or figures of a short form that nothing in its expansion stands for.

use super::reading::{Home, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct DoubtfulExpansion;

static ABOUT: About = About {
    name: "doubtful-expansion",
    line: "letters of a short form do not stand in what it stands for",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "The letters and figures of each short form in the list of abbreviations, which must stand in its expansion, in their order; expansions that run into a figure (‘Score2’), and the names of a few orders of the courts that are often given wrongly (SOPO, IPP).",
    matters: "Where a letter has nothing to stand for, the expansion is wrong, or another short form was meant.",
    mend: "Correct the expansion or the short form.",
    example: Example {
        what: Sample::File("abbreviations.yaml"),
        wrong: "OGRS2: Offender Group Reconviction Scale\n",
        right: "OGRS2: Offender Group Reconviction Scale, version 2\n",
    },
};

impl Check for DoubtfulExpansion {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for listed in reading.terms().listed.iter().filter(|listed| listed.short && !listed.long.is_empty()) {
            let passage = &reading.passages[listed.passage];
            // 'RoH work' beside 'RoH' in one entry.
            if listed.form.contains(' ') && listed.bytes.len() < passage.words.len() {
                continue;
            }
            let missing = missing(&listed.form, &listed.long);
            let joined = runs_into_figure(&listed.long);
            let lower = listed.long.to_lowercase();
            let official =
                OFFICIAL.iter().find(|(form, word, _)| *form == listed.form && !word.split('|').any(|word| lower.contains(word)));
            let Some(message) = missing
                .map(|letter| format!("nothing in ‘{}’ stands for the {letter} of ‘{}’", listed.long, listed.form))
                .or_else(|| joined.map(|word| format!("‘{word}’ in ‘{}’ wants a space before its figure", listed.long)))
                .or_else(|| official.map(|(form, _, name)| format!("{form} is in law the {name}, and here ‘{}’", listed.long)))
            else {
                continue;
            };
            if passage.place.home != Home::Abbreviations && !listed.long.contains(' ') {
                continue;
            }
            found.say(Remark::new(message).at(passage, listed.bytes.clone(), "").help("correct the expansion or the short form"));
        }
    }
}

/// Orders and sentences that are often named wrongly: the short form, words of which the name must have one, and the name.
const OFFICIAL: &[(&str, &str, &str)] = &[
    ("IPP", "prison|sentence", "sentence of imprisonment for public protection"),
    ("SHPO", "sexual", "sexual harm prevention order"),
    ("SOPO", "sexual", "sexual offences prevention order"),
];

/// The first letter or figure of a short form that its expansion has not got after the ones before.
fn missing(form: &str, long: &str) -> Option<char> {
    let mut rest = long.chars().flat_map(char::to_lowercase);
    form.chars().filter(|c| c.is_alphanumeric()).find(|c| {
        let wanted = c.to_lowercase().next().unwrap_or(*c);
        !rest.any(|c| c == wanted)
    })
}

/// A word of letters that ends in a figure: 'Score2'.
fn runs_into_figure(long: &str) -> Option<&str> {
    long.split(' ').find(|word| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        letters.len() < word.len() && letters.len() > 3 && letters.chars().skip(1).all(char::is_lowercase)
    })
}

#[cfg(test)]
mod tests {
    use super::DoubtfulExpansion;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn list(entries: &str) -> Vec<String> {
        run(&DoubtfulExpansion, &sample(Sample::File("abbreviations.yaml"), entries))
    }

    #[test]
    fn fires_on_letters_without_a_word() {
        for entry in [
            "PPO: prolific offender",
            "OGRS2: Offender Group Reconviction Scale",
            "OGRS2: Offender Group Reconviction Score2",
            "NPD: National Probation Service",
            "SOPO: Sex offender prevention order",
        ] {
            assert_eq!(list(&format!("{entry}\n")).len(), 1, "{entry}");
        }
    }

    #[test]
    fn is_silent_on_expansions_that_fit() {
        for entry in [
            "PPO: prolific and other priority offender",
            "OASys/eOASys: Offender Assessment System/electronic Offender Assessment System",
            "LSI-R: Level of Service Inventory-Revised",
            "HMI Probation: Her Majesty's Inspectorate of Probation",
            "NACRO: National Association for the Care and Resettlement of Offenders",
            "Ofsted: Office for Standards in Education",
            "RoH: risk of harm",
            "HQ: headquarters",
            "SOPO: Sexual Offences Prevention Order",
            "IPP: Imprisonment for public protection",
            "OMI 2: Offender Management Inspection 2",
        ] {
            assert_eq!(list(&format!("{entry}\n")), Vec::<String>::new(), "{entry}");
        }
    }
}
