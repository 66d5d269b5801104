//! Makes the case sample: which cases there are, which questions concern which of them, and which work was above the line, so that the
//! scores come to those that were published for Surrey in 2008.
//!
//! Nobody's real cases: 110 of them, of the published types, with everything else drawn from a generator with a fixed seed. The same
//! seed gives the same files on every machine: there is no floating point and no clock in here.

use std::fmt::Write as _;

#[path = "questions.rs"]
pub(crate) mod questions;

use questions::{CRITERIA, Criterion, Question, THREAD};

/// The seed of the files that are kept in the repository.
pub(crate) const SEED: u64 = 2008;

/// The case types with how many cases there are of each.
const TYPES: [(&str, usize); 3] = [("Licence", 40), ("Community order", 60), ("Custody", 10)];

/// A file: its path below the content folder, and its text.
pub(crate) type File = (String, String);

/// `SplitMix64`: small, and good enough to deal out cases.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`. The bias of the remainder is far too small to matter here.
    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }
}

/// A question with the cases that it concerns; the first `above` of them are above the line.
struct Tally {
    question: &'static Question,
    summary: bool,
    relevant: Vec<usize>,
    above: usize,
}

/// Shares are counted in millionths of a per cent.
const UNIT: i64 = 1_000_000;

impl Tally {
    fn share(&self) -> i64 {
        100 * UNIT * count(self.above) / count(self.relevant.len())
    }

