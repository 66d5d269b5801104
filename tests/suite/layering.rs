//! Who may import whom: the rules of `docs/architecture.md`, held against every file under `src/`.
//!
//! Crates would make the compiler do this. One package is simpler to build and to read; this test is the price.

use std::fs;
use std::path::Path;

use crate::project::root;

/// The levels, lowest first. A module imports from lower ones only.
const LEVELS: [&[&str]; 12] = [
    &["date", "diag", "geom", "number"],
    &["locale", "source", "text"],
    &["framework", "theme"],
    &["model"],
    &["scoring"],
    &["document"],
    &["chart", "checks"],
    &["layout"],
    &["data", "html", "pdf"],
    &["build", "scaffold"],
    &["serve"],
    &["cli"],
];

/// Where each dependency may be named; a path that ends in `/` is a folder. None: anywhere.
const HOMES: &[(&str, Option<&[&str]>)] = &[
    ("annotate_snippets", Some(&["cli/render.rs"])),
    ("clap", Some(&["cli/"])),
    ("ctrlc", Some(&["cli/preview.rs"])),
    ("flate2", Some(&["pdf/read.rs", "pdf/write.rs"])),
    ("fluent_bundle", Some(&["locale/"])),
    ("granit_parser", Some(&["source/"])),
    ("harfrust", Some(&["text/"])),
    ("httparse", Some(&["serve/http.rs"])),
    ("indicatif", Some(&["cli/watch.rs"])),
    ("libm", None),
    ("lopdf", Some(&["pdf/"])),
    ("notify", Some(&["serve/watch.rs"])),
    ("num_bigint", Some(&["number.rs"])),
    ("num_rational", Some(&["number.rs"])),
    ("num_traits", Some(&["number.rs"])),
    ("parley", Some(&["text/"])),
    ("plotters", Some(&["chart/"])),
    ("plotters_backend", Some(&["chart/"])),
    ("png", Some(&["source/image.rs"])),
    ("printpdf", Some(&["pdf/"])),
    ("pulldown_cmark", Some(&["document/markdown.rs"])),
    // Compression is half of a PDF's cost, so `pdf` does it side by side.
    ("rayon", Some(&["build/", "checks/", "pdf/paint.rs", "pdf/write.rs"])),
    ("rustix", Some(&["source/system.rs", "source/system/"])),
    ("serde", None),
    ("serde_json", None),
    ("sha2", None),
    ("subsetter", Some(&["pdf/"])),
    ("tera", Some(&["html/"])),
    ("unic_langid", Some(&["locale/"])),
    ("zip", Some(&["data/ods.rs"])),
    ("zune_jpeg", Some(&["source/image.rs"])),
];

/// Parts of the standard library that reach outside.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("fs", &["source/system/os.rs"]),
    // `main` reads its arguments, `cli` says in a bug report what machine it is.
    ("env", &["source/system/os.rs", "main.rs", "cli/mod.rs"]),
    ("net", &["serve/"]),
    ("process", &["main.rs"]),
    // `serve` waits for so long and no longer; it never asks what time it is, which clippy sees to.
    ("time", &["cli/", "serve/"]),
];

const PRINTING: [&str; 5] = ["print!", "println!", "eprint!", "eprintln!", "dbg!"];

#[test]
fn every_file_keeps_to_its_level() {
    let mut found = Vec::new();
    let mut files = 0;
    for entry in walkdir::WalkDir::new(root().join("src")).sort_by_file_name() {
        let entry = entry.expect("src can be read");
        if entry.path().extension().is_some_and(|ending| ending == "rs") {
            let path = entry.path().strip_prefix(root().join("src")).expect("below src");
            found.extend(breaches(&slashed(path), &fs::read_to_string(entry.path()).expect("source text")));
            files += 1;
        }
    }
    assert!(files > 10, "src was not found");
    assert!(found.is_empty(), "these break the rules of docs/architecture.md:\n{}", found.join("\n"));
}

