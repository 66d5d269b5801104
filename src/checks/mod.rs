//! What an attentive editor with a calculator would ask about a finished report.
//!
//! In comes a report with its scores and its document; out come diagnostics at the exact place in the source, and what stands by an
//! author's leave. Each check is one file with its explanation, its logic and its cases, and one line in [`CHECKS`]; it reads the report
//! through [`Reading`], which is made once for all of them. A check has one severity: what is certain and what needs judgement are two
//! checks, so that a programme can switch either off.

mod all_capitals;
mod ampersand;
mod area_outside_comparators;
mod backward_range;
mod bare_address;
mod broken_share;
mod comma_splice;
mod comments_out_of_order;
mod common_slip;
mod conclusion_of_another_band;
mod conflicting_expansion;
mod double_space;
mod doubled_mark;
mod doubled_word;
mod doubtful_expansion;
mod doubtful_part;
mod doubtful_reference;
mod doubtful_score;
mod doubtful_total;
mod empty_header;
pub mod explain;
mod figure_at_start;
mod figure_told_differently;
mod figures_out_of_order;
mod house_word;
mod impossible_date;
mod impossible_share;
mod late_explanation;
mod leave;
mod letter_by_hand;
mod lone_item;
mod long_sentence;
mod lower_case_start;
mod mark_left_behind;
mod miscounted_recommendations;
mod miscounted_scores;
mod misdirected_reference;
mod misjudged_score;
mod misjudged_target;
mod misnamed_share;
mod misplaced_space;
mod misprinted_number;
mod misquoted_title;
mod missing_apostrophe;
mod missing_comma;
mod missing_comment;
mod missing_commentary;
mod missing_conclusion;
mod missing_entry;
mod missing_full_stop;
mod missing_hyphen;
mod mixed_capitals;
mod mixed_dashes;
mod mixed_list_ends;
mod mixed_quotes;
mod named_person;
mod near_name;
mod number_disagrees;
mod open_range;
mod over_limit;
mod part_exceeds_whole;
mod personal_detail;
mod poor_alternative;
mod printed_placeholder;
pub mod reading;
mod reference_to_nowhere;
mod sample_told_differently;
mod score_told_differently;
mod share_told_differently;
mod shared_name;
mod shares_off_hundred;
mod table_total_differs;
mod term_variant;
#[cfg(test)]
mod testing;
mod two_names;
mod two_spellings;
mod unclosed_bracket;
mod unclosed_quotation;
mod unexplained_names;
mod unfitting_reference;
mod unfounded_recommendation;
mod ungrouped_number;
mod unlikely_share;
mod unlisted_abbreviation;
mod unlisted_explanation;
mod unmarked_language;
mod unmentioned_figure;
mod unused_abbreviation;
mod unused_term;
mod vague_link;
mod vague_reference;
mod variant_abbreviation;
mod wrong_article;
mod wrong_comparison;
mod wrong_date;
mod wrong_difference;
mod wrong_isbn;
mod wrong_remainder;
mod wrong_share;
mod wrong_table_share;
mod wrong_title;
mod wrong_total;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::diag::{Diagnostic, Problems, Severity, Sources, Span, Spanned, suggest};
use crate::document::tree::Document;
use crate::framework::Framework;
use crate::locale::Locale;
use crate::model::Programme;
use crate::model::allow::{Accepted, Ledger, ProseAllow, Subject};
use crate::model::house::Strictness;
use crate::model::report::Report;
use crate::model::score::{ScoreOf, StatedInspection};
use crate::scoring::{BESIDE_SCORES, Scores};
use reading::{Passage, Reading};

/// One check.
pub trait Check: Sync {
    /// Its name and explanation.
    fn about(&self) -> &'static About;
    /// Reads the report and says what it finds.
    fn run(&self, reading: &Reading, found: &mut Found);
}

