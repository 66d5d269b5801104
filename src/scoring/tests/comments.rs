//! Bands without limits: reports state the words beside their scores, and nothing is worked out of them.

use super::{CHESHIRE, CHESHIRE_SCORES, ESI, OMI2, SOUTH_WALES, SOUTH_WALES_SCORES, project, scored};
use crate::model::fixture::Files;
use crate::model::score::ScoreOf;
use crate::scoring::Scores;

const WORDS: &str = "bands: [MINIMUM, MODERATE, SUBSTANTIAL, DRASTIC]\n";

fn omi2() -> String {
    let (framework, _) = OMI2.split_once("bands:").expect("bands");
    format!("{framework}{WORDS}")
}

/// Cheshire with a comment beside some scores, and more.
fn cheshire(changes: &[(&str, &str)], more: &str) -> Files {
    let scores = changes.iter().fold(CHESHIRE_SCORES.to_owned(), |scores, (from, to)| {
        assert!(scores.contains(from), "{from}");
        scores.replace(from, to)
    });
    project(&omi2(), &CHESHIRE, &format!("{scores}{more}"))
}

/// The word of a score.
fn word(scores: &Scores, of: &ScoreOf) -> Option<usize> {
    scores.percentage(of)?.band
}

fn errors(files: &Files) -> Vec<String> {
    scored(files).0.err().unwrap_or_default()
}

#[test]
fn what_is_stated_is_what_is_said() {
    let files = cheshire(
        // Out of order, which is for a check to say and changes nothing here.
        &[("1.1: 87", "1.1: { value: 87, comment: drastic }"), ("control: 76", "control: { value: 76, conclusion: MODERATE }")],
        "sections: { 1: { comment: MODERATE }, 2: { value: 77, comment: MINIMUM } }\n",
    );
    let (scores, warnings) = scored(&files);
    let scores = scores.expect("no error");
    assert_eq!(warnings, [""; 0]);
    let criterion = |number: &str| word(&scores, &ScoreOf::Criterion(number.into()));
    let section = |number: &str| word(&scores, &ScoreOf::Section(number.into()));
    assert_eq!((criterion("1.1"), criterion("1.2"), word(&scores, &ScoreOf::Thread("control".into()))), (Some(3), None, Some(1)));
    assert_eq!((section("1"), section("2"), section("3")), (Some(1), Some(0), None));
    // The section's score is worked out all the same.
    assert_eq!(super::printed(&scores, &ScoreOf::Section("1".into())), "76");
}

#[test]
fn each_inspection_has_its_own() {
    let esi = format!("{ESI}{WORDS}");
    let scores = SOUTH_WALES_SCORES.replace(
        "B1: { original: 43, follow-up: 69 }",
        "B1: { original: { value: 43, comment: DRASTIC }, follow-up: { value: 69, comment: MODERATE } }",
    );
    let overall = "overall: { original: { comment: SUBSTANTIAL }, follow-up: 76 }\n";
    let (scores, _) = scored(&project(&esi, &SOUTH_WALES, &format!("{scores}{overall}")));
    let scores = scores.expect("no error");
    let of = ScoreOf::Criterion("B1".into());
    assert_eq!((word(&scores.earlier[0], &of), word(&scores, &of)), (Some(3), Some(1)));
    assert_eq!((word(&scores.earlier[0], &ScoreOf::Overall), word(&scores, &ScoreOf::Overall)), (Some(2), None));
}

#[test]
fn mistakes_are_told() {
    for (value, expected) in [
        ("{ value: 61, comment: SUBSTANTAL }", "1:67 unknown-band | the framework has no band ‘SUBSTANTAL’"),
        ("{ comment: SUBSTANTIAL }", "1:45 missing-key | the key `value` is missing"),
        ("{ valeu: 61, comment: SUBSTANTIAL }", "1:47 unknown-key | the key `valeu` is not known"),
    ] {
        let told = errors(&cheshire(&[("1.4: 61", &format!("1.4: {value}"))], ""));
        assert_eq!(told, [format!("surrey/scores.yaml:{expected}")], "{value}");
    }
    let (loaded, _) = cheshire(&[("1.4: 61", "1.4: { value: 61, comment: SUBSTANTAL }")], "").load();
    let help = loaded.expect_err("an error")[0].help.clone().unwrap_or_default();
    assert!(help.starts_with("did you mean `SUBSTANTIAL`? bands: `MINIMUM`"), "{help}");
}
