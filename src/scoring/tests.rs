//! The published reports' own arithmetic, done again; and what must hold of any.

mod comments;

use proptest::prelude::*;

use super::comparators::Inspected;
use super::followup::change;
use super::{Score, Scores, comparators, score};
use crate::diag::{Diagnostic, Problems};
use crate::model::fixture::{Files, shown};
use crate::model::report::State::{Embargoed, Published};
use crate::model::score::ScoreOf;
use crate::number::Number;

const FRAMEWORK: &str = "frameworks/omi/framework.yaml";
const SCORES: &str = "reports/surrey-2008/scores.yaml";

/// A project of one framework and one report, with no prose to speak of: `sections` are numbers with criteria, each with more keys.
fn project(framework: &str, sections: &[(&str, &[(&str, &str)])], scores: &str) -> Files {
    let mut yaml = format!(
        "title: T\nshort: T\nreport-title: R\ncriterion-label: C\n{framework}groups:\n  - {{ key: strengths, one: S, many: S }}\nsections:\n"
    );
    let mut files = Files::sound();
    for path in ["sections/1-assessment.yaml", "sections/2-leadership.yaml", "good-practice.yaml"] {
        files = files.without(&format!("reports/surrey-2008/{path}"));
    }
    for (section, criteria) in sections {
        yaml += &format!("  - number: {section}\n    title: T\n    scored-by: percentage\n    criteria:\n");
        let mut findings = format!("section: {section}\ncriteria:\n");
        for (number, keys) in *criteria {
            yaml += &format!("      - {{ number: {number}, title: T, statement: S{keys} }}\n");
            findings += &format!("  {number}:\n    strengths: [Good.]\n");
        }
        files = files.with(&format!("reports/surrey-2008/sections/{section}.yaml"), findings);
    }
    yaml += "parts:\n  - part: cover\n  - part: foreword\n    title: F\n  - part: sections\n";
    files.without("frameworks/omi/role.md").with(FRAMEWORK, yaml).with(SCORES, scores)
}

/// The scores, or what is wrong, in lines.
fn scored(files: &Files) -> (Result<Scores, Vec<String>>, Vec<String>) {
    let (loaded, sources) = files.load();
    let told = |problems: &Problems| problems.iter().map(|problem| shown(problem, &sources)).collect::<Vec<_>>();
    let loaded = match loaded {
        Ok(loaded) => loaded,
        Err(problems) => return (Err(told(&problems)), Vec::new()),
    };
    let (scores, problems) = score(&loaded.value.reports[0]);
    if problems.iter().any(Diagnostic::is_error) { (Err(told(&problems)), Vec::new()) } else { (Ok(scores), told(&problems)) }
}

fn printed(scores: &Scores, of: &ScoreOf) -> String {
    scores.percentage(of).map_or_else(|| "none".to_owned(), |score| score.printed.to_decimal(0))
}

const ESI: &str = "scoring: { model: esi, weights: { critical: 2, important: 1 }, overall: { B: 30, C: 40, D: 30 } }\n\
                   inspections:\n  - { key: original, title: Original }\n  - { key: follow-up, title: Follow-up }\n\
                   not-followed-up: Not followed up\ngrades: [Very well met, Well met, Satisfactorily met, Partly met, Not met, Poor]\n";
