//! Typed arguments to settings, and what each command says when it is done.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use clap::Parser as _;

use super::args::{
    Build, CONTENT, Check, Cli, Command, DRAFTS, Explain, MessageFormat, New, NewFramework, NewReport, OUT, OutputFormat, Schema, Selection,
};
use super::render::{self, Counts};
use super::sarif::sarif;
use super::watch::Watch;
use super::{Console, Status, preview, verify};
use crate::build::cache::Cache;
use crate::build::manifest::Origin;
use crate::build::outputs::Formats;
use crate::build::pipeline::{self, Checked, Edition, Settings};
use crate::build::scope::Scope;
use crate::build::write;
use crate::checks::explain as names;
use crate::diag::{Diagnostic, Severity, Sources, Warned, suggest};
use crate::model::allow::Accepted;
use crate::scaffold::schemas::write_schemas;
use crate::scaffold::{self, Made};
use crate::source::system::{EntryKind, System};

/// Errors that are not about what the content says: they end a run with 2.
const NOT_THE_CONTENT: [&str; 4] = ["cannot-read", "cannot-write", "report-in-another-state", "unknown-report"];

/// Blocks with excerpts that are shown; nobody reads more of them on a terminal.
const MOST_SHOWN: usize = 1000;

/// Runs one command line, the program's name first.
pub fn run(system: &dyn System, args: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> Status {
    match Cli::try_parse_from(args) {
        Ok(Cli { command: Command::Build(args) }) => build(system, &args, console),
        Ok(Cli { command: Command::Check(args) }) => check(system, &args, console),
        Ok(Cli { command: Command::Serve(args) }) => preview::serve(system, &args, console),
        Ok(Cli { command: Command::Verify(args) }) => verify::run(system, &args, console),
        Ok(Cli { command: Command::Explain(args) }) => explain(&args, console),
        Ok(Cli { command: Command::New { what: New::Report(args) } }) => new_report(system, &args, console),
        Ok(Cli { command: Command::New { what: New::Framework(args) } }) => new_framework(system, &args, console),
        Ok(Cli { command: Command::Schema(args) }) => schema(system, &args, console),
        Err(error) => {
            // Help and version are no errors. A reader that has gone away is no reason to say anything.
            let _ = error.print();
            if error.use_stderr() { Status::CouldNotRun } else { Status::Done }
        }
    }
}

fn build(system: &dyn System, args: &Build, console: &mut Console<'_>) -> Status {
    let clock = Clock::start();
    let settings = settings(&args.selection, args.drafts, formats(&args.formats), args.jobs);
    let out = args.out.as_deref().unwrap_or(Path::new(if args.drafts { DRAFTS } else { OUT }));
    let scope = Scope { drafts: args.drafts, formats: settings.formats, reports: settings.reports.clone() };
    // Before anything is read: a folder that may not be written to makes the rest a waste of the author's time.
    let watch = Watch::new(console.progress, args.timings);
    let folders = (out, &*settings.content, Path::new(OUT));
    let opened = content_folder(system, &settings.content).and_then(|()| write::open(system, folders, scope, &watch));
    let mut target = match opened {
        Ok(target) => target,
        Err(diagnostic) => return cannot_run(&diagnostic, console),
    };
    let mut sources = Sources::default();
    let kept = target.cache_folder().filter(|_| !args.no_cache);
    let cache = kept.clone().and_then(|folder| Cache::open(system, folder));
    let before = target.reports(system);
    let staging = target.staging(system, &watch);
    let (mut problems, edition) = match pipeline::build(system, &settings, cache.as_ref(), &mut sources, &watch, &staging) {
        Ok(Warned { value, warnings }) => (warnings, Some(value)),
        Err(errors) => (errors, None),
    };
    let built_nothing = if edition.is_none() { Status::ContentHasErrors } else { Status::Done };
    let mut status = status_of(&problems, args.selection.deny_warnings).max(built_nothing);
    let edition = edition.filter(|_| status == Status::Done);
    let reports: Vec<String> = edition.iter().flat_map(|edition| &edition.reports).map(|report| report.slug.clone()).collect();
    // Drafts come and go: each is published one day.
    if status == Status::Done && !args.drafts {
        if let Some(slug) = args.withdraw.iter().find(|slug| reports.contains(slug)) {
            drop(staging);
            watch.end();
            return cannot_run(&still_published(slug), console);
        }
        for slug in args.withdraw.iter().filter(|slug| !before.contains(slug)) {
            summary(&format!("note: {slug} was not in {}, so there is nothing to withdraw", folder(out)), console);
        }
        let mut gone = before;
        gone.retain(|slug| !reports.contains(slug) && !args.withdraw.contains(slug));
        if !gone.is_empty() {
            drop(staging);
            watch.end();
            return cannot_run(&would_go_offline(&gone, out), console);
        }
    }
    let written = if let Some(Edition { inputs, .. }) = &edition {
        Some(staging.finish(&Origin { inputs, commit: args.source_commit.as_deref(), reports: &reports }))
    } else {
        drop(staging);
        None
    };
    match written {
        Some(Ok(Warned { warnings, .. })) => problems.extend(warnings),
        Some(Err(errors)) => {
            problems.extend(errors);
            status = Status::CouldNotRun;
        }
        None => {}
    }
    watch.end();
    let problems = render::sorted(problems, &sources);
    show_folded(&problems, &sources, &settings.content, console);
    let counts = Counts::of(&problems);
    if let (Some(foreign), None) = (&kept, &cache) {
        let foreign = foreign.display();
        summary(&format!("note: {foreign} holds something that is not ours, so every report was made anew; move it away"), console);
    }
    match edition {
        Some(edition) if status == Status::Done => {
            summary(&counts.words(), console);
            if edition.reports.is_empty() {
                let (state, other) = if args.drafts { ("another state than", "build") } else { ("the state", "build --drafts") };
                summary(&format!("note: no report has {state} 'published'; 'bluebook {other}' builds the others"), console);
            }
            result_line(&built(&edition, out, settings.formats.html, args.drafts, &clock), status, console)
        }
        _ => {
            let kept = if target.exists(system) { format!("; {} is as it was", folder(out)) } else { String::new() };
            let denied = denied(status, counts);
            summary(&format!("Built nothing: {}{denied}{kept}", counts.words()), console);
            more(&problems, console);
            status
        }
    }
}

/// A report that is to go offline and is in the edition.
fn still_published(slug: &str) -> Diagnostic {
    let message = format!("{slug} cannot be withdrawn: its state is 'published', so it is in this edition too");
    Diagnostic::error("report-still-published", message)
        .in_path(format!("reports/{slug}"))
        .help("give another `state:` in its report.yaml or take its folder out of reports/, then build with --withdraw again")
}

/// Reports of the last edition that this one would lack.
fn would_go_offline(gone: &[String], out: &Path) -> Diagnostic {
    let (is, state) = if let [_] = gone { ("is", "its state is") } else { ("are", "their states are") };
    let names = gone.join(", ");
    let message = format!("{names} {is} in {} and would be taken offline", folder(out));
    let options = gone.iter().fold(String::new(), |options, slug| options + " --withdraw " + slug);
    let help = format!(
        "see that {state} 'published' and the folder is in reports/; if readers are to find it no longer: 'bluebook build{options}'"
    );
    Diagnostic::error("report-would-go-offline", message).in_path(out.display().to_string()).help(help)
}

fn check(system: &dyn System, args: &Check, console: &mut Console<'_>) -> Status {
    let clock = Clock::start();
    let settings = settings(&args.selection, false, Formats::ALL, None);
    if let Err(diagnostic) = content_folder(system, &settings.content) {
        return cannot_run(&diagnostic, console);
    }
    let mut sources = Sources::default();
    let watch = Watch::new(console.progress, false);
    let Checked { problems, mut accepted } = pipeline::check(system, &settings, &mut sources, &watch);
    watch.end();
    accepted.sort_by_cached_key(|accepted| {
        let span = accepted.problem.labels.first().map(|label| label.span);
        (span.map(|span| sources.file(span.file).path.clone()), span.map(|span| span.start), accepted.problem.name)
    });
    let problems = render::sorted(problems, &sources);
    let status = status_of(&problems, args.selection.deny_warnings);
    let fold = matches!(args.format, MessageFormat::Human) && !args.notes;
    let went = if fold {
        show_folded(&problems, &sources, &settings.content, console)
    } else {
        show_as(args.format, &problems, &accepted, &sources, console)
    };
    if !went {
        return Status::CouldNotRun;
    }
    if matches!(args.format, MessageFormat::Json | MessageFormat::Sarif) {
        return status;
    }
    let counts = Counts::of(&problems);
    let mut words = if problems.is_empty() { "no problems".to_owned() } else { counts.words() };
    if !accepted.is_empty() {
        words = format!("{words}, {} accepted", accepted.len());
    }
    for line in render::accepted(&accepted, &sources) {
        summary(&line, console);
    }
    let line = format!("Checked {} in {clock}: {words}{}", folder(&args.selection.content), denied(status, counts));
    if status == Status::Done {
        return result_line(&line, status, console);
    }
    summary(&line, console);
    more(&problems, console);
    status
}

fn explain(args: &Explain, console: &mut Console<'_>) -> Status {
    let text = match &args.name {
        None => {
            let all = names::all();
            let width = all.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
            all.iter().fold(String::new(), |list, (name, line)| list + &format!("{name:<width$}  {line}\n"))
        }
        Some(wanted) => {
            let wanted = wanted.trim_matches(['[', ']']);
            let Some(known) = names::find(wanted) else {
                let mut diagnostic = Diagnostic::error("unknown-name", format!("there is no check or message named '{wanted}'"));
                diagnostic = diagnostic.help(match suggest::nearest(wanted, names::all().into_iter().map(|(name, _)| name)) {
                    Some(near) => format!("did you mean '{near}'?"),
                    None => "'bluebook explain --list' lists all names".to_owned(),
                });
                return cannot_run(&diagnostic, console);
            };
            let renamed = if known.name == wanted { String::new() } else { format!("'{wanted}' is now called '{}'.\n\n", known.name) };
            format!("{renamed}{}: {}\n\n{}\n", known.name, known.line, wrapped(&known.text))
        }
    };
    if put(&text, console) { Status::Done } else { Status::CouldNotRun }
}

fn new_report(system: &dyn System, args: &NewReport, console: &mut Console<'_>) -> Status {
    let mut sources = Sources::default();
    match scaffold::new_report(system, &args.content, &args.slug, args.framework.as_deref(), &mut sources) {
        Ok(made) => {
            let next = format!(
                "Next: put the report's own in place of the examples, and build it with 'bluebook build --drafts{}'",
                content_option(&args.content)
            );
            result_line(&format!("{}\n{next}", wrote(&made)), Status::Done, console)
        }
        Err(problems) => made_nothing(problems, &sources, console),
    }
}

fn new_framework(system: &dyn System, args: &NewFramework, console: &mut Console<'_>) -> Status {
    match scaffold::new_framework(system, &args.content, &args.id) {
        Ok(made) => {
            let content = content_option(&args.content);
            let next = format!(
                "Next: begin a report on it with 'bluebook new report SLUG --framework {}{content}', and build it with \
                 'bluebook build --drafts{content}'",
                args.id
            );
            result_line(&format!("{}\n{next}", wrote(&made)), Status::Done, console)
        }
        Err(problems) => made_nothing(problems, &Sources::default(), console),
    }
}

/// What was made, such as 'Wrote content/frameworks/a/ (6 files) and content/programme.yaml'.
fn wrote(made: &Made) -> String {
    let programme = made.programme.as_ref().map(|path| format!(" and {}", path.display())).unwrap_or_default();
    format!("Wrote {} ({} files){programme}", folder(&made.folder), made.files)
}

/// The option that the next command needs too.
fn content_option(content: &Path) -> String {
    if content == Path::new(CONTENT) { String::new() } else { format!(" --content {}", content.display()) }
}

fn made_nothing(problems: Vec<Diagnostic>, sources: &Sources, console: &mut Console<'_>) -> Status {
    // What points into a file is about what the framework says.
    let content = problems.iter().any(|problem| problem.is_error() && !problem.labels.is_empty());
    let problems = render::sorted(problems, sources);
    show(&problems, sources, console);
    more(&problems, console);
    if content { Status::ContentHasErrors } else { Status::CouldNotRun }
}

fn schema(system: &dyn System, args: &Schema, console: &mut Console<'_>) -> Status {
    match write_schemas(system, &args.out, &args.content) {
        Ok(written) => {
            show(&written.warnings, &Sources::default(), console);
            result_line(&format!("Wrote {} schemas to {}", written.value, folder(&args.out)), Status::Done, console)
        }
        Err(diagnostic) => cannot_run(&diagnostic, console),
    }
}

/// Text in lines that are easy to read; its own line ends stay.
fn wrapped(text: &str) -> String {
    let wrap = |line: &str| {
        let mut wrapped = String::new();
        let mut column = 0;
        // What is set in is an example, and its lines are part of it.
        if line.starts_with(' ') {
            return line.to_owned();
        }
        for word in line.split(' ') {
            let length = word.chars().count();
            if column > 0 {
                let full = column + 1 + length > 80;
                wrapped.push(if full { '\n' } else { ' ' });
                column = if full { 0 } else { column + 1 };
            }
            wrapped.push_str(word);
            column += length;
        }
        wrapped
    };
    text.lines().map(wrap).collect::<Vec<_>>().join("\n")
}

fn settings(selection: &Selection, drafts: bool, formats: Formats, jobs: Option<u16>) -> Settings {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let mut reports = selection.reports.clone();
    reports.sort();
    reports.dedup();
    Settings { content: selection.content.clone(), drafts, reports, formats, jobs: jobs.map_or_else(cores, usize::from) }
}

fn formats(typed: &[OutputFormat]) -> Formats {
    if typed.is_empty() {
        return Formats::ALL;
    }
    let has = |format| typed.contains(&format);
    Formats { html: has(OutputFormat::Html), pdf: has(OutputFormat::Pdf), data: has(OutputFormat::Data) }
}

pub(super) fn content_folder(system: &dyn System, content: &Path) -> Result<(), Diagnostic> {
    let refuse = |message: String| {
        Diagnostic::error("no-content-folder", message).in_path(content.display().to_string()).help(
            "start bluebook in the folder that holds content/, or name the content folder with --content; to begin a new programme: \
                 `bluebook new framework ID`",
        )
    };
    // A content folder may itself be a link: it was named by the user.
    let real = system.canonical(content).ok();
    match real.and_then(|real| system.kind(&real).ok().flatten()) {
        Some(EntryKind::Folder) => Ok(()),
        Some(_) => Err(refuse(format!("the content folder {} is not a folder", content.display()))),
        None => Err(refuse(format!("there is no content folder {}", content.display()))),
    }
}

/// What the problems mean for the exit status.
fn status_of(problems: &[Diagnostic], deny_warnings: bool) -> Status {
    let counts = Counts::of(problems);
    if problems.iter().any(|d| d.is_error() && NOT_THE_CONTENT.contains(&d.name)) {
        Status::CouldNotRun
    } else if counts.errors > 0 || (deny_warnings && counts.warnings > 0) {
        Status::ContentHasErrors
    } else {
        Status::Done
    }
}

/// Why a run without errors still failed.
fn denied(status: Status, counts: Counts) -> &'static str {
    if status == Status::ContentHasErrors && counts.errors == 0 { " (--deny-warnings)" } else { "" }
}

