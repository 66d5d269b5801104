//! 'NOMIS: …', and NOMIS stands nowhere: a short form that is listed and not used.

use std::collections::{BTreeMap, BTreeSet};

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
        let used = Used::new(terms);
        for (at, listed) in terms.listed.iter().enumerate().filter(|(_, listed)| listed.short) {
            // The programme's own short form is on every page.
            let own = listed.form == reading.framework.short || listed.form == reading.programme.inspectorate_short;
            if own || used.has(reading, terms, at) {
                continue;
            }
            let passage = &reading.passages[listed.passage];
            let alone = used.forms.get(&listed.entry) == Some(&1);
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

/// What texts use of the lists, looked up once for all forms.
struct Used<'t> {
    /// How many forms an entry has.
    forms: BTreeMap<usize, usize>,
    /// The entries of which a form is used.
    entries: BTreeSet<usize>,
    /// The used forms, and the words that they have.
    words: BTreeSet<&'t str>,
}

impl<'t> Used<'t> {
    fn new(terms: &'t Terms) -> Self {
        let mut used = Self { forms: BTreeMap::new(), entries: BTreeSet::new(), words: BTreeSet::new() };
        for listed in &terms.listed {
            *used.forms.entry(listed.entry).or_default() += 1;
        }
        for listed in terms.uses.iter().filter_map(|found| terms.listed.get(found.listed?)) {
            used.entries.insert(listed.entry);
            used.words.insert(&listed.form);
            used.words.extend(listed.form.split(' '));
        }
        used
    }

    /// Whether a listed form stands outside the lists, on its own or in another one.
    fn has(&self, reading: &Reading, terms: &Terms, at: usize) -> bool {
        let listed = &terms.listed[at];
        // The same form in both lists counts once; a longer form uses the shorter: 'HMI' in 'HMI Probation'.
        let itself = self.words.contains(&*listed.form);
        // 'RoH work' beside 'RoH' in one entry.
        let shorter = listed.form.contains(' ') && self.entries.contains(&listed.entry);
        // A glossary explains the thing and not the letters.
        let glossary = reading.passages[listed.passage].place.home == Home::Glossary;
        itself || shorter || glossary && !listed.long.is_empty() && stands_outside(reading, &listed.long)
    }
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
