//! What the tags of a PDF cost: `cargo bench --bench tags [-- RUNS]` writes the demo's reports with and without them.
//!
//! Without them there are no marks on the pages and no structure tree; everything else is the same. Pictures are left out.
#![expect(clippy::disallowed_methods, reason = "timing is what a bench is for")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "and so is saying what came out")]

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use bluebook::build::outputs::Formats;
use bluebook::build::pipeline::{self, Settings};
use bluebook::diag::{Problems, Sources};
use bluebook::layout::layout_document;
use bluebook::pdf;
use bluebook::source::system::Os;
use bluebook::text::Fonts;
use bluebook::theme::Theme;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let runs = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(20);
    match run(runs) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                eprintln!("{}: {}", problem.name, problem.message);
            }
            ExitCode::FAILURE
        }
    }
}

fn run(runs: usize) -> Result<(), Problems> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let formats = Formats { html: false, pdf: true, data: false };
    let settings = Settings { content, drafts: false, reports: Vec::new(), formats, jobs: 1 };
    let (theme, fonts) = (Theme::base(), Fonts::bundled());
    // The fastest run is what the code costs.
    let (mut before, mut best) = (f64::MAX, [f64::MAX; 3]);
    let mut sizes = [0; 3];
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        let documents = pipeline::documents(&Os, &settings, &mut Sources::default())?.value;
        let pages: Vec<_> = documents.iter().map(|document| layout_document(document, &[], &theme, &fonts)).collect();
        before = before.min(start.elapsed().as_secs_f64());
        let mut times = [0.0; 3];
        sizes = [0; 3];
        for (document, pages) in documents.iter().zip(&pages) {
            // In turns, so that a busy machine slows all of them.
            for (index, (time, size)) in times.iter_mut().zip(&mut sizes).enumerate() {
                let pages = pages.clone();
                let start = Instant::now();
                let bytes = match index {
                    0 => pdf::write_untagged(document, pages, &[], &fonts)?,
                    1 => pdf::write_unverified(document, pages, &[], &fonts)?,
                    _ => pdf::write_pdf(document, pages, &[], &fonts)?,
                };
                *time += start.elapsed().as_secs_f64();
                *size += black_box(bytes).len();
            }
        }
        for (best, time) in best.iter_mut().zip(times) {
            *best = best.min(time);
        }
    }
    println!("{:<30} {:>8} {:>8}", "", "min ms", "KB");
    println!("{:<30} {:>8.1}", "read, score, lay out", before * 1000.0);
    for (index, what) in ["write, untagged", "write, tagged", "write, tagged, and read back"].into_iter().enumerate() {
        println!("{what:<30} {:>8.1} {:>8}", best[index] * 1000.0, sizes[index] / 1000);
    }
    let more = |time: f64| 100.0 * (time - best[0]) / (before + best[0]);
    println!("tags add {:.0} per cent to the whole, and reading back {:.0} more", more(best[1]), more(best[2]) - more(best[1]));
    Ok(())
}
