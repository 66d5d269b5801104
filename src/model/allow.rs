//! What was really published and cannot be right, or departs from the rules on purpose, may stand with a reason.
//!
//! An [`Allow`] names one check and says why. It stands beside the value that it is about (in YAML), or in `report.yaml` with a
//! quotation from a prose file ([`ProseAllow`]). All checks go through the [`Ledger`]: what an allow covers becomes [`Accepted`], which
//! drafts show and the data carry; everything else stays a problem; and an allow that covers nothing any more is reported in its turn.

use std::collections::{BTreeMap, BTreeSet};

use super::score::ScoreOf;
use crate::diag::{Diagnostic, Problems, Sources, Span, Spanned, suggest};

/// Leave to print what a check objects to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The check that objects.
    pub check: Spanned<String>,
    /// Why it stands all the same.
    pub reason: Spanned<String>,
    /// Whether the report says so, in an editor's note.
    pub note: bool,
    /// Where the allow stands; no two share a place.
    pub span: Span,
}

/// An allow for a passage of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseAllow {
    /// The file, below the report's folder: `summary.md`.
    pub file: Spanned<String>,
    /// The words it is about.
    pub quote: Spanned<String>,
    /// Where those words stand in the file, in order.
    pub places: Vec<Span>,
    /// At how many of those places the check objects and is meant to be silent, if that was said: one, if not.
    pub times: Option<Spanned<u32>>,
    /// The allow itself.
    pub allow: Allow,
}

impl ProseAllow {
    /// The places that a problem touches. Those before and after are not looked at: both may be thousands.
    pub fn touched(&self, main: Span) -> &[Span] {
        let from = self.places.partition_point(|place| (place.file, place.end) <= (main.file, main.start));
        let end = main.end.max(main.start + 1);
        let places = &self.places[from..];
        &places[..places.partition_point(|place| (place.file, place.start) < (main.file, end))]
    }
}

/// A problem that stands by an author's leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// What the check said.
    pub problem: Diagnostic,
    /// The leave.
    pub allow: Allow,
    /// The score that it is about; `None` of what stands in a text.
    pub subject: Option<Subject>,
}

/// A score that stands by an author's leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Which score.
    pub of: ScoreOf,
    /// Of which inspection, as an index into the framework's; 0 if there is one only.
    pub inspection: usize,
}

/// Sorts what checks find into problems and what stands by an allow.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// What stands as a problem.
    pub problems: Problems,
    /// What stands by an allow.
    pub accepted: Vec<Accepted>,
}

impl Ledger {
    /// Takes in what a check found about a value that has `allows` beside it. Says whether it is allowed.
    pub fn found(&mut self, problem: Diagnostic, allows: &[Allow]) -> bool {
        let leave = allows.iter().find(|allow| allow.check.value == problem.name).cloned();
        self.settle(problem, leave)
    }

    /// Takes in what checks found in prose. It is allowed where its main place touches the quotation of an allow for that check.
    ///
    /// An allow is for one place, unless it says for how many. Where a check objects at more places of its quotation than it is for, nobody knows
    /// which of them were looked at: then none of them is allowed, and that is reported. Returns the allows of which that was said.
    pub fn found_in_prose<'a>(&mut self, problems: Vec<Diagnostic>, allows: &'a [ProseAllow]) -> Vec<&'a Allow> {
        // For each problem the allow with the fewest places, which is the one that was made for it, and the place.
        let leave = |problem: &Diagnostic| {
            let main = problem.labels.first().map(|label| label.span)?;
            let named = allows.iter().enumerate().filter(|(_, prose)| prose.allow.check.value == problem.name);
            let touching = named.filter_map(|(at, prose)| Some((at, prose.places.len(), *prose.touched(main).first()?)));
            touching.min_by_key(|(_, places, _)| *places).map(|(at, _, place)| (at, place))
        };
        let leaves: Vec<Option<(usize, Span)>> = problems.iter().map(leave).collect();
        let mut used: BTreeMap<usize, BTreeSet<Span>> = BTreeMap::new();
        for (at, place) in leaves.iter().flatten() {
            used.entry(*at).or_default().insert(*place);
        }
        let meant = |prose: &ProseAllow| prose.times.as_ref().map_or(1, |times| times.value as usize);
        let said = |at: usize, places: &BTreeSet<Span>| allows.get(at).is_some_and(|prose| places.len() == meant(prose));
        let fits: BTreeSet<usize> = used.iter().filter(|(at, places)| said(**at, places)).map(|(at, _)| *at).collect();
        for (problem, leave) in problems.into_iter().zip(leaves) {
            let prose = leave.filter(|(at, _)| fits.contains(at)).and_then(|(at, _)| allows.get(at));
            self.settle(problem, prose.map(|prose| prose.allow.clone()));
        }
        let unclear = used.into_iter().filter(|(at, _)| !fits.contains(at));
        let unclear: Vec<_> = unclear.filter_map(|(at, places)| Some((allows.get(at)?, places))).collect();
        self.problems.extend(unclear.iter().map(|(prose, places)| ambiguous(prose, places)));
        unclear.into_iter().map(|(prose, _)| &prose.allow).collect()
    }

    /// The same for a score, which outputs mark wherever it stands.
    pub fn found_in_score(&mut self, problem: Diagnostic, allows: &[Allow], subject: Subject) -> bool {
        let allowed = self.found(problem, allows);
        if let Some(accepted) = self.accepted.last_mut().filter(|_| allowed) {
            accepted.subject = Some(subject);
        }
        allowed
    }

    fn settle(&mut self, problem: Diagnostic, leave: Option<Allow>) -> bool {
        let allowed = leave.is_some();
        match leave {
            Some(allow) => self.accepted.push(Accepted { problem, allow, subject: None }),
            None => self.problems.push(problem),
        }
        allowed
    }

    /// Reports those of `allows` that no problem needed. To be called when all checks that could need them have run; `checks` are the
    /// names of these checks.
    pub fn report_unneeded<'a>(&mut self, allows: impl IntoIterator<Item = &'a Allow>, checks: &[&str]) {
        for allow in allows {
            let name = allow.check.value.as_str();
            if !checks.contains(&name) {
                let known = || format!("here stand: {}", checks.join(", "));
                let help = suggest::nearest(name, checks.iter().copied()).map_or_else(known, |meant| format!("did you mean `{meant}`?"));
                let problem = Diagnostic::error("unknown-check", format!("there is no check `{name}` that could be allowed here"));
                self.problems.push(problem.at(allow.check.span, "").help(help));
            } else if !self.accepted.iter().any(|accepted| accepted.allow.span == allow.span) {
                let problem = Diagnostic::warning("unneeded-allow", format!("nothing here needs to be allowed for the check `{name}`"));
                self.problems.push(problem.at(allow.span, "").help("take the allow out"));
            }
        }
    }
}

