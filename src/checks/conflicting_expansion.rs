//! 'ISP: Initial sentence plan' here and 'initial supervision plan (ISP)' there: one short form for two things, or two for one.

use super::reading::terms::{Explained, Listed, Use, fits, id};
use super::reading::{Home, Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct ConflictingExpansion;

static ABOUT: About = About {
    name: "conflicting-expansion",
    line: "one short form stands for two things, or two short forms for one",
    severity: Severity::Warning,
    languages: Languages::All,
    checks: "What the lists and the brackets in texts (‘initial sentence plan (ISP)’) say that a short form stands for. Capitals, hyphens, plurals and small words such as ‘of’ do not count. And a list’s ‘short delivery report (SDR)’ that no text says, where several say ‘standard delivery report’.",
    matters: "The same short form was explained one way in one published list and another way in the next.",
    mend: "Settle on one, and correct the other.",
    example: Example {
        what: Sample::Finding,
        wrong: "The prolific and other persistent offender (PPO) had a plan.",
        right: "The prolific and other priority offender (PPO) had a plan.",
    },
};

impl Check for ConflictingExpansion {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        let terms = reading.terms();
        // Each is held against all others: what counts of them is found once.
        let known = |listed| Known { listed, words: listed.long.split_whitespace().count(), plain: plain(&listed.long) };
        let all: Vec<Known> = terms.listed.iter().map(known).collect();
        let listed = || all.iter().filter(|known| known.listed.short && !known.listed.long.is_empty());
        let place = |listed: &Listed| (&reading.passages[listed.passage], listed.bytes.clone());
        let told = |explained: &Explained| (&reading.passages[explained.passage], explained.bytes.clone());
        // Where the list alone says otherwise, it is said once, there.
        let odd: Vec<&Listed> = listed().map(|known| known.listed).filter(|listed| is_odd_one_out(listed, &terms.explained)).collect();
        for listed in &odd {
            let all: Vec<&Explained> = terms.explained.iter().filter(|explained| explained.form == listed.form).collect();
            let message = format!(
                "‘{}’ stands for ‘{}’ in the list and for ‘{}’ in the texts ({} places)",
                listed.form,
                listed.long,
                all[0].long,
                all.len()
            );
            say(found, message, place(listed), told(all[0]), "explained so here");
        }
        for (at, explained) in terms.explained.iter().enumerate() {
            if odd.iter().any(|listed| listed.form == explained.form) {
                continue;
            }
            let known = listed()
                .find(|known| known.listed.form == explained.form)
                .map(|known| (known.listed.long.as_str(), place(known.listed), "the list says so"));
            let earlier = || {
                terms.explained[..at]
                    .iter()
                    .find(|other| other.form == explained.form)
                    .map(|other| (other.long.as_str(), told(other), "explained so before"))
            };
            let Some((long, other, label)) = known.or_else(earlier).filter(|(long, ..)| plain(long) != plain(&explained.long)) else {
                continue;
            };
            let message = format!("‘{}’ stands for ‘{}’ here and for ‘{long}’ elsewhere", explained.form, explained.long);
            say(found, message, told(explained), other, label);
        }
        for used in &terms.uses {
            let passage = &reading.passages[used.passage];
            let Some(own) = used.listed.and_then(|at| all.get(at)).filter(|own| !own.listed.long.is_empty()) else { continue };
            let Some(open) = opening(passage, used) else { continue };
            let here = terms.explained.partition_point(|told| told.passage < used.passage);
            let known = terms.explained[here..].iter().take_while(|told| told.passage == used.passage).any(|told| told.form == used.form);
            let anothers = || another(passage, open, own, &all);
            let Some(bytes) = other_words(passage, open, &own.plain).or_else(anothers).filter(|_| !known) else { continue };
            let words = passage.words.get(bytes.clone()).unwrap_or_default();
            let message = format!("‘{}’ stands for ‘{words}’ here and for ‘{}’ elsewhere", used.form, own.listed.long);
            say(found, message, (passage, bytes), place(own.listed), "the list says so");
        }
        for known in listed() {
            if let Some((first, count)) = said_otherwise(reading, known, &all) {
                let there = first.words();
                let message = format!(
                    "‘{}’ stands for ‘{}’ in the list, and the texts say ‘{there}’ ({count} places)",
                    known.listed.form, known.listed.long
                );
                say(found, message, place(known.listed), (first.passage, first.bytes.clone()), "as the texts say");
            }
        }
        let listed: Vec<&Known> = listed().collect();
        for (at, one) in listed.iter().enumerate() {
            for two in &listed[..at] {
                let same_long = one.plain == two.plain;
                let (one, two) = (one.listed, two.listed);
                let same_form = one.form == two.form;
                if one.entry == two.entry || same_form == same_long {
                    continue;
                }
                let message = if same_form {
                    format!("‘{}’ stands for ‘{}’ and for ‘{}’", one.form, two.long, one.long)
                } else {
                    format!("‘{}’ and ‘{}’ both stand for ‘{}’", two.form, one.form, one.long)
                };
                say(found, message, place(one), place(two), "the other");
            }
        }
    }
}