/// All checks, in the order of their names.
#[rustfmt::skip]
pub const CHECKS: &[&dyn Check] = &[
    &all_capitals::AllCapitals,
    &ampersand::Ampersand,
    &area_outside_comparators::AreaOutsideComparators,
    &backward_range::BackwardRange,
    &bare_address::BareAddress,
    &broken_share::BrokenShare,
    &comma_splice::CommaSplice,
    &comments_out_of_order::CommentsOutOfOrder,
    &common_slip::CommonSlip,
    &conclusion_of_another_band::ConclusionOfAnotherBand,
    &conflicting_expansion::ConflictingExpansion,
    &double_space::DoubleSpace,
    &doubled_mark::DoubledMark,
    &doubled_word::DoubledWord,
    &doubtful_expansion::DoubtfulExpansion,
    &doubtful_part::DoubtfulPart,
    &doubtful_reference::DoubtfulReference,
    &doubtful_score::DoubtfulScore,
    &doubtful_total::DoubtfulTotal,
    &empty_header::EmptyHeader,
    &figure_at_start::FigureAtStart,
    &figure_told_differently::FigureToldDifferently,
    &figures_out_of_order::FiguresOutOfOrder,
    &house_word::HouseWord,
    &impossible_date::ImpossibleDate,
    &impossible_share::ImpossibleShare,
    &late_explanation::LateExplanation,
    &letter_by_hand::LetterByHand,
    &lone_item::LoneItem,
    &long_sentence::LongSentence,
    &lower_case_start::LowerCaseStart,
    &mark_left_behind::MarkLeftBehind,
    &miscounted_recommendations::MiscountedRecommendations,
    &miscounted_scores::MiscountedScores,
    &misdirected_reference::MisdirectedReference,
    &misjudged_score::MisjudgedScore,
    &misjudged_target::MisjudgedTarget,
    &misnamed_share::MisnamedShare,
    &misplaced_space::MisplacedSpace,
    &misprinted_number::MisprintedNumber,
    &misquoted_title::MisquotedTitle,
    &missing_apostrophe::MissingApostrophe,
    &missing_comma::MissingComma,
    &missing_comment::MissingComment,
    &missing_commentary::MissingCommentary,
    &missing_conclusion::MissingConclusion,
    &missing_entry::MissingEntry,
    &missing_full_stop::MissingFullStop,
    &missing_hyphen::MissingHyphen,
    &mixed_capitals::MixedCapitals,
    &mixed_dashes::MixedDashes,
    &mixed_list_ends::MixedListEnds,
    &mixed_quotes::MixedQuotes,
    &named_person::NamedPerson,
    &near_name::NearName,
    &number_disagrees::NumberDisagrees,
    &open_range::OpenRange,
    &over_limit::OverLimit,
    &part_exceeds_whole::PartExceedsWhole,
    &personal_detail::PersonalDetail,
    &poor_alternative::PoorAlternative,
    &printed_placeholder::PrintedPlaceholder,
    &reference_to_nowhere::ReferenceToNowhere,
    &sample_told_differently::SampleToldDifferently,
    &score_told_differently::ScoreToldDifferently,
    &share_told_differently::ShareToldDifferently,
    &shared_name::SharedName,
    &shares_off_hundred::SharesOffHundred,
    &table_total_differs::TableTotalDiffers,
    &term_variant::TermVariant,
    &two_names::TwoNames,
    &two_spellings::TwoSpellings,
    &unclosed_bracket::UnclosedBracket,
    &unclosed_quotation::UnclosedQuotation,
    &unexplained_names::UnexplainedNames,
    &unfitting_reference::UnfittingReference,
    &unfounded_recommendation::UnfoundedRecommendation,
    &ungrouped_number::UngroupedNumber,
    &unlikely_share::UnlikelyShare,
    &unlisted_abbreviation::UnlistedAbbreviation,
    &unlisted_explanation::UnlistedExplanation,
    &unmarked_language::UnmarkedLanguage,
    &unmentioned_figure::UnmentionedFigure,
    &unused_abbreviation::UnusedAbbreviation,
    &unused_term::UnusedTerm,
    &vague_link::VagueLink,
    &vague_reference::VagueReference,
    &variant_abbreviation::VariantAbbreviation,
    &wrong_article::WrongArticle,
    &wrong_comparison::WrongComparison,
    &wrong_date::WrongDate,
    &wrong_difference::WrongDifference,
    &wrong_isbn::WrongIsbn,
    &wrong_remainder::WrongRemainder,
    &wrong_share::WrongShare,
    &wrong_table_share::WrongTableShare,
    &wrong_title::WrongTitle,
    &wrong_total::WrongTotal,
];

