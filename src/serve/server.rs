//! Answers browsers from memory.
//!
//! One thread takes connections, each of which gets a thread of its own: a preview has one reader, and a stream of events waits most of the
//! time. The number of connections is limited, so that nothing can use up the machine.

use std::collections::BTreeSet;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::http::{self, Answer, Request};
use super::page::{self, FILES, OWN};
use super::store::{File, Store, media_type};
use crate::locale::Locale;

/// The most connections at once.
const MOST: usize = 100;
/// How long to wait before the next connection is taken when one could not be.
const PAUSE: Duration = Duration::from_millis(20);
/// How long a request may take to arrive, and an answer to be taken.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often an open stream is tried, so that those who have gone are noticed.
const PULSE: Duration = Duration::from_secs(15);
/// How long a request for a PDF waits until it is fresh.
const PDF_PATIENCE: Duration = Duration::from_mins(1);

/// What is served as things stand.
pub(super) struct State {
    pub(super) store: Store,
    /// What open pages are told.
    pub(super) news: Arc<str>,
    /// Reports whose PDF and data are behind their pages.
    pub(super) behind: Vec<String>,
    /// Those of them that somebody waits for.
    pub(super) wanted: BTreeSet<String>,
    pub(super) locale: Locale,
    /// Raised with each change.
    pub(super) version: u64,
    pub(super) stopped: bool,
}

/// The state with a bell that rings at each change.
pub(super) struct Shared {
    state: Mutex<State>,
    bell: Condvar,
    open: AtomicUsize,
}

impl Shared {
    pub(super) fn new(locale: Locale) -> Self {
        let state = State {
            store: Store::default(),
            news: "{}".into(),
            behind: Vec::new(),
            wanted: BTreeSet::new(),
            locale,
            version: 0,
            stopped: false,
        };
        Self { state: Mutex::new(state), bell: Condvar::new(), open: AtomicUsize::new(0) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state as it is now. Whoever holds it keeps others waiting.
    pub(super) fn look(&self) -> MutexGuard<'_, State> {
        self.lock()
    }

    /// Changes the state and tells everyone who waits.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.lock();
        let result = change(&mut state);
        state.version += 1;
        self.bell.notify_all();
        result
    }

