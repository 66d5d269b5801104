//! What is kept is what would be made.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::{Cache, FILES, RECEIPT, key};
use crate::build::outputs::{Formats, Input, OutputFile, SummedFile};
use crate::build::pipeline::{Settings, build};
use crate::build::receipt::{Digest, KeptFile, Receipt};
use crate::build::told::Told;
use crate::build::twice::Identity;
use crate::date::Date;
use crate::diag::{Diagnostic, Problems, Sources, Span, Warned};
use crate::model::report::State;
use crate::scoring::Scores;
use crate::source::log::{Logged, Snapshot};
use crate::source::system::{Memory, Os, System as _};

fn empty() -> Memory {
    Memory::with_files(Vec::<(&str, &str)>::new())
}

fn files(words: &str) -> Vec<SummedFile> {
    let file = |path: &str, text: &str| OutputFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }.into();
    vec![file("kent/index.html", words), file("kent/data/empty.csv", "")]
}

fn receipt(files: &[SummedFile]) -> Receipt {
    let memory = Memory::with_files([("/a", "1")]);
    let snapshot = Snapshot::new(&memory);
    let logged = Logged::new(&snapshot);
    logged.read(Path::new("/a")).expect("read");
    let published = Date { year: 2008, month: None, day: None };
    let digest = Digest {
        slug: "kent".into(),
        framework: "omi".into(),
        state: State::Published,
        published,
        area: "Kent".into(),
        identity: Identity::bare("kent", published),
        parts: Vec::new(),
        scores: Scores::default(),
        stated: Vec::new(),
        shown: None,
    };
    let kept = |summed: &SummedFile| KeptFile { path: summed.file.path.clone(), length: summed.file.bytes.len(), sha256: summed.sha256 };
    let told = Told::new(Problems::new(), Vec::new(), &Sources::default(), 0).written();
    Receipt { log: logged.into_log().written().expect("text"), taken: [7; 32], digest, told, files: files.iter().map(kept).collect() }
}

/// What is kept of a report, as far as it can be used.
fn got(cache: &Cache, slug: &str, key: &super::Key) -> Option<Vec<SummedFile>> {
    cache.files(&cache.receipt(slug, key)?)
}

#[test]
fn what_is_kept_comes_back_for_the_same_key_only() {
    let memory = empty();
    let cache = Cache::open(&memory, "/.cache".into()).expect("a cache");
    let (one, other) = (key(&[&"one"]), key(&[&"other"]));
    assert_eq!(got(&cache, "kent", &one), None);
    cache.put(&one, &receipt(&files("one")), &files("one"));
    assert_eq!(got(&cache, "kent", &one), Some(files("one")));
    assert_eq!(got(&cache, "kent", &other), None);
    assert_eq!(got(&cache, "essex", &one), None);
    cache.put(&other, &receipt(&files("other")), &files("other"));
    assert_eq!(got(&cache, "kent", &one), None, "one entry to a report");
    assert_eq!(got(&cache, "kent", &other), Some(files("other")));
    memory.rename(Path::new("/.cache/kent"), Path::new("/.cache/essex")).expect("renamed");
    assert_eq!(got(&cache, "essex", &other), None, "another report's");
    cache.keep_only(&["kent".to_owned()]);
    assert!(memory.files().into_keys().all(|path| !path.starts_with("/.cache/essex")));
    assert!(Cache::open(&memory, "/.cache".into()).is_some(), "its own folder is known again");
}

#[test]
fn a_torn_or_changed_entry_is_none() {
    let memory = empty();
    let cache = Cache::open(&memory, "/.cache".into()).expect("a cache");
    let one = key(&[&"one"]);
    cache.put(&one, &receipt(&files("one")), &files("one"));
    for name in [FILES, RECEIPT] {
        let path = &Path::new("/.cache/kent").join(name);
        let whole = memory.read(path).expect("an entry");
        for length in 0..whole.len() {
            memory.write(path, &whole[..length]).expect("write");
            assert_eq!(got(&cache, "kent", &one), None, "{name} cut to {length} bytes");
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            memory.write(path, &changed).expect("write");
            assert_eq!(got(&cache, "kent", &one), None, "byte {at} of {name} changed");
        }
        memory.write(path, &[&whole[..], b"x"].concat()).expect("write");
        assert_eq!(got(&cache, "kent", &one), None, "{name} is longer");
        memory.write(path, &whole).expect("write");
        assert_eq!(got(&cache, "kent", &one), Some(files("one")));
    }
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    for (path, text) in [("/.cache/notes", "mine"), ("/.cache", "a file"), ("/.cache/CACHEDIR.TAG", "Signature: another")] {
        let memory = Memory::with_files([(path, text)]);
        assert!(Cache::open(&memory, "/.cache".into()).is_none(), "{path}");
    }
}

