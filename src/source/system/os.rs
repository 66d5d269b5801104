//! The machine itself.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, thread};

#[cfg(target_os = "linux")]
use super::linux;
use super::{Entry, EntryKind, Lock, System, SystemError, wrap};

/// The machine itself.
#[derive(Debug, Default, Clone, Copy)]
pub struct Os;

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
        let write = || {
            let mut file = open(path, options().write(true).create(true).truncate(true))?;
            file.write_all(bytes)?;
            #[cfg(target_os = "linux")]
            linux::begin_writing(&file);
            Ok(())
        };
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

    fn link(&self, from: &Path, to: &Path, like: &Path) -> Result<bool, SystemError> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let about = |path| {
                let found = wrap(fs::symlink_metadata(path), "look at", path)?;
                // A file with another name already is somebody else's too.
                Ok((found.is_file(), found.nlink(), found.mode(), found.uid(), found.gid()))
            };
            // Not every file system has second names, and some let only the owner give them.
            Ok(about(from)? == about(like)? && fs::hard_link(from, to).is_ok())
        }
        #[cfg(not(unix))]
        {
            let _ = (from, to, like);
            Ok(false)
        }
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
                let metadata = wrap(entry.metadata(), "look at", &entry.path())?;
                if metadata.is_dir() {
                    folders.push(entry.path());
                } else {
                    files.push(entry.path());
                }
            }
            next += 1;
        }
        at_once(&files, |file| wrap(open(file, options().read(true)).and_then(|file| file.sync_all()), "write", file))?;
        at_once(&folders, |folder| self.sync_names(folder))
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

/// Each sync waits for the disk, which makes one trip of many that wait at once.
fn at_once(paths: &[PathBuf], sync: impl Fn(&Path) -> Result<(), SystemError> + Sync) -> Result<(), SystemError> {
    let share = paths.len().div_ceil(SYNCING).max(1);
    thread::scope(|scope| {
        let sync = &sync;
        let each = paths.chunks(share).map(|paths| scope.spawn(move || paths.iter().try_for_each(|path| sync(path))));
        let threads: Vec<_> = each.collect();
        let results: Vec<_> =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect();
        results.into_iter().collect()
    })
}

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
