//! `bluebook serve`: says what the preview does, in one line for each change.

use std::path::Path;

use super::args::Serve;
use super::render;
use super::run::{Clock, cannot_run, content_folder, folder, put, summary};
use super::{Console, Status};
use crate::diag::{Diagnostic, Sources};
use crate::serve::{self, Happening, Server, Settings, Shown};
use crate::source::system::System;

pub(super) fn serve(system: &dyn System, args: &Serve, console: &mut Console<'_>) -> Status {
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let settings = Settings { content: args.content.clone(), port: args.port, jobs };
    let server = match content_folder(system, &args.content).and_then(|()| serve::open(settings)) {
        Ok(server) => server,
        Err(diagnostic) => return cannot_run(&diagnostic, console),
    };
    if let Some(taken) = server.taken() {
        summary(&format!("note: port {taken} is in use by another program; this preview takes the next that is free"), console);
    }
    let stopper = server.stopper();
    // Without a handler, Ctrl-C ends the program at once, which is not wrong either: nothing is written.
    let _ = ctrlc::set_handler(move || stopper.stop());
    run(system, server, &args.content, console)
}

fn run(system: &dyn System, server: Server, content: &Path, console: &mut Console<'_>) -> Status {
    let address = server.address().to_owned();
    let show = |diagnostic: &Diagnostic, sources: &Sources| Shown {
        place: render::place(diagnostic, sources),
        excerpt: render::excerpt(diagnostic, sources),
    };
    let mut clock = Clock::start();
    let mut took = String::new();
    let mut verb = "Built";
    let result = server.run(system, &show, &mut |happening| {
        let line = match happening {
            Happening::Begins => {
                clock = Clock::start();
                return;
            }
            Happening::Made => {
                took = clock.to_string();
                return;
            }
            Happening::Ready => {
                verb = "Rebuilt";
                format!("Previewing {} at {address} (Ctrl-C ends it)", folder(content))
            }
            Happening::Folder { there: false } => format!("{} is gone; the preview goes on when it is back", folder(content)),
            Happening::Folder { there: true } => format!("{} is back", folder(content)),
            Happening::NotWatched(reason) => {
                format!("note: changes cannot be watched ({reason}), so they are looked for every second")
            }
            Happening::WatchedAgain => "Changes are watched again".to_owned(),
            other => line(&other, verb, &took),
        };
        // Whoever closed the terminal's end does not want to read on; the preview in the browser goes on.
        put(&format!("{line}\n"), console);
    });
    match result {
        Ok(()) => {
            put("Preview ended\n", console);
            Status::Done
        }
        Err(serve::Broken) => Status::CouldNotRun,
    }
}

/// Such as 'Rebuilt surrey-2008 in 0.03 s, 2 warnings'.
fn line(happening: &Happening, verb: &str, took: &str) -> String {
    let Happening::Rebuilt { reports, gone, errors, warnings, first } = happening else { return String::new() };
    let mut parts = Vec::new();
    match reports {
        [] => {}
        [one] => parts.push(format!("{verb} {one} in {took}")),
        several => parts.push(format!("{verb} {} reports in {took}", several.len())),
    }
    if !gone.is_empty() {
        parts.push(format!("{} is gone", gone.join(", ")));
    }
    let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) if parts.is_empty() => parts.push("All problems are mended".to_owned()),
        (0, 0) => {}
        (0, warnings) => parts.push(count(*warnings, "warning")),
        (errors, 0) => parts.push(count(*errors, "error")),
        (errors, warnings) => parts.extend([count(*errors, "error"), count(*warnings, "warning")]),
    }
    let first = first.as_ref().map(|first| format!("; {first}")).unwrap_or_default();
    format!("{}{first}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::line;
    use crate::serve::Happening;

    #[test]
    fn a_change_is_one_line() {
        let rebuilt = |reports: &[&str], gone: &[&str], errors, warnings, first: Option<&str>| {
            let [reports, gone] = [reports, gone].map(|names| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
            line(
                &Happening::Rebuilt { reports: &reports, gone: &gone, errors, warnings, first: first.map(str::to_owned) },
                "Rebuilt",
                "0.03 s",
            )
        };
        assert_eq!(rebuilt(&["a"], &[], 0, 0, None), "Rebuilt a in 0.03 s");
        assert_eq!(rebuilt(&["a", "b"], &[], 0, 2, None), "Rebuilt 2 reports in 0.03 s, 2 warnings");
        assert_eq!(rebuilt(&[], &["a"], 0, 0, None), "a is gone");
        assert_eq!(rebuilt(&[], &[], 1, 0, Some("a.yaml:1:2: error[x]: y")), "1 error; a.yaml:1:2: error[x]: y");
        assert_eq!(rebuilt(&[], &[], 0, 0, None), "All problems are mended");
    }
}
