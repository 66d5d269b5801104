//! A file system in memory, for tests and for preview.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Entry, EntryKind, Lock, System, SystemError, wrap};

/// Files that are in no disk. A folder is there when something is in it or it was made.
#[derive(Debug, Default)]
pub struct Memory {
    things: Mutex<BTreeMap<PathBuf, Thing>>,
    mounts: BTreeSet<PathBuf>,
    locked: Arc<Mutex<BTreeSet<PathBuf>>>,
    /// Whether two folders cannot change places in one step.
    pub moves_only: bool,
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
        Self { things: Mutex::new(things), ..Self::default() }
    }

    /// The same with another file system mounted at `path`.
    #[must_use]
    pub fn with_mount(mut self, path: impl Into<PathBuf>) -> Self {
        self.mounts.insert(path.into());
        self
    }

    /// Every file and link with what it holds, by path.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let things = lock(&self.things);
        let files = things.iter().filter_map(|(path, thing)| match thing {
            Thing::File(bytes) => Some((path.clone(), bytes.clone())),
            Thing::Link(to) => Some((path.clone(), to.to_string_lossy().into_owned().into_bytes())),
            Thing::Folder | Thing::Device => None,
        });
        files.collect()
    }

    /// Adds a link.
    pub fn add_link(&self, path: impl Into<PathBuf>, to: impl Into<PathBuf>) {
        lock(&self.things).insert(plain(&path.into()), Thing::Link(plain(&to.into())));
    }

    /// Adds something that is neither file nor folder nor link.
    pub fn add_device(&self, path: impl Into<PathBuf>) {
        lock(&self.things).insert(plain(&path.into()), Thing::Device);
    }

    /// Takes a file away.
    pub fn remove_file(&self, path: impl AsRef<Path>) {
        lock(&self.things).remove(&plain(path.as_ref()));
    }

    /// Moves a folder and all it holds.
    fn moved(things: &mut BTreeMap<PathBuf, Thing>, from: &Path, to: &Path) {
        let moved: Vec<PathBuf> = things.keys().filter(|path| path.starts_with(from)).cloned().collect();
        for path in moved {
            if let (Some(thing), Ok(rest)) = (things.remove(&path), path.strip_prefix(from)) {
                // Joining nothing would add a slash at the end.
                let path = if rest.as_os_str().is_empty() { to.to_path_buf() } else { to.join(rest) };
                things.insert(path, thing);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A lock that is held; it ends when this is dropped.
struct Held {
    locked: Arc<Mutex<BTreeSet<PathBuf>>>,
    path: PathBuf,
}

impl Drop for Held {
    fn drop(&mut self) {
        lock(&self.locked).remove(&self.path);
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
        let things = lock(&self.things);
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
        let things = lock(&self.things);
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
        Ok(kind_in(&lock(&self.things), &plain(path)))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), SystemError> {
        lock(&self.things).insert(plain(path), Thing::File(bytes.to_vec()));
        Ok(())
    }

    fn make_folder(&self, path: &Path) -> Result<(), SystemError> {
        lock(&self.things).entry(plain(path)).or_insert(Thing::Folder);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), SystemError> {
        let mut things = lock(&self.things);
        let (from, to) = (plain(from), plain(to));
        if kind_in(&things, &to).is_some() {
            return wrap(Err(io::ErrorKind::AlreadyExists.into()), "rename to", &to);
        }
        if kind_in(&things, &from).is_none() {
            return wrap(Err(io::ErrorKind::NotFound.into()), "rename", &from);
        }
        Self::moved(&mut things, &from, &to);
        Ok(())
    }

    fn link(&self, from: &Path, to: &Path, like: &Path) -> Result<bool, SystemError> {
        // Nobody can tell the two apart: no file is changed in its place.
        let bytes = self.read(from)?;
        self.read(like)?;
        self.write(to, &bytes)?;
        Ok(true)
    }

    fn exchange(&self, one: &Path, other: &Path) -> Result<bool, SystemError> {
        if self.moves_only {
            return Ok(false);
        }
        let mut things = lock(&self.things);
        let (one, other) = (plain(one), plain(other));
        if let Some(missing) = [&one, &other].into_iter().find(|path| kind_in(&things, path).is_none()) {
            return wrap(Err(io::ErrorKind::NotFound.into()), "rename", missing);
        }
        let aside = one.with_file_name(".aside");
        Self::moved(&mut things, &one, &aside);
        Self::moved(&mut things, &other, &one);
        Self::moved(&mut things, &aside, &other);
        Ok(true)
    }

    fn sync(&self, _folder: &Path) -> Result<(), SystemError> {
        Ok(())
    }

    fn sync_names(&self, _folder: &Path) -> Result<(), SystemError> {
        Ok(())
    }

    fn is_mount_point(&self, path: &Path) -> Result<bool, SystemError> {
        Ok(self.mounts.contains(&plain(path)))
    }

    fn lock(&self, path: &Path, _wait: bool) -> Result<Option<Lock>, SystemError> {
        // Nobody could end a wait: whoever holds the lock would have to be another thread of a test.
        let path = plain(path);
        let free = lock(&self.locked).insert(path.clone());
        Ok(free.then(|| Lock::new(Held { locked: self.locked.clone(), path })))
    }

    fn remove_folder(&self, path: &Path) -> Result<(), SystemError> {
        let path = plain(path);
        lock(&self.things).retain(|other, _| !other.starts_with(&path));
        Ok(())
    }

    fn canonical(&self, path: &Path) -> Result<PathBuf, SystemError> {
        let things = lock(&self.things);
        let path = plain(path);
        let target = match things.get(&path) {
            Some(Thing::Link(to)) => to.clone(),
            _ => path.clone(),
        };
        wrap(kind_in(&things, &target).map(|_| target).ok_or_else(|| io::ErrorKind::NotFound.into()), "find", &path)
    }
}
