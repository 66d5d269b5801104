//! Gives the tool a mark of what it was built from, so that it never trusts what another version of it has kept.

#![expect(clippy::disallowed_methods, reason = "a build script speaks to Cargo and reads the sources")]

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::{env, fs, io};

/// All that has a say in what the tool makes.
const PARTS: [&str; 5] = ["src", "assets", "templates", "Cargo.lock", "Cargo.toml"];

fn main() -> io::Result<()> {
    let mut mark = DefaultHasher::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        add(Path::new(part), &mut mark)?;
    }
    // The edition is the same on every machine, but what is kept on one is for that one only.
    for about in ["TARGET", "OPT_LEVEL"] {
        env::var(about).unwrap_or_default().hash(&mut mark);
    }
    println!("cargo::rustc-env=BLUEBOOK_MARK={:016x}", mark.finish());
    Ok(())
}

fn add(path: &Path, mark: &mut DefaultHasher) -> io::Result<()> {
    path.hash(mark);
    if !path.is_dir() {
        fs::read(path)?.hash(mark);
        return Ok(());
    }
    let mut entries: Vec<_> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| add(entry, mark))
}
