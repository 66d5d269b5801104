//! `bluebook verify`: says in which files an edition is not as it was built.

use super::args::{MessageFormat, Verify};
use super::run::{Clock, cannot_run, folder, more, result_line, show_as, summary};
use super::{Console, Status, render};
use crate::build::verify::{Verified, verify};
use crate::diag::{Diagnostic, Sources};
use crate::source::system::System;

pub(super) fn run(system: &dyn System, args: &Verify, console: &mut Console<'_>) -> Status {
    let clock = Clock::start();
    let Verified { files, problems } = match verify(system, &args.folder) {
        Ok(verified) => verified,
        Err(diagnostic) => return cannot_run(&diagnostic, console),
    };
    let sources = Sources::default();
    if !show_as(args.format, &problems, &[], &sources, console) {
        return Status::CouldNotRun;
    }
    let unread = problems.iter().any(|problem| problem.name == "cannot-read");
    let status = match problems[..] {
        [] => Status::Done,
        _ if unread => Status::CouldNotRun,
        _ => Status::ContentHasErrors,
    };
    if matches!(args.format, MessageFormat::Json | MessageFormat::Sarif) {
        return status;
    }
    let name = folder(&args.folder);
    if status == Status::Done {
        return result_line(&format!("Verified {name} in {clock}: {files} files, each as it was built"), status, console);
    }
    summary(&format!("{name} is not as it was built: {}", counts(&problems)), console);
    more(&render::sorted(problems, &sources), console);
    status
}

/// Such as '1 changed, 2 missing'.
fn counts(problems: &[Diagnostic]) -> String {
    let kinds = [
        ("changed-in-edition", "changed"),
        ("missing-from-edition", "missing"),
        ("added-to-edition", "added"),
        ("cannot-read", "not readable"),
    ];
    let count = |name| problems.iter().filter(|problem| problem.name == name).count();
    let counted: Vec<_> = kinds.iter().map(|(name, word)| (count(*name), word)).filter(|(n, _)| *n > 0).collect();
    counted.iter().map(|(n, word)| format!("{n} {word}")).collect::<Vec<_>>().join(", ")
}