/// An allow that is for another number of places than there are.
fn ambiguous(prose: &ProseAllow, places: &BTreeSet<Span>) -> Diagnostic {
    let (check, count) = (prose.allow.check.value.as_str(), places.len());
    let (message, label) = match &prose.times {
        None => {
            let all = prose.places.len();
            let of = if count == all { "all of them".to_owned() } else { format!("{count} of them") };
            (
                format!("the quotation stands in `{}` {all} times, and the check `{check}` objects to {of}", prose.file.value),
                "which is meant?",
            )
        }
        Some(times) => {
            let noun = if count == 1 { "place" } else { "places" };
            let message =
                format!("the allow is for {} places, and the check `{check}` objects to its words at {count} {noun}", times.value);
            (message, "its words")
        }
    };
    let narrow = "quote more of the words around the one that is meant, and write an allow for each";
    let help =
        if count == 1 { "take `times` out".to_owned() } else { format!("{narrow}; or, if all {count} may stand, write `times: {count}`") };
    let mut problem = Diagnostic::warning("ambiguous-allow", message).at(prose.quote.span, label);
    for (place, label) in places.iter().zip(["here", "and here"]) {
        problem = problem.at(*place, label);
    }
    problem.help(help)
}

/// Where `quote` stands in a file. White space counts as one space, so that a quotation may run over the ends of lines.
pub fn find_quote(sources: &Sources, file: crate::diag::FileId, quote: &str) -> Vec<Span> {
    let text = &sources.file(file).text;
    let words: Vec<&str> = quote.split_whitespace().collect();
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    let matches = text.match_indices(first).filter_map(|(start, _)| {
        let mut at = start + first.len();
        for word in rest {
            let gap = text[at..].len() - text[at..].trim_start().len();
            at += gap;
            if gap == 0 || !text[at..].starts_with(word) {
                return None;
            }
            at += word.len();
        }
        Some(Span::new(file, start..at))
    });
    matches.collect()
}

#[cfg(test)]
mod tests {
    use super::{Allow, Ledger, ProseAllow, find_quote};
    use crate::diag::{Diagnostic, FileId, Sources, Span, Spanned};

    const CHECKS: [&str; 2] = ["unreachable-mean", "departs-from-band"];

    fn span(start: usize, end: usize) -> Span {
        Span::new(FileId(0), start..end)
    }

    fn allow(check: &str, at: usize) -> Allow {
        let place = span(at, at + 5);
        Allow { check: Spanned::new(check.into(), place), reason: Spanned::new("so printed".into(), place), note: false, span: place }
    }

    #[test]
    fn a_problem_touches_the_places_around_it() {
        let quote = Spanned::new(String::new(), span(0, 0));
        let places = vec![span(3, 16), span(20, 24), span(27, 40)];
        let prose = ProseAllow { file: quote.clone(), quote, places: places.clone(), times: None, allow: allow("wrong-share", 50) };
        let other = Span::new(FileId(1), 3..16);
        for (main, touched) in [
            (span(0, 3), 0..0),
            (span(3, 3), 0..1),
            (span(15, 20), 0..1),
            (span(15, 21), 0..2),
            (span(16, 20), 0..0),
            (span(24, 99), 2..3),
            (other, 0..0),
        ] {
            assert_eq!(prose.touched(main), &places[touched], "{main:?}");
        }
    }

