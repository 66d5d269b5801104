//! Whatever an author writes is words: a project with hostile words in every text shows them on its pages, and none of them is markup.
//!
//! `tests/cases/hostile` has every key that content may have, its text ending in script tags, event handlers, quotes, braces, entities
//! and a `javascript:` address; Markdown, which refuses markup, has them escaped. A browser opens the same pages in `.ci/validate`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bluebook::build::outputs::Formats;
use bluebook::build::pipeline::{self, Settings};
use bluebook::diag::{Diagnostic, Sources};
use bluebook::source::system::Memory;

use crate::project::{Project, root};

/// Hostile words that any text can hold: escaped, so that Markdown takes them, and without what could be a placeholder.
const HOSTILE: &str = r#"\<script>hostile(1)\</script>&lt;img src=x onerror=hostile(2)&gt;"'>\<b onmouseover="hostile(3)">%} &amp;lt;i&amp;gt;javascript:hostile(4)"#;

/// The elements that pages are made of.
const ELEMENTS: &str = "!doctype a abbr address article aside b blockquote body br button caption circle cite code col colgroup dd desc details div dl dt em figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html i img input label li link main mark meta nav noscript ol option p path pattern polygon polyline pre rect s script section select span strong sub summary sup svg table tbody td text tfoot th thead time title tr ul";

/// The tags of a page; what stands between them is text.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).map(|piece| piece.split_once('>').expect("a whole tag").0)
}

/// The names and values of a tag's attributes.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest).trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ', '\n']).unwrap_or(rest.len());
        let name = rest[..end].trim_matches('/').to_lowercase();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let (inside, after) = quoted.split_once('"').expect("a closing quote");
            inside.clone_into(&mut value);
            rest = after;
        }
        assert!(!rest.starts_with('='), "an attribute without quotes in <{tag}>");
        rest = rest.trim_start();
        if !name.is_empty() {
            found.push((name, value));
        }
    }
    found
}

#[test]
fn hostile_words_are_words_on_every_page() {
    let project = Project::case("hostile");
    let ran = project.run(["build"]);
    assert!(ran.status == Some(0), "{ran}");
    let known: Vec<&str> = ELEMENTS.split(' ').collect();
    let mut pages = 0;
    for (path, bytes) in project.files("public") {
        if !["html", "xml", "svg"].contains(&path.rsplit('.').next().unwrap_or_default()) {
            continue;
        }
        let text = String::from_utf8(bytes).expect("text");
        if path.rsplit('.').next() == Some("xml") {
            assert!(!text.contains("<script") && !text.contains("<img") && !text.contains("<b "), "{path}");
            continue;
        }
        pages += 1;
        for tag in tags(&text).filter(|tag| !tag.starts_with('/')) {
            let name = tag.split([' ', '\n', '/']).next().unwrap_or_default().to_lowercase();
            assert!(known.contains(&name.as_str()), "{path}: <{tag}>");
            let attributes = attributes(tag);
            for (attribute, value) in &attributes {
                assert!(!attribute.starts_with("on") && attribute != "style" && attribute != "srcdoc", "{path}: <{tag}>");
                if ["href", "src", "action", "formaction"].contains(&attribute.as_str()) {
                    let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
                    assert!(["", "https", "mailto"].contains(&scheme), "{path}: <{tag}>");
                }
            }
            let ours = attributes.iter().any(|(name, value)| name == "src" && value.ends_with("assets/page.js"));
            assert!(name != "script" || ours, "{path}: <{tag}>");
        }
        if path.rsplit('.').next() == Some("html") {
            assert!(text.contains("&lt;script&gt;hostile(1)"), "{path} shows no hostile word");
        }
    }
    assert!(pages > 10, "{pages} pages");
    let index = project.text("public/index.html");
    assert!(index.contains("{{ 7*7 }}{% raw %}&amp;lt;i&amp;gt;"), "braces and entities stay as they are written: {index}");
}