/// The last line of a build that worked, such as 'Built 1 report (57 pages) in 0.14 s: public/index.html'.
fn built(edition: &Edition, out: &Path, html: bool, drafts: bool, clock: &Clock) -> String {
    let plural = |n: usize, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
    let reports = plural(edition.reports.len(), if drafts { "draft report" } else { "report" });
    let pages: Option<usize> = edition.reports.iter().map(|report| report.pages).sum();
    let pages = pages.filter(|n| *n > 0).map(|n| format!(" ({})", plural(n, "page"))).unwrap_or_default();
    let start = if html { "index.html" } else { "" };
    format!("Built {reports}{pages} in {clock}: {}{start}", folder(out))
}

/// A folder's name with the slash that shows that it is one.
pub(super) fn folder(path: &Path) -> String {
    let name = path.display().to_string();
    if name.ends_with('/') { name } else { format!("{name}/") }
}

/// Shows problems, and in forms for programs what is accepted too; whether they could be written.
pub(super) fn show_as(
    format: MessageFormat,
    problems: &[Diagnostic],
    accepted: &[Accepted],
    sources: &Sources,
    console: &mut Console<'_>,
) -> bool {
    match format {
        MessageFormat::Human => show(problems, sources, console),
        MessageFormat::Short => problems.iter().all(|d| said(console.err.write_all(render::short(d, sources).as_bytes()))),
        MessageFormat::Json => put(&render::json(problems, accepted, sources), console),
        MessageFormat::Sarif => put(&sarif(problems, accepted, sources, names::line), console),
    }
}

