//! The harness: files in, a command line, and what came out of it.
//!
//! ```ignore
//! Project::case("small").edit("content/programme.yaml", "IST", "'").run(["check"]).fails(1, "error[…]: …\n");
//! ```
//!
//! Every run is in a folder of its own with a home of its own, without a terminal and without the variables that change what the
//! tool says. A test says what it expects on standard error: a warning that nobody expected fails it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder to run the tool in.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// An empty one.
    pub(crate) fn new() -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::create_dir(project.path("home")).expect("a home");
        project
    }

    /// One with the demo's content. Where any content will do, [`Project::case`] is much faster.
    pub(crate) fn demo() -> Self {
        Self::copy_of(&root().join("content"), "content/")
    }

    /// One with the files of a folder below `tests/cases/`.
    ///
    /// `small` has one published report, `ashford`, and one that is still being worked on, `brinton`.
    pub(crate) fn case(name: &str) -> Self {
        Self::copy_of(&root().join("tests/cases").join(name), "")
    }

    fn copy_of(folder: &Path, prefix: &str) -> Self {
        let project = Self::new();
        let files = files_below(folder);
        assert!(!files.is_empty(), "{} is empty", folder.display());
        for (path, bytes) in files {
            project.write(&format!("{prefix}{path}"), &bytes);
        }
        project
    }

    /// With this file.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(path, text.as_ref());
        self
    }

    /// Puts a text into a file while a test goes on.
    pub(crate) fn put(&self, path: &str, text: &str) {
        self.write(path, text.as_bytes());
    }

    /// With this empty folder.
    pub(crate) fn folder(self, path: &str) -> Self {
        fs::create_dir_all(self.path(path)).expect("a folder");
        self
    }

    /// With `old`, which must be there once, replaced in a file: a mistake typed into it.
    pub(crate) fn edit(self, path: &str, old: &str, new: &str) -> Self {
        let text = self.text(path);
        assert_eq!(text.matches(old).count(), 1, "{old:?} should stand once in {path}");
        self.write(path, text.replace(old, new).as_bytes());
        self
    }

    /// A path in the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// A text file's text.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Every file below a folder with its bytes, by path; nothing if there is no such folder.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        files_below(&self.path(folder))
    }

    /// The names in a folder, sorted, without the home.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name != "home");
        names.sort();
        names
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("written");
    }

    /// The command with everything set but its arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bluebook"));
        command.current_dir(self.folder.path()).env("HOME", self.path("home")).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "RUST_BACKTRACE", "SOURCE_DATE_EPOCH"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the tool.
    pub(crate) fn run(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Ran {
        let output = self.command().args(args).output().expect("the tool starts");
        Ran {
            status: output.status.code(),
            stdout: without_times(&String::from_utf8(output.stdout).expect("text")),
            stderr: without_times(&String::from_utf8(output.stderr).expect("text")),
        }
    }
}

/// What a run left behind. Its timings read `[time]`.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// It did what it should and had nothing to say; what is on standard output.
    #[track_caller]
    pub(crate) fn quiet(self) -> String {
        assert!(self.status == Some(0) && self.stderr.is_empty(), "{self}");
        self.stdout
    }

    /// It failed with exactly this on standard error and nothing on standard output.
    #[track_caller]
    pub(crate) fn fails(self, status: i32, stderr: &str) {
        assert_eq!((self.status, &*self.stdout, &*self.stderr), (Some(status), "", stderr), "{self}");
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit status {:?}\n--- standard output\n{}--- standard error\n{}", self.status, self.stdout, self.stderr)
    }
}

/// 'in 0.14 s' as 'in [time]'.
fn without_times(text: &str) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for i in 2..words.len() {
        let seconds = words[i - 1].parse::<f64>().is_ok() && words[i - 2].ends_with("in");
        if seconds && words[i].starts_with('s') && !words[i].chars().nth(1).is_some_and(char::is_alphanumeric) {
            words[i - 1] = String::new();
            words[i] = words[i].replacen('s', "[time]", 1);
        }
    }
    words.join(" ").replace(" [time]", "[time]").replace("in[time]", "in [time]")
}

fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below the folder");
            let path = path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            (path, fs::read(entry.path()).expect("read"))
        })
        .collect()
}

#[test]
fn times_are_left_out() {
    assert_eq!(without_times("Built 1 report in 0.14 s: public/"), "Built 1 report in [time]: public/");
    assert_eq!(without_times("a\nChecked x/ in 12.00 s\n"), "a\nChecked x/ in [time]\n");
    assert_eq!(without_times("in 3 sections, in 5 minutes"), "in 3 sections, in 5 minutes");
}
