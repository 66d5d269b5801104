//! The only door to the file system and the environment.

#[cfg(target_os = "linux")]
mod linux;
mod memory;
mod os;

use std::any::Any;
use std::path::{Path, PathBuf};
use std::{fmt, io};

pub use memory::Memory;
pub use os::Os;

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
        write!(f, "cannot {} {}: ", self.action, self.path.display())?;
        match reason(self.error.kind()) {
            Some(words) => write!(f, "{words}"),
            None => write!(f, "{}", self.error),
        }
    }
}

/// The reasons that people meet, in words that they know.
fn reason(kind: io::ErrorKind) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::NotFound => "it is not there (any more)",
        io::ErrorKind::PermissionDenied => "you have no permission",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "your share of the disk is used up",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        io::ErrorKind::CrossesDevices => "it lies on another disk, or in a lower layer of a container",
        io::ErrorKind::ResourceBusy => "the system is using it",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::NotADirectory => "what should be a folder is a file",
        io::ErrorKind::AlreadyExists => "there is something of that name",
        io::ErrorKind::InvalidFilename => "its name is too long",
        _ => return None,
    })
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
///
/// One that is for reading only says how to read; whatever would change something is refused then.
pub trait System: Send + Sync {
    /// The bytes of a plain file. A link is not followed.
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

    /// Writes a file and its folders. What was written is safe from a power cut only after [`System::sync`].
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&self, path: &Path, _bytes: &[u8]) -> Result<(), SystemError> {
        Err(refused(path))
    }

    /// Makes a folder with those above it.
    ///
    /// # Errors
    /// When it cannot be made.
    fn make_folder(&self, path: &Path) -> Result<(), SystemError> {
        Err(refused(path))
    }

    /// Moves a file or folder to a name that is free.
    ///
    /// # Errors
    /// When it cannot be moved.
    fn rename(&self, from: &Path, _to: &Path) -> Result<(), SystemError> {
        Err(refused(from))
    }

    /// Gives a file that has no other name a second one, whose folder is there, if it belongs to whom the file `like` belongs to and everybody
    /// may do with it what they may do with that one. `false`, and nothing done, if not, and where the system cannot.
    ///
    /// # Errors
    /// When the files cannot be looked at.
    fn link(&self, _from: &Path, _to: &Path, _like: &Path) -> Result<bool, SystemError> {
        Ok(false)
    }

    /// Lets two folders change places in one step, so that nobody ever sees one of them missing. `false`, and nothing done, where the
    /// system cannot.
    ///
    /// # Errors
    /// When they cannot be moved.
    fn exchange(&self, one: &Path, _other: &Path) -> Result<bool, SystemError> {
        Err(refused(one))
    }

    /// Sees to it that a folder and all it holds are on the disk.
    ///
    /// # Errors
    /// When the disk refuses.
    fn sync(&self, folder: &Path) -> Result<(), SystemError> {
        Err(refused(folder))
    }

    /// The same for the names in a folder: what has been moved to or from it.
    ///
    /// # Errors
    /// When the disk refuses.
    fn sync_names(&self, folder: &Path) -> Result<(), SystemError> {
        Err(refused(folder))
    }

    /// Whether another file system, or another part of one, begins at this path.
    ///
    /// # Errors
    /// When that cannot be found out.
    fn is_mount_point(&self, path: &Path) -> Result<bool, SystemError> {
        Err(refused(path))
    }

    /// Takes the lock of this name for as long as the answer lives, and for no longer than this process. `None` if another process
    /// has it; with `wait`, it is waited for.
    ///
    /// # Errors
    /// When the file of the lock cannot be made.
    fn lock(&self, path: &Path, _wait: bool) -> Result<Option<Lock>, SystemError> {
        Err(refused(path))
    }

    /// Removes a folder with all it holds. Nothing there is no error.
    ///
    /// # Errors
    /// When it cannot be removed.
    fn remove_folder(&self, path: &Path) -> Result<(), SystemError> {
        Err(refused(path))
    }

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

fn refused(path: &Path) -> SystemError {
    SystemError { path: path.to_path_buf(), action: "change", error: io::ErrorKind::PermissionDenied.into() }
}

/// A lock that is held; it ends when this is dropped.
pub struct Lock {
    _held: Box<dyn Any + Send>,
}

impl Lock {
    /// Ends when `held` is dropped.
    pub fn new(held: impl Any + Send) -> Self {
        Self { _held: Box::new(held) }
    }
}

impl fmt::Debug for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lock")
    }
}

/// Gives an error its path and what was being done.
fn wrap<T>(result: io::Result<T>, action: &'static str, path: &Path) -> Result<T, SystemError> {
    result.map_err(|error| SystemError { path: path.to_path_buf(), action, error })
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
        assert!(system.exchange(&at("c"), &at("empty")).expect("exchange"));
        assert_eq!((names("c").expect("list"), names("empty").expect("list")), (vec!["inner".to_owned()], vec!["two.txt".to_owned()]));
        assert!(system.exchange(&at("c"), &at("none")).is_err());
        system.sync(root).and_then(|()| system.sync_names(root)).expect("synced");
        let held = system.lock(&at("lock"), false).expect("lock");
        assert!(held.is_some() && system.lock(&at("lock"), false).expect("lock").is_none());
        drop(held);
        assert!(system.lock(&at("lock"), false).expect("lock").is_some(), "it ends with what holds it");
        assert!(system.link(&at("a.txt"), &at("c/again"), &at("a.txt")).expect("a second name"));
        assert_eq!(system.read(&at("c/again")).expect("read"), b"1");
        assert!(system.link(&at("none"), &at("c/third"), &at("a.txt")).is_err());
        assert!(!system.is_mount_point(&at("c")).expect("known"));
        system.rename(&at("empty"), &at("d")).and_then(|()| system.rename(&at("c"), &at("empty"))).expect("rename");
        system.remove_folder(&at("d")).expect("remove");
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

    #[test]
    #[cfg(target_os = "linux")]
    fn what_is_no_plain_file_is_neither_followed_nor_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        Os.write(&at("file"), b"x").expect("written");
        std::os::unix::fs::symlink(at("file"), at("link")).expect("a link");
        rustix::fs::mkfifoat(rustix::fs::CWD, at("pipe"), rustix::fs::Mode::RUSR).expect("a pipe");
        let said = |path: &Path| Os.read(path).expect_err("no plain file").to_string();
        assert!(said(&at("link")).ends_with("link: it is a link, and links are not followed"));
        assert!(said(&at("pipe")).ends_with("pipe: it is no file"));
        assert!(said(Path::new("/dev/zero")).ends_with("/dev/zero: it is no file"));
        assert!(said(folder.path()).ends_with("it is a folder"));
        assert!(said(&at("none")).ends_with("none: it is not there (any more)"));
        assert!(Os.write(&at("link"), b"y").is_err() && Os.read(&at("file")).expect("read") == b"x", "nothing is written through a link");
        assert!(Os.is_mount_point(Path::new("/proc")).expect("known"));
    }
}
