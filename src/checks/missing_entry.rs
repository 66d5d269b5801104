//! 'For which see Estyn', and Estyn has no entry: a glossary that refers to what it does not explain.

use super::reading::terms::{id, ids};
use super::reading::words::TokenKind;
use super::reading::{Home, Kind, Mark, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MissingEntry;

static ABOUT: About = About {
    name: "missing-entry",
    line: "the glossary refers to an entry that it has not got",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Names and emphasised words after ‘see’ or ‘see also’ in the glossary. One of the terms of the lists must have their first word.",
    matters: "Readers look for the entry and do not find it.",
    mend: "Add the entry, or take out the reference; [[term estyn]] is a reference that is checked when the report is read.",
    example: Example {
        what: Sample::File("glossary.yaml"),
        wrong: "Inspectorate: In England only; for Wales see Estyn.\n",
        right: "Inspectorate: In England only; for Wales see Estyn.\nEstyn: The inspectorate for Wales.\n",
    },
};

impl Check for MissingEntry {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let known: Vec<u64> = reading
            .passages
            .iter()
            .filter(|passage| passage.kind == Kind::Term && matches!(passage.place.home, Home::Glossary | Home::Abbreviations))
            .flat_map(|passage| ids(&passage.words))
            .collect();
        for passage in reading.typed().filter(|passage| passage.place.home == Home::Glossary && passage.kind == Kind::Text) {
            for at in 0..passage.tokens.len() {
                if !passage.is_word(at, &["see"]) {
                    continue;
                }
                let mut next = at + 1;
                while passage.is_word(next, &["also", "the", "under"])
                    || passage.tokens.get(next).is_some_and(|token| matches!(token.kind, TokenKind::Mark('‘' | '“')))
                {
                    next += 1;
                }
                let word = passage.word(next);
                let Some(token) = passage.tokens.get(next).filter(|_| !word.is_empty()) else { continue };
                let emphasised = passage.is_marked(&token.range(), |mark| matches!(mark, Mark::Emphasis | Mark::Strong));
                let linked = passage.is_marked(&token.range(), |mark| matches!(mark, Mark::Reference(_) | Mark::Link(_)));
                let named = word.starts_with(char::is_uppercase) || emphasised;
                let place = passage.is_word(next, &["appendix", "section", "chapter", "table", "chart", "criterion", "part"]);
                let singular = word.strip_suffix('s').unwrap_or(word);
                if !named || linked || place || [word, singular, &format!("{word}s")].iter().any(|word| known.contains(&id(word))) {
                    continue;
                }
                found.say(
                    Remark::new(format!("the glossary says ‘see {word}’, but has no entry for it"))
                        .at(passage, token.range(), "")
                        .help("add the entry, or take out the reference"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MissingEntry;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    #[test]
    fn is_silent_on_entries_that_are_there() {
        let glossary = "Dynamic factors: What can change. See also *static* factors.\nStatic factors: See Dynamic factors, see PPO, see Appendix 1, and see how it goes.\n";
        assert_eq!(run(&MissingEntry, &sample(Sample::File("glossary.yaml"), glossary)), Vec::<String>::new());
    }
}