/// Shows problems as blocks; whether they could be written.
fn show<'d>(problems: impl IntoIterator<Item = &'d Diagnostic>, sources: &Sources, console: &mut Console<'_>) -> bool {
    let mut problems = problems.into_iter();
    let shown = problems.by_ref().take(MOST_SHOWN);
    let all = shown.map(|d| render::human(d, sources, console.colour)).all(|block| said(console.err.write_all(block.as_bytes())));
    let more = problems.count();
    if more > 0 {
        summary(&format!("note: {more} more are not shown; '--format short' of 'bluebook check' shows all"), console);
    }
    all
}

/// Shows problems as blocks, and how many notes there are of each check; whether they could be written.
fn show_folded(problems: &[Diagnostic], sources: &Sources, content: &Path, console: &mut Console<'_>) -> bool {
    let went = show(problems.iter().filter(|problem| problem.severity != Severity::Note), sources, console);
    let notes = render::folded(problems, names::line);
    if !notes.is_empty() {
        summary(&format!("Notes, one by one with 'bluebook check --notes{}':", content_option(content)), console);
    }
    for line in notes {
        summary(&line, console);
    }
    went
}

pub(super) fn cannot_run(diagnostic: &Diagnostic, console: &mut Console<'_>) -> Status {
    let text = render::human(diagnostic, &Sources::default(), console.colour);
    let _ = console.err.write_all(text.trim_end().as_bytes()).and_then(|()| console.err.write_all(b"\n"));
    Status::CouldNotRun
}

