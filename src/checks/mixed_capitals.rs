//! 'Sex offender Treatment Programme': capitals without a rule in what short forms stand for.

use std::collections::BTreeMap;

use super::reading::Reading;
use super::reading::terms::Listed;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MixedCapitals;

static ABOUT: About = About {
    name: "mixed-capitals",
    line: "capitals in what short forms stand for follow no rule",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Expansions that have capitals in some of their words only (‘Sex offender Treatment Programme’), and posts, orders and papers with a capital in one entry of the list and without in another \
             (‘Chief Officer’, ‘Assistant chief officer’). The second is told once for each list. In titles of criteria: a word inside a title with a capital that another title has without, where most titles have no capitals inside.",
    matters: "A list in which half of the posts have capitals looks as if it had been put together from several.",
    mend: "Give capitals to names, and to nothing else; or to all.",
    example: Example {
        what: Sample::File("abbreviations.yaml"),
        wrong: "SOTP: Sex offender Treatment Programme\n",
        right: "SOTP: sex offender treatment programme\n",
    },
};

/// What posts, orders and papers are called; other last words may belong to names.
const KINDS: &[&str] = &[
    "officer",
    "manager",
    "director",
    "order",
    "requirement",
    "plan",
    "report",
    "licence",
    "offence",
    "team",
    "interview",
    "advisor",
    "adviser",
    "worker",
];

impl Check for MixedCapitals {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        titles(reading, found);
        let terms = reading.terms();
        // For each last word, the first entries that have it with a capital and without.
        let mut seen: BTreeMap<String, [Option<&Listed>; 2]> = BTreeMap::new();
        let mut told = 0;
        for listed in terms.listed.iter().filter(|listed| listed.short && !listed.long.is_empty()) {
            let later: Vec<&str> = listed.long.split(' ').skip(1).filter(|word| word.len() > 3).collect();
            let small = later.iter().position(|word| word.starts_with(char::is_lowercase));
            let mixed = small.is_some_and(|small| later[small..].iter().any(|word| word.starts_with(char::is_uppercase)));
            if listed.long.starts_with(char::is_uppercase) && mixed && told != listed.entry {
                told = listed.entry;
                found.say(
                    Remark::new(format!("‘{}’ has capitals in some of its words only", listed.long))
                        .at(&reading.passages[listed.passage], listed.bytes.clone(), "")
                        .help("write it with capitals throughout, or without"),
                );
            } else if let Some(last) = later.last() {
                let word = last.to_lowercase().trim_end_matches('s').to_owned();
                if KINDS.contains(&word.as_str()) {
                    seen.entry(word).or_default()[usize::from(!last.starts_with(char::is_uppercase))].get_or_insert(listed);
                }
            }
        }
        let both: Vec<_> = seen.into_iter().filter_map(|(word, [with, without])| Some((word, with?, without?))).collect();
        let Some((word, with, without)) = both.first() else { return };
        let others = if both.len() > 1 { format!("; so with {} more words of the list", both.len() - 1) } else { String::new() };
        let (one, two) = (&reading.passages[without.passage], &reading.passages[with.passage]);
        found.say(
            Remark::new(format!("‘{word}’ has a capital in ‘{}’ and none in ‘{}’{others}", with.long, without.long))
                .at(one, without.bytes.clone(), "without")
                .at(two, with.bytes.clone(), "with a capital")
                .help("give capitals to names, and to nothing else; or to all"),
        );
    }
}

/// 'The Sentence has been served' beside 'Delivering the sentence plan': a capital inside a title, of a word that another title has without.
fn titles(reading: &Reading, found: &mut Found) {
    let inner =
        |title: &str| title.split(' ').skip(1).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect::<Vec<_>>();
    let all: Vec<_> = reading.framework.criteria().map(|(_, criterion)| (&criterion.title, inner(&criterion.title))).collect();
    let long = || all.iter().flat_map(|(_, words)| words).filter(|word| word.len() > 3);
    let small = long().filter(|word| word.starts_with(char::is_lowercase)).count();
    // In a framework whose titles have capitals throughout, small words are the odd ones.
    if small * 3 < long().count() * 2 {
        return;
    }
    for (title, words) in &all {
        let odd = words.iter().find(|word| {
            let lower = word.to_lowercase();
            let plain = word.len() > 3 && word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
            plain && all.iter().any(|(_, others)| others.contains(&lower))
        });
        if let Some(word) = odd {
            found.say(
                Remark::new(format!("‘{word}’ has a capital in ‘{}’, and none in another title", title.value))
                    .at_span(title.span, "")
                    .help("give capitals to names, and to nothing else"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MixedCapitals;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn fires_on_a_capital_inside_a_title() {
        let said = |title: &str| {
            let titles = |text: &str| format!("title: {text}");
            let files = sample(
                Sample::File("sections/2-leadership.yaml"),
                "section: 2\ncriteria:\n  2.1:\n    strengths: [They led.]\n  2.2:\n    strengths: [They had enough.]\n  2.3:\n    strengths: [They planned.]\n",
            );
            let files = files.edit("frameworks/omi/framework.yaml", "title: Resourcing", &titles("Planning the sentence well"));
            run(&MixedCapitals, &files.edit("frameworks/omi/framework.yaml", "title: Looking ahead", &titles(title)))
        };
        assert_eq!(said("How the Sentence was served").len(), 1);
        assert_eq!(said("How the sentence was served"), Vec::<String>::new());
    }

    fn list(entries: &str) -> Vec<String> {
        run(&MixedCapitals, &sample(Sample::File("abbreviations.yaml"), entries))
    }

    #[test]
    fn fires_within_an_entry_and_between_two() {
        assert_eq!(list("SOTP: Sex offender Treatment Programme\n").len(), 1);
        assert_eq!(list("ACO: Assistant chief officer\nPO: Probation Officer\nSPO: Senior Probation Officer\n").len(), 1);
    }

    #[test]
    fn is_silent_where_a_rule_can_be_seen() {
        assert_eq!(
            list("PSR: pre-sentence report\nNPS: National Probation Service\nMAPPA: Multi-Agency Public Protection Arrangements\n"),
            Vec::<String>::new()
        );
        assert_eq!(
            list("PSR: Pre-sentence report\nACO: Assistant chief officer\nNACRO: National Association for the Care of Offenders\n"),
            Vec::<String>::new()
        );
    }
}