type Content = Vec<(PathBuf, Vec<u8>)>;

/// The files of a project in `tests/cases`, all reports published, and a theme.
fn content(case: &str) -> Content {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(case).join("content");
    let files = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    let mut files: Content = files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = Path::new("/content").join(entry.path().strip_prefix(&folder).expect("below"));
            let bytes = Os.read(entry.path()).expect("a file");
            let bytes = match String::from_utf8(bytes) {
                Ok(text) => text.replace("state: working", "state: published").into_bytes(),
                Err(other) => other.into_bytes(),
            };
            (path, bytes)
        })
        .collect();
    files.push(("/content/theme.yaml".into(), b"color:\n  accent: '#803000'\n".to_vec()));
    files
}

/// An edition, or nothing, and in either case all that is said, with the lines that it is said of.
struct Built {
    edition: Option<(Vec<OutputFile>, Vec<Input>)>,
    said: BTreeSet<String>,
}

fn built(memory: &Memory, formats: Formats, cache: Option<&Cache<'_>>) -> Built {
    let settings = Settings { content: "/content".into(), drafts: false, reports: Vec::new(), formats, jobs: 2 };
    let (mut sources, sink) = (Sources::default(), Mutex::new(Vec::new()));
    let (edition, problems) = match build(memory, &settings, cache, &mut sources, &(), &sink) {
        Ok(Warned { value, warnings }) => (Some(value), warnings),
        Err(problems) => (None, problems),
    };
    let mut files = sink.into_inner().expect("no panic");
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let place = |span: Span| {
        let file = sources.file(span.file);
        let (start, end) = (file.line_column(span.start as usize), file.line_column(span.end as usize));
        let line = file.line(file.lines_of(span.range()).start).1;
        format!("{}:{start:?}-{end:?} {:?} in {line:?}", file.path, sources.slice(span))
    };
    let said = |Diagnostic { severity, name, message, labels, path, help, .. }: Diagnostic| {
        let places: Vec<_> = labels.into_iter().map(|label| (place(label.span), label.text)).collect();
        format!("{severity} {name} {message} {path:?} {help:?} {places:#?}")
    };
    Built { edition: edition.map(|edition| (files, edition.inputs)), said: problems.into_iter().map(said).collect() }
}

