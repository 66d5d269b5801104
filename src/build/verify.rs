//! An edition against what it says of itself.
//!
//! In comes a folder, out goes a problem for each file that is missing, added or changed by a bit since it was built. Nothing but the
//! files that the manifest names is opened, no link is followed, and nothing is written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::manifest::{CHECKSUMS, MANIFEST, Sums, checksums, read_checksums, read_manifest, sum};
use super::scope::MARKER;
use crate::diag::{Diagnostic, Problems};
use crate::source::read::unread;
use crate::source::system::{Entry, EntryKind, System};

/// The largest manifest that is read.
const MAX_MANIFEST: u64 = 256 << 20;
/// No edition has folders in folders deeper than this; what is deeper is named and not looked into.
const MAX_DEPTH: usize = 32;

/// What a look at an edition found.
#[derive(Debug, Default)]
pub struct Verified {
    /// How many files it should have.
    pub files: usize,
    /// A problem for each difference, sorted by path.
    pub problems: Problems,
}

/// Compares the edition in `folder` with its manifest and checksums.
///
/// # Errors
/// When there is no edition.
pub fn verify(system: &dyn System, folder: &Path) -> Result<Verified, Diagnostic> {
    let shown = folder.display().to_string();
    let refuse = |message: String| {
        let help = format!("name the folder of an edition: one that 'bluebook build' has made has a file {MARKER}");
        Diagnostic::error("not-an-edition", message).in_path(&shown).help(help)
    };
    // The folder may itself be a link: it was named by the user.
    let root = system.canonical(folder).map_err(|_| refuse(format!("there is no folder {shown}")))?;
    if !matches!(system.kind(&root), Ok(Some(EntryKind::Folder))) {
        return Err(refuse(format!("{shown} is not a folder")));
    }
    let there = |name: &str| matches!(system.kind(&root.join(name)), Ok(Some(_)));
    if ![MARKER, MANIFEST, CHECKSUMS].into_iter().any(there) {
        return Err(refuse(format!("{shown} holds no edition")));
    }
    let mut look = Look { system, root, shown, problems: Vec::new(), found: BTreeSet::new() };
    let expected = look.expected();
    if let Some(expected) = &expected {
        let files = look.walk(expected);
        let compared: Vec<_> = files.par_iter().filter_map(|path| look.compare(path, &expected[path])).collect();
        look.problems.extend(compared);
        let missing = expected.keys().filter(|path| !look.found.contains(*path));
        let missing: Vec<_> = missing.map(|path| look.problem("missing-from-edition", path, "is missing")).collect();
        look.problems.extend(missing);
    }
    look.problems.sort_by(|a, b| (&a.path, a.name).cmp(&(&b.path, b.name)));
    // The checksums are a file too.
    Ok(Verified { files: expected.map_or(0, |expected| expected.len() + 1), problems: look.problems })
}

/// The paths in an edition's folder that were not built; none if nothing says any more what was.
pub(super) fn strangers(system: &dyn System, root: &Path) -> Vec<String> {
    let shown = String::new();
    let mut look = Look { system, root: root.to_path_buf(), shown, problems: Problems::new(), found: BTreeSet::new() };
    let Some(expected) = look.expected() else { return Vec::new() };
    look.problems.clear();
    look.walk(&expected);
    let added = look.problems.into_iter().filter(|problem| problem.name == "added-to-edition");
    added.filter_map(|problem| Some(problem.path?.trim_start_matches('/').to_owned())).collect()
}

struct Look<'a> {
    system: &'a dyn System,
    root: PathBuf,
    shown: String,
    problems: Problems,
    /// The files that should be there and are, changed or not.
    found: BTreeSet<String>,
}