const CRITICAL: &str = ", weight: critical";
const IMPORTANT: &str = ", weight: important";
const GRADE: &str = ", scored-by: grade";
type Section = (&'static str, &'static [(&'static str, &'static str)]);
const SOUTH_WALES: [Section; 4] = [
    ("A", &[("A1", GRADE), ("A2", GRADE), ("A3", GRADE), ("A4", GRADE), ("A5", GRADE)]),
    ("B", &[("B1", CRITICAL), ("B2", CRITICAL), ("B3", CRITICAL), ("B4", IMPORTANT)]),
    ("C", &[("C1", CRITICAL), ("C2", CRITICAL), ("C3", CRITICAL), ("C4", IMPORTANT), ("C5", CRITICAL)]),
    ("D", &[("D1", CRITICAL), ("D2", IMPORTANT), ("D3", GRADE), ("D4", CRITICAL)]),
];
/// As the scoring summary sheet prints them; section C's own page has 65 for C3 in the original inspection, and the sheet 62.
const SOUTH_WALES_SCORES: &str = "criteria:
  A1: { original: Partly met, follow-up: Well met }
  A2: { original: Partly met, follow-up: Well met }
  A3: { original: Partly met, follow-up: Satisfactorily met }
  A4: { original: Partly met, follow-up: Well met }
  A5: { original: Partly met, follow-up: Not followed up }
  B1: { original: 43, follow-up: 69 }
  B2: { original: 40, follow-up: 82 }
  B3: { original: 43, follow-up: 56 }
  B4: { original: 56, follow-up: 86 }
  C1: { original: 75, follow-up: 85 }
  C2: { original: 52, follow-up: 73 }
  C3: { original: 62, follow-up: 91 }
  C4: { original: 59, follow-up: 93 }
  C5: { original: 58, follow-up: 75 }
  D1: { original: 55, follow-up: 57 }
  D2: { original: 50, follow-up: 71 }
  D3: { original: Partly met, follow-up: Satisfactorily met }
  D4: { original: 67, follow-up: 91 }
";
const SOUTH_WALES_MEANS: &str = "sections:
  B: { original: 44, follow-up: 71 }
  C: { original: 62, follow-up: 83 }
  D: { original: 60, follow-up: 73 }
overall: { original: 56, follow-up: 76 }
";

const OMI2: &str = "scoring: { model: omi2 }\nthreads:\n  - { key: control, title: Control }\n\
                    bands:\n  - { from: 85, name: MINIMUM }\n  - { from: 65, name: MODERATE }\n  - { from: 45, name: SUBSTANTIAL }\n  - { from: 0, name: DRASTIC }\n";
const CHESHIRE: [Section; 3] = [
    ("1", &[("1.1", ""), ("1.2", ""), ("1.3", ""), ("1.4", "")]),
    ("2", &[("2.1", ""), ("2.2", ""), ("2.3", ""), ("2.4", "")]),
    ("3", &[("3.1", ""), ("3.2", ""), ("3.3", "")]),
];
const CHESHIRE_SCORES: &str = "criteria: { 1.1: 87, 1.2: 78, 1.3: 77, 1.4: 61, 2.1: 79, 2.2: 76, 2.3: 70, 2.4: 83, 3.1: 78, 3.2: 68, 3.3: 70 }\n\
                               threads: { control: 76 }\n";

/// How a stated figure stands: agrees, reachable by rounding, or cannot be, with what it could be.
fn classify(files: &Files, what: &str, mean: &str) -> String {
    match scored(files) {
        (Ok(_), _) if what == mean => "agrees".to_owned(),
        (Ok(_), _) => format!("reachable by rounding (the printed figures give {mean})"),
        (Err(problems), _) => {
            let [problem] = &problems[..] else { panic!("{problems:#?}") };
            let (_, could) = problem.split_once("can only give ").expect("an unreachable mean");
            format!("cannot be (only {could})")
        }
    }
}