/// A line on standard error, below the diagnostics.
pub(super) fn summary(line: &str, console: &mut Console<'_>) {
    if !line.is_empty() {
        let _ = writeln!(console.err, "{line}");
    }
}

/// Where to read on about the first of the problems.
pub(super) fn more(problems: &[Diagnostic], console: &mut Console<'_>) {
    let grave = problems.iter().max_by_key(|d| d.severity).map(|d| d.severity);
    if let Some(first) = problems.iter().find(|d| Some(d.severity) == grave && names::line(d.name).is_some()) {
        let which = if problems.len() == 1 { "it" } else { "the first of them" };
        summary(&format!("'bluebook explain {}' says more about {which}", first.name), console);
    }
}

/// The last line of a run that worked, on standard output.
pub(super) fn result_line(line: &str, status: Status, console: &mut Console<'_>) -> Status {
    if put(&format!("{line}\n"), console) { status } else { Status::CouldNotRun }
}

/// Writes to standard output. A reader that has gone away (`| head`) is no failure; a full disk is.
pub(super) fn put(text: &str, console: &mut Console<'_>) -> bool {
    let result = console.out.write_all(text.as_bytes()).and_then(|()| console.out.flush());
    if let Err(error) = &result
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        let _ = writeln!(console.err, "error: cannot write to standard output: {error}");
    }
    said(result)
}

/// Whether all is well: a reader that has gone away does not want to hear more, which is not our failure.
fn said(result: io::Result<()>) -> bool {
    result.err().is_none_or(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// How long a run takes. The clock is for the author's eyes only; no output depends on it.
pub(super) struct Clock(Instant);

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock, for the summary line")]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} s", self.elapsed().as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn text_is_wrapped_between_words() {
        let long = "word ".repeat(40);
        assert!(wrapped(long.trim()).lines().all(|line| line.len() <= 80 && !line.ends_with(' ')));
        assert_eq!(wrapped("a b\n\nc"), "a b\n\nc");
        assert_eq!(wrapped("a:\n  b:\n    c: 1"), "a:\n  b:\n    c: 1");
        assert_eq!(wrapped(&"x".repeat(100)), "x".repeat(100));
    }
}
