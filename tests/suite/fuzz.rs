//! The fuzzers' targets on their seeds, and on what they found once.
//!
//! `SEEDS=fuzz/corpus cargo test --test suite fuzz::` writes the seeds for a fuzzer (`docs/contributing.md`).

use std::fs;
use std::path::Path;

use crate::project::root;

#[path = "../../fuzz/common.rs"]
#[expect(dead_code, reason = "slowness is judged by a fuzzer only, since tests time nothing")]
mod common;

#[test]
fn seeds_and_findings_pass() {
    let write_to = std::env::var_os("SEEDS");
    for (name, target) in common::TARGETS {
        let mut seeds = common::seeds(name, &root().join("content"));
        if let Some(folder) = &write_to {
            let folder = root().join(folder).join(name);
            fs::create_dir_all(&folder).expect("a folder");
            for (at, seed) in seeds.iter().enumerate() {
                fs::write(folder.join(format!("seed-{at:03}")), seed).expect("a seed");
            }
        }
        // A few of each show that the target does what it says; the fuzzer takes all.
        seeds.truncate(2);
        let found = files(&root().join("fuzz/findings").join(name));
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for data in seeds.into_iter().chain(found) {
            target(&data);
        }
    }
}

fn files(folder: &Path) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).expect("a finding")).collect()
}
