//! A word that the house does not write.

use super::reading::terms::id;
use super::reading::words::tokens;
use super::reading::{Origin, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct HouseWord;

static ABOUT: About = About {
    name: "house-word",
    line: "a word stands here that the house does not write",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "The words and phrases below `words:` in programme.yaml, in everything that somebody typed except quotations. Capitals count only where the entry has any.",
    matters: "Every house has words that it avoids, and spellings on which it has settled.",
    mend: "Write what the message suggests.",
    example: Example {
        what: Sample::Programme,
        wrong: "words:\n  - { avoid: good, write: sufficient, because: the house says so }\n",
        right: "words:\n  - { avoid: utilise, write: use }\n",
    },
};

impl Check for HouseWord {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for word in &reading.programme.house.words {
            for avoid in &word.avoid {
                let exact = avoid.value.contains(char::is_uppercase);
                let wanted: Vec<&str> = tokens(&avoid.value, &reading.lexicon).iter().map(|token| &avoid.value[token.range()]).collect();
                let ids: Vec<u64> = wanted.iter().map(|word| id(word)).collect();
                for (passage, first) in reading.phrases(&ids) {
                    let range = passage.bytes(first, first + ids.len() - 1);
                    let written = passage.words.get(range.clone()).unwrap_or_default();
                    let same = !exact
                        || wanted
                            .iter()
                            .zip(first..)
                            .all(|(word, at)| passage.tokens.get(at).is_some_and(|token| passage.text(token) == *word));
                    let typed = passage.source().is_some() && passage.place.origin != Origin::Made;
                    let said = passage.place.quoted || passage.quotation_at(range.start).is_some() || passage.is_apart(&range);
                    // The entry may write what it avoids in other capitals.
                    let right = word.write.as_deref() == Some(written);
                    if !same || !typed || said || right {
                        continue;
                    }
                    let because = word.because.as_ref().map(|because| format!(": {because}")).unwrap_or_default();
                    let help = word.write.as_ref().map_or_else(|| "find another word".to_owned(), |write| format!("write ‘{write}’"));
                    found.say(Remark::new(format!("the house does not write ‘{written}’{because}")).at(passage, range, "").help(help));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::HouseWord;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample};

    fn says(list: &str, text: &str) -> Vec<String> {
        run(&HouseWord, &sample(Sample::Programme, &format!("words:\n{list}")).with("reports/surrey-2008/foreword.md", text))
    }

    #[test]
    fn fires_on_listed_words() {
        for (list, text) in [
            ("  - avoid: [co-operate, co-operation]\n    write: cooperate\n", "All Co-operation failed.\n"),
            ("  - { avoid: in order to, write: to }\n", "It was done in order\nto help.\n"),
            ("  - { avoid: the Area, write: the area }\n", "It was the Area again.\n"),
            ("  - { avoid: and/or }\n", "It was late and/or bad.\n"),
            ("  - { avoid: utilise }\n", "The areas’ staff utilise it, and the officers’ plan is late.\n"),
        ] {
            assert_eq!(says(list, text).len(), 1, "{list}");
        }
    }

    #[test]
    fn is_silent_on_other_words_and_on_quotations() {
        for (list, text) in [
            (
                "  - { avoid: utilise }\n",
                "It was utilised, and “we utilise it”, said one, and ‘you utilise it’ another.\n\n> We utilise it.\n",
            ),
            ("  - { avoid: the Area, write: the area }\n", "It was the area again.\n"),
        ] {
            assert_eq!(says(list, text), Vec::<String>::new(), "{list}");
        }
    }
}
