//! Percentages that stand beside their numbers without a word that ties them: 'of the 26, seven knew it (37%)', 'seven of the 26 did. This was
//! 37%.', 'in 21 cases, 76% of the 29', 'twelve staff were asked and 60% said so'.

use super::super::reading::english::COUNTED;
use super::super::reading::numbered::{Numbered, with_the_one_before};
use super::super::reading::quantifiers::quantifier;
use super::super::reading::shares::{is_possible, labelled, opening, percentage, ratios, shown};
use super::super::reading::words::Form;
use super::super::reading::{Passage, Reading};
use super::super::{Found, Remark};

/// A percentage with such a word before it is no share of what was counted.
const OTHERS: &[&str] =
    &["target", "average", "required", "national", "than", "against", "compared", "limit", "standard", "threshold", "rate"];

/// Says what is found in the whole report.
pub(super) fn run(reading: &Reading, found: &mut Found) {
    for (before, one) in with_the_one_before(reading) {
        let (before, one) = (before.as_ref(), &one);
        let told = at_the_end(reading, one)
            .or_else(|| apart(reading, one))
            .or_else(|| target(reading, one))
            .or_else(|| against(reading, one))
            .or_else(|| before.and_then(|before| this(reading, before, one)));
        if let Some((share, part, of, whole)) = told {
            judge(reading, one.passage, share, part, (of, whole), found);
        } else if let Some((share, whole)) = bare(reading, one) {
            super::say(
                found,
                one.passage,
                share,
                one.count(whole).unwrap_or(0),
                "no whole number of them",
                (one.passage, one.passage.tokens[whole].range()),
            );
        }
    }
}

/// A percentage, the part, how many the whole is, and where the whole stands.
type Told = (usize, i64, i64, usize);

fn judge(reading: &Reading, passage: &Passage, share: usize, part: i64, (of, whole): (i64, usize), found: &mut Found) {
    if let Some(words) =
        passage.tokens[share].figure().filter(|figure| figure.form == Form::Fraction).and(quantifier(reading, passage, share))
    {
        if !words.allows(part, of) && part <= of {
            found.say(
                Remark::new(format!("{part} of {of} is not {}", &passage.words[passage.bytes(words.first, words.last)]))
                    .at(passage, passage.bytes(words.first, words.last), "of these?")
                    .at(passage, passage.tokens[whole].range(), "the whole, if it is meant")
                    .help("correct the number that is wrong, or choose words that fit"),
            );
        }
        return;
    }
    let Some(figure) = passage.tokens[share].percent().filter(|_| !passage.is_hedged(share)) else { return };
    let Some(right) = percentage(part, of, figure)
        .filter(|right| *right != figure.numerator && (part <= of || figure.numerator > 100 * figure.denominator))
    else {
        return;
    };
    found.say(
        Remark::new(format!("{part} of {of} is {}, not {}", shown(right, figure), passage.text(&passage.tokens[share])))
            .at(passage, passage.tokens[share].range(), "of these?")
            .at(passage, passage.tokens[whole].range(), "the whole, if it is meant")
            .help("correct the number that is wrong, or say of which the percentage is"),
    );
}

/// 'Of the 26 prisoners, seven knew it (37%)', 'out of 26, seven knew it, a proportion of 37%'.
fn at_the_end(reading: &Reading, one: &Numbered) -> Option<Told> {
    let (passage, sentence) = (one.passage, one.sentence());
    let &[whole, part, share] = one.figures else { return None };
    let (opened, of) = opening(reading, passage, sentence)?;
    let count = one.count(part).filter(|count| *count > 1 && *count <= of && opened == whole)?;
    let end = share + 1;
    let bracket = passage.is_mark(share - 1, '(') && passage.is_mark(end, ')') && part + 1 < share - 1;
    let named =
        passage.is_word(share - 1, &["of"]) && passage.is_word(share - 2, &["proportion", "share"]) && passage.is_word(share - 3, &["a"]);
    let end = end + usize::from(bracket);
    let closed = end >= sentence.tokens.end || passage.is_mark(end, '.');
    let last = if bracket { share - 1 } else { share.checked_sub(4)? };
    // A comma or another verb may turn to others.
    let plain =
        (part + 1..last).all(|at| passage.tokens[at].is_word() && !passage.is_word(at, OTHERS) && !passage.is_word(at, &["and", "but"]));
    let less = reading.lexicon.is_but(passage.word(part - 1)) || labelled(passage, &reading.lexicon, part);
    ((bracket || named) && closed && plain && !less).then_some((share, count, of, whole))
}

