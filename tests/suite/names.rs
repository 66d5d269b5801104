//! Every name that a message can carry is explained, and nothing is explained that no message carries.

use std::collections::BTreeSet;
use std::path::Path;

use bluebook::diag::name::NAMES;

/// The sources below `folder`, without their tests.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            found.push(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("").to_owned());
        }
    }
}

/// Names where a diagnostic is made: the first argument of a constructor, or the name handed to a helper that makes one.
fn used(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for call in ["error(", "warning(", "note(", "refusal(", "problem(", "author(", "bug(", "unknown(", "problems, ", "Err(("] {
        for (at, _) in text.match_indices(call) {
            let rest = text[at + call.len()..].trim_start();
            let Some((name, after)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) else { continue };
            let kebab = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if kebab && after.starts_with(',') {
                names.insert(name);
            }
        }
    }
    names
}

#[test]
fn every_name_is_explained_and_used() {
    let mut found = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    let used: BTreeSet<&str> = found.iter().flat_map(|text| used(text)).collect();
    // Checks explain themselves: their names stand in `About` and nowhere else.
    let known: BTreeSet<&str> = NAMES.iter().map(|name| name.name).collect();
    assert!(used.len() > 100, "the sources were not found");
    assert_eq!(used.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new(), "used and not explained in src/diag/name.rs");
    assert_eq!(known.difference(&used).collect::<Vec<_>>(), Vec::<&&str>::new(), "explained in src/diag/name.rs and not used");
}
