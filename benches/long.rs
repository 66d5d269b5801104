//! A report of a thousand pages and more: what its pages cost as they grow in number, and how much memory they take.
//!
//! `cargo bench --bench long [-- SECTIONS]` lays out and writes a report of so many sections, then one of half and one of a quarter as
//! many, and prints pages and, for each stage, its seconds and the peak of memory so far (which Linux tells). The milliseconds a page
//! should be the same in all three lines. With `-- SECTIONS FOLDER` it writes that report's content instead, to time the command itself.
#![expect(clippy::disallowed_methods, reason = "timing is what a bench is for")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "and so is saying what came out")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use bluebook::build::outputs::Formats;
use bluebook::build::pipeline::{self, Settings};
use bluebook::diag::{Problems, Sources};
use bluebook::layout::layout_document;
use bluebook::pdf;
use bluebook::source::system::Memory;
use bluebook::text::Fonts;
use bluebook::theme::Theme;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let sections: usize = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(56);
    if let Some(folder) = std::env::args().filter(|arg| !arg.starts_with('-')).nth(2) {
        for (path, text) in content(sections) {
            let path = Path::new(&folder).join(path);
            let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
            if let Err(error) = written {
                eprintln!("{}: {error}", path.display());
                return ExitCode::FAILURE;
            }
        }
        return ExitCode::SUCCESS;
    }
    println!("{:>8} {:>6} {:>18} {:>18} {:>18} {:>10} {:>8}", "sections", "pages", "content", "layout", "pdf", "ms a page", "PDF KB");
    // The largest first: what memory a run takes is seen only in a fresh process.
    for part in [1, 2, 4] {
        if let Err(problems) = run((sections / part).max(1)) {
            for problem in problems {
                eprintln!("{}: {}", problem.name, problem.message);
            }
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Builds one report and prints its line: seconds and the peak of memory so far for each stage.
fn run(sections: usize) -> Result<(), Problems> {
    let system = Memory::with_files(content(sections));
    let formats = Formats { html: false, pdf: true, data: false };
    let settings = Settings { content: "content".into(), drafts: false, reports: Vec::new(), formats, jobs: 1 };
    let mut at = Instant::now();
    let mut lap = || {
        let seconds = at.elapsed().as_secs_f64();
        at = Instant::now();
        (seconds, format!("{seconds:.2} s, {} MiB", peak().map_or_else(|| "?".to_owned(), |mib| mib.to_string())))
    };
    let documents = pipeline::documents(&system, &settings, &mut Sources::default())?.value;
    let (read, read_words) = lap();
    let (theme, fonts) = (Theme::base(), Fonts::bundled());
    let document = documents.first().ok_or_else(Problems::new)?;
    let pages = layout_document(document, &[], &theme, &fonts);
    let (laid, laid_words) = lap();
    let count = pages.pages.len();
    let bytes = pdf::write_pdf(document, pages, &[], &fonts)?;
    let (written, written_words) = lap();
    #[expect(clippy::cast_precision_loss, reason = "some thousand pages")]
    let each = (read + laid + written) * 1000.0 / count as f64;
    let kb = bytes.len() / 1000;
    println!("{sections:>8} {count:>6} {read_words:>18} {laid_words:>18} {written_words:>18} {each:>10.2} {kb:>8}");
    Ok(())
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
            let mut place = 0;
            for (group, count) in [("strengths", 7), ("areas-for-improvement", 6)] {
                let _ = writeln!(findings, "    {group}:");
                for finding in 0..count {
                    let _ = writeln!(findings, "      - |\n        {}", text((section * 10 + criterion) * 20 + place));
                    place += 1;
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

/// A finding of some lines, each different, with no figure in it: checks compare figures, and made-up ones contradict each other.
fn text(seed: usize) -> String {
    const PIECES: [[&str; 8]; 4] = [
        ["Managers", "Staff", "Practitioners", "Partners", "Case workers", "Volunteers", "Tutors", "Local boards"],
        [
            "planned the work with care and wrote down why",
            "met each person early and listened to them",
            "kept a clear record of what had been agreed",
            "shared what they knew with those who needed it",
            "looked at the risk of harm to others first",
            "asked what had worked before and built on it",
            "saw that the plan was followed to its end",
            "used the places that were open to them well",
        ],
        [
            "in most cases",
            "as a rule",
            "throughout the year",
            "in every office",
            "without delay",
            "across the area",
            "with few gaps",
            "from the start",
        ],
        [
            "so that little had to be done again",
            "and families said that it had helped",
            "although notes were often hard to find",
            "but reviews came late where staff were new",
            "which those who passed sentence valued",
            "while training for it was still to come",
            "and victims were told what would follow",
            "so that the next step was always known",
        ],
    ];
    let mut out = String::new();
    // The pieces follow from the seed by a congruential generator.
    let mut state = seed;
    for _ in 0..4 {
        for (index, pieces) in PIECES.iter().enumerate() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            out.push_str(pieces[(state >> 33) % pieces.len()]);
            out.push_str([" ", " ", ", ", ". "][index]);
        }
    }
    out.trim_end().to_owned()
}
