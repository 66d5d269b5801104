//! What is kept is what would be made.

use std::iter;
use std::path::{Path, PathBuf};

use super::{Cache, Kept, decode, encode, key};
use crate::build::outputs::{Formats, OutputFile};
use crate::build::pipeline::{Edition, Settings, build};
use crate::diag::{Sources, Warned};
use crate::source::system::{Memory, Os, System as _};

fn empty() -> Memory {
    Memory::with_files(Vec::<(&str, &str)>::new())
}

fn kept(words: &str) -> Kept {
    let file = |path: &str, text: &str| OutputFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    Kept { pages: Some(61), files: vec![file("kent/index.html", words), file("kent/data/empty.csv", "")] }
}

#[test]
fn what_is_kept_comes_back_for_the_same_key_only() {
    let memory = empty();
    let cache = Cache::open(&memory, "/.cache".into()).expect("a cache");
    let (one, other) = (key(&[&"one"], iter::empty()), key(&[&"other"], iter::empty()));
    assert_eq!(cache.get("kent", &one), None);
    cache.put("kent", &one, &kept("one"));
    assert_eq!(cache.get("kent", &one), Some(kept("one")));
    assert_eq!(cache.get("kent", &other), None);
    assert_eq!(cache.get("essex", &one), None);
    cache.put("kent", &other, &kept("other"));
    assert_eq!(cache.get("kent", &one), None, "one entry to a report");
    assert_eq!(cache.get("kent", &other), Some(kept("other")));
    cache.keep_only(&["essex"]);
    assert_eq!(cache.get("kent", &other), None);
    assert!(Cache::open(&memory, "/.cache".into()).is_some(), "its own folder is known again");
}

#[test]
fn a_torn_or_changed_entry_is_none() {
    let memory = empty();
    let cache = Cache::open(&memory, "/.cache".into()).expect("a cache");
    let one = key(&[&"one"], iter::empty());
    cache.put("kent", &one, &kept("one"));
    let path = Path::new("/.cache/kent/files");
    let whole = memory.read(path).expect("an entry");
    for length in 0..whole.len() {
        memory.write(path, &whole[..length]).expect("write");
        assert_eq!(cache.get("kent", &one), None, "cut to {length} bytes");
    }
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        memory.write(path, &changed).expect("write");
        assert_eq!(cache.get("kent", &one), None, "byte {at} changed");
    }
    memory.write(path, &whole).expect("write");
    assert_eq!(cache.get("kent", &one), Some(kept("one")));
}

#[test]
fn no_length_makes_decoding_fail_badly() {
    let whole = encode(&kept("words"));
    for at in 0..whole.len() - 8 {
        let mut wrong = whole.clone();
        wrong[at..at + 8].fill(0xff);
        assert_ne!(decode(&wrong), Some(kept("words")));
    }
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    for (path, text) in [("/.cache/notes", "mine"), ("/.cache", "a file"), ("/.cache/CACHEDIR.TAG", "Signature: another")] {
        let memory = Memory::with_files([(path, text)]);
        assert!(Cache::open(&memory, "/.cache".into()).is_none(), "{path}");
    }
}

/// The files of `tests/cases/small`, both reports published, and a theme.
fn content() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/small/content");
    let files = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    let mut files: Vec<(PathBuf, Vec<u8>)> = files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = Path::new("/content").join(entry.path().strip_prefix(&folder).expect("below"));
            let text = String::from_utf8(Os.read(entry.path()).expect("a file")).expect("text");
            (path, text.replace("state: working", "state: published").into_bytes())
        })
        .collect();
    files.push(("/content/theme.yaml".into(), b"color:\n  accent: '#803000'\n".to_vec()));
    files
}

/// An edition, or how many mistakes there are.
fn built(memory: &Memory, cache: Option<&Cache<'_>>) -> Result<Edition, usize> {
    let settings = Settings { content: "/content".into(), drafts: false, reports: Vec::new(), formats: Formats::ALL, jobs: 1 };
    match build(memory, &settings, cache, &mut Sources::default(), &()) {
        Ok(Warned { value, .. }) => Ok(value),
        Err(problems) => Err(problems.len()),
    }
}

/// Numbers that look random and are the same each time.
struct Chance(u32);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % end
    }
}

#[test]
fn after_any_change_the_edition_is_the_one_from_nothing() {
    let first = content();
    let memory = Memory::with_files(first.clone());
    let mut chance = Chance(2008);
    let (mut sound, mut kept) = (0, 0);
    for round in 0..80 {
        let (path, text) = &first[chance.below(first.len())];
        let mut text = text.clone();
        match chance.below(8) {
            // As it was at first.
            0 | 1 => {}
            2 => text.extend(b"\n# A remark.\n"),
            3 => text.truncate(chance.below(text.len() + 1)),
            _ => {
                let letters: Vec<usize> = (0..text.len()).filter(|&at| text[at].is_ascii_alphanumeric()).collect();
                if let Some(&at) = letters.get(chance.below(letters.len().max(1))) {
                    let others: &[u8] = if text[at].is_ascii_digit() { b"123456789" } else { b"abcdefghijklmnopqrstuvwxyz" };
                    text[at] = others[chance.below(others.len())];
                }
            }
        }
        if chance.below(20) == 0 {
            memory.remove_file(path);
        } else {
            memory.write(path, &text).expect("written");
        }
        let clean = built(&memory, None);
        let entry = |slug: &str| memory.read(&PathBuf::from(format!("/cache/{slug}/files"))).ok();
        let before = [entry("ashford"), entry("brinton")];
        let cache = Cache::open(&memory, "/cache".into()).expect("a cache");
        let mistaken = clean.is_err();
        match (clean, built(&memory, Some(&cache))) {
            (Ok(clean), Ok(cached)) => {
                sound += 1;
                assert!(clean.files == cached.files && clean.inputs == cached.inputs, "round {round}: {}", path.display());
                let after = [entry("ashford"), entry("brinton")];
                kept += before.iter().zip(&after).filter(|(before, after)| before.is_some() && before == after).count();
            }
            (Err(clean), Err(cached)) => assert_eq!(clean, cached),
            (clean, cached) => panic!("round {round}: {} and {}", clean.is_ok(), cached.is_ok()),
        }
        // Mistakes are mended, or they would pile up.
        if mistaken {
            for (path, text) in &first {
                memory.write(path, text).expect("written");
            }
        }
    }
    assert!(sound > 30 && kept > 30, "{sound} editions, {kept} reports out of the cache: the test shows little");
}
