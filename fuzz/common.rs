//! What is done with the bytes of a fuzzer, and with what it once found (`fuzz/findings`, which `cargo test` runs).
//!
//! Each target puts its bytes in the place of files of the hostile case, which has every key, and runs the tool's own command line on it
//! without a disk. The tool may build, or say what is wrong; it may not panic, stay silent, or hang.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use std::{fs, io};

use bluebook::cli::{Console, Status, run};
use bluebook::source::system::Memory;

const CONTENT: &str = "/project/content";

type Files = Vec<(String, Vec<u8>)>;

/// Whether a file of the case is a picture, in which no text can be changed.
fn is_picture(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "png")
}

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

/// The report that shows what a file says: its own, one of its framework, or the shorter one.
fn report_of(path: &str) -> &str {
    match path.split('/').collect::<Vec<_>>()[..] {
        ["reports", report, ..] => report,
        ["frameworks", "marks", ..] => "alder",
        _ => "birch",
    }
}

/// The case with these files in place of its own, without the reports that do not show them: a fuzzer wants to be quick.
fn with(files: &[(&str, &[u8])]) -> Memory {
    let place = |path: &str| Path::new(CONTENT).join(path);
    let shown = |path: &str| !path.starts_with("reports/") || files.iter().any(|(file, _)| report_of(file) == report_of(path));
    let own = case().iter().filter(|(path, _)| shown(path)).map(|(path, text)| (path.as_str(), &text[..]));
    let all = own.chain(files.iter().copied());
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

/// The least processor time above which a step of growth is judged, in hundredths of a second.
const SLOW: u64 = 50;

/// What grows too fast: a pattern in place of a file, as often as fills 16 kB and then 64 kB. What is four times as long may cost eight times
/// as much, which leaves room for sorting and for a busy machine; a square costs sixteen times. A fuzzer never writes 64 kB that repeat
/// by itself, and a limit on time alone would find only what is slower than anybody could overlook.
///
/// The measure is this process's processor time: counts of steps see only the steps that somebody thought of. It is rough, so nothing
/// below half a second is judged, and what seems slow is measured thrice. `cargo test`, which judges no time, only runs the pattern.
pub(crate) fn slow(data: &[u8]) {
    let Some(pattern) = Pattern::read(data) else { return };
    let cost = |size: usize| {
        let before = processor_time();
        pattern.run(size);
        Some(processor_time()? - before?)
    };
    let own = pattern.own_cost(|| cost(0));
    // What is quick at a quarter of the size is not looked at again.
    let Some(quarter) = cost(16 << 10).map(|cost| cost.saturating_sub(own)).filter(|cost| *cost >= SLOW / 16) else { return };
    let Some(whole) = cost(64 << 10).map(|cost| cost.saturating_sub(own)) else { return };
    if whole < SLOW || whole <= quarter * 8 {
        return;
    }
    let least = |size| (0..3).filter_map(|_| cost(size)).min().unwrap_or(0).saturating_sub(own);
    let (quarter, whole) = (least(16 << 10).max(1), least(64 << 10));
    assert!(whole < SLOW || whole <= quarter * 8, "four times the text takes {whole} hundredths of a second instead of {quarter}");
}

/// The pattern once, for those who measure nothing.
pub(crate) fn slow_once(data: &[u8]) {
    if let Some(pattern) = Pattern::read(data) {
        pattern.run(4 << 10);
    }
}

/// Hundredths of a second that this process has had of all processors, where the system tells.
fn processor_time() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold anything; user and system time are the 12th and 13th value after it.
    let mut values = stat.rsplit_once(')')?.1.split_whitespace().skip(11).map(str::parse::<u64>);
    Some(values.next()?.ok()? + values.next()?.ok()?)
}

/// Two bytes that say which file, and what is done with it; then what stands before, what comes again and again, and what stands after, with
/// 0xff between them, which no text holds. U+0001 is the number of the turn, since names must differ.
struct Pattern<'a> {
    path: &'static str,
    build: bool,
    before: Vec<u8>,
    again: &'a [u8],
    after: &'a [u8],
}

impl<'a> Pattern<'a> {
    fn read(data: &'a [u8]) -> Option<Self> {
        let ([which, how], rest) = data.split_first_chunk()?;
        let texts: Vec<_> = case().iter().filter(|(path, _)| !is_picture(path)).collect();
        let (path, own) = texts[usize::from(*which) % texts.len()];
        let mut parts = rest.split(|byte| *byte == 0xff);
        let (before, again, after) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
        // A file's own text may come first, so that what follows has a place to be in.
        let before = if how & 1 == 0 { before.to_vec() } else { [own, before].concat() };
        (!again.is_empty()).then_some(Self { path, build: how & 2 != 0, before, again, after })
    }

    /// What the case itself costs, measured once for each of its files.
    fn own_cost(&self, cost: impl Fn() -> Option<u64>) -> u64 {
        static KNOWN: Mutex<BTreeMap<(&str, bool), u64>> = Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().expect("no panic while it is held");
        *known.entry((self.path, self.build)).or_insert_with(|| (0..3).filter_map(|_| cost()).min().unwrap_or(0))
    }

