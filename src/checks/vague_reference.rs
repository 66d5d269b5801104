//! 'As noted elsewhere in this report', 'overleaf', 'on page 12': references that nobody can follow.

use super::reading::Reading;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct VagueReference;

static ABOUT: About = About {
    name: "vague-reference",
    line: "a reference does not say where",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Words such as ‘as noted above’, ‘elsewhere in this report’, ‘referred to earlier’, references to pages (‘overleaf’, ‘on page 12’), which a web page has not got, and ‘see the areas for improvement below’ without a letter.",
    matters: "Readers have to look through the report, and those who read on a screen have no page to turn.",
    mend: "Say where, with a cross-reference such as [[criterion 2.6]], or leave the reference out.",
    example: Example {
        what: Sample::Finding,
        wrong: "As noted elsewhere in this report, plans were late.",
        right: "Plans were late, as told under criterion 1.10.",
    },
};

const PHRASES: &[&str] = &[
    "as noted above",
    "as noted earlier",
    "as noted elsewhere",
    "as noted below",
    "as mentioned above",
    "as mentioned earlier",
    "as mentioned elsewhere",
    "as stated above",
    "as stated earlier",
    "as discussed above",
    "as discussed earlier",
    "as described above",
    "as described earlier",
    "as indicated above",
    "as indicated earlier",
    "as outlined above",
    "as outlined earlier",
    "as highlighted above",
    "as highlighted earlier",
    "as reported above",
    "as reported earlier",
    "as reported elsewhere",
    "referred to above",
    "referred to earlier",
    "referred to elsewhere",
    "referred to below",
    "noted above",
    "noted earlier",
    "noted elsewhere",
    "mentioned above",
    "mentioned earlier",
    "mentioned elsewhere",
    "described earlier",
    "discussed earlier",
    "outlined earlier",
    "reported earlier",
    "earlier in this report",
    "earlier in the report",
    "later in this report",
    "later in the report",
    "elsewhere in this report",
    "elsewhere in the report",
    "overleaf",
    "see above",
    "see below",
    "on the next page",
    "on the previous page",
    "on the following page",
    "on the opposite page",
    "on the facing page",
];

/// The words with which they begin, and those of other references that are looked for.
const FIRST: &[&str] = &[
    "as",
    "described",
    "discussed",
    "earlier",
    "elsewhere",
    "later",
    "mentioned",
    "noted",
    "on",
    "outlined",
    "overleaf",
    "page",
    "pages",
    "referred",
    "reported",
    "see",
];

impl Check for VagueReference {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        // Where the last one ended.
        let mut past = (0, 0);
        for (passage, at) in reading.places(FIRST).filter(|(passage, _)| passage.is_running()) {
            let Some(last) = vague(passage, at).filter(|_| (passage.index, at) >= past) else { continue };
            let range = passage.bytes(at, last);
            let written = passage.words.get(range.clone()).unwrap_or_default();
            found.say(
                Remark::new(format!("‘{written}’ does not say where"))
                    .at(passage, range, "")
                    .help("say where, with a cross-reference, or leave it out"),
            );
            past = (passage.index, last + 1);
        }
    }
}

/// The last token of a vague reference that begins at a token.
fn vague(passage: &super::reading::Passage, at: usize) -> Option<usize> {
    let first = passage.word(at);
    if !passage.is_word(at, FIRST) {
        return None;
    }
    if let Some(last) = without_letter(passage, at) {
        return Some(last);
    }
    if passage.is_word(at, &["page", "pages"]) {
        let number = passage.tokens.get(at + 1).is_some_and(|next| next.count().is_some_and(|count| count < 500));
        let introduced = at > 0 && passage.is_word(at - 1, &["on", "see", "at", "from"]);
        return (number && introduced && !passage.is_word(at + 2, &["of", "in"])).then_some(at + 1);
    }
    let length = |phrase: &str| phrase.split(' ').count();
    let here =
        PHRASES.iter().filter(|phrase| phrase.len() >= first.len() && phrase.as_bytes()[0].eq_ignore_ascii_case(&first.as_bytes()[0]));
    let best = here
        .filter(|phrase| phrase.split(' ').zip(at..).all(|(word, at)| passage.is_word(at, &[word])))
        .map(|phrase| length(phrase))
        .max()?;
    let mut last = at + best - 1;
    // 'noted above, under criterion 2.6' says where; 'noted earlier in this report' is one.
    for tail in [["in", "this", "report"], ["in", "the", "report"]] {
        if passage.says(last + 1, &tail) {
            last += 3;
        }
    }
    let bracketed = passage.is_mark(last + 1, '(') || at > 1 && passage.is_mark(at - 1, ')') && passage.is_word(at, &["see"]);
    let told = passage.is_word(last + 1, &["in", "under", "at", "on"])
        || bracketed
        || passage.is_mark(last + 1, ',') && passage.is_word(last + 2, &["in", "under", "at"]);
    // On a screen there is no other side, whatever stands there.
    let page = passage.is_word(last, &["overleaf", "page"]);
    (page || !told).then_some(last)
}

/// 'See the areas for improvement, below': the last token of a reference to a group of findings that leaves their letter out.
fn without_letter(passage: &super::reading::Passage, at: usize) -> Option<usize> {
    let start = at + 1 + usize::from(passage.is_word(at + 1, &["the", "also"]));
    let finding = passage.is_word(start, &["area", "areas"]) && passage.says(start + 1, &["for", "improvement"]);
    let end = if finding { start + 2 } else { start };
    let named = finding || passage.is_word(start, &["strength", "strengths"]);
    let side = end + 1 + usize::from(passage.is_mark(end + 1, ','));
    (passage.is_word(at, &["see"]) && named && passage.is_word(side, &["below", "above"])).then_some(side)
}

#[cfg(test)]
mod tests {
    use super::VagueReference;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_on_references_without_a_place() {
        fires(
            &VagueReference,
            &[
                ("As noted above, it was late.", "As noted above"),
                ("The service, referred to earlier in this report, was late.", "referred to earlier in this report"),
                ("The list is overleaf.", "overleaf"),
                ("It stands on page 12.", "page 12"),
                ("Shown overleaf in Chart 1 are the scores.", "overleaf"),
                ("It was late. See the areas for improvement, below, for more.", "See the areas for improvement, below"),
            ],
        );
    }

    #[test]
    fn is_silent_on_places_and_other_words() {
        silent(
            &VagueReference,
            &[
                "As noted above, under criterion 1.1, it was late. As noted earlier (1.1), it was late.",
                "See strength (a) below and area for improvement (b) above. He moved elsewhere. It was above average, and earlier than planned. A page of 12 lines; page 3 of the form.",
            ],
        );
    }
}
