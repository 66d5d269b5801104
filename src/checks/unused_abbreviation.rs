//! 'NOMIS: …', and NOMIS stands nowhere: a short form that is listed and not used.

use super::reading::terms::Terms;
use super::reading::{Home, Reading};
use super::unused_term::stands_outside;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UnusedAbbreviation;

static ABOUT: About = About {
    name: "unused-abbreviation",
    line: "a short form is listed and not used",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Every short form of the list of abbreviations and of the glossary, each of several in one entry (‘OASys/eOASys’) for itself. It must stand in the report outside these lists; of a glossary’s entry it is enough if the words do that it stands for.",
    matters: "A list is taken over from the last report, and grows. Readers read what they do not need.",
    mend: "Take the entry out.",
    example: Example {
        what: Sample::File("abbreviations.yaml"),
        wrong: "IoE: Inspectorate of Examples\nOMI: offender management inspection\nNOMIS: National Offender Management Information System\n",
        right: "OMI: offender management inspection\n",
    },
};

impl Check for UnusedAbbreviation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let terms = reading.terms();
        for (at, listed) in terms.listed.iter().enumerate().filter(|(_, listed)| listed.short) {
            // The programme's own short form is on every page.
            let own = listed.form == reading.framework.short || listed.form == reading.programme.inspectorate_short;
            if own || is_used(reading, terms, at) {
                continue;
            }
            let passage = &reading.passages[listed.passage];
            let alone = terms.listed.iter().filter(|other| other.entry == listed.entry).count() == 1;
            let list = if passage.place.home == Home::Glossary { "glossary.yaml" } else { "abbreviations.yaml" };
            let help =
                if alone { format!("take it out of {list}") } else { format!("take ‘{}’ out of this entry in {list}", listed.form) };
            found.say(
                Remark::new(format!("‘{}’ is explained, but the report does not use it", listed.form))
                    .at(passage, listed.bytes.clone(), "")
                    .help(help),
            );
        }
    }
}

/// Whether a listed form stands outside the lists, on its own or in another one.
fn is_used(reading: &Reading, terms: &Terms, at: usize) -> bool {
    let used = |at: usize| terms.uses.iter().any(|found| found.listed == Some(at));
    let listed = &terms.listed[at];
    let others = || terms.listed.iter().enumerate().filter(move |(other, _)| *other != at);
    // The same form in both lists counts once; a longer form uses the shorter: 'HMI' in 'HMI Probation'.
    let elsewhere =
        others().any(|(other, known)| (known.form == listed.form || known.form.split(' ').any(|part| part == listed.form)) && used(other));
    // 'RoH work' beside 'RoH' in one entry.
    let shorter = listed.form.contains(' ') && others().any(|(other, known)| known.entry == listed.entry && used(other));
    // A glossary explains the thing and not the letters.
    let glossary = reading.passages[listed.passage].place.home == Home::Glossary;
    used(at) || elsewhere || shorter || glossary && !listed.long.is_empty() && stands_outside(reading, &listed.long)
}

#[cfg(test)]
mod tests {
    use super::UnusedAbbreviation;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn with_list(text: &str, list: &str) -> Vec<String> {
        run(&UnusedAbbreviation, &sample(Sample::Finding, text).with("reports/surrey-2008/abbreviations.yaml", list))
    }

    #[test]
    fn fires_on_what_no_text_uses() {
        assert_eq!(with_list("A plan.", "PPO: prolific offender\n"), ["[PPO] ‘PPO’ is explained, but the report does not use it"]);
        let said = with_list("An OASys form.", "OASys/eOASys: Offender Assessment System/electronic OASys\n");
        assert_eq!(said, ["[eOASys] ‘eOASys’ is explained, but the report does not use it"]);
    }

    #[test]
    fn is_silent_on_what_is_used_in_any_form() {
        for (text, list) in [
            ("All PPOs.", "PPO: prolific offender\n"),
            ("The PPO’s plan.", "PPO: prolific offender\n"),
            ("PPO-led work.", "PPO: prolific offender\n"),
            ("An LSI-R form.", "LSI-R: Level of Service Inventory-Revised\n"),
            ("HMI Probation came.", "HMI: Her Majesty’s Inspectorate\nHMI Probation: Her Majesty’s Inspectorate of Probation\n"),
            ("In OMI 2.", "OMI 2: Offender Management Inspection 2\n"),
        ] {
            assert_eq!(with_list(text, list), Vec::<String>::new(), "{text}");
        }
    }
}
