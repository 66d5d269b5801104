//! 'The scoring approach is told in Appendix 3', where Appendix 3 is another: a reference whose words and number do not fit.

pub(super) mod beside;

use std::ops::Range;

use super::reading::letters::letter_references;
use super::reading::references::{Mention, Target, Targets, What, is_linked, lettered, mentions, referring};
use super::reading::sentences::Sentence;
use super::reading::terms::ids;
use super::reading::titles::quoted;
use super::reading::{Kind, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MisdirectedReference;

static ABOUT: About = About {
    name: "misdirected-reference",
    line: "a reference leads to another thing than its words say",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "A sentence that names the title of one appendix, section or criterion and gives the number of another; ‘the table in Appendix 1’ where that appendix has none; ‘(b) below’ and ‘section 4.3 below’ where that stands above; ‘the areas for improvement above’ where they follow; \
             ‘Table 4 shows …’ right above Table 3, if nothing else mentions Table 3.",
    matters: "Readers turn to the place and find something else. A published foreword sent them to a table in an appendix that holds a chart.",
    mend: "Correct the number, and write it as a cross-reference, such as [[appendix scoring-approach]].",
    example: Example {
        what: Sample::Finding,
        wrong: "How leading is looked at is told under criterion 1.1, Leading.",
        right: "How leading is looked at is told under criterion 2.1, Leading.",
    },
};

impl Check for MisdirectedReference {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let targets = Targets::new(reading);
        // What `wrong-title` reports already.
        let quoted: Vec<_> = quoted(reading).into_iter().filter(|quoted| quoted.other.is_some()).collect();
        for passage in referring(reading).filter(|passage| passage.kind != Kind::Heading) {
            let all = mentions(passage);
            for mention in all.iter().filter(|mention| !mention.elsewhere) {
                let Some(target) = targets.find(mention.what, &mention.name) else { continue };
                let Some(sentence) = passage.sentence_at(mention.first) else { continue };
                let bytes = passage.bytes(mention.first, mention.last);
                let written = passage.words.get(bytes.clone()).unwrap_or_default();
                if let Some(kind) = wrong_kind(passage, mention, target) {
                    let (held, holds) = if kind == "table" { ("table", "a chart") } else { ("chart", "a table") };
                    found.say(
                        Remark::new(format!("there is no {held} in {written}, but {holds}"))
                            .at(passage, bytes.clone(), "")
                            .help(format!("write ‘{}’, or correct the number", holds.trim_start_matches("a "))),
                    );
                }
                beside::direction(reading, passage, mention, target, found);
                let tokens = clause(passage, all, mention, sentence);
                let words = &passage.words[passage.bytes(tokens.start, tokens.end.saturating_sub(1))];
                let whole = &passage.words[sentence.range.clone()];
                let told =
                    quoted.iter().any(|quoted| std::ptr::eq(quoted.passage, passage) && sentence.range.contains(&quoted.bytes.start));
                if told {
                    continue;
                }
                let bound = |title: &str| is_bound(passage, sentence, mention, title);
                let others = |name: &str| all.iter().any(|other| other.what == mention.what && other.name == name);
                // A cross-reference follows its target, so the words have to name another one in full.
                let linked = is_linked(passage, &bytes);
                let meant = other_title(&targets, mention, target, words, whole);
                if let Some(meant) =
                    meant.filter(|meant| !others(&meant.name) && bound(&meant.title) && (!linked || says_whole(words, &meant.title)))
                {
                    let (one, _) = mention.what.words();
                    found.say(
                        Remark::new(format!("‘{}’ is {one} {}, not {}", meant.title, meant.name, mention.name))
                            .at(passage, bytes, format!("{one} {} is ‘{}’", target.name, target.title))
                            .help(format!("write ‘{one} {}’, or correct the words", meant.name)),
                    );
                }
            }
        }
        let groups = lettered(reading);
        beside::following(reading, &targets, found);
        beside::groups(reading, &groups, found);
        for reference in letter_references(reading, &groups) {
            let (Some(group), Some(item), Some(below)) = (reference.group, reference.item, reference.below) else { continue };
            let place = &groups[group].items[item];
            let wrong = if place.contains(&reference.passage) {
                "is this finding itself"
            } else if below == (place.start > reference.passage) {
                continue;
            } else if below {
                "stands above"
            } else {
                "stands below"
            };
            found.say(
                Remark::new(format!("({}) {wrong}", reference.letter))
                    .at(&reading.passages[reference.passage], reference.bytes, "")
                    .help("correct the letter, or the word after it"),
            );
        }
    }
}