/// The checks that conclude from what is not there, or hold texts against figures: in a report of which something could not be read they would
/// object to what follows from that.
pub const NEED_ALL: &[&str] = &[
    "area-outside-comparators",
    "conclusion-of-another-band",
    "doubtful-reference",
    "doubtful-score",
    "figures-out-of-order",
    "late-explanation",
    "miscounted-scores",
    "misdirected-reference",
    "misjudged-score",
    "missing-comment",
    "missing-commentary",
    "missing-conclusion",
    "missing-entry",
    "reference-to-nowhere",
    "sample-told-differently",
    "score-told-differently",
    "share-told-differently",
    "unexplained-names",
    "unfitting-reference",
    "unfounded-recommendation",
    "unlisted-abbreviation",
    "unlisted-explanation",
    "unmentioned-figure",
    "unused-abbreviation",
    "unused-term",
];

/// What a check is. The same text feeds `bluebook explain` and `docs/checks.md`.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// In kebab-case, for the bad pattern: `wrong-share`.
    pub name: &'static str,
    /// What it means, in a line without a full stop.
    pub line: &'static str,
    /// How grave its findings are, unless the programme says otherwise.
    pub severity: Severity,
    /// The languages whose reports it can read.
    pub languages: Languages,
    /// What it checks.
    pub checks: &'static str,
    /// Why it matters.
    pub matters: &'static str,
    /// How to mend it; a last sentence on accepting it is added for all.
    pub mend: &'static str,
    /// It must fire on the first and be silent on the second.
    pub example: Example,
}

/// The languages whose reports a check can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Languages {
    /// All of them: its words come from the locale, the framework or the report.
    All,
    /// All of them, but some of what it looks for is said in English words.
    MoreInEnglish,
    /// English: its words or rules are of that language.
    English,
}

/// A text with the mistake, and the same without it. A test runs the check on both.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// What the text is.
    pub what: Sample,
    /// With the mistake.
    pub wrong: &'static str,
    /// Mended.
    pub right: &'static str,
}

/// What an example is put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// A finding's text.
    Finding,
    /// A whole file below the report's folder: `tables/caseload.yaml`.
    File(&'static str),
    /// A whole scores.yaml, on a framework whose bands ‘Good’, ‘Fair’ and ‘Weak’ have no `from`.
    Scores,
    /// Lines of `programme.yaml`.
    Programme,
}

/// What a check says: a message at one place or more, and how to mend it.
#[derive(Debug)]
pub struct Remark<'r> {
    message: String,
    labels: Vec<(At<'r>, String)>,
    help: String,
    subject: Option<Subject>,
}

#[derive(Debug)]
enum At<'r> {
    Words(&'r Passage<'r>, Range<usize>),
    Place(Span),
}

impl<'r> Remark<'r> {
    /// `message` stands alone on one line; it says what was found and what was expected.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), labels: Vec::new(), help: String::new(), subject: None }
    }

    /// Points at words of a passage. The first place is the main one.
    #[must_use]
    pub fn at(mut self, passage: &'r Passage<'r>, words: Range<usize>, label: impl Into<String>) -> Self {
        self.labels.push((At::Words(passage, words), label.into()));
        self
    }

    /// Points at a place in a file.
    #[must_use]
    pub fn at_span(mut self, span: Span, label: impl Into<String>) -> Self {
        self.labels.push((At::Place(span), label.into()));
        self
    }

    /// Says that it is about a score: then an allow beside that score covers it, and outputs mark the score.
    #[must_use]
    pub fn about(mut self, of: &ScoreOf, inspection: usize) -> Self {
        self.subject = Some(Subject { of: of.clone(), inspection });
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// Takes in what a check says.
#[derive(Debug)]
pub struct Found<'a> {
    about: &'static About,
    severity: Severity,
    sources: &'a Sources,
    /// Whether the report is in English, and the check says that it reads English.
    english: bool,
    list: Vec<Said>,
}

