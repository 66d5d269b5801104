//! From `cases.csv` and `answers.csv` to the case sample.
//!
//! In: the text of both files and the framework. Out: the sample, with every mistake reported at its line and column, up to a
//! limit for each file. What does no harm is let through: any letter case, any order of columns, further columns, empty fields at the end
//! of a row, and 'not applicable' where a question does not apply.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Answer, Answered, Answers, Case, CaseSample, Profile};
use crate::diag::{Diagnostic, FileId, Problems, Sources, Span, suggest};
use crate::framework::{Framework, ProfileColumn, Question};
use crate::source::csv::open_quote;
use crate::source::records::Records;
use crate::source::yaml::shortened;

/// So many problems are shown for a file; the rest are counted.
pub const MOST_PROBLEMS: usize = 50;

/// Names beyond this number are not searched for what may have been meant.
const MOST_CANDIDATES: usize = 5000;

/// The problems of one file, the first of them in full.
struct Capped<'a> {
    problems: &'a mut Problems,
    file: FileId,
    seen: usize,
}

impl<'a> Capped<'a> {
    fn new(file: FileId, problems: &'a mut Problems) -> Self {
        Self { problems, file, seen: 0 }
    }

    /// Takes a problem in. Beyond the limit it is counted and not even worded: a million wrong rows must not take a minute.
    fn push(&mut self, problem: impl FnOnce() -> Diagnostic) {
        self.seen += 1;
        if self.seen <= MOST_PROBLEMS {
            self.problems.push(problem());
        }
    }

    /// Reports how many were left out. Says whether there was none at all.
    fn finish(self) -> bool {
        if self.seen > MOST_PROBLEMS {
            let rest = self.seen - MOST_PROBLEMS;
            let what = if rest == 1 { "problem" } else { "problems" };
            self.problems.push(
                Diagnostic::error("more-problems", format!("{rest} more {what} in this file"))
                    .at(Span::new(self.file, 0..0), "")
                    .help(format!("the first {MOST_PROBLEMS} are shown; mend them and run again")),
            );
        }
        self.seen == 0
    }
}

/// The sample, or `None` if it has an error. `problems` has at least one error more then.
pub fn sample(
    framework: &Framework,
    sources: &Sources,
    cases: FileId,
    answers: Option<FileId>,
    problems: &mut Problems,
) -> Option<CaseSample> {
    let read = read_cases(framework, &sources.file(cases).text, cases, problems);
    // Answers are read against the cases that could be read, so that both files' mistakes show in one run.
    let (mut sample, mut sound) = read?;
    if let Some(file) = answers {
        match read_answers(framework, &sample, &sources.file(file).text, file, problems) {
            Some(read) => sample.answers = Some(read),
            None => sound = false,
        }
    }
    sound.then_some(sample)
}

/// The columns of a file: for each of `wanted` its place in the heading.
fn columns(records: &Records, file: FileId, wanted: &[&str], capped: &mut Capped) -> Option<Vec<usize>> {
    let heading: Vec<String> = (0..records.len()).map(|index| records.value(index).to_lowercase()).collect();
    let mut found = Vec::new();
    for name in wanted {
        let places: Vec<usize> = (0..heading.len()).filter(|index| heading[*index] == name.to_lowercase()).collect();
        match places.as_slice() {
            [place] => found.push(*place),
            [] => capped.push(|| {
                let free = heading.iter().map(String::as_str).filter(|column| !wanted.contains(column));
                let near = suggest::nearest(name, free.clone()).and_then(|near| heading.iter().position(|column| column == near));
                let missing = Diagnostic::error("missing-column", format!("the column `{name}` is missing"));
                match near {
                    Some(near) => missing
                        .at(records.field_span(file, near), format!("is this `{name}`?"))
                        .help(format!("name it `{name}` in the first line")),
                    None => missing
                        .at(records.span(file), "the heading of the columns")
                        .help(format!("the first line names the columns; needed are: {}", wanted.join(", "))),
                }
            }),
            [first, second, ..] => capped.push(|| {
                Diagnostic::error("duplicate-column", format!("there are two columns `{name}`"))
                    .at(records.field_span(file, *second), "again here")
                    .at(records.field_span(file, *first), "first here")
                    .help("rename one of them, or take it out")
            }),
        }
    }
    (found.len() == wanted.len()).then_some(found)
}

