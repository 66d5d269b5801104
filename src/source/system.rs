//! The only door to the file system and the environment.

mod memory;

use std::any::Any;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::{fmt, fs, thread};

pub use memory::Memory;

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
        let read = || {
            let mut file = open(path, options().read(true))?;
            let metadata = file.metadata()?;
            if !metadata.is_file() {
                return Err(if metadata.is_dir() { io::ErrorKind::IsADirectory.into() } else { io::Error::other("it is no file") });
            }
            let mut bytes = Vec::new();
            bytes.try_reserve_exact(usize::try_from(metadata.len()).unwrap_or(usize::MAX))?;
            file.read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        wrap(read(), "read", path)
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
        let write = || open(path, options().write(true).create(true).truncate(true))?.write_all(bytes);
        wrap(write(), "write", path)
    }

    fn make_folder(&self, path: &Path) -> Result<(), SystemError> {
        wrap(fs::create_dir_all(path), "make the folder", path)
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), SystemError> {
        // A plain rename replaces a file or an empty folder without a word.
        #[cfg(target_os = "linux")]
        match linux::rename(from, to, rustix::fs::RenameFlags::NOREPLACE) {
            Ok(true) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return wrap(Err(error), "rename to", to),
            Err(error) => return wrap(Err(error), "rename", from),
            Ok(false) => {}
        }
        if self.kind(to)?.is_some() {
            return wrap(Err(io::ErrorKind::AlreadyExists.into()), "rename to", to);
        }
        wrap(fs::rename(from, to), "rename", from)
    }

    fn exchange(&self, one: &Path, other: &Path) -> Result<bool, SystemError> {
        #[cfg(target_os = "linux")]
        return wrap(linux::rename(one, other, rustix::fs::RenameFlags::EXCHANGE), "rename", other);
        #[cfg(not(target_os = "linux"))]
        return Ok(false);
    }

    fn sync(&self, folder: &Path) -> Result<(), SystemError> {
        let mut folders = vec![folder.to_path_buf()];
        let mut files = Vec::new();
        let mut next = 0;
        while let Some(folder) = folders.get(next).cloned() {
            for entry in wrap(fs::read_dir(&folder), "list", &folder)? {
                let entry = wrap(entry, "list", &folder)?;
                let kind = wrap(entry.file_type(), "look at", &entry.path())?;
                let list = if kind.is_dir() { &mut folders } else { &mut files };
                list.push(entry.path());
            }
            next += 1;
        }
        // Each waits for the disk, which makes one trip of many that wait at once.
        let sync = |file: &PathBuf| wrap(open(file, options().read(true)).and_then(|file| file.sync_all()), "write", file);
        let share = files.len().div_ceil(SYNCING).max(1);
        thread::scope(|scope| {
            let threads: Vec<_> = files.chunks(share).map(|files| scope.spawn(move || files.iter().try_for_each(sync))).collect();
            let results: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap_or(Ok(()))).collect();
            results.into_iter().collect::<Result<(), _>>()
        })?;
        folders.iter().rev().try_for_each(|folder| self.sync_names(folder))
    }

    fn sync_names(&self, folder: &Path) -> Result<(), SystemError> {
        // Where a folder cannot be opened as a file (Windows), the system sees to it itself.
        match fs::File::open(folder) {
            Ok(folder_file) => wrap(folder_file.sync_all(), "write", folder),
            Err(_) => Ok(()),
        }
    }

    fn is_mount_point(&self, path: &Path) -> Result<bool, SystemError> {
        #[cfg(target_os = "linux")]
        if let Some(known) = wrap(linux::is_mount_point(path), "look at", path)? {
            return Ok(known);
        }
        #[cfg(unix)]
        if let Some(above) = path.parent() {
            use std::os::unix::fs::MetadataExt as _;
            let device = |path| wrap(fs::symlink_metadata(path), "look at", path).map(|metadata| metadata.dev());
            return Ok(device(path)? != device(above)?);
        }
        let _ = path;
        Ok(false)
    }

    fn lock(&self, path: &Path, wait: bool) -> Result<Option<Lock>, SystemError> {
        let lock = || {
            loop {
                let file = open(path, options().write(true).create(true).truncate(false))?;
                match file.try_lock() {
                    Ok(()) => {}
                    Err(fs::TryLockError::WouldBlock) if wait => file.lock()?,
                    Err(fs::TryLockError::WouldBlock) => return Ok(None),
                    // Some network disks know no locks; builds at once are the user's business there.
                    Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                    Err(fs::TryLockError::Error(error)) => return Err(error),
                }
                // Whoever held it before has removed the file, and a third may have locked the one that came after it.
                if is_at(&file, path) {
                    return Ok(Some(Lock::new(Held { _file: file, path: path.to_path_buf() })));
                }
            }
        };
        wrap(lock(), "lock", path)
    }

    fn remove_folder(&self, path: &Path) -> Result<(), SystemError> {
        // What is mounted in it is not ours, and would be emptied.
        let mut folders = vec![path.to_path_buf()];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.map_while(Result::ok).filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())) {
                if self.is_mount_point(&entry.path())? {
                    return wrap(Err(io::ErrorKind::ResourceBusy.into()), "remove", &entry.path());
                }
                folders.push(entry.path());
            }
        }
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