#[test]
fn south_wales_is_worked_out_again() {
    // Without any stated mean everything is computed from the printed criteria.
    let (computed, _) = scored(&project(ESI, &SOUTH_WALES, SOUTH_WALES_SCORES));
    let computed = computed.expect("no error");
    let section = |number: &str| ScoreOf::Section(number.into());
    let mut lines = Vec::new();
    for (of, name, stated) in [
        (section("B"), "B", ["44", "71"]),
        (section("C"), "C", ["62", "83"]),
        (section("D"), "D", ["60", "73"]),
        (ScoreOf::Overall, "overall", ["56", "76"]),
    ] {
        for (index, inspection) in ["original", "follow-up"].into_iter().enumerate() {
            let scores = if index == 0 { &computed.earlier[0] } else { &computed };
            let mean = printed(scores, &of);
            let figures = ["original", "follow-up"].map(|other| {
                let scores = if other == "original" { &computed.earlier[0] } else { &computed };
                format!("{other}: {}", if other == inspection { stated[index].to_owned() } else { printed(scores, &of) })
            });
            let own = format!("{{ {} }}", figures.join(", "));
            let more = if of == ScoreOf::Overall { format!("overall: {own}\n") } else { format!("sections:\n  {name}: {own}\n") };
            let verdict = classify(&project(ESI, &SOUTH_WALES, &format!("{SOUTH_WALES_SCORES}{more}")), stated[index], &mean);
            lines.push(format!("{name} {inspection} {}: {verdict}", stated[index]));
        }
    }
    assert_eq!(
        lines,
        [
            "B original 44: agrees",
            "B follow-up 71: agrees",
            "C original 62: reachable by rounding (the printed figures give 61)",
            "C follow-up 83: reachable by rounding (the printed figures give 82)",
            "D original 60: cannot be (only 58 to 59)",
            "D follow-up 73: agrees",
            "overall original 56: reachable by rounding (the printed figures give 55)",
            "overall follow-up 76: agrees",
        ]
    );
    // C3 is 62 in the summary sheet and 65 in its own section; with 65 the section's 62 needs no luck with rounding.
    let own = SOUTH_WALES_SCORES.replace("C3: { original: 62", "C3: { original: 65");
    let (computed, _) = scored(&project(ESI, &SOUTH_WALES, &own));
    assert_eq!(printed(&computed.expect("no error").earlier[0], &section("C")), "62");
}

#[test]
fn what_was_printed_and_cannot_be_stands_with_an_allow() {
    let stated = format!("{SOUTH_WALES_SCORES}{SOUTH_WALES_MEANS}");
    let (wrong, _) = scored(&project(ESI, &SOUTH_WALES, &stated));
    assert_eq!(
        wrong.err(),
        Some(vec![
            "surrey/scores.yaml:23:18 unreachable-mean | section D (Original) is stated as 60, but its criteria's scores can only give 58 to 59".to_owned()
        ])
    );
    let allow = "{ value: 60, allow: { check: unreachable-mean, reason: So printed in 2005., note: true } }";
    let allowed = stated.replace("D: { original: 60", &format!("D: {{ original: {allow}"));
    let (scores, warnings) = scored(&project(ESI, &SOUTH_WALES, &allowed));
    let scores = scores.expect("no error");
    assert_eq!(warnings, Vec::<String>::new());
    assert_eq!(printed(&scores.earlier[0], &ScoreOf::Section("D".into())), "60");
    assert_eq!(
        scores.accepted.iter().map(|a| (a.problem.name, a.allow.reason.as_str(), a.allow.note)).collect::<Vec<_>>(),
        [("unreachable-mean", "So printed in 2005.", true)]
    );
    // The overall score rests on the sections as they are printed: 0.3 × 44 + 0.4 × 62 + 0.3 × 60 is 56.
    assert_eq!(printed(&scores.earlier[0], &ScoreOf::Overall), "56");
    // What changed, and what was not looked at.
    let changed = |of| change(&scores.earlier[0], &scores, &of).map(|points| points.to_decimal(0));
    assert_eq!(changed(ScoreOf::Criterion("B2".into())).as_deref(), Some("42"));
    assert_eq!(changed(ScoreOf::Overall).as_deref(), Some("20"));
    assert_eq!(scores.criterion("A5"), Some(&Score::NotFollowedUp));
    assert_eq!(super::followup::grade_change(&scores.earlier[0], &scores, "A1"), Some(2));
    assert_eq!(super::followup::grade_change(&scores.earlier[0], &scores, "A5"), None);
    // Once the figure is right, the allow is in the way.
    let right = allowed.replace("value: 60", "value: 59");
    let (_, warnings) = scored(&project(ESI, &SOUTH_WALES, &right));
    assert_eq!(warnings, ["surrey/scores.yaml:23:47 unneeded-allow | nothing here needs to be allowed for the check `unreachable-mean`"]);
}

