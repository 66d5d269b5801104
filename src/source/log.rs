//! What was asked of the machine and what it answered, so that the same work need not be done twice.
//!
//! A [`Snapshot`] asks each thing once and then keeps to the answer: all that is worked out from one snapshot agrees, even if files change
//! in between. A [`Logged`] system writes down what one piece of work asked of it. As long as the answers of a [`Log`] hold, doing that work
//! again would give the same result. Nobody has to list what a report depends on, and nothing can be forgotten on such a list. A log can be
//! written down ([`Log::written`]) and hold another day.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::system::{Entry, EntryKind, System, SystemError};

/// One thing to ask.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Question {
    Read(PathBuf),
    List(PathBuf),
    Kind(PathBuf),
    Canonical(PathBuf),
    Variable(String),
}

/// What the machine said.
#[derive(Debug)]
enum Answer {
    Bytes(Vec<u8>),
    Entries(Vec<Entry>),
    Kind(Option<EntryKind>),
    Path(PathBuf),
    Variable(Option<String>),
    Failed { path: PathBuf, action: &'static str, kind: io::ErrorKind, text: String },
}

/// The SHA-256 of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Fingerprint {
    sha256: [u8; 32],
    /// Whether it is that of a file's bytes alone.
    file: bool,
}

impl Answer {
    fn fingerprint(&self) -> Fingerprint {
        match self {
            // The one that may be large.
            Self::Bytes(bytes) => Fingerprint { sha256: Sha256::digest(bytes).into(), file: true },
            other => Fingerprint { sha256: Sha256::digest(format!("{other:?}")).into(), file: false },
        }
    }

    fn of<T>(result: Result<T, SystemError>, answer: impl FnOnce(T) -> Self) -> Self {
        match result {
            Ok(value) => answer(value),
            Err(SystemError { path, action, error }) => Self::Failed { path, action, kind: error.kind(), text: error.to_string() },
        }
    }

    /// The failure, if it is one. An answer of another kind than was asked for does not occur.
    fn error(&self, path: &Path) -> SystemError {
        match self {
            Self::Failed { path, action, kind, text } => {
                SystemError { path: path.clone(), action, error: io::Error::new(*kind, text.clone()) }
            }
            _ => SystemError { path: path.to_path_buf(), action: "read", error: io::ErrorKind::InvalidData.into() },
        }
    }
}

/// A system as it was when each thing was first asked.
pub struct Snapshot<'a> {
    inner: &'a dyn System,
    answers: Mutex<BTreeMap<Question, (Arc<Answer>, Fingerprint)>>,
}

impl<'a> Snapshot<'a> {
    /// Nothing asked yet.
    pub fn new(inner: &'a dyn System) -> Self {
        Self { inner, answers: Mutex::default() }
    }

    fn ask(&self, question: &Question) -> (Arc<Answer>, Fingerprint) {
        if let Some((answer, fingerprint)) = lock(&self.answers).get(question) {
            return (answer.clone(), *fingerprint);
        }
        let answer = match question {
            Question::Read(path) => Answer::of(self.inner.read(path), Answer::Bytes),
            Question::List(path) => Answer::of(self.inner.list(path), Answer::Entries),
            Question::Kind(path) => Answer::of(self.inner.kind(path), Answer::Kind),
            Question::Canonical(path) => Answer::of(self.inner.canonical(path), Answer::Path),
            Question::Variable(name) => Answer::Variable(self.inner.variable(name)),
        };
        let fingerprint = answer.fingerprint();
        // Two threads may have asked at once: the first answer counts for both.
        let mut answers = lock(&self.answers);
        let (answer, fingerprint) = answers.entry(question.clone()).or_insert((Arc::new(answer), fingerprint));
        (answer.clone(), *fingerprint)
    }
}

/// What a piece of work asked, and fingerprints of the answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log(BTreeMap<Question, Fingerprint>);

impl Log {
    /// Whether everything would be answered as it was.
    pub fn holds(&self, snapshot: &Snapshot) -> bool {
        self.0.iter().all(|(question, fingerprint)| snapshot.ask(question).1 == *fingerprint)
    }

    /// The files that were read, each with the SHA-256 of what was in it.
    pub fn files(&self) -> impl Iterator<Item = (&Path, [u8; 32])> {
        self.0.iter().filter_map(|(question, fingerprint)| match question {
            Question::Read(path) if fingerprint.file => Some((&**path, fingerprint.sha256)),
            _ => None,
        })
    }

    /// As it can be written down; `None` if it names a path that is not UTF-8.
    pub fn written(&self) -> Option<Written> {
        let is_text = |question: &Question| match question {
            Question::Read(path) | Question::List(path) | Question::Kind(path) | Question::Canonical(path) => path.to_str().is_some(),
            Question::Variable(_) => true,
        };
        let each = self.0.iter();
        each.map(|(question, fingerprint)| is_text(question).then(|| (question.clone(), *fingerprint))).collect::<Option<_>>().map(Written)
    }

