//! A recommendation that does not say what it rests on, among others that do.

use std::collections::BTreeMap;

use super::reading::{Home, Mark, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct UnfoundedRecommendation;

static ABOUT: About = About {
    name: "unfounded-recommendation",
    line: "a recommendation does not say which findings it rests on, and others do",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "Recommendations of a list in which at least half have a cross-reference, such as [[criterion 2.2]].",
    matters: "The inspected body asks of each recommendation what it follows from.",
    mend: "Add the cross-reference.",
    example: Example {
        what: Sample::File("recommendations.yaml"),
        wrong: "- plans are made ([[criterion 1.1]])\n- reports are on time\n",
        right: "- plans are made ([[criterion 1.1]])\n- reports are on time ([[criterion 1.10]])\n",
    },
};

impl Check for UnfoundedRecommendation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut lists: BTreeMap<u32, Vec<&[Passage]>> = BTreeMap::new();
        for unit in reading.units() {
            if let Some(first) = unit.first().filter(|first| first.place.home == Home::Recommendation) {
                lists.entry(first.place.list).or_default().push(unit);
            }
        }
        let rests = |unit: &&[Passage]| unit.iter().any(|passage| passage.marks.iter().any(|(_, mark)| matches!(mark, Mark::Reference(_))));
        for items in lists.values() {
            let with = items.iter().filter(|unit| rests(unit)).count();
            if with == 0 || with * 2 < items.len() {
                continue;
            }
            for passage in items.iter().filter(|unit| !rests(unit)).filter_map(|unit| unit.first()) {
                found.say(
                    Remark::new("this recommendation does not say what it rests on")
                        .at(passage, 0..passage.words.len(), "")
                        .help("add a cross-reference to the criterion, such as [[criterion 2.2]]"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::UnfoundedRecommendation;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn is_silent_where_none_or_all_have_one() {
        for list in
            ["- plans are made\n- reports are on time\n", "- plans ([[criterion 1.1]])\n", "- plans ([[criterion 1.1]])\n- a\n- b\n"]
        {
            assert_eq!(run(&UnfoundedRecommendation, &sample(Sample::File("recommendations.yaml"), list)), Vec::<String>::new(), "{list}");
        }
    }
}
