//! The documents tell the truth: their commands parse, their files and links exist, and nothing names a machine.

use std::fs;
use std::path::Path;

use bluebook::cli::args::Cli;
use clap::{CommandFactory as _, Parser as _};

use crate::project::root;

/// Every Markdown file that is for people who use or change the tool, with its path in the repository.
fn documents() -> Vec<(String, String)> {
    let is_page = |path: &str| path.strip_prefix("docs/").is_some_and(|name| name.rsplit_once('.').is_some_and(|(_, kind)| kind == "md"));
    let mut found: Vec<_> = tracked().into_iter().filter(|(path, _)| path == "README.md" || is_page(path)).collect();
    found.sort();
    assert!(found.len() > 3, "the documents were not found");
    found
}

/// Every text file of the repository. Git may be missing where the tests run, so what it ignores is left out by name.
fn tracked() -> Vec<(String, String)> {
    let ignored = |name: &str| [".git", "target", "public", "drafts", "schemas"].contains(&name) || name.starts_with(".bluebook-");
    // And what the fuzzers make, by `fuzz/.gitignore`.
    let fuzzed = |entry: &walkdir::DirEntry| {
        let made = ["target", "corpus", "artifacts", "coverage"].map(|name| root().join("fuzz").join(name));
        made.iter().any(|folder| folder == entry.path())
    };
    walkdir::WalkDir::new(root())
        .min_depth(1)
        .into_iter()
        .filter_entry(|entry| (entry.depth() > 1 || !ignored(&entry.file_name().to_string_lossy())) && !fuzzed(entry))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(root()).expect("below").to_string_lossy().replace('\\', "/");
            Some((path, String::from_utf8(fs::read(entry.path()).ok()?).ok()?))
        })
        .collect()
}

/// What a reader would type, from the `sh` and `console` blocks of a document; a quotation may go over several lines.
fn commands(text: &str) -> Vec<String> {
    let mut block: Option<&str> = None;
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let open = found.last().is_some_and(|last| last.matches('\'').count() % 2 == 1);
        let typed = match (line.strip_prefix("```"), block) {
            (Some(kind), None) => {
                block = Some(kind.trim());
                continue;
            }
            (Some(_), Some(_)) => {
                block = None;
                continue;
            }
            (None, Some("sh")) => line,
            (None, Some("console")) => line.strip_prefix("$ ").unwrap_or_default(),
            _ => continue,
        };
        match found.last_mut() {
            Some(last) if open => *last = format!("{last} {line}"),
            _ => found.push(typed.split(" #").next().unwrap_or_default().trim().to_owned()),
        }
    }
    found.retain(|command| !command.is_empty() && !command.starts_with('#'));
    found
}

/// What is wrong with a command, if anything.
fn wrong(command: &str) -> Option<String> {
    let words: Vec<&str> = command.split_whitespace().take_while(|word| ![">", "|", "&&"].contains(word)).collect();
    let parse = |args: &[&str]| {
        let error = Cli::try_parse_from([&["bluebook"], args].concat()).err()?;
        error.use_stderr().then(|| error.to_string())
    };
    let exists = |path: &str| (!root().join(path).exists()).then(|| format!("there is no {path}"));
    match &words[..] {
        ["bluebook", args @ ..] | ["cargo", "run", "--", args @ ..] | ["cargo", "run", "--release", "--", args @ ..] => parse(args),
        ["cargo", "test" | "fmt" | "clippy" | "build" | "check" | "fuzz", ..]
        | ["cargo", "install", "cargo-fuzz"]
        | ["cargo", "+nightly", "fuzz", ..]
        | ["rustup", "toolchain", "install", "nightly"]
        | ["git", "clone", ..]
        | ["UPDATE=1" | "SEEDS=fuzz/corpus" | "INSTA_UPDATE=always" | "BLUEBOOK_KILLS=300", "cargo", "test", ..]
        // Other people's tools over our files: their languages are not ours to check.
        | ["cd" | "jq" | "sha256sum", ..] => None,
        ["cargo", "bench", "--bench", bench, ..] => exists(&format!("benches/{bench}.rs")),
        [script, ..] if script.starts_with(".ci/") => exists(script),
        ["python", script, ..] => exists(script),
        _ => Some("no test knows what this does: add it to tests/suite/docs.rs".to_owned()),
    }
}

