//! One edition, swapped in whole.
//!
//! Finished files come in; a folder on the disk comes out, with a marker ([`MARKER`]), `SHA256SUMS` and `manifest.json`. The
//! edition is written to a folder beside the target, on the same file system, and changes places with it in one step, so that the target is
//! always one complete edition: the old one or the new one. Where the system knows no such step, two renames do it.
//!
//! Three names beside the target are ours, `.bluebook-<name>.new`, `.old` and `.lock` (a fourth, `.cache`, is [`super::cache`]'s). They are
//! fixed and not random, so that
//! the next build knows what an interrupted one has left: where the target is missing, `.old` is the last good edition and goes
//! back; everything else is rubbish. Only folders that carry the marker, or are empty, are ever replaced or removed. The lock ends with
//! the process that holds it, however that ends.

mod staging;

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::manifest::Origin;
use super::outputs::{OutputFile, Sink as _, SummedFile};
use super::scope::{MARKER, Scope};
use super::verify;
use super::watch::Watcher;
use crate::diag::{self, Diagnostic, Problems};
use crate::source::system::{EntryKind, Lock, System, SystemError};
pub use staging::Staging;

/// A folder that an edition may go to: [`open`] has looked at it.
#[derive(Debug)]
pub struct Target {
    /// Without links and `..`.
    path: PathBuf,
    /// As typed, for messages.
    shown: String,
    scope: Scope,
    /// Nobody else writes to this folder as long as this is held. Not yet if the folder above it is still to be made.
    lock: Option<Lock>,
}

/// Looks whether an edition may go to `out`, waits until no other build writes there, and clears away what an interrupted build has left
/// beside it.
///
/// `published` is the folder that drafts may never get into, whatever is in it.
///
/// # Errors
/// When the folder is not ours to write to. Nothing has been changed then.
pub fn open(
    system: &dyn System,
    (out, content, published): (&Path, &Path, &Path),
    scope: Scope,
    watcher: &dyn Watcher,
) -> Result<Target, Diagnostic> {
    let shown = out.display().to_string();
    let find = |path: &Path| locate(system, path).map_err(|error| failed(&error));
    let path = find(out)?;
    let mut target = Target { path, shown, scope, lock: None };
    target.refuse_precious(system, &find(content)?)?;
    if target.scope.drafts && target.path.starts_with(find(published)?) {
        return Err(target
            .refusal("drafts-in-public", format!("drafts cannot go to {}: that is the folder of the published edition", target.shown))
            .help("leave --out away (drafts go to drafts/), or name a folder elsewhere"));
    }
    target.refuse_inside_edition(system)?;
    target.refuse_mount(system)?;
    // Looked at twice: nothing is made beside a folder that is not ours, and the build that was waited for may have changed it.
    target.refuse_occupied(system)?;
    if target.path.parent().is_some_and(|above| matches!(system.kind(above), Ok(Some(_)))) {
        target.take(system, watcher)?;
    }
    Ok(target)
}

/// `path` without links and `..`, whether or not there is something.
fn locate(system: &dyn System, path: &Path) -> Result<PathBuf, SystemError> {
    let mut rest = Vec::new();
    let mut known = path;
    loop {
        let here = if known.as_os_str().is_empty() { Path::new(".") } else { known };
        match system.canonical(here) {
            Ok(mut found) => {
                for part in rest.into_iter().rev() {
                    match part {
                        Component::ParentDir => {
                            found.pop();
                        }
                        Component::Normal(name) => found.push(name),
                        _ => {}
                    }
                }
                return Ok(found);
            }
            // A link that leads nowhere is there and cannot be resolved: nothing may be made in its place.
            Err(error) if system.kind(here)?.is_some() => return Err(error),
            Err(error) => match (known.components().next_back(), known.parent()) {
                (Some(part), Some(parent)) => {
                    rest.push(part);
                    known = parent;
                }
                _ => return Err(error),
            },
        }
    }
}

