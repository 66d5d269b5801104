//! What a build says while it runs: a line of progress where somebody waits at a terminal, and where the time went.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::run::Clock;
use crate::build::watch::{Part, Stage, Watcher};

/// Whoever waits for less than this needs no word.
const PATIENCE: Duration = Duration::from_secs(1);

/// Watches one build.
pub(super) struct Watch {
    timings: bool,
    bar: Option<Bar>,
    times: Mutex<Times>,
}

#[derive(Default)]
struct Times {
    stage: Option<(Stage, Clock)>,
    running: BTreeMap<Part, Vec<(ThreadId, Clock)>>,
    parts: BTreeMap<Part, Duration>,
}

/// A line at the foot of a terminal that comes only if it takes long.
struct Bar {
    line: ProgressBar,
    /// Dropped to end the thread that shows the bar.
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    fn new() -> Self {
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let (done, ended) = mpsc::channel();
        let shown = line.clone();
        let show = move || {
            if matches!(ended.recv_timeout(PATIENCE), Err(RecvTimeoutError::Timeout)) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(100));
            }
        };
        // Without another thread there is no line, and nothing else is lost.
        let thread = thread::Builder::new().spawn(show).ok();
        Self { line, done: Some(done), thread }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.done = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        self.line.finish_and_clear();
    }
}

impl Watch {
    /// With `terminal`, somebody may wait there; with `timings`, each stage is said on standard error as it ends.
    pub(super) fn new(terminal: bool, timings: bool) -> Self {
        Self { timings, bar: terminal.then(Bar::new), times: Mutex::default() }
    }

    /// The build is over: what is said next must not mix with the progress.
    pub(super) fn end(mut self) {
        self.stage_ends(None);
        self.bar = None;
    }

    fn lock(&self) -> MutexGuard<'_, Times> {
        self.times.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn print(&self, line: &str) {
        let say = || {
            // A closed standard error must not stop a build.
            let _ = writeln!(io::stderr(), "{line}");
        };
        match &self.bar {
            Some(bar) => bar.line.suspend(say),
            None => say(),
        }
    }

    fn stage_ends(&self, next: Option<Stage>) {
        let mut times = self.lock();
        let ended = std::mem::replace(&mut times.stage, next.map(|stage| (stage, Clock::start())));
        let parts = if matches!(ended, Some((Stage::Setting, _))) { std::mem::take(&mut times.parts) } else { BTreeMap::new() };
        drop(times);
        if let Some((stage, clock)) = ended.filter(|_| self.timings) {
            self.print(&format!("{:>9}  {}", format!("{:.3} s", clock.elapsed().as_secs_f64()), stage_words(stage)));
            for (part, time) in parts {
                self.print(&format!("{:>11}  {}, over all reports", format!("{:.3} s", time.as_secs_f64()), part_words(part)));
            }
        }
    }
}

impl Watcher for Watch {
    fn stage(&self, stage: Stage) {
        self.stage_ends(Some(stage));
        if let Some(Bar { line, .. }) = &self.bar {
            style(line, "{spinner} {msg}  {elapsed}");
            line.set_message(stage_words(stage));
        }
    }

    fn reports(&self, count: usize) {
        if let Some(Bar { line, .. }) = &self.bar {
            line.set_length(count as u64);
            style(line, "{spinner} {msg}: {pos} of {len} reports  {elapsed}");
        }
    }

    fn report_is_set(&self) {
        if let Some(Bar { line, .. }) = &self.bar {
            line.inc(1);
        }
    }

    fn part_begins(&self, part: Part) {
        if self.timings {
            self.lock().running.entry(part).or_default().push((thread::current().id(), Clock::start()));
        }
    }

    fn part_ends(&self, part: Part) {
        if self.timings {
            let mut times = self.lock();
            let thread = thread::current().id();
            let running = times.running.entry(part).or_default();
            if let Some(at) = running.iter().rposition(|(id, _)| *id == thread) {
                let (_, clock) = running.swap_remove(at);
                *times.parts.entry(part).or_default() += clock.elapsed();
            }
        }
    }

    fn waits(&self) {
        self.print("note: another build is writing to this folder; this one waits until it is done (Ctrl-C ends the wait)");
    }
}

fn style(line: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        line.set_style(style);
    }
}

fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Reading => "reading",
        Stage::Checking => "documents and checks",
        Stage::Setting => "reports",
        Stage::Writing => "writing",
        Stage::Swapping => "putting the edition into place",
    }
}

fn part_words(part: Part) -> &'static str {
    match part {
        Part::Checks => "documents and checks",
        Part::Layout => "layout",
        Part::Pdf => "PDF",
        Part::Data => "data",
        Part::Html => "HTML",
    }
}
