//! Whether parts say of themselves that they cannot overlap, or that they are all: 'did … did not', 'men … women', 'Level 1 … Level 2'.

use super::super::super::reading::numbered::Numbered;
use super::super::super::reading::{Passage, Reading};
use super::items::{Part, noun};

/// What the words of the parts claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// They make the whole.
    Whole,
    /// They are all, but some may be counted twice.
    All,
    /// None is counted twice.
    Apart,
    /// A list that looks like the whole.
    Alike,
}

/// Two that leave no third.
const PAIRS: &[[&[&str]; 2]] = &[
    [&["men", "man", "male", "boys"], &["women", "woman", "female", "girls"]],
    [&["urban"], &["rural"]],
    [&["full-time", "full"], &["part-time", "part"]],
    [&["current", "continuing"], &["ended", "terminated", "completed"]],
    [&["custody"], &["community"]],
    [&["there", "present", "made", "given", "done", "complete"], &["missing", "absent", "lacking"]],
    [&["sentenced"], &["remand"]],
    [&["low", "lenient"], &["high", "severe"]],
    [&["lighter"], &["heavier"]],
    [&["early", "time", "ready", "prompt", "promptly", "punctual"], &["late", "delayed"]],
    [&["met", "hit"], &["missed"]],
    [&["passed"], &["failed"]],
    [&["accepted", "followed", "adopted"], &["rejected", "declined", "refused"]],
    [&["correct", "right", "correctly"], &["wrong", "incorrect", "incorrectly", "wrongly"]],
    [&["with"], &["without"]],
    [&["yes"], &["no"]],
    [&["agreed"], &["disagreed"]],
];
/// Kinds and grades of which a thing is one.
const KINDS: &[&[&[&str]]] = &[
    &[&["high"], &["medium"], &["low"]],
    &[&["fully", "full", "completely"], &["partly", "partially", "part"], &["all", "none", "not"]],
    &[&["risen", "rose", "increased", "improved"], &["fallen", "fell", "decreased", "worse", "deteriorated"], &["same", "unchanged"]],
    &[&["always"], &["sometimes"], &["never"]],
    &[&["outstanding"], &["good"], &["satisfactory"], &["inadequate", "unsatisfactory", "poor"]],
    &[&["licence", "licences"], &["order", "orders"], &["custody", "custodial"]],
    &[&["standard", "sdr", "sdrs"], &["fast", "fdr", "fdrs"], &["oral", "orally"]],
    // What became of things; who has completed it had begun it.
    &[
        &["begun", "began", "started", "completed", "finished", "attended"],
        &["waiting", "awaiting", "awaited", "yet"],
        &["unsuitable", "ineligible", "excluded", "refused", "declined"],
        &["withdrawn", "withdrew", "dropped"],
        &["breached", "revoked", "recalled"],
        &["transferred", "moved"],
        &["died"],
        &["cancelled"],
        &["underway", "way", "progress", "current", "continuing"],
        &["abandoned", "given"],
    ],
];
/// What remains when the rest is told.
const RESIDUE: &[&[&str]] = &[
    &["other", "reasons"],
    &["other", "ways"],
    &["not", "known"],
    &["not", "remember"],
    &["not", "say"],
    &["no", "view"],
    &["no", "opinion"],
    &["otherwise"],
    &["unknown"],
    &["elsewhere"],
];
const NOT: &[&str] = &["not", "no", "none", "neither", "never", "without", "nothing", "nobody"];
const VERBS: &[&str] = &[
    "was", "were", "is", "are", "had", "has", "have", "did", "came", "went", "said", "thought", "felt", "began", "kept", "met", "made",
    "got", "took", "lived", "could", "found", "saw", "gave", "held", "worked",
];

/// Whether the words have a verb.
pub(super) fn has_verb(passage: &Passage, part: &Part) -> bool {
    let words = part.words.clone();
    words.clone().any(|at| passage.is_word(at, VERBS) || at == part.at + 1 && passage.word(at).ends_with("ed"))
}

/// 'None' is read as a number.
fn is_none(passage: &Passage, at: usize) -> bool {
    passage.is_word(at, &["none"]) || passage.tokens.get(at).is_some_and(|token| token.count() == Some(0))
}

