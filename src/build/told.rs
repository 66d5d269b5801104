//! What is said of a report, with the lines that it points into and without the rest of its files.
//!
//! So the problems of a thousand reports take little room, and can be written down and said again without reading or checking anything.
//! Places in the files that all reports share stay as they are.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::checks::explain;
use crate::diag::{Diagnostic, FileId, Label, Problems, Severity, Sources, Span};
use crate::model::allow::{Accepted, Allow};

/// Problems, what stands by leave, and the lines that they are about.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// How many files are shared: those come first.
    shared: usize,
    files: Vec<Excerpt>,
    problems: Problems,
    accepted: Vec<Accepted>,
}

/// Some lines of a file, by their numbers from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Excerpt {
    path: String,
    lines: Vec<(u32, String)>,
}

impl Told {
    /// Of `sources` the first `shared` files are known to all.
    pub(super) fn new(mut problems: Problems, mut accepted: Vec<Accepted>, sources: &Sources, shared: usize) -> Self {
        let mut wanted: BTreeMap<FileId, Vec<Range<usize>>> = BTreeMap::new();
        let mut want = |spans: Vec<Span>| {
            let mut ranges: BTreeMap<FileId, (u32, u32)> = BTreeMap::new();
            for span in spans.into_iter().filter(|span| span.file.0 as usize >= shared) {
                let range = ranges.entry(span.file).or_insert((span.start, span.end));
                *range = (range.0.min(span.start), range.1.max(span.end));
            }
            // What one problem says of a file is shown in one piece.
            for (file, (start, end)) in ranges {
                wanted.entry(file).or_default().push(sources.file(file).lines_of(start as usize..end as usize));
            }
        };
        let labels = |problem: &Diagnostic| problem.labels.iter().map(|label| label.span).collect::<Vec<_>>();
        problems.iter().map(labels).for_each(&mut want);
        for Accepted { problem, allow, .. } in &accepted {
            want(labels(problem));
            want(vec![allow.check.span, allow.reason.span, allow.span]);
        }
        let mut files = Vec::new();
        let mut cuts = BTreeMap::new();
        for (file, mut pieces) in wanted {
            pieces.sort_unstable_by_key(|lines| lines.start);
            let source = sources.file(file);
            let id = FileId(u32::try_from(shared + files.len()).unwrap_or(u32::MAX));
            let mut length = 0;
            // Where each line was, and where it is now.
            let mut moved = Vec::new();
            let mut excerpt = Excerpt { path: source.path.clone(), lines: Vec::new() };
            let mut next = 0;
            for lines in pieces {
                for at in next.max(lines.start)..lines.end {
                    let (start, line) = source.line(at);
                    moved.push((start, length));
                    length += line.len();
                    excerpt.lines.push((u32::try_from(at).unwrap_or(u32::MAX), line.to_owned()));
                }
                next = next.max(lines.end);
            }
            files.push(excerpt);
            cuts.insert(file, (id, moved));
        }
        let cut = |span: Span| {
            let Some((id, moved)) = cuts.get(&span.file) else { return span };
            let to = |offset: u32| {
                let (old, new) = moved[..moved.partition_point(|(old, _)| *old <= offset as usize)].last().copied().unwrap_or_default();
                offset as usize - old + new
            };
            Span::new(*id, to(span.start)..to(span.end))
        };
        change(&mut problems, &mut accepted, cut);
        Self { shared, files, problems, accepted }
    }

    /// Whether nothing was said.
    pub(super) fn has_errors(&self) -> bool {
        self.problems.iter().any(Diagnostic::is_error)
    }

    /// Says it all. `sources` begin with the files that are shared.
    pub(super) fn say(self, sources: &mut Sources, problems: &mut Problems, accepted: &mut Vec<Accepted>) {
        let Self { shared, files, problems: mut own, accepted: mut leaves } = self;
        let first = sources.len();
        for Excerpt { path, lines } in files {
            sources.add_excerpt(path, lines.iter().map(|(at, line)| (*at, &**line)));
        }
        let moved = |span: Span| {
            let at = span.file.0 as usize;
            if at < shared { span } else { Span { file: FileId(u32::try_from(first + at - shared).unwrap_or(u32::MAX)), ..span } }
        };
        change(&mut own, &mut leaves, moved);
        problems.extend(own);
        accepted.extend(leaves);
    }

    /// Its problems for a file. What stands by leave is not among them.
    pub(super) fn written(&self) -> Written {
        let problem = |problem: &Diagnostic| Problem {
            severity: match problem.severity {
                Severity::Note => 0,
                Severity::Warning => 1,
                Severity::Error => 2,
            },
            name: problem.name.to_owned(),
            message: problem.message.clone(),
            labels: problem.labels.iter().map(|label| (label.span.file.0, label.span.start, label.span.end, label.text.clone())).collect(),
            path: problem.path.clone(),
            help: problem.help.clone(),
        };
        Written { shared: self.shared, files: self.files.clone(), problems: self.problems.iter().map(problem).collect() }
    }
}