/// 'the table in Appendix 1' where there is only a chart, or the other way round.
fn wrong_kind(passage: &Passage, mention: &Mention, target: &Target) -> Option<&'static str> {
    if mention.what != What::Appendix {
        return None;
    }
    let from = mention.first.checked_sub(2)?;
    let said = passage.word(from).to_lowercase();
    let in_it = passage.is_word(from + 1, &["in", "at", "of"]);
    match said.as_str() {
        "table" | "tables" if in_it && !target.has_table && target.has_figure => Some("table"),
        "chart" | "charts" | "graph" if in_it && target.has_table && !target.has_figure => Some("chart"),
        _ => None,
    }
}

/// The other target of the same kind whose title a sentence names, while it does not name its own.
///
/// `words` are those of its clause, `whole` those of its sentence.
fn other_title<'t>(targets: &'t Targets, mention: &Mention, own: &Target, words: &str, whole: &str) -> Option<&'t Target> {
    let (words, whole) = (ids(words), ids(whole));
    let has = |title: &str| {
        let title = ids(title);
        !title.is_empty() && words.windows(title.len()).any(|window| window == title)
    };
    let content = |title: &str| title.split(' ').filter(|word| word.len() > 3).map(super::reading::terms::id).collect::<Vec<_>>();
    // Any of its own words is enough to be left alone.
    if content(&own.title).iter().any(|word| whole.contains(word)) {
        return None;
    }
    let named = |target: &&Target| {
        let own_words = content(&target.title);
        has(&target.title) && (own_words.len() > 1 || target.title.len() > 5 && after_mention(mention, target, &words))
            || own_words.len() > 2 && own_words.iter().all(|word| words.contains(word))
    };
    let mut others = targets.of(mention.what).filter(|target| target.name != own.name).filter(named);
    others.next().filter(|_| others.next().is_none())
}

/// Whether a title and a number may be of one thing. 'Preparing was best, at 84%, and criterion 1.4 weakest': each has a figure of its own, or a
/// conjunction or comparison sets them apart.
fn is_bound(passage: &Passage, sentence: &Sentence, mention: &Mention, title: &str) -> bool {
    const APART: &[&str] =
        &["and", "but", "while", "whereas", "than", "unlike", "then", "followed", "or", "with", "before", "after", "although", "though"];
    let title: Vec<&str> = title.split_whitespace().collect();
    let named = sentence.tokens.clone().find(|at| passage.says(*at, &title));
    let (start, end, whole) = match named.map(|at| (at, at + title.len())) {
        Some((_, end)) if end <= mention.first => (end, mention.first, true),
        Some((start, _)) if start > mention.last => (mention.last + 1, start, true),
        // Its words stand here and there.
        _ => (sentence.tokens.start, mention.first, false),
    };
    !(start..end).any(|at| passage.tokens[at].percent().is_some() || whole && passage.is_word(at, APART))
}

/// Whether words have a title of several words in full.
fn says_whole(words: &str, title: &str) -> bool {
    let (words, title) = (ids(words), ids(title));
    title.len() > 1 && words.windows(title.len()).any(|window| window == title)
}

/// The tokens of the clause that a reference belongs to.
pub(super) fn clause(passage: &Passage, all: &[Mention], mention: &Mention, sentence: &Sentence) -> Range<usize> {
    let alone = all.iter().filter(|other| other.what == mention.what && sentence.tokens.contains(&other.first)).take(2).count() == 1;
    if alone { beyond_semicolons(passage, mention, sentence) } else { own_clause(passage, all, mention, sentence) }
}

/// The part of a sentence between semicolons that a reference stands in.
fn beyond_semicolons(passage: &Passage, mention: &Mention, sentence: &Sentence) -> Range<usize> {
    let (start, end) = (sentence.tokens.start, sentence.tokens.end);
    let from = (start..mention.first).rev().find(|at| passage.is_mark(*at, ';')).map_or(start, |mark| mark + 1);
    let to = (mention.last..end).find(|at| passage.is_mark(*at, ';')).unwrap_or(end);
    from..to
}

/// The clause of a reference that is not the only one of its sentence: from the one before it, with a bracket right after it.
fn own_clause(passage: &Passage, all: &[Mention], mention: &Mention, sentence: &Sentence) -> Range<usize> {
    let before = all.iter().map(|other| other.last).filter(|last| *last < mention.first && sentence.tokens.contains(last)).max();
    let start = before.map_or(sentence.tokens.start, |last| last + 1);
    let start = (start..mention.first).rev().find(|at| passage.is_mark(*at, ';')).map_or(start, |mark| mark + 1);
    let bracket = passage.is_mark(mention.last + 1, '(');
    let close = (mention.last + 1..sentence.tokens.end).find(|at| bracket && passage.is_mark(*at, ')'));
    start..close.unwrap_or(mention.last) + 1
}

