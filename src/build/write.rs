//! One edition, swapped in whole.
//!
//! Finished files come in; a folder on the disk comes out, with a marker ([`MARKER`]), `SHA256SUMS` and `manifest.json`. The
//! edition is written to a folder beside the target, on the same file system, and renamed into place, so that the target is
//! always one complete edition: the old one or the new one.
//!
//! Two names beside the target are ours, `.bluebook-<name>.new` and `.bluebook-<name>.old` (a third, `.bluebook-<name>.cache`, is
//! [`super::cache`]'s). They are fixed and not random, so that
//! the next build knows what an interrupted one has left: where the target is missing, `.old` is the last good edition and goes
//! back; everything else is rubbish. Only folders that carry the marker, or are empty, are ever replaced or removed.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::outputs::{Formats, Input, OutputFile};
use crate::diag::{self, Diagnostic, Warned};
use crate::source::system::{EntryKind, System, SystemError};

/// The file that marks a folder as ours.
pub const MARKER: &str = ".bluebook";
/// The checksums, as `sha256sum -c` reads them.
pub const CHECKSUMS: &str = "SHA256SUMS";
/// What was made from what.
pub const MANIFEST: &str = "manifest.json";

const TOOL: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// How much of the programme an edition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Drafts, and not the published reports.
    pub drafts: bool,
    /// Its formats.
    pub formats: Formats,
    /// Its reports, sorted; every one if empty.
    pub reports: Vec<String>,
}

impl Scope {
    /// Whether nothing that an edition of `other` holds is left out of this one.
    fn covers(&self, other: &Self) -> bool {
        let reports =
            self.reports.is_empty() || (!other.reports.is_empty() && other.reports.iter().all(|slug| self.reports.contains(slug)));
        reports && self.formats.cover(other.formats)
    }

    fn edition(&self) -> &'static str {
        if self.drafts { "drafts" } else { "published" }
    }

    fn is_full(&self) -> bool {
        self.reports.is_empty() && self.formats == Formats::ALL
    }

    /// In words, for messages: 'the published edition', 'the drafts of surrey-2008 in html'.
    fn words(&self) -> String {
        let mut words = String::from(if self.drafts { "the drafts" } else { "the published edition" });
        if !self.reports.is_empty() {
            words = words + " of " + &self.reports.join(", ");
        }
        if self.formats != Formats::ALL {
            words = words + " in " + &self.formats.names().collect::<Vec<_>>().join(", ");
        }
        words
    }

    /// The text of the marker.
    fn marker(&self) -> String {
        let reports = if self.reports.is_empty() { "all".to_owned() } else { self.reports.join(", ") };
        let formats = self.formats.names().collect::<Vec<_>>().join(", ");
        let extent = if self.is_full() { "full" } else { "partial" };
        format!(
            "bluebook made this folder and replaces it whole with every build.\n\
             Keep nothing of your own here. Leave this file: a folder without it is never written to.\n\n\
             tool: {TOOL}\nedition: {}\nextent: {extent}\nformats: {formats}\nreports: {reports}\n",
            self.edition()
        )
    }

    /// Reads a marker; `None` if it is not one that we can make sense of. Lines with other keys are a later version's business.
    fn from_marker(text: &str) -> Option<Self> {
        let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(str::trim);
        let list = |key| Some(value(key)?.split(',').map(str::trim).filter(|name| !name.is_empty()).collect::<Vec<_>>());
        let drafts = match value("edition")? {
            "drafts" => true,
            "published" => false,
            _ => return None,
        };
        let formats = list("formats")?;
        let formats = Formats { html: formats.contains(&"html"), pdf: formats.contains(&"pdf"), data: formats.contains(&"data") };
        let reports = match &list("reports")?[..] {
            ["all"] => Vec::new(),
            slugs => slugs.iter().map(|&slug| slug.to_owned()).collect(),
        };
        Some(Self { drafts, formats, reports })
    }
}

/// A folder that an edition may go to: [`open`] has looked at it.
#[derive(Debug)]
pub struct Target {
    /// Without links and `..`.
    path: PathBuf,
    /// As typed, for messages.
    shown: String,
    scope: Scope,
}

