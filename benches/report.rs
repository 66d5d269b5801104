//! Times the stages of the demo report, one after the other on one thread: `cargo bench --bench report [-- RUNS]`.
//!
//! A stage is timed on its own, with what the stages before it made; the last line is the whole build as `bluebook build` does
//! it, without the writing. For the whole process (start, threads, disk) time the command itself.
#![expect(clippy::disallowed_methods, reason = "timing is what a bench is for")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "and so is saying what came out")]

use std::cell::RefCell;
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use bluebook::build::outputs::Formats;
use bluebook::build::pipeline::{self, Settings};
use bluebook::chart::draw::draw;
use bluebook::diag::{Problems, Sources};
use bluebook::document::build::build_document;
use bluebook::layout::layout_document;
use bluebook::locale::Locale;
use bluebook::model::resolve::load_project;
use bluebook::scoring::comparators::{Inspected, comparators};
use bluebook::source::system::Os;
use bluebook::text::shape::Shaper;
use bluebook::text::{Fonts, Style};
use bluebook::{checks, data, html, pdf, scoring, theme};

/// The times of each stage, in the order in which the stages first ran.
#[derive(Default)]
struct Stages(Vec<(&'static str, Vec<Duration>)>);

impl Stages {
    /// Runs `work` as part of the stage `name` and hands on what it made.
    fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let made = black_box(work());
        let took = start.elapsed();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, times)) => times.push(took),
            None => self.0.push((name, vec![took])),
        }
        made
    }

    /// The table: the fastest run is what the code costs, the median what the machine made of it.
    fn print(&mut self) {
        println!("{:<12} {:>10} {:>10}", "stage", "min ms", "median ms");
        for (name, times) in &mut self.0 {
            times.sort_unstable();
            let ms = |time: Duration| time.as_secs_f64() * 1000.0;
            println!("{name:<12} {:>10.2} {:>10.2}", ms(times[0]), ms(times[times.len() / 2]));
        }
    }
}

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let runs = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(20);
    let mut stages = Stages::default();
    for _ in 0..runs {
        if let Err(problems) = run(&mut stages) {
            for problem in problems {
                eprintln!("{}: {}", problem.name, problem.message);
            }
            return ExitCode::FAILURE;
        }
    }
    println!("{runs} runs");
    stages.print();
    ExitCode::SUCCESS
}

/// The report of which each stage is timed.
const REPORT: &str = "surrey-2008";

fn run(stages: &mut Stages) -> Result<(), Problems> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut sources = Sources::default();
    let project = stages.time("load", || load_project(&Os, &content, &mut sources, &[]))?.value;
    let theme = stages.time("theme", || theme::load(&Os, &content, &mut sources))?.value;
    let fonts = stages.time("fonts", Fonts::bundled);
    let scores: Vec<_> = project.reports.iter().map(|report| stages.time("score", || scoring::score(report).0)).collect();
    let all: Vec<_> = project.reports.iter().zip(&scores).map(|(report, scores)| Inspected::new(report, scores)).collect();
    for report in project.reports.iter().filter(|report| report.slug == REPORT) {
        let Some(locale) = stages.time("locale", || Locale::load(&report.lang)) else { continue };
        let mut scores = stages.time("score", || scoring::score(report).0);
        scores.comparators = comparators(report, &all);
        let document = stages.time("document", || build_document(&project.programme, report, &scores, &locale, &sources))?.value;
        stages.time("checks", || checks::run_all(&project.programme, report, &scores, &document, &locale, &sources, true));
        let pages = stages.time("layout", || layout_document(&document, &report.images, &theme, &fonts));
        stages.time("pdf", || pdf::write_pdf(&document, pages, &report.images, &fonts))?;
        stages.time("data", || (data::report_json(&document, &scores, report), data::csv_files(&document, &locale)));
        stages.time("html", || {
            let shaper = RefCell::new(Shaper::new(&fonts));
            let measure = |text: &str, size, bold| {
                let face = fonts.face_id(if bold { Style::Bold } else { Style::Regular });
                shaper.borrow_mut().width(text, face, size)
            };
            html::report_pages(&html::ReportPage {
                site: &html::Site {
                    inspectorate: &project.programme.inspectorate,
                    address: &project.programme.address,
                    website: None,
                    contact: &[],
                    base_url: None,
                    fonts: html::upright_fonts(&fonts),
                    drafts: false,
                },
                document: &document,
                images: &report.images,
                locale: &locale,
                downloads: &[],
                grades: &report.framework.grades,
                pages: report.pages,
                draw: &|spec, width| draw(spec, width, &theme, &measure),
            })
        });
    }
    let settings = Settings { content, drafts: false, reports: Vec::new(), formats: Formats::ALL, jobs: 1 };
    stages.time("whole build", || pipeline::build(&Os, &settings, None, &mut Sources::default(), &(), &Mutex::new(Vec::new())))?;
    Ok(())
}
