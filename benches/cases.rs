//! A million answers, read and scored: `cargo bench --bench cases [-- RUNS]`.
//!
//! The sample of `examples/surrey-cases`, a hundred and thirty times over, is written to a folder that is removed afterwards. Each run is
//! a process of its own that loads the project and scores it, so that its time and its memory are those of a whole process. The marks
//! are missed with exit code 1.
#![expect(clippy::disallowed_methods, reason = "a bench is a program of its own")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "and says what it found")]

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, fs, io};

use bluebook::diag::Sources;
use bluebook::model::resolve::load_project;
use bluebook::scoring::score;
use bluebook::source::system::Os;

#[path = "../examples/surrey-cases/generate.rs"]
mod surrey_cases;

/// With so many copies of the sample there are just over a million answers.
const COPIES: usize = 130;
const MOST_TIME: Duration = Duration::from_millis(400);
const MOST_MEMORY: u64 = 100 << 20;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.iter().position(|arg| arg == "--in") {
        Some(place) => work(Path::new(args.get(place + 1).map_or("", String::as_str))),
        // Cargo adds `--bench`.
        None => measure(args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(10)).unwrap_or_else(|error| {
            eprintln!("{error}");
            ExitCode::from(2)
        }),
    }
}

/// One run: loads and scores, and prints the count of answers and the peak of memory in bytes.
fn work(content: &Path) -> ExitCode {
    let mut sources = Sources::default();
    let project = match load_project(&Os, content, &mut sources, &[]) {
        Ok(project) => project,
        Err(problems) => {
            for problem in problems {
                eprintln!("{}: {}", problem.name, problem.message);
            }
            return ExitCode::from(1);
        }
    };
    let mut answers = 0;
    for report in &project.value.reports {
        let (scores, problems) = score(report);
        assert_eq!(problems, []);
        answers += report.cases.iter().flat_map(|cases| &cases.answers).map(|answers| answers.rows.len()).sum::<usize>();
        assert_eq!(scores.thread("risk-of-harm").map(|score| score.printed.to_decimal(0)).as_deref(), Some("70"));
    }
    println!("{answers} {}", peak_memory());
    ExitCode::SUCCESS
}

/// The most memory that this process has held; 0 where the system does not say.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) * 1024
}

fn measure(runs: usize) -> io::Result<ExitCode> {
    let folder = tempfile::tempdir()?;
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/surrey-cases/content");
    for file in [
        "programme.yaml",
        "frameworks/omi/framework.yaml",
        "frameworks/omi/sample.md",
        "frameworks/omi/scores.md",
        "reports/surrey-2008/report.yaml",
    ] {
        let text = fs::read_to_string(example.join(file))?.replace("sample: 110", &format!("sample: {}", 110 * COPIES));
        write(&folder.path().join(file), &text)?;
    }
    for (file, text) in surrey_cases::generate(surrey_cases::SEED, COPIES) {
        write(&folder.path().join(file), &text)?;
    }
    let mut times = Vec::new();
    let (mut answers, mut memory) = (0, 0);
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        let output = Command::new(env::current_exe()?).arg("--in").arg(folder.path()).output()?;
        times.push(start.elapsed());
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut numbers = text.split_whitespace().filter_map(|number| number.parse::<u64>().ok());
        let (Some(count), Some(peak), true) = (numbers.next(), numbers.next(), output.status.success()) else {
            return Err(io::Error::other(format!("a run failed: {}", String::from_utf8_lossy(&output.stderr))));
        };
        (answers, memory) = (count, memory.max(peak));
    }
    times.sort_unstable();
    let median = times[times.len() / 2];
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{answers} answers: min {:.0} ms, median {:.0} ms, {} MiB at most", ms(times[0]), ms(median), memory >> 20);
    let missed = median > MOST_TIME || memory > MOST_MEMORY;
    if missed {
        eprintln!("the mark is {} ms and {} MiB", MOST_TIME.as_millis(), MOST_MEMORY >> 20);
    }
    Ok(ExitCode::from(u8::from(missed)))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, text)
}