    /// Moves one case over the line, up or down, if there is one.
    fn step(&mut self, up: bool) {
        if up && self.above < self.relevant.len() {
            self.above += 1;
        } else if !up && self.above > 0 {
            self.above -= 1;
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// 80% the mean of the individual questions, 20% the summary question.
fn score(tallies: &[Tally]) -> i64 {
    let of = |summary: bool| {
        let shares: Vec<i64> = tallies.iter().filter(|tally| tally.summary == summary).map(Tally::share).collect();
        shares.iter().sum::<i64>() / count(shares.len())
    };
    (80 * of(false) + 20 * of(true)) / 100
}

/// The framework's questions, and the cases, answers and findings of a sample that is `copies` times as large as
/// Surrey's; the scores are the same.
pub(crate) fn generate(seed: u64, copies: usize) -> Vec<File> {
    let mut random = Random(seed);
    let mut types: Vec<&str> = TYPES.iter().flat_map(|(kind, count)| vec![*kind; *count]).collect();
    random.shuffle(&mut types);
    let mut tallies: Vec<Vec<Tally>> = CRITERIA.iter().map(|criterion| deal(criterion, &types, &mut random)).collect();
    // Each criterion first; then the thread, with each criterion put right again by the questions that do not feed it.
    for (criterion, tallies) in CRITERIA.iter().zip(&mut tallies) {
        settle(criterion, tallies, &mut random, |_| true);
    }
    let goal = i64::from(THREAD) * UNIT;
    while (thread(&tallies) - goal).abs() > UNIT / 3 {
        let up = thread(&tallies) < goal;
        let place = random.below(CRITERIA.len());
        let (feeding, other): (Vec<usize>, Vec<usize>) = (0..5).partition(|question| tallies[place][*question].question.thread);
        if feeding.is_empty() || other.is_empty() {
            continue;
        }
        tallies[place][feeding[random.below(feeding.len())]].step(up);
        settle(&CRITERIA[place], &mut tallies[place], &mut random, |question| !question.thread);
    }
    let profiles: Vec<[&str; 3]> = types.iter().map(|_| profile(&mut random)).collect();
    let report = |name: &str| format!("reports/surrey-2008/{name}");
    let mut files = vec![
        ("frameworks/omi/questions.yaml".to_owned(), questions_yaml()),
        (report("cases.csv"), cases_csv(&types, &profiles, copies)),
        (report("answers.csv"), answers_csv(types.len(), &tallies, copies)),
    ];
    files.extend(sections(&tallies).into_iter().map(|(section, text)| (report(&format!("sections/{section}.yaml")), text)));
    files
}

/// Deals out the cases that each question of a criterion concerns, and about as many above the line as the published score has.
fn deal(criterion: &'static Criterion, types: &[&str], random: &mut Random) -> Vec<Tally> {
    let deal = |(index, question): (usize, &'static Question)| {
        let of_type = |case: &usize| question.types.is_empty() || question.types.contains(&types[*case]);
        let mut cases: Vec<usize> = (0..types.len()).filter(of_type).collect();
        random.shuffle(&mut cases);
        let wanted = cases.len() * usize::try_from(question.concerns).unwrap_or(100) / 100;
        cases.truncate(wanted);
        // Up to twelve points off, so that there is something to find.
        let share = usize::try_from(criterion.published).unwrap_or(0) + random.below(25);
        let above = (cases.len() * share / 100).saturating_sub(cases.len() * 12 / 100).min(cases.len());
        Tally { question, summary: index == 4, relevant: cases, above }
    };
    criterion.questions.iter().enumerate().map(deal).collect()
}

/// Moves single cases over the line until the criterion's score rounds down to its published whole number. With all of them there, the
/// sections' means round as the means of the published numbers do.
fn settle(criterion: &Criterion, tallies: &mut [Tally], random: &mut Random, may: impl Fn(&Question) -> bool) {
    let goal = i64::from(criterion.published) * UNIT;
    let free: Vec<usize> = (0..tallies.len()).filter(|question| may(tallies[*question].question)).collect();
    while !(goal..goal + 45 * UNIT / 100).contains(&score(tallies)) {
        let up = score(tallies) < goal;
        tallies[free[random.below(free.len())]].step(up);
    }
}

fn thread(tallies: &[Vec<Tally>]) -> i64 {
    let shares: Vec<i64> = tallies.iter().flatten().filter(|tally| tally.question.thread).map(Tally::share).collect();
    shares.iter().sum::<i64>() / count(shares.len())
}

fn profile(random: &mut Random) -> [&'static str; 3] {
    let mut pick = |parts: &[(usize, &'static str)]| {
        let mut left = random.below(100);
        let found = parts.iter().find(|(share, _)| {
            let found = left < *share;
            left = left.saturating_sub(*share);
            found
        });
        found.map_or("", |(_, value)| *value)
    };
    [
        pick(&[(88, "Male"), (12, "Female")]),
        // Two in a hundred are not recorded.
        pick(&[(86, "White"), (12, "Minority ethnic")]),
        pick(&[(32, "Low"), (43, "Medium"), (21, "High"), (4, "Very high")]),
    ]
}

/// 'a' to 'd' for the individual questions, 's' for the summary question.
fn id(criterion: &str, question: usize) -> String {
    format!("{criterion}{}", ['a', 'b', 'c', 'd', 's'][question])
}

fn questions_yaml() -> String {
    let mut yaml = "# Made by the example `surrey-cases`.\n".to_owned();
    for criterion in &CRITERIA {
        for (index, question) in criterion.questions.iter().enumerate() {
            let _ = writeln!(yaml, "- id: {}\n  text: {}\n  criterion: {}", id(criterion.number, index), question.text, criterion.number);
            if index == 4 {
                yaml.push_str("  kind: summary\n");
            }
            if question.thread {
                yaml.push_str("  threads: [risk-of-harm]\n");
            }
            if !question.types.is_empty() {
                let _ = writeln!(yaml, "  case-types: [{}]", question.types.join(", "));
            }
        }
    }
    yaml
}

/// A case's name: three digits in the sample itself.
fn name(copy: usize, cases: usize, case: usize) -> String {
    format!("{:03}", copy * cases + case + 1)
}

fn cases_csv(types: &[&str], profiles: &[[&str; 3]], copies: usize) -> String {
    let mut csv = "case,type,gender,ethnicity,risk-of-harm\n".to_owned();
    for copy in 0..copies {
        for (case, (kind, profile)) in types.iter().zip(profiles).enumerate() {
            let _ = writeln!(csv, "{},{kind},{}", name(copy, types.len(), case), profile.join(","));
        }
    }
    csv
}

fn answers_csv(cases: usize, tallies: &[Vec<Tally>], copies: usize) -> String {
    // For each case its answers in the order of the questions; what a question does not concern is not applicable.
    let questions = tallies.iter().map(Vec::len).sum();
    let mut table = vec![vec!["na"; questions]; cases];
    let mut names = Vec::new();
    for (criterion, tallies) in CRITERIA.iter().zip(tallies) {
        for (index, tally) in tallies.iter().enumerate() {
            for (place, case) in tally.relevant.iter().enumerate() {
                table[*case][names.len()] = if place < tally.above { "above" } else { "below" };
            }
            names.push(id(criterion.number, index));
        }
    }
    let mut csv = "case,question,answer\n".to_owned();
    for copy in 0..copies {
        for (case, row) in table.iter().enumerate() {
            let case = name(copy, cases, case);
            for (question, answer) in names.iter().zip(row) {
                let _ = writeln!(csv, "{case},{question},{answer}");
            }
        }
    }
    csv
}

fn sections(tallies: &[Vec<Tally>]) -> Vec<(char, String)> {
    let mut files: Vec<(char, String)> = Vec::new();
    for (criterion, tallies) in CRITERIA.iter().zip(tallies) {
        let section = criterion.number.chars().next().unwrap_or('1');
        if files.last().is_none_or(|(last, _)| *last != section) {
            files.push((section, format!("# Made by the example `surrey-cases`.\nsection: {section}\ncriteria:\n")));
        }
        let sentence = |tally: &Tally| format!("{} In {} of {} cases, yes.", tally.question.text, tally.above, tally.relevant.len());
        let individual = || tallies.iter().filter(|tally| !tally.summary);
        let (best, weakest) = (individual().max_by_key(|tally| tally.share()), individual().min_by_key(|tally| tally.share()));
        if let (Some(best), Some(weakest), Some((_, file))) = (best, weakest, files.last_mut()) {
            let (best, weakest) = (sentence(best), sentence(weakest));
            let _ =
                writeln!(file, "  {}:\n    strengths:\n      - {best}\n    areas-for-improvement:\n      - {weakest}", criterion.number);
        }
    }
    files
}
