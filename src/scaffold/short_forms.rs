//! The short forms in a framework's fixed wording: every report on it has to list them.

use std::collections::BTreeSet;

use crate::checks::reading::terms::{is_known, is_short_form, without_ending};
use crate::framework::Framework;

/// Short forms that nothing in the wording explains, sorted. What they stand for is for people to say.
pub(super) fn short_forms(framework: &Framework) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut explained = BTreeSet::new();
    for text in texts(framework) {
        for word in text.split_whitespace().filter(|word| !word.contains("://") && !word.contains(['{', '`'])) {
            let opened = word.starts_with('(');
            for form in word.split(|c: char| !c.is_alphanumeric()) {
                let form = without_ending(form).0;
                if is_short_form(form) && !is_known(form) && !is_roman(form) {
                    if opened {
                        explained.insert(form.to_owned())
                    } else {
                        found.insert(form.to_owned())
                    };
                }
            }
        }
    }
    let own = |form: &String| framework.short.split(' ').any(|part| part == form);
    found.into_iter().filter(|form| !explained.contains(form) && !own(form)).collect()
}

fn is_roman(form: &str) -> bool {
    form.chars().all(|c| "IVXLCDM".contains(c))
}

/// All that the framework prints.
fn texts(framework: &Framework) -> impl Iterator<Item = &str> {
    let criteria = framework.criteria().flat_map(|(_, criterion)| criterion.statement.iter().chain([&criterion.title]));
    let sections = framework.sections.iter().flat_map(|section| section.introduction.iter().chain([&section.title]));
    let threads = framework.threads.iter().flat_map(|thread| thread.explanation.iter().chain([&thread.title]));
    let wording = framework.wording.iter().map(|(_, text)| text);
    let bands = framework.bands.iter().filter_map(|band| band.conclusion.as_ref());
    let meanings = framework.grade_meanings.iter().flatten();
    criteria.chain(sections).chain(threads).chain(wording).chain(bands).chain(meanings).map(|text| text.value.as_str())
}
