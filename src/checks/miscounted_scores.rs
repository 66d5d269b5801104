//! 'Of the 14 criteria seven reached the priority line', where six did.

mod claims;
mod excepted;

use super::reading::scored::{Mention, Mentions, Names};
use super::reading::sentences::Sentence;
use super::reading::standing::{Scope, Test, scopes, together, told};
use super::reading::words::Figure;
use super::reading::{Kind, Passage, Reading};
use super::score_told_differently::{ELSEWHERE, bound, names_another};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;
use crate::model::score::ScoreOf;
use claims::{Noun, Of, Whole, claims, wholes};

/// See the module.
#[derive(Debug)]
pub(super) struct MiscountedScores;

static ABOUT: About = About {
    name: "miscounted-scores",
    line: "a text says that so many criteria or sections have a score or grade, and another number has",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "How many criteria or sections a text says were above, at or below a percentage or the priority line, or had a grade: ‘of the 14 criteria, six reached the priority line’, \
             ‘two criteria scored below 60%’, ‘three of the six criteria were satisfactorily met’. The number must fit the scores of all criteria, or those of the section or sections that are meant, and so must the number of criteria that these are said to have. So must what is said of all but one (‘the criteria in this section other than victim work reached 70%’). Whether ‘below 60%’ \
             takes in 60% itself is left open.",
    matters: "These sentences are written early and quoted widely, and a score that changes later changes them too.",
    mend: "Count the scores again, and correct the number or the words.",
    example: Example {
        what: Sample::File("foreword.md"),
        wrong: "Of the two criteria of section 1, none reached 75%.\n",
        right: "Of the two criteria of section 1, one reached 75%.\n",
    },
};

impl Check for MiscountedScores {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut passages: Vec<&Passage> = reading
            .places(&["criteria", "criterion", "sections"])
            .map(|(passage, _)| passage)
            .filter(|passage| passage.is_written())
            .collect();
        passages.dedup_by_key(|passage| passage.index);
        passages.retain(|passage| matches!(passage.kind, Kind::Text | Kind::Conclusion | Kind::Small));
        if passages.is_empty() {
            return;
        }
        let (scopes, names) = (scopes(reading), Names::new(reading.framework));
        for passage in passages {
            // What the sentence before counted: 'two of the eight'.
            let mut counted: Vec<Group> = Vec::new();
            for sentence in &passage.sentences {
                if excepted::look(reading, &names, passage, sentence, found) {
                    counted.clear();
                    continue;
                }
                counted = look(reading, &names, &scopes, passage, sentence, &counted, found);
            }
        }
    }
}

/// Scores that a sentence has counted, with the number that it gave.
struct Group {
    count: i64,
    scope: Scope,
}

/// Looks at one sentence, and hands on what it counted.
fn look(
    reading: &Reading,
    names: &Names,
    scopes: &[Scope],
    passage: &Passage,
    sentence: &Sentence,
    counted: &[Group],
    found: &mut Found,
) -> Vec<Group> {
    let mentions = Mentions::new(names.mentions(passage, sentence.tokens.clone()), sentence.tokens.clone());
    if speaks_of_others(passage, sentence) || bound::is_wished(passage, sentence) || names_another(reading, passage, sentence, &mentions) {
        return Vec::new();
    }
    let mut wholes = wholes(passage, sentence);
    // 'In section 2, three criteria scored …'.
    let section = |mention: &Mention| if let ScoreOf::Section(number) = &mention.of { Some(number.clone()) } else { None };
    if let [name] = &mentions.list[..] {
        for whole in &mut wholes {
            if let (Of::Unsaid, Some(section)) = (&whole.of, section(name)) {
                whole.of = Of::Sections(vec![section]);
            }
        }
    }
    let claims = claims(reading, passage, sentence);
    if claims.is_empty() {
        return Vec::new();
    }
    let fitting: Vec<Scope> = if let Some(whole) = wholes.first() {
        let meant = meant(reading, names, scopes, passage, whole);
        let fitting: Vec<Scope> = meant.iter().filter(|scope| whole.count.is_none_or(|count| size(scope) == count)).cloned().collect();
        if fitting.is_empty() {
            miscounted(reading, passage, whole, &meant, found);
        }
        fitting
    } else {
        // 'Two of the eight': those that the sentence before has counted.
        let of = claims.iter().find_map(|claim| claim.of);
        let same = counted.iter().filter(|group| of == Some(group.count) && of == Some(size(&group.scope)));
        same.map(|group| group.scope.clone()).collect()
    };
    let wrong = |scope: &Scope| {
        claims
            .iter()
            .filter(|claim| claim.test.count(&scope.given).is_some_and(|(low, high)| !claim.fits(low, high, scope.given.len())))
            .count()
    };
    let kinds = |scope: &&Scope| claims.iter().all(|claim| claim.test.count(&scope.given).is_some());
    let Some(best) = fitting.iter().filter(kinds).min_by_key(|scope| wrong(scope)) else { return Vec::new() };
    for claim in &claims {
        let Some((low, high)) = claim.test.count(&best.given) else { continue };
        if claim.fits(low, high, best.given.len()) {
            continue;
        }
        let have = if low == high { low.to_string() } else { format!("{low} or {high}") };
        let said = passage.as_told(claim.at);
        let word = if low == 1 && high == 1 { "is" } else { "are" };
        found.say(
            Remark::new(format!("{have} of the {} {} {word} {}, not {said}", best.given.len(), best.name, told(reading, &claim.test)))
                .at(passage, passage.bytes(claim.at, claim.at), format!("it is {have}"))
                .help("count the scores again, and correct the number or the words"),
        );
        return Vec::new();
    }
    claims.iter().filter_map(|claim| Some(Group { count: claim.count?, scope: passing(best, &claim.test)? })).collect()
}

