//! A report of a thousand pages and more: what its pages cost as they grow in number, and how much memory they take.
//!
//! `cargo bench --bench long [-- SECTIONS]` lays out and writes reports of a quarter, a half and the whole of so many sections and
//! prints pages, seconds for each stage and the peak of memory so far (Linux tells it; elsewhere it is left out). The document is made
//! here and not from content, so that layout and PDF are measured and not the reading of files.
#![expect(clippy::disallowed_methods, reason = "timing is what a bench is for")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "and so is saying what came out")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use bluebook::build::outputs::Formats;
use bluebook::build::pipeline::{self, Settings};
use bluebook::diag::Sources;
use bluebook::source::system::Memory;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let sections: usize = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(100);
    println!("{:>9} {:>7} {:>10} {:>12} {:>10} {:>9}", "sections", "pages", "seconds", "ms a page", "PDF KB", "peak MiB");
    for part in [4, 2, 1] {
        let count = (sections / part).max(1);
        let system = Memory::with_files(content(count));
        let settings = Settings {
            content: "content".into(),
            drafts: false,
            reports: Vec::new(),
            formats: Formats { html: false, pdf: true, data: false },
            jobs: 1,
        };
        let start = Instant::now();
        let built = match pipeline::build(&system, &settings, &mut Sources::default()) {
            Ok(built) => built.value,
            Err(problems) => {
                for problem in problems {
                    eprintln!("{}: {}", problem.name, problem.message);
                }
                return ExitCode::FAILURE;
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        let pages = built.reports.iter().filter_map(|report| report.pages).sum::<usize>();
        let bytes = built
            .files
            .iter()
            .filter(|file| Path::new(&file.path).extension().is_some_and(|end| end == "pdf"))
            .map(|file| file.bytes.len())
            .sum::<usize>();
        #[expect(clippy::cast_precision_loss, reason = "some thousand pages")]
        let each = seconds * 1000.0 / pages as f64;
        println!(
            "{count:>9} {pages:>7} {seconds:>10.2} {each:>12.2} {:>10} {:>9}",
            bytes / 1000,
            peak().map_or_else(String::new, |mib| mib.to_string())
        );
    }
    ExitCode::SUCCESS
}

/// The most memory that the process had so far, in MiB.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<usize>().ok()? / 1024)
}

/// A programme with one framework of so many sections, and one report about it.
fn content(sections: usize) -> Vec<(String, String)> {
    let mut framework = String::from(
        "title: Long inspection\nshort: LI\nreport-title: A long report on {area}\ncriterion-label: Criterion\nscoring:\n  model: omi\n\
         priority-line:\n  at: 70\n  label: Priority line\nbands:\n  - { from: 70, name: Good, conclusion: Performance was good. }\n  \
         - { from: 0, name: Priority for improvement, conclusion: This is a priority for improvement. }\ngroups:\n  \
         - { key: strengths, one: Strength, many: Strengths }\n  - { key: areas-for-improvement, one: Area for improvement, many: Areas for improvement }\n\
         parts:\n  - part: cover\n  - part: contents\n    title: Contents\n  - part: sections\nsections:\n",
    );
    let mut scores = String::from("criteria:\n");
    let mut files = Vec::new();
    for section in 1..=sections {
        let _ = write!(
            framework,
            "  - number: {section}\n    title: Section {section} of the long report\n    scored-by: percentage\n    criteria:\n"
        );
        let mut findings = format!("section: {section}\ncriteria:\n");
        for criterion in 1..=5 {
            let number = format!("{section}.{criterion}");
            let _ = write!(
                framework,
                "      - number: '{number}'\n        title: Criterion {criterion} of section {section}\n        statement: Work is done on time, with a purpose, and makes a difference.\n"
            );
            let _ = writeln!(scores, "  '{number}': {}", 40 + (section * 7 + criterion * 13) % 60);
            let _ = writeln!(findings, "  '{number}':");
            for (group, count) in [("strengths", 7), ("areas-for-improvement", 6)] {
                let _ = writeln!(findings, "    {group}:");
                for finding in 0..count {
                    let _ = writeln!(findings, "      - |\n        {}", text(section * 100 + criterion * 10 + finding));
                    if finding == 3 {
                        let _ = writeln!(findings, "\n        | Case | Found in 12 months |\n        | --- | --- |");
                        for row in 0..12 {
                            let _ = writeln!(findings, "        | Case {row} | {} per cent |", (row * 37 + section) % 100);
                        }
                    }
                }
            }
        }
        files.push((format!("content/reports/long/sections/{section}.yaml"), findings));
    }
    files.extend([
        ("content/programme.yaml".to_owned(), "inspectorate:\n  name: Inspectorate of Examples\n  short: IE\n  address: |\n    1 Example Street\nlanguages: [en]\nlicence: |\n  Published as an example.\n".to_owned()),
        ("content/frameworks/long/framework.yaml".to_owned(), framework),
        ("content/reports/long/report.yaml".to_owned(), "framework: long\narea: Examplesex\nlanguage: en\nstate: published\nfieldwork: 2008-01\npublished: 2008-04\nsample: 110\n".to_owned()),
        ("content/reports/long/scores.yaml".to_owned(), scores),
    ]);
    files
}

/// A finding of some lines, each different.
fn text(seed: usize) -> String {
    const WORDS: [&str; 24] = [
        "offender", "managers", "had", "planned", "the", "sentence", "with", "care", "and", "reviewed", "it", "every", "month", "in",
        "most", "of", "cases", "where", "risk", "was", "assessed", "as", "high", "promptly",
    ];
    let mut out = format!("In {}% of {} cases", seed % 100, seed % 1000 + 10);
    for index in 0..70 {
        out.push(' ');
        out.push_str(WORDS[(seed * 31 + index * 7 + index * index * 3) % WORDS.len()]);
    }
    out + "."
}