#[test]
fn what_the_search_loads_is_one_call_with_data() {
    let project = Project::case("hostile");
    assert_eq!(project.run(["build", "--format", "html"]).status, Some(0));
    for (path, bytes) in project.files("public/assets/search") {
        if path.ends_with(".index.js") || path.ends_with(".text.js") {
            let text = String::from_utf8(bytes).expect("text");
            let data = text.split_once('(').and_then(|(_, rest)| rest.strip_suffix(");\n")).expect("one call");
            serde_json::from_str::<serde_json::Value>(data).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}

/// The files of the case's content, by path.
fn content() -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = root().join("tests/cases/hostile/content");
    let files = walkdir::WalkDir::new(&folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = Path::new("content").join(entry.path().strip_prefix(&folder).expect("below it"));
            (path, std::fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

fn is_refused(files: &BTreeMap<PathBuf, Vec<u8>>) -> bool {
    let system = Memory::with_files(files.clone());
    let settings = Settings { content: "content".into(), drafts: false, reports: Vec::new(), formats: Formats::ALL, jobs: 1 };
    pipeline::check(&system, &settings, &mut Sources::default(), &()).problems.iter().any(Diagnostic::is_error)
}

/// Where a text of the case is not hostile, that is because such a text is an error there.
#[test]
fn every_text_is_hostile_or_may_not_be() {
    let files = content();
    assert!(!is_refused(&files));
    let yaml = files.iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "yaml"));
    let mut tried = 0;
    for (path, bytes) in yaml {
        let text = std::str::from_utf8(bytes).expect("text");
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.contains("hostile(")) {
            // A line of these files is a key, a key with its value, or an item.
            let start = line.rfind(": ").map(|at| at + 2).or_else(|| line.rfind("- ").map(|at| at + 2)).unwrap_or(line.len());
            let value = line[start..].trim_matches(['"', '\'']);
            if value.is_empty() || value.parse::<f64>().is_ok() || ["true", "false"].contains(&value) || line.ends_with(':') {
                continue;
            }
            tried += 1;
            let hostile = serde_json::to_string(&format!("{value} {HOSTILE}")).expect("a text");
            let changed: Vec<_> = text
                .lines()
                .enumerate()
                .map(|(at, line)| if at == index { format!("{}{hostile}", &line[..start]) } else { line.to_owned() })
                .collect();
            let mut files = files.clone();
            files.insert(path.clone(), changed.join("\n").into_bytes());
            assert!(is_refused(&files), "{}:{}: this text can be hostile and is not: {line}", path.display(), index + 1);
        }
    }
    assert!(tried > 60, "{tried} texts");
}

/// Every key that content may have stands in the case, so that a new one gets its hostile words too.
#[test]
fn the_case_has_every_key() {
    /// Schemas whose texts are never printed.
    const NOT_PRINTED: [&str; 1] = ["theme"];
    /// Keys without texts that are printed.
    const SILENT: [&str; 3] = ["checks", "decorative", "numbered"];
    let files = content();
    let keys: Vec<String> = files
        .values()
        .filter_map(|bytes| std::str::from_utf8(bytes).ok())
        .flat_map(str::lines)
        .filter_map(|line| line.trim_start_matches([' ', '-']).split_once(':'))
        .map(|(key, _)| key.to_owned())
        .collect();
    let project = Project::new();
    project.run(["schema"]).quiet();
    for (path, bytes) in project.files("schemas") {
        let schema: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        if NOT_PRINTED.iter().any(|name| path.starts_with(name)) {
            continue;
        }
        let mut wanted = Vec::new();
        properties(&schema, &mut wanted);
        wanted.retain(|key| !SILENT.contains(&key.as_str()) && !keys.contains(key));
        assert!(wanted.is_empty(), "{path}: no file of tests/cases/hostile has the keys {wanted:?}");
    }
}

fn properties(schema: &serde_json::Value, found: &mut Vec<String>) {
    match schema {
        serde_json::Value::Object(object) => {
            if let Some(serde_json::Value::Object(own)) = object.get("properties") {
                found.extend(own.keys().cloned());
            }
            object.values().for_each(|value| properties(value, found));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| properties(value, found)),
        _ => {}
    }
}