/// 'In 21 cases, 76% of the 29 in which it was due': a part, and then its percentage with the whole.
fn apart(reading: &Reading, one: &Numbered) -> Option<Told> {
    let passage = one.passage;
    let at = one.figures.windows(3).find(|three| {
        let (part, share, whole) = (three[0], three[1], three[2]);
        let bracket = passage.is_mark(share - 1, '(') && passage.is_mark(whole + 1, ')');
        let mark = bracket || passage.is_mark(share - 1, ',') || passage.is_mark(share - 1, '\u{2013}');
        let near = share - part < 6 + 2 * usize::from(bracket) && (part + 1..share - 1).all(|at| passage.tokens[at].is_word());
        let of = passage.is_word(share + 1, &["of"]) && (share + 2..whole).all(|at| reading.lexicon.is_determiner(passage.word(at)));
        let counts = one.count(part).is_some() && one.count(whole).is_some() && passage.tokens[share].percent().is_some();
        mark && near && of && counts && !labelled(passage, &reading.lexicon, part) && !labelled(passage, &reading.lexicon, whole)
    })?;
    let (part, of) = (one.count(at[0])?, one.count(at[2])?);
    // 'Eight of the 21, 76% of the 29 …' has a whole of its own.
    let own = at[0] > 0
        && (passage.is_word(at[0] - 1, &["of"])
            || passage.is_word(at[0] - 1, &["the", "these"]) && passage.is_word(at[0].saturating_sub(2), &["of"]));
    (part > 1 && part <= of && !own && !passage.is_hedged(at[0])).then_some((at[1], part, of, at[2]))
}

/// 'With 72 starts, the area reached 90% of its target of 80': what was reached, its percentage and the target.
fn target(reading: &Reading, one: &Numbered) -> Option<Told> {
    let passage = one.passage;
    let &[part, share, whole] = one.figures else { return None };
    let reached = passage.is_word(share - 1, &["reached", "achieved", "met", "delivered", "completed"]);
    let of = passage.is_word(share + 1, &["of"]) && passage.is_word(share + 2, &["its", "the", "their"]) && whole == share + 5;
    let named = passage.is_word(whole - 2, &["target"]) && passage.is_word(whole - 1, &["of"]);
    let plain = |at: usize| one.count(at).filter(|_| !labelled(passage, &reading.lexicon, at) && !passage.is_hedged(at));
    let with = part > 0 && passage.is_word(part - 1, &["with", "by"]) && part - 1 == one.sentence().tokens.start;
    let (count, target) = (plain(part)?, plain(whole)?);
    (reached && of && named && with).then_some((share, count, target, whole))
}

/// 'It achieved 108% of its target, with 216 completions against a target of 200.'
fn against(reading: &Reading, one: &Numbered) -> Option<Told> {
    let passage = one.passage;
    let &[share, part, whole] = one.figures else { return None };
    let of = passage.is_word(share + 1, &["of"])
        && passage.is_word(share + 2, &["its", "the", "their"])
        && passage.is_word(share + 3, &["target", "targets"]);
    let with = passage.is_word(part - 1, &["with"]) || passage.is_mark(part - 1, '(') || passage.is_mark(part - 1, ':');
    let link = (part + 1..whole).any(|at| passage.is_word(at, &["against"])) && whole - part < 9;
    let plain = |at: usize| one.count(at).filter(|_| !labelled(passage, &reading.lexicon, at) && !passage.is_hedged(at));
    let (count, target) = (plain(part)?, plain(whole)?);
    (of && with && link).then_some((share, count, target, whole))
}

/// 'Lessons were good in seven of the 26. This was 37%.', 'of the 26 lessons, seven were good. This was half of all lessons.'
fn this(reading: &Reading, before: &Numbered, one: &Numbered) -> Option<Told> {
    let (passage, sentence) = (one.passage, one.sentence());
    let &[share] = one.figures else { return None };
    let start = sentence.tokens.start;
    let says = passage.is_word(start, &["this", "that", "it"])
        && passage.is_word(start + 1, &["was", "is", "represents", "represented", "amounts", "amounted", "equates", "equated", "means"]);
    let words = quantifier(reading, passage, share).map_or(share, |words| words.first);
    let led = (start + 2..words).all(|at| passage.is_word(at, &["just", "only", "to", "a", "total", "of"]));
    let end = passage.is_mark(share + 1, '.')
        || passage.is_word(share + 1, &["of"])
            && passage.is_word(share + 2, &["the", "them", "all", "those"])
            && sentence.tokens.end - share < 8;
    if !says || !led || !end {
        return None;
    }
    let &[first, second] = before.figures else { return None };
    if let [ratio] = ratios(reading, passage, before.sentence())[..] {
        return (!ratio.stroke && !passage.is_hedged(ratio.part)).then_some((share, ratio.count, ratio.of, ratio.whole));
    }
    // 'That was 60% of the cases' may be another thing.
    let other = passage.is_word(start, &["it"]) || passage.says(share + 1, &["of", "the"]);
    let (whole, of) = opening(reading, passage, before.sentence()).filter(|(whole, _)| *whole == first && !other)?;
    let sure =
        !passage.is_hedged(second) && !labelled(passage, &reading.lexicon, second) && !reading.lexicon.is_but(passage.word(second - 1));
    let part = before.count(second).filter(|_| sure)?;
    Some((share, part, of, whole))
}