    fn run(&self, size: usize) {
        let mut text = self.before.clone();
        let end = text.len() + size;
        for turn in 0.. {
            if text.len() >= end {
                break;
            }
            for byte in self.again {
                match byte {
                    1 => text.extend(turn.to_string().bytes()),
                    _ => text.push(*byte),
                }
            }
        }
        text.extend(self.after);
        let memory = with(&[(self.path, &text)]);
        if self.build {
            tool(&memory, &["build", "--jobs", "1", "--no-cache", "--out", "/project/out"]);
        } else {
            check(&memory);
        }
    }
}

/// Patterns that a slow reader would stumble over, each in the files of an ending.
fn patterns() -> Vec<Vec<u8>> {
    const PATTERNS: [(&str, u8, &str, &str); 31] = [
        (".md", 0, "", "*a **b _c "),
        (".md", 0, "", "*a* "),
        (".md", 0, "", "[a](b) "),
        (".md", 0, "", "[a]"),
        (".md", 0, "", "[a\u{1}]: https://example.org/\u{1}\n"),
        (".md", 0, "", "x[^\u{1}]\n\n[^\u{1}]: y\n\n"),
        (".md", 0, "", "`\u{1}` `` a "),
        (".md", 0, "", "&amp;\\<"),
        (".md", 0, "", "# A heading\n\n"),
        (".md", 0, "", "- a\n"),
        (".md", 0, "", "- a\n  - b\n    - c\n"),
        (".md", 0, "", "1. We found that nine (36%) of 35 were late.\n"),
        (".md", 0, "", "> a\n"),
        (".md", 0, "| a | b |\n| - | - |\n", "| x\u{1} | y |\n"),
        (".md", 0, "", "a | "),
        (".md", 0, "", "In 2007/08, 12 of 35 (34%) Officers of the ABC met Mr Smith in April 2008. "),
        (".md", 0, "", "A sentence (see Table 1).\n\n"),
        (".md", 0, "", "{chart: money}\n\n"),
        (".md", 0, "", "{recommendations}\n\n"),
        (".md", 2, "", "Words, words and words that go on.\n\n"),
        (".md", 2, "", "## A heading\n\nWords.\n\n"),
        (".md", 2, "| a | b |\n| - | - |\n", "| x\u{1} | y |\n"),
        (".md", 2, "", "A note[^\u{1}].\n\n[^\u{1}]: There.\n\n"),
        (".md", 2, "", "- a bullet\n"),
        (".yaml", 1, "", "- a\n"),
        (".yaml", 1, "", "k\u{1}: v\n"),
        (".yaml", 1, "", "      - A finding \u{1}, of 12 (36%).\n"),
        (".yaml", 1, "", "  - [a\u{1}, 1, 2]\n"),
        (".yaml", 0, "x: \"", "\\u0041"),
        (".csv", 1, "", "\u{1},1.1a,above\n"),
        (".csv", 1, "", "\"a\"\"\",b\n"),
    ];
    let texts: Vec<_> = case().iter().map(|(path, _)| path).filter(|path| !is_picture(path)).collect();
    let mut seeds = Vec::new();
    for (ending, how, before, again) in PATTERNS {
        for (at, _) in texts.iter().enumerate().filter(|(_, path)| path.ends_with(ending)) {
            let which = u8::try_from(at).unwrap_or_default();
            seeds.push([&[which, how], before.as_bytes(), b"\xff", again.as_bytes()].concat());
        }
    }
    seeds
}

/// A target's name and what it does.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every target.
pub(crate) const TARGETS: [Target; 7] =
    [("yaml", yaml), ("csv", csv), ("markdown", markdown), ("theme", theme), ("pdf", pdf), ("edition", edition), ("slow", slow_once)];

/// What each target begins with: the files of the case itself, and those of the demo.
pub(crate) fn seeds(name: &str, demo: &Path) -> Vec<Vec<u8>> {
    let ending = match name {
        "yaml" => ".yaml",
        "csv" => ".csv",
        "markdown" | "pdf" => ".md",
        "theme" => {
            let own = b"extends: large-print\ncolor:\n  accent: '#803000'\ntext:\n  size: 14 pt\n";
            let mut themes = Files::new();
            read(&demo.join("../assets/themes"), "", &mut themes).expect("readable files");
            themes.sort();
            return [own.to_vec()].into_iter().chain(themes.into_iter().map(|(_, text)| text)).collect();
        }
        "slow" => return patterns(),
        _ => {
            let files = case().iter().enumerate().filter_map(|(at, (_, text))| {
                let length = u16::try_from(text.len()).ok()?.to_le_bytes();
                Some([&[u8::try_from(at).ok()?], &length[..], text].concat())
            });
            let mut seeds: Vec<_> = files.collect();
            // Several files at once.
            seeds.extend(seeds.chunks(4).map(<[_]>::concat).collect::<Vec<_>>());
            return seeds;
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