#[test]
fn cheshire_is_worked_out_again() {
    let mut lines = Vec::new();
    // Each section's score in its own section, and in the summary.
    for (section, places) in [("1", &["76"][..]), ("2", &["78", "76"]), ("3", &["72", "79"])] {
        for stated in places {
            let (computed, _) = scored(&project(OMI2, &CHESHIRE, CHESHIRE_SCORES));
            let mean = printed(&computed.expect("no error"), &ScoreOf::Section(section.into()));
            let files = project(OMI2, &CHESHIRE, &format!("{CHESHIRE_SCORES}sections: {{ {section}: {stated} }}\n"));
            lines.push(format!("{section} {stated}: {}", classify(&files, stated, &mean)));
        }
    }
    assert_eq!(
        lines,
        ["1 76: agrees", "2 78: cannot be (only 77)", "2 76: cannot be (only 77)", "3 72: agrees", "3 79: cannot be (only 72)"]
    );
}

#[test]
fn a_comment_follows_its_band() {
    let comment = |value: &str| CHESHIRE_SCORES.replace("1.4: 61", &format!("1.4: {value}"));
    let (same, _) = scored(&project(OMI2, &CHESHIRE, &comment("{ value: 61, comment: SUBSTANTIAL }")));
    assert!(same.is_ok());
    let (other, _) = scored(&project(OMI2, &CHESHIRE, &comment("{ value: 61, comment: moderate }")));
    assert_eq!(
        other.err(),
        Some(vec!["surrey/scores.yaml:1:67 departs-from-band | criterion 1.4 is 61%, which is ‘SUBSTANTIAL’, not ‘MODERATE’".to_owned()])
    );
    let allow = "{ value: 61, comment: MODERATE, allow: [{ check: departs-from-band, reason: So printed. }] }";
    let (scores, _) = scored(&project(OMI2, &CHESHIRE, &comment(allow)));
    let scores = scores.expect("no error");
    assert_eq!(scores.criterion("1.4").and_then(Score::percentage).and_then(|score| score.band), Some(1));
    assert_eq!(scores.accepted.len(), 1);
}

#[test]
fn mistakes_in_stated_scores() {
    let add = |text: &str| format!("{SOUTH_WALES_SCORES}{text}");
    let replace = |from: &str, to: &str| {
        assert!(SOUTH_WALES_SCORES.contains(from));
        SOUTH_WALES_SCORES.replace(from, to)
    };
    for (scores, expected) in [
        (replace("{ original: 43, follow-up: 69 }", "69"), "7:7 wrong-type | the criterion B1 has one score for each inspection"),
        (
            replace("{ original: 43, follow-up: 69 }", "{ original: 43 }"),
            "7:3 missing-score | the criterion B1 has no score for `follow-up`",
        ),
        (
            replace("{ original: 43, follow-up: 69 }", "{ original: 43, folow-up: 69 }"),
            "7:23 unknown-inspection | the framework has no inspection `folow-up`",
        ),
        (
            replace("original: 43, follow-up: 69", "original: Not followed up, follow-up: 69"),
            "7:19 not-followed-up-at-first | the first inspection follows nothing up: it cannot say ‘Not followed up’",
        ),
        (
            replace("follow-up: 69", "follow-up: Well met"),
            "7:34 grade-for-percentage | the criterion B1 is scored in per cent, not by a grade",
        ),
        (add("sections: { A: { original: 5, follow-up: 5 } }\n"), "20:13 percentage-for-grade | section A is graded and has no score"),
        (add("sections: { E: { original: 5, follow-up: 5 } }\n"), "20:13 unknown-section | the framework has no section E"),
        (
            add("overall: { original: 56, follow-up: { value: 76, conclusion: Good } }\n"),
            "20:62 unknown-band | the framework has no band ‘Good’",
        ),
        (
            add("overall: { original: 55, follow-up: { value: 76, allow: { check: unreachable, reason: R } } }\n"),
            "20:66 unknown-check | there is no check `unreachable` that could be allowed here",
        ),
        (
            add("comparators: { B: { lowest: 60, highest: 50, average: 55 } }\n"),
            "20:55 comparators-out-of-order | the lowest, 60, is above the highest, 50",
        ),
        (
            add("comparators: { Z: { lowest: 60, highest: 70, average: 65 } }\n"),
            "20:16 unknown-score | the framework has no thread or scored section `Z`",
        ),
    ] {
        let (result, _) = scored(&project(ESI, &SOUTH_WALES, &scores));
        assert_eq!(result.err(), Some(vec![format!("surrey/scores.yaml:{expected}")]));
    }
}