/// Of whom or what a bare percentage may be, after the number of them.
const KNOWN: &[&str] = &[
    "boys",
    "carers",
    "complaints",
    "detainees",
    "forms",
    "girls",
    "governors",
    "interviewees",
    "learners",
    "lessons",
    "letters",
    "members",
    "mentors",
    "officers",
    "parents",
    "participants",
    "pupils",
    "replies",
    "searches",
    "students",
    "teachers",
    "tutors",
    "volunteers",
    "workers",
];
/// What they did or were.
const VERBS: &[&str] = &[
    "agreed", "believed", "came", "could", "did", "felt", "had", "have", "held", "knew", "lacked", "received", "reported", "said",
    "thought", "told", "was", "were",
];

/// 'Twelve staff were asked and 60% said so', 'we read 12 files; 60% were up to date': no number of them is the percentage.
fn bare(reading: &Reading, one: &Numbered) -> Option<(usize, usize)> {
    let passage = one.passage;
    let &[whole, share] = one.figures else { return None };
    let of = one.count(whole).filter(|of| (super::SMALLEST..100).contains(of))?;
    let figure = passage.tokens[share].percent()?;
    let noun = (whole + 1..whole + 5).take_while(|at| !passage.word(*at).is_empty()).find(|at| {
        passage.is_word(*at, COUNTED) && !passage.is_word(*at, &["areas", "courts", "programmes"]) || passage.is_word(*at, KNOWN)
    })?;
    let joined = share - usize::from(passage.is_word(share - 1, &["only", "just"]));
    let joins = passage.is_word(joined - 1, &["and"]) || [';', ':'].iter().any(|mark| passage.is_mark(joined - 1, *mark));
    let plain = (noun + 1..share).all(|at| !passage.is_word(at, OTHERS)) && noun < joined;
    let sure = !passage.is_hedged(whole) && !passage.is_hedged(share) && !labelled(passage, &reading.lexicon, whole);
    let but = whole > 0 && reading.lexicon.is_but(passage.word(whole - 1));
    (joins && plain && sure && !but && passage.is_word(share + 1, VERBS) && !is_possible(figure, of)).then_some((share, whole))
}

#[cfg(test)]
mod tests {
    use super::super::UnlikelyShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_share_is_another() {
        fires(
            &UnlikelyShare,
            &[
                ("Of these 26, seven knew their personal officer (37%).", "37%"),
                ("Out of 26 prisoners, seven knew their personal officer, a proportion of 37%.", "37%"),
                ("Contact was made within a day in 21 cases, 76% of the 29 in which it was needed.", "76%"),
                ("Eleven offenders (13% of the 110) had been convicted.", "13%"),
                ("Eighteen of the children's plans (57% of 24) had been reviewed.", "57%"),
                ("In 2010/2011 it achieved 108% of its target for programmes, with 246 completions against a target of 200.", "108%"),
                ("With 74 starts, the area reached 90% of its target of 80.", "90%"),
                ("They met 21 parents – 76% of the 29 invited.", "76%"),
                ("Lessons were good in seven of the 26 observed. This was 37%.", "37%"),
                ("Seven of the 26 lessons were good. That represents just 37% of the total.", "37%"),
                ("Of the 22 letters, 16 said nothing of it. This was half of all letters.", "half"),
                ("Of 50 offenders screened, 30 were referred to a tutor. That is 40% of those screened.", "40%"),
                ("Twelve staff were interviewed and 60% said that they had been trained.", "60%"),
                ("We looked at 12 files; 60% were up to date.", "60%"),
                ("The 12 files were mostly sound: only 60% were up to date.", "60%"),
            ],
        );
    }

    #[test]
    fn is_silent_where_it_fits_or_is_of_others() {
        silent(
            &UnlikelyShare,
            &[
                "Of these 26, seven knew their personal officer (27%).",
                "Of these 26 teams, seven met the target (90%).",
                "Of the 26 plans, seven were good, and most were late (37%).",
                "Contact was made within a day in 21 cases, 72% of the 29 in which it was needed.",
                "Eleven offenders (10% of the 110) had been convicted. With 72 starts, the area reached 90% of its target of 80.",
                "In 12 cases the area reached 90% of its target of 80; twelve women (40% of men had one) and 30 men came.",
                "We saw eight of the 21, 76% of the 29 on the list.",
                "Lessons were good in seven of the 26 observed. This was 27%.",
                "Lessons were good in seven of the 26 observed. This was 37% in 2008, and 37% of tutors said so.",
                "Of the 22 letters, 11 said nothing of it. This was half of all letters.",
                "Of the 22 letters, all but 16 said nothing of it. This was over half of all letters.",
                "In 2010/2011 it achieved 108% of its target for programmes, with 216 completions against a target of 200.",
                "Twelve staff were interviewed and 58% said that they had been trained.",
                "Twelve areas were inspected and 60% of cases were on time; 12 courts sat, and 63% were content.",
                "All but 12 staff were trained, and 60% said so. We looked at 12 files; 60% of letters were up to date.",
                "The 12 staff and three managers met, and 60% said so.",
            ],
        );
    }
}
