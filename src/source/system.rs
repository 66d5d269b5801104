//! The only door to the file system and the environment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fmt, io};

/// What went wrong with a file, with its path.
#[derive(Debug)]
pub struct SystemError {
    /// The file or folder.
    pub path: PathBuf,
    /// What was being done: 'read', 'write', ….
    pub action: &'static str,
    /// The reason.
    pub error: io::Error,
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: {}", self.action, self.path.display(), self.error)
    }
}

impl std::error::Error for SystemError {}

/// What a path is, without following a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A plain file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A device, a pipe, a socket.
    Other,
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// Everything the tool asks of the machine.
pub trait System: Send + Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError>;

    /// The entries of a folder, sorted by name. A name that is not UTF-8 is given with replacement characters.
    ///
    /// # Errors
    /// When it cannot be listed.
    fn list(&self, path: &Path) -> Result<Vec<Entry>, SystemError>;

    /// What a path is; `None` if there is nothing.
    ///
    /// # Errors
    /// When that cannot be found out.
    fn kind(&self, path: &Path) -> Result<Option<EntryKind>, SystemError>;

    /// Writes a new file and its folders, and syncs it to the disk.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), SystemError>;

    /// Makes a folder with those above it.
    ///
    /// # Errors
    /// When it cannot be made.
    fn make_folder(&self, path: &Path) -> Result<(), SystemError>;

    /// Moves a file or folder to a name that is free.
    ///
    /// # Errors
    /// When it cannot be moved.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), SystemError>;

    /// Removes a folder with all it holds. Nothing there is no error.
    ///
    /// # Errors
    /// When it cannot be removed.
    fn remove_folder(&self, path: &Path) -> Result<(), SystemError>;

    /// The path with links and `..` resolved.
    ///
    /// # Errors
    /// When there is nothing.
    fn canonical(&self, path: &Path) -> Result<PathBuf, SystemError>;
}

/// The machine itself.
#[derive(Debug, Default, Clone, Copy)]
pub struct Os;

/// A file system in memory, for tests and for preview.
#[derive(Debug, Default)]
pub struct Memory {
    files: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
}

impl Memory {
    /// A file system with these files.
    pub fn with_files<P: Into<PathBuf>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        Self { files: Mutex::new(files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect()) }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, Vec<u8>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
