//! The summary says 'in most cases plans were not shared', the section 'plans were shared in 66% of cases'.

use std::collections::BTreeMap;

use super::reading::Reading;
use super::reading::claims::{Claim, claims};
use super::reading::words::Token;
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct ShareToldDifferently;

static ABOUT: About = About {
    name: "share-told-differently",
    line: "two sentences seem to say the same thing of another share of cases",
    severity: Severity::Note,
    languages: Languages::English,
    checks: "Clauses that share nearly all their words of meaning and say of how many cases something holds, in figures or in words: ‘all’, ‘nearly all’, ‘most’, ‘in 66% of cases’, ‘not … in 34% of cases’; and numbers of things that a summary and a section give. What the two allow must overlap. Sentences that speak of another year, of targets or of other areas are left alone.",
    matters: "Summaries are written from sections, and sections are corrected afterwards.",
    mend: "Look up which is right and say it in both places; if they are two things, say what sets them apart.",
    example: Example {
        what: Sample::Finding,
        wrong: "Victims were informed promptly of relevant events in 66% of cases.\n\nIn almost all cases victims were promptly informed of relevant events.",
        right: "Victims were informed promptly of relevant events in 96% of cases.\n\nIn almost all cases victims were promptly informed of relevant events.",
    },
};

/// Each claim is held against each: the largest reports have 500, and 2,000 take a quarter of a second.
const MOST: usize = 2000;

impl Check for ShareToldDifferently {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let mut claims = claims(reading);
        claims.truncate(MOST);
        let weights = Weights::new(&claims);
        // What is most like each: others are told of other groups.
        let mut best: Vec<Option<(u32, usize)>> = vec![None; claims.len()];
        for (index, second) in claims.iter().enumerate() {
            for (at, first) in claims[..index].iter().enumerate() {
                if (first.bits & second.bits).count_ones() < 3 {
                    continue;
                }
                let Some(score) = alike(&weights, first, second) else { continue };
                for (one, other) in [(index, at), (at, index)] {
                    if best[one].is_none_or(|(known, _)| known < score) {
                        best[one] = Some((score, other));
                    }
                }
            }
        }
        for (index, second) in claims.iter().enumerate() {
            if let Some((_, at)) = best[index].filter(|(_, at)| *at < index)
                && best[at].is_some_and(|(_, back)| back == index)
                && apart(&claims[at], second)
            {
                say(&claims[at], second, found);
            }
        }
    }
}

/// Whether no share is allowed by both.
fn apart(first: &Claim, second: &Claim) -> bool {
    let others = !first.group.is_empty() && !second.group.is_empty() && !first.group.iter().any(|stem| second.group.contains(stem));
    let same = std::ptr::eq(first.passage, second.passage) && first.sentence == second.sentence;
    // '15 of the 24' beside '24': the whole of the one is the other.
    let counts = |claim: &Claim| claim.passage.tokens[claim.said.clone()].iter().filter_map(Token::count).collect::<Vec<_>>();
    let whole = |part: &Claim, whole: &Claim| match (&counts(part)[..], &counts(whole)[..]) {
        // Or it is what the part leaves.
        ([part, .., base], [one]) => base == one || base - part == *one,
        // '24 of the 30', and '17 of the 24'.
        ([part, _], [_, base]) => part == base,
        _ => false,
    };
    if whole(first, second) || whole(second, first) {
        return false;
    }
    let gap = (second.low - first.high).max(first.low - second.high);
    // A denial may be of something else than the words around it.
    !same && !others && gap > if first.denied == second.denied { 0 } else { 1000 }
}

/// How much each word tells: the fewer claims it stands in, the more.
struct Weights {
    of: BTreeMap<u64, u32>,
    claims: u32,
}

impl Weights {
    fn new(claims: &[Claim]) -> Self {
        let mut of: BTreeMap<u64, u32> = BTreeMap::new();
        for stem in claims.iter().flat_map(|claim| &claim.stems) {
            *of.entry(*stem).or_default() += 1;
        }
        Self { of, claims: u32::try_from(claims.len()).unwrap_or(u32::MAX) }
    }

    /// From 1 for a word of every claim to some 10 for a rare one.
    fn weight(&self, stem: u64) -> u32 {
        let often = self.of.get(&stem).copied().unwrap_or(1);
        1 + (self.claims.max(64) / often).max(1).ilog2()
    }

    fn sum(&self, stems: &[u64]) -> u32 {
        stems.iter().map(|stem| self.weight(*stem)).sum()
    }
}

/// How much the words that two claims share must tell.
const TELLING: u32 = 15;