impl Target {
    fn refusal(&self, name: &'static str, message: String) -> Diagnostic {
        Diagnostic::error(name, message).in_path(&self.shown)
    }

    /// Whether there is an edition already.
    pub fn exists(&self, system: &dyn System) -> bool {
        matches!(system.kind(&self.path.join(MARKER)), Ok(Some(_)))
    }

    /// The reports of the edition that is there.
    pub fn reports(&self, system: &dyn System) -> Vec<String> {
        marker_of(system, &self.path).ok().flatten().map_or_else(Vec::new, |marker| Scope::held(&marker))
    }

    /// Folders that somebody would miss, whatever is in them.
    fn refuse_precious(&self, system: &dyn System, content: &Path) -> Result<(), Diagnostic> {
        let elsewhere = "name a folder that is for the edition alone, such as --out public";
        if self.path.starts_with(content) || content.starts_with(&self.path) {
            let message = format!("the edition cannot go to {}: that folder overlaps with the content folder", self.shown);
            return Err(self.refusal("folder-holds-content", message).help(elsewhere));
        }
        let current = system.canonical(Path::new(".")).ok();
        let home = system.variable("HOME").or_else(|| system.variable("USERPROFILE"));
        let home = home.filter(|home| !home.is_empty()).and_then(|home| system.canonical(Path::new(&home)).ok());
        let reason = if self.path.parent().is_none() || self.path.file_name().is_none() {
            Some("that is the root of the file system")
        } else if current.is_some_and(|current| current.starts_with(&self.path)) {
            Some("the current folder is or lies in it")
        } else if home.is_some_and(|home| home.starts_with(&self.path)) {
            Some("your home folder is or lies in it")
        } else {
            None
        };
        match reason {
            Some(reason) => {
                let message = format!("the edition cannot go to {}: {reason}", self.shown);
                Err(self.refusal("precious-folder", message).help(elsewhere))
            }
            None => Ok(()),
        }
    }

    /// The next build of the edition around it would remove this one; and drafts could get into a published folder.
    fn refuse_inside_edition(&self, system: &dyn System) -> Result<(), Diagnostic> {
        for above in self.path.ancestors().skip(1) {
            let marker = system.kind(&above.join(MARKER)).map_err(|error| failed(&error))?;
            if matches!(marker, Some(EntryKind::File(_))) {
                let message = format!("the edition cannot go to {}: {} is an edition itself", self.shown, above.display());
                return Err(self.refusal("edition-in-edition", message).help("name a folder elsewhere"));
            }
        }
        Ok(())
    }

    /// What is mounted somewhere cannot be moved away from there.
    fn refuse_mount(&self, system: &dyn System) -> Result<(), Diagnostic> {
        let there = system.kind(&self.path).map_err(|error| failed(&error))?.is_some();
        if there && system.is_mount_point(&self.path).map_err(|error| failed(&error))? {
            let message = format!("the edition cannot go to {}: another disk or folder is mounted there", self.shown);
            let help = format!("name a folder in it, such as --out {}/site", self.shown.trim_end_matches('/'));
            return Err(self.refusal("mount-point", message).help(help));
        }
        Ok(())
    }

    /// Takes the lock, and puts right what a build that was stopped has left.
    fn take(&mut self, system: &dyn System, watcher: &dyn Watcher) -> Result<(), Diagnostic> {
        let path = self.beside(".lock");
        let lock = |wait| system.lock(&path, wait).map_err(|error| failed(&error));
        self.lock = lock(false)?;
        if self.lock.is_none() {
            watcher.waits();
            self.lock = lock(true)?;
        }
        if self.lock.is_none() {
            let message = format!("another build is writing to {}", self.shown);
            return Err(self.refusal("folder-in-use", message).help("wait until it is done"));
        }
        self.recover(system)?;
        self.refuse_occupied(system)
    }

