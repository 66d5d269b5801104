//! 'A third of cases (63%)', 'most (45%)': words for a share that the figure beside them does not bear out.

mod of_these;

use std::collections::BTreeSet;

use super::reading::apposed::apposed;
use super::reading::quantifiers::{Told, told, with_ratio};
use super::reading::sentences::Sentence;
use super::reading::shares::shares;
use super::reading::{Passage, Reading};
use super::{About, Check, Example, Found, Languages, Remark, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct MisnamedShare;

static ABOUT: About = About {
    name: "misnamed-share",
    line: "words for a share do not fit the figure beside them",
    severity: Severity::Warning,
    languages: Languages::English,
    checks: "Fractions and words such as ‘most’ that have their figure beside them, in brackets or between commas or dashes: ‘two-thirds of cases (66%)’, ‘three-quarters (21 of 28)’, ‘one in four (25%)’, ‘the \
             majority (58%)’, ‘less than half of the 27 plans (13)’, ‘48 letters. A third of them, 16, …’; or that stand so behind it: ‘12 of the 23 plans, just over half, …’, ‘five of them (one in four)’, ‘36 cases. It was missing in nine, or a quarter’. A fraction may be three points off, and ten with ‘nearly’ or ‘just over’, unless ‘over’ or ‘less than’ says \
             on which side it is. ‘Nearly all’ is 80% or more, ‘the vast majority’ 70%, ‘most’ more than half; ‘few’ and ‘a minority’ are less.",
    matters: "Readers who skim take the words, and those who reckon take the figure; they come away with different findings.",
    mend: "Choose the words that fit the figure, or correct the figure.",
    example: Example {
        what: Sample::Finding,
        wrong: "Over two-thirds of the plans (63%) had been made in time.",
        right: "Just under two-thirds of the plans (63%) had been made in time.",
    },
};

impl Check for MisnamedShare {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        of_these::run(reading, found);
        for passage in reading.prose() {
            let told_in_figures = |(_, sentence): &(usize, &Sentence)| !passage.numbers_in(sentence.tokens.clone()).is_empty();
            for (index, sentence) in passage.sentences.iter().enumerate().filter(told_in_figures) {
                let mut all: Vec<Told> = shares(reading, passage, sentence).iter().filter_map(|share| with_ratio(passage, share)).collect();
                let known: BTreeSet<usize> = all.iter().map(|told| told.words.last).collect();
                let others = told(reading, passage, index).into_iter().chain(apposed(reading, passage, index));
                all.extend(others.filter(|told| !known.contains(&told.words.last)));
                for told in all.iter().filter(|told| !told.fits && !is_change(passage, told.words.last)) {
                    say(passage, told, found);
                }
            }
        }
    }
}

/// '160, or a third, more than the year before' is a share of what was before.
fn is_change(passage: &Passage, last: usize) -> bool {
    let near = (last..last + 4).take_while(|at| !passage.is_mark(*at, '.'));
    near.into_iter().any(|at| passage.is_word(at, &["more", "fewer", "less", "higher", "lower"]) && passage.is_word(at + 1, &["than"]))
}

fn say(passage: &Passage, told: &Told, found: &mut Found) {
    let words = &passage.words[passage.bytes(told.words.first, told.words.last)];
    let figure = passage.bytes(told.first, told.last);
    let why = if told.share < told.words.low { "the figure is less" } else { "the figure is more" };
    let rounded = (told.share + 50) / 100;
    let counted = if passage.tokens[told.first].percent().is_some() { String::new() } else { format!(", which is {rounded}%") };
    let written = &passage.words[figure.clone()];
    // '(14) of 20' without its opening bracket.
    let written = if written.contains('(') { written.to_owned() } else { written.replace(')', "") };
    found.say(
        Remark::new(format!("‘{words}’ does not fit {written}{counted}"))
            .at(passage, passage.bytes(told.words.first, told.words.last), why)
            .at(passage, figure, "the figure")
            .help("choose words that fit the figure, or correct it"),
    );
}