    /// Whether the same files were read with the same bytes, wherever else was looked.
    pub fn same_files(&self, other: &Self) -> bool {
        let files = |log: &Self| {
            log.0.iter().filter(|(question, _)| matches!(question, Question::Read(_))).map(|(q, f)| (q.clone(), *f)).collect::<Vec<_>>()
        };
        files(self) == files(other)
    }
}

/// A [`Log`] for a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written(Vec<(Question, Fingerprint)>);

impl From<Written> for Log {
    fn from(written: Written) -> Self {
        Self(written.0.into_iter().collect())
    }
}

/// A snapshot that writes down what is asked of it. It is for reading only: whatever would change something is refused.
pub struct Logged<'a> {
    snapshot: &'a Snapshot<'a>,
    log: Mutex<Log>,
}

impl<'a> Logged<'a> {
    /// With an empty log.
    pub fn new(snapshot: &'a Snapshot<'a>) -> Self {
        Self { snapshot, log: Mutex::default() }
    }

    /// What was asked.
    pub fn into_log(self) -> Log {
        self.log.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask(&self, question: Question) -> Arc<Answer> {
        let (answer, fingerprint) = self.snapshot.ask(&question);
        lock(&self.log).0.insert(question, fingerprint);
        answer
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl System for Logged<'_> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        match &*self.ask(Question::Read(path.to_path_buf())) {
            Answer::Bytes(bytes) => Ok(bytes.clone()),
            other => Err(other.error(path)),
        }
    }

    fn list(&self, path: &Path) -> Result<Vec<Entry>, SystemError> {
        match &*self.ask(Question::List(path.to_path_buf())) {
            Answer::Entries(entries) => Ok(entries.clone()),
            other => Err(other.error(path)),
        }
    }

    fn kind(&self, path: &Path) -> Result<Option<EntryKind>, SystemError> {
        match &*self.ask(Question::Kind(path.to_path_buf())) {
            Answer::Kind(kind) => Ok(*kind),
            other => Err(other.error(path)),
        }
    }

    fn canonical(&self, path: &Path) -> Result<PathBuf, SystemError> {
        match &*self.ask(Question::Canonical(path.to_path_buf())) {
            Answer::Path(path) => Ok(path.clone()),
            other => Err(other.error(path)),
        }
    }

    fn variable(&self, name: &str) -> Option<String> {
        match &*self.ask(Question::Variable(name.to_owned())) {
            Answer::Variable(value) => value.clone(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Logged, Snapshot};
    use crate::source::system::{Memory, System};

    #[test]
    fn a_log_holds_until_an_answer_changes() {
        let memory = Memory::with_files([("/c/a", "1"), ("/c/b", "2"), ("/d/e", "3")]);
        let snapshot = Snapshot::new(&memory);
        let logged = Logged::new(&snapshot);
        assert_eq!(logged.read(Path::new("/c/a")).expect("read"), b"1");
        assert_eq!(logged.list(Path::new("/c")).expect("list").len(), 2);
        assert!(logged.read(Path::new("/c/none")).expect_err("nothing there").to_string().contains("/c/none"));
        let log = logged.into_log();
        let holds = || log.holds(&Snapshot::new(&memory));
        assert!(holds());
        for (path, old, new) in [("/c/a", "1", "9"), ("/c/b", "2", "longer")] {
            memory.write(Path::new(path), new.as_bytes()).expect("write");
            assert!(!holds(), "{path} changed");
            memory.write(Path::new(path), old.as_bytes()).expect("write");
            assert!(holds(), "{path} is as it was");
        }
        memory.write(Path::new("/c/none"), b"").expect("write");
        assert!(!holds(), "a file that was not there");
        memory.remove_file("/c/none");
        memory.write(Path::new("/d/e"), b"other").expect("write");
        assert!(holds(), "nobody asked about /d");
    }

    #[test]
    fn a_snapshot_keeps_to_its_answers_and_changes_nothing() {
        let memory = Memory::with_files([("/a", "1")]);
        let snapshot = Snapshot::new(&memory);
        let (one, other) = (Logged::new(&snapshot), Logged::new(&snapshot));
        assert_eq!(one.read(Path::new("/a")).expect("read"), b"1");
        memory.write(Path::new("/a"), b"2").expect("write");
        assert_eq!(other.read(Path::new("/a")).expect("read"), b"1");
        assert!(one.write(Path::new("/a"), b"3").is_err());
        assert!(one.remove_folder(Path::new("/")).is_err());
        assert_eq!(memory.read(Path::new("/a")).expect("read"), b"2");
    }
}
