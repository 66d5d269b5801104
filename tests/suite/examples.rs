//! The projects under `examples/`: each is sound, and what is made by a program is what the program makes.

use std::fs;
use std::path::Path;

use bluebook::diag::Sources;
use bluebook::model::resolve::load_project;
use bluebook::model::score::ScoreOf;
use bluebook::scoring::score;
use bluebook::source::system::Os;

use crate::project::{Project, root};

#[path = "../../examples/surrey-cases/generate.rs"]
mod surrey_cases;

use surrey_cases::questions::{CRITERIA, THREAD};
use surrey_cases::{SEED, generate};

#[test]
fn every_example_has_nothing_to_complain_about() {
    let mut seen = 0;
    for example in fs::read_dir(root().join("examples")).expect("the examples") {
        let content = example.expect("an entry").path().join("content");
        let said = Project::new().run(["check".as_ref(), "--deny-warnings".as_ref(), "--content".as_ref(), content.as_os_str()]).quiet();
        assert!(said.ends_with("no problems\n"), "{said}");
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn the_case_sample_is_what_its_program_writes() {
    let content = root().join("examples/surrey-cases/content");
    for (path, text) in generate(SEED, 1) {
        let kept = fs::read_to_string(content.join(&path)).unwrap_or_default();
        assert!(kept == text, "{path} differs: run `cargo run --example surrey-cases -- examples/surrey-cases/content`");
    }
}

#[test]
fn the_case_sample_comes_to_the_published_scores() {
    let mut sources = Sources::default();
    let content = root().join("examples/surrey-cases/content");
    let project = load_project(&Os, &content, &mut sources, &[]).expect("no error").value;
    let [report] = &project.reports[..] else { panic!("one report") };
    let sample = report.cases.as_ref().expect("cases");
    let (types, not_recorded) = sample.profile("type").expect("types").counts();
    assert_eq!((types, not_recorded), (vec![("Licence", 40), ("Community order", 60), ("Custody", 10)], 0));
    let (scores, problems) = score(report);
    assert_eq!(problems, []);
    let printed = |of: &ScoreOf| scores.percentage(of).expect("a percentage").printed.to_decimal(0);
    for criterion in &CRITERIA {
        let of = ScoreOf::Criterion(criterion.number.to_owned());
        assert_eq!(printed(&of), criterion.published.to_string(), "{}", criterion.number);
        let behind = scores.provenance(&of).expect("computed");
        assert_eq!((behind.model, behind.cases, behind.questions.len(), behind.small_base), ("omi", 110, 5, false));
    }
    assert_eq!(printed(&ScoreOf::Thread("risk-of-harm".to_owned())), THREAD.to_string());
    // The sections' scores are means of unrounded scores, and come to what the means of the printed ones come to.
    assert_eq!(["1", "2", "3"].map(|section| printed(&ScoreOf::Section(section.to_owned()))), ["78", "70", "66"]);
}

/// The demo states what the example computes.
#[test]
fn the_example_and_the_demo_agree() {
    let load = |content: &Path| load_project(&Os, content, &mut Sources::default(), &[]).expect("no error").value;
    let (demo, example) = (load(&root().join("content")), load(&root().join("examples/surrey-cases/content")));
    let report = demo.reports.iter().find(|report| report.slug == "surrey-2008").expect("the demo");
    let (stated, computed) = (score(report).0, score(&example.reports[0]).0);
    for criterion in &CRITERIA {
        let of = ScoreOf::Criterion(criterion.number.to_owned());
        let printed = |scores: &bluebook::scoring::Scores| scores.percentage(&of).map(|score| score.printed.clone());
        assert_eq!(printed(&stated), printed(&computed), "{}", criterion.number);
    }
}
