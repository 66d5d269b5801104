//! The command line: typed arguments in; diagnostics, one line of summary and a [`Status`] out.
//!
//! Only this module and `main` speak to the terminal, and only here is the clock read, for the timings of the summary.

pub mod args;
mod preview;
pub mod render;
pub mod run;
pub mod sarif;
mod verify;
mod watch;

use std::io::{self, IsTerminal as _, Write};
use std::panic;

pub use run::run;

use crate::source::system::System;

/// How a run ended, from well to bad. `main` turns it into the exit status, and nothing else does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Everything asked for was done.
    Done,
    /// The content has errors (or warnings, where they are denied), and nothing was written; or an edition is not as it was built.
    ContentHasErrors,
    /// The tool could not do its work, whatever the content says.
    CouldNotRun,
}

/// Where a run speaks to.
pub struct Console<'a> {
    /// Results: the summary line, lists, JSON.
    pub out: &'a mut dyn Write,
    /// Diagnostics.
    pub err: &'a mut dyn Write,
    /// Whether diagnostics are coloured.
    pub colour: bool,
    /// Whether somebody may wait at a terminal and wants to see that there is progress.
    pub progress: bool,
}

/// Whether diagnostics on standard error are coloured: on a terminal that can show colours, unless `NO_COLOR` is set to anything
/// (<https://no-color.org>).
pub fn wants_colour(system: &dyn System) -> bool {
    let set = |name| system.variable(name).is_some_and(|value| !value.is_empty());
    io::stderr().is_terminal() && !set("NO_COLOR") && system.variable("TERM").is_none_or(|term| term != "dumb")
}

/// Whether there is a terminal to show progress on.
pub fn wants_progress(system: &dyn System) -> bool {
    io::stderr().is_terminal() && system.variable("TERM").is_none_or(|term| term != "dumb")
}

/// From here on a panic asks on standard error for a bug report. The default hook's line of Rust jargon is given as the detail.
///
/// Apart from [`guarded`], since it holds for the whole process: in a test it would hide the failures of others.
pub fn ask_for_bug_reports() {
    panic::set_hook(Box::new(|info| {
        // A second panic (standard error is closed) must not follow the first, hence no `eprintln!`.
        let _ = write!(io::stderr(), "{}", bug_report(&info.to_string()));
    }));
}

/// Runs `work`. A panic in it is our mistake and never the author's, so the tool could not run.
pub fn guarded(work: impl FnOnce() -> Status) -> Status {
    // Nothing that the closure may have left half-changed is looked at afterwards: the process ends.
    panic::catch_unwind(panic::AssertUnwindSafe(work)).unwrap_or(Status::CouldNotRun)
}

fn bug_report(detail: &str) -> String {
    format!(
        "error: bluebook has a bug and had to stop; it is not your mistake\n  = note: the last finished edition is as it was\n  \
         = help: please report it with the command you typed, the file you were working on and these lines:\n    bluebook {} on {}-{}\n    {}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::ARCH,
        std::env::consts::OS,
        detail.replace('\n', "\n    "),
    )
}

#[cfg(test)]
mod tests {
    use super::{Status, bug_report, guarded};

    #[test]
    fn a_panic_is_our_bug() {
        assert_eq!(guarded(|| panic!("index out of range")), Status::CouldNotRun);
        assert_eq!(guarded(|| Status::Done), Status::Done);
        let text = bug_report("panicked at src/a.rs:1:2:\nindex out of range");
        assert!(text.contains("bluebook has a bug"), "{text}");
        assert!(text.contains("\n    panicked at src/a.rs:1:2:\n    index out of range\n"), "{text}");
    }
}
