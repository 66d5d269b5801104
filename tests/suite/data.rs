//! docs/data.md tells of every key that `report.json` has, and of none that it has not.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::project::{Project, root};

/// Keys, and the names that stand for kinds of things, of everything that we have content for.
fn keys_and_kinds(value: &Value, keys: &mut BTreeSet<String>, kinds: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                keys.insert(key.clone());
                if let (true, Some(text)) =
                    (["type", "kind", "role", "marker", "align", "heads", "scored_by"].contains(&key.as_str()), value.as_str())
                {
                    kinds.insert(text.to_owned());
                }
                keys_and_kinds(value, keys, kinds);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys_and_kinds(item, keys, kinds)),
        _ => {}
    }
}

#[test]
fn the_format_is_told_as_it_is() {
    let (mut keys, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    let folders = ["content", "examples/surrey-cases/content", "examples/first-framework/content", "tests/cases/odd/content"];
    for folder in folders {
        let project = Project::new();
        let content = root().join(folder);
        let args = ["build", "--format", "data", "--content"].map(std::ffi::OsString::from).into_iter().chain([content.into()]);
        let ran = project.run(args);
        assert_eq!(ran.status, Some(0), "{ran}");
        for (path, bytes) in project.files("public").into_iter().filter(|(path, _)| path.ends_with("report.json")) {
            keys_and_kinds(&serde_json::from_slice(&bytes).expect(&path), &mut keys, &mut kinds);
        }
    }
    assert!(keys.len() > 100, "few keys: {keys:?}");
    let page = fs::read_to_string(root().join("docs/data.md")).expect("the page");
    let json = page.split("## report.json").nth(1).and_then(|rest| rest.split("## Example").next()).expect("its chapter");
    let said: BTreeSet<&str> =
        json.split('`').skip(1).step_by(2).flat_map(|code| code.split(|c: char| !(c.is_alphanumeric() || "_-".contains(c)))).collect();
    let untold: Vec<_> = keys.iter().chain(&kinds).filter(|name| !said.contains(name.as_str())).collect();
    assert!(untold.is_empty(), "docs/data.md does not tell of {untold:?}");
}
