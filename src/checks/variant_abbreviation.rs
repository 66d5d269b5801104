//! 'LOR' for '`LoR`', 'OMI2' for 'OMI 2', 'MAPPAs': a short form that is not written as the list has it.

use std::collections::BTreeMap;

use super::reading::style::is_capitals;
use super::reading::terms::{Ending, Listed, Terms, Use, id, without_ending};
use super::reading::{Origin, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct VariantAbbreviation;

static ABOUT: About = About {
    name: "variant-abbreviation",
    line: "a short form is not written as the list has it",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Short forms that differ from a listed one in capitals, blanks or hyphens only (‘LOR’ for ‘LoR’, ‘OMI2’ for ‘OMI 2’), plurals of what is a plural already (‘MAPPAs’, where \
             the last A is ‘Arrangements’), and plurals with an apostrophe (‘PPO’s were’).",
    matters: "Readers who look for the variant in the list do not find it.",
    mend: "Write it as the list does.",
    example: Example { what: Sample::Finding, wrong: "All PPo cases had a plan.", right: "All PPO cases had a plan." },
};

impl Check for VariantAbbreviation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let terms = reading.terms();
        let mut variants: BTreeMap<(String, String), Vec<_>> = BTreeMap::new();
        for (index, passage) in reading.passages.iter().enumerate() {
            if passage.place.origin == Origin::Made || passage.source().is_none() {
                continue;
            }
            for found in terms.uses_in(index) {
                if let Some(right) = wrong_use(terms, passage, found) {
                    let bytes = passage.bytes(found.tokens.start, found.tokens.end - 1);
                    let written = passage.words.get(bytes.clone()).unwrap_or_default().to_owned();
                    variants.entry((written, right)).or_default().push((passage, bytes));
                }
            }
        }
        // 'Oasys' has one capital only.
        let mixed: Vec<&Listed> = terms.listed.iter().filter(|listed| is_mixed(&listed.form)).collect();
        for (passage, at) in reading.places_of(mixed.iter().map(|listed| id(&listed.form))).filter(|(passage, _)| passage.is_typed()) {
            let word = passage.word(at);
            let lone = word.len() > 2 && word.starts_with(char::is_uppercase) && !is_capitals(word);
            if let Some(listed) = mixed.iter().find(|listed| lone && listed.form.eq_ignore_ascii_case(word)) {
                variants.entry((word.to_owned(), listed.form.clone())).or_default().push((passage, passage.tokens[at].range()));
            }
        }
        for ((written, right), places) in variants {
            let Some((passage, bytes)) = places.first() else { continue };
            let times = if places.len() > 1 { format!(" ({} times)", places.len()) } else { String::new() };
            found.say(
                Remark::new(format!("‘{written}’ should be written ‘{right}’{times}"))
                    .at(passage, bytes.clone(), "")
                    .help(format!("write ‘{right}’, as the list has it")),
            );
        }
    }
}

/// How a short form in a text should have been written, if it is not.
fn wrong_use(terms: &Terms, passage: &Passage, found: &Use) -> Option<String> {
    let Some(listed) = found.listed.and_then(|at| terms.listed.get(at)) else {
        return listed_like(terms, &found.form).map(|listed| listed.form.clone());
    };
    if found.ending == Ending::Plural && is_plural(listed) {
        return Some(listed.form.clone());
    }
    let last = passage.word(found.tokens.end - 1);
    let apostrophe = last.ends_with("’s") || last.ends_with("'s");
    (apostrophe && passage.is_word(found.tokens.end, &["were", "are", "have"])).then(|| format!("{}s", listed.form))
}

/// Whether the word of the last letter is a plural: 'Arrangements' in MAPPA.
fn is_plural(listed: &Listed) -> bool {
    let last = listed.long.rsplit([' ', '-']).next().unwrap_or_default().to_lowercase();
    let letter = listed.form.chars().next_back().map(|c| c.to_ascii_lowercase());
    last.ends_with('s') && !last.ends_with("ss") && !last.ends_with("us") && !last.ends_with("is") && last.chars().next() == letter
}

/// The listed short form that differs from a form in capitals, blanks and hyphens only, if the form itself is not listed.
pub(super) fn listed_like<'t>(terms: &'t Terms, form: &str) -> Option<&'t Listed> {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>();
    let own = plain(form);
    let singular = own.strip_suffix('S').filter(|_| !without_ending(form).0.ends_with('s') && own.len() > 3);
    terms.listed.iter().filter(|listed| listed.short).find(|listed| {
        let like = plain(&listed.form);
        like == own || singular == Some(like.as_str())
    })
}

fn is_mixed(form: &str) -> bool {
    is_capitals(form) && form.contains(char::is_lowercase) && form.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::VariantAbbreviation;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    const LIST: &str = "PPO: prolific and other priority offender\nOASys: Offender Assessment System\nOMI 2: Offender Management Inspection 2\n\
                        MAPPA: Multi-Agency Public Protection Arrangements\nART: Aggression Replacement Training\n";

    fn with_list(text: &str) -> Vec<String> {
        run(&VariantAbbreviation, &sample(Sample::Finding, text).with("reports/surrey-2008/abbreviations.yaml", LIST))
    }

    #[test]
    fn fires_on_other_capitals_and_blanks() {
        fires(&VariantAbbreviation, &[("All PPo cases.", "PPo"), ("The PPO’s were late.", "PPO’s"), ("The PPOS came.", "PPOS")]);
        for (text, words) in
            [("An Oasys form.", "Oasys"), ("In OMI2.", "OMI2"), ("MAPPAs were used.", "MAPPAs"), ("An OASYS form.", "OASYS")]
        {
            let said = with_list(text);
            assert!(said.len() == 1 && said[0].starts_with(&format!("[{words}]")), "{text} {said:?}");
        }
    }

    #[test]
    fn is_silent_on_forms_as_listed() {
        silent(&VariantAbbreviation, &["PPOs, the PPO’s plan, all PPOs’ plans, PPO-led work. An Art class. The art of it."]);
        assert_eq!(
            with_list("MAPPA were used; OASys forms; OMI 2 and the OMI 2’s; MAPPA’s work; an OASys-based plan; Art."),
            Vec::<String>::new()
        );
    }
}