/// Looks whether an edition may go to `out`, and clears away what an interrupted build has left beside it.
///
/// `published` is the folder that drafts may never get into, whatever is in it.
///
/// # Errors
/// When the folder is not ours to write to. Nothing has been changed then.
pub fn open(system: &dyn System, out: &Path, content: &Path, published: &Path, scope: Scope) -> Result<Target, Diagnostic> {
    let shown = out.display().to_string();
    let find = |path: &Path| locate(system, path).map_err(|error| failed(&error));
    let path = find(out)?;
    let target = Target { path, shown, scope };
    target.refuse_precious(system, &find(content)?)?;
    if target.scope.drafts && target.path.starts_with(find(published)?) {
        return Err(target
            .refusal("drafts-in-public", format!("drafts cannot go to {}: that is the folder of the published edition", target.shown))
            .help("leave --out away (drafts go to drafts/), or name a folder elsewhere"));
    }
    target.refuse_inside_edition(system)?;
    target.recover(system)?;
    target.refuse_occupied(system)?;
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

    /// Whether there is an edition with a report in it: each has a folder.
    pub fn has_reports(&self, system: &dyn System) -> bool {
        let folder = |name: &str| name != "assets" && matches!(system.kind(&self.path.join(name)), Ok(Some(EntryKind::Folder)));
        self.exists(system) && system.list(&self.path).is_ok_and(|entries| entries.iter().any(|entry| folder(&entry.name)))
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
        Ok(())
    }

    /// Where to keep what need not be made again for the next edition.
    pub fn cache_folder(&self) -> PathBuf {
        self.beside(".cache")
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
    pub fn replace(&self, system: &dyn System, files: &[OutputFile], inputs: &[Input]) -> diag::Result<()> {
        let (new, old) = (self.beside(".new"), self.beside(".old"));
        let put = |path: &str, bytes: &[u8]| system.write(&new.join(path), bytes);
        let stage = || {
            // The marker comes first: whatever is left of the rest, the next build knows it as ours.
            put(MARKER, self.scope.marker().as_bytes())?;
            files.iter().try_for_each(|file| put(&file.path, &file.bytes))?;
            let manifest = manifest(&self.scope, files, inputs);
            put(MANIFEST, manifest.as_bytes())?;
            put(CHECKSUMS, checksums(files, &manifest).as_bytes())
        };
        let swap = || {
            check_paths(files)?;
            stage().map_err(|error| failed(&error))?;
            // Somebody may have put files there since the target was opened.
            self.refuse_occupied(system)?;
            if system.kind(&self.path).map_err(|error| failed(&error))?.is_none() {
                return system.rename(&new, &self.path).map_err(|error| failed(&error));
            }
            system.rename(&self.path, &old).map_err(|error| failed(&error))?;
            system.rename(&new, &self.path).map_err(|error| {
                let told = failed(&error);
                match system.rename(&old, &self.path) {
                    Ok(()) => told,
                    Err(again) => told.help(format!("the last edition is in {}: {again}", old.display())),
                }
            })
        };
        if let Err(diagnostic) = swap() {
            // If this fails too, the next build clears it away.
            let _ = system.remove_folder(&new);
            return Err(vec![diagnostic]);
        }
        let leftover = system.remove_folder(&old).err().map(|error| {
            let message = format!("the edition is in place, but the one before it could not be removed: {error}");
            Diagnostic::warning("leftover", message).in_path(old.display().to_string()).help("the next build tries again")
        });
        Ok(Warned { value: (), warnings: leftover.into_iter().collect() })
    }
}

fn failed(error: &SystemError) -> Diagnostic {
    let path = error.path.display().to_string();
    Diagnostic::error("cannot-write", format!("the edition could not be written: {error}")).in_path(path)
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

/// Holds every path to be below the edition's folder, each its own. A breach is our mistake, found before it can do harm.
fn check_paths(files: &[OutputFile]) -> Result<(), Diagnostic> {
    let mut seen: BTreeSet<String> = [MARKER, MANIFEST, CHECKSUMS].map(str::to_lowercase).into();
    let mut folders = BTreeSet::new();
    for OutputFile { path, .. } in files {
        let plain = path.split('/').all(|part| !matches!(part, "" | "." | ".."))
            && !path.contains(|c: char| c == '\\' || c == ':' || c.is_control());
        // Letter case does not tell files apart everywhere.
        let folded = path.to_lowercase();
        folders.extend(folded.match_indices('/').map(|(at, _)| folded[..at].to_owned()));
        if !plain || !seen.insert(folded) {
            return Err(bug(path));
        }
    }
    match seen.intersection(&folders).next() {
        Some(path) => Err(bug(path)),
        None => Ok(()),
    }
}

fn bug(path: &str) -> Diagnostic {
    Diagnostic::error("internal-error", format!("the edition has a file that cannot be written or stands there twice: {path:?}"))
        .help("this is a bug in bluebook and not your mistake: please report it")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// `<sha256>  <path>` for every file but the checksums and the marker, sorted by path.
fn checksums(files: &[OutputFile], manifest: &str) -> String {
    let mut lines: Vec<(&str, String)> = files.iter().map(|file| (&*file.path, hex(&Sha256::digest(&file.bytes)))).collect();
    lines.push((MANIFEST, hex(&Sha256::digest(manifest.as_bytes()))));
    lines.sort_unstable();
    lines.iter().flat_map(|(path, sum)| [sum, "  ", path, "\n"]).collect()
}

/// An in-toto Statement v1 with SLSA's provenance predicate: what was made, from what, with what. It holds no time and no place,
/// so that the same input gives the same manifest.
fn manifest(scope: &Scope, files: &[OutputFile], inputs: &[Input]) -> String {
    let mut subject: Vec<_> = files.iter().map(|file| resource(&file.path, &Sha256::digest(&file.bytes))).collect();
    let mut materials: Vec<_> = inputs.iter().map(|input| resource(&input.path, &input.sha256)).collect();
    for list in [&mut subject, &mut materials] {
        list.sort_by(|a, b| a["name"].as_str().cmp(&b["name"].as_str()));
    }
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subject,
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                // Package URLs: they name the program without claiming a web address for it.
                "buildType": concat!("pkg:generic/", env!("CARGO_PKG_NAME"), "#edition-v1"),
                "externalParameters": {
                    "edition": scope.edition(),
                    "formats": scope.formats.names().collect::<Vec<_>>(),
                    "reports": scope.reports,
                },
                "resolvedDependencies": materials,
            },
            "runDetails": {
                "builder": {
                    "id": concat!("pkg:generic/", env!("CARGO_PKG_NAME"), "@", env!("CARGO_PKG_VERSION")),
                    "version": { env!("CARGO_PKG_NAME"): env!("CARGO_PKG_VERSION") },
                },
            },
        },
    });
    format!("{statement:#}\n")
}

