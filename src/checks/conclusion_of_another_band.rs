//! 'This criterion represents an urgent priority for improvement' under a criterion at 67%: the sentence of another band.

use super::reading::terms::id;
use super::reading::{Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;
use crate::model::score::ScoreOf;

/// See the module.
#[derive(Debug)]
pub(super) struct ConclusionOfAnotherBand;

static ABOUT: About = About {
    name: "conclusion-of-another-band",
    line: "a criterion's text has the conclusion of a band that its score is not in",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "Texts of a criterion in which the fixed sentence or the comment of a band of scores stands word for word. It must be the band of the criterion’s own printed score, in one of its inspections.",
    matters: "A criterion at 67% was published with the conclusion that belongs to scores below 60%.",
    mend: "Take the sentence out: it is printed by itself and follows from the score.",
    example: Example { what: Sample::Finding, wrong: "Reports came in time. It was weak.", right: "Reports came in time. It was good." },
};

impl Check for ConclusionOfAnotherBand {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        for passage in reading.prose().filter(|passage| matches!(passage.kind, Kind::Text | Kind::Conclusion)) {
            let Some(criterion) = passage.place.criterion else { continue };
            let Some(score) = reading.scores.percentage(&ScoreOf::Criterion(criterion.to_owned())) else { continue };
            let (Some(own), bands) = (score.band, &reading.framework.bands) else { continue };
            // A text may speak of what an earlier inspection found.
            let of = ScoreOf::Criterion(criterion.to_owned());
            let any: Vec<usize> = reading.inspections().filter_map(|scores| scores.percentage(&of)?.band).collect();
            for (index, band) in bands.iter().enumerate() {
                let sentence = band
                    .conclusion
                    .iter()
                    .map(|conclusion| conclusion.value.as_str())
                    .chain(band.comment.as_deref())
                    .find_map(|words| stands(passage, words));
                let same = bands.get(own).is_some_and(|own| {
                    own.comment == band.comment && own.conclusion.as_ref().map(|c| &c.value) == band.conclusion.as_ref().map(|c| &c.value)
                });
                let Some(range) = sentence.filter(|_| !any.contains(&index) && !same) else { continue };
                let name = bands.get(own).map_or("", |band| band.name.as_str());
                found.say(
                    Remark::new(format!(
                        "criterion {criterion} has {}%, which is in the band ‘{name}’ and not in ‘{}’",
                        score.printed.to_decimal(0),
                        band.name
                    ))
                    .at(passage, range, format!("belongs to ‘{}’", band.name))
                    .help("take the sentence out: it follows from the score"),
                );
                break;
            }
        }
    }
}

/// Where a fixed sentence stands word for word; one with a placeholder, or of a word or two, is not looked for.
fn stands(passage: &Passage, words: &str) -> Option<std::ops::Range<usize>> {
    let fixed = !words.contains('{');
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() < 3 || !fixed {
        return None;
    }
    let first = id(words[0]);
    (0..passage.tokens.len())
        .find(|at| passage.ids[*at] == first && passage.says(*at, &words))
        .map(|at| passage.bytes(at, at + words.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::ConclusionOfAnotherBand;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    #[test]
    fn fires_on_the_sentence_of_another_band() {
        // Criterion 1.1 has 80%.
        fires(&ConclusionOfAnotherBand, &[("So **it was weak**.", "it was weak")]);
    }

    #[test]
    fn knows_a_criterion_by_its_number_alone() {
        let files = sample(Sample::Finding, "Reports came in time.\n\nSo it was weak.").edit(
            "frameworks/omi/framework.yaml",
            "sections:\n  - number",
            "patterns:\n  criterion: '{number} General criterion: {title}'\nsections:\n  - number",
        );
        assert_eq!(
            run(&ConclusionOfAnotherBand, &files),
            ["[it was weak] criterion 1.1 has 80%, which is in the band ‘Good’ and not in ‘Weak’"]
        );
    }

    #[test]
    fn is_silent_on_sentences_with_a_placeholder() {
        let framework = "frameworks/omi/framework.yaml";
        let files = sample(Sample::Finding, "For Surrey it was weak.").edit(
            framework,
            "conclusion: It was weak.",
            "conclusion: 'For {area} it was weak.'",
        );
        assert_eq!(run(&ConclusionOfAnotherBand, &files), Vec::<String>::new());
    }

    #[test]
    fn is_silent_on_its_own_and_on_other_words() {
        silent(&ConclusionOfAnotherBand, &["It was good.", "It was often weak.", "The team was weak."]);
    }
}