/// The scores of a scope that pass a test.
fn passing(scope: &Scope, test: &Test) -> Option<Scope> {
    let given: Vec<_> = scope.given.iter().copied().filter(|given| test.passes(*given).is_some_and(|(_, lenient)| lenient)).collect();
    (!given.is_empty()).then(|| Scope { name: format!("such {}", scope.name), given, ..scope.clone() })
}

/// How many scores there are.
fn size(scope: &Scope) -> i64 {
    i64::try_from(scope.given.len()).unwrap_or(i64::MAX)
}

/// The scopes that a sentence may mean, however many it says that they have.
fn meant(reading: &Reading, names: &Names, scopes: &[Scope], passage: &Passage, whole: &Whole) -> Vec<Scope> {
    let here = || {
        let heading = reading.heading_of(passage).and_then(|heading| names.heads(reading.framework, heading));
        let of = heading.and_then(|of| if let ScoreOf::Section(number) = of { Some(number) } else { None });
        passage.place.section.map(str::to_owned).or(of)
    };
    let of_kind = scopes.iter().filter(|scope| scope.of_sections == (whole.noun == Noun::Sections));
    let own = |section: Option<String>| of_kind.clone().filter(|scope| section.is_some() && scope.section == section).cloned().collect();
    match &whole.of {
        Of::Sections(sections) => match &sections[..] {
            [section] => own(Some(section.clone())),
            _ => together(reading, sections),
        },
        Of::ThisSection => own(here()),
        Of::Report => of_kind.filter(|scope| scope.section.is_none()).cloned().collect(),
        Of::Unsaid if whole.count.is_some() => of_kind.cloned().collect(),
        // Without a number it may be all, or those of the section at hand.
        Of::Unsaid => {
            let here = here();
            let spoken = names.mentions(passage, 0..passage.tokens.len());
            let near = |section: &String| spoken.iter().any(|mention| mention.of == ScoreOf::Section(section.clone()));
            let may = |scope: &&Scope| scope.section.as_ref().is_none_or(|section| Some(section) == here.as_ref() || near(section));
            of_kind.filter(may).cloned().collect()
        }
    }
}

/// 'Of the four criteria of section 2', which has three.
fn miscounted(reading: &Reading, passage: &Passage, whole: &Whole, meant: &[Scope], found: &mut Found) {
    let (Some(said), Some(at)) = (whole.count, whole.plain) else { return };
    let apart = |scope: &&Scope| (size(scope) - said).abs();
    let all = || meant.iter().filter(|scope| scope.section.is_none() || whole.of != Of::Unsaid);
    let Some(near) = all().min_by_key(apart) else { return };
    // Some may not have been scored.
    let listed = |section: &str| reading.framework.sections.iter().find(|one| one.number == section).map_or(0, |one| one.criteria.len());
    let listed = match &whole.of {
        Of::Sections(named) => named.iter().map(|section| listed(section)).sum(),
        Of::ThisSection => near.section.as_deref().map_or(0, listed),
        Of::Report | Of::Unsaid => reading.framework.sections.iter().map(|section| section.criteria.len()).sum(),
    };
    // Those of nothing that is named may be a choice of them.
    let told = whole.of != Of::Unsaid || apart(&near) == 1;
    if !told || i64::try_from(listed) == Ok(said) || size(near) == 0 {
        return;
    }
    let place = if whole.of == Of::Report { " in the report" } else { "" };
    found.say(
        Remark::new(format!("there are {} {}{place}, not {}", size(near), near.name, passage.text(&passage.tokens[at])))
            .at(passage, passage.bytes(at, at), format!("there are {}", size(near)))
            .help("count the criteria again, and correct the number"),
    );
}

/// Whether a word or year looks at other areas or times.
fn is_elsewhere(passage: &Passage, at: usize) -> bool {
    const OTHERS: &[&str] =
        &["areas", "regional", "region", "national", "nationally", "offices", "target", "average", "initially", "originally"];
    passage.is_word(at, ELSEWHERE) || passage.is_word(at, OTHERS) || passage.tokens[at].figure().is_some_and(Figure::may_be_year)
}