/// Every place to where it is now.
fn change(problems: &mut Problems, accepted: &mut [Accepted], to: impl Fn(Span) -> Span) {
    let problem = |problem: &mut Diagnostic| problem.labels.iter_mut().for_each(|label| label.span = to(label.span));
    problems.iter_mut().for_each(problem);
    for Accepted { problem: own, allow: Allow { check, reason, span, .. }, .. } in accepted {
        problem(own);
        for span in [&mut check.span, &mut reason.span, span] {
            *span = to(*span);
        }
    }
}

/// What was said, in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    shared: usize,
    files: Vec<Excerpt>,
    problems: Vec<Problem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Problem {
    severity: u8,
    name: String,
    message: String,
    labels: Vec<(u32, u32, u32, String)>,
    path: Option<String>,
    help: Option<String>,
}

impl Written {
    /// As it was; `None` if it makes no sense.
    pub(super) fn read(self, shared: usize) -> Option<Told> {
        let Self { files, problems, .. } = self;
        let end = shared + files.len();
        (self.shared == shared).then_some(())?;
        let problem = |problem: Problem| {
            let plain = match problem.severity {
                0 => Diagnostic::note(explain::known(&problem.name)?, problem.message),
                1 => Diagnostic::warning(explain::known(&problem.name)?, problem.message),
                _ => Diagnostic::error(explain::known(&problem.name)?, problem.message),
            };
            let labels = problem.labels.into_iter().map(|(file, start, stop, text)| {
                ((file as usize) < end).then_some(Label { span: Span { file: FileId(file), start, end: stop }, text })
            });
            let labels = labels.collect::<Option<Vec<_>>>()?;
            let mut all = Diagnostic { path: problem.path, help: problem.help, ..plain };
            all.labels = labels;
            Some(all)
        };
        let problems = problems.into_iter().map(problem).collect::<Option<_>>()?;
        Some(Told { shared, files, problems, accepted: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::Told;
    use crate::diag::{Diagnostic, Problems, Sources, Span};

    /// Whole files, problems in them, and how both look.
    fn example() -> (Sources, Problems) {
        let mut sources = Sources::default();
        let text = "one: 1\ntwo: ŵy\n\nthree: [a,\n  b]\nfour: 4\nfive: 5";
        let (shared, own, other) = (sources.add("shared", text), sources.add("own", text), sources.add("other", text));
        let at = |file, words: &str| {
            let start = text.find(words).expect("the words");
            Span::new(file, start..start + words.len())
        };
        let problems = vec![
            Diagnostic::warning("wrong-share", "one file").at(at(own, "ŵy"), "here").help("mend it"),
            Diagnostic::note("wrong-total", "two places").at(at(own, "five"), "").at(at(own, "[a,\n  b"), "and here"),
            Diagnostic::warning("wrong-share", "three files").at(at(other, "4\n"), "a").at(at(shared, "two"), "b").at(at(own, "5"), "c"),
            Diagnostic::note("wrong-total", "its end").at(Span::new(other, text.len()..text.len()), "end"),
            Diagnostic::warning("unused-file", "no place").in_path("own/x"),
        ];
        (sources, problems)
    }

    fn looks(problems: &[Diagnostic], sources: &Sources) -> Vec<String> {
        let place = |span: Span| {
            let file = sources.file(span.file);
            let [start, end] = [span.start, span.end].map(|at| file.line_column(at as usize));
            format!("{} {start:?} {end:?} {:?}", file.path, sources.slice(span))
        };
        let all = |problem: &Diagnostic| {
            let places = problem.labels.iter().map(|label| format!("\n  {} {}", place(label.span), label.text));
            let Diagnostic { severity, name, message, path, help, .. } = problem;
            format!("{severity} {name} {message} {path:?} {help:?}{}", places.collect::<String>())
        };
        problems.iter().map(all).collect()
    }

    #[test]
    fn what_is_told_looks_as_it_did_also_out_of_a_file() {
        let (sources, problems) = example();
        let before = looks(&problems, &sources);
        let told = Told::new(problems, Vec::new(), &sources, 1);
        let text = serde_json::to_string(&told.written()).expect("written");
        let read = || serde_json::from_str::<super::Written>(&text).expect("read");
        assert!(read().read(0).is_none() && read().read(2).is_none(), "other files are shared");
        for told in [told, read().read(1).expect("sense")] {
            let mut all = Sources::default();
            all.add("shared", sources.iter().next().expect("a file").1.text.as_str());
            all.add("another report's", "x");
            let mut said = Problems::new();
            told.say(&mut all, &mut said, &mut Vec::new());
            assert_eq!(looks(&said, &all), before);
        }
    }

    #[test]
    fn nonsense_is_not_told() {
        let (sources, problems) = example();
        let text = serde_json::to_string(&Told::new(problems, Vec::new(), &sources, 1).written()).expect("written");
        for (old, new) in [("wrong-share", "no-such-name"), ("\"labels\":[[1,", "\"labels\":[[9,")] {
            assert!(text.contains(old), "{text}");
            let written: super::Written = serde_json::from_str(&text.replacen(old, new, 1)).expect("read");
            assert!(written.read(1).is_none());
        }
    }
}