/// Whether the row has as many fields as the heading. More do no harm if they are empty: spreadsheets write such rows.
fn is_whole(records: &Records, width: usize) -> bool {
    records.len() == width || (records.len() > width && (width..records.len()).all(|index| records.raw(index).is_empty()))
}

/// Says what is wrong with the form of a row, and from which field on it cannot be relied on: a quote that is never closed may have
/// swallowed the separators behind it.
fn row_form(records: &Records, file: FileId, width: usize, capped: &mut Capped) -> Option<usize> {
    if let Some((quote, field)) = records.open_quote(file) {
        capped.push(|| open_quote(quote));
        return Some(field);
    }
    if !is_whole(records, width) {
        capped.push(|| ragged(records, file, width));
    }
    None
}

fn ragged(records: &Records, file: FileId, width: usize) -> Diagnostic {
    let count = records.len();
    let fields = if count == 1 { "field" } else { "fields" };
    let help = if count < width {
        "add what is missing; an empty field still needs its separator"
    } else {
        "a field that holds a separator stands in quotes"
    };
    Diagnostic::error("ragged-row", format!("this row has {count} {fields}, and the heading has {width}"))
        .at(records.span(file), "")
        .help(help)
}

fn no_rows(heading: Span) -> Diagnostic {
    Diagnostic::error("no-rows", "the file has no rows below its heading")
        .at(heading, "")
        .help("add the rows; if there are no case data, take the file out")
}

fn read_cases(framework: &Framework, text: &str, file: FileId, problems: &mut Problems) -> Option<(CaseSample, bool)> {
    let mut capped = Capped::new(file, problems);
    let mut records = Records::new(text);
    let any = records.advance();
    let heading = records.span(file);
    if !any {
        capped.push(|| no_rows(heading));
        capped.finish();
        return None;
    }
    let wanted: Vec<&str> = std::iter::once("case").chain(framework.case_profile.iter().map(|column| column.key.as_str())).collect();
    if let Some((quote, _)) = records.open_quote(file) {
        capped.push(|| open_quote(quote));
    }
    let width = heading_width(&records);
    let Some(places) = columns(&records, file, &wanted, &mut capped) else {
        capped.finish();
        return None;
    };
    // A value that the questions depend on must be there.
    let needs_type = framework.questions.iter().any(|question| !question.case_types.is_empty());
    let mut cases: Vec<Case> = Vec::new();
    let mut known: BTreeMap<String, Span> = BTreeMap::new();
    let mut columns: Vec<Vec<Option<String>>> = vec![Vec::new(); framework.case_profile.len()];
    let mut rows = 0;
    while records.advance() {
        rows += 1;
        let open = row_form(&records, file, width, &mut capped);
        let id = records.value(places[0]).into_owned();
        let span = records.field_span(file, places[0]);
        if id.is_empty() {
            capped.push(|| Diagnostic::error("empty-value", "the case has no name").at(span, "").help("give each case a name or number"));
            continue;
        }
        if let Some(first) = known.get(&id) {
            capped.push(|| {
                Diagnostic::error("duplicate-case", format!("the case ‘{}’ has a row already", shortened(&id)))
                    .at(span, "again here")
                    .at(*first, "first here")
                    .help("each case has one row")
            });
            continue;
        }
        known.insert(id.clone(), span);
        cases.push(Case { id, span });
        for ((column, place), values) in framework.case_profile.iter().zip(&places[1..]).zip(&mut columns) {
            if open.is_some_and(|open| open <= *place) {
                values.push(None);
                continue;
            }
            let value = records.value(*place);
            values.push(profile_value(column, &value, needs_type, records.field_span(file, *place), &mut capped));
        }
    }
    if rows == 0 {
        capped.push(|| no_rows(heading));
    }
    let profile = framework.case_profile.iter().zip(columns).map(|(column, values)| profile(column, &values)).collect();
    Some((CaseSample { file, cases, profile, answers: None }, capped.finish()))
}

/// The width of the heading; empty names at its end do not count.
fn heading_width(records: &Records) -> usize {
    (0..records.len()).rev().find(|index| !records.raw(*index).is_empty()).map_or(0, |last| last + 1)
}