/// A diagnostic, and the score that it is about if it is about one.
type Said = (Diagnostic, Option<Subject>);

impl Found<'_> {
    /// Whether to look for what is said in English words. Only a check that says in [`About::languages`] that there is such a thing gets a yes, so
    /// that the documents cannot promise other languages than it reads.
    pub fn in_english(&self) -> bool {
        self.english
    }

    /// Leaves out what is said of a place at which something has been said: a check that looks in several ways may see one mistake twice.
    pub fn keep_first(&mut self) {
        let mut seen: BTreeSet<Span> = BTreeSet::new();
        self.list.retain(|(diagnostic, _)| {
            let known = diagnostic.labels.first().is_some_and(|label| seen.contains(&label.span));
            if !known {
                seen.extend(diagnostic.labels.iter().map(|label| label.span));
            }
            !known
        });
    }

    /// Takes in one remark.
    pub fn say(&mut self, remark: Remark) {
        if remark.labels.iter().any(|(at, _)| matches!(at, At::Words(passage, range) if passage.is_unread_around(range))) {
            return;
        }
        let name = self.about.name;
        let mut diagnostic = match self.severity {
            Severity::Error => Diagnostic::error(name, remark.message),
            Severity::Warning => Diagnostic::warning(name, remark.message),
            Severity::Note => Diagnostic::note(name, remark.message),
        };
        for (at, label) in remark.labels {
            let span = match at {
                At::Words(passage, range) => passage.span(self.sources, range),
                At::Place(span) => Some(span),
            };
            diagnostic = diagnostic.maybe_at(span, label);
        }
        let mut help = remark.help;
        if remark.subject.is_some() && self.severity > Severity::Note {
            let gap = if help.is_empty() { "" } else { "; " };
            let _ = write!(help, "{gap}if it is to stand, write `allow: {{ check: {name}, reason: … }}` beside the score");
        }
        let diagnostic = if help.is_empty() { diagnostic } else { diagnostic.help(help) };
        self.list.push((diagnostic, remark.subject));
    }
}

/// What all checks found in a report.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What stands as a problem.
    pub problems: Problems,
    /// What stands by an author's leave.
    pub accepted: Vec<Accepted>,
}