#[test]
fn mistakes_in_what_scores_are_made_of() {
    let says = |from: &str, to: &str| {
        assert_eq!(ESI.matches(from).count(), 1, "{from}");
        scored(&project(&ESI.replace(from, to), &SOUTH_WALES, SOUTH_WALES_SCORES)).0.err().unwrap_or_default()
    };
    assert_eq!(says("model: esi", "model: ezi"), ["frameworks/omi/framework.yaml:5:19 unknown-scoring-model | `model` cannot be ‘ezi’"]);
    assert_eq!(
        says(", important: 1", ", important: 0"),
        ["frameworks/omi/framework.yaml:5:59 weight-of-zero | a weight of 0 counts for nothing"]
    );
    assert_eq!(
        says("B: 30", "E: 30, A: 10"),
        [
            "frameworks/omi/framework.yaml:5:75 unknown-section | the framework has no section E",
            "frameworks/omi/framework.yaml:5:82 needless-key | section A is graded and has no part in the overall score",
        ]
    );
    let unknown = says("critical: 2", "crucial: 2");
    assert_eq!(
        (unknown.len(), unknown[0].split_once(' ').expect("two parts").1),
        (9, "unknown-weight | the framework has no weight `critical`")
    );
    assert_eq!(
        says("  - { key: follow-up, title: Follow-up }\n", "")[0],
        "frameworks/omi/framework.yaml:7:5 single-inspection | one inspection stands beside no other"
    );
    assert_eq!(
        says("not-followed-up: Not followed up", "not-followed-up: Poor")[0],
        "frameworks/omi/framework.yaml:9:18 duplicate-name | ‘Poor’ is a grade as well"
    );
}

// From cases --------------------------------------------------------------------------------------------------------------------

const OMI: &str = "scoring: { model: omi, smallest-base: 3 }\nthreads:\n  - { key: harm, title: Harm, sections: [1] }\n\
                   bands:\n  - { from: 70, name: Good }\n  - { from: 0, name: Weak }\n";
const TWO: [Section; 2] = [("1", &[("1.1", ""), ("1.2", "")]), ("2", &[("2.1", "")])];
const QUESTIONS: &str = "- { id: a, text: A?, criterion: 1.1, threads: [harm] }\n- { id: b, text: B?, criterion: 1.1 }\n\
                         - { id: s, text: S?, criterion: 1.1, kind: summary, threads: [harm] }\n- { id: c, text: C?, criterion: 1.2, threads: [harm] }\n\
                         - { id: d, text: D?, criterion: 2.1 }\n";

/// A project whose cases answer the questions a, b, s, c, d: `+` above, `-` below, `.` not applicable.
fn with_cases(cases: &[&str], scores: &str) -> Files {
    let mut rows = "case\n".to_owned();
    let mut answers = "case,question,answer\n".to_owned();
    for (number, case) in cases.iter().enumerate() {
        rows += &format!("c{number}\n");
        for (question, answer) in "abscd".chars().zip(case.chars()) {
            let answer = match answer {
                '+' => "above",
                '-' => "below",
                _ => "na",
            };
            answers += &format!("c{number},{question},{answer}\n");
        }
    }
    let files = project(OMI, &TWO, scores)
        .edit("reports/surrey-2008/report.yaml", "sample: 110\n", "")
        .with("frameworks/omi/questions.yaml", QUESTIONS)
        .with("reports/surrey-2008/cases.csv", rows)
        .with("reports/surrey-2008/answers.csv", answers);
    if scores.is_empty() { files.without(SCORES) } else { files }
}

/// 1.1: a 2/3, b 1/2, summary 1; 1.2: 1/4; 2.1: 3/4.
const CASES: [&str; 4] = ["+++++", "+-+-+", "-.+-+", "...--"];