/// A value of a case's profile as the framework spells it; `None` if it is empty or wrong.
fn profile_value(column: &ProfileColumn, value: &str, needs_type: bool, span: Span, capped: &mut Capped) -> Option<String> {
    if value.is_empty() {
        if needs_type && column.key == ProfileColumn::TYPE {
            let empty = || Diagnostic::error("empty-value", format!("`{}` is empty", column.key)).at(span, "");
            capped.push(|| empty().help("write the case's type: questions depend on it"));
        }
        return None;
    }
    if column.values.is_empty() {
        return Some(value.to_owned());
    }
    let found = column.values.iter().find(|known| known.to_lowercase() == value.to_lowercase());
    if found.is_none() {
        capped.push(|| {
            let all = format!("the framework has: {}", column.values.join(", "));
            let help = suggest::nearest(value, column.values.iter().map(String::as_str))
                .map_or_else(|| all.clone(), |near| format!("did you mean ‘{near}’? {all}"));
            Diagnostic::error("unknown-value", format!("`{}` cannot be ‘{}’", column.key, shortened(value))).at(span, "").help(help)
        });
    }
    found.cloned()
}

fn profile(column: &ProfileColumn, values: &[Option<String>]) -> Profile {
    let names = if column.values.is_empty() {
        values.iter().flatten().cloned().collect::<BTreeSet<_>>().into_iter().collect()
    } else {
        column.values.clone()
    };
    let index: BTreeMap<&str, u32> = names.iter().map(String::as_str).zip(0..).collect();
    let by_case = values.iter().map(|value| index.get(value.as_deref()?).copied()).collect();
    Profile { key: column.key.clone(), title: column.title.clone(), values: names, by_case }
}

/// Names to numbers, quickest where the rows stand in order: rows of one case one after the other, questions in turn.
struct Names<'a> {
    all: Vec<&'a str>,
    index: HashMap<&'a str, u32>,
    last: u32,
}

impl<'a> Names<'a> {
    fn new(names: impl Iterator<Item = &'a str>) -> Self {
        let all: Vec<&str> = names.collect();
        let index = all.iter().copied().zip(0..).collect();
        Self { all, index, last: 0 }
    }

    fn find(&mut self, name: &str) -> Option<u32> {
        // The same as before, the next one, or the first again; only else is a look into the table needed.
        let next = self.last + 1;
        let guess = [self.last, next, 0].into_iter().find(|guess| self.all.get(*guess as usize) == Some(&name));
        let found = guess.or_else(|| self.index.get(name).copied())?;
        self.last = found;
        Some(found)
    }

    fn unknown(&self, check: &'static str, what: &str, name: &str, span: Span, help: &str) -> Diagnostic {
        if name.is_empty() {
            return Diagnostic::error("empty-value", format!("the {what} is empty")).at(span, "").help(help);
        }
        let near = suggest::nearest(name, self.all.iter().copied().take(MOST_CANDIDATES));
        let help = near.map_or_else(|| help.to_owned(), |near| format!("did you mean ‘{near}’? {help}"));
        Diagnostic::error(check, format!("there is no {what} ‘{}’", shortened(name))).at(span, "").help(help)
    }
}

/// Case numbers that differ in nothing but zeros at their beginning, which spreadsheets drop from what looks like a number.
struct Zeros<'a> {
    cases: &'a [Case],
    /// By the number without its zeros; made when it is first asked for. Where two cases have the same, neither may be meant.
    index: Option<HashMap<&'a str, Option<u32>>>,
    /// How many rows were meant for a case, and the first of them: its place, what it says, the case.
    found: u64,
    first: Option<(Span, String, u32)>,
}

impl<'a> Zeros<'a> {
    fn new(cases: &'a [Case]) -> Self {
        Self { cases, index: None, found: 0, first: None }
    }

    /// The case that is meant by a name that no case has.
    fn meant(&mut self, name: &str, span: Span) -> Option<u32> {
        let cases = self.cases;
        let index = self.index.get_or_insert_with(|| {
            let mut index = HashMap::new();
            for (number, case) in (0..).zip(cases) {
                index.entry(case.id.trim_start_matches('0')).and_modify(|meant| *meant = None).or_insert(Some(number));
            }
            index
        });
        let case = index.get(name.trim_start_matches('0')).copied().flatten()?;
        self.found += 1;
        self.first.get_or_insert_with(|| (span, name.to_owned(), case));
        Some(case)
    }