impl Look<'_> {
    fn problem(&self, name: &'static str, path: &str, what: &str) -> Diagnostic {
        // A line of its own would read like a message of its own.
        Diagnostic::error(name, format!("{} {what}", path.replace(char::is_control, "\u{fffd}"))).in_path(self.path(path))
    }

    fn path(&self, path: &str) -> String {
        format!("{}/{path}", self.shown.trim_end_matches('/'))
    }

    /// The files that the edition should have, apart from the checksums; `None` if nothing says so any more.
    fn expected(&mut self) -> Option<Sums> {
        let [sums, manifest] = [CHECKSUMS, MANIFEST].map(|name| self.own(name));
        let listed = sums.as_deref().and_then(read_checksums);
        let named = manifest.as_deref().and_then(read_manifest);
        let actual = manifest.as_deref().map(sum);
        let promised = listed.as_ref().and_then(|listed| listed.get(MANIFEST)).cloned();
        let mut changed = |name: &str, what: &str| {
            let problem = self.problem("changed-in-edition", name, what);
            self.problems.push(problem);
        };
        match (named, listed, actual) {
            // The manifest is what the checksums say, or they say nothing of use.
            (Some(mut named), listed, Some(actual)) if promised.as_ref().is_none_or(|promised| *promised == actual) => {
                if sums.is_some() && (listed.is_none() || sums.as_deref() != Some(checksums(&named, &actual).as_bytes())) {
                    changed(CHECKSUMS, "was changed: its lines are not those that follow from manifest.json");
                }
                named.insert(MANIFEST.to_owned(), actual);
                Some(named)
            }
            (named, Some(mut listed), actual) => {
                if actual.is_some() {
                    listed.remove(MANIFEST);
                    let same = named.as_ref() == Some(&listed);
                    changed(
                        MANIFEST,
                        if same { "or the line about it in SHA256SUMS was changed: they do not fit each other" } else { "was changed" },
                    );
                    // It is there, and there is nothing more to say of it.
                    self.found.insert(MANIFEST.to_owned());
                }
                Some(listed)
            }
            (None, None, _) => {
                if manifest.is_some() {
                    changed(MANIFEST, "was changed: it is no manifest any more");
                }
                if sums.is_some() {
                    changed(CHECKSUMS, "was changed: these are no checksums any more");
                }
                let message = format!("nothing says any more which files {} should have", self.shown);
                let lost = Diagnostic::error("missing-from-edition", message).in_path(&self.shown);
                self.problems.push(lost.help("build the edition again, or take it from a backup"));
                None
            }
            (Some(_), None, _) => None,
        }
    }

    /// A file that says what is in the edition. That it is missing or no file is said.
    fn own(&mut self, name: &str) -> Option<Vec<u8>> {
        let path = self.root.join(name);
        let problem = match self.system.kind(&path) {
            Ok(Some(EntryKind::File(size))) if size <= MAX_MANIFEST => match self.system.read(&path) {
                Ok(bytes) => return Some(bytes),
                Err(error) => unread(&error, &self.path(name)),
            },
            // Whether it should be there, the other one may know.
            Ok(None) if name == CHECKSUMS => self.problem("missing-from-edition", name, "is missing"),
            Ok(None) => return None,
            Ok(Some(_)) => self.problem("changed-in-edition", name, "is not the file that was built"),
            Err(error) => unread(&error, &self.path(name)),
        };
        self.problems.push(problem);
        None
    }

    /// Goes through the folder: says what should not be there, and returns the files that are to be compared.
    fn walk(&mut self, expected: &Sums) -> Vec<String> {
        let folders: BTreeSet<&str> = expected.keys().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
        let mut compare = Vec::new();
        let mut open = vec![String::new()];
        while let Some(folder) = open.pop() {
            let entries = match self.system.list(&self.root.join(&folder)) {
                Ok(entries) => entries,
                Err(error) => {
                    self.problems.push(unread(&error, &self.path(&folder)));
                    continue;
                }
            };
            if entries.is_empty() && !folder.is_empty() && !folders.contains(&*folder) {
                self.added(&folder, "is a folder that was not built");
            }
            for Entry { name, kind } in entries {
                let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
                let wanted = expected.contains_key(&path);
                if wanted {
                    self.found.insert(path.clone());
                }
                match kind {
                    // What is to be said of the two lists has been said.
                    _ if path == CHECKSUMS || path == MANIFEST => {}
                    EntryKind::File(_) if wanted => compare.push(path),
                    EntryKind::Link if wanted => self.not_a_file(&path, "a link, which is not followed"),
                    EntryKind::Other if wanted => self.not_a_file(&path, "a device, a pipe or a socket"),
                    EntryKind::File(_) => self.added(&path, "was not built"),
                    EntryKind::Link => self.added(&path, "is a link that was not built, and is not followed"),
                    EntryKind::Other => self.added(&path, "is a device, a pipe or a socket"),
                    EntryKind::Folder => {
                        if wanted {
                            self.not_a_file(&path, "a folder");
                        }
                        if name.contains('\u{fffd}') {
                            self.added(&path, "is a folder that was not built; its name is not UTF-8");
                        } else if path.matches('/').count() >= MAX_DEPTH {
                            self.added(&path, "is a folder that was not built; it lies too deep to be looked into");
                        } else {
                            open.push(path);
                        }
                    }
                }
            }
        }
        compare
    }

    fn added(&mut self, path: &str, what: &str) {
        let problem = self.problem("added-to-edition", path, what);
        self.problems.push(problem);
    }

    fn not_a_file(&mut self, path: &str, what: &str) {
        let problem = self.problem("changed-in-edition", path, &format!("was changed: it is {what}"));
        self.problems.push(problem);
    }

    /// A file that was built against what is there now.
    fn compare(&self, path: &str, expected: &str) -> Option<Diagnostic> {
        match self.system.read(&self.root.join(path)) {
            Ok(bytes) if sum(&bytes) == expected => None,
            Ok(_) => Some(self.problem("changed-in-edition", path, "was changed: its SHA-256 is not the one it was built with")),
            Err(error) => Some(unread(&error, &self.path(path))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::verify;
    use crate::build::manifest::Origin;
    use crate::build::outputs::{Formats, OutputFile};
    use crate::build::scope::Scope;
    use crate::build::write::open;
    use crate::source::system::{Memory, System as _};

    fn edition() -> Memory {
        let memory = Memory::with_files([("/content/programme.yaml", "x")]);
        let scope = Scope { drafts: false, formats: Formats::ALL, reports: Vec::new() };
        let files = [("index.html", "<!doctype html>"), ("a/index.html", "a"), ("a/data/x.csv", "1,2")];
        let files = files.map(|(path, bytes)| OutputFile { path: path.into(), bytes: bytes.into() });
        let (out, content) = (Path::new("/public"), Path::new("/content"));
        let mut target = open(&memory, (out, content, out), scope, &()).expect("opened");
        target.replace(&memory, &files, &Origin::default(), &()).expect("written");
        memory
    }

    fn said(memory: &Memory) -> Vec<String> {
        let verified = verify(memory, Path::new("/public")).expect("an edition");
        verified.problems.into_iter().map(|problem| format!("{}: {}", problem.name, problem.message)).collect()
    }

    #[test]
    fn what_was_built_is_the_same() {
        let memory = edition();
        assert_eq!(said(&memory), [""; 0]);
        assert_eq!(verify(&memory, Path::new("/public")).expect("an edition").files, 6);
        for folder in ["/content", "/none", "/public/index.html"] {
            assert_eq!(verify(&memory, Path::new(folder)).expect_err("no edition").name, "not-an-edition", "{folder}");
        }
    }

    /// A bit of each byte of each file turned, the marker, the checksums and the manifest among them.
    #[test]
    fn every_bit_counts() {
        let memory = edition();
        let files: Vec<_> = memory.files().into_iter().filter(|(path, _)| path.starts_with("/public")).collect();
        assert_eq!(files.len(), 6);
        for (path, bytes) in files {
            let name = path.strip_prefix("/public").expect("below").to_str().expect("text").to_owned();
            for bit in (0..bytes.len()).map(|byte| byte * 8 + byte % 8) {
                let mut changed = bytes.clone();
                changed[bit / 8] ^= 1 << (bit % 8);
                memory.write(&path, &changed).expect("written");
                let said = said(&memory);
                assert!(
                    matches!(&said[..], [one] if one.starts_with(&format!("changed-in-edition: {name} "))
                    // A turned bit in the manifest's own line may as well be one in the manifest.
                    || (name == "SHA256SUMS" && one.contains("or the line about it in SHA256SUMS"))),
                    "{name}, bit {bit}: {said:?}"
                );
            }
            memory.write(&path, &bytes).expect("written");
        }
    }

    #[test]
    fn what_is_missing_or_added_is_named() {
        let memory = edition();
        memory.remove_file("/public/a/data/x.csv");
        memory.write(Path::new("/public/a/extra.txt"), b"x").expect("written");
        memory.make_folder(Path::new("/public/b/empty")).expect("made");
        memory.add_link("/public/index.html", "/content/programme.yaml");
        memory.add_link("/public/out", "/");
        memory.add_device("/public/pipe");
        let deep = "d/".repeat(1000);
        memory.write(&Path::new("/public").join(&deep).join("x"), b"x").expect("written");
        let said = said(&memory);
        assert_eq!(&said[..2], ["missing-from-edition: a/data/x.csv is missing", "added-to-edition: a/extra.txt was not built"]);
        assert_eq!(said[2], "added-to-edition: b/empty is a folder that was not built");
        assert!(said[3].starts_with("added-to-edition: d/d/") && said[3].ends_with("too deep to be looked into"));
        assert_eq!(
            &said[4..],
            [
                "changed-in-edition: index.html was changed: it is a link, which is not followed",
                "added-to-edition: out is a link that was not built, and is not followed",
                "added-to-edition: pipe is a device, a pipe or a socket",
            ]
        );
    }

    #[test]
    fn without_one_of_the_lists_the_other_does() {
        for gone in ["manifest.json", "SHA256SUMS", ".bluebook"] {
            let memory = edition();
            memory.remove_file(Path::new("/public").join(gone));
            assert_eq!(said(&memory), [format!("missing-from-edition: {gone} is missing")]);
            memory.write(Path::new("/public/index.html"), b"other").expect("written");
            assert_eq!(said(&memory).len(), 2, "{gone}");
        }
        let memory = edition();
        memory.remove_file("/public/manifest.json");
        memory.write(Path::new("/public/SHA256SUMS"), b"none").expect("written");
        let said = said(&memory);
        assert_eq!(said.len(), 2);
        assert!(said[0].contains("nothing says any more which files"), "{said:?}");
    }

    /// A manifest that somebody wrote must not lead out of the folder.
    #[test]
    fn paths_that_leave_the_folder_are_no_manifest() {
        let memory = Memory::with_files([("/secret", "x")]);
        let line = format!("{}  ../secret\n", "0".repeat(64));
        memory.write(Path::new("/public/SHA256SUMS"), line.as_bytes()).expect("written");
        assert!(said(&memory).iter().any(|said| said.contains("these are no checksums any more")));
    }
}
