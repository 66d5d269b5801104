//! Items of one list, some with a full stop and some without.

use std::collections::BTreeMap;

use super::missing_full_stop::ends_well;
use super::reading::{Home, Kind, Origin, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MixedListEnds;

static ABOUT: About = About {
    name: "mixed-list-ends",
    line: "some items of a list end in a full stop and some do not",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "Lists in running text, recommendations and the entries of the glossary. A stop after the last item alone, where the others have none or a semicolon, closes the whole list and is right.",
    matters: "It shows that the items come from several hands.",
    mend: "End all of them in the same way.",
    example: Example {
        what: Sample::File("recommendations.yaml"),
        wrong: "- Plans are made.\n- Reports are on time\n- Staff are trained.\n- Records are kept.\n",
        right: "- Plans are made.\n- Reports are on time.\n- Staff are trained.\n- Records are kept.\n",
    },
};

impl Check for MixedListEnds {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        // The last text of each item, by list; a glossary is one.
        let mut lists: BTreeMap<u32, Vec<&Passage>> = BTreeMap::new();
        for unit in reading.units() {
            let Some(first) = unit.first().filter(|first| first.place.origin != Origin::Made) else { continue };
            let list = match first.place.home {
                Home::Glossary => u32::MAX,
                Home::Prose | Home::Recommendation if first.place.list > 0 => first.place.list,
                _ => continue,
            };
            if let Some(last) = unit.iter().rfind(|passage| passage.kind == Kind::Text && passage.place.list == first.place.list) {
                lists.entry(list).or_default().push(last);
            }
        }
        for items in lists.values().filter(|items| items.len() > 2) {
            let stop = |passage: &&&Passage| ends_well(&passage.words);
            let with = items.iter().filter(stop).count();
            let closed = with == 1 && items.last().is_some_and(|last| ends_well(&last.words));
            if with == 0 || with == items.len() || closed || items.iter().any(|item| item.words.ends_with([';', ','])) {
                continue;
            }
            let odd = with * 2 <= items.len();
            let count = if odd { with } else { items.len() - with };
            let Some(item) = items.iter().find(|item| ends_well(&item.words) == odd) else { continue };
            let Some(token) = item.tokens.last() else { continue };
            let (these, others) = if odd { ("ends", "do not") } else { ("does not end", "do") };
            let message = if count == 1 {
                format!("this item {these} in a full stop, the other {} {others}", items.len() - 1)
            } else {
                format!("{with} of {} items end in a full stop, the others do not", items.len())
            };
            found.say(Remark::new(message).at(item, token.range(), "").help("end all items of the list in the same way"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MixedListEnds;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn fires_on_the_odd_one() {
        for list in ["- a plan\n- a plan.\n- a plan\n- a plan\n", "- A plan was made.\n- A plan was made\n- So it was.\n"] {
            assert_eq!(run(&MixedListEnds, &sample(Sample::File("recommendations.yaml"), list)).len(), 1, "{list}");
        }
    }

    #[test]
    fn is_silent_on_lists_of_one_kind() {
        for list in [
            "- a plan\n- a plan\n- a plan.\n",
            "- A plan was made.\n- So it was.\n- Is it?\n",
            "- a plan;\n- a plan;\n- a plan.\n",
            "- a plan\n- a plan.\n",
        ] {
            assert_eq!(run(&MixedListEnds, &sample(Sample::File("recommendations.yaml"), list)), Vec::<String>::new(), "{list}");
        }
    }
}