    /// What is at the target must be ours, of the same kind, and not hold more than the new edition.
    fn refuse_occupied(&self, system: &dyn System) -> Result<(), Diagnostic> {
        let shown = &self.shown;
        match system.kind(&self.path).map_err(|error| failed(&error))? {
            None => return Ok(()),
            Some(EntryKind::Folder) => {}
            Some(_) => {
                let message = format!("the edition cannot go to {shown}: there is something that is not a folder");
                return Err(self.refusal("folder-is-a-file", message).help("name a folder with --out"));
            }
        }
        if system.list(&self.path).map_err(|error| failed(&error))?.is_empty() {
            return Ok(());
        }
        let Some(old) = marker_of(system, &self.path).map_err(|error| failed(&error))? else {
            let message = format!("the edition cannot go to {shown}: the folder is not empty and was not made by bluebook");
            let help = "name another folder with --out, or remove this one yourself if nothing in it is needed";
            return Err(self.refusal("folder-not-ours", message).help(help));
        };
        let Some(old) = Scope::from_marker(&old) else {
            let message = format!("the edition cannot go to {shown}: its marker {MARKER} cannot be read");
            return Err(self.refusal("unreadable-marker", message).help("remove the folder yourself if nothing in it is needed"));
        };
        if old.drafts != self.scope.drafts {
            let message = format!("{} cannot go to {shown}: it holds {}", self.scope.words(), old.words());
            return Err(self.refusal("drafts-and-published-mixed", message).help("name another folder with --out"));
        }
        if !self.scope.covers(&old) {
            let message = format!("{} cannot go to {shown}: it holds {}, of which some would be lost", self.scope.words(), old.words());
            let help = "name another folder with --out, such as --out preview, or leave --report and --format away";
            return Err(self.refusal("partial-over-fuller", message).help(help));
        }
        let strangers = verify::strangers(system, &self.path);
        if let Some(first) = strangers.first() {
            let others = if strangers.len() > 1 { format!(" and {} more", strangers.len() - 1) } else { String::new() };
            let message = format!("{shown} holds {first}{others}, which bluebook did not put there and which would be lost");
            let help =
                "an edition is replaced whole: move what is not of it elsewhere, and copy it there after each build if the site needs it";
            return Err(self.refusal("folder-not-ours", message).help(help));
        }
        Ok(())
    }