fn exact(scores: &Scores, of: &ScoreOf) -> String {
    scores.percentage(of).map_or_else(|| "none".to_owned(), |score| score.exact.to_string())
}

#[test]
fn omi_is_computed_from_cases_with_what_is_behind_it() {
    let files = with_cases(&CASES, "");
    let sample = files.load().0.expect("no error").value.reports[0].sample.as_ref().map(|sample| sample.value);
    assert_eq!(sample, Some(4), "counted, where it is not stated");
    let (scores, warnings) = scored(&files);
    let scores = scores.expect("no error");
    assert_eq!(warnings, Vec::<String>::new());
    let criterion = |number: &str| ScoreOf::Criterion(number.into());
    // 0.8 × (66 2/3 + 50) / 2 + 0.2 × 100 = 66 2/3.
    assert_eq!(exact(&scores, &criterion("1.1")), "200/3");
    assert_eq!(exact(&scores, &criterion("1.2")), "25");
    assert_eq!(exact(&scores, &ScoreOf::Section("1".into())), "275/6");
    // The thread is the plain mean over its questions, the summary question as good as another: 66 2/3, 100, 25.
    assert_eq!(exact(&scores, &ScoreOf::Thread("harm".into())), "575/9");
    let behind = scores.provenance(&criterion("1.1")).expect("computed");
    assert_eq!(
        (behind.model, behind.cases, behind.relevant_cases, behind.answers(), behind.above(), behind.small_base),
        ("omi", 4, 3, 8, 6, false)
    );
    let counts: Vec<_> = behind.questions.iter().map(|q| (q.question.as_str(), q.above, q.below, q.not_applicable)).collect();
    assert_eq!(counts, [("a", 2, 1, 1), ("b", 1, 1, 2), ("s", 3, 0, 1)]);
    assert_eq!(scores.provenance(&ScoreOf::Section("1".into())).map(|behind| behind.relevant_cases), Some(4));
}

#[test]
fn nothing_relevant_is_not_scored_and_a_small_base_is_marked() {
    let (scores, warnings) = scored(&with_cases(&["+.+..", "-.+.+"], ""));
    let scores = scores.expect("no error");
    assert_eq!(scores.criterion("1.2"), Some(&Score::NotScored));
    // The section is the mean of what is scored: 0.8 × 50 + 0.2 × 100.
    assert_eq!(exact(&scores, &ScoreOf::Section("1".into())), "60");
    assert!(scores.provenance(&ScoreOf::Criterion("2.1".into())).is_some_and(|behind| behind.small_base));
    assert_eq!(
        warnings,
        [
            "frameworks/omi/questions.yaml:4:9 not-scored | criterion 1.2 is not scored: no case is relevant to its questions",
            "frameworks/omi/questions.yaml:1:9 not-scored | question b of criterion 1.1 is not scored: no case is relevant",
        ]
    );
    let (none, _) = scored(&with_cases(&["....."], ""));
    let none = none.expect("no error");
    assert_eq!((none.section("1"), none.thread("harm")), (None, None));
}

#[test]
fn what_is_stated_agrees_with_what_is_computed() {
    let stated = |text: &str| scored(&with_cases(&CASES, text)).0;
    assert!(stated("criteria: { 1.1: 67, 1.2: 25, 2.1: 75 }\nsections: { 1: 46 }\nthreads: { harm: 64 }\n").is_ok());
    assert!(stated("criteria: { 1.1: 66.67 }\n").is_ok());
    assert_eq!(
        stated("criteria: { 1.1: 66 }\nsections: { 1: 45 }\nthreads: { harm: 63.8 }\n").err(),
        Some(vec![
            "surrey/scores.yaml:1:18 stated-score-differs | criterion 1.1 is stated as 66, but the cases give 66.7".to_owned(),
            "surrey/scores.yaml:2:16 unreachable-mean | section 1 is stated as 45, but its criteria's scores can only give 46".to_owned(),
            "surrey/scores.yaml:3:18 stated-score-differs | thread `harm` is stated as 63.8, but the cases give 63.9".to_owned(),
        ])
    );
    let (scores, _) =
        scored(&with_cases(&CASES, "criteria: { 1.1: { value: 66, allow: { check: stated-score-differs, reason: So printed. } } }\n"));
    let scores = scores.expect("no error");
    // The printed figure is the stated one; the means are still those of the cases.
    assert_eq!(printed(&scores, &ScoreOf::Criterion("1.1".into())), "66");
    assert_eq!(exact(&scores, &ScoreOf::Section("1".into())), "275/6");
}