/// How much two claims are of the same thing; `None` if they are not.
fn alike(weights: &Weights, first: &Claim, second: &Claim) -> Option<u32> {
    if first.counts != second.counts || first.elsewhere != second.elsewhere {
        return None;
    }
    let shared: Vec<u64> = first.stems.iter().copied().filter(|stem| second.stems.binary_search(stem).is_ok()).collect();
    if shared.len() < 3 {
        return None;
    }
    let (one, two, common) = (weights.sum(&first.stems), weights.sum(&second.stems), weights.sum(&shared));
    let (less, more) = (one.min(two), one.max(two));
    let covers = |share: u32, of: u32| common * 100 >= of * share;
    let alike = if first.counts {
        // Numbers of things are many: only a summary's, and only nearly the same words.
        first.summary != second.summary
            && first.denied == second.denied
            && shared.len() >= 4
            && common >= TELLING
            && covers(85, less)
            && covers(60, more)
    } else if first.summary != second.summary {
        common >= TELLING && covers(70, less) && covers(45, more)
    } else if first.exact && second.exact {
        // Within the sections one thing is told of many groups.
        shared.len() >= 5 && covers(90, less) && covers(80, more)
    } else {
        first.denied == second.denied && shared.len() >= 4 && common >= TELLING && covers(75, less) && covers(50, more)
    };
    alike.then(|| (common * 100).checked_div(less).unwrap_or(0) + (common * 100).checked_div(more).unwrap_or(0))
}

fn say(first: &Claim, second: &Claim, found: &mut Found) {
    let said = |claim: &Claim| claim.passage.words[claim.passage.bytes(claim.said.start, claim.said.end - 1)].to_owned();
    let place = |claim: &Claim| claim.passage.bytes(claim.said.start, claim.said.end - 1);
    let turned = if first.denied == second.denied { "" } else { ", and one of the two denies it" };
    found.say(
        Remark::new(format!("‘{}’ here and ‘{}’ elsewhere seem to be said of the same thing{turned}", said(second), said(first)))
            .at(second.passage, place(second), "")
            .at(first.passage, place(first), "elsewhere")
            .help("say the same in both places, or say what sets the two apart"),
    );
}

#[cfg(test)]
mod tests {
    use super::ShareToldDifferently;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    /// A sentence of the foreword and a finding.
    fn both(summary: &str, finding: &str) -> Vec<String> {
        let files = sample(Sample::Finding, finding).with("reports/surrey-2008/foreword.md", format!("{summary}\n"));
        run(&ShareToldDifferently, &files)
    }

    #[test]
    fn fires_where_a_summary_says_another_share() {
        for (summary, finding) in [
            (
                "In most cases insufficient arrangements were made to reinforce new skills.",
                "Arrangements were made to reinforce newly learnt skills in 66% of cases.",
            ),
            (
                "In 87% of all cases resources were effectively used to achieve the objectives.",
                "Resources were effectively used to achieve the objectives in 78% of cases.",
            ),
            (
                "Nearly all victims were offered prompt contact by liaison officers.",
                "Liaison officers offered victims prompt contact in 64% of cases.",
            ),
            (
                "Licence conditions were enforced promptly by officers in every case.",
                "In 12 of 17 cases officers enforced licence conditions promptly.",
            ),
        ] {
            assert_eq!(both(summary, finding).len(), 1, "{summary} {finding}");
        }
        fires(
            &ShareToldDifferently,
            &[(
                "All had been offered contact and were informed of relevant events during the sentence. In almost all cases victims were informed of relevant events during the sentence.",
                "almost all",
            )],
        );
    }

    #[test]
    fn is_silent_where_both_can_be_right_or_speak_of_two_things() {
        for (summary, finding) in [
            (
                "In most cases arrangements were made to reinforce new skills.",
                "Arrangements were made to reinforce newly learnt skills in 66% of cases.",
            ),
            (
                "In most cases arrangements were made to reinforce new skills.",
                "Arrangements were not made to reinforce newly learnt skills in 34% of cases.",
            ),
            (
                "Few offenders were cautioned or convicted within months of supervision.",
                "Neither caution nor conviction followed within months of supervision for 90% of offenders.",
            ),
            (
                "In most cases resources were effectively used for the objectives.",
                "In 2005 resources were effectively used for the objectives in 31% of cases.",
            ),
            (
                "Of the 110 lodgers, twelve of the 32 with a high risk of harm had not been visited at home by staff.",
                "Of the 32 lodgers with a high risk of harm, 20 had been visited at home by staff and 12 (38%) had not.",
            ),
            (
                "Of the 110 cases, 24 raised concerns about the protection of children.",
                "Managers had been properly involved in 15 (63%) of the 24 cases that raised concerns about the protection of children.",
            ),
            ("Nearly all victims were offered contact.", "In 64% of cases offenders were offered programmes that lessened drinking."),
        ] {
            assert_eq!(both(summary, finding), Vec::<String>::new(), "{summary} {finding}");
        }
        silent(
            &ShareToldDifferently,
            &[
                "Liaison officers offered victims prompt contact in 64% of custody cases. Liaison officers offered victims prompt contact in 72% of licence cases.",
                "Home visits by officers were repeated in 64% of these cases.\n\nHome visits by officers were repeated in nearly all cases.",
            ],
        );
    }
}
