//! A preview that runs: what is done at which event.

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::news::{self, Problem, Show};
use super::server::{Shared, State};
use super::watch::Watch;
use super::{Broken, Event, Happening, Server};
use crate::build::rebuild::{Change, Job, Standing, Workbench};
use crate::locale::Locale;
use crate::source::system::System;

/// How long it must have been quiet before something is made of what changed.
const QUIET: Duration = Duration::from_millis(8);
/// How often quiet is waited for, although changes do not cease.
const PATIENCE: usize = 6;
/// How often something is made anew before its problems are shown, although changes do not cease.
const ROUNDS: usize = 10;
/// How long a new problem is held back.
const GRACE: Duration = Duration::from_millis(100);
/// How long it must have been quiet before PDF and data are made, and before everything is looked at once more.
const REST: Duration = Duration::from_millis(250);
/// How often everything is looked at where changes cannot be watched.
const LOOK: Duration = Duration::from_millis(700);

/// What has come and is to be done.
struct Inbox<'a> {
    events: &'a Receiver<Event>,
    /// What came while a change was waited for.
    kept: VecDeque<Event>,
}

/// Which changes there were.
#[derive(Default, Clone, Copy)]
struct Changes {
    any: bool,
    folder_moved: bool,
}

impl Inbox<'_> {
    /// The next event; `None` if there is none for so long.
    fn next(&mut self, timeout: Option<Duration>) -> Option<Event> {
        if let Some(event) = self.kept.pop_front() {
            return Some(event);
        }
        match timeout {
            Some(timeout) => match self.events.recv_timeout(timeout) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Event::Stop),
            },
            None => Some(self.events.recv().unwrap_or(Event::Stop)),
        }
    }

    /// Whether something changes within so long. All changes that are there by then count; other events are kept.
    fn changes_within(&mut self, timeout: Duration) -> Changes {
        let mut changes = Changes::default();
        let mut timeout = timeout;
        while let Ok(event) = self.events.recv_timeout(timeout) {
            match event {
                Event::Changed => changes.any = true,
                Event::FolderMoved => changes = Changes { any: true, folder_moved: true },
                other => self.kept.push_back(other),
            }
            if changes.any {
                timeout = Duration::ZERO;
            }
        }
        changes
    }
}

/// A preview that runs.
#[expect(clippy::struct_excessive_bools, reason = "each is one fact, and no two of them are one state")]
pub(super) struct Session<'a> {
    workbench: Workbench,
    shared: &'a Shared,
    inbox: Inbox<'a>,
    sender: &'a Sender<Event>,
    jobs: Sender<Job>,
    /// Whether the second thread has a job.
    busy: bool,
    /// The problems that are shown.
    problems: Vec<Problem>,
    /// Whether the content folder is not there.
    missing: bool,
    /// Whether everything was looked at once more since the last change.
    settled: bool,
    /// The content folder as the system knows it.
    root: PathBuf,
    /// `None` when the folder cannot be watched.
    watch: Option<Watch>,
    /// Why not.
    unwatched: Option<String>,
    /// Whether that was said.
    said_unwatched: bool,
    system: &'a dyn System,
    show: Show<'a>,
    tell: &'a mut dyn FnMut(Happening),
}