fn negated(passage: &Passage, part: &Part) -> bool {
    part.words.clone().any(|at| passage.is_word(at, NOT) || is_none(passage, at))
}

/// 'In 15 they had': the verb of the clause before is meant.
fn affirms(passage: &Passage, part: &Part) -> bool {
    let verb = part.words.clone().rfind(|at| !passage.word(*at).is_empty());
    verb.is_some_and(|at| {
        at > part.at
            && passage.is_word(at, &["had", "was", "were", "did", "has", "have", "is", "are"])
            && passage.is_word(at - 1, &["it", "they", "he", "she", "this"])
    })
}

/// Whether two parts are a pair that leaves no third.
pub(super) fn opposite(passage: &Passage, parts: &[Part]) -> bool {
    let [one, two] = parts else { return false };
    PAIRS.iter().any(|pair| matches!((member(passage, one, pair), member(passage, two, pair)), (Some(0), Some(1)) | (Some(1), Some(0))))
}

/// Whether each part has its percentage, and these make a hundred.
fn hundred(one: &Numbered, parts: &[Part]) -> bool {
    let passage = one.passage;
    let share = |part: &Part| {
        let said = *one.figures.iter().find(|at| **at > part.at && part.words.contains(at))?;
        passage.tokens[said].percent().filter(|share| share.decimals == 0).map(|share| share.numerator)
    };
    parts.iter().map(share).sum::<Option<i64>>().is_some_and(|sum| (99..=101).contains(&sum))
}

/// '… had not.', '… it did not been,', 'not at all', 'not in 35', 'none in nine': the words before are meant.
fn elliptic(passage: &Passage, part: &Part) -> bool {
    let ends = |at: usize| at >= part.words.end || passage.word(at).is_empty() || passage.is_word(at, &["and"]);
    part.words.clone().any(|at| {
        let not = passage.is_word(at, &["not"]) && (ends(at + 1) || passage.is_word(at + 1, &["been"]) && ends(at + 2));
        let before = (passage.is_word(at, &["not"]) || is_none(passage, at))
            && at < part.at
            && at <= part.words.start + 1
            && (at + 1..part.at).all(|at| passage.is_word(at, &["in", "at", "all", "for", "the", "other", "remaining", "of"]));
        let after =
            is_none(passage, at) && ends(at + 1) || passage.is_word(at, &["without"]) && passage.is_word(at + 1, &["one", "it", "any"]);
        not || before || after || passage.says(at, &["not", "at", "all"])
    })
}

/// Whether two parts have a word of meaning in common.
fn share(passage: &Passage, one: &Part, two: &Part) -> bool {
    let long = |at: usize| {
        let word = passage.word(at).to_lowercase();
        (word.len() > 2 && !EMPTY.contains(&word.as_str()) && !VERBS.contains(&word.as_str()) || word == "began" || word == "met")
            .then_some(word)
    };
    let words = |part: &Part| part.words.clone().filter(|at| *at != part.at).filter_map(long).collect::<Vec<_>>();
    let ones = words(one);
    words(two).iter().any(|word| {
        ones.iter().any(|known| {
            let same = word.bytes().zip(known.bytes()).take_while(|(one, two)| one == two).count();
            same > 2 && same * 5 >= word.len().max(known.len()) * 3
        })
    })
}

const EMPTY: &[&str] = &[
    "been",
    "them",
    "their",
    "they",
    "that",
    "this",
    "with",
    "the",
    "and",
    "for",
    "from",
    "case",
    "cases",
    "offender",
    "offenders",
    "not",
    "all",
    "none",
    "neither",
    "without",
    "more",
    "than",
    "very",
    "too",
    "had",
    "its",
    "her",
    "his",
];

/// Which of these sets of words each part has; 'very high' is no 'high'.
fn member(passage: &Passage, part: &Part, sets: &[&[&str]]) -> Option<usize> {
    let mut found = sets.iter().enumerate().filter(|(_, set)| part.words.clone().any(|at| passage.is_word(at, set)));
    let (index, set) = found.next().filter(|_| found.next().is_none())?;
    let very = part.words.clone().any(|at| passage.is_word(at, &["very"]) && passage.is_word(at + 1, set));
    Some(index + if very { sets.len() } else { 0 })
}

