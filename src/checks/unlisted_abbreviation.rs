//! 'With her SPO's support': a short form that is neither listed nor explained.

use std::collections::BTreeMap;

use super::mark_left_behind::is_left_behind;
use super::reading::terms::{Terms, Use};
use super::reading::{Home, Origin, Reading};
use super::variant_abbreviation::listed_like;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::{Severity, suggest};

/// See the module.
#[derive(Debug)]
pub(super) struct UnlistedAbbreviation;

static ABOUT: About = About {
    name: "unlisted-abbreviation",
    line: "a short form is used and neither listed nor explained",
    severity: Severity::Warning,
    languages: Languages::MoreInEnglish,
    checks: "Every short form in capitals in the report and in its framework’s fixed wording. It must stand in the list of abbreviations or in the glossary, or be explained in brackets where \
             it is used: ‘senior probation officer (SPO)’. Plurals and possessives count with their form. Short forms that everybody knows (UK, MP, CV), Roman numerals, postcodes and words in capitals are left alone.",
    matters: "Reports are read by magistrates, members of the public and the press, who do not know the trade’s short forms.",
    mend: "Add it to abbreviations.yaml or glossary.yaml, or write it out.",
    example: Example {
        what: Sample::Finding,
        wrong: "With help from her SPO she put a new plan in place.",
        right: "With help from her senior probation officer (SPO) she put a new plan in place.",
    },
};

impl Check for UnlistedAbbreviation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let terms = reading.terms();
        for (form, uses) in unknown(reading, terms, found.in_english()) {
            let Some(first) = uses.iter().find(|found| reading.passages[found.passage].place.origin == Origin::Report).or(uses.first())
            else {
                continue;
            };
            let passage = &reading.passages[first.passage];
            let lists = terms.listed.iter().any(|listed| listed.short);
            let times = if uses.len() > 1 { format!(" ({} times)", uses.len()) } else { String::new() };
            let message = if lists { "is neither listed nor explained" } else { "is never explained" };
            found.say(
                Remark::new(format!("the short form ‘{form}’ {message}{times}"))
                    .at(passage, passage.bytes(first.tokens.start, first.tokens.end - 1), "")
                    .help(help(terms, form)),
            );
        }
    }
}

/// How to mend it: the listed form that may be meant, if one has all but one of its letters, or the same in another order.
fn help(terms: &Terms, form: &str) -> String {
    let forms = terms.listed.iter().filter(|listed| listed.short).map(|listed| listed.form.as_str());
    let near = suggest::nearest(form, forms.filter(|other| form.len() > 2 && other.len() > 2 && *other != form));
    match near {
        Some(near) => format!("write ‘{near}’, if that is meant; or add ‘{form}’ to abbreviations.yaml or glossary.yaml, or write it out"),
        None => format!("add ‘{form}’ to abbreviations.yaml or glossary.yaml, or write it out"),
    }
}

/// Short forms that nothing explains, with where they stand.
fn unknown<'t>(reading: &Reading, terms: &'t Terms, english: bool) -> BTreeMap<&'t str, Vec<&'t Use>> {
    let own = [&reading.framework.short, &reading.programme.inspectorate_short];
    // A form is judged once, wherever it stands.
    let mut judged: BTreeMap<&str, bool> = BTreeMap::new();
    let judge = |form: &str| {
        own.iter().any(|own| own.split(' ').any(|part| part == form))
            || terms.explained.iter().any(|explained| explained.form == form)
            || listed_like(terms, form).is_some()
    };
    let mut unknown: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
    for found in &terms.uses {
        let passage = &reading.passages[found.passage];
        let known = found.listed.is_some()
            || passage.source().is_none()
            || passage.place.origin == Origin::Made
            || english && is_left_behind(passage, found.tokens.start)
            || passage.place.home == Home::People
            || *judged.entry(&found.form).or_insert_with(|| judge(&found.form));
        if !known {
            unknown.entry(&found.form).or_default().push(found);
        }
    }
    unknown
}

#[cfg(test)]
mod tests {
    use super::UnlistedAbbreviation;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_once_for_each_form() {
        fires(
            &UnlistedAbbreviation,
            &[
                ("Her SPO’s support helped, and other SPOs came. The SPO left.", "SPO’s"),
                ("The non-LDU areas were late.", "non-LDU"),
                ("RoSH was high.", "RoSH"),
                ("OGRS3 was used.", "OGRS3"),
                ("See the plan (YOT/police).", "YOT"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_is_known_or_is_none() {
        silent(
            &UnlistedAbbreviation,
            &[
                "A PPO, two PPOs, the PPO’s plan and PPO-related work.",
                "Each senior probation officer (SPO) came. The SPO left.",
                "The SPO (senior probation officer) left.",
                "UK and EU law; MPs; Phase II; Henry VIII; his CV; HMP Ashford; a CD.",
                "This was NOT done. MINIMUM improvement. THE OVERALL SCORE was fair.",
                "TODO write this [TBC]. Write to London SW1P 2BQ. Mr McCrorie used YouTube and PowerPoint. IoE wrote it for OMI.",
                "Write to London SW1P 2BQ. Mr McCrorie used YouTube and PowerPoint. IoE wrote it for OMI.",
                "It was late TODO mend [check with AB].",
                "See https://www.example.org/ABC and `XYZ`.",
            ],
        );
    }
}
