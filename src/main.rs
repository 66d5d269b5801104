//! Parses nothing and decides one thing: which exit status a run ends with.

use std::io;
use std::process::ExitCode;

use bluebook::cli::{self, Console, Status};
use bluebook::source::system::Os;

fn main() -> ExitCode {
    cli::ask_for_bug_reports();
    let status = cli::guarded(|| {
        let system = Os;
        let (colour, progress) = (cli::wants_colour(&system), cli::wants_progress(&system));
        cli::run(&system, std::env::args_os(), &mut Console { out: &mut io::stdout(), err: &mut io::stderr(), colour, progress })
    });
    ExitCode::from(match status {
        Status::Done => 0,
        Status::ContentHasErrors => 1,
        Status::CouldNotRun => 2,
    })
}