/// A title of one word is an ordinary word unless it names an appendix, or stands with the number of a criterion.
fn after_mention(mention: &Mention, target: &Target, words: &[u64]) -> bool {
    let both: Vec<u64> = ids(&mention.name).into_iter().chain(ids(&target.title)).collect();
    mention.what == What::Appendix || words.windows(both.len()).any(|window| window == both)
}

#[cfg(test)]
mod tests {
    use super::MisdirectedReference;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, in_finding, run, sample, silent};

    #[test]
    fn fires_where_another_table_follows() {
        let said = |text: &str| run(&MisdirectedReference, &sample(Sample::File("foreword.md"), text));
        let tables = "{table: caseload}\n\nThe budget was small.\n\n{table: budget}\n";
        let wrong = said(&format!("Table 2 shows who they were.\n\n{tables}"));
        assert!(wrong.len() == 1 && wrong[0].starts_with("[Table 2] "), "{wrong:#?}");
        assert_eq!(said(&format!("Table 1 shows who they were, and Table 2 the budget.\n\n{tables}")), Vec::<String>::new());
        assert_eq!(said(&format!("Table 2 shows the budget. See also Table 1.\n\n{tables}")), Vec::<String>::new());
        assert_eq!(said("{table: caseload}\n\nTable 1 shows who they were.\n\n{table: budget}\n"), Vec::<String>::new());
    }

    #[test]
    fn fires_on_a_group_that_stands_elsewhere() {
        let said = |strength: &str, area: &str| {
            let text = format!(
                "section: 1\ncriteria:\n  1.1:\n    strengths:\n      - {strength}\n    areas-for-improvement:\n      - {area}\n  1.10:\n    introduction: About plans.\n"
            );
            run(&MisdirectedReference, &sample(Sample::File("sections/1-assessment.yaml"), &text))
        };
        assert_eq!(said("As the areas for improvement above show, it was late.", "It was late.").len(), 1);
        assert_eq!(said("It was so.", "As the strengths below show, it was late.").len(), 1);
        for (strength, area) in [
            ("As the areas for improvement below show, it was late.", "As the strengths above show, it was so."),
            ("It had strengths above 70%.", "The areas for improvement above are two."),
            ("It was so (see area for improvement (a) below).", "It was late (see strength (a) above)."),
        ] {
            assert_eq!(said(strength, area), Vec::<String>::new(), "{strength} {area}");
        }
    }

    #[test]
    fn fires_where_a_criterion_or_table_stands_elsewhere() {
        let said = |text: &str| in_finding(&MisdirectedReference, text).len();
        for wrong in
            ["It is noted in section 1.1 below.", "We say it in criterion 1.10 above.", "Criterion 1.1 above, as we say, was good."]
        {
            assert_eq!(said(wrong), 1, "{wrong}");
        }
        for right in [
            "It is noted in section 1.10 below.",
            "Criterion 1.10 below 70% is weak; criterion 2.1 above the line was good.",
            "See section 1 above.",
        ] {
            assert_eq!(said(right), 0, "{right}");
        }
        let table = |text: &str| run(&MisdirectedReference, &sample(Sample::File("foreword.md"), text)).len();
        assert_eq!(table("See Table 1 above.\n\n{table: caseload}\n"), 1);
        assert_eq!(table("{table: caseload}\n\nSee Table 1 above.\n"), 0);
    }

    #[test]
    fn fires_where_words_and_number_differ() {
        fires(
            &MisdirectedReference,
            &[("It is told under criterion 1.10, Preparing.", "criterion 1.10"), ("It was late (see strength (a) below).", "strength (a)")],
        );
    }

    #[test]
    fn is_silent_where_they_agree() {
        silent(
            &MisdirectedReference,
            &[
                "Preparing is told under criterion 1.1. Planning and preparing are told under criterion 1.10.",
                "See criterion 1.1 (Leading).",
                "Our role is told in Appendix 1.",
                "It was late (see strength (b) below).\n\nIt was so.",
                "The table in Appendix 1 is short.",
                "The best work was found in delivering constructive interventions, at 84%, and the weakest in criterion 1.1, at 65%.",
            ],
        );
    }
}