/// Numbers that look random and are the same each time.
struct Chance(u32);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % end.max(1)
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Puts a project into another state, which often makes sense; says what was done.
fn edit(memory: &Memory, first: &Content, chance: &mut Chance) -> String {
    let (path, text) = chance.of(first).clone();
    let mut text = memory.read(&path).unwrap_or(text);
    let reports = Path::new("/content/reports");
    let slugs: Vec<String> = memory.list(reports).unwrap_or_default().into_iter().map(|entry| entry.name).collect();
    match chance.below(24) {
        0 => {
            memory.remove_file(&path);
            return format!("{} deleted", path.display());
        }
        1 => {
            let there: Vec<_> = memory.files().into_keys().filter(|path| path.starts_with("/content")).collect();
            let to = chance.of(&there).with_file_name(*chance.of(&["other.md", "4-other.yaml", "README.md", "summary.md", "dot2.png"]));
            memory.write(&to, &text).expect("written");
            return format!("{} put to {}", path.display(), to.display());
        }
        2 => {
            let (from, to) = (reports.join(chance.of(&slugs)), reports.join(*chance.of(&["amber", "zeal", "mid"])));
            let _ = memory.rename(&from, &to);
            return format!("{} renamed to {}", from.display(), to.display());
        }
        3 => {
            let (from, to) = (reports.join(chance.of(&slugs)), reports.join(*chance.of(&["amber", "zeal", "mid"])));
            for (path, text) in memory.files().into_iter().filter(|(path, _)| path.starts_with(&from)) {
                memory.write(&to.join(path.strip_prefix(&from).expect("below")), &text).expect("written");
            }
            return format!("{} copied to {}", from.display(), to.display());
        }
        4 if slugs.len() > 1 => {
            let gone = reports.join(chance.of(&slugs));
            memory.remove_folder(&gone).expect("removed");
            return format!("{} removed", gone.display());
        }
        5 | 6 => text.extend(b"\n# A remark, 5 of 9 (70%) of which are an an example.\n"),
        7 => text.truncate(chance.below(text.len() + 1)),
        // As it was at first.
        8..=10 => text = first.iter().find(|(own, _)| *own == path).expect("a file").1.clone(),
        _ => {
            // Figures more often than words: they go from one report to the other.
            let digits: Vec<usize> = (0..text.len()).filter(|&at| text[at].is_ascii_digit()).collect();
            let letters: Vec<usize> = (0..text.len()).filter(|&at| text[at].is_ascii_alphanumeric()).collect();
            let places = if chance.below(2) == 0 && !digits.is_empty() { digits } else { letters };
            if !places.is_empty() {
                let at = *chance.of(&places);
                let others: &[u8] = if text[at].is_ascii_digit() { b"123456789" } else { b"abcdefghijklmnopqrstuvwxyz" };
                text[at] = *chance.of(others);
            }
        }
    }
    memory.write(&path, &text).expect("written");
    format!("{} changed", path.display())
}

/// How many editions were made, and how many reports of them came out of the cache.
fn follow(case: &str, formats: Formats, rounds: usize, seed: u32) -> (usize, usize) {
    let first = content(case);
    let memory = Memory::with_files(first.clone());
    let mut chance = Chance(seed);
    let (mut sound, mut kept) = (0, 0);
    let entries = |memory: &Memory| -> Vec<_> { memory.files().into_iter().filter(|(path, _)| path.ends_with(RECEIPT)).collect() };
    for round in 0..rounds {
        let what = edit(&memory, &first, &mut chance);
        let clean = built(&memory, formats, None);
        let before = entries(&memory);
        let cache = Cache::open(&memory, "/cache".into()).expect("a cache");
        let cached = built(&memory, formats, Some(&cache));
        let differing = clean.said.symmetric_difference(&cached.said).collect::<Vec<_>>();
        assert!(differing.is_empty(), "round {round}, {what}: said by one of both only: {differing:#?}");
        match (&clean.edition, &cached.edition) {
            (Some((files, inputs)), Some((cached, cached_inputs))) => {
                sound += 1;
                let differing = files.iter().zip(cached).find(|(one, other)| one != other).map(|(one, _)| &one.path);
                assert!(files == cached, "round {round}, {what}: {differing:?} differs");
                assert_eq!(inputs, cached_inputs, "round {round}, {what}");
                kept += entries(&memory).iter().filter(|entry| before.contains(entry)).count();
            }
            (None, None) => {}
            (clean, cached) => panic!("round {round}, {what}: {} and {}", clean.is_some(), cached.is_some()),
        }
        // Mistakes are mended, or they would pile up; sometimes after the next change.
        if clean.edition.is_none() && chance.below(4) > 0 {
            memory.remove_folder(Path::new("/content")).expect("removed");
            for (path, text) in &first {
                memory.write(path, text).expect("written");
            }
        }
    }
    (sound, kept)
}

#[test]
fn after_any_change_the_edition_is_the_one_from_nothing() {
    let (sound, kept) = follow("small", Formats::ALL, 80, 2008);
    assert!(sound > 30 && kept > 12, "{sound} editions, {kept} reports out of the cache: the test shows little");
}

#[test]
fn so_it_is_with_pictures_tables_charts_and_cases() {
    let formats = Formats { pdf: false, ..Formats::ALL };
    let (sound, kept) = follow("hostile", formats, 30, 1907);
    assert!(sound > 9 && kept > 9, "{sound} editions, {kept} reports out of the cache: the test shows little");
}