    /// Told once for all rows: they have one cause.
    fn problem(self, sample: &CaseSample) -> Option<Diagnostic> {
        let (span, name, case) = self.first?;
        let case = sample.cases.get(case as usize)?;
        let (name, meant) = (shortened(&name), shortened(&case.id));
        let rows = if self.found == 1 { "1 row names its case".to_owned() } else { format!("{} rows name their cases", self.found) };
        Some(
            Diagnostic::error("unknown-case", format!("{rows} with fewer or more zeros than cases.csv: ‘{name}’ for ‘{meant}’"))
                .at(span, "the first of them")
                .at(case.span, "the case that is probably meant")
                .help("spreadsheets drop zeros at the beginning of a number: have the column as text in both files, and save them again"),
        )
    }
}

/// Which cases a question applies to, by the index of their type; `None` for all.
fn applies(question: &Question, types: Option<&Profile>) -> Option<Vec<bool>> {
    if question.case_types.is_empty() {
        return None;
    }
    Some(types?.values.iter().map(|value| question.case_types.iter().any(|wanted| wanted.to_lowercase() == value.to_lowercase())).collect())
}

fn read_answers(framework: &Framework, sample: &CaseSample, text: &str, file: FileId, problems: &mut Problems) -> Option<Answers> {
    let mut capped = Capped::new(file, problems);
    let mut records = Records::new(text);
    let any = records.advance();
    let heading = records.span(file);
    if !any {
        capped.push(|| no_rows(heading));
        capped.finish();
        return None;
    }
    if framework.questions.is_empty() {
        capped.push(|| {
            Diagnostic::error("no-questions", "the framework has no questions for these answers")
                .at(heading, "")
                .help(format!("write them to frameworks/{}/questions.yaml", framework.id))
        });
        capped.finish();
        return None;
    }
    if let Some((quote, _)) = records.open_quote(file) {
        capped.push(|| open_quote(quote));
    }
    let width = heading_width(&records);
    let Some([case_at, question_at, answer_at]) =
        columns(&records, file, &["case", "question", "answer"], &mut capped).and_then(|places| <[usize; 3]>::try_from(places).ok())
    else {
        capped.finish();
        return None;
    };
    let mut cases = Names::new(sample.cases.iter().map(|case| case.id.as_str()));
    let mut zeros = Zeros::new(&sample.cases);
    let mut questions = Names::new(framework.questions.iter().map(|question| question.id.value.as_str()));
    let types = sample.profile(ProfileColumn::TYPE);
    let applies: Vec<Option<Vec<bool>>> = framework.questions.iter().map(|question| applies(question, types)).collect();
    let type_of = |case: u32| types.and_then(|types| types.by_case.get(case as usize).copied().flatten());
    // No row is shorter than this: the list is made once, and not twice as long as it need be.
    let shortest = sample.cases.first().map_or(1, |case| case.id.len()) + 8;
    let mut rows: Vec<Answered> = Vec::with_capacity(text.len() / shortest);
    let mut count = 0;
    while records.advance() {
        count += 1;
        let ragged = !is_whole(&records, width);
        if row_form(&records, file, width, &mut capped).is_some() || ragged {
            continue;
        }
        let (case_name, question_name) = (records.value(case_at), records.value(question_at));
        let mut case = cases.find(&case_name);
        if case.is_none() {
            let span = records.field_span(file, case_at);
            case = zeros.meant(&case_name, span);
            if case.is_none() {
                capped.push(|| cases.unknown("unknown-case", "case", &case_name, span, "each case has a row in cases.csv"));
            }
        }
        let question = questions.find(&question_name);
        if question.is_none() {
            let span = records.field_span(file, question_at);
            let help = "the questions stand in the framework's questions.yaml";
            capped.push(|| questions.unknown("unknown-question", "question", &question_name, span, help));
        }
        let answer_name = records.value(answer_at);
        let answer = Answer::parse(&answer_name);
        if answer.is_none() {
            let span = records.field_span(file, answer_at);
            capped.push(|| unknown_answer(&answer_name, span));
        }
        let (Some(case), Some(question), Some(answer)) = (case, question, answer) else { continue };
        let Ok(number) = u16::try_from(question) else { continue };
        if let Some(applies) = &applies[question as usize]
            && answer != Answer::NotApplicable
            && let Some(kind) = type_of(case)
            && !applies.get(kind as usize).copied().unwrap_or(false)
        {
            capped.push(|| {
                let question = &framework.questions[question as usize];
                let kind = types.map_or("", |types| &types.values[kind as usize]);
                Diagnostic::error(
                    "question-does-not-apply",
                    format!("question {} does not apply to a case of type {kind}", question.id.value),
                )
                .at(records.field_span(file, answer_at), "")
                .help(format!("write `na`, or mend the case's type; the question is for: {}", question.case_types.join(", ")))
            });
        }
        rows.push(Answered { case, question: number, answer, offset: u32::try_from(records.offset()).unwrap_or(u32::MAX) });
    }
    if count == 0 {
        capped.push(|| no_rows(heading));
    }
    if let Some(problem) = zeros.problem(sample) {
        capped.push(|| problem);
    }
    // Most files are sorted already, and then this is one pass.
    rows.sort_unstable_by_key(|row| (row.case, row.question, row.offset));
    rows.shrink_to_fit();
    report_duplicates(framework, sample, text, &rows, &mut capped);
    if !capped.finish() {
        return None;
    }
    problems.extend(missing_answers(framework, sample, file, &rows, |question, case| {
        applies[question].as_ref().is_none_or(|applies| type_of(case).is_some_and(|kind| applies[kind as usize]))
    }));
    Some(Answers { file, rows })
}

