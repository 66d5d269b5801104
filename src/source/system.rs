//! The only door to the file system and the environment.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fmt, fs};

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

    /// A variable of the environment; one that is not UTF-8 counts as not set.
    fn variable(&self, _name: &str) -> Option<String> {
        None
    }
}

/// The machine itself.
#[derive(Debug, Default, Clone, Copy)]
pub struct Os;

/// Gives an error its path and what was being done.
fn wrap<T>(result: io::Result<T>, action: &'static str, path: &Path) -> Result<T, SystemError> {
    result.map_err(|error| SystemError { path: path.to_path_buf(), action, error })
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that touches the file system")]
impl System for Os {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        wrap(fs::read(path), "read", path)
    }

    fn list(&self, path: &Path) -> Result<Vec<Entry>, SystemError> {
        let mut entries = Vec::new();
        for entry in wrap(fs::read_dir(path), "list", path)? {
            let entry = wrap(entry, "list", path)?;
            // `DirEntry::metadata` does not follow links.
            let kind = kind_of(&wrap(entry.metadata(), "look at", &entry.path())?);
            entries.push(Entry { name: entry.file_name().to_string_lossy().into_owned(), kind });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn kind(&self, path: &Path) -> Result<Option<EntryKind>, SystemError> {
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(Some(kind_of(&metadata))),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => wrap(Err(error), "look at", path),
        }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), SystemError> {
        if let Some(folder) = path.parent() {
            self.make_folder(folder)?;
        }
        let write = || {
            let mut file = fs::File::create(path)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        wrap(write(), "write", path)
    }

    fn make_folder(&self, path: &Path) -> Result<(), SystemError> {
        wrap(fs::create_dir_all(path), "make the folder", path)
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), SystemError> {
        // A rename replaces a file or an empty folder without a word.
        if self.kind(to)?.is_some() {
            return wrap(Err(io::ErrorKind::AlreadyExists.into()), "rename to", to);
        }
        wrap(fs::rename(from, to), "rename", from)?;
        // The new name is safe only once its folder is on the disk. Where a folder cannot be opened as a file (Windows),
        // the system sees to it itself.
        if let Some(folder) = to.parent()
            && let Ok(folder) = fs::File::open(folder)
        {
            wrap(folder.sync_all(), "sync", to)?;
        }
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> Result<(), SystemError> {
        match fs::remove_dir_all(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => wrap(Err(error), "remove", path),
            _ => Ok(()),
        }
    }

    fn canonical(&self, path: &Path) -> Result<PathBuf, SystemError> {
        wrap(fs::canonicalize(path), "find", path)
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }
}

fn kind_of(metadata: &fs::Metadata) -> EntryKind {
    let kind = metadata.file_type();
    if kind.is_symlink() {
        EntryKind::Link
    } else if kind.is_dir() {
        EntryKind::Folder
    } else if kind.is_file() {
        EntryKind::File(metadata.len())
    } else {
        EntryKind::Other
    }
}

/// A file system in memory, for tests and for preview. A folder is there when something is in it or it was made.
#[derive(Debug, Default)]
pub struct Memory {
    things: Mutex<BTreeMap<PathBuf, Thing>>,
}

#[derive(Debug, Clone)]
enum Thing {
    File(Vec<u8>),
    Folder,
    /// A link to another path of this file system.
    Link(PathBuf),
    /// A device or pipe: reading it would never end.
    Device,
}

impl Memory {
    /// A file system with these files.
    pub fn with_files<P: Into<PathBuf>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let things = files.into_iter().map(|(path, bytes)| (plain(&path.into()), Thing::File(bytes.into()))).collect();
        Self { things: Mutex::new(things) }
    }

    /// Adds a link.
    pub fn add_link(&self, path: impl Into<PathBuf>, to: impl Into<PathBuf>) {
        self.lock().insert(plain(&path.into()), Thing::Link(plain(&to.into())));
    }

    /// Adds something that is neither file nor folder nor link.
    pub fn add_device(&self, path: impl Into<PathBuf>) {
        self.lock().insert(plain(&path.into()), Thing::Device);
    }

    /// Takes a file away.
    pub fn remove_file(&self, path: impl AsRef<Path>) {
        self.lock().remove(&plain(path.as_ref()));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, Thing>> {
        self.things.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Without `.`, and with `..` taken back.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

fn kind_in(things: &BTreeMap<PathBuf, Thing>, path: &Path) -> Option<EntryKind> {
    match things.get(path) {
        Some(Thing::File(bytes)) => Some(EntryKind::File(bytes.len() as u64)),
        Some(Thing::Folder) => Some(EntryKind::Folder),
        Some(Thing::Link(_)) => Some(EntryKind::Link),
        Some(Thing::Device) => Some(EntryKind::Other),
        None => things.keys().any(|other| other.starts_with(path)).then_some(EntryKind::Folder),
    }
}

impl System for Memory {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        let things = self.lock();
        let path = plain(path);
        let target = match things.get(&path) {
            Some(Thing::Link(to)) => to,
            _ => &path,
        };
        let result = match things.get(target) {
            Some(Thing::File(bytes)) => Ok(bytes.clone()),
            Some(_) => Err(io::ErrorKind::InvalidInput.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        };
        wrap(result, "read", &path)
    }

    fn list(&self, path: &Path) -> Result<Vec<Entry>, SystemError> {
        let things = self.lock();
        let path = plain(path);
        if kind_in(&things, &path) != Some(EntryKind::Folder) {
            return wrap(Err(io::ErrorKind::NotFound.into()), "list", &path);
        }
        let names: BTreeSet<PathBuf> = things
            .keys()
            .filter_map(|other| other.strip_prefix(&path).ok()?.components().next().map(|name| PathBuf::from(name.as_os_str())))
            .collect();
        let entry = |name: PathBuf| {
            let kind = kind_in(&things, &path.join(&name)).unwrap_or(EntryKind::Other);
            Entry { name: name.to_string_lossy().into_owned(), kind }
        };
        Ok(names.into_iter().map(entry).collect())
    }

    fn kind(&self, path: &Path) -> Result<Option<EntryKind>, SystemError> {
        Ok(kind_in(&self.lock(), &plain(path)))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), SystemError> {
        self.lock().insert(plain(path), Thing::File(bytes.to_vec()));
        Ok(())
    }

    fn make_folder(&self, path: &Path) -> Result<(), SystemError> {
        self.lock().entry(plain(path)).or_insert(Thing::Folder);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), SystemError> {
        let mut things = self.lock();
        let (from, to) = (plain(from), plain(to));
        if kind_in(&things, &to).is_some() {
            return wrap(Err(io::ErrorKind::AlreadyExists.into()), "rename to", &to);
        }
        if kind_in(&things, &from).is_none() {
            return wrap(Err(io::ErrorKind::NotFound.into()), "rename", &from);
        }
        let moved: Vec<PathBuf> = things.keys().filter(|path| path.starts_with(&from)).cloned().collect();
        for path in moved {
            if let (Some(thing), Ok(rest)) = (things.remove(&path), path.strip_prefix(&from)) {
                // Joining nothing would add a slash at the end.
                let path = if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) };
                things.insert(path, thing);
            }
        }
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> Result<(), SystemError> {
        let path = plain(path);
        self.lock().retain(|other, _| !other.starts_with(&path));
        Ok(())
    }

    fn canonical(&self, path: &Path) -> Result<PathBuf, SystemError> {
        let things = self.lock();
        let path = plain(path);
        let target = match things.get(&path) {
            Some(Thing::Link(to)) => to.clone(),
            _ => path.clone(),
        };
        wrap(kind_in(&things, &target).map(|_| target).ok_or_else(|| io::ErrorKind::NotFound.into()), "find", &path)
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, EntryKind, Memory, Os, System};
    use std::path::Path;

    /// The same steps on both file systems, so that tests in memory speak for the machine.
    fn behaves(system: &dyn System, root: &Path) {
        let at = |path: &str| root.join(path);
        system.write(&at("b/two.txt"), b"22").expect("write");
        system.write(&at("a.txt"), b"1").expect("write");
        system.make_folder(&at("empty/inner")).expect("make");
        let names = |path: &str| system.list(&at(path)).map(|list| list.into_iter().map(|e| e.name).collect::<Vec<_>>());
        assert_eq!(
            system.list(root).expect("list"),
            [("a.txt", EntryKind::File(1)), ("b", EntryKind::Folder), ("empty", EntryKind::Folder)]
                .map(|(name, kind)| Entry { name: name.into(), kind })
        );
        assert_eq!(system.read(&at("b/two.txt")).expect("read"), b"22");
        assert!(system.read(&at("none")).expect_err("nothing there").to_string().contains("none"));
        assert_eq!(system.kind(&at("none")).expect("kind"), None);
        assert_eq!(system.kind(&at("a.txt/below")).expect("kind"), None);
        assert_eq!(system.kind(&at("b/../a.txt")).expect("kind"), Some(EntryKind::File(1)));
        assert!(system.rename(&at("b"), &at("empty")).is_err(), "the name is taken");
        system.rename(&at("b"), &at("c")).expect("rename");
        assert_eq!(names("c").expect("list"), ["two.txt"]);
        assert!(names("b").is_err());
        system.remove_folder(&at("c")).expect("remove");
        system.remove_folder(&at("c")).expect("nothing there is no error");
        assert_eq!(names("").expect("list"), ["a.txt", "empty"]);
        assert_eq!(system.canonical(&at("empty/..")).expect("canonical"), system.canonical(root).expect("canonical"));
        assert!(system.canonical(&at("none")).is_err());
    }

    #[test]
    fn memory_and_machine_behave_alike() {
        behaves(&Memory::default(), Path::new("/root"));
        let folder = tempfile::tempdir().expect("a folder");
        behaves(&Os, folder.path());
    }

    #[test]
    #[cfg(unix)]
    fn links_are_seen_as_links() {
        let folder = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink("/", folder.path().join("link")).expect("a link");
        assert_eq!(Os.list(folder.path()).expect("list")[0].kind, EntryKind::Link);
        assert_eq!(Os.kind(&folder.path().join("link")).expect("kind"), Some(EntryKind::Link));
    }
}