/// Whether a sentence looks at other areas, other times or something else than scores.
fn speaks_of_others(passage: &Passage, sentence: &Sentence) -> bool {
    const OTHERS: &[&str] = &[
        "areas",
        "regional",
        "region",
        "regions",
        "national",
        "nationally",
        "trusts",
        "points",
        "average",
        "averages",
        "averaged",
        "cases",
        "files",
        "questions",
        "other",
        "offices",
        "office",
        "target",
        "targets",
        "thread",
        "threads",
        "before",
        "first",
        "initially",
        "once",
        "originally",
        "then",
        "visit",
    ];
    let other = |at: usize| {
        passage.is_word(at, ELSEWHERE) || passage.is_word(at, OTHERS) || passage.tokens[at].figure().is_some_and(Figure::may_be_year)
    };
    sentence.tokens.clone().any(other)
}

#[cfg(test)]
mod tests {
    use super::MiscountedScores;
    use crate::checks::Sample;
    use crate::checks::testing::{run, sample, silent};

    /// Section 1 has criteria at 80% and 73%, section 2 one that is partly met.
    fn foreword(text: &str) -> Vec<String> {
        run(&MiscountedScores, &sample(Sample::File("foreword.md"), &format!("{text}\n")))
    }

    #[test]
    fn fires_where_another_number_has_the_score() {
        for (text, words) in [
            ("Of the two criteria that we scored, one reached the priority line and one did not.", "one"),
            ("Of the two criteria, both scored more than 75%.", "both"),
            ("One criterion scored below 70%.", "One"),
            ("None of the two criteria of section 1 was above 70%.", "None"),
            ("No criterion reached 75%.", "No"),
            ("Both criteria of section 1 scored 75% or more.", "Both"),
            ("Two criteria scored below 75%.", "Two"),
            ("All of the criteria in section 1 scored above 75%.", "All"),
            ("The criteria in section 1 other than planning reached 85% or more.", "reached 85%"),
            ("All criteria of section 1, except criterion 1.1, scored 75% or more.", "scored 75%"),
            ("The criteria of section 1, apart from preparing, were above 75%.", "were above"),
        ] {
            let said = foreword(text);
            assert!(said.len() == 1 && said[0].starts_with(&format!("[{words}] ")), "{text}: {said:#?}");
        }
    }

    #[test]
    fn fires_in_a_finding() {
        // Criterion 1.1 has 80%, 1.10 has 73%; 2.1 is Partly met; the line is 70%.
        for (text, words) in [
            ("Of the two criteria in section 1, two fell below the priority line of 70%.", "two"),
            ("One of the two criteria in section 1 fell below the priority line.", "One"),
            ("Of the two criteria in section 1, one scored above 85%.", "one"),
            ("Two criteria were partly met.", "Two"),
            ("Both were fair, but two of the three criteria were below 70%.", "two"),
            ("One of the two criteria in this section fell below the priority line.", "One"),
            ("Two criteria were graded as partly met.", "Two"),
            ("We judged two criteria as ‘partly met’.", "two"),
            ("Both criteria had a score of 75% or more.", "Both"),
            ("One of the three criteria of sections 1 and 2 scored below 70%.", "One"),
            // The number of criteria.
            ("Of the three criteria in section 1, two scored above 70%.", "three"),
            ("All three criteria in this section scored above 70%.", "three"),
            ("Of the four criteria of sections 1 and 2, two scored above 70%.", "four"),
            ("Of the seven criteria in the report, two scored above 70%.", "seven"),
            ("One of the four criteria fell below the priority line.", "four"),
        ] {
            let said = run(&MiscountedScores, &sample(Sample::Finding, text));
            assert!(said.len() == 1 && said[0].starts_with(&format!("[{words}] ")), "{text}: {said:#?}");
        }
        silent(
            &MiscountedScores,
            &[
                "One of the two criteria in section 1 was above 75%.",
                "Of the two criteria in section 1, two scored above 70%.",
                "One criterion was partly met. One of the criteria was partly met.",
                "Two of the three criteria were above 70%; in the last inspection two of the three criteria were below it.",
                "Two criteria for entry to the programme were met. Three criteria had to be met by offenders.",
                "About two criteria were below 70%.",
                "Of the three criteria of sections 1 and 2, two scored above 70%.",
                "Of the four criteria in section 1 that matter to victims, two scored above 70%.",
            ],
        );
    }

    #[test]
    fn is_silent_where_the_number_fits_or_something_else_is_counted() {
        for text in [
            "Of the two criteria that we scored, both reached the priority line of 70%.",
            "Of the two criteria, one scored more than 75%; the other did not.",
            "No criterion scored below 70%, and one scored 75% or more.",
            "In two cases the criteria were above 75%.",
            "Of the nine criteria, three reached 75%.",
            "At the last inspection two of the criteria scored below 60%.",
            "If both criteria had scored 80%, it would be better.",
            "At least one criterion reached 70%.",
            "All criteria but two scored 75% or more. All but two of the criteria scored more than 75%.",
            "Two criteria scored more than 75% and were praised.",
            "The criteria in section 1 other than planning reached 75% or more. All criteria but those of section 1 scored 90% or more.",
            "The criteria of section 1 other than criterion 1.1 did not reach 75%. All criteria of section 1 except two scored 90% or more.",
            "Two criteria and one section were looked at. One was above 99%.",
        ] {
            assert_eq!(foreword(text), Vec::<String>::new(), "{text}");
        }
    }
}