/// How many files are synced at once.
const SYNCING: usize = 16;

/// For opening what is a plain file and nothing else: a link is not followed, and a pipe is not waited for.
fn options() -> fs::OpenOptions {
    #[cfg_attr(not(target_os = "linux"), expect(unused_mut, reason = "other systems have no flags to set"))]
    let mut options = fs::OpenOptions::new();
    #[cfg(target_os = "linux")]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, linux::PLAIN);
    options
}

/// Says of a link what it is; the system says that it is a loop.
fn open(path: &Path, options: &fs::OpenOptions) -> io::Result<fs::File> {
    options.open(path).map_err(|error| match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => io::Error::other("it is a link, and links are not followed"),
        _ => error,
    })
}

/// A locked file. The lock goes with the process; the file goes with the lock.
struct Held {
    _file: fs::File,
    #[cfg_attr(not(unix), expect(dead_code, reason = "the file stays there"))]
    path: PathBuf,
}

#[cfg(unix)]
impl Drop for Held {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that touches the file system")]
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether an open file is still the one of this name.
fn is_at(file: &fs::File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let same = |a: &fs::Metadata, b: &fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
        matches!((file.metadata(), fs::symlink_metadata(path)), (Ok(a), Ok(b)) if same(&a, &b))
    }
    #[cfg(not(unix))]
    {
        // Nobody removes it here.
        let _ = (file, path);
        true
    }
}

/// What only Linux can do.
#[cfg(target_os = "linux")]
mod linux {
    use std::io;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, OFlags, RenameFlags, StatxAttributes, StatxFlags};
    use rustix::io::Errno;

    /// Open no link, and do not wait for the other end of a pipe.
    pub(super) const PLAIN: i32 = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).bits().cast_signed();

    /// Renames in a way that not every file system knows; `false`, and nothing done, on those that do not.
    pub(super) fn rename(from: &Path, to: &Path, flags: RenameFlags) -> io::Result<bool> {
        match rustix::fs::renameat_with(CWD, from, CWD, to, flags) {
            Ok(()) => Ok(true),
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether something is mounted there; `None` if the system does not say (before Linux 5.8).
    pub(super) fn is_mount_point(path: &Path) -> io::Result<Option<bool>> {
        match rustix::fs::statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty()) {
            Ok(found) if found.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT) => {
                Ok(Some(found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT)))
            }
            Ok(_) | Err(Errno::NOSYS) => Ok(None),
            Err(error) => Err(error.into()),
        }
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
        assert!(system.exchange(&at("c"), &at("empty")).expect("exchange"));
        assert_eq!((names("c").expect("list"), names("empty").expect("list")), (vec!["inner".to_owned()], vec!["two.txt".to_owned()]));
        assert!(system.exchange(&at("c"), &at("none")).is_err());
        system.sync(root).and_then(|()| system.sync_names(root)).expect("synced");
        let held = system.lock(&at("lock"), false).expect("lock");
        assert!(held.is_some() && system.lock(&at("lock"), false).expect("lock").is_none());
        drop(held);
        assert!(system.lock(&at("lock"), false).expect("lock").is_some(), "it ends with what holds it");
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