/// Words of a text.
struct Told<'r, 'a> {
    passage: &'r Passage<'a>,
    bytes: std::ops::Range<usize>,
}

impl Told<'_, '_> {
    fn words(&self) -> &str {
        self.passage.words.get(self.bytes.clone()).unwrap_or_default()
    }
}

/// How often texts must say it in other words.
const OFTEN: usize = 2;

/// 'Short delivery report' for an SDR, where all texts say 'standard delivery report': what differs from an expansion in one word with the same
/// first letter, if the expansion itself stands nowhere. The first of them, and how many there are.
fn said_otherwise<'r, 'a>(reading: &'r Reading<'a>, known: &Known, all: &[Known]) -> Option<(Told<'r, 'a>, usize)> {
    let long: Vec<&str> = known.listed.long.split_whitespace().collect();
    if !(3..7).contains(&long.len()) || fits(&known.listed.form, &known.listed.long).is_none() {
        return None;
    }
    let ids: Vec<u64> = long.iter().map(|word| id(word)).collect();
    // A last word in the plural is the same.
    let same = |passage: &Passage, at: usize, index: usize| {
        passage.ids.get(at) == Some(&ids[index])
            || index + 1 == ids.len() && passage.word(at).strip_suffix('s').is_some_and(|word| word.eq_ignore_ascii_case(long[index]))
    };
    let is_list = |passage: &Passage| matches!(passage.place.home, Home::Abbreviations | Home::Glossary);
    let initial = |word: &str| word.chars().flat_map(char::to_lowercase).next();
    let mut others: Vec<Told> = Vec::new();
    for rarest in 0..2 {
        for (passage, at) in reading.places_of([ids[rarest]]).filter(|(passage, _)| !is_list(passage)) {
            let Some(from) = at.checked_sub(rarest).filter(|from| from + ids.len() <= passage.tokens.len()) else { continue };
            let mut odd = (0..ids.len()).filter(|index| !same(passage, from + index, *index));
            let different = odd.next()?;
            // What has the first word is found by that.
            let seen = rarest == 1 && different != 0;
            let word = passage.word(from + different);
            if odd.next().is_none() && !seen && word.len() > 3 && initial(word) == initial(long[different]) {
                others.push(Told { passage, bytes: passage.bytes(from, from + ids.len() - 1) });
            }
        }
    }
    let first = others.iter().map(|told| plain(told.words())).next()?;
    let is_anothers = all.iter().any(|other| other.plain == first);
    let count = others.len();
    let agree = others.iter().all(|told| plain(told.words()) == first);
    (agree && count >= OFTEN && !is_anothers && first != known.plain).then(|| (others.swap_remove(0), count))
}

/// What a list explains, with what counts of its expansion.
struct Known<'r> {
    listed: &'r Listed,
    /// How many words it has as it is written.
    words: usize,
    plain: Vec<String>,
}

/// The bracket that a short form alone stands in.
fn opening(passage: &Passage, used: &Use) -> Option<usize> {
    used.tokens.start.checked_sub(1).filter(|open| passage.is_mark(*open, '(') && passage.is_mark(used.tokens.end, ')'))
}

/// Whether two texts or more explain a listed form in one way, and the list in another.
fn is_odd_one_out(listed: &Listed, explained: &[Explained]) -> bool {
    let mut all = explained.iter().filter(|explained| explained.form == listed.form).map(|explained| plain(&explained.long));
    let Some(first) = all.next().filter(|first| *first != plain(&listed.long)) else { return false };
    let mut others = 0;
    all.all(|other| {
        others += 1;
        other == first
    }) && others > 0
}

/// 'Multi-Agency Public Protection Panels (MAPPA)': words before a short form in brackets that begin as its expansion does, have most of its
/// words, and are another.
fn other_words(passage: &Passage, open: usize, long: &[String]) -> Option<std::ops::Range<usize>> {
    let reach = long.len() + 3;
    let words = |from: usize| passage.words.get(passage.bytes(from, open.checked_sub(1)?));
    let near = (open.saturating_sub(reach)..open).rev().take_while(|at| passage.tokens[*at].is_word() || passage.is_mark(*at, ','));
    let from = near.filter(|at| plain(passage.word(*at)).first().is_some_and(|word| long.contains(word))).last()?;
    let said = plain(words(from)?);
    let shared = long.iter().filter(|word| said.contains(word)).count();
    // All its words and more are no other expansion.
    let strange = said.iter().any(|word| !long.contains(word));
    let other = strange && long.len() > 2 && shared * 3 >= long.len() * 2 && shared < long.len() && said.len() + 1 >= long.len();
    other.then(|| passage.bytes(from, open - 1))
}

