//! 'a hour', 'an priority', 'a HMP', 'an university': the article does not fit the sound after it.

use super::reading::Reading;
use super::reading::style::{is_capitals, opens_with_vowel};
use super::reading::words::TokenKind;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct WrongArticle;

static ABOUT: About = About {
    name: "wrong-article",
    line: "the article ‘a’ stands where ‘an’ belongs, or the other way round",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "The article before a word, a number or a short form, by the sound that follows: an hour, a university, an 18-month order, an MP, a PPO. Words that some say one way \
             and some the other (‘historic’), and short forms that may be read as words (‘NACRO’), are left alone.",
    matters: "A published conclusion, the same in many reports, read ‘this criterion represents an priority for improvement’.",
    mend: "Change the article.",
    example: Example {
        what: Sample::Finding,
        wrong: "This criterion represents an priority for improvement.",
        right: "This criterion represents a priority for improvement.",
    },
};

impl Check for WrongArticle {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for (passage, at) in reading.places(&["a", "an"]).filter(|(passage, _)| passage.is_typed()) {
            let article = passage.word(at);
            let has_n = match article {
                "a" => false,
                // A capital in the middle of a sentence is a name: 'offender manager A is'.
                "A" if passage.opens_sentence(at) => false,
                "an" | "An" => true,
                _ => continue,
            };
            // A quotation mark may stand between the two.
            let quoted = passage.tokens.get(at + 1).is_some_and(|next| matches!(next.kind, TokenKind::Mark('‘' | '“' | '"')));
            if !passage.spaced(at) || quoted && !passage.joined(at + 1) {
                continue;
            }
            let next = at + 1 + usize::from(quoted);
            let Some(token) = passage.tokens.get(next) else { continue };
            if matches!(token.kind, TokenKind::Mark(_)) || passage.is_apart(&token.range()) {
                continue;
            }
            let text = passage.text(token).trim_start_matches(['£', '€', '$']);
            let word = text.split_whitespace().next().unwrap_or(text);
            // 'A is for …': a letter and no article; a lone letter after an article may be one of a list.
            if article == "A" && matches!(word, "is" | "and" | "or" | "in" | "at" | "of") {
                continue;
            }
            let Some(vowel) = opens_with_vowel(word).filter(|vowel| *vowel != has_n) else { continue };
            let right = match (article.starts_with('A'), vowel) {
                (true, true) => "An",
                (true, false) => "A",
                (false, true) => "an",
                (false, false) => "a",
            };
            let range = passage.tokens[at].start..token.end;
            let as_read = if is_capitals(word) { ", read letter by letter," } else { "" };
            let sound = if vowel { "a vowel" } else { "a consonant" };
            found.say(
                Remark::new(format!("‘{article}’ stands before ‘{word}’, which{as_read} begins with the sound of {sound}"))
                    .at(passage, range, "")
                    .help(format!("write ‘{right} {word}’")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WrongArticle;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_the_sound_and_not_the_letter() {
        fires(
            &WrongArticle,
            &[
                ("It was an priority.", "an priority"),
                ("It took a hour.", "a hour"),
                ("It was an university.", "an university"),
                ("It was an one-off visit.", "an one-off"),
                ("A offender came.", "A offender"),
                ("Each had a 18-month order.", "a 18"),
                ("It cost a £8 million.", "a £8"),
                ("They met a MP.", "a MP"),
                ("It was a ‘open’ case.", "a ‘open"),
                ("It was a *ongoing* task.", "a *ongoing"),
                ("They met an PPO.", "an PPO"),
                ("It was a eight-week course.", "a eight-week"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_fits_or_nobody_can_say() {
        silent(
            &WrongArticle,
            &[
                "An hour, a university, a one-off, a European, a useful unit, an unusual case, an MP, an HMP, a UK law.",
                "An historic case and a historic case; a NACRO worker; a RoH review and an RoH review.",
                "Offender manager A is one; grade A or B; (a) areas were improved; option a, one of three.",
                "An 80-year-old, an 11th case, a 12th, a 100-hour order, an £8 fine, a £9 fine.",
                "It was an `nth` case, an eOASys assessment and an unidentified person.",
                "An ‘end to end’ service and a ‘new’ one.",
            ],
        );
    }
}