fn unknown_answer(name: &str, span: Span) -> Diagnostic {
    let all = "an answer is `above`, `below` or `na`";
    if name.is_empty() {
        return Diagnostic::error("empty-value", "the answer is empty").at(span, "").help(all);
    }
    let near = suggest::nearest(name, Answer::NAMES.iter().map(|(name, _)| *name));
    let help = near.map_or_else(|| all.to_owned(), |near| format!("did you mean `{near}`? {all}"));
    Diagnostic::error("unknown-value", format!("the answer cannot be ‘{}’", shortened(name))).at(span, "").help(help)
}

/// `rows` are sorted, so the same case and question stand next to each other, in the order of the file.
fn report_duplicates(framework: &Framework, sample: &CaseSample, text: &str, rows: &[Answered], capped: &mut Capped) {
    let file = capped.file;
    let line = |row: &Answered| {
        let rest = text.get(row.offset as usize..).unwrap_or_default();
        let start = text.len() - rest.len();
        Span::new(file, start..start + rest.find(['\r', '\n']).unwrap_or(rest.len()))
    };
    for [first, again] in rows.array_windows() {
        if (first.case, first.question) == (again.case, again.question) {
            capped.push(|| {
                let case = shortened(&sample.cases[first.case as usize].id);
                let question = &framework.questions[usize::from(first.question)].id.value;
                let differ = if first.answer == again.answer { "" } else { ", and another one" };
                Diagnostic::error("duplicate-answer", format!("case ‘{case}’ has an answer to question {question} already{differ}"))
                    .at(line(again), "again here")
                    .at(line(first), "first here")
                    .help("keep one of the two rows")
            });
        }
    }
}

/// An answer that is not there counts as not applicable; the author should know.
fn missing_answers(
    framework: &Framework,
    sample: &CaseSample,
    file: FileId,
    rows: &[Answered],
    applies: impl Fn(usize, u32) -> bool,
) -> Option<Diagnostic> {
    let mut rows = rows.iter().peekable();
    let (mut missing, mut all, mut first) = (0u64, 0u64, None);
    for (case, _) in (0..).zip(&sample.cases) {
        for (question, _) in framework.questions.iter().enumerate() {
            let answered = rows.next_if(|row| row.case == case && usize::from(row.question) == question).is_some();
            if applies(question, case) {
                all += 1;
                if !answered {
                    missing += 1;
                    first.get_or_insert((case, question));
                }
            }
        }
    }
    let (case, question) = first?;
    let (case, question) = (&sample.cases[case as usize], &framework.questions[question].id.value);
    let message = format!("{missing} of {all} answers are missing, the first of them case ‘{}’, question {question}", case.id);
    Some(
        Diagnostic::warning("missing-answers", message)
            .at(Span::new(file, 0..0), "")
            .at(case.span, "this case")
            .help("they count as not applicable; write `na` where that is so"),
    )
}
