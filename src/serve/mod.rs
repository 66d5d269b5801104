//! The preview: builds, serves what was built from memory to this machine only, and builds again whenever something changes.
//!
//! In comes a content folder, out go pages in a browser that follow it. Nothing is written anywhere. [`open`] takes the port, [`Server::run`]
//! then does everything until somebody says stop:
//!
//! - `watch` says that something has changed, [`Workbench`] finds out what and makes the pages that are different;
//! - `store` holds what was made, `server` and `http` answer browsers from it, `page` adds the script that keeps an open page up to date;
//! - `news` is what that script is told: problems, tags, and how fresh each PDF is. PDF and data are made by a second thread, once
//!   nothing has changed for a moment.
//!
//! Editors save in several steps: a file is emptied and then written, or written under another name and moved. So changes are let settle for
//! a moment, and a problem that has just come up is held back a moment longer, since the next step of the same saving often mends it.

mod http;
mod news;
mod page;
mod server;
mod session;
mod store;
mod watch;

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

pub use news::{Show, Shown};

use crate::build::rebuild::{Done, Job};
use crate::diag::Diagnostic;
use crate::locale::{Lang, Locale};
use crate::source::system::System;
use server::Shared;
use session::Session;

/// The port, unless another is asked for.
pub const PORT: u16 = 4280;
/// How many ports after it are tried.
const TRIES: u16 = 10;

/// What is previewed, and where.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The content folder.
    pub content: PathBuf,
    /// This port and no other; 0 takes any. Without it, [`PORT`] or one of the next.
    pub port: Option<u16>,
    /// How many reports are worked on at once.
    pub jobs: usize,
}

/// What happens, for whoever tells the author.
#[derive(Debug, PartialEq, Eq)]
pub enum Happening<'a> {
    /// Something has changed: work begins.
    Begins,
    /// It is done; what became of it follows if anything did.
    Made,
    /// The pages can be looked at, at [`Server::address`].
    Ready,
    /// Something is different from before.
    Rebuilt {
        /// The reports whose pages are different.
        reports: &'a [String],
        /// The reports that are no longer there.
        gone: &'a [String],
        /// How many errors there are.
        errors: usize,
        /// How many warnings and notes.
        warnings: usize,
        /// The gravest new problem in a line.
        first: Option<String>,
    },
    /// The content folder is no longer there, or is there again.
    Folder {
        /// Whether it is there.
        there: bool,
    },
    /// Changes cannot be watched, for this reason, and are looked for instead.
    NotWatched(&'a str),
    /// They can be watched after all.
    WatchedAgain,
}

/// What wakes the preview.
enum Event {
    /// Something may have changed.
    Changed,
    /// The content folder itself was moved or taken away, or another has its name.
    FolderMoved,
    /// PDF and data of a report.
    Done(Box<Done>),
    /// The second thread came to a bad end, which is our mistake.
    Broken,
    Stop,
}

/// Ends a preview from anywhere.
#[derive(Clone)]
pub struct Stopper(Sender<Event>);

impl Stopper {
    /// Lets [`Server::run`] return.
    pub fn stop(&self) {
        let _ = self.0.send(Event::Stop);
    }
}

/// A preview whose port is taken.
pub struct Server {
    settings: Settings,
    address: String,
    /// The port that was wanted and is somebody else's.
    taken: Option<u16>,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
    port: u16,
    sender: Sender<Event>,
    events: Receiver<Event>,
}

/// Takes the port. From here on browsers are answered, though nothing is built before [`Server::run`].
///
/// # Errors
/// When the port cannot be had.
pub fn open(settings: Settings) -> Result<Server, Diagnostic> {
    let (listener, port, taken) = listen(settings.port)?;
    let locale = Locale::load(&Lang(Locale::AVAILABLE[0].to_owned())).ok_or_else(|| cannot_serve("it has no words"))?;
    let shared = Arc::new(Shared::new(locale));
    let accepting = server::start(listener, port, shared.clone()).map_err(|error| cannot_serve(&error.to_string()))?;
    let (sender, events) = mpsc::channel();
    let address = format!("http://127.0.0.1:{port}/");
    Ok(Server { settings, address, taken, shared, accepting: Some(accepting), port, sender, events })
}

fn cannot_serve(reason: &str) -> Diagnostic {
    Diagnostic::error("cannot-serve", format!("the preview cannot be served: {reason}"))
        .help("see whether a program on this machine forbids it")
}

/// A port of this machine that nobody else on the network can reach.
fn listen(wanted: Option<u16>) -> Result<(TcpListener, u16, Option<u16>), Diagnostic> {
    let first = wanted.unwrap_or(PORT);
    let tries = if wanted.is_some() { 1 } else { TRIES };
    let mut reason = None;
    for port in first..first.saturating_add(tries) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|listener| Ok((listener.local_addr()?.port(), listener))) {
            Ok((port, listener)) => return Ok((listener, port, (wanted.is_none() && port != first).then_some(first))),
            Err(error) => reason = Some(error),
        }
    }
    let reason = reason.map(|error| error.to_string()).unwrap_or_default();
    let (ports, help) = match wanted {
        Some(port) => (format!("port {port}"), "choose another port, or leave --port away so that bluebook looks for a free one"),
        None => (format!("ports {first} to {}", first + tries - 1), "choose another port with --port; 'bluebook serve --port 0' takes any"),
    };
    Err(Diagnostic::error("port-taken", format!("{ports} cannot be had: {reason}")).help(help))
}

impl Server {
    /// Where the preview is.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The port that was wanted and is somebody else's, if another was taken in its place.
    pub fn taken(&self) -> Option<u16> {
        self.taken
    }

    /// What ends the preview.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Builds, watches and builds again until somebody says stop. `Err` if our own mistake ended it.
    ///
    /// # Errors
    /// When a thread of ours has come to a bad end; it has said so itself.
    pub fn run(mut self, system: &dyn System, show: Show, tell: &mut dyn FnMut(Happening)) -> Result<(), Broken> {
        let (jobs, work) = mpsc::channel::<Job>();
        let sender = self.sender.clone();
        let second = thread::Builder::new().name("pdf".to_owned()).spawn(move || make_the_rest(&work, &sender));
        let mut session = Session::new(&self, system, show, tell, jobs);
        let result = if second.is_ok() { session.run() } else { Err(Broken) };
        drop(session);
        self.shared.change(|state| state.stopped = true);
        // The thread that takes connections looks up with the next one.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
        result
    }
}

/// Our own mistake ended the preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken;

/// The second thread: PDF and data of one report after the other.
fn make_the_rest(work: &Receiver<Job>, events: &Sender<Event>) {
    while let Ok(job) = work.recv() {
        // A panic says itself what it was; the first thread must hear of it too.
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job.run()));
        if events.send(done.map_or(Event::Broken, |done| Event::Done(Box::new(done)))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