/// Runs every check that the programme has not switched off over one report. `whole` says that everything in it could be read: if not, checks
/// that conclude from what is not there say nothing.
pub fn run_all(
    programme: &Programme,
    report: &Report,
    scores: &Scores,
    document: &Document,
    locale: &Locale,
    sources: &Sources,
    whole: bool,
) -> Outcome {
    let reading = Reading::new(programme, report, scores, document, locale, sources);
    let run = |check: &&dyn Check| {
        let about = check.about();
        let set = programme.house.checks.iter().find(|(name, _)| name.value == about.name).map(|(_, strictness)| *strictness);
        let severity = match set {
            Some(Strictness::Off) => return None,
            Some(Strictness::As(severity)) => severity,
            None => about.severity,
        };
        if !whole && NEED_ALL.contains(&about.name) {
            return None;
        }
        let mut list = look(*check, severity, &reading, sources);
        // Without the leave that was meant to be given, what it is to cover would be objected to.
        let misplaced = |allow: &ProseAllow| allow.places.is_empty() && allow.allow.check.value == about.name;
        if report.gaps.details && report.allows.iter().any(misplaced) {
            list.clear();
        }
        Some((about.name, list))
    };
    // Side by side, and told in their order.
    let ran: Vec<_> = CHECKS.par_iter().filter_map(run).collect();
    let mut ledger = Ledger::default();
    let (ran, found): (Vec<&str>, Vec<Vec<Said>>) = ran.into_iter().unzip();
    let mut in_prose = Vec::new();
    for (diagnostic, subject) in found.into_iter().flatten() {
        let beside = |subject: &Subject| Some(&report.scores.inspections.get(subject.inspection)?.get(&subject.of)?.allows);
        let name = diagnostic.name;
        match subject {
            Some(subject) if beside(&subject).is_some_and(|allows| allows.iter().any(|allow| allow.check.value == name)) => {
                let allows = beside(&subject).cloned().unwrap_or_default();
                ledger.found_in_score(diagnostic, &allows, subject);
            }
            _ => in_prose.push(diagnostic),
        }
    }
    let unclear: Vec<Span> = ledger.found_in_prose(in_prose, &report.allows).into_iter().map(|allow| allow.span).collect();
    // An allow of a check that is switched off is neither needed nor wrong.
    let looked_at = |name: &str| ran.contains(&name) || !CHECKS.iter().any(|check| check.about().name == name);
    let names: Vec<&str> = CHECKS.iter().map(|check| check.about().name).collect();
    // Of a quotation that does not stand in its file, `model` has said so already. What an allow is for may stand where nothing could be read.
    let is_check = |allow: &ProseAllow| names.contains(&allow.allow.check.value.as_str());
    let allows = report.allows.iter().filter(|prose| if is_check(prose) { whole && !prose.places.is_empty() } else { true });
    let allows = allows.map(|prose| &prose.allow).filter(|allow| looked_at(&allow.check.value) && !unclear.contains(&allow.span));
    ledger.report_unneeded(allows, &names);
    let beside = report.scores.inspections.iter().flat_map(StatedInspection::allows);
    let beside = beside.filter(|allow| whole && BESIDE_SCORES.contains(&allow.check.value.as_str()) && looked_at(&allow.check.value));
    ledger.report_unneeded(beside, &names);
    let path = &sources.file(report.file).path;
    let mut left = leave::SEARCHED;
    let problems = ledger.problems.into_iter().map(|problem| leave::with_lines(problem, path, sources, &mut left)).collect();
    Outcome { problems, accepted: ledger.accepted }
}

/// What one check finds; nothing in a report whose language it cannot read.
fn look(check: &dyn Check, severity: Severity, reading: &Reading, sources: &Sources) -> Vec<Said> {
    let about = check.about();
    let is_english = reading.report.lang.0.split('-').next() == Some("en");
    let english = is_english && about.languages != Languages::All;
    let mut found = Found { about, severity, sources, english, list: Vec::new() };
    if is_english || about.languages != Languages::English {
        check.run(reading, &mut found);
    }
    found.list
}

/// What is wrong with the programme's settings: names of checks that there are not.
pub fn settings_problems(programme: &Programme) -> Problems {
    let names = || CHECKS.iter().map(|check| check.about().name);
    let unknown = programme.house.checks.iter().filter(|(name, _)| !names().any(|known| known == name.value));
    let checks = unknown.map(|(name, _)| {
        let help = suggest::nearest(name, names())
            .map_or_else(|| "'bluebook explain --list' lists all names".to_owned(), |near| format!("did you mean `{near}`?"));
        Diagnostic::error("unknown-check", format!("there is no check `{}` whose severity could be set", name.value))
            .at(name.span, "")
            .help(help)
    });
    checks.collect()
}

