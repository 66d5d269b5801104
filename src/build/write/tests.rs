//! Editions written in memory: where they may go, and what a failure leaves.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{io, iter};

use super::{Target, open};
use crate::build::manifest::Origin;
use crate::build::outputs::{Formats, Input, OutputFile};
use crate::build::scope::Scope;
use crate::diag::Diagnostic;
use crate::source::system::{Entry, EntryKind, Lock, Memory, System, SystemError};

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

    fn open(&self, out: &str, scope: Scope) -> Result<Target, Diagnostic> {
        open(self, (Path::new(out), Path::new("content"), Path::new("public")), scope, &())
    }

    fn build(&self, out: &str, scope: Scope, text: &str) -> Result<(), Vec<Diagnostic>> {
        let inputs = [Input { path: "programme.yaml".into(), sha256: [7; 32] }];
        let origin = Origin { inputs: &inputs, commit: None, reports: &["surrey-2008".to_owned()] };
        self.open(out, scope).map_err(|d| vec![d])?.replace(self, &files(text), &origin, &()).map(|_| ())
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
    fn exchange(&self, one: &Path, other: &Path) -> Result<bool, SystemError> {
        self.change(one, || self.memory.exchange(&Self::at(one), &Self::at(other)))
    }
    fn sync(&self, folder: &Path) -> Result<(), SystemError> {
        self.change(folder, || self.memory.sync(&Self::at(folder)))
    }
    fn sync_names(&self, folder: &Path) -> Result<(), SystemError> {
        self.change(folder, || self.memory.sync_names(&Self::at(folder)))
    }
    fn is_mount_point(&self, path: &Path) -> Result<bool, SystemError> {
        self.memory.is_mount_point(&Self::at(path))
    }
    fn lock(&self, path: &Path, wait: bool) -> Result<Option<Lock>, SystemError> {
        self.change(path, || self.memory.lock(&Self::at(path), wait))
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
    assert_eq!(names, [".bluebook", "index.html", "manifest.json", "surrey-2008/index.html"]);
    // `printf one | sha256sum`
    assert!(sums.contains("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  surrey-2008/index.html\n"), "{sums}");
    let manifest: serde_json::Value = serde_json::from_str(&machine.text("/w/public/manifest.json")).expect("JSON");
    assert_eq!(manifest["_type"], "https://in-toto.io/Statement/v1");
    assert_eq!(manifest["subject"][2]["name"], "surrey-2008/index.html");
    let materials = &manifest["predicate"]["buildDefinition"]["resolvedDependencies"];
    assert_eq!(materials[0]["digest"]["sha256"], "07".repeat(32));
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
fn what_is_mounted_is_refused() {
    let mut machine = machine();
    machine.memory.make_folder(Path::new("/w/volume")).expect("made");
    machine.memory = std::mem::take(&mut machine.memory).with_mount("/w/volume");
    assert_eq!(machine.refused("volume", FULL), "mount-point");
    machine.build("volume/site", FULL, "one").expect("a folder in it will do");
}

#[test]
fn one_build_at_a_time() {
    let machine = machine();
    let mut first = machine.open("public", FULL).expect("opened");
    // In memory nobody waits, so the second is refused; on a disk it would wait.
    assert_eq!(machine.refused("public", FULL), "folder-in-use");
    machine.open("elsewhere", FULL).expect("another folder is free");
    first.replace(&machine, &files("one"), &Origin::default(), &()).expect("written");
    drop(first);
    machine.build("public", FULL, "two").expect("it is free again");
    // The folder above may still be to be made.
    let mut late = machine.open("a/b/public", FULL).expect("opened");
    assert_eq!(machine.beside(), ["content", "public"]);
    late.replace(&machine, &files("one"), &Origin::default(), &()).expect("written");
}

#[test]
fn files_that_come_while_building_are_kept() {
    let machine = machine();
    let mut target = machine.open("public", FULL).expect("opened");
    machine.memory.write(Path::new("/w/public/photo.png"), b"x").expect("written");
    assert_eq!(target.replace(&machine, &files("one"), &Origin::default(), &()).expect_err("refused")[0].name, "folder-not-ours");
    assert_eq!(machine.text("/w/public/photo.png"), "x");
    assert_eq!(machine.beside(), ["content", "public"]);
}

#[test]
fn what_came_beside_a_new_folder_while_building_is_kept() {
    let machine = machine();
    let mut target = machine.open("a/public", FULL).expect("opened");
    machine.memory.write(Path::new("/w/a/.bluebook-public.new/thesis.txt"), b"x").expect("written");
    assert_eq!(target.replace(&machine, &files("one"), &Origin::default(), &()).expect_err("refused")[0].name, "folder-not-ours");
    assert_eq!(machine.text("/w/a/.bluebook-public.new/thesis.txt"), "x");
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
    let mut target = machine.open("public", FULL).expect("opened");
    for path in ["../x", "/x", "a//b", "", "a\\b", "C:x", ".bluebook", "sha256sums", "index.html", "INDEX.html", "index.html/x", "a\nb"] {
        let mut files = files("one");
        files.push(OutputFile { path: path.into(), bytes: Vec::new() });
        assert_eq!(target.replace(&machine, &files, &Origin::default(), &()).expect_err("a bug")[0].name, "internal-error", "{path:?}");
        assert_eq!(machine.beside(), ["content"]);
    }
}

/// Runs a second build that fails at its `n`-th change, for every `n` until one gets through.
fn interrupted(fails: impl Fn(usize) -> std::ops::Range<usize>, after: impl Fn(&Machine, Result<(), Vec<Diagnostic>>)) {
    for (n, moves_only) in (0..).flat_map(|n| [(n, false), (n, true)]) {
        let mut machine = machine();
        machine.memory.moves_only = moves_only;
        machine.build("public", FULL, "old").expect("built");
        machine.changes = AtomicUsize::new(0);
        machine.fails = fails(n);
        let result = machine.build("public", FULL, "new");
        let through = machine.changes.load(Ordering::Relaxed) <= n;
        machine.fails = 0..0;
        after(&machine, result);
        if through {
            assert!(n > 9, "the failures must reach every step");
            if moves_only {
                return;
            }
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