#[test]
fn every_dependency_has_a_home() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    // Those of every system and those of one.
    let sections =
        manifest.split("\n[").filter_map(|section| section.split_once(".dependencies]\n").or(section.split_once("dependencies]\n")));
    let sections = sections.filter(|(head, _)| head.is_empty() || head.starts_with("target.")).map(|(_, section)| section);
    let mut named: Vec<String> =
        sections.flat_map(str::lines).filter_map(|line| line.split_once('=')).map(|(name, _)| name.trim().replace('-', "_")).collect();
    named.sort();
    let homes: Vec<&str> = HOMES.iter().map(|(name, _)| *name).collect();
    assert_eq!(named, homes, "HOMES in tests/suite/layering.rs says where each dependency may be used");
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// What breaks the rules in one file of `src/`, each as a line.
fn breaches(path: &str, text: &str) -> Vec<String> {
    let code = code_only(text);
    let mut found = Vec::new();
    let mut breach = |line: usize, what: String| found.push(format!("src/{path}:{line}: {what}"));
    let here = path.split(['/', '.']).next().unwrap_or_default();
    let level = |module: &str| LEVELS.iter().position(|names| names.contains(&module));
    if !["lib", "main"].contains(&here) {
        match level(here) {
            None => breach(1, format!("the module '{here}' has no level: add it to LEVELS in tests/suite/layering.rs")),
            Some(own) => {
                for (line, module) in heads(&code, "crate") {
                    match level(&module) {
                        _ if module == here => {}
                        Some(other) if other < own => {}
                        Some(other) => breach(line, format!("{here} (level {own}) may not use {module} (level {other})")),
                        // Constants and macros of the crate's root would be a way round the levels.
                        None => breach(line, format!("{here} uses crate::{module}, which is no module with a level")),
                    }
                }
            }
        }
    }
    // Tests may look at files and at what a library says; their imports keep to the levels all the same.
    let code = if path.ends_with("/tests.rs") { "" } else { code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default() };
    let lives_in = |homes: &[&str]| homes.iter().any(|home| path == *home || (home.ends_with('/') && path.starts_with(home)));
    for (name, homes) in HOMES {
        if let (Some(homes), Some((line, _))) = (homes, heads(code, name).first())
            && !lives_in(homes)
        {
            breach(*line, format!("{name} may be named only in {}", homes.join(", ")));
        }
    }
    for (line, module) in heads(code, "std") {
        if let Some((name, homes)) = OUTSIDE.iter().find(|(name, _)| *name == module)
            && !lives_in(homes)
        {
            breach(line, format!("std::{name} may be used only in {}", homes.join(", ")));
        }
    }
    for name in PRINTING {
        for (at, _) in code.match_indices(name) {
            if !is_word_before(code, at) && !["cli", "main"].contains(&here) {
                breach(line_of(code, at), format!("only cli and main print: {name}"));
            }
        }
    }
    found
}

/// The first names of every path that starts with `root::`, also those in braces, with their lines.
///
/// `use crate::{a::b, c};` and `crate::d::e()` give a, c and d.
fn heads(code: &str, root: &str) -> Vec<(usize, String)> {
    let start = format!("{root}::");
    let mut heads = Vec::new();
    for (at, _) in code.match_indices(&start) {
        // `super::csv::…` and `my_crate::…` are other paths.
        if is_word_before(code, at) || code[..at].trim_end().ends_with("::") || code[..at].ends_with('$') {
            continue;
        }
        let rest = &code[at + start.len()..];
        let line = line_of(code, at);
        let Some(group) = rest.trim_start().strip_prefix('{') else {
            heads.push((line, word(rest)));
            continue;
        };
        let mut depth = 0;
        let mut wanted = true;
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => wanted = true,
                c if wanted && !c.is_whitespace() => {
                    heads.push((line, word(&group[i..])));
                    wanted = false;
                }
                _ => {}
            }
        }
    }
    heads
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_word_before(code: &str, at: usize) -> bool {
    code[..at].chars().next_back().is_some_and(is_word)
}

