//! The files of a new edition on their way to the disk.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::super::manifest::{CHECKSUMS, MANIFEST, Origin, Sums, check_paths, checksums, hex, manifest, sum, unwritable};
use super::super::outputs::{OutputFile, Sink, SummedFile};
use super::super::scope::MARKER;
use super::super::watch::{Stage, Watcher};
use super::{Target, failed};
use crate::diag::{self, Diagnostic, Warned};
use crate::source::system::{EntryKind, System, SystemError};

/// An edition that is being written beside its folder, file by file, from several threads at once. Dropped before it is finished, it leaves
/// nothing.
pub struct Staging<'a> {
    system: &'a dyn System,
    watcher: &'a dyn Watcher,
    new: PathBuf,
    /// Where the edition before is, if there is one.
    before: PathBuf,
    staged: Mutex<Staged<'a>>,
}

struct Staged<'a> {
    target: &'a mut Target,
    /// Whether something may lie in the new folder.
    begun: bool,
    sums: Sums,
    /// Why it can come to nothing.
    failed: Option<Diagnostic>,
}

impl Sink for Staging<'_> {
    fn put(&self, files: Vec<SummedFile>) -> bool {
        let begin = |staged: &mut Staged| {
            check_paths(files.iter().map(|summed| &*summed.file.path))?;
            if !staged.begun {
                staged.target.begin(self.system, &self.new, self.watcher, &mut staged.begun)?;
            }
            for SummedFile { file, sha256 } in &files {
                if staged.sums.insert(file.path.clone(), hex(sha256)).is_some() {
                    return Err(unwritable(&file.path));
                }
            }
            Ok(())
        };
        let ready = self.with(|staged| {
            if staged.failed.is_none() {
                staged.failed = begin(staged).err();
            }
            staged.failed.is_none()
        });
        if ready && let Err(error) = files.iter().try_for_each(|summed| self.place(&summed.file)) {
            self.with(|staged| staged.failed.get_or_insert(failed(&error)).is_error());
            return false;
        }
        ready
    }
}

impl<'a> Staging<'a> {
    pub(super) fn new(target: &'a mut Target, system: &'a dyn System, watcher: &'a dyn Watcher) -> Self {
        let (new, before) = (target.beside(".new"), target.path.clone());
        let staged = Mutex::new(Staged { target, begun: false, sums: Sums::new(), failed: None });
        Self { system, watcher, new, before, staged }
    }

    /// Writes a file, or takes it over from the edition before if it is the same there: what is on the disk already need not be written again.
    /// Nobody else has the file: a file that has a further name is not taken, no path is written twice, and the edition before is removed.
    fn place(&self, file: &OutputFile) -> Result<(), SystemError> {
        let (before, new) = (self.before.join(&file.path), self.new.join(&file.path));
        let length = EntryKind::File(file.bytes.len() as u64);
        let is = |path: &Path, wanted| self.system.kind(path).is_ok_and(|kind| kind == Some(wanted));
        // A link that somebody has put into the edition leads to what is not ours.
        let mut folders = file.path.match_indices('/').map(|(end, _)| self.before.join(&file.path[..end]));
        let same = is(&before, length)
            && folders.all(|folder| is(&folder, EntryKind::Folder))
            && self.system.read(&before).is_ok_and(|bytes| bytes == file.bytes);
        if same {
            self.system.make_folder(new.parent().unwrap_or(&self.new))?;
            if self.system.link(&before, &new, &self.new.join(MARKER)).unwrap_or(false) {
                return Ok(());
            }
        }
        self.system.write(&new, &file.bytes)
    }

    fn with<T>(&self, work: impl FnOnce(&mut Staged) -> T) -> T {
        work(&mut self.staged.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts the edition in place of what was there.
    ///
    /// # Errors
    /// When it cannot be written. What was there is there still.
    pub fn finish(self, origin: &Origin) -> diag::Result<()> {
        let Self { system, new, watcher, .. } = &self;
        let past = self.with(|staged| {
            if let Some(failed) = staged.failed.take() {
                return Err(vec![failed]);
            }
            watcher.stage(Stage::Writing);
            staged.complete(*system, new, origin, *watcher).map_err(|error| vec![error])?;
            watcher.stage(Stage::Swapping);
            let swap = || {
                system.sync(new).map_err(|error| failed(&error))?;
                // Somebody may have put files there since the target was opened.
                staged.target.refuse_occupied(*system)?;
                staged.target.swap(*system, new)
            };
            swap().map_err(|error| vec![error])
        })?;
        Ok(Warned {
            value: (),
            warnings: self.with(|staged| {
                // What lies at the name now is the edition before.
                staged.begun = false;
                staged.target.after(*system, &past)
            }),
        })
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // What was there before may be somebody else's. If this fails too, the next build clears it away.
        if self.with(|staged| staged.begun) {
            let _ = self.system.remove_folder(&self.new);
        }
    }
}

impl Staged<'_> {
    /// Writes what an edition says of itself.
    fn complete(&mut self, system: &dyn System, new: &Path, origin: &Origin, watcher: &dyn Watcher) -> Result<(), Diagnostic> {
        check_paths(self.sums.keys().map(|path| &**path))?;
        if !self.begun {
            self.target.begin(system, new, watcher, &mut self.begun)?;
        }
        let put = |path: &str, text: &str| system.write(&new.join(path), text.as_bytes()).map_err(|error| failed(&error));
        let marker = self.target.scope.marker(origin.reports);
        put(MARKER, &marker)?;
        self.sums.insert(MARKER.to_owned(), sum(marker.as_bytes()));
        let manifest = manifest(&self.target.scope, &self.sums, origin);
        put(MANIFEST, &manifest)?;
        put(CHECKSUMS, &checksums(&self.sums, &sum(manifest.as_bytes())))
    }
}