/// Limits of parts that there are not. `parts` are those that reports have besides their frameworks'.
pub fn unknown_parts<'a>(
    programme: &Programme,
    frameworks: impl IntoIterator<Item = &'a Arc<Framework>>,
    parts: impl IntoIterator<Item = &'a str>,
) -> Problems {
    let mut known: Vec<String> = Vec::new();
    let mut any = false;
    for framework in frameworks {
        any = true;
        known.extend(framework.parts.iter().map(|part| part.name.value.clone()));
        known.extend(framework.sections.iter().map(|section| outline_name(&section.number)));
    }
    known.extend(parts.into_iter().map(str::to_owned));
    known.sort();
    known.dedup();
    let parts = programme.house.limits.parts.iter().map(|(part, _)| part);
    let unknown = parts.filter(|part| any && !known.contains(&part.value));
    let say = |part: &Spanned<String>| {
        let names = known.iter().map(String::as_str);
        let help = suggest::nearest(part, names)
            .map_or_else(|| format!("the parts are {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
        Diagnostic::warning("unknown-part", format!("no report has a part `{}`, which has a limit", part.value))
            .at(part.span, "")
            .help(help)
    };
    unknown.map(say).collect()
}

/// The fragment name of a section's part.
fn outline_name(number: &str) -> String {
    format!("section-{number}")
}

#[cfg(test)]
mod tests {
    use super::{CHECKS, Check as _, Sample, testing};
    use crate::model::fixture::Files;

    #[test]
    fn names_are_sorted_and_stand_once() {
        assert!(CHECKS.is_sorted_by(|a, b| a.about().name < b.about().name));
        for check in CHECKS {
            let taken = crate::diag::name::find(check.about().name);
            assert!(taken.is_none(), "{} stands in src/diag/name.rs too", check.about().name);
        }
    }

    #[test]
    fn the_checks_that_need_all_are_checks() {
        assert!(super::NEED_ALL.is_sorted());
        for name in super::NEED_ALL {
            assert!(CHECKS.iter().any(|check| check.about().name == *name), "{name}");
        }
    }

    /// The setting that docs/checks.md shows.
    #[test]
    fn a_check_can_be_switched_off_or_made_graver() {
        let found = |checks: &str| {
            let long =
                CHECKS.iter().map(|check| check.about()).find(|about| about.name == "long-sentence").expect("the check").example.wrong;
            let files = testing::sample(Sample::Finding, long);
            let files = files.edit("programme.yaml", "languages: [en]\n", &format!("languages: [en]\n{checks}"));
            testing::names(&files, "1-assessment.yaml")
        };
        assert_eq!(found(""), ["note long-sentence"]);
        assert_eq!(found("checks:\n  long-sentence: off\n"), [""; 0]);
        assert_eq!(found("checks: { long-sentence: error }\n"), ["error long-sentence"]);
        assert_eq!(found("limits: { sentence: 40 }\n"), [""; 0]);
    }

    /// A check that says it reads all languages alike has no English words to look for.
    #[test]
    fn only_a_check_that_says_so_looks_for_english_words() {
        struct Asks(super::About);
        impl super::Check for Asks {
            fn about(&self) -> &'static super::About {
                match self.0.languages {
                    super::Languages::All => &ALL,
                    _ => &MORE,
                }
            }

            fn run(&self, reading: &super::Reading, found: &mut super::Found) {
                if found.in_english() {
                    found.say(super::Remark::new("English").at_span(reading.report.published.span, ""));
                }
            }
        }
        const OF: super::About = super::About {
            name: "asks",
            line: "",
            severity: super::Severity::Note,
            languages: super::Languages::All,
            checks: "",
            matters: "",
            mend: "",
            example: super::Example { what: Sample::Finding, wrong: "", right: "" },
        };
        static ALL: super::About = OF;
        static MORE: super::About = super::About { languages: super::Languages::MoreInEnglish, ..OF };
        let asked = |about: super::About| testing::in_finding(&Asks(about), "Good.").len();
        assert_eq!((asked(ALL), asked(MORE)), (0, 1));
    }

    /// As long as a text may be, and full of what is looked for. Where a check walks the whole text at each hit, this takes minutes.
    #[test]
    fn long_texts_are_read_in_their_length() {
        for fragment in [
            "could of “a” x(y Dave “ ",
            "]{lang=cy} [a (b ‘c ",
            "a, b and 9, see Table 2 (a",
            "see section 4.4 and (b) below. The SDR (x) at a@b",
        ] {
            let paragraph = fragment.repeat(19_000 / fragment.len());
            let text = [paragraph.trim(); 5].join("\n\n");
            assert!(!testing::names(&testing::sample(Sample::Finding, &text), "1-assessment.yaml").is_empty(), "{fragment}");
        }
    }

    #[test]
    fn limits_are_of_parts_that_there_are() {
        let says = |part: &str| {
            let files = testing::sample(Sample::Programme, &format!("limits: {{ parts: {{ {part}: 5 }} }}\n"));
            let (project, _) = testing::project(&files);
            let parts = project.reports.iter().flat_map(|report| &report.parts).map(|part| part.name.value.as_str());
            let found = super::unknown_parts(&project.programme, &project.frameworks, parts);
            found.iter().map(|problem| format!("{}; {}", problem.message, problem.help.as_deref().unwrap_or_default())).collect::<Vec<_>>()
        };
        assert_eq!(says("forword"), ["no report has a part `forword`, which has a limit; did you mean `foreword`?"]);
        assert_eq!(says("foreword"), [""; 0]);
        assert_eq!(says("section-1"), [""; 0]);
        assert_eq!(says("preface").len(), 1);
    }

    #[test]
    fn any_file_of_the_report_and_its_framework_can_have_an_allow() {
        let comparators = super::area_outside_comparators::AreaOutsideComparators.about().example.wrong;
        let scores = testing::sample(Sample::File("scores.yaml"), comparators);
        let role = testing::sample(Sample::Finding, "Good.").with("frameworks/omi/role.md", "We inspect the the area.\n");
        let allow = |files: &Files, file: &str, quote: &str, check: &str| {
            let line = format!("allow:\n  - {{ file: {file}, quote: '{quote}', check: {check}, reason: Printed so. }}\nisbn:");
            testing::names(&files.clone().edit("reports/surrey-2008/report.yaml", "isbn:", &line), file.rsplit('/').next().unwrap_or(file))
        };
        assert_eq!(testing::names(&scores, "scores.yaml"), ["warning area-outside-comparators"]);
        assert_eq!(
            allow(&scores, "scores.yaml", "risk-of-harm: { lowest: 72, highest: 81, average: 76 }", "area-outside-comparators"),
            [""; 0]
        );
        assert_eq!(testing::names(&role, "role.md"), ["warning doubled-word"]);
        assert_eq!(allow(&role, "frameworks/omi/role.md", "the the", "doubled-word"), [""; 0]);
    }

    #[test]
    fn an_allow_is_for_one_place_unless_it_says_for_how_many() {
        let role =
            testing::sample(Sample::Finding, "Good.").with("frameworks/omi/role.md", "We inspect the the area.\n\nIt is the the law.\n");
        let found = |allow: &str| {
            let lines = format!("allow:\n  - {{ file: frameworks/omi/role.md, check: doubled-word, reason: Printed so, {allow} }}\nisbn:");
            let files = role.clone().edit("reports/surrey-2008/report.yaml", "isbn:", &lines);
            [testing::names(&files, "role.md"), testing::names(&files, "report.yaml")].concat()
        };
        let each = "warning doubled-word";
        assert_eq!(found("quote: the the"), [each, each, "warning ambiguous-allow"]);
        assert_eq!(found("quote: the the law"), [each]);
        assert_eq!(found("quote: the the, times: 2"), [""; 0]);
        assert_eq!(found("quote: the the, times: 3"), [each, each, "warning ambiguous-allow"]);
    }

    #[test]
    fn every_example_fires_and_is_silent_once_mended() {
        for check in CHECKS {
            let about = check.about();
            let run = |text| testing::run(*check, &testing::sample(about.example.what, text));
            assert!(!run(about.example.wrong).is_empty(), "{} does not fire on its example", about.name);
            assert_eq!(run(about.example.right), Vec::<String>::new(), "{} fires on its mended example", about.name);
        }
    }
}
