//! 'Click here': a link whose words do not say where it leads.

use super::reading::terms::id;
use super::reading::{Mark, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct VagueLink;

static ABOUT: About = About {
    name: "vague-link",
    line: "the words of a link do not say where it leads",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Links and cross-references whose words are ‘here’, ‘click here’, ‘this link’, ‘read more’ and the like, and ‘click here’ in any text.",
    matters: "Screen readers list the links of a page without the words around them; on paper nobody can click.",
    mend: "Let the link be the name of what it leads to.",
    example: Example {
        what: Sample::Finding,
        wrong: "For the plan see [here](https://www.example.org/plan).",
        right: "See [the plan](https://www.example.org/plan).",
    },
};

impl Check for VagueLink {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let click = id("click");
        for passage in reading.typed() {
            for (range, _) in passage.marks.iter().filter(|(_, mark)| matches!(mark, Mark::Link(_) | Mark::Reference(_))) {
                let words = passage.words.get(range.clone()).unwrap_or_default();
                let plain = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                if VAGUE.contains(&plain.as_str()) {
                    found.say(
                        Remark::new(format!("the link ‘{words}’ does not say where it leads"))
                            .at(passage, range.clone(), "")
                            .help("let the link be the name of what it leads to"),
                    );
                }
            }
            for at in (0..passage.tokens.len()).filter(|at| passage.ids[*at] == click && passage.says(*at, &["click", "here"])) {
                let range = passage.bytes(at, at + 1);
                if !passage.is_marked(&range, |mark| matches!(mark, Mark::Link(_) | Mark::Reference(_))) {
                    found.say(Remark::new("‘click here’ does not say where it leads").at(passage, range, "").help("name what it leads to"));
                }
            }
        }
    }
}

const VAGUE: &[&str] = &[
    "here",
    "click here",
    "click",
    "this",
    "this link",
    "link",
    "this page",
    "this website",
    "this document",
    "website",
    "web site",
    "more",
    "read more",
    "more information",
    "more details",
    "further information",
    "find out more",
    "see here",
    "see more",
    "download",
    "document",
    "page",
    "details",
];

#[cfg(test)]
mod tests {
    use super::VagueLink;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_what_is_wrong() {
        fires(
            &VagueLink,
            &[
                ("See [here](https://www.example.org).", "here"),
                ("[Click here](https://www.example.org) for it.", "Click here"),
                ("Read [more](https://www.example.org).", "more"),
                ("Click here for it.", "Click here"),
                ("See [[section 2|this page]].", "this page"),
            ],
        );
    }

    #[test]
    fn is_silent_on_what_may_stand() {
        silent(
            &VagueLink,
            &["See [the plan](https://www.example.org) and [[section 2]]. Here we are; more here.", "They clicked. Here it was."],
        );
    }
}