fn resource(name: &str, sha256: &[u8]) -> serde_json::Value {
    json!({ "name": name, "digest": { "sha256": hex(sha256) } })
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::{io, iter};

    use super::{Scope, open};
    use crate::build::outputs::{Formats, Input, OutputFile};
    use crate::diag::Diagnostic;
    use crate::source::system::{Entry, EntryKind, Memory, System, SystemError};

    const FULL: Scope = Scope { drafts: false, formats: Formats::ALL, reports: Vec::new() };

    fn drafts() -> Scope {
        Scope { drafts: true, ..FULL }
    }

    fn partial(report: &str) -> Scope {
        Scope { reports: vec![report.to_owned()], ..FULL }
    }

    fn html_only() -> Scope {
        Scope { formats: Formats { html: true, pdf: false, data: false }, ..FULL }
    }

    fn files(text: &str) -> Vec<OutputFile> {
        [("index.html", "<!doctype html>"), ("surrey-2008/index.html", text)]
            .map(|(path, bytes)| OutputFile { path: path.into(), bytes: bytes.into() })
            .into()
    }

    /// A machine with content at `/w/content`, where the tool was started in `/w` and the user lives in `/home/u`.
    fn machine() -> Machine {
        Machine::over(Memory::with_files([("/w/content/programme.yaml", "x"), ("/home/u/letter.txt", "x")]))
    }

    /// A [`Memory`] with a current folder and a home, whose changes fail from the `fails`-th on.
    struct Machine {
        memory: Memory,
        changes: AtomicUsize,
        fails: std::ops::Range<usize>,
    }

    impl Machine {
        fn over(memory: Memory) -> Self {
            Self { memory, changes: AtomicUsize::new(0), fails: 0..0 }
        }

        fn at(path: &Path) -> PathBuf {
            if path == Path::new(".") { "/w".into() } else { Path::new("/w").join(path) }
        }

        fn change<T>(&self, path: &Path, work: impl FnOnce() -> Result<T, SystemError>) -> Result<T, SystemError> {
            if self.fails.contains(&self.changes.fetch_add(1, Ordering::Relaxed)) {
                let error = io::ErrorKind::StorageFull.into();
                return Err(SystemError { path: path.into(), action: "write", error });
            }
            work()
        }

        fn open(&self, out: &str, scope: Scope) -> Result<super::Target, Diagnostic> {
            open(self, Path::new(out), Path::new("content"), Path::new("public"), scope)
        }

        fn build(&self, out: &str, scope: Scope, text: &str) -> Result<(), Vec<Diagnostic>> {
            let inputs = [Input { path: "programme.yaml".into(), sha256: [7; 32] }];
            self.open(out, scope).map_err(|d| vec![d])?.replace(self, &files(text), &inputs).map(|_| ())
        }

        fn refused(&self, out: &str, scope: Scope) -> &'static str {
            self.open(out, scope).expect_err("refused").name
        }

        fn text(&self, path: &str) -> String {
            String::from_utf8(self.memory.read(Path::new(path)).expect("read")).expect("text")
        }

        /// What the edition in `/w/public` says; `None` if there is none. It must be complete.
        fn edition(&self) -> Option<String> {
            self.memory.kind(Path::new("/w/public")).expect("kind")?;
            let names: Vec<_> = self.memory.list(Path::new("/w/public")).expect("list").into_iter().map(|e| e.name).collect();
            assert_eq!(names, [".bluebook", "SHA256SUMS", "index.html", "manifest.json", "surrey-2008"]);
            Some(self.text("/w/public/surrey-2008/index.html"))
        }

        fn beside(&self) -> Vec<String> {
            self.memory.list(Path::new("/w")).expect("list").into_iter().map(|e| e.name).collect()
        }
    }

    impl System for Machine {
        fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
            self.memory.read(&Self::at(path))
        }
        fn list(&self, path: &Path) -> Result<Vec<Entry>, SystemError> {
            self.memory.list(&Self::at(path))
        }
        fn kind(&self, path: &Path) -> Result<Option<EntryKind>, SystemError> {
            self.memory.kind(&Self::at(path))
        }
        fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), SystemError> {
            self.change(path, || self.memory.write(&Self::at(path), bytes))
        }
        fn make_folder(&self, path: &Path) -> Result<(), SystemError> {
            self.change(path, || self.memory.make_folder(&Self::at(path)))
        }
        fn rename(&self, from: &Path, to: &Path) -> Result<(), SystemError> {
            self.change(from, || self.memory.rename(&Self::at(from), &Self::at(to)))
        }
        fn remove_folder(&self, path: &Path) -> Result<(), SystemError> {
            self.change(path, || self.memory.remove_folder(&Self::at(path)))
        }
        fn canonical(&self, path: &Path) -> Result<PathBuf, SystemError> {
            self.memory.canonical(&Self::at(path))
        }
        fn variable(&self, name: &str) -> Option<String> {
            (name == "HOME").then(|| "/home/u".to_owned())
        }
    }

    #[test]
    fn an_edition_has_marker_sums_and_manifest() {
        let machine = machine();
        machine.build("public", FULL, "one").expect("built");
        assert_eq!(machine.edition().as_deref(), Some("one"));
        assert_eq!(machine.beside(), ["content", "public"]);
        let marker = machine.text("/w/public/.bluebook");
        assert_eq!(Scope::from_marker(&marker), Some(FULL));
        assert!(marker.contains("edition: published\nextent: full\nformats: html, pdf, data\nreports: all\n"), "{marker}");
        let sums = machine.text("/w/public/SHA256SUMS");
        let names: Vec<_> = sums.lines().map(|line| line.split_once("  ").expect("two spaces").1).collect();
        assert_eq!(names, ["index.html", "manifest.json", "surrey-2008/index.html"]);
        // `printf one | sha256sum`
        assert!(sums.contains("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  surrey-2008/index.html\n"), "{sums}");
        let manifest: serde_json::Value = serde_json::from_str(&machine.text("/w/public/manifest.json")).expect("JSON");
        assert_eq!(manifest["_type"], "https://in-toto.io/Statement/v1");
        assert_eq!(manifest["subject"][1]["name"], "surrey-2008/index.html");
        let materials = &manifest["predicate"]["buildDefinition"]["resolvedDependencies"];
        assert_eq!(materials[0]["digest"]["sha256"], "07".repeat(32));
    }

    #[test]
    fn markers_are_read_back() {
        for scope in [FULL, drafts(), partial("a"), html_only(), Scope { reports: vec!["a".into(), "b".into()], ..drafts() }] {
            assert_eq!(Scope::from_marker(&scope.marker()), Some(scope));
        }
        assert_eq!(Scope::from_marker(""), None);
        assert_eq!(Scope::from_marker("edition: other\nformats: html\nreports: all"), None);
    }

    #[test]
    fn precious_folders_are_refused() {
        let machine = machine();
        for out in ["/", ".", "content/..", "..", "/home", "/home/u", "../home/u/none/.."] {
            assert!(["precious-folder", "folder-holds-content"].contains(&machine.refused(out, FULL)), "{out}");
        }
        assert_eq!(machine.refused("/home/u", FULL), "precious-folder");
        for out in ["content", "content/public", "./content/a/b", "public/../content"] {
            assert_eq!(machine.refused(out, FULL), "folder-holds-content", "{out}");
        }
        assert_eq!(machine.refused("/home/u/letter.txt", FULL), "folder-is-a-file");
        machine.memory.add_link("/w/link", "/w/content");
        assert_eq!(machine.refused("link", FULL), "folder-holds-content");
        machine.memory.add_link("/w/lost", "/nowhere");
        assert_eq!(machine.refused("lost", FULL), "cannot-write");
    }

    #[test]
    fn only_our_own_folders_are_replaced() {
        let machine = machine();
        machine.memory.make_folder(Path::new("/w/empty")).expect("made");
        machine.build("empty", FULL, "one").expect("an empty folder will do");
        machine.memory.write(Path::new("/w/site/photo.png"), b"x").expect("written");
        assert_eq!(machine.refused("site", FULL), "folder-not-ours");
        machine.memory.write(Path::new("/w/site/.bluebook"), b"?").expect("written");
        assert_eq!(machine.refused("site", FULL), "unreadable-marker");
        machine.memory.write(Path::new("/w/.bluebook-public.new/photo.png"), b"x").expect("written");
        assert_eq!(machine.refused("public", FULL), "folder-not-ours");
        assert_eq!(machine.text("/w/.bluebook-public.new/photo.png"), "x");
    }

    #[test]
    fn files_that_come_while_building_are_kept() {
        let machine = machine();
        let target = machine.open("public", FULL).expect("opened");
        machine.memory.write(Path::new("/w/public/photo.png"), b"x").expect("written");
        assert_eq!(target.replace(&machine, &files("one"), &[]).expect_err("refused")[0].name, "folder-not-ours");
        assert_eq!(machine.text("/w/public/photo.png"), "x");
        assert_eq!(machine.beside(), ["content", "public"]);
    }

    #[test]
    fn drafts_and_published_never_mix() {
        let machine = machine();
        for out in ["public", "public/drafts", "./public/../public/a/b"] {
            assert_eq!(machine.refused(out, drafts()), "drafts-in-public", "{out}");
        }
        machine.build("public", FULL, "one").expect("built");
        machine.build("site", FULL, "one").expect("built");
        machine.build("drafts", drafts(), "one").expect("built");
        assert_eq!(machine.refused("site", drafts()), "drafts-and-published-mixed");
        assert_eq!(machine.refused("drafts", FULL), "drafts-and-published-mixed");
        assert_eq!(machine.refused("site/below/it", drafts()), "edition-in-edition");
        assert_eq!(machine.refused("drafts/x", FULL), "edition-in-edition");
    }

    #[test]
    fn less_never_replaces_more() {
        let machine = machine();
        machine.build("public", FULL, "one").expect("built");
        assert_eq!(machine.refused("public", partial("a")), "partial-over-fuller");
        assert_eq!(machine.refused("public", html_only()), "partial-over-fuller");
        machine.build("a", partial("a"), "one").expect("built");
        machine.build("a", partial("a"), "two").expect("the same again");
        assert_eq!(machine.refused("a", partial("b")), "partial-over-fuller");
        machine.build("a", FULL, "three").expect("more");
        machine.build("h", html_only(), "one").expect("built");
        let data = Formats { html: false, pdf: false, data: true };
        assert_eq!(machine.refused("h", Scope { formats: data, ..FULL }), "partial-over-fuller");
    }

    #[test]
    fn a_path_that_leaves_the_folder_is_our_bug() {
        let machine = machine();
        let target = machine.open("public", FULL).expect("opened");
        for path in ["../x", "/x", "a//b", "", "a\\b", "C:x", ".bluebook", "sha256sums", "index.html", "INDEX.html", "index.html/x", "a\nb"]
        {
            let mut files = files("one");
            files.push(OutputFile { path: path.into(), bytes: Vec::new() });
            assert_eq!(target.replace(&machine, &files, &[]).expect_err("a bug")[0].name, "internal-error", "{path:?}");
            assert_eq!(machine.beside(), ["content"]);
        }
    }

    /// Runs a second build that fails at its `n`-th change, for every `n` until one gets through.
    fn interrupted(fails: impl Fn(usize) -> std::ops::Range<usize>, after: impl Fn(&Machine, Result<(), Vec<Diagnostic>>)) {
        for n in 0.. {
            let mut machine = machine();
            machine.build("public", FULL, "old").expect("built");
            machine.changes = AtomicUsize::new(0);
            machine.fails = fails(n);
            let result = machine.build("public", FULL, "new");
            let through = machine.changes.load(Ordering::Relaxed) <= n;
            machine.fails = 0..0;
            after(&machine, result);
            if through {
                assert!(n > 6, "the failures must reach every step");
                return;
            }
        }
    }

    #[test]
    fn one_failure_anywhere_leaves_the_last_edition() {
        interrupted(
            |n| n..n + 1,
            |machine, result| {
                let expected = if result.is_ok() { "new" } else { "old" };
                assert_eq!(machine.edition().as_deref(), Some(expected));
                machine.build("public", FULL, "next").expect("the next build is not in trouble");
                assert_eq!(machine.beside(), ["content", "public"]);
            },
        );
    }

    #[test]
    fn a_build_that_is_killed_anywhere_leaves_a_complete_edition() {
        interrupted(
            |n| n..usize::MAX,
            |machine, _| {
                // The next run puts things right as soon as it looks at the folder, even if the content has errors then.
                machine.open("public", FULL).expect("opened");
                let edition = machine.edition().expect("an edition");
                assert!(["old", "new"].contains(&edition.as_str()));
                assert_eq!(machine.beside(), ["content", "public"]);
            },
        );
    }

    #[test]
    fn the_first_edition_leaves_nothing_when_it_fails() {
        for n in iter::successors(Some(2), |n| (*n < 7).then_some(n + 1)) {
            let mut machine = machine();
            machine.fails = n..n + 1;
            assert!(machine.build("public", FULL, "one").is_err(), "{n}");
            assert_eq!(machine.beside(), ["content"], "{n}");
        }
    }
}