#[test]
fn comparators_are_of_reports_up_to_this_one() {
    let files = project(OMI2, &CHESHIRE, CHESHIRE_SCORES);
    let (loaded, _) = files.load();
    let report = &loaded.expect("no error").value.reports[0];
    let own = score(report).0;
    let other = |slug: &str, published: &str, state, control: i64| {
        let mut other = report.clone();
        other.slug = slug.to_owned();
        other.state = state;
        other.published.value = crate::date::Date::parse(published).expect("a date");
        let mut scores = own.clone();
        scores.threads[0].score = super::Percentage::new(&report.framework, Number::whole(control));
        (other, scores)
    };
    let others = [
        other("first", "2008-01", Published, 60),
        other("same-day", "2008-04", Published, 81),
        other("later", "2008-05", Published, 10),
        other("draft", "2008-01", Embargoed, 20),
    ];
    let mut all: Vec<_> = others.iter().map(|(report, scores)| Inspected::new(report, scores)).collect();
    all.push(Inspected::new(report, &own));
    let found = comparators::comparators(report, &all);
    let (of, control) = &found[0];
    assert_eq!(*of, ScoreOf::Thread("control".into()));
    let figures = [&control.lowest, &control.highest, &control.average].map(|figure| figure.printed.to_decimal(0));
    assert_eq!((figures, control.reports), (["60", "81", "72"].map(str::to_owned), Some(3)));
    // Stated figures win.
    let stated = format!("{CHESHIRE_SCORES}comparators: {{ control: {{ lowest: 64, highest: 81, average: 72 }} }}\n");
    let (loaded, _) = project(OMI2, &CHESHIRE, &stated).load();
    let report = &loaded.expect("no error").value.reports[0];
    let found = comparators::comparators(report, &[Inspected::new(report, &own)]);
    assert_eq!((found[0].1.lowest.printed.to_decimal(0).as_str(), found[0].1.reports), ("64", None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The order of the cases does not matter, nor does it matter to have every case twice; every score is from 0 to 100, and a
    /// printed figure is within half a point of the exact one.
    #[test]
    fn scores_are_what_they_should_be(cases in prop::collection::vec("[-+.]{5}", 1..8), turn in 0_usize..8) {
        let all = |cases: &[String]| {
            let cases: Vec<&str> = cases.iter().map(String::as_str).collect();
            scored(&with_cases(&cases, "")).0.expect("no error")
        };
        let figures = |scores: &Scores| {
            let of = [("1.1", true), ("1.2", true), ("2.1", true), ("1", false), ("2", false)]
                .map(|(n, c)| if c { ScoreOf::Criterion(n.into()) } else { ScoreOf::Section(n.into()) });
            of.iter().chain([&ScoreOf::Thread("harm".into())]).map(|of| exact(scores, of)).collect::<Vec<_>>()
        };
        let scores = all(&cases);
        let mut turned = cases.clone();
        turned.rotate_left(turn % cases.len());
        prop_assert_eq!(figures(&all(&turned)), figures(&scores));
        let twice: Vec<String> = cases.iter().chain(&cases).cloned().collect();
        prop_assert_eq!(figures(&all(&twice)), figures(&scores));
        let half = Number::ratio(1, 2).expect("a half");
        for score in scores.criteria.iter().filter_map(|scored| scored.score.percentage()) {
            prop_assert!(score.exact >= Number::whole(0) && score.exact <= Number::whole(100));
            let off = score.printed.minus(&score.exact);
            prop_assert!(off <= half && off.plus(&half).is_positive(), "{} is printed as {}", score.exact, score.printed);
        }
    }
}