    /// Waits as long as `waits` holds, but not longer than `patience`.
    fn wait(&self, patience: Duration, waits: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let waited = self.bell.wait_timeout_while(self.lock(), patience, |state| !state.stopped && waits(state));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// One of the [`MOST`] places for a connection, given back however the answer ends.
struct Place(Arc<Shared>);

impl Place {
    fn take(shared: &Arc<Shared>) -> Option<Self> {
        let place = Self(shared.clone());
        (shared.open.fetch_add(1, Ordering::SeqCst) < MOST).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Takes connections until the state says stop.
pub(super) fn start(listener: TcpListener, port: u16, shared: Arc<Shared>) -> io::Result<JoinHandle<()>> {
    thread::Builder::new().name("preview".to_owned()).spawn(move || {
        for stream in listener.incoming() {
            if shared.lock().stopped {
                return;
            }
            let Ok(stream) = stream else {
                // A connection that failed before it began is its own affair; where the machine has no room for any, some will end soon.
                thread::sleep(PAUSE);
                continue;
            };
            let Some(place) = Place::take(&shared) else { continue };
            // If there is no thread for it, the connection and its place are given up.
            let _ = thread::Builder::new().name("connection".to_owned()).spawn(move || {
                // Whoever has gone away needs no answer.
                let _ = answer(stream, port, &place.0);
            });
        }
    })
}

fn answer(mut stream: TcpStream, port: u16, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    match http::read(&mut stream, port) {
        None => Ok(()),
        Some(Err(refusal)) => http::write(&mut stream, &refusal, false),
        Some(Ok(request)) if request.path == format!("{OWN}news") && !request.head_only => tell(&mut stream, shared),
        Some(Ok(request)) => http::write(&mut stream, &find(&request, shared), request.head_only),
    }
}

/// A stream with the news as they stand and then each time they change.
fn tell(stream: &mut impl io::Write, shared: &Shared) -> io::Result<()> {
    http::write_events_head(stream)?;
    let mut seen = None;
    loop {
        let (version, news, stopped) = {
            let state = shared.wait(PULSE, |state| seen == Some(state.version));
            (state.version, state.news.clone(), state.stopped)
        };
        if stopped {
            return Ok(());
        }
        // A line that begins with a colon says nothing.
        let text = if seen == Some(version) { ":\n\n".to_owned() } else { format!("data: {news}\n\n") };
        stream.write_all(text.as_bytes())?;
        stream.flush()?;
        seen = Some(version);
    }
}

/// The answer to a request for a file.
fn find(request: &Request, shared: &Shared) -> Answer {
    if let Some((name, text)) = request.path.strip_prefix(OWN).and_then(|own| FILES.iter().find(|(name, _)| *name == own)) {
        return send("200 OK", media_type(name), &File::new(text.as_bytes().to_vec()), request, Vec::new());
    }
    let path =
        if request.path.is_empty() || request.path.ends_with('/') { format!("{}index.html", request.path) } else { request.path.clone() };
    // What follows the pages is worth waiting for.
    let slug = path.split('/').next().unwrap_or_default();
    let later = [".pdf", ".json", ".ods", ".csv"].iter().any(|ending| path.ends_with(ending));
    let waits = |state: &State| later && state.behind.iter().any(|behind| behind == slug);
    let mut state = shared.lock();
    if waits(&state) {
        state.wanted.insert(slug.to_owned());
    }
    drop(state);
    let state = shared.wait(PDF_PATIENCE, waits);
    if let Some(file) = state.store.get(&path).cloned() {
        drop(state);
        return page_or_file("200 OK", &path, file, request);
    }
    if state.store.get(&format!("{path}/index.html")).is_some() {
        let fields = vec![("Location", format!("/{}/", request.path))];
        return Answer { fields, ..Answer::text("302 Found", "It is one step further.") };
    }
    let (status, words) =
        if state.store.is_empty() { ("503 Service Unavailable", "preview-nothing-yet") } else { ("404 Not Found", "preview-no-page") };
    let notice = page::notice(&state.locale, words, !state.store.is_empty());
    drop(state);
    page_or_file(status, "index.html", notice, request)
}

fn page_or_file(status: &'static str, path: &str, file: File, request: &Request) -> Answer {
    let media_type = media_type(path);
    if !media_type.starts_with("text/html") {
        return send(status, media_type, &file, request, Vec::new());
    }
    let (body, policy) = page::with_script(&file);
    let fields = vec![("Content-Security-Policy", policy)];
    send(status, media_type, &File { bytes: body.into(), tag: file.tag }, request, fields)
}

fn send(status: &'static str, media_type: &'static str, file: &File, request: &Request, mut fields: Vec<(&'static str, String)>) -> Answer {
    // The browser may keep everything, but asks each time.
    fields.push(("Cache-Control", "no-cache".to_owned()));
    fields.push(("ETag", format!("\"{}\"", file.tag)));
    if status.starts_with("200") && request.has.as_ref() == Some(&file.tag) {
        return Answer { status: "304 Not Modified", media_type, fields, body: Vec::new() };
    }
    Answer { status, media_type, fields, body: file.bytes.to_vec() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{MOST, Place, Shared};
    use crate::locale::{Lang, Locale};

    #[test]
    fn places_are_limited_and_a_panic_gives_its_own_back() {
        let shared = Arc::new(Shared::new(Locale::load(&Lang("en".into())).expect("words")));
        let mut places: Vec<Place> = std::iter::from_fn(|| Place::take(&shared)).collect();
        assert_eq!(places.len(), MOST);
        let last = places.pop();
        let answering = std::thread::spawn(move || {
            let _place = last;
            std::panic::resume_unwind(Box::new("a mistake"));
        });
        assert!(answering.join().is_err());
        places.extend(Place::take(&shared));
        assert_eq!(places.len(), MOST);
        assert!(Place::take(&shared).is_none());
    }
}