fn all_differ<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().all(|(at, one)| !list[..at].contains(one))
}

/// The label of a part, such as 'Level' with 2.
pub(super) fn label<'p>(reading: &Reading, passage: &'p Passage, part: &Part) -> Option<(&'p str, usize)> {
    let at = part.words.clone().find(|at| {
        *at != part.at
            && reading.lexicon.is_label(passage.word(*at))
            && passage.tokens.get(at + 1).is_some_and(|next| next.count().is_some())
            && at + 1 != part.at
    })?;
    Some((passage.word(at), at + 1))
}

/// What parts claim; `head` are the words with their whole.
pub(super) fn claim(reading: &Reading, one: &Numbered, parts: &[Part], head: std::ops::Range<usize>) -> Option<Claim> {
    let passage = one.passage;
    // 'The other three', and shares that make a hundred.
    if parts.iter().any(|part| part.rest) || hundred(one, parts) {
        return Some(Claim::Whole);
    }
    // '44 licences had it and five orders had not' are of different things.
    let nouns: Vec<String> = parts.iter().filter_map(|part| noun(passage, part)).collect();
    let mixed = nouns.windows(2).any(|pair| pair[0] != pair[1]);
    let two = parts.len() == 2;
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| !mixed && negated(passage, part)) {
        let mut others = parts.iter().enumerate().filter(|(at, other)| *at != index && !negated(passage, other)).map(|(_, other)| other);
        let meant = index > 0 && elliptic(passage, part) && others.clone().next().is_some();
        if meant || others.clone().any(|other| affirms(passage, other)) {
            return Some(Claim::Whole);
        }
        if others.any(|other| share(passage, part, other)) {
            // 'In 26 it began on time, in eight late and in five it had not begun.'
            let rest: Vec<Part> = parts.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, part)| part.clone()).collect();
            return Some(if two || opposite(passage, &rest) { Claim::Whole } else { Claim::All });
        }
    }
    if parts.len() > 2
        && parts.last().is_some_and(|last| RESIDUE.iter().any(|phrase| last.words.clone().any(|at| passage.says(at, phrase))))
    {
        return Some(Claim::Whole);
    }
    let labels: Option<Vec<(&str, usize)>> = parts.iter().map(|part| label(reading, passage, part)).collect();
    if labels.is_some_and(|labels| labels.iter().all(|(label, _)| *label == labels[0].0)) {
        return Some(if two { Claim::Apart } else { Claim::Whole });
    }
    if two
        && PAIRS.iter().any(|pair| {
            matches!((member(passage, &parts[0], pair), member(passage, &parts[1], pair)), (Some(0), Some(1)) | (Some(1), Some(0)))
        })
    {
        return Some(Claim::Whole);
    }
    for kinds in KINDS {
        let Some(members) = parts.iter().map(|part| member(passage, part, kinds)).collect::<Option<Vec<usize>>>() else { continue };
        if all_differ(&members) {
            // 'A high or very high risk: in 30 it was high and in two very high.'
            let named = head.clone().any(|at| passage.is_word(at, &["or"]))
                && kinds.iter().any(|set| head.clone().any(|at| passage.is_word(at, set)));
            return Some(if named && two { Claim::Whole } else { Claim::Apart });
        }
    }
    // 'Four of them at the request of one and one at that of the other'.
    let joint = |part: &Part| passage.word(part.at + if passage.says(part.at + 1, &["of", "them"]) { 3 } else { 1 }).to_lowercase();
    let plain = parts.iter().skip(1).all(|part| !has_verb(passage, part));
    let from = parts.last().map(joint).filter(|word| ["from", "at", "by", "to", "in", "on", "with", "for"].contains(&word.as_str()));
    // The first may have a verb before it: '41 were managed from Ashford, 32 from Holt and 23 from Senbury'.
    let same = from.is_some_and(|from| parts.iter().skip(usize::from(!two)).all(|part| joint(part) == from));
    (plain && same && (parts.len() > 2 || !has_verb(passage, &parts[0]))).then_some(Claim::Alike)
}
