//! What is done with the bytes of a fuzzer, and with what it once found (`fuzz/findings`, which `cargo test` runs).
//!
//! Each target puts its bytes in the place of files of the hostile case, which has every key, and runs the tool's own command line on it
//! without a disk. The tool may build, or say what is wrong; it may not panic, stay silent, or hang.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{fs, io};

use bluebook::cli::{Console, Status, run};
use bluebook::source::system::Memory;

const CONTENT: &str = "/project/content";

type Files = Vec<(String, Vec<u8>)>;

/// The case's files by their path below the content folder, sorted.
fn case() -> &'static Files {
    static CASE: OnceLock<Files> = OnceLock::new();
    CASE.get_or_init(|| {
        let folder = [env!("CARGO_MANIFEST_DIR"), concat!(env!("CARGO_MANIFEST_DIR"), "/..")]
            .map(|root| Path::new(root).join("tests/cases/hostile/content"))
            .into_iter()
            .find(|folder| folder.is_dir())
            .expect("the hostile case");
        let mut files = Files::new();
        read(&folder, "", &mut files).expect("readable files");
        files.sort();
        files
    })
}

fn read(folder: &Path, prefix: &str, files: &mut Files) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &(path + "/"), files)?;
        } else {
            files.push((path, fs::read(entry.path())?));
        }
    }
    Ok(())
}

/// The paths of the case's files with this ending, sorted.
fn paths(ending: &str) -> Vec<&'static str> {
    case().iter().map(|(path, _)| path.as_str()).filter(|path| path.ends_with(ending)).collect()
}

/// The case with these files in place of its own.
fn with(files: &[(&str, &[u8])]) -> Memory {
    let place = |path: &str| Path::new(CONTENT).join(path);
    let all = case().iter().map(|(path, text)| (path.as_str(), &text[..])).chain(files.iter().copied());
    Memory::with_files(all.map(|(path, text)| (place(path), text.to_vec())).collect::<Vec<(PathBuf, Vec<u8>)>>())
}

/// Runs the tool, and looks that it says why if it does not do what it is asked.
fn tool(memory: &Memory, args: &[&str]) -> Vec<u8> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, colour: false, progress: false };
    let args = ["bluebook"].iter().chain(args).chain(&["--content", CONTENT]).map(OsString::from);
    let status = run(memory, args, &mut console);
    let err = String::from_utf8(err).expect("UTF-8");
    assert!(status == Status::Done || err.contains("error["), "{status:?} without a word: {err}");
    assert!(!err.contains("error[internal"), "{err}");
    out
}

fn check(memory: &Memory) {
    tool(memory, &["check"]);
}

/// The first byte says which file the others are.
fn one_of(ending: &str, data: &[u8]) -> Option<Memory> {
    let (first, text) = data.split_first()?;
    let paths = paths(ending);
    Some(with(&[(paths[usize::from(*first) % paths.len()], text)]))
}

/// YAML to the model, through all checks.
pub(crate) fn yaml(data: &[u8]) {
    if let Some(memory) = one_of(".yaml", data) {
        check(&memory);
    }
}

/// CSV: cases, answers, tables and charts.
pub(crate) fn csv(data: &[u8]) {
    if let Some(memory) = one_of(".csv", data) {
        check(&memory);
    }
}

/// Markdown to the document, through all checks.
pub(crate) fn markdown(data: &[u8]) {
    if let Some(memory) = one_of(".md", data) {
        check(&memory);
    }
}

/// The theme, and pages drawn with it.
pub(crate) fn theme(data: &[u8]) {
    tool(&with(&[("theme.yaml", data)]), &["build", "--out", "/project/out", "--format", "html"]);
}

/// Markdown to pages of PDF, which are read back before they are written.
pub(crate) fn pdf(data: &[u8]) {
    if let Some(memory) = one_of(".md", data) {
        tool(&memory, &["build", "--out", "/project/out", "--format", "pdf", "--jobs", "1"]);
    }
}

/// Several files at once, each a byte that says which, two for its length, and its text: a whole edition, the same twice.
pub(crate) fn edition(data: &[u8]) {
    let mut rest = data;
    let mut files = Vec::new();
    while let Some(([which, low, high], after)) = rest.split_first_chunk() {
        let (text, after) = after.split_at(usize::from(u16::from_le_bytes([*low, *high])).min(after.len()));
        files.push((case()[usize::from(*which) % case().len()].0.as_str(), text));
        rest = after;
    }
    let memory = with(&files);
    let made = |name: &str| {
        tool(&memory, &["build", "--jobs", "1", "--no-cache", "--out", &format!("/project/{name}")]);
        bluebook::source::system::System::read(&memory, &Path::new("/project").join(name).join("SHA256SUMS")).ok()
    };
    assert!(made("one") == made("two"), "two editions of the same content differ");
}

/// A target's name and what it does.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every target.
pub(crate) const TARGETS: [Target; 6] =
    [("yaml", yaml), ("csv", csv), ("markdown", markdown), ("theme", theme), ("pdf", pdf), ("edition", edition)];

/// What each target begins with: the files of the case itself, and those of the demo.
pub(crate) fn seeds(name: &str, demo: &Path) -> Vec<Vec<u8>> {
    let ending = match name {
        "yaml" => ".yaml",
        "csv" => ".csv",
        "markdown" | "pdf" => ".md",
        "theme" => return vec![b"color:\n  accent: '#803000'\nsize:\n  text: 14\n".to_vec(), b"base: large-print\n".to_vec()],
        _ => {
            let files = case().iter().enumerate().filter_map(|(at, (_, text))| {
                let length = u16::try_from(text.len()).ok()?.to_le_bytes();
                Some([&[u8::try_from(at).ok()?], &length[..], text].concat())
            });
            return files.collect();
        }
    };
    let mut found = Files::new();
    read(demo, "", &mut found).expect("readable files");
    found.sort();
    let own = paths(ending);
    let own_text = |at: usize| case().iter().find(|(path, _)| path == own[at]).map(|(_, text)| text.clone()).unwrap_or_default();
    let begin = |at: usize, text: Vec<u8>| [vec![u8::try_from(at).unwrap_or_default()], text].concat();
    let mut seeds: Vec<Vec<u8>> = (0..own.len()).map(|at| begin(at, own_text(at))).collect();
    let others = found.into_iter().filter(|(path, _)| path.ends_with(ending));
    // A demo's file goes where a file of the same name goes, if there is one.
    seeds.extend(others.map(|(path, text)| {
        let file = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        begin(own.iter().position(|own| file(own) == file(&path)).unwrap_or(0), text)
    }));
    seeds
}
