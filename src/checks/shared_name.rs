//! An altered name in an example of good practice that is also the name of somebody who took part.

use super::reading::Reading;
use super::reading::people::{first_names, named_in_examples};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct SharedName;

static ABOUT: About = About {
    name: "shared-name",
    line: "a name in an example is also that of somebody named in the report",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "First names of everybody in `people:` and `signed:`, wherever examples of good practice have them as names.",
    matters: "In a published report an offender was given the first name of two of the people listed three pages before.",
    mend: "Give the person in the example another name.",
    example: Example {
        what: Sample::File("good-practice.yaml"),
        wrong: "- label: Learning\n  criterion: 1.1\n  story: |\n    Inspectors met Pat. The work with Pat went well.\n",
        right: "- label: Learning\n  criterion: 1.1\n  story: |\n    Inspectors met Jo. The work with Jo went well.\n",
    },
};

impl Check for SharedName {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let people = first_names(reading);
        for name in named_in_examples(reading) {
            let same: Vec<&str> = people.iter().filter(|(first, _)| *first == name.name).map(|(_, whole)| whole.as_str()).collect();
            let [whole, ..] = same[..] else { continue };
            let others = if same.len() > 1 { format!(" and {} more", same.len() - 1) } else { String::new() };
            found.say(
                Remark::new(format!("‘{}’ in an example is also the name of {whole}{others}", name.name))
                    .at(name.passage, name.bytes, "")
                    .help("give the person in the example another name"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SharedName;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn says(story: &str) -> Vec<String> {
        let files = sample(Sample::File("good-practice.yaml"), &format!("- label: A\n  criterion: 1.1\n  story: |\n    {story}\n"));
        run(
            &SharedName,
            &files.edit("reports/surrey-2008/report.yaml", "    number: 6\n", "    names: [Keith Morrow, Mark Lee, May Moss]\n"),
        )
    }

    #[test]
    fn fires_on_the_first_name_of_somebody() {
        assert_eq!(says("The work with Keith went well.").len(), 1);
        assert_eq!(says("Keith was ill. Later Keith’s health got better.").len(), 1);
    }

    #[test]
    fn is_silent_on_other_names_and_on_words() {
        for story in ["The work with Kim went well.", "May came, and then it was better.", "In the mark of it, Morrow helped."] {
            assert_eq!(says(story), Vec::<String>::new(), "{story}");
        }
    }
}
