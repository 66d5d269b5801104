//! 'Nick' in an example, and 'Nicky' among those who took part.

use super::reading::Reading;
use super::reading::people::{first_names, named_in_examples};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct NearName;

static ABOUT: About = About {
    name: "near-name",
    line: "a name in an example is nearly that of somebody named in the report",
    severity: Severity::Note,
    languages: Languages::All,
    checks: "Names in examples of good practice that are the beginning of a first name in `people:`, or have one as theirs: Nick and Nicky, Sam and Samantha.",
    matters: "Who knows the people will wonder.",
    mend: "Give the person in the example another name.",
    example: Example {
        what: Sample::File("good-practice.yaml"),
        wrong: "- label: Learning\n  criterion: 1.1\n  story: |\n    Inspectors met Patsy. The work with Patsy went well.\n",
        right: "- label: Learning\n  criterion: 1.1\n  story: |\n    Inspectors met Jo. The work with Jo went well.\n",
    },
};

impl Check for NearName {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let people = first_names(reading);
        for name in named_in_examples(reading) {
            let near = people.iter().find(|(first, _)| {
                let (short, long) =
                    if first.len() < name.name.len() { (first.as_str(), name.name.as_str()) } else { (name.name.as_str(), first.as_str()) };
                short.len() > 2 && short != long && long.starts_with(short) && long.len() - short.len() < 4
            });
            let Some((_, whole)) = near else { continue };
            found.say(
                Remark::new(format!("‘{}’ in an example is near to the name of {whole}", name.name))
                    .at(name.passage, name.bytes, "")
                    .help("give the person in the example another name"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NearName;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn is_silent_on_the_name_itself_and_on_others() {
        for name in ["Pat", "Patterson", "Tim"] {
            let text = format!("- label: A\n  criterion: 1.1\n  story: |\n    Inspectors met {name}. The work with {name} went well.\n");
            assert_eq!(run(&NearName, &sample(Sample::File("good-practice.yaml"), &text)), Vec::<String>::new(), "{name}");
        }
    }
}