    /// Where to keep what need not be made again for the next edition; nowhere as long as another build may write there too.
    pub fn cache_folder(&self) -> Option<PathBuf> {
        self.lock.as_ref().map(|_| self.beside(".cache"))
    }

    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = std::ffi::OsString::from(".bluebook-");
        name.push(self.path.file_name().unwrap_or_default());
        name.push(ending);
        self.path.with_file_name(name)
    }

    /// Brings the last good edition back if a build was stopped between the two renames, and removes what else it left.
    fn recover(&self, system: &dyn System) -> Result<(), Diagnostic> {
        let (new, old) = (self.beside(".new"), self.beside(".old"));
        let work = || {
            for folder in [&new, &old] {
                if !is_ours(system, folder)? {
                    return Ok(Some(folder.clone()));
                }
            }
            if system.kind(&self.path)?.is_none() && system.kind(&old)?.is_some() {
                system.rename(&old, &self.path)?;
            }
            system.remove_folder(&old)?;
            system.remove_folder(&new)?;
            Ok(None)
        };
        match work().map_err(|error| failed(&error))? {
            None => Ok(()),
            Some(folder) => {
                let message = format!("the edition cannot be built: {} is in the way and was not made by bluebook", folder.display());
                Err(self.refusal("folder-not-ours", message).help("move it away"))
            }
        }
    }

    /// Puts an edition of these files in place of what was there.
    ///
    /// # Errors
    /// When it cannot be written. What was there is there still.
    pub fn replace(&mut self, system: &dyn System, files: &[OutputFile], origin: &Origin, watcher: &dyn Watcher) -> diag::Result<()> {
        let staging = self.staging(system, watcher);
        staging.put(files.iter().cloned().map(SummedFile::from).collect());
        staging.finish(origin)
    }

    /// A place for the files of a new edition. Nothing is written before there is one.
    pub fn staging<'a>(&'a mut self, system: &'a dyn System, watcher: &'a dyn Watcher) -> Staging<'a> {
        Staging::new(self, system, watcher)
    }

    /// Sees to it that nobody else writes here, and marks the folder `new` as ours.
    fn begin(&mut self, system: &dyn System, new: &Path, watcher: &dyn Watcher, begun: &mut bool) -> Result<(), Diagnostic> {
        if self.lock.is_none() {
            let above = self.path.parent().unwrap_or(&self.path);
            system.make_folder(above).map_err(|error| failed(&error))?;
            self.take(system, watcher)?;
        }
        *begun = true;
        // The marker comes first: whatever is left of the rest, the next build knows it as ours.
        system.write(&new.join(MARKER), self.scope.marker(&[]).as_bytes()).map_err(|error| failed(&error))
    }

    /// Makes the swap safe and removes the edition before; says what could not be done.
    fn after(&self, system: &dyn System, past: &Path) -> Problems {
        let mut warnings = Vec::new();
        if let Some(above) = self.path.parent()
            && let Err(error) = system.sync_names(above)
        {
            let message = format!("the edition is in place, but the disk does not say that it is safe from a power cut: {error}");
            warnings
                .push(Diagnostic::warning("not-synced", message).in_path(&self.shown).help("build again; if this stays, see to the disk"));
        }
        if let Err(error) = system.remove_folder(past) {
            let message = format!("the edition is in place, but the one before it could not be removed: {error}");
            let leftover = Diagnostic::warning("leftover", message).in_path(past.display().to_string());
            warnings.push(leftover.help("the next build tries again"));
        }
        warnings
    }

    /// Puts the staged edition into place, and says where the one before it is now.
    fn swap(&self, system: &dyn System, new: &Path) -> Result<PathBuf, Diagnostic> {
        let old = self.beside(".old");
        let tell = |error| failed(&error);
        if system.kind(&self.path).map_err(tell)?.is_none() {
            system.rename(new, &self.path).map_err(tell)?;
            return Ok(old);
        }
        if system.exchange(new, &self.path).map_err(tell)? {
            return Ok(new.to_path_buf());
        }
        system.rename(&self.path, &old).map_err(tell)?;
        system.rename(new, &self.path).map_err(|error| {
            let told = failed(&error);
            match system.rename(&old, &self.path) {
                Ok(()) => told,
                Err(again) => told.help(format!("the last edition is in {}, and the next build puts it back: {again}", old.display())),
            }
        })?;
        Ok(old)
    }
}

/// A step that the system refused, with what can be done about it.
fn failed(error: &SystemError) -> Diagnostic {
    let help = match error.error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room, or name a folder on another disk with --out",
        ErrorKind::PermissionDenied => "see that you may write to this folder and to the one above it, or name another with --out",
        ErrorKind::ReadOnlyFilesystem => "name a folder on a disk that can be written to with --out",
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => "name a folder with --out that is not there yet",
        _ => "see what the system says; a folder elsewhere, named with --out, may do",
    };
    let path = error.path.display().to_string();
    Diagnostic::error("cannot-write", format!("the edition could not be written: {error}")).in_path(path).help(help)
}

/// The marker's text, if the folder has one.
fn marker_of(system: &dyn System, folder: &Path) -> Result<Option<String>, SystemError> {
    let path = folder.join(MARKER);
    // A link or a device is no marker of ours, and is not read.
    match system.kind(&path)? {
        Some(EntryKind::File(_)) => Ok(Some(String::from_utf8_lossy(&system.read(&path)?).into_owned())),
        _ => Ok(None),
    }
}

/// Whether a folder beside the target may be removed: it is not there, it is empty, or it carries the marker.
fn is_ours(system: &dyn System, folder: &Path) -> Result<bool, SystemError> {
    Ok(match system.kind(folder)? {
        None => true,
        Some(EntryKind::Folder) => system.list(folder)?.is_empty() || marker_of(system, folder)?.is_some(),
        Some(_) => false,
    })
}

#[cfg(test)]
mod tests;