#[cfg(test)]
mod tests {
    use super::MisnamedShare;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_words_and_figure_disagree() {
        fires(
            &MisnamedShare,
            &[
                ("Over two-thirds of the plans (63%) were in time.", "Over two-thirds"),
                ("A third of the cases (43%) had none.", "A third"),
                ("Less than half (52%) were in time.", "Less than half"),
                ("About half of the plans (43%) were in time.", "half"),
                ("Three-quarters (20 of 28) came.", "Three-quarters"),
                ("Two-thirds (14) of 20 plans had been shown.", "Two-thirds"),
                ("The majority of them (48%) came.", "majority"),
                ("In most cases (45%) it was so.", "most"),
                ("A minority of staff (61%) said so.", "minority"),
                ("One in four cases (35%) had none.", "One in four"),
                ("This was done in fewer than a third of the 27 cases (12).", "fewer than a third"),
                ("At least half of the 30 plans, 12, were late.", "At least half"),
                ("Three out of every five offenders (65%) came.", "Three out of every five"),
                ("One in four of the 32 letters (12) was late.", "One in four"),
                ("Two in every five of our 20 plans (12 plans) were late.", "Two in every five"),
                ("Nearly all of the letters (23 of 41) were clear.", "Nearly all"),
                ("Virtually every plan (70%) was clear.", "Virtually every"),
                ("Eight letters in ten (16 of 25) were clear.", "Eight letters in ten"),
                ("In eight out of ten cases (16 of 25) it was clear.", "eight out of ten"),
                ("There were 48 letters. A third of them, 18, were late.", "A third"),
                ("There were 48 letters and half of these (20) were late.", "half"),
                ("There were 48 letters, most of which (20) were late.", "most"),
                ("The vast majority of the 40 plans (23) were late.", "vast majority"),
                ("Very few of the letters (31 out of 41) were clear.", "few"),
                ("More than a third of them (274, or 27%) were far from home.", "More than a third"),
                ("Nearly half of the 40 plans – 12 – were late.", "Nearly half"),
                ("Just over a quarter of the plans, 12 of 20, were late.", "Just over a quarter"),
                ("Hardly any of the 20 offenders (nine) had one.", "Hardly any"),
                ("Nearly three-quarters of plans (78%) were sound.", "Nearly three-quarters"),
                ("In seven of the 23 cases where it mattered, almost half, the plan was late.", "almost half"),
                ("It was late in 7 of the 23 plans (nearly half).", "nearly half"),
                ("There were 23 cases. In only five of them (one in three) was it done.", "one in three"),
                ("We read 40 letters, 12 of which – a half – were late.", "a half"),
                ("Of the 23 cases, seven, nearly half, were late.", "nearly half"),
                ("Nine of the 40 offenders who had been seen, about a third, were late.", "a third"),
                ("It was so in five of the 12 letters, a majority.", "majority"),
                ("Seven of the 23 cases were late, almost half.", "almost half"),
                ("Thirty found work and 18 of them, five in five, kept it.", "five in five"),
                ("There were 23 cases. In five of these cases (one in three) it was late.", "one in three"),
                ("There were 23 cases, of which five (one in three) were late.", "one in three"),
            ],
        );
    }

    #[test]
    fn the_message_has_no_half_bracket() {
        let said = crate::checks::testing::in_finding(&MisnamedShare, "Two-thirds (14) of 20 plans had been shown.");
        assert!(said[0].ends_with("‘Two-thirds’ does not fit 14 of 20, which is 70%"), "{said:?}");
    }

    #[test]
    fn is_silent_where_they_agree() {
        silent(
            &MisnamedShare,
            &[
                "They had taken 640 letters, which was 160, or a third, more than the year before.",
                "About half of the 58 detainees (27) had one, and around a third (37%) none.",
                "Over two-thirds of the plans (68%) and less than two-thirds of cases (63%) were in time.",
                "A third of the cases (34%) and three-quarters (21 of 28) had none.",
                "Not quite two-thirds (63%), just over half (51%) and about a quarter (23%).",
                "Most of them (58%), the majority (51%) and a minority (12%).",
                "More than a third of them (274, or 37%) were far from home.",
                "At most cases (12%) of this kind need it.",
                "Half of the plans were late, and most of the rest came in time; reviews (30%) did not.",
                "One in four cases (26%) had none, and about nine in ten (85%) had one; two in May (30%).",
                "Two-thirds of the 12 cases and 40% of others.",
                "It was so in fewer than a third of the 27 letters (eight), a third of the seven plans (two) and half of the 23, 12, of them.",
                "More than half, 11 of 21, were seen within five days; a further six within ten.",
                "Half of the 12 plans (two of them late) and a third of the 30 cases, 12 of which were late, had one.",
                "A third of the 40 offenders (five women) and half of the cases in May (12) had one.",
                "Nearly all of the letters (36 of 41), the vast majority (33 of 41) and few (3 of 41) were clear.",
                "In the few cases (63%) and quite a few plans (72%), not most (12%) and most often (30%), it was so.",
                "Not all but a few plans (93%) had one; in the past few years (60%) it grew.",
                "There were 48 letters and 20 plans. A third of them, 18, were late.",
                "There were 48 letters. A third of them, 16, were late; half of those sent, 18, were late.",
                "In 8 out of 10 cases (5 of 7 in custody) and five out of eight (63%) it was so.",
                "Half of the 12 plans, 3, 4 and 5, were late.",
                "In ten of the 23 cases where it mattered, almost half, the plan was late; in six of the 23 (one in four) not.",
                "There were 23 cases. In only five of them (one in five) was it done. Two of the three came, a third, who was ill, did not.",
                "There were 23 cases. In five of these letters (one in three) it was late; there were 23 cases, of which five (one in five) were late.",
                "Half of the 30 cases were open and in ten of them (two-thirds) work went on.",
                "There were 23 cases and 15 letters. Five of them (one in three) were late.",
                "Nine of the 12 had come, a third, who was ill, had not; five of the 20 were late, half a day or more.",
                "Of the 23 cases, seven, nearly a third, were late. Of the 40 cases, 12 were late (half of them by days).",
                "Seven of the 23 cases, half of those in custody, were late; in 7 of 23 cases, most often in May, it was so.",
                "In seven of the 23 cases (two in three months) it was late.",
                "A quarter of the 30 offenders (aged 20) and half of the 40 staff (2008) left.",
            ],
        );
    }
}
