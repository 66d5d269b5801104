//! The explanations of all names, those of checks among them: for `bluebook explain` and `docs/checks.md`.
//!
//! A check's text stands in its own file; what the other stages say is explained in `diag::name`. No name stands in both.

use std::fmt::Write as _;

use super::{About, CHECKS, Languages, Sample};
use crate::diag::Severity;
use crate::diag::name::{self, NAMES};

/// A name with its explanation.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The name as it is now.
    pub name: &'static str,
    /// What it means, in a line.
    pub line: &'static str,
    /// The rest, in paragraphs.
    pub text: String,
}

/// How a finding is accepted, below the explanation of every check.
const ACCEPT: &str = "If it is right as it stands, accept it in report.yaml: an entry below `allow:` with file, quote, check and reason.";

/// All names with what they mean, sorted.
pub fn all() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = NAMES.iter().map(|known| (known.name, known.line)).collect();
    all.extend(CHECKS.iter().map(|check| (check.about().name, check.about().line)));
    all.sort_unstable();
    all
}

/// What a name means in a line.
pub fn line(wanted: &str) -> Option<&'static str> {
    check(wanted).map(|about| about.line).or_else(|| name::find(wanted).map(|known| known.line))
}

/// A name that there is, as the diagnostics have it.
pub fn known(name: &str) -> Option<&'static str> {
    check(name).map(|about| about.name).or_else(|| name::find(name).map(|known| known.name))
}

/// The explanation of a name, or of the one that has taken its place.
pub fn find(wanted: &str) -> Option<Explanation> {
    let wanted = name::current(wanted);
    if let Some(about) = check(wanted) {
        return Some(Explanation { name: about.name, line: about.line, text: text(about) });
    }
    name::find(wanted).map(|known| Explanation { name: known.name, line: known.line, text: known.text.trim().to_owned() })
}

fn check(wanted: &str) -> Option<&'static About> {
    CHECKS.iter().map(|check| check.about()).find(|about| about.name == wanted)
}

/// A check's explanation in paragraphs.
fn text(about: &About) -> String {
    format!(
        "What it checks: {}\n\nLanguages: {}\n\nWhy it matters: {}\n\nExample: {}\nMended: {}\n\nHow to mend it: {} {ACCEPT}\n\nIt is {}. In programme.yaml, `checks: {{ {}: … }}` \
         makes it an error, a warning or a note, or switches it off.",
        about.checks,
        reads(about.languages),
        about.matters,
        example(about.example.what, about.example.wrong),
        example(about.example.what, about.example.right).trim_end(),
        about.mend,
        grade(about.severity),
        about.name,
    )
}

fn example(what: Sample, text: &str) -> String {
    match what {
        Sample::Finding => text.to_owned(),
        Sample::File(path) => format!("{path}\n  {}\n", text.trim_end().replace('\n', "\n  ")),
        Sample::Scores => format!("scores.yaml\n  {}\n", text.trim_end().replace('\n', "\n  ")),
        Sample::Programme => format!("programme.yaml\n  {}\n", text.trim_end().replace('\n', "\n  ")),
    }
}

fn grade(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "an error",
        Severity::Warning => "a warning",
        Severity::Note => "a note",
    }
}

/// In which languages it reads reports.
fn reads(languages: Languages) -> &'static str {
    match languages {
        Languages::All => "All.",
        Languages::MoreInEnglish => "All, but some of what it looks for is said in English words.",
        Languages::English => "English; it says nothing of reports in another.",
    }
}

/// The list of checks in `docs/checks.md`, with their explanations.
pub fn document() -> String {
    let mut out = String::from("| check | | finds |\n| --- | --- | --- |\n");
    for check in CHECKS {
        let About { name, line, severity, .. } = check.about();
        let _ = writeln!(out, "| [`{name}`](#{name}) | {severity} | {line} |");
    }
    for check in CHECKS {
        let about = check.about();
        let fence = |text: &str| match about.example.what {
            Sample::Finding => format!("> {}", text.trim_end().replace('\n', "\n> ")),
            Sample::Scores => format!("`scores.yaml`:\n\n```yaml\n{}\n```", text.trim_end()),
            Sample::Programme => format!("`programme.yaml`:\n\n```yaml\n{}\n```", text.trim_end()),
            Sample::File(path) => {
                let kind = path.rsplit_once('.').map_or("", |(_, ending)| ending);
                format!("`{path}`:\n\n```{kind}\n{}\n```", text.trim_end())
            }
        };
        let _ = write!(
            out,
            "\n## {}\n\n{}: {}.\n\n**What it checks.** {}\n\n**Languages.** {}\n\n**Why it matters.** {}\n\n**Example.**\n\n{}\n\nMended:\n\n{}\n\n**How to mend it.** {}\n",
            about.name,
            capital(grade(about.severity)),
            about.line,
            about.checks,
            reads(about.languages),
            about.matters,
            fence(about.example.wrong),
            fence(about.example.right),
            about.mend,
        );
    }
    out
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    /// Below this line `docs/checks.md` says what the checks say.
    const GENERATED: &str = "<!-- From here on the text is made from src/checks/. -->\n\n";

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test reads and writes the project's own document")]
    fn the_document_says_what_the_checks_say() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/checks.md");
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        let (own, generated) =
            kept.split_once(GENERATED).expect("docs/checks.md has the line that parts what is made from what is written");
        let wanted = super::document();
        if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
            std::fs::write(path, format!("{own}{GENERATED}{wanted}")).expect("docs/checks.md can be written");
            return;
        }
        assert!(generated == wanted, "docs/checks.md does not say what the checks say: run the tests once with UPDATE=1");
    }

    #[test]
    fn explanations_are_whole_sentences() {
        for check in super::CHECKS {
            let about = check.about();
            assert!(!about.line.ends_with('.') && about.line.chars().next().is_some_and(char::is_lowercase), "{}", about.name);
            for text in [about.checks, about.matters, about.mend] {
                assert!(text.ends_with('.') && text.chars().next().is_some_and(char::is_uppercase), "{}: {text}", about.name);
            }
        }
    }
}