    #[test]
    fn an_allow_covers_its_check_and_no_other() {
        let mut ledger = Ledger::default();
        let allows = [allow("unreachable-mean", 10)];
        assert!(ledger.found(Diagnostic::error("unreachable-mean", "x"), &allows));
        assert!(!ledger.found(Diagnostic::error("departs-from-band", "y"), &allows));
        ledger.report_unneeded(&allows, &CHECKS);
        assert_eq!(ledger.accepted.len(), 1);
        assert_eq!(ledger.problems.iter().map(|p| p.name).collect::<Vec<_>>(), ["departs-from-band"]);
    }

    #[test]
    fn an_allow_that_nothing_needs_and_one_for_no_check_are_reported() {
        let mut ledger = Ledger::default();
        ledger.report_unneeded(&[allow("departs-from-band", 10), allow("unreachable-maen", 20)], &CHECKS);
        let told: Vec<_> = ledger.problems.iter().map(|p| (p.name, p.help.as_deref().unwrap_or_default())).collect();
        assert_eq!(told, [("unneeded-allow", "take the allow out"), ("unknown-check", "did you mean `unreachable-mean`?")]);
    }

    #[test]
    fn prose_is_allowed_by_its_quotation() {
        let mut sources = Sources::default();
        let file = sources.add("summary.md", "In 9 (36%) of\n35 cases. In 9 (36%) of 35.");
        let places = find_quote(&sources, file, " 9 (36%) of 35 ");
        assert_eq!(places, [span(3, 16), span(27, 40)]);
        assert_eq!(find_quote(&sources, file, "9 (37%)"), []);
        assert_eq!(find_quote(&sources, file, " "), []);
        let quote = Spanned::new("9 (36%) of 35".to_owned(), span(0, 1));
        let once = ProseAllow { file: quote.clone(), quote, places, times: None, allow: allow("wrong-share", 50) };
        let at = |name: &'static str, from, to| Diagnostic::error(name, "x").at(span(from, to), "");
        let mut ledger = Ledger::default();
        let said = ledger.found_in_prose(
            vec![at("wrong-share", 6, 8), at("wrong-share", 3, 5), at("wrong-share", 17, 20), at("other", 6, 8)],
            std::slice::from_ref(&once),
        );
        // Two problems at one place are covered; what lies beside it and what another check says are not.
        assert_eq!((said.len(), ledger.accepted.len(), ledger.problems.len()), (0, 2, 2));
    }

    #[test]
    fn an_allow_is_for_as_many_places_as_it_says() {
        let told = |times: Option<u32>, places: &[(usize, usize)]| {
            let quote = Spanned::new("good".to_owned(), span(90, 94));
            let all = vec![span(3, 7), span(20, 24), span(27, 31)];
            let times = times.map(|times| Spanned::new(times, span(95, 96)));
            let prose = [ProseAllow { file: quote.clone(), quote, places: all, times, allow: allow("house-word", 50) }];
            let found = places.iter().map(|(from, to)| Diagnostic::error("house-word", "x").at(span(*from, *to), "")).collect();
            let mut ledger = Ledger::default();
            let unclear = ledger.found_in_prose(found, &prose).len();
            let message = ledger.problems.iter().find(|problem| problem.name == "ambiguous-allow").map(|problem| problem.message.clone());
            assert_eq!(unclear, usize::from(message.is_some()));
            (ledger.accepted.len(), message.unwrap_or_default())
        };
        assert_eq!(told(None, &[(3, 7)]), (1, String::new()));
        let both = "the quotation stands in `good` 3 times, and the check `house-word` objects to 2 of them";
        assert_eq!(told(None, &[(3, 7), (27, 31)]), (0, both.to_owned()));
        assert_eq!(told(Some(2), &[(3, 7), (27, 31)]), (2, String::new()));
        let third = "the allow is for 2 places, and the check `house-word` objects to its words at 3 places";
        assert_eq!(told(Some(2), &[(3, 7), (20, 24), (27, 31)]), (0, third.to_owned()));
    }

    #[test]
    fn the_narrower_of_two_quotations_is_the_one_that_is_meant() {
        let quote = Spanned::new("good".to_owned(), span(90, 94));
        let prose = |places: Vec<Span>, at| ProseAllow {
            file: quote.clone(),
            quote: quote.clone(),
            places,
            times: None,
            allow: allow("house-word", at),
        };
        let allows = [prose(vec![span(3, 7), span(20, 24)], 50), prose(vec![span(15, 24)], 60)];
        let mut ledger = Ledger::default();
        let found = [(3, 7), (20, 24)].map(|(from, to)| Diagnostic::error("house-word", "x").at(span(from, to), ""));
        assert_eq!(ledger.found_in_prose(found.into(), &allows).len(), 0);
        let by: Vec<u32> = ledger.accepted.iter().map(|accepted| accepted.allow.span.start).collect();
        assert_eq!((by, ledger.problems.len()), (vec![50, 60], 0));
    }
}