/// 'Pre-sentence report (FDR)': words before a short form in brackets that the list has for another one.
fn another(passage: &Passage, open: usize, own: &Known, all: &[Known]) -> Option<std::ops::Range<usize>> {
    let longest = all.iter().map(|known| known.words).max().unwrap_or(0);
    let near = (0..open).rev().take(longest).take_while(|at| passage.tokens[*at].is_word()).count();
    let bytes = |count: usize| passage.bytes(open - count, open - 1);
    // The last word before the bracket, the last two, and so on.
    let said: Vec<Vec<String>> = (1..=near).map(|count| plain(passage.words.get(bytes(count)).unwrap_or_default())).collect();
    let mut others = all.iter().filter(|other| other.listed.short && other.listed.entry != own.listed.entry && other.plain.len() > 1);
    others.find_map(|other| {
        let count = other.words.min(near);
        let said = said.get(count.checked_sub(1)?)?;
        let is_own = own.plain.ends_with(said) || said.ends_with(&own.plain);
        (*said == other.plain && !is_own).then(|| bytes(count))
    })
}

fn say(
    found: &mut Found,
    message: String,
    here: (&Passage, std::ops::Range<usize>),
    there: (&Passage, std::ops::Range<usize>),
    label: &str,
) {
    found.say(Remark::new(message).at(here.0, here.1, "").at(there.0, there.1, label).help("settle on one, and write it in both places"));
}

/// An expansion without what does not count.
fn plain(long: &str) -> Vec<String> {
    let words = long.to_lowercase().replace('&', " and ");
    let words = words.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).filter(|word| !word.is_empty());
    let small = |word: &&str| !matches!(*word, "a" | "an" | "and" | "for" | "of" | "or" | "the" | "to" | "in");
    words
        .filter(small)
        .map(|word| word.trim_end_matches("’s").trim_end_matches("'s").trim_end_matches(['s', '’', '\'']).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::ConflictingExpansion;
    use crate::checks::Sample;
    use crate::checks::testing::{fires, run, sample, silent};

    #[test]
    fn fires_on_two_meanings_and_two_forms() {
        fires(
            &ConflictingExpansion,
            &[
                ("The prolific and persistent offender (PPO) came.", "prolific and persistent offender (PPO)"),
                ("The young offender team (YOT) and the youth offending team (YOT) came.", "youth offending team (YOT)"),
            ],
        );
        let list = "MAPPA: Multi-Agency Public Protection Arrangements\nETE: Education, training and employment\n";
        let said = |text| run(&ConflictingExpansion, &sample(Sample::Finding, text).with("reports/surrey-2008/abbreviations.yaml", list));
        assert_eq!(
            said("The Multi-Agency Public Protection Panels (MAPPA) met."),
            [
                "[Multi-Agency Public Protection Panels] ‘MAPPA’ stands for ‘Multi-Agency Public Protection Panels’ here and for ‘Multi-Agency Public Protection Arrangements’ elsewhere"
            ]
        );
        assert_eq!(said("The education and employment team (ETE) came.").len(), 1);
        let twice = said("The Education for Everybody (ETE) came. Then Education for Everybody (ETE) went.");
        assert!(twice.len() <= 2, "{twice:#?}");
        for right in [
            "An education, training and employment team (ETE).",
            "Multi-agency public protection (MAPPA) work.",
            "Education (ETE) and public protection (MAPPA).",
        ] {
            assert_eq!(said(right), Vec::<String>::new(), "{right}");
        }
        let list = "PO: probation officer\nPRO: Probation Officer\n";
        let said = run(&ConflictingExpansion, &sample(Sample::Finding, "A PO.").with("reports/surrey-2008/abbreviations.yaml", list));
        assert_eq!(said, ["[PRO] ‘PO’ and ‘PRO’ both stand for ‘Probation Officer’"]);
    }

    #[test]
    fn fires_on_a_list_that_no_text_agrees_with() {
        let said = |text: &str, list: &str| {
            run(&ConflictingExpansion, &sample(Sample::Finding, text).with("reports/surrey-2008/abbreviations.yaml", list))
        };
        let list = "SDR: Short delivery report\n";
        let texts = "A standard delivery report came. Two standard delivery reports were late. An SDR was not.";
        assert_eq!(
            said(texts, list),
            ["[SDR] ‘SDR’ stands for ‘Short delivery report’ in the list, and the texts say ‘standard delivery report’ (2 places)"]
        );
        for (text, list) in [
            (texts, "SDR: Standard delivery report\n"),
            (texts, "SDR: Short delivery report\nSTDR: Standard delivery report\n"),
            ("A standard delivery report came. An SDR was not.", list),
            ("A quick delivery report came, and a quick delivery report. An SDR was not.", list),
            ("A standard delivery report came, and a standard delivery report. A short delivery report was an SDR.", list),
        ] {
            assert_eq!(said(text, list), Vec::<String>::new(), "{text} {list}");
        }
    }

    #[test]
    fn is_silent_where_only_the_form_of_the_words_differs() {
        silent(
            &ConflictingExpansion,
            &[
                "Prolific and Other Priority Offenders (PPOs) came, and prolific & other priority offenders (PPOs).",
                "The plan (PPO) was late. The PPO (a man) came. A youth offending team (YOT).",
            ],
        );
    }
}