#[test]
fn every_command_in_the_documents_works() {
    let mut found = Vec::new();
    let mut count = 0;
    for (path, text) in documents() {
        for command in commands(&text) {
            count += 1;
            found.extend(wrong(&command).map(|why| format!("{path}: {command}\n  {why}")));
        }
    }
    assert!(count >= 5, "the commands were not found");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_examples_of_help_work() {
    let mut cli = Cli::command();
    let mut texts = vec![cli.render_long_help().to_string()];
    texts.extend(cli.get_subcommands_mut().map(|command| command.render_long_help().to_string()));
    let mut count = 0;
    for line in texts.iter().flat_map(|text| text.lines()).filter_map(|line| line.strip_prefix("  bluebook ")) {
        // An example and what is said about it stand two spaces or more apart.
        let example = line.split("  ").next().unwrap_or_default();
        assert_eq!(wrong(&format!("bluebook {example}")), None);
        count += 1;
    }
    assert!(count > 8, "the examples were not found");
}

#[test]
fn every_link_in_the_documents_leads_somewhere() {
    let mut found = Vec::new();
    for (path, text) in documents() {
        let folder = Path::new(&path).parent().unwrap_or(Path::new(""));
        let prose: String = text.split("```").step_by(2).collect();
        for target in prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            let elsewhere = file.is_empty() || file.contains("://") || file.contains(' ');
            if !elsewhere && !root().join(folder).join(file).exists() {
                found.push(format!("{path}: {target}"));
            }
        }
    }
    assert!(found.is_empty(), "these links lead nowhere:\n{}", found.join("\n"));
}

#[test]
fn the_readme_starts_with_the_two_commands() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    let commands = commands(&readme);
    assert!(commands.first().is_some_and(|first| first.starts_with("git clone ")), "{commands:?}");
    assert!(commands.iter().any(|command| command == "cargo run -- build"), "{commands:?}");
    assert!(commands.iter().any(|command| command == "cargo test"), "{commands:?}");
    let ci = fs::read_to_string(root().join(".ci/run")).expect(".ci/run");
    assert!(ci.contains("cargo test\n"), ".ci/run does not call the README's test command");
}

#[test]
fn no_file_names_a_machine() {
    let here = root().to_string_lossy();
    // In two pieces, so that this file does not name them either.
    let folders: Vec<String> = [("/wo", "rk/"), ("/ro", "ot/"), ("/far", "m/"), ("/Use", "rs/"), ("\\Use", "rs\\"), ("/tmp", "/h/")]
        .map(|(a, b)| [a, b].concat())
        .into();
    let mut found = Vec::new();
    for (path, text) in tracked() {
        for (line, number) in text.lines().zip(1..) {
            let folder = |folder: &String| {
                line.match_indices(&**folder).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == '_'))
            };
            if line.contains(&*here) || folders.iter().any(folder) {
                found.push(format!("{path}:{number}: {}", line.chars().take(120).collect::<String>()));
            }
        }
    }
    assert!(found.is_empty(), "these name a path of one machine:\n{}", found.join("\n"));
}

#[test]
fn commands_are_read_from_blocks() {
    let text = "text\n```sh\n# a comment\ncargo run -- build   # says so\n```\n```yaml\nkey: value\n```\n```console\n$ bluebook chek\nerror\n$ jq '.a\n| .b' x\n```\n";
    assert_eq!(commands(text), ["cargo run -- build", "bluebook chek", "jq '.a | .b' x"]);
    assert!(wrong("bluebook chek").is_some_and(|why| why.contains("'check'")));
    assert!(wrong("cargo bench --bench nothing").is_some());
    assert!(wrong("rm -rf /").is_some());
    assert_eq!(wrong("bluebook check --format sarif > x"), None);
}