fn word(code: &str) -> String {
    code.trim_start().chars().take_while(|c| is_word(*c)).collect()
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// The code with comments and the insides of strings blanked out; line ends stay.
fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut i = 0;
    let starts = |i: usize, what: &str| what.chars().enumerate().all(|(n, c)| chars.get(i + n) == Some(&c));
    while i < chars.len() {
        let from = i;
        if starts(i, "//") {
            while i < chars.len() && chars[i] != '\n' {
                i += 1;
            }
        } else if starts(i, "/*") {
            let mut depth = 0;
            loop {
                if starts(i, "/*") {
                    depth += 1;
                    i += 2;
                } else if starts(i, "*/") {
                    depth -= 1;
                    i += 2;
                } else {
                    i += 1;
                }
                if depth == 0 || i >= chars.len() {
                    break;
                }
            }
        } else if chars[i] == '"' {
            i += 1;
            while i < chars.len() && chars[i] != '"' {
                i += if chars[i] == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if chars[i] == 'r' && (starts(i, "r\"") || starts(i, "r#")) && (i == 0 || !is_word(chars[i - 1]) || chars[i - 1] == 'b') {
            let hashes = chars[i + 1..].iter().take_while(|c| **c == '#').count();
            if chars.get(i + 1 + hashes) != Some(&'"') {
                // A raw identifier.
                code.push(chars[i]);
                i += 1;
                continue;
            }
            let end = format!("\"{}", "#".repeat(hashes));
            i += hashes + 2;
            while i < chars.len() && !starts(i, &end) {
                i += 1;
            }
            i += end.len();
        } else if chars[i] == '\'' && (chars.get(i + 1) == Some(&'\\') || chars.get(i + 2) == Some(&'\'')) {
            // A character, and not a lifetime.
            i += if chars[i + 1] == '\\' { 3 } else { 2 };
            while i < chars.len() && chars[i] != '\'' {
                i += 1;
            }
            i += 1;
        } else {
            code.push(chars[i]);
            i += 1;
            continue;
        }
        code.extend(chars[from..i.min(chars.len())].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
    }
    code
}

#[test]
fn an_import_from_above_is_found() {
    assert_eq!(
        breaches("layout/pages.rs", "\nuse crate::pdf::paint;"),
        ["src/layout/pages.rs:2: layout (level 7) may not use pdf (level 8)"]
    );
    let group = "use crate::{\n    diag::{self, Span},\n    html, theme::Theme,\n};";
    assert_eq!(breaches("layout/pages.rs", group), ["src/layout/pages.rs:1: layout (level 7) may not use html (level 8)"]);
    assert_eq!(
        breaches("text/shape.rs", "fn f() { crate::locale::x() }"),
        ["src/text/shape.rs:1: text (level 1) may not use locale (level 1)"]
    );
    assert_eq!(breaches("geom.rs", "use crate::diag::Span;").len(), 1);
    assert_eq!(
        breaches("model/mod.rs", "use crate::VERSION;"),
        ["src/model/mod.rs:1: model uses crate::VERSION, which is no module with a level"]
    );
    assert_eq!(breaches("helpers.rs", "").len(), 1);
}

#[test]
fn an_import_from_below_is_not() {
    let text = "use crate::diag::{self, Problems};\nuse crate::{layout::frame, theme};\npub(crate) use crate::layout::x;";
    assert_eq!(breaches("layout/pages.rs", text), [""; 0]);
    assert_eq!(breaches("lib.rs", "pub use crate::cli::run;"), [""; 0]);
}

#[test]
fn comments_and_texts_are_not_code() {
    let text = r##"
        //! [`crate::cli`] println!
        /* use crate::cli; /* std::fs */ */
        const A: &str = "use crate::cli; \" std::fs::read";
        const B: &str = r#"std::env "quoted" lopdf::Document"#;
        fn c<'a>(c: char) -> bool { c == '"' || c == '\'' || c == '\u{1f}' }
        const D: &str = "std::net";
    "##;
    assert_eq!(breaches("geom.rs", text), [""; 0]);
    assert_eq!(breaches("geom.rs", "fn f<'a>() { '\"'; std::fs::read() }").len(), 1);
}

#[test]
fn other_peoples_types_stay_at_home() {
    assert_eq!(breaches("layout/pages.rs", "use lopdf::Document;"), ["src/layout/pages.rs:1: lopdf may be named only in pdf/"]);
    assert_eq!(breaches("pdf/finish.rs", "use lopdf::Document;"), [""; 0]);
    assert_eq!(breaches("cli/run.rs", "use annotate_snippets::Level;").len(), 1);
    assert_eq!(breaches("text/fonts.rs", "use super::png::x; use my_lopdf::y;"), [""; 0]);
}

#[test]
fn nobody_reaches_outside_or_prints() {
    assert_eq!(
        breaches("html/page.rs", "use std::{fmt, fs::{self, File}};"),
        ["src/html/page.rs:1: std::fs may be used only in source/system/os.rs"]
    );
    assert_eq!(breaches("html/page.rs", "let x = std::env::var(\"X\");").len(), 1);
    assert_eq!(breaches("source/system/os.rs", "use std::{env, fs};"), [""; 0]);
    assert_eq!(breaches("html/page.rs", "println!(\"x\"); eprint!(\"y\")").len(), 2);
    assert_eq!(breaches("cli/run.rs", "println!(\"x\")"), [""; 0]);
    assert_eq!(breaches("build/pipeline.rs", "use std::time::Instant;").len(), 1);
    assert_eq!(breaches("html/page.rs", "#[cfg(test)]\nmod tests { use std::fs; }"), [""; 0]);
    assert_eq!(breaches("html/page/tests.rs", "use std::fs;"), [""; 0]);
    assert_eq!(breaches("html/page/tests.rs", "use crate::build;").len(), 1);
    assert_eq!(breaches("html/page.rs", "#[cfg(test)]\nmod tests { use crate::build; }").len(), 1);
}
