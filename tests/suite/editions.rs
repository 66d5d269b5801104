//! Editions are the same every time, never half, and say so themselves.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io};

use bluebook::cli::{self, Console, Status};
use bluebook::source::system::{Entry, EntryKind, Lock, Memory, System, SystemError};

use crate::project::{Project, root};

#[test]
fn verify_names_what_differs() {
    let project = Project::case("small");
    project.run(["build"]).quiet();
    let files = project.files("public").len();
    assert_eq!(project.run(["verify", "public"]).quiet(), format!("Verified public/ in [time]: {files} files, each as it was built\n"));

    let mut pdf = fs::read(project.path("public/ashford/ashford.pdf")).expect("a PDF");
    pdf[1000] ^= 1;
    fs::remove_file(project.path("public/ashford/report.json")).expect("removed");
    let project = project.file("public/ashford/ashford.pdf", pdf).file("public/notes.txt", "").folder("public/empty");
    let ran = project.run(["verify", "public"]);
    assert_eq!((ran.status, &*ran.stdout), (Some(1), ""), "{ran}");
    insta::assert_snapshot!(ran.stderr, @r"
    error[changed-in-edition]: ashford/ashford.pdf was changed: its SHA-256 is not the one it was built with
    --> public/ashford/ashford.pdf

    error[missing-from-edition]: ashford/report.json is missing
    --> public/ashford/report.json

    error[added-to-edition]: empty is a folder that was not built
    --> public/empty

    error[added-to-edition]: notes.txt was not built
    --> public/notes.txt

    public/ is not as it was built: 1 changed, 1 missing, 2 added
    'bluebook explain changed-in-edition' says more about the first of them
    ");
    let ran = project.run(["verify", "public/", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((ran.status, found["diagnostics"].as_array().map(Vec::len)), (Some(1), Some(4)), "{found:#}");

    let ran = project.run(["verify", "content"]);
    assert_eq!(ran.status, Some(2), "{ran}");
    assert!(ran.stderr.starts_with("error[not-an-edition]: content holds no edition\n"), "{ran}");
    assert_eq!(project.run(["verify", "nowhere"]).status, Some(2));
    assert_eq!(project.run(["verify"]).status, Some(2));
}

/// Names that a file may have and nobody would type: each is named, and none is obeyed.
#[test]
#[cfg(target_os = "linux")]
fn odd_names_are_shown_and_not_obeyed() {
    use std::os::unix::ffi::OsStringExt as _;
    let project = Project::case("small");
    project.run(["build", "--format", "data"]).quiet();
    let names = ["a\nb", "\u{202e}fdp.exe", "\u{1b}[2J", " ", "ŵ-ыл-漢", "-rf", "%s{0}", "\\"];
    for name in names {
        fs::write(project.path("public").join(name), "").expect("written");
    }
    fs::write(project.path("public").join(OsString::from_vec(b"caf\xe9".to_vec())), "").expect("written");
    std::os::unix::fs::symlink("/", project.path("public/link")).expect("a link");
    let ran = project.run(["verify", "public"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert_eq!(ran.stderr.matches("error[added-to-edition]").count(), names.len() + 2, "{ran}");
    assert!(!ran.stderr.contains(['\u{202e}', '\u{1b}']), "{ran}");
    for part in ["ŵ-ыл-漢", "-rf", "%s{0}", "caf\u{fffd}", "link is a link that was not built, and is not followed"] {
        assert!(ran.stderr.contains(part), "{part}: {ran}");
    }
}

#[test]
fn other_tools_read_the_lists() {
    let project = Project::case("small");
    let commit = "0123456789abcdef0123456789abcdef01234567";
    project.run(["build", "--source-commit", commit]).quiet();
    assert_eq!(project.run(["build", "--source-commit", "abc"]).status, Some(2));
    let manifest: serde_json::Value = serde_json::from_str(&project.text("public/manifest.json")).expect("JSON");
    // What in-toto's Statement v1 and SLSA's provenance v1 ask for.
    assert_eq!(manifest["_type"], "https://in-toto.io/Statement/v1");
    assert_eq!(manifest["predicateType"], "https://slsa.dev/provenance/v1");
    let is_digest = |resource: &serde_json::Value| {
        let digest = resource["digest"].as_object().expect("a digest");
        let hex = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        resource["name"].is_string() && digest.values().all(|value| value.as_str().is_some_and(hex))
    };
    let names = |list: &serde_json::Value| -> Vec<String> {
        let list = list.as_array().expect("a list");
        assert!(list.iter().all(is_digest), "{list:?}");
        list.iter().map(|resource| resource["name"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let mut subject = names(&manifest["subject"]);
    subject.extend(["SHA256SUMS", "manifest.json"].map(str::to_owned));
    subject.sort();
    assert_eq!(subject, project.files("public").into_keys().collect::<Vec<_>>());
    let mut inputs = names(&manifest["predicate"]["buildDefinition"]["resolvedDependencies"]);
    assert_eq!(inputs.pop().as_deref(), Some("source"));
    assert_eq!(inputs, project.files("content").into_keys().collect::<Vec<_>>());
    for key in ["buildType", "externalParameters"] {
        assert!(!manifest["predicate"]["buildDefinition"][key].is_null(), "{key}");
    }
    assert!(manifest["predicate"]["runDetails"]["builder"]["id"].is_string());
    // Where there is no such tool, the test above has read the same lists.
    if let Ok(output) = Command::new("sha256sum").args(["--check", "--strict", "SHA256SUMS"]).current_dir(project.path("public")).output() {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), subject.len() - 1);
    }
}

/// Everything of a project that has every kind of content, as the files of its edition.
fn edition(project: &Project, set: impl FnOnce(&mut Command)) -> BTreeMap<String, Vec<u8>> {
    let mut command = project.command();
    // What was kept would be the same for a poor reason.
    command.args(["build", "--out", "public", "--no-cache"]).stdout(Stdio::null()).stderr(Stdio::piped());
    set(&mut command);
    let output = command.output().expect("the tool starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    project.files("public")
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let project = Project::case("hostile");
    let first = edition(&project, |_| ());
    for ending in ["html", "pdf", "csv", "ods", "json", "xml", "js", "png", "css"] {
        assert!(first.keys().any(|path| path.ends_with(&format!(".{ending}"))), "the edition has no {ending}");
    }
    let same = |what: &str, files: BTreeMap<String, Vec<u8>>| {
        let differing: Vec<_> = first.keys().chain(files.keys()).filter(|path| first.get(*path) != files.get(*path)).collect();
        assert!(differing.is_empty(), "{what}: {differing:?} differ");
    };
    same("a second time", edition(&project, |_| ()));
    for what in ["kept for the next time", "taken from what was kept"] {
        assert_eq!(project.run(["build"]).status, Some(0), "{what}");
        same(what, project.files("public"));
    }
    for (name, value) in [
        ("SOURCE_DATE_EPOCH", "86400"),
        ("SOURCE_DATE_EPOCH", "never"),
        ("TZ", "Pacific/Kiritimati"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "cy_GB.UTF-8"),
        ("HOME", "/nowhere"),
        ("USER", "somebody"),
        ("RAYON_NUM_THREADS", "1"),
    ] {
        same(
            name,
            edition(&project, |command| {
                command.env(name, value);
            }),
        );
    }
    same(
        "no environment",
        edition(&project, |command| {
            command.env_clear();
        }),
    );
    for jobs in ["1", "8"] {
        same(
            "other threads",
            edition(&project, |command| {
                command.args(["--jobs", jobs]);
            }),
        );
    }
    // Another folder whose files were made in the opposite order, at another time.
    let other = Project::new();
    for (path, bytes) in project.files("content").into_iter().rev() {
        let path = other.path("elsewhere/some content").join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, bytes).expect("written");
        let file = fs::File::options().write(true).open(&path).expect("opened");
        file.set_modified(std::time::UNIX_EPOCH).expect("a time");
    }
    same(
        "another folder",
        edition(&other, |command| {
            command.args(["--content", "elsewhere/some content"]);
        }),
    );
    let whole = other.path("elsewhere/some content");
    same(
        "a whole path",
        edition(&other, |command| {
            command.arg("--content").arg(whole);
        }),
    );
    #[cfg(unix)]
    {
        let mut command = Command::new("sh");
        command.args(["-c", "umask 077; exec \"$0\" build --out public --no-cache", env!("CARGO_BIN_EXE_bluebook")]);
        assert!(command.current_dir(project.path(".")).output().expect("sh").status.success());
        same("another umask", project.files("public"));
    }
}

/// What is the same in the next edition is not written again, unless somebody has had it in hand.
#[test]
#[cfg(unix)]
fn files_that_stay_the_same_are_taken_over() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let project = Project::case("small");
    project.run(["build"]).quiet();
    let first = project.files("public");
    let at = |file: &str| project.path("public").join(file);
    let about = |file: &str| {
        let found = fs::metadata(at(file)).expect("a file");
        (found.ino(), found.permissions().mode(), found.nlink())
    };
    let files = ["ashford/index.html", "ashford/ashford.pdf", "ashford/report.json", "index.html", "ashford/search.json"];
    let files: Vec<_> = files.into_iter().filter(|file| first.contains_key(*file)).collect();
    let before: Vec<_> = files.iter().map(|file| about(file)).collect();
    fs::write(at(files[0]), "Other words.").expect("written");
    let mut damaged = first[files[1]].clone();
    damaged[1000] ^= 1;
    fs::write(at(files[1]), damaged).expect("written");
    fs::set_permissions(at(files[2]), fs::Permissions::from_mode(0o600)).expect("set");
    project.run(["build"]).quiet();
    assert!(project.files("public") == first);
    let after: Vec<_> = files.iter().map(|file| about(file)).collect();
    for (at, file) in files.iter().enumerate() {
        assert_eq!(after[at].0 == before[at].0, at > 2, "{file} is the same file");
        assert_eq!((after[at].1, after[at].2), (before[at].1, 1), "{file}");
    }
    // Somebody's backup made with links shares nothing with the next edition.
    let backup = project.path("backup.html");
    fs::hard_link(at(files[0]), &backup).expect("a second name");
    project.run(["build"]).quiet();
    assert!(project.files("public") == first);
    assert_eq!((about(files[0]).2, fs::metadata(&backup).expect("the backup").nlink()), (1, 1));
    // What somebody put into an edition is not lost, nor is what a link there leads to.
    let away = project.path("away");
    fs::rename(at("ashford"), &away).expect("moved");
    std::os::unix::fs::symlink(&away, at("ashford")).expect("a link");
    fs::write(at("CNAME"), "reports.example").expect("written");
    let refused = project.run(["build"]);
    let why = "error[folder-not-ours]: public holds CNAME and 1 more, which bluebook did not put there";
    assert!(refused.status == Some(2) && refused.stderr.contains(why), "{refused}");
    fs::remove_file(at("ashford")).expect("removed");
    fs::remove_file(at("CNAME")).expect("removed");
    project.run(["build"]).quiet();
    assert!(project.files("public") == first);
}

#[test]
fn a_second_build_waits_for_the_first() {
    let project = Project::case("small");
    let lock = fs::File::create(project.path(".bluebook-public.lock")).expect("a file");
    lock.lock().expect("locked");
    let mut child =
        project.command().args(["build", "--format", "data"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
    let mut said = BufReader::new(child.stderr.take().expect("standard error"));
    let mut line = String::new();
    said.read_line(&mut line).expect("a line");
    assert!(line.starts_with("note: another build is writing to this folder; this one waits"), "{line}");
    assert_eq!(project.names("."), [".bluebook-public.lock", "content"]);
    drop(lock);
    assert!(child.wait_with_output().expect("ended").status.success());
    assert_eq!(project.names("."), [".bluebook-public.cache", "content", "public"]);
    // A lock whose process was killed holds nobody up.
    let project = project.file(".bluebook-public.lock", "");
    project.run(["build", "--format", "data"]).quiet();
    assert_eq!(project.names("."), [".bluebook-public.cache", "content", "public"]);
}

/// Nobody holds the lock for them: whichever comes first.
#[test]
fn builds_at_once_end_in_one_whole_edition() {
    let project = Project::case("small");
    let start = || project.command().args(["build", "--format", "data"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let builds: Vec<_> = (0..6).map(|_| start().expect("started")).collect();
    for build in builds {
        let output = build.wait_with_output().expect("ended");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(project.names("."), [".bluebook-public.cache", "content", "public"]);
    assert_eq!(project.run(["verify", "public"]).status, Some(0));
}

/// A real failure of the system in the middle of a file: no file may get longer than a few kB (see `.ci/matrix` for disks that are full).
#[test]
#[cfg(unix)]
fn a_file_that_cannot_be_written_whole_leaves_the_last_edition() {
    let project = Project::case("small");
    project.run(["build"]).quiet();
    let before = project.files("public");
    project.put("content/reports/ashford/foreword.md", "Other words.\n");
    let mut command = Command::new("sh");
    // Without the trap the system would end the program.
    command.args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" build --no-cache", env!("CARGO_BIN_EXE_bluebook")]);
    let output = command.current_dir(project.path(".")).output().expect("sh");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.starts_with("error[cannot-write]: ") && said.contains(" = help: "), "{said}");
    assert!(project.files("public") == before);
    assert_eq!(project.names("."), [".bluebook-public.cache", "content", "public"]);
}

#[test]
fn a_folder_of_others_where_reports_would_be_kept_is_said() {
    let project = Project::case("small").file(".bluebook-public.cache/notes", "mine");
    let said = project.run(["build", "--format", "data"]).stderr;
    assert!(said.contains("/.bluebook-public.cache holds something that is not ours, so every report was made anew"), "{said}");
    assert_eq!(fs::read_to_string(project.path(".bluebook-public.cache/notes")).expect("theirs"), "mine");
    project.run(["build", "--format", "data", "--no-cache"]).quiet();
}

#[test]
fn timings_are_said_by_stage() {
    let project = Project::case("small");
    let ran = project.run(["build", "--timings"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    let stages: Vec<_> = ran.stderr.lines().map(|line| line.split_once(" s  ").map_or(line, |(_, stage)| stage)).collect();
    let all = [
        "reading",
        "reports",
        "documents and checks, over all reports",
        "layout, over all reports",
        "PDF, over all reports",
        "data, over all reports",
        "HTML, over all reports",
        "writing",
        "putting the edition into place",
    ];
    assert_eq!(stages, all, "{ran}");
}

/// A machine on which the `n`-th call fails, or every one from then on.
struct Failing {
    memory: Memory,
    calls: AtomicUsize,
    fails: std::ops::Range<usize>,
    kind: io::ErrorKind,
}

impl Failing {
    fn call<T>(&self, path: &Path, work: impl FnOnce() -> Result<T, SystemError>) -> Result<T, SystemError> {
        if self.fails.contains(&self.calls.fetch_add(1, Ordering::Relaxed)) {
            return Err(SystemError { path: path.into(), action: "use", error: self.kind.into() });
        }
        work()
    }
}

impl System for Failing {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        self.call(path, || self.memory.read(path))
    }
    fn list(&self, path: &Path) -> Result<Vec<Entry>, SystemError> {
        self.call(path, || self.memory.list(path))
    }
    fn kind(&self, path: &Path) -> Result<Option<EntryKind>, SystemError> {
        self.call(path, || self.memory.kind(path))
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), SystemError> {
        // A full disk takes what it can.
        self.call(path, || self.memory.write(path, bytes)).inspect_err(|_| drop(self.memory.write(path, &bytes[..bytes.len() / 2])))
    }
    fn make_folder(&self, path: &Path) -> Result<(), SystemError> {
        self.call(path, || self.memory.make_folder(path))
    }
    fn rename(&self, from: &Path, to: &Path) -> Result<(), SystemError> {
        self.call(from, || self.memory.rename(from, to))
    }
    fn link(&self, from: &Path, to: &Path, like: &Path) -> Result<bool, SystemError> {
        self.call(from, || self.memory.link(from, to, like))
    }
    fn exchange(&self, one: &Path, other: &Path) -> Result<bool, SystemError> {
        self.call(one, || self.memory.exchange(one, other))
    }
    fn sync(&self, folder: &Path) -> Result<(), SystemError> {
        self.call(folder, || self.memory.sync(folder))
    }
    fn sync_names(&self, folder: &Path) -> Result<(), SystemError> {
        self.call(folder, || self.memory.sync_names(folder))
    }
    fn is_mount_point(&self, path: &Path) -> Result<bool, SystemError> {
        self.call(path, || self.memory.is_mount_point(path))
    }
    fn lock(&self, path: &Path, wait: bool) -> Result<Option<Lock>, SystemError> {
        self.call(path, || self.memory.lock(path, wait))
    }
    fn remove_folder(&self, path: &Path) -> Result<(), SystemError> {
        self.call(path, || self.memory.remove_folder(path))
    }
    fn canonical(&self, path: &Path) -> Result<PathBuf, SystemError> {
        self.call(path, || self.memory.canonical(path))
    }
}

fn built(system: &dyn System) -> (Status, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["bluebook", "build", "--format", "data"].map(OsString::from);
    let status = cli::run(system, args, &mut Console { out: &mut out, err: &mut err, colour: false, progress: false });
    (status, String::from_utf8(err).expect("text"))
}

/// What lies beside the content.
fn beside(memory: &Memory) -> BTreeMap<PathBuf, Vec<u8>> {
    let others = |path: &PathBuf| ["content", ".bluebook-public.cache"].iter().all(|ours| !path.starts_with(ours));
    memory.files().into_iter().filter(|(path, _)| others(path)).collect()
}

fn edition_of(memory: &Memory) -> BTreeMap<PathBuf, Vec<u8>> {
    memory.files().into_iter().filter(|(path, _)| path.starts_with("public")).collect()
}

/// A failure at every call of a build, of reading as of writing: once, and from then on.
#[test]
fn a_failure_anywhere_leaves_the_old_edition_or_the_new() {
    let folder = root().join("tests/cases/small/content");
    let files: Vec<_> =
        walkdir::WalkDir::new(&folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).collect();
    let content = || {
        let path = |entry: &walkdir::DirEntry| Path::new("content").join(entry.path().strip_prefix(&folder).expect("below"));
        Memory::with_files(files.iter().map(|entry| (path(entry), fs::read(entry.path()).expect("a file"))))
    };
    let foreword = Path::new("content/reports/ashford/foreword.md");
    let edited = |memory: &Memory| memory.write(foreword, b"Other words.\n").expect("written");
    let plain = |memory| Failing { memory, calls: AtomicUsize::new(0), fails: 0..0, kind: io::ErrorKind::StorageFull };

    let first = plain(content());
    assert_eq!(built(&first).0, Status::Done);
    let old = edition_of(&first.memory);
    edited(&first.memory);
    assert_eq!(built(&first).0, Status::Done);
    let new = edition_of(&first.memory);
    assert_ne!(old, new);

    let kinds = [io::ErrorKind::StorageFull, io::ErrorKind::PermissionDenied, io::ErrorKind::NotFound, io::ErrorKind::ReadOnlyFilesystem];
    let (mut failed, mut swapped) = (0, 0);
    for (for_good, moves_only) in [(false, false), (true, false), (false, true), (true, true)] {
        for n in 0.. {
            let mut memory = content();
            memory.moves_only = moves_only;
            for (path, bytes) in &old {
                memory.write(path, bytes).expect("written");
            }
            edited(&memory);
            let fails = n..if for_good { usize::MAX } else { n + 1 };
            let system = Failing { fails, kind: kinds[n % kinds.len()], ..plain(memory) };
            let (status, said) = built(&system);
            let through = system.calls.load(Ordering::Relaxed) <= n;
            let there = edition_of(&system.memory);
            let told = || format!("call {n}, for good: {for_good}, {status:?}:\n{said}");
            if status == Status::Done {
                assert_eq!(there, new, "{}", told());
                swapped += usize::from(!through);
            } else {
                // Two renames have a moment without an edition; the next build ends it.
                assert!(there == old || (moves_only && for_good && there.is_empty()), "{}", told());
                let clear = said.contains("error[") && (said.contains("cannot ") || said.contains("there is no "));
                assert!(clear && said.contains(" = help: "), "{}", told());
                failed += 1;
            }
            let system = plain(system.memory);
            let (status, said) = built(&system);
            assert_eq!(status, Status::Done, "the build after a failure at call {n}: {said}");
            assert_eq!(beside(&system.memory), new, "{}", told());
            if through {
                break;
            }
        }
    }
    assert!(failed > 200 && swapped > 4, "{failed} failed, {swapped} were done in spite of a failure");
}

/// `--withdraw` says that a loss is meant; it takes nothing away by itself.
#[test]
fn what_is_still_published_cannot_be_withdrawn() {
    let project = Project::case("small");
    project.run(["build"]).quiet();
    let refused = project.run(["build", "--withdraw", "ashford"]);
    assert!(refused.status == Some(2) && refused.stderr.contains("error[report-still-published]: ashford"), "{refused}");
    let told = project.run(["build", "--withdraw", "nowhere"]);
    assert!(told.status == Some(0) && told.stderr.contains("note: nowhere was not in public/, so there is nothing to withdraw"), "{told}");
}