/// What became of a change.
#[derive(Default)]
struct Outcome {
    reports: BTreeSet<String>,
    gone: BTreeSet<String>,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        server: &'a Server,
        system: &'a dyn System,
        show: Show<'a>,
        tell: &'a mut dyn FnMut(Happening),
        jobs: Sender<Job>,
    ) -> Self {
        let content = &server.settings.content;
        Self {
            workbench: Workbench::new(content.clone(), server.settings.jobs),
            shared: &server.shared,
            inbox: Inbox { events: &server.events, kept: VecDeque::new() },
            sender: &server.sender,
            jobs,
            busy: false,
            problems: Vec::new(),
            missing: false,
            settled: false,
            root: system.canonical(content).unwrap_or_else(|_| content.clone()),
            watch: None,
            unwatched: None,
            said_unwatched: false,
            system,
            show,
            tell,
        }
    }

    pub(super) fn run(&mut self) -> Result<(), Broken> {
        // Watched before it is first read, so that no change falls between.
        self.follow();
        (self.tell)(Happening::Begins);
        let changes = self.workbench.refresh(self.system);
        (self.tell)(Happening::Made);
        let problems = self.problems_now();
        let mut outcome = Outcome::default();
        self.publish(changes, Some(problems.clone()), &mut outcome);
        self.report(&outcome, &[]);
        (self.tell)(Happening::Ready);
        loop {
            match self.inbox.next(self.timeout()) {
                Some(Event::Stop) => return Ok(()),
                Some(Event::Broken) => return Err(Broken),
                Some(Event::Done(done)) => {
                    self.busy = false;
                    let change = self.workbench.accept(*done);
                    let problems = self.problems_now();
                    self.publish(change.into_iter().collect(), Some(problems), &mut Outcome::default());
                    self.send_job();
                }
                Some(event) => {
                    self.settled = false;
                    self.rebuild(matches!(event, Event::FolderMoved));
                }
                None => {
                    // A folder may have been filled before it was watched.
                    self.rebuild(self.missing || self.watch.is_none());
                    self.settled = true;
                    self.send_job();
                }
            }
        }
    }

    /// Watches the folder that has the name now. Where that cannot be done it is tried again with each look.
    fn follow(&mut self) {
        (self.watch, self.unwatched) = match Watch::new(&self.root, self.sender.clone()) {
            Ok(watch) => (Some(watch), None),
            Err(reason) => (None, Some(reason)),
        };
    }

    /// How long to wait for an event before there is something else to do.
    fn timeout(&self) -> Option<Duration> {
        if !self.settled {
            Some(REST)
        } else if self.missing || self.watch.is_none() {
            Some(LOOK)
        } else {
            None
        }
    }

    /// PDF and data of one report, once it is quiet and the second thread has nothing to do: of what somebody waits for, or else of what
    /// changed last.
    fn send_job(&mut self) {
        if !self.settled || self.busy {
            return;
        }
        let mut jobs = self.workbench.jobs();
        let wanted = jobs.iter().position(|job| self.shared.look().wanted.contains(job.slug())).unwrap_or(0);
        if wanted < jobs.len() {
            self.busy = self.jobs.send(jobs.swap_remove(wanted)).is_ok();
        }
    }

    /// Waits for quiet, makes what is different and shows it. Problems that have just come up are shown only if they stay, or if changes
    /// do not cease.
    fn rebuild(&mut self, mut folder_moved: bool) {
        let before = self.problems.clone();
        let mut outcome = Outcome::default();
        for round in 1..=ROUNDS {
            for _ in 0..PATIENCE {
                let changes = self.inbox.changes_within(QUIET);
                folder_moved |= changes.folder_moved;
                if !changes.any {
                    break;
                }
            }
            if folder_moved {
                self.follow();
            }
            (self.tell)(Happening::Begins);
            let changes = self.workbench.refresh(self.system);
            (self.tell)(Happening::Made);
            let problems = self.problems_now();
            let new = problems.iter().any(|problem| !self.problems.contains(problem));
            let show = !new || round == ROUNDS;
            self.publish(changes, show.then(|| problems.clone()), &mut outcome);
            if show {
                break;
            }
            let changes = self.inbox.changes_within(GRACE);
            if !changes.any {
                self.publish(Vec::new(), Some(problems), &mut outcome);
                break;
            }
            folder_moved = changes.folder_moved;
        }
        self.report(&outcome, &before);
    }

    fn problems_now(&self) -> Vec<Problem> {
        let state = self.shared.look();
        news::problems(self.workbench.troubles(), self.show, |trouble| {
            let (slug, anchor) = self.workbench.place_of(trouble)?;
            state.store.page_with(slug, anchor).map(|page| format!("/{page}#{anchor}"))
        })
    }

    /// Hands everything to those who look.
    fn publish(&mut self, changes: Vec<Change>, problems: Option<Vec<Problem>>, outcome: &mut Outcome) {
        if let Some(problems) = problems {
            self.problems = problems;
        }
        let standings: Vec<_> = self.workbench.standings().collect();
        let behind = standings.iter().filter(|(_, standing)| *standing == Standing::Behind).map(|(slug, _)| (*slug).to_owned()).collect();
        let locale = self.workbench.language().and_then(Locale::load);
        self.shared.change(|state: &mut State| {
            for change in changes {
                let (name, gone) = match &change {
                    Change::Pages(slug, _) => (Some(slug.clone()), false),
                    Change::Gone(slug) => (Some(slug.clone()), true),
                    _ => (None, false),
                };
                let different = state.store.apply(change);
                if let Some(name) = name.filter(|_| different) {
                    if gone {
                        outcome.gone.insert(name)
                    } else {
                        outcome.reports.insert(name)
                    };
                }
            }
            if let Some(locale) = locale {
                state.locale = locale;
            }
            state.behind = behind;
            state.wanted.retain(|slug| state.behind.contains(slug));
            state.news = news::news(&state.locale, &state.store, &self.problems, standings.into_iter());
        });
    }

    /// Tells what became of a change, if anything did.
    fn report(&mut self, outcome: &Outcome, before: &[Problem]) {
        let missing = self.workbench.is_missing();
        if missing != self.missing {
            self.missing = missing;
            (self.tell)(Happening::Folder { there: !missing });
        }
        // A folder that is gone cannot be watched; that is said already.
        if let Some(reason) = self.unwatched.as_ref().filter(|_| !missing && !self.said_unwatched) {
            self.said_unwatched = true;
            (self.tell)(Happening::NotWatched(reason));
        } else if self.unwatched.is_none() && self.said_unwatched {
            self.said_unwatched = false;
            (self.tell)(Happening::WatchedAgain);
        }
        if missing || (outcome.reports.is_empty() && outcome.gone.is_empty() && self.problems == before) {
            return;
        }
        let errors = self.problems.iter().filter(|problem| problem.is_error()).count();
        let first = self.problems.iter().find(|problem| !before.contains(problem)).map(Problem::line);
        (self.tell)(Happening::Rebuilt {
            reports: &outcome.reports.iter().cloned().collect::<Vec<_>>(),
            gone: &outcome.gone.iter().cloned().collect::<Vec<_>>(),
            errors,
            warnings: self.problems.len() - errors,
            first,
        });
    }
}
