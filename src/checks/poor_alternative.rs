//! 'Chart', 'Image of …', `IMG_2041.jpg`: an alternative text that says nothing.

use super::reading::{Kind, Origin, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct PoorAlternative;

static ABOUT: About = About {
    name: "poor-alternative",
    line: "an alternative text says nothing about the picture",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Alternative texts of pictures and charts that somebody wrote: names of files, single words such as ‘chart’, beginnings such as ‘image of’, and texts that only repeat the caption.",
    matters: "Somebody who cannot see the picture has nothing but these words.",
    mend: "Say what the picture shows, in a sentence.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "Good work was done.\n\n![Image of a yard](images/yard.png)\n",
        right: "Good work was done.\n\n![A yard with eight benches, four of them newly painted](images/yard.png)\n",
    },
};

impl Check for PoorAlternative {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for (index, passage) in reading.passages.iter().enumerate() {
            if passage.kind != Kind::Alternative
                || passage.place.origin == Origin::Made
                || passage.source().is_none()
                || passage.words.trim().is_empty()
            {
                continue;
            }
            let caption = index.checked_sub(1).map(|before| &reading.passages[before]).filter(|before| before.kind == Kind::Caption);
            let Some(why) = fault(passage.words.trim(), caption.map_or("", |caption| caption.words.trim())) else { continue };
            found.say(
                Remark::new(format!("the alternative text ‘{}’ {why}", passage.words.trim()))
                    .at(passage, 0..passage.words.len(), "")
                    .help("say what the picture shows, in a sentence"),
            );
        }
    }
}

const EMPTY: &[&str] = &[
    "chart",
    "graph",
    "image",
    "picture",
    "photo",
    "photograph",
    "figure",
    "logo",
    "map",
    "diagram",
    "table",
    "screenshot",
    "bar chart",
    "pie chart",
    "line chart",
    "graphic",
    "illustration",
    "alt",
    "alt text",
    "untitled",
];
const OPENINGS: &[&str] = &[
    "image of",
    "picture of",
    "photo of",
    "photograph of",
    "a picture of",
    "an image of",
    "a photo of",
    "a photograph of",
    "graphic of",
    "image showing",
    "picture showing",
];

/// What is wrong with an alternative text.
pub(super) fn fault(text: &str, caption: &str) -> Option<&'static str> {
    let lower = text.trim_end_matches('.').to_lowercase();
    let file = [".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".tif"].iter().any(|ending| lower.ends_with(ending))
        || lower.starts_with("img_")
        || lower.starts_with("dsc");
    if file {
        return Some("is the name of a file");
    }
    if EMPTY.contains(&lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')) {
        return Some("does not say what is to be seen");
    }
    if OPENINGS.iter().any(|opening| lower.starts_with(opening)) {
        return Some("begins with what a screen reader says already");
    }
    (!caption.is_empty() && lower == caption.trim_end_matches('.').to_lowercase()).then_some("only repeats the caption")
}

#[cfg(test)]
mod tests {

    #[test]
    fn tells_empty_texts_from_full_ones() {
        for text in ["Chart", "chart 2", "Bar chart.", "IMG_2041.jpg", "caseload.png", "Image of a yard", "Caseload by year"] {
            assert!(super::fault(text, "Caseload by year").is_some(), "{text}");
        }
        for text in [
            "The caseload rose from 2,001 to 2,085 within a year.",
            "Chart of scores: 1.1 has 80%",
            "A map of the county with its four offices",
        ] {
            assert!(super::fault(text, "Caseload by year").is_none(), "{text}");
        }
    }
}
